# Types of wengert.nn.margins; written by docs/generate.py.
from builtins import bool as _bool, float as _float
from typing import Literal

from .._core import (Tensor)

def multi_margin_loss(
    input: Tensor, target: Tensor, p: _float | Literal['fro'] = 1, margin: _float = 1.0, weight: Tensor | None = None,
    size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The mean over the classes of (margin - the target's score + the other's score)^p where that is positive."""
def multilabel_margin_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The sum over labels and other classes of 1 - the label's score + the other's where that is positive, over C."""
def multilabel_soft_margin_loss(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The mean over the classes of the binary cross entropy of logits."""
