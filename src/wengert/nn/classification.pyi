# Types of wengert.nn.classification; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from typing import Literal

from .._core import (Tensor)

def cross_entropy(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    ignore_index: _int = -100, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean',
    label_smoothing: _float = 0.0
) -> Tensor:
    """The negative log likelihood of the softmax of `input`, in one pass over memory where nothing special is
    asked."""
def nll_loss(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    ignore_index: _int = -100, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The negative of the log probability that `input` gives to the class `target`."""
