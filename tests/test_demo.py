"""The demo: its data, its training step against the equations written out, its result."""

import inspect
import io
from importlib.resources import files

import numpy as np
import pytest

import wengert
from wengert import demo


def test_data_are_the_1797_images():
    images, labels = demo.load_digits()
    assert images.shape == (1797, 64) and images.dtype == np.float32
    assert labels.shape == (1797,) and labels.dtype == np.int64
    assert images.min() == 0.0 and images.max() == 1.0
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_data_come_with_their_attribution():
    text = files("wengert").joinpath("data/digits.md").read_text(encoding="utf-8")
    for words in ("Alpaydin", "Kaynak", "CC BY 4.0", "https://doi.org/10.24432/C50P49"):
        assert words in text


def numpy_step(params, velocities, x, y, lr, momentum):
    """Take the demo's training step in float64 NumPy, with the gradients derived by hand."""
    w1, b1, w2, b2 = params
    h = np.maximum(x @ w1.T + b1, 0)
    scores = h @ w2.T + b2
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(p[rows, y]).mean()
    p[rows, y] -= 1
    g_scores = p / len(y)
    g_h = (g_scores @ w2) * (h > 0)
    gradients = [g_h.T @ x, g_h.sum(axis=0), g_scores.T @ h, g_scores.sum(axis=0)]
    velocities = [momentum * v + g for v, g in zip(velocities, gradients)]
    return loss, [w - lr * v for w, v in zip(params, velocities)], velocities


def test_training_step_is_the_equations():
    images, labels = demo.load_digits()
    wengert.manual_seed(3)
    params = demo.init_params(hidden=16)
    velocities = [wengert.zeros_like(p) for p in params]
    expected = [p.detach().numpy().astype(np.float64) for p in params]
    expected_velocities = [np.zeros_like(p) for p in expected]
    for i in range(0, 96, 32):
        x, y = images[i : i + 32], labels[i : i + 32]
        expected_loss, expected, expected_velocities = numpy_step(
            expected, expected_velocities, x.astype(np.float64), y, lr=0.1, momentum=0.9
        )
        x, y = wengert.from_numpy(x), wengert.from_numpy(y)
        loss = demo.training_step(params, velocities, x, y, lr=0.1, momentum=0.9)
        assert loss.item() == pytest.approx(expected_loss, rel=1e-5)
    for p, e in zip(params, expected, strict=True):
        assert p.grad is None and p.requires_grad
        np.testing.assert_allclose(p.detach().numpy(), e, rtol=1e-4, atol=1e-6)
    for v, e in zip(velocities, expected_velocities, strict=True):
        assert not v.requires_grad
        np.testing.assert_allclose(v.numpy(), e, rtol=1e-4, atol=1e-6)


def test_training_step_runs_on_torch_with_the_same_result():
    torch = pytest.importorskip("torch")
    images, labels = demo.load_digits()
    start = np.random.default_rng(0)
    shapes = [(16, 64), (16,), (10, 16), (10,)]
    values = [start.normal(scale=0.1, size=shape).astype(np.float32) for shape in shapes]
    results = []
    for xp in (wengert, torch):
        params = [xp.tensor(value).requires_grad_() for value in values]
        velocities = [xp.zeros_like(p) for p in params]
        for i in range(0, 96, 32):
            x, y = xp.from_numpy(images[i : i + 32]), xp.from_numpy(labels[i : i + 32])
            demo.training_step(params, velocities, x, y, lr=0.1, momentum=0.9, xp=xp)
        results.append([p.detach().numpy() for p in params])
    for ours, theirs in zip(*results, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_reads_more_than_96_percent_of_held_out_digits(seed):
    result = demo.train(seed=seed)
    assert result.held_out_accuracy > 0.96
    assert result.train_accuracy > 0.99
    assert result.seconds > 0
    assert len(result.losses) == inspect.signature(demo.train).parameters["epochs"].default
    assert result.losses[-1] < 0.1 * result.losses[0]


def test_same_seed_same_result():
    first, second, other = (demo.train(seed=seed, epochs=2) for seed in (7, 7, 8))
    assert first.losses == second.losses
    assert first.train_accuracy == second.train_accuracy
    assert first.held_out_accuracy == second.held_out_accuracy
    assert first.losses != other.losses


def test_batch_that_does_not_divide_the_images():
    seen = []
    result = demo.train(epochs=1, hidden=8, batch=1000, progress=lambda *call: seen.append(call))
    assert seen == [(1, 1, result.losses[0])]


@pytest.mark.parametrize("option", ["epochs", "hidden", "batch"])
def test_refuses_less_than_one(option):
    with pytest.raises(ValueError, match="at least 1"):
        demo.train(**{option: 0})


def test_accuracy_counts_correct_digits():
    zeros = [wengert.zeros(*shape) for shape in ((4, 64), (4,), (10, 4))]
    bias = wengert.tensor([0.0] * 6 + [1.0] + [0.0] * 3)  # always reads a 6
    assert demo.accuracy([*zeros, bias], wengert.zeros(5, 64), wengert.tensor([6, 1, 6, 2, 6])) == 0.6


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self):
        return True


def test_progress_is_one_moving_line_on_a_terminal(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    for epoch in range(1, 8):
        demo.print_progress(epoch, 7, 0.5)
    text = terminal.getvalue()
    assert text.count("\r") == 7 and text.count("\n") == 1 and text.endswith("\n")


def test_progress_is_a_line_every_fifth_epoch_elsewhere(capsys):
    for epoch in range(1, 8):
        demo.print_progress(epoch, 7, 0.5)
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["epoch   5/7  loss 0.5000", "epoch   7/7  loss 0.5000"]
