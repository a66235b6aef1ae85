# Losses that are summed while they are computed, dropout, and the gated linear unit.

cdef object impl_loss(Op op, PyObject **a):
    # A loss (input, target, ..., reduction) made of the elementwise operation `base_op`: one pass over operands of one
    # shape and type, without keeping the losses of the elements.
    cdef Op each = op.base_op
    cdef int nin = each.info.nin, how = reduction_arg(<object>a[nin]), k, dtype
    cdef Tensor x, out
    cdef Operand p[4]
    cdef char *args[4]
    cdef intptr_t steps[4]
    cdef double total
    cdef intptr_t n
    cdef const wg_reducer *add
    cdef Node *node
    cdef list inputs
    if how == EACH_ROW:
        return elementwise(each, a, None, False)
    x = <Tensor>a[0] if isinstance(<object>a[0], Tensor) else None
    if x is None or not fits_one_pass(each, x, a):
        out = <Tensor>elementwise(each, a, None, False)
        return op_mean(out) if how == MEAN_OF_ROWS else op_sum(out)
    dtype, n = x.dtype_, x.numel_
    for k in range(nin):
        if isinstance(<object>a[k], Tensor):
            operand_of(&p[k], <Tensor>a[k])
            steps[k] = ITEMSIZE[dtype]
        else:
            write_number(a[k], dtype, <char *>p[k].value)
            p[k].data = <char *>p[k].value
            steps[k] = 0
        args[k] = p[k].data
    add = reducer_of(WG_SUM, dtype)
    if n > RELEASE_GIL_ABOVE:
        with nogil:
            total = wg_sum_of_loop(each.info.loop[dtype], NULL, add.run, nin, args, steps, n, ITEMSIZE[dtype])
    else:
        total = wg_sum_of_loop(each.info.loop[dtype], NULL, add.run, nin, args, steps, n, ITEMSIZE[dtype])
    if how == MEAN_OF_ROWS:
        total = total / n
    out = new_tensor(dtype, 0, NULL)
    if dtype == WG_F32:
        (<float *>out.data)[0] = <float>total
    else:
        (<double *>out.data)[0] = total
    inputs = [<object>a[k] if isinstance(<object>a[k], Tensor) else None for k in range(nin)]
    if any_requires(inputs):
        for k in range(nin):
            if each.info.vjp_kind[k] == VJP_NONE and inputs[k] is not None and wants(<Tensor>inputs[k]):
                elementwise(each, a, None, False)          # which refuses it by name
        node = record_many(op, inputs, out)
        node_data(node).ints[0] = n if how == MEAN_OF_ROWS else 1
        node_data(node).args = {op.params[k]: <object>a[k] for k in range(nin) if inputs[k] is None}
        node_data(node).args["divisor"] = node_data(node).ints[0]
        for k in range(nin):
            if inputs[k] is not None:
                save(node, k, <Tensor>inputs[k])
    return out


cdef bint fits_one_pass(Op each, Tensor x, PyObject **a) except -1:
    # Whether the operands are tensors of x's type, shape and layout, or numbers in the last places.
    cdef int k
    cdef Tensor t
    if x.dtype_ != WG_F32 and x.dtype_ != WG_F64 or not x.flags & T_CONTIGUOUS or x.numel_ == 0 or x.ndim_ == 0:
        return False
    for k in range(1, each.info.nin):
        if isinstance(<object>a[k], Tensor):
            t = <Tensor>a[k]
            if t.dtype_ != x.dtype_ or not t.flags & T_CONTIGUOUS or not same_shape(t, x):
                return False
        elif k < 2 or not (PyFloat_CheckExact(a[k]) or PyLong_CheckExact(a[k])):
            return False
    return True


cdef inline void single_operand(Operand *p, int dtype) noexcept:
    # An operand of one element, which is to be written into its own `value`.
    p.number = NULL
    p.data = <char *>p.value
    p.dtype = dtype
    p.ndim = 0
    p.numel = 1
    p.contiguous = True
    p.shape = p.strides = NULL


cdef int vjp_loss(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # The elementwise derivative with one cotangent for all elements.
    cdef Op op = <Op>op_table[n.op], each = op.base_op
    cdef Operand p[5]
    cdef Operand saved[4]
    cdef Tensor t, out
    cdef list hold = []
    cdef int k, u, count = n_inputs(n)
    for k in range(each.info.nin):
        name = op.params[k]
        if name in d.args:
            number = d.args[name]
            single_operand(&saved[k], g.dtype_)
            write_number(<PyObject *>number, g.dtype_, saved[k].data)
        else:
            t = saved_plain(n, k)
            hold.append(t)
            operand_of(&saved[k], t)
    single_operand(&p[0], g.dtype_)
    if g.dtype_ == WG_F32:
        (<float *>p[0].value)[0] = <float>((<float *>g.data)[0] / <double>d.ints[0])
    else:
        p[0].value[0] = (<double *>g.data)[0] / <double>d.ints[0]
    for k in range(count):
        if edge_at(n, k) < 0:
            continue
        out = new_like(<Tensor>hold[k], g.dtype_)
        for u in range(each.info.vjp_nuses[k]):
            p[u + 1] = saved[each.info.vjp_uses[k][u]]
        operand_of(&p[each.info.vjp_nuses[k] + 1], out)
        run(each.info.vjp_loop[k][g.dtype_ - WG_F16], NULL, each.info.vjp_nuses[k] + 2, p)
        give(grads, k, out)
    return 0


cdef Tensor drop_plain(Tensor x, double p, uint64_t seed, double scale, double kept, double dropped):
    # x scale + kept, or x 0 + dropped with probability p, by the seed's stream.
    cdef Tensor xc = contiguous_plain(x), out = new_like(xc, x.dtype_)
    cdef wg_drop how
    how.seed = seed
    how.threshold = <uint32_t>min(p * 4294967296.0, 4294967295.0)
    how.scale, how.kept, how.dropped = scale, kept, dropped
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_share_drop(kernels.drop[xc.dtype_ - WG_F32], xc.data, out.data, xc.numel_, &how, ITEMSIZE[xc.dtype_])
    elif x.numel_:
        kernels.drop[x.dtype_ - WG_F32](xc.data, out.data, x.numel_, 0, &how)
    return out


cdef object impl_drop(Op op, PyObject **a):
    # _drop(input, p, seed, scale, kept=0.0, dropped=0.0)
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef Node *n
    if x.dtype_ != WG_F32 and x.dtype_ != WG_F64:
        raise_unsupported(op, x.dtype_)
    out = drop_plain(x, <object>a[1], <object>a[2], <object>a[3], <object>a[4], <object>a[5])
    if recording(x):
        n = record1(op, x, out)
        node_data(n).args = {"p": <object>a[1], "seed": <object>a[2], "scale": <object>a[3]}
    return out


cdef int vjp_drop(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, drop_plain(g, d.args["p"], d.args["seed"], d.args["scale"], 0, 0))
    return 0


cdef Tensor half_of(Tensor x, int dim, int which):
    # The first or second half along a dim, without history.
    cdef Tensor t = alias(x)
    t.flags = 0
    t.numel_ = x.numel_ // 2
    t.shape_[dim] = x.shape_[dim] // 2
    t.data += which * t.shape_[dim] * x.strides_[dim] * ITEMSIZE[x.dtype_]
    note_contiguity(t)
    return t


cdef object impl_glu(Op op, PyObject **a):
    # glu(input, dim=-1): the first half times the logistic function of the second.
    cdef Tensor x = tensor_arg(op, a, 0), out, first, second
    cdef Op gated = <Op>ops_by_name["_gated"]
    cdef Operand p[3]
    cdef int dim
    cdef Node *n
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise_unsupported(op, x.dtype_)
    if x.ndim_ == 0:
        raise errors.ShapeError("glu does not support scalars because halving size must be even")
    dim = wrap_dim(int_arg(op, a, 1), x.ndim_)
    if x.shape_[dim] % 2:
        raise errors.ShapeError(f"Halving dimension must be even, but dimension {dim} is size {x.shape_[dim]} (in glu)")
    first = half_of(x, dim, 0)
    out = new_tensor(x.dtype_, x.ndim_, first.shape_)
    operand_of(&p[0], first)
    second = half_of(x, dim, 1)
    operand_of(&p[1], second)
    operand_of(&p[2], out)
    run_in_pieces(gated.info.loop[x.dtype_], gated.info.loop_data[x.dtype_], 3, p, COSTLY_GRAIN)
    if recording(x):
        n = record1(op, x, out)
        save(n, 0, x)
        node_data(n).args = {"dim": dim}
    return out


cdef int vjp_glu(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Op gated = <Op>ops_by_name["_gated"]
    cdef Tensor x = saved_plain(n, 0), out = new_like(x, x.dtype_), a, b, into
    cdef Operand p[4]
    cdef int dim = d.args["dim"], k, type = x.dtype_ - WG_F16
    a, b = half_of(x, dim, 0), half_of(x, dim, 1)
    for k in range(2):
        into = half_of(out, dim, k)
        operand_of(&p[0], g)
        if k:
            operand_of(&p[1], a)
        operand_of(&p[1 + k], b)
        operand_of(&p[2 + k], into)
        run_in_pieces(gated.info.vjp_loop[k][type], &gated.info.half_vjp[k], 3 + k, p, COSTLY_GRAIN)
    give(grads, 0, out)
    return 0
