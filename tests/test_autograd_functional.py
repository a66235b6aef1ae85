"""autograd.functional: Jacobians, Hessians and products with them, beside PyTorch and by themselves."""
import numpy as np
import pytest

import wengert as wg
from wengert.autograd import functional

PRODUCTS = ["vjp", "jvp", "vhp", "hvp"]
MATRICES = ["jacobian", "hessian"]
NAMES = MATRICES + PRODUCTS


def numbers(value):
    """Nested tuples of tensors as nested tuples of arrays and their types."""
    if isinstance(value, (tuple, list)):
        return tuple(numbers(v) for v in value)
    return np.asarray(value.detach().numpy()), str(value.dtype), value.requires_grad


def agree(ours, theirs):
    """Compare what numbers() gives."""
    assert type(ours[0]) is type(theirs[0])
    if isinstance(ours[0], tuple):
        assert len(ours) == len(theirs)
        for a, b in zip(ours, theirs):
            agree(a, b)
        return
    assert ours[1:] == theirs[1:]
    np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-5, atol=1e-6)


def agree_nested(ours, theirs):
    """Compare results of any nesting; PyTorch's forward strategy gives lists where all others give tuples."""
    if isinstance(ours, tuple):
        assert isinstance(theirs, (tuple, list)) and len(ours) == len(theirs)
        for a, b in zip(ours, theirs):
            agree_nested(a, b)
    else:
        agree(numbers(ours), numbers(theirs))


def points(lib, dtype="float64"):
    dtype = getattr(lib, dtype)
    return lib.tensor([0.5, -1.0, 2.0], dtype=dtype), lib.tensor([[1.0, 2.0, 3.0], [0.1, 0.2, -0.3]], dtype=dtype)


VECTOR_FUNCTIONS = {
    "one to one": (1, lambda x: x.sin() * x.sum()),
    "one to two": (1, lambda x: (x.exp(), x.prod())),
    "two to one": (2, lambda x, y: (x * y).sum(1)),
    "two to two": (2, lambda x, y: (y @ x, x * 3)),
    "a tuple of one": (1, lambda x: (x * x,)),
    "to a 0-d value": (2, lambda x, y: (x * y * y).sum()),
    "the input itself": (1, lambda x: x),
    "an output that depends on nothing": (1, lambda x: (x * 2, x.detach() * 3)),
    "two outputs of which one uses the second input": (2, lambda x, y: (x * 2, y * 2)),
}
SCALAR_FUNCTIONS = {
    "one": (1, lambda x: (x.exp() * x.sum()).sum()),
    "one, of shape (1, 1)": (1, lambda x: (x.exp() * x.sum()).sum().reshape(1, 1)),
    "two": (2, lambda x, y: ((x * y) ** 2).sum() * x.prod()),
    "linear in one of two": (2, lambda x, y: (x ** 3).sum() + y.sum()),
    "linear": (1, lambda x: x.sum()),
    "independent of the second": (2, lambda x, y: (x ** 3).sum()),
}


def arguments(lib, name, func, count, as_tuple):
    """Inputs and, for a product, vectors that fit."""
    x = points(lib)[:count]
    inputs = x if as_tuple or count > 1 else x[0]
    if name in MATRICES:
        return [inputs]
    if name == "vjp":
        out = func(*x)
        v = tuple(o.detach() * 0.5 + 1 for o in out) if isinstance(out, tuple) else out.detach() * 0.5 + 1
    else:
        v = tuple(p * 0.3 + 1 for p in x) if as_tuple or count > 1 else x[0] * 0.3 + 1
    return [inputs, v]


CASES = [(name, label, *VECTOR_FUNCTIONS[label]) for name in ("jacobian", "vjp", "jvp") for label in VECTOR_FUNCTIONS]
CASES += [(name, label, *SCALAR_FUNCTIONS[label]) for name in NAMES for label in SCALAR_FUNCTIONS]


@pytest.mark.parametrize("create_graph", [False, True], ids=["constant", "recorded"])
@pytest.mark.parametrize("as_tuple", [False, True], ids=["tensor", "tuple"])
@pytest.mark.parametrize("name, label, count, func", CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_results_are_those_of_pytorch(name, label, count, func, as_tuple, create_graph):
    torch = pytest.importorskip("torch")
    ours, theirs = (getattr(lib.autograd.functional, name)(func, *arguments(lib, name, func, count, as_tuple),
                                                           create_graph=create_graph) for lib in (wg, torch))
    agree_nested(ours, theirs)


@pytest.mark.parametrize("name, label, count, func", [c for c in CASES if c[0] in MATRICES],
                         ids=[f"{c[0]}-{c[1]}" for c in CASES if c[0] in MATRICES])
@pytest.mark.parametrize("mode", ["forward-mode", "reverse-mode"])
def test_all_strategies_give_the_same(name, label, count, func, mode):
    strategy = {"strategy" if name == "jacobian" else "outer_jacobian_strategy": mode}
    arg = arguments(wg, name, func, count, False)
    call = getattr(functional, name)
    agree_nested(call(func, *arg, vectorize=True, **strategy), call(func, *arg))


@pytest.mark.parametrize("name, label, count, func", CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
@pytest.mark.parametrize("create_graph", [False, True], ids=["constant", "recorded"])
def test_strict_refuses_what_pytorch_refuses(name, label, count, func, create_graph):
    torch = pytest.importorskip("torch")
    verdicts = []
    for lib in (wg, torch):
        try:
            getattr(lib.autograd.functional, name)(func, *arguments(lib, name, func, count, False), strict=True,
                                                   create_graph=create_graph)
            verdicts.append("accepted")
        except RuntimeError as error:
            assert "not allowed in strict mode" in str(error) or "when running in strict mode" in str(error)
            verdicts.append("refused")
    assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_element_types_are_kept(dtype):
    x, y = points(wg, dtype)
    (a, b), = functional.jacobian(lambda x, y: ((x * y).sum(),), (x, y))
    assert a.dtype == b.dtype == getattr(wg, dtype)
    assert functional.hessian(lambda x: x.prod(), x).dtype == getattr(wg, dtype)


@pytest.mark.parametrize("name", ["jacobian", "vjp", "jvp"])
def test_complex_results_are_those_of_pytorch(name):
    torch = pytest.importorskip("torch")
    results = []
    for lib in (wg, torch):
        z = lib.tensor([1 + 2j, 0.5 - 1j], dtype=lib.complex128)
        vectors, options = ([], {"vectorize": True}) if name == "jacobian" else ([z * 1j], {})
        results.append(getattr(lib.autograd.functional, name)(lambda z: z * z.conj() * z, z, *vectors, **options))
    agree_nested(*results)


def test_rows_of_complex_outputs_are_refused_as_in_pytorch():
    with pytest.raises(RuntimeError, match="only for real scalar outputs but got torch.complex64"):
        functional.jacobian(lambda z: z * z, wg.tensor([1 + 2j]))


# -- results as parts of graphs ---------------------------------------------------------------------

def test_results_can_be_differentiated_through_inputs_and_vectors():
    x = wg.tensor([1.0, 2.0], requires_grad=True)
    v = wg.tensor([3.0, 5.0], requires_grad=True)
    for name in PRODUCTS:
        func = (lambda x: (x ** 3)) if name in ("vjp", "jvp") else (lambda x: (x ** 3).sum())
        factor, second = (3 * x ** 2, 6 * x) if name in ("vjp", "jvp") else (6 * x, wg.full((2,), 6.0))
        _, product = getattr(functional, name)(func, x, v, create_graph=True)
        by_x, by_v = wg.autograd.grad(product.sum(), (x, v))
        assert wg.allclose(by_v, factor.detach())
        assert wg.allclose(by_x, (second * v).detach())


def test_without_create_graph_results_are_constants_and_inputs_untouched():
    x = wg.tensor([1.0, 2.0], requires_grad=True)
    hook = []
    x.register_hook(hook.append)
    for name in NAMES:
        args = [x] if name in MATRICES else [x, wg.tensor(1.0)] if name == "vjp" else [x, wg.ones(2)]
        result = getattr(functional, name)(lambda x: (x ** 3).sum(), *args)
        for part in result if isinstance(result, tuple) else (result,):
            assert not part.requires_grad
    assert x.grad is None
    assert hook == []


@pytest.mark.parametrize("name", NAMES)
def test_the_mode_around_does_not_matter(name):
    x = wg.tensor([1.0, 2.0])
    args = [x] if name in MATRICES else [x, wg.tensor(1.0)] if name == "vjp" else [x, wg.ones(2)]
    call = getattr(functional, name)
    expected = call(lambda x: (x ** 3).sum(), *args)
    with wg.no_grad():
        agree_nested(call(lambda x: (x ** 3).sum(), *args), expected)
        assert not wg.is_grad_enabled()


def test_a_function_may_use_other_tensors_that_require_gradients():
    w = wg.tensor([2.0, 3.0], requires_grad=True)
    x = wg.tensor([1.0, 2.0])
    assert functional.jacobian(lambda x: x * w, x).tolist() == [[2, 0], [0, 3]]
    assert functional.jacobian(lambda x: x * w, x, create_graph=True).requires_grad
    assert w.grad is None


@pytest.mark.parametrize("shape_in, shape_out", [((0,), (0,)), ((2, 0), (0,)), ((), ()), ((1, 2), (2,))])
def test_shapes_are_those_of_output_and_input(shape_in, shape_out):
    result = functional.jacobian(lambda x: (x * 2).reshape(shape_out), wg.ones(shape_in))
    assert result.shape == shape_out + shape_in
    result = functional.jacobian(lambda x: (x * 2).reshape(shape_out), wg.ones(shape_in), vectorize=True,
                                 strategy="forward-mode")
    assert result.shape == shape_out + shape_in


def test_a_hessian_costs_one_forward_pass():
    calls = []

    def func(x):
        calls.append(1)
        return (x ** 3).sum()

    functional.hessian(func, wg.ones(5))
    assert len(calls) == 1


# -- errors -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", NAMES)
def test_inputs_and_outputs_must_be_tensors(name):
    call = getattr(functional, name)
    with pytest.raises(TypeError, match=f"The inputs given to {name} must be either a Tensor or a tuple of Tensors"):
        call(lambda x: x.sum(), 1.0)
    with pytest.raises(TypeError, match="value at index 1 has type <class 'float'>"):
        call(lambda x, y: x.sum(), (wg.ones(1), 1.0))
    with pytest.raises(TypeError, match=f"outputs of the user-provided function given to {name} must be"):
        call(lambda x: x.sum().item(), wg.ones(1))


@pytest.mark.parametrize("name", ["hessian", "vhp", "hvp"])
def test_second_derivatives_want_one_value(name):
    call = getattr(functional, name)
    with pytest.raises(RuntimeError, match=f"function given to {name} should return a single Tensor"):
        call(lambda x: (x.sum(), x.sum()), wg.ones(1))
    with pytest.raises(RuntimeError, match=f"returned by the function given to {name} should contain a single element"):
        call(lambda x: x * wg.ones(2), wg.ones(1))


@pytest.mark.parametrize("name", PRODUCTS)
def test_vectors_must_fit(name):
    call = getattr(functional, name)
    func = (lambda x: x * x) if name in ("vjp", "jvp") else (lambda x: (x * x).sum())
    x = wg.ones(2)
    with pytest.raises(RuntimeError, match="vector v can only be None if"):
        call((lambda x: x * x) if name == "vjp" else func, x)
    with pytest.raises(RuntimeError, match="v has invalid size: should be torch.Size"):
        call(func, x, wg.ones(3))
    with pytest.raises(RuntimeError, match="The given v should contain a single Tensor"):
        call(func, x, (wg.ones(2), wg.ones(2)))
    with pytest.raises(TypeError, match=f"The v given to {name} must be"):
        call(func, x, [1.0, 2.0])


def test_vectors_of_tuples_are_named_by_position():
    pair = (wg.ones(2), wg.ones(3))
    with pytest.raises(RuntimeError, match="v is a tuple of invalid length: should be 2 but got 1"):
        functional.jvp(lambda x, y: x.sum() + y.sum(), pair, (wg.ones(2),))
    with pytest.raises(RuntimeError, match="Entry 1 in v has invalid size"):
        functional.jvp(lambda x, y: x.sum() + y.sum(), pair, (wg.ones(2), wg.ones(4)))


@pytest.mark.parametrize("name", PRODUCTS)
def test_one_element_needs_no_vector(name):
    value, product = getattr(functional, name)(lambda x: (x ** 3).sum(), wg.tensor([2.0]))
    assert value.item() == 8
    assert product.item() == 12


def test_combinations_that_pytorch_lacks_are_refused_with_its_errors():
    x, func = wg.ones(2), lambda x: x * x
    with pytest.raises(AssertionError, match='either "forward-mode" or "reverse-mode", not \'sideways\''):
        functional.jacobian(func, x, strategy="sideways")
    with pytest.raises(AssertionError, match='either "forward-mode" or "reverse-mode"'):
        functional.hessian(lambda x: x.sum(), x, outer_jacobian_strategy="sideways")
    with pytest.raises(NotImplementedError, match="only implemented for `vectorize=True`"):
        functional.jacobian(func, x, strategy="forward-mode")
    with pytest.raises(NotImplementedError, match="`create_graph=True` and `strategy=\"forward-mode\"`"):
        functional.jacobian(func, x, strategy="forward-mode", create_graph=True, vectorize=True)
    with pytest.raises(RuntimeError, match="`strict=True` and `strategy=\"forward-mode\"`"):
        functional.jacobian(func, x, strategy="forward-mode", strict=True, vectorize=True)
    with pytest.raises(RuntimeError, match="`strict=True` and `vectorized=True`"):
        functional.jacobian(func, x, strict=True, vectorize=True)


@pytest.mark.parametrize("call, message", [
    (lambda: functional.vjp(lambda x: wg.ones(1), wg.ones(1), strict=True), "Output 0 .* does not require gradients"),
    (lambda: functional.vjp(lambda x, y: x * 2, (wg.ones(1), wg.ones(1)), wg.ones(1), strict=True),
     "output of the user-provided function is independent of input 1"),
    (lambda: functional.jacobian(lambda x, y: x * 2, (wg.ones(1), wg.ones(1)), strict=True),
     "Output 0 of the user-provided function is independent of input 1"),
    (lambda: functional.jacobian(lambda x: x * 2, wg.ones(1), strict=True, create_graph=True),
     "jacobian of the user-provided function is independent of input 0.*create_graph=True"),
    (lambda: functional.hessian(lambda x: x.sum(), wg.ones(1), strict=True), "jacobian .* to input 0 is independent"),
    (lambda: functional.vhp(lambda x: x.sum(), wg.ones(1), strict=True), "jacobian .* to input 0 is independent"),
    (lambda: functional.hvp(lambda x: x.sum(), wg.ones(1), strict=True), "jacobian .* to input 0 is independent"),
])
def test_strict_says_what_is_independent_of_what(call, message):
    with pytest.raises(RuntimeError, match=message):
        call()
