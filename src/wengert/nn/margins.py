"""Margin losses of ``nn.functional`` over scores of classes."""
from .. import errors
from ..ops import api as _api
from .losses import _legacy, _reduced


def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
    """The mean over the classes of (margin - the target's score + the other's score)^p where that is positive.

    Parameters
    ----------
    input : Tensor
        Scores, of shape (N, C) or (C,).
    target : Tensor
        Class indices, of shape (N,) or ().
    p : {1, 2}
        The exponent.
    margin : float
        By how much the target's score ought to exceed the others.
    weight : Tensor, optional
        A weight for each class, of shape (C,).
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the rows.

    Raises
    ------
    ValueError
        If `p` is neither 1 nor 2.
    IndexError
        If a target is no class.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.multi_margin_loss(wengert.tensor([[0.5, 0., 0.]]), wengert.tensor([0]))
    tensor(0.3333)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if p not in (1, 2):
        raise errors.AutogradError("only p == 1 and p == 2 supported", kind=ValueError)
    if weight is not None and weight.ndim != 1:
        raise errors.ShapeError("weight must be one-dimensional", kind=ValueError)
    rows, index = (input.unsqueeze(0), target.reshape(1)) if input.ndim < 2 else (input, target)
    if input.ndim > 2 or index.ndim != 1 or index.shape[0] != rows.shape[0]:
        raise errors.ShapeError(f"inconsistent target size, expected ({rows.shape[0]},) but got {list(target.shape)} "
                                "(in multi_margin_loss)")
    if index.numel() and (int(index.min()) < 0 or int(index.max()) >= rows.shape[1]):
        raise errors.DimensionError("target out of range (in multi_margin_loss)")
    index = index.unsqueeze(1)
    short = (margin - rows.gather(1, index) + rows).clamp(min=0)
    if p == 2:
        short = short.square()
    if weight is not None:
        short = short * weight.detach()[index]
    loss = short.scatter(1, index, 0.0).sum(1) / rows.shape[1]
    return _reduced(loss if input.ndim > 1 else loss.squeeze(0), reduction)


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """The sum over labels and other classes of 1 - the label's score + the other's where that is positive, over C.

    Parameters
    ----------
    input : Tensor
        Scores, of shape (N, C) or (C,).
    target : Tensor
        Class indices of the same shape: in each row those before the first -1 count.
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the rows.

    Raises
    ------
    RuntimeError
        If the shapes differ or a label is no class.

    Examples
    --------
    >>> import wengert
    >>> x, y = wengert.tensor([[0.5, 0., 0.]]), wengert.tensor([[0, -1, -1]])
    >>> wengert.nn.functional.multilabel_margin_loss(x, y)
    tensor(0.3333)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if target.shape != input.shape or input.ndim > 2:
        raise errors.ShapeError(f"inconsistent target size: {list(target.shape)} for input of size: "
                                f"{list(input.shape)} "
                                "(in multilabel_margin_loss)")
    rows, labels = (input.reshape(1, -1), target.reshape(1, -1)) if input.ndim < 2 else (input, target)
    if labels.numel() and (int(labels.min()) < -1 or int(labels.max()) >= rows.shape[1]):
        raise errors.AutogradError("target is out of range (in multilabel_margin_loss)")
    counts = (labels >= 0).long().cumprod(1) > 0
    safe = _api.where(counts, labels, 0)
    is_label = _api.zeros(rows.shape, dtype=_api.int64).scatter_add(1, safe, counts.long()) > 0
    scores = rows.gather(1, safe)
    short = (1 - scores.unsqueeze(2) + rows.unsqueeze(1)).clamp(min=0)
    pairs = counts.unsqueeze(2) & is_label.logical_not().unsqueeze(1)
    loss = _api.where(pairs, short, 0).sum((1, 2)) / max(rows.shape[1], 1)
    return _reduced(loss if input.ndim > 1 else loss.squeeze(0), reduction)


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """The mean over the classes of the binary cross entropy of logits.

    Parameters
    ----------
    input : Tensor
        Logits, of shape (N, C) or (C,).
    target : Tensor
        For each class whether it is a label, of the same shape.
    weight : Tensor, optional
        A weight for each class, of shape (C,).
    reduction : {"mean", "sum", "none"}
        What to do with the losses of the rows.

    Raises
    ------
    RuntimeError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.multilabel_soft_margin_loss(wengert.zeros(1, 2), wengert.tensor([[1., 0.]]))
    tensor(0.6931)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    loss = _api._bce_logits(input, target)
    if weight is not None:
        loss = loss * weight
    return _reduced(loss.mean(-1), reduction)
