"""Rounding, and the parts of floating numbers."""
import numpy as np

from . import api
from .table import alias, compiled, elementwise, same


def zero(g):
    """The rule of a function that is flat almost everywhere."""
    return api.zeros_like(g)


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


@elementwise(node="Round", suffix="1", method=False, input=zero)
def _round_places(input, scale):
    """`input` times `scale` as the nearest integer, over `scale`: digits after the point."""


@elementwise(node="Round", suffix="1", method=False, input=zero)
def _round_tens(input, scale):
    """`input` over `scale` as the nearest integer, times `scale`: digits before the point."""


@elementwise(np.rint, impl="round", nin=1, integer_copy=True, inplace=True, input=zero)
def round(input, *, decimals=0):
    """Each element rounded to `decimals` places, halves to the even neighbour.

    Parameters
    ----------
    decimals : int
        How many digits after the point stay; negative ones round before it.

    Raises
    ------
    NotImplementedError
        For integers, if `decimals` is not 0.

    Examples
    --------
    >>> import wengert
    >>> wengert.round(wengert.tensor([0.5, 1.5, -2.6]))
    tensor([ 0.,  2., -3.])
    """


@elementwise(inplace=True, input=same)
def frac(input):
    """What follows the decimal point, with the sign of each element.

    Examples
    --------
    >>> import wengert
    >>> wengert.frac(wengert.tensor([1.5, -2.25]))
    tensor([ 0.5000, -0.2500])
    """


@compiled("frexp", saved="exponent", out=True, tensors="input",
          input=lambda g, exponent: g / exponent.to(g.dtype).exp2())
def frexp(input):
    """Each element as mantissa * 2^exponent, the size of the mantissa being 0 or in [0.5, 1).

    Returns
    -------
    (mantissa, exponent)
        `mantissa` is a Tensor of `input`'s type, `exponent` one of int32.

    Examples
    --------
    >>> import wengert
    >>> mantissa, exponent = wengert.frexp(wengert.tensor([1., 6.]))
    >>> mantissa, exponent
    (tensor([0.5000, 0.7500]), tensor([1, 3], dtype=torch.int32))
    """


@elementwise(np.nextafter, inplace=True, input=lambda g, input, other: api.where(input == other, 0, g), other=zero)
def nextafter(input, other):
    """The floating number that follows `input` in the direction of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nextafter(wengert.tensor([1.]), wengert.tensor([2.])) - 1
    tensor([1.1921e-07])
    """


def replaced_elsewhere(input, nan, posinf, neginf):
    """:func:`nan_to_num` of complex numbers and of integers."""
    if not input.is_complex():
        return input.clone()
    if input.requires_grad:
        raise api.errors.AutogradError("nan_to_num does not support automatic differentiation for outputs with "
                                       "complex dtype. Apply it to the real and the imaginary part.")
    return api.complex(api.nan_to_num(input.real, nan, posinf, neginf), api.nan_to_num(input.imag, nan, posinf, neginf))


@elementwise(impl="nan_to_num", inplace=True, node="NanToNum", fallback=replaced_elsewhere,
             input=lambda g, input: api.where(input.isfinite(), g, 0))
def nan_to_num(input, nan=None, posinf=None, neginf=None):
    """Each element, but numbers in place of nan and the infinities.

    Parameters
    ----------
    input : Tensor
        Integers have nothing to replace and are copied.
    nan : number, optional
        In place of nan; 0 if not given.
    posinf, neginf : number, optional
        In place of the infinities; the largest and the smallest finite number of the type if not given.

    Examples
    --------
    >>> import wengert
    >>> wengert.nan_to_num(wengert.tensor([float('nan'), float('inf'), 1.]), posinf=9)
    tensor([0., 9., 1.])
    """


alias("fix", "trunc")
