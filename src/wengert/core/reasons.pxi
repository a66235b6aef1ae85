# Why a tensor requires no gradient: flags that results inherit, and in anomaly mode the calls that led there.

cdef enum:
    CUT = T_DETACHED | T_UNRECORDED | T_DISCRETE      # how a gradient can be lost
    REASON_DEPTH = 32                                 # calls remembered behind one tensor


@cython.final
cdef class Reason:
    # In anomaly mode: the call that computed a tensor without a history.
    cdef str name              # its operation
    cdef Trace at              # where it was called
    cdef Trace mode            # where recording was turned off; None: it was on
    cdef int cut               # the flag that this very call set; 0: none
    cdef int depth             # calls behind this one
    cdef list inputs           # (description, Reason or None) of its tensors


cdef object unrecorded(object result, str name, PyObject **a, int count):
    # A result without a history takes over how its operands lost theirs. Returns the result.
    cdef Tensor out
    cdef int k, flags = 0
    if not isinstance(result, Tensor) or (<Tensor>result).flags & T_REQUIRES:
        return result
    out = <Tensor>result
    for k in range(count):
        if a[k] != NULL and (Py_TYPE(a[k]) == <PyTypeObject *>Tensor
                             or not PyLong_CheckExact(a[k]) and not PyTuple_CheckExact(a[k])
                             and a[k] != <PyObject *>None and isinstance(<object>a[k], Tensor)):
            flags |= (<Tensor>a[k]).flags
    if flags & T_REQUIRES and not flags & CUT:
        flags |= T_UNRECORDED if wg_grad_off else T_DISCRETE if CATEGORY[out.dtype_] < CAT_FLOAT else 0
    if flags & CUT:
        out.flags |= flags & CUT
    if wg_anomaly:
        note_reason(out, name, a, count)
    return result


cdef int note_reason(Tensor out, str name, PyObject **a, int count) except -1:
    cdef Reason r = Reason.__new__(Reason), before
    cdef Tensor x
    cdef int k, behind = 0
    r.name = name
    r.at = capture_trace()
    r.mode = entered_mode if wg_grad_off else None
    r.inputs = []
    for k in range(count):
        if a[k] == NULL or not isinstance(<object>a[k], Tensor):
            continue
        x = <Tensor>a[k]
        behind |= x.flags
        before = None if x.meta is None else <Reason>(<TensorMeta>x.meta).reason
        if before is not None and before.depth >= REASON_DEPTH:
            before = None
        r.depth = max(r.depth, 0 if before is None else before.depth + 1)
        r.inputs.append((describe(x), before))
    r.cut = out.flags & CUT if not behind & CUT else 0
    meta_of(out).reason = r
    return 0


cdef Reason losing_call(Reason r):
    # The call in which the gradient was lost.
    cdef Reason found
    if r is None or r.cut:
        return r
    for _, before in r.inputs:
        found = losing_call(<Reason>before)
        if found is not None and found.cut:
            return found
    return None


cdef list first_inputs(Reason r):
    # The tensors that a computation without gradients began with.
    cdef list out = []
    for text, before in r.inputs:
        if before is None:
            out.append(text)
        else:
            out.extend(first_inputs(<Reason>before))
    return out


cdef str why_no_grad(Tensor t):
    # The end of a message: why t does not require a gradient and what to do.
    cdef Reason r = None if t.meta is None else <Reason>(<TensorMeta>t.meta).reason, lost
    cdef str text, where = ""
    lost = losing_call(r)
    if lost is not None:
        where = f" (in {lost.name}, at {place_of(lost.at)}"
        if lost.mode is not None:
            where += f"; recording was turned off at {place_of(lost.mode)}"
        where += ")"
    if t.flags & T_INFERENCE:
        text = f"it was computed in inference mode{where}. Compute it outside."
    elif t.flags & T_UNRECORDED:
        text = f"it was computed from tensors that require grad while nothing was recorded, under no_grad(){where}."
    elif t.flags & T_DISCRETE:
        text = f"it was computed from integer or boolean values, which carry no gradient{where}."
    elif t.flags & T_DETACHED:
        text = f"it was computed from a tensor that detach() cut from its history{where}."
    else:
        text = "none of the tensors it was computed from requires grad"
        if r is not None:
            text += f" ({', '.join(first_inputs(r)[:8])})"
        text += ". Set requires_grad=True on the inputs that are to be differentiated."
    if CATEGORY[t.dtype_] < CAT_FLOAT:
        return f": {DTYPE_NAMES[t.dtype_]} values have no gradient, and {text}"
    return ": " + text + ("" if wg_anomaly else " Anomaly mode tells where.")
