"""Losses of nn.functional: reductions, weights, broadcasting, element types and errors, against PyTorch."""
import warnings

import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F

torch = pytest.importorskip("torch")
RANDOM = np.random.default_rng(5)
X, Y = RANDOM.normal(size=(4, 5)), RANDOM.normal(size=(4, 5))
PX, PY = 1 / (1 + np.exp(-X)), 1 / (1 + np.exp(-Y))
LABELS = np.where(Y > 0, 1.0, -1.0)
LOSSES = {
    "mse_loss": (X, Y, {}), "l1_loss": (X, Y, {}), "smooth_l1_loss": (X, Y, {"beta": 0.7}),
    "huber_loss": (X, Y, {"delta": 0.7}), "binary_cross_entropy": (PX, PY, {}),
    "binary_cross_entropy_with_logits": (X, PY, {}), "kl_div": (X, PY, {}),
    "poisson_nll_loss": (X, np.exp(Y), {}), "soft_margin_loss": (X, LABELS, {}),
    "hinge_embedding_loss": (X, LABELS, {}), "multilabel_soft_margin_loss": (X, PY, {}),
}


def outcome(lib, name, x, y, options, dtype="float64", layout=lambda t: t):
    """The loss and the gradient of its input."""
    x = lib.tensor(x, dtype=getattr(lib, dtype), requires_grad=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loss = getattr(lib.nn.functional, name)(layout(x), layout(lib.tensor(y, dtype=getattr(lib, dtype))), **options)
    loss.sum().backward()
    return loss.detach().numpy(), x.grad.numpy()


def assert_same(name, x, y, options, dtype="float64", layout=lambda t: t):
    """Both libraries give the same."""
    for a, b in zip(*(outcome(lib, name, x, y, options, dtype, layout) for lib in (wg, torch)), strict=True):
        assert a.dtype == b.dtype
        np.testing.assert_allclose(a, b, 1e-10 if dtype == "float64" else 1e-5, 1e-12 if dtype == "float64" else 1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("name", LOSSES)
def test_reductions(name, reduction, dtype):
    x, y, options = LOSSES[name]
    assert_same(name, x, y, {**options, "reduction": reduction}, dtype)


@pytest.mark.parametrize("name", LOSSES)
def test_operands_that_are_not_contiguous(name):
    x, y, options = LOSSES[name]
    assert_same(name, x, y, options, layout=lambda t: t.t())


@pytest.mark.parametrize("name", [name for name in LOSSES if name != "multilabel_soft_margin_loss"])
def test_many_elements_are_added_in_parts(name):
    x, y, options = LOSSES[name]
    assert_same(name, np.tile(x, (5000, 1)), np.tile(y, (5000, 1)), {**options, "reduction": "mean"}, "float32")
    assert_same(name, np.tile(x, (5000, 1)), np.tile(y, (5000, 1)), {**options, "reduction": "sum"})


def test_result_does_not_depend_on_the_number_of_threads():
    x, y = (wg.tensor(RANDOM.normal(size=200_001).astype(np.float32)) for _ in range(2))
    before = wg.get_num_threads()
    results = []
    for threads in (1, 2, 3):
        wg.set_num_threads(threads)
        results.append(F.binary_cross_entropy_with_logits(x, y).item())
    wg.set_num_threads(before)
    assert results[0] == results[1] == results[2]


@pytest.mark.parametrize("name", ["mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"])
def test_sizes_that_differ_broadcast_with_a_warning(name):
    with pytest.warns(UserWarning, match="Using a target size"):
        ours = getattr(F, name)(wg.tensor(X), wg.tensor(Y[:1]))
    with pytest.warns(UserWarning):
        theirs = getattr(torch.nn.functional, name)(torch.tensor(X), torch.tensor(Y[:1]))
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-12)


@pytest.mark.parametrize("name", ["mse_loss", "l1_loss"])
def test_mean_of_weighted_losses_is_over_the_weights(name):
    weight = np.abs(Y)
    ours, theirs = (getattr(lib.nn.functional, name)(lib.tensor(X), lib.tensor(Y), weight=lib.tensor(weight))
                    for lib in (wg, torch))
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-12)
    with pytest.raises(ValueError, match="Weights and input must have the same size"):
        getattr(F, name)(wg.tensor(X), wg.tensor(Y), weight=wg.ones(5, dtype=wg.float64))


@pytest.mark.parametrize("arguments, meaning", [({"size_average": False}, "sum"), ({"reduce": False}, "none"),
                                                ({"size_average": True}, "mean"), ({"reduce": True}, "mean")])
def test_former_arguments_name_a_reduction_with_a_warning(arguments, meaning):
    with pytest.warns(UserWarning, match=f"please use reduction='{meaning}' instead"):
        loss = F.mse_loss(wg.tensor(X), wg.tensor(Y), **arguments)
    np.testing.assert_allclose(loss.numpy(), F.mse_loss(wg.tensor(X), wg.tensor(Y), reduction=meaning).numpy())


@pytest.mark.parametrize("name", LOSSES)
def test_unknown_reduction_is_refused(name):
    x, y, options = LOSSES[name]
    with pytest.raises(ValueError, match="median"):
        getattr(F, name)(wg.tensor(x), wg.tensor(y), **options, reduction="median")


@pytest.mark.parametrize("name", [name for name in LOSSES if name != "multilabel_soft_margin_loss"])
def test_losses_of_nothing(name):
    _, _, options = LOSSES[name]
    ours, theirs = (getattr(lib.nn.functional, name)(lib.zeros(0), lib.zeros(0), **options, reduction=r)
                    for lib in (wg, torch) for r in ("mean",))
    np.testing.assert_equal(ours.item(), theirs.item())
    assert getattr(F, name)(wg.zeros(0), wg.zeros(0), **options, reduction="sum").item() == 0


def test_probabilities_outside_their_range_are_refused():
    for values in ([0.5, 1.5], [-0.1, 0.5], [float("nan"), 0.5]):
        for reduction in ("mean", "none"):
            with pytest.raises(RuntimeError, match="all elements of input should be between 0 and 1"):
                F.binary_cross_entropy(wg.tensor(values), wg.tensor([0.0, 1.0]), reduction=reduction)


def test_certain_probabilities_cost_at_most_a_hundred():
    loss = F.binary_cross_entropy(wg.tensor([0.0, 1.0, 0.0, 1.0]), wg.tensor([1.0, 0.0, 0.0, 1.0]), reduction="none")
    assert loss.tolist() == [100.0, 100.0, 0.0, 0.0]


def test_probability_zero_costs_nothing_in_a_divergence():
    x, y = np.array([-1.0, -2.0, 3.0]), np.array([0.0, 0.5, 0.0])
    for reduction in ("sum", "none"):
        assert_same("kl_div", x, y, {"reduction": reduction})


def test_divergence_warns_of_its_mean():
    with pytest.warns(UserWarning, match="batchmean"):
        F.kl_div(wg.tensor(X), wg.tensor(PY))


def test_least_variance_keeps_its_gradient():
    for lib in (wg, torch):
        var = lib.tensor([1e-9, 0.5], dtype=lib.float64, requires_grad=True)
        loss = lib.nn.functional.gaussian_nll_loss(lib.tensor([1.0, 2.0]).double(),
                                                   lib.tensor([1.1, 2.5]).double(), var, eps=1e-3)
        loss.backward()
        if lib is wg:
            ours = loss.item(), var.grad.tolist()
    assert ours[0] == pytest.approx(loss.item()) and ours[1] == pytest.approx(var.grad.tolist())


@pytest.mark.parametrize("call, error, phrase", [
    (lambda lib: lib.nn.functional.huber_loss(lib.ones(2), lib.ones(2), delta=0.0), RuntimeError,
     "huber_loss does not support non-positive"),
    (lambda lib: lib.nn.functional.smooth_l1_loss(lib.ones(2), lib.ones(2), beta=-1.0), RuntimeError,
     "smooth_l1_loss does not support negative values for beta"),
    (lambda lib: lib.nn.functional.binary_cross_entropy(lib.ones(2), lib.ones(3)), ValueError,
     "that is different to the input size"),
    (lambda lib: lib.nn.functional.binary_cross_entropy_with_logits(lib.ones(2), lib.ones(3)), ValueError,
     "must be the same as input size"),
    (lambda lib: lib.nn.functional.gaussian_nll_loss(lib.ones(2), lib.ones(2), -1.0), ValueError,
     "var has negative entry/entries"),
    (lambda lib: lib.nn.functional.gaussian_nll_loss(lib.ones(2, 3), lib.ones(2, 3), lib.ones(4)), ValueError,
     "var is of incorrect size"),
    (lambda lib: lib.nn.functional.multi_margin_loss(lib.ones(2, 3), lib.tensor([0, 1]), p=3), ValueError,
     "only p == 1 and p == 2 supported"),
    (lambda lib: lib.nn.functional.triplet_margin_with_distance_loss(lib.ones(2), lib.ones(2), lib.ones(2),
                                                                     margin=-1.0), ValueError,
     "margin must be greater than 0"),
    (lambda lib: lib.nn.functional.margin_ranking_loss(lib.ones(2), lib.ones(2, 1), lib.ones(2)), RuntimeError,
     "All input tensors should have same dimension"),
])
def test_errors_have_torchs_class_and_words(call, error, phrase):
    for lib in (wg, torch):
        with pytest.raises(error, match=phrase):
            call(lib)


def test_a_target_without_derivative_is_refused_by_name():
    target = wg.tensor(LABELS, requires_grad=True)
    for reduction in ("mean", "none"):
        with pytest.raises(RuntimeError, match="'target'"):
            F.soft_margin_loss(wg.tensor(X), target, reduction=reduction)


@pytest.mark.parametrize("weights", [None, [0.5, 1.0, 2.0]])
@pytest.mark.parametrize("p", [1, 2])
def test_multi_margin_loss_agrees(p, weights):
    scores, target = RANDOM.normal(size=(6, 3)), RANDOM.integers(0, 3, 6)
    for reduction in ("mean", "sum", "none"):
        for lib in (wg, torch):
            x = lib.tensor(scores, requires_grad=True)
            w = None if weights is None else lib.tensor(weights).double()
            loss = lib.nn.functional.multi_margin_loss(x, lib.tensor(target), p, 0.7, w, reduction=reduction)
            loss.sum().backward()
            result = loss.detach().numpy(), x.grad.numpy()
            if lib is wg:
                ours = result
        for a, b in zip(ours, result):
            np.testing.assert_allclose(a, b, 1e-12, 1e-12)


def test_a_class_that_does_not_exist_is_refused():
    with pytest.raises(IndexError):
        F.multi_margin_loss(wg.ones(2, 3), wg.tensor([0, 3]))
    with pytest.raises(RuntimeError):
        F.multilabel_margin_loss(wg.ones(2, 3), wg.tensor([[0, 3, -1], [0, 1, 2]]))


def test_repeated_labels_count_as_often_as_they_stand():
    scores, labels = RANDOM.normal(size=(2, 4)), [[1, 1, -1, 0], [2, 0, 2, 0]]
    ours, theirs = (lib.nn.functional.multilabel_margin_loss(lib.tensor(scores), lib.tensor(labels))
                    for lib in (wg, torch))
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-12)


def test_one_hot():
    for lib in (wg, torch):
        assert lib.nn.functional.one_hot(lib.tensor([[0, 2]]), 4).tolist() == [[[1, 0, 0, 0], [0, 0, 1, 0]]]
        assert lib.nn.functional.one_hot(lib.zeros(0, dtype=lib.int64), 3).shape == (0, 3)
        for values, classes, phrase in (([-1], -1, "must be non-negative"), ([3], 2, "smaller than num_classes"),
                                        ([0], 0, "smaller than num_classes")):
            with pytest.raises(RuntimeError, match=phrase):
                lib.nn.functional.one_hot(lib.tensor(values), classes)
        with pytest.raises(RuntimeError, match="Can not infer total number of classes"):
            lib.nn.functional.one_hot(lib.zeros(0, dtype=lib.int64))
