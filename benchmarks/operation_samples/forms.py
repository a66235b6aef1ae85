"""How an operation is measured: inputs of about n elements and a call that all engines understand."""
from dataclasses import dataclass
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
        The same of arrays, where NumPy has it.
    """

    inputs: Callable
    call: Callable
    numpy: Callable | None

    def tensors(self, xp, n, requires_grad=True):
        """The inputs as tensors of a module; those of floating or complex type may require gradients."""
        return [xp.tensor(a, requires_grad=requires_grad and a.dtype.kind in "fc") for a in self.inputs(n)]


SAMPLES = {}  # row's name -> Sample


def sample(name, inputs, call=None, numpy=None):
    """Add a sample; by default the operation is called as the module's function of its name."""
    if name in SAMPLES:
        raise ValueError(f"{name} has two samples")
    SAMPLES[name] = Sample(inputs, call or (lambda xp, *tensors: getattr(xp, name)(*tensors)), numpy)


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


def integer(n, seed):
    """int64 from 0 to 7."""
    return np.random.default_rng(seed).integers(0, 8, n)


def boolean(n, seed):
    """True and False, half and half."""
    return np.random.default_rng(seed).random(n) < 0.5


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
    return x.as_strided(((x.shape[0] + 1) // 2,), (2,))
