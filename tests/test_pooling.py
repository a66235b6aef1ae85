"""Pooling, resizing, padding and windows as columns: ties, NaN, types, refusals, and agreement with simple formulas."""
import numpy as np
import pytest

import wengert as wg

F = wg.nn.functional
NAN, INF = np.nan, np.inf


def tensor(values, **options):
    return wg.tensor(np.asarray(values, np.float64), **options)


def test_of_equal_elements_the_first_is_taken():
    x = tensor([[[1.0, 1, 0, 2], [1, 1, 2, 2]]])
    top, places = F.max_pool2d(x, 2, return_indices=True)
    assert top.tolist() == [[[1.0, 2.0]]] and places.tolist() == [[[0, 3]]]
    assert places.dtype is wg.int64
    x = tensor([[[0.0, 5, 5], [5, 5, 5], [5, 5, 5]]])
    assert F.max_pool2d(x, 3, return_indices=True)[1].item() == 1


def test_of_nan_the_last_is_taken():
    x = tensor([[[NAN, 1], [0, 3]]])
    top, places = F.max_pool2d(x, 2, return_indices=True)
    assert np.isnan(top.item()) and places.item() == 0
    assert F.max_pool2d(tensor([[[NAN, 1], [NAN, 3]]]), 2, return_indices=True)[1].item() == 2
    assert F.max_pool2d(tensor([[[-INF, -INF], [-INF, -INF]]]), 2, return_indices=True)[1].item() == 0
    assert np.isnan(F.max_pool1d(tensor([[1.0, NAN, 2.0]]), 3).item())


def test_gradient_goes_to_the_largest_element_and_adds_up():
    x = tensor([[[0.0, 1, 0], [0, 9, 0], [2, 0, 3]]], requires_grad=True)
    F.max_pool2d(x, 2, 1).sum().backward()
    assert x.grad.tolist() == [[[0, 0, 0], [0, 4, 0], [0, 0, 0]]]


def test_places_outside_do_not_count():
    x = tensor([[-3.0, -2, -1]])
    assert F.max_pool1d(x, 3, 1, 1).tolist() == [[-2.0, -1.0, -1.0]]
    assert F.avg_pool1d(x, 3, 1, 1).tolist() == [[-5 / 3, -2.0, -1.0]]
    assert F.avg_pool1d(x, 3, 1, 1, count_include_pad=False).tolist() == [[-2.5, -2.0, -1.5]]


def test_ceil_mode_counts_windows_that_begin_inside():
    x = tensor([[1.0, 2, 3, 4, 5]])
    assert F.max_pool1d(x, 2, ceil_mode=True).tolist() == [[2, 4, 5]]
    assert F.avg_pool1d(x, 2, ceil_mode=True).tolist() == [[1.5, 3.5, 5]]
    assert F.avg_pool1d(x, 2).tolist() == [[1.5, 3.5]]


def test_integers_are_pooled_exactly():
    big = 2 ** 60
    x = wg.tensor([[[big, big + 1], [3, -big]]])
    top, places = F.max_pool2d(x, 2, return_indices=True)
    assert top.item() == big + 1 and top.dtype is wg.int64 and places.item() == 1
    assert F.avg_pool2d(wg.tensor([[[1, 2], [3, 5]]]), 2).item() == 2
    with pytest.raises(NotImplementedError, match="not implemented"):
        F.adaptive_max_pool2d(x, 1)
    with pytest.raises(NotImplementedError, match="not implemented"):
        F.max_pool2d(x > 0, 2)


@pytest.mark.parametrize("size, out", [(5, 3), (3, 5), (6, 6), (7, 1), (4, 0)])
def test_adaptive_windows_cover_the_dim(size, out):
    x = np.random.default_rng(0).standard_normal((2, 3, size))
    means = [x[..., k * size // out:-(-(k + 1) * size // out)].mean(-1) for k in range(out)]
    expected = np.stack(means, -1) if out else np.zeros((2, 3, 0))
    np.testing.assert_allclose(F.adaptive_avg_pool1d(wg.tensor(x), out).numpy(), expected)
    tops = F.adaptive_max_pool1d(wg.tensor(x), out)
    assert tops.shape == (2, 3, out)


@pytest.mark.parametrize("call, message", [
    (lambda x: F.max_pool2d(x, 7), "too small"),
    (lambda x: F.max_pool2d(x, 2, padding=2), "pad should be at most half"),
    (lambda x: F.max_pool2d(x, (2, 2, 2)), "must either be a single int"), (lambda x: F.max_pool2d(x, 2, 0), "stride"),
    (lambda x: F.max_pool2d(x, 0), "kernel size"), (lambda x: F.max_pool2d(x[0, 0], 2), "max_pool2d"),
    (lambda x: F.max_pool2d(x, 2, dilation=0), "dilation"), (lambda x: F.max_pool2d(x[:, :0], 2), "positive length"),
    (lambda x: F.avg_pool2d(x, 2, divisor_override=0), "divisor must be not zero"),
    (lambda x: F.adaptive_avg_pool2d(x, (1, 2, 3)), "output_size must be 2"),
    (lambda x: F.adaptive_avg_pool2d(x, -1), "greater than or equal to 0"),
    (lambda x: F.max_unpool2d(x, wg.zeros(1, 2, 4, 4, dtype=wg.int64) + 99, 2), "invalid max index: 99"),
    (lambda x: F.max_unpool2d(x, wg.zeros(1, 2, 4, 4), 2), "should be type int64"),
    (lambda x: F.unfold(x, 5), "sliding blocks"), (lambda x: F.fold(x[0], (4, 4), 3), "divisible"),
    (lambda x: F.pad(x, (1,)), "divisible by 2"), (lambda x: F.pad(x, (4, 0), "reflect"), "not supported for 4D"),
    (lambda x: F.pad(x[0], (4, 0), "reflect"), "less than the corresponding"),
    (lambda x: F.pad(x[0], (5, 0), "circular"), "wrapping around more than once"),
    (lambda x: F.pad(x[0], (1, 0), "reflect", 3.0), "take in value"), (lambda x: F.pixel_shuffle(x, 2), "divisible"),
    (lambda x: F.pixel_unshuffle(x, 3), "divisible"), (lambda x: F.channel_shuffle(x, 3), "divisible by groups")])
def test_what_does_not_fit_is_refused(call, message):
    with pytest.raises(RuntimeError, match=message):
        call(wg.ones(1, 2, 4, 4))


@pytest.mark.parametrize("options, kind, message", [
    ({}, ValueError, "either size or scale_factor"), ({"size": 3, "scale_factor": 2}, ValueError, "only one of"),
    ({"size": (3, 3, 3)}, ValueError, "same number of spatial dimensions"),
    ({"size": 3, "align_corners": True}, ValueError, "align_corners option"),
    ({"size": 3, "mode": "linear"}, NotImplementedError, "linear mode needs 3D input"),
    ({"size": 3, "mode": "best"}, NotImplementedError, "got best"), ({"size": 0}, RuntimeError, "greater than 0"),
    ({"size": 3, "antialias": True}, ValueError, "Anti-alias"), ({"size": 2.5}, TypeError, "expected size"),
    ({"size": 3, "recompute_scale_factor": True}, ValueError, "not meaningful"),
    ({"size": 3, "mode": "lanczos"}, ValueError, "requires antialias")])
def test_resizing_refuses_what_contradicts(options, kind, message):
    with pytest.raises(kind, match=message):
        F.interpolate(wg.ones(1, 2, 4, 4), **options)


def test_unpooling_undoes_pooling():
    x = tensor(np.random.default_rng(0).permutation(48).reshape(1, 3, 4, 4))
    top, places = F.max_pool2d(x, 2, return_indices=True)
    back = F.max_unpool2d(top, places, 2)
    assert (back.numpy()[back.numpy() != 0] == np.sort(top.numpy()[top.numpy() != 0].ravel())[
        np.argsort(np.argsort(back.numpy()[back.numpy() != 0]))]).all()
    np.testing.assert_array_equal(F.max_pool2d(back, 2).numpy(), top.numpy())
    assert F.max_unpool2d(top, places, 2, output_size=(5, 5)).shape == (1, 3, 5, 5)
    with pytest.raises(ValueError, match="invalid output_size"):
        F.max_unpool2d(top, places, 2, output_size=(9, 9))


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact", "bilinear", "bicubic", "area"])
def test_a_constant_image_stays_constant(mode):
    out = F.interpolate(wg.full((1, 2, 5, 6), 3.0), (7, 4), mode=mode)
    np.testing.assert_allclose(out.numpy(), 3.0, rtol=1e-6)
    assert out.shape == (1, 2, 7, 4)


def test_gradient_of_resizing_adds_up_to_the_cotangents():
    for options in ({"size": 9}, {"size": (3, 7), "mode": "bilinear"}, {"scale_factor": 1.7, "mode": "bicubic"},
                    {"size": 3, "mode": "bicubic", "antialias": True}):
        x = wg.rand(1, 2, 5, 6, dtype=wg.float64, requires_grad=True)
        out = F.interpolate(x, **options)
        out.sum().backward()
        np.testing.assert_allclose(x.grad.sum().item(), out.numel())


@pytest.mark.parametrize("mode", ["reflect", "symmetric", "edge", "wrap"])
def test_padding_is_numpys(mode):
    names = {"reflect": "reflect", "edge": "replicate", "wrap": "circular"}
    x = np.arange(24.0).reshape(1, 2, 3, 4)
    if mode not in names:
        with pytest.raises(NotImplementedError, match="Unrecognised padding mode"):
            F.pad(wg.tensor(x), (1, 1), mode)
        return
    out = F.pad(wg.tensor(x), (2, 1, 0, 2), names[mode])
    np.testing.assert_array_equal(out.numpy(), np.pad(x, ((0, 0), (0, 0), (0, 2), (2, 1)), mode))


def test_columns_hold_the_windows_and_fold_back():
    x = wg.arange(20.0).reshape(1, 1, 4, 5)
    columns = F.unfold(x, (2, 3))
    assert columns[0, :, 0].tolist() == [0, 1, 2, 5, 6, 7] and columns.shape == (1, 6, 9)
    counts = F.fold(F.unfold(wg.ones(1, 1, 4, 5), (2, 3)), (4, 5), (2, 3))
    np.testing.assert_allclose(F.fold(columns, (4, 5), (2, 3)).numpy(), (x * counts).numpy())
    with pytest.raises(NotImplementedError, match="not implemented"):
        F.unfold(wg.ones(1, 1, 3, 3, dtype=wg.int64), 2)


def test_number_of_threads_changes_no_bit():
    x = wg.rand(40, 6, 33, 35, requires_grad=True)
    before, results = wg.get_num_threads(), []
    try:
        for threads in (1, 3):
            wg.set_num_threads(threads)
            out = (F.max_pool2d(x, 3, 2, 1), F.avg_pool2d(x, 3, 2, 1), F.interpolate(x, 50, mode="bilinear"))
            results.append([*out, *(wg.autograd.grad(o.square().sum(), x)[0] for o in out)])
    finally:
        wg.set_num_threads(before)
    for a, b in zip(*results):
        assert a.detach().numpy().tobytes() == b.detach().numpy().tobytes()
