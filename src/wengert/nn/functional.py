"""The functions of PyTorch's ``nn.functional``."""
from .. import errors
from ..ops import api as _api
from .attention import scaled_dot_product_attention
from .multihead import multi_head_attention_forward
from .sampling import affine_grid, grid_sample
from .sparse import embedding, embedding_bag

linear, layer_norm = _api.linear, _api.layer_norm
tanh, sigmoid, logsigmoid = _api.tanh, _api.sigmoid, _api.logsigmoid

__all__ = ["linear", "relu", "gelu", "softmax", "log_softmax", "logsigmoid", "sigmoid", "tanh", "mse_loss", "nll_loss",
           "cross_entropy", "binary_cross_entropy_with_logits", "layer_norm", "embedding", "dropout",
           "grid_sample", "affine_grid", "scaled_dot_product_attention", "embedding_bag",
           "multi_head_attention_forward"]


def relu(input, inplace=False):
    """max(x, 0).

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.relu(wengert.tensor([-1., 2.]))
    tensor([0., 2.])
    """
    return input.relu_() if inplace else _api.relu(input)


def gelu(input, approximate="none"):
    """x times the normal distribution function of x, exactly or by its tanh approximation.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    approximate : {"none", "tanh"}
        Which formula of Hendrycks and Gimpel (2016) to use.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.gelu(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.8413])
    """
    if approximate == "none":
        return _api.gelu(input)
    if approximate == "tanh":
        return _api._gelu_tanh(input)
    raise errors.AutogradError(f"approximate argument must be either none or tanh, got {approximate!r}.")


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    """exp(x) over the sum of exp(x) along `dim`.

    Parameters
    ----------
    input : Tensor
        Floating, unless `dtype` says so.
    dim : int
        The dim that is normalised.
    dtype : dtype, optional
        Convert to this type first.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.softmax(wengert.tensor([0., 0.]), dim=0)
    tensor([0.5000, 0.5000])
    """
    return _api.softmax(input, dim, dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    """log of :func:`softmax`, without overflow.

    Parameters
    ----------
    input : Tensor
        Floating, unless `dtype` says so.
    dim : int
        The dim that is normalised.
    dtype : dtype, optional
        Convert to this type first.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.log_softmax(wengert.tensor([0., 0.]), dim=0)
    tensor([-0.6931, -0.6931])
    """
    return _api.log_softmax(input, dim, dtype)


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


def dropout(input, p=0.5, training=True, inplace=False):
    """Each element zero with probability `p`, the others scaled by 1 / (1 - p); the input itself when not training.

    Parameters
    ----------
    p : float
        The probability.
    training : bool
        Whether to drop anything.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.dropout(wengert.ones(3), training=False)
    tensor([1., 1., 1.])
    """
    if not 0.0 <= p <= 1.0:
        raise errors.AutogradError(f"dropout probability has to be between 0 and 1, but got {p}", kind=ValueError)
    if not training or p == 0:
        return input
    from ..sampling import rand
    if p == 1:
        mask = _api.zeros_like(input)
    else:
        mask = (rand(input.shape, dtype=input.dtype) >= p).to(input.dtype) / (1 - p)
    return input.mul_(mask) if inplace else input * mask
