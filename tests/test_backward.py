"""requires_grad, .grad, Tensor.backward, autograd.backward and retain_grad."""
import pytest

import wengert as wg


def leaf(value):
    return wg.tensor(value, requires_grad=True)


# requires_grad

def test_tensors_do_not_require_gradients_unless_asked():
    assert not wg.tensor([1.0]).requires_grad
    assert wg.tensor([1.0], requires_grad=True).requires_grad


def test_requires_grad_method_switches_in_place_and_returns_the_tensor():
    x = wg.tensor([1.0])
    assert x.requires_grad_() is x
    assert x.requires_grad
    assert not x.requires_grad_(False).requires_grad


def test_requires_grad_attribute_can_be_set():
    x = wg.tensor([1.0])
    x.requires_grad = True
    (x * 3).backward()
    assert x.grad.tolist() == [3]


def test_result_requires_grad_when_any_input_does():
    x, c = leaf([1.0]), wg.tensor([2.0])
    assert (x + c).requires_grad and (c + x).requires_grad
    assert not (c + c).requires_grad


def test_requires_grad_of_a_result_cannot_be_switched_off():
    y = leaf([1.0]) * 2
    with pytest.raises(RuntimeError, match="you can only change requires_grad flags of leaf variables"):
        y.requires_grad_(False)


def test_comparison_results_never_require_gradients():
    assert not (leaf([1.0]) > 0).requires_grad


# .grad

def test_grad_is_none_before_backward():
    assert leaf([1.0]).grad is None


def test_grad_accumulates_over_backward_calls():
    x = leaf([1.0, 2.0])
    for expected in ([3, 3], [6, 6], [9, 9]):
        (3 * x).sum().backward()
        assert x.grad.tolist() == expected


def test_grad_set_to_none_starts_afresh():
    x = leaf(1.0)
    (2 * x).backward()
    x.grad = None
    (5 * x).backward()
    assert x.grad.item() == 5


def test_grad_set_to_a_tensor_is_added_to():
    x = leaf([1.0])
    x.grad = wg.tensor([10.0])
    (2 * x).backward()
    assert x.grad.tolist() == [12]


@pytest.mark.parametrize("bad, error", [
    (lambda: wg.ones(3), RuntimeError),
    (lambda: wg.ones(2, dtype=wg.float64), RuntimeError),
    (lambda: 1.0, TypeError),
], ids=["shape", "dtype", "not a tensor"])
def test_grad_refuses_what_does_not_fit(bad, error):
    x = leaf([1.0, 2.0])
    with pytest.raises(error):
        x.grad = bad()
    assert x.grad is None


def test_accumulation_happens_in_the_same_grad_object():
    x = leaf([1.0])
    (2 * x).backward()
    seen = x.grad
    (2 * x).backward()
    assert x.grad is seen
    assert seen.tolist() == [4]


def test_grads_of_two_leaves_do_not_share_memory():
    x, y = leaf([1.0]), leaf([1.0])
    (x + y).backward()
    x.grad += 1
    assert y.grad.tolist() == [1]


def test_grad_does_not_alias_the_gradient_passed_in():
    x, g = leaf([1.0, 2.0]), wg.tensor([1.0, 1.0])
    x.clone().backward(g)
    x.clone().backward(g)
    assert g.tolist() == [1, 1]
    assert x.grad.tolist() == [2, 2]


def test_grad_has_the_dtype_and_shape_of_its_tensor():
    x = wg.ones(2, 1, dtype=wg.float64, requires_grad=True)
    y = wg.ones(3, requires_grad=True)
    (x * y).sum().backward()
    assert (x.grad.shape, x.grad.dtype) == ((2, 1), wg.float64)
    assert (y.grad.shape, y.grad.dtype) == ((3,), wg.float32)
    assert x.grad.tolist() == [[3], [3]] and y.grad.tolist() == [2, 2, 2]


def test_same_tensor_as_both_operands_gets_both_gradients():
    x = leaf(3.0)
    (x * x + x).backward()
    assert x.grad.item() == 7


def test_backward_on_a_leaf_gives_it_the_gradient_itself():
    x = leaf(3.0)
    x.backward()
    assert x.grad.item() == 1


# Tensor.backward: gradient, retain_graph, create_graph, inputs

def test_gradient_argument_weights_the_outputs():
    x = leaf([1.0, 2.0, 3.0])
    (x**2).backward(wg.tensor([1.0, 0.1, 0.0]))
    assert x.grad.tolist() == pytest.approx([2, 0.4, 0])


def test_gradient_argument_must_have_the_shape_of_the_output():
    x = leaf([1.0, 2.0])
    with pytest.raises(RuntimeError, match="Mismatch in shape"):
        (x * 2).backward(wg.ones(3))
    assert x.grad is None


def test_one_element_outputs_of_any_dimension_need_no_gradient_argument():
    x = leaf([[2.0]])
    (x * 3).backward()
    assert x.grad.tolist() == [[3]]


def test_retain_graph_allows_a_second_backward():
    x = leaf(2.0)
    y = x**3
    y.backward(retain_graph=True)
    y.backward()
    assert x.grad.item() == 24


def test_linear_graph_without_saved_values_may_be_walked_twice():
    x = leaf([1.0])
    y = x + 1
    y.backward()
    y.backward()
    assert x.grad.tolist() == [2]


@pytest.mark.filterwarnings("ignore:Using backward")
def test_create_graph_makes_grad_differentiable():
    x = leaf(2.0)
    (x**3).backward(create_graph=True)
    assert x.grad.requires_grad
    first, x.grad = x.grad, None
    first.backward()
    assert x.grad.item() == 12


def test_inputs_limits_accumulation_to_the_named_leaves():
    x, y = leaf(2.0), leaf(3.0)
    (x * y).backward(inputs=[x])
    assert x.grad.item() == 3
    assert y.grad is None


def test_inputs_may_be_one_tensor_and_an_intermediate():
    x = leaf(2.0)
    a = x * 3
    b = a * a
    a.retain_grad()
    b.backward(inputs=a)
    assert a.grad.item() == 12
    assert x.grad is None


def test_inputs_must_not_be_empty():
    x = leaf(2.0)
    with pytest.raises(RuntimeError, match="cannot be empty"):
        (x * 2).backward(inputs=[])


# autograd.backward

def test_several_roots_accumulate_together():
    x = leaf(2.0)
    a = x * 3
    wg.autograd.backward([a * a, a + 1])
    assert x.grad.item() == 36 + 3


def test_several_roots_take_one_gradient_each():
    x, y = leaf([1.0, 2.0]), leaf(1.0)
    wg.autograd.backward([x * 2, y * 5], [wg.tensor([1.0, 10.0]), None])
    assert x.grad.tolist() == [2, 20]
    assert y.grad.item() == 5


def test_one_root_may_be_given_bare():
    x = leaf([1.0, 2.0])
    wg.autograd.backward(x * 2, wg.ones(2))
    assert x.grad.tolist() == [2, 2]


def test_one_root_may_be_an_ancestor_of_another():
    x = leaf(2.0)
    a = x * x
    b = a * 3
    wg.autograd.backward([a, b])
    assert x.grad.item() == 4 + 12


def test_number_of_gradients_must_match_number_of_roots():
    x = leaf(1.0)
    with pytest.raises(RuntimeError, match="got 2 tensors and 1 gradients"):
        wg.autograd.backward([x * 1, x * 2], [wg.tensor(1.0)])


# retain_grad

def test_non_leaf_grad_is_kept_only_on_request():
    x = leaf(2.0)
    a, b = x * 3, x * 4
    a.retain_grad()
    assert a.retains_grad and not b.retains_grad
    (a * b).backward()
    assert a.grad.item() == 8
    with pytest.warns(UserWarning, match="not a leaf Tensor"):
        assert b.grad is None


def test_retain_grad_on_a_leaf_changes_nothing():
    x = leaf(2.0)
    x.retain_grad()
    assert not x.retains_grad
    (x * 2).backward()
    assert x.grad.item() == 2


def test_retain_grad_needs_requires_grad():
    with pytest.raises(RuntimeError, match="can't retain_grad on Tensor that has requires_grad=False"):
        wg.ones(1).retain_grad()
