"""Views of dims in another order, of slices, diagonals, windows and parts of complex numbers."""
from . import api
from .table import compiled

REGION = dict(input=lambda g, input_shape, index: api._unindex(g, input_shape, index))


def scattered(g, base, view, parts):
    """The cotangent of a view's base: zeros but where the view lies, which adds up where it overlaps itself."""
    if not parts:
        return api._scatter_strided(g, base, view)
    if g.is_complex():
        return api._scatter_strided(api.view_as_real(g), base, view)
    return api.view_as_complex(api._scatter_strided(g, base, view))


def gathered(g, base, view, parts):
    """The cotangent of a view that was written: what of the base's lies there."""
    if not parts:
        return api._gather_strided(g, base, view)
    if g.is_complex():
        return api._gather_strided(api.view_as_real(g), base, view)
    return api.view_as_complex(api._gather_strided(g, base, view))


def cleared(g, base, view, parts):
    """The cotangent of a base that was written through a view: zeros there."""
    if parts and g.is_complex():
        return api.view_as_complex(api._clear_strided(api.view_as_real(g), base, view))
    return api._clear_strided(g, base, view)


STRIDED = dict(input=scattered)
TRANSPOSED = dict(input=lambda g, dim0, dim1: g.transpose(dim0, dim1) if g.ndim else g)


def unpermuted(g, dims):
    """The inverse of a permutation."""
    order = [0] * len(dims)
    for k, d in enumerate(dims):
        order[d] = k
    return g.permute(order)


@compiled("transpose", **TRANSPOSED)
def transpose(input, dim0, dim1):
    """Two dims exchanged.

    Parameters
    ----------
    dim0, dim1 : int
        The dims that change places.

    Raises
    ------
    IndexError
        If one is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.transpose(wengert.ones(2, 3), 0, 1).shape
    torch.Size([3, 2])
    """


@compiled("t", node="T", **TRANSPOSED)
def t(input):
    """The transpose of a matrix; vectors and numbers stay.

    Examples
    --------
    >>> import wengert
    >>> wengert.t(wengert.ones(2, 3)).shape
    torch.Size([3, 2])
    """


@compiled("permute", input=unpermuted)
def permute(input, *dims):
    """The dims in another order.

    Parameters
    ----------
    dims : int or sequence of int
        Every dim of `input` once, in the order of the result.

    Raises
    ------
    RuntimeError
        If one is missing or comes twice.

    Examples
    --------
    >>> import wengert
    >>> wengert.permute(wengert.ones(2, 3, 4), (2, 0, 1)).shape
    torch.Size([4, 2, 3])
    """


@compiled("movedim", node="Permute", input=unpermuted)
def movedim(input, source, destination):
    """Dims moved from `source` to `destination`, the others keeping their order.

    Parameters
    ----------
    source : int or sequence of int
        The dims to move.
    destination : int or sequence of int
        Where each goes; as many as in `source`.

    Raises
    ------
    RuntimeError
        If there are more in one than in the other, or one comes twice.

    Examples
    --------
    >>> import wengert
    >>> wengert.movedim(wengert.ones(2, 3, 4), 0, -1).shape
    torch.Size([3, 4, 2])
    """


@compiled("adjoint", node="Transpose", **TRANSPOSED)
def adjoint(input):
    """The last two dims exchanged and complex numbers conjugated.

    Examples
    --------
    >>> import wengert
    >>> wengert.adjoint(wengert.tensor([[1 + 2j, 3j]]))
    tensor([[1.-2.j],
            [0.-3.j]])
    """


@compiled("unfold", **STRIDED)
def unfold(input, dimension, size, step):
    """Windows of `size` elements along a dim, one every `step`, as a view with the window last.

    Parameters
    ----------
    dimension : int
        The dim to slide along.
    size : int
        The length of a window; the windows' elements are a new last dim.
    step : int
        The distance between the beginnings of two windows, at least 1.

    Raises
    ------
    RuntimeError
        If `size` is larger than the dim, or `step` is not positive.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(5).unfold(0, 3, 1)
    tensor([[0, 1, 2],
            [1, 2, 3],
            [2, 3, 4]])
    """


@compiled("view_as_real", method=False, input=lambda g: api.view_as_complex(g.contiguous()))
def view_as_real(input):
    """A complex tensor as a view of its real numbers: a last dim of size 2 holds real and imaginary part.

    Parameters
    ----------
    input : Tensor
        Complex; the view has a further dim of size 2.

    Raises
    ------
    RuntimeError
        For real tensors.

    Examples
    --------
    >>> import wengert
    >>> wengert.view_as_real(wengert.tensor([1 + 2j]))
    tensor([[1., 2.]])
    """


@compiled("view_as_complex", method=False, input=lambda g: api.view_as_real(g))
def view_as_complex(input):
    """A tensor whose last dim has size 2 as a view of complex numbers.

    Parameters
    ----------
    input : Tensor
        Floating; its last dim has size 2 and stride 1: real and imaginary part.

    Raises
    ------
    RuntimeError
        If the last dim is not of size 2, or the strides do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.view_as_complex(wengert.tensor([[1., 2.]]))
    tensor([1.+2.j])
    """


@compiled("detach")
def detach(input):
    """The same memory without history.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones(1, requires_grad=True).detach().requires_grad
    False
    """


@compiled("select", **REGION)
def select(input, dim, index):
    """One slice along `dim`, as a view.

    Parameters
    ----------
    dim : int
        The dim to take away.
    index : int
        The position in it; negative ones count from the end.

    Raises
    ------
    IndexError
        If either is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.select(wengert.tensor([[1, 2], [3, 4]]), 1, 0)
    tensor([1, 3])
    """


@compiled("narrow", node="Slice", **REGION)
def narrow(input, dim, start, length):
    """`length` slices along `dim` from `start`, as a view.

    Parameters
    ----------
    dim : int
        The dim to narrow.
    start : int or 0-d integer Tensor
        The first position; negative ones count from the end.
    length : int
        How many positions.

    Raises
    ------
    RuntimeError
        If the part reaches beyond the dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.narrow(wengert.arange(5), 0, 1, 3)
    tensor([1, 2, 3])
    """


@compiled("slice", method=False, node="Slice", **REGION)
def _slice(input, dim=0, start=None, end=None, step=1):
    """Every `step`-th place of a dim from `start` to before `end`, as a view: what ``x[a:b]`` is."""


@compiled("alias", method=False, node="Alias", **REGION)
def _alias(input):
    """The node of ``x[...]``."""


@compiled("alias", method=False, node="Unsqueeze", **REGION)
def _unsqueeze_index(input):
    """The node of ``x[None]``."""


@compiled("unindex", method=False, node="SliceBackward", input=lambda g, index: g[index])
def _unindex(input, shape, index):
    """Zeros of `shape` with `input` where a basic index points."""


@compiled("diagonal", **STRIDED)
def diagonal(input, offset=0, dim1=0, dim2=1):
    """The diagonal of two dims, as a view with the diagonal last.

    Parameters
    ----------
    offset : int
        Which diagonal: above the main one if positive, below it if negative.
    dim1, dim2 : int
        The two dims whose diagonal it is; they go, and the diagonal is the last dim.

    Raises
    ------
    RuntimeError
        If `dim1` and `dim2` are the same.
    IndexError
        If one is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.diagonal(wengert.tensor([[1, 2], [3, 4]]))
    tensor([1, 4])
    """


@compiled("as_strided", **STRIDED)
def as_strided(input, size, stride, storage_offset=None):
    """A view with any shape and strides (in elements) over the tensor's memory.

    Parameters
    ----------
    size : sequence of int
        The view's shape.
    stride : sequence of int
        For each dim the step in memory, in elements; as long as `size`.
    storage_offset : int, optional
        Where the view begins in memory; that of `input` when None.

    Raises
    ------
    RuntimeError
        If the view would reach beyond the memory, or `size` and `stride` are of different lengths.

    Examples
    --------
    >>> import wengert
    >>> wengert.as_strided(wengert.arange(4), (3, 2), (1, 1))
    tensor([[0, 1],
            [1, 2],
            [2, 3]])
    """


@compiled("scatter_strided", method=False, node="ScatterStrided",
          input=lambda g, base, view: api._gather_strided(g, base, view))
def _scatter_strided(input, base, view):
    """Zeros of one geometry with `input` added where another lies."""


@compiled("gather_strided", method=False, node="GatherStrided",
          input=lambda g, base, view: api._scatter_strided(g, base, view))
def _gather_strided(input, base, view):
    """The elements of one geometry that another covers."""


@compiled("clear_strided", method=False, node="ClearStrided",
          input=lambda g, base, view: api._clear_strided(g, base, view))
def _clear_strided(input, base, view):
    """A copy with zeros where another geometry lies."""


@compiled("copy_slices", method=False, tensors="base_value value",
          base_value=cleared, value=gathered)
def _copy_slices(base_value, value):
    """The node of a base that was written through a view."""


@compiled("real", node="Select", input=lambda g: g.to(g.dtype.to_complex()), method=False)
def real(input):
    """The real part, as a view; a real tensor itself.

    Examples
    --------
    >>> import wengert
    >>> wengert.real(wengert.tensor([1 + 2j]))
    tensor([1.])
    """


@compiled("imag", node="Select", input=lambda g: g * 1j, method=False)
def imag(input):
    """The imaginary part of a complex tensor, as a view.

    Examples
    --------
    >>> import wengert
    >>> wengert.imag(wengert.tensor([1 + 2j]))
    tensor([2.])
    """
