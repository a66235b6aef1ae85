"""Whether two tensors agree, as one Python bool."""
from . import api
from .table import compiled, composite


@composite
def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements agree within atol + rtol * abs(other), as a Python bool.

    Parameters
    ----------
    input, other : Tensor
        Of one type; their shapes broadcast.
    rtol, atol : float
        Not negative.
    equal_nan : bool
        Whether two nan agree.

    Raises
    ------
    RuntimeError
        If the types differ, or a tolerance is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.allclose(wengert.tensor([1.]), wengert.tensor([1. + 1e-7]))
    True
    """
    if input.dtype is not other.dtype:
        raise api.errors.AutogradError(f"{input.dtype} did not match {other.dtype} (in allclose). Convert one of them.")
    for name, value in (("rtol", rtol), ("atol", atol)):
        if not value >= 0:
            raise api.errors.ShapeError(f"{name} must be greater than or equal to zero, but got {value}")
    x, y = input.detach(), other.detach()
    close = x == y
    if not (x.is_floating_point() or x.is_complex()):
        x, y = x.to(api.float64), y.to(api.float64)
    elif equal_nan:
        close |= (x != x) & (y != y)
    error = (x - y).abs()
    close |= (error <= (y * rtol).abs() + atol) & error.isfinite()
    return close.all().item()


@compiled("equal")
def equal(input, other):
    """Whether two tensors have the same shape and elements, as a Python bool; nan equals nothing.

    Examples
    --------
    >>> import wengert
    >>> wengert.equal(wengert.tensor([1]), wengert.tensor([1]))
    True
    """
