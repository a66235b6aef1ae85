# Variance, standard deviation and norms.

cdef Tensor as_reals(Tensor x):
    # A complex tensor as a real one with a last dim of its two parts, without history.
    cdef Tensor t = with_last_dim(x)
    cdef int k
    t.dtype_ = to_real(x.dtype_)
    for k in range(x.ndim_):
        t.strides_[k] = 2 * x.strides_[k]
    t.shape_[x.ndim_] = 2
    t.strides_[x.ndim_] = 1
    note_contiguity(t)
    return t


cdef object impl_var(Op op, PyObject **a):
    return moments(op, a, False)


cdef object moments(Op op, PyObject **a, bint both):
    # var and std (input, dim=None, unbiased=None, keepdim=False, *, correction=1); a lone bool is `unbiased`. With
    # `both` the pair of it and the mean.
    cdef Tensor x = tensor_arg(op, a, 0), source = x, line, out, mean
    cdef double options[2]
    cdef bint keepdim = <object>a[3], root = op is op_std
    cdef uint64_t mask
    cdef int d
    cdef Node *n
    dim, unbiased = <object>a[1], <object>a[2]
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if CATEGORY[x.dtype_] < CAT_FLOAT:
        raise errors.AutogradError("std and var only support floating point and complex dtypes. Convert first, e.g. "
                                   f"with .float() (in {op.name})")
    options[0] = (1 if <object>a[4] is None else <double><object>a[4]) if unbiased is None else <bint>unbiased
    options[1] = root and CATEGORY[x.dtype_] == CAT_FLOAT
    mask = dim_mask(dim, x.ndim_, True)
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        source = as_reals(x)
    line = one_dim(source, mask, &d)
    out, mean = without_dim(line, d, line.dtype_), without_dim(line, d, line.dtype_)
    reduce_into(reducer_of(WG_MOMENTS, line.dtype_), line, d, out, mean, options)
    if source is not x:                     # the parts' variances add up
        out = reduce_plain(WG_SUM, out, <uint64_t>1 << (out.ndim_ - 1))
        if root:
            out = <Tensor>unary(op_sqrt, out)
    if keepdim:
        out = keep_dims(out, x, mask)
    if recording(x):
        n = record_reduction(op, x, out, mask, keepdim)
        save(n, 0, x)
        save(n, 1, out)
        save_own(n, mean)
        memcpy(&node_data(n).ints[3], &options[0], sizeof(double))
    if not both:
        return out
    if source is not x:
        mean = as_complex(mean)
    if recording(x):
        mean = compact(mean)                # the node has its own
    if keepdim:
        mean = keep_dims(mean, x, mask)
    if recording(x):
        record_beside(op_mean if dim is None else op_mean_dim, x, mean, <NodeData>n.data)
    return out, mean


cdef Tensor as_complex(Tensor x):
    # The reverse of as_reals, for a contiguous tensor.
    cdef Tensor t = alias(x)
    cdef int k
    for k in range(x.ndim_ - 1):
        t.strides_[k] = x.strides_[k] // 2
    t.dtype_ = to_complex(x.dtype_)
    t.ndim_ = x.ndim_ - 1
    note_contiguity(t)
    return t


cdef object impl_var_mean(Op op, PyObject **a):
    # var_mean and std_mean: two results, each with its own node.
    return moments(op_std if op is op_std_mean else op_var, a, True)


cdef Tensor plain_binary(Op op, Tensor x, Tensor y):
    # An elementwise operation on floats of one type, of which x has the result's shape; not recorded.
    cdef Operand p[3]
    cdef Tensor out = new_like(x, x.dtype_)
    operand_of(&p[0], x)
    operand_of(&p[1], y)
    operand_of(&p[2], out)
    run(op.info.loop[x.dtype_], op.info.loop_data[x.dtype_], 3, p)
    return out


cdef int multiply_inplace(Tensor x, Tensor y) except -1:
    # x *= y for memory of our own.
    cdef Operand p[3]
    operand_of(&p[0], x)
    operand_of(&p[1], y)
    operand_of(&p[2], x)
    return run(op_mul.info.loop[x.dtype_], op_mul.info.loop_data[x.dtype_], 3, p)


cdef Tensor slopes_of(Tensor g, Tensor result, double factor):
    # g * factor / result where result is not 0, else 0; result None: g * factor.
    cdef Tensor out
    cdef int64_t k
    cdef double r
    g = contiguous_plain(g)
    out = new_like(g, g.dtype_)
    if result is not None:
        result = contiguous_plain(result)
    for k in range(g.numel_):
        if g.dtype_ == WG_F32:
            r = 1 if result is None else (<float *>result.data)[k]
            (<float *>out.data)[k] = <float>((<float *>g.data)[k] * factor / r) if r != 0 else 0
        else:
            r = 1 if result is None else (<double *>result.data)[k]
            (<double *>out.data)[k] = (<double *>g.data)[k] * factor / r if r != 0 else 0
    return out


cdef int vjp_var(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # g 2 (x - mean) / (n - correction), for std over twice the result.
    cdef Op op = <Op>op_table[n.op]
    cdef Tensor x = saved_plain(n, 0), out
    cdef uint64_t mask = <uint64_t>d.ints[0]
    cdef double slope
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        give(grads, 0, apply_rule(op, n, 0, g, -1))
        return 0
    memcpy(&slope, &d.ints[3], sizeof(double))       # the correction
    slope = 2 / (d.ints[2] - slope) if d.ints[2] > slope else float("nan")
    if op is op_std:
        g = slopes_of(g, saved_plain(n, 1), slope / 2)
    else:
        g = slopes_of(g, None, slope)
    out = plain_binary(op_sub, x, spread(saved_plain(n, 2), d.shapes[0], mask, False))
    multiply_inplace(out, spread(g, d.shapes[0], mask, d.ints[1]))
    give(grads, 0, out)
    return 0


cdef double order_of(object p) except? -1:
    # The order of a norm as a number.
    if p is None or p == "fro":
        return 2
    if isinstance(p, str):
        raise errors.AutogradError(f"norm(): the order '{p}' is that of a matrix norm; see linalg.norm")
    return p


cdef object impl_norm(Op op, PyObject **a):
    # norm(input, p="fro", dim=None, keepdim=False, dtype=None), and _vector_norm(input, p, dim, keepdim).
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef double p = order_of(<object>a[1])
    if op is op_norm and <object>a[4] is not None:
        x = cast_recorded(x, dtype_arg(<object>a[4], x.dtype_))
    return norm_over(x, p, dim_mask(<object>a[2], x.ndim_, True), <object>a[3])


cdef Tensor norm_over(Tensor x, double p, uint64_t mask, bint keepdim):
    cdef Tensor out
    cdef Node *n
    if CATEGORY[x.dtype_] < CAT_FLOAT:
        raise errors.AutogradError("linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
                                   f"{TORCH_NAMES[x.dtype_]}. Convert it first, e.g. with .float()")
    out = norm_plain(x, p, mask)
    if keepdim:
        out = keep_dims(out, x, mask)
    if recording(x):
        n = record_reduction(op_vector_norm, x, out, mask, keepdim)
        save(n, 0, x)
        save(n, 1, out)
        memcpy(&node_data(n).ints[3], &p, sizeof(double))
    return out


cdef Tensor norm_plain(Tensor x, double p, uint64_t mask):
    # The p-norm over dims that are dropped.
    cdef Tensor out
    global wg_grad_off
    cdef int k, off = wg_grad_off
    if (p == float("inf") or p == -float("inf")) and x.numel_ == 0:
        for k in range(x.ndim_):
            if (mask >> k) & 1 and x.shape_[k] == 0:
                raise errors.AutogradError(f"linalg.vector_norm cannot compute the {p} norm on an empty tensor "
                                           "because the operation does not have an identity")
    if p == 0:
        return cast_plain(reduce_plain(WG_COUNT, x, mask), to_real(x.dtype_))
    wg_grad_off |= GRAD_OFF
    try:
        if p == 2:
            return <Tensor>unary(op_sqrt, reduce_plain(WG_SUM_SQUARES, x, mask))
        if CATEGORY[x.dtype_] == CAT_COMPLEX:
            x = <Tensor>unary(op_abs, x)
        if p == 1:
            return reduce_plain(WG_SUM_ABS, x, mask)
        if p == float("inf"):
            return reduce_plain(WG_AMAX_ABS, x, mask)
        if p == -float("inf"):
            return reduce_plain(WG_AMIN_ABS, x, mask)
        out = reduce_plain(WG_SUM, <Tensor>op_pow(unary(op_abs, x), p), mask)
        return <Tensor>op_pow(out, 1 / p)
    finally:
        wg_grad_off = off


cdef int vjp_norm(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # Of the 2-norm x g / norm, 0 at the origin; the others are the rule's.
    cdef Tensor x = saved_plain(n, 0)
    cdef double p
    memcpy(&p, &d.ints[3], sizeof(double))
    if p != 2 or CATEGORY[x.dtype_] != CAT_FLOAT:
        give(grads, 0, apply_rule(<Op>op_table[n.op], n, 0, g, -1))
        return 0
    g = slopes_of(g, saved_plain(n, 1), 1)
    give(grads, 0, plain_binary(op_mul, x, spread(g, d.shapes[0], <uint64_t>d.ints[0], d.ints[1])))
    return 0
