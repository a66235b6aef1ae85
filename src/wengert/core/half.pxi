# float16: kept in 16 bits, computed in float32. Elementwise loops convert block by block (csrc/half.c); what only moves
# elements moves 16 bits; every other operation is done on float32 copies and its results are rounded once.

# The compiled forwards that take float16 as it is, by the names of the registry.
MOVING = frozenset("""
    add div integer_division pow relu addcmul clamp lerp nan_to_num conj_physical where complex real imag
    clone clone_in contiguous alias slice detach detach_copy copy cast view reshape ravel flatten unflatten squeeze
    unsqueeze transpose t adjoint permute movedim expand select narrow unindex split chunk tensor_split unsafe_split
    unsafe_chunk unbind unfold diagonal as_strided scatter_strided gather_strided clear_strided copy_slices
    view_as_real view_as_complex
    cat stack repeat flip roll rot90 tri constant_pad_nd diag_embed diagonal_scatter select_scatter slice_scatter
    as_strided_scatter index index_put unindex_arrays gather index_select take nonzero masked_select masked_fill scatter
    scatter_add take_along_dim block_diag filled bernoulli_of poisson_of normal_of rsub float_power round heaviside
    is_infinity isreal positive neighbours diff sum_to_size frexp bincount histogram histogramdd
""".split())
# Operations of two types raise what they raise without float16.
ONE_TYPE = frozenset("product matmul affine linear outer searchsorted bucketize conv conv_transpose "
                     "convolution recurrent".split())
# Those whose result has the first operand's type whatever the others' is.
FIRST_TYPE = frozenset("layer_norm batch_norm group_norm rms_norm".split())
# Arguments that are written.
WRITTEN = {"batch_norm": (3, 4)}
# Operations that take a Python number more precisely than as float16, as PyTorch's do.
EXACT_NUMBERS = frozenset("mul div _round_places _round_tens lerp addcmul addcdiv _div_floor _div_trunc "
                          "floor_divide".split())


cdef inline bint is_half(PyObject *o) noexcept:
    return o != NULL and (Py_TYPE(o) == <PyTypeObject *>Tensor or isinstance(<object>o, Tensor)) \
        and (<Tensor>o).dtype_ == WG_F16


cdef inline object call_impl(Op op, PyObject **a):
    # The compiled (or Python) forward of an operation, on float32 copies where it knows nothing of float16.
    if op.widens and (is_half(a[0]) or op.npos > 1 and is_half(a[1])
                      or op.dtype_at >= 0 and a[op.dtype_at] == half_object):
        return through_float(op, a)
    return op.impl(op, a)


cdef object through_float(Op op, PyObject **a):
    cdef PyObject *b[MAX_PARAMS]
    cdef list hold = []
    cdef bint mixed = False, rounds
    cdef int k
    for k in range(len(op.params)):
        v = <object>a[k]
        if isinstance(v, Tensor):
            if (<Tensor>v).dtype_ == WG_F16:
                v = cast_recorded(<Tensor>v, WG_F32)
            elif CATEGORY[(<Tensor>v).dtype_] >= CAT_FLOAT:
                mixed = True
        elif k == op.dtype_at and a[k] == half_object:
            v = dtype_objects[WG_F32]
        hold.append(v)
        b[k] = <PyObject *>v
    if mixed and op.row.impl in ONE_TYPE:
        return op.impl(op, a)
    rounds = not mixed or op.row.impl in FIRST_TYPE
    if op.dtype_at >= 0 and <object>a[op.dtype_at] is not None:
        rounds = a[op.dtype_at] == half_object
    result = op.impl(op, b)
    for k in WRITTEN.get(op.row.impl, ()):
        if a[k] != b[k]:
            copy_into(<Tensor>a[k], <Tensor>b[k])
            bump(<Tensor>a[k], op)
    return rounded(result) if rounds else result


cdef object rounded(object result):
    # float32 tensors of a result as float16.
    if isinstance(result, Tensor):
        return cast_recorded(<Tensor>result, WG_F16) if (<Tensor>result).dtype_ == WG_F32 else result
    if isinstance(result, tuple):
        many = [rounded(v) for v in result]
        return tuple(many) if type(result) is tuple else type(result)(many)
    return [rounded(v) for v in result] if isinstance(result, list) else result


cdef int half_loops(Op op) except -1:
    # Loops over float16 made of those over float32. Neighbouring numbers are float16's own.
    cdef OpInfo *info = &op.info
    cdef int k
    if info.loop[WG_F32] != NULL and op.name != "nextafter":
        info.half.loop, info.half.data, info.half.nop = info.loop[WG_F32], info.loop_data[WG_F32], info.nin + 1
        info.half.wide[info.nin] = info.out_dtype[WG_F32] != WG_F32
        info.loop[WG_F16], info.loop_data[WG_F16] = wg_half_loop, &info.half
        info.out_dtype[WG_F16] = WG_F16 if info.out_dtype[WG_F32] == WG_F32 else info.out_dtype[WG_F32]
        info.exact_numbers = op.name in EXACT_NUMBERS
    for k in range(info.nin):
        if info.vjp_kind[k] == VJP_KERNEL:
            info.half_vjp[k].loop, info.half_vjp[k].nop = info.vjp_loop[k][1], info.vjp_nuses[k] + 2
            info.vjp_loop[k][0] = wg_half_loop
    return 0


cdef void *exact_numbers(OpInfo *info, Operand *p, wg_half *own) noexcept:
    # The last argument of a float16 loop that reads Python numbers in float32. They are written beside the float16
    # ones, which have been made already, so that what cannot be made has been refused.
    cdef int k
    own[0] = info.half
    for k in range(info.nin):
        if p[k].number != NULL:
            write_number(p[k].number, WG_F32, <char *>&p[k].value[1])
            p[k].data = <char *>&p[k].value[1]
            own.wide[k] = 1
    return own


cdef inline void *data_of_loop(OpInfo *info, int dtype, Operand *p, wg_half *own) noexcept:
    # The last argument of an operation's loop.
    if dtype == WG_F16 and info.exact_numbers:
        return exact_numbers(info, p, own)
    return info.loop_data[dtype]
