# Hooks: on tensors, on nodes, after accumulation; and the gradients that retain_grad keeps.

@cython.freelist(32)
cdef class RemovableHandle:
    """What registering a hook returns; ``remove()`` takes the hook away."""
    cdef object hooks          # the dictionary it is in
    cdef readonly object id    # its key there; later handles have larger ones

    def remove(self):
        """Take the hook away; a second call does nothing."""
        self.hooks.pop(self.id, None)

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
    h.id = next_hook
    next_hook += 1
    return h


cdef NodeHooks hooks_of(Node *n):
    # The node's NodeHooks, made on first use.
    cdef NodeData d = node_data(n)
    if d.hooks is None:
        d.hooks = NodeHooks.__new__(NodeHooks)
        watch_for_cycles()
    return d.hooks


cdef object add_node_hook(int32_t id, bint after, object fn):
    cdef NodeHooks hooks = hooks_of(node_at(id))
    node_at(id).flags |= N_HOOKS
    if after:
        if hooks.after is None:
            hooks.after = {}
        return handle_for(hooks.after, fn)
    if hooks.before is None:
        hooks.before = {}
    return handle_for(hooks.before, fn)


cdef dict output_hooks(Node *n, int nr):
    # The hooks of the tensor that is output nr of a node.
    cdef NodeHooks hooks = hooks_of(n)
    n.flags |= N_HOOKS
    if nr == 0:
        if hooks.first is None:
            hooks.first = {}
        return hooks.first
    if hooks.further is None:
        hooks.further = {}
    return hooks.further.setdefault(nr, {})


cdef int retain_output(Tensor t) except -1:
    cdef NodeHooks hooks = hooks_of(node_at(t.node))
    node_at(t.node).flags |= N_HOOKS
    if hooks.retained is None:
        hooks.retained = {}
    hooks.retained[t.nr] = weakref.ref(t)
    return 0


cdef object add_tensor_hook(Tensor t, object fn):
    cdef TensorMeta m
    if not wants(t):
        raise errors.NoGradError("cannot register a hook on a tensor that doesn't require gradient")
    if t.flags & T_LEAF:
        m = meta_of(t)
        if m.hooks is None:
            m.hooks = {}
            watch_for_cycles()
        return handle_for(m.hooks, fn)
    return handle_for(output_hooks(node_at(t.node), t.nr), fn)


cdef object add_post_hook(Tensor t, object fn):
    cdef TensorMeta m
    if not wants(t):
        raise errors.NoGradError("cannot register a hook on a tensor that doesn't require gradient")
    if not t.flags & T_LEAF:
        raise errors.AutogradError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    m = meta_of(t)
    if m.post_hooks is None:
        m.post_hooks = {}
        watch_for_cycles()
    return handle_for(m.post_hooks, fn)


cdef int retain(Tensor t) except -1:
    if t.flags & (T_LEAF | T_RETAINS):
        return 0
    t.flags |= T_RETAINS
    return retain_output(t)


cdef int move_retained(int32_t old, Tensor t) except -1:
    # An in-place operation gave t a new node: its gradient is kept there from now on.
    cdef NodeHooks hooks
    if old >= 0 and node_at(old).data != NULL:
        hooks = (<NodeData>node_at(old).data).hooks
        if hooks is not None and hooks.retained is not None:
            for nr, reference in list(hooks.retained.items()):
                if reference() is t:
                    del hooks.retained[nr]
    return retain_output(t)


def version_bump(Tensor t):
    """Count a write to `t` that nothing else saw."""
    bump(t, None)
