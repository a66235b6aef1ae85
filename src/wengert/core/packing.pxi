# Saved tensors that go through a pair of functions of the user's: autograd.graph.saved_tensors_hooks.

cdef class Packed:
    # A saved tensor as its pack hook left it.
    cdef object value          # what the pack hook returned
    cdef object unpack         # the function that makes the tensor of it again
    cdef tuple shape           # the tensor's shape: the vjp counts on it
    cdef int dtype             # its element type


def push_saved_hooks(pack, unpack):
    """Begin to send what this thread's nodes save through `pack`; None for both: nothing may be hooked."""
    cdef object top
    if wg_saved_hooks != NULL:
        top = <object>wg_saved_hooks
        if top[0] is None and pack is not None or top[0] is not None and pack is None:
            raise errors.AutogradError(unpack if pack is None else top[1])
    else:
        top = None
    watch_for_cycles()
    top = (pack, unpack, top)
    Py_INCREF(top)
    Py_XDECREF(swap_saved_hooks(<PyObject *>top))


def pop_saved_hooks():
    """Go back to the hooks before."""
    cdef object top = (<tuple>wg_saved_hooks)[2]
    if top is None:
        Py_XDECREF(swap_saved_hooks(NULL))
    else:
        Py_INCREF(top)
        Py_XDECREF(swap_saved_hooks(<PyObject *>top))


cdef PyObject *swap_saved_hooks(PyObject *top) noexcept:
    global wg_saved_hooks
    cdef PyObject *old = wg_saved_hooks
    wg_saved_hooks = top
    return old


cdef bint packing() noexcept:
    # Whether a tensor that is saved now goes through hooks.
    return wg_saved_hooks != NULL and PyTuple_GET_ITEM(wg_saved_hooks, 0) != <PyObject *>None


cdef Packed packed_by(object pack, object unpack, Tensor t, bint own):
    # t through a pack hook; the node's own result without its history, so that no cycle arises.
    global wg_grad_off
    cdef Packed p = Packed.__new__(Packed)
    cdef int off = wg_grad_off
    cdef Tensor given = alias(t) if own else t
    cdef uint32_t version = version_of(given)
    wg_grad_off |= GRAD_OFF
    try:
        p.value = pack(given)
    finally:
        wg_grad_off = off
    if version_of(given) != version:
        raise errors.InplaceError(
            "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook "
            "can not be modified by in-place operations as this can lead to unexpected side-effects. Return a "
            "new tensor.")
    p.unpack = unpack
    p.shape = shape_tuple(t.ndim_, t.shape_)
    p.dtype = t.dtype_
    return p


cdef Packed packed_now(Node *n, Tensor t):
    # t through the hooks of this thread.
    cdef tuple hooks = <tuple>wg_saved_hooks
    return packed_by(hooks[0], hooks[1], t, t.node >= 0 and not t.flags & T_LEAF and node_at(t.node) == n)


cdef int save_packed(Node *n, int slot, Tensor t) except -1:
    set_packed(n, slot, packed_now(n, t))
    return 0


cdef void set_packed(Node *n, int slot, Packed p) noexcept:
    Py_INCREF(p)
    n.saved[slot].object = <PyObject *>p
    n.kinds |= SAVED_OBJECT << (2 * slot)
    n.flags |= N_PACKED


cdef Tensor unpacked(Packed p, str name):
    # The tensor again. Kernels count on its shape and type.
    cdef object value = p.unpack(p.value)
    if not isinstance(value, Tensor):
        raise errors.DtypeError("Output of saved tensor unpack_hook expected to be a Tensor but got result of type "
                                f"{type(value).__name__}")
    if shape_tuple((<Tensor>value).ndim_, (<Tensor>value).shape_) != p.shape or (<Tensor>value).dtype_ != p.dtype:
        raise errors.ShapeError(f"a saved tensor unpack_hook returned {describe(<Tensor>value)} for a saved "
                                f"{DTYPE_NAMES[p.dtype]} tensor of shape {p.shape} of {name}")
    return <Tensor>value


cdef bint unpack_node(Node *n) except -1:
    # Put the tensors themselves into the slots for the time of a vjp. The user's functions are all called first: they
    # may run other passes, or let other threads do so, and those must find the slots whole.
    cdef NodeData d = node_data(n)
    cdef list found = [], more = None
    cdef int slot
    for slot in range(2):
        if (n.kinds >> (2 * slot)) & 3 == SAVED_OBJECT:
            p = <object>n.saved[slot].object
            t = unpacked(<Packed>p, op_name(n))
            ensure_storage(<Tensor>t)
            found.append((slot, p, t))
    if d.more is not None and d.unpackers == 0:
        more = []
        for v, version in list(d.more):
            if isinstance(v, Packed):
                v = unpacked(<Packed>v, op_name(n))
                version = version_of(<Tensor>v)
            more.append((v, version))
    if d.unpackers or n.flags & N_RELEASED:    # another pass was faster: its tensors serve, or nothing is left
        d.unpackers += 1
        return True
    d.unpackers = 1
    d.unpacked = []
    for slot, p, t in found:
        release_slot(n, slot)
        save_view(n, slot, <Tensor>t)
        d.unpacked.append((slot, p))
    if more is not None:
        d.unpacked.append((-1, d.more))
        d.more = more
    return True


cdef int repack_node(Node *n) except -1:
    # What lay in the slots before unpack_node, once nobody uses the tensors any more.
    cdef NodeData d = <NodeData>n.data
    cdef int slot
    d.unpackers -= 1
    if d.unpackers or d.unpacked is None:
        return 0
    entries, d.unpacked = d.unpacked, None
    if n.flags & N_RELEASED:                   # freed meanwhile, by another pass
        return 0
    for slot, p in entries:
        if slot < 0:
            d.more = p
        else:
            release_slot(n, slot)
            set_packed(n, slot, <Packed>p)
    return 0
