"""The exceptions. One root, and each class is also the built-in exception that PyTorch raises there."""


class WengertError(Exception):
    """Root of all errors that Wengert raises itself."""

    def __new__(cls, *args, kind=None):
        """Make the error; `kind` names a further built-in class that it is to be caught as."""
        if kind is not None and not issubclass(cls, kind):
            cls = type(cls.__name__, (cls, kind), {"__module__": cls.__module__})
        return super().__new__(cls, *args)

    def __init__(self, *args, kind=None):
        super().__init__(*args)


class AutogradError(WengertError, RuntimeError):
    """A rule of recording or differentiating was broken."""


class NoGradError(AutogradError):
    """A gradient was asked of something that does not require one."""


class GraphFreedError(AutogradError):
    """The saved values of a graph were already freed."""


class InplaceError(AutogradError):
    """A write that would spoil a gradient, or memory that must not be written."""


class LeafInplaceError(InplaceError):
    """A write to a leaf that requires a gradient."""


class AnomalyError(AutogradError):
    """A gradient that is no number, found by anomaly mode."""


class UnusedInputError(AutogradError):
    """An input of ``autograd.grad`` is not part of the graph."""


class GradcheckError(AutogradError):
    """Recorded derivatives and finite differences do not agree."""


class CheckpointError(AutogradError):
    """A checkpointed function did not compute again what it had computed at first."""


class NonDifferentiableError(AutogradError, NotImplementedError):
    """An operation, or a type, that has no derivative."""


class ShapeError(WengertError, RuntimeError):
    """Shapes do not fit."""


class DimensionError(WengertError, IndexError):
    """A dimension or an index is out of range."""


class DtypeError(WengertError, TypeError):
    """A value of the wrong type."""


class UnsupportedDtypeError(WengertError, NotImplementedError):
    """An operation that is not defined for an element type."""


class OverflowValueError(WengertError, RuntimeError, OverflowError):
    """An integer does not fit."""


class DeviceError(WengertError, RuntimeError):
    """A device other than the CPU."""


class ArgumentError(WengertError, TypeError):
    """Arguments that do not fit the operation's signature."""
