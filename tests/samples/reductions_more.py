"""Samples: extremes with their places, ranks, scans, statistics."""
import numpy as np

from .forms import A, B, Const, Dtype, I, P, S

SAMPLES = {}

NAN = A(3, 4)
NAN[0, 1] = NAN[2, 0] = np.nan
ZEROS = A(3, 4)
ZEROS[0, 1] = ZEROS[1, 0] = ZEROS[1, 2] = 0
HALF = np.array(0.5)
QUARTERS = np.array([0.25, 0.6])

SAMPLES["nansum"] = [S(A(2, 3)), S(NAN), S(NAN, 1), S(NAN, (0, 1), True), S(A(2, 3, 2), dim=(0, 2)), S(A()), S(A(0)),
                     S(A(2, 0), 1), S(I(1, 2)), S(NAN, dtype=Dtype("float64"))]
SAMPLES["nanmean"] = [S(A(2, 3)), S(NAN), S(NAN, 1), S(NAN, dim=0, keepdim=True), S(A()), S(A(2, 3), (0, 1))]
SAMPLES["count_nonzero"] = [S(A(2, 3)), S(ZEROS, 1), S(ZEROS, dim=(0, 1)), S(A()), S(A(0)), S(I(1, 0)),
                            S(B(True, False)),
                            S(A(2, 3, 2), (0, 2)), S(A(2, 3), ())]
SAMPLES["trace"] = [S(A(3, 3)), S(A(2, 4)), S(A(4, 2)), S(A(0, 2)), S(I([[1, 2], [3, 4]]))]
SAMPLES["aminmax"] = [S(A(2, 3)), S(A(2, 3), dim=1), S(A(2, 3), dim=-2, keepdim=True), S(A()), S(I(3, 1))]
for _name in ("median", "nanmedian"):
    SAMPLES[_name] = [S(A(5)), S(A(2, 3)), S(A(2, 4), 1), S(A(2, 3, 4), -2, True), S(A(3, 2), dim=0), S(A()), S(A(), 0),
                      S(A(2, 0), 0), S(A(300)), S(A(3, 2), dim=0, keepdim=True)]
SAMPLES["mode"] = [S(A(2, 3)), S(A(2, 3), 0), S(A(2, 3), 1, True), S(A(2, 3), dim=-1, keepdim=False), S(A()),
                   S(A(2, 0), 0)]
SAMPLES["kthvalue"] = [S(A(5), 2), S(A(2, 3), 1, 0), S(A(2, 3, 4), 3, -1, True), S(A(2, 3), k=2, dim=1), S(A(), 1),
                       S(A(2, 0), 1, 0)]
SAMPLES["cumprod"] = [S(A(2, 3), 0), S(A(2, 3), -1), S(A(2, 3, 2), 1), S(A(), 0), S(A(0), 0), S(I(1, 2, 3), dim=0),
                      S(ZEROS, 1), S(ZEROS, dim=0), S(A(2, 3), dim=1, dtype=Dtype("float64"))]
for _name in ("cummax", "cummin"):
    SAMPLES[_name] = [S(A(5), 0), S(A(2, 3), 0), S(A(2, 3), -1), S(A(2, 3, 4), dim=1), S(A(), 0), S(A(0), 0),
                      S(I(1, 3, 3, 2), 0)]
SAMPLES["logcumsumexp"] = [S(A(5), 0), S(A(2, 3), 0), S(A(2, 3), -1), S(A(2, 3, 4), dim=1), S(A(), 0), S(A(0), 0),
                           S(A(2, 3) * 90, 1), S(A(600) * 3, 0)]
for _name in ("quantile", "nanquantile"):
    SAMPLES[_name] = [S(A(5), 0.3), S(A(2, 3), 0.5), S(A(2, 4), 0.4, 1), S(A(2, 4), Const(QUARTERS), dim=0),
                      S(A(3, 4), Const(QUARTERS), 1, True), S(A(3, 4), 0.7, keepdim=True), S(A(4), Const(HALF)),
                       S(A(), 0.5),
                      S(A(2, 3), Const(QUARTERS), keepdim=True),
                      *[S(A(3, 6), 0.37, 1, interpolation=_kind)
                         for _kind in ("linear", "lower", "higher", "midpoint", "nearest")]]
SAMPLES["dist"] = [S(A(2, 3), A(2, 3)), S(A(2, 3), A(3), 1), S(A(3), A(3), p=3), S(A(3), A(3), float("inf")),
                   S(A(), A())]
SAMPLES["renorm"] = [S(A(3, 4), 2, 0, 1.0), S(A(3, 4), 1, 1, 0.7), S(A(2, 3, 2), 3, dim=1, maxnorm=0.5),
                     S(A(3, 4), p=2, dim=-1, maxnorm=50.0)]
SAMPLES["diff"] = [S(A(5)), S(A(2, 4), 2), S(A(2, 4), dim=0), S(A(3), 5), S(A(2, 3), 1, 1, A(2, 1), A(2, 2)),
                   S(A(3), prepend=A(1)), S(B(True, False, True)), S(I(1, 3, 6)), S(A(3), 0)]
SAMPLES["trapezoid"] = [S(A(5)), S(A(2, 4), A(4)), S(A(2, 4), dx=0.5), S(A(2, 4), dim=0), S(A(3, 2), A(3), dim=0),
                        S(A(2, 4), A(2, 4)), S(A(2, 1))]
SAMPLES["cumulative_trapezoid"] = [S(A(5)), S(A(2, 4), A(4)), S(A(2, 4), dx=0.5), S(A(2, 4), dim=0),
                                   S(A(3, 2), A(3), dim=0), S(A(2, 4), A(2, 4)), S(A(2, 1))]
SAMPLES["gradient"] = [S(A(5)), S(A(3, 4)), S(A(3, 4), dim=1), S(A(3, 4), spacing=0.5), S(A(3, 4), spacing=[0.5, 2.0]),
                       S(A(4), spacing=[Const(np.array([0.0, 1.0, 3.0, 3.5]))]), S(A(3, 4), dim=(1, 0)),
                       S(A(5), edge_order=2), S(A(4, 5), dim=1, edge_order=2, spacing=2.0), S(A(2)),
                       S(A(4), spacing=[Const(np.array([0.0, 1.0, 3.0, 3.5]))], edge_order=2)]

# Compared with other libraries in complex numbers too.
COMPLEX = ("logcumsumexp", "logsumexp", "count_nonzero", "trace", "diff", "trapezoid",
           "cumulative_trapezoid", "var", "std", "var_mean", "std_mean", "dist", "renorm", "any", "all")

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"_median_all": "median", "_nanmedian_all": "nanmedian", "_count_numbers": "nanmean", "_diff": "diff",
              "_pair_sums": "cumulative_trapezoid", "_ends_halved": "trapezoid", "_slopes": "gradient"}
