# The graph as the cyclic collector sees it.
#
# A node is no Python object. What refers to it (a tensor, a handle, another node's edge) shows the collector the
# node's NodeData in its place. That is exact where Python's count of the NodeData equals the node's own count: always
# for a node with one holder, and for a shared one after `show_node`. Before a full collection, cycles.py looks for
# tensors that hooks, contexts and packed values can reach; they are shown to the collector, and what is shared below
# them. So recording costs nothing, and a graph without Python objects is never walked.

ctypedef int (*traverse_t)(PyObject *, visitproc, void *) noexcept

cdef enum:
    PENDING = 512              # nodes that a walk remembers; what lies beyond is not shown, and so is kept
    SHOWN_AT_MOST = 200000     # nodes looked at before one collection

cdef traverse_t tensor_fields = NULL, node_fields = NULL, handle_fields = NULL     # Cython's own
cdef bint watching = False     # whether the collector calls us


cdef int visit_node(int32_t id, visitproc visit, void *arg) noexcept:
    # Show one reference to a node. Nodes that only this reference keeps alive are walked through; the order depends on
    # the graph alone, so that every pass of a collection sees the same.
    cdef int32_t pending[PENDING]
    cdef int count = 1, k, failed
    cdef Node *n
    pending[0] = id
    while count:
        count -= 1
        n = node_at(pending[count])
        if n.data != NULL:
            if n.refs == 1 or n.flags & N_SHOWN:
                failed = visit(n.data, arg)
                if failed:
                    return failed
            continue
        if n.refs != 1:
            continue
        if n.op == OP_ACCUMULATE:
            if n.kinds and not n.flags & N_UNCOUNTED:
                failed = visit(n.saved[0].object, arg)
                if failed:
                    return failed
            continue
        for k in range(n.n_in):
            if n.edges[k] >= 0 and count < PENDING:
                pending[count] = n.edges[k]
                count += 1
    return 0


cdef int tensor_traverse(PyObject *o, visitproc visit, void *arg) noexcept:
    cdef int failed = tensor_fields(o, visit, arg)
    if failed == 0 and (<Tensor>o).node >= 0 and not (<Tensor>o).flags & T_LEAF:
        failed = visit_node((<Tensor>o).node, visit, arg)
    return failed


cdef int handle_traverse(PyObject *o, visitproc visit, void *arg) noexcept:
    cdef int failed = handle_fields(o, visit, arg)
    if failed == 0 and (<Node_>o).id >= 0:
        failed = visit_node((<Node_>o).id, visit, arg)
    return failed


cdef int node_traverse(PyObject *o, visitproc visit, void *arg) noexcept:
    # What a node holds: the fields of its NodeData, objects in its slots, its edges.
    cdef int failed = node_fields(o, visit, arg), k
    cdef Node *n = (<NodeData>o).node
    if n == NULL or failed:
        return failed
    for k in range(2):
        if failed == 0 and (n.kinds >> (2 * k)) & 3 == SAVED_OBJECT and not n.flags & N_UNCOUNTED:
            failed = visit(n.saved[k].object, arg)
    for k in range(n_inputs(n)):
        if failed == 0 and edge_at(n, k) >= 0:
            failed = visit_node(edge_at(n, k), visit, arg)
    return failed


cdef int tensor_clear(PyObject *o) noexcept:
    # A tensor in a cycle of garbage gives up its hooks, gradient and attributes; its base it keeps, being a view.
    (<Tensor>o).meta = None
    if WG_ATTRIBUTES(o) != NULL:
        Py_CLEAR(WG_ATTRIBUTES(o))
    return 0


cdef int show_node(Node *n) except -1:
    # From now on each holder of the node holds its NodeData, too.
    cdef NodeData d
    cdef int32_t k
    if n.flags & N_SHOWN or n.refs < 2:
        return 0
    d = node_data(n)
    for k in range(n.refs - 1):
        Py_INCREF(d)
    n.flags |= N_SHOWN
    return 0


cdef int show_graph(int32_t root, set seen) except -1:
    # Show what is shared in the graph below a node.
    cdef list pending = [root]
    cdef Node *n
    cdef int k
    while pending and len(seen) < SHOWN_AT_MOST:
        id = pending.pop()
        if id in seen:
            continue
        seen.add(id)
        n = node_at(<int32_t>id)
        show_node(n)
        for k in range(n_inputs(n)):
            if edge_at(n, k) >= 0:
                pending.append(edge_at(n, k))
    return 0


def objects_of_graphs():
    """The Python objects that nodes and leaves hold: contexts, hooks, packed values, users' attributes."""
    cdef int32_t at, i
    cdef int k
    cdef Node *n
    cdef NodeData d
    cdef TensorMeta m
    out = []
    for at in range(n_chunks):
        if chunks[at] == NULL:
            continue
        for i in range(chunks[at].used):
            n = &chunks[at].nodes[i]
            if n.refs <= 0:
                continue
            if n.data != NULL:
                d = <NodeData>n.data
                if d.ctx is not None:
                    out.append(d.ctx)
                if d.hooks is not None:
                    out.append(d.hooks)
                if n.flags & N_PACKED and d.more is not None:
                    out.append(d.more)
            if n.op == OP_ACCUMULATE and n.kinds:
                if WG_ATTRIBUTES(n.saved[0].object) != NULL:
                    out.append(<object>WG_ATTRIBUTES(n.saved[0].object))
                if (<Tensor>n.saved[0].object).meta is not None:
                    m = <TensorMeta>(<Tensor>n.saved[0].object).meta
                    if m.hooks or m.post_hooks:
                        out.append(m)
            elif n.flags & N_PACKED:
                for k in range(2):
                    if (n.kinds >> (2 * k)) & 3 == SAVED_OBJECT:
                        out.append(<object>n.saved[k].object)
    return out


def show_to_collector(list holders):
    """Let the cyclic collector see these tensors and node handles, and what is shared below them."""
    cdef Tensor t
    cdef set seen = set()
    for v in holders:
        if isinstance(v, Tensor):
            t = <Tensor>v
            if t.node < 0 or t.flags & T_LEAF:
                continue
            if not PyObject_GC_IsTracked(<PyObject *>t):
                PyObject_GC_Track(<void *>t)
            show_graph(t.node, seen)
        else:
            show_graph((<Node_>v).id, seen)


cdef int watch_for_cycles() except -1:
    # Called when a graph first gets to hold Python objects.
    global watching
    if not watching:
        watching = True
        from wengert.autograd.cycles import watch
        watch()
    return 0


cdef extern from *:
    """
    /* Slots that Cython has no syntax for. */
    static void *wg_replace_traverse(PyTypeObject *type, void *traverse)
    {
        void *before = (void *)type->tp_traverse;
        type->tp_traverse = (traverseproc)traverse;
        return before;
    }
    static void wg_replace_clear(PyTypeObject *type, void *clear) { type->tp_clear = (inquiry)clear; }
    """
    void *wg_replace_traverse(PyTypeObject *type, void *traverse)
    void wg_replace_clear(PyTypeObject *type, void *clear)


cdef void adopt_traversal() noexcept:
    # At import: put these functions into the types.
    global tensor_fields, node_fields, handle_fields
    tensor_fields = <traverse_t>wg_replace_traverse(<PyTypeObject *>Tensor, <void *>tensor_traverse)
    node_fields = <traverse_t>wg_replace_traverse(<PyTypeObject *>NodeData, <void *>node_traverse)
    handle_fields = <traverse_t>wg_replace_traverse(<PyTypeObject *>Node_, <void *>handle_traverse)
    wg_replace_clear(<PyTypeObject *>Tensor, <void *>tensor_clear)
