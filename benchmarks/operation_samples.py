"""A sample of every operation of the table: inputs of about n elements and a call that all engines understand."""
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


# Arithmetic and elementary functions.
for _name, _ufunc in (("add", np.add), ("sub", np.subtract), ("mul", np.multiply), ("maximum", np.maximum),
                      ("minimum", np.minimum)):
    sample(_name, vectors(real, real), numpy=_ufunc)
for _name, _ufunc in (("div", np.true_divide), ("floor_divide", np.floor_divide), ("remainder", np.remainder)):
    sample(_name, vectors(real, positive), numpy=_ufunc)
sample("_add_scaled", vectors(real, real), lambda xp, x, y: xp.add(x, y, alpha=2), lambda x, y: x + 2 * y)
sample("_div_rounded", vectors(real, positive), lambda xp, x, y: xp.div(x, y, rounding_mode="trunc"),
       lambda x, y: np.trunc(x / y))
sample("pow", vectors(positive, real), numpy=np.power)
sample("_cube", vectors(real), lambda xp, x: x ** 3, lambda x: x * x * x)
for _name, _ufunc in (("neg", np.negative), ("abs", np.absolute), ("sign", np.sign), ("conj_physical", np.conjugate),
                      ("exp", np.exp), ("expm1", np.expm1), ("square", np.square), ("sin", np.sin), ("cos", np.cos),
                      ("tanh", np.tanh), ("floor", np.floor), ("ceil", np.ceil), ("trunc", np.trunc),
                      ("isnan", np.isnan), ("isinf", np.isinf), ("isfinite", np.isfinite)):
    sample(_name, vectors(real), numpy=_ufunc)
for _name, _ufunc in (("log", np.log), ("log1p", np.log1p), ("sqrt", np.sqrt), ("reciprocal", np.reciprocal)):
    sample(_name, vectors(positive), numpy=_ufunc)
sample("sgn", vectors(real), numpy=np.sign)
sample("real", vectors(complex_), numpy=np.real)
sample("imag", vectors(complex_), numpy=np.imag)
sample("rsqrt", vectors(positive), numpy=lambda x: 1 / np.sqrt(x))
sample("sigmoid", vectors(real), numpy=lambda x: 1 / (1 + np.exp(-x)))
sample("erf", vectors(real))
sample("relu", vectors(real), numpy=lambda x: np.maximum(x, 0))
sample("_round", vectors(real), lambda xp, x: xp.round(x), np.rint)
sample("_clamp", vectors(real), lambda xp, x: xp.clamp(x, -1.0, 1.0), lambda x: np.clip(x, -1.0, 1.0))
sample("gelu", vectors(real), lambda xp, x: xp.nn.functional.gelu(x))
sample("_gelu_tanh", vectors(real), lambda xp, x: xp.nn.functional.gelu(x, approximate="tanh"))
sample("logsigmoid", vectors(real), lambda xp, x: xp.nn.functional.logsigmoid(x), lambda x: -np.logaddexp(0, -x))

# Comparisons, logic and bits.
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

# Reductions.
for _name, _function in (("sum", np.sum), ("mean", np.mean)):
    sample(_name, vectors(real), numpy=_function)
sample("_sum_dim", matrices(real), lambda xp, x: x.sum(0), lambda x: x.sum(0))
sample("_mean_dim", matrices(real), lambda xp, x: x.mean(0), lambda x: x.mean(0))
sample("amax", matrices(real), lambda xp, x: x.amax(1), lambda x: x.max(1))
sample("amin", matrices(real), lambda xp, x: x.amin(1), lambda x: x.min(1))
sample("_max_all", vectors(real), lambda xp, x: x.max(), np.max)
sample("_min_all", vectors(real), lambda xp, x: x.min(), np.min)
sample("_max_dim", matrices(real), lambda xp, x: x.max(1)[0])
sample("_min_dim", matrices(real), lambda xp, x: x.min(1)[0])
sample("_sort", matrices(real), lambda xp, x: x.sort(1)[0], lambda x: np.sort(x, 1))
sample("any", vectors(boolean), numpy=np.any)
sample("all", vectors(boolean), numpy=np.all)
sample("prod", lambda n: [np.linspace(0.9999, 1.0001, n, dtype=np.float32)], numpy=np.prod)
sample("var", matrices(real), lambda xp, x: x.var(1, correction=0), lambda x: x.var(1))
sample("std", matrices(real), lambda xp, x: x.std(1, correction=0), lambda x: x.std(1))
sample("cumsum", matrices(real), lambda xp, x: x.cumsum(1), lambda x: x.cumsum(1))
sample("logsumexp", matrices(real), lambda xp, x: x.logsumexp(1), lambda x: np.logaddexp.reduce(x, axis=1))
sample("softmax", matrices(real), lambda xp, x: x.softmax(1))
sample("log_softmax", matrices(real), lambda xp, x: x.log_softmax(1))
sample("_vector_norm", vectors(real), lambda xp, x: x.norm(), np.linalg.norm)

# Shapes, views and copies.
sample("view", matrices(real), lambda xp, x: x.view(-1), np.ravel)
sample("reshape", matrices(real), lambda xp, x: x.reshape(-1), lambda x: x.reshape(-1))
sample("flatten", matrices(real), numpy=np.ravel)
sample("squeeze", lambda n: [real(n, 0).reshape(1, n)], numpy=np.squeeze)
sample("unsqueeze", vectors(real), lambda xp, x: x.unsqueeze(0), lambda x: np.expand_dims(x, 0))
sample("transpose", matrices(real), lambda xp, x: x.transpose(0, 1), np.transpose)
sample("t", matrices(real), numpy=np.transpose)
sample("permute", matrices(real), lambda xp, x: x.permute(1, 0), np.transpose)
sample("expand", lambda n: [real(round(n ** 0.5), 0)], lambda xp, x: x.expand(x.shape[0], -1),
       lambda x: np.broadcast_to(x, (len(x), len(x))))
sample("clone", vectors(real), numpy=np.copy)
sample("contiguous", matrices(real), lambda xp, x: x.t().contiguous(), lambda x: np.ascontiguousarray(x.T))
sample("detach", vectors(real), lambda xp, x: x.detach())
sample("select", matrices(real), lambda xp, x: x.select(0, 0), lambda x: x[0])
sample("narrow", matrices(real), lambda xp, x: x.narrow(0, 0, 1), lambda x: x[:1])
sample("_slice", vectors(real), every_second, lambda x: x[::2])
sample("_alias", vectors(real), lambda xp, x: x[...], lambda x: x[...])
sample("_unsqueeze_index", vectors(real), lambda xp, x: x[None], lambda x: x[None])
sample("_unindex", half(real), transposed(every_second))
sample("split", vectors(real), lambda xp, x: x.split((x.shape[0] + 1) // 2)[0])
sample("chunk", vectors(real), lambda xp, x: x.chunk(2)[0])
sample("unbind", lambda n: [real(2 * n, 0).reshape(2, n)], lambda xp, x: x.unbind(0)[0])
sample("diagonal", matrices(real), lambda xp, x: x.diagonal(), np.diagonal)
sample("as_strided", vectors(real), strided_half, lambda x: x[::2])
sample("_scatter_strided", half(real), transposed(strided_half))
sample("_gather_strided", lambda n: [*half(real)(n), real(n, 2)],
       lambda xp, x, g, h: transposed(lambda xp, g: transposed(strided_half)(xp, x, g))(xp, g, h))
sample("_copy_slices", half(real), written(lambda: slice(None, None, 2)))
sample("_copy", vectors(real, real), lambda xp, x, y: x.clone().copy_(y))
sample("_to_copy", vectors(real), lambda xp, x: x.to(xp.float64), lambda x: x.astype(np.float64))
sample("cat", vectors(real, real), lambda xp, x, y: xp.cat((x, y)), lambda x, y: np.concatenate((x, y)))
sample("flip", vectors(real), lambda xp, x: x.flip(0), lambda x: np.flip(x, 0).copy())
sample("tril", matrices(real), numpy=np.tril)
sample("triu", matrices(real), numpy=np.triu)

# Indices and masks.
sample("where", vectors(boolean, real, real), numpy=np.where)
sample("_index", vector_and_positions, lambda xp, x, i: x[i], lambda x, i: x[i])
sample("_unindex_arrays", lambda n: [*vector_and_positions(n), real(n, 2)],
       lambda xp, x, i, g: transposed(lambda xp, x: x[i])(xp, x, g))
sample("_index_put_node", lambda n: [*vector_and_positions(n), real(n, 2)], written(lambda i: i))
sample("gather", matrix_and_columns, lambda xp, x, i: x.gather(1, i), lambda x, i: np.take_along_axis(x, i, 1))
sample("scatter_add", lambda n: [*matrix_and_columns(n), *matrices(real)(n)],
       lambda xp, x, i, y: x.scatter_add(1, i, y))
sample("index_select", vector_and_positions, lambda xp, x, i: x.index_select(0, i), lambda x, i: x[i])
sample("masked_fill", vectors(real, boolean), lambda xp, x, mask: x.masked_fill(mask, 0.0))

# Matrix products and networks.
sample("matmul", cube_and_square, numpy=np.matmul)  # two batches would be bmm
sample("mm", matrices(real, real), numpy=np.matmul)
sample("mv", matrix_and_vectors(1), numpy=np.matmul)
sample("bmm", cubes, numpy=np.matmul)
sample("dot", vectors(real, real), numpy=np.dot)
sample("linear", linear_inputs, lambda xp, x, w, b: xp.nn.functional.linear(x, w, b), lambda x, w, b: x @ w.T + b)
sample("layer_norm", matrix_and_vectors(2), lambda xp, x, w, b: xp.nn.functional.layer_norm(x, x.shape[-1:], w, b))
sample("_cross_entropy_rows", scores_and_classes, lambda xp, x, y: xp.nn.functional.cross_entropy(x, y))
sample("_embedding", scores_and_classes, lambda xp, w, i: xp.nn.functional.embedding(i, w))
