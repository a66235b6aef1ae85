# Calls of operations: arguments bound to parameters, composites, in-place forms, operators.

REQUIRED = object()                      # default of an argument that has none
cdef enum:
    MAX_PARAMS = 12


cdef int raise_arguments(Op op, str what) except -1:
    raise errors.ArgumentError(f"{op.name}() {what}. The signature is {op.name}{op.row.text}.")


cdef Py_ssize_t parameter_at(Op op, PyObject *name) except -2:
    # Which parameter an argument's name means, NumPy's names included; -1: none. Names in code are one object each.
    cdef PyObject *params = <PyObject *>op.params
    cdef Py_ssize_t k, count = PyTuple_GET_SIZE(params)
    for k in range(count):
        if PyTuple_GET_ITEM(params, k) == name:
            return k
    known = op.row.aliases.get(<object>name, <object>name)
    for k in range(count):
        if op.params[k] == known:
            return k
    return -1


cdef object bind(Op op, PyObject **args, Py_ssize_t nargs, PyObject *kwnames, PyObject **a):
    # Positional and keyword arguments into a[], by parameter; missing ones become their defaults. Returns what must
    # live as long as a[] does.
    cdef Py_ssize_t k, i, given = nargs, count = PyTuple_GET_SIZE(<PyObject *>op.params)
    cdef Py_ssize_t nkw = 0 if kwnames == NULL else PyTuple_GET_SIZE(kwnames)
    cdef int v = op.varargs
    cdef tuple rest = None
    if v < 0 and nargs <= op.npos and nkw == 0:
        for k in range(nargs):
            a[k] = args[k]
        for k in range(nargs, count):
            a[k] = PyTuple_GET_ITEM(<PyObject *>op.defaults, k)
            if a[k] == <PyObject *>REQUIRED:
                raise_arguments(op, f"missing 1 required positional argument: '{op.params[k]}'")
        return None
    if v >= 0 and nargs > v and (nargs > v + 1 or PyLong_Check(args[v])) and not PyTuple_Check(args[v]) \
            and not PyList_Check(args[v]):
        rest = PyTuple_New(nargs - v)
        for k in range(v, nargs):
            Py_INCREF(<object>args[k])     # the tuple takes one reference
            PyTuple_SET_ITEM(rest, k - v, <object>args[k])
        nargs = v
    if nargs > op.npos:
        raise_arguments(op, f"takes {op.npos} positional arguments but {nargs} were given")
    for k in range(count):
        a[k] = args[k] if k < nargs else NULL
    if rest is not None:
        a[v] = <PyObject *>rest
    for i in range(nkw):
        k = parameter_at(op, PyTuple_GET_ITEM(kwnames, i))
        if k < 0:
            raise_arguments(op, f"got an unexpected keyword argument '{<object>PyTuple_GET_ITEM(kwnames, i)}'")
        if a[k] != NULL:
            raise_arguments(op, f"got multiple values for argument '{op.params[k]}'")
        a[k] = args[given + i]
    for k in range(nargs, count):
        if a[k] == NULL:
            a[k] = PyTuple_GET_ITEM(<PyObject *>op.defaults, k)
            if a[k] == <PyObject *>REQUIRED:
                raise_arguments(op, f"missing 1 required positional argument: '{op.params[k]}'")
    return rest


cdef object op_vectorcall(PyObject *callable, PyObject **args, size_t nargsf, PyObject *kwnames):
    # What CPython calls for `wengert.exp(x)` and `x.exp()`.
    cdef Op op = <Op>callable
    cdef Py_ssize_t nargs = PyVectorcall_NARGS(nargsf), count
    cdef PyObject *a[MAX_PARAMS]
    cdef PyObject *given[MAX_PARAMS]
    if kwnames == NULL:
        if nargs == op.info.nin and op.impl == NULL and not op.inplace:
            return unrecorded(elementwise(op, args, None, False), op.name, args, nargs)
    elif PySequence_Contains(kwnames, "out"):
        return call_out(op, args, nargs, <tuple>kwnames)
    if op.plain != NULL:
        result = op.plain(args, nargs, kwnames)
        if result is not None:
            return result if result is <object>args[0] else unrecorded(result, op.name, args, nargs)
    if op.function is not None:
        return call_composite(op, args, nargs, kwnames)
    hold = bind(op, args, nargs, kwnames, a)
    count = PyTuple_GET_SIZE(<PyObject *>op.params)
    memcpy(given, a, count * sizeof(PyObject *))               # operations put temporaries into `a`
    return unrecorded(call_bound(op, a), op.name, given, <int>count)


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


cdef object impl_composite(Op op, PyObject **a):
    # For the callers that have bound the arguments already.
    cdef int k
    return op.function(*[<object>a[k] for k in range(op.npos)],
                       **{op.params[k]: <object>a[k] for k in range(op.npos, len(op.params))})


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
    cdef PyObject *given[2]
    cdef int k
    if scalar_pair(op, a, b):
        return scalar_binary(op, <Tensor>a, <Tensor>b)
    args[0] = given[0] = a
    args[1] = given[1] = b
    if op.impl == NULL:
        return unrecorded(elementwise(op, args, None, True), op.name, given, 2)
    for k in range(2):
        if not isinstance(<object>args[k], Tensor) and operand_from(args[k]) is None:
            return NotImplemented
    for k in range(2, len(op.params)):
        args[k] = <PyObject *>op.defaults[k]
    return unrecorded(call_impl(op, args), op.name, given, 2)


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
