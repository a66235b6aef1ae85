# What an index with tensors, arrays and masks means: a basic part, applied first as a view, and Places.

@cython.final
cdef class Places:
    # Where the tensors of an index point, in a tensor of a given shape.
    cdef list entries      # (first dim, number of dims, int64 tensor of positions or Packed, version or -1: ours)
    cdef tuple shape       # of the tensor that is indexed
    cdef tuple reach       # the shape of the positions, broadcast together
    cdef int first         # where those dims stand in the result
    cdef uint64_t covered  # the dims that entries stand for, as bits


cdef Places places_along(Tensor x, int d, Tensor index):
    # x[:, ..., index]: one tensor of positions.
    cdef Places p = Places.__new__(Places)
    p.entries = [(d, 1, index, version_of(index))]
    p.shape = shape_tuple(x.ndim_, x.shape_)
    p.reach = shape_tuple(index.ndim_, index.shape_)
    p.first = d
    p.covered = <uint64_t>1 << d
    return p


cdef Places with_entries(Places p, list entries):
    # The same places with other tensors.
    cdef Places out = Places.__new__(Places)
    out.entries = entries
    out.shape, out.reach, out.first, out.covered = p.shape, p.reach, p.first, p.covered
    return out


cdef Places kept_places(Places p):
    # What a node keeps of an index: its tensors go through saved_tensors_hooks.
    if wg_saved_hooks == NULL or not packing():
        return p
    pack, unpack = (<tuple>wg_saved_hooks)[0], (<tuple>wg_saved_hooks)[1]
    return with_entries(p, [(d, span, packed_by(pack, unpack, <Tensor>index, False), -1)
                            for d, span, index, _ in p.entries])


cdef Places checked_places(Places p):
    # The places that a node kept, with their tensors; refused if those have been written to since.
    cdef Tensor t
    cdef bint packed = False
    for _, _, index, version in p.entries:
        if isinstance(index, Packed):
            packed = True
        elif version >= 0 and version_of(<Tensor>index) != <uint32_t>version:
            t = <Tensor>index
            raise errors.InplaceError(
                "one of the variables needed for gradient computation has been modified by an inplace operation: the "
                "index "
                f"of shape {list(size_of(t))}, saved by IndexBackward0, is at version {version_of(t)}; expected "
                "version "
                f"{version} instead. Write out of place, or after backward(), or index with a clone().")
    if not packed:
        return p
    return with_entries(p, [(d, span, unpacked_index(p, <Packed>index, d, span), -1) if isinstance(index, Packed)
                            else (d, span, index, version) for d, span, index, version in p.entries])


cdef Tensor unpacked_index(Places p, Packed index, int d, int span):
    # Positions as an unpack hook returned them: they may be any numbers, so they are looked at again.
    cdef Tensor t = unpacked(index, "IndexBackward0")
    cdef int64_t size = 1
    cdef int k
    ensure_storage(t)
    for k in range(d, d + span):
        size *= <int64_t>p.shape[k]
    if 0 not in places_shape(p):
        check_entry(t, size, d)
    return t


cdef tuple indices_of(Places p):
    # The index as PyTorch's _saved_indices shows it: a tensor of positions for each dim that has one, else None.
    cdef list out = []
    for d, span, index, _ in checked_places(p).entries:
        out.extend([None] * (d - len(out)))
        if span == 1:
            out.append(index)
        else:
            out.extend(ops_by_name["unravel_index"](index, p.shape[d:d + span]))
    return tuple(out)


cdef Tensor index_tensor(object item):
    # One entry of an index as a tensor of positions (int64) or truth (bool).
    cdef Tensor t
    if isinstance(item, Tensor):
        t = <Tensor>item
    elif isinstance(item, np.ndarray):
        t = share_array(np.array(item) if min(item.strides, default=0) < 0 else item)
    elif isinstance(item, str) or not hasattr(item, "__len__"):
        if isinstance(item, str):
            raise errors.DtypeError("new(): invalid data type 'str'")
        raise errors.DimensionError("only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables "
                                    "are valid indices "
                                    f"(got {type(item).__name__})")
    else:
        t = tensor_of_list(list(item), -1)
        if CATEGORY[t.dtype_] == CAT_FLOAT:         # a list is one of integers, in PyTorch too
            t = cast_plain(t, WG_I64)
    if t.ndim_ == 0 and CAT_BOOL < CATEGORY[t.dtype_] < CAT_FLOAT:
        return cast_plain(t, WG_BOOL if t.dtype_ == WG_U8 else WG_I64)
    if t.dtype_ == WG_I64 or t.dtype_ == WG_BOOL:
        return t
    if t.dtype_ == WG_U8:
        warnings.warn("indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool "
                      "instead.", UserWarning, 2)
        return cast_plain(t, WG_BOOL)
    if t.dtype_ == WG_I32:
        return cast_plain(t, WG_I64)
    raise errors.DimensionError("tensors used as indices must be long, int, byte or bool tensors (got "
                                f"{DTYPE_NAMES[t.dtype_]})")


cdef bint stands_for_tuple(list index):
    # PyTorch reads a list that holds more than numbers as if it were a tuple.
    if len(index) >= 32:
        return False
    for item in index:
        if item is None or item is Ellipsis or isinstance(item, (Tensor, np.ndarray, list, tuple, slice)):
            warnings.warn("Using a non-tuple sequence for multidimensional indexing is deprecated; use x[tuple(seq)] "
                          "instead of "
                          "x[seq].", UserWarning, 2)
            return True
    return False


cdef tuple split_index(Tensor x, object index):
    # (the part of an index that is a view or None, Places in that view or None)
    cdef list items, basic = [], found = []
    cdef Tensor t, view
    cdef int used = 0, d = 0
    cdef bint plain = True
    if isinstance(index, list) and stands_for_tuple(<list>index):
        index = tuple(index)
    items = list(<tuple>index) if isinstance(index, tuple) else [index]
    for k in range(len(items)):
        item = items[k]
        if is_basic_item(item):
            used += item is not None and item is not Ellipsis
        elif item is True or item is False or isinstance(item, np.bool_):
            items[k] = bool(item)
        else:
            t = index_tensor(item)
            if t.ndim_ == 0:
                if t.dtype_ == WG_BOOL:
                    items[k] = bool(item_of(t))
                else:
                    items[k] = item_of(t)
                    used += 1
                continue
            items[k] = t
            used += t.ndim_ if t.dtype_ == WG_BOOL else 1
    if used > x.ndim_:
        index_error_dims(x)
    for item in items:
        if isinstance(item, Tensor):
            t = <Tensor>item
            span = t.ndim_ if t.dtype_ == WG_BOOL else 1
            basic += [slice(None)] * span
            found.append((d, span, t))
            d += span
        elif item is True or item is False:
            basic.append(None)
            found.append((d, 1, share_array(np.zeros(1 if item else 0, np.int64))))
            plain = False
            d += 1
        else:
            if item is Ellipsis:
                d += x.ndim_ - used
                used = x.ndim_
            elif item is None or PySlice_Check(<PyObject *>item):
                d += 1
            basic.append(item)
            plain = plain and (item is Ellipsis or PySlice_Check(<PyObject *>item) and item == slice(None))
    if not found:
        return tuple(basic), None
    if plain:
        return None, places_in(x, found)
    basic_index = tuple(basic)
    return basic_index, places_in(basic_alias(x, basic_index), found)


cdef Places places_in(Tensor x, list found):
    # Masks become positions; what is left is checked against the shape and broadcast together.
    cdef Places p = Places.__new__(Places)
    cdef Tensor t
    cdef int k, last = -1
    cdef bint adjacent = True
    p.entries = []
    p.covered = 0
    p.shape = shape_tuple(x.ndim_, x.shape_)
    for d, span, index in found:
        t = <Tensor>index
        if t.dtype_ == WG_BOOL:
            for k in range(t.ndim_):
                if t.shape_[k] != x.shape_[<int>d + k]:
                    raise errors.DimensionError(
                        f"The shape of the mask {list(size_of(t))} at index {k} does not match the shape of the "
                        "indexed tensor "
                        f"{list(p.shape)} at index {d + k}")
            p.entries.append((d, span, true_positions(contiguous_plain(t)), -1))
        else:
            p.entries.append((d, 1, t, version_of(t)))
        adjacent = adjacent and (last < 0 or last == d)
        last = d + span
        for k in range(<int>d, last):
            p.covered |= <uint64_t>1 << k
    p.first = p.entries[0][0] if adjacent else 0
    p.reach = shape_tuple((<Tensor>p.entries[0][2]).ndim_, (<Tensor>p.entries[0][2]).shape_)
    for k in range(1, len(p.entries)):
        p.reach = common_shape(p, <Tensor>p.entries[k][2])
    if 0 in p.reach:
        return p
    empty = 0 in [p.shape[k] for k in range(len(p.shape)) if not (p.covered >> k) & 1]
    for d, span, index, version in p.entries:
        if version >= 0 and (not empty or p.shape[d] == 0):      # where nothing is read, nothing is out of range
            check_entry(<Tensor>index, p.shape[d], d)
    return p


cdef tuple common_shape(Places p, Tensor index):
    # The shape that p's positions so far and one more tensor of them broadcast to.
    cdef int k, shift = len(p.reach) - index.ndim_
    cdef int64_t a, b
    shape = list(p.reach) if shift >= 0 else list(shape_tuple(-shift, index.shape_)) + list(p.reach)
    for k in range(index.ndim_ if shift >= 0 else len(p.reach)):
        a = p.reach[k + shift if shift > 0 else k]
        b = index.shape_[k if shift > 0 else k - shift]
        if a != b and a != 1 and b != 1:
            shapes = ", ".join([str(list(size_of(<Tensor>entry[2]))) for entry in p.entries])
            raise errors.DimensionError("shape mismatch: indexing tensors could not be broadcast together with "
                                        "shapes " + shapes)
        shape[k + (shift if shift > 0 else -shift)] = b if a == 1 else a
    return tuple(shape)


cdef int check_entry(Tensor index, int64_t size, int d) except -1:
    cdef wg_index at
    cdef Walk w
    at.step, at.size, at.wraps, at.failed = 1, size, True, False
    walk_shape(&w, index.ndim_, index.shape_)
    walk_operand(&w, 0, index, -1)
    walk(wg_check_positions, &at, &w, 1)
    if at.failed:
        if size == 0:
            raise errors.DimensionError("index is out of bounds for dimension with size 0")
        raise errors.DimensionError(f"index {at.bad} is out of bounds for dimension {d} with size {size}")
    return 0


cdef int place_walk(Places p, Tensor x, Walk *w, int which, wg_index *at, list hold) except -1:
    # Lay out the walk over x at p's places: the shape of the result, the operand for x, and the positions.
    cdef int d, k, ndim = 0, first = p.first, reach = len(p.reach)
    cdef Tensor t, sum
    if x.ndim_ - wg_popcount(p.covered & 0xffffffff) - wg_popcount(p.covered >> 32) + reach > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: at most {WG_MAX_DIMS} are supported")
    d = 0
    while True:
        if ndim == first:                    # here stand the dims of the positions
            for k in range(reach):
                w.shape[ndim] = p.reach[k]
                w.strides[which][ndim] = 0
                ndim += 1
        while d < x.ndim_ and (p.covered >> d) & 1:
            d += 1
        if d == x.ndim_:
            break
        w.shape[ndim] = x.shape_[d]
        w.strides[which][ndim] = x.strides_[d] * ITEMSIZE[x.dtype_]
        ndim += 1
        d += 1
    w.ndim = ndim
    w.numel = 1
    for k in range(ndim):
        w.numel *= w.shape[k]
    w.data[which] = x.data
    at.wraps = True
    at.failed = 0
    start, span, index, _ = p.entries[0]
    t = <Tensor>index
    at.step = entry_step(x, start, span)
    at.size = 1
    for k in range(span):
        at.size *= x.shape_[<int>start + k]
    if len(p.entries) > 1:
        sum = zeros_plain(WG_I64, p.reach)
        for start, span, index, _ in p.entries:
            add_entry(sum, x, start, span, <Tensor>index)
        t = sum
        at.step = 1
        at.size = <int64_t>1 << 62
        at.wraps = False
    hold.append(t)
    w.data[1] = t.data
    for k in range(ndim):
        w.strides[1][k] = 0
    for k in range(reach):
        d = k - (reach - t.ndim_)
        if d >= 0 and (t.shape_[d] != 1 or reach == t.ndim_ and p.reach[k] == 1):
            w.strides[1][first + k] = t.strides_[d] * <int64_t>sizeof(int64_t)
    return 0


cdef int64_t entry_step(Tensor x, int start, int span) noexcept:
    # Bytes between neighbours along the dims that one entry stands for; those of x merge when there are several.
    return x.strides_[start + span - 1] * ITEMSIZE[x.dtype_]


cdef int add_entry(Tensor sum, Tensor x, int start, int span, Tensor index) except -1:
    # Add the offsets in bytes of one entry, broadcast.
    cdef Walk w
    cdef wg_index at
    cdef int k
    at.step = entry_step(x, start, span)
    at.size = 1
    at.wraps = True
    at.failed = 0
    for k in range(span):
        at.size *= x.shape_[start + k]
    index = spread_to(index, sum.ndim_, sum.shape_)
    walk_shape(&w, sum.ndim_, sum.shape_)
    walk_operand(&w, 0, sum, -1)
    walk_operand(&w, 1, index, -1)
    walk_operand(&w, 2, sum, -1)
    return walk(wg_add_offsets, &at, &w)


cdef bint spans_merge(Places p, Tensor x) except -1:
    # Whether entries that stand for several dims can step through x's memory.
    cdef int k
    if x.flags & T_CONTIGUOUS:
        return True
    for start, span, _, _ in p.entries:
        for k in range(start, start + span - 1):
            if x.strides_[k] != x.strides_[k + 1] * x.shape_[k + 1]:
                return False
    return True


cdef Tensor index_plain(Tensor x, Places p):
    # x at p's places, as a new tensor.
    cdef Walk w
    cdef wg_index at
    cdef Tensor out
    cdef int64_t below = ITEMSIZE[x.dtype_], count
    cdef int k
    cdef list hold = []
    if not spans_merge(p, x):
        x = compact(x)
    place_walk(p, x, &w, 0, &at, hold)
    out = new_tensor(x.dtype_, w.ndim, w.shape)
    if len(p.entries) == 1 and p.first == 0 and x.flags & T_CONTIGUOUS and (<Tensor>hold[0]).flags & T_CONTIGUOUS:
        for k in range(<int>p.entries[0][1], x.ndim_):
            below *= x.shape_[k]
        count = (<Tensor>hold[0]).numel_
        if out.numel_ > RELEASE_GIL_ABOVE:
            with nogil:
                wg_take_rows(x.data, <int64_t *>w.data[1], out.data, count, below, &at)
        elif out.numel_:
            wg_take_rows(x.data, <int64_t *>w.data[1], out.data, count, below, &at)
        return out
    walk_operand(&w, 2, out, -1)
    walk(wg_gather_loop(ITEMSIZE[x.dtype_]), &at, &w)
    return out


cdef int write_places(wg_loop loop, Tensor out, Places p, Tensor src) except -1:
    # out at p's places (op)= src, which is broadcast.
    cdef Walk w
    cdef wg_index at
    cdef int k, shift
    cdef list hold = []
    cdef Tensor target = out if spans_merge(p, out) else compact(out)
    place_walk(p, target, &w, 0, &at, hold)
    shift = w.ndim - src.ndim_
    for k in range(w.ndim):
        w.strides[2][k] = 0
        if k >= shift and src.shape_[k - shift] != 1:
            w.strides[2][k] = src.strides_[k - shift] * ITEMSIZE[src.dtype_]
    w.data[2] = src.data
    walk(loop, &at, &w)
    if target is not out:
        copy_into(out, target)
    return 0


cdef tuple places_shape(Places p):
    # The shape of what p reads.
    cdef int d
    rest = [p.shape[d] for d in range(len(p.shape)) if not (p.covered >> d) & 1]
    return tuple(rest[:p.first]) + p.reach + tuple(rest[p.first:])


cdef Places places_arg(object v, shape):
    # What stands for an index among the arguments of an operation: Places, or positions for the first dims in a tuple.
    if isinstance(v, Places):
        return checked_places(<Places>v)
    cdef int64_t sizes[WG_MAX_DIMS]
    cdef int ndim = sizes_of(shape, sizes, "shape"), d
    found = [(d, 1, index_tensor(item)) for d, item in enumerate(<tuple>v)]
    return places_in(spread_to(new_tensor(WG_BOOL, 0, NULL), ndim, sizes), found)
