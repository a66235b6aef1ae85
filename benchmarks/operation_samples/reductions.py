"""Samples of reductions."""
import numpy as np

from .forms import boolean, complex_, log_softmax, matrices, real, sample, vectors


def softmax(x):
    """NumPy's softmax of rows."""
    x = np.exp(x - x.max(1, keepdims=True))
    return x / x.sum(1, keepdims=True)


for _name, _function in (("sum", np.sum), ("mean", np.mean)):
    sample(_name, vectors(real), numpy=_function)
sample("_sum_dim", matrices(real), lambda xp, x: x.sum(0), lambda x: x.sum(0))
sample("_mean_dim", matrices(real), lambda xp, x: x.mean(0), lambda x: x.mean(0))
sample("amax", matrices(real), lambda xp, x: x.amax(1), lambda x: x.max(1))
sample("amin", matrices(real), lambda xp, x: x.amin(1), lambda x: x.min(1))
sample("_max_all", vectors(real), lambda xp, x: x.max(), np.max)
sample("_min_all", vectors(real), lambda xp, x: x.min(), np.min)
sample("max", matrices(real), lambda xp, x: x.max(1)[0], lambda x: x.max(1))
sample("min", matrices(real), lambda xp, x: x.min(1)[0], lambda x: x.min(1))
sample("any", vectors(boolean), numpy=np.any)
sample("all", vectors(boolean), numpy=np.all)
sample("prod", lambda n: [np.linspace(0.9999, 1.0001, n, dtype=np.float32)], numpy=np.prod)
sample("_prod_dim", lambda n: [np.linspace(0.9999, 1.0001, n, dtype=np.float32).reshape(1, n)],
       lambda xp, x: x.prod(1), lambda x: x.prod(1))
sample("var", matrices(real), lambda xp, x: x.var(1, correction=0), lambda x: x.var(1))
sample("std", matrices(real), lambda xp, x: x.std(1, correction=0), lambda x: x.std(1))
sample("cumsum", matrices(real), lambda xp, x: x.cumsum(1), lambda x: x.cumsum(1))
sample("logsumexp", matrices(real), lambda xp, x: x.logsumexp(1), lambda x: np.logaddexp.reduce(x, axis=1))
sample("softmax", matrices(real), lambda xp, x: x.softmax(1), softmax)
sample("log_softmax", matrices(real), lambda xp, x: x.log_softmax(1), log_softmax)
sample("_vector_norm", vectors(real), lambda xp, x: x.norm(), np.linalg.norm)
