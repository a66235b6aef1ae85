"""Functions of ``nn.functional`` that give images another size. Every mode is a weighted sum along each dim."""
import math
from functools import lru_cache

import numpy as np

from .. import errors
from ..ops import api as _api
from .adaptive_pooling import adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d

__all__ = ["interpolate", "upsample", "upsample_nearest", "upsample_bilinear"]

RANK_OF_MODE = {"linear": 1, "bilinear": 2, "bicubic": 2, "lanczos": 2, "trilinear": 3}
NEAREST = ("nearest", "nearest-exact")
MODES = "nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact"


def _triangle(x):
    """The weight of an element at a distance, for linear interpolation."""
    return np.maximum(1 - abs(x), 0)


def _cubic(x, a):
    """The weight for cubic interpolation (Keys 1981)."""
    x = abs(x)
    return np.where(x < 1, ((a + 2) * x - (a + 3)) * x * x + 1,
                    np.where(x < 2, ((x - 5) * x + 8) * x * a - 4 * a, 0))


def _lanczos(x):
    """The weight of three lobes of a windowed sinc (Duchon 1979)."""
    return np.where(abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0)


# The weight functions with antialiasing, and how far they reach.
FILTERS = {"bilinear": (_triangle, 1), "bicubic": (lambda x: _cubic(x, -0.5), 2), "lanczos": (_lanczos, 3)}


def _nearest_places(size, out, scale, exact):
    """The element for each place of the result, in float32 as PyTorch computes it."""
    at = np.arange(out, dtype=np.float32)
    step = np.float32(1 / scale if scale else np.float32(size) / np.float32(out))
    if exact:
        at = at + np.float32(0.5)
    elif size == out:
        step = np.float32(1)
    return np.minimum(np.floor(at * step).astype(np.int64), size - 1)


def _centres(size, out, scale, align_corners, clip):
    """Where the places of the result lie among the elements."""
    at = np.arange(out, dtype=np.float64)
    if align_corners:
        return at * ((size - 1) / (out - 1) if out > 1 else 0)
    centres = (at + 0.5) * (1 / scale if scale else size / out) - 0.5
    return np.maximum(centres, 0) if clip else centres


def _antialiased(size, out, scale, align_corners, mode):
    """Places and weights of filters that widen with the step from place to place."""
    weight, reach = FILTERS[mode]
    if align_corners:
        step = (size - 1) / (out - 1) if out > 1 else 0.0
    else:
        step = 1 / scale if scale else size / out
    wide = max(step, 1.0)
    centres = step * (np.arange(out) + 0.5)
    first = np.maximum((centres - reach * wide + 0.5).astype(np.int64), 0)
    end = np.minimum((centres + reach * wide + 0.5).astype(np.int64), size)
    taps = max(int((end - first).max()), 1)
    places = first[:, None] + np.arange(taps)
    weights = np.where(places < end[:, None], weight((places - centres[:, None] + 0.5) / wide), 0)
    return np.minimum(places, size - 1), weights / weights.sum(1, keepdims=True)


def _table(mode, size, out, scale, align_corners, antialias):
    """For each place of the result, which elements are added with which weights."""
    if mode in NEAREST:
        places = _nearest_places(size, out, scale, mode == "nearest-exact")[:, None]
        weights = np.ones(places.shape)
    elif antialias:
        places, weights = _antialiased(size, out, scale, align_corners, mode)
    elif mode == "bicubic":
        centres = _centres(size, out, scale, align_corners, False)
        places = np.floor(centres).astype(np.int64)[:, None] + np.arange(-1, 3)
        weights = _cubic(places - centres[:, None], -0.75)
        places = places.clip(0, size - 1)
    else:
        centres = _centres(size, out, scale, align_corners, True)
        first = np.minimum(np.floor(centres).astype(np.int64), size - 1)
        share = np.clip(centres - first, 0, 1)
        places = np.stack([first, np.minimum(first + 1, size - 1)], 1)
        weights = np.stack([1 - share, share], 1)
    return _api.from_numpy(np.ascontiguousarray(places)), _api.from_numpy(np.ascontiguousarray(weights))


def _sizes(shape, size, scale_factor, recompute):
    """The new size, and the scales where they rather than the sizes tell how far apart the places are."""
    dims = len(shape) - 2
    if (size is None) == (scale_factor is None):
        raise errors.AutogradError("either size or scale_factor should be defined" if size is None else
                                   "only one of size or scale_factor should be defined", kind=ValueError)
    given = scale_factor if size is None else size
    name = "scale_factor" if size is None else "output size"
    if isinstance(given, (tuple, list)):
        if len(given) != dims:
            raise errors.ShapeError(
                f"Input and {'scale_factor' if size is None else 'output'} must have the same number of spatial "
                f"dimensions, but got input with spatial dimensions of {list(shape[2:])} and {name} of "
                f"{tuple(given)}. Please provide input tensor in (N, C, d1, d2, ...,dK) format.", kind=ValueError)
        given = tuple(given)
    else:
        given = (given,) * dims
    if size is not None:
        if recompute:
            raise errors.AutogradError("recompute_scale_factor is not meaningful with an explicit size.",
                                       kind=ValueError)
        if not all(isinstance(n, (int, np.integer)) for n in given):
            raise errors.DtypeError("expected size to be one of int or Tuple[int] or Tuple[int, int] or Tuple[int, "
                                    f"int, int], but got size with types {[type(n) for n in given]}")
        return tuple(int(n) for n in given), (None,) * dims
    new = tuple(math.floor(n * s) for n, s in zip(shape[2:], given))
    return new, (None,) * dims if recompute else tuple(float(s) for s in given)


@lru_cache(maxsize=256, typed=True)
def _steps(shape, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias):
    """What is done to images of this shape, dim after dim, shrinking first: (dim, places, weights, new size)."""
    if mode in ("nearest", "area", "nearest-exact") and align_corners is not None:
        raise errors.AutogradError("align_corners option can only be set with the interpolating modes: linear | "
                                   "bilinear | bicubic | trilinear", kind=ValueError)
    size, scales = _sizes(shape, size, scale_factor, recompute_scale_factor or mode == "area" and size is None)
    if antialias and not (mode in FILTERS and len(shape) == 4):
        raise errors.AutogradError("Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and "
                                   "requires a 4-D tensor as input", kind=ValueError)
    rank, wanted = len(shape) - 2, RANK_OF_MODE.get(mode)
    if rank not in (1, 2, 3) or wanted is None and mode not in NEAREST + ("area",):
        raise errors.ShapeError(f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {len(shape)}D) for the "
                                f"modes: {MODES} (got {mode})", kind=NotImplementedError)
    if wanted not in (None, rank):
        raise errors.ShapeError(f"Got {len(shape)}D input, but {mode} mode needs {wanted + 2}D input",
                                kind=NotImplementedError)
    if mode == "lanczos" and (align_corners or not antialias):
        raise errors.AutogradError("Lanczos mode does not support align_corners=True" if align_corners else
                                   "Lanczos mode requires antialias=True", kind=ValueError)
    if mode == "area":
        return size
    if min(size) <= 0 or 0 in shape[1:]:
        raise errors.ShapeError(f"Input and output sizes should be greater than 0, but got input "
                                f"{tuple(shape[2:])} output {size}")
    order = sorted(range(rank), key=lambda d: (size[d] / max(shape[d + 2], 1), -d if size[d] > shape[d + 2] else d))
    return [(d + 2, *_table(mode, shape[d + 2], size[d], scales[d], bool(align_corners), antialias), size[d])
            for d in order]


def _resized(input, steps):
    """The images after all steps."""
    for dim, places, weights, size in steps:
        input = _api._resample(input, dim, places, weights, size, False)
    return input


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None,
                antialias=False):
    """Signals, images or volumes in another size.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, *size).
    size : int or sequence of int, optional
        The new size; or else
    scale_factor : float or sequence of float, optional
        its ratio to the old one.
    mode : {"nearest", "nearest-exact", "linear", "bilinear", "trilinear", "bicubic", "lanczos", "area"}
        How values between the elements are made: by the nearest element, linearly along one, two or three dims, by
        cubic polynomials or windowed sincs for images, or as means.
    align_corners : bool, optional
        Whether the outermost elements keep their places as points, not as areas.
    recompute_scale_factor : bool, optional
        Whether the distance of the places follows from the sizes even where `scale_factor` is given.
    antialias : bool
        Whether the weights widen when an image shrinks; for "bilinear", "bicubic" and "lanczos".

    Raises
    ------
    ValueError
        If the arguments contradict each other.
    NotImplementedError
        If the mode is not for that many dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.interpolate(wengert.tensor([[[0., 4.]]]), size=4, mode="linear")
    tensor([[[0., 1., 3., 4.]]])
    """
    steps = _steps(tuple(input.shape), tuple(size) if isinstance(size, list) else size,
                   tuple(scale_factor) if isinstance(scale_factor, list) else scale_factor, mode, align_corners,
                   recompute_scale_factor, antialias)
    kind = input.dtype
    if mode == "area":
        return (adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d)[input.ndim - 3](input, steps)
    if kind is _api.float32 or kind is _api.float64:
        return _resized(input, steps)
    if kind is _api.uint8 and mode in NEAREST:
        for dim, places, _, _ in steps:
            input = input.index_select(dim, places.flatten())
        return input
    if kind is _api.uint8:
        return _resized(input.to(_api.float32), steps).round().clamp(0, 255).to(kind)
    if kind.is_floating_point:
        return _resized(input.to(_api.float32), steps).to(kind)
    raise errors.UnsupportedDtypeError(f"\"upsample_{mode}\" not implemented for '{kind.name}'. Convert the input to a "
                                       "floating type.")


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    """An older name of :func:`interpolate`.

    Parameters
    ----------
    size, scale_factor, mode, align_corners
        As for :func:`interpolate`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.upsample(wengert.tensor([[[1., 2.]]]), scale_factor=2)
    tensor([[[1., 1., 2., 2.]]])
    """
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    """:func:`interpolate` with mode "nearest".

    Parameters
    ----------
    size, scale_factor
        As there.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.upsample_nearest(wengert.tensor([[[1., 2.]]]), 3)
    tensor([[[1., 1., 2.]]])
    """
    return interpolate(input, size, scale_factor)


def upsample_bilinear(input, size=None, scale_factor=None):
    """:func:`interpolate` with mode "bilinear" and the corners aligned.

    Parameters
    ----------
    size, scale_factor
        As there.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.upsample_bilinear(wengert.tensor([[[[0., 2.]]]]), (1, 3))
    tensor([[[[0., 1., 2.]]]])
    """
    return interpolate(input, size, scale_factor, "bilinear", True)
