# Elements written through positions: scatter, index_add, put, masked_scatter and their relatives.

cdef enum Write:
    WRITE_SET = 4          # beside WG_SUM, WG_PROD, WG_AMAX and WG_AMIN
    WRITE_MEAN = 5

cdef dict REDUCTIONS = {"sum": WG_SUM, "prod": WG_PROD, "mean": WRITE_MEAN, "amax": WG_AMAX, "amin": WG_AMIN,
                        "add": WG_SUM, "multiply": WG_PROD, "max": WG_AMAX, "min": WG_AMIN}
cdef enum Writer:
    BY_SCATTER, BY_SCATTER_ADD, BY_SCATTER_REDUCE, BY_INDEX_ADD, BY_INDEX_COPY, BY_INDEX_FILL, BY_INDEX_REDUCE, BY_PUT
    BY_MASKED_SCATTER

cdef dict WRITERS = {"scatter": BY_SCATTER, "scatter_add": BY_SCATTER_ADD, "scatter_reduce": BY_SCATTER_REDUCE,
                     "index_add": BY_INDEX_ADD, "index_copy": BY_INDEX_COPY, "index_fill": BY_INDEX_FILL,
                     "index_reduce": BY_INDEX_REDUCE, "put": BY_PUT, "masked_scatter": BY_MASKED_SCATTER}


cdef object impl_scatter(Op op, PyObject **a):
    return scatter_family(op, a, None)


cdef object scatter_family(Op op, PyObject **a, Tensor into):
    # scatter, scatter_add, scatter_reduce, index_add, index_copy, index_fill, index_reduce, put and masked_scatter:
    # everything is checked, then one copy of the input (or the input itself, in place) is written.
    cdef Tensor x = tensor_arg(op, a, 0), index, src, data, target, out, old = None
    cdef int d = 0, k, how, source
    cdef bint rows, flat = False, records, with_self = True, wraps = False, late
    cdef wg_index at
    cdef Node *n
    cdef int writer = WRITERS[op.name]
    source = 2 if writer >= BY_PUT else 3
    if writer >= BY_PUT:
        rows, flat, how = False, True, WRITE_SET
        if writer == BY_PUT:
            wraps = True
            index, src = positions_arg(op, a, 1, False), tensor_arg(op, a, 2)
            if <object>a[3]:
                how = WG_SUM
            elif into is None and index.ndim_ == 1 and x.ndim_ == 1 and not any_requires([x, src]):
                out = compact(x)
                if place_rows(out, index, src, True):
                    return out
            if src.numel_ != index.numel_:
                raise errors.ShapeError(
                    "put_(): Expected source and index to have the same number of elements, but got source.numel() = "
                    f"{src.numel_}, index.numel() = {index.numel_}", kind=IndexError)
            same_type(op, x, src)
        else:
            mask = mask_arg(op, a, 1)
            src = tensor_arg(op, a, 2)
            same_type(op, x, src)
            if into is None:
                shape = broadcast_shape(op, x, <Tensor>mask)
                x = <Tensor>x.expand(shape) if shape != shape_tuple(x.ndim_, x.shape_) else x
            index = true_positions(contiguous_plain(fit_mask(<Tensor>mask, x)))
            if src.numel_ < index.numel_:
                raise errors.AutogradError("Number of elements of source < number of ones in mask: "
                                           f"{src.numel_} < {index.numel_} (in masked_scatter)")
    else:
        d = wrap_dim(int_arg(op, a, 1), x.ndim_)
        rows = writer >= BY_INDEX_ADD
        wraps = writer == BY_INDEX_FILL
        if rows:
            index = vector_arg(op, a, 2, writer != BY_INDEX_COPY and writer != BY_INDEX_FILL)
        else:
            index = positions_arg(op, a, 2)
        if writer == BY_INDEX_COPY:
            src, how = tensor_arg(op, a, 3), WRITE_SET
            same_type(op, x, src)
        else:
            src, how = scattered_source(op, a, x)
        if (into is None and d == 0 and index.ndim_ == 1 and (writer == BY_INDEX_COPY or writer == BY_INDEX_FILL)
                and not any_requires([x, src])):
            out = compact(x)
            if place_rows(out, index, src, wraps):
                return out
        with_self = writer != BY_SCATTER_REDUCE and writer != BY_INDEX_REDUCE or bool(<object>a[5])
        if not rows:
            fits_along(op, x, d, index, src if src.ndim_ or source_given(op, a) else None)
        elif writer != BY_INDEX_FILL:
            rows_fit(op, x, d, index, src)
    if how < WRITE_SET and wg_scatter_reduce_loop(how, x.dtype_) == NULL or how == WRITE_MEAN and x.dtype_ == WG_BOOL:
        raise errors.UnsupportedDtypeError(f'"{op.name}" not implemented for \'{TORCH_NAMES[x.dtype_]}\'')
    records = any_requires([x, src]) and CATEGORY[x.dtype_] >= CAT_FLOAT
    if into is not None:
        check_inplace(x, records)
    target = flattened(contiguous_plain(x)) if flat else x
    index_along(&at, target, d, wraps)
    # A result of its own may be half written when a position turns out to be wrong.
    late = into is None and not rows and not flat and x.ndim_ > 1
    if index.numel_ and not late:
        check_positions(op, index, &at, d)
    data = src
    if into is not None:
        if src.storage != NULL and src.storage == x.storage:
            data = compact(src)
        if index.storage == x.storage and x.storage != NULL:
            index = compact(index)
        if records and "input" in op.row.saves:
            old = shadow(x)
        ensure_storage(x)
        out = alias(x) if records else x
    else:
        out = compact(x)
    if index.numel_:
        target = out
        if flat:
            target = flattened(contiguous_plain(out))
            index = flattened(contiguous_plain(index))
            data = flattened(contiguous_plain(data))
        if write(target, d, index, data, how, rows, with_self):
            check_positions(op, index, &at, d)
        if flat and target.data != out.data:
            copy_into(out, reshape_plain(target, out.ndim_, out.shape_))
    if into is not None:
        bump(out, op)
    if records:
        record_written(op, a, x, x if old is None else old, index, src, data, source, d, out)
    if into is not None:
        if records:
            rebase_history(x, out)
        return x
    return out


cdef int record_written(Op op, PyObject **a, Tensor x, Tensor old, Tensor index, Tensor src, Tensor data, int source,
                        int d, Tensor out) except -1:
    # The node of a write, with what its rules ask for: `old` and `data` are the values of x and src before it.
    cdef Node *n
    cdef NodeData more
    cdef int k, slot = 0
    inputs = [None] * (source + 1)
    shapes = [None] * (source + 1)
    inputs[0], inputs[source] = x, src
    shapes[0], shapes[source] = shape_tuple(x.ndim_, x.shape_), shape_tuple(src.ndim_, src.shape_)
    n = record_many(op, inputs, out)
    more = node_data(n)
    more.shapes = shapes
    more.ints[0] = d
    more.args = {op.params[k]: <object>a[k] for k in range(1, len(op.params)) if not isinstance(<object>a[k], Tensor)}
    for name in op.row.saves:
        kept = old if name == "input" else index if name == "index" else out if name == "result" else \
            <object>a[1] if name == "mask" else data
        save(n, slot, <Tensor>kept)
        slot += 1
    return 0


cdef bint source_given(Op op, PyObject **a) except -1:
    # Whether scatter's src is a tensor, rather than one value for all.
    return isinstance(<object>a[3], Tensor)


cdef tuple scattered_source(Op op, PyObject **a, Tensor x):
    # (what is written as a tensor of x's type, how) of an operation with (input, dim, index, source, ...).
    cdef Tensor src
    name = op.name
    reduce = None
    how = WG_SUM if name.endswith("_add") else WRITE_SET
    if name == "index_fill":
        return fill_value(op, a, 3, x), WRITE_SET
    if name.endswith("reduce"):
        reduce = <object>a[4]
        known = ("prod", "mean", "amax", "amin")
        if reduce not in (known + ("sum", "max", "min") if name == "scatter_reduce" else known):
            raise errors.AutogradError(
                "reduce argument must be either sum, prod, mean, amax or amin, got "
                f"{reduce}" if name == "scatter_reduce" else
                f"index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got {reduce}.")
        how = REDUCTIONS[reduce]
    if name == "scatter":
        reduce = <object>a[5]
        if reduce is not None:
            if reduce != "add" and reduce != "multiply":
                raise errors.AutogradError("reduce argument must be either add or multiply.")
            how = REDUCTIONS[reduce]
        if not isinstance(<object>a[3], Tensor):
            k = 4 if <object>a[3] is None else 3
            value = <object>a[k]
            if isinstance(value, Tensor) and (<Tensor>value).ndim_ == 0:
                if not wg_grad_off and wants(<Tensor>value):
                    raise errors.NonDifferentiableError("scatter(): `value` is a number and has no gradient. Give a "
                                                        "tensor of the "
                                                        "index's shape as `src`.")
                value = item_of(<Tensor>value)
            if value is None or not is_number(<PyObject *>value):
                raise errors.DtypeError("scatter(): argument 'src' must be Tensor or 'value' a number, not "
                                        f"{type(value).__name__}")
            return number_for(<PyObject *>value, x.dtype_), how
    src = tensor_arg(op, a, 3)
    same_type(op, x, src)
    if name == "index_add":
        alpha = <object>a[4]
        if not is_number(<PyObject *>alpha):
            raise errors.DtypeError(f"index_add(): argument 'alpha' must be Number, not {type(alpha).__name__}")
        if alpha != 1:
            src = <Tensor>op_mul(src, int(alpha) if CATEGORY[x.dtype_] < CAT_FLOAT else alpha)
            if src.dtype_ != x.dtype_:
                src = cast_recorded(src, x.dtype_)
    return src, how


cdef int same_type(Op op, Tensor x, Tensor src) except -1:
    if x.dtype_ == src.dtype_:
        return 0
    if op.name.startswith("scatter"):
        raise errors.AutogradError("scatter(): Expected self.dtype to be equal to src.dtype")
    raise errors.AutogradError(
        f"{op.name}_(): self ({TORCH_NAMES[x.dtype_]}) and source ({TORCH_NAMES[src.dtype_]}) expected to have the "
        "same dtype "
        "(must have the same scalar type)")


cdef int rows_fit(Op op, Tensor x, int d, Tensor index, Tensor src) except -1:
    # index_add and its relatives: one slice of the source for each position.
    cdef int k
    cdef bint fits
    if src.ndim_ == 0 or x.ndim_ == 0:
        if index.numel_ != 1 or src.numel_ != 1 or max(x.ndim_, 1) != 1:
            raise errors.ShapeError(f"{op.name}_(): When source is scalar, index should have one element (got "
                                    f"{index.numel_}); "
                                    "source tensor shape must match self tensor shape, excluding the specified "
                                    "dimension. "
                                    f"Got self.shape = {list(size_of(x))} source.shape = "
                                    f"{list(size_of(src))}", kind=IndexError)
        return 0
    if d >= src.ndim_ or index.numel_ != src.shape_[d]:
        raise errors.ShapeError(
            f"{op.name}_(): Number of indices ({index.numel_}) should be equal to source.size(dim): "
            f"({src.shape_[d] if d < src.ndim_ else 1}), for dim: {d}", kind=IndexError)
    fits = src.ndim_ == x.ndim_
    for k in range(x.ndim_):
        fits = fits and (k == d or src.shape_[k] == x.shape_[k])
    if not fits:
        raise errors.ShapeError("source tensor shape must match self tensor shape, excluding the specified "
                                "dimension. Got self.shape = "
                                f"{list(size_of(x))} source.shape = {list(size_of(src))}")
    return 0


cdef tuple broadcast_shape(Op op, Tensor x, Tensor y):
    cdef Operand p[2]
    cdef int64_t shape[WG_MAX_DIMS]
    operand_of(&p[0], x)
    operand_of(&p[1], y)
    return shape_tuple(broadcast(p, 2, shape, op), shape)


cdef Tensor fit_mask(Tensor mask, Tensor x):
    # A mask as large as x.
    cdef int k, shift = x.ndim_ - mask.ndim_
    cdef bint fits = shift >= 0
    for k in range(mask.ndim_ if fits else 0):
        fits = fits and (mask.shape_[k] == 1 or mask.shape_[k] == x.shape_[k + shift])
    if not fits:
        raise errors.ShapeError(f"The expanded size of the tensor must match: a mask of shape {list(size_of(mask))} "
                                "does not broadcast "
                                f"to shape {list(size_of(x))} (the number of sizes provided must be greater or equal "
                                "to the "
                                "number of dimensions in the tensor)")
    return spread_to(mask, x.ndim_, x.shape_)


cdef int write(Tensor out, int d, Tensor index, Tensor src, int how, bint rows, bint with_self) except -1:
    # out[index] (op)= src, of one type; whether a position was out of range, where those were not looked at before.
    cdef wg_loop loop
    cdef Tensor counts, neutral
    cdef wg_index at
    at.failed = False
    if not with_self:
        neutral = new_tensor(out.dtype_, 0, NULL)
        as_array(neutral)[...] = neutral_of(how, out.dtype_)
        write(out, d, index, neutral, WRITE_SET, rows, True)
    loop = wg_scatter_loop(ITEMSIZE[out.dtype_]) if how == WRITE_SET else \
        wg_scatter_reduce_loop(WG_SUM if how == WRITE_MEAN else how, out.dtype_)
    if rows:
        write_rows(loop, out, d, index, src, &at)
    elif out.ndim_ == 1 and index.ndim_ == 1:
        write_vector(loop, out, index, src)
    else:
        write_along(loop, out, d, index, src, &at)
    if how == WRITE_MEAN:
        neutral = new_tensor(out.dtype_, 0, NULL)
        as_array(neutral)[...] = 1
        counts = zeros_plain(out.dtype_, size_of(out))
        if with_self:
            add_into(counts, spread_to(neutral, out.ndim_, out.shape_))
        write(counts, d, index, neutral, WG_SUM, rows, True)
        divided = np.maximum(as_array(counts).real, 1)
        array = as_array(out)
        if CATEGORY[out.dtype_] < CAT_FLOAT:
            np.floor_divide(array, divided, out=array, casting="unsafe")
        else:
            np.divide(array, divided, out=array, casting="unsafe")
    return at.failed


cdef object neutral_of(int how, int dtype):
    # What leaves the other operand of a reduction as it is.
    if how == WG_PROD:
        return 1
    if how == WG_SUM or how == WRITE_MEAN:
        return 0
    if dtype == WG_BOOL:
        return how == WG_AMIN
    if CATEGORY[dtype] == CAT_INT:
        limits = np.iinfo(npy_descr[dtype])
        return limits.min if how == WG_AMAX else limits.max
    return -np.inf if how == WG_AMAX else np.inf


cdef int write_vector(wg_loop loop, Tensor out, Tensor index, Tensor src) except -1:
    # The one-dimensional case, where positions may count from the end.
    cdef Walk w
    cdef wg_index at
    walk_shape(&w, 1, index.shape_)
    walk_operand(&w, 0, out, 0)
    walk_operand(&w, 1, index, -1)
    walk_operand(&w, 2, src, -1)
    index_along(&at, out, 0, True)
    return walk(loop, &at, &w)


cdef int vjp_scatter_add(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor index, part, out
    if wanted(n, 0):
        give(grads, 0, g)
    if wanted(n, 3):
        index = saved_plain(n, 0)
        part = gather_plain(<Op>op_table[n.op], g, <int>d.ints[0], index)
        shape = d.shapes[3]
        if len(shape) != part.ndim_:
            part = reshape_plain(part, 0, NULL)
        elif shape != shape_tuple(part.ndim_, part.shape_):
            out = zeros_plain(g.dtype_, shape, part.numel_)
            copy_into(basic_alias(out, tuple([slice(0, size) for size in size_of(part)])), part)
            part = out
        give(grads, 3, part)
    return 0


cdef int add_flat(Tensor dst, Tensor index, Tensor src) except -1:
    # dst[index[k]] += src[k] over flat positions; all contiguous.
    return write_vector(wg_scatter_reduce_loop(WG_SUM, dst.dtype_), flattened(dst), flattened(index), flattened(src))
