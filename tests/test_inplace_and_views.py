"""In-place operations and views: what reaches the base, what reaches the gradient, what is refused."""
import pytest

import wengert as wg


def leaf(value):
    return wg.tensor(value, requires_grad=True)


# in-place operations without gradients

@pytest.mark.parametrize("change, expected", [
    (lambda t: t.add_(1), [2, 3, 5]),
    (lambda t: t.add_(wg.ones(3), alpha=2), [3, 4, 6]),
    (lambda t: t.sub_(1), [0, 1, 3]),
    (lambda t: t.mul_(2), [2, 4, 8]),
    (lambda t: t.div_(2), [0.5, 1, 2]),
    (lambda t: t.neg_(), [-1, -2, -4]),
    (lambda t: t.pow_(2), [1, 4, 16]),
    (lambda t: t.sqrt_(), [1, 2**0.5, 2]),
    (lambda t: t.zero_(), [0, 0, 0]),
    (lambda t: t.fill_(7), [7, 7, 7]),
    (lambda t: t.copy_(wg.tensor([9, 8, 7])), [9, 8, 7]),
    (lambda t: t.clamp_(2, 3), [2, 2, 3]),
])
def test_underscore_methods_write_into_the_tensor_and_return_it(change, expected):
    t = wg.tensor([1.0, 2.0, 4.0])
    address = t.data_ptr()
    assert change(t) is t
    assert t.data_ptr() == address
    assert t.tolist() == pytest.approx(expected)


def test_augmented_assignment_is_in_place():
    t = alias = wg.tensor([8.0])
    t += 2
    t *= 3
    t -= 6
    t /= 4
    t **= 2
    assert t is alias and alias.tolist() == [36]


# leaves

@pytest.mark.parametrize("change", [
    lambda x: x.add_(1),
    lambda x: x.zero_(),
    lambda x: x.copy_(wg.ones(2)),
    lambda x: x.__iadd__(1),
])
def test_leaf_that_requires_grad_refuses_in_place_changes(change):
    x = leaf([1.0, 2.0])
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad is being used in an in-place"):
        change(x)
    assert x.tolist() == [1, 2] and x._version == 0


@pytest.mark.parametrize("change", [
    lambda x: x[0].mul_(2),
    lambda x: x.view(2, 1).zero_(),
    lambda x: x.__setitem__(0, 5.0),
])
def test_view_of_a_leaf_refuses_in_place_changes(change):
    x = leaf([1.0, 2.0])
    with pytest.raises(RuntimeError, match="a view of a leaf Variable that requires grad is being used"):
        change(x)
    assert x.tolist() == [1, 2]


def test_leaf_may_be_changed_under_no_grad_and_stays_a_leaf():
    x = leaf([1.0, 2.0])
    with wg.no_grad():
        x -= 1
        x[1] = 7
    assert x.tolist() == [0, 7]
    assert x.is_leaf and x.requires_grad and x.grad_fn is None


def test_leaf_without_grad_becomes_a_result_when_a_gradient_is_added_in():
    t, x = wg.zeros(2), leaf([1.0, 2.0])
    t += 3 * x
    assert t.requires_grad and not t.is_leaf
    t.sum().backward()
    assert x.grad.tolist() == [3, 3]


def test_data_and_detach_allow_changing_a_leaf():
    x = leaf([1.0, 2.0])
    x.data.mul_(10)
    x.detach().add_(1)
    assert x.tolist() == [11, 21]


# results

def test_in_place_change_of_a_result_is_differentiated():
    x = leaf([1.0, 2.0])
    y = x * 3
    y.add_(1).mul_(2)
    assert y.grad_fn.name() == "MulBackward0"
    y.sum().backward()
    assert x.grad.tolist() == [6, 6]


def test_in_place_change_with_another_input_gives_both_gradients():
    x, w = leaf([1.0, 2.0]), leaf([5.0, 7.0])
    y = x.clone()
    y.mul_(w)
    y.sum().backward()
    assert x.grad.tolist() == [5, 7]
    assert w.grad.tolist() == [1, 2]


def test_in_place_operand_is_broadcast_and_its_gradient_summed():
    x, b = leaf([[1.0, 2.0], [3.0, 4.0]]), leaf(1.0)
    y = x.clone()
    y += b
    y.sum().backward()
    assert b.grad.item() == 4


@pytest.mark.parametrize("overwrite", [
    lambda y: y.zero_(), lambda y: y.fill_(3), lambda y: y.copy_(wg.ones(2)),
])
def test_overwriting_cuts_the_gradient(overwrite):
    x = leaf([1.0, 2.0])
    y = x * 3
    overwrite(y)
    (y.sum() + x.sum()).backward()
    assert x.grad.tolist() == [1, 1]


def test_copy_sends_the_gradient_to_the_source_and_converts_its_dtype():
    x = wg.ones(1, dtype=wg.float64, requires_grad=True)
    y = wg.zeros(3)
    y.copy_(x)
    (y * 2).sum().backward()
    assert x.grad.tolist() == [6] and x.grad.dtype == wg.float64


# views

def test_view_shares_memory_with_its_base():
    base = wg.arange(6.0)
    view = base.view(2, 3)
    view[1, 2] = 50
    base[0] = 10
    assert base.tolist() == [10, 1, 2, 3, 4, 50]
    assert view.tolist() == [[10, 1, 2], [3, 4, 50]]


@pytest.mark.parametrize("take, written", [
    (lambda b: b[0], [[9, 9, 9], [3, 4, 5]]),
    (lambda b: b[:, 1], [[0, 9, 2], [3, 9, 5]]),
    (lambda b: b[1, 2], [[0, 1, 2], [3, 4, 9]]),
    (lambda b: b[:, ::2], [[9, 1, 9], [9, 4, 9]]),
    (lambda b: b.t()[0], [[9, 1, 2], [9, 4, 5]]),
    (lambda b: b.view(6)[4:], [[0, 1, 2], [3, 9, 9]]),
    (lambda b: b.unsqueeze(0)[0, 1], [[0, 1, 2], [9, 9, 9]]),
    (lambda b: b.transpose(0, 1)[2], [[0, 1, 9], [3, 4, 9]]),
    (lambda b: b.select(1, 0), [[9, 1, 2], [9, 4, 5]]),
    (lambda b: b.narrow(1, 1, 2), [[0, 9, 9], [3, 9, 9]]),
    (lambda b: b.diagonal(), [[9, 1, 2], [3, 9, 5]]),
    (lambda b: b.flatten()[1], [[0, 9, 2], [3, 4, 5]]),
])
def test_writing_through_a_view_reaches_the_base_and_its_gradient(take, written):
    x = leaf([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
    base = x * 1
    take(base).fill_(9)
    assert base.tolist() == written
    base.sum().backward()
    kept = [[float(new != 9) for new in row] for row in written]
    assert x.grad.tolist() == kept


def test_scaling_through_a_view_scales_the_gradient_there():
    x = leaf([1.0, 2.0, 3.0])
    base = x * 1
    base[1:].mul_(10)
    (base**2).sum().backward()
    assert x.grad.tolist() == [2, 400, 600]


def test_gradient_enters_the_base_through_a_view():
    x, v = leaf([1.0, 2.0, 3.0]), leaf(4.0)
    base = x * 1
    base[1].mul_(v)
    base.sum().backward()
    assert x.grad.tolist() == [1, 4, 1]
    assert v.grad.item() == 2


def test_base_without_grad_starts_to_require_it_when_a_view_receives_one():
    base, x = wg.zeros(3), leaf([1.0, 2.0])
    base[:2].copy_(x * 5)
    assert base.requires_grad and base.tolist() == [5, 10, 0]
    base.sum().backward()
    assert x.grad.tolist() == [5, 5]


def test_view_taken_before_the_base_was_written_sees_the_new_history():
    x = leaf([1.0, 2.0, 3.0])
    base = x * 1
    view = base[1:]
    base.mul_(10)
    assert view.tolist() == [20, 30]
    view.sum().backward()
    assert x.grad.tolist() == [0, 10, 10]


def test_sibling_views_see_each_others_writes():
    x = leaf([1.0, 2.0, 3.0])
    base = x * 1
    low, high = base[:2], base[1:]
    low.mul_(10)
    assert high.tolist() == [20, 3]
    high.sum().backward()
    assert x.grad.tolist() == [0, 10, 1]


def test_view_of_a_view_reaches_the_first_base():
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    base = x * 1
    inner = base.view(4)[1:][::2]
    inner.mul_(10)
    assert base.tolist() == [[1, 20], [3, 40]]
    base.sum().backward()
    assert x.grad.tolist() == [[1, 10], [1, 10]]


def test_repeated_writes_through_different_views_compose():
    x = leaf([1.0, 1.0, 1.0])
    base = x * 1
    base[0].mul_(2)
    base[:2].mul_(3)
    base.mul_(5)
    base[2] = base[0].clone() * base[1].clone()
    base[2].backward()
    assert base.tolist() == [30, 15, 450]
    assert x.grad.tolist() == [450, 450, 0]


def test_base_attribute_names_the_first_base():
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    base = x * 1
    assert base._base is None
    assert base[0]._base is base
    assert base.view(4)[1:]._base is base
    assert base.clone()._base is None


@pytest.mark.parametrize("views", [
    lambda t: t.unbind(), lambda t: t.split(1), lambda t: t.chunk(2), lambda t: list(t),
], ids=["unbind", "split", "chunk", "iteration"])
def test_outputs_of_multi_view_functions_refuse_in_place_changes(views):
    base = leaf([1.0, 2.0]) * 1
    first = views(base)[0]
    with pytest.raises(RuntimeError, match="function that returns multiple views"):
        first.mul_(2)
    assert base.tolist() == [1, 2]


def test_multi_view_outputs_may_be_changed_where_no_gradient_is_recorded():
    base = wg.tensor([1.0, 2.0])
    for view in base.unbind():
        view.mul_(2)
    assert base.tolist() == [2, 4]


def test_view_made_under_no_grad_refuses_recorded_changes():
    base = leaf([1.0, 2.0]) * 1
    with wg.no_grad():
        view = base[0]
    with pytest.raises(RuntimeError, match="A view was created in no_grad mode"):
        view.mul_(2)
    assert base.tolist() == [1, 2]


def test_expanded_tensor_refuses_in_place_changes():
    t = wg.ones(1)
    with pytest.raises(RuntimeError, match="more than one element of the written-to tensor refers to"):
        t.expand(3).add_(1)
    assert t.tolist() == [1]


# wengert only: torch refuses this

def test_writing_a_tensor_over_an_overlapping_part_of_itself_uses_the_old_values():
    t = wg.arange(4.0)
    t[1:].add_(t[:-1])
    assert t.tolist() == [0, 1, 3, 5]
