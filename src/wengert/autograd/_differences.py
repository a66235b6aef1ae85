"""Jacobians, whole or along a direction, by finite differences and by backward passes: the two sides of gradcheck."""
import itertools

from .. import _core, errors
from .._core import Tensor
from ..ops import api


def is_checked(x):
    """Whether an argument is differentiated."""
    return isinstance(x, Tensor) and x.requires_grad


def is_floating(out):
    """Whether a result can have a derivative."""
    return isinstance(out, Tensor) and (out.is_floating_point() or out.is_complex())


def differentiable_places(outputs):
    """The positions of the results that are recorded."""
    return [k for k, out in enumerate(outputs) if is_floating(out) and out.requires_grad]


def differentiable(outputs):
    """The results that are recorded."""
    return tuple(outputs[k] for k in differentiable_places(outputs))


# -- finite differences -----------------------------------------------------------------------------

def _values(func, inputs):
    """Copies of the floating results by position; copies, since a function may return its input."""
    outputs = func(*inputs)
    outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
    return {k: out.detach().clone() for k, out in enumerate(outputs) if is_floating(out)}


def _slopes(func, inputs, entry, step, width, where=""):
    """Central differences of the results while `entry`, memory of an input, is moved by `step` and back."""
    before = entry.clone()
    try:
        entry.copy_(before - step)
        low = _values(func, inputs)
        entry.copy_(before + step)
        high = _values(func, inputs)
    finally:
        entry.copy_(before)
    for what in ("shape", "dtype"):
        a, b = ([(k, getattr(v, what)) for k, v in side.items()] for side in (low, high))
        if a != b:
            raise errors.AutogradError(f"Expected `func` to return outputs with the same {what} when inputs are "
                                       f"perturbed{where}, but got: {a} and {b}.", kind=AssertionError)
    return {k: ((high[k] - low[k]) / (2 * width)).reshape(-1) for k in low}


def _moved(func, inputs, x, entry, real_step, imaginary_step, width, where=""):
    """The derivatives along a step; for a complex input d/dRe + i d/dIm, which is what a backward pass gives."""
    slopes = _slopes(func, inputs, entry, real_step, width, where)
    if x.is_complex():
        across = _slopes(func, inputs, entry, imaginary_step * 1j, width, where)
        slopes = {k: slopes[k] + across[k] * 1j for k in slopes}
    return slopes


def numerical_jacobians(func, inputs, outputs, eps):
    """For each differentiated input its Jacobians by position of the result: matrices of input by output elements."""
    found = []
    for x in inputs:
        if not is_checked(x):
            continue
        data, rows = x.data, []
        for index in itertools.product(*map(range, x.shape)):
            rows.append(_moved(func, inputs, x, data[index], eps, eps, eps, f" on index {index} by {eps}"))
        found.append({k: api.stack([row[k] for row in rows]) if rows else _zeros(x, (0, out.numel()))
                      for k, out in enumerate(outputs) if is_floating(out)})
    return found


def numerical_products(func, inputs, outputs, directions, eps):
    """For each differentiated input the derivatives along its direction, by position of the result."""
    found, steps = [], iter(directions)
    for x in inputs:
        if is_checked(x):
            u = next(steps).reshape(x.shape)
            across = u.imag * eps if x.is_complex() else None
            found.append(_moved(func, inputs, x, x.data, u.real * eps if x.is_complex() else u * eps, across, eps))
    return found


# -- backward passes --------------------------------------------------------------------------------

def _recorded(inputs, output, cotangent, check_dtypes):
    """One pass: the gradient of each differentiated input, flat; zeros where there is none."""
    wanted = [x for x in inputs if is_checked(x)]
    flat = []
    for g, x in zip(_core.grad(output, wanted, cotangent, retain_graph=True, allow_unused=True), wanted):
        if g is None:
            g = api.zeros_like(x)
        if g.shape != x.shape:
            raise errors.GradcheckError(f"Analytical gradient has incorrect size: {list(g.shape)} for an input of size "
                                        f"{list(x.shape)}")
        if check_dtypes and g.dtype != x.dtype:
            raise errors.GradcheckError(f"Gradient has dtype mismatch: {g.dtype} for an input of type {x.dtype}")
        flat.append(g.detach().clone().reshape(-1))
    return flat


def recorded_jacobians(inputs, output, check_dtypes=False):
    """For each differentiated input its Jacobian as a matrix of input by output elements."""
    columns = []
    for k in range(output.numel()):
        cotangent = _zeros(output, output.shape)
        cotangent.view(-1)[k] = 1
        columns.append(_recorded(inputs, output, cotangent, check_dtypes))
    if columns:
        return [api.stack(column, 1) for column in zip(*columns)]
    return [_zeros(x, (x.numel(), 0)) for x in inputs if is_checked(x)]


def recorded_products(inputs, output, cotangent, check_dtypes=False):
    """For each differentiated input the product of a cotangent with its Jacobian, flat."""
    return _recorded(inputs, output, cotangent.reshape(output.shape), check_dtypes)


# -- directions -------------------------------------------------------------------------------------

def unit_vector(like, generator, dtype=None):
    """A random flat vector of length 1 without negative entries, for a tensor's elements."""
    v = api.rand(like.numel(), dtype=dtype or like.dtype, generator=generator)
    return v / v.norm()


def direction(x, generator):
    """A random direction for an input; for a complex one two, as real and imaginary part."""
    if not x.is_complex():
        return unit_vector(x, generator)
    part = x.real.dtype
    return api.complex(unit_vector(x, generator, part), unit_vector(x, generator, part))


def along(row, u):
    """A row of a Jacobian times a direction, the parts of complex ones separately."""
    if u.is_complex():
        return api.complex((row.real * u.real).sum(), (row.imag * u.imag).sum())
    return (row * u).sum()


def _zeros(like, shape):
    """Contiguous zeros of a tensor's type."""
    return api.zeros(shape, dtype=like.dtype)
