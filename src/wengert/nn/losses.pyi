# Types of wengert.nn.losses; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from typing import Any, Literal

from .._core import (Tensor)

def binary_cross_entropy(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The cross entropy of probabilities `target` and `input`; logarithms count as -100 at least."""
def binary_cross_entropy_with_logits(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean', pos_weight: Tensor | None = None
) -> Tensor:
    """The cross entropy of probabilities `target` and sigmoid(`input`), without overflow."""
def gaussian_nll_loss(
    input: Tensor, target: Tensor, var: Any, full: _bool = False, eps: _float = 1e-06,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The negative log likelihood of `target` under normal distributions (Nix and Weigend 1994)."""
def hinge_embedding_loss(
    input: Tensor, target: Tensor, margin: _float = 1.0, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """`input` where `target` is 1, the greater of 0 and margin - `input` where it is -1."""
def huber_loss(
    input: Tensor, target: Tensor, reduction: Literal['mean', 'sum', 'none'] = 'mean', delta: _float = 1.0,
    weight: Tensor | None = None
) -> Tensor:
    """Half the squared difference, and from delta on a straight line (Huber 1964)."""
def kl_div(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean', log_target: _bool = False
) -> Tensor:
    """The divergence of probabilities `target` from log probabilities `input` (Kullback and Leibler 1951)."""
def l1_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean', weight: Tensor | None = None
) -> Tensor:
    """The absolute difference, averaged, summed or by element."""
def margin_ranking_loss(
    input1: Any, input2: Any, target: Tensor, margin: _int = 0, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The greater of 0 and margin - `target` (`input1` - `input2`)."""
def mse_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean', weight: Tensor | None = None
) -> Tensor:
    """The squared difference, averaged, summed or by element."""
def poisson_nll_loss(
    input: Tensor, target: Tensor, log_input: _bool = True, full: _bool = False, size_average: _bool | None = None,
    eps: _float = 1e-08, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The negative log likelihood of counts `target` with rates e^`input`, or `input`."""
def smooth_l1_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean', beta: _float = 1.0
) -> Tensor:
    """The absolute difference less beta / 2; below beta its square over 2 beta."""
def soft_margin_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """log(1 + e^(-`target` `input`)), the logistic loss of labels 1 and -1."""
