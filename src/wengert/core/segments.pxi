# Runs of neighbours along a dim reduced to one element each: the kernels of csrc/segments.c.

cdef dict SEGMENT_KINDS = {"sum": WG_SUM, "mean": WG_SUM, "prod": WG_PROD, "max": WG_AMAX, "min": WG_AMIN}
cdef dict SEGMENT_STARTS = {WG_SUM: 0.0, WG_PROD: 1.0, WG_AMAX: float("-inf"), WG_AMIN: float("inf")}


cdef int64_t lay_out_segments(wg_segments_of *p, Tensor x, Tensor bounds, int axis, str reduce,
                              object initial) except -1:
    # All but the memory of the results. Returns the number of a row's runs.
    cdef int64_t outer, inner
    p.kind = SEGMENT_KINDS[reduce]
    p.mean = reduce == "mean"
    p.start = SEGMENT_STARTS[p.kind]
    p.none = float("nan")
    if initial is not None:
        p.start = p.none = initial
    blocks_of(x, axis, &outer, &inner)
    p.outer, p.inner, p.size, p.count = outer, inner, x.shape_[axis], bounds.shape_[1] - 1
    p.bounds, p.x, p.reducer = <int64_t *>bounds.data, x.data, reducer_of(p.kind, x.dtype_)
    return p.count


cdef Tensor segment_bounds(Op op, Tensor x, Tensor given, int axis, bint lengths, bint unsafe, bint *whole):
    # Where the runs of every row begin and end: a row of one number more than there are runs. `whole`: whether these
    # are all elements.
    cdef int64_t shape[2]
    cdef int k, found
    cdef Tensor bounds
    if CATEGORY[given.dtype_] != CAT_INT:
        raise_unsupported(op, given.dtype_)
    for k in range(axis):
        if given.shape_[k] != x.shape_[k]:
            raise errors.ShapeError("segment_reduce(): Expected lengths or offsets to have the sizes of data before "
                                    f"the axis, got {list(size_of(given))} and {list(size_of(x))}.")
    shape[0], shape[1] = 1, given.shape_[axis] + lengths
    for k in range(axis):
        shape[0] *= x.shape_[k]
    if shape[1] == 0:
        raise errors.ShapeError("segment_reduce(): offsets have at least one number, where the first run begins.")
    given = contiguous_plain(given if given.dtype_ == WG_I64 else cast_plain(given, WG_I64))
    bounds = new_tensor(WG_I64, 2, shape)
    found = wg_segment_bounds(<int64_t *>given.data, lengths, shape[0], shape[1] - 1, x.shape_[axis],
                              <int64_t *>bounds.data)
    if found == WG_SEGMENTS_NEGATIVE:
        raise errors.AutogradError("segment_reduce(): lengths contains negative value!" if lengths else
                                   "segment_reduce(): Expected segment_length >= 0: offsets must not decrease.")
    if lengths and not unsafe and found != WG_SEGMENTS_WHOLE:
        raise errors.ShapeError("segment_reduce(): Expected all rows of lengths along axis to sum to "
                                f"data.size(lengths.dim()-1) when !unsafe, which is {x.shape_[axis]}.")
    if found == WG_SEGMENTS_OUTSIDE:
        raise errors.ShapeError(f"segment_reduce(): {'lengths' if lengths else 'offsets'} reach beyond the "
                                f"{x.shape_[axis]} elements along dim {axis}.")
    whole[0] = found == WG_SEGMENTS_WHOLE
    return bounds


cdef object impl_segment_reduce(Op op, PyObject **a):
    # segment_reduce(data, reduce, *, lengths, indices, offsets, axis, unsafe, initial)
    cdef Tensor data = tensor_arg(op, a, 0), x, given, bounds, out
    cdef bint lengths = <object>a[4] is None, whole = False
    cdef int64_t shape[WG_MAX_DIMS]
    cdef wg_segments_of p
    cdef int axis
    cdef Node *n
    if <object>a[1] not in SEGMENT_KINDS:
        raise errors.AutogradError("reduce argument must be either sum, prod, mean, amax or amin, got "
                                   + str(<object>a[1]))
    if <object>a[3] is not None:
        raise errors.AutogradError("segment_reduce(): indices based reduction is not supported yet.")
    if lengths and <object>a[2] is None:
        raise errors.AutogradError("segment_reduce(): Either lengths or offsets must be defined.")
    given = tensor_arg(op, a, 2 if lengths else 4)
    axis = wrap_dim(int_arg(op, a, 5), data.ndim_)
    if axis != given.ndim_ - 1 or data.ndim_ == 0:
        raise errors.ShapeError(f"segment_reduce(): Expected axis to be the last dimension of lengths but got {axis}.")
    if data.dtype_ != WG_F32 and data.dtype_ != WG_F64:
        raise_unsupported(op, data.dtype_)
    bounds = segment_bounds(op, data, given, axis, lengths, <object>a[6], &whole)
    x = contiguous_plain(data)
    wg_copy_sizes(shape, x.shape_, x.ndim_)
    shape[axis] = lay_out_segments(&p, x, bounds, axis, <str>a[1], <object>a[7])
    out = new_tensor(x.dtype_, x.ndim_, shape)
    p.out = out.data
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_reduce_segments(&p, x.dtype_)
    else:
        wg_reduce_segments(&p, x.dtype_)
    if recording(data):
        n = record1(op, data, out)
        save(n, 0, x)
        save(n, 1, bounds)
        save(n, 2, out)
        node_data(n).ints[0] = whole
        node_data(n).args = {"reduce": <object>a[1], "axis": axis, "initial": <object>a[7]}
    return out


cdef int vjp_segment_reduce(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor x = saved_plain(n, 0), out = saved_plain(n, 2), gx = new_like(x, x.dtype_)
    cdef Tensor bounds = saved_positions(n, 1, 0, x.shape_[d.args["axis"]] + 1)
    cdef wg_segments_of p
    lay_out_segments(&p, x, bounds, d.args["axis"], d.args["reduce"], d.args["initial"])
    g = contiguous_plain(g)
    p.g, p.gx, p.out = g.data, gx.data, out.data
    if not d.ints[0]:
        fill_zero(gx)
    with nogil:
        wg_reduce_segments_vjp(&p, x.dtype_)
    give(grads, 0, gx)
    return 0
