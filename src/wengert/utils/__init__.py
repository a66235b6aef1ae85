"""What stands beside the tensors: :mod:`wengert.utils.checkpoint`."""
from .._later import later

__all__ = ["checkpoint"]

__getattr__, __dir__ = later(__name__, {"checkpoint": "checkpoint"})
