# Types of wengert.autograd; written by docs/generate.py.
from builtins import bool as _bool
from typing import Any

from . import (function as function, graph as graph)
from .._core import (Tensor, backward as backward, grad as grad)
from ..autograd.function import (Function as Function)
from ..autograd.modes import (enable_grad as enable_grad, no_grad as no_grad, set_grad_enabled as set_grad_enabled)

def Variable(data: Any, requires_grad: _bool = False) -> Tensor:
    """The tensor itself: what PyTorch's old Variable has become."""
