"""Attention with several heads, from the projections of the inputs to that of the result."""
import math

from .. import errors
from ..ops import api as _api
from .attention import scaled_dot_product_attention
from .dropout import dropout


def _additive(mask, dtype, name):
    """A mask as numbers to add to the scores; in a mask of truth values True forbids."""
    if mask is None:
        return None
    if mask.dtype == _api.bool:
        return _api.zeros(mask.shape, dtype=dtype).masked_fill(mask, -math.inf)
    if not mask.dtype.is_floating_point:
        raise errors.ShapeError(f"only bool and floating types of {name} are supported", kind=AssertionError)
    return mask


def _check(query, key, value, embed_dim, num_heads, key_padding_mask, attn_mask):
    """Refuse shapes that do not fit, with PyTorch's kind of error."""
    if query.ndim not in (2, 3):
        raise errors.ShapeError("query should be unbatched 2D or batched 3D tensor but received "
                                f"{query.ndim}-D query tensor", kind=AssertionError)
    if key.ndim != query.ndim or value.ndim != query.ndim:
        raise AssertionError(f"For {'batched (3-D)' if query.ndim == 3 else 'unbatched (2-D)'} `query`, "
                             f"expected `key` and `value` to be {query.ndim}-D but found {key.ndim}-D and "
                             f"{value.ndim}-D tensors respectively")
    if query.shape[-1] != embed_dim:
        raise errors.ShapeError(f"was expecting embedding dimension of {embed_dim}, but got {query.shape[-1]}",
                                kind=AssertionError)
    if embed_dim % num_heads:
        raise errors.ShapeError(f"embed_dim {embed_dim} not divisible by num_heads {num_heads}", kind=AssertionError)
    if tuple(key.shape[:-1]) != tuple(value.shape[:-1]):
        raise AssertionError(f"key's sequence and batch dims {tuple(key.shape[:-1])} do not match value's "
                             f"{tuple(value.shape[:-1])}")
    if key_padding_mask is not None and key_padding_mask.ndim != query.ndim - 1:
        raise errors.ShapeError(f"expected `key_padding_mask` to be {query.ndim - 1}-D but found "
                                f"{key_padding_mask.ndim}-D", kind=AssertionError)
    if attn_mask is not None and attn_mask.ndim not in (2, 3):
        raise errors.ShapeError(f"attn_mask's dimension {attn_mask.ndim} is not supported")


def _projected(query, key, value, weight, bias, separate):
    """Queries, keys and values in the width of the heads."""
    width = query.shape[-1]
    if separate is not None:
        biases = (None,) * 3 if bias is None else bias.chunk(3)
        return [_api.linear(x, w, b) for x, w, b in zip((query, key, value), separate, biases)]
    if query is key and key is value:
        return _api.linear(query, weight, bias).split(width, -1)
    weights, biases = weight.split(width), (None,) * 3 if bias is None else bias.split(width)
    return [_api.linear(x, w, b) for x, w, b in zip((query, key, value), weights, biases)]


def _longer(mask):
    """A mask with one more key, which is always seen."""
    return None if mask is None else _api.cat([mask, _api.zeros((*mask.shape[:-1], 1), dtype=mask.dtype)], -1)


def _weighed(q, k, v, mask, dropout_p):
    """The weights, kept, and what they make of the values."""
    scores = q @ k.transpose(-2, -1) * (1 / math.sqrt(q.shape[-1]))
    weights = (scores if mask is None else scores + mask).softmax(-1)
    if dropout_p:
        weights = dropout(weights, dropout_p)
    return weights @ v, weights


def multi_head_attention_forward(query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k,
                                 bias_v, add_zero_attn, dropout_p, out_proj_weight, out_proj_bias, training=True,
                                 key_padding_mask=None, need_weights=True, attn_mask=None,
                                 use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None,
                                 v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True,
                                 is_causal=False):
    """Attention with several heads (Vaswani et al. 2017).

    Parameters
    ----------
    query, key, value : Tensor
        Of shape (queries, batch, width) and (keys, batch, width), or without a batch.
    embed_dim_to_check : int
        The width of `query`.
    num_heads : int
        How many heads share the width.
    in_proj_weight, in_proj_bias : Tensor or None
        The projections of query, key and value below each other: (3 width, width) and (3 width,).
    bias_k, bias_v : Tensor or None
        One more key and value for all, (1, 1, width).
    add_zero_attn : bool
        Whether one more key and value are zero.
    dropout_p : float
        The probability with which a weight is set to zero in training.
    out_proj_weight, out_proj_bias : Tensor or None
        The projection of the result.
    training : bool
        Whether to drop anything.
    key_padding_mask : Tensor, optional
        (batch, keys): True for keys that count nothing, or numbers that are added to the scores.
    need_weights : bool
        Whether to give the weights too, which costs the fused operation.
    attn_mask : Tensor, optional
        (queries, keys) or (batch * heads, queries, keys): True for what may not be seen, or numbers to add.
    use_separate_proj_weight : bool
        Whether the next three are used and not `in_proj_weight`.
    q_proj_weight, k_proj_weight, v_proj_weight : Tensor, optional
        The projections one by one; those of key and value may have other widths.
    static_k, static_v : Tensor, optional
        Projected keys and values to use, (batch * heads, keys, width of a head).
    average_attn_weights : bool
        Whether the weights given are the mean over the heads.
    is_causal : bool
        A hint that `attn_mask` is the causal one.

    Returns
    -------
    tuple
        The result, of the shape of `query`, and the weights (batch, queries, keys) or None.

    Examples
    --------
    >>> import wengert
    >>> x, w = wengert.eye(2), wengert.eye(2)
    >>> out, weights = wengert.nn.functional.multi_head_attention_forward(
    ...     x, x, x, 2, 1, wengert.cat([w, w, w]), None, None, None, False, 0.0, w, None)
    >>> weights
    tensor([[0.6698, 0.3302],
            [0.3302, 0.6698]])
    """
    _check(query, key, value, embed_dim_to_check, num_heads, key_padding_mask, attn_mask)
    if is_causal and attn_mask is None:
        raise errors.AutogradError("Need attn_mask if specifying the is_causal hint.")
    batched, dtype = query.ndim == 3, query.dtype
    if is_causal and (key_padding_mask is not None or need_weights):
        is_causal = False                       # the mask itself says it
    separate = (q_proj_weight, k_proj_weight, v_proj_weight) if use_separate_proj_weight else None
    q, k, v = _projected(query, key, value, in_proj_weight, in_proj_bias, separate)
    if not batched:
        q, k, v = q.unsqueeze(1), k.unsqueeze(1), v.unsqueeze(1)
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    rows, batch, width = q.shape
    mask, padding = _additive(attn_mask, dtype, "attn_mask"), _additive(key_padding_mask, dtype, "key_padding_mask")
    if bias_k is not None and bias_v is not None:
        k, v = _api.cat([k, bias_k.expand(1, batch, width)]), _api.cat([v, bias_v.expand(1, batch, width)])
        mask, padding = _longer(mask), _longer(padding)

    def heads(x):
        return x.reshape(x.shape[0], batch, num_heads, -1).permute(1, 2, 0, 3)
    q = heads(q)
    k = heads(k) if static_k is None else static_k.reshape(batch, num_heads, *static_k.shape[1:])
    v = heads(v) if static_v is None else static_v.reshape(batch, num_heads, *static_v.shape[1:])
    if add_zero_attn:
        none = _api.zeros((batch, num_heads, 1, k.shape[-1]), dtype=dtype)
        k, v = _api.cat([k, none], 2), _api.cat([v, none], 2)
        mask, padding = _longer(mask), _longer(padding)
    if mask is not None and mask.ndim == 3:
        mask = mask.reshape(-1, num_heads if mask.shape[0] > 1 else 1, *mask.shape[1:])
    if padding is not None:
        padding = padding.reshape(batch, 1, 1, -1)
        mask = padding if mask is None else mask + padding
    drop = dropout_p if training else 0.0
    weights = None
    if need_weights:
        out, weights = _weighed(q, k, v, mask, drop)
    else:
        out = scaled_dot_product_attention(q, k, v, None if is_causal else mask, drop, is_causal)
    out = _api.linear(out.permute(2, 0, 1, 3).reshape(rows, batch, width), out_proj_weight, out_proj_bias)
    if weights is not None and average_attn_weights:
        weights = weights.mean(1)
    if not batched:
        out, weights = out.squeeze(1), None if weights is None else weights.squeeze(0)
    return out, weights
