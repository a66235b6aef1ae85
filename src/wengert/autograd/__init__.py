"""PyTorch's ``autograd``: backward, grad, Function, the grad modes, and what stands on them."""
from .._core import backward, grad
from .._later import later
from . import function
from .function import Function
from .gradcheck import gradcheck, gradgradcheck  # now: the function takes the name of its module
from .grad_mode import (enable_grad, enforce_grad_layout_policy, inference_mode, is_multithreading_enabled, no_grad,
                        set_grad_enabled, set_multithreading_enabled)

__all__ = ["backward", "grad", "Function", "function", "functional", "graph", "gradcheck", "gradgradcheck", "no_grad",
           "enable_grad", "set_grad_enabled", "inference_mode", "detect_anomaly", "set_detect_anomaly", "Variable",
           "set_multithreading_enabled", "is_multithreading_enabled", "enforce_grad_layout_policy"]

__getattr__, __dir__ = later(__name__, {
    "functional": "functional", "graph": "graph", "Variable": "variable", "detect_anomaly": "anomaly_mode",
    "set_detect_anomaly": "anomaly_mode",
})
