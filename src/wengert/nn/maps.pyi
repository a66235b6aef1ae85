# Types of wengert.nn.maps; written by docs/generate.py.
from builtins import int as _int
from typing import Any

from .._core import (Tensor)

def bilinear(input1: Any, input2: Any, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`input1` weight[k] `input2` + bias[k] for every k."""
def one_hot(tensor: Tensor, num_classes: _int = -1) -> Tensor:
    """A vector per class index that is 1 at the class and 0 elsewhere."""
