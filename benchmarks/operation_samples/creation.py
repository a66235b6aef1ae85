"""Samples of what makes and overwrites tensors."""
import numpy as np

from .forms import positive, real, sample, vectors

sample("complex", vectors(real, real), lambda xp, x, y: xp.complex(x, y).real, lambda x, y: (x + 1j * y).real)
sample("polar", vectors(positive, real), lambda xp, x, y: xp.polar(x, y).real, lambda x, y: (x * np.exp(1j * y)).real)
sample("_filled", vectors(real), lambda xp, x: xp.fill(x, 2.5), lambda x: np.full_like(x, 2.5))
sample("_normal_of", vectors(real), lambda xp, x: xp.normal(x, 1.0))
sample("_bernoulli_of", vectors(real), lambda xp, x: xp.bernoulli(x.sigmoid()))
sample("_poisson_of", vectors(positive), lambda xp, x: xp.poisson(x))
for _name, _parameters in (("uniform", ()), ("normal", ()), ("log_normal", ()), ("exponential", ()),
                           ("geometric", (0.5,)), ("cauchy", ()), ("random", ()), ("bernoulli", ())):
    sample("_" + _name, vectors(real), lambda xp, x, name=_name, parameters=_parameters:
           getattr(x.clone(), name + "_")(*parameters))
