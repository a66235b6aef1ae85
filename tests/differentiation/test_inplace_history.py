"""Writes in place: how the history of a tensor, its base and its views is rebuilt, and what is refused."""
import pytest

LEAF = "a leaf Variable that requires grad is being used in an in-place operation"
LEAF_VIEW = "a view of a leaf Variable that requires grad is being used in an in-place operation"
STALE = "modified by an inplace operation"

# Writes to a whole tensor


def test_a_write_becomes_the_new_history(leaf):
    x = leaf([2.0])
    y = x * 3
    old = y.grad_fn
    assert y.exp_() is y
    assert y.grad_fn is not old and y.grad_fn.next_functions[0][0] is old
    assert y.grad_fn.name() == "ExpBackward0"


def test_a_write_to_a_tensor_without_gradient_makes_it_part_of_the_graph(torch, leaf):
    x, y = leaf([2.0]), torch.ones(1)
    y.mul_(x)
    assert y.requires_grad and not y.is_leaf
    y.sum().backward()
    assert x.grad.tolist() == [1]


def test_a_leaf_that_requires_a_gradient_cannot_be_written(leaf):
    x = leaf([2.0])
    for write in (lambda: x.add_(1), lambda: x.__iadd__(1), lambda: x.copy_(x.detach()), lambda: x.zero_()):
        with pytest.raises(RuntimeError, match=LEAF):
            write()
    assert x.tolist() == [2] and x._version == 0


def test_a_view_of_a_leaf_cannot_be_written(leaf):
    x = leaf([2.0, 3.0])
    with pytest.raises(RuntimeError, match=LEAF_VIEW):
        x[:1].add_(1)
    with pytest.raises(RuntimeError, match="leaf Variable that requires grad"):
        x[0] = 5
    assert x.tolist() == [2, 3]


def test_under_no_grad_a_leaf_can_be_written(torch, leaf):
    x = leaf([2.0, 3.0])
    with torch.no_grad():
        x.add_(1)
        x[0] = 10
    assert x.tolist() == [10, 4] and x.is_leaf and x.requires_grad and x._version == 2


def test_a_write_under_no_grad_does_not_change_the_history(torch, leaf):
    x = leaf([2.0])
    y = x * 3
    node = y.grad_fn
    with torch.no_grad():
        y.mul_(100)
    assert y.grad_fn is node
    y.sum().backward()
    assert x.grad.tolist() == [3]


def test_copy_takes_the_history_of_the_source(torch, leaf):
    x, y = leaf([2.0]), torch.zeros(1)
    y.copy_(x * 5)
    assert type(y.grad_fn).__name__ == "CopyBackwards"
    y.sum().backward()
    assert x.grad.tolist() == [5]


def test_copy_ends_the_old_history(leaf):
    x, w = leaf([2.0]), leaf([3.0])
    y = x * 5
    y.copy_(w * 7)
    y.sum().backward()
    assert w.grad.tolist() == [7] and (x.grad is None or x.grad.tolist() == [0])


def test_fill_and_zero_end_the_history(leaf):
    x = leaf([2.0])
    y = x * 5
    y.zero_()
    (y + x).sum().backward()
    assert x.grad.tolist() == [1]


def test_an_augmented_assignment_of_a_non_leaf_is_a_write(leaf):
    x = leaf([2.0])
    y = x * 3
    z = y
    y += 1
    assert z is y
    y *= x
    y.sum().backward()
    assert x.grad.tolist() == [3 * 2 + 7]


def test_a_write_to_a_shape_that_does_not_fit_is_refused(torch, leaf):
    y = leaf([1.0]) * 1
    with pytest.raises(RuntimeError, match="output with shape \\[1\\] doesn't match the broadcast shape \\[3\\]"):
        y.add_(torch.ones(3))


def test_a_write_that_would_change_the_type_is_refused(torch):
    with pytest.raises(RuntimeError, match="can't be cast to the desired output type"):
        torch.tensor([1]).mul_(1.5)


# Writes through views (CopySlices)


def test_a_write_to_a_view_changes_the_history_of_the_base(leaf):
    x = leaf([1.0, 2.0])
    base = x * 1
    view = base[:1]
    view.mul_(10)
    assert base.tolist() == [10, 2]
    assert type(base.grad_fn).__name__ == "CopySlices"
    base.sum().backward()
    assert x.grad.tolist() == [10, 1]


def test_the_view_itself_keeps_its_gradient(torch, leaf):
    x = leaf([1.0, 2.0])
    base = x * 1
    view = base[:1]
    view.mul_(10)
    assert torch.autograd.grad(view.sum(), x)[0].tolist() == [10, 0]


def test_other_views_follow_a_write_to_one(torch, leaf):
    x = leaf([1.0, 2.0, 3.0])
    base = x * 1
    left, right = base[:2], base[1:]
    left.mul_(10)
    assert right.tolist() == [20, 3]
    assert torch.autograd.grad(right.sum(), x)[0].tolist() == [0, 10, 1]


def test_views_follow_a_write_to_the_base(torch, leaf):
    x = leaf([1.0, 2.0])
    base = x * 1
    view = base[:1]
    base.mul_(10)
    assert torch.autograd.grad(view.sum(), x)[0].tolist() == [10, 0]


def test_views_of_views(torch, leaf):
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    base = x * 1
    row = base[0]
    cell = row[1:]
    cell.mul_(10)
    assert base.tolist() == [[1, 20], [3, 4]]
    assert torch.autograd.grad(base.sum(), x, retain_graph=True)[0].tolist() == [[1, 10], [1, 1]]
    assert torch.autograd.grad(row.sum(), x, retain_graph=True)[0].tolist() == [[1, 10], [0, 0]]
    assert torch.autograd.grad(cell.sum(), x)[0].tolist() == [[0, 10], [0, 0]]


def test_transposed_and_strided_views(torch, leaf):
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    base = x * 1
    base.t()[1].mul_(10)
    base.view(-1)[::3].mul_(100)
    assert base.tolist() == [[100, 20], [3, 400 * 10]]
    base.sum().backward()
    assert x.grad.tolist() == [[100, 10], [1, 1000]]


def test_several_writes_through_several_views(leaf):
    x, w = leaf([1.0, 2.0, 3.0]), leaf([5.0])
    base = x * 1
    base[:2].mul_(2)
    base[1:].mul_(w)
    base[1] += x[0]
    base.sum().backward()
    assert base.tolist() == [2, 21, 15]
    assert x.grad.tolist() == [3, 10, 5]
    assert w.grad.tolist() == [7]


def test_a_write_to_a_view_of_a_tensor_without_gradient(torch, leaf):
    x, base = leaf([5.0]), torch.zeros(3)
    view = base[1:2]
    view.copy_(x)
    assert base.requires_grad and not base.is_leaf
    (base * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
    assert x.grad.tolist() == [10]


def test_assignment_by_index_is_such_a_write(torch, leaf):
    x, values = leaf([1.0, 2.0, 3.0]), leaf([10.0, 20.0])
    base = x * 1
    base[1:] = values * 2
    base.sum().backward()
    assert x.grad.tolist() == [1, 0, 0] and values.grad.tolist() == [2, 2]


def test_assignment_by_a_mask(torch, leaf):
    x, value = leaf([1.0, -2.0, 3.0]), leaf(5.0)
    base = x * 1
    base[x < 0] = value
    base.sum().backward()
    assert x.grad.tolist() == [1, 0, 1] and value.grad.item() == 1


def test_second_derivatives_of_a_write_through_a_view(torch, leaf):
    x = leaf([2.0, 3.0])
    base = x * 1
    base[:1].pow_(3)
    (g,) = torch.autograd.grad(base.sum(), x, create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), x)
    assert g.tolist() == [12, 1] and h.tolist() == [12, 0]


def test_a_broadcasting_view_cannot_be_written(torch, leaf):
    base = leaf([[1.0]]) * 1
    with pytest.raises(RuntimeError, match="more than one element of the written-to tensor refers to a single"):
        base.expand(1, 3).add_(1)


# Views that cannot be written in place


@pytest.mark.parametrize("split", ["unbind", "split", "chunk"])
def test_parts_of_several_views_cannot_be_written(leaf, split):
    base = leaf([1.0, 2.0]) * 1
    part = {"unbind": base.unbind, "split": lambda: base.split(1), "chunk": lambda: base.chunk(2)}[split]()[0]
    with pytest.raises(RuntimeError, match="is a view and is being modified inplace.*returns multiple views"):
        part.add_(1)


def test_parts_of_several_views_can_be_written_under_no_grad(torch, leaf):
    base = leaf([1.0, 2.0]) * 1
    part = base.unbind(0)[0]
    with torch.no_grad():
        part.add_(1)
    assert base.tolist() == [2, 2]


def test_parts_of_a_tensor_without_gradient_can_be_written(torch):
    base = torch.tensor([1.0, 2.0])
    base.unbind(0)[0].add_(1)
    assert base.tolist() == [2, 2]


def test_a_view_made_under_no_grad_cannot_be_written_outside(torch, leaf):
    base = leaf([1.0, 2.0]) * 1
    with torch.no_grad():
        view = base[:1]
    with pytest.raises(RuntimeError, match="A view was created in no_grad mode and is being modified inplace"):
        view.mul_(2)


def test_a_view_made_under_no_grad_of_a_tensor_without_gradient(torch, leaf):
    x, base = leaf([5.0]), torch.zeros(2)
    with torch.no_grad():
        view = base[:1]
    try:
        view.mul_(x)
    except RuntimeError as error:
        assert "A view was created in no_grad mode" in str(error)
    else:
        assert base.requires_grad


def test_after_a_write_a_view_made_under_no_grad_cannot_be_read_for_its_node(torch, leaf):
    base = leaf([1.0, 2.0]) * 1
    with torch.no_grad():
        view = base[:1]
    base.mul_(2)
    assert view.tolist() == [2]


def test_the_result_of_a_function_that_returns_a_view_cannot_be_written(torch, leaf):
    class Part(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x[:1]

        @staticmethod
        def backward(ctx, g):
            return torch.cat([g, torch.zeros(1)])

    base = leaf([1.0, 2.0]) * 1
    part = Part.apply(base)
    with pytest.raises(RuntimeError, match="is a view and is being modified inplace"):
        part.mul_(2)


# Saved values


@pytest.mark.parametrize("operation", ["mul", "exp", "pow", "matmul", "sqrt", "max", "gather index", "div", "sigmoid"])
def test_what_an_operation_saved_must_not_be_written(torch, leaf, operation):
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    y, index = x * 1, torch.tensor([[0], [1]])
    result, written = {
        "mul": lambda: (y * y, y),
        "exp": lambda: (r := y.exp(), r),
        "pow": lambda: (y**3, y),
        "matmul": lambda: (y @ y, y),
        "sqrt": lambda: (r := y.sqrt(), r),
        "max": lambda: ((m := y.max(1))[0], m[1]),
        "gather index": lambda: (y.gather(1, index), index),
        "div": lambda: (torch.ones(2, 2) / y, y),
        "sigmoid": lambda: (r := y.sigmoid(), r),
    }[operation]()
    total = result.sum()
    written.add_(0)
    with pytest.raises(RuntimeError, match=STALE):
        total.backward()


@pytest.mark.parametrize("operation", ["add", "sum", "neg", "transpose", "mul by a number"])
def test_what_an_operation_did_not_save_may_be_written(leaf, operation):
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    y = x * 1
    result = {
        "add": lambda: y + 1,
        "sum": lambda: y.sum(0),
        "neg": lambda: -y,
        "transpose": lambda: y.t() + 0,
        "mul by a number": lambda: y * 2,
    }[operation]()
    total = result.sum()
    y.add_(1)
    total.backward()
    assert x.grad is not None


def test_a_write_through_a_view_makes_a_saved_base_stale(leaf):
    y = leaf([1.0, 2.0]) * 1
    z = (y * y).sum()
    y[:1].add_(1)
    with pytest.raises(RuntimeError, match=STALE):
        z.backward()


def test_a_write_to_the_base_makes_a_saved_view_stale(leaf):
    y = leaf([1.0, 2.0]) * 1
    view = y[:1]
    z = (view * view).sum()
    y.add_(1)
    with pytest.raises(RuntimeError, match=STALE):
        z.backward()


def test_a_write_to_a_disjoint_part_counts_as_well(leaf):
    y = leaf([1.0, 2.0]) * 1
    z = (y[:1] * y[:1]).sum()
    y[1:].add_(1)
    with pytest.raises(RuntimeError, match=STALE):
        z.backward()


def test_a_write_under_no_grad_makes_saved_values_stale(torch, leaf):
    w, x = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    z = (x * w).sum()
    with torch.no_grad():
        w.add_(1)
    with pytest.raises(RuntimeError, match=STALE):
        z.backward()


def test_the_message_tells_the_versions_and_the_shape(leaf):
    y = leaf([1.0, 2.0]) * 1
    z = (y * y).sum()
    y.add_(1)
    y.add_(1)
    with pytest.raises(RuntimeError) as raised:
        z.backward()
    message = str(raised.value)
    assert "version 2" in message and "expected version 0" in message and "[2]" in message.replace("(2,)", "[2]")


def test_the_operation_that_writes_may_have_saved_the_value_it_wrote(leaf):
    x = leaf([1.0, 4.0])
    y = x * 1
    y.sqrt_()
    y.sum().backward()
    assert x.grad.tolist() == [0.5, 0.25]


def test_a_write_whose_operand_is_the_tensor_itself(torch, leaf):
    x = leaf([1.0, 2.0])
    y = x * 1
    y.mul_(y)
    if torch.__name__ == "wengert":  # docs/differences.md: the operand is copied first
        y.sum().backward()
        assert x.grad.tolist() == [2, 4]
    else:
        with pytest.raises(RuntimeError, match=STALE):
            y.sum().backward()


def test_a_write_before_saving_is_no_error(leaf):
    x = leaf([1.0, 2.0])
    y = x * 1
    y.add_(1)
    (y * y).sum().backward()
    assert x.grad.tolist() == [4, 6]


def test_a_failing_pass_does_not_touch_gradients(leaf):
    x = leaf([1.0, 2.0])
    y = x * 1
    z = (y * y).sum()
    y.add_(1)
    with pytest.raises(RuntimeError, match=STALE):
        z.backward()
    assert x.grad is None


# out= and history


def test_out_refuses_tensors_that_require_a_gradient(torch, leaf):
    x, result = leaf([1.0]), torch.zeros(1)
    with pytest.raises(RuntimeError, match="functions with out=... arguments don't support automatic differentiation"):
        torch.mul(x, 2, out=result)
    with torch.no_grad():
        torch.mul(x, 2, out=result)
    assert result.tolist() == [2]


# set_data and metadata


def test_resize_and_set_are_not_needed_to_swap_data(torch, leaf):
    x = leaf([1.0])
    version = x._version
    x.data = torch.tensor([5.0])
    assert x._version == version
