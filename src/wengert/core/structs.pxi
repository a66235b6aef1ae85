# The data structures: Node (an entry of the tape), NodeData (what only some nodes need), OpInfo and Op.

cdef enum NodeFlag:
    N_BROADCAST = 1       # an input's shape differs from the output's: NodeData has the input shapes
    N_RELEASED = 2        # saved values were freed by a backward pass
    N_HOOKS = 4           # NodeData has hooks or a retained gradient
    N_MULTI = 8           # several outputs: the gradient slot is a list
    N_PACKED = 16         # saved values went through saved_tensors_hooks
    N_UNCOUNTED = 64      # AccumulateGrad: the leaf's own gradient leads here, so the leaf is not held
    N_SHOWN = 32          # NodeData's Python count equals refs: the cyclic collector sees each holder

cdef enum GradMode:       # bits of wg_grad_off; none: operations are recorded
    GRAD_OFF = 1          # no_grad
    INFERENCE = 2         # inference_mode: besides, new tensors are marked

cdef enum SavedKind:
    SAVED_NONE = 0
    SAVED_INLINE = 1      # the 0-d value itself
    SAVED_VIEW = 2        # a SavedView
    SAVED_OBJECT = 3      # a Python object (AccumulateGrad: the leaf tensor; else a Packed)

cdef struct SavedView:    # geometry of a saved tensor: never the tensor, so no cycle can arise
    Storage *storage      # counted
    char *data            # first element
    uint32_t version      # the storage's version when it was saved
    uint8_t dtype         # element type
    uint8_t ndim          # number of dimensions
    bint contiguous       # row-major without gaps
    int64_t numel         # number of elements
    int64_t *shape        # shape, then strides: points at dims or at a block of its own
    int64_t dims[8]       # room for four dimensions

cdef union Saved:
    double value[2]       # SAVED_INLINE: 16 bytes
    SavedView *view       # SAVED_VIEW
    PyObject *object      # SAVED_OBJECT, counted

cdef struct Node:
    uint16_t op           # index into op_table
    uint8_t flags         # NodeFlag
    uint8_t n_in          # number of inputs; more than two live in NodeData
    int32_t refs          # consumer edges, live tensors and handles
    int64_t seq           # creation number: a node's inputs have smaller ones
    int32_t edges[2]      # producing nodes of the inputs; -1: no gradient wanted
    uint8_t nr[2]         # which output of the producing node
    uint8_t dtype         # element type of the output (and of inline saved values)
    uint8_t kinds         # SavedKind of slot 0 (bits 0-1) and slot 1 (bits 2-3)
    int32_t mark          # slot in the running backward pass; 0: not visited
    Saved saved[2]        # what the vjp needs
    PyObject *data        # NodeData or NULL, counted

cdef int LETTER_RESULT = 4   # x, y, z, w are 0 to 3

cdef enum VjpKind:
    VJP_NONE              # no derivative: the operation refuses inputs that require a gradient
    VJP_SAME              # the cotangent itself
    VJP_ZERO              # zero almost everywhere
    VJP_KERNEL            # a compiled loop per type
    VJP_RULE              # the Python rule

ctypedef object (*forward_t)(Op op, PyObject **a)
ctypedef object (*plain_t)(PyObject **args, Py_ssize_t nargs, PyObject *kwnames)
ctypedef object (*into_t)(Op op, PyObject **a, Tensor x)
ctypedef int (*vjp_t)(Node *n, NodeData d, Tensor g, PyObject **grads) except -1
ctypedef int (*vjp_several_t)(Node *n, NodeData d, list gs, PyObject **grads) except -1

cdef struct OpInfo:
    int16_t index             # position in op_table
    uint8_t nin               # tensor operands of an elementwise operation
    uint8_t costly            # 1: the forward costs as much as a logarithm; 2: the derivatives too
    uint8_t promote           # PROMOTE_*: how the compute type follows from the operands'
    wg_loop loop[NDTYPES]     # forward loops by compute type; NULL: not defined for it
    void *loop_data[NDTYPES]  # their last arguments
    uint8_t out_dtype[NDTYPES]  # result type by compute type
    uint8_t vjp_kind[4]       # VjpKind per input
    wg_loop vjp_loop[4][3]    # compiled derivatives, float16 to float64
    uint8_t vjp_uses[4][3]    # letters each reads, in order
    uint8_t vjp_nuses[4]      # their number
    uint8_t need[8]           # bit set of letters to save, by bit set of inputs with gradient
    vjp_t vjp                 # compiled vjp of other operations; NULL: the rules
    wg_half half              # what the float16 loop wants as its last argument
    wg_half half_vjp[4]       # the same of the derivatives
    bint exact_numbers        # float16 is computed with Python numbers as they are
    vjp_several_t vjp_several # the same for several outputs: a cotangent or None for each
    bint scalar               # two operands, every vjp compiled, at most two saved values: 0-d needs no detour

@cython.final
@cython.freelist(32)
cdef class NodeHooks:
    # What users hung on a node; each field None until it is needed.
    cdef dict first            # hooks of the tensor that is output 0: {id: function}
    cdef dict further          # those of the other outputs: {output: {id: function}}
    cdef dict retained         # weak references to tensors that keep their gradient: {output: reference}
    cdef dict before           # hooks of the node before its vjp: {id: function}
    cdef dict after            # and after it
    cdef dict metadata         # the user's notes

@cython.final
@cython.freelist(64)
cdef class NodeData:
    # What only some nodes need: more than two edges, input shapes, arguments, hooks, a context.
    cdef Node *node            # the node that this belongs to; NULL: it is gone
    cdef int n_edges           # length of edges and nrs when more than two inputs
    cdef int32_t *edges        # all edges of a node with more than two inputs
    cdef uint8_t *nrs          # their output numbers
    cdef int32_t few_edges[4]  # where these two are while they are no more
    cdef uint8_t few_nrs[4]
    cdef list shapes           # shape of each input as a tuple, or None
    cdef list more             # saved tensors beyond the two slots: (tensor, version) or None
    cdef object args           # the bound non-tensor arguments, by name, for the Python rule
    cdef int64_t ints[4]       # the same for a compiled vjp
    cdef object ctx            # autograd.Function's context
    cdef int unpackers         # vjps that use what was unpacked
    cdef list unpacked         # (slot, Packed) while the vjp of a node with N_PACKED runs
    cdef NodeHooks hooks       # functions that run when the node does; None: none
    cdef list outputs          # metadata of several outputs: (shape, dtype number)
    cdef PyObject *handle      # the live GradFn of this node, borrowed

    def __cinit__(self):
        self.node = NULL
        self.edges = NULL
        self.nrs = NULL
        self.handle = NULL

    def __dealloc__(self):
        if self.edges != self.few_edges:
            free(self.edges)
            free(self.nrs)

@cython.final
cdef class Op:
    """An operation of the table: both the function and, as a descriptor, the Tensor method."""
    cdef vectorcallfunc vectorcall    # where CPython looks for the call
    cdef OpInfo info                  # what the compiled code needs
    cdef forward_t impl                  # forward of a non-elementwise operation; NULL: elementwise
    cdef forward_t view                  # of the copies of a view: the view's own forward; NULL: it is none
    cdef into_t into                     # the same with its result in a given tensor; NULL: beside it first
    cdef bint widens                  # float16 operands are computed on as float32
    cdef int dtype_at                 # which argument is `dtype`; -1
    cdef bint inplace                 # name ends in _: the result is written into the first operand
    cdef Op base_op                   # the out-of-place operation of an in-place one; what a loss does with each
                                      # element
    cdef readonly str name            # PyTorch's name
    cdef readonly str doc             # numpydoc text from the table
    cdef readonly str node_name       # "MulBackward0"
    cdef readonly tuple params        # argument names
    cdef readonly tuple defaults      # their defaults; REQUIRED where there is none
    cdef readonly object row          # the row of ops.py
    cdef int npos                     # arguments that may be positional
    cdef int varargs                  # index of the argument that takes several positional integers; -1
    cdef tuple rules                  # (input index, rule, plan) per differentiable input; None: see rules_of
    cdef readonly object function     # of an operation made of others: the Python function; else None
    cdef plain_t plain                # its plain calls, compiled, which give None for any other; NULL: there are none

    def __getattr__(self, attribute):
        if attribute == "__name__" or attribute == "__qualname__":
            return self.name
        raise AttributeError(f"operation {self.name} has no attribute '{attribute}'")

    @property
    def __doc__(self):
        return self.doc

    @property
    def __module__(self):
        return "wengert"

    @property
    def __signature__(self):
        return self.row.signature(self.inplace)

    @property
    def compiled(self):
        """Names of the arguments whose derivative is compiled."""
        cdef int k
        if self.info.vjp != NULL or self.info.vjp_several != NULL:
            return tuple([self.params[k] for k in sorted(self.row.rule_inputs)])
        return tuple([self.params[k] for k in range(self.info.nin)
                      if self.info.vjp_kind[k] == VJP_KERNEL or self.info.vjp_kind[k] == VJP_SAME])

    def __repr__(self):
        return f"<operation wengert.{self.name}{self.row.text}>"

    def __reduce__(self):
        return (_op_by_name, (self.name,))

cdef PyObject *op_table[1024]              # Op objects by index, immortal
cdef int n_ops = 2                            # 0 and 1 are AccumulateGrad and Function
cdef const wg_kernels *kernels = NULL     # the chosen instruction set's
