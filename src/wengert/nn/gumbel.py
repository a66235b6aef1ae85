"""Draws of classes through which there is a gradient."""
import warnings

from ..ops import api as _api


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """A softmax of `logits` with random numbers added, near a draw of a class (Jang, Gu, Poole 2017).

    Parameters
    ----------
    logits : Tensor
        Log probabilities, which need not be normalised.
    tau : float
        The temperature: the lower, the nearer the result is to 0 and 1.
    hard : bool
        Whether to give 0 and 1, with the gradient of the softmax.
    eps : float
        Says nothing any more.
    dim : int
        The dim of the classes.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.gumbel_softmax(wengert.tensor([0., 1000.]), hard=True)
    tensor([0., 1.])
    """
    if eps != 1e-10:
        warnings.warn("`eps` parameter is deprecated and has no effect.", stacklevel=2)
    noise = -_api.empty_like(logits.detach()).exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    drawn = _api.zeros_like(soft.detach()).scatter_(dim, soft.detach().max(dim, True)[1], 1.0)
    return drawn - soft.detach() + soft
