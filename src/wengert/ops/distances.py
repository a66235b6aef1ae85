"""Cross products and distances of vectors."""
import math

from . import api
from .arithmetic import conj
from .table import compiled, composite, primitive


@compiled("cross", method=False, node="LinalgCross", saved="input other",
          input=lambda g, other, dim: api._cross(conj(other), g, dim),
          other=lambda g, input, dim: api._cross(g, conj(input), dim))
def _cross(input, other, dim):
    """The cross product along a dim of size 3."""


@composite(out=True)
def cross(input, other, dim=None):
    """The cross products of vectors of three elements.

    Parameters
    ----------
    input, other : Tensor
        Of one type and with as many dims; all dims but `dim` broadcast.
    dim : int, optional
        The dim of size 3 that holds the vectors; without it, the first dim of size 3.

    Raises
    ------
    RuntimeError
        If the dim has not size 3, or the types differ or are bool.

    Examples
    --------
    >>> import wengert
    >>> wengert.cross(wengert.tensor([1., 0., 0.]), wengert.tensor([0., 1., 0.]), dim=0)
    tensor([0., 0., 1.])
    """
    if dim is None:
        if 3 not in input.shape:
            raise api.errors.ShapeError(f"no dimension of size 3 in input (in cross, of size {list(input.shape)})")
        dim = input.shape.index(3)
    return api._cross(input, other, dim)


def difference_slope(g, x, y, result, p):
    """The cotangent of x, whose rows x[i] are at distance result[i, j] from y[j]; 0 where two are equal."""
    if p == 0:
        return api.zeros_like(x)
    return slope_of(g, x.unsqueeze(-2) - y.unsqueeze(-3), result, p).sum(-2)


def slope_of(g, apart, result, p):
    """The cotangents of differences along the last dim, of which `result` is the p-norm, p not being 0."""
    sign, away = apart.sign(), result != 0
    if p == 1:
        slope = sign
    elif p == 2:
        slope = apart
        g = api.where(away, g / result, 0)
    elif math.isinf(p):
        slope = sign * (apart.abs() == result.unsqueeze(-1))
    else:
        slope = sign * apart.abs() ** (p - 1)
        if p < 2:
            slope = api.where(apart == 0, 0, slope)
        g = api.where(away, g / result ** (p - 1), 0)
    return slope * g.unsqueeze(-1)


@compiled("distance", method=False, node="Cdist", saved="x1 x2 result", tensors="x1 x2",
          x1=lambda g, x1, x2, result, p: difference_slope(g, x1, x2, result, p),
          x2=lambda g, x1, x2, result, p: difference_slope(g.mT, x2, x1, result.mT, p))
def _cdist(x1, x2, p):
    """The p-norm distances between rows of matrices, difference by difference."""


def euclidean_slope(g, x, y, result):
    """The cotangent of x for Euclidean distances, as a matrix product."""
    ratio = api.where(result == 0, 0, g / result)
    return x * ratio.sum(-1, keepdim=True) - ratio @ y


@primitive(method=False, node="EuclideanDist", tensors="x1 x2",
           x1=lambda g, x1, x2, result: euclidean_slope(g, x1, x2, result),
           x2=lambda g, x1, x2, result: euclidean_slope(g.mT, x2, x1, result.mT))
def _euclidean_dist(x1, x2):
    """The Euclidean distances between rows of matrices, by the matrix product of the rows."""
    squares = (x1 * x1).sum(-1, keepdim=True) + (x2 * x2).sum(-1).unsqueeze(-2)
    if x1.ndim == 2:
        squares = squares.addmm_(x1 * -2, x2.mT)
    else:
        squares += (x1 * -2) @ x2.mT
    return squares.clamp_(0).sqrt_()


MODES = ("use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist")
MANY = 25   # rows, above which the matrix product is used where it need not be


@composite(method=False, tensors="x1 x2")
def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """The p-norm distances between each row of one matrix and each row of another, or of batches of matrices.

    Parameters
    ----------
    x1, x2 : Tensor
        Floating, of shapes (..., P, M) and (..., R, M); the batches broadcast.
    p : float
        The order, at least 0: 0 counts the elements that differ, inf takes the largest difference.
    compute_mode : str
        Whether Euclidean distances may be computed by a matrix product, which is faster and less exact for close
        rows: ``use_mm_for_euclid_dist_if_necessary`` (with more than 25 rows on a side), ``use_mm_for_euclid_dist`` or
        ``donot_use_mm_for_euclid_dist``.

    Returns
    -------
    Tensor
        Of shape (..., P, R). The gradient of the distance between equal rows is 0.

    Raises
    ------
    RuntimeError
        If the sizes do not fit, the types differ or are not floating, or p is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.cdist(wengert.tensor([[0., 0.]]), wengert.tensor([[3., 4.], [1., 0.]]))
    tensor([[5., 1.]])
    """
    if compute_mode not in MODES:
        raise api.errors.ShapeError(f"{compute_mode} is not a valid value for compute_mode; known are {MODES}",
                                    kind=ValueError)
    check_rows(x1, x2)
    if not p >= 0:
        raise api.errors.ShapeError(f"cdist only supports non-negative p values, not {p}")
    if x1.ndim != x2.ndim or x1.ndim > 2 and x1.shape[:-2] != x2.shape[:-2]:
        batch = api.broadcast_shapes(x1.shape[:-2], x2.shape[:-2])
        x1, x2 = x1.expand(batch + x1.shape[-2:]), x2.expand(batch + x2.shape[-2:])
    many = compute_mode == MODES[1] or compute_mode == MODES[0] and (x1.shape[-2] > MANY or x2.shape[-2] > MANY)
    if p == 2 and many and x1.shape[-1]:
        return api._euclidean_dist(x1, x2)
    return api._cdist(x1, x2, float(p))


def check_rows(x1, x2):
    """Raise unless cdist can compare the rows of these tensors."""
    for name, x in (("X1", x1), ("X2", x2)):
        if x.ndim < 2:
            raise api.errors.ShapeError(f"cdist only supports at least 2D tensors, {name} got: {x.ndim}D")
        if not x.is_floating_point():
            raise api.errors.AutogradError(f"cdist only supports floating-point dtypes, {name} got: {x.dtype}")
    if x1.shape[-1] != x2.shape[-1]:
        raise api.errors.ShapeError("X1 and X2 must have the same number of columns. "
                                    f"X1: {x1.shape[-1]} X2: {x2.shape[-1]}")
    if x1.dtype is not x2.dtype:
        raise api.errors.AutogradError(f"expected scalar type {x1.dtype} but found {x2.dtype} (in cdist). Convert one "
                                       "of them.")


def pairs_rule(g, input, result, p):
    """The cotangent of rows from those of the distances of all their pairs."""
    if p == 0:
        return api.zeros_like(input)
    first, second = api.triu_indices(input.shape[0], input.shape[0], 1)
    part = slope_of(g, input[first] - input[second], result, p)
    return api.zeros_like(input).index_add(0, first, part).index_add(0, second, -part)


@compiled("pairs", method=False, saved="input result", node="Pdist", tensors="input", input=pairs_rule)
def _pdist(input, p):
    """The p-norm distances of all pairs of rows."""


def cosine_slope(g, x, y, dim, eps):
    """The cotangent of x for the cosines with y."""
    length = x.norm(2, dim, True)
    bounded = length.clamp(min=eps)
    g = g.unsqueeze(dim) / (bounded * y.norm(2, dim, True).clamp(min=eps))
    away = (length >= eps) & (length > 0)
    along = api.where(away, (x * y).sum(dim, keepdim=True), 0) / api.where(away, length * length, 1)
    return g * (y - along * x)


@compiled("cosine", method=False, saved="x1 x2", node="CosineSimilarity", tensors="x1 x2",
          x1=lambda g, x1, x2, dim, eps: cosine_slope(g, x1, x2, dim, eps),
          x2=lambda g, x1, x2, dim, eps: cosine_slope(g, x2, x1, dim, eps))
def _cosine(x1, x2, dim, eps):
    """The cosines of vectors along a dim, of one shape and type."""
