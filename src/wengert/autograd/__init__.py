"""PyTorch's ``autograd``: backward, grad, Function and the grad modes."""
from .. import _core
from .._core import backward, grad
from . import function, functional, graph
from .function import Function
from .gradcheck import gradcheck, gradgradcheck
from .modes import enable_grad, no_grad, set_grad_enabled

__all__ = ["backward", "grad", "Function", "function", "functional", "graph", "gradcheck", "gradgradcheck", "no_grad",
           "enable_grad", "set_grad_enabled", "Variable"]


def Variable(data, requires_grad=False):
    """The tensor itself: what PyTorch's old Variable has become.

    Examples
    --------
    >>> import wengert
    >>> wengert.autograd.Variable(wengert.ones(1), requires_grad=True).requires_grad
    True
    """
    return data.detach().requires_grad_(requires_grad) if isinstance(data, _core.Tensor) else _core.tensor(data)
