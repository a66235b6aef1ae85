"""Convolutions: every option against PyTorch, what is exact, and what is refused."""
import itertools

import numpy as np
import pytest

import wengert as wg

F = wg.nn.functional
RANDOM = np.random.default_rng(0)


def normal(*shape, dtype=np.float64):
    return RANDOM.standard_normal(shape).astype(dtype)


def slow_conv2d(x, w, stride, padding, dilation, groups):
    """A convolution by its definition."""
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    high, wide = ((n - dilation * (k - 1) - 1) // stride + 1 for n, k in zip(x.shape[2:], w.shape[2:]))
    out = np.zeros((x.shape[0], w.shape[0], high, wide))
    per_group = w.shape[0] // groups
    for c, i, j in itertools.product(range(w.shape[0]), range(high), range(wide)):
        first = c // per_group * w.shape[1]
        window = x[:, first:first + w.shape[1], i * stride:, j * stride:][:, :, ::dilation, ::dilation]
        out[:, c, i, j] = (window[:, :, :w.shape[2], :w.shape[3]] * w[c]).sum((1, 2, 3))
    return out


@pytest.mark.parametrize("dtype, tolerance", [("float32", 1e-5), ("float64", 1e-12)])
@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("dilation", [1, 2])
@pytest.mark.parametrize("padding", [0, 1, 3])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_values_follow_the_definition(stride, padding, dilation, groups, dtype, tolerance):
    for size, window, new in (((7, 9), (3, 2), 4), ((5, 5), (1, 1), 6), ((40, 33), (3, 3), 34)):
        x, w = normal(2, 4, *size, dtype=dtype), normal(new, 4 // groups, *window, dtype=dtype)
        out = wg.conv2d(wg.tensor(x), wg.tensor(w), None, stride, padding, dilation, groups)
        np.testing.assert_allclose(out.numpy(), slow_conv2d(x, w, stride, padding, dilation, groups), rtol=tolerance,
                                   atol=tolerance * 10)
        assert out.dtype is getattr(wg, dtype)


@pytest.mark.parametrize("shape, window, options", [
    ((2, 3, 6, 6), (4, 3, 6, 6), {}),                                    # one window: a matrix product
    ((3, 2, 1, 1), (4, 2, 1, 1), {}), ((2, 4, 6, 6), (8, 1, 3, 3), {"groups": 4, "padding": 1}),
    ((1, 2, 5, 1300), (3, 2, 2, 3), {"padding": 1}), ((1, 20, 30, 30), (20, 20, 3, 3), {}),
    ((9, 3, 2, 2), (5, 3, 2, 2), {"padding": 1, "stride": 2}), ((2, 40, 4, 4), (33, 40, 3, 3), {"padding": 1})])
@pytest.mark.parametrize("dtype, tolerance", [("float32", 3e-5), ("float64", 1e-12)])
def test_gradients_are_those_of_the_composed_form(shape, window, options, dtype, tolerance):
    x, w, b = (wg.tensor(normal(*s, dtype=dtype), requires_grad=True) for s in (shape, window, window[:1]))
    out = wg.conv2d(x, w, b, **options)
    g = wg.tensor(normal(*out.shape, dtype=dtype))
    ours = wg.autograd.grad(out, (x, w, b), g)

    groups, parts, rest = options.get("groups", 1), [], {k: v for k, v in options.items() if k != "groups"}
    for xs, ws in zip(x.chunk(groups, 1), w.chunk(groups)):
        columns = F.unfold(xs, window[2:], **rest)
        parts.append((ws.reshape(len(ws), -1) @ columns).reshape(len(xs), len(ws), *out.shape[2:]))
    composed = wg.cat(parts, 1) + b.reshape(-1, 1, 1)
    np.testing.assert_allclose(out.detach().numpy(), composed.detach().numpy(), rtol=tolerance, atol=tolerance * 30)
    for mine, theirs in zip(ours, wg.autograd.grad(composed, (x, w, b), g)):
        scale = abs(theirs.numpy()).max()
        np.testing.assert_allclose(mine.numpy(), theirs.numpy(), rtol=tolerance, atol=tolerance * scale)


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("stride, padding, dilation, groups, more", [
    (1, 0, 1, 1, 0), (2, 1, 1, 2, 1), (3, 2, 2, 1, 2), (1, 1, 2, 2, 1), (2, 0, 3, 1, 2)])
def test_transpose_is_the_transpose(rank, stride, padding, dilation, groups, more):
    small, w = normal(2, 4, *(4, 3, 3)[:rank]), normal(4, 6 // groups, *(3, 2, 2)[:rank])
    transpose = getattr(wg, f"conv_transpose{rank}d")
    big = transpose(wg.tensor(small), wg.tensor(w), None, stride, padding, more, groups, dilation)
    x = normal(*big.shape)
    there = getattr(wg, f"conv{rank}d")(wg.tensor(x), wg.tensor(w), None, stride, padding, dilation, groups)
    there = there[tuple(slice(n) for n in small.shape)]
    np.testing.assert_allclose((there.numpy() * small).sum(), (x * big.numpy()).sum(), rtol=1e-11)


def test_number_of_threads_changes_no_bit():
    x, w = (wg.tensor(normal(*s, dtype="float32"), requires_grad=True) for s in ((9, 24, 30, 31), (40, 24, 3, 3)))
    before, results = wg.get_num_threads(), []
    try:
        for threads in (1, 2, 5):
            wg.set_num_threads(threads)
            out = wg.conv2d(x, w, padding=1)
            results.append((out, *wg.autograd.grad(out.square().sum(), (x, w))))
    finally:
        wg.set_num_threads(before)
    for other in results[1:]:
        for a, b in zip(results[0], other):
            assert a.detach().numpy().tobytes() == b.detach().numpy().tobytes()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_stays_in_its_windows(bad):
    x = normal(1, 2, 9, 12)
    x[0, 0, 4, 5] = bad
    inside = np.zeros((9, 12), bool)
    inside[3:6, 4:7] = True
    out = wg.conv2d(wg.tensor(x), wg.ones(20, 2, 3, 3, dtype=wg.float64), padding=1)
    np.testing.assert_array_equal(~np.isfinite(out.numpy()), np.broadcast_to(inside, out.shape))


@pytest.mark.parametrize("corner", [(0, 0), (0, 11), (8, 11)])
def test_edge_elements_reach_only_their_weights(corner):
    x = normal(1, 1, 9, 12)
    x[0, 0][corner] = np.inf
    w = wg.tensor(normal(3, 1, 2, 2), requires_grad=True)
    grad, = wg.autograd.grad(wg.conv2d(wg.tensor(x), w).sum(), w)
    wrong = ~np.isfinite(grad.numpy())
    assert wrong.sum(axis=(1, 2, 3)).tolist() == [1, 1, 1]


def test_integers_are_exact_and_complex_numbers_are_pairs():
    x, w = np.arange(-12, 12).reshape(1, 2, 3, 4), np.arange(8).reshape(1, 2, 2, 2)
    for kind in ("int64", "int32", "int16"):
        out = wg.conv2d(wg.tensor(x.astype(kind)), wg.tensor(w.astype(kind)))
        assert out.dtype is getattr(wg, kind)
        np.testing.assert_array_equal(out.numpy(), slow_conv2d(x, w, 1, 0, 1, 1))
    z, v = normal(1, 2, 4, 4) + 1j * normal(1, 2, 4, 4), normal(3, 2, 2, 2) + 1j * normal(3, 2, 2, 2)
    out = wg.conv2d(wg.tensor(z), wg.tensor(v), wg.tensor(np.array([1j, 2, 3])))
    parts = slow_conv2d(z.real, v.real, 1, 0, 1, 1) - slow_conv2d(z.imag, v.imag, 1, 0, 1, 1)
    np.testing.assert_allclose(out.numpy().real, parts + np.array([0, 2, 3]).reshape(3, 1, 1))


def test_unbatched_and_empty_inputs():
    x, w, b = wg.ones(2, 5, 5), wg.ones(3, 2, 2, 2), wg.zeros(3)
    assert wg.conv2d(x, w, b).shape == (3, 4, 4)
    assert wg.conv2d(x.unsqueeze(0)[:0], w, b).shape == (0, 3, 4, 4)
    w.requires_grad_()
    grad, = wg.autograd.grad(wg.conv2d(x.unsqueeze(0)[:0], w, b).sum(), w)
    assert grad.shape == w.shape and not grad.any()
    assert wg.conv2d(wg.ones(1, 0, 3, 3), wg.ones(2, 0, 2, 2), wg.ones(2)).flatten().tolist() == [1.0] * 8


def test_same_padding_keeps_the_size():
    x = wg.tensor(normal(1, 1, 7, 6))
    assert wg.conv2d(x, wg.ones(1, 1, 3, 5, dtype=x.dtype), padding="same").shape == x.shape
    with pytest.warns(UserWarning, match="zero-padded copy"):
        out = wg.conv2d(x, wg.ones(1, 1, 2, 2, dtype=x.dtype), padding="same")
    np.testing.assert_allclose(out.numpy()[0, 0, -1, -1], x.numpy()[0, 0, -1, -1])
    assert wg.conv2d(x, wg.ones(1, 1, 3, 3, dtype=x.dtype), padding="valid").shape == (1, 1, 5, 4)


X, W = (1, 2, 5, 5), (3, 2, 3, 3)


@pytest.mark.parametrize("shape, weight, options, message", [
    ((5, 5), W, {}, "Expected 3D .unbatched. or 4D .batched. input to conv2d"),
    ((1, 1, 5, 5), W, {}, r"Given groups=1, weight of size \[3, 2, 3, 3\], expected input\[1, 1, 5, 5\] to have 2"),
    (X, (3, 1, 3, 3), {"groups": 2}, "expected weight to be divisible by 2 at dimension 0"),
    (X, (0, 2, 3, 3), {}, "expected weight to be at least 1 at dimension 0"),
    (X, (3, 2, 7, 7), {}, r"Calculated padded input size per channel: \(5 x 5\). Kernel size: \(7 x 7\)"),
    (X, W, {"bias": wg.ones(4)}, "expected bias to be 1-dimensional with 3 elements"),
    (X, W, {"stride": 0}, "non-positive stride"), (X, W, {"padding": -1}, "negative padding"),
    (X, W, {"dilation": 0}, "dilation should be greater than zero"), (X, W, {"groups": 0}, "non-positive groups"),
    (X, W, {"stride": (1, 1, 1)}, "expected stride to be a single integer value or a list of 2 values"),
    (X, W, {"padding": "same", "stride": 2}, "padding='same' is not supported for strided"),
    (X, W, {"padding": "half"}, "Invalid padding string"), (X, (3, 2, 3), {}, "expected weight of 4 dimensions")])
def test_what_does_not_fit_is_refused(shape, weight, options, message):
    with pytest.raises(RuntimeError, match=message):
        wg.conv2d(wg.ones(shape), wg.ones(weight), **options)


def test_types_must_agree():
    with pytest.raises(RuntimeError, match="expected scalar type Float but found Double"):
        wg.conv2d(wg.ones(X), wg.ones(W, dtype=wg.float64))
    with pytest.raises(RuntimeError, match="bias type"):
        wg.conv2d(wg.ones(X), wg.ones(W), wg.ones(3, dtype=wg.float64))
    with pytest.raises(NotImplementedError, match="not implemented for 'Bool'"):
        wg.conv2d(wg.ones(X, dtype=wg.bool), wg.ones(W, dtype=wg.bool))


def test_transposes_refuse_what_does_not_fit():
    x = wg.ones(1, 2, 5, 5)
    with pytest.raises(RuntimeError, match="output padding must be smaller than either stride or dilation"):
        wg.conv_transpose2d(x, wg.ones(2, 3, 3, 3), output_padding=1)
    with pytest.raises(RuntimeError, match="Output size is too small"):
        wg.conv_transpose2d(x, wg.ones(2, 3, 3, 3), padding=4)
    with pytest.raises(RuntimeError, match="Given transposed=1, weight of size"):
        wg.conv_transpose2d(x, wg.ones(3, 3, 3, 3))


def test_second_write_to_a_saved_weight_is_noticed():
    x, w = wg.ones(1, 1, 4, 4, requires_grad=True), wg.ones(1, 1, 2, 2)
    out = wg.conv2d(x, w)
    w.mul_(2)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        out.sum().backward()
    assert out.grad_fn.name() == "ConvolutionBackward0"


def lenet_step(lib, images, classes, arrays):
    """Loss and gradients of LeCun's network for digits, written once for every library."""
    functional = lib.nn.functional
    weights = [lib.tensor(a, requires_grad=True) for a in arrays]
    x = functional.max_pool2d(functional.conv2d(lib.tensor(images), *weights[:2], padding=2).relu(), 2)
    x = functional.avg_pool2d(functional.conv2d(x, *weights[2:4]).tanh(), 2)
    x = functional.conv2d(x, *weights[4:6]).relu().flatten(1)
    loss = functional.cross_entropy(functional.linear(x, *weights[6:]), lib.tensor(classes))
    loss.backward()
    return [loss.detach().numpy()] + [w.grad.numpy() for w in weights]


def test_lenet_learns_what_it_learns_in_pytorch():
    torch = pytest.importorskip("torch")
    shapes = [(6, 1, 5, 5), (6,), (16, 6, 5, 5), (16,), (120, 16, 5, 5), (120,), (10, 120), (10,)]
    arrays = [normal(*shape) / np.sqrt(np.prod(shape[1:])) for shape in shapes]
    images, classes = normal(5, 1, 28, 28), np.array([3, 1, 4, 1, 5])
    for ours, theirs in zip(lenet_step(wg, images, classes, arrays), lenet_step(torch, images, classes, arrays)):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name, shape, options", [
    ("conv1d", ((2, 3, 8), (4, 3, 3), (4,)), {"stride": 2, "padding": 1}),
    ("conv2d", ((2, 4, 6, 7), (6, 2, 3, 2), (6,)), {"groups": 2, "dilation": (1, 2)}),
    ("conv3d", ((1, 2, 4, 4, 5), (3, 2, 2, 3, 2), (3,)), {"padding": (1, 0, 1)}),
    ("conv_transpose2d", ((2, 4, 4, 5), (4, 3, 3, 2), (3,)), {"stride": 2, "output_padding": 1})])
def test_second_order_is_pytorchs(name, shape, options):
    torch = pytest.importorskip("torch")
    arrays, seed, results = [normal(*s) for s in shape], None, []
    for lib in (wg, torch):
        inputs = [lib.tensor(a, requires_grad=True) for a in arrays]
        out = getattr(lib, name)(*inputs, **options)
        seed = normal(*out.shape) if seed is None else seed
        g = lib.tensor(seed, requires_grad=True)
        first = lib.autograd.grad(out, inputs, g, create_graph=True)
        second = lib.autograd.grad(sum(f.sin().sum() for f in first), (*inputs[:2], g))
        results.append([t.detach().numpy() for t in (*first, *second)])
    for ours, theirs in zip(*results):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-11)
