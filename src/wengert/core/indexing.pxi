# Basic indexing: integers, slices, None and Ellipsis give views; select, narrow, split and unbind with it.

cdef struct Geometry:
    int ndim                        # of the result
    int64_t offset                  # of its first element
    int64_t shape[WG_MAX_DIMS]
    int64_t strides[WG_MAX_DIMS]
    int last                        # which operation gives the node its name: 0 alias, 1 slice, 2 select, 3 unsqueeze


cdef bint is_basic(object index) noexcept:
    # Whether an index is made of integers, slices, None and Ellipsis only.
    if isinstance(index, Tensor):
        return False
    if isinstance(index, tuple):
        for item in index:
            if not is_basic_item(item):
                return False
        return True
    return is_basic_item(index)


cdef bint is_basic_item(object item) noexcept:
    if item is None or item is Ellipsis or PySlice_Check(<PyObject *>item):
        return True
    return PyLong_Check(<PyObject *>item) and not PyBool_Check(<PyObject *>item) or isinstance(item, np.integer)


cdef int index_error_dims(Tensor x) except -1:
    raise errors.DimensionError(f"too many indices for tensor of dimension {x.ndim_}")


cdef int basic_geometry(Tensor x, object index, Geometry *g) except -1:
    # What x[index] is of x's memory.
    cdef Py_ssize_t start, stop, step
    cdef int d = 0, k, used = 0
    cdef int64_t i, size
    items = index if isinstance(index, tuple) else (index,)
    for item in items:
        if item is not None and item is not Ellipsis:
            used += 1
    if used > x.ndim_:
        index_error_dims(x)
    g.ndim = 0
    g.offset = 0
    g.last = 0
    for item in items:
        if item is Ellipsis:
            for k in range(x.ndim_ - used):
                g.shape[g.ndim] = x.shape_[d]
                g.strides[g.ndim] = x.strides_[d]
                g.ndim += 1
                d += 1
            used = x.ndim_
        elif item is None:
            g.shape[g.ndim] = 1
            g.strides[g.ndim] = x.shape_[d] * x.strides_[d] if d < x.ndim_ else 1
            g.ndim += 1
            g.last = 3
        elif PySlice_Check(<PyObject *>item):
            PySlice_Unpack(item, &start, &stop, &step)
            if step <= 0:
                raise errors.ShapeError("step must be greater than zero", kind=ValueError)
            size = PySlice_AdjustIndices(x.shape_[d], &start, &stop, step)
            if size != x.shape_[d]:
                g.last = 1
            g.offset += start * x.strides_[d] if size else 0
            g.shape[g.ndim] = size
            g.strides[g.ndim] = x.strides_[d] * step
            g.ndim += 1
            d += 1
        else:
            i = item
            size = x.shape_[d]
            if i < -size or i >= size:
                raise errors.DimensionError(f"index {i} is out of bounds for dimension {d} with size {size}")
            g.offset += (i + size if i < 0 else i) * x.strides_[d]
            d += 1
            g.last = 2
        if g.ndim > WG_MAX_DIMS - 1:
            raise errors.ShapeError(f"too many dimensions: at most {WG_MAX_DIMS} are supported")
    for d in range(d, x.ndim_):
        g.shape[g.ndim] = x.shape_[d]
        g.strides[g.ndim] = x.strides_[d]
        g.ndim += 1
    return 0


cdef Tensor basic_view(Tensor x, object index):
    # x[index] as a recorded view.
    cdef Geometry g
    cdef Tensor out
    cdef Op op
    cdef int64_t i
    if index is Ellipsis:
        out = make_view(x, x.ndim_, x.shape_, x.strides_, 0)
        return record_view(op_alias, x, out, {"index": index}) if recording(x) else out
    if x.ndim_ and whole_arg(<PyObject *>index, &i):
        return selected(x, 0, i)
    if x.ndim_ and PySlice_Check(<PyObject *>index):
        return slice_view(x, index)
    if x.ndim_ == 0 and not (index is None or index is Ellipsis or isinstance(index, tuple)):
        raise errors.DimensionError("invalid index of a 0-dim tensor. Use `tensor.item()` to convert a 0-dim tensor "
                                    "to a Python number")
    basic_geometry(x, index, &g)
    out = make_view(x, g.ndim, g.shape, g.strides, g.offset)
    op = op_select if g.last == 2 else op_slice if g.last == 1 else op_unsqueeze_index if g.last == 3 else op_alias
    if recording(x):
        record_view(op, x, out, {"index": index})
    return out


cdef Tensor basic_alias(Tensor x, object index):
    # x[index] without history.
    cdef Geometry g
    cdef Tensor t
    basic_geometry(x, index, &g)
    t = alias(x)
    set_ndim(t, g.ndim)
    wg_copy_sizes(t.shape_, g.shape, g.ndim)
    wg_copy_sizes(t.strides_, g.strides, g.ndim)
    t.data = x.data + g.offset * ITEMSIZE[x.dtype_]
    note_contiguity(t)
    return t


cdef int vjp_index_basic(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # Zeros of the input's shape with the cotangent where the index points.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int ndim = 0
    cdef int64_t numel = 1
    cdef Tensor out
    for size in <tuple>d.shapes[0]:
        shape[ndim] = size
        numel *= shape[ndim]
        ndim += 1
    if numel == g.numel_:                  # every element, in order: the same memory in another shape
        give(grads, 0, reshape_plain(g, ndim, shape))
        return 0
    out = zeros_plain(g.dtype_, d.shapes[0], g.numel_)
    copy_into(basic_alias(out, d.args["index"]), g)
    give(grads, 0, out)
    return 0


cdef bint added_to_whole(Run r, Node *n, PyObject *g) except -1:
    # The same where a cotangent of the whole has arrived already and nobody else sees it: the part's is added in its
    # place. Else T parts of a tensor would cost T times its size.
    cdef NodeData d
    cdef Slot *s
    cdef Tensor whole
    cdef int k
    if r.create_graph or wg_anomaly or n.op <= OP_FUNCTION or n.flags & (N_HOOKS | N_PACKED | N_BROADCAST | N_MULTI) \
            or (<Op>op_table[n.op]).info.vjp != vjp_index_basic:
        return False
    s = &r.slots[known_slot(r, edge_at(n, 0))]
    if s.grad == NULL or not s.needed or node_at(s.node).flags & N_MULTI or not sole_owner(s.grad):
        return False
    d = <NodeData>n.data
    whole = <Tensor>s.grad
    if not whole.flags & T_CONTIGUOUS or whole.dtype_ != (<Tensor>g).dtype_ or whole.ndim_ != len(<tuple>d.shapes[0]):
        return False
    for k in range(whole.ndim_):
        if whole.shape_[k] != <int64_t>(<tuple>d.shapes[0])[k]:
            return False
    whole = basic_alias(whole, d.args["index"])
    if not same_shape(whole, <Tensor>g):
        return False
    add_into(whole, <Tensor>g)
    return True


cdef object impl_unindex(Op op, PyObject **a):
    # unindex(g, shape, index): the vjp above as an operation, for higher orders.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t numel = 1
    cdef int k, ndim = sizes_of(<object>a[1], shape, "shape")
    for k in range(ndim):
        numel *= shape[k]
    if numel == x.numel_:
        return view_as_shape(op_view, x, ndim, shape, True)
    out = zeros_plain(x.dtype_, <tuple>a[1], x.numel_)
    copy_into(basic_alias(out, <object>a[2]), x)
    if recording(x):
        node_data(record1(op, x, out)).args = {"index": <object>a[2]}
    return out


cdef object impl_select(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int d
    if x.ndim_ == 0:
        raise errors.DimensionError("select() cannot be applied to a 0-dim tensor.")
    d = wrap_dim(int_arg(op, a, 1), x.ndim_)
    return selected(x, d, int_arg(op, a, 2))


cdef Tensor selected(Tensor x, int d, int64_t i):
    # x[..., i, ...] as a recorded view.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t strides[WG_MAX_DIMS]
    cdef int64_t size = x.shape_[d]
    cdef int k
    cdef Tensor out
    if i < -size or i >= size:
        raise errors.DimensionError(f"index {i} is out of bounds for dimension {d} with size {size}")
    for k in range(x.ndim_ - 1):
        shape[k], strides[k] = x.shape_[k + (k >= d)], x.strides_[k + (k >= d)]
    out = make_view(x, x.ndim_ - 1, shape, strides, (i + size if i < 0 else i) * x.strides_[d])
    return record_view(op_select, x, out, part_index(d, i)) if recording(x) else out


cdef dict part_index(int d, object part):
    # What the vjp of a view of a part along dim d reads.
    return {"index": (part,) if d == 0 else (slice(None),) * d + (part,)}


cdef object impl_narrow(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int d = wrap_dim(int_arg(op, a, 1), x.ndim_)
    cdef int64_t start, length = int_arg(op, a, 3), size
    if x.ndim_ == 0:
        raise errors.ShapeError("narrow() cannot be applied to a 0-dim tensor.")
    if isinstance(<object>a[2], Tensor) and ((<Tensor>a[2]).ndim_ or not WG_BOOL < (<Tensor>a[2]).dtype_ < WG_F16):
        raise errors.AutogradError("start must be an 0-dim integral Tensor.")
    start = int_arg(op, a, 2)
    size = x.shape_[d]
    if length < 0:
        raise errors.ShapeError("narrow(): length must be non-negative.")
    if start < -size or start > size:
        raise errors.DimensionError(f"start out of range (expected to be in range of [{-size}, {size}], but "
                                    f"got {start})")
    if start < 0:
        start += size
    if start + length > size:
        raise errors.ShapeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return sliced(op_slice, x, d, start, start + length, 1)


cdef list split_views(Tensor x, list sizes, int d):
    # Consecutive parts along dim d; each a view, none of which may be written while recording.
    cdef int64_t at = 0
    cdef Tensor part
    out = []
    for size in sizes:
        part = basic_view(x, (slice(None),) * d + (slice(at, at + size),))
        part.flags |= T_MULTI_VIEW
        if part.node >= 0 and not part.flags & T_LEAF:
            node_at(part.node).op = op_split.info.index
            part.nr = len(out)
        out.append(part)
        at += size
    return out


cdef list split_sizes(Op op, Tensor x, object what, int d):
    # The sizes of the parts of split: equal ones, or those of a list.
    cdef int64_t size = x.shape_[d], step, at
    if isinstance(what, (tuple, list)):
        sizes = [int_of(v, f"{op.name}(): split_size") for v in what]
        if sum(sizes) != size or min(sizes, default=0) < 0:
            raise errors.ShapeError(
                f"split_with_sizes expects split_sizes to sum exactly to {size} (input tensor's size at "
                f"dimension {d}), but got split_sizes={sizes}")
        return sizes
    step = int_of(what, f"{op.name}(): split_size")
    if step < 0 or (step == 0 and size):
        raise errors.ShapeError(f"split expects split_size be non-negative, but got split_size={step}")
    return [min(step, size - at) for at in range(0, size, step)] if size else [0]


cdef list chunk_sizes(Tensor x, int64_t count, int d):
    cdef int64_t size = x.shape_[d], step = (size + count - 1) // count, at
    return [min(step, size - at) for at in range(0, size, step)] if size else [0] * count


cdef int split_dim(Op op, PyObject **a, Tensor x, str name) except -1:
    # The dim of a split, argument 2.
    if x.ndim_ == 0:
        raise errors.ShapeError(f"{name} expects at least a 1-dimensional tensor")
    return dim_arg(op, a, 2, x.ndim_)


cdef int64_t chunk_count(Op op, PyObject **a) except -1:
    cdef int64_t count = int_arg(op, a, 1)
    if count <= 0:
        raise errors.ShapeError(f"chunk expects `chunks` to be greater than 0, got: {count}")
    return count


cdef object impl_split(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int d = split_dim(op, a, x, "split")
    return tuple(split_views(x, split_sizes(op, x, <object>a[1], d), d))


cdef object impl_chunk(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t count = chunk_count(op, a)
    cdef int d = split_dim(op, a, x, "chunk")
    return tuple(split_views(x, chunk_sizes(x, count, d), d))


cdef tuple unsafe_parts(Op op, Tensor x, list sizes, int d):
    # Parts that share memory but not the version counter, and are no views: what is written is not followed.
    cdef int64_t at = 0
    cdef Tensor part
    cdef NodeData data
    out = []
    for size in sizes:
        index = (slice(None),) * d + (slice(at, at + size),)
        part = with_own_version(basic_alias(x, index))
        if recording(x):
            data = node_data(record1(op, x, part))
            data.shapes = [shape_tuple(x.ndim_, x.shape_)]
            data.args = {"index": index}
            part.nr = 0
        out.append(part)
        at += size
    return tuple(out)


cdef object impl_unsafe_split(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int d = split_dim(op, a, x, "split")
    return unsafe_parts(op, x, split_sizes(op, x, <object>a[1], d), d)


cdef object impl_unsafe_chunk(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t count = chunk_count(op, a)
    cdef int d = split_dim(op, a, x, "chunk")
    return unsafe_parts(op, x, chunk_sizes(x, count, d), d)


cdef int64_t LAST_PLACE = 0x7fffffffffffffff       # where a slice without an end stops


cdef void cut(Tensor t, int d, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step) noexcept:
    # Leave of a new view or alias what a slice of dim d shows.
    cdef Py_ssize_t size = PySlice_AdjustIndices(t.shape_[d], &start, &stop, step)
    if size:
        t.data += start * t.strides_[d] * ITEMSIZE[t.dtype_]
    t.shape_[d] = size
    t.strides_[d] *= step
    note_contiguity(t)


cdef Tensor slice_view(Tensor x, object index):
    # x[a:b:c] as a recorded view.
    cdef Py_ssize_t start, stop, step
    cdef Tensor out
    PySlice_Unpack(index, &start, &stop, &step)
    if step <= 0:
        raise errors.ShapeError("step must be greater than zero", kind=ValueError)
    out = make_view(x, x.ndim_, x.shape_, x.strides_, 0)
    cut(out, 0, start, stop, step)
    if recording(x):
        record_view(op_alias if out.shape_[0] == x.shape_[0] else op_slice, x, out, {"index": index})
    return out


cdef Tensor sliced(Op op, Tensor x, int d, int64_t start, int64_t stop, int64_t step):
    # x[..., start:stop:step, ...] as a recorded view; positions count from the end and are cut off as in Python.
    cdef Tensor out = make_view(x, x.ndim_, x.shape_, x.strides_, 0)
    cut(out, d, start, stop, step)
    return record_view(op, x, out, part_index(d, slice(start, stop, step))) if recording(x) else out


cdef object impl_slice(Op op, PyObject **a):
    # _slice(input, dim=0, start=None, end=None, step=1)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t start = 0, stop = LAST_PLACE, step = int_arg(op, a, 4)
    if x.ndim_ == 0:
        raise errors.DimensionError("slice() cannot be applied to a 0-dim tensor.")
    if step <= 0:
        raise errors.ShapeError("slice step must be positive")
    if <object>a[2] is not None:
        start = int_arg(op, a, 2)
    if <object>a[3] is not None:
        stop = int_arg(op, a, 3)
    return sliced(op, x, dim_arg(op, a, 1, x.ndim_), start, stop, step)


cdef object impl_alias(Op op, PyObject **a):
    return basic_view(tensor_arg(op, a, 0), Ellipsis)


cdef object impl_tensor_split(Op op, PyObject **a):
    # tensor_split(input, indices_or_sections, dim=0)
    cdef Tensor x = tensor_arg(op, a, 0), given
    cdef int d
    cdef int64_t sections, base, extra, at = 0, k, stop
    if x.ndim_ == 0:
        raise errors.ShapeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    d = dim_arg(op, a, 2, x.ndim_)
    what = <object>a[1]
    if isinstance(what, Tensor):
        given = <Tensor>what
        if given.dtype_ != WG_I64:
            raise errors.AutogradError("tensor_split expected tensor_indices_or_sections to have dtype of "
                                       f"long, but got {TORCH_NAMES[given.dtype_]}")
        if given.ndim_ > 1:
            raise errors.ShapeError("tensor_split expected tensor_indices_or_sections to be a zero-dimensional "
                                    f"or one-dimensional tensor, but got a tensor with {given.ndim_} dims")
        what = given.tolist()
    out = []
    if isinstance(what, (tuple, list)):
        for v in what:
            stop = int_of(v, "tensor_split(): indices")
            out.append(sliced(op_slice, x, d, at, stop, 1))
            at = stop
        out.append(sliced(op_slice, x, d, at, x.shape_[d], 1))
        return tuple(out)
    sections = int_of(what, "tensor_split(): argument 'indices_or_sections'")
    if sections <= 0:
        raise errors.ShapeError(f"number of sections must be larger than 0, got {sections}")
    base, extra = x.shape_[d] // sections, x.shape_[d] % sections
    for k in range(sections):
        stop = at + base + (k < extra)
        out.append(sliced(op_slice, x, d, at, stop, 1))
        at = stop
    return tuple(out)


cdef object impl_unbind(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), part
    cdef int d
    cdef int64_t i
    if x.ndim_ == 0:
        raise errors.ShapeError("unbind(): a 0-d tensor has no dimension to take apart")
    d = wrap_dim(int_arg(op, a, 1), x.ndim_)
    out = []
    for i in range(x.shape_[d]):
        part = basic_view(x, (slice(None),) * d + (i,))
        part.flags |= T_MULTI_VIEW
        if part.node >= 0 and not part.flags & T_LEAF:
            node_at(part.node).op = op.info.index
            part.nr = i
        out.append(part)
    return tuple(out)


