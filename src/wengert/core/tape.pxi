# Node arrays addressed by int32 id. Nodes are counted and recycled; release is iterative.

cdef enum:
    CHUNK_BITS = 12
    CHUNK = 1 << CHUNK_BITS        # nodes per chunk
    OP_ACCUMULATE = 0              # AccumulateGrad: a leaf's end of the graph
    OP_FUNCTION = 1                # autograd.Function

cdef struct Chunk:
    int32_t live                   # nodes in use
    int32_t used                   # nodes ever handed out: those above are untouched
    int32_t free_head              # first recycled node (offset), linked through Node.mark; -1
    int32_t listed                 # whether it is in the list of chunks with room
    PyObject **released            # the pass that freed each node's values, counted; NULL without anomaly mode
    PyObject **traces              # where each node was made, counted; NULL without anomaly mode
    Node nodes[CHUNK]

cdef Chunk **chunks = NULL         # by id >> CHUNK_BITS; NULL entries were given back
cdef int32_t n_chunks = 0, cap_chunks = 0
cdef int32_t *roomy = NULL         # stack of chunk numbers with room
cdef int32_t n_roomy = 0
cdef int32_t current = -1          # the chunk that hands out nodes
cdef int32_t spare_chunks = 0      # empty chunks kept
cdef int64_t next_seq = 1
cdef int64_t live_nodes_ = 0
cdef int32_t *doomed = NULL        # stack of nodes to release: no recursion
cdef int32_t n_doomed = 0, cap_doomed = 0
cdef bint draining = False


cdef inline Node *node_at(int32_t id) noexcept nogil:
    return &chunks[id >> CHUNK_BITS].nodes[id & (CHUNK - 1)]


cdef int find_room() except -1:
    # Make `current` a chunk with room: one that has recycled nodes, or a new one.
    global current, n_chunks, cap_chunks, chunks, roomy, n_roomy, spare_chunks
    cdef int32_t at, cap
    cdef Chunk *c
    if n_roomy:
        n_roomy -= 1
        current = roomy[n_roomy]
        chunks[current].listed = False
        if chunks[current].live == 0:
            spare_chunks -= 1
        return 0
    for at in range(n_chunks):
        if chunks[at] == NULL:
            break
    else:
        at = n_chunks
    if at >= (1 << (31 - CHUNK_BITS)) - 1:
        raise MemoryError("the tape holds two thousand million nodes; free some graphs")
    if at == cap_chunks:
        cap = max(64, 2 * cap_chunks)
        grown = realloc(chunks, cap * sizeof(Chunk *))
        if grown == NULL:
            raise MemoryError()
        chunks = <Chunk **>grown
        grown = realloc(roomy, cap * sizeof(int32_t))
        if grown == NULL:
            raise MemoryError()
        roomy = <int32_t *>grown
        cap_chunks = cap
    c = <Chunk *>malloc(sizeof(Chunk))
    if c == NULL:
        raise MemoryError()
    c.live = c.used = c.listed = 0
    c.traces = c.released = NULL
    c.free_head = -1
    chunks[at] = c
    if at == n_chunks:
        n_chunks += 1
    current = at
    return 0


cdef inline int32_t node_new(int op, int n_in) except -1:
    # A fresh node with one reference, no edges and nothing saved.
    global next_seq, live_nodes_
    cdef Chunk *c
    cdef Node *n
    cdef int32_t at
    if current < 0 or (chunks[current].free_head < 0 and chunks[current].used == CHUNK):
        find_room()
    c = chunks[current]
    if c.free_head >= 0:
        at = c.free_head
        c.free_head = c.nodes[at].mark
    else:
        at = c.used
        c.used += 1
    c.live += 1
    live_nodes_ += 1
    n = &c.nodes[at]
    n.op = op
    n.flags = 0
    n.n_in = n_in
    n.refs = 1
    n.seq = next_seq
    next_seq += 1
    n.edges[0] = n.edges[1] = -1
    n.nr[0] = n.nr[1] = 0
    n.kinds = 0
    n.mark = 0
    n.data = NULL
    at |= current << CHUNK_BITS
    if wg_anomaly:
        note_creation(at)
    return at


cdef inline void node_recycle(int32_t id) noexcept:
    global n_roomy, spare_chunks, live_nodes_
    cdef int32_t at = id >> CHUNK_BITS
    cdef Chunk *c = chunks[at]
    c.nodes[id & (CHUNK - 1)].mark = c.free_head
    c.free_head = id & (CHUNK - 1)
    if c.traces != NULL:
        Py_CLEAR(c.traces[id & (CHUNK - 1)])
        Py_CLEAR(c.released[id & (CHUNK - 1)])
    c.live -= 1
    live_nodes_ -= 1
    if at == current:
        return
    if c.live == 0 and spare_chunks >= 8 and not c.listed:
        free(c.traces)
        free(c.released)
        free(c)
        chunks[at] = NULL
        return
    if not c.listed:
        c.listed = True
        roomy[n_roomy] = at
        n_roomy += 1
    if c.live == 0:
        spare_chunks += 1
        if spare_chunks > 8:
            trim_chunks()


cdef void trim_chunks() noexcept:
    # Give empty chunks back to the system, keeping eight.
    global n_roomy, spare_chunks
    cdef int32_t i, kept = 0
    for i in range(n_roomy):
        if chunks[roomy[i]].live == 0 and spare_chunks > 4:
            free(chunks[roomy[i]].traces)
            free(chunks[roomy[i]].released)
            free(chunks[roomy[i]])
            chunks[roomy[i]] = NULL
            spare_chunks -= 1
        else:
            roomy[kept] = roomy[i]
            kept += 1
    n_roomy = kept


cdef void saved_view_free(SavedView *v) noexcept:
    storage_decref(v.storage)
    if v.shape != v.dims:
        free(v.shape)
    pool_put(v)


cdef SavedView *view_pool = NULL      # recycled SavedViews, linked through storage
cdef int n_view_pool = 0


cdef inline SavedView *pool_get() except NULL:
    global view_pool, n_view_pool
    cdef SavedView *v = view_pool
    if v != NULL:
        view_pool = <SavedView *>v.storage
        n_view_pool -= 1
        return v
    v = <SavedView *>malloc(sizeof(SavedView))
    if v == NULL:
        raise MemoryError()
    return v


cdef inline void pool_put(SavedView *v) noexcept:
    global view_pool, n_view_pool
    if WG_STRESSED or n_view_pool >= 4096:
        free(v)
        return
    v.storage = <Storage *>view_pool
    view_pool = v
    n_view_pool += 1


cdef inline void release_slot(Node *n, int slot) noexcept:
    cdef int kind = (n.kinds >> (2 * slot)) & 3
    n.kinds &= ~(3 << (2 * slot))
    if kind == SAVED_VIEW:
        saved_view_free(n.saved[slot].view)
    elif kind == SAVED_OBJECT and not n.flags & N_UNCOUNTED:
        Py_DECREF(<object>n.saved[slot].object)


cdef void release_saved(Node *n) noexcept:
    # Free what the vjp needed; a node that saved nothing can be run again and is not marked.
    cdef NodeData d
    if n.kinds:
        n.flags |= N_RELEASED
        release_slot(n, 0)
        release_slot(n, 1)
    if n.data != NULL:
        d = <NodeData>n.data
        if d.more is not None:
            n.flags |= N_RELEASED
            d.more = None
        if d.ctx is not None:
            release_context(<FunctionCtx>d.ctx)


cdef inline void node_incref(int32_t id) noexcept:
    cdef Node *n = node_at(id)
    n.refs += 1
    if n.flags & N_SHOWN:
        Py_INCREF(<object>n.data)


cdef inline void node_decref(int32_t id) noexcept:
    cdef Node *n = node_at(id)
    n.refs -= 1
    if n.refs == 0:
        node_doom(id)
    elif n.flags & N_SHOWN:
        Py_DECREF(<object>n.data)


cdef void node_doom(int32_t id) noexcept:
    # Release a node whose count fell to zero, and whatever that frees, with a stack of our own.
    global n_doomed, cap_doomed, doomed, draining
    cdef Node *n
    cdef NodeData d
    cdef Tensor leaf
    cdef int k
    if n_doomed == cap_doomed:
        grown = realloc(doomed, max(256, 2 * cap_doomed) * sizeof(int32_t))
        if grown == NULL:
            return                       # leak one node rather than fail while releasing
        doomed = <int32_t *>grown
        cap_doomed = max(256, 2 * cap_doomed)
    doomed[n_doomed] = id
    n_doomed += 1
    if draining:
        return
    draining = True
    while n_doomed:
        n_doomed -= 1
        id = doomed[n_doomed]
        n = node_at(id)
        if n.op == OP_ACCUMULATE and n.kinds:
            leaf = <Tensor>n.saved[0].object
            if leaf.node == id:
                leaf.node = -1
            leaf = None
        if n.kinds:
            release_slot(n, 0)
            release_slot(n, 1)
        if n.data != NULL:
            d = <NodeData>n.data
            for k in range(d.n_edges):
                if d.edges[k] >= 0:
                    node_decref(d.edges[k])
            d.node = NULL
            if d.ctx is not None:
                (<FunctionCtx>d.ctx).node = NULL
            n.data = NULL
            Py_DECREF(d)                 # the reference that the node held
            d = None
        if n.n_in <= 2:
            for k in range(n.n_in):
                if n.edges[k] >= 0:
                    node_decref(n.edges[k])
        node_recycle(id)
    draining = False


cdef NodeData node_data(Node *n):
    # The node's NodeData, made on first use.
    cdef NodeData d
    if n.data == NULL:
        d = NodeData.__new__(NodeData)
        d.node = n
        Py_INCREF(d)
        n.data = <PyObject *>d
        return d
    return <NodeData>n.data


def live_nodes():
    """Number of nodes of the tape in use; a leak test's view of it."""
    return live_nodes_
