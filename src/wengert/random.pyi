# Types of wengert.random; written by docs/generate.py.
from builtins import bool as _bool, int as _int
from contextlib import AbstractContextManager
from typing import Any, Self

import numpy as np
from ._core import (Tensor)
from .types import (device as _device)

class Generator:
    """A stream of random numbers of its own."""
    def __init__(self, device: _device | str = 'cpu') -> None: ...
    def clone_state(self) -> Generator:
        """A generator of its own that goes on from here."""
    def get_state(self) -> Tensor:
        """Where the stream is, as a tensor of bytes."""
    def initial_seed(self) -> _int:
        """The seed that the stream began with."""
    def manual_seed(self, seed: _int) -> Self:
        """Begin the stream of a seed."""
    def numpy(self) -> np.random.Generator:
        """The NumPy generator; made on first use."""
    def seed(self) -> _int:
        """Begin a stream of a seed that nobody knows beforehand, and return the seed."""
    def set_state(self, new_state: Tensor) -> Self:
        """Go to where :meth:`get_state` was called."""

default_generator: Generator
def fork_rng(devices: Any = None, enabled: _bool = True) -> AbstractContextManager[None]:
    """Leave the default stream, after the block, where it was before."""
def get_rng_state() -> Tensor:
    """Where the default stream is."""
def initial_seed() -> _int:
    """The seed of the default stream."""
def manual_seed(seed: _int) -> Generator:
    """Begin the default stream of random numbers at a seed."""
def seed() -> _int:
    """Seed the default stream from the system's entropy, and return the seed."""
def set_rng_state(new_state: Tensor) -> None:
    """Go to where :func:`get_rng_state` was called."""
