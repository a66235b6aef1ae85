"""Functions of ``nn.functional`` that undo max pooling, and pool by power means."""
from .. import errors
from ..ops import api as _api
from ..ops.images import pairs
from .pooling import avg_pool1d, avg_pool2d, avg_pool3d

__all__ = ["max_unpool1d", "max_unpool2d", "max_unpool3d", "lp_pool1d", "lp_pool2d", "lp_pool3d"]


def _unpooled(input, indices, kernel_size, stride, padding, output_size, rank):
    """Elements put back at their places, zeros elsewhere."""
    kernel_size, padding = pairs(kernel_size, rank, "kernel_size"), pairs(padding, rank, "padding")
    stride = kernel_size if stride is None else pairs(stride, rank, "stride")
    name = f"max_unpool{rank}d"
    if input.ndim not in (rank + 1, rank + 2):
        raise errors.ShapeError(f"{name}: Expected {rank + 1}D or {rank + 2}D input, but got {list(input.shape)}")
    if indices.dtype is not _api.int64:
        raise errors.AutogradError(f"elements in indices should be type int64 but got: {indices.dtype.name}")
    if indices.shape != input.shape:
        raise errors.ShapeError(f"Expected shape of indices to be same as that of the input tensor "
                                f"({list(input.shape)}) but got indices tensor with shape: {list(indices.shape)}")
    size = [(n - 1) * s + k - 2 * p for n, s, k, p in zip(input.shape[-rank:], stride, kernel_size, padding)]
    if output_size is not None:
        wanted = [int(n) for n in output_size]
        if len(wanted) == rank + 2:
            wanted = wanted[2:]
        if len(wanted) != rank:
            raise errors.ShapeError(f"output_size should be a sequence containing {rank} or {rank + 2} elements, but "
                                    f"it has a length of '{len(wanted)}'", kind=ValueError)
        for d in range(rank):
            low, high = size[d] - stride[d], size[d] + stride[d]
            if not low < wanted[d] < high:
                raise errors.ShapeError(f"invalid output_size \"{tuple(wanted)}\" (dim {d} must be between {low} and "
                                        f"{high})",
                                        kind=ValueError)
        size = wanted
    if min(size) < 0:
        raise errors.ShapeError("max_unpooling: output_size must contain non-negative spatial dimensions, but got "
                                f"output_size={size}", kind=ValueError)
    lead, total = tuple(input.shape[:-rank]), 1
    for n in size:
        total *= n
    places = indices.reshape(lead + (-1,)) if input.numel() else indices.reshape(lead + (0,))
    if places.numel():
        low, high = places.min().item(), places.max().item()
        if low < 0 or high >= total:
            raise errors.ShapeError(f"Found an invalid max index: {low if low < 0 else high} (output volumes are of "
                                    f"size {'x'.join(str(n) for n in size)})")
    flat = _api.zeros(lead + (total,), dtype=input.dtype)
    return flat.scatter(-1, places, input.reshape(places.shape)).reshape(lead + tuple(size))


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """What :func:`max_pool1d` found put back at its places, zeros elsewhere.

    Parameters
    ----------
    input, indices : Tensor
        The largest elements and where they were.
    kernel_size, stride, padding : int
        The windows.
    output_size : sequence of int, optional
        The length of the result, where several would do.

    Raises
    ------
    RuntimeError
        If an index lies outside.
    ValueError
        If `output_size` cannot be.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.max_unpool1d(wengert.tensor([[3., 2.]]), wengert.tensor([[1, 2]]), 2)
    tensor([[0., 3., 2., 0.]])
    """
    return _unpooled(input, indices, kernel_size, stride, padding, output_size, 1)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """What :func:`max_pool2d` found put back at its places, zeros elsewhere.

    Parameters
    ----------
    input, indices : Tensor
        The largest elements and where they were.
    kernel_size, stride, padding : int or two int
        The windows.
    output_size : sequence of int, optional
        Height and width of the result, where several would do.

    Raises
    ------
    RuntimeError
        If an index lies outside.
    ValueError
        If `output_size` cannot be.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.max_unpool2d(wengert.tensor([[[3.]]]), wengert.tensor([[[1]]]), 2)
    tensor([[[0., 3.],
             [0., 0.]]])
    """
    return _unpooled(input, indices, kernel_size, stride, padding, output_size, 2)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """What :func:`max_pool3d` found put back at its places, zeros elsewhere.

    Parameters
    ----------
    input, indices : Tensor
        The largest elements and where they were.
    kernel_size, stride, padding : int or three int
        The windows.
    output_size : sequence of int, optional
        The size of the result, where several would do.

    Raises
    ------
    RuntimeError
        If an index lies outside.
    ValueError
        If `output_size` cannot be.

    Examples
    --------
    >>> import wengert
    >>> found = wengert.nn.functional.max_unpool3d(wengert.tensor([[[[3.]]]]), wengert.tensor([[[[1]]]]), 2)
    >>> found.flatten()
    tensor([0., 3., 0., 0., 0., 0., 0., 0.])
    """
    return _unpooled(input, indices, kernel_size, stride, padding, output_size, 3)


def _power_mean(pool, input, norm_type, kernel_size, stride, ceil_mode, rank):
    """(sum of x^p)^(1/p) over windows; negative sums count as zero."""
    count = 1
    for n in pairs(kernel_size, rank, "kernel_size"):
        count *= n
    mean = pool(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return (mean.sign() * mean.abs().relu() * count).pow(1.0 / norm_type)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """(sum of x^p)^(1/p) over windows of signals.

    Parameters
    ----------
    norm_type : float
        The p.
    kernel_size, stride : int
        The length of the windows, and their distances, by default the length.
    ceil_mode : bool
        Whether a window that only begins inside counts too.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.lp_pool1d(wengert.tensor([[3., 4.]]), 2, 2)
    tensor([[5.]])
    """
    return _power_mean(avg_pool1d, input, norm_type, kernel_size, stride, ceil_mode, 1)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """(sum of x^p)^(1/p) over windows of images.

    Parameters
    ----------
    norm_type : float
        The p.
    kernel_size, stride : int or two int
        The size of the windows, and their distances, by default the size.
    ceil_mode : bool
        Whether a window that only begins inside counts too.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.lp_pool2d(wengert.tensor([[[3., 4.]]]), 2, (1, 2))
    tensor([[[5.]]])
    """
    return _power_mean(avg_pool2d, input, norm_type, kernel_size, stride, ceil_mode, 2)


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """(sum of x^p)^(1/p) over windows of volumes.

    Parameters
    ----------
    norm_type : float
        The p.
    kernel_size, stride : int or three int
        The size of the windows, and their distances, by default the size.
    ceil_mode : bool
        Whether a window that only begins inside counts too.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.lp_pool3d(wengert.tensor([[[[3., 4.]]]]), 2, (1, 1, 2))
    tensor([[[[5.]]]])
    """
    return _power_mean(avg_pool3d, input, norm_type, kernel_size, stride, ceil_mode, 3)
