"""Reductions over dims: sums, means, products, truth and counts."""
import builtins
import math

from . import api
from .table import compiled, composite, elementwise


def as_dims(dim, ndim):
    """A dim argument as a tuple of non-negative dims; None and () mean all."""
    if type(dim) is int and -ndim <= dim < ndim:
        return (dim % ndim,)
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


@compiled("sum", saved="", node="Sum", suffix="0", out="dtype", input=spread)
def sum(input, dim=None, keepdim=False, *, dtype=None):
    """The sum over `dim` (all dims when None); integers are summed as int64.

    Float sums are accumulated pairwise.

    Parameters
    ----------
    dim : int or tuple of int, optional
        What to sum over; everything when None.
    keepdim : bool
        Whether the dims that are summed over stay, with size 1.
    dtype : dtype, optional
        Convert to this type first.

    Raises
    ------
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.sum(wengert.ones(2, 3), dim=1)
    tensor([3., 3.])
    """


@compiled("sum", node="Sum", suffix="1", method=False, input=spread)
def _sum_dim(input, dim=None, keepdim=False, *, dtype=None):
    """:func:`sum` over given dims, whose node has a name of its own."""


@compiled("mean", node="Mean", out="cast", input=mean_rule)
def mean(input, dim=None, keepdim=False, *, dtype=None):
    """The mean over `dim` (all dims when None) of a floating tensor.

    Parameters
    ----------
    input : Tensor
        Floating or complex, unless `dtype` says so.
    dim : int or tuple of int, optional
        What to average over; everything when None.
    keepdim : bool
        Whether the dims that are averaged over stay, with size 1.
    dtype : dtype, optional
        Convert to this type first.

    Raises
    ------
    RuntimeError
        For integers and bools without `dtype`.
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.mean(wengert.tensor([[1., 2.], [3., 4.]]), dim=0)
    tensor([2., 3.])
    """


@compiled("mean", node="Mean", suffix="1", method=False, input=mean_rule)
def _mean_dim(input, dim=None, keepdim=False, *, dtype=None):
    """:func:`mean` over given dims, whose node has a name of its own."""


def nansum_rule(g, input, input_shape, dim, keepdim):
    """The rule of a sum of numbers: nothing for a NaN."""
    return api.where(input.isnan(), 0, spread(g, input_shape, dim, keepdim))


@compiled("nansum", saved="input", out="cast", input=nansum_rule)
def nansum(input, dim=None, keepdim=False, *, dtype=None):
    """The sum over `dim` (all dims when None) of what is no NaN.

    Parameters
    ----------
    input : Tensor
        Real, of any shape; integers are summed as int64.
    dim : int or tuple of int, optional
        The dims to reduce.
    keepdim : bool
        Whether the reduced dims stay, with size 1.
    dtype : dtype, optional
        The type to convert to first.

    Raises
    ------
    RuntimeError
        If the tensor is complex.

    Examples
    --------
    >>> import wengert
    >>> wengert.nansum(wengert.tensor([1., float("nan"), 2.]))
    tensor(3.)
    """


@compiled("count", method=False)
def _count_numbers(input, dim=None, keepdim=False):
    """How many elements over `dim` are no NaN."""


@composite(out=True)
def nanmean(input, dim=None, keepdim=False, *, dtype=None):
    """The mean over `dim` (all dims when None) of what is no NaN; NaN where there is nothing else.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    dim, keepdim, dtype
        As for :func:`nansum`.

    Raises
    ------
    RuntimeError
        If the tensor holds integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.nanmean(wengert.tensor([1., float("nan"), 2.]))
    tensor(1.5000)
    """
    if not (input.is_floating_point() or input.is_complex()):
        raise api.errors.AutogradError("nanmean(): expected input to have floating point or complex dtype but got "
                                       f"{input.dtype.name}. Convert it first, e.g. with .float().")
    return api.nansum(input, dim, keepdim, dtype=dtype) / api._count_numbers(input.detach(), dim, keepdim)


@compiled("truth", tensors="input", out="cast")
def any(input, dim=None, keepdim=False):
    """Whether any element is not zero. NaN is not zero.

    Parameters
    ----------
    input : Tensor
        Of any shape and type.
    dim : int or tuple of int, optional
        The dims to reduce; all when None, none when ().
    keepdim : bool
        Whether the reduced dims stay, with size 1.

    Returns
    -------
    Tensor
        Of bools; of uint8 when `input` is.

    Examples
    --------
    >>> import wengert
    >>> wengert.any(wengert.tensor([0, 1]))
    tensor(True)
    """


@compiled("truth", tensors="input", out="cast")
def all(input, dim=None, keepdim=False):
    """Whether no element is zero. NaN is not zero.

    Parameters
    ----------
    input : Tensor
        Of any shape and type.
    dim, keepdim
        As for :func:`any`.

    Examples
    --------
    >>> import wengert
    >>> wengert.all(wengert.tensor([0, 1]))
    tensor(False)
    """


@compiled("count", tensors="input")
def count_nonzero(input, dim=None):
    """How many elements over `dim` (all dims when None) are not zero, as int64.

    Parameters
    ----------
    dim : int or tuple of int, optional
        What to count over; everything when None.

    Raises
    ------
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.count_nonzero(wengert.tensor([[0, 1], [2, 3]]), dim=0)
    tensor([1, 2])
    """


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


@compiled("prod", saved="input result", tensors="input", out="dtype", input=prod_rule)
def prod(input, dim=None, keepdim=False, *, dtype=None):
    """The product over one dim (all when None); integers are multiplied as int64.

    The gradient is right where factors are zero.

    Parameters
    ----------
    dim : int, optional
        The dim to multiply along; all when None.
    keepdim : bool
        Whether that dim stays, with size 1.
    dtype : dtype, optional
        Convert to this type first.

    Raises
    ------
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.prod(wengert.tensor([[1., 2.], [3., 4.]]), dim=1)
    tensor([ 2., 12.])
    """


@compiled("prod", node="Prod", suffix="1", saved="input result", tensors="input", method=False, input=prod_rule)
def _prod_dim(input, dim=None, keepdim=False, *, dtype=None):
    """:func:`prod` over one dim, whose node has a name of its own."""


def trace_rule(g, input_shape):
    """The rule of a trace: the cotangent all along the diagonal."""
    return g * api.eye(*input_shape, dtype=g.dtype)


@compiled("trace", tensors="input", input=trace_rule)
def trace(input):
    """The sum of a matrix's diagonal; of integers in int64.

    Parameters
    ----------
    input : Tensor
        A matrix, square or not.

    Raises
    ------
    RuntimeError
        If it is no matrix.

    Examples
    --------
    >>> import wengert
    >>> wengert.trace(wengert.tensor([[1., 2.], [3., 4.]]))
    tensor(5.)
    """


def logsumexp_rule(g, input, result, input_shape, dim, keepdim):
    """d logsumexp / dx = exp(x - result), zero where everything was -inf."""
    return api._scaled_exp(input, restored(result, input_shape, dim, keepdim), restored(g, input_shape, dim, keepdim))


@elementwise(method=False, out=False, costly=True, input=lambda g, result: g * result,
             top=lambda g, result: -g * result,
             scale=lambda g, input, top: g * (input - api.where(top == -math.inf, 0, top)).exp())
def _scaled_exp(input, top, scale):
    """`scale` exp(`input` - `top`), a `top` of -inf counting as 0: the slope of :func:`logsumexp`."""


@compiled("logsumexp", saved="input result", tensors="input", out="cast", input=logsumexp_rule)
def logsumexp(input, dim, keepdim=False):
    """log of the sum of exp over `dim`, without overflow.

    Parameters
    ----------
    dim : int or tuple of int
        What to reduce.
    keepdim : bool
        Whether the reduced dims stay, with size 1.

    Raises
    ------
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.logsumexp(wengert.tensor([100., 100.]), dim=0)
    tensor(100.6931)
    """


@compiled("softmax", saved="result", node="Softmax", out=True,
          input=lambda g, result, dim: result * (g - (g * result).sum(dim, keepdim=True)))
def softmax(input, dim=None, dtype=None):
    """exp(x) over the sum of exp(x) along `dim`.

    Parameters
    ----------
    input : Tensor
        Floating, unless `dtype` says so.
    dim : int
        The dim whose results sum to 1.
    dtype : dtype, optional
        Convert to this type first.

    Raises
    ------
    NotImplementedError
        For integers and bools without `dtype`.
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.softmax(wengert.tensor([0., 0.]), dim=0)
    tensor([0.5000, 0.5000])
    """


@compiled("softmax", saved="result", node="LogSoftmax", out=True,
          input=lambda g, result, dim: g - result.exp() * g.sum(dim, keepdim=True))
def log_softmax(input, dim=None, dtype=None):
    """log of :func:`softmax`, without overflow.

    Parameters
    ----------
    input : Tensor
        Floating, unless `dtype` says so.
    dim : int
        The dim that is normalised.
    dtype : dtype, optional
        Convert to this type first.

    Raises
    ------
    NotImplementedError
        For integers and bools without `dtype`.
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.log_softmax(wengert.tensor([0., 0.]), dim=0)
    tensor([-0.6931, -0.6931])
    """


@compiled("sum_to_size", tensors="input")
def sum_to_size(input, *size):
    """Summed over the dims along which `size` would be broadcast to the tensor's shape.

    Parameters
    ----------
    size : int or sequence of int
        A shape that broadcasts to that of `input`.

    Raises
    ------
    RuntimeError
        If it does not.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones(2, 3).sum_to_size(1, 3)
    tensor([[2., 2., 2.]])
    """
