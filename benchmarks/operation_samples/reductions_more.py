"""Samples of extremes with their places, ranks, scans and statistics."""
import numpy as np

from .forms import complex_, integer, matrices, real, sample, vectors

sample("nansum", vectors(real), numpy=np.nansum)
sample("nanmean", vectors(real), numpy=np.nanmean)
sample("_count_numbers", vectors(real), lambda xp, x: x.nanmean(), np.nanmean)
sample("count_nonzero", vectors(integer), numpy=np.count_nonzero)
sample("trace", matrices(real), numpy=np.trace)
sample("argmax", matrices(real), lambda xp, x: x.argmax(1), lambda x: x.argmax(1))
sample("argmin", matrices(real), lambda xp, x: x.argmin(1), lambda x: x.argmin(1))
sample("aminmax", vectors(real), lambda xp, x: xp.aminmax(x)[0], lambda x: (x.min(), x.max())[0])
sample("median", matrices(real), lambda xp, x: x.median(1)[0], lambda x: np.median(x, 1))
sample("nanmedian", matrices(real), lambda xp, x: x.nanmedian(1)[0], lambda x: np.nanmedian(x, 1))
sample("_median_all", vectors(real), lambda xp, x: x.median(), np.median)
sample("_nanmedian_all", vectors(real), lambda xp, x: x.nanmedian(), np.nanmedian)
sample("mode", matrices(real), lambda xp, x: x.mode(1)[0])
sample("kthvalue", matrices(real), lambda xp, x: x.kthvalue(1, 1)[0], lambda x: np.partition(x, 0, 1)[:, 0])
sample("cumprod", matrices(real), lambda xp, x: x.cumprod(1), lambda x: x.cumprod(1))
sample("cummax", matrices(real), lambda xp, x: x.cummax(1)[0], lambda x: np.maximum.accumulate(x, 1))
sample("cummin", matrices(real), lambda xp, x: x.cummin(1)[0], lambda x: np.minimum.accumulate(x, 1))
sample("logcumsumexp", matrices(real), lambda xp, x: x.logcumsumexp(1), lambda x: np.logaddexp.accumulate(x, 1))
sample("var_mean", matrices(real), lambda xp, x: xp.var_mean(x, 1, correction=0)[0],
       lambda x: (x.var(1), x.mean(1))[0])
sample("std_mean", matrices(real), lambda xp, x: xp.std_mean(x, 1, correction=0)[0],
       lambda x: (x.std(1), x.mean(1))[0])
sample("norm", matrices(real), lambda xp, x: x.norm(dim=1), lambda x: np.linalg.norm(x, axis=1))
sample("dist", vectors(real, real), lambda xp, x, y: xp.dist(x, y), lambda x, y: np.linalg.norm(x - y))
sample("renorm", matrices(real), lambda xp, x: x.renorm(2, 0, 1.0),
       lambda x: x * np.minimum(1 / np.linalg.norm(x, axis=1, keepdims=True), np.float32(1)))
sample("quantile", vectors(real), lambda xp, x: x[:100000].quantile(0.3), lambda x: np.quantile(x[:100000], 0.3))
sample("nanquantile", vectors(real), lambda xp, x: x[:100000].nanquantile(0.3),
       lambda x: np.nanquantile(x[:100000], 0.3))
for _name in ("diff", "_diff"):
    sample(_name, matrices(real), lambda xp, x: x.diff(), np.diff)
for _name in ("trapezoid", "_ends_halved"):
    sample(_name, matrices(real), lambda xp, x: xp.trapezoid(x), lambda x: (x[:, 1:] + x[:, :-1]).sum(1) / 2)
for _name in ("cumulative_trapezoid", "_pair_sums"):
    sample(_name, matrices(real), lambda xp, x: xp.cumulative_trapezoid(x),
           lambda x: np.cumsum((x[:, 1:] + x[:, :-1]) / 2, 1))
sample("sum_to_size", matrices(real), lambda xp, x: x.sum_to_size(1, len(x)), lambda x: x.sum(0, keepdims=True))
for _name in ("gradient", "_slopes"):
    sample(_name, lambda n: [real(n + 1, 0)], lambda xp, x: xp.gradient(x)[0], np.gradient)
