# 0-d operands of one floating type: the way through an operation without what shapes need.

cdef intptr_t NO_STEPS[WG_MAX_OPERANDS]    # zeros


cdef inline Tensor scalar_result(int dtype):
    cdef Tensor out = tensor_alloc()
    out.dtype_ = dtype
    out.ndim_ = 0
    out.numel_ = 1
    out.flags = T_CONTIGUOUS | mode_flag()
    out.storage = NULL
    out.data = <char *>out.value
    return out


cdef inline bint scalar_pair(Op op, PyObject *a, PyObject *b) noexcept:
    # Two 0-d tensors of one floating type, for an operation that has everything compiled.
    return op.info.scalar and Py_TYPE(a) == <PyTypeObject *>Tensor and Py_TYPE(b) == <PyTypeObject *>Tensor and \
        ((<Tensor>a).ndim_ | (<Tensor>b).ndim_) == 0 and (<Tensor>a).dtype_ == (<Tensor>b).dtype_ and \
        ((<Tensor>a).dtype_ == WG_F64 or (<Tensor>a).dtype_ == WG_F32)


cdef object scalar_binary(Op op, Tensor a, Tensor b):
    cdef OpInfo *info = &op.info
    cdef char *args[3]
    cdef PyObject *pair[2]
    cdef intptr_t n = 1
    cdef int mask
    cdef Tensor out = scalar_result(a.dtype_)
    args[0] = a.data
    args[1] = b.data
    args[2] = out.data
    info.loop[a.dtype_](args, &n, NO_STEPS, info.loop_data[a.dtype_])
    if not wg_grad_off:
        mask = wants(a) | (wants(b) << 1)
        if mask:
            scalar_record(info, mask, a, b, out)
            return out
    pair[0], pair[1] = <PyObject *>a, <PyObject *>b
    return unrecorded(out, op.name, pair, 2)


cdef inline void copy_value(Saved *into, Tensor t) noexcept:
    if t.storage == NULL:
        into.value[0] = t.value[0]
    else:
        memcpy(into, t.data, ITEMSIZE[t.dtype_])


cdef inline int scalar_record(OpInfo *info, int mask, Tensor a, Tensor b, Tensor out) except -1:
    cdef int32_t id = node_new(info.index, 1 if mask == 1 else 2)
    cdef Node *n = node_at(id)
    cdef int need = info.need[mask], slot = 0
    n.dtype = out.dtype_
    own_node(out, id)
    if mask & 1:
        n.edges[0] = edge_of(a, &n.nr[0])
    if mask & 2:
        n.edges[1] = edge_of(b, &n.nr[1])
    if wg_saved_hooks != NULL or (a.flags | b.flags) & T_INFERENCE:
        return scalar_save(n, need, a, b, out)
    if need & 1:
        copy_value(&n.saved[slot], a)
        slot += 1
    if need & 2:
        copy_value(&n.saved[slot], b)
        slot += 1
    if (need >> LETTER_RESULT) & 1:
        copy_value(&n.saved[slot], out)
        slot += 1
    n.kinds = 5 if slot == 2 else slot          # SAVED_INLINE in each slot used
    return 0


cdef int scalar_save(Node *n, int need, Tensor a, Tensor b, Tensor out) except -1:
    # The same when saved values go through hooks.
    cdef int slot = 0
    if need & 1:
        save(n, slot, a)
        slot += 1
    if need & 2:
        save(n, slot, b)
        slot += 1
    if (need >> LETTER_RESULT) & 1:
        save(n, slot, out)
    return 0


cdef inline Tensor scalar_vjp(OpInfo *info, Node *n, int k, int need, Tensor g):
    # One cotangent of a 0-d node, all of whose values lie in it.
    cdef char *args[5]
    cdef intptr_t one = 1
    cdef int u
    cdef Tensor out
    if info.vjp_kind[k] == VJP_SAME:
        return g
    out = scalar_result(g.dtype_)
    args[0] = g.data
    for u in range(info.vjp_nuses[k]):
        args[u + 1] = <char *>&n.saved[slot_of(need, info.vjp_uses[k][u])]
    args[info.vjp_nuses[k] + 1] = out.data
    info.vjp_loop[k][g.dtype_ - WG_F16](args, &one, NO_STEPS, NULL)
    return out


