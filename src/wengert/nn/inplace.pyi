# Types of wengert.nn.inplace; written by docs/generate.py.
from builtins import bool as _bool, float as _float

from .._core import (Tensor, _Number)

def celu_(input: Tensor, alpha: _Number = 1.0) -> Tensor:
    """In-place version of :func:`celu`."""
def elu_(input: Tensor, alpha: _Number = 1.0) -> Tensor:
    """In-place version of :func:`elu`."""
def hardtanh_(input: Tensor, min_val: _float = -1.0, max_val: _float = 1.0) -> Tensor:
    """In-place version of :func:`hardtanh`."""
def leaky_relu_(input: Tensor, negative_slope: _float = 0.01) -> Tensor:
    """In-place version of :func:`leaky_relu`."""
def relu_(input: Tensor) -> Tensor:
    """In-place version of :func:`relu`."""
def rrelu_(input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False) -> Tensor:
    """In-place version of :func:`rrelu`."""
def selu_(input: Tensor) -> Tensor:
    """In-place version of :func:`selu`."""
def threshold_(input: Tensor, threshold: _float, value: Tensor | _Number) -> Tensor:
    """In-place version of :func:`threshold`."""
