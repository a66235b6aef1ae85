# Scaled dot product attention: the kernels of csrc/attention_type.h over (batch, heads, positions, width) tensors.

cdef int heads_of(wg_heads *h, Tensor t) noexcept:
    # The steps of a tensor of rank 2 to 4.
    cdef int last = t.ndim_ - 1
    h.data = t.data
    h.col, h.row = t.strides_[last], t.strides_[last - 1]
    h.head = t.strides_[last - 2] if last > 1 else 0
    h.batch = t.strides_[last - 3] if last > 2 else 0
    return 0


cdef int mask_of(wg_heads *h, Tensor t) noexcept:
    # The same for a mask that is broadcast.
    cdef int64_t steps[4]
    cdef int k, at = t.ndim_
    for k in range(4):
        at -= 1
        steps[k] = t.strides_[at] if at >= 0 and t.shape_[at] != 1 else 0
    h.data, h.col, h.row, h.head, h.batch = t.data, steps[0], steps[1], steps[2], steps[3]
    return 0


cdef Tensor heads_like(Tensor t, int64_t width):
    # A new tensor of t's shape but for the last dim; where t's heads lie inside its positions, so do the new one's.
    cdef Tensor out
    cdef int64_t shape[4]
    cdef int64_t size
    wg_copy_sizes(shape, t.shape_, t.ndim_)
    shape[t.ndim_ - 1] = width
    if t.ndim_ < 4 or t.strides_[1] >= t.strides_[2]:
        return new_tensor(t.dtype_, t.ndim_, shape)
    shape[1], shape[2] = shape[2], shape[1]
    out = new_tensor(t.dtype_, 4, shape)
    out.shape_[1], out.shape_[2] = out.shape_[2], out.shape_[1]
    size = out.strides_[1]
    out.strides_[1], out.strides_[2] = out.strides_[2], size
    note_contiguity(out)
    return out


cdef int lay_out_attention(wg_attention *p, Tensor q, Tensor k, Tensor v, Tensor mask, Tensor out, Tensor lse,
                           bint causal, double scale) except -1:
    cdef int last = q.ndim_ - 1
    memset(p, 0, sizeof(wg_attention))
    p.heads = q.shape_[last - 2] if last > 1 else 1
    p.batch = q.shape_[last - 3] if last > 2 else 1
    p.shared = p.heads // k.shape_[last - 2] if last > 1 and p.heads else 1
    p.queries, p.width = q.shape_[last - 1], q.shape_[last]
    p.keys, p.value_width = k.shape_[last - 1], v.shape_[last]
    p.causal, p.scale = causal, scale
    heads_of(&p.q, q)
    heads_of(&p.k, k)
    heads_of(&p.v, v)
    heads_of(&p.out, out)
    p.lse = lse.data
    if mask is not None:
        mask_of(&p.mask, mask)
        p.mask_is_truth = mask.dtype_ == WG_BOOL
    return 0


cdef int drop_weights(wg_attention *p, wg_drop *drop, double probability, uint64_t seed) except -1:
    # How weights are dropped: as _drop does with a tensor of ones.
    if probability:
        drop.seed, drop.scale, drop.kept, drop.dropped = seed, 1 / (1 - probability), 0, 0
        drop.threshold = <uint32_t>min(probability * 4294967296.0, 4294967295.0)
        p.drop = drop
    return 0


cdef object impl_attention(Op op, PyObject **a):
    # _attention(query, key, value, attn_mask, is_causal, scale, dropout_p, seed): shapes and types were checked by the
    # caller.
    cdef Tensor q = tensor_arg(op, a, 0), k = tensor_arg(op, a, 1), v = tensor_arg(op, a, 2), mask = None, out, lse
    cdef wg_attention p
    cdef wg_drop drop
    cdef int64_t shape[1]
    cdef bint done
    cdef Node *n
    if <object>a[3] is not None:
        mask = tensor_arg(op, a, 3)
    out = heads_like(q, v.shape_[v.ndim_ - 1])
    shape[0] = q.numel_ // q.shape_[q.ndim_ - 1] if q.numel_ else 0
    lse = new_tensor(q.dtype_, 1, shape)
    if q.numel_ == 0:
        fill_zero(out)
    elif out.numel_:
        lay_out_attention(&p, q, k, v, mask, out, lse, <object>a[4], <object>a[5])
        drop_weights(&p, &drop, <object>a[6], <object>a[7])
        with nogil:
            done = wg_attend(kernels, &p, q.dtype_)
        if not done:
            raise MemoryError("no memory for a block of scores (in scaled_dot_product_attention)")
    if any_requires([q, k, v]):
        n = record_many(op, [q, k, v], out)
        save(n, 0, q)
        save(n, 1, k)
        save(n, 2, v)
        save_optional(n, 3, mask)
        save(n, 4, out)
        save(n, 5, lse)
        node_data(n).args = {"is_causal": <object>a[4], "scale": <object>a[5], "dropout_p": <object>a[6],
                              "seed": <object>a[7]}
    return out


cdef Tensor zero_heads(Tensor t, wg_heads *h):
    # Room for the cotangent of t, zero.
    cdef Tensor out = heads_like(t, t.shape_[t.ndim_ - 1])
    memset(out.data, 0, out.numel_ * ITEMSIZE[out.dtype_])
    heads_of(h, out)
    return out


cdef int vjp_attention(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor q = saved_plain(n, 0), k = saved_plain(n, 1), v = saved_plain(n, 2), mask = saved_optional(n, 3)
    cdef Tensor out = saved_plain(n, 4), lse = saved_plain(n, 5)
    cdef wg_attention p
    cdef wg_drop drop
    cdef bint done
    lay_out_attention(&p, q, k, v, mask, out, lse, d.args["is_causal"], d.args["scale"])
    drop_weights(&p, &drop, d.args["dropout_p"], d.args["seed"])
    heads_of(&p.g, g)
    if wanted(n, 0):
        give(grads, 0, zero_heads(q, &p.dq))
    if wanted(n, 1):
        give(grads, 1, zero_heads(k, &p.dk))
    if wanted(n, 2):
        give(grads, 2, zero_heads(v, &p.dv))
    if out.numel_ and q.numel_ and k.numel_:
        with nogil:
            done = wg_attend_vjp(kernels, &p, q.dtype_)
        if not done:
            raise MemoryError("no memory for a block of scores (in the backward of scaled_dot_product_attention)")
    return 0
