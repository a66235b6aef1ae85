"""Losses as PyTorch has them at the top level: reductions are numbers, 1 for the mean, 2 for the sum, 0 for none.

Without a number they give the losses one by one, as PyTorch's do.
"""
from .. import errors
from ..ops import api as _api
from . import alignments, distances, likelihoods, losses


def _named(reduction, name):
    """The word for a reduction's number; any other number leaves the losses as they are, as in PyTorch."""
    if not isinstance(reduction, int):
        raise errors.ArgumentError(f"{name}(): argument 'reduction' must be int, not {type(reduction).__name__}; the "
                                   "function of nn.functional takes a word")
    return {1: "mean", 2: "sum"}.get(reduction, "none")


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction=0, zero_infinity=False):
    """:func:`nn.functional.ctc_loss` with the number of a reduction.

    Examples
    --------
    >>> import wengert
    >>> log_probs = wengert.zeros(2, 1, 2).log_softmax(2)
    >>> wengert.ctc_loss(log_probs, wengert.tensor([[1]]), (2,), (1,), 0, 2)
    tensor(0.2877)
    """
    return alignments.ctc_loss(log_probs, targets, input_lengths, target_lengths, blank,
                               _named(reduction, "ctc_loss"), zero_infinity)


def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction=0):
    """:func:`nn.functional.binary_cross_entropy_with_logits` with the number of a reduction.

    Examples
    --------
    >>> import wengert
    >>> wengert.binary_cross_entropy_with_logits(wengert.zeros(2), wengert.ones(2), None, None, 1)
    tensor(0.6931)
    """
    return likelihoods.binary_cross_entropy_with_logits(
        input, target, weight, pos_weight=pos_weight, reduction=_named(reduction, "binary_cross_entropy_with_logits"))


def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction=0):
    """:func:`nn.functional.cosine_embedding_loss` with the number of a reduction.

    Examples
    --------
    >>> import wengert
    >>> wengert.cosine_embedding_loss(wengert.eye(2), wengert.eye(2), wengert.tensor([1., -1.]))
    tensor([0., 1.])
    """
    return distances.cosine_embedding_loss(input1, input2, target, margin,
                                           reduction=_named(reduction, "cosine_embedding_loss"))


def hinge_embedding_loss(input, target, margin=1.0, reduction=0):
    """:func:`nn.functional.hinge_embedding_loss` with the number of a reduction.

    Examples
    --------
    >>> import wengert
    >>> wengert.hinge_embedding_loss(wengert.tensor([0.5, 0.5]), wengert.tensor([1., -1.]))
    tensor([0.5000, 0.5000])
    """
    return losses.hinge_embedding_loss(input, target, margin, reduction=_named(reduction, "hinge_embedding_loss"))


def kl_div(input, target, reduction=0, *, log_target=False):
    """:func:`nn.functional.kl_div` with the number of a reduction, of which there is none over the first dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.kl_div(wengert.zeros(1, 2), wengert.tensor([[0.5, 0.5]]), 2)
    tensor(-0.6931)
    """
    return (_api._kl_log_loss if log_target else _api._kl_loss)(input, target, _named(reduction, "kl_div"))


def margin_ranking_loss(input1, input2, target, margin=0.0, reduction=0):
    """:func:`nn.functional.margin_ranking_loss` with the number of a reduction.

    Examples
    --------
    >>> import wengert
    >>> wengert.margin_ranking_loss(wengert.zeros(2), wengert.ones(2), wengert.tensor([1., -1.]))
    tensor([1., 0.])
    """
    return losses.margin_ranking_loss(input1, input2, target, margin,
                                      reduction=_named(reduction, "margin_ranking_loss"))


def poisson_nll_loss(input, target, log_input, full, eps, reduction):
    """:func:`nn.functional.poisson_nll_loss` with every argument given and the number of a reduction.

    Examples
    --------
    >>> import wengert
    >>> wengert.poisson_nll_loss(wengert.zeros(2), wengert.ones(2), True, False, 1e-8, 1)
    tensor(1.)
    """
    return likelihoods.poisson_nll_loss(input, target, log_input, full, eps=eps,
                                        reduction=_named(reduction, "poisson_nll_loss"))


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2.0, eps=1e-06, swap=False, reduction=0):
    """:func:`nn.functional.triplet_margin_loss` with the number of a reduction.

    Examples
    --------
    >>> import wengert
    >>> near, far = wengert.zeros(1, 1), wengert.full((1, 1), 0.5)
    >>> wengert.triplet_margin_loss(near, near, far)
    tensor([0.5000])
    """
    return distances.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap,
                                         reduction=_named(reduction, "triplet_margin_loss"))
