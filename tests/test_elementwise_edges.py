"""Elementwise operations at special places: nan, infinities, ties, kinks, types, errors, in-place and given results."""
import operator

import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")

NAN, INF = float("nan"), float("inf")
EDGES = [0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 0.5, NAN, INF, -INF, 1e-310, 1e300]
UNARY = """abs acos acosh angle asin asinh atan atanh ceil cos cosh deg2rad exp exp2 expm1 floor frac log log10 log1p
    log2 neg rad2deg reciprocal relu round rsqrt sgn sigmoid sign sin sinh sqrt square tan tanh trunc nan_to_num signbit
    isnan isinf isfinite isposinf isneginf isreal logical_not erf positive frexp""".split()
BINARY = """add sub mul div atan2 copysign fmax fmin fmod hypot logaddexp logaddexp2 maximum minimum nextafter remainder
    heaviside clamp_min clamp_max eq ne lt le gt ge logical_and logical_or logical_xor pow float_power
    isclose rsub""".split()
# Where the two libraries' derivatives differ at an infinity, a nan or a zero, and ours is a limit too.
OTHER_LIMIT = {"pow", "float_power", "remainder", "div", "hypot", "logaddexp2", "reciprocal", "rsqrt"}


def compared(ours, theirs, tolerance=1e-12):
    """Two results, or tuples of them, agree."""
    if isinstance(theirs, tuple):
        for a, b in zip(ours, theirs, strict=True):
            compared(a, b, tolerance)
        return
    assert str(ours.dtype) == str(theirs.dtype) and tuple(ours.shape) == tuple(theirs.shape)
    np.testing.assert_allclose(ours.detach().numpy(), theirs.detach().numpy(), tolerance, tolerance)


def gradients(lib, function, *arrays):
    """The gradients of the sum of a function's first result, or None where it has none."""
    x = [lib.tensor(a, dtype=lib.float64, requires_grad=True) for a in arrays]
    out = function(*x)
    out = out[0] if isinstance(out, tuple) else out
    if not out.requires_grad:
        return None
    force = {"force": True} if lib is torch else {}
    return [np.zeros(len(a)) if g is None else g.detach().numpy(**force)
            for a, g in zip(arrays, lib.autograd.grad(out, x, lib.ones_like(out), allow_unused=True))]


@pytest.mark.parametrize("name", UNARY)
def test_special_numbers(name):
    x = np.array(EDGES)
    ours, theirs = getattr(wg, name)(wg.tensor(x)), getattr(torch, name)(torch.tensor(x))
    compared(ours, theirs)
    if name != "frexp" and ours.dtype is wg.float64:                   # zeros have the same sign, too
        numbers = ~np.isnan(ours.numpy())
        np.testing.assert_array_equal(np.signbit(ours.numpy())[numbers], np.signbit(theirs.numpy())[numbers])


@pytest.mark.parametrize("name", BINARY)
def test_pairs_of_special_numbers(name):
    edges = EDGES[:9] if name in ("fmod", "remainder") else EDGES      # PyTorch loses x % inf and huge quotients
    x, y = (a.ravel() for a in np.meshgrid(edges, EDGES[:7] if edges is not EDGES else EDGES))
    compared(getattr(wg, name)(wg.tensor(x), wg.tensor(y)), getattr(torch, name)(torch.tensor(x), torch.tensor(y)))


@pytest.mark.parametrize("name", [name for name in UNARY if name not in OTHER_LIMIT])
def test_derivative_at_special_numbers(name):
    ours, theirs = (gradients(lib, getattr(lib, name), EDGES[:-2]) for lib in (wg, torch))
    assert (ours is None) == (theirs is None)
    for a, b in zip(ours or (), theirs or ()):
        np.testing.assert_allclose(a, b, 1e-12)


@pytest.mark.parametrize("name", [name for name in BINARY if name not in OTHER_LIMIT | {"heaviside"}])
def test_derivative_at_pairs_of_special_numbers(name):
    numbers = [0.0, 1.0, -1.0, 2.5, NAN]
    x, y = (a.ravel() for a in np.meshgrid(numbers, numbers))
    ours, theirs = (gradients(lib, getattr(lib, name), x, y) for lib in (wg, torch))
    assert (ours is None) == (theirs is None)
    for a, b in zip(ours or (), theirs or ()):
        np.testing.assert_allclose(a, b, 1e-12)


@pytest.mark.parametrize("low, high", [(-1, 1), (1, -1), (NAN, 1), (-1, NAN), (0, 0), (None, 1), (-1, None)])
def test_bounds_and_their_gradients(low, high):
    x = [-2.0, -1.0, 0.0, 0.5, 1.0, 3.0, NAN, INF, -INF]
    ours, theirs = (gradients(lib, lambda t: t.clamp(low, high), x) for lib in (wg, torch))
    np.testing.assert_array_equal(ours, theirs)
    compared(wg.tensor(x).clamp(low, high), torch.tensor(x).clamp(low, high))


def test_bounds_that_are_tensors_have_gradients():
    x, low, high = [-2.0, 1.0, 5.0, 0.0, NAN], [-1.0, 1.0, 6.0, 0.0, 1.0], [3.0, 1.0, 4.0, NAN, 2.0]
    ours, theirs = (gradients(lib, lib.clamp, x, low, high) for lib in (wg, torch))
    np.testing.assert_array_equal(ours, theirs)
    for bound in ({"min": 1}, {"max": 1}):
        key, = bound
        ours, theirs = (gradients(lib, lambda a, b, lib=lib: lib.clamp(a, **{key: b}), x, low) for lib in (wg, torch))
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("types", [("int64", "float32"), ("uint8", "int8"), ("float32", "float64"), ("bool", "int32"),
                                   ("int32", "complex64"), ("float64", "complex64")])
@pytest.mark.parametrize("name", ["addcmul", "addcdiv", "atan2", "fmax", "hypot", "ldexp", "copysign", "float_power",
                                  "fmod", "rsub", "logaddexp", "gcd"])
def test_types_of_results(name, types):
    count = 3 if name.startswith("addc") else 2
    results = []
    for lib in (wg, torch):
        operands = [lib.tensor([1, 2]).to(getattr(lib, types[min(k, 1)])) for k in range(count)]
        try:
            results.append(str(getattr(lib, name)(*operands).dtype))
        except (RuntimeError, NotImplementedError):
            results.append(None)
    ours, theirs = results
    assert ours == theirs or theirs is None and ours is not None


@pytest.mark.parametrize("value, expected", [(2.7, [9, 18]), (2, [9, 18]), (-1, [-3, -6])])
def test_integer_products_take_the_integer_part_of_the_factor(value, expected):
    out = wg.addcmul(wg.tensor([1, 2]), wg.tensor([2, 2]), wg.tensor([2, 4]), value=value)
    assert out.dtype is wg.int64 and out.tolist() == expected


def test_quotients_of_integers_are_refused():
    with pytest.raises(RuntimeError, match="Integer division with addcdiv is no longer supported"):
        wg.addcdiv(wg.ones(2), wg.tensor([1, 2]), wg.tensor([1, 2]))
    assert wg.addcdiv(wg.ones(2), wg.tensor([1., 2.]), wg.tensor([1, 4])).tolist() == [2.0, 1.5]


def test_a_wide_sum_is_scaled_in_the_type_of_the_result():
    small = wg.tensor([200], dtype=wg.uint8)
    assert wg.add(wg.tensor([0.5]), small, alpha=2).tolist() == [400.5]
    assert wg.rsub(small, 0.5, alpha=2).tolist() == [-399.5]
    assert wg.add(wg.tensor([1]), small, alpha=2).tolist() == [401]
    assert wg.addcmul(wg.tensor([1]), small, small, value=2).tolist() == [80001]


@pytest.mark.parametrize("call, error, match", [
    (lambda: wg.lerp(wg.ones(2), wg.ones(2).double(), 0.5), RuntimeError, "expected dtype float32 for `end`"),
    (lambda: wg.lerp(wg.tensor([1]), wg.tensor([1]), 0.5), NotImplementedError, "not implemented for 'int64'"),
    (lambda: wg.heaviside(wg.ones(2), wg.tensor([1, 2])), RuntimeError, "different dtypes"),
    (lambda: wg.isclose(wg.ones(2), wg.tensor([1, 2])), RuntimeError, "did not match"),
    (lambda: wg.isclose(wg.ones(2), wg.ones(2), rtol=-1), RuntimeError, "rtol must be greater than or equal to zero"),
    (lambda: wg.isposinf(wg.tensor([1j])), RuntimeError, "does not support complex inputs"),
    (lambda: wg.frexp(wg.tensor([1])), RuntimeError, "only supports floating-point"),
    (lambda: wg.frac(wg.tensor([1])), NotImplementedError, "not implemented for 'Long'"),
    (lambda: wg.gcd(wg.ones(2), wg.ones(2)), NotImplementedError, "not implemented for 'Float'"),
    (lambda: wg.fmod(wg.tensor([1]), 0), RuntimeError, "ZeroDivisionError"),
    (lambda: wg.signbit(wg.tensor([1j])), NotImplementedError, "signbit"),
    (lambda: wg.clamp(wg.ones(2)), RuntimeError, "At least one of 'min' or 'max' must not be None"),
    (lambda: wg.clamp(wg.tensor([True]), False, True), NotImplementedError, "clamp"),
    (lambda: wg.addcmul(wg.ones(1), wg.ones(1), wg.ones(1), value=2j), RuntimeError, "cannot be converted"),
    (lambda: wg.addcmul(wg.ones(1), wg.ones(1), wg.ones(1), value="a"), TypeError, "must be Number"),
    (lambda: wg.ones(2).float_power_(2), RuntimeError, "has dtype Float but the operation's result requires"),
    (lambda: wg.tensor([1]).clamp_(min=1.5), RuntimeError, "can't be cast"),
    (lambda: wg.tensor([1]).exp_(), RuntimeError, "can't be cast"),
    (lambda: wg.heaviside(wg.ones(2, requires_grad=True), wg.ones(2)), NotImplementedError, "for 'heaviside'"),
])
def test_refusals(call, error, match):
    with pytest.raises(error, match=match):
        call()


@pytest.mark.parametrize("name", ["eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or", "logical_xor"])
def test_comparison_in_place_writes_into_the_tensors_own_type(name):
    for dtype in ("float32", "int16", "bool", "float64"):
        ours, theirs = (lib.tensor([0, 1, 2, 3]).to(getattr(lib, dtype)) for lib in (wg, torch))
        assert getattr(ours, name + "_")(wg.tensor([0, 2, 1, 0])) is ours
        getattr(theirs, name + "_")(torch.tensor([0, 2, 1, 0]))
        compared(ours, theirs)


@pytest.mark.parametrize("name", ["eq", "lt", "logical_or", "logical_not"])
def test_comparison_in_place_ends_the_history(name):
    x = wg.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    getattr(y, name + "_")(*[] if name == "logical_not" else [x])
    g, = wg.autograd.grad((y * x).sum(), x)
    assert g.tolist() == y.tolist()                                # of the product with x alone


@pytest.mark.parametrize("name, arguments", [
    ("div", (2,)), ("fmod", (2,)), ("remainder", (2.5,)), ("floor_divide", (2,)), ("clamp", (-1, 1)),
    ("lerp", ([1.0, 2.0], 0.5)),
    ("addcmul", ([1.0, 2.0], [3.0, 4.0])), ("addcdiv", ([1.0, 2.0], [3.0, 4.0])), ("nan_to_num", ()),
    ("hypot", ([1.0, 2.0],)), ("copysign", (-1,)), ("ldexp", ([1.0, 2.0],)), ("atan2", ([1.0, 2.0],)),
    ("heaviside", ([1.0, 2.0],)), ("round", ())])
def test_in_place_form_writes_where_the_tensor_lies(name, arguments):
    base = wg.tensor([9.0, 1.5, 9.0, -3.5, 9.0])
    part = base[1:4:2]
    arguments = [wg.tensor(a) if isinstance(a, list) else a for a in arguments]
    expected = getattr(wg, name)(part.clone(), *arguments).tolist()
    version = base._version
    assert getattr(part, name + "_")(*arguments) is part
    assert part.tolist() == expected and base.tolist() == [9.0, expected[0], 9.0, expected[1], 9.0]
    assert base._version > version


@pytest.mark.parametrize("name", ["acos", "frac", "atan2", "addcmul", "lerp", "clamp", "isneginf", "eq", "gcd", "hypot",
                                  "signbit"])
def test_result_given_by_the_caller(name):
    kind = wg.int64 if name == "gcd" else wg.float32
    count = {"atan2": 2, "addcmul": 3, "lerp": 3, "clamp": 3, "eq": 2, "gcd": 2, "hypot": 2}.get(name, 1)
    operands = [wg.tensor([1, 0]).to(kind)] * count
    expected = getattr(wg, name)(*operands)
    out = wg.empty(0, dtype=expected.dtype)
    assert getattr(wg, name)(*operands, out=out) is out
    assert out.tolist() == expected.tolist()


@pytest.mark.parametrize("name", ["conj", "isnan", "isinf", "isfinite", "isreal", "isclose", "positive", "rsub",
                                  "relu"])
def test_functions_without_out(name):
    with pytest.raises(TypeError, match="out"):
        getattr(wg, name)(wg.ones(2), *[wg.ones(2)] * (name in ("isclose", "rsub")), out=wg.empty(2))


def test_parts_of_numbers_have_names():
    parts = wg.frexp(wg.tensor([6.0, 0.0, -INF, NAN]))
    assert parts.exponent.dtype is wg.int32 and parts.exponent.tolist()[:3] == [3, 0, 0]
    assert parts.mantissa.tolist()[:3] == [0.75, 0.0, -INF]
    mantissa, exponent = wg.empty(0), wg.empty(0, dtype=wg.int32)
    wg.frexp(wg.tensor([6.0]), out=(mantissa, exponent))
    assert (mantissa.tolist(), exponent.tolist()) == ([0.75], [3])


def test_names_of_nodes():
    x, y = wg.ones(2, requires_grad=True), wg.ones(2, requires_grad=True)
    for name, arguments, node in [("log1p", (x,), "Log1PBackward0"), ("deg2rad", (x,), "Deg2RadBackward0"),
                                  ("atan2", (x, y), "Atan2Backward0"), ("addcmul", (x, x, y), "AddcmulBackward0"),
                                  ("nan_to_num", (x,), "NanToNumBackward0"),
                                  ("clamp_min", (x, 0.5), "ClampMinBackward0"),
                                  ("fix", (x,), "TruncBackward0"), ("arccosh", (x,), "AcoshBackward0")]:
        assert getattr(wg, name)(*arguments).grad_fn.name() == node


def test_second_names():
    for name, own in [("arccos", "acos"), ("arctan2", "atan2"), ("absolute", "abs"), ("fix", "trunc"),
                      ("clip", "clamp"),
                      ("divide", "div"), ("less_equal", "le"), ("negative", "neg"), ("multiply", "mul")]:
        assert getattr(wg, name) is getattr(wg, own)
        assert getattr(wg.Tensor, name + "_") is getattr(wg.Tensor, own + "_")


def test_reflected_operators_are_methods():
    x = wg.tensor([2.0, 4.0])
    for name, function in [("radd", operator.add), ("rsub", operator.sub), ("rmul", operator.mul),
                           ("rmod", operator.mod),
                           ("rpow", operator.pow), ("rtruediv", operator.truediv), ("rdiv", operator.truediv)]:
        assert getattr(x, f"__{name}__")(3).tolist() == function(np.float32(3), np.array([2, 4], np.float32)).tolist()


def test_positive_is_the_tensor_itself():
    x = wg.ones(2)
    assert wg.positive(x) is x
    with pytest.raises(RuntimeError, match="bool tensor"):
        wg.positive(wg.tensor([True]))


def test_hypotenuse_of_right_triangles_is_exact():
    for dtype in (wg.float32, wg.float64):
        short, long = wg.tensor([3, 5, 8]).to(dtype), wg.tensor([4, 12, 15]).to(dtype)
        assert wg.hypot(short, long).tolist() == [5, 13, 17]


@pytest.mark.parametrize("name", ["grid_sample", "affine_grid"])
def test_sampling_refuses_what_it_does_not_know(name):
    functional = wg.nn.functional
    if name == "affine_grid":
        with pytest.raises(ValueError, match="Expected a batch of 2D affine matrices"):
            functional.affine_grid(wg.ones(1, 3, 3), (1, 1, 2, 2), align_corners=True)
        with pytest.raises(NotImplementedError, match="only supports 4D and 5D sizes"):
            functional.affine_grid(wg.ones(1, 2, 3), (1, 1, 2), align_corners=True)
        return
    image, points = wg.ones(1, 1, 2, 2), wg.zeros(1, 1, 1, 2)
    with pytest.raises(ValueError, match="expected mode to be 'bilinear', 'nearest' or 'bicubic'"):
        functional.grid_sample(image, points, mode="linear", align_corners=True)
    with pytest.raises(RuntimeError, match="same batch size"):
        functional.grid_sample(image, wg.zeros(2, 1, 1, 2), align_corners=True)
    with pytest.raises(RuntimeError, match="bicubic interpolation only supports 4D"):
        wg.grid_sampler_3d(wg.ones(1, 1, 2, 2, 2), wg.zeros(1, 1, 1, 1, 3), 2, 0, True)
    with pytest.warns(UserWarning, match="align_corners"):
        functional.grid_sample(image, points)


def test_points_that_are_no_numbers_are_outside():
    image, points = wg.ones(1, 1, 2, 2), wg.tensor([[[[NAN, 0.0], [INF, 0.0]]]])
    assert wg.grid_sampler_2d(image, points, 0, 0, True).tolist() == [[[[0.0, 0.0]]]]
