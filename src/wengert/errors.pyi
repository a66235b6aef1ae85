# Types of wengert.errors; written by docs/generate.py.
from typing import Any, Self

class AnomalyError(AutogradError):
    """A gradient that is no number, found by anomaly mode."""

class ArgumentError(WengertError, TypeError):
    """Arguments that do not fit the operation's signature."""

class AutogradError(WengertError, RuntimeError):
    """A rule of recording or differentiating was broken."""

class CheckpointError(AutogradError):
    """A checkpointed function did not compute again what it had computed at first."""

class DeviceError(WengertError, RuntimeError):
    """A device other than the CPU."""

class DimensionError(WengertError, IndexError):
    """A dimension or an index is out of range."""

class DtypeError(WengertError, TypeError):
    """A value of the wrong type."""

class GradcheckError(AutogradError):
    """Recorded derivatives and finite differences do not agree."""

class GraphFreedError(AutogradError):
    """The saved values of a graph were already freed."""

class InplaceError(AutogradError):
    """A write that would spoil a gradient, or memory that must not be written."""

class LeafInplaceError(InplaceError):
    """A write to a leaf that requires a gradient."""

class NoGradError(AutogradError):
    """A gradient was asked of something that does not require one."""

class NonDifferentiableError(AutogradError, NotImplementedError):
    """An operation, or a type, that has no derivative."""

class OverflowValueError(WengertError, RuntimeError, OverflowError):
    """An integer does not fit."""

class ShapeError(WengertError, RuntimeError):
    """Shapes do not fit."""

class UnsupportedDtypeError(WengertError, NotImplementedError):
    """An operation that is not defined for an element type."""

class UnusedInputError(AutogradError):
    """An input of ``autograd.grad`` is not part of the graph."""

class WengertError(Exception):
    """Root of all errors that Wengert raises itself."""
    def __init__(self, *args: Any, kind: type[BaseException] | None = None) -> None: ...
    def __new__(cls, *args: Any, kind: type[BaseException] | None = None) -> Self: ...
