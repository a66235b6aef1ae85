"""utils.checkpoint: a part of the forward pass is forgotten and computed again in the backward pass."""
import contextlib
import functools
import gc
import importlib
import weakref

import pytest


@pytest.fixture
def module(torch):
    return importlib.import_module(torch.__name__ + ".utils.checkpoint")


@pytest.fixture
def checkpoint(module):
    return functools.partial(module.checkpoint, use_reentrant=False)


def counted(function):
    def wrapper(*arguments, **named):
        wrapper.calls += 1
        return function(*arguments, **named)

    wrapper.calls = 0
    return wrapper


def test_the_value_and_the_gradient_are_those_without_it(torch, leaf, checkpoint):
    x, w = leaf([0.5, 1.5]), leaf([2.0, 3.0])

    def part(x, w):
        return (x * w).exp().sin()

    plain = part(x, w)
    expected = torch.autograd.grad(plain.sum(), [x, w])
    y = checkpoint(part, x, w)
    assert y.tolist() == plain.tolist()
    got = torch.autograd.grad(y.sum(), [x, w])
    assert [g.tolist() for g in got] == [g.tolist() for g in expected]


def test_the_function_runs_once_forward_and_once_backward(leaf, checkpoint):
    x = leaf([2.0])
    part = counted(lambda x: x.exp().sin())
    y = checkpoint(part, x)
    assert part.calls == 1
    y.sum().backward()
    assert part.calls == 2
    assert x.grad is not None


def test_without_a_backward_pass_it_runs_once(torch, leaf, checkpoint):
    part = counted(lambda x: x.exp())
    with torch.no_grad():
        y = checkpoint(part, leaf([2.0]))
    assert part.calls == 1 and not y.requires_grad


def test_inputs_without_gradient(torch, checkpoint):
    part = counted(lambda x: x.exp())
    y = checkpoint(part, torch.ones(1))
    assert part.calls == 1 and not y.requires_grad


def test_parameters_caught_by_the_function_get_their_gradients(torch, leaf, checkpoint):
    w = leaf([3.0])
    y = checkpoint(lambda x: (x * w).exp(), torch.tensor([0.0]))
    y.sum().backward()
    assert w.grad.item() == 0
    w.grad = None
    checkpoint(lambda x: (x * w) * w, torch.tensor([2.0])).sum().backward()
    assert w.grad.item() == 12


def test_nothing_inside_is_saved_meanwhile(torch, leaf, checkpoint):
    import numpy

    array = numpy.ones(3, dtype=numpy.float32)
    alive = weakref.ref(array)
    x = leaf([1.0, 2.0, 3.0])

    def part(x):
        inner = torch.from_numpy(numpy.ones(3, dtype=numpy.float32) if array_used else array)
        return (x * inner).exp()

    array_used = False
    y = checkpoint(part, x)
    array_used, array = True, None
    gc.collect()
    assert alive() is None
    y.sum().backward()
    assert x.grad is not None


def test_named_arguments_and_arguments_that_are_no_tensors(leaf, checkpoint):
    x, w = leaf([2.0]), leaf([3.0])

    def part(x, power, *, w, note=None):
        assert note == ["kept"]
        return (x**power) * w.exp()

    y = checkpoint(part, x, 3, w=w, note=["kept"])
    y.sum().backward()
    assert w.grad is not None and x.grad is not None


def test_nested_arguments_are_passed_on(leaf, checkpoint):
    x, w = leaf([2.0]), leaf([3.0])
    y = checkpoint(lambda pair, named: pair[0].exp() * named["w"], (x, 1), {"w": w})
    y.sum().backward()
    assert x.grad is not None and w.grad is not None


def test_several_results_some_no_tensors(leaf, checkpoint):
    x = leaf([2.0])
    a, note, b = checkpoint(lambda x: (x.exp(), "note", x.sin()), x)
    assert note == "note"
    (a + b).sum().backward()
    assert x.grad is not None


def test_a_dictionary_as_result(leaf, checkpoint):
    x = leaf([2.0])
    result = checkpoint(lambda x: {"a": x.exp()}, x)
    result["a"].sum().backward()
    assert x.grad is not None


def test_results_that_are_not_used(leaf, checkpoint):
    x = leaf([2.0])
    a, b = checkpoint(lambda x: (x**2, x.exp()), x)
    a.sum().backward()
    assert x.grad.item() == 4
    assert b.requires_grad


def test_several_passes_with_retain_graph_compute_it_each_time(torch, leaf, checkpoint):
    x = leaf([2.0])
    part = counted(lambda x: x.exp().sin())
    y = checkpoint(part, x).sum()
    y.backward(retain_graph=True)
    first = x.grad.item()
    y.backward()
    assert x.grad.item() == pytest.approx(2 * first)
    assert part.calls == 3


def test_autograd_grad_and_inputs_work_with_it(torch, leaf, checkpoint):
    x, w = leaf([2.0]), leaf([3.0])
    y = checkpoint(lambda x, w: (x * w).exp(), x, w).sum()
    assert torch.autograd.grad(y, w, retain_graph=True)[0].item() == pytest.approx(y.item() * 2, rel=1e-5)
    y.backward(inputs=[x])
    assert x.grad is not None and w.grad is None


def test_the_gradient_of_an_intermediate_before_it(torch, leaf, checkpoint):
    x = leaf([2.0])
    middle = x * 3
    y = checkpoint(lambda m: m.exp().log(), middle)
    assert torch.autograd.grad(y.sum(), middle)[0].item() == pytest.approx(1, rel=1e-5)


def test_second_derivatives(torch, leaf, checkpoint):
    x = leaf([2.0])
    y = checkpoint(lambda x: x**3 * x, x)
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), x)
    assert (g.item(), h.item()) == (32, 48)


def test_nesting(leaf, checkpoint):
    x = leaf([2.0])
    inner = counted(lambda x: x.sin().exp())

    def outer(x):
        return checkpoint(inner, x.exp() / 10).sin()

    y = checkpoint(outer, x)
    y.sum().backward()
    z = x.detach().requires_grad_()
    ((z.exp() / 10).sin().exp().sin()).sum().backward()
    assert x.grad.item() == pytest.approx(z.grad.item())
    assert inner.calls >= 2


def test_a_pass_inside_the_function(torch, leaf, checkpoint):
    x = leaf([2.0])

    def part(x):
        with torch.enable_grad():
            inner = x.detach().requires_grad_()
            (g,) = torch.autograd.grad((inner**3).sum(), inner)
        return x.exp() * g

    y = checkpoint(part, x)
    y.sum().backward()
    assert x.grad.item() == pytest.approx(y.item(), rel=1e-5)


def test_the_recording_mode_inside_is_that_of_the_call(torch, leaf, checkpoint):
    x, seen = leaf([2.0]), []

    def part(x):
        seen.append(torch.is_grad_enabled())
        with torch.no_grad():
            constant = x.exp()
        return x.exp() * constant

    y = checkpoint(part, x)
    y.sum().backward()
    assert seen == [True, True]


# Random numbers


def test_random_numbers_are_the_same_in_both_runs(torch, leaf, checkpoint):
    x = leaf([1.0] * 64)
    masks = []

    def part(x):
        mask = (torch.rand(64) > 0.5).float()
        masks.append(mask.tolist())
        return (x * mask).exp() * mask

    torch.manual_seed(7)
    y = checkpoint(part, x)
    torch.rand(5)
    y.sum().backward()
    assert masks[0] == masks[1]


def test_the_generator_goes_on_as_if_there_had_been_no_second_run(torch, leaf, checkpoint):
    x = leaf([1.0] * 8)

    def part(x):
        return (x * torch.rand(8)).exp()

    torch.manual_seed(7)
    y = checkpoint(part, x)
    state = torch.get_rng_state()
    y.sum().backward()
    assert torch.equal(torch.get_rng_state(), state)


def test_without_preserve_rng_state_the_numbers_differ(torch, leaf, checkpoint):
    x, draws = leaf([1.0] * 8), []

    def part(x):
        draws.append(torch.rand(8).tolist())
        return (x * 2).exp()

    torch.manual_seed(7)
    y = checkpoint(part, x, preserve_rng_state=False)
    y.sum().backward()
    assert draws[0] != draws[1]


# Checks


def test_a_second_run_that_saves_other_shapes_is_refused(torch, leaf, checkpoint, module):
    x, runs = leaf([2.0, 3.0]), []

    def part(x):
        runs.append(1)
        return x.exp().sum() if len(runs) == 1 else x[:1].exp().sum()

    y = checkpoint(part, x)
    with pytest.raises(module.CheckpointError, match="Recomputed values for the following tensors have different"):
        y.backward()


def test_a_second_run_that_saves_less_is_refused(torch, leaf, checkpoint, module):
    x, runs = leaf([2.0]), []

    def part(x):
        runs.append(1)
        return x.exp().sin().sum() if len(runs) == 1 else (x + 1).sum()

    y = checkpoint(part, x)
    with pytest.raises(module.CheckpointError, match="different number of tensors was saved"):
        y.backward()


def test_determinism_check_none_accepts_other_shapes(torch, leaf, checkpoint):
    x, runs = leaf([2.0]), []

    def part(x):
        runs.append(1)
        factor = torch.ones(1) if len(runs) == 1 else torch.ones(1, 1)
        return (x.reshape(-1) * factor).sum()

    checkpoint(part, x, determinism_check="none").backward()
    assert x.grad is not None


def test_an_unknown_determinism_check_is_refused(leaf, checkpoint):
    with pytest.raises(ValueError, match="determinism_check"):
        checkpoint(lambda x: x.exp(), leaf([1.0]), determinism_check="some")


def test_checkpoint_error_is_a_runtime_error(module):
    assert issubclass(module.CheckpointError, RuntimeError)


def test_unknown_names_go_to_the_function(leaf, checkpoint):
    with pytest.raises(TypeError):
        checkpoint(lambda x: x.exp(), leaf([1.0]), nothing=1)


def test_use_reentrant_must_be_given(leaf, module):
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            module.checkpoint(lambda x: x.exp(), leaf([1.0]))
        except ValueError as error:
            assert "use_reentrant" in str(error)
        else:
            assert any("use_reentrant" in str(w.message) for w in caught)


def test_an_exception_inside_comes_out_and_leaves_everything_usable(leaf, checkpoint):
    x = leaf([2.0])

    def fail(x):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        checkpoint(fail, x)
    checkpoint(lambda x: x**2, x).sum().backward()
    assert x.grad.item() == 4


def test_an_exception_in_the_second_run_comes_out_and_leaves_everything_usable(leaf, checkpoint):
    x, runs = leaf([2.0]), []

    def part(x):
        runs.append(1)
        if len(runs) == 2:
            raise KeyError("again")
        return x.exp()

    y = checkpoint(part, x).sum()
    with pytest.raises(KeyError, match="again"):
        y.backward()
    assert x.grad is None
    checkpoint(lambda x: x**2, x).sum().backward()
    assert x.grad.item() == 4


# Stopping early


def test_the_second_run_stops_when_everything_is_there(leaf, checkpoint):
    x, reached = leaf([2.0]), []

    def part(x):
        y = x.exp()
        y = y.sin()
        reached.append("saved all")
        y = y + 1
        reached.append("end")
        return y

    checkpoint(part, x).sum().backward()
    assert reached[:2] == ["saved all", "end"]
    assert "end" not in reached[2:]


def test_early_stop_can_be_switched_off(leaf, checkpoint, module):
    x, reached = leaf([2.0]), []

    def part(x):
        y = x.exp() + 1
        reached.append("end")
        return y

    with module.set_checkpoint_early_stop(False):
        y = checkpoint(part, x)
    y.sum().backward()
    assert reached == ["end", "end"]
    z = checkpoint(part, x, early_stop=False)
    z.sum().backward()
    assert reached == ["end"] * 4


# context_fn


def test_context_fn_gives_a_context_for_each_run(leaf, checkpoint):
    x, entered = leaf([2.0]), []

    @contextlib.contextmanager
    def note(name):
        entered.append(name)
        yield

    y = checkpoint(lambda x: x.exp(), x, context_fn=lambda: (note("forward"), note("recomputation")))
    assert entered == ["forward"]
    y.sum().backward()
    assert entered == ["forward", "recomputation"]


def test_noop_context_fn_gives_two_that_do_nothing(module):
    first, second = module.noop_context_fn()
    with first, second:
        pass


def test_debug_shows_what_was_recomputed_differently(torch, leaf, checkpoint, module):
    if torch.__name__ == "torch":
        pytest.skip("PyTorch's debug output needs its tracing of dispatch")
    x, runs = leaf([2.0]), []

    def part(x):
        runs.append(1)
        return x.exp().sin().sum() if len(runs) == 1 else (x + 1).sum()

    y = checkpoint(part, x, debug=True)
    with pytest.raises(module.CheckpointError):
        y.backward()


# Other saved tensors hooks


def test_hooks_outside_see_what_is_saved_outside(torch, leaf, checkpoint):
    x, packed = leaf([2.0]), []
    with torch.autograd.graph.saved_tensors_hooks(lambda t: packed.append(1) or t.detach(), lambda t: t):
        y = checkpoint(lambda x: x.exp().sin(), x) ** 2
    assert packed
    y.sum().backward()
    assert x.grad is not None


# checkpoint_sequential


@pytest.mark.parametrize("segments", [1, 2, 3, 4])
def test_sequential_is_the_chain_of_its_functions(torch, leaf, module, segments):
    x = leaf([0.3])
    functions = [torch.exp, torch.sin, lambda t: t * 2, torch.tanh]
    y = module.checkpoint_sequential(functions, segments, x, use_reentrant=False)
    (g,) = torch.autograd.grad(y.sum(), x)
    z = x
    for function in functions:
        z = function(z)
    assert y.item() == z.item()
    assert g.item() == pytest.approx(torch.autograd.grad(z.sum(), x)[0].item())


def test_the_last_segment_is_not_computed_again(leaf, module):
    x = leaf([0.3])
    functions = [counted(lambda t: t.exp()), counted(lambda t: t.sin())]
    module.checkpoint_sequential(functions, 2, x, use_reentrant=False).sum().backward()
    assert [function.calls for function in functions] == [2, 1]


def test_memory_of_it_dies_with_the_result(torch, leaf, checkpoint):
    class Token:
        pass

    x, token = leaf([2.0]), Token()
    alive = weakref.ref(token)
    y = checkpoint(lambda x, t: x.exp(), x, token)
    del token
    y.sum().backward()
    del y
    gc.collect()
    assert alive() is None
