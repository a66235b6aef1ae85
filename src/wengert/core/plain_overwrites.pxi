# The plain calls of the methods that overwrite a tensor with random numbers.

cdef bint parameters_of(PyObject **args, Py_ssize_t nargs, PyObject *kwnames, int most, double *p) noexcept:
    # The numbers behind the tensor of a method with `most` of them, over the defaults in p.
    cdef Py_ssize_t k
    cdef bint whole
    if nargs < 1 or nargs > most + 1 or not is_plain_memory(args[0]) or not default_only(args + nargs, kwnames):
        return False
    for k in range(1, nargs):
        if not real_arg(args[k], &p[k - 1], &whole):
            return False
    return True


cdef object overwritten(str row, Tensor x, draw_t draw, double *p):
    # x with new numbers; one that is part of a graph is cut from it, with a gradient of zero.
    cdef Tensor values
    cdef PyObject *a[MAX_PARAMS]
    if recording(x):
        values = new_like(x, x.dtype_)
        fill_drawn(values, draw, p[0], p[1])
        a[0], a[1] = <PyObject *>x, <PyObject *>values
        return inplace_via(<Op>ops_by_name[row], a)
    check_inplace(x, False)
    fill_drawn(x, draw, p[0], p[1])
    bump(x, None)
    return x


cdef object plain_uniform_(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef double[2] p = [0, 1]
    if not parameters_of(args, nargs, kwnames, 2, p) or not (p[0] <= p[1] and is_finite(p[0]) and is_finite(p[1])):
        return None
    return overwritten("_uniform", <Tensor>args[0], fill_uniforms, p)


cdef object plain_normal_(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef double[2] p = [0, 1]
    if not parameters_of(args, nargs, kwnames, 2, p) or not p[1] >= 0:
        return None
    return overwritten("_normal", <Tensor>args[0], fill_normals, p)


cdef object plain_log_normal_(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef double[2] p = [1, 2]
    if not parameters_of(args, nargs, kwnames, 2, p) or not p[1] > 0:
        return None
    return overwritten("_log_normal", <Tensor>args[0], fill_log_normals, p)


cdef object plain_exponential_(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef double[2] p = [1, 0]
    if not parameters_of(args, nargs, kwnames, 1, p) or not p[0] > 0:
        return None
    return overwritten("_exponential", <Tensor>args[0], fill_exponentials, p)


cdef object plain_cauchy_(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef double[2] p = [0, 1]
    if not parameters_of(args, nargs, kwnames, 2, p) or not p[1] > 0:
        return None
    return overwritten("_cauchy", <Tensor>args[0], fill_cauchys, p)


cdef object plain_geometric_(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef double[2] p = [0, 0]
    if not parameters_of(args, nargs, kwnames, 1, p) or not 0 < p[0] < 1:
        return None
    return overwritten("_geometric", <Tensor>args[0], fill_geometrics, p)


cdef object plain_bernoulli_(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef double[2] p = [0.5, 0]
    if not parameters_of(args, nargs, kwnames, 1, p) or not 0 <= p[0] <= 1:
        return None
    return overwritten("_bernoulli", <Tensor>args[0], fill_flips, p)


cdef object plain_random_(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # x.random_(), x.random_(to) and x.random_(from, to)
    cdef int64_t low = 0, last
    cdef Tensor x
    if nargs < 1 or nargs > 3 or not default_only(args + nargs, kwnames) or not isinstance(<object>args[0], Tensor):
        return None
    x = <Tensor>args[0]
    if not x.flags & T_CONTIGUOUS or recording(x):
        return None
    if nargs == 1 and x.dtype_ != WG_I64 and not is_single_or_double(x.dtype_):
        return None
    last = <int64_t>1 << 24 if x.dtype_ == WG_F32 else <int64_t>1 << 53
    if nargs == 1 and x.dtype_ == WG_I64:
        last = 0x7fffffffffffffff
    elif nargs > 1:
        if not whole_arg(args[nargs - 1], &last) or nargs == 3 and not whole_arg(args[1], &low) or low >= last:
            return None
        last -= 1
    check_inplace(x, False)
    if not whole_numbers_into(x, low, last):
        return None
    bump(x, None)
    return x


add_plain("random_", plain_random_)
add_plain("uniform_", plain_uniform_)
add_plain("normal_", plain_normal_)
add_plain("log_normal_", plain_log_normal_)
add_plain("exponential_", plain_exponential_)
add_plain("cauchy_", plain_cauchy_)
add_plain("geometric_", plain_geometric_)
add_plain("bernoulli_", plain_bernoulli_)
