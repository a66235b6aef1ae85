# Pooling over windows of one to three dims, and resampling along one. In C there are always three axes.

cdef class Windows:
    # Where the windows of a pooling lie: a node keeps it for its vjp.
    cdef wg_pool pool
    cdef intptr_t *room          # the lists that `pool` points into
    cdef int nd

    def __cinit__(self):
        memset(&self.pool, 0, sizeof(wg_pool))
        self.room = NULL

    def __dealloc__(self):
        free(self.room)


cdef Windows new_windows(Tensor x, int nd, const intptr_t *out):
    # The sizes, and room for the lists.
    cdef Windows w = Windows.__new__(Windows)
    cdef intptr_t total = 0
    cdef intptr_t *at
    cdef int k
    w.nd = nd
    for k in range(3):
        w.pool.in_[k] = x.shape_[x.ndim_ - 3 + k] if k >= 3 - nd else 1
        w.pool.out[k] = out[k]
        w.pool.step[k] = 1
        total += 3 * out[k]
    at = w.room = <intptr_t *>malloc((total + 1) * sizeof(intptr_t))
    if at == NULL:
        raise MemoryError()
    for k in range(3):
        w.pool.first[k], w.pool.end[k], w.pool.count[k] = at, at + out[k], at + 2 * out[k]
        at += 3 * out[k]
    return w


cdef int pool_sizes(object v, int nd, intptr_t *out, str op, str what) except -1:
    cdef int64_t given[WG_MAX_DIMS]
    cdef int k, n = sizes_of(v, given, f"{op}(): {what}")
    if n != nd and n != 1:
        raise errors.ShapeError(f"{op}: {what} must either be a single int, or a tuple of {nd} ints")
    for k in range(3):
        out[k] = 1
    for k in range(nd):
        out[3 - nd + k] = given[k if n == nd else 0]
    return 0


cdef intptr_t floor_quotient(intptr_t a, intptr_t b) noexcept:
    return a // b if a >= 0 else -((-a + b - 1) // b)


cdef Windows sliding(Op op, Tensor x, int nd, object size, object stride, object padding, object dilation,
                     bint ceil_mode, bint with_padding):
    # The windows of max_pool and avg_pool.
    cdef intptr_t window[3]
    cdef intptr_t step[3]
    cdef intptr_t pad[3]
    cdef intptr_t apart[3]
    cdef intptr_t out[3]
    cdef intptr_t reach, length, start, stop
    cdef int k, d
    cdef intptr_t o
    cdef Windows w
    cdef intptr_t *first
    cdef intptr_t *end
    cdef intptr_t *count
    name = op.name.lstrip("_")
    pool_sizes(size, nd, window, name, "kernel_size")
    if stride is None or isinstance(stride, (tuple, list)) and len(stride) == 0:
        memcpy(step, window, sizeof(step))
    else:
        pool_sizes(stride, nd, step, name, "stride")
    pool_sizes(padding, nd, pad, name, "padding")
    pool_sizes(dilation, nd, apart, name, "dilation")
    for k in range(3 - nd):
        pad[k] = 0
    if x.ndim_ != nd + 1 and x.ndim_ != nd + 2:
        raise errors.ShapeError(f"{name}: Expected {nd + 1}D or {nd + 2}D (batch mode) tensor with optional 0 dim "
                                f"batch size for input, but got: {list(size_of(x))}")
    for k in range(x.ndim_ - nd - 1, x.ndim_):
        if x.shape_[k] == 0:
            raise errors.ShapeError(f"{name}: Expected input's non-batch dimensions to have positive length, but input "
                                    f"has a shape of {list(size_of(x))}")
    for k in range(3):
        if window[k] <= 0:
            raise errors.ShapeError(f"{name}: kernel size should be greater than zero, but got "
                                    f"{dims_tuple(window, nd)}")
        if step[k] <= 0:
            raise errors.ShapeError(f"{name}: stride should be greater than zero, but got {dims_tuple(step, nd)}")
        if apart[k] <= 0:
            raise errors.ShapeError(f"{name}: dilation should be greater than zero, but got {dims_tuple(apart, nd)}")
        if pad[k] < 0 or pad[k] > ((window[k] - 1) * apart[k] + 1) // 2:
            raise errors.ShapeError(f"pad should be at most half of effective kernel size, but got pad={pad[k]}, "
                                    f"kernel_size={window[k]} and dilation={apart[k]} (in {name})")
        length = x.shape_[x.ndim_ - 3 + k] if k >= 3 - nd else 1
        reach = apart[k] * (window[k] - 1) + 1
        out[k] = floor_quotient(length + 2 * pad[k] - reach + (step[k] - 1 if ceil_mode else 0), step[k]) + 1
        if ceil_mode and (out[k] - 1) * step[k] >= length + pad[k]:
            out[k] -= 1
        if out[k] < 1:
            raise errors.ShapeError(
                f"Given input size: ({'x'.join([str(v) for v in size_of(x)[x.ndim_ - nd - 1:]])}). Calculated output "
                f"size is too small in {name}: no window fits")
    w = new_windows(x, nd, out)
    for d in range(3):
        first, end, count = <intptr_t *>w.pool.first[d], <intptr_t *>w.pool.end[d], <intptr_t *>w.pool.count[d]
        w.pool.step[d] = apart[d]
        length = w.pool.in_[d]
        for o in range(out[d]):
            start = o * step[d] - pad[d]
            stop = start + (window[d] - 1) * apart[d] + 1
            count[o] = min(stop, length + pad[d]) - start
            if start < 0:
                start += (-start + apart[d] - 1) // apart[d] * apart[d]
            first[o], end[o] = start, min(stop, length)
            if not with_padding:
                count[o] = end[o] - start
    note_regular(w, window[2], step[2], pad[2])
    return w


cdef int note_regular(Windows w, intptr_t window, intptr_t step, intptr_t pad) noexcept:
    # Which windows along the last axis are not cut off.
    cdef intptr_t last = w.pool.in_[2] + pad - (window - 1) * w.pool.step[2] - 1
    w.pool.stride = step
    w.pool.regular = min((pad + step - 1) // step, w.pool.out[2])
    w.pool.regular_end = max(min(last // step + 1, w.pool.out[2]), w.pool.regular) if last >= 0 else w.pool.regular
    return 0


cdef Windows adaptive(Op op, Tensor x, int nd, object size):
    # Windows that divide each dim into so many nearly equal parts.
    cdef intptr_t out[3]
    cdef int64_t given[WG_MAX_DIMS]
    cdef int k, n
    cdef intptr_t o, length
    cdef Windows w
    name = op.name.lstrip("_")
    if x.ndim_ != nd + 1 and x.ndim_ != nd + 2:
        raise errors.ShapeError(f"{name}: Expected {nd + 1}D or {nd + 2}D tensor, but got {list(size_of(x))}")
    if isinstance(size, (tuple, list)) and None in size and len(size) == nd:
        size = [x.shape_[x.ndim_ - nd + k] if v is None else v for k, v in enumerate(size)]
    n = sizes_of(size, given, f"{name}(): output_size")
    if n != nd and n != 1:
        raise errors.ShapeError(f"{name}: output_size must be {nd}, or one number for all dims, but got {size}")
    for k in range(x.ndim_ - nd, x.ndim_):
        if x.shape_[k] == 0:
            raise errors.ShapeError(f"{name}: Expected input to have non-zero size for non-batch dimensions, but input "
                                    f"has sizes {list(size_of(x))} with dimension {k} being empty")
    for k in range(3):
        out[k] = 1
    for k in range(nd):
        out[3 - nd + k] = given[k if n == nd else 0]
        if out[3 - nd + k] < 0:
            raise errors.ShapeError(f"{name}: elements of output_size must be greater than or equal to 0")
    w = new_windows(x, nd, out)
    for k in range(3):
        length = w.pool.in_[k]
        for o in range(out[k]):
            (<intptr_t *>w.pool.first[k])[o] = o * length // out[k]
            (<intptr_t *>w.pool.end[k])[o] = ((o + 1) * length + out[k] - 1) // out[k]
            (<intptr_t *>w.pool.count[k])[o] = w.pool.end[k][o] - w.pool.first[k][o]
    return w


cdef Tensor pooled_like(Tensor x, Windows w, int dtype):
    # New memory for a result.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k
    wg_copy_sizes(shape, x.shape_, x.ndim_)
    for k in range(w.nd):
        shape[x.ndim_ - w.nd + k] = w.pool.out[3 - w.nd + k]
    return new_tensor(dtype, x.ndim_, shape)


cdef inline intptr_t planes_of(Tensor x, Windows w) noexcept:
    return x.numel_ // (w.pool.in_[0] * w.pool.in_[1] * w.pool.in_[2]) if x.numel_ else 0


cdef object max_pooled(Op op, Tensor x, Windows w, bint places, const wg_fraction *fraction=NULL):
    # The largest elements, with their places where `places` asks for them.
    cdef Tensor out, at = None, source = contiguous_plain(x)
    cdef bint records = recording(x)
    cdef int64_t *where = NULL
    cdef intptr_t planes
    cdef int done = 1
    cdef Node *n
    if w.pool.in_[0] * w.pool.in_[1] * w.pool.in_[2] >= <intptr_t>1 << 31:
        raise errors.ShapeError(f"{op.name.lstrip('_')}: planes of 2**31 elements and more are not supported, got "
                                f"{list(size_of(x))}")
    out = pooled_like(x, w, x.dtype_)
    if places or records:
        at = pooled_like(x, w, WG_I64)
        where = <int64_t *>at.data
    planes = planes_of(x, w)
    if out.numel_:
        with nogil:
            done = wg_share_pool_max(kernels, x.dtype_, &w.pool, fraction, source.data, out.data, where, planes)
    if not done:
        raise MemoryError()
    if records:
        n = record1(op, x, out)
        save(n, 0, at)
        node_data(n).shapes = [size_of(x)]
        node_data(n).args = {"windows": w, "nd": w.nd}
    return (out, at) if places else out


cdef Tensor max_pool_cotangent(Tensor g, Tensor at, Windows w, tuple shape):
    cdef Tensor out = zeros_plain(g.dtype_, shape) if g.numel_ == 0 else new_shaped(g.dtype_, shape)
    cdef intptr_t planes = planes_of(out, w)
    g = contiguous_plain(g)
    if g.numel_:
        with nogil:
            wg_share_pool_max_vjp(kernels, g.dtype_, &w.pool, g.data, <int64_t *>at.data, out.data, planes)
    return out


cdef Tensor new_shaped(int dtype, tuple shape):
    cdef int64_t dims[WG_MAX_DIMS]
    return new_tensor(dtype, sizes_of(shape, dims, "shape"), dims)


cdef int vjp_max_pool(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Windows w = <Windows>d.args["windows"]
    cdef Tensor at = saved_positions(n, 0, 0, w.pool.in_[0] * w.pool.in_[1] * w.pool.in_[2])
    give(grads, 0, max_pool_cotangent(g, at, w, tuple(d.shapes[0])))
    return 0


cdef int pool_rank(Op op) except -1:
    # The 2 of max_pool2d.
    return digit_at(op.name, len(op.name) - 2)


cdef int check_pooled(Op op, Tensor x) except -1:
    if x.dtype_ != WG_F32 and x.dtype_ != WG_F64:
        raise errors.UnsupportedDtypeError(f"\"{op.name.lstrip('_')}\" not implemented for '{TORCH_NAMES[x.dtype_]}'. "
                                           "Convert the input to a floating type.")
    return 0


cdef object impl_max_pool(Op op, PyObject **a):
    # _max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, places)
    cdef Tensor x = tensor_arg(op, a, 0)
    check_pooled(op, x)
    return max_pooled(op, x, sliding(op, x, pool_rank(op), <object>a[1], <object>a[2], <object>a[3], <object>a[4],
                                     <object>a[5], False), <object>a[6])


cdef object impl_adaptive_max_pool(Op op, PyObject **a):
    # _adaptive_max_pool2d(input, output_size, places)
    cdef Tensor x = tensor_arg(op, a, 0)
    check_pooled(op, x)
    return max_pooled(op, x, adaptive(op, x, pool_rank(op), <object>a[1]), <object>a[2])


cdef Tensor mean_pooled(Op op, Tensor x, Windows w, tuple shape):
    # The means of the windows; or, for a shape, the cotangents of such means spread over what they were taken of.
    cdef Tensor source = contiguous_plain(x), out
    cdef bint back = shape is not None
    cdef intptr_t planes
    cdef int done = 1
    cdef Node *n
    out = new_shaped(x.dtype_, shape) if back else pooled_like(x, w, x.dtype_)
    planes = planes_of(out if back else x, w)
    if out.numel_ and x.numel_ == 0:
        fill_zero(out)
    elif out.numel_:
        with nogil:
            done = wg_share_pool_mean(kernels, x.dtype_, &w.pool, source.data, out.data, planes, back)
    if not done:
        raise MemoryError()
    if recording(x):
        n = record1(op, x, out)
        node_data(n).shapes = [size_of(x)]
        node_data(n).args = {"windows": w}
    return out


cdef object impl_avg_pool(Op op, PyObject **a):
    # _avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef Windows w
    check_pooled(op, x)
    w = sliding(op, x, pool_rank(op), <object>a[1], <object>a[2], <object>a[3], 1, <object>a[4], <object>a[5])
    if <object>a[6] is not None:
        w.pool.divisor = int_arg(op, a, 6)
        if w.pool.divisor == 0:
            raise errors.AutogradError("divisor must be not zero")
    return mean_pooled(op, x, w, None)


cdef object impl_adaptive_avg_pool(Op op, PyObject **a):
    # _adaptive_avg_pool2d(input, output_size)
    cdef Tensor x = tensor_arg(op, a, 0)
    check_pooled(op, x)
    return mean_pooled(op, x, adaptive(op, x, pool_rank(op), <object>a[1]), None)


cdef object impl_mean_windows(Op op, PyObject **a):
    # _mean_windows(input, windows)
    return mean_pooled(op, tensor_arg(op, a, 0), <Windows?><object>a[1], None)


cdef object impl_spread_windows(Op op, PyObject **a):
    # _spread_windows(input, windows, shape)
    return mean_pooled(op, tensor_arg(op, a, 0), <Windows?><object>a[1], tuple(<object>a[2]))


cdef int vjp_avg_pool(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, mean_pooled(<Op>op_table[n.op], g, <Windows>d.args["windows"], tuple(d.shapes[0])))
    return 0


cdef Tensor resampled(Tensor x, int dim, Tensor places, Tensor weights, int64_t size, bint back):
    # Weighted sums along a dim, or their transpose; without history.
    cdef wg_resampling r
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t outer, inner
    cdef Tensor out, source = contiguous_plain(x)
    blocks_of(source, dim, &outer, &inner)
    wg_copy_sizes(shape, x.shape_, x.ndim_)
    shape[dim] = size
    out = new_tensor(x.dtype_, x.ndim_, shape)
    r.n, r.out = (size, x.shape_[dim]) if back else (x.shape_[dim], size)
    r.inner = inner
    r.taps = places.shape_[1]
    r.places, r.weights = <int64_t *>places.data, <double *>weights.data
    if out.numel_:
        with nogil:
            wg_share_resample(kernels, x.dtype_, &r, source.data, out.data, outer, back)
    return out


cdef object impl_resample(Op op, PyObject **a):
    # _resample(input, dim, places, weights, size, back)
    cdef Tensor x = tensor_arg(op, a, 0), places = tensor_arg(op, a, 2), weights = tensor_arg(op, a, 3), out
    cdef int dim = wrap_dim(int_arg(op, a, 1), x.ndim_)
    cdef bint back = <object>a[5]
    cdef Node *n
    check_pooled(op, x)
    out = resampled(x, dim, places, weights, int_arg(op, a, 4), back)
    if recording(x):
        n = record1(op, x, out)
        node_data(n).shapes = [size_of(x)]
        node_data(n).args = {"dim": dim, "places": places, "weights": weights, "back": bool(back)}
    return out


cdef int vjp_resample(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef dict args = d.args
    cdef int dim = args["dim"]
    give(grads, 0, resampled(g, dim, args["places"], args["weights"], d.shapes[0][dim], not args["back"]))
    return 0


# -- padding with a plane's own elements --------------------------------------------------------------------

cdef class Edges:
    # Where the elements of padded planes come from.
    cdef wg_edges edges
    cdef intptr_t *room          # the lists that `edges` points into
    cdef int nd

    def __cinit__(self, sizes, places, int low, int high):
        # The sizes of the last dims, the element for each place of each, and where the last one's have neighbours.
        cdef int k, d
        cdef intptr_t total = 3
        cdef intptr_t *at
        memset(&self.edges, 0, sizeof(wg_edges))
        self.nd = len(sizes)
        total += sum([len(of_dim) for of_dim in places])
        at = self.room = <intptr_t *>malloc(total * sizeof(intptr_t))
        if at == NULL:
            raise MemoryError()
        for d in range(3):
            k = d - 3 + self.nd
            of_dim = places[k] if k >= 0 else (0,)
            self.edges.in_[d], self.edges.out[d] = sizes[k] if k >= 0 else 1, len(of_dim)
            self.edges.from_[d] = at
            for source in of_dim:
                at[0] = source
                at += 1
        self.edges.low, self.edges.high = low, high

    def __dealloc__(self):
        free(self.room)


cdef Tensor edged(Tensor x, Edges e, bint back):
    # The planes padded, or the cotangent of that; without history.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, d
    cdef intptr_t planes
    cdef Tensor out, source = contiguous_plain(x)
    wg_copy_sizes(shape, x.shape_, x.ndim_)
    for k in range(e.nd):
        d = 3 - e.nd + k
        shape[x.ndim_ - e.nd + k] = e.edges.in_[d] if back else e.edges.out[d]
    out = new_tensor(x.dtype_, x.ndim_, shape)
    if x.numel_ == 0 or out.numel_ == 0:
        fill_zero(out)
        return out
    planes = out.numel_ // (e.edges.in_[0] * e.edges.in_[1] * e.edges.in_[2]) if back else \
        out.numel_ // (e.edges.out[0] * e.edges.out[1] * e.edges.out[2])
    with nogil:
        if back:
            wg_share_pad_edges_vjp(kernels, x.dtype_, &e.edges, source.data, out.data, planes)
        else:
            wg_pad_edges(&e.edges, source.data, out.data, planes, ITEMSIZE[x.dtype_])
    return out


cdef object impl_pad_edges(Op op, PyObject **a):
    # _pad_edges(input, edges) and, of cotangents, _unpad_edges(input, edges)
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef Edges e = <Edges?><object>a[1]
    out = edged(x, e, op.name == "_unpad_edges")
    if recording(x) and CATEGORY[x.dtype_] >= CAT_FLOAT:
        node_data(record1(op, x, out)).args = {"edges": e}
    return out


cdef int vjp_pad_edges(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, edged(g, <Edges>d.args["edges"], True))
    return 0


def edges_of(sizes, places, low, high):
    """Where the elements of padded planes come from, for the operation that pads them."""
    return Edges(sizes, places, low, high)
