"""Samples: reductions and scans."""
import numpy as np

from .forms import A, B, Dtype, I, S

SAMPLES = {}

DIMS = (S(A(2, 3)), S(A(2, 3, 4), 1), S(A(2, 3, 4), -1, True), S(A(2, 3, 4), dim=(0, 2)),
        S(A(2, 3, 4), (0, -1), keepdim=True),
        S(A(2, 3), dim=[1]), S(A()), S(A(), 0), S(A(5), -1), S(A(2, 3), 0, keepdim=False), S(A(2, 3), dim=()))
NOTHING = (S(A(0)), S(A(2, 0), 1), S(A(2, 0), 0), S(A(0, 3), 0, True))
SAMPLES["sum"] = [*DIMS, *NOTHING, S(A(2, 3), dtype=Dtype("float64")), S(I(1, 2)), S(B(True, True)), S(A(2, 3), axis=1)]
SAMPLES["mean"] = [*DIMS, *NOTHING, S(A(2, 3), 1, dtype=Dtype("float64")), S(A(2, 3), axis=0, keepdims=True)]
for _name in ("amax", "amin"):
    SAMPLES[_name] = [*DIMS, S(A(2, 0), 0), S(I([[3, 1], [2, 2]]), 1)]
for _name in ("max", "min"):
    SAMPLES[_name] = [S(A(2, 3)), S(A()), S(A(2, 3), 1), S(A(2, 3, 4), -2, True), S(A(2, 3), dim=0), S(A(2, 3), A(3)),
                      S(A(), 0),
                      S(A(2, 0), 0), S(A(2, 3), dim=-1, keepdim=True), S(A(2, 3), other=A(3)), S(I(3, 1, 2)),
                      S(I([[3, 1]]), 1)]
for _name in ("argmax", "argmin"):
    SAMPLES[_name] = [S(A(2, 3)), S(A(2, 3), 1), S(A(2, 3), -1, True), S(A(2, 3), dim=0), S(A()), S(A(), 0),
                      S(A(2, 0), 0),
                      S(A(2, 3), None, True), S(I(1, 3, 3)), S(np.array([1.0, np.nan, 3.0]))]
for _name in ("any", "all"):
    SAMPLES[_name] = [S(B([[True, False], [True, True]])), S(A(2, 3, 2), (0, 2), True), S(A(2, 3), ()),
                      S(B([[True, False]]), 1),
                      S(B([[True, False]]), dim=-1, keepdim=True),
                      S(A(2, 3)), S(I(0, 0)), S(A(0)), S(A(2, 0), 1), S(B(True)), S(B([[True, False]]), (0, 1)),
                      S(B(True, False), dim=0)]
ZEROS = A(3, 4)
ZEROS[0, 1] = ZEROS[1, 0] = ZEROS[1, 2] = 0
SAMPLES["prod"] = [S(A(2, 3)), S(A(2, 3), 1), S(A(2, 3, 2), -2, True), S(A()), S(A(), 0), S(A(0)), S(A(2, 0), 1),
                   S(ZEROS), S(ZEROS, 1),
                   S(ZEROS, dim=0, keepdim=True), S(I(2, 3)), S(A(2, 3), dtype=Dtype("float64")), S(A(1))]
for _name in ("var", "std"):
    SAMPLES[_name] = [*DIMS[:6], DIMS[8], S(A(2, 3), unbiased=False), S(A(2, 3), 1, False), S(A(2, 3), 1, True, True),
                      S(A(2, 3), False),
                      S(A(2, 4), dim=1, correction=0), S(A(2, 4), dim=1, correction=2, keepdim=True),
                      S(A(2, 3), dim=None, correction=0)]
for _name in ("var_mean", "std_mean"):
    SAMPLES[_name] = [S(A(2, 3)), S(A(2, 3), 1), S(A(2, 3), dim=0, correction=0, keepdim=True)]
for _name in ("sort", "argsort"):
    SAMPLES[_name] = [S(A(5)), S(A(2, 3), 0), S(A(2, 3), dim=-1, descending=True), S(A()), S(A(0)), S(I(3, 1, 2))]
SAMPLES["cumsum"] = [S(A(2, 3), 0), S(A(2, 3), -1), S(A(), 0), S(A(0), 0), S(I(1, 2), dim=0),
                     S(A(2, 3), dim=1, dtype=Dtype("float64"))]
SAMPLES["logsumexp"] = [S(A(2, 3), 1), S(A(2, 3, 4), (0, 2)), S(A(2, 3), -1, True),
                        S(A(2, 3), dim=(0, 1), keepdim=True), S(A(), 0),
                        S(A(2, 0), 1), S(A(2, 3) + 900, 0)]
for _name in ("softmax", "log_softmax", "F.softmax", "F.log_softmax"):
    SAMPLES[_name] = [S(A(2, 3), 1), S(A(2, 3), 0), S(A(2, 3, 4), -2), S(A(3), dim=0), S(A(), 0), S(A(0, 3), 1),
                      S(A(3, 0), 1),
                      S(A(2, 3), dim=1, dtype=Dtype("float64")), S(A(2, 3) * 400, 1)]
SAMPLES["norm"] = [S(A(2, 3)), S(A(2, 3), 2, 1), S(A(2, 3), "fro", dim=(0, 1)), S(A(2, 3), 1),
                   S(A(2, 3), 3, dim=1, keepdim=True),
                   S(A(2, 3), 1.5, 0), S(A(2, 3), float("inf")), S(A(2, 3), float("-inf"), dim=1), S(A(2, 3), 0),
                   S(A()), S(A(0)),
                   S(A(2, 3), p=2.5, dim=-1), S(A(2, 3), -1, 1), S(A(2, 3), dim=1)]
SAMPLES["Tensor.sum_to_size"] = [S(A(2, 3), 1, 3), S(A(2, 3), (3,)), S(A(2, 3), (2, 3)), S(A(4, 2, 3), (2, 1)),
                                 S(A(2, 3), ())]

# Compared with other libraries in complex numbers too.
COMPLEX = ("sum", "mean", "cumsum", "prod", "norm")

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"_sum_dim": "sum", "_mean_dim": "mean", "_max_all": "max", "_min_all": "min", "_prod_dim": "prod",
              "_vector_norm": "norm"}
