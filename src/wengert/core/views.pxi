# Views in other shapes, and the arguments that operations on shapes take.

cdef Tensor tensor_arg(Op op, PyObject **a, int k):
    # Argument k, which must be a tensor.
    if isinstance(<object>a[k], Tensor):
        return <Tensor>a[k]
    if isinstance(<object>a[k], np.ndarray):
        return share_array(<object>a[k])
    raise errors.DtypeError(f"{op.name}(): argument '{op.params[k]}' (position {k + 1}) must be Tensor, "
                            f"not {type(<object>a[k]).__name__}")


cdef inline bint whole_arg(PyObject *v, int64_t *out) noexcept:
    # A Python integer that fits in 64 bits.
    cdef int overflow = 0
    if not PyLong_CheckExact(v):
        return False
    out[0] = PyLong_AsLongLongAndOverflow(v, &overflow)
    return not overflow


cdef int64_t int_of(object v, str what) except? -1:
    # A Python integer, or anything with __index__ that is not a float.
    cdef int64_t n
    if whole_arg(<PyObject *>v, &n):
        return n
    try:
        return v.__index__() if not isinstance(v, int) else v
    except (AttributeError, TypeError):
        raise errors.DtypeError(f"{what} must be int, not {type(v).__name__}") from None
    except OverflowError:
        raise errors.OverflowValueError(f"{what} does not fit in 64 bits: {v}") from None


cdef int64_t int_arg(Op op, PyObject **a, int k) except? -1:
    cdef int64_t n
    if whole_arg(a[k], &n):
        return n
    return int_of(<object>a[k], f"{op.name}(): argument '{op.params[k]}'")


cdef int dim_arg(Op op, PyObject **a, int k, int ndim) except -1:
    # Argument k as a dimension of a tensor with ndim dims.
    return wrap_dim(int_arg(op, a, k), ndim)


cdef int wrap_dim(int64_t d, int ndim) except -1:
    # A dimension counted from either end; a 0-d tensor has dims 0 and -1.
    cdef int n = ndim if ndim else 1
    if d < -n or d >= n:
        raise errors.DimensionError(f"Dimension out of range (expected to be in range of [{-n}, {n - 1}], but got {d})")
    return <int>(d + n if d < 0 else d)


cdef int exact_sizes(PyObject *v, int64_t *out) noexcept:
    # A shape given as a tuple or list of Python integers: the number of dims; -1 where it is something else.
    cdef Py_ssize_t k, n
    cdef PyObject **items
    if not (PyTuple_Check(v) or PyList_CheckExact(v)):
        return -1
    items, n = PySequence_Fast_ITEMS(v), PySequence_Fast_GET_SIZE(v)
    if n > WG_MAX_DIMS:
        return -1
    for k in range(n):
        if not whole_arg(items[k], &out[k]):
            return -1
    return <int>n


cdef int sizes_of(object v, int64_t *out, str what) except -1:
    # A shape given as an int or a sequence of ints; returns the number of dims.
    cdef int k = exact_sizes(<PyObject *>v, out)
    if k >= 0:
        return k
    k = 0
    if isinstance(v, Tensor) and (<Tensor>v).ndim_ == 1:
        v = v.tolist()
    if not isinstance(v, (tuple, list)):
        v = (v,)
    if len(v) > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: got {len(v)}, at most {WG_MAX_DIMS} are supported")
    for item in v:
        out[k] = int_of(item, what)
        k += 1
    return k


cdef Tensor make_view(Tensor x, int ndim, int64_t *shape, int64_t *strides, int64_t offset):
    # A differentiable view: same memory, x's base (or x) kept.
    return make_view_as(x, x.dtype_, ndim, shape, strides, offset * ITEMSIZE[x.dtype_])


cdef Tensor make_view_as(Tensor x, int dtype, int ndim, int64_t *shape, int64_t *strides, int64_t bytes):
    # The same, its elements taken as another type; the offset in bytes.
    cdef Tensor t
    ensure_storage(x)
    t = tensor_alloc()
    t.storage = NULL
    t.flags = 0
    set_ndim(t, ndim)
    wg_copy_sizes(t.shape_, shape, ndim)
    wg_copy_sizes(t.strides_, strides, ndim)
    t.dtype_ = dtype
    t.storage = x.storage
    x.storage.refs += 1
    t.data = x.data + bytes
    note_contiguity(t)
    t.base = x.base if x.flags & T_VIEW else x
    t.base_version = x.storage.version
    t.flags |= T_VIEW | (x.flags & (T_MULTI_VIEW | T_NO_GRAD_VIEW | T_CUSTOM | T_INFERENCE))
    if wg_grad_off and (x.flags & T_REQUIRES):
        t.flags |= T_NO_GRAD_VIEW
    PyObject_GC_Track(<void *>t)
    return t


cdef Tensor record_view(Op op, Tensor x, Tensor out, dict args):
    # Record a view with its input's shape and its arguments.
    cdef Node *n
    cdef NodeData d
    if recording(x):
        n = record1(op, x, out)
        d = node_data(n)
        d.shapes = [shape_tuple(x.ndim_, x.shape_)]
        d.args = args
    return out


cdef int resolve_sizes(int64_t *shape, int *ndim, int64_t numel) except -1:
    # Fill in a -1 and check that the sizes hold numel elements.
    cdef int k, infer = -1
    cdef int64_t n = 1
    for k in range(ndim[0]):
        if shape[k] == -1:
            if infer >= 0:
                raise errors.ShapeError("only one dimension can be inferred")
            infer = k
        elif shape[k] < 0:
            raise errors.ShapeError(f"invalid shape dimension {shape[k]}")
        else:
            if shape[k] and n > (<int64_t>1 << 60) // shape[k]:
                raise errors.ShapeError("shape is too large")
            n *= shape[k]
    if infer >= 0 and n == 0:
        raise errors.ShapeError(
            f"cannot reshape tensor of {numel} elements into shape {list(shape_tuple(ndim[0], shape))} because the "
            "unspecified dimension size -1 can be any value and is ambiguous")
    if (infer >= 0 and numel % n) or (infer < 0 and n != numel):
        raise errors.ShapeError(f"shape '{list(shape_tuple(ndim[0], shape))}' is invalid for input of size {numel}")
    if infer >= 0:
        shape[infer] = numel // n
    return 0


cdef bint view_strides_for(Tensor x, int ndim, int64_t *shape, int64_t *strides) noexcept:
    # Strides of a new shape over x's memory, if there are any: dims that merge must lie without gaps.
    cdef int k, at = ndim - 1
    cdef int64_t n = 1, chunk = 1, view_n = 1, base_stride = 1
    if x.numel_ == 0 or x.flags & T_CONTIGUOUS:
        for k in range(ndim - 1, -1, -1):
            strides[k] = n
            n *= shape[k] if shape[k] > 1 else 1
        return True
    base_stride = x.strides_[x.ndim_ - 1]
    for k in range(x.ndim_ - 1, -1, -1):
        chunk *= x.shape_[k]
        if k == 0 or (x.shape_[k - 1] != 1 and x.strides_[k - 1] != chunk * base_stride):
            while at >= 0 and (view_n < chunk or shape[at] == 1):
                strides[at] = view_n * base_stride
                view_n *= shape[at]
                at -= 1
            if view_n != chunk:
                return False
            if k > 0:
                base_stride = x.strides_[k - 1]
                chunk = view_n = 1
    return at == -1


cdef Tensor reshape_plain(Tensor x, int ndim, int64_t *shape):
    # x in another shape without history: an alias where the memory allows, else a copy.
    cdef int64_t strides[WG_MAX_DIMS]
    cdef Tensor t
    if not view_strides_for(x, ndim, shape, strides):
        x = compact(x)
        view_strides_for(x, ndim, shape, strides)
    t = alias(x)
    set_ndim(t, ndim)
    wg_copy_sizes(t.shape_, shape, ndim)
    wg_copy_sizes(t.strides_, strides, ndim)
    note_contiguity(t)
    return t


cdef Tensor reshape_tuple(Tensor x, tuple shape):
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int n = sizes_of(shape, dims, "shape")
    return reshape_plain(x, n, dims)


cdef Tensor view_as_shape(Op op, Tensor x, int ndim, int64_t *shape, bint copy):
    # The view in a new shape; where the memory does not allow one, a copy or an error.
    cdef int64_t strides[WG_MAX_DIMS]
    resolve_sizes(shape, &ndim, x.numel_)
    if not view_strides_for(x, ndim, shape, strides):
        if not copy:
            raise errors.ShapeError(
                "view size is not compatible with input tensor's size and stride (at least one dimension spans "
                "across two contiguous subspaces). Use .reshape(...) instead.")
        x = contiguous_recorded(x)
        view_strides_for(x, ndim, shape, strides)
    return record_view(op, x, make_view(x, ndim, shape, strides, 0), None)


cdef object impl_reshape(Op op, PyObject **a):
    cdef int64_t shape[WG_MAX_DIMS]
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int n = exact_sizes(a[1], shape)
    if n < 0:
        n = sizes_of(<object>a[1], shape, op.name + "(): shape")
    return view_as_shape(op_view, x, n, shape, True)


cdef object impl_view(Op op, PyObject **a):
    cdef int64_t shape[WG_MAX_DIMS]
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int n
    if isinstance(<object>a[1], dtype):
        return view_dtype(x, (<dtype><object>a[1]).num)
    n = sizes_of(<object>a[1], shape, "view(): shape")
    return view_as_shape(op, x, n, shape, op.view != NULL)


cdef int vjp_reshape(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, reshape_tuple(g, d.shapes[0]))
    return 0


cdef object impl_flatten(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int first = wrap_dim(int_arg(op, a, 1), x.ndim_), last = wrap_dim(int_arg(op, a, 2), x.ndim_), k
    cdef int64_t merged = 1
    if first > last:
        raise errors.ShapeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if x.ndim_ == 0:
        shape[0] = 1
        return view_as_shape(op_view, x, 1, shape, True)
    if first == last:
        return x
    for k in range(first):
        shape[k] = x.shape_[k]
    for k in range(first, last + 1):
        merged *= x.shape_[k]
    shape[first] = merged
    for k in range(last + 1, x.ndim_):
        shape[first + k - last] = x.shape_[k]
    return view_as_shape(op_view, x, x.ndim_ - last + first, shape, True)


cdef object impl_ravel(Op op, PyObject **a):
    cdef int64_t shape[1]
    shape[0] = -1
    cdef Tensor x = contiguous_recorded(tensor_arg(op, a, 0))
    if x.numel_ == 0:
        shape[0] = 0
    return view_as_shape(op_view, x, 1, shape, False)


cdef object impl_unflatten(Op op, PyObject **a):
    # unflatten(input, dim, sizes)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t sizes[WG_MAX_DIMS]
    cdef int d = dim_arg(op, a, 1, x.ndim_), k, n
    cdef int64_t size = x.shape_[d] if x.ndim_ else 1
    if not isinstance(<object>a[2], (tuple, list)):
        raise errors.DtypeError(f"unflatten(): argument 'sizes' (position 3) must be tuple of ints, not "
                                f"{type(<object>a[2]).__name__}")
    n = sizes_of(<object>a[2], sizes, "unflatten(): sizes")
    if n == 0:
        raise errors.ShapeError("unflatten: sizes must be non-empty")
    if x.ndim_ == 0:
        raise errors.ShapeError("unflatten() cannot be applied to a 0-dim tensor; unsqueeze(0) it first")
    if n + x.ndim_ - 1 > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: at most {WG_MAX_DIMS} are supported")
    try:
        resolve_sizes(sizes, &n, size)
    except errors.ShapeError as e:
        raise errors.ShapeError(f"unflatten: Provided sizes {list(<object>a[2])} don't multiply up to the size "
                                f"of dim {d} ({size}) in the input tensor: {e}") from None
    for k in range(x.ndim_ + n - 1):
        shape[k] = x.shape_[k] if k < d else sizes[k - d] if k < d + n else x.shape_[k - n + 1]
    return view_as_shape(op_view, x, x.ndim_ + n - 1, shape, False)


cdef object impl_expand(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t strides[WG_MAX_DIMS]
    cdef int k, at, n = sizes_of(<object>a[1], shape, "expand(): size")
    if n < x.ndim_:
        raise errors.ShapeError(
            f"expand({describe(x)}, size={list(shape_tuple(n, shape))}): the number of sizes provided ({n}) must be "
            f"greater or equal to the number of dimensions in the tensor ({x.ndim_})")
    for k in range(n - 1, -1, -1):
        at = k - (n - x.ndim_)
        if at < 0:
            if shape[k] < 0:
                raise errors.ShapeError(f"The expanded size of the tensor ({shape[k]}) isn't allowed in a leading, "
                                        f"non-existing dimension {k}")
            strides[k] = shape[k + 1] * strides[k + 1] if shape[k] == 1 and x.ndim_ else 0
        elif shape[k] == -1 or shape[k] == x.shape_[at]:
            shape[k] = x.shape_[at]
            strides[k] = x.strides_[at]
        elif x.shape_[at] == 1 and shape[k] >= 0:
            strides[k] = 0
        else:
            raise errors.ShapeError(
                f"The expanded size of the tensor ({shape[k]}) must match the existing size ({x.shape_[at]}) at "
                f"non-singleton dimension {k}.  Target sizes: {list(shape_tuple(n, shape))}.  "
                f"Tensor sizes: {list(size_of(x))}")
    out = make_view(x, n, shape, strides, 0)
    return record_view(op, x, out, None)


cdef int vjp_expand(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, sum_to_shape(g, d.shapes[0]))
    return 0


cdef object impl_squeeze(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t strides[WG_MAX_DIMS]
    cdef uint64_t mask
    cdef int k, n = 0
    mask = <uint64_t>-1 if <object>a[1] is None else dim_mask(<object>a[1], x.ndim_, False)
    for k in range(x.ndim_):
        if x.shape_[k] == 1 and (mask >> k) & 1:
            continue
        shape[n] = x.shape_[k]
        strides[n] = x.strides_[k]
        n += 1
    return record_view(op, x, make_view(x, n, shape, strides, 0), None)


cdef object impl_unsqueeze(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    return unsqueezed(op, x, wrap_dim(int_arg(op, a, 1), x.ndim_ + 1))


cdef Tensor unsqueezed(Op op, Tensor x, int at):
    # x with a dim of size 1 put before dim `at`.
    cdef int64_t shape[WG_MAX_DIMS + 1]
    cdef int64_t strides[WG_MAX_DIMS + 1]
    cdef int k
    for k in range(x.ndim_):
        shape[k + (k >= at)] = x.shape_[k]
        strides[k + (k >= at)] = x.strides_[k]
    shape[at] = 1
    strides[at] = x.shape_[at] * x.strides_[at] if at < x.ndim_ else 1
    return record_view(op, x, make_view(x, x.ndim_ + 1, shape, strides, 0), None)
