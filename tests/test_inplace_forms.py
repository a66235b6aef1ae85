"""In-place forms: each that PyTorch has exists, writes what the plain call gives, and has its gradient."""
import warnings

import numpy as np
import pytest
from recorded import has, keys_of, names, with_form
from samples import SAMPLES, arguments, resolve, suitable

import wengert as wg

try:
    import torch
except ImportError:
    torch = None

# PyTorch hands a gradient on through these as if they had not written anything; ours is zero.
HANDED_ON = {"logical_and", "logical_or", "logical_xor", "logical_not"}
# In-place names of the operations that are there.
NAMES = [name for name in with_form("_", "ABCD") if not name.endswith("_") and has(wg, name)]
# Forms that change the shape itself.
GEOMETRY = {"squeeze", "unsqueeze", "t", "transpose", "swapaxes", "swapdims", "as_strided", "detach"}
DTYPES = ("bool", "uint8", "int32", "int64", "float16", "float32", "float64", "complex64", "complex128")


def calls(lib, name, dtype="float64", grad=False):
    """(method name, arguments, keywords, differentiated inputs) of the samples that begin with a tensor."""
    for key, called in keys_of(name):
        for sample in suitable(SAMPLES[key]):
            if isinstance(sample.args[0], np.ndarray):
                args, kwargs, inputs = arguments(lib, sample, dtype, grad)
                yield called, args, kwargs, inputs


def out_of_place(lib, called, args, kwargs):
    """The call that is not in place; None where it is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return resolve(lib, called)(*args, **kwargs)
        except (RuntimeError, TypeError, IndexError, ValueError):
            return None


def written(lib, name, args, kwargs):
    """A copy of the first argument after the in-place call, or the exception that was raised."""
    x = args[0].clone()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            assert getattr(x, name + "_")(*args[1:], **kwargs) is x
        except Exception as error:
            return error
    return x


def fits(x, result):
    """Whether a result can be written into x."""
    return isinstance(result, type(x)) and result.shape == x.shape and result.dtype == x.dtype


@pytest.mark.parametrize("name", NAMES)
def test_in_place_form_exists(name):
    assert callable(getattr(wg.Tensor, name + "_", None))


def existing():
    """The names whose in-place form is there, as test_in_place_form_exists demands of all."""
    return [name for name in NAMES if hasattr(wg.Tensor, name + "_") and any(keys_of(name))]


def test_in_place_names_of_the_vocabulary_exist():
    wanted = [name for name in names("ABCD") if name.endswith("_") and not name.endswith("__")]
    missing = [name for name in wanted if not hasattr(wg.Tensor, name)]
    assert missing == []


@pytest.mark.parametrize("name", existing())
def test_writes_the_plain_result_and_returns_the_tensor(name):
    tried = 0
    for dtype in ("float64", "int64", "bool"):
        for called, args, kwargs, _ in calls(wg, name, dtype):
            result = out_of_place(wg, called, args, kwargs)
            if result is None or not (fits(args[0], result) or name in GEOMETRY):
                continue
            x = args[0].clone()
            version, pointer = x._version, x.data_ptr()
            assert getattr(x, name + "_")(*args[1:], **kwargs) is x
            assert x.shape == result.shape and x.stride() == result.stride() or name not in GEOMETRY
            np.testing.assert_array_equal(x.numpy(), result.numpy())
            assert x._version > version or name == "detach"
            assert x.data_ptr() == pointer or name == "as_strided"
            tried += 1
    assert tried or name in TYPE_CHANGES


# The result of these is bool or longer than the tensor, so that the form converts it or refuses.
TYPE_CHANGES = set()


@pytest.mark.parametrize("name", existing())
def test_gradients_are_those_of_the_plain_call(name):
    for called, args, kwargs, inputs in calls(wg, name, grad=True):
        result = out_of_place(wg, called, args, kwargs)
        if result is None or not fits(args[0], result) or not result.requires_grad:
            continue
        weight = wg.tensor(np.cos(np.arange(float(result.numel()))).reshape(tuple(result.shape)))
        x = args[0].clone()
        getattr(x, name + "_")(*args[1:], **kwargs)
        try:
            expected = wg.autograd.grad(result, inputs, weight, allow_unused=True)
        except wg.errors.NonDifferentiableError:
            with pytest.raises(wg.errors.NonDifferentiableError):
                wg.autograd.grad(x, inputs, weight)
            continue
        got = wg.autograd.grad(x, inputs, weight, allow_unused=True)
        for a, b in zip(got, expected, strict=True):
            if a is None or b is None:
                assert all(not t.numpy().any() for t in (a, b) if t is not None)
            else:
                np.testing.assert_allclose(a.numpy(), b.numpy(), 1e-12, 1e-14)


@pytest.mark.parametrize("name", existing())
def test_leaves_are_refused_and_stay_as_they_are(name):
    for called, args, kwargs, _ in calls(wg, name):
        result = out_of_place(wg, called, args, kwargs)
        if result is None or not fits(args[0], result) or name == "detach":
            continue
        x = args[0].clone().requires_grad_()
        with pytest.raises(RuntimeError, match="leaf Variable that requires grad"):
            getattr(x, name + "_")(*args[1:], **kwargs)
        assert x._version == 0
        np.testing.assert_array_equal(x.detach().numpy(), args[0].numpy())
        with wg.no_grad():
            getattr(x, name + "_")(*args[1:], **kwargs)
        assert x.requires_grad and x.is_leaf


@pytest.mark.skipif(torch is None, reason="compares with PyTorch")
@pytest.mark.parametrize("name", existing())
def test_agrees_with_torch_in_every_type(name):
    found = []
    for dtype in DTYPES:
        for ours, theirs in zip(calls(wg, name, dtype), calls(torch, name, dtype), strict=True):
            a, b = written(wg, name, *ours[1:3]), written(torch, name, *theirs[1:3])
            if not isinstance(b, Exception) and b.shape != theirs[1][0].shape and name not in GEOMETRY:
                assert isinstance(a, wg.errors.ShapeError)             # PyTorch gives the tensor another shape
            elif isinstance(b, Exception):
                if "not implemented for" in str(b):                    # where ours may have a kernel
                    continue
                if not isinstance(a, wg.errors.WengertError):
                    found.append(f"{dtype} {ours[1:3]}: {a!r} instead of {b!r}")
            elif isinstance(a, Exception):
                found.append(f"{dtype} {ours[1:3]}: {a!r} instead of {b!r}")
            elif str(a.dtype) != str(b.dtype) or a.shape != tuple(b.shape) or not np.allclose(
                    a.numpy(), b.resolve_conj().numpy(), *[5e-3 if dtype == "float16" else 1e-4] * 2, equal_nan=True):
                found.append(f"{dtype} {ours[1:3]}: {a} instead of {b}")
    assert not found, "\n".join(found)


@pytest.mark.skipif(torch is None, reason="compares with PyTorch")
@pytest.mark.parametrize("name", [name for name in existing() if name not in HANDED_ON])
def test_gradients_agree_with_torch(name):
    for ours, theirs in zip(calls(wg, name, grad=True), calls(torch, name, grad=True), strict=True):
        grads = []
        for lib, (_, args, kwargs, inputs) in ((wg, ours), (torch, theirs)):
            x = written(lib, name, args, kwargs)
            if isinstance(x, Exception) or not x.requires_grad or x.shape != args[0].shape and name not in GEOMETRY:
                grads.append(type(x))
                continue
            weight = lib.tensor(np.cos(np.arange(float(x.numel()))).reshape(tuple(x.shape)), dtype=x.dtype)
            try:
                found = lib.autograd.grad(x, inputs, weight, allow_unused=True)
                plain = {"force": True} if lib is torch else {}          # PyTorch's lazily conjugated and zero tensors
                grads.append([np.zeros(tuple(i.shape)) if g is None else g.numpy(**plain)
                              for g, i in zip(found, inputs)])
            except RuntimeError as error:
                grads.append(str(error))
        if isinstance(grads[1], list):
            assert isinstance(grads[0], list), f"{grads[0]} instead of {grads[1]}"
            for a, b in zip(*grads, strict=True):
                np.testing.assert_allclose(a, b, 1e-10, 1e-12)
        elif isinstance(grads[1], str) and not any(text in grads[1] for text in NOT_IN_TORCH):
            assert isinstance(grads[0], str), f"{grads[0]} instead of {grads[1]}"


# What PyTorch says where its derivative reads what was overwritten, or asks for equal shapes; ours may be better.
NOT_IN_TORCH = ("modified by an inplace operation", "'inplace version of", "invalid gradient")
