"""What stands beside the tensors: :mod:`wengert.utils.checkpoint` and :mod:`wengert.utils.hooks`."""
from .._later import later

__all__ = ["checkpoint", "hooks"]

__getattr__, __dir__ = later(__name__, {"checkpoint": "checkpoint", "hooks": "hooks"})
