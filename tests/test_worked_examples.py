"""Small textbook graphs, worked by hand: values forwards, gradients backwards, and what is printed."""
import pytest

import wengert as wg


def leaf(value):
    return wg.tensor(value, requires_grad=True)


def test_product_of_three_factors():
    x, y, z = leaf(2.0), leaf(3.0), leaf(4.0)
    f = x * y * z
    f.backward()
    assert f.item() == 24
    assert (x.grad.item(), y.grad.item(), z.grad.item()) == (12, 8, 6)


def test_square_plus_one():
    x = leaf(2.0)
    z = x**2 + 1
    z.backward()
    assert z.item() == 5
    assert x.grad.item() == 4


def test_nested_powers_with_every_intermediate_gradient_retained():
    x = leaf(-3.0)
    a = x + 5
    b = a**3 + 1
    c = b**2
    for t in (a, b, c):
        t.retain_grad()
    assert (a.item(), b.item(), c.item()) == (2, 9, 81)
    c.backward()
    assert c.grad.item() == 1
    assert (b.grad.item(), a.grad.item(), x.grad.item()) == (18, 216, 216)


def test_one_neuron_with_half_squared_error():
    w, b = leaf(3.0), leaf(1.0)
    x, y = wg.tensor(-3.0), wg.tensor(5.0)
    product = w * x
    output = product + b
    error = output - y
    loss = error**2 / 2
    assert [t.item() for t in (product, output, error, loss)] == [-9, -8, -13, 84.5]
    loss.backward()
    assert (w.grad.item(), b.grad.item()) == (39, -13)
    assert x.grad is None and y.grad is None


def test_input_used_by_two_branches_adds_both_gradients():
    a, b = leaf(2.0), leaf(1.0)
    c = a + b
    d = b + 1
    e = c * d
    for t in (c, d, e):
        t.retain_grad()
    e.backward()
    assert e.item() == 6
    assert [t.grad.item() for t in (a, b, c, d, e)] == [2, 5, 2, 3, 1]


def test_mean_of_scaled_square_over_a_matrix():
    x = wg.ones(2, 2, requires_grad=True)
    y = x + 2
    out = (y * y * 3).mean()
    out.backward()
    assert out.item() == 27
    assert x.grad.tolist() == [[4.5, 4.5], [4.5, 4.5]]


def test_vector_jacobian_product_of_cubes_minus_squares():
    a, b = leaf([2.0, 3.0]), leaf([6.0, 4.0])
    q = 3 * a**3 - b**2
    q.backward(gradient=wg.tensor([1.0, 1.0]))
    assert a.grad.tolist() == [36, 81]
    assert b.grad.tolist() == [-12, -8]


def test_bilinear_form_gives_the_symmetric_gradient():
    x = leaf([1.0, 2.0])
    m = wg.tensor([[1.0, 2.0], [3.0, 4.0]])
    f = x @ m @ x
    f.backward()
    assert f.item() == 27
    assert x.grad.tolist() == [12, 21]


def test_second_derivative_of_a_cube():
    x = leaf(2.0)
    (first,) = wg.autograd.grad(x**3, x, create_graph=True)
    (second,) = wg.autograd.grad(first, x)
    assert (first.item(), second.item()) == (12, 12)


def test_gradient_descent_finds_the_line_through_three_points():
    x, y = wg.tensor([0.0, 1.0, 2.0]), wg.tensor([1.0, 3.0, 5.0])
    w, b = leaf(0.0), leaf(0.0)
    for _ in range(500):
        loss = ((w * x + b - y) ** 2).mean()
        loss.backward()
        with wg.no_grad():
            w -= 0.2 * w.grad
            b -= 0.2 * b.grad
            w.grad = b.grad = None
    assert w.item() == pytest.approx(2, abs=1e-4)
    assert b.item() == pytest.approx(1, abs=1e-4)


def test_python_control_flow_differentiates_the_branch_that_ran():
    x = leaf(2.0)
    y = x
    while y < 100:
        y = y * y
    y.backward()
    assert y.item() == 256
    assert x.grad.item() == 8 * 2.0**7


PRINTED = [
    (lambda: leaf([2.0]) * leaf([3.0]), "tensor([6.], grad_fn=<MulBackward0>)"),
    (lambda: leaf(-13.0) ** 2 / 2, "tensor(84.5000, grad_fn=<DivBackward0>)"),
    (lambda: leaf(2.0) + 1, "tensor(3., grad_fn=<AddBackward0>)"),
    (lambda: leaf(2.0) - 1, "tensor(1., grad_fn=<SubBackward0>)"),
    (lambda: leaf(2.0) ** 2, "tensor(4., grad_fn=<PowBackward0>)"),
    (lambda: -leaf([1.0, 2.5]), "tensor([-1.0000, -2.5000], grad_fn=<NegBackward0>)"),
    (lambda: leaf([1.0, 2.0]).sum(), "tensor(3., grad_fn=<SumBackward0>)"),
    (lambda: leaf(2.0), "tensor(2., requires_grad=True)"),
    (lambda: leaf([[1.0, 2.0], [3.0, 4.0]]), "tensor([[1., 2.],\n        [3., 4.]], requires_grad=True)"),
    (lambda: wg.tensor([1, 2, 3]), "tensor([1, 2, 3])"),
    (lambda: wg.tensor([True, False]), "tensor([ True, False])"),
    (lambda: wg.tensor([1.5], dtype=wg.float64), "tensor([1.5000], dtype={float64})"),
]


@pytest.mark.parametrize("build, text", PRINTED, ids=[text for _, text in PRINTED])
def test_printed_text(build, text):
    expected = text.format(float64=wg.float64)
    assert repr(build()) == expected
    assert str(build()) == expected
