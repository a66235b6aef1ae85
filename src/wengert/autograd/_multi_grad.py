"""One hook for the gradients of several tensors."""
from .. import _core, errors
from .grad_mode import enable_grad


class MultiHandle(_core.RemovableHandle):
    """What registering a hook on several tensors returns; ``remove()`` takes it away from all of them."""

    def __init__(self, handles):
        self.handles = tuple(handles)

    def remove(self):
        """Take the hook away; a second call does nothing."""
        for handle in self.handles:
            handle.remove()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.remove()


def _gradient_node(tensor):
    """The node that receives a tensor's gradient."""
    if tensor.grad_fn is not None:
        return tensor.grad_fn
    if not tensor.requires_grad:
        raise errors.NoGradError("cannot register a hook on a tensor that doesn't require gradient",
                                 kind=AssertionError)
    with enable_grad():
        return tensor.view_as(tensor).grad_fn.next_functions[0][0]


def register_multi_grad_hook(tensors, fn, *, mode="all"):
    """Call a function in each backward pass when several tensors have their gradients, or the first of them has.

    Parameters
    ----------
    tensors : sequence of Tensor
        Whose gradients are awaited.
    fn : callable
        With "all" it takes a list of gradients, None for tensors that have no part in the pass; with "any" the first
        gradient. What it returns is not used.
    mode : {"all", "any"}
        What is awaited: the gradients of all tensors that have a part in the pass, or of any.

    Returns
    -------
    RemovableHandle
        With a ``remove()``.

    Raises
    ------
    ValueError
        For another mode.

    Examples
    --------
    >>> import wengert
    >>> a, b = wengert.tensor(2., requires_grad=True), wengert.tensor(3., requires_grad=True)
    >>> seen = []
    >>> handle = wengert.autograd.graph.register_multi_grad_hook([a, b], seen.append)
    >>> (a * b).backward()
    >>> seen
    [[tensor(3.), tensor(2.)]]
    """
    if mode not in ("all", "any"):
        raise errors.ArgumentError(f"Expects mode to be one of ('all', 'any') but got {mode!r}", kind=ValueError)
    key = object()                   # of this registration in the notes of a pass
    if mode == "any":
        def first(grad):
            notes = _core.pass_notes()
            if key not in notes:
                notes[key] = True
                fn(grad)
        return MultiHandle(tensor.register_hook(first) for tensor in tensors if tensor.requires_grad)

    nodes = [_gradient_node(tensor) for tensor in tensors]

    def hook_of(position):
        def arrived(grad):
            notes = _core.pass_notes()
            if key not in notes:
                notes[key] = [sum(map(_core.will_run, nodes)), [None] * len(nodes)]
            state = notes[key]
            state[0] -= 1
            state[1][position] = grad
            if not state[0]:
                fn(notes.pop(key)[1])
        return arrived

    return MultiHandle(tensor.register_hook(hook_of(k)) for k, tensor in enumerate(tensors))
