# Types of wengert.autograd.graph; written by docs/generate.py.
from collections.abc import Sequence

from .._core import (Node_ as Node, Tensor)

def increment_version(tensor: Tensor | Sequence[Tensor]) -> None:
    """Count a write to `tensor` that Wengert could not see."""
