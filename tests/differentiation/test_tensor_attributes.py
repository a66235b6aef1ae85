"""What a tensor tells of its part in a graph: grad, requires_grad, is_leaf, detach, data, versions, copies."""
import copy
import gc
import pickle
import warnings
import weakref

import pytest
from autograd_helpers import Token

# grad


def test_grad_is_none_before_the_first_pass_and_not_of_the_graph_after(leaf):
    x = leaf([1.0])
    assert x.grad is None
    (x * 2).sum().backward()
    assert x.grad.tolist() == [2] and not x.grad.requires_grad and x.grad.is_leaf


def test_grad_is_the_same_object_until_it_is_replaced(leaf):
    x = leaf([1.0])
    (x * 2).sum().backward()
    first = x.grad
    assert x.grad is first
    (x * 3).sum().backward()
    assert x.grad is first and first.tolist() == [5]


def test_grad_may_be_set_to_a_tensor_or_none(torch, leaf):
    x = leaf([1.0, 2.0])
    given = torch.tensor([5.0, 6.0])
    x.grad = given
    assert x.grad is given
    (x * 2).sum().backward()
    assert given.tolist() == [7, 8]
    x.grad = None
    assert x.grad is None


def test_grad_may_be_deleted(leaf):
    x = leaf([1.0])
    (x * 2).sum().backward()
    del x.grad
    assert x.grad is None


def test_grad_of_another_shape_is_refused(torch, leaf):
    with pytest.raises(RuntimeError, match="Please ensure that the gradient and the tensor are the same size"):
        leaf([1.0]).grad = torch.ones(2)


def test_grad_of_another_type_is_refused(torch, leaf):
    with pytest.raises(RuntimeError, match="type"):
        leaf([1.0]).grad = torch.ones(1, dtype=torch.float64)


@pytest.mark.parametrize("value", [1, 1.0, [1.0], "text"])
def test_grad_that_is_no_tensor_is_refused(leaf, value):
    with pytest.raises(TypeError, match="assigned grad expected to be a Tensor or None but got grad of type"):
        leaf([1.0]).grad = value


def test_grad_that_is_the_tensor_itself_is_refused(leaf):
    x = leaf([1.0])
    with pytest.raises(RuntimeError, match="can't assign Variable as its own grad"):
        x.grad = x


def test_grad_may_be_set_on_a_tensor_that_requires_none(torch):
    x = torch.ones(1)
    x.grad = torch.ones(1)
    assert x.grad.tolist() == [1]


def test_grad_of_a_non_leaf_is_none_with_a_warning(leaf):
    y = leaf([1.0]) * 2
    y.sum().backward()
    with pytest.warns(UserWarning, match="The .grad attribute of a Tensor that is not a leaf Tensor is being accessed"):
        assert y.grad is None


# retain_grad


def test_retain_grad_keeps_the_gradient_of_a_non_leaf(leaf):
    y = leaf([1.0]) * 2
    assert not y.retains_grad
    y.retain_grad()
    assert y.retains_grad
    (y * 3).sum().backward()
    assert y.grad.tolist() == [3]


def test_retain_grad_twice_is_once(leaf):
    y = leaf([1.0]) * 2
    y.retain_grad()
    y.retain_grad()
    (y * 3).sum().backward()
    assert y.grad.tolist() == [3]


def test_retained_gradients_are_summed_over_passes(leaf):
    y = leaf([1.0]) * 2
    y.retain_grad()
    z = (y * 3).sum()
    z.backward(retain_graph=True)
    z.backward()
    assert y.grad.tolist() == [6]


def test_retain_grad_of_a_leaf_does_nothing(leaf):
    x = leaf([1.0])
    x.retain_grad()
    assert not x.retains_grad
    (x * 3).sum().backward()
    assert x.grad.tolist() == [3]


def test_retain_grad_without_gradient_is_refused(torch):
    with pytest.raises(RuntimeError, match="can't retain_grad on Tensor that has requires_grad=False"):
        torch.ones(1).retain_grad()


def test_retained_gradient_with_create_graph_is_part_of_the_graph(torch, leaf):
    x = leaf([2.0])
    y = x * 1
    y.retain_grad()
    torch.autograd.grad((y**2).sum(), x, create_graph=True)
    assert y.grad.requires_grad


def test_retain_grad_of_a_view_that_is_written_through_its_base(leaf):
    x = leaf([1.0, 2.0])
    base = x * 1
    view = base[:1]
    view.retain_grad()
    base.mul_(5)
    (base * 2).sum().backward()
    assert view.grad is None
    assert x.grad.tolist() == [10, 10]


# requires_grad and is_leaf


def test_is_leaf(torch, leaf):
    x = leaf([1.0])
    assert x.is_leaf and torch.ones(1).is_leaf and (torch.ones(1) * 2).is_leaf
    assert not (x * 2).is_leaf and not x.view(1).is_leaf
    assert x.detach().is_leaf
    with torch.no_grad():
        assert (x * 2).is_leaf


def test_requires_grad_may_be_set_on_a_leaf(torch):
    x = torch.ones(1)
    x.requires_grad = True
    assert (x * 2).requires_grad
    x.requires_grad = False
    assert not (x * 2).requires_grad


def test_requires_grad_returns_the_tensor(torch):
    x = torch.ones(1)
    assert x.requires_grad_() is x and x.requires_grad
    assert x.requires_grad_(False) is x and not x.requires_grad
    assert x.requires_grad_(requires_grad=True).requires_grad


def test_requires_grad_of_a_non_leaf_can_only_stay(leaf):
    y = leaf([1.0]) * 2
    assert y.requires_grad_() is y
    with pytest.raises(RuntimeError, match="you can only change requires_grad flags of leaf variables"):
        y.requires_grad = False
    with pytest.raises(RuntimeError, match="you can only change requires_grad flags of leaf variables"):
        y.requires_grad_(False)


def test_integers_cannot_require_a_gradient(torch):
    with pytest.raises(RuntimeError, match="[Oo]nly Tensors of floating point (and complex )?dtype can require"):
        torch.tensor([1], requires_grad=True)
    with pytest.raises(RuntimeError, match="only Tensors of floating point"):
        torch.tensor([1]).requires_grad_()
    with pytest.raises(RuntimeError, match="only Tensors of floating point"):
        torch.tensor([1]).requires_grad = True


def test_requires_grad_switched_off_after_recording_ends_the_accumulation(leaf):
    x = leaf([1.0])
    y = x * 2
    x.requires_grad_(False)
    y.sum().backward()
    assert x.grad is None


@pytest.mark.parametrize("wrong", ["yes", 1, None])
def test_requires_grad_must_be_a_bool(torch, wrong):
    with pytest.raises(TypeError, match="must be bool"):
        torch.ones(1).requires_grad_(wrong)
    with pytest.raises((TypeError, RuntimeError)):
        torch.ones(1).requires_grad = wrong


def test_no_new_attributes_of_the_graph_can_be_set(leaf):
    y = leaf([1.0]) * 2
    for name in ("is_leaf", "grad_fn", "output_nr", "retains_grad", "_version", "_base"):
        with pytest.raises(AttributeError):
            setattr(y, name, 1)


# detach, detach_ and data


def test_detach_shares_memory_and_version(leaf):
    y = leaf([1.0, 2.0]) * 1
    d = y.detach()
    d.add_(1)
    assert y.tolist() == [2, 3] and y._version == 1 and d._version == 1
    assert d.is_leaf and not d.requires_grad and d.grad_fn is None


def test_a_write_to_a_detached_tensor_makes_saved_values_stale(leaf):
    y = leaf([1.0]) * 1
    z = (y * y).sum()
    y.detach().add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.backward()


def test_detach_of_a_leaf_is_a_new_tensor_without_grad(leaf):
    x = leaf([1.0])
    x.grad = x.detach() * 2
    d = x.detach()
    assert d is not x and d.grad is None and not d.requires_grad


def test_detach_in_place_cuts_the_graph(leaf):
    x = leaf([1.0])
    y = x * 2
    assert y.detach_() is y
    assert y.is_leaf and not y.requires_grad and y.grad_fn is None
    y.requires_grad_()
    (y * 3).sum().backward()
    assert y.grad.tolist() == [3] and x.grad is None


def test_detach_in_place_leaves_what_was_computed_before(leaf):
    x = leaf([1.0])
    y = x * 2
    z = y * 3
    y.detach_()
    z.sum().backward()
    assert x.grad.tolist() == [6]


def test_detach_in_place_of_a_view_is_refused(leaf):
    y = leaf([1.0, 2.0]) * 1
    with pytest.raises(RuntimeError, match="Can't detach views in-place. Use detach\\(\\) instead"):
        y[:1].detach_()


def test_data_shares_memory_but_not_the_version(leaf):
    x = leaf([1.0, 2.0])
    data = x.data
    data.add_(1)
    assert x.tolist() == [2, 3] and x._version == 0
    assert not data.requires_grad and data.is_leaf


def test_a_write_through_data_is_not_noticed(leaf):
    y = leaf([3.0]) * 1
    z = (y * y).sum()
    y.data.mul_(10)
    z.backward()


def test_data_may_be_assigned(torch, leaf):
    x = leaf([1.0, 2.0])
    new = torch.tensor([5.0, 6.0, 7.0])
    x.data = new
    assert x.tolist() == [5, 6, 7] and x.requires_grad and x.is_leaf
    new.mul_(10)
    assert x.tolist() == [50, 60, 70]
    (x * 2).sum().backward()
    assert x.grad.tolist() == [2, 2, 2]


def test_data_of_another_type_may_be_assigned(torch, leaf):
    x = leaf([1.0, 2.0])
    x.data = torch.tensor([3.0, 4.0], dtype=torch.float64)
    assert x.dtype == torch.float64 and x.requires_grad and x.is_leaf
    (x * 2).sum().backward()
    assert x.grad.dtype == torch.float64 and x.grad.tolist() == [2, 2]


def test_data_of_another_kind_is_refused(torch, leaf):
    for value in (5, None):
        with pytest.raises(TypeError, match="Variable data has to be a tensor, but got"):
            leaf([1.0]).data = value


# _version, _base, _is_view, output_nr


def test_version_counts_writes(torch):
    x = torch.zeros(2)
    assert x._version == 0
    x.add_(1)
    x[0] = 5
    x.fill_(2)
    assert x._version == 3


def test_views_share_the_version_of_their_base(torch):
    x = torch.zeros(2)
    view = x[:1]
    view.add_(1)
    assert x._version == view._version == 1
    x.add_(1)
    assert x._version == view._version == 2


def test_writes_without_recording_count(torch):
    x = torch.zeros(2)
    with torch.no_grad():
        x.add_(1)
    assert x._version == 1


def test_base_and_is_view(torch, leaf):
    x = leaf([1.0, 2.0])
    assert x._base is None and not x._is_view()
    view = x[:1]
    assert view._base is x and view._is_view()
    assert view.view(1, 1)._base is x
    assert (x * 2)._base is None
    assert torch.ones(2)[:1]._is_view()


def test_a_view_made_without_recording_still_has_a_base(torch, leaf):
    x = leaf([1.0, 2.0])
    with torch.no_grad():
        view = x[:1]
    assert view._is_view() and view._base is x and view.is_leaf and view.grad_fn is None


def test_detach_is_a_view_only_of_memory(leaf):
    y = leaf([1.0, 2.0]) * 1
    assert not y.detach()._is_view() or y.detach()._base is y


def test_output_nr_of_a_leaf_is_zero(leaf):
    assert leaf([1.0]).output_nr == 0


# copies


def test_deepcopy_of_a_leaf_is_a_leaf_with_its_gradient(leaf):
    x = leaf([1.0])
    x.grad = x.detach() * 2
    y = copy.deepcopy(x)
    assert y.is_leaf and y.requires_grad and y.tolist() == [1]
    assert y.grad.tolist() == [2] and y.grad is not x.grad
    y.data.add_(1)
    assert x.tolist() == [1]


def test_deepcopy_keeps_shared_tensors_shared(leaf):
    x = leaf([1.0])
    a, b = copy.deepcopy([x, x])
    assert a is b


def test_deepcopy_keeps_views_of_one_memory_together(torch):
    x = torch.zeros(4)
    a, b = copy.deepcopy((x, x[:2]))
    a.add_(1)
    assert b.tolist() == [1, 1]


def test_deepcopy_of_a_non_leaf_is_refused(leaf):
    with pytest.raises(RuntimeError, match="Only Tensors created explicitly by the user"):
        copy.deepcopy(leaf([1.0]) * 2)


def test_deepcopy_of_a_requires_grad_false_tensor(torch):
    x = torch.tensor([1, 2])
    y = copy.deepcopy(x)
    assert y.tolist() == [1, 2] and not y.requires_grad and y.data_ptr() != x.data_ptr()


def test_deepcopy_keeps_strides(torch):
    x = torch.ones(2, 3).t()
    assert copy.deepcopy(x).stride() == x.stride()


# accumulation


def test_the_first_gradient_is_not_the_one_the_user_gave(torch, leaf):
    x, g = leaf([1.0, 2.0]), torch.tensor([3.0, 4.0])
    x.backward(g)
    x.grad.zero_()
    assert g.tolist() == [3, 4]


def test_two_leaves_never_share_a_gradient(leaf):
    x, w = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    (x + w).sum().backward()
    x.grad.zero_()
    assert w.grad.tolist() == [1, 1]


def test_an_expanded_gradient_is_made_dense(leaf):
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    x.sum().backward()
    assert x.grad.stride() == (2, 1)
    x.grad[0, 0] = 5
    assert x.grad.tolist() == [[5, 1], [1, 1]]


def test_the_gradient_has_the_layout_of_its_parameter(torch):
    x = torch.ones(2, 3).t().requires_grad_()
    (x * torch.ones(3, 2)).sum().backward()
    assert x.grad.stride() == x.stride() == (1, 3)


def test_later_gradients_are_added_in_place(leaf):
    x = leaf([1.0])
    (x * 2).sum().backward()
    first, version = x.grad, x.grad._version
    (x * 2).sum().backward()
    assert x.grad is first and first._version == version + 1


def test_with_create_graph_the_gradient_is_replaced_not_written(leaf):
    x = leaf([2.0])
    (x * 2).sum().backward()
    first = x.grad
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")        # PyTorch's, of the cycle that it makes
        (x**2).sum().backward(create_graph=True)
    assert x.grad is not first and first.tolist() == [2]
    assert x.grad.tolist() == [6] and x.grad.requires_grad
    x.grad = None


@pytest.mark.filterwarnings("ignore:grad and param do not obey the gradient layout contract")
def test_a_given_gradient_of_other_strides_is_kept_and_added_to(torch):
    x = torch.zeros(2, 3, requires_grad=True)
    given = torch.zeros(3, 2).t()
    x.grad = given
    (x * 2).sum().backward()
    assert x.grad is given and given.stride() == (1, 2) and given[0, 0].item() == 2


# Attributes of the user's own


def test_a_tensor_takes_attributes(leaf):
    x = leaf([1.0, 2.0])
    x.note = "a weight"
    x.note += "!"
    assert x.note == "a weight!"
    assert vars(x) == {"note": "a weight!"}
    assert "note" in dir(x)
    del x.note
    assert not hasattr(x, "note")


def test_a_name_that_is_no_attribute_is_an_error(leaf):
    x = leaf([1.0, 2.0])
    with pytest.raises(AttributeError, match="object has no attribute 'nothing'"):
        x.nothing  # noqa: B018
    with pytest.raises(AttributeError):
        del x.nothing


def test_what_cannot_be_written_stays_so(leaf):
    x = leaf([1.0, 2.0])
    for name in ("shape", "is_leaf", "grad_fn", "dtype"):
        with pytest.raises(AttributeError):
            setattr(x, name, None)
    assert x.shape == (2,)


def test_attributes_are_of_one_tensor_alone(leaf):
    x = leaf([1.0, 2.0])
    y = x * 2
    x.note = 1
    for other in (y, x.detach(), x[:1], x * 2):
        assert not hasattr(other, "note")


def test_copies_take_the_attributes_along(leaf):
    x = leaf([1.0, 2.0])
    x.note = [1]
    shallow, deep, again = copy.copy(x), copy.deepcopy(x), pickle.loads(pickle.dumps(x))
    assert shallow.note is x.note
    assert deep.note == again.note == [1]
    assert deep.note is not x.note


def test_attributes_of_an_instance_of_a_subclass(torch):
    class Named(torch.Tensor):
        pass

    x = Named([1.0, 2.0])
    x.note = [1]
    other = copy.copy(x)
    assert type(other) is Named
    assert other.note == [1]
    token = Token()
    x.token, x.self, gone = token, x, weakref.ref(token)
    del x, token, other
    gc.collect()
    assert gone() is None


def test_a_tensor_made_after_one_with_attributes_died_has_none(leaf, counting):
    x = leaf(1.0)
    for _ in range(10):
        y = x * 2
        y.note = 1
        del y
        assert not hasattr(x * 2, "note")


def test_attributes_die_with_their_tensor(leaf, counting):
    y, token = leaf([1.0]) * 2, Token()
    y.note, gone = token, weakref.ref(token)
    del token
    assert gone() is not None
    del y
    assert gone() is None


def test_a_tensor_that_refers_to_itself_is_collected(leaf):
    for make in (lambda: leaf([1.0]), lambda: leaf([1.0]) * 2, lambda: leaf(1.0) * 2):
        y, token = make(), Token()
        y.note, y.self, gone = token, y, weakref.ref(token)
        del y, token
        gc.collect()
        assert gone() is None


def test_a_cycle_through_an_attribute_and_the_graph_is_collected(torch, leaf):
    if torch.__name__ == "torch":
        pytest.skip("PyTorch leaks here")
    x, token = leaf([1.0]), Token()
    x.token, gone = token, weakref.ref(token)
    y = (x * 3).exp()
    x.result = y
    del x, y, token
    gc.collect()
    assert gone() is None
