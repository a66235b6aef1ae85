"""autograd.graph.register_multi_grad_hook, beside PyTorch."""
import pytest


@pytest.fixture(params=["wengert", "torch"])
def lib(request):
    """Wengert, and PyTorch to prove the test."""
    return pytest.importorskip(request.param)


@pytest.fixture
def register(lib):
    return lib.autograd.graph.register_multi_grad_hook


def leaves(lib, *values):
    return [lib.tensor(v, requires_grad=True) for v in values]


def values(grads):
    return [None if g is None else g.item() for g in grads]


def test_all_waits_for_all_gradients_and_keeps_the_order(lib, register):
    a, b, c = leaves(lib, 2.0, 3.0, 5.0)
    seen = []
    register([c, a, b], lambda grads: seen.append(values(grads)))
    (a * b * c).backward()
    assert seen == [[6, 15, 10]]


def test_all_gives_none_for_tensors_without_a_part(lib, register):
    a, b, c = leaves(lib, 2.0, 3.0, 5.0)
    seen = []
    register([a, b, c], lambda grads: seen.append(values(grads)))
    (a * c).backward()
    (b * 2).backward()
    assert seen == [[5, None, 2], [None, 2, None]]


def test_all_is_not_called_when_no_tensor_has_a_part(lib, register):
    a, b = leaves(lib, 2.0, 3.0)
    seen = []
    register([a], seen.append)
    (b * 2).backward()
    assert seen == []


def test_all_is_called_in_every_pass(lib, register):
    a, b = leaves(lib, 2.0, 3.0)
    seen = []
    register([a, b], lambda grads: seen.append(values(grads)))
    y = a * b
    y.backward(retain_graph=True)
    y.backward()
    assert seen == [[3, 2], [3, 2]]


def test_computed_tensors(lib, register):
    a, b = leaves(lib, 2.0, 3.0)
    x, y = a * 2, b * 3
    seen = []
    register([x, a, y], lambda grads: seen.append(values(grads)))
    (x * y).backward()
    assert seen == [[9, 18, 4]]


def test_a_computed_tensor_off_the_way_of_the_wanted_inputs_is_not_awaited(lib, register):
    a, b = leaves(lib, 2.0, 3.0)
    x, y = a * 2, b * 3
    seen = []
    register([x, y], lambda grads: seen.append(values(grads)))
    (x * y).backward(inputs=[a])
    assert seen == [[9, None]]


def test_the_same_tensor_twice(lib, register):
    a, = leaves(lib, 2.0)
    seen = []
    register([a, a], lambda grads: seen.append(values(grads)))
    (a * a).backward()
    assert len(seen) == 2 or seen == [[4, 4]]


def test_any_is_called_with_the_first_gradient_of_each_pass(lib, register):
    a, b = leaves(lib, 2.0, 3.0)
    x, y = a * 2, b * 3
    z = x + y
    seen = []
    register([x, y], lambda grad: seen.append(grad.item()), mode="any")
    z.backward(retain_graph=True)
    (2 * z).backward()
    assert seen == [1, 2]


def test_any_passes_over_tensors_without_gradient(lib, register):
    a, = leaves(lib, 2.0)
    seen = []
    register([lib.ones(1), a], lambda grad: seen.append(grad.item()), mode="any")
    (a * 3).backward()
    assert seen == [3]


def test_what_the_function_returns_is_not_used(lib, register):
    for mode in ("all", "any"):
        a, b = leaves(lib, 2.0, 3.0)
        register([a, b], lambda grads: lib.tensor(100.0), mode=mode)
        (a * b).backward()
        assert (a.grad.item(), b.grad.item()) == (3, 2)


def test_removing(lib, register):
    a, b = leaves(lib, 2.0, 3.0)
    seen = []
    handle = register([a, b], seen.append)
    handle.remove()
    handle.remove()
    with register([a, b], seen.append, mode="any"):
        pass
    (a * b).backward()
    assert seen == []


def test_passes_inside_of_passes_are_apart():
    # PyTorch's hook counts both passes together and is called for the inner one only
    lib = pytest.importorskip("wengert")
    register = lib.autograd.graph.register_multi_grad_hook
    a, b = leaves(lib, 2.0, 3.0)
    seen = []
    register([a, b], lambda grads: seen.append(values(grads)))
    x = a * 1

    @lib.enable_grad()
    def inner(grad):
        (a.detach() * b * 7).backward()

    x.register_hook(inner)
    (x * b).backward()
    assert sorted(map(str, seen)) == ["[3.0, 2.0]", "[None, 14.0]"]


def test_other_modes_and_tensors_without_gradient_are_refused(lib, register):
    a, = leaves(lib, 2.0)
    with pytest.raises(ValueError, match="Expects mode to be one of"):
        register([a], print, mode="some")
    with pytest.raises(AssertionError):
        register([lib.ones(1)], print)


def test_an_error_in_the_function_leaves_the_next_pass_alone(lib, register):
    a, b = leaves(lib, 2.0, 3.0)
    calls = []

    def fail(grads):
        calls.append(values(grads))
        raise KeyError("mine")

    register([a, b], fail)
    for _ in range(2):
        with pytest.raises(KeyError, match="mine"):
            (a * b).backward()
    assert calls == [[3, 2], [3, 2]]
