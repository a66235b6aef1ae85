"""Many parts of one tensor: their cotangents meet in the gradient of the whole, whatever arrives first."""
import numpy as np
import pytest

import wengert as wg


@pytest.fixture
def whole():
    """A leaf of shape (6, 5, 4)."""
    return wg.arange(120.0, dtype=wg.float64).reshape(6, 5, 4).requires_grad_()


def expected_of(function, x):
    """The gradient of a quadratic function by central differences, exact but for rounding."""
    flat, out = x.detach().numpy().copy().reshape(-1), np.empty(x.numel())
    for k in range(flat.size):
        at = [flat.copy(), flat.copy()]
        at[0][k] -= 1
        at[1][k] += 1
        low, high = (function(wg.from_numpy(a.reshape(x.shape))).item() for a in at)
        out[k] = (high - low) / 2
    return out.reshape(x.shape)


FUNCTIONS = {
    "steps": lambda x: sum((x[k] * (k + 1)).sum() for k in range(6)),
    "columns": lambda x: sum((x[:, k] * x[:, 4 - k]).sum() for k in range(5)),
    "unbind": lambda x: sum((part * part).sum() for part in x.unbind(1)),
    "uneven split": lambda x: sum((part * part).sum() for part in x.split([1, 3, 2])),
    "overlapping": lambda x: (x[:4] * x[2:]).sum() + (x[1:3] * 2).sum() + x[2].sum(),
    "backwards in steps": lambda x: (x[::2] * x[1::2]).sum() + x[5:0:1].sum(),
    "parts of parts": lambda x: sum((x[k][1:][:, ::2] * x[k][:4][:, 1::2]).sum() for k in range(6)),
    "with new dims": lambda x: (x[None, 0] * x[1, None]).sum() + x[..., 0].sum() + x[2, ..., 3].sum(),
    "whole and parts": lambda x: (x * x).sum() + (x[0] * 3).sum() + x.sum() + (x[1:] * x[:-1]).sum(),
    "computed whole": lambda x: sum(part.sum() * (k + 1) for k, part in enumerate((x * x).unbind())),
    "narrow and select": lambda x: (x.narrow(1, 1, 3) * x.narrow(1, 2, 3)).sum() + x.select(2, -1).sum(),
    "diagonal and permuted": lambda x: x.permute(2, 0, 1)[1].sum() + (x.permute(2, 0, 1)[2] * x[..., 3]).sum(),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_gradient_is_that_of_the_formula(whole, name):
    FUNCTIONS[name](whole).backward()
    assert np.allclose(whole.grad.numpy(), expected_of(FUNCTIONS[name], whole), rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_second_pass_adds_the_same(whole, name):
    loss = FUNCTIONS[name](whole)
    loss.backward(retain_graph=True)
    once = whole.grad.clone()
    loss.backward()
    assert wg.equal(whole.grad, 2 * once)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_grad_and_recorded_passes_agree(whole, name):
    plain = wg.autograd.grad(FUNCTIONS[name](whole), whole)[0]
    recorded = wg.autograd.grad(FUNCTIONS[name](whole), whole, create_graph=True)[0]
    assert wg.equal(plain, recorded)
    with wg.autograd.set_detect_anomaly(True):
        assert wg.equal(wg.autograd.grad(FUNCTIONS[name](whole), whole)[0], plain)


def test_a_cotangent_that_the_user_holds_is_not_written(whole):
    given = wg.ones(6, 5, 4, dtype=wg.float64)
    y = whole * 1
    wg.autograd.backward([y, y[0].sum()], [given, None])
    assert wg.equal(given, wg.ones(6, 5, 4, dtype=wg.float64))
    assert whole.grad[0].unique().tolist() == [2]


def test_a_gradient_that_a_hook_keeps_is_not_written(whole):
    kept = []
    y = whole * 1
    z = y * 1
    z.register_hook(kept.append)
    (z.sum() + y[0].sum() + y[1].sum()).backward()
    assert kept[0].unique().tolist() == [1]
    assert whole.grad.sum(dim=(1, 2)).tolist() == [40, 40, 20, 20, 20, 20]


def test_hooks_on_parts_and_on_the_whole(whole):
    seen = []
    y = whole * 1
    y.register_hook(lambda g: seen.append(g.sum().item()))
    parts = y.unbind()
    for part in parts:
        part.register_hook(lambda g: g * 2)
    sum(part.sum() for part in parts).backward()
    assert seen == [240]


def test_parts_of_half_precision_and_of_complex_numbers():
    for dtype in (wg.float16, wg.float32, wg.complex64):
        x = wg.ones(5, 3, dtype=dtype, requires_grad=True)
        sum(x[k].real.sum() if dtype is wg.complex64 else x[k].sum() for k in range(5)).backward()
        assert wg.equal(x.grad, wg.ones(5, 3, dtype=dtype))
