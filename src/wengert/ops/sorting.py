"""Order along a dim: sort, argsort."""
import numpy as np

from . import api
from .reductions import as_dims, at_indices
from .table import composite, named_result, primitive

SortPair = named_result("sort", "values", "indices")


@primitive(method=False, node="Sort", outputs=("values", "indices"), tensors="input",
           input=lambda g, indices, input_shape, dim: at_indices(g, indices, input_shape, dim, True))
def _sort(input, dim, descending):
    """Values in order along a dim, equal ones as they were, and where they came from."""
    if input.ndim == 0:
        return input.clone(), api.tensor(0)
    dim, = as_dims(dim, input.ndim)
    values = np.asarray(input.detach())
    if descending:                        # the stable order of the reversed array, reversed
        order = values.shape[dim] - 1 - np.flip(np.argsort(np.flip(values, dim), axis=dim, kind="stable"), dim)
    else:
        order = np.argsort(values, axis=dim, kind="stable")
    index = api.from_numpy(np.ascontiguousarray(order))
    return input.gather(dim, index), index


@composite
def sort(input, dim=-1, descending=False, stable=True):
    """The pair (values in order along `dim`, where they were); the order of equal values is kept.

    Examples
    --------
    >>> import wengert
    >>> wengert.sort(wengert.tensor([3, 1, 2])).values
    tensor([1, 2, 3])
    """
    return SortPair(api._sort(input, dim, descending))


@composite
def argsort(input, dim=-1, descending=False, stable=True):
    """Where the elements in order along `dim` come from.

    Examples
    --------
    >>> import wengert
    >>> wengert.argsort(wengert.tensor([3, 1, 2]))
    tensor([1, 2, 0])
    """
    return api._sort(input.detach(), dim, descending)[1]
