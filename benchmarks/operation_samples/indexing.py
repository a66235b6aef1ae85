"""Samples of indices and masks."""
import numpy as np

from .forms import (accumulated, along_rows, boolean, matrices, matrix_and_columns, real, sample, transposed,
                    vector_and_positions, vectors, written, written_over)

sample("where", vectors(boolean, real, real), numpy=np.where)
sample("_index", vector_and_positions, lambda xp, x, i: x[i], lambda x, i: x[i])
sample("_unindex_arrays", lambda n: [*vector_and_positions(n), real(n, 2)],
       lambda xp, x, i, g: transposed(lambda xp, x: x[i])(xp, x, g))
sample("_index_put_node", lambda n: [*vector_and_positions(n), real(n, 2)], written(lambda i: i), written_over)
sample("gather", matrix_and_columns, lambda xp, x, i: x.gather(1, i), lambda x, i: np.take_along_axis(x, i, 1))
sample("scatter_add", lambda n: [*matrix_and_columns(n), *matrices(real)(n)],
       lambda xp, x, i, y: x.scatter_add(1, i, y), along_rows(accumulated(np.add)))
sample("index_select", vector_and_positions, lambda xp, x, i: x.index_select(0, i), lambda x, i: x[i])
sample("masked_fill", vectors(real, boolean), lambda xp, x, mask: x.masked_fill(mask, 0.0),
       lambda x, mask: np.where(mask, np.float32(0), x))
