"""Elementwise operations: arithmetic, elementary functions, comparisons, bits."""
import math

import numpy as np

from . import api
from .table import composite, elementwise, primitive, same


def zero(g):
    """The rule of a function that is flat almost everywhere."""
    return api.zeros_like(g)


@composite
def conj(input):
    """The complex conjugate; a real tensor itself.

    Examples
    --------
    >>> import wengert
    >>> wengert.conj(wengert.tensor([1 + 2j]))
    tensor([1.-2.j])
    """
    return api.conj_physical(input) if input.is_complex() else input


def halved_at_ties(g, wins, ties):
    """A cotangent where one operand wins, half of it where both are equal, else zero."""
    return api.where(ties, g / 2, api.where(wins, g, 0))


@elementwise(np.add, impl="add", nin=2, input=same, other=same, inplace=True)
def add(input, other, *, alpha=1):
    """`input` + `alpha` * `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.add(wengert.tensor([1., 2.]), 10)
    tensor([11., 12.])
    """


@elementwise(np.subtract, impl="add", nin=2, input=same, other=lambda g: -g, inplace=True)
def sub(input, other, *, alpha=1):
    """`input` - `alpha` * `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.sub(wengert.tensor([1., 2.]), 1)
    tensor([0., 1.])
    """


@elementwise(node="Add", input=same, other=lambda g, alpha: g * alpha, method=False)
def _add_scaled(input, other, alpha):
    """`input` + `alpha` * `other` in one pass."""


@elementwise(np.multiply, input=lambda g, other: g * conj(other), other=lambda g, input: g * conj(input), inplace=True)
def mul(input, other):
    """`input` * `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.mul(wengert.tensor([1., 2.]), wengert.tensor([[3.], [4.]]))
    tensor([[3., 6.],
            [4., 8.]])
    """


@elementwise(np.true_divide, impl="div", nin=2, promote="float", inplace=True, input=lambda g, other: g / conj(other),
             other=lambda g, other, result: -g * conj(result / other))
def div(input, other, *, rounding_mode=None):
    """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor".

    Examples
    --------
    >>> import wengert
    >>> wengert.div(wengert.tensor([7, -7]), 2)
    tensor([ 3.5000, -3.5000])
    >>> wengert.div(wengert.tensor([7, -7]), 2, rounding_mode="trunc")
    tensor([ 3, -3])
    """


def no_slope(g):
    """The rule of floor division, which may be computed but not differentiated."""
    raise api.errors.NonDifferentiableError("derivative for floor_divide is not implemented. Use detach() on its operands, or "
                                            "div(rounding_mode='floor'), whose derivative is zero.")


no_slope.refuses = True


@elementwise(np.floor_divide, real=True, impl="integer_division", nin=2, inplace=True, input=no_slope, other=no_slope)
def floor_divide(input, other):
    """The quotient rounded towards minus infinity.

    Examples
    --------
    >>> import wengert
    >>> wengert.floor_divide(wengert.tensor([7, -7]), 2)
    tensor([ 3, -4])
    """


@primitive(method=False, node="Div", suffix="2", input=lambda g, input_shape: api.zeros(input_shape, dtype=g.dtype),
           other=lambda g, other_shape: api.zeros(other_shape, dtype=g.dtype))
def _div_rounded(input, other, mode):
    """:func:`div` rounded towards minus infinity ("floor") or zero ("trunc"); flat almost everywhere."""
    if mode == "floor":
        return api.floor_divide(input, other)
    if api.result_type(input, other).is_floating_point:
        return api.div(input, other).trunc()
    quotient = api.floor_divide(input, other)
    inexact = input - quotient * other != 0
    return quotient + (inexact & (quotient < 0))


@elementwise(np.remainder, impl="integer_division", nin=2, inplace=True, input=same,
             other=lambda g, input, other: -g * (input / other).floor())
def remainder(input, other):
    """What is left of `input` after division by `other`, with the sign of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.remainder(wengert.tensor([-3., 3.]), 2)
    tensor([1., 1.])
    """


def power_input(g, input, other):
    """d(x^y)/dx = y x^(y-1); zero where y is zero, also at x = 0."""
    if other.ndim == 0 and not other.requires_grad and not other.is_complex():
        exponent = other.item()
        return api.zeros_like(g) if exponent == 0 else g * (exponent * conj(input ** (exponent - 1)))
    return api.where(other == 0, 0, g * conj(other * input ** (other - 1)))


def power_other(g, input, other, result):
    """d(x^y)/dy = x^y log x; zero where x is zero and y not negative."""
    slope = result * input.log()
    return g * (conj(slope) if slope.is_complex() else api.where((input == 0) & (other >= 0), 0, slope))


@elementwise(np.power, impl="pow", nin=2, inplace=True, input=power_input, other=power_other)
def pow(input, other):
    """`input` to the power `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.pow(wengert.tensor([1., 2., 3.]), 2)
    tensor([1., 4., 9.])
    """


@elementwise(np.negative, inplace=True, input=lambda g: -g)
def neg(input):
    """The negative of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.neg(wengert.tensor([1., -2.]))
    tensor([-1.,  2.])
    """


@elementwise(np.absolute, inplace=True, input=lambda g, input: g * input.sgn())
def abs(input):
    """The absolute value of each element; the derivative at 0 is 0.

    Examples
    --------
    >>> import wengert
    >>> wengert.abs(wengert.tensor([-1., 2.]))
    tensor([1., 2.])
    """


def sign_of_bool(x):
    """The sign of booleans is what they are; complex numbers have none."""
    if x.is_complex():
        raise api.errors.UnsupportedDtypeError("Unlike NumPy, torch.sign is not intended to support complex numbers. "
                                               "Please use torch.sgn instead.")
    return x.clone()


@elementwise(np.sign, real=True, inplace=True, input=zero, fallback=sign_of_bool)
def sign(input):
    """-1, 0 or 1 by the sign of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.sign(wengert.tensor([-3., 0., 2.]))
    tensor([-1.,  0.,  1.])
    """


def sgn_rule(g, input, result):
    """Of a complex number z/|z| the part of the cotangent across its direction, over |z|; else zero."""
    if not result.is_complex():
        return api.zeros_like(g)
    size = input.abs()
    return api.where(size == 0, 0, (g - result * (g * conj(result)).real) / size)


@elementwise(np.sign, kernel="sign", inplace=True, input=sgn_rule, fallback=lambda x: x.clone())
def sgn(input):
    """:func:`sign`; of a complex number the number of modulus 1 in its direction.

    Examples
    --------
    >>> import wengert
    >>> wengert.sgn(wengert.tensor([3 + 4j, 0j]))
    tensor([0.6000+0.8000j, 0.0000+0.0000j])
    """


@elementwise(np.conjugate, integer_copy=True, input=lambda g: g.conj())
def conj_physical(input):
    """The complex conjugate of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.conj_physical(wengert.tensor([1 + 2j]))
    tensor([1.-2.j])
    """


@elementwise(np.exp, promote="float", inplace=True, input=lambda g, result: g * conj(result))
def exp(input):
    """e to the power of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.exp(wengert.tensor([0., 1.]))
    tensor([1.0000, 2.7183])
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


@elementwise(np.square, node="Pow", inplace=True, fallback=lambda x: x.long(),
             input=lambda g, input: 2 * g * conj(input))
def square(input):
    """The square of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.square(wengert.tensor([-3, 2]))
    tensor([9, 4])
    """


@elementwise(node="Pow", method=False, input=lambda g, input: 3 * g * input * input)
def _cube(input):
    """The third power, for ``x ** 3``."""


@elementwise(np.reciprocal, promote="float", inplace=True, input=lambda g, result: -g * conj(result * result))
def reciprocal(input):
    """1 / x.

    Examples
    --------
    >>> import wengert
    >>> wengert.reciprocal(wengert.tensor([2., 4.]))
    tensor([0.5000, 0.2500])
    """


@elementwise(np.sin, promote="float", inplace=True, input=lambda g, input: g * conj(input.cos()))
def sin(input):
    """The sine of each element (radians).

    Examples
    --------
    >>> import wengert
    >>> wengert.sin(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.8415])
    """


@elementwise(np.cos, promote="float", inplace=True, input=lambda g, input: -g * conj(input.sin()))
def cos(input):
    """The cosine of each element (radians).

    Examples
    --------
    >>> import wengert
    >>> wengert.cos(wengert.tensor([0., 1.]))
    tensor([1.0000, 0.5403])
    """


@elementwise(np.tanh, promote="float", inplace=True, input=lambda g, result: g * conj(1 - result * result))
def tanh(input):
    """The hyperbolic tangent of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.tanh(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.7616])
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


@elementwise(impl="relu", nin=1, inplace=True, input=lambda g, result: g * (result > 0))
def relu(input):
    """max(x, 0); the derivative at 0 is 0.

    Examples
    --------
    >>> import wengert
    >>> wengert.relu(wengert.tensor([-1., 2.]))
    tensor([0., 2.])
    """


@elementwise(np.floor, integer_copy=True, inplace=True, input=zero)
def floor(input):
    """The largest integer not above each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.floor(wengert.tensor([1.5, -1.5]))
    tensor([ 1., -2.])
    """


@elementwise(np.ceil, integer_copy=True, inplace=True, input=zero)
def ceil(input):
    """The smallest integer not below each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.ceil(wengert.tensor([1.5, -1.5]))
    tensor([ 2., -1.])
    """


@elementwise(np.trunc, integer_copy=True, inplace=True, input=zero)
def trunc(input):
    """The integer part of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.trunc(wengert.tensor([1.5, -1.5]))
    tensor([ 1., -1.])
    """


@elementwise(np.rint, node="Round", kernel="round", integer_copy=True, method=False, input=zero)
def _round(input):
    """The nearest integer, halves to the even one."""


@composite
def round(input, *, decimals=0):
    """Each element rounded to `decimals` places, halves to the even neighbour.

    Examples
    --------
    >>> import wengert
    >>> wengert.round(wengert.tensor([0.5, 1.5, -2.6]))
    tensor([ 0.,  2., -3.])
    """
    if decimals == 0:
        return api._round(input)
    scale = 10.0 ** decimals
    return api._round(input * scale) / scale


@elementwise(np.maximum, real=True, input=lambda g, input, other: halved_at_ties(g, input > other, input == other),
             other=lambda g, input, other: halved_at_ties(g, input < other, input == other))
def maximum(input, other):
    """The larger of two elements; nan where either is nan. Ties share the gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.maximum(wengert.tensor([1., 5.]), wengert.tensor([3., 2.]))
    tensor([3., 5.])
    """


@elementwise(np.minimum, real=True, input=lambda g, input, other: halved_at_ties(g, input < other, input == other),
             other=lambda g, input, other: halved_at_ties(g, input > other, input == other))
def minimum(input, other):
    """The smaller of two elements; nan where either is nan. Ties share the gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.minimum(wengert.tensor([1., 5.]), wengert.tensor([3., 2.]))
    tensor([1., 2.])
    """


@elementwise(node="Clamp", method=False,
             input=lambda g, input, min, max: api.where((input < min) | (input > max), 0, g))
def _clamp(input, min, max):
    """min(max(x, min), max) with two numbers."""


@composite
def clamp(input, min=None, max=None):
    """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`.

    Parameters
    ----------
    input : Tensor
        Of any shape and any type but complex.
    min, max : number or Tensor, optional
        The bounds, of which one may be missing; tensors broadcast.

    Raises
    ------
    RuntimeError
        If both bounds are missing.

    Examples
    --------
    >>> import wengert
    >>> wengert.clamp(wengert.tensor([-2., 0.5, 3.]), 0, 1)
    tensor([0.0000, 0.5000, 1.0000])
    """
    if min is None and max is None:
        raise api.errors.AutogradError("torch.clamp: At least one of 'min' or 'max' must not be None")
    numbers = not isinstance(min, api.Tensor) and not isinstance(max, api.Tensor)
    if numbers and input.is_floating_point():
        return api._clamp(input, -math.inf if min is None else min, math.inf if max is None else max)
    if min is not None:
        input = api.maximum(input, min)
    return input if max is None else api.minimum(input, max)


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
    elementwise(ufunc, real=real)(function)


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


@elementwise(np.logical_not)
def logical_not(input):
    """Whether each element is zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.logical_not(wengert.tensor([0, 3]))
    tensor([ True, False])
    """


@elementwise(np.isnan)
def isnan(input):
    """Whether each element is nan.

    Examples
    --------
    >>> import wengert
    >>> wengert.isnan(wengert.tensor([1., float('nan')]))
    tensor([False,  True])
    """


@elementwise(np.isinf)
def isinf(input):
    """Whether each element is infinite.

    Examples
    --------
    >>> import wengert
    >>> wengert.isinf(wengert.tensor([1., float('-inf')]))
    tensor([False,  True])
    """


@elementwise(np.isfinite)
def isfinite(input):
    """Whether each element is neither nan nor infinite.

    Examples
    --------
    >>> import wengert
    >>> wengert.isfinite(wengert.tensor([1., float('inf')]))
    tensor([ True, False])
    """


@elementwise(np.bitwise_and, inplace=True)
def bitwise_and(input, other):
    """The bits that are set in both integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_and(wengert.tensor([6, 5]), 3)
    tensor([2, 1])
    """


@elementwise(np.bitwise_or, inplace=True)
def bitwise_or(input, other):
    """The bits that are set in either integer.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_or(wengert.tensor([6, 5]), 3)
    tensor([7, 7])
    """


@elementwise(np.bitwise_xor, inplace=True)
def bitwise_xor(input, other):
    """The bits that are set in one of two integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_xor(wengert.tensor([6, 5]), 3)
    tensor([5, 6])
    """


@elementwise(np.invert, inplace=True)
def bitwise_not(input):
    """The bits that are not set; of booleans the negation.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_not(wengert.tensor([0, 5]))
    tensor([-1, -6])
    """


@elementwise(np.left_shift, inplace=True)
def bitwise_left_shift(input, other):
    """The bits of `input` shifted left by `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_left_shift(wengert.tensor([1, 3]), 2)
    tensor([ 4, 12])
    """


@elementwise(np.right_shift, inplace=True)
def bitwise_right_shift(input, other):
    """The bits of `input` shifted right by `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.bitwise_right_shift(wengert.tensor([4, 13]), 2)
    tensor([1, 3])
    """
