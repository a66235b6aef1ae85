"""Comparisons, logic, and questions about single elements: the results are booleans."""
import numpy as np

from . import api
from .table import alias, compiled, composite, elementwise


def comparison(ufunc, name, text, example, real=False):
    """Add one operation that gives booleans to the table; `example` is the result for [1, 2, 0] and [2, 2, 0]."""
    def function(input, other):
        pass
    function.__name__ = name
    function.__doc__ = f"""{text}, element by element.

    Examples
    --------
    >>> import wengert
    >>> wengert.{name}(wengert.tensor([1, 2, 0]), wengert.tensor([2, 2, 0]))
    tensor([{example}])
    """
    elementwise(ufunc, real=real, inplace=True)(function)


comparison(np.equal, "eq", "Whether `input` equals `other`", "False,  True,  True")
comparison(np.not_equal, "ne", "Whether `input` differs from `other`", " True, False, False")
comparison(np.less, "lt", "Whether `input` is less than `other`", " True, False, False", real=True)
comparison(np.less_equal, "le", "Whether `input` is less than or equal to `other`", "True, True, True", real=True)
comparison(np.greater, "gt", "Whether `input` is greater than `other`", "False, False, False", real=True)
comparison(np.greater_equal, "ge", "Whether `input` is greater than or equal to `other`", "False,  True,  True",
           real=True)
comparison(np.logical_and, "logical_and", "Whether neither of two elements is zero", " True,  True, False")
comparison(np.logical_or, "logical_or", "Whether one of two elements, or both, is not zero", " True,  True, False")
comparison(np.logical_xor, "logical_xor", "Whether just one of two elements is zero", "False, False, False")


@elementwise(np.logical_not, inplace=True)
def logical_not(input):
    """Whether each element is zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.logical_not(wengert.tensor([0, 3]))
    tensor([ True, False])
    """


@elementwise(np.isnan, out=False)
def isnan(input):
    """Whether each element is nan.

    Examples
    --------
    >>> import wengert
    >>> wengert.isnan(wengert.tensor([1., float('nan')]))
    tensor([False,  True])
    """


@elementwise(np.isinf, out=False)
def isinf(input):
    """Whether each element is infinite.

    Examples
    --------
    >>> import wengert
    >>> wengert.isinf(wengert.tensor([1., float('-inf')]))
    tensor([False,  True])
    """


@elementwise(np.isfinite, out=False)
def isfinite(input):
    """Whether each element is neither nan nor infinite.

    Examples
    --------
    >>> import wengert
    >>> wengert.isfinite(wengert.tensor([1., float('inf')]))
    tensor([ True, False])
    """


@compiled("is_infinity", out="cast", tensors="input")
def isposinf(input):
    """Whether each element is plus infinity.

    Examples
    --------
    >>> import wengert
    >>> wengert.isposinf(wengert.tensor([1., float('inf')]))
    tensor([False,  True])
    """


@compiled("is_infinity", out="cast", tensors="input")
def isneginf(input):
    """Whether each element is minus infinity.

    Examples
    --------
    >>> import wengert
    >>> wengert.isneginf(wengert.tensor([1., float('-inf')]))
    tensor([False,  True])
    """


@compiled("isreal", tensors="input")
def isreal(input):
    """Whether each element has no imaginary part; true of all real ones.

    Examples
    --------
    >>> import wengert
    >>> wengert.isreal(wengert.tensor([1 + 1j, 2 + 0j]))
    tensor([False,  True])
    """


@composite
def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether |x - y| <= `atol` + `rtol` * |y|; equal infinities are close, nan to nan only with `equal_nan`.

    Parameters
    ----------
    input, other : Tensor
        Of one type; they broadcast.
    rtol, atol : float
        The tolerances, not negative.
    equal_nan : bool
        Whether two nan count as close.

    Raises
    ------
    RuntimeError
        If the types differ or a tolerance is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.isclose(wengert.tensor([1., 2.]), wengert.tensor([1.000001, 2.1]))
    tensor([ True, False])
    """
    if input.dtype is not other.dtype:
        raise api.errors.AutogradError(f"{input.dtype.name} did not match {other.dtype.name} (in isclose). "
                                       "Convert one of them.")
    for name, tolerance in (("rtol", rtol), ("atol", atol)):
        if tolerance < 0:
            raise api.errors.AutogradError(f"{name} must be greater than or equal to zero, but got {tolerance}")
    x, y = input.detach(), other.detach()
    close = x == y
    if rtol == 0 and atol == 0:
        return close
    if equal_nan and (x.is_floating_point() or x.is_complex()):
        close = close | (x.isnan() & y.isnan())
    if not x.is_floating_point() and not x.is_complex():
        x, y = x * 1.0, y * 1.0
    difference = (x - y).abs()
    return close | (difference.isfinite() & (difference <= atol + (rtol * y).abs()))


for _names in ("not_equal ne", "less lt", "less_equal le", "greater gt", "greater_equal ge"):
    alias(*_names.split())
