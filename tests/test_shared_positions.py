"""Reading and writing through many positions, which threads share: the same results, and the same errors."""
import numpy as np
import pytest

import wengert as wg


@pytest.fixture(params=[1, 2, 3])
def threads(request):
    """A number of threads."""
    before = wg.get_num_threads()
    wg.set_num_threads(request.param)
    yield request.param
    wg.set_num_threads(before)


def drawn(shape, dim, many=900):
    """Numbers, positions along a dim, and what is written there."""
    rng = np.random.default_rng(0)
    positions = list(shape)
    positions[dim] = many
    x, index = rng.integers(-9, 9, shape).astype("float64"), rng.integers(0, shape[dim], positions)
    return x, index, rng.integers(-9, 9, positions).astype("float64")


@pytest.mark.parametrize(("shape", "dim"), [((70, 60), 0), ((70, 60), 1), ((9, 30, 11), 1), ((50,), 0)])
def test_gather_and_scatter(threads, shape, dim):
    x, index, source = drawn(shape, dim)
    assert np.array_equal(wg.from_numpy(x).gather(dim, wg.from_numpy(index)).numpy(),
                          np.take_along_axis(x, index, dim))
    expected = x.copy()
    places = list(np.indices(index.shape))
    places[dim] = index
    np.add.at(expected, tuple(places), source)
    assert np.array_equal(wg.from_numpy(x).scatter_add(dim, wg.from_numpy(index), wg.from_numpy(source)).numpy(),
                          expected)


def test_the_gradient_of_gather_counts_every_reading(threads):
    x, index, source = drawn((70, 60), 1)
    t = wg.from_numpy(x).requires_grad_()
    (t.gather(1, wg.from_numpy(index)) * wg.from_numpy(source)).sum().backward()
    expected = np.zeros_like(x)
    np.add.at(expected, (np.arange(70)[:, None], index), source)
    assert np.array_equal(t.grad.numpy(), expected)


def test_the_first_position_out_of_range_is_named(threads):
    x, index, source = drawn((300, 100), 1)
    index[250, 3], index[120, 8], index[120, 9] = 1000, -700, 500
    t = wg.from_numpy(x.copy())
    with pytest.raises(RuntimeError, match="index -700 is out of bounds for dimension 1 with size 100"):
        t.gather(1, wg.from_numpy(index))
    with pytest.raises(RuntimeError, match="index -700 is out of bounds for dimension 1 with size 100"):
        t.scatter_add_(1, wg.from_numpy(index), wg.from_numpy(source))
    assert np.array_equal(t.numpy(), x)


def test_rows_by_index(threads):
    x, rows = np.arange(60000.0).reshape(600, 100), np.random.default_rng(0).integers(-600, 600, 900)
    t = wg.from_numpy(x).requires_grad_()
    taken = t[wg.from_numpy(rows)]
    assert np.array_equal(taken.detach().numpy(), x[rows])
    taken.sum().backward()
    expected = np.zeros(600)
    np.add.at(expected, rows, 1)
    assert np.array_equal(t.grad.numpy(), np.repeat(expected[:, None], 100, 1))


def test_assignment_through_many_positions(threads):
    x, rows = np.zeros((600, 100)), np.random.default_rng(0).permutation(600)[:500]
    values = np.random.default_rng(1).random((500, 100))
    t = wg.from_numpy(x.copy())
    t[wg.from_numpy(rows)] = wg.from_numpy(values)
    x[rows] = values
    assert np.array_equal(t.numpy(), x)
