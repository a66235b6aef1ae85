"""Samples of comparisons, logic and bits."""
import numpy as np

from .forms import boolean, integer, real, sample, vectors

for _name, _ufunc in (("eq", np.equal), ("ne", np.not_equal), ("lt", np.less), ("le", np.less_equal),
                      ("gt", np.greater), ("ge", np.greater_equal)):
    sample(_name, vectors(real, real), numpy=_ufunc)
for _name, _ufunc in (("logical_and", np.logical_and), ("logical_or", np.logical_or), ("logical_xor", np.logical_xor)):
    sample(_name, vectors(boolean, boolean), numpy=_ufunc)
sample("logical_not", vectors(boolean), numpy=np.logical_not)
for _name, _ufunc in (("bitwise_and", np.bitwise_and), ("bitwise_or", np.bitwise_or), ("bitwise_xor", np.bitwise_xor),
                      ("bitwise_left_shift", np.left_shift), ("bitwise_right_shift", np.right_shift)):
    sample(_name, vectors(integer, integer), numpy=_ufunc)
sample("bitwise_not", vectors(integer), numpy=np.invert)
sample("allclose", lambda n: [real(n, 0), real(n, 0)], lambda xp, x, y: xp.tensor(xp.allclose(x, y)), np.allclose)
sample("equal", lambda n: [real(n, 0), real(n, 0)], lambda xp, x, y: xp.tensor(xp.equal(x, y)), np.array_equal)
