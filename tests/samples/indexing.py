"""Samples: indexing."""
import numpy as np

from .forms import A, B, Const, I, S

SAMPLES = {}

SAMPLES["[]"] = [
    S(A(3, 4), 1), S(A(3, 4), slice(1, None)), S(A(3, 4), (slice(None), -1)), S(A(3, 4), (Ellipsis, 0)),
    S(A(3, 4), None), S(A(3, 4), Ellipsis),
    S(A(3, 4), (slice(None, None, 2), slice(1, 3))), S(A(3, 4), I(2, 0, 2)), S(A(3, 4), (I(0, 1), I(1, 1))),
    S(A(3, 4), [0, 2]),
    S(A(3), B(True, False, True)), S(A(2, 2), B([[True, False], [True, True]])),
    S(A(3, 4), (slice(None), I([[0, 1], [1, 3]]))),
    S(A(3, 4, 2), (I(0, 2), slice(None), I(1, 1))), S(A(3), slice(0, 0)), S(A(), Ellipsis), S(A(), None),
    S(A(3, 4), (1, 2))]
SAMPLES["gather"] = [S(A(2, 3), 1, I([[0, 0], [2, 1]])), S(A(2, 3), 0, I([[1, 0, 1]])), S(A(3), -1, I(2, 2)),
                     S(A(2, 3), 1, I([[], []])),
                     S(A(), 0, I(0))]
SAMPLES["index_select"] = [S(A(3, 2), 0, I(2, 0, 2)), S(A(3, 2), 1, I(1)), S(A(3, 2), -1, I([])),
                           S(A(3), dim=0, index=I(1, 1)), S(A(), 0, I([0]))]
SAMPLES["scatter_add"] = [S(A(3), 0, I(0, 0, 2), A(3)), S(A(2, 3), 1, I([[0, 2], [1, 1]]), A(2, 3)),
                          S(A(2, 3), -2, I([[1, 0, 1]]), A(1, 3)),
                          S(A(3), 0, I([]), A(2)), S(A(), 0, I(0), A())]
SAMPLES["masked_fill"] = [S(A(3), B(True, False, True), 2.5), S(A(2, 3), B([[True], [False]]), A()),
                          S(A(3), B(True), -1), S(A(0), B([]), 1),
                          S(A(), B(True), 3), S(I(1, 2), B(True, False), 7),
                          S(A(2), B([[True, False], [False, False]]), 0)]
SAMPLES["masked_select"] = [S(A(3), B(True, False, True)), S(A(2, 3), B([[True], [False]])),
                            S(A(3), B([[True, False, True]]))]
SAMPLES["index_put"] = [S(A(3), (I(0, 2),), A(2)), S(A(3), (I(0, 0),), A(2), True), S(A(2, 3), (I(1, 0), I(2, 0)), A()),
                        S(A(3), (B(True, False, True),), A(2)), S(A(3, 2), [I(0, 1)], A(2), accumulate=True)]
SAMPLES["nonzero"] = [S(I(0, 3, 0, 4)), S(A(2, 2)), S(A(0)), S(A())]
SAMPLES["allclose"] = [S(A(3), A(3)), S(np.ones(2), np.ones(2) + 1e-9), S(np.ones(2), np.ones(2) + 0.1, atol=0.2)]
SAMPLES["equal"] = [S(A(3), A(3)), S(np.ones(2), np.ones(2)), S(np.ones(2), np.ones(3))]

SAMPLES["take"] = [S(A(3, 4), I(0, -1, 5, 5)), S(A(3, 4), I([[1, 2]])), S(A(), I(0, 0)), S(A(3), I(2)), S(A(3), I([]))]
SAMPLES["take_along_dim"] = [S(A(3, 4), I([[0, 1]]), 1), S(A(3, 4), I(0, 11, 0)), S(A(3, 4), I([[-1], [0], [2]]), -1),
                             S(A(2, 1, 3), indices=I([[[0], [0]]]), dim=1)]
SAMPLES["argwhere"] = [S(I(0, 3, 0, 4)), S(Const(A(2, 2))), S(Const(A(0, 2))), S(Const(A()))]
SAMPLES["nonzero_static"] = [S(I(0, 3, 0, 4), size=3), S(Const(A(2, 2)), size=2), S(Const(A(2)), size=3, fill_value=7),
                             S(I(5), size=2)]

# Compared with other libraries in complex numbers too.
COMPLEX = ("[]", "gather", "index_select", "scatter_add", "masked_fill", "take", "take_along_dim", "masked_select",
           "index_put", "nonzero")

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"_slice": "[]", "_alias": "[]", "_unsqueeze_index": "[]", "_index": "[]", "_index_put_node": "index_put"}

# Rows that only gradients are made of: the sample whose second order reaches them.
IN_BACKWARD = {"_unindex_arrays": "[]"}
