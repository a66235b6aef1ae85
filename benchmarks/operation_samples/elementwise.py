"""Samples of arithmetic and elementary functions."""
import numpy as np

from .forms import complex_, positive, real, sample, vectors

for _name, _ufunc in (("add", np.add), ("sub", np.subtract), ("mul", np.multiply), ("maximum", np.maximum),
                      ("minimum", np.minimum)):
    sample(_name, vectors(real, real), numpy=_ufunc)
for _name, _ufunc in (("div", np.true_divide), ("floor_divide", np.floor_divide), ("remainder", np.remainder)):
    sample(_name, vectors(real, positive), numpy=_ufunc)
sample("_add_scaled", vectors(real, real), lambda xp, x, y: xp.add(x, y, alpha=2), lambda x, y: x + 2 * y)
sample("_div_trunc", vectors(real, positive), lambda xp, x, y: xp.div(x, y, rounding_mode="trunc"),
       lambda x, y: np.trunc(x / y))
sample("_div_floor", vectors(real, positive), lambda xp, x, y: xp.div(x, y, rounding_mode="floor"), np.floor_divide)
sample("pow", vectors(positive, real), numpy=np.power)
sample("_cube", vectors(real), lambda xp, x: x ** 3, lambda x: x * x * x)
for _name, _ufunc in (("neg", np.negative), ("abs", np.absolute), ("sign", np.sign),
                      ("exp", np.exp), ("expm1", np.expm1), ("square", np.square), ("sin", np.sin), ("cos", np.cos),
                      ("tanh", np.tanh), ("floor", np.floor), ("ceil", np.ceil), ("trunc", np.trunc),
                      ("isnan", np.isnan), ("isinf", np.isinf), ("isfinite", np.isfinite)):
    sample(_name, vectors(real), numpy=_ufunc)
for _name, _ufunc in (("log", np.log), ("log1p", np.log1p), ("sqrt", np.sqrt), ("reciprocal", np.reciprocal)):
    sample(_name, vectors(positive), numpy=_ufunc)
sample("sgn", vectors(real), numpy=np.sign)
sample("real", vectors(complex_), numpy=np.real)
sample("imag", vectors(complex_), numpy=np.imag)
sample("conj_physical", vectors(complex_), lambda xp, x: xp.conj_physical(x).imag, lambda x: np.conjugate(x).imag)
sample("_scaled_exp", vectors(real), lambda xp, x: xp.autograd.grad(xp.logsumexp(x, 0), x, create_graph=True)[0])
sample("rsqrt", vectors(positive), numpy=lambda x: 1 / np.sqrt(x))
sample("sigmoid", vectors(real), numpy=lambda x: 1 / (1 + np.exp(-x)))
sample("erf", vectors(real))
sample("relu", vectors(real), numpy=lambda x: np.maximum(x, 0))
sample("round", vectors(real), numpy=np.rint)
sample("_round_places", vectors(real), lambda xp, x: xp.round(x, decimals=2), lambda x: np.round(x, 2))
sample("_round_tens", vectors(real), lambda xp, x: xp.round(x, decimals=-2), lambda x: np.round(x, -2))
sample("conj", vectors(complex_), lambda xp, x: x.conj().real, lambda x: np.conjugate(x).real)
sample("clamp", vectors(real), lambda xp, x: xp.clamp(x, -1.0, 1.0), lambda x: np.clip(x, -1.0, 1.0))
sample("gelu", vectors(real), lambda xp, x: xp.nn.functional.gelu(x))
sample("_gelu_tanh", vectors(real), lambda xp, x: xp.nn.functional.gelu(x, approximate="tanh"))
sample("logsigmoid", vectors(real), lambda xp, x: xp.nn.functional.logsigmoid(x), lambda x: -np.logaddexp(0, -x))
