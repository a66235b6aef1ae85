# Copies with the elements in other places: roll, flip, padding, diagonals, triangles, writes into a copy.

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
    join_into(out, [basic_alias(source, lead + (slice(size - shift, size),)),
                    basic_alias(source, lead + (slice(0, size - shift),))],
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
        raise errors.ShapeError(f"expected rotation dims to be different, but got dim0 = {dims[0]} and dim1 = "
                                f"{dims[1]}")
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
        raise errors.ShapeError("Length of pad should be no more than twice the number of dimensions of the "
                                f"input. Pad length is {len(<object>a[1])} while the input has {x.ndim_} "
                                "dimensions.")
    n = sizes_of(<object>a[1], pad, "constant_pad_nd(): pad")
    if n % 2:
        raise errors.ShapeError(f"Length of pad must be even but instead it equals {n}")
    wg_copy_sizes(shape, x.shape_, x.ndim_)
    inner, outer = [slice(None)] * x.ndim_, [slice(None)] * x.ndim_
    for k in range(n // 2):
        d = x.ndim_ - 1 - k
        before, after = pad[2 * k], pad[2 * k + 1]
        shape[d] = x.shape_[d] + before + after
        kept = x.shape_[d] + min(before, 0) + min(after, 0)
        if shape[d] < 0 or kept < 0:
            raise errors.ShapeError(f"The input size {x.shape_[d]}, plus negative padding {before} and "
                                    f"{after}, resulted in a negative output size, which is invalid. Check "
                                    f"dimension {d} of your input.")
        inner[d] = slice(max(-before, 0), max(-before, 0) + kept)
        outer[d] = slice(max(before, 0), max(before, 0) + kept)
    out = new_tensor(x.dtype_, x.ndim_, shape)
    if isinstance(<object>a[2], Tensor):
        target = <Tensor>a[2]
    else:
        if not is_number(a[2]):
            raise errors.DtypeError("constant_pad_nd(): argument 'value' must be Number, not "
                                    f"{type(<object>a[2]).__name__}")
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
    t.shape_[n] = max(0, min(x.shape_[i], x.shape_[j] - offset) if offset >= 0 else
                      min(x.shape_[i] + offset, x.shape_[j]))
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
    cdef Tensor x = tensor_arg(op, a, 0), src = tensor_arg(op, a, 1), out, region
    cdef int d = dim_arg(op, a, 2, x.ndim_)
    cdef int64_t start = 0, stop = LAST_PLACE, step = int_arg(op, a, 5)
    if x.ndim_ == 0:
        raise errors.ShapeError("slice() cannot be applied to a 0-dim tensor.")
    if step <= 0:
        raise errors.ShapeError("slice step must be positive")
    if <object>a[3] is not None:
        start = int_arg(op, a, 3)
    if <object>a[4] is not None:
        stop = int_arg(op, a, 4)
    out = unrecorded_clone(x)
    region = alias(out)
    cut(region, d, start, stop, step)
    return written_copy(op, out, region, x, src)


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
