"""Normalisations against PyTorch: values, gradients to second order, running values, layouts and errors."""
import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F

torch = pytest.importorskip("torch")
RANDOM = np.random.default_rng(3)
SHAPES = [(5, 3), (4, 3, 1), (2, 4, 7), (3, 4, 5, 6), (2, 2, 3, 2, 2), (300, 130), (2, 3, 40, 50)]


def affine(lib, channels, dtype):
    """A scale and a shift per channel."""
    make = np.random.default_rng(channels)
    return [lib.tensor(make.normal(size=channels), dtype=getattr(lib, dtype), requires_grad=True) for _ in range(2)]


def derivatives(lib, call, x, dtype, second=True):
    """Value, first and second derivatives of a call (x, weight, bias)."""
    x = lib.tensor(x, dtype=getattr(lib, dtype), requires_grad=True)
    leaves = [x, *affine(lib, x.shape[1], dtype)]
    y = call(lib, *leaves)
    cotangent = lib.tensor(np.cos(np.arange(y.numel())).reshape(tuple(y.shape)), dtype=getattr(lib, dtype))
    first = lib.autograd.grad(y, leaves, cotangent, create_graph=second)
    results = [y, *first]
    if second:
        results += lib.autograd.grad(sum((g * g).sum() for g in first), leaves, allow_unused=True)
    return [None if t is None else t.detach().numpy() for t in results]


def assert_same(call, x, dtype="float64", second=True):
    """Both libraries give the same; zero and None are the same derivative."""
    tolerance = 1e-8 if dtype == "float64" else 2e-4
    for a, b in zip(*(derivatives(lib, call, x, dtype, second) for lib in (wg, torch)), strict=True):
        if a is None or b is None:
            assert not any(t is not None and np.abs(t).max() > tolerance for t in (a, b))
        else:
            np.testing.assert_allclose(a, b, tolerance, tolerance * max(1, np.abs(b).max()))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", SHAPES)
def test_batch_norm_of_the_batch(shape, dtype):
    assert_same(lambda lib, x, w, b: lib.nn.functional.batch_norm(x, None, None, w, b, True),
                RANDOM.normal(size=shape) + 3, dtype, second=bool(dtype == "float64" and np.prod(shape) < 1000))


@pytest.mark.parametrize("shape", SHAPES[:4])
def test_batch_norm_by_running_values(shape):
    def call(lib, x, w, b):
        mean, var = lib.linspace(-1, 1, shape[1], dtype=lib.float64), lib.linspace(0.5, 2, shape[1], dtype=lib.float64)
        return lib.nn.functional.batch_norm(x, mean, var, w, b, False, eps=0.01)
    assert_same(call, RANDOM.normal(size=shape))


@pytest.mark.parametrize("momentum", [0.1, 1.0, 0.0])
def test_training_moves_the_running_values(momentum):
    x = RANDOM.normal(size=(3, 2, 4))
    for lib in (wg, torch):
        mean, var = lib.tensor([1.0, 2.0]).double(), lib.tensor([0.5, 3.0]).double()
        lib.nn.functional.batch_norm(lib.tensor(x), mean, var, training=True, momentum=momentum)
        if lib is wg:
            ours = mean.tolist(), var.tolist()
            assert mean._version == 1
    assert ours[0] == pytest.approx(mean.tolist()) and ours[1] == pytest.approx(var.tolist())


def test_running_values_are_part_of_no_graph():
    mean, var = wg.zeros(2), wg.ones(2)
    F.batch_norm(wg.ones(3, 2, requires_grad=True), mean, var, training=True)
    assert not mean.requires_grad and not var.requires_grad


def test_running_values_may_be_strided():
    values = wg.zeros(2, 3)
    F.batch_norm(wg.arange(6.0).reshape(3, 2), values[:, 1], wg.ones(2), training=True, momentum=1.0)
    assert values.tolist() == [[0.0, 2.0, 0.0], [0.0, 3.0, 0.0]]


def test_data_far_from_zero_keeps_its_variance():
    x = wg.tensor(1e4 + RANDOM.normal(size=(64, 2, 10)).astype(np.float32))
    y = F.batch_norm(x, None, None, training=True)
    np.testing.assert_allclose(y.var((0, 2), correction=0).numpy(), 1, 1e-2)
    z = F.group_norm(x, 1)
    np.testing.assert_allclose(z.var((1, 2), correction=0).numpy(), 1, 1e-2)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape, groups",
                         [((2, 4), 2), ((2, 6, 5), 3), ((3, 4, 5, 6), 4), ((2, 4, 3, 3), 1), ((2, 8, 40, 30), 2)])
def test_group_norm(shape, groups, dtype):
    assert_same(lambda lib, x, w, b: lib.nn.functional.group_norm(x, groups, w, b, 0.01),
                RANDOM.normal(size=shape) - 1, dtype, second=bool(dtype == "float64" and np.prod(shape) < 1000))


@pytest.mark.parametrize("shape", [(2, 3, 4), (3, 2, 4, 5)])
def test_instance_norm(shape):
    assert_same(lambda lib, x, w, b: lib.nn.functional.instance_norm(x, None, None, w, b), RANDOM.normal(size=shape))


def test_instance_norm_moves_running_values_by_their_mean():
    x = RANDOM.normal(size=(3, 2, 5))
    for lib in (wg, torch):
        mean, var = lib.tensor([1.0, 2.0]).double(), lib.tensor([0.5, 3.0]).double()
        y = lib.nn.functional.instance_norm(lib.tensor(x), mean, var)
        z = lib.nn.functional.instance_norm(lib.tensor(x), mean, var, use_input_stats=False)
        result = [t.numpy() for t in (mean, var, y, z)]
        if lib is wg:
            ours = result
    for a, b in zip(ours, result):
        np.testing.assert_allclose(a, b, 1e-10, 1e-12)


@pytest.mark.parametrize("width", [1, 7, 16, 31, 64, 300, 2500])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_layer_and_rms_norm_of_any_width(width, dtype):
    x = RANDOM.normal(size=(9, width)) + 2
    assert_same(lambda lib, x, w, b: lib.nn.functional.layer_norm(x, (width,), w, b), x, dtype, second=False)
    assert_same(lambda lib, x, w, b: lib.nn.functional.rms_norm(x, (width,), w) + b, x, dtype, second=False)


def test_inputs_that_are_not_contiguous():
    x = RANDOM.normal(size=(4, 5, 3))

    def through(function):
        return lambda lib, x, w, b: function(lib, x.transpose(1, 2), w[:3], b[:3])

    assert_same(through(lambda lib, x, w, b: lib.nn.functional.batch_norm(x, None, None, w, b, True)), x)
    assert_same(through(lambda lib, x, w, b: lib.nn.functional.group_norm(x, 3, w, b)), x)


def test_results_do_not_depend_on_the_number_of_threads():
    x = wg.tensor(RANDOM.normal(size=(8, 16, 30, 30)).astype(np.float32), requires_grad=True)
    before, found = wg.get_num_threads(), []
    for threads in (1, 3):
        wg.set_num_threads(threads)
        for call in (lambda: F.batch_norm(x, None, None, training=True), lambda: F.group_norm(x, 4)):
            y = call()
            found.append((y.detach().numpy(), *wg.autograd.grad((y * y * y).sum(), x)))
    wg.set_num_threads(before)
    for a, b in zip(found[:2], found[2:]):
        assert (a[0] == b[0]).all() and (a[1].numpy() == b[1].numpy()).all()


@pytest.mark.parametrize("call, error, phrase", [
    (lambda lib: lib.nn.functional.batch_norm(lib.ones(1, 3), None, None, training=True), ValueError,
     "Expected more than 1 value per channel"),
    (lambda lib: lib.nn.functional.batch_norm(lib.ones(2, 3), lib.ones(2), lib.ones(3)), RuntimeError,
     "running_mean should contain 3 elements not 2"),
    (lambda lib: lib.nn.functional.batch_norm(lib.ones(2, 3), None, None, weight=lib.ones(4), training=True),
     RuntimeError, "weight should contain 3 elements not 4"),
    (lambda lib: lib.nn.functional.batch_norm(lib.ones(2, 3), None, None), RuntimeError, "running_mean"),
    (lambda lib: lib.nn.functional.group_norm(lib.ones(2, 4), 3), RuntimeError, "to be divisible by num_groups"),
    (lambda lib: lib.nn.functional.group_norm(lib.ones(4), 2), RuntimeError, "Expected at least 2 dimensions"),
    (lambda lib: lib.nn.functional.group_norm(lib.ones(2, 4), 2, lib.ones(2)), RuntimeError,
     "Expected weight to be a vector of size equal to the number of channels"),
    (lambda lib: lib.nn.functional.instance_norm(lib.ones(2, 3, 1)), ValueError,
     "Expected more than 1 spatial element"),
    (lambda lib: lib.nn.functional.local_response_norm(lib.ones(2, 3), 2), ValueError,
     "Expected 3D or higher dimensionality"),
    (lambda lib: lib.nn.functional.rms_norm(lib.ones(2, 3), (2,)), RuntimeError, "normalized_shape"),
])
def test_errors_have_torchs_class_and_words(call, error, phrase):
    for lib in (wg, torch):
        with pytest.raises(error, match=phrase):
            call(lib)


def test_normalize_writes_to_out():
    x, out = wg.tensor([[3.0, 4.0]]), wg.empty(0)
    assert F.normalize(x, out=out) is out
    np.testing.assert_allclose(out.numpy(), [[0.6, 0.8]], 1e-6)
    assert F.normalize(wg.zeros(1, 3)).tolist() == [[0.0, 0.0, 0.0]]


def test_empty_batches():
    for lib in (wg, torch):
        assert lib.nn.functional.group_norm(lib.zeros(0, 4, 3), 2).shape == (0, 4, 3)
        assert lib.nn.functional.rms_norm(lib.zeros(0, 4), (4,)).shape == (0, 4)
