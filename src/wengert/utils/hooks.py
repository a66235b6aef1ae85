"""What registering a hook returns, where PyTorch has its class."""
from .._core import RemovableHandle

__all__ = ["RemovableHandle"]
