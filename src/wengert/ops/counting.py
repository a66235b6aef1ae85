"""How often values occur: bincount and histograms. They are constant between jumps and have no derivative."""
import math

import numpy as np

from .. import _core
from . import api
from .products import size
from .table import composite, named_result

ANY, EQUAL, LINEAR = range(3)   # how edges are spaced, as csrc/wengert.h counts

Histogram = named_result("histogram", "hist", "bin_edges")
HistogramOfDims = named_result("histogramdd", "hist", "bin_edges")


def refuse_gradient(name, argument, x):
    """Raise if a gradient would be wanted through an argument that has no derivative."""
    if x is not None and x.requires_grad and _core.is_grad_enabled():
        raise api.errors.NonDifferentiableError(f"the derivative for '{name}' is not implemented with respect to "
                                                f"'{argument}'. Use detach() where its gradient is not wanted.")


def dtype_title(x):
    """The element type as PyTorch's messages write it."""
    return x.type().removeprefix("torch.").removesuffix("Tensor")


@composite
def bincount(input, weights=None, minlength=0):
    """How often each integer from 0 to the largest occurs, or the sum of its weights.

    Parameters
    ----------
    input : Tensor
        A vector of integers that are not negative.
    weights : Tensor, optional
        As many numbers; their sums are float32 for float32 weights, else float64.
    minlength : int
        The least length of the result.

    Raises
    ------
    RuntimeError
        If the input is no such vector, or the weights do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.bincount(wengert.tensor([0, 1, 1, 3]))
    tensor([1, 2, 0, 1])
    """
    refuse_gradient("bincount", "weights", weights)
    if minlength < 0:
        raise api.errors.ShapeError("minlength should be >= 0 (in bincount)")
    if input.ndim == 1 and not input.numel():
        return api.zeros(minlength, dtype=api.int64)
    if weights is not None and weights.shape != input.shape:
        raise api.errors.ShapeError("weights should be 1-d and have the same length as input (in bincount)")
    if input.is_floating_point() or input.is_complex() or input.dtype is api.bool:
        raise api.errors.UnsupportedDtypeError(f"\"bincount_cpu\" not implemented for '{dtype_title(input)}'. "
                                               "Convert the input to an integer type.")
    if weights is not None and weights.is_complex() and input.ndim == 1:
        weights = weights.real.double()
    counts = _core.counted(input, weights, minlength) if input.ndim == 1 else None
    if counts is None:
        raise api.errors.ShapeError("bincount only supports 1-d non-negative integral inputs.")
    return counts


def check_floating(x, kernel):
    """Raise for what is no float32 or float64."""
    if not x.is_floating_point():
        raise api.errors.UnsupportedDtypeError(f"\"{kernel}\" not implemented for '{dtype_title(x)}'. "
                                               "Convert the input to a floating type.")


def check_bins(bins, dim):
    """Raise unless there is at least one bin."""
    if bins <= 0:
        raise api.errors.ShapeError(f"torch.histogram(): bins must be > 0, but got {bins} for dimension {dim}")


@composite(out=True)
def histc(input, bins=100, min=0, max=0):
    """How many elements lie in each of equal bins between two bounds. Others, and nan, are not counted.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type, which the counts have too.
    bins : int
        The number of bins; the last includes its upper bound.
    min, max : number
        The bounds. Where they are equal, the smallest and largest element; where those are equal, one less and more.

    Raises
    ------
    RuntimeError
        If the bounds are not finite or in the wrong order, or there are no bins.

    Examples
    --------
    >>> import wengert
    >>> wengert.histc(wengert.tensor([1., 2., 1.]), bins=4, min=0, max=3)
    tensor([0., 2., 1., 0.])
    """
    if input.dtype is api.float16:
        return histc(input.float(), bins, min, max).half()
    check_floating(input, "histogram_cpu")
    if not isinstance(bins, int):
        raise api.errors.DtypeError(f"histc(): argument 'bins' must be int, not {type(bins).__name__}")
    check_bins(bins, 0)
    x = input.detach().contiguous()
    if min == max and x.numel():
        min, max = x.amin().item(), x.amax().item()
    if not (math.isfinite(min) and math.isfinite(max)):
        raise api.errors.ShapeError(f"torch.histc: range of [{min}, {max}] is not finite")
    if min == max:
        min, max = min - 1, max + 1
    if min > max:
        raise api.errors.ShapeError(f"torch.histc: max must be larger than min, but they are {max} and {min}")
    edges = api.tensor([min, max], dtype=x.dtype)
    return _core.histogram_cells(x.reshape(x.numel(), 1), [edges], [bins], [LINEAR], None).to(x.dtype)


def edges_between(x, bins, bounds, dim):
    """The edges of equal bins from the smallest to the largest value, or between given bounds."""
    check_bins(bins, dim)
    low, high = bounds if bounds is not None else (x.amin().item(), x.amax().item()) if x.numel() else (0, 1)
    if not (math.isfinite(low) and math.isfinite(high)):
        raise api.errors.ShapeError(f"torch.histogramdd: dimension {dim}'s range [{low}, {high}] is not finite")
    if low > high:
        raise api.errors.ShapeError(f"torch.histogramdd: min should not exceed max, but got min {low} max {high} for "
                                    f"dimension {dim}")
    if low == high:
        low, high = low - 0.5, high + 0.5
    return api.linspace(float(low), float(high), bins + 1, dtype=x.dtype)


def checked_edges(edges, input, dim):
    """Edges that the caller gives, if they can be."""
    if edges.dtype is not input.dtype:
        raise api.errors.AutogradError("torch.histogramdd: input tensor and bins tensors should have the same dtype, "
                                       f"but got input with dtype {input.dtype} and bins for dimension {dim} with "
                                       f"dtype {edges.dtype}")
    if edges.ndim != 1:
        raise api.errors.ShapeError(f"torch.histogramdd: bins tensor should have one dimension, but got {edges.ndim} "
                                    f"dimensions in the bins tensor for dimension {dim}")
    if not edges.numel():
        raise api.errors.ShapeError("torch.histogramdd: bins tensor should have at least 1 element, but got 0 "
                                    f"elements in the bins tensor for dimension {dim}")
    check_bins(edges.numel() - 1, dim)
    return edges.detach().contiguous()


def counted(name, input, points, bins, bounds, weight, density):
    """The histogram of points (rows of a matrix) and the edges of the bins of each dim."""
    refuse_gradient(name, "input", input)
    refuse_gradient(name, "weight", weight)
    check_floating(input, "histogramdd")
    dims = points.shape[1]
    if bounds is not None and len(bounds) != 2 * dims:
        raise api.errors.ShapeError(f"torch.histogramdd: for a {dims}-dimensional histogram range should have "
                                    f"{2 * dims} elements, but got {len(bounds)}")
    if weight is not None and weight.dtype is not input.dtype:
        raise api.errors.AutogradError("torch.histogramdd: if weight tensor is provided, input tensor and weight "
                                       f"tensor should have the same dtype, but got input({input.dtype}), and "
                                       f"weight({weight.dtype})")
    edges = [checked_edges(b, input, d) if isinstance(b, api.Tensor) else
             edges_between(points[:, d], b, None if bounds is None else bounds[2 * d:2 * d + 2], d)
             for d, b in enumerate(bins)]
    shape = [len(e) - 1 for e in edges]
    spacing = [ANY if isinstance(b, api.Tensor) else EQUAL for b in bins]
    weights = None if weight is None else weight.detach().contiguous()
    cuts = edges
    if input.dtype is api.float16:
        points, cuts = points.float(), [at.float() for at in edges]
        weights = None if weights is None else weights.float()
    hist = _core.histogram_cells(points, cuts, shape, spacing, weights).to(input.dtype).reshape(shape)
    if density:
        hist = hist / hist.sum()
        for d, e in enumerate(edges):
            hist = hist / (e[1:] - e[:-1]).reshape([-1 if k == d else 1 for k in range(dims)])
    return hist, edges


@composite(out=True)
def histogram(input, bins=100, *, range=None, weight=None, density=False):
    """How many elements, or what weights, lie in each bin, and the edges of the bins.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    bins : int or Tensor
        The number of equal bins, or their edges in ascending order. The last bin includes its upper edge.
    range : (float, float), optional
        The bounds of equal bins; by default the smallest and largest element.
    weight : Tensor, optional
        Of input's shape and type: what each element adds.
    density : bool
        Divide by the sum and by the widths, so that the integral is 1.

    Returns
    -------
    (hist, bin_edges)
        Of input's type.

    Examples
    --------
    >>> import wengert
    >>> hist, edges = wengert.histogram(wengert.tensor([1., 2., 1.]), bins=2, range=(0., 4.))
    >>> hist, edges
    (tensor([2., 1.]), tensor([0., 2., 4.]))
    """
    if isinstance(bins, api.Tensor) and range is not None:
        raise api.errors.ArgumentError("histogram() received an invalid combination of arguments: range= goes with a "
                                       "number of bins, not with their edges")
    if weight is not None and weight.shape != input.shape:
        raise api.errors.ShapeError("torch.histogramdd: if weight tensor is provided it should have the same shape as "
                                    f"the input tensor, but got input {list(input.shape)} and weight "
                                    f"{list(weight.shape)}")
    points = input.detach().contiguous().reshape(input.numel(), 1)
    hist, edges = counted("histogram", input, points, [bins], range, weight, density)
    return Histogram((hist, edges[0]))


@composite(method=False)
def histogramdd(input, bins, range=None, weight=None, density=False):
    """How many points lie in each cell of a grid over several dims, and the edges of the grid in each.

    Parameters
    ----------
    input : Tensor
        Points as its last dim, of a floating type and at least 2-D.
    bins : int, list of int or list of Tensor
        The number of equal bins in every dim, or in each, or the edges in each.
    range : list of float, optional
        Two bounds for each dim, one after another; by default the smallest and largest values.
    weight : Tensor, optional
        Of input's shape without the last dim: what each point adds.
    density : bool
        Divide by the sum and by the sizes of the cells, so that the integral is 1.

    Returns
    -------
    (hist, bin_edges)
        A tensor with a dim for each coordinate, and a tuple of the edges.

    Examples
    --------
    >>> import wengert
    >>> points = wengert.tensor([[0., 1.], [1., 0.], [2., 2.]])
    >>> wengert.histogramdd(points, [2, 2]).hist
    tensor([[0., 1.],
            [1., 1.]])
    """
    if input.ndim < 2:
        raise api.errors.ShapeError("torch.histogramdd: input tensor should have at least 2 dimensions")
    dims = input.shape[-1]
    bins = [bins] * dims if isinstance(bins, int) else list(bins)
    if len(bins) != dims:
        raise api.errors.ShapeError(
            f"torch.histogramdd: expected {dims} sequences of bin edges for a {dims}-dimensional histogram but got "
            f"{len(bins)}"
            if any(isinstance(b, api.Tensor) for b in bins) else
            "histogramdd: The size of bins must be equal to the innermost dimension of the input.")
    if weight is not None and weight.shape != input.shape[:-1]:
        raise api.errors.ShapeError("torch.histogramdd: if weight tensor is provided it should have the same shape as "
                                    "the input tensor excluding its innermost dimension, but got input with shape "
                                    f"{list(input.shape)} and weight with shape {list(weight.shape)}")
    points = input.detach().reshape(size(input.shape[:-1]), dims).contiguous()
    hist, edges = counted("histogramdd", input, points, bins, range, weight, density)
    return HistogramOfDims((hist, tuple(edges)))
