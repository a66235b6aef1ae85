# Types of wengert.autograd.variable; written by docs/generate.py.
from builtins import bool as _bool

from .._core import (Tensor)

class Variable:
    """A new tensor on the memory of another, without its history."""
    def __new__(cls, data: Tensor | None = ..., requires_grad: _bool = ..., volatile: _bool = ...) -> Tensor: ...  # type: ignore[misc]

class VariableMeta(type):
    """Lets every tensor count as a Variable."""
