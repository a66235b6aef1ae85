# Max pooling over windows at random distances: windows of one size, at other places in every plane.

cdef int check_samples(str name, Tensor x, Tensor samples, int nd) except -1:
    # One row of random numbers for each plane; of an input without a batch, the first rows count.
    cdef int64_t batch = x.shape_[0] if x.ndim_ == nd + 2 else 1, channels = x.shape_[x.ndim_ - nd - 1]
    if samples.dtype_ != x.dtype_:
        raise errors.AutogradError(f"Expect _random_samples to have the same dtype as input, {DTYPE_NAMES[x.dtype_]}, "
                                   f"but got {DTYPE_NAMES[samples.dtype_]} (in {name})")
    if samples.ndim_ != 3:
        raise errors.ShapeError(f"Expect _random_samples to have 3 dimensions, got {samples.ndim_} (in {name})")
    if samples.shape_[0] < batch:
        raise errors.ShapeError(f"Expect _random_samples.size(0) no less then input batch size, which is {batch} "
                                f"(in {name})")
    if samples.shape_[1] != channels:
        raise errors.ShapeError(f"Expect _random_samples.size(1) equals to input channel size, which is {channels} "
                                f"(in {name})")
    if samples.shape_[2] != nd:
        raise errors.ShapeError(f"Expect _random_samples.size(2) equals to {nd}; got {samples.shape_[2]} (in {name}).")
    return 0


cdef int fraction_sizes(object v, int nd, intptr_t *out, str op, str what) except -1:
    # A size for each of the last dims; PyTorch takes one number for all, or as many as there are dims.
    if isinstance(v, (tuple, list)) and len(v) != nd:
        raise errors.AutogradError(f"{op}: {what} must either be a single Int or tuple of Ints, one for each of {nd} "
                                   "dims")
    return pool_sizes(v, nd, out, op, what)


cdef object impl_fractional_max_pool(Op op, PyObject **a):
    # _fractional_max_pool2d(input, kernel_size, output_size, samples, places)
    cdef Tensor x = tensor_arg(op, a, 0), samples = contiguous_plain(tensor_arg(op, a, 3))
    cdef int nd = pool_rank(op), k, d
    cdef intptr_t out[3]
    cdef int64_t length
    cdef wg_fraction fraction
    cdef str name = op.name.lstrip("_")
    check_pooled(op, x)
    if x.ndim_ != nd + 1 and x.ndim_ != nd + 2:
        raise errors.ShapeError(f"{name}(): Expected {nd + 1}D or {nd + 2}D tensor, but got: {list(size_of(x))}")
    for k in range(x.ndim_ - nd - 1, x.ndim_):
        if x.shape_[k] == 0:
            raise errors.ShapeError(f"{name}(): Expected input to have non-zero size for non-batch dimensions, but got "
                                    f"{list(size_of(x))} with dimension {k} being empty.")
    fraction_sizes(<object>a[1], nd, fraction.window, name, "kernel_size")
    fraction_sizes(<object>a[2], nd, out, name, "output_size")
    for d in range(3 - nd, 3):
        length = x.shape_[x.ndim_ - 3 + d]
        if fraction.window[d] < 1 or out[d] < 0:
            raise errors.ShapeError(f"{name}(): kernel_size must be greater than zero and output_size not negative, "
                                    f"but got {dims_tuple(fraction.window, nd)} and {dims_tuple(out, nd)}")
        # In three dims PyTorch wants an element more.
        if out[d] + fraction.window[d] - 1 > length - (nd == 3):
            raise errors.ShapeError(f"{name}(): pool {('time', 'height', 'width')[d]} {fraction.window[d]} too large "
                                    f"relative to input {('time', 'height', 'width')[d]} {length}: there are to be "
                                    f"{out[d]} windows")
    check_samples(name, x, samples, nd)
    fraction.rank, fraction.samples = nd, samples.data
    return max_pooled(op, x, new_windows(x, nd, out), <object>a[4], &fraction)
