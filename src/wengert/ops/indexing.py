"""Indexing with tensors: where, gather, scatter, masks."""
import numpy as np

from . import api
from .table import compiled, composite, primitive, same


@compiled("where", saved="condition", tensors="condition input other",
          input=lambda g, condition: api.where(condition, g, 0), other=lambda g, condition: api.where(condition, 0, g))
def where(condition, input=None, other=None):
    """`input` where `condition` holds, else `other`; with the condition alone the indices where it holds.

    Examples
    --------
    >>> import wengert
    >>> wengert.where(wengert.tensor([True, False]), 1., 2.)
    tensor([1., 2.])
    """


def indices_of(arrays):
    """A normalised index with its arrays as tensors, to be used in brackets again."""
    return tuple(api.from_numpy(v) if isinstance(v, np.ndarray) else v for v in arrays)


@compiled("index", method=False, input=lambda g, input_shape, arrays: api._unindex_arrays(g, input_shape, arrays))
def _index(input, arrays):
    """``x[...]`` with arrays in the index."""


@compiled("unindex_arrays", method=False, input=lambda g, arrays: api._index(g, arrays))
def _unindex_arrays(input, shape, arrays):
    """Zeros of `shape` with `input` added where the arrays point."""


def put_kept(g, input_shape, arrays, accumulate):
    """The rule of the tensor written to: zero where it was overwritten."""
    if accumulate:
        return g
    return api.index_put(g, arrays, api.zeros((), dtype=g.dtype))


def put_value(g, arrays, values_shape):
    """The rule of the values written."""
    return api._index(g, arrays).sum_to_size(values_shape)


@compiled("index_put", node="IndexPut", tensors="input values", input=put_kept, values=put_value)
def _index_put_node(input, values):
    """The node of ``x[index] = v``."""


@composite
def index_put(input, indices, values, accumulate=False):
    """A copy with `values` written (or added) where the index points.

    Examples
    --------
    >>> import wengert
    >>> wengert.index_put(wengert.zeros(3), (wengert.tensor([0, 2]),), wengert.tensor(1.))
    tensor([1., 0., 1.])
    """
    return api.core_index_put(input.clone(), tuple(indices), values, bool(accumulate))


def gather_rule(g, input_shape, dim, index):
    """The transpose of gather."""
    return api.zeros(input_shape, dtype=g.dtype).scatter_add(dim, index, g)


@compiled("gather", tensors="input index", input=gather_rule)
def gather(input, dim, index, *, sparse_grad=False):
    """The elements that `index` names along `dim`.

    Examples
    --------
    >>> import wengert
    >>> wengert.gather(wengert.tensor([[1, 2], [3, 4]]), 1, wengert.tensor([[0, 0], [1, 0]]))
    tensor([[1, 1],
            [4, 3]])
    """


def scattered_rule(g, dim, index, src_shape):
    """The cotangent of what was scattered; zero for entries the index does not reach."""
    part = g.gather(dim, index)
    if tuple(part.shape) == tuple(src_shape):
        return part
    return api._unindex(part, tuple(src_shape), tuple(slice(0, n) for n in part.shape))


@compiled("scatter_add", inplace=True, tensors="input index src", input=same, src=scattered_rule)
def scatter_add(input, dim, index, src):
    """A copy with `src` added where `index` points along `dim`.

    Examples
    --------
    >>> import wengert
    >>> wengert.scatter_add(wengert.zeros(3), 0, wengert.tensor([0, 0, 2]), wengert.ones(3))
    tensor([2., 0., 1.])
    """


def one_index(input, dim, index):
    """A 1-d index along a dim, for brackets."""
    if index.ndim > 1:
        raise api.errors.DimensionError("index_select(): Index is supposed to be a vector")
    if index.dtype not in (api.int64, api.int32):
        raise api.errors.AutogradError(f"index_select(): Expected dtype int32 or int64 for index but got {index.dtype}")
    if not -max(input.ndim, 1) <= dim < max(input.ndim, 1):
        raise api.errors.DimensionError("Dimension out of range (expected to be in range of "
                                        f"[{-max(input.ndim, 1)}, {max(input.ndim, 1) - 1}], but got {dim})")
    if input.ndim == 0 and index.numel() != 1:
        raise api.errors.AutogradError("index_select(): Index to scalar can have only 1 value, got "
                                       f"{index.numel()} value(s)")
    return (slice(None),) * (dim % max(input.ndim, 1)) + (index.reshape(-1),)


def unselected(g, input_shape, dim, index):
    """The transpose of index_select."""
    if not input_shape:
        return g.sum()
    arrays = tuple(np.asarray(v) if isinstance(v, api.Tensor) else v
                   for v in one_index(api.empty(input_shape), dim, index))
    return api._unindex_arrays(g, input_shape, arrays)


@primitive(tensors="input index", input=unselected)
def index_select(input, dim, index):
    """The slices along `dim` that a vector of indices names.

    Examples
    --------
    >>> import wengert
    >>> wengert.index_select(wengert.tensor([[1, 2], [3, 4]]), 0, wengert.tensor([1, 1]))
    tensor([[3, 4],
            [3, 4]])
    """
    place = one_index(input, dim, index)
    return input[place] if input.ndim else input.reshape(1)[place].reshape(())


@primitive(tensors="input mask value", inplace=True,
           input=lambda g, mask, input_shape: api.where(mask, 0, g).sum_to_size(input_shape),
           value=lambda g, mask: api.where(mask, g, 0).sum())
def masked_fill(input, mask, value):
    """`value` where `mask` holds, else `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.masked_fill(wengert.tensor([1., 2.]), wengert.tensor([True, False]), 0)
    tensor([0., 2.])
    """
    if mask.dtype is not api.bool:
        raise api.errors.AutogradError("masked_fill_ only supports boolean masks, but got mask with dtype "
                                       f"{mask.dtype}")
    if isinstance(value, api.Tensor) and value.ndim:
        raise api.errors.ShapeError("masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
                                    f"{value.ndim} dimension(s).")
    filled = api.where(mask, value, input)
    return filled if filled.dtype is input.dtype else filled.to(input.dtype)


@composite
def masked_select(input, mask):
    """The elements where `mask` holds, as a vector.

    Examples
    --------
    >>> import wengert
    >>> wengert.masked_select(wengert.tensor([1, 2, 3]), wengert.tensor([True, False, True]))
    tensor([1, 3])
    """
    shape = api.broadcast_shapes(input.shape, mask.shape)
    return input.expand(shape)[mask.expand(shape)]


@composite
def nonzero(input, *, as_tuple=False):
    """The indices of the elements that are not zero: a row each, or with `as_tuple` a vector per dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.nonzero(wengert.tensor([0, 3, 0, 4]))
    tensor([[1],
            [3]])
    """
    values = input.detach().numpy()
    if as_tuple:
        return tuple(api.from_numpy(v) for v in np.atleast_1d(values).nonzero())
    return api.from_numpy(np.argwhere(values))
