# Operations that do in one pass over memory what would otherwise be several: softmax and its relatives.

cdef Tensor last_dim(Tensor x, int d):
    # x with dim d moved to the end, contiguous, without history.
    cdef Tensor t
    cdef int k
    if d == x.ndim_ - 1 or x.ndim_ == 0:
        return contiguous_plain(x)
    t = alias(x)
    for k in range(d, x.ndim_ - 1):
        t.shape_[k] = x.shape_[k + 1]
        t.strides_[k] = x.strides_[k + 1]
    t.shape_[x.ndim_ - 1] = x.shape_[d]
    t.strides_[x.ndim_ - 1] = x.strides_[d]
    note_contiguity(t)
    return contiguous_plain(t)


cdef Tensor dim_back(Tensor x, int d):
    # The reverse of last_dim, as a contiguous tensor.
    cdef Tensor t
    cdef int k, last = x.ndim_ - 1
    if d == last or x.ndim_ == 0:
        return x
    t = alias(x)
    for k in range(last, d, -1):
        t.shape_[k] = x.shape_[k - 1]
        t.strides_[k] = x.strides_[k - 1]
    t.shape_[d] = x.shape_[last]
    t.strides_[d] = x.strides_[last]
    note_contiguity(t)
    return compact(t)


cdef int rows_to_rows(wg_rows1 kernel, Tensor x, Tensor out, int64_t n, int64_t out_n) except -1:
    # A kernel from contiguous rows of n elements to rows of out_n.
    cdef int64_t rows = out.numel_ // out_n
    if rows * n > RELEASE_GIL_ABOVE:
        with nogil:
            wg_share_rows1(kernel, x.data, out.data, rows, n, out_n, ITEMSIZE[x.dtype_])
    else:
        kernel(x.data, out.data, rows, n)
    return 0


cdef object impl_softmax(Op op, PyObject **a):
    # softmax and log_softmax over one dim.
    cdef Tensor x = reduced_arg(op, a, 2), rows, out
    cdef int d, type
    cdef int64_t n
    cdef Node *node
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise_unsupported(op, x.dtype_)
    if <object>a[1] is None:
        d = 0 if x.ndim_ in (0, 1, 3) else 1
    else:
        d = wrap_dim(int_arg(op, a, 1), x.ndim_)
    rows = last_dim(x, d)
    type = x.dtype_ - WG_F32
    out = new_like(rows, x.dtype_)
    n = rows.shape_[rows.ndim_ - 1] if rows.ndim_ else 1
    if rows.numel_:
        rows_to_rows(kernels.softmax[type] if op is op_softmax else kernels.log_softmax[type], rows, out, n, n)
    out = dim_back(out, d)
    if recording(x):
        node = record1(op, x, out)
        save(node, 0, out)
        node_data(node).ints[0] = d
    return out


cdef int vjp_softmax(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int dim = <int>d.ints[0], type = g.dtype_ - WG_F32
    cdef Tensor r = last_dim(saved_plain(n, 0), dim), out
    cdef wg_rows2 kernel
    cdef int64_t width = r.shape_[r.ndim_ - 1] if r.ndim_ else 1
    g = last_dim(g, dim)
    out = new_like(g, g.dtype_)
    if g.numel_:
        kernel = kernels.softmax_vjp[type] if n.op == op_softmax.info.index else kernels.log_softmax_vjp[type]
        if g.numel_ > RELEASE_GIL_ABOVE:
            with nogil:
                wg_share_rows2(kernel, g.data, r.data, out.data, g.numel_ // width, width, ITEMSIZE[g.dtype_])
        else:
            kernel(g.data, r.data, out.data, g.numel_ // width, width)
    give(grads, 0, dim_back(out, dim))
    return 0


cdef object impl_logsumexp(Op op, PyObject **a):
    # Over any dims: they are moved to the end and taken as one.
    cdef Tensor x = tensor_arg(op, a, 0), rows, out
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, True)
    cdef bint keepdim = <object>a[2]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t n = 1
    cdef int k, kept = 0
    cdef Node *node
    if CATEGORY[x.dtype_] < CAT_FLOAT:
        x = cast_recorded(x, default_float)
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        return complex_logsumexp(x, mask_dims(mask, x.ndim_), keepdim)
    rows = x
    for k in range(x.ndim_ - 1, -1, -1):
        if (mask >> k) & 1:
            n *= x.shape_[k]
    rows = moved_last(x, mask)
    for k in range(x.ndim_):
        if not (mask >> k) & 1:
            shape[kept] = x.shape_[k]
            kept += 1
    out = new_tensor(x.dtype_, kept, shape)
    if out.numel_:
        rows_to_rows(kernels.logsumexp[x.dtype_ - WG_F32], rows, out, n, 1)
    if keepdim:
        out = keep_dims(out, x, mask)
    if recording(x):
        node = record_reduction(op, x, out, mask, keepdim)
        save(node, 0, x)
        save(node, 1, out)
    return out


cdef object complex_logsumexp(Tensor x, tuple dims, bint keepdim):
    # The same of complex numbers, relative to the largest real part: made of other operations.
    o = ops_by_name
    if not dims or x.numel_ == 0:
        return o["log"](o["sum"](o["exp"](x), dims, keepdim)) if dims else clone(x)
    top = o["amax"](o["real"](alias(x)), dims, True)
    top = o["where"](o["isinf"](top), 0, top)
    out = o["log"](o["sum"](o["exp"](o["sub"](x, top)), dims, keepdim))
    return o["add"](out, top if keepdim else o["squeeze"](top, dims))


cdef Tensor moved_last(Tensor x, uint64_t mask):
    # The dims in mask moved to the end in order, contiguous, without history.
    cdef Tensor t = alias(x)
    cdef int k, at = 0, turn
    for turn in range(2):
        for k in range(x.ndim_):
            if ((mask >> k) & 1) == turn:
                t.shape_[at] = x.shape_[k]
                t.strides_[at] = x.strides_[k]
                at += 1
    t.flags = 0
    note_contiguity(t)
    return contiguous_plain(t)
