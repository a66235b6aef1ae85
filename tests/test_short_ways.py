"""Calls that take a short compiled way: the same values, gradients and errors as the general one's."""
import itertools

import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F

random = np.random.default_rng(3)
SIZES = (1, 5, 1000, 40_000)


# -- writes through positions into a copy ------------------------------------------------------------------

WRITES = {"index_copy": lambda x, i, v: x.index_copy(0, i, v), "put": lambda x, i, v: x.put(i, v),
          "index_put": lambda x, i, v: x.index_put((i,), v),
          "index_fill": lambda x, i, v: x.index_fill(0, i, 2.0)}


@pytest.mark.parametrize("dtype", ["float32", "float64", "int16", "complex128", "bool"])
@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("name", WRITES)
def test_copy_is_written_and_the_input_is_not(name, n, dtype):
    x, v = (random.normal(size=n) * 5 for _ in range(2))
    x, v = x.astype(dtype), v.astype(dtype)
    at = random.permutation(n)[:n // 2 + 1]
    expected = x.copy()
    expected[at] = 2 if name == "index_fill" else v[:len(at)]
    t = wg.tensor(x)
    out = WRITES[name](t, wg.tensor(at), wg.tensor(v[:len(at)]))
    np.testing.assert_array_equal(out.numpy(), expected)
    np.testing.assert_array_equal(t.numpy(), x)
    assert out._version == 0 and t._version == 0


@pytest.mark.parametrize("n", [3, 40_000])
@pytest.mark.parametrize("name", WRITES)
def test_position_out_of_range_is_refused_and_changes_nothing(name, n):
    x, v = wg.zeros(n), wg.ones(2)
    for at in ([0, n], [n - 1, -n - 1]):
        with pytest.raises(IndexError):
            WRITES[name](x, wg.tensor(at), v)
    assert x.sum() == 0
    if name == "index_copy":                                   # the one that does not count from the end
        with pytest.raises(IndexError):
            WRITES[name](x, wg.tensor([0, -1]), v)
    else:
        assert WRITES[name](x, wg.tensor([0, -1]), v)[-1] != 0


def test_of_several_values_for_a_place_the_last_stays():
    x, at, v = wg.zeros(4), wg.tensor([2, 1, 2, 2]), wg.arange(4.0) + 1
    for name in ("index_copy", "put", "index_put"):
        assert WRITES[name](x, at, v).tolist() == [0, 2, 4, 0]


def test_rows_of_every_size_are_written():
    for width in (1, 2, 3, 7):
        x, v = random.normal(size=(6, width)), random.normal(size=(3, width))
        at = np.array([5, 0, 2])
        expected = x.copy()
        expected[at] = v
        for write in (WRITES["index_copy"], WRITES["index_put"]):
            np.testing.assert_array_equal(write(wg.tensor(x), wg.tensor(at), wg.tensor(v)).numpy(), expected)


@pytest.mark.parametrize("name", ["index_copy", "put", "index_put"])
def test_input_that_is_not_row_major_and_recorded_inputs_go_the_general_way(name):
    x = wg.arange(8.0)[::2]
    assert WRITES[name](x, wg.tensor([1]), wg.tensor([9.0])).tolist() == [0, 9, 4, 6]
    a, b = wg.zeros(3, requires_grad=True), wg.ones(2, requires_grad=True)
    (WRITES[name](a, wg.tensor([2, 0]), b) * wg.tensor([1.0, 2.0, 3.0])).sum().backward()
    assert a.grad.tolist() == [0, 2, 0] and b.grad.tolist() == [3, 1]


# -- joins of short pieces ---------------------------------------------------------------------------------

@pytest.mark.parametrize("dtype", ["float32", "int8", "float16", "complex128"])
@pytest.mark.parametrize("n", [1, 2, 600, 40_000])
def test_short_pieces_side_by_side(n, dtype):
    parts = [(random.normal(size=(n, w)) * 9).astype(dtype) for w in (1, 3, 0, 2)]
    for use in (parts, parts[:1] * 20, parts[:2]):
        tensors = [wg.tensor(p) for p in use]
        np.testing.assert_array_equal(wg.cat(tensors, 1).numpy(), np.concatenate(use, 1))
    x, y = parts[0][:, 0], parts[1][:, 1]
    columns = wg.tensor(x), wg.tensor(parts[1])[:, 1]
    np.testing.assert_array_equal(wg.dstack(columns).numpy(), np.dstack((x, y)))
    np.testing.assert_array_equal(wg.column_stack(columns).numpy(), np.column_stack((x, y)))
    np.testing.assert_array_equal(wg.stack(columns, 1).numpy(), np.stack((x, y), 1))


def test_joins_of_nothing():
    for shape, dim in (((2, 0), 1), ((0, 2), 1), ((3, 0, 2), 1), ((3, 2, 0), 1), ((2, 3, 0), 2)):
        parts = [np.zeros(shape, np.float32)] * 2
        assert wg.cat([wg.tensor(p) for p in parts], dim).shape == np.concatenate(parts, dim).shape
        assert wg.stack([wg.tensor(p) for p in parts], dim).shape == np.stack(parts, dim).shape


def test_pieces_of_other_types_are_converted():
    out = wg.column_stack((wg.arange(3), wg.arange(3.0)))
    assert out.dtype is wg.float32 and out.tolist() == [[0, 0], [1, 1], [2, 2]]


# -- masks --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("dtype", ["float32", "int8", "float16", "complex128", "bool", "int64"])
@pytest.mark.parametrize("n", [0, 1, 7, 4096, 4097])
def test_masked_select_keeps_the_order(n, dtype):
    x = (random.normal(size=n) * 9).astype(dtype)
    for mask in (random.random(n) < 0.5, np.ones(n, bool), np.zeros(n, bool)):
        np.testing.assert_array_equal(wg.masked_select(wg.tensor(x), wg.tensor(mask)).numpy(), x[mask])


def test_masked_select_has_its_gradient_and_broadcasts():
    x = wg.arange(6.0).reshape(2, 3).requires_grad_()
    mask = wg.tensor([[True, False, True], [False, False, True]])
    (x.masked_select(mask) * wg.tensor([1.0, 2.0, 3.0])).sum().backward()
    assert x.grad.tolist() == [[1, 0, 2], [0, 0, 3]]
    assert wg.arange(3).masked_select(mask).tolist() == [0, 2, 2]
    assert x.detach().t().masked_select(mask.t()).tolist() == [0, 2, 5]


# -- combinations, slices, losses ---------------------------------------------------------------------------

@pytest.mark.parametrize("n, r", [(1, 1), (3, 1), (3, 2), (3, 3), (5, 3), (7, 4), (40, 2), (3, 4), (0, 2), (4, 0)])
def test_combinations_are_those_of_itertools(n, r):
    x = wg.arange(float(n))
    expected = list(map(list, itertools.combinations(range(n), r))) if r else []
    assert wg.combinations(x, r).tolist() == expected
    assert wg.combinations(x, r=r).shape == wg.combinations(x, r).shape
    if r == 2:
        assert wg.combinations(x).tolist() == expected


def test_combinations_have_a_gradient_and_refuse_matrices():
    x = wg.tensor([1.0, 2.0, 3.0], requires_grad=True)
    wg.combinations(x).prod(1).sum().backward()
    assert x.grad.tolist() == [5, 4, 3]
    with pytest.raises(RuntimeError, match="vector|1D|1-D|dimension"):
        wg.combinations(wg.ones(2, 2))


def test_slice_of_the_first_dim_has_pytorchs_node_and_errors():
    x = wg.arange(6.0).reshape(3, 2).requires_grad_()
    assert x[1:].grad_fn.name() == "SliceBackward0" and x[:].grad_fn.name() == "AliasBackward0"
    x[::2].sum().backward()
    assert x.grad.tolist() == [[1, 1], [0, 0], [1, 1]]
    with pytest.raises(ValueError, match="greater than zero"):
        x[::-1]
    with pytest.raises(IndexError):
        wg.tensor(1.0)[:]
    y = wg.zeros(3, 2)
    y[1:][:1] = 5
    assert y.tolist() == [[0, 0], [5, 5], [0, 0]] and y._version == 1
    y[:2] = wg.ones(1, 1, 2)
    assert y.tolist() == [[1, 1], [1, 1], [0, 0]]


@pytest.mark.parametrize("name", ["mse_loss", "l1_loss"])
def test_losses_of_equal_shapes_are_those_of_the_function(name):
    loss = getattr(F, name)
    for dtype in (wg.float32, wg.float64, wg.float16, wg.complex64):
        x, y = (wg.tensor(random.normal(size=(2, 3))).to(dtype) for _ in range(2))
        if dtype is wg.complex64:
            x, y = x.real, y.real
        for named in ({}, {"reduction": "mean"}, {"reduction": "sum"}, {"reduction": "none"}):
            a, b = x.clone().requires_grad_(), x.clone().requires_grad_()
            ours, theirs = loss(a, y, **named), loss.__wrapped__(b, y, **named)
            assert ours.tolist() == theirs.tolist() and ours.grad_fn.name() == theirs.grad_fn.name()
            ours.sum().backward()
            theirs.sum().backward()
            assert a.grad.tolist() == b.grad.tolist()


@pytest.mark.parametrize("name", ["mse_loss", "l1_loss"])
def test_losses_of_other_calls_warn_and_raise_as_before(name):
    loss = getattr(F, name)
    with pytest.raises(ValueError, match="not a valid value for reduction"):
        loss(wg.ones(2), wg.ones(2), reduction="middle")
    with pytest.warns(UserWarning, match="target size"):
        loss(wg.ones(2), wg.ones(1))
    assert loss(wg.ones(2), wg.zeros(2), weight=wg.tensor([1.0, 0.0])) == 1
    with wg.no_grad():
        assert not loss(wg.ones(2, requires_grad=True), wg.zeros(2)).requires_grad
    assert loss.__name__ == name and loss.__doc__.startswith("The ")


def test_transposes_of_every_rank_are_views_with_their_gradient():
    x = wg.arange(24.0).reshape(2, 3, 4).clone().requires_grad_()
    for i, j in itertools.product(range(-3, 3), repeat=2):
        out = x.transpose(i, j)
        np.testing.assert_array_equal(out.detach().numpy(), np.swapaxes(x.detach().numpy(), i, j))
        g, = wg.autograd.grad((out * out.detach()).sum(), x)
        assert (g == x).all() and out._base is x
        assert out.is_contiguous() == (i % 3 == j % 3)
    assert wg.tensor(2.0).transpose(0, -1).shape == ()
