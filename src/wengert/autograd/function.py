"""User-defined operations: ``autograd.Function`` and its context."""
import functools
import inspect
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import FunctionType

from .. import _core, errors
from .._core import FunctionCtx, Tensor

__all__ = ["Function", "FunctionCtx", "once_differentiable"]


def _arity(forward):
    """Number of a forward's parameters when each call must give them all; -1 when it takes any number."""
    if type(forward) is FunctionType and not forward.__dict__:     # what inspect would find, in 1/100 of the time
        code = forward.__code__
        return -1 if code.co_flags & CO_VARARGS else (code.co_argcount + code.co_kwonlyargcount
                                                      + bool(code.co_flags & CO_VARKEYWORDS))
    try:
        parameters = inspect.signature(forward).parameters.values()
    except (TypeError, ValueError):
        return -1
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return -1
    return len(parameters)


class FunctionMeta(type):
    """Gives every Function a context class named after it."""

    def __init__(cls, name, bases, attributes):
        super().__init__(name, bases, attributes)
        cls._backward_cls = type(name + "Backward", (FunctionCtx,),
                                 {"_forward_cls": cls, "_arity": _arity(cls.forward)})

    def __setattr__(cls, name, value):
        """A changed class is looked at anew."""
        super().__setattr__(name, value)
        _core.forget_recipes()

    def __delattr__(cls, name):
        """The same when something is taken away."""
        super().__delattr__(name)
        _core.forget_recipes()


class Function(metaclass=FunctionMeta):
    """An operation with a derivative of the user's own.

    Subclasses define the static methods ``forward(ctx, *args)`` (or ``forward(*args)`` together with
    ``setup_context(ctx, inputs, output)``) and ``backward(ctx, *grad_outputs)``, and are called through ``apply``.

    Examples
    --------
    >>> import wengert
    >>> class Exp(wengert.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         y = x.exp()
    ...         ctx.save_for_backward(y)
    ...         return y
    ...     @staticmethod
    ...     def backward(ctx, grad):
    ...         y, = ctx.saved_tensors
    ...         return grad * y
    >>> x = wengert.tensor(0., requires_grad=True)
    >>> Exp.apply(x).backward()
    >>> x.grad
    tensor(1.)
    """

    generate_vmap_rule = False
    _recipe = None

    def __init__(self, *args, **kwargs):
        raise errors.AutogradError(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all static, so you should "
            "invoke them on the class itself: call its apply().")

    def __call__(self, *args, **kwargs):
        """Legacy functions are gone."""
        raise errors.AutogradError("Legacy autograd function with non-static forward method is deprecated.")

    @staticmethod
    def forward(*args, **kwargs):
        """Compute the outputs."""
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def setup_context(ctx, inputs, output):
        """Save what the backward needs, when forward does not take the context."""
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        """The cotangents of the inputs."""
        raise NotImplementedError("You must implement either the backward or vjp method for your custom "
                                  "autograd.Function to use it with backward mode AD.")

    @staticmethod
    def vjp(ctx, *grad_outputs):
        """The cotangents of the inputs, under its second name."""
        raise NotImplementedError("You must implement either the backward or vjp method for your custom "
                                  "autograd.Function to use it with backward mode AD.")

    @staticmethod
    def jvp(ctx, *grad_inputs):
        """The forward-mode derivative."""
        raise NotImplementedError("You must implement the jvp function for custom autograd.Function to use it with "
                                  "forward mode AD.")

    @staticmethod
    def vmap(info, in_dims, *args):
        """The batched operation."""
        raise NotImplementedError("To use autograd.Function with vmap, you must define the vmap staticmethod.")

    apply = classmethod(_core.function_apply)


_core.set_function_class(Function.setup_context)
_core.set_function_backward(Function.backward, Function.vjp)


def once_differentiable(function):
    """Mark a backward that cannot be differentiated itself: doing so raises instead of giving wrong numbers.

    Examples
    --------
    >>> from wengert.autograd.function import once_differentiable
    >>> @once_differentiable
    ... def backward(ctx, grad):
    ...     return grad
    """
    @functools.wraps(function)
    def wrapper(ctx, *grads):
        recording = _core.is_grad_enabled()
        _core._set_grad_enabled(False)
        try:
            outputs = function(ctx, *grads)
        finally:
            _core._set_grad_enabled(recording)
        if not recording or not any(isinstance(g, Tensor) and g.requires_grad for g in grads):
            return outputs
        many = outputs if isinstance(outputs, tuple) else (outputs,)
        refused = tuple(_Refuse.apply(out, *[g for g in grads if isinstance(g, Tensor)])
                        if isinstance(out, Tensor) else out
                        for out in many)
        return refused if isinstance(outputs, tuple) else refused[0]
    return wrapper


class _Refuse(Function):
    """Identity whose differentiation raises."""

    @staticmethod
    def forward(ctx, out, *grads):
        """Hand the value on."""
        return out.clone()

    @staticmethod
    def backward(ctx, grad):
        """Refuse."""
        raise errors.AutogradError("trying to differentiate twice a function that was marked with @once_differentiable")
