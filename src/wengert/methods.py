"""Tensor methods that are neither operations of the table nor part of the compiled class."""
from . import _core, errors
from ._core import Tensor


def to(self, *args, dtype=None, device=None, non_blocking=False, copy=False, memory_format=None):
    """The tensor in another type; itself when it has it already.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([1, 2]).to(wengert.float64)
    tensor([1., 2.], dtype=torch.float64)
    """
    for a in args:
        if isinstance(a, Tensor):
            dtype = a.dtype
        elif isinstance(a, _core.dtype) or isinstance(a, type):
            dtype = a
        elif isinstance(a, bool):
            copy = a
        elif a is not None:
            device = a
    if device is not None:
        _core.check_device_argument(device)
    out = self if dtype is None or dtype is self.dtype else _core._op_by_name("_to_copy")(self, dtype)
    return out.clone() if copy and out is self else out


def _conversion(name, dtype_name):
    def method(self, *args, **kwargs):
        return to(self, _core._dtype_by_name(dtype_name))
    method.__name__ = method.__qualname__ = name
    method.__doc__ = f"The tensor as {dtype_name}."
    return method


def cpu(self):
    """The tensor itself: everything is on the CPU."""
    return self


def type_as(self, other):
    """The tensor in the type of `other`."""
    return to(self, other.dtype)


def type_(self, dtype=None):
    """The name of the type, or the tensor in another type."""
    if dtype is None:
        names = {"float32": "Float", "float64": "Double", "int64": "Long", "int32": "Int", "int16": "Short", "int8": "Char",
                 "uint8": "Byte", "bool": "Bool", "complex64": "ComplexFloat", "complex128": "ComplexDouble"}
        return f"torch.{names[self.dtype.name]}Tensor"
    return to(self, dtype)


def copy_(self, src, non_blocking=False):
    """Overwrite with the values of `src`, converted and broadcast.

    Examples
    --------
    >>> import wengert
    >>> wengert.zeros(2).copy_(wengert.tensor([1, 2]))
    tensor([1., 2.])
    """
    return _core.copy_values(self, src)


def fill_(self, value):
    """Overwrite with one number, or with that of a 0-d tensor."""
    if not isinstance(value, Tensor):
        return _core.fill_values(self, value)
    if value.ndim:
        raise errors.ShapeError(f"fill_ only supports 0-dimension value tensor but got tensor with {value.ndim} dimensions.")
    return _core.copy_values(self, value)


def zero_(self):
    """Overwrite with zeros."""
    return _core.fill_values(self, 0)


def index_put_(self, indices, values, accumulate=False):
    """Write (or add) `values` where the index points."""
    return _core.index_put_values(self, tuple(indices), values, bool(accumulate))


def squeeze_(self, dim=None):
    """In-place version of :func:`squeeze`: the tensor's own shape changes."""
    return _core.set_geometry(self, self.detach().squeeze(dim))


def unsqueeze_(self, dim):
    """In-place version of :func:`unsqueeze`: the tensor's own shape changes."""
    return _core.set_geometry(self, self.detach().unsqueeze(dim))


def reversed_rows(self):
    """``reversed(t)``: flipped along the first dim."""
    return self.flip(0) if self.ndim else self


def where(self, condition, other):
    """The tensor where `condition` holds, else `other`."""
    return _core._op_by_name("where")(condition, self, other)


CONVERSIONS = {"float": "float32", "double": "float64", "long": "int64", "int": "int32", "short": "int16", "char": "int8",
               "byte": "uint8", "bool": "bool", "cfloat": "complex64", "cdouble": "complex128"}
METHODS = {name: _conversion(name, target) for name, target in CONVERSIONS.items()}
METHODS.update(where=where, to=to, cpu=cpu, type_as=type_as, type=type_, copy_=copy_, fill_=fill_, zero_=zero_, index_put_=index_put_,
               squeeze_=squeeze_, unsqueeze_=unsqueeze_, __reversed__=reversed_rows)
