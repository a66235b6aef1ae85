"""Finding places: searchsorted, bucketize, isin, unravel_index."""
import math

import numpy as np

from . import api
from .table import compiled, composite


@compiled("searchsorted", method=False, tensors="input values sorter")
def _searchsorted(input, values, sorter, right):
    """Where each value goes in its row, all of one type."""


def searched(sequence, values, out_int32, right, side, sorter):
    """searchsorted after its arguments have been checked."""
    if side not in (None, "left", "right"):
        raise api.errors.AutogradError(f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}")
    if side == "left" and right:
        raise api.errors.AutogradError("torch.searchsorted(): side and right can't be set to opposites, got side of "
                                       "left "
                                       "while right was True")
    if sequence.ndim == 0:
        raise api.errors.ShapeError("torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 "
                                    "dimension")
    if not isinstance(values, api.Tensor):
        values = api.tensor(values)
    if sequence.ndim != 1 and values.ndim == 0:
        raise api.errors.ShapeError(
            "torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, but we got "
            f"boundaries tensor dim({sequence.ndim}) and input value's dim({values.ndim}) numel({values.numel()})")
    if sequence.ndim != 1 and sequence.shape[:-1] != values.shape[:-1]:
        raise api.errors.ShapeError(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries "
            "tensor "
            f"and input value tensor must match, but we got boundaries tensor {list(sequence.shape)} and input value "
            "tensor "
            f"{list(values.shape)}")
    if sorter is not None:
        check_sorter(sequence, sorter)
    dtype = api.result_type(sequence, values)
    right = bool(right) or side == "right"
    out = api._searchsorted(sequence.detach().to(dtype), values.detach().to(dtype), sorter, right)
    return out.to(api.int32) if out_int32 else out


def check_sorter(sequence, sorter):
    """Refuse what is no order of the sequence."""
    if sorter.shape != sequence.shape:
        raise api.errors.ShapeError("torch.searchsorted(): boundary and sorter must have the same size, but got "
                                    "boundary "
                                    f"tensor {list(sequence.shape)} and got sorter tensor {list(sorter.shape)}")
    if sorter.dtype is not api.int64:
        raise api.errors.AutogradError("torch.searchsorted(): sorter must be a tensor of long dtype but got dtype "
                                       f"{sorter.dtype.name}")
    if sorter.numel() and not 0 <= int(sorter.min()) <= int(sorter.max()) < sequence.shape[-1]:
        raise api.errors.AutogradError("torch.searchsorted(): sorter index out of range")


@composite(method=False, out=True, tensors="sorted_sequence")
def searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None):
    """Where values must be put into sorted rows so that these stay sorted.

    Parameters
    ----------
    sorted_sequence : Tensor
        One row, or with the leading dims of `input` a row for each of its rows.
    input : Tensor or number
        The values.
    out_int32 : bool
        Give int32 instead of int64.
    right : bool
        Behind equal elements instead of before them.
    side : {"left", "right"}, optional
        The same in words.
    sorter : Tensor, optional
        The order (int64) in which the elements of `sorted_sequence` are sorted.

    Examples
    --------
    >>> import wengert
    >>> wengert.searchsorted(wengert.tensor([1, 3, 5]), wengert.tensor([3, 6]))
    tensor([1, 3])
    """
    return searched(sorted_sequence, input, out_int32, right, side, sorter)


@composite(method=False, out=True, tensors="boundaries")
def bucketize(input, boundaries, *, out_int32=False, right=False):
    """Which of the intervals between boundaries each value lies in.

    Parameters
    ----------
    input : Tensor or number
        The values to place.
    boundaries : Tensor
        Of one dim, in ascending order.
    out_int32 : bool
        Whether the result is int32 instead of int64.
    right : bool
        Whether a value that equals a boundary goes above it.

    Raises
    ------
    RuntimeError
        If `boundaries` has not one dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.bucketize(wengert.tensor([1, 3, 4]), wengert.tensor([1, 3, 5]))
    tensor([0, 1, 2])
    """
    if boundaries.ndim != 1:
        raise api.errors.ShapeError(f"boundaries tensor must be 1 dimension, but got dim({boundaries.ndim})")
    return searched(boundaries, input, out_int32, right, None, None)


@composite(method=False, out=True, tensors="")
def isin(elements, test_elements, *, assume_unique=False, invert=False):
    """Whether each element is one of the test elements.

    Parameters
    ----------
    elements : Tensor or number
        What is looked for.
    test_elements : Tensor or number
        Among what; one of the two is a tensor.
    assume_unique : bool
        Whether no element comes twice in either; the result is the same.
    invert : bool
        Whether to say instead which are not there.

    Raises
    ------
    TypeError
        If neither is a tensor.

    Examples
    --------
    >>> import wengert
    >>> wengert.isin(wengert.tensor([1, 2, 3]), wengert.tensor([2, 5]))
    tensor([False,  True, False])
    """
    operands = [v if isinstance(v, api.Tensor) else api.tensor(v) for v in (elements, test_elements)]
    if not any(isinstance(v, api.Tensor) for v in (elements, test_elements)):
        raise api.errors.DtypeError("isin(): received an invalid combination of arguments - got "
                                    f"({type(elements).__name__}, {type(test_elements).__name__}); one must be a "
                                    "Tensor")
    for v in operands:
        if v.is_complex() or v.dtype is api.bool:
            raise api.errors.AutogradError(f"Unsupported input type encountered for isin(): {v.dtype.name}")
    dtype = api.result_type(*operands)
    left, right = (np.asarray(v.detach().to(dtype)) for v in operands)
    return api.from_numpy(np.asarray(np.isin(left, right, assume_unique=assume_unique, invert=invert)))


@composite(method=False)
def unravel_index(indices, shape):
    """The coordinates, a tensor for each dim, of positions in a flattened tensor of a shape.

    Parameters
    ----------
    indices : Tensor
        Integers: positions in a flattened tensor.
    shape : int or sequence of int
        That tensor's shape.

    Raises
    ------
    TypeError
        If `indices` are no integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.unravel_index(wengert.tensor([3, 5]), (2, 3))
    (tensor([1, 1]), tensor([0, 2]))
    """
    if indices.is_complex() or indices.is_floating_point() or indices.dtype is api.bool:
        raise api.errors.DtypeError(f"expected 'indices' to be integer dtype, but got torch.{indices.dtype.name}")
    shape = (shape,) if isinstance(shape, int) else tuple(int(n) for n in shape)
    if any(n < 0 for n in shape):
        raise api.errors.ShapeError(f"'shape' cannot have negative values, but got {shape}", kind=ValueError)
    indices = indices.to(api.int64)
    strides = [math.prod(shape[k + 1:]) for k in range(len(shape))]
    return tuple(indices.div(s, rounding_mode="floor") % n for s, n in zip(strides, shape))
