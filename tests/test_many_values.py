"""Operations whose kernels take many values another way than few: counts, divisors, extremes, pairs of rows."""
import numpy as np
import pytest

import wengert as wg

MANY = 200_000


def numbers(n=MANY, seed=0):
    return np.random.default_rng(seed).normal(size=n)


@pytest.mark.parametrize("most", [1, 8, 255, 256, 257, 5000])
def test_bincount_of_many(most):
    x = np.random.default_rng(most).integers(0, most, MANY)
    assert np.array_equal(wg.bincount(wg.tensor(x)).numpy(), np.bincount(x))


def test_bincount_is_as_long_as_the_largest_number_says():
    x = wg.tensor([4, 1])                       # 5 is no less than both bit by bit
    assert wg.bincount(x).tolist() == [0, 1, 0, 0, 1]
    assert wg.bincount(x, minlength=4).tolist() == [0, 1, 0, 0, 1]
    assert wg.bincount(x, minlength=7).tolist() == [0, 1, 0, 0, 1, 0, 0]
    with pytest.raises(RuntimeError, match="non-negative"):
        wg.bincount(wg.tensor([3, -1]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("bins", [1, 10, 1024, 1025])
def test_many_values_are_counted_as_a_few_at_a_time(bins, dtype):
    x = numbers().astype(dtype)
    x[7], x[8], x[9] = np.nan, np.inf, -np.inf
    few = sum(wg.histc(wg.tensor(part), bins, -2, 2).numpy() for part in np.split(x, 200))
    assert np.array_equal(wg.histc(wg.tensor(x), bins, -2, 2).numpy(), few)
    few = sum(wg.histogram(wg.tensor(part), bins, range=(-2, 2)).hist.numpy() for part in np.split(x, 200))
    assert np.array_equal(wg.histogram(wg.tensor(x), bins, range=(-2, 2)).hist.numpy(), few)


def test_many_points_are_counted_as_a_few_at_a_time():
    x, range_ = numbers().reshape(-1, 2), [-2.0, 2.0, -1.0, 1.0]
    few = sum(wg.histogramdd(wg.tensor(part), [3, 4], range_).hist.numpy() for part in np.split(x, 100))
    assert np.array_equal(wg.histogramdd(wg.tensor(x), [3, 4], range_).hist.numpy(), few)


@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.int16])
@pytest.mark.parametrize("most", [7, 1000, 2**24 - 1, 2**24 + 5, 2**30])
@pytest.mark.parametrize("name", ["gcd", "lcm"])
def test_divisors_and_multiples(name, most, dtype):
    most = min(most, np.iinfo(dtype).max)
    x, y = np.random.default_rng(most).integers(-most, most, (2, 1000), dtype, endpoint=True)
    x[:3], y[1:4] = 0, 0
    x[4], y[4] = most, most - 1
    assert np.array_equal(getattr(wg, name)(wg.tensor(x), wg.tensor(y)).numpy(), getattr(np, name)(x, y))
    by_two = getattr(wg, name)(wg.tensor(x)[::2], wg.tensor(y)[::2])
    assert np.array_equal(by_two.numpy(), getattr(np, name)(x[::2], y[::2]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64, np.uint8, np.bool_])
def test_both_extremes_of_many(dtype):
    x = (numbers() * 50).astype(dtype)
    low, high = wg.aminmax(wg.tensor(x))
    assert low.item() == x.min() and high.item() == x.max()


def test_both_extremes_of_many_with_a_nan():
    x = numbers()
    x[MANY // 2] = np.nan
    assert all(np.isnan(part.item()) for part in wg.aminmax(wg.tensor(x)))


def test_both_extremes_have_gradients_of_their_own():
    x = wg.tensor(numbers(), requires_grad=True)
    low, high = wg.aminmax(x)
    (2 * low + 3 * high).backward()
    assert x.grad[x.argmin()] == 2 and x.grad[x.argmax()] == 3 and x.grad.count_nonzero() == 2


@pytest.mark.parametrize("p", [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, float("inf")])
@pytest.mark.parametrize("rows, width", [(200, 3), (60, 64), (7, 130), (2, 1)])
def test_distances_of_pairs_are_those_of_all_rows(p, rows, width):
    x = wg.tensor(numbers(rows * width).reshape(rows, width), requires_grad=True)
    first, second = wg.triu_indices(rows, rows, 1)
    pairs = wg.nn.functional.pdist(x, p)
    every = wg.cdist(x, x, p, "donot_use_mm_for_euclid_dist")[first, second]
    assert wg.allclose(pairs, every, rtol=1e-12)
    g = wg.tensor(numbers(len(pairs), 1))
    assert wg.allclose(wg.autograd.grad(pairs, x, g)[0], wg.autograd.grad(every, x, g)[0], rtol=1e-9, atol=1e-12)


def test_distance_of_equal_rows_has_no_slope():
    x = wg.ones(3, 2, requires_grad=True)
    wg.nn.functional.pdist(x).sum().backward()
    assert x.grad.tolist() == [[0, 0], [0, 0], [0, 0]]


@pytest.mark.parametrize("shape, dim", [((300, 100), 1), ((300, 100), 0), ((5, 6, 7), 1), ((9,), 0)])
def test_cosines_and_their_gradients(shape, dim):
    x, y = [wg.tensor(numbers(int(np.prod(shape)), k).reshape(shape), requires_grad=True) for k in range(2)]
    cosines = wg.nn.functional.cosine_similarity(x, y, dim)
    every = (x * y).sum(dim) / (x.norm(2, dim) * y.norm(2, dim))
    assert wg.allclose(cosines, every, rtol=1e-12)
    g = wg.tensor(numbers(cosines.numel(), 3).reshape(cosines.shape))
    for a, b in zip(wg.autograd.grad(cosines, (x, y), g), wg.autograd.grad(every, (x, y), g)):
        assert wg.allclose(a, b, rtol=1e-9, atol=1e-12)


def test_cosine_of_operands_of_two_types_has_the_wider_one():
    x, y = wg.tensor([[3.0, 4.0]]), wg.tensor([[1.0, 0.0]], dtype=wg.float64, requires_grad=True)
    out = wg.nn.functional.cosine_similarity(x, y)
    assert out.dtype is wg.float64 and out.tolist() == pytest.approx([0.6])
    out.sum().backward()
    assert y.grad.tolist()[0] == pytest.approx([0, 0.8])
