# Types of wengert.nn.dropout; written by docs/generate.py.
from builtins import bool as _bool, float as _float
from typing import Literal

from .._core import (Tensor)

def alpha_dropout(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = False, inplace: _bool = False
) -> Tensor:
    """Elements put to what selu tends to with probability `p`, such that mean 0 and variance 1 stay (Klambauer et
    al. 2017)."""
def dropout(input: Tensor, p: _float = 0.5, training: _bool = True, inplace: _bool = False) -> Tensor:
    """Each element zero with probability `p`, the others scaled by 1 / (1 - p); the input itself when not training."""
def dropout1d(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = True, inplace: _bool = False
) -> Tensor:
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p)."""
def dropout2d(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = True, inplace: _bool = False
) -> Tensor:
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p)."""
def dropout3d(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = True, inplace: _bool = False
) -> Tensor:
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p)."""
def feature_alpha_dropout(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = False, inplace: _bool = False
) -> Tensor:
    """:func:`alpha_dropout` of whole channels."""
