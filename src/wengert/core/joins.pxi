# Operations that copy blocks: cat, stack, repeat, roll, flip, padding, triangles, writes into a copy.

cdef list tensor_list(Op op, PyObject *arg):
    # A sequence of tensors.
    v = <object>arg
    if not isinstance(v, (tuple, list)):
        raise errors.DtypeError(f"{op.name}(): argument 'tensors' (position 1) must be tuple of Tensors, not {type(v).__name__}")
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


cdef int join_into(Tensor out, list parts, int d, bint stacked) except -1:
    # Copy the parts side by side into a new, row-major tensor.
    cdef Tensor t
    cdef int64_t outer = 1, row = ITEMSIZE[out.dtype_], at = 0, o, chunk, size
    cdef int k
    for k in range(d):
        outer *= out.shape_[k]
    for k in range(d, out.ndim_):
        row *= out.shape_[k]
    for item in parts:
        t = <Tensor>item
        size = 1 if stacked else t.shape_[d]
        if t.numel_:
            chunk = row // out.shape_[d] * size
            if t.flags & T_CONTIGUOUS and t.dtype_ == out.dtype_ and (outer == 1 or chunk >= 64):
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
                    f"Sizes of tensors must match except in dimension {d}. Expected size {first.shape_[i]} but got size "
                    f"{t.shape_[i]} for tensor number {k} in the list.")
        total += t.shape_[d]
        full.append(t)
    memcpy(shape, first.shape_, first.ndim_ * sizeof(int64_t))
    shape[d] = total
    out = new_tensor(dtype, first.ndim_, shape)
    join_into(out, full, d, False)
    if any_requires(parts) and CATEGORY[dtype] >= CAT_FLOAT:
        n = record_many(op, [cast_recorded(<Tensor>item, dtype) for item in parts], out)
        node_data(n).ints[0] = d
        node_data(n).args = {"dim": d, "sizes": [-1 if is_legacy(<Tensor>item) else (<Tensor>item).shape_[d] for item in parts]}
    return out


cdef int vjp_cat(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int k
    cdef int64_t at = 0, size
    lead = (slice(None),) * <int>d.ints[0]
    for k, v in enumerate(d.args["sizes"]):
        size = v
        if edge_at(n, k) >= 0:
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
            raise errors.ShapeError(f"stack expects each tensor to be equal size, but got {list(size_of(first))} at entry 0 and "
                                    f"{list(size_of(t))} at entry {k}")
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
        if edge_at(n, k) >= 0:
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
            raise errors.ShapeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
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
            raise errors.ShapeError(f"Trying to create tensor with negative dimension {total[k]}: {list(shape_tuple(n, total))}")
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


# -- other orders along a dim ---------------------------------------------------------------------------

cdef Tensor rolled(Tensor x, int d, int64_t shift):
    # x moved by `shift` places along dim d; what leaves at one end comes back at the other.
    cdef Tensor out, source
    cdef int64_t size = x.shape_[d]
    shift = shift % size if size else 0
    if shift < 0:
        shift += size
    source = contiguous_plain(x)
    out = new_like(x, x.dtype_)
    if shift == 0:
        copy_into(out, source)
        return out
    lead = (slice(None),) * d
    join_into(out, [basic_alias(source, lead + (slice(size - shift, size),)), basic_alias(source, lead + (slice(0, size - shift),))],
              d, False)
    return out


cdef object impl_roll(Op op, PyObject **a):
    # roll(input, shifts, dims=())
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int64_t shifts[WG_MAX_DIMS]
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int k, n = sizes_of(<object>a[1], shifts, "roll(): shifts"), nd = 0
    if <object>a[2] is not None:
        nd = sizes_of(<object>a[2], dims, "roll(): dims")
    if n == 0:
        raise errors.ShapeError("`shifts` required")
    if nd != n and not (n == 1 and nd == 0):
        raise errors.ShapeError(f"shifts and dimensions must align. shifts: {n}, dims:{nd}")
    if nd and x.ndim_ == 0:
        raise errors.DimensionError(f"Dimension specified as {dims[0]} but tensor has no dimensions")
    if nd == 0:
        out = rolled(reshape_tuple(x, (x.numel_,)), 0, shifts[0])
        out = reshape_tuple(out, shape_tuple(x.ndim_, x.shape_))
    else:
        out = x
        for k in range(n):
            out = rolled(out, wrap_dim(dims[k], x.ndim_), shifts[k])
    if recording(x):
        node_data(record1(op, x, out)).args = {"shifts": shape_tuple(n, shifts), "dims": shape_tuple(nd, dims)}
    return out


cdef int reverse_dim(Tensor t, int d) noexcept:
    # Let an alias run backwards along dim d.
    if t.ndim_ and t.shape_[d] > 1:
        t.data += (t.shape_[d] - 1) * t.strides_[d] * ITEMSIZE[t.dtype_]
        t.strides_[d] = -t.strides_[d]
    return 0


cdef object impl_flip(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), source, out
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int k, d, n = sizes_of(<object>a[1], dims, "flip(): dims")
    cdef uint64_t seen = 0
    source = alias(x)
    for k in range(n):
        d = wrap_dim(dims[k], x.ndim_)
        if (seen >> d) & 1:
            raise errors.ShapeError(f"dim {d} appears multiple times in the list of dims")
        seen |= <uint64_t>1 << d
        reverse_dim(source, d)
    note_contiguity(source)
    out = new_in_format(x, x.dtype_, FORMAT_PRESERVE)
    copy_into(out, source)
    if recording(x):
        node_data(record1(op, x, out)).args = {"dims": tuple([dims[k] for k in range(n)])}
    return out


cdef object impl_rot90(Op op, PyObject **a):
    # rot90(input, k=1, dims=(0, 1)): k quarter turns from the first dim towards the second.
    cdef Tensor x = tensor_arg(op, a, 0), t, out
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int64_t turns = int_arg(op, a, 1)
    cdef int n = sizes_of(<object>a[2], dims, "rot90(): dims"), i, j, k = <int>(turns % 4)
    if n != 2:
        raise errors.ShapeError(f"expected total rotation dims == 2, but got dims = {n}")
    if x.ndim_ < 2:
        raise errors.ShapeError(f"expected total dims >= 2, but got total dims = {x.ndim_}")
    i, j = wrap_dim(dims[0], x.ndim_), wrap_dim(dims[1], x.ndim_)
    if i == j:
        raise errors.ShapeError(f"expected rotation dims to be different, but got dim0 = {dims[0]} and dim1 = {dims[1]}")
    k = k + 4 if k < 0 else k
    t = alias(x)
    if k == 1 or k == 2:
        reverse_dim(t, j)
    if k == 3 or k == 2:
        reverse_dim(t, i)
    note_contiguity(t)
    out = new_in_format(x, x.dtype_, FORMAT_PRESERVE)
    copy_into(out, t)
    if k % 2:
        out.shape_[i], out.shape_[j] = out.shape_[j], out.shape_[i]
        out.strides_[i], out.strides_[j] = out.strides_[j], out.strides_[i]
        note_contiguity(out)
    if recording(x):
        node_data(record1(op, x, out)).args = {"k": turns, "dims": (i, j)}
    return out


# -- padding, diagonals, triangles ----------------------------------------------------------------------

cdef int fill_borders(Tensor out, Tensor number, list kept) except -1:
    # A number everywhere but in the kept ranges of each dim; all of a small tensor, which takes fewer steps.
    cdef int d
    if out.numel_ < 4096:
        return copy_into(out, number)
    for d in range(out.ndim_):
        if kept[d] == slice(None):
            continue
        for part in (slice(0, kept[d].start), slice(kept[d].stop, out.shape_[d])):
            if part.start < part.stop:
                copy_into(basic_alias(out, (slice(None),) * d + (part,)), number)
    return 0


cdef object impl_constant_pad_nd(Op op, PyObject **a):
    # constant_pad_nd(input, pad, value=0): pairs of widths from the last dim; negative ones cut off.
    cdef Tensor x = tensor_arg(op, a, 0), out, source, target
    cdef int64_t pad[2 * WG_MAX_DIMS]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int k, d, n
    cdef int64_t before, after, kept
    if isinstance(<object>a[1], (tuple, list)) and len(<object>a[1]) > 2 * x.ndim_:
        raise errors.ShapeError("Length of pad should be no more than twice the number of dimensions of the input. Pad length is "
                                f"{len(<object>a[1])} while the input has {x.ndim_} dimensions.")
    n = sizes_of(<object>a[1], pad, "constant_pad_nd(): pad")
    if n % 2:
        raise errors.ShapeError(f"Length of pad must be even but instead it equals {n}")
    memcpy(shape, x.shape_, x.ndim_ * sizeof(int64_t))
    inner, outer = [slice(None)] * x.ndim_, [slice(None)] * x.ndim_
    for k in range(n // 2):
        d = x.ndim_ - 1 - k
        before, after = pad[2 * k], pad[2 * k + 1]
        shape[d] = x.shape_[d] + before + after
        kept = x.shape_[d] + min(before, 0) + min(after, 0)
        if shape[d] < 0 or kept < 0:
            raise errors.ShapeError(f"The input size {x.shape_[d]}, plus negative padding {before} and {after}, resulted in a "
                                    f"negative output size, which is invalid. Check dimension {d} of your input.")
        inner[d] = slice(max(-before, 0), max(-before, 0) + kept)
        outer[d] = slice(max(before, 0), max(before, 0) + kept)
    out = new_tensor(x.dtype_, x.ndim_, shape)
    if isinstance(<object>a[2], Tensor):
        target = <Tensor>a[2]
    else:
        if not is_number(a[2]):
            raise errors.DtypeError(f"constant_pad_nd(): argument 'value' must be Number, not {type(<object>a[2]).__name__}")
        target = scalar_tensor(a[2], x.dtype_)
    fill_borders(out, target, outer)
    source, target = basic_alias(x, tuple(inner)), basic_alias(out, tuple(outer))
    copy_into(target, source)
    if recording(x):
        node_data(record1(op, x, out)).args = {"pad": shape_tuple(n, pad)}
    return out


cdef object impl_diag_embed(Op op, PyObject **a):
    # diag_embed(input, offset=0, dim1=-2, dim2=-1): zeros with the last dim on the diagonal of two new ones.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int64_t offset = int_arg(op, a, 1), side
    cdef int64_t shape[WG_MAX_DIMS + 1]
    cdef int i, j, k, at = 0
    if x.ndim_ == 0:
        wrap_dim(-2, 0)
    i, j = dim_arg(op, a, 2, x.ndim_ + 1), dim_arg(op, a, 3, x.ndim_ + 1)
    if i == j:
        raise errors.ShapeError(f"diagonal dimensions cannot be identical {int_arg(op, a, 2)}, {int_arg(op, a, 3)}")
    side = x.shape_[x.ndim_ - 1] + abs(offset)
    for k in range(x.ndim_ + 1):
        if k == i or k == j:
            shape[k] = side
        else:
            shape[k] = x.shape_[at]
            at += 1
    out = zeros_plain(x.dtype_, shape_tuple(x.ndim_ + 1, shape))
    copy_into(diagonal_alias(out, offset, i, j), x)
    if recording(x):
        node_data(record1(op, x, out)).args = {"offset": offset, "dim1": i, "dim2": j}
    return out


cdef Tensor diagonal_alias(Tensor x, int64_t offset, int i, int j):
    # The diagonal of dims i and j as a last dim, without history.
    cdef Tensor t = alias(x)
    cdef int k, n = 0
    for k in range(x.ndim_):
        if k != i and k != j:
            t.shape_[n] = x.shape_[k]
            t.strides_[n] = x.strides_[k]
            n += 1
    t.shape_[n] = max(0, min(x.shape_[i], x.shape_[j] - offset) if offset >= 0 else min(x.shape_[i] + offset, x.shape_[j]))
    t.strides_[n] = x.strides_[i] + x.strides_[j]
    if t.shape_[n]:
        t.data += (offset * x.strides_[j] if offset >= 0 else -offset * x.strides_[i]) * ITEMSIZE[x.dtype_]
    t.ndim_ = n + 1
    note_contiguity(t)
    return t


# -- a copy with one region written ---------------------------------------------------------------------

cdef object written_copy(Op op, Tensor out, Tensor region, Tensor x, Tensor src):
    # `out` is a copy of x, `region` an alias of a part of it that src goes into.
    cdef Node *n
    if not same_shape(region, src):
        raise errors.ShapeError("expected src to have a size equal to the slice of self. src size = "
                                f"{list(size_of(src))}, slice size = {list(size_of(region))}")
    copy_into(region, src)
    if CATEGORY[x.dtype_] >= CAT_FLOAT and any_requires([x, src]):
        n = record_many(op, [x, cast_recorded(src, x.dtype_)], out)
        node_data(n).args = geometries(out, region)
    return out


cdef Tensor unrecorded_clone(Tensor x):
    # A copy in the same memory order.
    cdef Tensor out = new_in_format(x, x.dtype_, FORMAT_PRESERVE)
    ensure_storage(out)
    copy_into(out, x)
    return out


cdef object impl_diagonal_scatter(Op op, PyObject **a):
    # diagonal_scatter(input, src, offset=0, dim1=0, dim2=1)
    cdef Tensor x = tensor_arg(op, a, 0), src = tensor_arg(op, a, 1), out
    cdef int i = dim_arg(op, a, 3, x.ndim_), j = dim_arg(op, a, 4, x.ndim_)
    if i == j:
        raise errors.ShapeError(f"diagonal dimensions cannot be identical {int_arg(op, a, 3)}, {int_arg(op, a, 4)}")
    out = unrecorded_clone(x)
    return written_copy(op, out, diagonal_alias(out, int_arg(op, a, 2), i, j), x, src)


cdef object impl_select_scatter(Op op, PyObject **a):
    # select_scatter(input, src, dim, index)
    cdef Tensor x = tensor_arg(op, a, 0), src = tensor_arg(op, a, 1), out
    cdef int d
    if x.ndim_ == 0:
        raise errors.DimensionError("select() cannot be applied to a 0-dim tensor.")
    d = dim_arg(op, a, 2, x.ndim_)
    out = unrecorded_clone(x)
    return written_copy(op, out, basic_alias(out, (slice(None),) * d + (int_arg(op, a, 3),)), x, src)


cdef object impl_slice_scatter(Op op, PyObject **a):
    # slice_scatter(input, src, dim=0, start=None, end=None, step=1)
    cdef Tensor x = tensor_arg(op, a, 0), src = tensor_arg(op, a, 1), out
    cdef int d = dim_arg(op, a, 2, x.ndim_)
    if x.ndim_ == 0:
        raise errors.ShapeError("slice() cannot be applied to a 0-dim tensor.")
    if int_arg(op, a, 5) <= 0:
        raise errors.ShapeError("slice step must be positive")
    out = unrecorded_clone(x)
    where = slice(<object>a[3], <object>a[4], <object>a[5])
    return written_copy(op, out, basic_alias(out, (slice(None),) * d + (where,)), x, src)


cdef object impl_as_strided_scatter(Op op, PyObject **a):
    # as_strided_scatter(input, src, size, stride, storage_offset=None): over a copy of the whole storage.
    cdef Tensor x = tensor_arg(op, a, 0), src = tensor_arg(op, a, 1), out
    ensure_storage(x)
    out = alias(x)
    out.storage = storage_new(x.storage.nbytes)
    memcpy(out.storage.data, x.storage.data, x.storage.nbytes)
    out.data = out.storage.data + (x.data - x.storage.data)
    storage_decref(x.storage)
    region = op_as_strided(out, <object>a[2], <object>a[3], <object>a[4])
    return written_copy(op, out, <Tensor>region, x, src)


cdef object impl_tri(Op op, PyObject **a):
    # tril and triu: zero outside a triangle.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int64_t diagonal = int_arg(op, a, 1), rows, cols, batch, i, j, low, high
    cdef bint lower = op is op_tril
    cdef int size = ITEMSIZE[x.dtype_]
    cdef char *row
    if x.ndim_ < 2:
        raise errors.ShapeError(f"{op.name}: input tensor must have at least 2 dimensions")
    out = compact(x)
    rows, cols = out.shape_[out.ndim_ - 2], out.shape_[out.ndim_ - 1]
    batch = out.numel_ // (rows * cols) if rows * cols else 0
    for i in range(batch * rows):
        row = out.data + i * cols * size
        j = (i % rows) + diagonal
        if lower:
            low = min(max(j + 1, 0), cols)
            memset(row + low * size, 0, (cols - low) * size)
        else:
            high = min(max(j, 0), cols)
            memset(row, 0, high * size)
    if recording(x):
        node_data(record1(op, x, out)).args = {"diagonal": diagonal}
    return out


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
