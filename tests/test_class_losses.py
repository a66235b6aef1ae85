"""Losses of class indices: weights, smoothing, ignored rows, dims, reductions and derivatives, against PyTorch."""
import itertools

import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F

torch = pytest.importorskip("torch")
RANDOM = np.random.default_rng(11)
WEIGHT = np.array([0.5, 2.0, 0.0, 1.25, 0.75])


def derivatives(lib, name, scores, target, weight, dtype="float64", second=True, **options):
    """The loss and its first and second derivatives with respect to the scores."""
    x = lib.tensor(scores, dtype=getattr(lib, dtype), requires_grad=True)
    w = None if weight is None else lib.tensor(weight, dtype=getattr(lib, dtype))
    loss = getattr(lib.nn.functional, name)(x, lib.tensor(target), w, **options)
    cotangent = lib.tensor(np.cos(np.arange(loss.numel())).reshape(tuple(loss.shape)), dtype=getattr(lib, dtype))
    (first,) = lib.autograd.grad(loss, x, cotangent, retain_graph=True)
    results = [loss, first]
    if second:
        (recorded,) = lib.autograd.grad(loss, x, cotangent, create_graph=True)
        results.append(recorded)
        if recorded.requires_grad:
            results += lib.autograd.grad(recorded.square().sum(), x)
        else:
            results.append(lib.zeros_like(x))
    return [t.detach().numpy() for t in results]


@pytest.mark.parametrize("weight, smoothing", itertools.product([None, WEIGHT], [0.0, 0.3, 1.0]))
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_cross_entropy_with_weights_and_smoothing(reduction, weight, smoothing):
    scores, target = RANDOM.normal(size=(6, 5)), np.array([0, 4, -100, 1, 3, 0])
    ours, theirs = (derivatives(lib, "cross_entropy", scores, target, weight, reduction=reduction,
                                label_smoothing=smoothing)
                    for lib in (wg, torch))
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, 1e-10, 1e-12)


@pytest.mark.parametrize("weight", [None, WEIGHT])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_nll_loss_with_weights(reduction, weight):
    scores, target = RANDOM.normal(size=(4, 5, 3)), RANDOM.integers(0, 5, (4, 3))
    ours, theirs = (derivatives(lib, "nll_loss", scores, target, weight, second=False, reduction=reduction,
                                ignore_index=1)
                    for lib in (wg, torch))
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, 1e-12, 1e-12)


@pytest.mark.parametrize("classes", [2, 5, 31, 32, 33, 100, 1000, 1025, 3000])
@pytest.mark.parametrize("offset", [0.0, 1e4])
def test_any_number_of_classes_in_float32(classes, offset):
    scores, target = RANDOM.normal(size=(7, classes)) * 3 + offset, RANDOM.integers(0, classes, 7)
    for smoothing in (0.0, 0.1):
        ours = derivatives(wg, "cross_entropy", scores.astype(np.float32), target, None, "float32", False,
                           label_smoothing=smoothing)
        exact = derivatives(torch, "cross_entropy", scores.astype(np.float32).astype(float), target, None,
                            "float64", False, label_smoothing=smoothing)
        np.testing.assert_allclose(ours[0], exact[0], 2e-6 if not offset else 5e-4)
        np.testing.assert_allclose(ours[1], exact[1], 2e-5 if not offset else 5e-3, 1e-9)


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "logsumexp"])
@pytest.mark.parametrize("width", [1, 15, 31, 32, 33, 47, 1000, 1024, 1025, 2100])
def test_rows_of_any_width(name, width):
    for dtype, tolerance in (("float32", 1e-6), ("float64", 1e-14)):
        x = (RANDOM.normal(size=(5, width)) * 4).astype(dtype)
        ours, exact = getattr(wg.tensor(x), name)(1).numpy(), getattr(torch.tensor(x.astype(float)), name)(1).numpy()
        assert ours.dtype == dtype
        np.testing.assert_allclose(ours, exact, tolerance * 10, tolerance * 10)


@pytest.mark.parametrize("width", [8, 40, 1500])
def test_infinities_and_nan_in_rows(width):
    rows = np.zeros((6, width))
    rows[0, 3], rows[1, 3], rows[2, :], rows[3, :] = np.inf, -np.inf, -np.inf, np.inf
    rows[4, 2], rows[5, 1:3] = np.nan, (np.inf, -np.inf)
    for dtype in ("float32", "float64"):
        for name in ("softmax", "log_softmax", "logsumexp"):
            ours, theirs = (getattr(lib.tensor(rows.astype(dtype)), name)(1).numpy() for lib in (wg, torch))
            np.testing.assert_allclose(ours, theirs, 1e-6)


def test_masked_scores_have_probability_zero():
    for width in (8, 100):
        x = wg.zeros(2, width)
        x[:, 4:] = -np.inf
        assert x.softmax(1).tolist() == [[0.25] * 4 + [0.0] * (width - 4)] * 2


@pytest.mark.parametrize("weight, phrase", [(np.ones(4), "weight tensor should be defined either for all 5 classes"),
                                            (np.ones((1, 5)), "weight tensor should be defined"),
                                            (np.ones(5, np.float32), "expected scalar type Double but found Float")])
@pytest.mark.parametrize("name", ["cross_entropy", "nll_loss"])
def test_weights_that_do_not_fit(name, weight, phrase):
    for lib in (wg, torch):
        with pytest.raises(RuntimeError, match=phrase):
            getattr(lib.nn.functional, name)(lib.zeros(2, 5, dtype=lib.float64), lib.tensor([0, 1]), lib.tensor(weight))


@pytest.mark.parametrize("name", ["cross_entropy", "nll_loss"])
def test_weights_have_no_derivative(name):
    for lib in (wg, torch):
        with pytest.raises(RuntimeError, match="'weight'"):
            getattr(lib.nn.functional, name)(lib.zeros(2, 5), lib.tensor([0, 1]), lib.ones(5, requires_grad=True))


def test_share_of_smoothing_is_between_0_and_1():
    for lib in (wg, torch):
        with pytest.raises(RuntimeError, match="label_smoothing must be between 0.0 and 1.0. Got: 1.5"):
            lib.nn.functional.cross_entropy(lib.zeros(2, 5), lib.tensor([0, 1]), label_smoothing=1.5)


def test_mean_over_weights_that_are_zero_is_no_number():
    for lib in (wg, torch):
        loss = lib.nn.functional.cross_entropy(lib.zeros(1, 2), lib.tensor([0]), lib.tensor([0.0, 1.0]))
        assert np.isnan(loss.item())


def test_former_arguments_warn():
    with pytest.warns(UserWarning, match="reduction='sum'"):
        assert F.cross_entropy(wg.zeros(2, 4), wg.tensor([0, 1]),
                               size_average=False).item() == pytest.approx(2 * np.log(4))
