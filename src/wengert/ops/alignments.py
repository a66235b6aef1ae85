"""Losses over all alignments of a sequence with a longer one."""
from . import api
from .table import compiled


def not_twice(g):
    """The rule of a gradient that PyTorch does not differentiate either."""
    raise api.errors.NonDifferentiableError("derivative for aten::_ctc_loss_backward is not implemented: ctc_loss can "
                                            "be differentiated once.")


not_twice.refuses = True


@compiled("ctc_loss", node="CtcLoss", saved="log_probs alpha result labels facts", method=False,
          tensors="log_probs targets",
          log_probs=lambda g, log_probs, alpha, result, labels, facts, blank, zero_infinity:
          api._ctc_loss_backward(g, log_probs, alpha, result.detach(), labels, facts, blank, zero_infinity))
def _ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, zero_infinity):
    """Minus the logarithm of the probability of each sequence of labels."""


@compiled("ctc_loss_backward", node="CtcLossBackward", method=False, tensors="g log_probs alpha loss labels facts",
          g=not_twice, log_probs=not_twice)
def _ctc_loss_backward(g, log_probs, alpha, loss, labels, facts, blank, zero_infinity):
    """The gradient of :func:`_ctc_loss`."""
