"""float16: how it is kept, converted, computed and exchanged. Every operation's values and gradients in float16 are
compared with PyTorch's in test_dtypes.py and test_operations_torch.py; here is what those do not show."""
import copy
import operator
import pickle

import numpy as np
import pytest

import wengert as wg

half = wg.float16
EVERY = np.arange(1 << 16, dtype=np.uint16).view(np.float16)      # every float16, NaNs and infinities included


def halves(*values, **more):
    """A float16 vector."""
    return wg.tensor(values, dtype=half, **more)


def same(ours, theirs):
    """Equal bit for bit, but for NaNs."""
    theirs = np.asarray(theirs)
    return ours.detach().numpy().dtype == theirs.dtype and np.array_equal(ours.detach().numpy(), theirs, equal_nan=True)


# -- the type ---------------------------------------------------------------------------------------------

def test_names():
    assert wg.half is wg.float16 and repr(half) == "torch.float16" and half.itemsize == 2
    assert half.is_floating_point and half.is_signed and not half.is_complex
    assert halves(1).type() == "torch.HalfTensor" and halves(1).is_floating_point()
    assert wg.ones(2).type("torch.HalfTensor").dtype is half and wg.ones(2).to(np.float16).dtype is half


def test_what_it_can_represent():
    facts = wg.finfo(half)
    assert (facts.bits, facts.max, facts.min, facts.eps) == (16, 65504, -65504, 2.0 ** -10)
    assert facts.smallest_normal == 2.0 ** -14 and facts.dtype == "float16"
    assert wg.can_cast(wg.float64, half) and not wg.can_cast(half, wg.int64)


def test_is_the_default_type_on_request():
    wg.set_default_dtype(half)
    try:
        assert wg.tensor(1.5).dtype is half and wg.zeros(2).dtype is half and (wg.tensor(3) / 2).dtype is half
    finally:
        wg.set_default_dtype(wg.float32)


@pytest.mark.parametrize("made", [
    lambda: wg.zeros(3, dtype=half), lambda: wg.full((3,), 2, dtype=half), lambda: wg.arange(3, dtype=half),
    lambda: wg.linspace(0, 1, 3, dtype=half), lambda: wg.eye(3, dtype=half), lambda: wg.rand(3, dtype=half),
    lambda: wg.randn(3, dtype=half), lambda: wg.ones_like(halves(1, 2)), lambda: halves(1).new_zeros(3),
    lambda: wg.randint(0, 9, (3,), dtype=half), lambda: wg.from_numpy(np.zeros(3, np.float16))])
def test_creation(made):
    assert made().dtype is half


# -- conversions ------------------------------------------------------------------------------------------

def test_every_float16_widens_exactly():
    t = wg.from_numpy(EVERY)
    assert same(t.float(), EVERY.astype(np.float32)) and same(t.double(), EVERY.astype(np.float64))


@pytest.mark.parametrize("other", ["bool", "uint8", "int8", "int16", "int32", "int64", "complex64", "complex128"])
def test_casts_to_and_from_other_types(other):
    small = wg.tensor([0.0, 1.5, -2.75, 100.0], dtype=half)
    assert same(small.to(getattr(wg, other)), small.float().to(getattr(wg, other)).numpy())
    back = wg.tensor([0, 1, 1, 100]).to(getattr(wg, other))
    assert same(back.half(), back.float().numpy().astype(np.float16))


@pytest.mark.filterwarnings("ignore:overflow encountered")
def test_rounds_to_nearest_even():
    bits = np.random.default_rng(3).integers(0, 1 << 32, 200_000, dtype=np.uint32).view(np.float32)
    edges = (EVERY[:-1].astype(np.float32) + EVERY[1:].astype(np.float32)) / 2       # halfway between neighbours
    for values in (bits, edges, np.float32([65519.99, 65520, 65536, 2.0 ** -25, 2.0 ** -25 * 1.001, -0.0])):
        assert same(wg.from_numpy(values).half(), values.astype(np.float16))


def test_conversion_is_differentiable_in_both_directions():
    x = halves(1, 2, requires_grad=True)
    (x.float() * 3).sum().backward()
    y = wg.ones(2, requires_grad=True)
    (y.half() * 3).sum().backward()
    assert x.grad.dtype is half and x.grad.tolist() == [3, 3]
    assert y.grad.dtype is wg.float32 and y.grad.tolist() == [3, 3]


def test_numbers_that_do_not_fit():
    assert wg.tensor([1e6], dtype=half).item() == float("inf")
    assert (halves(1) * 1e6).item() == float("inf")
    for refused in (lambda: wg.full((2,), 1e6, dtype=half), lambda: halves(1).fill_(1e6)):
        with pytest.raises(RuntimeError, match="cannot be converted .* without overflow"):
            refused()


# -- exchange ---------------------------------------------------------------------------------------------

def test_numpy_shares_its_memory():
    array = np.zeros(3, np.float16)
    t = wg.from_numpy(array)
    t[1] = 1.5
    assert array[1] == 1.5 and t.numpy().dtype == np.float16 and np.shares_memory(t.numpy(), array)
    assert memoryview(t).format == "e" and memoryview(t).itemsize == 2


def test_leaves_as_python_numbers():
    t = halves(0.1, -2)
    assert t.tolist() == [0.0999755859375, -2.0] and t[0].item() == 0.0999755859375 and float(t[1]) == -2


def test_dlpack_pickle_and_copies():
    t = halves(1, 2.5)
    assert wg.from_dlpack(t).dtype is half and np.from_dlpack(t).dtype == np.float16
    for other in (pickle.loads(pickle.dumps(t)), copy.deepcopy(t), t.clone()):
        assert other.dtype is half and other.tolist() == [1, 2.5]
    assert pickle.loads(pickle.dumps(half)) is half


def test_prints_as_in_torch():
    assert repr(halves(0.1, 1 / 3)) == "tensor([0.1000, 0.3333], dtype=torch.float16)"


# -- views and moves: two bytes each -----------------------------------------------------------------------

@pytest.mark.parametrize("move, expected", [
    (lambda t: t[1], lambda a: a[1]), (lambda t: t[:, ::2], lambda a: a[:, ::2]), (lambda t: t.t(), lambda a: a.T),
    (lambda t: t.flip(0), lambda a: a[::-1]), (lambda t: t.roll(1, 1), lambda a: np.roll(a, 1, 1)),
    (lambda t: t[t > 2], lambda a: a[a > 2]), (lambda t: t[[1, 0]], lambda a: a[[1, 0]]),
    (lambda t: wg.cat([t, t], 1), lambda a: np.concatenate([a, a], 1)),
    (lambda t: t.repeat(2, 1), lambda a: np.tile(a, (2, 1))),
    (lambda t: wg.where(t > 2, t, 0.5), lambda a: np.where(a > 2, a, np.float16(0.5)))])
def test_moves_agree_with_numpy(move, expected):
    array = np.arange(12, dtype=np.float16).reshape(3, 4)
    assert same(move(wg.from_numpy(array)), expected(array))


def test_views_share_and_writes_are_seen():
    t = wg.zeros(2, 3, dtype=half)
    t[0].fill_(1)
    t.t()[2, 1] = 5
    t[:, 1] += 0.5
    assert t.tolist() == [[1, 1.5, 1], [0, 0.5, 5]]


def test_bytes_as_another_type():
    t = halves(1, -2)
    assert t.view(wg.int16).tolist() == [0x3C00, -0x4000] and t.view(wg.int16).view(half).tolist() == [1, -2]


def test_repeated_positions_add_up():
    t = wg.zeros(2, dtype=half).index_add(0, wg.tensor([0, 0, 1]), halves(1, 2, 3))
    assert t.tolist() == [3, 3]
    x = halves(1, 2, requires_grad=True)
    x[wg.tensor([0, 0, 1])].sum().backward()
    assert x.grad.tolist() == [2, 1]


# -- computing --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_arithmetic_rounds_once(op):
    rng = np.random.default_rng(5)
    x, y = (rng.normal(size=1500).astype(np.float16) for _ in range(2))
    assert same(op(wg.from_numpy(x), wg.from_numpy(y)),
                op(x.astype(np.float32), y.astype(np.float32)).astype(np.float16))
    assert same(op(wg.from_numpy(x[::2]), wg.from_numpy(y[::-2].copy())), op(x[::2], y[::-2]))


@pytest.mark.parametrize("n", [0, 1, 511, 512, 513, 100_000])
def test_every_length(n):
    x = np.linspace(-4, 4, n).astype(np.float16)
    assert same(wg.from_numpy(x).exp(), np.exp(x.astype(np.float32)).astype(np.float16))
    assert same(wg.from_numpy(x) > 0, x > 0)


def test_special_values():
    x = halves(float("nan"), float("inf"), -float("inf"), 65504, 2.0 ** -24)
    assert x.isnan().tolist() == [True, False, False, False, False]
    assert (x[3] * 2).item() == float("inf") and (x[4] / 2).item() == 0 and (x[4] * 1).item() == 2.0 ** -24
    assert x.nan_to_num().tolist() == [0, 65504, -65504, 65504, 2.0 ** -24]
    assert wg.nextafter(halves(1), halves(2)).item() == 1 + 2.0 ** -10


def test_python_numbers_multiply_unrounded():
    torch = pytest.importorskip("torch")
    x = np.linspace(0.01, 9, 997).astype(np.float16)
    for f in (lambda t: t * 0.1, lambda t: t / 0.3, lambda t: t + 0.1, lambda t: t - 0.3, lambda t: t.clone().mul_(0.1),
              lambda t: t.lerp(t * 2, 0.1)):
        assert same(f(wg.from_numpy(x)), f(torch.from_numpy(x)).numpy())


def test_sums_are_kept_in_float32():
    x = wg.full((5000,), 1.0, dtype=half)
    assert x.sum().item() == 5000 and x.mean().item() == 1 and (x * 0.1).sum(0).item() == 500
    assert x.sum(dtype=wg.float64).dtype is wg.float64 and wg.ones(3).sum(dtype=half).dtype is half
    assert x.cumsum(0)[-1].item() == 5000 and (x @ x).item() == 5000


def test_products_refuse_another_type():
    for f in (operator.matmul, wg.mm):
        with pytest.raises(RuntimeError, match="same dtype"):
            f(wg.ones(2, 2, dtype=half), wg.ones(2, 2))


def test_ordering():
    x = halves(3, float("nan"), -1, 3)
    values, places = x.sort()
    assert values.tolist()[:3] == [-1, 3, 3] and values.dtype is half and places.tolist() == [2, 0, 3, 1]
    assert x.argmax().item() == 1 and wg.unique(halves(2, 1, 2)).tolist() == [1, 2]
    assert wg.isin(halves(1, 2), halves(2)).tolist() == [False, True]
    assert wg.searchsorted(halves(1, 2, 3), halves(2.5)).tolist() == [2]
    assert halves(1, 5, 2).topk(2).values.dtype is half


def test_results_of_several_tensors_stay_named():
    found = wg.tensor([[1.0, 3.0]], dtype=half).max(1)
    assert found.values.dtype is half and found.indices.tolist() == [1]


# -- gradients --------------------------------------------------------------------------------------------

def test_gradients_have_the_leaf_s_type_and_accumulate():
    x = halves(1, 2, requires_grad=True)
    for _ in range(2):
        (x * x + x.exp()).sum().backward()
    assert x.grad.dtype is half
    np.testing.assert_allclose(x.grad.numpy(), 2 * (2 * np.array([1, 2]) + np.exp([1, 2])), 2e-3)


def test_gradient_of_a_broadcast_operand_is_summed_in_float32():
    b = halves(1, requires_grad=True)
    (wg.full((5000,), 1.0, dtype=half) * b).backward(wg.ones(5000, dtype=half))
    assert b.grad.item() == 5000


def test_mixed_types_meet_in_one_graph():
    x, w = halves(1, 2, requires_grad=True), wg.tensor([3.0, 4.0], requires_grad=True)
    y = (x * w).sum()
    y.backward()
    assert y.dtype is wg.float32 and x.grad.dtype is half and w.grad.dtype is wg.float32
    assert x.grad.tolist() == [3, 4] and w.grad.tolist() == [1, 2]


def test_second_order():
    x = halves(0.5, 2, requires_grad=True)
    (g,) = wg.autograd.grad((x ** 3).sum(), x, create_graph=True)
    (gg,) = wg.autograd.grad(g.sum(), x)
    assert g.tolist() == [0.75, 12] and gg.tolist() == [3, 12] and gg.dtype is half
    s = x.softmax(0)[0]
    (g,) = wg.autograd.grad(s, x, create_graph=True)
    (gg,) = wg.autograd.grad(g[0], x)
    p = 1 / (1 + np.exp(1.5))
    np.testing.assert_allclose(gg.numpy(), np.array([1, -1]) * p * (1 - p) * (1 - 2 * p), 1e-2)


def test_in_place_and_out():
    x = halves(1, 2, requires_grad=True)
    y = x * 1
    y.mul_(3).add_(0.5)
    y.cumsum_(0)
    y.sum().backward()
    assert y.tolist() == [3.5, 10] and x.grad.tolist() == [6, 3]
    out = wg.empty(2, dtype=half)
    assert wg.exp(halves(0, 1), out=out) is out and out[0].item() == 1
    assert wg.softmax(halves(0, 0), 0, out=out) is out and out.tolist() == [0.5, 0.5]
    m = wg.ones(2, 2, dtype=half)
    assert m.addmm_(m, m).tolist() == [[3, 3], [3, 3]]


def test_integers_take_no_fractions_from_it():
    with pytest.raises(RuntimeError, match="can't be cast"):
        wg.ones(2).long().add_(halves(1, 2))


# -- what is not there ------------------------------------------------------------------------------------

@pytest.mark.parametrize("refused", [
    lambda: wg.complex(halves(1), halves(2)), lambda: wg.view_as_complex(halves(1, 2)),
    lambda: wg.quantile(halves(1, 2), 0.5)])
def test_refused(refused):
    with pytest.raises(RuntimeError, match="not implemented for 'Half'|float or double"):
        refused()


def test_random_numbers_stay_below_the_upper_bound():
    assert wg.rand(20_000, dtype=half).max().item() < 1
    x = wg.empty(20_000, dtype=half).uniform_(-1, 3)
    assert -1 <= x.min().item() < -0.9 and 2.9 < x.max().item() < 3
    assert 0.9 < wg.randn(20_000, dtype=half).float().std().item() < 1.1
    assert wg.empty(500, dtype=half).random_().max().item() <= 2048


# -- norms ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("kept", [half, wg.float32])
def test_batch_norm_updates_what_it_runs_on(kept):
    mean, var = wg.zeros(2, dtype=kept), wg.ones(2, dtype=kept)
    x = wg.tensor([[1.0, 2.0], [3.0, 6.0]], dtype=half)
    out = wg.nn.functional.batch_norm(x, mean, var, training=True, momentum=0.5)
    assert out.dtype is half and out.tolist() == [[-1, -1], [1, 1]]
    assert mean.dtype is kept and mean.tolist() == [1, 2] and var.tolist() == [1.5, 4.5]
