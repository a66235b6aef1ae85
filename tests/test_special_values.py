"""Elementwise operations at nan, infinities, signed zeros, huge and tiny numbers: as in PyTorch."""
import numpy as np
import pytest
from recorded import has, keys_of, names
from samples import SAMPLES, resolve

import wengert as wg

torch = pytest.importorskip("torch")

COMMON = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.0, 2.0, 0.5, -2.5, 100.0]
SPECIAL = {"float32": [*COMMON, 3e38, -3e38, 1e-38, -1e-38],
           "float64": [*COMMON, 1e308, -1e308, 1e-308, -1e-308, 800.0]}
TOLERANCE = {"float32": 1e-5, "float64": 1e-11}
NOT_ELEMENTWISE = {"softmax", "log_softmax", "frexp", "grid_sampler_2d", "grid_sampler_3d"}
# Values that differ, and why: name -> (what differs, reason).
DIFFERENT = {"fmod": ("value", "PyTorch's vectorised loop gives nan where the quotient is huge; ours is exact"),
             "remainder": ("value", "as fmod"),
             "logaddexp2": ("value", "of two -1 it is exactly 0, where PyTorch's has a rounding error")}


def operands(name):
    """How many arrays a sample of the operation takes, as its only positional arguments; 0 if there is none."""
    for key, called in keys_of(name):
        for sample in SAMPLES[key]:
            if sample.args and not sample.kwargs and all(
                    isinstance(a, np.ndarray) and a.dtype.kind == "f" for a in sample.args) and len(sample.args) < 3:
                return called, len(sample.args)
    return None, 0


NAMES = {name: operands(name) for name in names("A") if has(wg, name) and name not in NOT_ELEMENTWISE}
CASES = [(name, *found) for name, found in NAMES.items() if found[1]]


def evaluated(lib, called, count, dtype):
    """The value and the gradients of a call at the special values, or at all pairs of them."""
    values = np.array(SPECIAL[dtype], dtype)
    arrays = [values] if count == 1 else [np.repeat(values, len(values)), np.tile(values, len(values))]
    inputs = [lib.tensor(a).requires_grad_() for a in arrays]
    out = resolve(lib, called)(*inputs)
    try:
        grads = lib.autograd.grad(out.sum(), inputs, allow_unused=True) if out.requires_grad else []
    except NotImplementedError:
        grads = []
    except RuntimeError as error:
        if "not implemented" not in str(error):
            raise
        grads = []
    plain = {"force": True} if lib is torch else {}          # PyTorch's lazily conjugated and zero tensors
    return (out.detach().numpy(**plain),
            [np.zeros_like(a) if g is None else g.numpy(**plain) for g, a in zip(grads, arrays)], arrays)


def disagreements(a, b, at, tolerance, signs):
    """Where two arrays differ, in words."""
    with np.errstate(all="ignore"):
        alike = np.isclose(a, b, tolerance, tolerance * 1e-30, equal_nan=True) if a.dtype.kind in "fc" else a == b
        if signs and a.dtype.kind == "f":
            alike &= (np.signbit(a) == np.signbit(b)) | np.isnan(b) | (b != 0)
    return [f"at {tuple(float(x[k]) for x in at)}: {a[k]} instead of {b[k]}" for k in np.flatnonzero(~alike)]


@pytest.mark.parametrize("dtype", SPECIAL)
@pytest.mark.parametrize("name, called, count", [pytest.param(*case, id=case[0]) for case in CASES])
def test_values_are_those_of_torch(name, called, count, dtype):
    ours, _, at = evaluated(wg, called, count, dtype)
    theirs, _, _ = evaluated(torch, called, count, dtype)
    found = disagreements(ours, theirs, at, TOLERANCE[dtype], signs=True)
    if name in DIFFERENT and "value" in DIFFERENT[name][0]:
        assert found
        return
    assert not found, "\n".join(found)


@pytest.mark.parametrize("dtype", SPECIAL)
@pytest.mark.parametrize("name, called, count", [pytest.param(*case, id=case[0]) for case in CASES])
def test_gradients_are_those_of_torch(name, called, count, dtype):
    _, ours, at = evaluated(wg, called, count, dtype)
    _, theirs, _ = evaluated(torch, called, count, dtype)
    assert len(ours) == len(theirs)
    found = [f"input {k} {text}" for k, (a, b) in enumerate(zip(ours, theirs))
             for text in disagreements(a, b, at, TOLERANCE[dtype], signs=False)]
    if name in DIFFERENT and "gradient" in DIFFERENT[name][0]:
        assert found
        return
    assert not found, "\n".join(found)
