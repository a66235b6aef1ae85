# Matrix products. float32 and float64 run csrc's gemm on strided operands; other types NumPy's matmul.

cdef int gemm(Tensor out, char *c, int64_t c_row, int64_t c_col, int64_t m, int64_t n, int64_t k,
              char *a, int64_t a_row, int64_t a_col, char *b, int64_t b_row, int64_t b_col, int beta) except -1:
    # One product into memory of `out`'s type.
    cdef bint large = m * n * k > RELEASE_GIL_ABOVE
    if out.dtype_ == WG_F32:
        if large:
            with nogil:
                kernels.gemm_f32(m, n, k, <float *>a, a_row, a_col, <float *>b, b_row, b_col, <float *>c, c_row,
                                 c_col, beta)
        else:
            kernels.gemm_f32(m, n, k, <float *>a, a_row, a_col, <float *>b, b_row, b_col, <float *>c, c_row,
                             c_col, beta)
    else:
        if large:
            with nogil:
                kernels.gemm_f64(m, n, k, <double *>a, a_row, a_col, <double *>b, b_row, b_col, <double *>c,
                                 c_row, c_col, beta)
        else:
            kernels.gemm_f64(m, n, k, <double *>a, a_row, a_col, <double *>b, b_row, b_col, <double *>c, c_row,
                             c_col, beta)
    return 0


cdef int raise_product(Tensor a, Tensor b, str name) except -1:
    if a.ndim_ == 0 or b.ndim_ == 0:
        raise errors.ShapeError(f"both arguments to {name} need to be at least 1D, but they are {a.ndim_}D and "
                                f"{b.ndim_}D")
    if a.ndim_ == 1 and b.ndim_ == 1:
        raise errors.ShapeError(f"inconsistent tensor size, expected tensor [{a.numel_}] and src [{b.numel_}] "
                                f"to have the same number of elements, but got {a.numel_} and {b.numel_} "
                                "elements respectively")
    m = list(size_of(a))
    n = list(size_of(b))
    if len(m) == 2 and len(n) == 1:
        raise errors.ShapeError(f"size mismatch, got input ({m[0]}), mat ({m[0]}x{m[1]}), vec ({n[0]}) (in {name})")
    rows = m[0] if len(m) <= 2 and len(m) > 1 else int(np.prod(m[:-1])) if len(m) > 1 else 1
    cols = n[-1] if len(n) > 1 else 1
    raise errors.ShapeError(
        f"mat1 and mat2 shapes cannot be multiplied ({rows}x{m[-1]} and {n[-2] if len(n) > 1 else n[0]}x{cols}) "
        f"(in {name}, of size {m} and {n})")


cdef int raise_types(Tensor a, Tensor b, str name) except -1:
    x, y = TORCH_NAMES[a.dtype_], TORCH_NAMES[b.dtype_]
    if name == "dot" or name == "vdot":
        raise errors.AutogradError(f"{name} : expected both vectors to have same dtype, but found {x} and {y}. "
                                   "Convert one of them.")
    if name == "mv":
        raise errors.AutogradError(f"addmv input tensors must have the same dtype, but got {y}, {x}, and {y} (in mv). "
                                   "Convert one of them.")
    if name == "bmm":
        raise errors.AutogradError(f"expected scalar type {x} but found {y} (in bmm). Convert one of them.")
    raise errors.AutogradError(f"expected m1 and m2 to have the same dtype, but got: {DTYPE_NAMES[a.dtype_]} != "
                               f"{DTYPE_NAMES[b.dtype_]} (in {name}). Convert one of them.")


cdef Tensor matmul_plain(Tensor a, Tensor b, str name):
    # a @ b in all of its vector, matrix and batch cases, not recorded.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t m, n, k, batch = 1
    cdef int64_t a_row, a_col, b_row, b_col
    cdef int na = a.ndim_, nb = b.ndim_, nbatch, d, ndim, at_a, at_b
    cdef wg_batch p
    cdef int64_t da, db
    cdef Tensor out
    if na == 0 or nb == 0:
        raise_product(a, b, name)
    if a.dtype_ != b.dtype_:
        raise_types(a, b, name)
    m = a.shape_[na - 2] if na > 1 else 1
    k = a.shape_[na - 1]
    n = b.shape_[nb - 1] if nb > 1 else 1
    if k != (b.shape_[nb - 2] if nb > 1 else b.shape_[0]):
        raise_product(a, b, name)
    nbatch = max(max(na, nb) - 2, 0)
    for d in range(nbatch):
        da = a.shape_[na - 2 - nbatch + d] if na - 2 - nbatch + d >= 0 and na > 2 else 1
        db = b.shape_[nb - 2 - nbatch + d] if nb - 2 - nbatch + d >= 0 and nb > 2 else 1
        if da != db and da != 1 and db != 1:
            raise errors.ShapeError(f"The size of tensor a ({da}) must match the size of tensor b ({db}) at "
                                    f"non-singleton dimension {d} (in {name})")
        shape[d] = db if da == 1 else da
        batch *= shape[d]
    ndim = nbatch
    if na > 1:
        shape[ndim] = m
        ndim += 1
    if nb > 1:
        shape[ndim] = n
        ndim += 1
    if a.dtype_ != WG_F32 and a.dtype_ != WG_F64:
        if a.dtype_ == WG_BOOL and (a.numel_ and b.numel_ or na == nb == 1):
            refuse_bool_product("dot" if na == nb == 1 else "addmv_impl_cpu" if nb == 1 else
                                "addmm_impl_cpu_" if na <= 2 and nb <= 2 else "bmm")
        return tensor_from(np.asarray(np.matmul(as_array(a), as_array(b))), -1, False)
    out = new_tensor(a.dtype_, ndim, shape)
    a_row, a_col = a.strides_[na - 2] if na > 1 else 0, a.strides_[na - 1]
    b_row, b_col = b.strides_[nb - 2] if nb > 1 else b.strides_[0], b.strides_[nb - 1] if nb > 1 else 0
    if batch == 1:
        gemm(out, out.data, n, 1, m, n, k, a.data, a_row, a_col, b.data, b_row, b_col, 0)
        return out
    p.dtype, p.beta, p.m, p.n, p.k = a.dtype_, 0, m, n, k
    p.a, p.b, p.c = a.data, b.data, out.data
    p.a_row, p.a_col, p.b_row, p.b_col = a_row, a_col, b_row, b_col
    p.ndim = nbatch
    for d in range(nbatch):
        at_a, at_b = na - 2 - nbatch + d, nb - 2 - nbatch + d
        p.shape[d] = shape[d]
        p.a_steps[d] = a.strides_[at_a] if at_a >= 0 and na > 2 and a.shape_[at_a] != 1 else 0
        p.b_steps[d] = b.strides_[at_b] if at_b >= 0 and nb > 2 and b.shape_[at_b] != 1 else 0
    if out.numel_ * k > RELEASE_GIL_ABOVE:
        with nogil:
            wg_batched_product(kernels, &p)
    elif out.numel_:
        wg_batched_product(kernels, &p)
    return out


cdef object matmul(Tensor a, Tensor b):
    cdef Op op = op_matmul
    if a.ndim_ == 2 and b.ndim_ == 2:
        op = op_mm
    elif a.ndim_ == 1 and b.ndim_ == 1:
        op = op_dot
    elif a.ndim_ == 2 and b.ndim_ == 1:
        op = op_mv
    elif a.ndim_ == 3 and b.ndim_ == 3:
        op = op_bmm
    return product(op, a, b)


cdef object product(Op op, Tensor a, Tensor b):
    # A recorded product; all of them have one vjp.
    cdef Tensor out = matmul_plain(a, b, op.name)
    cdef int32_t id
    cdef Node *n
    cdef bint wa, wb
    if wg_grad_off:
        return out
    wa, wb = wants(a), wants(b)
    if (wa or wb) and CATEGORY[out.dtype_] >= CAT_FLOAT:
        id = node_new(op.info.index, 2)
        n = node_at(id)
        n.dtype = out.dtype_
        own_node(out, id)
        if wa:
            connect(n, 0, a)
            save(n, 1, b)
        if wb:
            connect(n, 1, b)
            save(n, 0, a)
        if a.ndim_ > 2 or b.ndim_ > 2:
            node_data(n).shapes = [shape_tuple(a.ndim_, a.shape_), shape_tuple(b.ndim_, b.shape_)]
            n.flags |= N_BROADCAST
    return out


cdef Tensor flipped(Tensor x):
    # The last two dims exchanged, without history; a vector stays.
    cdef Tensor t
    cdef int i = x.ndim_ - 1
    if x.ndim_ < 2:
        return x
    t = alias(x)
    t.shape_[i], t.shape_[i - 1] = x.shape_[i - 1], x.shape_[i]
    t.strides_[i], t.strides_[i - 1] = x.strides_[i - 1], x.strides_[i]
    note_contiguity(t)
    return t


cdef Tensor with_dim(Tensor x, int at):
    # A dim of size 1 put in at position `at`, without history.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k
    for k in range(x.ndim_):
        shape[k + (k >= at)] = x.shape_[k]
    shape[at] = 1
    return reshape_plain(x, x.ndim_ + 1, shape)


cdef int vjp_matmul(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # For C = A B: dA = G B^T and dB = A^T G, with vectors as matrices of one row or column.
    cdef Tensor a = None, b = None, ga, gb
    cdef bint a_vector, b_vector
    cdef int k
    if g.dtype_ >= WG_C64:
        for k in range(2):
            if wanted(n, k):
                give(grads, k, apply_rule(<Op>op_table[n.op], n, k, g, -1))
        return 0
    if wanted(n, 0):
        b = saved_plain(n, 1)
    if wanted(n, 1):
        a = saved_plain(n, 0)
    # An operand's rank shows in the other's and in g's.
    if n.op == op_dot.info.index or n.op == op_vdot.info.index:
        if b is not None:
            give(grads, 0, scaled(b, g))
        if a is not None:
            give(grads, 1, scaled(a, g))
        return 0
    if n.op == op_mv.info.index:
        if b is not None:
            give(grads, 0, matmul_plain(with_dim(g, 1), with_dim(b, 0), "mv"))
        if a is not None:
            give(grads, 1, matmul_plain(flipped(a), g, "mv"))
        return 0
    if n.flags & N_BROADCAST:
        a_vector, b_vector = len(d.shapes[0]) == 1, len(d.shapes[1]) == 1
    else:
        b_vector = b is not None and b.ndim_ == 1
        a_vector = (a is not None and a.ndim_ == 1) or (a is None and not b_vector and g.ndim_ == 1)
    if g.ndim_ == 2 and not n.flags & N_BROADCAST:
        if b is not None:
            give_product(n, 0, g, flipped(b), grads)
        if a is not None:
            give_product(n, 1, flipped(a), g, grads)
        return 0
    if a_vector:
        g = with_dim(g, g.ndim_ - 1)
    if b_vector:
        g = with_dim(g, g.ndim_)
    if b is not None:
        ga = matmul_plain(g, with_dim(b, 0) if b_vector else flipped(b), "matmul")
        if a_vector:
            ga = drop_dim(ga, ga.ndim_ - 2)
        give(grads, 0, ga)
    if a is not None:
        gb = matmul_plain(with_dim(a, 1) if a_vector else flipped(a), g, "matmul")
        if b_vector:
            gb = drop_dim(gb, gb.ndim_ - 1)
        give(grads, 1, gb)
    return 0


cdef int give_product(Node *n, int k, Tensor a, Tensor b, PyObject **grads) except -1:
    # The product of two matrices as the cotangent of input k, added to what has arrived there.
    cdef int64_t shape[2]
    cdef Tensor out
    shape[0], shape[1] = a.shape_[0], b.shape_[1]
    out = sum_so_far(n, k, 2, shape, a.dtype_)
    if out is None:
        give(grads, k, matmul_plain(a, b, "matmul"))
        return 0
    return gemm(out, out.data, shape[1], 1, shape[0], shape[1], a.shape_[1], a.data, a.strides_[0], a.strides_[1],
                b.data, b.strides_[0], b.strides_[1], 1)


cdef Tensor drop_dim(Tensor x, int at):
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, n = 0
    for k in range(x.ndim_):
        if k != at:
            shape[n] = x.shape_[k]
            n += 1
    return reshape_plain(x, n, shape)


cdef Tensor scaled(Tensor x, Tensor factor):
    # x times a 0-d factor of its type.
    cdef Operand p[3]
    cdef Tensor out = new_like(x, x.dtype_)
    operand_of(&p[0], x)
    operand_of(&p[1], factor)
    operand_of(&p[2], out)
    run(op_mul.info.loop[x.dtype_], op_mul.info.loop_data[x.dtype_], 3, p)
    return out


cdef object matmul_foreign(object a, object b):
    # One operand of @ is not a tensor: an array is shared, anything else is not ours.
    if isinstance(a, np.ndarray):
        return matmul(share_array(a), <Tensor>b)
    if isinstance(b, np.ndarray):
        return matmul(<Tensor>a, share_array(b))
    return NotImplemented


cdef object impl_matmul(Op op, PyObject **a):
    return matmul(tensor_arg(op, a, 0), tensor_arg(op, a, 1))


cdef object impl_product(Op op, PyObject **a):
    # mm, mv, bmm, dot, vdot: matmul of operands of fixed rank.
    cdef Tensor x = tensor_arg(op, a, 0), y = tensor_arg(op, a, 1)
    cdef int nx = 2 if op is op_mm or op is op_mv else 3 if op is op_bmm else 1
    cdef int ny = 1 if op is op_mv else nx
    if x.ndim_ != nx or y.ndim_ != ny:
        raise_ranks(op, x, y, nx)
    if nx == 3 and (x.shape_[0] != y.shape_[0] or x.shape_[2] != y.shape_[1]):
        raise_batches(op, x, y)
    if op is op_vdot and x.dtype_ >= WG_C64:
        return conjugate_dot(op, x, y)
    return product(op, x, y)


cdef int raise_ranks(Op op, Tensor x, Tensor y, int nx) except -1:
    if op is op_dot or op is op_vdot:
        raise errors.ShapeError(f"1D tensors expected, but got {x.ndim_}D and {y.ndim_}D tensors (in {op.name})")
    if op is op_mv:
        raise errors.ShapeError(f"vector + matrix @ vector expected, got 1, {x.ndim_}, {y.ndim_} (dims, in mv)")
    if nx == 3:
        raise errors.ShapeError(f"batch{1 if x.ndim_ != 3 else 2} must be a 3D tensor, but it is "
                                f"{x.ndim_ if x.ndim_ != 3 else y.ndim_}D (in bmm)")
    raise errors.ShapeError(f"{'self' if x.ndim_ != 2 else 'mat2'} must be a matrix, but it is "
                            f"{x.ndim_ if x.ndim_ != 2 else y.ndim_}D (in mm)")


cdef object conjugate_dot(Op op, Tensor x, Tensor y):
    # vdot of complex numbers: the first vector is conjugated, which its derivative must know.
    cdef Tensor out
    cdef Node *n
    if x.dtype_ != y.dtype_:
        raise_types(x, y, op.name)
    if x.numel_ != y.numel_:
        raise_product(x, y, op.name)
    out = tensor_from(np.asarray(np.vdot(as_array(x), as_array(y))), -1, False)
    if any_requires([x, y]):
        n = record_many(op, [x, y], out)
        save(n, 0, x)
        save(n, 1, y)
    return out


cdef object impl_linear(Op op, PyObject **a):
    # linear(input, weight, bias=None): input weight^T + bias, the bias as the product's starting value.
    cdef Tensor x = tensor_arg(op, a, 0), w = tensor_arg(op, a, 1), b = None, out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef Node *n
    if <object>a[2] is not None:
        b = tensor_arg(op, a, 2)
    if w.ndim_ == 1 and x.ndim_ and (b is None or b.ndim_ == 0):
        out = <Tensor>matmul(x, w)
        return out if b is None else binary(op_add, <PyObject *>out, <PyObject *>b)
    if w.ndim_ != 2 or x.ndim_ == 0 or (b is not None and (b.ndim_ != 1 or b.shape_[0] != w.shape_[0])):
        raise errors.ShapeError("linear(): expected input (..., in), weight (out, in) and bias (out), but got "
                                f"{list(size_of(x))}, {list(size_of(w))} and "
                                f"{None if b is None else list(size_of(b))}")
    if x.shape_[x.ndim_ - 1] != w.shape_[1]:
        raise_product(x, flipped(w), "linear")
    if x.dtype_ != w.dtype_ or (b is not None and b.dtype_ != x.dtype_):
        raise errors.AutogradError(f"mat1 and mat2 must have the same dtype, but got {DTYPE_NAMES[x.dtype_]} and "
                                   f"{DTYPE_NAMES[w.dtype_]} (in linear). Convert one of them.")
    if x.dtype_ != WG_F32 and x.dtype_ != WG_F64:
        out = matmul_plain(x, flipped(w), "linear")
        if b is not None:
            out = <Tensor>binary(op_add, <PyObject *>out, <PyObject *>b)
    else:
        wg_copy_sizes(shape, x.shape_, x.ndim_)
        shape[x.ndim_ - 1] = w.shape_[0]
        out = new_tensor(x.dtype_, x.ndim_, shape)
        linear_into(out, rows_of(x), w, b if b is None or b.flags & T_CONTIGUOUS else compact(b))
    if any_requires([x, w, b]):
        n = record_many(op, [x, w, b], out)
        save(n, 0, x)
        save(n, 1, w)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_), None, None]
    return out


cdef int linear_into(Tensor out, Tensor x, Tensor w, Tensor b) except -1:
    # out = x w^T + b of float types; the sums begin at the bias.
    cdef int64_t m = x.shape_[0], n = w.shape_[0], k = w.shape_[1]
    cdef wg_gemm_onto product = kernels.gemm_onto[out.dtype_ == WG_F64]
    if b is None:
        return gemm(out, out.data, n, 1, m, n, k, x.data, x.strides_[0], x.strides_[1], w.data, w.strides_[1],
                    w.strides_[0], 0)
    if m * n * k > RELEASE_GIL_ABOVE:
        with nogil:
            product(m, n, k, x.data, x.strides_[0], x.strides_[1], w.data, w.strides_[1], w.strides_[0], out.data,
                    b.data)
    else:
        product(m, n, k, x.data, x.strides_[0], x.strides_[1], w.data, w.strides_[1], w.strides_[0], out.data, b.data)
    return 0


cdef Tensor rows_of(Tensor x):
    # x as a matrix of rows along the last dim, without history.
    cdef int64_t shape[2]
    if x.ndim_ == 2:
        return x
    shape[1] = x.shape_[x.ndim_ - 1]
    shape[0] = x.numel_ // shape[1] if shape[1] else 0
    if shape[1] == 0:
        shape[0] = 1
        for k in range(x.ndim_ - 1):
            shape[0] *= x.shape_[k]
    return reshape_plain(x, 2, shape)


cdef int vjp_linear(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor x, w, rows, out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k
    if g.dtype_ >= WG_C64:
        for k in range(3):
            if wanted(n, k):
                give(grads, k, apply_rule(<Op>op_table[n.op], n, k, g, -1))
        return 0
    rows = rows_of(g)
    if wanted(n, 0):
        w = saved_plain(n, 1)
        wg_copy_sizes(shape, g.shape_, g.ndim_)
        shape[g.ndim_ - 1] = w.shape_[1]
        out = sum_so_far(n, 0, g.ndim_, shape, g.dtype_)
        if out is None:
            give(grads, 0, reshape_tuple(matmul_plain(rows, w, "linear"), d.shapes[0]))
        else:
            gemm(out, out.data, w.shape_[1], 1, rows.shape_[0], w.shape_[1], w.shape_[0], rows.data, rows.strides_[0],
                 rows.strides_[1], w.data, w.strides_[0], w.strides_[1], 1)
    if wanted(n, 1):
        x = rows_of(saved_plain(n, 0))
        give_product(n, 1, flipped(rows), x, grads)
    if d.edges[2] >= 0:
        give(grads, 2, reduce_plain(WG_SUM, rows, 1))
    return 0
