# Largest, smallest, ranked and commonest elements, with where they are; and the named tuples they come in.

cdef dict result_types = {}               # name -> type of a named tuple
cdef list result_texts = []               # what those types' C strings lie in


def result_type(str name, tuple fields):
    """The type of several results of one operation: a tuple whose entries have names, as PyTorch shows it."""
    cdef PyStructSequence_Desc desc
    cdef PyStructSequence_Field entries[9]
    cdef int k
    if name in result_types:
        return result_types[name]
    texts = [f"torch.return_types.{name}".encode(), b"Several results of one operation.",
             *[field.encode() for field in fields]]
    result_texts.append(texts)
    desc.name, desc.doc = <bytes>texts[0], <bytes>texts[1]
    desc.fields, desc.n_in_sequence = entries, len(fields)
    memset(entries, 0, 9 * sizeof(PyStructSequence_Field))
    for k in range(len(fields)):
        entries[k].name = <bytes>texts[k + 2]
    kind = <object>PyStructSequence_NewType(&desc)

    def show(self):
        return f"torch.return_types.{name}(\n" + ",\n".join([f"{f}={v!r}" for f, v in zip(fields, self)]) + ")"
    kind.__repr__ = show
    result_types[name] = kind
    return kind


cdef object named_pair(object kind, Tensor first, Tensor second):
    cdef object pair = wg_new_pair(<PyTypeObject *>kind)
    Py_INCREF(first)
    PyStructSequence_SetItem(<PyObject *>pair, 0, <PyObject *>first)
    Py_INCREF(second)
    PyStructSequence_SetItem(<PyObject *>pair, 1, <PyObject *>second)
    return pair


cdef object max_pair = result_type("max", ("values", "indices"))
cdef object min_pair = result_type("min", ("values", "indices"))
cdef object median_pair = result_type("median", ("values", "indices"))
cdef object nanmedian_pair = result_type("nanmedian", ("values", "indices"))
cdef object mode_pair = result_type("mode", ("values", "indices"))
cdef object aminmax_pair = result_type("aminmax", ("min", "max"))
cdef object kthvalue_pair = result_type("kthvalue", ("values", "indices"))


cdef int refuse_empty(Op op, Tensor x, uint64_t mask) except -1:
    cdef int k
    for k in range(x.ndim_):
        if (mask >> k) & 1 and x.shape_[k] == 0:
            raise errors.DimensionError(f"{op.name}(): Expected reduction dim {k} to have non-zero size. "
                                        "The largest, smallest or middle of nothing is undefined.")
    return 0


cdef int refuse_nothing(str name, Tensor x) except -1:
    if x.numel_ == 0:
        raise errors.AutogradError(f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                                   "Specify the reduction dim with the 'dim' argument.")
    return 0


cdef int refuse_complex(str name, Tensor x) except -1:
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise errors.AutogradError(f"{name}(): does not support complex input. Complex numbers have no order; "
                                   "take .abs().")
    return 0


cdef object impl_extreme(Op op, PyObject **a):
    # amax, amin, and max and min over everything: ties share the gradient.
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef uint64_t mask = dim_mask(<object>a[1], x.ndim_, True)
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise_unsupported(op, x.dtype_)
    if x.numel_ == 0:
        refuse_empty(op, x, mask)
    return extreme_recorded(op, WG_AMAX if op is op_amax else WG_AMIN, x, mask, <object>a[2])


cdef object extreme_recorded(Op op, int kind, Tensor x, uint64_t mask, bint keepdim):
    return with_extreme(op, reduce_plain(kind, x, mask), x, mask, keepdim)


cdef Tensor with_extreme(Op op, Tensor out, Tensor x, uint64_t mask, bint keepdim):
    # An extreme with its node.
    cdef Node *n
    if keepdim:
        out = keep_dims(out, x, mask)
    if recording(x):
        n = record_reduction(op, x, out, mask, keepdim)
        save(n, 0, x)
        save(n, 1, out)
    return out


cdef object impl_max(Op op, PyObject **a):
    # max and min (input, dim=None, keepdim=False, *, other=None), whose second argument may be a tensor.
    cdef bint largest = op is op_max
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef PyObject *pair[2]
    if <object>a[1] is None and <object>a[3] is None:
        if CATEGORY[x.dtype_] == CAT_COMPLEX:
            raise_unsupported(op, x.dtype_)
        refuse_nothing(op.name, x)
        return extreme_recorded(op_max_all if largest else op_min_all, WG_AMAX if largest else WG_AMIN, x,
                                dim_mask(None, x.ndim_, True), False)
    if <object>a[3] is not None or isinstance(<object>a[1], Tensor):
        pair[0], pair[1] = a[0], a[1] if <object>a[3] is None else a[3]
        return elementwise(op_maximum if largest else op_minimum, pair, None, False)
    refuse_complex(op.name, x)
    return picked(op, WG_ARGMAX if largest else WG_ARGMIN, x, dim_of(op, a, 1, x), <object>a[2], NULL,
                  max_pair if largest else min_pair)


cdef object impl_aminmax(Op op, PyObject **a):
    # aminmax(input, *, dim=None, keepdim=False): one dim or all. Both in one pass over memory where there is much.
    cdef Tensor x = tensor_arg(op, a, 0), low, high
    cdef const wg_reducer *least
    cdef const wg_reducer *most
    cdef wg_both both = NULL
    cdef bint keepdim = <object>a[2]
    cdef uint64_t mask = (<uint64_t>1 << x.ndim_) - 1
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise_unsupported(op, x.dtype_)
    if <object>a[1] is not None:
        mask &= <uint64_t>1 << dim_of(op, a, 1, x)
        if x.numel_ == 0:
            refuse_empty(op, x, mask)
    elif x.numel_ == 0:
        raise errors.AutogradError("aminmax(): cannot compute aminmax over an empty dimension as the operation has no "
                                   "identity.")
    if <object>a[1] is None and x.flags & T_CONTIGUOUS and x.numel_ > RELEASE_GIL_ABOVE and x.dtype_ != WG_F16:
        low, high = new_tensor(x.dtype_, 0, NULL), new_tensor(x.dtype_, 0, NULL)
        least, most = reducer_of(WG_AMIN, x.dtype_), reducer_of(WG_AMAX, x.dtype_)
        if x.dtype_ >= WG_F32:
            both = kernels.both[x.dtype_ - WG_F32]
        with nogil:
            wg_both_extremes(least, most, both, x.data, x.numel_, ITEMSIZE[x.dtype_], low.data, high.data)
        return named_pair(aminmax_pair, with_extreme(op_amin, low, x, mask, keepdim),
                          with_extreme(op_amax, high, x, mask, keepdim))
    return named_pair(aminmax_pair, extreme_recorded(op_amin, WG_AMIN, x, mask, keepdim),
                      extreme_recorded(op_amax, WG_AMAX, x, mask, keepdim))


cdef object impl_arg_extreme(Op op, PyObject **a):
    # argmax and argmin (input, dim=None, keepdim=False): of the flattened tensor without dim.
    cdef Tensor x = tensor_arg(op, a, 0), indices, values
    cdef int kind = WG_ARGMAX if op is op_argmax else WG_ARGMIN, d, k
    cdef int64_t shape[WG_MAX_DIMS]
    cdef bint keepdim = <object>a[2]
    if x.dtype_ == WG_BOOL or CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise errors.AutogradError(f"{op.name}(): does not support {DTYPE_NAMES[x.dtype_]} input")
    if <object>a[1] is not None:
        return pick_plain(op, kind, x, dim_of(op, a, 1, x), keepdim, NULL)[1]
    if x.numel_ == 0:
        raise errors.DimensionError(f"{op.name}(): Expected reduction dim to be specified for input.numel() == 0. "
                                    "Specify the reduction dim with the 'dim' argument.")
    x = contiguous_plain(x)
    values, indices = new_tensor(x.dtype_, 0, NULL), new_tensor(WG_I64, 0, NULL)
    reducer_of(kind, x.dtype_).run(x.data, x.numel_, ITEMSIZE[x.dtype_], values.data, indices.data, NULL)
    if keepdim and x.ndim_:
        for k in range(x.ndim_):
            shape[k] = 1
        indices = reshape_plain(indices, x.ndim_, shape)
    return indices


cdef tuple pick_plain(Op op, int kind, Tensor x, int d, bint keepdim, const double *options):
    # The elements that a reduction picks along dim d, and where they were.
    cdef Tensor values, indices
    cdef wg_reducer how
    cdef int64_t k
    if x.ndim_ == 0:
        indices = new_tensor(WG_I64, 0, NULL)
        (<int64_t *>indices.data)[0] = 0
        return compact(x), indices
    if x.numel_ == 0:
        refuse_empty(op, x, <uint64_t>1 << d)
    values, indices = without_dim(x, d, x.dtype_), without_dim(x, d, WG_I64)
    if kind == WG_RANK or kind == WG_MODE:
        how.run, how.rows = wg_rank_reducer(kind, x.dtype_), NULL
        reduce_into(&how, x, d, values, indices, options)
        for k in range(indices.numel_ if x.shape_[d] > 256 else 0):
            if (<int64_t *>indices.data)[k] < 0:
                raise MemoryError(f"no memory for the order of {x.shape_[d]} elements (in {op.name})")
    else:
        reduce_into(reducer_of(kind, x.dtype_), x, d, values, indices, options)
    if keepdim:
        return keep_dims(values, x, <uint64_t>1 << d), keep_dims(indices, x, <uint64_t>1 << d)
    return values, indices


cdef object picked(Op op, int kind, Tensor x, int d, bint keepdim, const double *options, object pair):
    # The same as a recorded operation that gives a named tuple.
    cdef Tensor values, indices
    cdef Node *n
    values, indices = pick_plain(op, kind, x, d, keepdim, options)
    if recording(x):
        n = record1(op, x, values)
        save(n, 0, indices)
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_)]
        node_data(n).ints[0] = d
        node_data(n).ints[1] = keepdim
    return named_pair(pair, values, indices)


cdef int vjp_picked(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # The cotangent at the places that were picked.
    cdef Tensor indices, out
    cdef int64_t outer, inner
    cdef tuple shape = d.shapes[0]
    g = contiguous_plain(g)
    if not shape:
        give(grads, 0, g)
        return 0
    out = new_of_shape(g.dtype_, shape)
    blocks_of(out, <int>d.ints[0], &outer, &inner)
    indices = saved_positions(n, 0, 0, out.shape_[<int>d.ints[0]])
    wg_spread_to_place(g.data, <int64_t *>indices.data, out.data, outer, out.shape_[<int>d.ints[0]], inner,
                       ITEMSIZE[g.dtype_])
    give(grads, 0, out)
    return 0


cdef Tensor new_of_shape(int dtype, tuple shape):
    # A tensor of a shape given as a tuple, its values undefined.
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int k, ndim = len(shape)
    for k in range(ndim):
        dims[k] = shape[k]
    return new_tensor(dtype, ndim, dims)


cdef object impl_median(Op op, PyObject **a):
    # median and nanmedian (input, dim=None, keepdim=False): the lower of two in the middle.
    cdef bint skips_nan = op is op_nanmedian
    cdef Tensor x = tensor_arg(op, a, 0), flat, out
    cdef double options[2]
    cdef int64_t shape[1]
    cdef object not_a_number = float("nan")
    cdef Node *n
    if x.numel_ == 0 and <object>a[1] is not None:
        refuse_empty(op, x, (<uint64_t>1 << dim_of(op, a, 1, x)) & ((<uint64_t>1 << x.ndim_) - 1))
    if x.dtype_ == WG_BOOL or CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise_unsupported(op, x.dtype_)
    options[0], options[1] = 2 if skips_nan else 1, 0
    if <object>a[1] is not None:
        return picked(op, WG_RANK, x, dim_of(op, a, 1, x), <object>a[2], options,
                      nanmedian_pair if skips_nan else median_pair)
    if x.numel_ == 0:
        if CATEGORY[x.dtype_] != CAT_FLOAT:
            raise errors.DimensionError(f"{op.name}(): the median of no integers is undefined")
        return scalar_tensor(<PyObject *>not_a_number, x.dtype_)
    flat = contiguous_plain(x)
    shape[0] = x.numel_
    flat = reshape_plain(flat, 1, shape)
    out = pick_plain(op, WG_RANK, flat, 0, False, options)[0]
    if recording(x):
        n = record_reduction(op_nanmedian_all if skips_nan else op_median_all, x, out,
                             dim_mask(None, x.ndim_, True), False)
        save(n, 0, x)
        save(n, 1, out)
    return out


cdef object impl_mode(Op op, PyObject **a):
    # mode(input, dim=-1, keepdim=False)
    cdef Tensor x = tensor_arg(op, a, 0)
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise_unsupported(op, x.dtype_)
    return picked(op, WG_MODE, x, dim_of(op, a, 1, x), <object>a[2], NULL, mode_pair)


cdef object impl_kthvalue(Op op, PyObject **a):
    # kthvalue(input, k, dim=-1, keepdim=False): k counts from 1.
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t k = int_arg(op, a, 1)
    cdef int d = dim_of(op, a, 2, x)
    cdef double options[2]
    if x.numel_ == 0:
        refuse_empty(op, x, (<uint64_t>1 << d) & ((<uint64_t>1 << x.ndim_) - 1))
    if (x.dtype_ == WG_BOOL and x.ndim_) or CATEGORY[x.dtype_] == CAT_COMPLEX:
        raise_unsupported(op, x.dtype_)
    if k < 1 or k > (x.shape_[d] if x.ndim_ else 1):
        raise errors.AutogradError(f"kthvalue(): selected number k out of range for dimension {d}: it is {k}, but "
                                   f"there are {x.shape_[d] if x.ndim_ else 1} elements")
    options[0], options[1] = 0, <double>(k - 1)
    return picked(op, WG_RANK, x, d, <object>a[3], options, kthvalue_pair)
