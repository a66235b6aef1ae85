"""The elementary functions are within four units in the last place of the exact values.

float32 is compared with float64, and float64 with the long double of platforms where that has 64 bits of precision.
"""
import numpy as np
import pytest

import wengert as wg

UNITS = 4
WIDER = {"float32": np.float64, "float64": np.longdouble}
TYPES = ["float32", pytest.param("float64", marks=pytest.mark.skipif(
    np.finfo(np.longdouble).nmant < 63, reason="no wider type to compare with"))]
ALL, INSIDE_ONE, FROM_ONE = (-1e4, 1e4), (-1e4, 0), (0, 1e4)      # binary exponents, cut down to those of the type

# name: (exact function, exponents of the arguments, whether negative ones are tried too)
FUNCTIONS = {
    "exp": (np.exp, (-1e4, 11), True), "exp2": (np.exp2, (-1e4, 11), True), "expm1": (np.expm1, (-1e4, 11), True),
    "log": (np.log, ALL, False), "log2": (np.log2, ALL, False), "log10": (np.log10, ALL, False),
    "log1p": (np.log1p, ALL, True), "sqrt": (np.sqrt, ALL, False), "rsqrt": (lambda x: 1 / np.sqrt(x), ALL, False),
    "reciprocal": (lambda x: 1 / x, ALL, True), "sin": (np.sin, ALL, True), "cos": (np.cos, ALL, True),
    "tan": (np.tan, ALL, True), "asin": (np.arcsin, INSIDE_ONE, True), "acos": (np.arccos, INSIDE_ONE, True),
    "atan": (np.arctan, ALL, True), "sinh": (np.sinh, (-1e4, 10), True), "cosh": (np.cosh, (-1e4, 10), True),
    "tanh": (np.tanh, (-1e4, 10), True), "asinh": (np.arcsinh, ALL, True), "acosh": (np.arccosh, FROM_ONE, False),
    "atanh": (np.arctanh, INSIDE_ONE, True), "deg2rad": (lambda x: x * (np.arctan(type(x[0])(1)) / 45), ALL, True),
    "rad2deg": (lambda x: x * (45 / np.arctan(type(x[0])(1))), (-1e4, 100), True),
    "sigmoid": (lambda x: 1 / (1 + np.exp(-x)), (-1e4, 11), True),
}


def numbers(dtype, exponents, negative=False, seed=0, count=20000):
    """Numbers of every size, subnormal ones among them."""
    info = np.finfo(dtype)
    low, high = max(exponents[0], info.minexp - info.nmant), min(exponents[1], info.maxexp - 0.001)
    random = np.random.default_rng(seed)
    x = np.exp2(random.uniform(low, high, count)).astype(dtype)
    return x * random.choice([-1, 1], count).astype(dtype) if negative else x


def units_apart(ours, exact):
    """The largest distance from the exact values, in units of the last place of the result's type."""
    info = np.finfo(ours.dtype)
    with np.errstate(all="ignore"):
        rounded = exact.astype(ours.dtype)
        finite = np.isfinite(rounded)
        exponent = np.maximum(np.floor(np.log2(np.abs(exact))), info.minexp)
        apart = np.abs(ours.astype(exact.dtype) - exact) / np.exp2((exponent - info.nmant).astype(exact.dtype))
    np.testing.assert_array_equal(ours[~finite], rounded[~finite])           # infinities and nan in their places
    return apart[finite].max()


def assert_accurate(name, exact, *arguments):
    """One function at some arguments."""
    ours = getattr(wg, name)(*[wg.from_numpy(x) for x in arguments]).numpy()
    with np.errstate(all="ignore"):
        wide = exact(*[x.astype(WIDER[ours.dtype.name]) for x in arguments])
    assert units_apart(ours, wide) <= UNITS


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_is_accurate(name, dtype):
    exact, exponents, negative = FUNCTIONS[name]
    x = numbers(dtype, exponents, negative)
    assert_accurate(name, exact, x)
    assert_accurate(name, exact, x[:2 * 37:2])                               # few, and with gaps between them


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name, exact", [("hypot", np.hypot), ("atan2", np.arctan2)])
def test_function_of_a_point_is_accurate(name, exact, dtype):
    x = numbers(dtype, (-1e4, 126), True)
    assert_accurate(name, exact, x, numbers(dtype, (-1e4, 126), True, 1))
    assert_accurate(name, exact, x, (x * np.random.default_rng(2).uniform(-2, 2, x.size)).astype(dtype))


@pytest.mark.parametrize("dtype", TYPES)
def test_power_is_accurate(dtype):
    exponent = np.random.default_rng(1).uniform(-5, 5, 20000).astype(dtype)
    assert_accurate("pow", np.power, numbers(dtype, ALL), exponent)
    assert_accurate("pow", np.power, numbers(dtype, (-2, 2)), exponent * 20)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name, exact", [("logaddexp", np.logaddexp), ("logaddexp2", np.logaddexp2)])
def test_logarithm_of_a_sum_is_accurate(name, exact, dtype):
    """Both arguments are not negative, or one is 0: otherwise the result may be the difference of near equals."""
    x, y = numbers(dtype, (-20, 20)), numbers(dtype, (-20, 20), False, 1)
    assert_accurate(name, exact, x, y)
    assert_accurate(name, exact, np.zeros_like(x), -y)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_ldexp_is_exact_wherever_the_result_is_normal(dtype):
    x, n = numbers(dtype, ALL, True), np.random.default_rng(1).integers(-300, 300, 20000)
    ours, exact = wg.ldexp(wg.from_numpy(x), wg.from_numpy(n)).numpy(), np.ldexp(x, n)
    normal = np.isfinite(exact) & (np.abs(exact) >= np.finfo(dtype).tiny)
    np.testing.assert_array_equal(ours[normal], exact[normal])
    assert wg.ldexp(wg.tensor(5e-324, dtype=wg.float64), wg.tensor(1074)).item() == 1.0


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", ["fmod", "remainder"])
def test_rest_of_a_division_is_exact(name, dtype):
    for spread in (3, 20, 60, 1000):                 # binary places between numbers; multiples and their neighbours
        x, random = numbers(dtype, (-60, 60), True), np.random.default_rng(1)
        with np.errstate(all="ignore"):
            y = (x * np.exp2(random.uniform(-spread, 2, x.size)) * random.choice([-1, 1], x.size)).astype(dtype)
            multiples = (y * random.integers(1, 999, x.size)).astype(dtype)
            pairs = [(x, y), (multiples, y), (np.nextafter(multiples, np.array(0, dtype)), y)]
        for a, b in pairs:
            a, b = a[(b != 0) & np.isfinite(a)], b[(b != 0) & np.isfinite(a)]
            rest = np.fmod(a, b)
            if name == "remainder":
                rest = np.where((rest != 0) & ((rest < 0) != (b < 0)), rest + b, rest)
            np.testing.assert_array_equal(getattr(wg, name)(wg.from_numpy(a), wg.from_numpy(b)).numpy(), rest)


@pytest.mark.parametrize("dtype", TYPES)
def test_error_function_is_accurate(dtype):
    from math import erf
    x = numbers("float32", (-140, 3), True, count=3000).astype(dtype)
    ours = wg.erf(wg.from_numpy(x)).numpy()
    assert units_apart(ours, np.array([erf(v) for v in x.astype(float)]).astype(WIDER[dtype])) <= UNITS


@pytest.mark.parametrize("function", ["sin", "cos"])
@pytest.mark.parametrize("dtype", TYPES)
def test_waves_are_exact_at_every_turn(function, dtype):
    """Near the multiples of pi / 2, and on both sides of the bound up to which the arguments are reduced here."""
    random = np.random.default_rng(0)
    turns = np.arange(-2000, 2001) * (np.pi / 2)
    sets = [turns, turns[::7] * 149, random.uniform(-10, 10, 20000), random.uniform(-1e6, 1e6, 20000),
            1e6 + random.uniform(-1, 1, 100), np.array([np.nan, 1, 2]), np.array([1, -np.inf, 1e300])]
    if dtype == "float32":
        sets = [np.float32(x[np.abs(x) < 1e30]) for x in sets]
    for x in sets:
        assert_accurate(function, getattr(np, function), x)


@pytest.mark.parametrize("function", ["sin", "cos"])
def test_waves_read_any_step_and_write_where_they_read(function):
    x = np.random.default_rng(0).uniform(-4, 4, 1300)
    whole = getattr(wg, function)(wg.from_numpy(x)).numpy()
    np.testing.assert_array_equal(getattr(wg, function)(wg.from_numpy(x)[::3]).numpy(), whole[::3])
    t = wg.from_numpy(x.copy())
    getattr(t[1::2], function + "_")()
    np.testing.assert_array_equal(t.numpy()[1::2], whole[1::2])
    np.testing.assert_array_equal(t.numpy()[::2], x[::2])
