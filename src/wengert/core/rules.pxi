# What the table says in Python: forwards over other operations, rules and the arguments they read.

cdef tuple rules_of(Op op):
    # The rules of a row, worked out when they are first needed.
    if op.rules is None:
        op.rules = op.row.plans
    return op.rules


cdef object impl_python(Op op, PyObject **a):
    # Run the row's forward on plain tensors with nothing recorded, then record one node for it.
    global wg_grad_off
    cdef int k, count = len(op.params), off = wg_grad_off
    cdef Tensor x, out
    cdef Node *n
    cdef NodeData d
    cdef list inputs
    row = op.row
    args = []
    for k in range(count):
        v = <object>a[k]
        if k in row.tensor_params and isinstance(v, np.ndarray):
            v = share_array(v)
        if k == 0 and 0 in row.tensor_params and row.defaults[0] is REQUIRED and not isinstance(v, Tensor):
            tensor_arg(op, a, k)
        args.append(v)
    inputs = [args[k] if k in row.rule_inputs and isinstance(args[k], Tensor) else None for k in range(count)]
    records = any_requires(inputs)
    wg_grad_off |= GRAD_OFF
    try:
        result = row.forward(*args[:op.npos], **{op.params[k]: args[k] for k in range(op.npos, count)})
    finally:
        wg_grad_off = off
    first = result[0] if isinstance(result, tuple) else result
    out = <Tensor>first
    if not records or CATEGORY[out.dtype_] < CAT_FLOAT:
        return result
    for v in inputs:
        if v is not None and (out is v):           # a forward may return its input; the result must be its own
            out = alias(out)
            result = out
    inputs = inputs[:row.last_input + 1]
    n = record_many(op, inputs, out)
    d = node_data(n)
    d.shapes = [shape_tuple((<Tensor>v).ndim_, (<Tensor>v).shape_) if v is not None else None for v in inputs]
    d.args = {op.params[k]: args[k]
              for k in range(count) if k not in row.tensor_params or not isinstance(args[k], Tensor)}
    d.more = []
    for name in row.saves:
        if name == "result":
            v = out
        elif name in row.outputs:
            v = result[row.outputs.index(name)]
        else:
            v = args[op.params.index(name)]
        if isinstance(v, Tensor):
            save_more(n, <Tensor>v)
        else:
            d.more.append((v, 0))
    if not d.more:
        d.more = None
    return result


cdef Tensor connected(Node *n, int32_t id, Tensor t, int input, bint result):
    # A saved tensor given back its history: the edge of the input that it was, or this node.
    cdef int32_t edge
    if not result and input >= n_inputs(n):
        return t
    edge = id if result else edge_at(n, input)
    if edge < 0:
        return t
    t = alias(t)
    t.node = edge
    t.nr = 0 if result else edge_nr(n, input)
    t.flags |= T_REQUIRES
    node_incref(edge)
    return t


cdef object rule_argument(Op op, Node *n, tuple entry, int k, int32_t id):
    # One argument of a rule: (kind, index or name, input index).
    cdef NodeData d = None if n.data == NULL else <NodeData>n.data
    cdef Tensor t
    cdef int slot, input
    kind, what, source = entry
    if kind == "position":
        return k
    if kind == "saved":
        slot, input = what, source
        if op.info.nin:                    # elementwise: saved values are named by letter
            slot = slot_of(op.info.need[edge_mask(n)], slot)
        if slot >= 2:
            if n.flags & N_RELEASED:
                raise_released(n)
            v = d.more[slot - 2][0]
            if not isinstance(v, Tensor):
                return v
        if slot < 2 and not (n.kinds >> (2 * slot)) & 3 and not n.flags & N_RELEASED:
            return None                    # an optional argument that was not given
        t = saved_plain(n, slot)
        return connected(n, id, t, input, input < 0) if id >= 0 and input > -2 else t
    if kind == "shape":
        return d.shapes[what]
    if d.args is None:
        d.args = reduction_args(op, d)
    return d.args[what]


cdef int edge_mask(Node *n) noexcept:
    cdef int k, mask = 0
    for k in range(min(n_inputs(n), 3)):
        if edge_at(n, k) >= 0:
            mask |= 1 << k
    return mask


cdef Tensor apply_rule(Op op, Node *n, int k, object g, int32_t id):
    # The Python rule for input k; with several outputs g is the tuple of their cotangents. With the node's id, what it
    # saved has its history again; -1: not needed.
    for input, rule, plan in rules_of(op):
        if input == k or input < 0:
            args = [rule_argument(op, n, entry, k, id) for entry in plan]
            out = rule(g, *args)
            if not isinstance(out, Tensor):
                raise TypeError(f"the rule of {op.name} for {op.params[k]} returned {type(out).__name__}")
            return <Tensor>out
    raise errors.NonDifferentiableError(f"the derivative for '{op.name}' is not implemented with respect to "
                                        f"'{op.params[k]}'")
