"""PyTorch's ``autograd``: backward, grad, Function and the grad modes."""
from .. import _core
from .._core import backward, grad
from . import function, graph
from .anomaly_mode import detect_anomaly, set_detect_anomaly
from .function import Function
from .variable import Variable
from .grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled

__all__ = ["backward", "grad", "Function", "function", "graph", "no_grad", "enable_grad", "set_grad_enabled", "inference_mode",
           "detect_anomaly", "set_detect_anomaly", "Variable"]
