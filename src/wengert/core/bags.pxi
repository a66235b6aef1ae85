# Embedding bags: sums and largest elements of bags of rows of a table. Positions and bags were made int64 and
# contiguous and checked by the caller.

cdef int check_rows(Tensor at, Tensor table) except -1:
    cdef int64_t low, high
    if wg_range_of(<int64_t *>at.data, at.numel_, &low, &high) and (low < 0 or high >= table.shape_[0]):
        bad = low if low < 0 else high
        i = int(np.argmax(as_array(at) == bad))
        raise errors.AutogradError("embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to "
                                   f"be {bad}. Index {i} of input takes value {bad} which is not in the valid "
                                   f"range [0, {table.shape_[0]})")
    return 0


cdef object impl_embedding_bag(Op op, PyObject **a):
    # _embedding_bag(weight, indices, start, factors, padding_idx): start has one more entry than there are bags.
    cdef Tensor w = tensor_arg(op, a, 0), at = tensor_arg(op, a, 1), start = tensor_arg(op, a, 2), given = None, out
    cdef Tensor table = contiguous_plain(w), factors = None
    cdef int64_t shape[2]
    cdef int64_t skipped = int_arg(op, a, 4)
    cdef Node *n
    if <object>a[3] is not None:
        given = tensor_arg(op, a, 3)
        factors = contiguous_plain(given)
    check_rows(at, table)
    shape[0], shape[1] = start.numel_ - 1, w.shape_[1]
    out = new_tensor(w.dtype_, 2, shape)
    with nogil:
        wg_bag_sum(table.data, <int64_t *>at.data, <int64_t *>start.data,
                   NULL if factors is None else factors.data, out.data, shape[0], shape[1], skipped, w.dtype_)
    if any_requires([w, given]):
        n = record_many(op, [w, None, None, given], out)
        save(n, 0, table)
        save(n, 1, at)
        save(n, 2, start)
        save_optional(n, 3, factors)
        node_data(n).shapes = [shape_tuple(2, w.shape_)]
        node_data(n).args = {"padding_idx": skipped}
    return out


cdef int vjp_embedding_bag(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor table = saved_plain(n, 0), at = saved_positions(n, 1, 0, table.shape_[0])
    cdef Tensor start = saved_positions(n, 2, 0, at.numel_ + 1)
    cdef Tensor factors = saved_optional(n, 3)
    cdef Tensor gtable = None, gfactors = None
    cdef int64_t skipped = d.args["padding_idx"]
    g = contiguous_plain(g)
    if wanted(n, 0):
        gtable = zeros_plain(g.dtype_, d.shapes[0])
        give(grads, 0, gtable)
    if wanted(n, 3):
        gfactors = zeros_plain(g.dtype_, shape_tuple(1, factors.shape_))
        give(grads, 3, gfactors)
    with nogil:
        wg_bag_sum_vjp(g.data, table.data, <int64_t *>at.data, <int64_t *>start.data,
                       NULL if factors is None else factors.data, NULL if gtable is None else gtable.data,
                       NULL if gfactors is None else gfactors.data, start.numel_ - 1, table.shape_[1], skipped,
                       g.dtype_)
    return 0


cdef object impl_embedding_bag_max(Op op, PyObject **a):
    # _embedding_bag_max(weight, indices, start, padding_idx): the row that each element comes from, -1 for none.
    cdef Tensor w = contiguous_plain(tensor_arg(op, a, 0)), at = tensor_arg(op, a, 1), start = tensor_arg(op, a, 2), out
    cdef Tensor places
    cdef int64_t shape[2]
    cdef int64_t skipped = int_arg(op, a, 3)
    check_rows(at, w)
    shape[0], shape[1] = start.numel_ - 1, w.shape_[1]
    out, places = new_tensor(w.dtype_, 2, shape), new_tensor(WG_I64, 2, shape)
    with nogil:
        wg_bag_max(w.data, <int64_t *>at.data, <int64_t *>start.data, out.data, <int64_t *>places.data,
                   shape[0], shape[1], skipped, w.dtype_)
    return places
