"""Functions of ``nn.functional`` that look up rows of a table."""
from .. import errors
from ..ops import api as _api


def _padding_row(padding_idx, rows, name):
    """The padding row counted from 0, None where there is none."""
    if padding_idx is None:
        return None
    if not -rows <= padding_idx < rows:
        if name == "embedding":
            raise errors.DimensionError("Padding_idx must be within num_embeddings", kind=AssertionError)
        raise errors.DimensionError(f"padding_idx must be within the number of embeddings, -{rows} through {rows - 1}, "
                                    f"but got {padding_idx}", kind=RuntimeError)
    return padding_idx % rows


def _renormalise(weight, index, max_norm, norm_type):
    """Scale the rows that are looked up and longer than `max_norm` down to it, in place."""
    from .. import no_grad
    rows = index.reshape(-1).unique()
    with no_grad():
        found = weight.detach()[rows]
        norms = found.norm(norm_type, 1)
        long = norms > max_norm
        if long.any():
            # As PyTorch does it: a little below the bound.
            weight[rows[long]] = found[long] * (max_norm / (norms[long] + 1e-7)).unsqueeze(1)


def _by_frequency(weight, index):
    """The table with the gradient of every row divided by how often it is looked up."""
    if not weight.requires_grad:
        return weight
    counts = _api.bincount(index.reshape(-1), minlength=weight.shape[0]).clamp(min=1).to(weight.dtype).unsqueeze(1)
    weight = weight.view_as(weight)
    weight.register_hook(lambda g: g / counts)
    return weight


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """Rows of a table by index.

    Parameters
    ----------
    input : Tensor
        Integer indices of any shape.
    weight : Tensor
        The table, of shape (rows, width).
    padding_idx : int, optional
        The row that gets no gradient.
    max_norm : float, optional
        Rows that are looked up and longer than this are scaled down to it, in the table itself.
    norm_type : float
        The norm that is meant.
    scale_grad_by_freq : bool
        Whether to divide the gradient of a row by how often it is looked up.
    sparse : bool
        Gradients are always dense: True is refused.

    Returns
    -------
    Tensor
        Of shape (*input.shape, width).

    Raises
    ------
    IndexError
        If an index is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.embedding(wengert.tensor([1, 0]), wengert.eye(2))
    tensor([[0., 1.],
            [1., 0.]])
    """
    if sparse:
        raise errors.NonDifferentiableError("embedding: sparse gradients are not supported; use sparse=False")
    if padding_idx is not None:
        padding_idx = _padding_row(padding_idx, weight.shape[0], "embedding")
    if max_norm is not None:
        _renormalise(weight, input, max_norm, norm_type)
    if scale_grad_by_freq:
        weight = _by_frequency(weight, input)
    return _api._embedding(input, weight, padding_idx)


def _bags(input, offsets, include_last_offset):
    """The indices as a vector and where each bag starts, with the end of the last."""
    if input.ndim == 2:
        if offsets is not None:
            raise errors.ShapeError("if input is 2D, then offsets has to be None, as input is treated is a "
                                    "mini-batch of fixed length sequences. However, found offsets of type "
                                    f"{type(offsets)}",
                                    kind=ValueError)
        return input.reshape(-1), _api.arange(input.shape[0] + 1) * input.shape[1]
    if input.ndim != 1:
        raise errors.ShapeError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.ndim}",
                                kind=ValueError)
    if offsets is None:
        raise errors.ShapeError("offsets has to be a 1D Tensor but got None", kind=ValueError)
    if offsets.ndim != 1:
        raise errors.ShapeError("offsets has to be a 1D Tensor", kind=ValueError)
    for name, t in (("indices", input), ("offsets", offsets)):
        if t.dtype not in (_api.int64, _api.int32):
            raise errors.AutogradError(f"Expected tensor for argument #1 '{name}' to have one of the following scalar "
                                       f"types: Long, Int; but got torch.{t.dtype.name} instead (in embedding_bag)")
    start = offsets.long().contiguous()
    count = input.shape[0]
    if start.numel():
        places = start.numpy()
        if places[0] != 0:
            raise errors.AutogradError("offsets[0] has to be 0, i.e., the first sequence in the mini-batch has "
                                       f"to start from position 0. However, got {places[0]}")
        if places[-1] > count:
            raise errors.AutogradError(f"offsets[-1] can not be greater than input's length {count} but got "
                                       f"offsets[-1] of {places[-1]}")
        if (places[1:] < places[:-1]).any():
            raise errors.AutogradError("offsets have to be in ascending order (in embedding_bag)")
    if include_last_offset:
        if not start.numel():
            raise errors.AutogradError("include_last_offset: number of offset should be at least 1")
        return input, start
    return input, _api.cat([start, _api.tensor([count])])


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean",
                  sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
    """Sums, means or largest elements of bags of rows of a table, without keeping the rows.

    Parameters
    ----------
    input : Tensor
        Integer indices: (bags, length), or in one dim with `offsets`.
    weight : Tensor
        The table, of shape (rows, width).
    offsets : Tensor, optional
        Where in `input` each bag starts.
    max_norm : float, optional
        Rows that are looked up and longer than this are scaled down to it, in the table itself.
    norm_type : float
        The norm that is meant.
    scale_grad_by_freq : bool
        Whether to divide the gradient of a row by how often it is looked up.
    mode : {"mean", "sum", "max"}
        What a bag gives; an empty one gives zeros.
    sparse : bool
        Gradients are always dense: True is refused.
    per_sample_weights : Tensor, optional
        A factor for each index, with "sum".
    include_last_offset : bool
        Whether the last of `offsets` is the end of the last bag.
    padding_idx : int, optional
        The row that does not count.

    Returns
    -------
    Tensor
        Of shape (bags, width).

    Raises
    ------
    ValueError
        If the shapes or the mode do not fit.

    Examples
    --------
    >>> import wengert
    >>> indices, table = wengert.tensor([0, 1, 1]), wengert.eye(2)
    >>> wengert.nn.functional.embedding_bag(indices, table, wengert.tensor([0, 1]), mode="sum")
    tensor([[1., 0.],
            [0., 2.]])
    """
    if mode not in ("sum", "mean", "max"):
        raise errors.AutogradError("mode has to be one of sum, mean or max", kind=ValueError)
    if mode == "max" and (scale_grad_by_freq or sparse):
        raise errors.AutogradError("max mode does not support " + ("scaling the gradient by the frequency" if
                                   scale_grad_by_freq else "sparse weights"), kind=ValueError)
    if sparse:
        raise errors.NonDifferentiableError("embedding_bag: sparse gradients are not supported; use sparse=False")
    if per_sample_weights is not None and per_sample_weights.shape != input.shape:
        raise errors.ShapeError(f"embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not "
                                f"None, then it must have the same shape as the input ({input.shape})",
                                kind=ValueError)
    if per_sample_weights is not None and mode != "sum":
        raise errors.AutogradError("embedding_bag: per_sample_weights was not None. per_sample_weights is only "
                                   f"supported for mode='sum' (got mode={mode!r}).", kind=NotImplementedError)
    if per_sample_weights is not None and per_sample_weights.dtype != weight.dtype:
        raise errors.AutogradError(f"expected scalar type {weight.dtype.name} but found "
                                   f"{per_sample_weights.dtype.name} for per_sample_weights (in embedding_bag)")
    if weight.ndim != 2:
        raise errors.ShapeError("weight has to be a 2D Tensor", kind=ValueError)
    if weight.dtype is _api.float16:
        factors = None if per_sample_weights is None else per_sample_weights.float()
        return embedding_bag(input, weight.float(), offsets, max_norm, norm_type, scale_grad_by_freq, mode,
                             False, factors, include_last_offset, padding_idx).half()
    if weight.dtype is not _api.float32 and weight.dtype is not _api.float64:
        raise errors.UnsupportedDtypeError(f"\"embedding_bag\" not implemented for '{weight.dtype.name}': the "
                                           "table must be floating")
    padding_idx = _padding_row(padding_idx, weight.shape[0], "embedding_bag")
    indices, start = _bags(input, offsets, include_last_offset)
    if max_norm is not None:
        _renormalise(weight, indices, max_norm, norm_type)
    if scale_grad_by_freq:
        weight = _by_frequency(weight, indices)
    skipped = -1 if padding_idx is None else padding_idx
    indices = indices.long().contiguous()
    if mode == "max":
        places = _api._embedding_bag_max(weight, indices, start, skipped)
        return _api.where(places < 0, 0, weight.gather(0, places.clamp(min=0)))
    factors = None if per_sample_weights is None else per_sample_weights.reshape(-1)
    sums = _api._embedding_bag(weight, indices, start, factors, skipped)
    if mode == "sum":
        return sums
    counts = start.diff()
    if padding_idx is not None:
        before = _api.cat([start[:1] * 0, (indices == padding_idx).cumsum(0)])
        counts = counts - before[start].diff()
    return sums / counts.clamp(min=1).unsqueeze(1).to(sums.dtype)
