"""Convolutions of one, two and three dims, and their transposes.

A convolution, its transpose and the cotangent of the weight are each other's derivatives: three operations, one kernel.
"""
import warnings

from . import api
from .table import compiled, composite


def trimmed(x, shape):
    """Cut off what lies beyond a shape: elements of an image that no window reached."""
    for dim in range(-1, -len(shape), -1):
        if x.shape[dim] > shape[dim]:
            x = x.narrow(dim, 0, shape[dim])
    return x


def correlated(big, weight, shape, geometry):
    """The small image whose windows on the big one meet the weight."""
    stride, padding, dilation, _, _, groups = geometry
    return trimmed(api.convolution(big, weight, None, stride, padding, dilation, False, 0, groups), shape)


def transposed(small, weight, shape, geometry):
    """The big image of this shape: each element of the small one adds its multiple of the weight."""
    stride, padding, dilation, _, _, groups = geometry
    missing = []
    for k, (s, p, d) in enumerate(zip(stride, padding, dilation)):
        at = k - len(stride)
        missing.append(shape[at] - ((small.shape[at] - 1) * s - 2 * p + d * (weight.shape[at] - 1) + 1))
    return api.convolution(small, weight, None, stride, padding, dilation, True, tuple(missing), groups)


def input_slope(g, weight, input_shape, geometry):
    """The cotangent of a convolution's input."""
    return (correlated if geometry[3] else transposed)(g, weight, input_shape, geometry)


def weight_slope(g, input, weight_shape, geometry):
    """The cotangent of a convolution's weight."""
    big, small = (g, input) if geometry[3] else (input, g)
    return api._convolution_weight(big, small, weight_shape, geometry)


def bias_slope(g, weight_shape):
    """The cotangent of a convolution's bias."""
    channels = g.ndim - len(weight_shape) + 1
    return g.sum([dim for dim in range(g.ndim) if dim != channels])


RULES = {"input": input_slope, "weight": weight_slope, "bias": bias_slope}
OPTIONS = {"node": "Convolution", "saved": "input weight", "tensors": "input weight bias", "method": False, **RULES}


@compiled("conv", **OPTIONS)
def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """The products of windows of signals with weights, summed over window and channels.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, length) or (channels, length).
    weight : Tensor
        Of shape (new channels, channels / groups, window).
    bias : Tensor, optional
        Added to each new channel, of shape (new channels,).
    stride, dilation : int
        Distances of the windows, and of the elements of a window.
    padding : int or {"valid", "same"}
        Zeros at both ends; "same" for as many as keep the length.
    groups : int
        Parts of the channels that are convolved each by itself.

    Raises
    ------
    RuntimeError
        If the shapes do not fit, or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.conv1d(wengert.tensor([[1., 2., 4.]]), wengert.tensor([[[-1., 1.]]]))
    tensor([[1., 2.]])
    """


@compiled("conv", **OPTIONS)
def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """The products of windows of images with weights, summed over window and channels.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, height, width) or without the batch.
    weight : Tensor
        Of shape (new channels, channels / groups, height and width of the window).
    bias : Tensor, optional
        Added to each new channel, of shape (new channels,).
    stride, dilation : int or sequence of int
        Distances of the windows, and of the elements of a window.
    padding : int, sequence of int or {"valid", "same"}
        Zeros on all sides; "same" for as many as keep the size.
    groups : int
        Parts of the channels that are convolved each by itself.

    Raises
    ------
    RuntimeError
        If the shapes do not fit, or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.conv2d(wengert.ones(1, 1, 3, 3), wengert.ones(1, 1, 3, 3), padding="same")
    tensor([[[[4., 6., 4.],
              [6., 9., 6.],
              [4., 6., 4.]]]])
    """


@compiled("conv", **OPTIONS)
def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """The products of windows of volumes with weights, summed over window and channels.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, depth, height, width) or without the batch.
    weight : Tensor
        Of shape (new channels, channels / groups, *window).
    bias : Tensor, optional
        Added to each new channel, of shape (new channels,).
    stride, dilation : int or sequence of int
        Distances of the windows, and of the elements of a window.
    padding : int, sequence of int or {"valid", "same"}
        Zeros on all sides; "same" for as many as keep the size.
    groups : int
        Parts of the channels that are convolved each by itself.

    Raises
    ------
    RuntimeError
        If the shapes do not fit, or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.conv3d(wengert.ones(1, 1, 2, 2, 2), wengert.ones(1, 1, 2, 2, 2)).item()
    8.0
    """


@compiled("conv_transpose", **OPTIONS)
def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The transpose of :func:`conv1d`: each element adds its multiple of the weight at its window's place.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, length) or (channels, length).
    weight : Tensor
        Of shape (channels, new channels / groups, window).
    bias : Tensor, optional
        Added to each new channel, of shape (new channels,).
    stride, dilation : int
        Distances of the windows, and of the elements of a window.
    padding : int
        Elements cut off at both ends of the result.
    output_padding : int
        Elements more at its end.
    groups : int
        Parts of the channels that are convolved each by itself.

    Raises
    ------
    RuntimeError
        If the shapes do not fit, or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.conv_transpose1d(wengert.tensor([[1., 2.]]), wengert.tensor([[[1., 10.]]]), stride=2)
    tensor([[ 1., 10.,  2., 20.]])
    """


@compiled("conv_transpose", **OPTIONS)
def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The transpose of :func:`conv2d`: each element adds its multiple of the weight at its window's place.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, height, width) or without the batch.
    weight : Tensor
        Of shape (channels, new channels / groups, height and width of the window).
    bias : Tensor, optional
        Added to each new channel, of shape (new channels,).
    stride, dilation : int or sequence of int
        Distances of the windows, and of the elements of a window.
    padding : int or sequence of int
        Elements cut off on all sides of the result.
    output_padding : int or sequence of int
        Elements more at its ends.
    groups : int
        Parts of the channels that are convolved each by itself.

    Raises
    ------
    RuntimeError
        If the shapes do not fit, or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.conv_transpose2d(wengert.ones(1, 1, 1, 2), wengert.ones(1, 1, 2, 2))
    tensor([[[[1., 2., 1.],
              [1., 2., 1.]]]])
    """


@compiled("conv_transpose", **OPTIONS)
def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The transpose of :func:`conv3d`: each element adds its multiple of the weight at its window's place.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, depth, height, width) or without the batch.
    weight : Tensor
        Of shape (channels, new channels / groups, *window).
    bias : Tensor, optional
        Added to each new channel, of shape (new channels,).
    stride, dilation : int or sequence of int
        Distances of the windows, and of the elements of a window.
    padding : int or sequence of int
        Elements cut off on all sides of the result.
    output_padding : int or sequence of int
        Elements more at its ends.
    groups : int
        Parts of the channels that are convolved each by itself.

    Raises
    ------
    RuntimeError
        If the shapes do not fit, or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.conv_transpose3d(wengert.ones(1, 1, 1, 1, 1), wengert.ones(1, 1, 1, 1, 2))
    tensor([[[[[1., 1.]]]]])
    """


@compiled("convolution", **OPTIONS)
def convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups):
    """A convolution, or its transpose, of as many dims as the weight has beside its two of channels.

    Parameters
    ----------
    input : Tensor
        Of shape (batch, channels, *image) or (channels, *image).
    weight : Tensor
        Of shape (new channels, channels / groups, *window), transposed (channels, new channels / groups, *window).
    bias : Tensor or None
        Added to each new channel.
    stride, padding, dilation, output_padding : int or sequence of int
        As for :func:`conv2d` and :func:`conv_transpose2d`.
    transposed : bool
        Whether it is the transpose.
    groups : int
        Parts of the channels that are convolved each by itself.

    Raises
    ------
    RuntimeError
        If the shapes do not fit, or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.convolution(wengert.ones(1, 2), wengert.ones(1, 1, 2), None, 1, 0, 1, False, 0, 1)
    tensor([[2.]])
    """


@compiled("convolution_weight", node="ConvolutionWeight", saved="input other", method=False,
          input=lambda g, other, input_shape, geometry: transposed(other, g, input_shape, geometry),
          other=lambda g, input, other_shape, geometry: correlated(input, g, other_shape, geometry))
def _convolution_weight(input, other, kernel, geometry):
    """What each element of a weight of shape `kernel` is multiplied with, given a cotangent of the small image."""


def real_parts(x):
    """The real and the imaginary part."""
    return x.real, x.imag


def convolved_otherwise(input, weight, bias, geometry):
    """A convolution of other types than float32 and float64: complex numbers as pairs, integers in float64."""
    kind = input.dtype
    if kind.is_complex:
        (a, b), (c, d) = real_parts(input), real_parts(weight)
        out = api.complex(api.convolution(a, c, None, *geometry) - api.convolution(b, d, None, *geometry),
                          api.convolution(a, d, None, *geometry) + api.convolution(b, c, None, *geometry))
        return out if bias is None else out + bias.reshape([-1] + [1] * (weight.ndim - 2))
    wide = api.float32 if kind.is_floating_point else api.float64
    out = api.convolution(input.to(wide), weight.to(wide), None if bias is None else bias.to(wide), *geometry)
    return out.to(kind)


def convolved_to_same_size(input, weight, bias, dilation, groups):
    """A convolution that keeps the size where more must be added at the end than before the beginning."""
    warnings.warn("Using padding='same' with even kernel lengths and odd dilation may require a zero-padded copy of "
                  "the input be created", stacklevel=2)
    widths = []
    for d, size in zip(reversed(dilation), reversed(weight.shape[2:])):
        total = d * (size - 1)
        widths += [total // 2, total - total // 2]
    return api.convolution(api.constant_pad_nd(input, widths), weight, bias, 1, 0, dilation, False, 0, groups)


@composite(method=False)
def conv_tbc(input, weight, bias, pad=0):
    """A convolution of signals that lie as (length, batch, channels).

    Parameters
    ----------
    weight : Tensor
        Of shape (window, channels, new channels).
    bias : Tensor
        Added to each new channel.
    pad : int
        Zeros at both ends.

    Examples
    --------
    >>> import wengert
    >>> wengert.conv_tbc(wengert.ones(3, 1, 2), wengert.ones(2, 2, 1), wengert.zeros(1)).flatten()
    tensor([4., 4.])
    """
    return api.conv1d(input.permute(1, 2, 0), weight.permute(2, 1, 0), bias, 1, pad).permute(2, 0, 1)
