"""utils.checkpoint: values and gradients are those without it, to any order and depth, and less is kept."""
import contextlib
import gc
import importlib
import weakref

import numpy as np
import pytest

import wengert as wg


@pytest.fixture(params=["wengert", "torch"])
def lib(request):
    """Wengert, and PyTorch to prove the test."""
    return pytest.importorskip(request.param)


@pytest.fixture
def tools(lib):
    """The module utils.checkpoint of the library."""
    return importlib.import_module(f"{lib.__name__}.utils.checkpoint")


@pytest.fixture
def checkpoint(tools):
    def call(function, *args, **kwargs):
        return tools.checkpoint(function, *args, **{"use_reentrant": False, **kwargs})
    return call


class Counted:
    """A function that counts how often it is entered and left."""

    def __init__(self, function):
        self.function, self.entered, self.left = function, 0, 0

    def __call__(self, *args, **kwargs):
        self.entered += 1
        result = self.function(*args, **kwargs)
        self.left += 1
        return result


def leaf(lib, *values):
    return lib.tensor(values, dtype=lib.float64, requires_grad=True)


def block(x, w):
    return (x * w).sin().exp() * x


def same(a, b):
    np.testing.assert_allclose(a.detach().numpy(), b.detach().numpy(), rtol=1e-12)


# -- gradients --------------------------------------------------------------------------------------

def test_values_and_gradients_are_those_without_a_checkpoint(lib, checkpoint):
    x, w = leaf(lib, 0.5, 1.0), leaf(lib, 2.0, 3.0)
    plain = block(x, w)
    expected = lib.autograd.grad(plain.sum(), (x, w))
    func = Counted(block)
    y = checkpoint(func, x, w)
    same(y, plain)
    for got, want in zip(lib.autograd.grad(y.sum(), (x, w)), expected):
        same(got, want)
    assert func.entered == 2


def test_backward_accumulates_into_arguments_and_into_tensors_that_the_function_uses(lib, checkpoint):
    x, w = leaf(lib, 0.5, 1.0), leaf(lib, 2.0, 3.0)
    checkpoint(lambda x: block(x, w), x).sum().backward()
    expected = lib.autograd.grad(block(x, w).sum(), (x, w))
    same(x.grad, expected[0])
    same(w.grad, expected[1])


def test_a_function_whose_arguments_need_no_gradient_may_use_tensors_that_do(lib, checkpoint):
    x, w = lib.ones(2, dtype=lib.float64), leaf(lib, 2.0, 3.0)
    checkpoint(lambda x: block(x, w), x).sum().backward()
    same(w.grad, lib.autograd.grad(block(x, w).sum(), w)[0])


def test_checkpoints_of_computed_tensors_in_a_row(lib, checkpoint):
    x = leaf(lib, 0.1, 0.2)
    y, plain = x, x
    for _ in range(4):
        y = checkpoint(lambda t: (t * t).sin() + t, y)
        plain = (plain * plain).sin() + plain
    same(lib.autograd.grad(y.sum(), x)[0], lib.autograd.grad(plain.sum(), x)[0])


def test_any_arguments_and_any_results(lib, checkpoint):
    x = leaf(lib, 0.5, 1.0)

    def func(x, options, *, scale, shift=None):
        assert options == {"power": 2} and shift is None
        return {"result": (x ** options["power"]) * scale, "none": None}, [x.exp()], "text"

    scale = leaf(lib, 3.0, 4.0)
    named, listed, text = checkpoint(func, x, {"power": 2}, scale=scale)
    assert named["none"] is None
    assert text == "text"
    (named["result"].sum() + listed[0].sum()).backward()
    same(x.grad, (2 * x * scale + x.exp()))
    same(scale.grad, x ** 2)


def test_several_passes_compute_again_each_time(lib, checkpoint):
    x, w = leaf(lib, 0.5, 1.0), leaf(lib, 2.0, 3.0)
    func = Counted(block)
    y = checkpoint(func, x, w).sum()
    first = lib.autograd.grad(y, x, retain_graph=True)[0]
    same(lib.autograd.grad(y, x, retain_graph=True)[0], first)
    same(lib.autograd.grad(y, x)[0], first)
    assert func.entered == 4
    with pytest.raises(RuntimeError, match="second time"):
        lib.autograd.grad(y, x)


def test_second_derivatives(lib, checkpoint):
    x, w = leaf(lib, 0.5, 1.0), leaf(lib, 2.0, 3.0)
    results = []
    for call in (checkpoint, lambda f, *args: f(*args)):
        g, = lib.autograd.grad(call(block, x, w).sum(), x, create_graph=True)
        results.append(lib.autograd.grad((g * g).sum(), (x, w)))
    for got, want in zip(*results):
        same(got, want)


def test_gradcheck_of_a_checkpoint(lib, checkpoint):
    x, w = leaf(lib, 0.5, 1.0), leaf(lib, 2.0, 3.0)
    assert lib.autograd.gradcheck(lambda x, w: checkpoint(block, x, w), (x, w))
    assert lib.autograd.gradgradcheck(lambda x, w: checkpoint(block, x, w), (x, w))


def test_a_part_of_the_gradients(lib, checkpoint):
    x, w = leaf(lib, 0.5, 1.0), leaf(lib, 2.0, 3.0)
    expected = lib.autograd.grad(block(x, w).sum(), w)[0]
    y = checkpoint(block, x, w).sum()
    y.backward(inputs=[w], retain_graph=True)
    same(w.grad, expected)
    assert x.grad is None
    y.backward(inputs=[x])
    same(x.grad, lib.autograd.grad(block(x, w).sum(), x)[0])


def test_a_result_that_is_not_used(lib, checkpoint):
    x = leaf(lib, 0.5, 1.0)
    func = Counted(lambda x: (x.exp(), x.sin()))
    a, _ = checkpoint(func, x)
    del _
    a.sum().backward()
    same(x.grad, x.exp())


def test_views_and_writes_inside(lib, checkpoint):
    x = leaf(lib, 0.5, 1.0, 2.0)

    def func(x):
        y = x * 2
        y[1:].mul_(x[:2])
        return y.view(3, 1).exp().t()

    expected = lib.autograd.grad(func(x).sum(), x)[0]
    checkpoint(func, x).sum().backward()
    same(x.grad, expected)


def test_custom_functions_inside(lib, checkpoint):
    class Cube(lib.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            y = x * x
            ctx.save_for_backward(x, y)
            return y * x

        @staticmethod
        def backward(ctx, g):
            x, y = ctx.saved_tensors
            return g * 3 * y

    x = leaf(lib, 0.5, 2.0)
    func = Counted(lambda x: Cube.apply(x.exp()))
    checkpoint(func, x).sum().backward()
    same(x.grad, 3 * (3 * x).exp())
    assert func.entered == 2


def test_saved_tensors_can_be_unpacked_once_in_a_pass(lib, tools, checkpoint):
    class Twice(lib.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x.clone())
            return x * 2

        @staticmethod
        def backward(ctx, g):
            ctx.saved_tensors
            ctx.saved_tensors
            return g * 2

    y = checkpoint(Twice.apply, leaf(lib, 1.0)).sum()
    with pytest.raises(tools.CheckpointError, match="already unpacked once"):
        y.backward()


# -- nesting ----------------------------------------------------------------------------------------

@pytest.mark.parametrize("depth", [2, 3, 5])
def test_nested_checkpoints(lib, checkpoint, depth):
    x = leaf(lib, 0.1, 0.2)

    def nested(level, wrap):
        def func(x):
            y = (x * x).cos()
            if level:
                y = wrap(nested(level - 1, wrap), y * 1.5)
            return y.sin() * x
        return func

    results = [lib.autograd.grad(wrap(nested(depth, wrap), x).sum(), x)[0]
               for wrap in (checkpoint, lambda f, *args: f(*args))]
    same(*results)


def test_nested_checkpoints_with_several_inner_ones_and_two_passes(lib, checkpoint):
    x = leaf(lib, 0.1, 0.2)

    def outer(x, wrap):
        y = x.exp()
        for k in range(3):
            y = wrap(lambda t, k=k: (t * (k + 1)).sin() * t, y) + x
        return y.tanh()

    expected = lib.autograd.grad(outer(x, lambda f, *args: f(*args)).sum(), x)[0]
    y = checkpoint(lambda x: outer(x, checkpoint), x).sum()
    same(lib.autograd.grad(y, x, retain_graph=True)[0], expected)
    same(lib.autograd.grad(y, x)[0], expected)


def test_nested_checkpoints_to_second_order(lib, checkpoint):
    x = leaf(lib, 0.1, 0.2)

    def func(x, wrap):
        return wrap(lambda t: wrap(lambda s: s.sin() * s, t.exp()) * t, x)

    assert lib.autograd.gradgradcheck(lambda x: func(x, checkpoint), x)


def test_a_pass_inside_of_a_checkpoint(lib, checkpoint):
    x = leaf(lib, 0.5, 1.0)

    def func(x):
        y = x.sin() * x
        slope, = lib.autograd.grad(y.sum(), x, create_graph=True)
        return slope * y

    expected = lib.autograd.grad(func(x).sum(), x)[0]
    same(lib.autograd.grad(checkpoint(func, x).sum(), x)[0], expected)


# -- what is kept -----------------------------------------------------------------------------------

def test_nothing_is_saved_but_the_arguments(lib, checkpoint):
    x, seen = leaf(lib, 0.5, 1.0), []

    def func(x):
        y = x.exp()
        seen.append(weakref.ref(y))
        return (y * y).sin()

    y = checkpoint(func, x)
    gc.collect()
    assert seen[0]() is None
    y.sum().backward()
    gc.collect()
    assert [reference() for reference in seen] == [None, None]


def test_arguments_live_as_long_as_the_graph(lib, checkpoint):
    x = leaf(lib, 0.5, 1.0)
    middle = x * 2
    reference = weakref.ref(middle)
    y = checkpoint(lambda t: t.exp(), middle)
    del middle
    assert reference() is not None
    y.sum().backward()
    del y
    gc.collect()
    assert reference() is None


def test_all_is_given_back_without_the_collector():
    from wengert.utils.checkpoint import checkpoint
    x = wg.ones(3, requires_grad=True)

    def step():
        checkpoint(lambda t: checkpoint(lambda s: s.sin() * s, t.exp(), use_reentrant=False) * t, x,
                   use_reentrant=False).sum().backward()

    step()
    gc.collect()
    gc.disable()
    try:
        before = wg.live_nodes()
        for _ in range(20):
            step()
        assert wg.live_nodes() == before
    finally:
        gc.enable()


# -- stopping early ---------------------------------------------------------------------------------

def test_the_function_is_left_when_all_is_computed(lib, tools, checkpoint):
    x = leaf(lib, 0.5, 1.0)
    for options, context, left in (({}, contextlib.nullcontext(), 1),
                                   ({"early_stop": False}, contextlib.nullcontext(), 2),
                                   ({}, tools.set_checkpoint_early_stop(False), 2),
                                   ({"early_stop": False}, tools.set_checkpoint_early_stop(True), 1)):
        func = Counted(lambda x: x.exp().sin() + 1)
        with context:
            y = checkpoint(func, x, **options)
        y.sum().backward()
        assert (func.entered, func.left) == (2, left)


def test_cleaning_up_in_the_function_happens_when_it_is_left_early(lib, checkpoint):
    events = []

    @contextlib.contextmanager
    def noted():
        events.append("in")
        try:
            yield
        finally:
            events.append("out")

    def func(x):
        with noted():
            return x.exp() + 1

    checkpoint(func, leaf(lib, 1.0)).sum().backward()
    assert events == ["in", "out"] * 2


# -- modes and errors around ------------------------------------------------------------------------

def test_under_no_grad_the_function_is_just_called(lib, checkpoint):
    x, func = leaf(lib, 0.5), Counted(lambda x: x.exp())
    with lib.no_grad():
        y = checkpoint(func, x)
    assert not y.requires_grad
    assert func.entered == 1


def test_a_function_that_records_nothing_under_its_own_no_grad(lib, checkpoint):
    x = leaf(lib, 0.5)

    def func(x):
        with lib.no_grad():
            factor = x.exp()
        return x * factor

    checkpoint(func, x).sum().backward()
    same(x.grad, x.exp())


def test_errors_of_the_function_come_through_and_leave_everything_usable(lib, checkpoint):
    x = leaf(lib, 0.5)

    def func(x):
        x.exp()
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        checkpoint(func, x)
    x.exp().sum().backward()
    same(x.grad, x.exp())


def test_errors_of_the_second_call_come_through_and_leave_everything_usable(lib, checkpoint):
    x, calls = leaf(lib, 0.5), []

    def func(x):
        calls.append(1)
        if len(calls) == 2:
            raise KeyError("mine")
        return x.exp().sin()

    y = checkpoint(func, x).sum()
    with pytest.raises(KeyError, match="mine"):
        y.backward(retain_graph=True)
    assert x.grad is None
    y.backward()
    same(x.grad, x.exp().cos() * x.exp())


def test_writing_to_an_argument_before_the_pass_is_refused(lib, checkpoint):
    x = leaf(lib, 0.5)
    middle = x * 2
    y = checkpoint(lambda t: t.exp(), middle).sum()
    middle.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()


def test_a_function_that_writes_to_its_argument_is_refused_in_the_pass(lib, checkpoint):
    middle = leaf(lib, 0.5) * 2
    y = checkpoint(lambda t: t.mul_(2).exp(), middle).sum()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()
