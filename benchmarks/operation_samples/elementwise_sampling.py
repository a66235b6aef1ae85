"""Samples of images that are sampled at points."""
import numpy as np

from .forms import real, sample


def image_and_points(n):
    """A square image of about n elements, and as many points inside."""
    side = max(round(n ** 0.5), 2)
    points = np.random.default_rng(1).uniform(-1, 1, (1, side, side, 2)).astype(np.float32)
    return [real(side * side, 0).reshape(1, 1, side, side), points]


def volume_and_points(n):
    """A cube of about n elements, and as many points inside."""
    side = max(round(n ** (1 / 3)), 2)
    points = np.random.default_rng(1).uniform(-1, 1, (1, side, side, side, 3)).astype(np.float32)
    return [real(side ** 3, 0).reshape(1, 1, side, side, side), points]


for _name in ("grid_sampler_2d", "grid_sampler"):
    sample(_name, image_and_points, lambda xp, x, grid, _name=_name: getattr(xp, _name)(x, grid, 0, 0, False))
sample("grid_sampler_3d", volume_and_points, lambda xp, x, grid: xp.grid_sampler_3d(x, grid, 0, 0, False))
sample("affine_grid_generator", lambda n: [real(6, 0).reshape(1, 2, 3), round(n ** 0.5)],
       lambda xp, theta, side: xp.affine_grid_generator(theta, (1, 1, side, side), False))
