# autograd.Function: the context, apply, the node, and the call of the user's backward.

cdef class FunctionCtx:
    """What a Function's forward leaves for its backward.

    Any attribute can be set on it; tensors that the backward needs go through :meth:`save_for_backward`,
    which watches for writes and makes no reference cycle. Once recorded it is also what PyTorch's node is:
    :attr:`next_functions`, :meth:`name`, :meth:`register_hook` and :attr:`metadata` are the node's.
    """
    cdef dict __dict__
    cdef object __weakref__
    cdef Node *node                    # the recorded node, not counted; NULL: none, or it is gone
    cdef int32_t id                    # its number
    cdef object backward               # the user's backward; None: there are two
    cdef public tuple needs_input_grad # for each argument, whether its gradient is wanted
    cdef tuple to_save                 # save_for_backward's arguments until the node is recorded
    cdef tuple saved                   # None or (tensor or Packed, version, output number or -1) for each of them
    cdef readonly tuple saved_for_forward      # save_for_forward's arguments
    cdef readonly tuple dirty_tensors          # mark_dirty's arguments
    cdef readonly tuple non_differentiable     # mark_non_differentiable's arguments
    cdef readonly bint materialize_grads       # whether missing cotangents are zeros
    cdef bint released                 # a pass freed what was saved

    def __cinit__(self):
        self.node = NULL
        self.materialize_grads = True
        self.needs_input_grad = ()
        self.dirty_tensors = ()
        self.non_differentiable = ()

    def save_for_backward(self, *tensors):
        """Keep tensors (or None) for :attr:`saved_tensors`."""
        check_savable(tensors, "save_for_backward")
        self.to_save = tensors

    def save_for_forward(self, *tensors):
        """Keep tensors for a forward-mode derivative."""
        check_savable(tensors, "save_for_forward")
        self.saved_for_forward = tensors

    def mark_dirty(self, *tensors):
        """Say which inputs the forward wrote in place."""
        self.dirty_tensors = tensors

    def mark_non_differentiable(self, *tensors):
        """Say which outputs have no gradient."""
        for t in tensors:
            if not isinstance(t, Tensor):
                raise errors.DtypeError("mark_non_differentiable only accepts variable arguments, but got "
                                        f"{type(t).__name__}")
        self.non_differentiable = tensors

    def set_materialize_grads(self, value):
        """Whether outputs without a gradient reach the backward as zeros (the default) or as None."""
        self.materialize_grads = bool(value)

    @property
    def saved_tensors(self):
        """The tensors that were saved, with their history.

        Raises
        ------
        RuntimeError
            If the graph was freed or a saved tensor was written since.
        """
        cdef tuple out
        cdef Py_ssize_t k
        cdef object t
        if self.released:
            raise errors.GraphFreedError(
                "Trying to backward through the graph a second time (or directly access saved tensors after they have "
                f"already been freed), at {type(self).__name__}. Specify retain_graph=True the first time."
                + first_pass(self.node))
        if self.saved is None:
            return self.to_save or ()
        out = PyTuple_New(len(self.saved))
        for k, entry in enumerate(self.saved):
            t = None if entry is None else saved_tensor(self, <tuple>entry)
            Py_INCREF(t)                   # the tuple takes one reference
            PyTuple_SET_ITEM(out, k, t)
        return out

    @property
    def _raw_saved_tensors(self):
        """What was saved, each with ``register_hooks``."""
        if self.released:
            self.saved_tensors
        return tuple([None if entry is None else SavedForContext(self, k) for k, entry in enumerate(self.saved or ())])

    def name(self):
        """The node's name: that of the Function with "Backward"."""
        return type(self).__name__

    def __call__(self, *grads):
        """The node's vjp by hand."""
        if self.node == NULL:
            raise errors.GraphFreedError(f"the node of {type(self).__name__} is gone")
        return node_handle(self.id)(*grads)

    @property
    def saved_variables(self):
        """The old name of :attr:`saved_tensors`."""
        return self.saved_tensors

    def __getattr__(self, name):
        if self.node == NULL or name not in NODE_ATTRIBUTES:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return getattr(node_handle(self.id), name)


cdef frozenset NODE_ATTRIBUTES = frozenset(("next_functions", "metadata", "register_hook", "register_prehook",
                                            "_sequence_nr"))


cdef class SavedForContext:
    """A tensor that save_for_backward kept, as ``grad_fn._raw_saved_tensors`` gives it."""
    cdef FunctionCtx ctx
    cdef int at

    def __init__(self, ctx, at):
        self.ctx = ctx
        self.at = at

    def register_hooks(self, pack_hook, unpack_hook):
        """Send this one saved tensor through a pair of functions."""
        cdef list entries
        if self.ctx.released:
            self.ctx.saved_tensors
        entries = list(self.ctx.saved)
        t, version, output = entries[self.at]
        if isinstance(t, Packed):
            raise errors.AutogradError("Calling register_hooks on a saved tensor whose hooks have already been "
                                       "set. Please register only one pair of hooks at a time.")
        entries[self.at] = (packed_by(pack_hook, unpack_hook, <Tensor>t, False), version, output)
        self.ctx.saved = tuple(entries)


cdef int check_savable(tuple tensors, str method) except -1:
    for k, t in enumerate(tensors):
        if t is not None and not isinstance(t, Tensor):
            raise errors.DtypeError(f"{method} can only save variables, but argument {k} is of type {type(t).__name__}")
    return 0


cdef Tensor saved_tensor(FunctionCtx ctx, tuple entry):
    # One entry of `saved` as the user sees it: an output has its history again.
    cdef Tensor t
    cdef int output = entry[2]
    if isinstance(entry[0], Packed):
        t = unpacked(<Packed>entry[0], type(ctx).__name__)
    else:
        t = <Tensor>entry[0]
        if version_of(t) != <uint32_t>entry[1]:
            raise_context_modified(ctx, t, entry[1])
    if output >= 0 and ctx.node != NULL and not t.flags & T_REQUIRES:
        t = alias(t)
        t.node = ctx.id
        t.nr = output
        t.flags |= T_REQUIRES
        node_incref(ctx.id)
    return t


cdef int raise_context_modified(FunctionCtx ctx, Tensor t, version) except -1:
    raise errors.InplaceError(
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        f"[{DTYPE_NAMES[t.dtype_]} tensor of shape {list(size_of(t))}], saved by {type(ctx).__name__}, is at version "
        f"{version_of(t)}; expected version {version} instead. {last_write(t.storage)}"
        "Write out of place, or after backward(), or save a clone().")


cdef int finish_saving(FunctionCtx ctx, list outputs) except -1:
    # Turn what was saved into entries that hold no output itself, so that no cycle arises.
    cdef Py_ssize_t k
    cdef tuple entries = PyTuple_New(len(ctx.to_save))
    cdef object entry
    for k, v in enumerate(ctx.to_save):
        entry = None if v is None else saved_entry(<Tensor>v, outputs)
        Py_INCREF(entry)                   # the tuple takes one reference
        PyTuple_SET_ITEM(entries, k, entry)
    ctx.saved = entries
    ctx.to_save = None
    return 0


cdef tuple saved_entry(Tensor t, list outputs):
    # (tensor or Packed, version, output number or -1) of one saved tensor.
    cdef Py_ssize_t at
    cdef object kept = t
    if t.flags & T_INFERENCE:
        raise_inference_saved(t)
    for at in range(len(outputs)):
        if outputs[at] is t:
            break
    else:
        at = -1
    if wg_saved_hooks != NULL and packing():
        kept = packed_by((<tuple>wg_saved_hooks)[0], (<tuple>wg_saved_hooks)[1], t, at >= 0)
    elif at >= 0:
        kept = alias(t)
    return kept, version_of(t), at


cdef void release_context(FunctionCtx ctx) noexcept:
    # Free what was saved, after a pass that does not keep the graph.
    if ctx.saved is not None and len(ctx.saved):
        ctx.saved = None
        ctx.released = True


# -- apply ------------------------------------------------------------------------------------------

@cython.final
cdef class Recipe:
    # What a Function's class says, looked up once.
    cdef object context        # the class of its contexts
    cdef object forward        # its forward
    cdef object setup          # its setup_context; None: forward takes the context itself
    cdef object backward       # its backward, under either name
    cdef int arity             # arguments that a forward without a context takes; -1: any number
    cdef PyObject *owner       # the class itself, not counted: a subclass finds its base's recipe and makes its own
    cdef int64_t epoch         # recipe_epoch when it was made


cdef int64_t recipe_epoch = 0  # grows when any Function's class is changed


def forget_recipes():
    """Look everything up anew: a Function's class was changed."""
    global recipe_epoch
    recipe_epoch += 1


cdef Recipe recipe_of(cls):
    cdef Recipe r
    known = cls._recipe
    if known is not None:
        r = <Recipe>known
        if r.owner == <PyObject *>cls and r.epoch == recipe_epoch:
            return r
    r = Recipe.__new__(Recipe)
    r.owner = <PyObject *>cls
    r.epoch = recipe_epoch
    r.context = cls._backward_cls
    r.forward = cls.forward
    r.setup = None if cls.setup_context is function_setup else cls.setup_context
    r.arity = r.context._arity
    r.backward = backward_of(cls)
    type.__setattr__(cls, "_recipe", r)
    return r


def function_apply(cls, *args, **kwargs):
    """Run the forward and record it.

    Parameters
    ----------
    *args, **kwargs
        What the forward takes after its context.

    Returns
    -------
    object
        What the forward returned; its floating tensors have a history if one of the arguments requires a gradient.
    """
    global wg_grad_off
    cdef Recipe r = recipe_of(cls)
    cdef FunctionCtx ctx = new_context(r)
    cdef int off = wg_grad_off
    cdef Py_ssize_t k
    cdef bint wanted
    cdef list outputs
    if r.setup is not None and (kwargs or r.arity >= 0 and r.arity != len(args)):
        args = bound_arguments(cls, args, kwargs)
        kwargs = None
    wanted = note_needs(ctx, args)
    wg_grad_off |= GRAD_OFF
    try:
        if r.setup is not None:
            result = r.forward(*args)
            r.setup(ctx, args, result)
        elif kwargs:
            result = r.forward(ctx, *args, **kwargs)
        else:
            result = call_with_context(r.forward, ctx, PySequence_Fast_ITEMS(<PyObject *>args), len(args))
    finally:
        wg_grad_off = off
    single = not isinstance(result, tuple)
    outputs = [result] if single else list(<tuple>result)
    check_dirty(ctx, args, outputs)
    if wanted and not off:
        record_function(ctx, args, outputs)
    else:
        for k in range(len(outputs)):
            if among_these(outputs[k], args) and not among_these(outputs[k], ctx.dirty_tensors):
                outputs[k] = alias(<Tensor>outputs[k])
    return outputs[0] if single else tuple(outputs)


cdef bint note_needs(FunctionCtx ctx, tuple args) except -1:
    # ctx.needs_input_grad; returns whether any argument wants a gradient.
    cdef tuple needs = PyTuple_New(len(args))
    cdef bint wanted = False, flag
    cdef object asked
    cdef Py_ssize_t k
    for k, v in enumerate(args):
        flag = isinstance(v, Tensor) and wants(<Tensor>v)
        wanted = wanted or flag
        asked = flag
        Py_INCREF(asked)                   # the tuple takes one reference
        PyTuple_SET_ITEM(needs, k, asked)
    ctx.needs_input_grad = needs
    return wanted


cdef object call_with_context(object function, FunctionCtx ctx, PyObject **rest, Py_ssize_t count):
    # function(ctx, *rest)
    cdef PyObject *given[8]
    cdef Py_ssize_t k
    if count >= 8:
        return function(ctx, *[<object>rest[k] for k in range(count)])
    given[0] = <PyObject *>ctx
    memcpy(&given[1], rest, count * sizeof(PyObject *))
    return PyObject_Vectorcall(<PyObject *>function, given, count + 1, NULL)


cdef FunctionCtx new_context(Recipe r):
    # A context without the detour of calling its class.
    cdef FunctionCtx ctx = <FunctionCtx>wg_new(r.context, ())
    ctx.backward = r.backward
    return ctx


cdef object function_setup = None      # Function.setup_context itself, set at import


def set_function_class(setup):
    """Tell the core Function's own setup_context, which says that a class has none."""
    global function_setup
    function_setup = setup


cdef tuple bound_arguments(cls, tuple args, dict kwargs):
    # Keyword arguments and defaults of a forward without a context, in order.
    import inspect
    bound = inspect.signature(cls.forward).bind(*args, **kwargs)
    bound.apply_defaults()
    if bound.kwargs:
        raise errors.ArgumentError(f"{cls.__name__}.forward() must not have keyword-only arguments")
    return bound.args


cdef bint among_these(object v, tuple items) noexcept:
    # Whether v is one of these very tensors.
    cdef Py_ssize_t k
    if not isinstance(v, Tensor):
        return False
    for k in range(PyTuple_GET_SIZE(<PyObject *>items)):
        if PyTuple_GET_ITEM(<PyObject *>items, k) == <PyObject *>v:
            return True
    return False


cdef int check_dirty(FunctionCtx ctx, tuple args, list outputs) except -1:
    # What mark_dirty named must be inputs that may be written, and outputs.
    if not ctx.dirty_tensors:
        return 0
    for t in ctx.dirty_tensors:
        if isinstance(t, Tensor) and not among_these(t, args):
            raise errors.AutogradError("Only input Tensors should be given to ctx.mark_dirty(). If a Tensor is "
                                       "not an input, there is no need to pass it to mark_dirty().")
        if not isinstance(t, Tensor):
            raise errors.DtypeError(f"mark_dirty only accepts input tensors, got {type(t).__name__}")
        if not among_these(t, tuple(outputs)):
            raise errors.AutogradError(
                "Some elements marked as dirty during the forward method were not returned as output. "
                "The inputs that are modified inplace must all be outputs of the Function.")
        if (<Tensor>t).flags & T_REQUIRES:
            check_inplace(<Tensor>t, True)
        if (<Tensor>t).flags & T_VIEW and len(outputs) > 1 and (<Tensor>(<Tensor>t).base).flags & T_REQUIRES:
            raise errors.InplaceError(
                "If your Function modifies inplace an input that is a view of another Tensor, your Function "
                "cannot return more than one Tensor. This is not supported by the current autograd engine. You "
                "should either make sure the input is not a view (using .clone() for example) or make your "
                "Function only return one Tensor (potentially splitting it into two Functions: one doing the "
                "inplace that returns a single Tensor and a second one that does the other operations).")
    return 0


cdef int record_function(FunctionCtx ctx, tuple args, list outputs) except -1:
    # One node for a user's Function; the outputs get their history, some as tensors of their own.
    cdef Py_ssize_t k, count = len(outputs)
    cdef list raw = outputs                # what forward returned
    cdef int32_t id
    cdef Node *n
    cdef NodeData d
    cdef Tensor out
    if count > 256:
        raise errors.AutogradError(f"{type(ctx).__name__}: a Function may return at most 256 outputs, got {count}. "
                                   "Stack some of them.")
    id = node_new(OP_FUNCTION, min(len(args), 2))
    n = node_at(id)
    try:
        d = node_data(n)
        d.shapes = [typed_shape(<Tensor>v) if isinstance(v, Tensor) else None for v in args]
        d.outputs = [typed_shape(<Tensor>v) if isinstance(v, Tensor) else None for v in outputs]
        if count != 1:
            n.flags |= N_MULTI
        connect_many(n, PySequence_Fast_ITEMS(<PyObject *>args), len(args))
        d.ctx = ctx
        watch_for_cycles()
        ctx.node = n
        ctx.id = id
        for k in range(count):
            if isinstance(outputs[k], Tensor):
                out = function_output(ctx, args, <Tensor>outputs[k], k)
                if out is not outputs[k]:
                    raw = outputs[:] if raw is outputs else raw
                    outputs[k] = out
        if ctx.to_save:
            finish_saving(ctx, raw)
        else:
            ctx.saved = ()
    finally:
        node_decref(id)
    return 0


cdef Tensor function_output(FunctionCtx ctx, tuple args, Tensor t, int nr):
    # The nr-th output with its history.
    cdef Tensor out = t, base
    cdef bint dirty = among_these(t, ctx.dirty_tensors)
    if t.node == ctx.id and not t.flags & T_LEAF:
        t.nr = nr                          # returned twice: the last place counts, as in PyTorch
        return t
    if among_these(t, ctx.non_differentiable) or CATEGORY[t.dtype_] < CAT_FLOAT:
        return alias(t) if t.flags & T_REQUIRES or among_these(t, args) and not dirty else t
    if dirty or t.flags & T_REQUIRES or among_these(t, args):
        out = alias(t)
    out.node = ctx.id
    out.nr = nr
    out.flags = (out.flags | T_REQUIRES) & ~T_LEAF
    node_incref(ctx.id)
    if dirty:
        rebase_history(t, out)
        return t
    if out is not t:                       # an input as it is: writing to it would miss the user's backward
        out.base = t.base if t.flags & T_VIEW else t
        PyObject_GC_Track(<void *>out)
    if out.base is not None:
        base = <Tensor>out.base
        out.flags = (out.flags & ~T_NO_GRAD_VIEW) | T_VIEW | T_CUSTOM
        out.base_version = out.storage.version
    return out


# -- backward ---------------------------------------------------------------------------------------

cdef PyObject *no_cotangents(Node *n) except NULL:
    # What a user's backward is called with when no output received a cotangent: that is for it to handle.
    cdef object none = [None] * len((<NodeData>n.data).outputs) if n.flags & N_MULTI else None
    Py_INCREF(none)
    return <PyObject *>none


cdef int function_vjp(Node *n, NodeData d, PyObject *g, PyObject **grads, bint create_graph) except -1:
    # Call the user's backward with the cotangents of all outputs.
    cdef FunctionCtx ctx
    cdef Py_ssize_t k, count = n_inputs(n), found
    cdef object given = <object>g, results
    if d.ctx is None:
        raise errors.GraphFreedError("the context of this Function is gone: its graph was being collected")
    ctx = <FunctionCtx>d.ctx
    if ctx.backward is None:
        raise errors.AutogradError("Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You "
                                   "should only implement one of them.")
    if n.flags & N_MULTI:
        if ctx.materialize_grads:
            given = [cotangent_or_zeros(v, meta) for v, meta in zip(<list>given, d.outputs)]
        results = call_with_context(ctx.backward, ctx, PySequence_Fast_ITEMS(<PyObject *>given), len(<list>given))
    else:
        if ctx.materialize_grads:
            given = cotangent_or_zeros(given, d.outputs[0])
        g = <PyObject *>given
        results = call_with_context(ctx.backward, ctx, &g, 1)
    given = None
    if count == 1 and isinstance(results, Tensor):
        take_gradient(n, d, 0, results, grads, create_graph)
        return 0
    if type(results) is not tuple:
        results = tuple(results) if isinstance(results, (tuple, list)) else (results,)
    found = len(results)
    while found > count and results[found - 1] is None:
        found -= 1
    if found != count:
        raise errors.AutogradError(f"function {type(ctx).__name__} returned an incorrect number of gradients "
                                   f"(expected {count}, got {len(results)})")
    for k in range(count):
        if results[k] is not None:
            take_gradient(n, d, k, results[k], grads, create_graph)
    return 0


cdef object cotangent_or_zeros(object v, object meta):
    # The cotangent of one output, which is meta: (shape, dtype number) or None; zeros where none arrived.
    return v if v is not None or meta is None else zeros_plain((<tuple>meta)[1], (<tuple>meta)[0])


cdef object backward_of(cls):
    # The user's backward, under either of its names; None when there are both.
    vjp = cls.vjp
    if vjp is function_vjp_name:
        return cls.backward
    return None if cls.backward is not function_backward_name else vjp


cdef object function_vjp_name = None, function_backward_name = None


def set_function_backward(backward, vjp):
    """Tell the core Function's own backward and vjp, which say that a class has none."""
    global function_vjp_name, function_backward_name
    function_backward_name, function_vjp_name = backward, vjp


cdef int take_gradient(Node *n, NodeData d, int k, object v, PyObject **grads, bint create_graph) except -1:
    # The gradient that a user's backward returned for argument k, as the argument wants it.
    cdef Tensor t
    if isinstance(v, Tensor) and typed_shape(<Tensor>v) is d.shapes[k]:
        if edge_at(n, k) >= 0:
            give(grads, k, <Tensor>v)
        return 0
    name = type(d.ctx).__name__
    if d.shapes[k] is None:
        raise errors.AutogradError(f"function {name} returned a gradient different than None at position {k + 1}, "
                                   "but the corresponding forward input was not a Variable")
    if not isinstance(v, Tensor):
        raise errors.DtypeError(f"expected Variable or None (got {type(v).__name__}) as gradient {k} of {name}")
    if edge_at(n, k) < 0:
        return 0
    t = <Tensor>v
    shape, dtype = d.shapes[k]
    if shape_tuple(t.ndim_, t.shape_) != shape:
        if not sums_to(t, shape):
            raise errors.ShapeError(f"Function {name} returned an invalid gradient at index {k} - got "
                                    f"{list(size_of(t))} but expected shape compatible with {list(shape)}")
        t = t.sum_to_size(shape) if create_graph else sum_to_shape(t, shape)
    if t.dtype_ != dtype:
        if CATEGORY[t.dtype_] == CAT_COMPLEX and CATEGORY[dtype] != CAT_COMPLEX:
            raise errors.AutogradError(f"Function {name} returned an invalid gradient at index {k} - expected type "
                                       f"{TORCH_NAMES[dtype]} but got {TORCH_NAMES[t.dtype_]}. Return its real part.")
        t = cast_recorded(t, dtype)
    give(grads, k, t)
    return 0


cdef bint sums_to(Tensor t, tuple shape):
    # Whether summing dims of t can give this shape.
    cdef int k, lead = t.ndim_ - len(shape)
    if lead < 0:
        return False
    for k in range(len(shape)):
        if shape[k] != 1 and shape[k] != t.shape_[k + lead]:
            return False
    return True
