"""Losses of ``nn.functional`` that are negative log likelihoods or divergences."""
import math
import warnings

from .. import errors
from ..ops import api as _api
from .losses import _legacy, _reduced


def _check_probabilities(input, loss):
    """Refuse what is no probability; its loss is nan."""
    if bool((loss != loss).any()) and not bool(((input >= 0) & (input <= 1)).all()):
        raise errors.AutogradError("all elements of input should be between 0 and 1 (in binary_cross_entropy). Use "
                                   "binary_cross_entropy_with_logits for logits.")


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """The cross entropy of probabilities `target` and `input`; logarithms count as -100 at least.

    Parameters
    ----------
    input, target : Tensor
        Probabilities of one shape.
    weight : Tensor, optional
        A factor for each element's loss.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.

    Raises
    ------
    ValueError
        If the shapes differ.
    RuntimeError
        If `input` is not in [0, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.binary_cross_entropy(wengert.tensor([0.5, 0.5]), wengert.tensor([1., 0.]))
    tensor(0.6931)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if target.shape != input.shape:
        raise errors.ShapeError(f"Using a target size ({target.shape}) that is different to the input size "
                                f"({input.shape}) is "
                                "deprecated. Please ensure they have the same size.", kind=ValueError)
    if weight is None:
        loss = _api._bce_loss(input, target, reduction)
        _check_probabilities(input, loss.detach())
        return loss
    loss = _api._bce(input, target)
    _check_probabilities(input, loss.detach())
    return _reduced(loss * weight, reduction)


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction="mean",
                                     pos_weight=None):
    """The cross entropy of probabilities `target` and sigmoid(`input`), without overflow.

    Parameters
    ----------
    input, target : Tensor
        Logits and probabilities, of one shape.
    weight : Tensor, optional
        A factor for each element's loss.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.
    pos_weight : Tensor, optional
        A factor for the positive part of each class, broadcast.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.binary_cross_entropy_with_logits(wengert.zeros(2), wengert.ones(2))
    tensor(0.6931)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if target.shape != input.shape:
        raise errors.ShapeError(f"Target size ({target.shape}) must be the same as input size ({input.shape})",
                                kind=ValueError)
    if pos_weight is None:
        if weight is None:
            return _api._bce_logits_loss(input, target, reduction)
        loss = _api._bce_logits(input, target)
    else:
        loss = (1 - target) * input - _api.logsigmoid(input) * ((pos_weight - 1) * target + 1)
    return _reduced(loss if weight is None else loss * weight, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    """The divergence of probabilities `target` from log probabilities `input` (Kullback and Leibler 1951).

    Parameters
    ----------
    input : Tensor
        Log probabilities.
    target : Tensor
        Probabilities, or with `log_target` their logarithms.
    reduction : {"mean", "batchmean", "sum", "none"}
        What to do with the terms; "mean" is over all elements, with a warning, "batchmean" over the first dim.
    log_target : bool
        Whether `target` holds logarithms.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.kl_div(wengert.zeros(1, 2), wengert.tensor([[0.5, 0.5]]), reduction="batchmean")
    tensor(-0.6931)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    elif reduction == "mean":
        warnings.warn("reduction: 'mean' divides the total loss by both the batch size and the support size. "
                      "'batchmean' divides "
                      "only by the batch size, and aligns with the KL div math definition.", stacklevel=2)
    each = _api._kl_log_loss if log_target else _api._kl_loss
    if reduction == "batchmean":
        return each(input, target, "sum") / (input.shape[0] if input.ndim else 1)
    return each(input, target, reduction)


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08, reduce=None,
                     reduction="mean"):
    """The negative log likelihood of counts `target` with rates e^`input`, or `input`.

    Parameters
    ----------
    input : Tensor
        The logarithms of the rates, or the rates.
    target : Tensor
        Counts.
    log_input : bool
        Whether `input` holds logarithms.
    full : bool
        Whether to add Stirling's approximation of log(target!) for targets above 1.
    eps : float
        Added to rates before their logarithm.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.poisson_nll_loss(wengert.zeros(2), wengert.tensor([1., 3.]))
    tensor(1.)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if log_input and not full:
        return _api._poisson_loss(input, target, reduction)
    loss = _api._poisson(input, target) if log_input else input - target * (input + eps).log()
    if full:
        stirling = target * target.log() - target + 0.5 * (2 * math.pi * target).log()
        loss = loss + _api.where(target > 1, stirling, 0)
    return _reduced(loss, reduction)


def gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction="mean"):
    """The negative log likelihood of `target` under normal distributions (Nix and Weigend 1994).

    Parameters
    ----------
    input : Tensor
        Expected values.
    target : Tensor
        Values.
    var : Tensor or float
        Variances of the shape of `input`, or of that without its last dim or with one dim of size 1.
    full : bool
        Whether to add the constant log(2 pi) / 2.
    eps : float
        The least variance; smaller ones count as this one, but keep their gradient.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.

    Raises
    ------
    ValueError
        If a variance is negative, or their shape does not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.gaussian_nll_loss(wengert.zeros(2), wengert.ones(2), wengert.ones(2))
    tensor(0.5000)
    """
    if isinstance(var, (int, float)):
        if var < 0:
            raise errors.AutogradError("var has negative entry/entries", kind=ValueError)
        var = _api.full_like(input, var)
    elif bool((var < 0).any()):
        raise errors.AutogradError("var has negative entry/entries", kind=ValueError)
    if var.shape != input.shape:
        if input.shape[:-1] == var.shape:
            var = var.unsqueeze(-1)
        elif input.ndim != var.ndim or sum(v for x, v in zip(input.shape, var.shape) if x != v) != 1:
            raise errors.ShapeError("var is of incorrect size", kind=ValueError)
    if bool((var < eps).any()):
        var = var + (eps - var).clamp(min=0).detach()
    if full:
        loss = _api._gaussian(input, target, var) + 0.5 * math.log(2 * math.pi)
        return _reduced(loss, reduction)
    return _api._gaussian_loss(input, target, var, reduction)
