# Operations that choose elements: where, indexing with arrays, gather and scatter.

cdef Tensor select_plain(Tensor condition, Tensor x, Tensor y, int dtype, Op op):
    # where(condition, x, y) of one type, broadcast, not recorded.
    cdef Operand p[4]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int ndim
    cdef Tensor out
    operand_of(&p[0], condition)
    operand_of(&p[1], x)
    operand_of(&p[2], y)
    ndim = broadcast(p, 3, shape, op)
    out = new_tensor(dtype, ndim, shape)
    operand_of(&p[3], out)
    run(wg_select_loop(ITEMSIZE[dtype]), NULL, 4, p)
    return out


cdef Tensor bool_arg(Op op, PyObject **a, int k):
    cdef Tensor c = tensor_arg(op, a, k)
    if c.dtype_ != WG_BOOL and c.dtype_ != WG_U8:
        raise errors.AutogradError(f"{op.name} expected condition to be a boolean tensor, but got a tensor with dtype "
                                   f"{DTYPE_NAMES[c.dtype_]}")
    return c


cdef Tensor tensor_or_number(Op op, PyObject **a, int k):
    # Argument k as a tensor; a Python number becomes 0-d and counts as a number in promotion.
    v = operand_from(a[k]) if not isinstance(<object>a[k], Tensor) else <object>a[k]
    if v is None:
        raise_operand(op, <object>a[k])
    return <Tensor>v if isinstance(v, Tensor) else scalar_tensor(<PyObject *>v, -1)


cdef object impl_where(Op op, PyObject **a):
    cdef Tensor c = bool_arg(op, a, 0), x, y, out
    cdef Operand p[2]
    cdef int dtype
    cdef Node *n
    cdef NodeData d
    if <object>a[1] is None and <object>a[2] is None:
        return tuple([share_array(v) for v in as_array(c).nonzero()])
    x, y = tensor_or_number(op, a, 1), tensor_or_number(op, a, 2)
    operand_of(&p[0], x)
    operand_of(&p[1], y)
    if not isinstance(<object>a[1], Tensor):
        p[0].number = a[1]
    if not isinstance(<object>a[2], Tensor):
        p[1].number = a[2]
    dtype = compute_dtype(p, 2)
    x, y = cast_recorded(x, dtype), cast_recorded(y, dtype)
    out = select_plain(c, x, y, dtype, op)
    if any_requires([x, y]):
        n = record_many(op, [None, x, y], out)
        n.flags |= N_BROADCAST
        save(n, 0, c)
        node_data(n).shapes = [None, shape_tuple(x.ndim_, x.shape_), shape_tuple(y.ndim_, y.shape_)]
    return out


cdef int vjp_where(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor c = saved_plain(n, 0), zero = zeros_plain(g.dtype_, ())
    if d.edges[1] >= 0:
        give(grads, 1, select_plain(c, g, zero, g.dtype_, op_where))
    if d.edges[2] >= 0:
        give(grads, 2, select_plain(c, zero, g, g.dtype_, op_where))
    return 0


# -- indexing with arrays ---------------------------------------------------------------------------

cdef object index_array(object item):
    # One entry of an index as an integer or boolean NumPy array.
    cdef Tensor t
    if isinstance(item, Tensor):
        t = <Tensor>item
        if CATEGORY[t.dtype_] >= CAT_FLOAT:
            raise errors.DimensionError("tensors used as indices must be long, int, byte or bool tensors")
        array = as_array(t)
    else:
        array = np.asarray(item)
        if array.size == 0 and array.dtype.kind == "f":
            array = array.astype(np.int64)
        if array.dtype.kind not in "iub":
            raise errors.DimensionError(
                "only integers, slices (`:`), ellipsis (`...`), None and long or bool tensors are valid indices "
                f"(got {type(item).__name__})")
    if array.dtype == np.uint8 and isinstance(item, Tensor):
        return array.astype(bool)
    return array if array.dtype == np.bool_ else array.astype(np.int64, copy=False)


cdef tuple split_index(Tensor x, object index):
    # An index as a basic part, to be applied first, and a list of arrays (or full slices) by dim after it.
    items = list(index) if isinstance(index, tuple) else [index]
    arrays, used = [], 0
    for k, item in enumerate(items):
        if isinstance(item, Tensor) and (<Tensor>item).ndim_ == 0 and WG_BOOL < (<Tensor>item).dtype_ <= WG_I64:
            item = items[k] = int(item)
        if is_basic_item(item):
            used += item is not None and item is not Ellipsis
        else:
            item = items[k] = index_array(item)
            used += item.ndim if item.dtype == np.bool_ else 1
    if used > x.ndim_:
        index_error_dims(x)
    basic, advanced = [], []
    for item in items:
        if isinstance(item, np.ndarray):
            if item.dtype == np.bool_:
                if item.ndim == 0:
                    basic.append(None)
                    advanced.append(np.zeros(1 if item else 0, np.int64))
                    continue
                start = sum(1 for b in basic if b is not None and b is not Ellipsis)
                if Ellipsis in [b for b in basic if b is Ellipsis]:
                    start += x.ndim_ - used
                for axis in range(item.ndim):
                    if item.shape[axis] != x.shape_[start + axis]:
                        raise errors.DimensionError(
                            f"The shape of the mask {list(item.shape)} at index {axis} does not match the shape of the "
                            f"indexed tensor {list(size_of(x))} at index {start + axis}")
                basic += [slice(None)] * item.ndim
                advanced += list(item.nonzero())
            else:
                basic.append(slice(None))
                advanced.append(item)
        elif item is Ellipsis:
            basic.append(item)
            advanced += [slice(None)] * (x.ndim_ - used)
        else:
            basic.append(item)
            if item is None or PySlice_Check(<PyObject *>item):
                advanced.append(slice(None))
    return tuple(basic), tuple(advanced)


cdef Tensor checked_index(object array, int64_t size, int d):
    # A contiguous int64 tensor of non-negative positions; negative ones count from the end.
    cdef Tensor t = share_array(np.array(array, dtype=np.int64, order="C"))
    cdef int64_t *p = <int64_t *>t.data
    cdef int64_t k
    for k in range(t.numel_):
        if p[k] < 0:
            p[k] += size
        if p[k] < 0 or p[k] >= size:
            raise errors.DimensionError(
                f"index {p[k] if p[k] >= size else p[k] - size} is out of bounds for dimension {d} with size {size}")
    return t


cdef int check_bounds(Tensor x, tuple arrays) except -1:
    # Refuse positions that do not exist, and arrays that do not broadcast to one shape.
    cdef int d = 0
    found = [item for item in arrays if isinstance(item, np.ndarray)]
    if len(found) > 1:
        try:
            np.broadcast_shapes(*[item.shape for item in found])
        except ValueError:
            raise errors.DimensionError("shape mismatch: indexing tensors could not be broadcast together with shapes "
                                        + ", ".join(str(list(item.shape)) for item in found)) from None
    for item in arrays:
        if isinstance(item, np.ndarray) and item.size:
            low, high = item.min(), item.max()
            if low < -x.shape_[d] or high >= x.shape_[d]:
                bad = low if low < -x.shape_[d] else high
                raise errors.DimensionError(f"index {bad} is out of bounds for dimension {d} with size {x.shape_[d]}")
        d += 1
    return 0


cdef int only_array(tuple arrays) noexcept:
    # The position of the one array in an index that is otherwise full slices; -1.
    cdef int k, found = -1
    for k in range(len(arrays)):
        if isinstance(arrays[k], np.ndarray):
            if found >= 0:
                return -1
            found = k
    return found


cdef int blocks_of(Tensor x, int d, int64_t *outer, int64_t *inner) except -1:
    # x as (outer, shape[d], inner) blocks.
    cdef int k
    outer[0] = inner[0] = 1
    for k in range(d):
        outer[0] *= x.shape_[k]
    for k in range(d + 1, x.ndim_):
        inner[0] *= x.shape_[k]
    return 0


cdef Tensor take_plain(Tensor x, int d, Tensor index):
    # x with dim d replaced by the index's dims: x[..., index, ...].
    cdef int64_t outer, inner
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, ndim = 0
    cdef Tensor out
    if x.ndim_ - 1 + index.ndim_ > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: at most {WG_MAX_DIMS} are supported")
    x = contiguous_plain(x)
    for k in range(x.ndim_):
        if k == d:
            memcpy(shape + ndim, index.shape_, index.ndim_ * sizeof(int64_t))
            ndim += index.ndim_
        else:
            shape[ndim] = x.shape_[k]
            ndim += 1
    out = new_tensor(x.dtype_, ndim, shape)
    blocks_of(x, d, &outer, &inner)
    wg_take_rows(x.data, <int64_t *>index.data, out.data, outer, x.shape_[d], index.numel_, inner * ITEMSIZE[x.dtype_])
    return out


cdef Tensor put_add_plain(Tensor g, tuple shape, int d, Tensor index):
    # The transpose of take: zeros of `shape` with g's rows added where the index points.
    cdef int64_t outer, inner
    cdef Tensor out = zeros_plain(g.dtype_, shape)
    g = contiguous_plain(g)
    blocks_of(out, d, &outer, &inner)
    if g.dtype_ == WG_F32 or g.dtype_ == WG_F64:
        wg_add_rows(g.data, <int64_t *>index.data, out.data, outer, out.shape_[d], index.numel_, inner, g.dtype_)
    else:
        np.add.at(as_array(out).reshape(outer, -1, inner), (slice(None), as_array(index).reshape(-1)),
                  as_array(g).reshape(outer, -1, inner))
    return out


cdef Tensor index_plain(Tensor x, tuple arrays):
    cdef int d = only_array(arrays)
    if d >= 0:
        return take_plain(x, d, checked_index(arrays[d], x.shape_[d], d))
    check_bounds(x, arrays)
    try:
        return share_array(np.ascontiguousarray(as_array(x)[arrays]).reshape(as_array(x)[arrays].shape))
    except IndexError as e:
        raise errors.DimensionError(f"shape mismatch: indexing tensors could not be broadcast together: {e}") from None


cdef object impl_index(Op op, PyObject **a):
    # index(x, arrays): what is left of x[...] after the basic part.
    cdef Tensor x = tensor_arg(op, a, 0), out = index_plain(x, <tuple>a[1])
    cdef Node *n
    if recording(x):
        n = record1(op, x, out)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
        node_data(n).args = {"arrays": <object>a[1]}
    return out


cdef Tensor unindex_arrays(Tensor g, tuple shape, tuple arrays):
    cdef int d = only_array(arrays)
    cdef Tensor out
    if d >= 0:
        return put_add_plain(g, shape, d, checked_index(arrays[d], shape[d], d))
    out = zeros_plain(g.dtype_, shape)
    np.add.at(as_array(out), arrays, as_array(g))
    return out


cdef int vjp_index(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, unindex_arrays(g, d.shapes[0], d.args["arrays"]))
    return 0


cdef object impl_unindex_arrays(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), out = unindex_arrays(x, <tuple>a[1], <tuple>a[2])
    if recording(x):
        node_data(record1(op, x, out)).args = {"arrays": <object>a[2]}
    return out


cdef object get_item(Tensor x, object index):
    if is_basic(index):
        return basic_view(x, index)
    if isinstance(index, list):
        index = (index,)
    basic, arrays = split_index(x, index)
    x = basic_view(x, basic)
    return op_index(x, arrays)


cdef Tensor value_for(Tensor x, object value):
    # What is assigned into x, as a tensor; numbers take x's type.
    v = value if isinstance(value, Tensor) else operand_from(<PyObject *>value)
    if v is None and isinstance(value, (list, tuple)):
        v = tensor_from(value, x.dtype_, False)
    if v is None:
        raise errors.DtypeError(f"can't assign a {type(value).__name__} to a torch.{DTYPE_NAMES[x.dtype_]} tensor")
    return <Tensor>v if isinstance(v, Tensor) else scalar_tensor(<PyObject *>v, x.dtype_)


cdef Tensor fit_value(Tensor v, Tensor target):
    # Leading dims of size 1 that the target does not have are dropped, as in NumPy.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int extra = v.ndim_ - target.ndim_, k
    if extra <= 0:
        return v
    for k in range(extra):
        if v.shape_[k] != 1:
            raise errors.ShapeError(f"shape mismatch: value tensor of shape {list(size_of(v))} cannot be broadcast to "
                                    f"indexing result of shape {list(size_of(target))}")
    memcpy(shape, v.shape_ + extra, target.ndim_ * sizeof(int64_t))
    return view_as_shape(op_view, v, target.ndim_, shape, True)


cdef object set_item(Tensor x, object index, object value):
    cdef Tensor view, v = value_for(x, value)
    if is_basic(index):
        view = basic_view(x, index)
        return copy_(view, fit_value(v, view))
    if isinstance(index, list):
        index = (index,)
    basic, arrays = split_index(x, index)
    for item in basic:
        if item is not Ellipsis and item != slice(None):
            x = basic_view(x, basic)
            break
    return index_put_(x, arrays, v, False)


cdef object index_put_(Tensor x, tuple arrays, Tensor v, bint accumulate):
    # x[arrays] = v (or += v), in place and recorded.
    cdef bint records = not wg_grad_off and (wants(x) or wants(v)) and CATEGORY[x.dtype_] >= CAT_FLOAT
    cdef Tensor out, source
    cdef Node *n
    check_inplace(x, records)
    check_bounds(x, arrays)
    source = v if v.dtype_ == x.dtype_ else cast_recorded(v, x.dtype_)
    array = as_array(source)
    if x.storage != NULL and source.storage == x.storage:
        array = array.copy()
    try:
        if accumulate:
            np.add.at(as_array(x), arrays, array)
        else:
            as_array(x)[arrays] = array
    except (ValueError, IndexError) as e:
        raise errors.ShapeError(f"shape mismatch: value tensor of shape {list(size_of(v))} cannot be broadcast to the "
                                f"indexing result: {e}") from None
    bump(x)
    if records:
        out = alias(x)
        n = record_many(op_index_put_add if accumulate else op_index_put, [x, source], out)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_), shape_tuple(v.ndim_, v.shape_)]
        node_data(n).args = {"arrays": arrays, "accumulate": accumulate}
        rebase_history(x, out)
    return x


def index_put_values(Tensor x, tuple indices, values, bint accumulate):
    """``x[indices] = values`` (or ``+=``) in place and recorded; returns x."""
    basic, arrays = split_index(x, indices)
    return index_put_(x, arrays, value_for(x, values), accumulate)


cdef object impl_index_put(Op op, PyObject **a):
    # Only the node exists: writing is index_put_.
    raise errors.AutogradError("index_put is not called through its node")


cdef int vjp_index_put(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor gx, gv
    if n.edges[0] >= 0:
        if d.args["accumulate"]:
            give(grads, 0, g)
        else:
            gx = compact(g)
            as_array(gx)[d.args["arrays"]] = 0
            give(grads, 0, gx)
    if n.edges[1] >= 0:
        gv = index_plain(g, d.args["arrays"])
        give(grads, 1, sum_to_shape(gv, d.shapes[1]))
    return 0


# -- gather and scatter: an index with as many dims as the tensor ------------------------------------

cdef Tensor flat_positions(Op op, Tensor x, int d, Tensor index):
    # For each entry of the index the position in x (taken as contiguous) that it names along dim d.
    cdef int64_t stride = 1
    cdef int k
    cdef bint same = True
    if index.dtype_ != WG_I64 and index.dtype_ != WG_I32:
        raise errors.AutogradError(f"{op.name}(): Expected dtype int64 for index, got {DTYPE_NAMES[index.dtype_]}")
    if max(index.ndim_, 1) != max(x.ndim_, 1):
        raise errors.ShapeError(f"Index tensor must have the same number of dimensions as input tensor (in {op.name}: "
                                f"{index.ndim_} and {x.ndim_})")
    for k in range(x.ndim_):
        if k != d and index.shape_[k] > x.shape_[k]:
            raise errors.ShapeError(
                f"Size does not match at dimension {k} expected index {list(size_of(index))} to be no larger than self "
                f"{list(size_of(x))} apart from dimension {d}")
        same = same and (k == d or index.shape_[k] == x.shape_[k])
    if same:
        return block_positions(op, x, d, contiguous_plain(cast_recorded(index, WG_I64)))
    array = as_array(block_positions(op, x, d, contiguous_plain(cast_recorded(index, WG_I64)), True))
    places = None
    for k in range(x.ndim_ - 1, -1, -1):
        part = array * stride if k == d else \
            (np.arange(index.shape_[k], dtype=np.int64) * stride).reshape((-1,) + (1,) * (x.ndim_ - 1 - k))
        places = part if places is None else places + part
        stride *= x.shape_[k]
    return share_array(np.ascontiguousarray(np.broadcast_to(places, size_of(index))))


cdef Tensor block_positions(Op op, Tensor x, int d, Tensor index, bint plain=False):
    # Positions for an index of x's shape but along dim d; plain: the checked index itself.
    cdef int64_t outer = 1, inner = 1, count = index.shape_[d] if index.ndim_ else 1, size = x.shape_[d] if x.ndim_ else 1
    cdef int64_t o, i, j, v
    cdef Tensor out = new_like(index, WG_I64)
    cdef int64_t *src = <int64_t *>index.data
    cdef int64_t *dst = <int64_t *>out.data
    if index.ndim_:
        blocks_of(index, d, &outer, &inner)
    for o in range(outer):
        for i in range(count):
            for j in range(inner):
                v = src[0]
                if v < 0 or v >= size:
                    raise errors.DimensionError(f"index {v} is out of bounds for dimension {d} with size {size} (in {op.name})",
                                                kind=RuntimeError)
                dst[0] = v if plain else (o * size + v) * inner + j
                src += 1
                dst += 1
    return out


cdef object impl_gather(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), index = tensor_arg(op, a, 2), out, places
    cdef int d = wrap_dim(int_arg(op, a, 1), x.ndim_)
    cdef Node *n
    places = flat_positions(op, x, d, index)
    out = new_tensor(x.dtype_, index.ndim_, index.shape_)
    wg_take_flat(contiguous_plain(x).data, <int64_t *>places.data, out.data, places.numel_, ITEMSIZE[x.dtype_])
    if recording(x):
        n = record1(op, x, out)
        save_more(n, places)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
        node_data(n).args = {"dim": d, "index": alias(index)}
    return out


cdef int vjp_gather(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor out = zeros_plain(g.dtype_, d.shapes[0])
    if d.more is None:
        raise_released(n)
    add_flat(out, <Tensor>d.more[0][0], contiguous_plain(g))
    give(grads, 0, out)
    return 0


cdef object impl_scatter_add(Op op, PyObject **a):
    # scatter_add(input, dim, index, src)
    cdef Tensor x = tensor_arg(op, a, 0), index = tensor_arg(op, a, 2), src = tensor_arg(op, a, 3), out, part
    cdef int d = wrap_dim(int_arg(op, a, 1), x.ndim_), k
    cdef Node *n
    if src.dtype_ != x.dtype_:
        raise errors.AutogradError("scatter(): Expected self.dtype to be equal to src.dtype")
    places = flat_positions(op, x, d, index)
    for k in range(src.ndim_):
        if index.shape_[k] > src.shape_[k]:
            raise errors.ShapeError(
                f"Expected index {list(size_of(index))} to be no larger than src {list(size_of(src))} in every dimension")
    part = compact(basic_alias(src, tuple([slice(0, index.shape_[k]) for k in range(src.ndim_)])))
    out = compact(x)
    ensure_storage(out)
    add_flat(out, places, part)
    if any_requires([x, src]):
        n = record_many(op, [x, None, None, src], out)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_), None, None, shape_tuple(src.ndim_, src.shape_)]
        node_data(n).args = {"dim": d, "index": alias(index)}
    return out
