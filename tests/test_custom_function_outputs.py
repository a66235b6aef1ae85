"""autograd.Function with several outputs, outputs without gradients, and outputs that are inputs."""
import wengert as wg

Function = wg.autograd.Function


def leaf(value):
    return wg.tensor(value, requires_grad=True)


class SumAndDifference(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x + y, x - y

    @staticmethod
    def backward(ctx, g_sum, g_difference):
        SumAndDifference.seen = (g_sum, g_difference)
        return g_sum + g_difference, g_sum - g_difference


def test_several_outputs_come_as_a_tuple_and_bring_one_gradient_each():
    x, y = leaf(1.0), leaf(2.0)
    total, difference = SumAndDifference.apply(x, y)
    (3 * total + 10 * difference).backward()
    assert (x.grad.item(), y.grad.item()) == (13, -7)
    assert (total.output_nr, difference.output_nr) == (0, 1)
    assert total.grad_fn is difference.grad_fn


def test_missing_output_gradient_is_zeros_by_default():
    x, y = leaf([1.0, 2.0]), leaf([2.0, 3.0])
    total, _ = SumAndDifference.apply(x, y)
    total.sum().backward()
    assert SumAndDifference.seen[1].tolist() == [0, 0]
    assert x.grad.tolist() == [1, 1]


def test_missing_output_gradient_is_none_when_not_materialized():
    class Two(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.set_materialize_grads(False)
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, first, second):
            assert second is None
            return first * 2

    x = leaf(1.0)
    first, _ = Two.apply(x)
    first.backward()
    assert x.grad.item() == 2


def test_outputs_that_are_no_tensors_pass_through():
    class WithCount(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2, "label", 7

        @staticmethod
        def backward(ctx, g, *unused):
            return g * 2

    x = leaf(1.0)
    y, label, count = WithCount.apply(x)
    assert (label, count) == ("label", 7)
    y.backward()
    assert x.grad.item() == 2


def test_mark_non_differentiable():
    class SortWithOrder(Function):
        @staticmethod
        def forward(ctx, x):
            values, order = x.sort()
            ctx.mark_non_differentiable(order)
            ctx.save_for_backward(order)
            return values, order

        @staticmethod
        def backward(ctx, g, g_order):
            (order,) = ctx.saved_tensors
            result = wg.zeros_like(g)
            result[order] = g
            return result

    x = leaf([3.0, 1.0, 2.0])
    values, order = SortWithOrder.apply(x)
    assert values.requires_grad and not order.requires_grad
    (values * wg.tensor([10.0, 20.0, 30.0])).sum().backward()
    assert x.grad.tolist() == [30, 10, 20]


def test_mark_dirty_makes_an_in_place_function():
    class DoubleInPlace(Function):
        @staticmethod
        def forward(ctx, x):
            x.mul_(2)
            ctx.mark_dirty(x)
            return x

        @staticmethod
        def backward(ctx, g):
            return g * 2

    x = leaf([1.0, 2.0])
    y = x * 1
    z = DoubleInPlace.apply(y)
    assert z is y and y.tolist() == [2, 4]
    assert y.grad_fn.name() == "DoubleInPlaceBackward"
    y.sum().backward()
    assert x.grad.tolist() == [2, 2]


def test_input_returned_unchanged_is_a_new_tensor_with_the_functions_history():
    class Identity(Function):
        @staticmethod
        def forward(ctx, x):
            return x

        @staticmethod
        def backward(ctx, g):
            return g * 10

    x = leaf([1.0])
    y = Identity.apply(x)
    assert y is not x and x.is_leaf
    y.backward()
    assert x.grad.tolist() == [10]
