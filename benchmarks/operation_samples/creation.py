"""Samples of what makes tensors of others and overwrites them."""
import numpy as np

from .forms import positive, probability, real, sample, vectors

RANDOM = np.random.default_rng(0)

sample("complex", vectors(real, real), lambda xp, x, y: xp.complex(x, y).real, lambda x, y: (x + 1j * y).real)
sample("polar", vectors(positive, real), lambda xp, x, y: xp.polar(x, y).real, lambda x, y: (x * np.exp(1j * y)).real)
sample("_filled", vectors(real), lambda xp, x: xp.fill(x, 2.5), lambda x: np.full_like(x, 2.5))
sample("_normal_of", vectors(real), lambda xp, x: xp.normal(x, 1.0), lambda x: RANDOM.normal(x, 1.0), same=False)
sample("_bernoulli_of", vectors(probability), lambda xp, x: xp.bernoulli(x),
       lambda x: RANDOM.binomial(1, x), same=False)
sample("_poisson_of", vectors(positive), lambda xp, x: xp.poisson(x), RANDOM.poisson, same=False)
for _name, _parameters, _draw in (
        ("uniform", (), lambda n: RANDOM.random(n, np.float32)),
        ("normal", (), lambda n: RANDOM.standard_normal(n, np.float32)),
        ("log_normal", (), lambda n: RANDOM.lognormal(1, 2, n)),
        ("exponential", (), lambda n: RANDOM.standard_exponential(n, np.float32)),
        ("geometric", (0.5,), lambda n: RANDOM.geometric(0.5, n)), ("cauchy", (), RANDOM.standard_cauchy),
        ("random", (), lambda n: RANDOM.integers(0, 2 ** 24, n)),
        ("bernoulli", (), lambda n: RANDOM.binomial(1, 0.5, n))):
    sample("_" + _name, vectors(real), lambda xp, x, name=_name, parameters=_parameters:
           getattr(x.clone(), name + "_")(*parameters), lambda x, draw=_draw: draw(len(x)), same=False)
