"""Tensors joined, and tensors taken apart."""
from . import api
from .table import alias, compiled, composite

from .views import REGION


def part_of(g, position, dim, sizes):
    """The piece of a concatenation's cotangent that one input contributed; cat skips empty vectors (size -1)."""
    if sizes[position] < 0:
        return g.new_zeros(0)
    start = sum(size for size in sizes[:position] if size > 0)
    return g.narrow(dim, start, sizes[position])


@compiled("cat", tensors="tensors", each=part_of, method=False, out="cast")
def cat(tensors, dim=0):
    """Tensors joined along an existing dim.

    Parameters
    ----------
    tensors : sequence of Tensor
        Of equal sizes but in `dim`; 1-d tensors without elements are passed over. Types are promoted.
    dim : int
        The dim to join along.

    Raises
    ------
    RuntimeError
        If there are none, or sizes differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.cat((wengert.tensor([1, 2]), wengert.tensor([3])))
    tensor([1, 2, 3])
    """


@compiled("stack", tensors="tensors", each=lambda g, position, dim: g.select(dim, position), method=False, out="cast")
def stack(tensors, dim=0):
    """Tensors of one shape joined along a new dim.

    Parameters
    ----------
    tensors : sequence of Tensor
        Of one shape. Types are promoted.
    dim : int
        Where the new dim stands in the result.

    Raises
    ------
    RuntimeError
        If there are none, or shapes differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.stack([wengert.tensor([1, 2]), wengert.tensor([3, 4])])
    tensor([[1, 2],
            [3, 4]])
    """


def listed(name, tensors):
    """A sequence of tensors, checked."""
    if not isinstance(tensors, (tuple, list)):
        raise api.errors.DtypeError(f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not "
                                    f"{type(tensors).__name__}")
    if not tensors:
        raise api.errors.AutogradError(f"{name} expects a non-empty TensorList")
    for k, item in enumerate(tensors):
        if not isinstance(item, api.Tensor):
            raise api.errors.DtypeError(f"expected Tensor as element {k} in argument 0, but got {type(item).__name__}")
    return tensors


@composite(method=False, out=True)
def hstack(tensors):
    """Tensors joined side by side: along the second dim, vectors along the first.

    Parameters
    ----------
    tensors : sequence of Tensor
        Of equal sizes but in the second dim, or in the first if they have one dim.

    Raises
    ------
    RuntimeError
        If there are none, or sizes differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.hstack((wengert.tensor([1, 2]), wengert.tensor([3])))
    tensor([1, 2, 3])
    """
    tensors = [t if t.ndim else t.reshape(1) for t in listed("hstack", tensors)]
    return api.cat(tensors, 0 if tensors[0].ndim == 1 else 1)


@composite(method=False, out=True)
def vstack(tensors):
    """Tensors joined one below the other, vectors as rows.

    Parameters
    ----------
    tensors : sequence of Tensor
        Of equal sizes but in the first dim, after vectors have become rows.

    Raises
    ------
    RuntimeError
        If there are none, or sizes differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.vstack((wengert.tensor([1, 2]), wengert.tensor([3, 4])))
    tensor([[1, 2],
            [3, 4]])
    """
    return api.cat([t if t.ndim > 1 else t.reshape(1, -1) for t in listed("vstack", tensors)], 0)


@composite(method=False, out=True)
def dstack(tensors):
    """Tensors joined along the third dim.

    Parameters
    ----------
    tensors : sequence of Tensor
        Of equal sizes but in the third dim, which they get if they have fewer.

    Raises
    ------
    RuntimeError
        If there are none, or sizes differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.dstack((wengert.tensor([1, 2]), wengert.tensor([3, 4])))
    tensor([[[1, 3],
             [2, 4]]])
    """
    return api.cat([t if t.ndim > 2 else t.unsqueeze(-1) if t.ndim == 2 else t.reshape(1, -1, 1)
                    for t in listed("dstack", tensors)], 2)


@composite(method=False, out=True)
def column_stack(tensors):
    """Tensors joined side by side, vectors as columns.

    Parameters
    ----------
    tensors : sequence of Tensor
        Of equal sizes but in the second dim, after vectors have become columns.

    Raises
    ------
    RuntimeError
        If there are none, or sizes differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.column_stack((wengert.tensor([1, 2]), wengert.tensor([3, 4])))
    tensor([[1, 3],
            [2, 4]])
    """
    return api.cat([t if t.ndim > 1 else t.reshape(-1, 1) for t in listed("column_stack", tensors)], 1)


alias("row_stack", "vstack")


@composite(method=False)
def meshgrid(*tensors, indexing="ij"):
    """For each vector a view of it that varies along its own dim of a common grid.

    Parameters
    ----------
    tensors : Tensor
        Vectors or numbers of one type, given one by one or as one sequence.
    indexing : str
        "ij": the first vector runs along dim 0. "xy": along dim 1, as in plots.

    Raises
    ------
    RuntimeError
        If a tensor has more than one dim, the types differ, or `indexing` is another word.

    Examples
    --------
    >>> import wengert
    >>> rows, columns = wengert.meshgrid(wengert.tensor([1, 2]), wengert.tensor([3, 4]), indexing="ij")
    >>> rows, columns
    (tensor([[1, 1],
            [2, 2]]), tensor([[3, 4],
            [3, 4]]))
    """
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tensors[0]
    tensors = listed("meshgrid", tuple(tensors))
    if indexing not in ("ij", "xy", None):
        raise api.errors.AutogradError('torch.meshgrid: indexing must be one of "xy" or "ij", but '
                                       'received: ' + str(indexing))
    for t in tensors:
        if t.ndim > 1:
            raise api.errors.ShapeError("torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got a "
                                        f"tensor of {t.ndim} dims")
        if t.dtype is not tensors[0].dtype:
            raise api.errors.AutogradError("meshgrid expects all tensors to have the same dtype")
    swap = indexing == "xy" and len(tensors) > 1
    if swap:
        tensors = (tensors[1], tensors[0], *tensors[2:])
    shape = [t.numel() for t in tensors]
    ones = [1] * len(shape)
    grids = [t.view(ones[:k] + [-1] + ones[k + 1:]).expand(shape) for k, t in enumerate(tensors)]
    if swap:
        grids[0], grids[1] = grids[1], grids[0]
    return tuple(grids)


@compiled("split", renamed={"split_size_or_sections": "split_size", "tensor": "input"}, **REGION)
def split(input, split_size, dim=0):
    """Consecutive parts along `dim`, as views: of one size, or of a list of sizes.

    Parameters
    ----------
    split_size : int or sequence of int
        The size of each part, of which the last may be smaller, or all their sizes.
    dim : int
        The dim to cut.

    Raises
    ------
    RuntimeError
        If given sizes do not add up to that of the dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.split(wengert.arange(5), 2)
    (tensor([0, 1]), tensor([2, 3]), tensor([4]))
    """


@compiled("chunk", node="Split", **REGION)
def chunk(input, chunks, dim=0):
    """At most `chunks` parts of equal size along `dim`, as views.

    Parameters
    ----------
    chunks : int
        How many parts at most, at least 1; the last may be smaller.
    dim : int
        The dim to cut.

    Raises
    ------
    RuntimeError
        If `chunks` is not positive.

    Examples
    --------
    >>> import wengert
    >>> wengert.chunk(wengert.arange(5), 2)
    (tensor([0, 1, 2]), tensor([3, 4]))
    """


@compiled("unbind", **REGION)
def unbind(input, dim=0):
    """The slices along `dim`, as views.

    Parameters
    ----------
    dim : int
        The dim to take apart; it goes.

    Raises
    ------
    RuntimeError
        For 0-d tensors.

    Examples
    --------
    >>> import wengert
    >>> wengert.unbind(wengert.tensor([[1, 2], [3, 4]]))
    (tensor([1, 2]), tensor([3, 4]))
    """


@compiled("unsafe_split", renamed={"tensor": "input"}, **REGION)
def unsafe_split(input, split_size, dim=0):
    """As :func:`split`, but the parts may be written while recording: each counts its versions for itself.

    A write to a part is not seen by `input` or by the other parts; only a caller that no longer uses `input`
    gets right gradients.

    Parameters
    ----------
    split_size, dim
        As for :func:`split`.

    Examples
    --------
    >>> import wengert
    >>> wengert.unsafe_split(wengert.arange(3), 2)
    (tensor([0, 1]), tensor([2]))
    """


@compiled("unsafe_chunk", node="UnsafeSplit", **REGION)
def unsafe_chunk(input, chunks, dim=0):
    """As :func:`chunk`, but the parts may be written while recording; see :func:`unsafe_split`.

    Parameters
    ----------
    chunks, dim
        As for :func:`chunk`.

    Examples
    --------
    >>> import wengert
    >>> wengert.unsafe_chunk(wengert.arange(3), 2)
    (tensor([0, 1]), tensor([2]))
    """


@composite
def split_with_sizes(input, split_sizes, dim=0):
    """Consecutive parts of the given sizes along `dim`, as views.

    Parameters
    ----------
    split_sizes : sequence of int
        The sizes of the parts.
    dim : int
        The dim to cut.

    Raises
    ------
    RuntimeError
        If they do not add up to that of the dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.split_with_sizes(wengert.arange(4), (1, 3))
    (tensor([0]), tensor([1, 2, 3]))
    """
    return api.split(input, tuple(split_sizes), dim)


@composite
def unsafe_split_with_sizes(input, split_sizes, dim=0):
    """As :func:`split_with_sizes`, but the parts may be written while recording; see :func:`unsafe_split`.

    Parameters
    ----------
    split_sizes, dim
        As for :func:`split_with_sizes`.

    Examples
    --------
    >>> import wengert
    >>> wengert.unsafe_split_with_sizes(wengert.arange(4), (1, 3))
    (tensor([0]), tensor([1, 2, 3]))
    """
    return api.unsafe_split(input, tuple(split_sizes), dim)


SECTIONS = {"indices": "indices_or_sections", "sections": "indices_or_sections",
            "tensor_indices_or_sections": "indices_or_sections"}


@compiled("tensor_split", node="Slice", renamed=SECTIONS, **REGION)
def tensor_split(input, indices_or_sections, dim=0):
    """Parts along `dim`, as views: so many nearly equal ones, or those between the given positions.

    Parameters
    ----------
    indices_or_sections : int, sequence of int or Tensor
        The number of parts, whose sizes differ by one at most, or where to cut.
    dim : int
        The dim to cut.

    Raises
    ------
    RuntimeError
        If the number of parts is not positive.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor_split(wengert.arange(5), 2)
    (tensor([0, 1, 2]), tensor([3, 4]))
    >>> wengert.tensor_split(wengert.arange(5), (1, 3))
    (tensor([0]), tensor([1, 2]), tensor([3, 4]))
    """


def even_split(name, input, parts, dim, least):
    """hsplit and its kin: a number of parts must divide the size."""
    if input.ndim < least:
        raise api.errors.ShapeError(f"torch.{name} requires a tensor with at least {least} dimension, but got "
                                    f"a tensor with {input.ndim} dimensions!")
    if isinstance(parts, int) and (parts == 0 or input.shape[dim] % parts):
        raise api.errors.ShapeError(f"torch.{name} attempted to split along dimension {dim}, but the size of "
                                    f"the dimension {input.shape[dim]} is not divisible by the split_size "
                                    f"{parts}!")
    return api.tensor_split(input, parts, dim)


@composite(renamed=SECTIONS)
def hsplit(input, indices_or_sections):
    """Parts side by side: along the second dim, of a vector along the first.

    Parameters
    ----------
    indices_or_sections : int or sequence of int
        The number of equal parts, or where to cut.

    Raises
    ------
    RuntimeError
        If the parts cannot be equal, or `input` has no dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.hsplit(wengert.arange(4), 2)
    (tensor([0, 1]), tensor([2, 3]))
    """
    return even_split("hsplit", input, indices_or_sections, 0 if input.ndim == 1 else 1, 1)


@composite(renamed=SECTIONS)
def vsplit(input, indices_or_sections):
    """Parts one below the other: along the first dim.

    Parameters
    ----------
    indices_or_sections : int or sequence of int
        The number of equal parts, or where to cut.

    Raises
    ------
    RuntimeError
        If the parts cannot be equal, or `input` has fewer than two dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.vsplit(wengert.tensor([[1, 2], [3, 4]]), 2)
    (tensor([[1, 2]]), tensor([[3, 4]]))
    """
    return even_split("vsplit", input, indices_or_sections, 0, 2)


@composite(renamed=SECTIONS)
def dsplit(input, indices_or_sections):
    """Parts along the third dim.

    Parameters
    ----------
    indices_or_sections : int or sequence of int
        The number of equal parts, or where to cut.

    Raises
    ------
    RuntimeError
        If the parts cannot be equal, or `input` has fewer than three dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.dsplit(wengert.tensor([[[1, 2]]]), 2)
    (tensor([[[1]]]), tensor([[[2]]]))
    """
    return even_split("dsplit", input, indices_or_sections, 2, 3)
