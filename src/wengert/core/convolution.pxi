# Convolutions of one to three dims and their transposes. In C there are always three: those that an image has not come
# first, with size 1. The larger image, of which windows are taken, is called big, the other small, in both directions.

cdef int per_dim(object v, int nd, intptr_t *out, str name) except -1:
    # One number for all dims, or one for each.
    cdef int64_t given[WG_MAX_DIMS]
    cdef int k, n = sizes_of(v, given, name)
    if n != nd and n != 1:
        raise errors.ShapeError(f"expected {name} to be a single integer value or a list of {nd} values to match the "
                                f"convolution dimensions, but got {name}={list(shape_tuple(n, given))}")
    for k in range(nd):
        out[3 - nd + k] = given[k if n == nd else 0]
    return 0


cdef int clear_convolution(wg_convolution *c) noexcept:
    cdef int k
    memset(c, 0, sizeof(wg_convolution))
    for k in range(3):
        c.x_size[k] = c.y_size[k] = c.window[k] = c.step[k] = c.dilation[k] = 1
    return 0


cdef tuple dims_tuple(const intptr_t *v, int nd):
    return tuple([v[k] for k in range(3 - nd, 3)])


cdef int same_padding(wg_convolution *c, int nd) except -1:
    # The padding that keeps the size; whether it is the same on both sides.
    cdef int k, even = 1
    cdef intptr_t total
    for k in range(3 - nd, 3):
        if c.step[k] != 1:
            raise errors.AutogradError("padding='same' is not supported for strided convolutions")
        total = c.dilation[k] * (c.window[k] - 1)
        c.padding[k] = total // 2
        if total % 2:
            even = 0
    return even


cdef int check_steps(wg_convolution *c, int nd, bint transposed, intptr_t *more) except -1:
    cdef int k
    if c.groups <= 0:
        raise errors.AutogradError("non-positive groups is not supported")
    for k in range(3 - nd, 3):
        if c.step[k] <= 0:
            raise errors.AutogradError("non-positive stride is not supported")
        if c.padding[k] < 0:
            raise errors.AutogradError("negative padding is not supported")
        if c.dilation[k] <= 0:
            raise errors.AutogradError("dilation should be greater than zero, but got "
                                       f"{list(dims_tuple(c.dilation, nd))}")
        if transposed and more[k] < 0:
            raise errors.AutogradError("negative output_padding is not supported")
        if transposed and more[k] >= c.step[k] and more[k] >= c.dilation[k]:
            raise errors.AutogradError(
                "output padding must be smaller than either stride or dilation, but got "
                f"output_padding={list(dims_tuple(more, nd))}, stride={list(dims_tuple(c.step, nd))} and "
                f"dilation={list(dims_tuple(c.dilation, nd))}")
    return 0


cdef int check_channels(wg_convolution *c, Tensor x, Tensor w, Tensor b, int nd, bint transposed) except -1:
    # Channels against weight, bias and groups. Whether the input has a batch dim is known: nd + 2 dims.
    cdef int64_t channels = x.shape_[x.ndim_ - nd - 1], count = w.shape_[0], wanted
    given = f"transposed={int(transposed)}" if transposed else f"groups={c.groups}"
    if count < c.groups:
        raise errors.ShapeError(f"Given groups={c.groups}, expected weight to be at least {c.groups} at dimension 0, "
                                f"but got weight of size {list(size_of(w))} instead")
    if count % c.groups:
        raise errors.ShapeError(f"Given groups={c.groups}, expected weight to be divisible by {c.groups} at dimension "
                                f"0, but got weight of size {list(size_of(w))} instead")
    wanted = count if transposed else w.shape_[1] * c.groups
    if channels != wanted:
        raise errors.ShapeError(f"Given {given}, weight of size {list(size_of(w))}, expected input{list(size_of(x))} "
                                f"to have {wanted} channels, but got {channels} channels instead")
    wanted = w.shape_[1] * c.groups if transposed else count
    if b is not None and (b.ndim_ != 1 or b.shape_[0] != wanted):
        raise errors.ShapeError(f"Given {'transposed=1, ' if transposed else ''}weight of size {list(size_of(w))}, "
                                f"expected bias to be 1-dimensional with {wanted} elements, but got bias of size "
                                f"{list(size_of(b))} instead")
    return 0


cdef int result_sizes(wg_convolution *c, Tensor x, int nd, bint transposed, intptr_t *more) except -1:
    # The size of the image that is written, from that of the one that is read.
    cdef int k
    cdef intptr_t reach, size
    cdef bint fits = True
    for k in range(3 - nd, 3):
        size = x.shape_[x.ndim_ - 3 + k]
        reach = c.dilation[k] * (c.window[k] - 1) + 1
        if transposed:
            c.y_size[k] = size
            c.x_size[k] = (size - 1) * c.step[k] - 2 * c.padding[k] + reach + more[k]
            fits = fits and c.x_size[k] > 0
        else:
            c.x_size[k] = size
            if c.window[k] <= 0 or size + 2 * c.padding[k] < reach:
                fits = False
            else:
                c.y_size[k] = (size + 2 * c.padding[k] - reach) // c.step[k] + 1
    if fits:
        return 0
    shape = " x ".join([str(x.shape_[x.ndim_ - nd + k]) for k in range(nd)])
    if transposed:
        after = " x ".join([str(v) for v in dims_tuple(c.x_size, nd)])
        raise errors.ShapeError(f"Given input size per channel: ({shape}). Calculated output size per channel: "
                                f"({after}). Output size is too small")
    padded = " x ".join([str(x.shape_[x.ndim_ - nd + k] + 2 * c.padding[3 - nd + k]) for k in range(nd)])
    window = " x ".join([str(c.dilation[k] * (c.window[k] - 1) + 1) for k in range(3 - nd, 3)])
    raise errors.ShapeError(f"Calculated padded input size per channel: ({padded}). Kernel size: ({window}). "
                            "Kernel size can't be greater than actual input size")


cdef Tensor run_convolution(wg_convolution *c, Tensor source, Tensor w, Tensor b, int nd, bint batched,
                            bint transposed):
    # y from x, or x from y, without history; `c` is complete.
    cdef int64_t shape[5]
    cdef int k, lead = 2 if batched else 1, done
    cdef Tensor out
    cdef char *bias = NULL
    shape[0] = c.batch
    shape[lead - 1] = c.groups * (c.x_channels if transposed else c.y_channels)
    for k in range(nd):
        shape[lead + k] = c.x_size[3 - nd + k] if transposed else c.y_size[3 - nd + k]
    out = new_tensor(source.dtype_, lead + nd, shape)
    if out.numel_ == 0:
        return out
    source, w = contiguous_plain(source), contiguous_plain(w)
    if b is not None:
        b = contiguous_plain(b)
        bias = b.data
    with nogil:
        if transposed:
            done = wg_convolve_transposed(kernels, c, source.data, w.data, bias, out.data)
        else:
            done = wg_convolve(kernels, c, source.data, w.data, bias, out.data)
    if not done:
        raise MemoryError()
    return out


cdef Tensor run_weight(wg_convolution *c, Tensor big, Tensor small, int nd):
    # The cotangent of the weight.
    cdef int64_t shape[5]
    cdef int k, done
    cdef Tensor out
    shape[0] = c.groups * c.y_channels
    shape[1] = c.x_channels
    for k in range(nd):
        shape[2 + k] = c.window[3 - nd + k]
    out = new_tensor(big.dtype_, nd + 2, shape)
    if out.numel_ == 0:
        return out
    if big.numel_ == 0 or small.numel_ == 0:
        fill_zero(out)
        return out
    big, small = contiguous_plain(big), contiguous_plain(small)
    with nogil:
        done = wg_convolve_weight(kernels, c, big.data, small.data, out.data)
    if not done:
        raise MemoryError()
    return out


cdef object convolve(Op op, PyObject **a, int nd, object stride, object padding, object dilation, bint transposed,
                     object output_padding, object groups):
    # The way all forms of convolution go, their first three arguments being input, weight and bias.
    cdef Tensor x = tensor_arg(op, a, 0), w = tensor_arg(op, a, 1), b = None, out
    cdef wg_convolution c
    cdef intptr_t more[3]
    cdef bint batched
    cdef int k
    cdef Node *n
    if <object>a[2] is not None:
        b = tensor_arg(op, a, 2)
    if x.ndim_ != nd + 2 and x.ndim_ != nd + 1:
        raise errors.ShapeError(f"Expected {nd + 1}D (unbatched) or {nd + 2}D (batched) input to {op.name}, but got "
                                f"input of size: {list(size_of(x))}")
    if w.ndim_ != nd + 2 or nd < 1 or nd > 3:
        raise errors.ShapeError(f"{op.name}: expected weight of {nd + 2} dimensions (channels, channels per group, "
                                f"{nd} of the window), but got weight of size {list(size_of(w))}")
    batched = x.ndim_ == nd + 2
    clear_convolution(&c)
    c.groups = int_of(groups, "groups")
    per_dim(stride, nd, c.step, "stride")
    per_dim(dilation, nd, c.dilation, "dilation")
    memset(more, 0, sizeof(more))
    if transposed:
        per_dim(output_padding, nd, more, "output_padding")
    for k in range(nd):
        c.window[3 - nd + k] = w.shape_[2 + k]
    if isinstance(padding, str):
        if padding == "same":
            check_steps(&c, nd, False, more)
            if not same_padding(&c, nd):
                from wengert.ops.convolution import convolved_to_same_size
                return convolved_to_same_size(x, w, b, dims_tuple(c.dilation, nd), c.groups)
        elif padding != "valid":
            raise errors.AutogradError(f"Invalid padding string: '{padding}'. Use 'same', 'valid' or numbers.")
    else:
        per_dim(padding, nd, c.padding, "padding")
    check_steps(&c, nd, transposed, more)
    check_channels(&c, x, w, b, nd, transposed)
    if w.dtype_ != x.dtype_:
        raise errors.AutogradError(f"expected scalar type {TORCH_NAMES[x.dtype_]} but found {TORCH_NAMES[w.dtype_]}: "
                                   f"the input and the weight of {op.name} must have one type. Convert one of them.")
    if b is not None and b.dtype_ != x.dtype_:
        raise errors.AutogradError(f"Input type ({DTYPE_NAMES[x.dtype_]}) and bias type ({DTYPE_NAMES[b.dtype_]}) "
                                   f"should be the same (in {op.name}). Convert one of them.")
    result_sizes(&c, x, nd, transposed, more)
    geometry = (dims_tuple(c.step, nd), dims_tuple(c.padding, nd), dims_tuple(c.dilation, nd), bool(transposed),
                dims_tuple(more, nd), c.groups)
    if x.dtype_ != WG_F32 and x.dtype_ != WG_F64:
        if x.dtype_ == WG_BOOL and x.numel_:
            raise errors.UnsupportedDtypeError("\"slow_conv2d_cpu\" not implemented for 'Bool'. Convert the tensors "
                                               "first.")
        from wengert.ops.convolution import convolved_otherwise
        return convolved_otherwise(x, w, b, geometry)
    c.dtype = x.dtype_
    c.batch = x.shape_[0] if batched else 1
    c.y_channels = w.shape_[0] // c.groups
    c.x_channels = w.shape_[1]
    out = run_convolution(&c, x, w, b, nd, batched, transposed)
    if any_requires([x, w, b]):
        n = record_many(op, [x, w, b], out)
        save(n, 0, x)
        save(n, 1, w)
        node_data(n).shapes = [size_of(x), size_of(w), None]
        node_data(n).args = {"geometry": geometry}
    return out


cdef int digit_at(str name, Py_ssize_t at) except -1:
    # The 2 of conv2d.
    cdef Py_UCS4 digit = name[at]
    return <int>digit - <int>c'0'


cdef object impl_conv(Op op, PyObject **a):
    # conv1d, conv2d, conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)
    cdef int nd = digit_at(op.name, 4)
    return convolve(op, a, nd, <object>a[3], <object>a[4], <object>a[5], False, 0, <object>a[6])


cdef object impl_conv_transpose(Op op, PyObject **a):
    # conv_transpose1d, ...(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)
    cdef int nd = digit_at(op.name, 14)
    return convolve(op, a, nd, <object>a[3], <object>a[4], <object>a[7], True, <object>a[5], <object>a[6])


cdef object impl_convolution(Op op, PyObject **a):
    # convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups)
    cdef int nd = tensor_arg(op, a, 1).ndim_ - 2
    return convolve(op, a, nd, <object>a[3], <object>a[4], <object>a[5], <object>a[6], <object>a[7], <object>a[8])


cdef int complete(wg_convolution *c, Tensor big, Tensor small, tuple weight, int nd, tuple geometry) except -1:
    # The geometry that a node keeps, with the images' sizes.
    cdef int k, at
    stride, padding, dilation, _, _, groups = geometry
    clear_convolution(c)
    c.dtype = big.dtype_
    c.batch = big.shape_[0] if big.ndim_ == nd + 2 else 1
    c.groups = groups
    c.y_channels = <intptr_t>weight[0] // c.groups
    c.x_channels = weight[1]
    for k in range(nd):
        at = 3 - nd + k
        c.window[at] = weight[2 + k]
        c.step[at], c.padding[at], c.dilation[at] = stride[k], padding[k], dilation[k]
        c.x_size[at] = big.shape_[big.ndim_ - nd + k]
        c.y_size[at] = small.shape_[small.ndim_ - nd + k]
    return 0


cdef int vjp_convolution(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor x, w, out
    cdef wg_convolution c
    cdef tuple geometry = d.args["geometry"], weight = tuple(d.shapes[1])
    cdef int nd = len(weight) - 2
    cdef bint transposed = geometry[3], batched
    cdef int64_t count
    cdef bint done = True
    x = saved_plain(n, 0)
    batched = x.ndim_ == nd + 2
    g = contiguous_plain(g)
    complete(&c, g if transposed else x, x if transposed else g, weight, nd, geometry)
    if wanted(n, 0):
        w = saved_plain(n, 1)
        give(grads, 0, run_convolution(&c, g, w, None, nd, batched, not transposed))
    if wanted(n, 1):
        give(grads, 1, run_weight(&c, g if transposed else x, x if transposed else g, nd))
    if wanted(n, 2):
        count = g.shape_[g.ndim_ - nd - 1]
        out = new_tensor(g.dtype_, 1, &count)
        if count:
            with nogil:
                done = wg_sum_channels(kernels, g.dtype_, g.data, c.batch, count,
                                       g.numel_ // (count * c.batch) if g.numel_ else 0, out.data)
        if not done:
            raise MemoryError("no memory for the sums of the planes (in the backward of a convolution)")
        give(grads, 2, out)
    return 0


cdef object impl_convolution_weight(Op op, PyObject **a):
    # _convolution_weight(input, other, shape, geometry): what each element of the weight is multiplied with.
    cdef Tensor big = tensor_arg(op, a, 0), small = tensor_arg(op, a, 1), out
    cdef tuple shape = tuple(<object>a[2])
    cdef int nd = len(shape) - 2
    cdef wg_convolution c
    cdef Node *n
    complete(&c, big, small, shape, nd, <tuple><object>a[3])
    out = run_weight(&c, big, small, nd)
    if any_requires([big, small]):
        n = record_many(op, [big, small], out)
        save(n, 0, big)
        save(n, 1, small)
        node_data(n).shapes = [size_of(big), size_of(small)]
        node_data(n).args = {"geometry": <object>a[3]}
    return out
