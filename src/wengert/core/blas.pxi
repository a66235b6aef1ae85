# beta * input + alpha * product: addmm, addmv, addr, baddbmm, addbmm. float32 and float64 accumulate in the
# product's own kernel; other types go through NumPy.

cdef object number_arg(Op op, PyObject **a, int k):
    # Argument k as a Python number; a tensor of one element counts as its value.
    v = <object>a[k]
    if is_number(a[k]):
        return v
    if isinstance(v, Tensor) and (<Tensor>v).ndim_ == 0 and not wants(<Tensor>v):
        return item_of(<Tensor>v)
    if isinstance(v, np.generic):
        return v.item()
    raise errors.DtypeError(f"{op.name}(): argument '{op.params[k]}' must be Number, not {type(v).__name__}")


cdef int check_factors(Op op, Tensor x, Tensor a, Tensor b) except -1:
    # Ranks, sizes and types of the three operands.
    cdef int rank = 3 if op is op_baddbmm or op is op_addbmm else 1 if op is op_addr else 2
    if op is op_addmv:
        if x.ndim_ > 1 or a.ndim_ != 2 or b.ndim_ != 1:
            raise errors.ShapeError(f"vector + matrix @ vector expected, got {x.ndim_}, {a.ndim_}, {b.ndim_} "
                                    "(dims, in addmv)")
        if a.shape_[1] != b.shape_[0] or (x.numel_ != 1 and x.shape_[0] != a.shape_[0]):
            raise errors.ShapeError(f"size mismatch, got input ({x.numel_}), mat ({a.shape_[0]}x{a.shape_[1]}), "
                                    f"vec ({b.shape_[0]}) (in addmv)")
    else:
        for k, t in enumerate((a, b), 1):
            if (<Tensor>t).ndim_ != rank:
                what = "1-D" if rank == 1 else "a matrix" if rank == 2 else "a 3D tensor"
                raise errors.ShapeError(
                    f"addr: Expected 1-D argument {op.params[k]}, but got {(<Tensor>t).ndim_}-D" if rank == 1 else
                    f"{op.params[k]} must be {what}, got {(<Tensor>t).ndim_}-D tensor (in {op.name})")
    if rank == 3 and (a.shape_[0] != b.shape_[0] or a.shape_[2] != b.shape_[1]):
        raise_batches(op, a, b)
    if rank == 2 and a.shape_[1] != b.shape_[0]:
        raise_product(a, b, op.name)
    if rank > 1 and (x.dtype_ != a.dtype_ or a.dtype_ != b.dtype_):
        names = [TORCH_NAMES[t] for t in (x.dtype_, a.dtype_, b.dtype_)]
        raise errors.AutogradError(
            f"addmv input tensors must have the same dtype, but got {names[0]}, {names[1]}, and {names[2]}. "
            "Convert them."
            if op is op_addmv else
            f"self and mat2 must have the same dtype, but got {names[0]} and "
            f"{names[2] if names[0] == names[1] else names[1]} (in {op.name}). Convert one of them.")
    return 0


cdef int raise_batches(Op op, Tensor a, Tensor b) except -1:
    if op is op_addbmm and a.shape_[0] != b.shape_[0]:
        raise errors.ShapeError(f"batch1 and batch2 must have same number of batches, got {a.shape_[0]} and "
                                f"{b.shape_[0]}")
    if op is op_addbmm:
        raise errors.ShapeError(f"Incompatible matrix sizes for bmm ({a.shape_[1]}x{a.shape_[2]} and "
                                f"{b.shape_[1]}x{b.shape_[2]})")
    raise errors.ShapeError("Expected size for first two dimensions of batch2 tensor to be: "
                            f"[{a.shape_[0]}, {a.shape_[2]}] but got: [{b.shape_[0]}, {b.shape_[1]}] (in {op.name}).")


cdef int check_expands(Tensor x, int ndim, const int64_t *shape) except -1:
    # Whether x broadcasts to a shape.
    cdef int k, lead = ndim - x.ndim_
    if lead < 0:
        raise errors.ShapeError(f"expand: the number of sizes provided ({ndim}) must be greater or equal to "
                                f"the number of dimensions in the tensor ({x.ndim_})")
    for k in range(x.ndim_):
        if x.shape_[k] != shape[k + lead] and x.shape_[k] != 1:
            raise errors.ShapeError(
                f"The expanded size of the tensor ({shape[k + lead]}) must match the existing size ({x.shape_[k]}) at "
                f"non-singleton dimension {k + lead}.  Target sizes: {list(shape_tuple(ndim, shape))}.  "
                f"Tensor sizes: {list(size_of(x))}")
    return 0


cdef int scale_in_place(Tensor t, object factor) except -1:
    # t *= factor for memory of our own.
    cdef Operand p[3]
    cdef Tensor number
    if factor is not True and is_one(<PyObject *>factor):
        return 0
    number = scalar_tensor(<PyObject *>factor, t.dtype_)
    operand_of(&p[0], t)
    operand_of(&p[1], number)
    operand_of(&p[2], t)
    return run(op_mul.info.loop[t.dtype_], op_mul.info.loop_data[t.dtype_], 3, p)


cdef int add_scaled_in_place(Tensor t, Tensor x, object factor) except -1:
    # t += factor * x for memory of our own, x broadcast.
    cdef Operand p[4]
    cdef Tensor number = scalar_tensor(<PyObject *>factor, t.dtype_)
    operand_of(&p[0], t)
    operand_of(&p[1], x)
    operand_of(&p[2], number)
    operand_of(&p[3], t)
    return run(op_add_scaled.info.loop[t.dtype_], op_add_scaled.info.loop_data[t.dtype_], 4, p)


cdef int add_outer(Tensor x, Tensor a, Tensor b, object factor, Tensor out) except -1:
    # out = x + factor * a b^T in one pass.
    cdef Operand p[5]
    cdef Tensor number = scalar_tensor(<PyObject *>factor, out.dtype_), column = with_dim(a, 1)
    operand_of(&p[0], x)
    operand_of(&p[1], column)
    operand_of(&p[2], b)
    operand_of(&p[3], number)
    operand_of(&p[4], out)
    return run(op_addcmul.info.loop[out.dtype_], op_addcmul.info.loop_data[out.dtype_], 5, p)


cdef int accumulate_product(Op op, Tensor out, Tensor a, Tensor b, bint add) except -1:
    # out = a b, or out += a b, for float types: one gemm, several side by side, or one after the other into a sum.
    cdef int64_t i, count = a.shape_[0] if a.ndim_ == 3 else 1
    cdef wg_batch p
    cdef int size = ITEMSIZE[out.dtype_], r = a.ndim_ - 2, c = b.ndim_ - 2
    cdef int64_t m, n, k, a_row, a_col, b_row, b_col
    if count == 0:
        return 0 if add else fill_zero(out)
    if op is op_addr:
        m, n, k = a.shape_[0], b.shape_[0], 1
        a_row, a_col, b_row, b_col = a.strides_[0], 0, 0, b.strides_[0]
    else:
        m, k, a_row, a_col = a.shape_[r], a.shape_[r + 1], a.strides_[r], a.strides_[r + 1]
        if op is op_addmv:
            n, b_row, b_col = 1, b.strides_[0], 0
        else:
            n, b_row, b_col = b.shape_[c + 1], b.strides_[c], b.strides_[c + 1]
    if op is op_baddbmm and count > 1:
        p.dtype, p.beta, p.m, p.n, p.k = out.dtype_, add, m, n, k
        p.a, p.b, p.c = a.data, b.data, out.data
        p.a_row, p.a_col, p.b_row, p.b_col = a_row, a_col, b_row, b_col
        p.ndim, p.shape[0], p.a_steps[0], p.b_steps[0] = 1, count, a.strides_[0], b.strides_[0]
        if out.numel_:
            with nogil:
                wg_batched_product(kernels, &p)
        return 0
    for i in range(count):
        gemm(out, out.data, n, 1, m, n, k, a.data + (i * a.strides_[0] * size if r > 0 else 0), a_row, a_col,
             b.data + (i * b.strides_[0] * size if a.ndim_ == 3 else 0), b_row, b_col, add or i > 0)
    return 0


cdef Tensor affine_float(Op op, Tensor x, Tensor a, Tensor b, object beta, object alpha, int ndim, int64_t *shape):
    # A product that starts from input's values needs no pass of its own; a factor alpha needs the product first.
    cdef Tensor out = new_tensor(x.dtype_, ndim, shape)
    cdef bint add = beta != 0
    if op is op_addr and is_one(<PyObject *>beta):
        add_outer(x, a, b, alpha, out)
        return out
    if alpha == 1 or (alpha == 0 and op is not op_addr and op is not op_baddbmm):
        if add:
            copy_into(out, x)
            scale_in_place(out, beta)
        if alpha == 1:
            accumulate_product(op, out, a, b, add)
        elif not add:
            fill_zero(out)
        return out
    accumulate_product(op, out, a, b, False)
    scale_in_place(out, alpha)
    if add:
        add_scaled_in_place(out, x, beta)
    return out


cdef Tensor affine_foreign(Op op, Tensor x, Tensor a, Tensor b, object beta, object alpha, int ndim, int64_t *shape):
    # Integers, complex numbers and, for addr, booleans.
    left, right = as_array(a), as_array(b)
    if x.dtype_ == WG_BOOL and op is op_addr:
        out = np.logical_and.outer(left, right) & bool(alpha)
        return share_array(np.asarray(out | as_array(x) if beta else out))
    if x.dtype_ == WG_BOOL and (a.numel_ and b.numel_ or beta and op is not op_addmv and 0 not in shape[:ndim]):
        refuse_bool_product("baddbmm" if op is op_baddbmm else "addmv_impl_cpu" if op is op_addmv
                            else "addmm_impl_cpu_")
    beta, alpha = factor_of(beta, x.dtype_), factor_of(alpha, x.dtype_)
    out = np.multiply.outer(left, right) if op is op_addr else np.matmul(left, right)
    if op is op_addbmm:
        out = out.sum(0, dtype=out.dtype)
    if alpha != 1:
        out = out * alpha
    if beta != 0:
        out = out + (as_array(x) * beta if beta != 1 else as_array(x))
    return share_array(np.ascontiguousarray(out))


cdef object factor_of(object factor, int dtype):
    # A factor as a NumPy number of an element type; negative integers may wrap round in uint8.
    if CATEGORY[dtype] == CAT_INT and not isinstance(factor, complex):
        limits = np.iinfo(npy_descr[dtype])
        if not (limits.min <= factor <= limits.max or dtype == WG_U8 and isinstance(factor, int)
                and -255 <= factor < 0):
            raise errors.AutogradError(f"value cannot be converted to type {DTYPE_NAMES[dtype]} without "
                                       f"overflow: {factor!r}")
    return as_array(scalar_tensor(<PyObject *>factor, dtype))[()]


cdef int refuse_bool_product(str kernel) except -1:
    raise errors.UnsupportedDtypeError(f"\"{kernel}\" not implemented for 'Bool'. Booleans have no products of "
                                       "matrices: convert them to an integer type, or use & and any().")


cdef int refuse_factor(Op op, str name, object factor, int dtype) except -1:
    # addr, unlike the products, takes no factor of another kind than its result.
    if isinstance(factor, bool) and dtype != WG_BOOL:
        raise errors.AutogradError(f"Boolean {name} only supported for Boolean results (in {op.name}).")
    if isinstance(factor, float) and CATEGORY[dtype] <= CAT_INT:
        raise errors.AutogradError(f"For integral input tensors, argument {name} must not be a floating point number "
                                   f"(in {op.name}).")
    return 0


cdef int affine_shape(Op op, Tensor a, Tensor b, int64_t *shape) noexcept:
    # The product's shape; returns the number of dims.
    cdef int ndim = 0
    if op is op_baddbmm:
        shape[0] = a.shape_[0]
        ndim = 1
    shape[ndim] = a.shape_[0 if a.ndim_ < 3 else 1]
    ndim += 1
    if op is not op_addmv:
        shape[ndim] = b.shape_[b.ndim_ - 1]
        ndim += 1
    return ndim


cdef object affine_in_place(Op op, PyObject **args, Tensor dest):
    # Where nothing is recorded and the memory is x's alone, the product accumulates in it.
    cdef Tensor x = tensor_arg(op, args, 0), a = tensor_arg(op, args, 1), b = tensor_arg(op, args, 2)
    cdef object beta = number_arg(op, args, 3)
    cdef int64_t shape[3]
    cdef int ndim
    if x.dtype_ == WG_F16:
        return inplace_via(op, args)
    if not (is_one(args[4]) or op is op_addr and is_one(args[3])) or not x.flags & T_CONTIGUOUS \
            or (x.dtype_ != WG_F32 and x.dtype_ != WG_F64) \
            or a.dtype_ != x.dtype_ or b.dtype_ != x.dtype_ or any_requires([x, a, b]) \
            or (x.storage != NULL and (x.storage == a.storage or x.storage == b.storage)):
        return inplace_via(op, args)
    check_factors(op, x, a, b)
    ndim = affine_shape(op, a, b, shape)
    if x.ndim_ != ndim or not same_dims(shape, x.shape_, ndim):
        return inplace_via(op, args)
    check_inplace(x, False)
    if op is op_addr and is_one(args[3]):
        add_outer(x, a, b, number_arg(op, args, 4), x)
        bump(x, op)
        return x
    if beta != 0:
        scale_in_place(x, beta)
    accumulate_product(op, x, a, b, beta != 0)
    bump(x, op)
    return x


cdef object impl_affine(Op op, PyObject **args):
    # input, two factors, beta, alpha.
    cdef Tensor x = tensor_arg(op, args, 0), a = tensor_arg(op, args, 1), b = tensor_arg(op, args, 2), out
    cdef object beta = number_arg(op, args, 3), alpha = number_arg(op, args, 4)
    cdef Operand p[3]
    cdef int64_t shape[3]
    cdef int ndim, dtype
    cdef Node *n
    cdef NodeData d
    check_factors(op, x, a, b)
    if op is op_addr:
        operand_of(&p[0], x)
        operand_of(&p[1], a)
        operand_of(&p[2], b)
        dtype = compute_dtype(p, 3)
        refuse_factor(op, "beta", beta, dtype)
        refuse_factor(op, "alpha", alpha, dtype)
        x, a, b = cast_recorded(x, dtype), cast_recorded(a, dtype), cast_recorded(b, dtype)
    ndim = affine_shape(op, a, b, shape)
    check_expands(x, ndim, shape)
    if x.dtype_ == WG_F32 or x.dtype_ == WG_F64:
        out = affine_float(op, x, a, b, beta, alpha, ndim, shape)
    else:
        out = affine_foreign(op, x, a, b, beta, alpha, ndim, shape)
    if CATEGORY[out.dtype_] >= CAT_FLOAT and any_requires([x, a, b]):
        n = record_many(op, [x, a, b], out)
        d = node_data(n)
        d.args = {"beta": beta, "alpha": alpha}
        if d.edges[2] >= 0:
            save(n, 0, a)
        if wanted(n, 1):
            save(n, 1, b)
        if not same_shape(x, out):
            n.flags |= N_BROADCAST
            d.shapes = [shape_tuple(x.ndim_, x.shape_), None, None]
    return out


cdef Tensor times(Tensor x, object factor):
    # x times a Python number, x itself for one.
    return x if is_one(<PyObject *>factor) else scaled(x, scalar_tensor(<PyObject *>factor, x.dtype_))


cdef int vjp_affine(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # For input + A B: the cotangent itself, G B^T and A^T G; a vector is a matrix of one column.
    cdef Tensor t
    cdef int k
    if g.dtype_ >= WG_C64:
        for k in range(3):
            if wanted(n, k):
                give(grads, k, apply_rule(<Op>op_table[n.op], n, k, g, -1))
        return 0
    if wanted(n, 0):
        give(grads, 0, times(g, d.args["beta"]))
    if wanted(n, 1):
        t = saved_plain(n, 1)
        if n.op == op_addmv.info.index:
            t = matmul_plain(with_dim(g, 1), with_dim(t, 0), "addmv")
        else:
            t = matmul_plain(g, flipped(t), "addmm")
        give(grads, 1, times(t, d.args["alpha"]))
    if d.edges[2] >= 0:
        t = saved_plain(n, 0)
        t = matmul_plain(flipped(g), t, "addr") if n.op == op_addr.info.index else matmul_plain(flipped(t), g, "addmm")
        give(grads, 2, times(t, d.args["alpha"]))
    return 0


cdef object impl_outer(Op op, PyObject **args):
    # outer(input, vec2): as much work as the elementwise product, but gradients that are products with a vector.
    cdef Tensor a = tensor_arg(op, args, 0), b = tensor_arg(op, args, 1), out
    cdef Operand p[2]
    cdef int64_t shape[2]
    cdef int dtype
    cdef Node *n
    if a.ndim_ != 1 or b.ndim_ != 1:
        name, ndim = ("self", a.ndim_) if a.ndim_ != 1 else ("vec2", b.ndim_)
        raise errors.ShapeError(f"outer: Expected 1-D argument {name}, but got {ndim}-D")
    operand_of(&p[0], a)
    operand_of(&p[1], b)
    dtype = compute_dtype(p, 2)
    a, b = cast_recorded(a, dtype), cast_recorded(b, dtype)
    shape[0], shape[1] = a.shape_[0], b.shape_[0]
    out = new_tensor(dtype, 2, shape)
    combine_into(op_mul, with_dim(a, 1), b, out)
    if CATEGORY[dtype] >= CAT_FLOAT and any_requires([a, b]):
        n = record_many(op, [a, b], out)
        if wanted(n, 1):
            save(n, 0, a)
        if wanted(n, 0):
            save(n, 1, b)
    return out


cdef int vjp_outer(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int k
    if g.dtype_ >= WG_C64:
        for k in range(2):
            if wanted(n, k):
                give(grads, k, apply_rule(<Op>op_table[n.op], n, k, g, -1))
        return 0
    if wanted(n, 0):
        give(grads, 0, matmul_plain(g, saved_plain(n, 1), "outer"))
    if wanted(n, 1):
        give(grads, 1, matmul_plain(flipped(g), saved_plain(n, 0), "outer"))
    return 0
