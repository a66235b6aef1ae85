"""Where the elements lie in memory changes nothing: values and gradients of every operation on other layouts."""
import numpy as np
import pytest
from samples import built, cases, resolve, tensors_in
from test_gradients import LAYOUTS, OF_ONE_LAYOUT, computed, contiguous, differentiable, gradients

import wengert as wg

CASES = [case for case in cases() if case.values[0] not in OF_ONE_LAYOUT]
# A function of a tensor of shape (4, 3): one of every kind of kernel.
KERNELS = {
    "unary": wg.exp, "binary": lambda x: x * x.flip(0), "broadcast": lambda x: x + x[0], "sum": wg.sum,
    "sum rows": lambda x: x.sum(1),
    "sum columns": lambda x: x.sum(0), "amax": lambda x: x.amax(0), "softmax": lambda x: wg.softmax(x, 1),
    "softmax columns": lambda x: wg.softmax(x, 0), "matmul": lambda x: x.mT @ x, "vector": lambda x: x @ x[0],
    "cat": lambda x: wg.cat([x, x], 1),
    "reshape": lambda x: x.reshape(2, 6) * 2, "cumsum": lambda x: x.cumsum(0),
    "where": lambda x: wg.where(x > 0, x, -x), "tril": wg.tril,
    "index": lambda x: x[[0, 2, 2]], "gather": lambda x: x.gather(1, wg.tensor([[0], [2], [1], [1]])),
    "clone": wg.clone,
    "layer_norm": lambda x: wg.nn.functional.layer_norm(x, (3,)),
    "cross_entropy": lambda x: wg.nn.functional.cross_entropy(x, wg.tensor([0, 2, 1, 1])),
    "linear": lambda x: wg.nn.functional.linear(x, x), "cast": lambda x: x.float(),
    "logsumexp": lambda x: x.logsumexp(1), "var": lambda x: x.var(0)}
# Views of larger tensors that have the shape (4, 3).
VIEWS = {
    "transposed": lambda: wg.arange(12).double().reshape(3, 4).t(),
    "every other column": lambda: wg.arange(24).double().reshape(4, 6)[:, ::2],
    "every other row": lambda: wg.arange(24).double().reshape(8, 3)[::2],
    "expanded": lambda: wg.arange(4).double().reshape(4, 1).expand(4, 3),
    "expanded rows": lambda: wg.arange(3).double().expand(4, 3),
    "offset": lambda: wg.arange(20).double().reshape(5, 4)[1:, 1:],
    "overlapping": lambda: wg.arange(9).double().as_strided((4, 3), (2, 1)),
    "diagonals": lambda: wg.arange(36).double().reshape(4, 3, 3).diagonal(0, 1, 2),
    "backwards in numpy": lambda: wg.from_numpy(np.arange(12.0).reshape(4, 3)[:, ::-1].copy())}


def values(key, sample, layout):
    """The results of an operation as arrays."""
    def convert(array, _):
        return wg.from_numpy(layout(array.copy())) if array.ndim else wg.tensor(array)
    args, kwargs = built(sample, convert, wg)
    outs = tensors_in(resolve(wg, key)(*args, **kwargs))
    return [out.numpy() if isinstance(out, wg.Tensor) else out for out in outs]


@pytest.mark.parametrize("key, sample", CASES)
def test_values_do_not_depend_on_the_layout(key, sample):
    try:
        expected = values(key, sample, contiguous)
    except wg.errors.WengertError as error:            # the largest of nothing: an error for every layout
        for layout in LAYOUTS.values():
            with pytest.raises(type(error)):
                values(key, sample, layout)
        return
    for layout in LAYOUTS.values():
        for a, b in zip(values(key, sample, layout), expected, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-13)


@pytest.mark.parametrize("key, sample", [case for case in CASES if differentiable(case.values[0])])
def test_gradients_do_not_depend_on_the_layout(key, sample):
    if not computed(key, sample):
        return
    expected, _ = gradients(key, sample)
    for layout in LAYOUTS.values():
        got, _ = gradients(key, sample, layout=layout)
        assert (got is None) == (expected is None)
        for a, b in zip(got or (), expected or (), strict=True):
            assert (a is None) == (b is None)
            if a is not None:
                np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("view", VIEWS)
def test_kernel_reads_views(kernel, view):
    function, x = KERNELS[kernel], VIEWS[view]() / 7 - 0.5
    part = VIEWS[view]()
    copy = wg.tensor(part.numpy().copy())
    np.testing.assert_allclose(function(part / 7 - 0.5).numpy(), function(copy / 7 - 0.5).numpy(), rtol=1e-13)
    np.testing.assert_allclose(function(part).numpy(), function(copy).numpy(), rtol=1e-13)
    a, b = part.detach().requires_grad_(), copy.requires_grad_()
    one, = wg.autograd.grad((function(a) * 0.25).sum(), a)
    two, = wg.autograd.grad((function(b) * 0.25).sum(), b)
    assert one.shape == a.shape == x.shape
    np.testing.assert_allclose(one.numpy(), two.numpy(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("view", VIEWS)
def test_cotangents_may_be_views(view):
    x = wg.ones(4, 3, dtype=wg.float64, requires_grad=True)
    for function in (wg.exp, wg.neg, wg.clone, lambda t: t @ wg.eye(3, dtype=wg.float64), lambda t: t.t().t(), wg.tril):
        weight = VIEWS[view]()
        one, = wg.autograd.grad(function(x), x, weight)
        two, = wg.autograd.grad(function(x), x, wg.tensor(weight.numpy().copy()))
        np.testing.assert_array_equal(one.numpy(), two.numpy())


@pytest.mark.parametrize("name", ["add_", "mul_", "exp_", "neg_", "copy_", "fill_", "masked_fill_", "tril_", "clamp_"])
@pytest.mark.parametrize("view", [name for name in VIEWS if "expanded" not in name and name != "overlapping"])
def test_writing_through_views(name, view):
    part = VIEWS[view]()
    copy = wg.tensor(part.numpy().copy())
    args = {"add_": (2,), "mul_": (copy.clone() + 1,), "copy_": (wg.arange(12).reshape(4, 3),), "fill_": (7,),
            "clamp_": (1, 5),
            "masked_fill_": (wg.tensor([True, False, True]), 9)}.get(name, ())
    getattr(part, name)(*args)
    getattr(copy, name)(*args)
    np.testing.assert_array_equal(part.numpy(), copy.numpy())
