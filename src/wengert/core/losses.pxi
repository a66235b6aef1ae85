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
        raise errors.ShapeError(f"{name} expects scores (rows, classes) and targets (rows), but got "
                                f"{list(size_of(x))} and {list(size_of(target))}")
    if target.shape_[0] != x.shape_[0]:
        raise errors.ShapeError(f"{name}: Expected input batch_size ({x.shape_[0]}) to match target batch_size "
                                f"({target.shape_[0]}): sizes {list(size_of(x))} and {list(size_of(target))}",
                                kind=ValueError)
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


cdef Tensor class_weights(Op op, Tensor x, object given):
    # The weight of each class, contiguous, or None.
    cdef Tensor w
    if given is None:
        return None
    if not isinstance(given, Tensor):
        raise errors.DtypeError(f"weight must be Tensor, not {type(given).__name__}")
    w = <Tensor>given
    if w.ndim_ != 1 or w.shape_[0] != x.shape_[1]:
        raise errors.ShapeError(f"weight tensor should be defined either for all {x.shape_[1]} classes or no "
                                f"classes but got weight tensor of shape: {list(size_of(w))}")
    if w.dtype_ != x.dtype_:
        raise errors.AutogradError(f"expected scalar type {TORCH_NAMES[x.dtype_]} but found "
                                   f"{TORCH_NAMES[w.dtype_]}: the weights must have the type of the scores")
    if recording(w):
        raise errors.NonDifferentiableError("the derivative for 'weight' is not implemented (in a loss of "
                                            "classes). Use detach() where its gradient is not wanted.")
    return contiguous_plain(w)


cdef Tensor row_weights(Tensor w, Tensor target, double *total):
    # The weight of each row's class, 0 for ignored rows, and their sum.
    cdef int64_t rows = target.numel_, i
    cdef int64_t *p = <int64_t *>target.data
    cdef Tensor out = new_tensor(w.dtype_, 1, &rows)
    total[0] = 0
    for i in range(rows):
        if w.dtype_ == WG_F32:
            (<float *>out.data)[i] = (<float *>w.data)[p[i]] if p[i] >= 0 else 0
            total[0] += (<float *>out.data)[i]
        else:
            (<double *>out.data)[i] = (<double *>w.data)[p[i]] if p[i] >= 0 else 0
            total[0] += (<double *>out.data)[i]
    return out


cdef Tensor loss_of_rows(Tensor rows, int how, double kept):
    # The rows' losses as the reduction wants them; the mean is over rows that are not ignored, or their weights.
    cdef Tensor out
    if how == EACH_ROW:
        return rows
    out = reduce_plain(WG_SUM, rows, 1)
    if how == MEAN_OF_ROWS:
        if out.dtype_ == WG_F32:
            (<float *>out.data)[0] = <float>((<float *>out.data)[0] / kept)
        else:
            (<double *>out.data)[0] /= kept
    return out


cdef int note_reduction(Node *n, Tensor x, int how, double kept) except -1:
    # What the vjp and the rule must know of the reduction: the divisor, None for losses row by row.
    cdef NodeData d = node_data(n)
    cdef double divisor = kept if how == MEAN_OF_ROWS else 1
    d.shapes = [shape_tuple(2, x.shape_)]
    d.ints[0] = how
    memcpy(&d.ints[1], &divisor, sizeof(double))
    d.args = {"divisor": None if how == EACH_ROW else divisor}
    return 0


cdef void scale_rows(real *out, real *g, bint each, double divisor, real *weights, int64_t rows) noexcept:
    # out = g / divisor, times the rows' weights.
    cdef int64_t i
    for i in range(rows):
        out[i] = <real>(g[i if each else 0] / divisor)
        if weights != NULL:
            out[i] *= weights[i]


cdef Tensor cotangent_of_rows(NodeData d, Tensor g, Tensor weights):
    # The cotangent of each row's unweighted loss.
    cdef int64_t rows = d.shapes[0][0]
    cdef bint each = d.ints[0] == EACH_ROW
    cdef double divisor
    cdef Tensor out
    g = contiguous_plain(g)
    if each and weights is None:
        return g
    memcpy(&divisor, &d.ints[1], sizeof(double))
    out = new_tensor(g.dtype_, 1, &rows)
    if g.dtype_ == WG_F32:
        scale_rows(<float *>out.data, <float *>g.data, each, divisor,
                   NULL if weights is None else <float *>weights.data, rows)
    else:
        scale_rows(<double *>out.data, <double *>g.data, each, divisor,
                   NULL if weights is None else <double *>weights.data, rows)
    return out


cdef double sum_of(real *x, int64_t n) noexcept nogil:
    # In eight parts, so that compilers can add side by side.
    cdef double part[8]
    cdef int64_t j, k
    for k in range(8):
        part[k] = 0
    for j in range(n // 8):
        for k in range(8):
            part[k] += x[8 * j + k]
    for j in range(n - n % 8, n):
        part[j % 8] += x[j]
    return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]))


cdef double product_sum(real *x, real *y, int64_t n) noexcept nogil:
    cdef double part[8]
    cdef int64_t j, k
    for k in range(8):
        part[k] = 0
    for j in range(n // 8):
        for k in range(8):
            part[k] += <double>x[8 * j + k] * y[8 * j + k]
    for j in range(n - n % 8, n):
        part[j % 8] += <double>x[j] * y[j]
    return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]))


cdef void spread_losses(real *x, int64_t *target, real *w, double share, real *lse, real *losses, int64_t rows,
                        int64_t n) noexcept nogil:
    # Losses weighted, and `share` of each spread evenly over all classes: w[c] (lse - x[c]) / n for each class c.
    cdef int64_t i
    cdef double whole = n if w == NULL else sum_of(w, n), spread = 0
    for i in range(rows):
        if target[i] < 0:
            continue
        if share != 0:
            spread = whole * lse[i] - (sum_of(x + i * n, n) if w == NULL else product_sum(x + i * n, w, n))
        losses[i] = <real>((1 - share) * (1 if w == NULL else w[target[i]]) * losses[i] + share / n * spread)


cdef void spread_scales(int64_t *target, real *w, double share, real *scale, int64_t rows, int64_t n) noexcept nogil:
    # Cotangents of rows times the sum of what each spreads over the classes.
    cdef int64_t i
    cdef double whole = n if w == NULL else sum_of(w, n)
    for i in range(rows):
        if target[i] >= 0:
            scale[i] *= <real>((1 - share) * (1 if w == NULL else w[target[i]]) + share * whole / n)


cdef void take_spread(real *gx, int64_t *target, real *w, double share, real *scale, int64_t rows,
                      int64_t n) noexcept nogil:
    # What the classes' shares take from the gradient: scale share w[c] / n,
    # and back at the target what was taken there.
    cdef int64_t i, j
    cdef double whole = n if w == NULL else sum_of(w, n)
    cdef real part
    for i in range(rows):
        if target[i] < 0:
            continue
        part = <real>(scale[i] * share / n)
        for j in range(n):
            gx[i * n + j] -= part if w == NULL else part * w[j]
        gx[i * n + target[i]] += <real>(part * whole)


cdef object impl_cross_entropy_rows(Op op, PyObject **a):
    # _cross_entropy_rows(input (rows, classes), target (rows), ignore_index, reduction, weight, label_smoothing)
    cdef Tensor given = tensor_arg(op, a, 0), x = contiguous_plain(given), target, losses, out, lse, w
    cdef int64_t rows, n, kept
    cdef int64_t *p
    cdef int how = reduction_arg(<object>a[3])
    cdef double share = <object>a[5], divisor
    cdef char *weights = NULL
    cdef Node *node
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.UnsupportedDtypeError("\"log_softmax_lastdim_kernel_impl\" not implemented for "
                                           f"'{TORCH_NAMES[x.dtype_]}' (in cross_entropy). Convert the scores "
                                           "to a floating type.")
    target = class_targets(op, x, tensor_arg(op, a, 1), int_arg(op, a, 2), &kept)
    w = class_weights(op, x, <object>a[4])
    rows, n, divisor = x.shape_[0], x.shape_[1], kept
    p = <int64_t *>target.data
    losses, lse = new_tensor(x.dtype_, 1, &rows), new_tensor(x.dtype_, 1, &rows)
    if rows * n > RELEASE_GIL_ABOVE:
        with nogil:
            wg_share_xent(kernels.xent[x.dtype_ - WG_F32], x.data, p, losses.data, lse.data, rows, n,
                          ITEMSIZE[x.dtype_])
    elif rows:
        kernels.xent[x.dtype_ - WG_F32](x.data, p, losses.data, lse.data, rows, n)
    if w is not None or share != 0:
        if w is not None:
            row_weights(w, target, &divisor)
            weights = w.data
        if x.dtype_ == WG_F32:
            spread_losses(<float *>x.data, p, <float *>weights, share, <float *>lse.data, <float *>losses.data, rows, n)
        else:
            spread_losses(<double *>x.data, p, <double *>weights, share, <double *>lse.data,
                          <double *>losses.data, rows, n)
    out = loss_of_rows(losses, how, divisor)
    if recording(given):
        node = record1(op, given, out)
        save(node, 0, x)
        save(node, 1, target)
        save_more(node, lse)
        if w is not None:
            save_more(node, w)
        note_reduction(node, x, how, divisor)
        node_data(node).args["weight"] = w
        node_data(node).args["label_smoothing"] = share
    return out


cdef int vjp_cross_entropy_rows(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor x = saved_plain(n, 0), target = saved_positions(n, 1, -1, x.shape_[1]), lse = saved_plain(n, 2)
    cdef Tensor out, w = d.args["weight"], scale
    cdef double share = d.args["label_smoothing"]
    cdef int64_t rows = x.shape_[0], classes = x.shape_[1]
    cdef int64_t *p = <int64_t *>target.data
    cdef bint plain = w is None and share == 0
    cdef char *weights = NULL
    if w is not None:
        w = saved_plain(n, 3)
        weights = w.data
    g = cotangent_of_rows(d, g, None)
    scale = g
    if not plain:
        scale = compact(g)
        if g.dtype_ == WG_F32:
            spread_scales(p, <float *>weights, share, <float *>scale.data, rows, classes)
        else:
            spread_scales(p, <double *>weights, share, <double *>scale.data, rows, classes)
    out = new_like(x, x.dtype_)
    if out.numel_ > RELEASE_GIL_ABOVE:
        with nogil:
            wg_share_xent_vjp(kernels.xent_vjp[x.dtype_ - WG_F32], x.data, p, lse.data, scale.data, out.data,
                              rows, classes, ITEMSIZE[x.dtype_])
    elif out.numel_:
        kernels.xent_vjp[x.dtype_ - WG_F32](x.data, p, lse.data, scale.data, out.data, rows, classes)
    if share != 0:
        if g.dtype_ == WG_F32:
            take_spread(<float *>out.data, p, <float *>weights, share, <float *>g.data, rows, classes)
        else:
            take_spread(<double *>out.data, p, <double *>weights, share, <double *>g.data, rows, classes)
    give(grads, 0, out)
    return 0


cdef object impl_nll_loss(Op op, PyObject **a):
    # _nll_loss(input (rows, classes), target (rows), ignore_index, reduction, weight)
    cdef Tensor x = tensor_arg(op, a, 0), target, losses, out, w, each = None
    cdef int64_t rows, i, kept, at
    cdef int64_t *p
    cdef int how = reduction_arg(<object>a[3])
    cdef double divisor
    cdef Node *node
    if CATEGORY[x.dtype_] != CAT_FLOAT:
        raise errors.UnsupportedDtypeError(f"\"nll_loss_out_frame\" not implemented for '{TORCH_NAMES[x.dtype_]}'")
    target = class_targets(op, x, tensor_arg(op, a, 1), int_arg(op, a, 2), &kept)
    w = class_weights(op, x, <object>a[4])
    rows, divisor = x.shape_[0], kept
    p = <int64_t *>target.data
    losses = new_tensor(x.dtype_, 1, &rows)
    for i in range(rows):
        at = i * x.strides_[0] + p[i] * x.strides_[1]
        if x.dtype_ == WG_F32:
            (<float *>losses.data)[i] = 0 if p[i] < 0 else -(<float *>x.data)[at]
        else:
            (<double *>losses.data)[i] = 0 if p[i] < 0 else -(<double *>x.data)[at]
    if w is not None:
        each = row_weights(w, target, &divisor)
        multiply_inplace(losses, each)
    out = loss_of_rows(losses, how, divisor)
    if recording(x):
        node = record1(op, x, out)
        save(node, 0, target)
        if each is not None:
            save(node, 1, each)
        note_reduction(node, x, how, divisor)
        node_data(node).args["weight"] = w
    return out


cdef int vjp_nll_loss(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef Tensor out = zeros_plain(g.dtype_, d.shapes[0]), each = None
    cdef Tensor target = saved_positions(n, 0, -1, out.shape_[1])
    cdef int64_t i, width = out.shape_[1]
    cdef int64_t *p = <int64_t *>target.data
    if (n.kinds >> 2) & 3:
        each = saved_plain(n, 1)
    g = cotangent_of_rows(d, g, each)
    for i in range(out.shape_[0]):
        if p[i] >= 0:
            if g.dtype_ == WG_F32:
                (<float *>out.data)[i * width + p[i]] = -(<float *>g.data)[i]
            else:
                (<double *>out.data)[i * width + p[i]] = -(<double *>g.data)[i]
    give(grads, 0, out)
    return 0
