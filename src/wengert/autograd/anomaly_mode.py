"""Anomaly mode: gradients that are no numbers raise, and errors say where the operation was called."""
import linecache
import os
import warnings

from .. import _core, errors
from .grad_mode import _Decorator

__all__ = ["detect_anomaly", "set_detect_anomaly"]

_OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


def _line(code, at):
    """The source line of an instruction."""
    for k, (first, *_) in enumerate(code.co_positions()):
        if 2 * k >= at and first is not None:
            return first
    return code.co_firstlineno


def _formatted(frames):
    """A stack as Python's traceback shows it."""
    lines = []
    for code, at in frames:
        number = _line(code, at)
        lines.append(f'  File "{code.co_filename}", line {number}, in {code.co_name}\n')
        source = linecache.getline(code.co_filename, number).strip()
        if source:
            lines.append(f"    {source}\n")
    return "".join(lines)


def place(frames):
    """The innermost frame that is not Wengert's own, as "file:line in function"."""
    for code, at in reversed(frames):
        if not code.co_filename.startswith(_OWN):
            return f"{code.co_filename}:{_line(code, at)} in {code.co_name}"
    return "an unknown place"


def report(error, name, stacks):
    """Warn where the node whose vjp failed was made, and note it on the error."""
    if not stacks:
        warnings.warn(f"Error detected in {name}. No forward pass information available. Enable detect anomaly "
                      "during forward pass for more information.", UserWarning, stacklevel=2)
        return
    text = f"Error detected in {name}. Traceback of forward call that caused the error:\n{_formatted(stacks[0])}"
    for frames in stacks[1:]:
        text += ("\nPrevious calculation was induced by another backward pass. Traceback of forward call that "
                 f"induced the previous calculation:\n{_formatted(frames)}")
    warnings.warn(text, UserWarning, stacklevel=2)
    error.add_note(f"{name} was recorded at {place(stacks[0])}.")


class detect_anomaly(_Decorator):
    """While it holds, a vjp that returns nan raises, and an error in a backward pass says where the operation was
    called.

    The place is known for operations recorded inside. It costs little: the calling frames are noted, not formatted.

    Parameters
    ----------
    check_nan : bool
        Whether gradients are searched for nan.

    Examples
    --------
    >>> import warnings, wengert
    >>> x = wengert.tensor(0., requires_grad=True)
    >>> with warnings.catch_warnings(), wengert.autograd.detect_anomaly():
    ...     warnings.simplefilter("ignore")
    ...     try:
    ...         (x.sqrt() * 0).backward()
    ...     except RuntimeError as error:
    ...         print(error)
    Function 'SqrtBackward0' returned nan values in its 0th output.
    """

    def __init__(self, check_nan=True):
        self.check_nan = check_nan
        self._before = []

    def clone(self):
        """A new instance for one call."""
        return detect_anomaly(self.check_nan)

    def __enter__(self):
        self._before.append(_core.set_anomaly(True, self.check_nan))

    def __exit__(self, kind, value, trace):
        _core.set_anomaly(*self._before.pop())


class set_detect_anomaly:
    """Anomaly mode on or off: at once as a function, until the end of the block as a context manager.

    Parameters
    ----------
    mode : bool
        Whether it is on.
    check_nan : bool
        Whether gradients are searched for nan.

    Examples
    --------
    >>> import wengert
    >>> with wengert.autograd.set_detect_anomaly(True):
    ...     wengert.is_anomaly_enabled()
    True
    """

    def __init__(self, mode, check_nan=True):
        if not isinstance(mode, bool):
            raise errors.DtypeError(f"set_detect_anomaly(): argument 'mode' must be bool, not {type(mode).__name__}")
        self._before = _core.set_anomaly(mode, check_nan)

    def __enter__(self):
        pass

    def __exit__(self, kind, value, trace):
        _core.set_anomaly(*self._before)
