# Types of wengert.autograd; written by docs/generate.py.

from . import (function as function, functional as functional, graph as graph)
from .._core import (backward as backward, grad as grad)
from ..autograd.anomaly_mode import (detect_anomaly as detect_anomaly, set_detect_anomaly as set_detect_anomaly)
from ..autograd.function import (Function as Function)
from ..autograd.grad_mode import (
    enable_grad as enable_grad, enforce_grad_layout_policy as enforce_grad_layout_policy,
    inference_mode as inference_mode, is_multithreading_enabled as is_multithreading_enabled, no_grad as no_grad,
    set_grad_enabled as set_grad_enabled, set_multithreading_enabled as set_multithreading_enabled
)
from ..autograd.gradcheck import (gradcheck as gradcheck, gradgradcheck as gradgradcheck)
from ..autograd.variable import (Variable as Variable)

