# Cross products, distances and cosines of vectors: cross, cdist, pdist, cosine_similarity.

cdef Tensor component(Tensor x, int dim, int i):
    # Place i along a dim, which stays with size 1, without history.
    cdef Tensor t = alias(x)
    t.numel_ = x.numel_ // 3
    t.shape_[dim] = 1
    t.data += i * x.strides_[dim] * ITEMSIZE[x.dtype_]
    note_contiguity(t)
    return t


cdef int combine_into(Op op, Tensor a, Tensor b, Tensor out) except -1:
    # out = a op b for operands of one type that broadcast to out.
    cdef Operand p[3]
    operand_of(&p[0], a)
    operand_of(&p[1], b)
    operand_of(&p[2], out)
    return run(op.info.loop[a.dtype_], op.info.loop_data[a.dtype_], 3, p)


ctypedef fused real:
    float
    double


cdef void cross_blocks(real *a, real *b, real *out, int64_t outer, int64_t inner) noexcept nogil:
    # Operands as (outer, 3, inner).
    cdef int64_t i, j, y = inner, z = 2 * inner
    for i in range(outer):
        for j in range(inner):
            out[j] = a[j + y] * b[j + z] - a[j + z] * b[j + y]
            out[j + y] = a[j + z] * b[j] - a[j] * b[j + z]
            out[j + z] = a[j] * b[j + y] - a[j + y] * b[j]
        a += 3 * inner
        b += 3 * inner
        out += 3 * inner


cdef Tensor cross_plain(Op op, Tensor a, Tensor b, int dim):
    cdef int64_t shape[WG_MAX_DIMS]
    cdef Operand p[2]
    cdef Tensor out, part, other
    cdef int i, j, k, ndim
    cdef int64_t outer, inner
    operand_of(&p[0], a)
    operand_of(&p[1], b)
    ndim = broadcast(p, 2, shape, op)
    out = new_tensor(a.dtype_, ndim, shape)
    if same_shape(a, b) and a.flags & b.flags & T_CONTIGUOUS and (a.dtype_ == WG_F32 or a.dtype_ == WG_F64):
        blocks_of(a, dim, &outer, &inner)
        if a.dtype_ == WG_F32:
            cross_blocks(<float *>a.data, <float *>b.data, <float *>out.data, outer, inner)
        else:
            cross_blocks(<double *>a.data, <double *>b.data, <double *>out.data, outer, inner)
        return out
    other = new_like(component(out, dim, 0), a.dtype_)
    for i in range(3):
        j, k = (i + 1) % 3, (i + 2) % 3
        part = component(out, dim, i)
        combine_into(op_mul, component(a, dim, j), component(b, dim, k), part)
        combine_into(op_mul, component(a, dim, k), component(b, dim, j), other)
        combine_into(op_sub, part, other, part)
    return out


cdef object impl_cross(Op op, PyObject **args):
    # _cross(input, other, dim)
    cdef Tensor a = tensor_arg(op, args, 0), b = tensor_arg(op, args, 1), out
    cdef int dim
    cdef Node *n
    if a.ndim_ != b.ndim_:
        raise errors.ShapeError("linalg.cross: inputs must have the same number of dimensions. "
                                f"Got {a.ndim_} and {b.ndim_}")
    dim = wrap_dim(int_arg(op, args, 2), a.ndim_)
    if a.ndim_ == 0 or a.shape_[dim] != 3 or b.shape_[dim] != 3:
        raise errors.ShapeError(f"linalg.cross: inputs dimension {dim} must have length 3. Got "
                                f"{a.shape_[dim] if a.ndim_ else 1} and {b.shape_[dim] if b.ndim_ else 1}")
    if a.dtype_ != b.dtype_:
        raise errors.AutogradError(f"expected scalar type {TORCH_NAMES[a.dtype_]} but found {TORCH_NAMES[b.dtype_]} "
                                   "(in cross). Convert one of them.")
    if a.dtype_ == WG_BOOL:
        raise errors.UnsupportedDtypeError("\"cross\" not implemented for 'Bool'. Convert the operands to an "
                                           "integer type.")
    out = cross_plain(op, a, b, dim)
    if CATEGORY[out.dtype_] >= CAT_FLOAT and any_requires([a, b]):
        n = record_many(op, [a, b], out)
        node_data(n).args = {"dim": dim}
        if wanted(n, 1):
            save(n, 0, a)
        if wanted(n, 0):
            save(n, 1, b)
        if not same_shape(a, b):
            n.flags |= N_BROADCAST
            node_data(n).shapes = [shape_tuple(a.ndim_, a.shape_), shape_tuple(b.ndim_, b.shape_)]
    return out


cdef int vjp_cross(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # For c = a x b: b x g and g x a.
    cdef Op op = <Op>op_table[n.op]
    cdef int k
    if g.dtype_ >= WG_C64:
        for k in range(2):
            if wanted(n, k):
                give(grads, k, apply_rule(op, n, k, g, -1))
        return 0
    if wanted(n, 0):
        give(grads, 0, cross_plain(op, saved_plain(n, 1), g, d.args["dim"]))
    if wanted(n, 1):
        give(grads, 1, cross_plain(op, g, saved_plain(n, 0), d.args["dim"]))
    return 0


cdef object impl_distance(Op op, PyObject **args):
    # _cdist(x1, x2, p): the same batch dims on both sides.
    cdef Tensor x = tensor_arg(op, args, 0), y = tensor_arg(op, args, 1), out
    cdef int64_t shape[WG_MAX_DIMS]
    cdef int nd = x.ndim_
    cdef double p = <object>args[2]
    cdef Node *n
    wg_copy_sizes(shape, x.shape_, nd)
    shape[nd - 1] = y.shape_[nd - 2]
    out = new_tensor(x.dtype_, nd, shape)
    distances(contiguous_plain(x), contiguous_plain(y), out, p)
    if any_requires([x, y]):
        n = record_many(op, [x, y], out)
        node_data(n).args = {"p": p}
        save(n, 0, x)
        save(n, 1, y)
        save(n, 2, out)
    return out


cdef int distances(Tensor x, Tensor y, Tensor out, double p) except -1:
    cdef int nd = x.ndim_, type = x.dtype_ - WG_F32, size = ITEMSIZE[x.dtype_]
    cdef int64_t rows = x.shape_[nd - 2], cols = y.shape_[nd - 2], width = x.shape_[nd - 1], i
    cdef int64_t count = out.numel_ // (rows * cols) if out.numel_ else 0
    with nogil:
        for i in range(count):
            kernels.distance[type](x.data + i * rows * width * size, y.data + i * cols * width * size,
                                   out.data + i * rows * cols * size, rows, cols, width, p)
    return 0


cdef int vjp_distance(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # Both gradients in one pass over the pairs; 0 where two rows are equal.
    cdef Tensor x = contiguous_plain(saved_plain(n, 0)), y = contiguous_plain(saved_plain(n, 1))
    cdef Tensor dist = contiguous_plain(saved_plain(n, 2)), gx = new_like(x, x.dtype_), gy = new_like(y, y.dtype_)
    cdef int nd = x.ndim_, type = x.dtype_ - WG_F32, size = ITEMSIZE[x.dtype_]
    cdef int64_t rows = x.shape_[nd - 2], cols = y.shape_[nd - 2], width = x.shape_[nd - 1], i
    cdef int64_t count = dist.numel_ // (rows * cols) if dist.numel_ else 0
    cdef double p = d.args["p"]
    g = contiguous_plain(g)
    fill_zero(gx)
    fill_zero(gy)
    with nogil:
        for i in range(count):
            kernels.distance_vjp[type](g.data + i * rows * cols * size, x.data + i * rows * width * size,
                                       y.data + i * cols * width * size, dist.data + i * rows * cols * size,
                                       gx.data + i * rows * width * size, gy.data + i * cols * width * size,
                                       rows, cols, width, p)
    if wanted(n, 0):
        give(grads, 0, gx)
    if wanted(n, 1):
        give(grads, 1, gy)
    return 0


cdef Tensor turned(Tensor x):
    # A matrix's columns as rows, contiguous, without history.
    cdef Tensor t = alias(x)
    t.shape_[0], t.shape_[1] = x.shape_[1], x.shape_[0]
    t.strides_[0], t.strides_[1] = x.strides_[1], x.strides_[0]
    note_contiguity(t)
    return contiguous_plain(t)


cdef object impl_pairs(Op op, PyObject **a):
    # _pdist(input, p): the distances of all pairs of rows.
    cdef Tensor x = tensor_arg(op, a, 0), rows = contiguous_plain(x), columns = turned(x), out
    cdef int64_t n = x.shape_[0], count = n * (n - 1) // 2, work = n * x.shape_[1]
    cdef wg_pairs job
    cdef Node *node
    out = new_tensor(x.dtype_, 1, &count)
    job.x, job.turned, job.out, job.rows, job.width = rows.data, columns.data, out.data, n, x.shape_[1]
    job.p = <object>a[1]
    if count:
        with nogil:
            wg_parallel(kernels.pairs[out.dtype_ - WG_F32], &job, n, max(<int64_t>1, 2 * GRAIN // (work + 1)))
    if recording(x):
        node = record1(op, x, out)
        save(node, 0, x)
        save(node, 1, out)
        node_data(node).args = {"p": job.p}
    return out


cdef int vjp_pairs(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    # What each row has by the pairs it comes first in, and turned by those it comes second in.
    cdef Tensor x = contiguous_plain(saved_plain(n, 0)), dist = contiguous_plain(saved_plain(n, 1)), columns = turned(x)
    cdef Tensor gx = new_like(x, x.dtype_), gturned = new_like(columns, x.dtype_), room
    cdef wg_pairs job
    cdef Operand p[3]
    g = contiguous_plain(g)
    room = new_tensor(x.dtype_, 1, x.shape_)
    fill_zero(gx)
    fill_zero(gturned)
    job.x, job.turned, job.rows, job.width, job.p = x.data, columns.data, x.shape_[0], x.shape_[1], d.args["p"]
    job.g, job.dist, job.gx, job.gturned, job.room = g.data, dist.data, gx.data, gturned.data, room.data
    if g.numel_:
        with nogil:
            kernels.pairs_vjp[gx.dtype_ - WG_F32](&job, 0, job.rows)
    columns = alias(gturned)
    columns.shape_[0], columns.shape_[1] = gturned.shape_[1], gturned.shape_[0]
    columns.strides_[0], columns.strides_[1] = 1, gturned.strides_[0]
    note_contiguity(columns)
    operand_of(&p[0], gx)
    operand_of(&p[1], columns)
    operand_of(&p[2], gx)
    run(op_add.info.loop[gx.dtype_], op_add.info.loop_data[gx.dtype_], 3, p)
    give(grads, 0, gx)
    return 0


cdef object impl_cosine(Op op, PyObject **a):
    # _cosine(x1, x2, dim, eps) of one shape and type.
    cdef Tensor x = tensor_arg(op, a, 0), y = tensor_arg(op, a, 1), xs, ys, out
    cdef int d = wrap_dim(int_arg(op, a, 2), x.ndim_)
    cdef wg_cosines job
    cdef Node *n
    xs, ys = last_dim(x, d), last_dim(y, d)
    out = without_dim(x, d, x.dtype_)
    job.x, job.y, job.out, job.eps = xs.data, ys.data, out.data, <object>a[3]
    job.width = x.shape_[d] if x.ndim_ else 1
    run_cosines(kernels.cosine[x.dtype_ - WG_F32], &job, out.numel_)
    if any_requires([x, y]):
        n = record_many(op, [x, y], out)
        save(n, 0, x)
        save(n, 1, y)
        node_data(n).args = {"dim": d, "eps": job.eps}
    return out


cdef int run_cosines(wg_task task, wg_cosines *job, int64_t rows) except -1:
    if rows * job.width > RELEASE_GIL_ABOVE:
        with nogil:
            wg_parallel(task, job, rows, COSTLY_GRAIN // (job.width + 1) + 1)
    elif rows:
        task(job, 0, rows)
    return 0


cdef int vjp_cosine(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    cdef int dim = d.args["dim"]
    cdef Tensor x = last_dim(saved_plain(n, 0), dim), y = last_dim(saved_plain(n, 1), dim)
    cdef Tensor gx = new_like(x, x.dtype_), gy = new_like(x, x.dtype_)
    cdef wg_cosines job
    g = contiguous_plain(g)
    job.x, job.y, job.g, job.gx, job.gy, job.eps = x.data, y.data, g.data, gx.data, gy.data, d.args["eps"]
    job.width = x.shape_[x.ndim_ - 1] if x.ndim_ else 1
    run_cosines(kernels.cosine_vjp[g.dtype_ - WG_F32], &job, g.numel_)
    if wanted(n, 0):
        give(grads, 0, dim_back(gx, dim))
    if wanted(n, 1):
        give(grads, 1, dim_back(gy, dim))
    return 0
