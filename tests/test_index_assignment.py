"""x[index] = value in every form, held against NumPy, with the gradients of both sides."""
import numpy as np
import pytest
from test_indexing import ARRAY, INDICES, as_tensors

import wengert as wg

# Where an element is named twice, which of the values stays is nobody's promise; False names none at all.
REPEATED = {"list with repeats", "matrix of ints", "broadcast arrays", "slice then array"}
UNIQUE = {name: index for name, index in INDICES.items() if name not in REPEATED | {"False"}}


@pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)
def test_assigning_a_number_agrees_with_numpy(index):
    expected = ARRAY.copy()
    expected[index] = -1
    for form in (index, as_tensors(index)):
        x = wg.tensor(ARRAY)
        x[form] = -1
        np.testing.assert_array_equal(x.numpy(), expected)


@pytest.mark.parametrize("index", UNIQUE.values(), ids=UNIQUE)
def test_assigning_a_tensor_agrees_with_numpy_and_splits_the_gradient(index):
    shape = ARRAY[index].shape
    value = -np.arange(1.0, 1 + ARRAY[index].size).reshape(shape)
    x, v = wg.tensor(ARRAY, requires_grad=True), wg.tensor(value, requires_grad=True)
    y = x.clone()
    y[as_tensors(index)] = v
    expected = ARRAY.copy()
    expected[index] = value
    np.testing.assert_array_equal(y.detach().numpy(), expected)

    weight = ARRAY + 1
    y.backward(wg.tensor(weight))
    kept = weight.copy()
    kept[index] = 0
    np.testing.assert_array_equal(x.grad.numpy(), kept)
    np.testing.assert_array_equal(v.grad.numpy(), weight[index])


@pytest.mark.parametrize("index", [
    1, slice(0, 2), (Ellipsis, 2), np.array([2, 0]), (slice(None), np.array([True, False, True, True])),
], ids=str)
@pytest.mark.parametrize("shape", [(), (1,)])
def test_assigned_value_is_broadcast_and_its_gradient_summed(index, shape):
    x, v = wg.zeros(3, 4, 5), wg.full(shape, 7.0, requires_grad=True)
    x[as_tensors(index)] = v
    expected = np.zeros((3, 4, 5))
    expected[index] = 7
    np.testing.assert_array_equal(x.detach().numpy(), expected)
    x.sum().backward()
    assert v.grad.shape == shape
    assert v.grad.sum().item() == (expected == 7).sum()


def test_value_is_converted_to_the_dtype_of_the_tensor():
    x = wg.zeros(3, dtype=wg.int64)
    x[0] = 2.75
    x[1:] = wg.tensor([3.5, -3.5])
    assert x.tolist() == [2, 3, -3]


def test_gradient_comes_back_in_the_dtype_of_the_value():
    x, v = wg.zeros(2), wg.tensor([1.0, 2.0], dtype=wg.float64, requires_grad=True)
    x[:] = v
    (3 * x).sum().backward()
    assert v.grad.dtype == wg.float64 and v.grad.tolist() == [3, 3]


def test_assignment_gives_the_tensor_a_history():
    x, v = wg.zeros(2), wg.tensor(5.0, requires_grad=True)
    x[0] = v
    assert x.requires_grad and not x.is_leaf
    assert x.grad_fn.name().endswith("CopySlices")


def test_filling_a_result_element_by_element():
    x = wg.tensor([1.0, 2.0, 3.0], requires_grad=True)
    squares = wg.zeros(3)
    for i in range(3):
        squares[i] = x[i] ** 2
    squares.sum().backward()
    assert squares.tolist() == [1, 4, 9]
    assert x.grad.tolist() == [2, 4, 6]


def test_augmented_assignment_to_a_part():
    x = wg.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 1
    y[1:] += 10
    y[0] *= 5
    assert y.tolist() == [5, 12, 13]
    y.sum().backward()
    assert x.grad.tolist() == [5, 1, 1]


def test_augmented_assignment_with_repeated_indices_adds_once():
    y = wg.zeros(3)
    y[[0, 0, 2]] += 1
    assert y.tolist() == [1, 0, 1]


def test_assigning_one_row_of_a_tensor_to_another():
    x = wg.arange(6.0).view(2, 3)
    x[0] = x[1]
    assert x.tolist() == [[3, 4, 5], [3, 4, 5]]


def test_masked_assignment_with_one_value_per_hit():
    x = wg.tensor([[1.0, -2.0], [-3.0, 4.0]], requires_grad=True)
    v = wg.tensor([10.0, 20.0], requires_grad=True)
    y = x * 1
    y[y < 0] = v
    assert y.tolist() == [[1, 10], [20, 4]]
    y.sum().backward()
    assert x.grad.tolist() == [[1, 0], [0, 1]]
    assert v.grad.tolist() == [1, 1]


@pytest.mark.parametrize("index, value, error", [
    (0, lambda: wg.ones(3), RuntimeError),
    (slice(0, 2), lambda: wg.ones(3, 4, 5), RuntimeError),
    ([0, 1], lambda: wg.ones(7), RuntimeError),
    (0, lambda: "text", TypeError),
    (0, lambda: None, TypeError),
], ids=["shape for int", "too many rows", "shape for list", "text", "None"])
def test_values_that_do_not_fit_are_refused(index, value, error):
    x = wg.tensor(ARRAY)
    with pytest.raises(error):
        x[index] = value()
    np.testing.assert_array_equal(x.numpy(), ARRAY)
