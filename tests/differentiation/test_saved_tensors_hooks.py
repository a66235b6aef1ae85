"""autograd.graph.saved_tensors_hooks and what stands on it: packing what is saved, unpacking what is read."""
import gc
import threading
import time
import weakref

import pytest


@pytest.fixture
def hooks(torch):
    return torch.autograd.graph.saved_tensors_hooks


def identity(value):
    return value


def detached(tensor):
    return tensor.detach()


def test_pack_is_called_when_saved_and_unpack_when_read(leaf, hooks):
    a, calls = leaf([5.0]), []
    with hooks(lambda t: calls.append("pack") or detached(t), lambda t: calls.append("unpack") or t):
        y = a * a
    assert set(calls) == {"pack"}
    packed = len(calls)
    y.sum().backward()
    assert calls[packed:] == ["unpack"] * packed
    assert a.grad.item() == 10


def test_pack_gets_the_saved_values(torch, leaf, hooks):
    a, b, packed = leaf([2.0]), leaf([3.0]), []
    with hooks(lambda t: packed.append(t.item()) or detached(t), identity):
        a * b
    assert sorted(packed) == [2, 3]


def test_what_unpack_returns_is_what_the_gradient_is_computed_from(leaf, hooks):
    a, b = leaf([2.0]), leaf([3.0])
    with hooks(lambda t: detached(t) * 10, identity):
        y = a * b
    y.sum().backward()
    assert (a.grad.item(), b.grad.item()) == (30, 20)


def test_the_packed_value_may_be_anything(leaf, torch, hooks):
    a, b = leaf([2.0]), leaf([3.0])
    with hooks(lambda t: ("list", t.tolist()), lambda packed: torch.tensor(packed[1])):
        y = a * b
    y.sum().backward()
    assert (a.grad.item(), b.grad.item()) == (3, 2)


def test_results_that_are_saved_are_packed_too(leaf, hooks):
    a, packed = leaf([0.0]), []
    with hooks(lambda t: packed.append(t.item()) or detached(t), identity):
        y = a.exp()
    y.sum().backward()
    assert packed == [1]
    assert a.grad.item() == 1


@pytest.mark.parametrize("operation", ["matmul", "sum of a product", "division", "gather", "softmax", "max"])
def test_every_kind_of_operation_goes_through_the_hooks(torch, leaf, hooks, operation):
    x, packed = leaf([[1.0, 2.0], [3.0, 5.0]]), []
    index = torch.tensor([[0], [1]])

    def run():
        return {
            "matmul": lambda: x @ x,
            "sum of a product": lambda: (x * x).sum(),
            "division": lambda: x / (x + 1),
            "gather": lambda: x.gather(1, index),
            "softmax": lambda: x.softmax(1).pow(2),
            "max": lambda: x.max(1)[0],
        }[operation]()

    plain = torch.autograd.grad(run().sum(), x)[0]
    with hooks(lambda t: packed.append(1) or t.detach().clone(), identity):
        y = run()
    assert packed
    assert torch.autograd.grad(y.sum(), x)[0].tolist() == plain.tolist()


def test_numbers_without_dims_go_through_the_hooks_as_well(leaf, hooks):
    a, b, packed = leaf(2.0), leaf(3.0), []
    with hooks(lambda t: packed.append(t.item()) or detached(t) * 10, identity):
        y = a * b
    y.backward()
    assert sorted(packed) == [2, 3]
    assert (a.grad.item(), b.grad.item()) == (30, 20)


def test_only_the_innermost_pair_applies(leaf, hooks):
    a, calls = leaf([1.0]), []
    with hooks(lambda t: calls.append("outer") or detached(t), identity):
        with hooks(lambda t: calls.append("inner") or detached(t), identity):
            a * a
        assert set(calls) == {"inner"}
        calls.clear()
        a * a
    assert set(calls) == {"outer"}


def test_outside_the_block_nothing_is_packed(leaf, hooks):
    a, calls = leaf([1.0]), []
    with hooks(lambda t: calls.append(1) or detached(t), identity):
        pass
    (a * a).sum().backward()
    assert calls == []


def test_unpack_runs_outside_the_block_and_in_every_pass(leaf, hooks):
    a, calls = leaf([1.0]), []
    with hooks(detached, lambda t: calls.append(1) or t):
        y = a.exp().sum()
    y.backward(retain_graph=True)
    y.backward()
    assert len(calls) == 2


def test_nothing_is_packed_where_nothing_is_recorded(torch, leaf, hooks):
    a, calls = leaf([1.0]), []
    with hooks(lambda t: calls.append(1) or detached(t), identity):
        with torch.no_grad():
            a * a
        torch.ones(1) * torch.ones(1)
    assert calls == []


def test_a_custom_function_packs_what_it_saves(torch, leaf, hooks):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return 2 * x * g

    a, calls = leaf([3.0]), []
    with hooks(lambda t: calls.append("pack") or detached(t), lambda t: calls.append("unpack") or t):
        y = Square.apply(a)
    assert calls == ["pack"]
    y.sum().backward()
    assert calls == ["pack", "unpack"]
    assert a.grad.item() == 6


def test_a_write_to_the_packed_copy_is_not_an_error(leaf, hooks):
    a = leaf([3.0])
    b = a * 1
    with hooks(lambda t: t.detach().clone(), identity):
        y = b * b
    b.add_(1)
    y.sum().backward()
    assert a.grad.item() == 6


def test_second_derivatives_go_through_unpacked_values(torch, leaf, hooks):
    a = leaf([2.0])
    with hooks(identity, identity):
        y = a**3
    (g,) = torch.autograd.grad(y.sum(), a, create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), a)
    assert h.item() == 12


def test_unpack_must_return_a_tensor(leaf, hooks):
    a = leaf([1.0])
    with hooks(detached, lambda t: None):
        y = a * a
    with pytest.raises(TypeError, match="Output of saved tensor unpack_hook expected to be a Tensor"):
        y.sum().backward()


def test_an_exception_in_pack_reaches_the_operation(leaf, hooks):
    a = leaf([1.0])

    def fail(t):
        raise ValueError("no room")

    with hooks(fail, identity):
        with pytest.raises(ValueError, match="no room"):
            a * a
    (a * a).sum().backward()
    assert a.grad.item() == 2


def test_an_exception_in_unpack_reaches_the_backward_pass(leaf, hooks):
    a = leaf([1.0])

    def fail(t):
        raise ValueError("lost")

    with hooks(detached, fail):
        y = a * a
    with pytest.raises(ValueError, match="lost"):
        y.sum().backward()
    assert a.grad is None


def test_the_packed_object_dies_with_the_graph(leaf, hooks):
    class Packed:
        def __init__(self, tensor):
            self.tensor = tensor.detach()

    a, alive = leaf([1.0]), []

    def pack(tensor):
        packed = Packed(tensor)
        alive.append(weakref.ref(packed))
        return packed

    gc.collect()
    gc.disable()
    try:
        with hooks(pack, lambda packed: packed.tensor):
            y = a.exp().sum()
        assert all(reference() is not None for reference in alive)
        y.backward()
        assert alive and all(reference() is None for reference in alive)
    finally:
        gc.enable()


def test_hooks_are_those_of_the_thread(leaf, hooks):
    a, calls = leaf([1.0]), []
    with hooks(lambda t: calls.append(1) or detached(t), identity):
        thread = threading.Thread(target=lambda: a * a)
        thread.start()
        thread.join()
    assert calls == []


def test_a_pass_over_the_same_graph_inside_of_unpack(torch, leaf, hooks):
    if torch.__name__ == "torch":
        pytest.skip("PyTorch waits for itself here")
    x, entered, inner = leaf([2.0, 3.0]), [], []

    def unpack(value):
        if len(entered) < 2:
            entered.append(value)
            inner.append(torch.autograd.grad(loss, x, retain_graph=True)[0].tolist())
        return value

    with hooks(identity, unpack):
        loss = (x * x * x).sum()
    loss.backward()
    assert inner == [[12, 27]] * 2
    assert x.grad.tolist() == [12, 27]


def test_passes_of_several_threads_over_one_packed_graph(torch, leaf, hooks):
    x, failures = leaf([2.0, 3.0]), []

    def unpack(value):
        time.sleep(0.0005)  # another thread gets its turn
        return value

    def work():
        for _ in range(10):
            (grad,) = torch.autograd.grad(loss, x, retain_graph=True)
            if grad.tolist() != [12, 27]:
                failures.append(grad)

    with hooks(identity, unpack):
        loss = (x * x * x).sum()
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    loss.backward()
    assert x.grad.tolist() == [12, 27]


def test_saved_attributes_are_unpacked(leaf, hooks):
    a = leaf([2.0])
    with hooks(lambda t: detached(t) * 5, identity):
        y = a.exp()
    assert y.grad_fn._saved_result.item() == pytest.approx(36.945, abs=1e-3)


# Registering hooks for one saved value


def test_raw_saved_value_takes_hooks_of_its_own(leaf):
    a = leaf([2.0])
    y = a.exp()
    y.grad_fn._raw_saved_result.register_hooks(lambda t: 10, lambda ten: a.detach() * ten)
    y.sum().backward()
    assert a.grad.item() == 20


# save_on_cpu


@pytest.mark.parametrize("pin_memory", [False])
def test_save_on_cpu_changes_nothing_in_the_gradients(torch, leaf, pin_memory):
    a, b = leaf([2.0]), leaf([3.0])
    with torch.autograd.graph.save_on_cpu(pin_memory=pin_memory):
        y = (a * b).exp() * a
    y.sum().backward()
    expected = torch.autograd.grad(((a * b).exp() * a).sum(), [a, b])
    assert (a.grad.item(), b.grad.item()) == tuple(g.item() for g in expected)


def test_save_on_cpu_is_a_pair_of_saved_tensors_hooks(torch, hooks):
    assert issubclass(torch.autograd.graph.save_on_cpu, hooks)


# disable_saved_tensors_hooks


def test_disabled_hooks_raise_the_given_message(torch, hooks):
    with torch.autograd.graph.disable_saved_tensors_hooks("not here"):
        with pytest.raises(RuntimeError, match="not here"):
            with hooks(identity, identity):
                pass
    with hooks(identity, identity):
        pass


def test_disabling_is_nested(torch, hooks):
    disable = torch.autograd.graph.disable_saved_tensors_hooks
    with disable("outer"):
        with disable("inner"):
            with pytest.raises(RuntimeError, match="inner"):
                with hooks(identity, identity):
                    pass
        with pytest.raises(RuntimeError, match="outer"):
            with hooks(identity, identity):
                pass


def test_disabling_while_hooks_are_in_force_is_refused(torch, hooks):
    with hooks(identity, identity):
        with pytest.raises(RuntimeError, match="no"):
            with torch.autograd.graph.disable_saved_tensors_hooks("no"):
                pass


def test_disabling_works_as_a_decorator(torch, hooks):
    @torch.autograd.graph.disable_saved_tensors_hooks("decorated")
    def function():
        with hooks(identity, identity):
            pass

    with pytest.raises(RuntimeError, match="decorated"):
        function()


# allow_mutation_on_saved_tensors


@pytest.fixture
def allow(torch):
    return torch.autograd.graph.allow_mutation_on_saved_tensors


def test_mutation_after_saving_is_allowed(torch, allow):
    with allow():
        a = torch.tensor([2.0, 3.0], requires_grad=True)
        b = a.clone()
        y = (b**2).sum()
        b.sin_()
        y.backward()
    assert a.grad.tolist() == [4, 6]


def test_mutation_through_a_view_is_allowed(torch, allow):
    with allow():
        a = torch.tensor([2.0, 3.0], requires_grad=True)
        b = a.clone()
        y = (b**2).sum()
        b[0].mul_(100)
        y.backward()
    assert a.grad.tolist() == [4, 6]


def test_mutation_of_the_base_of_a_saved_view_is_allowed(torch, allow):
    with allow():
        a = torch.tensor([2.0, 3.0], requires_grad=True)
        b = a.clone()
        y = (b[:1] ** 2).sum()
        b.mul_(100)
        y.backward()
    assert a.grad.tolist() == [4, 0]


def test_mutation_of_a_saved_result_is_allowed(torch, allow):
    with allow():
        a = torch.tensor([0.0], requires_grad=True)
        b = a.exp()
        y = b.sum()
        b.detach().zero_()
        y.backward()
    assert a.grad.tolist() == [1]


def test_mutation_twice_keeps_the_value_at_each_saving(torch, allow):
    with allow():
        a = torch.tensor([2.0], requires_grad=True)
        b = a.clone()
        first = b**2
        with torch.no_grad():
            b.mul_(3)
        second = b**2
        with torch.no_grad():
            b.mul_(5)
        (first + second).sum().backward()
    assert a.grad.tolist() == [4 + 12]


def test_backward_outside_the_block_is_refused(torch, allow):
    a = torch.tensor([2.0], requires_grad=True)
    with allow():
        y = (a.clone() ** 2).sum()
    with pytest.raises((AssertionError, RuntimeError), match="Trying to backward outside of the"):
        y.backward()


def test_nesting_is_refused(allow):
    with allow():
        with pytest.raises(RuntimeError, match="allow_mutation_on_saved_tensors contexts cannot be nested"):
            with allow():
                pass


def test_the_context_can_be_cleared(torch, allow):
    a = torch.tensor([2.0], requires_grad=True)
    with allow() as ctx:
        y = (a.clone() ** 2).sum()
        ctx.clear()
        with pytest.raises((AssertionError, RuntimeError), match="Trying to backward outside of the"):
            y.backward()


def test_without_it_the_same_is_an_error(torch):
    a = torch.tensor([2.0, 3.0], requires_grad=True)
    b = a.clone()
    y = (b**2).sum()
    b.sin_()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()


def test_the_tensors_of_an_index_are_packed(torch, leaf, hooks):
    x, packed = leaf([1.0, 2.0, 3.0]), []
    with hooks(lambda t: packed.append((t.dtype, t.tolist())) or detached(t), identity):
        y = x[torch.tensor([2, 0, 2])]
    assert packed == [(torch.int64, [2, 0, 2])]
    y.sum().backward()
    assert x.grad.tolist() == [1, 0, 2]


def test_the_tensors_of_an_index_that_is_written_to_are_packed(torch, leaf, hooks):
    x, value, packed = leaf([1.0, 2.0, 3.0]), leaf([5.0, 6.0]), []
    y = x.clone()
    with hooks(lambda t: packed.append(t.tolist()) or detached(t), identity):
        y[torch.tensor([2, 0])] = value
    assert packed == [[2, 0]]
    (y * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
    assert (x.grad.tolist(), value.grad.tolist()) == ([0, 10, 0], [100, 1])


def test_an_index_is_what_unpack_returns(torch, leaf, hooks):
    x = leaf([1.0, 2.0, 3.0])
    with hooks(lambda t: t.tolist(), lambda packed: torch.tensor(packed) * 0 + 1):
        y = x[torch.tensor([2, 0])]
    y.sum().backward()
    assert x.grad.tolist() == [0, 2, 0]


def test_an_unpacked_index_out_of_range_is_refused(torch, leaf, hooks):
    x = leaf([1.0, 2.0, 3.0])
    with hooks(identity, lambda t: t + 1000):
        y = x[torch.tensor([2, 0])]
    with pytest.raises((IndexError, RuntimeError), match="out of "):
        y.sum().backward()
    assert x.grad is None


def test_an_index_that_was_packed_may_be_overwritten(torch, leaf, hooks):
    x, index = leaf([1.0, 2.0, 3.0]), torch.tensor([2, 0])
    with hooks(lambda t: t.clone(), identity):
        y = x[index]
    index.fill_(1)
    y.sum().backward()
    assert x.grad.tolist() == [1, 0, 1]


def test_an_index_is_packed_again_where_the_gradient_is_recorded(torch, leaf, hooks):
    x, packed = leaf([1.0, 2.0, 3.0]), []
    with hooks(lambda t: packed.append(t.tolist()) or detached(t), identity):
        y = x[torch.tensor([2, 0])] ** 3
        (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    assert packed.count([2, 0]) >= 2
    g.sum().backward()
    assert x.grad.tolist() == [6, 0, 18]


def test_a_node_shows_the_index_it_saved(torch, leaf):
    x, index = leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), torch.tensor([2, 0])
    saved = x[:, index].grad_fn._saved_indices
    assert saved[0] is None
    assert saved[1].tolist() == [2, 0]


def test_hooks_of_one_index(torch, leaf):
    x = leaf([1.0, 2.0, 3.0])
    y = x[torch.tensor([2, 0])]
    y.grad_fn._raw_saved_indices[0].register_hooks(lambda t: t.tolist(), torch.tensor)
    with pytest.raises(RuntimeError, match="only one pair of hooks"):
        y.grad_fn._raw_saved_indices[0].register_hooks(identity, identity)
    y.sum().backward()
    assert x.grad.tolist() == [1, 0, 1]
