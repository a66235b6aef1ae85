# The plain calls of the functions and methods that draw random numbers from the default generator.

cdef inline bint is_single_or_double(int d) noexcept:
    return d == WG_F32 or d == WG_F64


cdef bint is_plain_memory(PyObject *o) noexcept:
    # A row-major tensor of float32 or float64.
    return (isinstance(<object>o, Tensor) and is_single_or_double((<Tensor>o).dtype_)
            and (<Tensor>o).flags & T_CONTIGUOUS)


cdef str NAME_GENERATOR = "generator"


cdef bint default_only(PyObject **values, PyObject *kwnames) noexcept:
    # No keyword argument but generator=None.
    return kwnames == NULL or (PyTuple_GET_SIZE(kwnames) == 1 and values[0] == <PyObject *>None
                               and PyTuple_GET_ITEM(kwnames, 0) == <PyObject *>NAME_GENERATOR)


cdef object drawn(Options *o, int usual, int n, const int64_t *dims, draw_t draw, double a, double b):
    # A new tensor of random numbers; None where its type is unusual.
    if not is_single_or_double(usual if o.dtype < 0 else o.dtype):
        return None
    t = made(o, usual, n, dims, NULL)
    if t is not None:
        fill_drawn(<Tensor>t, draw, a, b)
    return t


cdef object drawn_of_sizes(PyObject **args, Py_ssize_t nargs, PyObject *kwnames, draw_t draw, double a, double b):
    cdef Options o
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int n = plain_sizes(args, nargs, dims, True)
    if n < 0 or not options_of(args + nargs, kwnames, &o):
        return None
    return drawn(&o, default_float, n, dims, draw, a, b)


cdef object drawn_like(PyObject **args, Py_ssize_t nargs, PyObject *kwnames, draw_t draw, double a, double b):
    cdef Options o
    if nargs != 1 or not is_plain_memory(args[0]) or not options_of(args + nargs, kwnames, &o):
        return None
    return drawn(&o, (<Tensor>args[0]).dtype_, (<Tensor>args[0]).ndim_, (<Tensor>args[0]).shape_, draw, a, b)


cdef object plain_rand(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return drawn_of_sizes(args, nargs, kwnames, fill_uniforms, 0, 1)


cdef object plain_randn(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return drawn_of_sizes(args, nargs, kwnames, fill_normals, 0, 1)


cdef object plain_rand_like(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return drawn_like(args, nargs, kwnames, fill_uniforms, 0, 1)


cdef object plain_randn_like(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return drawn_like(args, nargs, kwnames, fill_normals, 0, 1)


cdef object plain_normal(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # normal(mean, std, size) of numbers
    cdef Options o
    cdef int64_t dims[WG_MAX_DIMS]
    cdef double mean, std
    cdef bint whole
    cdef int n
    if 0 < nargs < 3 and kwnames == NULL and (
            is_plain_memory(args[0]) or nargs == 2 and is_plain_memory(args[1])):
        return normal_of(args, nargs)
    if (nargs != 3 or not real_arg(args[0], &mean, &whole) or not real_arg(args[1], &std, &whole) or not std >= 0
            or not options_of(args + nargs, kwnames, &o)):
        return None
    n = plain_sizes(args + 2, 1, dims, False)
    return None if n < 0 else drawn(&o, default_float, n, dims, fill_normals, mean, std)


cdef object plain_randint(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # randint(high, size) and randint(low, high, size)
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int64_t low = 0, high
    cdef Stream s
    cdef Tensor t
    cdef int n
    if nargs < 2 or nargs > 3 or kwnames != NULL or not whole_arg(args[nargs - 2], &high) \
            or nargs == 3 and not whole_arg(args[0], &low) or low >= high:
        return None
    n = plain_sizes(args + nargs - 1, 1, dims, False)
    if n < 0:
        return None
    t = new_tensor(WG_I64, n, dims)
    s = default_stream()
    s.acquire()
    integers_into(s.bits, t, low, <uint64_t>high - 1 - <uint64_t>low)
    s.release()
    return t


cdef bint whole_numbers_into(Tensor t, int64_t low, int64_t last) except -1:
    # Draw integers from low to last, which is included, into row-major memory; False where the type does not hold them.
    cdef Stream s
    cdef Tensor whole
    cdef int bits = 8 * ITEMSIZE[t.dtype_]
    if not is_single_or_double(t.dtype_) and t.dtype_ != WG_I64 and not (
            WG_U8 < t.dtype_ < WG_I64 and -(<int64_t>1 << (bits - 1)) <= low and last < <int64_t>1 << (bits - 1)):
        return False
    whole = t if t.dtype_ == WG_I64 else new_like(t, WG_I64)
    s = default_stream()
    s.acquire()
    integers_into(s.bits, whole, low, <uint64_t>last - <uint64_t>low)
    s.release()
    if whole is not t:
        copy_into(t, whole)
    return True


cdef object plain_randint_like(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # randint_like(x, high) and randint_like(x, low, high)
    cdef Options o
    cdef int64_t low = 0, high
    if (nargs < 2 or nargs > 3 or not isinstance(<object>args[0], Tensor) or not whole_arg(args[nargs - 1], &high)
            or nargs == 3 and not whole_arg(args[1], &low) or low >= high
            or not (<Tensor>args[0]).flags & T_CONTIGUOUS or not options_of(args + nargs, kwnames, &o)):
        return None
    out = made(&o, (<Tensor>args[0]).dtype_, (<Tensor>args[0]).ndim_, (<Tensor>args[0]).shape_, NULL)
    return out if out is not None and whole_numbers_into(<Tensor>out, low, high - 1) else None


cdef object plain_randperm(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef int64_t n, k
    cdef Stream s
    cdef Tensor t
    cdef int64_t *p
    if nargs != 1 or kwnames != NULL or not whole_arg(args[0], &n) or n < 0:
        return None
    t = new_tensor(WG_I64, 1, &n)
    p = <int64_t *>t.data
    for k in range(n):
        p[k] = k
    s = default_stream()
    s.acquire()
    with nogil:
        shuffle(s.bits, p, n)
    s.release()
    return t


cdef void shuffle(bitgen_t *bits, int64_t *p, int64_t n) noexcept nogil:
    # From the last element down, each exchanged with one of those up to it.
    cdef int64_t k, other
    for k in range(n - 1, 0, -1):
        other = <int64_t>random_interval(bits, k)
        p[k], p[other] = p[other], p[k]


cdef object plain_bernoulli(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # bernoulli(x) and bernoulli(x, p)
    cdef Tensor out
    cdef double p
    cdef bint whole
    if nargs < 1 or not is_plain_memory(args[0]) or not default_only(args + nargs, kwnames):
        return None
    if nargs == 1:
        return call_row("_bernoulli_of", args[0])
    if nargs != 2 or not real_arg(args[1], &p, &whole) or not 0 <= p <= 1 or recording(<Tensor>args[0]):
        return None
    out = new_like(<Tensor>args[0], (<Tensor>args[0]).dtype_)
    fill_drawn(out, fill_flips, p, 0)
    return out


cdef object plain_poisson(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    if nargs != 1 or not is_plain_memory(args[0]) or not default_only(args + nargs, kwnames):
        return None
    return call_row("_poisson_of", args[0])


cdef object call_row(str name, PyObject *x):
    # A row (input, generator) of the table with the default generator.
    cdef Op op = <Op>ops_by_name[name]
    cdef PyObject *a[MAX_PARAMS]
    a[0], a[1] = x, <PyObject *>None
    return unrecorded(op.impl(op, a), op.name, &x, 1)


cdef object drawn_by_python(str name, PyObject **a):
    # One of the forwards of wengert.filling, which draws from any generator and refuses what is wrong.
    import wengert.filling as module
    return getattr(module, name)(<object>a[0], *((None,) if name == "drawn_bernoulli" else ()), <object>a[1])


cdef object impl_bernoulli_of(Op op, PyObject **a):
    # _bernoulli_of(input, generator)
    cdef Tensor x = tensor_arg(op, a, 0)
    if (a[1] == <PyObject *>None and is_plain_memory(a[0])
            and all_between(x.dtype_, x.data, x.numel_, 0, 1)):
        out = drawn_for_each(x, flip_each)
    else:
        out = drawn_by_python("drawn_bernoulli", a)
    if recording(x):
        record1(op, x, <Tensor>out)
    return out


cdef double LARGEST_RATE = 9.2e18        # below the largest that NumPy takes


cdef object impl_poisson_of(Op op, PyObject **a):
    # _poisson_of(input, generator)
    cdef Tensor x = tensor_arg(op, a, 0)
    if (a[1] == <PyObject *>None and is_plain_memory(a[0])
            and all_between(x.dtype_, x.data, x.numel_, 0, LARGEST_RATE)):
        out = drawn_for_each(x, poisson_each)
    else:
        out = drawn_by_python("drawn_poisson", a)
    if recording(x):
        record1(op, x, <Tensor>out)
    return out


cdef object normal_of(PyObject **args, Py_ssize_t nargs):
    # normal(mean, std=1.) where a tensor is given
    cdef Op op = <Op>ops_by_name["_normal_of"]
    cdef PyObject *a[MAX_PARAMS]
    a[0], a[1], a[2] = args[0], args[1] if nargs == 2 else <PyObject *>op.defaults[1], <PyObject *>None
    return unrecorded(op.impl(op, a), op.name, a, 2)


cdef object impl_normal_of(Op op, PyObject **a):
    # _normal_of(mean, std, generator), a tensor at least one of them
    global wg_grad_off
    cdef int k, off = wg_grad_off
    cdef list inputs = [<object>a[k] if isinstance(<object>a[k], Tensor) else None for k in range(2)]
    cdef Node *n
    out = plain_normals(a) if a[2] == <PyObject *>None else None
    if out is None:
        wg_grad_off |= GRAD_OFF
        try:
            import wengert.filling as module
            out = module.drawn_normal(<object>a[0], <object>a[1], <object>a[2])
        finally:
            wg_grad_off = off
    if any_requires(inputs):
        n = record_many(op, inputs, <Tensor>out)
        node_data(n).shapes = [None if t is None else shape_tuple((<Tensor>t).ndim_, (<Tensor>t).shape_)
                               for t in inputs]
    return out


cdef object plain_normals(PyObject **a):
    # The same from the default generator, for numbers and row-major tensors of one shape and type; None for others.
    cdef int k
    cdef double number[2]
    cdef bint whole
    cdef Tensor first = None, out
    for k in range(2):
        if is_plain_memory(a[k]):
            if first is None:
                first = <Tensor>a[k]
            elif first.dtype_ != (<Tensor>a[k]).dtype_ or not same_shape(first, <Tensor>a[k]):
                return None
            if k == 1 and not all_between(first.dtype_, (<Tensor>a[k]).data, first.numel_, 0, 1e300):
                return None
        elif not real_arg(a[k], &number[k], &whole) or k == 1 and not number[k] >= 0:
            return None
    if first is None:
        return None
    out = new_like(first, first.dtype_)
    fill_drawn(out, fill_normals, 0, 1)
    for k in range(1, -1, -1):
        if isinstance(<object>a[k], Tensor):
            change_each(out.dtype_, out.data, (<Tensor>a[k]).data, out.numel_, k == 1)
        else:
            scale_and_shift(out.dtype_, out.data, out.numel_, number[1] if k else 1, 0 if k else number[0])
    return out


cdef void change_each(int dtype, char *out, const char *by, int64_t n, bint scale) noexcept nogil:
    # Multiply numbers by others, or add those, in the type's own precision.
    cdef int64_t k
    cdef float *f = <float *>out
    cdef double *d = <double *>out
    if dtype == WG_F32 and scale:
        for k in range(n):
            f[k] *= (<const float *>by)[k]
    elif dtype == WG_F32:
        for k in range(n):
            f[k] += (<const float *>by)[k]
    elif scale:
        for k in range(n):
            d[k] *= (<const double *>by)[k]
    else:
        for k in range(n):
            d[k] += (<const double *>by)[k]


cdef object plain_multinomial(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # multinomial(weights, count, replacement=True)
    cdef Tensor x, out
    cdef int64_t count, rows, k
    cdef int64_t shape[2]
    cdef Stream s
    cdef double *sums
    if (nargs < 2 or not is_plain_memory(args[0]) or not whole_arg(args[1], &count) or count <= 0
            or not (nargs == 3 and kwnames == NULL or nargs == 2 and kwnames != NULL and PyTuple_GET_SIZE(kwnames) == 1
                    and PyTuple_GET_ITEM(kwnames, 0) == <PyObject *>NAME_REPLACEMENT)
            or args[2] != Py_True):
        return None
    x = <Tensor>args[0]
    if not 1 <= x.ndim_ <= 2 or x.numel_ == 0 or not all_between(x.dtype_, x.data, x.numel_, 0, 1e300):
        return None
    rows = 1 if x.ndim_ == 1 else x.shape_[0]
    for k in range(rows):
        if not any_positive(x.dtype_, x.data + k * (x.numel_ // rows) * ITEMSIZE[x.dtype_], x.numel_ // rows):
            return None
    shape[0], shape[x.ndim_ - 1] = rows, count
    out = new_tensor(WG_I64, x.ndim_, shape)
    sums = <double *>malloc(x.numel_ // rows * sizeof(double))
    if sums == NULL:
        raise MemoryError()
    s = default_stream()
    s.acquire()
    with nogil:
        for k in range(rows):
            draw_places(s.bits, x.dtype_, x.data + k * (x.numel_ // rows) * ITEMSIZE[x.dtype_], x.numel_ // rows,
                        <int64_t *>out.data + k * count, count, sums)
    s.release()
    free(sums)
    return out


cdef str NAME_REPLACEMENT = "replacement"


cdef bint any_positive(int dtype, const char *data, int64_t n) noexcept nogil:
    cdef int64_t k
    for k in range(n):
        if real_at(dtype, data, k) > 0:
            return True
    return False


add_plain("rand", plain_rand)
add_plain("randn", plain_randn)
add_plain("rand_like", plain_rand_like)
add_plain("randn_like", plain_randn_like)
add_plain("normal", plain_normal)
add_plain("randint", plain_randint)
add_plain("randperm", plain_randperm)
add_plain("bernoulli", plain_bernoulli)
add_plain("poisson", plain_poisson)
add_plain("multinomial", plain_multinomial)
add_plain("randint_like", plain_randint_like)
