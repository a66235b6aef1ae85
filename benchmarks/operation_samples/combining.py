"""Samples of tensors put together, distances, covariances and counts."""
import itertools

import numpy as np

from .forms import integer, matrices, real, sample, vectors


def few(count):
    """Inputs: vectors with n tuples of their elements."""
    def make(n):
        side = max(1, round(n ** (1 / count)))
        return [real(side, seed) for seed in range(count)]
    return make


def blocks(n):
    """Two square matrices in a matrix of about n elements."""
    side = max(1, round(n ** 0.5 / 2))
    return [real(side * side, seed).reshape(side, side) for seed in (0, 1)]


def roots(n):
    """A vector as long as a square of n elements is wide."""
    return [real(max(2, round(n ** 0.5)), 0)]


def points(n):
    """Points in the plane."""
    return [real(2 * max(1, n // 2), 0).reshape(-1, 2)]


def rows_of_64(n):
    """Two lists of vectors with n pairs."""
    side = max(1, round(n ** 0.5))
    return [real(side * 64, seed).reshape(side, 64) for seed in (0, 1)]


def direct(p):
    """A call of cdist that takes the differences one by one."""
    return lambda xp, a, b: xp.cdist(a, b, p, "donot_use_mm_for_euclid_dist")


sample("cartesian_prod", few(2), numpy=lambda x, y: np.stack(np.meshgrid(x, y, indexing="ij"), -1).reshape(-1, 2))
sample("combinations", roots, numpy=lambda x: np.array(list(itertools.combinations(x, 2))))
sample("block_diag", blocks, numpy=lambda a, b: np.block([[a, np.zeros_like(b)], [np.zeros_like(a), b]]))
sample("_block_diag", blocks, lambda xp, a, b: xp.block_diag(a, b))
sample("kron", few(2), numpy=np.kron)
sample("vander", roots, numpy=np.vander)
sample("cov", matrices(real), numpy=np.cov)
sample("corrcoef", matrices(real), numpy=np.corrcoef)
sample("cdist", rows_of_64)
sample("_cdist", rows_of_64, direct(1.0))
sample("_euclidean_dist", rows_of_64, lambda xp, a, b: xp.cdist(a, b, 2.0, "use_mm_for_euclid_dist"))
sample("histc", vectors(real), numpy=lambda x: np.histogram(x, 100)[0])
sample("histogram", vectors(real), lambda xp, x: xp.histogram(x.detach(), 100)[0], lambda x: np.histogram(x, 100)[0])
sample("histogramdd", points, lambda xp, x: xp.histogramdd(x.detach(), [10, 10])[0], lambda x: np.histogramdd(x, 10)[0])
sample("bincount", vectors(integer), numpy=np.bincount)
