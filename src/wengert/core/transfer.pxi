# Tensors leaving and coming back: nested lists, pickles, deep copies.

cdef inline object number_at(int dtype, const char *p):
    # An element as a Python number.
    if dtype == WG_F32:
        return <double>(<float *>p)[0]
    if dtype == WG_F64:
        return (<double *>p)[0]
    if dtype == WG_I64:
        return (<int64_t *>p)[0]
    if dtype == WG_F16:
        return <double>wg_float_of_half((<uint16_t *>p)[0])
    if dtype == WG_BOOL:
        return p[0] != 0
    if dtype == WG_U8:
        return (<uint8_t *>p)[0]
    if dtype == WG_I8:
        return (<int8_t *>p)[0]
    if dtype == WG_I16:
        return (<int16_t *>p)[0]
    if dtype == WG_I32:
        return (<int32_t *>p)[0]
    if dtype == WG_C64:
        return complex((<float *>p)[0], (<float *>p)[1])
    return complex((<double *>p)[0], (<double *>p)[1])


cdef object item_of(Tensor t):
    # The one element as a Python number.
    if t.numel_ != 1:
        raise errors.AutogradError(f"a Tensor with {t.numel_} elements cannot be converted to Scalar")
    return number_at(t.dtype_, t.data)


cdef list nested_list(Tensor t, int dim, const char *p):
    # Lists of Python numbers, from dim on.
    cdef int64_t k, n = t.shape_[dim], step = t.strides_[dim] * ITEMSIZE[t.dtype_]
    cdef int dtype = t.dtype_
    if dim + 1 < t.ndim_:
        return [nested_list(t, dim + 1, p + k * step) for k in range(n)]
    return [number_at(dtype, p + k * step) for k in range(n)]


# -- pickles and deep copies ----------------------------------------------------------------------------

cdef class SharedStorage:
    """The memory of one or more tensors while they are pickled or copied: what they share stays shared."""
    cdef Storage *storage
    cdef object __weakref__

    def __dealloc__(self):
        if self.storage != NULL:
            storage_decref(self.storage)

    def __reduce__(self):
        cdef cnp.npy_intp n = self.storage.nbytes
        memory = cnp.PyArray_SimpleNewFromData(1, &n, cnp.NPY_UINT8, self.storage.data)
        return (_shared_storage, (memory.copy(),))

    def __deepcopy__(self, memo):
        return storage_copy(self.storage.data, self.storage.nbytes)


cdef SharedStorage storage_copy(const char *data, int64_t nbytes):
    cdef SharedStorage out = SharedStorage.__new__(SharedStorage)
    out.storage = storage_new(nbytes)
    if nbytes:
        memcpy(out.storage.data, data, nbytes)
    return out


def _shared_storage(memory):
    # Unpickles a SharedStorage: the bytes, in memory of our own.
    cdef Py_buffer bytes
    cdef SharedStorage out
    PyObject_GetBuffer(memory, &bytes, PyBUF_SIMPLE)
    try:
        out = storage_copy(<const char *>bytes.buf, bytes.len)
    finally:
        PyBuffer_Release(&bytes)
    return out


# Storages that are being pickled or copied, by address: tensors over one storage find one object.
storages_on_their_way = weakref.WeakValueDictionary()


cdef SharedStorage shared_storage(Tensor t):
    cdef SharedStorage out
    ensure_storage(t)
    out = storages_on_their_way.get(<uintptr_t>t.storage)
    if out is None:
        out = SharedStorage.__new__(SharedStorage)
        out.storage = t.storage
        t.storage.refs += 1
        storages_on_their_way[<uintptr_t>t.storage] = out
    return out


def _rebuilt(kind, SharedStorage memory, dtype, int64_t offset, shape, strides, bint requires_grad):
    """A tensor over a storage that was pickled or copied."""
    cdef Tensor t = tensor_alloc(), out
    cdef int64_t low = offset, high = offset
    cdef int k, d = dtype_arg(dtype, -1)
    t.storage = NULL
    set_ndim(t, len(shape))
    t.dtype_ = d
    t.flags = 0
    for k in range(t.ndim_):
        t.shape_[k] = shape[k]
        t.strides_[k] = strides[k]
        high += max(t.shape_[k] - 1, 0) * max(t.strides_[k], 0)
        low += max(t.shape_[k] - 1, 0) * min(t.strides_[k], 0)
    t.data = memory.storage.data + offset * ITEMSIZE[d]
    t.storage = memory.storage
    t.storage.refs += 1
    note_contiguity(t)
    if t.numel_ and (low < 0 or (high + 1) * ITEMSIZE[d] > memory.storage.nbytes or min(shape, default=0) < 0):
        raise errors.ShapeError(f"setStorage: sizes {list(shape)}, strides {list(strides)}, storage offset "
                                f"{offset} are out of bounds for storage of size {memory.storage.nbytes}")
    out = t
    if kind is not Tensor:
        out = kind.__new__(kind)
        tensor_assign(out, t)
    if requires_grad:
        set_requires_grad(out, True)
    return out


cdef tuple pickled(Tensor t, SharedStorage memory):
    # The arguments of _rebuilt.
    return (type(t), memory, dtype_objects[t.dtype_], (t.data - t.storage.data) // ITEMSIZE[t.dtype_],
            shape_tuple(t.ndim_, t.shape_), shape_tuple(t.ndim_, t.strides_), bool(t.flags & T_LEAF))
