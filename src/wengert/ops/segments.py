"""Reductions of runs of neighbours, and the norm of all but one dim."""
from . import api
from .table import composite

FILLED = {"sum": 0.0, "mean": float("nan"), "prod": 1.0, "max": float("-inf"), "min": float("inf")}
REDUCTIONS = {"sum": "sum", "mean": "mean", "prod": "prod", "max": "amax", "min": "amin"}


def segments_of(size, axis, lengths, offsets, unsafe):
    """The lengths of the segments, and how many elements of the axis they cover, row by row."""
    if offsets is not None:
        return offsets.diff(dim=axis)
    if (lengths < 0).any():
        raise api.errors.AutogradError("segment_reduce(): lengths contains negative value!")
    if not unsafe and (lengths.sum(axis) != size).any():
        raise api.errors.ShapeError("segment_reduce(): Expected all rows of lengths along axis to sum to "
                                    f"data.size(lengths.dim()-1) when !unsafe, which is {size}.")
    return lengths


@composite(method=False, tensors="data")
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
    given = lengths if offsets is None else offsets
    if reduce not in FILLED:
        raise api.errors.AutogradError("reduce argument must be either sum, prod, mean, amax or amin, got "
                                       + str(reduce))
    if indices is not None:
        raise api.errors.AutogradError("segment_reduce(): indices based reduction is not supported yet.")
    if given is None:
        raise api.errors.AutogradError("segment_reduce(): Either lengths or offsets must be defined.")
    axis = axis + data.ndim if axis < 0 else axis
    if axis != given.ndim - 1:
        raise api.errors.ShapeError("segment_reduce(): Expected axis to be the last dimension of lengths but got "
                                    f"{axis}.")
    lengths = segments_of(data.shape[axis], axis, lengths, offsets, unsafe)
    count = lengths.shape[axis]
    start = FILLED[reduce] if initial is None else initial
    # Row by row of the dims before the axis, every element's run is a number; what no run has goes to one of its own.
    rows = lengths.reshape(-1, count)
    size = data.shape[axis]
    if len(rows) == 1 and rows.sum().item() == size:
        places = api.arange(count).repeat_interleave(rows[0]).unsqueeze(0)
    else:
        places = api.searchsorted(rows.cumsum(1), api.arange(size).expand(len(rows), -1).contiguous(), right=True)
    flat = data.reshape(len(rows), size, -1)
    out = api.full((len(rows), count + 1, flat.shape[2]), 0.0 if reduce == "mean" else start, dtype=data.dtype)
    places = places.unsqueeze(2).expand(flat.shape)
    if reduce == "mean":
        sums = out.scatter_add(1, places, flat)[:, :count]
        if initial is not None:
            sums = sums + initial
        sums = sums / rows.clamp(min=1).unsqueeze(2).to(data.dtype)
        out = api.where((rows == 0).unsqueeze(2), start, sums)
    else:
        out = out.scatter_reduce(1, places, flat, REDUCTIONS[reduce])[:, :count]
    return out.reshape(*data.shape[:axis], count, *data.shape[axis + 1:])


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
