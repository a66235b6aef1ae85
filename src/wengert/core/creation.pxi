# Making tensors: shapes from arguments, filled memory, ranges, and writes from outside the table of operations.

def sizes_from(args):
    """A shape given as separate integers or as one sequence, checked."""
    cdef int64_t dims[WG_MAX_DIMS]
    if len(args) == 1 and isinstance(args[0], (tuple, list)):
        args = args[0]
    elif len(args) == 1 and isinstance(args[0], Tensor) and (<Tensor>args[0]).ndim_:
        args = args[0].tolist()
    cdef int k, n = sizes_of(tuple(args), dims, "size")
    for k in range(n):
        if dims[k] < 0:
            raise errors.ShapeError(f"Trying to create tensor with negative dimension {dims[k]}: "
                                    f"{list(shape_tuple(n, dims))}")
    return shape_tuple(n, dims)


cdef void repeat_value(char *to, const char *value, int64_t n, int itemsize) noexcept nogil:
    # One element n times.
    cdef int64_t k
    cdef int16_t v2
    cdef char *args[2]
    cdef intptr_t steps[2]
    if itemsize == 1:
        memset(to, value[0], n)
    elif itemsize == 2:
        v2 = (<int16_t *>value)[0]
        for k in range(n):
            (<int16_t *>to)[k] = v2
    elif itemsize == 4 or itemsize == 8:
        args[0], args[1] = <char *>value, to
        steps[0], steps[1] = 0, itemsize
        wg_run_flat(wg_repeat_loop(itemsize), NULL, 2, args, n, steps, GRAIN)
    else:
        for k in range(n):
            memmove(to + 16 * k, value, 16)


cdef Tensor fitting_number(object value, int dtype):
    # A 0-d tensor of a Python number that fits the type; what does not is an error, not a wrapped number.
    cdef bint fits = True
    if isinstance(value, float) or isinstance(value, int):
        if WG_BOOL < dtype < WG_F16 and not isinstance(value, bool) and value == value:
            limit = int(1) << (8 * ITEMSIZE[dtype] - (dtype != WG_U8))
            fits = (-limit if dtype != WG_U8 else -limit + 1) <= value < limit
        elif dtype >= WG_F16:
            fits = abs(value) <= largest(to_real(dtype)) or value != value or abs(value) == float("inf")
    if not fits:
        raise errors.OverflowValueError(f"value cannot be converted to type {DTYPE_NAMES[dtype]} without "
                                        f"overflow: {value}")
    return scalar_tensor(<PyObject *>value, dtype)


cdef int fill_plain(Tensor t, object value) except -1:
    # A number into memory of our own, unrecorded and uncounted.
    if value is False:
        return fill_zero(t)
    return copy_into(t, fitting_number(value, t.dtype_))


cdef Tensor ready(Tensor t, object value, bint requires_grad):
    # Fill a new tensor (None: leave it undefined) and make it a leaf if asked to.
    if requires_grad:
        check_can_require(t, "Only")
    if value is not None:
        fill_plain(t, value)
    elif t.storage == NULL:
        t.value[0] = t.value[1] = 0
    if requires_grad:
        set_requires_grad(t, True)
    return t


def new_filled(shape, dtype, value, bint requires_grad=False):
    """A tensor of `shape` (checked sizes) filled with `value`; None leaves it undefined."""
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int n = sizes_of(shape, dims, "size")
    return ready(new_tensor(dtype_arg(dtype, default_float), n, dims), value, requires_grad)


def new_like_filled(Tensor x, dtype, value, bint requires_grad=False, memory_format=None):
    """A tensor of x's shape, in x's order of memory or another, filled; dtype None: x's; value None: undefined."""
    cdef int d = dtype_arg(dtype, x.dtype_)
    return ready(new_in_format(x, d, format_of(memory_format, FORMAT_PRESERVE)), value, requires_grad)


def unit_vector(Tensor like, int64_t k):
    """Zeros of a tensor's shape and type, but for a one at element `k` in row-major order."""
    cdef Tensor out = new_like(like, like.dtype_)
    cdef object one = 1
    memset(out.data, 0, out.numel_ * ITEMSIZE[out.dtype_])
    write_number(<PyObject *>one, out.dtype_, out.data + k * ITEMSIZE[out.dtype_])
    return out


def new_strided(shape, strides, dtype, bint requires_grad=False):
    """An undefined tensor with the strides that are given."""
    cdef int64_t dims[WG_MAX_DIMS]
    cdef int64_t steps[WG_MAX_DIMS]
    cdef int64_t last = 0
    cdef int k, d = dtype_arg(dtype, default_float)
    cdef int n = sizes_of(sizes_from((shape,)), dims, "size"), m = sizes_of(tuple(strides), steps, "stride")
    cdef Tensor t, memory
    if n != m:
        raise errors.ShapeError(f"dimensionality of sizes ({n}) must match dimensionality of strides ({m})")
    for k in range(n):
        if steps[k] < 0:
            raise errors.ShapeError(f"strides must not be negative, got {list(strides)} for sizes {list(shape)}")
        if dims[k] == 0:
            last = -1
            break
        last += (dims[k] - 1) * steps[k]
    if n == 0:
        return ready(new_tensor(d, 0, NULL), None, requires_grad)
    last += 1
    memory = new_tensor(d, 1, &last)
    t = alias(memory)
    set_ndim(t, n)
    for k in range(n):
        t.shape_[k] = dims[k]
        t.strides_[k] = steps[k]
    t.flags = 0
    note_contiguity(t)
    return ready(t, None, requires_grad)


def ranged(start, step, int64_t count, dtype, end=None):
    """`count` numbers from `start` by `step`; with `end`, the upper half counts back from there."""
    cdef int d = dtype_arg(dtype, -1)
    cdef bint whole = isinstance(start, int) and isinstance(step, int) and CATEGORY[d] < CAT_FLOAT
    cdef int wide = WG_I64 if whole else WG_F64
    cdef Tensor t = new_tensor(wide, 1, &count)
    cdef int64_t k, half = count if end is None else count // 2
    cdef uint64_t first, by
    cdef double x, h, z
    cdef int64_t *integers = <int64_t *>t.data
    cdef double *reals = <double *>t.data
    if whole:
        first, by = <uint64_t>(<int64_t>start), <uint64_t>(<int64_t>step)
        for k in range(count):
            integers[k] = <int64_t>(first + <uint64_t>k * by)
    else:
        x, h, z = start, step, 0 if end is None else end
        for k in range(half):
            reals[k] = x + h * k
        for k in range(half, count):
            reals[k] = z - h * (count - 1 - k)
    return t if d == wide else cast_plain(t, d)


def result_type_of(*operands):
    """The element type that an operation on these operands computes in."""
    cdef Tensor t
    cdef int k, dim = -1, zero = -1, number = -1
    for v in operands:
        if isinstance(v, Tensor):
            t = <Tensor>v
            if t.ndim_:
                dim = t.dtype_ if dim < 0 else PROMOTED[dim][t.dtype_]
            else:
                zero = t.dtype_ if zero < 0 else PROMOTED[zero][t.dtype_]
        else:
            k = number_dtype(<PyObject *>v)
            number = k if number < 0 else PROMOTED[number][k]
    return dtype_objects[combine(dim, combine(zero, number))]


# -- writes from outside the table --------------------------------------------------------------------

def fill_values(Tensor t, value):
    """``t.fill_(value)`` with a Python number, recorded: a number that does not fit t's type is an error."""
    return copy_(t, fitting_number(value, t.dtype_))


def fill_number(Tensor t, value):
    """Overwrite a tensor of our own with a Python number, unrecorded and uncounted."""
    fill_plain(t, value)


def copy_values(Tensor dest, src):
    """``dest.copy_(src)``: convert and broadcast `src` into `dest`, in place and recorded."""
    if not isinstance(src, Tensor):
        src = tensor_from(src, -1, False)
    return copy_(dest, <Tensor>src)


def writable_array(Tensor t):
    """A NumPy array over t's memory for an overwrite that is not recorded; call `count_write` after it."""
    check_inplace(t, False)
    return as_array(t)


def count_write(Tensor t):
    """Count a write through `writable_array` as a version."""
    bump(t, None)


def array_of(Tensor t):
    """A NumPy array over t's memory, whether or not t requires a gradient."""
    return as_array(t)


def overwrite_with(str name, Tensor x, Tensor values):
    """Write values that do not depend on x over x, by the operation of this name, recorded."""
    cdef PyObject *a[2]
    a[0], a[1] = <PyObject *>x, <PyObject *>values
    return inplace_via(<Op>ops_by_name[name], a)


def store_created(out, Tensor value, str name):
    """Write a result made elsewhere into the tensor of ``out=``, which takes its shape."""
    if not isinstance(out, Tensor):
        raise errors.DtypeError(f"{name}(): argument 'out' must be Tensor, not {type(out).__name__}")
    if not wg_grad_off and wants(<Tensor>out):
        raise errors.AutogradError(
            f"{name}(): functions with out=... arguments don't support automatic differentiation, but one of "
            "the arguments requires grad. Leave out= away, or compute under `with no_grad():`.")
    if not same_shape(<Tensor>out, value):
        if (<Tensor>out).numel_:
            warnings.warn("An output with one or more elements was resized since it had shape "
                          f"{list(size_of(<Tensor>out))}, which does not match the required output shape "
                          f"{list(size_of(value))}. Pass an empty tensor, or one of the right shape, as out=.",
                          UserWarning, 3)
        resize(<Tensor>out, value.ndim_, value.shape_)
    check_writable(<Tensor>out)
    copy_into(<Tensor>out, value)
    bump(<Tensor>out, None)
    return out


cdef object impl_complex(Op op, PyObject **a):
    # Two real tensors as the parts of a complex one.
    cdef Tensor x = tensor_arg(op, a, 0), y = tensor_arg(op, a, 1), out
    cdef Operand p[3]
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int ndim
    cdef Node *n
    if CATEGORY[x.dtype_] != CAT_FLOAT or CATEGORY[y.dtype_] != CAT_FLOAT:
        raise errors.AutogradError("Expected both inputs to be Half, Float or Double tensors but got "
                                   f"{TORCH_NAMES[x.dtype_]} and {TORCH_NAMES[y.dtype_]} (in {op.name})")
    if x.dtype_ != y.dtype_:
        raise errors.AutogradError(f"Expected object of scalar type {TORCH_NAMES[x.dtype_]} but got scalar type "
                                   f"{TORCH_NAMES[y.dtype_]} for second argument (in {op.name})")
    if x.dtype_ == WG_F16:
        raise_unsupported(op, WG_F16)
    operand_of(&p[0], x)
    operand_of(&p[1], y)
    ndim = broadcast(p, 2, shape, op)
    out = new_tensor(x.dtype_ + 2, ndim, shape)
    operand_of(&p[2], out)
    run(wg_join_loop(ITEMSIZE[x.dtype_]), NULL, 3, p)
    if any_requires([x, y]):
        n = record_many(op, [x, y], out)
        n.flags |= N_BROADCAST
        node_data(n).shapes = [shape_tuple(x.ndim_, x.shape_), shape_tuple(y.ndim_, y.shape_)]
    return out


cdef Tensor part_of(Tensor z, int k):
    # A plain alias of the real (0) or imaginary (1) parts of z.
    cdef Tensor t = alias(z)
    cdef int i
    t.dtype_ = z.dtype_ - 2
    t.data = z.data + k * ITEMSIZE[t.dtype_]
    for i in range(t.ndim_):
        t.strides_[i] = 2 * z.strides_[i]
    t.flags = 0
    note_contiguity(t)
    return t


cdef int vjp_complex(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int k
    for k in range(2):
        if wanted(n, k):
            give(grads, k, compact(part_of(g, k)))
    return 0


def dtype_of(d):
    """The element type that a dtype argument names."""
    return dtype_objects[dtype_arg(d, default_float)]
