"""PyTorch's old Variable, which a tensor has become."""
from .. import _core

__all__ = ["Variable"]


class _VariableMeta(type):
    """Every tensor is a Variable."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, _core.Tensor)


class Variable(metaclass=_VariableMeta):
    """The tensor itself, cut from its history.

    Parameters
    ----------
    data : Tensor or nested sequence of numbers
        What it holds; a tensor's memory is shared.
    requires_grad : bool
        Whether a gradient is wanted.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.autograd.Variable(wengert.ones(1), requires_grad=True)
    >>> x.requires_grad, isinstance(x, wengert.autograd.Variable)
    (True, True)
    """

    def __new__(cls, data=(), requires_grad=False):
        """Make the tensor."""
        t = data.detach() if isinstance(data, _core.Tensor) else _core.tensor(data)
        return t.requires_grad_(requires_grad)
