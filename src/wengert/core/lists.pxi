# Nested lists of Python's own numbers as tensors, without a NumPy array in between.

cdef enum:
    HOLDS_TRUTHS = 1
    HOLDS_WHOLE = 2
    HOLDS_REALS = 4

cdef struct Nested:
    int ndim                             # depth of the lists
    int64_t shape[64]                    # WG_MAX_DIMS, which C knows
    int kinds                            # which numbers there are: HOLDS_*
    int64_t low, high                    # the smallest and largest integer, where there is one


cdef inline bint is_list(PyObject *v) noexcept:
    return PyList_CheckExact(v) or PyTuple_CheckExact(v)


cdef bint measure_nested(PyObject *v, Nested *s) noexcept:
    # The shape along the first elements.
    s.ndim = 0
    while is_list(v):
        if s.ndim == WG_MAX_DIMS:
            return False
        s.shape[s.ndim] = PySequence_Fast_GET_SIZE(v)
        s.ndim += 1
        if s.shape[s.ndim - 1] == 0:
            break
        v = PySequence_Fast_ITEMS(v)[0]
    return True


cdef bint look_through(PyObject *v, int depth, Nested *s) noexcept:
    # Note what numbers there are; False where something else is found, or a list of another length.
    cdef Py_ssize_t k, n = PySequence_Fast_GET_SIZE(v)
    cdef PyObject **items = PySequence_Fast_ITEMS(v)
    cdef int64_t value
    if n != s.shape[depth]:
        return False
    for k in range(n):
        if depth + 1 < s.ndim:
            if not is_list(items[k]) or not look_through(items[k], depth + 1, s):
                return False
        elif PyFloat_CheckExact(items[k]):
            s.kinds |= HOLDS_REALS
        elif PyBool_Check(items[k]):
            s.kinds |= HOLDS_TRUTHS
        elif whole_arg(items[k], &value):
            s.low = value if not s.kinds & HOLDS_WHOLE else min(s.low, value)
            s.high = value if not s.kinds & HOLDS_WHOLE else max(s.high, value)
            s.kinds |= HOLDS_WHOLE
        else:
            return False
    return True


cdef inline double real_of(PyObject *v) noexcept:
    cdef int overflow
    if PyFloat_CheckExact(v):
        return PyFloat_AS_DOUBLE(v)
    return <double>PyLong_AsLongLongAndOverflow(v, &overflow)


cdef inline int64_t whole_of(PyObject *v) noexcept:
    cdef int overflow
    return PyLong_AsLongLongAndOverflow(v, &overflow)


cdef char *write_nested(PyObject *v, int depth, Nested *s, int d, char *out) noexcept:
    # The numbers one after the other as elements of type d; returns where the next one goes.
    cdef Py_ssize_t k, n = PySequence_Fast_GET_SIZE(v)
    cdef PyObject **items = PySequence_Fast_ITEMS(v)
    if depth + 1 < s.ndim:
        for k in range(n):
            out = write_nested(items[k], depth + 1, s, d, out)
        return out
    if d == WG_F64:
        for k in range(n):
            (<double *>out)[k] = real_of(items[k])
    elif d == WG_F32 and s.kinds & HOLDS_REALS:
        for k in range(n):
            (<float *>out)[k] = <float>real_of(items[k])
    elif d == WG_F32:
        for k in range(n):
            (<float *>out)[k] = <float>whole_of(items[k])
    elif d == WG_I64:
        for k in range(n):
            (<int64_t *>out)[k] = whole_of(items[k])
    elif d == WG_I32:
        for k in range(n):
            (<int32_t *>out)[k] = <int32_t>whole_of(items[k])
    elif d == WG_I16:
        for k in range(n):
            (<int16_t *>out)[k] = <int16_t>whole_of(items[k])
    elif d == WG_BOOL:
        for k in range(n):
            out[k] = whole_of(items[k]) != 0
    else:
        for k in range(n):
            out[k] = <char>whole_of(items[k])
    return out + n * ITEMSIZE[d]


cdef object tensor_of_numbers(object v, int dtype):
    # The tensor of a list or tuple (perhaps of lists) of floats, integers and truth values; None where it holds
    # anything else or what may not fit. dtype -1: the type follows from the numbers.
    cdef Nested s
    cdef Tensor t
    cdef int d = dtype, bits
    s.kinds = 0
    s.low = s.high = 0
    if not is_list(<PyObject *>v) or not measure_nested(<PyObject *>v, &s) or not look_through(<PyObject *>v, 0, &s):
        return None
    if d < 0:
        d = (default_float if s.kinds & HOLDS_REALS or not s.kinds else WG_I64 if s.kinds & HOLDS_WHOLE else WG_BOOL)
    if d == WG_F16 or d > WG_F64 or d < WG_F16 and s.kinds & HOLDS_REALS:
        return None
    if WG_BOOL < d < WG_I64:
        bits = 8 * ITEMSIZE[d]
        if d == WG_U8 and not 0 <= s.low <= s.high < 256:
            return None
        if d != WG_U8 and not -(<int64_t>1 << (bits - 1)) <= s.low <= s.high < <int64_t>1 << (bits - 1):
            return None
    t = new_tensor(d, s.ndim, s.shape)
    write_nested(<PyObject *>v, 0, &s, d, t.data)
    return t
