"""autograd.Function used wrongly: each mistake is reported where it is made."""
import pytest

import wengert as wg

Function = wg.autograd.Function


def leaf(value):
    return wg.tensor(value, requires_grad=True)


def returning(gradient):
    """A function of one input whose backward returns gradient(g)."""
    class Wrong(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return gradient(g)

    return Wrong


@pytest.mark.parametrize("gradient, phrase", [
    (lambda g: (g, g), "returned an incorrect number of gradients"),
    (lambda g: (), "returned an incorrect number of gradients"),
    (lambda g: wg.ones(3, 3), "returned an invalid gradient"),
    (lambda g: 5.0, "expected Variable or None"),
], ids=["too many", "too few", "wrong shape", "not a tensor"])
def test_wrong_gradients_are_refused(gradient, phrase):
    x = leaf([1.0, 2.0])
    with pytest.raises((RuntimeError, TypeError), match=phrase):
        returning(gradient).apply(x).sum().backward()
    assert x.grad is None


def test_gradient_of_another_dtype_is_converted():
    x = leaf([1.0, 2.0])
    returning(lambda g: g.double()).apply(x).sum().backward()
    assert x.grad.dtype == wg.float32


def test_gradient_that_is_broader_than_the_input_is_summed():
    x = leaf([1.0, 2.0])
    returning(lambda g: wg.ones(3, 2)).apply(x).sum().backward()
    assert x.grad.tolist() == [3, 3]


@pytest.mark.parametrize("where", ["forward", "backward"])
def test_exceptions_pass_through_unchanged(where):
    class Failing(Function):
        @staticmethod
        def forward(ctx, x):
            if where == "forward":
                raise KeyError("forward")
            return x * 2

        @staticmethod
        def backward(ctx, g):
            raise KeyError("backward")

    x = leaf(1.0)
    with pytest.raises(KeyError, match=where):
        Failing.apply(x).backward()
    assert x.grad is None
    assert wg.is_grad_enabled()


def test_missing_forward():
    class NoForward(Function):
        @staticmethod
        def backward(ctx, g):
            return g

    with pytest.raises(NotImplementedError, match="forward"):
        NoForward.apply(leaf(1.0))


def test_missing_backward_is_noticed_only_when_it_is_needed():
    class NoBackward(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

    y = NoBackward.apply(leaf(1.0))
    assert y.item() == 2
    with pytest.raises(NotImplementedError, match="backward"):
        y.backward()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_functions_are_applied_never_called():
    with pytest.raises(RuntimeError):
        returning(lambda g: g)()(leaf(1.0))


def test_only_tensors_can_be_saved():
    class SavesNumber(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(3)
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g

    with pytest.raises(TypeError, match="save_for_backward can only save variables"):
        SavesNumber.apply(leaf(1.0))
