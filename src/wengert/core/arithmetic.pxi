# Arithmetic with options of its own: factors, bounds, rounding modes, integers where they differ, powers.

cdef bint is_one(PyObject *o) noexcept:
    return PyLong_Check(o) and <object>o == 1


cdef object impl_add(Op op, PyObject **a):
    # add and sub: with alpha, input + alpha * other in one pass.
    refuse_bool_difference(op, a)
    if is_one(a[2]):
        return elementwise(op, a, None, False)
    return add_scaled(op, a, None)


cdef object impl_rsub(Op op, PyObject **a):
    # rsub(input, other, *, alpha=1): the other way round.
    cdef PyObject *b[3]
    b[0], b[1], b[2] = a[1], a[0], a[2]
    return impl_add(op_sub, b)


cdef int refuse_bool_difference(Op op, PyObject **a) except -1:
    # Booleans have sums (or) but no differences.
    cdef int k
    if op is op_sub:
        for k in range(2):
            if isinstance(<object>a[k], Tensor) and (<Tensor>a[k]).dtype_ == WG_BOOL:
                raise_unsupported(op, WG_BOOL)
    return 0


cdef object add_into_place(Op op, PyObject **a, Tensor x):
    refuse_bool_difference(op, a)
    if is_one(a[2]):
        return elementwise(op, a, <Tensor>a[0], False)
    return add_scaled(op, a, <Tensor>a[0])


cdef object add_scaled(Op op, PyObject **a, Tensor dest):
    cdef PyObject *args[3]
    cdef bint floats = True, booleans = True
    cdef int k
    if not is_number(a[2]):
        raise errors.DtypeError(f"{op.name}(): argument 'alpha' must be Number, not {type(<object>a[2]).__name__}")
    alpha = -<object>a[2] if op is op_sub else <object>a[2]
    args[0], args[1], args[2] = a[0], a[1], <PyObject *>alpha
    for k in range(2):
        floats = floats and not (isinstance(<object>a[k], Tensor) and CATEGORY[(<Tensor>a[k]).dtype_] != CAT_FLOAT)
        booleans = booleans and isinstance(<object>a[k], Tensor) and (<Tensor>a[k]).dtype_ == WG_BOOL
    if floats:
        return elementwise(op_add_scaled, args, dest, False)
    kind = result_type_of(<object>a[0], <object>a[1]).num
    if CATEGORY[kind] == CAT_FLOAT:
        return elementwise(op_add_scaled, args, dest, False)
    if isinstance(alpha, float) and kind < WG_F16:
        raise errors.AutogradError("For integral input tensors, argument alpha must not be a floating point number.")
    other = cast_recorded(<Tensor>a[1], kind) if isinstance(<object>a[1], Tensor) else <object>a[1]
    product = other * (bool(alpha) if booleans else alpha)
    args[1] = <PyObject *>product
    return elementwise(op_add, args, dest, False)


cdef object impl_addcmul(Op op, PyObject **a):
    # addcmul and addcdiv(input, tensor1, tensor2, *, value=1)
    return add_product(op, a, None)


cdef object add_product(Op op, PyObject **a, Tensor dest):
    # Integers have no quotient, and take the integer part of a factor.
    cdef int k, dtype = WG_BOOL
    if not is_number(a[3]):
        raise errors.DtypeError(f"{op.name}(): argument 'value' must be Number, not {type(<object>a[3]).__name__}")
    for k in range(3):
        if isinstance(<object>a[k], Tensor):
            dtype = PROMOTED[dtype][(<Tensor>a[k]).dtype_]
    if op is op_addcdiv and integral(a[1]) and integral(a[2]):
        raise errors.AutogradError("Integer division with addcdiv is no longer supported. Convert tensor1 or "
                                   "tensor2 to a floating type, or use div(rounding_mode='trunc').")
    if PyComplex_Check(a[3]) and CATEGORY[dtype] != CAT_COMPLEX:
        raise errors.AutogradError(f"value cannot be converted to type {DTYPE_NAMES[dtype]} without overflow: "
                                   "it is complex")
    if CATEGORY[dtype] < CAT_FLOAT and PyFloat_Check(a[3]):
        value = int(<object>a[3])
        a[3] = <PyObject *>value
        return elementwise(op, a, dest, False)       # while `value` lives
    return elementwise(op, a, dest, False)


cdef inline bint integral(PyObject *o):
    return isinstance(<object>o, Tensor) and CATEGORY[(<Tensor>o).dtype_] < CAT_FLOAT


cdef object impl_clamp(Op op, PyObject **a):
    return clamp_into(op, a, None)


cdef object clamp_into(Op op, PyObject **a, Tensor dest):
    # clamp(input, min=None, max=None): with one bound the operation for that bound.
    cdef PyObject *args[2]
    if <object>a[1] is not None and <object>a[2] is not None:
        return elementwise(op, a, dest, False)
    if <object>a[1] is None and <object>a[2] is None:
        raise errors.AutogradError("torch.clamp: At least one of 'min' or 'max' must not be None")
    args[0] = a[0]
    args[1] = a[2] if <object>a[1] is None else a[1]
    return elementwise(op_clamp_max if <object>a[1] is None else op_clamp_min, args, dest, False)


cdef object impl_lerp(Op op, PyObject **a):
    return lerp_into(op, a, None)


cdef object lerp_into(Op op, PyObject **a, Tensor dest):
    # lerp(input, end, weight): tensors of one floating or complex type.
    cdef Tensor x = tensor_arg(op, a, 0), t
    cdef int k
    if CATEGORY[x.dtype_] < CAT_FLOAT:
        raise errors.UnsupportedDtypeError(f"\"lerp_kernel_scalar\" not implemented for '{DTYPE_NAMES[x.dtype_]}'. "
                                           "Convert the operands to a floating type first.")
    for k in range(1, 3):
        if isinstance(<object>a[k], Tensor):
            t = <Tensor>a[k]
            if t.dtype_ != x.dtype_ and (k == 1 or t.ndim_):
                raise errors.AutogradError(f"expected dtype {DTYPE_NAMES[x.dtype_]} for `{op.params[k]}` but got dtype "
                                           f"{DTYPE_NAMES[t.dtype_]} (in lerp). Convert one of them.")
    a[0] = <PyObject *>x
    return elementwise(op, a, dest, False)


cdef object impl_nan_to_num(Op op, PyObject **a):
    # nan_to_num(input, nan=None, posinf=None, neginf=None)
    cdef Tensor x = tensor_arg(op, a, 0)
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        return op.row.fallback(x, <object>a[1], <object>a[2], <object>a[3])
    a[0] = <PyObject *>x
    return numbers_replaced(op, a, None)


cdef object nan_to_num_into(Op op, PyObject **a, Tensor x):
    return numbers_replaced(op, a, x) if CATEGORY[x.dtype_] == CAT_FLOAT else inplace_via(op, a)


cdef object numbers_replaced(Op op, PyObject **a, Tensor dest):
    cdef PyObject *args[4]
    cdef double most = largest((<Tensor>a[0]).dtype_)
    cdef object nan = 0.0 if <object>a[1] is None else float(<object>a[1])
    cdef object high = most if <object>a[2] is None else float(<object>a[2])
    cdef object low = -most if <object>a[3] is None else float(<object>a[3])
    args[0], args[1], args[2], args[3] = a[0], <PyObject *>nan, <PyObject *>high, <PyObject *>low
    return elementwise(op, args, dest, False)


cdef object impl_conj_physical(Op op, PyObject **a):
    # Of a real tensor the tensor itself.
    if isinstance(<object>a[0], Tensor) and CATEGORY[(<Tensor>a[0]).dtype_] != CAT_COMPLEX:
        return <object>a[0]
    return elementwise(op, a, None, False)


cdef int refuse_zero_divisor(Op op, PyObject **a) except -1:
    # Integers have no infinity to divide by zero to.
    cdef int k
    for k in range(2):
        if isinstance(<object>a[k], Tensor) and CATEGORY[(<Tensor>a[k]).dtype_] >= CAT_FLOAT or PyFloat_Check(a[k]):
            return 0
    divisor = as_array(<Tensor>a[1]) if isinstance(<object>a[1], Tensor) else np.asarray(<object>a[1])
    if divisor.dtype.kind in "bui" and not divisor.all():
        raise errors.AutogradError(f"ZeroDivisionError (in {op.name}): an integer was divided by zero",
                                   kind=ZeroDivisionError)
    return 0


cdef object impl_integer_division(Op op, PyObject **a):
    refuse_zero_divisor(op, a)
    return elementwise(op, a, None, False)


cdef object integer_division_into(Op op, PyObject **a, Tensor x):
    refuse_zero_divisor(op, a)
    return elementwise(op, a, x, False)


cdef object impl_div(Op op, PyObject **a):
    # div(input, other, *, rounding_mode=None)
    return quotient(op, a, None)


cdef object quotient(Op op, PyObject **a, Tensor dest):
    mode = <object>a[2]
    if mode is None:
        return elementwise(op, a, dest, False)
    if mode == "floor" or mode == "trunc":
        refuse_zero_divisor(op, a)
        return elementwise(op_div_floor if mode == "floor" else op_div_trunc, a, dest, False)
    raise errors.AutogradError("div expected rounding_mode to be one of None, 'trunc', or 'floor' but found "
                               f"'{mode}'")


cdef object impl_pow(Op op, PyObject **a):
    cdef Tensor x, n
    if isinstance(<object>a[0], Tensor) or PyLong_Check(a[0]):
        base, exponent = <object>a[0], <object>a[1]
        if isinstance(base, int) or CATEGORY[(<Tensor>base).dtype_] < CAT_FLOAT:
            if isinstance(exponent, int) and exponent < 0:
                raise errors.AutogradError("Integers to negative integer powers are not allowed. Use x.float() ** n.")
            if isinstance(exponent, Tensor) and CATEGORY[(<Tensor>exponent).dtype_] == CAT_INT:
                n = <Tensor>exponent
                if n.numel_ and as_array(n).min() < 0:
                    x = <Tensor>base if isinstance(base, Tensor) else scalar_tensor(a[0], n.dtype_)
                    return negative_powers(x, n)
    return elementwise(op, a, None, False)


cdef object pow_into(Op op, PyObject **a, Tensor x):
    # Integers go beside it: some of their powers are refused, some are not computed by a loop.
    return inplace_via(op, a) if CATEGORY[x.dtype_] < CAT_FLOAT else elementwise(op, a, x, False)


cdef object in_doubles(Op op, PyObject *o):
    # A number or tensor in double precision, real or complex.
    cdef Tensor x
    v = <object>o if isinstance(<object>o, Tensor) else operand_from(o)
    if v is None:
        raise_operand(op, <object>o)
    if isinstance(v, Tensor):
        x = <Tensor>v
        return cast_recorded(x, WG_C128 if CATEGORY[x.dtype_] == CAT_COMPLEX else WG_F64)
    return v if isinstance(v, complex) else float(v)


cdef object impl_float_power(Op op, PyObject **a):
    cdef PyObject *pair[2]
    base, exponent = in_doubles(op, a[0]), in_doubles(op, a[1])
    pair[0], pair[1] = <PyObject *>base, <PyObject *>exponent
    return impl_pow(op_pow, pair)


cdef object float_power_into(Op op, PyObject **a, Tensor x):
    cdef PyObject *pair[2]
    cdef bint is_complex = CATEGORY[x.dtype_] == CAT_COMPLEX
    exponent = in_doubles(op, a[1])
    if isinstance(exponent, complex) or isinstance(exponent, Tensor) and (<Tensor>exponent).dtype_ == WG_C128:
        is_complex = True
    if x.dtype_ != (WG_C128 if is_complex else WG_F64):
        raise errors.AutogradError(
            f"the base given to float_power_ has dtype {TORCH_NAMES[x.dtype_]} but the operation's result requires "
            f"dtype {TORCH_NAMES[WG_C128 if is_complex else WG_F64]}. Use float_power(), which makes a new tensor.")
    pair[0], pair[1] = <PyObject *>x, <PyObject *>exponent
    return pow_into(op_pow, pair, x)


cdef Tensor negative_powers(Tensor x, Tensor exponent):
    # Integers to powers of which some are negative: those give 0, or 1 and -1 for 1 and -1.
    base, n = as_array(x), as_array(exponent)
    kind = npy_descr[PROMOTED[x.dtype_][exponent.dtype_]]
    small = np.where(base == 1, 1, np.where(base == -1, np.where(n % 2 == 0, 1, -1), 0))
    return share_array(np.asarray(np.where(n < 0, small, np.power(base, np.maximum(n, 0))), dtype=kind))


cdef Op power_loop(double exponent):
    # The cheaper operation that a fixed exponent stands for.
    if exponent == 2:
        return op_square
    if exponent == 3:
        return op_cube
    if exponent == 0.5:
        return op_sqrt
    if exponent == -1:
        return op_reciprocal
    if exponent == -0.5:
        return op_rsqrt
    return None


cdef int vjp_pow(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # x**2 and x**3 have their own loops; the rest is the rule's.
    cdef Op op = <Op>op_table[n.op]
    cdef Op fast = None
    cdef Operand p[3]
    cdef Tensor out
    cdef double exponent
    if n_inputs(n) == 1 and (n.kinds >> 2) & 3 == SAVED_INLINE and (n.dtype == WG_F32 or n.dtype == WG_F64):
        if n.flags & N_RELEASED:
            raise_released(n)
        exponent = (<float *>&n.saved[1])[0] if n.dtype == WG_F32 else n.saved[1].value[0]
        fast = op_square if exponent == 2 else op_cube if exponent == 3 else None
    if fast is None:
        for k in range(n_inputs(n)):
            if wanted(n, k):
                give(grads, k, apply_rule(op, n, k, g, -1))
        return 0
    operand_of(&p[0], g)
    operand_saved(&p[1], n, 0)
    out = new_result(g.dtype_, g.ndim_, g.shape_, p, 2)
    operand_of(&p[2], out)
    run(fast.info.vjp_loop[0][g.dtype_ - WG_F16], NULL, 3, p)
    give(grads, 0, out)
    return 0


cdef object impl_relu(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    if CATEGORY[x.dtype_] == CAT_INT:
        return op_maximum(x, 0)
    return elementwise(op, a, None, False)
