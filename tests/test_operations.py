"""Values of the operations against NumPy: element types, shapes, special values, broadcasting."""
import math
import operator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import wengert as wg

BOOL, INTS = ("bool",), ("uint8", "int8", "int16", "int32", "int64")
FLOATS, COMPLEX = ("float32", "float64"), ("complex64", "complex128")
ALL = BOOL + INTS + FLOATS + COMPLEX
REAL = BOOL + INTS + FLOATS
NUMBERS = INTS + FLOATS + COMPLEX
SHAPES = ((), (3,), (2, 3), (0,), (2, 0), (2, 1, 2))
TOLERANCE = {"float32": 1e-5, "complex64": 2e-5, "float64": 1e-12, "complex128": 1e-12}


def sigmoid(x):
    """The formula."""
    return 1 / (1 + np.exp(-x))


def unary(name, formula, dtypes, result="same"):
    """A row of UNARY: `result` is "same", "float" (integers become floats) or "bool"."""
    return pytest.param(name, formula, dtypes, result, id=name)


UNARY = [
    unary("neg", np.negative, NUMBERS), unary("abs", np.abs, INTS + FLOATS), unary("sign", np.sign, INTS + FLOATS),
    unary("square", np.square, NUMBERS),
    unary("exp", np.exp, ALL, "float"), unary("expm1", np.expm1, REAL, "float"), unary("log", np.log, ALL, "float"),
    unary("log1p", np.log1p, REAL, "float"), unary("sqrt", np.sqrt, ALL, "float"),
    unary("rsqrt", lambda x: 1 / np.sqrt(x), REAL, "float"),
    unary("reciprocal", lambda x: 1 / x, ALL, "float"), unary("sin", np.sin, ALL, "float"),
    unary("cos", np.cos, ALL, "float"),
    unary("tanh", np.tanh, ALL, "float"), unary("sigmoid", sigmoid, ALL, "float"),
    unary("erf", np.vectorize(math.erf, otypes=[float]), REAL, "float"),
    unary("relu", lambda x: np.where(x < 0, 0, x), INTS + FLOATS), unary("floor", np.floor, INTS + FLOATS),
    unary("ceil", np.ceil, INTS + FLOATS),
    unary("trunc", np.trunc, INTS + FLOATS), unary("round", np.round, INTS + FLOATS), unary("conj", np.conj, ALL),
    unary("logical_not", np.logical_not, ALL, "bool"), unary("isnan", np.isnan, ALL, "bool"),
    unary("isinf", np.isinf, ALL, "bool"),
    unary("isfinite", np.isfinite, ALL, "bool"), unary("bitwise_not", np.invert, BOOL + INTS)]
BINARY = [
    unary("add", np.add, ALL), unary("sub", np.subtract, NUMBERS), unary("mul", np.multiply, ALL),
    unary("div", np.true_divide, ALL, "float"),
    unary("maximum", np.maximum, REAL), unary("minimum", np.minimum, REAL),
    unary("floor_divide", np.floor_divide, INTS + FLOATS),
    unary("remainder", np.remainder, INTS + FLOATS), unary("pow", np.power, NUMBERS),
    unary("eq", np.equal, ALL, "bool"),
    unary("ne", np.not_equal, ALL, "bool"), unary("lt", np.less, REAL, "bool"),
    unary("le", np.less_equal, REAL, "bool"),
    unary("gt", np.greater, REAL, "bool"), unary("ge", np.greater_equal, REAL, "bool"),
    unary("logical_and", np.logical_and, ALL, "bool"),
    unary("logical_or", np.logical_or, ALL, "bool"), unary("logical_xor", np.logical_xor, ALL, "bool"),
    unary("bitwise_and", np.bitwise_and, BOOL + INTS), unary("bitwise_or", np.bitwise_or, BOOL + INTS),
    unary("bitwise_xor", np.bitwise_xor, BOOL + INTS),
    unary("bitwise_left_shift", np.left_shift, INTS), unary("bitwise_right_shift", np.right_shift, INTS)]
UNORDERED = ("floor", "ceil", "trunc", "round", "sign", "relu", "abs")


def example(shape, dtype, seed=0, positive=False):
    """An array of one type with some variety: zero, negatives, fractions."""
    n = math.prod(shape)
    values = np.resize([1, 3, 2, 5, 4, 7] if positive else [0, -2, 1, 3, -1, 2], n + seed)[seed:].astype(float)
    kind = np.dtype(dtype).kind
    if kind in "fc":
        values = values + np.resize([0.5, 0.25, -0.75], n) * (not positive) + 0.125
    if kind == "c":
        values = values + 1j * np.resize([0.0, -1.5, 0.5], n)
    return (values > 0 if kind == "b" else np.abs(values) if kind == "u" else values).astype(dtype).reshape(shape)


def result_type(dtype, result):
    """The element type that PyTorch gives a result of one operand type."""
    if result == "bool":
        return "bool"
    return "float32" if result == "float" and dtype in BOOL + INTS else dtype


def assert_values(out, expected, dtype):
    """A tensor of a type with the values of an array."""
    assert str(out.dtype) == "torch." + dtype
    assert tuple(out.shape) == np.shape(expected)
    tolerance = TOLERANCE.get(dtype, 0)
    np.testing.assert_allclose(out.numpy(), np.asarray(expected).astype(dtype), tolerance, tolerance)


@pytest.fixture(autouse=True)
def quiet_numpy():
    with np.errstate(all="ignore"):
        yield


# -- elementwise, every type ------------------------------------------------------------------------------

@pytest.mark.parametrize("name, formula, dtypes, result", UNARY)
def test_unary_in_every_type(name, formula, dtypes, result):
    for dtype in dtypes:
        wide = "float64" if result == "float" and dtype in BOOL + INTS else dtype
        for shape in SHAPES:
            x = example(shape, dtype)
            expected = formula(x.astype(wide)) if x.size else np.empty(shape)
            assert_values(getattr(wg, name)(wg.tensor(x)), expected, result_type(dtype, result))
        gaps = example((4, 6), dtype)[::2, ::-2]
        out = getattr(wg, name)(wg.tensor(example((4, 6), dtype))[::2].flip(1)[:, ::2])
        assert_values(out, formula(gaps.astype(wide)), result_type(dtype, result))


@pytest.mark.parametrize("name, formula, dtypes, result", BINARY)
def test_binary_in_every_type(name, formula, dtypes, result):
    positive = name in ("floor_divide", "remainder", "pow") or "shift" in name
    for dtype in dtypes:
        wide = "float64" if result == "float" and dtype in BOOL + INTS else dtype
        for shape, other in [(s, s) for s in SHAPES] + [((2, 3), (3,)), ((2, 1), (3,)), ((), (2, 2)), ((0,), (1,))]:
            x, y = example(shape, dtype), example(other, dtype, 1, positive)
            expected = formula(x.astype(wide), y.astype(wide))
            assert_values(getattr(wg, name)(wg.tensor(x), wg.tensor(y)), expected, result_type(dtype, result))


@pytest.mark.parametrize("name", ["floor", "ceil", "trunc", "lt", "maximum", "remainder", "floor_divide"])
def test_complex_numbers_have_no_order(name):
    z = wg.tensor([1 + 2j])
    args = (z,) if name in UNORDERED else (z, z)
    with pytest.raises((RuntimeError, NotImplementedError)):
        getattr(wg, name)(*args)


@pytest.mark.parametrize("name", ["bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_left_shift"])
def test_floats_have_no_bits(name):
    with pytest.raises((RuntimeError, NotImplementedError)):
        getattr(wg, name)(wg.ones(2), wg.ones(2))


# -- special values ------------------------------------------------------------------------------------------

SPECIAL = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.0, 1e300, 5e-324])


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name, formula, dtypes, result",
                         [row for row in UNARY if "float64" in row.values[2] and row.values[0] != "sign"])
def test_unary_of_special_values(name, formula, dtypes, result, dtype):
    x = SPECIAL.astype(dtype)
    with np.errstate(all="ignore"):
        expected = np.asarray(formula(x))
    out = getattr(wg, name)(wg.tensor(x)).numpy()
    np.testing.assert_allclose(out, expected, rtol=2e-6)
    if result == "same":
        np.testing.assert_array_equal(np.signbit(out[~np.isnan(out)]), np.signbit(expected[~np.isnan(expected)]))


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name, formula, dtypes, result",
                         [row for row in BINARY if "float64" in row.values[2] and "divide" not in row.values[0]])
def test_binary_of_special_values(name, formula, dtypes, result, dtype):
    x = SPECIAL.astype(dtype)
    with np.errstate(all="ignore"):
        expected = formula(x[:, None], x)
    np.testing.assert_allclose(getattr(wg, name)(wg.tensor(x)[:, None], wg.tensor(x)).numpy(), expected, rtol=2e-6)


def test_sign_of_nan_is_zero_as_in_pytorch():
    assert wg.sign(wg.tensor([math.nan, -math.inf, -0.0])).tolist() == [0, -1, 0]


def test_clamp_keeps_nan_and_prefers_the_upper_bound():
    x = wg.tensor([math.nan, -5.0, 5.0, math.inf])
    out = x.clamp(-1, 1).tolist()
    assert math.isnan(out[0]) and out[1:] == [-1, 1, 1]
    assert x[1:].clamp(2, -2).tolist() == [-2, -2, -2]
    assert math.isnan(wg.tensor([1.0]).clamp(math.nan, 2).item())
    assert wg.tensor([1, 5, 9]).clamp(2, 6).tolist() == [2, 5, 6]
    assert wg.tensor([1, 5]).clamp(max=2.5).dtype is wg.float32
    with pytest.raises(RuntimeError, match="At least one of"):
        x.clamp()


def test_integers_wrap_around():
    assert wg.tensor([127], dtype=wg.int8).add(1).tolist() == [-128]
    assert wg.tensor([0], dtype=wg.uint8).sub(1).tolist() == [255]
    assert wg.tensor([-128], dtype=wg.int8).abs().tolist() == [-128]


def test_division_rounds_three_ways():
    x, y = wg.tensor([7, -7, 7, -7]), wg.tensor([2, 2, -2, -2])
    assert wg.div(x, y).tolist() == [3.5, -3.5, -3.5, 3.5]
    assert wg.div(x, y, rounding_mode="trunc").tolist() == [3, -3, -3, 3]
    assert wg.div(x, y, rounding_mode="floor").tolist() == [3, -4, -4, 3]
    large = 2 ** 62 + 1
    assert wg.div(wg.tensor([-large]), 1, rounding_mode="trunc").tolist() == [-large]
    assert wg.div(x.double(), 2, rounding_mode="trunc").tolist() == [3, -3, 3, -3]
    for mode in ("trunc", "floor"):
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            wg.div(x, 0, rounding_mode=mode)
    with pytest.raises(RuntimeError, match="rounding_mode"):
        wg.div(x, y, rounding_mode="up")


# -- any shapes ------------------------------------------------------------------------------------------------

@settings(max_examples=80, deadline=None)
@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=5, max_side=4, min_side=0),
       st.sampled_from(["add", "mul", "maximum", "lt", "div"]),
       st.sampled_from(FLOATS + ("int32",)))
def test_any_shapes_broadcast_as_in_numpy(shapes, name, dtype):
    a, b = (example(shape, dtype, k, positive=k == 1) for k, shape in enumerate(shapes.input_shapes))
    function = {"add": np.add, "mul": np.multiply, "maximum": np.maximum, "lt": np.less, "div": np.true_divide}[name]
    out = getattr(wg, name)(wg.tensor(a), wg.tensor(b))
    assert tuple(out.shape) == shapes.result_shape
    np.testing.assert_allclose(out.numpy(), function(a, b), rtol=1e-6)


@settings(max_examples=80, deadline=None)
@given(hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=4, max_side=3, min_side=0))
def test_gradients_have_the_shapes_of_what_was_broadcast(shapes):
    a, b = (wg.tensor(example(shape, "float64", k, positive=True), requires_grad=True) for k,
            shape in enumerate(shapes.input_shapes))
    ga, gb = wg.autograd.grad((a * b).sum(), (a, b))
    ones = np.ones(shapes.result_shape)
    for g, x, other in ((ga, a, b), (gb, b, a)):
        full = ones * other.detach().numpy()
        lead = full.ndim - x.ndim
        dims = tuple(range(lead)) + tuple(k + lead for k,
                                          n in enumerate(x.shape) if n == 1 and full.shape[k + lead] != 1)
        np.testing.assert_allclose(g.numpy(), full.sum(dims).reshape(tuple(x.shape)), rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=4, max_side=5), elements=st.floats(-1e3, 1e3)), st.data())
def test_any_view_of_any_array(array, data):
    index = data.draw(hnp.basic_indices(array.shape, allow_newaxis=True, allow_ellipsis=True))
    parts = index if isinstance(index, tuple) else (index,)
    if any(isinstance(p, slice) and p.step is not None and p.step < 0 for p in parts):
        return                                                            # PyTorch has no negative steps
    expected = array[index]
    out = wg.tensor(array)[index]
    assert tuple(out.shape) == expected.shape
    np.testing.assert_array_equal(out.numpy(), expected)
    np.testing.assert_array_equal((out * 2).numpy(), expected * 2)


# -- reductions ------------------------------------------------------------------------------------------------

REDUCTIONS = {"sum": np.sum, "prod": np.prod, "amax": np.max, "amin": np.min, "any": np.any, "all": np.all}


@pytest.mark.parametrize("name", REDUCTIONS)
@pytest.mark.parametrize("dtype", REAL)
def test_reductions_in_every_type(name, dtype):
    x = example((2, 3, 4), dtype)
    result = dtype
    if name in ("sum", "prod"):
        result = "int64" if dtype in BOOL + INTS else dtype
    if name in ("any", "all"):
        result = "uint8" if dtype == "uint8" else "bool"
    for dim, keepdim in ((1, False), (-1, True), (0, False)):
        assert_values(getattr(wg, name)(wg.tensor(x), dim, keepdim), REDUCTIONS[name](x, axis=dim, keepdims=keepdim),
                      result)
    assert_values(getattr(wg, name)(wg.tensor(x)), REDUCTIONS[name](x), result)


@pytest.mark.parametrize("name", ["argmax", "argmin"])
@pytest.mark.parametrize("dtype", INTS + FLOATS)
def test_positions_of_extremes(name, dtype):
    x = example((3, 4), dtype)
    for dim in (0, 1, -1):
        assert getattr(wg, name)(wg.tensor(x), dim).tolist() == getattr(np, name)(x, axis=dim).tolist()
    assert getattr(wg, name)(wg.tensor(x)).item() == getattr(np, name)(x)


@settings(max_examples=60, deadline=None)
@given(hnp.array_shapes(min_dims=0, max_dims=4, max_side=4, min_side=0), st.data())
def test_sums_over_any_dims(shape, data):
    x = example(shape, "float64")
    dims = tuple(data.draw(st.lists(st.integers(0, max(len(shape) - 1, 0)), unique=True, min_size=1))) if shape else ()
    keepdim = data.draw(st.booleans())
    for name, formula in (("sum", np.sum), ("mean", np.mean)):
        if shape and name == "mean" and 0 in shape:
            continue
        out = getattr(wg, name)(wg.tensor(x), dims, keepdim)
        np.testing.assert_allclose(out.numpy(), formula(x, axis=dims or None, keepdims=keepdim and bool(shape)),
                                   rtol=1e-12, atol=1e-12)


def test_extremes_hand_on_nan():
    x = wg.tensor([[1.0, math.nan, 3.0], [4.0, 5.0, 6.0]])
    for name in ("amax", "amin", "max", "min"):
        out = getattr(wg, name)(x, 1)
        values = out[0] if isinstance(out, tuple) else out
        assert math.isnan(values[0].item()) and values[1].item() in (4.0, 6.0)
    assert x.argmax(1).tolist() == [1, 2] and x.argmin(1).tolist() == [1, 0]
    assert math.isnan(x.max().item()) and math.isnan(wg.maximum(x[0], x[1])[1].item())


def test_variance_over_too_few_elements_is_not_a_number():
    assert math.isnan(wg.var(wg.tensor([1.0])).item())
    assert wg.var(wg.tensor([1.0]), correction=0).item() == 0
    x = example((3, 4), "complex128")
    np.testing.assert_allclose(wg.var(wg.tensor(x), 0).numpy(), x.var(0, ddof=1), rtol=1e-12)
    with pytest.raises(RuntimeError, match="only support floating point"):
        wg.std(wg.tensor([1, 2]))


def test_many_float32_are_summed_accurately():
    x = wg.full((1_000_000,), 0.1)
    assert x.sum().item() == pytest.approx(100_000, rel=1e-6)
    assert x.reshape(1000, 1000).sum(0).sum().item() == pytest.approx(100_000, rel=1e-6)


# -- NumPy's names, and operators that are methods ---------------------------------------------------------------

@pytest.mark.parametrize("name", ["sum", "mean", "prod", "var", "std", "amax", "amin", "argmax", "argmin", "any", "all",
                                  "logsumexp", "norm"])
def test_axis_and_keepdims_are_dim_and_keepdim(name):
    x = wg.tensor(example((2, 3), "float64"))
    ours = getattr(wg, name)(x, dim=1, keepdim=True)
    assert getattr(wg, name)(x, axis=1,
                             keepdims=True).tolist() == ours.tolist() == getattr(x, name)(axis=1,
                                                                                          keepdims=True).tolist()


@pytest.mark.parametrize("name", ["cumsum", "softmax", "log_softmax", "stack", "cat", "unbind", "split", "max"])
def test_axis_is_dim(name):
    x = wg.tensor(example((2, 3), "float64"))
    args = ([x, x],) if name in ("stack", "cat") else (x, 1) if name == "split" else (x,)
    ours, numpys = getattr(wg, name)(*args, dim=1), getattr(wg, name)(*args, axis=1)
    for a, b in zip(ours, numpys, strict=True):
        assert a.tolist() == b.tolist()


def test_operators_on_python_numbers_keep_the_type():
    for dtype in ("int8", "float32"):
        x = wg.tensor(example((3,), dtype))
        for function in (operator.add, operator.mul, operator.sub):
            assert function(x, 2).dtype is x.dtype and function(2, x).dtype is x.dtype
    assert (wg.tensor([1, 2]) * 0.5).dtype is wg.float32
    assert (wg.tensor([1, 2]) * 1j).dtype is wg.complex64
