"""no_grad, enable_grad and set_grad_enabled as context managers and decorators, and what they mean for a thread."""
import asyncio
import inspect
import threading

import pytest

MODES = ["no_grad", "enable_grad", "set_grad_enabled", "inference_mode"]


@pytest.fixture(params=MODES)
def mode(torch, request):
    """The mode's factory and whether recording is on within it."""
    return {
        "no_grad": (torch.no_grad, False),
        "enable_grad": (torch.enable_grad, True),
        "set_grad_enabled": (lambda: torch.set_grad_enabled(False), False),
        "inference_mode": (torch.inference_mode, False) if hasattr(torch, "inference_mode") else (None, False),
    }[request.param]


@pytest.fixture(params=[True, False], ids=["outside on", "outside off"])
def outside(torch, request):
    torch.set_grad_enabled(request.param)
    yield request.param
    torch.set_grad_enabled(True)


def test_a_block_has_the_mode_and_restores_the_one_before(torch, mode, outside):
    factory, inside = mode
    with factory():
        assert torch.is_grad_enabled() is inside
    assert torch.is_grad_enabled() is outside


def test_an_exception_restores_it_as_well(torch, mode, outside):
    factory, _ = mode
    with pytest.raises(KeyError):
        with factory():
            raise KeyError
    assert torch.is_grad_enabled() is outside


def test_blocks_nest(torch):
    with torch.no_grad():
        with torch.enable_grad():
            with torch.no_grad():
                assert not torch.is_grad_enabled()
            assert torch.is_grad_enabled()
        assert not torch.is_grad_enabled()


def test_one_object_serves_again_and_again(torch):
    context = torch.no_grad()
    for _ in range(2):
        with context:
            assert not torch.is_grad_enabled()
        assert torch.is_grad_enabled()


def test_as_gives_nothing(torch):
    with torch.no_grad() as given:
        assert given is None


def test_a_decorated_function_runs_in_the_mode(torch, mode, outside):
    factory, inside = mode

    @factory()
    def function(a, *rest, key=None):
        "its text"
        return torch.is_grad_enabled(), a, rest, key

    assert function(1, 2, key=3) == (inside, 1, (2,), 3)
    assert function.__name__ == "function" and function.__doc__ == "its text"
    assert torch.is_grad_enabled() is outside


@pytest.mark.parametrize("name", ["no_grad", "enable_grad", "inference_mode"])
def test_parentheses_may_be_left_out(torch, name):
    @getattr(torch, name)
    def function():
        return torch.is_grad_enabled()

    assert function() is (name == "enable_grad")
    assert inspect.isfunction(function) and function.__name__ == "function"


def test_a_decorated_method_gets_its_object(torch, mode):
    factory, inside = mode

    class Thing:
        @factory()
        def method(self):
            return self, torch.is_grad_enabled()

    thing = Thing()
    assert thing.method() == (thing, inside)


def test_a_decorated_function_may_call_itself(torch):
    @torch.no_grad()
    def depth(n):
        assert not torch.is_grad_enabled()
        return 0 if n == 0 else 1 + depth(n - 1)

    assert depth(5) == 5
    assert torch.is_grad_enabled()


def test_a_decorated_function_that_raises_restores_the_mode(torch, mode, outside):
    factory, _ = mode

    @factory()
    def fail():
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        fail()
    assert torch.is_grad_enabled() is outside


# Generators


def test_a_decorated_generator_has_the_mode_only_while_it_runs(torch, mode, outside):
    factory, inside = mode

    @factory()
    def generate():
        for i in range(3):
            assert torch.is_grad_enabled() is inside
            yield i

    seen = []
    for value in generate():
        assert torch.is_grad_enabled() is outside
        seen.append(value)
    assert seen == [0, 1, 2]
    assert inspect.isgeneratorfunction(generate)


def test_a_generator_that_changes_the_mode_does_not_change_ours(torch):
    @torch.no_grad()
    def generate():
        torch.set_grad_enabled(True)
        yield 1
        yield 2

    for _ in generate():
        assert torch.is_grad_enabled()
    with torch.no_grad():
        for _ in generate():
            assert not torch.is_grad_enabled()


def test_send_throw_close_and_return_reach_a_decorated_generator(torch):
    seen = []

    @torch.no_grad()
    def generate():
        try:
            got = yield "first"
            seen.append((got, torch.is_grad_enabled()))
            try:
                yield "second"
            except KeyError:
                seen.append(("thrown", torch.is_grad_enabled()))
            yield "third"
        finally:
            seen.append(("closed", torch.is_grad_enabled()))

    generator = generate()
    assert next(generator) == "first"
    assert generator.send("sent") == "second"
    assert generator.throw(KeyError()) == "third"
    generator.close()
    assert seen == [("sent", False), ("thrown", False), ("closed", False)]
    assert torch.is_grad_enabled()


def test_the_value_a_decorated_generator_returns(torch):
    @torch.no_grad()
    def inner():
        yield 1
        return "value"

    def outer():
        result = yield from inner()
        yield result

    assert list(outer()) == [1, "value"]


def test_two_interleaved_generators_do_not_disturb_each_other(torch):
    @torch.no_grad()
    def off():
        while True:
            yield torch.is_grad_enabled()

    @torch.enable_grad()
    def on():
        while True:
            yield torch.is_grad_enabled()

    a, b = off(), on()
    for _ in range(3):
        assert (next(a), next(b), torch.is_grad_enabled()) == (False, True, True)


def test_a_block_inside_a_plain_generator_leaks_until_it_goes_on(torch):
    def generate():
        with torch.no_grad():
            yield torch.is_grad_enabled()

    generator = generate()
    assert next(generator) is False
    assert not torch.is_grad_enabled()
    generator.close()
    assert torch.is_grad_enabled()


# Coroutines and asynchronous generators


def test_the_mode_of_a_decorated_coroutine_covers_the_body_and_in_pytorch_only_the_call(torch):
    @torch.no_grad()
    async def work():
        return torch.is_grad_enabled()

    assert asyncio.run(work()) is (torch.__name__ == "torch")
    assert torch.is_grad_enabled()


def test_a_block_inside_a_coroutine_ends_with_it(torch):
    async def work():
        with torch.no_grad():
            assert not torch.is_grad_enabled()
        return torch.is_grad_enabled()

    assert asyncio.run(work()) is True


def test_a_decorated_asynchronous_generator_can_be_iterated(torch):
    @torch.no_grad()
    async def generate():
        for i in range(3):
            yield i

    async def collect():
        return [i async for i in generate()]

    assert asyncio.run(collect()) == [0, 1, 2]
    assert torch.is_grad_enabled()


# Classes


def test_decorating_a_class_is_deprecated_and_covers_its_construction(torch):
    with pytest.warns(FutureWarning, match="Decorating classes is deprecated"):

        @torch.no_grad()
        class Thing:
            def __init__(self):
                self.inside = torch.is_grad_enabled()

            def method(self):
                return torch.is_grad_enabled()

    thing = Thing()
    assert thing.inside is False and thing.method() is True


# set_grad_enabled


def test_set_grad_enabled_is_a_function(torch):
    torch.set_grad_enabled(False)
    assert not torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    assert torch.is_grad_enabled()


def test_set_grad_enabled_as_a_block_restores_what_was_before_the_call(torch):
    context = torch.set_grad_enabled(False)
    assert not torch.is_grad_enabled()
    with context:
        assert not torch.is_grad_enabled()
    assert torch.is_grad_enabled()


def test_set_grad_enabled_as_a_decorator_does_not_switch_at_the_definition(torch):
    @torch.set_grad_enabled(False)
    def function():
        return torch.is_grad_enabled()

    assert torch.is_grad_enabled()
    assert function() is False
    assert torch.is_grad_enabled()


@pytest.mark.parametrize("wrong", [None, "yes", 2.5])
def test_set_grad_enabled_takes_a_bool(torch, wrong):
    with pytest.raises(TypeError):
        torch.set_grad_enabled(wrong)
    assert torch.is_grad_enabled()


def test_the_names_are_in_autograd_too(torch):
    assert torch.autograd.no_grad is torch.no_grad
    assert torch.autograd.enable_grad is torch.enable_grad
    assert torch.autograd.set_grad_enabled is torch.set_grad_enabled
    assert torch.autograd.inference_mode is torch.inference_mode
    assert torch.autograd.grad_mode.no_grad is torch.no_grad


# What the modes mean for tensors


def test_what_is_made_without_recording_is_a_leaf(torch, leaf):
    x = leaf([1.0])
    with torch.no_grad():
        y = x * 2
        z = torch.ones(1, requires_grad=True)
    assert y.is_leaf and not y.requires_grad
    assert z.requires_grad


def test_leaves_made_without_recording_can_be_used_outside(torch):
    with torch.no_grad():
        x = torch.ones(1, requires_grad=True)
        y = (x * 2).requires_grad_()
    (x * y).sum().backward()
    assert x.grad.tolist() == [2] and y.grad.tolist() == [1]


def test_enable_grad_inside_no_grad_records(torch, leaf):
    x = leaf([3.0])
    with torch.no_grad():
        with torch.enable_grad():
            y = x * x
    y.sum().backward()
    assert x.grad.tolist() == [6]


def test_constants_of_a_graph_computed_without_recording(torch, leaf):
    x = leaf([3.0])
    with torch.no_grad():
        constant = x * x
    (constant * x).sum().backward()
    assert x.grad.tolist() == [9]


# Threads


def test_modes_belong_to_a_thread(torch):
    seen = []
    with torch.no_grad():
        thread = threading.Thread(target=lambda: seen.append(torch.is_grad_enabled()))
        thread.start()
        thread.join()
    assert seen == [True]


def test_a_thread_that_leaves_its_mode_on_changes_nothing_elsewhere(torch):
    thread = threading.Thread(target=lambda: torch.set_grad_enabled(False))
    thread.start()
    thread.join()
    assert torch.is_grad_enabled()
    seen = []
    thread = threading.Thread(target=lambda: seen.append(torch.is_grad_enabled()))
    thread.start()
    thread.join()
    assert seen == [True]


def test_a_generator_may_be_continued_in_another_thread(torch):
    @torch.no_grad()
    def generate():
        yield torch.is_grad_enabled()
        yield torch.is_grad_enabled()

    generator, seen = generate(), []
    seen.append(next(generator))
    thread = threading.Thread(target=lambda: seen.extend([next(generator), torch.is_grad_enabled()]))
    thread.start()
    thread.join()
    assert seen == [False, False, True]


def test_multithreading_may_be_switched_off_for_a_block_a_function_or_for_good(torch):
    enabled, switch = torch.autograd.is_multithreading_enabled, torch.autograd.set_multithreading_enabled
    assert enabled()
    with switch(False):
        assert not enabled()
        with switch(True):
            assert enabled()
        assert not enabled()
    assert enabled()
    assert switch(False)(enabled)() is False
    switch(True)
    switch(False)
    assert not enabled()
    switch(True)
    with pytest.raises(TypeError, match="must be bool"):
        switch(1)


def first_gradient(torch, cotangent):
    x = torch.zeros(3, 4, requires_grad=True)
    (x * torch.ones(3, 4)).backward(cotangent)
    return x.grad


def test_the_layout_of_a_first_gradient_follows_the_leaf_unless_that_is_switched_off(torch):
    switch = torch.autograd.enforce_grad_layout_policy
    turned = torch.arange(12.0).reshape(4, 3).t()
    assert first_gradient(torch, turned).stride() == (4, 1)
    with switch(False):
        free = first_gradient(torch, turned)
    assert free.tolist() == turned.tolist()
    assert first_gradient(torch, turned).stride() == (4, 1)
    with switch(False), switch(True):
        assert first_gradient(torch, turned).stride() == (4, 1)


def test_a_function_may_be_decorated_with_the_layout_policy(torch):
    switch = torch.autograd.enforce_grad_layout_policy
    turned = torch.arange(12.0).reshape(4, 3).t()
    decorated = switch(False)(lambda: first_gradient(torch, turned))
    assert first_gradient(torch, turned).stride() == (4, 1)
    assert decorated().tolist() == turned.tolist()
    assert first_gradient(torch, turned).stride() == (4, 1)
