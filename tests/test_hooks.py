"""Tensor.register_hook: seeing and replacing gradients on their way through the graph."""
import pytest

import wengert as wg


def leaf(value):
    return wg.tensor(value, requires_grad=True)


def test_hook_sees_the_gradient_of_a_non_leaf():
    x, seen = leaf([1.0, 2.0]), []
    y = x * 3
    y.register_hook(lambda g: seen.append(g.tolist()))
    (y**2).sum().backward()
    assert seen == [[6, 12]]
    assert x.grad.tolist() == [18, 36]


def test_hook_sees_the_gradient_of_a_leaf_before_it_is_accumulated():
    x, seen = leaf([1.0]), []
    x.grad = wg.tensor([100.0])
    x.register_hook(lambda g: seen.append((g.tolist(), x.grad.tolist())))
    (x * 3).backward()
    assert seen == [([3], [100])]
    assert x.grad.tolist() == [103]


def test_hook_is_called_once_with_the_sum_of_all_uses():
    x, seen = leaf(2.0), []
    y = x * 1
    y.register_hook(lambda g: seen.append(g.item()))
    (y * 3 + y * 4 + y).backward()
    assert seen == [8]


def test_returned_tensor_replaces_the_gradient_of_a_non_leaf():
    x = leaf(2.0)
    y = x * 3
    y.register_hook(lambda g: g * 10)
    y.backward()
    assert x.grad.item() == 30


def test_returned_tensor_replaces_the_gradient_of_a_leaf():
    x = leaf([1.0, -1.0])
    x.register_hook(lambda g: g.clamp(max=1))
    (x * wg.tensor([5.0, 0.5])).sum().backward()
    assert x.grad.tolist() == [1, 0.5]


def test_returning_none_keeps_the_gradient():
    x = leaf(2.0)
    x.register_hook(lambda g: None)
    (x * 3).backward()
    assert x.grad.item() == 3


def test_hooks_run_in_the_order_of_registration_each_on_the_last_result():
    x = leaf(1.0)
    x.register_hook(lambda g: g + 1)
    x.register_hook(lambda g: g * 10)
    (x * 3).backward()
    assert x.grad.item() == 40


def test_removed_hook_is_not_called():
    x = leaf(1.0)
    first = x.register_hook(lambda g: g * 10)
    x.register_hook(lambda g: g + 1)
    first.remove()
    (x * 3).backward()
    assert x.grad.item() == 4


def test_removing_twice_is_harmless():
    handle = leaf(1.0).register_hook(lambda g: g)
    handle.remove()
    handle.remove()


def test_handle_as_context_manager_removes_the_hook_on_leaving():
    x = leaf(1.0)
    with x.register_hook(lambda g: g * 10):
        (x * 1).backward()
    (x * 1).backward()
    assert x.grad.item() == 11


def test_hook_on_a_leaf_stays_for_every_backward():
    x, seen = leaf(1.0), []
    x.register_hook(lambda g: seen.append(g.item()))
    (x * 3).backward()
    (x * 4).backward()
    assert seen == [3, 4]


def test_hooks_run_from_the_output_to_the_input():
    x, order = leaf(1.0), []
    a = x * 2
    b = a * 3
    for name, t in (("x", x), ("b", b), ("a", a)):
        t.register_hook(lambda g, name=name: order.append(name))
    b.backward()
    assert order == ["b", "a", "x"]


def test_retained_grad_is_what_the_hooks_made_of_it():
    x = leaf(1.0)
    a = x * 2
    a.retain_grad()
    a.register_hook(lambda g: g * 10)
    (a * 3).backward()
    assert a.grad.item() == 30
    assert x.grad.item() == 60


def test_hook_on_the_root_sees_the_initial_gradient():
    x, seen = leaf([1.0, 2.0]), []
    y = x * 2
    y.register_hook(lambda g: seen.append(g.tolist()))
    y.backward(wg.tensor([7.0, 8.0]))
    assert seen == [[7, 8]]


def test_hooks_run_for_autograd_grad_and_change_its_result():
    x = leaf(2.0)
    a = x * 3
    a.register_hook(lambda g: g * 10)
    x.register_hook(lambda g: g + 1)
    (gx,) = wg.autograd.grad(a, x)
    assert gx.item() == 31


def test_hook_is_not_called_where_no_gradient_arrives():
    x, seen = leaf(1.0), []
    a, b = x * 2, x * 3
    a.register_hook(seen.append)
    b.backward()
    assert seen == []


def test_hook_registered_after_an_in_place_change_belongs_to_the_new_value():
    x, seen = leaf(1.0), []
    y = x * 2
    y.register_hook(lambda g: seen.append(("before", g.item())))
    y.mul_(5)
    y.register_hook(lambda g: seen.append(("after", g.item())))
    y.backward()
    assert seen == [("after", 1), ("before", 5)]


def test_gradient_in_a_hook_is_differentiable_under_create_graph():
    x, flags = leaf(2.0), []
    y = x**3
    x.register_hook(lambda g: flags.append(g.requires_grad))
    wg.autograd.grad(y, x, create_graph=True)
    wg.autograd.grad(y, x)
    assert flags == [True, False]


def test_replacement_of_another_shape_is_refused():
    x = leaf([1.0, 2.0])
    x.register_hook(lambda g: g.sum())
    with pytest.raises(RuntimeError, match="changed the size of value|invalid gradient"):
        (x * 2).sum().backward()
    assert x.grad is None


def test_replacement_that_is_no_tensor_is_refused():
    x = leaf([1.0])
    x.register_hook(lambda g: 5)
    with pytest.raises(TypeError):
        (x * 2).backward()
    assert x.grad is None


def test_exception_in_a_hook_reaches_the_caller():
    x = leaf(1.0)

    def fail(gradient):
        raise KeyError("from the hook")

    x.register_hook(fail)
    with pytest.raises(KeyError, match="from the hook"):
        (x * 2).backward()
    assert x.grad is None


def test_hook_needs_a_tensor_that_requires_grad():
    with pytest.raises(RuntimeError, match="hook on a tensor that doesn't require gradient"):
        wg.ones(1).register_hook(lambda g: g)
