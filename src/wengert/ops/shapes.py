"""Shapes, views and copies."""
from ..types import Size
from . import api
from .table import compiled, composite, same

REGION = dict(input=lambda g, input_shape, index: api._unindex(g, input_shape, index))
RESHAPED = dict(input=lambda g, input_shape: g.reshape(input_shape))
STRIDED = dict(input=lambda g, base, view: api._scatter_strided(g, base, view))


def unpermuted(g, dims):
    """The inverse of a permutation."""
    order = [0] * len(dims)
    for k, d in enumerate(dims):
        order[d] = k
    return g.permute(order)


@compiled("view", **RESHAPED)
def view(input, *shape):
    """The same memory in another shape (or, given a dtype, as another type of the same size).

    Raises
    ------
    RuntimeError
        If the memory does not allow it; :func:`reshape` then copies.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(6).view(2, -1).shape
    torch.Size([2, 3])
    """


@compiled("reshape", node="View", **RESHAPED)
def reshape(input, *shape):
    """The elements in another shape, sharing memory where possible.

    Examples
    --------
    >>> import wengert
    >>> wengert.reshape(wengert.arange(4), (2, 2))
    tensor([[0, 1],
            [2, 3]])
    """


@compiled("flatten", node="View", **RESHAPED)
def flatten(input, start_dim=0, end_dim=-1):
    """Dims `start_dim` to `end_dim` as one.

    Examples
    --------
    >>> import wengert
    >>> wengert.flatten(wengert.ones(2, 3, 4), 1).shape
    torch.Size([2, 12])
    """


@compiled("squeeze", **RESHAPED)
def squeeze(input, dim=None):
    """Without the dims of size 1, or those of `dim` that have size 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.squeeze(wengert.ones(1, 3, 1)).shape
    torch.Size([3])
    """


@compiled("unsqueeze", **RESHAPED)
def unsqueeze(input, dim):
    """With a dim of size 1 put in at `dim`.

    Examples
    --------
    >>> import wengert
    >>> wengert.unsqueeze(wengert.ones(3), 0).shape
    torch.Size([1, 3])
    """


@compiled("transpose", input=lambda g, dim0, dim1: g.transpose(dim0, dim1) if g.ndim else g)
def transpose(input, dim0, dim1):
    """Two dims exchanged.

    Examples
    --------
    >>> import wengert
    >>> wengert.transpose(wengert.ones(2, 3), 0, 1).shape
    torch.Size([3, 2])
    """


@compiled("t", node="T", input=lambda g, dim0, dim1: g.transpose(dim0, dim1) if g.ndim else g)
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

    Examples
    --------
    >>> import wengert
    >>> wengert.permute(wengert.ones(2, 3, 4), (2, 0, 1)).shape
    torch.Size([4, 2, 3])
    """


@compiled("expand", input=lambda g, input_shape: g.sum_to_size(input_shape))
def expand(input, *size):
    """Dims of size 1 repeated without a copy; -1 keeps a size.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([[1], [2]]).expand(2, 3)
    tensor([[1, 1, 1],
            [2, 2, 2]])
    """


@composite
def broadcast_to(input, size):
    """Expanded to `size`.

    Examples
    --------
    >>> import wengert
    >>> wengert.broadcast_to(wengert.tensor([1, 2]), (2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
    return input.expand(size)


@composite
def expand_as(input, other):
    """Expanded to the shape of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([1, 2]).expand_as(wengert.ones(2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
    return input.expand(other.shape)


@composite
def view_as(input, other):
    """Viewed in the shape of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(4).view_as(wengert.ones(2, 2))
    tensor([[0, 1],
            [2, 3]])
    """
    return input.view(other.shape)


@composite
def reshape_as(input, other):
    """Reshaped to the shape of `other`.

    Examples
    --------
    >>> import wengert
    >>> wengert.arange(4).reshape_as(wengert.ones(2, 2))
    tensor([[0, 1],
            [2, 3]])
    """
    return input.reshape(other.shape)


@composite
def movedim(input, source, destination):
    """Dims moved from `source` to `destination`, the others keeping their order.

    Examples
    --------
    >>> import wengert
    >>> wengert.movedim(wengert.ones(2, 3, 4), 0, -1).shape
    torch.Size([3, 4, 2])
    """
    n = input.ndim
    source, destination = ([wrapped(d, n) for d in (dims if isinstance(dims, (tuple, list)) else (dims,))]
                           for dims in (source, destination))
    if len(source) != len(destination) or len({*source}) != len(source) or len({*destination}) != len(destination):
        raise api.errors.ShapeError(f"movedim: Invalid source or destination dims: source ({source} dims) should contain the "
                                    f"same number of dims as destination ({destination} dims), each once")
    rest = iter(d for d in range(n) if d not in source)
    order = [source[destination.index(k)] if k in destination else next(rest) for k in range(n)]
    return input.permute(order) if n else input


def wrapped(dim, ndim):
    """A dim counted from either end as one counted from the front."""
    n = ndim or 1
    if not isinstance(dim, int) or not -n <= dim < n:
        kind = api.errors.DimensionError if isinstance(dim, int) else api.errors.DtypeError
        raise kind(f"Dimension out of range (expected to be in range of [{-n}, {n - 1}], but got {dim})")
    return dim % n


def broadcast_shapes(*shapes):
    """The shape that tensors of these shapes broadcast to.

    Raises
    ------
    RuntimeError
        If two sizes in one place differ and neither is 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.broadcast_shapes((2, 1), (3,))
    torch.Size([2, 3])
    """
    shapes = [(shape,) if isinstance(shape, int) else tuple(shape) for shape in shapes]
    out = [1] * max(map(len, shapes), default=0)
    for shape in shapes:
        lead = len(out) - len(shape)
        for k, size in enumerate(shape):
            if size < 0:
                raise api.errors.ShapeError(f"Trying to create tensor with negative dimension ({size}): {list(shape)}")
            if size != 1 and out[lead + k] not in (1, size):
                raise api.errors.ShapeError("Shape mismatch: objects cannot be broadcast to a single shape: sizes "
                                            f"{out[lead + k]} and {size} in dim {lead + k}")
            out[lead + k] = size if out[lead + k] == 1 else out[lead + k]
    return Size(out)


@compiled("clone", input=same)
def clone(input):
    """A copy that passes gradients on.

    Examples
    --------
    >>> import wengert
    >>> wengert.clone(wengert.tensor([1.]))
    tensor([1.])
    """


@compiled("contiguous", node="Clone", input=same)
def contiguous(input):
    """The tensor itself when its memory is row-major, else a copy that is.

    Examples
    --------
    >>> import wengert
    >>> wengert.ones(2, 3).T.contiguous().stride()
    (2, 1)
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

    Examples
    --------
    >>> import wengert
    >>> wengert.select(wengert.tensor([[1, 2], [3, 4]]), 1, 0)
    tensor([1, 3])
    """


@compiled("narrow", node="Slice", **REGION)
def narrow(input, dim, start, length):
    """`length` slices along `dim` from `start`, as a view.

    Examples
    --------
    >>> import wengert
    >>> wengert.narrow(wengert.arange(5), 0, 1, 3)
    tensor([1, 2, 3])
    """


@compiled("alias", method=False, node="Slice", **REGION)
def _slice(input):
    """The node of ``x[a:b]``."""


@compiled("alias", method=False, node="Alias", **REGION)
def _alias(input):
    """The node of ``x[...]``."""


@compiled("alias", method=False, node="Unsqueeze", **REGION)
def _unsqueeze_index(input):
    """The node of ``x[None]``."""


@compiled("unindex", method=False, node="SliceBackward", input=lambda g, index: g[index])
def _unindex(input, shape, index):
    """Zeros of `shape` with `input` where a basic index points."""


@compiled("split", **REGION)
def split(input, split_size, dim=0):
    """Consecutive parts along `dim`, as views: of one size, or of a list of sizes.

    Examples
    --------
    >>> import wengert
    >>> wengert.split(wengert.arange(5), 2)
    (tensor([0, 1]), tensor([2, 3]), tensor([4]))
    """


@compiled("chunk", node="Split", **REGION)
def chunk(input, chunks, dim=0):
    """At most `chunks` parts of equal size along `dim`, as views.

    Examples
    --------
    >>> import wengert
    >>> wengert.chunk(wengert.arange(5), 2)
    (tensor([0, 1, 2]), tensor([3, 4]))
    """


@compiled("unbind", **REGION)
def unbind(input, dim=0):
    """The slices along `dim`, as views.

    Examples
    --------
    >>> import wengert
    >>> wengert.unbind(wengert.tensor([[1, 2], [3, 4]]))
    (tensor([1, 2]), tensor([3, 4]))
    """


@compiled("diagonal", **STRIDED)
def diagonal(input, offset=0, dim1=0, dim2=1):
    """The diagonal of two dims, as a view with the diagonal last.

    Examples
    --------
    >>> import wengert
    >>> wengert.diagonal(wengert.tensor([[1, 2], [3, 4]]))
    tensor([1, 4])
    """


@compiled("as_strided", **STRIDED)
def as_strided(input, size, stride, storage_offset=None):
    """A view with any shape and strides (in elements) over the tensor's memory.

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


@compiled("gather_strided", method=False, node="GatherStrided", **STRIDED)
def _gather_strided(input, base, view):
    """The elements of one geometry that another covers."""


@compiled("copy_slices", method=False, tensors="base_value value",
          base_value=lambda g, base, view: g - api._scatter_strided(api._gather_strided(g, base, view), base, view),
          value=lambda g, base, view: api._gather_strided(g, base, view))
def _copy_slices(base_value, value):
    """The node of a base that was written through a view."""


@compiled("copy", method=False, node="CopyBackwards", tensors="input src", input=lambda g: api.zeros_like(g),
          src=lambda g, src_dtype: g.to(src_dtype))
def _copy(input, src):
    """The node of ``copy_`` and of assignments."""


@compiled("cast", method=False, node="ToCopy", input=lambda g, input_dtype: g.to(input_dtype))
def _to_copy(input, dtype):
    """The elements in another type."""


@compiled("real", input=lambda g: g.to(g.dtype.to_complex()), method=False)
def real(input):
    """The real part, as a view; a real tensor itself.

    Examples
    --------
    >>> import wengert
    >>> wengert.real(wengert.tensor([1 + 2j]))
    tensor([1.])
    """


@compiled("imag", input=lambda g: g * 1j, method=False)
def imag(input):
    """The imaginary part of a complex tensor, as a view.

    Examples
    --------
    >>> import wengert
    >>> wengert.imag(wengert.tensor([1 + 2j]))
    tensor([2.])
    """


def part_of(g, position, dim, sizes):
    """The piece of a concatenation's cotangent that one input contributed."""
    start = sum(sizes[:position])
    return g.narrow(dim, start, sizes[position])


@compiled("cat", tensors="tensors", each=part_of, method=False)
def cat(tensors, dim=0):
    """Tensors joined along an existing dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.cat((wengert.tensor([1, 2]), wengert.tensor([3])))
    tensor([1, 2, 3])
    """


@composite(method=False)
def stack(tensors, dim=0):
    """Tensors of one shape joined along a new dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.stack([wengert.tensor([1, 2]), wengert.tensor([3, 4])])
    tensor([[1, 2],
            [3, 4]])
    """
    tensors = list(tensors)
    if not tensors:
        raise api.errors.AutogradError("stack expects a non-empty TensorList")
    for k, item in enumerate(tensors):
        if item.shape != tensors[0].shape:
            raise api.errors.ShapeError(f"stack expects each tensor to be equal size, but got "
                                        f"{list(tensors[0].shape)} at entry 0 and {list(item.shape)} at entry {k}")
    n = tensors[0].ndim + 1
    if not -n <= dim < n:
        raise api.errors.DimensionError("Dimension out of range (expected to be in range of "
                                        f"[{-n}, {n - 1}], but got {dim})")
    return cat_op([item.unsqueeze(dim) for item in tensors], dim % n)


def cat_op(tensors, dim):
    """The operation of the table."""
    return api.cat(tensors, dim)


@compiled("flip", tensors="input", input=lambda g, dims: g.flip(dims))
def flip(input, *dims):
    """The order of the elements reversed along `dims`.

    Examples
    --------
    >>> import wengert
    >>> wengert.flip(wengert.tensor([1, 2, 3]), (0,))
    tensor([3, 2, 1])
    """


@compiled("tri", inplace=True, input=lambda g, diagonal: g.tril(diagonal))
def tril(input, diagonal=0):
    """The lower triangle of the last two dims, zero above `diagonal`.

    Examples
    --------
    >>> import wengert
    >>> wengert.tril(wengert.ones(2, 2))
    tensor([[1., 0.],
            [1., 1.]])
    """


@compiled("tri", inplace=True, input=lambda g, diagonal: g.triu(diagonal))
def triu(input, diagonal=0):
    """The upper triangle of the last two dims, zero below `diagonal`.

    Examples
    --------
    >>> import wengert
    >>> wengert.triu(wengert.ones(2, 2))
    tensor([[1., 1.],
            [0., 1.]])
    """


@composite
def repeat(input, *repeats):
    """The tensor laid out several times along its dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensor([1, 2]).repeat(2, 2)
    tensor([[1, 2, 1, 2],
            [1, 2, 1, 2]])
    """
    repeats = tuple(repeats[0]) if len(repeats) == 1 and isinstance(repeats[0], (tuple, list)) else repeats
    if len(repeats) < input.ndim:
        raise api.errors.ShapeError("Number of dimensions of repeat dims can not be smaller than number of "
                                    "dimensions of tensor")
    shape = (1,) * (len(repeats) - input.ndim) + tuple(input.shape)
    pairs = [n for r, size in zip(repeats, shape) for n in (r, size)]
    input = input.reshape([n for size in shape for n in (1, size)]).expand(pairs)
    return input.reshape([r * size for r, size in zip(repeats, shape)])
