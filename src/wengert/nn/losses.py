"""Losses of ``nn.functional`` between values: reductions, regression, probabilities."""
from .. import errors
from ..ops import api as _api

def _reduced(loss, reduction):
    """A loss per element as PyTorch's `reduction` wants it."""
    if reduction == "mean":
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    if reduction == "none":
        return loss
    raise errors.AutogradError(f"{reduction} is not a valid value for reduction", kind=ValueError)


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The squared difference, averaged, summed or by element.

    Parameters
    ----------
    input, target : Tensor
        Of shapes that broadcast.
    reduction : {"mean", "sum", "none"}
        What to do with the differences of the elements.
    weight : Tensor, optional
        A factor for each squared difference.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.mse_loss(wengert.tensor([1., 3.]), wengert.tensor([1., 1.]))
    tensor(2.)
    """
    difference = input - target
    square = difference * difference
    if weight is None and reduction == "mean":
        return square.mean()
    return _reduced(square if weight is None else square * weight, reduction)


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction="mean",
                                     pos_weight=None):
    """The cross entropy of probabilities `target` and sigmoid(`input`), without overflow.

    Parameters
    ----------
    input, target : Tensor
        Logits and probabilities, of one shape.
    weight : Tensor, optional
        A factor for each element's loss, broadcast.
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
    if target.shape != input.shape:
        raise errors.ShapeError(f"Target size ({target.shape}) must be the same as input size ({input.shape})",
                                kind=ValueError)
    surprise = _api.logaddexp(-input, 0)                # -log(sigmoid(input))
    if pos_weight is not None:
        surprise = surprise * ((pos_weight - 1) * target + 1)
    loss = (1 - target) * input + surprise
    if weight is not None:
        loss = loss * weight
    return loss.mean() if reduction == "mean" else _reduced(loss, reduction)
