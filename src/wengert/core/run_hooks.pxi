# Hooks while a pass runs, in PyTorch's order: the tensor's own, its kept gradient, [captures], the node's before and after.

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
    if not isinstance(result, Tensor):
        raise errors.DtypeError(f"expected Variable, but hook returned '{type(result).__name__}'")
    if not same_shape(<Tensor>result, <Tensor>grad):
        raise errors.ShapeError(f"hook '{getattr(fn, '__name__', fn)}' has changed the size of value")
    Py_INCREF(result)
    return <PyObject *>result


cdef int hook_output(Slot *s, Node *n, int nr, dict fns) except -1:
    # One output's cotangent through its hooks.
    cdef PyObject *g
    cdef list grads
    if n.flags & N_MULTI:
        grads = <list>s.grad
        if grads[nr] is None:
            return 0
        v = grads[nr]
        Py_INCREF(v)
        g = hooked(<PyObject *>v, fns)
        grads[nr] = <object>g
        Py_DECREF(<object>g)
        return 0
    v = <object>s.grad
    Py_INCREF(v)
    g = hooked(<PyObject *>v, fns)
    v = <object>s.grad
    s.grad = g
    Py_DECREF(v)
    return 0


cdef int hook_undefined(Slot *s, Node *n) except -1:
    # A tensor's hooks where nothing that it led to has a gradient: they are called with None, as in PyTorch.
    cdef NodeHooks hooks = (<NodeData>n.data).hooks
    cdef object grad = None, result
    if n.flags & N_MULTI or not hooks.first:
        return 0
    for fn in list(hooks.first.values()):
        result = fn(grad)
        if result is not None:
            if not isinstance(result, Tensor):
                raise errors.DtypeError(f"expected Variable, but hook returned '{type(result).__name__}'")
            grad = result
    if grad is not None:
        Py_INCREF(grad)
        s.grad = <PyObject *>grad
    return 0


cdef int tensor_hooks(Run r, Slot *s, Node *n) except -1:
    # Hooks of the tensors that a node computed, then the gradients that retain_grad keeps.
    cdef NodeHooks hooks = (<NodeData>n.data).hooks
    cdef int32_t at = <int32_t>(s - r.slots)
    cdef int nr
    if hooks.first:
        hook_output(s, n, 0, hooks.first)
    if hooks.further:
        for nr, fns in list(hooks.further.items()):
            hook_output(&r.slots[at], n, nr, fns)
    if hooks.retained:
        s = &r.slots[at]
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


cdef int node_prehooks(Slot *s, Node *n) except -1:
    # Functions that may replace what a node receives.
    cdef object v, old
    cdef NodeHooks hooks = (<NodeData>n.data).hooks
    if not hooks.before:
        return 0
    for fn in list(hooks.before.values()):
        result = fn(tuple(<list>s.grad) if n.flags & N_MULTI else (<object>s.grad,))
        if result is None:
            continue
        result = tuple(result) if isinstance(result, (tuple, list)) else (result,)
        check_hook_result(fn, result, len(<list>s.grad) if n.flags & N_MULTI else 1)
        v = list(result) if n.flags & N_MULTI else result[0]
        old = <object>s.grad
        if v is None:
            s.grad = NULL
            Py_DECREF(old)
            return 0
        Py_INCREF(v)
        s.grad = <PyObject *>v
        Py_DECREF(old)
    return 0


cdef int check_hook_result(object fn, tuple result, Py_ssize_t count) except -1:
    if len(result) != count:
        raise errors.AutogradError(f"hook '{getattr(fn, '__name__', fn)}' has returned an incorrect number of values (got "
                                   f"{len(result)}, but expected {count})")
    for v in result:
        if v is not None and not isinstance(v, Tensor):
            raise errors.DtypeError(f"expected Variable, but hook returned '{type(v).__name__}'")
    return 0


cdef int shown_inputs(Node *n, int count) noexcept:
    # Inputs that PyTorch's node has: an operation of two operands shows both, wanted or not.
    if count == 1 and n.op > OP_FUNCTION and (<Op>op_table[n.op]).info.nin == 2 and op_table[n.op] != <PyObject *>op_pow:
        return 2
    return count


cdef int node_posthooks(Node *n, PyObject *g, PyObject **grads, int count) except -1:
    # Functions that see what a node was given and made of it, and may replace the latter.
    cdef int k, shown = shown_inputs(n, count)
    cdef NodeHooks hooks = (<NodeData>n.data).hooks
    if not hooks.after:
        return 0
    for fn in list(hooks.after.values()):
        before = tuple([None if k >= count or grads[k] == NULL else <object>grads[k] for k in range(shown)])
        result = fn(before, tuple(<list>g) if n.flags & N_MULTI else (<object>g,))
        if result is None:
            continue
        result = tuple(result) if isinstance(result, (tuple, list)) else (result,)
        check_hook_result(fn, result, shown)
        for k in range(count):
            Py_XDECREF(grads[k])
            grads[k] = NULL
            if result[k] is not None:
                give(grads, k, <Tensor>result[k])
    return 0
