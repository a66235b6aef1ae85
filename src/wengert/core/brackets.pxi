# x[index], x[index] = v and index_put with tensors in the index.

cdef object impl_index(Op op, PyObject **a):
    # index(x, places): what is left of x[...] after the basic part.
    cdef Tensor x = tensor_arg(op, a, 0)
    return read_places(op, x, places_arg(<object>a[1], shape_tuple(x.ndim_, x.shape_)))


cdef Tensor read_places(Op op, Tensor x, Places p):
    cdef Tensor out = index_plain(x, p)
    cdef Node *n
    if recording(x):
        n = record1(op, x, out)
        node_data(n).shapes = [p.shape]
        node_data(n).args = {"places": kept_places(p)}
    return out


cdef Tensor unindex(Tensor g, tuple shape, Places p):
    cdef Tensor out = zeros_plain(g.dtype_, shape, g.numel_)
    write_places(wg_scatter_reduce_loop(WG_SUM, g.dtype_), out, p, g)
    return out


cdef int vjp_index(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, unindex(g, d.shapes[0], checked_places(<Places>d.args["places"])))
    return 0


cdef object impl_unindex_arrays(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef Places p = places_arg(<object>a[2], <object>a[1])
    out = unindex(x, tuple(<object>a[1]), p)
    if recording(x):
        node_data(record1(op, x, out)).args = {"places": kept_places(p)}
    return out


cdef Tensor take_first(Tensor x, Tensor index):
    # x[index] of contiguous tensors where nothing is recorded.
    cdef int64_t shape[2 * WG_MAX_DIMS]
    cdef int k, ndim = index.ndim_ + x.ndim_ - 1
    cdef int64_t below = ITEMSIZE[x.dtype_]
    cdef wg_index at
    cdef Tensor out
    if ndim > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: at most {WG_MAX_DIMS} are supported")
    wg_copy_sizes(shape, index.shape_, index.ndim_)
    for k in range(1, x.ndim_):
        shape[index.ndim_ + k - 1] = x.shape_[k]
        below *= x.shape_[k]
    out = new_tensor(x.dtype_, ndim, shape)
    index_along(&at, x, 0, True)
    if out.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_take_rows(x.data, <int64_t *>index.data, out.data, index.numel_, below, &at)
    else:
        wg_take_rows(x.data, <int64_t *>index.data, out.data, index.numel_, below, &at)
    if at.failed:
        check_entry(index, x.shape_[0], 0)
    return out


cdef object get_item(Tensor x, object index):
    cdef Tensor t
    if isinstance(index, Tensor):
        t = <Tensor>index
        if t.dtype_ == WG_I64 and t.ndim_ and x.ndim_:
            if not t.flags & x.flags & T_CONTIGUOUS or recording(x) or t.numel_ == 0 or x.numel_ == 0:
                if t.numel_ and (x.numel_ or x.shape_[0] == 0):
                    check_entry(t, x.shape_[0], 0)
                return read_places(op_index, x, places_along(x, 0, t))
            return take_first(x, t)
        if t.dtype_ == WG_BOOL and t.ndim_ and t.ndim_ <= x.ndim_:
            return read_places(op_index, x, places_in(x, [(0, t.ndim_, t)]))
    if is_basic(index):
        return basic_view(x, index)
    basic, places = split_index(x, index)
    if basic is not None:
        x = basic_view(x, basic)
    return x if places is None else read_places(op_index, x, <Places>places)


cdef Tensor value_for(Tensor x, object value):
    # What is assigned into x, as a tensor; numbers take x's type.
    v = value if isinstance(value, Tensor) else operand_from(<PyObject *>value)
    if v is None and isinstance(value, (list, tuple)):
        v = tensor_from(value, x.dtype_, False)
    if v is None:
        raise errors.DtypeError(f"can't assign a {type(value).__name__} to a torch.{DTYPE_NAMES[x.dtype_]} tensor")
    return <Tensor>v if isinstance(v, Tensor) else number_for(<PyObject *>v, x.dtype_)


cdef Tensor fit_value(Tensor v, int ndim, object shape):
    # Leading dims of size 1 that the target does not have are dropped, as in NumPy.
    cdef int64_t sizes[WG_MAX_DIMS]
    cdef int extra = v.ndim_ - ndim, k
    if extra <= 0:
        return v
    for k in range(extra):
        if v.shape_[k] != 1:
            raise errors.ShapeError(f"shape mismatch: value tensor of shape {list(size_of(v))} cannot be broadcast to "
                                    f"indexing result of shape {list(shape)}")
    wg_copy_sizes(sizes, v.shape_ + extra, ndim)
    return view_as_shape(op_view, v, ndim, sizes, True)


cdef int64_t bytes_of_rows(Tensor x, Tensor index, Tensor v) noexcept:
    # The size of x's rows where v's rows, or its one number, can be written over them at positions as all of it lies in
    # memory; -1 where that is not so.
    cdef int64_t size = ITEMSIZE[x.dtype_]
    cdef int d
    if (index.dtype_ != WG_I64 or index.ndim_ == 0 or x.ndim_ == 0 or v.dtype_ != x.dtype_
            or not index.flags & x.flags & v.flags & T_CONTIGUOUS or x.numel_ == 0
            or v.storage == x.storage or index.storage == x.storage):
        return -1
    if v.ndim_ or x.ndim_ > 1:
        if v.ndim_ != index.ndim_ + x.ndim_ - 1 or memcmp(v.shape_, index.shape_, index.ndim_ * sizeof(int64_t)) \
                or memcmp(v.shape_ + index.ndim_, x.shape_ + 1, (x.ndim_ - 1) * sizeof(int64_t)):
            return -1
        for d in range(1, x.ndim_):
            size *= x.shape_[d]
    return size


cdef bint put_rows(Tensor x, Tensor index, Tensor v, bint wraps) noexcept:
    # Write v's rows, or its one number, over x's at a vector of positions, unrecorded and uncounted; False, with
    # nothing written, where that is not simple or a position is out of range.
    cdef int64_t size = bytes_of_rows(x, index, v)
    if size < 0 or x.numel_ > RELEASE_GIL_ABOVE or index.numel_ > RELEASE_GIL_ABOVE:
        return False
    return wg_put_rows(x.data, x.shape_[0], <int64_t *>index.data, index.numel_, v.data, size if v.ndim_ else 0, size,
                       wraps)


cdef bint place_rows(Tensor x, Tensor index, Tensor v, bint wraps) noexcept:
    # The same over a new tensor, which is of no use where this is False.
    cdef int64_t size = bytes_of_rows(x, index, v)
    cdef int64_t *at = <int64_t *>index.data
    cdef bint done
    if size < 0:
        return False
    if index.numel_ <= RELEASE_GIL_ABOVE:
        return wg_place_rows(x.data, x.shape_[0], at, index.numel_, v.data, size if v.ndim_ else 0, size, wraps)
    with nogil:
        done = wg_place_rows(x.data, x.shape_[0], at, index.numel_, v.data, size if v.ndim_ else 0, size, wraps)
    return done


cdef bint put_rows_in_place(Tensor x, Tensor index, Tensor v) except -1:
    # x[index] = v if that is as simple, and nothing is recorded.
    if not wg_grad_off and (wants(x) or wants(v)):
        return False
    check_inplace(x, False)
    if not put_rows(x, index, v, True):
        return False
    bump(x, op_index_put)
    return True


cdef object set_item(Tensor x, object index, object value):
    cdef Tensor view, v = value_for(x, value)
    if isinstance(index, Tensor) and put_rows_in_place(x, <Tensor>index, v):
        return x
    if is_basic(index):
        view = basic_view(x, index)
        return copy_(view, v if v.ndim_ <= view.ndim_ else fit_value(v, view.ndim_, size_of(view)))
    if index is False:
        return x
    basic, places = split_index(x, index)
    if basic is not None:
        x = basic_view(x, basic)
    if places is None:
        return copy_(x, fit_value(v, x.ndim_, size_of(x)))
    if v.dtype_ != x.dtype_:
        # What is no tensor is converted; so is one number that fills what a mask names.
        if not isinstance(value, Tensor):
            v = cast_plain(v, x.dtype_)
        elif v.ndim_ == 0 and (index is True or isinstance(index, Tensor) and (<Tensor>index).dtype_ == WG_BOOL):
            v = cast_recorded(v, x.dtype_)
    return index_put_(x, <Places>places, v, False)


cdef object index_put_(Tensor x, Places p, Tensor v, bint accumulate):
    # x at p's places = v (or += v), in place and recorded.
    cdef bint records = not wg_grad_off and (wants(x) or wants(v)) and CATEGORY[x.dtype_] >= CAT_FLOAT
    cdef Tensor out, data
    cdef int k, shift
    if v.dtype_ != x.dtype_:
        raise errors.AutogradError(
            f"Index put requires the source and destination dtypes match, got {TORCH_NAMES[x.dtype_]} for the "
            "destination and "
            f"{TORCH_NAMES[v.dtype_]} for the source. Convert the value first, e.g. with .to(x.dtype).")
    check_inplace(x, records)
    shape = places_shape(p)
    v = fit_value(v, len(shape), shape)
    shift = len(shape) - v.ndim_
    for k in range(v.ndim_):
        if v.shape_[k] != 1 and v.shape_[k] != <int64_t>shape[k + shift]:
            raise errors.ShapeError(f"shape mismatch: value tensor of shape {list(size_of(v))} cannot be broadcast "
                                    "to indexing "
                                    f"result of shape {list(shape)}")
    data = compact(v) if x.storage != NULL and v.storage == x.storage else v
    p = detached_places(p, x)
    ensure_storage(x)
    out = alias(x) if records else x
    if accumulate:
        write_places(wg_scatter_reduce_loop(WG_SUM, x.dtype_), out, p, data)
    else:
        write_places(wg_scatter_loop(ITEMSIZE[x.dtype_]), out, p, data)
    bump(out, op_index_put)
    if records:
        record_put(x, v, out, p, accumulate)
        rebase_history(x, out)
    return x


cdef int record_put(Tensor x, Tensor v, Tensor out, Places p, bint accumulate) except -1:
    # The node of `out`, which is x with v written or added at places.
    cdef Node *n = record_many(op_index_put_add if accumulate else op_index_put, [x, v], out)
    node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_), shape_tuple(v.ndim_, v.shape_)]
    node_data(n).args = {"places": kept_places(p), "accumulate": accumulate}
    return 0


cdef int put_unrecorded(Tensor x, Places p, Tensor v, bint accumulate) except -1:
    # The same write into a tensor of our own, whatever requires a gradient.
    global wg_grad_off
    cdef int off = wg_grad_off
    wg_grad_off |= GRAD_OFF
    try:
        index_put_(x, p, v, accumulate)
    finally:
        wg_grad_off = off
    return 0


cdef Places detached_places(Places p, Tensor x):
    # Positions that lie in the memory of what is written are copied first.
    cdef Tensor t
    for k, (start, span, index, version) in enumerate(p.entries):
        t = <Tensor>index
        if t.storage != NULL and t.storage == x.storage:
            p.entries[k] = (start, span, compact(t), -1)
    return p


cdef Places positions_in(Tensor x, tuple indices):
    # Places of an index of which every entry is a tensor (no single truth value); else None.
    cdef Tensor t
    cdef int d = 0
    found = []
    for item in indices:
        if not isinstance(item, Tensor):
            return None
        t = index_tensor(item)
        if t.dtype_ == WG_BOOL and t.ndim_ == 0:
            return None
        span = t.ndim_ if t.dtype_ == WG_BOOL else 1
        found.append((d, span, t))
        d += span
    if d > x.ndim_:
        index_error_dims(x)
    return places_in(x, found) if found else None


def index_put_values(Tensor x, indices, values, bint accumulate):
    """``x[indices] = values`` (or ``+=``) in place and recorded; returns x."""
    return put_values(x, indices, values, accumulate)


cdef object put_values(Tensor x, object indices, object values, bint accumulate):
    if isinstance(indices, Places):
        return index_put_(x, checked_places(<Places>indices), <Tensor?>values, accumulate)
    if not isinstance(values, Tensor):
        raise errors.DtypeError("index_put_(): argument 'values' (position 2) must be Tensor, not "
                                f"{type(values).__name__}")
    indices = tuple(indices)
    if not accumulate and len(indices) == 1 and isinstance(indices[0], Tensor) \
            and put_rows_in_place(x, <Tensor>indices[0], <Tensor>values):
        return x
    basic, places = None, positions_in(x, indices)
    if places is None:
        basic, places = split_index(x, indices)
    if places is None:
        raise errors.AutogradError("index_put_(): expects at least one tensor of indices")
    if basic is None:
        return index_put_(x, <Places>places, <Tensor>values, accumulate)
    index_put_(basic_view(x, basic), <Places>places, <Tensor>values, accumulate)
    return x


cdef object impl_index_put(Op op, PyObject **a):
    # Only the node exists: writing is index_put_.
    raise errors.AutogradError("index_put is not called through its node")


cdef int vjp_index_put(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor gx
    cdef Places p = checked_places(<Places>d.args["places"])
    if wanted(n, 0):
        gx = g
        if not d.args["accumulate"]:
            gx = compact(g)
            write_places(wg_scatter_loop(ITEMSIZE[g.dtype_]), gx, p, zeros_plain(g.dtype_, ()))
        give(grads, 0, gx)
    if wanted(n, 1):
        give(grads, 1, sum_to_shape(index_plain(g, p), d.shapes[1]))
    return 0
