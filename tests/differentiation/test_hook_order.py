"""When hooks run, in what order, and what they see: PyTorch's note on the execution of backward hooks."""
import warnings

import pytest


def log(calls, name, result=None):
    """A hook that notes its name and returns `result`."""

    def hook(*arguments):
        calls.append(name)
        return result

    return hook


def accumulate_node(leaf):
    return leaf.view_as(leaf).grad_fn.next_functions[0][0]


# Tensor.register_hook


def test_tensor_hooks_run_in_the_order_of_registration(leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    for name in "abc":
        y.register_hook(log(calls, name))
    y.sum().backward()
    assert calls == ["a", "b", "c"]


def test_each_tensor_hook_sees_what_the_one_before_returned(leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    y.register_hook(lambda g: g * 10)
    y.register_hook(lambda g: seen.append(g.item()))
    y.register_hook(lambda g: g + 1)
    y.register_hook(lambda g: seen.append(g.item()))
    y.sum().backward()
    assert seen == [10, 11]
    assert x.grad.item() == 22


def test_a_removed_tensor_hook_is_not_run(leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    first = y.register_hook(log(calls, "a"))
    y.register_hook(log(calls, "b"))
    first.remove()
    first.remove()
    y.sum().backward()
    assert calls == ["b"]


def test_the_handle_of_a_hook_is_a_context_manager(leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    with y.register_hook(log(calls, "a")):
        y.sum().backward(retain_graph=True)
    y.sum().backward()
    assert calls == ["a"]


def test_a_handle_outlives_its_tensor(leaf):
    x = leaf([1.0])
    handle = (x * 2).register_hook(lambda g: None)
    handle.remove()
    assert handle is not None


def test_tensor_hooks_of_a_leaf_see_the_gradient_of_one_pass_not_the_sum(leaf):
    x, seen = leaf([1.0]), []
    x.register_hook(lambda g: seen.append(g.item()))
    (x * 2).sum().backward()
    (x * 3).sum().backward()
    assert seen == [2, 3]
    assert x.grad.item() == 5


def test_tensor_hooks_of_a_leaf_run_before_its_gradient_is_written(leaf):
    x, seen = leaf([1.0]), []
    x.register_hook(lambda g: seen.append(x.grad))
    (x * 2).sum().backward()
    assert seen == [None]


def test_a_tensor_hook_runs_once_with_the_sum_of_all_uses(leaf):
    x, seen = leaf([1.0]), []
    y = x * 1
    y.register_hook(lambda g: seen.append(g.item()))
    (y * 2 + y * 3 + y).sum().backward()
    assert seen == [6]


def test_a_tensor_hook_keeps_running_in_every_pass(leaf):
    x, calls = leaf([1.0]), []
    y = (x * 2).sum()
    y.register_hook(log(calls, "a"))
    y.backward(retain_graph=True)
    y.backward()
    assert calls == ["a", "a"]


def test_a_hook_registered_after_others_used_the_tensor_sees_their_gradients(leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    z = y * 5
    y.register_hook(lambda g: seen.append(g.item()))
    z.sum().backward()
    assert seen == [5]


def test_tensor_hook_of_a_tensor_without_gradient_is_refused(torch):
    with pytest.raises(RuntimeError, match="cannot register a hook on a tensor that doesn't require gradient"):
        torch.ones(1).register_hook(lambda g: None)


@pytest.mark.parametrize("result", [1, "text", (1,)])
def test_a_tensor_hook_that_returns_no_tensor_is_refused(leaf, result):
    y = leaf([1.0]) * 2
    y.register_hook(lambda g: result)
    with pytest.raises((TypeError, RuntimeError)):
        y.sum().backward()


def test_a_tensor_hook_that_changes_the_shape_is_refused(torch, leaf):
    y = leaf([1.0, 2.0]) * 2
    y.register_hook(lambda g: torch.ones(3))
    with pytest.raises(RuntimeError, match="(size|shape)"):
        y.sum().backward()


def test_the_gradient_in_a_hook_is_recorded_only_with_create_graph(leaf):
    x, seen = leaf([3.0]), []
    y = x**2
    y.register_hook(lambda g: seen.append((g * 2).requires_grad))
    z = (y**2).sum()
    z.backward(retain_graph=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")        # PyTorch's, of the cycle that it makes
        z.backward(create_graph=True)
    assert seen == [False, True]
    x.grad = None


# Several kinds of hook on one tensor


def test_all_tensor_prehooks_of_a_non_leaf_run_before_those_of_its_node(leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    y.grad_fn.register_prehook(log(calls, "node"))
    y.register_hook(log(calls, "tensor"))
    y.sum().backward()
    assert calls == ["tensor", "node"]


def test_node_hooks_run_after_the_node_and_prehooks_before(leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    z = y * 3
    z.grad_fn.register_hook(log(calls, "post z"))
    z.grad_fn.register_prehook(log(calls, "pre z"))
    y.register_hook(log(calls, "tensor y"))
    y.grad_fn.register_hook(log(calls, "post y"))
    x.register_hook(log(calls, "leaf"))
    z.sum().backward()
    assert calls == ["pre z", "post z", "tensor y", "post y", "leaf"]


def test_a_prehook_of_the_node_sees_what_the_tensor_hooks_returned(leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    y.grad_fn.register_prehook(lambda grads: seen.append(grads[0].item()))
    y.register_hook(lambda g: g * 7)
    y.sum().backward()
    assert seen == [7]
    assert x.grad.item() == 14


def test_retained_gradient_is_the_one_after_all_tensor_hooks(leaf):
    x = leaf([1.0])
    y = x * 2
    y.register_hook(lambda g: g * 3)
    y.retain_grad()
    y.register_hook(lambda g: g * 5)
    y.sum().backward()
    assert y.grad.item() == 15
    assert x.grad.item() == 30


def test_retained_gradient_is_the_one_before_the_prehooks_of_the_node(leaf):
    x = leaf([1.0])
    y = x * 2
    y.retain_grad()
    y.grad_fn.register_prehook(lambda grads: (grads[0] * 100,))
    y.sum().backward()
    assert y.grad.item() == 1
    assert x.grad.item() == 200


def test_leaf_order_tensor_hook_node_prehook_accumulation_node_hook_post_accumulate(leaf):
    x, calls = leaf([1.0]), []
    node = accumulate_node(x)
    x.register_post_accumulate_grad_hook(lambda t: calls.append(("post accumulate", t.grad.item())))
    node.register_hook(lambda gi, go: calls.append(("node hook", x.grad is not None)))
    node.register_prehook(lambda go: calls.append(("node prehook", x.grad)))
    x.register_hook(lambda g: calls.append(("tensor hook", x.grad)))
    (x * 2).sum().backward()
    names = [name for name, _ in calls]
    assert names == ["tensor hook", "node prehook", "post accumulate", "node hook"]
    assert calls[0][1] is None and calls[1][1] is None
    assert calls[2][1] == 2 and calls[3][1] is True


# Hooks and inputs=


def test_with_grad_the_tensor_hooks_of_an_input_run(torch, leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    y.register_hook(lambda g: calls.append("tensor") or g * 10)
    (grad,) = torch.autograd.grad((y * 3).sum(), y)
    assert calls == ["tensor"]
    assert grad.item() == 30


def test_with_grad_the_hooks_of_the_node_of_an_input_do_not_run(torch, leaf):
    x, calls = leaf([1.0]), []
    y = x * 2
    y.grad_fn.register_prehook(log(calls, "pre"))
    y.grad_fn.register_hook(log(calls, "post"))
    torch.autograd.grad((y * 3).sum(), y)
    assert calls == []


def test_with_grad_the_retained_gradient_of_an_input_is_written(torch, leaf):
    x = leaf([1.0])
    y = x * 2
    y.retain_grad()
    torch.autograd.grad((y * 3).sum(), y)
    assert y.grad.item() == 3


def test_with_grad_hooks_beside_the_path_do_not_run(torch, leaf):
    x, w, calls = leaf([1.0]), leaf([1.0]), []
    y = w * 2
    y.register_hook(log(calls, "beside"))
    torch.autograd.grad((x * y).sum(), x)
    assert calls == []


def test_with_grad_post_accumulate_hooks_do_not_run(torch, leaf):
    x, calls = leaf([1.0]), []
    x.register_post_accumulate_grad_hook(log(calls, "post"))
    torch.autograd.grad((x * 2).sum(), x)
    assert calls == []


def test_with_inputs_only_the_hooks_of_those_accumulate(leaf):
    x, w, calls = leaf([1.0]), leaf([2.0]), []
    x.register_post_accumulate_grad_hook(log(calls, "x"))
    w.register_post_accumulate_grad_hook(log(calls, "w"))
    (x * w).sum().backward(inputs=[w])
    assert calls == ["w"]


# Tensor.register_post_accumulate_grad_hook


def test_post_accumulate_hook_gets_the_leaf_with_its_gradient(leaf):
    x, seen = leaf([1.0]), []
    x.grad = x.detach() * 10
    x.register_post_accumulate_grad_hook(lambda t: seen.append((t is x, t.grad.item())))
    (x * 2).sum().backward()
    assert seen == [(True, 12)]


def test_post_accumulate_hook_may_clear_the_gradient(leaf):
    x = leaf([1.0])

    def step(t):
        t.data.sub_(t.grad)
        t.grad = None

    x.register_post_accumulate_grad_hook(step)
    (x * 2).sum().backward()
    assert x.grad is None
    assert x.item() == -1


def test_post_accumulate_hooks_run_in_order_and_can_be_removed(leaf):
    x, calls = leaf([1.0]), []
    first = x.register_post_accumulate_grad_hook(log(calls, "a"))
    x.register_post_accumulate_grad_hook(log(calls, "b"))
    (x * 2).sum().backward()
    first.remove()
    (x * 2).sum().backward()
    assert calls == ["a", "b", "b"]


def test_post_accumulate_hook_runs_once_for_all_uses(leaf):
    x, seen = leaf([1.0]), []
    x.register_post_accumulate_grad_hook(lambda t: seen.append(t.grad.item()))
    (x * 2 + x * 3).sum().backward()
    assert seen == [5]


def test_post_accumulate_hook_must_return_none(leaf):
    x = leaf([1.0])
    x.register_post_accumulate_grad_hook(lambda t: t.grad * 2)
    with pytest.raises(RuntimeError, match="hooks should return None"):
        (x * 2).sum().backward()


def test_post_accumulate_hook_needs_a_leaf(leaf):
    with pytest.raises(RuntimeError, match="post accumulate grad hooks cannot be registered on non-leaf tensors"):
        (leaf([1.0]) * 2).register_post_accumulate_grad_hook(lambda t: None)


def test_post_accumulate_hook_needs_a_gradient(torch):
    with pytest.raises(RuntimeError, match="cannot register a hook on a tensor that doesn't require gradient"):
        torch.ones(1).register_post_accumulate_grad_hook(lambda t: None)


# Hooks of nodes


def test_node_hook_gets_the_gradients_of_inputs_and_outputs(leaf):
    x, w, seen = leaf([2.0]), leaf([5.0]), []
    y = x * w
    y.grad_fn.register_hook(lambda inputs, outputs: seen.append((inputs, outputs)))
    (y * 3).sum().backward()
    ((inputs, outputs),) = seen
    assert isinstance(inputs, tuple) and isinstance(outputs, tuple)
    assert [g.item() for g in inputs] == [15, 6]
    assert [g.item() for g in outputs] == [3]


def test_node_hook_gets_none_for_what_needs_no_gradient(torch, leaf):
    x, seen = leaf([2.0]), []
    y = x * torch.tensor([5.0])
    y.grad_fn.register_hook(lambda inputs, outputs: seen.append(inputs))
    y.sum().backward()
    assert seen[0][0].item() == 5
    assert seen[0][1] is None


def test_node_hook_replaces_the_gradients_of_the_inputs(leaf):
    x, w = leaf([2.0]), leaf([5.0])
    y = x * w
    y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0] * 10, inputs[1] * 100))
    y.sum().backward()
    assert (x.grad.item(), w.grad.item()) == (50, 200)


def test_node_hook_that_returns_the_wrong_number_is_refused(leaf):
    y = leaf([2.0]) * leaf([3.0])
    y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0],))
    with pytest.raises(RuntimeError, match="incorrect number of values|number"):
        y.sum().backward()


def test_node_prehook_replaces_the_gradients_of_the_outputs(leaf):
    x = leaf([2.0])
    y = x * 3
    y.grad_fn.register_prehook(lambda outputs: (outputs[0] * 10,))
    y.sum().backward()
    assert x.grad.item() == 30


def test_node_hooks_run_in_order_each_on_the_result_of_the_last(leaf):
    x, seen = leaf([2.0]), []
    y = x * 3
    y.grad_fn.register_hook(lambda i, o: (i[0] * 10, i[1]))
    y.grad_fn.register_hook(lambda i, o: seen.append(i[0].item()))
    y.sum().backward()
    assert seen == [30]


def test_node_hooks_can_be_removed(leaf):
    x, calls = leaf([2.0]), []
    y = x * 3
    after = y.grad_fn.register_hook(log(calls, "after"))
    before = y.grad_fn.register_prehook(log(calls, "before"))
    y.sum().backward(retain_graph=True)
    after.remove()
    before.remove()
    y.sum().backward()
    assert calls == ["before", "after"]


def test_hook_on_the_accumulating_node_of_a_leaf_is_kept_while_the_node_lives(leaf):
    x, calls = leaf([2.0]), []
    node = accumulate_node(x)
    node.register_hook(log(calls, "a"))
    (x * 3).sum().backward()
    (x * 3).sum().backward()
    assert calls == ["a", "a"]
    assert accumulate_node(x) is node


# In-place changes of tensors that have hooks


def test_hooks_registered_before_an_inplace_change_see_the_gradient_of_the_old_value(leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    y.register_hook(lambda g: seen.append(("before", g.item())))
    y.mul_(3)
    y.register_hook(lambda g: seen.append(("after", g.item())))
    (y * 5).sum().backward()
    assert seen == [("after", 5), ("before", 15)]


def test_retain_grad_follows_an_inplace_change_but_a_hook_does_not(leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    y.retain_grad()
    y.register_hook(lambda g: seen.append(g.item()))
    y.mul_(3)
    (y * 5).sum().backward()
    assert y.grad.item() == 5
    assert seen == [15]


def test_hook_on_a_tensor_that_becomes_part_of_the_graph_later_is_kept(torch, leaf):
    x, seen = leaf([1.0]), []
    y = torch.ones(1, requires_grad=True)
    y.register_hook(lambda g: seen.append(g.item()))
    (x * y * 3).sum().backward()
    assert seen == [3]


# Hooks that do things


def test_a_hook_may_remove_itself_while_it_runs(leaf):
    x, calls = leaf([1.0]), []
    y = (x * 2).sum()
    handles = []

    def hook(g):
        calls.append("once")
        handles[0].remove()

    handles.append(y.register_hook(hook))
    y.backward(retain_graph=True)
    y.backward()
    assert calls == ["once"]


def test_a_hook_may_run_a_backward_pass_of_its_own(torch, leaf):
    x, w, seen = leaf([1.0]), leaf([4.0]), []
    y = x * 2

    def hook(g):
        with torch.enable_grad():
            (inner,) = torch.autograd.grad((w * w).sum(), w)
        seen.append(inner.item())

    y.register_hook(hook)
    y.sum().backward()
    assert seen == [8]
    assert x.grad.item() == 2 and w.grad is None


def test_a_hook_may_register_another_for_a_node_still_to_come(leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    z = y * 3
    z.register_hook(lambda g: y.register_hook(lambda h: seen.append(h.item())) and None)
    z.sum().backward()
    assert seen == [3]


def test_backward_hooks_attribute_is_none_until_a_hook_is_there(leaf):
    x = leaf([1.0])
    assert x._backward_hooks is None
    x.register_hook(lambda g: None)
    assert len(x._backward_hooks) == 1
