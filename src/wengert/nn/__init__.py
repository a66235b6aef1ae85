"""Neural networks: so far the functional form."""
from . import functional

__all__ = ["functional"]
