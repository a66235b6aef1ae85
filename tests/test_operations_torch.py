"""Every sample call also made in PyTorch: values, types, shapes, gradients, in-place forms and errors agree."""
import warnings

import numpy as np
import pytest
from samples import COMPLEX, SAMPLES, built, cases, in_type, resolve, tensors_in

import wengert as wg
from wengert.ops import table

torch = pytest.importorskip("torch")

# PyTorch takes these in integers only when there is nothing to compute, or computes without sense.
FLOATING_ONLY = ("softmax", "log_softmax", "grid_sampler_2d", "affine_grid_generator")
# These name one of several equal elements, which in few integers there are; test_reductions.py has what is certain.
OPEN_TIES = ("median", "nanmedian", "kthvalue", "mode")
TOLERANCE = {"float16": 2e-2, "float32": 2e-5, "float64": 1e-11, "complex64": 5e-5, "complex128": 1e-11}
# PyTorch's own derivative of these disagrees with finite differences (2.13: that of the input is what was overwritten).
# That of the next two rests on a constant in single precision.
WRONG_GRADIENT = ("as_strided_scatter", "F.hardsigmoid", "F.celu")
# PyTorch's derivatives of these round on the way in float16, and it shows.
ROUGH_IN_HALF = ("logsumexp", "logcumsumexp", "grid_sampler_2d", "F.grid_sample")
# There are no complex numbers of two float16.
COMPLEX_OF_HALF = ("view_as_complex_copy", "own.from_parts", "own.through_real", "own.written_through_complex")
INTEGERS = ("uint8", "int8", "int16", "int32", "int64", "bool")


def in_type_if_floating(array, dtype):
    """A sample's floating array in another element type; integers are mostly indices."""
    return in_type(array, dtype) if array.dtype.kind == "f" else array


def called(lib, key, sample, dtype, grad=True):
    """(results, differentiated inputs) of a call in one of the libraries."""
    inputs = []

    def convert(array, differentiated):
        t = lib.tensor(in_type_if_floating(array, dtype))
        return inputs.append(t.requires_grad_()) or t if differentiated and grad else t

    args, kwargs = built(sample, convert, lib)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tensors_in(resolve(lib, key)(*args, **kwargs)), inputs


def attempt(function, *args):
    """What a function returns, or the exception that it raises."""
    try:
        return function(*args)
    except Exception as error:
        return error


def failed_alike(ours, theirs):
    """Whether both calls failed, with an exception of one built-in class.

    Where PyTorch merely has no kernel for a type, ours may have one; and where it gives up on the gradient of a
    scatter_add whose index is smaller than its source, or of an in-place form, or of vander, whose own writes spoil
    what it saved, or of a group norm with a bias but no weight, ours has that too.
    """
    if not isinstance(theirs, Exception):
        if isinstance(ours, Exception):
            raise ours
        return False
    lenient = "not implemented for", "inplace version of"
    if "does not support automatic differentiation" in str(theirs):       # of some copies in complex numbers
        return True
    if isinstance(theirs, NotImplementedError) and any(words in str(theirs) for words in lenient) \
            or any(words in str(theirs) for words in ("invalid gradient", "is output 0 of AsStrided",
                                                      "tensor does not have a device")):
        return True
    builtin = next(c for c in type(theirs).__mro__ if c.__module__ == "builtins")
    assert isinstance(ours, builtin), f"torch raises {theirs!r}, ours gives {ours!r}"
    return True


def assert_same(ours, theirs):
    """Two results agree in type, shape and values."""
    assert isinstance(ours, wg.Tensor) == isinstance(theirs, torch.Tensor)
    if not isinstance(theirs, torch.Tensor):
        assert ours == theirs
        return
    assert str(ours.dtype) == str(theirs.dtype)
    assert tuple(ours.shape) == tuple(theirs.shape)
    tolerance = TOLERANCE.get(str(theirs.dtype).removeprefix("torch."), 0)
    np.testing.assert_allclose(ours.detach().numpy(), theirs.detach().resolve_conj().numpy(force=True), tolerance,
                               tolerance)


def gradients(lib, outs, inputs):
    """Gradients with a cotangent that differs from element to element."""
    chosen = [out for out in outs if isinstance(out, lib.Tensor) and out.requires_grad]
    cotangents = []
    for out in chosen:
        w = np.cos(np.arange(out.numel(), dtype=float)).reshape(tuple(out.shape))
        w = w + 0.3j * w[..., ::-1] if out.is_complex() and w.ndim else w
        cotangents.append(lib.tensor(w, dtype=out.dtype))
    return lib.autograd.grad(chosen, inputs, cotangents, allow_unused=True) if chosen else []


def assert_agreement(key, sample, dtype, grad=True):
    """One call in both libraries."""
    theirs, ours = attempt(called, torch, key, sample, dtype, grad), attempt(called, wg, key, sample, dtype, grad)
    if failed_alike(ours, theirs):
        return
    for a, b in zip(ours[0], theirs[0], strict=True):
        assert_same(a, b)
        if isinstance(b, torch.Tensor) and grad:
            assert a.requires_grad == b.requires_grad
    if not grad:
        return
    ours, theirs = attempt(gradients, wg, *ours), attempt(gradients, torch, *theirs)
    if failed_alike(ours, theirs):
        return
    for a, b in zip(ours, theirs, strict=True):
        assert_same_gradient(a, b)


def assert_same_gradient(ours, theirs):
    """Two gradients agree; one library's zero may be the other's None."""
    if ours is None or theirs is None:
        assert all(not t.detach().numpy().any() for t in (ours, theirs) if t is not None)
    else:
        assert_same(ours, theirs)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("key, sample", cases())
def test_agrees_in_floating_types(key, sample, dtype):
    half = dtype == "float16"
    if half and key in COMPLEX_OF_HALF:
        assert isinstance(attempt(called, wg, key, sample, dtype), wg.errors.UnsupportedDtypeError)
        return
    if half and key == "own.written_through_real":               # which makes a complex number of a real one
        assert called(wg, key, sample, dtype)[0][0].dtype is wg.float32
        return
    assert_agreement(key, sample, dtype, grad=key not in WRONG_GRADIENT and not (half and key in ROUGH_IN_HALF))


@pytest.mark.parametrize("key, sample", cases(COMPLEX))
def test_agrees_in_complex_numbers(key, sample):
    for dtype in ("complex64", "complex128"):
        assert_agreement(key, sample, dtype)


@pytest.mark.parametrize("key, sample",
                         cases(key for key in SAMPLES
                               if not key.startswith("F.") and key not in FLOATING_ONLY + OPEN_TIES))
def test_agrees_in_integers_and_bool(key, sample):
    for dtype in INTEGERS:
        assert_agreement(key, sample, dtype, grad=False)


def written(lib, name, sample, dtype):
    """The tensor that an in-place call changed, and its gradient with respect to what it was before."""
    args, kwargs = built(sample, lambda array, _: lib.tensor(in_type_if_floating(array, dtype)), lib)
    leaves = [args[0].requires_grad_()] if args[0].is_floating_point() else []
    x = args[0].clone()
    assert getattr(x, name + "_")(*args[1:], **kwargs) is x
    return [x, *(gradients(lib, [x], leaves) if leaves else [])]


IN_PLACE = sorted({row.name for row in (*table.rows, *table.composites.values())
                   if row.inplace and not row.name.startswith("_")})
# PyTorch leaves the history of what these are written into as it was: its gradients are not those of the result.
NO_HISTORY = ("logical_and", "logical_or", "logical_xor", "logical_not")


@pytest.mark.parametrize("dtype", ["float16", "float32", "int32", "bool", "complex64"])
@pytest.mark.parametrize("name", IN_PLACE)
def test_in_place_form_agrees(name, dtype):
    for sample in SAMPLES[name]:
        if not isinstance(sample.args[0], np.ndarray) or not hasattr(torch.Tensor, name + "_"):
            continue
        theirs, ours = attempt(written, torch, name, sample, dtype), attempt(written, wg, name, sample, dtype)
        if failed_alike(ours, theirs):
            continue
        assert_same(ours[0], theirs[0])
        for a, b in zip(ours[1:], theirs[1:], strict=True):
            if name not in NO_HISTORY:
                assert_same_gradient(a, b)
