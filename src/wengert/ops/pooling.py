"""Pooling: the largest element or the mean of windows; and unpooling."""
import math

from . import api
from .table import compiled


def placed(g, places, input_shape, nd):
    """Cotangents added to the elements that were the largest."""
    image = input_shape[-nd:]
    lead = tuple(input_shape[:-nd])
    windows = lead + (math.prod(places.shape[-nd:]),)
    flat = api.zeros(lead + (math.prod(image),), dtype=g.dtype)
    return flat.scatter_add(-1, places.reshape(windows), g.reshape(windows)).reshape(input_shape)


MAX = {"saved": "places", "method": False, "tensors": "input", "input": placed}
MEAN = {"method": False, "tensors": "input",
        "input": lambda g, windows, input_shape: api._spread_windows(g, windows, input_shape)}


@compiled("max_pool", node="MaxPool2DWithIndices", **MAX)
def _max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices):
    """The largest element of each window of signals."""


@compiled("max_pool", node="MaxPool2DWithIndices", **MAX)
def _max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices):
    """The largest element of each window of images."""


@compiled("max_pool", node="MaxPool3DWithIndices", **MAX)
def _max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices):
    """The largest element of each window of volumes."""


@compiled("adaptive_max_pool", node="AdaptiveMaxPool2D", **MAX)
def _adaptive_max_pool1d(input, output_size, return_indices):
    """The largest element of each of so many parts of signals."""


@compiled("adaptive_max_pool", node="AdaptiveMaxPool2D", **MAX)
def _adaptive_max_pool2d(input, output_size, return_indices):
    """The largest element of each of so many parts of images."""


@compiled("adaptive_max_pool", node="AdaptiveMaxPool3D", **MAX)
def _adaptive_max_pool3d(input, output_size, return_indices):
    """The largest element of each of so many parts of volumes."""


@compiled("fractional_max_pool", node="FractionalMaxPool2D", **{**MAX, "tensors": "input samples"})
def _fractional_max_pool2d(input, kernel_size, output_size, samples, return_indices):
    """The largest element of each of so many windows of images, at random distances."""


@compiled("fractional_max_pool", node="FractionalMaxPool3D", **{**MAX, "tensors": "input samples"})
def _fractional_max_pool3d(input, kernel_size, output_size, samples, return_indices):
    """The largest element of each of so many windows of volumes, at random distances."""


@compiled("avg_pool", node="AvgPool2D", **MEAN)
def _avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override):
    """The mean of each window of signals."""


@compiled("avg_pool", node="AvgPool2D", **MEAN)
def _avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override):
    """The mean of each window of images."""


@compiled("avg_pool", node="AvgPool3D", **MEAN)
def _avg_pool3d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override):
    """The mean of each window of volumes."""


@compiled("adaptive_avg_pool", node="AdaptiveAvgPool2D", **MEAN)
def _adaptive_avg_pool1d(input, output_size):
    """The mean of each of so many parts of signals."""


@compiled("adaptive_avg_pool", node="AdaptiveAvgPool2D", **MEAN)
def _adaptive_avg_pool2d(input, output_size):
    """The mean of each of so many parts of images."""


@compiled("adaptive_avg_pool", node="AdaptiveAvgPool3D", **MEAN)
def _adaptive_avg_pool3d(input, output_size):
    """The mean of each of so many parts of volumes."""


@compiled("mean_windows", **MEAN)
def _mean_windows(input, windows):
    """The means of windows that are known already."""


@compiled("spread_windows", method=False, tensors="input", input=lambda g, windows: api._mean_windows(g, windows))
def _spread_windows(input, windows, shape):
    """The transpose of :func:`_mean_windows`, into an image of this shape."""


@compiled("resample", method=False, tensors="input places weights",
          input=lambda g, dim, places, weights, back, input_shape:
          api._resample(g, dim, places, weights, input_shape[dim], not back))
def _resample(input, dim, places, weights, size, back):
    """Sums along a dim of elements at `places` (size, taps) times `weights`, or, when `back`, the transpose of that."""


@compiled("pad_edges", method=False, tensors="input", input=lambda g, edges: api._unpad_edges(g, edges))
def _pad_edges(input, edges):
    """Planes padded with elements of their own."""


@compiled("unpad_edges", method=False, tensors="input", input=lambda g, edges: api._pad_edges(g, edges))
def _unpad_edges(input, edges):
    """The transpose of :func:`_pad_edges`."""
