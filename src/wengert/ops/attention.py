"""Attention: the fused operation and the formula that it computes."""
import math

from . import api
from .replay import replay
from .table import compiled


def causal_mask(rows, cols):
    """Which keys each query sees when it sees no later ones."""
    return api.ones((rows, cols), dtype=api.bool).tril()


def attention_weights(query, key, attn_mask, is_causal, scale):
    """softmax(scale query key^T + mask) over the keys; zero for a query that sees none."""
    scores = query @ key.transpose(-2, -1) * scale
    if is_causal:
        scores = api.where(causal_mask(query.shape[-2], key.shape[-2]), scores, -math.inf)
    if attn_mask is None:
        return scores.softmax(-1)
    if attn_mask.dtype == api.bool:
        scores = api.where(attn_mask, scores, -math.inf)
    else:
        scores = scores + attn_mask
    blind = (scores == -math.inf).all(-1, keepdim=True)
    return api.where(blind, 0, api.where(blind, 0, scores).softmax(-1))


def shared_heads(query, key, value):
    """Keys and values with each head repeated for the query heads that use it."""
    if min(query.ndim, key.ndim) < 3 or query.shape[-3] <= key.shape[-3] or key.shape[-3] == 1:
        return key, value
    count = query.shape[-3] // key.shape[-3]
    return key.repeat_interleave(count, -3), value.repeat_interleave(count, -3)


def kept_weights(shape, dtype, dropout_p, seed):
    """What the fused operation multiplies weights by: its rows are counted in whole blocks of the stream."""
    whole = -(-shape[-1] // 256) * 256
    return api._drop(api.ones((*shape[:-1], whole), dtype=dtype), dropout_p, seed, 1 / (1 - dropout_p))[..., :shape[-1]]


def attention_formula(query, key, value, attn_mask, is_causal, scale, dropout_p=0.0, seed=0):
    """What the fused operation computes, in differentiable operations."""
    key, value = shared_heads(query, key, value)
    weights = attention_weights(query, key, attn_mask, is_causal, scale)
    if dropout_p:
        weights = weights * kept_weights(weights.shape, weights.dtype, dropout_p, seed)
    return weights @ value


def slope(position):
    """The rule of one operand."""
    def rule(g, query, key, value, attn_mask, is_causal, scale, dropout_p, seed):
        return replay(attention_formula, position, g, (query, key, value, attn_mask), is_causal, scale, dropout_p, seed)
    return rule


@compiled("attention", node="ScaledDotProductFlashAttentionForCpu", saved="query key value attn_mask", method=False,
          tensors="query key value attn_mask", query=slope(0), key=slope(1), value=slope(2))
def _attention(query, key, value, attn_mask, is_causal, scale, dropout_p, seed):
    """Attention in blocks of queries and keys."""
