"""autograd.Function: saving tensors, needs_input_grad, and what a context marks."""
import pytest
from autograd_helpers import make

# Saved tensors


def test_saved_tensors_are_the_inputs_and_results_themselves(torch, leaf):
    seen = []

    def forward(ctx, x):
        y = x * 2
        ctx.save_for_backward(x, y, None)
        return y

    def backward(ctx, g):
        seen.extend(ctx.saved_tensors)
        return g * 2

    x = leaf([1.0])
    y = make(torch, forward, backward).apply(x)
    y.sum().backward()
    assert seen[0] is x or seen[0].data_ptr() == x.data_ptr()
    assert seen[0].requires_grad and seen[0].is_leaf
    assert seen[1].requires_grad and seen[1].grad_fn is y.grad_fn
    assert seen[2] is None
    assert isinstance(seen, list) and len(seen) == 3


def test_saved_tensors_may_be_read_twice_in_a_backward(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    def backward(ctx, g):
        return g * (ctx.saved_tensors[0] + ctx.saved_tensors[0])

    x = leaf([3.0])
    make(torch, forward, backward).apply(x).sum().backward()
    assert x.grad.item() == 6


def test_saved_tensors_after_the_pass_are_gone(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    y = make(torch, forward, lambda ctx, g: g).apply(leaf([3.0]))
    y.sum().backward()
    with pytest.raises(RuntimeError, match="after they have already been freed"):
        y.grad_fn.saved_tensors


def test_a_second_pass_over_saved_tensors_needs_retain_graph(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * x * g

    x = leaf([3.0])
    y = make(torch, forward, backward).apply(x).sum()
    y.backward(retain_graph=True)
    y.backward()
    assert x.grad.item() == 12
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        y.backward()


def test_attributes_on_ctx_stay_after_the_pass(torch, leaf):
    def forward(ctx, x):
        ctx.note = "kept"
        return x * 1

    y = make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]))
    y.sum().backward()
    assert y.grad_fn.note == "kept"


def test_a_saved_input_that_was_written_is_refused(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * x * g

    x = leaf([3.0]) * 1
    y = make(torch, forward, backward).apply(x)
    x.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_only_tensors_can_be_saved(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward(3)
        return x * 1

    with pytest.raises(TypeError, match="save_for_backward can only save variables"):
        make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]))


def test_save_for_forward_takes_tensors_only(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_forward(x, None)
        with pytest.raises((AssertionError, TypeError)):
            ctx.save_for_forward(3)
        return x * 1

    make(torch, forward, lambda ctx, g: g).apply(leaf([1.0])).sum().backward()


def test_saving_an_intermediate_result_works_for_one_derivative(torch, leaf):
    def forward(ctx, x):
        middle = x.exp()
        ctx.save_for_backward(middle)
        return middle * 2

    def backward(ctx, g):
        (middle,) = ctx.saved_tensors
        return g * middle * 2

    x = leaf([0.0])
    make(torch, forward, backward).apply(x).sum().backward()
    assert x.grad.item() == 2


# needs_input_grad


def test_needs_input_grad_has_an_entry_for_every_argument(torch, leaf):
    seen = []

    def forward(ctx, x, number, w, text):
        seen.append(ctx.needs_input_grad)
        return x * w

    def backward(ctx, g):
        seen.append(ctx.needs_input_grad)
        return g, None, None, None

    make(torch, forward, backward).apply(leaf([1.0]), 3, torch.ones(1), "text").sum().backward()
    assert seen == [(True, False, False, False)] * 2


def test_needs_input_grad_in_backward_does_not_depend_on_the_inputs_of_the_pass(torch, leaf):
    seen = []

    def backward(ctx, g):
        seen.append(tuple(ctx.needs_input_grad))
        return g, g

    x, w = leaf([1.0]), leaf([1.0])
    y = make(torch, lambda ctx, x, w: x + w, backward).apply(x, w).sum()
    torch.autograd.grad(y, w, retain_graph=True)
    y.backward(inputs=[x], retain_graph=True)
    y.backward()
    assert seen == [(True, True)] * 3


# mark_non_differentiable


def test_results_marked_non_differentiable_require_no_gradient(torch, leaf):
    seen = []

    def forward(ctx, x):
        values, index = x.sort()
        ctx.mark_non_differentiable(index)
        ctx.save_for_backward(index)
        return values, index

    def backward(ctx, g, none):
        seen.append(none)
        (index,) = ctx.saved_tensors
        return torch.zeros_like(g).index_add_(0, index, g)

    x = leaf([3.0, 1.0, 2.0])
    values, index = make(torch, forward, backward).apply(x)
    assert not index.requires_grad and values.requires_grad
    (values * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
    assert x.grad.tolist() == [100, 1, 10]
    assert seen[0].tolist() == [0, 0, 0]


def test_integer_results_are_never_differentiable(torch, leaf):
    values, index = make(torch, lambda ctx, x: (x * 1, x.long()), lambda ctx, g, i: g).apply(leaf([3.0]))
    assert values.requires_grad and not index.requires_grad


def test_a_float_result_marked_so_is_left_out(torch, leaf):
    def forward(ctx, x):
        a, b = x * 2, x * 3
        ctx.mark_non_differentiable(b)
        return a, b

    x = leaf([1.0])
    a, b = make(torch, forward, lambda ctx, g, h: g * 2).apply(x)
    assert not b.requires_grad
    (a + b).sum().backward()
    assert x.grad.item() == 2


# set_materialize_grads


@pytest.mark.parametrize("materialize", [None, True, False])
def test_missing_gradients_are_zeros_unless_switched_off(torch, leaf, materialize):
    seen = []

    def forward(ctx, x):
        if materialize is not None:
            ctx.set_materialize_grads(materialize)
        return x * 2, x.reshape(1, 1) * 3

    def backward(ctx, g, h):
        seen.append(h)
        return g * 2

    first, _ = make(torch, forward, backward).apply(leaf([1.0]))
    first.sum().backward()
    if materialize is False:
        assert seen == [None]
    else:
        assert seen[0].tolist() == [[0]]


# mark_dirty


def increment(torch):
    def forward(ctx, x):
        x.add_(1)
        ctx.mark_dirty(x)
        return x

    return make(torch, forward, lambda ctx, g: g * 10)


def test_a_dirty_input_is_the_result(torch, leaf):
    x = leaf([1.0])
    y = x * 2
    version = y._version
    z = increment(torch).apply(y)
    assert z is y
    assert y._version > version
    assert y.grad_fn.name() == "MadeBackward"
    y.sum().backward()
    assert x.grad.item() == 20


def test_a_dirty_leaf_that_requires_a_gradient_is_refused(torch, leaf):
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad.* in-place"):
        increment(torch).apply(leaf([1.0]))


def test_a_dirty_leaf_without_gradient_takes_part(torch):
    x = torch.ones(1)
    assert increment(torch).apply(x) is x
    assert x.item() == 2 and not x.requires_grad


def test_what_was_saved_before_a_dirty_call_is_refused(torch, leaf):
    y = leaf([1.0]) * 1
    z = y * y
    increment(torch).apply(y)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.sum().backward()


def test_a_dirty_view_changes_the_history_of_its_base(torch, leaf):
    x = leaf([1.0, 2.0])
    y = x * 1
    increment(torch).apply(y[:1])
    assert y.tolist() == [2, 2]
    y.sum().backward()
    assert x.grad.tolist() == [10, 1]


def test_a_dirty_input_that_is_not_returned_is_refused(torch, leaf):
    def forward(ctx, x):
        ctx.mark_dirty(x.add_(1))
        return x * 2

    with pytest.raises(RuntimeError, match="marked as dirty during the forward method were not returned"):
        make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]) * 1)


def test_marking_what_is_no_input_is_refused_or_warned(torch, leaf):
    def forward(ctx, x):
        y = x * 2
        ctx.mark_dirty(y)
        return y

    with pytest.warns(UserWarning) if torch.__name__ == "torch" else pytest.raises(RuntimeError):
        make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]) * 1)
