"""Shapes: views in other shapes, broadcasting and repetition."""
import numpy as np

from .. import _core
from ..types import Size
from . import api
from .table import compiled, composite

RESHAPED = dict(input=lambda g, input_shape: g.reshape(input_shape))


@compiled("view", renamed={"dtype": "shape"}, **RESHAPED)
def view(input, *shape):
    """The same memory in another shape, or, given a dtype, as another type (of another size: the last dim differs).

    Parameters
    ----------
    shape : int, sequence of int or dtype
        The new shape, as for :func:`reshape`; or a type to read the same memory as.

    Raises
    ------
    RuntimeError
        If the memory does not allow it; :func:`reshape` then copies.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(6).view(2, -1).shape
    torch.Size([2, 3])
    """


@compiled("reshape", node="View", **RESHAPED)
def reshape(input, *shape):
    """The elements in another shape, sharing memory where possible.

    Parameters
    ----------
    shape : int or sequence of int
        The new shape, of as many elements; one size may be -1, which is worked out.

    Raises
    ------
    RuntimeError
        If the number of elements differs.

    Examples
    --------
    >>> import wengert
    >>> wengert.reshape(wengert.arange(4), (2, 2))
    tensor([[0, 1],
            [2, 3]])
    """


@compiled("flatten", node="View", **RESHAPED)
def flatten(input, start_dim=0, end_dim=-1):
    """Dims `start_dim` to `end_dim` as one.

    Parameters
    ----------
    start_dim, end_dim : int
        The first and the last dim that become one.

    Raises
    ------
    RuntimeError
        If the last comes before the first.

    Examples
    --------
    >>> import wengert
    >>> wengert.flatten(wengert.ones(2, 3, 4), 1).shape
    torch.Size([2, 12])
    """


@compiled("unflatten", node="View", **RESHAPED)
def unflatten(input, dim, sizes):
    """One dim as several; one of the sizes may be -1.

    Parameters
    ----------
    dim : int
        The dim that becomes several.
    sizes : sequence of int
        Their sizes; one may be -1, which is worked out.

    Raises
    ------
    RuntimeError
        If their product is not the size of the dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.unflatten(wengert.ones(6, 2), 0, (2, -1)).shape
    torch.Size([2, 3, 2])
    """


@compiled("ravel", node="View", **RESHAPED)
def ravel(input):
    """All elements in one dim, sharing memory where possible.

    Examples
    --------
    >>> import wengert
    >>> wengert.ravel(wengert.ones(2, 3)).shape
    torch.Size([6])
    """


@compiled("squeeze", **RESHAPED)
def squeeze(input, dim=None):
    """Without the dims of size 1, or those of `dim` that have size 1.

    Parameters
    ----------
    dim : int or tuple of int, optional
        Which dims of size 1 to take away; all when None.

    Raises
    ------
    IndexError
        If one is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.squeeze(wengert.ones(1, 3, 1)).shape
    torch.Size([3])
    """


@compiled("unsqueeze", **RESHAPED)
def unsqueeze(input, dim):
    """With a dim of size 1 put in at `dim`.

    Parameters
    ----------
    dim : int
        Where the new dim stands in the result; negative ones count from its end.

    Raises
    ------
    IndexError
        If it is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.unsqueeze(wengert.ones(3), 0).shape
    torch.Size([1, 3])
    """


@compiled("expand", input=lambda g, input_shape: g.sum_to_size(input_shape))
def expand(input, *size):
    """Dims of size 1 repeated without a copy; -1 keeps a size.

    Parameters
    ----------
    size : int or sequence of int
        The shape to take; -1 keeps a dim as it is. Further dims come first.

    Raises
    ------
    RuntimeError
        If a dim that is not of size 1 would change.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([[1], [2]]).expand(2, 3)
    tensor([[1, 1, 1],
            [2, 2, 2]])
    """


@composite
def broadcast_to(input, size):
    """Expanded to `size`.

    Parameters
    ----------
    size : sequence of int
        The shape to take; -1 keeps a dim as it is.

    Raises
    ------
    RuntimeError
        If `input` does not broadcast to it.

    Examples
    --------
    >>> import wengert
    >>> wengert.broadcast_to(wengert.tensor([1, 2]), (2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
    return input.expand(size)


@composite
def expand_as(input, other):
    """Expanded to the shape of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([1, 2]).expand_as(wengert.ones(2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
    return input.expand(other.shape)


@composite
def view_as(input, other):
    """Viewed in the shape of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(4).view_as(wengert.ones(2, 2))
    tensor([[0, 1],
            [2, 3]])
    """
    return input.view(other.shape)


@composite
def reshape_as(input, other):
    """Reshaped to the shape of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(4).reshape_as(wengert.ones(2, 2))
    tensor([[0, 1],
            [2, 3]])
    """
    return input.reshape(other.shape)


def broadcast_shapes(*shapes):
    """The shape that tensors of these shapes broadcast to.

    Parameters
    ----------
    shapes : int or sequence of int
        The shapes; an int is a shape of one dim.

    Raises
    ------
    RuntimeError
        If two sizes in one place differ and neither is 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.broadcast_shapes((2, 1), (3,))
    torch.Size([2, 3])
    """
    shapes = [(shape,) if isinstance(shape, int) else tuple(shape) for shape in shapes]
    out = [1] * max(map(len, shapes), default=0)
    for shape in shapes:
        lead = len(out) - len(shape)
        for k, size in enumerate(shape):
            if size < 0:
                raise api.errors.ShapeError(f"Trying to create tensor with negative dimension ({size}): {list(shape)}")
            if size != 1 and out[lead + k] not in (1, size):
                raise api.errors.ShapeError("Shape mismatch: objects cannot be broadcast to a single shape: sizes "
                                            f"{out[lead + k]} and {size} in dim {lead + k}")
            out[lead + k] = size if out[lead + k] == 1 else out[lead + k]
    return Size(out)


@composite(method=False)
def broadcast_tensors(*tensors):
    """The tensors expanded to their common shape, as views.

    Examples
    --------
    >>> import wengert
    >>> wengert.broadcast_tensors(wengert.tensor([1, 2]), wengert.tensor(3))
    (tensor([1, 2]), tensor([3, 3]))
    """
    return _core.broadcast_all(tensors)


def each_of(tensors, change):
    """One tensor changed, or a tuple of all."""
    if len(tensors) == 1:
        if isinstance(tensors[0], api.Tensor):
            return change(tensors[0])
        tensors = tensors[0]
    if not isinstance(tensors, (tuple, list)) or not all(isinstance(t, api.Tensor) for t in tensors):
        raise api.errors.DtypeError("atleast: the arguments must be Tensors, or one sequence of Tensors")
    return tuple(change(t) for t in tensors)


@composite(method=False)
def atleast_1d(*tensors):
    """Numbers as vectors of one element; other tensors themselves.

    Examples
    --------
    >>> import wengert
    >>> wengert.atleast_1d(wengert.tensor(1))
    tensor([1])
    """
    return each_of(tensors, lambda t: t if t.ndim else t.reshape(1))


@composite(method=False)
def atleast_2d(*tensors):
    """Vectors and numbers as matrices of one row; other tensors themselves.

    Examples
    --------
    >>> import wengert
    >>> wengert.atleast_2d(wengert.tensor([1, 2]))
    tensor([[1, 2]])
    """
    return each_of(tensors, lambda t: t if t.ndim > 1 else t.unsqueeze(0) if t.ndim else t.reshape(1, 1))


@composite(method=False)
def atleast_3d(*tensors):
    """Tensors of fewer than three dims with a dim of size 1 put behind, vectors with one before as well.

    Examples
    --------
    >>> import wengert
    >>> wengert.atleast_3d(wengert.tensor([1, 2])).shape
    torch.Size([1, 2, 1])
    """
    return each_of(tensors, lambda t: t if t.ndim > 2 else t.unsqueeze(-1) if t.ndim == 2 else
                   t.unsqueeze(0).unsqueeze(-1) if t.ndim else t.reshape(1, 1, 1))


def unrepeated(g, input_shape, repeats):
    """The sum over all copies."""
    lead = len(repeats) - len(input_shape)
    sizes = (1,) * lead + tuple(input_shape)
    if not repeats:
        return g
    return g.reshape([n for pair in zip(repeats, sizes) for n in pair]).sum(
        tuple(range(0, 2 * len(repeats), 2))).reshape(input_shape)


@compiled("repeat", input=unrepeated)
def repeat(input, *repeats):
    """The tensor laid out several times along its dims.

    Parameters
    ----------
    repeats : int or sequence of int
        How often along each dim; at least as many as `input` has dims, further ones come first.

    Raises
    ------
    RuntimeError
        If there are too few, or one is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([1, 2]).repeat(2, 2)
    tensor([[1, 2, 1, 2],
            [1, 2, 1, 2]])
    """


@compiled("repeat", node="Repeat", input=lambda g, input_shape, repeats: unrepeated(g, input_shape, repeats))
def tile(input, *dims):
    """The tensor laid out several times along its last dims; counts that are missing in front are 1.

    Parameters
    ----------
    dims : int or sequence of int
        How often along each dim; missing ones come first and are 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.tile(wengert.tensor([[1, 2]]), (2,))
    tensor([[1, 2, 1, 2]])
    """


@composite
def repeat_interleave(input=None, repeats=None, dim=None, *, output_size=None):
    """Each element (or slice along `dim`) several times in a row.

    Parameters
    ----------
    repeats : int or Tensor
        How often: one number for all, or one for each. Given alone, the result is the indices that repeat so.
    dim : int, optional
        By default the flat tensor is repeated.
    output_size : int, optional
        The size of the result along `dim`, checked.

    Raises
    ------
    RuntimeError
        If a count is negative, or there are not as many as slices.

    Examples
    --------
    >>> import wengert
    >>> wengert.repeat_interleave(wengert.tensor([5, 6]), 2)
    tensor([5, 5, 6, 6])
    >>> wengert.repeat_interleave(wengert.tensor([1, 2]))
    tensor([0, 1, 1])
    """
    if repeats is None or input is None:
        return repeated_indices(input if repeats is None else repeats, output_size)
    if dim is None:
        if type(repeats) is int and repeats >= 0 and output_size is None:
            return input.ravel().unsqueeze(1).repeat(1, repeats).ravel()
        input, dim = input.reshape(-1), 0
    elif not input.ndim:
        input = input.reshape(1)
    if not isinstance(repeats, api.Tensor):
        return interleaved(input, repeats, dim, output_size)
    if repeats.ndim > 1:
        raise api.errors.ShapeError("repeats must be 0-dim or 1-dim tensor")
    size = input.size(dim)
    if repeats.numel() == 1 and size != 1:
        repeats = repeats.reshape(1).expand(size)
    if repeats.numel() != size:
        raise api.errors.ShapeError("repeats must have the same size as input along dim, but got repeats.size(0) = "
                                    f"{repeats.numel()} and input.size({dim}) = {size}")
    return input.index_select(dim, repeated_indices(repeats.reshape(-1), output_size))


def repeated_indices(repeats, output_size):
    """0, 1, 2, ... each as often as `repeats` says."""
    if not isinstance(repeats, api.Tensor) or repeats.dtype not in (api.int64, api.int32):
        kind = repeats.dtype if isinstance(repeats, api.Tensor) else type(repeats).__name__
        raise api.errors.UnsupportedDtypeError(f'"repeat_interleave" not implemented for {kind}: repeats must be '
                                               "an int64 or int32 tensor", kind=TypeError)
    if repeats.ndim != 1:
        raise api.errors.ShapeError("repeat_interleave only accept 1D vector as repeat")
    counts = repeats.numpy()
    if (counts < 0).any():
        raise api.errors.ShapeError("repeats can not be negative")
    positions = np.repeat(np.arange(len(counts), dtype=counts.dtype), counts)
    if output_size is not None and len(positions) != output_size:
        raise api.errors.ShapeError("allocated size does not match required size: output_size is "
                                    f"{output_size}, but the counts add up to {len(positions)}")
    return api.from_numpy(positions)


def interleaved(input, count, dim, output_size):
    """Every slice along `dim` as often as one number says."""
    if not isinstance(count, int):
        raise api.errors.DtypeError("repeat_interleave(): argument 'repeats' must be int or Tensor, not "
                                    f"{type(count).__name__}")
    if count < 0:
        raise api.errors.ShapeError("Repeats must be non-negative")
    sizes = list(input.shape)
    size = input.size(dim)
    dim %= len(sizes)
    if output_size is not None and output_size != size * count:
        raise api.errors.ShapeError(f"repeat_interleave: Invalid output_size, expected {size * count} but got "
                                    f"{output_size}")
    counts = [1] * (dim + 1) + [count] + [1] * (len(sizes) - dim - 1)
    sizes[dim] *= count
    return input.unsqueeze(dim + 1).repeat(counts).view(sizes)


@composite
def resolve_conj(input):
    """The tensor itself: conjugation is never put off.

    Examples
    --------
    >>> import wengert
    >>> wengert.resolve_conj(wengert.tensor([1.]))
    tensor([1.])
    """
    return input


@composite
def resolve_neg(input):
    """The tensor itself: negation is never put off.

    Examples
    --------
    >>> import wengert
    >>> wengert.resolve_neg(wengert.tensor([1.]))
    tensor([1.])
    """
    return input
