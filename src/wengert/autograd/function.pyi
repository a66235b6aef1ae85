# Types of wengert.autograd.function; written by docs/generate.py.
from builtins import bool as _bool
from typing import Any

from .._core import (FunctionCtx as FunctionCtx, _F)

class Function:
    """An operation with a derivative of the user's own."""
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Run the forward and record it."""
    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any, **kwargs: Any) -> Any:
        """The cotangents of the inputs."""
    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """Compute the outputs."""
    generate_vmap_rule: _bool
    @staticmethod
    def jvp(ctx: Any, *grad_inputs: Any, **kwargs: Any) -> Any:
        """The forward-mode derivative."""
    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:
        """Save what the backward needs, when forward does not take the context."""
    @staticmethod
    def vjp(ctx: Any, *grad_outputs: Any, **kwargs: Any) -> Any:
        """The cotangents of the inputs, under its second name."""
    @staticmethod
    def vmap(info: Any, in_dims: Any, *args: Any, **kwargs: Any) -> Any:
        """The batched operation."""

def once_differentiable(function: _F) -> _F:
    """Mark a backward that cannot be differentiated itself: doing so raises instead of giving wrong numbers."""
