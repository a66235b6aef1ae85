# Types of wengert.nn.activations; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from typing import Literal

from .._core import (Tensor, _Number)

def celu(input: Tensor, alpha: _Number = 1.0, inplace: _bool = False) -> Tensor:
    """x, below 0 alpha (e^(x / alpha) - 1), which is smooth for every alpha (Barron 2017)."""
def elu(input: Tensor, alpha: _Number = 1.0, inplace: _bool = False) -> Tensor:
    """x, below 0 alpha (e^x - 1) (Clevert et al. 2015)."""
def gelu(input: Tensor, approximate: Literal['none', 'tanh'] = 'none') -> Tensor:
    """x times the normal distribution function of x, exactly or by its tanh approximation."""
def glu(input: Tensor, dim: _int = -1) -> Tensor:
    """The first half along `dim` times the logistic function of the second (Dauphin et al. 2017)."""
def leaky_relu(input: Tensor, negative_slope: _float = 0.01, inplace: _bool = False) -> Tensor:
    """x, below 0 times a small slope."""
def mish(input: Tensor, inplace: _bool = False) -> Tensor:
    """x tanh(log(1 + e^x)) (Misra 2019)."""
def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """x, below 0 times a weight, which may be one per channel (He et al. 2015)."""
def relu(input: Tensor, inplace: _bool = False) -> Tensor:
    """max(x, 0)."""
def rrelu(
    input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False,
    inplace: _bool = False
) -> Tensor:
    """x, below 0 times a slope that is random when training, else the mean one (Xu et al. 2015)."""
def selu(input: Tensor, inplace: _bool = False) -> Tensor:
    """elu with constants that keep mean 0 and variance 1 (Klambauer et al. 2017)."""
def silu(input: Tensor, inplace: _bool = False) -> Tensor:
    """x times the logistic function of x, also called swish."""
def softplus(input: Tensor, beta: _float = 1.0, threshold: _float = 20.0) -> Tensor:
    """log(1 + e^(beta x)) / beta, a smooth form of relu."""
