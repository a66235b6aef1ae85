"""inference_mode: no recording, no versions, and tensors that can never become part of a graph."""
import threading

import pytest


def test_nothing_is_recorded(torch, leaf):
    x = leaf([2.0])
    with torch.inference_mode():
        y = x * x
    assert not y.requires_grad and y.grad_fn is None
    assert y.is_inference()


def test_both_modes_are_reported(torch):
    assert not torch.is_inference_mode_enabled()
    with torch.inference_mode():
        assert torch.is_inference_mode_enabled()
        assert not torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()
    assert torch.is_grad_enabled()


def test_false_leaves_it_and_records_again(torch, leaf):
    x = leaf([2.0])
    with torch.inference_mode():
        with torch.inference_mode(False):
            assert not torch.is_inference_mode_enabled()
            assert torch.is_grad_enabled()
            y = x * x
        assert torch.is_inference_mode_enabled()
    assert y.requires_grad and not y.is_inference()
    y.sum().backward()
    assert x.grad.item() == 4


def test_false_outside_changes_nothing(torch, leaf):
    with torch.inference_mode(mode=False):
        y = leaf([2.0]) * 2
    assert y.requires_grad


def test_enable_grad_inside_does_not_record(torch, leaf):
    x = leaf([2.0])
    with torch.inference_mode():
        with torch.enable_grad():
            assert torch.is_grad_enabled()
            y = x * x
    assert not y.requires_grad and y.is_inference()


def test_the_mode_ends_with_an_exception(torch):
    with pytest.raises(ValueError):
        with torch.inference_mode():
            raise ValueError
    assert not torch.is_inference_mode_enabled() and torch.is_grad_enabled()


def test_is_inference_is_a_function_too(torch):
    with torch.inference_mode():
        x = torch.ones(1)
    assert torch.is_inference(x) and not torch.is_inference(torch.ones(1))


def test_ordinary_tensors_made_before_stay_ordinary(torch, leaf):
    x = leaf([2.0])
    with torch.inference_mode():
        assert not x.is_inference() and x.requires_grad


def test_views_of_ordinary_tensors_are_ordinary(torch, leaf):
    x = leaf([2.0, 3.0])
    with torch.inference_mode():
        y = x[:1]
        z = x.view(2, 1)
    assert not y.is_inference() and not z.is_inference()


def test_views_of_inference_tensors_are_inference_tensors(torch):
    with torch.inference_mode():
        x = torch.ones(2)
    assert x[:1].is_inference()
    assert (x + 1).is_inference() is False


def test_inference_tensors_have_no_version(torch):
    with torch.inference_mode():
        x = torch.ones(1)
    with pytest.raises(RuntimeError, match="Inference tensors do not track version counter"):
        x._version


def test_writes_to_ordinary_tensors_still_count(torch):
    x = torch.ones(1)
    with torch.inference_mode():
        x.add_(1)
    assert x._version == 1


def test_in_place_on_inference_tensors_is_fine_inside(torch):
    with torch.inference_mode():
        x = torch.ones(2)
        x.add_(1)
        x[0] = 5
    assert x.tolist() == [5, 2]


def test_in_place_on_inference_tensors_outside_is_refused(torch):
    with torch.inference_mode():
        x = torch.ones(1)
    with pytest.raises(RuntimeError, match="Inplace update to inference tensor outside InferenceMode is not allowed"):
        x.add_(1)
    if torch.__name__ == "wengert":  # PyTorch has written by then
        assert x.tolist() == [1]


def test_in_place_on_a_leaf_that_requires_a_gradient_is_fine_inside(torch, leaf):
    x = leaf([2.0])
    with torch.inference_mode():
        x.add_(1)
    assert x.item() == 3 and x.requires_grad and x.is_leaf


def test_saving_an_inference_tensor_is_refused(torch, leaf):
    x = leaf([2.0])
    with torch.inference_mode():
        c = torch.ones(1)
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        x * c


def test_an_operation_that_saves_nothing_takes_an_inference_tensor(torch, leaf):
    x = leaf([2.0])
    with torch.inference_mode():
        c = torch.ones(1)
    y = x + c
    y.sum().backward()
    assert x.grad.item() == 1 and not y.is_inference()


def test_requires_grad_cannot_be_set_outside(torch):
    with torch.inference_mode():
        x = torch.ones(1)
    with pytest.raises(RuntimeError, match="Setting requires_grad=True on inference tensor outside InferenceMode"):
        x.requires_grad_()


def test_requires_grad_can_be_set_inside_and_backward_is_refused(torch):
    with torch.inference_mode():
        x = torch.ones(1, requires_grad=True)
        y = x * 2
        assert x.requires_grad and not y.requires_grad
        with pytest.raises(RuntimeError, match="does not require grad"):
            y.sum().backward()


def test_a_clone_outside_is_an_ordinary_tensor(torch):
    with torch.inference_mode():
        x = torch.ones(1)
    y = x.clone().requires_grad_()
    (y * y).sum().backward()
    assert not y.is_inference() and y.grad.item() == 2


def test_in_place_of_a_view_made_inside_of_an_ordinary_non_leaf(torch, leaf):
    x = leaf([2.0, 3.0])
    y = x * 1
    with torch.inference_mode():
        view = y[:1]
        view.mul_(10)
    assert y.tolist() == [20, 3]


def test_backward_inside_is_possible_for_a_graph_recorded_outside(torch, leaf):
    x = leaf([2.0])
    y = (x * x).sum()
    with torch.inference_mode():
        y.backward()
    assert x.grad.tolist() == [4]


def test_it_is_a_decorator_with_and_without_parentheses(torch, leaf):
    x = leaf([2.0])

    @torch.inference_mode()
    def called(x):
        return x * 2

    @torch.inference_mode
    def bare(x):
        return x * 2

    @torch.inference_mode(mode=False)
    def off(x):
        return x * 2

    assert called(x).is_inference() and bare(x).is_inference()
    assert off(x).requires_grad
    assert called.__name__ == "called" and bare.__name__ == "bare"


def test_a_decorated_generator_is_in_the_mode_only_while_it_runs(torch):
    @torch.inference_mode()
    def generate():
        for _ in range(2):
            yield torch.is_inference_mode_enabled()

    for inside in generate():
        assert inside and not torch.is_inference_mode_enabled()


def test_it_is_of_the_thread(torch):
    seen = []
    with torch.inference_mode():
        thread = threading.Thread(target=lambda: seen.append(torch.is_inference_mode_enabled()))
        thread.start()
        thread.join()
    assert seen == [False]


def test_a_custom_function_runs_inside_without_recording(torch, leaf):
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2

    with torch.inference_mode():
        y = Double.apply(leaf([1.0]))
    assert y.tolist() == [2] and not y.requires_grad and y.is_inference()
