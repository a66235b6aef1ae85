"""detect_anomaly and set_detect_anomaly: NaN in the backward pass, and where the operation was called."""
import threading
import warnings

import pytest

pytestmark = [
    pytest.mark.filterwarnings("ignore:Anomaly Detection has been enabled"),
    pytest.mark.filterwarnings("ignore:Error detected in"),
]


@pytest.fixture
def detect(torch):
    return torch.autograd.detect_anomaly


def nan_function(torch):
    class MakesNaN(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, g):
            return g * float("nan")

    return MakesNaN


def test_entering_warns_in_pytorch_and_not_here_where_it_is_cheap(torch):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with torch.autograd.detect_anomaly():
            pass
    assert any("Anomaly Detection has been enabled" in str(w.message) for w in caught) == (torch.__name__ == "torch")


def test_the_state_can_be_asked_and_is_restored(torch, detect):
    assert not torch.is_anomaly_enabled()
    with detect():
        assert torch.is_anomaly_enabled() and torch.is_anomaly_check_nan_enabled()
        with detect(check_nan=False):
            assert torch.is_anomaly_enabled() and not torch.is_anomaly_check_nan_enabled()
        assert torch.is_anomaly_check_nan_enabled()
    assert not torch.is_anomaly_enabled()


def test_the_state_is_restored_after_an_exception(torch, detect):
    with pytest.raises(ValueError):
        with detect():
            raise ValueError
    assert not torch.is_anomaly_enabled()


def test_set_detect_anomaly_is_a_function_and_a_context_manager(torch):
    set_detect_anomaly = torch.autograd.set_detect_anomaly
    set_detect_anomaly(True)
    try:
        assert torch.is_anomaly_enabled()
    finally:
        set_detect_anomaly(False)
    assert not torch.is_anomaly_enabled()
    with set_detect_anomaly(True, check_nan=False):
        assert torch.is_anomaly_enabled() and not torch.is_anomaly_check_nan_enabled()
        with set_detect_anomaly(False):
            assert not torch.is_anomaly_enabled()
        assert torch.is_anomaly_enabled()
    assert not torch.is_anomaly_enabled()


def test_the_mode_must_be_a_bool(torch):
    with pytest.raises(TypeError):
        torch.autograd.set_detect_anomaly("yes")
    assert not torch.is_anomaly_enabled()


def test_nan_in_the_backward_pass_is_an_error_that_names_the_function(torch, leaf, detect):
    x = leaf([-1.0])
    with detect():
        y = x.sqrt()
        with pytest.raises(RuntimeError, match="Function 'SqrtBackward0' returned nan values in its 0th output"):
            y.sum().backward()


def test_the_output_with_the_nan_is_counted(leaf, detect):
    x, w = leaf([float("nan")]), leaf([1.0])
    with detect():
        y = x * w
        with pytest.raises(RuntimeError, match="Function 'MulBackward0' returned nan values in its 1th output"):
            y.sum().backward()


def test_nan_from_a_custom_function_is_an_error(torch, leaf, detect):
    with detect():
        y = nan_function(torch).apply(leaf([1.0, 2.0]))
        with pytest.raises(RuntimeError, match="Function 'MakesNaNBackward' returned nan values in its 0th output"):
            y.sum().backward()


def test_without_the_mode_nan_is_no_error(torch, leaf):
    x = leaf([1.0])
    nan_function(torch).apply(x).sum().backward()
    assert x.grad.isnan().all()


def test_without_check_nan_nan_is_no_error(torch, leaf, detect):
    x = leaf([1.0])
    with detect(check_nan=False):
        nan_function(torch).apply(x).sum().backward()
    assert x.grad.isnan().all()


def test_infinite_gradients_are_no_error(torch, leaf, detect):
    x = leaf([0.0])
    with detect():
        x.sqrt().sum().backward()
    assert x.grad.isinf().all()


def test_a_graph_of_before_is_checked_but_has_no_traceback(torch, leaf, detect):
    y = leaf([-1.0]).sqrt()
    with detect():
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with pytest.raises(RuntimeError, match="returned nan values"):
                y.sum().backward()
    assert any("No forward pass information available" in str(w.message) for w in caught)


def forward_line(x):
    return x.sqrt()


def test_the_traceback_of_the_forward_call_is_shown(torch, leaf, detect):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with detect():
            y = forward_line(leaf([-1.0]))
            with pytest.raises(RuntimeError) as raised:
                y.sum().backward()
    told = "\n".join(str(w.message) for w in caught) + str(raised.value)
    assert "Traceback of forward call that caused the error" in told or "in forward_line" in told
    assert "in forward_line" in told and "return x.sqrt()" in told


def test_the_traceback_is_shown_for_any_exception_in_a_backward(torch, leaf, detect):
    class Fails(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, g):
            raise ValueError("mine")

    def caller(x):
        return Fails.apply(x)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with detect():
            y = caller(leaf([1.0]))
            with pytest.raises(ValueError, match="mine") as raised:
                y.sum().backward()
    told = "\n".join([str(w.message) for w in caught] + getattr(raised.value, "__notes__", []))
    assert "in caller" in told


def test_a_graph_recorded_inside_keeps_its_traceback_for_a_pass_inside_a_later_block(torch, leaf, detect):
    with detect():
        y = forward_line(leaf([-1.0]))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with detect():
            with pytest.raises(RuntimeError) as raised:
                y.sum().backward()
    assert "in forward_line" in "\n".join(str(w.message) for w in caught) + str(raised.value)


def test_a_function_made_in_a_backward_has_its_parent_shown(torch, leaf, detect):
    x = leaf([0.0])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with detect():
            (g,) = torch.autograd.grad((x**1.5 * 0).sum(), x, create_graph=True)
            with pytest.raises(RuntimeError, match="returned nan values") as raised:
                g.sum().backward()
    assert "Traceback of forward call" in "\n".join(str(w.message) for w in caught) + str(raised.value)


def test_the_gradients_are_the_same_with_the_mode(torch, leaf, detect):
    x = leaf([0.5, 1.5])
    with detect():
        y = (x.exp() * x.sin()).sum()
        (g,) = torch.autograd.grad(y, x)
    plain = torch.autograd.grad((x.exp() * x.sin()).sum(), x)[0]
    assert g.tolist() == plain.tolist()


def test_nothing_is_left_of_the_mode_afterwards(torch, leaf, detect):
    with detect():
        with pytest.raises(RuntimeError):
            leaf([-1.0]).sqrt().sum().backward()
    x = leaf([-1.0])
    x.sqrt().sum().backward()
    assert x.grad.isnan().all()


def test_a_nan_that_comes_in_is_told_of_the_first_function_it_passes(torch, leaf, detect):
    x = leaf([1.0])
    with detect():
        y = x * 2 + 0
        with pytest.raises(RuntimeError, match="Function 'AddBackward0' returned nan values in its 0th output"):
            y.backward(torch.tensor([float("nan")]))


def test_the_mode_is_seen_by_every_thread(torch, detect):
    seen = []
    with detect():
        thread = threading.Thread(target=lambda: seen.append(torch.is_anomaly_enabled()))
        thread.start()
        thread.join()
    assert seen == [True]
