# Reductions over any dims. float32 and float64 run the kernels of csrc; other types NumPy's.

cdef uint64_t dim_mask(object dim, int ndim, bint empty_is_all) except? 0xffffffffffffffff:
    # The dims named by an argument, as a bit set. None means all.
    cdef int64_t dims[WG_MAX_DIMS]
    cdef uint64_t mask = 0
    cdef int k, d, n
    if dim is None:
        return (<uint64_t>1 << ndim) - 1 if ndim < 64 else <uint64_t>-2
    n = sizes_of(dim, dims, "dim")
    if n == 0 and empty_is_all:
        return (<uint64_t>1 << ndim) - 1
    for k in range(n):
        d = wrap_dim(dims[k], ndim)
        if (mask >> d) & 1:
            raise errors.ShapeError(f"dim {d} appears multiple times in the list of dims")
        mask |= <uint64_t>1 << d
    return mask & ((<uint64_t>1 << ndim) - 1)


cdef tuple mask_dims(uint64_t mask, int ndim):
    return tuple([k for k in range(ndim) if (mask >> k) & 1])


cdef Tensor keep_dims(Tensor out, Tensor x, uint64_t mask):
    # out (x reduced over mask) with the reduced dims put back with size 1.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k
    for k in range(x.ndim_):
        shape[k] = 1 if (mask >> k) & 1 else x.shape_[k]
    return reshape_plain(out, x.ndim_, shape)


cdef Tensor reduce_dim(int kind, Tensor x, int d):
    # One dim of a float tensor reduced away.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t in_strides[WG_MAX_DIMS]
    cdef int64_t out_strides[WG_MAX_DIMS]
    cdef int size = ITEMSIZE[x.dtype_], type = x.dtype_ - WG_F32, k, n = 0
    cdef Tensor out
    for k in range(x.ndim_):
        if k != d:
            shape[n] = x.shape_[k]
            in_strides[n] = x.strides_[k] * size
            n += 1
    out = new_tensor(x.dtype_, n, shape)
    for k in range(n):
        out_strides[k] = out.strides_[k] * size
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_reduce(kernels.reduce_run[kind][type], kernels.reduce_rows[kind][type], size, x.data, x.shape_[d],
                      x.strides_[d] * size, n, shape, in_strides, out.data, out_strides)
    else:
        wg_reduce(kernels.reduce_run[kind][type], kernels.reduce_rows[kind][type], size, x.data, x.shape_[d],
                  x.strides_[d] * size, n, shape, in_strides, out.data, out_strides)
    return out


cdef Tensor reduce_float(int kind, Tensor x, uint64_t mask):
    # A float tensor reduced over the dims in mask, which are dropped. Neighbouring dims that lie one in the
    # other are reduced as one.
    cdef Tensor out
    cdef int d, type = x.dtype_ - WG_F32
    if x.flags & T_CONTIGUOUS and mask == ((<uint64_t>1 << x.ndim_) - 1):
        out = new_tensor(x.dtype_, 0, NULL)
        if x.numel_ > RELEASE_GIL_ABOVE:
            with nogil:
                kernels.reduce_run[kind][type](x.data, x.numel_, ITEMSIZE[x.dtype_], out.data)
        else:
            kernels.reduce_run[kind][type](x.data, x.numel_, ITEMSIZE[x.dtype_], out.data)
        return out
    if mask == 0:
        return compact(x)
    while mask:
        d = 63 - wg_clz64(mask)
        mask &= ~(<uint64_t>1 << d)
        while d > 0 and (mask >> (d - 1)) & 1 and x.strides_[d - 1] == x.shape_[d] * x.strides_[d]:
            x = merged_pair(x, d)
            mask &= ~(<uint64_t>1 << (d - 1))
            d -= 1
        x = reduce_dim(kind, x, d)
    return x


cdef Tensor merged_pair(Tensor x, int d):
    # Dims d - 1 and d, of which the outer steps over the whole inner, as one.
    cdef Tensor t = alias(x)
    cdef int k
    t.shape_[d - 1] = x.shape_[d - 1] * x.shape_[d]
    t.strides_[d - 1] = x.strides_[d]
    for k in range(d, x.ndim_ - 1):
        t.shape_[k] = x.shape_[k + 1]
        t.strides_[k] = x.strides_[k + 1]
    t.ndim_ = x.ndim_ - 1
    note_contiguity(t)
    return t


cdef Tensor reduce_plain(int kind, Tensor x, uint64_t mask):
    # Any type; the result's type is x's, except that sums and products of integers are int64.
    if x.dtype_ == WG_F32 or x.dtype_ == WG_F64:
        return reduce_float(kind, x, mask)
    axes = mask_dims(mask, x.ndim_)
    array = as_array(x)
    if kind == WG_SUM or kind == WG_PROD:
        function = np.add if kind == WG_SUM else np.multiply
        dtype = np.int64 if CATEGORY[x.dtype_] <= CAT_INT else array.dtype
        return tensor_from(np.asarray(function.reduce(array, axis=axes, dtype=dtype)), -1, False)
    return tensor_from(np.asarray((np.maximum if kind == WG_AMAX else np.minimum).reduce(array, axis=axes)), -1, False)


cdef Tensor reduced_arg(Op op, PyObject **a, int k):
    # The input of a sum-like operation in the type that its dtype argument asks for.
    cdef Tensor x = tensor_arg(op, a, 0)
    return cast_recorded(x, dtype_arg(<object>a[k], x.dtype_))


cdef Node *record_reduction(Op op, Tensor x, Tensor out, uint64_t mask, bint keepdim) except NULL:
    cdef Node *n = record1(op, x, out)
    cdef NodeData d = node_data(n)
    d.shapes = [shape_tuple(x.ndim_, x.shape_)]
    d.ints[0] = <int64_t>mask
    d.ints[1] = keepdim
    d.ints[2] = x.numel_ // out.numel_ if out.numel_ else 0
    d.args = {"dim": mask_dims(mask, x.ndim_), "keepdim": keepdim}
    return n


cdef object impl_sum(Op op, PyObject **a):
    cdef Tensor x = reduced_arg(op, a, 3), out
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, True)
    cdef bint keepdim = <object>a[2]
    out = reduce_plain(WG_SUM, x, mask)
    if keepdim:
        out = keep_dims(out, x, mask)
    if recording(x):
        record_reduction(op if <object>a[1] is None else op_sum_dim, x, out, mask, keepdim)
    return out


cdef object impl_mean(Op op, PyObject **a):
    cdef Tensor x = reduced_arg(op, a, 3), out
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, True)
    cdef bint keepdim = <object>a[2]
    cdef int64_t count = 1
    cdef int k
    if CATEGORY[x.dtype_] < CAT_FLOAT:
        raise errors.AutogradError("mean(): could not infer output dtype. Input dtype must be either a floating point or "
                                   f"complex dtype. Got: {DTYPE_NAMES[x.dtype_]}. Use x.float().mean() or mean(dtype=...).")
    out = reduce_plain(WG_SUM, x, mask)
    for k in range(x.ndim_):
        if (mask >> k) & 1:
            count *= x.shape_[k]
    divide_inplace(out, count)
    if keepdim:
        out = keep_dims(out, x, mask)
    if recording(x):
        record_reduction(op if <object>a[1] is None else op_mean_dim, x, out, mask, keepdim)
    return out


cdef int divide_inplace(Tensor t, int64_t divisor) except -1:
    # t /= divisor for memory of our own; the mean of nothing is 0 / 0, nan.
    cdef Operand p[3]
    cdef Tensor number = new_tensor(t.dtype_, 0, NULL)
    number.value[0] = number.value[1] = 0
    cdef object value = float(divisor)
    write_number(<PyObject *>value, t.dtype_, number.data)
    operand_of(&p[0], t)
    operand_of(&p[1], number)
    operand_of(&p[2], t)
    return run(op_div.info.loop[t.dtype_], op_div.info.loop_data[t.dtype_], 3, p)


cdef Tensor spread(Tensor g, tuple shape, uint64_t mask, bint keepdim):
    # A reduction's cotangent as a view of its input's shape.
    cdef Tensor t = alias(g)
    cdef int k, at = 0, ndim = len(shape)
    set_ndim(t, ndim)
    for k in range(ndim):
        t.shape_[k] = shape[k]
        if (mask >> k) & 1:
            t.strides_[k] = 0
            at += keepdim
        else:
            t.strides_[k] = g.strides_[at]
            at += 1
    t.flags = 0
    note_contiguity(t)
    return t


cdef int vjp_sum(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, spread(g, d.shapes[0], <uint64_t>d.ints[0], d.ints[1]))
    return 0


cdef int vjp_mean(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor t = compact(g)
    if d.ints[2]:
        divide_inplace(t, d.ints[2])
    give(grads, 0, spread(t, d.shapes[0], <uint64_t>d.ints[0], d.ints[1]))
    return 0


def plain_prod(Tensor x, dim, bint keepdim):
    """The product over dims, for the row ``prod``."""
    cdef uint64_t mask = dim_mask(dim, x.ndim_, False)
    cdef Tensor out = reduce_plain(WG_PROD, x, mask)
    return keep_dims(out, x, mask) if keepdim else out


cdef object impl_extreme(Op op, PyObject **a):
    # amax, amin: ties share the gradient.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, True)
    cdef bint keepdim = <object>a[2]
    cdef int k
    cdef Node *n
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise_unsupported(op, x.dtype_)
    for k in range(x.ndim_):
        if (mask >> k) & 1 and x.shape_[k] == 0:
            raise errors.DimensionError(
                f"{op.name}(): Expected reduction dim {k} to have non-zero size: a maximum of nothing is undefined.")
    out = reduce_plain(WG_AMAX if op is op_amax or op is op_max_all else WG_AMIN, x, mask)
    if keepdim:
        out = keep_dims(out, x, mask)
    if recording(x):
        n = record_reduction(op, x, out, mask, keepdim)
        save(n, 0, x)
        save(n, 1, out)
    return out


cdef Tensor cumsum_plain(Tensor x, int d, bint reverse):
    # Running sums along dim d, from its end when reverse.
    cdef int64_t outer, inner
    cdef Tensor out
    if x.dtype_ != WG_F32 and x.dtype_ != WG_F64:
        array = as_array(x)
        if reverse:
            return share_array(np.flip(np.cumsum(np.flip(array, d), axis=d), d).copy())
        return share_array(np.asarray(np.cumsum(array, axis=d, dtype=np.int64 if CATEGORY[x.dtype_] <= CAT_INT else None)))
    x = contiguous_plain(x)
    out = new_like(x, x.dtype_)
    blocks_of(x, d, &outer, &inner)
    wg_cumsum(x.data, out.data, outer, x.shape_[d], inner, reverse, x.dtype_)
    return out


cdef object impl_cumsum(Op op, PyObject **a):
    # cumsum(input, dim, *, dtype=None)
    cdef Tensor x = reduced_arg(op, a, 2), out
    cdef int d = wrap_dim(int_arg(op, a, 1), x.ndim_)
    cdef Node *n
    out = cumsum_plain(x, d, False) if x.ndim_ else compact(cast_plain(x, WG_I64) if CATEGORY[x.dtype_] <= CAT_INT else x)
    if recording(x):
        n = record1(op, x, out)
        node_data(n).ints[0] = d
        node_data(n).args = {"dim": d}
    return out


cdef int vjp_cumsum(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, cumsum_plain(g, <int>d.ints[0], True) if g.ndim_ else g)
    return 0


cdef Tensor sum_to_shape(Tensor g, tuple shape):
    # g summed over the dims along which `shape` was broadcast to g's shape.
    cdef int ndim = len(shape), lead = g.ndim_ - ndim, k
    cdef uint64_t mask = 0
    cdef bint same = lead == 0
    cdef int64_t size
    for k in range(lead):
        mask |= <uint64_t>1 << k
    for k in range(ndim):
        size = shape[k]
        if size == 1 and g.shape_[k + lead] != 1:
            mask |= <uint64_t>1 << (k + lead)
            same = False
    if same:
        return g
    g = reduce_plain(WG_SUM, g, mask)
    return reshape_tuple(g, shape)
