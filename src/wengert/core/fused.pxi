# Operations that do in one pass over memory what would otherwise be several: softmax, layer normalisation.

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
        node_data(node).args = {"dim": d}
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


cdef object impl_layer_norm(Op op, PyObject **a):
    # layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5)
    cdef Tensor x = tensor_arg(op, a, 0), w = None, b = None, out, mean, rstd, xc, wc, bc
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t rows, n = 1
    cdef int64_t one[1]
    cdef int k, nd = sizes_of(<object>a[1], shape, "layer_norm(): normalized_shape"), type
    cdef double eps = <object>a[4]
    cdef Node *node
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise_unsupported(op, x.dtype_)
    if nd > x.ndim_ or nd == 0 or not same_dims(shape, x.shape_ + x.ndim_ - nd, nd):
        raise errors.ShapeError(f"Given normalized_shape={list(shape_tuple(nd, shape))}, expected input with shape "
                                f"[*, {str(list(shape_tuple(nd, shape)))[1:-1]}], but got input of size{list(size_of(x))}")
    for k in range(nd):
        n *= shape[k]
    if <object>a[2] is not None:
        w = affine_arg(op, a, 2, x, nd, shape)
    if <object>a[3] is not None:
        b = affine_arg(op, a, 3, x, nd, shape)
    rows = x.numel_ // n if n else 0
    one[0] = rows
    type = x.dtype_ - WG_F32
    xc = contiguous_plain(x)
    wc = None if w is None else contiguous_plain(w)
    bc = None if b is None else contiguous_plain(b)
    out = new_like(xc, x.dtype_)
    mean, rstd = new_tensor(x.dtype_, 1, one), new_tensor(x.dtype_, 1, one)
    if out.numel_:
        kernels.layer_norm[type](xc.data, NULL if wc is None else wc.data, NULL if bc is None else bc.data, eps,
                                 out.data, mean.data, rstd.data, rows, n)
    if any_requires([x, w, b]):
        node = record_many(op, [x, None, w, b], out)
        save(node, 0, xc)
        if wc is not None:
            save(node, 1, wc)
        save_more(node, mean)
        save_more(node, rstd)
        node_data(node).args = {"normalized_shape": shape_tuple(nd, shape), "eps": eps}
    return out


cdef Tensor affine_arg(Op op, PyObject **a, int k, Tensor x, int nd, int64_t *shape):
    cdef Tensor t = tensor_arg(op, a, k)
    if t.ndim_ != nd or not same_dims(shape, t.shape_, nd):
        raise errors.ShapeError(f"Expected {op.params[k]} to be of same shape as normalized_shape, but got {op.params[k]} of shape "
                                f"{list(size_of(t))} and normalized_shape = {list(shape_tuple(nd, shape))}")
    if t.dtype_ != x.dtype_:
        raise errors.AutogradError(f"expected {op.params[k]} to have the dtype of input, {DTYPE_NAMES[x.dtype_]}, but got "
                                   f"{DTYPE_NAMES[t.dtype_]}")
    return t


cdef int vjp_layer_norm(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor x = saved_plain(n, 0), w = None, mean = saved_plain(n, 2), rstd = saved_plain(n, 3), gx, gw, gb
    cdef int64_t rows = mean.numel_, width
    if (n.kinds >> 2) & 3:
        w = saved_plain(n, 1)
    g = contiguous_plain(g)
    gx = new_like(x, x.dtype_)
    shape = d.args["normalized_shape"]
    gw, gb = zeros_plain(x.dtype_, shape), zeros_plain(x.dtype_, shape)
    width = gw.numel_
    if x.numel_:
        kernels.layer_norm_vjp[x.dtype_ - WG_F32](g.data, x.data, mean.data, rstd.data, NULL if w is None else w.data,
                                                  gx.data, gw.data, gb.data, rows, width)
    if d.edges[0] >= 0:
        give(grads, 0, gx)
    if d.edges[2] >= 0:
        give(grads, 2, gw)
    if d.edges[3] >= 0:
        give(grads, 3, gb)
    return 0
