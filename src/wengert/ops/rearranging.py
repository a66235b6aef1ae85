"""Copies: whole ones, and with the elements turned round, moved, padded, on diagonals, written into."""
import numpy as np

from .. import _core
from . import api
from .table import compiled, composite, same

from .views import cleared, gathered

WRITTEN = dict(tensors="input src", input=cleared, src=gathered)


@compiled("clone_in", input=same)
def clone(input, *, memory_format=None):
    """A copy that passes gradients on, by default in the memory order of `input`.

    Parameters
    ----------
    memory_format : memory_format, optional
        The order in memory; by default that of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.clone(wengert.tensor([1.]))
    tensor([1.])
    """


@compiled("contiguous", node="Clone", input=same)
def contiguous(input, memory_format=None):
    """The tensor itself when its memory is row-major (or in the order of a memory format), else a copy that is.

    Parameters
    ----------
    memory_format : memory_format, optional
        The order in memory; by default row by row.

    Raises
    ------
    RuntimeError
        If `input` has not the number of dims of the format: 4 for ``channels_last``, 5 for ``channels_last_3d``.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones(2, 3).T.contiguous().stride()
    (2, 1)
    """


@compiled("copy", method=False, node="CopyBackwards", tensors="input src", input=lambda g: api.zeros_like(g),
          src=lambda g, src_dtype: g.to(src_dtype))
def _copy(input, src):
    """The node of ``copy_`` and of assignments."""


@compiled("cast", method=False, node="ToCopy", input=lambda g, input_dtype: g.to(input_dtype))
def _to_copy(input, dtype):
    """The elements in another type."""


@compiled("flip", tensors="input", input=lambda g, dims: g.flip(dims))
def flip(input, *dims):
    """The order of the elements reversed along `dims`.

    Parameters
    ----------
    dims : int or sequence of int
        The dims to turn round.

    Raises
    ------
    RuntimeError
        If a dim comes twice.
    IndexError
        If one is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.flip(wengert.tensor([1, 2, 3]), (0,))
    tensor([3, 2, 1])
    """


@compiled("tri", inplace=True, out=True, input=lambda g, diagonal: g.tril(diagonal))
def tril(input, diagonal=0):
    """The lower triangle of the last two dims, zero above `diagonal`.

    Parameters
    ----------
    input : Tensor
        Of at least two dims; the last two are the matrix.
    diagonal : int
        The last diagonal that is kept: above the main one if positive, below it if negative.

    Raises
    ------
    RuntimeError
        For fewer dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.tril(wengert.ones(2, 2))
    tensor([[1., 0.],
            [1., 1.]])
    """


@compiled("tri", inplace=True, out=True, input=lambda g, diagonal: g.triu(diagonal))
def triu(input, diagonal=0):
    """The upper triangle of the last two dims, zero below `diagonal`.

    Parameters
    ----------
    input : Tensor
        Of at least two dims; the last two are the matrix.
    diagonal : int
        The first diagonal that is kept: above the main one if positive, below it if negative.

    Raises
    ------
    RuntimeError
        For fewer dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.triu(wengert.ones(2, 2))
    tensor([[1., 1.],
            [0., 1.]])
    """


@composite
def fliplr(input):
    """The order along the second dim reversed.

    Examples
    --------
    >>> import wengert
    >>> wengert.fliplr(wengert.tensor([[1, 2], [3, 4]]))
    tensor([[2, 1],
            [4, 3]])
    """
    if input.ndim < 2:
        raise api.errors.ShapeError("Input must be >= 2-d. (in fliplr)")
    return input.flip(1)


@composite
def flipud(input):
    """The order along the first dim reversed.

    Examples
    --------
    >>> import wengert
    >>> wengert.flipud(wengert.tensor([[1, 2], [3, 4]]))
    tensor([[3, 4],
            [1, 2]])
    """
    if input.ndim < 1:
        raise api.errors.ShapeError("Input must be >= 1-d. (in flipud)")
    return input.flip(0)


@compiled("roll", input=lambda g, shifts, dims: g.roll(tuple(-s for s in shifts), dims))
def roll(input, shifts, dims=()):
    """Elements moved along dims; what leaves at one end comes back at the other. Without dims: of the flat tensor.

    Parameters
    ----------
    shifts : int or sequence of int
        How far elements move, towards higher positions if positive; those that leave come in at the other end.
    dims : int or sequence of int, optional
        Along which dims, one for each shift; None rolls the flattened tensor.

    Raises
    ------
    RuntimeError
        If there are not as many shifts as dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.roll(wengert.tensor([1, 2, 3]), 1)
    tensor([3, 1, 2])
    """


@compiled("rot90", input=lambda g, k, dims: g.rot90(-k, dims))
def rot90(input, k=1, dims=(0, 1)):
    """`k` quarter turns in the plane of two dims, from the first towards the second.

    Parameters
    ----------
    k : int
        How many quarter turns, from the first dim towards the second.
    dims : sequence of two int
        The plane to turn in.

    Raises
    ------
    RuntimeError
        If there are not two dims, or they are the same.

    Examples
    --------
    >>> import wengert
    >>> wengert.rot90(wengert.tensor([[1, 2], [3, 4]]))
    tensor([[2, 4],
            [1, 3]])
    """


@compiled("constant_pad_nd", method=False, input=lambda g, pad: api.constant_pad_nd(g, tuple(-n for n in pad)))
def constant_pad_nd(input, pad, value=0):
    """Padded with one number.

    Parameters
    ----------
    pad : sequence of int
        Widths before and after the last dim, then those of the dim before it, and so on. Negative ones cut off.
    value : number
        What is put there, in the type of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.constant_pad_nd(wengert.tensor([1, 2]), (1, 2))
    tensor([0, 1, 2, 0, 0])
    """


@compiled("diag_embed", input=lambda g, offset, dim1, dim2: g.diagonal(offset, dim1, dim2))
def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    """Zeros with the last dim on the diagonal of two new dims.

    Parameters
    ----------
    offset : int
        Which diagonal: above the main one if positive, below it if negative.
    dim1, dim2 : int
        The dims of the result in which the diagonal lies.

    Raises
    ------
    RuntimeError
        If `dim1` and `dim2` are the same.

    Examples
    --------
    >>> import wengert
    >>> wengert.diag_embed(wengert.tensor([1, 2]))
    tensor([[1, 0],
            [0, 2]])
    """


@composite(out=True)
def diag(input, diagonal=0):
    """A matrix with a vector on its diagonal; of a matrix a copy of its diagonal.

    Parameters
    ----------
    input : Tensor
        Of one dim, to make a matrix, or of two, to read one.
    diagonal : int
        Which diagonal: above the main one if positive, below it if negative.

    Raises
    ------
    RuntimeError
        For other numbers of dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.diag(wengert.tensor([1, 2]))
    tensor([[1, 0],
            [0, 2]])
    """
    if input.ndim == 1:
        return api.diag_embed(input, diagonal)
    if input.ndim != 2:
        raise api.errors.ShapeError(f"diag(): Supports 1D or 2D tensors. Got {input.ndim}D")
    return input.diagonal(diagonal).clone()


@composite
def diagflat(input, offset=0):
    """A matrix with all elements on its diagonal.

    Examples
    --------
    >>> import wengert
    >>> wengert.diagflat(wengert.tensor([[1, 2]]))
    tensor([[1, 0],
            [0, 2]])
    """
    return api.diag_embed(input.reshape(-1), offset)


@composite(out=True)
def narrow_copy(input, dim, start, length):
    """A copy of `length` slices along `dim` from `start`.

    Parameters
    ----------
    dim : int
        The dim to narrow.
    start : int or 0-d integer Tensor
        The first position; negative ones count from the end.
    length : int
        How many positions.

    Raises
    ------
    RuntimeError
        If the part reaches beyond the dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.narrow_copy(wengert.arange(5), 0, 1, 3)
    tensor([1, 2, 3])
    """
    return input.narrow(dim, start, length).clone(memory_format=api.contiguous_format)


@compiled("diagonal_scatter", **WRITTEN)
def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    """A copy of `input` with `src` on a diagonal.

    Parameters
    ----------
    src : Tensor
        Of the shape of ``input.diagonal(offset, dim1, dim2)``.
    offset, dim1, dim2 : int
        As those of :func:`diagonal`.

    Raises
    ------
    RuntimeError
        If `src` has another shape.

    Examples
    --------
    >>> import wengert
    >>> wengert.diagonal_scatter(wengert.zeros(2, 2), wengert.tensor([1., 2.]))
    tensor([[1., 0.],
            [0., 2.]])
    """


@compiled("select_scatter", **WRITTEN)
def select_scatter(input, src, dim, index):
    """A copy of `input` with `src` as one slice along `dim`.

    Parameters
    ----------
    src : Tensor
        Of the shape of ``input.select(dim, index)``.
    dim, index : int
        As those of :func:`select`.

    Raises
    ------
    RuntimeError
        If `src` has another shape.

    Examples
    --------
    >>> import wengert
    >>> wengert.select_scatter(wengert.zeros(2, 2), wengert.tensor([1., 2.]), 0, 1)
    tensor([[0., 0.],
            [1., 2.]])
    """


@compiled("slice_scatter", out=True, **WRITTEN)
def slice_scatter(input, src, dim=0, start=None, end=None, step=1):
    """A copy of `input` with `src` in ``start:end:step`` of `dim`.

    Parameters
    ----------
    src : Tensor
        Of the shape of the slice.
    dim : int
        The dim that is sliced.
    start, end, step : int, optional
        The slice, as in ``input[start:end:step]``.

    Raises
    ------
    RuntimeError
        If `src` has another shape.

    Examples
    --------
    >>> import wengert
    >>> wengert.slice_scatter(wengert.zeros(4), wengert.tensor([1., 2.]), 0, 1, 3)
    tensor([0., 1., 2., 0.])
    """


@compiled("as_strided_scatter", **WRITTEN)
def as_strided_scatter(input, src, size, stride, storage_offset=None):
    """A copy of `input` with `src` where :func:`as_strided` points.

    Parameters
    ----------
    src : Tensor
        Of shape `size`.
    size, stride, storage_offset : sequence of int, sequence of int, int
        As those of :func:`as_strided`.

    Raises
    ------
    RuntimeError
        If `src` has another shape.

    Examples
    --------
    >>> import wengert
    >>> wengert.as_strided_scatter(wengert.zeros(4), wengert.tensor([1., 2.]), (2,), (2,))
    tensor([1., 0., 2., 0.])
    """


def triangle(name, row, col, offset, dtype, lower):
    """Positions of a triangle, row by row."""
    if row < 0 or col < 0:
        raise api.errors.ShapeError(f"{'row' if row < 0 else 'col'} must be non-negative, got "
                                    f"{row if row < 0 else col} (in {name})")
    dtype = dtype or api.int64
    if dtype not in (api.int64, api.int32):
        raise api.errors.UnsupportedDtypeError(f'"{name}" not implemented for {dtype}: indices are int64 or int32')
    return _core.triangle_indices(row, col, offset, dtype.num, lower)


@composite(method=False)
def tril_indices(row, col, offset=0, *, dtype=None, device=None):
    """Positions of the lower triangle of a `row` by `col` matrix: row numbers above column numbers.

    Parameters
    ----------
    row, col : int
        The size of the matrix.
    offset : int
        The last diagonal that is counted: above the main one if positive, below it if negative.
    dtype : dtype
        int64 or int32.

    Raises
    ------
    RuntimeError
        If a size is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.tril_indices(2, 2)
    tensor([[0, 1, 1],
            [0, 0, 1]])
    """
    return triangle("tril_indices", row, col, offset, dtype, True)


@composite(method=False)
def triu_indices(row, col, offset=0, *, dtype=None, device=None):
    """Positions of the upper triangle of a `row` by `col` matrix: row numbers above column numbers.

    Parameters
    ----------
    row, col : int
        The size of the matrix.
    offset : int
        The first diagonal that is counted: above the main one if positive, below it if negative.
    dtype : dtype
        int64 or int32.

    Raises
    ------
    RuntimeError
        If a size is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.triu_indices(2, 2)
    tensor([[0, 0, 1],
            [0, 1, 1]])
    """
    return triangle("triu_indices", row, col, offset, dtype, False)
