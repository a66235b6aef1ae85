"""Distances and similarities of ``nn.functional``, and the losses made of them."""
from .. import errors
from ..ops import api as _api
from .losses import _legacy, _reduced


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    """The dot product of two vectors over the product of their lengths, each at least `eps`.

    Parameters
    ----------
    x1, x2 : Tensor
        Of shapes that broadcast and a floating type.
    dim : int
        What the vectors lie along.
    eps : float
        The least length.

    Raises
    ------
    RuntimeError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.cosine_similarity(wengert.tensor([[1., 1.]]), wengert.tensor([[1., 0.]]))
    tensor([0.7071])
    """
    if not (x1.dtype.is_floating_point and x2.dtype.is_floating_point):
        raise errors.AutogradError("expected common dtype to be floating point, yet common dtype is "
                                   f"{_api.result_type(x1, x2)} (in cosine_similarity)")
    if x1.dtype is not x2.dtype:
        kind = _api.result_type(x1, x2)
        x1, x2 = x1.to(kind), x2.to(kind)
    if x1.shape != x2.shape:
        x1, x2 = _api.broadcast_tensors(x1, x2)
    return _api._cosine(x1, x2, dim, eps)


def pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False):
    """The p-norm of `x1` - `x2` + `eps` along the last dim.

    Parameters
    ----------
    x1, x2 : Tensor
        Of shapes (N, D) or (D,) that broadcast.
    p : float
        The order of the norm.
    eps : float
        Added to the differences, so that a norm of 0 has a derivative.
    keepdim : bool
        Whether to keep the last dim with size 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.pairwise_distance(wengert.tensor([[3., 4.]]), wengert.zeros(1, 2))
    tensor([5.0000])
    """
    return (x1 - x2 + eps).norm(p, -1, keepdim)


def pdist(input, p=2.0):
    """The p-norm distances of all pairs of rows, the first with the others, then the second with those after it, ...

    Parameters
    ----------
    input : Tensor
        Of shape (N, D).
    p : float
        The order of the norm, not negative.

    Returns
    -------
    Tensor
        Of shape (N (N - 1) / 2,).

    Raises
    ------
    RuntimeError
        If `input` is no matrix, or `p` is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.pdist(wengert.tensor([[0., 0.], [3., 4.], [0., 1.]]))
    tensor([5.0000, 1.0000, 4.2426])
    """
    if input.ndim != 2:
        raise errors.ShapeError(f"pdist only supports 2D tensors, got: {input.ndim}D")
    if not p >= 0:
        raise errors.AutogradError("pdist only supports non-negative p values")
    if not input.is_floating_point():
        raise errors.AutogradError(f"pdist only supports floating-point dtypes, got: {input.dtype}")
    return _api._pdist(input, p)


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    """1 - cos where `target` is 1, the greater of 0 and cos - margin where it is -1.

    Parameters
    ----------
    input1, input2 : Tensor
        Of shape (N, D) or (D,).
    target : Tensor
        Labels 1 and -1, of shape (N,) or ().
    margin : float
        The similarity of the unlike that costs nothing.
    reduction : {"mean", "sum", "none"}
        What to do with the losses.

    Raises
    ------
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> x, y = wengert.tensor([[1., 0.]]), wengert.tensor([[0., 1.]])
    >>> wengert.nn.functional.cosine_embedding_loss(x, y, wengert.tensor([1]))
    tensor(1.)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    if target.ndim not in (0, 1):
        raise errors.ShapeError("0D or 1D target tensor expected, multi-target not supported (in "
                                "cosine_embedding_loss)")
    if not input1.ndim == input2.ndim == target.ndim + 1:
        raise errors.ShapeError(f"{target.ndim}D target tensor expects {target.ndim + 1}D input tensors, but found "
                                "inputs with "
                                f"sizes {list(input1.shape)} and {list(input2.shape)}.")
    dim = target.ndim
    squares = (input1.square().sum(dim) + 1e-12) * (input2.square().sum(dim) + 1e-12)
    cosine = (input1 * input2).sum(dim) / squares.sqrt()
    loss = _api.where(target == 1, 1 - cosine, 0) + _api.where(target == -1, (cosine - margin).clamp(min=0), 0)
    return _reduced(loss, reduction)


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2.0, eps=1e-06, swap=False, size_average=None,
                        reduce=None, reduction="mean"):
    """By how much the distance to the negative does not exceed that to the positive by a margin (Balntas et al. 2016).

    Parameters
    ----------
    anchor, positive, negative : Tensor
        Of shape (N, D) or (D,).
    margin : float
        By how much it ought to.
    p : float
        The order of the norm.
    eps : float
        Added to the differences.
    swap : bool
        Whether the distance of the positive from the negative counts where it is the smaller one.
    reduction : {"mean", "sum", "none"}
        What to do with the losses.

    Raises
    ------
    RuntimeError
        If `margin` is not positive or the numbers of dims differ.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.zeros(1, 2)
    >>> wengert.nn.functional.triplet_margin_loss(x, x, wengert.tensor([[0.5, 0.]]))
    tensor(0.5000)
    """
    if size_average is not None or reduce is not None:
        reduction = _legacy(size_average, reduce)
    _check_triplet(anchor, positive, negative)
    if not margin > 0:
        raise errors.AutogradError(f"margin must be greater than 0, got {margin}")
    return _triplet(lambda a, b: pairwise_distance(a, b, p, eps), anchor, positive, negative, margin, swap, reduction)


def _check_triplet(anchor, positive, negative):
    """Refuse different numbers of dims."""
    if not anchor.ndim == positive.ndim == negative.ndim:
        raise errors.ShapeError("The anchor, positive, and negative tensors are expected to have the same number of "
                                "dimensions, "
                                f"but got: anchor {anchor.ndim}D, positive {positive.ndim}D, and negative "
                                f"{negative.ndim}D inputs")


def _triplet(distance, anchor, positive, negative, margin, swap, reduction):
    """The loss of a triplet under a distance."""
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = _api.minimum(far, distance(positive, negative))
    return _reduced((margin + near - far).clamp(min=0), reduction)


def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False,
                                      reduction="mean"):
    """:func:`triplet_margin_loss` with a distance of one's own.

    Parameters
    ----------
    anchor, positive, negative : Tensor
        Of one number of dims.
    distance_function : callable, optional
        The distance of two tensors; by default :func:`pairwise_distance`.
    margin : float
        By how much the second distance ought to exceed the first.
    swap : bool
        Whether the distance of the positive from the negative counts where it is the smaller one.
    reduction : {"mean", "sum", "none"}
        What to do with the losses.

    Raises
    ------
    ValueError
        If `margin` is not positive.
    RuntimeError
        If the numbers of dims differ.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.zeros(1, 2)
    >>> wengert.nn.functional.triplet_margin_with_distance_loss(x, x, x, margin=2.0)
    tensor(2.)
    """
    if not margin > 0:
        raise errors.AutogradError(f"margin must be greater than 0, got {margin}", kind=ValueError)
    _check_triplet(anchor, positive, negative)
    return _triplet(distance_function or pairwise_distance, anchor, positive, negative, margin, swap, reduction)
