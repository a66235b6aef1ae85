# In-place writes: what may be written, and how the history of a tensor and of its base changes.

cdef inline int bump(Tensor t, Op op) except -1:
    # Count a write by an operation; None: by something else.
    if t.storage == NULL:
        t.version += 1
        return 0
    t.storage.version += 1
    t.storage.writer = 0 if op is None else op.info.index
    if wg_anomaly:
        note_write(t.storage)
    return 0


cdef bint writes_watched = False    # whether watch_writes wants to know of every write


cdef int check_writable(Tensor t) except -1:
    # Refuse memory that must not be written or whose elements share places.
    cdef int k
    if t.flags & T_INFERENCE and not wg_grad_off & INFERENCE:
        raise errors.InplaceError(
            "Inplace update to inference tensor outside InferenceMode is not allowed. You can make a clone to "
            f"get a normal tensor before doing inplace update. It is {describe(t)}.")
    if t.storage != NULL and t.storage.readonly:
        raise errors.InplaceError(
            f"{describe(t)} shares the memory of a read-only NumPy array and cannot be written; clone() it first.")
    for k in range(t.ndim_ if t.numel_ else 0):
        if t.strides_[k] == 0 and t.shape_[k] > 1:
            raise errors.InplaceError(
                "unsupported operation: more than one element of the written-to tensor refers to a single "
                f"memory location ({describe(t)} is expanded). Please clone() the tensor before performing the "
                "operation.")
    if writes_watched:
        tell_watcher(t)
    return 0


cdef int check_inplace(Tensor t, bint records) except -1:
    # Whether a tensor may be written, by its memory and while the tape records.
    check_writable(t)
    return check_history(t, records)


cdef int check_history(Tensor t, bint records) except -1:
    # PyTorch's rules for changing a tensor while the tape records.
    cdef Tensor base
    if wg_grad_off:
        return 0
    if t.flags & T_LEAF:
        raise errors.LeafInplaceError(
            "a leaf Variable that requires grad is being used in an in-place operation. "
            f"The leaf is {describe(t)}. Write under `with no_grad():`, or compute a new tensor.")
    if not t.flags & T_VIEW:
        return 0
    base = <Tensor>t.base
    if base.flags & T_LEAF:
        raise errors.LeafInplaceError(
            "a view of a leaf Variable that requires grad is being used in an in-place operation. "
            f"The leaf is {describe(base)}. Write under `with no_grad():`, or to a clone() of the leaf.")
    if not (records or base.flags & T_REQUIRES):
        return 0
    if t.flags & (T_MULTI_VIEW | T_NO_GRAD_VIEW | T_CUSTOM):
        raise_view(t, "is being modified inplace")
    return 0


cdef int raise_view(Tensor t, str what) except -1:
    # A view whose history cannot be made anew after a write.
    name = None
    if t.node >= 0 and not t.flags & T_LEAF:
        name = f"Output {t.nr} of {op_name(node_at(t.node))} is a view and "
    if t.flags & T_MULTI_VIEW:
        raise errors.InplaceError(
            f"{name or 'An output of a multi-output operation is a view and '}{what}. This view is the output "
            "of a function that returns multiple views. Such functions do not allow the output views to be "
            "modified inplace. You should replace the inplace operation by an out-of-place one, or clone() the "
            "view first.")
    if t.flags & T_CUSTOM:
        raise errors.InplaceError(
            f"{name or 'A view '}{what}. This view was created inside a custom Function (or because an input "
            "was returned as-is) and the autograd logic to handle view+inplace would override the custom "
            "backward associated with the custom Function, leading to incorrect gradients. This behavior is "
            "forbidden. You can fix this by cloning the output of the custom Function.")
    raise errors.InplaceError(
        f"A view was created in no_grad mode and {what} with grad mode enabled. Given that this use case is "
        "ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the "
        "inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both "
        "outside (if you want the inplace to be tracked).")


cdef object elementwise_into(Op op, Tensor dest, int mask, Operand *p, PyObject **t, int ndim,
                             int64_t *shape, int dtype):
    # Finish an elementwise operation in place: check, compute into dest, rebase its history.
    cdef OpInfo *info = &op.info
    cdef int out_dtype = info.out_dtype[dtype], k, need = info.need[mask]
    cdef PyObject *kept[4]
    cdef list hold = None
    cdef Tensor out, x
    cdef wg_half own
    cdef void *data
    check_inplace(dest, mask != 0)
    check_result_type(op, out_dtype, dest)
    if ndim != dest.ndim_ or not same_dims(shape, dest.shape_, ndim):
        raise errors.ShapeError(
            f"output with shape {list(size_of(dest))} doesn't match the broadcast shape "
            f"{list(shape_tuple(ndim, shape))} (in {op.name}). The first operand must have the result's shape.")
    for k in range(info.nin):
        kept[k] = t[k]
        if t[k] == NULL:
            continue
        x = <Tensor>t[k]
        # The old value is copied when the derivative needs it, or when writing would spoil what is still to be read.
        if x is dest or (x.storage != NULL and x.storage == dest.storage):
            if (mask and (need >> k) & 1) or not (x.data == dest.data and same_geometry(x, dest)):
                x = compact(x)
                hold = [x] if hold is None else hold + [x]
                kept[k] = <PyObject *>x
                operand_of(&p[k], x)
    if mask:
        ensure_storage(dest)
        for k in range(info.nin):            # a 0-d value may just have moved
            if kept[k] == <PyObject *>dest:
                operand_of(&p[k], dest)
        out = alias(dest)
    else:
        out = dest
    data = data_of_loop(info, dtype, p, &own)
    if op is op_pow and p[1].number != NULL and out_dtype == dest.dtype_ and run_fixed_power(p, dtype, out):
        pass
    elif out_dtype == dest.dtype_:
        operand_of(&p[info.nin], out)
        run_in_pieces(info.loop[dtype], data, info.nin + 1, p, COSTLY_GRAIN if info.costly else GRAIN)
    else:
        x = new_tensor(out_dtype, ndim, shape)
        operand_of(&p[info.nin], x)
        run_in_pieces(info.loop[dtype], data, info.nin + 1, p, COSTLY_GRAIN if info.costly else GRAIN)
        copy_into(out, x)
    bump(out, op)
    if mask:
        record_elementwise(op, mask, p, t, kept, out)
        rebase_history(dest, out)
    return dest


cdef object write_flat(Op op, Tensor dest, Operand *p, int ndim, int64_t *shape, int dtype):
    # A comparison's result into a floating tensor with a history, which ends there: it depends on nothing.
    cdef OpInfo *info = &op.info
    cdef Tensor out = new_tensor(info.out_dtype[dtype], ndim, shape)
    operand_of(&p[info.nin], out)
    run(info.loop[dtype], info.loop_data[dtype], info.nin + 1, p)
    return copy_(dest, out)


cdef int check_result_type(Op op, int dtype, Tensor dest) except -1:
    # A result fits into a tensor of its own kind of number or a wider one.
    if CATEGORY[dtype] > CATEGORY[dest.dtype_]:
        raise errors.AutogradError(
            f"result type {TORCH_NAMES[dtype]} can't be cast to the desired output type "
            f"{TORCH_NAMES[dest.dtype_]} (in {op.name}). Write out of place, or convert the operand.")
    if op is op_abs and CATEGORY[dest.dtype_] == CAT_COMPLEX:
        raise errors.AutogradError("In-place abs is not supported for complex tensors.")
    return 0


cdef bint same_dims(const int64_t *a, const int64_t *b, int n) noexcept:
    cdef int k
    for k in range(n):
        if a[k] != b[k]:
            return False
    return True


cdef int set_history(Tensor t, Tensor source) except -1:
    # t now is what source's node computed; source's own reference to the node passes to t.
    cdef NodeData d
    cdef int32_t old = t.node
    t.node = source.node
    t.nr = source.nr
    source.node = -1
    source.flags &= ~T_REQUIRES
    t.flags = (t.flags | T_REQUIRES) & ~T_LEAF
    if t.flags & T_RETAINS:
        move_retained(old, t)
    if old >= 0:
        node_decref(old)
    return 0


cdef int rebase_history(Tensor dest, Tensor out) except -1:
    # dest was written by the operation recorded on `out`. A plain tensor takes over the node. For a view,
    # its base becomes the result of writing that value into the old base (PyTorch's CopySlices), and the
    # view a view of the new base.
    cdef Tensor base, fresh
    cdef Node *n
    cdef NodeData d
    if not dest.flags & T_VIEW:
        return set_history(dest, out)
    base = <Tensor>dest.base
    fresh = alias(base)
    n = record_many(op_copy_slices, [base, out], fresh)
    d = node_data(n)
    d.args = geometries(base, dest)
    set_history(base, fresh)
    refresh_view(dest)
    return 0


cdef tuple geometry(Tensor t, Tensor base):
    # Shape, strides and offset (elements, from the base's first one) of t.
    return (shape_tuple(t.ndim_, t.shape_), shape_tuple(t.ndim_, t.strides_),
            (t.data - base.data) // ITEMSIZE[t.dtype_])


cdef tuple real_geometry(Tensor t, Tensor base):
    # The same in real numbers, of which a complex one is two: the last dim.
    cdef tuple shape = shape_tuple(t.ndim_, t.shape_), strides
    cdef int64_t offset = (t.data - base.data) // ITEMSIZE[to_real(t.dtype_)]
    if CATEGORY[t.dtype_] != CAT_COMPLEX:
        return geometry(t, base)
    strides = tuple([2 * t.strides_[k] for k in range(t.ndim_)])
    return (shape + (2,), strides + (1,), offset)


cdef dict geometries(Tensor base, Tensor view):
    # Where a view lies in its base: what the rules of as_strided and of writes through views read.
    if base.dtype_ == view.dtype_:
        return {"base": geometry(base, base), "view": geometry(view, base), "parts": False}
    return {"base": real_geometry(base, base), "view": real_geometry(view, base), "parts": True}


cdef Tensor taken_apart(Tensor g, bint parts):
    # With parts, a complex tensor as real numbers.
    return real_alias(g) if parts and CATEGORY[g.dtype_] == CAT_COMPLEX else g


cdef int refresh_view(Tensor v) except -1:
    # Give a view the history of its base as it is now.
    cdef Tensor base = <Tensor>v.base
    cdef Tensor fresh
    cdef Node *n
    v.base_version = v.storage.version
    if not base.flags & T_REQUIRES or base.flags & T_LEAF or v.flags & T_LEAF:
        return 0
    if v.flags & (T_MULTI_VIEW | T_NO_GRAD_VIEW | T_CUSTOM) and not wg_grad_off:
        v.base_version = v.storage.version - 1
        raise_view(v, "its base or another view of its base has been modified inplace")
    fresh = alias(v)
    n = record1(op_as_strided, base, fresh)
    node_data(n).args = geometries(base, v)
    return set_history(v, fresh)


cdef Tensor strided_buffer(int dtype, tuple base, tuple view, int64_t *shift):
    # Zeros with room for every element of both geometries; *shift is where the base's first one lies.
    cdef int64_t low = 0, high = 0, first, last
    for shape, strides, offset in (base, view):
        first = last = offset
        for n, s in zip(shape, strides):
            if s < 0:
                first += (n - 1) * s
            else:
                last += (n - 1) * s
        low, high = min(low, first), max(high, last)
    low -= low & 1                       # complex numbers stay on their places
    shift[0] = -low
    return zeros_plain(dtype, (high - low + 1,))


cdef Tensor strided_on(Tensor buffer, tuple g, int64_t shift):
    # A plain alias of buffer with geometry g.
    cdef Tensor t
    cdef int k
    shape, strides, offset = g
    t = alias(buffer)
    set_ndim(t, len(shape))
    for k in range(t.ndim_):
        t.shape_[k] = shape[k]
        t.strides_[k] = strides[k]
    t.data = buffer.data + <int64_t>(offset + shift) * ITEMSIZE[t.dtype_]
    t.flags = 0
    note_contiguity(t)
    return t


cdef bint overlaps_itself(tuple g):
    # Whether two elements of a geometry may share a place: sorted by stride, each dim must step over the last.
    cdef int64_t reach = 0
    for s, n in sorted((abs(s), n) for n, s in zip(g[0], g[1]) if n > 1):
        if s <= reach:
            return True
        reach += s * (n - 1)
    return False


cdef Tensor scatter_strided(Tensor g, tuple base, tuple view):
    # Zeros of the base's geometry with g added where the view lies.
    cdef int64_t shift
    cdef Tensor buffer = strided_buffer(g.dtype_, base, view, &shift), places, index
    if overlaps_itself(view):
        places = strided_on(share_array(np.arange(buffer.numel_)), view, shift)
        index = compact(places)
        g = contiguous_plain(g)
        add_flat(buffer, index, g)
    else:
        copy_into(strided_on(buffer, view, shift), g)
    return strided_on(buffer, base, shift)


cdef Tensor gather_strided(Tensor g, tuple base, tuple view):
    # The elements of g, which has the base's geometry, where the view lies.
    cdef int64_t shift
    cdef Tensor buffer = strided_buffer(g.dtype_, base, view, &shift)
    copy_into(strided_on(buffer, base, shift), g)
    return compact(strided_on(buffer, view, shift))


cdef object impl_scatter_strided(Op op, PyObject **a):
    cdef Tensor x = <Tensor>a[0]
    cdef Tensor out = scatter_strided(x, <tuple>a[1], <tuple>a[2])
    if recording(x):
        node_data(record1(op, x, out)).args = {"base": <object>a[1], "view": <object>a[2]}
    return out


cdef object impl_gather_strided(Op op, PyObject **a):
    cdef Tensor x = <Tensor>a[0]
    cdef Tensor out = gather_strided(x, <tuple>a[1], <tuple>a[2])
    if recording(x):
        node_data(record1(op, x, out)).args = {"base": <object>a[1], "view": <object>a[2]}
    return out


cdef int vjp_copy_slices(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # To the old base: the cotangent with the written region zeroed. To the value: that region.
    cdef int64_t shift
    cdef Tensor buffer, part, source
    cdef bint parts = d.args["parts"], whole = CATEGORY[g.dtype_] == CAT_COMPLEX
    base, view = d.args["base"], d.args["view"]
    source = taken_apart(g, parts)
    buffer = strided_buffer(source.dtype_, base, view, &shift)
    copy_into(strided_on(buffer, base, shift), source)
    part = strided_on(buffer, view, shift)
    if wanted(n, 1):
        source = compact(part)
        give(grads, 1, complex_alias(source) if parts and not whole else source)
    if wanted(n, 0):
        fill_zero(part)
        part = strided_on(buffer, base, shift)
        give(grads, 0, complex_alias(part) if parts and whole else part)
    return 0


cdef int vjp_as_strided(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef bint parts = d.args["parts"]
    cdef Tensor out = scatter_strided(taken_apart(g, parts), d.args["base"], d.args["view"])
    give(grads, 0, complex_alias(out) if parts and CATEGORY[g.dtype_] != CAT_COMPLEX else out)
    return 0


cdef Tensor clear_strided(Tensor g, tuple base, tuple view):
    # A copy of g, which has the base's geometry, with zeros where the view lies.
    cdef int64_t shift
    cdef Tensor buffer = strided_buffer(g.dtype_, base, view, &shift)
    copy_into(strided_on(buffer, base, shift), g)
    fill_zero(strided_on(buffer, view, shift))
    return compact(strided_on(buffer, base, shift))


cdef object impl_clear_strided(Op op, PyObject **a):
    cdef Tensor x = <Tensor>a[0]
    cdef Tensor out = clear_strided(x, <tuple>a[1], <tuple>a[2])
    if recording(x):
        node_data(record1(op, x, out)).args = {"base": <object>a[1], "view": <object>a[2]}
    return out


cdef inline void give(PyObject **grads, int k, Tensor g) noexcept:
    Py_INCREF(g)
    grads[k] = <PyObject *>g


cdef int fill_zero(Tensor t) except -1:
    cdef Tensor zero
    if t.flags & T_CONTIGUOUS:
        wg_clear(t.data, t.numel_, ITEMSIZE[t.dtype_])
        return 0
    zero = new_tensor(t.dtype_, 0, NULL)
    zero.value[0] = zero.value[1] = 0
    return copy_into(t, zero)


cdef Tensor zeros_plain(int dtype, shape, int64_t written=0):
    # Zeros of which so many elements are to be written, by several threads if there are enough of them: then these
    # also clear them, each its own stretch.
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int k, ndim = len(shape)
    cdef Tensor t
    if ndim > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: got {ndim}, at most {WG_MAX_DIMS} are supported")
    for k in range(ndim):
        dims[k] = shape[k]
    t = new_tensor(dtype, ndim, dims)
    if written > GRAIN:
        wg_clear(t.data, t.numel_, ITEMSIZE[dtype])
    else:
        memset(t.data, 0, t.numel_ * ITEMSIZE[dtype] if ndim else 16)
    return t


cdef int add_into(Tensor dst, Tensor src) except -1:
    # dst += src, same shape and type, in memory that no gradient looks at.
    cdef Operand p[3]
    operand_of(&p[0], dst)
    operand_of(&p[1], src)
    operand_of(&p[2], dst)
    return run(op_add.info.loop[dst.dtype_], op_add.info.loop_data[dst.dtype_], 3, p)


cdef object copy_(Tensor dest, Tensor src):
    # dest.copy_(src): in place, with conversion and broadcasting, recorded.
    cdef Tensor out, value
    cdef Node *n
    cdef bint records = not wg_grad_off and (wants(src) or wants(dest)) and CATEGORY[dest.dtype_] >= CAT_FLOAT
    cdef int64_t shape[WG_MAX_DIMS]
    cdef Operand p[2]
    check_inplace(dest, records)
    operand_of(&p[0], dest)
    operand_of(&p[1], src)
    if broadcast(p, 2, shape, op_copy) != dest.ndim_ or not same_dims(shape, dest.shape_, dest.ndim_):
        raise errors.ShapeError(
            f"The expanded size of the tensor {list(size_of(dest))} must match the existing size "
            f"{list(size_of(src))} of the value that is copied into it.")
    copy_into(dest, src)
    bump(dest, op_copy)
    if records:
        out = alias(dest)
        # What was overwritten gets zeros; the base of a view gets them from its own node.
        n = record_many(op_copy, [None if dest.flags & T_VIEW else dest, src], out)
        n.flags |= N_BROADCAST
        node_data(n).shapes = [None, shape_tuple(src.ndim_, src.shape_)]
        node_data(n).ints[0] = src.dtype_
        node_data(n).args = {"src_dtype": dtype_objects[src.dtype_]}
        rebase_history(dest, out)
    return dest


cdef int vjp_copy(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    if wanted(n, 0):
        give(grads, 0, zeros_plain(g.dtype_, shape_tuple(g.ndim_, g.shape_)))
    if wanted(n, 1):
        give(grads, 1, g if g.dtype_ == d.ints[0] else cast_plain(g, <int>d.ints[0]))
    return 0
