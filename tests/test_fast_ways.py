"""Operations with a fast way for the common case: positions, membership, lone quantiles, mantissas. Both ways agree."""
import itertools
import math

import numpy as np
import pytest

import wengert as wg

NAN, INF = float("nan"), float("inf")
REAL = [np.uint8, np.int8, np.int16, np.int32, np.int64, np.float32, np.float64]


@pytest.mark.parametrize("shape", [(7, 11, 13), (1, 1001), (2**20, 2**20, 2**20), (2**51 + 1, 3)])
def test_coordinates_of_positions(shape):
    total = min(math.prod(shape), 2**62)
    steps = [math.prod(shape[k:]) for k in range(len(shape))]
    at = {0, 1, total - 1, *np.random.default_rng(0).integers(0, total, 300).tolist()}
    at |= {k * step + d for step in steps for k in (1, 3, 6) for d in (-1, 0) if k * step < total}
    at = np.array(sorted(at))
    for ours, theirs in zip(wg.unravel_index(wg.tensor(at), shape), np.unravel_index(at, shape)):
        np.testing.assert_array_equal(ours.numpy(), theirs)


def test_coordinates_of_negative_positions_count_from_the_end():
    torch = pytest.importorskip("torch")
    for at in ([-1, 5, -7], [2, 40, 2**52]):
        ours, theirs = (lib.unravel_index(lib.tensor(at), (3, 4)) for lib in (wg, torch))
        assert [t.tolist() for t in ours] == [t.tolist() for t in theirs]


@pytest.mark.parametrize("dtype", REAL)
@pytest.mark.parametrize("count", [0, 1, 3, 16, 17, 40])
@pytest.mark.parametrize("invert", [False, True])
def test_few_and_many_are_looked_for_alike(dtype, count, invert):
    random = np.random.default_rng(count)
    x, tests = random.integers(0, 90, (3, 601)).astype(dtype), random.integers(0, 90, count).astype(dtype)
    ours = wg.isin(wg.tensor(x), wg.tensor(tests), invert=invert)
    np.testing.assert_array_equal(ours.numpy(), np.isin(x, tests, invert=invert))
    if not invert:
        assert wg.isin(wg.tensor(x), wg.tensor(tests)).equal(ours)


@pytest.mark.parametrize("count", [3, 30])
def test_nan_is_among_none_and_zeros_are_equal(count):
    tests = wg.tensor([NAN, -0.0, INF] + [7.0] * (count - 3))
    assert wg.isin(wg.tensor([NAN, 0.0, -0.0, INF, -INF]), tests).tolist() == [False, True, True, True, False]
    assert wg.isin(wg.tensor([NAN]), tests, invert=True).tolist() == [True]
    half = wg.tensor([1.0, 2.0], dtype=wg.float16)
    assert wg.isin(half, half[:1]).tolist() == [True, False]
    for wrong in (wg.ones(2, dtype=wg.bool), wg.ones(2, dtype=wg.complex64)):
        with pytest.raises(RuntimeError, match="Unsupported input type"):
            wg.isin(wrong, wrong)


@pytest.mark.parametrize("dtype, small", [(np.float32, 1e-40), (np.float64, 5e-324)])
def test_mantissas_where_some_numbers_are_not_normal(dtype, small):
    x = np.random.default_rng(0).normal(size=1000).astype(dtype) * 1e6
    x[[3, 300, 301, 302, 303]] = [0.0, small, -small, INF, NAN]
    x[999] = -0.0
    mantissa, exponent = wg.frexp(wg.tensor(x))
    expected = np.frexp(x)
    np.testing.assert_array_equal(mantissa.numpy(), expected[0])
    np.testing.assert_array_equal(np.signbit(mantissa.numpy()[[3, 999]]), [False, True])
    finite = np.isfinite(x)
    np.testing.assert_array_equal(exponent.numpy()[finite], expected[1][finite])


@pytest.mark.parametrize("name", ["quantile", "nanquantile"])
@pytest.mark.parametrize("values", [[3.0], [2.0, 1.0, 2.0, 2.0, 5.0, 1.0], [1.0, INF, 0.0, -INF], [NAN, 1.0, 4.0, 2.0],
                                    [NAN, NAN]])
def test_a_lone_quantile_is_that_of_the_sorted_row(name, values):
    for q, how, keepdim in itertools.product((0.0, 0.2, 0.5, 0.8, 1.0), ("linear", "lower", "higher", "midpoint",
                                                                         "nearest"), (False, True)):
        plain, recorded = (getattr(wg, name)(wg.tensor(values, requires_grad=r), q, keepdim=keepdim, interpolation=how)
                           for r in (False, True))
        assert plain.shape == recorded.shape and recorded.requires_grad
        np.testing.assert_array_equal(plain.numpy(), recorded.detach().numpy())
        several = getattr(wg, name)(wg.tensor(values), wg.tensor([q, q]), interpolation=how)
        np.testing.assert_array_equal(several.numpy(), [plain.item()] * 2)
