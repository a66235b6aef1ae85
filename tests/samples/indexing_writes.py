"""Samples: writing through positions and masks."""
from .forms import A, B, I, S

SAMPLES = {}

SAMPLES["scatter"] = [
    S(A(3), 0, I(0, 2), A(2)), S(A(2, 3), 1, I([[0, 2], [1, 0]]), A(2, 3)), S(A(2, 3), -2, I([[1, 0, 1]]), 2.5),
    S(A(3), 0, I(1), value=-1), S(A(3), dim=0, index=I([]), src=A(2)), S(A(), 0, I(0), A()),
    S(I(1, 2, 3), 0, I(0, 0), 4, reduce="add"), S(I(1, 2, 3), 0, I(0, 0), I(4, 5), reduce="multiply")]
SAMPLES["scatter_reduce"] = [
    S(A(3), 0, I(0, 0, 2, 0), A(4), reduce, include_self=with_self)
    for reduce in ("sum", "prod", "mean", "amax", "amin") for with_self in (True, False)] + [
    S(A(2, 3), 1, I([[0, 0, 1], [2, 0, 2]]), A(2, 3), "prod"), S(A(2, 3), 0, I([[1, 0, 1], [1, 1, 1]]), A(2, 3),
    "amax"),
    S(A(), 0, I(0), A(), "mean"), S(A(2), 0, I([]), A(2), "sum", include_self=False)]
SAMPLES["index_add"] = [S(A(3, 2), 0, I(2, 0, 2), A(3, 2)), S(A(2, 3), -1, I(1, 1), A(2, 2), alpha=2),
                        S(A(3), 0, I(1, 1), A(2)), S(A(3), 0, I([]), A(0)), S(A(), 0, I([0]), A()), S(A(2), 0, I(1),
                        A(1))]
SAMPLES["index_copy"] = [S(A(3, 2), 0, I(2, 0), A(2, 2)), S(A(2, 3), -1, I(1), A(2, 1)), S(A(3), 0, I(1), A()),
                         S(A(), 0, I(0), A())]
SAMPLES["index_fill"] = [S(A(3, 2), 0, I(2, 0), 1.5), S(A(2, 3), 1, I(-1), 4), S(A(3), 0, I(0, 0, 2), A()), S(A(), 0,
                         I(0), 2),
                         S(A(3), 0, I([]), A())]
SAMPLES["index_reduce"] = [
    S(A(3, 2), 0, I(2, 0, 2), A(3, 2), reduce, include_self=with_self)
    for reduce in ("prod", "mean", "amax", "amin") for with_self in (True, False)] + [S(A(2, 3), 1, I(1), A(2, 1),
    "prod")]
SAMPLES["masked_scatter"] = [
    S(A(3), B(True, False, True), A(2)), S(A(2, 3), B([[True], [False]]), A(5)), S(A(3), B([[True, False, True]]),
    A(2, 2)),
    S(A(2), B(False, False), A(0)), S(A(), B(True), A(2))]
SAMPLES["put"] = [S(A(2, 3), I(0, -1), A(2)), S(A(2, 3), I([[1, 1]]), A(2, 1), accumulate=True), S(A(3), I([]), A(0)),
                  S(A(), I(0), A(1))]

# Compared with other libraries in complex numbers too.
COMPLEX = ("scatter", "index_add", "index_copy", "index_fill", "masked_scatter", "put")
