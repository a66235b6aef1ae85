# How often values occur, counts in the cells of a grid; matrices along a diagonal.

cdef object histogram_pair = result_type("histogram", ("hist", "bin_edges"))
cdef object histogramdd_pair = result_type("histogramdd", ("hist", "bin_edges"))


cdef int refuse_recorded(Op op, str argument, object x) except -1:
    # Counts have no derivative.
    if isinstance(x, Tensor) and recording(<Tensor>x):
        raise errors.NonDifferentiableError(f"the derivative for '{op.name}' is not implemented with respect to "
                                            f"'{argument}'. Use detach() where its gradient is not wanted.")
    return 0


cdef object impl_bincount(Op op, PyObject **a):
    # bincount(input, weights=None, minlength=0)
    cdef Tensor x = tensor_arg(op, a, 0), w = None if <object>a[1] is None else tensor_arg(op, a, 1), out
    cdef int64_t least = int_arg(op, a, 2), low, high, n
    cdef int kind = WG_I64
    refuse_recorded(op, "weights", w)
    if least < 0:
        raise errors.ShapeError("minlength should be >= 0 (in bincount)")
    if x.ndim_ == 1 and x.numel_ == 0:
        return zeros_plain(WG_I64, (least,))
    if w is not None and not same_shape(w, x):
        raise errors.ShapeError("weights should be 1-d and have the same length as input (in bincount)")
    if CATEGORY[x.dtype_] != CAT_INT:
        raise errors.UnsupportedDtypeError(f"\"bincount_cpu\" not implemented for '{TORCH_NAMES[x.dtype_]}'. "
                                           "Convert the input to an integer type.")
    x = contiguous_plain(x if x.dtype_ == WG_I64 else cast_plain(x, WG_I64))
    low = high = wg_bits_of(<int64_t *>x.data, x.numel_)        # not below the largest, negative where one is
    if low >= 256 or w is not None:
        wg_range_of(<int64_t *>x.data, x.numel_, &low, &high)
    if x.ndim_ != 1 or low < 0:
        raise errors.ShapeError("bincount only supports 1-d non-negative integral inputs.")
    if w is not None:
        kind = WG_F32 if w.dtype_ == WG_F32 else WG_F64
        if CATEGORY[w.dtype_] == CAT_COMPLEX:
            w = ops_by_name["real"](alias(w))
        w = contiguous_plain(w if w.dtype_ == WG_F64 else cast_plain(w, WG_F64))
    n = max(high + 1, least)
    out = new_tensor(WG_I64 if w is None else WG_F64, 1, &n)
    fill_zero(out)
    wg_count_positions(<int64_t *>x.data, x.numel_, n, NULL if w is None else <double *>w.data, <int64_t *>out.data,
                       <double *>out.data)
    if w is None and n > least and (<int64_t *>out.data)[n - 1] == 0:
        while n > least and (<int64_t *>out.data)[n - 1] == 0:
            n -= 1
        return shortened(out, n)
    return cast_plain(out, WG_F32) if kind == WG_F32 else out


cdef int bin_count(object bins, int dim, str what) except -1:
    # A number of bins.
    cdef int64_t n = int_of(bins, f"{what}(): argument 'bins'")
    if n <= 0 or n >= 1 << 31:
        raise errors.ShapeError(f"torch.histogram(): bins must be > 0, but got {n} for dimension {dim}")
    return <int>n


cdef int check_counted(Tensor x, str kernel) except -1:
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.UnsupportedDtypeError(f"\"{kernel}\" not implemented for '{TORCH_NAMES[x.dtype_]}'. Convert the "
                                           "input to a floating type.")
    return 0


cdef int range_of(Tensor line, double *low, double *high) except -1:
    # The smallest and the largest element; nan where there is one.
    low[0] = reduce_plain(WG_AMIN, line, 1).item()
    high[0] = reduce_plain(WG_AMAX, line, 1).item()
    return 0


cdef inline bint finite(double x) noexcept:
    return x - x == 0


cdef object impl_histc(Op op, PyObject **a):
    # histc(input, bins=100, min=0, max=0)
    cdef Tensor x = tensor_arg(op, a, 0), edges, line, cells
    cdef double low = <object>a[2], high = <object>a[3]
    cdef int64_t bins
    cdef int64_t two = 2
    check_counted(x, "histogram_cpu")
    bins = bin_count(<object>a[1], 0, "histc")
    line = contiguous_plain(x)
    line = reshape_plain(line, 1, &line.numel_)
    if low == high and x.numel_:
        range_of(line, &low, &high)
    if not (finite(low) and finite(high)):
        raise errors.ShapeError(f"torch.histc: range of [{low}, {high}] is not finite")
    if low == high:
        low, high = low - 1, high + 1
    if low > high:
        raise errors.ShapeError(f"torch.histc: max must be larger than min, but they are {high} and {low}")
    edges = new_tensor(x.dtype_, 1, &two)
    if x.dtype_ == WG_F32:
        (<float *>edges.data)[0], (<float *>edges.data)[1] = <float>low, <float>high
    else:
        (<double *>edges.data)[0], (<double *>edges.data)[1] = low, high
    cells = counted_cells(line, [edges], &bins, [WG_LINEARLY], None)
    return cells if x.dtype_ == WG_F64 else cast_plain(cells, x.dtype_)


cdef Tensor counted_cells(Tensor points, list edges, int64_t *bins, list spacing, Tensor weights):
    # How many rows of `points` lie in each cell, or the sums of their weights, as a float64 vector. All tensors are
    # contiguous and of one floating type; see wg_histogram for the edges.
    cdef int64_t total = 1
    cdef Tensor cells
    cdef int d, dims = len(edges)
    cdef const char *places[WG_MAX_DIMS]
    cdef intptr_t counts[WG_MAX_DIMS]
    cdef int kinds[WG_MAX_DIMS]
    cdef const char *weight = NULL if weights is None else weights.data
    cdef int64_t n = points.shape_[0]
    for d in range(dims):
        places[d], counts[d], kinds[d] = (<Tensor>edges[d]).data, bins[d], spacing[d]
        total *= bins[d]
    cells = new_tensor(WG_F64, 1, &total)
    fill_zero(cells)
    with nogil:
        wg_histogram(points.data, n, dims, places, counts, kinds, weight, <double *>cells.data, points.dtype_)
    return cells


cdef Tensor edges_between(Tensor points, int bins, object bounds, int d):
    # The edges of equal bins from the smallest to the largest value of a column, or between given bounds.
    cdef double low = 0, high = 1
    cdef Tensor line
    if bounds is not None:
        low, high = bounds[2 * d], bounds[2 * d + 1]
    elif points.shape_[0]:
        line = alias(points)
        line.ndim_ = 1
        line.data += d * points.strides_[1] * ITEMSIZE[points.dtype_]
        note_contiguity(line)
        range_of(line, &low, &high)
    if not (finite(low) and finite(high)):
        raise errors.ShapeError(f"torch.histogramdd: dimension {d}'s range [{low}, {high}] is not finite")
    if low > high:
        raise errors.ShapeError(f"torch.histogramdd: min should not exceed max, but got min {low} max {high} for "
                                f"dimension {d}")
    if low == high:
        low, high = low - 0.5, high + 0.5
    return ranged(low, (high - low) / bins, bins + 1, dtype_objects[points.dtype_], high)


cdef Tensor checked_edges(Tensor edges, Tensor x, int d):
    # Edges that the caller gives, if they can be.
    if edges.dtype_ != x.dtype_:
        raise errors.AutogradError("torch.histogramdd: input tensor and bins tensors should have the same dtype, "
                                   f"but got input with dtype {dtype_objects[x.dtype_]} and bins for dimension {d} "
                                   f"with dtype {dtype_objects[edges.dtype_]}")
    if edges.ndim_ != 1:
        raise errors.ShapeError(f"torch.histogramdd: bins tensor should have one dimension, but got {edges.ndim_} "
                                f"dimensions in the bins tensor for dimension {d}")
    if edges.numel_ == 0:
        raise errors.ShapeError("torch.histogramdd: bins tensor should have at least 1 element, but got 0 "
                                f"elements in the bins tensor for dimension {d}")
    bin_count(edges.numel_ - 1, d, "histogram")
    return alias(contiguous_plain(edges))


cdef tuple counted_points(Op op, Tensor x, Tensor points, list bins, PyObject **a):
    # The histogram of points (rows of a contiguous matrix) and the edges of each dim, from the further arguments
    # range, weight and density.
    cdef object bounds = <object>a[2], weight = <object>a[3], spacing = []
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int d, dims = <int>points.shape_[1]
    cdef list edges = [], cuts
    cdef Tensor hist, w = None
    refuse_recorded(op, "input", x)
    refuse_recorded(op, "weight", weight)
    check_counted(x, "histogramdd")
    if dims > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: got {dims}, at most {WG_MAX_DIMS} are supported")
    if bounds is not None and len(bounds) != 2 * dims:
        raise errors.ShapeError(f"torch.histogramdd: for a {dims}-dimensional histogram range should have "
                                f"{2 * dims} elements, but got {len(bounds)}")
    if weight is not None:
        w = contiguous_plain(<Tensor?>weight)
        if w.dtype_ != x.dtype_:
            raise errors.AutogradError("torch.histogramdd: if weight tensor is provided, input tensor and weight "
                                       "tensor should have the same dtype, but got "
                                       f"input({dtype_objects[x.dtype_]}), and weight({dtype_objects[w.dtype_]})")
    for d, b in enumerate(bins):
        if isinstance(b, Tensor):
            edges.append(checked_edges(<Tensor>b, x, d))
            spacing.append(WG_APART)
        else:
            edges.append(edges_between(points, bin_count(b, d, "histogram"), bounds, d))
            spacing.append(WG_EQUALLY)
        shape[d] = (<Tensor>edges[d]).numel_ - 1
    cuts = edges
    if x.dtype_ == WG_F16:
        points, cuts = cast_plain(points, WG_F32), [cast_plain(<Tensor>e, WG_F32) for e in edges]
        w = None if w is None else cast_plain(w, WG_F32)
    hist = counted_cells(points, cuts, shape, spacing, w)
    hist = reshape_plain(hist if x.dtype_ == WG_F64 else cast_plain(hist, x.dtype_), dims, shape)
    if <object>a[4]:
        o = ops_by_name
        hist = o["div"](hist, o["sum"](hist))
        for d in range(dims):
            hist = o["div"](hist, o["reshape"](o["diff"](edges[d]), [-1 if k == d else 1 for k in range(dims)]))
    return hist, edges


cdef object impl_histogram(Op op, PyObject **a):
    # histogram(input, bins=100, *, range=None, weight=None, density=False)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t shape[2]
    if isinstance(<object>a[1], Tensor) and <object>a[2] is not None:
        raise errors.ArgumentError("histogram() received an invalid combination of arguments: range= goes with a "
                                   "number of bins, not with their edges")
    if <object>a[3] is not None and not same_shape(<Tensor?><object>a[3], x):
        raise errors.ShapeError("torch.histogramdd: if weight tensor is provided it should have the same shape as "
                                f"the input tensor, but got input {list(size_of(x))} and weight "
                                f"{list((<object>a[3]).shape)}")
    shape[0], shape[1] = x.numel_, 1
    hist, edges = counted_points(op, x, reshape_plain(contiguous_plain(x), 2, shape), [<object>a[1]], a)
    return named_pair(histogram_pair, <Tensor>hist, <Tensor>edges[0])


cdef object impl_histogramdd(Op op, PyObject **a):
    # histogramdd(input, bins, range=None, weight=None, density=False)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t shape[2]
    cdef int k
    if x.ndim_ < 2:
        raise errors.ShapeError("torch.histogramdd: input tensor should have at least 2 dimensions")
    shape[0], shape[1] = 1, x.shape_[x.ndim_ - 1]
    for k in range(x.ndim_ - 1):
        shape[0] *= x.shape_[k]
    bins = <object>a[1]
    bins = [bins] * shape[1] if isinstance(bins, int) else list(bins)
    if len(bins) != shape[1]:
        raise errors.ShapeError(
            f"torch.histogramdd: expected {shape[1]} sequences of bin edges for a {shape[1]}-dimensional histogram but "
            f"got {len(bins)}"
            if any([isinstance(b, Tensor) for b in bins]) else
            "histogramdd: The size of bins must be equal to the innermost dimension of the input.")
    if <object>a[3] is not None and tuple((<object>a[3]).shape) != shape_tuple(x.ndim_ - 1, x.shape_):
        raise errors.ShapeError("torch.histogramdd: if weight tensor is provided it should have the same shape as "
                                "the input tensor excluding its innermost dimension, but got input with shape "
                                f"{list(size_of(x))} and weight with shape {list((<object>a[3]).shape)}")
    hist, edges = counted_points(op, x, reshape_plain(contiguous_plain(x), 2, shape), bins, a)
    return histogramdd_pair((hist, tuple(edges)))


cdef object impl_block_diag(Op op, PyObject **a):
    # _block_diag(tensors), all at most 2-D.
    cdef list parts = tensor_list(op, a[0]), blocks = []
    cdef int64_t shape[2]
    cdef int kind = result_type_of(*parts).num
    cdef int64_t row = 0, col = 0
    cdef Tensor t, out, place
    cdef Node *n
    for v in parts:
        t = <Tensor>v
        shape[0], shape[1] = t.shape_[0] if t.ndim_ == 2 else 1, t.shape_[t.ndim_ - 1] if t.ndim_ else 1
        blocks.append((row, col, shape[0], shape[1]))
        row, col = row + shape[0], col + shape[1]
    shape[0], shape[1] = row, col
    out = new_tensor(kind, 2, shape)
    fill_zero(out)
    for v, block in zip(parts, blocks):
        place = block_of(out, block)
        copy_into(place, <Tensor>v)
    if CATEGORY[kind] >= CAT_FLOAT and any_requires(parts):
        n = record_many(op, [cast_recorded(<Tensor>v, kind) for v in parts], out)
        node_data(n).args = {"blocks": blocks,
                             "shapes": [shape_tuple((<Tensor>v).ndim_, (<Tensor>v).shape_) for v in parts]}
    return out


cdef Tensor block_of(Tensor x, tuple block):
    # A part of a matrix (first row, first column, rows, columns), without history.
    cdef Tensor t = alias(x)
    t.shape_[0], t.shape_[1] = block[2], block[3]
    t.numel_ = t.shape_[0] * t.shape_[1]
    t.data += (<int64_t>block[0] * x.strides_[0] + <int64_t>block[1] * x.strides_[1]) * ITEMSIZE[x.dtype_]
    note_contiguity(t)
    return t


cdef int vjp_block_diag(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int k
    for k, block in enumerate(d.args["blocks"]):
        if wanted(n, k):
            give(grads, k, reshape_tuple(block_of(g, block), d.args["shapes"][k]))
    return 0
