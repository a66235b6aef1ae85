# The engine: count dependencies, run ready nodes in descending sequence number, un-broadcast, accumulate.
# It runs on the calling thread, iteratively.

cdef struct Slot:
    int32_t node          # id on the tape
    int32_t deps          # consumers that have not delivered yet
    int64_t seq           # the node's sequence number
    PyObject *grad        # cotangent so far: a Tensor, or a list for a node with several outputs; owned
    uint8_t needed        # Needed bits

cdef enum Needed:
    NEEDED_HERE = 1       # the node's own cotangent is asked for
    NEEDED_BELOW = 2      # its vjp must run

cdef int active_runs = 0      # passes under way, on any thread or nested

@cython.final
cdef class Run:
    # One backward pass.
    cdef Slot *slots
    cdef int32_t n_slots, cap_slots
    cdef int32_t *heap        # ready slots, the newest node first
    cdef int32_t n_heap
    cdef dict found           # node id -> slot; None: the nodes' marks are ours
    cdef bint create_graph, keep_graph, accumulate
    cdef dict captures        # (node id, output) -> positions in `captured`; None: all leaves accumulate
    cdef list captured        # gradients for autograd.grad
    cdef list leaf_targets    # for backward(inputs=): tensors to accumulate into, by position
    cdef Node *at_work        # the node whose vjp runs; NULL: none
    cdef dict notes           # what hooks note for the time of the pass; None: nothing yet
    cdef Trace called         # in anomaly mode: where the pass was started

    def __cinit__(self):
        self.slots = NULL
        self.heap = NULL
        self.at_work = NULL

    def __dealloc__(self):
        free(self.slots)
        free(self.heap)


cdef int32_t slot_for(Run r, int32_t id) except -1:
    # The slot of a node, made when the node is met for the first time.
    cdef Node *n = node_at(id)
    cdef int32_t at, cap
    if r.found is None:
        if n.mark:
            return n.mark - 1
    else:
        known = r.found.get(id)
        if known is not None:
            return known
    if r.n_slots == r.cap_slots:
        cap = max(64, 2 * r.cap_slots)
        grown = realloc(r.slots, cap * sizeof(Slot))
        if grown == NULL:
            raise MemoryError()
        r.slots = <Slot *>grown
        grown = realloc(r.heap, cap * sizeof(int32_t))
        if grown == NULL:
            raise MemoryError()
        r.heap = <int32_t *>grown
        r.cap_slots = cap
    at = r.n_slots
    r.n_slots += 1
    r.slots[at].node = id
    r.slots[at].deps = 0
    r.slots[at].seq = n.seq
    r.slots[at].grad = NULL
    r.slots[at].needed = NEEDED_HERE | NEEDED_BELOW
    if r.found is None:
        n.mark = at + 1
    else:
        r.found[id] = at
    return at


cdef inline int32_t known_slot(Run r, int32_t id) except -1:
    return node_at(id).mark - 1 if r.found is None else <int32_t>r.found[id]


cdef int discover(Run r) except -1:
    # Meet every node below the roots and count its consumers.
    cdef int32_t at = 0, child, before
    cdef Node *n
    cdef int k
    while at < r.n_slots:                    # slots are a queue of nodes to visit
        n = node_at(r.slots[at].node)
        for k in range(n_inputs(n)):
            if edge_at(n, k) >= 0:
                child = slot_for(r, edge_at(n, k))
                r.slots[child].deps += 1
        at += 1
    return 0


cdef int mark_needed(Run r) except -1:
    # With a list of inputs: a node is needed when an input lies at it or below. What is below comes first, by a walk in
    # depth with a stack of our own; sequence numbers would not do, as a write through a view has a newer node below it.
    cdef int32_t *stack = <int32_t *>malloc(2 * (r.n_slots + 1) * sizeof(int32_t))
    cdef int32_t *walked = stack + r.n_slots + 1      # how many edges of a slot have been taken; -1: not met
    cdef int32_t i, id, at, child, depth
    cdef Node *n
    if stack == NULL:
        raise MemoryError()
    try:
        for i in range(r.n_slots):
            walked[i] = -1
            r.slots[i].needed = 0
        for id, _ in r.captures:
            at = node_at(id).mark - 1 if r.found is None else r.found.get(id, -1)
            if at >= 0:
                r.slots[at].needed = NEEDED_HERE
        for i in range(r.n_slots):
            if walked[i] >= 0:
                continue
            stack[0], walked[i], depth = i, 0, 1
            while depth:
                at = stack[depth - 1]
                n = node_at(r.slots[at].node)
                if walked[at] == n_inputs(n):
                    depth -= 1
                    if depth and r.slots[at].needed:
                        r.slots[stack[depth - 1]].needed |= NEEDED_BELOW
                    continue
                walked[at] += 1
                if edge_at(n, walked[at] - 1) < 0:
                    continue
                child = known_slot(r, edge_at(n, walked[at] - 1))
                if walked[child] < 0:
                    stack[depth], walked[child] = child, 0
                    depth += 1
                elif r.slots[child].needed:
                    r.slots[at].needed |= NEEDED_BELOW
    finally:
        free(stack)
    return 0


cdef inline void push(Run r, int32_t at) noexcept:
    cdef int32_t i = r.n_heap, parent
    r.n_heap += 1
    while i:
        parent = (i - 1) >> 1
        if r.slots[r.heap[parent]].seq >= r.slots[at].seq:
            break
        r.heap[i] = r.heap[parent]
        i = parent
    r.heap[i] = at


cdef inline int32_t pop(Run r) noexcept:
    cdef int32_t top = r.heap[0], last, i = 0, child
    r.n_heap -= 1
    last = r.heap[r.n_heap]
    while True:
        child = 2 * i + 1
        if child >= r.n_heap:
            break
        if child + 1 < r.n_heap and r.slots[r.heap[child + 1]].seq > r.slots[r.heap[child]].seq:
            child += 1
        if r.slots[last].seq >= r.slots[r.heap[child]].seq:
            break
        r.heap[i] = r.heap[child]
        i = child
    r.heap[i] = last
    return top


cdef inline bint sole_owner(PyObject *g) noexcept:
    # Whether a gradient's memory can be written: nobody else holds the tensor or its storage.
    cdef Storage *s = (<Tensor>g).storage
    return Py_REFCNT(g) == 1 and (s == NULL or (s.refs == 1 and s.bucket >= 0))


cdef PyObject *summed(Run r, PyObject *have, PyObject *more) except NULL:
    # have + more, taking over both references. The first sum makes a buffer, later ones add into it.
    cdef Tensor a, b, out
    if r.create_graph:
        result = binary(op_add, have, more)
        Py_DECREF(<object>have)
        Py_DECREF(<object>more)
        Py_INCREF(result)
        return <PyObject *>result
    if sole_owner(have) and writable_sum(have, more):
        add_into(<Tensor>have, <Tensor>more)
        Py_DECREF(<object>more)
        return have
    if sole_owner(more) and writable_sum(more, have):
        add_into(<Tensor>more, <Tensor>have)
        Py_DECREF(<object>have)
        return more
    a, b = <Tensor>have, <Tensor>more
    out = plain_sum(a, b)
    Py_DECREF(a)
    Py_DECREF(b)
    Py_INCREF(out)
    return <PyObject *>out


cdef inline bint writable_sum(PyObject *a, PyObject *b) noexcept:
    return (<Tensor>a).flags & T_CONTIGUOUS and (<Tensor>a).dtype_ == (<Tensor>b).dtype_ and \
        same_shape(<Tensor>a, <Tensor>b)


cdef Tensor plain_sum(Tensor a, Tensor b):
    global wg_grad_off
    cdef int off = wg_grad_off
    wg_grad_off |= GRAD_OFF
    try:
        return <Tensor>binary(op_add, <PyObject *>a, <PyObject *>b)
    finally:
        wg_grad_off = off


cdef int deliver(Run r, int32_t id, int nr, PyObject *g) except -1:
    # Add a cotangent (reference taken over, may be NULL) to output nr of a node, one consumer less to wait for.
    cdef int32_t at = known_slot(r, id)
    cdef Slot *s = &r.slots[at]
    cdef Node *n
    if g != NULL and not s.needed:
        Py_DECREF(<object>g)
        g = NULL
    if g != NULL:
        n = node_at(id)
        if n.flags & N_MULTI:
            add_to_list(r, s, n, nr, g)
        elif s.grad == NULL:
            s.grad = g
        else:
            s.grad = summed(r, s.grad, g)
    s.deps -= 1
    if s.deps == 0:
        if node_at(id).op == OP_ACCUMULATE:
            return run_leaf(r, at)
        push(r, at)
    return 0


cdef Tensor sum_so_far(Node *n, int k, int ndim, const int64_t *shape, int dtype):
    # What has arrived where the cotangent of input k goes, if the vjp that runs may add its own in place instead of
    # giving it: a weight that many steps share then costs no further pass over its gradient. None: it may not. The
    # types are those of the kernels, float32 and float64.
    cdef Run r
    cdef Slot *s
    cdef Tensor t
    cdef int d
    if wg_pass == NULL or wg_anomaly or n.flags & (N_HOOKS | N_PACKED | N_BROADCAST) or \
            dtype != WG_F32 and dtype != WG_F64:
        return None
    r = <Run>wg_pass
    if r.at_work != n or r.create_graph:
        return None
    s = &r.slots[known_slot(r, edge_at(n, k))]
    if s.grad == NULL or not s.needed or node_at(s.node).flags & N_MULTI or not sole_owner(s.grad):
        return None
    t = <Tensor>s.grad
    if not t.flags & T_CONTIGUOUS or t.dtype_ != dtype or t.ndim_ != ndim:
        return None
    for d in range(ndim):
        if t.shape_[d] != shape[d]:
            return None
    return t


cdef int add_to_list(Run r, Slot *s, Node *n, int nr, PyObject *g) except -1:
    cdef list grads
    cdef PyObject *total
    if s.grad == NULL:
        grads = [None] * len((<NodeData>n.data).outputs)
        Py_INCREF(grads)
        s.grad = <PyObject *>grads
    grads = <list>s.grad
    if grads[nr] is None:
        grads[nr] = <object>g
        Py_DECREF(<object>g)
        return 0
    have = grads[nr]
    grads[nr] = None
    Py_INCREF(have)
    total = summed(r, <PyObject *>have, g)
    grads[nr] = <object>total
    Py_DECREF(<object>total)
    return 0


cdef int capture(Run r, int32_t id, int nr, PyObject *g) except -1:
    for position in r.captures.get((id, nr), ()):
        r.captured[position] = <object>g
    return 0


cdef int run_node(Run r, int32_t at) except -1:
    # Take one node's complete cotangent to its inputs.
    cdef Slot *s = &r.slots[at]
    cdef int32_t id = s.node
    cdef Node *n = node_at(id)
    cdef PyObject *few[4]
    cdef PyObject **grads = few
    cdef int count = n_inputs(n), k, needed
    cdef PyObject *g
    cdef PyObject *g_k
    if n.flags & N_HOOKS and s.needed:
        tensor_hooks(r, s, n)
    if not n.flags & ~N_HOOKS and r.captures is None and not r.create_graph and (n.kinds == 5 or n.kinds < 2) \
            and (n.dtype == WG_F64 or n.dtype == WG_F32) and (n.data == NULL or n.flags & N_HOOKS and not on_node(n)) \
            and s.grad != NULL and (<Op>op_table[n.op]).info.scalar and (<Tensor>s.grad).ndim_ == 0:
        return run_scalar(r, s, n)
    if r.captures is not None and s.grad != NULL and s.needed & NEEDED_HERE:
        capture_node(r, s, n)
    if n.flags & N_HOOKS and s.needed & NEEDED_BELOW:
        node_prehooks(s, n)
    g = s.grad
    needed = s.needed
    s.grad = NULL
    if g == NULL and n.op == OP_FUNCTION and needed & NEEDED_BELOW:
        g = no_cotangents(n)
    if count > 4:
        grads = <PyObject **>malloc(count * sizeof(PyObject *))
        if grads == NULL:
            Py_XDECREF(g)
            raise MemoryError()
    for k in range(count):
        grads[k] = NULL
    try:
        if g != NULL and needed & NEEDED_BELOW:
            if not (n.data != NULL and count == 1 and added_to_whole(r, n, g)):
                r.at_work = n
                differentiate(r, id, n, g, grads)
                r.at_work = NULL
        elif n.flags & N_HOOKS and needed & NEEDED_BELOW:
            node_posthooks(n, NULL, grads, count)
        for k in range(count):
            if edge_at(n, k) >= 0:
                g_k = grads[k]
                grads[k] = NULL
                deliver(r, edge_at(n, k), edge_nr(n, k), g_k)
    finally:
        Py_XDECREF(g)
        for k in range(count):
            Py_XDECREF(grads[k])
        if grads != few:
            free(grads)
    if not r.keep_graph and g != NULL and needed & NEEDED_BELOW and (n.kinds or n.data != NULL):
        release_saved(n)
        if wg_anomaly:
            note_release(id, r.called)
    return 0


cdef int run_scalar(Run r, Slot *s, Node *n) except -1:
    # The same for a 0-d node with two operands, all of whose values lie in it.
    cdef OpInfo *info = &(<Op>op_table[n.op]).info
    cdef Tensor g = <Tensor>s.grad, out
    cdef PyObject *out_pointer
    cdef int mask = (n.edges[0] >= 0) | ((n.edges[1] >= 0) << 1), need = info.need[mask]
    cdef int32_t id = s.node
    s.grad = NULL
    Py_DECREF(g)                       # the slot's reference; the variable has its own
    if mask & 1:
        out = scalar_vjp(info, n, 0, need, g)
        if wg_anomaly & ANOMALY_NAN:
            check_gradient(n, out, 0)
        Py_INCREF(out)
        if not mask & 2:
            g = None
        out_pointer = <PyObject *>out
        out = None
        deliver(r, n.edges[0], n.nr[0], out_pointer)
    if mask & 2:
        out = scalar_vjp(info, n, 1, need, g)
        if wg_anomaly & ANOMALY_NAN:
            check_gradient(n, out, 1)
        Py_INCREF(out)
        g = None
        out_pointer = <PyObject *>out
        out = None
        deliver(r, n.edges[1], n.nr[1], out_pointer)
    if not r.keep_graph and n.kinds:
        n.kinds = 0
        n.flags |= N_RELEASED
        if wg_anomaly:
            note_release(id, r.called)
    return 0


cdef int capture_node(Run r, Slot *s, Node *n) except -1:
    cdef int nr
    if n.flags & N_MULTI:
        for nr, v in enumerate(<list>s.grad):
            if v is not None:
                capture_one(r, s.node, nr, v)
    else:
        capture_one(r, s.node, 0, <object>s.grad)
    return 0


cdef int capture_one(Run r, int32_t id, int nr, object v) except -1:
    for position in r.captures.get((id, nr), ()):
        if r.accumulate:
            t = r.leaf_targets[position]
            if not isinstance(t, Tensor):
                raise errors.AutogradError("backward(inputs=) takes gradient edges of leaves only; use autograd.grad")
            if not (<Tensor>t).flags & T_LEAF and not (<Tensor>t).flags & T_RETAINS:
                accumulate_retained(r, <Tensor>t, <Tensor>v)
        else:
            r.captured[position] = v
    return 0


cdef int run_vjp(Run r, int32_t id, Node *n, PyObject *g, PyObject **grads) except -1:
    # The vjp of one node: a user's function, compiled, or by its rules.
    cdef Op op = <Op>op_table[n.op]
    cdef NodeData d = None if n.data == NULL else <NodeData>n.data
    cdef int k
    if n.op == OP_FUNCTION:
        return function_vjp(n, d, g, grads, r.create_graph)
    if not r.create_graph and op.info.vjp_several != NULL:
        return op.info.vjp_several(n, d, <list>g, grads)
    if not r.create_graph and op.info.vjp != NULL:
        return op.info.vjp(n, d, <Tensor>g, grads)
    if not r.create_graph and op.info.nin:
        return vjp_elementwise(op, n, <Tensor>g, grads)
    given = tuple(<list>g) if n.flags & N_MULTI else <object>g
    for k in range(n_inputs(n)):
        if wanted(n, k):
            give(grads, k, apply_rule(op, n, k, given, id if r.create_graph else -1))
    return 0


cdef unsigned long long skipped_inputs(Run r, Node *n) except? 0:
    # The inputs of a node from which nothing that is asked for can be reached.
    cdef unsigned long long bits = 0
    cdef int k
    for k in range(min(n_inputs(n), 64)):
        if edge_at(n, k) >= 0 and not r.slots[known_slot(r, edge_at(n, k))].needed:
            bits |= <unsigned long long>1 << k
    return bits


cdef int differentiate(Run r, int32_t id, Node *n, PyObject *g, PyObject **grads) except -1:
    # The vjp of one node with its saved values at hand; then un-broadcast.
    global wg_skipped
    cdef unsigned long long outer = wg_skipped
    cdef NodeData d
    cdef Tensor t, out
    cdef int k, count = n_inputs(n)
    wg_skipped = 0 if r.captures is None else skipped_inputs(r, n)
    try:
        if n.flags & N_PACKED and not n.flags & N_RELEASED and unpack_node(n):
            try:
                run_vjp(r, id, n, g, grads)
            finally:
                repack_node(n)
        else:
            run_vjp(r, id, n, g, grads)
        if wg_skipped:
            for k in range(min(count, 64)):
                if (wg_skipped >> k) & 1:
                    Py_CLEAR(grads[k])
    finally:
        wg_skipped = outer
    d = None if n.data == NULL else <NodeData>n.data
    if n.flags & N_BROADCAST:
        for k in range(count):
            if grads[k] != NULL and d.shapes[k] is not None:
                t = <Tensor>grads[k]
                out = t.sum_to_size(d.shapes[k]) if r.create_graph else sum_to_shape(t, d.shapes[k])
                if out is not t:
                    Py_INCREF(out)
                    grads[k] = <PyObject *>out
                    Py_DECREF(t)
    if wg_anomaly & ANOMALY_NAN:
        check_gradients(n, grads, count)
    if n.flags & N_HOOKS:
        node_posthooks(n, g, grads, count)
    return 0


cdef int run_all(Run r) except -1:
    cdef int64_t steps = 0
    if wg_anomaly:
        return run_watched(r)
    while r.n_heap:
        run_node(r, pop(r))
        steps += 1
        if not steps & 1023:
            PyErr_CheckSignals()
    return 0


cdef int run_watched(Run r) except -1:
    # The same in anomaly mode: an error says where the operation that failed was called.
    global running_node
    cdef int32_t at, outer = running_node, id
    cdef int64_t steps = 0
    while r.n_heap:
        at = pop(r)
        id = r.slots[at].node
        running_node = id if r.create_graph else -1
        try:
            run_node(r, at)
        except BaseException as error:
            report_failure(error, id)
            raise
        finally:
            running_node = outer
        steps += 1
        if not steps & 1023:
            PyErr_CheckSignals()
    return 0


cdef int finish(Run r) noexcept:
    # Leave the tape as it was, after success or failure.
    global active_runs
    cdef int32_t at
    cdef PyObject *g
    for at in range(r.n_slots):
        if r.found is None:
            node_at(r.slots[at].node).mark = 0
    for at in range(r.n_slots):
        g = r.slots[at].grad
        r.slots[at].grad = NULL
        Py_XDECREF(g)
    active_runs -= 1
    return 0
