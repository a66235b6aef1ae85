# Anomaly mode: where each operation was called, where memory was written, and gradients that are no numbers.

cdef enum Anomaly:
    ANOMALY_TRACE = 1          # note where nodes are made
    ANOMALY_NAN = 2            # look for nan in what every vjp returns

cdef enum:
    TRACE_DEPTH = 8            # frames kept, the innermost: each costs some 8 ns an operation

cdef int wg_anomaly = 0                    # Anomaly bits, for all threads as in PyTorch
cdef int32_t running_node = -1             # the node being differentiated with create_graph
cdef dict written = {}                     # storage address -> (version, Trace): the last write seen
cdef Trace entered_mode = None             # where the innermost grad mode was entered


@cython.final
@cython.freelist(256)
@cython.no_gc
cdef class Trace:
    # One frame of a Python stack and, through `parent`, those that called it. Calls from one place share the rest.
    cdef PyObject *code        # the frame's code object, counted
    cdef int at                # offset of its running instruction
    cdef Trace parent          # the caller's frame
    cdef Trace cause           # of a node made by a backward pass: the node being differentiated

    def __cinit__(self):
        self.code = NULL

    def __dealloc__(self):
        Py_XDECREF(self.code)


cdef PyObject *last_trace[TRACE_DEPTH]     # the frames of the last stack seen, the innermost first; Traces, counted
cdef PyObject *last_code[TRACE_DEPTH]      # their code
cdef int last_at[TRACE_DEPTH]              # their instructions
cdef int last_depth = 0

cdef extern from *:
    """
    /* The code and the running instruction of this thread's innermost Python frames; returns their number. A frame
       that runs owns its code, so that borrowed references hold. CPython 3.11's frames are read where they lie, at a
       fifth of the cost; later ones lie otherwise. */
    #if PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030C0000 && !defined(PYPY_VERSION)
    #define Py_BUILD_CORE 1
    #include "internal/pycore_frame.h"
    #undef Py_BUILD_CORE
    static int wg_frames(PyObject **code, int *at, int most)
    {
        _PyInterpreterFrame *frame = PyThreadState_Get()->cframe->current_frame;
        int depth = 0;
        for (; frame && depth < most; frame = frame->previous) {
            if (_PyFrame_IsIncomplete(frame)) continue;
            code[depth] = (PyObject *)frame->f_code;
            at[depth++] = _PyInterpreterFrame_LASTI(frame) * (int)sizeof(_Py_CODEUNIT);
        }
        return depth;
    }
    #else
    static int wg_frames(PyObject **code, int *at, int most)
    {
        PyFrameObject *frame = PyEval_GetFrame();
        int depth = 0;
        if (most > 6) most = 6;     /* with eight a chain of 0-d products takes 1.6 times as long */
        while (frame && depth < most) {
            code[depth] = (PyObject *)PyFrame_GetCode(frame);
            Py_DECREF(code[depth]);
            at[depth++] = PyFrame_GetLasti(frame);
            frame = PyFrame_GetBack(frame);
            Py_XDECREF(frame);
        }
        return depth;
    }
    #endif
    """
    int wg_frames(PyObject **code, int *at, int most)


cdef Trace capture_trace():
    # The Python stack now. The outer frames that the last one seen had as well are shared with it.
    cdef PyObject *code[TRACE_DEPTH]
    cdef int at[TRACE_DEPTH]
    cdef int depth = wg_frames(code, at, TRACE_DEPTH), k
    cdef int shift = last_depth - depth, fresh = max(-shift, 0)    # the innermost frames, which are not shared
    for k in range(fresh, depth):
        if last_code[k + shift] != code[k] or last_at[k + shift] != at[k]:
            fresh = k + 1
    if fresh or shift:
        trace_frames(code, at, depth, fresh)
    return <Trace>last_trace[0] if depth else None


cdef int trace_frames(PyObject **code, int *at, int depth, int fresh) except -1:
    # Put a stack in the place of the last one seen, of which it shares all but `fresh` frames.
    global last_depth
    cdef PyObject *stack[TRACE_DEPTH]
    cdef PyObject *before[TRACE_DEPTH]
    cdef Trace t, parent = None
    cdef int k, gone
    for k in range(depth - 1, -1, -1):
        if k >= fresh:
            t = <Trace>last_trace[k + last_depth - depth]
        else:
            t = Trace.__new__(Trace)
            t.code = code[k]
            Py_INCREF(<object>t.code)
            t.at = at[k]
            t.parent = parent
        parent = t
        stack[k] = <PyObject *>t       # borrowed: its callee holds it
    for k in range(depth):
        Py_INCREF(<object>stack[k])
    for k in range(last_depth):
        before[k] = last_trace[k]
    memcpy(last_trace, stack, depth * sizeof(PyObject *))
    memcpy(last_code, code, depth * sizeof(PyObject *))
    memcpy(last_at, at, depth * sizeof(int))
    gone, last_depth = last_depth, depth
    for k in range(gone):
        Py_DECREF(<object>before[k])
    return 0


cdef Trace caused_by(Trace t, Trace cause):
    # A trace of its own, with the node whose differentiation led there.
    cdef Trace out = Trace.__new__(Trace)
    out.code = t.code
    Py_INCREF(<object>t.code)
    out.at, out.parent, out.cause = t.at, t.parent, cause
    return out


cdef int note_creation(int32_t id) except -1:
    # A node was made while anomaly mode is on.
    cdef Trace t = capture_trace()
    if t is None:
        return 0
    if running_node >= 0:
        t = caused_by(t, trace_of(running_node))
    return set_trace(id, t)


cdef int set_trace(int32_t id, Trace t) except -1:
    cdef Chunk *c = chunks[id >> CHUNK_BITS]
    cdef PyObject *old
    if c.traces == NULL:
        c.released = <PyObject **>calloc(CHUNK, sizeof(PyObject *))
        c.traces = <PyObject **>calloc(CHUNK, sizeof(PyObject *))
        if c.traces == NULL or c.released == NULL:
            free(c.traces)
            free(c.released)
            c.traces = c.released = NULL
            raise MemoryError()
    old = c.traces[id & (CHUNK - 1)]
    Py_INCREF(t)
    c.traces[id & (CHUNK - 1)] = <PyObject *>t
    Py_XDECREF(old)
    return 0


cdef Trace trace_of(int32_t id):
    cdef Chunk *c = chunks[id >> CHUNK_BITS]
    if id < 0 or c.traces == NULL or c.traces[id & (CHUNK - 1)] == NULL:
        return None
    return <Trace>c.traces[id & (CHUNK - 1)]


cdef int note_release(int32_t id, Trace by) noexcept:
    # A pass freed what the node saved.
    cdef Chunk *c = chunks[id >> CHUNK_BITS]
    cdef PyObject **place
    if c.traces != NULL and by is not None:
        place = &c.released[id & (CHUNK - 1)]
        Py_INCREF(by)
        Py_XDECREF(place[0])
        place[0] = <PyObject *>by
    return 0


cdef int note_write(Storage *s) except -1:
    written[<uintptr_t>s] = (s.version, capture_trace())
    return 0


cdef int note_mode_entry() except -1:
    global entered_mode
    entered_mode = capture_trace()
    return 0


cdef list frames_of(Trace t):
    # (code, offset of the instruction) from the outermost frame.
    cdef list out = []
    while t is not None:
        out.append((<object>t.code, t.at))
        t = t.parent
    out.reverse()
    return out


cdef str place_of(Trace t):
    # "file:line in function" of the innermost frame that is the user's.
    from wengert.autograd.anomaly_mode import place
    return place(frames_of(t))


cdef int32_t id_of(Node *n):
    # The number of a node, for messages.
    cdef int32_t at
    for at in range(n_chunks):
        if chunks[at] != NULL and chunks[at].nodes <= n < chunks[at].nodes + CHUNK:
            return (at << CHUNK_BITS) | <int32_t>(n - chunks[at].nodes)
    return -1


cdef str first_pass(Node *n):
    # Where the values of a node were freed, as far as anomaly mode has seen it.
    cdef int32_t id = -1 if n == NULL else id_of(n)
    cdef Chunk *c = NULL if id < 0 else chunks[id >> CHUNK_BITS]
    if c == NULL or c.traces == NULL or c.released[id & (CHUNK - 1)] == NULL:
        return ""
    return f" The first backward was at {place_of(<Trace>c.released[id & (CHUNK - 1)])}."


cdef str made_at(Node *n):
    # Where a node was made, as far as anomaly mode has seen it.
    cdef int32_t id = id_of(n)
    cdef Trace t = None if id < 0 else trace_of(id)
    return "" if t is None else f" at {place_of(t)}"


cdef str last_write(Storage *s):
    # What wrote to memory last, and where as far as anomaly mode has seen it.
    if s == NULL:
        return ""
    what = "" if s.writer <= OP_FUNCTION else (<Op>op_table[s.writer]).name.strip("_") + "_"
    if what == "copy_":
        what = "copy_ or an index assignment"
    seen = written.get(<uintptr_t>s)
    where = "" if seen is None or seen[0] != s.version else f" at {place_of(seen[1])}"
    return f"The last write to it was {what or 'made outside the recorded operations'}{where}. "


cdef bint has_nan(Tensor t) except -1:
    # Whether any element is no number.
    cdef Tensor c
    cdef intptr_t count
    cdef bint found
    cdef int category = CATEGORY[t.dtype_]
    if category < CAT_FLOAT or not t.numel_:
        return False
    if t.ndim_ == 0 and t.dtype_ == WG_F32:
        return (<float *>t.data)[0] != (<float *>t.data)[0]
    if t.ndim_ == 0 and t.dtype_ == WG_F64:
        return (<double *>t.data)[0] != (<double *>t.data)[0]
    if t.dtype_ not in (WG_F32, WG_F64, WG_C64, WG_C128):
        return bool(op_any(ops_by_name["isnan"](t)))
    c = t if t.flags & T_CONTIGUOUS else compact(t)
    count = c.numel_ * (2 if category == CAT_COMPLEX else 1)
    with nogil:
        found = wg_has_nan(c.data, count, c.dtype_ == WG_F64 or c.dtype_ == WG_C128)
    return found


cdef int check_gradients(Node *n, PyObject **grads, int count) except -1:
    # Raise if a vjp returned nan.
    cdef int k
    for k in range(count):
        if grads[k] != NULL:
            check_gradient(n, <Tensor>grads[k], k)
    return 0


cdef int check_gradient(Node *n, Tensor g, int k) except -1:
    if has_nan(g):
        raise errors.AnomalyError(f"Function '{op_name(n)}' returned nan values in its {k}th output.")
    return 0


cdef int report_failure(object error, int32_t id) except -1:
    # Say where the operation whose vjp failed was called: as PyTorch's warning and as a note on the error.
    from wengert.autograd.anomaly_mode import report
    cdef Trace t = trace_of(id)
    cdef list stacks = []
    while t is not None:
        stacks.append(frames_of(t))
        t = t.cause
    report(error, op_name(node_at(id)), stacks)
    return 0


def set_anomaly(trace, check_nan):
    """Turn anomaly mode on or off for all threads; returns the state before."""
    global wg_anomaly
    before = (bool(wg_anomaly & ANOMALY_TRACE), bool(wg_anomaly & ANOMALY_NAN))
    wg_anomaly = (ANOMALY_TRACE if trace else 0) | (ANOMALY_NAN if trace and check_nan else 0)
    if not trace:
        written.clear()
    return before


def is_anomaly_enabled():
    """Whether anomaly mode is on.

    Examples
    --------
    >>> import wengert
    >>> with wengert.autograd.detect_anomaly():
    ...     wengert.is_anomaly_enabled()
    True
    """
    return bool(wg_anomaly)


def is_anomaly_check_nan_enabled():
    """Whether anomaly mode looks for nan in every gradient.

    Examples
    --------
    >>> import wengert
    >>> with wengert.autograd.detect_anomaly(check_nan=False):
    ...     wengert.is_anomaly_check_nan_enabled()
    False
    """
    return bool(wg_anomaly & ANOMALY_NAN)
