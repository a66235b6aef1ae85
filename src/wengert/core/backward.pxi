# What Python calls: backward and grad. They check the roots and the inputs and start the engine.

cdef object edge_class = ()            # wengert.autograd.graph.GradientEdge, set at import


def set_edge_class(kind):
    """Tell the core the class of gradient edges."""
    global edge_class
    edge_class = kind


cdef tuple as_sequence(object v):
    # One tensor or gradient edge, or several.
    return (v,) if isinstance(v, (Tensor, edge_class)) else tuple(v)


cdef int32_t edge_to(object v, uint8_t *nr) except -2:
    # The node and output that a tensor or gradient edge stands for, with a new reference.
    cdef int32_t id
    if isinstance(v, Tensor):
        return edge_of(<Tensor>v, nr)
    nr[0] = v[1]
    if isinstance(v[0], FunctionCtx):
        if (<FunctionCtx>v[0]).node == NULL:
            raise errors.GraphFreedError("the node of this gradient edge is gone; get_gradient_edge gives one "
                                         "that keeps it")
        id = (<FunctionCtx>v[0]).id
    else:
        id = (<Node_?>v[0]).id
    node_incref(id)
    return id


@cython.final
cdef class EdgeToken:
    # What get_gradient_edge knows of an edge; it also keeps the node.
    cdef tuple shape           # of the tensor
    cdef int dtype             # its element type
    cdef int nr                # the output that it is
    cdef Node_ handle          # the node


cdef tuple edge_facts(object edge, int i):
    # Shape and element type of what an edge belongs to. Kernels count on them, so that an edge of which they are not
    # known is refused.
    cdef uint8_t nr
    cdef int32_t id = edge_to(edge, &nr)
    cdef Node *n = node_at(id)
    cdef NodeData d = None if n.data == NULL else <NodeData>n.data
    cdef Tensor leaf
    token = edge[2]
    try:
        if isinstance(token, EdgeToken) and (<EdgeToken>token).handle.id == id and (<EdgeToken>token).nr == nr:
            return (<EdgeToken>token).shape, (<EdgeToken>token).dtype
        if n.flags & N_MULTI:
            if nr < len(d.outputs) and d.outputs[nr] is not None:
                return d.outputs[nr]
        elif nr == 0 and n.op == OP_ACCUMULATE:
            if n.kinds:
                leaf = <Tensor>n.saved[0].object
                return shape_tuple(leaf.ndim_, leaf.shape_), leaf.dtype_
        elif nr == 0 and n.op == OP_FUNCTION:
            return d.outputs[0]
        elif nr == 0 and isinstance(edge[0], Node_) and (<Node_>edge[0]).shape is not None:
            return (<Node_>edge[0]).shape, n.dtype
    finally:
        node_decref(id)
    raise errors.AutogradError(f"element {i} is a gradient edge of output {edge[1]} of {edge[0].name()}, of which the "
                               "shape is not known. Get the edge from a tensor by get_gradient_edge().")


cdef Tensor edge_root_grad(object edge, object given, int i):
    # The cotangent of a gradient edge, checked; ones for one element.
    cdef Tensor g
    shape, dtype = edge_facts(edge, i)
    if given is None:
        if any(size != 1 for size in shape):
            raise errors.AutogradError("grad can be implicitly created only for scalar outputs, but element "
                                       f"{i} is a gradient edge of shape {shape}. Pass its gradient.")
        g = zeros_plain(dtype, shape)
        fill_one(g)
        return g
    if not isinstance(given, Tensor):
        raise errors.DtypeError(f"gradients can be either Tensors or None, but got {type(given).__name__}")
    g = <Tensor>given
    if shape_tuple(g.ndim_, g.shape_) != shape:
        raise errors.ShapeError(f"Mismatch in shape: grad_output[{i}] has a shape of {list(size_of(g))} and "
                                f"output[{i}] has a shape of {list(shape)}.")
    return g if g.dtype_ == dtype else cast_recorded(g, dtype)


def gradient_edge_of(Tensor t):
    """(node, output number, token) of the place that t's gradient goes to."""
    cdef EdgeToken token = EdgeToken.__new__(EdgeToken)
    cdef uint8_t nr
    cdef int32_t id
    if not wants(t):
        raise errors.NoGradError("It is not possible to get the gradient edge for a Tensor that does not "
                                 "require gradients")
    id = edge_of(t, &nr)
    try:
        token.shape, token.dtype, token.nr = shape_tuple(t.ndim_, t.shape_), t.dtype_, nr
        token.handle = node_handle(id)
        return node_object(id), nr, token
    finally:
        node_decref(id)


cdef list root_grads(tuple tensors, object grads):
    # The cotangents to begin with, checked; ones for one-element tensors.
    cdef Tensor t, g
    cdef list out = []
    if grads is None:
        grads = (None,) * len(tensors)
    elif isinstance(grads, Tensor):
        grads = (grads,)
    if len(grads) != len(tensors):
        raise errors.AutogradError(f"got {len(tensors)} tensors and {len(grads)} gradients")
    for i, v in enumerate(tensors):
        if isinstance(v, edge_class):
            out.append(edge_root_grad(v, grads[i], i))
            continue
        if not isinstance(v, Tensor):
            raise errors.DtypeError(f"element {i} of tensors is a {type(v).__name__}, not a Tensor")
        t = <Tensor>v
        if not wants(t):
            raise errors.NoGradError(
                f"element {i} of tensors does not require grad and does not have a grad_fn. It is {describe(t)}"
                + why_no_grad(t))
        if grads[i] is None:
            if t.numel_ == 1 and CATEGORY[t.dtype_] == CAT_COMPLEX:
                raise errors.AutogradError("grad can be implicitly created only for real scalar outputs but "
                                           f"got torch.{DTYPE_NAMES[t.dtype_]}. Pass gradient=, or "
                                           "differentiate a real part.")
            if t.numel_ != 1:
                raise errors.AutogradError(
                    f"grad can be implicitly created only for scalar outputs, but element {i} is {describe(t)}. "
                    "Pass gradient=, or reduce it first, e.g. with sum().")
            g = new_like(t, t.dtype_)
            fill_one(g)
        else:
            if not isinstance(grads[i], Tensor):
                raise errors.DtypeError(f"gradients can be either Tensors or None, but got {type(grads[i]).__name__}")
            g = <Tensor>grads[i]
            if CATEGORY[g.dtype_] != CATEGORY[t.dtype_] and CAT_COMPLEX in (CATEGORY[g.dtype_], CATEGORY[t.dtype_]):
                raise errors.AutogradError(
                    "For complex Tensors, both grad_output and output are required to have the same dtype. "
                    f"Mismatch in dtype: grad_output[{i}] has a dtype of {TORCH_NAMES[g.dtype_]} and "
                    f"output[{i}] has a dtype of {TORCH_NAMES[t.dtype_]}.")
            if not same_shape(g, t):
                raise errors.ShapeError(f"Mismatch in shape: grad_output[{i}] has a shape of "
                                        f"{list(size_of(g))} and output[{i}] has a shape of "
                                        f"{list(size_of(t))}.")
            if g.dtype_ != t.dtype_:
                g = cast_recorded(g, t.dtype_)
        out.append(g)
    return out


cdef int fill_one(Tensor t) except -1:
    cdef object one = 1
    number = scalar_tensor(<PyObject *>one, t.dtype_)
    return copy_into(t, number)


cdef Run start_run(bint keep_graph, bint create_graph):
    global active_runs
    cdef Run r = Run.__new__(Run)
    r.found = None if active_runs == 0 else {}
    r.create_graph = create_graph
    r.keep_graph = keep_graph
    r.accumulate = True
    active_runs += 1
    return r


cdef int run_roots(Run r, tuple tensors, list grads) except -1:
    # Seed the roots, discover the graph and run it.
    global wg_grad_off, wg_pass
    cdef uint8_t nr
    cdef int32_t id, at
    cdef int off = wg_grad_off
    cdef PyObject *outer = wg_pass
    cdef list roots = []
    cdef int k
    cdef int32_t held
    cdef PyObject *pointer
    if wg_anomaly:
        r.called = capture_trace()
    try:
        for k in range(len(tensors)):
            id = edge_to(tensors[k], &nr)
            roots.append((id, nr))
            at = slot_for(r, id)
            r.slots[at].deps += 1
        discover(r)
        if r.captures is not None:
            mark_needed(r)
        wg_pass = <PyObject *>r
        wg_grad_off = (off & INFERENCE) | (0 if r.create_graph else GRAD_OFF)
        for k in range(len(roots)):
            g = grads[k]
            grads[k] = None
            Py_INCREF(g)
            pointer = <PyObject *>g
            g = None
            deliver(r, roots[k][0], roots[k][1], pointer)
        run_all(r)
    finally:
        wg_pass = outer
        wg_grad_off = off
        finish(r)
        for held, _ in roots:
            node_decref(held)
    return 0


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    """Differentiate `tensors` with respect to the leaves, adding into their ``grad``.

    Parameters
    ----------
    tensors : Tensor or sequence of Tensor
        What is differentiated.
    grad_tensors : sequence of Tensor or None, optional
        A cotangent for each; may be None for one-element tensors.
    retain_graph : bool, optional
        Keep the saved values for another pass; by default as `create_graph`.
    create_graph : bool
        Record the pass itself, for higher derivatives.
    grad_variables : sequence of Tensor, optional
        The old name of `grad_tensors`.
    inputs : sequence of Tensor, optional
        Accumulate into these only.

    Raises
    ------
    RuntimeError
        If a tensor does not require a gradient, has several elements and no cotangent, or its graph was freed.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1., 2.], requires_grad=True)
    >>> wengert.autograd.backward([x.sum(), (x * x).sum()])
    >>> x.grad
    tensor([3., 5.])
    """
    cdef Run r
    if grad_variables is not None:
        warnings.warn("`grad_variables` is deprecated. Use `grad_tensors` instead.", FutureWarning, stacklevel=2)
        if grad_tensors is not None:
            raise errors.AutogradError("`grad_tensors` and `grad_variables` (deprecated) arguments both passed "
                                       "to `backward()`. Please only use `grad_tensors`.")
        grad_tensors = grad_variables
    tensors = as_sequence(tensors)
    if inputs is not None:
        inputs = as_sequence(inputs)
        if not inputs:
            raise errors.AutogradError("`inputs` argument to `backward()` cannot be empty.")
    grads = root_grads(tensors, grad_tensors)
    r = start_run(bool(create_graph) if retain_graph is None else bool(retain_graph), bool(create_graph))
    if inputs is not None:
        try:
            set_captures(r, inputs)
        except BaseException:
            finish(r)
            raise
        r.leaf_targets = list(inputs)
        for v in inputs:                   # computed tensors keep what is accumulated into them, as in PyTorch
            if isinstance(v, Tensor):
                retain(<Tensor>v)
    try:
        run_roots(r, tensors, grads)
    finally:
        release_captures(r)


cdef int set_captures(Run r, tuple inputs) except -1:
    # Where the wanted inputs' gradients will be met; each holds a reference to its node.
    cdef Tensor t
    cdef uint8_t nr
    cdef int32_t id
    captures = {}
    for position, v in enumerate(inputs):
        if not isinstance(v, (Tensor, edge_class)):
            raise errors.DtypeError(f"input {position} is a {type(v).__name__}, not a Tensor")
        if isinstance(v, Tensor) and not wants(<Tensor>v):
            t = <Tensor>v
            raise errors.NoGradError("One of the differentiated Tensors does not require grad: input "
                                     f"{position} is {describe(t)}" + why_no_grad(t))
        id = edge_to(v, &nr)
        captures.setdefault((id, nr), []).append(position)
    r.captures = captures
    r.captured = [None] * len(inputs)
    return 0


cdef int release_captures(Run r) except -1:
    cdef int32_t id
    if r.captures is not None:
        for (id, nr), positions in r.captures.items():
            for _ in positions:
                node_decref(id)
        r.captures = None
    return 0


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None,
         is_grads_batched=False, materialize_grads=False):
    """Gradients of `outputs` with respect to `inputs`, returned and not accumulated.

    Parameters
    ----------
    outputs, inputs : Tensor or sequence of Tensor
        What is differentiated, and with respect to what.
    grad_outputs : sequence of Tensor or None, optional
        Cotangents of the outputs.
    retain_graph, create_graph : bool
        As in :func:`backward`.
    only_inputs : bool
        Of no effect; False is deprecated.
    allow_unused : bool, optional
        Give None for an input that the outputs do not depend on instead of raising.
    is_grads_batched : bool
        Take the first dim of each cotangent as a batch of them and stack the gradients.
    materialize_grads : bool
        Give zeros instead of None.

    Returns
    -------
    tuple of Tensor

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor(2., requires_grad=True)
    >>> wengert.autograd.grad(x ** 3, x)
    (tensor(12.),)
    """
    cdef Run r
    cdef list found
    outputs = as_sequence(outputs)
    inputs = as_sequence(inputs)
    if not inputs:
        raise errors.AutogradError("`inputs` argument to `grad()` cannot be empty.", kind=ValueError)
    if not only_inputs:
        warnings.warn("only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate "
                      "gradient for other parts of the graph, please use torch.autograd.backward.",
                      FutureWarning, stacklevel=2)
    if allow_unused is None:
        allow_unused = materialize_grads
    elif not allow_unused and materialize_grads:
        raise errors.AutogradError("Expected allow_unused to be True or not passed when "
                                   "materialize_grads=True, but got allow_unused=False.", kind=ValueError)
    if is_grads_batched:
        return batched_grad(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused, materialize_grads)
    grads = root_grads(outputs, grad_outputs)
    r = start_run(bool(create_graph) if retain_graph is None else bool(retain_graph), bool(create_graph))
    r.accumulate = False
    try:
        set_captures(r, inputs)
    except BaseException:
        finish(r)
        raise
    try:
        run_roots(r, outputs, grads)
        found = r.captured
    finally:
        release_captures(r)
    for k, g in enumerate(found):
        if g is None and materialize_grads and isinstance(inputs[k], Tensor):
            found[k] = zeros_plain((<Tensor>inputs[k]).dtype_, size_of(<Tensor>inputs[k]))
        elif g is None and not allow_unused:
            raise errors.UnusedInputError(
                "One of the differentiated Tensors appears to not have been used in the graph. Set "
                f"allow_unused=True if this is the desired behavior. It is input {k}, "
                + (describe(<Tensor>inputs[k]) if isinstance(inputs[k], Tensor) else "a gradient edge") + ".")
        elif g is not None and not create_graph and (<Tensor>g).flags & T_REQUIRES:
            found[k] = alias(<Tensor>g)
    return tuple(found)


def batched_grad(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused, materialize_grads):
    """Gradients for each of a batch of cotangents, stacked along a new first dim."""
    grads = (grad_outputs,) if isinstance(grad_outputs, Tensor) else tuple(grad_outputs)
    count = len(grads[0])
    rows = [grad(outputs, inputs, [None if g is None else g[i] for g in grads],
                 True if i + 1 < count or retain_graph is None and create_graph else retain_graph, create_graph, True,
                 allow_unused, False, materialize_grads) for i in range(count)]
    from wengert import stack
    return tuple([None if any(row[k] is None for row in rows) else stack([row[k] for row in rows])
                  for k in range(len(inputs))])
