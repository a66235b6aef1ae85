"""Reading through positions and masks: where, gather, take, index_select, masked_select, nonzero."""
import numpy as np

from . import api
from .table import compiled, composite


@compiled("where", saved="condition", tensors="condition input other", out=True,
          input=lambda g, condition: api.where(condition, g, 0), other=lambda g, condition: api.where(condition, 0, g))
def where(condition, input=None, other=None):
    """`input` where `condition` holds, else `other`; with the condition alone the indices where it is not zero.

    Parameters
    ----------
    condition : Tensor
        bool; broadcast against the others. Alone, the call is ``condition.nonzero(as_tuple=True)``.
    input : Tensor or number
        What is taken where the condition is true.
    other : Tensor or number
        What is taken where it is false.

    Raises
    ------
    RuntimeError
        If the condition is not bool, or the shapes do not broadcast.

    Examples
    --------
    >>> import wengert
    >>> wengert.where(wengert.tensor([True, False]), 1., 2.)
    tensor([1., 2.])
    """


@compiled("index", method=False, input=lambda g, input_shape, places: api._unindex_arrays(g, input_shape, places))
def _index(input, places):
    """``x[...]`` with tensors in the index."""


@compiled("unindex_arrays", method=False, input=lambda g, places: api._index(g, places))
def _unindex_arrays(input, shape, places):
    """Zeros of `shape` with `input` added where the index points."""


def gather_rule(g, input_shape, dim, index):
    """The transpose of gather."""
    return api.zeros(input_shape, dtype=g.dtype).scatter_add(dim, index, g)


@compiled("gather", saved="index", out=True, tensors="input index", input=gather_rule)
def gather(input, dim, index, *, sparse_grad=False):
    """The elements that `index` names along `dim`.

    Parameters
    ----------
    input : Tensor
        Of any type and shape.
    dim : int
        The dim along which to pick.
    index : Tensor
        int64 or int32, with as many dims as `input` and in no dim but `dim` longer. It gives the result's shape.
    sparse_grad : bool
        Has no effect: gradients are dense.

    Raises
    ------
    IndexError
        If an index is negative or too large; it is a RuntimeError too.

    Examples
    --------
    >>> import wengert
    >>> wengert.gather(wengert.tensor([[1, 2], [3, 4]]), 1, wengert.tensor([[0, 0], [1, 0]]))
    tensor([[1, 1],
            [4, 3]])
    """


def unselected(g, input_shape, dim, index):
    """The transpose of index_select."""
    return api.zeros(input_shape, dtype=g.dtype).index_add(dim, index, g)


@compiled("index_select", saved="index", out=True, tensors="input index", input=unselected)
def index_select(input, dim, index):
    """The slices along `dim` that a vector of indices names.

    Parameters
    ----------
    dim : int
        The dim to take from.
    index : Tensor
        Positions in it: int64 or int32, of at most one dim.

    Raises
    ------
    IndexError
        If a position is out of range, or `index` has more dims.
    RuntimeError
        If `index` is of another type.

    Examples
    --------
    >>> import wengert
    >>> wengert.index_select(wengert.tensor([[1, 2], [3, 4]]), 0, wengert.tensor([1, 1]))
    tensor([[3, 4],
            [3, 4]])
    """


def untaken(g, input_shape, index):
    """The transpose of take."""
    return api.zeros(input_shape, dtype=g.dtype).put(index, g, accumulate=True)


@compiled("take", saved="index", out=True, tensors="input index", input=untaken)
def take(input, index):
    """The elements of the flattened tensor at `index`, which may count from the end.

    Parameters
    ----------
    index : Tensor
        int64, of any shape, which is the result's: positions in the flattened `input`.

    Raises
    ------
    IndexError
        If a position is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.take(wengert.tensor([[1, 2], [3, 4]]), wengert.tensor([0, -1]))
    tensor([1, 4])
    """


@compiled("take_along_dim", out="cast", tensors="input indices")
def take_along_dim(input, indices, dim=None):
    """The elements that `indices` names along `dim`, with broadcasting; without a dim those of the flattened tensor.

    Parameters
    ----------
    indices : Tensor
        int64, with as many dims as `input`, broadcast against it in the other dims.
    dim : int, optional
        The dim to take along; None flattens both.

    Raises
    ------
    RuntimeError
        If the numbers of dims differ.
    IndexError
        If a position is out of range.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([[3, 1], [2, 4]])
    >>> wengert.take_along_dim(x, x.argsort(1), 1)
    tensor([[1, 3],
            [2, 4]])
    """


def unmasked(g, mask, input_shape):
    """The transpose of masked_select."""
    shape = api.broadcast_shapes(input_shape, mask.shape)
    return api.zeros(shape, dtype=g.dtype).masked_scatter(mask, g).sum_to_size(input_shape)


@compiled("masked_select", saved="mask", out=True, tensors="input mask", input=unmasked)
def masked_select(input, mask):
    """The elements where `mask` holds, as a vector.

    Parameters
    ----------
    mask : Tensor
        bool; broadcast against `input`.

    Raises
    ------
    RuntimeError
        If `mask` is of another type or does not broadcast.

    Examples
    --------
    >>> import wengert
    >>> wengert.masked_select(wengert.tensor([1, 2, 3]), wengert.tensor([True, False, True]))
    tensor([1, 3])
    """


@compiled("nonzero", tensors="input", out=True)
def nonzero(input, *, as_tuple=False):
    """The indices of the elements that are not zero: a row each, or with `as_tuple` a vector per dim.

    Parameters
    ----------
    as_tuple : bool
        Whether to give one tensor of positions for each dim, which can index, instead of one row for each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.nonzero(wengert.tensor([0, 3, 0, 4]))
    tensor([[1],
            [3]])
    """


@compiled("nonzero", tensors="input")
def argwhere(input):
    """The indices of the elements that are not zero, a row each.

    Examples
    --------
    >>> import wengert
    >>> wengert.argwhere(wengert.tensor([[0, 3], [4, 0]]))
    tensor([[0, 1],
            [1, 0]])
    """


@composite(out=True)
def nonzero_static(input, *, size, fill_value=-1):
    """The first `size` rows of :func:`nonzero`; where there are fewer, rows of `fill_value` follow.

    Parameters
    ----------
    size : int
        How many rows the result has.
    fill_value : int
        What stands in the rows for which there is no element.

    Raises
    ------
    RuntimeError
        If `size` is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.nonzero_static(wengert.tensor([0, 3]), size=2)
    tensor([[ 1],
            [-1]])
    """
    if size < 0:
        raise api.errors.AutogradError("nonzero_static: 'size' must be an non-negative integer")
    found = input.nonzero()[:size]
    out = api.full((size, input.ndim), fill_value, dtype=api.int64)
    out[:found.shape[0]] = found
    return out
