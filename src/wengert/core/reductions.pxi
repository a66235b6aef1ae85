# Sums, means, products, truth and counts over any dims.

cdef Tensor reduced_arg(Op op, PyObject **a, int k):
    # The input of a sum-like operation in the type that its dtype argument asks for.
    cdef Tensor x = tensor_arg(op, a, 0)
    return x if <object>a[k] is None else cast_recorded(x, dtype_arg(<object>a[k], x.dtype_))


cdef Tensor as_asked(Tensor out, object dtype):
    # A sum or product, which integers have in int64, in the type asked for.
    cdef int wanted = dtype_arg(dtype, out.dtype_)
    return out if wanted == out.dtype_ else cast_plain(out, wanted)


cdef Node *record_reduction(Op op, Tensor x, Tensor out, uint64_t mask, bint keepdim) except NULL:
    cdef Node *n = record1(op, x, out)
    cdef NodeData d = node_data(n)
    d.shapes = [shape_tuple(x.ndim_, x.shape_)]
    d.ints[0] = <int64_t>mask
    d.ints[1] = keepdim
    d.ints[2] = x.numel_ // out.numel_ if out.numel_ else 0
    return n


cdef int record_beside(Op op, Tensor x, Tensor out, NodeData first) except -1:
    # The same for a second result over the same dims.
    cdef NodeData d = node_data(record1(op, x, out))
    d.shapes = first.shapes
    memcpy(d.ints, first.ints, sizeof(d.ints))
    return 0


cdef dict reduction_args(Op op, NodeData d):
    # The arguments of a reduction by name, which its rule asks for: they are made of the node's numbers only then.
    cdef dict args
    cdef double number
    cdef int ndim
    if op.info.vjp == vjp_softmax or op.info.vjp == vjp_neighbours:
        return {"dim": d.ints[0]}
    if op is op_to_copy:
        return {"input_dtype": dtype_objects[d.ints[0]]}
    ndim = len(d.shapes[0])
    if op.info.vjp == vjp_picked:
        return {"dim": d.ints[0], "keepdim": d.ints[1] != 0}
    args = {"dim": None if op is op_prod else mask_dims(<uint64_t>d.ints[0], ndim), "keepdim": d.ints[1] != 0}
    memcpy(&number, &d.ints[3], sizeof(double))
    args["p"] = args["correction"] = number
    return args


cdef object impl_sum(Op op, PyObject **a):
    # sum and nansum.
    cdef Tensor x = reduced_arg(op, a, 3), out
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, True)
    cdef bint keepdim = <object>a[2]
    cdef int kind = WG_SUM
    cdef Node *n
    if op is op_nansum:
        if CATEGORY[x.dtype_] == CAT_COMPLEX:
            raise errors.AutogradError("nansum on CPU does not support complex inputs")
        kind = WG_NANSUM if CATEGORY[x.dtype_] == CAT_FLOAT else WG_SUM
    out = reduce_plain(kind, x, mask)
    if <object>a[3] is not None:
        out = as_asked(out, <object>a[3])
    if keepdim:
        out = keep_dims(out, x, mask)
    if recording(x):
        n = record_reduction(op_sum_dim if op is op_sum and <object>a[1] is not None else op, x, out, mask, keepdim)
        if kind == WG_NANSUM:
            save(n, 0, x)
    return out


cdef object impl_mean(Op op, PyObject **a):
    cdef Tensor x = reduced_arg(op, a, 3), out
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, True)
    cdef bint keepdim = <object>a[2]
    cdef int64_t count = 1
    cdef int k
    if CATEGORY[x.dtype_] < CAT_FLOAT:
        raise errors.AutogradError("mean(): could not infer output dtype. Input dtype must be either a floating point "
                                   f"or complex dtype. Got: {DTYPE_NAMES[x.dtype_]}. Use x.float().mean() or "
                                   "mean(dtype=...).")
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


cdef int vjp_nansum(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # The cotangent for every number, zero for a NaN.
    cdef Tensor x = saved_plain(n, 0), is_number = new_like(x, WG_BOOL)
    cdef Operand p[3]
    operand_of(&p[0], x)
    operand_of(&p[1], x)
    operand_of(&p[2], is_number)
    run(op_eq.info.loop[x.dtype_], op_eq.info.loop_data[x.dtype_], 3, p)
    g = spread(g, d.shapes[0], <uint64_t>d.ints[0], d.ints[1])
    give(grads, 0, select_plain(is_number, g, zeros_plain(g.dtype_, ()), g.dtype_, op_nansum))
    return 0


cdef object impl_prod(Op op, PyObject **a):
    # prod(input, dim=None, keepdim=False, *, dtype=None): one dim or all.
    cdef Tensor x = reduced_arg(op, a, 3), out
    cdef uint64_t mask
    cdef bint keepdim = <object>a[2]
    cdef Node *n
    if <object>a[1] is None:
        mask = dim_mask(None, x.ndim_, True)
    else:
        mask = (<uint64_t>1 << dim_of(op, a, 1, x)) & ((<uint64_t>1 << x.ndim_) - 1)
    out = reduce_plain(WG_PROD, x, mask)
    if <object>a[3] is not None:
        out = as_asked(out, <object>a[3])
    if keepdim and <object>a[1] is not None:
        out = keep_dims(out, x, mask)
    if recording(x):
        n = record_reduction(op if <object>a[1] is None else op_prod_dim, x, out, mask, keepdim)
        save(n, 0, x)
        save(n, 1, out)
    return out


cdef int masked_blocks(Tensor x, uint64_t mask, int64_t *outer, int64_t *n, int64_t *inner) except -1:
    # x as (outer, n, inner) blocks, of which n are the neighbouring dims in mask.
    cdef int k
    outer[0] = n[0] = inner[0] = 1
    for k in range(x.ndim_):
        if (mask >> k) & 1:
            n[0] *= x.shape_[k]
        elif mask >> k:
            outer[0] *= x.shape_[k]
        else:
            inner[0] *= x.shape_[k]
    return 0


cdef int vjp_from_result(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # Of products and extremes, from input and result.
    cdef Op op = <Op>op_table[n.op]
    cdef Tensor x = contiguous_plain(saved_plain(n, 0)), result = contiguous_plain(saved_plain(n, 1)), out
    cdef uint64_t mask = <uint64_t>d.ints[0]
    cdef int64_t outer, length, inner
    if CATEGORY[x.dtype_] != CAT_FLOAT or not neighbours(mask) or g.dtype_ != x.dtype_ or result.dtype_ != x.dtype_:
        give(grads, 0, apply_rule(op, n, 0, g, -1))
        return 0
    g = contiguous_plain(g)
    out = new_like(x, x.dtype_)
    masked_blocks(x, mask, &outer, &length, &inner)
    if op is op_prod or op is op_prod_dim:
        wg_spread_product(g.data, x.data, result.data, out.data, outer, length, inner, x.dtype_)
    else:
        wg_spread_to_equal(g.data, x.data, result.data, out.data, outer, length, inner,
                           op is not op_amax and op is not op_amin, x.dtype_)
    give(grads, 0, out)
    return 0


cdef object impl_truth(Op op, PyObject **a):
    # any, all: of bytes a byte, else a bool. Without dims to reduce, whether each is not zero.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, False)
    out = reduce_plain(WG_ANY if op is op_any else WG_ALL, x, mask)
    if x.dtype_ == WG_U8:
        out.dtype_ = WG_U8
    return keep_dims(out, x, mask) if <object>a[2] else out


cdef object impl_count(Op op, PyObject **a):
    # count_nonzero, and the number of what is no NaN.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, True)
    if op is op_count_nonzero:
        return reduce_plain(WG_COUNT, x, mask)
    out = reduce_plain(WG_COUNT_NUMBERS, x, mask)
    return keep_dims(out, x, mask) if <object>a[2] else out


cdef object impl_trace(Op op, PyObject **a):
    # The sum of a matrix's diagonal.
    cdef Tensor x = tensor_arg(op, a, 0), line, out
    cdef int64_t shape[1]
    if x.ndim_ != 2:
        raise errors.ShapeError(f"trace: expected a matrix, but got tensor with dim {x.ndim_}")
    if x.dtype_ == WG_BOOL:
        raise_unsupported(op, x.dtype_)
    line = alias(x)
    line.ndim_ = 1
    line.shape_[0] = min(x.shape_[0], x.shape_[1])
    line.strides_[0] = x.strides_[0] + x.strides_[1]
    note_contiguity(line)
    out = reduce_plain(WG_SUM, line, 1)
    if recording(x):
        node_data(record1(op, x, out)).shapes = [shape_tuple(2, x.shape_)]
    return out


cdef int vjp_trace(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor out = zeros_plain(g.dtype_, d.shapes[0]), line
    if out.numel_:
        line = alias(out)
        line.ndim_ = 1
        line.shape_[0] = min(out.shape_[0], out.shape_[1])
        line.strides_[0] = out.strides_[0] + out.strides_[1]
        note_contiguity(line)
        copy_into(line, g)
    give(grads, 0, out)
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
