"""Questions about tensors and element types, and the attributes of devices and layouts that there is one answer to."""
import numpy as np

from . import _core, errors
from ._core import Tensor
from .types import device as _device
from .types import strided

CAST_ORDER = {"bool": 0, "uint8": 1, "int8": 1, "int16": 1, "int32": 1, "int64": 1, "float16": 2, "float32": 2,
              "float64": 2, "complex64": 3, "complex128": 3}


def _tensor(input, name):
    if not isinstance(input, Tensor):
        raise errors.ArgumentError(f"{name}(): argument 'input' (position 1) must be Tensor, not "
                                   f"{type(input).__name__}")
    return input


def is_tensor(obj):
    """Whether an object is a tensor."""
    return isinstance(obj, Tensor)


def is_floating_point(input):
    """Whether a tensor's element type is a floating one."""
    return _tensor(input, "is_floating_point").is_floating_point()


def is_complex(input):
    """Whether a tensor's element type is complex."""
    return _tensor(input, "is_complex").is_complex()


def is_signed(input):
    """Whether a tensor's element type has negative values."""
    return _tensor(input, "is_signed").is_signed()


def numel(input):
    """Number of elements."""
    return _tensor(input, "numel").numel()


def is_nonzero(input):
    """Whether the one element of a tensor is not zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.is_nonzero(wengert.tensor([0.]))
    False
    """
    return bool(_tensor(input, "is_nonzero"))


def is_same_size(input, other):
    """Whether two tensors have one shape."""
    return input.shape == other.shape


def is_storage(obj):
    """Whether an object is a storage; storages are not shown, so it never is."""
    return False


def is_inference(input):
    """Whether a tensor was made in inference mode and so can never be part of a graph."""
    return input.is_inference()


def is_conj(input):
    """Whether a conjugation is still to be done; it is always done at once."""
    return False


def is_neg(input):
    """Whether a negation is still to be done; it is always done at once."""
    return False


def typename(obj):
    """The name of a tensor's type, or of an object's class."""
    return obj.type() if isinstance(obj, Tensor) else f"{type(obj).__module__}.{type(obj).__qualname__}"


def result_type(tensor1, tensor2):
    """The element type that an operation on two operands gives.

    Examples
    --------
    >>> import wengert
    >>> wengert.result_type(wengert.tensor([1]), 1.0)
    torch.float32
    """
    return _core.result_type_of(tensor1, tensor2)


def can_cast(from_, to):
    """Whether an operation may write a result of one type into a tensor of another.

    Examples
    --------
    >>> import wengert
    >>> wengert.can_cast(wengert.float64, wengert.float32), wengert.can_cast(wengert.float32, wengert.int64)
    (True, False)
    """
    return CAST_ORDER[_core.dtype_of(from_).name] <= CAST_ORDER[_core.dtype_of(to).name]


class finfo:
    """What a floating type can represent; of a complex type, what its parts can.

    Examples
    --------
    >>> import wengert
    >>> wengert.finfo(wengert.float32).bits
    32
    """

    __slots__ = ("bits", "eps", "max", "min", "tiny", "smallest_normal", "resolution", "dtype")

    def __init__(self, type=None):
        type = _core.get_default_dtype() if type is None else type
        if not isinstance(type, _core.dtype) or not (type.is_floating_point or type.is_complex):
            raise errors.ArgumentError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                                       "'torch.finfo'")
        facts = np.finfo(type.to_real().name)
        self.bits, self.dtype = facts.bits, type.to_real().name
        self.eps, self.max, self.min = float(facts.eps), float(facts.max), float(facts.min)
        self.tiny = self.smallest_normal = float(facts.smallest_normal)
        self.resolution = float(f"1e-{facts.precision:02d}")

    def __eq__(self, other):
        return isinstance(other, finfo) and self.dtype == other.dtype

    def __hash__(self):
        return hash(self.dtype)

    def __repr__(self):
        return (f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, "
                f"smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})")


class iinfo:
    """What an integer type can represent.

    Examples
    --------
    >>> import wengert
    >>> wengert.iinfo(wengert.int8)
    iinfo(min=-128, max=127, dtype=int8)
    """

    __slots__ = ("bits", "max", "min", "dtype")

    def __init__(self, type):
        if not isinstance(type, _core.dtype) or type.is_floating_point or type.is_complex:
            raise errors.ArgumentError("torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                                       "'torch.iinfo'")
        if type.name == "bool":
            raise errors.ArgumentError("torch.bool is not supported by torch.iinfo")
        facts = np.iinfo(type.name)
        self.bits, self.max, self.min, self.dtype = facts.bits, int(facts.max), int(facts.min), type.name

    def __eq__(self, other):
        return isinstance(other, iinfo) and self.dtype == other.dtype

    def __hash__(self):
        return hash(self.dtype)

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


def get_device(input):
    """The number of a tensor's device: -1, the CPU."""
    return -1


def get_default_device():
    """Where new tensors live: the CPU."""
    return _device("cpu")


def set_default_device(device):
    """Say where new tensors live; only the CPU is accepted.

    Raises
    ------
    RuntimeError
        If `device` is not the CPU.
    """
    _core.check_device_argument(device)


# -- methods ------------------------------------------------------------------------------------------------

def no_accelerator(self, *args, **kwargs):
    """Not possible: everything is on the CPU.

    Raises
    ------
    RuntimeError
        Always.
    """
    raise errors.DeviceError("Cannot access accelerator device when none is available: Wengert computes on the CPU "
                             "only.",
                             kind=AssertionError)


def is_pinned(self, device=None):
    """Whether the memory is pinned for another device: never."""
    return False


def is_shared(self):
    """Whether the memory is shared between processes: never."""
    return False


def is_set_to(self, tensor):
    """Whether two tensors are the same view of the same memory."""
    return (self.data_ptr() == tensor.data_ptr() and self.shape == tensor.shape and self.stride() == tensor.stride()
            and self.dtype is tensor.dtype)


def dim_order(self):
    """The dims from the outermost in memory to the innermost."""
    strides = self.stride()
    return tuple(sorted(range(self.ndim), key=lambda k: -strides[k]))


def _always(value, text):
    return property(lambda self: value, doc=text)


METHODS = {
    "is_nonzero": is_nonzero, "is_same_size": is_same_size, "is_conj": is_conj,
    "is_neg": is_neg,
    "get_device": get_device, "cuda": no_accelerator, "pin_memory": no_accelerator, "is_pinned": is_pinned,
    "is_shared": is_shared, "is_set_to": is_set_to, "dim_order": dim_order,
    "layout": _always(strided, "Always ``strided``."),
    "is_cpu": _always(True, "Always True."),
    **{name: _always(False, "Always False.") for name in (
        "is_cuda", "is_sparse", "is_sparse_csr", "is_quantized", "is_mkldnn", "is_mps", "is_meta", "is_xpu",
        "is_nested")}}
NAMES = ("is_tensor", "is_floating_point", "is_complex", "is_signed", "numel", "is_nonzero", "is_same_size",
         "is_storage",
         "is_inference", "is_conj", "is_neg", "typename", "result_type", "can_cast", "finfo", "iinfo", "get_device",
         "get_default_device", "set_default_device")
