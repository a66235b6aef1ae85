"""What the derivatives of functions are made of: passes for rows and columns of Jacobians, and strict mode's checks."""
from .. import _core, errors
from ..ops import api

STRICT = " This is not allowed in strict mode"


def grad(outputs, inputs, cotangents, create_graph, retain_graph=None):
    """Gradients of those outputs that have one; None where an input has no part in them."""
    cotangents = (None,) * len(outputs) if cotangents is None else cotangents
    live = [(out, c) for out, c in zip(outputs, cotangents) if out is not None and out.requires_grad]
    if not live:
        return (None,) * len(inputs)
    return _core.grad([out for out, _ in live], inputs, [c for _, c in live], retain_graph, create_graph,
                      allow_unused=True)


def require(tensors, message):
    """Strict mode: each must depend on what is differentiated; `message` has a place for the position."""
    for k, t in enumerate(tensors):
        if t is None:
            raise errors.AutogradError("The output of the user-provided function is independent of input "
                                       f"{k}.{STRICT}.")
        if not t.requires_grad:
            raise errors.AutogradError(message.format(k) + STRICT + ".")


def require_slopes(slopes):
    """Strict mode: a gradient must itself depend on the inputs if a Hessian is wanted."""
    require(slopes, "While computing the hessian, found that the jacobian of the user-provided function with respect "
                    "to input {} is independent of the input, as that of a linear function is.")


def filled(grads, like, strict, create_graph, what, of, derivative, where=""):
    """Zeros where nothing depends; in strict mode an error that says what is independent of what."""
    out = []
    for k, (g, t) in enumerate(zip(grads, like)):
        if g is None:
            if strict:
                function = "" if what.startswith("gradient") else " of the user-provided function"
                raise errors.AutogradError(f"The {what}{function} is independent of {of} {k}{where}.{STRICT}.")
            g = api.zeros_like(t)
        elif strict and create_graph and not g.requires_grad:
            raise errors.AutogradError(f"The {derivative} of the user-provided function is independent of input "
                                       f"{k}.{STRICT} when create_graph=True.")
        out.append(g)
    return tuple(out)


def rows(position, out, inputs, create_graph, strict, vectorize):
    """Blocks of a Jacobian for one output, a backward pass for each of its elements."""
    if out.is_complex() and not vectorize and out.requires_grad:
        raise errors.AutogradError(f"grad can be implicitly created only for real scalar outputs but got {out.dtype}, "
                                   f"output {position}. Differentiate its real and imaginary parts, or set "
                                   "vectorize=True.")
    found = [[] for _ in inputs]
    grads = (None,) * len(inputs)
    for cotangent in _unit_vectors(out):
        if out.requires_grad:
            grads = _core.grad(out, inputs, cotangent, True, create_graph, allow_unused=True)
        for k, (g, x) in enumerate(zip(grads, inputs)):
            if g is None:
                if strict:
                    raise errors.AutogradError(f"Output {position} of the user-provided function is independent of "
                                               f"input {k}.{STRICT}.")
                g = api.zeros_like(x)
            elif strict and create_graph and not g.requires_grad:
                raise errors.AutogradError("The jacobian of the user-provided function is independent of input "
                                           f"{k}.{STRICT} when create_graph=True.")
            found[k].append(g)
    return tuple(api.stack(row).view(out.shape + x.shape) if row else x.new_zeros(out.shape + x.shape)
                 for row, x in zip(found, inputs))


def columns(outputs, inputs):
    """Blocks of a Jacobian by products with unit vectors of the inputs."""
    cotangents = tuple(api.zeros_like(out, requires_grad=True) for out in outputs)
    pulled = grad(outputs, inputs, cotangents, create_graph=True)
    blocks = []
    for g, x in zip(pulled, inputs):
        found = [[] for _ in outputs]
        for tangent in _unit_vectors(x):
            pushed = grad((g,), cotangents, (tangent,), False, retain_graph=True)
            for column, p, out in zip(found, pushed, outputs):
                column.append(api.zeros_like(out) if p is None else p)
        blocks.append([api.stack(column, -1).view(out.shape + x.shape) if column else out.new_zeros(out.shape + x.shape)
                       for column, out in zip(found, outputs)])
    return tuple(zip(*blocks))


def _unit_vectors(like):
    """Tensors of a shape, zero but for a one at each place in turn; each a new one, since a graph may keep it."""
    for k in range(like.numel()):
        yield _core.unit_vector(like, k)
