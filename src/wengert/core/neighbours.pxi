# Differences and sums of neighbours along a dim, slopes by differences, slices of bounded norm.

cdef void window_of(Operand *p, Tensor x, int d, int64_t start, int64_t length, int64_t *shape) noexcept:
    # An operand: places start to start + length of x along a dim. `shape` is room for its shape.
    cdef int k
    operand_of(p, x)
    wg_copy_sizes(shape, x.shape_, x.ndim_)
    shape[d] = length
    p.shape = shape
    p.data += start * x.strides_[d] * ITEMSIZE[x.dtype_]
    p.numel = x.numel_ // x.shape_[d] * length if x.shape_[d] else 0
    if length != x.shape_[d]:
        for k in range(d):
            if shape[k] != 1:
                p.contiguous = False


cdef int run_op(Op op, int dtype, int nop, Operand *p) except -1:
    return run(op.info.loop[dtype], op.info.loop_data[dtype], nop, p)


cdef Tensor neighbours_joined(Op op, Tensor x, int d):
    # What follows joined to what goes before along a dim: by its difference (of bools, whether they differ) or, for
    # _pair_sums, its sum. One node.
    cdef int64_t shapes[2][WG_MAX_DIMS]
    cdef Operand p[3]
    cdef Tensor out
    cdef int64_t length = x.shape_[d] - 1 if x.shape_[d] else 0
    cdef Node *n
    window_of(&p[0], x, d, x.shape_[d] - length, length, shapes[0])
    window_of(&p[1], x, d, 0, length, shapes[1])
    out = new_result(x.dtype_, x.ndim_, shapes[0], p, 2)
    operand_of(&p[2], out)
    run_op(op_add if op is op_pair_sums else op_ne if x.dtype_ == WG_BOOL else op_sub, x.dtype_, 3, p)
    if recording(x):
        n = record1(op, x, out)
        node_data(n).ints[0] = d
        node_data(n).ints[1] = x.shape_[d]
    return out


cdef int vjp_neighbours(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # The transpose: what an element was the first of, and less (or plus) what it was the second of.
    cdef int64_t rooms[3][WG_MAX_DIMS]
    cdef Operand p[3]
    cdef int dim = <int>d.ints[0]
    cdef int64_t length = g.shape_[dim]
    cdef bint sums = n.op == op_pair_sums.info.index
    cdef Tensor out
    wg_copy_sizes(rooms[0], g.shape_, g.ndim_)
    rooms[0][dim] = d.ints[1]
    out = new_tensor(g.dtype_, g.ndim_, rooms[0])
    if g.numel_ == 0:
        fill_zero(out)
        give(grads, 0, out)
        return 0
    window_of(&p[0], g, dim, 0, length - 1, rooms[0])
    window_of(&p[1], g, dim, 1, length - 1, rooms[1])
    window_of(&p[2], out, dim, 1, length - 1, rooms[2])
    run_op(op_add if sums else op_sub, g.dtype_, 3, p)
    window_of(&p[0], g, dim, 0, 1, rooms[0])
    window_of(&p[1], out, dim, 0, 1, rooms[1])
    if sums:
        run(wg_cast_loop(g.dtype_, g.dtype_), NULL, 2, p)
    else:
        run_op(op_neg, g.dtype_, 2, p)
    window_of(&p[0], g, dim, length - 1, 1, rooms[0])
    window_of(&p[1], out, dim, length, 1, rooms[1])
    run(wg_cast_loop(g.dtype_, g.dtype_), NULL, 2, p)
    give(grads, 0, out)
    return 0


cdef object impl_neighbours(Op op, PyObject **a):
    # _diff and _pair_sums (input, dim)
    cdef Tensor x = tensor_arg(op, a, 0)
    return neighbours_joined(op, x, dim_of(op, a, 1, x))


cdef object impl_diff(Op op, PyObject **a):
    # diff(input, n=1, dim=-1, prepend=None, append=None)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t n = int_arg(op, a, 1)
    cdef int d
    cdef bint joined = <object>a[3] is not None or <object>a[4] is not None
    if x.ndim_ == 0:
        raise errors.ShapeError("diff expects input to be at least one-dimensional")
    if n < 0:
        raise errors.AutogradError(f"order must be non-negative but got {n} (in diff)")
    if joined:
        x = ops_by_name["cat"]([v for v in (<object>a[3], x, <object>a[4]) if v is not None], <object>a[2])
    d = dim_of(op, a, 2, x)
    n = min(n, x.shape_[d])
    if n == 0 and not joined:
        return ops_by_name["clone"](x)
    for _ in range(n):
        x = neighbours_joined(op_diff, x, d)
    return x


cdef object impl_slopes(Op op, PyObject **a):
    # _slopes(input, dim, step): central differences along a dim, one-sided ones at its ends.
    cdef Tensor x = tensor_arg(op, a, 0), out = new_like(x, x.dtype_)
    cdef int d = dim_of(op, a, 1, x)
    cdef int64_t last = x.shape_[d] - 1
    cdef double step = <object>a[2]
    cdef Node *n
    slopes_into(out, x, d, 1, last - 1, 2 * step)
    slopes_into(out, x, d, 0, 1, step)
    slopes_into(out, x, d, last, 1, step)
    if recording(x):
        n = record1(op, x, out)
        node_data(n).args = {"dim": d, "step": step}
    return out


cdef int slopes_into(Tensor out, Tensor x, int d, int64_t start, int64_t length, double step) except -1:
    # Some places of a dim: what follows each less what goes before it, where there is such, over a step.
    cdef int64_t rooms[3][WG_MAX_DIMS]
    cdef Operand p[3]
    cdef Operand number
    cdef object value = step
    cdef int64_t last = x.shape_[d] - 1
    if length <= 0:
        return 0
    window_of(&p[0], x, d, min(start + 1, last), length, rooms[0])
    window_of(&p[1], x, d, max(start - 1, 0), length, rooms[1])
    window_of(&p[2], out, d, start, length, rooms[2])
    run_op(op_sub, x.dtype_, 3, p)
    if step == 1:
        return 0
    number_operand(&number, <PyObject *>value)
    write_number(<PyObject *>value, x.dtype_, <char *>number.value)
    number.data, number.dtype = <char *>number.value, x.dtype_
    p[0], p[1] = p[2], number
    return run_op(op_div, x.dtype_, 3, p)


cdef object impl_sum_to_size(Op op, PyObject **a):
    # sum_to_size(input, *size): the dims of a broadcast summed away.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int64_t size[WG_MAX_DIMS]
    cdef int n = sizes_of(<object>a[1], size, "sum_to_size(): size"), lead = x.ndim_ - n, k
    cdef uint64_t leading, mask
    if lead < 0:
        raise_not_expandable(x, n, size)
    leading = mask = (<uint64_t>1 << lead) - 1
    for k in range(n):
        if size[k] != x.shape_[lead + k]:
            if size[k] != 1:
                raise_not_expandable(x, n, size)
            mask |= <uint64_t>1 << (lead + k)
    if mask == 0:
        return x
    out = reduce_plain(WG_SUM, x, mask)
    if mask != leading:
        out = keep_dims(out, x, mask)
    if recording(x):
        record_reduction(op_sum_dim, x, out, mask, mask != leading)
    return out if mask == leading or lead == 0 else view_as_shape(op_view, out, n, size, True)


cdef int raise_not_expandable(Tensor x, int n, int64_t *size) except -1:
    raise errors.ShapeError(f"size {list(shape_tuple(n, size))} is not expandable to size {list(size_of(x))}.")


cdef object impl_renorm(Op op, PyObject **a):
    # renorm(input, p, dim, maxnorm): the slices along a dim that are too long are scaled down.
    cdef Tensor x = tensor_arg(op, a, 0), size, out
    cdef double p, most
    cdef int d
    cdef uint64_t mask
    cdef Operand q[3]
    cdef Node *n
    if x.ndim_ < 2:
        raise errors.ShapeError(f"renorm: input needs at least 2 dimensions, got {x.ndim_} dimensions")
    if CATEGORY[x.dtype_] < CAT_FLOAT:
        raise errors.AutogradError(f"renorm: expected a floating or complex tensor but got {DTYPE_NAMES[x.dtype_]}")
    p, most = <object>a[1], <object>a[3]
    if p <= 0 or most < 0:
        raise errors.AutogradError("renorm: expected p to be positive and maxnorm to be >= 0 but got "
                                   f"{<object>a[1]} and {<object>a[3]}")
    d = dim_of(op, a, 2, x)
    mask = ((<uint64_t>1 << x.ndim_) - 1) & ~(<uint64_t>1 << d)
    size = keep_dims(norm_plain(x, p, mask), x, mask)
    if size.dtype_ == WG_F32:
        bounded_factors(<float *>size.data, size.numel_, most)
    else:
        bounded_factors(<double *>size.data, size.numel_, most)
    operand_of(&q[0], x)
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        size = cast_plain(size, x.dtype_)
    operand_of(&q[1], size)
    out = new_result(x.dtype_, x.ndim_, x.shape_, q, 2)
    operand_of(&q[2], out)
    run_op(op_mul, x.dtype_, 3, q)
    if recording(x):
        n = record1(op, x, out)
        save(n, 0, x)
        node_data(n).args = {"p": p, "dim": d, "maxnorm": most}
    return out


cdef void bounded_factors(real *size, int64_t n, double most) noexcept:
    # Lengths made the factors that bound them.
    cdef int64_t k
    for k in range(n):
        size[k] = <real>most / (size[k] + <real>1e-7) if size[k] > <real>most else 1
