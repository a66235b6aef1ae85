"""Reductions and scans of rows long enough to be looked at in blocks, samples and shares."""
import numpy as np
import pytest

import wengert as wg

LENGTHS = [1, 7, 8, 15, 16, 17, 47, 48, 49, 63, 64, 65, 127, 129, 1000, 2047, 2049, 5003, 70_001]
FLOATS = [np.float32, np.float64]


def normal(n, dtype=np.float32, seed=0):
    return np.random.default_rng(seed).normal(size=n).astype(dtype)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("n", LENGTHS)
def test_extremes_of_runs_rows_and_columns(n, dtype):
    x = normal(3 * n, dtype).reshape(3, n)
    for name, function in (("amax", np.max), ("amin", np.min)):
        for layout in (wg.tensor(x), wg.tensor(np.ascontiguousarray(x.T)).t(), wg.tensor(np.repeat(x, 2, 1))[:, ::2]):
            assert np.array_equal(getattr(layout, name)(1).numpy(), function(x, 1))
            assert getattr(layout, name)().item() == function(x)
    assert np.array_equal(wg.tensor(x).argmax(1).numpy(), x.argmax(1))
    assert np.array_equal(wg.tensor(x).min(1).indices.numpy(), x.argmin(1))


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("n", [17, 130, 1000, 4500])
def test_a_nan_is_found_wherever_it_is(n, dtype):
    for at in {0, 1, 15, 16, n // 2, n - 18 if n > 18 else 0, n - 2, n - 1}:
        x = normal(n, dtype)
        x[at] = np.nan
        for t in (wg.tensor(x), wg.tensor(np.repeat(x, 2))[::2]):
            assert np.isnan(t.amax().item()) and np.isnan(t.amin().item())
            assert t.argmax().item() == at and t.min(0).indices.item() == at
            assert np.isnan(t.norm(float("inf")).item())
        columns = wg.tensor(np.stack([normal(n, dtype, 1), x, normal(n, dtype, 2)], 1)).amax(0).numpy()
        assert np.isnan(columns).tolist() == [False, True, False]
    assert all(np.isnan(wg.aminmax(wg.tensor(np.append(normal(40_000, dtype), np.nan).astype(dtype)))))


@pytest.mark.parametrize("dtype", FLOATS)
def test_columns_after_a_nan_are_still_compared(dtype):
    x = normal(300 * 40, dtype).reshape(300, 40)
    x[5, 3] = x[100, 7] = np.nan
    expected = np.where(np.isnan(x).any(0), np.nan, np.where(np.isnan(x), -np.inf, x).max(0))
    assert np.array_equal(wg.tensor(x).amax(0).numpy(), expected.astype(dtype), equal_nan=True)


def adverse(n):
    """Values that elements taken at equal distances say little about."""
    few = np.arange(n) % 3
    rare = np.where(np.arange(n) % max(n // 128, 1) == 0, 1e6, normal(n))
    steps = np.concatenate([np.zeros(n // 2), np.arange(n - n // 2)])
    return [normal(n), np.zeros(n), few, rare, steps, steps[::-1].copy(), np.arange(n), -np.arange(n)]


@pytest.mark.parametrize("dtype", [*FLOATS, np.int64, np.int16])
@pytest.mark.parametrize("n", [48, 49, 1000, 20_000])
def test_ranks_whatever_the_values(n, dtype):
    for x in adverse(n):
        x = x.clip(-30_000, 30_000).astype(dtype)
        ordered = np.sort(x)
        for t in (wg.tensor(x), wg.tensor(np.repeat(x, 2))[::2]):
            for k in {0, 1, n // 3, n // 2, n - 2, n - 1}:
                found = t.kthvalue(k + 1)
                assert found.values.item() == ordered[k]
                assert found.indices.item() == np.flatnonzero(x == ordered[k])[0]
            assert t.median().item() == ordered[(n - 1) // 2]


@pytest.mark.parametrize("dtype", FLOATS)
def test_medians_beside_nan(dtype):
    x = normal(30_000, dtype)
    x[::7] = np.nan
    numbers = np.sort(x[~np.isnan(x)])
    assert np.isnan(wg.tensor(x).median().item())
    assert wg.tensor(x).nanmedian().item() == numbers[(len(numbers) - 1) // 2]
    assert np.isnan(wg.tensor(np.full(30_000, np.nan, dtype)).nanmedian().item())


def running(x, better):
    """Running extremes element by element: of equal ones the last, and NaN for good."""
    best, place, values, places = x[0], 0, [], []
    for i, v in enumerate(x):
        if np.isnan(v) or better(v, best):
            best, place = v, i
        values.append(best)
        places.append(place)
    return values, places


@pytest.mark.parametrize("kind", ["random", "rising", "falling", "equal", "nan"])
@pytest.mark.parametrize("n", [1, 63, 64, 65, 200])
def test_running_extremes_of_blocks(n, kind):
    x = {"random": normal(n), "rising": np.arange(n), "falling": -np.arange(n), "equal": np.zeros(n),
         "nan": np.where(np.arange(n) == n // 2, np.nan, normal(n))}[kind].astype(np.float32)
    for function, better in ((wg.cummax, np.greater_equal), (wg.cummin, np.less_equal)):
        values, places = running(x, better)
        for t in (wg.tensor(x).expand(3, n), wg.tensor(np.repeat(x[:, None], 3, 1)).t()):
            found = function(t, 1)
            assert np.array_equal(found.values.numpy(), np.tile(np.float32(values), (3, 1)), equal_nan=True)
            assert np.array_equal(found.indices.numpy(), np.tile(places, (3, 1)))


def test_a_row_alone_is_reduced_like_a_vector():
    x = wg.tensor(normal(100_000, np.float64))
    for y, dim in ((x[None], 1), (x[:, None], 0), (x[None, :, None], 1)):
        assert y.sum(dim).item() == x.sum().item() and tuple(y.sum(dim).shape) == (1,) * (y.ndim - 1)
        assert y.amax(dim).item() == x.amax().item()
    by_two = wg.tensor(np.repeat(x.numpy(), 2))[None, ::2]
    assert by_two.sum(1).item() == x.sum().item() and by_two.prod(1).item() == x.prod().item()


@pytest.mark.parametrize("rows, n", [(1, 1), (3, 40_000), (33, 700), (64, 512), (1000, 33), (5000, 8)])
@pytest.mark.parametrize("centred", [True, False])
def test_normalised_rows_and_their_gradients(rows, n, centred):
    random = np.random.default_rng(rows)
    x, g = random.normal(size=(2, rows, n))
    w, b = random.normal(size=(2, n))
    mean = x.mean(1, keepdims=True) if centred else 0
    rstd = 1 / np.sqrt(((x - mean) ** 2).mean(1, keepdims=True) + 1e-5)
    hat, h = (x - mean) * rstd, g * w
    gx = rstd * (h - (h.mean(1, keepdims=True) if centred else 0) - hat * (h * hat).mean(1, keepdims=True))
    tensors = [wg.tensor(v, requires_grad=True) for v in (x, w, b)]
    call = wg.nn.functional
    out = call.layer_norm(tensors[0], [n], tensors[1], tensors[2]) if centred else \
        call.rms_norm(tensors[0], [n], tensors[1], 1e-5)
    assert np.allclose(out.detach().numpy(), hat * w + (b if centred else 0), rtol=1e-9, atol=1e-9)
    out.backward(wg.tensor(g))
    assert np.allclose(tensors[0].grad.numpy(), gx, rtol=1e-9, atol=1e-9)
    assert np.allclose(tensors[1].grad.numpy(), (g * hat).sum(0), rtol=1e-9, atol=1e-9)
    assert not centred or np.allclose(tensors[2].grad.numpy(), g.sum(0), rtol=1e-9, atol=1e-9)
