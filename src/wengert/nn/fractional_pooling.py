"""Functions of ``nn.functional`` that take the largest elements of windows at random distances."""
from .. import errors
from ..ops import api as _api
from .pooling import _in_float

__all__ = ["fractional_max_pool2d", "fractional_max_pool3d", "fractional_max_pool2d_with_indices",
           "fractional_max_pool3d_with_indices"]


def _fractional(input, kernel_size, output_size, output_ratio, return_indices, samples, rank):
    """The pooling of the last `rank` dims."""
    name = f"fractional_max_pool{rank}d"
    if output_size is None and output_ratio is None:
        raise errors.AutogradError(f"{name} requires specifying either an output_size or an output_ratio",
                                   kind=ValueError)
    if output_size is None:
        ratios = (output_ratio,) * rank if isinstance(output_ratio, (int, float)) else tuple(output_ratio)
        if len(ratios) != rank:
            raise errors.AutogradError(f"{name} requires output_ratio to be one number or {rank}, but got {ratios}",
                                       kind=ValueError)
        output_size = [int(n * ratio) for n, ratio in zip(input.shape[-rank:], ratios)]
    if input.ndim not in (rank + 1, rank + 2):
        raise errors.ShapeError(f"{name}: Expected {rank + 1}D or {rank + 2}D tensor, but got {list(input.shape)}",
                                kind=IndexError)
    if samples is None:
        batch = 1 if input.ndim == rank + 1 else input.shape[0]
        floating = input.dtype if input.dtype.is_floating_point else _api.float32
        samples = _api.rand(batch, input.shape[-rank - 1], rank, dtype=floating)
    pool = getattr(_api, "_" + name)
    if input.dtype is _api.float16 and samples.dtype is _api.float16:
        return _in_float(pool, input, kernel_size, output_size, samples.float(), return_indices)
    return pool(input, kernel_size, output_size, samples, return_indices)


def fractional_max_pool2d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                          _random_samples=None):
    """The largest element of each of a given number of windows of images, at random distances (Graham 2014).

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, height, width) or without the batch.
    kernel_size : int or two int
        The size of the windows.
    output_size : int or two int, optional
        How many windows there are in each dim.
    output_ratio : float or two float, optional
        In place of that: the same over the size of the dim.
    return_indices : bool
        Whether to give the places of the elements too, each as a number in its plane.
    _random_samples : Tensor, optional
        Numbers from 0 to 1, (batch, channels, 2), from which the windows' places follow; by default they are drawn.

    Raises
    ------
    ValueError
        If neither `output_size` nor `output_ratio` is given.
    RuntimeError
        If there is no room for the windows.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.arange(9.).reshape(1, 3, 3)
    >>> wengert.nn.functional.fractional_max_pool2d(x, 2, output_size=2)
    tensor([[[4., 5.],
             [7., 8.]]])
    """
    return _fractional(input, kernel_size, output_size, output_ratio, return_indices, _random_samples, 2)


def fractional_max_pool3d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                          _random_samples=None):
    """The largest element of each of a given number of windows of volumes, at random distances (Graham 2014).

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, depth, height, width) or without the batch.
    kernel_size : int or three int
        The size of the windows.
    output_size : int or three int, optional
        How many windows there are in each dim.
    output_ratio : float or three float, optional
        In place of that: the same over the size of the dim.
    return_indices : bool
        Whether to give the places of the elements too, each as a number in its volume.
    _random_samples : Tensor, optional
        Numbers from 0 to 1, (batch, channels, 3), from which the windows' places follow; by default they are drawn.

    Raises
    ------
    ValueError
        If neither `output_size` nor `output_ratio` is given.
    RuntimeError
        If there is no room for the windows.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.arange(8.).reshape(1, 2, 2, 2)
    >>> wengert.nn.functional.fractional_max_pool3d(x, 1, output_size=1)
    tensor([[[[7.]]]])
    """
    return _fractional(input, kernel_size, output_size, output_ratio, return_indices, _random_samples, 3)


def fractional_max_pool2d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                                       _random_samples=None):
    """:func:`fractional_max_pool2d` with the places in any case.

    Parameters
    ----------
    input, kernel_size, output_size, output_ratio, return_indices, _random_samples
        As there.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.fractional_max_pool2d_with_indices(wengert.ones(1, 2, 2), 2, 1)[1]
    tensor([[[0]]])
    """
    return _fractional(input, kernel_size, output_size, output_ratio, True, _random_samples, 2)


def fractional_max_pool3d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                                       _random_samples=None):
    """:func:`fractional_max_pool3d` with the places in any case.

    Parameters
    ----------
    input, kernel_size, output_size, output_ratio, return_indices, _random_samples
        As there.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.fractional_max_pool3d_with_indices(wengert.ones(1, 2, 2, 2), 1, 1)[1]
    tensor([[[[7]]]])
    """
    return _fractional(input, kernel_size, output_size, output_ratio, True, _random_samples, 3)
