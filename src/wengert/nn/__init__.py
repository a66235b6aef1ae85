"""Neural networks: so far the functional form."""
from .._later import later

__all__ = ["functional"]

__getattr__, __dir__ = later(__name__, {"functional": "functional"})
