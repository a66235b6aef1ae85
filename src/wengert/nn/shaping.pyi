# Types of wengert.nn.shaping; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int

from .._core import (Tensor, _DtypeLike, _Number)

def hardsigmoid(input: Tensor, inplace: _bool = False) -> Tensor:
    """(x + 3) / 6 between 0 and 1."""
def hardswish(input: Tensor, inplace: _bool = False) -> Tensor:
    """x times (x + 3) / 6 between 0 and 1 (Howard et al. 2019)."""
def hardtanh(input: Tensor, min_val: _float = -1.0, max_val: _float = 1.0, inplace: _bool = False) -> Tensor:
    """The input between two bounds; the derivative at the bounds is 0."""
def log_softmax(
    input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _DtypeLike | None = None
) -> Tensor:
    """log of :func:`softmax`, without overflow."""
def relu6(input: Tensor, inplace: _bool = False) -> Tensor:
    """The input between 0 and 6."""
def softmax(input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _DtypeLike | None = None) -> Tensor:
    """exp(x) over the sum of exp(x) along `dim`."""
def softmin(input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _DtypeLike | None = None) -> Tensor:
    """:func:`softmax` of -x."""
def softshrink(input: Tensor, lambd: _float = 0.5) -> Tensor:
    """The input moved towards 0 by `lambd`, and 0 from -`lambd` to `lambd`."""
def softsign(input: Tensor) -> Tensor:
    """x / (1 + |x|)."""
def tanhshrink(input: Tensor) -> Tensor:
    """x - tanh(x)."""
def threshold(input: Tensor, threshold: _float, value: Tensor | _Number, inplace: _bool = False) -> Tensor:
    """The input where it is above a threshold, else a value."""
