# Elementwise operations with a way of their own: round, frexp, heaviside, angle, infinities and real numbers.

cdef object frexp_pair = result_type("frexp", ("mantissa", "exponent"))
cdef wg_foreign arctangent[2]            # NumPy's arctan2 for float32 and float64


cdef object impl_round(Op op, PyObject **a):
    return round_into(op, a, None)


cdef object round_into(Op op, PyObject **a, Tensor dest):
    # round(input, *, decimals=0): without decimals the plain loop.
    cdef PyObject *args[2]
    cdef int64_t decimals = int_arg(op, a, 1)
    cdef Tensor x
    cdef object scale
    if decimals == 0:
        return elementwise(op, a, dest, False)
    x = tensor_arg(op, a, 0)
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.UnsupportedDtypeError("\"round_cpu\" with decimals is not implemented for "
                                           f"'{DTYPE_NAMES[x.dtype_]}'. Convert to a floating type first.")
    scale = 10.0 ** <object>(decimals if decimals > 0 else -decimals)
    args[0], args[1] = <PyObject *>x, <PyObject *>scale
    return elementwise(op_round_places if decimals > 0 else op_round_tens, args, dest, False)


cdef object impl_frexp(Op op, PyObject **a):
    # The mantissa has a derivative, the exponent none.
    cdef Tensor x = tensor_arg(op, a, 0), mantissa, exponent
    cdef Operand p[3]
    cdef wg_half half
    memset(&half, 0, sizeof(half))
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.AutogradError(f"torch.frexp() only supports floating-point dtypes; got {DTYPE_NAMES[x.dtype_]}.")
    operand_of(&p[0], x)
    mantissa = new_result(x.dtype_, x.ndim_, x.shape_, p, 1)
    exponent = new_result(WG_I32, x.ndim_, x.shape_, p, 1)
    operand_of(&p[1], exponent)
    operand_of(&p[2], mantissa)
    if x.dtype_ == WG_F16:
        half.loop, half.nop = wg_frexp_loop(WG_F32), 3
        half.wide[1] = 1                    # the exponents are what they are
        run(wg_half_loop, &half, 3, p)
    else:
        run(wg_frexp_loop(x.dtype_), NULL, 3, p)
    if recording(x):
        save(record1(op, x, mantissa), 0, exponent)
    return named_pair(frexp_pair, mantissa, exponent)


cdef object impl_heaviside(Op op, PyObject **a):
    return heaviside_into(op, a, None)


cdef object heaviside_into(Op op, PyObject **a, Tensor dest):
    # heaviside(input, values) of operands of one type.
    cdef Tensor x = tensor_arg(op, a, 0)
    if isinstance(<object>a[1], Tensor) and (<Tensor>a[1]).dtype_ != x.dtype_:
        raise errors.AutogradError("heaviside is not yet implemented for tensors with different dtypes: "
                                   f"{DTYPE_NAMES[x.dtype_]} and {DTYPE_NAMES[(<Tensor>a[1]).dtype_]}.")
    if dest is not None:                    # a leaf is refused before a missing derivative is
        check_inplace(dest, any_requires([x, <object>a[1]]))
    return elementwise(op, a, dest, False)


cdef object impl_is_infinity(Op op, PyObject **a):
    # isposinf and isneginf.
    cdef PyObject *args[2]
    cdef object value = float("inf") if op is op_isposinf else -float("inf")
    if CATEGORY[tensor_arg(op, a, 0).dtype_] == CAT_COMPLEX:
        raise errors.AutogradError(f"{op.name} does not support complex inputs.")
    args[0], args[1] = a[0], <PyObject *>value
    return elementwise(op_eq, args, None, False)


cdef object impl_isreal(Op op, PyObject **a):
    # Complex numbers without an imaginary part, and all others.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef PyObject *args[2]
    cdef Operand p
    cdef object zero = 0
    cdef int k
    if CATEGORY[x.dtype_] == CAT_COMPLEX:
        out = alias(x)
        out.dtype_ = to_real(x.dtype_)
        out.data += ITEMSIZE[out.dtype_]
        for k in range(x.ndim_):
            out.strides_[k] = 2 * x.strides_[k]
        note_contiguity(out)
        args[0], args[1] = <PyObject *>out, <PyObject *>zero
        return elementwise(op_eq, args, None, False)
    operand_of(&p, x)
    out = new_result(WG_BOOL, x.ndim_, x.shape_, &p, 1)
    memset(out.data, 1, out.numel_)
    return out


cdef object impl_positive(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    return +x if x.dtype_ == WG_BOOL else x             # booleans have none


cdef int bind_loops() except -1:
    # Loops that the table cannot name: steps of integers, angles of complex numbers.
    cdef Op heaviside = <Op>ops_by_name["heaviside"], angle = <Op>ops_by_name["angle"], atan2 = <Op>ops_by_name["atan2"]
    cdef int k
    for k in range(WG_BOOL, WG_F16):
        heaviside.info.loop[k] = wg_step_loop(k)
        heaviside.info.out_dtype[k] = k
    for k in range(WG_I32, WG_I64 + 1):
        (<Op>ops_by_name["gcd"]).info.loop[k] = wg_divisor_loop(k, False)
        (<Op>ops_by_name["lcm"]).info.loop[k] = wg_divisor_loop(k, True)
    for k in range(2):
        arctangent[k].loop, arctangent[k].data = atan2.info.loop[WG_F32 + k], atan2.info.loop_data[WG_F32 + k]
        angle.info.loop[WG_C64 + k], angle.info.loop_data[WG_C64 + k] = wg_angle_loop(WG_C64 + k), &arctangent[k]
        angle.info.out_dtype[WG_C64 + k] = WG_F32 + k
    return 0
