"""Samples of matrix products and networks."""
import numpy as np

from .forms import (cube_and_square, cubes, linear_inputs, log_softmax, matrices, matrix_and_vectors, real, sample,
                    scores_and_classes, vectors)



def normalized(x, w, b):
    """The layer norm of rows."""
    centred = x - x.mean(1, keepdims=True)
    return centred / np.sqrt(np.square(centred).mean(1, keepdims=True) + 1e-5) * w + b


sample("matmul", cube_and_square, numpy=np.matmul)  # two batches would be bmm
sample("mm", matrices(real, real), numpy=np.matmul)
sample("mv", matrix_and_vectors(1), numpy=np.matmul)
sample("bmm", cubes, numpy=np.matmul)
sample("dot", vectors(real, real), numpy=np.dot)
sample("linear", linear_inputs, lambda xp, x, w, b: xp.nn.functional.linear(x, w, b), lambda x, w, b: x @ w.T + b)
sample("layer_norm", matrix_and_vectors(2), lambda xp, x, w, b: xp.nn.functional.layer_norm(x, (len(w),), w, b),
       normalized)
sample("_cross_entropy_rows", scores_and_classes, lambda xp, x, y: xp.nn.functional.cross_entropy(x, y),
       lambda x, y: -log_softmax(x)[np.arange(len(y)), y].mean())
sample("_embedding", scores_and_classes, lambda xp, w, i: xp.nn.functional.embedding(i, w), lambda w, i: w[i])
sample("_nll_loss", scores_and_classes, lambda xp, x, y: xp.nn.functional.nll_loss(x, y),
       lambda x, y: -x[np.arange(len(y)), y].mean())
