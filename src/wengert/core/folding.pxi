# Dims reduced away by the kernels of csrc: what all reductions are made of.

cdef int blocks_of(Tensor x, int d, int64_t *outer, int64_t *inner) except -1:
    # x as (outer, shape[d], inner) blocks.
    cdef int k
    outer[0] = inner[0] = 1
    for k in range(d):
        outer[0] *= x.shape_[k]
    for k in range(d + 1, x.ndim_):
        inner[0] *= x.shape_[k]
    return 0


cdef uint64_t dim_mask(object dim, int ndim, bint empty_is_all) except? 0xffffffffffffffff:
    # The dims named by an argument, as a bit set. None means all.
    cdef int64_t dims[WG_MAX_DIMS]
    cdef uint64_t mask = 0
    cdef int k, d, n
    if dim is None:
        return (<uint64_t>1 << ndim) - 1 if ndim < 64 else <uint64_t>-2
    n = sizes_of(dim, dims, "dim")
    if n == 0 and empty_is_all:
        return (<uint64_t>1 << ndim) - 1
    for k in range(n):
        d = wrap_dim(dims[k], ndim)
        if (mask >> d) & 1:
            raise errors.ShapeError(f"dim {d} appears multiple times in the list of dims")
        mask |= <uint64_t>1 << d
    return mask & ((<uint64_t>1 << ndim) - 1)


cdef inline int dim_of(Op op, PyObject **a, int k, Tensor x) except -1:
    # A dim argument that is one integer.
    return wrap_dim(<object>a[k] if PyLong_CheckExact(a[k]) else int_arg(op, a, k), x.ndim_)


cdef tuple mask_dims(uint64_t mask, int ndim):
    return tuple([k for k in range(ndim) if (mask >> k) & 1])


cdef Tensor keep_dims(Tensor out, Tensor x, uint64_t mask):
    # out (x reduced over mask) with the reduced dims put back with size 1.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k
    for k in range(x.ndim_):
        shape[k] = 1 if (mask >> k) & 1 else x.shape_[k]
    return reshape_plain(out, x.ndim_, shape)


# The result's type by reduction: the input's own where nothing is said. And what is done with partial results.
cdef int REDUCED_DTYPE[18]
cdef int THEN[18]


cdef void make_reduction_facts() noexcept:
    cdef int k
    for k in range(18):
        REDUCED_DTYPE[k] = -1
        THEN[k] = k
    REDUCED_DTYPE[<int>WG_ANY] = REDUCED_DTYPE[<int>WG_ALL] = WG_BOOL
    REDUCED_DTYPE[<int>WG_COUNT] = REDUCED_DTYPE[<int>WG_COUNT_NUMBERS] = WG_I64
    for k in (WG_NANSUM, WG_SUM_SQUARES, WG_SUM_ABS, WG_COUNT, WG_COUNT_NUMBERS):
        THEN[k] = WG_SUM
    THEN[<int>WG_AMAX_ABS] = WG_AMAX
    THEN[<int>WG_AMIN_ABS] = WG_AMIN


cdef inline int reduced_dtype(int kind, int dtype) noexcept:
    if (kind == WG_SUM or kind == WG_PROD) and CATEGORY[dtype] <= CAT_INT:
        return WG_I64
    if kind == WG_SUM_SQUARES:
        return to_real(dtype)
    return dtype if REDUCED_DTYPE[kind] < 0 else REDUCED_DTYPE[kind]


cdef inline const wg_reducer *reducer_of(int kind, int dtype) except NULL:
    cdef const wg_reducer *how = &kernels.reducers[kind * WG_NDTYPES + dtype]
    if how.run == NULL:
        raise errors.UnsupportedDtypeError(f"reduction not implemented for '{TORCH_NAMES[dtype]}'")
    return how


cdef Tensor without_dim(Tensor x, int d, int dtype):
    # A new tensor of x's shape less dim d.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, n = 0
    for k in range(x.ndim_):
        if k != d:
            shape[n] = x.shape_[k]
            n += 1
    return new_tensor(dtype, n, shape)


cdef int reduce_into(const wg_reducer *how, Tensor x, int d, Tensor out, Tensor second,
                     const double *options) except -1:
    # Dim d of x reduced away, into out and, where the reduction gives two results, second.
    cdef int64_t strides[WG_MAX_DIMS]
    cdef int sizes[3]
    cdef int k, n = 0, size = ITEMSIZE[x.dtype_]
    cdef char *other = NULL if second is None else second.data
    cdef int64_t length = x.shape_[d], step = x.strides_[d] * size
    if x.ndim_ == 1 and x.numel_ <= RELEASE_GIL_ABOVE:
        how.run(x.data, length, step, out.data, other, options)
        return 0
    for k in range(x.ndim_):
        if k != d:
            strides[n] = x.strides_[k] * size
            n += 1
    sizes[0], sizes[1], sizes[2] = size, ITEMSIZE[out.dtype_], 0 if second is None else ITEMSIZE[second.dtype_]
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_reduce(how, sizes, x.data, length, step, n, out.shape_, strides, out.data, other, out.strides_, options)
    else:
        wg_reduce(how, sizes, x.data, length, step, n, out.shape_, strides, out.data, other, out.strides_, options)
    return 0


cdef int reduce_run(int kind, Tensor x, intptr_t step, Tensor out) except -1:
    # All elements of x, which are `step` bytes apart, into the one of out.
    cdef const wg_reducer *how = reducer_of(kind, x.dtype_)
    cdef const wg_reducer *then
    if x.numel_ > RELEASE_GIL_ABOVE:
        then = reducer_of(THEN[kind], out.dtype_)
        with nogil:
            wg_reduce_run_shared(how, then, x.data, x.numel_, step, out.data, ITEMSIZE[out.dtype_])
    else:
        how.run(x.data, x.numel_, step, out.data, NULL, NULL)
    return 0


cdef bint reduce_rows(int kind, Tensor x, int d, Tensor out) except -1:
    # Many whole rows to one, on several threads; False, with nothing done, where x is not that.
    cdef const wg_reducer *how
    cdef const wg_reducer *then
    cdef int64_t width = 1
    cdef bint done
    cdef int k
    if d != 0 or x.numel_ <= GRAIN:
        return False
    for k in range(x.ndim_ - 1, 0, -1):
        if x.shape_[k] != 1 and x.strides_[k] != width:
            return False
        width *= x.shape_[k]
    how, then = reducer_of(kind, x.dtype_), reducer_of(THEN[kind], out.dtype_)
    with nogil:
        done = wg_reduce_rows_shared(how, then, x.data, x.shape_[0], x.strides_[0] * ITEMSIZE[x.dtype_], width,
                                     out.data, ITEMSIZE[out.dtype_])
    return done


cdef Tensor reduce_plain(int kind, Tensor x, uint64_t mask):
    # x reduced over the dims in mask, which are dropped. Neighbouring dims that lie one in the other are
    # reduced as one.
    cdef Tensor out
    cdef int d
    if x.dtype_ == WG_F16:
        return rounded(reduce_plain(kind, cast_plain(x, WG_F32), mask))
    if x.flags & T_CONTIGUOUS and mask == ((<uint64_t>1 << x.ndim_) - 1):
        out = new_tensor(reduced_dtype(kind, x.dtype_), 0, NULL)
        reduce_run(kind, x, ITEMSIZE[x.dtype_], out)
        return out
    if mask == 0:
        x = with_last_dim(x)
        mask = <uint64_t>1 << (x.ndim_ - 1)
    while mask:
        d = 63 - wg_clz64(mask)
        mask &= ~(<uint64_t>1 << d)
        while d > 0 and (mask >> (d - 1)) & 1 and x.strides_[d - 1] == x.shape_[d] * x.strides_[d]:
            x = merged_pair(x, d)
            mask &= ~(<uint64_t>1 << (d - 1))
            d -= 1
        out = without_dim(x, d, reduced_dtype(kind, x.dtype_))
        if out.numel_ == 1:
            reduce_run(kind, x, x.strides_[d] * ITEMSIZE[x.dtype_], out)
        elif not reduce_rows(kind, x, d, out):
            reduce_into(reducer_of(kind, x.dtype_), x, d, out, None, NULL)
        x = out
        kind = THEN[kind]
    return x


cdef Tensor with_last_dim(Tensor x):
    # x with one more dim, of size 1.
    cdef Tensor t = alias(x)
    cdef int k, ndim = x.ndim_
    set_ndim(t, ndim + 1)
    for k in range(ndim):
        t.shape_[k] = x.shape_[k]
        t.strides_[k] = x.strides_[k]
    t.shape_[ndim] = 1
    t.strides_[ndim] = 1
    return t


cdef bint neighbours(uint64_t mask) noexcept:
    # Whether the dims of a set lie side by side.
    while mask and not mask & 1:
        mask >>= 1
    return mask & (mask + 1) == 0


cdef Tensor one_dim(Tensor x, uint64_t mask, int *d):
    # x with the dims in mask as one, dim *d: a view of it where that can be, else a copy.
    cdef Tensor t = x
    cdef int k, top
    cdef int64_t n = 1
    cdef uint64_t left
    if mask == 0:
        d[0] = x.ndim_
        return with_last_dim(x)
    if neighbours(mask):
        top = 63 - wg_clz64(mask)
        left = mask
        while top > 0 and (mask >> (top - 1)) & 1 and (
                t.flags & T_CONTIGUOUS or t.strides_[top - 1] == t.shape_[top] * t.strides_[top]):
            t = merged_pair(t, top)
            left &= ~(<uint64_t>1 << top)
            top -= 1
        if left == <uint64_t>1 << top:
            d[0] = top
            return t
        return one_dim(compact(x), mask, d)
    for k in range(x.ndim_):
        if (mask >> k) & 1:
            n *= x.shape_[k]
    t = moved_last(x, mask)
    d[0] = x.ndim_ - wg_popcount(<unsigned>mask) - wg_popcount(<unsigned>(mask >> 32))
    t.ndim_ = d[0] + 1
    t.shape_[d[0]] = n
    t.strides_[d[0]] = 1
    return t


cdef Tensor merged_pair(Tensor x, int d):
    # Dims d - 1 and d, of which the outer steps over the whole inner, as one.
    cdef Tensor t = alias(x)
    cdef int k
    t.shape_[d - 1] = x.shape_[d - 1] * x.shape_[d]
    t.strides_[d - 1] = x.strides_[d] if x.shape_[d] != 1 else x.strides_[d - 1]
    for k in range(d, x.ndim_ - 1):
        t.shape_[k] = x.shape_[k + 1]
        t.strides_[k] = x.strides_[k + 1]
    t.ndim_ = x.ndim_ - 1
    note_contiguity(t)
    return t


