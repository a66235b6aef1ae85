"""Samples of the losses and distances of nn.functional: of each element, and reduced."""
import numpy as np

from .forms import positive, probability, real, sample, vectors


def both(name, loss, kinds, numpy, *arguments):
    """The samples of a loss by element and of its sum; the rows' names begin with `name`."""
    def call(reduction):
        return lambda xp, *tensors: getattr(xp.nn.functional, loss)(*tensors, *arguments, reduction=reduction)
    sample(f"_{name}", vectors(*kinds), call("none"), numpy)
    sample(f"_{name}_loss", vectors(*kinds), call("mean" if name != "kl" else "batchmean"),
           lambda *arrays: np.sum(numpy(*arrays)) / (len(arrays[0])))


def inside(n, seed):
    """float32 from 0.1 to 0.9."""
    return 0.1 + 0.8 * probability(n, seed)


def label(n, seed):
    """1 and -1."""
    return np.where(np.random.default_rng(seed).random(n) < 0.5, 1, -1)


def huber(x, y):
    """NumPy's Huber loss with delta 1."""
    d = np.abs(x - y)
    return np.where(d < 1, 0.5 * d * d, d - np.float32(0.5))


def ranking(x, y):
    """NumPy's margin ranking loss of two scores of which the first ought to be higher."""
    return np.maximum(y - x, 0)


both("mse", "mse_loss", (real, real), lambda x, y: np.square(x - y))
both("l1", "l1_loss", (real, real), lambda x, y: np.abs(x - y))
both("smooth_l1", "smooth_l1_loss", (real, real), huber)
both("huber", "huber_loss", (real, real), huber)
both("bce", "binary_cross_entropy", (inside, inside), lambda x, y: -(y * np.log(x) + (1 - y) * np.log1p(-x)))
both("bce_logits", "binary_cross_entropy_with_logits", (real, probability), lambda x, y: np.log1p(np.exp(x)) - x * y)
both("kl", "kl_div", (real, positive), lambda x, y: y * (np.log(y) - x))
both("poisson", "poisson_nll_loss", (real, positive), lambda x, y: np.exp(x) - x * y)
both("soft_margin", "soft_margin_loss", (real, label), lambda x, y: np.log1p(np.exp(-x * y)).astype(np.float32))
both("gaussian", "gaussian_nll_loss", (real, real, positive), lambda x, y, v: 0.5 * (np.log(v) + np.square(x - y) / v))
both("hinge_embedding", "hinge_embedding_loss", (positive, label),
     lambda x, y: np.where(y == 1, x, np.maximum(1 - x, 0)).astype(np.float32))
for _name, _reduction in (("_hinge", "none"), ("_hinge_loss", "mean")):
    sample(_name, vectors(real, real),
           lambda xp, x, y, reduction=_reduction: xp.nn.functional.margin_ranking_loss(x, y, xp.ones(len(x)),
                                                                                       reduction=reduction),
           ranking if _reduction == "none" else lambda x, y: ranking(x, y).mean())
for _name, _reduction in (("_kl_log", "none"), ("_kl_log_loss", "sum")):
    sample(_name, vectors(real, real),
           lambda xp, x, y, reduction=_reduction: xp.nn.functional.kl_div(x, y, reduction=reduction, log_target=True))


def two_rows(n):
    """Two matrices of rows of 16 elements."""
    rows = max(n // 16, 1)
    return [real(16 * rows, seed).reshape(rows, 16) for seed in (0, 1)]


def scores_and_a_class(n):
    """Scores of 16 classes and a class for each row."""
    scores = two_rows(n)[0]
    return [scores, np.random.default_rng(1).integers(0, 16, len(scores))]


sample("nn.functional.cosine_similarity", two_rows)
sample("_cosine", two_rows, lambda xp, x, y: xp.nn.functional.cosine_similarity(x, y))
sample("nn.functional.pairwise_distance", two_rows)
sample("nn.functional.cosine_embedding_loss", two_rows,
       lambda xp, x, y: xp.nn.functional.cosine_embedding_loss(x, y, xp.ones(len(x))))
sample("nn.functional.triplet_margin_loss", two_rows,
       lambda xp, x, y: xp.nn.functional.triplet_margin_loss(x, y, x * 0.5))
sample("nn.functional.multi_margin_loss", scores_and_a_class)
sample("nn.functional.multilabel_soft_margin_loss",
       lambda n: [two_rows(n)[0], probability(16 * max(n // 16, 1), 1).reshape(-1, 16)])
for _name in ("nn.functional.pdist", "_pdist"):
    sample(_name, lambda n: [real(8 * max(round((n / 8) ** 0.5), 2), 0).reshape(-1, 8)],
           lambda xp, x: xp.nn.functional.pdist(x))
sample("nn.functional.one_hot", lambda n: [np.random.default_rng(0).integers(0, 16, max(n // 16, 1))],
       lambda xp, i: xp.nn.functional.one_hot(i, 16))
