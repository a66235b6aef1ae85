"""How an operation is measured: inputs of about n elements and a call that all engines understand."""
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Callable

import numpy as np


@dataclass(frozen=True)
class Sample:
    """How an operation is measured.

    Parameters
    ----------
    inputs : callable
        n -> list of arrays; those of floating or complex type are differentiated.
    call : callable
        (module, *tensors) -> tensor, written for wengert and torch alike.
    numpy : callable or None
        The same of arrays, where NumPy has it or a short expression gives it.
    same : bool
        Whether NumPy's values are the same; those that are random or undefined are not.
    direct : str
        The name of the module's function where `call` does nothing but call it.
    """

    inputs: Callable
    call: Callable
    numpy: Callable | None
    same: bool = True
    direct: str = ""

    def tensors(self, xp, n, requires_grad=True):
        """The inputs with arrays as tensors of a module; those of floating or complex type may require gradients."""
        return [xp.tensor(a, requires_grad=requires_grad and a.dtype.kind in "fc") if isinstance(a, np.ndarray) else a
                for a in self.inputs(n)]

    def function(self, xp):
        """What is timed: a function of the tensors, the module's own one where possible."""
        return attrgetter(self.direct)(xp) if self.direct else partial(self.call, xp)

    def differentiable(self, xp):
        """Whether there is a gradient; some operations refuse inputs that require one, others the way back."""
        inputs = self.tensors(xp, 4)
        try:
            result = self.call(xp, *inputs)
            if not result.requires_grad:
                return False
            xp.autograd.grad(result.sum(), [t for t in inputs if getattr(t, "requires_grad", False)], allow_unused=True)
        except RuntimeError:
            return False
        return True


SAMPLES = {}  # operation's name -> Sample


def sample(name, inputs, call=None, numpy=None, same=True):
    """Add a sample; by default the operation is called as the module's function of its name."""
    if name in SAMPLES:
        raise ValueError(f"{name} has two samples")
    direct = "" if call else name
    SAMPLES[name] = Sample(inputs, call or (lambda xp, *tensors: attrgetter(name)(xp)(*tensors)), numpy, same, direct)


def vectors(*kinds):
    """Inputs: a vector of n elements of each kind."""
    return lambda n: [kind(n, seed) for seed, kind in enumerate(kinds)]


def matrices(*kinds):
    """Inputs: a matrix of about n elements of each kind, square or nearly so."""
    def make(n):
        side = round(n ** 0.5)
        return [kind(side * side, seed).reshape(side, side) for seed, kind in enumerate(kinds)]
    return make


def real(n, seed):
    """Normally distributed float32."""
    return np.random.default_rng(seed).normal(size=n).astype(np.float32)


def complex_(n, seed):
    """complex64 with normally distributed parts."""
    return (real(n, seed) + 1j * real(n, seed + 100)).astype(np.complex64)


def positive(n, seed):
    """float32 from 0.5 to 2."""
    return np.random.default_rng(seed).uniform(0.5, 2.0, n).astype(np.float32)


def probability(n, seed):
    """float32 from 0 to 1."""
    return np.random.default_rng(seed).random(n, np.float32)


def integer(n, seed):
    """int64 from 0 to 7."""
    return np.random.default_rng(seed).integers(0, 8, n)


def boolean(n, seed):
    """True and False, half and half."""
    return np.random.default_rng(seed).random(n) < 0.5


def written_over(x, where, y):
    """NumPy's assignment to places of a copy."""
    x = x.copy()
    x[where] = y
    return x


def accumulated(ufunc):
    """NumPy's accumulation into places of a copy: (array, places, values) -> array."""
    def call(x, where, y):
        x = x.copy()
        ufunc.at(x, where, y)
        return x
    return call


def along_rows(call):
    """A function of places in an array as one of positions in each row of a matrix."""
    return lambda x, i, y: call(x, (np.arange(len(i))[:, None], i), y)


def index(n, seed):
    """int64 from 0 to n - 1."""
    return np.random.default_rng(seed).integers(0, n, n)


def vector_and_positions(n):
    """A vector and as many positions in it."""
    return [real(n, 0), index(n, 1)]


def matrix_and_columns(n):
    """A matrix and, of the same shape, positions along its last dim."""
    side = round(n ** 0.5)
    return [real(side * side, 0).reshape(side, side), np.random.default_rng(1).integers(0, side, (side, side))]


def cubes(n):
    """Two batches of square matrices."""
    side = round(n ** (1 / 3))
    return [real(side ** 3, seed).reshape(side, side, side) for seed in (0, 1)]


def cube_and_square(n):
    """A batch of square matrices and one matrix."""
    batch, others = cubes(n)
    return [batch, others[0]]


def matrix_and_vectors(count):
    """Inputs: a matrix and vectors as long as its rows."""
    def make(n):
        side = round(n ** 0.5)
        return [real(side * side, 0).reshape(side, side)] + [real(side, 1 + k) for k in range(count)]
    return make


def linear_inputs(n):
    """Input, weight and bias."""
    side = round(n ** 0.5)
    return [real(side * side, seed).reshape(side, side) for seed in (0, 1)] + [real(side, 2)]


def scores_and_classes(n):
    """A matrix of scores and a class for each row."""
    side = round(n ** 0.5)
    return [real(side * side, 0).reshape(side, side), np.random.default_rng(1).integers(0, side, side)]


def log_softmax(x):
    """NumPy's log of the softmax of rows."""
    x = x - x.max(1, keepdims=True)
    return x - np.log(np.exp(x).sum(1, keepdims=True))


def half(inputs):
    """Inputs: a vector and the cotangent of every second element of it."""
    return lambda n: [inputs(n, 0), inputs((n + 1) // 2, 1)]


def transposed(call):
    """A call (module, x, g) that takes cotangents back through a linear operation, and can be differentiated."""
    return lambda xp, x, g: xp.autograd.grad(call(xp, x), [x], g, create_graph=True)[0]


def written(index_of):
    """A call that writes the last tensor into a copy of the first where `index_of` the others points."""
    def call(xp, x, *rest):
        copy = x.clone()
        copy[index_of(*rest[:-1])] = rest[-1]
        return copy
    return call


def every_second(xp, x):
    """A view of every second element."""
    return x[::2]


def strided_half(xp, x):
    """The same elements as a strided view."""
    return x.as_strided(((len(x) + 1) // 2,), (2,))
