# Grid sampling: the kernels of csrc/sampling_type.h. Shapes and types were checked by the caller.

cdef list sampling_options = [None] * 18   # the arguments of _grid_sample that are no tensors, as rules see them


cdef dict options_of_sampling(int mode, int padding, bint align):
    # One dictionary for all nodes that have the same; nobody writes to it.
    cdef int at = (mode * 3 + padding) * 2 + align
    if sampling_options[at] is None:
        sampling_options[at] = {"mode": mode, "padding": padding, "align_corners": align}
    return <dict>sampling_options[at]


cdef int lay_out_sampling(wg_sampling *p, Tensor x, Tensor grid, int mode, int padding, bint align) except -1:
    cdef int d
    memset(p, 0, sizeof(wg_sampling))
    p.rank, p.batch, p.channels, p.volume, p.points = x.ndim_ - 2, x.shape_[0], x.shape_[1], 1, 1
    p.mode, p.padding, p.align = mode, padding, align
    for d in range(p.rank):
        p.size[d] = x.shape_[d + 2]
        p.volume *= x.shape_[d + 2]
        p.points *= grid.shape_[d + 1]
    p.image, p.grid = x.data, grid.data
    return 0


cdef object sampled(Op op, Tensor x, Tensor grid, int mode, int padding, bint align):
    cdef Tensor image = contiguous_plain(x), points = contiguous_plain(grid), out
    cdef int64_t shape[5]
    cdef wg_sampling p
    cdef Node *n
    cdef int d
    lay_out_sampling(&p, image, points, mode, padding, align)
    shape[0], shape[1] = x.shape_[0], x.shape_[1]
    for d in range(p.rank):
        shape[d + 2] = grid.shape_[d + 1]
    out = new_tensor(x.dtype_, x.ndim_, shape)
    p.out = out.data
    if out.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_grid_sample(kernels, &p, x.dtype_)
    elif out.numel_:
        wg_grid_sample(kernels, &p, x.dtype_)
    if recording(x) or recording(grid):
        n = record_many(op, [x, grid], out)
        save(n, 0, image)
        save(n, 1, points)
        node_data(n).args = options_of_sampling(mode, padding, align)
    return out


cdef object impl_grid_sample(Op op, PyObject **a):
    # _grid_sample(input, grid, mode, padding, align_corners)
    return sampled(op, tensor_arg(op, a, 0), tensor_arg(op, a, 1), <object>a[2], <object>a[3], <object>a[4])


cdef int vjp_grid_sample(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor x = saved_plain(n, 0), grid = saved_plain(n, 1), gx, ggrid
    cdef wg_sampling p
    lay_out_sampling(&p, x, grid, d.args["mode"], d.args["padding"], d.args["align_corners"])
    g = contiguous_plain(g)
    p.g = g.data
    if wanted(n, 0):
        gx = zeros_plain(x.dtype_, shape_tuple(x.ndim_, x.shape_))
        p.gimage = gx.data
        give(grads, 0, gx)
    if wanted(n, 1):
        ggrid = new_like(grid, x.dtype_)
        p.ggrid = ggrid.data
        give(grads, 1, ggrid)
    if g.numel_:
        with nogil:
            wg_grid_sample_vjp(kernels, &p, x.dtype_)
    elif p.ggrid != NULL:
        fill_zero(ggrid)
    return 0
