# Joining the rows of the table with the kernels: an Op of every row, its in-place form, composites.

cdef dict impl_registry = {}             # name -> _Impl, filled in setup.pxi
cdef dict ufunc_ops = {}                 # numpy ufunc -> Op
cdef dict ops_by_name = {}               # every Op of the table
cdef dict rows_of_kernel = {}            # name -> its kernel rows' numbers
cdef set joined_kernels = set()          # names that an operation took


cdef class _Impl:
    # A compiled forward and vjp on their way into an Op.
    cdef forward_t forward
    cdef vjp_t vjp
    cdef into_t into
    cdef vjp_several_t vjp_several


cdef int ufunc_loops(Op op, object ufunc) except -1:
    # NumPy's inner loops for every element type whose operands are all of that type.
    cdef cnp.ufunc u = ufunc
    cdef int i, t, k, nin = u.nin
    cdef bint same
    if u.nin != op.info.nin or u.nout != 1:
        raise ImportError(f"row {op.name} of ops.py: numpy's {ufunc.__name__} takes {u.nin} operands")
    for t in range(WG_NDTYPES):
        for i in range(u.ntypes):
            same = True
            for k in range(nin):
                if FROM_NPY_checked(u.types[i * u.nargs + k]) != t:
                    same = False
            if same and FROM_NPY_checked(u.types[i * u.nargs + nin]) >= 0:
                op.info.loop[t] = <wg_loop>u.functions[i]
                op.info.loop_data[t] = u.data[i]
                op.info.out_dtype[t] = FROM_NPY_checked(u.types[i * u.nargs + nin])
                break
    return 0


cdef int FROM_NPY_checked(char num) noexcept:
    return FROM_NPY[num] if 0 <= num < 64 else -1


cdef inline int letter_place(int letter) noexcept:
    # Operands are x y z w, the result is r.
    return 4 if letter == c'r' else 3 if letter == c'w' else letter - c'x'


cdef int kernel_rows(Op op, object row, dict asked) except -1:
    # The rows of elementwise.def with this operation's name: forward loops and compiled vjps. asked: the letters of
    # what each rule reads.
    cdef int i, k, t, u, read, expected
    cdef const wg_row *r
    cdef Py_UCS4 letter
    cdef str letters
    name = row.kernel
    joined_kernels.add(name)
    for i in rows_of_kernel.get(name, ()):
        r = &kernels.rows[i]
        if r.slot < 0:
            for t in range(2):
                op.info.loop[WG_F32 + t] = r.loop[t]
                op.info.loop_data[WG_F32 + t] = NULL
                op.info.out_dtype[WG_F32 + t] = WG_F32 + t
            continue
        k = r.slot
        letters = asked.get(k)
        expected = -1
        if letters is not None:
            expected = 0
            for letter in letters:
                expected |= 1 << letter_place(<int>letter)
        u = read = 0
        while r.uses[u]:
            op.info.vjp_uses[k][u] = letter_place(r.uses[u])
            read |= 1 << op.info.vjp_uses[k][u]
            u += 1
        if read != expected:
            raise ImportError(f"row {name} (vjp {k}) of elementwise.def reads '{r.uses.decode()}', but its rule in "
                              f"ops.py reads '{letters}'")
        op.info.vjp_kind[k] = VJP_KERNEL
        op.info.vjp_nuses[k] = u
        for t in range(2):
            op.info.vjp_loop[k][t + 1] = r.loop[t]
    return 0


cdef Op make_op(object row):
    # An Op from a row of ops.py.
    global n_ops
    cdef Op op = Op.__new__(Op)
    cdef int k, mask, letters
    cdef Py_UCS4 letter
    cdef str uses
    cdef dict asked
    cdef _Impl impl
    cdef wg_loop foreign
    op.vectorcall = <vectorcallfunc>op_vectorcall
    memset(&op.info, 0, sizeof(OpInfo))
    op.name = row.name
    op.doc = row.doc
    node = row.own_node
    if node is None:
        node = "".join([part.capitalize() for part in <list>op.name.split("_")])
    op.node_name = node if node in ("CopySlices", "CopyBackwards") else node + "Backward" + row.suffix
    op.params, op.defaults, op.npos, op.varargs = row.params, row.defaults, row.npos, row.varargs
    op.row = row
    op.impl = NULL
    op.widens = row.impl not in MOVING
    op.dtype_at = op.params.index("dtype") if "dtype" in op.params else -1
    op.base_op = None if row.each is None else ops_by_name[row.each]
    if len(op.params) > MAX_PARAMS:
        raise ImportError(f"row {row.name} of ops.py has more than {MAX_PARAMS} arguments")
    if n_ops >= 1024:
        raise ImportError("more than 1024 operations")
    op.info.index = n_ops
    op_table[n_ops] = <PyObject *>op
    Py_INCREF(op)
    n_ops += 1
    ops_by_name[row.name] = op
    if row.elementwise:
        op.info.nin = row.nin
        op.info.promote = PROMOTE_FLOAT if row.promote == "float" else PROMOTE_DEFAULT
        if row.ufunc is not None:
            ufunc_loops(op, row.ufunc)
        if row.real:
            op.info.loop[WG_C64] = op.info.loop[WG_C128] = NULL
        if row.integer_copy:
            for k in range(WG_BOOL, WG_F16):
                op.info.loop[k] = wg_cast_loop(k, k)
                op.info.out_dtype[k] = k
        foreign = op.info.loop[WG_F32]
        row.uses = asked = row.letters()
        kernel_rows(op, row, asked)
        half_loops(op)
        op.info.costly = 2 if row.costly else (foreign != NULL and op.info.loop[WG_F32] == foreign
                                               and op.info.out_dtype[WG_F32] == WG_F32)
        for k in range(op.info.nin):
            if op.info.vjp_kind[k] == VJP_NONE and k in asked:
                op.info.vjp_kind[k] = VJP_SAME if row.is_same(k) else VJP_RULE
        for k, uses in asked.items():
            letters = 0
            for letter in uses:
                letters |= 1 << letter_place(<int>letter)
            for mask in range(8):
                if k >= 0 and (mask >> k) & 1:
                    op.info.need[mask] |= letters
        op.info.scalar = (op.info.nin == 2 and op.info.loop[WG_F32] != NULL and op.info.loop[WG_F64] != NULL
                          and op.info.out_dtype[WG_F32] == WG_F32 and wg_popcount(op.info.need[3]) <= 2
                          and all([op.info.vjp_kind[k] in (VJP_SAME, VJP_KERNEL) for k in range(2)]))
    if row.name in plain_calls:
        op.plain = (<_Plain>plain_calls[row.name]).call
    if row.impl in impl_registry:
        impl = impl_registry[row.impl]
        op.impl = impl.forward
        if row.copies:
            op.view, op.impl = impl.forward, impl_copied_view
        op.into = impl.into
        op.info.vjp = impl.vjp
        op.info.vjp_several = impl.vjp_several
    elif row.forward is not None:
        op.impl = impl_python
    elif not row.elementwise:
        raise ImportError(f"row {row.name} of ops.py has no forward: neither a kernel nor a compiled nor a Python one")
    return op


cdef Op make_inplace(Op base):
    # name_: the same arguments, the result in the first.
    cdef Op op = Op.__new__(Op)
    op.vectorcall = <vectorcallfunc>op_vectorcall
    memset(&op.info, 0, sizeof(OpInfo))
    op.name = base.name + "_"
    op.doc = f"In-place version of :func:`{base.name}`: writes the result into the tensor and returns it."
    op.node_name = base.node_name
    op.params, op.defaults, op.npos, op.varargs = base.params, base.defaults, base.npos, base.varargs
    op.row = base.row
    op.impl = base.impl
    op.widens, op.dtype_at = base.widens, base.dtype_at
    op.inplace = True
    op.base_op = base
    op.function = base.function
    ops_by_name[op.name] = op
    return op


cdef Op make_composite(object row):
    # The public function of an operation made of others.
    cdef Op op = Op.__new__(Op)
    op.vectorcall = <vectorcallfunc>op_vectorcall
    memset(&op.info, 0, sizeof(OpInfo))
    op.name = row.name
    op.doc = row.doc
    op.params, op.defaults, op.npos, op.varargs = row.params, row.defaults, row.npos, row.varargs
    op.row = row
    op.impl = impl_composite
    op.function = row.function
    if row.name in plain_calls:
        op.plain = (<_Plain>plain_calls[row.name]).call
    ops_by_name[row.name] = op
    return op


def build_table(rows, composites):
    """Make the Op of every row, joined with its kernels, and of every composite.

    Raises
    ------
    ImportError
        If a row and its kernels disagree, or a kernel row has no operation.
    """
    cdef int i
    for i in range(kernels.nrows):
        rows_of_kernel.setdefault(kernels.rows[i].name.decode(), []).append(i)
    for row in rows:
        op = make_op(row)
        if row.inplace:
            make_inplace(op)
        if row.ufunc is not None:
            ufunc_ops.setdefault(row.ufunc, op)
    for row in composites:
        op = make_composite(row)
        if row.inplace:
            make_inplace(op)
    missing = set(rows_of_kernel) - joined_kernels
    if missing:
        raise ImportError(f"rows of elementwise.def without an operation in ops.py: {sorted(missing)}")
    bind_operators()
    return dict(ops_by_name)


def _op_by_name(name):
    return ops_by_name[name]
