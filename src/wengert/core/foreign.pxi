# The plain calls of functions over other libraries' memory: NumPy arrays and objects with the buffer protocol.

from cpython.memoryview cimport PyMemoryView_GET_BUFFER

cdef extern from "Python.h":
    bint PyObject_CheckBuffer(PyObject *o)
    object PyMemoryView_FromObject(PyObject *o)
    bint PyBuffer_IsContiguous(const Py_buffer *view, char order)


cdef object plain_asarray(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # asarray and as_tensor of an array, a tensor or a list
    if nargs != 1 or kwnames != NULL:
        return None
    if cnp.PyArray_CheckExact(<object>args[0]):
        return share_array(<object>args[0])
    if Py_TYPE(args[0]) == <PyTypeObject *>Tensor:
        return <object>args[0]
    return tensor_of_numbers(<object>args[0], -1)


cdef object plain_from_dlpack(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # from_dlpack(array) of what the protocol could hand over: the array's own memory
    if (nargs != 1 or kwnames != NULL or not cnp.PyArray_CheckExact(<object>args[0])
            or not cnp.PyArray_ISBEHAVED(<cnp.ndarray>args[0]) or not may_be_shared(<cnp.ndarray>args[0])):
        return None
    return share_array(<object>args[0])


cdef object plain_frombuffer(PyObject **args, Py_ssize_t nargs, PyObject *kwnames):
    # frombuffer(buffer, dtype=...) of whole, aligned elements
    cdef const Py_buffer *buffer
    cdef Tensor t
    cdef int d
    if (nargs != 1 or kwnames == NULL or PyTuple_GET_SIZE(kwnames) != 1
            or PyTuple_GET_ITEM(kwnames, 0) != <PyObject *>NAME_DTYPE or Py_TYPE(args[1]) != <PyTypeObject *>dtype
            or not PyObject_CheckBuffer(args[0])):
        return None
    d = (<dtype>args[1]).num
    view = PyMemoryView_FromObject(args[0])
    buffer = PyMemoryView_GET_BUFFER(view)
    if buffer.len == 0 or buffer.len % ITEMSIZE[d] or <uintptr_t>buffer.buf % ITEMSIZE[d] \
            or not PyBuffer_IsContiguous(buffer, b"C"[0]):
        return None
    t = tensor_alloc()
    t.storage = NULL
    t.flags = mode_flag()
    t.dtype_ = d
    set_ndim(t, 1)
    t.shape_[0], t.strides_[0] = buffer.len // ITEMSIZE[d], 1
    t.storage = storage_foreign(<char *>buffer.buf, buffer.len, view, buffer.readonly)
    t.data = t.storage.data
    note_contiguity(t)
    return t


add_plain("asarray", plain_asarray)
add_plain("as_tensor", plain_asarray)
add_plain("from_dlpack", plain_from_dlpack)
add_plain("frombuffer", plain_frombuffer)
as_tensor = shortcut(as_tensor)
