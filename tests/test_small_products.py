"""Batches of small matrix products: every side, layout and broadcast against NumPy."""
import numpy as np
import pytest

import wengert as wg


def array(shape, dtype, seed):
    """Small whole numbers, whose products are exact."""
    return np.random.default_rng(seed).integers(-4, 5, shape).astype(dtype)


def laid_out(values, layout):
    """A tensor of these values that lies in memory in one of several ways."""
    if layout == "transposed":
        return wg.from_numpy(np.ascontiguousarray(values.swapaxes(-1, -2))).mT
    if layout == "with gaps":
        wide = np.zeros((*values.shape[:-1], 2 * values.shape[-1]), values.dtype)
        wide[..., ::2] = values
        return wg.from_numpy(wide)[..., ::2]
    if layout == "batch last":
        return wg.from_numpy(np.ascontiguousarray(np.moveaxis(values, 0, -1))).movedim(-1, 0)
    return wg.from_numpy(values)


LAYOUTS = ["contiguous", "transposed", "with gaps", "batch last"]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("side", range(1, 9))
def test_square_products(side, dtype):
    a, b = array((50, side, side), dtype, 0), array((50, side, side), dtype, 1)
    for first in LAYOUTS:
        for second in LAYOUTS:
            assert np.array_equal((laid_out(a, first) @ laid_out(b, second)).numpy(), a @ b)


@pytest.mark.parametrize("side", range(1, 8))
def test_batches_of_several_dims_broadcast(side):
    a, b = array((3, 1, 5, side, side), "float32", 0), array((4, 5, side, side), "float32", 1)
    assert np.array_equal((wg.from_numpy(a) @ wg.from_numpy(b)).numpy(), a @ b)
    assert np.array_equal((wg.from_numpy(a) @ wg.from_numpy(b[0, 0])).numpy(), a @ b[0, 0])
    assert np.array_equal((wg.from_numpy(a) @ wg.from_numpy(b[:1, :1])).numpy(), a @ b[:1, :1])


@pytest.mark.parametrize("sizes", [(2, 3, 4), (4, 4, 1), (1, 4, 4), (6, 5, 6), (3, 3, 2)])
def test_products_that_are_not_square(sizes):
    m, k, n = sizes
    a, b = array((30, m, k), "float64", 0), array((30, k, n), "float64", 1)
    assert np.array_equal((wg.from_numpy(a) @ wg.from_numpy(b)).numpy(), a @ b)


def test_nothing_that_is_no_number_is_lost():
    a = np.zeros((2, 3, 3), "float32")
    b = a.copy()
    a[0, 1, 2], b[1, 0, 0] = np.nan, np.inf
    with np.errstate(invalid="ignore"):
        assert np.array_equal((wg.from_numpy(a) @ wg.from_numpy(b)).numpy(), a @ b, equal_nan=True)


def test_results_do_not_depend_on_threads_or_on_the_batch():
    rng = np.random.default_rng(0)
    a, b = rng.random((20000, 4, 4), "float32"), rng.random((20000, 4, 4), "float32")
    before, results = wg.get_num_threads(), []
    try:
        for threads in (1, 2, 3):
            wg.set_num_threads(threads)
            results.append((wg.from_numpy(a) @ wg.from_numpy(b)).numpy())
    finally:
        wg.set_num_threads(before)
    assert all(np.array_equal(r, results[0]) for r in results)
    assert np.array_equal((wg.from_numpy(a[70:80]) @ wg.from_numpy(b[70:80])).numpy(), results[0][70:80])


def test_gradients_of_small_products():
    a, b = array((7, 4, 4), "float64", 0), array((7, 4, 4), "float64", 1)
    x, y, g = wg.from_numpy(a).requires_grad_(), wg.from_numpy(b).requires_grad_(), array((7, 4, 4), "float64", 2)
    (x @ y).backward(wg.from_numpy(g))
    assert np.array_equal(x.grad.numpy(), g @ b.swapaxes(1, 2))
    assert np.array_equal(y.grad.numpy(), a.swapaxes(1, 2) @ g)
