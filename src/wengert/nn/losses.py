"""Losses of ``nn.functional`` between values, element by element."""
import math
import warnings

from .. import errors
from ..ops import api as _api


def _legacy(size_average, reduce):
    """The reduction that the two former arguments stood for."""
    if reduce is not None and not reduce:
        reduction = "none"
    else:
        reduction = "mean" if size_average is None or size_average else "sum"
    warnings.warn(f"size_average and reduce args will be deprecated, please use reduction='{reduction}' instead.", stacklevel=3)
    return reduction


def _reduced(loss, reduction):
    """A loss per element as PyTorch's `reduction` wants it."""
    if reduction == "mean":
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    if reduction == "none":
        return loss
    raise errors.AutogradError(f"{reduction} is not a valid value for reduction", kind=ValueError)


def _compare_sizes(input, target):
    """Warn of a target that will be broadcast."""
    if target.shape != input.shape:
        warnings.warn(f"Using a target size ({target.shape}) that is different to the input size ({input.shape}). This will "
                      "likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
                      stacklevel=3)


def _weighted(loss, weight, reduction):
    """Losses times weights; their mean is over the sum of the weights."""
    if weight.shape != loss.shape:
        raise errors.ShapeError("Weights and input must have the same size.", kind=ValueError)
    loss = loss * weight
    return loss.sum() / weight.sum() if reduction == "mean" else _reduced(loss, reduction)


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The squared difference, averaged, summed or by element.

    Parameters
    ----------
    input, target : Tensor
        Of one shape; others broadcast, with a warning.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.
    weight : Tensor, optional
        A factor for each loss; the mean is then over the sum of the factors.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.mse_loss(wengert.tensor([1., 3.]), wengert.tensor([1., 1.]))
    tensor(2.)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    _compare_sizes(input, target)
    if weight is not None:
        return _weighted(_api._mse(input, target), weight, reduction)
    return _api._mse_loss(input, target, reduction)


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The absolute difference, averaged, summed or by element.

    Parameters
    ----------
    input, target : Tensor
        Of one shape; others broadcast, with a warning.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.
    weight : Tensor, optional
        A factor for each loss; the mean is then over the sum of the factors.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.l1_loss(wengert.tensor([1., 3.]), wengert.tensor([1., 1.]))
    tensor(1.)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    _compare_sizes(input, target)
    if weight is not None:
        return _weighted(_api._l1(input, target), weight, reduction)
    return _api._l1_loss(input, target, reduction)


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    """The absolute difference less beta / 2; below beta its square over 2 beta.

    Parameters
    ----------
    input, target : Tensor
        Of one shape.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.
    beta : float
        Where the square ends; with 0 it is :func:`l1_loss`.

    Raises
    ------
    RuntimeError
        If `beta` is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.smooth_l1_loss(wengert.tensor([0.5, 3.]), wengert.zeros(2))
    tensor(1.3125)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    _compare_sizes(input, target)
    if beta < 0:
        raise errors.AutogradError("smooth_l1_loss does not support negative values for beta.")
    return _api._l1_loss(input, target, reduction) if beta == 0 else _api._smooth_l1_loss(input, target, beta, reduction)


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    """Half the squared difference, and from delta on a straight line (Huber 1964).

    Parameters
    ----------
    input, target : Tensor
        Of one shape.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.
    delta : float
        Where the line begins.
    weight : Tensor, optional
        A factor for each element's loss.

    Raises
    ------
    RuntimeError
        If `delta` is not positive.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.huber_loss(wengert.tensor([0.5, 3.]), wengert.zeros(2))
    tensor(1.3125)
    """
    _compare_sizes(input, target)
    if delta <= 0:
        raise errors.AutogradError("huber_loss does not support non-positive values for delta.")
    if weight is None:
        return _api._huber_loss(input, target, delta, reduction)
    if weight.shape != input.shape:
        raise errors.ShapeError("Weights and input must have the same size.", kind=ValueError)
    return _reduced(_api._huber(input, target, delta) * weight, reduction)


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
        raise errors.ShapeError(f"Using a target size ({target.shape}) that is different to the input size ({input.shape}) is "
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
        warnings.warn("reduction: 'mean' divides the total loss by both the batch size and the support size. 'batchmean' divides "
                      "only by the batch size, and aligns with the KL div math definition.", stacklevel=2)
    each = _api._kl_log_loss if log_target else _api._kl_loss
    if reduction == "batchmean":
        return each(input, target, "sum") / (input.shape[0] if input.ndim else 1)
    return each(input, target, reduction)


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction="mean"):
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


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """log(1 + e^(-`target` `input`)), the logistic loss of labels 1 and -1.

    Parameters
    ----------
    input, target : Tensor
        Of one shape.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.soft_margin_loss(wengert.zeros(2), wengert.tensor([1., -1.]))
    tensor(0.6931)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    return _api._soft_margin_loss(input, target, reduction)


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    """`input` where `target` is 1, the greater of 0 and margin - `input` where it is -1.

    Parameters
    ----------
    input : Tensor
        Distances.
    target : Tensor
        Labels 1 and -1.
    margin : float
        Up to which distance the unlike cost something.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.hinge_embedding_loss(wengert.tensor([0.5, 0.5]), wengert.tensor([1., -1.]))
    tensor(0.5000)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if not input.dtype.is_floating_point:
        short = (_api.full_like(input, margin) - input).clamp(min=0)
        return _reduced(_api.where(target != 1, short, 0) + _api.where(target != -1, input, 0), reduction)
    return _api._hinge_embedding_loss(input, target.detach(), margin, reduction)


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    """The greater of 0 and margin - `target` (`input1` - `input2`).

    Parameters
    ----------
    input1, input2 : Tensor
        Scores of one number of dims.
    target : Tensor
        1 where the first ought to be the higher one, else -1.
    margin : float
        By how much.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the elements.

    Raises
    ------
    RuntimeError
        If the numbers of dims differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.margin_ranking_loss(wengert.tensor([1.]), wengert.tensor([3.]), wengert.tensor([1.]))
    tensor(2.)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if not input1.ndim == input2.ndim == target.ndim:
        raise errors.ShapeError("margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: "
                                f"{input1.shape}, input2: {input2.shape}, target: {target.shape} ")
    if not input1.dtype.is_floating_point:
        return _reduced((-target * (input1 - input2) + float(margin)).clamp(min=0), reduction)
    return _api._hinge_loss(input1 - input2, target, margin, reduction)


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
