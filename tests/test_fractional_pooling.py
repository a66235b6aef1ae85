"""Fractional max pooling: where windows lie, gradients, ties and NaN, draws, refusals; and gumbel_softmax."""
import numpy as np
import pytest

import wengert as wg

F = wg.nn.functional


def starts(sample, size, window, count):
    """Where windows of an axis begin, by the formula (Graham 2014)."""
    step = (size - window) / (count - 1) if count > 1 else 0
    return [int((i + sample) * step) - int(sample * step) for i in range(count - 1)] + [size - window]


@pytest.mark.parametrize("height, width, window, counts", [(7, 9, 2, (3, 5)), (5, 5, 3, (3, 3)), (6, 4, 2, (1, 3)),
                                                           (4, 4, 4, (1, 1)), (9, 9, 3, (2, 7))])
def test_windows_lie_where_the_formula_puts_them(height, width, window, counts):
    random = np.random.default_rng(height)
    x, u = random.normal(size=(2, 3, height, width)), random.random((2, 3, 2))
    top = F.fractional_max_pool2d(wg.tensor(x), window, counts, _random_samples=wg.tensor(u)).numpy()
    for n in range(2):
        for c in range(3):
            rows, columns = starts(u[n, c, 1], height, window, counts[0]), starts(u[n, c, 0], width, window, counts[1])
            expected = [[x[n, c, i:i + window, j:j + window].max() for j in columns] for i in rows]
            np.testing.assert_array_equal(top[n, c], expected)


def test_volumes_take_their_numbers_in_the_order_of_the_dims():
    random = np.random.default_rng(0)
    x, u = random.normal(size=(1, 2, 6, 7, 8)), random.random((1, 2, 3))
    top, places = F.fractional_max_pool3d(wg.tensor(x), 2, (3, 4, 5), return_indices=True, _random_samples=wg.tensor(u))
    for c in range(2):
        at = [starts(v, n, 2, m) for v, n, m in zip(u[0, c], (6, 7, 8), (3, 4, 5))]
        expected = [[[x[0, c, i:i + 2, j:j + 2, k:k + 2].max() for k in at[2]] for j in at[1]] for i in at[0]]
        np.testing.assert_array_equal(top[0, c].numpy(), expected)
        np.testing.assert_array_equal(x[0, c].ravel()[places[0, c].numpy()], expected)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_pytorch(seed, dtype):
    torch = pytest.importorskip("torch")
    random = np.random.default_rng(seed)
    for rank in (2, 3):
        size = random.integers(4, 12, rank)
        counts = [int(random.integers(1, n - 2)) for n in size]
        x = random.integers(-3, 3, (2, 3, *size)).astype(dtype)            # with ties
        x[random.random(x.shape) < 0.02] = np.nan
        u, found = random.random((2, 3, rank)).astype(dtype), []
        for lib in (wg, torch):
            leaf = lib.tensor(x, requires_grad=True)
            pool = getattr(lib.nn.functional, f"fractional_max_pool{rank}d")
            top, places = pool(leaf, 2, counts, return_indices=True, _random_samples=lib.tensor(u))
            weights = lib.tensor(np.cos(np.arange(top.numel())).reshape(tuple(top.shape)).astype(dtype))
            found.append((top.detach().numpy(), places.numpy(), lib.autograd.grad(top, leaf, weights)[0].numpy()))
        for a, b in zip(*found):
            np.testing.assert_allclose(a, b, 1e-6, 1e-6)
            assert a.dtype == b.dtype


def test_numbers_are_drawn_from_the_common_stream():
    x = wg.arange(400.0).reshape(1, 4, 10, 10)
    wg.manual_seed(5)
    first = F.fractional_max_pool2d(x, 2, 4)
    wg.manual_seed(5)
    again = F.fractional_max_pool2d(x, 2, output_ratio=0.4)
    assert first.shape == (1, 4, 4, 4) and first.tolist() == again.tolist()
    planes = first[0] - wg.arange(4).reshape(4, 1, 1) * 100
    assert len({tuple(p.flatten().tolist()) for p in planes}) > 1


def test_numbers_that_are_none_lead_nowhere_outside():
    x = wg.arange(64.0).reshape(1, 1, 8, 8)
    for u in (np.nan, np.inf, -np.inf, 1e30, -5.5):
        for dtype in (wg.float32, wg.float64):
            _, places = F.fractional_max_pool2d(x.to(dtype), 3, 4, return_indices=True,
                                                _random_samples=wg.full((1, 1, 2), u, dtype=dtype))
            assert 0 <= places.min() and places.max() < 64


def test_result_does_not_depend_on_the_threads():
    x, u = wg.rand(2, 40, 30, 30), wg.rand(2, 40, 2)
    before, found = wg.get_num_threads(), []
    try:
        for threads in (1, 4):
            wg.set_num_threads(threads)
            found.append(F.fractional_max_pool2d(x, 3, 12, _random_samples=u).tolist())
    finally:
        wg.set_num_threads(before)
    assert found[0] == found[1]


def test_half_is_pooled_in_single_precision():
    x = wg.arange(36.0).reshape(1, 1, 6, 6).half().requires_grad_()
    top = F.fractional_max_pool2d(x, 2, 3, _random_samples=wg.full((1, 1, 2), 0.5, dtype=wg.float16))
    assert top.dtype is wg.float16 and top.shape == (1, 1, 3, 3)
    top.sum().backward()
    assert x.grad.dtype is wg.float16 and x.grad.sum() == 9


X, U = wg.zeros(1, 2, 5, 5), wg.zeros(1, 2, 2)


@pytest.mark.parametrize("call, kind, words", [
    (lambda: F.fractional_max_pool2d(X, 2), ValueError, "requires specifying either an output_size or an output_ratio"),
    (lambda: F.fractional_max_pool2d(X, 3, 4), RuntimeError, "pool height 3 too large relative to input height 5"),
    (lambda: F.fractional_max_pool2d(X, (2, 6), 1), RuntimeError, "pool width 6 too large"),
    (lambda: F.fractional_max_pool2d(X, (2, 2, 2), 1), RuntimeError, "kernel_size must either be"),
    (lambda: F.fractional_max_pool2d(X, 2, (1,)), RuntimeError, "output_size must either be"),
    (lambda: F.fractional_max_pool2d(X, 0, 1), RuntimeError, "kernel_size must be greater than zero"),
    (lambda: F.fractional_max_pool2d(X, 2, -1), RuntimeError, "output_size not negative"),
    (lambda: F.fractional_max_pool2d(X, 2, output_ratio=(0.5,)), ValueError, "output_ratio"),
    (lambda: F.fractional_max_pool2d(X[0, 0], 2, 2), IndexError, "Expected 3D or 4D"),
    (lambda: F.fractional_max_pool2d(X[:, :0], 2, 2), RuntimeError, "non-zero size for non-batch dimensions"),
    (lambda: F.fractional_max_pool2d(X.long(), 2, 2), NotImplementedError, "not implemented for 'Long'"),
    (lambda: F.fractional_max_pool2d(X, 2, 2, _random_samples=U.double()), RuntimeError, "same dtype as input"),
    (lambda: F.fractional_max_pool2d(X, 2, 2, _random_samples=U[0]), RuntimeError, "to have 3 dimensions, got 2"),
    (lambda: F.fractional_max_pool2d(X, 2, 2, _random_samples=U[:0]), RuntimeError, "input batch size"),
    (lambda: F.fractional_max_pool2d(X, 2, 2, _random_samples=U[:, :1]), RuntimeError, "equals to input channel size"),
    (lambda: F.fractional_max_pool2d(X, 2, 2, _random_samples=U[..., :1]), RuntimeError, "equals to 2; got 1"),
    (lambda: F.fractional_max_pool3d(X, 2, 4), RuntimeError, "pool time 2 too large relative to input time 2")])
def test_what_does_not_fit_is_refused(call, kind, words):
    with pytest.raises(kind, match=words):
        call()


# -- gumbel_softmax -----------------------------------------------------------------------------------------

def test_draws_follow_the_probabilities():
    wg.manual_seed(0)
    logits = wg.tensor([0.7, 0.2, 0.1]).log().expand(20000, 3)
    hard = F.gumbel_softmax(logits, hard=True)
    assert set(hard.round(decimals=4).unique().abs().tolist()) == {0.0, 1.0}
    np.testing.assert_allclose(hard.sum(1).numpy(), 1, atol=1e-6)
    np.testing.assert_allclose(hard.mean(0).numpy(), [0.7, 0.2, 0.1], atol=0.015)


def test_gradient_is_that_of_the_softmax():
    logits = wg.tensor([[0.5, -0.5, 1.0]], dtype=wg.float64, requires_grad=True)
    weights, found = wg.tensor([[1.0, 2.0, 4.0]]), []
    for hard in (False, True):
        wg.manual_seed(3)
        out = F.gumbel_softmax(logits, 0.5, hard)
        found.append(wg.autograd.grad((out * weights).sum(), logits)[0].tolist())
        assert out.sum().item() == pytest.approx(1)
    assert found[0] == found[1] and any(found[0][0])


def test_the_dim_may_be_chosen_and_eps_is_deprecated():
    assert F.gumbel_softmax(wg.zeros(3, 4), dim=0).sum(0).tolist() == pytest.approx([1] * 4)
    with pytest.warns(UserWarning, match="deprecated"):
        F.gumbel_softmax(wg.zeros(3), eps=1e-3)
