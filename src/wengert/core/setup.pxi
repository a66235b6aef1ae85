# What happens at import: element types, kernels, types' slots, the registry of compiled forwards.

cdef dict buffer_holders = {}             # exported buffers' storages
cdef const char *BUFFER_FORMATS[NDTYPES]
BUFFER_FORMATS[:] = [b"?", b"B", b"b", b"h", b"i", b"q", b"e", b"f", b"d", b"Zf", b"Zd"]

# Operations that compiled code names itself.
cdef Op op_add, op_sub, op_mul, op_div, op_floor_divide, op_remainder, op_pow, op_matmul, op_mm, op_mv, op_bmm
cdef Op op_dot, op_vdot, op_addmm, op_addmv, op_addr, op_baddbmm, op_addbmm, op_addcmul
cdef Op op_neg, op_abs, op_square, op_cube, op_sqrt, op_rsqrt, op_reciprocal, op_maximum, op_add_scaled
cdef Op op_div_floor, op_div_trunc
cdef Op op_eq, op_ne, op_lt, op_le, op_gt, op_ge, op_any
cdef Op op_bitwise_and, op_bitwise_or, op_bitwise_xor, op_bitwise_not, op_bitwise_left_shift, op_bitwise_right_shift
cdef Op op_unsqueeze, op_narrow, op_cat
cdef Op op_view, op_clone, op_t, op_transpose, op_permute, op_unbind, op_split, op_select, op_slice
cdef Op op_unsqueeze_index, op_alias, op_as_strided, op_copy_slices, op_copy, op_to_copy
cdef Op op_index, op_index_put, op_index_put_add, op_where
cdef Op op_addcdiv, op_clamp_min, op_clamp_max, op_repeat, op_round_places, op_round_tens, op_isposinf
cdef Op op_diff, op_pair_sums, op_mse_loss, op_l1_loss, op_grid_sample
cdef Op op_tril, op_real, op_imag, op_sum_dim, op_mean_dim, op_amax, op_max_all, op_softmax


cdef Op op_sum, op_nansum, op_prod, op_prod_dim, op_count_nonzero, op_amin, op_min_all, op_max, op_argmax, op_minimum
cdef Op op_var, op_mean, op_std_mean, op_median_all, op_nanmedian, op_nanmedian_all, op_std, op_norm, op_vector_norm
cdef Op op_cumsum, op_cummin


cdef int bind_reductions() except -1:
    # The same for reductions and scans.
    global op_sum, op_nansum, op_prod, op_prod_dim, op_count_nonzero, op_amin, op_min_all, op_max, op_argmax, op_minimum
    global op_var, op_mean, op_std_mean, op_median_all, op_nanmedian, op_nanmedian_all, op_std, op_norm, op_vector_norm
    global op_cumsum, op_cummin
    o = ops_by_name
    op_sum = o["sum"]; op_nansum = o["nansum"]; op_prod = o["prod"]; op_prod_dim = o["_prod_dim"]
    op_count_nonzero = o["count_nonzero"]; op_amin = o["amin"]; op_min_all = o["_min_all"]; op_max = o["max"]
    op_argmax = o["argmax"]; op_minimum = o["minimum"]; op_median_all = o["_median_all"]
    op_nanmedian = o["nanmedian"]; op_nanmedian_all = o["_nanmedian_all"]; op_std = o["std"]; op_norm = o["norm"]
    op_var = o["var"]; op_mean = o["mean"]; op_std_mean = o["std_mean"]; op_vector_norm = o["_vector_norm"]
    op_cumsum = o["cumsum"]; op_cummin = o["cummin"]
    return 0


cdef int register_reductions() except -1:
    make_reduction_facts()
    register("sum", impl_sum, vjp_sum)
    register("nansum", impl_sum, vjp_nansum)
    register("mean", impl_mean, vjp_mean)
    register("prod", impl_prod, vjp_from_result)
    register("truth", impl_truth, NULL)
    register("count", impl_count, NULL)
    register("trace", impl_trace, vjp_trace)
    register("segment_reduce", impl_segment_reduce, vjp_segment_reduce)
    register("extreme", impl_extreme, vjp_from_result)
    register("max", impl_max, vjp_picked)
    register("aminmax", impl_aminmax, NULL)
    register("arg_extreme", impl_arg_extreme, NULL)
    register("median", impl_median, vjp_picked)
    register("median_all", impl_median, vjp_from_result)
    register("mode", impl_mode, vjp_picked)
    register("kthvalue", impl_kthvalue, vjp_picked)
    register("var", impl_var, vjp_var)
    register("var_mean", impl_var_mean, NULL)
    register("norm", impl_norm, vjp_norm)
    register("cumsum", impl_cumulate, vjp_cumsum, cumulate_in_place)
    register("cumprod", impl_cumulate, vjp_cumprod, cumulate_in_place)
    register("cumulative_extreme", impl_cumulative_extreme, vjp_cumulative_extreme)
    register("logcumsumexp", impl_logcumsumexp, vjp_logcumsumexp)
    return 0


cdef int bind_operators() except -1:
    # Give the names above their Ops.
    global op_add, op_sub, op_mul, op_div, op_floor_divide, op_remainder, op_pow, op_matmul, op_mm, op_mv, op_bmm
    global op_dot, op_vdot, op_addmm, op_addmv, op_addr, op_baddbmm, op_addbmm, op_addcmul
    global op_neg, op_abs, op_square, op_cube, op_sqrt, op_rsqrt, op_reciprocal, op_maximum, op_add_scaled
    global op_div_floor, op_div_trunc
    global op_eq, op_ne, op_lt, op_le, op_gt, op_ge, op_any
    global op_bitwise_and, op_bitwise_or, op_bitwise_xor, op_bitwise_not, op_bitwise_left_shift, op_bitwise_right_shift
    global op_unsqueeze, op_narrow, op_cat
    global op_view, op_clone, op_t, op_transpose, op_permute, op_unbind, op_split, op_select, op_slice
    global op_unsqueeze_index, op_alias, op_as_strided, op_copy_slices, op_copy, op_to_copy
    global op_index, op_index_put, op_index_put_add, op_where
    global op_addcdiv, op_clamp_min, op_clamp_max, op_repeat, op_round_places, op_round_tens, op_isposinf
    global op_diff, op_pair_sums, op_mse_loss, op_l1_loss, op_grid_sample
    global op_tril, op_real, op_imag, op_sum_dim, op_mean_dim, op_amax, op_max_all, op_softmax
    o = ops_by_name
    op_add = o["add"]; op_sub = o["sub"]; op_mul = o["mul"]
    op_div = o["div"]; op_floor_divide = o["floor_divide"]; op_remainder = o["remainder"]
    op_pow = o["pow"]; op_matmul = o["matmul"]; op_mm = o["mm"]
    op_mv = o["mv"]; op_bmm = o["bmm"]; op_dot = o["dot"]
    op_vdot = o["vdot"]; op_addmm = o["addmm"]; op_addmv = o["addmv"]
    op_addr = o["addr"]; op_baddbmm = o["baddbmm"]; op_addbmm = o["addbmm"]; op_addcmul = o["addcmul"]
    op_neg = o["neg"]; op_abs = o["abs"]; op_square = o["square"]
    op_cube = o["_cube"]; op_sqrt = o["sqrt"]; op_rsqrt = o["rsqrt"]
    op_reciprocal = o["reciprocal"]; op_maximum = o["maximum"]; op_add_scaled = o["_add_scaled"]
    op_div_floor = o["_div_floor"]; op_div_trunc = o["_div_trunc"]; op_eq = o["eq"]; op_ne = o["ne"]
    op_lt = o["lt"]; op_le = o["le"]; op_gt = o["gt"]
    op_ge = o["ge"]; op_any = o["any"]; op_bitwise_and = o["bitwise_and"]
    op_bitwise_or = o["bitwise_or"]; op_bitwise_xor = o["bitwise_xor"]; op_bitwise_not = o["bitwise_not"]
    op_bitwise_left_shift = o["bitwise_left_shift"]; op_bitwise_right_shift = o["bitwise_right_shift"]
    op_unsqueeze = o["unsqueeze"]; op_narrow = o["narrow"]; op_cat = o["cat"]
    op_view = o["view"]; op_clone = o["clone"]; op_t = o["t"]; op_transpose = o["transpose"]
    op_permute = o["permute"]; op_unbind = o["unbind"]; op_split = o["split"]
    op_select = o["select"]; op_slice = o["_slice"]; op_unsqueeze_index = o["_unsqueeze_index"]
    op_alias = o["_alias"]; op_as_strided = o["as_strided"]; op_copy_slices = o["_copy_slices"]
    op_copy = o["_copy"]; op_to_copy = o["_to_copy"]; op_index = o["_index"]
    op_index_put = o["_index_put_node"]; op_index_put_add = o["_index_put_node"]; op_where = o["where"]
    op_repeat = o["repeat"]; op_real = o["real"]; op_imag = o["imag"]; op_tril = o["tril"]
    op_sum_dim = o["_sum_dim"]; op_mean_dim = o["_mean_dim"]
    op_amax = o["amax"]; op_max_all = o["_max_all"]; op_softmax = o["softmax"]
    op_addcdiv = o["addcdiv"]; op_clamp_min = o["_clamp_min"]; op_clamp_max = o["_clamp_max"]
    op_round_places = o["_round_places"]; op_round_tens = o["_round_tens"]; op_isposinf = o["isposinf"]
    op_diff = o["_diff"]; op_pair_sums = o["_pair_sums"]; op_grid_sample = o["_grid_sample"]
    op_mse_loss = o["_mse_loss"]; op_l1_loss = o["_l1_loss"]
    bind_reductions()
    bind_loops()
    return 0


cdef int register(str name, forward_t forward, vjp_t vjp, into_t into=NULL) except -1:
    cdef _Impl i = _Impl.__new__(_Impl)
    i.into = into
    i.forward = forward
    i.vjp = vjp
    if name in impl_registry:
        raise ImportError(f"two compiled forwards are named {name}")
    impl_registry[name] = i
    return 0


cdef int register_several(str name, forward_t forward, vjp_several_t vjp) except -1:
    # The same for an operation with several outputs.
    register(name, forward, NULL)
    (<_Impl>impl_registry[name]).vjp_several = vjp
    return 0


cdef int register_impls() except -1:
    # Compiled forwards and vjps by the name that a row's `impl` gives.
    register("add", impl_add, NULL, add_into_place)
    register("bernoulli_of", impl_bernoulli_of, NULL)
    register("poisson_of", impl_poisson_of, NULL)
    register("normal_of", impl_normal_of, NULL)
    register("filled", impl_filled, NULL)
    register("div", impl_div, NULL, quotient)
    register("integer_division", impl_integer_division, NULL, integer_division_into)
    register("pow", impl_pow, vjp_pow, pow_into)
    register("rsub", impl_rsub, NULL)
    register("float_power", impl_float_power, NULL, float_power_into)
    register("round", impl_round, NULL, round_into)
    register("frexp", impl_frexp, NULL)
    register("heaviside", impl_heaviside, NULL, heaviside_into)
    register("is_infinity", impl_is_infinity, NULL)
    register("isreal", impl_isreal, NULL)
    register("positive", impl_positive, NULL)
    register("relu", impl_relu, NULL)
    register("addcmul", impl_addcmul, NULL, add_product)
    register("clamp", impl_clamp, NULL, clamp_into)
    register("lerp", impl_lerp, NULL, lerp_into)
    register("nan_to_num", impl_nan_to_num, NULL, nan_to_num_into)
    register("conj_physical", impl_conj_physical, NULL, elementwise_into_first)
    register("where", impl_where, vjp_where)
    register_reductions()
    register("logsumexp", impl_logsumexp, NULL)
    register("softmax", impl_softmax, vjp_softmax)
    register("cross_entropy_rows", impl_cross_entropy_rows, vjp_cross_entropy_rows)
    register("layer_norm", impl_layer_norm, vjp_layer_norm)
    register("rms_norm", impl_rms_norm, vjp_layer_norm)
    register("batch_norm", impl_batch_norm, vjp_channels)
    register("group_norm", impl_group_norm, vjp_channels)
    register("loss", impl_loss, vjp_loss)
    register("drop", impl_drop, vjp_drop)
    register("glu", impl_glu, vjp_glu)
    register("matmul", impl_matmul, vjp_matmul)
    register("product", impl_product, vjp_matmul)
    register("affine", impl_affine, vjp_affine, affine_in_place)
    register("cross", impl_cross, vjp_cross)
    register("distance", impl_distance, vjp_distance)
    register("bincount", impl_bincount, NULL)
    register("histc", impl_histc, NULL)
    register("histogram", impl_histogram, NULL)
    register("histogramdd", impl_histogramdd, NULL)
    register("pairs", impl_pairs, vjp_pairs)
    register("cosine", impl_cosine, vjp_cosine)
    register("outer", impl_outer, vjp_outer)
    register("block_diag", impl_block_diag, vjp_block_diag)
    register("linear", impl_linear, vjp_linear)
    register("clone", impl_clone, vjp_same)
    register("contiguous", impl_contiguous, vjp_same)
    register("alias", impl_alias, vjp_index_basic)
    register("slice", impl_slice, vjp_index_basic)
    register("detach", impl_detach, NULL)
    register("detach_copy", impl_detach_copy, NULL)
    register("view", impl_view, vjp_reshape)
    register("reshape", impl_reshape, vjp_reshape)
    register("flatten", impl_flatten, vjp_reshape)
    register("squeeze", impl_squeeze, vjp_reshape)
    register("unsqueeze", impl_unsqueeze, vjp_reshape)
    register("transpose", impl_transpose, vjp_transpose)
    register("t", impl_t, vjp_transpose)
    register("permute", impl_permute, vjp_permute)
    register("expand", impl_expand, vjp_expand)
    register("real", impl_real, NULL)
    register("imag", impl_imag, NULL)
    register("select", impl_select, vjp_index_basic)
    register("narrow", impl_narrow, vjp_index_basic)
    register("unindex", impl_unindex, NULL)
    register("split", impl_split, vjp_index_basic)
    register("chunk", impl_chunk, vjp_index_basic)
    register("unbind", impl_unbind, vjp_index_basic)
    register("diagonal", impl_diagonal, vjp_as_strided)
    register("as_strided", impl_as_strided, vjp_as_strided)
    register("scatter_strided", impl_scatter_strided, NULL)
    register("gather_strided", impl_gather_strided, NULL)
    register("copy_slices", impl_clone, vjp_copy_slices)
    register("copy", impl_copy, vjp_copy)
    register("cast", impl_cast, vjp_cast)
    register("cat", impl_cat, vjp_cat)
    register("flip", impl_flip, NULL)
    register("tri", impl_tri, NULL)
    register("index", impl_index, vjp_index)
    register("index_put", impl_index_put, vjp_index_put)
    register("unindex_arrays", impl_unindex_arrays, NULL)
    register("complex", impl_complex, vjp_complex)
    register("gather", impl_gather, vjp_gather)
    register("index_select", impl_index_select, vjp_index_select)
    register("take", impl_take, NULL)
    register("nonzero", impl_nonzero, NULL)
    register("masked_select", impl_masked_select, NULL)
    register("masked_fill", impl_masked_fill, vjp_masked_fill, masked_fill)
    register("scatter", impl_scatter, NULL, scatter_family)
    register("scatter_add", impl_scatter, vjp_scatter_add, scatter_family)
    register("sort", impl_sort, vjp_sort)
    register("argsort", impl_argsort, NULL)
    register("msort", impl_msort, vjp_sort)
    register("topk", impl_topk, vjp_sort)
    register("searchsorted", impl_placed, NULL)
    register("bucketize", impl_bucketize, NULL)
    register("take_along_dim", impl_take_along, NULL)
    register("equal", impl_equal, NULL)
    register("embedding", impl_embedding, vjp_embedding)
    register("nll_loss", impl_nll_loss, vjp_nll_loss)
    register_images()
    register("grid_sample", impl_grid_sample, vjp_grid_sample)
    register("embedding_bag", impl_embedding_bag, vjp_embedding_bag)
    register("embedding_bag_max", impl_embedding_bag_max, NULL)
    register("ctc_loss", impl_ctc_loss, vjp_ctc_loss)
    register("ctc_loss_backward", impl_ctc_loss_backward, NULL)
    register("attention", impl_attention, vjp_attention)
    register_several("recurrent", impl_recurrent, vjp_recurrent)
    register("neighbours", impl_neighbours, vjp_neighbours)
    register("diff", impl_diff, NULL)
    register("slopes", impl_slopes, NULL)
    register("sum_to_size", impl_sum_to_size, NULL)
    register("renorm", impl_renorm, NULL)
    register_shapes()
    return 0


cdef int register_images() except -1:
    # Convolutions, pooling, resampling.
    register("conv", impl_conv, vjp_convolution)
    register("conv_transpose", impl_conv_transpose, vjp_convolution)
    register("convolution", impl_convolution, vjp_convolution)
    register("convolution_weight", impl_convolution_weight, NULL)
    register("max_pool", impl_max_pool, vjp_max_pool)
    register("fractional_max_pool", impl_fractional_max_pool, vjp_max_pool)
    register("adaptive_max_pool", impl_adaptive_max_pool, vjp_max_pool)
    register("avg_pool", impl_avg_pool, vjp_avg_pool)
    register("adaptive_avg_pool", impl_adaptive_avg_pool, vjp_avg_pool)
    register("mean_windows", impl_mean_windows, vjp_avg_pool)
    register("spread_windows", impl_spread_windows, NULL)
    register("resample", impl_resample, vjp_resample)
    register("pad_edges", impl_pad_edges, vjp_pad_edges)
    register("unpad_edges", impl_pad_edges, NULL)
    return 0


cdef object impl_copy(Op op, PyObject **a):
    # copy_(input, src) works in place by itself; out of place it is a conversion to input's type and shape.
    return copy_(clone(tensor_arg(op, a, 0)), tensor_or_number(op, a, 1))


cdef int adopt_elementary() except -1:
    # NumPy's loops for the elementary functions that our own kernels call.
    cdef int t
    cdef Op op
    cdef wg_foreign *into = <wg_foreign *>&wg_np
    for name in ("exp", "log", "exp2", "sin", "cos", "sinh", "cosh"):      # as in wengert.h
        op = Op.__new__(Op)
        memset(&op.info, 0, sizeof(OpInfo))
        op.info.nin = 1
        op.name = name
        ufunc_loops(op, getattr(np, name))
        for t in range(2):
            into.loop = op.info.loop[WG_F32 + t]
            into.data = op.info.loop_data[WG_F32 + t]
            into += 1
    # Ours call NumPy's for float32 only.
    wg_np.sin[1].loop, wg_np.cos[1].loop = own_loop("sin", 1), own_loop("cos", 1)
    return 0


cdef wg_loop own_loop(str name, int t) except NULL:
    # The kernel of an operation of elementwise.def.
    cdef int i
    for i in range(kernels.nrows):
        if kernels.rows[i].slot < 0 and kernels.rows[i].name.decode() == name:
            return kernels.rows[i].loop[t]
    raise ImportError(f"elementwise.def has no row {name}")


cdef int choose_kernels() except -1:
    global kernels
    import os
    cap = os.environ.get("WENGERT_ISA") or None
    cdef bytes name = (cap or "").encode()
    cdef char *text = name
    kernels = wg_choose_kernels(NULL if cap is None else text)
    if kernels == NULL:
        raise ImportError(f"WENGERT_ISA={cap!r} names no instruction set; known are baseline, avx2, avx512 and neon")
    return 0


def build_info():
    """Facts about this build: instruction sets, compiler, threads, whether it is a stress build (no caches)."""
    return {"isa": kernels.isa.decode(), "isa_available": tuple([name for name in ("baseline", "neon", "avx2", "avx512")
                                                                 if wg_isa_available(name.encode())]),
            "compiler": WG_COMPILER.decode(), "threads": wg_get_num_threads(), "stress": bool(WG_STRESSED)}


def add_methods(dict methods):
    """Put attributes into the Tensor type, whose dictionary Python code cannot write."""
    cdef PyTypeObject *t = <PyTypeObject *>Tensor
    (<dict>t.tp_dict).update(methods)
    PyType_Modified(t)


def set_python_types(size, cpu):
    """Tell the core the classes of shapes and of the device."""
    global size_class, cpu_device
    size_class, cpu_device = size, cpu
    Py_INCREF(size)                    # the slot below names it for good
    wg_adopt_size(<PyObject *>size)


cdef object op_descr_get(PyObject *op, PyObject *instance, PyObject *kind):
    # Make Ops behave as methods: bound to an instance, plain on the class.
    if instance == NULL or <object>instance is None:
        return <object>op
    return method_type(<object>op, <object>instance)

from types import MethodType as method_type

ctypedef object (*getfunc)(PyObject *, PyObject *, PyObject *)

cdef extern from *:
    """
    /* Slots that Cython has no syntax for. */
    static void wg_finish_tensor(PyTypeObject *tensor, void *dealloc)
    {
        tensor->tp_dealloc = (destructor)dealloc;
        PyType_Modified(tensor);
    }
    static void wg_finish_callable(PyTypeObject *kind, Py_ssize_t vectorcall, void *get)
    {
        kind->tp_vectorcall_offset = vectorcall;
        kind->tp_call = PyVectorcall_Call;
        kind->tp_descr_get = (descrgetfunc)get;
        kind->tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR;
        PyType_Modified(kind);
    }
    """
    void wg_finish_tensor(PyTypeObject *tensor, void *dealloc)
    void wg_finish_callable(PyTypeObject *kind, Py_ssize_t vectorcall, void *get)


op_table[OP_ACCUMULATE] = op_table[OP_FUNCTION] = <PyObject *>None
make_dtypes()
make_formats()
choose_kernels()
adopt_elementary()
register_impls()
wg_finish_tensor(<PyTypeObject *>Tensor, <void *>tensor_dealloc)
wg_finish_callable(<PyTypeObject *>Op, WG_OP_VECTORCALL_OFFSET(Op.__new__(Op)), <void *>op_descr_get)
wg_finish_callable(<PyTypeObject *>Shortcut, WG_SHORTCUT_VECTORCALL_OFFSET(Shortcut.__new__(Shortcut)),
                   <void *>op_descr_get)
adopt_traversal()


def get_num_threads():
    """Number of threads that large kernels use, the caller's included.

    Examples
    --------
    >>> import wengert
    >>> wengert.get_num_threads() >= 1
    True
    """
    return wg_get_num_threads()


def set_num_threads(int n):
    """Let large kernels use `n` threads; results do not depend on the number.

    Without this call it is WENGERT_NUM_THREADS, else OMP_NUM_THREADS, else one per core that the process may use.

    Raises
    ------
    RuntimeError
        If `n` is not positive.

    Examples
    --------
    >>> import wengert
    >>> before = wengert.get_num_threads()
    >>> wengert.set_num_threads(1)
    >>> wengert.get_num_threads()
    1
    >>> wengert.set_num_threads(before)
    """
    if n < 1:
        raise errors.AutogradError("set_num_threads expects a positive integer")
    wg_set_num_threads(n)


def check_device_argument(device):
    """Raise unless a device argument means the CPU."""
    check_device(device)


