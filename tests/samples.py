"""Sample calls for every operation: the arguments that gradients, layouts, values and comparisons are tested with.

A key of SAMPLES names an operation: ``exp`` is a function of the package, ``F.linear`` one of nn.functional,
``Tensor.view`` a method, ``operator.add`` an operator, ``.mT`` a property, ``[]`` reading with an index and
``own.written`` a function of this file. A sample holds NumPy arrays where the call takes tensors, so
that the same call can be made in any library and any layout. Floating arrays are differentiated unless they
are wrapped in `Const`; their values are all different and stay away from kinks.
"""
import itertools
import operator

import numpy as np

_shift = itertools.cycle(np.linspace(0.0, 0.13, 11))
_random = np.random.default_rng(7)


class Const:
    """A floating array that is not differentiated: a weight, a probability, a mask."""

    def __init__(self, array):
        self.array = array


class Dtype(str):
    """The name of an element type, to be looked up in the library that is called."""


class Sample:
    """Arguments of one call."""

    def __init__(self, *args, **kwargs):
        self.args, self.kwargs = args, kwargs

    def __repr__(self):
        parts = [brief(a) for a in self.args] + [f"{k}={brief(v)}" for k, v in self.kwargs.items()]
        return ", ".join(parts)


def brief(value):
    """An argument as it appears in the name of a test."""
    if isinstance(value, Const):
        value = value.array
    if isinstance(value, np.ndarray):
        return f"{value.dtype.kind}{list(value.shape)}".replace(" ", "")
    if isinstance(value, (tuple, list)):
        return "(" + ",".join(brief(v) for v in value) + ")"
    return repr(value)


def A(*shape, low=-1.93, high=2.07):
    """Different float64 values between two bounds, never near an integer or a value of another array."""
    n = int(np.prod(shape))
    values = np.linspace(low, high, n + 2)[1:-1] + next(_shift) * (high - low) / (4 * (n + 1)) + 1e-3
    return _random.permutation(values).reshape(shape)


def P(*shape):
    """Positive values."""
    return A(*shape, low=0.2, high=3.1)


def I(*values):  # noqa: E743
    """An int64 array."""
    return np.array(values[0] if len(values) == 1 else values, np.int64)


def B(*values):
    """A bool array."""
    return np.array(values[0] if len(values) == 1 else values, bool)


S = Sample
SAMPLES = {}

# -- elementwise ------------------------------------------------------------------------------------

SHAPES = ((3,), (2, 3), (), (0,), (2, 0, 3), (2, 1, 3, 2))

for _name in ("neg", "abs", "sign", "sgn", "exp", "expm1", "square", "sin", "cos", "tanh", "sigmoid", "erf", "relu",
              "floor",
              "ceil", "trunc", "round", "conj", "conj_physical", "F.relu", "F.gelu", "F.logsigmoid", "F.tanh",
              "F.sigmoid",
              "operator.neg", "operator.abs", "operator.pos", "clone", "Tensor.contiguous"):
    SAMPLES[_name] = [S(A(*shape)) for shape in SHAPES]
for _name in ("log", "sqrt", "rsqrt", "reciprocal", "log1p"):
    SAMPLES[_name] = [S(P(*shape)) for shape in SHAPES]
SAMPLES["log1p"] += [S(A(4, low=-0.9, high=0.9))]
SAMPLES["reciprocal"] += [S(-P(4))]
SAMPLES["round"] += [S(A(4), decimals=1), S(A(4) * 100, decimals=-1)]
SAMPLES["F.gelu"] += [S(A(2, 3), approximate="tanh"), S(A(2, 3) * 3, approximate="none"), S(A(0), approximate="tanh")]

PAIRS = (((2, 3), (2, 3)), ((3,), (2, 1)), ((), (3,)), ((3,), ()), ((), ()), ((0,), (1,)), ((2, 1, 3), (4, 1)))
for _name in ("add", "sub", "mul", "maximum", "minimum", "operator.add", "operator.sub", "operator.mul"):
    SAMPLES[_name] = [S(A(*a), A(*b)) for a, b in PAIRS]
for _name in ("div", "operator.truediv"):
    SAMPLES[_name] = [S(A(*a), P(*b)) for a, b in PAIRS] + [S(A(3), -P(2, 3)), S(A(3), 2), S(A(3), -0.5)]
for _name in ("pow", "operator.pow"):
    SAMPLES[_name] = [S(P(*a), A(*b)) for a, b in PAIRS]
    SAMPLES[_name] += [S(A(3), n) for n in (0, 1, 2, 3, 4, 2.0)]
    SAMPLES[_name] += [S(P(3), n) for n in (-1, -2, 0.5, -0.5, 1.7)]
    SAMPLES[_name] += [S(2, A(3)), S(0.5, A(2, 2)), S(A(3), I(1, 2, 3)), S(A(3), I(0, 0, 2))]
for _name in ("remainder", "operator.mod"):
    SAMPLES[_name] = [S(A(2, 3), P(3)), S(A(3), 0.7), S(A(3), -0.7), S(A(3), P()), S(A(0), 2.0)]
for _name in ("floor_divide", "operator.floordiv"):
    SAMPLES[_name] = [S(A(2, 3), P(3)), S(A(3), 0.7), S(A(3), -2), S(I(7, -7), 2), S(I(7, -7), I(2, 3)), S(A(0), 2.0)]
SAMPLES["add"] += [S(A(2, 3), A(3), alpha=2.5), S(A(3), A(3), alpha=-1), S(A(3), 2, alpha=3),
                   S(A(3), I(1, 2, 3), alpha=2)]
SAMPLES["sub"] += [S(A(2, 3), A(3), alpha=2.5), S(A(3), A(3), alpha=-1), S(A(3), 2, alpha=3)]
SAMPLES["div"] += [S(A(3), P(3), rounding_mode="trunc"), S(A(3), P(3), rounding_mode="floor"),
                   S(I(7, -7), 2, rounding_mode="trunc")]
for _name in ("operator.add", "operator.sub", "operator.mul", "add", "sub", "mul"):
    SAMPLES[_name] += [S(A(3), 2), S(A(3), 0.5), S(A(3), I(1, 2, 3)), S(I(1, 2, 3), A(3))]
for _name in ("operator.add", "operator.sub", "operator.mul"):
    SAMPLES[_name] += [S(2, A(3)), S(0.5, A(2, 2)), S(-1, A())]
SAMPLES["operator.truediv"] += [S(2, P(3)), S(-0.5, P(2, 2))]
SAMPLES["clamp"] = [S(A(2, 3), -1, 1), S(A(2, 3), min=-0.7), S(A(2, 3), max=0.7), S(A(2, 3), None, 0.7), S(A(), -1, 1),
                    S(A(0), 0, 1), S(A(4), 1, -1), S(A(2, 3), A(3) - 1, A(3) + 1), S(A(2, 3), min=A(2, 1)),
                    S(A(3), max=A())]
SAMPLES["where"] = [S(B([[True], [False]]), A(2, 3), A(3)), S(B(True, False, True), A(3), 0.5),
                    S(B(True, False, True), 2, A(3)), S(B(True), A(), A(2)), S(B([]), A(0), A(1)),
                    S(B(True, False), A(2), A(2))]

COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
for _name in COMPARISONS + tuple(f"operator.{name}" for name in COMPARISONS):
    SAMPLES[_name] = [S(A(2, 3), A(3)), S(A(3), 0.5), S(I(1, 2, 3), 2), S(I(1, 2, 3), I(3, 2, 1)), S(A(0), A(1)),
                      S(A(), A()),
                      S(B(True, False), B(True, True))]
for _name in ("logical_and", "logical_or", "logical_xor"):
    SAMPLES[_name] = [S(B(True, False), B(True, True)), S(I(0, 1, 2), A(3)), S(A(0), A(1)), S(A(), A())]
for _name in ("logical_not", "isnan", "isinf", "isfinite"):
    SAMPLES[_name] = [S(np.array([0.0, 1.0, np.nan, np.inf, -np.inf])), S(I(0, 2)), S(B(True, False)), S(A(0)), S(A())]
for _name in ("bitwise_and", "bitwise_or", "bitwise_xor", "operator.and_", "operator.or_", "operator.xor"):
    SAMPLES[_name] = [S(B(True, False), B(True, True)), S(I(1, 2, 7), I(3, 2, -1)), S(I(1, 2), 3), S(I([]), I([1])),
                      S(B(True), True)]
for _name in ("bitwise_not", "operator.invert"):
    SAMPLES[_name] = [S(B(True, False)), S(I(0, 5, -3)), S(I([]))]
for _name in ("bitwise_left_shift", "bitwise_right_shift", "operator.lshift", "operator.rshift"):
    SAMPLES[_name] = [S(I(1, 2, 8), I(0, 1, 2)), S(I(1, 8), 2), S(I([]), 1)]

# -- reductions -------------------------------------------------------------------------------------

DIMS = (S(A(2, 3)), S(A(2, 3, 4), 1), S(A(2, 3, 4), -1, True), S(A(2, 3, 4), dim=(0, 2)),
        S(A(2, 3, 4), (0, -1), keepdim=True),
        S(A(2, 3), dim=[1]), S(A()), S(A(), 0), S(A(5), -1), S(A(2, 3), 0, keepdim=False), S(A(2, 3), dim=()))
NOTHING = (S(A(0)), S(A(2, 0), 1), S(A(2, 0), 0), S(A(0, 3), 0, True))
SAMPLES["sum"] = [*DIMS, *NOTHING, S(A(2, 3), dtype=Dtype("float64")), S(I(1, 2)), S(B(True, True)), S(A(2, 3), axis=1)]
SAMPLES["mean"] = [*DIMS, *NOTHING, S(A(2, 3), 1, dtype=Dtype("float64")), S(A(2, 3), axis=0, keepdims=True)]
for _name in ("amax", "amin"):
    SAMPLES[_name] = [*DIMS, S(A(2, 0), 0), S(I([[3, 1], [2, 2]]), 1)]
for _name in ("max", "min"):
    SAMPLES[_name] = [S(A(2, 3)), S(A()), S(A(2, 3), 1), S(A(2, 3, 4), -2, True), S(A(2, 3), dim=0), S(A(2, 3), A(3)),
                      S(A(), 0),
                      S(A(2, 0), 0), S(A(2, 3), dim=-1, keepdim=True), S(A(2, 3), other=A(3)), S(I(3, 1, 2)),
                      S(I([[3, 1]]), 1)]
for _name in ("argmax", "argmin"):
    SAMPLES[_name] = [S(A(2, 3)), S(A(2, 3), 1), S(A(2, 3), -1, True), S(A(2, 3), dim=0), S(A()), S(A(), 0),
                      S(A(2, 0), 0),
                      S(A(2, 3), None, True), S(I(1, 3, 3)), S(np.array([1.0, np.nan, 3.0]))]
for _name in ("any", "all"):
    SAMPLES[_name] = [S(B([[True, False], [True, True]])), S(B([[True, False]]), 1),
                      S(B([[True, False]]), dim=-1, keepdim=True),
                      S(A(2, 3)), S(I(0, 0)), S(A(0)), S(A(2, 0), 1), S(B(True)), S(B([[True, False]]), (0, 1)),
                      S(B(True, False), dim=0)]
ZEROS = A(3, 4)
ZEROS[0, 1] = ZEROS[1, 0] = ZEROS[1, 2] = 0
SAMPLES["prod"] = [S(A(2, 3)), S(A(2, 3), 1), S(A(2, 3, 2), -2, True), S(A()), S(A(), 0), S(A(0)), S(A(2, 0), 1),
                   S(ZEROS), S(ZEROS, 1),
                   S(ZEROS, dim=0, keepdim=True), S(I(2, 3)), S(A(2, 3), dtype=Dtype("float64")), S(A(1))]
for _name in ("var", "std"):
    SAMPLES[_name] = [*DIMS[:6], DIMS[8], S(A(2, 3), unbiased=False), S(A(2, 3), 1, False), S(A(2, 3), 1, True, True),
                      S(A(2, 3), False),
                      S(A(2, 4), dim=1, correction=0), S(A(2, 4), dim=1, correction=2, keepdim=True),
                      S(A(2, 3), dim=None, correction=0)]
for _name in ("var_mean", "std_mean"):
    SAMPLES[_name] = [S(A(2, 3)), S(A(2, 3), 1), S(A(2, 3), dim=0, correction=0, keepdim=True)]
for _name in ("sort", "argsort"):
    SAMPLES[_name] = [S(A(5)), S(A(2, 3), 0), S(A(2, 3), dim=-1, descending=True), S(A()), S(A(0)), S(I(3, 1, 2))]
SAMPLES["cumsum"] = [S(A(2, 3), 0), S(A(2, 3), -1), S(A(), 0), S(A(0), 0), S(I(1, 2), dim=0),
                     S(A(2, 3), dim=1, dtype=Dtype("float64"))]
SAMPLES["logsumexp"] = [S(A(2, 3), 1), S(A(2, 3, 4), (0, 2)), S(A(2, 3), -1, True),
                        S(A(2, 3), dim=(0, 1), keepdim=True), S(A(), 0),
                        S(A(2, 0), 1), S(A(2, 3) + 900, 0)]
for _name in ("softmax", "log_softmax", "F.softmax", "F.log_softmax"):
    SAMPLES[_name] = [S(A(2, 3), 1), S(A(2, 3), 0), S(A(2, 3, 4), -2), S(A(3), dim=0), S(A(), 0), S(A(0, 3), 1),
                      S(A(3, 0), 1),
                      S(A(2, 3), dim=1, dtype=Dtype("float64")), S(A(2, 3) * 400, 1)]
SAMPLES["norm"] = [S(A(2, 3)), S(A(2, 3), 2, 1), S(A(2, 3), "fro", dim=(0, 1)), S(A(2, 3), 1),
                   S(A(2, 3), 3, dim=1, keepdim=True),
                   S(A(2, 3), 1.5, 0), S(A(2, 3), float("inf")), S(A(2, 3), float("-inf"), dim=1), S(A(2, 3), 0),
                   S(A()), S(A(0)),
                   S(A(2, 3), p=2.5, dim=-1), S(A(2, 3), -1, 1), S(A(2, 3), dim=1)]
SAMPLES["Tensor.sum_to_size"] = [S(A(2, 3), 1, 3), S(A(2, 3), (3,)), S(A(2, 3), (2, 3)), S(A(4, 2, 3), (2, 1)),
                                 S(A(2, 3), ())]

# -- products ---------------------------------------------------------------------------------------

MATRICES = [S(A(2, 3), A(3, 4)), S(A(3), A(3)), S(A(2, 3), A(3)), S(A(3), A(3, 2)), S(A(2, 2, 3), A(2, 3, 2)),
            S(A(2, 3), A(4, 3, 2)),
            S(A(2, 1, 2, 3), A(4, 3, 2)), S(A(3), A(2, 3, 4)), S(A(2, 2, 3), A(3)), S(A(2, 2, 3), A(3, 2)),
            S(A(2, 0), A(0, 3)),
            S(A(0, 2), A(2, 3)), S(A(2, 2), A(2, 0)), S(A(0, 2, 3), A(0, 3, 2)), S(A(0), A(0)), S(A(1, 1), A(1, 1))]
SAMPLES["matmul"] = MATRICES
SAMPLES["operator.matmul"] = MATRICES
SAMPLES["mm"] = [MATRICES[0], MATRICES[10], MATRICES[11]]
SAMPLES["mv"] = [MATRICES[2], S(A(2, 0), A(0))]
SAMPLES["bmm"] = [MATRICES[4], MATRICES[13], S(A(2, 1, 3), A(2, 3, 1))]
SAMPLES["dot"] = [MATRICES[1], MATRICES[14], S(A(1), A(1))]
SAMPLES["outer"] = [S(A(2), A(3)), S(A(0), A(2)), S(A(1), A(1))]
SAMPLES["einsum"] = [
    S("ij,jk->ik", A(2, 3), A(3, 2)), S("ij,jk", A(2, 3), A(3, 2)), S("ij->ji", A(2, 3)), S("ji", A(2, 3)),
    S("ii", A(3, 3)),
    S("ii->i", A(3, 3)), S("ij->", A(2, 3)), S("ij->i", A(2, 3)), S("i,i", A(3), A(3)), S("i,j->ij", A(2), A(3)),
    S("bij,bjk->bik", A(2, 2, 3), A(2, 3, 2)), S("...ij,...jk->...ik", A(2, 2, 3), A(3, 2)),
    S("...i,...i->...", A(2, 3), A(3)),
    S("ij,jk,kl->il", A(2, 3), A(3, 2), A(2, 2)), S("i,i,i->", A(3), A(3), A(3)), S("iij,j->i", A(2, 2, 3), A(3)),
    S(" i j , j -> i ", A(2, 3), A(3)), S("ij,kj->ik", [A(2, 3), A(4, 3)]), S("i...->...", A(2, 3)),
    S("a,b", A(2), A(3)),
    S("bn,anm,bm->ba", A(2, 3), A(2, 3, 4), A(2, 4)), S("ij,ij->ij", A(2, 3), A(2, 3)), S("i,->i", A(2), A()),
    S("...", A(2, 3)),
    S("ij,j->i", A(2, 0), A(0)), S("ij,j->ij", A(2, 3), A(1))]

# -- shapes -----------------------------------------------------------------------------------------

RESHAPES = [S(A(2, 3), 3, 2), S(A(2, 3), (3, 2)), S(A(2, 3), -1), S(A(2, 3), (6, -1)), S(A(), 1, 1), S(A(1), ()),
            S(A(0, 3), 3, 0),
            S(A(2, 3), [1, 2, 3])]
SAMPLES["Tensor.view"] = RESHAPES
SAMPLES["Tensor.reshape"] = RESHAPES
SAMPLES["reshape"] = [s for s in RESHAPES if len(s.args) == 2 and s.args[1] != -1] + [S(A(2, 3), shape=(3, 2))]
SAMPLES["Tensor.view_as"] = SAMPLES["Tensor.reshape_as"] = [S(A(2, 3), Const(A(3, 2)))]
SAMPLES["flatten"] = [S(A(2, 3, 4)), S(A(2, 3, 4), 1), S(A(2, 3, 4), 0, 1), S(A(2, 3, 4), start_dim=-2), S(A()),
                      S(A(0, 2))]
SAMPLES["transpose"] = [S(A(2, 3), 0, 1), S(A(2, 3, 4), -1, 0), S(A(2, 3, 4), 1, 1), S(A(), 0, -1), S(A(0, 2), 0, 1)]
SAMPLES["t"] = [S(A(2, 3)), S(A(3)), S(A())]
SAMPLES["permute"] = [S(A(2, 3, 4), (2, 0, 1)), S(A(2, 3), (-1, 0)), S(A(2, 3), [0, 1]), S(A(), ()), S(A(0, 2), (1, 0)),
                      S(A(2, 3), dims=(1, 0))]
SAMPLES["Tensor.permute"] = [S(A(2, 3, 4), 2, 0, 1), S(A(2, 3, 4), (1, 2, 0))]
SAMPLES[".T"] = SAMPLES[".mT"] = [S(A(2, 3)), S(A(0, 2))]
SAMPLES[".mT"] = [*SAMPLES[".T"], S(A(2, 3, 4))]
SAMPLES["squeeze"] = [S(A(1, 3, 1)), S(A(1, 3, 1), 0), S(A(1, 3, 1), -1), S(A(1, 3, 1), 1), S(A(1, 3, 1), dim=(0, 2)),
                      S(A()), S(A(), 0),
                      S(A(1, 0))]
SAMPLES["unsqueeze"] = [S(A(3), 0), S(A(3), -1), S(A(2, 3), 1), S(A(), 0), S(A(0), dim=1)]
SAMPLES["Tensor.expand"] = [S(A(3), 2, 3), S(A(2, 1), (2, 3)), S(A(2, 1), -1, 3), S(A(), 2), S(A(1), 0), S(A(3), (3,)),
                            S(A(1, 3), (4, -1, 3))]
SAMPLES["Tensor.expand_as"] = [S(A(3), Const(A(2, 3)))]
SAMPLES["broadcast_to"] = [S(A(3), (2, 3)), S(A(2, 1), (2, 4)), S(A(), (2, 2)), S(A(1), (0,))]
SAMPLES["Tensor.repeat"] = [S(A(2), 2, 3), S(A(2, 3), (1, 2)), S(A(), 3), S(A(2), 0), S(A(2), 1)]
SAMPLES["movedim"] = [S(A(2, 3, 4), 0, -1), S(A(2, 3, 4), (0, 1), (2, 0)), S(A(2, 3), 1, 1)]
SAMPLES["cat"] = [S([A(2, 3), A(1, 3)]), S((A(2, 3), A(2, 1)), 1), S([A(2, 3), A(2, 3)], dim=-1), S([A(3)]),
                  S([A(0), A(2)]),
                  S([A(2, 2), A(0), A(1, 2)], 0), S([A(2), I(1, 2)], 0), S([A(2, 0), A(2, 0)], 1)]
SAMPLES["stack"] = [S([A(2, 3), A(2, 3)]), S((A(3), A(3)), -1), S([A(), A()]), S([A(2, 3), A(2, 3)], dim=1),
                    S([A(0), A(0)])]
SAMPLES["split"] = [S(A(5), 2), S(A(2, 5), 2, 1), S(A(5), [1, 4]), S(A(2, 5), (2, 3), dim=-1), S(A(4), 9), S(A(0), 1)]
SAMPLES["chunk"] = [S(A(5), 2), S(A(2, 5), 3, -1), S(A(4), chunks=9), S(A(0), 2)]
SAMPLES["unbind"] = [S(A(2, 3)), S(A(2, 3), 1), S(A(2, 3), dim=-1), S(A(3, 0))]
SAMPLES["flip"] = [S(A(3), (0,)), S(A(2, 3), [0, 1]), S(A(2, 3), dims=(-1,)), S(A(0, 2), (0,)), S(A(2, 3), ())]
SAMPLES["Tensor.flip"] = [S(A(2, 3), 0, 1), S(A(2, 3), -1)]
for _name in ("tril", "triu"):
    SAMPLES[_name] = [S(A(3, 3)), S(A(2, 3), 1), S(A(2, 3, 4), -1), S(A(3, 2), diagonal=5), S(A(0, 2))]
SAMPLES["diagonal"] = [S(A(3, 3)), S(A(3, 4), 1), S(A(3, 4), -1), S(A(2, 3, 4), 0, 1, 2),
                       S(A(2, 3, 4), offset=1, dim1=-1, dim2=0), S(A(2, 2), 5)]
SAMPLES["select"] = [S(A(2, 3), 0, 1), S(A(2, 3), -1, -1), S(A(3), 0, 0)]
SAMPLES["narrow"] = [S(A(5), 0, 1, 3), S(A(2, 5), -1, 2, 2), S(A(5), 0, 5, 0)]
SAMPLES["as_strided"] = [S(A(6), (3, 2), (2, 1)), S(A(6), (4, 2), (1, 1), 1), S(A(6), (3,), (0,))]
SAMPLES["Tensor.to"] = [S(A(3), Dtype("float64")), S(I(1, 2), Dtype("float64"))]
SAMPLES["detach"] = [S(A(3)), S(A())]

# -- indexing ---------------------------------------------------------------------------------------

SAMPLES["[]"] = [
    S(A(3, 4), 1), S(A(3, 4), slice(1, None)), S(A(3, 4), (slice(None), -1)), S(A(3, 4), (Ellipsis, 0)),
    S(A(3, 4), None), S(A(3, 4), Ellipsis),
    S(A(3, 4), (slice(None, None, 2), slice(1, 3))), S(A(3, 4), I(2, 0, 2)), S(A(3, 4), (I(0, 1), I(1, 1))),
    S(A(3, 4), [0, 2]),
    S(A(3), B(True, False, True)), S(A(2, 2), B([[True, False], [True, True]])),
    S(A(3, 4), (slice(None), I([[0, 1], [1, 3]]))),
    S(A(3, 4, 2), (I(0, 2), slice(None), I(1, 1))), S(A(3), slice(0, 0)), S(A(), Ellipsis), S(A(), None),
    S(A(3, 4), (1, 2))]
SAMPLES["gather"] = [S(A(2, 3), 1, I([[0, 0], [2, 1]])), S(A(2, 3), 0, I([[1, 0, 1]])), S(A(3), -1, I(2, 2)),
                     S(A(2, 3), 1, I([[], []])),
                     S(A(), 0, I(0))]
SAMPLES["index_select"] = [S(A(3, 2), 0, I(2, 0, 2)), S(A(3, 2), 1, I(1)), S(A(3, 2), -1, I([])),
                           S(A(3), dim=0, index=I(1, 1)), S(A(), 0, I([0]))]
SAMPLES["scatter_add"] = [S(A(3), 0, I(0, 0, 2), A(3)), S(A(2, 3), 1, I([[0, 2], [1, 1]]), A(2, 3)),
                          S(A(2, 3), -2, I([[1, 0, 1]]), A(1, 3)),
                          S(A(3), 0, I([]), A(2)), S(A(), 0, I(0), A())]
SAMPLES["masked_fill"] = [S(A(3), B(True, False, True), 2.5), S(A(2, 3), B([[True], [False]]), A()),
                          S(A(3), B(True), -1), S(A(0), B([]), 1),
                          S(A(), B(True), 3), S(I(1, 2), B(True, False), 7),
                          S(A(2), B([[True, False], [False, False]]), 0)]
SAMPLES["masked_select"] = [S(A(3), B(True, False, True)), S(A(2, 3), B([[True], [False]])),
                            S(A(3), B([[True, False, True]]))]
SAMPLES["index_put"] = [S(A(3), (I(0, 2),), A(2)), S(A(3), (I(0, 0),), A(2), True), S(A(2, 3), (I(1, 0), I(2, 0)), A()),
                        S(A(3), (B(True, False, True),), A(2)), S(A(3, 2), [I(0, 1)], A(2), accumulate=True)]
SAMPLES["nonzero"] = [S(I(0, 3, 0, 4)), S(A(2, 2)), S(A(0)), S(A())]
SAMPLES["allclose"] = [S(A(3), A(3)), S(np.ones(2), np.ones(2) + 1e-9), S(np.ones(2), np.ones(2) + 0.1, atol=0.2)]
SAMPLES["equal"] = [S(A(3), A(3)), S(np.ones(2), np.ones(2)), S(np.ones(2), np.ones(3))]

# -- nn.functional ----------------------------------------------------------------------------------

SAMPLES["F.linear"] = [S(A(2, 3), A(4, 3), A(4)), S(A(2, 3), A(4, 3)), S(A(3), A(2, 3), A(2)),
                       S(A(2, 2, 3), A(2, 3), bias=A(2)), S(A(0, 3), A(2, 3), A(2)),
                       S(A(3), A(3)), S(A(2, 3), A(3))]
SAMPLES["F.mse_loss"] = [S(A(2, 3), A(2, 3)), S(A(2, 3), A(2, 3), reduction="sum"),
                         S(A(2, 3), A(2, 3), reduction="none"), S(A(), A())]
SAMPLES["F.nll_loss"] = [S(A(2, 3), I(0, 2)), S(A(2, 3), I(0, 2), Const(P(3))),
                         S(A(3, 3), I(0, -100, 2), reduction="sum"),
                         S(A(3, 3), I(0, 1, 2), Const(P(3)), ignore_index=1),
                         S(A(2, 3, 2), I([[0, 1], [2, 2]]), reduction="none"), S(A(3), I(1))]
SAMPLES["F.cross_entropy"] = [
    S(A(2, 3), I(0, 2)), S(A(2, 3), I(0, 2), Const(P(3))), S(A(3, 3), I(0, -100, 2)),
    S(A(3, 3), I(0, -100, 2), reduction="none"),
    S(A(2, 3), I(0, 2), label_smoothing=0.1), S(A(3, 3), I(0, 1, 2), Const(P(3)), ignore_index=1, label_smoothing=0.2),
    S(A(3), I(1)),
    S(A(2, 3, 2), I([[0, 1], [2, 2]])), S(A(2, 3, 2), I([[0, 1], [2, 2]]), reduction="none"),
    S(A(2, 3), I(0, 2), reduction="sum"),
    S(A(2, 3), Const(P(2, 3))), S(A(2, 3), P(2, 3), Const(P(3)), label_smoothing=0.1), S(A(3), Const(P(3))),
    S(A(2, 3, 2), Const(P(2, 3, 2)), reduction="none")]
SAMPLES["F.binary_cross_entropy_with_logits"] = [
    S(A(2, 3), A(2, 3, low=0.1, high=0.9)), S(A(2, 3), Const(P(2, 3)), Const(P(3))),
    S(A(2, 3), Const(P(2, 3)), pos_weight=Const(P(3)), reduction="sum"),
    S(A(3), Const(P(3)), reduction="none"), S(A(), Const(P())), S(A(3) * 90, Const(A(3, low=0.1, high=0.9)))]
SAMPLES["F.layer_norm"] = [S(A(2, 4), (4,)), S(A(2, 4), [4], A(4), A(4)), S(A(2, 3, 4), (3, 4), A(3, 4)),
                           S(A(2, 3), (3,), None, A(3)),
                           S(A(2, 3), (3,), A(3), A(3), 0.1), S(A(0, 3), (3,)), S(A(4), (4,), bias=A(4))]
SAMPLES["F.embedding"] = [S(I(1, 0, 1), A(3, 2)), S(I([[1, 2], [0, 0]]), A(3, 2)), S(I(1), A(3, 2)), S(I([]), A(3, 2))]


# -- what takes more than one call: functions of this file ------------------------------------------

def written(x, index, value):
    """``x[index] = value`` on a copy that is part of the graph."""
    x = x.clone()
    x[index] = value
    return x


def copied(x, value):
    """``copy_`` into a copy that is part of the graph."""
    return x.clone().copy_(value)


def through_a_view(x, value):
    """A write through a view of a copy: the base has the history of both."""
    x = x.clone()
    x.t()[1:].mul_(value)
    return x


def real_part(x):
    """The real part of a complex function of real numbers."""
    return ((x * (1 + 2j)) ** 2).real


def imaginary_part(x):
    """The imaginary part of a complex function of real numbers."""
    return (x * (x * (1 + 2j)).exp()).imag


def converted(x):
    """Another type, and back."""
    return x.cdouble().real


def made_contiguous(x):
    """A copy in the order of the dims."""
    return x.mT.contiguous()


OWN = {f.__name__: f for f in (written, copied, through_a_view, real_part, imaginary_part, converted, made_contiguous)}
SAMPLES["own.written"] = [S(A(3), 1, A()), S(A(3, 2), slice(1, None), A(2)), S(A(3), I(0, 2), A(2)),
                          S(A(3), B(True, False, True), 2.5),
                          S(A(3, 2), (slice(None), 0), A(3))]
SAMPLES["own.copied"] = [S(A(3), A(3)), S(A(2, 3), A(3)), S(A(2), I(1, 2))]
SAMPLES["own.through_a_view"] = [S(A(2, 3), A()), S(A(2, 3), A(2))]
SAMPLES["own.made_contiguous"] = [S(A(2, 3)), S(A(2, 0, 3))]
for _name in ("real_part", "imaginary_part", "converted"):
    SAMPLES["own." + _name] = [S(A(3)), S(A()), S(A(0)), S(A(2, 3))]

# Operations that are compared with other libraries in complex numbers too.
COMPLEX = ("add", "sub", "mul", "div", "neg", "abs", "exp", "log", "sqrt", "square", "reciprocal", "sin", "cos", "tanh",
           "sigmoid", "conj", "sgn",
           "conj_physical", "sum", "mean", "cumsum", "matmul", "mm", "mv", "bmm", "dot", "outer", "einsum",
           "Tensor.view", "reshape",
           "transpose", "permute", "squeeze", "Tensor.expand", "cat", "stack", "split", "flip", "tril", "diagonal",
           "where", "[]", "gather",
           "index_select", "scatter_add", "masked_fill", "operator.pow", "own.written", "eq", "ne", "clone", "F.linear",
           "prod", "norm",
           "expm1", "log1p", "rsqrt")


def resolve(lib, key):
    """The function that a key of SAMPLES names, in a library with PyTorch's names."""
    if key == "[]":
        return operator.getitem
    if key.startswith("."):
        return operator.attrgetter(key[1:])
    if key.startswith("own."):
        return OWN[key[4:]]
    if key.startswith("operator."):
        return getattr(operator, key[9:])
    if key.startswith("F."):
        return getattr(lib.nn.functional, key[2:])
    return getattr(lib.Tensor, key[7:]) if key.startswith("Tensor.") else getattr(lib, key)


def leaves(sample):
    """The arrays of a sample that are differentiated, in order."""
    found = []

    def visit(value):
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            found.append(value)
        elif isinstance(value, (tuple, list)):
            for v in value:
                visit(v)

    for value in (*sample.args, *sample.kwargs.values()):
        visit(value)
    return found


def built(sample, convert, lib):
    """The arguments of a sample, each array put through `convert(array, differentiated)`; `lib` gives the dtypes."""
    def visit(value):
        if isinstance(value, Const):
            return convert(value.array, False)
        if isinstance(value, np.ndarray):
            return convert(value, value.dtype.kind == "f")
        if isinstance(value, Dtype):
            return value if lib is None else getattr(lib, value)
        if isinstance(value, (tuple, list)):
            return type(value)(visit(v) for v in value)
        return value

    return [visit(v) for v in sample.args], {k: visit(v) for k, v in sample.kwargs.items()}


def moved(sample, directions, step):
    """The sample with its differentiated arrays moved by `step` along directions."""
    steps = iter(directions)

    def shift(array, differentiated):
        return np.asarray(array + step * next(steps)) if differentiated else Const(array)

    args, kwargs = built(sample, shift, None)
    return Sample(*args, **kwargs)


def tensors_in(result):
    """The tensors of a result, which may be one or a sequence."""
    return list(result) if isinstance(result, (tuple, list)) else [result]


def cases(keys=None):
    """(key, sample) pairs with readable ids, for pytest.mark.parametrize."""
    import pytest
    return [pytest.param(key, sample, id=f"{key}({sample!r})")
            for key in (SAMPLES if keys is None else keys) for sample in SAMPLES[key]]
