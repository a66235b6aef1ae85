"""Losses of ``nn.functional`` between values, element by element."""
import warnings

from .. import errors
from .._core import shortcut as _shortcut
from ..ops import api as _api


def _legacy(size_average, reduce):
    """The reduction that the two former arguments stood for."""
    if reduce is not None and not reduce:
        reduction = "none"
    else:
        reduction = "mean" if size_average is None or size_average else "sum"
    warnings.warn(f"size_average and reduce args will be deprecated, please use reduction='{reduction}' instead.",
                  stacklevel=3)
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
        warnings.warn(f"Using a target size ({target.shape}) that is different to the input size ({input.shape}). "
                      "This will "
                      "likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
                      stacklevel=3)


def _weighted(loss, weight, reduction):
    """Losses times weights; their mean is over the sum of the weights."""
    if weight.shape != loss.shape:
        raise errors.ShapeError("Weights and input must have the same size.", kind=ValueError)
    loss = loss * weight
    return loss.sum() / weight.sum() if reduction == "mean" else _reduced(loss, reduction)


@_shortcut
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


@_shortcut
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
    if beta == 0:
        return _api._l1_loss(input, target, reduction)
    return _api._smooth_l1_loss(input, target, beta, reduction)


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
        raise errors.ShapeError("margin_ranking_loss : All input tensors should have same dimension but got sizes: "
                                "input1: "
                                f"{input1.shape}, input2: {input2.shape}, target: {target.shape} ")
    if not input1.dtype.is_floating_point:
        return _reduced((-target * (input1 - input2) + float(margin)).clamp(min=0), reduction)
    return _api._hinge_loss(input1 - input2, target, margin, reduction)
