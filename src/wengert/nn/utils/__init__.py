"""Helpers for networks: so far those for sequences."""
from ..._later import later

__all__ = ["rnn"]

__getattr__, __dir__ = later(__name__, {"rnn": "rnn"})
