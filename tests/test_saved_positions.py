"""Positions that a node saved and that were changed behind its back: an error, never other memory."""
import numpy as np
import pytest
from samples import SAMPLES, built, resolve, tensors_in

import wengert as wg
import wengert.nn.functional as F

CHANGES = {
    "far behind the end": lambda t: t + 10**7,
    "far before the start": lambda t: t - 10**7,
    "in another order": lambda t: 3 * t.flip(list(range(t.ndim))) - 1,
}
VALUES = {"frexp"}                                   # saves integers that are no positions


def gradients(key, sample, unpack):
    """The gradients of a sample whose saved tensors are unpacked by a function; None where it is refused."""
    inputs = []

    def convert(array, differentiated):
        t = wg.tensor(array, dtype=wg.float64 if array.dtype.kind == "f" else None)
        if differentiated:
            inputs.append(t.requires_grad_())
        return t

    wg.manual_seed(0)
    args, kwargs = built(sample, convert, wg)
    try:
        with wg.autograd.graph.saved_tensors_hooks(lambda t: t, unpack):
            outs = tensors_in(resolve(wg, key)(*args, **kwargs))
        for out in outs:
            if isinstance(out, wg.Tensor) and out.requires_grad:
                total = out.sum()
                (total.real if total.is_complex() else total).backward(retain_graph=True)
    except wg.errors.WengertError:
        return None
    return [None if t.grad is None else np.array(t.grad) for t in inputs]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("key", SAMPLES)
def test_an_unpack_hook_that_moves_positions_is_found_out(key, change):
    def moved(t):
        return CHANGES[change](t) if isinstance(t, wg.Tensor) and t.dtype in (wg.int32, wg.int64) else t

    for sample in SAMPLES[key]:
        found, expected = gradients(key, sample, moved), gradients(key, sample, lambda t: t)
        if found is None or key in VALUES or change == "in another order":
            continue                                 # refused, or other places that lie inside
        for got, right in zip(found, expected):
            np.testing.assert_array_equal(got, right)


POSITIONS = {
    "max": lambda x: x.max(1),
    "min": lambda x: x.min(1),
    "median": lambda x: x.median(1),
    "kthvalue": lambda x: x.kthvalue(2, 1),
    "mode": lambda x: x.mode(1),
    "cummax": lambda x: x.cummax(1),
    "sort": lambda x: x.sort(1),
    "topk": lambda x: x.topk(2, 1),
    "max_pool1d": lambda x: F.max_pool1d(x, 2, return_indices=True),
}


@pytest.mark.parametrize("bad", [10**9, -10**9])
@pytest.mark.parametrize("name", POSITIONS)
def test_positions_written_through_numpy_are_found_out(name, bad):
    x = wg.tensor(np.random.default_rng(0).normal(size=(4, 5)), requires_grad=True)
    values, positions = POSITIONS[name](x)
    positions.numpy().flat[0] = bad
    with pytest.raises(IndexError, match=f"{bad} is out of bounds"):
        values.sum().backward()
    assert x.grad is None


def test_rows_of_a_table_written_through_numpy_are_found_out():
    at, table = wg.tensor([0, 2, 1]), wg.ones(3, 2, requires_grad=True)
    out = F.embedding(at, table)
    at.numpy()[1] = 3
    with pytest.raises(IndexError, match=r"index 3 is out of bounds: .*shape \[3\] saved by EmbeddingBackward0"):
        out.sum().backward()


def test_positions_that_stay_in_range_are_used_as_they_are():
    x = wg.tensor([[1.0, 3.0, 2.0]], requires_grad=True)
    values, positions = x.max(1)
    positions.numpy()[0] = 2
    values.sum().backward()
    assert x.grad.tolist() == [[0.0, 0.0, 1.0]]


def test_a_mask_of_any_bytes_selects_what_is_not_zero():
    bytes_of_another = np.array([255, 0, 2, 128, 0], np.uint8).view(bool)
    x = wg.arange(5.0)
    assert x[wg.from_numpy(bytes_of_another)].tolist() == [0.0, 2.0, 3.0]
