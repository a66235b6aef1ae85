"""The larger and the smaller of elements, and bounds."""
import numpy as np

from . import api
from .table import alias, elementwise


def halved_at_ties(g, loses, ties):
    """A cotangent: nothing where one operand loses, half of it where both are equal."""
    return api.where(ties, g / 2, api.where(loses, 0, g))


@elementwise(np.maximum, real=True, input=lambda g, input, other: halved_at_ties(g, input < other, input == other),
             other=lambda g, input, other: halved_at_ties(g, input > other, input == other))
def maximum(input, other):
    """The larger of two elements; nan where either is nan. Ties share the gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.maximum(wengert.tensor([1., 5.]), wengert.tensor([3., 2.]))
    tensor([3., 5.])
    """


@elementwise(np.minimum, real=True, input=lambda g, input, other: halved_at_ties(g, input > other, input == other),
             other=lambda g, input, other: halved_at_ties(g, input < other, input == other))
def minimum(input, other):
    """The smaller of two elements; nan where either is nan. Ties share the gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.minimum(wengert.tensor([1., 5.]), wengert.tensor([3., 2.]))
    tensor([1., 2.])
    """


@elementwise(np.fmax, real=True, input=lambda g, input, other: api.where((input >= other) | other.isnan(), g, 0),
             other=lambda g, input, other: api.where((input >= other) | other.isnan(), 0, g))
def fmax(input, other):
    """The larger of two elements; nan only where both are nan. Of equals the first has the gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.fmax(wengert.tensor([1., float('nan')]), wengert.tensor([3., 2.]))
    tensor([3., 2.])
    """


@elementwise(np.fmin, real=True, input=lambda g, input, other: api.where((input <= other) | other.isnan(), g, 0),
             other=lambda g, input, other: api.where((input <= other) | other.isnan(), 0, g))
def fmin(input, other):
    """The smaller of two elements; nan only where both are nan. Of equals the first has the gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.fmin(wengert.tensor([1., float('nan')]), wengert.tensor([3., 2.]))
    tensor([1., 2.])
    """


@elementwise(np.maximum, real=True, inplace=True, kernel="clamp_min",
             input=lambda g, input, min: api.where(input >= min, g, 0),
             min=lambda g, input, min: api.where(input < min, g, 0))
def clamp_min(input, min):
    """Each element, or `min` where that is larger.

    Examples
    --------
    >>> import wengert
    >>> wengert.clamp_min(wengert.tensor([-2., 0.5]), 0)
    tensor([0.0000, 0.5000])
    """


@elementwise(np.minimum, real=True, inplace=True, kernel="clamp_max",
             input=lambda g, input, max: api.where(input <= max, g, 0),
             max=lambda g, input, max: api.where(input > max, g, 0))
def clamp_max(input, max):
    """Each element, or `max` where that is smaller.

    Examples
    --------
    >>> import wengert
    >>> wengert.clamp_max(wengert.tensor([-2., 0.5]), 0)
    tensor([-2.,  0.])
    """


@elementwise(np.maximum, real=True, method=False, node="Clamp", kernel="clamp_min",
             input=lambda g, input, min: api.where(input >= min, g, 0),
             min=lambda g, input, min: api.where(input < min, g, 0))
def _clamp_min(input, min):
    """:func:`clamp` with one bound."""


@elementwise(np.minimum, real=True, method=False, node="Clamp", kernel="clamp_max",
             input=lambda g, input, max: api.where(input <= max, g, 0),
             max=lambda g, input, max: api.where(input > max, g, 0))
def _clamp_max(input, max):
    """:func:`clamp` with one bound."""


def integer_clamp(input, min, max):
    """:func:`clamp` of integers between two bounds."""
    kind = api.result_type(input, min)
    if kind is api.bool or kind.is_complex:
        raise api.errors.UnsupportedDtypeError(f"\"clamp\" not implemented for '{kind.name}'")
    return api._clamp_max(api._clamp_min(input, min), max)


@elementwise(impl="clamp", inplace=True, fallback=integer_clamp,
             input=lambda g, input, min, max: api.where((input >= min) & (input <= max), g, 0),
             min=lambda g, input, min, max: api.where((input < min) & (min < max), g, 0),
             max=lambda g, input, min, max: api.where((input > max) | (max < min), g, 0))
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


alias("clip", "clamp")
