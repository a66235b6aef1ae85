"""Samples of the functions that make tensors of nothing, of Python's data and of arrays."""
import numpy as np

from .forms import positive, real, sample

RANDOM = np.random.default_rng(0)


def count(n):
    """The number of elements."""
    return [n]


def array(n):
    """An array that stays one."""
    return [Shared(real(n, 0))]


class Shared:
    """An array that engines must not turn into a tensor before the clock starts."""

    def __init__(self, values):
        self.values = values


def as_list(n):
    """A list of Python numbers."""
    return [real(n, 0).tolist()]


def bytes_of(n):
    """The memory of n numbers."""
    return [bytearray(real(n, 0).tobytes())]


def model(n):
    """A tensor of n elements for the functions that take its shape and type."""
    return [real(n, 0)]


def weights(n):
    """Positive numbers, as weights of classes or as means."""
    return [positive(n, 0)]


sample("tensor", as_list, numpy=lambda values: np.array(values, np.float32))
sample("as_tensor", array, lambda xp, a: xp.as_tensor(a.values), lambda a: np.asarray(a.values))
sample("asarray", array, lambda xp, a: xp.asarray(a.values), lambda a: np.asarray(a.values))
sample("from_numpy", array, lambda xp, a: xp.from_numpy(a.values), lambda a: a.values.view())
sample("from_dlpack", array, lambda xp, a: xp.from_dlpack(a.values), lambda a: np.from_dlpack(a.values))
sample("frombuffer", bytes_of, lambda xp, b: xp.frombuffer(b, dtype=xp.float32), lambda b: np.frombuffer(b, np.float32))
sample("scalar_tensor", lambda n: [2.5], numpy=np.float32)
for _name in ("zeros", "ones", "empty"):
    _of, _like = getattr(np, _name), getattr(np, _name + "_like")
    sample(_name, count, numpy=lambda n, of=_of: of(n, np.float32), same=_name != "empty")
    sample(_name + "_like", model, numpy=_like, same=_name != "empty")
    sample("new_" + _name, model, lambda xp, x, name="new_" + _name: getattr(x, name)(len(x)),
           lambda x, of=_of: of(len(x), x.dtype), same=_name != "empty")
sample("full", count, lambda xp, n: xp.full((n,), 2.5), lambda n: np.full((n,), 2.5, np.float32))
sample("full_like", model, lambda xp, x: xp.full_like(x, 2.5), lambda x: np.full_like(x, 2.5))
sample("new_full", model, lambda xp, x: x.new_full((len(x),), 2.5), lambda x: np.full((len(x),), 2.5, x.dtype))
sample("new_tensor", lambda n: [real(1, 0), *as_list(n)], lambda xp, x, values: x.new_tensor(values),
       lambda x, values: np.array(values, x.dtype))
sample("empty_strided", count, lambda xp, n: xp.empty_strided((n,), (1,)), lambda n: np.empty((n,), np.float32),
       same=False)
sample("new_empty_strided", model, lambda xp, x: x.new_empty_strided((len(x),), (1,)),
       lambda x: np.empty(len(x), x.dtype), same=False)
sample("empty_permuted", count, lambda xp, n: xp.empty_permuted((1, n), (1, 0)),
       lambda n: np.empty((1, n), np.float32, order="F"), same=False)
sample("fill", model, lambda xp, x: xp.fill(x.detach(), 2.5), lambda x: np.full_like(x, 2.5))
sample("eye", lambda n: [round(n ** 0.5)], numpy=lambda k: np.eye(k, dtype=np.float32))
sample("arange", count, numpy=np.arange)
sample("range", count, lambda xp, n: xp.range(1, n), lambda n: np.arange(1, n + 1, dtype=np.float32))
sample("linspace", count, lambda xp, n: xp.linspace(0, 1, n), lambda n: np.linspace(0, 1, n, dtype=np.float32))
sample("logspace", count, lambda xp, n: xp.logspace(0, 1, n), lambda n: np.logspace(0, 1, n, dtype=np.float32))

sample("rand", count, numpy=lambda n: RANDOM.random(n, np.float32), same=False)
sample("randn", count, numpy=lambda n: RANDOM.standard_normal(n, np.float32), same=False)
sample("randint", count, lambda xp, n: xp.randint(0, 10, (n,)), lambda n: RANDOM.integers(0, 10, n), same=False)
sample("randperm", count, numpy=RANDOM.permutation, same=False)
sample("rand_like", model, numpy=lambda x: RANDOM.random(x.shape, x.dtype), same=False)
sample("randn_like", model, numpy=lambda x: RANDOM.standard_normal(x.shape, x.dtype), same=False)
sample("randint_like", model, lambda xp, x: xp.randint_like(x, 10),
       lambda x: RANDOM.integers(0, 10, x.shape).astype(x.dtype), same=False)
sample("normal", count, lambda xp, n: xp.normal(0.0, 2.0, (n,)), lambda n: RANDOM.normal(0.0, 2.0, n), same=False)
sample("bernoulli", model, lambda xp, x: xp.bernoulli(x.detach(), 0.5),
       lambda x: RANDOM.binomial(1, 0.5, x.shape), same=False)
sample("poisson", weights, lambda xp, x: xp.poisson(x.detach()), RANDOM.poisson, same=False)
sample("multinomial", weights, lambda xp, x: xp.multinomial(x.detach(), len(x), replacement=True),
       lambda x: RANDOM.choice(len(x), len(x), p=x / x.sum(dtype=float)), same=False)
