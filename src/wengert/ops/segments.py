"""Reductions of runs of neighbours, and the norm of all but one dim."""
import math

from . import api
from .replay import replay
from .table import compiled, composite


def data_slope(g, data, bounds, result, reduce, axis, initial):
    """The rule of `data`: the cotangent of a run, for each of its elements, 0 for those in none."""
    size, count = data.shape[axis], bounds.shape[1] - 1
    rows = data.reshape(bounds.shape[0], size, math.prod(data.shape[axis + 1:]))
    # Every element's run is a number from 1; number 0 is what comes before all runs, count + 1 what comes behind.
    elements = api.arange(size).expand(len(rows), size).contiguous()
    runs = api.searchsorted(bounds, elements, right=True).unsqueeze(2).expand(rows.shape)
    room = len(rows), count + 2, rows.shape[2]

    def product(rows):
        start = api.full(room, 1.0 if initial is None else initial, dtype=data.dtype)
        return start.scatter_reduce(1, runs, rows, "prod")[:, 1:-1]

    def spread(t):
        edge = api.zeros(len(rows), 1, room[2], dtype=data.dtype)
        return api.cat([edge, t, edge], 1).gather(1, runs)
    g = g.reshape(len(rows), count, room[2])
    if reduce == "prod":
        return replay(product, 0, g, (rows,)).reshape(data.shape)
    if reduce == "mean":
        g = g / bounds.diff(dim=1).clamp(min=1).unsqueeze(2)
    g = spread(g)
    if reduce in ("max", "min"):
        equal = ((rows == spread(result.reshape(len(rows), count, room[2]))) | rows.isnan()).to(data.dtype)
        ties = api.zeros(room, dtype=data.dtype).scatter_add(1, runs, equal).gather(1, runs)
        g = g * (equal / ties.clamp(min=1))
    return g.reshape(data.shape)


@compiled("segment_reduce", saved="data bounds result", tensors="data", method=False, data=data_slope)
def segment_reduce(data, reduce, *, lengths=None, indices=None, offsets=None, axis=0, unsafe=False, initial=None):
    """Each run of neighbours along a dim reduced to one element.

    Parameters
    ----------
    data : Tensor
        Floating.
    reduce : {"sum", "mean", "max", "min", "prod"}
        The reduction; of no elements it is 0, nan, -inf, inf or 1.
    lengths : Tensor, optional
        How long each run is: one row for all, or one for each index of the dims before `axis`.
    indices : Tensor, optional
        Not supported, as in PyTorch.
    offsets : Tensor, optional
        In place of `lengths`: where each run begins, and where the last ends.
    axis : int
        The dim, which is the last of `lengths`.
    unsafe : bool
        Whether the lengths are taken to add up to the dim's size unseen.
    initial : float, optional
        What every reduction begins with.

    Raises
    ------
    RuntimeError
        If the lengths do not fit the dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.segment_reduce(wengert.tensor([1., 2., 3.]), "sum", lengths=wengert.tensor([1, 2]))
    tensor([1., 5.])
    """


@composite(method=False, tensors="v")
def norm_except_dim(v, pow=2, dim=0):
    """The norm over all dims but one, which keeps its place.

    Parameters
    ----------
    v : Tensor
        Of a floating type.
    pow : int
        The order of the norm.
    dim : int
        The dim that is left; -1: none, the result is a number.

    Examples
    --------
    >>> import wengert
    >>> wengert.norm_except_dim(wengert.tensor([[3., 4.], [0., 2.]]))
    tensor([[5.],
            [2.]])
    """
    if dim == -1:
        return v.norm(pow)
    dim = dim + v.ndim if dim < 0 else dim
    if v.ndim == 1:
        return v.unsqueeze(1).norm(pow, 1)
    return v.norm(pow, [d for d in range(v.ndim) if d != dim], True)
