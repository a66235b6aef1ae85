"""Small Python types that tensors show: Size and device."""
from .errors import DeviceError


class Size(tuple):
    """A shape: a tuple of integers that prints as PyTorch's.

    Examples
    --------
    >>> import wengert
    >>> wengert.zeros(2, 3).shape.numel()
    6
    """

    __slots__ = ()

    def numel(self):
        """The product of the sizes."""
        n = 1
        for size in self:
            n *= size
        return n

    def __repr__(self):
        return f"torch.Size({list(self)})"

    def __getitem__(self, index):
        part = tuple.__getitem__(self, index)
        return Size(part) if isinstance(index, slice) else part

    def __add__(self, other):
        return Size(tuple.__add__(self, tuple(other)))


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
        name, _, number = str(type).partition(":")
        if name not in ("cpu", "cuda", "mps", "xpu", "meta"):
            raise DeviceError(f"Expected one of cpu, cuda, mps, xpu, meta device type at start of device string: {type}")
        self.type, self.index = name, int(number) if number else index

    def __repr__(self):
        return f"device(type={self.type!r})" if self.index is None else f"device(type={self.type!r}, index={self.index})"

    def __str__(self):
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other):
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self):
        return hash((self.type, self.index))
