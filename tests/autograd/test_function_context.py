"""autograd.Function: forward and backward, and everything a context offers."""
import gc
import weakref

import pytest


def make(torch, forward, backward, **extra):
    """A Function of these two functions."""
    body = {"forward": staticmethod(forward), "backward": staticmethod(backward), **extra}
    return type("Made", (torch.autograd.Function,), body)


# Arguments and results


def test_forward_gets_the_arguments_as_they_are_and_backward_returns_one_gradient_each(torch, leaf):
    seen = []

    def forward(ctx, x, number, text, w, flag=None):
        seen.append((number, text, flag))
        ctx.save_for_backward(x, w)
        ctx.number = number
        return x * w * number

    def backward(ctx, g):
        x, w = ctx.saved_tensors
        return g * w * ctx.number, None, None, g * x * ctx.number, None

    x, w = leaf([2.0]), leaf([5.0])
    make(torch, forward, backward).apply(x, 3, "text", w, None).sum().backward()
    assert seen == [(3, "text", None)]
    assert (x.grad.item(), w.grad.item()) == (15, 6)


def test_arguments_by_name_reach_forward_and_have_no_gradient_of_their_own(torch, leaf):
    x = leaf([1.0])
    y = make(torch, lambda ctx, x, k=2: x * k, lambda ctx, g: (g * 7, None)).apply(x, k=3)
    y.sum().backward()
    assert y.item() == 3 and x.grad.item() == 7


def test_one_gradient_may_be_returned_bare(torch, leaf):
    x = leaf([2.0])
    make(torch, lambda ctx, x: x * 3, lambda ctx, g: g * 3).apply(x).sum().backward()
    assert x.grad.item() == 3


def test_further_none_gradients_may_be_returned(torch, leaf):
    x = leaf([2.0])
    make(torch, lambda ctx, x: x * 3, lambda ctx, g: (g * 3, None, None)).apply(x).sum().backward()
    assert x.grad.item() == 3


def test_too_many_gradients_are_refused(torch, leaf):
    y = make(torch, lambda ctx, x: x * 3, lambda ctx, g: (g, g)).apply(leaf([1.0]))
    with pytest.raises(RuntimeError, match="returned an incorrect number of gradients"):
        y.sum().backward()


def test_too_few_gradients_are_refused(torch, leaf):
    y = make(torch, lambda ctx, x, w: x * w, lambda ctx, g: (g,)).apply(leaf([1.0]), leaf([1.0]))
    with pytest.raises(RuntimeError, match="returned an incorrect number of gradients"):
        y.sum().backward()


def test_a_gradient_of_the_wrong_shape_is_refused(torch, leaf):
    y = make(torch, lambda ctx, x: x * 3, lambda ctx, g: torch.ones(5)).apply(leaf([1.0, 2.0]))
    with pytest.raises(RuntimeError, match="returned an invalid gradient at index 0"):
        y.sum().backward()


def test_a_gradient_that_broadcasts_from_the_input_is_summed(torch, leaf):
    x = leaf([1.0])
    make(torch, lambda ctx, x: x * torch.ones(3), lambda ctx, g: g).apply(x).sum().backward()
    assert x.grad.tolist() == [3]


def test_a_gradient_that_is_no_tensor_is_refused(torch, leaf):
    y = make(torch, lambda ctx, x: x * 3, lambda ctx, g: 1.0).apply(leaf([1.0]))
    with pytest.raises((TypeError, RuntimeError)):
        y.sum().backward()


def test_a_gradient_of_another_type_is_cast(torch, leaf):
    x = leaf([1.0])
    make(torch, lambda ctx, x: x * 3, lambda ctx, g: g.double()).apply(x).sum().backward()
    assert x.grad.dtype == torch.float32


def test_none_for_an_input_leaves_its_gradient_none(torch, leaf):
    x, w = leaf([1.0]), leaf([1.0])
    make(torch, lambda ctx, x, w: x * w, lambda ctx, g: (g, None)).apply(x, w).sum().backward()
    assert x.grad.item() == 1 and w.grad is None


def test_tensors_inside_lists_are_not_inputs(torch, leaf):
    x = leaf([1.0])
    y = make(torch, lambda ctx, tensors: tensors[0] * 2, lambda ctx, g: (None,)).apply([x])
    assert not y.requires_grad


def test_several_results_come_as_a_tuple_with_their_numbers(torch, leaf):
    x = leaf([2.0])
    first, second = make(torch, lambda ctx, x: (x * 2, x * 3), lambda ctx, g, h: g * 2 + h * 3).apply(x)
    assert (first.output_nr, second.output_nr) == (0, 1)
    assert first.grad_fn is second.grad_fn
    (first + 10 * second).sum().backward()
    assert x.grad.item() == 32


def test_results_that_are_no_tensors_pass_through(torch, leaf):
    x = leaf([2.0])
    first, note, nothing = make(
        torch, lambda ctx, x: (x * 2, "note", None), lambda ctx, g, a, b: g * 2 if a is b is None else None
    ).apply(x)
    assert note == "note" and nothing is None
    first.sum().backward()
    assert x.grad.item() == 2


def test_nothing_is_recorded_inside_forward(torch, leaf):
    seen = []

    def forward(ctx, x):
        y = x * 2
        seen.append((torch.is_grad_enabled(), y.requires_grad, x.requires_grad))
        return y

    make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]))
    assert seen == [(False, False, True)]


def test_the_result_of_inputs_without_gradient_has_none(torch):
    y = make(torch, lambda ctx, x: x * 2, lambda ctx, g: g).apply(torch.ones(1))
    assert not y.requires_grad and y.grad_fn is None


def test_under_no_grad_the_result_is_not_recorded(torch, leaf):
    with torch.no_grad():
        y = make(torch, lambda ctx, x: x * 2, lambda ctx, g: g).apply(leaf([1.0]))
    assert not y.requires_grad


def test_the_node_is_named_after_the_class(torch, leaf):
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x**3

        @staticmethod
        def backward(ctx, g):
            return g

    y = Cube.apply(leaf([1.0]))
    assert y.grad_fn.name() == "CubeBackward"
    assert "CubeBackward" in repr(y.grad_fn)


def test_the_context_is_the_node(torch, leaf):
    contexts = []

    def forward(ctx, x):
        contexts.append(ctx)
        return x * 2

    def backward(ctx, g):
        contexts.append(ctx)
        return g * 2

    y = make(torch, forward, backward).apply(leaf([1.0]))
    y.sum().backward()
    assert contexts[0] is contexts[1]
    assert contexts[0] is y.grad_fn
    assert contexts[0].next_functions == y.grad_fn.next_functions


def test_a_result_that_is_an_input_is_a_view_of_it(torch, leaf):
    x = leaf([2.0])
    y = make(torch, lambda ctx, x: x, lambda ctx, g: g * 5).apply(x)
    assert y is not x and y.grad_fn is not None
    y.sum().backward()
    assert x.grad.item() == 5


def test_the_same_tensor_may_come_in_twice(torch, leaf):
    x = leaf([2.0])
    make(torch, lambda ctx, a, b: a * b, lambda ctx, g: (g * 10, g * 100)).apply(x, x).sum().backward()
    assert x.grad.item() == 110


def test_a_function_cannot_be_called_like_a_module(torch, leaf):
    Made = make(torch, lambda ctx, x: x, lambda ctx, g: g)
    with pytest.raises(RuntimeError):
        Made()(leaf([1.0]))


def test_without_backward_the_backward_pass_is_refused(torch, leaf):
    class Half(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 0.5

    y = Half.apply(leaf([1.0]))
    with pytest.raises(NotImplementedError, match="backward"):
        y.sum().backward()


def test_without_forward_apply_is_refused(torch, leaf):
    class Nothing(torch.autograd.Function):
        pass

    with pytest.raises(NotImplementedError, match="forward"):
        Nothing.apply(leaf([1.0]))


def test_vjp_is_another_name_of_backward(torch, leaf):
    class Triple(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 3

        @staticmethod
        def vjp(ctx, g):
            return g * 3

    x = leaf([1.0])
    Triple.apply(x).sum().backward()
    assert x.grad.item() == 3


def test_both_backward_and_vjp_are_refused(torch, leaf):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 3

        @staticmethod
        def backward(ctx, g):
            return g * 3

        @staticmethod
        def vjp(ctx, g):
            return g * 3

    y = Twice.apply(leaf([1.0]))
    with pytest.raises(RuntimeError, match="Implementing both 'backward' and 'vjp' for a custom Function"):
        y.sum().backward()


def test_exceptions_in_forward_and_backward_come_through(torch, leaf):
    def fail(ctx, *arguments):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        make(torch, fail, fail).apply(leaf([1.0]))
    y = make(torch, lambda ctx, x: x * 1, fail).apply(leaf([1.0]))
    with pytest.raises(KeyError, match="mine"):
        y.sum().backward()


# setup_context


def separate(torch, seen=None):
    class Product(torch.autograd.Function):
        @staticmethod
        def forward(x, w, k=2):
            return x * w * k

        @staticmethod
        def setup_context(ctx, inputs, output):
            x, w, k = inputs
            if seen is not None:
                seen.append((len(inputs), k, output.item()))
            ctx.save_for_backward(x, w)
            ctx.k = k

        @staticmethod
        def backward(ctx, g):
            x, w = ctx.saved_tensors
            return g * w * ctx.k, g * x * ctx.k, None

    return Product


def test_setup_context_gets_inputs_and_output(torch, leaf):
    x, w, seen = leaf([2.0]), leaf([5.0]), []
    separate(torch, seen).apply(x, w, 3).sum().backward()
    assert seen == [(3, 3, 30)]
    assert (x.grad.item(), w.grad.item()) == (15, 6)


def test_with_setup_context_names_and_defaults_are_bound(torch, leaf):
    x, w, seen = leaf([2.0]), leaf([5.0]), []
    Product = separate(torch, seen)
    Product.apply(x, w)
    Product.apply(x, w=w)
    Product.apply(x, w, k=4)
    assert seen == [(3, 2, 20), (3, 2, 20), (3, 4, 40)]


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


# Derivatives of the backward


def test_backward_may_be_differentiated(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * g

    x = leaf([2.0])
    (first,) = torch.autograd.grad(make(torch, forward, backward).apply(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    (third,) = torch.autograd.grad(second.sum(), x)
    assert (first.item(), second.item(), third.item()) == (12, 12, 6)


def test_backward_may_call_another_function(torch, leaf):
    Double = make(torch, lambda ctx, x: x * 2, lambda ctx, g: g * 2)

    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    def backward(ctx, g):
        return g * Double.apply(ctx.saved_tensors[0])

    x = leaf([3.0])
    (first,) = torch.autograd.grad(make(torch, forward, backward).apply(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    assert (first.item(), second.item()) == (6, 2)


def test_recording_inside_backward_is_off_unless_the_graph_is_created(torch, leaf):
    seen = []

    def backward(ctx, g):
        seen.append(torch.is_grad_enabled())
        return g

    x = leaf([1.0])
    y = make(torch, lambda ctx, x: x * 1, backward).apply(x).sum()
    torch.autograd.grad(y, x, retain_graph=True)
    torch.autograd.grad(y, x, create_graph=True)
    assert seen == [False, True]


def test_forward_may_run_a_backward_pass_of_its_own(torch, leaf):
    def forward(ctx, x):
        with torch.enable_grad():
            inner = x.detach().requires_grad_()
            y = inner**2
            ctx.save_for_backward(*torch.autograd.grad(y.sum(), inner))
        return y.detach()

    def backward(ctx, g):
        return g * ctx.saved_tensors[0]

    x = leaf([3.0])
    make(torch, forward, backward).apply(x).sum().backward()
    assert x.grad.item() == 6


def test_backward_may_run_a_backward_pass_of_its_own(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.detach() ** 2

    def backward(ctx, g):
        with torch.enable_grad():
            inner = ctx.saved_tensors[0].detach().requires_grad_()
            y = inner**2
        return torch.autograd.grad(y, inner, g)[0]

    x = leaf([3.0])
    make(torch, forward, backward).apply(x * 1).sum().backward()
    assert x.grad.item() == 6


def test_once_differentiable_refuses_a_second_derivative(torch, leaf):
    once_differentiable = torch.autograd.function.once_differentiable

    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    @once_differentiable
    def backward(ctx, g):
        assert not torch.is_grad_enabled()
        return 2 * ctx.saved_tensors[0] * g

    Square = make(torch, forward, backward)
    x = leaf([3.0])
    Square.apply(x).sum().backward()
    assert x.grad.item() == 6
    (first,) = torch.autograd.grad((Square.apply(x) ** 2).sum(), x, create_graph=True)
    assert first.item() == 108
    with pytest.raises(
        RuntimeError, match="trying to differentiate twice a function that was marked with @once_differentiable"
    ):
        first.sum().backward()


# Hooks and lifetimes


def test_hooks_of_its_node_run(torch, leaf):
    calls, x = [], leaf([1.0])
    y = make(torch, lambda ctx, x: x * 2, lambda ctx, g: g * 2).apply(x)
    y.grad_fn.register_prehook(lambda outputs: calls.append(("pre", outputs[0].item())))
    y.grad_fn.register_hook(lambda inputs, outputs: calls.append(("post", inputs[0].item(), outputs[0].item())))
    y.sum().backward()
    assert calls == [("pre", 1), ("post", 2, 1)]


def test_the_context_dies_with_the_result(torch, leaf):
    class Token:
        pass

    alive = []

    def forward(ctx, x):
        ctx.token = Token()
        alive.append(weakref.ref(ctx.token))
        ctx.save_for_backward(x)
        return x * 2

    gc.collect()
    gc.disable()
    try:
        x = leaf([1.0])
        y = make(torch, forward, lambda ctx, g: g).apply(x)
        assert alive[0]() is not None
        del y
        assert alive[0]() is None
    finally:
        gc.enable()


def test_a_result_saved_by_save_for_backward_makes_no_cycle(torch, leaf):
    class Token:
        pass

    alive = []

    def forward(ctx, x):
        y = x.exp()
        ctx.token = Token()
        alive.append(weakref.ref(ctx.token))
        ctx.save_for_backward(y)
        return y

    gc.collect()
    gc.disable()
    try:
        y = make(torch, forward, lambda ctx, g: g * ctx.saved_tensors[0]).apply(leaf([1.0]))
        del y
        assert alive[0]() is None
    finally:
        gc.enable()


def test_a_cycle_through_ctx_is_found_by_the_collector(torch, leaf):
    class Token:
        pass

    alive = []

    def forward(ctx, x):
        ctx.token = Token()
        alive.append(weakref.ref(ctx.token))
        ctx.itself = ctx
        return x * 2

    y = make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]))
    del y
    gc.collect()
    assert alive[0]() is None


# Class level names


def test_jvp_and_vmap_may_be_declared(torch, leaf):
    class Declared(torch.autograd.Function):
        generate_vmap_rule = False

        @staticmethod
        def forward(x):
            return x * 2

        @staticmethod
        def setup_context(ctx, inputs, output):
            ctx.save_for_forward(*inputs)

        @staticmethod
        def backward(ctx, g):
            return g * 2

        @staticmethod
        def jvp(ctx, tangent):
            return tangent * 2

        @staticmethod
        def vmap(info, in_dims, x):
            return Declared.apply(x), in_dims[0]

    x = leaf([1.0])
    Declared.apply(x).sum().backward()
    assert x.grad.item() == 2


def test_the_undeclared_staticmethods_refuse(torch):
    Function = torch.autograd.Function
    for name in ("forward", "backward", "jvp"):
        with pytest.raises(NotImplementedError):
            getattr(Function, name)(None)
    with pytest.raises(NotImplementedError):
        Function.setup_context(None, (), None)


def test_the_module_has_the_names(torch):
    module = torch.autograd.function
    assert module.Function is torch.autograd.Function
    assert callable(module.once_differentiable)
    assert hasattr(module, "FunctionCtx")
