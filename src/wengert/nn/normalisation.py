"""Normalisations of ``nn.functional``: by batch, group and instance, by norm and by neighbours."""
import math

from .. import errors
from ..ops import api as _api


def _several(shape, count, what):
    """Refuse statistics of a single element."""
    if count == 1:
        raise errors.ShapeError(f"Expected more than 1 {what} when training, got input size {shape}", kind=ValueError)


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05):
    """Each channel less its mean, over its deviation, then scaled and shifted (Ioffe and Szegedy 2015).

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, ...) and a floating type.
    running_mean, running_var : Tensor or None
        Of shape (C,): what is used when not training, and moved towards the batch's own when training.
    weight, bias : Tensor, optional
        Scale and shift, of shape (C,).
    training : bool
        Whether to use the mean and variance of the batch.
    momentum : float
        By how much the running values move.
    eps : float
        Added to the variance.

    Raises
    ------
    ValueError
        If there is one value per channel when training.
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([[1.], [3.]])
    >>> wengert.nn.functional.batch_norm(x, None, None, training=True)
    tensor([[-1.0000],
            [ 1.0000]])
    """
    if training and input.ndim > 1 and input.shape[1]:
        _several(input.shape, input.numel() // input.shape[1], "value per channel")
    return _api._batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
    """Channels in groups, each less its mean, over its deviation, then scaled and shifted (Wu and He 2018).

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, ...) and a floating type.
    num_groups : int
        The number of groups, which divides C.
    weight, bias : Tensor, optional
        Scale and shift, of shape (C,).
    eps : float
        Added to the variance.

    Raises
    ------
    ValueError
        If there is one value per group.
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.group_norm(wengert.tensor([[1., 3., 5., 9.]]), 2)
    tensor([[-1.0000,  1.0000, -1.0000,  1.0000]])
    """
    if input.ndim > 1 and num_groups > 0:
        shape = input.shape
        _several(shape, math.prod((shape[0] * shape[1] // num_groups, *shape[2:])), "value per channel")
    return _api._group_norm(input, weight, bias, num_groups, eps)


def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True,
                  momentum=0.1, eps=1e-05):
    """Each channel of each element of the batch less its mean, over its deviation (Ulyanov et al. 2016).

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, ...) and a floating type.
    running_mean, running_var : Tensor, optional
        Of shape (C,): what is used without `use_input_stats`, and moved towards the input's own with it.
    weight, bias : Tensor, optional
        Scale and shift, of shape (C,).
    use_input_stats : bool
        Whether to use the mean and variance of the input.
    momentum : float
        By how much the running values move.
    eps : float
        Added to the variance.

    Raises
    ------
    ValueError
        If there is one value to take a mean of.
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.instance_norm(wengert.tensor([[[1., 3.]]]))
    tensor([[[-1.0000,  1.0000]]])
    """
    if use_input_stats:
        _several(input.shape, math.prod(input.shape[2:]), "spatial element")
    return _by_instance(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps)


def _by_instance(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps):
    """:func:`instance_norm` of inputs that may have one element per channel."""
    if use_input_stats:
        if running_mean is None and running_var is None and input.ndim > 1:
            return _api._group_norm(input, weight, bias, input.shape[1], eps)
    elif running_mean is None or running_var is None:
        raise errors.AutogradError("Expected running_mean and running_var to be defined when use_input_stats is false")
    if not use_input_stats:
        return _api._batch_norm(input, weight, bias, running_mean, running_var, False, momentum, eps)
    n, c = input.shape[:2]
    means, variances = (None if t is None else t.repeat(n) for t in (running_mean, running_var))
    scale, shift = (None if t is None else t.repeat(n) for t in (weight, bias))
    flat = input.reshape(1, n * c, *input.shape[2:])
    out = _api._batch_norm(flat, scale, shift, means, variances, True, momentum, eps)
    for running, each in ((running_mean, means), (running_var, variances)):
        if running is not None:
            running.copy_(each.reshape(n, c).mean(0))
    return out.reshape(input.shape)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    """`input` over its p-norm along `dim`.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating or complex type.
    p : float
        The order of the norm.
    dim : int or tuple of int
        What the norm is taken over.
    eps : float
        The least divisor.
    out : Tensor, optional
        Where the result is written, which takes its shape.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.normalize(wengert.tensor([[3., 4.]]))
    tensor([[0.6000, 0.8000]])
    """
    length = input.norm(p, dim, keepdim=True).clamp(min=eps)
    return input / length if out is None else _api.div(input, length, out=out)


def local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0):
    """`input` over (k + alpha times the mean square of `size` neighbouring channels)^beta (Krizhevsky et al. 2012).

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, ...) with at least three dims.
    size : int
        The number of channels that are averaged.
    alpha, beta, k : float
        Factor, exponent and what is added.

    Raises
    ------
    ValueError
        If `input` has fewer than three dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.local_response_norm(wengert.ones(1, 2, 1), 2, alpha=2.0, beta=1.0)
    tensor([[[0.5000],
             [0.3333]]])
    """
    if input.ndim < 3:
        raise errors.ShapeError(f"Expected 3D or higher dimensionality input (got {input.ndim} dimensions)",
                                kind=ValueError)
    if input.numel() == 0:
        return input
    n, c = input.shape[:2]
    padded = _api.zeros(n, c + size - 1, *input.shape[2:], dtype=input.dtype)
    padded[:, size // 2:size // 2 + c] = input * input
    total = padded.unfold(1, size, 1).sum(-1)
    mean = total / size if input.dtype.is_floating_point else total // size
    return input / (mean * alpha + k) ** beta
