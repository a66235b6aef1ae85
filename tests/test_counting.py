"""bincount and histograms: edges, ranges, weights, densities, and that they have no derivative."""
import warnings

import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")

NAN, INF = float("nan"), float("inf")


def values(n=2000, dtype=np.float32):
    """Normal numbers."""
    return np.random.default_rng(3).normal(size=n).astype(dtype)


def same(call):
    """A call made in both libraries; its results agree, or both raise one built-in class with a common phrase."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = call(torch)
        except Exception as error:
            builtin = next(c for c in type(error).__mro__ if c.__module__ == "builtins")
            with pytest.raises(builtin):
                call(wg)
            return
    ours = call(wg)
    pairs = zip(ours, theirs) if isinstance(theirs, tuple) else [(ours, theirs)]
    for a, b in pairs:
        for x, y in zip(a, b) if isinstance(b, tuple) else [(a, b)]:
            assert str(x.dtype) == str(y.dtype)
            np.testing.assert_allclose(x.numpy(), y.numpy(), 1e-5, 1e-5)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("options", [{}, {"bins": 7}, {"bins": 10, "min": -1, "max": 1},
                                     {"bins": 4, "min": 0.5, "max": 9.25}])
def test_histc_counts_between_bounds(dtype, options):
    x = values(dtype=dtype)
    same(lambda t: t.histc(t.tensor(x), **options))


@pytest.mark.parametrize("x, options", [
    ([1.0, 1.0], {"bins": 4}), ([1.0, 1.0], {"bins": 4, "min": 2, "max": 2}),
    ([NAN, 1.0, INF], {"bins": 4, "min": 0, "max": 2}),
    ([], {"bins": 3}), ([], {"bins": 3, "min": 1, "max": 2}), ([0.0, 3.0, 1.5], {"bins": 3, "min": 0, "max": 3}),
    ([NAN, 1.0], {}), ([INF, 1.0], {}), ([1.0], {"min": 2, "max": 1}), ([1.0], {"bins": 0}), ([1.0], {"bins": 2.5}),
    ([1.0], {"min": 0, "max": INF})])
def test_histc_of_special_values_and_bounds(x, options):
    same(lambda t: t.histc(t.tensor(x), **options))


def test_histc_refuses_integers():
    same(lambda t: t.histc(t.tensor([1, 2])))


def test_histc_does_not_follow_gradients():
    assert not wg.histc(wg.ones(3, requires_grad=True)).requires_grad


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("options", [{"bins": 9}, {"bins": 9, "range": (-1.0, 1.0)}, {"bins": 9, "density": True}, {}])
def test_histogram_of_equal_bins(dtype, options):
    x = values(dtype=dtype)
    same(lambda t: t.histogram(t.tensor(x), **options))
    same(lambda t: t.histogram(t.tensor(x), weight=t.tensor(np.abs(x)), **options))


def test_values_on_the_edges_belong_to_the_bin_on_the_right():
    edges = np.linspace(0, 1, 11, dtype=np.float32)
    same(lambda t: t.histogram(t.linspace(0, 1, 11), bins=10, range=(0.0, 1.0)))
    same(lambda t: t.histogram(t.tensor(edges), bins=t.tensor(edges)))


def test_histogram_between_given_edges():
    edges = np.array([-2.0, -0.5, 0.0, 0.1, 3.0], np.float32)
    x = values().reshape(40, 50)
    same(lambda t: t.histogram(t.tensor(x), t.tensor(edges)))
    same(lambda t: t.histogram(t.tensor(x), t.tensor(edges), weight=t.tensor(x), density=True))


@pytest.mark.parametrize("x, options", [
    ([NAN, 1.0], {"bins": 2, "range": (0.0, 2.0)}), ([], {"bins": 4}), ([1.0, 1.0], {"bins": 4}),
    ([1.0], {"bins": 2, "range": (2.0, 2.0)}), ([9.0], {"bins": 2, "range": (0.0, 2.0), "density": True}),
    ([NAN, 1.0], {"bins": 2}), ([1.0], {"bins": 0}), ([1.0], {"bins": 2, "range": (2.0, 1.0)}),
    ([1.0], {"bins": 2, "range": (1.0, 2.0, 3.0)}), ([1.0], {"bins": 2, "range": (1.0, INF)}), ([1, 2], {"bins": 2})])
def test_histogram_of_special_values_and_ranges(x, options):
    same(lambda t: t.histogram(t.tensor(x), **options))


@pytest.mark.parametrize("bins", [[[1.0, 2.0]], [1.0], [], [1, 2]])
def test_edges_that_cannot_be(bins):
    same(lambda t: t.histogram(t.ones(3), t.tensor(bins)))


@pytest.mark.parametrize("weight", [np.ones(2, np.float32), np.ones(3)])
def test_weights_that_cannot_be(weight):
    same(lambda t: t.histogram(t.ones(3), 2, weight=t.tensor(weight)))


def test_edges_and_a_range_do_not_go_together():
    same(lambda t: t.histogram(t.ones(3), t.tensor([0.0, 1.0]), range=(0.0, 1.0)))


@pytest.mark.parametrize("options", [
    {"bins": 3}, {"bins": [3, 4]}, {"bins": (2, 2), "range": [-1.0, 1.0, -2.0, 0.5]}, {"bins": [3, 2], "density": True},
    {"bins": [2]}, {"bins": [2, 2], "range": [0.0, 1.0]}])
def test_histogram_over_several_dims(options):
    points = values().reshape(-1, 2)
    same(lambda t: t.histogramdd(t.tensor(points), **options))
    same(lambda t: t.histogramdd(t.tensor(points.reshape(10, -1, 2)), weight=t.ones(10, len(points) // 10), **options))


def test_histogram_over_several_dims_between_given_edges():
    points = values().reshape(-1, 2)
    edges = [np.array([-2.0, 0, 1], np.float32), np.array([-1.0, 0.5, 0.6, 2], np.float32)]
    same(lambda t: t.histogramdd(t.tensor(points), [t.tensor(e) for e in edges]))
    same(lambda t: t.histogramdd(t.tensor(points), [t.tensor(edges[0])]))


@pytest.mark.parametrize("shape", [(3,), (0, 2)])
def test_histogram_of_few_points(shape):
    same(lambda t: t.histogramdd(t.zeros(*shape), [2, 2]))


def test_results_have_names():
    out = wg.histogram(wg.tensor([1.0, 2.0]), 2)
    assert out.hist.tolist() == [1, 1] and out.bin_edges.tolist() == [1, 1.5, 2]
    assert repr(out).startswith("torch.return_types.histogram(\nhist=tensor([1., 1.])")
    assert isinstance(wg.histogramdd(wg.zeros(3, 2), [1, 1]).bin_edges, tuple)


def test_results_can_be_written_to_given_tensors():
    hist, edges = wg.empty(0), wg.empty(0)
    out = wg.histogram(wg.tensor([1.0, 2.0]), 2, out=(hist, edges))
    assert out.hist is hist and hist.tolist() == [1, 1] and edges.tolist() == [1, 1.5, 2]
    assert wg.histc(wg.tensor([1.0, 2.0]), 2, out=hist).tolist() == [1, 1]


@pytest.mark.parametrize("call", [
    lambda x: wg.histogram(x, 2), lambda x: wg.histogramdd(x.reshape(2, 2), [1, 1]),
    lambda x: wg.histogram(x.detach(), 2, weight=x), lambda x: wg.bincount(wg.tensor([0, 1, 1, 0]), x)])
def test_derivative_is_refused_when_it_would_be_recorded(call):
    x = wg.rand(4, requires_grad=True)
    with pytest.raises(NotImplementedError, match="the derivative for '.*' is not implemented with respect to"):
        call(x)
    with wg.no_grad():
        call(x)


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int16", "int32", "int64", "bool", "float32"])
def test_bincount_of_every_type(dtype):
    same(lambda t: t.bincount(t.tensor([0, 1, 1, 5]).to(getattr(t, dtype))))


@pytest.mark.parametrize("dtype", ["int32", "int64", "bool", "float32", "float64"])
def test_bincount_adds_weights(dtype):
    same(lambda t: t.bincount(t.tensor([0, 2, 2]), t.tensor([1, 2, 3]).to(getattr(t, dtype)), minlength=5))


@pytest.mark.parametrize("x, options", [([], {}), ([], {"minlength": 3}), ([3], {"minlength": 2}),
                                        ([1], {"minlength": -1}),
                                        ([-1], {}), ([[1]], {}), (1, {})])
def test_bincount_of_little(x, options):
    same(lambda t: t.bincount(t.tensor(x, dtype=t.int64), **options))


def test_bincount_needs_a_weight_for_each():
    same(lambda t: t.bincount(t.tensor([1, 2]), t.ones(3)))
    same(lambda t: t.bincount(t.tensor([1, 2]), t.ones(2, 1)))
