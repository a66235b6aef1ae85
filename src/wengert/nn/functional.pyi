# Types of wengert.nn.functional; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from typing import Literal

from .. import (layer_norm as layer_norm, linear as linear, logsigmoid as logsigmoid, sigmoid as sigmoid, tanh as tanh)
from .._core import (Tensor, _DtypeLike)
from ..nn.sampling import (affine_grid as affine_grid, grid_sample as grid_sample)

def binary_cross_entropy_with_logits(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean', pos_weight: Tensor | None = None
) -> Tensor:
    """The cross entropy of probabilities `target` and sigmoid(`input`), without overflow."""
def cross_entropy(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    ignore_index: _int = -100, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean',
    label_smoothing: _float = 0.0
) -> Tensor:
    """The negative log likelihood of the softmax of `input`, in one pass over memory where nothing special is
    asked."""
def dropout(input: Tensor, p: _float = 0.5, training: _bool = True, inplace: _bool = False) -> Tensor:
    """Each element zero with probability `p`, the others scaled by 1 / (1 - p); the input itself when not training."""
def embedding(
    input: Tensor, weight: Tensor, padding_idx: _int | None = None, max_norm: _float | None = None,
    norm_type: _float = 2.0, scale_grad_by_freq: _bool = False, sparse: _bool = False
) -> Tensor:
    """Rows of a table by index."""
def gelu(input: Tensor, approximate: Literal['none', 'tanh'] = 'none') -> Tensor:
    """x times the normal distribution function of x, exactly or by its tanh approximation."""
def log_softmax(
    input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _DtypeLike | None = None
) -> Tensor:
    """log of :func:`softmax`, without overflow."""
def mse_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean', weight: Tensor | None = None
) -> Tensor:
    """The squared difference, averaged, summed or by element."""
def nll_loss(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    ignore_index: _int = -100, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The negative of the log probability that `input` gives to the class `target`."""
def relu(input: Tensor, inplace: _bool = False) -> Tensor:
    """max(x, 0)."""
def softmax(input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _DtypeLike | None = None) -> Tensor:
    """exp(x) over the sum of exp(x) along `dim`."""
