"""autograd.functional: jacobian, hessian, vjp, jvp, hvp and vhp of functions of tensors."""
import pytest


@pytest.fixture
def functional(torch):
    return torch.autograd.functional


def cube(x):
    return x**3


def total(x):
    return (x**3).sum()


def two(x, w):
    return x * w, (x**2).sum()


VECTORIZE = pytest.mark.parametrize("vectorize", [False, True], ids=["one by one", "vectorized"])


@VECTORIZE
def test_jacobian_of_one_tensor(torch, functional, vectorize):
    J = functional.jacobian(cube, torch.tensor([1.0, 2.0]), vectorize=vectorize)
    assert J.tolist() == [[3, 0], [0, 12]] and not J.requires_grad


@VECTORIZE
def test_jacobian_has_the_shape_of_output_and_input(torch, functional, vectorize):
    x = torch.ones(2, 3)
    J = functional.jacobian(lambda x: x.sum(0) * x[0, 0], x, vectorize=vectorize)
    assert tuple(J.shape) == (3, 2, 3)


@VECTORIZE
def test_jacobian_of_several_inputs_is_a_tuple(torch, functional, vectorize):
    x, w = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    Jx, Jw = functional.jacobian(lambda x, w: x * w, (x, w), vectorize=vectorize)
    assert Jx.tolist() == [[3, 0], [0, 4]] and Jw.tolist() == [[1, 0], [0, 2]]


@VECTORIZE
def test_jacobian_of_several_outputs_is_a_tuple_of_tuples(torch, functional, vectorize):
    x, w = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    J = functional.jacobian(two, (x, w), vectorize=vectorize)
    assert isinstance(J, tuple) and isinstance(J[0], tuple)
    assert J[1][0].tolist() == [2, 4] and J[1][1].tolist() == [0, 0]


def test_jacobian_can_be_part_of_a_graph(torch, functional):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    J = functional.jacobian(cube, x, create_graph=True)
    (g,) = torch.autograd.grad(J.sum(), x)
    assert g.tolist() == [6, 12]


def test_jacobian_strict_refuses_independence(torch, functional):
    x = torch.tensor([1.0])
    with pytest.raises(RuntimeError, match="Output 0 of the user-provided function does not require gradients"):
        functional.jacobian(lambda x: x.detach(), x, strict=True)
    assert functional.jacobian(lambda x: x.detach(), x).tolist() == [[0]]


def test_jacobian_strict_refuses_an_input_that_is_not_used(torch, functional):
    x, w = torch.tensor([1.0]), torch.tensor([2.0])
    with pytest.raises(RuntimeError, match="independent of input 1"):
        functional.jacobian(lambda x, w: x * 2, (x, w), strict=True)


def test_strict_and_vectorize_exclude_each_other(torch, functional):
    with pytest.raises(RuntimeError, match="not supported together"):
        functional.jacobian(cube, torch.ones(1), strict=True, vectorize=True)


def test_jacobian_leaves_the_input_as_it_is(torch, functional):
    x = torch.tensor([1.0], requires_grad=True)
    functional.jacobian(cube, x)
    assert x.grad is None and x.requires_grad


def test_forward_mode_needs_vectorize(torch, functional):
    with pytest.raises((RuntimeError, NotImplementedError)):
        functional.jacobian(cube, torch.ones(1), strategy="forward-mode")
    with pytest.raises((AssertionError, ValueError, RuntimeError)):
        functional.jacobian(cube, torch.ones(1), strategy="nothing")


@VECTORIZE
def test_hessian(torch, functional, vectorize):
    H = functional.hessian(lambda x: (x**3).sum() + x[0] * x[1], torch.tensor([1.0, 2.0]), vectorize=vectorize)
    assert H.tolist() == [[6, 1], [1, 12]]


@VECTORIZE
def test_hessian_of_several_inputs(torch, functional, vectorize):
    x, w = torch.tensor([1.0]), torch.tensor([2.0])
    H = functional.hessian(lambda x, w: (x**2 * w).sum(), (x, w), vectorize=vectorize)
    assert [[block.item() for block in row] for row in H] == [[4, 2], [2, 0]]


def test_hessian_needs_one_number(torch, functional):
    with pytest.raises(RuntimeError, match="one element|scalar|single"):
        functional.hessian(cube, torch.tensor([1.0, 2.0]))


def test_hessian_can_be_part_of_a_graph(torch, functional):
    x = torch.tensor([2.0], requires_grad=True)
    H = functional.hessian(total, x, create_graph=True)
    assert torch.autograd.grad(H.sum(), x)[0].tolist() == [6]


def test_vjp(torch, functional):
    x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 10.0])
    value, product = functional.vjp(cube, x, v)
    assert value.tolist() == [1, 8] and product.tolist() == [3, 120]
    value, product = functional.vjp(total, x)
    assert value.item() == 9 and product.tolist() == [3, 12]


def test_vjp_of_several(torch, functional):
    x, w = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    _, (gx, gw) = functional.vjp(two, (x, w), (torch.ones(2), torch.tensor(10.0)))
    assert gx.tolist() == [23, 44] and gw.tolist() == [1, 2]


def test_vjp_needs_a_vector_for_several_outputs(torch, functional):
    with pytest.raises(RuntimeError, match="v can only be None if the user-provided function returns a single"):
        functional.vjp(cube, torch.tensor([1.0, 2.0]))


def test_vjp_refuses_a_vector_of_another_shape(torch, functional):
    with pytest.raises(RuntimeError, match="v has invalid size|has invalid size"):
        functional.vjp(cube, torch.tensor([1.0, 2.0]), torch.ones(3))


def test_jvp(torch, functional):
    value, product = functional.jvp(cube, torch.tensor([1.0, 2.0]), torch.tensor([1.0, 10.0]))
    assert value.tolist() == [1, 8] and product.tolist() == [3, 120]


def test_jvp_of_several(torch, functional):
    x, w = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    _, (a, b) = functional.jvp(two, (x, w), (torch.ones(2), torch.zeros(2)))
    assert a.tolist() == [3, 4] and b.item() == 6


def test_jvp_needs_a_vector_for_several_inputs(torch, functional):
    with pytest.raises(RuntimeError, match="v can only be None if the input to the user-provided function is a"):
        functional.jvp(cube, torch.tensor([1.0, 2.0]))


def test_hvp_and_vhp(torch, functional):
    def quadratic(x):
        return x[0] ** 2 * x[1]

    x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 10.0])
    for product in (functional.hvp, functional.vhp):
        value, result = product(quadratic, x, v)
        assert value.item() == 2 and result.tolist() == [24, 2]


def test_hvp_of_several_inputs(torch, functional):
    x, w = torch.tensor([1.0]), torch.tensor([2.0])
    for product in (functional.hvp, functional.vhp):
        _, (a, b) = product(lambda x, w: (x**2 * w).sum(), (x, w), (torch.tensor([1.0]), torch.tensor([10.0])))
        assert (a.tolist(), b.tolist()) == ([24], [2])


@pytest.mark.parametrize("name", ["vjp", "jvp", "hvp", "vhp"])
def test_products_can_be_part_of_a_graph(torch, functional, name):
    x = torch.tensor([2.0], requires_grad=True)
    v = torch.ones(()) if name == "vjp" else torch.ones(1)
    _, product = getattr(functional, name)(total, x, v, create_graph=True)
    (g,) = torch.autograd.grad(product.sum(), x)
    assert g.item() == (12 if name in ("vjp", "jvp") else 6)


@pytest.mark.parametrize("name", ["vjp", "jvp", "hvp", "vhp"])
def test_products_are_detached_by_default(torch, functional, name):
    x = torch.tensor([2.0], requires_grad=True)
    value, product = getattr(functional, name)(total, x, torch.ones(()) if name == "vjp" else torch.ones(1))
    assert not value.requires_grad and not product.requires_grad


@pytest.mark.parametrize("name", ["vjp", "jvp", "hvp", "vhp"])
def test_strict_products_refuse_independence(torch, functional, name):
    x = torch.tensor([2.0])
    with pytest.raises(RuntimeError):
        v = torch.ones(()) if name == "vjp" else torch.ones(1)
        getattr(functional, name)(lambda x: x.detach().sum(), x, v, strict=True)


def test_they_work_under_no_grad(torch, functional):
    with torch.no_grad():
        assert functional.jacobian(cube, torch.tensor([1.0])).tolist() == [[3]]
        assert functional.hessian(total, torch.tensor([1.0])).tolist() == [[6]]


def test_inputs_that_are_no_tensors_are_refused(torch, functional):
    with pytest.raises(TypeError, match="The inputs given to jacobian must be either a Tensor or a tuple of Tensors"):
        functional.jacobian(cube, 3.0)


def test_outputs_that_are_no_tensors_are_refused(torch, functional):
    with pytest.raises(TypeError, match="must be either a Tensor or a tuple of Tensors"):
        functional.jacobian(lambda x: 3.0, torch.ones(1))
