"""Every operation in every element type: the same types are accepted and refused as in PyTorch, results agree."""
import warnings

import numpy as np
import pytest
from samples import SAMPLES, arguments, resolve, suitable, tensors_in

import wengert as wg

try:
    import torch
except ImportError:
    torch = None

DTYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64",
          "complex64", "complex128")
TOLERANCE = {"float16": 5e-3, "float32": 2e-5, "float64": 1e-10, "complex64": 5e-5, "complex128": 1e-10}
KINDS = {"bool": "b", "uint8": "u", "float16": "h", "float32": "f", "float64": "f", "complex64": "c", "complex128": "c"}
NO_KERNEL = "not implemented for"     # where PyTorch merely has no kernel for a type, ours may have one
# Types that ours takes and PyTorch refuses on purpose: key -> (letters, reason); letters are b for bool, u for uint8,
# i for the other integers, f for floats and c for complex numbers.
WIDER = {}
# Types that PyTorch takes and ours refuses on purpose: key -> (letters, reason).
COMPLEX_OF_HALF = ("h", "there are no complex numbers of two float16")
NARROWER = {**dict.fromkeys(("own.from_parts", "own.through_real", "own.written_through_complex",
                             "view_as_complex_copy"), COMPLEX_OF_HALF),
            "affine_grid_generator": ("uic", "places in an image are real numbers; PyTorch truncates them to the type"),
            "rms_norm": ("c", "the mean of complex squares is no mean square"),
            "F.adaptive_avg_pool2d": ("c", "PyTorch takes them where there is one window only")}
# Bytes are resized in whole numbers by PyTorch, and rounded once here: they may differ by one.
BY_ONE = {"F.upsample", "F.upsample_bilinear"}
# Many roundings one after the other: how much results of these types may differ.
ROUGH = {("F.multi_head_attention_forward", "float16"): 2e-2, ("lstm", "complex64"): 3e-3}
# Which of equal values an index points to is nobody's promise.
TIED = {"kthvalue", "median", "nanmedian", "mode"}


def call(lib, key, sample, dtype):
    """The results of a sample in an element type, or the exception that was raised."""
    args, kwargs, _ = arguments(lib, sample, dtype, copy_first=key.endswith("_"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return tensors_in(resolve(lib, key)(*args, **kwargs))
        except Exception as error:
            return error


def values(result):
    """A result as an array, and the name of its type."""
    if isinstance(result, wg.Tensor):
        return result.detach().numpy(), str(result.dtype)
    if torch is not None and isinstance(result, torch.Tensor):
        return result.detach().resolve_conj().resolve_neg().numpy(), str(result.dtype)
    return np.asarray(result), type(result).__name__


def difference(ours, theirs, least=0.0):
    """What distinguishes two results, in words; None if they agree, to `least` at least."""
    if len(ours) != len(theirs):
        return f"{len(ours)} results instead of {len(theirs)}"
    for a, b in zip(ours, theirs, strict=True):
        (a, ours_type), (b, theirs_type) = values(a), values(b)
        if ours_type.removeprefix("torch.") != theirs_type.removeprefix("torch."):
            return f"{ours_type} instead of {theirs_type}"
        if a.shape != b.shape:
            return f"shape {a.shape} instead of {b.shape}"
        tolerance = max(least, TOLERANCE.get(theirs_type.removeprefix("torch."), 0))
        if a.dtype.kind in "biufc" and not np.allclose(a, b, tolerance, tolerance, equal_nan=True):
            return f"{a.tolist()} instead of {b.tolist()}"
    return None


def problem(key, sample, dtype):
    """What is wrong with one call compared with PyTorch, in words; None if nothing is."""
    ours, theirs = call(wg, key, sample, dtype), call(torch, key, sample, dtype)
    if isinstance(ours, Exception):
        if not isinstance(theirs, Exception) and KINDS.get(dtype, "i") not in NARROWER.get(key, ("", ""))[0]:
            return f"refused, PyTorch gives {theirs}: {ours!r}"
        return None if isinstance(ours, wg.errors.WengertError) else f"refused with {ours!r}"
    if isinstance(theirs, Exception):
        allowed = NO_KERNEL in str(theirs) or KINDS.get(dtype, "i") in WIDER.get(key, ("", ""))[0]
        return None if allowed else f"accepted, PyTorch refuses: {theirs}"
    if dtype == "float16" and key == "own.written_through_real":     # the real part of a complex64
        ours = [ours[0].half()]
    least = 1.0 if key in BY_ONE and dtype == "uint8" else ROUGH.get((key, dtype), 0.0)
    return difference(*((ours[:1], theirs[:1]) if key in TIED else (ours, theirs)), least)


@pytest.mark.skipif(torch is None, reason="compares with PyTorch")
@pytest.mark.parametrize("key", sorted(SAMPLES))
def test_types_are_accepted_and_refused_as_in_torch(key):
    found = [f"{dtype} ({sample!r}): {text}" for sample in suitable(SAMPLES[key]) for dtype in DTYPES
             if (text := problem(key, sample, dtype)) is not None]
    assert not found, "\n".join(found)


@pytest.mark.skipif(torch is None, reason="compares with PyTorch")
@pytest.mark.parametrize("key", sorted(WIDER))
def test_wider_types_are_really_wider(key):
    for letter in WIDER[key][0]:
        dtypes = [d for d in DTYPES if KINDS.get(d, "i") == letter]
        assert any(isinstance(call(torch, key, s, d), Exception) and not isinstance(call(wg, key, s, d), Exception)
                   for s in suitable(SAMPLES[key]) for d in dtypes), letter


@pytest.mark.parametrize("key", sorted(SAMPLES))
def test_single_precision_agrees_with_double(key):
    for sample in suitable(SAMPLES[key]):
        single, double = call(wg, key, sample, "float32"), call(wg, key, sample, "float64")
        if isinstance(double, Exception) or key == "Tensor.float_power_":        # always double
            assert isinstance(single, Exception)
            continue
        for a, b in zip(single, double, strict=True):
            (a, _), (b, _) = values(a), values(b)
            assert a.shape == b.shape
            np.testing.assert_allclose(a, b, 1e-4, 1e-4)


@pytest.mark.parametrize("key", sorted(SAMPLES))
def test_no_type_is_refused_with_a_foreign_error(key):
    for sample in suitable(SAMPLES[key], 1):
        for dtype in DTYPES:
            result = call(wg, key, sample, dtype)
            assert not isinstance(result, Exception) or isinstance(result, wg.errors.WengertError), (dtype, result)
