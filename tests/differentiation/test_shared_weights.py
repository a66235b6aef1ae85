"""Cotangents of a weight that several operations share: products add theirs to what has arrived, unless it is held."""
import numpy as np
import pytest

import wengert as wg

F = wg.nn.functional
STEPS = 4


def tensors(dtype="float64"):
    random = np.random.default_rng(0)
    w, b = (wg.tensor(random.standard_normal(shape).astype(dtype), requires_grad=True) for shape in [(5, 5), (5,)])
    return wg.tensor(random.standard_normal((3, 5)).astype(dtype), requires_grad=True), w, b


def by_linear(x, w, b):
    return F.linear(x, w, b)


def by_matmul(x, w, b):
    return x @ w + b


def by_product_on_the_left(x, w, b):
    return (w @ x.T).T


def by_a_cell(x, w, b):
    return wg.rnn_tanh_cell(x, x, w, w, b, b)


WAYS = [by_linear, by_matmul, by_product_on_the_left, by_a_cell]


def unrolled(step, x, weights, b):
    for w in weights:
        x = step(x, w, b).tanh()
    return (x * wg.arange(15.).reshape(3, 5)).sum()


@pytest.mark.parametrize("step, dtype", [(step, dtype) for step in WAYS for dtype in ["float16", "float32", "float64"]
                                         if dtype != "float16" or step is not by_a_cell])
def test_gradient_is_the_sum_of_those_of_copies(step, dtype):
    x, w, b = tensors(dtype)
    copies = [w.detach().clone().requires_grad_() for _ in range(STEPS)]
    together = wg.autograd.grad(unrolled(step, x, [w] * STEPS, b), [w, x])
    apart = wg.autograd.grad(unrolled(step, x, copies, b), [*copies, x])
    digits = {"float16": 1e-2, "float32": 1e-5, "float64": 1e-12}[dtype]
    np.testing.assert_allclose(together[0].numpy(), sum(g.numpy() for g in apart[:-1]), rtol=digits, atol=digits)
    np.testing.assert_array_equal(together[1].numpy(), apart[-1].numpy())


@pytest.mark.parametrize("step", WAYS)
def test_an_operand_of_several_products(step):
    x, w, b = tensors()
    others = [w.detach() * k for k in range(1, 4)]
    wg.stack([step(x, other, b) for other in others]).sum().backward()
    parts = [wg.autograd.grad(step(x, other, b).sum(), x)[0].numpy() for other in others]
    np.testing.assert_allclose(x.grad.numpy(), sum(parts), rtol=1e-12)


@pytest.mark.parametrize("step", WAYS)
def test_what_a_node_hook_keeps_stays_as_it_was(step):
    x, w, b = tensors()
    kept = []

    def keep(inputs, outputs):
        kept.extend((g, g.numpy().copy()) for g in inputs if g is not None)

    ys = [step(x, w, b) for _ in range(STEPS)]
    seen = set()
    for y in ys:
        nodes = [y.grad_fn]
        while nodes:
            node = nodes.pop()
            if node.name() != "AccumulateGrad" and node not in seen:
                seen.add(node)
                node.register_hook(keep)
                nodes.extend(child for child, _ in node.next_functions if child is not None)
    wg.stack(ys).sum().backward()
    assert kept
    for g, before in kept:
        np.testing.assert_array_equal(g.numpy(), before)


@pytest.mark.parametrize("step", WAYS)
def test_hooks_of_the_weight_see_the_sum_once(step):
    x, w, b = tensors()
    seen = []
    w.register_hook(lambda g: seen.append(g.numpy().copy()))
    unrolled(step, x, [w] * STEPS, b).backward()
    assert len(seen) == 1
    np.testing.assert_array_equal(seen[0], w.grad.numpy())


@pytest.mark.parametrize("step", [by_linear, by_matmul, by_product_on_the_left])
def test_a_node_called_within_a_pass_adds_nothing_to_it(step):
    x, w, b = tensors()
    y = step(x, w, b)
    node = step(x, w, b).sum().grad_fn.next_functions[0][0]      # of another graph over the same leaves
    given = []

    def call(g):
        given.append(node(wg.ones_like(y)))

    h = y * 1.
    h.register_hook(call)
    (h.sum() + step(x, w, b).sum()).backward()
    assert given
    np.testing.assert_allclose(w.grad.numpy(), 2 * wg.autograd.grad(step(x, w, b).sum(), w)[0].numpy(), rtol=1e-12)


def test_gradients_of_a_created_graph_are_not_written():
    x, w, b = tensors()
    loss = unrolled(by_linear, x, [w] * STEPS, b)
    first = wg.autograd.grad(loss, w, create_graph=True)[0]
    second = wg.autograd.grad((first ** 2).sum(), w)[0]
    norm, step = (second ** 2).sum().sqrt().item(), 1e-6
    values = []
    for sign in (1, -1):
        moved = (w.detach() + sign * step / norm * second).requires_grad_()
        g = wg.autograd.grad(unrolled(by_linear, x, [moved] * STEPS, b), moved)[0]
        values.append((g ** 2).sum().item())
    np.testing.assert_allclose((values[0] - values[1]) / (2 * step), norm, rtol=1e-5)
