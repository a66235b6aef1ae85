"""Activations: kinks, special values, element types, in-place forms and errors, against PyTorch and formulas."""
import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F

torch = pytest.importorskip("torch")
TF = torch.nn.functional

SPECIAL = [-np.inf, -1e30, -100.0, -6.0, -3.0, -1.0, -0.5, -1e-30, -0.0, 0.0, 1e-30, 0.5, 1.0, 3.0, 6.0, 20.0,
           100.0, 1e30, np.inf, np.nan]
PLAIN = {
    "silu": (), "mish": (), "selu": (), "elu": (1.3,), "celu": (1.3,), "leaky_relu": (0.2,), "relu6": (),
    "hardtanh": (), "hardsigmoid": (), "hardswish": (), "hardshrink": (), "softshrink": (), "softplus": (),
    "softsign": (), "tanhshrink": (), "threshold": (0.5, 7.0), "relu": (), "logsigmoid": (),
}
# PyTorch rounds these more coarsely.
COARSE = {"celu": 1e-6, "softsign": 1e-5}
IN_PLACE = {"relu": (), "elu": (0.7,), "celu": (0.7,), "selu": (), "leaky_relu": (0.3,),
            "hardtanh": (-0.5, 0.4), "threshold": (0.1, 3.0)}
BY_ARGUMENT = {**IN_PLACE, "silu": (), "mish": (), "relu6": (), "hardsigmoid": (), "hardswish": ()}


def gradient(lib, name, values, arguments, dtype):
    """Value and gradient of a function of nn.functional."""
    x = lib.tensor(values, dtype=getattr(lib, dtype), requires_grad=True)
    y = getattr(lib.nn.functional, name)(x, *arguments)
    y.backward(lib.ones_like(y))
    return y.detach().numpy(), x.grad.numpy()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", PLAIN)
def test_values_and_derivatives_at_special_values_are_torchs(name, dtype):
    ours, theirs = (gradient(lib, name, SPECIAL, PLAIN[name], dtype) for lib in (wg, torch))
    tolerance = COARSE.get(name, 1e-6 if dtype == "float32" else 1e-7)
    np.testing.assert_allclose(ours[0], theirs[0], tolerance, 1e-12)
    finite = np.isfinite(SPECIAL) & (np.abs(SPECIAL) < 1e20)
    np.testing.assert_allclose(ours[1][finite], theirs[1][finite], tolerance, 1e-12)


@pytest.mark.parametrize("name", PLAIN)
def test_precision_over_the_whole_range(name):
    x = np.linspace(-30, 30, 20001)
    ours, theirs = gradient(wg, name, x, PLAIN[name], "float64"), gradient(torch, name, x, PLAIN[name], "float64")
    np.testing.assert_allclose(ours[0], theirs[0], 1e-13, 1e-15)
    single = gradient(wg, name, x, PLAIN[name], "float32")
    away = np.abs(x - np.float32(x)) < 1e-3
    np.testing.assert_allclose(single[0][away], ours[0][away], 3e-6, 1e-6)


@pytest.mark.parametrize("name", IN_PLACE)
def test_in_place_function_writes_its_input_and_has_the_gradient(name):
    for lib in (wg, torch):
        leaf = lib.tensor([-1.5, -0.2, 0.3, 2.0], dtype=lib.float64, requires_grad=True)
        x = leaf * 1
        assert getattr(lib.nn.functional, name + "_")(x, *IN_PLACE[name]) is x
        x.backward(lib.arange(1.0, 5.0, dtype=lib.float64))
        result = x.detach().numpy().copy(), leaf.grad.numpy().copy()
        if lib is wg:
            ours = result
    np.testing.assert_allclose(ours[0], result[0], 1e-12)
    np.testing.assert_allclose(ours[1], result[1], 1e-7)


@pytest.mark.parametrize("name", BY_ARGUMENT)
def test_inplace_argument_writes_the_input(name):
    x = wg.tensor([-1.5, -0.2, 0.3, 2.0])
    expected = getattr(F, name)(x.clone(), *BY_ARGUMENT[name])
    assert getattr(F, name)(x, *BY_ARGUMENT[name], inplace=True) is x
    assert x.tolist() == expected.tolist()


def test_a_strided_input_keeps_its_place():
    base = wg.arange(6.0).reshape(2, 3) - 3
    F.leaky_relu_(base.t()[1:], 0.5)
    np.testing.assert_array_equal(base.numpy(), [[-3.0, -1.0, -0.5], [0.0, 1.0, 2.0]])


@pytest.mark.parametrize("dtype", ["int8", "int64", "uint8"])
def test_bounds_of_integers_are_integers(dtype):
    ours, theirs = (lib.nn.functional.hardtanh(lib.tensor([0, 3, 9], dtype=getattr(lib, dtype)), 0.0, 4.7)
                    for lib in (wg, torch))
    assert ours.tolist() == theirs.tolist() and str(ours.dtype) == str(theirs.dtype)


@pytest.mark.parametrize("call, phrase", [
    (lambda lib: lib.nn.functional.celu(lib.ones(2), 0.0), "alpha cannot be 0 for CELU"),
    (lambda lib: lib.nn.functional.softshrink(lib.ones(2), -1.0), "lambda must be in range"),
    (lambda lib: lib.nn.functional.glu(lib.ones(3)), "Halving dimension must be even, but dimension 0 is size 3"),
    (lambda lib: lib.nn.functional.glu(lib.tensor(1.0)),
     "glu does not support scalars because halving size must be even"),
    (lambda lib: lib.nn.functional.hardtanh(lib.ones(2), 1.0, -1.0), "min_val cannot be greater than max_val"),
    (lambda lib: lib.nn.functional.prelu(lib.ones(2, 3), lib.ones(2)),
     "Mismatch of parameter numbers and input channel size"),
    (lambda lib: lib.nn.functional.prelu(lib.ones(2, 3), lib.ones(1, 1)),
     "Expected `weight` to be a scalar or 1D tensor"),
    (lambda lib: lib.nn.functional.hardtanh(lib.tensor([True])), "Bool inputs not supported for hardtanh"),
])
def test_errors_have_torchs_class_and_words(call, phrase):
    with pytest.raises(Exception) as theirs:
        call(torch)
    builtin = next(c for c in type(theirs.value).__mro__ if c.__module__ == "builtins")
    with pytest.raises(builtin, match=phrase):
        call(wg)
    assert phrase in str(theirs.value)


def test_rrelu_draws_a_slope_for_every_negative_element():
    wg.manual_seed(0)
    x = (wg.arange(1.0, 2001.0, dtype=wg.float64) * -1).requires_grad_()
    y = F.rrelu(x, 0.2, 0.5, training=True)
    slopes = (y / x).detach().numpy()
    assert 0.2 <= slopes.min() < 0.21 and 0.49 < slopes.max() <= 0.5 and abs(slopes.mean() - 0.35) < 0.01
    y.sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), slopes)
    positive = wg.tensor([1.0, 2.0])
    assert F.rrelu(positive, training=True).tolist() == [1.0, 2.0]


@pytest.mark.parametrize("name", ["silu", "softplus", "gelu", "mish", "elu"])
def test_an_empty_input_gives_an_empty_result(name):
    x = wg.zeros(0, 3, requires_grad=True)
    y = getattr(F, name)(x)
    y.sum().backward()
    assert y.shape == x.grad.shape == (0, 3)


@pytest.mark.parametrize("name", "celu celu_ selu selu_ relu_ threshold threshold_ prelu rrelu pdist "
                                 "cosine_similarity".split())
def test_top_level_names(name):
    arguments = {"threshold": (0.1, 2.0), "threshold_": (0.1, 2.0), "prelu": ("w",),
                 "cosine_similarity": ("x",)}.get(name, ())
    results = []
    for lib in (wg, torch):
        x, w = lib.tensor([[-1.0, 0.5], [2.0, -0.25]]), lib.tensor([0.5])
        results.append(getattr(lib, name)(x, *({"w": w, "x": x + 1}.get(a, a) for a in arguments)).numpy())
    np.testing.assert_allclose(*results, 1e-6)


def test_prelu_is_a_method():
    assert wg.tensor([-2.0, 2.0]).prelu(wg.tensor(0.5)).tolist() == [-1.0, 2.0]
