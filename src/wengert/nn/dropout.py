"""Dropout functions of ``nn.functional``."""
import math
import warnings

from .. import errors
from ..ops import api as _api
from ..ops.activations import SELU_ALPHA, SELU_SCALE
from ..random import default_generator


def _seed():
    """The seed of a mask, from the common stream."""
    return int((default_generator._numpy or default_generator.numpy()).bit_generator.random_raw())


def _checked(p):
    """Refuse what is no probability."""
    if not 0.0 <= p <= 1.0:
        raise errors.AutogradError(f"dropout probability has to be between 0 and 1, but got {p}", kind=ValueError)


def _noise(input, p):
    """For each element 0 with probability p, else 1 / (1 - p), in `input`'s type."""
    ones = _api.ones(input.shape, dtype=input.real.dtype if input.dtype.is_complex else input.dtype)
    return _api.zeros_like(ones) if p == 1 else _api._drop(ones, p, _seed(), 1 / (1 - p))


def dropout(input, p=0.5, training=True, inplace=False):
    """Each element zero with probability `p`, the others scaled by 1 / (1 - p); the input itself when not training.

    Parameters
    ----------
    p : float
        The probability.
    training : bool
        Whether to drop anything.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.dropout(wengert.ones(3), training=False)
    tensor([1., 1., 1.])
    """
    _checked(p)
    if not training or p == 0:
        return input
    if p < 1 and (input.dtype is _api.float32 or input.dtype is _api.float64):
        return (_api._drop_ if inplace else _api._drop)(input, p, _seed(), 1 / (1 - p))
    if not (input.dtype.is_floating_point or input.dtype.is_complex):
        raise errors.AutogradError("result type Float can't be cast to the desired output type "
                                   f"{input.dtype} (in dropout). Convert the input to a floating type.")
    noise = _noise(input, p)
    return input.mul_(noise) if inplace else input * noise


def _whole_channels(input, p, training, inplace):
    """Dropout of whole channels of an input (N, C, ...)."""
    if not training or p == 0:
        return input
    if input.ndim < 2:
        raise errors.ShapeError("Feature dropout requires at least 2 dimensions in the input")
    noise = _noise(input.detach()[(slice(None), slice(None)) + (slice(1),) * (input.ndim - 2)], p)
    return input.mul_(noise) if inplace else input * noise


def _without_batch(input, p, training, inplace):
    """Dropout of whole channels of an input (C, ...)."""
    if not training or p == 0:
        return input
    result = _whole_channels(input.unsqueeze(0), p, training, False).squeeze(0)
    return input.copy_(result) if inplace else result


def dropout1d(input, p=0.5, training=True, inplace=False):
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p).

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, L) or (C, L).
    p : float
        The probability.
    training : bool
        Whether to drop anything.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1].
    RuntimeError
        If `input` has not two or three dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.dropout1d(wengert.ones(1, 2, 3), p=1.0)
    tensor([[[0., 0., 0.],
             [0., 0., 0.]]])
    """
    _checked(p)
    if input.ndim not in (2, 3):
        raise errors.ShapeError(f"dropout1d: Expected 2D or 3D input, but received a {input.ndim}D input: (N, C, L) or "
                                "(C, L)")
    return (_whole_channels if input.ndim == 3 else _without_batch)(input, p, training, inplace)


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p).

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, H, W); one of three dims is taken as (N, C, L).
    p : float
        The probability.
    training : bool
        Whether to drop anything.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.dropout2d(wengert.ones(1, 1, 1, 3), training=False)
    tensor([[[[1., 1., 1.]]]])
    """
    _checked(p)
    if input.ndim not in (3, 4):
        warnings.warn(f"dropout2d: Received a {input.ndim}-D input to dropout2d, which is deprecated: it drops whole "
                      "channels "
                      "of inputs with two spatial dims. Use dropout instead.", stacklevel=2)
    elif input.ndim == 3:
        warnings.warn("dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout "
                      "behavior is "
                      "desired: the input is taken as (N, C, L). Use dropout1d instead.", stacklevel=2)
    return _whole_channels(input, p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p).

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, D, H, W) or (C, D, H, W).
    p : float
        The probability.
    training : bool
        Whether to drop anything.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.dropout3d(wengert.ones(1, 1, 1, 1, 2), training=False)
    tensor([[[[[1., 1.]]]]])
    """
    _checked(p)
    if input.ndim not in (4, 5):
        warnings.warn(f"dropout3d: Received a {input.ndim}-D input to dropout3d, which is deprecated: it drops whole "
                      "channels "
                      "of inputs with three spatial dims. Use dropout instead.", stacklevel=2)
    return (_whole_channels if input.ndim == 5 else _without_batch)(input, p, training, inplace)


def _alpha_constants(p):
    """What alpha dropout multiplies with, adds to what is kept, and puts for what is dropped."""
    floor = -SELU_ALPHA * SELU_SCALE
    scale = 1 / math.sqrt((floor * floor * p + 1) * (1 - p))
    shift = -scale * floor * p
    return scale, shift, scale * floor + shift


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    """Elements put to what selu tends to with probability `p`, keeping mean 0 and variance 1 (Klambauer et al. 2017).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    p : float
        The probability.
    training : bool
        Whether to drop anything.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.alpha_dropout(wengert.ones(3), training=False)
    tensor([1., 1., 1.])
    """
    _checked(p)
    if not training or p == 0:
        return input
    if p == 1:
        noise = _noise(input, p)
        return input.mul_(noise) if inplace else input * noise
    return (_api._drop_ if inplace else _api._drop)(input, p, _seed(), *_alpha_constants(p))


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    """:func:`alpha_dropout` of whole channels.

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, ...) and a floating type.
    p : float
        The probability.
    training : bool
        Whether to drop anything.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.feature_alpha_dropout(wengert.ones(1, 3), training=False)
    tensor([[1., 1., 1.]])
    """
    _checked(p)
    if not training or p == 0:
        return input
    if input.ndim < 2:
        raise errors.ShapeError("Feature dropout requires at least 2 dimensions in the input")
    noise = _noise(input.detach()[(slice(None), slice(None)) + (slice(1),) * (input.ndim - 2)], p)
    if p < 1:
        scale, kept, dropped = _alpha_constants(p)
        mask = noise * (1 - p)
        result = input * (mask * scale) + (mask * (kept - dropped) + dropped)
    else:
        result = input * noise
    return input.copy_(result) if inplace else result
