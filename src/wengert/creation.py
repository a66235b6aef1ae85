"""Functions that make tensors: filled, of given strides, and the forms that follow another tensor."""
from . import _core, errors
from ._core import Tensor, new_filled, new_like_filled, new_strided, shortcut, sizes_from


def checked(layout, device, pin_memory=False):
    """Refuse what is no plain memory of the CPU."""
    if layout is not None or device is not None or pin_memory:
        _core.check_memory_arguments(device, layout, pin_memory)


def out_dtype(out, dtype, name):
    """The type to compute in for a tensor of ``out=``."""
    if not isinstance(out, Tensor):
        raise errors.DtypeError(f"{name}(): argument 'out' must be Tensor, not {type(out).__name__}")
    if dtype is not None and dtype is not out.dtype:
        raise errors.AutogradError(f"dtype {dtype} does not match dtype of out parameter ({out.dtype}) in {name}()")
    return out.dtype


def finished(t, requires_grad):
    """A new tensor as a leaf that requires a gradient, where that is asked."""
    return _require(t) if requires_grad else t


def _require(t):
    if not (t.is_floating_point() or t.is_complex()):
        raise errors.NonDifferentiableError("Only Tensors of floating point and complex dtype can require gradients; "
                                            f"this one would be of {t.dtype.name}")
    return t.requires_grad_()


def integer(value, name, function):
    """An argument that must be an integer."""
    if isinstance(value, Tensor) and not (value.is_floating_point() or value.is_complex()):
        value = value.item()
    if isinstance(value, bool) or not hasattr(type(value), "__index__") or isinstance(value, Tensor):
        raise errors.ArgumentError(f"{function}(): argument '{name}' must be int, not {type(value).__name__}")
    return value.__index__()


def size_of(args, size, name):
    """The shape that `zeros` and its kin were given."""
    if size is not None:
        args = (size,)
    if not args:
        raise errors.ArgumentError(f'{name}() missing 1 required positional arguments: "size"')
    return sizes_from(args)


def _made(size, value, out, dtype, layout, device, pin_memory, requires_grad, name):
    """What `zeros`, `ones` and `empty` do."""
    if layout is not None or device is not None or pin_memory:
        checked(layout, device, pin_memory)
    if out is None:
        return new_filled(size, dtype, value, requires_grad)
    return finished(_core.store_created(out, new_filled(size, out_dtype(out, dtype, name), value), name), requires_grad)


@shortcut
def zeros(*args, size=None, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Zeros of a shape given as integers or one sequence.

    Parameters
    ----------
    size : int or sequence of int
        The shape, as several integers or one sequence.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If a size is negative, or integers are to require a gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.zeros(2, 2)
    tensor([[0., 0.],
            [0., 0.]])
    """
    return _made(size_of(args, size, "zeros"), False, out, dtype, layout, device, pin_memory, requires_grad, "zeros")


@shortcut
def ones(*args, size=None, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Ones of a shape given as integers or one sequence.

    Parameters
    ----------
    size : int or sequence of int
        The shape, as several integers or one sequence.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If a size is negative, or integers are to require a gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones(3)
    tensor([1., 1., 1.])
    """
    return _made(size_of(args, size, "ones"), 1, out, dtype, layout, device, pin_memory, requires_grad, "ones")


@shortcut
def empty(*args, size=None, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
          memory_format=None):
    """Undefined values of a shape given as integers or one sequence.

    Parameters
    ----------
    size : int or sequence of int
        The shape, as several integers or one sequence.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If a size is negative, or integers are to require a gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.empty(2, 3).shape
    torch.Size([2, 3])
    """
    return _made(size_of(args, size, "empty"), None, out, dtype, layout, device, pin_memory, requires_grad, "empty")


@shortcut
def full(size, fill_value, *, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """A shape filled with one number, whose type decides that of the tensor.

    Parameters
    ----------
    size : int or sequence of int
        The shape.
    fill_value : number or 0-d Tensor
        The value of all elements, and the type unless `dtype` is given.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If the number does not fit the type.

    Examples
    --------
    >>> import wengert
    >>> wengert.full((2,), 7)
    tensor([7, 7])
    """
    if layout is not None or device is not None or pin_memory:
        checked(layout, device, pin_memory)
    if not isinstance(size, (tuple, list)):
        raise errors.ArgumentError(f"full(): argument 'size' (position 1) must be tuple of ints, not "
                                   f"{type(size).__name__}")
    if isinstance(fill_value, Tensor):
        fill_value = fill_value.item()
    if out is not None:
        dtype = out_dtype(out, dtype, "full")
    elif dtype is None:
        dtype = _core.result_type_of(fill_value)
    t = new_filled(sizes_from((size,)), dtype, fill_value, requires_grad and out is None)
    return t if out is None else finished(_core.store_created(out, t, "full"), requires_grad)


def like(name, input, value, dtype, layout, device, requires_grad, memory_format, pin_memory=False):
    """What the functions ending in ``_like`` do."""
    if layout is not None or device is not None or pin_memory:
        checked(layout, device, pin_memory)
    if not isinstance(input, Tensor):
        raise errors.ArgumentError(f"{name}(): argument 'input' (position 1) must be Tensor, not "
                                   f"{type(input).__name__}")
    return new_like_filled(input, dtype, value, requires_grad, memory_format)


@shortcut
def zeros_like(input, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
               memory_format=None):
    """Zeros of the shape and type of `input`, or of another type.

    Parameters
    ----------
    dtype : dtype, optional
        The element type; by default that of `input`.
    requires_grad : bool
        Whether the result is a leaf that records.
    memory_format : memory_format, optional
        The order in memory; by default that of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.zeros_like(wengert.tensor([5., 6.]))
    tensor([0., 0.])
    """
    return like("zeros_like", input, False, dtype, layout, device, requires_grad, memory_format, pin_memory)


@shortcut
def ones_like(input, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
              memory_format=None):
    """Ones of the shape and type of `input`, or of another type.

    Parameters
    ----------
    dtype : dtype, optional
        The element type; by default that of `input`.
    requires_grad : bool
        Whether the result is a leaf that records.
    memory_format : memory_format, optional
        The order in memory; by default that of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones_like(wengert.tensor([5., 6.]))
    tensor([1., 1.])
    """
    return like("ones_like", input, 1, dtype, layout, device, requires_grad, memory_format, pin_memory)


@shortcut
def empty_like(input, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
               memory_format=None):
    """Undefined values of the shape and type of `input`, or of another type.

    Parameters
    ----------
    dtype : dtype, optional
        The element type; by default that of `input`.
    requires_grad : bool
        Whether the result is a leaf that records.
    memory_format : memory_format, optional
        The order in memory; by default that of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.empty_like(wengert.tensor([5., 6.])).shape
    torch.Size([2])
    """
    return like("empty_like", input, None, dtype, layout, device, requires_grad, memory_format, pin_memory)


@shortcut
def full_like(input, fill_value, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
              memory_format=None):
    """One number in the shape and type of `input`.

    Parameters
    ----------
    fill_value : number or 0-d Tensor
        The value of all elements.
    dtype : dtype, optional
        The element type; by default that of `input`.
    requires_grad : bool
        Whether the result is a leaf that records.
    memory_format : memory_format, optional
        The order in memory; by default that of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.full_like(wengert.zeros(2), 3)
    tensor([3., 3.])
    """
    if isinstance(fill_value, Tensor):
        fill_value = fill_value.item()
    return like("full_like", input, fill_value, dtype, layout, device, requires_grad, memory_format, pin_memory)


@shortcut
def eye(n, m=None, *, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Ones on the diagonal of an `n` by `m` matrix, zeros elsewhere.

    Parameters
    ----------
    n : int
        The number of rows.
    m : int, optional
        The number of columns; `n` when None.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If one is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.eye(2)
    tensor([[1., 0.],
            [0., 1.]])
    """
    checked(layout, device, pin_memory)
    n = integer(n, "n", "eye")
    m = n if m is None else integer(m, "m", "eye")
    if n < 0 or m < 0:
        raise errors.ShapeError(f"{'n' if n < 0 else 'm'} must be greater or equal to 0, got {n if n < 0 else m}")
    t = new_filled((n, m), dtype if out is None else out_dtype(out, dtype, "eye"), False)
    k = min(n, m)
    if k:
        _core.fill_number(t.as_strided((k,), (m + 1,)), 1)
    return finished(t if out is None else _core.store_created(out, t, "eye"), requires_grad)


@shortcut
def scalar_tensor(value, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """A 0-d tensor of the default type.

    Examples
    --------
    >>> import wengert
    >>> wengert.scalar_tensor(2)
    tensor(2.)
    """
    return full((), value, dtype=dtype or _core.get_default_dtype(), layout=layout, device=device,
                pin_memory=pin_memory, requires_grad=requires_grad)


@shortcut
def empty_strided(size, stride, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Undefined values with the strides that are given, in elements.

    Parameters
    ----------
    size : sequence of int
        The shape.
    stride : sequence of int
        For each dim the step in memory, in elements.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If they are of different lengths.

    Examples
    --------
    >>> import wengert
    >>> wengert.empty_strided((2, 3), (1, 2)).stride()
    (1, 2)
    """
    checked(layout, device, pin_memory)
    return new_strided(size, stride, dtype, requires_grad)


@shortcut
def empty_permuted(size, physical_layout, *, dtype=None, layout=None, device=None, pin_memory=False,
                   requires_grad=False):
    """Undefined values whose dims lie in memory in the order that is given, outermost first.

    Parameters
    ----------
    size : sequence of int
        The shape.
    physical_layout : sequence of int
        Every dim once, the outermost in memory first.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If a dim is missing or comes twice.

    Examples
    --------
    >>> import wengert
    >>> wengert.empty_permuted((2, 3, 4), (2, 0, 1)).stride()
    (3, 1, 6)
    """
    checked(layout, device, pin_memory)
    size, order = sizes_from((size,)), tuple(physical_layout)
    if len(size) != len(order):
        raise errors.ShapeError("Number of dimensions in size does not match the length of the physical_layout; i.e. "
                                f"len(size) = {len(size)} is not equal to len(physical_layout) = {len(order)}")
    strides, step = [0] * len(size), 1
    for dim in reversed(order):
        if not 0 <= dim < len(size):
            raise errors.ShapeError(f"Dimension out of range (expected to be between 0 and {len(size) - 1}, but got "
                                    f"{dim}); negative dims are not supported here")
        strides[dim], step = step, step * max(size[dim], 1)
    if len(set(order)) != len(order):
        raise errors.ShapeError(f"Duplicate dim not allowed in physical_layout {list(order)}")
    return new_strided(size, strides, dtype, requires_grad)


@shortcut
def fill(input, value):
    """A tensor of the shape and type of `input` that holds one number everywhere.

    Parameters
    ----------
    input : Tensor
        Gives shape and type.
    value : number or 0-d Tensor
        What to fill with.

    Examples
    --------
    >>> import wengert
    >>> wengert.fill(wengert.zeros(2), 3)
    tensor([3., 3.])
    """
    return _core._op_by_name("_filled")(input, value)


# -- as a tensor's methods --------------------------------------------------------------------------

@shortcut
def new_zeros(self, *args, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Zeros of this tensor's type."""
    return _made(size_of(args, size, "new_zeros"), False, None, dtype or self.dtype, layout, device, pin_memory,
                 requires_grad, "new_zeros")


@shortcut
def new_ones(self, *args, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Ones of this tensor's type."""
    return _made(size_of(args, size, "new_ones"), 1, None, dtype or self.dtype, layout, device, pin_memory,
                 requires_grad, "new_ones")


@shortcut
def new_empty(self, *args, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Undefined values of this tensor's type."""
    return _made(size_of(args, size, "new_empty"), None, None, dtype or self.dtype, layout, device, pin_memory,
                 requires_grad, "new_empty")


@shortcut
def new_full(self, size, fill_value, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """One number, of this tensor's type."""
    return full(size, fill_value, dtype=dtype or self.dtype, layout=layout, device=device,
                pin_memory=pin_memory, requires_grad=requires_grad)


@shortcut
def new_tensor(self, data, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """A copy of `data` as a tensor of this tensor's type."""
    checked(layout, device, pin_memory)
    return _core.tensor(data, dtype=dtype or self.dtype, requires_grad=requires_grad)


@shortcut
def new_empty_strided(self, size, stride, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Undefined values of this tensor's type with the strides that are given."""
    return empty_strided(size, stride, dtype=dtype or self.dtype, layout=layout, device=device,
                         pin_memory=pin_memory, requires_grad=requires_grad)


METHODS = {f.__name__: f for f in (new_zeros, new_ones, new_empty, new_full, new_tensor, new_empty_strided)}
NAMES = ("zeros", "ones", "empty", "full", "zeros_like", "ones_like", "empty_like", "full_like", "eye", "scalar_tensor",
         "empty_strided", "empty_permuted", "fill")
