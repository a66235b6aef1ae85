"""Trigonometric and hyperbolic functions and their inverses."""
import math

import numpy as np

from . import api
from .arithmetic import conj
from .table import alias, elementwise


@elementwise(np.sin, promote="float", inplace=True, costly=True, input=lambda g, input: g * conj(input.cos()))
def sin(input):
    """The sine of each element (radians).

    Examples
    --------
    >>> import wengert
    >>> wengert.sin(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.8415])
    """


@elementwise(np.cos, promote="float", inplace=True, costly=True, input=lambda g, input: -g * conj(input.sin()))
def cos(input):
    """The cosine of each element (radians).

    Examples
    --------
    >>> import wengert
    >>> wengert.cos(wengert.tensor([0., 1.]))
    tensor([1.0000, 0.5403])
    """


@elementwise(np.tan, promote="float", inplace=True, input=lambda g, result: g * conj(1 + result * result))
def tan(input):
    """The tangent of each element (radians).

    Examples
    --------
    >>> import wengert
    >>> wengert.tan(wengert.tensor([0., 1.]))
    tensor([0.0000, 1.5574])
    """


@elementwise(np.arcsin, promote="float", inplace=True, input=lambda g, input: g * conj((1 - input * input).rsqrt()))
def asin(input):
    """The angle in [-pi/2, pi/2] whose sine is each element; nan outside [-1, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.asin(wengert.tensor([0., 1.]))
    tensor([0.0000, 1.5708])
    """


@elementwise(np.arccos, promote="float", inplace=True, input=lambda g, input: -g * conj((1 - input * input).rsqrt()))
def acos(input):
    """The angle in [0, pi] whose cosine is each element; nan outside [-1, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.acos(wengert.tensor([0., 1.]))
    tensor([1.5708, 0.0000])
    """


@elementwise(np.arctan, promote="float", inplace=True, input=lambda g, input: g / conj(1 + input * input))
def atan(input):
    """The angle in [-pi/2, pi/2] whose tangent is each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.atan(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.7854])
    """


def no_direction(x, y, slope):
    """A derivative that is taken as zero where both coordinates are."""
    return api.where((x == 0) & (y == 0), 0, slope)


@elementwise(np.arctan2, node="Atan2", promote="float", inplace=True,
             input=lambda g, input, other: no_direction(input, other, g * other / (input * input + other * other)),
             other=lambda g, input, other: no_direction(input, other, -g * input / (input * input + other * other)))
def atan2(input, other):
    """The angle of the point (`other`, `input`), in [-pi, pi].

    Examples
    --------
    >>> import wengert
    >>> wengert.atan2(wengert.tensor([0., 1.]), wengert.tensor([-1., 1.]))
    tensor([3.1416, 0.7854])
    """


@elementwise(np.sinh, promote="float", inplace=True, input=lambda g, input: g * conj(input.cosh()))
def sinh(input):
    """The hyperbolic sine of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.sinh(wengert.tensor([0., 1.]))
    tensor([0.0000, 1.1752])
    """


@elementwise(np.cosh, promote="float", inplace=True, input=lambda g, input: g * conj(input.sinh()))
def cosh(input):
    """The hyperbolic cosine of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.cosh(wengert.tensor([0., 1.]))
    tensor([1.0000, 1.5431])
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


@elementwise(np.arcsinh, promote="float", inplace=True, input=lambda g, input: g * conj((1 + input * input).rsqrt()))
def asinh(input):
    """The inverse of the hyperbolic sine.

    Examples
    --------
    >>> import wengert
    >>> wengert.asinh(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.8814])
    """


def acosh_rule(g, input):
    """1 / sqrt(x^2 - 1), with the square root's branch of complex numbers."""
    if input.is_complex():
        return g * conj((input + 1).rsqrt() * (input - 1).rsqrt())
    return g * (input * input - 1).rsqrt()


@elementwise(np.arccosh, promote="float", inplace=True, input=acosh_rule)
def acosh(input):
    """The inverse of the hyperbolic cosine; nan below 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.acosh(wengert.tensor([1., 2.]))
    tensor([0.0000, 1.3170])
    """


@elementwise(np.arctanh, promote="float", inplace=True, input=lambda g, input: g / conj(1 - input * input))
def atanh(input):
    """The inverse of the hyperbolic tangent; nan outside [-1, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.atanh(wengert.tensor([0., 0.5]))
    tensor([0.0000, 0.5493])
    """


@elementwise(np.deg2rad, node="Deg2Rad", promote="float", inplace=True, input=lambda g: g * (math.pi / 180))
def deg2rad(input):
    """Angles in degrees as radians.

    Examples
    --------
    >>> import wengert
    >>> wengert.deg2rad(wengert.tensor([0., 180.]))
    tensor([0.0000, 3.1416])
    """


@elementwise(np.rad2deg, node="Rad2Deg", promote="float", inplace=True, input=lambda g: g * (180 / math.pi))
def rad2deg(input):
    """Angles in radians as degrees.

    Examples
    --------
    >>> import wengert
    >>> wengert.rad2deg(wengert.tensor([0., 3.1415927]))
    tensor([  0., 180.])
    """


for _name in ("sin", "cos", "tan", "sinh", "cosh", "tanh"):
    alias("arc" + _name, "a" + _name)
alias("arctan2", "atan2")
