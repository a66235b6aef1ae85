"""Gradients of writes through positions: in place, with ties, zeros and repeats; and what is saved for them."""
import numpy as np
import pytest

import wengert as wg


def leaf(*values):
    """A float64 vector that is differentiated."""
    return wg.tensor(values, dtype=wg.float64, requires_grad=True)


INDEX = wg.tensor([0, 0, 2])
MASK = wg.tensor([True, False, True, False])

WRITES = {
    "scatter_": lambda x, y: x.scatter_(0, wg.tensor([3, 0, 2]), y),
    "scatter_ of a number": lambda x, y: x.scatter_(0, INDEX, 2.0),
    "scatter_add_": lambda x, y: x.scatter_add_(0, INDEX, y),
    "scatter_reduce_ prod": lambda x, y: x.scatter_reduce_(0, INDEX, y, "prod"),
    "scatter_reduce_ mean": lambda x, y: x.scatter_reduce_(0, INDEX, y, "mean", include_self=False),
    "scatter_reduce_ amax": lambda x, y: x.scatter_reduce_(0, INDEX, y, "amax"),
    "index_add_": lambda x, y: x.index_add_(0, INDEX, y, alpha=3),
    "index_copy_": lambda x, y: x.index_copy_(0, wg.tensor([1, 0, 3]), y),
    "index_fill_": lambda x, y: x.index_fill_(0, INDEX, y[1]),
    "index_reduce_": lambda x, y: x.index_reduce_(0, INDEX, y, "amin"),
    "masked_fill_": lambda x, y: x.masked_fill_(MASK, y[2]),
    "masked_scatter_": lambda x, y: x.masked_scatter_(MASK, y),
    "put_": lambda x, y: x.put_(wg.tensor([-1, 0, 2]), y),
    "put_ accumulating": lambda x, y: x.put_(INDEX, y, accumulate=True),
    "index_put_": lambda x, y: x.index_put_((wg.tensor([1, -1, 0]),), y),
    "index_put_ accumulating": lambda x, y: x.index_put_((INDEX,), y, accumulate=True),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("of_a_view", [False, True])
def test_in_place_writes_have_the_gradient_of_the_differences(write, of_a_view):
    start, values = np.array([0.3, -1.2, 2.1, 0.7]), np.array([1.4, -0.6, 0.9])
    weight = wg.tensor([1.0, -2.0, 3.0, 0.5], dtype=wg.float64)

    def loss(x, y):
        if of_a_view:
            wide = wg.stack([x, x], 1) * 1
            write(wide[:, 1], y)
            return (wide.exp() * weight.unsqueeze(1)).sum()
        out = x * 1
        write(out, y)
        return (out.exp() * weight).sum()

    x, y = leaf(*start), leaf(*values)
    grads = wg.autograd.grad(loss(x, y), (x, y), allow_unused=True)
    for k, (array, grad) in enumerate(zip((start, values), grads)):
        for i in range(len(array)):
            ends = []
            for sign in (1, -1):
                moved = [start.copy(), values.copy()]
                moved[k][i] += sign * 1e-6
                ends.append(loss(*(wg.tensor(m) for m in moved)).item())
            expected = (ends[0] - ends[1]) / 2e-6
            assert (0 if grad is None else grad[i].item()) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("reduce", ["amax", "amin"])
def test_ties_share_the_gradient_evenly(reduce):
    x, y = leaf(5, 5, 1), leaf(5, 5, 5, 1)
    x.scatter_reduce(0, wg.tensor([0, 0, 1, 2]), y, reduce).sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), [1 / 3, 1 / 2, 1 / 2])
    np.testing.assert_allclose(y.grad.numpy(), [1 / 3, 1 / 3, 1 / 2, 1 / 2])


def test_an_excluded_value_gets_no_share():
    x, y = leaf(5, 7), leaf(5, 5)
    x.scatter_reduce(0, wg.tensor([0, 0]), y, "amax", include_self=False).sum().backward()
    assert x.grad.tolist() == [0, 1] and y.grad.tolist() == [0.5, 0.5]


@pytest.mark.parametrize("form", [
    lambda x, y: x.scatter_reduce(0, INDEX, y, "prod"), lambda x, y: x.index_reduce(0, INDEX, y, "prod"),
], ids=["scatter_reduce", "index_reduce"])
@pytest.mark.parametrize("values", [(2, 3, 5), (0, 3, 5), (0, 0, 5), (2, 0, 0)])
@pytest.mark.parametrize("start", [(1, 1, 1), (0, 2, 3), (2, 2, 0)])
def test_products_are_right_where_factors_are_zero_to_second_order(form, values, start):
    x, y = leaf(*start), leaf(*values)
    out = form(x, y)
    (ours,) = wg.autograd.grad((out * wg.tensor([1.0, 2, 3])).sum(), y, create_graph=True)
    ours_x, ours_second = wg.autograd.grad((ours * wg.tensor([1.0, 10, 100])).sum(), (x, y), allow_unused=True)
    p, q = leaf(*start), leaf(*values)
    same = wg.stack([p[0] * q[0] * q[1], p[1], p[2] * q[2]])
    (theirs,) = wg.autograd.grad((same * wg.tensor([1.0, 2, 3])).sum(), q, create_graph=True)
    theirs_x, theirs_second = wg.autograd.grad((theirs * wg.tensor([1.0, 10, 100])).sum(), (p, q))
    for a, b in ((ours, theirs), (ours_x, theirs_x), (ours_second, theirs_second)):
        np.testing.assert_allclose(a.detach().numpy(), b.detach().numpy())


def test_source_larger_than_its_index_gets_zeros():
    y = wg.ones(2, 3, requires_grad=True)
    wg.zeros(2, 3).scatter_add(1, wg.tensor([[0, 2]]), y).sum().backward()
    assert y.grad.tolist() == [[1, 1, 0], [0, 0, 0]]
    y = leaf(1, 2, 3)
    wg.zeros(2, dtype=wg.float64).scatter_reduce(0, wg.tensor([0, 0]), y, "mean").sum().backward()
    np.testing.assert_allclose(y.grad.numpy(), [1 / 3, 1 / 3, 0])


def test_number_that_fills_slices_counts_each_once():
    v = wg.tensor(2.0, requires_grad=True)
    wg.zeros(3).index_fill(0, wg.tensor([0, -3, 1]), v).sum().backward()
    assert v.grad.item() == 2


def test_reducing_scatter_has_no_gradient():
    with pytest.raises(RuntimeError, match="derivative for aten::scatter is not implemented"):
        leaf(1, 2).scatter(0, wg.tensor([0]), 3.0, reduce="add").sum().backward()


@pytest.mark.parametrize("name", ["unique", "unique_consecutive"])
def test_unique_refuses_a_tensor_with_history(name):
    with pytest.raises(NotImplementedError, match=name):
        getattr(wg, name)(leaf(1, 2))


@pytest.mark.parametrize("read", [
    lambda x, i: x[i], lambda x, i: x[i, None], lambda x, i: x.gather(0, i), lambda x, i: x.index_select(0, i),
    lambda x, i: x.take(i), lambda x, i: x.scatter_add(0, i, x),
], ids=range(6))
def test_an_index_written_to_since_is_noticed(read):
    x, i = leaf(1, 2, 3), wg.tensor([0, 2, 1])
    out = read(x, i).sum()
    i += 0
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        out.backward()


def test_whole_tensors_in_brackets_have_the_cotangent_itself_as_gradient():
    x = wg.ones(2, 3, requires_grad=True)
    for index in (Ellipsis, None, slice(None), (slice(None), None)):
        out = x[index]
        g = wg.ones(out.shape)
        (grad,) = wg.autograd.grad(out, x, g)
        assert grad.data_ptr() == g.data_ptr() and grad.shape == x.shape


def test_values_that_overlap_what_is_written_are_read_first():
    x = wg.arange(4.0)
    x[wg.tensor([1, 2, 3])] = x[:3]
    assert x.tolist() == [0, 0, 1, 2]
    x.scatter_(0, wg.tensor([3, 2, 1, 0]), x)
    assert x.tolist() == [2, 1, 0, 0]
    i = wg.tensor([2, 0, 1])
    i[i] = i
    assert i.tolist() == [0, 1, 2]


def test_nothing_is_written_when_a_position_is_out_of_range():
    for write in (lambda x: x.scatter_(0, wg.tensor([0, 5]), 1.0), lambda x: x.index_add_(0, wg.tensor([0, 5]),
                  wg.ones(2)),
                  lambda x: x.put_(wg.tensor([0, 5]), wg.ones(2)), lambda x: x.index_put_((wg.tensor([0, 5]),),
                  wg.ones(2)),
                  lambda x: x.__setitem__(wg.tensor([0, 5]), 1.0), lambda x: x.index_fill_(0, wg.tensor([0, -4]), 1.0),
                  lambda x: x.masked_scatter_(wg.tensor([True, True, False]), wg.ones(1))):
        x = wg.zeros(3)
        with pytest.raises(RuntimeError if x is None else (IndexError, RuntimeError)):
            write(x)
        assert x.tolist() == [0, 0, 0]


def test_repeated_positions_add_in_order_on_every_run():
    values = np.random.default_rng(0).normal(size=100_000).astype(np.float32)
    positions = np.random.default_rng(1).integers(0, 50, values.size)
    expected = np.zeros(50, np.float32)
    np.add.at(expected, positions, values)
    for write in (lambda x, i, y: x.index_put_((i,), y, accumulate=True), lambda x, i, y: x.index_add_(0, i, y),
                  lambda x, i, y: x.scatter_add_(0, i, y), lambda x, i, y: x.put_(i, y, accumulate=True)):
        x = wg.zeros(50)
        write(x, wg.tensor(positions), wg.tensor(values))
        np.testing.assert_array_equal(x.numpy(), expected)


@pytest.mark.parametrize("call", [
    lambda x, **out: wg.gather(x, 1, wg.tensor([[0], [1]]), **out), lambda x, **out: wg.index_select(x, 0,
    wg.tensor([1]), **out),
    lambda x, **out: wg.take(x, wg.tensor([0, 3]), **out), lambda x, **out: wg.masked_select(x, x > 1, **out),
    lambda x, **out: wg.scatter(x, 0, wg.tensor([[0, 1]]), 9.0, **out), lambda x, **out: wg.msort(x, **out),
    lambda x, **out: wg.take_along_dim(x, wg.tensor([0, 1]), **out), lambda x, **out: wg.where(x > 1, x, -x, **out),
], ids=range(8))
def test_out_receives_the_result(call):
    x, out = wg.tensor([[3.0, 1.0], [0.0, 2.0]]), wg.empty(0)
    assert call(x, out=out) is out
    np.testing.assert_array_equal(out.numpy(), call(x).numpy())


def test_pairs_of_results_have_pairs_of_out():
    x, values, indices = wg.tensor([2.0, 3.0, 1.0]), wg.empty(0), wg.empty(0, dtype=wg.int64)
    wg.sort(x, out=(values, indices))
    assert values.tolist() == [1, 2, 3] and indices.tolist() == [2, 0, 1]
    wg.topk(x, 2, out=(values.resize_(0), indices.resize_(0)))
    assert values.tolist() == [3, 2] and indices.tolist() == [1, 0]
