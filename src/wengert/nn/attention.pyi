# Types of wengert.nn.attention; written by docs/generate.py.
from builtins import bool as _bool, float as _float

from .._core import (Tensor)

def scaled_dot_product_attention(
    query: Tensor, key: Tensor, value: Tensor, attn_mask: Tensor | None = None, dropout_p: _float = 0.0,
    is_causal: _bool = False, scale: _float | None = None, enable_gqa: _bool = False
) -> Tensor:
    """softmax(scale query key^T + mask) value, without keeping the weights (Vaswani et al. 2017; Dao et al. 2022)."""
