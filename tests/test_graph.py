"""The graph as the user sees it: leaves, grad_fn, next_functions, and detaching from it."""
import pytest

import wengert as wg


def leaf(value):
    return wg.tensor(value, requires_grad=True)


def test_is_leaf():
    x = leaf([1.0])
    assert x.is_leaf and wg.ones(1).is_leaf and (wg.ones(1) * 2).is_leaf
    assert not (x * 2).is_leaf
    assert (x * 2).detach().is_leaf


def test_output_nr_is_the_position_among_a_nodes_outputs():
    assert (leaf([1.0]) * 2).output_nr == 0
    assert [t.output_nr for t in (leaf([1.0, 2.0, 3.0]) * 2).unbind()] == [0, 1, 2]


# the visible graph

def test_leaves_have_no_grad_fn():
    assert leaf([1.0]).grad_fn is None and wg.ones(1).grad_fn is None


@pytest.mark.parametrize("build, name", [
    (lambda x: x + 1, "AddBackward0"),
    (lambda x: x - 1, "SubBackward0"),
    (lambda x: x * 2, "MulBackward0"),
    (lambda x: x / 2, "DivBackward0"),
    (lambda x: -x, "NegBackward0"),
    (lambda x: x**2, "PowBackward0"),
    (lambda x: x.exp(), "ExpBackward0"),
    (lambda x: x.tanh(), "TanhBackward0"),
    (lambda x: x.relu(), "ReluBackward0"),
    (lambda x: x.sum(), "SumBackward0"),
    (lambda x: x.mean(), "MeanBackward0"),
    (lambda x: x.clone(), "CloneBackward0"),
    (lambda x: x @ x, "MmBackward0"),
    (lambda x: x.view(4), "ViewBackward0"),
    (lambda x: x.t(), "TBackward0"),
    (lambda x: x[0], "SelectBackward0"),
])
def test_grad_fn_names_its_operation(build, name):
    node = build(wg.ones(2, 2, requires_grad=True)).grad_fn
    assert node.name() == name


def test_next_functions_lead_to_the_leaves():
    x, c = leaf([1.0]), wg.tensor([2.0])
    y = (x * 2) + c
    (product, slot), (nothing, _) = y.grad_fn.next_functions
    assert (product.name(), slot) == ("MulBackward0", 0)
    assert nothing is None
    accumulate = product.next_functions[0][0]
    assert accumulate.name().endswith("AccumulateGrad")
    assert accumulate.variable is x
    assert accumulate.next_functions == ()


def test_two_uses_of_a_leaf_share_one_accumulator():
    x = leaf([1.0])
    y = x * x
    (left, _), (right, _) = y.grad_fn.next_functions
    assert left is right and left.variable is x


def test_next_functions_of_an_intermediate_is_its_grad_fn():
    a = leaf([1.0]) * 2
    assert a.exp().grad_fn.next_functions[0][0] is a.grad_fn


# detach

def test_detach_shares_memory_and_leaves_the_graph():
    x = leaf([1.0, 2.0])
    y = x * 2
    d = y.detach()
    assert not d.requires_grad and d.grad_fn is None
    d[0] = 50
    assert y[0].item() == 50


def test_gradient_stops_at_detach():
    x = leaf(3.0)
    (x * x.detach()).backward()
    assert x.grad.item() == 3


def test_detach_in_place_turns_a_result_into_a_leaf():
    x = leaf([1.0])
    y = x * 2
    assert y.detach_() is y
    assert y.is_leaf and not y.requires_grad and y.grad_fn is None


def test_detach_in_place_is_refused_on_views():
    view = (leaf([1.0, 2.0]) * 2)[0]
    with pytest.raises(RuntimeError, match="Can't detach views in-place"):
        view.detach_()
