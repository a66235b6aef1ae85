"""Maps of ``nn.functional`` that are neither activations nor losses: one_hot, bilinear."""
from .. import errors
from ..ops import api as _api


def one_hot(tensor, num_classes=-1):
    """A vector per class index that is 1 at the class and 0 elsewhere.

    Parameters
    ----------
    tensor : Tensor
        Class indices, int64, of any shape.
    num_classes : int
        The length of the vectors; by default one more than the greatest index.

    Returns
    -------
    Tensor
        Of shape (*tensor.shape, num_classes) and type int64.

    Raises
    ------
    RuntimeError
        If an index is negative or not less than `num_classes`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.one_hot(wengert.tensor([0, 2]))
    tensor([[1, 0, 0],
            [0, 0, 1]])
    """
    if tensor.dtype is not _api.int64:
        raise errors.AutogradError("one_hot is only applicable to index tensor of type LongTensor, but got "
                                   f"{tensor.dtype}.")
    if tensor.numel() == 0:
        if num_classes <= 0:
            raise errors.AutogradError("Can not infer total number of classes from empty tensor.")
        return _api.zeros(*tensor.shape, num_classes, dtype=_api.int64)
    if int(tensor.min()) < 0:
        raise errors.AutogradError("Class values must be non-negative.")
    greatest = int(tensor.max())
    if num_classes == -1:
        num_classes = greatest + 1
    elif greatest >= num_classes:
        raise errors.AutogradError("Class values must be smaller than num_classes.")
    out = _api.zeros(*tensor.shape, num_classes, dtype=_api.int64)
    return out.scatter_(-1, tensor.unsqueeze(-1), 1)


def bilinear(input1, input2, weight, bias=None):
    """`input1` weight[k] `input2` + bias[k] for every k.

    Parameters
    ----------
    input1 : Tensor
        Of shape (..., in1).
    input2 : Tensor
        Of shape (..., in2).
    weight : Tensor
        Of shape (out, in1, in2).
    bias : Tensor, optional
        Of shape (out,).

    Returns
    -------
    Tensor
        Of shape (..., out).

    Raises
    ------
    RuntimeError
        If the shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.bilinear(wengert.ones(1, 2), wengert.ones(1, 3), wengert.ones(1, 2, 3))
    tensor([[6.]])
    """
    if input1.shape[:-1] != input2.shape[:-1]:
        raise errors.ShapeError(f"bilinear(): input batch dimensions do not match: got {list(input1.shape[:-1])} and "
                                f"{list(input2.shape[:-1])}")
    for name, input, dim in (("input1", input1, 1), ("input2", input2, 2)):
        if input.shape[-1] != weight.shape[dim]:
            raise errors.ShapeError(f"bilinear(): {name} size does not match weight size: got {input.shape[-1]} but "
                                    "expected "
                                    f"{weight.shape[dim]}")
    if bias is not None and bias.shape[0] != weight.shape[0]:
        raise errors.ShapeError(f"bilinear(): bias size does not match weight size: got {bias.shape[0]} but expected "
                                f"{weight.shape[0]}")
    rows = input1.reshape(-1, input1.shape[-1])
    pairs = (rows.unsqueeze(2) * input2.reshape(-1, 1, input2.shape[-1])).reshape(rows.shape[0], -1)
    out = _api.linear(pairs, weight.reshape(weight.shape[0], -1), bias)
    return out.reshape(*input1.shape[:-1], weight.shape[0])
