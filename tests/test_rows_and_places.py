"""Extremes over rows with and without NaN, and rounding to places before and after the decimal point."""
import numpy as np
import pytest

import wengert as wg


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1, 5), (7, 40), (8, 33), (9, 512), (129, 513), (300, 3)])
@pytest.mark.parametrize("rows", [(), (0,), (-1,), (0, -1)])
def test_extremes_over_rows_keep_nan(dtype, shape, rows):
    x = np.random.default_rng(11).normal(size=shape).astype(dtype)
    for row in rows:
        x[row, ::2] = np.nan
    t = wg.from_numpy(x)
    np.testing.assert_array_equal(t.amax(0).numpy(), x.max(0))
    np.testing.assert_array_equal(t.amin(0).numpy(), x.min(0))
    np.testing.assert_array_equal(t.aminmax(dim=0).max.numpy(), x.max(0))


@pytest.mark.parametrize("decimals", [-2, -1, 1, 2, 3])
def test_rounds_to_places_as_in_torch(decimals):
    torch = pytest.importorskip("torch")
    x = np.random.default_rng(13).normal(size=500) * 100
    x[:4] = np.nan, np.inf, -0.0, 25
    for dtype in (np.float32, np.float64):
        ours, theirs = wg.tensor(x.astype(dtype), requires_grad=True), torch.tensor(x.astype(dtype), requires_grad=True)
        np.testing.assert_array_equal(ours.round(decimals=decimals).detach(), theirs.round(decimals=decimals).detach())
        ours.round(decimals=decimals).sum().backward()
        assert ours.grad.tolist() == [0] * 500


def test_rounding_in_place_writes_the_tensor():
    x = wg.tensor([1.25, 149.0])
    assert x.round_(decimals=-2) is x and x.tolist() == [0, 100]


def test_integers_have_no_places():
    with pytest.raises(NotImplementedError, match="decimals is not implemented"):
        wg.tensor([1]).round(decimals=1)
