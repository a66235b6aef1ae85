"""Activation functions of ``nn.functional``."""
from .. import errors
from ..ops import api as _api


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


def silu(input, inplace=False):
    """x times the logistic function of x, also called swish.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.silu(wengert.tensor([-1., 0., 1.]))
    tensor([-0.2689,  0.0000,  0.7311])
    """
    return _api._silu_(input) if inplace else _api._silu(input)


def mish(input, inplace=False):
    """x tanh(log(1 + e^x)) (Misra 2019).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.mish(wengert.tensor([-1., 0., 1.]))
    tensor([-0.3034,  0.0000,  0.8651])
    """
    return _api._mish_(input) if inplace else _api._mish(input)


def elu(input, alpha=1.0, inplace=False):
    """x, below 0 alpha (e^x - 1) (Clevert et al. 2015).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    alpha : float
        The factor below 0.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.elu(wengert.tensor([-1., 1.]))
    tensor([-0.6321,  1.0000])
    """
    return _api._elu_(input, alpha) if inplace else _api._elu(input, alpha)


def celu(input, alpha=1.0, inplace=False):
    """x, below 0 alpha (e^(x / alpha) - 1), which is smooth for every alpha (Barron 2017).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    alpha : float
        The scale below 0; not 0.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    RuntimeError
        If `alpha` is 0.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.celu(wengert.tensor([-1., 1.]), 2.0)
    tensor([-0.7869,  1.0000])
    """
    if alpha == 0:
        raise errors.AutogradError("ZeroDivisionError: alpha cannot be 0 for CELU")
    if alpha < 0:                                       # where the kernel's e^x - 1 does not reach
        result = _api.where(input > 0, input, alpha * (input.clamp(max=0) / alpha).expm1())
        return input.copy_(result) if inplace else result
    return _api._celu_(input, alpha) if inplace else _api._celu(input, alpha)


def selu(input, inplace=False):
    """elu with constants that keep mean 0 and variance 1 (Klambauer et al. 2017).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.selu(wengert.tensor([-1., 0., 1.]))
    tensor([-1.1113,  0.0000,  1.0507])
    """
    return _api._selu_(input) if inplace else _api._selu(input)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    """x, below 0 times a small slope.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    negative_slope : float
        The slope below 0.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.leaky_relu(wengert.tensor([-1., 1.]))
    tensor([-0.0100,  1.0000])
    """
    return _api._leaky_relu_(input, negative_slope) if inplace else _api._leaky_relu(input, negative_slope)


def prelu(input, weight):
    """x, below 0 times a weight, which may be one per channel (He et al. 2015).

    Parameters
    ----------
    input : Tensor
        Of shape (N, C, ...) where there are several weights, and a floating type.
    weight : Tensor
        One number, or a vector of C.

    Raises
    ------
    RuntimeError
        If there are neither one nor C weights.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.prelu(wengert.tensor([-1., 1.]), wengert.tensor(0.5))
    tensor([-0.5000,  1.0000])
    """
    if weight.ndim > 1:
        raise errors.ShapeError(f"prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {weight.ndim}")
    if input.dtype is not weight.dtype:
        raise errors.AutogradError(f"prelu: Type promoting not supported. Got {input.dtype} and {weight.dtype}")
    if weight.numel() == 1:
        weight = weight.reshape([1] * input.ndim)
    else:
        if input.ndim == 0:
            raise errors.ShapeError("Not allow zero-dim input tensor.")
        channels = input.shape[1] if input.ndim > 1 else 1
        if weight.numel() != channels:
            raise errors.ShapeError("Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                                    f"{weight.numel()} and channel size = {channels}.")
        weight = weight.reshape([-1] + [1] * (input.ndim - 2))
    return _api._prelu(input, weight)


def rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False):
    """x, below 0 times a slope that is random when training, else the mean one (Xu et al. 2015).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    lower, upper : float
        The bounds of the slopes.
    training : bool
        Whether to draw a slope for each element.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.rrelu(wengert.tensor([-8., 1.]), 0.25, 0.5)
    tensor([-3.,  1.])
    """
    if not training:
        return leaky_relu(input, (lower + upper) / 2, inplace)
    slopes = _api.rand(input.shape, dtype=input.dtype) * (upper - lower) + lower
    return _api._prelu_(input, slopes) if inplace else _api._prelu(input, slopes)


def softplus(input, beta=1.0, threshold=20.0):
    """log(1 + e^(beta x)) / beta, a smooth form of relu.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    beta : float
        How sharp the bend is.
    threshold : float
        Where beta x is above it, the result is x.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.softplus(wengert.tensor([0., 30.]))
    tensor([ 0.6931, 30.0000])
    """
    return _api._softplus(input, beta, threshold)


def glu(input, dim=-1):
    """The first half along `dim` times the logistic function of the second (Dauphin et al. 2017).

    Parameters
    ----------
    input : Tensor
        Of an even size along `dim` and a floating type.
    dim : int
        The dim that is halved.

    Raises
    ------
    RuntimeError
        If the size along `dim` is odd.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.glu(wengert.tensor([1., 2., 0., 0.]))
    tensor([0.5000, 1.0000])
    """
    return _api._glu(input, dim)
