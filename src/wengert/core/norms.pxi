# Normalisations: over the last dims, and by batch, group and instance.

cdef object impl_layer_norm(Op op, PyObject **a):
    # layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5)
    return last_dims_normalised(op, a, 3, <object>a[4])


cdef object impl_rms_norm(Op op, PyObject **a):
    # rms_norm(input, normalized_shape, weight=None, eps=None)
    cdef Tensor x = tensor_arg(op, a, 0)
    eps = <object>a[3]
    return last_dims_normalised(op, a, -1, eps if eps is not None else 2.0 ** -23 if x.dtype_ == WG_F32 else 2.0 ** -52)


cdef object last_dims_normalised(Op op, PyObject **a, int at_bias, double eps):
    # layer_norm, or rms_norm, which has no bias (at_bias < 0) and does not centre.
    cdef Tensor x = tensor_arg(op, a, 0), w = None, b = None, out, mean, rstd, xc, wc, bc
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int64_t rows, n = 1
    cdef int64_t one[1]
    cdef char *weight
    cdef char *bias
    cdef int k, nd = sizes_of(<object>a[1], shape, "layer_norm(): normalized_shape"), type
    cdef Node *node
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise_unsupported(op, x.dtype_)
    if nd > x.ndim_ or nd == 0 or not same_dims(shape, x.shape_ + x.ndim_ - nd, nd):
        raise errors.ShapeError(f"Given normalized_shape={list(shape_tuple(nd, shape))}, expected input with "
                                f"shape [*, {str(list(shape_tuple(nd, shape)))[1:-1]}], but got input of "
                                f"size{list(size_of(x))}")
    for k in range(nd):
        n *= shape[k]
    if <object>a[2] is not None:
        w = affine_arg(op, a, 2, x, nd, shape)
    if at_bias > 0 and <object>a[at_bias] is not None:
        b = affine_arg(op, a, at_bias, x, nd, shape)
    rows = x.numel_ // n if n else 0
    one[0] = rows
    type = x.dtype_ - WG_F32
    xc = contiguous_plain(x)
    wc = None if w is None else contiguous_plain(w)
    bc = None if b is None else contiguous_plain(b)
    out = new_like(xc, x.dtype_)
    mean, rstd = new_tensor(x.dtype_, 1, one), new_tensor(x.dtype_, 1, one)
    if out.numel_ > RELEASE_GIL_ABOVE:
        weight, bias = NULL if wc is None else wc.data, NULL if bc is None else bc.data
        with nogil:
            wg_share_layer_norm(kernels.layer_norm[type], xc.data, weight, bias, eps, at_bias > 0, out.data, mean.data,
                                rstd.data, rows, n, ITEMSIZE[x.dtype_])
    elif out.numel_:
        kernels.layer_norm[type](xc.data, NULL if wc is None else wc.data, NULL if bc is None else bc.data, eps,
                                 at_bias > 0, out.data, mean.data, rstd.data, rows, n)
    if any_requires([x, w, b]):
        node = record_many(op, [x, None, w, b] if at_bias > 0 else [x, None, w], out)
        save(node, 0, xc)
        if wc is not None:
            save(node, 1, wc)
        save_more(node, mean)
        save_more(node, rstd)
        node_data(node).args = {"normalized_shape": shape_tuple(nd, shape), "eps": eps}
    return out


cdef Tensor affine_arg(Op op, PyObject **a, int k, Tensor x, int nd, int64_t *shape):
    cdef Tensor t = tensor_arg(op, a, k)
    if t.ndim_ != nd or not same_dims(shape, t.shape_, nd):
        raise errors.ShapeError(f"Expected {op.params[k]} to be of same shape as normalized_shape, but got "
                                f"{op.params[k]} of shape {list(size_of(t))} and normalized_shape = "
                                f"{list(shape_tuple(nd, shape))}")
    if t.dtype_ != x.dtype_:
        raise errors.AutogradError(f"expected {op.params[k]} to have the dtype of input, "
                                   f"{DTYPE_NAMES[x.dtype_]}, but got {DTYPE_NAMES[t.dtype_]}")
    return t


cdef int vjp_layer_norm(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor x = saved_plain(n, 0), w = None, mean = saved_plain(n, 2), rstd = saved_plain(n, 3), gx, gw, gb
    cdef int64_t rows = mean.numel_, width
    cdef char *weight = NULL
    cdef bint centred = d.n_edges > 3, parameters = wanted(n, 2) or (centred and wanted(n, 3))
    cdef int failed = 0
    if (n.kinds >> 2) & 3:
        w = saved_plain(n, 1)
        weight = w.data
    g = contiguous_plain(g)
    gx = new_like(x, x.dtype_)
    shape = d.args["normalized_shape"]
    gw, gb = zeros_plain(x.dtype_, shape), zeros_plain(x.dtype_, shape)
    width = gw.numel_
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            failed = wg_share_layer_norm_vjp(kernels.layer_norm_vjp[x.dtype_ - WG_F32], g.data, x.data, mean.data,
                                             rstd.data, weight, centred, gx.data, gw.data if parameters else NULL,
                                             gb.data, rows, width, ITEMSIZE[x.dtype_])
    elif x.numel_:
        failed = wg_share_layer_norm_vjp(kernels.layer_norm_vjp[x.dtype_ - WG_F32], g.data, x.data, mean.data,
                                         rstd.data, weight, centred, gx.data, gw.data if parameters else NULL,
                                         gb.data, rows, width, ITEMSIZE[x.dtype_])
    if failed:
        raise MemoryError(f"no memory for the sums of {width} columns (in {'layer' if centred else 'rms'}_norm)")
    if wanted(n, 0):
        give(grads, 0, gx)
    if wanted(n, 2):
        give(grads, 2, gw)
    if d.n_edges > 3 and wanted(n, 3):
        give(grads, 3, gb)
    return 0


cdef int channel_segments(Tensor x, int64_t groups, wg_segments *s) except -1:
    # A contiguous x of shape (N, C, ...) as the kernels see it; Without groups the units are the channels.
    cdef int64_t inner = 1
    cdef int k
    for k in range(2, x.ndim_):
        inner *= x.shape_[k]
    s.inner = inner
    s.groups = groups
    if groups:
        s.segments = x.shape_[1] // groups
        s.step = inner
        s.unit_step = s.segments * inner
    else:
        s.segments = x.shape_[0]
        s.step = x.shape_[1] * inner
        s.unit_step = inner
    return 0


cdef Tensor channel_arg(Op op, PyObject **a, int k, Tensor x):
    # An argument that is None or has an element per channel.
    cdef Tensor t
    if <object>a[k] is None:
        return None
    t = tensor_arg(op, a, k)
    if t.ndim_ != 1 or t.shape_[0] != x.shape_[1]:
        if op.name == "_batch_norm":
            raise errors.ShapeError(f"{op.params[k]} should contain {x.shape_[1]} elements not {t.numel_} (in "
                                    f"batch_norm, for input of shape {list(size_of(x))})")
        raise errors.ShapeError(f"Expected {op.params[k]} to be a vector of size equal to the number of "
                                f"channels in input, but got {op.params[k]} of shape {list(size_of(t))} and "
                                f"input of shape {list(size_of(x))}")
    if t.dtype_ != x.dtype_:
        raise errors.AutogradError(f"expected {op.params[k]} to have the dtype of input, "
                                   f"{DTYPE_NAMES[x.dtype_]}, but got {DTYPE_NAMES[t.dtype_]}")
    return t


cdef object normalise_channels(Op op, Tensor x, Tensor w, Tensor b, Tensor mean, Tensor var, int64_t groups, double eps,
                               bint given, dict args):
    # The common part of batch_norm and group_norm: mean and var have an element per unit,
    # which are written unless given.
    cdef Tensor xc = contiguous_plain(x), wc, bc, out = new_like(xc, x.dtype_)
    cdef wg_segments s
    cdef char *weight = NULL
    cdef char *bias = NULL
    cdef int type = x.dtype_ - WG_F32
    cdef int64_t units = mean.numel_
    cdef Node *node
    channel_segments(xc, groups, &s)
    if w is not None:
        wc = contiguous_plain(w)
        weight = wc.data
    if b is not None:
        bc = contiguous_plain(b)
        bias = bc.data
    if x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_share_norm(kernels.norm[type], &s, xc.data, weight, bias, eps, given, out.data, mean.data,
                          var.data, units)
    elif x.numel_:
        kernels.norm[type](&s, xc.data, weight, bias, eps, given, out.data, mean.data, var.data, 0, units)
    if any_requires([x, w, b]):
        node = record_many(op, [x, w, b], out)
        save(node, 0, xc)
        if w is not None:
            save(node, 1, wc)
        save_more(node, mean)
        save_more(node, var)
        args["eps"] = eps
        node_data(node).args = args
        node_data(node).ints[0] = groups
        node_data(node).ints[1] = given
    return out


cdef int vjp_channels(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # The cotangents of what batch_norm and group_norm were given.
    cdef Tensor x = saved_plain(n, 0), w, mean = saved_plain(n, 2), var = saved_plain(n, 3), gx, gw, gb
    cdef wg_segments s
    cdef char *weight = NULL
    cdef double eps = d.args["eps"]
    cdef bint given = d.ints[1]
    cdef int type = x.dtype_ - WG_F32
    cdef int64_t units = mean.numel_
    cdef int64_t shape[2]
    channel_segments(x, d.ints[0], &s)
    if (n.kinds >> 2) & 3:
        w = saved_plain(n, 1)
        weight = w.data
    g = contiguous_plain(g)
    gx = new_like(x, x.dtype_)
    shape[0], shape[1] = x.shape_[0] if s.groups else 1, x.shape_[1]
    gw, gb = new_tensor(WG_F64, 2, shape), new_tensor(WG_F64, 2, shape)
    if x.numel_ == 0:
        fill_zero(gw)
        fill_zero(gb)
    elif x.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_share_norm_vjp(kernels.norm_vjp[type], &s, g.data, x.data, mean.data, var.data, eps, weight,
                              given, gx.data, <double *>gw.data, <double *>gb.data, units)
    else:
        kernels.norm_vjp[type](&s, g.data, x.data, mean.data, var.data, eps, weight, given, gx.data, <double *>gw.data,
                               <double *>gb.data, 0, units)
    if wanted(n, 0):
        give(grads, 0, gx)
    if wanted(n, 1):
        give(grads, 1, cast_plain(reduce_plain(WG_SUM, gw, 1), x.dtype_))
    if wanted(n, 2):
        give(grads, 2, cast_plain(reduce_plain(WG_SUM, gb, 1), x.dtype_))
    return 0


cdef int update_running(Tensor running, Tensor batch, double momentum, double factor) except -1:
    # running += momentum (batch factor - running).
    cdef int64_t k, step = running.strides_[0]
    cdef double old
    check_writable(running)
    for k in range(batch.numel_):
        if batch.dtype_ == WG_F32:
            old = (<float *>running.data)[k * step]
            (<float *>running.data)[k * step] = <float>((1 - momentum) * old
                                                        + momentum * factor * (<float *>batch.data)[k])
        else:
            old = (<double *>running.data)[k * step]
            (<double *>running.data)[k * step] = (1 - momentum) * old + momentum * factor * (<double *>batch.data)[k]
    bump(running, None)
    return 0


cdef object impl_batch_norm(Op op, PyObject **a):
    # _batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps)
    cdef Tensor x = tensor_arg(op, a, 0), w, b, running_mean, running_var, mean, var, out
    cdef bint training = <object>a[5]
    cdef double momentum, count
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.UnsupportedDtypeError(f"\"batch_norm\" not implemented for '{TORCH_NAMES[x.dtype_]}'. "
                                           "Convert the input to a floating type.")
    if x.ndim_ < 2:
        raise errors.ShapeError("batch_norm: expected input of at least 2 dims (N, C, ...), but got "
                                f"{list(size_of(x))}")
    w, b = channel_arg(op, a, 1, x), channel_arg(op, a, 2, x)
    running_mean, running_var = channel_arg(op, a, 3, x), channel_arg(op, a, 4, x)
    if not training:
        if running_mean is None or running_var is None:
            raise errors.AutogradError("Expected running_mean and running_var to be defined when "
                                       "training=False (in batch_norm)")
        return normalise_channels(op, x, w, b, contiguous_plain(running_mean), contiguous_plain(running_var), 0,
                                  <object>a[7], True, {"training": False})
    mean, var = new_tensor(x.dtype_, 1, x.shape_ + 1), new_tensor(x.dtype_, 1, x.shape_ + 1)
    out = normalise_channels(op, x, w, b, mean, var, 0, <object>a[7], False, {"training": True})
    if running_mean is not None and x.numel_:
        momentum, count = <object>a[6], x.numel_ // x.shape_[1]
        update_running(running_mean, mean, momentum, 1)
        if running_var is not None:
            update_running(running_var, var, momentum, count / (count - 1) if count > 1 else float("nan"))
    return out


cdef object impl_group_norm(Op op, PyObject **a):
    # _group_norm(input, weight, bias, num_groups, eps)
    cdef Tensor x = tensor_arg(op, a, 0), w, b
    cdef int64_t groups = int_arg(op, a, 3), units
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.UnsupportedDtypeError("\"GroupNormKernelImpl\" not implemented for "
                                           f"'{TORCH_NAMES[x.dtype_]}'. Convert the input to a floating type.")
    if groups <= 0:
        raise errors.AutogradError(f"Expected num groups to be greater than 0, got {groups}")
    if x.ndim_ < 2:
        raise errors.ShapeError(f"Expected at least 2 dimensions for input tensor but received {x.ndim_} (in "
                                "group_norm)")
    if x.shape_[1] % groups:
        raise errors.ShapeError("Expected number of channels in input to be divisible by num_groups, but got "
                                f"input of shape {list(size_of(x))} and num_groups={groups}")
    w, b = channel_arg(op, a, 1, x), channel_arg(op, a, 2, x)
    units = x.shape_[0] * groups
    return normalise_channels(op, x, w, b, new_tensor(x.dtype_, 1, &units), new_tensor(x.dtype_, 1, &units), groups,
                              <object>a[4], False, {"num_groups": groups})
