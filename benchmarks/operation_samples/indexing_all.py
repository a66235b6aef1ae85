"""Samples of reading and writing through positions, of sorting and searching."""
import numpy as np

from .forms import (accumulated, along_rows, boolean, index, integer, matrices, matrix_and_columns, real, sample,
                    vector_and_positions, vectors, written_over)


def positions(n):
    """A vector of positions in n elements."""
    return index(n, 1)


def permutations(n):
    """A permutation of the columns for each row of a square matrix."""
    side = round(n ** 0.5)
    return np.random.default_rng(1).random((side, side)).argsort(1)


def masked_written(x, mask, y):
    """NumPy's assignment of the first elements to where a mask holds."""
    x = x.copy()
    x[mask] = y[:np.count_nonzero(mask)]
    return x


def largest(x, k):
    """The k largest elements of a vector in falling order."""
    k = min(k, len(x))
    return np.sort(np.partition(x, len(x) - k)[len(x) - k:])[::-1]


def without_repeats(x):
    """The elements of a vector that differ from the one before."""
    return x[np.concatenate(([True], x[1:] != x[:-1]))]


def sorted_rows(call, numpy):
    """A sample's calls for sorting the rows of a matrix."""
    return dict(call=lambda xp, x: call(x), numpy=lambda x: numpy(x, 1))


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
sample("nonzero_static", lambda n: [boolean(n, 0)], lambda xp, x: xp.nonzero_static(x, size=len(x)))
sample("scatter", lambda n: [matrices(real)(n)[0], permutations(n), matrices(real)(n)[0]],
       lambda xp, x, i, y: x.scatter(1, i, y), along_rows(written_over))
sample("scatter_reduce", matrix_columns_and_values, lambda xp, x, i, y: x.scatter_reduce(1, i, y, "amax"),
       along_rows(accumulated(np.maximum)))
sample("index_add", vector_positions_and_values, lambda xp, x, i, y: x.index_add(0, i, y), accumulated(np.add))
sample("index_copy", vector_and_permutation, lambda xp, x, i, y: x.index_copy(0, i, y), written_over)
sample("index_fill", vector_and_positions, lambda xp, x, i: x.index_fill(0, i, 2.0),
       lambda x, i: written_over(x, i, 2.0))
sample("index_reduce", vector_positions_and_values, lambda xp, x, i, y: x.index_reduce(0, i, y, "amax"),
       accumulated(np.maximum))
sample("masked_scatter", vectors(real, boolean, real), lambda xp, x, mask, y: x.masked_scatter(mask, y), masked_written)
sample("put", vector_and_permutation, lambda xp, x, i, y: x.put(i, y), written_over)
sample("index_put", vector_and_permutation, lambda xp, x, i, y: x.index_put((i,), y), written_over)
sample("msort", vectors(real), numpy=np.sort)
sample("topk", vectors(real), lambda xp, x: xp.topk(x, min(10, len(x)), largest=False)[0],
       lambda x: -largest(-x, 10))
sample("sort", matrices(real), **sorted_rows(lambda x: x.sort(1, descending=True)[0], lambda x, dim: -np.sort(-x, dim)))
sample("argsort", matrices(real), **sorted_rows(lambda x: x.argsort(1), np.argsort))
sample("unique", lambda n: [integer(n, 0)], numpy=np.unique)
sample("unique_consecutive", lambda n: [np.sort(integer(n, 0))], numpy=without_repeats)
sample("searchsorted", lambda n: [np.arange(n), index(n, 1)], numpy=np.searchsorted)
sample("bucketize", lambda n: [real(n, 0), np.linspace(-2, 2, 9, dtype=np.float32)],
       numpy=lambda x, edges: np.searchsorted(edges, x))
sample("isin", lambda n: [integer(n, 0), np.array([1, 5])], numpy=np.isin)
sample("unravel_index", lambda n: [positions(n)], lambda xp, i: xp.unravel_index(i, (len(i), 1))[0],
       lambda i: np.unravel_index(i, (len(i), 1))[0])
