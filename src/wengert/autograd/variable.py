"""Variable, PyTorch's old name for tensors that can be differentiated."""
import warnings

from .. import errors
from .._core import Tensor

__all__ = ["Variable", "VariableMeta"]


class VariableMeta(type):
    """Lets every tensor count as a Variable."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, Tensor)


class Variable(metaclass=VariableMeta):
    """A new tensor on the memory of another, without its history.

    Parameters
    ----------
    data : Tensor, optional
        The other tensor; an empty one by default.
    requires_grad : bool
        Whether the new one requires a gradient.
    volatile : bool
        Means nothing any more.

    Raises
    ------
    TypeError
        If `data` is no tensor.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.autograd.Variable(wengert.ones(1), requires_grad=True)
    >>> x
    tensor([1.], requires_grad=True)
    >>> isinstance(x, wengert.autograd.Variable)
    True
    """

    def __new__(cls, data=None, requires_grad=False, volatile=False):
        """The tensor."""
        if volatile:
            warnings.warn("volatile was removed and now has no effect. Use `with torch.no_grad():` instead.",
                          UserWarning, stacklevel=2)
        if data is None:
            data = Tensor([])
        if not isinstance(data, Tensor):
            raise errors.DtypeError(f"Variable data has to be a tensor, but got {type(data).__name__}. tensor() makes "
                                    "one.")
        return data.detach().requires_grad_(requires_grad)
