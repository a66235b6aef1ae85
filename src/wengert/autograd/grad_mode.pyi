# Types of wengert.autograd.grad_mode; written by docs/generate.py.
from builtins import bool as _bool
from typing import Any, Self, overload

from .._core import (Tensor, _F)

class enable_grad:
    """Recording again inside a :class:`no_grad` block."""
    def __call__(self, function: _F) -> _F: ...
    @overload
    def __new__(cls, function: None = ...) -> Self: ...
    @overload
    def __new__(cls, function: _F) -> _F: ...  # type: ignore[misc]
    def clone(self) -> Self:
        """A new instance with the same arguments."""

class inference_mode:
    """Like :class:`no_grad`, and what is made inside can never become part of a graph."""
    def __call__(self, function: _F) -> _F: ...
    def __new__(cls, mode: _bool = True) -> Self: ...
    def clone(self) -> Tensor:
        """A new instance for one call."""
    @property
    def mode(self) -> Any: ...

class no_grad:
    """Nothing is recorded inside."""
    def __call__(self, function: _F) -> _F: ...
    @overload
    def __new__(cls, function: None = ...) -> Self: ...
    @overload
    def __new__(cls, function: _F) -> _F: ...  # type: ignore[misc]
    def clone(self) -> Self:
        """A new instance with the same arguments."""

class set_grad_enabled:
    """Recording on or off: at once as a function, until the end of the block as a context manager."""
    def __call__(self, function: _F) -> _F: ...
    def __enter__(self) -> None: ...
    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: Any) -> None: ...
    def __init__(self, mode: _bool) -> None: ...
    def clone(self) -> Self:
        """A new instance for one call."""
