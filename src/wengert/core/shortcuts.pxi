# Functions of the package whose plain calls are compiled: numbers, a shape, dtype= and requires_grad=, nothing unusual.

cdef class _Plain:
    # A compiled plain call on its way to the function of its name.
    cdef plain_t call


cdef dict plain_calls = {}               # name -> _Plain, filled in makers.pxi and draws.pxi


cdef int add_plain(str name, plain_t call) except -1:
    cdef _Plain p = _Plain.__new__(_Plain)
    p.call = call
    plain_calls[name] = p
    return 0


@cython.final
cdef class Shortcut:
    """A function with its plain calls compiled in front of it; all others, and all errors, are its own.

    It shows the function's name, documentation and signature, and like a function is a method in a class.
    """
    cdef vectorcallfunc vectorcall
    cdef plain_t plain                   # gives None where a call is not plain
    cdef readonly object __wrapped__     # the function

    def __getattr__(self, name):
        return getattr(self.__wrapped__, name)

    @property
    def __doc__(self):
        return self.__wrapped__.__doc__

    @property
    def __module__(self):
        return self.__wrapped__.__module__

    def __repr__(self):
        return repr(self.__wrapped__)

    def __reduce__(self):
        return self.__wrapped__.__qualname__


cdef object shortcut_vectorcall(PyObject *callable, PyObject **args, size_t nargsf, PyObject *kwnames):
    cdef Shortcut s = <Shortcut>callable
    cdef Py_ssize_t nargs = PyVectorcall_NARGS(nargsf)
    out = s.plain(args, nargs, kwnames)
    if out is not None:
        return out
    return PyObject_Vectorcall(<PyObject *>s.__wrapped__, args, nargs, kwnames)


def shortcut(function):
    """Put the compiled plain calls in front of a function, found by its name."""
    cdef Shortcut s = Shortcut.__new__(Shortcut)
    s.vectorcall = <vectorcallfunc>shortcut_vectorcall
    s.plain = (<_Plain>plain_calls[function.__name__]).call
    s.__wrapped__ = function
    return s


# -- arguments that are plain -----------------------------------------------------------------------------

cdef struct Options:
    int dtype                            # -1: not given
    bint requires_grad

cdef str NAME_DTYPE = "dtype", NAME_DEVICE = "device", NAME_LAYOUT = "layout", NAME_PINNED = "pin_memory"
cdef str NAME_REQUIRES = "requires_grad"


cdef bint options_of(PyObject **values, PyObject *kwnames, Options *o) noexcept:
    # The keyword arguments that all functions which make tensors have; False where one is unknown or unusual.
    cdef Py_ssize_t k
    cdef PyObject *name
    cdef PyObject *v
    o.dtype, o.requires_grad = -1, False
    if kwnames == NULL:
        return True
    for k in range(PyTuple_GET_SIZE(kwnames)):
        name, v = PyTuple_GET_ITEM(kwnames, k), values[k]
        if name == <PyObject *>NAME_DTYPE:
            if Py_TYPE(v) == <PyTypeObject *>dtype:
                o.dtype = (<dtype>v).num
            elif v != <PyObject *>None:
                return False
        elif name == <PyObject *>NAME_REQUIRES:
            if v == Py_True:
                o.requires_grad = True
            elif v != Py_False:
                return False
        elif name == <PyObject *>NAME_DEVICE:
            if v != <PyObject *>None and v != <PyObject *>cpu_device and not (
                    PyUnicode_Check(v) and PyUnicode_CompareWithASCIIString(v, b"cpu") == 0):
                return False
        elif name == <PyObject *>NAME_LAYOUT:
            if v != <PyObject *>None:
                return False
        elif name == <PyObject *>NAME_PINNED:
            if v != Py_False:
                return False
        else:
            return False
    return True


cdef bint real_arg(PyObject *v, double *out, bint *whole) noexcept:
    # A float, or an integer that a double holds exactly, which `whole` then stays true for.
    cdef int64_t n
    if PyFloat_CheckExact(v):
        out[0], whole[0] = PyFloat_AS_DOUBLE(v), False
        return True
    if not whole_arg(v, &n) or n > <int64_t>1 << 53 or n < -(<int64_t>1 << 53):
        return False
    out[0] = <double>n
    return True


cdef int plain_sizes(PyObject **args, Py_ssize_t nargs, int64_t *dims, bint several) noexcept:
    # Sizes given as a tuple or list or, if `several`, as integers one by one: the number of dims; -1 where not plain.
    cdef Py_ssize_t k, n = nargs
    if nargs < 1 or n > WG_MAX_DIMS:
        return -1
    if nargs == 1 and (PyTuple_Check(args[0]) or PyList_CheckExact(args[0])):
        n = exact_sizes(args[0], dims)
    elif not several:
        return -1
    else:
        for k in range(n):
            if not whole_arg(args[k], &dims[k]):
                return -1
    for k in range(n):
        if dims[k] < 0:
            return -1
    return <int>n
