# Types of wengert.ranges; written by docs/generate.py.
from builtins import bool as _bool, int as _int
from collections.abc import Sequence
from typing import Any, overload

from ._core import (Tensor, _DtypeLike, _Number)
from .types import (device as _device)

@overload
def arange(
    end: Tensor | _Number, *, dtype: _DtypeLike | None = ..., device: _device | str | None = ...,
    requires_grad: _bool = ...
) -> Tensor: ...
@overload
def arange(
    start: Tensor | _Number, end: Tensor | _Number, step: Tensor | _Number = ..., *, dtype: _DtypeLike | None = ...,
    device: _device | str | None = ..., requires_grad: _bool = ...
) -> Tensor:
    """Numbers from `start` to below `end` by `step`; one argument alone is the end."""
def linspace(
    start: Tensor | _Number, end: Tensor | _Number, steps: _int, *, out: Tensor | Sequence[Tensor] | None = None,
    dtype: _DtypeLike | None = None, layout: Any = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Any:
    """`steps` numbers evenly from `start` to `end`, both included."""
def logspace(
    start: Tensor | _Number, end: Tensor | _Number, steps: _int, base: _Number = 10.0, *,
    out: Tensor | Sequence[Tensor] | None = None, dtype: _DtypeLike | None = None, layout: Any = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Any:
    """`base` to the power of `steps` numbers evenly from `start` to `end`."""
def range(
    start: Tensor | _Number = 0, end: Tensor | _Number | None = None, step: Tensor | _Number = 1, *,
    out: Tensor | Sequence[Tensor] | None = None, dtype: _DtypeLike | None = None, layout: Any = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Any:
    """Numbers from `start` to `end`, which is included, by `step`; deprecated in favour of :func:`arange`."""
