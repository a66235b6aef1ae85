# Operations that move elements: where, cat, flip, tril and triu.

cdef Tensor select_plain(Tensor condition, Tensor x, Tensor y, int dtype, Op op):
    # where(condition, x, y) of one type, broadcast, not recorded.
    cdef Operand p[4]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int ndim
    cdef Tensor out
    operand_of(&p[0], condition)
    operand_of(&p[1], x)
    operand_of(&p[2], y)
    ndim = broadcast(p, 3, shape, op)
    out = new_tensor(dtype, ndim, shape)
    operand_of(&p[3], out)
    run(wg_select_loop(ITEMSIZE[dtype]), NULL, 4, p)
    return out


cdef Tensor bool_arg(Op op, PyObject **a, int k):
    cdef Tensor c = tensor_arg(op, a, k)
    if c.dtype_ != WG_BOOL and c.dtype_ != WG_U8:
        raise errors.AutogradError(f"{op.name} expected condition to be a boolean tensor, but got a tensor with dtype "
                                   f"{DTYPE_NAMES[c.dtype_]}")
    if c.dtype_ == WG_U8:
        warnings.warn("where received a uint8 condition tensor. This behavior is deprecated; use a boolean condition instead.",
                      UserWarning, 2)
    return c


cdef Tensor tensor_or_number(Op op, PyObject **a, int k):
    # Argument k as a tensor; a Python number becomes 0-d and counts as a number in promotion.
    v = operand_from(a[k]) if not isinstance(<object>a[k], Tensor) else <object>a[k]
    if v is None:
        raise_operand(op, <object>a[k])
    return <Tensor>v if isinstance(v, Tensor) else scalar_tensor(<PyObject *>v, -1)


cdef object impl_where(Op op, PyObject **a):
    cdef Tensor c, x, y, out
    cdef Operand p[2]
    cdef int dtype
    cdef Node *n
    if <object>a[1] is None and <object>a[2] is None:
        return coordinate_vectors(tensor_arg(op, a, 0))
    c = bool_arg(op, a, 0)
    x, y = tensor_or_number(op, a, 1), tensor_or_number(op, a, 2)
    operand_of(&p[0], x)
    operand_of(&p[1], y)
    if not isinstance(<object>a[1], Tensor):
        p[0].number = a[1]
    if not isinstance(<object>a[2], Tensor):
        p[1].number = a[2]
    dtype = compute_dtype(p, 2)
    x, y = cast_recorded(x, dtype), cast_recorded(y, dtype)
    out = select_plain(c, x, y, dtype, op)
    if any_requires([x, y]):
        n = record_many(op, [None, x, y], out)
        n.flags |= N_BROADCAST
        save(n, 0, c)
        node_data(n).shapes = [None, shape_tuple(x.ndim_, x.shape_), shape_tuple(y.ndim_, y.shape_)]
    return out


cdef int vjp_where(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor c = saved_plain(n, 0), zero = zeros_plain(g.dtype_, ())
    if d.edges[1] >= 0:
        give(grads, 1, select_plain(c, g, zero, g.dtype_, op_where))
    if d.edges[2] >= 0:
        give(grads, 2, select_plain(c, zero, g, g.dtype_, op_where))
    return 0


cdef list tensor_list(Op op, PyObject *arg):
    # A sequence of tensors.
    v = <object>arg
    if not isinstance(v, (tuple, list)):
        raise errors.DtypeError(f"{op.name}(): argument 'tensors' (position 1) must be tuple of Tensors, not {type(v).__name__}")
    out = []
    for k, t in enumerate(v):
        if isinstance(t, np.ndarray):
            t = share_array(t)
        if not isinstance(t, Tensor):
            raise errors.DtypeError(f"expected Tensor as element {k} in argument 0, but got {type(t).__name__}")
        out.append(t)
    if not out:
        raise errors.AutogradError(f"{op.name} expects a non-empty list of Tensors", kind=ValueError)
    return out


cdef object impl_cat(Op op, PyObject **a):
    cdef list parts = tensor_list(op, a[0])
    cdef Tensor first, t, out, piece
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int d, k, dtype = -1
    cdef int64_t total = 0, at = 0
    cdef Node *n
    for item in parts:
        t = <Tensor>item
        if t.ndim_ == 0:
            raise errors.ShapeError("zero-dimensional tensor cannot be concatenated")
        dtype = t.dtype_ if dtype < 0 else PROMOTED[dtype][t.dtype_]
    full = [t for t in parts if not ((<Tensor>t).ndim_ == 1 and (<Tensor>t).numel_ == 0)] or parts
    first = <Tensor>full[0]
    d = wrap_dim(int_arg(op, a, 1), first.ndim_)
    for k, item in enumerate(full):
        t = <Tensor>item
        if t.ndim_ != first.ndim_:
            raise errors.ShapeError(f"Tensors must have same number of dimensions: got {first.ndim_} and {t.ndim_}")
        for i in range(t.ndim_):
            if i != d and t.shape_[i] != first.shape_[i]:
                raise errors.ShapeError(
                    f"Sizes of tensors must match except in dimension {d}. Expected size {first.shape_[i]} but got size "
                    f"{t.shape_[i]} for tensor number {k} in the list.")
        total += t.shape_[d]
    memcpy(shape, first.shape_, first.ndim_ * sizeof(int64_t))
    shape[d] = total
    out = new_tensor(dtype, first.ndim_, shape)
    full = [cast_recorded(<Tensor>item, dtype) for item in full]
    for item in full:
        t = <Tensor>item
        piece = basic_alias(out, (slice(None),) * d + (slice(at, at + t.shape_[d]),))
        copy_into(piece, t)
        at += t.shape_[d]
    if any_requires(full):
        n = record_many(op, full, out)
        node_data(n).ints[0] = d
        node_data(n).args = {"dim": d, "sizes": [(<Tensor>item).shape_[d] for item in full]}
    return out


cdef int vjp_cat(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int k
    cdef int64_t at = 0
    lead = (slice(None),) * <int>d.ints[0]
    for k, size in enumerate(d.args["sizes"]):
        if edge_at(n, k) >= 0:
            give(grads, k, basic_alias(g, lead + (slice(at, at + size),)))
        at += size
    return 0


cdef object impl_flip(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), source, out
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int k, d, n = sizes_of(<object>a[1], dims, "flip(): dims")
    cdef uint64_t seen = 0
    source = alias(x)
    for k in range(n):
        d = wrap_dim(dims[k], x.ndim_)
        if (seen >> d) & 1:
            raise errors.ShapeError(f"dim {d} appears multiple times in the list of dims")
        seen |= <uint64_t>1 << d
        if x.ndim_ and x.shape_[d] > 1:
            source.data += (x.shape_[d] - 1) * x.strides_[d] * ITEMSIZE[x.dtype_]
            source.strides_[d] = -x.strides_[d]
    source.flags = 0
    note_contiguity(source)
    out = compact(source)
    if recording(x):
        node_data(record1(op, x, out)).args = {"dims": tuple([dims[k] for k in range(n)])}
    return out


cdef object impl_tri(Op op, PyObject **a):
    # tril and triu: zero outside a triangle.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int64_t diagonal = int_arg(op, a, 1), rows, cols, batch, i, j, low, high
    cdef bint lower = op is op_tril
    cdef int size = ITEMSIZE[x.dtype_]
    cdef char *row
    if x.ndim_ < 2:
        raise errors.ShapeError(f"{op.name}: input tensor must have at least 2 dimensions")
    out = compact(x)
    rows, cols = out.shape_[out.ndim_ - 2], out.shape_[out.ndim_ - 1]
    batch = out.numel_ // (rows * cols) if rows * cols else 0
    for i in range(batch * rows):
        row = out.data + i * cols * size
        j = (i % rows) + diagonal
        if lower:
            low = min(max(j + 1, 0), cols)
            memset(row + low * size, 0, (cols - low) * size)
        else:
            high = min(max(j, 0), cols)
            memset(row, 0, high * size)
    if recording(x):
        node_data(record1(op, x, out)).args = {"diagonal": diagonal}
    return out


cdef int blocks_of(Tensor x, int d, int64_t *outer, int64_t *inner) except -1:
    # x as (outer, shape[d], inner) blocks.
    cdef int k
    outer[0] = inner[0] = 1
    for k in range(d):
        outer[0] *= x.shape_[k]
    for k in range(d + 1, x.ndim_):
        inner[0] *= x.shape_[k]
    return 0
