# Grad modes: whether this thread records, and whether what it makes may ever be part of a graph.

def is_grad_enabled():
    """Whether operations on this thread are recorded.

    Examples
    --------
    >>> import wengert
    >>> with wengert.no_grad():
    ...     wengert.is_grad_enabled()
    False
    """
    return not wg_grad_off & GRAD_OFF


def is_inference_mode_enabled():
    """Whether this thread is inside :class:`wengert.inference_mode`.

    Examples
    --------
    >>> import wengert
    >>> with wengert.inference_mode():
    ...     wengert.is_inference_mode_enabled()
    True
    """
    return bool(wg_grad_off & INFERENCE)


def _set_grad_enabled(on):
    global wg_grad_off
    wg_grad_off = (wg_grad_off & INFERENCE) | (0 if on else GRAD_OFF)


def _set_any_layout(free):
    """Whether this thread's passes may leave a first gradient in its own layout; returns what was said before."""
    global wg_any_layout
    before = bool(wg_any_layout)
    wg_any_layout = bool(free)
    return before


cdef class Mode_:
    # Base of the grad modes: entering and leaving in compiled code.
    cdef list before           # the bits to go back to, one for each entry
    cdef int clear             # bits that hold no longer inside
    cdef int add               # bits that hold inside

    def __enter__(self):
        global wg_grad_off
        if self.before is None:
            self.before = []
        self.before.append(wg_grad_off)
        wg_grad_off = (wg_grad_off & ~self.clear) | self.add
        if wg_anomaly:
            note_mode_entry()

    def __exit__(self, kind, value, trace):
        global wg_grad_off
        wg_grad_off = self.before.pop()


cdef class no_grad_(Mode_):
    # Base of wengert.no_grad.
    def __cinit__(self):
        self.add = GRAD_OFF


cdef class enable_grad_(Mode_):
    # Base of wengert.enable_grad.
    def __cinit__(self):
        self.clear = GRAD_OFF


cdef class inference_mode_(Mode_):
    # Base of wengert.inference_mode.
    cdef readonly bint mode    # False: leave inference mode and record

    def __init__(self, mode=True):
        self.mode = mode
        self.add = GRAD_OFF | INFERENCE if mode else 0
        self.clear = 0 if mode else GRAD_OFF | INFERENCE
