# The backward pass that runs on this thread, and saved tensors, as hooks written in Python see them.

def pass_notes():
    """A dictionary that lives as long as the backward pass on this thread; None outside of passes."""
    cdef Run r
    if wg_pass == NULL:
        return None
    r = <Run>wg_pass
    if r.notes is None:
        r.notes = {}
    return r.notes


def will_run(node):
    """Whether the backward pass on this thread computes a gradient for `node`."""
    cdef Run r
    cdef int32_t at
    cdef int32_t id
    if wg_pass == NULL:
        return False
    if isinstance(node, FunctionCtx) and (<FunctionCtx>node).node == NULL:
        return False
    id = (<FunctionCtx>node).id if isinstance(node, FunctionCtx) else (<Node_?>node).id
    r = <Run>wg_pass
    if r.found is not None:
        known = r.found.get(id)
        at = -1 if known is None else known
    else:
        at = node_at(id).mark - 1
    return at >= 0 and r.slots[at].needed != 0


def saved_hooks():
    """The pair (pack, unpack) that tensors saved on this thread go through now, or None."""
    return (<tuple>wg_saved_hooks)[:2] if packing() else None


def storage_id(Tensor t):
    """A number that tensors on the same memory share, as long as one of them lives."""
    ensure_storage(t)
    return <uintptr_t>t.storage


cdef object write_watcher = None   # called with each tensor that is about to be written


def watch_writes(function):
    """Call `function` with each tensor that is about to be written in place; None: no more."""
    global write_watcher, writes_watched
    write_watcher = function
    writes_watched = function is not None


cdef int tell_watcher(Tensor t) except -1:
    # The watcher's own writes and copies are not told again, nor recorded.
    global writes_watched, wg_grad_off
    cdef int off = wg_grad_off
    writes_watched = False
    wg_grad_off |= GRAD_OFF
    try:
        write_watcher(t)
    finally:
        wg_grad_off = off
        writes_watched = write_watcher is not None
    return 0
