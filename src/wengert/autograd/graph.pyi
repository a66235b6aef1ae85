# Types of wengert.autograd.graph; written by docs/generate.py.
from builtins import bool as _bool, int as _int
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Self

from .._core import (RemovableHandle, Tensor)

class GradientEdge(tuple[_int, ...]):
    """A place in the graph that a gradient goes to: an output of a node. It keeps the graph below it alive."""
    def __new__(cls, node: Any, output_nr: _int, ownership_token: Any = ...) -> Self: ...
    def __repr__(self) -> str: ...
    @property
    def node(self) -> Any:
        """Alias for field number 0"""
    @property
    def output_nr(self) -> _int:
        """Alias for field number 1"""
    @property
    def ownership_token(self) -> Any:
        """Alias for field number 2"""

class Node:
    """A node of the recorded graph: ``name()``, ``metadata``, ``next_functions``, ``register_hook``,
    ``register_prehook`` and, for what it saved, ``_saved_*``."""

class save_on_cpu(saved_tensors_hooks):
    """Keep what the graph saves in the CPU's memory, where it is already; with `pin_memory` a copy."""
    def __init__(self, pin_memory: _bool = False, device_type: str = 'cuda') -> None: ...

class saved_tensors_hooks:
    """While it holds, what operations save for their derivative goes through a pair of functions."""
    def __enter__(self) -> None: ...
    def __exit__(self, *exc: Any) -> None: ...
    def __init__(self, pack_hook: Callable[..., Any], unpack_hook: Callable[..., Any]) -> None: ...

def allow_mutation_on_saved_tensors() -> AbstractContextManager[Any]:
    """Allow writes to tensors that the graph saved: they are copied before the first write."""
def disable_saved_tensors_hooks(error_message: str) -> AbstractContextManager[None]:
    """Refuse :class:`saved_tensors_hooks` inside, with a message."""
def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """The edge that the gradient of `tensor` goes to; of a leaf its AccumulateGrad node."""
def increment_version(tensor: Tensor | Sequence[Tensor]) -> None:
    """Count a write to `tensor` that Wengert could not see."""
def register_multi_grad_hook(
    tensors: Sequence[Tensor], fn: Callable[..., Any], *, mode: Literal['all', 'any'] = 'all'
) -> RemovableHandle:
    """Call a function in each backward pass when several tensors have their gradients, or the first of them has."""
