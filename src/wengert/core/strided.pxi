# Views made by strides: dims in another order, diagonals, windows, parts of complex numbers.

cdef Tensor permuted(Op op, Tensor x, int *order):
    # x with its dims in another order.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t strides[WG_MAX_DIMS]
    cdef Tensor out
    cdef int k
    for k in range(x.ndim_):
        shape[k] = x.shape_[order[k]]
        strides[k] = x.strides_[order[k]]
    out = make_view(x, x.ndim_, shape, strides, 0)
    if recording(x):
        record_view(op, x, out, {"dims": tuple([order[k] for k in range(x.ndim_)])})
    return out


cdef Tensor transposed(Op op, Tensor x, int first, int second):
    cdef Tensor out = make_view(x, x.ndim_, x.shape_, x.strides_, 0)
    cdef Node *n
    if first != second:
        out.shape_[first], out.shape_[second] = x.shape_[second], x.shape_[first]
        out.strides_[first], out.strides_[second] = x.strides_[second], x.strides_[first]
        note_contiguity(out)
    if recording(x):
        n = record1(op, x, out)
        node_data(n).ints[0] = first
        node_data(n).ints[1] = second
        node_data(n).args = {"dim0": first, "dim1": second}
    return out


cdef object impl_transpose(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    return transposed(op, x, wrap_dim(int_arg(op, a, 1), x.ndim_), wrap_dim(int_arg(op, a, 2), x.ndim_))


cdef object impl_t(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    if x.ndim_ > 2:
        raise errors.ShapeError(f"t() expects a tensor with <= 2 dimensions, but self is {x.ndim_}D")
    return transposed(op, x, 0, 1) if x.ndim_ == 2 else transposed(op, x, 0, 0)


cdef int vjp_transpose(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor t = alias(g)
    cdef int i = <int>d.ints[0], j = <int>d.ints[1]
    if g.ndim_:
        t.shape_[i], t.shape_[j] = g.shape_[j], g.shape_[i]
        t.strides_[i], t.strides_[j] = g.strides_[j], g.strides_[i]
        note_contiguity(t)
    give(grads, 0, t)
    return 0


cdef object impl_permute(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int order[WG_MAX_DIMS]
    cdef int k, n = exact_sizes(a[1], dims)
    cdef uint64_t seen = 0
    if n < 0:
        n = sizes_of(<object>a[1], dims, "permute(): dims")
    if n != x.ndim_:
        raise errors.ShapeError(
            "permute(): number of dimensions in the tensor input does not match the length of the "
            f"desired ordering of dimensions i.e. input.dim() = {x.ndim_} is not equal to len(dims) = {n}")
    for k in range(n):
        order[k] = wrap_dim(dims[k], x.ndim_)
        if (seen >> order[k]) & 1:
            raise errors.ShapeError("permute(): duplicate dims are not allowed.")
        seen |= <uint64_t>1 << order[k]
    return permuted(op, x, order)


cdef int vjp_permute(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor t = alias(g)
    cdef int k, to
    dims = d.args["dims"]
    for k in range(g.ndim_):
        to = dims[k]
        t.shape_[to] = g.shape_[k]
        t.strides_[to] = g.strides_[k]
    note_contiguity(t)
    give(grads, 0, t)
    return 0


cdef Tensor reversed_dims(Tensor x):
    cdef int order[WG_MAX_DIMS]
    cdef int k
    if x.ndim_ == 2:
        return transposed(op_t, x, 0, 1)
    if x.ndim_ == 0:
        warnings.warn("Tensor.T is deprecated on 0-D tensors. It gives the tensor itself.", UserWarning, stacklevel=1)
    else:
        warnings.warn("The use of `x.T` on tensors of dimension other than 2 to reverse their shape is "
                      "deprecated. Use `x.mT` for batches of matrices, or permute() with all dims in reverse.",
                      UserWarning, stacklevel=1)
    for k in range(x.ndim_):
        order[k] = x.ndim_ - 1 - k
    return permuted(op_permute, x, order)


cdef object impl_detach(Op op, PyObject **a):
    return detached(tensor_arg(op, a, 0))


cdef Tensor detached(Tensor x):
    # The same memory without history. In place through it is seen by the version counter.
    cdef Tensor t = alias(x)
    if wants(x):
        t.flags |= T_DETACHED
    return t


cdef object impl_diagonal(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int64_t offset = int_arg(op, a, 1), start
    cdef int i = wrap_dim(int_arg(op, a, 2), x.ndim_), j = wrap_dim(int_arg(op, a, 3), x.ndim_), k, n = 0
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t strides[WG_MAX_DIMS]
    cdef Tensor out
    if i == j:
        raise errors.ShapeError(f"diagonal dimensions cannot be identical {int_arg(op, a, 2)}, {int_arg(op, a, 3)}")
    for k in range(x.ndim_):
        if k != i and k != j:
            shape[n] = x.shape_[k]
            strides[n] = x.strides_[k]
            n += 1
    shape[n] = max(0, min(x.shape_[i], x.shape_[j] - offset) if offset >= 0 else
                   min(x.shape_[i] + offset, x.shape_[j]))
    strides[n] = x.strides_[i] + x.strides_[j]
    start = (offset * x.strides_[j] if offset >= 0 else -offset * x.strides_[i]) if shape[n] else 0
    out = make_view(x, n + 1, shape, strides, start)
    return record_view(op, x, out, geometries(x, out) if recording(x) else None)


cdef int64_t MOST_OFFSET = <int64_t>1 << 46       # of a view that may have no elements: addresses are not longer


cdef object impl_as_strided(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t strides[WG_MAX_DIMS]
    cdef int n = exact_sizes(a[1], shape), m = exact_sizes(a[2], strides), k
    cdef int64_t here, at
    cdef double needed                 # bytes; exact up to what memory can hold, and without overflow beyond
    cdef bint empty = False
    ensure_storage(x)
    if n < 0:
        n = sizes_of(<object>a[1], shape, "as_strided(): size")
    if m < 0:
        m = sizes_of(<object>a[2], strides, "as_strided(): stride")
    if m != n:
        raise errors.ShapeError("mismatch in length of strides and shape")
    here = (x.data - x.storage.data) // ITEMSIZE[x.dtype_]
    at = here if <object>a[3] is None else int_arg(op, a, 3)
    needed = <double>at + 1
    for k in range(n):
        if strides[k] < 0 or shape[k] < 0:
            raise errors.ShapeError("as_strided: Negative strides are not supported at the moment, "
                                    f"got strides: {list(shape_tuple(n, strides))}")
        needed += <double>(shape[k] - 1) * <double>strides[k]
        empty = empty or shape[k] == 0
    needed *= ITEMSIZE[x.dtype_]
    if at < 0 or at > MOST_OFFSET:
        raise errors.ShapeError(f"Tensor: invalid storage offset {at}")
    if not empty and needed > <double>x.storage.nbytes:
        raise errors.ShapeError(f"setStorage: sizes {list(shape_tuple(n, shape))}, strides "
                                f"{list(shape_tuple(n, strides))}, storage offset {at}, and itemsize "
                                f"{ITEMSIZE[x.dtype_]} requiring a storage size of {needed:.0f} are out of bounds for "
                                f"storage of size {x.storage.nbytes}")
    out = make_view(x, n, shape, strides, at - here)
    return record_view(op, x, out, geometries(x, out) if recording(x) else None)


cdef object impl_unfold(Op op, PyObject **a):
    # unfold(input, dimension, size, step): windows along a dim, their places as a last dim.
    cdef Tensor x = tensor_arg(op, a, 0), out
    cdef int d = dim_arg(op, a, 1, x.ndim_), n = x.ndim_ or 1
    cdef int64_t size = int_arg(op, a, 2), step = int_arg(op, a, 3), have = x.shape_[d] if x.ndim_ else 1
    cdef int64_t shape[WG_MAX_DIMS + 1]
    cdef int64_t strides[WG_MAX_DIMS + 1]
    if size < 0:
        raise errors.ShapeError(f"size is {size} but must be >= 0")
    if size > have:
        raise errors.ShapeError(f"maximum size for tensor at dimension {d} is {have} but size is {size}")
    if step <= 0:
        raise errors.ShapeError(f"step is {step} but must be > 0")
    wg_copy_sizes(shape, x.shape_, x.ndim_)
    wg_copy_sizes(strides, x.strides_, x.ndim_)
    if x.ndim_ == 0:
        shape[0] = size
        strides[0] = 1
        out = make_view(x, 1, shape, strides, 0)
    else:
        shape[d] = (have - size) // step + 1
        strides[d] = x.strides_[d] * step
        shape[n] = size
        strides[n] = x.strides_[d]
        out = make_view(x, n + 1, shape, strides, 0)
    return record_view(op, x, out, geometries(x, out) if recording(x) else None)


cdef int dims_of(object v, int ndim, int *out, str name, str side) except -1:
    # Dims given as an int or a sequence of ints, each once; returns their number.
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int k, n = sizes_of(v, dims, f"{name}(): {side}")
    cdef uint64_t seen = 0
    for k in range(n):
        out[k] = wrap_dim(dims[k], ndim)
        if (seen >> out[k]) & 1:
            raise errors.ShapeError(f"{name}: repeated dim in `{side}` ({[dims[i] for i in range(n)]})")
        seen |= <uint64_t>1 << out[k]
    return n


cdef object impl_movedim(Op op, PyObject **a):
    # movedim(input, source, destination)
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int source[WG_MAX_DIMS]
    cdef int target[WG_MAX_DIMS]
    cdef int order[WG_MAX_DIMS]
    cdef int k, at = 0, n = dims_of(<object>a[1], x.ndim_, source, op.name, "source")
    cdef uint64_t moved = 0
    if dims_of(<object>a[2], x.ndim_, target, op.name, "destination") != n:
        raise errors.ShapeError(f"movedim: Invalid source or destination dims: source ({<object>a[1]} dims) "
                                f"should contain the same number of dims as destination ({<object>a[2]} dims)")
    if x.ndim_ == 0:
        return x
    for k in range(x.ndim_):
        order[k] = -1
    for k in range(n):
        order[target[k]] = source[k]
        moved |= <uint64_t>1 << source[k]
    for k in range(x.ndim_):
        if order[k] < 0:
            while (moved >> at) & 1:
                at += 1
            order[k] = at
            at += 1
    return permuted(op_permute, x, order)


cdef Tensor matrix_transposed(Tensor x, str name):
    # The last two dims exchanged; a number stays.
    if x.ndim_ == 0:
        warnings.warn(f"Tensor.{name} is deprecated on 0-D tensors. It gives the tensor itself.",
                      UserWarning, stacklevel=1)
        return x
    if x.ndim_ < 2:
        raise errors.ShapeError(f"tensor.{name} is only supported on matrices or batches of matrices. Got "
                                f"{x.ndim_}-D tensor.")
    return transposed(op_transpose, x, x.ndim_ - 2, x.ndim_ - 1)


cdef object conjugate_transposed(Tensor x, str name):
    # mH and its kin: of real tensors a view, of complex ones a copy.
    cdef Tensor t = matrix_transposed(x, name)
    return ops_by_name["conj"](t) if CATEGORY[x.dtype_] == CAT_COMPLEX else t


cdef object impl_adjoint(Op op, PyObject **a):
    return conjugate_transposed(tensor_arg(op, a, 0), "adjoint()")


# -- the same bytes as another type -------------------------------------------------------------------

cdef Tensor view_dtype(Tensor x, int dtype):
    # The same bytes as another type; the last dim takes up a difference in size.
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t strides[WG_MAX_DIMS]
    cdef int64_t have = ITEMSIZE[x.dtype_], want = ITEMSIZE[dtype], ratio
    cdef int k, last = x.ndim_ - 1
    cdef str what = f"to view {TORCH_NAMES[x.dtype_]} as {TORCH_NAMES[dtype]} (different element sizes)"
    if dtype == x.dtype_:
        return record_view(op_alias, x, make_view(x, x.ndim_, x.shape_, x.strides_, 0), {"index": Ellipsis})
    if CATEGORY[dtype] >= CAT_FLOAT and recording(x):
        raise errors.NonDifferentiableError("view(dtype) is not differentiable; detach() first, or use view_as_real, "
                                            "view_as_complex or to()")
    wg_copy_sizes(shape, x.shape_, x.ndim_)
    wg_copy_sizes(strides, x.strides_, x.ndim_)
    if have != want:
        if x.ndim_ == 0:
            raise errors.ShapeError(f"self.dim() cannot be 0 {what}")
        if x.strides_[last] != 1:
            raise errors.ShapeError(f"self.stride(-1) must be 1 {what}, but got {x.strides_[last]}")
        if have > want:
            ratio = have // want
            for k in range(last):
                strides[k] *= ratio
            shape[last] *= ratio
        else:
            ratio = want // have
            if x.shape_[last] % ratio:
                raise errors.ShapeError(f"self.size(-1) must be divisible by {ratio} {what}, but got {x.shape_[last]}")
            if x.storage != NULL and ((x.data - x.storage.data) // have) % ratio:
                raise errors.ShapeError(f"self.storage_offset() must be divisible by {ratio} {what}, but got "
                                        f"{(x.data - x.storage.data) // have}")
            for k in range(last):
                if x.strides_[k] % ratio:
                    raise errors.ShapeError(f"self.stride({k}) must be divisible by {ratio} {what}, but got "
                                            f"{x.strides_[k]}")
                strides[k] //= ratio
            shape[last] //= ratio
            if <uintptr_t>x.data % want and x.numel_:
                raise errors.ShapeError(f"the memory is not aligned {what}; clone() it first")
    return make_view_as(x, dtype, x.ndim_, shape, strides, 0)


cdef Tensor real_alias(Tensor x):
    # A complex tensor's numbers as pairs of real ones in a last dim, without history.
    cdef Tensor t = alias(x)
    cdef int k
    set_ndim(t, x.ndim_ + 1)
    for k in range(x.ndim_):
        t.shape_[k] = x.shape_[k]
        t.strides_[k] = 2 * x.strides_[k]
    t.shape_[x.ndim_] = 2
    t.strides_[x.ndim_] = 1
    t.dtype_ = to_real(x.dtype_)
    note_contiguity(t)
    return t


cdef Tensor complex_alias(Tensor x):
    # The reverse; the last dim must lie pair by pair.
    cdef Tensor t = alias(x)
    cdef int k
    t.ndim_ = x.ndim_ - 1
    for k in range(t.ndim_):
        t.strides_[k] = x.strides_[k] // 2
    t.dtype_ = to_complex(x.dtype_)
    note_contiguity(t)
    return t


cdef Tensor viewed_as(Op op, Tensor x, Tensor plain):
    # The geometry and type of `plain` as a recorded view of x.
    cdef Tensor out = make_view_as(x, plain.dtype_, plain.ndim_, plain.shape_, plain.strides_, plain.data - x.data)
    return record_view(op, x, out, {})


cdef object impl_view_as_real(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    if CATEGORY[x.dtype_] != CAT_COMPLEX:
        raise errors.AutogradError("view_as_real is only supported for complex tensors")
    return viewed_as(op, x, real_alias(x))


cdef object impl_view_as_complex(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    cdef int k
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.AutogradError("view_as_complex is only supported for half, float and double tensors, but "
                                   f"got a tensor of scalar type: {TORCH_NAMES[x.dtype_]}")
    if x.dtype_ == WG_F16:
        raise_unsupported(op, WG_F16)
    if x.ndim_ == 0:
        raise errors.ShapeError("Input tensor must have one or more dimensions")
    if x.shape_[x.ndim_ - 1] != 2:
        raise errors.ShapeError("Tensor must have a last dimension of size 2")
    if x.strides_[x.ndim_ - 1] != 1:
        raise errors.ShapeError("Tensor must have a last dimension with stride 1")
    for k in range(x.ndim_ - 1):
        if x.strides_[k] % 2:
            raise errors.ShapeError("Tensor must have a stride divisible by 2 for all but last dimension")
    if (x.data - x.storage.data) // ITEMSIZE[x.dtype_] % 2:
        raise errors.ShapeError("Tensor must have a storage_offset divisible by 2")
    return viewed_as(op, x, complex_alias(x))


cdef int vjp_view_as_real(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, complex_alias(contiguous_plain(g)))
    return 0


cdef int vjp_view_as_complex(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, real_alias(g))
    return 0


cdef Tensor complex_part(Tensor x, int part):
    # The real (0) or imaginary (1) part of a complex tensor, as a view of its memory.
    cdef Tensor t
    cdef int k
    ensure_storage(x)
    t = alias(x)
    t.dtype_ = to_real(x.dtype_)
    for k in range(t.ndim_):
        t.strides_[k] = 2 * x.strides_[k]
    t.data += part * ITEMSIZE[t.dtype_]
    return viewed_as(op_imag if part else op_real, x, t)


cdef object impl_real(Op op, PyObject **a):
    # real(input): a real tensor itself.
    cdef Tensor x = tensor_arg(op, a, 0)
    return complex_part(x, 0) if CATEGORY[x.dtype_] == CAT_COMPLEX else x


cdef object impl_imag(Op op, PyObject **a):
    cdef Tensor x = tensor_arg(op, a, 0)
    if CATEGORY[x.dtype_] != CAT_COMPLEX:
        raise errors.AutogradError("imag is not implemented for tensors with non-complex dtypes.")
    return complex_part(x, 1)


# -- the tensor's own shape ----------------------------------------------------------------------------

def become_view(Tensor t, Tensor view):
    """Give `t` the shape and the history of a view of itself, in place; returns it."""
    check_history(t, bool(view.flags & T_REQUIRES))
    tensor_assign(t, view)
    if view.node >= 0 and not view.flags & T_LEAF:
        set_history(t, view)
    bump(t, None)
    if t.flags & T_VIEW:
        t.base_version = t.storage.version
    return t


def is_set_to(Tensor t, Tensor other):
    """Whether both tensors are the same elements of the same memory in the same shape."""
    return t.storage != NULL and t.storage == other.storage and t.data == other.data and same_geometry(t, other)
