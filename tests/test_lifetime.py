"""What lives how long: saved values, contexts and nodes are given back, and depth is no limit."""
import gc
import weakref

import numpy as np
import pytest

import wengert as wg


@pytest.fixture(autouse=True)
def no_garbage_collector():
    """Everything here must be freed by counting references alone."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def shared():
    """A tensor over a NumPy array, and a weak reference that tells whether its memory is still held."""
    array = np.ones(3)
    return wg.from_numpy(array), weakref.ref(array)


class Keep(wg.autograd.Function):
    """The identity, with an object of its own on the context."""

    class Token:
        pass

    @staticmethod
    def forward(ctx, x):
        ctx.token = Keep.Token()
        Keep.alive = weakref.ref(ctx.token)
        return x * 1

    @staticmethod
    def backward(ctx, g):
        return g


def test_saved_value_is_freed_by_backward_while_the_result_lives():
    x = wg.ones(3, dtype=wg.float64, requires_grad=True)
    factor, alive = shared()
    y = (x * factor).sum()
    del factor
    assert alive() is not None
    y.backward()
    assert alive() is None
    assert y.item() == 3


def test_saved_value_is_kept_by_retain_graph_until_the_result_dies():
    x = wg.ones(3, dtype=wg.float64, requires_grad=True)
    factor, alive = shared()
    y = (x * factor).sum()
    del factor
    y.backward(retain_graph=True)
    assert alive() is not None
    del y
    assert alive() is None


def test_saved_value_is_freed_with_a_result_that_is_never_differentiated():
    x = wg.ones(3, dtype=wg.float64, requires_grad=True)
    factor, alive = shared()
    y = (x * factor).sum()
    del factor
    assert alive() is not None
    del y
    assert alive() is None


def test_nothing_is_saved_under_no_grad():
    x = wg.ones(3, dtype=wg.float64, requires_grad=True)
    factor, alive = shared()
    with wg.no_grad():
        y = x * factor
    del factor
    assert alive() is None and y.tolist() == [1, 1, 1]


def test_nothing_is_saved_that_no_gradient_needs():
    x = wg.ones(3, dtype=wg.float64, requires_grad=True)
    term, alive = shared()
    y = x + term
    del term
    assert alive() is None and y.requires_grad


def test_detached_result_does_not_hold_the_graph():
    x = wg.ones(3, dtype=wg.float64, requires_grad=True)
    factor, alive = shared()
    d = (x * factor).detach()
    del factor
    assert alive() is None and d.tolist() == [1, 1, 1]


def test_view_holds_the_memory_of_its_base():
    base, alive = shared()
    view = base[1:]
    del base
    assert alive() is not None
    del view
    assert alive() is None


def test_grad_is_freed_when_it_is_set_to_none():
    x = wg.ones(3, dtype=wg.float64, requires_grad=True)
    x.grad, alive = shared()
    assert alive() is not None
    x.grad = None
    assert alive() is None


def test_tensor_is_freed_when_its_last_name_goes():
    t = wg.ones(3)
    alive = weakref.ref(t)
    del t
    assert alive() is None


def test_operand_that_is_not_saved_is_freed_at_once():
    x = wg.ones(3, requires_grad=True)
    a = x + 1
    alive = weakref.ref(a)
    b = a + 1
    del a
    assert alive() is None and b.requires_grad


def test_context_of_a_custom_function_lives_as_long_as_its_node():
    x = wg.ones(3, requires_grad=True)
    y = Keep.apply(x)
    z = y.sum()
    del y
    assert Keep.alive() is not None
    z.backward()
    del z
    assert Keep.alive() is None


def test_custom_functions_saved_tensors_are_freed_by_backward():
    class Times(wg.autograd.Function):
        @staticmethod
        def forward(ctx, x, factor):
            ctx.save_for_backward(factor)
            return x * factor

        @staticmethod
        def backward(ctx, g):
            return g * ctx.saved_tensors[0], None

    x = wg.ones(3, dtype=wg.float64, requires_grad=True)
    factor, alive = shared()
    y = Times.apply(x, factor)
    del factor
    assert alive() is not None
    y.sum().backward()
    assert alive() is None


def test_grad_fn_held_by_hand_keeps_the_graph():
    x = wg.ones(3, requires_grad=True)
    node = (Keep.apply(x) * 2).grad_fn
    assert Keep.alive() is not None
    assert node.next_functions[0][0].name() == "KeepBackward"
    del node
    assert Keep.alive() is None


def test_hook_is_freed_with_its_tensor():
    class Hook:
        def __call__(self, g):
            return None

    hook, x = Hook(), wg.ones(3, requires_grad=True)
    alive = weakref.ref(hook)
    y = x * 2
    y.register_hook(hook)
    del hook
    assert alive() is not None
    del y
    assert alive() is None


def test_failed_backward_does_not_keep_the_graph():
    def fail(g):
        raise KeyError

    x = wg.ones(3, requires_grad=True)
    y = Keep.apply(x)
    y.register_hook(fail)
    try:
        y.sum().backward()
    except KeyError:
        pass
    del y
    assert Keep.alive() is None


# depth

DEEP = 200_000


def test_deep_chain_is_differentiated_without_recursion():
    x = wg.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(DEEP):
        y = y + 1
    y.backward()
    assert y.item() == DEEP + 1
    assert x.grad.item() == 1


def test_deep_chain_dies_without_recursion():
    x = wg.tensor([1.0], requires_grad=True)
    first = y = Keep.apply(x)
    for _ in range(DEEP):
        y = y * 1.0
    del first
    assert Keep.alive() is not None
    del y
    assert Keep.alive() is None


def test_deep_chain_of_in_place_changes():
    x = wg.tensor([1.0], requires_grad=True)
    y = x * 1
    for _ in range(20_000):
        y.add_(1)
    y.backward()
    assert x.grad.tolist() == [1]


def test_wide_sum_of_many_uses_of_one_leaf():
    x = wg.tensor(1.0, requires_grad=True)
    total = wg.tensor(0.0)
    for _ in range(20_000):
        total = total + x
    total.backward()
    assert x.grad.item() == 20_000


# --- Wengert's own: the number of live nodes on the tape ---

def test_a_thousand_steps_leave_the_number_of_nodes_where_it_was():
    w = wg.tensor([1.0, 2.0], requires_grad=True)
    counts = []
    for _ in range(1000):
        loss = ((w * 3 - 1) ** 2).sum()
        loss.backward()
        with wg.no_grad():
            w -= 0.01 * w.grad
        w.grad = None
        counts.append(wg._core.live_nodes())
    assert min(counts) == max(counts)


def test_evaluations_that_are_never_differentiated_give_their_nodes_back():
    w = wg.tensor([1.0, 2.0], requires_grad=True)
    before = wg._core.live_nodes()
    for _ in range(1000):
        (w * 3).exp().sum()
    assert wg._core.live_nodes() <= before + 1  # the leaf's own node may stay


def test_recorded_operations_are_counted():
    w = wg.tensor(1.0, requires_grad=True)
    y = w * 2
    before = wg._core.live_nodes()
    chain = y
    for _ in range(10):
        chain = chain * 2
    assert wg._core.live_nodes() == before + 10
    del chain
    assert wg._core.live_nodes() == before


# the cyclic collector

def test_cycle_through_a_gradient_and_a_base_is_collected_and_its_tensors_serve_again():
    def make():
        x = wg.ones(3, requires_grad=True)
        with wg.no_grad():
            x.grad = x.view(-1)
        return weakref.ref(x)

    gc.disable()
    try:
        gone = [make() for _ in range(300)]
        assert any(reference() is not None for reference in gone)
    finally:
        gc.enable()
    gc.collect()
    assert all(reference() is None for reference in gone)
    views = [wg.ones(2, 3).T for _ in range(600)]
    assert all(view.shape == (3, 2) for view in views)
