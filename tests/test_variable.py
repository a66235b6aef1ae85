"""autograd.Variable, beside PyTorch."""
import pytest


@pytest.fixture(params=["wengert", "torch"])
def lib(request):
    """Wengert, and PyTorch to prove the test."""
    return pytest.importorskip(request.param)


def test_a_variable_is_a_new_tensor_on_the_same_memory(lib):
    x = lib.zeros(2)
    v = lib.autograd.Variable(x)
    v.add_(1)
    assert v is not x
    assert x.tolist() == [1, 1]
    assert x._version == v._version == 1
    assert type(v) is lib.Tensor


def test_a_variable_has_no_history_and_no_gradient(lib):
    x = lib.ones(2, requires_grad=True)
    x.grad = lib.ones(2)
    for data in (x, x * 2):
        v = lib.autograd.Variable(data)
        assert v.is_leaf and not v.requires_grad and v.grad is None and v.grad_fn is None
    v = lib.autograd.Variable(x * 2, requires_grad=True)
    (v * 3).sum().backward()
    assert v.grad.tolist() == [3, 3]
    assert x.grad.tolist() == [1, 1]


def test_every_tensor_counts_as_a_variable(lib):
    assert isinstance(lib.ones(1), lib.autograd.Variable)
    assert not isinstance(1.0, lib.autograd.Variable)


def test_without_data_it_is_empty(lib):
    assert lib.autograd.Variable().shape == (0,)


def test_what_is_no_tensor_or_can_have_no_gradient_is_refused(lib):
    with pytest.raises(TypeError, match="Variable data has to be a tensor, but got float"):
        lib.autograd.Variable(1.0)
    with pytest.raises(RuntimeError, match="floating point"):
        lib.autograd.Variable(lib.tensor([1]), requires_grad=True)


def test_volatile_warns(lib):
    with pytest.warns(UserWarning, match="volatile was removed"):
        lib.autograd.Variable(lib.ones(1), volatile=True)
