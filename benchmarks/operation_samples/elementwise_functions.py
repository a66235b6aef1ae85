"""Samples of the further elementwise functions."""
import numpy as np

from .forms import boolean, complex_, integer, positive, real, sample, vectors


def below_one(n, seed):
    """float32 from -0.9 to 0.9."""
    return np.random.default_rng(seed).uniform(-0.9, 0.9, n).astype(np.float32)


def above_one(n, seed):
    """float32 from 1.1 to 4."""
    return np.random.default_rng(seed).uniform(1.1, 4.0, n).astype(np.float32)


for _name, _ufunc, _kind in (
        ("exp2", np.exp2, real), ("log2", np.log2, positive), ("log10", np.log10, positive), ("tan", np.tan, real),
        ("asin", np.arcsin, below_one), ("acos", np.arccos, below_one), ("atan", np.arctan, real), ("sinh", np.sinh,
        real),
        ("cosh", np.cosh, real), ("asinh", np.arcsinh, real), ("acosh", np.arccosh, above_one),
        ("atanh", np.arctanh, below_one), ("deg2rad", np.deg2rad, real), ("rad2deg", np.rad2deg, real),
        ("positive", np.positive, real), ("signbit", np.signbit, real),
        ("isposinf", np.isposinf, real), ("isneginf", np.isneginf, real), ("isreal", np.isreal, real),
        ("nan_to_num", np.nan_to_num, real), ("angle", np.angle, real)):
    sample(_name, vectors(_kind), numpy=_ufunc)
sample("frexp", vectors(real), lambda xp, x: xp.frexp(x)[0], lambda x: np.frexp(x)[0])
sample("frac", vectors(real), numpy=lambda x: np.modf(x)[0])
for _name, _ufunc in (("atan2", np.arctan2), ("hypot", np.hypot), ("copysign", np.copysign), ("nextafter",
                      np.nextafter),
                      ("logaddexp", np.logaddexp), ("logaddexp2", np.logaddexp2), ("fmax", np.fmax), ("fmin", np.fmin)):
    sample(_name, vectors(real, real), numpy=_ufunc)
sample("fmod", vectors(real, positive), numpy=np.fmod)
sample("ldexp", vectors(real, real), numpy=lambda x, y: x * np.exp2(y))
sample("rsub", vectors(real, real), numpy=lambda x, y: y - x)
sample("float_power", vectors(positive, real), numpy=np.float_power)
sample("addcmul", vectors(real, real, real), lambda xp, x, y, z: xp.addcmul(x, y, z, value=2), lambda x, y,
       z: x + 2 * y * z)
sample("addcdiv", vectors(real, real, positive), lambda xp, x, y, z: xp.addcdiv(x, y, z, value=2),
       lambda x, y, z: x + 2 * y / z)
sample("lerp", vectors(real, real, positive), lambda xp, x, y, z: xp.lerp(x, y, z), lambda x, y, z: x + z * (y - x))
sample("heaviside", vectors(integer, integer), numpy=np.heaviside)
for _name in ("clamp_min", "_clamp_min"):
    sample(_name, vectors(real), lambda xp, x, _name=_name: xp.clamp_min(x, 0.5) if _name == "clamp_min" else
           xp.clamp(x, min=0.5), lambda x: np.maximum(x, 0.5))
for _name in ("clamp_max", "_clamp_max"):
    sample(_name, vectors(real), lambda xp, x, _name=_name: xp.clamp_max(x, 0.5) if _name == "clamp_max" else
           xp.clamp(x, max=0.5), lambda x: np.minimum(x, 0.5))
sample("gcd", vectors(integer, integer), numpy=np.gcd)
sample("lcm", vectors(integer, integer), numpy=np.lcm)
sample("isclose", vectors(real, real), numpy=np.isclose)
