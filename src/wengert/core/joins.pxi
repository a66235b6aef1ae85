# Operations that copy blocks side by side: cat, stack, repeat.

cdef list tensor_list(Op op, PyObject *arg):
    # A sequence of tensors.
    v = <object>arg
    if not isinstance(v, (tuple, list)):
        raise errors.DtypeError(f"{op.name}(): argument 'tensors' (position 1) must be tuple of Tensors, not "
                                f"{type(v).__name__}")
    out = []
    for k, t in enumerate(v):
        if isinstance(t, np.ndarray):
            t = share_array(t)
        if not isinstance(t, Tensor):
            raise errors.DtypeError(f"expected Tensor as element {k} in argument 0, but got {type(t).__name__}")
        out.append(t)
    if not out:
        raise errors.AutogradError(f"{op.name} expects a non-empty list of Tensors", kind=ValueError)
    return out


cdef Tensor block_alias(Tensor out, Tensor part, int d, int64_t at, bint stacked):
    # Where a part of a join along dim d lies in the whole, without history; stacked: the dim is new.
    cdef Tensor t = alias(part)
    cdef int k
    storage_decref(t.storage)
    t.storage = out.storage
    out.storage.refs += 1
    t.dtype_ = out.dtype_
    t.data = out.data + at * out.strides_[d] * ITEMSIZE[out.dtype_]
    for k in range(part.ndim_):
        t.strides_[k] = out.strides_[k + (stacked and k >= d)]
    note_contiguity(t)
    return t


cdef enum:
    FEW_PARTS = 16           # whose pieces of a row are copied together
    SHORT_PIECE = 64         # bytes; a longer one is worth a call of memcpy


cdef bint join_short(Tensor out, list parts, int64_t outer, int64_t row) except -1:
    # The same where every row is made of few short pieces, which lie one after the other in each part; False, with
    # nothing copied, where that is not so.
    cdef wg_part pieces[FEW_PARTS]
    cdef Tensor t
    cdef int k, count = len(parts)
    if outer < 2 or row == 0 or count > FEW_PARTS:
        return False
    for k in range(count):
        t = <Tensor>parts[k]
        pieces[k].inp, pieces[k].bytes = t.data, t.numel_ * ITEMSIZE[t.dtype_] // outer
        if not t.flags & T_CONTIGUOUS or t.dtype_ != out.dtype_ or pieces[k].bytes >= SHORT_PIECE:
            return False
    if out.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_join_parts(out.data, outer, row, pieces, count)
    else:
        wg_join_parts(out.data, outer, row, pieces, count)
    return True


cdef int join_into(Tensor out, list parts, int d, bint stacked) except -1:
    # Copy the parts side by side into a new, row-major tensor.
    cdef Tensor t
    cdef int64_t outer = 1, row = ITEMSIZE[out.dtype_], at = 0, o, chunk, size
    cdef int k
    for k in range(d):
        outer *= out.shape_[k]
    for k in range(d, out.ndim_):
        row *= out.shape_[k]
    if join_short(out, parts, outer, row):
        return 0
    for item in parts:
        t = <Tensor>item
        size = 1 if stacked else t.shape_[d]
        if t.numel_:
            chunk = row // out.shape_[d] * size
            if (t.flags & T_CONTIGUOUS and t.dtype_ == out.dtype_ and t.numel_ <= GRAIN
                    and (outer == 1 or chunk >= SHORT_PIECE)):
                for o in range(outer):
                    memcpy(out.data + o * row + at * (row // out.shape_[d]), t.data + o * chunk, chunk)
            else:
                copy_into(block_alias(out, t, d, at, stacked), t)
        at += size
    return 0


cdef inline bint is_legacy(Tensor t) noexcept:
    # An empty vector, which cat skips whatever the others' shape is.
    return t.ndim_ == 1 and t.numel_ == 0


cdef object impl_cat(Op op, PyObject **a):
    # cat(tensors, dim=0)
    cdef list parts = tensor_list(op, a[0]), full
    cdef Tensor first = None, t, out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int d, k, i, dtype = -1
    cdef int64_t total = 0
    cdef Node *n
    for k, item in enumerate(parts):
        t = <Tensor>item
        if t.ndim_ == 0:
            raise errors.ShapeError(f"zero-dimensional tensor (at position {k}) cannot be concatenated")
        dtype = t.dtype_ if dtype < 0 else PROMOTED[dtype][t.dtype_]
        if first is None and not is_legacy(t):
            first = t
    first = <Tensor>parts[0] if first is None else first
    d = wrap_dim(int_arg(op, a, 1), first.ndim_)
    full = []
    for k, item in enumerate(parts):
        t = <Tensor>item
        if is_legacy(t):
            continue
        if t.ndim_ != first.ndim_:
            raise errors.ShapeError(f"Tensors must have same number of dimensions: got {first.ndim_} and {t.ndim_}")
        for i in range(t.ndim_):
            if i != d and t.shape_[i] != first.shape_[i]:
                raise errors.ShapeError(
                    f"Sizes of tensors must match except in dimension {d}. Expected size {first.shape_[i]} but "
                    f"got size {t.shape_[i]} for tensor number {k} in the list.")
        total += t.shape_[d]
        full.append(t)
    wg_copy_sizes(shape, first.shape_, first.ndim_)
    shape[d] = total
    out = new_tensor(dtype, first.ndim_, shape)
    join_into(out, full, d, False)
    if any_requires(parts) and CATEGORY[dtype] >= CAT_FLOAT:
        n = record_many(op, [cast_recorded(<Tensor>item, dtype) for item in parts], out)
        node_data(n).ints[0] = d
        node_data(n).args = {"dim": d,
                             "sizes": [-1 if is_legacy(<Tensor>item) else (<Tensor>item).shape_[d] for item in parts]}
    return out


cdef int vjp_cat(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int k
    cdef int64_t at = 0, size
    lead = (slice(None),) * <int>d.ints[0]
    for k, v in enumerate(d.args["sizes"]):
        size = v
        if wanted(n, k):
            give(grads, k, zeros_plain(g.dtype_, (0,)) if size < 0 else basic_alias(g, lead + (slice(at, at + size),)))
        at += max(size, 0)
    return 0


cdef object impl_stack(Op op, PyObject **a):
    # stack(tensors, dim=0)
    cdef list parts
    cdef Tensor first, t, out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int d, k, dtype
    cdef Node *n
    if isinstance(<object>a[0], (tuple, list)) and not <object>a[0]:
        raise errors.AutogradError("stack expects a non-empty TensorList")
    parts = tensor_list(op, a[0])
    first = <Tensor>parts[0]
    dtype = first.dtype_
    if first.ndim_ >= WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: at most {WG_MAX_DIMS} are supported")
    d = wrap_dim(int_arg(op, a, 1), first.ndim_ + 1)
    for k in range(1, len(parts)):
        t = <Tensor>parts[k]
        if not same_shape(t, first):
            raise errors.ShapeError("stack expects each tensor to be equal size, but got "
                                    f"{list(size_of(first))} at entry 0 and {list(size_of(t))} at entry {k}")
        dtype = PROMOTED[dtype][t.dtype_]
    for k in range(first.ndim_ + 1):
        shape[k] = first.shape_[k] if k < d else len(parts) if k == d else first.shape_[k - 1]
    out = new_tensor(dtype, first.ndim_ + 1, shape)
    join_into(out, parts, d, True)
    if any_requires(parts) and CATEGORY[dtype] >= CAT_FLOAT:
        n = record_many(op, [cast_recorded(<Tensor>item, dtype) for item in parts], out)
        node_data(n).ints[0] = d
        node_data(n).args = {"dim": d}
    return out


cdef int vjp_stack(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int k
    lead = (slice(None),) * <int>d.ints[0]
    for k in range(n_inputs(n)):
        if wanted(n, k):
            give(grads, k, basic_alias(g, lead + (k,)))
    return 0


# -- repetitions ----------------------------------------------------------------------------------------

cdef Tensor interleaved(Tensor x, int ndim, const int64_t *shape, const int64_t *counts):
    # x (seen with ndim dims) with a dim of its count before each dim, without a copy.
    cdef Tensor t = alias(x)
    cdef int k, lead = ndim - x.ndim_
    if 2 * ndim > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: at most {WG_MAX_DIMS // 2} can be repeated")
    set_ndim(t, 2 * ndim)
    for k in range(ndim):
        t.shape_[2 * k] = counts[k]
        t.strides_[2 * k] = 0
        t.shape_[2 * k + 1] = shape[k]
        t.strides_[2 * k + 1] = x.strides_[k - lead] if k >= lead else 0
    note_contiguity(t)
    return t


cdef object impl_repeat(Op op, PyObject **a):
    # repeat(input, *repeats) and tile(input, *dims), which adds missing ones in front.
    cdef Tensor x = tensor_arg(op, a, 0), out, source
    cdef int64_t counts[WG_MAX_DIMS]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t total[WG_MAX_DIMS]
    cdef int k, missing, n = sizes_of(<object>a[1], counts, f"{op.name}(): {op.params[1]}")
    cdef Node *node
    if n < x.ndim_:
        if op is op_repeat:
            raise errors.ShapeError("Number of dimensions of repeat dims can not be smaller than number of "
                                    "dimensions of tensor")
        missing = x.ndim_ - n
        memmove(counts + missing, counts, n * sizeof(int64_t))
        for k in range(missing):
            counts[k] = 1
        n = x.ndim_
    for k in range(n):
        shape[k] = x.shape_[k - (n - x.ndim_)] if k >= n - x.ndim_ else 1
        total[k] = counts[k] * shape[k]
    for k in range(n):
        if counts[k] < 0:
            raise errors.ShapeError(f"Trying to create tensor with negative dimension {total[k]}: "
                                    f"{list(shape_tuple(n, total))}")
    out = new_tensor(x.dtype_, n, total)
    if out.numel_:
        source = interleaved(x, n, shape, counts)
        copy_into(reshape_plain(out, 2 * n, source.shape_), source)
    if recording(x):
        node = record1(op_repeat, x, out)
        node_data(node).shapes = [shape_tuple(x.ndim_, x.shape_)]
        node_data(node).args = {"repeats": shape_tuple(n, counts)}
    return out


cdef int vjp_repeat(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # The sum over all copies.
    cdef tuple counts = d.args["repeats"], size = d.shapes[0]
    cdef tuple padded = (1,) * (len(counts) - len(size)) + size
    apart = reshape_tuple(g, tuple([v for pair in zip(counts, padded) for v in pair]))
    give(grads, 0, reshape_tuple(sum_to_shape(apart, tuple([v for s in padded for v in (1, s)])), size))
    return 0


cdef int register_shapes() except -1:
    # Compiled forwards and vjps of the operations on shapes.
    register("clone_in", impl_clone_in, vjp_same)
    register("ravel", impl_ravel, vjp_reshape)
    register("unflatten", impl_unflatten, vjp_reshape)
    register("unfold", impl_unfold, vjp_as_strided)
    register("movedim", impl_movedim, vjp_permute)
    register("adjoint", impl_adjoint, NULL)
    register("view_as_real", impl_view_as_real, vjp_view_as_real)
    register("view_as_complex", impl_view_as_complex, vjp_view_as_complex)
    register("clear_strided", impl_clear_strided, NULL)
    register("stack", impl_stack, vjp_stack)
    register("repeat", impl_repeat, vjp_repeat)
    register("roll", impl_roll, NULL)
    register("rot90", impl_rot90, NULL)
    register("constant_pad_nd", impl_constant_pad_nd, NULL)
    register("diag_embed", impl_diag_embed, NULL)
    register("diagonal_scatter", impl_diagonal_scatter, vjp_copy_slices)
    register("select_scatter", impl_select_scatter, vjp_copy_slices)
    register("slice_scatter", impl_slice_scatter, vjp_copy_slices)
    register("as_strided_scatter", impl_as_strided_scatter, vjp_copy_slices)
    register("tensor_split", impl_tensor_split, vjp_index_basic)
    register("unsafe_split", impl_unsafe_split, vjp_index_basic)
    register("unsafe_chunk", impl_unsafe_chunk, vjp_index_basic)
    return 0
