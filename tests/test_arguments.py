"""How arguments reach operations: names, NumPy's names, defaults; results that share nothing with what is saved."""
import numpy as np
import pytest

import wengert as wg


def test_names_need_not_be_the_same_object():
    name = "".join(["keep", "dim"])
    assert wg.ones(2, 3).sum(1, **{name: True}).shape == (2, 1)


def test_names_of_numpy_are_understood():
    assert wg.ones(2, 3).sum(axis=0, keepdims=True).shape == (1, 3)
    assert wg.addcmul(x=wg.ones(1), tensor1=wg.ones(1), tensor2=wg.ones(1), value=2).tolist() == [3]


@pytest.mark.parametrize("call, match", [
    (lambda x: wg.clamp(x, 0, min=1), "multiple values for argument 'min'"),
    (lambda x: wg.clamp(x, 0, axis=1), "unexpected keyword argument 'axis'"),
    (lambda x: wg.lerp(x, x), "missing 1 required positional argument: 'weight'"),
    (lambda x: wg.addcmul(x, x, x, 2), "takes 3 positional arguments but 4 were given")])
def test_arguments_that_do_not_fit(call, match):
    with pytest.raises(TypeError, match=match):
        call(wg.ones(2))


def test_a_mean_that_is_overwritten_leaves_the_variance_its_gradient():
    x = wg.tensor([1.0, 2.0, 6.0], requires_grad=True)
    var, mean = wg.var_mean(x)
    with wg.no_grad():
        mean.zero_()
    var.backward()
    assert x.grad.tolist() == [-2, -1, 3]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_mantissas_and_exponents_of_the_smallest_numbers(dtype):
    tiny = np.finfo(dtype).smallest_subnormal
    x = np.array([0.0, -0.0, tiny, -3 * tiny, np.finfo(dtype).tiny, np.finfo(dtype).max, -7.5], dtype)
    mantissa, exponent = wg.frexp(wg.tensor(x))
    expected = np.frexp(x)
    assert mantissa.numpy().tobytes() == expected[0].tobytes() and exponent.tolist() == expected[1].tolist()


@pytest.mark.parametrize("dtype", [wg.bool, wg.uint8, wg.int8, wg.int16, wg.int32, wg.int64])
def test_steps_of_integers(dtype):
    x, values = wg.tensor([0, 1, 0, 1]).to(dtype), wg.tensor([1, 0, 0, 1]).to(dtype)
    assert wg.heaviside(x, values).tolist() == wg.tensor([1, 1, 0, 1]).to(dtype).tolist()
    assert wg.heaviside(x, values).dtype is dtype


def test_powers_in_doubles_in_place():
    x = wg.tensor([1.0, 2.0, 3.0], dtype=wg.float64, requires_grad=True)
    y = x.clone()
    assert y.float_power_(wg.tensor([2, 2, 3])) is y
    y.sum().backward()
    assert y.tolist() == [1, 4, 27] and x.grad.tolist() == [2, 4, 27]


def test_the_sum_to_the_same_size_is_the_tensor():
    x = wg.ones(2, 3)
    assert x.sum_to_size(2, 3) is x
    assert wg.ones(4, 2, 3).sum_to_size(2, 1).tolist() == [[12], [12]]
    with pytest.raises(RuntimeError, match="is not expandable"):
        x.sum_to_size(2, 2)


def test_neighbours_of_nothing():
    assert wg.diff(wg.ones(0)).shape == (0,) and wg.diff(wg.ones(1)).shape == (0,)
    assert wg.cumulative_trapezoid(wg.ones(0)).shape == (0,)
    x = wg.ones(1, requires_grad=True)
    wg.diff(x).sum().backward()
    assert x.grad.tolist() == [0]
