"""Views of an input as copies: PyTorch's functions whose names end in ``_copy``."""
from . import api
from .table import compiled, composite, rows


def copied(view):
    """A view's elements in memory of their own, in order."""
    return view.clone(memory_format=api.contiguous_format)


VIEWS = {row.name: row for row in rows}


def copy_of(view):
    """The row of the copies of a view, which is looked up in the table: what is recorded, and so the rules, are its."""
    row = VIEWS[view]
    return compiled(row.impl, copies=True, node=row.node, suffix="0_copy", method=False, out=True, **row.rules)


@copy_of("_alias")
def alias_copy(input):
    """A copy of the tensor.

    Examples
    --------
    >>> import wengert
    >>> wengert.alias_copy(wengert.ones(2))
    tensor([1., 1.])
    """


def not_through(g):
    """The rule of the copy that PyTorch does not differentiate: it has a history that leads nowhere."""
    raise api.errors.NonDifferentiableError("derivative for aten::detach_copy is not implemented. Use detach().")


not_through.refuses = True


@compiled("detach_copy", input=not_through, method=False, out=True)
def detach_copy(input):
    """A copy of the tensor through which there is no gradient.

    Examples
    --------
    >>> import wengert
    >>> wengert.detach_copy(wengert.ones(2))
    tensor([1., 1.])
    """


@copy_of("as_strided")
def as_strided_copy(input, size, stride, storage_offset=None):
    """A copy of what :func:`as_strided` shows.

    Parameters
    ----------
    size, stride : sequence of int
        The shape, and the steps in memory.
    storage_offset : int, optional
        Where in memory it begins; by default where `input` does.

    Examples
    --------
    >>> import wengert
    >>> wengert.as_strided_copy(wengert.arange(4), (2,), (2,))
    tensor([0, 2])
    """


@copy_of("diagonal")
def diagonal_copy(input, offset=0, dim1=0, dim2=1):
    """A copy of a diagonal.

    Parameters
    ----------
    offset : int
        Which diagonal: 0 is the main one, above it they are positive.
    dim1, dim2 : int
        The dims of the matrices.

    Examples
    --------
    >>> import wengert
    >>> wengert.diagonal_copy(wengert.eye(2))
    tensor([1., 1.])
    """


@copy_of("expand")
def expand_copy(input, size, *, implicit=False):
    """The tensor repeated along dims of size 1.

    Parameters
    ----------
    size : sequence of int
        The shape; -1 keeps a dim.
    implicit : bool
        Says nothing here.

    Examples
    --------
    >>> import wengert
    >>> wengert.expand_copy(wengert.ones(1), (3,))
    tensor([1., 1., 1.])
    """


@copy_of("permute")
def permute_copy(input, dims):
    """A copy with the dims in another order.

    Examples
    --------
    >>> import wengert
    >>> wengert.permute_copy(wengert.ones(2, 3), (1, 0)).shape
    torch.Size([3, 2])
    """


@copy_of("select")
def select_copy(input, dim, index):
    """A copy of one slice.

    Parameters
    ----------
    dim, index : int
        The dim, and the position along it.

    Examples
    --------
    >>> import wengert
    >>> wengert.select_copy(wengert.eye(2), 0, 1)
    tensor([0., 1.])
    """


@copy_of("_slice")
def slice_copy(input, dim=0, start=None, end=None, step=1):
    """A copy of every `step`-th element from `start` to before `end`.

    Parameters
    ----------
    dim : int
        The dim that is cut.
    start, end : int, optional
        The first position and the one after the last; by default all.
    step : int
        From one position to the next.

    Examples
    --------
    >>> import wengert
    >>> wengert.slice_copy(wengert.arange(5), 0, 1, 5, 2)
    tensor([1, 3])
    """


@copy_of("squeeze")
def squeeze_copy(input, dim=None):
    """A copy without dims of size 1.

    Parameters
    ----------
    dim : int or sequence of int, optional
        The dims that may go; by default all.

    Examples
    --------
    >>> import wengert
    >>> wengert.squeeze_copy(wengert.ones(1, 2))
    tensor([1., 1.])
    """


@copy_of("t")
def t_copy(input):
    """A copy of the transpose of a matrix.

    Examples
    --------
    >>> import wengert
    >>> wengert.t_copy(wengert.ones(2, 3)).shape
    torch.Size([3, 2])
    """


@copy_of("transpose")
def transpose_copy(input, dim0, dim1):
    """A copy with two dims exchanged.

    Parameters
    ----------
    dim0, dim1 : int
        The dims that change places.

    Examples
    --------
    >>> import wengert
    >>> wengert.transpose_copy(wengert.ones(2, 3), 0, 1).shape
    torch.Size([3, 2])
    """


@copy_of("unfold")
def unfold_copy(input, dimension, size, step):
    """The windows along a dim, side by side.

    Parameters
    ----------
    dimension : int
        The dim.
    size, step : int
        The length of the windows, and from one to the next.

    Examples
    --------
    >>> import wengert
    >>> wengert.unfold_copy(wengert.arange(3), 0, 2, 1)
    tensor([[0, 1],
            [1, 2]])
    """


@copy_of("unsqueeze")
def unsqueeze_copy(input, dim):
    """A copy with a dim of size 1 more.

    Examples
    --------
    >>> import wengert
    >>> wengert.unsqueeze_copy(wengert.ones(2), 0).shape
    torch.Size([1, 2])
    """


@composite(method=False, out=True)
def view_as_complex_copy(input):
    """Pairs of real numbers as complex numbers, copied.

    Examples
    --------
    >>> import wengert
    >>> wengert.view_as_complex_copy(wengert.ones(1, 2))
    tensor([1.+1.j])
    """
    return copied(api.view_as_complex(input))


@copy_of("view_as_real")
def view_as_real_copy(input):
    """Complex numbers as pairs of real ones, copied.

    Examples
    --------
    >>> import wengert
    >>> wengert.view_as_real_copy(wengert.tensor([1 + 2j]))
    tensor([[1., 2.]])
    """


@copy_of("view")
def view_copy(input, size):
    """A copy in another shape or element type.

    Parameters
    ----------
    size : sequence of int or dtype
        The shape or the type.

    Examples
    --------
    >>> import wengert
    >>> wengert.view_copy(wengert.arange(4), (2, 2))
    tensor([[0, 1],
            [2, 3]])
    """


@composite(method=False)
def split_copy(input, split_size, dim=0):
    """Copies of parts of one size.

    Parameters
    ----------
    split_size : int
        The size of the parts; the last may be smaller.
    dim : int
        The dim that is cut.

    Examples
    --------
    >>> import wengert
    >>> wengert.split_copy(wengert.arange(3), 2)
    (tensor([0, 1]), tensor([2]))
    """
    return tuple([copied(part) for part in input.split(split_size, dim)])


@composite(method=False)
def split_with_sizes_copy(input, split_sizes, dim=0):
    """Copies of parts of given sizes.

    Parameters
    ----------
    split_sizes : sequence of int
        The sizes, which add up to the dim's.
    dim : int
        The dim that is cut.

    Examples
    --------
    >>> import wengert
    >>> wengert.split_with_sizes_copy(wengert.arange(3), [1, 2])
    (tensor([0]), tensor([1, 2]))
    """
    return tuple([copied(part) for part in input.split_with_sizes(split_sizes, dim)])


@composite(method=False)
def unbind_copy(input, dim=0):
    """Copies of all slices.

    Examples
    --------
    >>> import wengert
    >>> wengert.unbind_copy(wengert.eye(2))
    (tensor([1., 0.]), tensor([0., 1.]))
    """
    return tuple([copied(part) for part in input.unbind(dim)])
