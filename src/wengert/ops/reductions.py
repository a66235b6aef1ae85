"""Reductions and scans over dims."""
import builtins
import math

import numpy as np

from . import api
from .table import compiled, composite, named_result, primitive


def as_dims(dim, ndim):
    """A dim argument as a tuple of non-negative dims; None and () mean all."""
    if dim is None or (isinstance(dim, (tuple, list)) and not dim):
        return tuple(range(ndim))
    dims = dim if isinstance(dim, (tuple, list)) else (dim,)
    for d in dims:
        if not -builtins.max(ndim, 1) <= d < builtins.max(ndim, 1):
            raise api.errors.DimensionError("Dimension out of range (expected to be in range of "
                                            f"[{-builtins.max(ndim, 1)}, {builtins.max(ndim, 1) - 1}], but got {d})")
    return tuple(d % builtins.max(ndim, 1) for d in dims)


def restored(t, shape, dim, keepdim):
    """A reduced tensor with its dims back, of size 1."""
    if keepdim or not shape:
        return t
    dims = as_dims(dim, len(shape))
    return t.reshape(tuple(1 if k in dims else n for k, n in enumerate(shape)))


def count(shape, dim):
    """How many elements go into one result."""
    return math.prod(shape[d] for d in as_dims(dim, len(shape))) if shape else 1


def spread(g, input_shape, dim, keepdim):
    """The rule of a sum: the cotangent for every element."""
    return restored(g, input_shape, dim, keepdim).expand(input_shape)


def mean_rule(g, input_shape, dim, keepdim):
    """The rule of a mean."""
    return spread(g, input_shape, dim, keepdim) / builtins.max(count(input_shape, dim), 1)


@compiled("sum", saved="", node="Sum", suffix="0", input=spread)
def sum(input, dim=None, keepdim=False, *, dtype=None):
    """The sum over `dim` (all dims when None); integers are summed as int64.

    Float sums are accumulated pairwise.

    Examples
    --------
    >>> import wengert
    >>> wengert.sum(wengert.ones(2, 3), dim=1)
    tensor([3., 3.])
    """


@compiled("sum", node="Sum", suffix="1", method=False, input=spread)
def _sum_dim(input, dim=None, keepdim=False, *, dtype=None):
    """:func:`sum` over given dims, whose node has a name of its own."""


@compiled("mean", node="Mean", input=mean_rule)
def mean(input, dim=None, keepdim=False, *, dtype=None):
    """The mean over `dim` (all dims when None) of a floating tensor.

    Examples
    --------
    >>> import wengert
    >>> wengert.mean(wengert.tensor([[1., 2.], [3., 4.]]), dim=0)
    tensor([2., 3.])
    """


@compiled("mean", node="Mean", suffix="1", method=False, input=mean_rule)
def _mean_dim(input, dim=None, keepdim=False, *, dtype=None):
    """:func:`mean` over given dims, whose node has a name of its own."""


def shared_by_ties(g, input, result, input_shape, dim, keepdim):
    """The rule of a maximum over dims: elements that are equal to it share the cotangent."""
    top = restored(result, input_shape, dim, keepdim)
    best = (input == top) | (input.isnan() & top.isnan())
    ties = best.sum(as_dims(dim, len(input_shape)), keepdim=True)
    return api.where(best, restored(g, input_shape, dim, keepdim) / ties, 0)


@compiled("extreme", saved="input result", input=shared_by_ties)
def amax(input, dim=(), keepdim=False):
    """The largest element over `dim`; nan where there is one. Ties share the gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.amax(wengert.tensor([[1., 5.], [3., 2.]]), dim=1)
    tensor([5., 3.])
    """


@compiled("extreme", saved="input result", input=shared_by_ties)
def amin(input, dim=(), keepdim=False):
    """The smallest element over `dim`; nan where there is one. Ties share the gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.amin(wengert.tensor([[1., 5.], [3., 2.]]), dim=1)
    tensor([1., 2.])
    """


@compiled("extreme", node="Max", suffix="1", saved="input result", method=False, input=shared_by_ties)
def _max_all(input, dim=(), keepdim=False):
    """The largest of all elements, for ``max(x)``."""


@compiled("extreme", node="Min", suffix="1", saved="input result", method=False, input=shared_by_ties)
def _min_all(input, dim=(), keepdim=False):
    """The smallest of all elements, for ``min(x)``."""


def at_indices(g, indices, input_shape, dim, keepdim):
    """The rule of a value picked along one dim: the cotangent goes to its place."""
    if not input_shape:
        return g
    if not keepdim:
        g, indices = g.unsqueeze(dim), indices.unsqueeze(dim)
    return api.zeros(input_shape, dtype=g.dtype).scatter_add(dim, indices, g)


def picked(input, dim, keepdim, position):
    """Values and indices of the elements that `position` (argmax or argmin) finds along a dim."""
    if input.ndim == 0:
        as_dims(dim, 0)
        return input.clone(), api.tensor(0)
    dim, = as_dims(dim, input.ndim)
    if input.shape[dim] == 0:
        raise api.errors.DimensionError(f"max(): Expected reduction dim {dim} to have non-zero size.")
    index = api.from_numpy(np.expand_dims(np.asarray(position(input.detach().numpy(), axis=dim)), dim))
    values = input.gather(dim, index)
    return (values, index) if keepdim else (values.squeeze(dim), index.squeeze(dim))


@primitive(method=False, node="Max", outputs=("values", "indices"), tensors="input", input=at_indices)
def _max_dim(input, dim, keepdim):
    """Largest elements along one dim, and where they are."""
    return picked(input, dim, keepdim, np.argmax)


@primitive(method=False, node="Min", outputs=("values", "indices"), tensors="input", input=at_indices)
def _min_dim(input, dim, keepdim):
    """Smallest elements along one dim, and where they are."""
    return picked(input, dim, keepdim, np.argmin)


MaxPair = named_result("max", "values", "indices")
MinPair = named_result("min", "values", "indices")


@composite
def max(input, dim=None, keepdim=False, *, other=None):
    """The largest element; with `dim` the pair (values, indices); with a tensor the :func:`maximum`.

    Examples
    --------
    >>> import wengert
    >>> wengert.max(wengert.tensor([1., 5.]))
    tensor(5.)
    >>> wengert.max(wengert.tensor([[1., 5.], [3., 2.]]), dim=1).indices
    tensor([1, 0])
    """
    if isinstance(dim, api.Tensor) or other is not None:
        return input.maximum(dim if other is None else other)
    return api._max_all(nonempty(input, "max")) if dim is None else MaxPair(api._max_dim(input, dim, keepdim))


@composite
def min(input, dim=None, keepdim=False, *, other=None):
    """The smallest element; with `dim` the pair (values, indices); with a tensor the :func:`minimum`.

    Examples
    --------
    >>> import wengert
    >>> wengert.min(wengert.tensor([1., 5.]))
    tensor(1.)
    """
    if isinstance(dim, api.Tensor) or other is not None:
        return input.minimum(dim if other is None else other)
    return api._min_all(nonempty(input, "min")) if dim is None else MinPair(api._min_dim(input, dim, keepdim))


def nonempty(input, name):
    """Refuse the extreme of nothing."""
    if input.numel() == 0:
        raise api.errors.AutogradError(f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                                       "Specify the reduction dim with the 'dim' argument.")
    return input


def arg_extreme(input, dim, keepdim, position):
    """argmax or argmin over one dim or all."""
    if input.dtype is api.bool or input.is_complex():
        raise api.errors.AutogradError(f"{position.__name__}(): does not support {input.dtype.name} input")
    if dim is not None:
        as_dims(dim, input.ndim)
    elif input.numel() == 0:
        raise api.errors.DimensionError(f"{position.__name__}(): Expected reduction dim to be specified for "
                                        "input.numel() == 0. Specify the reduction dim with the 'dim' argument.")
    if input.ndim == 0:
        return api.tensor(0)
    values = input.detach().numpy()
    if dim is None:
        out = np.asarray(position(values))
        return api.tensor(out.reshape((1,) * input.ndim) if keepdim else out)
    if input.shape[dim] == 0:
        raise api.errors.DimensionError(f"{position.__name__}(): Expected reduction dim {dim} to have non-zero size.")
    out = np.asarray(position(values, axis=dim))
    return api.tensor(np.expand_dims(out, dim) if keepdim else out)


@composite
def argmax(input, dim=None, keepdim=False):
    """Where the largest element is: in the flattened tensor, or along `dim`.

    Examples
    --------
    >>> import wengert
    >>> wengert.argmax(wengert.tensor([[1., 5.], [3., 2.]]), dim=1)
    tensor([1, 0])
    """
    return arg_extreme(input, dim, keepdim, np.argmax)


@composite
def argmin(input, dim=None, keepdim=False):
    """Where the smallest element is: in the flattened tensor, or along `dim`.

    Examples
    --------
    >>> import wengert
    >>> wengert.argmin(wengert.tensor([1., -5., 2.]))
    tensor(1)
    """
    return arg_extreme(input, dim, keepdim, np.argmin)


def logical(input, dim, keepdim, ufunc):
    """any or all over dims; bytes stay bytes."""
    axes = as_dims(dim, input.ndim) if input.ndim else ()
    out = np.asarray(ufunc.reduce(input.detach().numpy(), axis=axes, keepdims=bool(keepdim)))
    return api.tensor(out.astype(np.uint8) if input.dtype is api.uint8 else out.astype(bool))


@primitive(tensors="input")
def any(input, dim=None, keepdim=False):
    """Whether any element is not zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.any(wengert.tensor([0, 1]))
    tensor(True)
    """
    return logical(input, dim, keepdim, np.logical_or)


@primitive(tensors="input")
def all(input, dim=None, keepdim=False):
    """Whether no element is zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.all(wengert.tensor([0, 1]))
    tensor(False)
    """
    return logical(input, dim, keepdim, np.logical_and)


def products_of_others(x, dim):
    """For every element along a dim the product of all the others, also where there are zeros."""
    n = x.shape[dim]
    x = x.movedim(dim, -1)
    table = x.unsqueeze(-2).expand(*x.shape[:-1], n, n)
    table = api.where(api.eye(n, dtype=api.bool), api.ones((), dtype=x.dtype), table)
    return table.prod(-1).movedim(-1, dim)


def prod_rule(g, input, result, input_shape, dim, keepdim):
    """The rule of a product: the cotangent times the product of the other factors."""
    if g.dtype is not input.dtype:
        return prod_rule(g, input.to(g.dtype), result, input_shape, dim, keepdim).to(input.dtype)
    if dim is None:
        flat = input.reshape(-1)
        if flat.numel() == 0:
            return api.zeros_like(input)
        return prod_rule(g, flat, result, flat.shape, 0, False).reshape(input_shape)
    if not input_shape:
        return g
    dim, = as_dims(dim, len(input_shape))
    g = restored(g, input_shape, dim, keepdim)
    if bool((input.detach() == 0).any()):
        return g * products_of_others(input, dim).conj()
    return g * (restored(result, input_shape, dim, keepdim) / input).conj()


@primitive(tensors="input", input=prod_rule)
def prod(input, dim=None, keepdim=False, *, dtype=None):
    """The product over one dim (all when None); integers are multiplied as int64.

    The gradient is right where factors are zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.prod(wengert.tensor([[1., 2.], [3., 4.]]), dim=1)
    tensor([ 2., 12.])
    """
    return api.plain_prod(input if dtype is None else input.to(dtype), dim, keepdim)


def divisor(shape, dim, correction, unbiased):
    """The dims of a variance, of which a lone bool is `unbiased`, and its divisor n - correction."""
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if unbiased is not None:
        correction = int(unbiased)
    return dim, builtins.max(count(shape, dim) - correction, 0)


def var_slope(g, input, input_shape, dim, correction, keepdim, unbiased):
    """d var / dx = 2 (x - mean) / (n - correction)."""
    dim, n = divisor(input_shape, dim, correction, unbiased)
    centred = input - input.mean(dim, keepdim=True) if input_shape else input - input
    return restored(g, input_shape, dim, keepdim) * (2.0 / n if n else math.nan) * centred


def std_slope(g, input, result, input_shape, dim, correction, keepdim, unbiased):
    """The same over twice the deviation; zero where that is zero."""
    half = api.where(result == 0, 0, g / (2 * result))
    return var_slope(half, input, input_shape, dim, correction, keepdim, unbiased)


@primitive(tensors="input", input=var_slope)
def var(input, dim=None, unbiased=None, keepdim=False, *, correction=1):
    """The variance over `dim` (all dims when None).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating or complex type.
    dim : int or tuple of int, optional
        The dims to reduce. A bool in its place is taken as `unbiased`.
    unbiased : bool, optional
        The older form of `correction`: True for 1, False for 0.
    keepdim : bool
        Whether the reduced dims stay, with size 1.
    correction : int
        The divisor is the number of elements less this, and not below zero.

    Returns
    -------
    Tensor
        Real, of the shape of `input` without the reduced dims.

    Raises
    ------
    RuntimeError
        If the tensor holds integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.var(wengert.tensor([1., 2., 3., 4.]))
    tensor(1.6667)
    """
    if not (input.is_floating_point() or input.is_complex()):
        raise api.errors.AutogradError("std and var only support floating point and complex dtypes")
    dim, n = divisor(input.shape, dim, correction, unbiased)
    centred = input - input.mean(dim, keepdim=True) if input.ndim else input - input
    square = (centred * centred.conj()).real if input.is_complex() else centred * centred
    return square.sum(dim, keepdim) / builtins.float(n)


@primitive(tensors="input", input=std_slope)
def std(input, dim=None, unbiased=None, keepdim=False, *, correction=1):
    """The standard deviation over `dim`, the root of :func:`var`. Its gradient where it is 0 is 0.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating or complex type.
    dim, unbiased, keepdim, correction
        As for :func:`var`.

    Examples
    --------
    >>> import wengert
    >>> wengert.std(wengert.tensor([1., 3.]))
    tensor(1.4142)
    """
    return api.var(input, dim, unbiased, keepdim, correction=correction).sqrt()


@compiled("cumsum", tensors="input", input=lambda g, dim: g.flip(dim).cumsum(dim).flip(dim) if g.ndim else g)
def cumsum(input, dim, *, dtype=None):
    """Running sums along `dim`; integers are summed as int64.

    Examples
    --------
    >>> import wengert
    >>> wengert.cumsum(wengert.tensor([1, 2, 3]), dim=0)
    tensor([1, 3, 6])
    """


def logsumexp_rule(g, input, result, input_shape, dim, keepdim):
    """d logsumexp / dx = exp(x - result), zero where everything was -inf."""
    top = restored(result, input_shape, dim, keepdim)
    top = api.where(top == -math.inf, 0, top)
    return restored(g, input_shape, dim, keepdim) * (input - top).exp()


@compiled("logsumexp", saved="input result", tensors="input", input=logsumexp_rule)
def logsumexp(input, dim, keepdim=False):
    """log of the sum of exp over `dim`, without overflow.

    Examples
    --------
    >>> import wengert
    >>> wengert.logsumexp(wengert.tensor([100., 100.]), dim=0)
    tensor(100.6931)
    """


@compiled("softmax", saved="result", node="Softmax",
          input=lambda g, result, dim: result * (g - (g * result).sum(dim, keepdim=True)))
def softmax(input, dim=None, dtype=None):
    """exp(x) over the sum of exp(x) along `dim`.

    Examples
    --------
    >>> import wengert
    >>> wengert.softmax(wengert.tensor([0., 0.]), dim=0)
    tensor([0.5000, 0.5000])
    """


@compiled("softmax", saved="result", node="LogSoftmax",
          input=lambda g, result, dim: g - result.exp() * g.sum(dim, keepdim=True))
def log_softmax(input, dim=None, dtype=None):
    """log of :func:`softmax`, without overflow.

    Examples
    --------
    >>> import wengert
    >>> wengert.log_softmax(wengert.tensor([0., 0.]), dim=0)
    tensor([-0.6931, -0.6931])
    """


def norm_rule(g, input, result, input_shape, p, dim, keepdim):
    """The slope of the p-norm; 0 at the origin, shared between equal largest elements for p = inf."""
    g, top = restored(g, input_shape, dim, keepdim), restored(result, input_shape, dim, keepdim)
    if p == 0:
        return api.zeros_like(input)
    if p == 1:
        return g * input.sgn()
    if p == 2:
        return api.where(top == 0, 0, g / top) * input
    size = input.abs()
    if math.isinf(p):
        best = size == top
        return g * input.sgn() * best / best.sum(as_dims(dim, len(input_shape)), keepdim=True)
    slope = input.sgn() * size ** (p - 1) * api.where(top == 0, 0, g / top ** (p - 1))
    return api.where(input == 0, 0, slope) if p < 2 else slope


@primitive(method=False, node="LinalgVectorNorm", tensors="input", input=norm_rule)
def _vector_norm(input, p, dim, keepdim):
    """The p-norm over dims."""
    if not (input.is_floating_point() or input.is_complex()):
        raise api.errors.AutogradError("linalg.vector_norm: Expected a floating point or complex tensor as input. "
                                       f"Got {input.dtype}")
    if p == 2 and not input.is_complex():
        return (input * input).sum(dim, keepdim).sqrt()
    size = input.abs()
    if p == 0:
        return (size != 0).sum(dim, keepdim).to(size.dtype)
    if math.isinf(p):
        dims = () if dim is None else dim
        return size.amax(dims, keepdim) if p > 0 else size.amin(dims, keepdim)
    return (size ** p).sum(dim, keepdim) ** (1.0 / p)


@composite
def norm(input, p="fro", dim=None, keepdim=False, dtype=None):
    """The p-norm of the elements over `dim`. Its gradient at 0 is 0.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating or complex type.
    p : float or "fro"
        The order: inf and -inf give the largest and smallest modulus, 0 the number of elements that are not
        zero, and "fro" is 2.
    dim : int or tuple of int, optional
        The dims to reduce; all when None.
    keepdim : bool
        Whether the reduced dims stay, with size 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.norm(wengert.tensor([3., 4.]))
    tensor(5.)
    """
    p = 2 if p is None or p == "fro" else float(p)
    return api._vector_norm(input if dtype is None else input.to(dtype), p, dim, keepdim)


@composite
def sum_to_size(input, *size):
    """Summed over the dims along which `size` would be broadcast to the tensor's shape.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones(2, 3).sum_to_size(1, 3)
    tensor([[2., 2., 2.]])
    """
    size = tuple(size[0]) if len(size) == 1 and isinstance(size[0], (tuple, list)) else size
    lead = input.ndim - len(size)
    if lead < 0 or builtins.any(n not in (1, m) for n, m in zip(size, input.shape[lead:])):
        raise api.errors.ShapeError(f"size {list(size)} is not expandable to size {list(input.shape)}.")
    dims = list(range(lead)) + [k + lead for k, n in enumerate(size) if n == 1 and input.shape[k + lead] != 1]
    return input.sum(dims).reshape(size) if dims else input


@composite
def var_mean(input, dim=None, unbiased=None, keepdim=False, *, correction=1):
    """The pair of :func:`var` and :func:`mean`.

    Examples
    --------
    >>> import wengert
    >>> wengert.var_mean(wengert.tensor([1., 2., 3.]))
    (tensor(1.), tensor(2.))
    """
    return api.var(input, dim, unbiased, keepdim, correction=correction), input.mean(dim, keepdim)


@composite
def std_mean(input, dim=None, unbiased=None, keepdim=False, *, correction=1):
    """The pair of :func:`std` and :func:`mean`.

    Examples
    --------
    >>> import wengert
    >>> wengert.std_mean(wengert.tensor([1., 2., 3.]))
    (tensor(1.), tensor(2.))
    """
    return api.std(input, dim, unbiased, keepdim, correction=correction), input.mean(dim, keepdim)
