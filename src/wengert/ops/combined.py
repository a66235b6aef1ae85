"""Several steps of arithmetic as one operation."""
import numpy as np

from . import api
from .arithmetic import conj
from .table import elementwise, same


def product_added(input, tensor1, tensor2, value):
    """:func:`addcmul` for the types that have no kernel of their own."""
    kind = api.result_type(input, tensor1, tensor2)
    if kind is api.bool:
        raise api.errors.UnsupportedDtypeError("\"addcmul_cpu_out\" not implemented for 'Bool'")
    return input + value * tensor1.to(kind) * tensor2


def quotient_added(input, tensor1, tensor2, value):
    """:func:`addcdiv` for complex numbers."""
    kind = api.result_type(input, tensor1, tensor2)
    return input + value * tensor1.to(kind) / tensor2


@elementwise(nin=4, impl="addcmul", inplace=True, tensors="input tensor1 tensor2", fallback=product_added,
             input=same,
             tensor1=lambda g, tensor2, value: g * conj(tensor2 * value),
             tensor2=lambda g, tensor1, value: g * conj(tensor1 * value))
def addcmul(input, tensor1, tensor2, *, value=1):
    """`input` + `value` * `tensor1` * `tensor2`.

    Parameters
    ----------
    input, tensor1, tensor2 : Tensor
        They broadcast.
    value : number
        For integer tensors its integer part counts.

    Examples
    --------
    >>> import wengert
    >>> wengert.addcmul(wengert.tensor([1., 2.]), wengert.tensor([3., 4.]), wengert.tensor([1., 2.]), value=10)
    tensor([31., 82.])
    """


@elementwise(nin=4, impl="addcmul", inplace=True, tensors="input tensor1 tensor2", fallback=quotient_added,
             input=same,
             tensor1=lambda g, tensor2, value: g * conj(value / tensor2),
             tensor2=lambda g, tensor1, tensor2, value: -g * conj(value * tensor1 / (tensor2 * tensor2)))
def addcdiv(input, tensor1, tensor2, *, value=1):
    """`input` + `value` * `tensor1` / `tensor2`.

    Parameters
    ----------
    input, tensor1, tensor2 : Tensor
        They broadcast; one of `tensor1` and `tensor2` must be floating or complex.
    value : number
        The factor.

    Raises
    ------
    RuntimeError
        If `tensor1` and `tensor2` are integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.addcdiv(wengert.tensor([1., 2.]), wengert.tensor([3., 4.]), wengert.tensor([1., 2.]), value=10)
    tensor([31., 22.])
    """


def complex_lerp(input, end, weight):
    """:func:`lerp` of complex numbers."""
    size = abs(weight)
    near, far = input + weight * (end - input), end - (end - input) * (1 - weight)
    return api.where(size < 0.5, near, far) if isinstance(size, api.Tensor) else near if size < 0.5 else far


@elementwise(impl="lerp", inplace=True, tensors="input end weight", fallback=complex_lerp,
             input=lambda g, weight: g * (1 - weight), end=lambda g, weight: g * weight,
             weight=lambda g, input, end: g * (end - input))
def lerp(input, end, weight):
    """`input` + `weight` * (`end` - `input`): the straight line between two points.

    Parameters
    ----------
    input, end : Tensor
        Of one floating or complex type; they broadcast.
    weight : number or Tensor
        0 gives `input`, 1 gives `end`.

    Raises
    ------
    RuntimeError
        If the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.lerp(wengert.tensor([1., 2.]), wengert.tensor([3., 6.]), 0.25)
    tensor([1.5000, 3.0000])
    """


@elementwise(np.hypot, inplace=True, input=lambda g, input, result: g * (input / result),
             other=lambda g, other, result: g * (other / result))
def hypot(input, other):
    """sqrt(x^2 + y^2), without overflow on the way.

    Examples
    --------
    >>> import wengert
    >>> wengert.hypot(wengert.tensor([3., 5.]), wengert.tensor([4., 12.]))
    tensor([ 5., 13.])
    """
