"""Tensors put together: combinations, Cartesian and Kronecker products, block matrices, powers, covariances."""
import itertools
import warnings

import numpy as np

from . import api
from .arithmetic import conj
from .products import size
from .table import compiled, composite


MANY = 64   # elements, above which NumPy makes the pairs faster


def check_vector(x):
    """Raise unless a tensor is 1-D."""
    if x.ndim != 1:
        raise api.errors.ShapeError(f"Expect a 1D vector, but got shape {list(x.shape)}")


def check_tensors(tensors, name):
    """Raise unless all arguments are tensors."""
    for k, t in enumerate(tensors):
        if not isinstance(t, api.Tensor):
            raise api.errors.DtypeError(f"{name}(): expected Tensor as element {k} in argument 0, but got "
                                        f"{type(t).__name__}")


@composite(method=False, tensors="tensors")
def cartesian_prod(*tensors):
    """All tuples with an element of each vector, as rows in order; of one vector, the vector itself.

    Parameters
    ----------
    tensors : Tensor
        Vectors of one type.

    Raises
    ------
    RuntimeError
        If one is no vector.

    Examples
    --------
    >>> import wengert
    >>> wengert.cartesian_prod(wengert.tensor([1, 2]), wengert.tensor([4, 5]))
    tensor([[1, 4],
            [1, 5],
            [2, 4],
            [2, 5]])
    """
    check_tensors(tensors, "cartesian_prod")
    if not tensors:
        raise api.errors.ShapeError("meshgrid expects a non-empty TensorList (in cartesian_prod)")
    for t in tensors:
        check_vector(t)
        if t.dtype is not tensors[0].dtype:
            raise api.errors.AutogradError("meshgrid expects all tensors to have the same dtype, but cartesian_prod() "
                                           f"got {tensors[0].dtype} and {t.dtype}. Convert one of them.")
    if len(tensors) == 1:
        return tensors[0]
    grid = [len(t) for t in tensors]
    columns = []
    for k, t in enumerate(tensors):
        column = t.reshape([len(t)] + [1] * (len(grid) - k - 1))
        columns.append(column.expand(grid))
    return api.stack(columns, -1).reshape(size(grid), len(grid))


@composite
def combinations(input, r=2, with_replacement=False):
    """All choices of `r` elements of a vector, in order, as rows.

    Parameters
    ----------
    input : Tensor
        A vector.
    r : int
        How many elements each row has.
    with_replacement : bool
        Whether an element may be chosen again.

    Examples
    --------
    >>> import wengert
    >>> wengert.combinations(wengert.tensor([1, 2, 3]))
    tensor([[1, 2],
            [1, 3],
            [2, 3]])
    """
    check_vector(input)
    if r < 0:
        raise api.errors.ShapeError(f"Expect a non-negative number, but got {r} (in combinations)")
    if r == 0:
        return api.empty(0, dtype=input.dtype)
    n = len(input)
    if r == 2 and n > MANY:
        chosen = np.stack(np.triu_indices(n, 0 if with_replacement else 1), 1)
    else:
        choices = (itertools.combinations_with_replacement if with_replacement else itertools.combinations)(range(n), r)
        chosen = np.fromiter(itertools.chain.from_iterable(choices), np.int64).reshape(-1, r)
    return input[api.from_numpy(chosen.astype(np.int64, copy=False))]


@compiled("block_diag", tensors="tensors", method=False, node="BlockDiag",
          each=lambda g, position, blocks, shapes: block_of(g, *blocks[position]).reshape(shapes[position]))
def _block_diag(tensors):
    """A matrix with matrices, rows and elements along its diagonal."""


def block_of(x, row, col, high, wide):
    """A part of a matrix."""
    return x.narrow(0, row, high).narrow(1, col, wide)


@composite(method=False, tensors="tensors")
def block_diag(*tensors):
    """A matrix with matrices along its diagonal and zeros elsewhere.

    Parameters
    ----------
    *tensors : Tensor
        At most 2-D: a vector counts as a row, a 0-d tensor as one element. The result has their common type.

    Examples
    --------
    >>> import wengert
    >>> wengert.block_diag(wengert.tensor([[1, 2]]), wengert.tensor(3))
    tensor([[1, 2, 0],
            [0, 0, 3]])
    """
    check_tensors(tensors, "block_diag")
    if not tensors:
        return api.empty(1, 0)
    for k, t in enumerate(tensors):
        if t.ndim > 2:
            raise api.errors.ShapeError("torch.block_diag: Input tensors must have 2 or fewer dimensions. "
                                        f"Input {k} has {t.ndim} dimensions")
    return api._block_diag(tensors)


@composite(out=True)
def kron(input, other):
    """The Kronecker product: each element of the first tensor times the whole second, in one tensor.

    Examples
    --------
    >>> import wengert
    >>> wengert.kron(wengert.tensor([1, 10]), wengert.tensor([1, 2]))
    tensor([ 1,  2, 10, 20])
    """
    if input.ndim == other.ndim == 1:
        return (input.unsqueeze(1) * other).reshape(len(input) * len(other))
    ndim = max(input.ndim, other.ndim)
    left = (1,) * (ndim - input.ndim) + input.shape
    right = (1,) * (ndim - other.ndim) + other.shape
    outer = input.reshape([n for m in left for n in (m, 1)]) * other.reshape([n for m in right for n in (1, m)])
    return outer.reshape([m * n for m, n in zip(left, right)])


@composite(method=False, tensors="x")
def vander(x, N=None, increasing=False):  # noqa: N803
    """The matrix of the powers of a vector's elements, one row for each.

    Parameters
    ----------
    x : Tensor
        A vector. Powers of integers and booleans are int64.
    N : int, optional
        The number of columns; by default as many as elements.
    increasing : bool
        Whether the powers rise from 0, instead of falling to it.

    Examples
    --------
    >>> import wengert
    >>> wengert.vander(wengert.tensor([1, 2, 3]))
    tensor([[1, 1, 1],
            [4, 2, 1],
            [9, 3, 1]])
    """
    if x.ndim != 1:
        raise api.errors.ShapeError(f"x must be a one-dimensional tensor. (vander got {x.ndim} dimensions)")
    columns = len(x) if N is None else N
    if columns < 0:
        raise api.errors.ShapeError(f"N must be non-negative. (vander got {N})")
    base = x if x.is_floating_point() or x.is_complex() else x.to(api.int64)
    powers = api.ones(len(x), min(columns, 1), dtype=base.dtype)
    if columns > 1:
        powers = api.cat([powers, base.unsqueeze(1).expand(len(x), columns - 1).cumprod(1)], 1)
    return powers if increasing else powers.flip(1)


def check_weights(weights, name, observations, kind, fits):
    """Raise unless a tensor can weigh the observations."""
    if weights.ndim > 1:
        raise api.errors.ShapeError(f"cov(): expected {name} to have one or fewer dimensions but got {name} with "
                                    f"{weights.ndim} dimensions")
    if not fits:
        raise api.errors.AutogradError(f"cov(): expected {name} to have {kind} dtype but got {name} with "
                                       f"{weights.dtype} dtype")
    if weights.numel() != observations:
        raise api.errors.ShapeError(f"cov(): expected {name} to have the same numel as there are observations in the "
                                    f"input but got {weights.numel()} != {observations}")
    if weights.numel() and weights.min().item() < 0:
        raise api.errors.ShapeError(f"cov(): {name} cannot be negative")


@composite
def cov(input, *, correction=1, fweights=None, aweights=None):
    """The covariances of variables (rows) over observations (columns).

    Parameters
    ----------
    input : Tensor
        A matrix, or the observations of one variable as a vector.
    correction : int
        What is taken from the number of observations before dividing by it.
    fweights : Tensor, optional
        How often each observation counts: integers.
    aweights : Tensor, optional
        The weight of each observation: floating.

    Returns
    -------
    Tensor
        A symmetric (Hermitian) matrix; 0-d for one variable.

    Raises
    ------
    RuntimeError
        If the input has more than two dims or is bool, or weights do not fit, are negative or sum to zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.cov(wengert.tensor([[0., 1., 2.], [2., 1., 0.]]))
    tensor([[ 1., -1.],
            [-1.,  1.]])
    """
    if input.ndim > 2:
        raise api.errors.ShapeError("cov(): expected input to have two or fewer dimensions but got an input with "
                                    f"{input.ndim} dimensions")
    if input.dtype is api.bool:
        raise api.errors.AutogradError("cov(): bool dtype is not supported for input")
    if not isinstance(correction, int):
        raise api.errors.DtypeError(f"cov(): argument 'correction' must be int, not {type(correction).__name__}")
    x = input if input.ndim == 2 else input.reshape(1, input.numel())
    count = x.shape[1]
    weights = None
    if fweights is not None:
        integral = not (fweights.is_floating_point() or fweights.is_complex() or fweights.dtype is api.bool)
        check_weights(fweights, "fweights", count, "integral", integral)
        weights = fweights
    if aweights is not None:
        check_weights(aweights, "aweights", count, "floating point", aweights.is_floating_point())
        weights = aweights if weights is None else weights * aweights
    if weights is None:
        mean = x.sum(1) / count
        freedom = max(count - correction, 0)
    else:
        total = weights.sum()
        if count and total.item() == 0:
            raise api.errors.ShapeError("cov(): weights sum to zero, can't be normalized")
        mean = (x * weights).sum(1) / total
        freedom = total - correction * (weights * aweights).sum() / total if aweights is not None and correction \
            else total - correction
        if freedom.item() <= 0:
            freedom = 0
    if isinstance(freedom, int) and freedom == 0:
        warnings.warn("cov(): degrees of freedom is <= 0. Correction should be strictly less than the number of "
                      "observations.", UserWarning, 2)
    x = x - mean.unsqueeze(1)
    return (x @ conj(x if weights is None else x * weights).t() / freedom).squeeze()


@composite
def corrcoef(input):
    """The correlation coefficients (Pearson's) of variables (rows) over observations (columns).

    Parameters
    ----------
    input : Tensor
        A matrix, or the observations of one variable as a vector.

    Returns
    -------
    Tensor
        A symmetric (Hermitian) matrix with entries from -1 to 1; 0-d for one variable.

    Examples
    --------
    >>> import wengert
    >>> wengert.corrcoef(wengert.tensor([[0., 1., 2.], [3., 1., 2.]]))
    tensor([[ 1.0000, -0.5000],
            [-0.5000,  1.0000]])
    """
    if input.ndim > 2:
        raise api.errors.ShapeError("corrcoef(): expected input to have two or fewer dimensions but got an input with "
                                    f"{input.ndim} dimensions")
    c = api.cov(input)
    if c.ndim == 0:
        return c / c
    variances = c.diagonal()
    deviations = (variances.real if c.is_complex() else variances).sqrt()
    c = c / deviations.unsqueeze(1) / deviations
    if c.is_complex():
        return api.complex(c.real.clamp(-1, 1), c.imag.clamp(-1, 1))
    return c.clamp(-1, 1)
