"""Samples of indices and masks."""
import numpy as np

from .forms import (boolean, matrices, matrix_and_columns, real, sample, transposed, vector_and_positions, vectors,
                    written)

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
