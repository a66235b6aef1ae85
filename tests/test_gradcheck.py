"""autograd.gradcheck and gradgradcheck: what passes, what fails, and what a failure says."""
import warnings

import pytest

import wengert as wg
from wengert.autograd import Function, gradcheck, gradgradcheck
from wengert.autograd.gradcheck import GradcheckError

MODES = pytest.mark.parametrize("fast_mode", [False, True], ids=["whole", "one direction"])


def double(*values, complex=False):
    return wg.tensor(values, dtype=wg.complex128 if complex else wg.float64, requires_grad=True)


def wrong(forward, backward, name="Wrong"):
    """The apply of a Function with one input and the given forward and backward."""
    def save(ctx, x):
        ctx.save_for_backward(x)
        return forward(x)
    parts = {"forward": staticmethod(save), "backward": staticmethod(lambda ctx, g: backward(ctx.saved_tensors[0], g))}
    return type(name, (Function,), parts).apply


RIGHT = {
    "one input": (lambda x: x.exp() * x, [double(0.5, -2.0)]),
    "0-d": (lambda x: x.sin(), [wg.tensor(0.3, dtype=wg.float64, requires_grad=True)]),
    "broadcast": (lambda x, y: (x * y).sum(1).tanh(), [double(1.0, 2.0, 3.0), double([[0.1], [0.2]])]),
    "several outputs": (lambda x: (x * 2, x.prod()), [double(1.0, 2.0)]),
    "a list of outputs": (lambda x: [x * 2, x.prod()], [double(1.0, 2.0)]),
    "an output that is no number": (lambda x: (None, x * x, "text"), [double(1.0, 2.0)]),
    "an integer output": (lambda x: (x.argmax(), x * x), [double(1.0, 2.0)]),
    "a detached output": (lambda x: (x.detach() * 3, x * x), [double(1.0, 2.0)]),
    "arguments without gradient": (lambda x, k, y: x.pow(k) * y, [double(1.0, 2.0), 3, wg.tensor([2, 3])]),
    "the input itself": (lambda x: x, [double(1.0, 2.0)]),
    "a write in place": (lambda x: x.clone().mul_(x), [double(1.0, 2.0)]),
    "an input of strides": (lambda x: x * x, [wg.arange(4.0, dtype=wg.float64).reshape(2, 2).t().requires_grad_()]),
    "a computed input": (lambda x: x * x, [double(1.0, 2.0) * 2]),
    "an empty input": (lambda x: x * x, [wg.zeros(0, 2, dtype=wg.float64, requires_grad=True)]),
    "an empty output": (lambda x: x[:0] * x[:0], [double(1.0, 2.0)]),
    "complex": (lambda z: z.exp() * z, [double(1 + 2j, -0.5j, complex=True)]),
    "complex, not holomorphic": (lambda z: z.conj() * z * z.imag, [double(1 + 2j, -0.5j, complex=True)]),
    "complex to real": (lambda z: z.abs(), [double(1 + 2j, -0.5j, complex=True)]),
    "real to complex": (lambda x: wg.complex(x.sin(), x * x), [double(1.0, 2.0)]),
    "real and complex": (lambda x, z: (x * z, x.exp()), [double(1.0, 2.0), double(1 + 2j, -0.5j, complex=True)]),
}


@MODES
@pytest.mark.parametrize("name", RIGHT)
def test_right_gradients_pass_to_second_order(name, fast_mode):
    func, inputs = RIGHT[name]
    assert gradcheck(func, inputs, fast_mode=fast_mode, check_batched_grad=True, check_grad_dtypes=True) is True
    assert gradgradcheck(func, inputs, fast_mode=fast_mode, check_batched_grad=True) is True


@pytest.mark.parametrize("name", RIGHT)
def test_inputs_are_as_they_were_after_a_check(name):
    func, inputs = RIGHT[name]
    before = [(x.detach().clone(), x._version) if isinstance(x, wg.Tensor) else None for x in inputs]
    gradcheck(func, inputs)
    for x, was in zip(inputs, before):
        if was is not None:
            assert wg.equal(x.detach(), was[0])
            assert x._version == was[1]
            assert not x.is_leaf or x.grad is None


def test_an_input_is_moved_back_when_the_function_raises():
    x, calls = double(1.0, 2.0), []

    def func(x):
        calls.append(x.tolist())
        if len(calls) == 2:
            raise ZeroDivisionError
        return x * x

    with pytest.raises(ZeroDivisionError):
        gradcheck(func, x)
    assert calls[1] != [1.0, 2.0]
    assert x.tolist() == [1.0, 2.0]


# -- failures ---------------------------------------------------------------------------------------

@MODES
def test_a_wrong_gradient_fails_and_shows_both_jacobians(fast_mode):
    func = wrong(lambda x: x * x, lambda x, g: g * x * 2.5)
    with pytest.raises(GradcheckError) as failure:
        gradcheck(func, double(1.0, 2.0), fast_mode=fast_mode)
    text = str(failure.value)
    assert text.startswith("Jacobian mismatch for output 0 with respect to input 0,\nnumerical:")
    assert "[2.0000, 0.0000],\n        [0.0000, 4.0000]]" in text
    assert "[2.5000, 0.0000],\n        [0.0000, 5.0000]]" in text
    assert "furthest apart, by 1, at element 1 of the input and 1 of the output" in text
    assert isinstance(failure.value, RuntimeError)
    assert isinstance(failure.value, wg.errors.WengertError)


@MODES
def test_a_failure_names_the_output_and_the_input(fast_mode):
    bad = wrong(lambda x: x * x, lambda x, g: g * x)
    with pytest.raises(GradcheckError, match="for output 1 with respect to input 1"):
        gradcheck(lambda x, y: (x + y, bad(y) + x), [double(1.0), double(2.0)], fast_mode=fast_mode)


@MODES
def test_positions_count_only_outputs_and_inputs_that_are_differentiated(fast_mode):
    bad = wrong(lambda x: x * x, lambda x, g: g * x)
    with pytest.raises(GradcheckError, match="for output 0 with respect to input 0"):
        gradcheck(lambda k, x: (k, bad(x)), [wg.ones(1), double(2.0)], fast_mode=fast_mode)


def test_raise_exception_false_returns_false_for_a_wrong_gradient_only():
    func = wrong(lambda x: x * x, lambda x, g: g * x)
    assert gradcheck(func, double(1.0), raise_exception=False) is False
    with pytest.raises(ValueError, match="none of them have requires_grad=True"):
        gradcheck(func, wg.ones(1), raise_exception=False)


@MODES
def test_a_wrong_second_derivative_fails_the_second_check_only(fast_mode):
    class Cube(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx, g):
            x, = ctx.saved_tensors
            return g * 3 * x.detach()**2

    x = double(1.0, 2.0)
    assert gradcheck(Cube.apply, x, fast_mode=fast_mode)
    with pytest.raises(GradcheckError, match="Jacobian mismatch for output 0 with respect to input 0"):
        gradgradcheck(Cube.apply, x, fast_mode=fast_mode)
    assert gradgradcheck(Cube.apply, x, fast_mode=fast_mode, raise_exception=False) is False


def test_once_differentiable_fails_the_second_check():
    class Cube(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        @wg.autograd.function.once_differentiable
        def backward(ctx, g):
            return g * 3 * ctx.saved_tensors[0]**2

    x = double(1.0, 2.0)
    assert gradcheck(Cube.apply, x)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        gradgradcheck(Cube.apply, x)


@MODES
@pytest.mark.parametrize("part, factor", [("real", 1 + 0j), ("imaginary", 1j)])
def test_failures_of_complex_outputs_name_the_part(part, factor, fast_mode):
    bad = wrong(lambda x: x * x, lambda x, g: g * x)
    with pytest.raises(GradcheckError, match=f"While considering the {part} part of complex outputs only, Jacobian"):
        gradcheck(lambda x: bad(x) * factor, double(1.0, 2.0), fast_mode=fast_mode)


def test_the_convention_of_complex_gradients_is_checked():
    # the gradient of a holomorphic function is the cotangent times the conjugate of the derivative
    assert gradcheck(wrong(lambda z: z * z, lambda z, g: g * (2 * z).conj()), double(1 + 2j, complex=True))
    with pytest.raises(GradcheckError):
        gradcheck(wrong(lambda z: z * z, lambda z, g: g * 2 * z), double(1 + 2j, complex=True))


@MODES
def test_a_cut_connection_is_noticed(fast_mode):
    with pytest.raises(GradcheckError, match="Numerical gradient for function expected to be zero"):
        gradcheck(lambda x: x.detach() * 2, double(1.0), fast_mode=fast_mode)
    assert gradcheck(lambda x: x.detach().sign(), double(1.0), fast_mode=fast_mode)


@MODES
def test_a_backward_that_gives_other_numbers_each_time_fails(fast_mode):
    passes = iter(range(100))
    func = wrong(lambda x: x * 2, lambda x, g: g * 2 + g * 1e-7 * next(passes))
    with pytest.raises(GradcheckError, match="Backward is not reentrant"):
        gradcheck(func, double(1.0), fast_mode=fast_mode)
    assert gradcheck(func, double(1.0), nondet_tol=1e-4, fast_mode=fast_mode)


def test_a_backward_that_ignores_its_cotangent_fails():
    func = wrong(lambda x: x.sum(), lambda x, g: wg.ones_like(x))
    with pytest.raises(GradcheckError, match="backward not multiplied by grad_output"):
        gradcheck(func, double(1.0, 2.0))


def test_a_backward_that_cannot_do_without_a_cotangent_fails():
    class Pair(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.set_materialize_grads(False)
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, a, b):
            if b is None:
                raise RuntimeError("no second cotangent")
            return 2 * a + 3 * b

    def func(x):
        return sum(Pair.apply(x))

    with pytest.raises(GradcheckError, match="handle undefined output grads.*output 0 it raised.*no second cotangent"):
        gradcheck(func, double(1.0))
    assert gradcheck(func, double(1.0), raise_exception=False) is False
    assert gradcheck(func, double(1.0), check_undefined_grad=False)


def test_functions_whose_shape_depends_on_the_values_are_refused():
    with pytest.raises(AssertionError, match="same shape when inputs are perturbed on index"):
        gradcheck(lambda x: x[x > 1], double(1.0, 2.0))


def test_nan_on_one_side_fails():
    with pytest.raises(GradcheckError, match="numerical:.*nan"):
        gradcheck(lambda x: x.log(), double(-1.0))


# -- arguments --------------------------------------------------------------------------------------

def test_inputs_of_single_precision_are_warned_about():
    with pytest.warns(UserWarning, match="Input #1 requires gradient and is not a double precision"):
        gradcheck(lambda x, y: x * y, [double(1.0), wg.ones(1, requires_grad=True)], raise_exception=False)


def test_double_precision_gives_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gradcheck(lambda x, y: x * y, [double(1.0), wg.ones(1)])


def test_eps_makes_single_precision_usable():
    x = wg.tensor([1.0, 2.0], requires_grad=True)
    with pytest.warns(UserWarning):
        assert gradcheck(lambda x: x * x, x, eps=1e-2, atol=1e-2)


def test_inputs_that_overlap_in_memory_are_refused():
    x = wg.tensor(1.0, dtype=wg.float64).expand(3).requires_grad_()
    with pytest.raises(RuntimeError, match="0th input has a dimension with stride 0"):
        gradcheck(lambda x: x * 2, x)


def test_the_tolerances_decide():
    func = wrong(lambda x: x * x, lambda x, g: g * x * 2.01)
    x = double(1.0)
    assert gradcheck(func, x, rtol=0.1)
    assert gradcheck(func, x, atol=0.1)
    assert gradcheck(func, x, rtol=1e-3, atol=1e-3, raise_exception=False) is False


def test_modes_that_are_not_there_are_refused():
    for options in ({"check_forward_ad": True}, {"check_forward_ad": True, "check_batched_forward_grad": True}):
        with pytest.raises(NotImplementedError, match="no forward mode"):
            gradcheck(wg.exp, double(1.0), **options)
    with pytest.raises(AssertionError, match="check_forward_ad or check_backward_ad to be True"):
        gradcheck(wg.exp, double(1.0), check_backward_ad=False)
    with pytest.raises(NotImplementedError, match="no forward mode"):
        gradgradcheck(wg.exp, double(1.0), check_fwd_over_rev=True)
    with pytest.raises(AssertionError, match="check_fwd_over_rev or check_rev_over_rev to be True"):
        gradgradcheck(wg.exp, double(1.0), check_rev_over_rev=False)


def test_checks_leave_the_random_numbers_alone():
    before = wg.get_rng_state()
    gradcheck(wg.exp, double(1.0), fast_mode=True, check_batched_grad=True)
    gradgradcheck(wg.exp, double(1.0), fast_mode=True)
    assert wg.equal(wg.get_rng_state(), before)


def test_cotangents_of_the_second_check_can_be_given():
    seen = []

    class Square(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            seen.append((g.tolist(), g.requires_grad))
            return g * 2 * ctx.saved_tensors[0]

    assert gradgradcheck(Square.apply, double(3.0), wg.tensor([5.0], dtype=wg.float64))
    assert seen[0] == ([5.0], False)


def test_cotangents_of_the_second_check_can_have_strides():
    strides = []

    class Double(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            strides.append(g.stride())
            return g * 2

    x = wg.ones(2, 3, dtype=wg.float64, requires_grad=True)
    assert gradgradcheck(Double.apply, x, gen_non_contig_grad_outputs=True)
    assert strides[0] == (6, 2)
    strides.clear()
    assert gradgradcheck(Double.apply, x)
    assert strides[0] == (3, 1)


# -- beside PyTorch ---------------------------------------------------------------------------------

FUNCTIONS = {
    "abs at a kink": (lambda x: x.abs(), [0.0, 1.0]),
    "relu at a kink": (lambda x: x.relu(), [0.0, 1.0]),
    "sqrt at zero": (lambda x: x.sqrt(), [0.0, 1.0]),
    "round": (lambda x: x.round(), [0.2, 1.3]),
    "max with ties": (lambda x: x.max(), [1.0, 1.0]),
    "sort": (lambda x: x.sort()[0], [2.0, 1.0]),
    "norm at zero": (lambda x: x.norm(), [0.0, 0.0]),
    "cumulative product": (lambda x: x.cumprod(0), [0.0, 2.0]),
    "imaginary": (lambda x: (x * 1j).exp(), [0.0, 2.0]),
}


@MODES
@pytest.mark.parametrize("check", ["gradcheck", "gradgradcheck"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_verdicts_are_those_of_pytorch(name, check, fast_mode):
    torch = pytest.importorskip("torch")
    func, values = FUNCTIONS[name]
    verdicts = [getattr(lib.autograd, check)(func, lib.tensor(values, dtype=lib.float64, requires_grad=True),
                                             raise_exception=False, fast_mode=fast_mode) for lib in (wg, torch)]
    assert verdicts[0] == verdicts[1]
