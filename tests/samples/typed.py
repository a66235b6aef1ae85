"""Samples in every element type: which to take, and how their arrays are converted."""
import numpy as np

from .forms import built, leaves


def in_type(array, dtype):
    """A sample's array in another element type, the values changed so that they mean something there."""
    kind = np.dtype(dtype).kind
    if kind == "c" and array.dtype.kind == "f":
        return (array + 1j * np.cos(3 * np.nan_to_num(array))).astype(dtype)
    if kind == "b" and array.dtype.kind == "f":
        return np.abs(array) > 1
    if kind in "ui" and array.dtype.kind == "f":                 # away from zero, which is no divisor
        array = np.nan_to_num(array, posinf=9, neginf=-9)
        array = np.ceil(np.abs(array)) * (np.sign(array) if kind == "i" else 1)
    return (np.abs(array) if kind == "u" and array.dtype.kind != "b" else array).astype(dtype)


def suitable(samples, count=3):
    """The samples that show most: with floating values in the first place and elements, in their order."""
    def rank(sample):
        first = sample.args[0] if sample.args else None
        found = leaves(sample)
        return (not found, not (isinstance(first, np.ndarray) and first.dtype.kind == "f" and first.size),
                not all(a.size for a in found))
    return sorted(samples, key=rank)[:count]


def arrays(sample):
    """All arrays of a sample."""
    found = []
    built(sample, lambda array, _: found.append(array), None)
    return found


def arguments(lib, sample, dtype, grad=False, copy_first=False):
    """A sample's arguments in an element type, and those that are differentiated.

    Floating arrays take the type; where there are none, those of the kind of the first array do.
    """
    inputs, kinds = [], [a.dtype.kind for a in arrays(sample)]
    cast = "f" if "f" in kinds else kinds[0] if kinds else "f"

    def convert(array, differentiated):
        t = lib.tensor(in_type(array, dtype) if array.dtype.kind == cast else array)
        if differentiated and grad:
            inputs.append(t.requires_grad_())
        return t

    args, kwargs = built(sample, convert, lib)
    if copy_first:
        args[0] = args[0].clone()
    return args, kwargs, inputs
