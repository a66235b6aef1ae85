"""Samples of convolution, pooling and what else is done with images."""
import numpy as np

from .forms import real, sample, transposed


def signals(channels, *more):
    """Inputs: a batch of eight signals with channels, of n elements altogether."""
    return lambda n: [real(8 * channels * max(n // (8 * channels), 4), 0).reshape(8, channels, -1), *more]


def images(channels, *more):
    """Inputs: a batch of eight square images with channels, of about n elements altogether."""
    def make(n):
        side = max(round((n / (8 * channels)) ** 0.5) // 2 * 2, 4)
        return [real(8 * channels * side * side, 0).reshape(8, channels, side, side), *more]
    return make


def volumes(channels, *more):
    """Inputs: a batch of two volumes with channels, of about n elements altogether."""
    def make(n):
        side = max(round((n / (2 * channels)) ** (1 / 3)) // 2 * 2, 4)
        return [real(2 * channels * side ** 3, 0).reshape(2, channels, side, side, side), *more]
    return make


def with_weight(images, *shape):
    """The images and a weight."""
    size = 1
    for count in shape:
        size *= count
    return lambda n: [*images(n), real(size, 1).reshape(shape)]


def reflected(xp, x):
    """Images with one element more on each side."""
    if xp is np:
        return np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), "reflect")
    return xp.nn.functional.pad(x, (1, 1, 1, 1), mode="reflect")


def weight_and_cotangent(n):
    """A weight, a cotangent of its convolution with images, and those."""
    x, w = with_weight(images(8), 8, 8, 3, 3)(n)
    return [w, x[::-1].copy(), x]


def halves(n):
    """Images, and as many elements in images of half the height and width."""
    x = images(8)(n)[0]
    return [x, x[:, :, ::2, ::2].copy()]


def mean_of_four(xp, x):
    """The means of windows of two by two."""
    return xp.nn.functional.avg_pool2d(x, 2)


def columns(n):
    """Columns of windows of two by two of an image."""
    side = max(round((n / 4) ** 0.5), 2)
    return [real(4 * side * side, 0).reshape(1, 4, side * side), side + 1, 2]


def pooled(rank):
    """The largest elements of windows of two, and their places."""
    def make(n):
        side = max(round(n ** (1 / rank)) // 2, 2)
        shape = (1, 1) + (side,) * rank
        return [real(side ** rank, 0).reshape(shape), np.arange(side ** rank).reshape(shape) * 2 ** rank, 2]
    return make


def flat(n):
    """A signal that lies as (length, batch, channels), its weight and bias."""
    return [real(max(n // 16, 4) * 16, 0).reshape(-1, 2, 8), real(3 * 8 * 8, 1).reshape(3, 8, 8), real(8, 2)]


sample("conv1d", with_weight(signals(8), 8, 8, 3), lambda xp, x, w: xp.conv1d(x, w, None, 1, 1))
sample("conv2d", with_weight(images(8), 8, 8, 3, 3), lambda xp, x, w: xp.conv2d(x, w, None, 1, 1))
sample("conv3d", with_weight(volumes(4), 4, 4, 3, 3, 3), lambda xp, x, w: xp.conv3d(x, w, None, 1, 1))
sample("conv_transpose1d", with_weight(signals(8), 8, 8, 2), lambda xp, x, w: xp.conv_transpose1d(x, w, None, 2))
sample("conv_transpose2d", with_weight(images(8), 8, 8, 2, 2), lambda xp, x, w: xp.conv_transpose2d(x, w, None, 2))
sample("conv_transpose3d", with_weight(volumes(4), 4, 4, 2, 2, 2), lambda xp, x, w: xp.conv_transpose3d(x, w, None, 2))
sample("convolution", with_weight(images(8), 8, 8, 3, 3),
       lambda xp, x, w: xp.convolution(x, w, None, [1, 1], [1, 1], [1, 1], False, [0, 0], 1))
sample("_convolution_weight", weight_and_cotangent,
       lambda xp, w, g, x: transposed(lambda xp, w: xp.conv2d(x, w, None, 1, 1))(xp, w, g))
sample("conv_tbc", flat, lambda xp, x, w, b: xp.conv_tbc(x, w, b, 1))
sample("pixel_shuffle", images(8, 2))
sample("pixel_unshuffle", images(8, 2))
sample("channel_shuffle", images(8, 2))

for _rank, _inputs in enumerate((signals, images, volumes), 1):
    for _name, _size in (("max_pool", 2), ("avg_pool", 2), ("adaptive_avg_pool", 3), ("adaptive_max_pool", 3)):
        sample(f"_{_name}{_rank}d", _inputs(8, _size),
               lambda xp, x, size, name=f"{_name}{_rank}d": getattr(xp.nn.functional, name)(x, size))
    sample(f"nn.functional.max_unpool{_rank}d", pooled(_rank))
    sample(f"nn.functional.lp_pool{_rank}d", _inputs(8, 2.0, 2))

sample("_spread_windows", halves, transposed(mean_of_four))
sample("_mean_windows", lambda n: [*halves(n), images(8)(n)[0]],
       lambda xp, x, g, h: transposed(lambda xp, g: transposed(mean_of_four)(xp, x, g))(xp, g, h))
sample("_resample", images(8),
       lambda xp, x: xp.nn.functional.interpolate(x, scale_factor=2, mode="bilinear"))
sample("nn.functional.upsample", images(8), lambda xp, x: xp.nn.functional.upsample(x, scale_factor=2))
sample("nn.functional.upsample_nearest", images(8), lambda xp, x: xp.nn.functional.upsample_nearest(x, scale_factor=2))
sample("nn.functional.upsample_bilinear", images(8),
       lambda xp, x: xp.nn.functional.upsample_bilinear(x, scale_factor=2))
sample("_pad_edges", images(8), reflected)
sample("_unpad_edges", lambda n: [images(8)(n)[0], reflected(np, images(8)(n)[0])], transposed(reflected))
sample("_unfold", images(4, 2), lambda xp, x, size: xp.nn.functional.unfold(x, size))
sample("_fold", columns, lambda xp, x, side, size: xp.nn.functional.fold(x, side, size))
