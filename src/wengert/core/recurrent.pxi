# Cells and layers of recurrent networks: the kernels of csrc/recurrent_type.h over (steps, batch, width) tensors.

cdef dict CELLS = {"RNN_TANH": WG_TANH, "RNN_RELU": WG_RELU, "LSTM": WG_LSTM, "GRU": WG_GRU}


cdef Tensor recurrent_arg(Op op, PyObject **a, int k, Tensor x, int64_t rows, int64_t cols):
    # A contiguous operand of a known shape: (rows, cols), or (rows) when cols is -1; None where it was not given.
    cdef Tensor t
    if <object>a[k] is None:
        return None
    t = tensor_arg(op, a, k)
    if t.ndim_ != (1 if cols < 0 else 2) or t.shape_[0] != rows or cols >= 0 and t.shape_[1] != cols:
        raise errors.ShapeError(f"{op.params[k]} of a recurrent cell must have the shape "
                                f"{[rows] if cols < 0 else [rows, cols]}, but got {list(size_of(t))}")
    if t.dtype_ != x.dtype_:
        raise errors.AutogradError(f"mat1 and mat2 must have the same dtype, but got {DTYPE_NAMES[x.dtype_]} "
                                   f"and {DTYPE_NAMES[t.dtype_]} (for {op.params[k]} of a recurrent cell). "
                                   "Convert one of them.")
    return contiguous_plain(t)


cdef int check_states(Op op, PyObject **a, Tensor x, bint lstm) except -1:
    # The states before the first step, with PyTorch's messages.
    cdef Tensor w = tensor_arg(op, a, 3), v = tensor_arg(op, a, 4), h
    cdef int k
    if w.ndim_ != 2 or v.ndim_ != 2:
        raise errors.ShapeError(f"the weights of a recurrent cell must be matrices, but got {list(size_of(w))} and "
                                f"{list(size_of(v))}")
    if x.shape_[x.ndim_ - 1] != w.shape_[1]:
        raise errors.ShapeError(f"input has inconsistent input_size: got {x.shape_[x.ndim_ - 1]} expected "
                                f"{w.shape_[1]}")
    for k in range(1, 3 if lstm else 2):
        h = tensor_arg(op, a, k)
        if h.ndim_ != 2:
            raise errors.ShapeError(f"hidden{k - 1} of a recurrent cell must be a matrix (batch, width), but got "
                                    f"{list(size_of(h))}")
        if h.shape_[0] != x.shape_[x.ndim_ - 2]:
            raise errors.ShapeError(f"Input batch size {x.shape_[x.ndim_ - 2]} doesn't match hidden{k - 1} batch size "
                                    f"{h.shape_[0]}")
        if h.shape_[1] != v.shape_[1]:
            raise errors.ShapeError(f"hidden{k - 1} has inconsistent hidden_size: got {h.shape_[1]}, expected "
                                    f"{v.shape_[1]}")
    return 0


cdef inline void *data_or_null(Tensor t) noexcept:
    return NULL if t is None else t.data


cdef Tensor step_room(Tensor x, int64_t steps, int64_t batch, int64_t width):
    # New memory of x's type for all steps.
    cdef int64_t shape[3]
    shape[0], shape[1], shape[2] = steps, batch, width
    return new_tensor(x.dtype_, 3, shape)


cdef Tensor last_rows(Tensor kept, int64_t steps, bint reverse):
    # A copy of the states after the last step: (batch, width); with one step they are the whole.
    cdef Tensor out
    cdef int64_t shape[2]
    cdef int64_t size
    shape[0], shape[1] = kept.shape_[1], kept.shape_[2]
    if steps == 1:
        return reshape_plain(kept, 2, shape)
    out = new_tensor(kept.dtype_, 2, shape)
    size = out.numel_ * ITEMSIZE[out.dtype_]
    memcpy(out.data, kept.data + (0 if reverse else (steps - 1) * size), size)
    return out


cdef int recur(wg_recurrent *p, int dtype, bint backward) except -1:
    cdef wg_recur kernel = kernels.recur_vjp[dtype - WG_F32] if backward else kernels.recur[dtype - WG_F32]
    if p.steps * p.batch * p.width * (p.inputs + p.width) > RELEASE_GIL_ABOVE:
        with nogil:
            kernel(p)
    else:
        kernel(p)
    return 0


cdef object impl_recurrent(Op op, PyObject **a):
    # _recurrent(input, hx, cx, w_ih, w_hh, b_ih, b_hh, kind, reverse): input (batch, inputs) for one step, or
    # (steps, batch, inputs). Results: the states after every step and, of an LSTM, the last cell state.
    cdef Tensor x = tensor_arg(op, a, 0), flat, h, c = None, w_ih, w_hh, b_ih, b_hh, gates, kept = None, out, state
    cdef int kind = CELLS[<object>a[7]], count = 4 if kind == WG_LSTM else 3 if kind == WG_GRU else 1
    cdef wg_recurrent p
    cdef Node *n
    memset(&p, 0, sizeof(p))
    if x.ndim_ != 2 and x.ndim_ != 3:
        raise errors.ShapeError(f"a recurrent cell expects input (batch, inputs) or (steps, batch, inputs), but got "
                                f"{list(size_of(x))}")
    if x.ndim_ == 3 and x.shape_[0] == 0:
        raise errors.ShapeError("Expected sequence length to be larger than 0 in RNN")
    if x.dtype_ != WG_F32 and x.dtype_ != WG_F64:
        raise_unsupported(op, x.dtype_)
    check_states(op, a, x, kind == WG_LSTM)
    p.kind, p.reverse = kind, <object>a[8]
    p.steps = x.shape_[0] if x.ndim_ == 3 else 1
    p.batch, p.inputs, p.width = x.shape_[x.ndim_ - 2], x.shape_[x.ndim_ - 1], (<Tensor>a[1]).shape_[1]
    flat = contiguous_plain(x)
    h = recurrent_arg(op, a, 1, x, p.batch, p.width)
    if kind == WG_LSTM:
        c = recurrent_arg(op, a, 2, x, p.batch, p.width)
    w_ih = recurrent_arg(op, a, 3, x, count * p.width, p.inputs)
    w_hh = recurrent_arg(op, a, 4, x, count * p.width, p.width)
    b_ih = recurrent_arg(op, a, 5, x, count * p.width, -1)
    b_hh = recurrent_arg(op, a, 6, x, count * p.width, -1)
    gates = step_room(x, p.steps, p.batch, count * p.width)
    if kind == WG_LSTM or kind == WG_GRU:
        kept = step_room(x, p.steps, p.batch, p.width)
    if x.ndim_ == 3:
        out = step_room(x, p.steps, p.batch, p.width)
    else:
        out = new_tensor(x.dtype_, 2, h.shape_)
    state = step_room(x, 1, p.batch, count * p.width) if kind == WG_GRU else gates
    p.x, p.h0, p.c0, p.w_ih, p.w_hh = flat.data, h.data, data_or_null(c), w_ih.data, w_hh.data
    p.b_ih, p.b_hh = data_or_null(b_ih), data_or_null(b_hh)
    p.gates, p.kept, p.out, p.state = gates.data, data_or_null(kept), out.data, state.data
    recur(&p, x.dtype_, False)
    results = [out]
    if kind == WG_LSTM:
        results.append(last_rows(kept, p.steps, p.reverse))
    inputs = [<object>a[0], <object>a[1], <object>a[2], <object>a[3], <object>a[4], <object>a[5], <object>a[6]]
    if any_requires(inputs):
        n = record_several(op, inputs, results)
        save(n, 0, flat)
        save(n, 1, h)
        for k, t in enumerate((c, w_ih, w_hh, b_ih, b_hh, gates, kept, out)):
            save_optional(n, 2 + <int>k, <Tensor>t)
        node_data(n).args = {"kind": <object>a[7], "reverse": <object>a[8]}
    return tuple(results)


cdef Tensor room_for_cotangent(NodeData d, int k, Tensor like, PyObject **grads, int *added):
    # Memory for the cotangent of input k, if that is wanted: new, and given as the gradient, or what has arrived there
    # already, to which the kernel adds.
    cdef Tensor out
    if not wanted(d.node, k):
        return None
    out = sum_so_far(d.node, k, like.ndim_, like.shape_, like.dtype_)
    added[0] = out is not None
    if out is None:
        out = new_like(like, like.dtype_)
        give(grads, k, out)
    return out


cdef void *room_for_sums(NodeData d, int k, Tensor like, PyObject **grads) except? NULL:
    # The same for a bias, which may not be there; its kernel always adds.
    cdef int added
    cdef Tensor out = None if like is None else room_for_cotangent(d, k, like, grads, &added)
    if out is not None and not added:
        memset(out.data, 0, out.numel_ * ITEMSIZE[out.dtype_])
    return data_or_null(out)


cdef int vjp_recurrent(Node *n, NodeData d, list gs, PyObject **grads) except -1:
    cdef Tensor x = saved_plain(n, 0), h = saved_plain(n, 1), c = saved_optional(n, 2), w_ih = saved_plain(n, 3)
    cdef Tensor w_hh = saved_plain(n, 4), b_ih = saved_optional(n, 5), b_hh = saved_optional(n, 6)
    cdef Tensor gates = saved_plain(n, 7), kept = saved_optional(n, 8), out = saved_plain(n, 9)
    cdef Tensor g = None, dh = zeros_plain(x.dtype_, shape_tuple(2, h.shape_)), dc = None, slopes, state
    cdef wg_recurrent p
    memset(&p, 0, sizeof(p))
    p.kind, p.reverse = CELLS[d.args["kind"]], d.args["reverse"]
    p.steps = x.shape_[0] if x.ndim_ == 3 else 1
    p.batch, p.inputs, p.width = x.shape_[x.ndim_ - 2], x.shape_[x.ndim_ - 1], h.shape_[1]
    slopes = new_like(gates, x.dtype_)
    state = new_like(gates, x.dtype_) if p.kind == WG_GRU else slopes
    p.x, p.h0, p.c0, p.w_ih, p.w_hh = x.data, h.data, data_or_null(c), w_ih.data, w_hh.data
    p.gates, p.kept, p.out, p.slopes, p.state = gates.data, data_or_null(kept), out.data, slopes.data, state.data
    if gs[0] is not None:
        g = contiguous_plain(<Tensor>gs[0])
        p.g = g.data
    if p.kind == WG_LSTM:
        dc = zeros_plain(x.dtype_, shape_tuple(2, h.shape_)) if gs[1] is None else compact(<Tensor>gs[1])
        p.dc = dc.data
        if wanted(n, 2):
            give(grads, 2, dc)
    p.dh = dh.data
    if wanted(n, 1):
        give(grads, 1, dh)
    p.dx = data_or_null(room_for_cotangent(d, 0, x, grads, &p.add_x))
    p.dw_ih = data_or_null(room_for_cotangent(d, 3, w_ih, grads, &p.add_ih))
    p.dw_hh = data_or_null(room_for_cotangent(d, 4, w_hh, grads, &p.add_hh))
    p.db_ih = room_for_sums(d, 5, b_ih, grads)
    p.db_hh = room_for_sums(d, 6, b_hh, grads)
    recur(&p, x.dtype_, True)
    return 0
