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


def from_parts(x, y):
    """Something real of a complex tensor that is made of its parts."""
    z = library_of(x).complex(x, y)
    return z.real + (z * z).imag


def from_polar(x, y):
    """Something real of a complex tensor that is made of absolute values and angles."""
    z = library_of(x).polar(x, y)
    return z.real + (z * z).imag


def vandermonde(x, n, increasing=False):
    """`vander`, whose gradient PyTorch itself cannot compute, as powers there."""
    lib = library_of(x)
    if lib.__name__ == "wengert":
        return lib.vander(x, n, increasing)
    powers = lib.arange(len(x) if n is None else n)
    return x.unsqueeze(-1) ** (powers if increasing else powers.flip(0))


def constant(x, value):
    """`fill`, and what it replaced."""
    return library_of(x).fill(x, value) * x


def bernoulli_noise(x):
    """Zeros and ones of probabilities, times nothing."""
    return library_of(x).bernoulli(x.sigmoid()) * 0 + x


def poisson_noise(x):
    """Poisson numbers of mean x, times nothing."""
    return library_of(x).poisson(x) * 0


def overwritten(x, name, *parameters):
    """A copy of x in the graph, overwritten by random numbers, times nothing, and x itself."""
    return getattr(x.clone(), name)(*parameters) * 0 + x


def refilled(x, value):
    """A copy of x in the graph, overwritten by one number."""
    return x.clone().fill_(value) * x


OWN.update({f.__name__: f for f in (normal_noise, poisson_noise, bernoulli_noise, overwritten, refilled, constant,
                                    from_parts, from_polar, vandermonde)})
DRAWS = {"uniform_": (), "normal_": (), "log_normal_": (), "exponential_": (), "geometric_": (0.5,), "cauchy_": (),
         "random_": (2,), "bernoulli_": ()}

SAMPLES = {
    "own.from_parts": [S(A(3), A(3)), S(A(), A()), S(A(2, 1), A(3)), S(A(0), A(0))],
    "own.from_polar": [S(P(3), A(3)), S(P(), A()), S(P(2, 1), A(3)), S(P(0), A(0))],
    "own.vandermonde": [S(A(3), None), S(A(3), 2), S(A(2), 4, True), S(A(2), 3)],
    "own.constant": [S(A(3), 2.5), S(A(2, 3), A()), S(A(), A()), S(A(0), 1)],
    "own.normal_noise": [S(A(3), P(3)), S(A(2, 3), P(3)), S(A(3), 2.0)],
    "own.poisson_noise": [S(P(3)), S(P(2, 2))],
    "own.bernoulli_noise": [S(A(3)), S(A(2, 2))],
    "own.overwritten": [S(A(3), name, *parameters) for name, parameters in DRAWS.items()],
    "own.refilled": [S(A(3), 2.5), S(A(2, 3), A())],
}
REACHED_BY = {"complex": "own.from_parts", "polar": "own.from_polar",
              "_filled": "own.constant", "_normal_of": "own.normal_noise", "_poisson_of": "own.poisson_noise",
              "_bernoulli_of": "own.bernoulli_noise", **{"_" + name[:-1]: "own.overwritten" for name in DRAWS}}
