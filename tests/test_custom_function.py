"""autograd.Function: operations with a forward and a backward written in Python."""
import pytest

import wengert as wg

Function = wg.autograd.Function


def leaf(value):
    return wg.tensor(value, requires_grad=True)


class Exp(Function):
    @staticmethod
    def forward(ctx, x):
        result = x.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, g):
        (result,) = ctx.saved_tensors
        return g * result


class Scale(Function):
    """x times a plain Python number, which has no gradient."""

    @staticmethod
    def forward(ctx, x, factor):
        ctx.factor = factor
        return x * factor

    @staticmethod
    def backward(ctx, g):
        return g * ctx.factor, None


class Product(Function):
    """Works out only the gradients that are asked for, and notes which these were."""

    asked = None

    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        Product.asked = ctx.needs_input_grad
        return (g * y if ctx.needs_input_grad[0] else None,
                g * x if ctx.needs_input_grad[1] else None)


# one input, one output

def test_forward_and_backward_are_used():
    x = leaf([0.0, 1.0])
    y = Exp.apply(x)
    assert y.requires_grad and not y.is_leaf
    y.backward(wg.tensor([2.0, 0.0]))
    assert x.grad.tolist() == [2, 0]


def test_grad_fn_is_named_after_the_class():
    y = Exp.apply(leaf([0.0]))
    assert y.grad_fn.name() == "ExpBackward"
    assert "grad_fn=<ExpBackward>" in repr(y)


def test_next_functions_lead_to_the_inputs():
    x = leaf([0.0])
    y = Product.apply(x * 2, x)
    (first, _), (second, _) = y.grad_fn.next_functions
    assert first.name() == "MulBackward0" and second.variable is x


def test_composes_with_built_in_operations():
    x = leaf(0.0)
    (Exp.apply(x * 2) * 3).backward()
    assert x.grad.item() == 6


def test_plain_arguments_get_none():
    x = leaf([1.0, 2.0])
    Scale.apply(x, 5).sum().backward()
    assert x.grad.tolist() == [5, 5]


def test_extra_nones_after_the_gradients_are_harmless():
    class Extra(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2, None, None

    x = leaf(1.0)
    Extra.apply(x).backward()
    assert x.grad.item() == 2


def test_recording_is_off_inside_forward():
    class Inside(Function):
        @staticmethod
        def forward(ctx, x):
            assert not wg.is_grad_enabled()
            assert not (x * 2).requires_grad
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2

    assert Inside.apply(leaf(1.0)).requires_grad


def test_no_node_is_recorded_without_inputs_that_require_grad():
    assert not Exp.apply(wg.tensor([0.0])).requires_grad
    with wg.no_grad():
        assert Exp.apply(leaf([0.0])).grad_fn is None


# needs_input_grad and None gradients

@pytest.mark.parametrize("first, second", [(True, True), (True, False), (False, True)])
def test_needs_input_grad_tells_which_inputs_want_a_gradient(first, second):
    x = wg.tensor(3.0, requires_grad=first)
    y = wg.tensor(5.0, requires_grad=second)
    Product.apply(x, y).backward()
    assert tuple(Product.asked) == (first, second)
    assert (x.grad is not None, y.grad is not None) == (first, second)
    assert not first or x.grad.item() == 5
    assert not second or y.grad.item() == 3


def test_none_gradient_means_no_gradient():
    class Stop(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            return None

    x = leaf(1.0)
    Stop.apply(x).backward()
    assert x.grad is None


# setup_context

def test_forward_without_ctx_and_setup_context():
    class Cube(Function):
        @staticmethod
        def forward(x, scale):
            return scale * x**3

        @staticmethod
        def setup_context(ctx, inputs, output):
            x, ctx.scale = inputs
            ctx.save_for_backward(x, output)

        @staticmethod
        def backward(ctx, g):
            x, output = ctx.saved_tensors
            assert output.tolist() == [2, 16]
            return 3 * ctx.scale * x**2 * g, None

    x = leaf([1.0, 2.0])
    Cube.apply(x, 2).sum().backward()
    assert x.grad.tolist() == [6, 24]


# differentiating backward

def test_backward_is_itself_differentiated_under_create_graph():
    x = leaf(0.0)
    (first,) = wg.autograd.grad(Exp.apply(2 * x), x, create_graph=True)
    (second,) = wg.autograd.grad(first, x, create_graph=True)
    (third,) = wg.autograd.grad(second, x)
    assert [t.item() for t in (first, second, third)] == [2, 4, 8]


def test_saved_input_keeps_its_history():
    x, y = leaf(3.0), leaf(5.0)
    (gx,) = wg.autograd.grad(Product.apply(x * x, y), x, create_graph=True)
    gx.backward()
    assert gx.item() == 30
    assert (x.grad.item(), y.grad.item()) == (10, 6)


def test_once_differentiable_refuses_a_second_derivative():
    class Once(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**2

        @staticmethod
        @wg.autograd.function.once_differentiable
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return 2 * x * g

    x = leaf(3.0)
    (first,) = wg.autograd.grad(Once.apply(x) * x, x, create_graph=True)
    assert first.item() == 27
    with pytest.raises(RuntimeError, match="once_differentiable"):
        first.backward()


# saved tensors

def test_saved_tensors_are_freed_by_backward():
    x = leaf(1.0)
    y = Exp.apply(x)
    y.backward()
    with pytest.raises(RuntimeError, match="second time"):
        y.backward()


def test_saved_tensors_survive_with_retain_graph():
    x = leaf(0.0)
    y = Exp.apply(x)
    y.backward(retain_graph=True)
    y.backward()
    assert x.grad.item() == 2


def test_changing_a_saved_tensor_is_found_out():
    y = leaf([1.0]) * 1
    z = Product.apply(y, y)
    y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.backward()


def test_save_for_backward_keeps_none():
    class MaybeSaved(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(None, x)
            return x * 2

        @staticmethod
        def backward(ctx, g):
            nothing, x = ctx.saved_tensors
            assert nothing is None
            return g * x

    x = leaf(7.0)
    MaybeSaved.apply(x).backward()
    assert x.grad.item() == 7
