"""Gradients in complex numbers, first and second order, of all that PyTorch differentiates there."""
import warnings

import numpy as np
import pytest
from recorded import RECORD, has, keys_of, names
from samples import SAMPLES, arguments, resolve, suitable, tensors_in

import wengert as wg

torch = pytest.importorskip("torch")

WRONG_IN_TORCH = {"as_strided_scatter"}          # its gradient is that of the places that were not written
NAMES = [name for name in names() if "c16" in RECORD[name]["gradient"] and has(wg, name) and any(keys_of(name))
         and name not in WRONG_IN_TORCH]


def norm(lib, tensors):
    """A real number that depends on every element of some tensors in its own way."""
    total = 0
    for k, t in enumerate(tensors):
        w = lib.tensor(np.cos(np.arange(float(t.numel())) + k).reshape(tuple(t.shape)) + 1.5, dtype=t.dtype)
        part = (w * t * t.conj()).sum() + (w * t).sum()
        total = total + (part.real if part.is_complex() else part)
    return total


def derivatives(lib, called, sample):
    """First and second derivatives of a sample in complex128: lists of arrays."""
    args, kwargs, inputs = arguments(lib, sample, "complex128", True, called.endswith("_"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outs = [out for out in tensors_in(resolve(lib, called)(*args, **kwargs)) if isinstance(out, lib.Tensor)]
        outs = [out for out in outs if out.requires_grad]
        first = lib.autograd.grad(norm(lib, outs), inputs, create_graph=True, allow_unused=True)
        deeper = [g for g in first if g is not None and g.requires_grad]
        second = lib.autograd.grad(norm(lib, deeper), inputs, allow_unused=True) if deeper else [None] * len(inputs)

    def arrays(grads):
        return [np.zeros(tuple(x.shape), complex) if g is None else np.array(g.detach().tolist(), complex)
                .reshape(tuple(x.shape)) for g, x in zip(grads, inputs)]
    return arrays(first), arrays(second)


@pytest.mark.parametrize("name", NAMES)
def test_first_and_second_order_agree(name):
    compared = 0
    for key, called in keys_of(name):
        for sample in suitable(SAMPLES[key]):
            try:
                theirs = derivatives(torch, called, sample)
            except (RuntimeError, TypeError, AttributeError):
                continue                                   # PyTorch has no such derivative for this sample
            ours = derivatives(wg, called, sample)
            for order, (a, b) in enumerate(zip(ours, theirs, strict=True)):
                for x, y in zip(a, b, strict=True):
                    np.testing.assert_allclose(x, y, 1e-9, 1e-11, err_msg=f"order {order + 1} of {called}({sample!r})")
            compared += 1
    assert compared
