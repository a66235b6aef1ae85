"""NumPy's functions on tensors: those with a counterpart are recorded, the rest computed on arrays or refused."""
import numpy as np
import pytest

import wengert as wg

A = np.array([[1.53, -2.0, 0.48], [3.0, 0.23, -1.1]])
V = np.array([0.5, 2.0, 1.5])
SQUARE = np.array([[2.0, 1.0], [0.5, 3.0]])

CALLS = {
    "sum": lambda a: np.sum(a), "sum axis": lambda a: np.sum(a, axis=0), "sum axes": lambda a: np.sum(a, axis=(0, 1)),
    "sum kept": lambda a: np.sum(a, axis=-1, keepdims=True), "method": lambda a: a.sum(axis=1),
    "prod": lambda a: np.prod(a, axis=1), "prod all": lambda a: np.prod(a, keepdims=True),
    "mean": lambda a: np.mean(a, axis=1), "average": lambda a: np.average(a), "var": lambda a: np.var(a),
    "var axis": lambda a: np.var(a, axis=0), "var ddof": lambda a: np.var(a, axis=1, ddof=1),
    "std": lambda a: np.std(a, axis=1, keepdims=True), "max": lambda a: np.max(a, axis=0), "amin": lambda a: np.amin(a),
    "ptp": lambda a: np.ptp(a, axis=1), "cumsum": lambda a: np.cumsum(a), "cumsum axis": lambda a: np.cumsum(a, axis=1),
    "clip": lambda a: np.clip(a, -1, 1), "clip one": lambda a: np.clip(a, None, 1.0), "round": lambda a: np.round(a, 1),
    "where": lambda a: np.where(a > 0, a, 0.0), "where array": lambda a: np.where(A > 0, a, A),
    "concatenate": lambda a: np.concatenate([a, a], axis=1), "concatenate with array": lambda a: np.concatenate([A, a]),
    "concatenate flat": lambda a: np.concatenate([a, a], axis=None), "stack": lambda a: np.stack([a, a * 2], axis=1),
    "vstack": lambda a: np.vstack([a, a]), "hstack": lambda a: np.hstack([a, a]),
    "split": lambda a: np.split(a, 3, axis=1)[1],
    "column_stack": lambda a: np.column_stack([a[0], a[1]]), "split at": lambda a: np.split(a, [1], axis=1)[1],
    "array_split": lambda a: np.array_split(a, 2, axis=1)[0], "atleast_2d": lambda a: np.atleast_2d(a[0]),
    "reshape": lambda a: np.reshape(a, (3, 2)), "ravel": lambda a: np.ravel(a), "transpose": lambda a: np.transpose(a),
    "transpose axes": lambda a: np.transpose(a, (1, 0)), "swapaxes": lambda a: np.swapaxes(a, 0, 1),
    "moveaxis": lambda a: np.moveaxis(a, 0, -1), "squeeze": lambda a: np.squeeze(a[None], axis=0),
    "expand_dims": lambda a: np.expand_dims(a, 1), "broadcast_to": lambda a: np.broadcast_to(a, (2, 2, 3)),
    "flip": lambda a: np.flip(a), "fliplr": lambda a: np.fliplr(a), "flipud": lambda a: np.flipud(a),
    "diagonal": lambda a: np.diagonal(a, 1), "trace": lambda a: np.trace(a), "tril": lambda a: np.tril(a),
    "triu": lambda a: np.triu(a, 1), "dot": lambda a: np.dot(a, a.T), "dot vector": lambda a: np.dot(a, V),
    "matmul": lambda a: np.matmul(a, a.T), "matmul array": lambda a: np.matmul(A.T, a), "vdot": lambda a: np.vdot(a, a),
    "outer": lambda a: np.outer(a[0], a[1]), "einsum": lambda a: np.einsum("ij,kj->ik", a, a),
    "norm": lambda a: np.linalg.norm(a), "norm axis": lambda a: np.linalg.norm(a, axis=1), "sort": lambda a: np.sort(a),
    "sort flat": lambda a: np.sort(a, axis=None), "take": lambda a: np.take(a, [2, 0], axis=1),
    "take flat": lambda a: np.take(a, [4, 1]), "diff": lambda a: np.diff(a), "copy": lambda a: np.copy(a),
    "real": lambda a: np.real(a), "sin": lambda a: np.sin(a), "add": lambda a: np.add(a, 1),
    "array first": lambda a: A * a,
    "power": lambda a: np.power(a, 2), "absolute": lambda a: np.absolute(a), "maximum": lambda a: np.maximum(a, 0.3),
    "add.reduce": lambda a: np.add.reduce(a), "multiply.reduce": lambda a: np.multiply.reduce(a, axis=1),
    "maximum.reduce": lambda a: np.maximum.reduce(a, axis=None),
    "add.accumulate": lambda a: np.add.accumulate(a, axis=1),
    "median": lambda a: np.median(a), "median axis": lambda a: np.median(a, axis=1, keepdims=True),
    "quantile": lambda a: np.quantile(a, 0.3, axis=1), "quantiles": lambda a: np.quantile(a, [0.1, 0.6], axis=1),
    "percentile": lambda a: np.percentile(a, 30), "cumprod": lambda a: np.cumprod(a, axis=1),
    "roll": lambda a: np.roll(a, 1),
    "roll axis": lambda a: np.roll(a, 2, axis=1), "tile": lambda a: np.tile(a, (2, 1)),
    "repeat": lambda a: np.repeat(a, 2),
    "repeat axis": lambda a: np.repeat(a, [1, 2, 0], axis=1), "kron": lambda a: np.kron(a, V),
    "diag": lambda a: np.diag(a[0]),
    "meshgrid": lambda a: np.meshgrid(a[0], a[1])[0], "tensordot": lambda a: np.tensordot(a, a, axes=([1], [1])),
    "inner": lambda a: np.inner(a, a), "nan_to_num": lambda a: np.nan_to_num(a),
    "arctan2": lambda a: np.arctan2(a, 2.0),
    "take_along_axis": lambda a: np.take_along_axis(a, np.array([[0], [2]]), axis=1),
    "hypot": lambda a: np.hypot(a, 1.0),
    "multiply.accumulate": lambda a: np.multiply.accumulate(a, axis=0), "fabs": lambda a: np.fabs(a),
    "logaddexp": lambda a: np.logaddexp(a, 0.5), "square": lambda a: np.square(a), "expm1": lambda a: np.expm1(a),
    "logaddexp.reduce": lambda a: np.logaddexp.reduce(a, axis=1), "sinh": lambda a: np.sinh(a),
    "multiply.outer": lambda a: np.multiply.outer(a, V), "zeros_like": lambda a: a + np.zeros_like(a),
    "full_like": lambda a: a * np.full_like(a, 3),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_function_gives_numpys_values_as_a_tensor_and_is_recorded(call):
    x = wg.tensor(A, requires_grad=True)
    expected, out = call(A), call(x)
    assert isinstance(out, wg.Tensor) and out.requires_grad
    assert out.shape == np.shape(expected)
    np.testing.assert_allclose(out.detach().numpy(), expected, rtol=1e-13)
    gradient, = wg.autograd.grad(out.sum(), x)
    step = np.cos(np.arange(6.0)).reshape(2, 3)
    slope = (np.sum(call(A + 1e-6 * step)) - np.sum(call(A - 1e-6 * step))) / 2e-6
    assert (gradient.numpy() * step).sum() == pytest.approx(slope, rel=1e-6, abs=1e-6)


QUESTIONS = {
    "argmax": lambda a: np.argmax(a), "argmax axis": lambda a: np.argmax(a, axis=1),
    "argmin kept": lambda a: np.argmin(a, axis=0, keepdims=True), "argsort": lambda a: np.argsort(a, axis=0),
    "count_nonzero": lambda a: np.count_nonzero(a > 0), "all": lambda a: np.all(a > -5),
    "any": lambda a: np.any(a > 2, axis=1),
    "isnan": lambda a: np.isnan(a), "greater": lambda a: np.greater(a, 0), "logical_and.reduce":
    lambda a: np.logical_and.reduce(a > -3, axis=1), "isclose": lambda a: np.isclose(a, A),
    "isfinite": lambda a: np.isfinite(a),
}


@pytest.mark.parametrize("call", QUESTIONS.values(), ids=QUESTIONS)
def test_question_gives_numpys_answer_as_a_tensor(call):
    out = call(wg.tensor(A, requires_grad=True))
    assert isinstance(out, wg.Tensor) and not out.requires_grad
    np.testing.assert_array_equal(out.numpy(), call(A))


def test_shape_ndim_and_size_are_numbers():
    x = wg.ones(2, 3, requires_grad=True)
    assert (np.shape(x), np.ndim(x), np.size(x), np.size(x, 1)) == ((2, 3), 2, 6, 3)


@pytest.mark.parametrize("call", [lambda a: np.mean(a), lambda a: np.var(a), lambda a: np.std(a, ddof=1)])
def test_means_of_integers_are_taken_in_float64_as_numpy_does(call):
    array = np.array([1, 2, 4])
    out = call(wg.tensor(array))
    assert out.dtype is wg.float64 and out.item() == pytest.approx(call(array))


def test_joined_types_are_numpys():
    assert np.concatenate([wg.ones(1), wg.ones(1, dtype=wg.float64)]).dtype is wg.float64
    assert np.stack([wg.ones(1, dtype=wg.int64), np.ones(1, np.float32)]).dtype is wg.float64


ELSEWHERE = {
    "histogram": lambda t: np.histogram(t)[0], "fft": lambda t: np.fft.fft(t), "gradient": lambda t: np.gradient(t),
    "spacing": lambda t: np.spacing(t), "sum of a part": lambda t: np.sum(t, where=np.array([True, False, True])),
    "initial": lambda t: np.sum(t, initial=3.0), "order": lambda t: np.ravel(t, order="F"),
}


@pytest.mark.parametrize("call", ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_has_no_counterpart_is_computed_on_arrays_or_refused_if_a_gradient_would_be_lost(call):
    got, expected = call(wg.tensor(V)), call(V)
    assert type(got) is type(expected)
    np.testing.assert_array_equal(got, expected)
    for error in (RuntimeError, TypeError):
        with pytest.raises(error, match=r"Can't call numpy.*requires grad.*Use tensor.detach\(\).numpy\(\)"):
            call(wg.tensor(V, requires_grad=True))


def test_out_may_be_a_tensor_and_counts_as_a_write():
    out = wg.zeros(3, dtype=wg.float64)
    assert np.add(wg.tensor(V), 1, out=out) is out
    assert out.tolist() == (V + 1).tolist() and out._version == 1
    with pytest.raises(RuntimeError, match="out=... arguments don't support automatic differentiation"):
        np.add(wg.tensor(V, requires_grad=True), 1, out=out)


def test_out_with_where_is_refused():
    with pytest.raises(TypeError, match="cannot write into a Tensor with"):
        np.add(wg.tensor(V), 1, out=wg.zeros(3), where=np.array([True, False, True]))


def test_array_of_numpy_is_written_in_place_by_a_tensor_without_gradient():
    array = np.ones(3)
    array += wg.tensor(V)
    assert array.tolist() == (1 + V).tolist()


def test_asarray_refuses_a_copy_that_it_would_need():
    with pytest.raises(ValueError, match="Unable to avoid copy"):
        np.asarray(wg.ones(2), dtype=np.float64, copy=False)
    t = wg.ones(2)
    assert np.shares_memory(np.asarray(t, copy=False), t.numpy())
    assert not np.shares_memory(np.array(t, copy=True), t.numpy())
