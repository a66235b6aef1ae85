"""cdist: norms, modes, equal rows, batches, nan and infinity, and what is refused."""
import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")

NORMS = (0, 0.5, 1, 1.5, 2, 3, float("inf"))
MODES = ("use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist")


def distances_and_gradients(lib, x, y, **options):
    """The distances and the gradients of their weighted sum."""
    x, y = lib.tensor(x, requires_grad=True), lib.tensor(y, requires_grad=True)
    out = lib.cdist(x, y, **options)
    weights = lib.tensor(np.cos(np.arange(out.numel())).reshape(tuple(out.shape)), dtype=out.dtype)
    return [t.detach().numpy() for t in (out, *lib.autograd.grad((out * weights).sum(), (x, y)))]


def assert_agree(x, y, tolerance=1e-10, **options):
    for ours, theirs in zip(distances_and_gradients(wg, x, y, **options),
                            distances_and_gradients(torch, x, y, **options)):
        np.testing.assert_allclose(ours, theirs, tolerance, tolerance)


@pytest.mark.parametrize("p", NORMS)
@pytest.mark.parametrize("width", [1, 3, 16, 35])
def test_norms_and_gradients(p, width):
    random = np.random.default_rng(0)
    assert_agree(random.normal(size=(4, width)), random.normal(size=(5, width)), p=float(p))


@pytest.mark.parametrize("p", NORMS)
def test_equal_rows_and_equal_elements(p):
    x = np.array([[0.0, 0, 0], [1, 2, 0]])
    y = np.array([[0.0, 0, 0], [1, 3, 0], [0, 2, 1]])
    assert_agree(x, y, p=float(p))


def test_ties_of_the_largest_difference_have_the_whole_gradient_each():
    x = wg.tensor([[1.0, 1.0]], requires_grad=True)
    wg.cdist(x, wg.tensor([[2.0, 2.0]]), p=float("inf")).backward(wg.ones(1, 1))
    assert x.grad.tolist() == [[-1, -1]]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("rows", [3, 30])
def test_euclidean_modes(mode, rows):
    random = np.random.default_rng(0)
    assert_agree(random.normal(size=(rows, 3)), random.normal(size=(4, 3)), 1e-7, compute_mode=mode)
    assert_agree(random.normal(size=(2, rows, 3)), random.normal(size=(4, 3)), 1e-7, compute_mode=mode)


def test_gradient_of_equal_rows_by_the_matrix_product_is_zero():
    x = np.eye(3)
    assert_agree(x, x.copy(), compute_mode="use_mm_for_euclid_dist")


def test_batches_broadcast_and_strides_do_not_matter():
    random = np.random.default_rng(0)
    x, y = random.normal(size=(3, 1, 2, 5)), random.normal(size=(4, 6, 5))
    assert_agree(x, y)
    turned = wg.cdist(wg.tensor(np.swapaxes(x, 2, 3).copy()).mT, wg.tensor(y))
    np.testing.assert_array_equal(turned.numpy(), wg.cdist(wg.tensor(x), wg.tensor(y)).numpy())


@pytest.mark.parametrize("shapes", [((0, 3), (2, 3)), ((2, 0), (3, 0)), ((0, 2, 3), (0, 4, 3)), ((2, 3), (0, 3))])
def test_nothing(shapes):
    assert_agree(*[np.zeros(shape) for shape in shapes])


@pytest.mark.parametrize("p", [0.0, 1.0, 2.0, float("inf")])
def test_nan_and_infinity(p):
    x, y = np.array([[np.nan, 1], [np.inf, 1], [1, 2]]), np.ones((2, 2))
    ours, theirs = wg.cdist(wg.tensor(x), wg.tensor(y), p), torch.cdist(torch.tensor(x), torch.tensor(y), p)
    np.testing.assert_array_equal(ours.numpy(), theirs.numpy())


@pytest.mark.parametrize("p", [1.0, 2.0, 3.0])
def test_second_derivative_is_there_unlike_torchs(p):
    x = wg.tensor([[0.3, -0.7]], dtype=wg.float64, requires_grad=True)
    y = wg.tensor([[1.0, 2.0]], dtype=wg.float64)
    norm = (x - y).abs().pow(p).sum().pow(1 / p)
    first = wg.autograd.grad(wg.cdist(x, y, p).sum(), x, create_graph=True)[0]
    expected = wg.autograd.grad(norm, x, create_graph=True)[0]
    assert wg.allclose(first, expected)
    if p > 1:
        assert wg.allclose(*[wg.autograd.grad(g.square().sum(), x)[0] for g in (first, expected)])


WRONG = {
    "vector": (lambda t: t.cdist(t.ones(2), t.ones(2, 2)), "at least 2D tensors, X1 got: 1D"),
    "columns": (lambda t: t.cdist(t.ones(2, 2), t.ones(2, 3)), "same number of columns. X1: 2 X2: 3"),
    "integers": (lambda t: t.cdist(t.ones(2, 2).long(), t.ones(2, 2).long()),
                 "only supports floating-point dtypes, X1 got"),
    "types": (lambda t: t.cdist(t.ones(2, 2), t.ones(2, 2).double()), "expected scalar type"),
    "negative order": (lambda t: t.cdist(t.ones(2, 2), t.ones(2, 2), p=-1), "non-negative p values"),
    "nan for an order": (lambda t: t.cdist(t.ones(2, 2), t.ones(2, 2), p=float("nan")), "non-negative p values"),
    "mode": (lambda t: t.cdist(t.ones(2, 2), t.ones(2, 2), compute_mode="fast"),
             "fast is not a valid value for compute_mode"),
    "batches": (lambda t: t.cdist(t.ones(3, 2, 2), t.ones(4, 2, 2)), ""),
}


@pytest.mark.parametrize("what", WRONG)
def test_refuses_as_torch_does(what):
    act, phrase = WRONG[what]
    with pytest.raises(Exception, match=phrase) as theirs:
        act(torch)
    builtin = next(c for c in type(theirs.value).__mro__ if c.__module__ == "builtins")
    with pytest.raises(builtin, match=phrase):
        act(wg)
