"""Images rearranged: windows as columns and back, channels exchanged for pixels."""
import numpy as np

from . import api
from .table import alias, composite, primitive


def pairs(value, count, name):
    """One number for each of `count` dims."""
    values = tuple(int(v) for v in value) if isinstance(value, (tuple, list)) else (int(value),)
    if len(values) == 1:
        values *= count
    if len(values) != count:
        raise api.errors.ShapeError(f"{name} must be an int or {count} ints, got {value!r}")
    return values


def blocks(size, kernel_size, dilation, padding, stride):
    """How many windows fit along each dim."""
    return tuple((n + 2 * p - d * (k - 1) - 1) // s + 1
                 for n, k, d, p, s in zip(size, kernel_size, dilation, padding, stride))


def window_options(kernel_size, dilation, padding, stride):
    """The options of unfold and fold, each as two numbers."""
    options = (pairs(kernel_size, 2, "kernel_size"), pairs(dilation, 2, "dilation"), pairs(padding, 2, "padding"),
               pairs(stride, 2, "stride"))
    for name, values, least in zip(("kernel size", "dilation", "padding", "stride"), options, (1, 1, 0, 1)):
        if min(values) < least:
            raise api.errors.ShapeError(f"{name} should be {'greater than zero' if least else 'non-negative'}, "
                                        f"but got {values}")
    return options


def check_floating(input, name):
    """Refuse integers, as PyTorch does."""
    if not (input.dtype.is_floating_point or input.dtype.is_complex or input.dtype is api.bool):
        raise api.errors.UnsupportedDtypeError(f"\"{name}_out_cpu\" not implemented for '{input.dtype.name}'. Convert "
                                               "the input to a floating type.")


def fold_columns(g, input_shape, kernel_size, dilation, padding, stride):
    """The cotangent of unfold's input."""
    return api._fold(g, tuple(input_shape[-2:]), kernel_size, dilation, padding, stride)


@primitive(node="Im2Col", method=False, input=fold_columns)
def _unfold(input, kernel_size, dilation, padding, stride):
    """Windows as columns; the options are pairs."""
    high, wide = blocks(input.shape[-2:], kernel_size, dilation, padding, stride)
    if any(padding):
        input = api.constant_pad_nd(input, (padding[1], padding[1], padding[0], padding[0]))
    input = input.contiguous()
    lead = tuple(input.shape[:-2])
    if not input.numel():
        return api.zeros(lead[:-1] + (lead[-1] * kernel_size[0] * kernel_size[1], high * wide), dtype=input.dtype)
    steps = input.stride()
    view = input.as_strided(lead + kernel_size + (high, wide),
                            steps[:-2] + (dilation[0] * steps[-2], dilation[1] * steps[-1], stride[0] * steps[-2],
                                          stride[1] * steps[-1]))
    return view.reshape(lead[:-1] + (lead[-1] * kernel_size[0] * kernel_size[1], high * wide))


@primitive(node="Col2Im", method=False, input=lambda g, kernel_size, dilation, padding, stride:
           api._unfold(g, kernel_size, dilation, padding, stride))
def _fold(input, output_size, kernel_size, dilation, padding, stride):
    """Columns added up at their windows' places; the options are pairs."""
    high, wide = blocks(output_size, kernel_size, dilation, padding, stride)
    lead = tuple(input.shape[:-2])
    taps = kernel_size[0] * kernel_size[1]
    columns = input.reshape(lead + (input.shape[-2] // taps,) + kernel_size + (high, wide))
    out = api.zeros(lead + (input.shape[-2] // taps, output_size[0] + 2 * padding[0], output_size[1] + 2 * padding[1]),
                    dtype=input.dtype)
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            top, left = i * dilation[0], j * dilation[1]
            out[..., top:top + (high - 1) * stride[0] + 1:stride[0],
                left:left + (wide - 1) * stride[1] + 1:stride[1]] += columns[..., i, j, :, :]
    return out[..., padding[0]:padding[0] + output_size[0], padding[1]:padding[1] + output_size[1]].contiguous()


@composite(method=False)
def pixel_shuffle(input, upscale_factor):
    """Channels become pixels: (*, C r^2, H, W) to (*, C, H r, W r).

    Parameters
    ----------
    upscale_factor : int
        The r.

    Raises
    ------
    RuntimeError
        If the number of channels is not divisible by r^2.

    Examples
    --------
    >>> import wengert
    >>> wengert.pixel_shuffle(wengert.arange(4).reshape(1, 4, 1, 1), 2)
    tensor([[[[0, 1],
              [2, 3]]]])
    """
    r = upscale_factor
    if input.ndim < 3:
        raise api.errors.ShapeError(f"pixel_shuffle expects input to have at least 3 dimensions, but got input with "
                                    f"{input.ndim} dimension(s)")
    if r <= 0:
        raise api.errors.ShapeError(f"pixel_shuffle expects a positive upscale_factor, but got {r}")
    *lead, channels, high, wide = input.shape
    if channels % (r * r):
        raise api.errors.ShapeError(f"pixel_shuffle expects its input's 'channel' dimension to be divisible by the "
                                    f"square of upscale_factor, but input.size(-3)={channels} is not divisible by "
                                    f"{r * r}")
    n = len(lead)
    parts = input.reshape(lead + [channels // (r * r), r, r, high, wide])
    order = list(range(n)) + [n, n + 3, n + 1, n + 4, n + 2]
    return parts.permute(order).reshape(lead + [channels // (r * r), high * r, wide * r])


@composite(method=False)
def pixel_unshuffle(input, downscale_factor):
    """Pixels become channels: (*, C, H r, W r) to (*, C r^2, H, W).

    Parameters
    ----------
    downscale_factor : int
        The r.

    Raises
    ------
    RuntimeError
        If height or width is not divisible by r.

    Examples
    --------
    >>> import wengert
    >>> wengert.pixel_unshuffle(wengert.arange(4).reshape(1, 2, 2), 2).flatten()
    tensor([0, 1, 2, 3])
    """
    r = downscale_factor
    if input.ndim < 3:
        raise api.errors.ShapeError(f"pixel_unshuffle expects input to have at least 3 dimensions, but got input with "
                                    f"{input.ndim} dimension(s)")
    if r <= 0:
        raise api.errors.ShapeError(f"pixel_unshuffle expects a positive downscale_factor, but got {r}")
    *lead, channels, high, wide = input.shape
    for dim, size, name in ((-2, high, "height"), (-1, wide, "width")):
        if size % r:
            raise api.errors.ShapeError(f"pixel_unshuffle expects {name} to be divisible by downscale_factor, but "
                                        f"input.size({dim})={size} is not divisible by {r}")
    n = len(lead)
    parts = input.reshape(lead + [channels, high // r, r, wide // r, r])
    order = list(range(n)) + [n, n + 2, n + 4, n + 1, n + 3]
    return parts.permute(order).reshape(lead + [channels * r * r, high // r, wide // r])


@composite(method=False)
def channel_shuffle(input, groups):
    """Channels of different groups side by side: the i-th of all groups, then the next.

    Parameters
    ----------
    groups : int
        How many groups of neighbours the channels of (batch, channels, ...) are taken as.

    Raises
    ------
    RuntimeError
        If the number of channels is not divisible by `groups`.

    Examples
    --------
    >>> import wengert
    >>> wengert.channel_shuffle(wengert.arange(4).reshape(1, 4, 1), 2).flatten()
    tensor([0, 2, 1, 3])
    """
    if input.ndim < 3:
        raise api.errors.ShapeError(f"channel_shuffle expects input with > 2 dims, but got input with sizes "
                                    f"{list(input.shape)}")
    if groups <= 0:
        raise api.errors.ShapeError(f"Number of groups to divide channels in must be positive. Value of "
                                    f"groups:{groups}")
    batch, channels, *image = input.shape
    if channels % groups:
        raise api.errors.ShapeError(f"Number of channels must be divisible by groups. Got {channels} channels and "
                                    f"{groups} groups.")
    return input.reshape([batch, groups, channels // groups] + image).transpose(1, 2).reshape(input.shape)


alias("native_channel_shuffle", "channel_shuffle")


def edge_places(size, before, after, mode):
    """For each place of a padded dim, which element of the dim stands there."""
    at = np.arange(-before, size + after)
    if mode == "replicate":
        return at.clip(0, max(size - 1, 0))
    if mode == "circular":
        ring = np.arange(max(-before, 0), size - max(-after, 0))
        return ring[np.arange(-max(before, 0), len(ring) + max(after, 0)) % max(len(ring), 1)]
    return (size - 1) - abs((size - 1) - abs(at))
