# Connectionist temporal classification: the kernels of csrc/ctc_type.h.

cdef int64_t length_at(object given, int64_t i, str name, int64_t most) except -1:
    # One of the lengths, checked.
    cdef int64_t n
    cdef Tensor t
    if isinstance(given, Tensor):
        t = <Tensor>given
        n = (<int64_t *>t.data)[i]
    else:
        n = given[i]
    if n < 0:
        raise errors.AutogradError(f"Expected {name} to have value at least 0, but got value {n} (in ctc_loss)")
    if most >= 0 and n > most:
        raise errors.AutogradError(f"Expected {name} to have value at most {most}, but got value {n} (in ctc_loss): "
                                   f"log_probs has {most} steps")
    return n


cdef object lengths_of(object given, str name, int64_t batch):
    # Lengths as an int64 tensor or a sequence of ints, one for each sequence of the batch.
    cdef Tensor t
    cdef int64_t count
    if isinstance(given, Tensor):
        t = <Tensor>given
        if CATEGORY[t.dtype_] >= CAT_FLOAT:
            raise errors.AutogradError(f"{name} must be integral, but is {DTYPE_NAMES[t.dtype_]} (in ctc_loss)")
        given = contiguous_plain(t if t.dtype_ == WG_I64 else cast_plain(t, WG_I64))
        count = t.numel_
    elif isinstance(given, (tuple, list)):
        count = len(given)
        for v in given:
            if not isinstance(v, (int, np.integer)):
                raise errors.ArgumentError(f"ctc_loss(): {name} must be a tensor or a tuple of ints, but has an "
                                           f"element of type {type(v).__name__}")
    else:
        raise errors.ArgumentError(f"ctc_loss(): {name} must be a tensor or a tuple of ints, not "
                                   f"{type(given).__name__}")
    if count != batch:
        raise errors.ShapeError(f"{name} must be of size batch_size, which is {batch}, but has {count} elements "
                                "(in ctc_loss)")
    return given


cdef Tensor ctc_facts(Tensor labels, object input_lengths, object target_lengths, int64_t steps, int64_t batch,
                      int64_t *longest):
    # Per sequence its steps, its labels and where these begin; and the most labels of one.
    cdef int64_t shape[2]
    cdef int64_t i, at = 0
    cdef int64_t *f
    cdef bint padded = labels.ndim_ == 2
    cdef Tensor facts
    shape[0], shape[1] = batch, 3
    facts = new_tensor(WG_I64, 2, shape)
    f = <int64_t *>facts.data
    longest[0] = 0
    for i in range(batch):
        f[3 * i] = length_at(input_lengths, i, "input_lengths", steps)
        f[3 * i + 1] = length_at(target_lengths, i, "target_lengths", -1)
        f[3 * i + 2] = i * labels.shape_[1] if padded else at
        longest[0] = max(longest[0], f[3 * i + 1])
        at = min(at, <int64_t>1 << 61) + min(f[3 * i + 1], <int64_t>1 << 61)      # a sum that cannot overflow
    if padded and labels.shape_[0] != batch:
        raise errors.ShapeError(f"Expected tensor to have size {batch} at dimension 0, but got size {labels.shape_[0]} "
                                "for argument #2 'targets' (in ctc_loss): a row for each sequence")
    if padded and labels.shape_[1] < longest[0]:
        raise errors.ShapeError(f"Expected tensor to have size at least {longest[0]} at dimension 1, but got size "
                                f"{labels.shape_[1]} for argument #2 'targets' (in ctc_loss): the longest target")
    if not padded and labels.shape_[0] != at:
        raise errors.ShapeError(f"Expected tensor to have size {at} at dimension 0, but got size {labels.shape_[0]} "
                                "for argument #2 'targets' (in ctc_loss): the sum of target_lengths")
    return facts


cdef int check_labels(int64_t *labels, int64_t *facts, int64_t batch, int64_t classes) except -1:
    # PyTorch reads wherever a wrong label leads.
    cdef int64_t i, k
    for i in range(batch):
        for k in range(facts[3 * i + 2], facts[3 * i + 2] + facts[3 * i + 1]):
            if labels[k] < 0 or labels[k] >= classes:
                raise errors.DimensionError(f"Target {labels[k]} is out of bounds (in ctc_loss, sequence {i}): there "
                                            f"are {classes} classes.")
    return 0


cdef int check_facts(Tensor labels, Tensor facts, Tensor alpha) except -1:
    # What an unpack hook gave back for them must lead nowhere else.
    cdef int64_t *f = <int64_t *>facts.data
    cdef int64_t i
    for i in range(facts.shape_[0]):
        if (f[3 * i] < 0 or f[3 * i] > alpha.shape_[1] or f[3 * i + 1] < 0 or 2 * f[3 * i + 1] + 3 > alpha.shape_[2]
                or f[3 * i + 2] < 0 or f[3 * i + 2] > labels.numel_ - f[3 * i + 1]):
            raise errors.DimensionError(f"lengths {f[3 * i]} and {f[3 * i + 1]} of sequence {i} saved by "
                                        "CtcLossBackward0 are out of bounds: they have been changed since, by an "
                                        "unpack hook or through memory that they share")
    return 0


cdef int lay_out_ctc(wg_ctc *job, Tensor x, Tensor alpha, Tensor loss, Tensor labels, Tensor facts,
                     int64_t blank) except -1:
    memset(job, 0, sizeof(wg_ctc))
    job.steps, job.batch, job.classes = x.shape_[0], x.shape_[1], x.shape_[2]
    job.time_step, job.batch_step = x.strides_[0], x.strides_[1]
    job.blank = blank
    job.log_probs, job.labels, job.facts = x.data, <int64_t *>labels.data, <int64_t *>facts.data
    job.kept, job.row = alpha.shape_[1], alpha.shape_[2]
    job.alpha, job.loss = alpha.data, loss.data
    return 0


cdef object impl_ctc_loss(Op op, PyObject **a):
    # _ctc_loss(log_probs (steps, batch, classes), targets, input_lengths, target_lengths, blank, zero_infinity)
    cdef Tensor given = tensor_arg(op, a, 0), x = given, labels = tensor_arg(op, a, 1), facts, alpha, out
    cdef int64_t blank = int_arg(op, a, 4), longest, batch
    cdef int64_t shape[3]
    cdef bint records = recording(given), done
    cdef wg_ctc job
    cdef Node *n
    if x.dtype_ != WG_F32 and x.dtype_ != WG_F64:
        raise errors.UnsupportedDtypeError(f"\"ctc_loss_cpu\" not implemented for '{TORCH_NAMES[x.dtype_]}'. Convert "
                                           "log_probs to float32 or float64.")
    if x.ndim_ != 3:
        raise errors.ShapeError(f"Expected 3-dimensional tensor, but got {x.ndim_}-dimensional tensor for argument #1 "
                                "'log_probs' (in ctc_loss): (steps, batch, classes), or (steps, classes)")
    if x.numel_ == 0:
        raise errors.ShapeError(f"log_probs tensor must not be empty, but is {list(size_of(x))} (in ctc_loss)")
    if blank < 0 or blank >= x.shape_[2]:
        raise errors.AutogradError(f"blank must be in label range, from 0 to {x.shape_[2] - 1}, but got {blank} "
                                   "(in ctc_loss)")
    if labels.ndim_ != 1 and labels.ndim_ != 2:
        raise errors.ShapeError(f"Expected 1 to 2 dimensions, but got {labels.ndim_}-dimensional tensor for argument "
                                "#2 'targets' (in ctc_loss)")
    if x.strides_[2] != 1 and x.shape_[2] > 1:
        x = compact(x)
    batch = x.shape_[1]
    labels = contiguous_plain(labels if labels.dtype_ == WG_I64 else cast_plain(labels, WG_I64))
    facts = ctc_facts(labels, lengths_of(<object>a[2], "input_lengths", batch),
                      lengths_of(<object>a[3], "target_lengths", batch), x.shape_[0], batch, &longest)
    check_labels(<int64_t *>labels.data, <int64_t *>facts.data, batch, x.shape_[2])
    shape[0], shape[1], shape[2] = batch, x.shape_[0] if records else 2, 2 * longest + 3
    out, alpha = new_tensor(x.dtype_, 1, shape), new_tensor(x.dtype_, 3, shape)
    lay_out_ctc(&job, x, alpha, out, labels, facts, blank)
    with nogil:
        done = wg_ctc_loss(kernels, &job, x.dtype_)
    if not done:
        raise MemoryError("no memory for a row of cells (in ctc_loss)")
    if records:
        n = record1(op, given, out)
        save(n, 0, x)
        save(n, 1, alpha)
        save_more(n, out)
        save_more(n, labels)
        save_more(n, facts)
        node_data(n).args = {"blank": blank, "zero_infinity": bool(<object>a[5])}
    return out


cdef Tensor ctc_cotangent(Tensor g, Tensor x, Tensor alpha, Tensor loss, Tensor labels, Tensor facts, int64_t blank,
                          bint zero_infinity):
    # The cotangent of log_probs, given those of the losses.
    cdef Tensor out = new_shaped(x.dtype_, shape_tuple(3, x.shape_))
    cdef wg_ctc job
    cdef bint done
    check_facts(labels, facts, alpha)
    check_labels(<int64_t *>labels.data, <int64_t *>facts.data, x.shape_[1], x.shape_[2])
    lay_out_ctc(&job, x, alpha, loss, labels, facts, blank)
    job.g, job.g_step, job.zero_infinity, job.out = g.data, g.strides_[0], zero_infinity, out.data
    with nogil:
        done = wg_ctc_loss_vjp(kernels, &job, x.dtype_)
    if not done:
        raise MemoryError("no memory for a row of cells (in the backward of ctc_loss)")
    return out


cdef int vjp_ctc_loss(Node *n, NodeData d, Tensor g, PyObject **grads) except -1:
    give(grads, 0, ctc_cotangent(g, saved_plain(n, 0), saved_plain(n, 1), saved_plain(n, 2), saved_plain(n, 3),
                                 saved_plain(n, 4), d.args["blank"], d.args["zero_infinity"]))
    return 0


cdef object impl_ctc_loss_backward(Op op, PyObject **a):
    # _ctc_loss_backward(g, log_probs, alpha, loss, labels, facts, blank, zero_infinity)
    cdef Tensor g = tensor_arg(op, a, 0), x = tensor_arg(op, a, 1), out
    cdef Node *n
    out = ctc_cotangent(g, x, tensor_arg(op, a, 2), tensor_arg(op, a, 3), tensor_arg(op, a, 4), tensor_arg(op, a, 5),
                        int_arg(op, a, 6), <object>a[7])
    if any_requires([g, x]):
        record_many(op, [g, x], out)
    return out
