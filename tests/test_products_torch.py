"""Products of matrices and vectors in the types and with the errors of PyTorch."""
import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")

INTEGERS = ("uint8", "int8", "int16", "int32", "int64")
CALLS = {"mm": ((2, 3), (3, 2)), "mv": ((2, 3), (3,)), "bmm": ((2, 2, 3), (2, 3, 2)), "dot": ((3,), (3,)),
         "vdot": ((3,), (3,)),
         "matmul": ((2, 2, 3), (3,)), "inner": ((2, 3), (2, 3)), "outer": ((2,), (3,)), "kron": ((2, 2), (3,)),
         "tensordot": ((2, 2, 3), (2, 3)), "cross": ((2, 3), (2, 3))}


def operands(name, dtype):
    """Two arrays whose products overflow the small integer types."""
    random = np.random.default_rng(2)
    return [random.integers(0, 120, shape).astype(dtype) for shape in CALLS[name]]


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_wrap_around(name, dtype):
    arrays = operands(name, dtype)
    ours = getattr(wg, name)(*[wg.tensor(a) for a in arrays])
    theirs = getattr(torch, name)(*[torch.tensor(a) for a in arrays])
    assert str(ours.dtype) == str(theirs.dtype)
    np.testing.assert_array_equal(ours.numpy(), theirs.numpy())


@pytest.mark.parametrize("name", CALLS)
def test_booleans_are_refused_where_torch_does(name):
    arrays = [a > 60 for a in operands(name, "int64")]
    try:
        expected = getattr(torch, name)(*[torch.tensor(a) for a in arrays])
    except NotImplementedError as error:
        with pytest.raises(NotImplementedError) as found:
            getattr(wg, name)(*[wg.tensor(a) for a in arrays])
        assert str(error) in str(found.value)
    else:
        np.testing.assert_array_equal(getattr(wg, name)(*[wg.tensor(a) for a in arrays]).numpy(), expected.numpy())


@pytest.mark.parametrize("name, phrase", [
    ("mm", "expected m1 and m2 to have the same dtype"), ("mv", "addmv input tensors must have the same dtype"),
    ("dot", "dot : expected both vectors to have same dtype, but found Float and Double"),
    ("bmm", "expected scalar type Float but found Double"), ("inner", "both inputs should have same dtype"),
    ("tensordot", "both inputs should have same dtype"), ("cross", "expected scalar type Float but found Double")])
def test_types_must_agree(name, phrase):
    first, second = operands(name, "float32")
    with pytest.raises(RuntimeError, match=phrase):
        getattr(torch, name)(torch.tensor(first), torch.tensor(second).double())
    with pytest.raises(RuntimeError, match=phrase):
        getattr(wg, name)(wg.tensor(first), wg.tensor(second).double())


@pytest.mark.parametrize("name", ["outer", "kron"])
def test_elementwise_products_promote(name):
    first, second = operands(name, "float32")
    assert getattr(wg, name)(wg.tensor(first), wg.tensor(second).double()).dtype is wg.float64


WRONG = {
    "mm of a vector": (lambda t: t.mm(t.ones(2), t.ones(2, 2)), "self must be a matrix"),
    "mv of matrices": (lambda t: t.mv(t.ones(2, 2), t.ones(2, 2)), "vector \\+ matrix @ vector expected, got 1, 2, 2"),
    "bmm of a matrix": (lambda t: t.bmm(t.ones(2, 2, 2), t.ones(2, 2)), "batch2 must be a 3D tensor"),
    "bmm of other batches": (lambda t: t.bmm(t.ones(2, 2, 2), t.ones(3, 2, 2)),
                             "Expected size for first two dimensions"),
    "dot of matrices": (lambda t: t.dot(t.ones(2, 2), t.ones(2)), "1D tensors expected, but got 2D and 1D"),
    "dot of other lengths": (lambda t: t.vdot(t.ones(2), t.ones(3)), "inconsistent tensor size"),
    "matmul of 0-d": (lambda t: t.matmul(t.ones(()), t.ones(2)), "both arguments to matmul need to be at least 1D"),
    "outer of a matrix": (lambda t: t.outer(t.ones(2, 2), t.ones(2)), "outer: Expected 1-D argument self, but got 2-D"),
    "inner of other lengths": (lambda t: t.inner(t.ones(2, 2), t.ones(3)), "inner\\(\\) the last dimension must match"),
    "tensordot of other sizes": (lambda t: t.tensordot(t.ones(2, 3), t.ones(2, 3), 1),
                                 "contracted dimensions need to match"),
    "tensordot of lists that differ": (lambda t: t.tensordot(t.ones(2, 3), t.ones(3), ([0, 1], [0])), "same length"),
    "tensordot of negative dims": (lambda t: t.tensordot(t.ones(2), t.ones(2), -1), "dims >= 0, but got dims=-1"),
    "tensordot of a dim twice": (lambda t: t.tensordot(t.ones(2, 2), t.ones(2, 2), ([0, 0], [0, 0])), "multiple times"),
    "chain of vectors": (lambda t: t.chain_matmul(t.ones(2), t.ones(2, 2)), "Tensor dimension is 1, expected 2"),
    "chain that does not fit": (lambda t: t.chain_matmul(t.ones(2, 3), t.ones(2, 2)), "cannot be multiplied"),
    "chain of nothing": (lambda t: t.chain_matmul(), "Expected one or more matrices"),
    "cross without a dim of 3": (lambda t: t.cross(t.ones(2, 2), t.ones(2, 2)), "no dimension of size 3 in input"),
    "cross of other lengths": (lambda t: t.cross(t.ones(2, 3), t.ones(2, 4), dim=1), "must have length 3. Got 3 and 4"),
    "cross of other ranks": (lambda t: t.cross(t.ones(2, 3), t.ones(3), dim=-1),
                             "must have the same number of dimensions"),
    "cross along no dim": (lambda t: t.cross(t.ones(3), t.ones(3), dim=2), "Dimension out of range"),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("what", WRONG)
def test_refuses_as_torch_does(what):
    act, phrase = WRONG[what]
    with pytest.raises(Exception, match=phrase) as theirs:
        act(torch)
    builtin = next(c for c in type(theirs.value).__mro__ if c.__module__ == "builtins")
    with pytest.raises(builtin, match=phrase) as ours:
        act(wg)
    assert isinstance(ours.value, wg.errors.WengertError)


def test_names_of_arguments_are_torchs():
    assert wg.mm(input=wg.ones(1, 2), mat2=wg.ones(2, 1)).item() == 2
    assert wg.mv(input=wg.ones(1, 2), vec=wg.ones(2)).item() == 2
    assert wg.dot(input=wg.ones(2), tensor=wg.ones(2)).item() == 2
    assert wg.tensordot(a=wg.ones(2), b=wg.ones(2), dims=1).item() == 2
    assert wg.cdist(x1=wg.ones(1, 2), x2=wg.zeros(1, 2), p=1.0).item() == 2
    assert wg.addmm(wg.ones(1), mat1=wg.ones(1, 2), mat2=wg.ones(2, 1)).item() == 3


def test_dims_of_tensordot_may_be_a_tensor():
    a, b = wg.rand(2, 3, 4), wg.rand(4, 3)
    expected = np.tensordot(a.numpy(), b.numpy(), ([1, 2], [1, 0]))
    for dims in (wg.tensor([[1, 2], [1, 0]]), ((1, -1), (-1, 0)), [[1, 2], [1, 0]]):
        np.testing.assert_allclose(wg.tensordot(a, b, dims).numpy(), expected, rtol=1e-6)


def test_chain_of_one_matrix_is_the_matrix():
    x = wg.rand(2, 3)
    assert wg.chain_matmul(x).tolist() == x.tolist()


def test_chain_takes_the_cheapest_order():
    sizes = [30, 35, 15, 5, 10, 20, 25]
    matrices = [wg.rand(m, n, dtype=wg.float64).requires_grad_() for m, n in zip(sizes, sizes[1:])]
    out = wg.chain_matmul(*matrices)
    def order(node):
        return 1 if node.name() != "MmBackward0" else tuple(order(n) for n, _ in node.next_functions)
    assert order(out.grad_fn) == ((1, (1, 1)), (((1, 1), 1)))     # ((A (B C)) ((D E) F)), as in textbooks
    np.testing.assert_allclose(out.detach().numpy(), np.linalg.multi_dot([m.detach().numpy() for m in matrices]),
                               rtol=1e-12)


def test_inner_product_conjugates_its_first_vector():
    x, y = wg.tensor([1 + 2j, 3j]), wg.tensor([2 - 1j, 1j])
    assert wg.vdot(x, y).item() == np.vdot(x.numpy(), y.numpy())
    assert wg.dot(x, y).item() == (x.numpy() * y.numpy()).sum()
