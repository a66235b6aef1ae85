# Hooks while a pass runs, in PyTorch's order: the tensor's own, its kept gradient, [captures], the node's before and
# after.

cdef PyObject *hooked(PyObject *g, dict hooks) except NULL:
    # The gradient after a tensor's hooks, which may each replace it. Takes the reference over and gives one back.
    cdef PyObject *key
    cdef PyObject *fn
    cdef Py_ssize_t at = 0
    if len(hooks) == 1:                        # without a copy of the functions, which may remove themselves
        PyDict_Next(hooks, &at, &key, &fn)
        return after_hook(g, <object>fn)
    for function in list(hooks.values()):
        g = after_hook(g, function)
    return g


cdef PyObject *after_hook(PyObject *g, object fn) except NULL:
    cdef object grad = <object>g, result
    Py_DECREF(grad)
    result = PyObject_CallOneArg(<PyObject *>fn, g)
    if result is None:
        Py_INCREF(grad)
        return g
    check_replaced(fn, result, grad)
    Py_INCREF(result)
    return <PyObject *>result


cdef int check_replaced(object fn, object new, object old) except -1:
    # What a hook puts in the place of a gradient is of its shape and type: vjps count on both.
    cdef str name = getattr(fn, "__name__", None) or str(fn)
    if new is None:
        return 0
    if not isinstance(new, Tensor):
        raise errors.DtypeError(f"expected Variable, but hook returned '{type(new).__name__}'")
    if old is None:
        raise errors.AutogradError(f"can't replace a None gradient with a non-None value: hook '{name}' must return "
                                   "None where it is given None")
    if not same_shape(<Tensor>new, <Tensor>old):
        raise errors.ShapeError(f"hook '{name}' has changed the size of value")
    if (<Tensor>new).dtype_ != (<Tensor>old).dtype_:
        raise errors.AutogradError(f"hook '{name}' has changed the type of value (was "
                                   f"{TORCH_NAMES[(<Tensor>old).dtype_]} got {TORCH_NAMES[(<Tensor>new).dtype_]})")
    return 0


cdef int hook_output(Slot *s, Node *n, int nr, dict fns) except -1:
    # One output's cotangent through its hooks. They are called with None where there is none, as in PyTorch.
    cdef PyObject *g
    v = None if s.grad == NULL else (<list>s.grad)[nr] if n.flags & N_MULTI else <object>s.grad
    if v is None:
        for fn in list(fns.values()):
            check_replaced(fn, fn(None), None)
        return 0
    Py_INCREF(v)
    g = hooked(<PyObject *>v, fns)
    if n.flags & N_MULTI:
        (<list>s.grad)[nr] = <object>g
        Py_DECREF(<object>g)
        return 0
    s.grad = g
    Py_DECREF(v)
    return 0


cdef int tensor_hooks(Run r, Slot *s, Node *n) except -1:
    # Hooks of the tensors that a node computed, then the gradients that retain_grad keeps.
    cdef NodeHooks hooks = (<NodeData>n.data).hooks
    cdef int nr
    if hooks.first:
        hook_output(s, n, 0, hooks.first)
    if hooks.further:
        for nr, fns in list(hooks.further.items()):
            hook_output(s, n, nr, fns)
    if hooks.retained and s.grad != NULL:
        for nr, reference in list(hooks.retained.items()):
            t = reference()
            v = (<list>s.grad)[nr] if n.flags & N_MULTI else <object>s.grad
            if t is not None and v is not None:
                accumulate_retained(r, <Tensor>t, <Tensor>v)
    return 0


cdef int accumulate_retained(Run r, Tensor t, Tensor g) except -1:
    cdef TensorMeta m = meta_of(t)
    if m.grad is None:
        m.grad = g if r.create_graph else alias(compact(g))
    else:
        m.grad = binary(op_add, <PyObject *>m.grad, <PyObject *>g) if r.create_graph else plain_sum(<Tensor>m.grad, g)
    return 0


cdef bint on_node(Node *n) noexcept:
    # Whether functions hang on the node itself, not only on the tensor that it computed.
    cdef NodeHooks hooks = (<NodeData>n.data).hooks
    return hooks.before is not None or hooks.after is not None


cdef tuple cotangents_given(PyObject *g, Node *n):
    # What a node's hooks see of its cotangents: one value for each output.
    if n.flags & N_MULTI:
        return (None,) * len((<NodeData>n.data).outputs) if g == NULL else tuple(<list>g)
    return (None if g == NULL else <object>g,)


cdef int node_prehooks(Slot *s, Node *n) except -1:
    # Functions that may replace what a node receives.
    cdef object v
    cdef PyObject *old
    cdef NodeHooks hooks = (<NodeData>n.data).hooks
    if not hooks.before:
        return 0
    for fn in list(hooks.before.values()):
        given = cotangents_given(s.grad, n)
        result = fn(given)
        if result is None:
            continue
        result = checked_result(fn, result, given)
        if s.grad == NULL:
            continue
        v = list(result) if n.flags & N_MULTI else result[0]
        old = s.grad
        s.grad = NULL
        if v is not None:
            Py_INCREF(v)
            s.grad = <PyObject *>v
        Py_DECREF(<object>old)
    return 0


cdef tuple checked_result(object fn, object result, tuple before):
    # What a node's hook returned, one value for each that it was given.
    cdef Py_ssize_t k
    cdef tuple out = tuple(result) if isinstance(result, (tuple, list)) else (result,)
    if len(out) != len(before):
        raise errors.AutogradError(f"hook '{getattr(fn, '__name__', fn)}' has returned an incorrect number of values "
                                   f"(got {len(out)}, but expected {len(before)})")
    for k in range(len(out)):
        check_replaced(fn, out[k], before[k])
    return out


# Operations whose last operand has no place in PyTorch's node where it is a number.
NUMBER_HAS_NO_EDGE = {"pow", "fmod", "remainder", "clamp_min", "clamp_max", "_clamp_min", "_clamp_max", "masked_fill",
                      "index_fill", "lerp"}


cdef list shown_inputs(Node *n):
    # The inputs that PyTorch's node has, in order: arguments with a derivative, wanted or not, but no masks or indices.
    cdef int count = n_inputs(n), k
    cdef Op op
    if n.op <= OP_FUNCTION:
        return list(range(count))
    op = <Op>op_table[n.op]
    if op.row is None or "each" in op.row.rules:
        return list(range(count))
    return [k for k in range(max(count, op.row.last_input + (op.name not in NUMBER_HAS_NO_EDGE)))
            if k in op.row.rule_inputs or k < count and edge_at(n, k) >= 0]


cdef int node_posthooks(Node *n, PyObject *g, PyObject **grads, int count) except -1:
    # Functions that see what a node was given and made of it, and may replace the latter.
    cdef int k
    cdef NodeHooks hooks = (<NodeData>n.data).hooks
    if not hooks.after:
        return 0
    shown = [] if grads == NULL else shown_inputs(n)
    for fn in list(hooks.after.values()):
        before = tuple([None if k >= count or grads[k] == NULL else <object>grads[k] for k in shown])
        result = fn(before, cotangents_given(g, n))
        if result is None:
            continue
        result = checked_result(fn, result, before)
        for k, v in zip(shown, result):
            if k < count:
                Py_XDECREF(grads[k])
                grads[k] = NULL
                if v is not None:
                    give(grads, k, <Tensor>v)
    return 0
