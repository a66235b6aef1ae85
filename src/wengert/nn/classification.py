"""Losses of ``nn.functional`` between scores and classes."""
from .. import errors
from ..ops import api as _api
from .losses import _legacy, _reduced


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
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if input.ndim == 2 and target.ndim == 1:
        return _api._nll_loss(input, target, ignore_index, reduction, weight)
    rows, index, shape = _class_rows(input, target, "nll_loss")
    loss = _api._nll_loss(rows, index, ignore_index, reduction, weight)
    return loss.reshape(shape) if reduction == "none" else loss


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
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if label_smoothing and not 0.0 <= label_smoothing <= 1.0:
        raise errors.AutogradError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}")
    if input.ndim == 2 and target.ndim == 1:
        return _api._cross_entropy_rows(input, target, ignore_index, reduction, weight, label_smoothing)
    if target.dtype.is_floating_point and target.shape == input.shape:
        return _soft_cross_entropy(input, target, weight, reduction, label_smoothing)
    rows, index, shape = _class_rows(input, target, "cross_entropy")
    loss = _api._cross_entropy_rows(rows, index, ignore_index, reduction, weight, label_smoothing)
    return loss.reshape(shape) if reduction == "none" else loss


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


def linear_cross_entropy(input, linear_weight, target, *, linear_bias=None, weight=None, reduction="mean",
                         ignore_index=None, label_smoothing=0.0, options=None):
    """:func:`cross_entropy` of the scores that a linear map gives.

    Parameters
    ----------
    input : Tensor
        Of shape (inputs,) or (N, inputs).
    linear_weight : Tensor
        The map, of shape (C, inputs), or (C, d1, ..., inputs) for scores (N, C, d1, ...).
    target : Tensor
        Class indices, or probabilities of the shape of the scores.
    linear_bias : Tensor, optional
        What is added to the scores, of shape (C,) or (C, d1, ...).
    weight : Tensor, optional
        A weight for each class, of shape (C,).
    reduction : {"mean", "sum", "none"}
        With "mean" the weights of the targets are the divisor.
    ignore_index : int, optional
        Targets of this value count nothing; by default those of -100.
    label_smoothing : float
        The share of the target that is spread evenly over all classes.
    options : object, optional
        PyTorch's way of working in parts; says nothing here.

    Raises
    ------
    RuntimeError
        If shapes do not fit, or `ignore_index` is given with probabilities.

    Examples
    --------
    >>> import wengert
    >>> x, w = wengert.ones(2, 3), wengert.zeros(4, 3)
    >>> wengert.nn.functional.linear_cross_entropy(x, w, wengert.tensor([0, 3]))
    tensor(1.3863)
    """
    if input.ndim not in (1, 2):
        raise errors.ShapeError(f"expected input with dimensionality 1 or 2, got {input.ndim} "
                                "(in linear_cross_entropy)")
    if linear_weight.ndim < 2:
        raise errors.ShapeError("expected linear_weight with dimensionality at least 2, got "
                                f"{linear_weight.ndim} (in linear_cross_entropy)")
    if input.shape[-1] != linear_weight.shape[-1]:
        raise errors.ShapeError("expected equal input and linear_weight last dimensions (in_features), got "
                                f"{input.shape[-1]} and {linear_weight.shape[-1]}, respectively")
    scores = tuple(linear_weight.shape[:-1])
    if linear_bias is not None and tuple(linear_bias.shape) != scores:
        raise errors.ShapeError(f"expected linear_bias shape {scores}, got {tuple(linear_bias.shape)}")
    if len(scores) > 1 and input.ndim == 1:
        raise errors.ShapeError(f"K-dimensional loss defined by linear_weight shape {tuple(linear_weight.shape)} "
                                f"requires batched input, (N, {input.shape[-1]}), got unbatched input with shape "
                                f"{tuple(input.shape)}")
    if ignore_index is not None and tuple(target.shape) == (*input.shape[:-1], *scores):
        raise errors.AutogradError("ignore_index cannot be specified when target contains probabilities")
    if len(scores) > 1:
        linear_weight = linear_weight.reshape(-1, input.shape[-1])
        linear_bias = None if linear_bias is None else linear_bias.reshape(-1)
    logits = _api.linear(input, linear_weight, linear_bias)
    if len(scores) > 1:
        logits = logits.reshape(input.shape[0], *scores)
    return cross_entropy(logits, target, weight, ignore_index=-100 if ignore_index is None else ignore_index,
                         reduction=reduction, label_smoothing=label_smoothing)
