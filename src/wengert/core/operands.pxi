# Operands of inner loops: how they broadcast, how results lie in memory, how a loop is run over them; copies and casts.

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
    GRAIN = WG_GRAIN                # elements of a loop that are worth handing to another thread
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
    cdef intptr_t n = p[nop - 1].numel
    cdef int k
    for k in range(nop):
        args[k] = p[k].data
        if p[k].numel == 1:
            steps[k] = 0
        elif p[k].contiguous and p[k].numel == n:
            steps[k] = ITEMSIZE[p[k].dtype]
        else:
            return run_strided(loop, data, nop, p, grain)
    return run_flat(loop, data, nop, args, n, steps, grain)


cdef inline int run_flat(wg_loop loop, void *data, int nop, char **args, intptr_t n, const intptr_t *steps,
                         intptr_t grain) except -1:
    # Run an inner loop once over all elements.
    if n > RELEASE_GIL_ABOVE:
        with nogil:
            wg_run_flat(loop, data, nop, args, n, steps, grain)
    elif n:
        loop(args, &n, steps, data)
    return 0


cdef int run_strided(wg_loop loop, void *data, int nop, Operand *p, intptr_t grain) except -1:
    # Run an inner loop over rows of its operands.
    cdef char *args[WG_MAX_OPERANDS]
    cdef int64_t strides[WG_MAX_OPERANDS][WG_MAX_DIMS]
    cdef const int64_t *rows[WG_MAX_OPERANDS]
    cdef Operand *out = &p[nop - 1]
    cdef intptr_t n = out.numel
    cdef int sizes[WG_MAX_OPERANDS]
    cdef int k, d, shift
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


cdef inline int alike(Operand *p, int nin) noexcept:
    # The operand whose shape the result has, when all that have dims are contiguous and of one shape: then memory is
    # one row for them all. -1: not so.
    cdef int k, d, at = -1
    for k in range(nin):
        if p[k].ndim == 0:
            continue
        if not p[k].contiguous:
            return -1
        if at < 0:
            at = k
            continue
        if p[k].ndim != p[at].ndim:
            return -1
        for d in range(p[k].ndim):
            if p[k].shape[d] != p[at].shape[d]:
                return -1
    return max(at, 0)


cdef inline Tensor run_alike(wg_loop loop, void *data, int nin, Operand *p, int at, int dtype, intptr_t grain):
    # The result of an inner loop over operands that are alike.
    cdef char *args[WG_MAX_OPERANDS]
    cdef intptr_t steps[WG_MAX_OPERANDS]
    cdef Tensor out = new_tensor(dtype, p[at].ndim, p[at].shape)
    cdef int k
    for k in range(nin):
        args[k] = p[k].data
        steps[k] = ITEMSIZE[p[k].dtype] if p[k].ndim else 0
    args[nin] = out.data
    steps[nin] = ITEMSIZE[dtype]
    run_flat(loop, data, nin + 1, args, out.numel_, steps, grain)
    return out


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
    # The dims of a result, innermost first, as PyTorch orders them: by the strides of the first operand that tells two
    # of them apart, else as they stand.
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
        wg_copy_sizes(out.strides_, p[0].strides, ndim)
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
