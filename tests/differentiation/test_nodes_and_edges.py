"""Nodes of the graph as Python sees them: names, edges, saved values, gradient edges."""
import gc
import weakref

import pytest


def test_a_node_is_an_instance_of_node(torch, leaf):
    y = leaf([1.0]).clone()
    assert isinstance(y.grad_fn, torch.autograd.graph.Node)
    assert y.grad_fn.name() == "CloneBackward0"
    assert type(y.grad_fn).__name__ == "CloneBackward0"


def test_a_custom_function_has_a_node_as_well(torch, leaf):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2

    node = Twice.apply(leaf([1.0])).grad_fn
    assert isinstance(node, torch.autograd.graph.Node)
    assert node.name() == "TwiceBackward"


def test_next_functions_are_pairs_of_node_and_number(torch, leaf):
    x, w = leaf([1.0]), leaf([2.0])
    y = x * w
    z = y + torch.ones(1)
    assert z.grad_fn.next_functions[0] == (y.grad_fn, 0)
    assert z.grad_fn.next_functions[1] == (None, 0)
    assert [type(node).__name__ for node, _ in y.grad_fn.next_functions] == ["AccumulateGrad"] * 2


@pytest.mark.parametrize("operation",
                         ["where", "clamp", "masked_fill", "scatter", "gather", "pow", "lerp", "index_add"])
def test_only_differentiable_tensors_have_an_edge(torch, leaf, operation):
    x, index = leaf([1.0, 2.0]), torch.tensor([0])
    y = {
        "where": lambda: torch.where(x > 1, x, x),
        "clamp": lambda: x.clamp(min=0),
        "masked_fill": lambda: x.masked_fill(x > 1, x.sum()),
        "scatter": lambda: x.scatter(0, index, x[:1]),
        "gather": lambda: x.gather(0, index),
        "pow": lambda: x**2,
        "lerp": lambda: x.lerp(x * 2, 0.5),
        "index_add": lambda: x.index_add(0, index, x[:1]),
    }[operation]()
    edges = y.grad_fn.next_functions
    assert len(edges) == (2 if operation in ("where", "masked_fill", "scatter", "lerp", "index_add") else 1)
    assert all(node is not None for node, _ in edges)


def test_an_argument_with_a_derivative_has_an_edge_even_where_none_is_wanted(torch, leaf):
    x, other = leaf([1.0, 2.0]), torch.ones(2)
    for y in (x + other, x * other, x / 2, torch.where(x > 0, x, other), x.lerp(other, 0.5), torch.atan2(x, other)):
        assert [node is None for node, _ in y.grad_fn.next_functions] == [False, True]
    assert [node is None for node, _ in torch.atan2(other, x).grad_fn.next_functions] == [True, False]


def test_a_hook_of_a_node_sees_one_value_for_each_edge(torch, leaf):
    x, index, seen = leaf([1.0, 2.0]), torch.tensor([0]), []
    for y in (x.gather(0, index), x.clamp(min=0), torch.where(x > 1, x, x), x * torch.ones(2), x**2):
        y.grad_fn.register_hook(lambda before, after: seen.append(len(before)))
        y.sum().backward()
    assert seen == [1, 1, 2, 2, 1]


def test_the_leaf_of_an_accumulating_node_is_its_variable(leaf):
    x = leaf([1.0])
    node = (x * 2).grad_fn.next_functions[0][0]
    assert node.variable is x


def test_the_accumulating_node_of_a_leaf_is_one(leaf):
    x = leaf([1.0])
    first, second = (x * 2).grad_fn, (x * 3).grad_fn
    assert first.next_functions[0][0] is second.next_functions[0][0]


def test_a_node_is_the_same_object_while_it_is_held(leaf):
    y = leaf([1.0]) * 2
    assert y.grad_fn is y.grad_fn
    assert y.grad_fn == y.grad_fn


def test_nodes_can_be_keys(leaf):
    y = leaf([1.0]) * 2
    z = y + 1
    assert {z.grad_fn.next_functions[0][0]: 1}[y.grad_fn] == 1


def test_the_number_of_a_result_is_on_the_edge(leaf):
    values, _ = leaf([[3.0, 1.0]]).sort()
    parts = leaf([1.0, 2.0, 3.0]).unbind()
    z = parts[2] * 2
    assert (values.output_nr, parts[0].output_nr, parts[2].output_nr) == (0, 0, 2)
    assert z.grad_fn.next_functions[0][1] == 2


def test_metadata_is_a_dictionary_that_stays(leaf):
    y = leaf([1.0]) * 2
    y.grad_fn.metadata["note"] = [1]
    assert y.grad_fn.metadata == {"note": [1]}


def test_metadata_stays_when_the_node_is_only_held_by_the_graph(leaf):
    y = leaf([1.0]) * 2
    y.grad_fn.metadata["note"] = 1
    z = y * 3
    del y
    gc.collect()
    assert z.grad_fn.next_functions[0][0].metadata == {"note": 1}


def test_sequence_numbers_grow_with_every_recorded_operation(leaf):
    x = leaf([1.0])
    first, second = x * 2, x * 3
    assert second.grad_fn._sequence_nr() > first.grad_fn._sequence_nr()


def test_a_node_can_be_called(leaf, torch):
    y = leaf([3.0]) * torch.tensor([5.0])
    gradients = y.grad_fn(torch.ones(1))
    assert gradients[0].item() == 5 and gradients[1] is None


def test_a_node_keeps_the_graph_behind_it(leaf, torch):
    x = leaf([2.0])
    edge = torch.autograd.graph.get_gradient_edge((x * 3).exp())
    gc.collect()
    assert edge.node.next_functions[0][0].name() == "MulBackward0"


def test_grad_fn_cannot_be_assigned(leaf):
    y = leaf([1.0]) * 2
    with pytest.raises(AttributeError):
        y.grad_fn = None


# Saved values


def test_saved_inputs_are_attributes_of_the_node(leaf):
    x, w = leaf([2.0]), leaf([3.0])
    node = (x * w).grad_fn
    assert node._saved_self.item() == 2 and node._saved_other.item() == 3
    assert node._saved_self.requires_grad and node._saved_self.is_leaf


def test_only_what_the_derivative_reads_is_saved(torch, leaf):
    node = (leaf([2.0]) * torch.tensor([3.0])).grad_fn
    assert node._saved_self is None
    assert node._saved_other.item() == 3


def test_a_saved_result_has_the_node_as_its_own(leaf):
    y = leaf([0.0]).exp()
    saved = y.grad_fn._saved_result
    assert saved.item() == 1 and saved.grad_fn is y.grad_fn


def test_saved_arguments_that_are_no_tensors_are_attributes(leaf):
    x = leaf([[2.0, 3.0]])
    assert (x**3).grad_fn._saved_exponent == 3
    assert tuple(x.sum(1).grad_fn._saved_dim) == (1,)
    assert x.sum(1, keepdim=True).grad_fn._saved_keepdim is True


def test_names_of_saved_values_are_listed(leaf):
    node = (leaf([2.0]) * leaf([3.0])).grad_fn
    assert {"_saved_self", "_saved_other"} <= set(dir(node))


def test_saved_values_are_gone_after_the_pass(leaf):
    y = leaf([2.0]) * leaf([3.0])
    node = y.grad_fn
    y.sum().backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        node._saved_self


def test_saved_values_that_were_written_are_refused(leaf):
    b = leaf([2.0]) * 1
    y = b * b
    b.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.grad_fn._saved_self


def test_saved_tensors_of_a_custom_function_are_attributes(torch, leaf):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            return 2 * ctx.saved_tensors[0] * g

    x = leaf([3.0])
    node = Square.apply(x).grad_fn
    assert node.saved_tensors[0].item() == 3
    assert node._raw_saved_tensors is not None


# Gradient edges


@pytest.fixture
def get_gradient_edge(torch):
    return torch.autograd.graph.get_gradient_edge


def test_an_edge_names_the_node_and_the_number(torch, leaf, get_gradient_edge):
    x = leaf([1.0, 2.0])
    second = x.unbind()[1]
    edge = get_gradient_edge(second)
    assert isinstance(edge, torch.autograd.graph.GradientEdge)
    assert edge.node is second.grad_fn and edge.output_nr == 1
    assert tuple(edge)[:2] == (second.grad_fn, 1)


def test_the_edge_of_a_leaf_is_its_accumulating_node(leaf, get_gradient_edge):
    x = leaf([1.0])
    edge = get_gradient_edge(x)
    assert edge.node.variable is x and edge.output_nr == 0


def test_a_tensor_without_gradient_has_no_edge(torch, get_gradient_edge):
    with pytest.raises(RuntimeError, match="not possible to get the gradient edge for a Tensor"):
        get_gradient_edge(torch.ones(1))


def test_grad_takes_edges_as_inputs(torch, leaf, get_gradient_edge):
    x = leaf([2.0])
    y = x * 3
    edge_x, edge_y = get_gradient_edge(x), get_gradient_edge(y)
    z = y**2
    del y
    gx, gy = torch.autograd.grad(z.sum(), (edge_x, edge_y))
    assert (gx.item(), gy.item()) == (36, 12)


def test_grad_takes_edges_as_outputs(torch, leaf, get_gradient_edge):
    x = leaf([2.0])
    edge = get_gradient_edge(x * 3)
    (g,) = torch.autograd.grad(edge, x, grad_outputs=torch.tensor([10.0]))
    assert g.item() == 30


def test_grad_takes_a_mixture_of_edges_and_tensors_as_outputs(torch, leaf, get_gradient_edge):
    x = leaf([2.0])
    y, z = x * 3, (x * 5).sum()
    (g,) = torch.autograd.grad([get_gradient_edge(y), z], [x], grad_outputs=[torch.ones(1), None])
    assert g.item() == 8


def test_backward_takes_edges_as_roots_and_as_inputs(torch, leaf, get_gradient_edge):
    x, w = leaf([2.0]), leaf([3.0])
    y = x * w
    torch.autograd.backward(get_gradient_edge(y), torch.ones(1), inputs=[get_gradient_edge(x)])
    assert x.grad.item() == 3 and w.grad is None


def test_an_edge_into_a_custom_function_keeps_the_graph(torch, leaf, get_gradient_edge):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2

    x = leaf([1.0])
    edge = get_gradient_edge(Twice.apply(x))
    gc.collect()
    assert torch.autograd.grad(edge, x, torch.ones(1))[0].item() == 2


def test_an_edge_keeps_only_what_lies_behind_it(leaf, get_gradient_edge):
    x, hook_died = leaf([1.0]), []
    y = x * 2
    z = y * 3

    def hook(g):
        return None

    hook_died.append(weakref.ref(hook))
    z.register_hook(hook)
    edge = get_gradient_edge(y)
    del z, hook
    gc.collect()
    assert hook_died[0]() is None and edge.node is y.grad_fn


# increment_version


def test_increment_version_makes_saved_values_stale(torch, leaf):
    x = leaf([2.0])
    b = x * 1
    y = (b * b).sum()
    torch.autograd.graph.increment_version(b)
    assert b._version == 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.backward()


def test_increment_version_takes_several(torch):
    a, b = torch.ones(1), torch.ones(1)
    torch.autograd.graph.increment_version([a, b, a])
    assert (a._version, b._version) == (2, 1)


# Nodes called by hand, edges made by hand


@pytest.mark.parametrize("arguments", [0, 2])
def test_a_node_called_with_the_wrong_number_of_gradients_refuses(torch, leaf, arguments):
    y = leaf([1.0, 2.0]) * 2
    with pytest.raises((RuntimeError, TypeError)):
        y.grad_fn(*[torch.ones(2)] * arguments)


def test_a_node_called_with_something_that_is_no_tensor_refuses(leaf):
    y = leaf([1.0, 2.0]) * 2
    with pytest.raises((RuntimeError, TypeError)):
        y.grad_fn("a gradient")


def test_a_node_called_with_none_gives_none(leaf):
    x = leaf([1.0, 2.0])
    result = (x * x).grad_fn(None)
    assert list(result) == [None, None]


def test_a_node_called_by_hand_may_get_a_gradient_that_broadcasts(torch, leaf):
    y = leaf([1.0, 2.0]) * 3
    result = y.grad_fn(torch.tensor(2.0))
    assert (result[0] if isinstance(result, tuple) else result).tolist() in (6, [6, 6])


def test_the_gradient_of_an_edge_whose_leaf_is_gone(torch, leaf):
    x = leaf([1.0, 2.0])
    edge = torch.autograd.graph.get_gradient_edge(x)
    y = (x * 3).sum()
    del x
    gc.collect()
    assert torch.autograd.grad(y, edge)[0].tolist() == [3, 3]


def test_an_edge_made_by_hand_of_a_shown_node_is_one_of_get_gradient_edge(torch, leaf):
    x = leaf([1.0, 2.0])
    y = x * 3
    edge = torch.autograd.graph.GradientEdge(y.grad_fn, 0)
    torch.autograd.backward([edge], [torch.tensor([1.0, 10.0])])
    assert x.grad.tolist() == [3, 30]
