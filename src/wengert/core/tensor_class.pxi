# The Tensor class: fields, operators, properties and the methods that are no operations of the table.

cdef class Tensor:
    """A strided array with PyTorch's meaning that can record what is computed from it.

    Make one with :func:`wengert.tensor`, :func:`wengert.from_numpy` or a creation function.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.tensor([1., 2.], requires_grad=True)
    >>> (x * x).sum().backward()
    >>> x.grad
    tensor([2., 4.])
    """
    cdef char *data              # first element
    cdef Storage *storage        # NULL: a 0-d value that lies in `value`
    cdef int64_t numel_          # number of elements
    cdef int64_t *shape_         # points at dims or at a block of its own
    cdef int64_t *strides_       # in elements; behind the shape
    cdef int64_t dims[8]         # room for four dimensions
    cdef double value[2]         # a 0-d tensor's value
    cdef int32_t node            # the node that computed it; -1: none
    cdef uint16_t flags          # TensorFlag
    cdef uint8_t dtype_          # element type
    cdef uint8_t ndim_           # number of dimensions
    cdef uint8_t nr              # which output of the node
    cdef uint32_t version        # version counter of a value without storage
    cdef uint32_t base_version   # version of the storage for which the node of a view is right
    cdef object meta             # TensorMeta or None
    cdef object base             # the tensor this is a view of, or None
    cdef object __weakref__
    cdef dict __dict__           # attributes of the user's own; made at the first

    def __cinit__(self, *args, **kwargs):
        self.shape_ = self.dims
        self.strides_ = self.dims + 4
        self.storage = NULL
        self.data = <char *>self.value
        self.numel_ = 1
        self.node = -1
        self.dtype_ = default_float
        self.flags = T_CONTIGUOUS | mode_flag()

    def __init__(self, *data, dtype=None, requires_grad=False):
        cdef int kind = dtype_arg(dtype, default_float)
        if len(data) == 1 and isinstance(data[0], Tensor):
            tensor_assign(self, (<Tensor>data[0]) if dtype is None else cast_plain(<Tensor>data[0], kind))
        elif len(data) == 1 and isinstance(data[0], np.ndarray):
            tensor_assign(self, tensor_from(data[0],
                                            kind if dtype is not None or data[0].dtype.kind not in "fc" else -1, True))
        elif len(data) == 1 and not PyLong_Check(<PyObject *>data[0]):
            if isinstance(data[0], (float, complex)):
                raise errors.DtypeError(f"new(): data must be a sequence (got {type(data[0]).__name__})")
            tensor_assign(self, tensor_from(data[0], kind, True))
        else:
            tensor_assign(self, new_filled(sizes_from(data) if data else (0,), dtype_objects[kind], None))
        if requires_grad:
            check_can_require(self, "Only")
            set_requires_grad(self, True)

    # -- operators: either operand may be the tensor ------------------------------------------------
    def __add__(a, b):
        return binary(op_add, <PyObject *>a, <PyObject *>b)

    def __sub__(a, b):
        return binary(op_sub, <PyObject *>a, <PyObject *>b)

    def __mul__(a, b):
        return binary(op_mul, <PyObject *>a, <PyObject *>b)

    def __truediv__(a, b):
        return binary(op_div, <PyObject *>a, <PyObject *>b)

    def __floordiv__(a, b):
        return binary(op_floor_divide, <PyObject *>a, <PyObject *>b)

    def __mod__(a, b):
        return binary(op_remainder, <PyObject *>a, <PyObject *>b)

    def __and__(a, b):
        return binary(op_bitwise_and, <PyObject *>a, <PyObject *>b)

    def __or__(a, b):
        return binary(op_bitwise_or, <PyObject *>a, <PyObject *>b)

    def __xor__(a, b):
        return binary(op_bitwise_xor, <PyObject *>a, <PyObject *>b)

    def __lshift__(a, b):
        return binary(op_bitwise_left_shift, <PyObject *>a, <PyObject *>b)

    def __rshift__(a, b):
        return binary(op_bitwise_right_shift, <PyObject *>a, <PyObject *>b)

    def __pow__(a, b, modulo):
        return binary(op_pow, <PyObject *>a, <PyObject *>b)

    def __matmul__(a, b):
        if not isinstance(a, Tensor) or not isinstance(b, Tensor):
            return matmul_foreign(a, b)
        return matmul(<Tensor>a, <Tensor>b)

    def __neg__(self):
        return unary(op_neg, self)

    def __abs__(self):
        return unary(op_abs, self)

    def __invert__(self):
        return unary(op_bitwise_not, self)

    def __pos__(self):
        if self.dtype_ == WG_BOOL:
            raise errors.AutogradError("The `+` operator, on a bool tensor is not supported.")
        return self

    def __richcmp__(a, b, int which):
        return binary(op_lt if which == Py_LT else op_le if which == Py_LE else op_eq if which == Py_EQ else
                      op_ne if which == Py_NE else op_gt if which == Py_GT else op_ge, <PyObject *>a, <PyObject *>b)

    def __iadd__(self, other):
        return inplace_binary(op_add, self, <PyObject *>other)

    def __isub__(self, other):
        return inplace_binary(op_sub, self, <PyObject *>other)

    def __imul__(self, other):
        return inplace_binary(op_mul, self, <PyObject *>other)

    def __itruediv__(self, other):
        return inplace_binary(op_div, self, <PyObject *>other)

    def __ifloordiv__(self, other):
        return inplace_binary(op_floor_divide, self, <PyObject *>other)

    def __imod__(self, other):
        return inplace_binary(op_remainder, self, <PyObject *>other)

    def __iand__(self, other):
        return inplace_binary(op_bitwise_and, self, <PyObject *>other)

    def __ior__(self, other):
        return inplace_binary(op_bitwise_or, self, <PyObject *>other)

    def __ixor__(self, other):
        return inplace_binary(op_bitwise_xor, self, <PyObject *>other)

    def __ilshift__(self, other):
        return inplace_binary(op_bitwise_left_shift, self, <PyObject *>other)

    def __irshift__(self, other):
        return inplace_binary(op_bitwise_right_shift, self, <PyObject *>other)

    def __ipow__(self, other, modulo):
        return inplace_binary(op_pow, self, <PyObject *>other)

    def __rdiv__(self, other):
        return binary(op_div, <PyObject *>other, <PyObject *>self)

    # -- properties and methods ---------------------------------------------------------------------
    @property
    def shape(self):
        """Sizes of the dims, as a :class:`wengert.Size`."""
        return size_of(self)

    @property
    def dtype(self):
        """Element type."""
        return dtype_objects[self.dtype_]

    @property
    def device(self):
        """Always the CPU."""
        return cpu_device

    @property
    def ndim(self):
        """Number of dimensions."""
        return self.ndim_

    @property
    def itemsize(self):
        """Bytes per element."""
        return ITEMSIZE[self.dtype_]

    @property
    def nbytes(self):
        """Bytes of all elements."""
        return self.numel_ * ITEMSIZE[self.dtype_]

    @property
    def requires_grad(self):
        """Whether a gradient is wanted for this tensor or through it."""
        return bool(wants(self))

    @requires_grad.setter
    def requires_grad(self, value):
        if not isinstance(value, bool):
            raise errors.DtypeError(f"requires_grad must be a bool, not {type(value).__name__}")
        set_requires_grad(self, value)

    @property
    def is_leaf(self):
        """Whether no recorded operation computed it."""
        wants(self)
        return self.node < 0 or bool(self.flags & T_LEAF)

    @property
    def grad(self):
        """The accumulated gradient, or None."""
        if (self.node >= 0 and not self.flags & (T_LEAF | T_RETAINS)
                and (self.meta is None or (<TensorMeta>self.meta).grad is None)):
            warnings.warn("The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its "
                          ".grad attribute won't be populated during autograd.backward(). If you indeed want "
                          "the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the "
                          "non-leaf Tensor.", UserWarning, stacklevel=1)
        return None if self.meta is None else (<TensorMeta>self.meta).grad

    @grad.setter
    def grad(self, value):
        if value is None:
            if self.meta is not None:
                keep_grad(self, None)
            return
        if not isinstance(value, Tensor):
            raise errors.DtypeError("assigned grad expected to be a Tensor or None but got grad of type "
                                    f"{type(value).__name__}")
        if value is self:
            raise errors.AutogradError("can't assign Variable as its own grad")
        if (<Tensor>value).dtype_ != self.dtype_:
            raise errors.AutogradError(
                f"attempting to assign a gradient with dtype '{TORCH_NAMES[(<Tensor>value).dtype_]}' to a "
                f"tensor with dtype '{TORCH_NAMES[self.dtype_]}'. Please ensure that the gradient and the "
                "tensor have the same dtype")
        if not same_shape(self, <Tensor>value):
            raise errors.ShapeError(
                f"attempting to assign a gradient of size '{list(size_of(<Tensor>value))}' to a tensor of size "
                f"'{list(size_of(self))}'. Please ensure that the gradient and the tensor are the same size")
        keep_grad(self, value)

    @grad.deleter
    def grad(self):
        if self.meta is not None:
            keep_grad(self, None)

    @property
    def grad_fn(self):
        """The node that computed this tensor, or None for a leaf."""
        wants(self)
        if self.node < 0 or self.flags & T_LEAF:
            return None
        node = node_object(self.node)
        if isinstance(node, Node_):
            (<Node_>node).shape = shape_tuple(self.ndim_, self.shape_)
        return node

    @property
    def output_nr(self):
        """Which of its node's outputs this is."""
        return self.nr

    @property
    def retains_grad(self):
        """Whether this is a computed tensor whose gradient is kept."""
        return bool(self.flags & T_RETAINS)

    @property
    def _version(self):
        if self.flags & T_INFERENCE:
            raise errors.AutogradError("Inference tensors do not track version counter.")
        return version_of(self)

    @property
    def _backward_hooks(self):
        """The hooks on the gradient of this tensor by number, or None."""
        cdef Node *n
        if self.flags & T_LEAF:
            return None if self.meta is None else (<TensorMeta>self.meta).hooks or None
        n = NULL if self.node < 0 else node_at(self.node)
        if n == NULL or not n.flags & N_HOOKS:
            return None
        return output_hooks(n, self.nr) or None

    def is_inference(self):
        """Whether the tensor was made in inference mode and so can never be part of a graph."""
        return bool(self.flags & T_INFERENCE)

    @property
    def _base(self):
        return self.base

    def _is_view(self):
        return self.base is not None

    @property
    def data(self):
        """The same memory without history; writing through it is not recorded, nor counted as a version."""
        ensure_storage(self)
        return with_own_version(self)

    @data.setter
    def data(self, value):
        cdef Tensor x
        if not isinstance(value, Tensor):
            raise errors.DtypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
        x = <Tensor>value
        if self.flags & T_REQUIRES and CATEGORY[x.dtype_] < CAT_FLOAT:
            raise errors.AutogradError("data set to a tensor that requires gradients must be floating point or "
                                       f"complex dtype, not {describe(x)}")
        tensor_assign(self, x)

    @property
    def T(self):
        """The transpose: dims in reverse order."""
        return reversed_dims(self)

    @property
    def mT(self):
        """The last two dims exchanged."""
        return matrix_transposed(self, "mT")

    @property
    def mH(self):
        """The last two dims exchanged and complex numbers conjugated."""
        return conjugate_transposed(self, "mH")

    @property
    def H(self):
        """A matrix transposed, and conjugated if it is complex."""
        if self.ndim_ != 2 and self.ndim_:
            raise errors.ShapeError(f"tensor.H is only supported on matrices (2-D tensors). Got {self.ndim_}-D tensor."
                                    + (" For batches of matrices, consider using tensor.mH" if self.ndim_ > 2 else ""))
        return conjugate_transposed(self, "H")

    @property
    def real(self):
        """The real part; the tensor itself when it is real."""
        return op_real(self)

    @property
    def imag(self):
        """The imaginary part of a complex tensor."""
        return op_imag(self)

    def size(self, dim=None):
        """The shape, or the size of one dim."""
        if dim is None:
            return size_of(self)
        if self.ndim_ == 0:
            raise errors.DimensionError(f"Dimension specified as {dim} but tensor has no dimensions")
        return self.shape_[wrap_dim(dim, self.ndim_)]

    def stride(self, dim=None):
        """Distances between neighbours in elements, or that of one dim."""
        if dim is None:
            return shape_tuple(self.ndim_, self.strides_)
        if self.ndim_ == 0:
            raise errors.DimensionError(f"Dimension specified as {dim} but tensor has no dimensions")
        return self.strides_[wrap_dim(dim, self.ndim_)]

    def storage_offset(self):
        """Elements between the storage's beginning and the first element."""
        return 0 if self.storage == NULL else (self.data - self.storage.data) // ITEMSIZE[self.dtype_]

    def data_ptr(self):
        """Address of the first element."""
        ensure_storage(self)
        return <uintptr_t>self.data

    def dim(self):
        """Number of dimensions."""
        return self.ndim_

    def ndimension(self):
        """Number of dimensions."""
        return self.ndim_

    def numel(self):
        """Number of elements."""
        return self.numel_

    def nelement(self):
        """Number of elements."""
        return self.numel_

    def element_size(self):
        """Bytes per element."""
        return ITEMSIZE[self.dtype_]

    def is_contiguous(self, memory_format=None):
        """Whether the elements lie row-major without gaps, or in the order of a memory format."""
        return lies_in_format(self, format_of(memory_format, FORMAT_CONTIGUOUS))

    def is_floating_point(self):
        """Whether the element type is float32 or float64."""
        return CATEGORY[self.dtype_] == CAT_FLOAT

    def is_complex(self):
        """Whether the element type is complex."""
        return CATEGORY[self.dtype_] == CAT_COMPLEX

    def is_signed(self):
        """Whether the element type has negative values."""
        return self.dtype_ != WG_BOOL and self.dtype_ != WG_U8

    def item(self):
        """The value of a one-element tensor as a Python number."""
        return item_of(self)

    def tolist(self):
        """Nested lists of Python numbers."""
        if self.ndim_ == 0:
            return item_of(self)
        return nested_list(self, 0, self.data)

    def numpy(self, *, force=False):
        """A NumPy array that shares the memory.

        Raises
        ------
        RuntimeError
            If the tensor requires a gradient, unless `force`.
        """
        if wants(self) and not force:
            raise errors.AutogradError(
                "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        return as_array(self)

    def __array__(self, dtype=None, *, copy=None):
        if wants(self):
            raise errors.AutogradError(
                "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        array = as_array(self)
        if dtype is not None and array.dtype != dtype:
            if copy is False:
                raise errors.DtypeError("Unable to avoid copy while creating an array as requested: "
                                        f"{describe(self)} would have to be converted to {dtype}", kind=ValueError)
            return array.astype(dtype)
        return array.copy() if copy else array

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        op = ufunc_ops.get(ufunc)
        if op is not None and method == "__call__" and not kwargs:
            return op(*inputs)
        return numpy_protocol("ufunc")(ufunc, method, inputs, kwargs)

    def __array_function__(self, function, types, args, kwargs):
        return numpy_protocol("function")(function, args, kwargs)

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        cdef object array
        cdef StorageHolder holder
        cdef int k
        cdef Py_ssize_t *dims
        if wants(self):
            raise BufferError("a tensor that requires grad has no buffer; use detach()")
        if flags & PyBUF_WRITABLE and self.storage != NULL and self.storage.readonly:
            raise BufferError("the tensor's memory is read-only")
        if not self.flags & T_CONTIGUOUS and not flags & PyBUF_STRIDES:
            raise BufferError("the tensor is not contiguous")
        ensure_storage(self)
        dims = <Py_ssize_t *>PyMem_Malloc((2 * self.ndim_ + 1) * sizeof(Py_ssize_t))
        if dims == NULL:
            raise MemoryError()
        for k in range(self.ndim_):
            dims[k] = self.shape_[k]
            dims[k + self.ndim_] = self.strides_[k] * ITEMSIZE[self.dtype_]
        holder = StorageHolder.__new__(StorageHolder)
        holder.storage = self.storage
        self.storage.refs += 1
        buffer.buf = self.data
        buffer.obj = self
        buffer.len = self.numel_ * ITEMSIZE[self.dtype_]
        buffer.itemsize = ITEMSIZE[self.dtype_]
        buffer.readonly = self.storage.readonly
        buffer.ndim = self.ndim_
        buffer.format = <char *>BUFFER_FORMATS[self.dtype_] if flags & PyBUF_FORMAT else NULL
        buffer.shape = dims
        buffer.strides = dims + self.ndim_
        buffer.suboffsets = NULL
        buffer.internal = dims
        Py_INCREF(holder)
        buffer_holders[<uintptr_t>dims] = holder
        Py_DECREF(holder)

    def __releasebuffer__(self, Py_buffer *buffer):
        buffer_holders.pop(<uintptr_t>buffer.internal, None)
        PyMem_Free(buffer.internal)

    def requires_grad_(self, requires_grad=True):
        """Set ``requires_grad`` and return the tensor."""
        if not isinstance(requires_grad, bool):
            raise errors.DtypeError("requires_grad_(): argument 'requires_grad' must be bool, not "
                                    f"{type(requires_grad).__name__}")
        set_requires_grad(self, requires_grad)
        return self

    def detach_(self):
        """Cut the tensor from its history, in place."""
        if self.flags & T_VIEW:
            raise errors.InplaceError("Can't detach views in-place. Use detach() instead.")
        if self.flags & T_LEAF:
            leave_graph(self)
        elif self.node >= 0:
            node_decref(self.node)
        self.node = -1
        self.nr = 0
        self.flags &= ~(T_REQUIRES | T_LEAF | T_RETAINS)
        return self

    def retain_grad(self):
        """Keep the gradient of a computed tensor in ``grad``.

        Raises
        ------
        RuntimeError
            If the tensor does not require a gradient.
        """
        if not wants(self):
            raise errors.AutogradError("can't retain_grad on Tensor that has requires_grad=False")
        retain(self)

    def register_hook(self, hook):
        """Call ``hook(grad)`` when the gradient of this tensor is computed; what it returns replaces it.

        Returns
        -------
        RemovableHandle
            Its ``remove()`` takes the hook away.
        """
        return add_tensor_hook(self, hook)

    def register_post_accumulate_grad_hook(self, hook):
        """Call ``hook(tensor)`` after a gradient was accumulated into this leaf."""
        return add_post_hook(self, hook)

    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
        """Differentiate this tensor with respect to the leaves, adding into their ``grad``.

        Parameters
        ----------
        gradient : Tensor, optional
            Cotangent of this tensor, of its shape; needed unless it has one element.
        retain_graph : bool, optional
            Keep the saved values for another pass; by default as `create_graph`.
        create_graph : bool
            Record the pass itself, for higher derivatives.
        inputs : sequence of Tensor, optional
            Accumulate into these only.

        Examples
        --------
        >>> import wengert
        >>> x = wengert.tensor(3., requires_grad=True)
        >>> (x ** 2).backward()
        >>> x.grad
        tensor(6.)
        """
        backward((self,), None if gradient is None else (gradient,), retain_graph, create_graph, None, inputs)

    def __repr__(self):
        global tensor_repr
        if tensor_repr is None:
            from wengert._tensor_str import tensor_repr as found
            tensor_repr = found
        return tensor_repr(self, default_dtype=DTYPE_NAMES[default_float],
                           name="tensor" if type(self) is Tensor else type(self).__name__)

    def __format__(self, spec):
        if self.ndim_ == 0 and spec:
            return format(item_of(self), spec)
        if spec:
            raise errors.DtypeError(f"unsupported format string passed to {type(self).__name__}.__format__: "
                                    "only 0-d tensors take one. Format t.item() or the elements of t.tolist().")
        return str(item_of(self)) if self.ndim_ == 0 and type(self) is Tensor else str(self)

    def __len__(self):
        if self.ndim_ == 0:
            raise errors.DtypeError("len() of a 0-d tensor")
        return self.shape_[0]

    def __bool__(self):
        if self.numel_ != 1:
            raise errors.AutogradError("Boolean value of Tensor with more than one value is ambiguous"
                                       if self.numel_ else
                                       "Boolean value of Tensor with no values is ambiguous")
        return bool(item_of(self))

    def __float__(self):
        return float(python_number(self))

    def __int__(self):
        return int(python_number(self))

    def __complex__(self):
        if self.numel_ != 1:
            python_number(self)
        return complex(item_of(self))

    def __index__(self):
        if self.numel_ != 1 or CATEGORY[self.dtype_] >= CAT_FLOAT:
            raise errors.DtypeError("only integer tensors of a single element can be converted to an index")
        return int(item_of(self))

    def __hash__(self):
        return <Py_ssize_t>(<uintptr_t><void *>self >> 4)

    def __iter__(self):
        if self.ndim_ == 0:
            raise errors.DtypeError("iteration over a 0-d tensor")
        return iter(op_unbind(self))

    def __contains__(self, value):
        if not isinstance(value, (Tensor, np.generic, int, float, complex)):
            raise errors.AutogradError("Tensor.__contains__ only supports Tensor or scalar, but you passed in a "
                                       f"{type(value)}.")
        return bool(op_any(op_eq(self, value)))

    def __copy__(self):
        cdef Tensor t
        if type(self) is Tensor:
            t = alias(self)
        else:
            t = type(self).__new__(type(self))
            tensor_assign(t, self)
        if self.flags & T_LEAF:
            set_requires_grad(t, True)
        elif wants(self):                  # a computed tensor keeps its history
            t.node = self.node
            t.nr = self.nr
            t.flags |= T_REQUIRES
            node_incref(self.node)
        if WG_ATTRIBUTES(<PyObject *>self) != NULL:
            (<object>t).__dict__.update(<object>WG_ATTRIBUTES(<PyObject *>self))
        return t

    def __deepcopy__(self, memo):
        cdef Tensor t
        if not (self.node < 0 or self.flags & T_LEAF):
            raise errors.AutogradError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at "
                "the moment. Copy detach() instead: history is not copied.")
        if id(self) in memo:
            return memo[id(self)]
        from copy import deepcopy
        memory = shared_storage(self)
        kind, _, dtype, offset, shape, strides, requires_grad = pickled(self, memory)
        t = _rebuilt(kind, <SharedStorage>deepcopy(memory, memo), dtype, offset, shape, strides, requires_grad)
        memo[id(self)] = t
        if self.meta is not None and (<TensorMeta>self.meta).grad is not None:
            meta_of(t).grad = deepcopy((<TensorMeta>self.meta).grad, memo)
        if WG_ATTRIBUTES(<PyObject *>self) != NULL:
            (<object>t).__dict__.update(deepcopy(<object>WG_ATTRIBUTES(<PyObject *>self), memo))
        return t

    def __reduce_ex__(self, protocol):
        if not (self.node < 0 or self.flags & T_LEAF):
            raise errors.AutogradError(
                "Cannot pickle a tensor that a recorded operation computed: history is not saved. Pickle "
                "detach() instead.")
        attributes = None if WG_ATTRIBUTES(<PyObject *>self) == NULL else <object>WG_ATTRIBUTES(<PyObject *>self)
        return (_rebuilt, pickled(self, shared_storage(self)), attributes or None)

    def __setattr__(self, name, value):
        PyObject_GenericSetAttr(self, name, value)
        if WG_ATTRIBUTES(<PyObject *>self) != NULL:      # what the user hangs on a tensor may refer to it
            watch_for_cycles()
            if not PyObject_GC_IsTracked(<PyObject *>self):
                PyObject_GC_Track(<void *>self)

    def __getitem__(self, index):
        return get_item(self, index)

    def __setitem__(self, index, value):
        set_item(self, index, value)

    def __delitem__(self, index):
        raise errors.DtypeError("Tensor does not support deleting items")
