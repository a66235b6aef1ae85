# Hooks: on tensors, on nodes, after accumulation; and the gradients that retain_grad keeps.

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


cdef dict node_hooks(int32_t id, str kind):
    cdef Node *n = node_at(id)
    cdef NodeData d = node_data(n)
    if d.hooks is None:
        d.hooks = {}
        watch_for_cycles()
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
            watch_for_cycles()
        return handle_for(m.hooks, fn)
    return handle_for(node_hooks(t.node, "pre").setdefault(t.nr, {}), fn)


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


def version_bump(Tensor t):
    """Count a write to `t` that nothing else saw."""
    bump(t, None)
