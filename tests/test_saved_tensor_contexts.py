"""save_on_cpu, allow_mutation_on_saved_tensors and disable_saved_tensors_hooks, beside PyTorch."""
import gc
import weakref

import numpy as np
import pytest

import wengert as wg


@pytest.fixture(params=["wengert", "torch"])
def lib(request):
    """Wengert, and PyTorch to prove the test."""
    return pytest.importorskip(request.param)


def leaf(lib, *values):
    return lib.tensor(values, dtype=lib.float64, requires_grad=True)


def same(a, b):
    np.testing.assert_allclose(a.detach().numpy(), b.detach().numpy(), rtol=1e-12)


# -- save_on_cpu ------------------------------------------------------------------------------------

@pytest.mark.parametrize("pin_memory", [False, True])
def test_save_on_cpu_changes_no_gradient(lib, pin_memory):
    x, y = leaf(lib, 0.5, 2.0), leaf(lib, 3.0, 4.0)
    expected = lib.autograd.grad((x * y).exp().sum(), (x, y))
    with lib.autograd.graph.save_on_cpu(pin_memory=pin_memory):
        z = (x * y).exp().sum()
    for got, want in zip(lib.autograd.grad(z, (x, y)), expected):
        same(got, want)


def test_save_on_cpu_is_one_of_the_hooks(lib):
    assert issubclass(lib.autograd.graph.save_on_cpu, lib.autograd.graph.saved_tensors_hooks)
    x = leaf(lib, 0.5)
    with lib.autograd.graph.save_on_cpu(device_type="cpu"):
        (x * x).sum().backward()
    same(x.grad, 2 * x)


def test_copies_are_independent_of_writes():
    x = leaf(wg, 0.5, 2.0)
    y = x * 1
    with wg.autograd.graph.save_on_cpu(pin_memory=True):
        z = (y * y).sum()
    y.zero_()
    z.backward()
    assert x.grad.tolist() == [1.0, 4.0]


def test_tensors_that_are_not_copied_must_not_be_written():
    x = leaf(wg, 0.5, 2.0)
    y = x * 1
    with wg.autograd.graph.save_on_cpu():
        z = (y * y).sum()
    y.zero_()
    with pytest.raises(RuntimeError, match="modified by an inplace operation.*save_on_cpu"):
        z.backward()


# -- allow_mutation_on_saved_tensors ----------------------------------------------------------------

WRITES = {
    "zero_": lambda t: t.zero_(),
    "add_": lambda t: t.add_(1),
    "an operator": lambda t: t.__imul__(2),
    "copy_": lambda t: t.copy_(t * 3),
    "fill_": lambda t: t.fill_(7),
    "an element": lambda t: t.__setitem__(0, 5.0),
    "a mask": lambda t: t.__setitem__(t > 0, 5.0),
    "masked_fill_": lambda t: t.masked_fill_(t > 0, 5.0),
    "sin_": lambda t: t.sin_(),
    "cumsum_": lambda t: t.cumsum_(0),
    "index_fill_": lambda t: t.index_fill_(0, t.new_tensor([1]).long(), 9.0),
    "several in a row": lambda t: t.add_(1).mul_(2).sub_(3),
}


@pytest.mark.parametrize("name", WRITES)
def test_saved_tensors_may_be_written(lib, name):
    x = leaf(lib, 0.5, 2.0)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        y = x * 1
        z = (y * y).sum()
        WRITES[name](y)
        z.backward()
    same(x.grad, 2 * x)


def test_writes_under_no_grad_and_through_the_data_count(lib):
    x = leaf(lib, 0.5, 2.0)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        z = (x * x).sum()
        with lib.no_grad():
            x.add_(1)
        z.backward()
    assert x.grad.tolist() == [1.0, 4.0]


def test_writes_by_out_count(lib):
    x = leaf(lib, 0.5, 2.0)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        y = (x * 1).detach()
        z = (x * y).sum()
        lib.exp(lib.ones(2, dtype=lib.float64), out=y)
        z.backward()
    assert x.grad.tolist() == [0.5, 2.0]


def test_what_was_saved_after_a_write_is_the_new_value(lib):
    x = leaf(lib, 0.5, 2.0)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        y = (x * 1).detach()
        first = x * y
        y.mul_(10)
        second = x * y
        y.mul_(10)
        (first + second).sum().backward()
    assert x.grad.tolist() == [5.5, 22.0]


def test_views_of_saved_memory_may_be_written():
    x = leaf(wg, 0.5, 2.0, 3.0)
    with wg.autograd.graph.allow_mutation_on_saved_tensors():
        y = (x * 1).detach()
        z = (x * y).sum() + (x[1:] * y[1:]).sum()
        y[1:].zero_()
        z.backward()
    assert x.grad.tolist() == [0.5, 4.0, 6.0]


def test_zero_dimensional_values_may_be_written(lib):
    x = lib.tensor(3.0, requires_grad=True)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        y = x * 1
        z = y * y
        y.mul_(5)
        z.backward()
    assert x.grad.item() == 6


def test_results_that_were_saved_may_be_written(lib):
    x = leaf(lib, 0.5, 2.0)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        y = x.exp()
        z = y.sum()
        with lib.no_grad():
            y.zero_()
        z.backward()
    same(x.grad, x.exp())


def test_several_passes_and_second_order(lib):
    x = leaf(lib, 0.5, 2.0)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        y = x * 1
        z = (y ** 3).sum()
        y.zero_()
        g, = lib.autograd.grad(z, x, create_graph=True)
        same(g, 3 * x ** 2)
        same(lib.autograd.grad(g.sum(), x)[0], 6 * x)


def test_a_pass_outside_is_refused(lib):
    x = leaf(lib, 0.5)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        y = (x * x).sum()
    with pytest.raises(AssertionError, match="Trying to backward outside of the "
                                             "'allow_mutation_on_saved_tensors' context"):
        y.backward()
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        with pytest.raises(AssertionError, match="outside"):
            y.backward()


def test_contexts_do_not_nest_and_end_with_errors(lib):
    mutation = lib.autograd.graph.allow_mutation_on_saved_tensors
    with mutation():
        with pytest.raises(RuntimeError, match="contexts cannot be nested"):
            with mutation():
                pass
    with pytest.raises(KeyError):
        with mutation():
            raise KeyError
    x = leaf(lib, 0.5)
    with mutation():
        y = (x * x).sum()
        y.backward()
    same(x.grad, 2 * x)


def test_outside_writes_are_refused_as_before(lib):
    x = leaf(lib, 0.5, 2.0)
    with lib.autograd.graph.allow_mutation_on_saved_tensors():
        pass
    y = x * 1
    z = (y * y).sum()
    y.zero_()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.backward()


def test_nothing_is_copied_without_a_write():
    x = leaf(wg, 0.5, 2.0)
    with wg.autograd.graph.allow_mutation_on_saved_tensors() as context:
        y = x.exp()
        z = y * y
        kept = [reference() for places in context.by_memory.values() for reference in places.values()]
        assert {k.tensor.data_ptr() for k in kept} == {y.data_ptr()}
        assert len(kept) == 1
        del kept
        reference = next(iter(next(iter(context.by_memory.values())).values()))
        z.sum().backward()
        del y, z
        gc.collect()
        assert reference() is None


# -- disable_saved_tensors_hooks --------------------------------------------------------------------

def test_hooks_are_refused_with_the_message(lib):
    graph = lib.autograd.graph
    with graph.disable_saved_tensors_hooks("not here"):
        with pytest.raises(RuntimeError, match="not here"):
            with graph.saved_tensors_hooks(lambda t: t, lambda t: t):
                pass
        x = leaf(lib, 0.5)
        (x * x).sum().backward()
        same(x.grad, 2 * x)
    with graph.saved_tensors_hooks(lambda t: t, lambda t: t):
        pass


def test_the_innermost_message_counts(lib):
    graph = lib.autograd.graph
    with graph.disable_saved_tensors_hooks("outer"):
        with graph.disable_saved_tensors_hooks("inner"):
            with pytest.raises(RuntimeError, match="inner"):
                with graph.save_on_cpu():
                    pass
        with pytest.raises(RuntimeError, match="outer"):
            with graph.save_on_cpu():
                pass


def test_refusing_inside_of_hooks_is_refused_itself(lib):
    graph = lib.autograd.graph
    with graph.saved_tensors_hooks(lambda t: t, lambda t: t):
        with pytest.raises(RuntimeError, match="not here"):
            with graph.disable_saved_tensors_hooks("not here"):
                pass


def test_it_works_as_a_decorator(lib):
    graph = lib.autograd.graph

    @graph.disable_saved_tensors_hooks("not here")
    def func():
        with graph.save_on_cpu():
            pass

    for _ in range(2):
        with pytest.raises(RuntimeError, match="not here"):
            func()


def test_tensors_kept_by_contexts_are_given_back_without_the_collector():
    x = wg.ones(3, requires_grad=True)
    gc.collect()
    gc.disable()
    try:
        for context in (wg.autograd.graph.save_on_cpu(), wg.autograd.graph.save_on_cpu(pin_memory=True),
                        wg.autograd.graph.allow_mutation_on_saved_tensors()):
            with context:
                y = x.exp()
                reference = weakref.ref(y)
                z = y * y
                z.sum().backward()
                del y, z
                assert reference() is None
    finally:
        gc.enable()
