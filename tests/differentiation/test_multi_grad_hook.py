"""autograd.graph.register_multi_grad_hook: one hook for the gradients of several tensors."""
import pytest


@pytest.fixture
def register(torch):
    return torch.autograd.graph.register_multi_grad_hook


def values(grads):
    return [None if g is None else g.item() for g in grads]


def test_all_gradients_come_together_in_the_order_of_the_tensors(leaf, register):
    a, b, seen = leaf([2.0]), leaf([3.0]), []
    c = a * b
    register((c, b, a), lambda grads: seen.append(values(grads)))
    (c * 10).sum().backward()
    assert seen == [[10, 20, 30]]


def test_tensors_outside_the_pass_are_none_and_not_waited_for(leaf, register):
    a, b, seen = leaf([2.0]), leaf([3.0]), []
    c, d = a * b, a + b
    register((a, b, c, d), lambda grads: seen.append([g is not None for g in grads]))
    c.sum().backward(retain_graph=True)
    c.sum().backward(inputs=(a,), retain_graph=True)
    assert seen == [[True, True, True, False], [True, False, True, False]]


def test_it_runs_once_in_each_pass(leaf, register):
    a, b, calls = leaf([2.0]), leaf([3.0]), []
    register((a, b), lambda grads: calls.append(values(grads)))
    (a * b).sum().backward()
    (a + b).sum().backward()
    assert calls == [[3, 2], [1, 1]]


def test_it_works_with_autograd_grad(torch, leaf, register):
    a, b, calls = leaf([2.0]), leaf([3.0]), []
    c, d = a * 2, b * 2
    register((c, d), lambda grads: calls.append(values(grads)))
    torch.autograd.grad((c * d).sum(), [a, b])
    assert calls == [[6, 4]]


def test_removing_the_handle_removes_all(leaf, register):
    a, b, calls = leaf([2.0]), leaf([3.0]), []
    handle = register((a, b), lambda grads: calls.append(1))
    handle.remove()
    (a * b).sum().backward()
    assert calls == []


def test_any_calls_once_with_the_first_gradient(leaf, register):
    a, b, seen = leaf([2.0]), leaf([3.0]), []
    c = a * b
    register((a, b, c), lambda grad: seen.append(grad.item()), mode="any")
    (c * 10).sum().backward(retain_graph=True)
    (c * 20).sum().backward()
    assert seen == [10, 20]


def test_any_leaves_out_tensors_that_require_no_gradient(torch, leaf, register):
    a, seen = leaf([2.0]), []
    register((torch.ones(1), a), lambda grad: seen.append(grad.item()), mode="any")
    (a * 4).sum().backward()
    assert seen == [4]


def test_any_is_not_called_where_no_tensor_takes_part(leaf, register):
    a, b, seen = leaf([2.0]), leaf([3.0]), []
    register((a,), lambda grad: seen.append(grad), mode="any")
    b.sum().backward()
    assert seen == []


def test_unknown_mode_is_refused(leaf, register):
    with pytest.raises(ValueError, match="mode"):
        register((leaf([1.0]),), lambda grads: None, mode="some")


def test_mode_is_by_name_only(leaf, register):
    with pytest.raises(TypeError):
        register((leaf([1.0]),), lambda grads: None, "all")


def test_its_return_value_does_not_replace_a_gradient(leaf, register):
    a, b = leaf([2.0]), leaf([3.0])
    register((a, b), lambda grads: [g * 100 for g in grads])
    (a * b).sum().backward()
    assert (a.grad.item(), b.grad.item()) == (3, 2)


def test_an_exception_in_it_leaves_the_next_pass_right(leaf, register):
    a, b, seen = leaf([2.0]), leaf([3.0]), []

    def hook(grads):
        seen.append(values(grads))
        if len(seen) == 1:
            raise ValueError("the first pass")

    register((a, b), hook)
    with pytest.raises(ValueError, match="the first pass"):
        (a * b).sum().backward()
    (a * b).sum().backward()
    assert seen == [[3, 2], [3, 2]]


def test_all_refuses_tensors_that_require_no_gradient(torch, leaf, register):
    with pytest.raises((RuntimeError, AssertionError)):
        register((torch.ones(1), leaf([1.0])), lambda grads: None)
