"""Writing through positions and masks: scatter, index_add, put, masked_fill, masked_scatter, index_put."""
import math

from . import api
from .reducing import Elements, Slices, padded, reduced_input, reduced_source
from .table import compiled, composite, same


def scattered_rule(g, dim, index, src_shape):
    """The cotangent of what was scattered; zero for entries the index does not reach."""
    return padded(g.gather(dim, index), src_shape)


def slices_rule(g, dim, index, source_shape):
    """The cotangent of slices that were written."""
    return g.index_select(dim, index).reshape(source_shape)


# -- scatter: an index with as many dims as the tensor ------------------------------------------------

def overwritten(g, dim, index, reduce):
    """The rule of the tensor scattered into: zero where it was overwritten."""
    refuse_reduce(reduce)
    return g.scatter(dim, index, 0)


def refuse_reduce(reduce):
    """The reducing forms of scatter have no derivative."""
    if reduce is not None:
        raise api.errors.NonDifferentiableError("derivative for aten::scatter is not implemented with reduce=; "
                                                "use scatter_add or scatter_reduce.")


def scatter_src(g, dim, index, src_shape, reduce):
    """The rule of what is scattered."""
    refuse_reduce(reduce)
    return scattered_rule(g, dim, index, src_shape)


@compiled("scatter", saved="index", inplace=True, out=True, tensors="input index "
                                                                    "src", input=overwritten, src=scatter_src)
def scatter(input, dim, index, src=None, value=None, *, reduce=None):
    """A copy with `src`, a tensor or one number, written where `index` points along `dim`.

    Where an index comes twice the last value stays, and the gradient reaches every one of them, as in PyTorch.

    Parameters
    ----------
    input : Tensor
        Of any type and shape.
    dim : int
        The dim along which the index points.
    index : Tensor
        int64 or int32, with as many dims as `input`; in no dim but `dim` longer than it, in none longer than `src`.
    src : Tensor or number
        What is written, of the type of `input`.
    value : number
        The same under the name of PyTorch's other form.
    reduce : {"add", "multiply"}, optional
        Combine with what is there instead. This form has no gradient; use :func:`scatter_reduce`.

    Raises
    ------
    IndexError
        If an index is negative or too large, before anything is written; it is a RuntimeError too.

    Examples
    --------
    >>> import wengert
    >>> wengert.scatter(wengert.zeros(3), 0, wengert.tensor([0, 2]), wengert.tensor([5., 6.]))
    tensor([5., 0., 6.])
    """


@compiled("scatter_add", saved="index", inplace=True, out=True, tensors="input index "
                                                                        "src", input=same, src=scattered_rule)
def scatter_add(input, dim, index, src):
    """A copy with `src` added where `index` points along `dim`.

    Parameters
    ----------
    dim : int
        The dim along which the index points.
    index : Tensor
        int64 or int32, with as many dims as `input`; in no dim but `dim` longer than it, in none longer than `src`.
    src : Tensor
        Of the type of `input`.

    Raises
    ------
    IndexError
        If a position is out of range, before anything is written.
    RuntimeError
        If shapes or types do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.scatter_add(wengert.zeros(3), 0, wengert.tensor([0, 0, 2]), wengert.ones(3))
    tensor([2., 0., 1.])
    """


def scatter_reduce_input(g, dim, index, input, src, result, reduce, include_self):
    """The rule of scatter_reduce for the tensor."""
    return reduced_input(Elements(dim, index), g, input, src, result, reduce, include_self)


def scatter_reduce_src(g, dim, index, input, src, result, reduce, include_self):
    """The rule of scatter_reduce for the source."""
    return reduced_source(Elements(dim, index), g, input, src, result, reduce, include_self)


@compiled("scatter", saved="index input src result", inplace=True, out=True, tensors="input index src",
          input=scatter_reduce_input, src=scatter_reduce_src)
def scatter_reduce(input, dim, index, src, reduce, *, include_self=True):
    """A copy where the values of `src` that an index brings to one place are combined.

    Parameters
    ----------
    input : Tensor
        Of any shape.
    dim : int
        The dim along which the index points.
    index : Tensor
        int64 or int32, with as many dims as `input`; in no dim but `dim` longer than it, in none longer than `src`.
    src : Tensor
        What is combined, of the type of `input`.
    reduce : {"sum", "prod", "mean", "amax", "amin"}
        How. The gradient of an extreme is shared evenly by the values that equal it.
    include_self : bool
        Whether what is in `input` takes part.

    Examples
    --------
    >>> import wengert
    >>> x, index = wengert.tensor([1., 2.]), wengert.tensor([0, 0, 1])
    >>> wengert.scatter_reduce(x, 0, index, wengert.tensor([5., 7., 1.]), "amax")
    tensor([7., 2.])
    """


# -- whole slices at a vector of positions ------------------------------------------------------------

@compiled("scatter", saved="index", inplace=True, out=True, tensors="input index source", input=same,
          source=slices_rule)
def index_add(input, dim, index, source, *, alpha=1):
    """A copy with the slices of `source`, times `alpha`, added at the positions along `dim` that a vector names.

    Parameters
    ----------
    dim : int
        The dim along which the index points.
    index : Tensor
        int64 or int32, of one dim.
    source : Tensor
        Of the type of `input` and its shape but in `dim`, where it is as long as `index`.
    alpha : number
        A factor of `source`.

    Raises
    ------
    IndexError
        If a position is out of range, before anything is written.
    RuntimeError
        If shapes or types do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.index_add(wengert.zeros(3), 0, wengert.tensor([0, 0, 2]), wengert.ones(3))
    tensor([2., 0., 1.])
    """


@compiled("scatter", saved="index", inplace=True, out=True, tensors="input index source",
          input=lambda g, dim, index: g.index_fill(dim, index, 0), source=slices_rule)
def index_copy(input, dim, index, source):
    """A copy with the slices of `source` written at the positions along `dim` that a vector names.

    Parameters
    ----------
    dim : int
        The dim along which the index points.
    index : Tensor
        int64, of one dim.
    source : Tensor
        Of the type of `input` and its shape but in `dim`, where it is as long as `index`.

    Raises
    ------
    IndexError
        If a position is out of range, before anything is written.
    RuntimeError
        If shapes or types do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.index_copy(wengert.zeros(3), 0, wengert.tensor([2, 0]), wengert.tensor([5., 6.]))
    tensor([6., 0., 5.])
    """


def filling(g, dim, index):
    """The rule of a value that fills slices, each of which counts once."""
    return g.index_select(dim, api.unique(index if g.ndim == 0 else index.remainder(g.shape[dim]))).sum()


@compiled("scatter", saved="index", inplace=True, tensors="input index value",
          input=lambda g, dim, index: g.index_fill(dim, index, 0), value=filling)
def index_fill(input, dim, index, value):
    """A copy with `value`, a number or a 0-d tensor, in the slices along `dim` that a vector of positions names.

    Parameters
    ----------
    dim : int
        The dim along which the index points.
    index : Tensor
        int64, of one dim.
    value : number or 0-d Tensor
        What is written.

    Raises
    ------
    IndexError
        If a position is out of range, before anything is written.

    Examples
    --------
    >>> import wengert
    >>> wengert.index_fill(wengert.zeros(3), 0, wengert.tensor([0, -1]), 7)
    tensor([7., 0., 7.])
    """


def index_reduce_input(g, dim, index, input, source, result, reduce, include_self):
    """The rule of index_reduce for the tensor."""
    return reduced_input(Slices(dim, index), g, input, source, result, reduce, include_self)


def index_reduce_source(g, dim, index, input, source, result, reduce, include_self):
    """The rule of index_reduce for the source."""
    return reduced_source(Slices(dim, index), g, input, source, result, reduce, include_self)


@compiled("scatter", saved="index input source result", inplace=True, out=True, tensors="input index source",
          input=index_reduce_input, source=index_reduce_source)
def index_reduce(input, dim, index, source, reduce, *, include_self=True):
    """A copy where the slices of `source` that come to one position along `dim` are combined.

    `reduce` is one of "prod", "mean", "amax" and "amin"; see :func:`scatter_reduce`.

    Parameters
    ----------
    dim : int
        The dim along which the index points.
    index : Tensor
        int64 or int32, of one dim.
    source : Tensor
        Of the type of `input` and its shape but in `dim`, where it is as long as `index`.
    reduce : {"prod", "mean", "amax", "amin"}
        How elements that meet are combined.
    include_self : bool
        Whether the elements of `input` that are written to take part.

    Raises
    ------
    RuntimeError
        For another `reduce`, or if shapes or types do not fit.
    IndexError
        If a position is out of range, before anything is written.

    Examples
    --------
    >>> import wengert
    >>> index, source = wengert.tensor([0, 0, 2]), wengert.tensor([2., 5., 3.])
    >>> wengert.index_reduce(wengert.ones(3), 0, index, source, "prod")
    tensor([10.,  1.,  3.])
    """


# -- masks, flat positions and indices -----------------------------------------------------------------

@compiled("masked_fill", saved="mask", inplace=True, tensors="input mask value",
          input=lambda g, mask: api.where(mask, 0, g), value=lambda g, mask: api.where(mask, g, 0))
def masked_fill(input, mask, value):
    """`value`, a number or a 0-d tensor, where `mask` holds, else `input`.

    Parameters
    ----------
    mask : Tensor
        bool; broadcast against `input`.
    value : number or 0-d Tensor
        What is written.

    Raises
    ------
    RuntimeError
        If `mask` is not bool, or `value` has dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.masked_fill(wengert.tensor([1., 2.]), wengert.tensor([True, False]), 0)
    tensor([0., 2.])
    """


def masked_source(g, mask, source_shape):
    """The rule of what masked_scatter writes: zero for elements that were not needed."""
    found = g.masked_select(mask)
    return padded(found, (math.prod(source_shape),)).reshape(source_shape)


@compiled("scatter", saved="mask", inplace=True, tensors="input mask source",
          input=lambda g, mask: g.masked_fill(mask, 0), source=masked_source)
def masked_scatter(input, mask, source):
    """A copy where the elements for which `mask` holds are, in order, the first ones of `source`.

    Parameters
    ----------
    mask : Tensor
        bool; broadcast against `input`.
    source : Tensor
        Of the type of `input`, with at least as many elements as the mask has true ones; taken in order.

    Raises
    ------
    RuntimeError
        If there are too few, or the types differ.

    Examples
    --------
    >>> import wengert
    >>> mask = wengert.tensor([True, False, True])
    >>> wengert.masked_scatter(wengert.zeros(3), mask, wengert.tensor([5., 6., 7.]))
    tensor([5., 0., 6.])
    """


def put_input(g, index, accumulate):
    """The rule of the tensor put into."""
    return g if accumulate else g.put(index, api.zeros(index.shape, dtype=g.dtype))


@compiled("scatter", saved="index", inplace=True, tensors="input index source", input=put_input,
          source=lambda g, index, source_shape: g.take(index).reshape(source_shape))
def put(input, index, source, accumulate=False):
    """A copy with `source` written (or added) at positions in the flattened tensor, which may count from the end.

    Parameters
    ----------
    index : Tensor
        int64: positions in the flattened `input`.
    source : Tensor
        Of the type of `input`, with as many elements as `index`.
    accumulate : bool
        Whether to add instead of writing.

    Raises
    ------
    IndexError
        If a position is out of range, before anything is written.
    RuntimeError
        If the numbers of elements or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.put(wengert.zeros(2, 2), wengert.tensor([0, -1]), wengert.tensor([5., 6.]))
    tensor([[5., 0.],
            [0., 6.]])
    """


def put_kept(g, places, accumulate):
    """The rule of the tensor written to: zero where it was overwritten."""
    if accumulate:
        return g
    return api.core_index_put(g.clone(), places, api.zeros((), dtype=g.dtype), False)


@compiled("index_put", node="IndexPut", tensors="input values", method=False, input=put_kept,
          values=lambda g, places, values_shape: api._index(g, places).sum_to_size(values_shape))
def _index_put_node(input, values):
    """The node of ``x[index] = v``."""


@composite
def index_put(input, indices, values, accumulate=False):
    """A copy with `values` written (or added) where the index points.

    Parameters
    ----------
    input : Tensor
        Of any type and shape.
    indices : tuple of Tensor
        Positions (int64, int32) or masks (bool), one after the other for the first dims.
    values : Tensor
        Of the type of `input`; broadcast to what the index reads.
    accumulate : bool
        Add instead of writing; positions that come twice count twice, in order.

    Examples
    --------
    >>> import wengert
    >>> wengert.index_put(wengert.zeros(3), (wengert.tensor([0, 2]),), wengert.tensor(1.))
    tensor([1., 0., 1.])
    """
    return api.core_index_put(input.clone(), tuple(indices), values, bool(accumulate))
