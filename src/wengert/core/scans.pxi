# Running sums, products, extremes and logarithms of sums along one dim.

cdef Tensor cumsum_plain(Tensor x, int d, bint reverse):
    # Running sums along dim d, from its end when reverse; of integers in int64.
    cdef int64_t outer, inner
    cdef Tensor out
    if CATEGORY[x.dtype_] <= CAT_INT:
        x = cast_plain(x, WG_I64)
    x = contiguous_plain(x)
    out = new_like(x, x.dtype_)
    blocks_of(x, d, &outer, &inner)
    if out.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_cumsum(x.data, out.data, outer, x.shape_[d], inner, reverse, x.dtype_)
    elif out.numel_:
        wg_cumsum(x.data, out.data, outer, x.shape_[d], inner, reverse, x.dtype_)
    return out


cdef Tensor cumprod_plain(Tensor x, int d):
    cdef int64_t outer, inner
    cdef Tensor out
    if CATEGORY[x.dtype_] <= CAT_INT:
        x = cast_plain(x, WG_I64)
    x = contiguous_plain(x)
    out = new_like(x, x.dtype_)
    blocks_of(x, d, &outer, &inner)
    if out.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_cumprod(x.data, out.data, outer, x.shape_[d], inner, x.dtype_)
    elif out.numel_:
        wg_cumprod(x.data, out.data, outer, x.shape_[d], inner, x.dtype_)
    return out


cdef object impl_cumulate(Op op, PyObject **a):
    # cumsum and cumprod (input, dim, *, dtype=None)
    cdef Tensor x = reduced_arg(op, a, 2), out
    cdef int d = dim_of(op, a, 1, x)
    cdef Node *n
    if <object>a[2] is not None and x.dtype_ == WG_BOOL and x.ndim_ and x.numel_:
        raise_unsupported(op, WG_BOOL)     # booleans are summed as integers, unless that is what is ruled out
    if x.ndim_ == 0:
        out = cast_plain(x, WG_I64 if CATEGORY[x.dtype_] <= CAT_INT else x.dtype_)
    else:
        out = cumsum_plain(x, d, False) if op is op_cumsum else cumprod_plain(x, d)
    if <object>a[2] is not None:
        out = as_asked(out, <object>a[2])
    if recording(x):
        n = record1(op, x, out)
        node_data(n).ints[0] = d
        node_data(n).args = {"dim": d}
        if op is not op_cumsum:
            save(n, 0, x)
            save(n, 1, out)
    return out


cdef PyObject *own_dtype(Op op, Tensor x, PyObject *dtype) except NULL:
    # The type that a scan in place has to be in.
    if <object>dtype is not None and dtype_arg(<object>dtype, x.dtype_) != x.dtype_:
        raise errors.AutogradError(f"Bad in-place call: input tensor dtype {DTYPE_NAMES[x.dtype_]} and output tensor "
                                   f"dtype {DTYPE_NAMES[dtype_arg(<object>dtype, x.dtype_)]} should match")
    return <PyObject *>dtype_objects[x.dtype_]


cdef int vjp_cumsum(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, cumsum_plain(g, <int>d.ints[0], True) if g.ndim_ else g)
    return 0


cdef int vjp_cumprod(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # The scan itself, backwards: right also where there are zeros.
    cdef Tensor x = contiguous_plain(saved_plain(n, 0)), out
    cdef int64_t outer, inner
    if CATEGORY[x.dtype_] != CAT_FLOAT or x.ndim_ == 0:
        give(grads, 0, apply_rule(<Op>op_table[n.op], n, 0, g, -1) if x.ndim_ else g)
        return 0
    g = contiguous_plain(g)
    out = new_like(x, x.dtype_)
    blocks_of(x, <int>d.ints[0], &outer, &inner)
    if out.numel_:
        wg_cumprod_vjp(g.data, x.data, out.data, outer, x.shape_[<int>d.ints[0]], inner, x.dtype_)
    give(grads, 0, out)
    return 0


cdef object cummax_pair = result_type("cummax", ("values", "indices"))
cdef object cummin_pair = result_type("cummin", ("values", "indices"))


cdef object impl_cumulative_extreme(Op op, PyObject **a):
    # cummax and cummin (input, dim)
    cdef Tensor x = tensor_arg(op, a, 0), source, values, indices
    cdef int d = dim_of(op, a, 1, x)
    cdef int64_t outer = 1, inner = 1, length = 1
    cdef bint smallest = op is op_cummin
    cdef Node *n
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise_unsupported(op, x.dtype_)
    source = contiguous_plain(x)
    values, indices = new_like(x, x.dtype_), new_like(x, WG_I64)
    if x.ndim_:
        blocks_of(x, d, &outer, &inner)
        length = x.shape_[d]
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_cumulative_extreme(source.data, values.data, <int64_t *>indices.data, outer, length, inner, smallest,
                                  source.dtype_)
    elif x.numel_:
        wg_cumulative_extreme(source.data, values.data, <int64_t *>indices.data, outer, length, inner, smallest,
                              source.dtype_)
    if recording(x):
        n = record1(op, x, values)
        save(n, 0, indices)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
        node_data(n).ints[0] = d
        node_data(n).args = {"dim": d}
    return named_pair(cummin_pair if smallest else cummax_pair, values, indices)


cdef int vjp_cumulative_extreme(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor indices, out
    cdef int64_t outer, inner
    g = contiguous_plain(g)
    if g.ndim_ == 0:
        give(grads, 0, g)
        return 0
    out = new_like(g, g.dtype_)
    blocks_of(g, <int>d.ints[0], &outer, &inner)
    indices = saved_positions(n, 0, 0, g.shape_[<int>d.ints[0]])
    if out.numel_:
        wg_cumulative_extreme_vjp(g.data, <int64_t *>indices.data, out.data, outer, g.shape_[<int>d.ints[0]], inner,
                                  g.dtype_)
    give(grads, 0, out)
    return 0


cdef object impl_logcumsumexp(Op op, PyObject **a):
    # logcumsumexp(input, dim)
    cdef Tensor x = tensor_arg(op, a, 0), rows, out
    cdef int d = dim_of(op, a, 1, x)
    cdef int64_t width
    cdef Node *n
    if CATEGORY[x.dtype_] < CAT_FLOAT:
        raise_unsupported(op, x.dtype_)
    rows = last_dim(x, d)
    out = new_like(rows, x.dtype_)
    width = rows.shape_[rows.ndim_ - 1] if rows.ndim_ else 1
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_logcumsumexp(rows.data, out.data, rows.numel_ // width, width, rows.dtype_)
    elif x.numel_:
        wg_logcumsumexp(rows.data, out.data, rows.numel_ // width, width, rows.dtype_)
    out = dim_back(out, d)
    if recording(x):
        n = record1(op, x, out)
        save(n, 0, x)
        save(n, 1, out)
        node_data(n).ints[0] = d
        node_data(n).args = {"dim": d}
    return out


cdef int vjp_logcumsumexp(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int dim = <int>d.ints[0]
    cdef Tensor x = last_dim(saved_plain(n, 0), dim), result = last_dim(saved_plain(n, 1), dim), out
    cdef int64_t width = x.shape_[x.ndim_ - 1] if x.ndim_ else 1
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        give(grads, 0, apply_rule(<Op>op_table[n.op], n, 0, g, -1))
        return 0
    g = last_dim(g, dim)
    out = new_like(x, x.dtype_)
    if out.numel_:
        wg_logcumsumexp_vjp(g.data, x.data, result.data, out.data, x.numel_ // width, width, x.dtype_)
    give(grads, 0, dim_back(out, dim))
    return 0
