"""More activation functions of ``nn.functional``: piecewise ones, and those that normalise."""
from .. import errors
from ..ops import api as _api


def _in_type(input, name, *numbers):
    """Bounds as an integer input takes them."""
    if input.dtype.is_floating_point:
        return numbers
    if input.dtype is _api.bool:
        raise errors.AutogradError(f"Bool inputs not supported for {name}", kind=NotImplementedError)
    whole = tuple(int(v) for v in numbers)
    if input.dtype is _api.uint8 and min(whole if name == "hardtanh" else numbers) < 0:
        raise errors.AutogradError(f"cannot do {name} on an unsigned type with negative limits: value cannot be "
                                   "converted to "
                                   "type uint8_t without overflow")
    return whole


def _between(input, low, high, inplace):
    """The input between two bounds."""
    low, high = _in_type(input, "hardtanh", low, high)
    return _api._hardtanh_(input, low, high) if inplace else _api._hardtanh(input, low, high)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    """The input between two bounds; the derivative at the bounds is 0.

    Parameters
    ----------
    input : Tensor
        Of any shape and real type but bool.
    min_val, max_val : float
        The bounds.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `min_val` is greater than `max_val`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.hardtanh(wengert.tensor([-2., 0.5, 2.]))
    tensor([-1.0000,  0.5000,  1.0000])
    """
    if min_val > max_val:
        raise errors.AutogradError("min_val cannot be greater than max_val", kind=ValueError)
    return _between(input, min_val, max_val, inplace)


def relu6(input, inplace=False):
    """The input between 0 and 6.

    Parameters
    ----------
    input : Tensor
        Of any shape and real type but bool.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.relu6(wengert.tensor([-1., 3., 7.]))
    tensor([0., 3., 6.])
    """
    return _between(input, 0, 6, inplace)


def hardsigmoid(input, inplace=False):
    """(x + 3) / 6 between 0 and 1.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.hardsigmoid(wengert.tensor([-4., 0., 4.]))
    tensor([0.0000, 0.5000, 1.0000])
    """
    return _api._hardsigmoid_(input) if inplace else _api._hardsigmoid(input)


def hardswish(input, inplace=False):
    """x times (x + 3) / 6 between 0 and 1 (Howard et al. 2019).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.hardswish(wengert.tensor([-1., 1., 4.]))
    tensor([-0.3333,  0.6667,  4.0000])
    """
    return _api._hardswish_(input) if inplace else _api._hardswish(input)


def softshrink(input, lambd=0.5):
    """The input moved towards 0 by `lambd`, and 0 from -`lambd` to `lambd`.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    lambd : float
        The distance, not negative.

    Raises
    ------
    RuntimeError
        If `lambd` is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.softshrink(wengert.tensor([-1., 0.25, 2.]))
    tensor([-0.5000,  0.0000,  1.5000])
    """
    if not lambd >= 0:
        raise errors.AutogradError(f"lambda must be in range [0, 3.40282e+38] for input dtype Float, but found {lambd}")
    return _api._softshrink(input, lambd)


def tanhshrink(input):
    """x - tanh(x).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.tanhshrink(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.2384])
    """
    return input - _api.tanh(input)


def softsign(input):
    """x / (1 + |x|).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.softsign(wengert.tensor([-1., 0., 3.]))
    tensor([-0.5000,  0.0000,  0.7500])
    """
    return _api._softsign(input)


def threshold(input, threshold, value, inplace=False):
    """The input where it is above a threshold, else a value.

    Parameters
    ----------
    input : Tensor
        Of any shape and real type.
    threshold : float
        The bound, itself not above it.
    value : float
        What stands for the rest.
    inplace : bool
        Whether to write into `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.threshold(wengert.tensor([0., 1., 2.]), 1, 20)
    tensor([20., 20.,  2.])
    """
    if not input.dtype.is_floating_point:
        threshold, value = _in_type(input, "threshold", threshold, value)
    return _api._threshold_(input, threshold, value) if inplace else _api._threshold(input, threshold, value)


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


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    """:func:`softmax` of -x.

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
    >>> wengert.nn.functional.softmin(wengert.tensor([0., 0.]), dim=0)
    tensor([0.5000, 0.5000])
    """
    return _api.softmax(-input, dim, dtype)
