"""Look-up in tables: ``nn.functional.embedding``."""
from .. import errors
from ..ops import api as _api

def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """Rows of a table by index.

    Parameters
    ----------
    input : Tensor
        Integer indices of any shape.
    weight : Tensor
        The table, of shape (rows, width).
    padding_idx : int, optional
        The row that gets no gradient.

    Returns
    -------
    Tensor
        Of shape (*input.shape, width).

    Raises
    ------
    IndexError
        If an index is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.embedding(wengert.tensor([1, 0]), wengert.eye(2))
    tensor([[0., 1.],
            [1., 0.]])
    """
    if max_norm is not None or scale_grad_by_freq or sparse:
        raise errors.NonDifferentiableError("embedding: max_norm, scale_grad_by_freq and sparse are not supported")
    if padding_idx is not None and not -weight.shape[0] <= padding_idx < weight.shape[0]:
        raise AssertionError("Padding_idx must be within num_embeddings")
    return _api._embedding(input, weight, padding_idx)
