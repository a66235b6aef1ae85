"""Finding places: searchsorted, bucketize, isin, unravel_index."""
from .. import _core
from . import api
from .table import compiled, composite


@compiled("searchsorted", method=False, out="cast", tensors="sorted_sequence input sorter")
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


@compiled("bucketize", method=False, out="cast", tensors="input boundaries")
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
    left, right = operands
    return _core.is_among(left if left.dtype is dtype else left.to(dtype),
                          right if right.dtype is dtype else right.to(dtype), invert)


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
    shape = (shape,) if isinstance(shape, int) else tuple([int(n) for n in shape])
    if shape and min(shape) < 0:
        raise api.errors.ShapeError(f"'shape' cannot have negative values, but got {shape}", kind=ValueError)
    return _core.unravelled(indices, shape)
