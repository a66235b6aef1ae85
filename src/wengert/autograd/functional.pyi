# Types of wengert.autograd.functional; written by docs/generate.py.
from builtins import bool as _bool
from collections.abc import Callable
from typing import Any, Literal

from .._core import (Tensor)

def hessian(
    func: Callable[..., Any], inputs: Tensor | tuple[Tensor, ...], create_graph: _bool = False, strict: _bool = False,
    vectorize: _bool = False, outer_jacobian_strategy: Literal['reverse-mode', 'forward-mode'] = 'reverse-mode'
) -> Any:
    """The second derivatives of a function of one value."""
def hvp(
    func: Callable[..., Any], inputs: Tensor | tuple[Tensor, ...], v: Tensor | tuple[Tensor, ...] | None = None,
    create_graph: _bool = False, strict: _bool = False
) -> tuple[Any, Any]:
    """The value of a function and the product of its Hessian with a vector."""
def jacobian(
    func: Callable[..., Any], inputs: Tensor | tuple[Tensor, ...], create_graph: _bool = False, strict: _bool = False,
    vectorize: _bool = False, strategy: Literal['reverse-mode', 'forward-mode'] = 'reverse-mode'
) -> Any:
    """The derivatives of all outputs of a function with respect to all its inputs."""
def jvp(
    func: Callable[..., Any], inputs: Tensor | tuple[Tensor, ...], v: Tensor | tuple[Tensor, ...] | None = None,
    create_graph: _bool = False, strict: _bool = False
) -> tuple[Any, Any]:
    """The value of a function and the product of its Jacobian with a vector."""
def vhp(
    func: Callable[..., Any], inputs: Tensor | tuple[Tensor, ...], v: Tensor | tuple[Tensor, ...] | None = None,
    create_graph: _bool = False, strict: _bool = False
) -> tuple[Any, Any]:
    """The value of a function and the product of a vector with its Hessian."""
def vjp(
    func: Callable[..., Any], inputs: Tensor | tuple[Tensor, ...], v: Tensor | tuple[Tensor, ...] | None = None,
    create_graph: _bool = False, strict: _bool = False
) -> tuple[Any, Any]:
    """The value of a function and the product of a vector with its Jacobian."""
