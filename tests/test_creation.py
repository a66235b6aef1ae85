"""Functions that make tensors: values, dtypes by default and on request, shapes, _like and new_ forms."""
import numpy as np
import pytest

import wengert as wg

DTYPES = [wg.bool, wg.uint8, wg.int8, wg.int16, wg.int32, wg.int64,
          wg.float16, wg.float32, wg.float64, wg.complex64, wg.complex128]


# tensor()

@pytest.mark.parametrize("data, dtype", [
    (True, wg.bool),
    (3, wg.int64),
    (2.5, wg.float32),
    (1 + 2j, wg.complex64),
    ([], wg.float32),
    ([True, False], wg.bool),
    ([True, 2], wg.int64),
    ([1, 2.5], wg.float32),
    ([1, 2.5, 3j], wg.complex64),
    ([[1, 2], [3, 4]], wg.int64),
    ((1.0, (2.0)), wg.float32),
    (np.float64(2.5), wg.float64),
    (np.float32(2.5), wg.float32),
    (np.int16(3), wg.int16),
    (np.array([1, 2], dtype=np.int8), wg.int8),
    (np.array([[1.5]]), wg.float64),
], ids=repr)
def test_tensor_infers_the_dtype_from_the_data(data, dtype):
    t = wg.tensor(data)
    assert t.dtype == dtype
    assert t.shape == np.shape(data)
    assert t.tolist() == np.array(data).tolist()


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_tensor_takes_any_dtype_on_request(dtype):
    t = wg.tensor([0, 1], dtype=dtype)
    assert t.dtype == dtype and t.tolist() == [0, 1]


def test_tensor_copies_its_data():
    array = np.zeros(2)
    t, u = wg.tensor(array), wg.tensor(array)
    array[0] = 5
    t[1] = 7
    assert t.tolist() == [0, 7] and u.tolist() == [0, 0]


def test_tensor_of_zero_dimensional_tensors():
    assert wg.tensor([wg.tensor(1.0), wg.tensor(2.0)]).tolist() == [1, 2]


def test_tensor_keeps_empty_dimensions():
    assert wg.tensor([[], []]).shape == (2, 0)


@pytest.mark.parametrize("data, error, phrase", [
    ([[1, 2], [3]], ValueError, "expected sequence of length 2 at dim 1"),
    ("text", TypeError, "invalid data type 'str'"),
    (None, RuntimeError, "Could not infer dtype of NoneType"),
    (object(), RuntimeError, "Could not infer dtype of object"),
], ids=["ragged", "str", "None", "object"])
def test_tensor_refuses_what_is_no_array_of_numbers(data, error, phrase):
    with pytest.raises(error, match=phrase):
        wg.tensor(data)


def test_as_tensor_gives_back_a_tensor_and_shares_an_array():
    t, array = wg.ones(2), np.zeros(2)
    assert wg.as_tensor(t) is t
    assert wg.as_tensor(t, dtype=wg.float64).dtype == wg.float64
    wg.as_tensor(array)[0] = 5
    assert array.tolist() == [5, 0]
    assert wg.as_tensor([1, 2]).tolist() == [1, 2]


# constants

FILLED = [(wg.zeros, 0), (wg.ones, 1)]


@pytest.mark.parametrize("make, value", FILLED)
def test_shape_may_be_given_in_every_way(make, value):
    for t in (make(2, 3), make((2, 3)), make([2, 3]), make(size=(2, 3)), make(wg.ones(2, 3).shape)):
        assert t.tolist() == [[value] * 3] * 2
    assert make(()).item() == value
    assert make(0, 4).shape == (0, 4)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("make, value", FILLED)
def test_constants_of_every_dtype(make, value, dtype):
    t = make(2, dtype=dtype)
    assert t.dtype == dtype and t.tolist() == [value, value]


@pytest.mark.parametrize("value, dtype", [
    (True, wg.bool), (7, wg.int64), (2.5, wg.float32), (1j, wg.complex64),
])
def test_full_takes_its_dtype_from_the_value(value, dtype):
    t = wg.full((2, 2), value)
    assert t.dtype == dtype and t.tolist() == [[value, value]] * 2
    assert wg.full((1,), 1, dtype=wg.float64).dtype == wg.float64


def test_empty_has_shape_and_dtype():
    t = wg.empty(2, 3, dtype=wg.int32)
    assert (t.shape, t.dtype) == ((2, 3), wg.int32)


@pytest.mark.parametrize("rows, columns", [(3, None), (2, 3), (3, 2), (0, None)])
def test_eye(rows, columns):
    t = wg.eye(rows) if columns is None else wg.eye(rows, columns)
    assert t.dtype == wg.float32
    np.testing.assert_array_equal(t.numpy(), np.eye(rows, columns))


@pytest.mark.parametrize("make", [
    lambda **options: wg.tensor([1.0], **options),
    lambda **options: wg.zeros(2, **options),
    lambda **options: wg.ones(2, **options),
    lambda **options: wg.full((2,), 1.0, **options),
    lambda **options: wg.empty(2, **options),
    lambda **options: wg.eye(2, **options),
    lambda **options: wg.arange(3.0, **options),
    lambda **options: wg.linspace(0, 1, 3, **options),
    lambda **options: wg.rand(2, **options),
    lambda **options: wg.randn(2, **options),
    lambda **options: wg.zeros_like(wg.ones(2), **options),
    lambda **options: wg.rand_like(wg.ones(2), **options),
])
def test_every_factory_takes_dtype_device_and_requires_grad(make):
    t = make(dtype=wg.float64, device="cpu", requires_grad=True)
    assert t.dtype == wg.float64 and t.device.type == "cpu"
    assert t.requires_grad and t.is_leaf
    assert make().dtype == wg.float32 and not make().requires_grad


# ranges

@pytest.mark.parametrize("arguments, dtype", [
    ((4,), wg.int64), ((1, 4), wg.int64), ((4, 0, -2), wg.int64), ((0,), wg.int64), ((2, 2), wg.int64),
    ((4.0,), wg.float32), ((0, 1, 0.25), wg.float32), ((1, -1, -0.5), wg.float32), ((0.5, 3), wg.float32),
], ids=str)
def test_arange(arguments, dtype):
    t = wg.arange(*arguments)
    assert t.dtype == dtype
    assert t.tolist() == np.arange(*arguments).tolist()


def test_arange_by_keyword_and_with_dtype():
    assert wg.arange(start=1, end=7, step=2).tolist() == [1, 3, 5]
    assert wg.arange(3, dtype=wg.float64).dtype == wg.float64


@pytest.mark.parametrize("start, end, steps", [
    (0, 1, 5), (-2, 2, 3), (3, 3, 1), (5, 9, 1), (1, 0, 2), (0, 1, 0),
])
def test_linspace(start, end, steps):
    t = wg.linspace(start, end, steps)
    assert t.dtype == wg.float32
    np.testing.assert_allclose(t.numpy(), np.linspace(start, end, steps), rtol=1e-6)


# forms that follow another tensor

@pytest.mark.parametrize("dtype", [wg.int32, wg.float64, wg.complex64], ids=str)
def test_like_forms_take_shape_and_dtype_from_the_tensor(dtype):
    like = wg.ones(2, 3, dtype=dtype)
    assert wg.zeros_like(like).tolist() == [[0] * 3] * 2
    assert wg.ones_like(like).tolist() == [[1] * 3] * 2
    assert wg.full_like(like, 7).tolist() == [[7] * 3] * 2
    for make in (wg.zeros_like, wg.ones_like, wg.empty_like, lambda t: wg.full_like(t, 7)):
        assert (make(like).shape, make(like).dtype) == ((2, 3), dtype)


def test_like_forms_do_not_inherit_requires_grad_and_take_another_dtype():
    like = wg.ones(2, requires_grad=True)
    assert not wg.zeros_like(like).requires_grad
    assert wg.zeros_like(like, dtype=wg.int64).dtype == wg.int64


def test_random_like_forms_follow_shape_and_dtype():
    like = wg.ones(2, 3, dtype=wg.float64)
    for t in (wg.rand_like(like), wg.randn_like(like), wg.randint_like(like, 5)):
        assert (t.shape, t.dtype) == ((2, 3), wg.float64)


def test_new_forms_follow_the_dtype_only():
    t = wg.ones(2, dtype=wg.float64)
    made = [t.new_zeros(3), t.new_ones((3,)), t.new_full((3,), 5), t.new_empty(3), t.new_tensor([1, 2, 3])]
    assert {m.dtype for m in made} == {wg.float64} and {m.shape for m in made} == {(3,)}
    assert [m.tolist() for m in made[:3]] == [[0] * 3, [1] * 3, [5] * 3]


# the default dtype

def test_default_dtype_is_float32_and_can_be_set():
    assert wg.get_default_dtype() == wg.float32
    wg.set_default_dtype(wg.float64)
    assert wg.get_default_dtype() == wg.float64
    for t in (wg.tensor(1.0), wg.zeros(1), wg.rand(1), wg.arange(2.0), wg.linspace(0, 1, 2), wg.eye(1),
              wg.full((1,), 2.0), wg.tensor([1]) / 2, wg.tensor([1]) * 1.5):
        assert t.dtype == wg.float64
    assert wg.tensor(1j).dtype == wg.complex128
    assert wg.tensor(1).dtype == wg.int64


@pytest.mark.parametrize("wrong", [wg.int64, wg.bool, "float64"], ids=str)
def test_default_dtype_must_be_floating(wrong):
    with pytest.raises(TypeError, match="floating-point types"):
        wg.set_default_dtype(wrong)
    assert wg.get_default_dtype() == wg.float32


# impossible requests

@pytest.mark.parametrize("make, error, phrase", [
    (lambda: wg.zeros(-1), RuntimeError, "negative"),
    (lambda: wg.zeros(2.5), TypeError, "float"),
    (lambda: wg.full((2,), "a"), TypeError, "str"),
    (lambda: wg.arange(0, 1, 0), RuntimeError, "step must be nonzero"),
    (lambda: wg.arange(3, 0), RuntimeError, "bound"),
    (lambda: wg.linspace(0, 1, -1), RuntimeError, "number of steps must be non-negative"),
    (lambda: wg.eye(-1), RuntimeError, "n must be greater or equal to 0"),
    (lambda: wg.ones(1, device="nonsense"), RuntimeError, "nonsense"),
], ids=["negative size", "float size", "text", "no step", "empty range", "steps", "eye", "device"])
def test_impossible_requests_are_refused(make, error, phrase):
    with pytest.raises(error, match=phrase):
        make()
