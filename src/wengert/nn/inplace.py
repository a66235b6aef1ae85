"""The activation functions of ``nn.functional`` that write into their input."""
from .activations import celu, elu, leaky_relu, relu, rrelu, selu
from .shaping import hardtanh, threshold as _threshold


def relu_(input):
    """In-place version of :func:`relu`.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1.])
    >>> wengert.nn.functional.relu_(x) is x
    True
    """
    return relu(input, inplace=True)


def elu_(input, alpha=1.0):
    """In-place version of :func:`elu`.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1.])
    >>> wengert.nn.functional.elu_(x) is x
    True
    """
    return elu(input, alpha, inplace=True)


def celu_(input, alpha=1.0):
    """In-place version of :func:`celu`.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1.])
    >>> wengert.nn.functional.celu_(x) is x
    True
    """
    return celu(input, alpha, inplace=True)


def selu_(input):
    """In-place version of :func:`selu`.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1.])
    >>> wengert.nn.functional.selu_(x) is x
    True
    """
    return selu(input, inplace=True)


def leaky_relu_(input, negative_slope=0.01):
    """In-place version of :func:`leaky_relu`.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1.])
    >>> wengert.nn.functional.leaky_relu_(x) is x
    True
    """
    return leaky_relu(input, negative_slope, inplace=True)


def hardtanh_(input, min_val=-1.0, max_val=1.0):
    """In-place version of :func:`hardtanh`.

    Parameters
    ----------
    input : Tensor
        What is written into.
    min_val, max_val : float
        The bounds.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1.])
    >>> wengert.nn.functional.hardtanh_(x) is x
    True
    """
    return hardtanh(input, min_val, max_val, inplace=True)


def threshold_(input, threshold, value):
    """In-place version of :func:`threshold`.

    Parameters
    ----------
    input : Tensor
        What is written into.
    threshold : float
        The bound.
    value : float
        What stands for the rest.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1.])
    >>> wengert.nn.functional.threshold_(x, 0.5, 9.) is x
    True
    """
    return _threshold(input, threshold, value, True)


def rrelu_(input, lower=0.125, upper=0.3333333333333333, training=False):
    """In-place version of :func:`rrelu`.

    Parameters
    ----------
    input : Tensor
        What is written into.
    lower, upper : float
        The bounds of the slopes.
    training : bool
        Whether to draw a slope for each element.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1.])
    >>> wengert.nn.functional.rrelu_(x) is x
    True
    """
    return rrelu(input, lower, upper, training, inplace=True)
