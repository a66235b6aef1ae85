"""Samples: elementwise operations."""
import numpy as np

from .forms import A, B, I, P, S

SAMPLES = {}

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

# Compared with other libraries in complex numbers too.
COMPLEX = ("add", "sub", "mul", "div", "neg", "abs", "exp", "log", "sqrt", "square", "reciprocal", "sin", "cos", "tanh",
    "sigmoid", "conj", "sgn", "conj_physical", "where", "operator.pow", "eq", "ne", "clone", "expm1", "log1p",
    "rsqrt")

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"_add_scaled": "add", "_cube": "pow", "_round_places": "round", "_round_tens": "round",
    "_gelu_tanh": "F.gelu", "gelu":
    "F.gelu", "logsigmoid": "F.logsigmoid", "_div_floor": "div", "_div_trunc": "div"}

IN_BACKWARD = {"_scaled_exp": "logsumexp", "conj_physical": "own.real_part"}
