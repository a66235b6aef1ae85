# Elementwise operations: broadcast, promote, run the kernel, record the node.

cdef enum Promotion:
    PROMOTE_DEFAULT       # the operands' common type
    PROMOTE_FLOAT         # the same, integers becoming the default floating type

cdef struct Operand:
    char *data            # first element
    int64_t *shape        # ndim entries
    int64_t *strides      # in elements
    int64_t numel         # number of elements
    uint8_t dtype         # element type
    uint8_t ndim          # number of dimensions
    bint contiguous       # row-major without gaps
    PyObject *number      # a Python number, or NULL
    double value[2]       # the number, in the compute type

cdef enum:
    RELEASE_GIL_ABOVE = 1 << 14     # elements; shorter loops are over before another thread could run
    GRAIN = 1 << 16                 # elements of a loop that are worth handing to another thread
    COSTLY_GRAIN = 1 << 13          # the same where an element costs as much as a logarithm


cdef inline void operand_of(Operand *p, Tensor t) noexcept:
    p.data = t.data
    p.shape = t.shape_
    p.strides = t.strides_
    p.numel = t.numel_
    p.dtype = t.dtype_
    p.ndim = t.ndim_
    p.contiguous = t.flags & T_CONTIGUOUS
    p.number = NULL


cdef inline bint is_number(PyObject *o) noexcept:
    return PyFloat_Check(o) or PyLong_Check(o) or PyComplex_Check(o)


cdef inline int number_dtype(PyObject *o) noexcept:
    # The type that a Python number counts as in promotion.
    if PyFloat_Check(o):
        return default_float
    if PyBool_Check(o):
        return WG_BOOL
    if PyLong_Check(o):
        return WG_I64
    return to_complex(default_float)


cdef int write_number(PyObject *o, int dtype, char *out) except -1:
    # A Python number as an element of the given type.
    cdef double d = 0
    cdef int64_t i = 0
    cdef int overflow = 0
    cdef double imag
    if PyFloat_Check(o):
        d = PyFloat_AS_DOUBLE(o)
        if CATEGORY[dtype] < CAT_FLOAT and dtype != WG_BOOL:
            if d != d or d >= 9.3e18 or d <= -9.3e18:
                raise errors.DtypeError(f"value cannot be converted to type {DTYPE_NAMES[dtype]} without overflow")
            i = <int64_t>d
        else:
            i = d != 0
    elif PyLong_Check(o):
        i = PyLong_AsLongLongAndOverflow(o, &overflow)
        if overflow:
            if CATEGORY[dtype] < CAT_FLOAT:
                raise errors.OverflowValueError("Overflow when unpacking long: the integer does not fit in 64 bits")
            d = <object>o
        else:
            d = <double>i
    elif not PyComplex_Check(o):
        raise errors.DtypeError(f"a number is expected, not {type(<object>o).__name__}")
    else:
        d = PyComplex_RealAsDouble(o)
        imag = PyComplex_ImagAsDouble(o)
        if CATEGORY[dtype] != CAT_COMPLEX:
            if imag != 0:
                raise errors.AutogradError(
                    f"value cannot be converted to type {DTYPE_NAMES[dtype]} without overflow: it is complex")
            i = <int64_t>d
        if dtype == WG_C64:
            (<float *>out)[0] = <float>d
            (<float *>out)[1] = <float>imag
            return 0
        if dtype == WG_C128:
            (<double *>out)[0] = d
            (<double *>out)[1] = imag
            return 0
    if dtype == WG_F32:
        (<float *>out)[0] = <float>d
    elif dtype == WG_F64:
        (<double *>out)[0] = d
    elif dtype == WG_F16:
        (<uint16_t *>out)[0] = wg_half_of_float(<float>d)
    elif dtype == WG_BOOL:
        out[0] = i != 0
    elif dtype == WG_U8 or dtype == WG_I8:
        (<int8_t *>out)[0] = <int8_t>i
    elif dtype == WG_I16:
        (<int16_t *>out)[0] = <int16_t>i
    elif dtype == WG_I32:
        (<int32_t *>out)[0] = <int32_t>i
    elif dtype == WG_I64:
        (<int64_t *>out)[0] = i
    elif dtype == WG_C64:
        (<float *>out)[0] = <float>d
        (<float *>out)[1] = 0
    else:
        (<double *>out)[0] = d
        (<double *>out)[1] = 0
    return 0


cdef inline int run(wg_loop loop, void *data, int nop, Operand *p) except -1:
    return run_in_pieces(loop, data, nop, p, GRAIN)


cdef int run_in_pieces(wg_loop loop, void *data, int nop, Operand *p, intptr_t grain) except -1:
    # Run an inner loop over operands that broadcast to the last one's shape, which is the result, on several threads
    # when there is more than one piece of `grain` elements.
    cdef char *args[WG_MAX_OPERANDS]
    cdef intptr_t steps[WG_MAX_OPERANDS]
    cdef int64_t strides[WG_MAX_OPERANDS][WG_MAX_DIMS]
    cdef const int64_t *rows[WG_MAX_OPERANDS]
    cdef Operand *out = &p[nop - 1]
    cdef intptr_t n = out.numel
    cdef int sizes[WG_MAX_OPERANDS]
    cdef int k, d, shift
    cdef bint flat = True
    for k in range(nop):
        args[k] = p[k].data
        if p[k].numel == 1:
            steps[k] = 0
        elif p[k].contiguous and p[k].numel == n:
            steps[k] = ITEMSIZE[p[k].dtype]
        else:
            flat = False
            break
    if flat:
        if n > RELEASE_GIL_ABOVE:
            with nogil:
                wg_run_flat(loop, data, nop, args, n, steps, grain)
        elif n:
            loop(args, &n, steps, data)
        return 0
    for k in range(nop):
        args[k] = p[k].data
        sizes[k] = ITEMSIZE[p[k].dtype]
        shift = out.ndim - p[k].ndim
        for d in range(shift):
            strides[k][d] = 0
        for d in range(p[k].ndim):
            strides[k][d + shift] = p[k].strides[d] * sizes[k] if p[k].shape[d] != 1 else 0
        rows[k] = strides[k]
    if n > RELEASE_GIL_ABOVE:
        with nogil:
            wg_iterate_parallel(loop, data, nop, args, out.ndim, out.shape, rows, sizes, grain)
    elif n:
        wg_iterate(loop, data, nop, args, out.ndim, out.shape, rows)
    return 0


cdef int copy_into(Tensor dst, Tensor src) except -1:
    # dst[...] = src with broadcasting and conversion; memory that overlaps is copied aside first.
    cdef Operand p[2]
    if dst.storage != NULL and dst.storage == src.storage and not (
            dst.data == src.data and same_geometry(dst, src)):
        src = compact(src)
    if src.ndim_ == 0 and dst.flags & T_CONTIGUOUS and dst.dtype_ == src.dtype_:
        repeat_value(dst.data, src.data, dst.numel_, ITEMSIZE[dst.dtype_])
        return 0
    operand_of(&p[0], src)
    operand_of(&p[1], dst)
    if dst.numel_ == 1:                     # a one-element result also takes a one-element strided source
        p[0].numel = 1
    return run(wg_cast_loop(src.dtype_, dst.dtype_), NULL, 2, p)


cdef bint same_geometry(Tensor a, Tensor b) noexcept:
    cdef int k
    if a.ndim_ != b.ndim_ or a.dtype_ != b.dtype_:
        return False
    for k in range(a.ndim_):
        if a.shape_[k] != b.shape_[k] or a.strides_[k] != b.strides_[k]:
            return False
    return True


cdef inline bint same_shape(Tensor a, Tensor b) noexcept:
    cdef int k
    if a.ndim_ != b.ndim_:
        return False
    for k in range(a.ndim_):
        if a.shape_[k] != b.shape_[k]:
            return False
    return True


cdef Tensor compact(Tensor x):
    # A contiguous copy without history.
    cdef Tensor out = new_like(x, x.dtype_)
    copy_into(out, x)
    return out


cdef inline Tensor contiguous_plain(Tensor x):
    # x itself when row-major, else a contiguous copy; no history either way is recorded.
    return x if x.flags & T_CONTIGUOUS else compact(x)


cdef Tensor cast_plain(Tensor x, int dtype):
    # A copy in another element type, not recorded.
    cdef Tensor out = new_like(x, dtype)
    copy_into(out, x)
    return out


cdef Tensor cast_recorded(Tensor x, int dtype):
    # x in another element type; its gradient is converted back.
    cdef Tensor out
    cdef Node *n
    if x.dtype_ == dtype:
        return x
    out = cast_plain(x, dtype)
    if recording(x) and CATEGORY[dtype] >= CAT_FLOAT:
        n = record1(op_to_copy, x, out)
        node_data(n).ints[0] = x.dtype_
        node_data(n).args = {"input_dtype": dtype_objects[x.dtype_]}
    return out


cdef int raise_broadcast(int64_t a, int64_t b, int dim, Op op) except -1:
    raise errors.ShapeError(
        f"The size of tensor a ({a}) must match the size of tensor b ({b}) at non-singleton dimension {dim} "
        f"(in {op.name}). Shapes broadcast when, from the right, dims are equal or 1.")


cdef int broadcast(Operand *p, int nin, int64_t *shape, Op op) except -1:
    # The common shape of the operands; returns its number of dimensions.
    cdef int ndim = 0, k, d, at
    cdef int64_t size
    for k in range(nin):
        if p[k].ndim > ndim:
            ndim = p[k].ndim
    for d in range(ndim):
        shape[d] = 1
    for k in range(nin):
        for d in range(p[k].ndim):
            at = ndim - p[k].ndim + d
            size = p[k].shape[d]
            if size != shape[at]:
                if shape[at] == 1:
                    shape[at] = size
                elif size != 1:
                    raise_broadcast(shape[at], size, at, op)
    return ndim


cdef bint dense(Operand *p) noexcept:
    # Whether the elements fill one block of memory, in whatever order of dims.
    cdef int64_t expect = 1
    cdef int k, found, done = 0
    cdef uint64_t used = 0
    while done < p.ndim:
        found = -1
        for k in range(p.ndim):
            if not (used >> k) & 1 and (p.shape[k] == 1 or p.strides[k] == expect):
                found = k
                if p.shape[k] == 1:
                    break
        if found < 0:
            return False
        used |= <uint64_t>1 << found
        expect *= p.shape[found]
        done += 1
    return True


cdef int64_t stride_in(Operand *p, int d, int64_t *shape, int ndim) noexcept:
    # An operand's stride along a dim of the result; 0 where it is repeated.
    d -= ndim - p.ndim
    return 0 if d < 0 or p.shape[d] == 1 and shape[d + ndim - p.ndim] != 1 else p.strides[d]


cdef int order_of_operands(Operand *p, int nin, int64_t *shape, int ndim, int *order) noexcept:
    # The dims of a result, innermost first, as PyTorch orders them: by the strides of the first operand that tells two of
    # them apart, else as they stand.
    cdef int k, i, j, a, b, o, swap
    cdef int64_t s, t
    for k in range(ndim):
        order[k] = ndim - 1 - k
    for k in range(1, ndim):
        j = k
        for i in range(k - 1, -1, -1):
            a, b, swap = order[i], order[j], 0
            for o in range(nin):
                s, t = stride_in(&p[o], a, shape, ndim), stride_in(&p[o], b, shape, ndim)
                if s and t and (s != t or shape[a] > shape[b]):
                    swap = -1 if s < t else 1
                    break
            if swap < 0:
                break
            if swap > 0:
                order[i], order[j] = b, a
                j = i
    return 0


cdef Tensor new_result(int dtype, int ndim, int64_t *shape, Operand *p, int nin):
    # The result of an elementwise operation, its dims in memory in the order of the operands', as in PyTorch.
    cdef Tensor out = new_tensor(dtype, ndim, shape)
    cdef int order[WG_MAX_DIMS]
    cdef int k, odd = -1
    cdef bint alike = True
    for k in range(nin):
        if not p[k].contiguous and p[k].ndim > 1:
            odd = k
    if odd < 0 or ndim < 2:
        return out
    for k in range(nin):
        alike = alike and p[k].ndim == ndim and memcmp(p[k].strides, p[odd].strides, ndim * sizeof(int64_t)) == 0 \
            and memcmp(p[k].shape, shape, ndim * sizeof(int64_t)) == 0
    if alike and dense(&p[0]):
        memcpy(out.strides_, p[0].strides, ndim * sizeof(int64_t))
        note_contiguity(out)
    else:
        order_of_operands(p, nin, shape, ndim, order)
        lay_out(out, order)
    return out


cdef int compute_dtype(Operand *p, int nin) noexcept:
    # PyTorch's promotion: tensors with dims, then 0-d tensors, then Python numbers.
    cdef int dim = -1, zero = -1, number = -1, k
    for k in range(nin):
        if p[k].number != NULL:
            number = p[k].dtype if number < 0 else PROMOTED[number][p[k].dtype]
        elif p[k].ndim:
            dim = p[k].dtype if dim < 0 else PROMOTED[dim][p[k].dtype]
        else:
            zero = p[k].dtype if zero < 0 else PROMOTED[zero][p[k].dtype]
    return combine(dim, combine(zero, number))


cdef object operand_from(PyObject *o):
    # What else can be an operand: NumPy arrays and scalars. None: nothing we know.
    if is_number(o):
        return <object>o
    v = <object>o
    if isinstance(v, np.ndarray):
        return share_array(v)
    if isinstance(v, np.generic):
        return v.item()
    return None


cdef int raise_unsupported(Op op, int dtype) except -1:
    if dtype == WG_BOOL and (op is op_sub or op is op_neg):
        what = ("Subtraction, the `-` operator, with two bool tensors" if op is op_sub else
                "Negation, the `-` operator, on a bool tensor")
        raise errors.UnsupportedDtypeError(f"{what} is not supported. Use the `^` or `logical_xor()` or the `~` or "
                                           "`logical_not()` operator instead.")
    raise errors.UnsupportedDtypeError(
        f'"{op.name}" not implemented for \'{TORCH_NAMES[dtype]}\'. Convert the operands to another dtype first.')


cdef int raise_operand(Op op, object v) except -1:
    if v is None:
        raise errors.DtypeError(f"{op.name}(): an argument must be Tensor or a number, not NoneType")
    raise errors.DtypeError(f"{op.name}(): an argument must be Tensor or a number, not {type(v).__name__}")


cdef object elementwise(Op op, PyObject **a, Tensor dest, bint operator):
    # The one way through an elementwise operation. dest: where to write in place, or None.
    # operator: answer NotImplemented for a foreign operand instead of raising.
    cdef OpInfo *info = &op.info
    cdef int nin = info.nin
    cdef Operand p[5]
    cdef PyObject *t[4]              # the operands that are tensors, borrowed
    cdef list hold = None            # operands made here
    cdef Tensor out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, ndim, dtype, out_dtype, mask = 0
    cdef bint same = True
    cdef wg_half own
    for k in range(nin):
        t[k] = a[k]
        if a[k] == NULL or not (Py_TYPE(a[k]) == <PyTypeObject *>Tensor or isinstance(<object>a[k], Tensor)):
            same = False
            v = operand_from(a[k]) if a[k] != NULL else None
            if v is None:
                if operator:
                    return NotImplemented
                raise_operand(op, <object>a[k] if a[k] != NULL else None)
            hold = [v] if hold is None else hold + [v]
            t[k] = <PyObject *>v if isinstance(v, Tensor) else NULL
            if t[k] == NULL:
                number_operand(&p[k], <PyObject *>v)
        if t[k] != NULL:
            operand_of(&p[k], <Tensor>t[k])
        if p[k].dtype != p[0].dtype:
            same = False
    dtype = p[0].dtype if same else compute_dtype(p, nin)
    if info.promote == PROMOTE_FLOAT and CATEGORY[dtype] < CAT_FLOAT:
        dtype = default_float
    if info.loop[dtype] == NULL:
        if op.row.fallback is not None:
            if dest is None:
                return op.row.fallback(*[<object>a[k] for k in range(nin)])
            v = op.row.fallback(*[clone(<Tensor>a[k]) if t[k] == a[k] else <object>a[k] for k in range(nin)])
            check_result_type(op, (<Tensor>v).dtype_, dest)
            return copy_(dest, <Tensor>v)
        raise_unsupported(op, dtype)
    if not wg_grad_off:
        for k in range(nin):
            if t[k] != NULL and wants(<Tensor>t[k]):
                mask |= 1 << k
    for k in range(nin):
        if p[k].number != NULL:
            write_number(p[k].number, dtype, <char *>p[k].value)
            p[k].data = <char *>p[k].value
            p[k].dtype = dtype
        elif p[k].dtype != dtype:
            v = cast_recorded(<Tensor>t[k], dtype)
            hold = [v] if hold is None else hold + [v]
            t[k] = <PyObject *>v
            operand_of(&p[k], <Tensor>v)
    ndim = broadcast(p, nin, shape, op)
    out_dtype = info.out_dtype[dtype]
    if mask:
        check_differentiable(op, mask, out_dtype)
        if CATEGORY[out_dtype] < CAT_FLOAT:
            if dest is not None and CATEGORY[dest.dtype_] >= CAT_FLOAT:
                return write_flat(op, dest, p, ndim, shape, dtype)
            mask = 0
    if dest is not None:
        return elementwise_into(op, dest, mask, p, t, ndim, shape, dtype)
    out = new_result(out_dtype, ndim, shape, p, nin)
    if op is op_pow and p[1].number != NULL and run_fixed_power(p, dtype, out):
        pass
    else:
        operand_of(&p[nin], out)
        run_in_pieces(info.loop[dtype], data_of_loop(info, dtype, p, &own), nin + 1, p,
                      COSTLY_GRAIN if info.costly else GRAIN)
    if mask:
        record_elementwise(op, mask, p, t, t, out)
    return out


cdef bint run_fixed_power(Operand *p, int dtype, Tensor out) except -1:
    # x ** 2 and the like by a cheaper loop, where there is one.
    cdef Op op
    cdef Operand q[2]
    if dtype != WG_F32 and dtype != WG_F64:
        return False
    op = power_loop((<float *>p[1].value)[0] if dtype == WG_F32 else p[1].value[0])
    if op is None:
        return False
    q[0] = p[0]
    operand_of(&q[1], out)
    run(op.info.loop[dtype], op.info.loop_data[dtype], 2, q)
    return True


cdef inline void number_operand(Operand *p, PyObject *o) noexcept:
    p.number = o
    p.dtype = number_dtype(o)
    p.ndim = 0
    p.numel = 1
    p.contiguous = True
    p.shape = p.strides = NULL


cdef int check_differentiable(Op op, int mask, int out_dtype) except -1:
    cdef int k
    if CATEGORY[out_dtype] < CAT_FLOAT:
        return 0
    for k in range(op.info.nin):
        if (mask >> k) & 1 and op.info.vjp_kind[k] == VJP_NONE:
            raise errors.NonDifferentiableError(
                f"the derivative for '{op.name.lstrip('_')}' is not implemented with respect to "
                f"'{op.params[k]}'. Use detach() where its gradient is not wanted.")
    return 0


cdef int record_elementwise(Op op, int mask, Operand *p, PyObject **t, PyObject **kept, Tensor out) except -1:
    # Push the node: edges to the inputs t in mask, the values (of `kept`, which differs from t only in
    # place) that their derivatives need, and the input shapes where they were broadcast.
    cdef OpInfo *info = &op.info
    cdef int n_in = 1 if mask == 1 else 2 if mask < 4 else 3
    cdef int32_t id = node_new(info.index, n_in)
    cdef Node *n = node_at(id)
    cdef int need = info.need[mask], slot = 0, k
    cdef bint spread = False
    n.dtype = out.dtype_
    own_node(out, id)
    if n_in <= 2:
        for k in range(n_in):
            if (mask >> k) & 1:
                n.edges[k] = edge_of(<Tensor>t[k], &n.nr[k])
    else:
        n.n_in = 0
        connect_many(n, [<object>t[k] if (mask >> k) & 1 else None for k in range(3)])
    if out.ndim_:
        for k in range(n_in):
            if (mask >> k) & 1 and not same_shape(<Tensor>t[k], out):
                spread = True
        if spread:
            n.flags |= N_BROADCAST
            node_data(n).shapes = [shape_tuple(p[k].ndim, p[k].shape) if (mask >> k) & 1 else None
                                   for k in range(n_in)]
    for k in range(info.nin):
        if (need >> k) & 1:
            save_operand(n, slot, &p[k], kept[k])
            slot += 1
    if (need >> LETTER_RESULT) & 1:
        save(n, slot, out)
    return 0


cdef inline int save_operand(Node *n, int slot, Operand *p, PyObject *t) except -1:
    cdef Tensor number
    if t != NULL:
        return save(n, slot, <Tensor>t)
    if slot < 2:
        memcpy(&n.saved[slot], p.value, 16)
        n.kinds |= SAVED_INLINE << (2 * slot)
        return 0
    number = new_tensor(p.dtype, 0, NULL)
    memcpy(number.value, p.value, 16)
    return save_more(n, number)


cdef uint8_t BITS_SET[16]
BITS_SET[:] = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4]


cdef inline int slot_of(int need, int letter) noexcept:
    # Where a letter was saved: letters lie in the order x y z w r.
    return BITS_SET[need & ((1 << letter) - 1)]


cdef int operand_saved(Operand *p, Node *n, int slot) except -1:
    # A saved value as a kernel operand.
    cdef SavedView *v
    cdef Tensor t
    p.number = NULL
    if slot >= 2:
        t = saved_plain(n, slot)            # NodeData.more keeps it alive
        operand_of(p, t)
        return 0
    if (n.kinds >> (2 * slot)) & 3 == SAVED_INLINE:
        p.data = <char *>&n.saved[slot]
        p.ndim = 0
        p.numel = 1
        p.contiguous = True
        p.dtype = n.dtype
        return 0
    v = n.saved[slot].view
    if v.storage.version != v.version:
        raise_modified(n, v.dtype, shape_tuple(v.ndim, v.shape), v.storage, v.storage.version, v.version)
    p.data = v.data
    p.shape = v.shape
    p.strides = view_strides(v)
    p.numel = v.numel
    p.dtype = v.dtype
    p.ndim = v.ndim
    p.contiguous = v.contiguous
    return 0


cdef int vjp_elementwise(Op op, Node *n, Tensor g, PyObject **grads) except -1:
    # The cotangents of an elementwise operation's inputs, not yet un-broadcast.
    cdef OpInfo *info = &op.info
    cdef Operand p[5]
    cdef Tensor out
    cdef int k, u, need, mask = 0, count = n_inputs(n)
    cdef bint compiled
    cdef object hold
    for k in range(count):
        if edge_at(n, k) >= 0:
            mask |= 1 << k
    need = info.need[mask]
    if need and n.flags & N_RELEASED:
        raise_released(n)
    for k in range(count):
        if not wanted(n, k):
            continue
        if info.vjp_kind[k] == VJP_SAME:
            Py_INCREF(g)
            grads[k] = <PyObject *>g
        elif info.vjp_kind[k] == VJP_KERNEL and WG_F16 <= g.dtype_ <= WG_F64:
            operand_of(&p[0], g)
            compiled = True
            hold = None
            for u in range(info.vjp_nuses[k]):
                if g.numel_ > RELEASE_GIL_ABOVE:
                    # While the kernel runs without the GIL, another thread's pass over this node
                    # may free what it saved.
                    hold = [saved_plain(n, slot_of(need, info.vjp_uses[k][u])), hold]
                operand_saved(&p[u + 1], n, slot_of(need, info.vjp_uses[k][u]))
                if p[u + 1].dtype != g.dtype_:
                    compiled = False           # abs of complex numbers: a real result of complex values
            if not compiled:
                give(grads, k, apply_rule(op, n, k, g, -1))
                continue
            out = new_result(g.dtype_, g.ndim_, g.shape_, p, u_count(info, k) + 1)
            operand_of(&p[u_count(info, k) + 1], out)
            run_in_pieces(info.vjp_loop[k][g.dtype_ - WG_F16], &info.half_vjp[k], u_count(info, k) + 2, p,
                          COSTLY_GRAIN if info.costly > 1 else GRAIN)
            Py_INCREF(out)
            grads[k] = <PyObject *>out
        else:
            out = apply_rule(op, n, k, g, -1)
            Py_INCREF(out)
            grads[k] = <PyObject *>out
    return 0


cdef inline int u_count(OpInfo *info, int k) noexcept:
    return info.vjp_nuses[k]
