# Losses of rows of scores with class indices: cross entropy and negative log likelihood.

cdef enum Reduction:
    EACH_ROW, MEAN_OF_ROWS, SUM_OF_ROWS


cdef int reduction_arg(object reduction) except -1:
    if reduction == "mean":
        return MEAN_OF_ROWS
    if reduction == "sum":
        return SUM_OF_ROWS
    if reduction == "none":
        return EACH_ROW
    raise errors.AutogradError(f"{reduction} is not a valid value for reduction", kind=ValueError)


cdef Tensor class_targets(Op op, Tensor x, Tensor target, int64_t ignore, int64_t *kept):
    # A copy of the targets in which ignored ones are -1, and how many are not ignored.
    cdef int64_t *p
    cdef int64_t i
    name = "nll_loss" if op.name == "_nll_loss" else "cross_entropy"
    if x.ndim_ != 2 or target.ndim_ != 1:
        raise errors.ShapeError(f"{name} expects scores (rows, classes) and targets (rows), but got {list(size_of(x))} and "
                                f"{list(size_of(target))}")
    if target.shape_[0] != x.shape_[0]:
        raise errors.ShapeError(f"{name}: Expected input batch_size ({x.shape_[0]}) to match target batch_size "
                                f"({target.shape_[0]}): sizes {list(size_of(x))} and {list(size_of(target))}", kind=ValueError)
    if CATEGORY[target.dtype_] >= CAT_FLOAT:
        raise errors.AutogradError(f"expected scalar type Long but found {DTYPE_NAMES[target.dtype_]}")
    target = cast_plain(target, WG_I64)
    p = <int64_t *>target.data
    kept[0] = target.numel_
    for i in range(target.numel_):
        if p[i] == ignore:
            p[i] = -1
            kept[0] -= 1
        elif p[i] < 0 or p[i] >= x.shape_[1]:
            raise errors.DimensionError(f"Target {p[i]} is out of bounds: there are {x.shape_[1]} classes.")
    return target


cdef Tensor loss_of_rows(Tensor rows, int how, int64_t kept):
    # The rows' losses as the reduction wants them; the mean is over rows that are not ignored.
    cdef Tensor out
    if how == EACH_ROW:
        return rows
    out = reduce_plain(WG_SUM, rows, 1)
    if how == MEAN_OF_ROWS:
        if out.dtype_ == WG_F32:
            (<float *>out.data)[0] = <float>((<float *>out.data)[0] / <double>kept)
        else:
            (<double *>out.data)[0] /= <double>kept
    return out


cdef int note_reduction(Node *n, Tensor x, int how, int64_t kept) except -1:
    # What the vjp and the rule must know of the reduction: the divisor, None for losses row by row.
    cdef NodeData d = node_data(n)
    d.shapes = [shape_tuple(2, x.shape_)]
    d.ints[0] = how
    d.ints[1] = kept if how == MEAN_OF_ROWS else 1
    d.args = {"divisor": None if how == EACH_ROW else d.ints[1]}
    return 0


cdef Tensor cotangent_of_rows(NodeData d, Tensor g):
    # The cotangent of each row's loss.
    cdef int64_t rows = d.shapes[0][0], i
    cdef Tensor out
    if d.ints[0] == EACH_ROW:
        return contiguous_plain(g)
    out = new_tensor(g.dtype_, 1, &rows)
    for i in range(rows):
        if g.dtype_ == WG_F32:
            (<float *>out.data)[i] = <float>((<float *>g.data)[0] / <double>d.ints[1])
        else:
            (<double *>out.data)[i] = (<double *>g.data)[0] / <double>d.ints[1]
    return out


cdef object impl_cross_entropy_rows(Op op, PyObject **a):
    # _cross_entropy_rows(input (rows, classes), target (rows), ignore_index, reduction)
    cdef Tensor given = tensor_arg(op, a, 0), x = contiguous_plain(given), target, losses, out, lse
    cdef int64_t rows, n, kept
    cdef int64_t *p
    cdef int how = reduction_arg(<object>a[3])
    cdef Node *node
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.UnsupportedDtypeError(f"\"log_softmax_lastdim_kernel_impl\" not implemented for '{TORCH_NAMES[x.dtype_]}' "
                                           "(in cross_entropy). Convert the scores to a floating type.")
    target = class_targets(op, x, tensor_arg(op, a, 1), int_arg(op, a, 2), &kept)
    rows, n = x.shape_[0], x.shape_[1]
    p = <int64_t *>target.data
    losses, lse = new_tensor(x.dtype_, 1, &rows), new_tensor(x.dtype_, 1, &rows)
    if rows * n > RELEASE_GIL_ABOVE:
        with nogil:
            wg_share_xent(kernels.xent[x.dtype_ - WG_F32], x.data, p, losses.data, lse.data, rows, n, ITEMSIZE[x.dtype_])
    elif rows:
        kernels.xent[x.dtype_ - WG_F32](x.data, p, losses.data, lse.data, rows, n)
    out = loss_of_rows(losses, how, kept)
    if recording(given):
        node = record1(op, given, out)
        save(node, 0, x)
        save(node, 1, target)
        save_more(node, lse)
        note_reduction(node, x, how, kept)
    return out


cdef int vjp_cross_entropy_rows(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor x = saved_plain(n, 0), target = saved_plain(n, 1), lse = saved_plain(n, 2), out
    g = cotangent_of_rows(d, g)
    out = new_like(x, x.dtype_)
    if out.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_share_xent_vjp(kernels.xent_vjp[x.dtype_ - WG_F32], x.data, <int64_t *>target.data, lse.data, g.data,
                              out.data, x.shape_[0], x.shape_[1], ITEMSIZE[x.dtype_])
    elif out.numel_:
        kernels.xent_vjp[x.dtype_ - WG_F32](x.data, <int64_t *>target.data, lse.data, g.data, out.data,
                                             x.shape_[0], x.shape_[1])
    give(grads, 0, out)
    return 0


cdef object impl_nll_loss(Op op, PyObject **a):
    # _nll_loss(input (rows, classes), target (rows), ignore_index, reduction)
    cdef Tensor x = tensor_arg(op, a, 0), target, losses, out
    cdef int64_t rows, i, kept, at
    cdef int64_t *p
    cdef int how = reduction_arg(<object>a[3])
    cdef Node *node
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.UnsupportedDtypeError(f"\"nll_loss_out_frame\" not implemented for '{TORCH_NAMES[x.dtype_]}'")
    target = class_targets(op, x, tensor_arg(op, a, 1), int_arg(op, a, 2), &kept)
    rows = x.shape_[0]
    p = <int64_t *>target.data
    losses = new_tensor(x.dtype_, 1, &rows)
    for i in range(rows):
        at = i * x.strides_[0] + p[i] * x.strides_[1]
        if x.dtype_ == WG_F32:
            (<float *>losses.data)[i] = 0 if p[i] < 0 else -(<float *>x.data)[at]
        else:
            (<double *>losses.data)[i] = 0 if p[i] < 0 else -(<double *>x.data)[at]
    out = loss_of_rows(losses, how, kept)
    if recording(x):
        node = record1(op, x, out)
        save(node, 0, target)
        note_reduction(node, x, how, kept)
    return out


cdef int vjp_nll_loss(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor target = saved_plain(n, 0), out = zeros_plain(g.dtype_, d.shapes[0])
    cdef int64_t i, width = out.shape_[1]
    cdef int64_t *p = <int64_t *>target.data
    g = cotangent_of_rows(d, g)
    for i in range(out.shape_[0]):
        if p[i] >= 0:
            if g.dtype_ == WG_F32:
                (<float *>out.data)[i * width + p[i]] = -(<float *>g.data)[i]
            else:
                (<double *>out.data)[i * width + p[i]] = -(<double *>g.data)[i]
    give(grads, 0, out)
    return 0
