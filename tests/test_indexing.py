"""x[index] in every form, held against NumPy; the gradient counts how often each element was taken."""
import numpy as np
import pytest

import wengert as wg

ARRAY = np.arange(60.0).reshape(3, 4, 5)
MASK2 = np.arange(12).reshape(3, 4) % 3 == 1
MASK3 = ARRAY % 7 < 2

INDICES = {
    "int": 1,
    "negative int": -1,
    "two ints": (2, 3),
    "all ints": (2, -1, 4),
    "numpy int": np.int64(2),
    "full slice": slice(None),
    "slice": slice(1, 3),
    "slice with step": (slice(None), slice(None, None, 2), slice(1, None, 3)),
    "negative bounds": (slice(-2, None), slice(0, -1)),
    "bounds out of range": (slice(0, 100), slice(-100, 2)),
    "empty slice": slice(2, 1),
    "slice and int": (slice(None), 2, slice(1, 4)),
    "None first": None,
    "None between": (slice(None), None, 1),
    "None last": (Ellipsis, None),
    "Ellipsis": Ellipsis,
    "Ellipsis then int": (Ellipsis, 2),
    "int, Ellipsis, slice": (1, Ellipsis, slice(0, 2)),
    "Ellipsis standing for nothing": (1, Ellipsis, 2, 3),
    "empty tuple": (),
    "True": True,
    "False": False,
    "list": [2, 0],
    "list with repeats": [1, 1, 0, 1],
    "negative entries": np.array([-1, 0, -3]),
    "empty list": [],
    "int32 array": np.array([2, 1], dtype=np.int32),
    "matrix of ints": np.array([[0, 1], [2, 2]]),
    "two arrays": (np.array([0, 2]), np.array([1, 3])),
    "broadcast arrays": (np.array([[0], [2]]), np.array([1, 3, 3])),
    "three arrays": (np.array([0, 1]), np.array([1, 2]), np.array([2, 3])),
    "slice then array": (slice(None), np.array([3, 0, 0])),
    "Ellipsis then array": (Ellipsis, np.array([4, 1])),
    "neighbouring arrays in the middle": (slice(None), np.array([0, 1]), np.array([2, 2])),
    "arrays apart": (np.array([0, 1]), slice(None), np.array([2, 2])),
    "array, None, array": (np.array([0, 1]), None, np.array([2, 2])),
    "slice with step and array": (slice(None, None, 2), np.array([3, 0])),
    "mask over all": MASK3,
    "mask over leading dimensions": MASK2,
    "mask over one dimension": np.array([True, False, True]),
    "mask after slice": (slice(None), np.array([True, False, False, True])),
    "mask with nothing": np.zeros((3, 4), dtype=bool),
    "list of bools": [False, True, True],
    "mask and array": (np.array([True, False, True]), np.array([1, 2])),
    "mask and int and slice": (np.array([True, True, False]), 1, slice(0, 2)),
}


def as_tensors(index):
    """The same index with tensors in the place of arrays."""
    if isinstance(index, tuple):
        return tuple(as_tensors(part) for part in index)
    return wg.from_numpy(index) if isinstance(index, np.ndarray) else index


@pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)
def test_reading_agrees_with_numpy(index):
    x = wg.tensor(ARRAY)
    expected = ARRAY[index]
    for form in (index, as_tensors(index)):
        got = x[form]
        assert got.shape == expected.shape
        np.testing.assert_array_equal(got.numpy(), expected)


@pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)
def test_gradient_of_reading_goes_where_the_elements_came_from(index):
    x = wg.tensor(ARRAY, requires_grad=True)
    taken = x[as_tensors(index)]
    weight = np.arange(1.0, taken.numel() + 1).reshape(taken.shape)
    taken.backward(wg.tensor(weight))
    expected = np.zeros_like(ARRAY)
    np.add.at(expected, index, weight)
    np.testing.assert_array_equal(x.grad.numpy(), expected)


@pytest.mark.parametrize("name", ["int", "slice", "slice with step", "None first", "Ellipsis then int"])
def test_basic_indexing_gives_a_view(name):
    x = wg.tensor(ARRAY)
    view = x[INDICES[name]]
    assert view._base is x
    view.zero_()
    expected = ARRAY.copy()
    expected[INDICES[name]] = 0
    np.testing.assert_array_equal(x.numpy(), expected)


@pytest.mark.parametrize("name", ["list", "matrix of ints", "mask over all", "slice then array"])
def test_indexing_with_arrays_gives_a_copy(name):
    x = wg.tensor(ARRAY)
    x[as_tensors(INDICES[name])].zero_()
    np.testing.assert_array_equal(x.numpy(), ARRAY)


def test_an_int_is_no_array_so_it_never_moves_the_arrays_dimension():
    x = wg.tensor(ARRAY)
    assert x[0, :, wg.tensor([1, 2])].shape == (4, 2)


def test_zero_dimensional_integer_tensor_is_an_index():
    x = wg.tensor(ARRAY)
    np.testing.assert_array_equal(x[wg.tensor(2), 1].numpy(), ARRAY[2, 1])


def test_iteration_gives_the_rows_and_their_gradients():
    x = wg.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    assert [row.tolist() for row in x] == [[1, 2], [3, 4]]
    first, second = x
    (first * 10 + second).sum().backward()
    assert x.grad.tolist() == [[10, 10], [1, 1]]


def test_second_derivative_through_an_index():
    x = wg.tensor([1.0, 2.0, 3.0], requires_grad=True)
    (g,) = wg.autograd.grad((x[[0, 2, 2]] ** 3).sum(), x, create_graph=True)
    (h,) = wg.autograd.grad(g.sum(), x)
    assert g.tolist() == [3, 0, 54]
    assert h.tolist() == [6, 0, 36]


@pytest.mark.parametrize("index, error, phrase", [
    (3, IndexError, "index 3 is out of bounds for dimension 0 with size 3"),
    (-4, IndexError, "out of bounds"),
    ((0, 4), IndexError, "index 4 is out of bounds for dimension 1 with size 4"),
    ([5], IndexError, "index 5 is out of bounds for dimension 0 with size 3"),
    ((0, 0, 0, 0), IndexError, "too many indices for tensor of dimension 3"),
    (1.0, IndexError, "only integers, slices"),
    (np.array([1.0]), IndexError, "tensors used as indices must be"),
    (np.array([True]), IndexError, "The shape of the mask"),
    (np.ones((3, 5), dtype=bool), IndexError, "The shape of the mask"),
    ((np.array([0, 1]), np.array([0, 1, 2])), IndexError, "could not be broadcast together"),
    (slice(None, None, -1), ValueError, "step must be greater than zero"),
    (slice(None, None, 0), ValueError, "step"),
], ids=str)
def test_wrong_indices_are_refused_for_reading_and_writing(index, error, phrase):
    x = wg.tensor(ARRAY)
    with pytest.raises(error, match=phrase):
        x[as_tensors(index)]
    with pytest.raises(error, match=phrase):
        x[as_tensors(index)] = 0
    np.testing.assert_array_equal(x.numpy(), ARRAY)


def test_zero_dimensional_tensor_cannot_be_indexed_with_an_int():
    with pytest.raises(IndexError, match="invalid index of a 0-dim tensor"):
        wg.tensor(1.0)[0]


def test_zero_dimensional_tensor_allows_none_and_ellipsis():
    x = wg.tensor(5.0)
    assert x[None].tolist() == [5]
    assert x[...].item() == 5 and x[()].item() == 5
    assert x[wg.tensor(True)].tolist() == [5]
