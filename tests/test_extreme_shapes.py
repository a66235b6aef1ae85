"""Shapes at the ends: no elements, no dimensions, and thirty-two dimensions."""
import math

import pytest

import wengert as wg


def test_empty_tensors_go_through_operations_and_backward():
    x = wg.ones(0, 3, requires_grad=True)
    y = (x * 2 + 1).exp()
    assert y.shape == (0, 3) and y.tolist() == []
    y.sum().backward()
    assert x.grad.shape == (0, 3)


def test_reductions_of_nothing_give_the_neutral_element():
    nothing = wg.zeros(0)
    assert nothing.sum().item() == 0 and nothing.prod().item() == 1
    assert math.isnan(nothing.mean().item())
    assert nothing.any().item() is False and nothing.all().item() is True
    assert wg.zeros(2, 0).sum(1).tolist() == [0, 0]
    assert wg.zeros(2, 0).sum(0).shape == (0,)


def test_matrix_product_over_nothing_is_zero():
    a, b = wg.ones(2, 0, requires_grad=True), wg.ones(0, 3, requires_grad=True)
    c = a @ b
    assert c.tolist() == [[0, 0, 0], [0, 0, 0]]
    c.sum().backward()
    assert a.grad.shape == (2, 0) and b.grad.shape == (0, 3)


def test_empty_broadcasts_with_one_but_not_with_two():
    assert (wg.ones(0) + wg.ones(1)).shape == (0,)
    assert (wg.ones(3, 0) + wg.ones(3, 1)).shape == (3, 0)
    with pytest.raises(RuntimeError, match="must match the size of tensor b"):
        wg.ones(0) + wg.ones(2)


def test_broadcast_against_empty_gives_a_zero_gradient():
    x = wg.ones(1, requires_grad=True)
    (x * wg.ones(0)).sum().backward()
    assert x.grad.tolist() == [0]


def test_empty_views_cat_and_index():
    nothing = wg.ones(2, 0)
    assert nothing.view(-1).shape == (0,) and nothing.view(0, 5).shape == (0, 5)
    assert nothing.t().shape == (0, 2)
    assert wg.cat([wg.ones(0, 2), wg.ones(1, 2)]).tolist() == [[1, 1]]
    assert wg.arange(3)[[]].shape == (0,)
    with pytest.raises(RuntimeError, match="ambiguous"):
        nothing.view(-1, 0)


def test_empty_tensors_print():
    assert repr(wg.tensor([])) == "tensor([])"
    assert repr(wg.ones(2, 0)) == "tensor([], size=(2, 0))"


def test_zero_dimensional_tensors_are_full_citizens():
    x = wg.tensor(3.0, requires_grad=True)
    assert (x.shape, x.dim(), x.numel(), x.stride()) == ((), 0, 1, ())
    assert x.sum(0).item() == 3 and x.max(dim=-1).values.item() == 3
    assert x.view(1, 1).shape == (1, 1) and x.t().shape == () and x.unsqueeze(-1).shape == (1,)
    (x.reshape(1) * wg.ones(4)).sum().backward()
    assert x.grad.shape == () and x.grad.item() == 4
    with pytest.raises(IndexError, match=r"range of \[-1, 0\], but got 1"):
        x.sum(1)


def test_thirty_two_dimensions():
    shape = [2, 3] + [1] * 29 + [2]
    x = wg.arange(12.0).view(shape).requires_grad_()
    y = wg.ones([1] * 31 + [2], requires_grad=True)
    z = x * y
    assert z.dim() == 32 and z.shape == tuple(shape)
    assert z[1, 2].flatten().tolist() == [10, 11]
    assert z.transpose(0, 31).sum(0).shape == tuple([3] + [1] * 29 + [2])
    z.sum().backward()
    assert x.grad.shape == tuple(shape) and x.grad.sum().item() == 12
    assert y.grad.flatten().tolist() == [30, 36]


def test_thirty_two_dimensions_that_cannot_be_merged():
    x = wg.arange(16.0).view([2, 1] * 4 + [1] * 24)
    flipped = x.permute(*reversed(range(32)))
    assert flipped.shape == tuple([1] * 24 + [1, 2] * 4)
    assert flipped.flatten().tolist() == [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15]
    assert (flipped + x.reshape([1] * 24 + [1, 2] * 4)).sum().item() == 240
