"""beta * input + alpha * product: factors, types, in-place and out= forms, and what is refused."""
import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")

# The sizes of input, both factors and the result's product, by operation.
SHAPES = {"addmm": ((2, 4), (2, 3), (3, 4)), "addmv": ((2,), (2, 3), (3,)), "addr": ((2, 4), (2,), (4,)),
          "baddbmm": ((5, 2, 4), (5, 2, 3), (5, 3, 4)), "addbmm": ((2, 4), (5, 2, 3), (5, 3, 4))}
TYPES = ("uint8", "int8", "int16", "int32", "int64", "float32", "float64", "complex64", "complex128")


def arrays(name, dtype="float64"):
    """Input and factors with small whole numbers, so that every type holds them."""
    random = np.random.default_rng(1)
    low = 0 if dtype == "uint8" else -3
    made = [random.integers(low, 4, shape).astype(dtype) for shape in SHAPES[name]]
    return [a + 1j * random.integers(0, 3, a.shape).astype(dtype) if "complex" in dtype else a for a in made]


def both(name, operands, **factors):
    """The operation in both libraries, as arrays."""
    ours = getattr(wg, name)(*[wg.tensor(a) for a in operands], **factors)
    theirs = getattr(torch, name)(*[torch.tensor(a) for a in operands], **factors)
    assert str(ours.dtype) == str(theirs.dtype) and tuple(ours.shape) == tuple(theirs.shape)
    return ours.numpy(), theirs.numpy()


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("factors", [{}, {"beta": 2}, {"alpha": 3}, {"beta": 0}, {"beta": 2, "alpha": 2}])
def test_every_type_and_factor(name, dtype, factors):
    np.testing.assert_array_equal(*both(name, arrays(name, dtype), **factors))


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "addr"])
@pytest.mark.parametrize("factors", [{"beta": 2.9}, {"alpha": -1.5}, {"beta": 0.5, "alpha": True}])
def test_factors_of_integers_are_cut(name, factors):
    np.testing.assert_array_equal(*both(name, arrays(name, "int32"), **factors))


@pytest.mark.parametrize("name", SHAPES)
def test_input_is_not_read_when_beta_is_zero(name):
    x, a, b = arrays(name)
    for beta in (0, 0.0, False) if name != "addr" else (0, 0.0):
        out, expected = both(name, [np.full_like(x, np.nan), a, b], beta=beta, alpha=2)
        assert np.isfinite(out).all()
        np.testing.assert_array_equal(out, expected)


@pytest.mark.parametrize("name", ["addmm", "addmv", "addbmm"])
def test_factors_are_not_read_when_alpha_is_zero(name):
    x, a, b = arrays(name)
    out, expected = both(name, [x, np.full_like(a, np.nan), b], beta=3, alpha=0)
    np.testing.assert_array_equal(out, 3 * x)
    np.testing.assert_array_equal(out, expected)


def test_factor_may_be_a_tensor_of_one_element():
    x, a, b = arrays("addmm")
    np.testing.assert_array_equal(wg.addmm(*map(wg.tensor, (x, a, b)), beta=wg.tensor(2.0)).numpy(), 2 * x + a @ b)


def test_addr_promotes_and_has_a_meaning_for_booleans():
    x, a, b = arrays("addr")
    for types in (("int64", "float32", "int64"), ("float32", "float64", "int8"), ("bool", "int8", "bool")):
        np.testing.assert_array_equal(*both("addr", [v.astype(t) for v, t in zip((x, a, b), types)]))
    flags = [v > 0 for v in (x, a, b)]
    for factors in ({}, {"beta": 0}, {"beta": False}, {"alpha": False}):
        np.testing.assert_array_equal(*both("addr", flags, **factors))


def in_both(act):
    """What an action does in both libraries: the exceptions' built-in class and message, or the result."""
    found = []
    for lib in (wg, torch):
        try:
            found.append(act(lib))
        except Exception as error:
            found.append(error)
    return found


WRONG = {
    "sizes of matrices": (lambda t: t.addmm(t.ones(2, 2), t.ones(2, 3), t.ones(2, 2)), "shapes cannot be multiplied"),
    "a vector for a matrix": (lambda t: t.addmm(t.ones(2, 2), t.ones(2), t.ones(2, 2)), "mat1 must be a matrix"),
    "a matrix for a vector": (lambda t: t.addr(t.ones(2, 2), t.ones(2), t.ones(2, 2)), "Expected 1-D argument vec2"),
    "a matrix added to a vector": (lambda t: t.addmv(t.ones(1, 2), t.ones(2, 3), t.ones(3)),
                                   "vector \\+ matrix @ vector expected"),
    "sizes of a matrix and a vector": (lambda t: t.addmv(t.ones(2), t.ones(2, 3), t.ones(2)), "size mismatch"),
    "what cannot be broadcast": (lambda t: t.addmm(t.ones(3), t.ones(2, 2), t.ones(2, 2)),
                                 "must match the existing size"),
    "too many dims": (lambda t: t.addmm(t.ones(1, 2, 2), t.ones(2, 2), t.ones(2, 2)), "number of sizes provided"),
    "numbers of matrices": (lambda t: t.addbmm(t.ones(2, 2), t.ones(3, 2, 2), t.ones(2, 2, 2)),
                            "same number of batches, got 3 and 2"),
    "batches": (lambda t: t.baddbmm(t.ones(2, 2), t.ones(3, 2, 2), t.ones(2, 2, 2)),
                "Expected size for first two dimensions"),
    "a matrix for a batch": (lambda t: t.baddbmm(t.ones(2, 2), t.ones(2, 2), t.ones(2, 2, 2)),
                             "batch1 must be a 3D tensor"),
    "types": (lambda t: t.addmm(t.ones(2, 2), t.ones(2, 2), t.ones(2, 2, dtype=t.float64)), "same dtype"),
    "types with a vector": (lambda t: t.addmv(t.ones(2).double(), t.ones(2, 2), t.ones(2)),
                            "addmv input tensors must have the same dtype, but got Double, Float"),
    "booleans": (lambda t: t.addmm(*[t.ones(2, 2).bool()] * 3), "\"addmm_impl_cpu_\" not implemented for 'Bool'"),
    "a batch of booleans": (lambda t: t.baddbmm(*[t.ones(2, 2, 2).bool()] * 3),
                            "\"baddbmm\" not implemented for 'Bool'"),
    "half a boolean": (lambda t: t.addr(*[t.ones(2).long()] * 3, beta=0.5), "beta must not be a floating point number"),
    "a boolean factor": (lambda t: t.addr(*[t.ones(2)] * 3, alpha=True), "Boolean alpha only supported for Boolean"),
    "a complex factor": (lambda t: t.addmm(*[t.ones(2, 2)] * 3, beta=1j), "without overflow"),
    "a factor that does not fit": (lambda t: t.addmm(*[t.ones(2, 2).to(t.uint8)] * 3, alpha=-0.5), "without overflow"),
    "a word for a factor": (lambda t: t.addmm(*[t.ones(2, 2)] * 3, alpha="one"), "alpha"),
    "a gradient with out=": (lambda t: t.addmm(t.ones(2, 2, requires_grad=True), *[t.ones(2, 2)] * 2, out=t.ones(2, 2)),
                             "don't support automatic differentiation"),
    "an out= of another type": (lambda t: t.mm(t.ones(2, 2), t.ones(2, 2), out=t.ones(2, 2).double()), "dtype"),
}


@pytest.mark.parametrize("what", WRONG)
def test_refuses_as_torch_does(what):
    act, phrase = WRONG[what]
    ours, theirs = in_both(act)
    builtin = next(c for c in type(theirs).__mro__ if c.__module__ == "builtins")
    assert issubclass(builtin, Exception) and isinstance(ours, (builtin, *builtin.__subclasses__()))
    with pytest.raises(wg.errors.WengertError, match=phrase):
        act(wg)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("factors", [{}, {"beta": 0.5}, {"beta": 0}, {"alpha": 2, "beta": 3}])
def test_in_place_form_writes_the_same(name, factors):
    operands = arrays(name)
    for transposed in (False, True):
        x, a, b = [wg.tensor(v) for v in operands]
        if transposed and x.ndim == 2:
            x = wg.tensor(operands[0].T.copy()).t()
        expected = getattr(wg, name)(x, a, b, **factors).numpy()
        before = x._version
        assert getattr(x, name + "_")(a, b, **factors) is x
        assert x._version == before + 1
        np.testing.assert_array_equal(x.numpy(), expected)


def test_in_place_form_reads_factors_that_share_its_memory_before_it_writes():
    x = np.arange(4.0).reshape(2, 2)
    ours = wg.tensor(x)
    ours.addmm_(ours, ours.t())
    np.testing.assert_array_equal(ours.numpy(), x + x @ x.T)


def test_in_place_form_keeps_the_history():
    x, a, b = arrays("addmm")
    start, first = wg.tensor(x, requires_grad=True), wg.tensor(a, requires_grad=True)
    out = start * 2
    out.addmm_(first, wg.tensor(b), beta=3)
    out.sum().backward()
    np.testing.assert_array_equal(start.grad.numpy(), np.full_like(x, 6))
    np.testing.assert_array_equal(first.grad.numpy(), np.ones_like(x) @ b.T)
    with pytest.raises(RuntimeError, match="leaf Variable that requires grad"):
        start.addmm_(wg.tensor(a), wg.tensor(b))


def test_in_place_form_does_not_change_the_shape():
    with pytest.raises(RuntimeError, match="doesn't match the broadcast shape"):
        wg.ones(4).addmm_(wg.ones(2, 3), wg.ones(3, 4))


@pytest.mark.parametrize("name", [*SHAPES, "mm", "mv", "bmm", "dot", "vdot", "matmul", "outer", "inner", "kron",
                                  "cross"])
def test_out_receives_the_result(name):
    shapes = {"mm": ((2, 3), (3, 4)), "mv": ((2, 3), (3,)), "bmm": ((2, 2, 3), (2, 3, 2)), "matmul": ((2, 3), (3, 2)),
              "cross": ((2, 3), (2, 3))}
    operands = [wg.rand(*shape) for shape in SHAPES.get(name, shapes.get(name, ((3,), (3,))))]
    expected = getattr(wg, name)(*operands)
    out = wg.empty(0)
    assert getattr(wg, name)(*operands, out=out) is out
    np.testing.assert_array_equal(out.numpy(), expected.numpy())


@pytest.mark.parametrize("name", SHAPES)
def test_only_what_the_wanted_gradients_need_is_saved(name):
    x, a, b = [wg.tensor(v) for v in arrays(name)]
    out = getattr(wg, name)(x.requires_grad_(), a, b)
    a.zero_()
    b.zero_()
    out.sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), np.ones(x.shape))
    first = wg.tensor(arrays(name)[1], requires_grad=True)
    out = getattr(wg, name)(x, first, b)
    b.zero_()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        out.sum().backward()
