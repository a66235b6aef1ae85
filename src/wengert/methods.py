"""Tensor methods that are neither operations of the table nor part of the compiled class."""
from . import _core, errors
from ._core import Tensor, shortcut

_bool_type, _dtype = bool, _core.dtype


@shortcut
def to(self, *args, dtype=None, device=None, non_blocking=False, copy=False, memory_format=None):
    """The tensor in another type or memory format; itself when it is so already and no copy is asked for.

    Parameters
    ----------
    args
        A dtype, a device (only the CPU exists), or a tensor whose dtype is taken; then `non_blocking` and `copy`.
        A device may be followed by a dtype.
    memory_format : memory_format, optional
        The order of the elements in memory; by default that of the tensor.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([1, 2]).to(wengert.float64)
    tensor([1., 2.], dtype=torch.float64)
    """
    if args:
        first, rest = args[0], args[1:]
        if isinstance(first, (_dtype, type)):
            dtype = first
        elif isinstance(first, Tensor):
            dtype = first.dtype
        else:
            device = first
            if rest and not isinstance(rest[0], _bool_type):
                dtype, rest = rest[0] or dtype, rest[1:]
        if rest and (len(rest) > 2 or not all(isinstance(v, _bool_type) for v in rest)):
            raise errors.ArgumentError(f"to() received an invalid combination of arguments: {args}. They are a "
                                       "dtype, a device or a tensor (after a device: a dtype), then "
                                       "non_blocking and copy.")
        if len(rest) == 2:
            copy = rest[1]
    if device is not None:
        _core.check_device_argument(device)
    return _core.convert_to(self, dtype, copy, memory_format)


def _conversion(name, dtype_name):
    dtype = _core._dtype_by_name(dtype_name)

    def method(self, memory_format=None):
        return _core.convert_to(self, dtype, False, memory_format)
    method.__name__ = method.__qualname__ = name
    method.__doc__ = f"The tensor as {dtype_name}."
    return method


def cpu(self):
    """The tensor itself: everything is on the CPU."""
    return self


def type_as(self, other):
    """The tensor in the type of `other`."""
    return to(self, other.dtype)


TYPE_NAMES = {"float16": "Half", "float32": "Float", "float64": "Double", "int64": "Long", "int32": "Int",
              "int16": "Short", "int8": "Char", "uint8": "Byte", "bool": "Bool", "complex64": "ComplexFloat",
              "complex128": "ComplexDouble"}


def type_(self, dtype=None, non_blocking=False):
    """The name of the type, or the tensor in another type, which may be given by such a name."""
    if dtype is None:
        return f"torch.{TYPE_NAMES[self.dtype.name]}Tensor"
    if isinstance(dtype, str):
        for name, shown in TYPE_NAMES.items():
            if dtype == f"torch.{shown}Tensor":
                return to(self, _core._dtype_by_name(name))
        raise errors.DtypeError(f"invalid type: '{dtype}'", kind=ValueError)
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
        raise errors.ShapeError("fill_ only supports 0-dimension value tensor but got tensor with "
                                f"{value.ndim} dimensions.")
    return _core.copy_values(self, value)


def zero_(self):
    """Overwrite with zeros."""
    return _core.fill_values(self, 0)


def index_put_(input, indices, values, accumulate=False):
    """Write (or add) `values` where the index points."""
    return _core.index_put_values(input, tuple(indices), values, bool(accumulate))


def squeeze_(self, dim=None):
    """In-place version of :func:`squeeze`: the tensor's own shape changes."""
    return _core.become_view(self, self.squeeze(dim))


def unsqueeze_(self, dim):
    """In-place version of :func:`unsqueeze`: the tensor's own shape changes."""
    return _core.become_view(self, self.unsqueeze(dim))


def t_(self):
    """In-place version of :func:`t`: the tensor's own shape changes."""
    return _core.become_view(self, self.t())


def transpose_(self, dim0, dim1):
    """In-place version of :func:`transpose`: the tensor's own shape changes."""
    return _core.become_view(self, self.transpose(dim0, dim1))


def swapaxes_(self, axis0, axis1):
    """In-place version of :func:`swapaxes`: the tensor's own shape changes."""
    return transpose_(self, axis0, axis1)


def as_strided_(input, size, stride, storage_offset=None):
    """In-place version of :func:`as_strided`: the tensor's own shape changes."""
    return _core.become_view(input, input.as_strided(size, stride, storage_offset))


def detach_(input):
    """Cut a tensor from its history, in place."""
    return input.detach_()


def resize_(self, *sizes, memory_format=None):
    """Give the tensor another shape in place; elements that fit keep their values, new ones are undefined.

    Raises
    ------
    RuntimeError
        If the tensor requires a gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(4).resize_(2, 2)
    tensor([[0, 1],
            [2, 3]])
    """
    return _core.resize_in(self, sizes, memory_format)


def resize_as_(input, the_template, *, memory_format=None):
    """Give `input` the shape of another tensor in place; see :meth:`Tensor.resize_`."""
    return _core.resize_in(input, the_template.shape, memory_format)


def is_set_to(self, tensor):
    """Whether both tensors are the same elements of the same memory in the same shape."""
    return _core.is_set_to(self, tensor)


def is_conj(input):
    """False: conjugation is never put off."""
    return False


def is_neg(input):
    """False: negation is never put off."""
    return False


def reversed_rows(self):
    """``reversed(t)``: flipped along the first dim."""
    return self.flip(0) if self.ndim else self


def where(self, condition, other):
    """The tensor where `condition` holds, else `other`."""
    return _core._op_by_name("where")(condition, self, other)


def prelu(self, weight):
    """:func:`wengert.nn.functional.prelu` of this tensor.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([-2., 3.]).prelu(wengert.tensor([0.25]))
    tensor([-0.5000,  3.0000])
    """
    from .nn.functional import prelu as function
    return function(self, weight)


CONVERSIONS = {"half": "float16", "float": "float32", "double": "float64", "long": "int64", "int": "int32",
               "short": "int16", "char": "int8", "byte": "uint8", "bool": "bool", "cfloat": "complex64",
               "cdouble": "complex128"}
METHODS = {name: _conversion(name, target) for name, target in CONVERSIONS.items()}
METHODS.update(where=where, to=to, cpu=cpu, type_as=type_as, type=type_, copy_=copy_, fill_=fill_, zero_=zero_,
               index_put_=index_put_, squeeze_=squeeze_, unsqueeze_=unsqueeze_, t_=t_, transpose_=transpose_,
               swapaxes_=swapaxes_, swapdims_=swapaxes_, as_strided_=as_strided_, resize_=resize_,
               resize_as_=resize_as_, is_set_to=is_set_to, is_conj=is_conj, is_neg=is_neg, prelu=prelu,
               __reversed__=reversed_rows)
