# Types of wengert.sharing; written by docs/generate.py.
from builtins import bool as _bool, int as _int
from typing import Any

from ._core import (Tensor, _DtypeLike)
from .types import (device as _device)

def asarray(
    obj: object, *, dtype: _DtypeLike | None = None, device: _device | str | None = None, copy: _bool | None = None,
    requires_grad: _bool = False
) -> Any:
    """An object as a tensor, over the object's memory where that is possible."""
def from_dlpack(ext_tensor: Any, *, device: _device | str | None = None, copy: _bool | None = None) -> Tensor:
    """A tensor over the memory of another library's array, or of a DLPack capsule."""
def frombuffer(
    buffer: Any, *, dtype: _DtypeLike, count: _int = -1, offset: _int = 0, requires_grad: _bool = False
) -> Any:
    """A 1-d tensor over the bytes of an object with the buffer protocol."""
