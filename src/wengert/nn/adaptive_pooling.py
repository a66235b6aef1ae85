"""Functions of ``nn.functional`` that pool so many nearly equal parts of each dim."""
from ..ops import api as _api
from .pooling import _meant, _of_floats

__all__ = ["adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "adaptive_max_pool1d",
           "adaptive_max_pool2d", "adaptive_max_pool3d", "adaptive_max_pool1d_with_indices",
           "adaptive_max_pool2d_with_indices", "adaptive_max_pool3d_with_indices"]


def adaptive_avg_pool1d(input, output_size):
    """The means of so many nearly equal parts of signals.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, length) or without the batch.
    output_size : int
        How many parts.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_avg_pool1d(wengert.tensor([[1., 3., 2., 0.]]), 2)
    tensor([[2., 1.]])
    """
    return _meant(_api._adaptive_avg_pool1d, input, output_size)


def adaptive_avg_pool2d(input, output_size):
    """The means of so many nearly equal parts of images.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, height, width) or without the batch.
    output_size : int or two int or None
        How many parts of height and width; None for as many as there are elements.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_avg_pool2d(wengert.tensor([[[1., 3.], [2., 0.]]]), 1)
    tensor([[[1.5000]]])
    """
    return _meant(_api._adaptive_avg_pool2d, input, output_size)


def adaptive_avg_pool3d(input, output_size):
    """The means of so many nearly equal parts of volumes.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, depth, height, width) or without the batch.
    output_size : int or three int or None
        How many parts of each dim; None for as many as there are elements.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_avg_pool3d(wengert.arange(8.).reshape(1, 2, 2, 2), 1)
    tensor([[[[3.5000]]]])
    """
    return _meant(_api._adaptive_avg_pool3d, input, output_size)


def adaptive_max_pool1d(input, output_size, return_indices=False):
    """The largest elements of so many nearly equal parts of signals.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, length) or without the batch.
    output_size : int
        How many parts.
    return_indices : bool
        Whether to give the places of the elements too.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_max_pool1d(wengert.tensor([[1., 3., 2., 0.]]), 2)
    tensor([[3., 2.]])
    """
    return _of_floats(_api._adaptive_max_pool1d, input, output_size, return_indices)


def adaptive_max_pool2d(input, output_size, return_indices=False):
    """The largest elements of so many nearly equal parts of images.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, height, width) or without the batch.
    output_size : int or two int or None
        How many parts of height and width; None for as many as there are elements.
    return_indices : bool
        Whether to give the places of the elements too.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_max_pool2d(wengert.tensor([[[1., 3.], [2., 0.]]]), 1)
    tensor([[[3.]]])
    """
    return _of_floats(_api._adaptive_max_pool2d, input, output_size, return_indices)


def adaptive_max_pool3d(input, output_size, return_indices=False):
    """The largest elements of so many nearly equal parts of volumes.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, depth, height, width) or without the batch.
    output_size : int or three int or None
        How many parts of each dim; None for as many as there are elements.
    return_indices : bool
        Whether to give the places of the elements too.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_max_pool3d(wengert.arange(8.).reshape(1, 2, 2, 2), 1)
    tensor([[[[7.]]]])
    """
    return _of_floats(_api._adaptive_max_pool3d, input, output_size, return_indices)


def adaptive_max_pool1d_with_indices(input, output_size, return_indices=False):
    """:func:`adaptive_max_pool1d` and the places of the elements.

    Parameters
    ----------
    output_size : int
        As there.
    return_indices : bool
        The places are given in any case.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_max_pool1d_with_indices(wengert.tensor([[1., 3., 2., 0.]]), 2)[1]
    tensor([[1, 2]])
    """
    return adaptive_max_pool1d(input, output_size, True)


def adaptive_max_pool2d_with_indices(input, output_size, return_indices=False):
    """:func:`adaptive_max_pool2d` and the places of the elements.

    Parameters
    ----------
    output_size : int or two int
        As there.
    return_indices : bool
        The places are given in any case.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_max_pool2d_with_indices(wengert.tensor([[[1., 3.], [2., 0.]]]), 1)[1]
    tensor([[[1]]])
    """
    return adaptive_max_pool2d(input, output_size, True)


def adaptive_max_pool3d_with_indices(input, output_size, return_indices=False):
    """:func:`adaptive_max_pool3d` and the places of the elements.

    Parameters
    ----------
    output_size : int or three int
        As there.
    return_indices : bool
        The places are given in any case.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.adaptive_max_pool3d_with_indices(wengert.arange(8.).reshape(1, 2, 2, 2), 1)[1]
    tensor([[[[7]]]])
    """
    return adaptive_max_pool3d(input, output_size, True)
