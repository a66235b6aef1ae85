"""autograd.gradcheck and gradgradcheck: what they accept, what they find wrong and what they say about it."""
import importlib
import warnings

import pytest


@pytest.fixture
def gradcheck(torch):
    return torch.autograd.gradcheck


@pytest.fixture
def gradgradcheck(torch):
    return torch.autograd.gradgradcheck


@pytest.fixture
def GradcheckError(torch):
    return importlib.import_module(torch.__name__ + ".autograd.gradcheck").GradcheckError


@pytest.fixture
def double(torch):
    return lambda value: torch.tensor(value, dtype=torch.float64, requires_grad=True)


def make(torch, forward, backward):
    body = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type("Made", (torch.autograd.Function,), body)


@pytest.fixture
def wrong(torch):
    """The square with a gradient that is too large."""

    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    return make(torch, forward, lambda ctx, g: 3 * ctx.saved_tensors[0] * g).apply


MODES = pytest.mark.parametrize("fast_mode", [False, True], ids=["slow", "fast"])


@MODES
def test_right_gradients_pass(torch, gradcheck, double, fast_mode):
    assert gradcheck(lambda x, w: (x * w).exp(), (double([0.5, 1.0]), double([2.0, 3.0])), fast_mode=fast_mode) is True


@MODES
def test_one_input_need_not_be_in_a_tuple(gradcheck, double, fast_mode):
    assert gradcheck(lambda x: x.sin(), double([0.5]), fast_mode=fast_mode)


@MODES
def test_several_outputs(gradcheck, double, fast_mode):
    assert gradcheck(lambda x: (x.sin(), (x**2).sum()), (double([0.5, 2.0]),), fast_mode=fast_mode)


@MODES
def test_wrong_gradients_are_found(gradcheck, double, wrong, GradcheckError, fast_mode):
    with pytest.raises(GradcheckError, match="Jacobian mismatch for output 0 with respect to input 0"):
        gradcheck(wrong, (double([1.0, 2.0]),), fast_mode=fast_mode)


def test_the_message_shows_both_jacobians(gradcheck, double, wrong, GradcheckError):
    with pytest.raises(GradcheckError) as raised:
        gradcheck(wrong, (double([1.0, 2.0]),))
    message = str(raised.value)
    assert "numerical:" in message and "analytical:" in message
    assert "3" in message.split("analytical:")[1] and "6" in message.split("analytical:")[1]


def test_gradcheck_error_is_a_runtime_error(GradcheckError):
    assert issubclass(GradcheckError, RuntimeError)


@MODES
def test_without_raise_exception_the_answer_is_false(gradcheck, double, wrong, fast_mode):
    assert gradcheck(wrong, (double([1.0, 2.0]),), raise_exception=False, fast_mode=fast_mode) is False


def test_the_second_output_and_input_are_named(torch, gradcheck, double, GradcheckError):
    def forward(ctx, x, w):
        ctx.save_for_backward(x, w)
        return x + w, x * w

    def backward(ctx, g, h):
        x, w = ctx.saved_tensors
        return g + h * w, g + h * x * 2

    with pytest.raises(GradcheckError, match="Jacobian mismatch for output 1 with respect to input 1"):
        gradcheck(make(torch, forward, backward).apply, (double([1.0]), double([2.0])))


def test_a_gradient_that_is_forgotten_is_found(torch, gradcheck, double, GradcheckError):
    def forward(ctx, x):
        return x * 2

    with pytest.raises(GradcheckError):
        gradcheck(make(torch, forward, lambda ctx, g: None).apply, (double([1.0]),))


def test_a_detached_part_is_found(gradcheck, double, GradcheckError):
    with pytest.raises(GradcheckError, match="Jacobian mismatch"):
        gradcheck(lambda x: x * x.detach(), (double([1.0, 2.0]),))


def test_tolerances_decide(torch, gradcheck, double, GradcheckError):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    nearly = make(torch, forward, lambda ctx, g: 2.001 * ctx.saved_tensors[0] * g).apply
    x = double([1.0])
    with pytest.raises(GradcheckError):
        gradcheck(nearly, (x,), rtol=1e-5, atol=1e-6)
    assert gradcheck(nearly, (x,), rtol=1e-2)
    assert gradcheck(nearly, (x,), atol=1e-2, rtol=0.0)


def test_inputs_that_require_no_gradient_are_left_out(torch, gradcheck, double):
    assert gradcheck(lambda x, c, n: x * c * n, (double([1.0]), torch.tensor([3.0]), 4))


def test_no_input_that_requires_a_gradient_is_refused(torch, gradcheck):
    with pytest.raises(ValueError, match="gradcheck expects at least one input tensor to require gradient"):
        gradcheck(lambda x: x * 2, (torch.ones(1),))


def test_single_precision_inputs_warn(torch, gradcheck):
    x = torch.tensor([0.5], requires_grad=True)
    with pytest.warns(UserWarning, match="is not a double precision floating point or complex"):
        gradcheck(lambda x: x * 2, (x,), eps=1e-2, atol=1e-2)


def test_integer_outputs_are_not_differentiated(torch, gradcheck, double):
    assert gradcheck(lambda x: (x.sin(), (x > 0).long()), (double([1.0, -1.0]),))


def test_an_output_that_requires_no_gradient_passes_if_it_is_constant(torch, gradcheck, double):
    assert gradcheck(lambda x: torch.ones(1, dtype=torch.float64), (double([1.0]),))


def test_inputs_with_overlapping_memory_are_refused(torch, gradcheck, GradcheckError):
    x = torch.tensor([[1.0]], dtype=torch.float64).expand(2, 2).requires_grad_()
    with pytest.raises(RuntimeError, match="(?i)overlap|stride 0|more than one element"):
        gradcheck(lambda x: x * 2, (x,))


def test_an_empty_input(torch, gradcheck):
    x = torch.zeros(0, dtype=torch.float64, requires_grad=True)
    assert gradcheck(lambda x: x * 2, (x,))


@MODES
def test_complex_inputs_and_outputs(torch, gradcheck, fast_mode):
    z = torch.tensor([1 + 2j, 0.5 - 1j], dtype=torch.complex128, requires_grad=True)
    assert gradcheck(lambda z: z * z, (z,), fast_mode=fast_mode)
    assert gradcheck(lambda z: z.abs(), (z,), fast_mode=fast_mode)
    assert gradcheck(lambda z: z.real, (z,), fast_mode=fast_mode)


@MODES
def test_complex_from_real(torch, gradcheck, double, fast_mode):
    assert gradcheck(lambda x: torch.complex(x, x * 2) ** 2, (double([1.0, 2.0]),), fast_mode=fast_mode)


def test_a_wrong_conjugate_is_found(torch, gradcheck, GradcheckError):
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return z * z

    bad = make(torch, forward, lambda ctx, g: 2 * ctx.saved_tensors[0] * g).apply
    z = torch.tensor([1 + 2j], dtype=torch.complex128, requires_grad=True)
    with pytest.raises(GradcheckError, match="(?i)complex|imaginary"):
        gradcheck(bad, (z,))


def test_a_backward_that_is_not_repeatable_is_found(torch, gradcheck, double, GradcheckError):
    state = [0]

    def backward(ctx, g):
        state[0] += 1
        return g * (2 + 1e-9 * state[0])

    unsteady = make(torch, lambda ctx, x: x * 2, backward).apply
    with pytest.raises(GradcheckError, match="Backward is not reentrant"):
        gradcheck(unsteady, (double([1.0]),))
    assert gradcheck(unsteady, (double([1.0]),), nondet_tol=1e-3)


@pytest.mark.filterwarnings("ignore:Backwards compatibility")
def test_undefined_gradients_must_be_handled(torch, gradcheck, double, GradcheckError):
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return x * 2, x * 3

    def careless(ctx, g, h):
        if g is None and h is None:
            return torch.ones(1, dtype=torch.float64)
        return (0 if g is None else g * 2) + (0 if h is None else h * 3)

    function = make(torch, forward, careless).apply
    x = double([1.0])
    with pytest.raises(GradcheckError, match="Expected backward to handle undefined output grads|undefined"):
        gradcheck(function, (x,))
    assert gradcheck(function, (x,), check_undefined_grad=False)


def test_grad_dtypes_can_be_checked(torch, gradcheck, double):
    assert gradcheck(lambda x: x * 2, (double([1.0]),), check_grad_dtypes=True)


def test_batched_gradients_can_be_checked(gradcheck, double):
    assert gradcheck(lambda x: x.sin(), (double([1.0, 2.0]),), check_batched_grad=True)


def test_at_least_one_mode_of_differentiation_is_checked(gradcheck, double):
    with pytest.raises((ValueError, AssertionError), match="check_forward_ad|check_backward_ad|forward|backward"):
        gradcheck(lambda x: x * 2, (double([1.0]),), check_backward_ad=False, check_forward_ad=False)


def test_arguments_after_inputs_are_by_name(gradcheck, double):
    with pytest.raises(TypeError):
        gradcheck(lambda x: x * 2, (double([1.0]),), 1e-6)


def test_the_inputs_are_as_before_afterwards(gradcheck, double):
    x = double([1.0, 2.0])
    gradcheck(lambda x: x.exp(), (x,))
    assert x.tolist() == [1, 2] and x.grad is None


def test_an_exception_of_the_function_comes_out(gradcheck, double):
    def fail(x):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        gradcheck(fail, (double([1.0]),), raise_exception=True)


# gradgradcheck


@MODES
def test_right_second_derivatives_pass(gradgradcheck, double, fast_mode):
    inputs = double([0.5, 1.0]), double([2.0, 1.0])
    assert gradgradcheck(lambda x, w: (x * w).exp(), inputs, fast_mode=fast_mode) is True


@MODES
def test_wrong_second_derivatives_are_found(torch, gradcheck, gradgradcheck, double, GradcheckError, fast_mode):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    cube = make(torch, forward, lambda ctx, g: 3 * ctx.saved_tensors[0].detach() ** 2 * g).apply
    x = double([1.0, 2.0])
    assert gradcheck(cube, (x,))
    with pytest.raises(GradcheckError, match="Jacobian mismatch"):
        gradgradcheck(cube, (x,), fast_mode=fast_mode)
    assert gradgradcheck(cube, (x,), raise_exception=False, fast_mode=fast_mode) is False


def test_cotangents_may_be_given(torch, gradgradcheck, double):
    assert gradgradcheck(lambda x: x**3, (double([1.0, 2.0]),), double([1.0, -1.0]))


def test_cotangents_may_be_non_contiguous(gradgradcheck, double):
    assert gradgradcheck(lambda x: x**3, (double([[1.0, 2.0], [3.0, 4.0]]),), gen_non_contig_grad_outputs=True)


def test_a_linear_function_passes(gradgradcheck, double):
    assert gradgradcheck(lambda x: x * 2, (double([1.0]),))


def test_a_function_that_is_differentiable_once_is_found(torch, gradgradcheck, double):
    once_differentiable = torch.autograd.function.once_differentiable

    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @once_differentiable
    def backward(ctx, g):
        return 2 * ctx.saved_tensors[0] * g

    with pytest.raises(RuntimeError, match="once_differentiable|Jacobian mismatch"):
        gradgradcheck(make(torch, forward, backward).apply, (double([1.0]),))


def test_warnings_are_not_given_for_good_inputs(gradcheck, double):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gradcheck(lambda x: x * 2, (double([1.0]),))
