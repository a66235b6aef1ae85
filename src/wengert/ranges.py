"""Functions that make rows of numbers: arange, range, linspace, logspace."""
import math
import warnings

from . import _core, errors
from ._core import Tensor, ranged, shortcut
from .creation import checked, finished, integer, out_dtype

_int64 = _core._dtype_by_name("int64")


def _number(value, name, function):
    """An argument that is a number or a 0-d tensor, as a number."""
    if isinstance(value, Tensor):
        if value.ndim:
            raise errors.ShapeError(f"{function} only supports 0-dimensional start and end tensors, but got {name} "
                                    f"with {value.ndim} dimension(s).")
        return value.item()
    if not isinstance(value, (int, float, complex)):
        if not hasattr(value, "item"):
            raise errors.ArgumentError(f"{function}(): argument '{name}' must be Number, not {type(value).__name__}")
        return value.item()
    return int(value) if isinstance(value, bool) else value


def _refuse(dtype, function, complex_too=True):
    """Refuse the types that a range has no meaning for."""
    if dtype.name == "bool" or complex_too and dtype.is_complex:
        raise errors.UnsupportedDtypeError(f"\"{function}_cpu\" not implemented for '{dtype.name}'")


def _stored(t, out, requires_grad, name):
    return finished(t if out is None else _core.store_created(out, t, name), requires_grad)


def _bounds(start, end, step):
    """Check the arguments of a range by steps."""
    if not (step > 0 or step < 0):
        raise errors.ShapeError("step must be nonzero", kind=ValueError)
    if not (math.isfinite(start) and math.isfinite(end)):
        raise errors.AutogradError(f"unsupported range: {start} -> {end}")
    if (end - start) * step < 0:
        raise errors.AutogradError("upper bound and lower bound inconsistent with step sign")


@shortcut
def arange(start=0, end=None, step=1, *, out=None, dtype=None, layout=None, device=None, pin_memory=False,
           requires_grad=False):
    """Numbers from `start` to below `end` by `step`; one argument alone is the end.

    Integers give int64, anything else the default type.

    Parameters
    ----------
    start : number
        The first number; 0 where only `end` is given.
    end : number
        Where to stop; not included.
    step : number
        The distance of neighbours, perhaps negative.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default int64 if all are integers, else the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If `step` is 0 or leads away from `end`.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(3)
    tensor([0, 1, 2])
    >>> wengert.arange(1, 2, 0.5)
    tensor([1.0000, 1.5000])
    """
    if end is None:
        start, end = 0, start
    checked(layout, device, pin_memory)
    if not (type(start) is type(end) is type(step) is int):
        start, end = _number(start, "start", "arange"), _number(end, "end", "arange")
        step = _number(step, "step", "arange")
    whole = isinstance(start, int) and isinstance(end, int) and isinstance(step, int)
    if out is not None:
        dtype = out_dtype(out, dtype, "arange")
    elif dtype is None:
        dtype = _int64 if whole else _core.get_default_dtype()
    if dtype is not _int64:
        dtype = _core.dtype_of(dtype)
        _refuse(dtype, "arange")
    _bounds(start, end, step)
    if dtype is _int64 and not whole:                   # counted in integers, as the result is
        start, end, step, whole = int(start), int(end), int(step), True
        _bounds(start, end, step)
    count = -((start - end) // step) if whole else math.ceil((end - start) / step)
    if not (dtype.is_floating_point or whole):
        start, step = int(start), int(step)
    return _stored(ranged(start, step, count, dtype), out, requires_grad, "arange")


@shortcut
def range(start=0, end=None, step=1, *, out=None, dtype=None, layout=None, device=None, pin_memory=False,  # noqa: A001
          requires_grad=False):
    """Numbers from `start` to `end`, which is included, by `step`; deprecated in favour of :func:`arange`.

    Examples
    --------
    >>> import warnings, wengert
    >>> warnings.simplefilter("ignore")
    >>> wengert.range(1, 3)
    tensor([1., 2., 3.])
    """
    checked(layout, device, pin_memory)
    warnings.warn("torch.range is deprecated because its behavior is inconsistent with Python's range builtin. "
                  "Instead, use arange, which produces values in [start, end).", UserWarning, 2)
    if end is None:
        start, end = 0, start
    start, end, step = _number(start, "start", "range"), _number(end, "end", "range"), _number(step, "step", "range")
    dtype = out_dtype(out, dtype, "range") if out is not None else _core.dtype_of(dtype or _core.get_default_dtype())
    _refuse(dtype, "range")
    _bounds(start, end, step)
    count = math.floor((end - start) / step) + 1
    return _stored(ranged(start, step, count, dtype), out, requires_grad, "range")


def _spaced(name, start, end, steps, out, dtype, layout, device, pin_memory):
    """The values of `linspace`, with the type that they are to have."""
    checked(layout, device, pin_memory)
    start, end, steps = _number(start, "start", name), _number(end, "end", name), integer(steps, "steps", name)
    if steps < 0:
        raise errors.AutogradError("number of steps must be non-negative")
    real = not (isinstance(start, complex) or isinstance(end, complex))
    if out is not None:
        dtype = out_dtype(out, dtype, name)
    dtype = _core.dtype_of(dtype or (_core.get_default_dtype() if real else _core.get_default_dtype().to_complex()))
    _refuse(dtype, name, False)
    if not (real or dtype.is_complex):
        raise errors.AutogradError(f"{name}() expected dtype to be complex when start or end is, but got {dtype.name}")
    return start, end, steps, dtype


def _between(start, end, steps, dtype):
    """`steps` numbers from `start` to `end`, evenly."""
    if steps == 1:
        end = start
    if dtype.is_complex:
        z, w, wide = complex(start), complex(end), _core._dtype_by_name("float64")
        parts = [ranged(float(a), (b - a) / max(steps - 1, 1), steps, wide, float(b))
                 for a, b in ((z.real, w.real), (z.imag, w.imag))]
        return _core._op_by_name("complex")(*parts).to(dtype)
    return ranged(float(start), (end - start) / max(steps - 1, 1), steps, dtype, float(end))


@shortcut
def linspace(start, end, steps, *, out=None, dtype=None, layout=None, device=None, pin_memory=False,
             requires_grad=False):
    """`steps` numbers evenly from `start` to `end`, both included.

    Parameters
    ----------
    start, end : number or 0-d Tensor
        The first and the last number.
    steps : int
        How many there are.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If `steps` is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.linspace(0, 1, 3)
    tensor([0.0000, 0.5000, 1.0000])
    """
    start, end, steps, dtype = _spaced("linspace", start, end, steps, out, dtype, layout, device, pin_memory)
    if not (dtype.is_floating_point or dtype.is_complex):
        start, end = int(start), int(end)
    return _stored(_between(start, end, steps, dtype), out, requires_grad, "linspace")


@shortcut
def logspace(start, end, steps, base=10.0, *, out=None, dtype=None, layout=None, device=None, pin_memory=False,
             requires_grad=False):
    """`base` to the power of `steps` numbers evenly from `start` to `end`.

    Parameters
    ----------
    start, end : number or 0-d Tensor
        The first and the last exponent.
    steps : int
        How many there are.
    base : number
        What is raised to them.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If `steps` is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.logspace(0, 2, 3)
    tensor([  1.,  10., 100.])
    """
    start, end, steps, dtype = _spaced("logspace", start, end, steps, out, dtype, layout, device, pin_memory)
    if not (dtype.is_floating_point or dtype.is_complex):
        start, end = int(start), int(end)
    wide = _core._dtype_by_name("complex128" if dtype.is_complex else "float64")
    powers = _core._op_by_name("pow")(base, _between(start, end, steps, wide)).to(dtype)
    return _stored(powers, out, requires_grad, "logspace")


NAMES = ("arange", "range", "linspace", "logspace")
