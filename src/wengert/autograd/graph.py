"""What the recorded graph is made of."""
from .._core import Node_ as Node
from .._core import version_bump

__all__ = ["Node", "increment_version"]


def increment_version(tensor):
    """Count a write to `tensor` that Wengert could not see.

    Examples
    --------
    >>> import wengert
    >>> t = wengert.zeros(2)
    >>> wengert.autograd.graph.increment_version(t)
    >>> t._version
    1
    """
    for t in tensor if isinstance(tensor, (tuple, list)) else (tensor,):
        version_bump(t)
