# The plain calls of the functions that make rows of numbers.

cdef inline bint is_finite(double x) noexcept:
    return x - x == 0


cdef object real_range(Options *o, int d, double start, double step, int64_t count, bint ends, double end):
    # `count` numbers from `start` by `step` in float32 or float64; the upper half counts back from an end, if given.
    cdef Tensor t = new_tensor(d, 1, &count)
    cdef int64_t half = count // 2 if ends else count
    cdef char *rest = t.data + half * ITEMSIZE[d]
    with nogil:
        wg_range(d == WG_F32, start, step, 0, 1, half, t.data)
        wg_range(d == WG_F32, end, -step, <double>(count - 1 - half), -1, count - half, rest)
    if o.requires_grad:
        set_requires_grad(t, True)
    return t


cdef bint bounds_of(PyObject **args, Py_ssize_t nargs, double *b, bint *whole) noexcept:
    # start, end and step of a range by steps; False where they are unusual or wrong.
    cdef Py_ssize_t k
    b[0], b[2], whole[0] = 0, 1, True
    if nargs < 1 or nargs > 3:
        return False
    for k in range(nargs):
        if not real_arg(args[k], &b[k if nargs > 1 else 1], whole):
            return False
    if not (b[2] > 0 or b[2] < 0) or not (is_finite(b[0]) and is_finite(b[1]) and is_finite(b[2])):
        return False
    return (b[1] - b[0]) * b[2] >= 0 and (b[1] - b[0]) / b[2] < 1e15


cdef object plain_arange(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef Options o
    cdef double b[3]
    cdef bint whole
    cdef int64_t start, step, count, k
    cdef Tensor t
    cdef int d
    if not bounds_of(args, nargs, b, &whole) or not options_of(args + nargs, kwnames, &o):
        return None
    d = o.dtype if o.dtype >= 0 else WG_I64 if whole else default_float
    if whole:
        start, step = <int64_t>b[0], <int64_t>b[2]
        k = (<int64_t>b[1] - start) // step if step else 0
        count = k + (start + k * step != <int64_t>b[1])
    else:
        count = <int64_t>wg_ceil((b[1] - b[0]) / b[2])
    if d == WG_F32 or d == WG_F64:
        return real_range(&o, d, b[0], b[2], count, False, 0)
    if d != WG_I64 or not whole or o.requires_grad:
        return None
    t = new_tensor(WG_I64, 1, &count)
    for k in range(count):
        (<int64_t *>t.data)[k] = start + k * step
    return t


cdef extern from "math.h":
    double wg_ceil "ceil"(double x) nogil
    double wg_floor "floor"(double x) nogil


cdef object plain_range(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef Options o
    cdef double b[3]
    cdef bint whole
    cdef int d
    if not bounds_of(args, nargs, b, &whole) or not options_of(args + nargs, kwnames, &o):
        return None
    d = default_float if o.dtype < 0 else o.dtype
    if d != WG_F32 and d != WG_F64:
        return None
    warnings.warn("torch.range is deprecated because its behavior is inconsistent with Python's range builtin. "
                  "Instead, use arange, which produces values in [start, end).", UserWarning, 1)
    return real_range(&o, d, b[0], b[2], <int64_t>wg_floor((b[1] - b[0]) / b[2]) + 1, False, 0)


cdef object evenly(PyObject **args, Options *o, int d):
    # The numbers of linspace(start, end, steps) in float32 or float64
    cdef double start, end
    cdef int64_t steps
    cdef bint whole
    if not real_arg(args[0], &start, &whole) or not real_arg(args[1], &end, &whole) or not whole_arg(args[2], &steps):
        return None
    if steps < 0 or d != WG_F32 and d != WG_F64:
        return None
    if steps == 1:
        end = start
    return real_range(o, d, start, (end - start) / max(steps - 1, 1), steps, True, end)


cdef object plain_linspace(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef Options o
    if nargs != 3 or not options_of(args + nargs, kwnames, &o):
        return None
    return evenly(args, &o, default_float if o.dtype < 0 else o.dtype)


cdef object plain_logspace(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef Options o
    cdef int d
    if nargs < 3 or nargs > 4 or not options_of(args + nargs, kwnames, &o) or o.requires_grad:
        return None
    d = default_float if o.dtype < 0 else o.dtype
    if d != WG_F32 and d != WG_F64 or nargs == 4 and not is_filler(args[3]):
        return None
    powers = evenly(args, &o, WG_F64)
    if powers is None:
        return None
    powers = binary(op_pow, args[3] if nargs == 4 else <PyObject *>TEN, <PyObject *>powers)
    return powers if d == WG_F64 else cast_plain(<Tensor>powers, d)


cdef object TEN = 10.0


add_plain("arange", plain_arange)
add_plain("range", plain_range)
add_plain("linspace", plain_linspace)
add_plain("logspace", plain_logspace)
