# Types of wengert.autograd.function; written by docs/generate.py.
from builtins import bool as _bool
from typing import Any

from .._core import (Tensor, _F)

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
        """The cotangents of the inputs."""
    @staticmethod
    def vmap(info: Any, in_dims: Any, *args: Any, **kwargs: Any) -> Any:
        """The batched operation."""

class FunctionCtx:
    """What a Function's forward leaves for its backward."""
    def __init__(self) -> None: ...
    def mark_dirty(self, *tensors: Tensor) -> None:
        """Say which inputs the forward wrote in place."""
    def mark_non_differentiable(self, *tensors: Tensor) -> None:
        """Say which outputs have no gradient."""
    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keep tensors (or None) for :attr:`saved_tensors`."""
    def save_for_forward(self, *tensors: Tensor | None) -> None:
        """Keep tensors for a forward-mode derivative."""
    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """The tensors that were saved, with their history."""
    @property
    def saved_variables(self) -> tuple[Any, ...]:
        """The tensors that were saved, with their history."""
    def set_materialize_grads(self, value: _bool) -> None:
        """Whether outputs without a gradient reach the backward as zeros (the default) or as None."""

def once_differentiable(function: _F) -> _F:
    """Mark a backward that cannot be differentiated itself: doing so raises instead of giving wrong numbers."""
