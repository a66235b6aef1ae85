"""Samples of what takes more than one call: functions of this file."""
import sys

from .forms import A, B, I, P, S

def written(x, index, value):
    """``x[index] = value`` on a copy that is part of the graph."""
    x = x.clone()
    x[index] = value
    return x


def copied(x, value):
    """``copy_`` into a copy that is part of the graph."""
    return x.clone().copy_(value)


def through_a_view(x, value):
    """A write through a view of a copy: the base has the history of both."""
    x = x.clone()
    x.t()[1:].mul_(value)
    return x


def powered(x, exponent):
    """``float_power_`` on a copy that is part of the graph."""
    return x.clone().double().float_power_(exponent)


def real_part(x):
    """The real part of a complex function of real numbers."""
    return ((x * (1 + 2j)) ** 2).real


def imaginary_part(x):
    """The imaginary part of a complex function of real numbers."""
    return (x * (x * (1 + 2j)).exp()).imag


def converted(x):
    """Another type, and back."""
    return x.cdouble().real


def made_contiguous(x):
    """A copy in the order of the dims."""
    return x.mT.contiguous()


def ctc_of_scores(scores, *args, **kwargs):
    """``ctc_loss`` of a log_softmax, through which alone its gradient is the derivative."""
    lib = sys.modules[type(scores).__module__.partition(".")[0]]
    return lib.nn.functional.ctc_loss(scores.log_softmax(-1), *args, **kwargs)


OWN = {f.__name__: f for f in (written, copied, through_a_view, real_part, imaginary_part, converted, made_contiguous,
                               powered, ctc_of_scores)}
SAMPLES = {}
SAMPLES["own.written"] = [S(A(3), 1, A()), S(A(3, 2), slice(1, None), A(2)), S(A(3), I(0, 2), A(2)),
                          S(A(3), B(True, False, True), 2.5),
                          S(A(3, 2), (slice(None), 0), A(3))]
SAMPLES["own.copied"] = [S(A(3), A(3)), S(A(2, 3), A(3)), S(A(2), I(1, 2))]
SAMPLES["own.through_a_view"] = [S(A(2, 3), A()), S(A(2, 3), A(2))]
SAMPLES["own.powered"] = [S(P(3), 2), S(P(2, 3), A(3)), S(P(), 0.5)]
SAMPLES["own.made_contiguous"] = [S(A(2, 3)), S(A(2, 0, 3))]
for _name in ("real_part", "imaginary_part", "converted"):
    SAMPLES["own." + _name] = [S(A(3)), S(A()), S(A(0)), S(A(2, 3))]

# Compared with other libraries in complex numbers too.
COMPLEX = ("own.written",)

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"_copy_slices": "own.through_a_view", "_copy": "own.copied", "_to_copy": "own.converted", "contiguous":
    "own.made_contiguous", "real": "own.real_part", "imag": "own.imaginary_part"}
