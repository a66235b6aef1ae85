"""Functions of ``nn.functional`` that pool: the largest element or the mean of windows."""
import numpy as np

from .. import errors
from ..ops import api as _api

__all__ = ["max_pool1d", "max_pool2d", "max_pool3d", "avg_pool1d", "avg_pool2d", "avg_pool3d",
           "max_pool1d_with_indices", "max_pool2d_with_indices", "max_pool3d_with_indices"]


def _of_integers(pool, input, *options):
    """Max pooling of integers: of their ranks, which floating numbers hold."""
    values, ranks = np.unique(input.numpy(), return_inverse=True)
    found = pool(_api.from_numpy(ranks.reshape(input.shape).astype(np.float64)), *options)
    top, places = found if isinstance(found, tuple) else (found, None)
    top = _api.from_numpy(values[top.numpy().astype(np.int64)])
    return top if places is None else (top, places)


def _in_float(pool, input, *options):
    """Pooling of a narrow floating type in float32."""
    found = pool(input.to(_api.float32), *options)
    return (found[0].to(input.dtype), found[1]) if isinstance(found, tuple) else found.to(input.dtype)


def _pooled(pool, input, *options):
    """Max pooling of any real type but bool."""
    kind = input.dtype
    if kind is _api.float32 or kind is _api.float64 or kind.is_complex or kind is _api.bool:
        return pool(input, *options)
    return (_in_float if kind.is_floating_point else _of_integers)(pool, input, *options)


def _of_floats(pool, input, *options):
    """Pooling of floating types; others are refused."""
    kind = input.dtype
    narrow = kind.is_floating_point and kind is not _api.float32 and kind is not _api.float64
    return _in_float(pool, input, *options) if narrow else pool(input, *options)


def _meant(pool, input, *options):
    """Mean pooling; int64 is divided as integers are, rounded towards zero."""
    kind = input.dtype
    if kind is _api.float32 or kind is _api.float64 or kind.is_complex:
        return pool(input, *options)
    if kind.is_floating_point:
        return _in_float(pool, input, *options)
    if kind is _api.int64 and len(options) > 2:
        return pool(input.to(_api.float64), *options).trunc().to(kind)
    return pool(input, *options)


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The largest element of each window of signals.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, length) or without the batch.
    kernel_size, stride, dilation : int
        The length of the windows, their distances (by default the length), and those of a window's elements.
    padding : int
        Places outside on both sides that windows may reach, at most half a window.
    ceil_mode : bool
        Whether a window that only begins inside counts too.
    return_indices : bool
        Whether to give the places of the elements too.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.max_pool1d(wengert.tensor([[1., 3., 2., 0.]]), 2)
    tensor([[3., 2.]])
    """
    return _pooled(_api._max_pool1d, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The largest element of each window of images.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, height, width) or without the batch.
    kernel_size, stride, dilation : int or two int
        The size of the windows, their distances (by default the size), and those of a window's elements.
    padding : int or two int
        Places outside on each side that windows may reach, at most half a window.
    ceil_mode : bool
        Whether a window that only begins inside counts too.
    return_indices : bool
        Whether to give the places of the elements too, each as a number in its plane.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.max_pool2d(wengert.tensor([[[1., 3.], [2., 0.]]]), 2)
    tensor([[[3.]]])
    """
    return _pooled(_api._max_pool2d, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The largest element of each window of volumes.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, depth, height, width) or without the batch.
    kernel_size, stride, dilation : int or three int
        The size of the windows, their distances (by default the size), and those of a window's elements.
    padding : int or three int
        Places outside on each side that windows may reach, at most half a window.
    ceil_mode : bool
        Whether a window that only begins inside counts too.
    return_indices : bool
        Whether to give the places of the elements too, each as a number in its volume.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.max_pool3d(wengert.arange(8.).reshape(1, 2, 2, 2), 2)
    tensor([[[[7.]]]])
    """
    return _pooled(_api._max_pool3d, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    """The mean of each window of signals.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, length) or without the batch.
    kernel_size, stride : int
        The length of the windows, and their distances, by default the length.
    padding : int
        Zeros at both ends, at most half a window.
    ceil_mode : bool
        Whether a window that only begins inside counts too.
    count_include_pad : bool
        Whether the zeros count.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.avg_pool1d(wengert.tensor([[1., 3., 2., 0.]]), 2)
    tensor([[2., 1.]])
    """
    return _meant(_api._avg_pool1d, input, kernel_size, stride, padding, ceil_mode, count_include_pad, None)


def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
               divisor_override=None):
    """The mean of each window of images.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, height, width) or without the batch.
    kernel_size, stride : int or two int
        The size of the windows, and their distances, by default the size.
    padding : int or two int
        Zeros on each side, at most half a window.
    ceil_mode : bool
        Whether a window that only begins inside counts too.
    count_include_pad : bool
        Whether the zeros count.
    divisor_override : int, optional
        What to divide by instead of the number of elements.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.avg_pool2d(wengert.tensor([[[1., 3.], [2., 0.]]]), 2)
    tensor([[[1.5000]]])
    """
    return _meant(_api._avg_pool2d, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


def avg_pool3d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
               divisor_override=None):
    """The mean of each window of volumes.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, depth, height, width) or without the batch.
    kernel_size, stride : int or three int
        The size of the windows, and their distances, by default the size.
    padding : int or three int
        Zeros on each side, at most half a window.
    ceil_mode : bool
        Whether a window that only begins inside counts too.
    count_include_pad : bool
        Whether the zeros count.
    divisor_override : int, optional
        What to divide by instead of the number of elements.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.avg_pool3d(wengert.arange(8.).reshape(1, 2, 2, 2), 2)
    tensor([[[[3.5000]]]])
    """
    return _meant(_api._avg_pool3d, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


def max_pool1d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
                            return_indices=False):
    """:func:`max_pool1d` and the places of the elements.

    Parameters
    ----------
    kernel_size, stride, padding, dilation, ceil_mode
        As there.
    return_indices : bool
        The places are given in any case.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.max_pool1d_with_indices(wengert.tensor([[1., 3., 2., 0.]]), 2)[1]
    tensor([[1, 2]])
    """
    return max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool2d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
                            return_indices=False):
    """:func:`max_pool2d` and the places of the elements.

    Parameters
    ----------
    kernel_size, stride, padding, dilation, ceil_mode
        As there.
    return_indices : bool
        The places are given in any case.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.max_pool2d_with_indices(wengert.tensor([[[1., 3.], [2., 0.]]]), 2)[1]
    tensor([[[1]]])
    """
    return max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool3d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
                            return_indices=False):
    """:func:`max_pool3d` and the places of the elements.

    Parameters
    ----------
    kernel_size, stride, padding, dilation, ceil_mode
        As there.
    return_indices : bool
        The places are given in any case.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.max_pool3d_with_indices(wengert.arange(8.).reshape(1, 2, 2, 2), 2)[1]
    tensor([[[[7]]]])
    """
    return max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, True)
