"""NumPy arrays and tensors over the same memory, in both directions, and where a copy is made instead."""
import numpy as np
import pytest

import wengert as wg

PAIRS = [
    (np.bool_, wg.bool), (np.uint8, wg.uint8), (np.int8, wg.int8), (np.int16, wg.int16), (np.int32, wg.int32),
    (np.int64, wg.int64), (np.float32, wg.float32), (np.float64, wg.float64),
    (np.complex64, wg.complex64), (np.complex128, wg.complex128),
]


@pytest.mark.parametrize("numpy_dtype, dtype", PAIRS, ids=lambda d: str(d))
def test_dtypes_correspond_both_ways(numpy_dtype, dtype):
    array = np.array([0, 1], dtype=numpy_dtype)
    t = wg.from_numpy(array)
    assert t.dtype == dtype and t.tolist() == array.tolist()
    assert wg.ones(2, dtype=dtype).numpy().dtype == numpy_dtype


def test_from_numpy_shares_both_ways():
    array = np.zeros((2, 3))
    t = wg.from_numpy(array)
    array[0, 1] = 5
    t[1, 2] = 7
    assert t[0, 1].item() == 5 and array[1, 2] == 7


def test_numpy_shares_both_ways():
    t = wg.zeros(2, 3)
    array = t.numpy()
    array[0, 1] = 5
    t[1, 2] = 7
    assert t[0, 1].item() == 5 and array[1, 2] == 7


def test_sharing_works_there_and_back():
    array = np.zeros(3)
    back = wg.from_numpy(array).numpy()
    assert np.shares_memory(array, back)


@pytest.mark.parametrize("take", [
    lambda a: a[::2], lambda a: a[:, 1], lambda a: a.T, lambda a: a[1:, ::2], lambda a: a[0, 0, ...],
    lambda a: a[:0], lambda a: a.reshape(2, 6), np.asfortranarray,
], ids=["step", "column", "transposed", "block", "one element", "empty", "reshaped", "fortran"])
def test_strided_arrays_are_shared_not_copied(take):
    array = take(np.arange(12.0).reshape(3, 4))
    t = wg.from_numpy(array)
    assert t.shape == array.shape
    np.testing.assert_array_equal(t.numpy(), array)
    t += 100
    np.testing.assert_array_equal(t.numpy(), array)
    assert np.shares_memory(t.numpy(), array) or array.size == 0


@pytest.mark.parametrize("take", [
    lambda t: t[1:, ::2], lambda t: t.t(), lambda t: t[:, 1], lambda t: t[1, 1], lambda t: t.expand(2, 3, 4),
])
def test_views_of_tensors_become_views_of_arrays(take):
    t = wg.arange(12.0).view(3, 4)
    array = take(t).numpy()
    np.testing.assert_array_equal(array, np.array(take(t).tolist()))
    t.zero_()
    assert not array.any()


def test_array_keeps_the_memory_alive_after_the_tensor_died():
    t = wg.arange(5.0)
    array = t.numpy()
    del t
    assert array.tolist() == [0, 1, 2, 3, 4]


def test_tensor_keeps_the_memory_alive_after_the_array_died():
    array = np.arange(5.0)
    t = wg.from_numpy(array[1:])
    del array
    assert t.tolist() == [1, 2, 3, 4]


def test_asarray_shares_and_array_copies():
    t = wg.zeros(2)
    shared, copied = np.asarray(t), np.array(t, copy=True)
    t[0] = 5
    assert shared.tolist() == [5, 0] and copied.tolist() == [0, 0]


def test_asarray_converts_to_the_dtype_asked_for():
    array = np.asarray(wg.tensor([1, 2]), dtype=np.float64)
    assert array.dtype == np.float64 and array.tolist() == [1, 2]


def test_zero_dimensional_tensor_becomes_a_zero_dimensional_array():
    array = wg.tensor(3.5).numpy()
    assert isinstance(array, np.ndarray) and array.shape == () and array == 3.5


def test_tolist_gives_python_numbers():
    assert wg.tensor([[1, 2], [3, 4]]).tolist() == [[1, 2], [3, 4]]
    assert isinstance(wg.tensor([1.5]).tolist()[0], float)
    assert type(wg.tensor([1]).tolist()[0]) is int and type(wg.tensor([True]).tolist()[0]) is bool
    assert wg.tensor(2.5).tolist() == 2.5


@pytest.mark.parametrize("convert", [
    lambda t: t.numpy(), np.asarray, np.array,
], ids=["numpy()", "asarray", "array"])
def test_tensor_that_requires_grad_is_not_shared_silently(convert):
    x = wg.ones(2, requires_grad=True)
    for t in (x, x * 2):
        with pytest.raises(RuntimeError, match=r"Can't call numpy\(\) on Tensor that requires grad"):
            convert(t)
    assert convert(x.detach()).tolist() == [1, 1]


def test_numpy_with_force_detaches():
    x = wg.ones(2, requires_grad=True)
    assert (x * 2).numpy(force=True).tolist() == [2, 2]


def test_from_numpy_result_is_a_leaf_that_may_require_grad():
    x = wg.from_numpy(np.array([1.0, 2.0])).requires_grad_()
    (x**2).sum().backward()
    assert x.grad.tolist() == [2, 4] and x.grad.dtype == wg.float64


@pytest.mark.parametrize("wrong, phrase", [
    (lambda: np.array([None]), "can't convert np.ndarray of type numpy.object_"),
    (lambda: np.array(["text"]), "can't convert np.ndarray of type numpy.str_"),
    (lambda: [1, 2], "expected np.ndarray"),
    (lambda: 3, "expected np.ndarray"),
], ids=["object", "str", "list", "int"])
def test_from_numpy_refuses_everything_else(wrong, phrase):
    with pytest.raises(TypeError, match=phrase):
        wg.from_numpy(wrong())


def test_array_of_foreign_byte_order_is_refused():
    swapped = np.ones(2, dtype=np.dtype(np.float32).newbyteorder())
    with pytest.raises(ValueError, match="byte order"):
        wg.from_numpy(swapped)


def test_numpy_scalars_are_operands():
    t = wg.tensor([1.0, 2.0])
    for result in (t * np.float32(2), np.float64(2) * t, t * np.int64(2)):
        assert isinstance(result, wg.Tensor) and result.tolist() == [2, 4]


def test_dlpack_shares_both_ways():
    array, t = np.zeros(2), wg.zeros(2)
    wg.from_dlpack(array)[0] = 5
    assert array.tolist() == [5, 0]
    t[1] = 7
    assert np.from_dlpack(t).tolist() == [0, 7]


# --- Wengert's own: the buffer protocol, which PyTorch does not have ---

def test_memoryview_shares_the_memory():
    t = wg.zeros(2, 3)
    view = memoryview(t)
    assert view.shape == (2, 3) and view.format == "f"
    view[1, 2] = 7.0
    assert t[1, 2].item() == 7
