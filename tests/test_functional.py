"""nn.functional: every option against formulas in NumPy, and against PyTorch where it is installed."""
import math
import itertools

import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F

try:
    import torch
except ImportError:
    torch = None

REDUCTIONS = ("mean", "sum", "none")
random = np.random.default_rng(11)


def softmax(x, axis):
    """The formula."""
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def reduced(loss, reduction):
    """A loss per element, reduced."""
    return {"mean": np.mean, "sum": np.sum, "none": np.asarray}[reduction](loss)


def check(name, *args, grads=(0,), rtol=1e-10, expected=None, **kwargs):
    """Call a function on arrays; compare with an array and, where installed, with PyTorch: value and gradients."""
    results = []
    for lib in (wg, torch) if torch else (wg,):
        tensors = [lib.tensor(a) if isinstance(a, np.ndarray) else a for a in args]
        options = {k: lib.tensor(v) if isinstance(v, np.ndarray) else v for k, v in kwargs.items()}
        for k in grads:
            tensors[k].requires_grad_()
        out = getattr(lib.nn.functional, name)(*tensors, **options)
        cotangent = lib.tensor(np.cos(np.arange(out.numel())).reshape(tuple(out.shape)), dtype=out.dtype)
        slopes = lib.autograd.grad(out, [tensors[k] for k in grads], cotangent)
        results.append([out.detach().numpy(), *(g.numpy() for g in slopes)])
    ours = results[0]
    if expected is not None:
        assert ours[0].shape == np.shape(expected)
        np.testing.assert_allclose(ours[0], expected, rtol, 1e-12)
    for theirs in results[1:]:
        for a, b in zip(ours, theirs, strict=True):
            assert a.shape == b.shape and a.dtype == b.dtype
            np.testing.assert_allclose(a, b, rtol, 1e-12)
    return ours


def fails(kind, name, *args, match=None, **kwargs):
    """A call that both libraries refuse with one kind of exception."""
    for lib in (wg, torch) if torch else (wg,):
        tensors = [lib.tensor(a) if isinstance(a, np.ndarray) else a for a in args]
        options = {k: lib.tensor(v) if isinstance(v, np.ndarray) else v for k, v in kwargs.items()}
        with pytest.raises(kind, match=match if lib is wg else None):
            getattr(lib.nn.functional, name)(*tensors, **options)


# -- activations and layers -------------------------------------------------------------------------------

def test_relu():
    x = np.array([-1.0, 0.0, 2.0, np.nan, np.inf, -np.inf])
    check("relu", x, expected=np.where(x > 0, x, np.where(np.isnan(x), x, 0)))
    t = wg.tensor([-1.0, 2.0])
    assert F.relu(t, inplace=True) is t and t.tolist() == [0, 2]


def test_gelu_exact_and_approximate():
    from math import erf, pi, sqrt
    x = random.normal(size=(3, 4)) * 2
    exact = np.vectorize(lambda v: v * 0.5 * (1 + erf(v / sqrt(2))))(x)
    check("gelu", x, expected=exact)
    check("gelu", x, approximate="tanh", expected=0.5 * x * (1 + np.tanh(sqrt(2 / pi) * (x + 0.044715 * x ** 3))))
    check("gelu", np.array([-50.0, 50.0, 0.0]), expected=[0, 50, 0])
    fails(RuntimeError, "gelu", x, approximate="sigmoid", match="none or tanh")


@pytest.mark.parametrize("dim", [0, 1, -1])
@pytest.mark.parametrize("dtype", [None, "float64"])
def test_softmax_and_its_log(dim, dtype):
    x = random.normal(size=(3, 4)).astype("float64" if dtype is None else "float32")
    for name, formula in (("softmax", softmax(x.astype(float), dim)), ("log_softmax",
                                                                       np.log(softmax(x.astype(float), dim)))):
        out = getattr(F, name)(wg.tensor(x), dim=dim, dtype=dtype and wg.float64)
        assert out.dtype is wg.float64
        np.testing.assert_allclose(out.numpy(), formula, rtol=1e-7 if dtype else 1e-12)
        if dtype is None:
            check(name, x, dim=dim, expected=formula)


def test_softmax_of_extremes():
    check("softmax", np.array([[1e4, 0.0], [-np.inf, 1.0]]), dim=1, expected=[[1, 0], [0, 1]])
    check("log_softmax", np.array([[1e4, 0.0]]), dim=1, expected=[[0, -1e4]])


def test_activations_of_extremes():
    x = np.array([-1e3, -40.0, 0.0, 40.0, 1e3])
    check("sigmoid", x)
    check("tanh", x)
    check("logsigmoid", x, expected=np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x))))


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 4, 3), (0, 3)])
@pytest.mark.parametrize("bias", [False, True])
def test_linear(shape, bias):
    x, w, b = random.normal(size=shape), random.normal(size=(2, 3)), random.normal(size=2)
    args = (x, w, b) if bias else (x, w)
    check("linear", *args, grads=range(len(args)), expected=x @ w.T + (b if bias else 0))


def test_linear_refuses_what_does_not_fit():
    fails(RuntimeError, "linear", np.ones((2, 3)), np.ones((2, 4)))
    fails(RuntimeError, "linear", np.ones((2, 3)), np.ones((2, 3)), np.ones(3))
    fails(RuntimeError, "linear", np.ones((2, 3)), np.ones((2, 3), np.float32))


@pytest.mark.parametrize("shape, normalized", [((2, 3), (3,)), ((2, 3), [3]), ((4, 2, 3), (2, 3)), ((4, 2, 3), (3,)),
                                               ((2, 3), (2, 3))])
@pytest.mark.parametrize("affine", ["neither", "weight", "bias", "both"])
def test_layer_norm(shape, normalized, affine):
    x = random.normal(size=shape)
    weight, bias = random.normal(size=normalized), random.normal(size=normalized)
    weight = weight if affine in ("weight", "both") else None
    bias = bias if affine in ("bias", "both") else None
    axes = tuple(range(-len(normalized), 0))
    expected = (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + 1e-5)
    expected = expected * (1 if weight is None else weight) + (0 if bias is None else bias)
    grads = [0] + [2] * (weight is not None) + [3] * (bias is not None)
    check("layer_norm", x, normalized, weight, bias, grads=grads, expected=expected, rtol=1e-8)


def test_layer_norm_options_and_errors():
    x = random.normal(size=(2, 3))
    check("layer_norm", x, (3,), eps=0.5,
          expected=(x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 0.5), rtol=1e-9)
    fails(RuntimeError, "layer_norm", x, (2,))
    fails(RuntimeError, "layer_norm", x, (3,), np.ones(2))
    fails(RuntimeError, "layer_norm", x, ())


def test_embedding():
    table, index = random.normal(size=(4, 3)), np.array([[1, 1], [3, 0]])
    check("embedding", index, table, grads=(1,), expected=table[index])
    check("embedding", np.array(2), table, grads=(1,), expected=table[2])
    check("embedding", np.zeros((0,), np.int64), table, grads=(1,), expected=table[:0])
    check("embedding", index.astype(np.int32), table, grads=(1,), expected=table[index])


@pytest.mark.parametrize("padding_idx", [1, -1])
def test_embedding_gives_the_padding_row_no_gradient(padding_idx):
    table, index = random.normal(size=(4, 3)), np.array([1, 3, 1, 2])
    _, slope = check("embedding", index, table, grads=(1,), padding_idx=padding_idx, expected=table[index])
    assert not slope[padding_idx].any() and slope[2].any() and not slope[0].any()


def test_embedding_refuses_what_is_no_index():
    table = np.ones((4, 3))
    fails(IndexError, "embedding", np.array([4]), table)
    fails(IndexError, "embedding", np.array([-1]), table)
    fails(RuntimeError, "embedding", np.array([1.0]), table)
    fails(RuntimeError, "embedding", np.array([1]), np.ones(3), match="2-D")
    fails(AssertionError, "embedding", np.array([1]), table, padding_idx=4, match="within num_embeddings")


# -- losses ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_mse_loss(reduction, shape):
    x, y = np.asarray(random.normal(size=shape)), np.asarray(random.normal(size=shape))
    check("mse_loss", x, y, grads=(0, 1), reduction=reduction, expected=reduced((x - y) ** 2, reduction))


def nll(x, target, weight, ignore_index, reduction):
    """The formula, for log probabilities of shape (N, C, ...)."""
    x = np.moveaxis(x, 1, -1)
    weight = np.ones(x.shape[-1]) if weight is None else weight
    kept = target != ignore_index
    safe = np.where(kept, target, 0)
    scale = weight[safe] * kept
    loss = -np.take_along_axis(x, safe[..., None], -1)[..., 0] * scale
    return {"none": loss, "sum": loss.sum(), "mean": loss.sum() / scale.sum()}[reduction]


CLASSES = [((4, 3), (4,)), ((4, 3, 2), (4, 2)), ((2, 3, 2, 2), (2, 2, 2)), ((1, 3), (1,))]


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("ignore_index", [-100, 1])
@pytest.mark.parametrize("shape, target_shape", CLASSES)
def test_nll_loss(reduction, weighted, ignore_index, shape, target_shape):
    x, target = np.log(softmax(random.normal(size=shape), 1)), random.integers(0, 3, target_shape)
    target.flat[0] = 2
    weight = np.array([0.5, 2.0, 1.5]) if weighted else None
    expected = nll(x, target, weight, ignore_index, reduction)
    check("nll_loss", x, target, weight=weight, ignore_index=ignore_index, reduction=reduction, expected=expected)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("ignore_index", [-100, 1])
@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("shape, target_shape", CLASSES)
def test_cross_entropy_with_classes(reduction, weighted, ignore_index, smoothing, shape, target_shape):
    x, target = random.normal(size=shape) * 3, random.integers(0, 3, target_shape)
    target.flat[0] = 2
    weight = np.array([0.5, 2.0, 1.5]) if weighted else None
    logs = np.log(softmax(x, 1))
    plain = nll(logs, target, weight, ignore_index, reduction)
    w = np.ones(3) if weight is None else weight
    spread = -(np.moveaxis(logs, 1, -1) * w).sum(-1) * (target != ignore_index)
    if reduction != "none":
        spread = spread.sum()
    if reduction == "mean":
        spread = spread / (w[np.where(target == ignore_index, 0, target)] * (target != ignore_index)).sum()
    check("cross_entropy", x, target, weight=weight, ignore_index=ignore_index, reduction=reduction,
          label_smoothing=smoothing,
          expected=(1 - smoothing) * plain + smoothing / 3 * spread, rtol=1e-9)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("smoothing", [0.0, 0.3])
@pytest.mark.parametrize("shape", [(3,), (4, 3), (4, 3, 2), (2, 3, 2, 2)])
def test_cross_entropy_with_probabilities(reduction, weighted, smoothing, shape):
    axis = 0 if len(shape) == 1 else 1
    x, target = random.normal(size=shape), softmax(random.normal(size=shape), axis)
    weight = np.array([0.5, 2.0, 1.5]) if weighted else None
    soft = target * (1 - smoothing) + smoothing / 3
    w = np.ones(3) if weight is None else weight
    terms = soft * np.log(softmax(x, axis)) * w.reshape((3,) + (1,) * (len(shape) - axis - 1))
    loss = -terms.sum(axis)
    expected = loss.sum() / (x.size // 3) if reduction == "mean" else reduced(loss, reduction)
    check("cross_entropy", x, target, grads=(0, 1), weight=weight, reduction=reduction, label_smoothing=smoothing,
          expected=expected, rtol=1e-9)


def test_losses_of_one_sample_without_a_batch():
    x = random.normal(size=3)
    for target, reduction in itertools.product((0, 2), REDUCTIONS):
        expected = -np.log(softmax(x, 0))[target]
        check("cross_entropy", x, np.array(target), reduction=reduction, expected=expected)
        check("nll_loss", x, np.array(target), reduction=reduction, expected=-x[target])


def test_mean_over_nothing_but_ignored_targets_is_nan():
    x, target = random.normal(size=(2, 3)), np.array([-100, -100])
    assert np.isnan(check("cross_entropy", x, target)[0])
    assert np.isnan(check("nll_loss", x, target)[0])
    check("cross_entropy", x, target, reduction="sum", expected=0.0)
    check("cross_entropy", x, target, reduction="none", expected=[0.0, 0.0])


def test_cross_entropy_of_large_scores_is_finite():
    check("cross_entropy", np.array([[1e4, 0.0], [0.0, -1e4]]), np.array([1, 0]), expected=5e3)
    check("cross_entropy", np.array([[1e4, 0.0]]), np.array([0]), expected=0.0)


def test_wrong_targets_are_refused():
    x = np.zeros((2, 3))
    for name in ("nll_loss", "cross_entropy"):
        fails(IndexError, name, x, np.array([0, 3]), match="out of bounds")
        fails(IndexError, name, x, np.array([0, -1]), match="out of bounds")
        fails(ValueError, name, x, np.array([0, 1, 2]), match="batch_size")
        fails(RuntimeError, name, x, np.array([0.0, 1.0]))
        fails(ValueError, name, x, np.array([0, 1]), reduction="max", match="reduction")


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("positive", [False, True])
def test_binary_cross_entropy_with_logits(reduction, weighted, positive):
    x, y = random.normal(size=(4, 3)) * 4, random.uniform(size=(4, 3))
    weight = random.uniform(size=3) if weighted else None
    pos_weight = np.array([0.5, 2.0, 3.0]) if positive else None
    p = 1 / (1 + np.exp(-x))
    loss = -((1 if pos_weight is None else pos_weight) * y * np.log(p) + (1 - y) * np.log(1 - p))
    loss = loss if weight is None else loss * weight
    check("binary_cross_entropy_with_logits", x, y, weight=weight, pos_weight=pos_weight, reduction=reduction,
          grads=(0, 1),
          expected=reduced(loss, reduction), rtol=1e-8)


def test_binary_cross_entropy_of_large_logits_is_finite():
    check("binary_cross_entropy_with_logits", np.array([1e3, -1e3]), np.array([0.0, 1.0]), reduction="none",
          expected=[1e3, 1e3])
    fails(ValueError, "binary_cross_entropy_with_logits", np.zeros(3), np.zeros((1, 3)), match="same as input size")


# -- dropout --------------------------------------------------------------------------------------------------

def test_dropout_keeps_a_share_and_scales_it():
    wg.manual_seed(0)
    x = wg.ones(10_000, requires_grad=True)
    y = F.dropout(x, 0.25)
    kept = y.detach().numpy() != 0
    assert 0.73 < kept.mean() < 0.77
    np.testing.assert_allclose(y.detach().numpy()[kept], 1 / 0.75, rtol=1e-6)
    g, = wg.autograd.grad(y.sum(), x)
    np.testing.assert_array_equal(g.numpy(), y.detach().numpy())


def test_dropout_at_its_ends_and_when_not_training():
    x = wg.tensor([1.0, 2.0], requires_grad=True)
    assert F.dropout(x, 0.5, training=False).tolist() == [1, 2]
    assert F.dropout(x, 0.0).tolist() == [1, 2]
    nothing = F.dropout(x, 1.0)
    assert nothing.tolist() == [0, 0]
    assert wg.autograd.grad(nothing.sum(), x)[0].tolist() == [0, 0]


def test_dropout_in_place_and_its_errors():
    x = wg.ones(100)
    assert F.dropout(x, 0.5, inplace=True) is x
    assert set(x.tolist()) <= {0.0, 2.0}
    for p in (-0.1, 1.1):
        fails(ValueError, "dropout", np.ones(2), p, match="between 0 and 1")
    wg.manual_seed(3)
    first = F.dropout(wg.ones(20)).tolist()
    wg.manual_seed(3)
    assert F.dropout(wg.ones(20)).tolist() == first


def test_cross_entropy_of_ignored_rows_alone_has_no_gradient_to_second_order():
    x = wg.tensor([[0.5, -1.0], [2.0, 0.0]], dtype=wg.float64, requires_grad=True)
    loss = wg.nn.functional.cross_entropy(x, wg.tensor([-100, -100]))
    slope, = wg.autograd.grad(loss, x, create_graph=True)
    second, = wg.autograd.grad((slope * slope).sum(), x)
    assert math.isnan(loss.item())
    assert slope.tolist() == second.tolist() == [[0.0, 0.0], [0.0, 0.0]]
