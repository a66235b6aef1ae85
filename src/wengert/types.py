"""Small Python types that tensors show or functions take: Size, device, layout."""
from .errors import ArgumentError, DeviceError


class Size(tuple):
    """A shape: a tuple of integers that prints as PyTorch's. A slice of one is one.

    Examples
    --------
    >>> import wengert
    >>> wengert.zeros(2, 3).shape.numel()
    6
    """

    __slots__ = ()

    def __new__(cls, sizes=()):
        sizes = tuple(sizes)
        for k, size in enumerate(sizes):
            if type(size) is not int:
                if not hasattr(type(size), "__index__") or getattr(size, "ndim", 0):
                    raise ArgumentError(f"torch.Size() takes an iterable of 'int' (item {k} is "
                                        f"'{type(size).__name__}')")
                sizes = tuple(size.__index__() for size in sizes)
                break
        return tuple.__new__(cls, sizes)

    def numel(self):
        """The product of the sizes."""
        n = 1
        for size in self:
            n *= size
        return n

    def __repr__(self):
        return f"torch.Size({list(self)})"

    def __reduce__(self):
        return (Size, (tuple(self),))

    def __add__(self, other):
        if not isinstance(other, tuple):
            raise ArgumentError(f"can only concatenate tuple (not {type(other).__name__}) to torch.Size")
        return Size(tuple.__add__(self, other))

    def __radd__(self, other):
        return Size(tuple.__add__(tuple(other), self)) if isinstance(other, tuple) else NotImplemented

    def __mul__(self, count):
        return Size(tuple.__mul__(self, count))

    __rmul__ = __mul__


class device:
    """Where a tensor lives: always the CPU.

    Examples
    --------
    >>> import wengert
    >>> wengert.zeros(1).device
    device(type='cpu')
    """

    __slots__ = ("type", "index")

    def __init__(self, type="cpu", index=None):
        if isinstance(type, device):
            type, index = type.type, type.index
        name, _, number = str(type).partition(":")
        if name not in ("cpu", "cuda", "mps", "xpu", "meta"):
            raise DeviceError("Expected one of cpu, cuda, mps, xpu, meta device type at start of device string: "
                              f"{type}")
        self.type, self.index = name, int(number) if number else index

    def __repr__(self):
        return f"device(type={self.type!r}" + (")" if self.index is None else f", index={self.index})")

    def __str__(self):
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other):
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self):
        return hash((self.type, self.index))

    def __reduce__(self):
        return (device, (self.type, self.index))


class _Named:
    """One of a few named values that functions take."""

    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "torch." + self.name

    def __reduce__(self):
        return self.name


class layout(_Named):
    """How elements lie in memory: always ``strided``."""

    __slots__ = ()


strided = layout("strided")
