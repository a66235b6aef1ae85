# Types of wengert.random; written by docs/generate.py.
from builtins import bool as _bool, int as _int
from collections.abc import Sequence
from typing import Self, overload

import numpy as np
from ._core import (Tensor, _DtypeLike)
from .types import (device as _device)

class Generator:
    """A stream of random numbers of its own."""
    def __init__(self, device: _device | str = 'cpu') -> None: ...
    def get_state(self) -> Tensor:
        """Where the stream is, as a tensor of bytes."""
    def initial_seed(self) -> _int:
        """The seed that the stream began with."""
    def manual_seed(self, seed: _int) -> Self:
        """Begin the stream of a seed."""
    def numpy(self) -> np.random.Generator:
        """The NumPy generator; seeded on first use."""
    def seed(self) -> _int:
        """Begin a stream of a seed that nobody knows beforehand, and return the seed."""
    def set_state(self, new_state: Tensor) -> Self:
        """Go to where :meth:`get_state` was called."""

def bernoulli(input: Tensor, *, generator: Generator | None = None) -> Tensor:
    """1 with the probability that each element gives, else 0."""
default_generator: Generator
def get_rng_state() -> Tensor:
    """Where the default stream is."""
def initial_seed() -> _int:
    """The seed of the default stream."""
def manual_seed(seed: _int) -> Generator:
    """Begin the default stream of random numbers at a seed."""
@overload
def rand(
    *size: _int, generator: Generator | None = None, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor: ...
@overload
def rand(
    size: Sequence[_int], *, generator: Generator | None = None, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor:
    """Uniform numbers in [0, 1)."""
def rand_like(
    input: Tensor, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False
) -> Tensor:
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
    """Integers from `low` to below `high`."""
def randint_like(
    input: Tensor, low: _int, high: _int | None = None, *, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor:
    """:func:`randint` of the shape and type of `input`."""
@overload
def randn(
    *size: _int, generator: Generator | None = None, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor: ...
@overload
def randn(
    size: Sequence[_int], *, generator: Generator | None = None, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor:
    """Normal numbers of mean 0 and variance 1."""
def randn_like(
    input: Tensor, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False
) -> Tensor:
    """:func:`randn` of the shape and type of `input`."""
def randperm(
    n: _int, *, generator: Generator | None = None, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor:
    """The integers below `n` in random order."""
def seed() -> _int:
    """Seed the default stream from the system's entropy, and return the seed."""
def set_rng_state(new_state: Tensor) -> None:
    """Go to where :func:`get_rng_state` was called."""
