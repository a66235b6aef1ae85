"""Neural networks: so far the functional form, and packed sequences."""
from .._later import later

__all__ = ["functional", "utils"]

__getattr__, __dir__ = later(__name__, {"functional": "functional", "utils": "utils"})
