"""ctc_loss: the sum over alignments, its gradient, what cannot be aligned, forms of arguments, errors."""
import itertools
import math

import numpy as np
import pytest

import wengert as wg

ctc_loss = wg.nn.functional.ctc_loss
INF = math.inf


def log_probs(*shape, seed=0, dtype=wg.float64):
    """Log probabilities of random scores, as a leaf."""
    scores = wg.tensor(np.random.default_rng(seed).normal(size=shape), dtype=dtype)
    return scores.log_softmax(-1).requires_grad_()


def collapsed(path, blank):
    """What a path through the classes spells: runs are one label, blanks none."""
    return [c for c, _ in itertools.groupby(path) if c != blank]


def by_enumeration(probs, labels, blank):
    """The loss by the definition: the probability of every path that spells the labels."""
    steps, classes = probs.shape
    total = sum(math.prod(probs[t, c] for t, c in enumerate(path))
                for path in itertools.product(range(classes), repeat=steps) if collapsed(path, blank) == labels)
    return -math.log(total) if total else INF


@pytest.mark.parametrize("labels", [[], [1], [1, 2], [1, 1], [2, 1, 2], [1, 1, 1], [2, 2, 1, 1]])
@pytest.mark.parametrize("steps", [1, 3, 5])
def test_loss_is_the_sum_over_all_paths(labels, steps):
    x = log_probs(steps, 1, 3)
    expected = by_enumeration(x.detach().exp().numpy()[:, 0], labels, 0)
    loss = ctc_loss(x, wg.tensor([labels], dtype=wg.int64), (steps,), (len(labels),), reduction="none")
    np.testing.assert_allclose(loss.tolist(), [expected], rtol=1e-12)


def test_any_class_may_be_the_blank():
    x = log_probs(4, 1, 3)
    loss = ctc_loss(x, wg.tensor([[0, 1]]), (4,), (2,), blank=2, reduction="none").item()
    assert loss == pytest.approx(by_enumeration(x.detach().exp().numpy()[:, 0], [0, 1], 2))


def test_gradient_is_that_of_the_scores_before_log_softmax():
    scores = wg.tensor(np.random.default_rng(3).normal(size=(5, 2, 4)), requires_grad=True)
    arguments = wg.tensor([[1, 2, 2], [3, 1, 0]]), (5, 4), (3, 2)
    assert wg.autograd.gradcheck(lambda x: ctc_loss(x.log_softmax(2), *arguments, reduction="none"), scores)
    x = scores.detach().log_softmax(2).requires_grad_()
    direct, = wg.autograd.grad(ctc_loss(x, *arguments), x)
    through, = wg.autograd.grad(ctc_loss(scores.log_softmax(2), *arguments), scores)
    np.testing.assert_allclose(direct.numpy(), through.numpy(), atol=1e-14)


def test_steps_after_the_end_and_other_labels_have_no_part():
    x = log_probs(5, 2, 4)
    loss = ctc_loss(x, wg.tensor([[1, 3, 99], [2, -7, -7]]), (3, 5), (2, 1), reduction="none")
    for i, (steps, labels) in enumerate(((3, [1, 3]), (5, [2]))):
        assert loss[i].item() == pytest.approx(by_enumeration(x.detach().exp().numpy()[:steps, i], labels, 0))
    loss.sum().backward()
    assert not x.grad[3:, 0].any() and x.grad[:, 1].all()


def test_mean_divides_by_the_labels_first():
    x = log_probs(4, 3, 3)
    arguments = wg.tensor([[1, 2], [1, 0], [0, 0]]), (4, 4, 4), (2, 1, 0)
    each = ctc_loss(x, *arguments, reduction="none").detach().numpy()
    assert ctc_loss(x, *arguments).item() == pytest.approx((each[0] / 2 + each[1] + each[2]) / 3)
    assert ctc_loss(x, *arguments, reduction="sum").item() == pytest.approx(each.sum())


def test_impossible_alignment_is_infinite_and_its_gradient_nan():
    x = log_probs(4, 2, 3)
    arguments = wg.tensor([[1, 2], [1, 1]]), (4, 2), (2, 2)
    loss = ctc_loss(x, *arguments, reduction="none")
    assert math.isfinite(loss[0].item()) and loss[1].item() == INF
    loss.sum().backward()
    assert x.grad[:2, 1].isnan().all() and not x.grad[2:, 1].any() and x.grad[:, 0].isfinite().all()


def test_zero_infinity_leaves_impossible_alignments_out():
    x = log_probs(4, 2, 3)
    arguments = wg.tensor([[1, 2], [1, 1]]), (4, 2), (2, 2)
    loss = ctc_loss(x, *arguments, reduction="none", zero_infinity=True)
    assert loss[1].item() == 0
    loss.sum().backward()
    assert not x.grad[:, 1].any() and x.grad[:, 0].all()


def test_no_steps_spell_nothing():
    x = log_probs(2, 2, 3)
    loss = ctc_loss(x, wg.tensor([1]), (0, 0), (0, 1), reduction="none")
    assert loss.tolist() == [0, INF]
    loss.sum().backward()
    assert not x.grad.any()


def test_targets_and_lengths_of_every_integer_type():
    x, expected = log_probs(4, 2, 3), None
    for dtype in (wg.uint8, wg.int16, wg.int32, wg.int64):
        loss = ctc_loss(x, wg.tensor([1, 2, 1], dtype=dtype), wg.tensor([4, 3], dtype=dtype),
                        wg.tensor([2, 1], dtype=dtype)).item()
        expected = loss if expected is None else expected
        assert loss == expected
    assert ctc_loss(x, wg.tensor([[1, 2], [1, 0]]), [4, 3], (2, 1)).item() == expected
    assert ctc_loss(x, wg.tensor([[1, 1], [2, 0]]).T, (4, 3), (2, 1)).item() == expected


def test_layout_of_log_probs_does_not_matter():
    x = log_probs(4, 2, 3)
    arguments = wg.tensor([[1, 2], [1, 1]]), (4, 3), (2, 1)
    expected, = wg.autograd.grad(ctc_loss(x, *arguments), x)
    for order in itertools.permutations(range(3)):
        laid = x.detach().permute(order).contiguous().permute(*np.argsort(order).tolist()).requires_grad_()
        assert laid.shape == x.shape
        grad, = wg.autograd.grad(ctc_loss(laid, *arguments), laid)
        np.testing.assert_array_equal(grad.numpy(), expected.numpy())


def test_sequence_without_a_batch():
    x = log_probs(4, 3)
    loss = ctc_loss(x, wg.tensor([1, 2]), wg.tensor(4), wg.tensor(2), reduction="none")
    assert loss.shape == () and loss.item() == ctc_loss(x.unsqueeze(1), wg.tensor([[1, 2]]), (4,), (2,),
                                                         reduction="sum").item()


def test_long_sequences_neither_overflow_nor_lose_precision():
    single, double = log_probs(400, 3, 30, dtype=wg.float32), log_probs(400, 3, 30)
    targets = wg.tensor(np.random.default_rng(1).integers(1, 30, (3, 120)))
    losses = [ctc_loss(x, targets, (400, 399, 350), (120, 100, 0), reduction="none") for x in (single, double)]
    np.testing.assert_allclose(losses[0].detach().numpy(), losses[1].detach().numpy(), rtol=1e-5)
    for loss in losses:
        loss.sum().backward()
    np.testing.assert_allclose(single.grad.numpy(), double.grad.numpy(), atol=2e-3)
    np.testing.assert_allclose(double.grad.numpy().sum(2), 0, atol=1e-9)


def test_loss_is_the_same_where_nothing_is_recorded():
    for steps in (1, 2, 3, 8):
        x = log_probs(steps, 3, 4, seed=steps)
        arguments = wg.tensor([[1, 2], [3, 0], [1, 1]]), (steps, steps, max(steps - 1, 0)), (2, 1, 0)
        recorded = ctc_loss(x, *arguments, reduction="none").tolist()
        assert ctc_loss(x.detach(), *arguments, reduction="none").tolist() == recorded
        with wg.no_grad():
            assert ctc_loss(x, *arguments, reduction="none").tolist() == recorded


def test_result_does_not_depend_on_the_threads():
    x = log_probs(50, 8, 6, dtype=wg.float32)
    targets, before, found = wg.tensor(np.random.default_rng(1).integers(1, 6, (8, 10))), wg.get_num_threads(), []
    try:
        for threads in (1, 4):
            wg.set_num_threads(threads)
            loss = ctc_loss(x, targets, (50,) * 8, (10,) * 8, reduction="none")
            found.append((loss.tolist(), wg.autograd.grad(loss.sum(), x)[0].tolist()))
    finally:
        wg.set_num_threads(before)
    assert found[0] == found[1]


def test_can_be_differentiated_once():
    x = log_probs(4, 1, 3)
    grad, = wg.autograd.grad(ctc_loss(x, wg.tensor([[1]]), (4,), (1,)), x, create_graph=True)
    assert grad.requires_grad
    with pytest.raises(RuntimeError, match="derivative for aten::_ctc_loss_backward is not implemented"):
        grad.sum().backward()


X, TARGETS = wg.zeros(4, 2, 3), [[1, 2], [1, 1]]
WRONG = [
    (X, TARGETS, (4, 5), (2, 2), {}, RuntimeError, "at most 4, but got value 5"),
    (X, TARGETS, (4, -1), (2, 2), {}, RuntimeError, "input_lengths to have value at least 0"),
    (X, TARGETS, (4, 4), (2, -1), {}, RuntimeError, "target_lengths to have value at least 0"),
    (X, TARGETS, (4, 4), (2, 3), {}, RuntimeError, "size at least 3 at dimension 1, but got size 2"),
    (X, TARGETS, (4, 4, 4), (2, 2), {}, RuntimeError, "input_lengths must be of size batch_size"),
    (X, TARGETS, (4, 4), (2,), {}, RuntimeError, "target_lengths must be of size batch_size"),
    (X, [1, 2], (4, 4), (2, 1), {}, RuntimeError, "size 3 at dimension 0, but got size 2"),
    (X, [1, 2], (4, 4), (2 ** 63 - 1, 2 ** 63 - 1), {}, RuntimeError, "at dimension 0, but got size 2"),
    (X, [[1, 2]] * 3, (4, 4), (2, 1), {}, RuntimeError, "size 2 at dimension 0, but got size 3"),
    (X, 1, (4, 4), (2, 1), {}, RuntimeError, "Expected 1 to 2 dimensions, but got 0-dimensional"),
    (X, TARGETS, (4, 4), (2, 2), {"blank": 3}, RuntimeError, "blank must be in label range"),
    (X, TARGETS, (4, 4), (2, 2), {"blank": -1}, RuntimeError, "blank must be in label range"),
    (X, TARGETS, (4, 4), (2, 2), {"reduction": "max"}, ValueError, "max is not a valid value for reduction"),
    (X[:0], TARGETS, (0, 0), (2, 2), {}, RuntimeError, "log_probs tensor must not be empty"),
    (X[0, 0], TARGETS, (4, 4), (2, 2), {}, RuntimeError, "Expected 3-dimensional tensor"),
    (X.long(), TARGETS, (4, 4), (2, 2), {}, NotImplementedError, "\"ctc_loss_cpu\" not implemented for 'Long'"),
    (X, TARGETS, (4.0, 4), (2, 2), {}, TypeError, "input_lengths must be a tensor or a tuple of ints"),
    (X, TARGETS, wg.tensor([4.0, 4.0]), wg.tensor([2, 2]), {}, RuntimeError, "input_lengths must be integral"),
    (X, TARGETS, wg.tensor([4, 4]), (2, 2), {}, TypeError, "invalid combination of arguments"),
    (X, TARGETS, 4, 2, {}, TypeError, "input_lengths must be a tensor or a tuple of ints, not int")]


@pytest.mark.parametrize("x, targets, input_lengths, target_lengths, options, kind, words", WRONG)
def test_what_does_not_fit_is_refused_as_pytorch_does(x, targets, input_lengths, target_lengths, options, kind, words):
    with pytest.raises(kind, match=words):
        ctc_loss(x, wg.tensor(targets), input_lengths, target_lengths, **options)
    torch = pytest.importorskip("torch")
    theirs = [torch.tensor(a.numpy()) if isinstance(a, wg.Tensor) else a for a in (x, input_lengths, target_lengths)]
    with pytest.raises(kind):
        torch.nn.functional.ctc_loss(theirs[0], torch.tensor(targets), *theirs[1:], **options)


def test_label_that_is_no_class_is_refused():
    for label in (3, -1):
        with pytest.raises(IndexError, match=f"Target {label} is out of bounds"):
            ctc_loss(X, wg.tensor([[1, 2], [1, label]]), (4, 4), (2, 2))


def outcome(lib, x, *args, **kwargs):
    """Losses and gradient in one of the libraries."""
    leaf = lib.tensor(x, requires_grad=True)
    convert = [lib.tensor(a) if isinstance(a, np.ndarray) else a for a in args]
    loss = lib.nn.functional.ctc_loss(leaf, *convert, reduction="none", **kwargs)
    scale = lib.tensor(np.linspace(0.5, 1.5, len(loss)), dtype=loss.dtype)
    return loss.detach().numpy(), lib.autograd.grad((loss * scale).sum(), leaf)[0].numpy()


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_pytorch(seed):
    torch = pytest.importorskip("torch")
    random = np.random.default_rng(seed)
    steps, batch, classes, most = random.integers(1, 12), random.integers(1, 5), random.integers(2, 6), 5
    x = random.normal(size=(steps, batch, classes)) * 2
    x = x - np.log(np.exp(x).sum(2, keepdims=True))
    if seed % 3 == 1:
        x[random.random(x.shape) < 0.1] = -INF
    if seed % 3 == 2:
        x[random.random(x.shape) < 0.03] = np.nan
    blank = int(random.integers(classes))
    targets = (random.integers(1, classes, (batch, most)) + blank) % classes       # no blanks: see the next test
    lengths = [tuple(random.integers(0, top + 1, batch).tolist()) for top in (steps, most)]
    for zero_infinity in (False, True):
        for dtype, tolerance in ((np.float64, 1e-10), (np.float32, 2e-5)):
            arguments = x.astype(dtype), targets, *lengths, blank
            ours, theirs = (outcome(lib, *arguments, zero_infinity=zero_infinity) for lib in (wg, torch))
            for a, b in zip(ours, theirs):
                np.testing.assert_allclose(a, b, tolerance, tolerance)


def test_blank_among_the_labels_has_its_own_share_of_the_gradient():
    scores = wg.tensor(np.random.default_rng(3).normal(size=(4, 1, 3)), requires_grad=True)
    assert wg.autograd.gradcheck(lambda x: ctc_loss(x.log_softmax(2), wg.tensor([[1, 0]]), (4,), (2,)), scores)
