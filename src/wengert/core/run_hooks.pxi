# Hooks while a pass runs, in PyTorch's order: the tensor's own, its kept gradient, [captures], the node's before and after.

cdef PyObject *hooked(PyObject *g, dict hooks) except NULL:
    # The gradient after a tensor's hooks, which may each replace it.
    grad = <object>g
    Py_DECREF(grad)
    for fn in list(hooks.values()):
        result = fn(grad)
        if result is not None:
            if not isinstance(result, Tensor):
                raise errors.DtypeError(f"expected Variable, but hook returned '{type(result).__name__}'")
            if not same_shape(<Tensor>result, <Tensor>grad):
                raise errors.ShapeError(f"hook '{getattr(fn, '__name__', fn)}' has changed the size of value")
            grad = result
    Py_INCREF(grad)
    return <PyObject *>grad


cdef int tensor_hooks(Run r, Slot *s, Node *n) except -1:
    # Hooks of the tensors that a node computed, then the gradients that retain_grad keeps.
    cdef PyObject *g
    cdef int nr
    cdef dict hooks = (<NodeData>n.data).hooks
    cdef list grads
    for nr, fns in list(hooks.get("pre", {}).items()):
        if n.flags & N_MULTI:
            grads = <list>s.grad
            if grads[nr] is not None:
                v = grads[nr]
                Py_INCREF(v)
                g = hooked(<PyObject *>v, fns)
                grads[nr] = <object>g
                Py_DECREF(<object>g)
        else:
            v = <object>s.grad
            Py_INCREF(v)
            g = hooked(<PyObject *>v, fns)
            v = <object>s.grad
            s.grad = g
            Py_DECREF(v)
    for nr, reference in list(hooks.get("retain", {}).items()):
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
    for fn in list((<NodeData>n.data).hooks.get("node_pre", {}).values()):
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
    for fn in list((<NodeData>n.data).hooks.get("node_post", {}).values()):
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
