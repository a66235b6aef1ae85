"""How long hooks live, and cycles through them, which the collector finds."""
import gc
import warnings
import weakref

import pytest
from autograd_helpers import Token


def test_a_hook_dies_with_the_graph(leaf, counting):
    y = leaf([1.0]) * 2

    def hook(g):
        return None

    reference = weakref.ref(hook)
    y.register_hook(hook)
    z = y + 1
    del hook, y
    assert reference() is not None
    del z
    assert reference() is None


def test_a_removed_hook_is_let_go_at_once(leaf, counting):
    y = leaf([1.0]) * 2

    def hook(g):
        return None

    reference = weakref.ref(hook)
    handle = y.register_hook(hook)
    handle.remove()
    del hook
    assert reference() is None


def test_a_handle_does_not_keep_the_graph(leaf, marked, counting):
    y, token = marked(leaf([1.0]))
    handle = y.register_hook(lambda g: None)
    del y
    assert token() is None
    handle.remove()


def test_hooks_of_a_leaf_die_with_it(leaf, counting):
    x = leaf([1.0])

    def hook(g):
        return None

    reference = weakref.ref(hook)
    x.register_hook(hook)
    del hook, x
    assert reference() is None


@pytest.fixture
def collected(torch):
    """Cycles through hooks and nodes: PyTorch's are out of the collector's sight."""
    if torch.__name__ == "torch":
        pytest.skip("PyTorch leaks here")


@pytest.mark.parametrize("kind", ["tensor", "node", "node pre"])
def test_a_cycle_through_a_hook_is_found_by_the_collector(collected, leaf, marked, kind):
    y, token = marked(leaf([1.0]))

    def hook(*arguments, keeps=y):
        return None

    if kind == "tensor":
        y.register_hook(hook)
    elif kind == "node":
        y.grad_fn.register_hook(hook)
    else:
        y.grad_fn.register_prehook(hook)
    del y, hook
    gc.collect()
    gc.collect()
    assert token() is None


def test_a_cycle_through_a_leafs_hook_is_found_by_the_collector(leaf):
    x = leaf([1.0])
    token = Token()
    alive = weakref.ref(token)

    def hook(g, keeps=(x, token)):
        return None

    x.register_hook(hook)
    del x, hook, token
    gc.collect()
    assert alive() is None


def test_a_cycle_through_a_post_accumulate_hook_is_found_by_the_collector(collected, leaf):
    x = leaf([1.0])
    token = Token()
    alive = weakref.ref(token)

    def hook(tensor, keeps=(x, token)):
        return None

    x.register_post_accumulate_grad_hook(hook)
    del x, hook, token
    gc.collect()
    assert alive() is None


def test_a_cycle_through_a_gradient_is_found_by_the_collector(collected, leaf, marked):
    x = leaf([3.0])
    y, token = marked(x)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (y**3).sum().backward(create_graph=True)
    del x, y
    gc.collect()
    assert token() is None


def test_a_cycle_through_metadata_is_found_by_the_collector(collected, leaf):
    y = leaf([1.0]) * 2
    token = Token()
    alive = weakref.ref(token)
    y.grad_fn.metadata["token"] = (token, y.grad_fn)
    del y, token
    gc.collect()
    assert alive() is None
