"""Dropout: which share is dropped, what becomes of the rest, gradients, seeds, whole channels, errors."""
import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F

ALL = ("dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout")
SHAPE = {"dropout": (1000, 37), "alpha_dropout": (1000, 37), "dropout1d": (200, 30, 3),
         "feature_alpha_dropout": (200, 30, 3), "dropout2d": (200, 30, 2, 2), "dropout3d": (200, 30, 2, 1, 2)}


@pytest.mark.parametrize("dtype", [wg.float32, wg.float64])
@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_share_that_is_dropped_and_scale_of_the_rest(p, dtype):
    wg.manual_seed(1)
    y = F.dropout(wg.ones(400, 500, dtype=dtype), p)
    assert y.dtype is dtype
    kept = y.numpy() != 0
    assert abs(kept.mean() - (1 - p)) < 0.005
    np.testing.assert_allclose(y.numpy()[kept], 1 / (1 - p), 1e-6)
    for line in (kept.mean(0), kept.mean(1)):                   # no row or column differs from the others
        assert np.abs(line - (1 - p)).max() < 0.13


def test_neighbours_are_independent():
    wg.manual_seed(2)
    kept = F.dropout(wg.ones(1 << 18), 0.5).numpy() != 0
    for step in (1, 2, 64, 256):
        assert abs((kept[step:] == kept[:-step]).mean() - 0.5) < 0.005


def test_a_seed_repeats_the_mask_and_another_call_does_not():
    wg.manual_seed(3)
    first, second = F.dropout(wg.ones(500)), F.dropout(wg.ones(500))
    wg.manual_seed(3)
    assert (F.dropout(wg.ones(500)) == first).all() and not (first == second).all()


def test_gradient_has_the_mask_of_the_result():
    x = wg.full((3, 700), 2.0, requires_grad=True)
    y = F.dropout(x, 0.3)
    (g,) = wg.autograd.grad(y, x, wg.ones_like(y), create_graph=True)
    np.testing.assert_allclose(g.detach().numpy() * 2, y.detach().numpy(), 1e-6)
    h = wg.ones_like(y, requires_grad=True)
    (g,) = wg.autograd.grad(y, x, h, create_graph=True)
    (back,) = wg.autograd.grad(g, h, wg.ones_like(g))
    np.testing.assert_allclose(back.numpy() * 2, y.detach().numpy(), 1e-6)


def test_mask_does_not_depend_on_threads_or_layout():
    x = wg.ones(300, 200)
    before, found = wg.get_num_threads(), []
    for threads in (1, 2, 3):
        wg.set_num_threads(threads)
        wg.manual_seed(4)
        found.append(F.dropout(x, 0.4).numpy())
    wg.set_num_threads(before)
    wg.manual_seed(4)
    turned = F.dropout(wg.ones(200, 300).t(), 0.4).numpy()
    assert all((found[0] == other).all() for other in (*found[1:], turned))


@pytest.mark.parametrize("name", ALL)
def test_nothing_happens_without_training_or_with_probability_0(name):
    x = wg.ones(2, 3, 4, 1, 1)[(...,) + (0,) * (5 - len(SHAPE[name]))]
    assert getattr(F, name)(x, 0.5, training=False) is x
    assert getattr(F, name)(x, 0.0, training=True) is x


@pytest.mark.parametrize("name", ALL)
def test_everything_goes_with_probability_1(name):
    x = wg.ones(SHAPE[name], requires_grad=True)
    y = getattr(F, name)(x, 1.0, training=True)
    y.sum().backward()
    assert not y.detach().numpy().any() and not x.grad.numpy().any()


@pytest.mark.parametrize("name", ["dropout1d", "dropout2d", "dropout3d"])
def test_whole_channels_are_dropped(name):
    wg.manual_seed(5)
    y = getattr(F, name)(wg.ones(SHAPE[name]), 0.4).numpy().reshape(200, 30, -1)
    assert (y == y[:, :, :1]).all()
    assert abs((y[:, :, 0] == 0).mean() - 0.4) < 0.03


@pytest.mark.parametrize("name, shape", [("dropout1d", (50, 4)), ("dropout3d", (50, 2, 3, 2))])
def test_channels_of_a_single_sample(name, shape):
    wg.manual_seed(6)
    y = getattr(F, name)(wg.ones(shape), 0.5).numpy().reshape(50, -1)
    assert y.shape[0] == 50 and (y == y[:, :1]).all() and 0 < (y[:, 0] == 0).mean() < 1


@pytest.mark.parametrize("name", ["alpha_dropout", "feature_alpha_dropout"])
def test_alpha_dropout_keeps_mean_and_variance(name):
    wg.manual_seed(7)
    x = wg.randn(SHAPE[name])
    y = getattr(F, name)(x, 0.3, training=True).numpy()
    assert abs(y.mean()) < 0.05 and abs(y.var() - 1) < 0.08


def test_alpha_dropout_puts_one_value_for_what_it_drops():
    wg.manual_seed(8)
    x = wg.randn(2000, dtype=wg.float64).requires_grad_()
    y = F.alpha_dropout(x, 0.25, training=True)
    y.sum().backward()
    dropped = x.grad.numpy() == 0
    assert abs(dropped.mean() - 0.25) < 0.05 and np.unique(y.detach().numpy()[dropped]).size == 1
    scale = x.grad.numpy()[~dropped]
    np.testing.assert_allclose(scale, scale[0])
    alpha = 1.0507009873554805 * 1.6732632423543772
    assert scale[0] == pytest.approx(((alpha ** 2 * 0.25 + 1) * 0.75) ** -0.5)


@pytest.mark.parametrize("name", ALL)
def test_inplace_writes_the_input(name):
    x = wg.ones(SHAPE[name])
    assert getattr(F, name)(x, 0.5, True, True) is x
    assert len(np.unique(x.numpy())) == 2


def test_inplace_on_a_result_keeps_the_graph():
    leaf = wg.ones(100, requires_grad=True)
    y = F.dropout(leaf * 3, 0.5, inplace=True)
    y.sum().backward()
    np.testing.assert_allclose(leaf.grad.numpy(), y.detach().numpy())


def test_complex_numbers_are_dropped_whole():
    x = wg.ones(1000, dtype=wg.complex128)
    y = F.dropout(x, 0.5).numpy()
    assert set(np.unique(y)) == {0, 2} and y.dtype == np.complex128


@pytest.mark.parametrize("name", ALL)
def test_what_is_no_probability_is_refused(name):
    for p in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="dropout probability has to be between 0 and 1"):
            getattr(F, name)(wg.ones(2, 3, 2), p)


def test_integers_are_refused():
    with pytest.raises(RuntimeError, match="can't be cast"):
        F.dropout(wg.ones(3, dtype=wg.int64))


def test_ranks_of_channel_dropout():
    with pytest.raises(RuntimeError, match="dropout1d: Expected 2D or 3D input"):
        F.dropout1d(wg.ones(2, 2, 2, 2))
    with pytest.warns(UserWarning, match="dropout2d: Received a 3D input"):
        F.dropout2d(wg.ones(2, 2, 2))
    with pytest.warns(UserWarning, match="dropout3d: Received a 3-D input"):
        F.dropout3d(wg.ones(2, 2, 2))
