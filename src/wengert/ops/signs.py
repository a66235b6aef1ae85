"""Signs, sizes and angles of numbers."""
import numpy as np

from . import api
from .arithmetic import conj
from .rounding import zero
from .table import alias, elementwise


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


@elementwise(np.sign, inplace=True, input=sgn_rule, fallback=lambda x: x.clone())
def sgn(input):
    """:func:`sign`; of a complex number the number of modulus 1 in its direction.

    Examples
    --------
    >>> import wengert
    >>> wengert.sgn(wengert.tensor([3 + 4j, 0j]))
    tensor([0.6000+0.8000j, 0.0000+0.0000j])
    """


@elementwise(np.conjugate, impl="conj_physical", nin=1, integer_copy=True, inplace=True, input=lambda g: g.conj())
def conj_physical(input):
    """The complex conjugate of each element; a real tensor itself.

    Examples
    --------
    >>> import wengert
    >>> wengert.conj_physical(wengert.tensor([1 + 2j]))
    tensor([1.-2.j])
    """


def angle_rule(g, input):
    """Of complex numbers i/conj(z), 0 at the origin; of real ones 0."""
    if not input.is_complex():
        return api.zeros_like(g)
    return api.where(input == 0, 0, 1j * g * input / (input * conj(input)))


@elementwise(promote="float", input=angle_rule)
def angle(input):
    """The angle of complex numbers in [-pi, pi]; of real ones 0, or pi where they are negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.angle(wengert.tensor([1 + 1j, -1 + 0j]))
    tensor([0.7854, 3.1416])
    """


def copysign_rule(g, input, result):
    """1 or -1 by whether the sign was kept; 0 at 0."""
    return g * api.where(input == 0, 0, result / input)


@elementwise(np.copysign, promote="float", inplace=True, input=copysign_rule, other=zero)
def copysign(input, other):
    """The size of `input` with the sign of `other`, which may be that of a zero.

    Parameters
    ----------
    input, other : Tensor or number
        Real, of shapes that broadcast; integers give floats.

    Raises
    ------
    RuntimeError
        If the shapes do not broadcast.

    Examples
    --------
    >>> import wengert
    >>> wengert.copysign(wengert.tensor([1., -2.]), wengert.tensor([-0., 3.]))
    tensor([-1.,  2.])
    """


def negative_integers(x):
    """:func:`signbit` of integers and booleans."""
    if x.is_complex():
        raise api.errors.UnsupportedDtypeError("signbit is not implemented for complex tensors.")
    return x < 0


@elementwise(np.signbit, fallback=negative_integers)
def signbit(input):
    """Whether the sign of each element is negative, also that of a zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.signbit(wengert.tensor([1., -2., -0.]))
    tensor([False,  True,  True])
    """


def no_complex_heaviside(input, values):
    """Complex numbers have no sign."""
    raise api.errors.AutogradError("heaviside is not yet implemented for complex tensors.")


@elementwise(impl="heaviside", nin=2, tensors="input values", inplace=True, fallback=no_complex_heaviside)
def heaviside(input, values):
    """The step function: 0 below zero, 1 above, and `values` at zero.

    Parameters
    ----------
    input, values : Tensor
        Of one type; they broadcast.

    Raises
    ------
    RuntimeError
        If the types differ, or an operand requires a gradient, which the step has none of.

    Examples
    --------
    >>> import wengert
    >>> wengert.heaviside(wengert.tensor([-2., 0., 3.]), wengert.tensor(0.5))
    tensor([0.0000, 0.5000, 1.0000])
    """


alias("absolute", "abs")
