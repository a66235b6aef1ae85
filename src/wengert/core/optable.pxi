# Op objects: argument binding, the join of ops.py's rows with the kernels, and the vectorcall entry.

REQUIRED = object()                      # default of an argument that has none
cdef dict impl_registry = {}             # name -> _Impl, filled in setup.pxi
cdef dict ufunc_ops = {}                 # numpy ufunc -> Op
cdef dict ops_by_name = {}               # every Op of the table
cdef enum:
    MAX_PARAMS = 12


cdef class _Impl:
    # A compiled forward and vjp on their way into an Op.
    cdef forward_t forward
    cdef vjp_t vjp
    cdef into_t into
    cdef vjp_several_t vjp_several


cdef int raise_arguments(Op op, str what) except -1:
    raise errors.ArgumentError(f"{op.name}() {what}. The signature is {op.name}{op.row.text}.")


cdef int bind(Op op, PyObject **args, Py_ssize_t nargs, PyObject *kwnames, PyObject **a, list hold) except -1:
    # Positional and keyword arguments into a[], by parameter; missing ones become their defaults.
    cdef Py_ssize_t k, i, given = nargs, count = len(op.params)
    cdef Py_ssize_t nkw = 0 if kwnames == NULL else PyTuple_GET_SIZE(kwnames)
    cdef int v = op.varargs
    for k in range(count):
        a[k] = NULL
    if v >= 0 and nargs > v and (nargs > v + 1 or PyLong_Check(args[v])) and not PyTuple_Check(args[v]) \
            and not PyList_Check(args[v]):
        rest = tuple([<object>args[k] for k in range(v, nargs)])
        hold.append(rest)
        a[v] = <PyObject *>rest
        nargs = v
    if nargs > op.npos:
        raise_arguments(op, f"takes {op.npos} positional arguments but {nargs} were given")
    for k in range(nargs):
        a[k] = args[k]
    for i in range(nkw):
        name = <object>PyTuple_GET_ITEM(kwnames, i)
        name = op.row.aliases.get(name, name)
        for k in range(count):
            if op.params[k] == name:
                break
        else:
            raise_arguments(op, f"got an unexpected keyword argument '{name}'")
        if a[k] != NULL:
            raise_arguments(op, f"got multiple values for argument '{name}'")
        a[k] = args[given + i]
    for k in range(count):
        if a[k] == NULL:
            value = op.defaults[k]
            if value is REQUIRED:
                raise_arguments(op, f"missing 1 required positional argument: '{op.params[k]}'")
            a[k] = <PyObject *>value
    return 0


cdef object op_vectorcall(PyObject *callable, PyObject **args, size_t nargsf, PyObject *kwnames):
    # What CPython calls for `wengert.exp(x)` and `x.exp()`.
    cdef Op op = <Op>callable
    cdef Py_ssize_t nargs = PyVectorcall_NARGS(nargsf)
    cdef PyObject *a[MAX_PARAMS]
    cdef list hold
    if kwnames == NULL:
        if nargs == op.info.nin and op.impl == NULL and not op.inplace:
            return unrecorded(elementwise(op, args, None, False), op.name, args, nargs)
    elif PySequence_Contains(kwnames, "out"):
        return call_out(op, args, nargs, <tuple>kwnames)
    if op.function is not None:
        return call_composite(op, args, nargs, kwnames)
    hold = []
    bind(op, args, nargs, kwnames, a, hold)
    return unrecorded(call_bound(op, a), op.name, a, len(op.params))


cdef object call_composite(Op op, PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # The Python function, with NumPy's names of arguments made PyTorch's.
    cdef Py_ssize_t k, nkw = 0 if kwnames == NULL else PyTuple_GET_SIZE(kwnames)
    cdef list names = None
    cdef Tensor x, copy
    for k in range(nkw):
        name = <object>PyTuple_GET_ITEM(kwnames, k)
        if name not in op.params and op.row.aliases.get(name) in op.params:
            names = names or list(<tuple>kwnames)
            names[k] = op.row.aliases[name]
    if names is not None:
        known = tuple(names)
        kwnames = <PyObject *>known
    if not op.inplace:
        for k in range(nargs if op.varargs == 0 else min(nargs, 1)):
            if Py_TYPE(args[k]) != <PyTypeObject *>Tensor:
                return call_converted(op, args, nargs, kwnames)
        return PyObject_Vectorcall(<PyObject *>op.function, args, nargs, kwnames)
    if nargs < 1 or not isinstance(<object>args[0], Tensor):
        raise_arguments(op, "needs a Tensor as its first argument")
    x = <Tensor>args[0]
    check_inplace(x, any_requires([<object>args[k] for k in range(nargs + nkw)]))
    copy = shadow(x)
    changed = [<object>args[k] for k in range(1, nargs)]
    result = op.function(copy, *changed,
                         **{<object>PyTuple_GET_ITEM(kwnames, k): <object>args[nargs + k] for k in range(nkw)})
    return write_back(op, x, copy, result)


cdef object call_converted(Op op, PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # A composite whose first argument (or one of *tensors) is no plain tensor: arrays become tensors where one belongs.
    cdef Py_ssize_t k
    cdef list given = [<object>args[k] for k in range(nargs)]
    cdef PyObject *value
    for k in range(nargs if op.varargs == 0 else 1):
        if 0 in op.row.tensor_params:
            v = given[k]
            value = <PyObject *>v
            if not isinstance(v, (Tensor, tuple, list)) and not (is_number(value) and "other" in op.params):
                given[k] = tensor_arg(op, &value, 0)
    return op.function(*given, **{<object>PyTuple_GET_ITEM(kwnames, k): <object>args[nargs + k]
                                  for k in range(0 if kwnames == NULL else PyTuple_GET_SIZE(kwnames))})


cdef object call_bound(Op op, PyObject **a):
    if op.inplace:
        return call_inplace(op, a)
    if op.impl != NULL:
        return call_impl(op, a)
    return elementwise(op, a, None, False)


cdef object call_inplace(Op op, PyObject **a):
    # x.name_(...): elementwise operations write straight into x; others compute beside it first.
    if not isinstance(<object>a[0], Tensor):
        raise errors.DtypeError(f"{op.name}(): the first argument must be Tensor, not {type(<object>a[0]).__name__}")
    return into_place(op.base_op, a)


cdef object into_place(Op op, PyObject **a):
    # The operation with its result in a[0]: straight into it where an elementwise kernel does the work.
    cdef Tensor x = <Tensor>a[0]
    if op.impl == NULL:
        return elementwise(op, a, x, False)
    return inplace_via(op, a) if op.into == NULL else op.into(op, a, x)


cdef object elementwise_into_first(Op op, PyObject **a, Tensor x):
    return elementwise(op, a, x, False)


cdef object integer_division_into(Op op, PyObject **a, Tensor x):
    refuse_zero_divisor(op, a)
    return elementwise(op, a, x, False)


cdef Tensor shadow(Tensor x):
    # A copy of x's values with x's history, for an operation whose result will be written over x.
    cdef Tensor t = compact(x)
    if wants(x) and not x.flags & T_LEAF:
        t.node = x.node
        t.nr = x.nr
        node_incref(x.node)
        t.flags |= T_REQUIRES
    return t


cdef object inplace_via(Op op, PyObject **a):
    cdef Tensor x = <Tensor>a[0], copy
    cdef list rest = [<object>a[k] for k in range(1, len(op.params))]
    check_inplace(x, any_requires([x] + rest))
    copy = shadow(x)
    a[0] = <PyObject *>copy
    result = call_impl(op, a)
    return write_back(op, x, copy, result)


cdef object cumulate_in_place(Op op, PyObject **a, Tensor x):
    # Running sums and products in the tensor's own type, not in that of a sum.
    a[2] = own_dtype(op, x, a[2])
    return inplace_via(op, a)


cdef object write_back(Op op, Tensor x, Tensor copy, object result):
    # The result of an operation on a shadow of x, into x.
    cdef Tensor out = <Tensor?>result, fresh
    check_result_type(op, out.dtype_, x)
    if not same_shape(out, x):
        raise errors.ShapeError(f"output with shape {list(size_of(x))} doesn't match the broadcast shape "
                                f"{list(size_of(out))} (in {op.name}_)")
    copy_into(x, out)
    bump(x, op)
    if out.node >= 0 and out.flags & T_REQUIRES:
        fresh = alias(x)
        if out is copy:
            return x
        fresh.node = out.node
        fresh.nr = out.nr
        fresh.flags |= T_REQUIRES
        node_incref(out.node)
        rebase_history(x, fresh)
    return x


cdef object binary(Op op, PyObject *a, PyObject *b):
    # An operator with two operands, of which at least one is a tensor.
    cdef PyObject *args[MAX_PARAMS]
    cdef int k
    if scalar_pair(op, a, b):
        return scalar_binary(op, <Tensor>a, <Tensor>b)
    args[0] = a
    args[1] = b
    if op.impl == NULL:
        return unrecorded(elementwise(op, args, None, True), op.name, args, 2)
    for k in range(2):
        if not isinstance(<object>args[k], Tensor) and operand_from(args[k]) is None:
            return NotImplemented
    for k in range(2, len(op.params)):
        args[k] = <PyObject *>op.defaults[k]
    return unrecorded(call_impl(op, args), op.name, args, 2)


cdef object inplace_binary(Op op, Tensor a, PyObject *b):
    # a += b and its kin.
    cdef PyObject *args[MAX_PARAMS]
    cdef int k
    args[0] = <PyObject *>a
    args[1] = b
    if not isinstance(<object>b, Tensor) and operand_from(b) is None:
        return NotImplemented
    for k in range(2, len(op.params)):
        args[k] = <PyObject *>op.defaults[k]
    if op.impl == NULL:
        return elementwise(op, args, a, False)
    return into_place(op, args)


cdef object unary(Op op, Tensor x):
    cdef PyObject *args[1]
    args[0] = <PyObject *>x
    return unrecorded(elementwise(op, args, None, False), op.name, args, 1)


cdef bint is_one(PyObject *o) noexcept:
    return PyLong_Check(o) and <object>o == 1


cdef object impl_add(Op op, PyObject **a):
    # add and sub: with alpha, input + alpha * other in one pass.
    refuse_bool_difference(op, a)
    if is_one(a[2]):
        return elementwise(op, a, None, False)
    return add_scaled(op, a, None)


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
    out = new_result(g.dtype_, g.ndim_, g.shape_, p, 1)
    operand_of(&p[2], out)
    run(fast.info.vjp_loop[0][g.dtype_ - WG_F16], NULL, 3, p)
    give(grads, 0, out)
    return 0


cdef object impl_relu(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    if CATEGORY[x.dtype_] == CAT_INT:
        return op_maximum(x, 0)
    return elementwise(op, a, None, False)


# -- operations whose forward is written in Python over other operations ----------------------------

cdef object impl_python(Op op, PyObject **a):
    # Run the row's forward on plain tensors with nothing recorded, then record one node for it.
    global wg_grad_off
    cdef int k, count = len(op.params), off = wg_grad_off
    cdef Tensor x, out
    cdef Node *n
    cdef NodeData d
    cdef list inputs
    row = op.row
    args = []
    for k in range(count):
        v = <object>a[k]
        if k in row.tensor_params and isinstance(v, np.ndarray):
            v = share_array(v)
        if k in row.required_tensors and not isinstance(v, Tensor):
            tensor_arg(op, a, k)
        args.append(v)
    inputs = [args[k] if k in row.rule_inputs and isinstance(args[k], Tensor) else None for k in range(count)]
    records = any_requires(inputs)
    wg_grad_off |= GRAD_OFF
    try:
        result = row.forward(*args[:op.npos], **{op.params[k]: args[k] for k in range(op.npos, count)})
    finally:
        wg_grad_off = off
    first = result[0] if isinstance(result, tuple) else result
    out = <Tensor>first
    if not records or CATEGORY[out.dtype_] < CAT_FLOAT:
        return result
    for v in inputs:
        if v is not None and (out is v):           # a forward may return its input; the result must be its own
            out = alias(out)
            result = out
    inputs = inputs[:row.last_input + 1]
    n = record_many(op, inputs, out)
    d = node_data(n)
    d.shapes = [shape_tuple((<Tensor>v).ndim_, (<Tensor>v).shape_) if v is not None else None for v in inputs]
    d.args = {op.params[k]: args[k]
              for k in range(count) if k not in row.tensor_params or not isinstance(args[k], Tensor)}
    d.more = []
    for name in row.saves:
        if name == "result":
            v = out
        elif name in row.outputs:
            v = result[row.outputs.index(name)]
        else:
            v = args[op.params.index(name)]
        if isinstance(v, Tensor):
            save_more(n, <Tensor>v)
        else:
            d.more.append((v, 0))
    if not d.more:
        d.more = None
    return result


# -- rules ------------------------------------------------------------------------------------------

cdef Tensor connected(Node *n, int32_t id, Tensor t, int input, bint result):
    # A saved tensor given back its history: the edge of the input that it was, or this node.
    cdef int32_t edge
    if not result and input >= n_inputs(n):
        return t
    edge = id if result else edge_at(n, input)
    if edge < 0:
        return t
    t = alias(t)
    t.node = edge
    t.nr = 0 if result else edge_nr(n, input)
    t.flags |= T_REQUIRES
    node_incref(edge)
    return t


cdef object rule_argument(Op op, Node *n, tuple entry, int k, int32_t id):
    # One argument of a rule: (kind, index or name, input index).
    cdef NodeData d = None if n.data == NULL else <NodeData>n.data
    cdef Tensor t
    cdef int slot, input
    kind, what, source = entry
    if kind == "position":
        return k
    if kind == "saved":
        slot, input = what, source
        if op.info.nin:                    # elementwise: saved values are named by letter
            slot = slot_of(op.info.need[edge_mask(n)], slot)
        if slot >= 2:
            if n.flags & N_RELEASED:
                raise_released(n)
            v = d.more[slot - 2][0]
            if not isinstance(v, Tensor):
                return v
        if slot < 2 and not (n.kinds >> (2 * slot)) & 3 and not n.flags & N_RELEASED:
            return None                    # an optional argument that was not given
        t = saved_plain(n, slot)
        return connected(n, id, t, input, input < 0) if id >= 0 and input > -2 else t
    if kind == "shape":
        return d.shapes[what]
    if d.args is None:
        d.args = reduction_args(op, d)
    return d.args[what]


cdef int edge_mask(Node *n) noexcept:
    cdef int k, mask = 0
    for k in range(min(n_inputs(n), 3)):
        if edge_at(n, k) >= 0:
            mask |= 1 << k
    return mask


cdef Tensor apply_rule(Op op, Node *n, int k, object g, int32_t id):
    # The Python rule for input k; with several outputs g is the tuple of their cotangents. With the node's id, what it
    # saved has its history again; -1: not needed.
    for input, rule, plan in op.rules:
        if input == k or input < 0:
            args = [rule_argument(op, n, entry, k, id) for entry in plan]
            out = rule(g, *args)
            if not isinstance(out, Tensor):
                raise TypeError(f"the rule of {op.name} for {op.params[k]} returned {type(out).__name__}")
            return <Tensor>out
    raise errors.NonDifferentiableError(f"the derivative for '{op.name}' is not implemented with respect to "
                                        f"'{op.params[k]}'")


# -- joining the table with the kernels ---------------------------------------------------------------

cdef int ufunc_loops(Op op, object ufunc) except -1:
    # NumPy's inner loops for every element type whose operands are all of that type.
    cdef cnp.ufunc u = ufunc
    cdef int i, t, k, nin = u.nin
    cdef bint same
    if u.nin != op.info.nin or u.nout != 1:
        raise ImportError(f"row {op.name} of ops.py: numpy's {ufunc.__name__} takes {u.nin} operands")
    for t in range(WG_NDTYPES):
        for i in range(u.ntypes):
            same = True
            for k in range(nin):
                if FROM_NPY_checked(u.types[i * u.nargs + k]) != t:
                    same = False
            if same and FROM_NPY_checked(u.types[i * u.nargs + nin]) >= 0:
                op.info.loop[t] = <wg_loop>u.functions[i]
                op.info.loop_data[t] = u.data[i]
                op.info.out_dtype[t] = FROM_NPY_checked(u.types[i * u.nargs + nin])
                break
    return 0


cdef int FROM_NPY_checked(char num) noexcept:
    return FROM_NPY[num] if 0 <= num < 64 else -1


cdef int kernel_rows(Op op, object row) except -1:
    # The rows of elementwise.def with this operation's name: forward loops and compiled vjps.
    cdef int i, k, t, u
    cdef const wg_row *r
    name = row.kernel
    for i in range(kernels.nrows):
        r = &kernels.rows[i]
        if r.name.decode() != name:
            continue
        joined_rows.add(i)
        if r.slot < 0:
            for t in range(2):
                op.info.loop[WG_F32 + t] = r.loop[t]
                op.info.loop_data[WG_F32 + t] = NULL
                op.info.out_dtype[WG_F32 + t] = WG_F32 + t
            continue
        k = r.slot
        uses = r.uses.decode()
        expected = row.uses.get(k)
        if expected is None or sorted(expected) != sorted(uses):
            raise ImportError(f"row {name} (vjp {k}) of elementwise.def reads '{uses}', but its rule in ops.py reads "
                              f"'{expected}'")
        op.info.vjp_kind[k] = VJP_KERNEL
        op.info.vjp_nuses[k] = len(uses)
        for u in range(len(uses)):
            op.info.vjp_uses[k][u] = "xyzwr".index(uses[u])
        for t in range(2):
            op.info.vjp_loop[k][t + 1] = r.loop[t]
    return 0


cdef set joined_rows = set()


cdef Op make_op(object row):
    # An Op from a row of ops.py.
    global n_ops
    cdef Op op = Op.__new__(Op)
    cdef int k, mask, letter
    cdef _Impl impl
    cdef wg_loop foreign
    op.vectorcall = <vectorcallfunc>op_vectorcall
    memset(&op.info, 0, sizeof(OpInfo))
    op.name = row.name
    op.doc = row.doc
    op.node_name = row.node if row.node in ("CopySlices", "CopyBackwards") else row.node + "Backward" + row.suffix
    op.params, op.defaults, op.npos, op.varargs = row.params, row.defaults, row.npos, row.varargs
    op.row = row
    op.impl = NULL
    op.rules = row.plans
    op.widens = row.impl not in MOVING
    op.dtype_at = op.params.index("dtype") if "dtype" in op.params else -1
    op.base_op = None if row.each is None else ops_by_name[row.each]
    if len(op.params) > MAX_PARAMS:
        raise ImportError(f"row {row.name} of ops.py has more than {MAX_PARAMS} arguments")
    if n_ops >= 1024:
        raise ImportError("more than 1024 operations")
    op.info.index = n_ops
    op_table[n_ops] = <PyObject *>op
    Py_INCREF(op)
    n_ops += 1
    ops_by_name[row.name] = op
    if row.elementwise:
        op.info.nin = row.nin
        op.info.promote = PROMOTE_FLOAT if row.promote == "float" else PROMOTE_DEFAULT
        if row.ufunc is not None:
            ufunc_loops(op, row.ufunc)
        if row.real:
            op.info.loop[WG_C64] = op.info.loop[WG_C128] = NULL
        if row.integer_copy:
            for k in range(WG_BOOL, WG_F16):
                op.info.loop[k] = wg_cast_loop(k, k)
                op.info.out_dtype[k] = k
        foreign = op.info.loop[WG_F32]
        kernel_rows(op, row)
        half_loops(op)
        op.info.costly = 2 if row.costly else (foreign != NULL and op.info.loop[WG_F32] == foreign
                                               and op.info.out_dtype[WG_F32] == WG_F32)
        for k in range(op.info.nin):
            if op.info.vjp_kind[k] == VJP_NONE and k in row.uses:
                op.info.vjp_kind[k] = VJP_SAME if row.is_same(k) else VJP_RULE
        for mask in range(8):
            for k in range(op.info.nin):
                if (mask >> k) & 1 and k in row.uses:
                    for letter in range(5):
                        if "xyzwr"[letter] in row.uses[k]:
                            op.info.need[mask] |= 1 << letter
        op.info.scalar = (op.info.nin == 2 and op.info.loop[WG_F32] != NULL and op.info.loop[WG_F64] != NULL
                          and op.info.out_dtype[WG_F32] == WG_F32 and wg_popcount(op.info.need[3]) <= 2
                          and all([op.info.vjp_kind[k] in (VJP_SAME, VJP_KERNEL) for k in range(2)]))
    if row.impl in impl_registry:
        impl = impl_registry[row.impl]
        op.impl = impl.forward
        op.into = impl.into
        op.info.vjp = impl.vjp
        op.info.vjp_several = impl.vjp_several
    elif row.forward is not None:
        op.impl = impl_python
    elif not row.elementwise:
        raise ImportError(f"row {row.name} of ops.py has no forward: neither a kernel nor a compiled nor a Python one")
    return op


cdef Op make_inplace(Op base):
    # name_: the same arguments, the result in the first.
    cdef Op op = Op.__new__(Op)
    op.vectorcall = <vectorcallfunc>op_vectorcall
    memset(&op.info, 0, sizeof(OpInfo))
    op.name = base.name + "_"
    op.doc = f"In-place version of :func:`{base.name}`: writes the result into the tensor and returns it."
    op.node_name = base.node_name
    op.params, op.defaults, op.npos, op.varargs = base.params, base.defaults, base.npos, base.varargs
    op.row = base.row
    op.impl = base.impl
    op.widens, op.dtype_at = base.widens, base.dtype_at
    op.inplace = True
    op.base_op = base
    op.function = base.function
    ops_by_name[op.name] = op
    return op


cdef Op make_composite(object row):
    # The public function of an operation made of others.
    cdef Op op = Op.__new__(Op)
    op.vectorcall = <vectorcallfunc>op_vectorcall
    memset(&op.info, 0, sizeof(OpInfo))
    op.name = row.name
    op.doc = row.doc
    op.params, op.defaults, op.npos, op.varargs = row.params, row.defaults, row.npos, row.varargs
    op.row = row
    op.impl = impl_composite
    op.function = row.function
    ops_by_name[row.name] = op
    return op


cdef object impl_composite(Op op, PyObject **a):
    # For the callers that have bound the arguments already.
    cdef int k
    return op.function(*[<object>a[k] for k in range(op.npos)],
                       **{op.params[k]: <object>a[k] for k in range(op.npos, len(op.params))})


def build_table(rows, composites):
    """Make the Op of every row, joined with its kernels, and of every composite.

    Raises
    ------
    ImportError
        If a row and its kernels disagree, or a kernel row has no operation.
    """
    for row in rows:
        op = make_op(row)
        if row.inplace:
            make_inplace(op)
        if row.ufunc is not None:
            ufunc_ops.setdefault(row.ufunc, op)
    for row in composites:
        op = make_composite(row)
        if row.inplace:
            make_inplace(op)
    missing = [kernels.rows[i].name.decode() for i in range(kernels.nrows) if i not in joined_rows]
    if missing:
        raise ImportError(f"rows of elementwise.def without an operation in ops.py: {sorted(set(missing))}")
    bind_operators()
    return dict(ops_by_name)


def _op_by_name(name):
    return ops_by_name[name]
