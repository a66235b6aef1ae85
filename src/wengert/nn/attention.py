"""Functions of ``nn.functional`` for attention."""
import math

from .. import errors
from ..ops import api as _api
from ..ops.attention import attention_formula, attention_weights, shared_heads
from .dropout import _seed as random_seed
from .dropout import dropout


def _check(query, key, value, attn_mask, enable_gqa):
    """Refuse operands that PyTorch refuses."""
    if min(query.ndim, key.ndim, value.ndim) < 2:
        raise errors.ShapeError("Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: "
                                f"{query.ndim} key.dim: {key.ndim} and value.dim: {value.ndim} instead.")
    if not query.dtype == key.dtype == value.dtype:
        raise errors.AutogradError("Expected query, key, and value to have the same dtype, but got "
                                   f"query.dtype: {query.dtype.name} key.dtype: {key.dtype.name} and "
                                   f"value.dtype: {value.dtype.name} instead.")
    if not query.dtype.is_floating_point:
        raise errors.UnsupportedDtypeError("\"softmax_lastdim_kernel_impl\" not implemented for "
                                           f"'{query.dtype.name}' (in scaled_dot_product_attention)")
    if attn_mask is not None and attn_mask.dtype not in (_api.bool, _api.float32, query.dtype):
        raise errors.AutogradError("Expected attn_mask dtype to be bool or float or to match query dtype, but got "
                                   f"attn_mask.dtype: {attn_mask.dtype.name} and  query.dtype: {query.dtype.name} "
                                   "instead.")
    if enable_gqa and (query.ndim < 3 or query.shape[-3] % key.shape[-3] or key.shape[-3] != value.shape[-3]):
        raise errors.ShapeError("Number of heads in key and value must divide the number of heads in query: got "
                                f"{list(query.shape)}, {list(key.shape)} and {list(value.shape)}")


def _fits(mask, scores):
    """Whether a mask can be broadcast to the scores."""
    return mask.ndim <= len(scores) and all(a in (1, b) for a, b in zip(mask.shape[::-1], scores[::-1]))


def _is_fused(query, key, value, attn_mask, enable_gqa):
    """Whether the kernel takes these operands: the common shapes and types, and no gradient for the mask."""
    rank = query.ndim
    if not 2 <= rank <= 4 or key.ndim != rank or value.ndim != rank or query.dtype not in (_api.float32, _api.float64):
        return False
    q, k, v = tuple(query.shape), tuple(key.shape), tuple(value.shape)
    if k[:-1] != v[:-1] or q[-1] != k[-1] or 0 in q or rank == 4 and q[0] != k[0] or (
            rank > 2 and q[-3] != k[-3] and not enable_gqa):
        return False
    return attn_mask is None or (not attn_mask.requires_grad and attn_mask.dtype in (_api.bool, query.dtype)
                                 and _fits(attn_mask, q[:-1] + (k[-2],)))


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None,
                                 enable_gqa=False):
    """softmax(scale query key^T + mask) value, without keeping the weights (Vaswani et al. 2017; Dao et al. 2022).

    Parameters
    ----------
    query : Tensor
        Of shape (..., queries, width).
    key, value : Tensor
        Of shape (..., keys, width) and (..., keys, value width).
    attn_mask : Tensor, optional
        Broadcast to (..., queries, keys): truth values of what may be seen, or numbers that are added to the scores.
    dropout_p : float
        The probability with which a weight is set to zero.
    is_causal : bool
        Whether query i sees no key after the i-th.
    scale : float, optional
        The factor of the scores, 1 / sqrt(width) by default.
    enable_gqa : bool
        Whether several heads of `query` may share one of `key` and `value`.

    Returns
    -------
    Tensor
        Of shape (..., queries, value width). A query that sees no key gives zeros.

    Raises
    ------
    RuntimeError
        If shapes or types do not fit.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.eye(2)
    >>> wengert.nn.functional.scaled_dot_product_attention(x, x, x, is_causal=True)
    tensor([[1.0000, 0.0000],
            [0.3302, 0.6698]])
    """
    _check(query, key, value, attn_mask, enable_gqa)
    if scale is None:
        scale = 1 / math.sqrt(query.shape[-1]) if query.shape[-1] else 1.0
    if dropout_p and not 0 <= dropout_p <= 1:
        raise errors.AutogradError(f"dropout probability has to be between 0 and 1, but got {dropout_p}")
    if dropout_p < 1 and _is_fused(query, key, value, attn_mask, enable_gqa):
        return _api._attention(query, key, value, attn_mask, is_causal, scale, dropout_p,
                               random_seed() if dropout_p else 0)
    if not dropout_p:
        return attention_formula(query, key, value, attn_mask, is_causal, scale)
    key, value = shared_heads(query, key, value)
    return dropout(attention_weights(query, key, attn_mask, is_causal, scale), dropout_p) @ value
