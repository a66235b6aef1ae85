"""Large operands whose memory runs the other way: tiles of them are turned, and nothing else changes."""
import numpy as np
import pytest

import wengert as wg

SHAPES = [(16, 16), (17, 64), (64, 17), (70, 33), (129, 200), (3, 40, 50), (2, 3, 33, 47)]
DTYPES = ["float32", "float64", "int32", "int64", "float16", "bool", "complex64"]


def array(shape, dtype, seed=0):
    """Numbers of a type whose sums are exact."""
    return np.random.default_rng(seed).integers(0, 9, shape).astype(dtype)


def turned(values):
    """A tensor of these values whose last two dims lie in memory the other way round."""
    return wg.from_numpy(np.ascontiguousarray(values.swapaxes(-1, -2))).mT


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_sums_with_one_turned_operand(shape, dtype):
    a, b = array(shape, dtype), array(shape, dtype, 1)
    assert np.array_equal((wg.from_numpy(a) + turned(b)).numpy(), a + b)
    assert np.array_equal((turned(a) + wg.from_numpy(b)).numpy(), a + b)


@pytest.mark.parametrize("shape", SHAPES)
def test_operands_of_other_types_beside_a_turned_one(shape):
    condition, a, b = array(shape, "bool"), array(shape, "float32"), array(shape, "float64", 1)
    assert np.array_equal(wg.where(turned(condition), wg.from_numpy(a), turned(b)).numpy(), np.where(condition, a, b))
    assert np.array_equal((wg.from_numpy(a) < turned(b)).numpy(), a < b)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_copies_of_turned_tensors(shape, dtype):
    a = array(shape, dtype)
    assert np.array_equal(turned(a).contiguous().numpy(), a)
    out = wg.empty(shape, dtype=getattr(wg, dtype))
    out.mT.copy_(wg.from_numpy(a).mT)
    assert np.array_equal(out.numpy(), a)
    assert np.array_equal(turned(a).double().numpy() if dtype != "complex64" else a, a)


@pytest.mark.parametrize("shape", SHAPES)
def test_writes_with_a_turned_operand(shape):
    a, b = array(shape, "float64"), array(shape, "float64", 1)
    x = wg.from_numpy(a.copy())
    x += turned(b)
    assert np.array_equal(x.numpy(), a + b)
    y = turned(a)
    y.mul_(wg.from_numpy(b))
    assert np.array_equal(y.numpy(), a * b)


def test_a_turned_operand_that_overlaps_what_is_written():
    a = array((80, 80), "float64")
    x = wg.from_numpy(a.copy())
    x += x.mT
    assert np.array_equal(x.numpy(), a + a.T)


@pytest.mark.parametrize("step", [2, 3])
def test_turned_operands_with_gaps(step):
    base = array((60, 40 * step), "float32")
    view = wg.from_numpy(base)[:, ::step].mT
    a = array((40, 60), "float32", 1)
    assert np.array_equal((wg.from_numpy(a) + view).numpy(), a + base[:, ::step].T)


def test_the_last_element_of_a_turned_operand_may_end_its_memory():
    base = array(50 * 40, "float32")
    view = wg.from_numpy(base).as_strided((40, 50), (1, 40))
    assert np.array_equal((view + wg.zeros(40, 50)).numpy(), base.reshape(50, 40).T)


def test_turned_operands_on_several_threads():
    a, b = array((700, 900), "float32"), array((700, 900), "float32", 1)
    before = wg.get_num_threads()
    try:
        for threads in (1, 2, 3):
            wg.set_num_threads(threads)
            assert np.array_equal((wg.from_numpy(a) * turned(b) + turned(a)).numpy(), a * b + a)
    finally:
        wg.set_num_threads(before)


def test_gradients_through_a_turned_operand():
    a, b = array((40, 50), "float64"), array((50, 40), "float64", 1)
    x, y = wg.from_numpy(a).requires_grad_(), wg.from_numpy(b).requires_grad_()
    (x * y.mT * x).sum().backward()
    assert np.array_equal(x.grad.numpy(), 2 * a * b.T)
    assert np.array_equal(y.grad.numpy(), (a * a).T)
    assert x.grad.is_contiguous() and y.grad.is_contiguous()
