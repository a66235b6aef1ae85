# Order along a dim: sort, argsort, msort, topk; runs of equal elements; places in sorted rows.

cdef object sort_pair = result_type("sort", ("values", "indices"))
cdef object topk_pair = result_type("topk", ("values", "indices"))


cdef tuple sort_plain(Op op, Tensor x, int d, int64_t k, bint descending, bint with_values):
    # The first k elements in order along dim d and where they were; without values None instead of them.
    cdef Tensor rows = last_dim(x, d), values = None, places
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t n = rows.shape_[rows.ndim_ - 1] if rows.ndim_ else 1, count
    cdef int i, done
    for i in range(rows.ndim_):
        shape[i] = rows.shape_[i]
    if rows.ndim_:
        shape[rows.ndim_ - 1] = k
    places = new_tensor(WG_I64, rows.ndim_, shape)
    if with_values:
        values = new_tensor(x.dtype_, rows.ndim_, shape)
    if places.numel_:
        count = rows.numel_ // n
        if rows.numel_ > RELEASE_GIL_ABOVE:
            with nogil:
                done = wg_sort(rows.data, NULL if values is None else values.data, <int64_t *>places.data, count, n, k,
                               descending, rows.dtype_)
        else:
            done = wg_sort(rows.data, NULL if values is None else values.data, <int64_t *>places.data, count, n, k,
                           descending, rows.dtype_)
        if not done:
            raise MemoryError(f"no memory for the order of {n} elements (in {op.name})")
    return None if values is None else dim_back(values, d), dim_back(places, d)


cdef tuple sort_recorded(Op op, Tensor x, int d, int64_t k, bint descending):
    # The same as a recorded operation.
    cdef Tensor values, places
    cdef Node *n
    values, places = sort_plain(op, x, d, k, descending, True)
    if recording(x):
        n = record1(op, x, values)
        save(n, 0, places)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
        node_data(n).args = {"dim": d}
        node_data(n).ints[0] = d
    return values, places


cdef int vjp_sort(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    return cotangent_through(wg_scatter_loop(ITEMSIZE[g.dtype_]), False, n, d, g, grads)


cdef int order_arg(Op op, PyObject **a, int k, Tensor x) except -1:
    # The dim to sort along; complex numbers have no order.
    if PyBool_Check(a[k]):
        raise errors.DtypeError(f"{op.name}(): argument 'dim' must be int, not bool")
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise errors.AutogradError(f"{op.name if op.name == 'topk' else 'Sort'} does not support complex dtypes on CPU")
    return dim_of(op, a, k, x)


cdef object impl_sort(Op op, PyObject **a):
    # sort(input, dim=-1, descending=False, *, stable=False)
    cdef Tensor x = tensor_arg(op, a, 0), values, places
    cdef int d = order_arg(op, a, 1, x)
    values, places = sort_recorded(op, x, d, x.shape_[d] if x.ndim_ else 1, <object>a[2])
    return named_pair(sort_pair, values, places)


cdef object impl_argsort(Op op, PyObject **a):
    # argsort(input, dim=-1, descending=False, *, stable=False)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int d = order_arg(op, a, 1, x)
    return sort_plain(op, x, d, x.shape_[d] if x.ndim_ else 1, <object>a[2], False)[1]


cdef object impl_msort(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise errors.AutogradError("Sort does not support complex dtypes on CPU")
    if x.ndim_ == 1 and x.numel_ <= NUMPY_SORTS and not recording(x):
        return sorted_values(x)
    return sort_recorded(op, x, 0, x.shape_[0] if x.ndim_ else 1, False)[0]


cdef int64_t NUMPY_SORTS = 1 << 14      # elements up to which NumPy's vector sort is faster than ours by bytes


cdef Tensor sorted_values(Tensor x):
    # A vector in order, nan last, where nobody asks where its elements were.
    cdef Tensor out = compact(x)
    cnp.PyArray_Sort(as_array(out), 0, cnp.NPY_QUICKSORT)
    return out


cdef object impl_topk(Op op, PyObject **a):
    # topk(input, k, dim=-1, largest=True, sorted=True)
    cdef Tensor x = tensor_arg(op, a, 0), values, places
    cdef int64_t k = int_arg(op, a, 1), n
    cdef int d = order_arg(op, a, 2, x)
    if x.dtype_ == WG_BOOL:
        raise errors.AutogradError("topk does not support bool dtypes on CPU")
    n = x.shape_[d] if x.ndim_ else 1
    if k < 0 or k > n:
        raise errors.AutogradError(f"selected index k out of range: topk() was asked for {k} of {n} elements")
    values, places = sort_recorded(op, x, d, k if x.ndim_ else 1, <object>a[3])
    return named_pair(topk_pair, values, places)


# -- runs and sets ----------------------------------------------------------------------------------------

cdef Tensor shortened(Tensor x, int64_t n):
    # The first n of a vector's elements, as a vector of its own size.
    cdef Tensor t = new_tensor(x.dtype_, 1, &n)
    memcpy(t.data, x.data, n * ITEMSIZE[x.dtype_])
    return t


def runs_of(Tensor input, bint ordered, bint with_inverse, bint with_counts):
    """The elements of `input` without those that equal the one before (or, sorted first, any other), which of these
    each element is, and how often each occurs; None for the latter two where they are not wanted."""
    cdef Tensor x = contiguous_plain(input), values, inverse = None, counts = None, places = None, order, found
    cdef int64_t n = x.numel_, runs, i
    if x.dtype_ == WG_F16:
        found, inverse, counts = runs_of(cast_plain(x, WG_F32), ordered, with_inverse, with_counts)
        return cast_plain(found, WG_F16), inverse, counts
    x = reshape_plain(x, 1, &n)
    if ordered:
        x, places = sort_plain(ops_by_name["unique"], x, 0, n, False, True)
    values = new_like(x, x.dtype_)
    if with_inverse:
        inverse = new_tensor(WG_I64, 1, &n)
    if with_counts:
        counts = new_tensor(WG_I64, 1, &n)
    with nogil:
        runs = wg_runs(x.data, n, values.data, NULL if inverse is None else <int64_t *>inverse.data,
                       NULL if counts is None else <int64_t *>counts.data, x.dtype_)
    if inverse is not None:
        if ordered:
            order, inverse = inverse, new_tensor(WG_I64, 1, &n)
            for i in range(n):
                (<int64_t *>inverse.data)[(<int64_t *>places.data)[i]] = (<int64_t *>order.data)[i]
        inverse = reshape_plain(inverse, input.ndim_, input.shape_)
    return shortened(values, runs), inverse, None if counts is None else shortened(counts, runs)


cdef enum:
    FEW_TESTS = 16                         # elements are compared with each of so many; more are sorted


def is_among(Tensor elements, Tensor tests, bint invert):
    """Where elements are among others of the same real type; nan is among none."""
    if elements.dtype_ == WG_F16:
        return is_among(cast_plain(elements, WG_F32), cast_plain(tests, WG_F32), invert)
    cdef Tensor x = contiguous_plain(elements), t = contiguous_plain(tests), out = new_like(x, WG_BOOL), places
    cdef int64_t n = t.numel_, i, at
    cdef int size = ITEMSIZE[x.dtype_]
    cdef char *found = out.data
    cdef wg_search search = wg_search_row(x.dtype_)
    if n <= FEW_TESTS and wg_among_few(x.data, x.numel_, t.data, n, invert, x.dtype_, found):
        return out
    t = sort_plain(ops_by_name["isin"], reshape_plain(t, 1, &n), 0, n, False, True)[0]
    while n and not wg_all_equal(t.data + (n - 1) * size, t.data + (n - 1) * size, 1, t.dtype_):
        n -= 1                             # the nan at the end
    places = new_like(x, WG_I64)
    with nogil:
        wg_search_shared(search, t.data, NULL, n, x.data, x.numel_, size, False, <int64_t *>places.data)
        for i in range(x.numel_):
            at = (<int64_t *>places.data)[i]
            found[i] = invert
            if at < n and wg_all_equal(t.data + at * size, x.data + i * size, 1, x.dtype_):
                found[i] = not invert
    return out


cdef object impl_equal(Op op, PyObject **a):
    # equal(input, other): a Python bool.
    cdef Tensor x = tensor_arg(op, a, 0), y = tensor_arg(op, a, 1)
    cdef int dtype = x.dtype_ if x.dtype_ == y.dtype_ else PROMOTED[x.dtype_][y.dtype_]
    cdef bint same
    if not same_shape(x, y):
        return False
    x = contiguous_plain(x if x.dtype_ == dtype else cast_plain(x, dtype))
    y = contiguous_plain(y if y.dtype_ == dtype else cast_plain(y, dtype))
    with nogil:
        same = wg_all_equal(x.data, y.data, x.numel_, dtype)
    return same


# -- places in sorted rows ----------------------------------------------------------------------------------

cdef object impl_placed(Op op, PyObject **a):
    # searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None)
    side = <object>a[4]
    if side is not None and side != "left" and side != "right":
        raise errors.AutogradError(f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}")
    right = bool(<object>a[3])
    if right and side == "left":
        raise errors.AutogradError("torch.searchsorted(): side and right can't be set to opposites, got side of left "
                                   "while right was True")
    return placed(op, tensor_arg(op, a, 0), <object>a[1], <object>a[5], right or side == "right", <object>a[2])


cdef object impl_bucketize(Op op, PyObject **a):
    # bucketize(input, boundaries, *, out_int32=False, right=False)
    cdef Tensor boundaries = tensor_arg(op, a, 1)
    if boundaries.ndim_ != 1:
        raise errors.ShapeError(f"boundaries tensor must be 1 dimension, but got dim({boundaries.ndim_})")
    return placed(op, boundaries, <object>a[0], None, bool(<object>a[3]), <object>a[2])


cdef object placed(Op op, Tensor row, object given, object sorter, bint right, bint narrow):
    cdef Tensor v, out
    cdef PyObject *args[4]
    cdef int dtype
    if row.ndim_ == 0:
        raise errors.ShapeError("torch.searchsorted(): boundaries tensor should have positive dimension, but "
                                "got 0 dimension")
    v = <Tensor>given if isinstance(given, Tensor) else tensor_from(given, -1, False)
    if row.ndim_ != 1 and v.ndim_ == 0:
        raise errors.ShapeError(
            "torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1, but we got "
            f"boundaries tensor dim({row.ndim_}) and input value's dim({v.ndim_}) numel({v.numel_})")
    if row.ndim_ != 1 and not (row.ndim_ == v.ndim_ and same_dims(row.shape_, v.shape_, row.ndim_ - 1)):
        raise errors.ShapeError(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of "
            "boundaries tensor and input value tensor must match, but we got boundaries tensor "
            f"{list(size_of(row))} and input value tensor {list(size_of(v))}")
    if sorter is not None:
        check_sorter(row, sorter)
    if row.dtype_ != v.dtype_:
        dtype = result_type_of(row, v).num
        row = row if row.dtype_ == dtype else cast_plain(row, dtype)
        v = v if v.dtype_ == dtype else cast_plain(v, dtype)
    args[0], args[1], args[2] = <PyObject *>row, <PyObject *>v, <PyObject *>sorter
    args[3] = <PyObject *>right_flags[right]
    out = <Tensor>impl_searchsorted(op, args)
    return cast_plain(out, WG_I32) if narrow else out


cdef tuple right_flags = (False, True)


cdef int check_sorter(Tensor row, object given) except -1:
    # Refuse what is no order of the row.
    cdef Tensor sorter = <Tensor?>given
    cdef int64_t low, high
    if not same_shape(row, sorter):
        raise errors.ShapeError("torch.searchsorted(): boundary and sorter must have the same size, but got boundary "
                                f"tensor {list(size_of(row))} and got sorter tensor {list(size_of(sorter))}")
    if sorter.dtype_ != WG_I64:
        raise errors.AutogradError("torch.searchsorted(): sorter must be a tensor of long dtype but got dtype "
                                   f"{DTYPE_NAMES[sorter.dtype_]}")
    sorter = contiguous_plain(sorter)
    if wg_range_of(<int64_t *>sorter.data, sorter.numel_, &low, &high) \
            and (low < 0 or high >= row.shape_[row.ndim_ - 1]):
        raise errors.AutogradError("torch.searchsorted(): sorter index out of range")
    return 0


# -- positions ----------------------------------------------------------------------------------------------

cdef object impl_take_along(Op op, PyObject **a):
    # take_along_dim(input, indices, dim=None): gather after broadcasting all dims but one.
    cdef Tensor x = tensor_arg(op, a, 0), index = tensor_arg(op, a, 1)
    cdef PyObject *args[4]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t wanted[WG_MAX_DIMS]
    cdef int d, k
    cdef int64_t low, high, i, m, n
    cdef bint spread_x = False, spread_index = False
    cdef object along
    if index.dtype_ != WG_I64:
        raise errors.AutogradError("torch.take_along_dim(): dtype of indices should be Long but got "
                                   f"{TORCH_NAMES[index.dtype_]}")
    whole = <object>a[2] is None
    if whole:
        m, n = x.numel_, index.numel_
        x = <Tensor>op_view_any(x, m)
        index = reshape_plain(index, 1, &n)
        d = 0
    else:
        if x.ndim_ != index.ndim_:
            raise errors.ShapeError("torch.take_along_dim(): input and indices should have the same number of "
                                    f"dimensions, but got {x.ndim_} dimensions for input, and {index.ndim_} "
                                    "dimensions for indices")
        d = dim_of(op, a, 2, x)
    for k in range(x.ndim_):
        m, n = x.shape_[k], index.shape_[k]
        shape[k], wanted[k] = m, n
        if k == d or m == n:
            continue
        if m != 1 and n != 1:
            raise_broadcast(m, n, k, op)
        shape[k] = wanted[k] = n if m == 1 else m
        spread_x = spread_x or m == 1
        spread_index = spread_index or n == 1
    index = contiguous_plain(index)
    if wg_range_of(<int64_t *>index.data, index.numel_, &low, &high) and low < 0:
        n = x.shape_[d] if x.ndim_ else 1
        index = compact(index)
        for i in range(index.numel_ if n else 0):
            m = (<int64_t *>index.data)[i] % n            # as in C, of the sign of the first
            (<int64_t *>index.data)[i] = m + n if m < 0 else m
    if spread_x:
        x = <Tensor>ops_by_name["expand"](x, shape_tuple(x.ndim_, shape))
    if spread_index:
        index = spread_to(index, index.ndim_, wanted)
    along = d
    args[0], args[1], args[2], args[3] = <PyObject *>x, <PyObject *>along, <PyObject *>index, <PyObject *>False
    return impl_gather(<Op>ops_by_name["gather"], args)


cdef object op_view_any(Tensor x, int64_t n):
    # All elements as a recorded vector.
    return x if x.ndim_ == 1 else ops_by_name["reshape"](x, n)


def unravelled(Tensor indices, tuple shape):
    """Coordinates of positions in a flattened tensor of a shape, one tensor for each dim."""
    return coordinates(indices, shape)


cdef tuple coordinates(Tensor indices, tuple shape):
    cdef Tensor x = contiguous_plain(indices if indices.dtype_ == WG_I64 else cast_plain(indices, WG_I64)), out
    cdef int64_t step = 1, size
    cdef int k
    cdef list found = []
    for k in range(len(shape) - 1, -1, -1):
        size = shape[k]
        if size == 0 and x.numel_:
            raise errors.AutogradError("ZeroDivisionError (in unravel_index): a dim has no elements",
                                       kind=ZeroDivisionError)
        out = new_like(x, WG_I64)
        if x.numel_:
            with nogil:
                wg_coordinate(<int64_t *>x.data, x.numel_, step, size, <int64_t *>out.data)
        found.append(out)
        step *= size
    found.reverse()
    return tuple(found)


def triangle_indices(int64_t rows, int64_t cols, int64_t offset, int dtype, bint lower):
    """Row numbers above column numbers of the elements on one side of a diagonal."""
    cdef int64_t shape[2]
    cdef int64_t total = 0, i, j, first, end
    cdef Tensor out
    cdef int64_t *p
    for i in range(rows):
        first = max(i + offset, 0)
        total += min(max(i + offset + 1, 0), cols) if lower else cols - min(first, cols)
    shape[0], shape[1] = 2, total
    out = new_tensor(WG_I64, 2, shape)
    p = <int64_t *>out.data
    for i in range(rows):
        first = 0 if lower else max(i + offset, 0)
        end = min(i + offset + 1, cols) if lower else cols
        for j in range(first, end):
            p[0] = i
            p[total] = j
            p += 1
    return out if dtype == WG_I64 else cast_plain(out, dtype)


def broadcast_all(tuple tensors):
    """Tensors as views of their common shape; those that have it already are themselves."""
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, shift, ndim = 0
    cdef Tensor t
    for i, v in enumerate(tensors):
        if not isinstance(v, Tensor):
            raise errors.DtypeError(f"expected Tensor as element {i} in argument 0, but got {type(v).__name__}")
        ndim = max(ndim, (<Tensor>v).ndim_)
    for k in range(ndim):
        shape[k] = 1
    for v in tensors:
        t = <Tensor>v
        shift = ndim - t.ndim_
        for k in range(t.ndim_):
            if t.shape_[k] != 1 and shape[shift + k] != t.shape_[k]:
                if shape[shift + k] != 1:
                    raise errors.ShapeError("Shape mismatch: objects cannot be broadcast to a single shape: sizes "
                                            f"{shape[shift + k]} and {t.shape_[k]} in dim {shift + k}")
                shape[shift + k] = t.shape_[k]
    full = shape_tuple(ndim, shape)
    expand = ops_by_name["expand"]
    return tuple([v if (<Tensor>v).ndim_ == ndim and same_dims((<Tensor>v).shape_, shape, ndim) else expand(v, full)
                  for v in tensors])


# -- looking up rows ------------------------------------------------------------------------------------------

cdef object impl_embedding(Op op, PyObject **a):
    # _embedding(input, weight, padding_idx)
    cdef Tensor index = tensor_arg(op, a, 0), w = tensor_arg(op, a, 1), table, out, at
    cdef int64_t shape[WG_MAX_DIMS]
    cdef wg_index where
    cdef Node *n
    if index.dtype_ == WG_BOOL or CATEGORY[index.dtype_] != CAT_INT:
        raise errors.AutogradError("Expected tensor for argument #1 'indices' to have one of the following scalar "
                                   f"types: Long, Int; but got torch.{DTYPE_NAMES[index.dtype_]} instead")
    if w.ndim_ != 2:
        raise errors.ShapeError("'weight' must be 2-D")
    if index.ndim_ >= WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: at most {WG_MAX_DIMS} are supported (in embedding)")
    at = contiguous_plain(index if index.dtype_ == WG_I64 else cast_plain(index, WG_I64))
    table = contiguous_plain(w)
    wg_copy_sizes(shape, index.shape_, index.ndim_)
    shape[index.ndim_] = w.shape_[1]
    out = new_tensor(w.dtype_, index.ndim_ + 1, shape)
    where.size, where.wraps, where.failed, where.step = w.shape_[0], 0, 0, w.shape_[1] * ITEMSIZE[w.dtype_]
    if at.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_take_rows(table.data, <int64_t *>at.data, out.data, at.numel_, w.shape_[1] * ITEMSIZE[w.dtype_], &where)
    else:
        wg_take_rows(table.data, <int64_t *>at.data, out.data, at.numel_, w.shape_[1] * ITEMSIZE[w.dtype_], &where)
    if where.failed:
        raise errors.DimensionError(f"index out of range in self: {where.bad} is no row of a table of "
                                    f"{w.shape_[0]} rows")
    if recording(w):
        n = record_many(op, [None, w], out)
        save(n, 0, at)
        node_data(n).shapes = [None, shape_tuple(2, w.shape_)]
        node_data(n).args = {"padding_idx": <object>a[2]}
        node_data(n).ints[0] = -1
        if <object>a[2] is not None:
            node_data(n).ints[0] = int_arg(op, a, 2) + (w.shape_[0] if int_arg(op, a, 2) < 0 else 0)
    return out


cdef int vjp_embedding(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor out = zeros_plain(g.dtype_, d.shapes[1]), at = saved_positions(n, 0, 0, out.shape_[0])
    g = contiguous_plain(g)
    with nogil:
        wg_add_rows(g.data, <int64_t *>at.data, out.data, at.numel_, out.shape_[1], d.ints[0], g.dtype_)
    give(grads, 1, out)
    return 0
