"""x[index], x[index] = v and the operations of their family do what PyTorch does, errors included."""
import contextlib
import warnings

import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")

READS = """
x[t([0, 2])] | x[t([-1, 0])] | x[t([[0, 1], [2, 2]])] | x[t([0, 2], i32)] | x[t(1)] | x[t(1, i8)] | x[t(1, i16)]
x[t(True)] | x[t([0, 1], i8)] | x[t([0, 1], i16)] | x[t([0.0])] | x[t(1.0)] | x[1.5] | x["a"] | x[[1.0]] | x[t([])]
x[[0, 2]] | x[(0, 2),] | x[[0, 1], [1, 2]] | x[[]] | x[[True, False, True]] | x[range(2)] | x[np.array([0, 2])]
x[np.array(1)] | x[np.int64(2)] | x[np.array([True, False, True])] | x[True] | x[False] | x[True, True]
x[True, False] | x[True, t([0, 1])] | x[t([0, 1]), True] | x[..., True] | x[None, True] | x[t([True, False, True])]
x[x > 5] | x[x > 99] | x[t([True, False])] | x[t([[True, False]])] | x[:, t([True, False, True, True])]
x[t([True, False, True]), t([1, 2])] | x[t([True, False, True]), t([0, 1, 2])]
x[t([0, 1, 2]), t([True, True, False, True])] | x[t([0, 1]), t([0, 1, 2])] | x[t([[0], [1]]), t([0, 1, 2])]
x[t([0, 1]), t([1, 1], i32)] | x[t([0]), t([1, 2])] | x[None, t([0, 1])] | x[t([0, 1]), None]
x[t([0, 1]), None, t([0, 1])] | x[..., t([0, 1])] | x[:, t([0, 1])] | x[1:, t([0, 3])] | x[::2, t([0, 3])]
x[t([0, 1]), 2] | x[t([0, 1]), -1:] | x[..., None] | x[..., ...] | x[None, ..., None] | x[0, None] | x[5] | x[0, 4]
x[t([3])] | x[t([-4])] | x[:, t([4])] | x[0, 0, 0] | x[:, :, t([0])] | x[::-1] | x[::0] | x[t(1):t(3)]
y[:, t([0, 1]), :, t([0, 1])] | y[0, t([0, 1]), :, t([0, 1])] | y[t(0), :, t([0, 1])] | y[:, 0, t([0, 1])]
y[t([0, 1]), 0, :, t([0, 1])] | y[:, t([[0, 1]]), t([0])] | y[:, y[0, :, :, 0] > 30] | y[..., t([4, 0]), :, t([1, 1])]
y[t([1]), ..., t([[0], [1]])] | y[y > 50, None] | y[0, y[0] % 2 > 0] | y.transpose(0, 2)[t([0, 1]), t([1, 2])]
y.transpose(1, 2)[y.transpose(1, 2) > 60] | y.permute(3, 1, 0, 2)[t([4, 0])]
y.permute(3, 1, 0, 2)[:, t([2, 0]), :, t([3, 0])] | s[None] | s[...] | s[()] | s[True] | s[False] | s[0] | s[t(0)]
s[t([0])] | s[:] | s[t(True)] | e[t([0])] | e[t([], i64)] | e[e > 0] | m[t([0, 1])] | m[:, t([], i64)]
"""
WRITES = """
x[t([0, 2])] = {} | x[t([-1])] = {} | x[:, t([0, 3])] = {} | x[x > 5] = {} | x[True] = {} | x[False] = {}
x[t(1)] = {} | x[t([True, False, True])] = {} | x[1] = {} | x[:, 1:3] = {} | x[...] = {} | x[None] = {}
x[t([0, 1]), t([1, 2])] = {} | x[::2, t([1, 0])] = {} | x[5] = {} | x[t([True])] = {} | x[:0] = {}
x[t([], i64)] = {} | x[x > 99] = {}
"""
VALUES = ["7", "2.75", "t(5.0)", "t([9.0])", "ones(4)", "ones(2, 4)", "ones(1, 1, 4)", "ones(3, 1)", "ones(2)",
          "ones(7)",
          "ones(2, 3, 4)", "t(3)", "None", "'a'"]
CALLS = """
x.gather(0, t([[0]])) | x.gather(0, t([[0]], i16)) | x.gather(0, t([0])) | x.gather(0, t([[3]]))
x.gather(0, t([[-1]])) | x.gather(2, t([[0]])) | x.gather(1, t([[0], [0], [0], [0]])) | x.gather(0, t([[0.0]]))
s.gather(0, t([0, 0])) | s.gather(0, t(1)) | x.gather(0, t([], i64)) | v.gather(0, t(2)) | x.scatter(0, t([[3]]), 1.0)
x.scatter(0, t([0]), 1.0) | x.scatter(0, t([[0]], i16), 1.0) | x.scatter(0, t([[0, 0]]), ones(1, 1))
x.scatter(0, t([[0, 1]]), ones(1, 2).double()) | x.scatter(0, t([[0, 1]]), t(3.0))
x.scatter(0, t([[0, 1]]), value=t(3.0)) | x.scatter(0, t([[0, 1]]), 3j) | x.scatter(0, t([[0, 1]]), 3, reduce="add")
x.scatter(0, t([[0, 1]]), 3, reduce="max") | v.long().scatter(0, t([1]), 2.7) | v.bool().scatter(0, t([0]), 2.7)
v.scatter(0, t([[]], i64), ones(0)) | v.bool().scatter_add(0, t([0, 0]), t([True, True]))
v.scatter_add(0, t([0]), t([1])) | v.scatter_add(0, t([0]), 1.0)
v.scatter_reduce(0, t([1, 1]), t([nan, 2.0]), "amin") | v.scatter_reduce(0, t([1]), t([1.0]), "max")
v.long().scatter_reduce(0, t([1, 1]), t([-3, -5]), "mean")
v.cfloat().scatter_reduce(0, t([1, 1]), t([2, 4j]), "mean")
v.cfloat().scatter_reduce(0, t([1, 1]), t([2, 4j]), "prod")
v.cfloat().scatter_reduce(0, t([1, 1]), t([2, 4j]), "amax")
v.bool().scatter_reduce(0, t([1, 1]), t([True, False]), "prod")
v.bool().scatter_reduce(0, t([1]), t([True]), "mean")
(v / 0).scatter_reduce(0, t([0, 0]), t([3.0, 2.0]), "amin", include_self=False) | v.index_add(0, t([5]), ones(1))
x.index_add(0, t([0, 2]), ones(2, 3)) | x.index_add(0, t([0, 2]), ones(3, 4)) | x.index_add(0, t([[0]]), ones(1, 4))
x.index_add(0, t([-1]), ones(1, 4)) | x.index_add(0, t([0, 2]), ones(2, 4).double())
x.index_add(0, t([0], i16), ones(1, 4)) | x.long().index_add(0, t([0]), ones(1, 4).long(), alpha=1.5)
x.index_copy(0, t([3]), ones(1, 4)) | v.index_copy(0, t(1), t(9.0)) | x.index_copy(0, t([0, 2]), t(1.0))
x.index_copy(0, t([0], i32), ones(1, 4)) | x.index_fill(0, t([-4]), 3) | x.index_fill(0, t([-1]), 3)
x.index_fill(0, t([0]), t([3.0])) | x.long().index_fill(0, t([0]), t(3.7)) | x.index_fill(0, t([0], i32), 3)
x.index_select(0, t([3])) | x.index_select(0, t([-1])) | x.index_select(0, t([[0]])) | x.index_select(0, t(1))
s.index_select(0, t([0, 0])) | s.index_select(0, t(0)) | x.masked_fill((x > 3).byte(), 1)
x.masked_fill(x > 3, t([1.0])) | x.long().masked_fill(x > 3, 1.5) | x.masked_fill(x > 3, 3j)
x.masked_fill(t([True, False]), 2.5) | x.masked_fill_(ones(2, 3, 4).bool(), 2.5) | x.byte().masked_fill(x > 3, 300)
x.masked_fill(x > 3, True) | x.long().masked_fill(x > 3, nan) | x.masked_select((x > 3).byte())
x.masked_select(t(True)) | s.masked_select(t([True, True])) | x.masked_scatter(x > 3, ones(2))
x.masked_scatter(x > 3, ones(12).long()) | x.masked_scatter((x > 3).byte(), ones(12))
x.masked_scatter(t([[[True]], [[False]]]), ones(24)) | x.masked_scatter_(ones(2, 3, 4).bool(), ones(24))
x.take(t([12])) | x.take(t([0], i32)) | x.take(t([-12, 3])) | e.take(t([0])) | x.put(t([0, 1]), ones(3))
x.put(t([0]), t([7])) | x.put(t([12]), ones(1)) | x.put(t([0], i32), ones(1)) | lib.take_along_dim(x, t([0]), 1)
lib.take_along_dim(x, t([[0]], i32), 1) | lib.take_along_dim(s, t([0])) | t([nan, 0.0, -0.0]).nonzero()
x.nonzero(as_tuple=True) | s.nonzero(as_tuple=True) | t(0).nonzero(as_tuple=True) | x.nonzero().stride()
t([0j, 1j]).nonzero() | lib.argwhere(s) | lib.nonzero_static(x, size=-1) | lib.where(x > 3) | lib.where(x)
lib.where(x, 1, 2) | lib.where(x > 3, 1.0, 2) | lib.where(x > 3, x, 1j) | lib.where(x > 3, x.long(), 1.5)
lib.where(x > 3, t(1.0).double(), x) | x.where(x > 3, 0.0) | lib.unravel_index(t([3.0]), (2, 3))
lib.unravel_index(t([3]), (2, -3)) | lib.isin(t([nan]), t([nan])) | lib.isin(t([1j]), t([1j])) | lib.isin(3, 3)
lib.searchsorted(t([1.0, 2, nan]), t([2.0, nan, 3.0])) | lib.searchsorted(t([[1.0, 2]]), t([2.0, 5]))
lib.searchsorted(t([[1.0, 2]]), 2.5) | lib.searchsorted(t([3.0, 1]), t([2.0]), sorter=t([1]))
lib.searchsorted(t([3.0, 1]), t([2.0]), sorter=t([1, 5])) | lib.searchsorted(v, t([2.0]), side="middle")
lib.searchsorted(v, t([2.0]), side="left", right=True) | lib.searchsorted(s, t([2.0]))
lib.searchsorted(v.bool(), t([True])) | lib.bucketize(x, x) | lib.searchsorted(t([1, 2, 3]), 2.5)
lib.searchsorted(v, t([2])) | lib.sort(t([nan, 1.0, inf, nan, -1.0]))
lib.sort(t([nan, 1.0, inf, nan, -1.0]), descending=True) | lib.sort(t([1j])) | lib.sort(x, 2)
lib.sort(x, stable=True, dim=0, descending=True) | lib.sort(x, 0, True) | lib.sort(s) | lib.sort(t([True, False]))
lib.msort(x) | lib.argsort(t([1, 1, 0]), stable=True) | lib.argsort(x, -1, False, True)
lib.sort(t([2, 1, 2, 1]), descending=True, stable=True) | lib.topk(t([1.0, nan, 3]), 2)
lib.topk(t([1.0, nan, 3]), 2, largest=False) | lib.topk(v, 6) | lib.topk(v, -1) | lib.topk(v, 0)
lib.topk(v, 2, dim=1) | lib.topk(s, 1) | lib.topk(s, 2) | lib.topk(t([True]), 1) | lib.topk(t([1j]), 1)
lib.unique(t([nan, nan, 1.0])) | lib.unique(t([1j]))
lib.unique(t([[1, 2], [1, 2], [0, 1]]), dim=1, return_inverse=True) | lib.unique(s, dim=0) | lib.unique(m, dim=0)
lib.unique(x, dim=2) | lib.unique(t([2, 1, 2]), True, True, True) | lib.unique_consecutive(t([nan, nan, 1.0]))
x.index_put((t([5]),), t(1.0)) | x.index_put((t([0]),), t(1)) | x.index_put((t([0]),), 1.0)
x.index_put((t([0, 0]),), t(1.0), accumulate=True) | x.index_put((t([0.0]),), t(1.0)) | x.index_put((x > 3,), ones(3))
x.index_put((t(0),), t(1.0)) | x.index_put((t(True),), t(1.0))
x.bool().index_put((t([0, 0]),), t(True), accumulate=True) | x.index_put((t([0]), t([0]), t([0])), t(1.0))
"""


def split(text):
    """The expressions of a table."""
    return [part.strip() for line in text.strip().splitlines() for part in line.split(" | ")]


def names(lib):
    """What the expressions are made of, in one of the libraries."""
    return dict(lib=lib, t=lib.tensor, x=lib.arange(12.0).reshape(3, 4), y=lib.arange(120.0).reshape(2, 3, 4, 5),
                s=lib.tensor(5.0), v=lib.arange(5.0), e=lib.zeros(0), m=lib.zeros(3, 0), ones=lib.ones, np=np,
                nan=float("nan"), inf=float("inf"), i8=lib.int8, i16=lib.int16, i32=lib.int32, i64=lib.int64)


def outcome(lib, code):
    """The value of an expression, or x after a statement; or the error."""
    known = names(lib)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if " = " in code:
                exec(code, known)
                return known["x"]
            return eval(code, known)
        except Exception as error:
            return error


def assert_same(ours, theirs):
    """Equal values, types and shapes, entry by entry; or errors that are caught alike."""
    if isinstance(theirs, Exception):
        kinds = IndexError, TypeError, ValueError, NotImplementedError, RuntimeError, Exception
        assert isinstance(ours, next(k for k in kinds if isinstance(theirs, k))), f"torch raises {theirs!r}, \
            here it is {ours!r}"
        return
    assert not isinstance(ours, Exception), f"torch gives {theirs}, here it is {ours!r}"
    if isinstance(theirs, torch.Tensor):
        assert str(ours.dtype) == str(theirs.dtype) and tuple(ours.shape) == tuple(theirs.shape)
        np.testing.assert_array_equal(ours.numpy(), theirs.numpy())
    elif isinstance(theirs, tuple):
        assert len(ours) == len(theirs)
        for a, b in zip(ours, theirs):
            assert_same(a, b)
    else:
        assert ours == theirs


@pytest.mark.parametrize("code", split(READS))
def test_reading_agrees(code):
    assert_same(outcome(wg, code), outcome(torch, code))


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("code", split(WRITES))
def test_writing_agrees(code, value):
    assert_same(outcome(wg, code.format(value)), outcome(torch, code.format(value)))


@pytest.mark.parametrize("code", split(CALLS))
def test_calls_agree(code):
    assert_same(outcome(wg, code), outcome(torch, code))


@pytest.mark.parametrize("phrase, code", [
    ("index 3 is out of bounds for dimension 0 with size 3", "x.gather(0, t([[3]]))"),
    ("index 3 is out of bounds for dimension 0 with size 3", "x.scatter(0, t([[3]]), 1.0)"),
    ("index 3 is out of bounds for dimension 0 with size 3", "x[t([3])]"),
    ("index out of range in self", "x.index_select(0, t([3]))"),
    ("Index tensor must have the same number of dimensions as input tensor", "x.gather(0, t([0]))"),
    ("Size does not match at dimension 0 expected index [4, 1] to be no larger than self [3, 4] apart from dimension 1",
     "x.gather(1, t([[0], [0], [0], [0]]))"),
    ("scatter(): Expected self.dtype to be equal to src.dtype", "v.scatter_add(0, t([0]), t([1]))"),
    ("masked_fill_ only supports boolean masks, but got mask with dtype", "x.masked_fill((x > 3).byte(), 1)"),
    ("out of range: tried to access index 12 on a tensor of 12 elements.", "x.take(t([12]))"),
    ("selected index k out of range", "lib.topk(v, 6)"),
    ("shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]",
     "x[t([0, 1]), t([0, 1, 2])]"),
    ("The shape of the mask [2] at index 0 does not match the shape of the indexed tensor [3, 4] at index 0",
     "x[t([True, False])]"),
    ("Index put requires the source and destination dtypes match, got Float for the destination and Long for the "
     "source.", "x.index_put((t([0]),), t(1))"),
])
def test_messages_can_be_searched_for_as_pytorchs(phrase, code):
    assert phrase in str(outcome(torch, code)) and phrase in str(outcome(wg, code))


DTYPES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex64",
          "complex128"]


@pytest.mark.parametrize("index_dtype", ["int32", "int64"])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("call", [
    lambda x, i, y: x.gather(1, i), lambda x, i, y: x.scatter(1, i, y), lambda x, i, y: x.scatter_add(1, i, y),
    lambda x, i, y: x.scatter_reduce(1, i, y, "prod"), lambda x, i, y: x.scatter_reduce(1, i, y, "amax"),
    lambda x, i, y: x.scatter_reduce(1, i, y, "amin", include_self=False), lambda x, i, y: x.scatter_reduce(1, i, y,
    "mean"),
    lambda x, i, y: x.index_add(0, i[:, 0], y), lambda x, i, y: x.index_select(1, i[0]), lambda x, i, y: x[i],
    lambda x, i, y: x[:, i], lambda x, i, y: x.index_reduce(1, i[0], y[:, :2], "amax"), lambda x, i, y: x[i, i],
    lambda x, i, y: x.index_put((i, i), y[:, :2], accumulate=True),
], ids=range(14))
def test_every_element_type_and_layout(call, dtype, index_dtype):
    values = np.random.default_rng(1).integers(-3, 4, (2, 3, 3)).astype(dtype)
    positions = np.array([[0, 2], [1, 1], [2, 0]], index_dtype)

    def run(lib, turned):
        x, y = lib.tensor(values[0]), lib.tensor(values[1])
        return call(x.t(), lib.tensor(positions), y.t()) if turned else call(x, lib.tensor(positions), y)

    for turned in (False, True):
        try:
            theirs = run(torch, turned)
        except (RuntimeError, NotImplementedError):
            # some types torch has no kernel for are there
            with contextlib.suppress(RuntimeError, NotImplementedError):
                run(wg, turned)
            continue
        ours = run(wg, turned)
        assert str(ours.dtype) == str(theirs.dtype)
        np.testing.assert_allclose(ours.numpy(), theirs.numpy(), rtol=1e-6)
