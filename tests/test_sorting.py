"""Order along a dim: every length and type takes another way through the kernels, and all give NumPy's stable order."""
import numpy as np
import pytest

import wengert as wg

random = np.random.default_rng(7)
LENGTHS = (0, 1, 2, 16, 17, 31, 40, 41, 63, 64, 65, 300, 5000)
DTYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64")


def rows_of(dtype, n, kind):
    """Two rows: of the type's whole range, of few values with many ties, or (floats) of values few bits apart."""
    kept = np.dtype(dtype)
    if kept.kind == "b":
        return random.random((2, n)) < 0.5
    if kind == "ties":
        return random.integers(0, 4, (2, n)).astype(dtype)
    if kept.kind in "iu":
        return random.integers(np.iinfo(kept).min, np.iinfo(kept).max, (2, n), dtype, endpoint=True)
    if kind == "close":
        return (1 + random.random((2, n)) * 1e-6).astype(dtype)
    x = (random.normal(size=(2, n)) * 10.0 ** random.integers(-20, 20, (2, n))).astype(dtype)
    for value in (np.nan, -np.nan, 0.0, -0.0, np.inf, -np.inf):
        x[random.random((2, n)) < 0.05] = value
    return x


def stable_order(x, descending):
    """Equal elements stay as they were; nan is the largest."""
    if not descending:
        return np.argsort(x, axis=-1, kind="stable")
    n = x.shape[-1]
    return n - 1 - np.flip(np.argsort(np.flip(x, -1), axis=-1, kind="stable"), -1)


@pytest.mark.parametrize("kind", ["range", "ties", "close"])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", LENGTHS)
def test_sort_is_stable_in_both_directions(n, dtype, kind):
    x = rows_of(dtype, n, kind)
    for descending in (False, True):
        order = stable_order(x, descending)
        values, indices = wg.tensor(x).sort(descending=descending)
        np.testing.assert_array_equal(indices.numpy(), order)
        assert values.numpy().tobytes() == np.take_along_axis(x, order, -1).tobytes()      # -0 and nan are kept
        np.testing.assert_array_equal(wg.tensor(x).argsort(descending=descending).numpy(), order)


@pytest.mark.parametrize("largest", [True, False])
@pytest.mark.parametrize("dtype", DTYPES[1:])
@pytest.mark.parametrize("n", LENGTHS)
def test_topk_is_the_beginning_of_the_sorted_row(n, dtype, largest):
    for kind in ("range", "ties"):
        x = rows_of(dtype, n, kind)
        order = stable_order(x, largest)
        for k in {0, min(n, 1), n // 9, n // 2, n}:
            values, indices = wg.tensor(x).topk(k, largest=largest)
            np.testing.assert_array_equal(indices.numpy(), order[:, :k])
            np.testing.assert_array_equal(values.numpy(), np.take_along_axis(x, order[:, :k], -1))


@pytest.mark.parametrize("dim", [0, 1, 2])
def test_sort_and_topk_go_along_any_dim_of_any_layout(dim):
    x = random.normal(size=(4, 3, 5))
    t = wg.tensor(x.transpose(2, 0, 1).copy()).permute(1, 2, 0)
    np.testing.assert_array_equal(t.sort(dim)[0].numpy(), np.sort(x, dim))
    np.testing.assert_array_equal(t.topk(2, dim, False)[0].numpy(), np.take(np.sort(x, dim), [0, 1], dim))
    np.testing.assert_array_equal(wg.msort(t).numpy(), np.sort(x, 0))


def test_large_tensors_are_sorted_the_same_on_any_number_of_threads():
    x, before = wg.tensor(random.normal(size=(64, 2000))), wg.get_num_threads()
    try:
        wg.set_num_threads(1)
        alone = x.sort()[1]
        wg.set_num_threads(3)
        assert wg.equal(x.sort()[1], alone)
    finally:
        wg.set_num_threads(before)


def test_the_cotangent_goes_back_to_where_each_value_was():
    x = wg.tensor([3.0, 1.0, 2.0], requires_grad=True)
    x.sort()[0].backward(wg.tensor([10.0, 20.0, 30.0]))
    assert x.grad.tolist() == [30.0, 10.0, 20.0]
    y = wg.tensor([3.0, 1.0, 2.0], requires_grad=True)
    y.topk(2)[0].backward(wg.tensor([10.0, 20.0]))
    assert y.grad.tolist() == [10.0, 0.0, 20.0]


@pytest.mark.parametrize("call", [lambda x: x.sort(), lambda x: x.msort(), lambda x: x.topk(1), lambda x: x.argsort()])
def test_complex_numbers_have_no_order(call):
    with pytest.raises(RuntimeError, match="does not support complex"):
        call(wg.tensor([1j]))


def test_topk_refuses_more_than_there_are():
    with pytest.raises(RuntimeError, match="out of range"):
        wg.ones(3).topk(4)
    with pytest.raises(IndexError):
        wg.ones(3).topk(1, dim=1)


@pytest.mark.parametrize("dtype", DTYPES)
def test_unique_counts_and_places(dtype):
    x = rows_of(dtype, 60, "ties")
    values, inverse, counts = wg.tensor(x).unique(return_inverse=True, return_counts=True)
    expected = np.unique(x, return_inverse=True, return_counts=True)
    np.testing.assert_array_equal(values.numpy(), expected[0])
    np.testing.assert_array_equal(inverse.numpy(), expected[1].reshape(x.shape))
    np.testing.assert_array_equal(counts.numpy(), expected[2])
    runs, which, lengths = wg.tensor(x).unique_consecutive(return_inverse=True, return_counts=True)
    np.testing.assert_array_equal(runs.numpy()[which.numpy()], x)
    np.testing.assert_array_equal(np.repeat(runs.numpy(), lengths.numpy()), x.reshape(-1))
    assert not (runs.numpy()[1:] == runs.numpy()[:-1]).any()


def test_every_nan_is_another_unique_element_and_among_none():
    x = wg.tensor([float("nan"), 1.0, float("nan")])
    assert x.unique().numel() == 3 and x.unique_consecutive().numel() == 3
    assert wg.isin(x, x).tolist() == [False, True, False]
    assert wg.isin(x, x, invert=True).tolist() == [True, False, True]
    assert not wg.equal(x, x)


def test_equal_compares_shape_and_promoted_values():
    assert wg.equal(wg.tensor([1, 2]), wg.tensor([1.0, 2.0]))
    assert not wg.equal(wg.tensor([1, 2]), wg.tensor([[1, 2]]))
    assert not wg.equal(wg.tensor([1, 2]), wg.tensor([1.0, 2.5]))
    assert wg.equal(wg.zeros(0), wg.zeros(0)) and wg.equal(wg.tensor([-0.0]), wg.tensor([0.0]))
    assert wg.equal(wg.tensor([1j, 2]), wg.tensor([1j, 2])) and not wg.equal(wg.tensor([1j]), wg.tensor([2j]))
    long = np.arange(5000)
    assert wg.equal(wg.tensor(long), wg.tensor(long.reshape(50, 100)).t().contiguous().view(100, 50).t().reshape(-1))
    changed = long.copy()
    changed[-1] = 0
    assert not wg.equal(wg.tensor(long), wg.tensor(changed))


@pytest.mark.parametrize("rows, cols, offset",
                         [(3, 3, 0), (2, 4, 1), (4, 2, -1), (3, 3, -5), (3, 3, 5), (0, 3, 0), (3, 0, 0)])
def test_triangles_have_numpy_positions(rows, cols, offset):
    np.testing.assert_array_equal(wg.tril_indices(rows, cols, offset).numpy(), np.tril_indices(rows, offset, cols))
    np.testing.assert_array_equal(wg.triu_indices(rows, cols, offset).numpy(), np.triu_indices(rows, offset, cols))


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
def test_take_along_dim_broadcasts_and_counts_from_the_end(dtype):
    x = wg.tensor(np.arange(6).reshape(2, 3).astype(dtype))
    assert wg.take_along_dim(x, wg.tensor([[-1, 0]]), 1).tolist() == [[2, 0], [5, 3]]
    assert wg.take_along_dim(x, wg.tensor([5, -6])).tolist() == [5, 0]
    assert wg.take_along_dim(x[:1], wg.tensor([[0], [2]]), 1).tolist() == [[0], [2]]


@pytest.mark.parametrize("dtype", [*DTYPES[1:6], "float32", "float64"])
@pytest.mark.parametrize("n", [1, 2, 3, 5, 31, 32, 33, 64, 300])
def test_kthvalue_of_every_rank_is_the_first_place_of_its_value(n, dtype):
    for kind in ("range", "ties"):
        x = rows_of(dtype, n, kind)
        for k in sorted({1, 2, (n + 1) // 2, n - 1, n} & set(range(1, n + 1))):
            expected = np.take_along_axis(x, np.argsort(x, -1, kind="stable"), -1)[:, k - 1]
            for t in (wg.tensor(x), wg.tensor(np.ascontiguousarray(x.T)).t()):
                values, indices = t.kthvalue(k, 1)
                np.testing.assert_array_equal(values.numpy(), expected)
                for row, value, place in zip(x, expected, indices.tolist()):
                    same = row != row if value != value else row == value
                    assert place == np.flatnonzero(same)[0]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", [0, 1, 5, 300, 20_000])
def test_msort_gives_the_sorted_values_recorded_or_not(n, dtype):
    for kind in ("range", "ties"):
        x = rows_of(dtype, n, kind)[0]
        t = wg.tensor(x)
        np.testing.assert_array_equal(wg.msort(t).numpy(), np.sort(x))
        np.testing.assert_array_equal(wg.msort(t[::2]).numpy(), np.sort(x[::2]))
        np.testing.assert_array_equal(t.numpy(), x)
        if np.dtype(dtype).kind == "f":
            recorded = wg.msort(wg.tensor(x, requires_grad=True))
            assert recorded.requires_grad
            np.testing.assert_array_equal(recorded.detach().numpy(), np.sort(x))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int16, np.int32, np.int64, np.float32, np.float64])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 16, 1000])
def test_places_in_sorted_numbers_are_those_of_numpy(n, dtype, side):
    rng = np.random.default_rng(n)
    row = np.sort(rng.integers(0, 100, n)).astype(dtype)
    values = rng.integers(0, 100, 37).astype(dtype)
    expected = np.searchsorted(row, values, side)
    np.testing.assert_array_equal(wg.searchsorted(wg.tensor(row), wg.tensor(values), side=side), expected)
    order = rng.permutation(n)
    shuffled = np.empty_like(row)
    shuffled[order] = row
    found = wg.searchsorted(wg.tensor(shuffled), wg.tensor(values), side=side, sorter=wg.tensor(order))
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize("n", [1, 2, 5, 16, 33])
def test_places_among_nans_are_those_of_a_plain_search(n, right):
    rng = np.random.default_rng(n)
    row, values = np.sort(rng.normal(size=n)), rng.normal(size=40)
    row[n - n // 3:], values[::5] = np.nan, np.nan
    expected = []
    for v in values:
        low, high = 0, n
        while low < high:
            middle = (low + high) // 2
            behind = not row[middle] > v if right else not row[middle] >= v
            low, high = (middle + 1, high) if behind else (low, middle)
        expected.append(low)
    assert wg.searchsorted(wg.tensor(row), wg.tensor(values), right=right).tolist() == expected
