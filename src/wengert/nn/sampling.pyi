# Types of wengert.nn.sampling; written by docs/generate.py.
from builtins import bool as _bool, int as _int
from collections.abc import Sequence
from typing import Literal

from .._core import (Tensor)

def affine_grid(theta: Tensor, size: Sequence[_int], align_corners: _bool | None = None) -> Tensor:
    """The grid for :func:`grid_sample` that affine maps make of the regular one."""
def grid_sample(
    input: Tensor, grid: Tensor, mode: Literal['bilinear', 'nearest', 'bicubic'] = 'bilinear',
    padding_mode: Literal['zeros', 'border', 'reflection'] = 'zeros', align_corners: _bool | None = None
) -> Tensor:
    """The values of images or volumes at the points of a grid."""
