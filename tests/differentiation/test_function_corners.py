"""autograd.Function in its corners: results that are inputs, views or shared, inheritance, complex."""
import pytest
from autograd_helpers import make

# Saving


def test_without_saving_saved_tensors_is_empty(torch, leaf):
    y = make(torch, lambda ctx, x: x * 1, lambda ctx, g: g).apply(leaf([1.0]))
    assert y.grad_fn.saved_tensors == ()


def test_saving_nothing_explicitly(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward()
        return x * 1

    y = make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]))
    assert y.grad_fn.saved_tensors == ()


def test_saving_twice_keeps_the_last(torch, leaf):
    seen = []

    def forward(ctx, x):
        ctx.save_for_backward(x)
        ctx.save_for_backward(x * 2, x * 3)
        return x * 1

    def backward(ctx, g):
        seen.extend(t.item() for t in ctx.saved_tensors)
        return g

    make(torch, forward, backward).apply(leaf([1.0])).sum().backward()
    assert seen == [2, 3]


def test_a_saved_result_that_is_written_is_refused(torch, leaf):
    def forward(ctx, x):
        y = x.exp()
        ctx.save_for_backward(y)
        return y

    y = make(torch, forward, lambda ctx, g: g * ctx.saved_tensors[0]).apply(leaf([1.0]))
    y.mul_(2)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_a_saved_result_can_be_differentiated_again(torch, leaf):
    def forward(ctx, x):
        y = x.exp()
        ctx.save_for_backward(y)
        return y

    Exp = make(torch, forward, lambda ctx, g: g * ctx.saved_tensors[0])
    x = leaf([0.0])
    (first,) = torch.autograd.grad(Exp.apply(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    assert first.item() == second.item() == 1 and second.requires_grad


def test_a_tensor_kept_as_an_attribute_is_not_checked_nor_freed(torch, leaf):
    def forward(ctx, x):
        ctx.kept = x.detach()
        return x * 1

    x = leaf([1.0]) * 1
    y = make(torch, forward, lambda ctx, g: g * ctx.kept).apply(x)
    x.mul_(5)
    (g,) = torch.autograd.grad(y.sum(), x, allow_unused=True)
    assert y.grad_fn.kept.item() == 5 and g is None


def test_saving_an_input_that_requires_no_gradient(torch, leaf):
    def forward(ctx, x, c):
        ctx.save_for_backward(c)
        return x * c

    x = leaf([1.0])
    make(torch, forward, lambda ctx, g: (g * ctx.saved_tensors[0], None)).apply(x, torch.tensor([7.0])).sum().backward()
    assert x.grad.item() == 7


def test_saving_the_same_tensor_twice(torch, leaf):
    def forward(ctx, x):
        ctx.save_for_backward(x, x)
        return x * x

    def backward(ctx, g):
        a, b = ctx.saved_tensors
        return g * (a + b)

    x = leaf([3.0])
    make(torch, forward, backward).apply(x).sum().backward()
    assert x.grad.item() == 6


# Results


def test_the_same_result_twice(torch, leaf):
    def forward(ctx, x):
        y = x * 2
        return y, y

    x = leaf([1.0])
    a, b = make(torch, forward, lambda ctx, g, h: g * 2 + h * 20).apply(x)
    (a + b).sum().backward()
    assert a is b and a.output_nr == 1
    assert x.grad.item() == 40


def test_a_list_of_results_is_passed_through_as_no_tensor(torch, leaf):
    result = make(torch, lambda ctx, x: [x * 2, x * 3], lambda ctx, g: g).apply(leaf([1.0]))
    assert isinstance(result, list) and [t.item() for t in result] == [2, 3]
    assert not result[0].requires_grad


def test_no_result_at_all(torch, leaf):
    assert make(torch, lambda ctx, x: None, lambda ctx, g: None).apply(leaf([1.0])) is None


def test_an_empty_tuple(torch, leaf):
    assert make(torch, lambda ctx, x: (), lambda ctx: None).apply(leaf([1.0])) == ()


def test_a_tuple_of_one(torch, leaf):
    x = leaf([1.0])
    result = make(torch, lambda ctx, x: (x * 2,), lambda ctx, g: g * 2).apply(x)
    assert isinstance(result, tuple) and len(result) == 1
    result[0].sum().backward()
    assert x.grad.item() == 2


def test_a_result_that_is_a_detached_input_shares_its_memory(torch, leaf):
    x = leaf([1.0])
    y = make(torch, lambda ctx, x: x.detach(), lambda ctx, g: g * 3).apply(x)
    assert y.data_ptr() == x.data_ptr() and y.requires_grad
    y.sum().backward()
    assert x.grad.item() == 3


def test_a_result_that_is_a_view_of_an_input(torch, leaf):
    x = leaf([1.0, 2.0])
    y = make(torch, lambda ctx, x: x[:1], lambda ctx, g: torch.cat([g * 5, torch.zeros(1)])).apply(x)
    assert y.data_ptr() == x.data_ptr() and y._is_view()
    assert type(y.grad_fn).__name__ == "MadeBackward"
    y.sum().backward()
    assert x.grad.tolist() == [5, 0]


def test_an_input_returned_as_is_cannot_be_written_in_place(torch, leaf):
    y = leaf([1.0]) * 1
    z = make(torch, lambda ctx, x: x, lambda ctx, g: g * 5).apply(y)
    with pytest.raises(RuntimeError, match="is a view and is being modified inplace"):
        z.mul_(2)


def test_an_input_without_gradient_returned_as_is(torch, leaf):
    x, c = leaf([1.0]), torch.ones(1)
    y, same = make(torch, lambda ctx, x, c: (x * 2, c), lambda ctx, g, h: (g * 2, None)).apply(x, c)
    assert same is not c and same.requires_grad
    y.sum().backward()
    assert x.grad.item() == 2 and not c.requires_grad


def test_a_parameter_of_the_module_returned_without_being_an_input(torch, leaf):
    outside = leaf([5.0])
    y = make(torch, lambda ctx, x: outside, lambda ctx, g: g).apply(leaf([1.0]))
    assert y.tolist() == [5]


def test_integer_inputs_have_no_gradient(torch, leaf):
    seen = []

    def forward(ctx, x, i):
        seen.append(ctx.needs_input_grad)
        return x[i]

    x = leaf([1.0, 2.0])
    make(torch, forward, lambda ctx, g: (torch.tensor([0.0, 1.0]) * g, None)).apply(x, torch.tensor(1)).backward()
    assert seen == [(True, False)] and x.grad.tolist() == [0, 1]


def test_a_gradient_for_what_needs_none_is_ignored(torch, leaf):
    x, c = leaf([1.0]), torch.ones(1)
    make(torch, lambda ctx, x, c: x * c, lambda ctx, g: (g, g)).apply(x, c).sum().backward()
    assert c.grad is None and x.grad.item() == 1


def test_a_gradient_for_what_is_no_tensor_is_refused(torch, leaf):
    y = make(torch, lambda ctx, x, n: x * n, lambda ctx, g: (g, g)).apply(leaf([1.0]), 2)
    with pytest.raises(RuntimeError, match="returned a gradient different than None at position 2"):
        y.sum().backward()


# Dirty inputs


def test_several_dirty_inputs(torch, leaf):
    def forward(ctx, a, b):
        a.add_(1)
        b.mul_(2)
        ctx.mark_dirty(a, b)
        return a, b

    x, w = leaf([1.0]), leaf([3.0])
    a, b = x * 1, w * 1
    r, s = make(torch, forward, lambda ctx, g, h: (g * 10, h * 100)).apply(a, b)
    assert r is a and s is b
    (a + b).sum().backward()
    assert (x.grad.item(), w.grad.item()) == (10, 100)


def test_a_dirty_input_without_gradient_beside_one_that_requires_it(torch, leaf):
    def forward(ctx, out, x):
        out.copy_(x)
        ctx.mark_dirty(out)
        return out

    x, out = leaf([3.0]), torch.zeros(1)
    y = make(torch, forward, lambda ctx, g: (None, g * 7)).apply(out, x)
    assert y is out and out.requires_grad and not out.is_leaf
    out.sum().backward()
    assert x.grad.item() == 7


def test_a_dirty_base_of_a_view(torch, leaf):
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x

    x = leaf([1.0, 2.0])
    base = x * 1
    view = base[:1]
    make(torch, forward, lambda ctx, g: g * 2).apply(base)
    assert view.tolist() == [2]
    view.sum().backward()
    assert x.grad.tolist() == [2, 0]


def test_a_dirty_input_under_no_grad(torch, leaf):
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x

    x = leaf([1.0])
    with torch.no_grad():
        y = make(torch, forward, lambda ctx, g: g * 2).apply(x)
    assert y.tolist() == x.tolist() == [2] and x.is_leaf and x._version >= 1


@pytest.mark.parametrize("mark", ["mark_dirty", "mark_non_differentiable"])
def test_only_tensors_can_be_marked(torch, leaf, mark):
    def forward(ctx, x):
        getattr(ctx, mark)(5)
        return x * 1

    with pytest.raises((TypeError, RuntimeError), match=mark):
        make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]))


# Contexts and classes


def test_contexts_of_two_calls_are_two(torch, leaf):
    def forward(ctx, x, k):
        ctx.k = k
        return x * k

    Scale = make(torch, forward, lambda ctx, g: (g * ctx.k, None))
    x = leaf([1.0])
    (Scale.apply(x, 2) + Scale.apply(x, 30)).sum().backward()
    assert x.grad.item() == 32


def test_a_function_may_inherit_its_parts(torch, leaf):
    class Base(torch.autograd.Function):
        factor = 2

        @classmethod
        def scale(cls, x):
            return x * cls.factor

        @staticmethod
        def backward(ctx, g):
            return g * 2

    class Derived(Base):
        @staticmethod
        def forward(ctx, x):
            return Derived.scale(x)

    x = leaf([1.0])
    y = Derived.apply(x)
    assert y.grad_fn.name() == "DerivedBackward"
    y.sum().backward()
    assert x.grad.item() == 2


def test_apply_may_be_kept_as_a_function(torch, leaf):
    double = make(torch, lambda ctx, x: x * 2, lambda ctx, g: g * 2).apply
    x = leaf([1.0])
    double(double(x)).sum().backward()
    assert x.grad.item() == 4


def test_the_context_is_not_kept_by_its_attributes(torch, leaf):
    def forward(ctx, x):
        ctx.a, ctx.b = 1, [x.shape]
        assert ctx.a == 1
        del ctx.a
        assert not hasattr(ctx, "a")
        return x * 1

    y = make(torch, forward, lambda ctx, g: g).apply(leaf([1.0]))
    assert not hasattr(y.grad_fn, "a") and y.grad_fn.b[0] == (1,)


def test_needs_input_grad_in_setup_context(torch, leaf):
    seen = []

    class Product(torch.autograd.Function):
        @staticmethod
        def forward(x, c):
            return x * c

        @staticmethod
        def setup_context(ctx, inputs, output):
            seen.append(tuple(ctx.needs_input_grad))
            ctx.set_materialize_grads(False)
            ctx.save_for_backward(inputs[1])

        @staticmethod
        def backward(ctx, g):
            return g * ctx.saved_tensors[0], None

    x = leaf([1.0])
    Product.apply(x, torch.tensor([3.0])).sum().backward()
    assert seen == [(True, False)] and x.grad.item() == 3


def test_setup_context_without_recording_still_runs(torch):
    seen = []

    class Same(torch.autograd.Function):
        @staticmethod
        def forward(x):
            return x * 1

        @staticmethod
        def setup_context(ctx, inputs, output):
            seen.append(1)

        @staticmethod
        def backward(ctx, g):
            return g

    Same.apply(torch.ones(1))
    assert seen == [1]


def test_setup_context_with_several_results(torch, leaf):
    seen = []

    class Two(torch.autograd.Function):
        @staticmethod
        def forward(x):
            return x * 2, x.argmax()

        @staticmethod
        def setup_context(ctx, inputs, output):
            values, index = output
            ctx.mark_non_differentiable(index)
            seen.append((len(inputs), values.tolist()))

        @staticmethod
        def backward(ctx, g, _):
            return g * 2

    x = leaf([1.0, 3.0])
    values, index = Two.apply(x)
    values.sum().backward()
    assert seen == [(1, [2, 6])] and index.item() == 1 and x.grad.tolist() == [2, 2]


# Complex


def test_complex_inputs_get_conjugate_gradients(torch):
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return z * z

    z = torch.tensor([1 + 2j], requires_grad=True)
    y = make(torch, forward, lambda ctx, g: g * (2 * ctx.saved_tensors[0]).conj()).apply(z)
    y.abs().sum().backward()
    plain = torch.tensor([1 + 2j], requires_grad=True)
    (plain * plain).abs().sum().backward()
    assert z.grad.tolist()[0] == pytest.approx(plain.grad.tolist()[0], rel=1e-5)


def test_a_complex_gradient_of_a_real_input_is_refused(torch, leaf):
    y = make(torch, lambda ctx, x: x * (1 + 1j), lambda ctx, g: g * (1 - 1j)).apply(leaf([2.0]))
    with pytest.raises(RuntimeError):
        y.abs().sum().backward()


# Functions within other machinery


def test_a_function_within_a_function_is_not_recorded(torch, leaf):
    Double = make(torch, lambda ctx, x: x * 2, lambda ctx, g: g * 1000)
    x = leaf([1.0])
    Outer = make(torch, lambda ctx, x: Double.apply(x) + 1, lambda ctx, g: g * 2)
    y = Outer.apply(x)
    assert y.grad_fn.next_functions[0][0].variable is x
    y.sum().backward()
    assert x.grad.item() == 2


def test_a_function_with_no_tensor_at_all(torch):
    assert make(torch, lambda ctx, n: torch.ones(n), lambda ctx, g: None).apply(2).tolist() == [1, 1]


def test_two_results_of_which_one_is_hooked(torch, leaf):
    x, seen = leaf([1.0]), []
    a, b = make(torch, lambda ctx, x: (x * 2, x * 3), lambda ctx, g, h: g * 2 + h * 3).apply(x)
    b.register_hook(lambda g: seen.append(g.item()) or g * 10)
    (a + b).sum().backward()
    assert seen == [1] and x.grad.item() == 32


def test_two_results_with_prehook_see_both_gradients(torch, leaf):
    x, seen = leaf([1.0]), []
    a, b = make(torch, lambda ctx, x: (x * 2, x * 3), lambda ctx, g, h: g * 2 + h * 3).apply(x)
    a.grad_fn.register_prehook(lambda grads: seen.append([g if g is None else g.item() for g in grads]))
    (a * 5).sum().backward(retain_graph=True)
    (b * 7).sum().backward()
    assert seen == [[5, None], [None, 7]]


def test_materialised_zeros_have_shape_and_type_of_the_result(torch, leaf):
    seen = []

    def backward(ctx, g, h):
        seen.append((tuple(h.shape), h.dtype))
        return g

    a, _ = make(torch, lambda ctx, x: (x * 1, x.double().expand(2, 1)), backward).apply(leaf([1.0]))
    a.sum().backward()
    assert seen == [((2, 1), torch.float64)]


def test_in_place_changes_of_the_gradient_in_backward_do_not_reach_others(torch, leaf):
    x, w = leaf([1.0, 1.0]), leaf([1.0, 1.0])
    y = make(torch, lambda ctx, x: x * 1, lambda ctx, g: g.clone().mul_(10)).apply(x)
    (y + w).sum().backward()
    assert (x.grad.tolist(), w.grad.tolist()) == ([10, 10], [1, 1])


def test_the_gradient_given_to_backward_is_the_incoming_one(torch, leaf):
    seen = []

    def backward(ctx, g):
        seen.append((tuple(g.shape), g.tolist(), g.requires_grad))
        return g

    x = leaf([1.0, 2.0])
    make(torch, lambda ctx, x: x * 1, backward).apply(x).backward(torch.tensor([5.0, 6.0]))
    assert seen == [((2,), [5, 6], False)]
