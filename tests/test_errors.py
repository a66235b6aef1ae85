"""What is refused, with which exception and which words; and that a refusal changes nothing."""
import copy
from types import SimpleNamespace

import pytest

import wengert as wg


@pytest.fixture
def t():
    """A few tensors to do wrong things to; afterwards each must be as it was."""
    tensors = {
        "m": wg.arange(6.0).view(2, 3).clone().requires_grad_(),
        "p": wg.arange(6.0).view(2, 3).clone(),
        "v": wg.ones(4),
        "i": wg.tensor([1, 2, 3]),
        "b": wg.tensor([True, False]),
        "c": wg.tensor([1 + 2j]),
        "d": wg.ones(3, 3, dtype=wg.float64),
        "s": wg.tensor(2.0, requires_grad=True),
        "none": wg.zeros(0),
    }
    before = {name: state(tensor) for name, tensor in tensors.items()}
    yield SimpleNamespace(**tensors)
    assert {name: state(tensor) for name, tensor in tensors.items()} == before
    assert wg.is_grad_enabled()


def state(tensor):
    grad = None if tensor.grad is None else tensor.grad.tolist()
    return (tensor.tolist(), tensor.shape, tensor.stride(), tensor.dtype, tensor.requires_grad,
            tensor.is_leaf, grad, tensor._version)


def refused(cases):
    """Parametrize over {what is done: (function of the fixture, exception, phrase)}."""
    return pytest.mark.parametrize("act, error, phrase", cases.values(), ids=cases)


@refused({
    "add": (lambda t: t.m + t.v, RuntimeError, r"tensor a \(3\) must match the size of tensor b \(4\)"),
    "compare": (lambda t: t.m == t.v, RuntimeError, "must match the size of tensor b"),
    "add in place": (lambda t: t.p.add_(t.v), RuntimeError, "must match the size of tensor b"),
    "grow in place": (lambda t: t.i.add_(wg.ones(2, 3, dtype=wg.int64)), RuntimeError,
                      "doesn't match the broadcast shape"),
    "where": (lambda t: wg.where(t.m > 0, t.m, t.v), RuntimeError, "must match the size of tensor"),
    "matmul": (lambda t: t.m @ t.m, RuntimeError, r"shapes cannot be multiplied \(2x3 and 2x3\)"),
    "matrix by vector": (lambda t: t.m @ t.v, RuntimeError, "size mismatch"),
    "dot": (lambda t: t.v @ wg.ones(3), RuntimeError, "inconsistent tensor size"),
    "batched matmul": (lambda t: wg.ones(2, 3, 4) @ wg.ones(3, 4, 5), RuntimeError, "must match"),
    "0-d matmul": (lambda t: t.s @ t.s, RuntimeError, "1D"),
    "view": (lambda t: t.m.view(4), RuntimeError, r"shape '\[4\]' is invalid for input of size 6"),
    "view with -1": (lambda t: t.m.view(-1, 4), RuntimeError, "is invalid for input of size 6"),
    "view with two -1": (lambda t: t.m.view(-1, -1), RuntimeError, "only one dimension can be inferred"),
    "view with -2": (lambda t: t.m.view(-2, 3), RuntimeError, "invalid shape dimension -2"),
    "view of transposed": (lambda t: t.m.t().view(6), RuntimeError, r"view size is not compatible.*reshape"),
    "reshape": (lambda t: t.m.reshape(4), RuntimeError, "is invalid for input of size 6"),
    "expand": (lambda t: t.m.expand(4, 3), RuntimeError, r"expanded size of the tensor \(4\) must match"),
    "expand to fewer": (lambda t: t.m.expand(3), RuntimeError, "must be greater or equal to the number"),
    "cat sizes": (lambda t: wg.cat([t.m, wg.ones(2, 4)]), RuntimeError, "Sizes of tensors must match except"),
    "cat ranks": (lambda t: wg.cat([t.m, t.v]), RuntimeError, "same number of dimensions"),
    "cat of nothing": (lambda t: wg.cat([]), (ValueError, RuntimeError), "non-empty list"),
    "cat of a 0-d": (lambda t: wg.cat([t.s, t.s]), RuntimeError, "zero-dimensional tensor"),
    "stack": (lambda t: wg.stack([t.m, t.v]), RuntimeError, "each tensor to be equal size"),
    "t of 3-d": (lambda t: wg.ones(1, 2, 3).t(), RuntimeError, "<= 2 dimensions"),
    "split sizes": (lambda t: t.v.split([1, 2]), RuntimeError, "split_with_sizes"),
})
def test_wrong_shapes(t, act, error, phrase):
    with pytest.raises(error, match=phrase):
        act(t)


@refused({
    "sum": (lambda t: t.m.sum(2), IndexError, r"range of \[-2, 1\], but got 2"),
    "negative": (lambda t: t.m.sum(-3), IndexError, "Dimension out of range"),
    "mean": (lambda t: t.m.mean(dim=5), IndexError, "Dimension out of range"),
    "max": (lambda t: t.v.max(dim=1), IndexError, "Dimension out of range"),
    "softmax": (lambda t: t.m.softmax(2), IndexError, "Dimension out of range"),
    "cumsum": (lambda t: t.m.cumsum(2), IndexError, "Dimension out of range"),
    "cat": (lambda t: wg.cat([t.m, t.m], dim=2), IndexError, "Dimension out of range"),
    "stack": (lambda t: wg.stack([t.m, t.m], dim=3), IndexError, "Dimension out of range"),
    "transpose": (lambda t: t.m.transpose(0, 2), IndexError, "Dimension out of range"),
    "squeeze": (lambda t: t.m.squeeze(5), IndexError, "Dimension out of range"),
    "unsqueeze": (lambda t: t.m.unsqueeze(4), IndexError, "Dimension out of range"),
    "size": (lambda t: t.m.size(2), IndexError, "Dimension out of range"),
    "select": (lambda t: t.m.select(2, 0), IndexError, "Dimension out of range"),
    "flatten": (lambda t: t.m.flatten(0, 3), IndexError, "Dimension out of range"),
    "permute": (lambda t: t.m.permute(0, 2), IndexError, "Dimension out of range"),
    "permute twice": (lambda t: t.m.permute(0, 0), RuntimeError, "duplicate dims"),
    "permute too few": (lambda t: t.m.permute(0), RuntimeError, "number of dimensions"),
    "sum twice": (lambda t: t.m.sum((0, 0)), RuntimeError, "appears multiple times in the list of dims"),
})
def test_wrong_dimensions(t, act, error, phrase):
    with pytest.raises(error, match=phrase):
        act(t)


NO_GRADIENT = "nly Tensors of floating point"


@refused({
    "integer leaf": (lambda t: wg.tensor([1], requires_grad=True), RuntimeError,
                     "Only Tensors of floating point and complex dtype can require gradients"),
    "bool leaf": (lambda t: wg.ones(1, dtype=wg.bool, requires_grad=True), RuntimeError, NO_GRADIENT),
    "requires_grad_()": (lambda t: t.i.requires_grad_(), RuntimeError, NO_GRADIENT),
    "requires_grad = True": (lambda t: setattr(t.i, "requires_grad", True), RuntimeError, NO_GRADIENT),
    "bool difference": (lambda t: t.b - t.b, RuntimeError, "not supported"),
    "bool negation": (lambda t: -t.b, RuntimeError, "Negation.*not supported"),
    "order of complex": (lambda t: t.c < t.c, RuntimeError, "omplex"),
    "floor of complex": (lambda t: t.c // 2, RuntimeError, "omplex"),
    "mean of integers": (lambda t: t.i.mean(), RuntimeError, "either a floating point or complex dtype"),
    "matmul of two dtypes": (lambda t: t.p @ t.d, RuntimeError, "same dtype"),
    "negative power": (lambda t: t.i**-1, RuntimeError, "Integers to negative integer powers"),
    "integer division by 0": (lambda t: t.i // 0, RuntimeError, "ZeroDivisionError"),
    "integer remainder by 0": (lambda t: t.i % 0, RuntimeError, "ZeroDivisionError"),
    "float into integers": (lambda t: t.i.add_(0.5), RuntimeError, "can't be cast to the desired output"),
    "bits of floats": (lambda t: t.p & 1, RuntimeError, "not implemented for 'Float'"),
    "float condition": (lambda t: wg.where(t.p, t.p, t.p), RuntimeError, "condition to be a boolean tensor"),
})
def test_wrong_dtypes(t, act, error, phrase):
    with pytest.raises(error, match=phrase):
        act(t)


@refused({
    "needs a gradient": (lambda t: (t.m * 2).backward(), RuntimeError,
                         "grad can be implicitly created only for scalar outputs"),
    "not recorded": (lambda t: (t.v.sum() * 2).backward(), RuntimeError,
                     "does not require grad and does not have a grad_fn"),
    "detached": (lambda t: t.s.detach().backward(), RuntimeError, "does not require grad"),
    "gradient of wrong shape": (lambda t: (t.m * 2).backward(wg.ones(2)), RuntimeError, "Mismatch in shape"),
    "gradient that is no tensor": (lambda t: (t.s * 2).backward("1"), TypeError, "str"),
    "leaf in place": (lambda t: t.m.mul_(2), RuntimeError, "a leaf Variable that requires grad"),
    "leaf by item": (lambda t: t.m.__setitem__(0, 1.0), RuntimeError, "a view of a leaf Variable"),
    "changed value": (lambda t: changed(t).backward(), RuntimeError, "modified by an inplace operation"),
    "requires_grad of a result": (lambda t: (t.m * 2).requires_grad_(False), RuntimeError, "leaf variables"),
    "grad of wrong shape": (lambda t: setattr(t.m, "grad", wg.ones(5)), RuntimeError, "assign a gradient"),
    "deepcopy of a result": (lambda t: copy.deepcopy(t.m * 2), RuntimeError, "deepcopy protocol"),
})
def test_wrong_differentiation(t, act, error, phrase):
    with pytest.raises(error, match=phrase):
        act(t)


def changed(t):
    y = t.m * 1
    z = (y.exp() * y).sum()
    y.add_(1)
    return z


def test_second_backward_through_a_freed_graph_leaves_the_first_gradient():
    x = wg.tensor(2.0, requires_grad=True)
    y = x**3
    y.backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        y.backward()
    assert x.grad.item() == 12


@refused({
    "item of many": (lambda t: t.m.item(), RuntimeError, "a Tensor with 6 elements cannot be converted"),
    "item of none": (lambda t: t.none.item(), RuntimeError, "a Tensor with 0 elements cannot be converted"),
    "bool of many": (lambda t: bool(t.m), RuntimeError, "with more than one value is ambiguous"),
    "bool of none": (lambda t: bool(t.none), RuntimeError, "with no values is ambiguous"),
    "if": (lambda t: 1 if t.m > 0 else 2, RuntimeError, "ambiguous"),
    "float of many": (lambda t: float(t.v), ValueError, "only one element tensors can be converted"),
    "int of many": (lambda t: int(t.v), ValueError, "only one element tensors can be converted"),
    "float of complex": (lambda t: float(t.c), (RuntimeError, TypeError), "conver"),
    "index of a float": (lambda t: [1, 2, 3][t.s], TypeError, "only integer tensors of a single element"),
    "range of many": (lambda t: range(t.i), TypeError, "only integer tensors of a single element"),
    "len of 0-d": (lambda t: len(t.s), TypeError, "len\\(\\) of a 0-d tensor"),
    "iteration over 0-d": (lambda t: list(t.s), TypeError, "iteration over a 0-d tensor"),
    "max of nothing": (lambda t: t.none.max(), RuntimeError, "max\\(\\)"),
    "argmax of nothing": (lambda t: t.none.argmax(), IndexError, "argmax\\(\\)"),
    "max of nothing along dim": (lambda t: wg.ones(0, 3).max(dim=0), IndexError, "non-zero size"),
})
def test_wrong_conversions_to_python(t, act, error, phrase):
    with pytest.raises(error, match=phrase):
        act(t)


FOREIGN = {"str": "a", "None": None, "list": [1.0], "object": object(), "dict": {}}


@pytest.mark.parametrize("other", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("act", [
    lambda a, b: a + b, lambda a, b: b + a, lambda a, b: a - b, lambda a, b: b - a, lambda a, b: a * b,
    lambda a, b: a / b, lambda a, b: b / a, lambda a, b: a**b, lambda a, b: a @ b, lambda a, b: b @ a,
    lambda a, b: a < b, lambda a, b: wg.add(a, b), lambda a, b: a.mul(b), lambda a, b: a.add_(b),
], ids=["+", "r+", "-", "r-", "*", "/", "r/", "**", "@", "r@", "<", "add()", "mul()", "add_()"])
def test_foreign_operands(t, act, other):
    with pytest.raises(TypeError):
        act(t.p, other)


def test_foreign_object_may_take_the_operation_over(t):
    class Taker:
        def __radd__(self, other):
            return "taken"

    assert t.p + Taker() == "taken"


def test_equality_with_a_foreign_object_is_python_equality(t):
    assert (t.p == None) is False and (t.p != "a") is True  # noqa: E711


@refused({
    "made": (lambda t: wg.ones(1, device="nonsense"), RuntimeError, "nonsense"),
    "moved": (lambda t: t.m.to("nonsense"), RuntimeError, "nonsense"),
    "named": (lambda t: wg.device("nonsense"), RuntimeError, "nonsense"),
})
def test_unknown_devices(t, act, error, phrase):
    with pytest.raises(error, match=phrase):
        act(t)


def test_the_processor_is_a_device(t):
    assert t.m.device == wg.device("cpu") and t.m.device.type == "cpu"
    assert t.m.to("cpu") is t.m and t.m.cpu() is t.m


@refused({
    "unknown attribute": (lambda t: t.m.nonsense, AttributeError, "nonsense"),
    "unknown function": (lambda t: wg.nonsense, AttributeError, "nonsense"),
    "read-only shape": (lambda t: setattr(t.m, "shape", (6,)), AttributeError, "shape"),
    "read-only grad_fn": (lambda t: setattr(t.m, "grad_fn", 1), AttributeError, "grad_fn"),
    "unknown keyword": (lambda t: t.m.sum(nonsense=1), TypeError, "nonsense|invalid combination"),
    "too many arguments": (lambda t: t.m.exp(1, 2, 3), TypeError, "argument"),
})
def test_unknown_names(t, act, error, phrase):
    with pytest.raises(error, match=phrase):
        act(t)
