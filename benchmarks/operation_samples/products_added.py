"""Samples of products added to a tensor, and of what is made of products."""
import numpy as np

from .forms import matrices, real, sample, vectors


def batches(count):
    """Inputs: batches of square matrices, as many as each is high."""
    def make(n):
        side = round(n ** (1 / 3))
        return [real(side ** 3, seed).reshape(side, side, side) for seed in range(count)]
    return make


def matrix_and_batches(n):
    """A square matrix and two batches of as many."""
    x, y, z = batches(3)(n)
    return [x[0], y, z]


def vector_matrix_vector(n):
    """A matrix between two vectors as long as its sides."""
    side = round(n ** 0.5)
    return [real(side, 0), real(side * side, 1).reshape(side, side), real(side, 2)]


def matrix_and_two_vectors(n):
    """A matrix and two vectors as long as its sides."""
    vector, matrix, other = vector_matrix_vector(n)
    return [matrix, vector, other]


def two_vectors(n):
    """Two vectors with n pairs of elements."""
    side = round(n ** 0.5)
    return [real(side, 0), real(side, 1)]


def triples(n):
    """Two lists of vectors of three elements."""
    count = max(1, n // 3)
    return [real(3 * count, seed).reshape(count, 3) for seed in (0, 1)]


sample("addmm", matrices(real, real, real), numpy=lambda x, a, b: x + a @ b)
sample("addmv", vector_matrix_vector, numpy=lambda x, a, b: x + a @ b)
sample("addr", matrix_and_two_vectors, numpy=lambda x, a, b: x + np.outer(a, b))
sample("baddbmm", batches(3), numpy=lambda x, a, b: x + a @ b)
sample("addbmm", matrix_and_batches, numpy=lambda x, a, b: x + (a @ b).sum(0))
sample("vdot", vectors(real, real), numpy=np.vdot)
sample("outer", two_vectors, numpy=np.outer)
sample("inner", matrices(real, real), numpy=np.inner)
sample("tensordot", matrices(real, real), lambda xp, a, b: xp.tensordot(a, b, 1), lambda a, b: np.tensordot(a, b, 1))
sample("chain_matmul", matrices(real, real, real), numpy=lambda a, b, c: np.linalg.multi_dot([a, b, c]))
sample("einsum", matrices(real, real), lambda xp, a, b: xp.einsum("ij,jk->ik", a, b),
       lambda a, b: np.einsum("ij,jk->ik", a, b, optimize=True))
sample("cross", triples, lambda xp, a, b: xp.cross(a, b, dim=1), np.cross)
sample("_cross", triples, lambda xp, a, b: xp.cross(a, b, dim=1), np.cross)
