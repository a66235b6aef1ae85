# Copies of whole tensors and the order in memory they are given: clone, contiguous, conversion.

cdef enum Format:
    FORMAT_CONTIGUOUS          # row-major
    FORMAT_PRESERVE            # the order of the tensor that is copied
    FORMAT_CHANNELS_LAST       # batches of images whose channels lie side by side
    FORMAT_CHANNELS_LAST_3D    # the same of volumes


@cython.final
cdef class memory_format:
    """An order of a tensor's elements in memory, such as ``wengert.channels_last``.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones(2, 3, 4, 5).contiguous(memory_format=wengert.channels_last).stride()
    (60, 1, 15, 3)
    """
    cdef readonly str name
    cdef int num

    def __repr__(self):
        return "torch." + self.name

    def __reduce__(self):
        return (_memory_format_by_name, (self.name,))


FORMAT_NAMES = ("contiguous_format", "preserve_format", "channels_last", "channels_last_3d")
cdef list format_objects = []


cdef int make_formats() except -1:
    cdef memory_format f
    for k, name in enumerate(FORMAT_NAMES):
        f = memory_format.__new__(memory_format)
        f.name = name
        f.num = k
        format_objects.append(f)
    return 0


def _memory_format_by_name(name):
    return format_objects[FORMAT_NAMES.index(name)]


cdef int format_of(object v, int default) except -1:
    # A memory_format argument; None is the default.
    if v is None:
        return default
    if not isinstance(v, memory_format):
        raise errors.DtypeError(f"argument 'memory_format' must be torch.memory_format, not {type(v).__name__}")
    return (<memory_format>v).num


cdef int lay_out(Tensor t, const int *order) except -1:
    # Dense strides with the dims in this order, the first one innermost.
    cdef int64_t n = 1
    cdef int k
    for k in range(t.ndim_):
        t.strides_[order[k]] = n
        n *= max(t.shape_[order[k]], 1)
    note_contiguity(t)
    return 0


cdef int channels_order(int ndim, int format, int *order) except -1:
    # The order of dims of a channels-last format: channels, then the image from its last dim, then the batch.
    cdef int rank = 4 if format == FORMAT_CHANNELS_LAST else 5, k
    if ndim != rank:
        raise errors.ShapeError(f"required rank {rank} tensor to use {FORMAT_NAMES[format]} format")
    order[0] = 1
    for k in range(1, rank - 1):
        order[k] = rank - k
    order[rank - 1] = 0
    return 0


cdef int order_of_strides(Tensor x, int *order) noexcept:
    # The dims of x from the one with the smallest stride; dims without stride stay where they are.
    cdef Operand p
    operand_of(&p, x)
    return order_of_operands(&p, 1, x.shape_, x.ndim_, order)


cdef Tensor new_in_format(Tensor x, int dtype, int format):
    # A new tensor of x's shape, its elements in the given order.
    cdef Tensor out = new_like(x, dtype)
    cdef Operand p
    cdef int order[WG_MAX_DIMS]
    if format == FORMAT_CONTIGUOUS or format == FORMAT_PRESERVE and x.flags & T_CONTIGUOUS and x.numel_:
        return out
    if format != FORMAT_PRESERVE:
        channels_order(x.ndim_, format, order)
        lay_out(out, order)
        return out
    operand_of(&p, x)
    if dense(&p):
        wg_copy_sizes(out.strides_, x.strides_, x.ndim_)
        note_contiguity(out)
    else:
        order_of_strides(x, order)
        lay_out(out, order)
    return out


cdef bint lies_in_format(Tensor x, int format) except -1:
    # Whether x is contiguous in the sense of a format.
    cdef int order[WG_MAX_DIMS]
    cdef int64_t n = 1
    cdef int k
    if format <= FORMAT_PRESERVE:
        return bool(x.flags & T_CONTIGUOUS)
    if x.ndim_ != (4 if format == FORMAT_CHANNELS_LAST else 5):
        return False
    channels_order(x.ndim_, format, order)
    for k in range(x.ndim_):
        if x.shape_[order[k]] != 1:
            if x.strides_[order[k]] != n:
                return False
            n *= x.shape_[order[k]]
    return True


cdef Tensor clone_in(Tensor x, int format):
    # A recorded copy.
    cdef Tensor out = new_in_format(x, x.dtype_, format)
    copy_into(out, x)
    if recording(x):
        record1(op_clone, x, out)
    return out


cdef Tensor clone(Tensor x):
    return clone_in(x, FORMAT_PRESERVE)


cdef object impl_clone(Op op, PyObject **a):
    return clone(tensor_arg(op, a, 0))


cdef object impl_clone_in(Op op, PyObject **a):
    # clone(input, *, memory_format=None)
    return clone_in(tensor_arg(op, a, 0), format_of(<object>a[1], FORMAT_PRESERVE))


cdef object impl_copied_view(Op op, PyObject **a):
    # What a view shows in memory of its own, row-major. The view's node becomes that of the copy: a cotangent goes the
    # same way back from either.
    cdef Tensor view = <Tensor>op.view(op, a), out = new_tensor(view.dtype_, view.ndim_, view.shape_)
    copy_into(out, view)
    if view.flags & T_REQUIRES:
        node_at(view.node).op = op.info.index
        node_incref(view.node)
        own_node(out, view.node)
    return out


cdef object impl_detach_copy(Op op, PyObject **a):
    # Recorded all the same: the rule says that nothing leads back.
    cdef Tensor x = tensor_arg(op, a, 0), out = compact(x)
    if recording(x):
        record1(op, x, out)
    return out


cdef int vjp_same(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, g)
    return 0


cdef Tensor contiguous_recorded(Tensor x):
    # x itself when row-major, else a copy that is.
    return x if x.flags & T_CONTIGUOUS else clone_in(x, FORMAT_CONTIGUOUS)


cdef object impl_contiguous(Op op, PyObject **a):
    # contiguous(input, memory_format=None)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int format = format_of(<object>a[1], FORMAT_CONTIGUOUS)
    if format == FORMAT_PRESERVE:
        raise errors.AutogradError("preserve memory format is unsupported by the contiguous operator")
    return x if lies_in_format(x, format) else clone_in(x, format)


cdef object impl_cast(Op op, PyObject **a):
    # _to_copy(input, dtype): the recorded conversion, in the memory order of its input.
    return converted(tensor_arg(op, a, 0), dtype_arg(<object>a[1], WG_F32), FORMAT_PRESERVE)


cdef int vjp_cast(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, cast_plain(g, <int>d.ints[0]))
    return 0


cdef Tensor converted(Tensor x, int dtype, int format):
    # A recorded copy in another type and order.
    cdef Tensor out
    cdef Node *n
    out = new_in_format(x, dtype, format)
    copy_into(out, x)
    if CATEGORY[dtype] >= CAT_FLOAT and recording(x):
        n = record1(op_to_copy, x, out)
        node_data(n).ints[0] = x.dtype_
    return out


def convert_to(Tensor x, dtype, bint copy, memory_format):
    """The tensor in another type and memory format; itself when it is so already, unless `copy`."""
    cdef int d = dtype_arg(dtype, x.dtype_), format = format_of(memory_format, FORMAT_PRESERVE)
    cdef PyObject *given
    if d == x.dtype_ and not copy and (format == FORMAT_PRESERVE or lies_in_format(x, format)):
        return x
    given = <PyObject *>x
    return unrecorded(converted(x, d, format), "a conversion", &given, 1)
