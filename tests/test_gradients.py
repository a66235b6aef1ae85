"""Gradients of every operation: against central differences to second order, and compiled against written rule."""
import numpy as np
import pytest
from recorded import NOT_DIFFERENTIATED, SECOND_NAMES, keys_of
from samples import SAMPLES, built, cases, leaves, moved, resolve, tensors_in

import wengert as wg
from wengert.ops import table

STEP = 1e-6
BITWISE = {"operator." + name for name in ("and_", "or_", "xor", "invert", "lshift", "rshift")}
ONCE = {"own.ctc_of_scores"}                                      # the gradient itself has none
UNDEFINED = {"floor_divide", "operator.floordiv"}                 # results whose gradient is refused


def differentiable(key):
    """Whether an operation gives gradients at all."""
    name = key.removeprefix("operator.").removeprefix("Tensor.")
    return key not in {"detach"} | BITWISE | UNDEFINED and not {name, SECOND_NAMES.get(name)} & NOT_DIFFERENTIATED


def contiguous(array):
    """The array as it is."""
    return np.ascontiguousarray(array).reshape(array.shape)


def transposed(array):
    """The same values with the dims laid out in memory from last to first."""
    return np.asfortranarray(array)


def strided(array):
    """The same values with gaps between them."""
    if array.ndim == 0:
        return np.array([7.0, array, 7.0])[1]
    wide = np.full((*array.shape[:-1], 2 * array.shape[-1] + 1), 7, array.dtype)
    wide[..., 1::2] = array
    return wide[..., 1::2]


# What asks something of the memory itself works on one layout only.
OF_ONE_LAYOUT = {"Tensor.view", "Tensor.view_as", "as_strided", "as_strided_copy", "as_strided_scatter",
                 "view_as_complex_copy"}
LAYOUTS = {"contiguous": contiguous, "transposed": transposed, "strided": strided}


def inputs_of(sample, dtype="float64", layout=contiguous):
    """Arguments as tensors, and those of them that are to be differentiated."""
    inputs = []

    def convert(array, differentiated):
        if array.dtype.kind == "f":
            array = array.astype(dtype)
        t = wg.from_numpy(layout(array)) if array.ndim else wg.tensor(array)
        if differentiated:
            inputs.append(t.requires_grad_())
        return t

    args, kwargs = built(sample, convert, wg)
    return args, kwargs, inputs


def weighted(key, args, kwargs):
    """A number made of all results of an operation, each element with a weight of its own."""
    total = None
    for k, out in enumerate(tensors_in(resolve(wg, key)(*args, **kwargs))):
        if isinstance(out, wg.Tensor) and out.requires_grad:
            w = np.random.default_rng(k).uniform(0.5, 1.5, tuple(out.shape))
            term = (out * wg.tensor(w * (1 + 0.3j) if out.is_complex() else w, dtype=out.dtype)).sum()
            term = term.real if out.is_complex() else term
            total = term if total is None else total + term
    return total


def gradients(key, sample, dtype="float64", layout=contiguous, create_graph=False):
    """First-order gradients of `weighted`; None if nothing in the result requires one."""
    args, kwargs, inputs = inputs_of(sample, dtype, layout)
    total = weighted(key, args, kwargs)
    if total is None:
        return None, inputs
    return wg.autograd.grad(total, inputs, create_graph=create_graph, allow_unused=True), inputs


def value_at(key, sample):
    """The value of `weighted` as a float."""
    args, kwargs, _ = inputs_of(sample)
    return weighted(key, args, kwargs).item()


def directions_of(sample, seed):
    """A random direction for every differentiated array."""
    random = np.random.default_rng(seed)
    return [np.asarray(random.uniform(-1, 1, a.shape)) for a in leaves(sample)]


def along(grads, directions):
    """The derivative along a direction, from gradients of which some may be None."""
    return sum(float((np.asarray(g.detach()) * v).sum()) for g, v in zip(grads, directions) if g is not None)


def computed(key, sample):
    """Whether a sample is a call that succeeds, on or with elements: not a refusal, nor nothing made of nothing."""
    try:
        args, kwargs, _ = inputs_of(sample)
        outs = tensors_in(resolve(wg, key)(*args, **kwargs))
    except wg.errors.WengertError:                   # test_operations_torch compares the refusals
        return False
    outs = [out for out in outs if isinstance(out, wg.Tensor)]
    return any(out.requires_grad for out in outs) or any(a.size for a in leaves(sample)) and any(map(wg.numel, outs))


CASES = [case for case in cases()
         if differentiable(case.values[0]) and leaves(case.values[1]) and computed(*case.values)]


TWICE = [case for case in CASES if case.values[0] not in ONCE]
LAID_OUT = [pytest.param(*case.values, layout, id=f"{case.id}-{name}") for case in CASES for name,
            layout in LAYOUTS.items()
            if layout is contiguous or case.values[0] not in OF_ONE_LAYOUT]


@pytest.mark.parametrize("key, sample, layout", LAID_OUT)
def test_first_order_agrees_with_differences(key, sample, layout):
    grads, inputs = gradients(key, sample, layout=layout)
    assert grads is not None, "nothing in the result requires a gradient"
    for g, x in zip(grads, inputs):
        assert g is None or g.shape == x.shape and g.dtype is x.dtype
    v = directions_of(sample, 1)
    if not np.isfinite(value_at(key, sample)):                    # a mean of nothing
        assert all(a.size == 0 for a in leaves(sample))
        return
    slope = (value_at(key, moved(sample, v, STEP)) - value_at(key, moved(sample, v, -STEP))) / (2 * STEP)
    assert along(grads, v) == pytest.approx(slope, rel=2e-6, abs=2e-8)


@pytest.mark.parametrize("key, sample", TWICE)
def test_second_order_agrees_with_differences(key, sample):
    v, u = directions_of(sample, 2), directions_of(sample, 3)
    grads, inputs = gradients(key, sample, create_graph=True)
    terms = [(g * wg.tensor(d)).sum() for g, d in zip(grads, v) if g is not None and g.requires_grad]
    second = wg.autograd.grad(sum(terms), inputs, allow_unused=True) if terms else []
    ahead, _ = gradients(key, moved(sample, u, STEP))
    behind, _ = gradients(key, moved(sample, u, -STEP))
    slope = (along(ahead, v) - along(behind, v)) / (2 * STEP)
    assert along(second, u) == pytest.approx(slope, rel=1e-5, abs=1e-6)


def second_order(key, sample, dtype):
    """The gradient along a direction of the derivative along another, as arrays."""
    grads, inputs = gradients(key, sample, dtype, create_graph=True)
    terms = [(g * wg.tensor(d, dtype=g.dtype)).sum() for g, d in zip(grads, directions_of(sample, 2))
             if g is not None and g.requires_grad]
    found = wg.autograd.grad(sum(terms), inputs, allow_unused=True) if terms else [None] * len(inputs)
    return [np.zeros(tuple(x.shape)) if g is None else g.numpy() for g, x in zip(found, inputs)]


@pytest.mark.parametrize("key, sample", TWICE)
def test_second_order_in_single_precision_agrees_with_double(key, sample):
    for single, double in zip(second_order(key, sample, "float32"), second_order(key, sample, "float64"), strict=True):
        largest = np.abs(double[np.isfinite(double)]).max(initial=1)
        np.testing.assert_allclose(single, double, 2e-3, 2e-3 * largest)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("key, sample", CASES)
def test_compiled_gradient_is_the_rules(key, sample, dtype):
    compiled, _ = gradients(key, sample, dtype)
    by_rule, _ = gradients(key, sample, dtype, create_graph=True)
    tolerance = 2e-5 if dtype == "float32" else 1e-12
    for a, b in zip(compiled, by_rule):
        assert (a is None) == (b is None)
        if a is not None:
            assert a.dtype is b.dtype
            np.testing.assert_allclose(a.numpy(), b.detach().numpy(), tolerance, tolerance)


@pytest.mark.parametrize("name", sorted(name for name in table.composites if name not in NOT_DIFFERENTIATED))
def test_composite_has_a_sample_that_is_differentiated(name):
    keys = [key for key, _ in keys_of(name)] or ["F." + name]
    samples = [(key, sample) for key in keys for sample in SAMPLES[key] if leaves(sample)]
    assert any(gradients(key, sample)[0] is not None for key, sample in samples if computed(key, sample))


def test_gradient_through_a_cast_has_the_type_of_the_input():
    x = wg.tensor([0.5, 2.0], dtype=wg.float64, requires_grad=True)
    y = wg.tensor([3.0, 4.0], requires_grad=True)
    a, b = wg.autograd.grad((x.to(wg.float32) * y).sum() + (x * y.double()).sum(), (x, y))
    assert (a.dtype, a.tolist()) == (wg.float64, [6.0, 8.0])
    assert (b.dtype, b.tolist()) == (wg.float32, [1.0, 4.0])


def test_expanded_inputs_get_the_gradient_of_what_they_were_expanded_from():
    for function in (wg.exp, wg.sum, lambda x: x @ x.mT, lambda x: wg.softmax(x, 1), lambda x: wg.cat([x, x])):
        small = wg.tensor([[0.5], [-1.0]], dtype=wg.float64, requires_grad=True)
        full = wg.tensor([[0.5] * 3, [-1.0] * 3], dtype=wg.float64, requires_grad=True)
        expected, = wg.autograd.grad((function(full) ** 2).sum(), full)
        got, = wg.autograd.grad((function(small.expand(2, 3)) ** 2).sum(), small)
        np.testing.assert_allclose(got.numpy(), expected.sum(1, keepdim=True).numpy(), rtol=1e-12)


def test_every_operation_that_is_flat_says_so():
    flat = [key for key in SAMPLES if not differentiable(key) and key not in UNDEFINED]
    assert {"argmax", "eq", "detach", "isnan"} <= set(flat)
    for key in flat:
        for sample in SAMPLES[key]:
            args, kwargs, _ = inputs_of(sample)
            try:
                outs = tensors_in(resolve(wg, key)(*args, **kwargs))
            except wg.errors.WengertError:       # argmax of an empty dim; heaviside, which names itself when recorded
                continue
            assert not any(isinstance(out, wg.Tensor) and out.requires_grad for out in outs), key


def test_floor_division_is_computed_but_has_no_gradient():
    x = wg.tensor([7.0, -7.0], requires_grad=True)
    for out in (x // 2, wg.floor_divide(x, 2), 2 // x, wg.tensor([1.0, 2.0]) // x):
        with pytest.raises(RuntimeError, match="derivative for .*floor_divide.* is not implemented"):
            out.sum().backward()
    assert (x // 2).tolist() == [3, -4]
    assert wg.autograd.grad(wg.div(x, 2, rounding_mode="floor").sum(), x)[0].tolist() == [0, 0]
