# Types of wengert.nn.distances; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from typing import Any, Literal

from .._core import (Tensor)

def cosine_embedding_loss(
    input1: Any, input2: Any, target: Tensor, margin: _int = 0, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """1 - cos where `target` is 1, the greater of 0 and cos - margin where it is -1."""
def cosine_similarity(x1: Tensor, x2: Tensor, dim: _int = 1, eps: _float = 1e-08) -> Tensor:
    """The dot product of two vectors over the product of their lengths, each at least `eps`."""
def pairwise_distance(
    x1: Tensor, x2: Tensor, p: _float | Literal['fro'] = 2.0, eps: _float = 1e-06, keepdim: _bool = False
) -> Tensor:
    """The p-norm of `x1` - `x2` + `eps` along the last dim."""
def pdist(input: Tensor, p: _float | Literal['fro'] = 2.0) -> Tensor:
    """The p-norm distances of all pairs of rows, the first with the others, then the second with those after it,
    ..."""
def triplet_margin_loss(
    anchor: Any, positive: Any, negative: Any, margin: _float = 1.0, p: _float | Literal['fro'] = 2.0,
    eps: _float = 1e-06, swap: _bool = False, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """By how much the distance to the negative does not exceed that to the positive by a margin (Balntas et al.
    2016)."""
def triplet_margin_with_distance_loss(
    anchor: Any, positive: Any, negative: Any, *, distance_function: Any = None, margin: _float = 1.0,
    swap: _bool = False, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """:func:`triplet_margin_loss` with a distance of one's own."""
