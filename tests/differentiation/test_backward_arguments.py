"""Tensor.backward, autograd.backward and autograd.grad: every argument, and what is refused."""
import warnings

import pytest


def test_backward_of_a_number_needs_no_gradient(leaf):
    x = leaf(3.0)
    (x * x).backward()
    assert x.grad.item() == 6


def test_one_element_of_any_shape_counts_as_a_number(leaf):
    x = leaf([[3.0]])
    (x * x).backward()
    assert x.grad.tolist() == [[6]]


def test_backward_of_several_elements_needs_one(leaf):
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        (leaf([1.0, 2.0]) * 2).backward()


def test_backward_with_a_gradient_is_the_vector_jacobian_product(torch, leaf):
    x = leaf([1.0, 2.0])
    (x**2).backward(torch.tensor([10.0, 100.0]))
    assert x.grad.tolist() == [20, 400]


def test_the_name_of_the_argument_is_gradient(torch, leaf):
    x = leaf([1.0])
    (x * 2).backward(gradient=torch.tensor([3.0]))
    assert x.grad.tolist() == [6]


def test_a_gradient_of_another_shape_is_refused(torch, leaf):
    with pytest.raises(RuntimeError, match="Mismatch in shape: grad_output\\[0\\] has a shape of"):
        (leaf([1.0, 2.0]) * 2).backward(torch.ones(3))


def test_a_gradient_that_is_no_tensor_is_refused(leaf):
    with pytest.raises(TypeError):
        (leaf([1.0, 2.0]) * 2).backward([1.0, 1.0])


def test_backward_of_a_tensor_without_gradient_is_refused(torch):
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad and does not have a grad_fn"):
        torch.ones(1).sum().backward()


def test_backward_of_a_leaf_is_its_own_gradient(leaf):
    x = leaf(3.0)
    x.backward()
    assert x.grad.item() == 1


def test_backward_of_integers_is_refused(torch, leaf):
    with pytest.raises(RuntimeError, match="does not require grad"):
        leaf([1.0]).long().sum().backward()


def test_a_complex_number_needs_a_gradient(torch):
    z = torch.tensor(1 + 1j, requires_grad=True)
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for real scalar outputs"):
        (z * z).backward()


def test_the_gradients_dtype_must_be_complex_where_the_output_is(torch):
    z = torch.tensor([1 + 1j], requires_grad=True)
    with pytest.raises(RuntimeError):
        (z * z).backward(torch.ones(1))


# retain_graph and create_graph


def test_a_second_pass_is_refused(leaf):
    x = leaf([2.0])
    y = (x * x).sum()
    y.backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        y.backward()
    assert x.grad.item() == 4


def test_a_second_pass_over_a_shared_part_is_refused(leaf):
    x = leaf([2.0])
    shared = x * x
    shared.sum().backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        (shared * 3).sum().backward()


def test_where_nothing_was_saved_a_second_pass_is_possible(leaf):
    x = leaf([2.0])
    y = (x + 1).sum()
    y.backward()
    y.backward()
    assert x.grad.item() == 2


def test_retain_graph_allows_another_pass(leaf):
    x = leaf([2.0])
    y = (x * x).sum()
    y.backward(retain_graph=True)
    y.backward()
    assert x.grad.item() == 8


def test_create_graph_retains_unless_told_otherwise(torch, leaf):
    x = leaf([2.0])
    y = (x**3).sum()
    torch.autograd.grad(y, x, create_graph=True)
    torch.autograd.grad(y, x, create_graph=True, retain_graph=False)
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        torch.autograd.grad(y, x)


def test_create_graph_warns_of_a_cycle_in_pytorch_and_makes_none_here(torch, leaf):
    x = leaf([2.0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        (x**3).sum().backward(create_graph=True)
    assert any("reference cycle" in str(w.message) for w in caught) == (torch.__name__ == "torch")
    assert x.grad.requires_grad
    x.grad = None


# inputs


def test_inputs_are_the_only_tensors_accumulated_into(leaf):
    x, w = leaf([2.0]), leaf([3.0])
    (x * w).sum().backward(inputs=[x])
    assert x.grad.item() == 3 and w.grad is None


def test_inputs_may_be_one_tensor(leaf):
    x, w = leaf([2.0]), leaf([3.0])
    (x * w).sum().backward(inputs=w)
    assert x.grad is None and w.grad.item() == 2


def test_inputs_may_be_a_non_leaf_which_then_retains_its_gradient(leaf):
    x = leaf([2.0])
    y = x * 3
    (y * y).sum().backward(inputs=[y])
    assert x.grad is None
    assert y.retains_grad and y.grad.item() == 12


def test_inputs_that_are_a_retained_non_leaf_have_their_gradient(leaf):
    x = leaf([2.0])
    y = x * 3
    y.retain_grad()
    (y * y).sum().backward(inputs=[y, x])
    assert y.grad.item() == 12 and x.grad.item() == 36


def test_empty_inputs_are_refused(leaf):
    with pytest.raises(RuntimeError, match="`inputs` argument to `backward\\(\\)` cannot be empty"):
        leaf([1.0]).sum().backward(inputs=[])


def test_inputs_that_require_no_gradient_are_refused(torch, leaf):
    with pytest.raises(RuntimeError, match="requires_grad=False|does not require grad"):
        leaf([1.0]).sum().backward(inputs=[torch.ones(1)])


def test_inputs_that_were_not_used_stay_none(leaf):
    x, w = leaf([2.0]), leaf([3.0])
    (x * 2).sum().backward(inputs=[x, w])
    assert x.grad.item() == 2 and w.grad is None


def test_inputs_prune_the_walk(torch, leaf):
    called = []

    class Noted(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            called.append(1)
            return g

    x, w = leaf([2.0]), leaf([3.0])
    (Noted.apply(x) * w).sum().backward(inputs=[w])
    assert called == []


# Several roots


def test_several_roots_are_summed(torch, leaf):
    x = leaf([2.0])
    torch.autograd.backward([(x * 3).sum(), (x * 5).sum()])
    assert x.grad.item() == 8


def test_several_roots_with_gradients_some_none(torch, leaf):
    x = leaf([2.0, 3.0])
    torch.autograd.backward([x * 3, (x * 5).sum()], [torch.tensor([1.0, 10.0]), None])
    assert x.grad.tolist() == [8, 35]


def test_the_same_root_twice_counts_twice(torch, leaf):
    x = leaf([2.0])
    y = (x * 3).sum()
    torch.autograd.backward([y, y])
    assert x.grad.item() == 6


def test_one_root_may_come_from_another(torch, leaf):
    x = leaf([2.0])
    y = x * 3
    z = y * 5
    torch.autograd.backward([z.sum(), y.sum()])
    assert x.grad.item() == 18


def test_the_names_are_tensors_and_grad_tensors(torch, leaf):
    x = leaf([2.0])
    torch.autograd.backward(tensors=[x * 3], grad_tensors=[torch.tensor([2.0])], retain_graph=False, create_graph=False)
    assert x.grad.item() == 6


def test_fewer_gradients_than_roots_are_refused(torch, leaf):
    x = leaf([2.0])
    with pytest.raises(RuntimeError, match="got 2 tensors and 1 gradients"):
        torch.autograd.backward([x * 3, x * 5], [torch.ones(1)])


def test_no_roots_do_nothing_or_are_refused(torch, leaf):
    with pytest.raises((RuntimeError, ValueError)):
        torch.autograd.grad([], leaf([1.0]))


# autograd.grad


def test_grad_returns_a_tuple_and_accumulates_nothing(torch, leaf):
    x, w = leaf([2.0]), leaf([3.0])
    result = torch.autograd.grad((x * w).sum(), [x, w])
    assert isinstance(result, tuple) and [g.item() for g in result] == [3, 2]
    assert x.grad is None and w.grad is None


def test_grad_of_one_input_is_still_a_tuple(torch, leaf):
    x = leaf([2.0])
    (g,) = torch.autograd.grad((x * 5).sum(), x)
    assert g.item() == 5


def test_grad_of_the_same_input_twice(torch, leaf):
    x = leaf([2.0])
    a, b = torch.autograd.grad((x * 5).sum(), [x, x])
    assert (a.item(), b.item()) == (5, 5)


def test_grad_of_an_intermediate_and_of_the_output_itself(torch, leaf):
    x = leaf([2.0])
    y = x * 5
    z = (y**2).sum()
    gz, gy, gx = torch.autograd.grad(z, [z, y, x])
    assert (gz.item(), gy.item(), gx.item()) == (1, 20, 100)


def test_grad_outputs_may_be_one_tensor_or_a_sequence(torch, leaf):
    x = leaf([2.0, 3.0])
    weights = torch.tensor([1.0, 10.0])
    assert torch.autograd.grad(x * 2, x, weights)[0].tolist() == [2, 20]
    assert torch.autograd.grad([x * 2], [x], grad_outputs=[weights])[0].tolist() == [2, 20]


def test_unused_inputs_are_refused(torch, leaf):
    with pytest.raises(RuntimeError, match="appears to not have been used in the graph. Set allow_unused=True"):
        torch.autograd.grad(leaf([2.0]).sum(), leaf([3.0]))


def test_unused_inputs_are_none_if_allowed(torch, leaf):
    x, w = leaf([2.0]), leaf([3.0])
    gx, gw = torch.autograd.grad((x * 2).sum(), [x, w], allow_unused=True)
    assert gx.item() == 2 and gw is None


def test_unused_inputs_are_zeros_if_materialised(torch, leaf):
    x, w = leaf([2.0]), leaf([3.0, 4.0])
    gx, gw = torch.autograd.grad((x * 2).sum(), [x, w], materialize_grads=True)
    assert gx.item() == 2 and gw.tolist() == [0, 0]


def test_materialize_grads_with_allow_unused_false_is_a_contradiction(torch, leaf):
    x = leaf([2.0])
    with pytest.raises(ValueError, match="Expected allow_unused to be True or not passed when materialize_grads=True"):
        torch.autograd.grad(x.sum(), x, allow_unused=False, materialize_grads=True)


def test_inputs_that_require_no_gradient_are_refused_by_grad(torch, leaf):
    with pytest.raises(RuntimeError, match="One of the differentiated Tensors does not require grad"):
        torch.autograd.grad(leaf([2.0]).sum(), torch.ones(1))


def test_empty_inputs_are_refused_by_grad(torch, leaf):
    with pytest.raises(RuntimeError, match="`inputs` argument to `grad\\(\\)` cannot be empty"):
        torch.autograd.grad(leaf([2.0]).sum(), [])


def test_only_inputs_false_is_deprecated(torch, leaf):
    x = leaf([2.0])
    with pytest.warns(FutureWarning, match="only_inputs argument is deprecated"):
        torch.autograd.grad(x.sum(), x, only_inputs=False)


def test_second_and_third_derivatives(torch, leaf):
    x = leaf(2.0)
    orders, y = [], x**4
    for _ in range(4):
        (y,) = torch.autograd.grad(y, x, create_graph=True)
        orders.append(y.item())
    assert orders == [32, 48, 48, 24]


def test_a_gradient_that_does_not_depend_on_its_input_is_refused_next_time(torch, leaf):
    x = leaf([2.0])
    (g,) = torch.autograd.grad((x * 3).sum(), x, create_graph=True)
    with pytest.raises(RuntimeError, match="does not require grad|not have been used"):
        torch.autograd.grad(g.sum(), x)


def test_grad_may_be_taken_within_no_grad(torch, leaf):
    x = leaf([2.0])
    y = (x**2).sum()
    with torch.no_grad():
        (g,) = torch.autograd.grad(y, x)
    assert g.item() == 4


def test_create_graph_records_even_under_no_grad(torch, leaf):
    x = leaf([2.0])
    y = (x**2).sum()
    with torch.no_grad():
        (g,) = torch.autograd.grad(y, x, create_graph=True)
    assert g.requires_grad


def test_grad_of_what_is_no_tensor_is_refused(torch, leaf):
    x = leaf([2.0])
    with pytest.raises((TypeError, AssertionError)):
        torch.autograd.grad("text", x)


# is_grads_batched


def test_batched_grads_are_the_rows_of_the_jacobian(torch, leaf):
    x = leaf([2.0, 3.0])
    y = x**2
    (rows,) = torch.autograd.grad(y, x, grad_outputs=torch.eye(2), is_grads_batched=True)
    assert rows.tolist() == [[4, 0], [0, 6]]


def test_batched_grads_of_several_inputs(torch, leaf):
    x, w = leaf([2.0, 3.0]), leaf([[1.0], [2.0]])
    y = x @ w
    gx, gw = torch.autograd.grad(y, [x, w], grad_outputs=torch.tensor([[1.0], [10.0], [100.0]]), is_grads_batched=True)
    assert gx.tolist() == [[1, 2], [10, 20], [100, 200]]
    assert gw.shape == (3, 2, 1)


def test_batched_grads_can_be_differentiated_again(torch, leaf):
    x = leaf([2.0, 3.0])
    (rows,) = torch.autograd.grad(x**3, x, torch.eye(2), is_grads_batched=True, create_graph=True)
    (g,) = torch.autograd.grad(rows.sum(), x)
    assert g.tolist() == [12, 18]


def test_batched_grads_must_have_the_shape_of_the_output_behind_the_batch(torch, leaf):
    x = leaf([2.0, 3.0])
    with pytest.raises(RuntimeError, match="[Mm]ismatch"):
        torch.autograd.grad(x**2, x, torch.eye(3), is_grads_batched=True)


# Errors inside leave the engine usable


def test_a_failing_pass_leaves_grads_of_earlier_passes(torch, leaf):
    class Fails(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            raise ValueError("mine")

    x = leaf([2.0])
    (x * 2).sum().backward()
    with pytest.raises(ValueError, match="mine"):
        Fails.apply(x).sum().backward()
    (x * 3).sum().backward()
    assert x.grad.item() == 5


def test_variable_is_the_old_name_of_tensor(torch):
    Variable = torch.autograd.Variable
    x = Variable(torch.ones(1), requires_grad=True)
    assert isinstance(x, torch.Tensor) and isinstance(x, Variable) and x.requires_grad
    (x * 2).sum().backward()
    assert x.grad.item() == 2
