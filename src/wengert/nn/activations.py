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
