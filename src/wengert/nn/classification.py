"""Losses of ``nn.functional`` between scores and classes."""
from .. import errors
from ..ops import api as _api
from .losses import _reduced

def _check_targets(target, classes, ignore_index):
    """Refuse class indices that do not exist."""
    values = target.numpy()
    wrong = (values != ignore_index) & ((values < 0) | (values >= classes))
    if wrong.any():
        raise errors.DimensionError(f"Target {values[wrong].flat[0]} is out of bounds: there are {classes} classes.")


def _class_rows(input, target, name):
    """Scores with the classes last as rows, the targets as a vector, and the targets' shape."""
    if input.ndim == 0 or (target.ndim != max(input.ndim - 1,
                                              0) and input.ndim > 1) or input.ndim == 1 and target.ndim > 0:
        raise errors.ShapeError(f"{name}: Expected target size for input {list(input.shape)} without its class dim, "
                                f"got {list(target.shape)}", kind=ValueError)
    if input.ndim == 1:
        return input.unsqueeze(0), target.reshape(1), target.shape
    if (input.shape[0],) + tuple(input.shape[2:]) != tuple(target.shape):
        raise errors.ShapeError(f"Expected input batch_size ({input.shape[0]}) to match target batch_size "
                                f"({target.shape[0] if target.ndim else 0}): sizes {list(input.shape)} and "
                                f"{list(target.shape)}",
                                kind=ValueError)
    if target.dtype.is_floating_point or target.dtype.is_complex:
        raise errors.AutogradError(f"expected scalar type Long but found {target.dtype.name}")
    if input.ndim > 2:
        input = input.movedim(1, -1).reshape(-1, input.shape[1])
    return input, target.reshape(-1), target.shape


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    """The negative of the log probability that `input` gives to the class `target`.

    Parameters
    ----------
    input : Tensor
        Log probabilities, of shape (C,), (N, C) or (N, C, d1, ...).
    target : Tensor
        Class indices, of shape (), (N,) or (N, d1, ...).
    weight : Tensor, optional
        A weight for each class, of shape (C,).
    ignore_index : int
        Targets of this value count nothing.
    reduction : {"mean", "sum", "none"}
        With "mean" the weights of the targets are the divisor.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([[-0.1, -2.4], [-1.6, -0.2]])
    >>> wengert.nn.functional.nll_loss(x, wengert.tensor([0, 1]))
    tensor(0.1500)
    """
    if weight is None and input.ndim == 2 and target.ndim == 1:
        return _api._nll_loss(input, target, ignore_index, reduction)
    rows, index, shape = _class_rows(input, target, "nll_loss")
    _check_targets(index, rows.shape[1], ignore_index)
    kept = index != ignore_index
    safe = _api.where(kept, index, 0)
    loss = -rows.gather(1, safe.long().unsqueeze(1)).squeeze(1)
    scale = kept.to(rows.dtype) if weight is None else weight[safe.long()] * kept
    loss = _api.where(kept, loss * scale, 0)
    if reduction == "mean":
        return loss.sum() / scale.sum()
    return _reduced(loss.reshape(shape), reduction)


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean",
                  label_smoothing=0.0):
    """The negative log likelihood of the softmax of `input`, in one pass over memory where nothing special is asked.

    Parameters
    ----------
    input : Tensor
        Scores, of shape (C,), (N, C) or (N, C, d1, ...).
    target : Tensor
        Class indices of shape (), (N,) or (N, d1, ...), or probabilities of the shape of `input`.
    weight : Tensor, optional
        A weight for each class, of shape (C,).
    ignore_index : int
        Targets of this value count nothing.
    reduction : {"mean", "sum", "none"}
        With "mean" the weights of the targets are the divisor.
    label_smoothing : float
        The share of the target that is spread evenly over all classes.

    Raises
    ------
    IndexError
        If a target is no class.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.cross_entropy(wengert.zeros(2, 4), wengert.tensor([0, 3]))
    tensor(1.3863)
    """
    if weight is None and not label_smoothing and input.ndim == 2 and target.ndim == 1:
        return _api._cross_entropy_rows(input, target, ignore_index, reduction)
    if target.dtype.is_floating_point and target.shape == input.shape:
        return _soft_cross_entropy(input, target, weight, reduction, label_smoothing)
    rows, index, shape = _class_rows(input, target, "cross_entropy")
    if weight is None and not label_smoothing:
        loss = _api._cross_entropy_rows(rows, index, ignore_index, reduction)
        return loss.reshape(shape) if reduction == "none" else loss
    logs = rows.log_softmax(1)
    plain = nll_loss(logs, index, weight, None, ignore_index, None, reduction)
    if not label_smoothing:
        return plain if reduction != "none" else plain.reshape(shape)
    kept = index != ignore_index
    spread = -(logs if weight is None else logs * weight).sum(1)
    spread = _api.where(kept, spread, 0)
    if reduction == "mean":
        scale = kept.to(rows.dtype) if weight is None else weight[_api.where(kept, index, 0).long()] * kept
        spread = spread.sum() / scale.sum()
    elif reduction == "sum":
        spread = spread.sum()
    loss = plain * (1 - label_smoothing) + spread * (label_smoothing / rows.shape[1])
    return loss if reduction != "none" else loss.reshape(shape)


def _soft_cross_entropy(input, target, weight, reduction, label_smoothing):
    """Cross entropy with probabilities as targets."""
    dim = 0 if input.ndim == 1 else 1
    classes = input.shape[dim]
    if label_smoothing:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    terms = target * input.log_softmax(dim)
    if weight is not None:
        terms = terms * weight.reshape([classes] + [1] * (input.ndim - dim - 1))
    loss = -terms.sum(dim)
    return loss.sum() / (input.numel() // classes) if reduction == "mean" else _reduced(loss, reduction)
