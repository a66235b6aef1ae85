"""User-defined operations: ``autograd.Function`` and its context."""
import functools

from .. import _core, errors
from .._core import Tensor

__all__ = ["Function", "FunctionCtx", "once_differentiable"]


class FunctionCtx:
    """What a Function's forward leaves for its backward.

    Any attribute can be set on it; tensors that the backward needs go through :meth:`save_for_backward`,
    which watches for writes and makes no reference cycle.
    """

    def __init__(self):
        self.saved_for_backward_ = ()
        self._to_save = ()
        self._dirty = ()
        self._non_differentiable = ()
        self._materialize = True
        self._node = None
        self._released = False
        self.needs_input_grad = ()

    def save_for_backward(self, *tensors):
        """Keep tensors (or None) for :attr:`saved_tensors`."""
        for t in tensors:
            if t is not None and not isinstance(t, Tensor):
                raise errors.DtypeError(f"save_for_backward can only save variables, but argument is of type {type(t).__name__}")
        self._to_save = tensors

    def save_for_forward(self, *tensors):
        """Keep tensors for a forward-mode derivative."""
        self.saved_for_forward = tensors

    def mark_dirty(self, *tensors):
        """Say which inputs the forward wrote in place."""
        self._dirty = tensors

    def mark_non_differentiable(self, *tensors):
        """Say which outputs have no gradient."""
        self._non_differentiable = tensors

    def set_materialize_grads(self, value):
        """Whether outputs without a gradient reach the backward as zeros (the default) or as None."""
        self._materialize = bool(value)

    @property
    def saved_tensors(self):
        """The tensors that were saved, with their history.

        Raises
        ------
        RuntimeError
            If the graph was freed or a saved tensor was written since.
        """
        if self._released:
            raise errors.GraphFreedError(
                "Trying to backward through the graph a second time (or directly access saved tensors after they have "
                f"already been freed), at {type(self).__name__}. Specify retain_graph=True the first time.")
        return tuple(None if entry is None else self._unpack(*entry) for entry in self.saved_for_backward_)

    saved_variables = saved_tensors

    def _unpack(self, tensor, version, output):
        if tensor._version != version:
            raise errors.InplaceError(
                "one of the variables needed for gradient computation has been modified by an inplace operation: "
                f"[{tensor.dtype} of shape {list(tensor.shape)}], saved by {type(self).__name__}, is at version "
                f"{tensor._version}; expected version {version} instead.")
        if output is None or self._node is None:
            return tensor
        return _core.connected_to(tensor, self._node, output)

    def _finish_saving(self, outputs):
        """Turn what was saved into entries that hold no output itself, so that no cycle arises."""
        entries = []
        for t in self._to_save:
            if t is None:
                entries.append(None)
                continue
            at = next((k for k, out in enumerate(outputs) if out is t), None)
            entries.append((t if at is None else _core.alias_of(t), t._version, at))
        self.saved_for_backward_ = tuple(entries)
        self._to_save = ()

    def _release(self):
        """Free what was saved, after a backward pass that does not keep the graph."""
        self.saved_for_backward_ = ()
        self._released = True

    def _run_backward(self, grads, node, create_graph):
        """Call the user's backward with the node at hand for :attr:`saved_tensors`."""
        self._node = node
        try:
            return self._backward(self, *grads)
        finally:
            self._node = None


class FunctionMeta(type):
    """Gives every Function a context class named after it."""

    def __init__(cls, name, bases, attributes):
        super().__init__(name, bases, attributes)
        backward = cls.vjp if "vjp" in attributes and "backward" not in attributes else cls.backward
        cls._context = type(name + "Backward", (FunctionCtx,), {"_backward": staticmethod(backward), "_function": cls})


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

    vjp = backward

    @staticmethod
    def jvp(ctx, *grad_inputs):
        """The forward-mode derivative."""
        raise NotImplementedError("You must implement the jvp function for custom autograd.Function to use it with "
                                  "forward mode AD.")

    @staticmethod
    def vmap(info, in_dims, *args):
        """The batched operation."""
        raise NotImplementedError("To use autograd.Function with vmap, you must define the vmap staticmethod.")

    @classmethod
    def apply(cls, *args, **kwargs):
        """Run the forward and record it."""
        ctx = cls._context()
        recording = _core.is_grad_enabled()
        ctx.needs_input_grad = tuple(isinstance(a, Tensor) and a.requires_grad for a in args)
        split = cls.setup_context is not Function.setup_context
        _core._set_grad_enabled(False)
        try:
            if split:
                result = cls.forward(*args, **kwargs)
                cls.setup_context(ctx, args, result)
            else:
                result = cls.forward(ctx, *args, **kwargs)
        finally:
            _core._set_grad_enabled(recording)
        single = not isinstance(result, tuple)
        outputs = [result] if single else list(result)
        if recording and any(ctx.needs_input_grad):
            _record(ctx, args, outputs)
        elif any(out is a for out in outputs for a in args if isinstance(a, Tensor)):
            outputs = [_core.alias_of(out) if any(out is a for a in args) and not any(out is d for d in ctx._dirty) else out
                       for out in outputs]
        return outputs[0] if single else tuple(outputs)


def _record(ctx, args, outputs):
    """Record a Function's node on its outputs, which are changed in the list."""
    dirty, constant = ctx._dirty, ctx._non_differentiable
    for t in dirty:
        _core.check_inplace_write(t)
        if not any(out is t for out in outputs):
            raise errors.AutogradError("Some elements marked as dirty during the forward method were not returned as output. "
                                       "The inputs that are modified inplace must all be outputs of the Function.")
    constants = {k for k, out in enumerate(outputs) if any(out is c for c in constant)}
    saved_outputs = list(outputs)
    targets = list(outputs)
    for k, out in enumerate(outputs):
        if not isinstance(out, Tensor):
            continue
        is_dirty = any(out is t for t in dirty)
        if is_dirty or any(out is a for a in args) or out.requires_grad or out._is_view():
            targets[k] = _core.alias_of(out)
    ctx._finish_saving(saved_outputs)
    ctx._input_meta = [(tuple(a.shape), a.dtype) if isinstance(a, Tensor) else None for a in args]
    _core.function_record(ctx, tuple(args), targets, constants)
    for k, out in enumerate(outputs):
        if isinstance(out, Tensor) and any(out is t for t in dirty):
            if targets[k].requires_grad:
                _core.function_mark_dirty(out, targets[k])
        else:
            outputs[k] = targets[k]


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
        refused = tuple(_Refuse.apply(out, *[g for g in grads if isinstance(g, Tensor)]) if isinstance(out, Tensor) else out
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
