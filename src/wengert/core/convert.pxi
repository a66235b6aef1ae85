# Python values and NumPy arrays to tensors and back.

@cython.final
cdef class StorageHolder:
    # Keeps a storage alive for a NumPy array that shares it.
    cdef Storage *storage

    def __dealloc__(self):
        storage_decref(self.storage)


cdef cnp.ndarray as_array(Tensor t):
    # A NumPy array over t's memory.
    cdef StorageHolder holder
    cdef cnp.npy_intp shape[WG_MAX_DIMS]
    cdef cnp.npy_intp strides[WG_MAX_DIMS]
    cdef int k
    ensure_storage(t)
    for k in range(t.ndim_):
        shape[k] = t.shape_[k]
        strides[k] = t.strides_[k] * ITEMSIZE[t.dtype_]
    cdef cnp.dtype descr = npy_descr[t.dtype_]
    cdef cnp.ndarray array
    Py_INCREF(descr)                             # PyArray_NewFromDescr takes one over
    array = PyArray_NewFromDescr(<PyTypeObject *>cnp.ndarray, descr, t.ndim_, shape, strides, t.data,
                                 0 if t.storage.readonly else cnp.NPY_ARRAY_WRITEABLE, NULL)
    holder = StorageHolder.__new__(StorageHolder)
    holder.storage = t.storage
    t.storage.refs += 1
    cnp.set_array_base(array, holder)
    PyArray_UpdateFlags(array, cnp.NPY_ARRAY_C_CONTIGUOUS | cnp.NPY_ARRAY_F_CONTIGUOUS | cnp.NPY_ARRAY_ALIGNED)
    return array


cdef extern from "numpy/arrayobject.h":
    cnp.ndarray PyArray_NewFromDescr(PyTypeObject *kind, cnp.dtype descr, int nd, const cnp.npy_intp *dims,
                                   const cnp.npy_intp *strides, void *data, int flags, PyObject *obj)
    void PyArray_UpdateFlags(cnp.ndarray array, int mask)


cdef Tensor share_array(object v):
    # A tensor over a NumPy array's memory, without a copy.
    cdef cnp.ndarray array = v
    cdef int num = cnp.PyArray_TYPE(array), k, ndim = cnp.PyArray_NDIM(array), dtype, shift
    cdef Tensor t
    cdef int64_t nbytes = 0
    if not cnp.PyArray_ISNOTSWAPPED(array):
        raise errors.ShapeError("given numpy array has byte order different from the native byte order. "
                                "Conversion between byte orders is currently not supported. Use "
                                "array.astype(array.dtype.newbyteorder('=')).",
                                kind=ValueError)
    if not (0 <= num < 64) or FROM_NPY[num] < 0:
        raise errors.DtypeError(
            f"can't convert np.ndarray of type numpy.{array.dtype.type.__name__}. The only supported types are: "
            + ", ".join(DTYPE_NAMES) + ". Convert it first with .astype().")
    dtype = FROM_NPY[num]
    shift = wg_popcount(ITEMSIZE[dtype] - 1)         # sizes are powers of two
    for k in range(ndim):
        if array.strides[k] < 0:
            raise errors.ShapeError(
                "At least one stride in the given numpy array is negative, and tensors with negative strides are not "
                "currently supported. (You can probably work around this by making a copy of your array with "
                "array.copy().)", kind=ValueError)
        if array.strides[k] & (ITEMSIZE[dtype] - 1):
            raise errors.ShapeError("given numpy array strides not a multiple of the element byte size. "
                                    "Copy the numpy array to reallocate the memory.", kind=ValueError)
    if not cnp.PyArray_ISALIGNED(array):
        raise errors.ShapeError("the given numpy array is not aligned. Copy it to reallocate the memory.",
                                kind=ValueError)
    t = tensor_alloc()
    t.storage = NULL
    t.flags = mode_flag()
    set_ndim(t, ndim)
    for k in range(ndim):
        t.shape_[k] = array.shape[k]
        t.strides_[k] = array.strides[k] >> shift
        nbytes += (array.shape[k] - 1) * array.strides[k] if array.shape[k] else 0
    t.dtype_ = dtype
    t.storage = storage_foreign(<char *>cnp.PyArray_DATA(array), nbytes + ITEMSIZE[dtype], array,
                                not cnp.PyArray_ISWRITEABLE(array))
    t.data = t.storage.data
    note_contiguity(t)
    return t


cdef bint may_be_shared(cnp.ndarray array) noexcept:
    # Whether `share_array` takes an array as it is.
    cdef int num = cnp.PyArray_TYPE(array), k
    if not 0 <= num < 64 or FROM_NPY[num] < 0 or not cnp.PyArray_ISBEHAVED_RO(array):
        return False
    for k in range(cnp.PyArray_NDIM(array)):
        if cnp.PyArray_STRIDE(array, k) < 0 or cnp.PyArray_STRIDE(array, k) % ITEMSIZE[FROM_NPY[num]]:
            return False
    return True


cdef Tensor scalar_tensor(PyObject *o, int dtype):
    # A 0-d tensor of a Python number; dtype -1: what the number counts as.
    cdef Tensor t = new_tensor(number_dtype(o) if dtype < 0 else dtype, 0, NULL)
    t.value[0] = t.value[1] = 0
    write_number(o, t.dtype_, t.data)
    return t


cdef object first_leaf(object v):
    while isinstance(v, (list, tuple)) and len(v):
        v = v[0]
    return v


cdef bint holds_tensor(object v):
    if isinstance(v, Tensor):
        return True
    if isinstance(v, (list, tuple)):
        for item in v:
            if holds_tensor(item):
                return True
    return False


cdef Tensor tensor_from(object v, int dtype, bint copy):
    # What `tensor` and `as_tensor` accept. copy: never share memory.
    cdef Tensor t
    if isinstance(v, Tensor):
        t = <Tensor>v
        if dtype >= 0 and dtype != t.dtype_:
            return cast_plain(t, dtype) if copy else cast_recorded(t, dtype)
        return compact(t) if copy else t
    if dtype < 0 and cnp.PyArray_CheckExact(v) and (not copy or may_be_shared(<cnp.ndarray>v)):
        return compact(share_array(v)) if copy else share_array(v)
    if is_list(<PyObject *>v):
        return tensor_of_list(v, dtype)
    if is_number(<PyObject *>v) and not isinstance(v, np.generic):
        return scalar_tensor(<PyObject *>v, dtype)
    if isinstance(v, (np.ndarray, np.generic)):
        array = np.asarray(v)
        if copy or dtype >= 0 and FROM_NPY[array.dtype.num] != dtype:
            if dtype >= 0:
                array = array.astype(npy_descr[dtype], order="C")
            else:
                array = np.array(array, order="C", copy=True)
        if isinstance(v, np.generic):
            return compact(share_array(array))
        return share_array(array)
    if isinstance(v, (list, tuple)) or isinstance(v, range):
        return tensor_of_list(v if not isinstance(v, range) else list(v), dtype)
    if hasattr(v, "__array__") or hasattr(v, "__array_interface__") or isinstance(v, (memoryview, bytearray)):
        return tensor_from(np.asarray(v), dtype, copy)
    if isinstance(v, (str, bytes)):
        raise errors.DtypeError(f"new(): invalid data type '{type(v).__name__}'")
    raise errors.AutogradError(f"Could not infer dtype of {type(v).__name__}")


cdef str ragged(object v, int dim):
    # Where a nested sequence stops being rectangular, in PyTorch's words.
    size = None
    for item in v:
        length = len(item) if isinstance(item, (list, tuple)) else -1
        if size is not None and length != size:
            return f"expected sequence of length {size} at dim {dim + 1} (got {max(length, 0)})"
        size = length
    for item in v:
        if isinstance(item, (list, tuple)):
            found = ragged(item, dim + 1)
            if found:
                return found
    return None


cdef Tensor tensor_of_list(object v, int dtype):
    plain = tensor_of_numbers(v, dtype)
    if plain is not None:
        return <Tensor>plain
    if holds_tensor(v):
        return stacked_list(v, dtype)
    try:
        array = np.array(v)
    except ValueError as e:
        raise errors.ShapeError(ragged(v, 0) or f"expected a rectangular nested sequence: {e}",
                                kind=ValueError) from None
    except OverflowError as e:
        raise errors.OverflowValueError(f"Overflow when unpacking long: {e}") from None
    if array.dtype.kind == "u" and array.dtype.itemsize == 8:
        raise errors.OverflowValueError("Overflow when unpacking long: an integer does not fit in 64 bits")
    if array.dtype.kind not in "biufc":
        bad = first_leaf(v)
        raise errors.DtypeError(f"new(): invalid data type '{type(bad).__name__}'")
    if dtype < 0:
        if array.size == 0 and array.dtype.kind == "f":
            dtype = default_float
        elif isinstance(first_leaf(v), (np.generic, np.ndarray)):
            dtype = FROM_NPY[array.dtype.num]
        else:
            dtype = {"b": WG_BOOL, "i": WG_I64, "u": WG_I64, "f": default_float,
                     "c": to_complex(default_float)}[array.dtype.kind]
    if array.size and CAT_INT == CATEGORY[dtype] and array.dtype.kind in "iu":
        limits = np.iinfo(npy_descr[dtype])
        if array.min() < limits.min or array.max() > limits.max:
            raise errors.AutogradError(f"value cannot be converted to type {DTYPE_NAMES[dtype]} without overflow")
    return share_array(np.ascontiguousarray(array, dtype=npy_descr[dtype]).reshape(array.shape))


def stacked(values):
    """Stack nested lists of tensors and numbers, keeping gradients (used by ``tensor``)."""
    from wengert import stack
    return stack([stacked(v) if isinstance(v, (list, tuple)) else v if isinstance(v, Tensor)
                  else tensor_from(v, -1, False) for v in values])


cdef Tensor stacked_list(object v, int dtype):
    # tensor([t1, t2]): PyTorch drops the history here; a gradient that is silently lost is worse than one
    # that was not asked for, so it is kept.
    out = stacked(v)
    return cast_recorded(<Tensor>out, dtype) if dtype >= 0 else <Tensor>out


cdef Tensor with_own_version(Tensor x):
    # The same memory behind a storage of its own: writes through it do not count for x.
    cdef Tensor t = alias(x)
    cdef StorageHolder holder = StorageHolder.__new__(StorageHolder)
    holder.storage = x.storage
    x.storage.refs += 1
    t.storage = storage_foreign(x.storage.data, x.storage.nbytes, holder, x.storage.readonly)
    storage_decref(x.storage)
    return t


def tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False):
    """A new tensor with a copy of `data`.

    Parameters
    ----------
    data : number, nested sequence, NumPy array or Tensor
        The values. A sequence that holds tensors is stacked and keeps their gradients.
    dtype : dtype, optional
        Element type; inferred from the data when omitted (Python floats give the default type).
    device : optional
        Only the CPU exists.
    requires_grad : bool
        Whether operations on it are recorded.
    pin_memory : bool
        Must be False: pinned memory serves other devices.

    Returns
    -------
    Tensor
        A leaf of the same shape as `data`.

    Raises
    ------
    ValueError
        If nested sequences differ in length.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([[1, 2], [3, 4]])
    tensor([[1, 2],
            [3, 4]])
    """
    check_device(device)
    if pin_memory:
        refuse_pinning()
    t = tensor_from(data, dtype_arg(dtype, -1), True)
    if requires_grad:
        check_can_require(t, "Only")
        set_requires_grad(t, True)
    return t


def as_tensor(data, dtype=None, device=None):
    """`data` as a tensor, sharing memory with a NumPy array and keeping a tensor as it is.

    Examples
    --------
    >>> import numpy, wengert
    >>> a = numpy.zeros(2)
    >>> t = wengert.as_tensor(a)
    >>> a[0] = 5
    >>> t
    tensor([5., 0.], dtype=torch.float64)
    """
    check_device(device)
    return tensor_from(data, dtype_arg(dtype, -1), False)


def from_numpy(ndarray):
    """A tensor that shares the memory of a NumPy array.

    Raises
    ------
    TypeError
        If it is no array or its type is not one of the ten element types.

    Examples
    --------
    >>> import numpy, wengert
    >>> wengert.from_numpy(numpy.arange(3))
    tensor([0, 1, 2])
    """
    if not cnp.PyArray_Check(ndarray):
        raise errors.DtypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    return share_array(ndarray)


cdef int check_device(object device) except -1:
    if device is None or device is cpu_device:
        return 0
    kind = device if isinstance(device, str) else getattr(device, "type", None)
    if kind is None or kind.split(":")[0] != "cpu":
        raise errors.DeviceError(f"Expected one of cpu device type: got {device!r}. Wengert computes on the CPU only.")
    return 0


cdef int refuse_pinning() except -1:
    raise errors.DeviceError("Cannot access accelerator device when none is available: pin_memory needs one.")


def check_memory_arguments(device, layout, pin_memory):
    """Raise unless the arguments of a creation function ask for plain memory of the CPU."""
    check_device(device)
    if pin_memory:
        refuse_pinning()
    if layout is not None and getattr(layout, "name", layout) != "strided":
        raise errors.AutogradError(f"layout={layout!r} is not supported: tensors are strided")


cdef object python_number(Tensor t):
    # For float() and int(): one real element.
    if t.numel_ != 1:
        raise errors.AutogradError("only one element tensors can be converted to Python scalars", kind=ValueError)
    v = item_of(t)
    if isinstance(v, complex):
        if v.imag:
            raise errors.AutogradError("value cannot be converted to type double without overflow: it is complex")
        v = v.real
    return v


cdef dict protocols = {}             # functions of numpy_protocol.py, by name


cdef object numpy_protocol(str name):
    # What NumPy's functions do with tensors; read at first use.
    if name not in protocols:
        import wengert.numpy_protocol as module
        protocols[name] = getattr(module, name)
    return protocols[name]


def operation_of_ufunc(ufunc):
    """The operation whose row names a NumPy ufunc, or None."""
    return ufunc_ops.get(ufunc)
