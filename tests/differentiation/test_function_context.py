"""autograd.Function: what forward and backward take and return, setup_context, and the names a class may declare."""
import pytest
from autograd_helpers import make

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


@pytest.mark.filterwarnings("ignore:.*should not be instantiated:DeprecationWarning")
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
