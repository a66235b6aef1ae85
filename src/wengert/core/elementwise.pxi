# Elementwise operations: broadcast, promote, run the kernel, record the node.

cdef object operand_from(PyObject *o):
    # What else can be an operand: NumPy arrays and scalars. None: nothing we know.
    if is_number(o):
        return <object>o
    v = <object>o
    if isinstance(v, np.ndarray):
        return share_array(v)
    if isinstance(v, np.generic):
        return v.item()
    return None


cdef int raise_unsupported(Op op, int dtype) except -1:
    if dtype == WG_BOOL and (op is op_sub or op is op_neg):
        what = ("Subtraction, the `-` operator, with two bool tensors" if op is op_sub else
                "Negation, the `-` operator, on a bool tensor")
        raise errors.UnsupportedDtypeError(f"{what} is not supported. Use the `^` or `logical_xor()` or the `~` or "
                                           "`logical_not()` operator instead.")
    raise errors.UnsupportedDtypeError(
        f'"{op.name}" not implemented for \'{TORCH_NAMES[dtype]}\'. Convert the operands to another dtype first.')


cdef int raise_operand(Op op, object v) except -1:
    if v is None:
        raise errors.DtypeError(f"{op.name}(): an argument must be Tensor or a number, not NoneType")
    raise errors.DtypeError(f"{op.name}(): an argument must be Tensor or a number, not {type(v).__name__}")


cdef object elementwise(Op op, PyObject **a, Tensor dest, bint operator):
    # The one way through an elementwise operation. dest: where to write in place, or None.
    # operator: answer NotImplemented for a foreign operand instead of raising.
    cdef OpInfo *info = &op.info
    cdef int nin = info.nin
    cdef Operand p[5]
    cdef PyObject *t[4]              # the operands that are tensors, borrowed
    cdef list hold = None            # operands made here
    cdef Tensor out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, ndim, dtype, out_dtype, mask = 0, at
    cdef intptr_t grain = COSTLY_GRAIN if info.costly else GRAIN
    cdef bint same = True
    cdef wg_half own
    for k in range(nin):
        t[k] = a[k]
        if a[k] == NULL or not (Py_TYPE(a[k]) == <PyTypeObject *>Tensor or isinstance(<object>a[k], Tensor)):
            same = False
            if a[k] != NULL and is_number(a[k]):
                t[k] = NULL
                number_operand(&p[k], a[k])
                continue
            v = operand_from(a[k]) if a[k] != NULL else None
            if v is None:
                if operator:
                    return NotImplemented
                raise_operand(op, <object>a[k] if a[k] != NULL else None)
            hold = [v] if hold is None else hold + [v]
            t[k] = <PyObject *>v if isinstance(v, Tensor) else NULL
            if t[k] == NULL:
                number_operand(&p[k], <PyObject *>v)
        if t[k] != NULL:
            operand_of(&p[k], <Tensor>t[k])
        if p[k].dtype != p[0].dtype:
            same = False
    dtype = p[0].dtype if same else compute_dtype(p, nin)
    if info.promote == PROMOTE_FLOAT and CATEGORY[dtype] < CAT_FLOAT:
        dtype = default_float
    if info.loop[dtype] == NULL:
        if op.row.fallback is not None:
            if dest is None:
                return op.row.fallback(*[<object>a[k] for k in range(nin)])
            v = op.row.fallback(*[clone(<Tensor>a[k]) if t[k] == a[k] else <object>a[k] for k in range(nin)])
            check_result_type(op, (<Tensor>v).dtype_, dest)
            return copy_(dest, <Tensor>v)
        raise_unsupported(op, dtype)
    if not wg_grad_off:
        for k in range(nin):
            if t[k] != NULL and wants(<Tensor>t[k]):
                mask |= 1 << k
    for k in range(nin):
        if p[k].number != NULL:
            write_number(p[k].number, dtype, <char *>p[k].value)
            p[k].data = <char *>p[k].value
            p[k].dtype = dtype
        elif p[k].dtype != dtype:
            v = cast_recorded(<Tensor>t[k], dtype)
            hold = [v] if hold is None else hold + [v]
            t[k] = <PyObject *>v
            operand_of(&p[k], <Tensor>v)
    at = alike(p, nin) if dest is None else -1
    ndim = broadcast(p, nin, shape, op) if at < 0 else p[at].ndim
    out_dtype = info.out_dtype[dtype]
    if mask:
        check_differentiable(op, mask, out_dtype)
        if CATEGORY[out_dtype] < CAT_FLOAT:
            if dest is not None and CATEGORY[dest.dtype_] >= CAT_FLOAT:
                return write_flat(op, dest, p, ndim, shape, dtype)
            mask = 0
    if dest is not None:
        return elementwise_into(op, dest, mask, p, t, ndim, shape, dtype)
    if at >= 0 and op is not op_pow:
        out = run_alike(info.loop[dtype], data_of_loop(info, dtype, p, &own), nin, p, at, out_dtype, grain)
        if mask:
            record_elementwise(op, mask, p, t, t, out)
        return out
    if at >= 0:
        wg_copy_sizes(shape, p[at].shape, ndim)
    out = new_result(out_dtype, ndim, shape, p, nin)
    if op is op_pow and p[1].number != NULL and run_fixed_power(p, dtype, out):
        pass
    else:
        operand_of(&p[nin], out)
        run_in_pieces(info.loop[dtype], data_of_loop(info, dtype, p, &own), nin + 1, p, grain)
    if mask:
        record_elementwise(op, mask, p, t, t, out)
    return out


cdef bint run_fixed_power(Operand *p, int dtype, Tensor out) except -1:
    # x ** 2 and the like by a cheaper loop, where there is one.
    cdef Op op
    cdef Operand q[2]
    if dtype != WG_F32 and dtype != WG_F64:
        return False
    op = power_loop((<float *>p[1].value)[0] if dtype == WG_F32 else p[1].value[0])
    if op is None:
        return False
    q[0] = p[0]
    operand_of(&q[1], out)
    run(op.info.loop[dtype], op.info.loop_data[dtype], 2, q)
    return True


cdef inline void number_operand(Operand *p, PyObject *o) noexcept:
    p.number = o
    p.dtype = number_dtype(o)
    p.ndim = 0
    p.numel = 1
    p.contiguous = True
    p.shape = p.strides = NULL


cdef int check_differentiable(Op op, int mask, int out_dtype) except -1:
    cdef int k
    if CATEGORY[out_dtype] < CAT_FLOAT:
        return 0
    for k in range(op.info.nin):
        if (mask >> k) & 1 and op.info.vjp_kind[k] == VJP_NONE:
            raise errors.NonDifferentiableError(
                f"the derivative for '{op.name.lstrip('_')}' is not implemented with respect to "
                f"'{op.params[k]}'. Use detach() where its gradient is not wanted.")
    return 0


cdef int record_elementwise(Op op, int mask, Operand *p, PyObject **t, PyObject **kept, Tensor out) except -1:
    # Push the node: edges to the inputs t in mask, the values (of `kept`, which differs from t only in
    # place) that their derivatives need, and the input shapes where they were broadcast.
    cdef OpInfo *info = &op.info
    cdef int n_in = 1 if mask == 1 else 2 if mask < 4 else 3
    cdef int32_t id = node_new(info.index, n_in)
    cdef Node *n = node_at(id)
    cdef int need = info.need[mask], slot = 0, k
    cdef bint spread = False
    cdef NodeData d
    n.dtype = out.dtype_
    own_node(out, id)
    if n_in <= 2:
        for k in range(n_in):
            if (mask >> k) & 1:
                n.edges[k] = edge_of(<Tensor>t[k], &n.nr[k])
    else:
        n.n_in = 0
        d = data_with_edges(n, 3)
        for k in range(3):
            if (mask >> k) & 1:
                d.edges[k] = edge_of(<Tensor>t[k], &d.nrs[k])
    if out.ndim_:
        for k in range(n_in):
            if (mask >> k) & 1 and not same_shape(<Tensor>t[k], out):
                spread = True
        if spread:
            n.flags |= N_BROADCAST
            node_data(n).shapes = [shape_tuple(p[k].ndim, p[k].shape) if (mask >> k) & 1 else None
                                   for k in range(n_in)]
    for k in range(info.nin):
        if (need >> k) & 1:
            save_operand(n, slot, &p[k], kept[k])
            slot += 1
    if (need >> LETTER_RESULT) & 1:
        save(n, slot, out)
    return 0


cdef inline int save_operand(Node *n, int slot, Operand *p, PyObject *t) except -1:
    cdef Tensor number
    if t != NULL:
        return save(n, slot, <Tensor>t)
    if slot < 2:
        memcpy(&n.saved[slot], p.value, 16)
        n.kinds |= SAVED_INLINE << (2 * slot)
        return 0
    number = new_tensor(p.dtype, 0, NULL)
    memcpy(number.value, p.value, 16)
    return save_own(n, number)


cdef uint8_t BITS_SET[16]
BITS_SET[:] = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4]


cdef inline int slot_of(int need, int letter) noexcept:
    # Where a letter was saved: letters lie in the order x y z w r.
    return BITS_SET[need & ((1 << letter) - 1)]


cdef int operand_saved(Operand *p, Node *n, int slot) except -1:
    # A saved value as a kernel operand.
    cdef SavedView *v
    cdef Tensor t
    p.number = NULL
    if slot >= 2:
        t = saved_plain(n, slot)            # NodeData.more keeps it alive
        operand_of(p, t)
        return 0
    if (n.kinds >> (2 * slot)) & 3 == SAVED_INLINE:
        p.data = <char *>&n.saved[slot]
        p.ndim = 0
        p.numel = 1
        p.contiguous = True
        p.dtype = n.dtype
        return 0
    v = n.saved[slot].view
    if v.storage.version != v.version:
        raise_modified(n, v.dtype, shape_tuple(v.ndim, v.shape), v.storage, v.storage.version, v.version)
    p.data = v.data
    p.shape = v.shape
    p.strides = view_strides(v)
    p.numel = v.numel
    p.dtype = v.dtype
    p.ndim = v.ndim
    p.contiguous = v.contiguous
    return 0


cdef int vjp_elementwise(Op op, Node *n, Tensor g, PyObject **grads) except -1:
    # The cotangents of an elementwise operation's inputs, not yet un-broadcast.
    cdef OpInfo *info = &op.info
    cdef Tensor out
    cdef int k, need, mask = 0, count = n_inputs(n)
    for k in range(count):
        if edge_at(n, k) >= 0:
            mask |= 1 << k
    need = info.need[mask]
    if need and n.flags & N_RELEASED:
        raise_released(n)
    for k in range(count):
        if not wanted(n, k):
            continue
        if info.vjp_kind[k] == VJP_SAME:
            out = g
        else:
            out = None
            if info.vjp_kind[k] == VJP_KERNEL and WG_F16 <= g.dtype_ <= WG_F64:
                out = flat_cotangent(info, n, k, need, g)
                if out is None:
                    out = strided_cotangent(info, n, k, need, g)
            if out is None:
                out = apply_rule(op, n, k, g, -1)
        Py_INCREF(out)
        grads[k] = <PyObject *>out
    return 0


cdef Tensor flat_cotangent(OpInfo *info, Node *n, int k, int need, Tensor g):
    # One cotangent where g and what was saved are rows of memory as long as each other, or single values: equally many
    # elements are the same shape here, as all broadcast to g's. None: not so, or too long to keep the GIL.
    cdef char *args[5]
    cdef intptr_t steps[5]
    cdef intptr_t count = g.numel_, size = ITEMSIZE[g.dtype_]
    cdef int u, slot, kind, uses = info.vjp_nuses[k]
    cdef SavedView *v
    cdef Tensor out
    if not g.flags & T_CONTIGUOUS or count > RELEASE_GIL_ABOVE:
        return None
    args[0], steps[0] = g.data, size
    for u in range(uses):
        slot = slot_of(need, info.vjp_uses[k][u])
        kind = (n.kinds >> (2 * slot)) & 3 if slot < 2 else SAVED_NONE
        if kind == SAVED_INLINE and n.dtype == g.dtype_:
            args[u + 1], steps[u + 1] = <char *>&n.saved[slot], 0
        elif kind == SAVED_VIEW:
            v = n.saved[slot].view
            if v.dtype != g.dtype_ or not v.contiguous or v.storage.version != v.version:
                return None
            if v.numel != count and v.numel != 1:
                return None
            args[u + 1], steps[u + 1] = v.data, size if v.numel == count else 0
        else:
            return None
    out = new_tensor(g.dtype_, g.ndim_, g.shape_)
    args[uses + 1], steps[uses + 1] = out.data, size
    if count:
        info.vjp_loop[k][g.dtype_ - WG_F16](args, &count, steps, &info.half_vjp[k])
    return out


cdef Tensor strided_cotangent(OpInfo *info, Node *n, int k, int need, Tensor g):
    # The same for any layout; None: the operation's rule must do it, as for abs of complex numbers, which has a real
    # result of complex values.
    cdef Operand p[5]
    cdef Tensor out
    cdef int u, nin = info.vjp_nuses[k] + 1
    cdef object hold = None
    operand_of(&p[0], g)
    for u in range(nin - 1):
        if g.numel_ > RELEASE_GIL_ABOVE:
            # While the kernel runs without the GIL, another thread's pass over this node may free what it saved.
            hold = [saved_plain(n, slot_of(need, info.vjp_uses[k][u])), hold]
        operand_saved(&p[u + 1], n, slot_of(need, info.vjp_uses[k][u]))
        if p[u + 1].dtype != g.dtype_:
            return None
    out = new_result(g.dtype_, g.ndim_, g.shape_, p, nin)
    operand_of(&p[nin], out)
    run_in_pieces(info.vjp_loop[k][g.dtype_ - WG_F16], &info.half_vjp[k], nin + 1, p,
                  COSTLY_GRAIN if info.costly > 1 else GRAIN)
    return out
