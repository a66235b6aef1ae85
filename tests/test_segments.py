"""Runs of neighbours: ties, NaN, zeros and long runs beside PyTorch; bounds; threads; second derivatives."""
import numpy as np
import pytest

import wengert as wg

NAN, INF = float("nan"), float("inf")
REDUCTIONS = ["sum", "mean", "max", "min", "prod"]


def reduced(lib, x, g, *args, **options):
    """The result, and the cotangent of x for cotangents g of the result, taken again and again."""
    x = lib.tensor(x, requires_grad=True)
    out = lib.segment_reduce(x, *args, **{k: lib.tensor(v) if isinstance(v, list) else v for k, v in options.items()})
    g = lib.tensor(np.resize(np.asarray(g, out.detach().numpy().dtype), tuple(out.shape)))
    return out.detach().numpy(), lib.autograd.grad(out, x, g)[0].numpy()


def both(*args, **options):
    """Whether both libraries agree."""
    torch = pytest.importorskip("torch")
    for ours, theirs in zip(reduced(wg, *args, **options), reduced(torch, *args, **options)):
        np.testing.assert_allclose(ours, theirs, rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("initial", [None, 0.5])
@pytest.mark.parametrize("reduce", REDUCTIONS)
def test_long_and_short_runs_of_numbers(reduce, initial, dtype):
    x = np.random.default_rng(0).uniform(0.9, 1.1, 400).astype(dtype)
    both(x, [1.0, -2.0, 3.0], reduce, lengths=[1, 150, 0, 63, 64, 100, 22], initial=initial)


@pytest.mark.parametrize("reduce", REDUCTIONS)
def test_runs_of_rows_along_another_dim(reduce):
    x = np.random.default_rng(0).uniform(0.5, 1.5, (2, 7, 3))
    both(x, [1.0, -2.0, 3.0, 0.5], reduce, lengths=[[3, 0, 4], [1, 1, 5]], axis=1)
    both(x, [1.0, -2.0, 3.0, 0.5], reduce, offsets=[[0, 3, 7], [0, 1, 7]], axis=-2)


@pytest.mark.parametrize("reduce", ["max", "min", "prod"])
@pytest.mark.parametrize("initial", [None, 4.0])
def test_ties_and_numbers_that_are_none(reduce, initial):
    both([4.0, 4.0, NAN, 1.0, 0.0, 3.0, 0.0], [1.0], reduce, lengths=[2, 2, 3], initial=initial)


def test_slopes_of_a_product_are_those_of_the_other_elements():
    assert reduced(wg, [INF, -2.0, 0.0, 0.0, 3.0], 1.0, "prod", lengths=[2, 3])[1].tolist() == [-2, INF, 0, 0, 0]


def test_equal_elements_share_a_negative_cotangent_too():
    assert reduced(wg, [3.0, 3.0, 1.0], -1.0, "max", lengths=[3])[1].tolist() == [-0.5, -0.5, 0]


def test_the_first_offset_is_where_the_first_run_begins():
    for reduce in REDUCTIONS:
        both([1.0, 2.0, 4.0, 8.0], [1.0], reduce, offsets=[1, 3])
    out, slope = reduced(wg, [1.0, 2.0, 4.0, 8.0], 1.0, "prod", offsets=[1, 3])
    assert (out.tolist(), slope.tolist()) == ([8], [0, 4, 2, 0])


def test_what_there_is_none_of():
    empty = wg.zeros(0)
    for reduce, expected in zip(REDUCTIONS, (0, NAN, -INF, INF, 1)):
        np.testing.assert_equal(wg.segment_reduce(empty, reduce, lengths=wg.tensor([0])).tolist(), [expected])
        assert wg.segment_reduce(empty, reduce, lengths=wg.tensor([0]), initial=3.0).tolist() == [3]
    assert wg.segment_reduce(empty, "sum", offsets=wg.tensor([0])).shape == (0,)
    assert wg.segment_reduce(wg.zeros(2, 3, 0), "max", lengths=wg.tensor([[3], [3]]), axis=1).shape == (2, 1, 0)
    assert wg.segment_reduce(wg.zeros(0, 3), "max", lengths=wg.zeros(0, 2).long(), axis=1).shape == (0, 2)


@pytest.mark.parametrize("options, kind, words", [
    ({"offsets": [0, 3, 1]}, RuntimeError, "segment_length >= 0"), ({"offsets": [0, 9]}, RuntimeError, "beyond"),
    ({"offsets": [-1, 2]}, RuntimeError, "beyond"), ({"lengths": [9], "unsafe": True}, RuntimeError, "beyond"),
    ({"lengths": [2, 2**62, 2**62, 2**62]}, RuntimeError, "to sum to"), ({"lengths": [3.0]}, RuntimeError, "Float"),
    ({"lengths": [[4]], "axis": 1}, IndexError, "out of range")])
def test_bounds_that_are_none_are_refused(options, kind, words):
    with pytest.raises(kind, match=words):
        reduced(wg, [1.0, 2.0, 3.0, 4.0], 1.0, "sum", **options)


def test_only_floating_data_is_reduced():
    for data in (wg.arange(3), wg.ones(3, dtype=wg.complex64), wg.ones(3, dtype=wg.bool)):
        with pytest.raises(RuntimeError, match="not implemented for"):
            wg.segment_reduce(data, "sum", lengths=wg.tensor([3]))
    half = wg.segment_reduce(wg.ones(3, dtype=wg.float16), "sum", lengths=wg.tensor([1, 2], dtype=wg.int32))
    assert half.dtype is wg.float16 and half.tolist() == [1, 2]


@pytest.mark.parametrize("reduce", REDUCTIONS)
@pytest.mark.parametrize("initial", [None, 1.25])
def test_recorded_slopes_are_those_of_the_kernel(reduce, initial):
    x = wg.tensor([[4.0, 4.0, 0.0, 1.0, 0.0, 3.0, 1.25], [2.0, 1.0, 1.0, 5.0, 2.0, 2.0, 0.5]], dtype=wg.float64,
                  requires_grad=True)
    options = {"offsets": wg.tensor([[0, 2, 2, 6], [1, 2, 4, 7]]), "axis": 1, "initial": initial}
    out = wg.segment_reduce(x, reduce, **options)
    g = wg.arange(1.0, 7.0, dtype=wg.float64).reshape(2, 3) - 3
    plain, = wg.autograd.grad(out, x, g, retain_graph=True)
    recorded, = wg.autograd.grad(out, x, g, create_graph=True)
    assert recorded.requires_grad == (reduce == "prod")
    np.testing.assert_allclose(plain.numpy(), recorded.detach().numpy())


def test_results_do_not_depend_on_the_number_of_threads():
    before = wg.get_num_threads()
    random = np.random.default_rng(0)
    x = random.normal(size=100_000).astype(np.float32)
    bounds = sorted(random.integers(0, len(x), 5000).tolist())
    try:
        found = []
        for threads in (1, 4):
            wg.set_num_threads(threads)
            found.append([reduced(wg, x, [1.0, 2.0], reduce, offsets=bounds) for reduce in REDUCTIONS])
    finally:
        wg.set_num_threads(before)
    np.testing.assert_equal(found[0], found[1])
