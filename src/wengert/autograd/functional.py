"""Derivatives of functions: Jacobians, Hessians and their products with vectors, by repeated backward passes."""
from .. import _core, errors
from .._core import Tensor
from ..ops import api
from .grad_mode import enable_grad, set_grad_enabled
from ._passes import columns, filled, grad, require, require_slopes, rows

__all__ = ["vjp", "jvp", "jacobian", "hessian", "hvp", "vhp"]

def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """The value of a function and the product of a vector with its Jacobian.

    Parameters
    ----------
    func : callable
        Takes tensors, gives a tensor or a tuple of them.
    inputs : Tensor or tuple of Tensor
        The point.
    v : Tensor or tuple of Tensor, optional
        One vector for each output, of its shape; may be left out if there is one output of one element.
    create_graph : bool
        Make both results differentiable.
    strict : bool
        Raise if an output does not depend on an input, instead of giving zeros.

    Returns
    -------
    tuple
        The outputs, and the product: a tensor of the shape of each input.

    Raises
    ------
    RuntimeError
        If `v` does not fit the outputs.

    Examples
    --------
    >>> import wengert
    >>> wengert.autograd.functional.vjp(lambda x: x * x, wengert.tensor([1., 2.]), wengert.tensor([1., 10.]))
    (tensor([1., 4.]), tensor([ 2., 40.]))
    """
    with enable_grad():
        many, inputs = _as_tuple(inputs, "inputs", "vjp")
        inputs = _entered(inputs, create_graph)
        many_outputs, outputs = _outputs(func, inputs, "vjp", strict)
        if v is not None:
            v = _vector(v, outputs, many_outputs, create_graph, "vjp")
        elif len(outputs) != 1 or outputs[0].numel() != 1:
            raise errors.AutogradError("The vector v can only be None if the user-provided function returns a single "
                                       "Tensor with a single element.")
    with set_grad_enabled(create_graph or _core.is_grad_enabled()):
        product = filled(grad(outputs, inputs, v, create_graph), inputs, strict, create_graph,
                         "output", "input", "jacobian")
    return _left(outputs, create_graph, many_outputs), _left(product, create_graph, many)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """The value of a function and the product of its Jacobian with a vector.

    The product is linear in the cotangent of a backward pass; differentiating that pass with respect to the cotangent
    gives it. It costs two backward passes.

    Parameters
    ----------
    func : callable
        Takes tensors, gives a tensor or a tuple of them.
    inputs : Tensor or tuple of Tensor
        The point.
    v : Tensor or tuple of Tensor, optional
        One vector for each input, of its shape; may be left out if there is one input of one element.
    create_graph, strict : bool
        As for :func:`vjp`.

    Returns
    -------
    tuple
        The outputs, and the product: a tensor of the shape of each output.

    Raises
    ------
    RuntimeError
        If `v` does not fit the inputs.

    Examples
    --------
    >>> import wengert
    >>> wengert.autograd.functional.jvp(lambda x: x * x, wengert.tensor([1., 2.]), wengert.tensor([1., 10.]))
    (tensor([1., 4.]), tensor([ 2., 40.]))
    """
    with enable_grad():
        many, inputs = _as_tuple(inputs, "inputs", "jvp")
        inputs = _entered(inputs, create_graph)
        v = _input_vector(v, inputs, many, create_graph, "jvp")
        many_outputs, outputs = _outputs(func, inputs, "jvp", strict)
        cotangents = tuple(api.zeros_like(out, requires_grad=True) for out in outputs)
        pulled = grad(outputs, inputs, cotangents, create_graph=True)
        if strict:
            require(pulled, "The gradient with respect to input {} is independent of the inputs of the user-provided "
                            "function.")
    with set_grad_enabled(create_graph or _core.is_grad_enabled()):
        product = filled(grad(pulled, cotangents, v, create_graph), outputs, strict, create_graph,
                          "gradient with respect to the input", "entry", "jacobian", " in the grad_outputs")
    return _left(outputs, create_graph, many_outputs), _left(product, create_graph, many_outputs)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """The derivatives of all outputs of a function with respect to all its inputs.

    Parameters
    ----------
    func : callable
        Takes tensors, gives a tensor or a tuple of them.
    inputs : Tensor or tuple of Tensor
        The point.
    create_graph : bool
        Make the result differentiable.
    strict : bool
        Raise if an output does not depend on an input, instead of giving zeros.
    vectorize : bool
        Accepted; the rows (or columns) are computed one after the other in any case.
    strategy : {"reverse-mode", "forward-mode"}
        By rows, one backward pass for each element of the outputs, or by columns, one for each element of the inputs:
        the shorter way if there are fewer of these. PyTorch asks for ``vectorize=True`` with the latter.

    Returns
    -------
    Tensor or tuple
        For one output and one input a tensor of the shape of the output followed by that of the input; a tuple over
        the outputs of tuples over the inputs where `func` returns, or `inputs` is, a tuple.

    Raises
    ------
    RuntimeError
        For combinations that PyTorch does not have, and by `strict`.

    Examples
    --------
    >>> import wengert
    >>> wengert.autograd.functional.jacobian(lambda x: x * x, wengert.tensor([1., 2.]))
    tensor([[2., 0.],
            [0., 4.]])
    """
    if strategy not in ("forward-mode", "reverse-mode"):
        raise errors.AutogradError('Expected strategy to be either "forward-mode" or "reverse-mode", not '
                                   f"{strategy!r}. The first is cheaper where there are more outputs than inputs.",
                                   kind=AssertionError)
    if strategy == "forward-mode":
        _check_columns(create_graph, strict, vectorize)
    elif strict and vectorize:
        raise errors.AutogradError("jacobian: `strict=True` and `vectorized=True` are not supported together. Please "
                                   "either set `strict=False` or `vectorize=False`.")
    with enable_grad():
        many, inputs = _as_tuple(inputs, "inputs", "jacobian")
        inputs = _entered(inputs, create_graph)
        many_outputs, outputs = _outputs(func, inputs, "jacobian", strict)
        if strategy == "forward-mode":
            blocks = columns(outputs, inputs)
        else:
            blocks = tuple(rows(k, out, inputs, create_graph, strict, vectorize) for k, out in enumerate(outputs))
        blocks = tuple(_left(block, create_graph, many) for block in blocks)
    return blocks if many_outputs else blocks[0]


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    """The second derivatives of a function of one value.

    Parameters
    ----------
    func : callable
        Takes tensors, gives a tensor of one element.
    inputs : Tensor or tuple of Tensor
        The point.
    create_graph, strict, vectorize
        As for :func:`jacobian`.
    outer_jacobian_strategy : {"reverse-mode", "forward-mode"}
        How the gradient is differentiated.

    Returns
    -------
    Tensor or tuple
        For one input a tensor of its shape twice; for a tuple of inputs a tuple of tuples of the mixed derivatives.

    Raises
    ------
    RuntimeError
        If the function returns anything but one tensor of one element.

    Examples
    --------
    >>> import wengert
    >>> wengert.autograd.functional.hessian(lambda x: (x ** 3).sum(), wengert.tensor([1., 2.]))
    tensor([[ 6.,  0.],
            [ 0., 12.]])
    """
    many, inputs = _as_tuple(inputs, "inputs", "hessian")
    if outer_jacobian_strategy not in ("forward-mode", "reverse-mode"):
        raise errors.AutogradError('Expected strategy to be either "forward-mode" or "reverse-mode", not '
                                   f"{outer_jacobian_strategy!r}.", kind=AssertionError)

    def gradient(*point):
        output = _one_value(func, point, "hessian", strict)
        slopes = grad((output,), point, None, create_graph=True)
        slopes = tuple(api.zeros_like(x) if g is None else g for g, x in zip(slopes, point))
        if strict:
            require_slopes(slopes)
        return slopes

    blocks = jacobian(gradient, inputs, create_graph, strict, vectorize, outer_jacobian_strategy)
    return blocks if many else blocks[0][0]


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """The value of a function and the product of a vector with its Hessian.

    Parameters
    ----------
    func : callable
        Takes tensors, gives a tensor of one element.
    inputs : Tensor or tuple of Tensor
        The point.
    v : Tensor or tuple of Tensor, optional
        One vector for each input, of its shape; may be left out if there is one input of one element.
    create_graph, strict : bool
        As for :func:`vjp`.

    Returns
    -------
    tuple
        The value, and the product: a tensor of the shape of each input.

    Raises
    ------
    RuntimeError
        If the function returns anything but one tensor of one element, or `v` does not fit the inputs.

    Examples
    --------
    >>> import wengert
    >>> wengert.autograd.functional.vhp(lambda x: (x ** 3).sum(), wengert.tensor([1., 2.]), wengert.ones(2))
    (tensor(9.), tensor([ 6., 12.]))
    """
    with enable_grad():
        many, inputs = _as_tuple(inputs, "inputs", "vhp")
        inputs = _entered(inputs, create_graph)
        v = _input_vector(v, inputs, many, create_graph, "vhp")
        output = _one_value(func, inputs, "vhp", strict)
        slopes = grad((output,), inputs, None, create_graph=True)
        if strict:
            require_slopes(slopes)
    with set_grad_enabled(create_graph or _core.is_grad_enabled()):
        product = filled(grad(slopes, inputs, v, create_graph), inputs, strict, create_graph,
                          "jacobian", "input", "hessian")
    return _left((output,), create_graph, False), _left(product, create_graph, many)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """The value of a function and the product of its Hessian with a vector.

    Like :func:`jvp` it differentiates a backward pass with respect to its cotangent; :func:`vhp` is cheaper and gives
    the same wherever the second derivatives are continuous.

    Parameters
    ----------
    func : callable
        Takes tensors, gives a tensor of one element.
    inputs : Tensor or tuple of Tensor
        The point.
    v : Tensor or tuple of Tensor, optional
        One vector for each input, of its shape; may be left out if there is one input of one element.
    create_graph, strict : bool
        As for :func:`vjp`.

    Returns
    -------
    tuple
        The value, and the product: a tensor of the shape of each input.

    Raises
    ------
    RuntimeError
        If the function returns anything but one tensor of one element, or `v` does not fit the inputs.

    Examples
    --------
    >>> import wengert
    >>> wengert.autograd.functional.hvp(lambda x: (x ** 3).sum(), wengert.tensor([1., 2.]), wengert.ones(2))
    (tensor(9.), tensor([ 6., 12.]))
    """
    with enable_grad():
        many, inputs = _as_tuple(inputs, "inputs", "hvp")
        inputs = _entered(inputs, create_graph)
        v = _input_vector(v, inputs, many, create_graph, "hvp")
        output = _one_value(func, inputs, "hvp", strict)
        slopes = grad((output,), inputs, None, create_graph=True)
        if strict:
            require_slopes(slopes)
        cotangents = tuple(api.zeros_like(x, requires_grad=True) for x in inputs)
        pulled = grad(slopes, inputs, cotangents, create_graph=True)
    with set_grad_enabled(create_graph or _core.is_grad_enabled()):
        product = filled(grad(pulled, cotangents, v, create_graph), inputs, strict, create_graph,
                          "hessian", "entry", "hessian", " in the grad_jacobian")
    return _left((output,), create_graph, False), _left(product, create_graph, many)


# -- what goes in and what comes out ----------------------------------------------------------------

def _as_tuple(value, what, caller):
    """Whether there is a tuple of tensors, and the tuple."""
    many = isinstance(value, tuple)
    parts = value if many else (value,)
    for k, part in enumerate(parts):
        if not isinstance(part, Tensor):
            found = f"value at index {k}" if many else f"given {what}"
            raise errors.DtypeError(f"The {what} given to {caller} must be either a Tensor or a tuple of Tensors but "
                                    f"the {found} has type {type(part)}.")
    return many, parts


def _entered(inputs, create_graph):
    """The inputs as the function gets them: connected with what they were computed from only if that is wanted."""
    return tuple(x.view_as(x) if create_graph and x.requires_grad else x.detach().requires_grad_() for x in inputs)


def _left(tensors, create_graph, many):
    """Results as they are handed out."""
    if not create_graph:
        tensors = tuple(t.detach() for t in tensors)
    return tensors if many else tensors[0]


def _outputs(func, inputs, caller, strict):
    """Call the function; whether it gave a tuple, and the tuple."""
    many, outputs = _as_tuple(func(*inputs), "outputs of the user-provided function", caller)
    if strict:
        require(outputs, "Output {} of the user-provided function does not require gradients: it must be computed in a "
                         "differentiable manner from the input.")
    return many, outputs


def _one_value(func, inputs, caller, strict):
    """Call a function that has to give one tensor of one element."""
    many, outputs = _outputs(func, inputs, caller, strict)
    if many:
        raise errors.AutogradError(f"The function given to {caller} should return a single Tensor, not a tuple")
    if outputs[0].numel() != 1:
        raise errors.AutogradError(f"The Tensor returned by the function given to {caller} should contain a single "
                                   f"element, but has the shape {list(outputs[0].shape)}. Reduce it, e.g. with sum().")
    return outputs[0]


def _vector(v, like, many, create_graph, caller):
    """The given vectors, checked against the tensors whose shapes they must have."""
    _, v = _as_tuple(v, "v", caller)
    if len(v) != len(like):
        raise errors.AutogradError(f"v is a tuple of invalid length: should be {len(like)} but got {len(v)}." if many
                                   else f"The given v should contain a single Tensor, not {len(v)}.")
    for k, (part, t) in enumerate(zip(v, like)):
        if part.shape != t.shape:
            place = f"Entry {k} in " if many else ""
            raise errors.ShapeError(f"{place}v has invalid size: should be {t.shape} but got {part.shape}.")
    return tuple(part.view_as(part) if create_graph and part.requires_grad else part.detach() for part in v)


def _input_vector(v, inputs, many, create_graph, caller):
    """The given vectors for the inputs; None stands for 1 if there is one input of one element."""
    if v is not None:
        return _vector(v, inputs, many, create_graph, caller)
    if len(inputs) != 1 or inputs[0].numel() != 1:
        raise errors.AutogradError("The vector v can only be None if the input to the user-provided function is a "
                                   "single Tensor with a single element.")
    return None


def _check_columns(create_graph, strict, vectorize):
    """Refuse what PyTorch refuses together with strategy="forward-mode"."""
    if create_graph:
        raise errors.AutogradError('jacobian: `create_graph=True` and `strategy="forward-mode"` are not supported '
                                   'together (yet). Please either set `create_graph=False` or '
                                   '`strategy="reverse-mode"`.', kind=NotImplementedError)
    if strict:
        raise errors.AutogradError('jacobian: `strict=True` and `strategy="forward-mode"` are not supported together '
                                   '(yet). Please either set `strict=False` or `strategy="reverse-mode"`.')
    if not vectorize:
        raise errors.AutogradError("Computing Jacobian using forward-AD or forward-over-reverse Hessian is only "
                                   "implemented for `vectorize=True`.", kind=NotImplementedError)
