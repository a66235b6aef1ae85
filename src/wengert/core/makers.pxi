# The plain calls of the functions that make tensors: filled memory, strided memory.

cdef bint fits_surely(PyObject *v, int d) noexcept:
    # Whether a number needs no check of its range: a truth value, a small integer, a float in a type that holds it.
    cdef int64_t n
    cdef double x
    if PyFloat_CheckExact(v):
        x = PyFloat_AS_DOUBLE(v)
        return d == WG_F64 or d == WG_F32 and (-largest(WG_F32) <= x <= largest(WG_F32) or x - x != 0)
    return PyBool_Check(v) or whole_arg(v, &n) and 0 <= n < 128


cdef object made(Options *o, int usual, int ndim, const int64_t *dims, PyObject *value):
    # A tensor of these sizes with one number everywhere (NULL: undefined); None where that may be an error.
    cdef int d = usual if o.dtype < 0 else o.dtype
    cdef double number[2]
    cdef Tensor t
    if o.requires_grad and CATEGORY[d] < CAT_FLOAT:
        return None
    t = new_tensor(d, ndim, dims)
    if ndim == 0:
        t.value[0] = t.value[1] = 0
    if value == Py_False:
        wg_clear(t.data, t.numel_, ITEMSIZE[d])
    elif value != NULL:
        if not fits_surely(value, d):
            fill_plain(t, <object>value)
        else:
            write_number(value, d, <char *>number)
            repeat_value(t.data, <char *>number, t.numel_, ITEMSIZE[d])
    if o.requires_grad:
        set_requires_grad(t, True)
    return t


cdef object made_of_sizes(PyObject **args, Py_ssize_t nargs, PyObject *kwnames, PyObject *value):
    # zeros(2, 3) and its kin
    cdef Options o
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int n = plain_sizes(args, nargs, dims, True)
    return None if n < 0 or not options_of(args + nargs, kwnames, &o) else made(&o, default_float, n, dims, value)


cdef object made_by_method(PyObject **args, Py_ssize_t nargs, PyObject *kwnames, PyObject *value):
    # x.new_zeros(2, 3) and its kin
    cdef Options o
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int n = plain_sizes(args + 1, nargs - 1, dims, True)
    if n < 0 or not isinstance(<object>args[0], Tensor) or not options_of(args + nargs, kwnames, &o):
        return None
    return made(&o, (<Tensor>args[0]).dtype_, n, dims, value)


cdef object made_like(PyObject **args, Py_ssize_t nargs, Py_ssize_t wanted, PyObject *kwnames, PyObject *value):
    # zeros_like(x) and its kin, of a row-major x
    cdef Options o
    cdef Tensor x
    if nargs != wanted or not isinstance(<object>args[0], Tensor) or not options_of(args + nargs, kwnames, &o):
        return None
    x = <Tensor>args[0]
    if not x.flags & T_CONTIGUOUS or x.numel_ == 0:
        return None
    return made(&o, x.dtype_, x.ndim_, x.shape_, value)


cdef object plain_zeros(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_of_sizes(args, nargs, kwnames, Py_False)


cdef object plain_ones(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_of_sizes(args, nargs, kwnames, Py_True)


cdef object plain_empty(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_of_sizes(args, nargs, kwnames, NULL)


cdef object plain_new_zeros(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_by_method(args, nargs, kwnames, Py_False)


cdef object plain_new_ones(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_by_method(args, nargs, kwnames, Py_True)


cdef object plain_new_empty(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_by_method(args, nargs, kwnames, NULL)


cdef object plain_zeros_like(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_like(args, nargs, 1, kwnames, Py_False)


cdef object plain_ones_like(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_like(args, nargs, 1, kwnames, Py_True)


cdef object plain_empty_like(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_like(args, nargs, 1, kwnames, NULL)


cdef inline bint is_filler(PyObject *v) noexcept:
    # A number that a tensor can be filled with.
    return PyFloat_CheckExact(v) or PyLong_CheckExact(v) or PyBool_Check(v)


cdef object plain_full_like(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return made_like(args, nargs, 2, kwnames, args[1]) if nargs == 2 and is_filler(args[1]) else None


cdef object plain_full(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # full((2, 3), 2.5)
    cdef Options o
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int n
    if nargs != 2 or not is_filler(args[1]) or not options_of(args + nargs, kwnames, &o):
        return None
    n = plain_sizes(args, 1, dims, False)
    return None if n < 0 else made(&o, number_dtype(args[1]), n, dims, args[1])


cdef object plain_new_full(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # x.new_full((2, 3), 2.5)
    cdef Options o
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int n
    if (nargs != 3 or not is_filler(args[2]) or not isinstance(<object>args[0], Tensor)
            or not options_of(args + nargs, kwnames, &o)):
        return None
    n = plain_sizes(args + 1, 1, dims, False)
    return None if n < 0 else made(&o, (<Tensor>args[0]).dtype_, n, dims, args[2])


cdef object plain_fill(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # fill(x, 2.5)
    cdef Op op = <Op>ops_by_name["_filled"]
    if nargs != 2 or kwnames != NULL or not isinstance(<object>args[0], Tensor) or not is_filler(args[1]):
        return None
    return unrecorded(impl_filled(op, args), op.name, args, 1)


cdef object impl_filled(Op op, PyObject **a):
    # _filled(input, value): a number or a 0-d tensor everywhere
    cdef Tensor x = tensor_arg(op, a, 0), out = new_in_format(x, x.dtype_, FORMAT_PRESERVE), v = None
    cdef double number[2]
    if isinstance(<object>a[1], Tensor):
        v = <Tensor>a[1]
        if v.ndim_:
            raise errors.ShapeError("fill_ only supports 0-dimension value tensor but got tensor with "
                                    f"{v.ndim_} dimensions.")
        copy_into(out, v)
    elif fits_surely(a[1], out.dtype_):
        write_number(a[1], out.dtype_, <char *>number)
        repeat_value(out.data, <char *>number, out.numel_, ITEMSIZE[out.dtype_])
    else:
        fill_plain(out, <object>a[1])
    if any_requires([x, v]) and CATEGORY[out.dtype_] >= CAT_FLOAT:
        record_many(op, [x, v], out)
    return out


cdef object plain_scalar_tensor(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef Options o
    if nargs != 1 or not is_filler(args[0]) or not options_of(args + nargs, kwnames, &o):
        return None
    return made(&o, default_float, 0, NULL, args[0])


cdef object plain_new_tensor(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # x.new_tensor([1., 2.])
    cdef Options o
    cdef int d
    cdef Tensor t
    if nargs != 2 or not isinstance(<object>args[0], Tensor) or not options_of(args + nargs, kwnames, &o):
        return None
    d = (<Tensor>args[0]).dtype_ if o.dtype < 0 else o.dtype
    if o.requires_grad and CATEGORY[d] < CAT_FLOAT:
        return None
    t = tensor_from(<object>args[1], d, True)
    if o.requires_grad:
        set_requires_grad(t, True)
    return t


cdef object plain_eye(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # eye(n) and eye(n, m)
    cdef Options o
    cdef int64_t dims[2]
    cdef int64_t k
    cdef double one[2]
    cdef int size
    if nargs < 1 or nargs > 2 or not whole_arg(args[0], &dims[0]) or not whole_arg(args[nargs - 1], &dims[1]) \
            or dims[0] < 0 or dims[1] < 0 or not options_of(args + nargs, kwnames, &o):
        return None
    out = made(&o, default_float, 2, dims, Py_False)
    if out is not None:
        write_number(Py_True, (<Tensor>out).dtype_, <char *>one)
        size = ITEMSIZE[(<Tensor>out).dtype_]
        for k in range(min(dims[0], dims[1])):
            memcpy((<Tensor>out).data + k * (dims[1] + 1) * size, one, size)
    return out


# -- strided memory ---------------------------------------------------------------------------------------

cdef Tensor strided_memory(int d, int n, const int64_t *dims, const int64_t *steps):
    # Undefined memory with the strides that are given, none of them negative.
    cdef Tensor t
    cdef int64_t last = 1
    cdef int k
    for k in range(n):
        if dims[k] == 0:
            last = 0
            break
        last += (dims[k] - 1) * steps[k]
    t = new_tensor(d, 1, &last)
    set_ndim(t, n)
    for k in range(n):
        t.shape_[k], t.strides_[k] = dims[k], steps[k]
    note_contiguity(t)
    return t


cdef object strided_as_asked(PyObject **args, PyObject **values, PyObject *kwnames, int usual):
    # empty_strided(size, stride) from its first two arguments
    cdef Options o
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int64_t steps[WG_MAX_DIMS]
    cdef int n = plain_sizes(args, 1, dims, False), d
    if n < 1 or plain_sizes(args + 1, 1, steps, False) != n or not options_of(values, kwnames, &o):
        return None
    d = usual if o.dtype < 0 else o.dtype
    return None if o.requires_grad else strided_memory(d, n, dims, steps)


cdef object plain_empty_strided(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return strided_as_asked(args, args + 2, kwnames, default_float) if nargs == 2 else None


cdef object plain_new_empty_strided(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    if nargs != 3 or not isinstance(<object>args[0], Tensor):
        return None
    return strided_as_asked(args + 1, args + 3, kwnames, (<Tensor>args[0]).dtype_)


cdef object plain_empty_permuted(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # empty_permuted(size, physical_layout)
    cdef Options o
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int64_t order[WG_MAX_DIMS]
    cdef int64_t steps[WG_MAX_DIMS]
    cdef int64_t step = 1
    cdef uint64_t seen = 0
    cdef int n, k
    if nargs != 2 or not options_of(args + nargs, kwnames, &o) or o.requires_grad:
        return None
    n = plain_sizes(args, 1, dims, False)
    if n < 1 or plain_sizes(args + 1, 1, order, False) != n:
        return None
    for k in range(n - 1, -1, -1):
        if order[k] >= n or (seen >> order[k]) & 1:
            return None
        seen |= <uint64_t>1 << order[k]
        steps[order[k]] = step
        step *= max(dims[order[k]], 1)
    return strided_memory(default_float if o.dtype < 0 else o.dtype, n, dims, steps)


add_plain("zeros", plain_zeros)
add_plain("ones", plain_ones)
add_plain("empty", plain_empty)
add_plain("new_zeros", plain_new_zeros)
add_plain("new_ones", plain_new_ones)
add_plain("new_empty", plain_new_empty)
add_plain("zeros_like", plain_zeros_like)
add_plain("ones_like", plain_ones_like)
add_plain("empty_like", plain_empty_like)
add_plain("full_like", plain_full_like)
add_plain("full", plain_full)
add_plain("new_full", plain_new_full)
add_plain("scalar_tensor", plain_scalar_tensor)
add_plain("new_tensor", plain_new_tensor)
add_plain("fill", plain_fill)
add_plain("eye", plain_eye)
add_plain("empty_strided", plain_empty_strided)
add_plain("new_empty_strided", plain_new_empty_strided)
add_plain("empty_permuted", plain_empty_permuted)
