"""Samples: sorting and searching."""
import numpy as np

from .forms import A, B, Const, I, S

SAMPLES = {}


def D(*shape):
    """Values that differ in every element type, so that it is settled which one comes first."""
    n = int(np.prod(shape))
    return (7 * np.arange(n) % n + 0.3).reshape(shape)


SAMPLES["msort"] = [S(A(3)), S(A(3, 2)), S(A()), S(A(0, 2)), S(I([[3, 1], [2, 4]]))]
SAMPLES["topk"] = [S(D(5), 2), S(D(3, 4), 2, 0), S(D(3, 4), 2, -1, False), S(D(3, 4), k=1, dim=1, largest=True,
                   sorted=True),
                   S(D(5), 0), S(A(), 1), S(D(40), 3), S(D(40), 3, largest=False), S(D(2, 40), 3)]
SAMPLES["unique"] = [S(I(3, 1, 2, 1)), S(I([[3, 1], [2, 1]]), return_inverse=True, return_counts=True),
                     S(I(3, 1, 1), False, True), S(I([[1, 2], [1, 2], [0, 1]]), dim=0, return_counts=True),
                     S(I([[1, 2], [1, 2], [0, 1]]), return_inverse=True, dim=1), S(B(True, False, True)), S(I([])),
                     S(I(4))]
SAMPLES["unique_consecutive"] = [
    S(I(1, 1, 2, 2, 1)), S(I(1, 1, 2, 1), return_inverse=True, return_counts=True),
    S(I([[1, 1], [1, 1], [0, 1]]), dim=0, return_counts=True), S(I([[1, 1], [1, 2]]), return_inverse=True), S(I([])),
    S(I(3))]
SAMPLES["searchsorted"] = [
    S(I(1, 3, 5), I(3, 6)), S(I(1, 3, 5), I([[3, 6], [0, 1]]), right=True), S(I(1, 3, 5), 3), S(I(1, 3, 5), 2.5),
    S(I([[1, 3, 5], [2, 4, 6]]), I([[3], [6]]), side="right"), S(I(1, 3, 5), I(3), out_int32=True),
    S(I(5, 1, 3), I(3), sorter=I(1, 2, 0)), S(I([]), I(3))]
SAMPLES["bucketize"] = [S(I(1, 3, 4), I(1, 3, 5)), S(I(1, 3), I(1, 3, 5), right=True, out_int32=True), S(2, I(1, 3)),
                        S(Const(A(2, 2)), I(0, 1))]
SAMPLES["isin"] = [S(I(1, 2, 3), I(2, 5)), S(I([[1], [2]]), 2), S(2, I(2, 3)), S(I(1, 2), I(2), invert=True),
                   S(I(1, 2), I(2), assume_unique=True), S(Const(A(3)), I(1, 2)), S(I(1), I([]))]
SAMPLES["unravel_index"] = [S(I(3, 5), (2, 3)), S(I(5), (2, 3)), S(I([[3]]), 7), S(I(-1, 8), (2, 3))]

