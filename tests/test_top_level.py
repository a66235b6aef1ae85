"""Names that PyTorch has at the top level with arguments of their own, and copies of views."""
import math

import numpy as np
import pytest

import wengert as wg

F = wg.nn.functional


def values(*shape, seed=0):
    """Random numbers."""
    return np.random.default_rng(seed).normal(size=shape)


PROBABILITIES = 1 / (1 + np.exp(-values(3, 4, seed=9)))
SIGNS = np.array([1.0, -1.0, 1.0])
LOSSES = {
    "binary_cross_entropy_with_logits": (values(3, 4), PROBABILITIES, PROBABILITIES[0], PROBABILITIES[1]),
    "cosine_embedding_loss": (values(3, 4), values(3, 4, seed=1), SIGNS, 0.25),
    "hinge_embedding_loss": (values(3), SIGNS, 0.75),
    "kl_div": (values(3, 4), PROBABILITIES),
    "margin_ranking_loss": (values(3), values(3, seed=1), SIGNS, 0.25),
    "poisson_nll_loss": (values(3), values(3, seed=1) ** 2, True, True, 1e-8),
    "triplet_margin_loss": (values(3, 4), values(3, 4, seed=1), values(3, 4, seed=2), 0.5, 2.0, 1e-6, True),
    "ctc_loss": (values(5, 2, 4), np.array([[1, 2], [3, 3]]), (5, 4), (2, 2), 0)}
BATCH = (values(4, 3, 2), values(3), values(3, seed=1), values(3, seed=2), values(3, seed=3) ** 2)
LAYERS = {
    "batch_norm": [(*BATCH, True, 0.1, 1e-5, False), (*BATCH, False, 0.1, 1e-5, True),
                   (values(1, 3), None, None, None, None, True, 0.1, 1e-5, True)],
    "instance_norm": [(*BATCH, True, 0.1, 1e-5, False), (*BATCH, False, 0.1, 1e-5, False),
                      (values(2, 3, 1), None, None, None, None, True, 0.1, 1e-5, True)],
    "group_norm": [(values(2, 4, 3), 2, values(4), None, 1e-3, False)],
    "embedding": [(values(4, 3), np.array([[1, 0], [3, 3]])), (values(4, 3), np.array([1, 0, 0]), 0),
                  (values(4, 3), np.array([1, 0, 0]), -2, True)],
    "dropout": [(values(3), 0.5, False), (values(3), 1.0, True), (values(3), 0.0, True)],
    "feature_dropout": [(values(2, 3, 2), 1.0, True), (values(2), 0.5, False)],
    "alpha_dropout": [(values(3), 0.5, False), (values(3), 1.0, True)],
    "feature_alpha_dropout": [(values(3, 2), 0.5, False), (values(3, 2), 1.0, True)],
    "native_dropout": [(values(3), 0.5, False), (values(3), 1.0, None), (values(3), 0.0, True)],
    "rrelu": [(values(5), 0.25, 0.5), (values(5), 0.25, 0.25, True)],
    "norm_except_dim": [(values(2, 3, 4), 2, 1), (values(2, 3), 1), (values(3), 3, -1)]}
BAG = np.array([0, 1, 1, 3, 2]), np.array([0, 2, 2])
LAYERS["embedding_bag"] = [(values(4, 3), *BAG, False, mode) for mode in (1, 2)] + [
    (values(4, 3), *BAG, False, 0, False, values(5)),
    *[(values(4, 3), *BAG, False, mode, False, None, False, 1) for mode in (1, 2)]]


def outcome(lib, name, args, **kwargs):
    """The results of a call in one of the libraries, with the gradients of the first one's sum of squares."""
    leaves = []

    def convert(a):
        if not isinstance(a, np.ndarray):
            return a
        t = lib.tensor(a)
        if a.dtype.kind == "f" and not leaves:
            leaves.append(t.requires_grad_())
        return t

    out = getattr(lib, name)(*[convert(a) for a in args], **kwargs)
    outs = out if isinstance(out, tuple) else (out,)
    grads = lib.autograd.grad((outs[0] * outs[0]).sum(), leaves)
    return [t.detach().numpy() for t in (*outs, *grads)]


def assert_like_torch(name, args, skip=(), **kwargs):
    """One call gives what PyTorch gives."""
    torch = pytest.importorskip("torch")
    ours, theirs = outcome(wg, name, args, **kwargs), outcome(torch, name, args, **kwargs)
    for k, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        if k not in skip:
            assert a.shape == b.shape and a.dtype == b.dtype
            np.testing.assert_allclose(a, b, 1e-9, 1e-12)


@pytest.mark.parametrize("reduction", [0, 1, 2, 3])
@pytest.mark.parametrize("name", LOSSES)
def test_reductions_are_numbers(name, reduction):
    assert_like_torch(name, LOSSES[name], reduction=reduction)
    with pytest.raises(TypeError):
        outcome(wg, name, LOSSES[name], reduction="mean")


@pytest.mark.parametrize("name", [name for name in LOSSES if name != "poisson_nll_loss"])
def test_without_a_reduction_losses_stay_apart(name):
    assert_like_torch(name, LOSSES[name])
    assert outcome(wg, name, LOSSES[name])[0].ndim > 0


def test_divergence_of_logarithms():
    assert_like_torch("kl_div", (values(3, 4), np.log(PROBABILITIES)), log_target=True)


@pytest.mark.parametrize("name, args", [(name, args) for name, several in LAYERS.items() for args in several])
def test_layers_take_the_arguments_of_pytorchs_kernels(name, args):
    assert_like_torch(name, args)


def test_bags_come_with_what_their_gradient_needs():
    table, indices, offsets = wg.eye(3), wg.tensor([2, 0, 0]), wg.tensor([0, 1])
    bags, of_index, counts, _ = wg.embedding_bag(table, indices, offsets)
    assert bags.tolist() == [[0, 0, 1], [2, 0, 0]] and of_index.tolist() == [0, 1, 1] and counts.tolist() == [0, 0]
    with pytest.raises(RuntimeError, match="must be sum, mean, or max"):
        wg.embedding_bag(table, indices, offsets, False, 3)


def test_running_statistics_move():
    mean, var = wg.zeros(2), wg.ones(2)
    x = wg.tensor([[1.0, 2.0], [3.0, 6.0]])
    wg.batch_norm(x, None, None, mean, var, True, 0.5, 1e-5, True)
    np.testing.assert_allclose(mean.numpy(), [1, 2])
    np.testing.assert_allclose(var.numpy(), [1.5, 4.5])


@pytest.mark.parametrize("name", ["dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout"])
def test_in_place_forms_write_into_the_input(name):
    x = wg.ones(4, 5)
    assert getattr(wg, name + "_")(x, 1.0, True) is x and not x.any()
    with pytest.raises(RuntimeError, match="between 0 and 1"):
        getattr(wg, name)(x, 2.0, True)
    with pytest.raises(TypeError):
        getattr(wg, name)(x, 0.5)


def test_mask_of_native_dropout_says_what_was_kept():
    wg.manual_seed(0)
    x = wg.full((1000,), 2.0, requires_grad=True)
    out, mask = wg.native_dropout(x, 0.25, True)
    assert mask.dtype is wg.bool and not mask.requires_grad and 650 < mask.sum().item() < 850
    np.testing.assert_allclose(out.detach().numpy(), mask.numpy() * 2 / 0.75, rtol=1e-6)
    out.sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), mask.numpy() / 0.75, rtol=1e-6)


def test_whole_features_are_dropped():
    wg.manual_seed(0)
    rows = wg.feature_dropout(wg.ones(8, 8, 5), 0.5, True).numpy().reshape(64, 5)
    assert {tuple(row) for row in rows} == {(0.0,) * 5, (2.0,) * 5}
    with pytest.raises(RuntimeError, match="at least 2 dimensions"):
        wg.feature_dropout(wg.ones(3), 0.5, True)


def test_random_slopes_come_from_the_generator():
    x = wg.full((4,), -1.0)
    first, again = (wg.rrelu(x, 0.1, 0.9, True, wg.Generator().manual_seed(3)).tolist() for _ in range(2))
    assert first == again and len(set(first)) == 4 and all(-0.9 <= v <= -0.1 for v in first)
    assert wg.rrelu_(x, 0.5, 0.5) is x and x.tolist() == [-0.5] * 4


def test_renorm_scales_the_rows_that_are_looked_up():
    torch = pytest.importorskip("torch")
    table, rows = values(4, 3) * 5, np.array([0, 2, 2])
    ours, theirs = wg.tensor(table), torch.tensor(table)
    assert wg.embedding_renorm_(ours, wg.tensor(rows), 1.0, 2.0) is ours
    torch.embedding_renorm_(theirs, torch.tensor(rows), 1.0, 2.0)
    np.testing.assert_allclose(ours.numpy(), theirs.numpy(), rtol=1e-12)


def test_table_of_an_embedding_has_two_dims():
    with pytest.raises(RuntimeError, match="'weight' must be 2-D"):
        wg.embedding(wg.ones(3), wg.tensor([0]))


# -- copies -----------------------------------------------------------------------------------------------

def test_copies_have_memory_of_their_own_in_order():
    x = wg.arange(6.0).reshape(2, 3)
    for copy in (wg.t_copy(x), wg.view_copy(x, (3, 2)), wg.expand_copy(x, (2, 2, 3)), wg.unbind_copy(x)[1],
                 wg.split_copy(x, 1)[0], wg.alias_copy(x), wg.detach_copy(x), wg.diagonal_copy(x), x.mT):
        own = copy is not x.mT and copy.data_ptr() != x.data_ptr()
        assert own == (copy.is_contiguous() and copy._base is None)
    x.zero_()
    assert wg.t_copy(x).sum() == 0


def test_view_copy_takes_a_type_and_what_is_no_view():
    x = wg.arange(6.0).reshape(2, 3)
    assert wg.view_copy(x, wg.int32).dtype is wg.int32
    assert wg.view_copy(x.t(), (6,)).tolist() == [0, 3, 1, 4, 2, 5]


def test_copy_without_a_gradient_says_so():
    x = wg.ones(2, 2, requires_grad=True)
    with pytest.raises(RuntimeError, match="detach_copy is not implemented"):
        wg.detach_copy(x).sum().backward()


# -- runs of neighbours -------------------------------------------------------------------------------------

@pytest.mark.parametrize("initial", [None, 0.5])
@pytest.mark.parametrize("reduce", ["sum", "mean", "max", "min", "prod"])
@pytest.mark.parametrize("axis, lengths", [(0, [1, 0, 2]), (1, [[2, 0, 3], [5, 0, 0], [0, 0, 5]]), (0, [3])])
def test_segments_agree_with_pytorch(reduce, axis, lengths, initial):
    args = (values(3, 5, 2) + 3, reduce)
    torch = pytest.importorskip("torch")
    found = []
    for lib in (wg, torch):
        x = lib.tensor(args[0], requires_grad=True)
        out = lib.segment_reduce(x, reduce, lengths=lib.tensor(lengths), axis=axis, initial=initial)
        weights = lib.tensor(np.cos(np.arange(out.numel())).reshape(tuple(out.shape)))
        found.append((out.detach().numpy(), lib.autograd.grad(out, x, weights)[0].numpy()))
    for a, b in zip(*found):
        np.testing.assert_allclose(a, b, 1e-9)


def test_segments_by_offsets():
    x = wg.tensor([1.0, 2.0, 4.0, 8.0])
    assert wg.segment_reduce(x, "sum", offsets=wg.tensor([0, 1, 1, 4])).tolist() == [1, 0, 14]
    assert wg.segment_reduce(x, "max", lengths=wg.tensor([1, 2]), unsafe=True).tolist() == [1, 4]


def test_elements_after_the_last_segment_get_no_gradient():
    x = wg.tensor([1.0, 2.0, 4.0], requires_grad=True)
    wg.segment_reduce(x, "sum", offsets=wg.tensor([0, 2])).sum().backward()
    assert x.grad.tolist() == [1, 1, 0]


@pytest.mark.parametrize("options, words", [
    ({"lengths": [1, 1]}, "to sum to data.size"), ({}, "Either lengths or offsets"), ({"lengths": [4, -1]}, "negative"),
    ({"lengths": [3], "axis": 1}, "Expected axis to be the last"), ({"indices": [1]}, "not supported yet")])
def test_segments_that_do_not_fit_are_refused(options, words):
    options = {k: wg.tensor(v) if isinstance(v, list) else v for k, v in options.items()}
    with pytest.raises(RuntimeError, match=words):
        wg.segment_reduce(wg.ones(3, 2), "sum", **options)
    with pytest.raises(RuntimeError, match="reduce argument must be"):
        wg.segment_reduce(wg.ones(3), "amax", lengths=wg.tensor([3]))


# -- binomial -----------------------------------------------------------------------------------------------

def test_binomial_has_the_mean_and_variance_of_its_trials():
    wg.manual_seed(1)
    drawn = wg.binomial(wg.full((20000,), 10.0), wg.tensor([0.3])).double()
    assert drawn.mean().item() == pytest.approx(3, abs=0.05) and drawn.var().item() == pytest.approx(2.1, abs=0.1)
    assert set(drawn.unique().tolist()) <= set(range(11))


def test_binomial_at_the_edges():
    count, prob = wg.tensor([3.0, -1.0, 5.0, math.nan, 4.0]), wg.tensor([1.0, 0.5, 1.5, 0.5, math.nan])
    assert wg.binomial(count, prob).tolist()[:3] == [3, 0, 5]
    assert wg.binomial(count, prob).isnan().tolist() == [False, False, False, True, True]
    again = [wg.binomial(wg.full((5,), 9.0), wg.full((5,), 0.5), wg.Generator().manual_seed(2)).tolist() for _ in "ab"]
    assert again[0] == again[1]


def test_binomial_refuses_integers_mixed_types_and_gradients():
    with pytest.raises(ValueError, match="only supports floating-point dtypes for count"):
        wg.binomial(wg.tensor([3]), wg.tensor([0.5]))
    with pytest.raises(RuntimeError, match="Found dtype"):
        wg.binomial(wg.tensor([3.0]), wg.tensor([0.5], dtype=wg.float64))
    with pytest.raises(RuntimeError, match="binomial is not implemented"):
        wg.binomial(wg.tensor([3.0]), wg.tensor([0.5], requires_grad=True)).sum().backward()
