# Types of wengert.autograd.gradcheck; written by docs/generate.py.
from builtins import bool as _bool, float as _float
from collections.abc import Callable, Sequence
from typing import Any

from .._core import (Tensor)
from ..errors import (GradcheckError as GradcheckError)

def gradcheck(
    func: Callable[..., Any], inputs: Tensor | Sequence[Any], *, eps: _float = 1e-06, atol: _float = 1e-05,
    rtol: _float = 0.001, raise_exception: _bool = True, nondet_tol: _float = 0.0, check_undefined_grad: _bool = True,
    check_grad_dtypes: _bool = False, check_batched_grad: _bool = False, check_batched_forward_grad: _bool = False,
    check_forward_ad: _bool = False, check_backward_ad: _bool = True, fast_mode: _bool = False,
    masked: _bool | None = None
) -> _bool:
    """Compare the recorded derivatives of a function with central finite differences."""
def gradgradcheck(
    func: Callable[..., Any], inputs: Tensor | Sequence[Any], grad_outputs: Tensor | Sequence[Tensor] | None = None, *,
    eps: _float = 1e-06, atol: _float = 1e-05, rtol: _float = 0.001, gen_non_contig_grad_outputs: _bool = False,
    raise_exception: _bool = True, nondet_tol: _float = 0.0, check_undefined_grad: _bool = True,
    check_grad_dtypes: _bool = False, check_batched_grad: _bool = False, check_fwd_over_rev: _bool = False,
    check_rev_over_rev: _bool = True, fast_mode: _bool = False, masked: _bool = False
) -> _bool:
    """Compare recorded second derivatives with finite differences of the recorded first ones."""
