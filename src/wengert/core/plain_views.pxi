# The plain calls of operations made of others: tensors and integers by position, nothing else.

cdef inline bint are_tensors(PyObject **args, Py_ssize_t count) noexcept:
    cdef Py_ssize_t k
    for k in range(count):
        if Py_TYPE(args[k]) != <PyTypeObject *>Tensor:
            return False
    return True


cdef object shaped_as(PyObject **args, Py_ssize_t nargs, PyObject *kwnames, bint copy):
    # x.view_as(other) and x.reshape_as(other)
    cdef int64_t shape[WG_MAX_DIMS]
    cdef Tensor other
    if nargs != 2 or kwnames != NULL or not are_tensors(args, 2):
        return None
    other = <Tensor>args[1]
    wg_copy_sizes(shape, other.shape_, other.ndim_)
    return view_as_shape(op_view, <Tensor>args[0], other.ndim_, shape, copy)


cdef object plain_view_as(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return shaped_as(args, nargs, kwnames, False)


cdef object plain_reshape_as(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return shaped_as(args, nargs, kwnames, True)


cdef object at_least(PyObject **args, Py_ssize_t nargs, PyObject *kwnames, int ndim):
    # atleast_1d, atleast_2d and atleast_3d of one tensor that is no number
    cdef Tensor x
    if nargs != 1 or kwnames != NULL or not are_tensors(args, 1) or (<Tensor>args[0]).ndim_ == 0:
        return None
    x = <Tensor>args[0]
    if x.ndim_ >= ndim:
        return x
    if x.ndim_ == 1:
        x = unsqueezed(op_unsqueeze, x, 0)
    return x if x.ndim_ >= ndim else unsqueezed(op_unsqueeze, x, x.ndim_)


cdef object plain_atleast_1d(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return at_least(args, nargs, kwnames, 1)


cdef object plain_atleast_2d(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return at_least(args, nargs, kwnames, 2)


cdef object plain_atleast_3d(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return at_least(args, nargs, kwnames, 3)


cdef object plain_narrow_copy(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    if nargs != 4 or kwnames != NULL or not are_tensors(args, 1):
        return None
    return clone_in(<Tensor>impl_narrow(op_narrow, args), FORMAT_CONTIGUOUS)


cdef object plain_index_put(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # index_put(x, indices, values, accumulate=False): one node, for what was written into a copy
    cdef Tensor x, v, out
    cdef Places p
    cdef bint accumulate
    if (nargs < 3 or nargs > 4 or kwnames != NULL or not are_tensors(args, 1) or not PyTuple_CheckExact(args[1])
            or not are_tensors(args + 2, 1)):
        return None
    x, v = <Tensor>args[0], <Tensor>args[2]
    accumulate = nargs == 4 and bool(<object>args[3])
    out = unrecorded_clone(x)
    if not any_requires([x, v]):
        if not accumulate and PyTuple_GET_SIZE(args[1]) == 1 \
                and isinstance(<object>PyTuple_GET_ITEM(args[1], 0), Tensor):
            if place_rows(out, <Tensor>PyTuple_GET_ITEM(args[1], 0), v, True):
                return out
            out = unrecorded_clone(x)
        return put_values(out, <object>args[1], v, accumulate)
    p = positions_in(x, <tuple>args[1])
    if p is None:
        return None
    if accumulate or len(<tuple>args[1]) > 1 or not put_rows(out, <Tensor>(<tuple>args[1])[0], v, True):
        if v.ndim_ > len(places_shape(p)):
            return None
        put_unrecorded(out, p, v, accumulate)
    if CATEGORY[x.dtype_] >= CAT_FLOAT:
        record_put(x, v, out, p, accumulate)
    return out


cdef int64_t choices(int64_t n, int64_t r) noexcept:
    # In how many ways r of n can be chosen; -1 if there are more than anybody keeps.
    cdef int64_t count = 1, k
    for k in range(r):
        if count > (<int64_t>1 << 40) // (n - k):
            return -1
        count = count * (n - k) // (k + 1)
    return count


cdef void all_choices(int64_t n, int r, int64_t count, int64_t *out) noexcept nogil:
    # `count` rows of r growing positions below n, in order.
    cdef int64_t row
    cdef int k, j
    for k in range(r):
        out[k] = k
    for row in range(1, count):
        out += r
        wg_copy_sizes(out, out - r, r)
        k = r - 1
        while out[k] == n - r + k:
            k -= 1
        out[k] += 1
        for j in range(k + 1, r):
            out[j] = out[j - 1] + 1


cdef object plain_combinations(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # combinations(x, r=2)
    cdef int64_t shape[2]
    cdef Tensor x, rows
    shape[1] = 2
    if nargs < 1 or nargs > 2 or kwnames != NULL or not are_tensors(args, 1) \
            or nargs == 2 and not whole_arg(args[1], &shape[1]):
        return None
    x = <Tensor>args[0]
    if x.ndim_ != 1 or not 1 <= shape[1] <= x.numel_ or shape[1] > WG_MAX_DIMS:
        return None
    shape[0] = choices(x.numel_, shape[1])
    if shape[0] < 0:
        return None
    rows = new_tensor(WG_I64, 2, shape)
    with nogil:
        all_choices(x.shape_[0], <int>shape[1], shape[0], <int64_t *>rows.data)
    return get_item(x, rows)


cdef object plain_unravel_index(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef int64_t shape[WG_MAX_DIMS]
    if (nargs != 2 or kwnames != NULL or not are_tensors(args, 1) or CATEGORY[(<Tensor>args[0]).dtype_] != CAT_INT
            or not PyTuple_CheckExact(args[1]) or plain_sizes(args + 1, 1, shape, False) < 0):
        return None
    return coordinates(<Tensor>args[0], <tuple>args[1])


cdef object plain_column_stack(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef int64_t shape[2]
    cdef PyObject *a[MAX_PARAMS]
    cdef Tensor t
    cdef list columns = []
    cdef Py_ssize_t k
    if nargs != 1 or kwnames != NULL or not is_list(args[0]) or PySequence_Fast_GET_SIZE(args[0]) == 0 \
            or not are_tensors(PySequence_Fast_ITEMS(args[0]), PySequence_Fast_GET_SIZE(args[0])):
        return None
    for k in range(PySequence_Fast_GET_SIZE(args[0])):
        t = <Tensor>PySequence_Fast_ITEMS(args[0])[k]
        if t.ndim_ < 2:
            if t.numel_ == 0:
                return None
            shape[0], shape[1] = t.numel_, 1
            t = view_as_shape(op_view, t, 2, shape, True)
        columns.append(t)
    a[0], a[1] = <PyObject *>columns, <PyObject *>ONE
    return call_impl(op_cat, a)


cdef object plain_sampling(PyObject **args, Py_ssize_t nargs, PyObject *kwnames, int least, int most):
    # grid_sampler and its kin (input, grid, interpolation_mode, padding_mode, align_corners) of as many dims.
    cdef Tensor x, grid
    cdef int64_t mode, padding, volume = 1
    cdef int d
    if nargs != 5 or kwnames != NULL or not are_tensors(args, 2):
        return None
    x, grid = <Tensor>args[0], <Tensor>args[1]
    if (x.ndim_ < least or x.ndim_ > most or grid.ndim_ != x.ndim_ or grid.dtype_ != x.dtype_
            or (x.dtype_ != WG_F32 and x.dtype_ != WG_F64) or x.shape_[0] != grid.shape_[0]
            or grid.shape_[x.ndim_ - 1] != x.ndim_ - 2 or not whole_arg(args[2], &mode)
            or not whole_arg(args[3], &padding) or mode < 0 or mode > 2 or padding < 0 or padding > 2
            or (mode == WG_CUBIC and x.ndim_ != 4) or (args[4] != Py_True and args[4] != Py_False)):
        return None
    for d in range(2, x.ndim_):
        if x.shape_[d] == 0 or x.shape_[d] >= (<int64_t>1 << 31) // volume:
            return None
        volume *= x.shape_[d]
    return sampled(op_grid_sample, x, grid, <int>mode, <int>padding, args[4] == Py_True)


cdef object plain_grid_sampler_2d(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return plain_sampling(args, nargs, kwnames, 4, 4)


cdef object plain_grid_sampler_3d(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return plain_sampling(args, nargs, kwnames, 5, 5)


cdef object plain_grid_sampler(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    return plain_sampling(args, nargs, kwnames, 4, 5)


cdef object plain_isin(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    cdef int dtype
    if nargs != 2 or kwnames != NULL or not are_tensors(args, 2):
        return None
    dtype = (<Tensor>args[0]).dtype_
    if dtype != (<Tensor>args[1]).dtype_ or dtype == WG_BOOL or CATEGORY[dtype] == CAT_COMPLEX:
        return None
    return is_among(<Tensor>args[0], <Tensor>args[1], False)


cdef object plain_positive(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    if nargs != 1 or kwnames != NULL or not are_tensors(args, 1) or (<Tensor>args[0]).dtype_ == WG_BOOL:
        return None
    return <Tensor>args[0]


cdef object plain_norm_except_dim(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # norm_except_dim(v, pow=2, dim=0) of more than one dim
    cdef Tensor x
    cdef int64_t order = 2, dim = 0
    if nargs < 1 or nargs > 3 or kwnames != NULL or not are_tensors(args, 1):
        return None
    x = <Tensor>args[0]
    if ((nargs > 1 and not whole_arg(args[1], &order)) or (nargs > 2 and not whole_arg(args[2], &dim))
            or x.ndim_ < 2 or dim == -1 or dim < -x.ndim_ or dim >= x.ndim_
            or (x.dtype_ != WG_F32 and x.dtype_ != WG_F64)):
        return None
    dim += x.ndim_ if dim < 0 else 0
    return norm_over(x, <double>order, ((<uint64_t>1 << x.ndim_) - 1) & ~(<uint64_t>1 << dim), True)


cdef object ONE = 1


add_plain("view_as", plain_view_as)
add_plain("reshape_as", plain_reshape_as)
add_plain("atleast_1d", plain_atleast_1d)
add_plain("atleast_2d", plain_atleast_2d)
add_plain("atleast_3d", plain_atleast_3d)
add_plain("narrow_copy", plain_narrow_copy)
add_plain("index_put", plain_index_put)
add_plain("combinations", plain_combinations)
add_plain("unravel_index", plain_unravel_index)
add_plain("column_stack", plain_column_stack)
add_plain("isin", plain_isin)
add_plain("positive", plain_positive)
add_plain("norm_except_dim", plain_norm_except_dim)
add_plain("grid_sampler_2d", plain_grid_sampler_2d)
add_plain("grid_sampler_3d", plain_grid_sampler_3d)
add_plain("grid_sampler", plain_grid_sampler)
