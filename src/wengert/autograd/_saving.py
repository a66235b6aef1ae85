"""What can be done with saved tensors on their way into the graph: keep copies, allow writes, forbid hooks."""
import contextlib
import weakref

from .. import _core, errors

OUTSIDE = ("Trying to backward outside of the 'allow_mutation_on_saved_tensors' context in which the graph was "
           "originally recorded.")


class saved_tensors_hooks:
    """While it holds, what operations save for their derivative goes through a pair of functions.

    Parameters
    ----------
    pack_hook : callable
        Called with each tensor that is saved, when it is saved; what it returns is kept in its place. It must not write
        to the tensor.
    unpack_hook : callable
        Called with what `pack_hook` returned when the value is needed; must return a tensor of the same values, shape
        and type.

    Notes
    -----
    Pairs nest: the innermost is used. They hold for the thread that entered them. An operation's own result is given to
    `pack_hook` detached, so that keeping it makes no cycle.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1., 2.], requires_grad=True)
    >>> with wengert.autograd.graph.saved_tensors_hooks(lambda t: t.numpy(force=True), wengert.from_numpy):
    ...     y = (x * x).sum()
    >>> y.backward()
    >>> x.grad
    tensor([2., 4.])
    """

    def __init__(self, pack_hook, unpack_hook):
        if not callable(pack_hook) or not callable(unpack_hook):
            raise errors.DtypeError("saved_tensors_hooks expects two callables, pack_hook and unpack_hook")
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self):
        _core.push_saved_hooks(self.pack_hook, self.unpack_hook)

    def __exit__(self, *exc):
        _core.pop_saved_hooks()


class save_on_cpu(saved_tensors_hooks):
    """Keep what the graph saves in the CPU's memory, where it is already; with `pin_memory` a copy.

    Parameters
    ----------
    pin_memory : bool
        Copy, as PyTorch does into memory that is locked.
    device_type : str
        Accepted.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1., 2.], requires_grad=True)
    >>> with wengert.autograd.graph.save_on_cpu(pin_memory=True):
    ...     y = x * x
    >>> y.sum().backward()
    >>> x.grad
    tensor([2., 4.])
    """

    def __init__(self, pin_memory=False, device_type="cuda"):
        super().__init__(_copied if pin_memory else _with_version, _unversioned)


def _copied(tensor):
    """A tensor's copy, and the version that it stays at."""
    return _with_version(tensor.detach().clone())


def _with_version(tensor):
    """A tensor and its version."""
    return tensor, tensor._version


def _unversioned(packed):
    """The tensor, if nobody wrote to it."""
    tensor, version = packed
    if tensor._version != version:
        raise errors.InplaceError(
            "one of the variables needed for gradient computation has been modified by an inplace operation: "
            f"[{tensor.dtype} of shape {list(tensor.shape)}], saved under save_on_cpu(), is at version "
            f"{tensor._version}; expected version {version} instead. save_on_cpu(pin_memory=True) keeps copies.")
    return tensor


@contextlib.contextmanager
def disable_saved_tensors_hooks(error_message):
    """Refuse :class:`saved_tensors_hooks` inside, with a message.

    Parameters
    ----------
    error_message : str
        What the error says.

    Raises
    ------
    RuntimeError
        With the message, where hooks are set inside, or are already.

    Examples
    --------
    >>> import wengert
    >>> with wengert.autograd.graph.disable_saved_tensors_hooks("no hooks here"):
    ...     with wengert.autograd.graph.save_on_cpu():
    ...         pass
    Traceback (most recent call last):
        ...
    wengert.errors.AutogradError: no hooks here
    """
    if _core.saved_hooks() is not None:
        raise errors.AutogradError(error_message)
    _core.push_saved_hooks(None, error_message)
    try:
        yield
    finally:
        _core.pop_saved_hooks()


class _Kept:
    """A saved tensor, or its copy once the memory was written; None when the context has forgotten it."""

    __slots__ = ("tensor", "__weakref__")

    def __init__(self, tensor):
        self.tensor = tensor


class _CopyBeforeWrite:
    """The saved tensors of one :func:`allow_mutation_on_saved_tensors`; nodes keep them alive, this only finds them."""

    def __init__(self):
        self.by_memory = {}          # storage -> {place in it: weak reference to what is kept of it}
        self.kept = weakref.WeakSet()

    def pack(self, tensor):
        """Keep a tensor that is copied when its memory is about to be written."""
        places = self.by_memory.setdefault(_core.storage_id(tensor), {})
        geometry = tensor.data_ptr(), tuple(tensor.shape), tensor.stride(), tensor.dtype
        kept = places[geometry]() if geometry in places else None
        if kept is None:
            kept = _Kept(tensor.detach())
            self.kept.add(kept)
            places[geometry] = weakref.ref(kept)
        return kept

    def unpack(self, kept):
        """The tensor as it was when it was saved."""
        if kept.tensor is None:
            raise errors.AutogradError(OUTSIDE, kind=AssertionError)
        return kept.tensor

    def before_write(self, tensor):
        """Copy what is kept of the memory of `tensor`."""
        for reference in self.by_memory.pop(_core.storage_id(tensor), {}).values():
            kept = reference()
            if kept is not None:
                kept.tensor = kept.tensor.clone()

    def clear(self):
        """Forget what was saved."""
        for kept in list(self.kept):
            kept.tensor = None
        self.kept.clear()
        self.by_memory.clear()


_active = None                       # the _CopyBeforeWrite that is told about writes


@contextlib.contextmanager
def allow_mutation_on_saved_tensors():
    """Allow writes to tensors that the graph saved: they are copied before the first write.

    Graphs that are recorded inside must be differentiated inside.

    Raises
    ------
    RuntimeError
        If contexts are nested.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1., 2.], requires_grad=True)
    >>> with wengert.autograd.graph.allow_mutation_on_saved_tensors():
    ...     y = x * 1
    ...     z = y * y
    ...     _ = y.zero_()
    ...     z.sum().backward()
    >>> x.grad
    tensor([2., 4.])
    """
    global _active
    if _active is not None:
        raise errors.AutogradError("allow_mutation_on_saved_tensors contexts cannot be nested")
    context = _active = _CopyBeforeWrite()
    try:
        with saved_tensors_hooks(context.pack, context.unpack):
            _core.watch_writes(context.before_write)
            yield context
    finally:
        _core.watch_writes(None)
        _active = None
        context.clear()
