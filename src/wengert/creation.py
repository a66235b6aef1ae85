"""Functions that make tensors: filled, ranged, random, and the forms that follow another tensor."""
import math

import numpy as np

from . import _core, errors
from ._core import Tensor, from_numpy, new_filled, new_like_filled, sizes_from


def _like(value):
    def function(input, *, dtype=None, device=None, requires_grad=False, memory_format=None):
        return new_like_filled(input, dtype, value, requires_grad, memory_format)
    return function


def zeros(*args, size=None, dtype=None, device=None, requires_grad=False):
    """Zeros of a shape given as integers or one sequence.

    Examples
    --------
    >>> import wengert
    >>> wengert.zeros(2, 2)
    tensor([[0., 0.],
            [0., 0.]])
    """
    _core_device(device)
    return new_filled(sizes_from(args if size is None else (size,)), dtype, False, requires_grad)


def ones(*args, size=None, dtype=None, device=None, requires_grad=False):
    """Ones of a shape given as integers or one sequence.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones(3)
    tensor([1., 1., 1.])
    """
    _core_device(device)
    return new_filled(sizes_from(args if size is None else (size,)), dtype, 1, requires_grad)


def empty(*args, size=None, dtype=None, device=None, requires_grad=False):
    """Undefined values of a shape given as integers or one sequence.

    Examples
    --------
    >>> import wengert
    >>> wengert.empty(2, 3).shape
    torch.Size([2, 3])
    """
    _core_device(device)
    return new_filled(sizes_from(args if size is None else (size,)), dtype, None, requires_grad)


def full(size, fill_value, *, dtype=None, device=None, requires_grad=False):
    """A shape filled with one number, whose type decides that of the tensor.

    Examples
    --------
    >>> import wengert
    >>> wengert.full((2,), 7)
    tensor([7, 7])
    """
    _core_device(device)
    if isinstance(fill_value, Tensor):
        fill_value = fill_value.item()
    if dtype is None:
        dtype = _core.result_type_of(fill_value)
    t = new_filled(sizes_from((size,)), dtype, None)
    _core.fill_number(t, fill_value)
    return t.requires_grad_() if requires_grad else t


zeros_like, ones_like, empty_like = _like(False), _like(1), _like(None)
zeros_like.__name__, ones_like.__name__, empty_like.__name__ = "zeros_like", "ones_like", "empty_like"
for _function, _text, _example in (
        (zeros_like, "Zeros", ">>> wengert.zeros_like(x)\n    tensor([0., 0.])"),
        (ones_like, "Ones", ">>> wengert.ones_like(x)\n    tensor([1., 1.])"),
        (empty_like, "Undefined values", ">>> wengert.empty_like(x).shape\n    torch.Size([2])")):
    _function.__doc__ = f"""{_text} of the shape and type of `input`, or of another type.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([5., 6.])
    {_example}
    """


def full_like(input, fill_value, *, dtype=None, device=None, requires_grad=False, memory_format=None):
    """One number in the shape and type of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.full_like(wengert.zeros(2), 3)
    tensor([3., 3.])
    """
    return full(input.shape, fill_value, dtype=dtype or input.dtype, requires_grad=requires_grad)


def eye(n, m=None, *, dtype=None, device=None, requires_grad=False):
    """Ones on the diagonal of an `n` by `m` matrix, zeros elsewhere.

    Examples
    --------
    >>> import wengert
    >>> wengert.eye(2)
    tensor([[1., 0.],
            [0., 1.]])
    """
    _core_device(device)
    m = n if m is None else m
    if n < 0 or m < 0:
        raise errors.ShapeError(f"n must be greater or equal to 0, got {n if n < 0 else m}")
    t = zeros(n, m, dtype=dtype)
    k = min(n, m)
    if k:
        _core.fill_number(t.as_strided((k,), (m + 1,)), 1)
    return t.requires_grad_() if requires_grad else t


def arange(start=0, end=None, step=1, *, dtype=None, device=None, requires_grad=False):
    """Numbers from `start` to below `end` by `step`; one argument alone is the end.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(3)
    tensor([0, 1, 2])
    """
    _core_device(device)
    if end is None:
        start, end = 0, start
    start, end, step = (v.item() if isinstance(v, Tensor) else v for v in (start, end, step))
    if step == 0:
        raise errors.AutogradError("step must be nonzero")
    if (end - start) * step < 0:
        raise errors.AutogradError("upper bound and lower bound inconsistent with step sign")
    whole = all(isinstance(v, int) for v in (start, end, step))
    count = -((start - end) // step) if whole else math.ceil((end - start) / step)
    if dtype is None:
        dtype = _core._dtype_by_name("int64") if whole else _core.get_default_dtype()
    values = start + step * np.arange(count, dtype=np.int64 if whole else np.float64)
    return _finished(values, dtype, requires_grad)


def linspace(start, end, steps, *, dtype=None, device=None, requires_grad=False):
    """`steps` numbers evenly from `start` to `end`, both included.

    Examples
    --------
    >>> import wengert
    >>> wengert.linspace(0, 1, 3)
    tensor([0.0000, 0.5000, 1.0000])
    """
    _core_device(device)
    if steps < 0:
        raise errors.AutogradError("number of steps must be non-negative")
    start, end = (v.item() if isinstance(v, Tensor) else v for v in (start, end))
    return _finished(np.linspace(start, end, steps), dtype or _core.get_default_dtype(), requires_grad)


def _finished(values, dtype, requires_grad):
    """An array as a tensor of the wanted type."""
    t = from_numpy(np.ascontiguousarray(values)).to(dtype)
    return t.requires_grad_() if requires_grad else t


def _core_device(device):
    """Refuse a device that does not exist."""
    if device is not None:
        _core.check_device_argument(device)


def scalar_tensor(value, *, dtype=None, device=None):
    """A 0-d tensor of the default type.

    Examples
    --------
    >>> import wengert
    >>> wengert.scalar_tensor(2)
    tensor(2.)
    """
    return full((), value, dtype=dtype or _core.get_default_dtype())


# -- as a tensor's methods --------------------------------------------------------------------------

def new_zeros(self, *size, dtype=None, device=None, requires_grad=False):
    """Zeros of this tensor's type."""
    return zeros(*size, dtype=dtype or self.dtype, requires_grad=requires_grad)


def new_ones(self, *size, dtype=None, device=None, requires_grad=False):
    """Ones of this tensor's type."""
    return ones(*size, dtype=dtype or self.dtype, requires_grad=requires_grad)


def new_empty(self, *size, dtype=None, device=None, requires_grad=False):
    """Undefined values of this tensor's type."""
    return empty(*size, dtype=dtype or self.dtype, requires_grad=requires_grad)


def new_full(self, size, fill_value, *, dtype=None, device=None, requires_grad=False):
    """One number, of this tensor's type."""
    return full(size, fill_value, dtype=dtype or self.dtype, requires_grad=requires_grad)


def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False):
    """A copy of `data` as a tensor of this tensor's type."""
    return _core.tensor(data, dtype=dtype or self.dtype, requires_grad=requires_grad)


METHODS = {f.__name__: f for f in (new_zeros, new_ones, new_empty, new_full, new_tensor)}
NAMES = ("zeros", "ones", "empty", "full", "zeros_like", "ones_like", "empty_like", "full_like", "eye", "arange",
         "linspace", "scalar_tensor")
