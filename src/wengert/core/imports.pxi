# C declarations: CPython, NumPy and csrc/wengert.h.
cimport cython
from cpython.object cimport PyObject, PyTypeObject, Py_LT, Py_LE, Py_EQ, Py_NE, Py_GT, Py_GE, visitproc
from cpython.ref cimport Py_INCREF, Py_DECREF, Py_XDECREF, Py_XINCREF, Py_CLEAR
from cpython.mem cimport PyMem_Malloc, PyMem_Free
from cpython.tuple cimport PyTuple_New, PyTuple_SET_ITEM
from cpython.buffer cimport (Py_buffer, PyBUF_FORMAT, PyBUF_ND, PyBUF_SIMPLE, PyBUF_STRIDES, PyBUF_WRITABLE,
                             PyBUF_C_CONTIGUOUS, PyBuffer_Release, PyObject_GetBuffer)
from cpython.exc cimport PyErr_CheckSignals
from libc.stdint cimport (int8_t, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t,
                          uintptr_t, intptr_t)
from libc.stdlib cimport malloc, calloc, realloc, free
from libc.string cimport memcmp, memcpy, memset, memmove, strcmp
cimport numpy as cnp
import numpy as np
import warnings
import weakref

cnp.import_array()
cnp.import_umath()

cdef extern from "Python.h":
    PyObject *PyObject_Init(PyObject *o, PyTypeObject *t)
    PyObject *wg_gc_new "_PyObject_GC_New"(PyTypeObject *t)
    void PyObject_GC_Track(void *o)
    void PyObject_GC_UnTrack(void *o)
    int PyObject_GC_IsTracked(PyObject *o)
    void PyObject_ClearWeakRefs(PyObject *o)
    int PyObject_GenericSetAttr(object o, object name, object value) except -1
    int PyDict_Next(object d, Py_ssize_t *at, PyObject **key, PyObject **value)
    object PyObject_CallOneArg(PyObject *f, PyObject *arg)
    void PyType_Modified(PyTypeObject *t)
    PyObject *Py_True
    PyObject *Py_False
    PyObject **PySequence_Fast_ITEMS(PyObject *list_or_tuple)
    Py_ssize_t PySequence_Fast_GET_SIZE(PyObject *list_or_tuple)
    bint PyTuple_CheckExact(PyObject *o)
    bint PyList_CheckExact(PyObject *o)
    int PyUnicode_CompareWithASCIIString(PyObject *o, const char *text)
    bint PyFloat_CheckExact(PyObject *o)
    bint PyLong_CheckExact(PyObject *o)
    bint PyBool_Check(PyObject *o)
    bint PyFloat_Check(PyObject *o)
    bint PyLong_Check(PyObject *o)
    bint PyComplex_Check(PyObject *o)
    bint PyTuple_Check(PyObject *o)
    bint PyList_Check(PyObject *o)
    bint PySlice_Check(PyObject *o)
    bint PyUnicode_Check(PyObject *o)
    bint PyIndex_Check(PyObject *o)
    double PyFloat_AS_DOUBLE(PyObject *o)
    double PyComplex_RealAsDouble(PyObject *o)
    double PyComplex_ImagAsDouble(PyObject *o)
    int64_t PyLong_AsLongLongAndOverflow(PyObject *o, int *overflow)
    Py_ssize_t PyTuple_GET_SIZE(PyObject *o)
    PyObject *PyTuple_GET_ITEM(PyObject *o, Py_ssize_t i)
    Py_ssize_t PyList_GET_SIZE(PyObject *o)
    PyObject *PyList_GET_ITEM(PyObject *o, Py_ssize_t i)
    Py_ssize_t PyVectorcall_NARGS(size_t nargsf)
    PyObject *PyVectorcall_Call(PyObject *callable, PyObject *args, PyObject *kwargs)
    object PyObject_Vectorcall(PyObject *callable, PyObject **args, size_t nargsf, PyObject *kwnames)
    int PySequence_Contains(PyObject *o, object value) except -1
    int PySlice_Unpack(object o, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step) except -1
    Py_ssize_t PySlice_AdjustIndices(Py_ssize_t n, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t step)
    ctypedef PyObject *(*vectorcallfunc)(PyObject *, PyObject **, size_t, PyObject *)
    unsigned long Py_TPFLAGS_HAVE_VECTORCALL
    unsigned long Py_TPFLAGS_METHOD_DESCRIPTOR
    ctypedef struct PyStructSequence_Field:
        const char *name
        const char *doc
    ctypedef struct PyStructSequence_Desc:
        const char *name
        const char *doc
        PyStructSequence_Field *fields
        int n_in_sequence
    PyTypeObject *PyStructSequence_NewType(PyStructSequence_Desc *desc) except NULL
    object PyStructSequence_New(PyTypeObject *kind)
    void PyStructSequence_SetItem(PyObject *o, Py_ssize_t i, PyObject *value)
    Py_ssize_t Py_REFCNT(PyObject *o)
    void Py_SET_REFCNT(PyObject *o, Py_ssize_t n)
    PyTypeObject *Py_TYPE(PyObject *o)

cdef extern from *:
    """
    /* What PyStructSequence_New gives, for a type of two entries, which it would look up in the type's dictionary. */
    static PyObject *wg_new_pair(PyTypeObject *kind)
    {
    #if PY_VERSION_HEX >= 0x030E0000
        return PyStructSequence_New(kind);
    #else
        PyTupleObject *pair = PyObject_GC_NewVar(PyTupleObject, kind, 2);
        if (pair)
            pair->ob_item[0] = pair->ob_item[1] = NULL;
        return (PyObject *)pair;
    #endif
    }
    """
    object wg_new_pair(PyTypeObject *kind)

cdef extern from *:
    """
    /* Grad mode and its kin are per thread; the initial-exec model makes reading them one load. */
    #if defined(_MSC_VER)
    #define WG_THREAD __declspec(thread)
    #elif defined(__APPLE__)
    #define WG_THREAD _Thread_local
    #else
    #define WG_THREAD _Thread_local __attribute__((tls_model("initial-exec")))
    #endif
    static WG_THREAD int wg_grad_off = 0;
    static WG_THREAD unsigned long long wg_skipped = 0;
    static WG_THREAD int wg_any_layout = 0;
    static WG_THREAD PyObject *wg_saved_hooks = NULL;
    static WG_THREAD PyObject *wg_pass = NULL;
    #if defined(__GNUC__)
    #define WG_COMPILER "gcc-compatible " __VERSION__
    #define wg_clz64(v) __builtin_clzll(v)
    #define wg_popcount(v) __builtin_popcount(v)
    #else
    #include <intrin.h>
    #define WG_COMPILER "msvc"
    static int wg_clz64(unsigned long long v) { unsigned long i; _BitScanReverse64(&i, v); return 63 - (int)i; }
    static int wg_popcount(unsigned v) { int n = 0; for (; v; v &= v - 1) n++; return n; }
    #endif
    /* A stress build (-DWG_STRESS) keeps no pools and poisons memory, so that sanitizers see every misuse. */
    #ifdef WG_STRESS
    enum { WG_STRESSED = 1 };
    #else
    enum { WG_STRESSED = 0 };
    #endif
    /* Fields that a fresh object must have before Cython's own assignments may touch it. */
    #define WG_TENSOR_FIELDS(t) ((t)->meta = Py_None, (t)->base = Py_None, (t)->__weakref__ = (t)->__dict__ = NULL, \\
                                 Py_INCREF(Py_None), Py_INCREF(Py_None))
    /* n sizes or strides: a memcpy of unknown length becomes a `rep movs`, which costs more than all else of a save. */
    static inline void wg_copy_sizes(int64_t *to, const int64_t *from, int n)
    {
        if (n > 4)
            memcpy(to, from, n * sizeof(int64_t));
        else if (n > 1) {
            const int64_t first = from[0], second = from[1], last = from[n - 1], before = from[n - 2];
            to[0] = first, to[1] = second, to[n - 2] = before, to[n - 1] = last;
        } else if (n == 1)
            to[0] = from[0];
    }
    /* A tuple of a subclass, its items still to be set. */
    static PyObject *wg_tuple_of_type(PyObject *type, Py_ssize_t n)
    {
        return ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, n);
    }
    /* Size[i] without a Python function: only a slice, whose result is a Size again, needs one. */
    static PyObject *wg_size_type = NULL;
    static PyObject *wg_size_subscript(PyObject *self, PyObject *index)
    {
        PyObject *item = PyTuple_Type.tp_as_mapping->mp_subscript(self, index);
        if (item == NULL || !PySlice_Check(index)) return item;
        PyObject *part = PyObject_CallOneArg(wg_size_type, item);
        Py_DECREF(item);
        return part;
    }
    static void wg_adopt_size(PyObject *type)
    {
        wg_size_type = type;
        ((PyTypeObject *)type)->tp_as_mapping->mp_subscript = wg_size_subscript;
    }
    /* A new object of a class, which takes no arguments. */
    static PyObject *wg_new(PyObject *type, PyObject *no_arguments)
    {
        return ((PyTypeObject *)type)->tp_new((PyTypeObject *)type, no_arguments, NULL);
    }
    #define WG_OP_VECTORCALL_OFFSET(o) ((Py_ssize_t)((char *)&(o)->vectorcall - (char *)(o)))
    #define WG_WEAKLIST(o) (*(PyObject **)((char *)(o) + Py_TYPE(o)->tp_weaklistoffset))
    #define WG_ATTRIBUTES(o) (*(PyObject **)((char *)(o) + Py_TYPE(o)->tp_dictoffset))
    #define WG_TENSOR_FORGET(o) (Py_DECREF(Py_None), Py_DECREF(Py_None))
    """
    int wg_grad_off            # GradMode bits; non-zero: nothing is recorded on this thread
    int wg_any_layout          # a leaf may keep its first gradient in another memory layout than its own
    unsigned long long wg_skipped   # inputs of the node being differentiated that this pass does not need, by bit
    PyObject *wg_saved_hooks   # (pack, unpack, those before) of this thread, counted; NULL: none
    PyObject *wg_pass          # the Run that runs on this thread, borrowed; NULL: none
    const char *WG_COMPILER
    int WG_STRESSED            # whether pools are off and memory is poisoned
    int wg_clz64(uint64_t v) nogil
    int wg_popcount(unsigned v) nogil
    void wg_copy_sizes(int64_t *to, const int64_t *source, int n) nogil
    object wg_tuple_of_type(PyObject *type, Py_ssize_t n)
    object wg_new(object type, tuple no_arguments)
    void wg_adopt_size(PyObject *type)
    void WG_TENSOR_FIELDS(Tensor t)
    Py_ssize_t WG_OP_VECTORCALL_OFFSET(Op o)
    Py_ssize_t WG_SHORTCUT_VECTORCALL_OFFSET "WG_OP_VECTORCALL_OFFSET"(Shortcut s)
    PyObject *WG_WEAKLIST(PyObject *o)
    PyObject *WG_ATTRIBUTES(PyObject *o)    # the user's own, a dict; NULL: none yet
    void WG_TENSOR_FORGET(PyObject *o)

cdef extern from "place.h" nogil:
    ctypedef struct wg_part:
        const char *inp "in"
        size_t bytes
    int wg_place_rows(char *out, int64_t rows, const int64_t *at, intptr_t count, const char *inp, intptr_t in_step,
                      size_t bytes, int wraps)
    void wg_join_parts(char *out, intptr_t rows, size_t row, const wg_part *parts, int count)
    void wg_keep(char *out, const char *inp, const char *mask, intptr_t count, int itemsize)

cdef extern from "half.h" nogil:
    float wg_float_of_half(uint16_t h)
    uint16_t wg_half_of_float(float x)

cdef extern from "wengert.h" nogil:
    enum: WG_BOOL, WG_U8, WG_I8, WG_I16, WG_I32, WG_I64, WG_F16, WG_F32, WG_F64, WG_C64, WG_C128, WG_NDTYPES
    enum: WG_SUM, WG_PROD, WG_AMAX, WG_AMIN, WG_NANSUM, WG_SUM_SQUARES, WG_SUM_ABS, WG_AMAX_ABS, WG_AMIN_ABS
    enum: WG_ANY, WG_ALL, WG_COUNT, WG_COUNT_NUMBERS, WG_ARGMAX, WG_ARGMIN, WG_MOMENTS, WG_RANK, WG_MODE
    enum: WG_MAX_DIMS, WG_MAX_OPERANDS, WG_GRAIN
    ctypedef void (*wg_loop)(char **args, const intptr_t *n, const intptr_t *steps, void *data) noexcept nogil
    ctypedef struct wg_row:
        const char *name
        int slot
        const char *uses
        wg_loop loop[2]
    ctypedef void (*wg_gemm_f32)(intptr_t, intptr_t, intptr_t, const float *, intptr_t, intptr_t,
                                 const float *, intptr_t, intptr_t, float *, intptr_t, intptr_t, int) noexcept nogil
    ctypedef void (*wg_gemm_f64)(intptr_t, intptr_t, intptr_t, const double *, intptr_t, intptr_t,
                                 const double *, intptr_t, intptr_t, double *, intptr_t, intptr_t, int) noexcept nogil
    ctypedef void (*wg_gemm_onto)(intptr_t, intptr_t, intptr_t, const void *, intptr_t, intptr_t, const void *,
                                  intptr_t, intptr_t, void *, const void *) noexcept nogil
    ctypedef void (*wg_reduce_run)(const char *, intptr_t, intptr_t, char *, char *, const double *) noexcept nogil
    ctypedef void (*wg_reduce_rows)(const char *, intptr_t, intptr_t, intptr_t, char *, char *,
                                    const double *) noexcept nogil
    ctypedef struct wg_reducer:
        wg_reduce_run run
        wg_reduce_rows rows
    ctypedef void (*wg_both)(const void *, intptr_t, void *, void *) noexcept nogil
    ctypedef void (*wg_rows1)(const void *, void *, intptr_t, intptr_t) noexcept nogil
    ctypedef void (*wg_rows2)(const void *, const void *, void *, intptr_t, intptr_t) noexcept nogil
    ctypedef void (*wg_xent)(const void *, const int64_t *, void *, void *, intptr_t, intptr_t) noexcept nogil
    ctypedef void (*wg_xent_vjp)(const void *, const int64_t *, const void *, const void *, void *,
                                 intptr_t, intptr_t) noexcept nogil
    ctypedef void (*wg_layer_norm)(const void *, const void *, const void *, double, int, void *, void *,
                                   void *, intptr_t, intptr_t) noexcept nogil
    ctypedef void (*wg_layer_norm_vjp)(const void *, const void *, const void *, const void *, const void *, int,
                                       void *, double *, double *, intptr_t, intptr_t) noexcept nogil
    ctypedef struct wg_segments:
        intptr_t unit_step
        intptr_t segments
        intptr_t step
        intptr_t inner
        intptr_t groups
    ctypedef void (*wg_norm)(const wg_segments *, const void *, const void *, const void *, double, int, void *, void *,
                             void *, intptr_t, intptr_t) noexcept nogil
    ctypedef void (*wg_norm_vjp)(const wg_segments *, const void *, const void *, const void *, const void *, double,
                                 const void *, int, void *, double *, double *, intptr_t, intptr_t) noexcept nogil
    ctypedef struct wg_drop:
        uint64_t seed
        uint32_t threshold
        double scale
        double kept
        double dropped
    ctypedef void (*wg_drop_run)(const void *, void *, intptr_t, uint64_t, const wg_drop *) noexcept nogil
    ctypedef void (*wg_distance)(const void *, const void *, void *, intptr_t, intptr_t, intptr_t,
                                 double) noexcept nogil
    ctypedef void (*wg_distance_vjp)(const void *, const void *, const void *, const void *, void *, void *,
                                     intptr_t, intptr_t, intptr_t, double) noexcept nogil
    ctypedef struct wg_pool:
        intptr_t in_ "in"[3]
        intptr_t out[3]
        const intptr_t *first[3]
        const intptr_t *end[3]
        intptr_t step[3]
        const intptr_t *count[3]
        intptr_t divisor
        intptr_t regular
        intptr_t regular_end
        intptr_t stride
    ctypedef struct wg_fraction:
        int rank
        intptr_t window[3]
        const void *samples
    ctypedef struct wg_edges:
        intptr_t in_ "in"[3]
        intptr_t out[3]
        const intptr_t *from_ "from"[3]
        intptr_t low
        intptr_t high
    ctypedef struct wg_resampling:
        intptr_t n
        intptr_t out
        intptr_t inner
        intptr_t taps
        const int64_t *places
        const double *weights
    ctypedef void (*wg_task)(void *context, intptr_t begin, intptr_t end) noexcept nogil
    ctypedef struct wg_heads:
        void *data
        int64_t batch, head, row, col
    ctypedef struct wg_attention:
        intptr_t batch, heads, shared, queries, keys, width, value_width
        double scale
        int causal, mask_is_truth
        const wg_drop *drop
        wg_heads q, k, v, mask, out
        void *lse
        wg_heads g, dq, dk, dv
        int failed
    enum: WG_TANH, WG_RELU, WG_LSTM, WG_GRU
    ctypedef struct wg_recurrent:
        int kind, reverse
        intptr_t steps, batch, inputs, width
        const void *x
        const void *h0
        const void *c0
        const void *w_ih
        const void *w_hh
        const void *b_ih
        const void *b_hh
        void *gates
        void *kept
        void *out
        void *state
        const void *g
        void *dh
        void *dc
        void *slopes
        void *dx
        void *dw_ih
        void *dw_hh
        int add_x, add_ih, add_hh
        void *db_ih
        void *db_hh
    ctypedef void (*wg_recur)(wg_recurrent *job) noexcept nogil
    enum: WG_LINEAR, WG_NEAREST, WG_CUBIC
    ctypedef struct wg_sampling:
        int rank, mode, padding, align
        intptr_t batch, channels, points, volume
        int64_t size[3]
        const void *image
        const void *grid
        void *out
        const void *g
        void *gimage
        void *ggrid
        intptr_t group
    ctypedef struct wg_ctc:
        intptr_t steps, batch, classes, time_step, batch_step
        int64_t blank
        const void *log_probs
        const int64_t *labels
        const int64_t *facts
        intptr_t row, kept
        void *alpha
        void *loss
        const void *g
        intptr_t g_step
        int zero_infinity
        void *out
        int failed
    ctypedef struct wg_pairs:
        const void *x
        const void *turned
        void *out
        intptr_t rows, width
        double p
        const void *g
        const void *dist
        void *gx
        void *gturned
        void *room
    ctypedef struct wg_cosines:
        const void *x
        const void *y
        const void *g
        void *out
        void *gx
        void *gy
        intptr_t width
        double eps
    ctypedef struct wg_kernels:
        const char *isa
        const wg_row *rows
        int nrows
        wg_gemm_f32 gemm_f32
        wg_gemm_f64 gemm_f64
        wg_gemm_onto gemm_onto[2]
        wg_recur recur[2]
        wg_recur recur_vjp[2]
        const wg_reducer *reducers
        wg_rows1 softmax[2]
        wg_rows1 log_softmax[2]
        wg_rows1 logsumexp[2]
        wg_rows2 softmax_vjp[2]
        wg_rows2 log_softmax_vjp[2]
        wg_xent xent[2]
        wg_xent_vjp xent_vjp[2]
        wg_layer_norm layer_norm[2]
        wg_layer_norm_vjp layer_norm_vjp[2]
        wg_norm norm[2]
        wg_norm_vjp norm_vjp[2]
        wg_drop_run drop[2]
        wg_distance distance[2]
        wg_distance_vjp distance_vjp[2]
        wg_task pairs[2]
        wg_task pairs_vjp[2]
        wg_task cosine[2]
        wg_task cosine_vjp[2]
        wg_both both[2]
    void wg_parallel(wg_task task, void *context, intptr_t n, intptr_t grain) noexcept nogil
    enum: WG_SEGMENTS_WHOLE, WG_SEGMENTS_PART, WG_SEGMENTS_OUTSIDE, WG_SEGMENTS_NEGATIVE
    ctypedef struct wg_segments_of:
        int kind, mean
        double start
        double none
        intptr_t outer, size, count, inner
        const int64_t *bounds
        const wg_reducer *reducer
        const void *x
        void *out
        const void *g
        void *gx
    void wg_reduce_segments(wg_segments_of *job, int dtype) noexcept nogil
    void wg_reduce_segments_vjp(wg_segments_of *job, int dtype) noexcept nogil
    int wg_segment_bounds(const int64_t *given, int lengths, intptr_t outer, intptr_t count, intptr_t size,
                          int64_t *bounds) noexcept nogil
    void wg_coordinate(const int64_t *at, intptr_t n, int64_t step, int64_t size, int64_t *to) noexcept nogil
    int wg_among_few(const char *x, intptr_t n, const char *tests, intptr_t count, int invert, int dtype,
                     char *out) noexcept nogil
    void wg_grid_sample(const wg_kernels *kernels, wg_sampling *job, int dtype)
    void wg_grid_sample_vjp(const wg_kernels *kernels, wg_sampling *job, int dtype)
    int wg_ctc_loss(const wg_kernels *kernels, wg_ctc *job, int dtype)
    int wg_ctc_loss_vjp(const wg_kernels *kernels, wg_ctc *job, int dtype)
    int wg_attend(const wg_kernels *kernels, wg_attention *job, int dtype)
    int wg_attend_vjp(const wg_kernels *kernels, wg_attention *job, int dtype)
    const wg_kernels *wg_choose_kernels(const char *cap)
    int wg_isa_available(const char *isa)
    ctypedef struct wg_foreign:
        wg_loop loop
        void *data
    ctypedef struct wg_elementary:
        wg_foreign sin[2]
        wg_foreign cos[2]
    wg_elementary wg_np
    void wg_iterate(wg_loop loop, void *data, int nop, char **ptrs, int ndim, const int64_t *shape,
                    const int64_t **strides)
    void wg_iterate_parallel(wg_loop loop, void *data, int nop, char **ptrs, int ndim, const int64_t *shape,
                             const int64_t **strides, const int *sizes, intptr_t grain)
    void wg_clear(char *to, intptr_t n, int size)
    void wg_run_flat(wg_loop loop, void *data, int nop, char **args, intptr_t n, const intptr_t *steps, intptr_t grain)
    ctypedef struct wg_batch:
        int dtype
        int beta
        intptr_t m
        intptr_t n
        intptr_t k
        const char *a
        const char *b
        intptr_t a_row
        intptr_t a_col
        intptr_t b_row
        intptr_t b_col
        char *c
        int ndim
        int64_t shape[64]
        int64_t a_steps[64]
        int64_t b_steps[64]
    void wg_batched_product(const wg_kernels *kernels, const wg_batch *batch)
    ctypedef struct wg_convolution:
        int dtype
        intptr_t batch
        intptr_t groups
        intptr_t x_channels
        intptr_t y_channels
        intptr_t x_size[3]
        intptr_t y_size[3]
        intptr_t window[3]
        intptr_t step[3]
        intptr_t padding[3]
        intptr_t dilation[3]
    int wg_convolve(const wg_kernels *, const wg_convolution *, const char *, const char *, const char *, char *) nogil
    int wg_convolve_transposed(const wg_kernels *, const wg_convolution *, const char *, const char *, const char *,
                               char *) nogil
    int wg_convolve_weight(const wg_kernels *, const wg_convolution *, const char *, const char *, char *) nogil
    bint wg_sum_channels(const wg_kernels *, int dtype, const char *, intptr_t, intptr_t, intptr_t, char *) nogil
    int wg_share_pool_max(const wg_kernels *, int dtype, const wg_pool *, const wg_fraction *, const char *, char *,
                          int64_t *, intptr_t) nogil
    void wg_share_pool_max_vjp(const wg_kernels *, int dtype, const wg_pool *, const char *, const int64_t *, char *,
                               intptr_t) nogil
    int wg_share_pool_mean(const wg_kernels *, int dtype, const wg_pool *, const char *, char *, intptr_t, int) nogil
    void wg_pad_edges(const wg_edges *, const char *, char *, intptr_t, size_t) nogil
    void wg_share_pad_edges_vjp(const wg_kernels *, int dtype, const wg_edges *, const char *, char *, intptr_t) nogil
    void wg_share_resample(const wg_kernels *, int dtype, const wg_resampling *, const char *, char *, intptr_t,
                           int) nogil
    int wg_get_num_threads()
    void wg_reduce_run_shared(const wg_reducer *how, const wg_reducer *then, const char *src, intptr_t n,
                              intptr_t stride, char *out, int size)
    bint wg_reduce_rows_shared(const wg_reducer *how, const wg_reducer *then, const char *src, intptr_t n,
                               intptr_t stride, intptr_t width, char *out, int size)
    void wg_share_rows1(wg_rows1 kernel, const void *x, void *out, intptr_t rows, intptr_t n, intptr_t out_n,
                        intptr_t size)
    void wg_share_rows2(wg_rows2 kernel, const void *g, const void *r, void *out, intptr_t rows, intptr_t n,
                        intptr_t size)
    void wg_share_xent(wg_xent kernel, const void *x, const int64_t *target, void *loss, void *lse, intptr_t rows,
                       intptr_t n, intptr_t size)
    void wg_share_xent_vjp(wg_xent_vjp kernel, const void *x, const int64_t *target, const void *lse,
                           const void *scale, void *out, intptr_t rows, intptr_t n, intptr_t size)
    void wg_share_norm(wg_norm kernel, const wg_segments *s, const void *x, const void *weight, const void *bias,
                       double eps, int given, void *out, void *mean, void *var, intptr_t units)
    void wg_share_norm_vjp(wg_norm_vjp kernel, const wg_segments *s, const void *g, const void *x, const void *mean,
                           const void *var, double eps, const void *weight, int given, void *gx, double *gw, double *gb,
                           intptr_t units)
    void wg_share_layer_norm(wg_layer_norm kernel, const void *x, const void *weight, const void *bias, double eps,
                             int centred, void *out, void *mean, void *rstd, intptr_t rows, intptr_t n,
                             intptr_t size) nogil
    int wg_share_layer_norm_vjp(wg_layer_norm_vjp kernel, const void *g, const void *x, const void *mean,
                                const void *rstd, const void *weight, int centred, void *gx, void *gw, void *gb,
                                intptr_t rows, intptr_t n, intptr_t size) nogil
    void wg_share_drop(wg_drop_run kernel, const void *x, void *out, intptr_t n, const wg_drop *how, intptr_t size)
    double wg_sum_of_loop(wg_loop loop, void *data, wg_reduce_run sum, int nin, char **args, const intptr_t *steps,
                          intptr_t n, int size)
    void wg_set_num_threads(int n)
    int wg_has_nan(const void *x, intptr_t n, int is_double)
    void wg_reduce(const wg_reducer *how, const int *sizes, const char *src, intptr_t n, intptr_t stride,
                   int ndim, const int64_t *shape, const int64_t *in_strides, char *out, char *second,
                   const int64_t *out_strides, const double *options)
    wg_reduce_run wg_rank_reducer(int reduction, int dtype)
    wg_loop wg_cast_loop(int from_, int to) nogil
    wg_loop wg_repeat_loop(int itemsize) nogil
    void wg_range(int single, double start, double step, double first, double sign, int64_t n, void *out) nogil
    wg_loop wg_join_loop(int itemsize) nogil
    wg_loop wg_select_loop(int itemsize)
    void wg_both_extremes(const wg_reducer *low, const wg_reducer *high, wg_both both, const char *x, intptr_t n,
                          intptr_t size, char *least, char *most) nogil
    wg_loop wg_divisor_loop(int dtype, int multiple)
    wg_loop wg_step_loop(int dtype)
    wg_loop wg_frexp_loop(int dtype)
    wg_loop wg_angle_loop(int dtype)
    void wg_cumsum(const char *src, char *out, intptr_t outer, intptr_t n, intptr_t inner, int reverse, int dtype)
    void wg_cumprod(const char *src, char *out, intptr_t outer, intptr_t n, intptr_t inner, int dtype)
    void wg_cumulative_extreme(const char *src, char *out, int64_t *places, intptr_t outer, intptr_t n,
                               intptr_t inner, int smallest, int dtype)
    void wg_logcumsumexp(const char *src, char *out, intptr_t rows, intptr_t n, int dtype)
    void wg_cumprod_vjp(const char *g, const char *x, char *out, intptr_t outer, intptr_t n, intptr_t inner,
                        int dtype)
    void wg_cumulative_extreme_vjp(const char *g, const int64_t *places, char *out, intptr_t outer, intptr_t n,
                                   intptr_t inner, int dtype)
    void wg_logcumsumexp_vjp(const char *g, const char *x, const char *result, char *out, intptr_t rows,
                             intptr_t n, int dtype)
    void wg_spread_to_place(const char *g, const int64_t *places, char *out, intptr_t outer, intptr_t n,
                            intptr_t inner, int itemsize)
    void wg_spread_to_equal(const char *g, const char *x, const char *result, char *out, intptr_t outer,
                            intptr_t n, intptr_t inner, int nan_is_equal, int dtype)
    void wg_spread_product(const char *g, const char *x, const char *result, char *out, intptr_t outer,
                           intptr_t n, intptr_t inner, int dtype)
    ctypedef struct wg_half:
        wg_loop loop
        void *data
        int nop
        uint8_t wide[5]
    void wg_half_loop(char **args, const intptr_t *n, const intptr_t *steps, void *half)
    ctypedef struct wg_index:
        intptr_t step
        int64_t size
        int wraps
        int failed
        int64_t bad
    wg_loop wg_gather_loop(int itemsize)
    wg_loop wg_scatter_loop(int itemsize)
    wg_loop wg_scatter_reduce_loop(int reduction, int dtype)
    void wg_iterate_apart(wg_loop loop, wg_index *index, char **ptrs, int ndim, const int64_t *shape,
                          const int64_t **strides, intptr_t grain)
    void wg_check_positions(char **args, const intptr_t *n, const intptr_t *steps, void *index) noexcept
    void wg_add_offsets(char **args, const intptr_t *n, const intptr_t *steps, void *index) noexcept
    enum: WG_APART, WG_EQUALLY, WG_LINEARLY
    void wg_histogram(const char *, intptr_t, intptr_t, const char *const *, const intptr_t *, const int *,
                      const char *, double *, int) noexcept nogil
    int wg_put_rows(char *out, intptr_t rows, const int64_t *at, intptr_t count, const char *src, intptr_t step,
                    size_t nbytes, int wraps)
    void wg_take_rows(const char *src, const int64_t *at, char *out, intptr_t count, size_t nbytes, wg_index *index)
    int64_t wg_count_true(const char *mask, intptr_t n)
    void wg_true_positions(const char *mask, intptr_t n, int64_t *out, intptr_t count)
    void wg_true_coordinates(const char *mask, int ndim, const int64_t *shape, int64_t *out, intptr_t count)
    ctypedef void (*wg_search)(const void *row, const int64_t *order, intptr_t n, const void *values,
                               intptr_t count, int right, int64_t *out) noexcept nogil
    wg_search wg_search_row(int dtype)
    void wg_search_shared(wg_search search, const char *row, const int64_t *order, intptr_t n, const char *values,
                          intptr_t count, intptr_t size, int right, int64_t *out) noexcept nogil
    int wg_sort(const char *x, char *values, int64_t *places, intptr_t rows, intptr_t n, intptr_t k, int descending,
                int dtype)
    intptr_t wg_runs(const char *x, intptr_t n, char *values, int64_t *which, int64_t *counts, int dtype)
    int wg_all_equal(const char *x, const char *y, intptr_t n, int dtype)
    int wg_range_of(const int64_t *x, intptr_t n, int64_t *low, int64_t *high)
    int64_t wg_bits_of(const int64_t *x, intptr_t n)
    void wg_count_positions(const int64_t *x, intptr_t n, intptr_t numbers, const double *weights, int64_t *counts,
                            double *sums)
    void wg_add_rows(const char *g, const int64_t *at, char *out, intptr_t count, intptr_t width,
                     int64_t skipped, int dtype)
    void wg_bag_sum(const char *, const int64_t *, const int64_t *, const char *, char *, intptr_t, intptr_t,
                    int64_t, int)
    void wg_bag_max(const char *, const int64_t *, const int64_t *, char *, int64_t *, intptr_t, intptr_t, int64_t, int)
    void wg_bag_sum_vjp(const char *, const char *, const int64_t *, const int64_t *, const char *, char *,
                        char *, intptr_t, intptr_t, int64_t, int)

from wengert import errors
