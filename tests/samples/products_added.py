"""Samples: products that are added to a tensor, and what is made of products."""
from .forms import A, I, S

SAMPLES = {}

SAMPLES["addmm"] = [S(A(2, 4), A(2, 3), A(3, 4)), S(A(2, 4), A(2, 3), A(3, 4), beta=2.5, alpha=-0.5),
                    S(A(4), A(2, 3), A(3, 4), beta=3), S(A(2, 1), A(2, 3), A(3, 4), alpha=2), S(A(), A(2, 3), A(3, 2)),
                    S(A(2, 2), A(2, 3), A(3, 2), beta=0), S(A(2, 2), A(2, 3), A(3, 2), alpha=0),
                    S(A(2, 3), A(2, 0), A(0, 3)),
                    S(A(2, 3), A(2, 0), A(0, 3), beta=0, alpha=2), S(A(0, 3), A(0, 2), A(2, 3)),
                    S(A(1, 1), A(1, 1), A(1, 1))]
SAMPLES["addmv"] = [S(A(2), A(2, 3), A(3)), S(A(2), A(2, 3), A(3), beta=-2, alpha=3), S(A(1), A(2, 3), A(3)),
                    S(A(), A(2, 3), A(3), beta=1.5), S(A(2), A(2, 3), A(3), beta=0, alpha=0.5), S(A(2), A(2, 0), A(0)),
                    S(A(0), A(0, 2), A(2)), S(A(2), A(2, 3), A(3), alpha=0)]
SAMPLES["addr"] = [S(A(2, 3), A(2), A(3)), S(A(2, 3), A(2), A(3), beta=2, alpha=3), S(A(3), A(2), A(3), beta=0),
                   S(A(2, 1), A(2), A(3), alpha=2), S(A(), A(2), A(3)), S(A(0, 3), A(0), A(3)), S(A(1, 1), A(1), A(1))]
SAMPLES["baddbmm"] = [S(A(2, 2, 4), A(2, 2, 3), A(2, 3, 4)), S(A(2, 2, 4), A(2, 2, 3), A(2, 3, 4), beta=0.5, alpha=2),
                      S(A(4), A(2, 2, 3), A(2, 3, 4)), S(A(2, 1, 1), A(2, 2, 3), A(2, 3, 4), beta=3),
                      S(A(), A(1, 2, 2), A(1, 2, 2)),
                      S(A(2, 2, 2), A(2, 2, 3), A(2, 3, 2), beta=0), S(A(2, 2, 2), A(2, 2, 0), A(2, 0, 2)),
                      S(A(0, 2, 2), A(0, 2, 3), A(0, 3, 2))]
SAMPLES["addbmm"] = [S(A(2, 4), A(3, 2, 3), A(3, 3, 4)), S(A(2, 4), A(3, 2, 3), A(3, 3, 4), beta=0.5, alpha=2),
                     S(A(2, 2), A(2, 2, 3), A(2, 3, 2), beta=0), S(A(2, 2), A(2, 2, 3), A(2, 3, 2), alpha=0),
                     S(A(2, 2), A(0, 2, 3), A(0, 3, 2)), S(A(2, 2), A(0, 2, 3), A(0, 3, 2), beta=0, alpha=2),
                     S(A(2, 2), A(2, 2, 0), A(2, 0, 2))]
# Here PyTorch's in-place form gives the tensor another shape.
SAMPLES["Tensor.addbmm"] = [S(A(4), A(2, 2, 3), A(2, 3, 4)), S(A(), A(1, 2, 2), A(1, 2, 2)),
                            S(A(2, 1), A(2, 2, 3), A(2, 3, 4))]
SAMPLES["vdot"] = [S(A(3), A(3)), S(A(0), A(0)), S(A(1), A(1))]
SAMPLES["inner"] = [S(A(3), A(3)), S(A(2, 3), A(3)), S(A(3), A(2, 3)), S(A(2, 3), A(4, 3)), S(A(2, 2, 3), A(2, 1, 3)),
                    S(A(), A(2, 3)),
                    S(A(2, 3), A()), S(A(0, 3), A(2, 3)), S(A(2, 0), A(3, 0))]
SAMPLES["tensordot"] = [S(A(2, 3, 4), A(4, 3, 2), 1), S(A(2, 3), A(2, 3)), S(A(2, 3), A(2), 0),
                        S(A(2, 3, 4), A(4, 3, 2), ([1, 2], [1, 0])),
                        S(A(2, 3, 4), A(4, 3, 2), dims=([-1], [0])), S(A(2, 1), A(3, 2), 1),
                        S(A(2, 3), A(1, 4), dims=1),
                        S(A(2, 3, 4), A(4, 3, 2), dims=I([1, 2], [1, 0])), S(A(), A(), 0), S(A(3), A(3), 1),
                        S(A(2, 0), A(0, 3), 1)]
SAMPLES["chain_matmul"] = [S(A(2, 3), A(3, 4)), S(A(2, 3), A(3, 4), A(4, 1)), S(A(4, 1), A(1, 3), A(3, 2), A(2, 3)),
                           S(A(2, 0), A(0, 3), A(3, 1))]
SAMPLES["cross"] = [S(A(3), A(3)), S(A(2, 3), A(2, 3)), S(A(3, 3), A(3, 3)), S(A(3, 3), A(3, 3), dim=1),
                    S(A(1, 3), A(4, 3), dim=1),
                    S(A(3, 1, 2), A(3, 4, 1), 0), S(A(2, 3), A(2, 3), -1), S(A(0, 3), A(0, 3))]

# Compared with other libraries in complex numbers too.
COMPLEX = ("addmm", "addmv", "addr", "baddbmm", "addbmm", "Tensor.addbmm", "vdot", "inner", "tensordot", "chain_matmul",
           "cross")

# Rows without a name of their own, and the key that reaches them.
REACHED_BY = {"_cross": "cross"}
