"""Grid sampling over more than a block of points: every interpolation and padding, beside PyTorch; threads, NaN."""
import itertools

import numpy as np
import pytest

import wengert as wg
from wengert.ops.sampling import sampling_formula

CASES = [(2, mode, padding, align) for mode, padding, align in itertools.product(range(3), range(3), (False, True))]
CASES += [(3, mode, padding, align) for mode, padding, align in itertools.product(range(2), range(3), (False, True))]
UNUSED = {"allow_unused": True, "materialize_grads": True}


def image_and_points(rank, batch=2, channels=5, dtype=np.float64):
    """Images of odd sizes and 150 points, a third of them outside."""
    random = np.random.default_rng(rank)
    sizes, shape = ((7, 6), (10, 15)) if rank == 2 else ((4, 5, 3), (5, 6, 5))
    return (random.normal(size=(batch, channels, *sizes)).astype(dtype),
            random.uniform(-1.9, 1.8, (batch, *shape, rank)).astype(dtype))


def sampled(lib, arrays, options, g):
    """The samples, and the cotangents of image and grid."""
    image, grid = (lib.tensor(a, requires_grad=True) for a in arrays)
    out = (lib.grid_sampler_2d if image.ndim == 4 else lib.grid_sampler_3d)(image, grid, *options)
    return [out.detach().numpy(), *(t.numpy() for t in lib.autograd.grad(out, [image, grid], lib.tensor(g)))]


@pytest.mark.parametrize("rank, mode, padding, align", CASES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_values_and_gradients_are_those_of_pytorch(rank, mode, padding, align, dtype):
    torch = pytest.importorskip("torch")
    arrays = image_and_points(rank, dtype=dtype)
    g = np.random.default_rng(5).normal(size=arrays[0].shape[:2] + arrays[1].shape[1:-1]).astype(dtype)
    for ours, theirs in zip(*(sampled(lib, arrays, (mode, padding, align), g) for lib in (wg, torch))):
        close = 1e-9 if dtype is np.float64 else 2e-4
        np.testing.assert_allclose(ours, theirs, rtol=close, atol=close)


@pytest.mark.parametrize("rank, mode, padding, align", CASES)
def test_second_derivatives_are_those_of_the_formula(rank, mode, padding, align):
    arrays = image_and_points(rank, 1, 2)

    def second(function):
        image, grid = (wg.tensor(a, requires_grad=True) for a in arrays)
        out = function(image, grid, mode, padding, align)
        first = wg.autograd.grad((out * out).sum(), [image, grid], create_graph=True, **UNUSED)
        loss = sum((t * t).sum() for t in first)
        return wg.autograd.grad(loss, [image, grid], **UNUSED)
    for ours, plain in zip(second(wg.grid_sampler), second(sampling_formula)):
        np.testing.assert_allclose(ours.numpy(), plain.numpy(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("shape", [(1, 1, 90, 70), (3, 20, 30, 21)])
def test_results_do_not_depend_on_the_number_of_threads(shape):
    before = wg.get_num_threads()
    random = np.random.default_rng(0)
    arrays = (random.normal(size=shape).astype(np.float32),
              random.uniform(-1.2, 1.2, (shape[0], 83, 101, 2)).astype(np.float32))
    g = random.normal(size=(*shape[:2], 83, 101)).astype(np.float32)
    try:
        found = []
        for threads in (1, 4):
            wg.set_num_threads(threads)
            found.append(sampled(wg, arrays, (0, 0, False), g))
    finally:
        wg.set_num_threads(before)
    for one, four in zip(*found):
        np.testing.assert_array_equal(one, four)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_elements_that_are_no_numbers_reach_only_the_points_beside_them(bad):
    image = wg.ones(1, 2, 3, 3)
    image[0, 0, 0, 0] = bad
    points = wg.tensor([[[[5.0, 5.0], [1.0, 1.0], [-1.0, -1.0]]]])
    assert wg.grid_sampler_2d(image, points, 0, 0, True)[0, :, 0, :2].tolist() == [[0.0, 1.0], [0.0, 1.0]]
    assert not np.isfinite(wg.grid_sampler_2d(image, points, 0, 0, True)[0, 0, 0, 2].item())
    assert wg.grid_sampler_2d(image, points, 0, 0, True)[0, 1, 0, 2].item() == 1


def test_a_cotangent_that_is_no_number_leaves_points_outside_alone():
    image, points = wg.ones(1, 1, 2, 2, requires_grad=True), wg.tensor([[[[5.0, 5.0], [0.0, 0.0]]]], requires_grad=True)
    g = wg.tensor([[[[np.inf, 1.0]]]])
    gimage, gpoints = wg.autograd.grad(wg.grid_sampler_2d(image, points, 0, 0, True), [image, points], g)
    assert gimage.tolist() == [[[[0.25, 0.25], [0.25, 0.25]]]]
    assert gpoints.tolist() == [[[[0.0, 0.0], [0.0, 0.0]]]]


def test_points_far_outside_are_reflected_into_the_image():
    image = wg.arange(6.0).reshape(1, 1, 1, 6)
    x = wg.tensor([1.0, 3.0, -3.0, 5.0, 1e30, -1e30])
    points = wg.stack([x, wg.zeros(6)], 1).reshape(1, 1, 6, 2)
    out = wg.grid_sampler_2d(image, points, 0, 2, True)[0, 0, 0]
    assert out[:4].tolist() == [5.0, 0.0, 5.0, 5.0]
    assert ((out >= 0) & (out <= 5)).all()


def test_one_operand_alone_may_require_a_gradient():
    image, points = (wg.tensor(a) for a in image_and_points(2))
    for wanted in (image, points):
        wanted.requires_grad_()
        wg.grid_sampler_2d(image, points, 0, 0, False).sum().backward()
        assert wanted.grad.abs().sum() > 0
        wanted.requires_grad_(False)


def test_other_numbers_than_plain_integers_and_bools_are_understood():
    image, points = (wg.tensor(a) for a in image_and_points(2))
    expected = wg.grid_sampler_2d(image, points, 1, 2, True)
    for call in (wg.grid_sampler_2d, wg.grid_sampler):
        assert call(image, points, np.int64(1), np.int64(2), 1).equal(expected)
        assert call(image, points, padding_mode=2, interpolation_mode=1, align_corners=True).equal(expected)
