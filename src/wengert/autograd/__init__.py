"""PyTorch's ``autograd``: backward, grad, Function and the grad modes."""
from .._core import backward, grad
from . import function, functional, graph
from .function import Function
from .gradcheck import gradcheck, gradgradcheck
from .modes import enable_grad, no_grad, set_grad_enabled
from .variable import Variable

__all__ = ["backward", "grad", "Function", "function", "functional", "graph", "gradcheck", "gradgradcheck", "no_grad",
           "enable_grad", "set_grad_enabled", "Variable"]
