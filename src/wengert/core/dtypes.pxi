# Element types and PyTorch's promotion rules.

cdef enum Category:
    CAT_BOOL, CAT_INT, CAT_FLOAT, CAT_COMPLEX

cdef enum:
    NDTYPES = 11                   # WG_NDTYPES, which C knows, as a number that the sizes of arrays can be

cdef int ITEMSIZE[NDTYPES]
ITEMSIZE[:] = [1, 1, 1, 2, 4, 8, 2, 4, 8, 8, 16]
cdef int CATEGORY[NDTYPES]
CATEGORY[:] = [CAT_BOOL, CAT_INT, CAT_INT, CAT_INT, CAT_INT, CAT_INT, CAT_FLOAT, CAT_FLOAT, CAT_FLOAT,
               CAT_COMPLEX, CAT_COMPLEX]
cdef int PROMOTED[NDTYPES][NDTYPES]     # promote_types over pairs
cdef int NPY_NUM[NDTYPES]          # NumPy's type number of each element type
cdef int FROM_NPY[64]              # and back; -1 where there is none
cdef int default_float = WG_F32    # what Python floats and integer quotients become

DTYPE_NAMES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32",
               "float64", "complex64", "complex128")
TORCH_NAMES = ("Bool", "Byte", "Char", "Short", "Int", "Long", "Half", "Float", "Double", "ComplexFloat",
               "ComplexDouble")
cdef list dtype_objects = []
cdef PyObject *half_object = NULL   # float16, borrowed from the list
cdef list npy_descr = []           # numpy.dtype objects, by element type


cdef class dtype:
    """The type of a tensor's elements, such as ``wengert.float32``.

    Examples
    --------
    >>> import wengert
    >>> wengert.float32.itemsize, wengert.float32.is_floating_point
    (4, True)
    """
    cdef readonly int num                  # position in the table of element types
    cdef readonly str name                 # "float32"
    cdef readonly int itemsize             # bytes per element
    cdef readonly bint is_floating_point
    cdef readonly bint is_complex
    cdef readonly bint is_signed

    def __repr__(self):
        return "torch." + self.name

    def __reduce__(self):
        return (_dtype_by_name, (self.name,))

    def to_complex(self):
        """The complex type of the same precision."""
        return dtype_objects[to_complex(self.num)]

    def to_real(self):
        """The real type of a complex type's parts."""
        return dtype_objects[to_real(self.num)]


def _dtype_by_name(name):
    return dtype_objects[DTYPE_NAMES.index(name)]


cdef inline int to_complex(int t) noexcept nogil:
    return t if t >= WG_C64 else WG_C128 if t == WG_F64 else WG_C64


cdef inline int to_real(int t) noexcept nogil:
    return t - 2 if t >= WG_C64 else t


cdef inline double largest(int t) noexcept:
    # The largest finite number of a floating type.
    return 65504.0 if t == WG_F16 else 3.4028234663852886e38 if t == WG_F32 else 1.7976931348623157e308


cdef void make_dtypes():
    global half_object
    cdef int i, j, hi, lo
    for i in range(64):
        FROM_NPY[i] = -1
    for i in range(NDTYPES):
        d = <dtype>dtype.__new__(dtype)
        d.num = i
        d.name = DTYPE_NAMES[i]
        d.itemsize = ITEMSIZE[i]
        d.is_floating_point = CATEGORY[i] == CAT_FLOAT
        d.is_complex = CATEGORY[i] == CAT_COMPLEX
        d.is_signed = i not in (WG_BOOL, WG_U8)
        dtype_objects.append(d)
        descr = np.dtype(d.name)
        npy_descr.append(descr)
        NPY_NUM[i] = descr.num
        FROM_NPY[descr.num] = i
    half_object = <PyObject *>dtype_objects[WG_F16]
    # C's long and long long may be one size with two numbers: both are int64 (or int32).
    for code in "ilq":
        FROM_NPY[np.dtype(code).num] = {4: WG_I32, 8: WG_I64}[np.dtype(code).itemsize]
    for i in range(NDTYPES):
        for j in range(NDTYPES):
            hi, lo = max(i, j), min(i, j)
            if lo == WG_U8 and WG_I8 <= hi <= WG_I16:
                PROMOTED[i][j] = WG_I16
            elif hi == WG_C64 and lo == WG_F64:
                PROMOTED[i][j] = WG_C128
            else:
                PROMOTED[i][j] = hi


cdef inline int combine(int higher, int lower) noexcept nogil:
    # The type of a kind of operand with priority (dimensioned before 0-d before Python numbers)
    # and of the next kind; -1 is "none of that kind". The category decides, then the priority.
    if higher < 0:
        return lower
    if lower < 0 or CATEGORY[higher] == CAT_COMPLEX:
        return higher
    if CATEGORY[higher] == CAT_FLOAT:
        return to_complex(higher) if CATEGORY[lower] == CAT_COMPLEX else higher
    if higher == WG_BOOL or CATEGORY[lower] >= CAT_FLOAT:
        return PROMOTED[higher][lower]
    return higher


def promote_types(dtype type1, dtype type2):
    """The smallest type that holds values of both.

    Examples
    --------
    >>> import wengert
    >>> wengert.promote_types(wengert.uint8, wengert.int8)
    torch.int16
    """
    return dtype_objects[PROMOTED[type1.num][type2.num]]


def get_default_dtype():
    """The floating type that Python floats become."""
    return dtype_objects[default_float]


def set_default_dtype(d):
    """Make `d` (a floating type) the type of Python floats and of ``zeros``, ``rand``, ....

    Raises
    ------
    TypeError
        If `d` is not a floating type.
    """
    global default_float
    if not isinstance(d, dtype) or not (<dtype>d).is_floating_point:
        raise errors.DtypeError("only floating-point types are supported as the default type; "
                                f"got {d!r}. Use float16, float32 or float64.")
    default_float = (<dtype>d).num


cdef int dtype_arg(object d, int default) except? -1:
    # A dtype argument: None, one of ours, a NumPy dtype or its name, or Python's float, int, bool, complex.
    if d is None:
        return default
    if isinstance(d, dtype):
        return (<dtype>d).num
    if d is float:
        return WG_F64
    if d is int:
        return WG_I64
    if d is complex:
        return WG_C128
    if isinstance(d, (type, np.dtype)):
        try:
            num = np.dtype(d).num
        except TypeError:
            num = -1
        if 0 <= num < 64 and FROM_NPY[num] >= 0:
            return FROM_NPY[num]
    raise errors.DtypeError(f"dtype must be a wengert dtype, not {d!r}")
