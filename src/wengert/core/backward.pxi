# What Python calls: backward and grad. They check the roots and the inputs and start the engine.

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
        if not isinstance(v, Tensor):
            raise errors.DtypeError(f"element {i} of tensors is a {type(v).__name__}, not a Tensor")
        t = <Tensor>v
        if not wants(t):
            raise errors.NoGradError(
                f"element {i} of tensors does not require grad and does not have a grad_fn. It is {describe(t)}"
                + why_no_grad(t))
        if grads[i] is None:
            if t.numel_ == 1 and CATEGORY[t.dtype_] == CAT_COMPLEX:
                raise errors.AutogradError("grad can be implicitly created only for real scalar outputs but got "
                                           f"torch.{DTYPE_NAMES[t.dtype_]}. Pass gradient=, or differentiate a real part.")
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
            if not same_shape(g, t):
                raise errors.ShapeError(f"Mismatch in shape: grad_output[{i}] has a shape of {list(size_of(g))} and output[{i}] "
                                        f"has a shape of {list(size_of(t))}.")
            if g.dtype_ != t.dtype_:
                g = cast_recorded(g, t.dtype_)
        out.append(g)
    return out


cdef str why_no_grad(Tensor t):
    if CATEGORY[t.dtype_] < CAT_FLOAT:
        return f": {DTYPE_NAMES[t.dtype_]} values have no gradient."
    return (": none of the tensors it was computed from requires grad, or it was computed under no_grad() or detached. "
            "Set requires_grad=True on the inputs that are to be differentiated.")


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
    global wg_grad_off
    cdef Tensor t
    cdef uint8_t nr
    cdef int32_t id, at
    cdef int off = wg_grad_off
    cdef list roots = []
    cdef int k
    cdef int32_t held
    cdef PyObject *pointer
    try:
        for k in range(len(tensors)):
            t = <Tensor>tensors[k]
            id = edge_of(t, &nr)
            roots.append((id, nr))
            at = slot_for(r, id)
            r.slots[at].deps += 1
        discover(r)
        if r.captures is not None:
            mark_needed(r)
        wg_grad_off = 0 if r.create_graph else 1
        for k in range(len(roots)):
            g = grads[k]
            grads[k] = None
            Py_INCREF(g)
            pointer = <PyObject *>g
            g = None
            deliver(r, roots[k][0], roots[k][1], pointer)
        run_all(r)
    finally:
        wg_grad_off = off
        finish(r)
        for held, _ in roots:
            node_decref(held)
    return 0


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, inputs=None):
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
    tensors = (tensors,) if isinstance(tensors, Tensor) else tuple(tensors)
    if inputs is not None:
        inputs = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
        if not inputs:
            raise errors.AutogradError("`inputs` argument to `backward()` cannot be empty.")
    if create_graph:
        warnings.warn("Using backward() with create_graph=True will create a reference cycle between the parameter and its "
                      "gradient which can cause a memory leak. We recommend using autograd.grad when creating the graph to "
                      "avoid this. If you have to use this function, make sure to reset the .grad fields of your parameters "
                      "to None after use to break the cycle and avoid the leak.", UserWarning, stacklevel=2)
    grads = root_grads(tensors, grad_tensors)
    r = start_run(bool(create_graph) if retain_graph is None else bool(retain_graph), bool(create_graph))
    if inputs is not None:
        try:
            set_captures(r, inputs)
        except BaseException:
            finish(r)
            raise
        r.leaf_targets = list(inputs)
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
        if not isinstance(v, Tensor):
            raise errors.DtypeError(f"input {position} is a {type(v).__name__}, not a Tensor")
        t = <Tensor>v
        if not wants(t):
            raise errors.NoGradError("One of the differentiated Tensors does not require grad: input "
                                     f"{position} is {describe(t)}" + why_no_grad(t))
        id = edge_of(t, &nr)
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


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, allow_unused=None,
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
    outputs = (outputs,) if isinstance(outputs, Tensor) else tuple(outputs)
    inputs = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    if allow_unused is None:
        allow_unused = materialize_grads
    elif not allow_unused and materialize_grads:
        raise errors.AutogradError("Expected allow_unused to be True or not passed when materialize_grads=True, but got "
                                   "allow_unused=False.", kind=ValueError)
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
        if g is None and materialize_grads:
            found[k] = zeros_plain((<Tensor>inputs[k]).dtype_, size_of(<Tensor>inputs[k]))
        elif g is None and not allow_unused:
            raise errors.UnusedInputError(
                "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if "
                f"this is the desired behavior. It is input {k}, {describe(<Tensor>inputs[k])}.")
        elif g is not None and not create_graph and (<Tensor>g).flags & T_REQUIRES:
            found[k] = alias(<Tensor>g)
    return tuple(found)


def batched_grad(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused, materialize_grads):
    """Gradients for each of a batch of cotangents, stacked along a new first dim."""
    grads = (grad_outputs,) if isinstance(grad_outputs, Tensor) else tuple(grad_outputs)
    count = len(grads[0])
    rows = [grad(outputs, inputs, [None if g is None else g[i] for g in grads],
                 True if i + 1 < count or retain_graph is None and create_graph else retain_graph, create_graph, allow_unused,
                 False, materialize_grads) for i in range(count)]
    from wengert import stack
    return tuple([None if any(row[k] is None for row in rows) else stack([row[k] for row in rows])
                  for k in range(len(inputs))])
