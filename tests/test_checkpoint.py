"""utils.checkpoint: values and gradients are those without it, less is kept, and functions that change are noticed."""
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


# -- random numbers ---------------------------------------------------------------------------------

def test_random_numbers_are_drawn_again(lib, checkpoint):
    lib.manual_seed(0)
    x = lib.ones(50, dtype=lib.float64, requires_grad=True)
    y = checkpoint(lambda x: (x * lib.rand(50, dtype=lib.float64)).pow(2), x)
    lib.rand(7)
    y.sum().backward()
    same(x.grad, 2 * y / x)


def test_the_stream_goes_on_after_the_pass_as_if_there_had_been_none(lib, checkpoint):
    x = lib.ones(5, dtype=lib.float64, requires_grad=True)
    streams = []
    for with_pass in (True, False):
        lib.manual_seed(1)
        y = checkpoint(lambda x: (x * lib.rand(5, dtype=lib.float64)).exp(), x)
        lib.rand(3)
        if with_pass:
            y.sum().backward()
        streams.append(lib.rand(4, dtype=lib.float64))
    same(*streams)


def test_random_numbers_can_be_let_go_on(lib, checkpoint):
    lib.manual_seed(0)
    draws = []

    def func(x):
        draws.append(lib.rand(5))
        return x.exp()

    checkpoint(func, leaf(lib, 1.0), preserve_rng_state=False).sum().backward()
    assert draws[0].tolist() != draws[1].tolist()


def test_numpys_random_numbers_are_drawn_again_too():
    from wengert.utils.checkpoint import checkpoint
    draws, x = [], wg.ones(3, requires_grad=True)

    def func(x):
        draws.append(np.random.rand())
        return (x * draws[-1]).exp()

    y = checkpoint(func, x, use_reentrant=False)
    after = np.random.get_state()
    y.sum().backward()
    assert draws[0] == draws[1]
    assert np.array_equal(np.random.get_state()[1], after[1])
    assert np.random.get_state()[2] == after[2]


# -- functions that change --------------------------------------------------------------------------

def changing(*functions):
    """A function that is another one at each call."""
    turns = iter(functions)
    return lambda x: next(turns)(x)


def test_fewer_tensors_than_at_first(lib, tools, checkpoint):
    y = checkpoint(changing(lambda x: x.exp().sin().cos(), lambda x: x.exp()), leaf(lib, 1.0)).sum()
    with pytest.raises(tools.CheckpointError, match="A different number of tensors was saved during the original forward"):
        y.backward()


def test_more_tensors_than_at_first_matter_only_if_the_function_is_not_left(lib, tools, checkpoint):
    more = [lambda x: x.exp(), lambda x: x.exp().sin().cos()]
    x = leaf(lib, 1.0)
    checkpoint(changing(*more), x).sum().backward()
    same(x.grad, x.exp())
    y = checkpoint(changing(*more), x, early_stop=False).sum()
    with pytest.raises(tools.CheckpointError, match="trying to save more tensors during recomputation"):
        y.backward()


def test_other_shapes_or_types_than_at_first(lib, tools, checkpoint):
    for change in (lambda x: x[:1].exp(), lambda x: x.float().exp()):
        y = checkpoint(changing(lambda x: x.exp(), change), leaf(lib, 1.0, 2.0)).sum()
        with pytest.raises(tools.CheckpointError, match="different metadata than during the forward pass.\ntensor at position"):
            y.backward()


def test_a_different_number_is_accepted_without_the_check(lib, checkpoint):
    x = leaf(lib, 1.0)
    y = checkpoint(changing(lambda x: x.exp() + x.sin() * 0, lambda x: x.exp() + x.sin() * 0 + x.cos()), x,
                   determinism_check="none").sum()
    y.backward()
    same(x.grad, x.exp())


def test_unknown_checks_are_refused(lib, checkpoint):
    with pytest.raises(ValueError, match="determinism_check should be one of"):
        checkpoint(lambda x: x, leaf(lib, 1.0), determinism_check="values")


def test_debug_says_where_the_calls_part():
    from wengert.utils.checkpoint import CheckpointError, checkpoint, set_checkpoint_debug_enabled
    x = wg.ones(2, requires_grad=True)

    def short(x):
        return x.exp()

    def long(x):
        y = x.exp()
        return y.sin()       # only at first

    y = checkpoint(changing(long, short), x, use_reentrant=False, debug=True).sum()
    with pytest.raises(CheckpointError, match=r"(?s)in the original forward:.*test_checkpoint.*only at first.*recomputation: not"):
        y.backward()
    with set_checkpoint_debug_enabled(True):
        y = checkpoint(changing(long, short), x, use_reentrant=False).sum()
    with pytest.raises(CheckpointError, match="only at first"):
        y.backward()
    y = checkpoint(changing(long, short), x, use_reentrant=False).sum()
    with pytest.raises(CheckpointError, match="Tip: .*debug=True"):
        y.backward()


# -- contexts ---------------------------------------------------------------------------------------

class Noted(contextlib.AbstractContextManager):
    def __init__(self, name, events):
        self.name, self.events = name, events

    def __enter__(self):
        self.events.append(f"enter {self.name}")

    def __exit__(self, *exc):
        self.events.append(f"leave {self.name}")


def test_contexts_stand_around_the_first_and_the_later_calls(lib, checkpoint):
    events = []
    y = checkpoint(lambda x: (events.append("call"), x.exp())[1], leaf(lib, 1.0),
                   context_fn=lambda: (Noted("first", events), Noted("later", events))).sum()
    assert events == ["enter first", "call", "leave first"]
    y.backward()
    assert events[3:] == ["enter later", "call", "leave later"]


def test_a_context_that_swallows_an_error_is_refused(lib, checkpoint):
    def func(x):
        raise KeyError

    with pytest.raises(RuntimeError, match="suppressed an exception"):
        checkpoint(func, leaf(lib, 1.0), context_fn=lambda: (contextlib.suppress(KeyError), contextlib.nullcontext()))


def test_debug_and_contexts_exclude_each_other(lib, checkpoint):
    with pytest.raises(ValueError, match="debug=True is incompatible with non-default context_fn"):
        checkpoint(lambda x: x, leaf(lib, 1.0), debug=True,
                   context_fn=lambda: (contextlib.nullcontext(), contextlib.nullcontext()))


def test_noop_context_fn_gives_two_contexts(tools):
    for context in tools.noop_context_fn():
        with context:
            pass


# -- the older form ---------------------------------------------------------------------------------

def test_use_reentrant_gives_the_same_gradients(lib, tools):
    x, w = leaf(lib, 0.5, 1.0), leaf(lib, 2.0, 3.0)
    tools.checkpoint(block, x, w, use_reentrant=True).sum().backward()
    for got, want in zip((x.grad, w.grad), lib.autograd.grad(block(x, w).sum(), (x, w))):
        same(got, want)


def test_use_reentrant_refuses_what_it_does_not_have(lib, tools):
    x = leaf(lib, 1.0)
    with pytest.raises(ValueError, match="Unexpected keyword arguments: scale"):
        tools.checkpoint(lambda x, scale: x, x, scale=2, use_reentrant=True)
    for options in ({"debug": True}, {"context_fn": lambda: None}):
        with pytest.raises(ValueError, match="only supported when use_reentrant=False"):
            tools.checkpoint(lambda x: x, x, use_reentrant=True, **options)


def test_use_reentrant_works_with_grad_too_and_need_not_be_given():
    from wengert.utils.checkpoint import checkpoint
    x, w = leaf(wg, 0.5, 1.0), leaf(wg, 2.0, 3.0)
    expected = wg.autograd.grad(block(x, w).sum(), x)[0]
    for options in ({"use_reentrant": True}, {}):
        same(wg.autograd.grad(checkpoint(block, x, w, **options).sum(), x)[0], expected)


# -- sequences --------------------------------------------------------------------------------------

@pytest.mark.parametrize("segments", [1, 2, 3, 5])
def test_sequences_in_segments(lib, tools, segments):
    x = leaf(lib, 0.1, 0.2)
    functions = [Counted(f) for f in (lib.sin, lib.exp, lambda t: t * t, lib.tanh, lambda t: t.pow(3))]
    y = tools.checkpoint_sequential(functions, segments, x, use_reentrant=False)
    plain = x
    for func in functions:
        plain = func.function(plain)
    same(y, plain)
    y.sum().backward()
    same(x.grad, lib.autograd.grad(plain.sum(), x)[0])
    length = 5 // segments
    assert [func.entered for func in functions] == [2] * (length * (segments - 1)) + [1] * (5 - length * (segments - 1))


def test_sequences_take_modules_with_children(lib, tools):
    class Stack:
        def children(self):
            return iter([lib.sin, lib.exp])

    functions = Stack() if lib is wg else lib.nn.Sequential(*[type("F", (lib.nn.Module,), {"forward": lambda self, x, f=f: f(x)})()
                                                              for f in Stack().children()])
    x = leaf(lib, 0.1)
    same(tools.checkpoint_sequential(functions, 2, x, use_reentrant=False), x.sin().exp())


def test_sequences_refuse_other_keywords_and_segments(lib, tools):
    with pytest.raises(ValueError, match="Unexpected keyword arguments: early_stop"):
        tools.checkpoint_sequential([lib.sin], 1, leaf(lib, 1.0), use_reentrant=False, early_stop=True)
    with pytest.raises(ValueError):
        tools.checkpoint_sequential([lib.sin], 2, leaf(lib, 1.0), use_reentrant=False)


# -- groups of passes -------------------------------------------------------------------------------

def test_passes_of_a_group_share_what_is_computed_again(lib, tools, checkpoint):
    x = leaf(lib, 0.5, 1.0)
    func = Counted(lambda x: (x.exp(), x.sin()))
    a, b = checkpoint(func, x)
    with tools.GraphExecGroup():
        a.sum().backward()
        b.sum().backward()
    assert func.entered == 2
    same(x.grad, x.exp() + x.cos())


def test_passes_of_a_group_must_not_overlap_and_groups_not_nest(lib, tools, checkpoint):
    y = checkpoint(lambda x: x.exp(), leaf(lib, 1.0)).sum()
    with tools.GraphExecGroup():
        y.backward(retain_graph=True)
        with pytest.raises(tools.CheckpointError, match="already unpacked once"):
            y.backward(retain_graph=True)
        with pytest.raises(RuntimeError, match="cannot be nested"):
            with tools.GraphExecGroup():
                pass
    y.backward()
