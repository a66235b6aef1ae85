"""Samples: losses over alignments, of scores that go through log_softmax."""
from .forms import A, I, S

SAMPLES = {}
SAMPLES["own.ctc_of_scores"] = [
    S(A(4, 2, 3), I([[1, 2], [1, 1]]), (4, 4), (2, 2)), S(A(5, 2, 4), I(1, 3, 2), (5, 3), (2, 1), reduction="sum"),
    S(A(3, 3), I(2, 1), (3,), (2,), reduction="none"), S(A(3, 2, 3), I([[0], [1]]), (3, 2), (1, 0), 2, "none"),
    S(A(3, 2, 3), I([[1, 1], [2, 1]]), (2, 3), (2, 2), zero_infinity=True),
    S(A(2, 1, 3), I([[1]]), I([2]), I([1]))]

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"_ctc_loss": "own.ctc_of_scores", "_ctc_loss_backward": "own.ctc_of_scores"}
