"""Sampling of images and volumes at points between their elements.

A point of the grid has a coordinate for every spatial dim, -1 and 1 being the first and the last edge. Each
interpolation is a weighted sum of elements around the point, its taps: their weights are products over the dims.
"""
import itertools
import math

from . import api
from .replay import replay
from .table import compiled, composite

LINEAR, NEAREST, CUBIC = range(3)
ZEROS, BORDER, REFLECTION = range(3)


def clipped(position, size):
    """Positions moved to the nearest element; flat outside and at the edge."""
    return api.where(position > 0, api.where(position < size - 1, position, size - 1), 0)


def reflected(position, low, span):
    """Positions mirrored at `low` and at `low` + `span` until they lie between them."""
    if span == 0:
        return api.zeros_like(position)
    away = (position - low).abs()
    rest = api.fmod(away, span)
    return api.where((away.detach() / span).floor() % 2 == 0, rest + low, span - rest + low)


def padded(position, size, padding, align_corners):
    """Where a position outside is read: "zeros" leaves it there, to be masked later."""
    if padding == ZEROS:
        return position
    if padding == REFLECTION:
        low, span = (0, size - 1) if align_corners else (-0.5, size)
        position = reflected(position, low, span)
    return clipped(position, size)


def cubic_weights(t):
    """The weights of four neighbours at distance 1 + t, t, 1 - t and 2 - t (Keys 1981, with a = -3/4)."""
    def near(x):
        return ((1.25 * x - 2.25) * x) * x + 1

    def far(x):
        return ((-0.75 * x + 3.75) * x - 6) * x + 3
    return far(t + 1), near(t), near(1 - t), far(2 - t)


def taps(coordinate, size, mode, padding, align_corners):
    """Positions and weights along one dim, as a list of pairs; a weight None is 1."""
    position = (coordinate + 1) / 2 * (size - 1) if align_corners else ((coordinate + 1) * size - 1) / 2
    if mode == CUBIC:
        low = position.detach().floor()
        weights = cubic_weights(position - low)
        return [(padded(low + k, size, padding, align_corners), weight) for k, weight in zip((-1, 0, 1, 2), weights)]
    position = padded(position, size, padding, align_corners)
    if mode == NEAREST:
        return [(position.detach().round(), None)]
    low = position.detach().floor()
    return [(low, low + 1 - position), (low + 1, position - low)]


def check_sampling(name, input, grid, mode, padding):
    """Refuse what cannot be sampled."""
    rank = input.ndim - 2
    if input.dtype is not grid.dtype:
        raise api.errors.AutogradError(f"expected scalar type {input.dtype.name} but found {grid.dtype.name} (the grid "
                                       f"of {name})")
    if not input.is_floating_point():
        raise api.errors.UnsupportedDtypeError(f"\"{name}\" not implemented for '{input.dtype.name}'")
    text = f"but got input with sizes {list(input.shape)} and grid with sizes {list(grid.shape)}"
    if grid.ndim == 0 or input.ndim == 0 or input.shape[0] != grid.shape[0]:
        raise api.errors.ShapeError(f"{name}(): expected grid and input to have same batch size, {text}")
    if grid.shape[-1] != rank:
        raise api.errors.ShapeError(f"{name}(): expected grid to have size {rank} in last dimension, {text}")
    if grid.ndim != input.ndim:
        raise api.errors.ShapeError(f"{name}(): expected grid and input to have the same number of dims, {text}")
    if 0 in input.shape[2:]:
        raise api.errors.ShapeError(f"{name}(): expected input to have non-empty spatial dimensions, {text}")
    if mode not in (LINEAR, NEAREST, CUBIC) or padding not in (ZEROS, BORDER, REFLECTION):
        raise api.errors.AutogradError(f"{name}(): interpolation_mode and padding_mode are 0, 1 or 2, not {mode} and "
                                       f"{padding}")
    if mode == CUBIC and rank != 2:
        raise api.errors.AutogradError(f"{name}(): bicubic interpolation only supports 4D input")


def sampling_formula(input, grid, mode, padding, align_corners):
    """All taps gathered at once, and their weighted sum."""
    batch, channels, *sizes = input.shape
    shape = grid.shape[1:-1]
    points = math.prod(shape)
    by_dim = [taps(grid[..., len(sizes) - 1 - d], size, mode, padding, align_corners)
              for d, size in enumerate(sizes)]
    places, weights = [], []
    for choice in itertools.product(*by_dim):
        inside = None
        for (position, _), size in zip(choice, sizes):
            here = (position >= 0) & (position <= size - 1)
            inside = here if inside is None else inside & here
        place, weight = 0, None
        for (position, factor), size in zip(choice, sizes):
            place = place * size + api.where(inside, position, 0).long()
            weight = factor if weight is None else weight * factor
        places.append(place.reshape(batch, points))
        weights.append(inside.to(input.dtype) if weight is None else api.where(inside, weight, 0))
    count = len(places)
    index = api.cat(places, 1).unsqueeze(1).expand(batch, channels, count * points)
    values = input.reshape(batch, channels, math.prod(sizes)).gather(2, index)
    if mode == NEAREST:
        return values.reshape(batch, channels, *shape) * weights[0].unsqueeze(1)
    weight = api.stack([w.reshape(batch, points) for w in weights], 1).unsqueeze(1)
    return (values.reshape(batch, channels, count, points) * weight).sum(2).reshape(batch, channels, *shape)


def slope(position):
    """The rule of one operand."""
    def rule(g, input, grid, mode, padding, align_corners):
        return replay(sampling_formula, position, g, (input, grid), mode, padding, align_corners)
    return rule


@compiled("grid_sample", node="GridSampler2D", saved="input grid", tensors="input grid", method=False, input=slope(0),
          grid=slope(1))
def _grid_sample(input, grid, mode, padding, align_corners):
    """Images or volumes at points, in one pass over them."""


def sampled(name, input, grid, mode, padding, align_corners):
    """The fused operation where there is a kernel, else the formula."""
    check_sampling(name, input, grid, mode, padding)
    if (input.dtype in (api.float32, api.float64) and max(input.shape) < 2 ** 31
            and math.prod(input.shape[2:]) < 2 ** 31):
        return api._grid_sample(input, grid, mode, padding, bool(align_corners))
    return sampling_formula(input, grid, mode, padding, align_corners)


@composite(method=False)
def grid_sampler_2d(input, grid, interpolation_mode, padding_mode, align_corners):
    """The values of images at the points of a grid; see :func:`wengert.nn.functional.grid_sample`.

    Parameters
    ----------
    input : Tensor
        Images, of shape (batch, channels, height, width).
    grid : Tensor
        Points (x, y), of shape (batch, rows, columns, 2).
    interpolation_mode : int
        0 for bilinear, 1 for nearest, 2 for bicubic.
    padding_mode : int
        0 for zeros, 1 for border, 2 for reflection.
    align_corners : bool
        Whether -1 and 1 are the centres of the outer elements, not their edges.

    Examples
    --------
    >>> import wengert
    >>> image = wengert.tensor([[[[1., 2.], [3., 4.]]]])
    >>> wengert.grid_sampler_2d(image, wengert.zeros(1, 1, 1, 2), 0, 0, True)
    tensor([[[[2.5000]]]])
    """
    if input.ndim != 4:
        raise api.errors.ShapeError(f"grid_sampler_2d(): expected 4D input, but got sizes {list(input.shape)}")
    return sampled("grid_sampler_2d", input, grid, interpolation_mode, padding_mode, align_corners)


@composite(method=False)
def grid_sampler_3d(input, grid, interpolation_mode, padding_mode, align_corners):
    """The values of volumes at the points of a grid: :func:`grid_sampler_2d` with a dim more.

    Parameters
    ----------
    input : Tensor
        Volumes, of shape (batch, channels, depth, height, width).
    grid : Tensor
        Points (x, y, z), of shape (batch, planes, rows, columns, 3).
    interpolation_mode : int
        0 for trilinear, 1 for nearest.
    padding_mode : int
        0 for zeros, 1 for border, 2 for reflection.
    align_corners : bool
        Whether -1 and 1 are the centres of the outer elements, not their edges.

    Examples
    --------
    >>> import wengert
    >>> volume = wengert.arange(8.).reshape(1, 1, 2, 2, 2)
    >>> wengert.grid_sampler_3d(volume, wengert.zeros(1, 1, 1, 1, 3), 0, 0, True)
    tensor([[[[[3.5000]]]]])
    """
    if input.ndim != 5:
        raise api.errors.ShapeError(f"grid_sampler_3d(): expected 5D input, but got sizes {list(input.shape)}")
    return sampled("grid_sampler_3d", input, grid, interpolation_mode, padding_mode, align_corners)


@composite(method=False)
def grid_sampler(input, grid, interpolation_mode, padding_mode, align_corners):
    """:func:`grid_sampler_2d` or :func:`grid_sampler_3d`, by the number of dims.

    Parameters
    ----------
    grid, interpolation_mode, padding_mode, align_corners
        As for :func:`grid_sampler_2d`.

    Examples
    --------
    >>> import wengert
    >>> image = wengert.tensor([[[[1., 2.], [3., 4.]]]])
    >>> wengert.grid_sampler(image, wengert.ones(1, 1, 1, 2), 1, 0, True)
    tensor([[[[4.]]]])
    """
    if input.ndim not in (4, 5):
        raise api.errors.ShapeError("grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, "
                                    f"but got sizes {list(input.shape)} and {list(grid.shape)}")
    return sampled("grid_sampler", input, grid, interpolation_mode, padding_mode, align_corners)


@composite(method=False)
def affine_grid_generator(theta, size, align_corners):
    """The grid that affine maps make of the regular one; see :func:`wengert.nn.functional.affine_grid`.

    Parameters
    ----------
    theta : Tensor
        Matrices of shape (batch, 2, 3) or (batch, 3, 4).
    size : sequence of int
        (batch, channels, *spatial) of the images that will be sampled.
    align_corners : bool
        Whether -1 and 1 are the centres of the outer elements, not their edges.

    Examples
    --------
    >>> import wengert
    >>> theta = wengert.tensor([[[1., 0., 0.], [0., 1., 0.]]])
    >>> wengert.affine_grid_generator(theta, (1, 1, 1, 2), False)
    tensor([[[[-0.5000,  0.0000],
              [ 0.5000,  0.0000]]]])
    """
    if not theta.is_floating_point():
        raise api.errors.UnsupportedDtypeError(f"affine_grid_generator is not implemented for '{theta.dtype.name}'")
    spatial = list(size)[2:]
    rank = len(spatial)
    columns = []
    for d in reversed(range(rank)):
        n = spatial[d]
        steps = api.linspace(-1, 1, n, dtype=theta.dtype) if n > 1 else api.zeros(n, dtype=theta.dtype)
        steps = steps if align_corners else steps * ((n - 1) / n)
        shape = [1] * rank
        shape[d] = n
        columns.append(steps.reshape(shape).expand(spatial))
    columns.append(api.ones(spatial, dtype=theta.dtype))
    points = api.stack(columns, -1).reshape(1, -1, rank + 1)
    return (points @ theta.mT).reshape(theta.shape[0], *spatial, rank)
