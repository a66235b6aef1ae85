# The out= argument: a result written into a tensor that the caller gives.

cdef object call_out(Op op, PyObject **args, Py_ssize_t nargs, tuple kwnames):
    # The call without out=, its results then stored in the tensors of out=.
    cdef Py_ssize_t k, at = kwnames.index("out"), total = nargs + len(kwnames)
    cdef PyObject *rest[2 * MAX_PARAMS + 2]
    cdef object names = kwnames[:at] + kwnames[at + 1:]
    if not op.row.out or op.inplace:
        raise_arguments(op, "got an unexpected keyword argument 'out'")
    if total > 2 * MAX_PARAMS:
        raise_arguments(op, "has too many arguments")
    out = <object>args[nargs + at]
    for k in range(total - 1):
        rest[k] = args[k if k < nargs + at else k + 1]
    if out is None:
        return op_vectorcall(<PyObject *>op, rest, nargs, <PyObject *>names if names else NULL)
    refuse_gradients(op, [<object>args[k] for k in range(total)])
    if op.row.out == "dtype" and total > 2 and isinstance(out, Tensor) and "dtype" not in names:
        rest[total - 1] = <PyObject *>dtype_objects[(<Tensor>out).dtype_]
        names = (*names, "dtype")
    elif op.row.impl == "truth" and isinstance(out, Tensor) and (<Tensor>out).dtype_ == WG_U8 \
            and total > 1 and isinstance(<object>rest[0], Tensor):
        counted = cast_plain(<Tensor>rest[0], WG_U8)       # as in PyTorch the elements become bytes first
        rest[0] = <PyObject *>counted
    if nargs == op.info.nin and op.impl == NULL and not names and fits_exactly(op, rest, out):
        return elementwise(op, rest, <Tensor>out, False)
    result = op_vectorcall(<PyObject *>op, rest, nargs, <PyObject *>names if names else NULL)
    if isinstance(result, (tuple, list)):
        if not isinstance(out, (tuple, list)) or len(out) != len(result):
            raise_arguments(op, f"expects out= to be a tuple of {len(result)} tensors")
        for k in range(len(result)):
            store_result(op, out[k], result[k])
        return type(result)(out)
    return store_result(op, out, result)


cdef int refuse_gradients(Op op, list values) except -1:
    # What is written to out= has no history.
    for v in values:
        if isinstance(v, (tuple, list)):
            refuse_gradients(op, list(v))
        elif isinstance(v, Tensor) and not wg_grad_off and wants(<Tensor>v):
            raise errors.AutogradError(
                f"{op.name}(): functions with out=... arguments don't support automatic differentiation, but "
                "one of the arguments requires grad. Leave out= away, or compute under `with no_grad():`.")
    return 0


cdef bint fits_exactly(Op op, PyObject **a, object out) except -1:
    # Whether an elementwise result can be computed straight into out.
    cdef int k
    if not isinstance(out, Tensor):
        return False
    for k in range(op.info.nin):
        if isinstance(<object>a[k], Tensor) and not same_shape(<Tensor>a[k], <Tensor>out):
            return False
    return isinstance(<object>a[0], Tensor)


cdef Tensor store_result(Op op, object into, object value):
    # One result into one tensor of out=, which takes the result's shape.
    cdef Tensor out, result = <Tensor?>value
    if not isinstance(into, Tensor):
        raise errors.DtypeError(f"{op.name}(): argument 'out' must be Tensor, not {type(into).__name__}")
    out = <Tensor>into
    if op.info.nin or op.function is not None or op.row.out in ("cast", "dtype"):
        check_result_type(op, result.dtype_, out)
    elif result.dtype_ != out.dtype_:
        raise errors.AutogradError(f"Expected out tensor to have dtype {DTYPE_NAMES[result.dtype_]}, but got "
                                   f"{DTYPE_NAMES[out.dtype_]} instead (in {op.name})")
    if not same_shape(out, result):
        if out.numel_:
            import warnings
            warnings.warn("An output with one or more elements was resized since it had shape "
                          f"{list(size_of(out))}, which does not match the required output shape "
                          f"{list(size_of(result))}. Pass an empty tensor, or one of the right shape, as out=.",
                          UserWarning, 3)
        resize(out, result.ndim_, result.shape_)
    check_writable(out)
    copy_into(out, result)
    bump(out, op)
    return out


cdef int resize(Tensor t, int ndim, const int64_t *shape) except -1:
    # Give t another shape, row-major, in its own memory where that suffices.
    cdef int64_t start, need
    cdef Tensor fresh = new_tensor(t.dtype_, ndim, shape)
    cdef Storage *s
    if t.storage != NULL and t.storage.owner != NULL and t.storage.readonly:
        check_writable(t)
    ensure_storage(fresh)
    ensure_storage(t)
    s = t.storage
    start = t.data - s.data
    need = start + fresh.numel_ * ITEMSIZE[t.dtype_]
    if 0 <= start and need <= s.nbytes:
        set_ndim(t, ndim)
        wg_copy_sizes(t.shape_, fresh.shape_, ndim)
        wg_copy_sizes(t.strides_, fresh.strides_, ndim)
        t.numel_ = fresh.numel_
        t.flags |= T_CONTIGUOUS
        return 0
    memcpy(fresh.data, t.data, min(t.storage.nbytes - start, fresh.numel_ * ITEMSIZE[t.dtype_]))
    fresh.storage.version = s.version + 1
    tensor_assign(t, fresh)
    return 0


def resize_values(Tensor t, *sizes):
    """Give `t` another shape in place; elements that fit keep their values, new ones are undefined."""
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, ndim
    size = sizes_from(sizes)
    ndim = len(size)
    if wants(t):
        raise errors.AutogradError("cannot resize variables that require grad. Use reshape(), or detach() first.")
    if ndim > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: got {ndim}, at most {WG_MAX_DIMS} are supported")
    for k in range(ndim):
        shape[k] = size[k]
    resize(t, ndim, shape)
    return t


def resize_in(Tensor t, sizes, memory_format):
    """``t.resize_(*sizes)``, then in the order of a memory format."""
    cdef int format = format_of(memory_format, FORMAT_CONTIGUOUS)
    cdef int order[WG_MAX_DIMS]
    if format == FORMAT_PRESERVE:
        raise errors.AutogradError("Unsupported memory format Preserve (in resize_)")
    if format != FORMAT_CONTIGUOUS:
        channels_order(len(sizes_from(sizes)), format, order)
    if tuple(sizes_from(sizes)) != shape_tuple(t.ndim_, t.shape_) or wants(t):
        resize_values(t, *sizes_from(sizes))
    if format != FORMAT_CONTIGUOUS:
        lay_out(t, order)
    return t
