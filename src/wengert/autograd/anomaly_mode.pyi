# Types of wengert.autograd.anomaly_mode; written by docs/generate.py.
from builtins import bool as _bool
from typing import Any

from .._core import (Tensor)

class detect_anomaly(Decorator):
    """While it holds, a vjp that returns nan raises, and an error in a backward pass says where the operation was
    called."""
    def __enter__(self) -> None: ...
    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: Any) -> None: ...
    def __init__(self, check_nan: _bool = True) -> None: ...
    def clone(self) -> Tensor:
        """A new instance for one call."""

class set_detect_anomaly:
    """Anomaly mode on or off: at once as a function, until the end of the block as a context manager."""
    def __enter__(self) -> None: ...
    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: Any) -> None: ...
    def __init__(self, mode: _bool, check_nan: _bool = True) -> None: ...
