# where: one of two operands, element by element.

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
    out = new_result(dtype, ndim, shape, p, 3)
    operand_of(&p[3], out)
    run(wg_select_loop(ITEMSIZE[dtype]), NULL, 4, p)
    return out


cdef Tensor bool_arg(Op op, PyObject **a, int k):
    cdef Tensor c = tensor_arg(op, a, k)
    if c.dtype_ != WG_BOOL and c.dtype_ != WG_U8:
        raise errors.AutogradError(f"{op.name} expected condition to be a boolean tensor, but got a tensor with dtype "
                                   f"{DTYPE_NAMES[c.dtype_]}")
    if c.dtype_ == WG_U8:
        warnings.warn("where received a uint8 condition tensor. This behavior is deprecated; use a boolean "
                      "condition instead.",
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
    if wanted(n, 1):
        give(grads, 1, select_plain(c, g, zero, g.dtype_, op_where))
    if d.edges[2] >= 0:
        give(grads, 2, select_plain(c, zero, g, g.dtype_, op_where))
    return 0
