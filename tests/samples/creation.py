"""Samples of what makes and overwrites tensors; random numbers are multiplied away or certain."""
import sys

from .forms import A, P, S
from .own import OWN


def library_of(x):
    """The library that a tensor belongs to."""
    return sys.modules[type(x).__module__.split(".")[0]]


def normal_noise(x, std):
    """Normal numbers around x, less x: nothing but noise of no size."""
    x = x.clone()
    return library_of(x).normal(x, std) * 0


def poisson_noise(x):
    """Poisson numbers of mean x, times nothing."""
    return library_of(x).poisson(x) * 0


def overwritten(x, name, *parameters):
    """A copy of x in the graph, overwritten by random numbers, times nothing, and x itself."""
    return getattr(x.clone(), name)(*parameters) * 0 + x


def refilled(x, value):
    """A copy of x in the graph, overwritten by one number."""
    return x.clone().fill_(value) * x


OWN.update({f.__name__: f for f in (normal_noise, poisson_noise, overwritten, refilled)})
DRAWS = {"uniform_": (), "normal_": (), "log_normal_": (), "exponential_": (), "geometric_": (0.5,), "cauchy_": (),
         "random_": (2,), "bernoulli_": ()}

SAMPLES = {
    "complex": [S(A(3), A(3)), S(A(), A()), S(A(2, 1), A(3)), S(A(0), A(0))],
    "polar": [S(P(3), A(3)), S(P(), A()), S(P(2, 1), A(3)), S(P(0), A(0))],
    "vander": [S(A(3)), S(A(3), 2), S(A(2), 4, True), S(A(2), 0), S(A(0))],
    "fill": [S(A(3), 2.5), S(A(2, 3), A()), S(A(), A()), S(A(0), 1)],
    "bernoulli": [S(A(3), 1.0), S(A(2, 3), 0.0), S(A(), 1.0), S(A(0), 1.0)],
    "own.normal_noise": [S(A(3), P(3)), S(A(2, 3), P(3)), S(A(3), 2.0)],
    "own.poisson_noise": [S(P(3)), S(P(2, 2))],
    "own.overwritten": [S(A(3), name, *parameters) for name, parameters in DRAWS.items()],
    "own.refilled": [S(A(3), 2.5), S(A(2, 3), A())],
}
REACHED_BY = {"_normal_of": "own.normal_noise", "poisson": "own.poisson_noise",
              **{"_" + name[:-1]: "own.overwritten" for name in DRAWS}}
