"""Hooks where tensors are views, are written in place, are inputs of the pass, or several passes meet."""
import copy
import gc

import pytest
from autograd_helpers import make


def log(calls, name):
    return lambda *arguments: calls.append(name)


# Views and writes


def test_a_hook_of_a_view_sees_the_gradient_of_the_view(leaf):
    x, seen = leaf([1.0, 2.0]), []
    view = (x * 2)[:1]
    view.register_hook(lambda g: seen.append(g.tolist()))
    (view * 3).sum().backward()
    assert seen == [[3]]


def test_a_hook_of_a_base_sees_the_gradients_through_its_views(leaf):
    x, seen = leaf([1.0, 2.0]), []
    base = x * 2
    view = base[:1]
    base.register_hook(lambda g: seen.append(g.tolist()))
    (view * 3).sum().backward()
    assert seen == [[3, 0]]


def test_a_hook_of_a_base_before_a_write_through_a_view(leaf):
    x, seen = leaf([1.0, 2.0]), []
    base = x * 1
    base.register_hook(lambda g: seen.append(g.tolist()))
    base[:1].mul_(5)
    (base * 3).sum().backward()
    assert seen == [[15, 3]]


def test_a_hook_of_a_base_after_a_write_through_a_view(leaf):
    x, seen = leaf([1.0, 2.0]), []
    base = x * 1
    base[:1].mul_(5)
    base.register_hook(lambda g: seen.append(g.tolist()))
    (base * 3).sum().backward()
    assert seen == [[3, 3]]


def test_a_hook_of_a_view_after_a_write_to_it(leaf):
    x, seen = leaf([1.0, 2.0]), []
    base = x * 1
    view = base[:1]
    view.mul_(5)
    view.register_hook(lambda g: seen.append(g.tolist()))
    (view * 3).sum().backward()
    assert seen == [[3]]
    assert x.grad.tolist() == [15, 0]


def test_a_hook_of_a_leaf_is_kept_over_a_write_under_no_grad(torch, leaf):
    x, seen = leaf([1.0]), []
    x.register_hook(lambda g: seen.append(g.item()))
    with torch.no_grad():
        x.add_(1)
    (x * x).sum().backward()
    assert seen == [4]


def test_a_hook_of_a_leaf_is_kept_when_its_data_is_replaced(torch, leaf):
    x, seen = leaf([1.0]), []
    x.register_hook(lambda g: seen.append(g.item()))
    x.data = torch.tensor([5.0])
    (x * x).sum().backward()
    assert seen == [10]


def test_retained_gradient_after_two_writes(leaf):
    x = leaf([1.0])
    y = x * 2
    y.retain_grad()
    y.mul_(3)
    y.mul_(5)
    (y * 7).sum().backward()
    assert y.grad.item() == 7 and x.grad.item() == 2 * 3 * 5 * 7


def test_retain_grad_then_hook_then_write_then_hook(leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    y.register_hook(lambda g: seen.append(("first", g.item())))
    y.retain_grad()
    y.mul_(3)
    y.register_hook(lambda g: seen.append(("second", g.item())) or g * 2)
    (y * 7).sum().backward()
    assert seen == [("second", 7), ("first", 42)]
    assert y.grad.item() == 14


# Changing gradients


def test_changes_in_place_of_the_gradient_in_a_hook_take_effect(leaf):
    def tenfold(g):
        g.mul_(10)

    x = leaf([1.0, 2.0])
    y = x * 2
    y.register_hook(tenfold)
    (y * 3).sum().backward()
    assert x.grad.tolist() == [60, 60]


def test_a_hook_may_return_the_gradient_itself(leaf):
    x = leaf([1.0])
    y = x * 2
    y.register_hook(lambda g: g)
    (y * 3).sum().backward()
    assert x.grad.item() == 6


def test_a_hook_may_return_a_view_of_the_gradient(leaf):
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    y = x * 2
    y.register_hook(lambda g: g.t())
    (y * (x.detach() > 2)).sum().backward()
    assert x.grad.tolist() == [[0, 2], [0, 2]]


def test_a_recorded_gradient_of_a_hook_is_part_of_the_second_derivative(torch, leaf):
    x = leaf([2.0])
    y = x**2
    y.register_hook(lambda g: g * x)
    (first,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    assert (first.item(), second.item()) == (8, 8)


def test_a_node_hook_may_put_a_gradient_where_there_was_none(torch, leaf):
    x, c = leaf([2.0]), torch.tensor([3.0])
    y = x * c
    y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0] * 2, None))
    y.sum().backward()
    assert x.grad.item() == 6


def test_a_node_hook_that_returns_none_changes_nothing(leaf):
    x = leaf([2.0])
    y = x * 3
    y.grad_fn.register_hook(lambda inputs, outputs: None)
    y.sum().backward()
    assert x.grad.item() == 3


def test_a_prehook_that_returns_the_wrong_number_is_refused(leaf):
    y = leaf([2.0]) * 3
    y.grad_fn.register_prehook(lambda outputs: (outputs[0], outputs[0]))
    with pytest.raises(RuntimeError, match="number"):
        y.sum().backward()


def test_a_node_hook_that_returns_no_tensors_is_refused(leaf):
    y = leaf([2.0]) * 3
    y.grad_fn.register_hook(lambda inputs, outputs: (1.0, None))
    with pytest.raises((TypeError, RuntimeError)):
        y.sum().backward()


# Which pass


def test_hooks_of_the_root_run_too(leaf):
    x, seen = leaf([1.0]), []
    y = (x * 2).sum()
    y.register_hook(lambda g: seen.append(g.item()) or g * 5)
    y.backward()
    assert seen == [1] and x.grad.item() == 10


def test_a_hook_of_a_leaf_that_is_the_root(leaf):
    x, seen = leaf(2.0), []
    x.register_hook(lambda g: seen.append(g.item()) or g * 5)
    x.backward()
    assert seen == [1] and x.grad.item() == 5


@pytest.mark.parametrize("operation", ["mul", "matmul", "sub", "div"])
def test_a_node_hook_has_none_for_what_the_pass_does_not_need(torch, leaf, operation):
    x, w, seen = leaf([[1.0, 2.0], [3.0, 4.0]]), leaf([[1.0, 2.0], [3.0, 4.0]]), []
    y = {"mul": lambda: x * w, "matmul": lambda: x @ w, "sub": lambda: x - w, "div": lambda: x / w}[operation]()
    y.grad_fn.register_hook(lambda inputs, outputs: seen.append([g is None for g in inputs]))
    torch.autograd.grad(y.sum(), x, retain_graph=True)
    y.sum().backward(inputs=[w], retain_graph=True)
    y.sum().backward()
    assert seen == [[False, True], [True, False], [False, False]]


def test_hooks_of_what_the_gradient_does_not_reach_do_not_run(torch, leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    z = y * 3
    z.register_hook(log(calls, "z"))
    y.register_hook(log(calls, "y"))
    torch.autograd.grad(z.sum(), z)
    assert calls == ["z"]


def test_a_hook_where_the_gradient_is_undefined_is_called_with_none(torch, leaf):
    class NoGradient(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            return None

    x, calls = leaf([1.0]), []
    y = x * 2
    y.register_hook(lambda g: calls.append(g))
    NoGradient.apply(y).sum().backward()
    assert calls == [None]
    assert x.grad is None


def test_inputs_with_hooks_on_a_leaf_among_them(torch, leaf):
    x, w, seen = leaf([2.0]), leaf([3.0]), []
    x.register_hook(lambda g: seen.append(g.item()) or g * 10)
    gx, gw = torch.autograd.grad((x * w).sum(), [x, w])
    assert seen == [3] and gx.item() == 30 and gw.item() == 2


def test_order_of_independent_branches_is_from_the_last_made_to_the_first(leaf):
    x, calls = leaf([1.0]), []
    parts = [x * k for k in (1, 2, 3)]
    for k, part in enumerate(parts):
        part.register_hook(log(calls, k))
    (parts[0] + parts[1] + parts[2]).sum().backward()
    assert calls == [2, 1, 0]


def test_leaves_are_accumulated_before_earlier_operations_go_on(leaf):
    x, w, calls = leaf([1.0]), leaf([2.0]), []
    x.register_post_accumulate_grad_hook(log(calls, "x"))
    w.register_post_accumulate_grad_hook(log(calls, "w"))
    y = x.exp()
    y.grad_fn.register_prehook(log(calls, "exp"))
    (y * w).sum().backward()
    assert calls == ["w", "exp", "x"]


# Copies and the collector


def test_deepcopy_leaves_hooks_behind(leaf):
    x, calls = leaf([1.0]), []
    x.register_hook(log(calls, "x"))
    y = copy.deepcopy(x)
    (y * 2).sum().backward()
    assert calls == [] and y.grad.item() == 2


def test_hooks_stay_when_only_the_graph_holds_the_tensor(leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    y.register_hook(lambda g: seen.append(g.item()))
    z = y * 3
    del y
    gc.collect()
    z.sum().backward()
    assert seen == [3]


def test_node_hooks_stay_when_only_the_graph_holds_the_node(leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    y.grad_fn.register_hook(log(calls, "post"))
    y.grad_fn.register_prehook(log(calls, "pre"))
    z = y * 3
    del y
    gc.collect()
    z.sum().backward()
    assert calls == ["pre", "post"]


def test_a_hook_may_be_any_callable(leaf):
    class Hook:
        def __call__(self, g):
            return g * 2

        def method(self, g):
            return g * 3

    x = leaf([1.0])
    y = x * 1
    y.register_hook(Hook())
    y.register_hook(Hook().method)
    y.sum().backward()
    assert x.grad.item() == 6


def test_what_is_not_callable_is_refused(leaf):
    y = leaf([1.0]) * 1
    try:
        y.register_hook(5)
    except TypeError:
        return
    with pytest.raises(TypeError):
        y.sum().backward()


def test_many_hooks(leaf):
    x, calls = leaf([1.0]), []
    y = x * 1
    handles = [y.register_hook(log(calls, k)) for k in range(100)]
    for handle in handles[::2]:
        handle.remove()
    y.sum().backward()
    assert calls == list(range(1, 100, 2))


def test_handles_have_numbers_that_grow(leaf):
    y = leaf([1.0]) * 1
    first, second = y.register_hook(lambda g: None), y.register_hook(lambda g: None)
    assert second.id > first.id


# What a hook may return


def test_a_hook_may_not_change_the_element_type(torch, leaf):
    y = leaf([1.0, 2.0]) * 2
    y.register_hook(lambda g: g.double())
    with pytest.raises(RuntimeError, match="has changed the type of value"):
        y.sum().backward()


@pytest.mark.parametrize("kind", ["tensor", "node before", "node after"])
def test_a_hook_may_not_give_a_gradient_where_there_is_none(torch, leaf, kind):
    nothing = make(torch, lambda ctx, x: x * 1, lambda ctx, g: None)
    y = leaf([1.0, 2.0]) * 2
    z = nothing.apply(y)
    if kind == "tensor":
        y.register_hook(lambda g: torch.ones(2))
    elif kind == "node before":
        y.grad_fn.register_prehook(lambda grads: (torch.ones(2),))
    else:
        z.grad_fn.register_hook(lambda before, after: (torch.ones(2),))
    with pytest.raises(RuntimeError, match="can't replace a None gradient with a non-None value"):
        z.sum().backward()


@pytest.mark.parametrize("kind", ["tensor", "node before", "node after"])
def test_a_refused_result_of_a_hook_leaves_the_graph_usable(torch, leaf, kind):
    x = leaf([1.0, 2.0])
    y = x * 2
    if kind == "tensor":
        handle = y.register_hook(lambda g: g.double())
    elif kind == "node before":
        handle = y.grad_fn.register_prehook(lambda grads: (grads[0].double(),))
    else:
        handle = y.grad_fn.register_hook(lambda before, after: (before[0].double(), *before[1:]))
    loss = y.prod()
    with pytest.raises(RuntimeError):
        loss.backward(retain_graph=True)
    handle.remove()
    x.grad = None
    loss.backward()
    assert x.grad.tolist() == [8, 4]


def test_hooks_are_called_with_none_where_there_is_no_gradient(torch, leaf):
    nothing = make(torch, lambda ctx, x: x * 1, lambda ctx, g: None)
    x, calls = leaf([1.0, 2.0]), []
    y = x * 2
    node = y.grad_fn.next_functions[0][0]
    y.register_hook(lambda g: calls.append(("y", g)))
    y.grad_fn.register_prehook(lambda grads: calls.append(("before", grads)))
    y.grad_fn.register_hook(lambda before, after: calls.append(("after", before, after)))
    x.register_hook(lambda g: calls.append(("x", g)))
    node.register_prehook(lambda grads: calls.append(("before leaf", grads)))
    x.register_post_accumulate_grad_hook(lambda leaf: calls.append(("kept", leaf.grad)))
    node.register_hook(lambda before, after: calls.append(("after leaf", before, after)))
    nothing.apply(y).sum().backward()
    assert calls == [
        ("y", None), ("before", (None,)), ("after", (None, None), (None,)),
        ("x", None), ("before leaf", (None,)), ("kept", None), ("after leaf", (), (None,)),
    ]
    assert x.grad is None


def test_hooks_of_an_operation_of_several_results_that_have_no_gradient(torch, leaf):
    nothing = make(torch, lambda ctx, x: x * 1, lambda ctx, g: None)
    x, calls = leaf([1.0, 2.0]), []
    a, b = make(torch, lambda ctx, x: (x[0] * 2, x[1] * 3), lambda ctx, g, h: (g + h).expand(2)).apply(x)
    b.register_hook(lambda g: calls.append(("b", g)))
    a.grad_fn.register_prehook(lambda grads: calls.append(("before", grads)))
    a.grad_fn.register_hook(lambda before, after: calls.append(("after", before[0].tolist(), after)))
    nothing.apply(a).backward()
    assert calls == [("b", None), ("before", (None, None)), ("after", [0, 0], (None, None))]
    assert x.grad.tolist() == [0, 0]


def test_a_hook_that_takes_the_gradient_away_from_a_node(torch, leaf):
    x, calls = leaf([1.0, 2.0]), []
    y = x * 2
    y.grad_fn.register_prehook(lambda grads: (None,))
    y.grad_fn.register_prehook(lambda grads: calls.append(grads))
    y.grad_fn.register_hook(lambda before, after: calls.append(after))
    y.sum().backward()
    assert calls == [(None,), (None,)]
    assert x.grad is None
