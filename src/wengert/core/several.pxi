# Operations with several differentiable results: one node, whose cotangents come as a list.

cdef Node *record_several(Op op, list inputs, list outputs) except NULL:
    # Record one node for all of the outputs; the caller saves what the vjp needs.
    cdef int32_t id = node_new(op.info.index, min(len(inputs), 2))
    cdef Node *n = node_at(id)
    cdef NodeData d = node_data(n)
    cdef Tensor t
    cdef int nr
    n.flags |= N_MULTI
    n.dtype = (<Tensor>outputs[0]).dtype_
    d.outputs = [typed_shape(<Tensor>v) for v in outputs]
    for nr, v in enumerate(outputs):
        t = <Tensor>v
        own_node(t, id)
        t.nr = nr
        if nr:
            node_incref(id)
    connect_many(n, PySequence_Fast_ITEMS(<PyObject *>inputs), len(inputs))
    return n


cdef int save_optional(Node *n, int slot, Tensor t) except -1:
    # Save a tensor that may be None, in slot 2 or above.
    cdef NodeData d
    if t is not None:
        return save(n, slot, t)
    d = node_data(n)
    if d.more is None:
        d.more = []
    d.more.append((None, 0))
    return 0


cdef Tensor saved_optional(Node *n, int slot):
    if not n.flags & N_RELEASED and (<NodeData>n.data).more[slot - 2][0] is None:
        return None
    return saved_plain(n, slot)
