# Counts in the cells of a grid, and matrices along a diagonal.

def histogram_cells(Tensor points, list edges, list bins, list spacing, weights):
    """How many rows of `points` lie in each cell, or the sums of their weights, as a float64 vector.

    All tensors are contiguous and of one floating type; see wg_histogram for the edges.
    """
    cdef int64_t shape[1]
    cdef int64_t total = 1
    cdef Tensor cells, t
    cdef int d, dims = len(bins)
    cdef const char *places[WG_MAX_DIMS]
    cdef intptr_t counts[WG_MAX_DIMS]
    cdef int kinds[WG_MAX_DIMS]
    cdef const char *weight = NULL
    cdef int64_t n = points.shape_[0]
    if dims > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: got {dims}, at most {WG_MAX_DIMS} are supported")
    for d in range(dims):
        t = <Tensor?>edges[d]
        places[d], counts[d], kinds[d] = t.data, bins[d], spacing[d]
        total *= counts[d]
    if weights is not None:
        weight = (<Tensor?>weights).data
    shape[0] = total
    cells = new_tensor(WG_F64, 1, shape)
    fill_zero(cells)
    with nogil:
        wg_histogram(points.data, n, dims, places, counts, kinds, weight, <double *>cells.data, points.dtype_)
    return cells


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
