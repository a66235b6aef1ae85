# Masks: nonzero, masked_select, masked_fill.

cdef Tensor truth_of(Tensor x):
    # Where x is not zero, as contiguous bytes.
    return contiguous_plain(x) if x.dtype_ == WG_BOOL else contiguous_plain(cast_plain(x, WG_BOOL))


cdef Tensor true_positions(Tensor mask):
    # Positions in the flattened mask (contiguous) where it holds.
    cdef int64_t count = wg_count_true(mask.data, mask.numel_)
    cdef Tensor out = new_tensor(WG_I64, 1, &count)
    wg_true_positions(mask.data, mask.numel_, <int64_t *>out.data, count)
    return out


cdef Tensor true_coordinates(Tensor mask):
    # A row per dim of the coordinates where a contiguous mask holds.
    cdef int64_t shape[2]
    cdef Tensor out
    shape[0] = mask.ndim_
    shape[1] = wg_count_true(mask.data, mask.numel_)
    out = new_tensor(WG_I64, 2, shape)
    if shape[0] and shape[1]:
        wg_true_coordinates(mask.data, mask.ndim_, mask.shape_, <int64_t *>out.data, shape[1])
    return out


cdef tuple coordinate_vectors(Tensor x):
    # nonzero as one vector for each dim; a single number counts as a vector of one.
    cdef Tensor mask = truth_of(x), rows, row
    cdef int k
    if mask.ndim_ <= 1:
        return (true_positions(mask),)
    rows = true_coordinates(mask)
    return tuple([basic_alias(rows, k) for k in range(mask.ndim_)])


cdef object impl_nonzero(Op op, PyObject **a):
    # nonzero(input, *, as_tuple=False)
    cdef Tensor x = tensor_arg(op, a, 0), rows
    cdef int k
    if len(op.params) > 1 and <object>a[1]:
        return coordinate_vectors(x)
    rows = true_coordinates(truth_of(x))
    rows.shape_[0], rows.shape_[1] = rows.shape_[1], rows.shape_[0]
    rows.strides_[0], rows.strides_[1] = 1, max(rows.shape_[0], 1)
    note_contiguity(rows)
    return rows


cdef Tensor mask_arg(Op op, PyObject **a, int k):
    cdef Tensor mask = tensor_arg(op, a, k)
    if mask.dtype_ != WG_BOOL:
        if op.name == "masked_select":
            raise errors.AutogradError("masked_select: expected BoolTensor for mask, but got "
                                       f"{TORCH_NAMES[mask.dtype_]}")
        raise errors.AutogradError(f"{op.name}_ only supports boolean masks, but got mask with dtype "
                                   f"{DTYPE_NAMES[mask.dtype_]}")
    return mask


cdef Tensor spread_to(Tensor x, int ndim, const int64_t *shape):
    # x broadcast to a shape that it fits, without a copy.
    cdef int64_t strides[WG_MAX_DIMS]
    cdef int k, shift = ndim - x.ndim_
    cdef Tensor t
    if shift == 0 and same_dims(x.shape_, shape, ndim):
        return x
    for k in range(ndim):
        strides[k] = 0 if k < shift or x.shape_[k - shift] == 1 else x.strides_[k - shift]
    t = alias(x)
    set_ndim(t, ndim)
    wg_copy_sizes(t.shape_, shape, ndim)
    wg_copy_sizes(t.strides_, strides, ndim)
    note_contiguity(t)
    return t


cdef int64_t FEW_MASKED = 4096       # elements that are selected without a list of their positions


cdef Tensor selected_at_once(Tensor x, Tensor mask):
    # x's elements where a mask of its shape holds, both row-major.
    cdef int64_t count = wg_count_true(mask.data, mask.numel_)
    cdef Tensor out = new_tensor(x.dtype_, 1, &count)
    wg_keep(out.data, x.data, mask.data, count, ITEMSIZE[x.dtype_])
    return out


cdef Tensor record_selected(Op op, Tensor x, Tensor mask, Tensor out):
    cdef Node *n
    if recording(x):
        n = record1(op, x, out)
        save(n, 0, mask)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
    return out


cdef object impl_masked_select(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), mask = mask_arg(op, a, 1), index, flat, out
    cdef Operand p[2]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int ndim
    cdef Walk w
    cdef wg_index at
    if x.numel_ <= FEW_MASKED and x.flags & mask.flags & T_CONTIGUOUS and same_shape(x, mask):
        return record_selected(op, x, mask, selected_at_once(x, mask))
    operand_of(&p[0], x)
    operand_of(&p[1], mask)
    ndim = broadcast(p, 2, shape, op)
    index = true_positions(contiguous_plain(spread_to(mask, ndim, shape)))
    flat = flattened(contiguous_plain(spread_to(x, ndim, shape)))
    out = new_tensor(x.dtype_, 1, index.shape_)
    walk_shape(&w, 1, index.shape_)
    walk_operand(&w, 0, flat, 0)
    walk_operand(&w, 1, index, -1)
    walk_operand(&w, 2, out, -1)
    index_along(&at, flat, 0, False)
    walk(wg_gather_loop(ITEMSIZE[x.dtype_]), &at, &w)
    return record_selected(op, x, mask, out)


cdef object impl_masked_fill(Op op, PyObject **a):
    return masked_fill(op, a, None)


cdef object masked_fill(Op op, PyObject **a, Tensor into):
    # masked_fill(input, mask, value), or in place when `into` is the input.
    cdef Tensor x = tensor_arg(op, a, 0), mask = mask_arg(op, a, 1), value, out, held = None
    cdef Operand p[4]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int ndim
    cdef bint records
    cdef Node *n
    value = fill_value(op, a, 2, x)
    records = any_requires([x, value])
    operand_of(&p[0], mask)
    operand_of(&p[1], value)
    operand_of(&p[2], x)
    ndim = broadcast(p, 3, shape, op)
    if into is not None:
        check_inplace(x, records)
        if ndim != x.ndim_ or not same_dims(shape, x.shape_, ndim):
            raise errors.ShapeError(f"output with shape {list(size_of(x))} doesn't match the broadcast shape "
                                    f"{list(shape_tuple(ndim, shape))} (in masked_fill_)")
        out = alias(x) if records else x
        if value.storage != NULL and value.storage == x.storage:
            held = compact(value)
            operand_of(&p[1], held)
        if mask.storage != NULL and mask.storage == x.storage:
            mask = compact(mask)
            operand_of(&p[0], mask)
        operand_of(&p[2], out)
    else:
        out = new_result(x.dtype_, ndim, shape, &p[2], 1)
    operand_of(&p[3], out)
    run(wg_select_loop(ITEMSIZE[x.dtype_]), NULL, 4, p)
    if into is not None:
        bump(out, op)
    if records and CATEGORY[x.dtype_] >= CAT_FLOAT:
        n = record_many(op, [x, None, value], out)
        n.flags |= N_BROADCAST
        save(n, 0, mask)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_), None, ()]
    if into is not None:
        if records:
            rebase_history(x, out)
        return x
    return out


cdef Tensor fill_value(Op op, PyObject **a, int k, Tensor x):
    # The number or 0-d tensor of a fill, in x's type.
    cdef Tensor value
    v = <object>a[k] if isinstance(<object>a[k], Tensor) else operand_from(a[k])
    if v is None:
        raise errors.DtypeError(f"{op.name}(): argument '{op.params[k]}' must be Tensor or a number, "
                                f"not {type(<object>a[k]).__name__}")
    if not isinstance(v, Tensor):
        return number_for(<PyObject *>v, x.dtype_)
    value = <Tensor>v
    if value.ndim_:
        raise errors.ShapeError(f"{op.name}_ only supports a 0-dimensional value tensor, but got tensor with "
                                f"{value.ndim_} dimension(s).")
    if CATEGORY[value.dtype_] == CAT_COMPLEX and CATEGORY[x.dtype_] < CAT_COMPLEX:
        raise errors.AutogradError(f"value cannot be converted to type {DTYPE_NAMES[x.dtype_]} without overflow: it "
                                   "is complex")
    return cast_recorded(value, x.dtype_)


cdef Tensor number_for(PyObject *v, int dtype):
    # A Python number as a 0-d tensor of a type whose range it does not leave.
    if WG_U8 <= dtype <= WG_I64 and not PyComplex_Check(v):
        limits = np.iinfo(npy_descr[dtype])
        if not (-limits.max if limits.min == 0 else limits.min) <= <object>v <= limits.max:
            raise errors.AutogradError(f"value cannot be converted to type {DTYPE_NAMES[dtype]}_t without overflow: "
                                       f"{<object>v}")
    return scalar_tensor(v, dtype)


cdef int vjp_masked_fill(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor mask = saved_plain(n, 0), zero = zeros_plain(g.dtype_, ())
    if wanted(n, 0):
        give(grads, 0, select_plain(mask, zero, g, g.dtype_, op_where))
    if n_inputs(n) > 2 and wanted(n, 2):
        give(grads, 2, select_plain(mask, g, zero, g.dtype_, op_where))
    return 0
