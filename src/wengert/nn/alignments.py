"""The loss of ``nn.functional`` for labels that are not aligned with the steps of a sequence."""
from .. import errors
from ..ops import api as _api


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    """Minus the log probability of labels, over all ways to spread them over more steps (Graves et al. 2006).

    Between labels there may be blanks, and between equal ones there is one. As in PyTorch, the gradient is the one
    with respect to what went into ``log_softmax``, so `log_probs` should be the result of that.

    Parameters
    ----------
    log_probs : Tensor
        Log probabilities, (steps, batch, classes) or (steps, classes), float32 or float64.
    targets : Tensor
        Labels, (batch, most labels), or those of all sequences in one row.
    input_lengths, target_lengths : Tensor or tuple of int
        The steps and labels of each sequence.
    blank : int
        The class that stands for no label.
    reduction : {"mean", "sum", "none"}
        What to do with the sequences' losses; for the mean each is first divided by its number of labels.
    zero_infinity : bool
        Whether sequences with fewer steps than they need count as zero, without gradient.

    Raises
    ------
    RuntimeError
        If shapes or lengths do not fit.
    IndexError
        If a label is not among the classes.

    Examples
    --------
    >>> import wengert
    >>> log_probs = wengert.zeros(2, 1, 2).log_softmax(2)
    >>> wengert.nn.functional.ctc_loss(log_probs, wengert.tensor([[1]]), (2,), (1,))
    tensor(0.2877)
    """
    if reduction not in ("mean", "sum", "none"):
        raise errors.AutogradError(f"{reduction} is not a valid value for reduction", kind=ValueError)
    if isinstance(input_lengths, _api.Tensor) != isinstance(target_lengths, _api.Tensor):
        raise errors.ArgumentError("ctc_loss() received an invalid combination of arguments: input_lengths and "
                                   "target_lengths must both be tensors or both tuples of ints, but got "
                                   f"{type(input_lengths).__name__} and {type(target_lengths).__name__}")
    single = log_probs.ndim == 2
    loss = _api._ctc_loss(log_probs.unsqueeze(1) if single else log_probs, targets, input_lengths, target_lengths,
                          blank, zero_infinity)
    if zero_infinity:
        loss = _api.where(loss == float("inf"), 0.0, loss)
    if reduction == "sum":
        return loss.sum()
    if reduction == "mean":
        if isinstance(target_lengths, _api.Tensor):
            lengths = target_lengths.to(loss.dtype)
        else:
            lengths = _api.tensor(target_lengths, dtype=loss.dtype)
        return (loss / lengths.clamp_min(1)).mean()
    return loss.squeeze(0) if single else loss
