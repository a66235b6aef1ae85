"""Functions of ``nn.functional`` that slide windows over signals, images and volumes, and rearrange them."""
from functools import lru_cache

from .. import _core, errors
from ..ops import api as _api
from ..ops.images import blocks, check_floating, edge_places, pairs, window_options

__all__ = ["conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "conv_tbc",
           "pixel_shuffle", "pixel_unshuffle", "channel_shuffle", "native_channel_shuffle", "unfold", "fold", "pad"]

conv1d, conv2d, conv3d, conv_tbc = _api.conv1d, _api.conv2d, _api.conv3d, _api.conv_tbc
conv_transpose1d, conv_transpose2d = _api.conv_transpose1d, _api.conv_transpose2d
conv_transpose3d = _api.conv_transpose3d
pixel_shuffle, pixel_unshuffle = _api.pixel_shuffle, _api.pixel_unshuffle
channel_shuffle, native_channel_shuffle = _api.channel_shuffle, _api.native_channel_shuffle


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """The windows of images as columns.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, height, width) or without the batch.
    kernel_size, dilation, padding, stride : int or two int
        The windows, as for :func:`conv2d`.

    Returns
    -------
    Tensor
        Of shape (batch, channels * window, windows).

    Raises
    ------
    RuntimeError
        If no window fits.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.unfold(wengert.tensor([[[1., 2., 3.]]]), (1, 2))
    tensor([[1., 2.],
            [2., 3.]])
    """
    options = window_options(kernel_size, dilation, padding, stride)
    check_floating(input, "im2col")
    if input.ndim not in (3, 4) or 0 in input.shape[-3:]:
        raise errors.ShapeError("Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
                                f"dimensions for input, but got: {list(input.shape)}")
    size, count = tuple(input.shape[-2:]), blocks(input.shape[-2:], *options)
    if min(count) < 1:
        raise errors.ShapeError(f"Given input with spatial size {size}, kernel_size={options[0]}, "
                                f"dilation={options[1]}, padding={options[2]}, calculated shape of the array of "
                                f"sliding blocks as {count}, but its components must be at least one.")
    return _api._unfold(input, *options)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Columns of windows added up to images: the transpose of :func:`unfold`.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels * window, windows) or without the batch.
    output_size : int or two int
        Height and width of the images.
    kernel_size, dilation, padding, stride : int or two int
        The windows, as for :func:`conv2d`.

    Returns
    -------
    Tensor
        Of shape (batch, channels, height, width).

    Raises
    ------
    RuntimeError
        If the sizes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.fold(wengert.ones(2, 2), (1, 3), (1, 2))
    tensor([[[1., 2., 1.]]])
    """
    options = window_options(kernel_size, dilation, padding, stride)
    output_size = pairs(output_size, 2, "output_size")
    check_floating(input, "col2im")
    if input.ndim not in (2, 3) or 0 in input.shape[-2:]:
        raise errors.ShapeError("Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and "
                                f"non-zero dimensions for input, but got: {list(input.shape)}")
    taps = options[0][0] * options[0][1]
    if input.shape[-2] % taps:
        raise errors.ShapeError("Expected size of input's dimension 1 to be divisible by the product of kernel_size, "
                                f"but got input.size(1)={input.shape[-2]} and kernel_size={options[0]}.")
    count = blocks(output_size, *options)
    if min(count) < 1 or count[0] * count[1] != input.shape[-1]:
        raise errors.ShapeError(
            f"Given output_size={output_size}, kernel_size={options[0]}, dilation={options[1]}, padding={options[2]}, "
            f"stride={options[3]}, expected size of input's dimension 2 to match the calculated number of sliding "
            f"blocks {count[0]} * {count[1]} = {count[0] * count[1]}, but got input.size(2)={input.shape[-1]}.")
    return _api._fold(input, output_size, *options)


def pad(input, pad, mode="constant", value=None):
    """Padded at the ends of the last dims.

    Parameters
    ----------
    pad : sequence of int
        Widths before and after the last dim, then those of the dim before it, and so on. Negative ones cut off.
    mode : {"constant", "reflect", "replicate", "circular"}
        What stands there: one number, the mirrored elements, the outermost ones, or those from the other end. All but
        the first pad the dims after the batch and the channels.
    value : number, optional
        The number, 0 by default.

    Raises
    ------
    RuntimeError
        If the widths do not fit the sizes.
    NotImplementedError
        If `mode` is unknown, or does not pad so many dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.pad(wengert.tensor([[1., 2., 3.]]), (2, 1), mode="reflect")
    tensor([[3., 2., 1., 2., 3., 2.]])
    """
    widths = [int(n) for n in pad]
    if len(widths) % 2:
        raise errors.ShapeError(f"Padding length must be divisible by 2, but got {len(widths)} widths")
    if len(widths) // 2 > input.ndim:
        raise errors.ShapeError("Padding length should be less than or equal to two times the input dimension but got "
                                f"padding length {len(widths)} and input of dimension {input.ndim}")
    if mode == "constant":
        return _api.constant_pad_nd(input, widths, 0 if value is None else value)
    if value not in (None, 0):
        raise errors.AutogradError(f"Padding mode \"{mode}\" doesn't take in value argument")
    if mode not in ("reflect", "replicate", "circular"):
        raise errors.AutogradError(f"Unrecognised padding mode {mode}", kind=NotImplementedError)
    dims = len(widths) // 2
    if not dims or input.ndim - dims not in (1, 2) or dims > 3:
        raise errors.AutogradError(f"Padding size {len(widths)} is not supported for {input.ndim}D input tensor. The "
                                   f"mode {mode} pads the last 1, 2 or 3 dims after the channels.",
                                   kind=NotImplementedError)
    kind = input.dtype
    if kind.is_complex:
        return _api.complex(_api._pad_edges(input.real, _edges(input.real.shape, tuple(widths), mode)),
                            _api._pad_edges(input.imag, _edges(input.imag.shape, tuple(widths), mode)))
    if kind.is_floating_point and kind is not _api.float32 and kind is not _api.float64:
        return _api._pad_edges(input.to(_api.float32), _edges(input.shape, tuple(widths), mode)).to(kind)
    return _api._pad_edges(input, _edges(input.shape, tuple(widths), mode))


@lru_cache(maxsize=256)
def _edges(shape, widths, mode):
    """Which element stands at each place of the padded dims."""
    dims = len(widths) // 2
    sizes, places = tuple(shape[-dims:]), []
    for k in range(dims):
        before, after = widths[2 * (dims - 1 - k)], widths[2 * (dims - 1 - k) + 1]
        _check_widths(shape, len(shape) - dims + k, before, after, mode)
        places.append(edge_places(sizes[k], before, after, mode).tolist())
    low = max(widths[0], 0)
    return _core.edges_of(sizes, places, low, max(len(places[-1]) - max(widths[1], 0), low))


def _check_widths(shape, dim, before, after, mode):
    """Refuse widths that a dim has no elements for."""
    size = shape[dim]
    if mode == "circular" and max(before, after) > size:
        raise errors.ShapeError("Padding value causes wrapping around more than once: "
                                f"({before}, {after}) for a dim of size {size}")
    if mode == "reflect" and max(before, after) >= size:
        raise errors.ShapeError("Padding size should be less than the corresponding input dimension, but got: padding "
                                f"({before}, {after}) at dimension {dim} of input {list(shape)}")
    if size + before + after < (0 if mode == "circular" else 1) or (size == 0 and mode != "circular"):
        raise errors.ShapeError(f"input of shape {list(shape)} with padding ({before}, {after}) at dimension "
                                f"{dim}: the calculated output size {size + before + after} is too small")
