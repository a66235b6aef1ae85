"""When graphs, saved values and contexts die: by counting alone wherever PyTorch needs no more."""
import threading
import warnings
import weakref

import pytest
from autograd_helpers import Token

# Without a backward pass


def test_a_graph_dies_with_its_last_result(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    z = y + 1
    del y
    assert token() is not None
    del z
    assert token() is None


def test_a_graph_lives_as_long_as_one_of_its_results(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    a, b = y + 1, y * 2
    del y, a
    assert token() is not None
    del b
    assert token() is None


def test_an_exception_between_leaves_nothing(leaf, marked, counting):
    tokens = []

    def run():
        y, token = marked(leaf([1.0]))
        tokens.append(token)
        y = y + 1
        raise KeyError

    try:
        run()
    except KeyError:
        pass
    assert tokens[0]() is None


def test_a_node_held_by_python_keeps_the_graph_behind_it(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    z = y.exp()
    node = z.grad_fn
    del y, z
    assert token() is not None
    del node
    assert token() is None


def test_detach_and_numbers_keep_no_graph(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    d, n, a = y.detach(), y.item(), y.tolist()
    del y
    assert token() is None
    assert d.item() == n == a[0] == 2


def test_overwriting_a_variable_in_a_loop_of_detached_states(leaf, marked, counting):
    w, tokens = leaf([1.0]), []
    state = w.detach()
    for _ in range(5):
        state, token = marked(state * w)
        tokens.append(token)
        state = state.detach()
    assert [token() for token in tokens] == [None] * 5


def test_detach_in_place_frees_the_graph(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    y.detach_()
    assert token() is None


def test_a_write_that_ends_the_history_frees_it(torch, leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    with torch.no_grad():
        y.zero_()
    assert token() is not None
    y.detach_().zero_()
    assert token() is None


# After a backward pass


def test_after_a_pass_the_nodes_live_with_their_result(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    z = y.sum()
    del y
    z.backward()
    assert token() is not None
    del z
    assert token() is None


def test_saved_values_die_with_the_pass(torch, leaf, counting):
    packed_alive = []

    class Packed:
        def __init__(self, tensor):
            self.tensor = tensor

    def pack(tensor):
        packed = Packed(tensor.detach())
        packed_alive.append(weakref.ref(packed))
        return packed

    x = leaf([1.0])
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda packed: packed.tensor):
        y = (x.exp() * x).sum()
    y.backward()
    assert packed_alive and all(reference() is None for reference in packed_alive)


def test_saved_values_stay_with_retain_graph(torch, leaf, counting):
    alive = []

    class Packed:
        def __init__(self, tensor):
            self.tensor = tensor

    def pack(tensor):
        packed = Packed(tensor.detach())
        alive.append(weakref.ref(packed))
        return packed

    x = leaf([1.0])
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda packed: packed.tensor):
        y = x.exp().sum()
    y.backward(retain_graph=True)
    assert all(reference() is not None for reference in alive)
    del y
    assert all(reference() is None for reference in alive)


def test_saved_tensors_die_with_the_pass(torch, leaf, counting):
    """Memory that only the graph held is given back, as the array under it shows."""
    import numpy

    array = numpy.ones(3, dtype=numpy.float32)
    alive = weakref.ref(array)
    x = leaf([1.0, 2.0, 3.0])
    y = (x * torch.from_numpy(array)).sum()
    del array
    assert alive() is not None
    y.backward()
    assert alive() is None


def test_gradients_of_a_pass_are_gone_after_it(leaf, counting):
    references = []

    def hook(g):
        references.append(weakref.ref(g))

    x = leaf([1.0, 2.0])
    y = x * 2
    y.register_hook(hook)
    (y * 3).sum().backward()
    assert references[0]() is None


# create_graph


def test_grad_with_create_graph_makes_no_cycle(torch, leaf, marked, counting):
    x = leaf([3.0])
    y, token = marked(x)
    (g,) = torch.autograd.grad((y**3).sum(), x, create_graph=True)
    del y
    assert token() is not None
    del g
    assert token() is None


def test_backward_with_create_graph_makes_one_that_clearing_the_gradient_breaks(leaf, marked, counting):
    x = leaf([3.0])
    y, token = marked(x)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (y**3).sum().backward(create_graph=True)
    del y
    assert token() is not None
    x.grad = None
    assert token() is None


def test_a_second_derivative_frees_everything(torch, leaf, marked, counting):
    x = leaf([3.0])
    y, token = marked(x)
    (g,) = torch.autograd.grad((y**3).sum(), x, create_graph=True)
    (g**2).sum().backward()
    del y, g
    assert token() is None


# Views, retained gradients, memory under arrays


def test_a_view_keeps_its_base_and_not_the_other_way_round(torch, counting):
    base = torch.ones(3)
    view = base[:1]
    reference = weakref.ref(view)
    del view
    assert reference() is None
    view = base[:1]
    alive = weakref.ref(base)
    del base
    assert alive() is not None and view._base is alive()
    del view
    assert alive() is None


def test_views_that_were_written_make_no_cycle(leaf, marked, counting):
    y, token = marked(leaf([1.0, 2.0]))
    view = y[:1]
    view.mul_(2)
    total = y.sum()
    total.backward()
    del y, view, total
    assert token() is None


def test_a_retained_gradient_makes_no_cycle(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    y.retain_grad()
    (y * 2).sum().backward()
    del y
    assert token() is None


def test_a_tensor_that_was_written_in_place_makes_no_cycle(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    for _ in range(3):
        y.mul_(2).add_(1)
    del y
    assert token() is None


def test_a_leaf_dies_with_its_graph(leaf, counting):
    x = leaf([1.0])
    y = x * 2
    alive = weakref.ref(x)
    del x
    assert alive() is not None and y.grad_fn.next_functions[0][0].variable is alive()
    del y
    assert alive() is None


# Interrupted passes


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_interrupted_pass_leaves_nothing_behind(torch, leaf, marked, error, counting):
    x = leaf([1.0])
    y, token = marked(x)
    z = y * 3

    def fail(g):
        raise error("stop")

    z.register_hook(fail)
    total = (z * 2).sum()
    try:
        total.backward()
    except error:
        pass
    else:
        pytest.fail("not raised")
    assert x.grad is None
    del y, z, total, fail
    assert token() is None


def test_a_failing_forward_leaves_nothing_behind(torch, counting):
    alive = []

    class Fails(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            token = Token()
            ctx.token = token
            alive.append(weakref.ref(token))
            raise KeyError

        @staticmethod
        def backward(ctx, g):
            return g

    try:
        Fails.apply(torch.ones(1, requires_grad=True))
    except KeyError:
        pass
    assert alive[0]() is None


# Depth


def test_a_long_chain_is_freed_without_recursion(leaf):
    x = leaf(1.0)
    y = x
    for _ in range(200_000):
        y = y + 1
    del y
    z = x
    for _ in range(100_000):
        z = z * 1
    z.backward()
    assert x.grad.item() == 1
    del z


def test_a_long_chain_of_custom_functions_is_freed_without_recursion(torch, leaf):
    class Same(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x + 0

        @staticmethod
        def backward(ctx, g):
            return g

    x = leaf(1.0)
    y = x
    for _ in range(20_000):
        y = Same.apply(y)
    y.backward()
    assert x.grad.item() == 1
    del y
    y = x
    for _ in range(20_000):
        y = Same.apply(y)
    del y


def test_a_long_chain_freed_in_another_thread(torch, leaf):
    holder = [leaf(1.0) * 1]
    for _ in range(50_000):
        holder[0] = holder[0] + 1
    thread = threading.Thread(target=holder.clear)
    thread.start()
    thread.join()
    assert holder == []
