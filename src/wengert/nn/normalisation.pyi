# Types of wengert.nn.normalisation; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from typing import Any, Literal

from .._core import (Tensor, _Number)

def batch_norm(
    input: Tensor, running_mean: Any, running_var: Any, weight: Tensor | None = None, bias: Tensor | None = None,
    training: _bool = False, momentum: _float = 0.1, eps: _float = 1e-05
) -> Tensor:
    """Each channel less its mean, over its deviation, then scaled and shifted (Ioffe and Szegedy 2015)."""
def group_norm(
    input: Tensor, num_groups: Any, weight: Tensor | None = None, bias: Tensor | None = None, eps: _float = 1e-05
) -> Tensor:
    """Channels in groups, each less its mean, over its deviation, then scaled and shifted (Wu and He 2018)."""
def instance_norm(
    input: Tensor, running_mean: Any = None, running_var: Any = None, weight: Tensor | None = None,
    bias: Tensor | None = None, use_input_stats: _bool = True, momentum: _float = 0.1, eps: _float = 1e-05
) -> Tensor:
    """Each channel of each element of the batch less its mean, over its deviation (Ulyanov et al. 2016)."""
def local_response_norm(
    input: Tensor, size: _int, alpha: _Number = 0.0001, beta: _float = 0.75, k: _int = 1.0
) -> Tensor:
    """`input` over (k + alpha times the mean square of `size` neighbouring channels)^beta (Krizhevsky et al. 2012)."""
def normalize(
    input: Tensor, p: _float | Literal['fro'] = 2.0, dim: _int = 1, eps: _float = 1e-12, out: Tensor | None = None
) -> Tensor:
    """`input` over its p-norm along `dim`."""
