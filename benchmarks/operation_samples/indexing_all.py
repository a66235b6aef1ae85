"""Samples of reading and writing through positions, of sorting and searching."""
import numpy as np

from .forms import boolean, index, integer, matrices, matrix_and_columns, real, sample, vector_and_positions, vectors


def positions(n):
    """A vector of positions in n elements."""
    return index(n, 1)


def added(x, i, y):
    """NumPy's sum over positions."""
    x = x.copy()
    np.add.at(x, i, y)
    return x


def filled(x, i, y):
    """NumPy's assignment to positions."""
    x = x.copy()
    x[i] = y
    return x


def vector_positions_and_values(n):
    """A vector, as many positions in it, and what is written there."""
    return [*vector_and_positions(n), real(n, 2)]


def matrix_columns_and_values(n):
    """The same of a matrix, along its last dim."""
    return [*matrix_and_columns(n), *matrices(real)(n)]


def vector_and_permutation(n):
    """A vector, its positions in another order, and what is written there."""
    return [real(n, 0), np.random.default_rng(1).permutation(n), real(n, 2)]


sample("take", vector_and_positions, numpy=np.take)
sample("take_along_dim", matrix_and_columns, lambda xp, x, i: xp.take_along_dim(x, i, 1),
       lambda x, i: np.take_along_axis(x, i, 1))
sample("masked_select", vectors(real, boolean), numpy=lambda x, mask: x[mask])
sample("nonzero", lambda n: [boolean(n, 0)], numpy=np.argwhere)
sample("argwhere", lambda n: [boolean(n, 0)], numpy=np.argwhere)
sample("nonzero_static", lambda n: [boolean(n, 0)], lambda xp, x: xp.nonzero_static(x, size=x.shape[0]))
sample("scatter", matrix_columns_and_values, lambda xp, x, i, y: x.scatter(1, i, y))
sample("scatter_reduce", matrix_columns_and_values, lambda xp, x, i, y: x.scatter_reduce(1, i, y, "amax"))
sample("index_add", vector_positions_and_values, lambda xp, x, i, y: x.index_add(0, i, y), added)
sample("index_copy", vector_and_permutation, lambda xp, x, i, y: x.index_copy(0, i, y), filled)
sample("index_fill", vector_and_positions, lambda xp, x, i: x.index_fill(0, i, 2.0), lambda x, i: filled(x, i, 2.0))
sample("index_reduce", vector_positions_and_values, lambda xp, x, i, y: x.index_reduce(0, i, y, "amax"))
sample("masked_scatter", vectors(real, boolean, real), lambda xp, x, mask, y: x.masked_scatter(mask, y))
sample("put", vector_and_permutation, lambda xp, x, i, y: x.put(i, y), filled)
sample("index_put", vector_and_permutation, lambda xp, x, i, y: x.index_put((i,), y), filled)
sample("msort", vectors(real), numpy=np.sort)
sample("topk", vectors(real), lambda xp, x: xp.topk(x, min(10, x.shape[0]), largest=False)[0])
sample("unique", lambda n: [integer(n, 0)], numpy=np.unique)
sample("unique_consecutive", lambda n: [np.sort(integer(n, 0))])
sample("searchsorted", lambda n: [np.arange(n), index(n, 1)], numpy=np.searchsorted)
sample("bucketize", lambda n: [real(n, 0), np.linspace(-2, 2, 9, dtype=np.float32)],
       numpy=lambda x, edges: np.searchsorted(edges, x))
sample("isin", lambda n: [integer(n, 0), np.array([1, 5])], numpy=np.isin)
sample("unravel_index", lambda n: [positions(n)], lambda xp, i: xp.unravel_index(i, (i.shape[0], 1))[0],
       lambda i: np.unravel_index(i, (len(i), 1))[0])
