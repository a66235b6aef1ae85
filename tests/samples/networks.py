"""Samples: nn.functional."""
from .forms import A, Const, I, P, S

SAMPLES = {}

SAMPLES["F.linear"] = [S(A(2, 3), A(4, 3), A(4)), S(A(2, 3), A(4, 3)), S(A(3), A(2, 3), A(2)),
                       S(A(2, 2, 3), A(2, 3), bias=A(2)), S(A(0, 3), A(2, 3), A(2)),
                       S(A(3), A(3)), S(A(2, 3), A(3))]
SAMPLES["F.nll_loss"] = [S(A(2, 3), I(0, 2)), S(A(2, 3), I(0, 2), Const(P(3))),
                         S(A(3, 3), I(0, -100, 2), reduction="sum"),
                         S(A(3, 3), I(0, 1, 2), Const(P(3)), ignore_index=1),
                         S(A(2, 3, 2), I([[0, 1], [2, 2]]), reduction="none"), S(A(3), I(1))]
SAMPLES["F.cross_entropy"] = [
    S(A(2, 3), I(0, 2)), S(A(2, 3), I(0, 2), Const(P(3))), S(A(3, 3), I(0, -100, 2)),
    S(A(3, 3), I(0, -100, 2), reduction="none"),
    S(A(2, 3), I(0, 2), label_smoothing=0.1), S(A(3, 3), I(0, 1, 2), Const(P(3)), ignore_index=1, label_smoothing=0.2),
    S(A(3), I(1)),
    S(A(2, 3, 2), I([[0, 1], [2, 2]])), S(A(2, 3, 2), I([[0, 1], [2, 2]]), reduction="none"),
    S(A(2, 3), I(0, 2), reduction="sum"),
    S(A(2, 3), Const(P(2, 3))), S(A(2, 3), P(2, 3), Const(P(3)), label_smoothing=0.1), S(A(3), Const(P(3))),
    S(A(2, 3, 2), Const(P(2, 3, 2)), reduction="none")]
SAMPLES["F.binary_cross_entropy_with_logits"] = [
    S(A(2, 3), A(2, 3, low=0.1, high=0.9)), S(A(2, 3), Const(P(2, 3)), Const(P(3))),
    S(A(2, 3), Const(P(2, 3)), pos_weight=Const(P(3)), reduction="sum"),
    S(A(3), Const(P(3)), reduction="none"), S(A(), Const(P())), S(A(3) * 90, Const(A(3, low=0.1, high=0.9)))]
SAMPLES["F.layer_norm"] = [S(A(2, 4), (4,)), S(A(2, 4), [4], A(4), A(4)), S(A(2, 3, 4), (3, 4), A(3, 4)),
                           S(A(2, 3), (3,), None, A(3)),
                           S(A(2, 3), (3,), A(3), A(3), 0.1), S(A(0, 3), (3,)), S(A(4), (4,), bias=A(4))]
SAMPLES["F.embedding"] = [S(I(1, 0, 1), A(3, 2)), S(I([[1, 2], [0, 0]]), A(3, 2)), S(I(1), A(3, 2)), S(I([]), A(3, 2))]

# Compared with other libraries in complex numbers too.
COMPLEX = ("F.linear",)

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"_cross_entropy_rows": "F.cross_entropy", "_nll_loss": "F.nll_loss", "_embedding": "F.embedding",
              "linear": "F.linear", "layer_norm": "F.layer_norm"}
