# The life of tensors: allocation, geometry, aliases, leaves.

cdef enum TensorFlag:
    T_REQUIRES = 1        # a gradient is wanted, for it or through it
    T_LEAF = 2            # requires a gradient and was not computed: node is its AccumulateGrad (not counted)
    T_CONTIGUOUS = 4      # row-major without gaps
    T_VIEW = 8            # shares memory as a differentiable view of `base`
    T_RETAINS = 16        # retain_grad was called
    T_MULTI_VIEW = 32     # one of several views that one operation returned
    T_NO_GRAD_VIEW = 64   # a view made while nothing was recorded
    T_CUSTOM = 128        # a view that an autograd.Function returned
    T_INFERENCE = 256     # made in inference mode: never part of a graph
    T_DETACHED = 512      # cut from a history by detach()
    T_UNRECORDED = 1024   # computed, while nothing was recorded, from what requires a gradient
    T_DISCRETE = 2048     # integers or truth values computed from what requires a gradient

cdef class TensorMeta:
    # What few tensors have.
    cdef object grad           # Tensor or None
    cdef dict hooks            # {id: fn} on a leaf
    cdef dict post_hooks       # {id: fn} after accumulation
    cdef object reason         # Reason: in anomaly mode, how it was computed without a history; else None


cdef enum:
    TENSOR_POOL = 256
cdef PyObject *tensor_pool[TENSOR_POOL]
cdef int n_tensor_pool = 0


cdef inline Tensor tensor_alloc():
    # An object whose Python fields are None and whose geometry is still to be written. It is shown to
    # the cyclic collector only once it holds other objects.
    global n_tensor_pool
    cdef PyObject *o
    cdef Tensor t
    if n_tensor_pool:
        n_tensor_pool -= 1
        o = tensor_pool[n_tensor_pool]
        Py_SET_REFCNT(o, 1)            # it kept its type
        t = <Tensor>o
    else:
        o = wg_gc_new(<PyTypeObject *>Tensor)
        if o == NULL:
            raise MemoryError()
        t = <Tensor>o
        WG_TENSOR_FIELDS(t)
        t.shape_ = t.dims
        t.strides_ = t.dims + 4
    Py_DECREF(t)                       # the variable holds the one reference
    t.node = -1
    t.nr = 0
    t.version = 0
    return t


cdef void tensor_dealloc(PyObject *o) noexcept:
    global n_tensor_pool
    cdef PyTypeObject *kind = Py_TYPE(o)
    if PyObject_GC_IsTracked(o):       # also one whose fields the collector has already cleared
        PyObject_GC_UnTrack(o)
    if WG_WEAKLIST(o) != NULL:
        PyObject_ClearWeakRefs(o)
    Py_SET_REFCNT(o, 1)                # counted variables may hold it while it gives things back
    tensor_drop(o)
    if kind == <PyTypeObject *>Tensor and n_tensor_pool < TENSOR_POOL and not WG_STRESSED:
        tensor_pool[n_tensor_pool] = o
        n_tensor_pool += 1
    else:
        WG_TENSOR_FORGET(o)
        kind.tp_free(o)


cdef void tensor_drop(PyObject *o) noexcept:
    # Give back everything that a tensor holds; its Python fields end as None.
    cdef Tensor t = <Tensor>o
    if t.node >= 0:
        if t.flags & T_LEAF:
            node_at(t.node).kinds = 0      # an AccumulateGrad that does not hold its leaf outlives it
        else:
            node_decref(t.node)
    t.node = -1
    if t.storage != NULL:
        storage_decref(t.storage)
        t.storage = NULL
    if t.shape_ != t.dims:
        free(t.shape_)
        t.shape_ = t.dims
        t.strides_ = t.dims + 4
    if t.meta is not None:
        t.meta = None
    if t.base is not None:
        t.base = None
    if WG_ATTRIBUTES(o) != NULL:
        Py_CLEAR(WG_ATTRIBUTES(o))


cdef inline int set_ndim(Tensor t, int ndim) except -1:
    # Room for ndim dimensions, in the object or beside it.
    t.ndim_ = ndim
    return 0 if ndim <= 4 else make_room(t, ndim)


cdef int make_room(Tensor t, int ndim) except -1:
    cdef int64_t *block
    if ndim > WG_MAX_DIMS:
        raise errors.ShapeError(f"too many dimensions: got {ndim}, at most {WG_MAX_DIMS} are supported")
    block = <int64_t *>malloc(2 * ndim * sizeof(int64_t))
    if block == NULL:
        raise MemoryError()
    if t.shape_ != t.dims:
        free(t.shape_)
    t.shape_ = block
    t.strides_ = block + ndim
    return 0


cdef inline int copy_geometry(Tensor t, int ndim, const int64_t *shape, const int64_t *strides) except -1:
    # Shape and strides of t; where they lie together, in one piece of a known length.
    set_ndim(t, ndim)
    if ndim <= 4 and strides == shape + 4 and t.shape_ == t.dims:
        memcpy(t.dims, shape, sizeof(t.dims))
        return 0
    wg_copy_sizes(t.shape_, shape, ndim)
    wg_copy_sizes(t.strides_, strides, ndim)
    return 0


cdef inline int mode_flag() noexcept:
    # T_INFERENCE in inference mode.
    return (wg_grad_off & INFERENCE) << 7


cdef Tensor new_tensor(int dtype, int ndim, const int64_t *shape):
    # A contiguous tensor with memory of its own and undefined values.
    cdef Tensor t = tensor_alloc()
    cdef int64_t n = 1, size
    cdef int k
    cdef bint empty = False
    t.dtype_ = dtype
    t.flags = T_CONTIGUOUS | mode_flag()
    t.storage = NULL
    if ndim == 0:
        t.ndim_ = 0
        t.numel_ = 1
        t.data = <char *>t.value
        return t
    t.data = NULL
    set_ndim(t, ndim)
    for k in range(ndim - 1, -1, -1):
        size = shape[k]
        t.shape_[k] = size
        t.strides_[k] = n
        if size > 1:
            if (n | size) >> 28 and n > (<int64_t>1 << 56) // size:      # a division only where it may matter
                raise MemoryError(f"a tensor of shape {shape_tuple(ndim, shape)} is too large")
            n *= size
        elif size == 0:
            empty = True
    t.numel_ = 0 if empty else n
    t.storage = storage_new(t.numel_ * ITEMSIZE[dtype])
    t.data = t.storage.data
    return t


cdef inline Tensor new_like(Tensor x, int dtype):
    return new_tensor(dtype, x.ndim_, x.shape_)


cdef int ensure_storage(Tensor t) except -1:
    # Move a 0-d value out of the object, so that others can share it.
    if t.storage == NULL:
        t.storage = storage_new(16)
        memcpy(t.storage.data, t.data, 16)
        t.storage.version = t.version
        t.data = t.storage.data
    return 0


cdef Tensor alias(Tensor x):
    # Another tensor over the same memory with the same geometry and no history.
    cdef Tensor t
    ensure_storage(x)
    t = tensor_alloc()
    t.storage = NULL
    copy_geometry(t, x.ndim_, x.shape_, x.strides_)
    t.dtype_ = x.dtype_
    t.flags = x.flags & (T_CONTIGUOUS | T_INFERENCE)
    t.numel_ = x.numel_
    t.storage = x.storage
    t.storage.refs += 1
    t.data = x.data
    return t


cdef void note_contiguity(Tensor t) noexcept:
    # Recompute the number of elements and whether they lie row-major without gaps.
    cdef int64_t n = 1, expect = 1
    cdef int k
    cdef bint contiguous = True
    for k in range(t.ndim_ - 1, -1, -1):
        n *= t.shape_[k]
        if t.shape_[k] != 1:
            if t.strides_[k] != expect:
                contiguous = False
            expect *= t.shape_[k]
    t.numel_ = n
    if contiguous or n == 0:
        t.flags |= T_CONTIGUOUS
    else:
        t.flags &= ~T_CONTIGUOUS


cdef int tensor_assign(Tensor t, Tensor x) except -1:
    # Make t (new, without memory) another owner of x's memory and geometry.
    ensure_storage(x)
    copy_geometry(t, x.ndim_, x.shape_, x.strides_)
    t.dtype_ = x.dtype_
    t.flags = (t.flags & ~T_CONTIGUOUS) | (x.flags & (T_CONTIGUOUS | T_INFERENCE))
    t.numel_ = x.numel_
    x.storage.refs += 1
    if t.storage != NULL:
        storage_decref(t.storage)
    t.storage = x.storage
    t.data = x.data
    return 0


cdef inline uint32_t version_of(Tensor t) noexcept nogil:
    return t.version if t.storage == NULL else t.storage.version


cdef TensorMeta meta_of(Tensor t):
    cdef TensorMeta m
    if t.meta is None:
        m = TensorMeta.__new__(TensorMeta)
        t.meta = m
        if not PyObject_GC_IsTracked(<PyObject *>t):
            PyObject_GC_Track(<void *>t)
        return m
    return <TensorMeta>t.meta


cdef struct SeenShape:
    int ndim
    int dtype              # of a typed shape; -1: a shape alone
    int64_t shape[4]
    PyObject *made         # the tuple, counted

cdef SeenShape seen_shapes[64]     # shapes come again and again: the last ones, by a hash


cdef tuple made_shape(int ndim, const int64_t *shape):
    cdef tuple out = PyTuple_New(ndim)
    cdef object size
    cdef int k
    for k in range(ndim):
        size = shape[k]
        Py_INCREF(size)                # the tuple takes one reference
        PyTuple_SET_ITEM(out, k, size)
    return out


cdef tuple seen_shape(int ndim, const int64_t *shape, int dtype):
    # A shape as a tuple; with an element type, the tuple (shape, number of the type).
    cdef SeenShape *seen
    cdef PyObject *old
    cdef uint64_t hash = <uint64_t>(ndim + 8 * dtype)
    cdef tuple made
    cdef int k
    if ndim > 4:
        made = made_shape(ndim, shape)
        return made if dtype < 0 else (made, dtype)
    for k in range(ndim):
        hash = hash * 31 + <uint64_t>shape[k]
    seen = &seen_shapes[(hash ^ (hash >> 6) ^ (hash >> 12)) & 63]
    if seen.made != NULL and seen.ndim == ndim and seen.dtype == dtype:
        for k in range(ndim):
            if seen.shape[k] != shape[k]:
                break
        else:
            return <tuple>seen.made
    made = made_shape(ndim, shape)
    if dtype >= 0:
        made = (made, dtype)
    old = seen.made
    Py_INCREF(made)
    seen.made = <PyObject *>made
    seen.ndim, seen.dtype = ndim, dtype
    wg_copy_sizes(seen.shape, shape, ndim)
    Py_XDECREF(old)
    return made


cdef inline tuple shape_tuple(int ndim, const int64_t *shape):
    return seen_shape(ndim, shape, -1)


cdef inline tuple typed_shape(Tensor t):
    return seen_shape(t.ndim_, t.shape_, t.dtype_)


cdef object size_class = tuple       # wengert.Size, set at import
cdef object cpu_device = None        # wengert.device("cpu"), set at import
cdef object tensor_repr = None       # wengert._tensor_str.tensor_repr, set at first use


cdef object size_of(Tensor t):
    # Size's own constructor checks what it is given; here that is known.
    cdef object out, size
    cdef int k
    if size_class is tuple:
        return shape_tuple(t.ndim_, t.shape_)
    out = wg_tuple_of_type(<PyObject *>size_class, t.ndim_)
    for k in range(t.ndim_):
        size = t.shape_[k]
        Py_INCREF(size)                # the tuple takes one reference
        PyTuple_SET_ITEM(out, k, size)
    return out


cdef str describe(Tensor t):
    # "a float32 tensor of shape (3, 4)": how messages name a tensor.
    return f"a {DTYPE_NAMES[t.dtype_]} tensor of shape {shape_tuple(t.ndim_, t.shape_)}"


cdef int check_can_require(Tensor t, str only) except -1:
    if CATEGORY[t.dtype_] < CAT_FLOAT:
        raise errors.NonDifferentiableError(
            f"{only} Tensors of floating point and complex dtype can require gradients; this is "
            f"{describe(t)}. Convert it first, e.g. with .float().")
    return 0


cdef int set_requires_grad(Tensor t, bint on) except -1:
    if t.node >= 0 and not t.flags & T_LEAF:
        if on:
            return 0
        raise errors.AutogradError(
            "you can only change requires_grad flags of leaf variables. If you want to use a computed "
            "variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().")
    if on:
        check_can_require(t, "only")
        if t.flags & T_INFERENCE and not wg_grad_off & INFERENCE:
            raise errors.AutogradError("Setting requires_grad=True on inference tensor outside InferenceMode "
                                       "is not allowed. clone() it first, or compute it under no_grad().")
        t.flags |= T_REQUIRES | T_LEAF
    else:
        leave_graph(t)
    return 0


cdef int leave_graph(Tensor t) noexcept:
    # A leaf that requires no gradient any more; graphs that it is part of keep it.
    cdef Node *n
    if t.node >= 0 and t.flags & T_LEAF:
        n = node_at(t.node)
        if n.flags & N_UNCOUNTED:
            n.flags &= ~N_UNCOUNTED
            Py_INCREF(t)
    t.flags &= ~(T_REQUIRES | T_LEAF)
    t.node = -1
    return 0


cdef int keep_grad(Tensor t, object g) except -1:
    # t.grad = g. A gradient with a history leads back to its leaf; the leaf's node then does not hold the leaf, so
    # that counting alone frees them all.
    cdef Node *n
    cdef bint leads_back
    meta_of(t).grad = g
    if not t.flags & T_LEAF or t.node < 0:
        return 0
    n = node_at(t.node)
    leads_back = g is not None and (<Tensor>g).flags & T_REQUIRES and not (<Tensor>g).flags & T_LEAF
    if leads_back and not n.flags & N_UNCOUNTED:
        n.flags |= N_UNCOUNTED
        Py_DECREF(t)
    elif not leads_back and n.flags & N_UNCOUNTED:
        n.flags &= ~N_UNCOUNTED
        Py_INCREF(t)
    return 0


cdef int32_t leaf_node(Tensor t) except -1:
    # The AccumulateGrad node of a leaf, with a new reference. The node holds the tensor, not the reverse.
    cdef Node *n
    if t.node >= 0:
        node_incref(t.node)
        return t.node
    t.node = node_new(OP_ACCUMULATE, 0)
    n = node_at(t.node)
    n.kinds = SAVED_OBJECT
    n.saved[0].object = <PyObject *>t
    Py_INCREF(t)
    if t.meta is not None and (<TensorMeta>t.meta).grad is not None:
        keep_grad(t, (<TensorMeta>t.meta).grad)
    return t.node
