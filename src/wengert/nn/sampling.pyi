# Types of wengert.nn.sampling; written by docs/generate.py.
from builtins import bool as _bool, int as _int
from typing import Any

from .._core import (Tensor)

def affine_grid(theta: Any, size: _int, align_corners: Any = None) -> Any:
    """The grid for :func:`grid_sample` that affine maps make of the regular one."""
def grid_sample(
    input: Tensor, grid: Any, mode: _bool = 'bilinear', padding_mode: str = 'zeros', align_corners: Any = None
) -> Any:
    """The values of images or volumes at the points of a grid."""
def settled(align_corners: Any) -> Any:
    """The flag, with PyTorch's warning where it was not given."""
