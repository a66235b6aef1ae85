"""utils.checkpoint: random numbers, functions that change, contexts, older forms, sequences and groups of passes."""
import contextlib
import importlib

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


def test_a_seed_that_the_function_sets_stays_in_the_function(lib, checkpoint):
    lib.manual_seed(3)
    x = lib.ones(5, dtype=lib.float64, requires_grad=True)
    draws = []

    def func(x):
        draws.append(lib.rand(2).tolist())
        lib.manual_seed(7)
        draws.append(lib.rand(2).tolist())
        return x.exp()

    y = checkpoint(func, x, early_stop=False)
    expected = lib.rand(4).tolist()
    lib.manual_seed(7)
    lib.rand(2)
    y.sum().backward()
    assert draws[:2] == draws[2:]
    assert lib.rand(4).tolist() == expected
    assert lib.initial_seed() == 7


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
    with pytest.raises(tools.CheckpointError, match="A different number of tensors was saved during the original"):
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
        with pytest.raises(tools.CheckpointError, match="different metadata than during the forward pass.\ntensor at"):
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
    places = r"(?s)in the original forward:.*test_checkpoint.*only at first.*recomputation: not at all"
    with pytest.raises(CheckpointError, match=places):
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


def test_use_reentrant_works_with_grad_too():
    from wengert.utils.checkpoint import checkpoint
    x, w = leaf(wg, 0.5, 1.0), leaf(wg, 2.0, 3.0)
    expected = wg.autograd.grad(block(x, w).sum(), x)[0]
    same(wg.autograd.grad(checkpoint(block, x, w, use_reentrant=True).sum(), x)[0], expected)


def test_leaving_use_reentrant_out_warns(lib, tools):
    x = leaf(lib, 0.5)
    with pytest.warns(UserWarning, match="use_reentrant parameter should be passed explicitly"):
        tools.checkpoint(lambda x: x.exp(), x).backward()
    same(x.grad, x.exp())
    with pytest.warns(UserWarning, match="use_reentrant parameter should be passed explicitly"):
        tools.checkpoint_sequential([lib.exp, lib.sin], 2, x)


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

    def module(function):
        return type("Module", (lib.nn.Module,), {"forward": lambda self, x: function(x)})()

    functions = Stack() if lib is wg else lib.nn.Sequential(*map(module, Stack().children()))
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
