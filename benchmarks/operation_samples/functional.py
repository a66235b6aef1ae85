"""Samples of the losses and other functions of nn.functional that are made of operations."""
import numpy as np

from .elementwise_sampling import image_and_points
from .forms import log_softmax, real, sample, scores_and_classes, vectors

RANDOM = np.random.default_rng(0)


def log_probabilities_and_classes(n):
    """The log probability of each class, and which one it is."""
    scores, classes = scores_and_classes(n)
    return [log_softmax(scores), classes]


sample("nn.functional.nll_loss", log_probabilities_and_classes, numpy=lambda x, y: -x[np.arange(len(y)), y].mean())
sample("nn.functional.dropout", vectors(real),
       numpy=lambda x: x * (RANDOM.random(x.shape, x.dtype) < 0.5) * 2, same=False)
sample("nn.functional.grid_sample", image_and_points,
       lambda xp, x, grid: xp.nn.functional.grid_sample(x, grid, align_corners=False))
sample("nn.functional.affine_grid", lambda n: [real(6, 0).reshape(1, 2, 3), round(n ** 0.5)],
       lambda xp, theta, side: xp.nn.functional.affine_grid(theta, (1, 1, side, side), align_corners=False))
