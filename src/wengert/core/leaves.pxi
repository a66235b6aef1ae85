# The end of a pass: gradients that arrive at leaves and are kept there.

cdef Tensor checked_grad(Tensor g, Tensor leaf):
    # A cotangent as its leaf wants it: of its shape and type.
    if g.dtype_ != leaf.dtype_:
        g = cast_recorded(g, leaf.dtype_)
    if not same_shape(g, leaf):
        raise errors.ShapeError(f"a gradient of shape {list(size_of(g))} arrived at {describe(leaf)}")
    return g


cdef int run_leaf(Run r, int32_t at) except -1:
    # AccumulateGrad: the cotangent of a leaf is complete.
    cdef Slot *s = &r.slots[at]
    cdef Node *n = node_at(s.node)
    cdef int32_t id = s.node
    cdef Tensor leaf
    cdef PyObject *g = s.grad
    cdef TensorMeta m
    if not n.kinds:                            # the leaf itself is gone, but an edge may ask for its gradient
        if g != NULL and r.captures is not None and not r.accumulate:
            capture(r, id, 0, g)
        return 0
    leaf = <Tensor>n.saved[0].object
    if not leaf.flags & T_LEAF and r.captures is None:     # it stopped requiring a gradient since
        return 0
    m = None if leaf.meta is None else <TensorMeta>leaf.meta
    if g == NULL:
        return run_undefined_leaf(r, at, n, leaf, m) if s.needed else 0
    s.grad = NULL
    if m is not None and m.hooks:
        g = hooked(g, m.hooks)
    if r.captures is not None and not r.accumulate:
        capture(r, id, 0, g)
        Py_DECREF(<object>g)
        return 0
    if n.flags & N_HOOKS:
        return run_hooked_leaf(r, at, n, leaf, g)
    accumulate_into(r, leaf, g)
    post_accumulate(leaf)
    return 0


cdef int run_undefined_leaf(Run r, int32_t at, Node *n, Tensor leaf, TensorMeta m) except -1:
    # Nothing that the leaf led to has a gradient: hooks are called with None, and nothing is kept.
    if m is not None and m.hooks:
        hook_output(&r.slots[at], n, 0, m.hooks)
    if r.captures is not None and not r.accumulate:
        return 0
    if n.flags & N_HOOKS:
        node_prehooks(&r.slots[at], n)
    post_accumulate(leaf)
    return node_posthooks(n, NULL, NULL, 0) if n.flags & N_HOOKS else 0


cdef int run_hooked_leaf(Run r, int32_t at, Node *n, Tensor leaf, PyObject *g) except -1:
    # The same with hooks on the AccumulateGrad node itself.
    cdef object seen
    r.slots[at].grad = g                       # owned by the slot while hooks run
    node_prehooks(&r.slots[at], n)
    g = r.slots[at].grad
    r.slots[at].grad = NULL
    if g == NULL:
        return 0
    seen = <object>g
    accumulate_into(r, leaf, g)
    post_accumulate(leaf)
    g = <PyObject *>seen
    return node_posthooks(n, g, NULL, 0)


cdef int post_accumulate(Tensor leaf) except -1:
    if leaf.meta is not None and (<TensorMeta>leaf.meta).post_hooks:
        for fn in list((<TensorMeta>leaf.meta).post_hooks.values()):
            result = fn(leaf)
            if result is not None and result is not leaf:
                if isinstance(result, Tensor):
                    raise errors.AutogradError("Tensor post accumulate grad hooks should return None.")
                raise errors.DtypeError(f"expected Variable, but hook returned '{type(result).__name__}'")
    return 0


cdef int accumulate_into(Run r, Tensor leaf, PyObject *g) except -1:
    # leaf.grad += g, taking over the reference. The first gradient is kept as it is where nobody shares it.
    cdef Tensor have, t
    cdef TensorMeta m = meta_of(leaf)
    if (<Tensor>g).dtype_ != leaf.dtype_ or not same_shape(<Tensor>g, leaf):
        t = <Tensor>g
        Py_DECREF(t)
        t = checked_grad(t, leaf)
        Py_INCREF(t)
        g = <PyObject *>t
        t = None
    if m.grad is None:
        if r.create_graph:
            keep_grad(leaf, <object>g)
        elif sole_owner(g) and (same_geometry(<Tensor>g, leaf) or wg_any_layout and is_dense(<Tensor>g)):
            m.grad = <object>g
        else:
            m.grad = laid_out_like(<Tensor>g, leaf)
        Py_DECREF(<object>g)
        return 0
    have = <Tensor>m.grad
    t = <Tensor>g
    Py_DECREF(t)
    if r.create_graph or have.flags & T_REQUIRES or have.dtype_ != t.dtype_:
        keep_grad(leaf, binary(op_add, <PyObject *>have, <PyObject *>t))
    else:
        check_writable(have)
        add_into(have, t)
        bump(have, op_add)
    return 0


cdef bint is_dense(Tensor t) noexcept:
    # Whether t's elements fill a stretch of memory, in some order of the dims.
    cdef Operand p
    operand_of(&p, t)
    return dense(&p)


cdef Tensor laid_out_like(Tensor g, Tensor leaf):
    # A copy of g in the leaf's memory layout where that is dense, else row-major.
    cdef Tensor out = new_like(leaf, leaf.dtype_)
    cdef Operand p
    operand_of(&p, leaf)
    if dense(&p):
        wg_copy_sizes(out.strides_, leaf.strides_, leaf.ndim_)
        note_contiguity(out)
    copy_into(out, g)
    return out
