# Types of wengert.utils.checkpoint; written by docs/generate.py.
from builtins import bool as _bool, int as _int
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Literal, Self

from ..errors import (CheckpointError as CheckpointError)

class GraphExecGroup:
    """Backward passes that share what checkpoints compute again."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *exc: Any) -> None: ...

def checkpoint(
    function: Callable[..., Any], *args: Any, use_reentrant: _bool | None = None,
    context_fn: Callable[[], tuple[AbstractContextManager[Any], AbstractContextManager[Any]]] = ...,
    determinism_check: Literal['default', 'none'] = 'default', debug: _bool = False, early_stop: _bool = True,
    **kwargs: Any
) -> Any:
    """Call a function so that it saves nothing for the backward pass, which calls it again instead."""
def checkpoint_sequential(
    functions: Any, segments: _int, input: Any, use_reentrant: _bool | None = None, **kwargs: Any
) -> Any:
    """Call functions one after the other, with a checkpoint for each of several segments but the last."""
def noop_context_fn() -> tuple[AbstractContextManager[Any], AbstractContextManager[Any]]:
    """Two contexts that do nothing: the default of :func:`checkpoint`'s `context_fn`."""
def set_checkpoint_debug_enabled(enabled: _bool | None) -> AbstractContextManager[None]:
    """Decide `debug` for all checkpoints that are made inside; None leaves it to each."""
def set_checkpoint_early_stop(enable: _bool | None) -> AbstractContextManager[None]:
    """Decide `early_stop` for all checkpoints that are made inside; None leaves it to each."""
