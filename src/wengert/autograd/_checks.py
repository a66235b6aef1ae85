"""What gradcheck and gradgradcheck do: recorded derivatives held against finite differences."""
import functools
import warnings

from .. import _core, errors, random
from .._core import Tensor
from ..errors import GradcheckError
from ..ops import api
from . import _differences as differences
from ._differences import differentiable, is_checked
from .function import Function

NONDETERMINISM = ("Backward is not reentrant, i.e., running backward with same input and grad_output multiple times "
                  "gives different values. The tolerance for nondeterminism was {}; nondet_tol= sets it.")


# -- what can be checked ----------------------------------------------------------------------------

def as_tuple(value):
    """A tuple of what may be a single value."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def check_modes(forward, backward, names):
    """Refuse to check nothing, or what is not there."""
    if not (forward or backward):
        raise errors.AutogradError(f"Expected at least one of {names} to be True", kind=AssertionError)
    if forward:
        raise errors.NonDifferentiableError("Wengert has no forward mode, so that check_forward_ad, check_fwd_over_rev "
                                            "and check_batched_forward_grad must be False. autograd.functional.jvp is "
                                            "made of two backward passes, which gradgradcheck checks.")


def check_inputs(inputs):
    """Warn or raise about inputs for which finite differences mean little."""
    checked = False
    for k, x in enumerate(inputs):
        if not is_checked(x):
            continue
        checked = True
        if x.dtype.name not in ("float64", "complex128"):
            warnings.warn(f"Input #{k} requires gradient and is not a double precision floating point or complex: it "
                          f"is {x.dtype}. This check will likely fail, since rounding hides the differences.",
                          UserWarning, stacklevel=3)
        if any(stride == 0 and size > 1 for stride, size in zip(x.stride(), x.shape)):
            raise errors.AutogradError(f"The {k}th input has a dimension with stride 0. gradcheck only supports inputs "
                                       "that are non-overlapping, since it moves one element at a time. Call "
                                       "contiguous() on it first.")
    if not checked:
        raise errors.AutogradError("gradcheck expects at least one input tensor to require gradient, but none of them "
                                   "have requires_grad=True.", kind=ValueError)


def real_parts(func, inputs, outputs):
    """(name of the part, function that gives it, its outputs) of the real functions that a function stands for."""
    if not any(isinstance(out, Tensor) and out.is_complex() for out in outputs):
        yield None, func, outputs
        return
    for name, part in (("imaginary", api.imag), ("real", api.real)):
        def real_function(*args, part=part):
            return tuple(part(out) if isinstance(out, Tensor) and out.is_complex() else out
                         for out in as_tuple(func(*args)))
        yield name, real_function, real_function(*inputs)


def random_cotangent(like, generator, strided):
    """A tensor of the shape and type of an output with values between -1 and 1 that requires a gradient."""
    shape = (*like.shape, 2) if strided else like.shape
    value = api.rand(shape, dtype=api.real(like).dtype, generator=generator) * 2 - 1
    if like.is_complex():
        value = api.complex(value, api.rand(shape, dtype=value.dtype, generator=generator) * 2 - 1)
    return (value[..., 0] if strided else value).detach().requires_grad_()


# -- comparing --------------------------------------------------------------------------------------

def _close(a, b, rtol, atol):
    """allclose in the wider of two types."""
    dtype = _core.promote_types(a.dtype, b.dtype)
    return api.allclose(a.to(dtype), b.to(dtype), rtol, atol)


def _mismatch(analytical, numerical, output, input, part, complex_output):
    """The text of a failure, both sides of the comparison in it."""
    prefix = f"While considering the {part} part of complex outputs only, " if complex_output else ""
    return (f"{prefix}Jacobian mismatch for output {output} with respect to input {input},\n"
            f"numerical:{numerical}\nanalytical:{analytical}\n")


def _largest_difference(a, n):
    """Where two Jacobians are furthest apart."""
    apart = (a - n).abs().nan_to_num(nan=float("inf"))
    row, column = divmod(int(apart.argmax()), apart.shape[1])
    return (f"They are furthest apart, by {float(apart[row, column]):.3g}, at element {row} of the input and {column} "
            "of the output.\n")


def compare_jacobians(func, inputs, outputs, eps, atol, rtol, nondet_tol, check_dtypes, part):
    """Compare the whole Jacobian of each output with respect to each input."""
    places = differences.differentiable_places(outputs)
    numerical = differences.numerical_jacobians(func, inputs, outputs, eps)
    if not places:
        _check_independent(numerical)
    for k, at in enumerate(places):
        analytical = _analytical(inputs, outputs[at], nondet_tol, check_dtypes, differences.recorded_jacobians)
        for j, (a, n) in enumerate(zip(analytical, numerical)):
            if not _close(a, n[at], rtol, atol):
                raise GradcheckError(_mismatch(a, n[at], k, j, part, part is not None) + _largest_difference(a, n[at]))


def compare_along_one_direction(func, inputs, outputs, eps, atol, rtol, nondet_tol, check_dtypes, part):
    """Compare v' J u for one random cotangent v of each output and one random direction u of each input."""
    generator = random.Generator()
    places = differences.differentiable_places(outputs)
    directions = [differences.direction(x, generator) for x in inputs if is_checked(x)]
    cotangents = {at: differences.unit_vector(outputs[at], generator) for at in places}
    numerical = differences.numerical_products(func, inputs, outputs, directions, eps)
    if not places:
        _check_independent(numerical)
    for k, at in enumerate(places):
        v = cotangents[at]
        rows = _analytical(inputs, outputs[at], nondet_tol, check_dtypes,
                           functools.partial(differences.recorded_products, cotangent=v))
        for j, (row, u, column) in enumerate(zip(rows, directions, numerical)):
            a, n = differences.along(row, u), (v.reshape(-1) * column[at]).sum()
            # every entry of the Jacobian may be off by atol: their sum with the weights u and v
            share = float(u.real.sum() + u.imag.sum() if u.is_complex() else u.sum()) * float(v.sum())
            if not _close(a, n, rtol, atol * share):
                whole_n = differences.numerical_jacobians(func, inputs, outputs, eps)[j][at]
                whole_a = differences.recorded_jacobians(inputs, outputs[at])[j]
                hint = ("These are close enough: the check would pass with fast_mode=False.\n"
                        if _close(whole_a, whole_n, rtol, atol) else "")
                raise GradcheckError(_mismatch(a, n, k, j, part, part is not None) + "These are products with random "
                                     "vectors, as fast_mode compares them. The whole Jacobians:\n\nNumerical:\n"
                                     f"{whole_n}\nAnalytical:\n{whole_a}\n" + _largest_difference(whole_a, whole_n)
                                     + hint)


def _check_independent(numerical):
    """A function without differentiable outputs must not depend on its inputs."""
    for blocks in numerical:
        if any(bool((block != 0).any()) for block in blocks.values()):
            raise GradcheckError("Numerical gradient for function expected to be zero: no output requires a gradient, "
                                 "but they change with the inputs. Is there a detach(), a no_grad() or data on the "
                                 "way?")


def _analytical(inputs, output, nondet_tol, check_dtypes, passes):
    """What backward passes give for one output, run twice."""
    first, second = passes(inputs, output, check_dtypes=check_dtypes), passes(inputs, output)
    for a, b in zip(first, second):
        if bool(((a - b).abs() > nondet_tol).any()):
            raise GradcheckError(NONDETERMINISM.format(nondet_tol) + f"\nfirst:{a}\nsecond:{b}\n")
    return first


# -- further properties of backward passes ----------------------------------------------------------

def check_passes(func, inputs, outputs, batched, undefined):
    """Check what must hold of the passes whatever the function is."""
    wanted = [x for x in inputs if is_checked(x)]
    if batched:
        for k, out in enumerate(outputs):
            _check_batched(out, wanted, k)
    _check_proportional(outputs, wanted)
    if undefined:
        _check_undefined(func, inputs, wanted, len(outputs))


def _check_batched(output, wanted, position):
    """A batch of cotangents must give what the single ones give."""
    generator = random.Generator()
    cotangents = [random_cotangent(output, generator, False).detach() for _ in range(2)]
    passes = functools.partial(_core.grad, output, wanted, retain_graph=True, allow_unused=True)
    singles = [passes(c, materialize_grads=True) for c in cotangents]
    try:
        batch = passes(api.stack(cotangents), is_grads_batched=True)
    except RuntimeError as error:
        raise GradcheckError(f"While computing batched gradients, got: {error}\n\n"
                             "check_batched_grad=False leaves this out.") from error
    for k, got in enumerate(batch):
        expected = api.stack([single[k] for single in singles])
        if got is not None and not api.allclose(got, expected):
            raise GradcheckError(f"For output {position} and input {k}: batched gradients differ from single ones.\n\n"
                                 f"Got:\n{got}\n\nExpected:\n{expected}\n")


def _check_proportional(outputs, wanted):
    """Cotangents of zero must give gradients of zero, in the types and shapes of the inputs."""
    zeros = [api.zeros_like(out) for out in outputs]
    for g, x in zip(_core.grad(outputs, wanted, zeros, allow_unused=True), wanted):
        if g is None:
            continue
        if not bool((g == 0).all()):
            raise GradcheckError(f"backward not multiplied by grad_output: cotangents of zero give the gradient\n{g}")
        if g.dtype != x.dtype:
            raise GradcheckError(f"grad is incorrect type: {g.dtype} for an input of type {x.dtype}")
        if g.shape != x.shape:
            raise GradcheckError(f"grad is incorrect size: {list(g.shape)} for an input of size {list(x.shape)}")


class _Undefined(Function):
    """Identity that has no cotangent for its input."""

    @staticmethod
    def forward(ctx, x):
        """The same value."""
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        """Nothing."""
        return None


def _check_undefined(func, inputs, wanted, count):
    """Outputs without a cotangent count as zero: all of them, then each in turn."""
    for undefined in [set(range(count))] + [{k} for k in range(count) if count > 1]:
        outputs = [_Undefined.apply(out) if k in undefined else out
                   for k, out in enumerate(differentiable(as_tuple(func(*inputs))))]
        try:
            grads = _core.grad(outputs, wanted, [api.zeros_like(out) for out in outputs], allow_unused=True)
        except RuntimeError as error:
            raise GradcheckError("Expected backward function to handle undefined output grads: with no cotangent for "
                                 f"output {', '.join(map(str, sorted(undefined)))} it raised {type(error).__name__}: "
                                 f"{error}\ncheck_undefined_grad=False leaves this out.") from error
        if any(g is not None and not bool((g == 0).all()) for g in grads):
            raise GradcheckError("Expected all input grads to be undefined or zero when all output grads are undefined "
                                 "or zero. check_undefined_grad=False leaves this out.")
