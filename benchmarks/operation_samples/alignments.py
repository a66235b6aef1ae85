"""Samples of losses over alignments."""
import numpy as np

from .forms import real, sample


def spoken(n):
    """Scores of 20 classes in four sequences, with about n elements, and half as many labels as steps, at most 40."""
    steps = max(2, n // 80)
    return [real(steps * 80, 0).reshape(steps, 4, 20),
            np.random.default_rng(1).integers(1, 20, (4, max(1, min(steps // 2, 40))))]


def loss(xp, x, targets):
    """Their losses, each over all steps and labels."""
    return xp.nn.functional.ctc_loss(x.log_softmax(2), targets, (len(x),) * 4, (targets.shape[1],) * 4,
                                     reduction="none")


def gradient(xp, x, targets):
    """The gradient of their sum."""
    x = x.detach().requires_grad_()
    return xp.autograd.grad(loss(xp, x, targets).sum(), x)[0]


sample("_ctc_loss", spoken, loss)
sample("_ctc_loss_backward", spoken, gradient)
sample("nn.functional.ctc_loss", spoken,
       lambda xp, x, targets: xp.nn.functional.ctc_loss(x.log_softmax(2), targets, (len(x),) * 4,
                                                        (targets.shape[1],) * 4))
