"""The form of a sample, the arrays that samples are made of, and how a sample becomes a call."""
import itertools

import numpy as np

_shift = itertools.cycle(np.linspace(0.0, 0.13, 11))
_random = np.random.default_rng(7)


class Const:
    """A floating array that is not differentiated: a weight, a probability, a mask."""

    def __init__(self, array):
        self.array = array


class Dtype(str):
    """The name of an element type, to be looked up in the library that is called."""


class Sample:
    """Arguments of one call."""

    def __init__(self, *args, **kwargs):
        self.args, self.kwargs = args, kwargs

    def __repr__(self):
        parts = [brief(a) for a in self.args] + [f"{k}={brief(v)}" for k, v in self.kwargs.items()]
        return ", ".join(parts)


def brief(value):
    """An argument as it appears in the name of a test."""
    if isinstance(value, Const):
        value = value.array
    if isinstance(value, np.ndarray):
        return f"{value.dtype.kind}{list(value.shape)}".replace(" ", "")
    if isinstance(value, (tuple, list)):
        return "(" + ",".join(brief(v) for v in value) + ")"
    return repr(value)


def A(*shape, low=-1.93, high=2.07):
    """Different float64 values between two bounds, never near an integer or a value of another array."""
    n = int(np.prod(shape))
    values = np.linspace(low, high, n + 2)[1:-1] + next(_shift) * (high - low) / (4 * (n + 1)) + 1e-3
    return _random.permutation(values).reshape(shape)


def P(*shape):
    """Positive values."""
    return A(*shape, low=0.2, high=3.1)


def I(*values):  # noqa: E743
    """An int64 array."""
    return np.array(values[0] if len(values) == 1 else values, np.int64)


def B(*values):
    """A bool array."""
    return np.array(values[0] if len(values) == 1 else values, bool)


S = Sample


def leaves(sample):
    """The arrays of a sample that are differentiated, in order."""
    found = []

    def visit(value):
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            found.append(value)
        elif isinstance(value, (tuple, list)):
            for v in value:
                visit(v)

    for value in (*sample.args, *sample.kwargs.values()):
        visit(value)
    return found


def built(sample, convert, lib):
    """The arguments of a sample, each array put through `convert(array, differentiated)`; `lib` gives the dtypes."""
    def visit(value):
        if isinstance(value, Const):
            return convert(value.array, False)
        if isinstance(value, np.ndarray):
            return convert(value, value.dtype.kind == "f")
        if isinstance(value, Dtype):
            return value if lib is None else getattr(lib, value)
        if isinstance(value, (tuple, list)):
            return type(value)(visit(v) for v in value)
        return value

    return [visit(v) for v in sample.args], {k: visit(v) for k, v in sample.kwargs.items()}


def moved(sample, directions, step):
    """The sample with its differentiated arrays moved by `step` along directions."""
    steps = iter(directions)

    def shift(array, differentiated):
        return np.asarray(array + step * next(steps)) if differentiated else Const(array)

    args, kwargs = built(sample, shift, None)
    return Sample(*args, **kwargs)


def tensors_in(result):
    """The tensors of a result, which may be one or a sequence, and sequences in it."""
    return [t for r in result for t in tensors_in(r)] if isinstance(result, (tuple, list)) else [result]
