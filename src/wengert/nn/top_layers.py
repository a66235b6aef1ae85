"""Dropout, normalisation and tables as PyTorch has them at the top level: with the arguments of its kernels."""
from .. import errors
from ..ops import api as _api
from . import dropout as _dropping
from . import normalisation
from . import sparse as _tables
from .activations import leaky_relu


def dropout(input, p, train):
    """:func:`nn.functional.dropout` with both arguments given.

    Examples
    --------
    >>> import wengert
    >>> wengert.dropout(wengert.ones(2), 1.0, True)
    tensor([0., 0.])
    """
    return _dropping.dropout(input, p, train)


def dropout_(input, p, train):
    """In-place version of :func:`dropout`.

    Examples
    --------
    >>> import wengert
    >>> wengert.dropout_(wengert.ones(2), 1.0, True)
    tensor([0., 0.])
    """
    return _dropping.dropout(input, p, train, True)


def feature_dropout(input, p, train):
    """Dropout of whole channels of an input (N, C, ...).

    Parameters
    ----------
    input : Tensor
        Of at least two dims.
    p : float
        The probability.
    train : bool
        Whether to drop anything.

    Raises
    ------
    RuntimeError
        If there are fewer than two dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.feature_dropout(wengert.ones(1, 2), 1.0, True)
    tensor([[0., 0.]])
    """
    _dropping._checked(p)
    return _dropping._whole_channels(input, p, train, False)


def feature_dropout_(input, p, train):
    """In-place version of :func:`feature_dropout`.

    Examples
    --------
    >>> import wengert
    >>> wengert.feature_dropout_(wengert.ones(1, 2), 1.0, True)
    tensor([[0., 0.]])
    """
    _dropping._checked(p)
    return _dropping._whole_channels(input, p, train, True)


def alpha_dropout(input, p, train):
    """:func:`nn.functional.alpha_dropout` with both arguments given.

    Examples
    --------
    >>> import wengert
    >>> wengert.alpha_dropout(wengert.ones(2), 0.5, False)
    tensor([1., 1.])
    """
    return _dropping.alpha_dropout(input, p, train)


def alpha_dropout_(input, p, train):
    """In-place version of :func:`alpha_dropout`.

    Examples
    --------
    >>> import wengert
    >>> wengert.alpha_dropout_(wengert.ones(2), 1.0, True)
    tensor([0., 0.])
    """
    return _dropping.alpha_dropout(input, p, train, True)


def feature_alpha_dropout(input, p, train):
    """:func:`nn.functional.feature_alpha_dropout` with both arguments given.

    Examples
    --------
    >>> import wengert
    >>> wengert.feature_alpha_dropout(wengert.ones(1, 2), 1.0, True)
    tensor([[0., 0.]])
    """
    return _dropping.feature_alpha_dropout(input, p, train)


def feature_alpha_dropout_(input, p, train):
    """In-place version of :func:`feature_alpha_dropout`.

    Examples
    --------
    >>> import wengert
    >>> wengert.feature_alpha_dropout_(wengert.ones(1, 2), 1.0, True)
    tensor([[0., 0.]])
    """
    return _dropping.feature_alpha_dropout(input, p, train, True)


def native_dropout(input, p, train):
    """Dropout together with its mask.

    Parameters
    ----------
    input : Tensor
        Of a floating type.
    p : float
        The probability.
    train : bool or None
        Whether to drop anything; None: yes.

    Returns
    -------
    tuple of Tensor
        The result, and True where an element was kept.

    Examples
    --------
    >>> import wengert
    >>> wengert.native_dropout(wengert.ones(2), 1.0, True)
    (tensor([0., 0.]), tensor([False, False]))
    """
    _dropping._checked(p)
    if p == 0 or train is not None and not train:
        return input * 1, _api.ones_like(input, dtype=_api.bool, requires_grad=False)
    noise = _dropping._noise(input, p)
    return input * noise, noise != 0


def rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, generator=None):
    """:func:`nn.functional.rrelu` with a stream to draw from.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    lower, upper : float
        The bounds of the slopes.
    training : bool
        Whether to draw a slope for each element.
    generator : Generator, optional
        The stream; by default the common one.

    Examples
    --------
    >>> import wengert
    >>> wengert.rrelu(wengert.tensor([-8., 1.]), 0.25, 0.5)
    tensor([-3.,  1.])
    """
    return _sloped(input, lower, upper, training, generator, False)


def rrelu_(input, lower=0.125, upper=0.3333333333333333, training=False, generator=None):
    """In-place version of :func:`rrelu`.

    Parameters
    ----------
    input, lower, upper, training, generator
        As there.

    Examples
    --------
    >>> import wengert
    >>> wengert.rrelu_(wengert.tensor([-8., 1.]), 0.25, 0.5)
    tensor([-3.,  1.])
    """
    return _sloped(input, lower, upper, training, generator, True)


def _sloped(input, lower, upper, training, generator, inplace):
    """The leaky relu whose slopes may be random."""
    if not training:
        return leaky_relu(input, (lower + upper) / 2, inplace)
    slopes = _api.rand(input.shape, dtype=input.dtype, generator=generator) * (upper - lower) + lower
    return _api._prelu_(input, slopes) if inplace else _api._prelu(input, slopes)


def batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled):
    """:func:`nn.functional.batch_norm` in another order, which also takes one value per channel when training.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([[1.], [3.]])
    >>> wengert.batch_norm(x, None, None, None, None, True, 0.1, 1e-5, False)
    tensor([[-1.0000],
            [ 1.0000]])
    """
    return _api._batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps)


def instance_norm(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled):
    """:func:`nn.functional.instance_norm` in another order, which also takes one element per channel.

    Examples
    --------
    >>> import wengert
    >>> wengert.instance_norm(wengert.tensor([[[1., 3.]]]), None, None, None, None, True, 0.1, 1e-5, False)
    tensor([[[-1.0000,  1.0000]]])
    """
    return normalisation._by_instance(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05, cudnn_enabled=True):
    """:func:`nn.functional.group_norm`; the last argument says nothing here.

    Examples
    --------
    >>> import wengert
    >>> wengert.group_norm(wengert.tensor([[1., 3.]]), 1)
    tensor([[-1.0000,  1.0000]])
    """
    return normalisation.group_norm(input, num_groups, weight, bias, eps)


def embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False):
    """:func:`nn.functional.embedding` with the table first; a negative `padding_idx` is none.

    Examples
    --------
    >>> import wengert
    >>> wengert.embedding(wengert.eye(2), wengert.tensor([1]))
    tensor([[0., 1.]])
    """
    if weight.ndim != 2:
        raise errors.ShapeError(f"'weight' must be 2-D, but is {list(weight.shape)} (in embedding)")
    return _tables.embedding(indices, weight, padding_idx if 0 <= padding_idx < weight.shape[0] else None, None, 2.0,
                             scale_grad_by_freq, sparse)


def embedding_renorm_(input, indices, max_norm, norm_type):
    """Scale the rows of a table that are looked up and longer than `max_norm` down to it.

    Parameters
    ----------
    input : Tensor
        The table, which is written.
    indices : Tensor
        The rows.
    max_norm, norm_type : float
        The length, and the order of the norm that is meant.

    Examples
    --------
    >>> import wengert
    >>> wengert.embedding_renorm_(wengert.tensor([[3., 4.], [30., 40.]]), wengert.tensor([0]), 1.0, 2.0)
    tensor([[ 0.6000,  0.8000],
            [30.0000, 40.0000]])
    """
    _tables._renormalise(input, indices, max_norm, norm_type)
    return input


def embedding_bag(weight, indices, offsets, scale_grad_by_freq=False, mode=0, sparse=False, per_sample_weights=None,
                  include_last_offset=False, padding_idx=None):
    """:func:`nn.functional.embedding_bag` with the table first and what its gradient needs.

    Parameters
    ----------
    weight : Tensor
        The table, of shape (rows, width).
    indices, offsets : Tensor
        The rows of all bags, and where each bag starts.
    scale_grad_by_freq : bool
        Whether to divide the gradient of a row by how often it is looked up.
    mode : int
        0 for sums, 1 for means, 2 for largest elements.
    sparse : bool
        Gradients are always dense: True is refused.
    per_sample_weights : Tensor, optional
        A factor for each index, with sums.
    include_last_offset : bool
        Whether the last of `offsets` is the end of the last bag.
    padding_idx : int, optional
        The row that does not count.

    Returns
    -------
    tuple of Tensor
        The bags; the bag of each index; how many count of each bag, zeros for sums; with mode 2 the rows that the
        largest elements are from, else the same again.

    Examples
    --------
    >>> import wengert
    >>> wengert.embedding_bag(wengert.eye(2), wengert.tensor([0, 1, 1]), wengert.tensor([0, 1]), False, 1)[0]
    tensor([[1., 0.],
            [0., 1.]])
    """
    if mode not in (0, 1, 2):
        raise errors.AutogradError("`mode` must be sum, mean, or max, which are 0, 1 and 2 (in embedding_bag)")
    bags = _tables.embedding_bag(indices.reshape(-1), weight, offsets, None, 2.0, scale_grad_by_freq,
                                 ("sum", "mean", "max")[mode], sparse, per_sample_weights, include_last_offset,
                                 padding_idx)
    flat, start = _tables._bags(indices.reshape(-1), offsets, include_last_offset)
    lengths = start.diff()
    of_index = _api.repeat_interleave(_api.arange(lengths.shape[0]), lengths)
    if mode == 0:
        counts = _api.zeros_like(lengths)
    elif padding_idx is None:
        counts = lengths
    else:
        counts = _api.zeros_like(lengths).index_add(0, of_index, (flat != padding_idx % weight.shape[0]).long())
    if mode < 2:
        return bags, of_index, counts, counts.clone()
    skipped = -1 if padding_idx is None else padding_idx % weight.shape[0]
    return bags, of_index, counts, _api._embedding_bag_max(weight.detach(), flat.long().contiguous(), start,
                                                           skipped).clamp(min=0)
