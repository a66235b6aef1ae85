# Types of wengert.autograd.variable; written by docs/generate.py.
from builtins import bool as _bool
from typing import Any, Self

class Variable:
    """A new tensor on the memory of another, without its history."""
    def __new__(cls, data: Any = None, requires_grad: _bool = False, volatile: _bool = False) -> Self: ...

class VariableMeta(type):
    """Lets every tensor count as a Variable."""
