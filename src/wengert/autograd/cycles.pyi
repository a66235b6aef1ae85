# Types of wengert.autograd.cycles; written by docs/generate.py.
from typing import Any

def holders_within(roots: Any) -> Any:
    """The tensors and node handles that these objects reach."""
def watch() -> Any:
    """Begin to be called before collections."""
