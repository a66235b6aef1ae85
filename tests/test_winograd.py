"""Convolutions of 3 x 3 windows of float32 that take a quarter of the multiplications: how exact they are, and that
what is not finite goes the direct way."""
import os
import subprocess
import sys

import numpy as np
import pytest

import wengert as wg

F = wg.nn.functional
# images, channels per group, filters per group, height, width, padding, groups
SHAPES = [(4, 16, 16, 14, 14, 1, 1), (2, 16, 32, 28, 28, 1, 1), (3, 20, 37, 13, 17, 0, 1), (16, 64, 48, 7, 7, 1, 1),
          (2, 17, 33, 9, 30, 2, 2), (5, 96, 40, 8, 8, 0, 1), (1, 16, 16, 20, 20, 3, 1), (40, 32, 32, 4, 4, 1, 1),
          (1, 24, 16, 5, 131, 1, 1), (1, 16, 16, 4, 1100, 1, 1), (3, 16, 16, 4, 900, 1, 1), (6, 16, 16, 32, 32, 1, 1)]


def operands(images, channels, filters, height, width, padding, groups, seed=0):
    random = np.random.default_rng(seed)
    x = random.standard_normal((images, groups * channels, height, width))
    w = random.standard_normal((groups * filters, channels, 3, 3)) * (9 * channels) ** -0.5
    return x.astype("float32"), w.astype("float32"), random.standard_normal(groups * filters).astype("float32")


def pass_through(x, w, b, padding, groups, dtype, transposed=False):
    """The result and the three gradients, in `dtype`."""
    leaves = [wg.tensor(v.astype(dtype), requires_grad=True) for v in (x, w, b)]
    convolve = F.conv_transpose2d if transposed else F.conv2d
    y = convolve(*leaves, padding=padding, groups=groups)
    g = np.random.default_rng(1).standard_normal(tuple(y.shape)).astype("float32")
    return [v.numpy() for v in (y.detach(), *wg.autograd.grad(y, leaves, wg.tensor(g.astype(dtype))))]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_errors_are_a_few_units_of_what_is_summed(shape):
    """Float64 takes the direct way; sums in plain order have errors of up to about 4e-6 here."""
    x, w, b = operands(*shape)
    padding, groups = shape[5:]
    for out, exact in zip(pass_through(x, w, b, padding, groups, "float32"),
                          pass_through(x, w, b, padding, groups, "float64")):
        error = np.abs(out - exact) / exact.std()
        assert error.mean() < 4e-6 and error.max() < 4e-5


def test_transposes_are_as_exact():
    x, w, _ = operands(3, 32, 24, 10, 15, 1, 2)
    b = np.zeros(48, "float32")
    w = np.random.default_rng(3).standard_normal((64, 24, 3, 3)).astype("float32")
    for padding in (0, 1, 2):
        for out, exact in zip(pass_through(x, w, b, padding, 2, "float32", transposed=True),
                              pass_through(x, w, b, padding, 2, "float64", transposed=True)):
            assert np.abs(out - exact).max() < 4e-5 * exact.std()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("where", [0, 1], ids=["image", "weight"])
def test_what_is_not_finite_stays_in_its_windows(bad, where):
    arrays = operands(2, 16, 16, 16, 16, 1, 1)
    arrays[where][1, 2, 0, 2] = bad
    for out, exact in zip(pass_through(*arrays, 1, 1, "float32"), pass_through(*arrays, 1, 1, "float64")):
        np.testing.assert_array_equal(np.isnan(out), np.isnan(exact))
        np.testing.assert_array_equal(np.isposinf(out), np.isposinf(exact))
        finite = np.isfinite(exact)
        np.testing.assert_allclose(out[finite], exact[finite], rtol=1e-4, atol=1e-3)


def test_only_the_transform_overflows():
    """Results near the largest number are found although sums of four elements are beyond it."""
    x = np.full((1, 16, 16, 16), 3e38, "float32")
    w = np.zeros((16, 16, 3, 3), "float32")
    w[:, 0, 1, 1] = 0.5
    out = wg.conv2d(wg.tensor(x), wg.tensor(w), padding=1).numpy()
    np.testing.assert_array_equal(out, np.full(out.shape, np.float32(1.5e38)))


def test_number_of_threads_changes_no_bit():
    before = wg.get_num_threads()
    results = []
    try:
        for threads in (1, 2, 5):
            wg.set_num_threads(threads)
            results.append([pass_through(*operands(*shape), *shape[5:], "float32") for shape in SHAPES])
    finally:
        wg.set_num_threads(before)
    for other in results[1:]:
        for ours, theirs in zip(results[0], other):
            for a, b in zip(ours, theirs):
                np.testing.assert_array_equal(a, b)


def test_an_image_is_the_same_alone_and_in_a_batch():
    x, w, b = operands(6, 16, 32, 30, 18, 1, 1)
    whole = wg.conv2d(wg.tensor(x), wg.tensor(w), wg.tensor(b), padding=1).numpy()
    for i in range(len(x)):
        alone = wg.conv2d(wg.tensor(x[i:i + 1]), wg.tensor(w), wg.tensor(b), padding=1).numpy()
        np.testing.assert_array_equal(whole[i:i + 1], alone)


def test_second_order_is_that_of_float64():
    x, w, _ = operands(2, 16, 16, 12, 12, 1, 1)
    found = []
    for dtype in ("float32", "float64"):
        leaves = [wg.tensor(v.astype(dtype), requires_grad=True) for v in (x, w)]
        grads = wg.autograd.grad((wg.conv2d(*leaves, padding=1) ** 2).sum(), leaves, create_graph=True)
        found.append([g.numpy() for g in wg.autograd.grad(sum((g ** 2).sum() for g in grads), leaves)])
    for out, exact in zip(*found):
        assert np.abs(out - exact).max() < 1e-4 * exact.std()


PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_winograd import SHAPES, operands, pass_through
for shape in SHAPES:
    for out in pass_through(*operands(*shape), *shape[5:], "float32"):
        print(shape, hashlib.sha256(out.tobytes()).hexdigest())
"""


def test_new_memory_may_hold_anything():
    """glibc fills what it hands out with what MALLOC_PERTURB_ says (here numbers near the largest one); channels that
    only fill up a vector were once left as they were, and where they were no numbers the direct way was taken."""
    found = [subprocess.run([sys.executable, "-c", PROGRAM, os.path.dirname(__file__)], check=True, text=True,
                            capture_output=True, env={**os.environ, **fill}).stdout
             for fill in ({"MALLOC_PERTURB_": "0"}, {"MALLOC_PERTURB_": "128"})]
    assert found[0].count("\n") == 4 * len(SHAPES)
    assert found[0] == found[1]
