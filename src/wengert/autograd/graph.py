"""What the recorded graph is made of: nodes, edges, hooks on what is saved."""
from typing import NamedTuple

from .. import _core
from .._core import FunctionCtx, Node_, version_bump
from ._multi_grad import register_multi_grad_hook
from ._saving import (allow_mutation_on_saved_tensors, disable_saved_tensors_hooks, save_on_cpu,
                      saved_tensors_hooks)

__all__ = ["Node", "GradientEdge", "get_gradient_edge", "increment_version", "saved_tensors_hooks",
           "disable_saved_tensors_hooks", "save_on_cpu", "allow_mutation_on_saved_tensors", "register_multi_grad_hook"]


class _NodeMeta(type):
    """A node is what grad_fn gives: a handle, or the context of an autograd.Function."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, (Node_, FunctionCtx))

    def __subclasscheck__(cls, other):
        return issubclass(other, (Node_, FunctionCtx))


class Node(metaclass=_NodeMeta):
    """A node of the recorded graph: ``name()``, ``metadata``, ``next_functions``, ``register_hook``,
    ``register_prehook`` and, for what it saved, ``_saved_*``.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.ones(2, requires_grad=True)
    >>> isinstance((x * x).grad_fn, wengert.autograd.graph.Node)
    True
    """


class GradientEdge(NamedTuple):
    """A place in the graph that a gradient goes to: an output of a node. It keeps the graph below it alive.

    ``autograd.grad`` and ``autograd.backward`` take edges in the place of tensors.
    """

    node: Node
    output_nr: int
    ownership_token: object = None


_core.set_edge_class(GradientEdge)


def get_gradient_edge(tensor):
    """The edge that the gradient of `tensor` goes to; of a leaf its AccumulateGrad node.

    Raises
    ------
    RuntimeError
        If `tensor` does not require a gradient.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor(3., requires_grad=True)
    >>> edge = wengert.autograd.graph.get_gradient_edge(x * x)
    >>> edge.node.name(), edge.output_nr
    ('MulBackward0', 0)
    >>> wengert.autograd.grad(edge, x)
    (tensor(6.),)
    """
    return GradientEdge(*_core.gradient_edge_of(tensor))


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
