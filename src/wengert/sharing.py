"""Memory of other libraries: asarray, frombuffer and DLPack in both directions."""
import numpy as np

from . import _core, errors
from ._core import Tensor, from_numpy, shortcut
from .creation import finished


@shortcut
def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False):
    """An object as a tensor, over the object's memory where that is possible.

    Parameters
    ----------
    obj : Tensor, NumPy array, number, nested sequence, or an object with DLPack or the buffer protocol
        Bytes without a shape are read as elements of `dtype`.
    dtype : dtype, optional
        Another element type, which takes a copy.
    device : optional
        Only the CPU exists.
    copy : bool, optional
        True: never share. False: share or fail. None: share if possible.
    requires_grad : bool
        Whether operations on the result are recorded.

    Raises
    ------
    ValueError
        If a copy is needed and `copy` is False.

    Examples
    --------
    >>> import numpy, wengert
    >>> a = numpy.zeros(2)
    >>> t = wengert.asarray(a)
    >>> a[0] = 5
    >>> t
    tensor([5., 0.], dtype=torch.float64)
    """
    if device is not None:
        _core.check_device_argument(device)
    wanted = None if dtype is None else _core.dtype_of(dtype)
    if isinstance(obj, Tensor):
        t = obj
    elif isinstance(obj, np.ndarray):
        t = from_numpy(obj)
    elif isinstance(obj, (np.generic, list, tuple, int, float, complex)):
        if copy is False:
            raise errors.DtypeError("can't alias arbitrary sequence into a tensor.", kind=ValueError)
        return _core.tensor(obj, dtype=wanted, requires_grad=requires_grad)
    elif hasattr(obj, "__dlpack__"):
        t = from_dlpack(obj)
    elif _has_buffer(obj):
        t = frombuffer(obj, dtype=wanted or _core.get_default_dtype())
    elif copy is False:
        raise errors.DtypeError("can't alias arbitrary sequence into a tensor.", kind=ValueError)
    else:
        t = _core.as_tensor(obj)
    if wanted is not None and wanted is not t.dtype:
        if copy is False:
            raise errors.DtypeError(f"can't alias tensor with dtype '{t.dtype.name}' into dtype '{wanted.name}'.",
                                    kind=ValueError)
        t = t.to(wanted)
    elif copy:
        t = t.clone()
    return finished(t, requires_grad) if requires_grad and not t.requires_grad else t


def _has_buffer(obj):
    try:
        memoryview(obj).release()
    except TypeError:
        return False
    return True


@shortcut
def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    """A 1-d tensor over the bytes of an object with the buffer protocol.

    Memory that the object says is read-only stays read-only: writing to the tensor raises.

    Parameters
    ----------
    buffer : object
        Anything with the buffer protocol.
    dtype : dtype
        What the bytes are read as.
    count : int
        Number of elements; negative: as many as there are.
    offset : int
        Bytes to leave out at the beginning.
    requires_grad : bool
        Whether operations on the result are recorded.

    Raises
    ------
    ValueError
        If the buffer does not hold what is asked for.

    Examples
    --------
    >>> import array, wengert
    >>> wengert.frombuffer(array.array('i', [1, 2, 3]), dtype=wengert.int32)
    tensor([1, 2, 3], dtype=torch.int32)
    """
    dtype = _core.dtype_of(dtype)
    size = dtype.itemsize
    try:
        with memoryview(buffer) as view:
            length = view.nbytes
    except TypeError:
        raise errors.DtypeError("object does not implement Python buffer protocol.", kind=ValueError) from None
    problem = None
    if length == 0 or count == 0:
        problem = f"both buffer length ({length}) and count ({count}) must not be 0"
    elif not 0 <= offset < length:
        problem = (f"offset ({offset} bytes) must be non-negative and no greater than buffer length ({length} bytes) "
                   "minus 1")
    elif count < 0 and (length - offset) % size:
        problem = (f"buffer length ({length - offset} bytes) after offset ({offset} bytes) must be a multiple of "
                   f"element size ({size})")
    elif count > 0 and offset + count * size > length:
        problem = (f"requested buffer length ({count} * {size} bytes) after offset ({offset} bytes) must not be "
                   f"greater than actual buffer length ({length} bytes)")
    if problem:
        raise errors.ShapeError(problem, kind=ValueError)
    values = np.frombuffer(buffer, dtype.name, count, offset)
    return finished(from_numpy(values if values.flags.aligned else values.copy()), requires_grad)


class _Capsule:
    """A DLPack capsule as an object that NumPy can take it from."""

    def __init__(self, capsule):
        self.capsule = capsule

    def __dlpack__(self, **options):
        return self.capsule

    def __dlpack_device__(self):
        return (1, 0)


class _Writable:
    """An array's memory without NumPy's mark that it is read-only, which NumPy sets where a capsule does not say."""

    def __init__(self, array):
        self.array = array
        facts = array.__array_interface__
        self.__array_interface__ = {**facts, "data": (facts["data"][0], False)}


@shortcut
def from_dlpack(ext_tensor, *, device=None, copy=None):
    """A tensor over the memory of another library's array, or of a DLPack capsule.

    Examples
    --------
    >>> import numpy, wengert
    >>> wengert.from_dlpack(numpy.arange(2))
    tensor([0, 1])
    """
    if device is not None:
        _core.check_device_argument(device)
    if not hasattr(ext_tensor, "__dlpack__"):
        if type(ext_tensor).__name__ != "PyCapsule":
            raise errors.AutogradError("from_dlpack received an invalid capsule: an object with __dlpack__ is needed, "
                                       f"not {type(ext_tensor).__name__}", kind=TypeError)
        says_nothing = '"dltensor"' in repr(ext_tensor)         # a capsule of the protocol's first version
        array = np.from_dlpack(_Capsule(ext_tensor))
        array = np.asarray(_Writable(array)) if says_nothing else array
    else:
        array = np.from_dlpack(ext_tensor)
    return from_numpy(array.copy() if copy else array)


def dlpack(self, *, stream=None, max_version=None, dl_device=None, copy=None):
    """The DLPack capsule of the memory, made by NumPy."""
    if self.requires_grad:
        raise BufferError("Can't export tensors that require gradient, use tensor.detach()")
    if stream is not None and stream != -1:
        raise errors.DeviceError("stream must be None: tensors are on the CPU", kind=AssertionError)
    if max_version is None and copy is None and dl_device is None:
        return self.numpy().__dlpack__()
    return self.numpy().__dlpack__(max_version=max_version, dl_device=dl_device, copy=copy)


def dlpack_device(self):
    """The CPU, as DLPack names it."""
    return (1, 0)


METHODS = {"__dlpack__": dlpack, "__dlpack_device__": dlpack_device}
NAMES = ("asarray", "frombuffer", "from_dlpack")
