"""Largest, smallest, ranked and commonest elements, with where they are."""
from . import api
from .reductions import as_dims, restored
from .table import compiled


def shared_by_ties(g, input, result, input_shape, dim, keepdim):
    """The rule of an extreme over dims: elements that are equal to it share the cotangent. NaN is equal to none."""
    best = (input == restored(result, input_shape, dim, keepdim)).to(g.dtype)
    return restored(g, input_shape, dim, keepdim) * best / best.sum(as_dims(dim, len(input_shape)), keepdim=True)


def shared_by_all(g, input, result):
    """The rule of an extreme of all elements: the same, but NaN is equal to NaN."""
    best = ((input == result) | (input.isnan() & result.isnan())).to(g.dtype)
    return g * best / best.sum()


@compiled("extreme", saved="input result", out=True, input=shared_by_ties)
def amax(input, dim=(), keepdim=False):
    """The largest element over `dim`; nan where there is one. Ties share the gradient.

    Parameters
    ----------
    input : Tensor
        Real; not empty along the reduced dims.
    dim : int or tuple of int
        What to reduce; everything when empty.
    keepdim : bool
        Whether the reduced dims stay, with size 1.

    Raises
    ------
    IndexError
        If `dim` is out of range, or there is nothing to reduce.

    Examples
    --------
    >>> import wengert
    >>> wengert.amax(wengert.tensor([[1., 5.], [3., 2.]]), dim=1)
    tensor([5., 3.])
    """


@compiled("extreme", saved="input result", out=True, input=shared_by_ties)
def amin(input, dim=(), keepdim=False):
    """The smallest element over `dim`; nan where there is one. Ties share the gradient.

    Parameters
    ----------
    input : Tensor
        Real; not empty along the reduced dims.
    dim : int or tuple of int
        What to reduce; everything when empty.
    keepdim : bool
        Whether the reduced dims stay, with size 1.

    Raises
    ------
    IndexError
        If `dim` is out of range, or there is nothing to reduce.

    Examples
    --------
    >>> import wengert
    >>> wengert.amin(wengert.tensor([[1., 5.], [3., 2.]]), dim=1)
    tensor([1., 2.])
    """


@compiled("extreme", node="Max", suffix="1", saved="input result", method=False, input=shared_by_all)
def _max_all(input, dim=(), keepdim=False):
    """The largest of all elements, for ``max(x)``."""


@compiled("extreme", node="Min", suffix="1", saved="input result", method=False, input=shared_by_all)
def _min_all(input, dim=(), keepdim=False):
    """The smallest of all elements, for ``min(x)``."""


@compiled("aminmax", tensors="input", out=True)
def aminmax(input, *, dim=None, keepdim=False):
    """The pair (smallest, largest) along `dim`, of all elements when None.

    Parameters
    ----------
    input : Tensor
        Real, of any shape.
    dim : int, optional
        The dim to reduce.
    keepdim : bool
        Whether the reduced dim stays, with size 1.

    Returns
    -------
    (Tensor, Tensor)
        Named `min` and `max`.

    Raises
    ------
    RuntimeError
        If there is nothing to choose from.

    Examples
    --------
    >>> import wengert
    >>> wengert.aminmax(wengert.tensor([3, 1, 2])).max
    tensor(3)
    """


def at_indices(g, indices, input_shape, dim, keepdim):
    """The rule of a value picked along one dim: the cotangent goes to its place."""
    if not input_shape:
        return g
    if not keepdim:
        g, indices = g.unsqueeze(dim), indices.unsqueeze(dim)
    return api.zeros(input_shape, dtype=g.dtype).scatter_add(dim, indices, g)


@compiled("max", saved="indices", tensors="input other", out="cast", input=at_indices)
def max(input, dim=None, keepdim=False, *, other=None):
    """The largest element; with `dim` the pair (values, indices); with a tensor the :func:`maximum`.

    Parameters
    ----------
    input : Tensor
        Real.
    dim : int or Tensor, optional
        The dim to reduce, all when None; or the other tensor.
    keepdim : bool
        Whether the reduced dim stays, with size 1.
    other : Tensor, optional
        A tensor to compare with, element by element.

    Raises
    ------
    RuntimeError
        If `input` is empty and no `dim` is given.
    IndexError
        If `dim` is out of range, or empty.
    NotImplementedError
        For complex numbers, which have no order.

    Examples
    --------
    >>> import wengert
    >>> wengert.max(wengert.tensor([1., 3., 2.]))
    tensor(3.)
    >>> wengert.max(wengert.tensor([1., 3., 2.]), dim=0).indices
    tensor(1)
    """


@compiled("max", saved="indices", tensors="input other", out="cast", input=at_indices)
def min(input, dim=None, keepdim=False, *, other=None):
    """The smallest element; with `dim` the pair (values, indices); with a tensor the :func:`minimum`.

    Parameters
    ----------
    input : Tensor
        Real.
    dim : int or Tensor, optional
        The dim to reduce, all when None; or the other tensor.
    keepdim : bool
        Whether the reduced dim stays, with size 1.
    other : Tensor, optional
        A tensor to compare with, element by element.

    Raises
    ------
    RuntimeError
        If `input` is empty and no `dim` is given.
    IndexError
        If `dim` is out of range, or empty.
    NotImplementedError
        For complex numbers, which have no order.

    Examples
    --------
    >>> import wengert
    >>> wengert.min(wengert.tensor([1., 3., 2.]))
    tensor(1.)
    >>> wengert.min(wengert.tensor([4., 3., 2.]), dim=0).indices
    tensor(2)
    """


@compiled("arg_extreme", tensors="input", out=True)
def argmax(input, dim=None, keepdim=False):
    """Where the largest element is first: in the flattened tensor, or along `dim`.

    Parameters
    ----------
    input : Tensor
        Real; not empty along the reduced dim.
    dim : int, optional
        The dim to search; None searches all, and the index is that into the flattened tensor.
    keepdim : bool
        Whether the searched dim stays, with size 1.

    Raises
    ------
    IndexError
        If `dim` is out of range, or there is nothing to search.

    Examples
    --------
    >>> import wengert
    >>> wengert.argmax(wengert.tensor([[1., 5.], [3., 2.]]), dim=1)
    tensor([1, 0])
    """


@compiled("arg_extreme", tensors="input", out=True)
def argmin(input, dim=None, keepdim=False):
    """Where the smallest element is first: in the flattened tensor, or along `dim`.

    Parameters
    ----------
    input : Tensor
        Real; not empty along the reduced dim.
    dim : int, optional
        The dim to search; None searches all, and the index is that into the flattened tensor.
    keepdim : bool
        Whether the searched dim stays, with size 1.

    Raises
    ------
    IndexError
        If `dim` is out of range, or there is nothing to search.

    Examples
    --------
    >>> import wengert
    >>> wengert.argmin(wengert.tensor([1., -5., 2.]))
    tensor(1)
    """


@compiled("median", suffix="1", saved="indices", out=True, input=at_indices)
def median(input, dim=None, keepdim=False):
    """The middle element, of two the lower; with `dim` the pair (values, indices). NaN where there is one.

    Parameters
    ----------
    input : Tensor
        Real, of any shape.
    dim : int, optional
        The dim to reduce; all when None.
    keepdim : bool
        Whether the reduced dim stays, with size 1.

    Returns
    -------
    Tensor or (Tensor, Tensor)
        The index is that of the first element that is equal to the median.

    Examples
    --------
    >>> import wengert
    >>> wengert.median(wengert.tensor([1., 4., 3., 2.]))
    tensor(2.)
    """


@compiled("median_all", node="Median", saved="input result", method=False, input=shared_by_all)
def _median_all(input, dim=None, keepdim=False):
    """The middle of all elements, for ``median(x)``."""


@compiled("median", suffix="1", saved="indices", out=True, input=at_indices)
def nanmedian(input, dim=None, keepdim=False):
    """The :func:`median` of what is no NaN.

    Parameters
    ----------
    input, dim, keepdim
        As for :func:`median`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nanmedian(wengert.tensor([1., float("nan"), 3., 2.]))
    tensor(2.)
    """


@compiled("median_all", node="Nanmedian", saved="input result", method=False, input=shared_by_all)
def _nanmedian_all(input, dim=None, keepdim=False):
    """The middle of all numbers, for ``nanmedian(x)``."""


@compiled("mode", saved="indices", out=True, input=at_indices)
def mode(input, dim=-1, keepdim=False):
    """The pair (values, indices) of the commonest element along `dim`, of several the smallest.

    Parameters
    ----------
    input : Tensor
        Real, of any shape.
    dim : int
        The dim to reduce.
    keepdim : bool
        Whether the reduced dim stays, with size 1.

    Returns
    -------
    (Tensor, Tensor)
        The index is that of the last such element.

    Examples
    --------
    >>> import wengert
    >>> wengert.mode(wengert.tensor([3, 1, 3, 2])).values
    tensor(3)
    """


@compiled("kthvalue", saved="indices", out=True, input=at_indices)
def kthvalue(input, k, dim=-1, keepdim=False):
    """The pair (values, indices) of the `k`-th smallest element along `dim`, counted from 1. NaNs are the largest.

    Parameters
    ----------
    input : Tensor
        Real, of any shape.
    k : int
        The rank.
    dim : int
        The dim to reduce.
    keepdim : bool
        Whether the reduced dim stays, with size 1.

    Returns
    -------
    (Tensor, Tensor)
        The index is that of the first element that is equal to the value.

    Raises
    ------
    RuntimeError
        If there are fewer than `k` elements.

    Examples
    --------
    >>> import wengert
    >>> wengert.kthvalue(wengert.tensor([3., 1., 2.]), 2).values
    tensor(2.)
    """
