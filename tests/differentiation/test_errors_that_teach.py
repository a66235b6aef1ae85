"""Errors of the graph say PyTorch's phrase first, then what was wrong, where, and what to do. Of Wengert alone."""
import inspect
import re

import pytest

import wengert as wg

pytestmark = pytest.mark.filterwarnings("ignore:Error detected in")
FILE = "test_errors_that_teach.py"


@pytest.fixture
def x():
    return wg.tensor([1.0, 2.0], requires_grad=True)


@pytest.fixture
def anomaly():
    with wg.autograd.set_detect_anomaly(True):
        yield


def message(call, error=RuntimeError):
    with pytest.raises(error) as raised:
        call()
    assert isinstance(raised.value, wg.errors.WengertError)
    return str(raised.value)


def here():
    """The number of the line that calls it."""
    return inspect.currentframe().f_back.f_lineno


def assert_names_line(text, line):
    assert FILE in text, text
    assert re.search(rf"\b{line}\b", text), text


# does not require grad

NO_GRAD = "element 0 of tensors does not require grad and does not have a grad_fn"


def test_no_gradient_of_a_tensor_made_by_hand(x):
    text = message(lambda: wg.ones(2).sum().backward())
    assert text.startswith(NO_GRAD)
    assert "float32" in text and "requires_grad" in text


def test_no_gradient_of_integers_names_the_type(x):
    text = message(lambda: x.long().sum().backward())
    assert text.startswith(NO_GRAD) and "int64" in text


def test_no_gradient_of_a_boolean_names_the_type(x):
    text = message(lambda: (x > 0).all().backward())
    assert text.startswith(NO_GRAD) and "bool" in text


def test_no_gradient_of_the_second_root_names_its_number(x):
    text = message(lambda: wg.autograd.backward([x.sum(), wg.ones(())]))
    assert text.startswith("element 1 of tensors does not require grad")


def test_no_gradient_because_of_no_grad_names_the_line(x, anomaly):
    with wg.no_grad():
        line = here() + 1
        y = x * 2
    text = message(lambda: y.sum().backward())
    assert text.startswith(NO_GRAD) and "no_grad" in text
    assert_names_line(text, line)


def test_no_gradient_because_of_detach_names_the_line(x, anomaly):
    line = here() + 1
    y = x.detach()
    text = message(lambda: (y * 2).sum().backward())
    assert text.startswith(NO_GRAD) and "detach" in text
    assert_names_line(text, line)


def test_no_gradient_because_of_an_operation_on_integers_names_it(x, anomaly):
    line = here() + 1
    y = x.round().long()
    text = message(lambda: (y * 2).sum().backward())
    assert text.startswith(NO_GRAD) and "int64" in text
    assert_names_line(text, line)


def test_no_gradient_names_the_inputs_that_require_none(anomaly):
    a, b = wg.ones(2), wg.ones(3, 2)
    text = message(lambda: (a * b).sum().backward())
    assert text.startswith(NO_GRAD) and ("(2,)" in text or "[2]" in text) and ("(3, 2)" in text or "[3, 2]" in text)


def test_no_gradient_because_of_inference_mode_says_so(x):
    with wg.inference_mode():
        y = (x * 2).sum()
    text = message(lambda: y.backward())
    assert text.startswith(NO_GRAD) and "inference" in text


def test_an_input_without_gradient_is_named_by_number_and_shape(x):
    text = message(lambda: wg.autograd.grad(x.sum(), [x, wg.ones(3)]))
    assert text.startswith("One of the differentiated Tensors does not require grad")
    assert "input 1" in text and "(3,)" in text


def test_an_unused_input_is_named_by_number_and_shape(x):
    text = message(lambda: wg.autograd.grad(x.sum(), [x, wg.ones(3, requires_grad=True)]))
    assert "appears to not have been used in the graph" in text and "allow_unused=True" in text
    assert "input 1" in text and "(3,)" in text


# modified by an inplace operation

STALE = "one of the variables needed for gradient computation has been modified by an inplace operation"


def test_a_stale_value_names_tensor_and_versions_and_what_saved_it(x):
    y = x * 1
    z = (y * y).sum()
    y.add_(1)
    text = message(z.backward)
    assert text.startswith(STALE)
    for part in ("float32", "[2]", "MulBackward0", "version 1", "expected version 0", "clone()"):
        assert part in text


def test_a_stale_value_names_what_wrote_to_it(x):
    y = x * 1
    z = (y * y).sum()
    y.sigmoid_()
    text = message(z.backward)
    assert text.startswith(STALE) and "sigmoid_" in text


def test_a_stale_value_names_the_write_through_a_view(x):
    y = x * 1
    z = (y * y).sum()
    y[:1].sigmoid_()
    text = message(z.backward)
    assert text.startswith(STALE) and "sigmoid_" in text


def test_a_stale_value_names_both_lines_in_anomaly_mode(x, anomaly):
    y = x * 1
    saved = here() + 1
    z = y * y
    written = here() + 1
    y.add_(1)
    text = message(z.sum().backward)
    assert text.startswith(STALE)
    assert_names_line(text, saved)
    assert_names_line(text, written)


def test_a_stale_value_of_a_custom_function_names_it(x):
    class Square(wg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            return 2 * ctx.saved_tensors[0] * g

    y = x * 1
    z = Square.apply(y).sum()
    y.add_(1)
    text = message(z.backward)
    assert text.startswith(STALE) and "SquareBackward" in text


def test_a_leaf_that_is_written_is_named_with_the_way_out(x):
    text = message(lambda: x.add_(1))
    assert text.startswith("a leaf Variable that requires grad is being used in an in-place operation")
    assert "(2,)" in text and "no_grad" in text


def test_a_part_of_several_views_is_named_with_the_way_out(x):
    part = (x * 1).unbind()[0]
    text = message(lambda: part.add_(1))
    assert "is a view and is being modified inplace" in text and "Unbind" in text and "out-of-place" in text


# a second time

TWICE = "Trying to backward through the graph a second time"


def test_a_second_pass_names_the_node_and_the_way_out(x):
    y = (x * x).sum()
    y.backward()
    text = message(y.backward)
    assert text.startswith(TWICE) and "MulBackward0" in text and "retain_graph=True" in text


def test_a_second_pass_names_the_line_of_the_first_in_anomaly_mode(x, anomaly):
    y = (x * x).sum()
    line = here() + 1
    y.backward()
    text = message(y.backward)
    assert text.startswith(TWICE)
    assert_names_line(text, line)


def test_a_second_pass_over_what_an_earlier_iteration_computed_says_so(x):
    state = x * x
    state.sum().backward()
    text = message(lambda: (state * 3).sum().backward())
    assert text.startswith(TWICE) and "detach()" in text


# shapes and types


def test_a_gradient_that_is_missing_names_the_root(x):
    text = message(lambda: (x * 2).backward())
    assert text.startswith("grad can be implicitly created only for scalar outputs")
    assert "(2,)" in text and "sum()" in text


def test_a_gradient_of_another_shape_names_both(x):
    text = message(lambda: (x * 2).backward(wg.ones(3)))
    assert text.startswith("Mismatch in shape: grad_output[0] has a shape of")
    assert "[3]" in text.replace("(3,)", "[3]") and "[2]" in text.replace("(2,)", "[2]")


def test_every_error_of_the_graph_is_of_the_one_root_and_a_runtime_error():
    root = wg.errors.WengertError
    classes = [c for c in vars(wg.errors).values() if inspect.isclass(c) and issubclass(c, root)]
    graph = [c for c in classes if issubclass(c, wg.errors.AutogradError)]
    assert len(graph) >= 5
    assert all(issubclass(c, RuntimeError) or issubclass(c, (TypeError, ValueError, IndexError)) for c in graph)
