"""Pickles, copies and deep copies: what is shared stays shared, what is recorded is not lost silently."""
import copy
import pickle

import numpy as np
import pytest

import wengert as wg


class Named(wg.Tensor):
    """A subclass with an attribute of its own."""


def pickled(value, protocol=pickle.HIGHEST_PROTOCOL):
    return pickle.loads(pickle.dumps(value, protocol))


BOTH = pytest.mark.parametrize("through", [pickled, copy.deepcopy], ids=["pickle", "deepcopy"])


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("make", [
    lambda: wg.arange(6.0).view(2, 3).t(), lambda: wg.tensor(2.5), lambda: wg.zeros(0, 3), lambda: wg.tensor([True,
                                                                                                              False]),
    lambda: wg.tensor([1j, 2]), lambda: wg.arange(10)[2:8:3], lambda: wg.ones(2).expand(3, 2)],
    ids=["transposed", "0-d", "empty", "bool", "complex", "part", "expanded"])
def test_pickle_keeps_values_type_and_strides_in_every_protocol(make, protocol):
    t = make()
    u = pickled(t, protocol)
    assert (u.dtype, u.shape, u.stride(), u.storage_offset()) == (t.dtype, t.shape, t.stride(), t.storage_offset())
    assert u.tolist() == t.tolist()


@BOTH
def test_tensors_over_one_memory_still_share_it(through):
    base = wg.arange(4.0)
    a, b, c = through([base, base[1:3], base.view(2, 2)])
    a[2] = 9
    assert b.tolist() == [1, 9] and c.tolist() == [[0, 1], [9, 3]]
    assert base.tolist() == [0, 1, 2, 3]


@BOTH
def test_the_same_tensor_twice_is_one_tensor(through):
    t = wg.ones(2)
    a, b = through((t, t))
    assert a is b


@BOTH
def test_separate_copies_share_nothing(through):
    t = wg.ones(2)
    a, b = through(t), through(t)
    a[0] = 5
    assert b.tolist() == t.tolist() == [1, 1]


@BOTH
def test_leaf_that_requires_grad_stays_one(through):
    x = wg.ones(2, requires_grad=True)
    y = through(x)
    assert y.is_leaf and y.requires_grad
    (y * 2).sum().backward()
    assert y.grad.tolist() == [2, 2] and x.grad is None


def test_deep_copy_takes_the_gradient_along_and_a_pickle_does_not():
    x = wg.ones(2, requires_grad=True)
    (x * 3).sum().backward()
    y = copy.deepcopy(x)
    assert y.grad.tolist() == [3, 3] and y.grad is not x.grad
    assert pickled(x).grad is None


def test_copy_is_another_tensor_over_the_same_memory():
    x = wg.ones(2)
    y = copy.copy(x)
    y[0] = 5
    assert y is not x and x.tolist() == [5, 1]


def test_copy_of_a_computed_tensor_keeps_its_history():
    x = wg.ones(2, requires_grad=True)
    y = copy.copy(x * 2)
    assert wg.autograd.grad(y.sum(), x)[0].tolist() == [2, 2]


def test_computed_tensor_is_neither_pickled_nor_deep_copied():
    y = wg.ones(2, requires_grad=True) * 2
    with pytest.raises(RuntimeError, match="Pickle detach"):
        pickle.dumps(y)
    with pytest.raises(RuntimeError, match="created explicitly by the user"):
        copy.deepcopy(y)


@BOTH
def test_subclass_and_its_attributes_are_kept(through):
    t = Named([1.0, 2.0])
    t.note = ["a"]
    u = through(t)
    assert type(u) is Named and u.tolist() == [1, 2] and u.note == ["a"] and u.note is not t.note


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("value", [wg.Size([2, 3]), wg.device("cpu", 0), wg.float32, wg.strided, wg.preserve_format],
                         ids=str)
def test_small_types_are_pickled_in_every_protocol(value, protocol):
    assert pickled(value, protocol) == value and type(pickled(value, protocol)) is type(value)


def test_memory_of_numpy_is_copied_by_a_pickle():
    array = np.arange(4.0)
    t = wg.from_numpy(array[1:])
    u = pickled(t)
    array[1] = 9
    assert t[0].item() == 9 and u.tolist() == [1, 2, 3]


def test_pickle_with_numbers_that_do_not_fit_its_memory_is_refused():
    kind, memory, dtype, offset, shape, strides, requires_grad = wg.ones(2).__reduce_ex__(2)[1]
    for shape, strides, offset in (((5,), (1,), 0), ((2,), (1,), 3), ((2,), (-1,), 0), ((2,), (2**40,), 0)):
        with pytest.raises(RuntimeError, match="out of bounds"):
            wg._core._rebuilt(kind, memory, dtype, offset, shape, strides, requires_grad)


def test_dlpack_capsule_and_objects_share_memory():
    array = np.zeros(2)
    wg.from_dlpack(array.__dlpack__())[0] = 5
    assert array.tolist() == [5, 0]
    assert wg.from_dlpack(array, copy=True).data_ptr() != array.ctypes.data


def test_read_only_array_stays_read_only_through_dlpack_and_buffers():
    array = np.ones(2)
    array.flags.writeable = False
    for t in (wg.from_dlpack(array), wg.frombuffer(array.tobytes(), dtype=wg.float64), wg.asarray(array)):
        assert t.tolist() == [1, 1]
        with pytest.raises(RuntimeError, match="read-only"):
            t.add_(1)


def test_dlpack_goes_to_pytorch_and_back_without_a_copy():
    torch = pytest.importorskip("torch")
    t = wg.zeros(2, 3).t()
    theirs = torch.from_dlpack(t)
    theirs[0, 1] = 5
    assert t[0, 1].item() == 5 and theirs.stride() == t.stride()
    back = wg.from_dlpack(theirs)
    back[1, 0] = 7
    assert t[1, 0].item() == 7
