"""scaled_dot_product_attention and multi_head_attention_forward: masks, blocks, layouts, errors, as in PyTorch."""
import math

import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F
from wengert.ops.attention import attention_formula

torch = pytest.importorskip("torch")
TF = torch.nn.functional
RANDOM = np.random.default_rng(3)


def made(*shape, dtype="float64"):
    return RANDOM.standard_normal(shape).astype(dtype)


def both(arrays, mask=None, **options):
    """Results and gradients in both libraries, of a weighted sum of the result."""
    found = []
    for lib, f in ((wg, F), (torch, TF)):
        inputs = [lib.tensor(a).requires_grad_() for a in arrays]
        out = f.scaled_dot_product_attention(*inputs, None if mask is None else lib.tensor(mask), **options)
        weight = lib.tensor(np.cos(np.arange(math.prod(out.shape))).reshape(tuple(out.shape)).astype(arrays[0].dtype))
        found.append([out.detach().numpy(), *(g.numpy() for g in lib.autograd.grad((out * weight).sum(), inputs))])
    return found


def assert_agree(arrays, mask=None, tolerance=1e-10, **options):
    for ours, theirs in zip(*both(arrays, mask, **options), strict=True):
        np.testing.assert_allclose(ours, theirs, tolerance, tolerance)


@pytest.mark.parametrize("dtype, tolerance", [("float32", 3e-5), ("float64", 1e-10)])
@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("queries, keys", [(1, 1), (1, 300), (65, 63), (64, 256), (130, 257), (300, 70), (70, 600)])
def test_any_number_of_blocks(queries, keys, causal, dtype, tolerance):
    arrays = made(2, 3, queries, 8, dtype=dtype), made(2, 3, keys, 8, dtype=dtype), made(2, 3, keys, 5, dtype=dtype)
    assert_agree(arrays, tolerance=tolerance, is_causal=causal)


@pytest.mark.parametrize("shape", [(70, 300), (1, 300), (70, 1), (1, 2, 1, 300), (2, 1, 70, 300), (2, 2, 70, 300)])
@pytest.mark.parametrize("kind", ["truth", "numbers"])
def test_masks_are_broadcast(shape, kind):
    arrays = made(2, 2, 70, 4), made(2, 2, 300, 4), made(2, 2, 300, 4)
    mask = made(*shape)
    assert_agree(arrays, mask > -0.5 if kind == "truth" else mask)


def test_a_mask_with_the_causal_flag_forbids_both():
    assert_agree((made(1, 2, 9, 4), made(1, 2, 9, 4), made(1, 2, 9, 4)), made(9, 9) > -1, is_causal=True)


@pytest.mark.parametrize("mask", [np.zeros((3, 4), bool), np.full((3, 4), -np.inf)], ids=["truth", "numbers"])
def test_a_query_that_sees_nothing_gives_zeros_and_no_gradient(mask):
    mask[1] = [True, False, True, True] if mask.dtype == bool else 0
    x = [wg.tensor(made(2, n, 4)).requires_grad_() for n in (3, 4, 4)]
    out = F.scaled_dot_product_attention(*x, wg.tensor(mask))
    assert not out[:, [0, 2]].detach().numpy().any() and out[:, 1].detach().numpy().all()
    out.sum().backward()
    assert all(np.isfinite(t.grad.numpy()).all() for t in x)
    assert not x[0].grad[:, [0, 2]].numpy().any()


def test_a_mask_of_numbers_gets_its_gradient():
    arrays, mask = (made(2, 3, 4), made(2, 5, 4), made(2, 5, 4)), made(3, 5)
    grads = []
    for lib, f in ((wg, F), (torch, TF)):
        m = lib.tensor(mask).requires_grad_()
        f.scaled_dot_product_attention(*(lib.tensor(a) for a in arrays), m)[..., 0].sum().backward()
        grads.append(m.grad.numpy())
    np.testing.assert_allclose(*grads, 1e-10, 1e-12)


def test_query_heads_share_heads_of_keys():
    assert_agree((made(2, 6, 70, 4), made(2, 2, 80, 4), made(2, 2, 80, 4)), enable_gqa=True)


def test_large_scores_do_not_overflow():
    arrays = made(1, 1, 5, 4) * 300, made(1, 1, 300, 4) * 300, made(1, 1, 300, 4)
    assert_agree(arrays, tolerance=1e-8)


def test_nan_and_infinity_stay_in_their_rows():
    q, k = made(1, 3, 4), made(1, 5, 4)
    q[0, 1, 0] = np.nan
    ours = F.scaled_dot_product_attention(*map(wg.tensor, (q, k, k))).numpy()
    assert np.isnan(ours[0, 1]).all() and np.isfinite(ours[0, [0, 2]]).all()


def test_any_layout_of_the_operands_gives_the_same():
    q, k, v = (wg.tensor(made(2, 7, 3, 4)) for _ in range(3))
    apart = F.scaled_dot_product_attention(*(t.transpose(1, 2) for t in (q, k, v)))
    close = F.scaled_dot_product_attention(*(t.transpose(1, 2).contiguous() for t in (q, k, v)))
    turned = F.scaled_dot_product_attention(*(t.permute(3, 0, 2, 1).contiguous().permute(1, 2, 3, 0)
                                              for t in (q, k, v)))
    np.testing.assert_allclose(apart.numpy(), close.numpy(), 1e-13)
    np.testing.assert_allclose(turned.numpy(), close.numpy(), 1e-13)
    assert apart.transpose(1, 2).is_contiguous()        # the heads of one position stay together


def test_one_tensor_at_all_three_places():
    x = made(2, 3, 4)
    grads = []
    for lib, f in ((wg, F), (torch, TF)):
        t = lib.tensor(x).requires_grad_()
        g, = lib.autograd.grad(f.scaled_dot_product_attention(t, t, t).square().sum(), t, create_graph=True)
        grads.append([g.detach().numpy(), lib.autograd.grad(g.square().sum(), t)[0].numpy()])
    for ours, theirs in zip(*grads):
        np.testing.assert_allclose(ours, theirs, 1e-10, 1e-12)


def test_results_do_not_depend_on_the_number_of_threads():
    before, found = wg.get_num_threads(), []
    arrays = (made(2, 4, 200, 16, dtype="float32"), made(2, 2, 200, 16, dtype="float32"),
              made(2, 2, 200, 16, dtype="float32"))
    for n in (1, 3):
        wg.set_num_threads(n)
        x = [wg.tensor(a).requires_grad_() for a in arrays]
        out = F.scaled_dot_product_attention(*x, is_causal=True, enable_gqa=True)
        out.sum().backward()
        found.append([out.detach().numpy(), *(t.grad.numpy() for t in x)])
    wg.set_num_threads(before)
    for one, three in zip(*found):
        np.testing.assert_array_equal(one, three)


def test_dropout_keeps_the_mean():
    wg.manual_seed(0)
    x = wg.ones(4, 8, 2)
    out = F.scaled_dot_product_attention(x, x.repeat(1, 50, 1), x.repeat(1, 50, 1), dropout_p=0.5)
    assert abs(out.mean().item() - 1) < 0.05 and out.std().item() > 0.01
    assert not F.scaled_dot_product_attention(x, x, x, dropout_p=1.0).numpy().any()


def test_dropout_follows_the_seed():
    x, found = wg.tensor(made(2, 70, 4)), []
    for seed in (1, 1, 2):
        wg.manual_seed(seed)
        found.append(F.scaled_dot_product_attention(x, x, x, dropout_p=0.3).numpy())
    assert (found[0] == found[1]).all() and (found[0] != found[2]).any()


@pytest.mark.parametrize("dtype, tolerance", [("float32", 1e-4), ("float64", 1e-10)])
@pytest.mark.parametrize("causal", [False, True])
def test_dropout_is_that_of_the_formula(causal, dtype, tolerance):
    arrays = made(2, 3, 70, 4, dtype=dtype), made(2, 3, 300, 4, dtype=dtype), made(2, 3, 300, 5, dtype=dtype)
    found = []
    for function in (wg.ops.api._attention, attention_formula):
        t = [wg.tensor(a).requires_grad_() for a in arrays]
        out = function(*t, None, causal, 0.5, 0.3, 2 ** 63 + 5)
        found.append([out, *wg.autograd.grad((out * wg.arange(5).to(out.dtype)).sum(), t)])
    for one, other in zip(*found):
        np.testing.assert_allclose(one.detach().numpy(), other.detach().numpy(), tolerance, tolerance)


def test_dropout_can_be_differentiated_twice():
    wg.manual_seed(4)
    x = wg.tensor(made(1, 3, 2)).requires_grad_()
    out = F.scaled_dot_product_attention(x, x, x, dropout_p=0.4)
    g, = wg.autograd.grad(out.square().sum(), x, create_graph=True)
    plain, = wg.autograd.grad(out.square().sum(), x, retain_graph=True)
    np.testing.assert_allclose(g.detach().numpy(), plain.numpy(), 1e-12)
    assert wg.autograd.grad(g.square().sum(), x)[0].isfinite().all()


def test_no_keys_give_zeros():
    assert not F.scaled_dot_product_attention(wg.ones(2, 3, 4), wg.ones(2, 0, 4), wg.ones(2, 0, 4)).numpy().any()


@pytest.mark.parametrize("shapes, options, words", [
    (((4,), (2, 4), (2, 4)), {}, "at least 2 dimensional"),
    (((2, 3, 4), (2, 3, 5), (2, 3, 5)), {}, "Expected size|cannot be multiplied|must match"),
    (((1, 3, 2, 4), (1, 2, 2, 4), (1, 2, 2, 4)), {"enable_gqa": True}, "Number of heads"),
    (((2, 4), (2, 4), (2, 4)), {"dropout_p": 1.5}, "dropout probability has to be between 0 and 1")])
def test_operands_that_do_not_fit(shapes, options, words):
    for lib, f in ((wg, F), (torch, TF)):
        with pytest.raises(RuntimeError, match=words):
            f.scaled_dot_product_attention(*(lib.ones(*shape) for shape in shapes), **options)


@pytest.mark.parametrize("dtype", ["int64", "float64"])
def test_a_mask_of_another_type(dtype):
    for lib, f in ((wg, F), (torch, TF)):
        with pytest.raises(RuntimeError, match="Expected attn_mask dtype to be bool or float or to match query dtype"):
            f.scaled_dot_product_attention(*[lib.ones(2, 4)] * 3, lib.ones(2, 2, dtype=getattr(lib, dtype)))


def test_operands_of_different_types():
    for lib, f in ((wg, F), (torch, TF)):
        with pytest.raises(RuntimeError, match="Expected query, key, and value to have the same dtype"):
            f.scaled_dot_product_attention(lib.ones(2, 4), lib.ones(2, 4).double(), lib.ones(2, 4))


def test_memory_does_not_grow_with_the_square_of_the_positions():
    x = wg.rand(1, 1, 4096, 4)
    before = wg.memory_stats()["peak"]
    out = F.scaled_dot_product_attention(x, x, x)
    assert wg.memory_stats()["peak"] - before < 4096 * 4096      # bytes: a quarter of the scores
    assert out.shape == x.shape


def projections(lib, width, biases=True):
    numbers = np.random.default_rng(9)
    shapes = [(3 * width, width), (3 * width,), (width, width), (width,)]
    w, b, out, last = [lib.tensor(numbers.standard_normal(shape)) for shape in shapes]
    return (w, b, None, None, False, 0.0, out, last) if biases else (w, None, None, None, False, 0.0, out, None)


@pytest.mark.parametrize("options", [
    {}, {"attn_mask": np.triu(np.ones((5, 5), bool), 1)}, {"attn_mask": made(4, 5, 5)},
    {"key_padding_mask": made(2, 5) > 1}, {"key_padding_mask": made(2, 5), "attn_mask": made(5, 5)},
    {"attn_mask": np.triu(np.ones((5, 5), bool), 1), "is_causal": True}, {"average_attn_weights": False}], ids=str)
@pytest.mark.parametrize("need_weights", [False, True])
def test_several_heads(options, need_weights):
    x, found = made(5, 2, 6), []
    for lib, f in ((wg, F), (torch, TF)):
        chosen = {k: lib.tensor(v) if isinstance(v, np.ndarray) else v for k, v in options.items()}
        t = lib.tensor(x).requires_grad_()
        out, weights = f.multi_head_attention_forward(t, t, t, 6, 2, *projections(lib, 6), need_weights=need_weights,
                                                      **chosen)
        assert (weights is not None) == need_weights
        g, = lib.autograd.grad(out.square().sum(), t)
        found.append([out.detach().numpy(), g.numpy()] + ([weights.detach().numpy()] if need_weights else []))
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, 1e-9, 1e-11)


def test_several_heads_without_a_batch_and_with_more_keys():
    q, k, found = made(3, 6), made(4, 6), []
    for lib, f in ((wg, F), (torch, TF)):
        w, b, _, _, _, p, out, last = projections(lib, 6)
        more = lib.tensor(np.linspace(-1, 1, 6).reshape(1, 1, 6))
        found.append([r.numpy() for r in f.multi_head_attention_forward(
            lib.tensor(q), lib.tensor(k), lib.tensor(k), 6, 3, w, b, more, more, True, p, out, last)])
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, 1e-9, 1e-11)


def test_heads_that_do_not_divide_the_width():
    x = wg.ones(2, 1, 6).double()
    with pytest.raises(AssertionError, match="not divisible by num_heads"):
        F.multi_head_attention_forward(x, x, x, 6, 4, *projections(wg, 6))
    with pytest.raises(RuntimeError, match="Need attn_mask"):
        F.multi_head_attention_forward(x, x, x, 6, 2, *projections(wg, 6), is_causal=True)
