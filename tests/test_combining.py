"""Combinations, block matrices, Kronecker products, powers, covariances and agreement, against PyTorch."""
import warnings

import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")

NAN, INF = float("nan"), float("inf")


def same(call, tolerance=1e-6):
    """A call made in both libraries; its results agree, or both raise one built-in class."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = call(torch)
        except Exception as error:
            builtin = next(c for c in type(error).__mro__ if c.__module__ == "builtins")
            with pytest.raises(builtin) as found:
                call(wg)
            assert isinstance(found.value, wg.errors.WengertError)
            return
        ours = call(wg)
    if isinstance(theirs, bool):
        assert ours is theirs
        return
    assert str(ours.dtype) == str(theirs.dtype) and tuple(ours.shape) == tuple(theirs.shape)
    np.testing.assert_allclose(ours.numpy(), theirs.resolve_conj().numpy(), tolerance, tolerance)


ARRAY = np.array([[0.0, 1, 2, 4], [2, 1, 5, 3]], np.float32)
COV = {"plain": {}, "correction": {"correction": 0}, "too much correction": {"correction": 4},
       "half": {"correction": 0.5},
       "frequencies": {"fweights": [1, 2, 0, 3]}, "weights": {"aweights": [0.1, 0.2, 0.3, 0.4]},
       "both": {"fweights": [1, 2, 0, 3], "aweights": [0.1, 0.2, 0.3, 0.4]},
       "both, uncorrected": {"fweights": [1, 2, 0, 3], "aweights": [0.1, 0.2, 0.3, 0.4], "correction": 0},
       "floats for frequencies": {"fweights": [1.0, 2, 3, 4]}, "booleans for frequencies": {"fweights": [True] * 4},
       "integers for weights": {"aweights": [1, 2, 3, 4]}, "too few frequencies": {"fweights": [1, 2]},
       "too many dims": {"aweights": [[0.1, 0.2, 0.3, 0.4]]}, "negative": {"fweights": [1, 2, -1, 1]},
       "negative weights": {"aweights": [1.0, 2, -1, 1]}, "nothing but zeros": {"fweights": [0, 0, 0, 0]}}


@pytest.mark.parametrize("case", COV)
@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "complex64"])
def test_covariance(case, dtype):
    def call(t):
        options = {k: t.tensor(v) if k != "correction" else v for k, v in COV[case].items()}
        x = t.tensor(ARRAY).to(getattr(t, dtype))
        return t.cov(x * (1 + 2j) if dtype == "complex64" else x, **options)
    same(call, 1e-5)


@pytest.mark.parametrize("shape", [(), (1,), (5,), (0,), (2, 0), (0, 2), (1, 4), (2, 2, 2)])
def test_covariance_and_correlation_of_shapes(shape):
    x = np.arange(1.0, 1 + np.prod(shape)).reshape(shape) ** 2
    same(lambda t: t.cov(t.tensor(x)))
    same(lambda t: t.corrcoef(t.tensor(x)))


def test_covariance_without_freedom_warns():
    with pytest.warns(UserWarning, match="degrees of freedom is <= 0"):
        wg.cov(wg.tensor([1.0]))


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool", "complex64"])
def test_correlation_of_types(dtype):
    same(lambda t: t.corrcoef(t.tensor(ARRAY).to(getattr(t, dtype))))


def test_covariance_follows_gradients_through_weights():
    def call(t):
        x, w = t.tensor(ARRAY, requires_grad=True), t.tensor([0.1, 0.2, 0.3, 0.4], requires_grad=True)
        return t.cat([g.flatten() for g in t.autograd.grad(t.cov(x, aweights=w).square().sum(), (x, w))])
    same(call, 1e-4)


@pytest.mark.parametrize("options", [{}, {"with_replacement": True}, {"r": 3}, {"r": 3, "with_replacement": True},
                                     {"r": 1}, {"r": 0},
                                     {"r": 5}, {"r": -1}])
@pytest.mark.parametrize("x", [[1, 2, 3, 4], [1.5, 2.5], [], [True, False, True], [[1, 2]], 1])
def test_combinations(x, options):
    same(lambda t: t.combinations(t.tensor(x), **options))


@pytest.mark.parametrize("arrays", [([1, 2],), ([1, 2], [4, 5]), ([1, 2], [3], [4, 5]), ([1, 2], [4.0]), ([1], [[2]]),
                                    (1, [2]), ()])
def test_cartesian_product(arrays):
    same(lambda t: t.cartesian_prod(*[t.tensor(a) for a in arrays]))


def test_cartesian_product_of_one_vector_is_itself():
    x = wg.ones(2)
    assert wg.cartesian_prod(x) is x


@pytest.mark.parametrize("arrays", [([1, 2], 3.0, [[1.0], [2]]), ([[1, 2], [3, 4]],), (), ([[[1]]],), ([], [[1.0, 2]]),
                                    ([True], [2]),
                                    ([1j], [[1.0]]), ([1, 2], 3)])
def test_block_matrix(arrays):
    same(lambda t: t.block_diag(*[t.tensor(a) for a in arrays]))


def test_lists_are_no_tensors():
    same(lambda t: t.block_diag([t.ones(2)]))
    same(lambda t: t.cartesian_prod([t.ones(2), t.ones(2)]))


@pytest.mark.parametrize("arrays", [(2.0, [1.0, 2]), ([[1, 2]], [1.5, 2]), ([[[1], [2]]], [3, 4]), ([True], [2]),
                                    ([1j], [1j, 2]), ([], [1, 2])])
def test_kronecker_product(arrays):
    same(lambda t: t.kron(*[t.tensor(a) for a in arrays]))


@pytest.mark.parametrize("x", [[1, 2, 3], [1.5, 0.0, -2], [True, False], [1j, 2.0], [], [[1.0]], 1.0])
@pytest.mark.parametrize("options", [{}, {"N": 5}, {"N": 2, "increasing": True}, {"N": 1}, {"N": 0}, {"N": -1}])
def test_powers(x, options):
    same(lambda t: t.vander(t.tensor(x), **options))


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int32"])
def test_powers_of_integers_are_long(dtype):
    same(lambda t: t.vander(t.tensor([1, 2, 3]).to(getattr(t, dtype)), 9))


PAIRS = [([1.0], [1.0 + 1e-7]), ([1.0], [1.1]), ([100], [101]), ([True], [True]), ([True], [False]),
         ([INF, -INF], [INF, -INF]),
         ([INF], [-INF]), ([INF], [1.0]), ([1.0], [INF]), ([NAN], [NAN]), ([], []), ([1.0, 2.0], [1.0]),
         ([1.0, 2.0], [1.0, 2.0, 3.0]),
         ([1 + 1j], [1 + 1.000001j]), ([complex(NAN, 0)], [complex(0, NAN)]), ([1.0], [1])]


@pytest.mark.parametrize("options", [{}, {"rtol": 0.01}, {"rtol": INF}, {"atol": 1, "rtol": 0}, {"equal_nan": True},
                                     {"rtol": -1.0}, {"atol": -1.0}])
@pytest.mark.parametrize("x, y", PAIRS)
def test_closeness(x, y, options):
    same(lambda t: t.allclose(t.tensor(x), t.tensor(y), **options))
    same(lambda t: t.tensor(x).allclose(t.tensor(y), **options))


@pytest.mark.parametrize("x, y", PAIRS)
def test_equality(x, y):
    same(lambda t: t.equal(t.tensor(x), t.tensor(y)))


def test_small_integers_do_not_wrap_round_in_comparisons():
    same(lambda t: t.allclose(t.tensor([1], dtype=t.uint8), t.tensor([2], dtype=t.uint8), atol=1))
    same(lambda t: t.allclose(t.tensor([1], dtype=t.uint8), t.tensor([2], dtype=t.uint8), atol=0.5, rtol=0))


def test_comparisons_are_of_tensors():
    same(lambda t: t.equal(t.ones(2), 1))
    assert wg.equal(wg.ones(2, requires_grad=True), wg.ones(2)) is True
