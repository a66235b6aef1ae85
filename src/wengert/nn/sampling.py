"""Functions of ``nn.functional`` that sample images at points."""
import warnings

from .. import errors
from ..ops import api as _api

MODES = ("bilinear", "nearest", "bicubic")
PADDINGS = ("zeros", "border", "reflection")


def _settled(align_corners):
    """The flag, with PyTorch's warning where it was not given."""
    if align_corners is None:
        warnings.warn("Default grid_sample and affine_grid behavior is align_corners=False. Please give align_corners.",
                      stacklevel=3)
    return bool(align_corners)


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    """The values of images or volumes at the points of a grid.

    Parameters
    ----------
    input : Tensor
        (batch, channels, height, width) or (batch, channels, depth, height, width).
    grid : Tensor
        Points whose coordinates lie in [-1, 1] inside: (batch, rows, columns, 2), x before y, or (batch, planes, rows,
        columns, 3).
    mode : {"bilinear", "nearest", "bicubic"}
        How values between the elements are made; "bicubic" for images only.
    padding_mode : {"zeros", "border", "reflection"}
        What lies outside.
    align_corners : bool, optional
        Whether -1 and 1 are the centres of the outer elements, not their edges.

    Raises
    ------
    ValueError
        If `mode` or `padding_mode` is unknown.

    Examples
    --------
    >>> import wengert
    >>> image = wengert.tensor([[[[1., 2.], [3., 4.]]]])
    >>> wengert.nn.functional.grid_sample(image, wengert.zeros(1, 1, 1, 2), align_corners=True)
    tensor([[[[2.5000]]]])
    """
    if mode not in MODES:
        raise errors.AutogradError("nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or "
                                   f"'bicubic', but got: '{mode}'", kind=ValueError)
    if padding_mode not in PADDINGS:
        raise errors.AutogradError("nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or "
                                   f"'reflection', but got: '{padding_mode}'", kind=ValueError)
    return _api.grid_sampler(input, grid, MODES.index(mode), PADDINGS.index(padding_mode), _settled(align_corners))


def affine_grid(theta, size, align_corners=None):
    """The grid for :func:`grid_sample` that affine maps make of the regular one.

    Parameters
    ----------
    theta : Tensor
        Matrices of shape (batch, 2, 3) for images, (batch, 3, 4) for volumes.
    size : sequence of int
        (batch, channels, *spatial) of the result of sampling.
    align_corners : bool, optional
        As in :func:`grid_sample`.

    Raises
    ------
    ValueError
        If `theta` is not floating, or its shape does not fit `size`.

    Examples
    --------
    >>> import wengert
    >>> theta = wengert.tensor([[[1., 0., 0.], [0., 1., 0.]]])
    >>> wengert.nn.functional.affine_grid(theta, (1, 1, 1, 2), align_corners=True)
    tensor([[[[-1.,  0.],
              [ 1.,  0.]]]])
    """
    align_corners = _settled(align_corners)
    if not theta.is_floating_point():
        raise errors.DtypeError(f"Expected theta to have floating point type, but got {theta.dtype}", kind=ValueError)
    rank = len(size) - 2
    if rank not in (2, 3):
        raise errors.ShapeError("affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, "
                                f"respectively. Got size {tuple(size)}.", kind=NotImplementedError)
    if theta.ndim != 3 or tuple(theta.shape[1:]) != (rank, rank + 1):
        raise errors.ShapeError(f"Expected a batch of {rank}D affine matrices of shape Nx{rank}x{rank + 1} for size "
                                f"{tuple(size)}. Got {tuple(theta.shape)}.", kind=ValueError)
    if min(size) <= 0:
        raise errors.ShapeError(f"Expected non-zero, positive output size. Got {tuple(size)}", kind=ValueError)
    return _api.affine_grid_generator(theta, size, align_corners)
