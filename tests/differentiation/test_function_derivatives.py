"""autograd.Function: derivatives of its backward, passes inside it, hooks of its node, its lifetime."""
import gc
import weakref

import pytest
from autograd_helpers import make

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
