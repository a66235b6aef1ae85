# Elements read through positions: gather, index_select, take; searchsorted, which finds positions.

cdef struct Walk:
    # Three operands side by side, data, positions and data (see csrc/index.c); the last one decides the order.
    int ndim
    int64_t numel
    int64_t shape[WG_MAX_DIMS]
    int64_t strides[3][WG_MAX_DIMS]   # in bytes
    char *data[3]


cdef int walk(wg_loop loop, wg_index *index, Walk *w, int nop=3) except -1:
    cdef const int64_t *rows[3]
    cdef int k
    for k in range(3):
        rows[k] = w.strides[k]
    if w.numel > RELEASE_GIL_ABOVE:
        with nogil:
            if nop == 3:
                wg_iterate_apart(loop, index, w.data, w.ndim, w.shape, rows, 4 * COSTLY_GRAIN)
            else:
                wg_iterate(loop, index, nop, w.data, w.ndim, w.shape, rows)
    elif w.numel:
        wg_iterate(loop, index, nop, w.data, w.ndim, w.shape, rows)
    return 0


cdef inline void walk_shape(Walk *w, int ndim, const int64_t *shape) noexcept:
    cdef int k
    w.ndim = ndim
    w.numel = 1
    for k in range(ndim):
        w.shape[k] = shape[k]
        w.numel *= shape[k]


cdef inline void walk_operand(Walk *w, int which, Tensor t, int still) noexcept:
    # Operand `which`: t with its own strides, the dim `still` (or none) left to the positions.
    cdef int k
    w.data[which] = t.data
    for k in range(w.ndim):
        w.strides[which][k] = 0 if k == still or k >= t.ndim_ else t.strides_[k] * ITEMSIZE[t.dtype_]


cdef inline void index_along(wg_index *index, Tensor x, int d, bint wraps) noexcept:
    index.step = x.strides_[d] * ITEMSIZE[x.dtype_] if x.ndim_ else 0
    index.size = x.shape_[d] if x.ndim_ else 1
    index.wraps = wraps
    index.failed = 0


cdef int raise_position(Op op, wg_index *index, int d) except -1:
    name = op.name.lstrip("_")
    if name == "take" or name == "put":
        if index.size == 0:
            raise errors.DimensionError(f"{name}(): tried to {name} {'from' if name == 'take' else 'into'} an empty "
                                        "tensor")
        raise errors.DimensionError(f"out of range: tried to access index {index.bad} on a tensor of {index.size} "
                                    "elements. "
                                    f"(in {name})")
    lead = "index out of range in self: " if name in ("index_select", "index_add", "index_reduce") else ""
    raise errors.DimensionError(f"{lead}{name}(): index {index.bad} is out of bounds for dimension {d} with size "
                                f"{index.size}",
                                kind=RuntimeError)


cdef int check_positions(Op op, Tensor index, wg_index *at, int d) except -1:
    # Refuse positions out of range before anything is written.
    cdef Walk w
    cdef int64_t low, high
    if index.flags & T_CONTIGUOUS and index.numel_ > GRAIN:     # several threads look; one finds the culprit
        wg_range_of(<int64_t *>index.data, index.numel_, &low, &high)
        if high < at.size and low >= (-at.size if at.wraps else 0):
            return 0
    walk_shape(&w, index.ndim_, index.shape_)
    walk_operand(&w, 0, index, -1)
    walk(wg_check_positions, at, &w, 1)
    if at.failed:
        raise_position(op, at, d)
    return 0


cdef Tensor positions_arg(Op op, PyObject **a, int k, bint narrow=True):
    # An index argument as int64; narrow: int32 will do as well.
    cdef Tensor index = tensor_arg(op, a, k)
    if index.dtype_ == WG_I64:
        return index
    if index.dtype_ == WG_I32 and narrow:
        return cast_plain(index, WG_I64)
    raise errors.AutogradError(f"{op.name}(): Expected dtype {'int32/int64' if narrow else 'int64'} for index "
                               "(Expected a long "
                               f"tensor for index, but got {TORCH_NAMES[index.dtype_]})", kind=IndexError)


cdef Tensor vector_arg(Op op, PyObject **a, int k, bint narrow=True):
    # The same of an index that must be a vector or one number.
    cdef Tensor index = positions_arg(op, a, k, narrow)
    if index.ndim_ > 1:
        raise errors.DimensionError(f"{op.name}(): Index is supposed to be a vector (Index has to be a "
                                    "vector/scalar), but got dim: "
                                    f"{index.ndim_} and size: {list(size_of(index))}", kind=RuntimeError)
    return index


cdef int fits_along(Op op, Tensor x, int d, Tensor index, Tensor src) except -1:
    # The shapes that gather and scatter take: an index of as many dims, nowhere larger but along d.
    cdef int k
    cdef bint fits = True
    if index.numel_ == 0:
        return 0
    if max(index.ndim_, 1) != max(x.ndim_, 1):
        raise errors.ShapeError("Index tensor must have the same number of dimensions as "
                                f"{'input' if op.name == 'gather' else 'self'} tensor (in {op.name}: {index.ndim_} "
                                f"and {x.ndim_})")
    if src is not None and max(index.ndim_, 1) != max(src.ndim_, 1):
        raise errors.ShapeError("Index tensor must have the same number of dimensions as src tensor "
                                f"(in {op.name}: {index.ndim_} and {src.ndim_})", kind=IndexError)
    for k in range(index.ndim_):
        fits = fits and (k == d or x.ndim_ == 0 or index.shape_[k] <= x.shape_[k])
        fits = fits and (src is None or index.shape_[k] <= (src.shape_[k] if src.ndim_ else 1))
    if fits:
        return 0
    if op.name == "gather":
        k = [j for j in range(index.ndim_) if j != d and index.shape_[j] > x.shape_[j]][0]
        raise errors.ShapeError(
            f"Size does not match at dimension {k} expected index {list(size_of(index))} to be no larger than self "
            f"{list(size_of(x))} apart from dimension {d}")
    raise errors.ShapeError(
        f"Expected index {list(size_of(index))} to be no larger than self {list(size_of(x))} apart from dimension {d}"
        + (f" and to be no larger size than src {list(size_of(src))}" if src is not None else ""))


# -- reading ------------------------------------------------------------------------------------------

cdef Tensor gather_plain(Op op, Tensor x, int d, Tensor index):
    cdef Walk w
    cdef wg_index at
    cdef Tensor out = new_tensor(x.dtype_, index.ndim_, index.shape_)
    walk_shape(&w, index.ndim_, index.shape_)
    walk_operand(&w, 0, x, d)
    walk_operand(&w, 1, index, -1)
    walk_operand(&w, 2, out, -1)
    index_along(&at, x, d, False)
    walk(wg_gather_loop(ITEMSIZE[x.dtype_]), &at, &w)
    if at.failed:
        raise_position(op, &at, d)
    return out


cdef object impl_gather(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), index, out
    cdef int d = wrap_dim(int_arg(op, a, 1), x.ndim_)
    cdef Node *n
    index = positions_arg(op, a, 2)
    fits_along(op, x, d, index, None)
    out = gather_plain(op, x, d, index)
    if recording(x):
        n = record1(op, x, out)
        save(n, 0, index)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
        node_data(n).args = {"dim": d}
        node_data(n).ints[0] = d
    return out


cdef int vjp_gather(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    return cotangent_through(wg_scatter_reduce_loop(WG_SUM, g.dtype_), False, n, d, g, grads)


cdef int cotangent_through(wg_loop loop, bint rows, Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # The cotangent of what was read through the positions that a node saved, element by element or by rows.
    cdef Tensor out = zeros_plain(g.dtype_, d.shapes[0], g.numel_), index = saved_plain(n, 0)
    cdef wg_index at
    if rows:
        write_rows(loop, out, <int>d.ints[0], index, g, &at)
    else:
        write_along(loop, out, <int>d.ints[0], index, g, &at)
    if at.failed:
        raise_moved(n, index, at.bad, 0, at.size)
    give(grads, 0, out)
    return 0


cdef int write_along(wg_loop loop, Tensor out, int d, Tensor index, Tensor src, wg_index *at) except -1:
    # out[..., index, ...] (op)= src, element by element; `at` says whether positions were out of range.
    cdef Walk w
    walk_shape(&w, index.ndim_, index.shape_)
    walk_operand(&w, 0, out, d)
    walk_operand(&w, 1, index, -1)
    walk_operand(&w, 2, src, -1)
    index_along(at, out, d, False)
    return walk(loop, at, &w)


cdef int write_rows(wg_loop loop, Tensor out, int d, Tensor index, Tensor src, wg_index *at) except -1:
    # The same for a vector of positions: whole slices of src, or one value.
    cdef Walk w
    cdef int k
    walk_shape(&w, out.ndim_, out.shape_)
    if w.ndim:
        w.numel = index.numel_
        w.shape[d] = index.numel_
        for k in range(w.ndim):
            if k != d:
                w.numel *= w.shape[k]
    walk_operand(&w, 0, out, d)
    vector_operand(&w, index, d)
    walk_operand(&w, 2, src, -1)
    index_along(at, out, d, True)
    return walk(loop, at, &w)


cdef inline void vector_operand(Walk *w, Tensor index, int d) noexcept:
    cdef int k
    w.data[1] = index.data
    for k in range(w.ndim):
        w.strides[1][k] = 0
    if w.ndim and index.ndim_:
        w.strides[1][d] = index.strides_[0] * sizeof(int64_t)


cdef Tensor select_rows(Op op, Tensor x, int d, Tensor index):
    # x with dim d replaced by a vector's entries.
    cdef Walk w
    cdef wg_index at
    cdef Tensor out
    cdef int64_t below = ITEMSIZE[x.dtype_]
    cdef int k
    index_along(&at, x, d, False)
    walk_shape(&w, x.ndim_, x.shape_)
    if x.ndim_:
        w.shape[d] = index.numel_
    out = new_tensor(x.dtype_, x.ndim_, w.shape)
    if out.numel_ == 0:
        check_positions(op, index, &at, d)
        return out
    if d == 0 and x.flags & T_CONTIGUOUS and index.flags & T_CONTIGUOUS and x.ndim_:
        for k in range(1, x.ndim_):
            below *= x.shape_[k]
        if out.numel_ > RELEASE_GIL_ABOVE:
            with nogil:
                wg_take_rows(x.data, <int64_t *>index.data, out.data, index.numel_, below, &at)
        else:
            wg_take_rows(x.data, <int64_t *>index.data, out.data, index.numel_, below, &at)
    else:
        w.numel = out.numel_
        walk_operand(&w, 0, x, d)
        vector_operand(&w, index, d)
        walk_operand(&w, 2, out, -1)
        walk(wg_gather_loop(ITEMSIZE[x.dtype_]), &at, &w)
    if at.failed:
        raise_position(op, &at, d)
    return out


cdef object impl_index_select(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), index, out
    cdef int d = wrap_dim(int_arg(op, a, 1), x.ndim_)
    cdef Node *n
    index = vector_arg(op, a, 2)
    if x.ndim_ == 0 and index.numel_ != 1:
        raise errors.AutogradError(f"index_select(): Index to scalar can have only 1 value, got {index.numel_} "
                                   "value(s)")
    out = select_rows(op, x, d, index)
    if recording(x):
        n = record1(op, x, out)
        save(n, 0, index)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
        node_data(n).args = {"dim": d}
        node_data(n).ints[0] = d
    return out


cdef int vjp_index_select(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    return cotangent_through(wg_scatter_reduce_loop(WG_SUM, g.dtype_), True, n, d, g, grads)


cdef Tensor flattened(Tensor x):
    # All elements as a vector without history, over x's memory where it is contiguous.
    cdef int64_t n = x.numel_
    return reshape_plain(x, 1, &n)


cdef object impl_take(Op op, PyObject **a):
    # take(input, index): positions in the flattened tensor, from either end.
    cdef Tensor x = tensor_arg(op, a, 0), index = positions_arg(op, a, 1, False), flat, out
    cdef Walk w
    cdef wg_index at
    cdef Node *n
    flat = flattened(contiguous_plain(x))
    out = new_tensor(x.dtype_, index.ndim_, index.shape_)
    walk_shape(&w, index.ndim_, index.shape_)
    walk_operand(&w, 0, flat, 0)
    walk_operand(&w, 1, index, -1)
    walk_operand(&w, 2, out, -1)
    index_along(&at, flat, 0, True)
    walk(wg_gather_loop(ITEMSIZE[x.dtype_]), &at, &w)
    if at.failed:
        raise_position(op, &at, 0)
    if recording(x):
        n = record1(op, x, out)
        save(n, 0, index)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
    return out


# -- searching ------------------------------------------------------------------------------------------

cdef object impl_searchsorted(Op op, PyObject **a):
    # _searchsorted(input, values, sorter, right): for each row of the last dim (or one row for all) where values go.
    cdef Tensor x = contiguous_plain(tensor_arg(op, a, 0)), v = contiguous_plain(tensor_arg(op, a, 1)), order = None
    cdef Tensor out = new_like(v, WG_I64)
    cdef wg_search search = wg_search_row(x.dtype_)
    cdef int64_t n = x.shape_[x.ndim_ - 1], r, rows, count
    cdef bint right = <object>a[3]
    cdef int size = ITEMSIZE[x.dtype_]
    if search == NULL:
        raise errors.UnsupportedDtypeError(f"\"searchsorted\" not implemented for '{TORCH_NAMES[x.dtype_]}'")
    if <object>a[2] is not None:
        order = contiguous_plain(tensor_arg(op, a, 2))
    if v.numel_ == 0:
        return out
    rows = x.numel_ // n if x.ndim_ > 1 and n else 1
    if n == 0:
        memset(out.data, 0, v.numel_ * sizeof(int64_t))
        return out
    count = v.numel_ // rows
    with nogil:
        for r in range(rows):
            wg_search_shared(search, x.data + r * n * size, NULL if order is None else <int64_t *>order.data + r * n, n,
                             v.data + r * count * size, count, size, right, <int64_t *>out.data + r * count)
    return out
