# What Python sees of the tape: grad_fn handles, hooks, grad modes and the node of autograd.Function.

cdef class Node_:
    """A node of the recorded graph, as ``grad_fn`` shows it."""
    cdef int32_t id            # the node, counted

    def __dealloc__(self):
        cdef Node *n
        if self.id >= 0:
            n = node_at(self.id)
            if n.data != NULL and (<NodeData>n.data).handle == <PyObject *>self:
                (<NodeData>n.data).handle = NULL
            node_decref(self.id)

    def name(self):
        """PyTorch's name of the operation, such as ``MulBackward0``."""
        return op_name(node_at(self.id))

    @property
    def next_functions(self):
        """Pairs (node, output number) of the inputs' nodes; (None, 0) where no gradient is wanted."""
        cdef Node *n = node_at(self.id)
        cdef int k
        out = []
        for k in range(n_inputs(n)):
            if edge_at(n, k) < 0:
                out.append((None, 0))
            else:
                out.append((node_handle(edge_at(n, k)), edge_nr(n, k)))
        if len(out) < 2 and n.op > OP_FUNCTION and (<Op>op_table[n.op]).info.nin == 2 and <Op>op_table[n.op] is not op_pow:
            out.append((None, 0))               # the second operand wants no gradient
        return tuple(out)

    @property
    def variable(self):
        """The leaf of an AccumulateGrad node."""
        cdef Node *n = node_at(self.id)
        if n.op != OP_ACCUMULATE:
            raise AttributeError(f"'{self.name()}' object has no attribute 'variable'")
        return <object>n.saved[0].object

    @property
    def metadata(self):
        """A dictionary for the user's own notes on this node."""
        cdef NodeData d = node_data(node_at(self.id))
        if d.hooks is None:
            d.hooks = {}
        return d.hooks.setdefault("metadata", {})

    @property
    def _sequence_nr(self):
        return node_at(self.id).seq

    def register_hook(self, fn):
        """Call ``fn(grad_inputs, grad_outputs)`` after this node has run."""
        return add_node_hook(self.id, "node_post", fn)

    def register_prehook(self, fn):
        """Call ``fn(grad_outputs)`` before this node runs."""
        return add_node_hook(self.id, "node_pre", fn)

    def __eq__(self, other):
        return isinstance(other, Node_) and (<Node_>other).id == self.id

    def __hash__(self):
        return self.id

    def __repr__(self):
        return f"<{self.name()} object at {hex(<uintptr_t><void *>self)}>"


cdef dict node_classes = {}        # name -> subclass of Node_, so that type(grad_fn).__name__ is PyTorch's


cdef Node_ node_handle(int32_t id):
    # The Python handle of a node: one at a time, kept while somebody holds it.
    cdef Node *n = node_at(id)
    cdef NodeData d = node_data(n)
    cdef Node_ h
    if d.handle != NULL:
        return <Node_>d.handle
    name = op_name(n)
    kind = node_classes.get(name)
    if kind is None:
        kind = type(name, (Node_,), {"__module__": "wengert.autograd.graph", "__slots__": ()})
        node_classes[name] = kind
    h = <Node_>kind.__new__(kind)
    h.id = id
    n.refs += 1
    d.handle = <PyObject *>h
    return h


cdef class RemovableHandle:
    """What registering a hook returns; ``remove()`` takes the hook away."""
    cdef object hooks
    cdef object key

    def remove(self):
        """Take the hook away; a second call does nothing."""
        self.hooks.pop(self.key, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.remove()


cdef int64_t next_hook = 0


cdef RemovableHandle handle_for(dict hooks, object fn):
    global next_hook
    cdef RemovableHandle h = RemovableHandle.__new__(RemovableHandle)
    hooks[next_hook] = fn
    h.hooks = hooks
    h.key = next_hook
    next_hook += 1
    return h


cdef dict node_hooks(int32_t id, str kind):
    cdef Node *n = node_at(id)
    cdef NodeData d = node_data(n)
    if d.hooks is None:
        d.hooks = {}
    n.flags |= N_HOOKS
    return d.hooks.setdefault(kind, {})


cdef object add_node_hook(int32_t id, str kind, object fn):
    return handle_for(node_hooks(id, kind), fn)


cdef object add_tensor_hook(Tensor t, object fn):
    cdef TensorMeta m
    if not wants(t):
        raise errors.NoGradError("cannot register a hook on a tensor that doesn't require gradient")
    if t.flags & T_LEAF:
        m = meta_of(t)
        if m.hooks is None:
            m.hooks = {}
        return handle_for(m.hooks, fn)
    return handle_for(node_hooks(t.node, "pre").setdefault(t.nr, {}), fn)


cdef object add_post_hook(Tensor t, object fn):
    cdef TensorMeta m
    if not t.flags & T_LEAF:
        raise errors.AutogradError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    m = meta_of(t)
    if m.post_hooks is None:
        m.post_hooks = {}
    return handle_for(m.post_hooks, fn)


cdef int retain(Tensor t) except -1:
    if t.flags & (T_LEAF | T_RETAINS):
        return 0
    t.flags |= T_RETAINS
    node_hooks(t.node, "retain")[t.nr] = weakref.ref(t)
    return 0


cdef int move_retained(int32_t old, Tensor t) except -1:
    # An in-place operation gave t a new node: its gradient is kept there from now on.
    cdef Node *n
    cdef NodeData d
    if old >= 0:
        n = node_at(old)
        if n.data != NULL and (<NodeData>n.data).hooks is not None:
            for nr, reference in list((<NodeData>n.data).hooks.get("retain", {}).items()):
                if reference() is t:
                    del (<NodeData>n.data).hooks["retain"][nr]
    node_hooks(t.node, "retain")[t.nr] = weakref.ref(t)
    return 0


# -- grad modes -------------------------------------------------------------------------------------

def is_grad_enabled():
    """Whether operations on this thread are recorded.

    Examples
    --------
    >>> import wengert
    >>> with wengert.no_grad():
    ...     wengert.is_grad_enabled()
    False
    """
    return not wg_grad_off


def _set_grad_enabled(on):
    global wg_grad_off
    wg_grad_off = 0 if on else 1


cdef class no_grad_:
    # Base of wengert.no_grad: entering and leaving in compiled code.
    cdef list before

    def __enter__(self):
        global wg_grad_off
        if self.before is None:
            self.before = []
        self.before.append(wg_grad_off)
        wg_grad_off = 1

    def __exit__(self, kind, value, trace):
        global wg_grad_off
        wg_grad_off = self.before.pop()


cdef class enable_grad_:
    # Base of wengert.enable_grad.
    cdef list before

    def __enter__(self):
        global wg_grad_off
        if self.before is None:
            self.before = []
        self.before.append(wg_grad_off)
        wg_grad_off = 0

    def __exit__(self, kind, value, trace):
        global wg_grad_off
        wg_grad_off = self.before.pop()


# -- autograd.Function ------------------------------------------------------------------------------

def function_record(ctx, tuple inputs, list outputs, set non_differentiable):
    """Record one node of a user's Function: `inputs` are its arguments, `outputs` its results.

    Results that are listed in `non_differentiable` (by position) or are no floating tensors stay constants.
    """
    cdef int32_t id
    cdef Node *n
    cdef NodeData d
    cdef Tensor t
    cdef int nr
    id = node_new(OP_FUNCTION, min(len(inputs), 2))
    n = node_at(id)
    d = node_data(n)
    d.ctx = ctx
    n.flags |= N_MULTI
    d.outputs = [(shape_tuple((<Tensor>v).ndim_, (<Tensor>v).shape_), (<Tensor>v).dtype_) if isinstance(v, Tensor) else None
                 for v in outputs]
    try:
        connect_many(n, list(inputs))
        for nr, v in enumerate(outputs):
            if not isinstance(v, Tensor) or nr in non_differentiable or CATEGORY[(<Tensor>v).dtype_] < CAT_FLOAT:
                continue
            t = <Tensor>v
            if t.node >= 0 and not t.flags & T_LEAF:
                node_decref(t.node)
            t.node = id
            t.nr = nr
            t.flags = (t.flags | T_REQUIRES) & ~T_LEAF
            n.refs += 1
    finally:
        node_decref(id)


def function_mark_dirty(Tensor t, Tensor result):
    """Give an input that a Function wrote in place the history of its result."""
    rebase_history(t, result)


def alias_of(Tensor t):
    """The same memory as a new tensor without history."""
    return alias(t)


def connected_to(Tensor t, Node_ node, int nr):
    """The same memory as a new tensor that output `nr` of `node` computed."""
    cdef Tensor out = alias(t)
    out.node = node.id
    out.nr = nr
    out.flags |= T_REQUIRES
    node_at(node.id).refs += 1
    return out


def check_inplace_write(Tensor t):
    """Raise unless `t` may be written in place now."""
    check_inplace(t, True)


def version_bump(Tensor t):
    """Count a write to `t` that nothing else saw."""
    bump(t)


cdef int function_vjp(Run r, int32_t id, Node *n, NodeData d, PyObject *g, PyObject **grads) except -1:
    # Call the context's backward with the cotangents of all outputs.
    cdef int k, count = n_inputs(n)
    cdef Tensor t
    received = list(<list>g)
    for k, meta in enumerate(d.outputs):
        if received[k] is None and meta is not None and d.ctx._materialize:
            received[k] = zeros_plain(meta[1], meta[0])
    if n.flags & N_RELEASED:
        raise_released(n)
    results = d.ctx._run_backward(tuple(received), node_handle(id), r.create_graph)
    results = results if isinstance(results, tuple) else (results,)
    if len(results) > count and all(v is None for v in results[count:]):
        results = results[:count]
    if len(results) != count:
        raise errors.AutogradError(f"function {type(d.ctx).__name__} returned an incorrect number of gradients "
                                   f"(expected {count}, got {len(results)})")
    for k in range(count):
        v = results[k]
        if v is None or edge_at(n, k) < 0:
            continue
        if not isinstance(v, Tensor):
            raise errors.DtypeError(f"expected Variable or None (got {type(v).__name__}) as gradient {k} of {type(d.ctx).__name__}")
        t = <Tensor>v
        shape, kind = d.ctx._input_meta[k]
        if shape_tuple(t.ndim_, t.shape_) != shape:
            if not sums_to(t, shape):
                raise errors.ShapeError(
                    f"Function {type(d.ctx).__name__} returned an invalid gradient at index {k} - got "
                    f"{list(size_of(t))} but expected shape compatible with {list(shape)}")
            t = t.sum_to_size(shape) if r.create_graph else sum_to_shape(t, shape)
        if t.dtype_ != (<dtype>kind).num:
            t = cast_recorded(t, (<dtype>kind).num)
        give(grads, k, t)
    return 0


cdef bint sums_to(Tensor t, tuple shape):
    cdef int k, lead = t.ndim_ - len(shape)
    if lead < 0:
        return False
    for k in range(len(shape)):
        if shape[k] != 1 and shape[k] != t.shape_[k + lead]:
            return False
    return True
