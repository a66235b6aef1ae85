"""Arithmetic: sums, products, quotients, powers."""
import numpy as np

from . import api
from .table import alias, compiled, composite, elementwise, same


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


@elementwise(np.add, impl="add", nin=2, input=same, other=same, inplace=True)
def add(input, other, *, alpha=1):
    """`input` + `alpha` * `other`.

    Parameters
    ----------
    input, other : Tensor or number
        Of shapes that broadcast.
    alpha : number
        A factor of `other`; an integer if both are integers.

    Raises
    ------
    RuntimeError
        If the shapes do not broadcast, or `alpha` is no integer where it must be.

    Examples
    --------
    >>> import wengert
    >>> wengert.add(wengert.tensor([1., 2.]), 10)
    tensor([11., 12.])
    """


@elementwise(np.subtract, impl="add", nin=2, input=same, other=lambda g: -g, inplace=True)
def sub(input, other, *, alpha=1):
    """`input` - `alpha` * `other`.

    Parameters
    ----------
    input, other : Tensor or number
        Of shapes that broadcast; not both bool.
    alpha : number
        A factor of `other`; an integer if both are integers.

    Raises
    ------
    RuntimeError
        If the shapes do not broadcast, or `alpha` is no integer where it must be.
    NotImplementedError
        For two bool tensors.

    Examples
    --------
    >>> import wengert
    >>> wengert.sub(wengert.tensor([1., 2.]), 1)
    tensor([0., 1.])
    """


@compiled("rsub", method=False)
def rsub(input, other, *, alpha=1):
    """`other` - `alpha` * `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.rsub(wengert.tensor([1., 2.]), 3)
    tensor([2., 1.])
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

    Parameters
    ----------
    input, other : Tensor or number
        Of shapes that broadcast.
    rounding_mode : {"trunc", "floor"}, optional
        Round the quotient towards zero or down; integers then stay integers. The derivative is zero.

    Raises
    ------
    RuntimeError
        If the shapes do not broadcast, there is no such mode, or an integer is divided by zero with one.

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
    raise api.errors.NonDifferentiableError("derivative for floor_divide is not implemented. Use detach() on its "
                                            "operands, or div(rounding_mode='floor'), whose derivative is zero.")


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


def flat(g):
    """The rule of a quotient that is rounded, whose derivative is zero almost everywhere."""
    return api.zeros_like(g)


@elementwise(np.floor_divide, real=True, method=False, out=False, node="Div", suffix="2", kernel="floor_divide",
             input=flat, other=flat)
def _div_floor(input, other):
    """:func:`div` rounded towards minus infinity."""


def integers_towards_zero(input, other):
    """Quotients of integers rounded towards zero."""
    down = api.floor_divide(input, other)
    return down + ((input - down * other != 0) & (down < 0))


@elementwise(method=False, out=False, node="Div", suffix="2", fallback=integers_towards_zero, input=flat, other=flat)
def _div_trunc(input, other):
    """:func:`div` rounded towards zero."""


@elementwise(np.remainder, impl="integer_division", nin=2, inplace=True, input=same,
             other=lambda g, input, other: -g * api._div_floor(input, other))
def remainder(input, other):
    """What is left of `input` after division by `other`, with the sign of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.remainder(wengert.tensor([-3., 3.]), 2)
    tensor([1., 1.])
    """


@elementwise(np.fmod, impl="integer_division", nin=2, inplace=True, input=same,
             other=lambda g, input, other: -g * (input / other).trunc())
def fmod(input, other):
    """What is left of `input` after division by `other`, with the sign of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.fmod(wengert.tensor([-3., 3.]), 2)
    tensor([-1.,  1.])
    """


def power_input(g, input, exponent):
    """d(x^y)/dx = y x^(y-1); zero where y is zero, also at x = 0."""
    if exponent.ndim == 0 and not exponent.requires_grad and not exponent.is_complex():
        n = exponent.item()
        return api.zeros_like(g) if n == 0 else g * (n * conj(input ** (n - 1)))
    return api.where(exponent == 0, 0, g * conj(exponent * input ** (exponent - 1)))


def power_exponent(g, input, exponent, result):
    """d(x^y)/dy = x^y log x; zero where x is zero and y not negative."""
    slope = result * input.log()
    return g * (conj(slope) if slope.is_complex() else api.where((input == 0) & (exponent >= 0), 0, slope))


@elementwise(np.power, impl="pow", nin=2, inplace=True, input=power_input, exponent=power_exponent)
def pow(input, exponent):
    """`input` to the power `exponent`.

    Examples
    --------
    >>> import wengert
    >>> wengert.pow(wengert.tensor([1., 2., 3.]), 2)
    tensor([1., 4., 9.])
    """


@compiled("float_power", tensors="input exponent", inplace=True, out="cast")
def float_power(input, exponent):
    """`input` to the power `exponent`, computed in double precision whatever the types are.

    Raises
    ------
    RuntimeError
        By the in-place form, if the tensor is not in double precision already.

    Examples
    --------
    >>> import wengert
    >>> wengert.float_power(wengert.tensor([4, 9]), -0.5)
    tensor([0.5000, 0.3333], dtype=torch.float64)
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


@compiled("positive", tensors="input")
def positive(input):
    """The tensor itself: the unary plus.

    Examples
    --------
    >>> import wengert
    >>> wengert.positive(wengert.tensor([1., -2.]))
    tensor([ 1., -2.])
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


alias("subtract", "sub")
alias("multiply", "mul")
alias("divide true_divide", "div")
alias("negative", "neg")
