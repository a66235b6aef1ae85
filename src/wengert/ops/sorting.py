"""Order along a dim: sort, argsort, msort, topk, unique."""
import math

import numpy as np

from . import api
from .table import composite, named_result, primitive

SortPair = named_result("sort", "values", "indices")
TopkPair = named_result("topk", "values", "indices")


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


def order_of(values, dim, descending):
    """Positions of the elements in order along a dim, equal ones as they were; nan is above everything."""
    if not descending:
        return np.argsort(values, axis=dim, kind="stable")
    backwards = np.argsort(np.flip(values, dim), axis=dim, kind="stable")     # the reversed order of the reversed array
    return values.shape[dim] - 1 - np.flip(backwards, dim)


@primitive(method=False, node="Sort", outputs=("values", "indices"), tensors="input", input=unsorted)
def _sort(input, dim, descending):
    """Values in order along a dim, equal ones as they were, and where they came from."""
    if input.is_complex():
        raise api.errors.AutogradError("Sort does not support complex dtypes on CPU")
    dim = wrapped(dim, input.ndim)
    if input.ndim == 0:
        return input.clone(), api.tensor(0)
    index = api.from_numpy(np.ascontiguousarray(order_of(np.asarray(input.detach()), dim, descending)))
    return input.gather(dim, index), index


@composite(out=True)
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
    if isinstance(dim, bool):
        raise api.errors.DtypeError("sort(): argument 'dim' must be int, not bool")
    return SortPair(api._sort(input, dim, descending))


@composite
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
    return api._sort(input.detach(), dim, descending)[1]


@composite(out=True)
def msort(input):
    """The elements in order along the first dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.msort(wengert.tensor([[3, 1], [2, 4]]))
    tensor([[2, 1],
            [3, 4]])
    """
    return api._sort(input, 0, False)[0]


def top_order(values, k, dim, largest):
    """Positions of the k largest (or smallest) elements along a dim, the first one first."""
    n = values.shape[dim]
    if 8 * k > n or largest and values.dtype.kind == "f" and np.isnan(values).any():
        return np.take(order_of(values, dim, largest), np.arange(k), axis=dim)
    parts = np.argpartition(values, n - k if largest else k - 1, axis=dim)
    chosen = np.sort(np.take(parts, np.arange(n - k, n) if largest else np.arange(k), axis=dim), axis=dim)
    within = order_of(np.take_along_axis(values, chosen, dim), dim, largest)
    return np.take_along_axis(chosen, within, dim)


@primitive(method=False, node="Topk", outputs=("values", "indices"), tensors="input", input=unsorted)
def _topk(input, k, dim, largest):
    """The k largest or smallest elements along a dim, and where they came from."""
    if input.is_complex() or input.dtype is api.bool:
        raise api.errors.AutogradError(f"topk does not support {'bool' if input.dtype is api.bool else 'complex'} "
                                       "dtypes "
                                       "on CPU")
    dim = wrapped(dim, input.ndim)
    if not 0 <= k <= (input.shape[dim] if input.ndim else 1):
        raise api.errors.AutogradError("selected index k out of range: topk() was asked for "
                                       f"{k} of {input.shape[dim] if input.ndim else 1} elements")
    if input.ndim == 0:
        return input.clone(), api.tensor(0)
    values = np.asarray(input.detach())
    order = top_order(values, k, dim, largest) if k else np.take(np.zeros(values.shape, np.int64), [], axis=dim)
    index = api.from_numpy(np.ascontiguousarray(order))
    return input.gather(dim, index), index


@composite(out=True)
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
    return TopkPair(api._topk(input, k, dim, largest))


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
    values = np.asarray(input.detach()).reshape(-1)
    if not (return_inverse or return_counts):
        values = np.sort(values)
        return results(values[beginnings(values)], None, None, False, False)
    order = np.argsort(values, kind="stable")
    values = values[order]
    new = beginnings(values)
    inverse, counts = grouped(new, order)
    return results(values[new], inverse.reshape(input.shape), counts, return_inverse, return_counts)


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
    if dim is None:
        values, dim = np.asarray(input.detach()).reshape(-1), 0
    else:
        values, dim = along_first(input, dim, "unique_consecutive")
    new = beginnings(values)
    inverse, counts = grouped(new, np.arange(len(new)))
    if values.ndim == 1 and input.ndim != 1:
        inverse = inverse.reshape(input.shape)
    return results(np.moveaxis(values[new], 0, dim), inverse, counts, return_inverse, return_counts)
