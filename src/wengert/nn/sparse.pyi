# Types of wengert.nn.sparse; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from typing import Literal

from .._core import (Tensor)

def embedding(
    input: Tensor, weight: Tensor, padding_idx: _int | None = None, max_norm: _float | None = None,
    norm_type: _float = 2.0, scale_grad_by_freq: _bool = False, sparse: _bool = False
) -> Tensor:
    """Rows of a table by index."""
def embedding_bag(
    input: Tensor, weight: Tensor, offsets: Tensor | None = None, max_norm: _float | None = None, norm_type: _float = 2,
    scale_grad_by_freq: _bool = False, mode: Literal['sum', 'mean', 'max'] = 'mean', sparse: _bool = False,
    per_sample_weights: Tensor | None = None, include_last_offset: _bool = False, padding_idx: _int | None = None
) -> Tensor:
    """Sums, means or largest elements of bags of rows of a table, without keeping the rows."""
