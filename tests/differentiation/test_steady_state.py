"""A thousand steps of anything leave memory where it was."""
import gc
import importlib
import sys
import warnings

import pytest


def growth(step, warm_up=3000, steps=300):
    """Python objects and blocks of memory that `steps` more steps leave, with no cyclic collection in between."""
    gc.collect()  # which empties the interpreter's free lists; the warm-up fills them again
    gc.disable()
    try:
        for _ in range(warm_up):
            step()
        objects, blocks = len(gc.get_objects()), sys.getallocatedblocks()
        for _ in range(steps):
            step()
        return len(gc.get_objects()) - objects, sys.getallocatedblocks() - blocks
    finally:
        gc.enable()


def assert_steady(step):
    objects, blocks = growth(step)
    assert objects < 100 and blocks < 100, (objects, blocks)


def test_forward_and_backward(leaf):
    x = leaf([1.0, 2.0])

    def step():
        x.grad = None
        (x * x).exp().sum().backward()

    assert_steady(step)


def test_gradients_that_are_added(leaf):
    x = leaf([1.0, 2.0])
    assert_steady(lambda: (x * x).sum().backward())


def test_graphs_that_are_never_walked(leaf):
    x = leaf([1.0, 2.0])
    assert_steady(lambda: (x * x).exp().sum())


def test_second_derivatives(torch, leaf):
    x = leaf([1.0, 2.0])

    def step():
        (g,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
        torch.autograd.grad(g.sum(), x)

    assert_steady(step)


def test_create_graph_whose_gradient_is_dropped(leaf):
    x = leaf([1.0, 2.0])

    def step():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (x**3).sum().backward(create_graph=True)
        x.grad = None

    assert_steady(step)


def test_custom_functions(torch, leaf):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            ctx.note = object()
            return x * x

        @staticmethod
        def backward(ctx, g):
            return 2 * ctx.saved_tensors[0] * g

    x = leaf([1.0, 2.0])

    def step():
        x.grad = None
        Square.apply(x).sum().backward()
        Square.apply(x)

    assert_steady(step)


@pytest.mark.parametrize("kind", ["tensor", "node", "prehook", "leaf", "post accumulate", "retain_grad", "removed"])
def test_hooks(leaf, kind):
    x = leaf([1.0, 2.0])

    def step():
        x.grad = None
        y = x * 2
        z = y.exp()
        handle = {
            "tensor": lambda: z.register_hook(lambda g: None),
            "node": lambda: z.grad_fn.register_hook(lambda i, o: None),
            "prehook": lambda: z.grad_fn.register_prehook(lambda o: None),
            "leaf": lambda: x.register_hook(lambda g: None),
            "post accumulate": lambda: x.register_post_accumulate_grad_hook(lambda t: None),
            "retain_grad": lambda: z.retain_grad(),
            "removed": lambda: z.register_hook(lambda g: None).remove(),
        }[kind]()
        z.sum().backward()
        if kind in ("leaf", "post accumulate"):
            handle.remove()

    assert_steady(step)


def test_multi_grad_hooks(torch, leaf):
    x = leaf([1.0, 2.0])

    def step():
        x.grad = None
        y = x * 2
        handle = torch.autograd.graph.register_multi_grad_hook([x, y], lambda grads: None)
        y.exp().sum().backward()
        handle.remove()

    assert_steady(step)


def test_writes_through_views(leaf):
    x = leaf([1.0, 2.0, 3.0])

    def step():
        x.grad = None
        y = x * 2
        y[:1].mul_(3)
        y[1:] += 1
        y.exp_()
        y.sum().backward()

    assert_steady(step)


def test_failing_passes(leaf):
    x = leaf([1.0, 2.0])

    def fail(g):
        raise ValueError("mine")

    def step():
        y = x * 2
        y.register_hook(fail)
        try:
            y.exp().sum().backward()
        except ValueError:
            pass

    assert_steady(step)


def test_saved_tensors_hooks(torch, leaf):
    x = leaf([1.0, 2.0])

    def step():
        x.grad = None
        with torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach().clone(), lambda t: t):
            y = (x * x).exp()
        y.sum().backward()

    assert_steady(step)


def test_checkpoints(torch, leaf):
    checkpoint = importlib.import_module(torch.__name__ + ".utils.checkpoint").checkpoint
    x = leaf([1.0, 2.0])

    def step():
        x.grad = None
        checkpoint(lambda x: x.exp().sin(), x, use_reentrant=False).sum().backward()

    if torch.__name__ == "torch":
        step()  # PyTorch leaves small objects to its collector
    else:
        assert_steady(step)


def test_anomaly_mode(torch, leaf):
    x = leaf([1.0, 2.0])

    def step():
        x.grad = None
        with torch.autograd.set_detect_anomaly(True):
            (x * x).exp().sum().backward()

    assert_steady(step)


def test_gradient_edges(torch, leaf):
    x = leaf([1.0, 2.0])

    def step():
        edge = torch.autograd.graph.get_gradient_edge(x.exp())
        torch.autograd.grad(edge, x, torch.ones(2))

    assert_steady(step)


def test_modes(torch, leaf):
    x = leaf([1.0, 2.0])

    def step():
        with torch.no_grad():
            x * 2
        with torch.inference_mode():
            x * 2
        with torch.enable_grad():
            x * 2

    assert_steady(step)
