"""Dropout functions of ``nn.functional``."""
from .. import errors
from ..ops import api as _api

def dropout(input, p=0.5, training=True, inplace=False):
    """Each element zero with probability `p`, the others scaled by 1 / (1 - p); the input itself when not training.

    Parameters
    ----------
    p : float
        The probability.
    training : bool
        Whether to drop anything.
    inplace : bool
        Whether to write into `input`.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1].

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.dropout(wengert.ones(3), training=False)
    tensor([1., 1., 1.])
    """
    if not 0.0 <= p <= 1.0:
        raise errors.AutogradError(f"dropout probability has to be between 0 and 1, but got {p}", kind=ValueError)
    if not training or p == 0:
        return input
    from ..sampling import rand
    if p == 1:
        mask = _api.zeros_like(input)
    else:
        mask = (rand(input.shape, dtype=input.dtype) >= p).to(input.dtype) / (1 - p)
    return input.mul_(mask) if inplace else input * mask
