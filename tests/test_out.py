"""The argument out= of every function that has it in PyTorch: results, sizes, types, aliases, views and refusals."""
import warnings

import numpy as np
import pytest
from recorded import as_out, keys_of, plain_calls, takes_out, with_form
from samples import tensors_in

import wengert as wg

try:
    import torch
except ImportError:
    torch = None

NAMES = [name for name in with_form("o") if hasattr(wg, name)]
SAMPLED = [name for name in NAMES if any(keys_of(name))]
TAKING = [name for name in SAMPLED if takes_out(wg, name)]       # test_function_takes_out demands it of all
DTYPES = ("bool", "uint8", "int32", "int64", "float16", "float32", "float64", "complex64", "complex128")
TOLERANCE = {"float16": 5e-3}
# Functions that PyTorch lets write into a type that cannot hold the result, and ours does not.
STRICTER = {"chain_matmul"}
# Functions that compute in the type of out=, for more types and forms of the call than PyTorch has.
NO_OVERLOAD = ("not implemented for", "invalid combination of arguments")
WIDER = {"sum", "prod", "cumsum", "cumprod"}
# Functions without samples, and arguments for them.
CALLS = {"arange": (3,), "empty": (2,), "eye": (2,), "full": ((2,), 7.0), "linspace": (0.0, 1.0, 3), "ones": (2,),
         "logspace": (0.0, 1.0, 3), "rand": (2,), "randint": (0, 9, (2,)), "randn": (2,), "randperm": (4,),
         "zeros": (2,), "normal": (0.0, 1.0, (2,)), "complex": None, "polar": None, "bernoulli": None,
         "multinomial": None}


def same(a, b):
    """Two tensors have the same type, shape and values."""
    assert (a.dtype, tuple(a.shape)) == (b.dtype, tuple(b.shape))
    np.testing.assert_array_equal(a.numpy(), b.numpy())


def into(lib, call, outs):
    """A call with out=, any warning left out: its results, or the exception that it raises."""
    function, args, kwargs, _ = call
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return tensors_in(function(*args, **kwargs, out=as_out(outs)))
        except Exception as error:
            return error


@pytest.mark.parametrize("name", SAMPLED)
def test_function_takes_out(name):
    assert name in TAKING


@pytest.mark.parametrize("name", TAKING)
def test_result_is_out_and_equals_the_plain_call(name):
    calls = list(plain_calls(wg, name))
    assert calls
    for function, args, kwargs, results in calls:
        outs = [wg.empty(0, dtype=r.dtype) for r in results]
        before = [out._version for out in outs]
        returned = tensors_in(function(*args, **kwargs, out=as_out(outs)))
        for a, out, result, version in zip(returned, outs, results, before, strict=True):
            assert a is out
            same(out, result)
            assert out._version > version
        again = tensors_in(function(*args, **kwargs, out=as_out(outs)))          # now of the right size
        for a, out, result in zip(again, outs, results, strict=True):
            assert a is out
            same(out, result)
        assert [type(r) for r in tensors_in(function(*args, **kwargs, out=None))] == [wg.Tensor] * len(results)


@pytest.mark.parametrize("name", TAKING)
def test_out_of_another_shape_is_resized_with_a_warning(name):
    for function, args, kwargs, results in plain_calls(wg, name):
        outs = [wg.ones(7, 1, dtype=r.dtype) for r in results]
        with pytest.warns(UserWarning, match="An output with one or more elements was resized since it had shape"):
            function(*args, **kwargs, out=as_out(outs))
        for out, result in zip(outs, results, strict=True):
            same(out, result)


@pytest.mark.parametrize("name", TAKING)
def test_out_may_be_strided_and_the_gaps_stay(name):
    for function, args, kwargs, results in plain_calls(wg, name):
        wide = [wg.ones(*r.shape, 2, dtype=r.dtype) for r in results]
        outs = [w.select(-1, 0) for w in wide]
        strides = [out.stride() for out in outs]
        function(*args, **kwargs, out=as_out(outs))
        for out, w, stride, result in zip(outs, wide, strides, results, strict=True):
            same(out, result)
            same(w.select(-1, 0), result)
            assert out.stride() == stride
            assert (w.select(-1, 1).numpy() == 1).all()


@pytest.mark.parametrize("name", TAKING)
def test_out_may_be_an_input(name):
    for call in plain_calls(wg, name):
        function, args, kwargs, results = call
        for k, a in enumerate(args):
            if len(results) > 1 or not isinstance(a, wg.Tensor) or (a.dtype, a.shape) != (
                    results[0].dtype, results[0].shape):
                continue
            given = list(args)
            given[k] = a.clone()
            got = into(wg, (function, given, kwargs, results), [given[k]])
            if isinstance(got, wg.errors.WengertError):                         # as PyTorch may refuse it
                same(given[k], a)
            else:
                assert got[0] is given[k]
                same(given[k], results[0])


@pytest.mark.parametrize("name", TAKING)
def test_inputs_and_outs_that_require_gradients_are_refused(name):
    for function, args, kwargs, results in plain_calls(wg, name):
        outs = [wg.empty(0, dtype=r.dtype) for r in results]
        floating = [a for a in args if isinstance(a, wg.Tensor) and a.is_floating_point()]
        plain = results
        if floating:
            given = [a.clone().requires_grad_() if a is floating[0] else a for a in args]
            try:
                plain = tensors_in(function(*given, **kwargs))
            except wg.errors.NonDifferentiableError:
                with pytest.raises(RuntimeError):
                    function(*given, **kwargs, out=as_out(outs))
                continue
        if any(r.requires_grad for r in plain):
            with pytest.raises(RuntimeError, match="out=... arguments don't support automatic differentiation"):
                function(*given, **kwargs, out=as_out(outs))
            with wg.no_grad():
                function(*given, **kwargs, out=as_out(outs))
            for out, result in zip(outs, results, strict=True):
                same(out, result)


@pytest.mark.parametrize("name", TAKING)
def test_out_must_be_tensors(name):
    for function, args, kwargs, results in plain_calls(wg, name):
        for wrong in (3, [1.0] * len(results), np.zeros(2), tuple([wg.empty(0)] * (len(results) + 1))):
            with pytest.raises(TypeError):
                function(*args, **kwargs, out=wrong)


@pytest.mark.skipif(torch is None, reason="compares with PyTorch")
@pytest.mark.parametrize("name", [name for name in TAKING if name not in STRICTER])
def test_types_of_out_are_accepted_and_refused_as_in_torch(name):
    ours, theirs = list(plain_calls(wg, name)), list(plain_calls(torch, name))
    found = []
    for a, b in zip(ours, theirs, strict=True):
        for dtype in DTYPES:
            if len(b[3]) > 1:
                continue
            got = into(wg, a, [wg.empty(0, dtype=getattr(wg, dtype))])
            wanted = into(torch, b, [torch.empty(0, dtype=getattr(torch, dtype))])
            widened = torch.can_cast(b[3][0].dtype, getattr(torch, dtype))
            no_kernel = name in WIDER and any(text in str(wanted) for text in NO_OVERLOAD)
            if isinstance(wanted, Exception) and not isinstance(got, Exception) and (widened or no_kernel):
                continue                      # the result is converted, as most of PyTorch's operations do
            if isinstance(wanted, Exception) != isinstance(got, Exception):
                found.append(f"{dtype}: {got!r} instead of {wanted!r}")
            elif isinstance(got, Exception):
                if not isinstance(got, wg.errors.WengertError):
                    found.append(f"{dtype}: {got!r}")
            elif not np.allclose(got[0].numpy(), wanted[0].resolve_conj().numpy(), *[TOLERANCE.get(dtype, 1e-4)] * 2,
                                 equal_nan=True):
                found.append(f"{dtype}: {got[0]} instead of {wanted[0]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", [name for name in with_form("o", "E") if hasattr(wg, name) and name not in SAMPLED])
def test_creation_functions_take_out(name):
    assert name in CALLS, "give the test arguments for it"
    dtype = wg.int64 if name in ("randint", "randperm") else wg.float32
    out = wg.empty(0, dtype=dtype)
    args = CALLS[name]
    if args is None:
        args = {"bernoulli": (wg.ones(2),), "multinomial": (wg.ones(2), 2)}.get(name, (wg.ones(2), wg.ones(2)))
        out = wg.empty(0, dtype={"bernoulli": wg.float32, "multinomial": wg.int64}.get(name, wg.complex64))
    function = getattr(wg, name)
    wg.manual_seed(3)
    expected = function(*args) if name in ("complex", "polar", "multinomial") else function(*args).to(out.dtype)
    wg.manual_seed(3)
    assert function(*args, out=out) is out
    if name != "empty":
        same(out, expected)
    with pytest.warns(UserWarning, match="resized"):
        assert function(*args, out=(wide := wg.ones(7, 1, dtype=out.dtype))) is wide
    assert wide.shape == expected.shape
