# Saved values and the edges of a new node.

cdef inline int save_view(Node *n, int slot, Tensor t) except -1:
    # Keep a tensor's memory and geometry, and the version that the memory has now.
    cdef SavedView *v = pool_get()
    v.storage = t.storage
    t.storage.refs += 1
    v.data = t.data
    v.version = t.storage.version
    v.dtype = t.dtype_
    v.ndim = t.ndim_
    v.contiguous = t.flags & T_CONTIGUOUS
    v.numel = t.numel_
    v.shape = v.dims
    if t.shape_ == t.dims:
        memcpy(v.dims, t.dims, sizeof(v.dims))
    else:
        save_geometry(v, t)
    n.saved[slot].view = v
    n.kinds |= SAVED_VIEW << (2 * slot)
    return 0


cdef int save_geometry(SavedView *v, Tensor t) except -1:
    # The geometry of a tensor that has it beside the object; fails without memory, having given v back.
    if t.ndim_ > 4:
        v.shape = <int64_t *>malloc(2 * t.ndim_ * sizeof(int64_t))
        if v.shape == NULL:
            v.shape = v.dims
            saved_view_free(v)
            raise MemoryError()
    wg_copy_sizes(view_strides(v), t.strides_, t.ndim_)
    wg_copy_sizes(v.shape, t.shape_, t.ndim_)
    return 0


cdef inline int64_t *view_strides(SavedView *v) noexcept nogil:
    if v.shape == v.dims:
        return v.dims + 4
    return v.shape + v.ndim


cdef inline int save_tensor(Node *n, int slot, Tensor t) except -1:
    # 0-d values of the node's own type are copied into it: the gradient stays right whatever is written later.
    if t.flags & T_INFERENCE:
        raise_inference_saved(t)
    if wg_saved_hooks != NULL and packing():
        return save_packed(n, slot, t)
    if t.ndim_ == 0 and t.dtype_ == n.dtype:
        memcpy(&n.saved[slot], t.data, 16 if t.storage == NULL else ITEMSIZE[t.dtype_])
        n.kinds |= SAVED_INLINE << (2 * slot)
        return 0
    ensure_storage(t)
    return save_view(n, slot, t)


cdef int save_more(Node *n, Tensor t) except -1:
    # Beyond the two slots: a detached tensor and its version, or what the pack hook made of it.
    cdef NodeData d = node_data(n)
    if t.flags & T_INFERENCE:
        raise_inference_saved(t)
    if d.more is None:
        d.more = []
    if wg_saved_hooks != NULL and packing():
        d.more.append((packed_now(n, t), 0))
        n.flags |= N_PACKED
    else:
        d.more.append((alias(t), version_of(t)))
    return 0


cdef int save_own(Node *n, Tensor t) except -1:
    # The same of a tensor that nobody else has.
    cdef NodeData d
    if wg_saved_hooks != NULL:
        return save_more(n, t)
    d = node_data(n)
    if d.more is None:
        d.more = [(t, version_of(t))]
    else:
        d.more.append((t, version_of(t)))
    return 0


cdef int raise_inference_saved(Tensor t) except -1:
    raise errors.AutogradError(
        "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode "
        f"in computation tracked by autograd: here {describe(t)}. To work around this, you can make a clone to "
        "get a normal tensor and use it in autograd, or use `no_grad()` instead of `inference_mode()`.")


cdef int save(Node *n, int slot, Tensor t) except -1:
    # Save t as the node's slot-th value.
    if slot < 2:
        return save_tensor(n, slot, t)
    return save_more(n, t)


cdef str op_name(Node *n):
    # PyTorch's name of a node.
    if n.op == OP_ACCUMULATE:
        return "AccumulateGrad"
    if n.op == OP_FUNCTION:
        return type((<NodeData>n.data).ctx).__name__
    return (<Op>op_table[n.op]).node_name


cdef int raise_modified(Node *n, int dtype, tuple shape, Storage *s, uint32_t now, uint32_t expected) except -1:
    raise errors.InplaceError(
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        f"[{DTYPE_NAMES[dtype]} tensor of shape {list(shape)}], saved by {op_name(n)}{made_at(n)}, is at "
        f"version {now}; expected version {expected} instead. {last_write(s)}Write out of place, or after "
        "backward(), or save a clone().")


cdef int raise_released(Node *n) except -1:
    raise errors.GraphFreedError(
        "Trying to backward through the graph a second time (or directly access saved tensors after they have "
        "already been freed). Saved intermediate values of the graph are freed when you call .backward() or "
        f"autograd.grad(); this was met at {op_name(n)}.{first_pass(n)} Specify retain_graph=True the first "
        "time if you need to backward through the graph a second time, or detach() what an earlier iteration "
        "computed.")


cdef Tensor saved_plain(Node *n, int slot):
    # The slot-th saved value as a tensor without history.
    cdef Tensor t
    cdef SavedView *v
    cdef int kind
    if n.flags & N_RELEASED:
        raise_released(n)
    if slot >= 2:
        t, version = (<NodeData>n.data).more[slot - 2]
        if version_of(t) != <uint32_t>version:
            raise_modified(n, t.dtype_, shape_tuple(t.ndim_, t.shape_), t.storage, version_of(t), version)
        return t
    kind = (n.kinds >> (2 * slot)) & 3
    if kind == SAVED_INLINE:
        t = new_tensor(n.dtype, 0, NULL)
        memcpy(t.value, &n.saved[slot], 16)
        return t
    v = n.saved[slot].view
    if v.storage.version != v.version:
        raise_modified(n, v.dtype, shape_tuple(v.ndim, v.shape), v.storage, v.storage.version, v.version)
    t = tensor_alloc()
    t.storage = NULL
    copy_geometry(t, v.ndim, v.shape, view_strides(v))
    t.dtype_ = v.dtype
    t.flags = T_CONTIGUOUS if v.contiguous else 0
    t.numel_ = v.numel
    t.storage = v.storage
    v.storage.refs += 1
    t.data = v.data
    return t


cdef Tensor saved_positions(Node *n, int slot, int64_t low, int64_t end):
    # A saved value that a kernel takes positions from, contiguous. What has been written to it through an array that
    # shares its memory counts no version, and an unpack hook may give any numbers: so it is looked at again.
    cdef Tensor t = contiguous_plain(saved_plain(n, slot))
    cdef int64_t least, most
    if wg_range_of(<int64_t *>t.data, t.numel_, &least, &most) and (least < low or most >= end):
        raise_moved(n, t, least if least < low else most, low, end)
    return t


cdef int raise_moved(Node *n, Tensor t, int64_t bad, int64_t low, int64_t end) except -1:
    raise errors.DimensionError(
        f"index {bad} is out of bounds: the positions of shape {list(size_of(t))} saved by {op_name(n)} lay in [{low}, "
        f"{end}) when they were saved and have been changed since, through memory that they share or by an unpack "
        "hook. Leave them as they are until after backward(), or give the operation a clone().")


cdef inline bint wants(Tensor t) except -1:
    # Whether a gradient is wanted for t or through it. A write to memory that a view shares may have
    # changed the view's history since it was last looked at.
    if t.flags & T_VIEW and t.base_version != t.storage.version:
        refresh_view(t)
    return t.flags & T_REQUIRES


cdef inline int32_t edge_of(Tensor t, uint8_t *nr) except -2:
    # The node that t's gradient goes to, with a new reference.
    if t.flags & T_LEAF:
        nr[0] = 0
        return leaf_node(t)
    nr[0] = t.nr
    node_incref(t.node)
    return t.node


cdef inline int connect(Node *n, int k, Tensor t) except -1:
    # Edge k of a node with at most two inputs.
    if t is not None and wants(t):
        n.edges[k] = edge_of(t, &n.nr[k])
    return 0


cdef NodeData data_with_edges(Node *n, int count):
    # A node's data with room for the edges of more than two inputs, none of which there is yet.
    cdef NodeData d = node_data(n)
    cdef int k
    if count <= 4:
        d.edges, d.nrs = d.few_edges, d.few_nrs
    else:
        d.edges = <int32_t *>malloc(count * sizeof(int32_t))
        d.nrs = <uint8_t *>malloc(count)
        if d.edges == NULL or d.nrs == NULL:
            raise MemoryError()
    for k in range(count):
        d.edges[k] = -1
        d.nrs[k] = 0
    d.n_edges = count
    n.n_in = 3
    return d


cdef int connect_many(Node *n, PyObject **inputs, int count) except -1:
    # The edges of a node with any number of inputs; those that are no tensors have none.
    cdef NodeData d
    cdef int k
    cdef Tensor t
    if count <= 2:
        for k in range(count):
            if isinstance(<object>inputs[k], Tensor):
                connect(n, k, <Tensor>inputs[k])
        return 0
    d = data_with_edges(n, count)
    for k in range(count):
        if isinstance(<object>inputs[k], Tensor):
            t = <Tensor>inputs[k]
            if wants(t):
                d.edges[k] = edge_of(t, &d.nrs[k])
    return 0


cdef inline int n_inputs(Node *n) noexcept:
    return n.n_in if n.n_in <= 2 else (<NodeData>n.data).n_edges


cdef inline int32_t edge_at(Node *n, int k) noexcept:
    return n.edges[k] if n.n_in <= 2 else (<NodeData>n.data).edges[k]


cdef inline bint wanted(Node *n, int k) noexcept:
    # Whether a vjp must compute the cotangent of input k: it has an edge, and this pass leads on from there.
    return edge_at(n, k) >= 0 and not (wg_skipped and k < 64 and (wg_skipped >> k) & 1)


cdef inline int edge_nr(Node *n, int k) noexcept:
    return n.nr[k] if n.n_in <= 2 else (<NodeData>n.data).nrs[k]


cdef inline bint recording(Tensor t) except -1:
    return not wg_grad_off and wants(t)


cdef inline int own_node(Tensor out, int32_t id) noexcept:
    # The result of a recorded operation: it owns the node's first reference.
    out.node = id
    out.flags |= T_REQUIRES
    return 0


cdef Node *record1(Op op, Tensor x, Tensor out) except NULL:
    # Record a one-input operation; the caller saves what its vjp needs.
    cdef int32_t id = node_new(op.info.index, 1)
    cdef Node *n = node_at(id)
    n.dtype = out.dtype_
    own_node(out, id)
    connect(n, 0, x)
    return n


cdef Node *record_many(Op op, list inputs, Tensor out) except NULL:
    # Record an operation of any number of inputs.
    cdef int32_t id = node_new(op.info.index, min(len(inputs), 2))
    cdef Node *n = node_at(id)
    n.dtype = out.dtype_
    own_node(out, id)
    connect_many(n, PySequence_Fast_ITEMS(<PyObject *>inputs), len(inputs))
    return n


cdef bint any_requires(list inputs) except -1:
    # Whether an operation on these records a node.
    if wg_grad_off:
        return False
    for t in inputs:
        if isinstance(t, Tensor) and wants(<Tensor>t):
            return True
    return False
