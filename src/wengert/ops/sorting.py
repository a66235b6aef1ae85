"""Order along a dim: sort, argsort, msort, topk, unique."""
import math

import numpy as np

from .. import _core
from . import api
from .table import compiled, composite

def wrapped(dim, ndim):
    """A dim counted from the front; a 0-d tensor has dims 0 and -1."""
    n = max(ndim, 1)
    if not -n <= dim < n:
        raise api.errors.DimensionError("Dimension out of range (expected to be in range of "
                                        f"[{-n}, {n - 1}], but got {dim})")
    return dim % n


def unsorted(g, indices, input_shape, dim):
    """The rule of values taken along a dim, each from a place of its own."""
    return api.zeros(input_shape, dtype=g.dtype).scatter(dim, indices, g)


@compiled("sort", saved="indices", tensors="input", out=True, input=unsorted)
def sort(input, dim=-1, descending=False, *, stable=False):
    """The pair (values in order along `dim`, where they were); nan counts as the largest.

    Equal values keep their order, whether or not `stable` asks for it.

    Parameters
    ----------
    input : Tensor
        Real.
    dim : int
        The dim to sort along.
    descending : bool
        Whether the largest comes first.
    stable : bool, optional
        Whether equal elements keep their order.

    Raises
    ------
    RuntimeError
        For complex numbers, which have no order.
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.sort(wengert.tensor([3, 1, 2])).values
    tensor([1, 2, 3])
    """


@compiled("argsort", tensors="input")
def argsort(input, dim=-1, descending=False, *, stable=False):
    """Where the elements in order along `dim` come from.

    Parameters
    ----------
    input : Tensor
        Real.
    dim : int
        The dim to sort along.
    descending : bool
        Whether the largest comes first.
    stable : bool
        Whether equal elements keep their order.

    Raises
    ------
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.argsort(wengert.tensor([3, 1, 2]))
    tensor([1, 2, 0])
    """


@compiled("msort", node="Sort", saved="indices", tensors="input", out=True, input=unsorted)
def msort(input):
    """The elements in order along the first dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.msort(wengert.tensor([[3, 1], [2, 4]]))
    tensor([[2, 1],
            [3, 4]])
    """


@compiled("topk", saved="indices", tensors="input", out=True, input=unsorted)
def topk(input, k, dim=-1, largest=True, sorted=True):
    """The pair (values, indices) of the `k` largest elements along `dim`, in order; nan counts as the largest.

    Of equal elements the first ones are taken.

    Parameters
    ----------
    input : Tensor
        Of any real type but bool.
    k : int
        How many, at most the size of the dim.
    dim : int
        The dim along which to look.
    largest : bool
        False for the smallest elements instead.
    sorted : bool
        Has no effect: the results are in order.

    Raises
    ------
    RuntimeError
        If there are fewer than `k` elements.

    Examples
    --------
    >>> import wengert
    >>> values, indices = wengert.topk(wengert.tensor([1., 5., 3.]), 2)
    >>> values, indices
    (tensor([5., 3.]), tensor([1, 2]))
    """


def refuse_history(name, input):
    """Refuse a tensor whose gradient would be lost without a word."""
    if input.requires_grad and api.is_grad_enabled():
        raise api.errors.NonDifferentiableError(f"the derivative for '{name}' is not implemented. Detach the tensor "
                                                "first.")


def results(values, inverse, counts, return_inverse, return_counts):
    """The results that were asked for, as tensors."""
    chosen = [values] + [inverse] * return_inverse + [counts] * return_counts
    chosen = tuple(api.from_numpy(np.ascontiguousarray(v).reshape(np.shape(v))) for v in chosen)
    return chosen[0] if len(chosen) == 1 else chosen


def chosen(found):
    """Of (values, inverse, counts) those that are not None."""
    values, inverse, counts = found
    if inverse is None:
        return values if counts is None else (values, counts)
    return (values, inverse) if counts is None else found


def along_first(input, dim, name):
    """An array with `dim` first, and that dim."""
    if input.ndim == 0:
        raise api.errors.DimensionError("Dimension specified as 0 but tensor has no dimensions")
    dim = wrapped(dim, input.ndim)
    values = np.moveaxis(np.asarray(input.detach()), dim, 0)
    if values.size == 0 and 0 in values.shape[1:]:
        raise api.errors.AutogradError("There are 0 sized dimensions, and they aren't selected, "
                                       f"so {name} cannot be applied")
    return values, dim


def grouped(new, order):
    """(inverse, counts) of runs that begin where `new` holds, when the elements were put in `order`."""
    inverse = np.empty(len(new), np.int64)
    inverse[order] = np.cumsum(new) - 1
    return inverse, np.diff(np.append(np.flatnonzero(new), len(new)))


def beginnings(rows):
    """Where a row differs from the one before it."""
    new = np.ones(len(rows), bool)
    changed = rows[1:] != rows[:-1]
    new[1:] = changed.any(axis=tuple(range(1, rows.ndim))) if rows.ndim > 1 else changed
    return new


@composite
def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """The different elements in order, or with `dim` the different slices.

    Every nan differs from every other.

    Parameters
    ----------
    input : Tensor
        Of any real type.
    sorted : bool
        Has no effect: the results are in order.
    return_inverse : bool
        Give also, for every element, which of the unique ones it is.
    return_counts : bool
        Give also how often each occurs.
    dim : int, optional
        The dim whose slices are compared; all elements are when None.

    Returns
    -------
    Tensor or tuple of Tensor
        The unique elements, then what else was asked for.

    Examples
    --------
    >>> import wengert
    >>> wengert.unique(wengert.tensor([3, 1, 2, 1]), return_counts=True)
    (tensor([1, 2, 3]), tensor([2, 1, 1]))
    """
    refuse_history("unique", input)
    if input.is_complex():
        raise api.errors.UnsupportedDtypeError('"unique" not implemented for \'ComplexFloat\'')
    if dim is not None:
        values, dim = along_first(input, dim, "unique")
        rows = values.reshape(len(values), math.prod(values.shape[1:]))
        order = np.lexsort(rows.T[::-1]) if len(rows) else np.zeros(0, np.int64)
        new = beginnings(rows[order])
        return results(np.moveaxis(values[order[new]], 0, dim), *grouped(new, order), return_inverse, return_counts)
    return chosen(_core.runs_of(input, True, return_inverse, return_counts))


@composite
def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    """The elements without those that equal the one before, or with `dim` the slices.

    Parameters
    ----------
    return_inverse : bool
        Whether to give, for each element, the index of its value in the result.
    return_counts : bool
        Whether to give the lengths of the runs.
    dim : int, optional
        Compare slices along this dim; None flattens `input`.

    Raises
    ------
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.unique_consecutive(wengert.tensor([1, 1, 2, 1]))
    tensor([1, 2, 1])
    """
    refuse_history("unique_consecutive", input)
    if dim is None and not input.is_complex():
        return chosen(_core.runs_of(input, False, return_inverse, return_counts))
    if dim is None:
        values, dim = np.asarray(input.detach()).reshape(-1), 0
    else:
        values, dim = along_first(input, dim, "unique_consecutive")
    new = beginnings(values)
    inverse, counts = grouped(new, np.arange(len(new)))
    if values.ndim == 1 and input.ndim != 1:
        inverse = inverse.reshape(input.shape)
    return results(np.moveaxis(values[new], 0, dim), inverse, counts, return_inverse, return_counts)
