"""Normalisations and dropout behind ``nn.functional``."""
from . import api
from .table import compiled, composite


def normalised(x, normalized_shape, eps):
    """x less its mean, over its deviation, and that deviation's reciprocal."""
    dims = tuple(range(-len(normalized_shape), 0))
    centred = x - x.mean(dims, keepdim=True)
    rstd = ((centred * centred).mean(dims, keepdim=True) + eps).rsqrt()
    return centred * rstd, rstd, dims


def layer_norm_input(g, input, weight, normalized_shape, eps):
    """The cotangent of a layer norm's input."""
    unit, rstd, dims = normalised(input, normalized_shape, eps)
    if weight is not None:
        g = g * weight
    return rstd * (g - g.mean(dims, keepdim=True) - unit * (g * unit).mean(dims, keepdim=True))


def layer_norm_weight(g, input, normalized_shape, eps):
    """The cotangent of a layer norm's scale."""
    return (g * normalised(input, normalized_shape, eps)[0]).sum_to_size(normalized_shape)


@compiled("layer_norm", node="NativeLayerNorm", saved="input weight", tensors="input weight bias", method=False,
          input=layer_norm_input, weight=layer_norm_weight,
          bias=lambda g, normalized_shape: g.sum_to_size(normalized_shape))
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    """Normalised over the last dims to mean 0 and variance 1, then scaled and shifted (Ba, Kiros, Hinton 2016).

    Parameters
    ----------
    input : Tensor
        Of shape (..., *normalized_shape) and a floating type.
    normalized_shape : tuple of int
        The sizes of the dims to normalise over.
    weight, bias : Tensor, optional
        Scale and shift, of the shape `normalized_shape`.
    eps : float
        Added to the variance.

    Raises
    ------
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.layer_norm(wengert.tensor([[1., 3.]]), (2,))
    tensor([[-1.0000,  1.0000]])
    """


def rms_input(g, input, weight, normalized_shape, eps):
    """The cotangent of an RMS norm's input."""
    dims = tuple(range(-len(normalized_shape), 0))
    rstd = ((input * input).mean(dims, keepdim=True) + eps).rsqrt()
    if weight is not None:
        g = g * weight
    return rstd * (g - input * rstd.square() * (g * input).mean(dims, keepdim=True))


def rms_weight(g, input, normalized_shape, eps):
    """The cotangent of an RMS norm's scale."""
    dims = tuple(range(-len(normalized_shape), 0))
    rstd = ((input * input).mean(dims, keepdim=True) + eps).rsqrt()
    return (g * input * rstd).sum_to_size(normalized_shape)


@compiled("rms_norm", node="FusedRmsNorm", saved="input weight", tensors="input weight", method=False,
          input=rms_input, weight=rms_weight)
def rms_norm(input, normalized_shape, weight=None, eps=None):
    """Divided by the root of the mean square over the last dims, then scaled (Zhang and Sennrich 2019).

    Parameters
    ----------
    input : Tensor
        Of shape (..., *normalized_shape) and a floating type.
    normalized_shape : tuple of int
        The sizes of the dims to normalise over.
    weight : Tensor, optional
        The scale, of the shape `normalized_shape`.
    eps : float, optional
        Added to the mean square; by default the type's relative precision.

    Raises
    ------
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.rms_norm(wengert.tensor([[1., 7.]]), (2,))
    tensor([[0.2000, 1.4000]])
    """


def per_channel(t, ndim):
    """A vector of one number per channel as it broadcasts against (N, C, ...)."""
    return t.reshape([1, -1] + [1] * (ndim - 2))


def batch_unit(input, mean, var, training, eps):
    """The input of a batch norm less its mean, over its deviation, and that deviation's reciprocal."""
    dims = (0, *range(2, input.ndim))
    if training:
        centred = input - input.mean(dims, keepdim=True)
        rstd = ((centred * centred).mean(dims, keepdim=True) + eps).rsqrt()
    else:
        centred, rstd = input - per_channel(mean, input.ndim), (per_channel(var, input.ndim) + eps).rsqrt()
    return centred * rstd, rstd, dims


def batch_norm_input(g, input, weight, mean, var, training, eps):
    """The cotangent of a batch norm's input."""
    unit, rstd, dims = batch_unit(input, mean, var, training, eps)
    if weight is not None:
        g = g * per_channel(weight, input.ndim)
    if training:
        g = g - g.mean(dims, keepdim=True) - unit * (g * unit).mean(dims, keepdim=True)
    return g * rstd


def batch_norm_weight(g, input, mean, var, training, eps):
    """The cotangent of a batch norm's scale."""
    unit, _, dims = batch_unit(input, mean, var, training, eps)
    return (g * unit).sum(dims)


@compiled("batch_norm", node="NativeBatchNorm", saved="input weight mean var", method=False,
          tensors="input weight bias running_mean running_var", input=batch_norm_input, weight=batch_norm_weight,
          bias=lambda g: g.sum((0, *range(2, g.ndim))))
def _batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps):
    """Each channel less its mean, over its deviation; the batch's own when training."""


def group_unit(input, num_groups, eps):
    """The input of a group norm as (N, groups, rest), normalised, and the deviations' reciprocals."""
    parts = input.reshape(input.shape[0], num_groups, -1)
    centred = parts - parts.mean(2, keepdim=True)
    rstd = ((centred * centred).mean(2, keepdim=True) + eps).rsqrt()
    return centred * rstd, rstd


def group_norm_input(g, input, weight, num_groups, eps):
    """The cotangent of a group norm's input."""
    unit, rstd = group_unit(input, num_groups, eps)
    if weight is not None:
        g = g * per_channel(weight, input.ndim)
    g = g.reshape(unit.shape)
    return (rstd * (g - g.mean(2, keepdim=True) - unit * (g * unit).mean(2, keepdim=True))).reshape(input.shape)


@compiled("group_norm", node="NativeGroupNorm", saved="input weight", tensors="input weight bias", method=False,
          input=group_norm_input, bias=lambda g: g.sum((0, *range(2, g.ndim))),
          weight=lambda g, input, num_groups, eps: (g * group_unit(input, num_groups, eps)[0].reshape(input.shape)).sum(
              (0, *range(2, input.ndim))))
def _group_norm(input, weight, bias, num_groups, eps):
    """Channels in groups, each less its mean, over its deviation."""


@compiled("drop", node="Mul", method=False, inplace=True, input=lambda g, p, seed, scale: api._drop(g, p, seed, scale))
def _drop(input, p, seed, scale, kept=0.0, dropped=0.0):
    """The input times `scale` plus `kept`, or with probability p `dropped`; a seed and a place decide which."""


@composite(method=False, tensors="input weight bias")
def native_layer_norm(input, normalized_shape, weight, bias, eps):
    """:func:`wengert.nn.functional.layer_norm`, and the mean and the reciprocal of the deviation that it used.

    Parameters
    ----------
    input : Tensor
        Of shape (..., *normalized_shape) and a floating type.
    normalized_shape : tuple of int
        The sizes of the dims to normalise over.
    weight, bias : Tensor or None
        Scale and shift, of the shape `normalized_shape`.
    eps : float
        Added to the variance.

    Returns
    -------
    tuple of Tensor
        The result, mean and reciprocal, these two without derivative and with size 1 in the last dims.

    Raises
    ------
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.native_layer_norm(wengert.tensor([[1., 3.]]), (2,), None, None, 0.0)[1]
    tensor([[2.]])
    """
    out = api.layer_norm(input, normalized_shape, weight, bias, eps)
    dims = tuple(range(-len(normalized_shape), 0))
    plain = input.detach()
    mean = plain.mean(dims, keepdim=True)
    return out, mean, ((plain - mean).square().mean(dims, keepdim=True) + eps).rsqrt()


@composite(method=False, tensors="input weight bias")
def native_batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps):
    """:func:`wengert.nn.functional.batch_norm`, and the mean and the reciprocal of the deviation of the batch.

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, ...) and a floating type.
    weight, bias : Tensor or None
        Scale and shift, of shape (C,).
    running_mean, running_var : Tensor or None
        Of shape (C,): what is used when not training, and moved towards the batch's own when training.
    training : bool
        Whether to use the mean and variance of the batch.
    momentum : float
        By how much the running values move.
    eps : float
        Added to the variance.

    Returns
    -------
    tuple of Tensor
        The result, mean and reciprocal; these two have no derivative, and no elements when not training.

    Raises
    ------
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.native_batch_norm(wengert.tensor([[1.], [3.]]), None, None, None, None, True, 0.1, 0.0)[1]
    tensor([2.])
    """
    out = api._batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps)
    if not training:
        return out, input.new_zeros(0), input.new_zeros(0)
    dims = (0, *range(2, input.ndim))
    plain = input.detach()
    mean = plain.mean(dims)
    return out, mean, ((plain - per_channel(mean, input.ndim)).square().mean(dims) + eps).rsqrt()


@composite(method=False, tensors="input weight bias")
def native_group_norm(input, weight, bias, N, C, HxW, group, eps):
    """:func:`wengert.nn.functional.group_norm`, and the mean and the reciprocal of the deviation of each group.

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, ...) and a floating type.
    weight, bias : Tensor or None
        Scale and shift, of shape (C,).
    N, C, HxW : int
        The sizes of `input`, those of its further dims multiplied.
    group : int
        The number of groups, which divides C.
    eps : float
        Added to the variance.

    Returns
    -------
    tuple of Tensor
        The result, mean and reciprocal, these two of shape (N, group).

    Raises
    ------
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.native_group_norm(wengert.tensor([[1., 3.]]), None, None, 1, 2, 1, 1, 0.0)[1]
    tensor([[2.]])
    """
    out = api._group_norm(input, weight, bias, group, eps)
    parts = input.reshape(N, group, C // group * HxW)
    mean = parts.mean(2)
    return out, mean, ((parts - mean.unsqueeze(2)).square().mean(2) + eps).rsqrt()
