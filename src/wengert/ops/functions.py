"""Elementary functions: exponentials, logarithms, roots, and the nonlinearities made of them."""
import math

import numpy as np

from . import api
from .arithmetic import conj
from .table import elementwise


@elementwise(np.exp, promote="float", inplace=True, input=lambda g, result: g * conj(result))
def exp(input):
    """e to the power of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.exp(wengert.tensor([0., 1.]))
    tensor([1.0000, 2.7183])
    """


@elementwise(np.exp2, promote="float", inplace=True, input=lambda g, result: g * conj(result * math.log(2)))
def exp2(input):
    """2 to the power of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.exp2(wengert.tensor([0., 3.]))
    tensor([1., 8.])
    """


@elementwise(np.log, promote="float", inplace=True, input=lambda g, input: g / conj(input))
def log(input):
    """The natural logarithm of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.log(wengert.tensor([1., 0.]))
    tensor([0., -inf])
    """


@elementwise(np.log2, promote="float", inplace=True, input=lambda g, input: g / conj(input * math.log(2)))
def log2(input):
    """The logarithm to the base 2 of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.log2(wengert.tensor([1., 8.]))
    tensor([0., 3.])
    """


@elementwise(np.log10, promote="float", inplace=True, input=lambda g, input: g / conj(input * math.log(10)))
def log10(input):
    """The logarithm to the base 10 of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.log10(wengert.tensor([1., 2.]))
    tensor([0.0000, 0.3010])
    """


@elementwise(np.log1p, node="Log1P", promote="float", inplace=True, input=lambda g, input: g / conj(input + 1))
def log1p(input):
    """log(1 + x), accurate for small x.

    Examples
    --------
    >>> import wengert
    >>> wengert.log1p(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.6931])
    """


@elementwise(np.expm1, promote="float", inplace=True, input=lambda g, result: g * conj(result + 1))
def expm1(input):
    """exp(x) - 1, accurate for small x.

    Examples
    --------
    >>> import wengert
    >>> wengert.expm1(wengert.tensor([0., 1.]))
    tensor([0.0000, 1.7183])
    """


def complex_logaddexp(input, other):
    """:func:`logaddexp` of complex numbers: the one with the larger real part taken out."""
    if not api.result_type(input, other).is_complex:
        raise api.errors.UnsupportedDtypeError("\"logaddexp_cpu\" not implemented for integers. Convert the operands "
                                               "to a floating type first.")
    larger = api.where(input.real >= other.real, input, other).detach()
    return larger + ((input - larger).exp() + (other - larger).exp()).log()


@elementwise(np.logaddexp, fallback=complex_logaddexp, input=lambda g, input, other: g * (input - other).sigmoid(),
             other=lambda g, input, other: g * (other - input).sigmoid())
def logaddexp(input, other):
    """log(exp(x) + exp(y)), without overflow.

    Parameters
    ----------
    input, other : Tensor
        Floating or complex, of shapes that broadcast.

    Raises
    ------
    NotImplementedError
        For integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.logaddexp(wengert.tensor([0., 1000.]), wengert.tensor([0., 1000.]))
    tensor([6.9315e-01, 1.0007e+03])
    """


@elementwise(np.logaddexp2, input=lambda g, input, other: g / (1 + (other - input).exp2()),
             other=lambda g, input, other: g / (1 + (input - other).exp2()))
def logaddexp2(input, other):
    """The logarithm to the base 2 of 2^x + 2^y, without overflow.

    Examples
    --------
    >>> import wengert
    >>> wengert.logaddexp2(wengert.tensor([0., 100.]), wengert.tensor([0., 100.]))
    tensor([  1., 101.])
    """


@elementwise(promote="float", inplace=True, fallback=lambda input, other: input * other.exp2(),
             input=lambda g, other: g * other.exp2(), other=lambda g, result: g * result * math.log(2))
def ldexp(input, other):
    """`input` * 2^`other`.

    Parameters
    ----------
    input, other : Tensor or number
        Mantissas and exponents, of shapes that broadcast.

    Raises
    ------
    RuntimeError
        If they do not broadcast.

    Examples
    --------
    >>> import wengert
    >>> wengert.ldexp(wengert.tensor([1., 3.]), wengert.tensor([4, -1]))
    tensor([16.0000,  1.5000])
    """


@elementwise(np.sqrt, promote="float", inplace=True, input=lambda g, result: g / conj(2 * result))
def sqrt(input):
    """The square root of each element; nan for negative ones.

    Examples
    --------
    >>> import wengert
    >>> wengert.sqrt(wengert.tensor([4., 9.]))
    tensor([2., 3.])
    """


@elementwise(promote="float", inplace=True, input=lambda g, result: -0.5 * g * conj(result * result * result),
             fallback=lambda x: 1 / x.sqrt())
def rsqrt(input):
    """1 / sqrt(x).

    Examples
    --------
    >>> import wengert
    >>> wengert.rsqrt(wengert.tensor([4., 1.]))
    tensor([0.5000, 1.0000])
    """


@elementwise(promote="float", inplace=True, input=lambda g, result: g * conj((1 - result) * result),
             fallback=lambda x: 1 / (1 + (-x).exp()))
def sigmoid(input):
    """1 / (1 + exp(-x)).

    Examples
    --------
    >>> import wengert
    >>> wengert.sigmoid(wengert.tensor([0., 2.]))
    tensor([0.5000, 0.8808])
    """


@elementwise(promote="float", inplace=True,
             input=lambda g, input: g * (2 / math.sqrt(math.pi)) * (-input * input).exp())
def erf(input):
    """The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.

    Examples
    --------
    >>> import wengert
    >>> wengert.erf(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.8427])
    """


@elementwise(impl="relu", nin=1, inplace=True, out=False, input=lambda g, result: g * (result > 0))
def relu(input):
    """max(x, 0); the derivative at 0 is 0.

    Examples
    --------
    >>> import wengert
    >>> wengert.relu(wengert.tensor([-1., 2.]))
    tensor([0., 2.])
    """
