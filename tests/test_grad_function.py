"""autograd.grad: gradients as return values, with nothing written to .grad."""
import pytest

import wengert as wg

grad = wg.autograd.grad


def leaf(value):
    return wg.tensor(value, requires_grad=True)


def test_returns_a_tuple_and_leaves_grad_alone():
    x = leaf(3.0)
    result = grad(x**2, x)
    assert isinstance(result, tuple) and len(result) == 1
    assert result[0].item() == 6
    assert x.grad is None and not result[0].requires_grad


def test_leaves_an_existing_grad_alone():
    x = leaf(3.0)
    x.grad = wg.tensor(1.0)
    grad(x**2, x)
    assert x.grad.item() == 1


def test_several_inputs_come_back_in_order():
    x, y = leaf(2.0), leaf(5.0)
    gy, gx = grad(x * y, (y, x))
    assert (gy.item(), gx.item()) == (2, 5)


def test_the_same_input_may_be_named_twice():
    x = leaf(2.0)
    assert [g.item() for g in grad(x * x, [x, x])] == [4, 4]


def test_several_outputs_are_summed():
    x = leaf(2.0)
    (g,) = grad([x * 3, x**2], x)
    assert g.item() == 7


def test_grad_outputs_weight_the_outputs():
    x = leaf([1.0, 2.0])
    (g,) = grad(x**2, x, grad_outputs=wg.tensor([1.0, 10.0]))
    assert g.tolist() == [2, 40]


def test_grad_outputs_for_several_outputs_may_contain_none_for_a_scalar():
    x = leaf([1.0, 2.0])
    (g,) = grad([x * 3, x.sum()], x, grad_outputs=[wg.tensor([1.0, 2.0]), None])
    assert g.tolist() == [4, 7]


def test_non_scalar_output_needs_grad_outputs():
    x = leaf([1.0, 2.0])
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        grad(x * 2, x)


def test_gradient_with_respect_to_an_intermediate():
    x = leaf(2.0)
    a = x * 3
    (g,) = grad(a**2, a)
    assert g.item() == 12


def test_gradient_with_respect_to_intermediate_and_leaf_together():
    x = leaf(2.0)
    a = x * 3
    ga, gx = grad(a**2 + x, [a, x])
    assert (ga.item(), gx.item()) == (12, 37)


def test_gradient_of_a_tensor_with_respect_to_itself_is_one():
    x = leaf(2.0)
    a = x * 3
    assert grad(a, a)[0].item() == 1
    assert grad(x, x)[0].item() == 1


def test_unused_input_is_an_error():
    x, unused = leaf(2.0), leaf(1.0)
    with pytest.raises(RuntimeError, match="appears to not have been used in the graph"):
        grad(x * 2, [x, unused])


def test_allow_unused_gives_none():
    x, unused = leaf(2.0), leaf(1.0)
    gx, gu = grad(x * 2, [x, unused], allow_unused=True)
    assert gx.item() == 2 and gu is None


def test_materialize_grads_gives_zeros_for_unused_inputs():
    x, unused = leaf(2.0), wg.ones(2, 3, dtype=wg.float64, requires_grad=True)
    _, gu = grad(x * 2, [x, unused], materialize_grads=True)
    assert gu.tolist() == [[0, 0, 0], [0, 0, 0]]
    assert gu.dtype == wg.float64


def test_materialize_grads_contradicts_allow_unused_false():
    x = leaf(2.0)
    with pytest.raises(ValueError, match="allow_unused"):
        grad(x * 2, x, allow_unused=False, materialize_grads=True)


def test_input_without_requires_grad_is_an_error():
    x, c = leaf(2.0), wg.tensor(1.0)
    with pytest.raises(RuntimeError, match="does not require grad"):
        grad(x * c, [c])


def test_output_without_graph_is_an_error():
    with pytest.raises(RuntimeError, match="does not require grad and does not have a grad_fn"):
        grad(wg.tensor(1.0) * 2, leaf(1.0))


def test_graph_is_freed_after_the_call():
    x = leaf(2.0)
    y = x**3
    grad(y, x)
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        grad(y, x)


def test_retain_graph_keeps_the_graph():
    x = leaf(2.0)
    y = x**3
    assert [grad(y, x, retain_graph=True)[0].item() for _ in range(3)] == [12, 12, 12]


def test_retain_graph_false_wins_over_create_graph():
    x = leaf(2.0)
    y = x**3
    (g,) = grad(y, x, create_graph=True, retain_graph=False)
    assert g.requires_grad
    with pytest.raises(RuntimeError, match="second time"):
        grad(y, x)


def test_create_graph_supports_every_further_order():
    x = leaf(2.0)
    derivative, seen = x**4, []
    for _ in range(5):
        derivative = grad(derivative, x, create_graph=True)[0]
        seen.append(derivative.item())
    assert seen == [32, 48, 48, 24, 0]


def test_create_graph_retains_the_graph_by_default():
    x = leaf(2.0)
    y = x**3
    (g,) = grad(y, x, create_graph=True)
    y.backward()
    assert g.requires_grad and x.grad.item() == 12


def test_gradient_penalty_combines_value_and_gradient():
    x = leaf([1.0, 2.0])
    loss = (x**3).sum()
    (g,) = grad(loss, x, create_graph=True)
    (loss + (g**2).sum()).backward()
    # d/dx (x^3 + 9 x^4) = 3 x^2 + 36 x^3
    assert x.grad.tolist() == [39, 300]


def test_grad_outputs_that_require_grad_are_differentiated_through():
    x, v = leaf([1.0, 2.0]), leaf([1.0, 1.0])
    (g,) = grad(x**2, x, grad_outputs=v, create_graph=True)
    (gv,) = grad(g.sum(), v)
    assert gv.tolist() == [2, 4]


def test_jacobian_vector_product_by_double_backward():
    x, v = leaf([1.0, 2.0, 3.0]), wg.zeros(3, requires_grad=True)
    (vjp,) = grad(x**2, x, grad_outputs=v, create_graph=True)
    (jvp,) = grad(vjp, v, grad_outputs=wg.tensor([1.0, 0.0, 2.0]))
    assert jvp.tolist() == [2, 0, 12]


def test_hessian_row_by_row():
    x = leaf([1.0, 2.0])
    (g,) = grad(x[0] ** 2 * x[1], x, create_graph=True)
    rows = [grad(g[i], x, retain_graph=True)[0].tolist() for i in range(2)]
    assert rows == [[4, 2], [2, 0]]


def test_only_the_asked_for_part_of_the_graph_is_walked():
    x, y = leaf(2.0), leaf(3.0)
    calls = []
    a, b = x * 2, y * 2
    b.register_hook(calls.append)
    grad(a * b, x)
    assert calls == []


def test_works_inside_no_grad_on_a_graph_recorded_before():
    x = leaf(2.0)
    y = x**2
    with wg.no_grad():
        (g,) = grad(y, x)
    assert g.item() == 4


def test_create_graph_records_even_inside_no_grad():
    x = leaf(2.0)
    y = x**3
    with wg.no_grad():
        (g,) = grad(y, x, create_graph=True)
    assert g.requires_grad
    assert grad(g, x)[0].item() == 12
