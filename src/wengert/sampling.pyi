# Types of wengert.sampling; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from collections.abc import Sequence
from typing import Any, overload

from ._core import (Tensor, _DtypeLike)
from .random import (Generator)
from .types import (device as _device)

def multinomial(
    input: Tensor, num_samples: _int, replacement: _bool = False, *, generator: Generator | None = None,
    out: Tensor | Sequence[Tensor] | None = None
) -> Any:
    """Positions drawn with the weights that a row gives."""
def normal(
    mean: _float = 0.0, std: _float = 1.0, size: _int | None = None, *, generator: Generator | None = None,
    out: Tensor | Sequence[Tensor] | None = None, dtype: _DtypeLike | None = None, layout: Any = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Any:
    """Normal numbers of given means and standard deviations."""
@overload
def rand(
    *size: _int, generator: Generator | None = None, out: Tensor | Sequence[Tensor] | None = None,
    dtype: _DtypeLike | None = None, layout: Any = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Any: ...
@overload
def rand(
    size: Sequence[_int], *, generator: Generator | None = None, out: Tensor | Sequence[Tensor] | None = None,
    dtype: _DtypeLike | None = None, layout: Any = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Any:
    """Uniform numbers in [0, 1)."""
def rand_like(
    input: Tensor, *, generator: Generator | None = None, dtype: _DtypeLike | None = None, layout: Any = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False,
    memory_format: Any = None
) -> Any:
    """:func:`rand` of the shape and type of `input`."""
@overload
def randint(
    high: _int, size: Sequence[_int], *, generator: Generator | None = ..., dtype: _DtypeLike | None = ...,
    device: _device | str | None = ..., requires_grad: _bool = ...
) -> Tensor: ...
@overload
def randint(
    low: _int, high: _int, size: Sequence[_int], *, generator: Generator | None = ..., dtype: _DtypeLike | None = ...,
    device: _device | str | None = ..., requires_grad: _bool = ...
) -> Tensor:
    """Integers from `low` to below `high`; one bound alone is `high`."""
def randint_like(
    input: Tensor, low: _int = 0, high: _int | None = None, *, generator: Generator | None = None,
    dtype: _DtypeLike | None = None, layout: Any = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False, memory_format: Any = None
) -> Any:
    """:func:`randint` of the shape and type of `input`."""
@overload
def randn(
    *size: _int, generator: Generator | None = None, out: Tensor | Sequence[Tensor] | None = None,
    dtype: _DtypeLike | None = None, layout: Any = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Any: ...
@overload
def randn(
    size: Sequence[_int], *, generator: Generator | None = None, out: Tensor | Sequence[Tensor] | None = None,
    dtype: _DtypeLike | None = None, layout: Any = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Any:
    """Normal numbers of mean 0 and variance 1."""
def randn_like(
    input: Tensor, *, generator: Generator | None = None, dtype: _DtypeLike | None = None, layout: Any = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False,
    memory_format: Any = None
) -> Any:
    """:func:`randn` of the shape and type of `input`."""
def randperm(
    n: _int, *, generator: Generator | None = None, out: Tensor | Sequence[Tensor] | None = None,
    dtype: _DtypeLike | None = None, layout: Any = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Any:
    """The integers below `n` in random order."""
