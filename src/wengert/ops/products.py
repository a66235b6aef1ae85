"""Products of matrices and vectors."""
import numpy as np

from . import api
from .arithmetic import conj
from .reductions import as_dims
from .table import alias, compiled, composite


def left_slope(g, other):
    """The cotangent of a in a @ b: g b^T, with vectors as matrices of one row or column."""
    other = conj(other)
    if other.ndim == 1:
        return g.unsqueeze(-1) * other
    if g.ndim == other.ndim - 1:
        return (other @ g.unsqueeze(-1)).squeeze(-1)
    return g @ other.mT


def right_slope(g, input):
    """The cotangent of b in a @ b: a^T g."""
    input = conj(input)
    if input.ndim == 1:
        return input.unsqueeze(-1) * g.unsqueeze(-2) if g.ndim else input * g
    if g.ndim == input.ndim - 1:
        return (input.mT @ g.unsqueeze(-1)).squeeze(-1)
    return input.mT @ g


@compiled("matmul", node="Matmul", ufunc=np.matmul, saved="input other", out=True, input=left_slope, other=right_slope)
def matmul(input, other):
    """The matrix product, in all of its vector, matrix and batch cases.

    Parameters
    ----------
    input, other : Tensor
        Of one type, at least 1-D. A vector stands for a matrix of one row (`input`) or one column (`other`); the
        dims before the last two are those of a batch and broadcast.

    Raises
    ------
    RuntimeError
        If the sizes do not fit, or the types differ or are bool.

    Examples
    --------
    >>> import wengert
    >>> wengert.matmul(wengert.tensor([[1., 2.], [3., 4.]]), wengert.tensor([1., 1.]))
    tensor([3., 7.])
    """


@compiled("product", saved="input mat2", tensors="input mat2", out=True,
          input=lambda g, mat2: left_slope(g, mat2), mat2=right_slope)
def mm(input, mat2):
    """The product of two matrices.

    Parameters
    ----------
    input, mat2 : Tensor
        Matrices n x m and m x p of one type, not bool.

    Raises
    ------
    RuntimeError
        If the shapes do not fit or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.mm(wengert.ones(1, 2), wengert.ones(2, 1))
    tensor([[2.]])
    """


@compiled("product", saved="input vec", tensors="input vec", out=True,
          input=lambda g, vec: left_slope(g, vec), vec=right_slope)
def mv(input, vec):
    """The product of a matrix and a vector.

    Parameters
    ----------
    input, vec : Tensor
        A matrix n x m and a vector of m, of one type, not bool.

    Raises
    ------
    RuntimeError
        If the shapes do not fit or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.mv(wengert.tensor([[1., 2.], [3., 4.]]), wengert.ones(2))
    tensor([3., 7.])
    """


@compiled("product", saved="input mat2", tensors="input mat2", out=True,
          input=lambda g, mat2: left_slope(g, mat2), mat2=right_slope)
def bmm(input, mat2):
    """The products of two batches of matrices.

    Parameters
    ----------
    input, mat2 : Tensor
        Batches b x n x m and b x m x p of one type, not bool.

    Raises
    ------
    RuntimeError
        If the shapes do not fit or the types differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.bmm(wengert.ones(3, 1, 2), wengert.ones(3, 2, 1)).shape
    torch.Size([3, 1, 1])
    """


@compiled("product", saved="input tensor", tensors="input tensor", out=True,
          input=lambda g, tensor: g * conj(tensor), tensor=lambda g, input: g * conj(input))
def dot(input, tensor):
    """The sum of the products of two vectors' elements; complex ones are not conjugated.

    Parameters
    ----------
    input, tensor : Tensor
        Two vectors of one length and type.

    Raises
    ------
    RuntimeError
        If they are not.

    Examples
    --------
    >>> import wengert
    >>> wengert.dot(wengert.tensor([1., 2.]), wengert.tensor([3., 4.]))
    tensor(11.)
    """


@compiled("product", saved="input other", out=True, input=lambda g, other: conj(g) * other,
          other=lambda g, input: g * input)
def vdot(input, other):
    """The inner product of two vectors, of which complex numbers conjugate the first.

    Parameters
    ----------
    input, other : Tensor
        Two vectors of one length and type.

    Raises
    ------
    RuntimeError
        If they are not.

    Examples
    --------
    >>> import wengert
    >>> wengert.vdot(wengert.tensor([1j, 2.]), wengert.tensor([1j, 1.]))
    tensor(3.+0.j)
    """


@compiled("outer", node="Mul", saved="input vec2", tensors="input vec2", out="cast",
          input=lambda g, vec2: g @ conj(vec2), vec2=lambda g, input: g.mT @ conj(input))
def outer(input, vec2):
    """The products of all pairs of elements of two vectors; `ger` is another name.

    Parameters
    ----------
    input, vec2 : Tensor
        Two vectors, of any lengths.

    Raises
    ------
    RuntimeError
        If one is no vector.

    Examples
    --------
    >>> import wengert
    >>> wengert.outer(wengert.tensor([1., 2.]), wengert.tensor([3., 4.]))
    tensor([[3., 4.],
            [6., 8.]])
    """


alias("ger", "outer")


@composite(out=True)
def inner(input, other):
    """The sums of products over the last dims of two tensors; for a 0-d operand the product.

    Parameters
    ----------
    input, other : Tensor
        Of equal last dims, or 0-d.

    Raises
    ------
    RuntimeError
        If the last dims differ.

    Examples
    --------
    >>> import wengert
    >>> wengert.inner(wengert.tensor([[1., 2.], [3., 4.]]), wengert.tensor([[1., 1.], [0., 1.]]))
    tensor([[3., 2.],
            [7., 4.]])
    """
    if input.ndim == 0 or other.ndim == 0:
        return input * other
    if input.shape[-1] != other.shape[-1]:
        raise api.errors.ShapeError("inner() the last dimension must match on both input tensors but got shapes "
                                    f"{list(input.shape)} and {list(other.shape)}")
    check_one_type(input, other, "inner")
    if other.ndim == 1:
        return input @ other
    if other.ndim == 2:
        return input @ other.t()
    rows = other.reshape(size(other.shape[:-1]), other.shape[-1])
    return (input @ rows.t()).reshape(input.shape[:-1] + other.shape[:-1])


def check_one_type(a, b, name):
    """Raise unless two operands have one element type."""
    if a.dtype is not b.dtype:
        raise api.errors.AutogradError(f"both inputs should have same dtype, but {name}() got {a.dtype} and {b.dtype}. "
                                       "Convert one of them.")


def size(shape):
    """The number of elements of a shape."""
    n = 1
    for length in shape:
        n *= length
    return n


@composite(method=False, out=True, tensors="a b")
def tensordot(a, b, dims=2):
    """The sums of products of two tensors over several dims of each.

    Parameters
    ----------
    a, b : Tensor
        Of one type.
    dims : int or two lists of int
        How many of the last dims of `a` and the first of `b` are summed over; or which of `a` and, in the same
        order, which of `b`. Among those, a size of 1 fits any.

    Returns
    -------
    Tensor
        With the dims of `a`, then those of `b`, that were not summed over.

    Raises
    ------
    RuntimeError
        If the sizes or the numbers of dims do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.tensordot(wengert.ones(2, 3, 4), wengert.ones(4, 3), dims=([1, 2], [1, 0]))
    tensor([12., 12.])
    """
    check_one_type(a, b, "tensordot")
    if isinstance(dims, int) and dims == 1 and a.ndim and b.ndim and a.shape[-1] == b.shape[0]:
        rows = a if a.ndim <= 2 else a.reshape(size(a.shape[:-1]), a.shape[-1])
        cols = b if b.ndim <= 2 else b.reshape(b.shape[0], size(b.shape[1:]))
        out = rows @ cols
        return out if a.ndim <= 2 and b.ndim <= 2 else out.reshape(a.shape[:-1] + b.shape[1:])
    left, right = summed_dims(a, b, dims)
    for i, j in zip(left, right):
        m, n = a.shape[i], b.shape[j]
        if m != n:
            if 1 not in (m, n):
                raise api.errors.ShapeError(f"contracted dimensions need to match, but first has size {m} in dim {i} "
                                            f"and second has size {n} in dim {j} (in tensordot)")
            if n == 1:
                a = a.sum(i, keepdim=True).to(a.dtype)
            else:
                b = b.sum(j, keepdim=True).to(b.dtype)
    keep_a = [d for d in range(a.ndim) if d not in left]
    keep_b = [d for d in range(b.ndim) if d not in right]
    depth = size(a.shape[d] for d in left)
    shape = [a.shape[d] for d in keep_a] + [b.shape[d] for d in keep_b]
    a = a.permute(keep_a + left).reshape(size(a.shape[d] for d in keep_a), depth)
    b = b.permute(right + keep_b).reshape(depth, size(b.shape[d] for d in keep_b))
    return (a @ b).reshape(shape)


def summed_dims(a, b, dims):
    """The dims of both operands that a tensordot sums over, counted from the front."""
    if isinstance(dims, api.Tensor):
        dims = dims.tolist()
    if isinstance(dims, int):
        if dims < 0:
            raise api.errors.ShapeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.ndim, b.ndim):
            raise api.errors.ShapeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        return list(range(a.ndim - dims, a.ndim)), list(range(dims))
    if not isinstance(dims, (tuple, list)) or len(dims) != 2:
        raise api.errors.ShapeError("tensordot expects dims to be int or tuple[list[int], list[int]] or "
                                    f"list[list[int]] containing two lists, but got dims={dims}")
    for given in dims:
        if not isinstance(given, (tuple, list)):
            raise api.errors.DtypeError("tensordot(): argument 'dims' must hold lists of ints, not "
                                        f"{type(given).__name__}")
    if len(dims[0]) != len(dims[1]):
        raise api.errors.ShapeError("both dimension lists should have same length (in tensordot)")
    return [wrapped_dims(given, t.ndim) for given, t in zip(dims, (a, b))]


def wrapped_dims(dims, ndim):
    """Dims counted from the front, all different."""
    found = [as_dims(d, ndim)[0] for d in dims]
    for d in found:
        if found.count(d) > 1:
            raise api.errors.ShapeError(f"dim {d} appears multiple times in the list of dims")
    return found


@composite(method=False, out=True, tensors="matrices")
def chain_matmul(*matrices):
    """The product of several matrices, in the order that takes the fewest multiplications.

    Parameters
    ----------
    matrices : Tensor
        One or more matrices, each with as many rows as the one before has columns.

    Raises
    ------
    RuntimeError
        If shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.chain_matmul(wengert.ones(1, 2), wengert.ones(2, 3), wengert.ones(3, 1))
    tensor([[6.]])
    """
    if not matrices:
        raise api.errors.ShapeError("chain_matmul(): Expected one or more matrices")
    shapes = [m.shape for m in matrices]
    for k, shape in enumerate(shapes):
        if len(shape) != 2:
            raise api.errors.ShapeError(f"Tensor dimension is {len(shape)}, expected 2 instead. (in chain_matmul)")
        if k and shapes[k - 1][1] != shape[0]:
            raise api.errors.ShapeError(f"multi_dot(): tensors {k - 1} and {k} with shapes {list(shapes[k - 1])} and "
                                        f"{list(shape)} cannot be multiplied")
    if len(matrices) <= 2:
        return matrices[0] @ matrices[1] if len(matrices) == 2 else matrices[0]
    if len(matrices) == 3:
        (m, n), (_, p), (_, q) = shapes
        x, y, z = matrices
        return x @ y @ z if m * p * (n + q) <= n * q * (m + p) else x @ (y @ z)
    return multiplied(matrices, cheapest_splits([shape[0] for shape in shapes] + [shapes[-1][1]]),
                      0, len(matrices) - 1)


def cheapest_splits(sizes):
    """For each run of matrices (first, last) of these sizes, after which one to split it."""
    count = len(sizes) - 1
    cost = {(i, i): 0 for i in range(count)}
    split = {}
    for length in range(1, count):
        for i in range(count - length):
            j = i + length
            choices = [cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1] for k in range(i, j)]
            cost[i, j] = min(choices)
            split[i, j] = i + choices.index(cost[i, j])
    return split


def multiplied(matrices, split, first, last):
    """The product of a run of matrices, split where `split` says."""
    if first == last:
        return matrices[first]
    k = split[first, last]
    return multiplied(matrices, split, first, k) @ multiplied(matrices, split, k + 1, last)
