"""Samples: tensors put together, distances, covariances, counts."""
from .forms import A, I, P, S, Const

SAMPLES = {}

SAMPLES["cartesian_prod"] = [S(A(2)), S(A(2), A(3)), S(A(2), A(1), A(3)), S(A(2), A(0))]
SAMPLES["combinations"] = [S(A(4)), S(A(3), with_replacement=True), S(A(4), r=3), S(A(3), 1), S(Const(A(3)), r=0),
                           S(A(2), r=4), S(A(0)),
                           S(A(3), 3, True)]
# PyTorch's gradient of block_diag is wrong after nothing.
SAMPLES["block_diag"] = [S(A(2, 3)), S(A(2, 2), A(3)), S(A(), A(1, 2), A(2, 1)), S(Const(A(0)), Const(A(2, 2)))]
SAMPLES["kron"] = [S(A(2), A(3)), S(A(2, 2), A(1, 3)), S(A(2, 1, 2), A(3)), S(A(), A(2)), S(A(), A()),
                   S(A(0, 2), A(3, 2))]
SAMPLES["vander"] = [S(A(3)), S(A(3), 5), S(A(3), N=2, increasing=True), S(Const(A(2)), 1), S(Const(A(2)), 0),
                     S(Const(A(0)))]
SAMPLES["cov"] = [S(A(3, 4)), S(A(4)), S(A(2, 4), correction=0), S(A(2, 4), fweights=I(1, 2, 0, 3)),
                  S(A(2, 4), aweights=P(4)),
                  S(A(2, 4), fweights=I(1, 2, 0, 3), aweights=P(4), correction=0),
                  S(A(2, 3), aweights=Const(P(3)), fweights=I(1, 2, 3))]
SAMPLES["corrcoef"] = [S(A(3, 4)), S(A(2, 5))]
SAMPLES["cdist"] = [S(A(2, 3), A(4, 3)), S(A(2, 3), A(4, 3), p=1.0), S(A(2, 3), A(4, 3), 3), S(A(2, 3), A(4, 3), 1.5),
                    S(A(2, 3), A(4, 3), float("inf")), S(A(2, 20), A(3, 20), p=2.0),
                    S(A(2, 20), A(3, 20), p=float("inf")),
                    S(A(2, 3), A(4, 3), 2.0, "use_mm_for_euclid_dist"), S(A(2, 1, 2, 3), A(3, 4, 3)),
                    S(A(2, 2, 3), A(2, 3), compute_mode="use_mm_for_euclid_dist"), S(A(0, 3), A(2, 3)),
                    S(A(2, 0), A(3, 0))]
SAMPLES["histc"] = [S(Const(A(7))), S(Const(A(2, 3)), bins=4, min=-1, max=1), S(Const(A(5)), 3, 0.5, 2),
                    S(Const(A(0)), bins=2)]
SAMPLES["histogram"] = [S(Const(A(7)), 4), S(Const(A(2, 3)), bins=4, range=(-1.0, 1.0)),
                        S(Const(A(5)), Const(A(3, low=-2.0).cumsum()**2)),
                        S(Const(A(6)), 3, weight=Const(P(6)), density=True)]
SAMPLES["histogramdd"] = [S(Const(A(7, 2)), [3, 2]), S(Const(A(7, 2)), 2, range=[-1.0, 1.0, -2.0, 1.5]),
                          S(Const(A(2, 3, 2)), [2, 2], weight=Const(P(2, 3)), density=True)]
SAMPLES["bincount"] = [S(I(0, 1, 1, 5)), S(I(2, 1), minlength=5), S(I(0, 1, 1), Const(P(3)))]

# Compared with other libraries in complex numbers too.
COMPLEX = ("cartesian_prod", "combinations", "block_diag", "kron", "vander", "cov", "corrcoef")

# Rows without a name of their own, and the key that reaches them.
REACHED_BY = {"_cdist": "cdist", "_euclidean_dist": "cdist", "_block_diag": "block_diag"}
