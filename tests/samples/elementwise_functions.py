"""Samples: the further elementwise functions."""
import numpy as np

from .forms import A, B, Const, I, P, S
from .elementwise import PAIRS, SHAPES

SAMPLES = {}

for _name in ("exp2", "atan", "sinh", "cosh", "asinh", "angle", "deg2rad", "rad2deg", "frac", "positive",
              "nan_to_num", "isreal", "signbit", "isposinf", "isneginf", "frexp"):
    SAMPLES[_name] = [S(A(*shape)) for shape in SHAPES]
for _name in ("asin", "acos", "atanh"):
    SAMPLES[_name] = [S(A(*shape, low=-0.9, high=0.9)) for shape in SHAPES]
for _name in ("log2", "log10"):
    SAMPLES[_name] = [S(P(*shape)) for shape in SHAPES]
SAMPLES["tan"] = [S(A(*shape, low=-1.4, high=1.4)) for shape in SHAPES]
SAMPLES["acosh"] = [S(A(*shape, low=1.2, high=4)) for shape in SHAPES]
for _name in ("isposinf", "isneginf", "signbit"):
    SAMPLES[_name] += [S(np.array([0.0, -0.0, np.nan, np.inf, -np.inf])), S(I(0, -2)), S(B(True, False))]
SAMPLES["nan_to_num"] += [S(A(3), 1.5), S(A(3), nan=1, posinf=2.5, neginf=-3), S(Const(np.array([np.nan, np.inf,
                          -np.inf, 1]))),
                          S(Const(np.array([np.nan, np.inf, -np.inf, 1])), 7, 8, 9)]

for _name in ("atan2", "hypot", "logaddexp", "logaddexp2", "copysign"):
    SAMPLES[_name] = [S(A(*a), A(*b)) for a, b in PAIRS]
SAMPLES["copysign"] += [S(A(3), -1.5), S(A(3), 2)]
SAMPLES["nextafter"] = [S(A(*a), A(*b, low=3, high=5)) for a, b in PAIRS]     # never equal, where it has a kink
for _name in ("fmax", "fmin"):
    SAMPLES[_name] = [S(A(*a), A(*b, low=-1.7, high=2.3)) for a, b in PAIRS]
SAMPLES["ldexp"] = [S(A(*a), A(*b)) for a, b in PAIRS] + [S(A(3), I(1, 2, 5)), S(I(1, 2, 3), A(3))]
SAMPLES["fmod"] = [S(A(2, 3), P(3)), S(A(3), 0.7), S(A(3), -0.7), S(A(3), P()), S(A(0), 2.0), S(I(7, -7), 4),
                   S(I(7, -7), I(-3, 3))]
SAMPLES["heaviside"] = [S(Const(A(2, 3)), Const(A(3))), S(Const(np.array([-1.0, 0.0, np.nan, 2.0])), Const(A())),
                        S(I(-2, 0, 3), I(5, 6, 7)), S(Const(A(0)), Const(A(1)))]
SAMPLES["rsub"] = [S(A(*a), A(*b)) for a, b in PAIRS] + [S(A(3), 2), S(A(3), A(3), alpha=2.5), S(A(3), 2.5, alpha=2)]
SAMPLES["float_power"] = [S(P(*a), A(*b)) for a, b in PAIRS] + [S(A(3), 2), S(P(3), -1), S(2, A(3)), S(I(1, 2, 3), 0.5)]
SAMPLES["Tensor.__rdiv__"] = [S(P(3), 2), S(P(2, 3), 0.5)]

TRIPLES = (((2, 3), (2, 3), (2, 3)), ((3,), (2, 1), ()), ((), (3,), (1,)), ((2, 1), (), (3,)), ((), (), ()),
           ((0,), (1,), ()))
SAMPLES["addcmul"] = [S(A(*a), A(*b), A(*c)) for a, b, c in TRIPLES]
SAMPLES["addcmul"] += [S(A(2, 3), A(3), A(2, 1), value=2.5), S(A(3), A(3), I(1, 2, 3), value=-1),
                       S(I(1, 2), I(3, 4), I(5, 6)),
                       S(I(1, 2), I(3, 4), I(5, 6), value=3), S(A(2, 3), Const(A(3)), Const(A(3)), value=2)]
SAMPLES["addcdiv"] = [S(A(*a), A(*b), P(*c)) for a, b, c in TRIPLES]
SAMPLES["addcdiv"] += [S(A(2, 3), A(3), P(2, 1), value=2.5)]
SAMPLES["lerp"] = [S(A(*a), A(*b), A(*c)) for a, b, c in TRIPLES]
SAMPLES["lerp"] += [S(A(2, 3), A(3), 0.25), S(A(3), A(2, 3), 0.75), S(A(3), A(3), 2), S(A(0), A(1), 0.5)]
SAMPLES["clamp_min"] = [S(A(2, 3), 0.3), S(A(2, 3), A(3)), S(A(), A()), S(A(0), 1), S(I(1, 5), 3),
                        S(B(True, False), B(True, True))]
SAMPLES["clamp_max"] = [S(A(2, 3), 0.3), S(A(2, 3), A(3)), S(A(), A()), S(A(0), 1), S(I(1, 5), 3),
                        S(B(True, False), B(True, True))]
SAMPLES["gcd"] = [S(I(0, -4, 6), I(0, 6, -9)), S(I([]), I([1])), S(I(12), I(8, 9))]
SAMPLES["lcm"] = [S(I(0, -4, 6), I(0, 6, -9)), S(I([]), I([1])), S(I(12), I(8, 9))]
SAMPLES["isclose"] = [S(A(3), A(3)), S(A(2, 3), A(3), rtol=1.0), S(I(10, 20), I(11, 30), rtol=0.1),
                      S(Const(np.array([1.0, np.nan, np.inf, np.inf])),
                        Const(np.array([1.000001, np.nan, np.inf, -np.inf]))),
                      S(Const(np.array([1.0, np.nan])), Const(np.array([1.1, np.nan])), atol=0.2, equal_nan=True),
                      S(B(True, False), B(True, True)), S(A(0), A(1))]

COMPLEX = ("exp2", "atan", "sinh", "cosh", "asinh", "angle", "asin", "acos", "atanh", "log2", "log10", "tan", "acosh",
           "positive", "isreal", "logaddexp", "rsub", "float_power", "addcmul", "addcdiv", "lerp", "isclose",
           "logical_not", "logical_and", "nan_to_num", "ldexp", "isnan", "isinf", "isfinite")

REACHED_BY = {"_clamp_min": "clamp", "_clamp_max": "clamp"}
