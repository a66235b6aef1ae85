# Nodes as Python sees them: grad_fn, its inputs, and what it saved.

cdef class Node_:
    """A node of the recorded graph, as ``grad_fn`` shows it."""
    cdef int32_t id            # the node, counted
    cdef tuple shape           # of the one output, where a tensor of it has asked for its grad_fn; else None

    def __dealloc__(self):
        cdef Node *n
        if self.id >= 0:
            n = node_at(self.id)
            if n.data != NULL and (<NodeData>n.data).handle == <PyObject *>self:
                (<NodeData>n.data).handle = NULL
            node_decref(self.id)

    def name(self):
        """PyTorch's name of the operation, such as ``MulBackward0``."""
        cdef Node *n = node_at(self.id)
        return "torch::autograd::AccumulateGrad" if n.op == OP_ACCUMULATE else op_name(n)

    @property
    def next_functions(self):
        """Pairs (node, output number) of the inputs' nodes; (None, 0) where no gradient is wanted."""
        cdef Node *n = node_at(self.id)
        cdef int k
        out = []
        for k in shown_inputs(n):
            if k >= n_inputs(n) or edge_at(n, k) < 0:
                out.append((None, 0))
            else:
                out.append((node_object(edge_at(n, k)), edge_nr(n, k)))
        return tuple(out)

    @property
    def variable(self):
        """The leaf of an AccumulateGrad node."""
        cdef Node *n = node_at(self.id)
        if n.op != OP_ACCUMULATE:
            raise AttributeError(f"'{self.name()}' object has no attribute 'variable'")
        return <object>n.saved[0].object if n.kinds else None

    @property
    def metadata(self):
        """A dictionary for the user's own notes on this node."""
        cdef NodeHooks hooks = hooks_of(node_at(self.id))
        if hooks.metadata is None:
            hooks.metadata = {}
        return hooks.metadata

    def _sequence_nr(self):
        """The node's number in the order of recording."""
        return node_at(self.id).seq

    def __call__(self, *grads):
        """The cotangents of the inputs, given those of the outputs: one alone, or a tuple."""
        out = node_call(self.id, list(grads))
        return out[0] if len(out) == 1 else out

    def register_hook(self, fn):
        """Call ``fn(grad_inputs, grad_outputs)`` after this node has run; what it returns replaces `grad_inputs`.

        Returns
        -------
        RemovableHandle
        """
        return add_node_hook(self.id, True, fn)

    def register_prehook(self, fn):
        """Call ``fn(grad_outputs)`` before this node runs; what it returns replaces `grad_outputs`.

        Returns
        -------
        RemovableHandle
        """
        return add_node_hook(self.id, False, fn)

    def __getattr__(self, name):
        if name.startswith("_saved_") or name.startswith("_raw_saved_"):
            found = saved_attribute(self, name[11 if name.startswith("_raw") else 7:], name.startswith("_raw"))
            if found is not NotImplemented:
                return found
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __dir__(self):
        return sorted(set(object.__dir__(self)) | {"_saved_" + name for name in saved_names(self)})

    def __eq__(self, other):
        return isinstance(other, Node_) and (<Node_>other).id == self.id

    def __hash__(self):
        return self.id

    def __repr__(self):
        return f"<{type(self).__name__} object at {hex(<uintptr_t><void *>self)}>"


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
    node_incref(id)
    d.handle = <PyObject *>h
    return h


cdef object node_object(int32_t id):
    # A node as grad_fn gives it: a Function's is its context.
    cdef Node *n = node_at(id)
    if n.op == OP_FUNCTION and (<NodeData>n.data).ctx is not None:
        return (<NodeData>n.data).ctx
    return node_handle(id)


cdef tuple node_call(int32_t id, list given):
    # A node's vjp by hand, by its rules: unlike kernels they check what they are given. Recorded when operations are.
    cdef Node *n = node_at(id)
    cdef PyObject *few[8]
    cdef PyObject **grads = few
    cdef int count = n_inputs(n), k
    cdef Run r = Run.__new__(Run)
    cdef int expected = len((<NodeData>n.data).outputs) if n.flags & N_MULTI else 1
    cdef object g
    cdef list out = []
    if len(given) != expected:
        raise errors.ArgumentError(f"{op_name(n)} takes the gradients of its {expected} outputs, but got {len(given)}")
    for v in given:
        if v is not None and not isinstance(v, Tensor):
            raise errors.DtypeError(f"{op_name(n)} takes tensors or None, but got {type(v).__name__}")
    g = given if n.flags & N_MULTI else given[0]
    if g is None and n.op != OP_FUNCTION:
        return (None,) * max(len(shown_inputs(n)), 1)
    if n.op == OP_ACCUMULATE:
        if n.kinds:
            Py_INCREF(g)
            accumulate_into(r, <Tensor>n.saved[0].object, <PyObject *>g)
        return (None,)
    r.create_graph = True
    if count > 8:
        grads = <PyObject **>malloc(count * sizeof(PyObject *))
        if grads == NULL:
            raise MemoryError()
    for k in range(count):
        grads[k] = NULL
    try:
        differentiate(r, id, n, <PyObject *>g, grads)
        for k in shown_inputs(n):
            out.append(None if k >= count or grads[k] == NULL else <object>grads[k])
    finally:
        for k in range(count):
            Py_XDECREF(grads[k])
        if grads != few:
            free(grads)
    return tuple(out)


cdef dict saved_entries(Node *n):
    # What the rules of a node read: name -> entry of a plan, for the inputs whose gradient is wanted.
    cdef Op op
    cdef dict out = {}
    if n.op <= OP_FUNCTION:
        return out
    op = <Op>op_table[n.op]
    for k, rule, plan in rules_of(op):
        if k < 0 or k < n_inputs(n) and edge_at(n, k) >= 0:
            for name, entry in zip(rule.__code__.co_varnames[1:], plan):
                out[SAVED_NAMES.get(name, name)] = entry
    return out


cdef dict SAVED_NAMES = {"input": "self", "input_shape": "self_sym_sizes", "places": "indices"}


cdef list saved_names(Node_ h):
    return list(saved_entries(node_at(h.id)))


cdef object saved_attribute(Node_ h, str name, bint raw):
    # grad_fn._saved_self and its kin; NotImplemented where there is no such value.
    cdef Node *n = node_at(h.id)
    entry = saved_entries(n).get(name)
    if (entry is None and not raw and n.op > OP_FUNCTION
            and name.replace("self", "input") in (<Op>op_table[n.op]).params):
        return None                        # an operand that this node's derivative does not read
    if name == "indices" and entry is not None and entry[0] == "argument":
        places = (<NodeData>n.data).args["places"]
        if raw:
            return tuple([SavedIndex(places, k) for k in range(len((<Places>places).entries))])
        return indices_of(<Places>places)
    if entry is None or raw and entry[0] != "saved":
        return NotImplemented
    if raw:
        return SavedTensor(h, slot_in(n, entry))
    if n.flags & N_PACKED and not n.flags & N_RELEASED and unpack_node(n):
        try:
            return leaf_itself(rule_argument(<Op>op_table[n.op], n, entry, entry[2], h.id))
        finally:
            repack_node(n)
    return leaf_itself(rule_argument(<Op>op_table[n.op], n, entry, entry[2], h.id))


cdef object leaf_itself(object v):
    # A saved leaf is that leaf, not a copy with its history.
    cdef Node *n
    if not isinstance(v, Tensor) or (<Tensor>v).node < 0 or (<Tensor>v).flags & T_LEAF:
        return v
    n = node_at((<Tensor>v).node)
    if n.op == OP_ACCUMULATE and n.kinds and same_geometry(<Tensor>n.saved[0].object, <Tensor>v):
        return <object>n.saved[0].object
    return v


cdef int slot_in(Node *n, tuple entry):
    # The slot of a plan's saved value: elementwise operations name theirs by letter.
    cdef Op op = <Op>op_table[n.op]
    return slot_of(op.info.need[edge_mask(n)], entry[1]) if op.info.nin else entry[1]


cdef class SavedTensor:
    """A value that a node saved, as ``grad_fn._raw_saved_self`` gives it."""
    cdef Node_ node
    cdef int slot

    def __init__(self, node, slot):
        self.node = node
        self.slot = slot

    def register_hooks(self, pack_hook, unpack_hook):
        """Send this one saved value through a pair of functions, as ``saved_tensors_hooks`` does with all.

        Raises
        ------
        RuntimeError
            If it already went through hooks, or was freed.
        """
        cdef Node *n = node_at(self.node.id)
        cdef Packed p
        cdef Tensor t
        if not callable(pack_hook) or not callable(unpack_hook):
            raise errors.DtypeError("register_hooks expects two callables")
        if n.flags & N_RELEASED:
            raise errors.GraphFreedError("Calling register_hooks on a saved tensor after it has been freed. "
                                         "Saved intermediate values of the graph are freed when you call "
                                         ".backward() or autograd.grad(). Specify retain_graph=True if you "
                                         "need to backward through the graph a second time or if you need to "
                                         "access saved variables after calling backward.")
        if n.flags & N_PACKED and is_packed(n, self.slot):
            raise errors.AutogradError("Calling register_hooks on a saved tensor whose hooks have already been "
                                       "set. Please register only one pair of hooks at a time.")
        t = saved_plain(n, self.slot)
        p = packed_by(pack_hook, unpack_hook, t, True)
        if self.slot < 2:
            release_slot(n, self.slot)
            set_packed(n, self.slot, p)
        else:
            (<NodeData>n.data).more[self.slot - 2] = (p, 0)
            n.flags |= N_PACKED


cdef bint is_packed(Node *n, int slot):
    if slot < 2:
        return (n.kinds >> (2 * slot)) & 3 == SAVED_OBJECT
    return isinstance((<NodeData>n.data).more[slot - 2][0], Packed)


cdef class SavedIndex:
    """A tensor of an index that a node saved, as ``grad_fn._raw_saved_indices`` gives it."""
    cdef Places places
    cdef int at

    def __init__(self, places, at):
        self.places = places
        self.at = at

    def register_hooks(self, pack_hook, unpack_hook):
        """Send this one tensor of positions through a pair of functions.

        Raises
        ------
        RuntimeError
            If it already went through hooks.
        """
        d, span, index, _ = self.places.entries[self.at]
        if not callable(pack_hook) or not callable(unpack_hook):
            raise errors.DtypeError("register_hooks expects two callables")
        if isinstance(index, Packed):
            raise errors.AutogradError("Calling register_hooks on a saved tensor whose hooks have already been "
                                       "set. Please register only one pair of hooks at a time.")
        checked_places(self.places)
        self.places.entries[self.at] = (d, span, packed_by(pack_hook, unpack_hook, <Tensor>index, False), -1)
