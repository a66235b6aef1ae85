# Types of wengert.nn.multihead; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int

from .._core import (Tensor)

def multi_head_attention_forward(
    query: Tensor, key: Tensor, value: Tensor, embed_dim_to_check: _int, num_heads: _int, in_proj_weight: Tensor | None,
    in_proj_bias: Tensor | None, bias_k: Tensor | None, bias_v: Tensor | None, add_zero_attn: _bool, dropout_p: _float,
    out_proj_weight: Tensor, out_proj_bias: Tensor | None, training: _bool = True,
    key_padding_mask: Tensor | None = None, need_weights: _bool = True, attn_mask: Tensor | None = None,
    use_separate_proj_weight: _bool = False, q_proj_weight: Tensor | None = None, k_proj_weight: Tensor | None = None,
    v_proj_weight: Tensor | None = None, static_k: Tensor | None = None, static_v: Tensor | None = None,
    average_attn_weights: _bool = True, is_causal: _bool = False
) -> tuple[Tensor, Tensor | None]:
    """Attention with several heads (Vaswani et al. 2017)."""
