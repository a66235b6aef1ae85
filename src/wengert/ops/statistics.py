"""Variance and its relatives, norms and distances, quantiles."""
import math

from . import api
from .arithmetic import conj
from .reductions import as_dims, count, restored
from .table import compiled, composite


def var_slope(g, input, input_shape, dim, keepdim, correction):
    """d var / dx = 2 (x - mean) / (n - correction)."""
    n = count(input_shape, dim) - correction
    centred = input - input.mean(dim, keepdim=True) if input_shape else input - input
    return restored(g, input_shape, dim, keepdim) * (2.0 / n if n > 0 else math.nan) * centred


def std_slope(g, input, result, input_shape, dim, keepdim, correction):
    """The same over twice the deviation; zero where that is zero."""
    half = api.where(result == 0, 0, g / (2 * result))
    return var_slope(half, input, input_shape, dim, keepdim, correction)


@compiled("var", saved="input result", tensors="input", out="cast", input=var_slope)
def var(input, dim=None, unbiased=None, keepdim=False, *, correction=1):
    """The variance over `dim` (all dims when None).

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating or complex type.
    dim : int or tuple of int, optional
        The dims to reduce. A bool in its place is taken as `unbiased`.
    unbiased : bool, optional
        The older form of `correction`: True for 1, False for 0.
    keepdim : bool
        Whether the reduced dims stay, with size 1.
    correction : int
        The divisor is the number of elements less this, and not below zero.

    Returns
    -------
    Tensor
        Real, of the shape of `input` without the reduced dims.

    Raises
    ------
    RuntimeError
        If the tensor holds integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.var(wengert.tensor([1., 2., 3., 4.]))
    tensor(1.6667)
    """


@compiled("var", saved="input result", tensors="input", out="cast", input=std_slope)
def std(input, dim=None, unbiased=None, keepdim=False, *, correction=1):
    """The standard deviation over `dim`, the root of :func:`var`. Its gradient where it is 0 is 0.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating or complex type.
    dim, unbiased, keepdim, correction
        As for :func:`var`.

    Examples
    --------
    >>> import wengert
    >>> wengert.std(wengert.tensor([1., 3.]))
    tensor(1.4142)
    """


@compiled("var_mean", tensors="input", method=False)
def var_mean(input, dim=None, unbiased=None, keepdim=False, *, correction=1):
    """The pair of :func:`var` and :func:`mean`.

    Parameters
    ----------
    input : Tensor
        Floating or complex.
    dim : int or tuple of int, optional
        What to reduce; everything when None.
    unbiased : bool, optional
        PyTorch's older form of `correction`: 1 if True, 0 if False.
    keepdim : bool
        Whether the reduced dims stay, with size 1.
    correction : number
        What is taken from the count before dividing.

    Raises
    ------
    RuntimeError
        For integers and bools.

    Examples
    --------
    >>> import wengert
    >>> wengert.var_mean(wengert.tensor([1., 2., 3.]))
    (tensor(1.), tensor(2.))
    """


@compiled("var_mean", tensors="input", method=False)
def std_mean(input, dim=None, unbiased=None, keepdim=False, *, correction=1):
    """The pair of :func:`std` and :func:`mean`.

    Parameters
    ----------
    input : Tensor
        Floating or complex.
    dim : int or tuple of int, optional
        What to reduce; everything when None.
    unbiased : bool, optional
        PyTorch's older form of `correction`: 1 if True, 0 if False.
    keepdim : bool
        Whether the reduced dims stay, with size 1.
    correction : number
        What is taken from the count before dividing.

    Raises
    ------
    RuntimeError
        For integers and bools.

    Examples
    --------
    >>> import wengert
    >>> wengert.std_mean(wengert.tensor([1., 2., 3.]))
    (tensor(1.), tensor(2.))
    """


def norm_rule(g, input, result, input_shape, p, dim, keepdim):
    """The slope of the p-norm; 0 at the origin, shared between equal largest elements for p = inf."""
    g, top = restored(g, input_shape, dim, keepdim), restored(result, input_shape, dim, keepdim)
    if p == 0:
        return api.zeros_like(input)
    if p == 1:
        return g * input.sgn()
    if p == 2:
        return api.where(top == 0, 0, g / top) * input
    size = input.abs()
    if math.isinf(p):
        best = size == top
        return g * input.sgn() * best / best.sum(as_dims(dim, len(input_shape)), keepdim=True)
    slope = input.sgn() * size ** (p - 1) * api.where(top == 0, 0, g / top ** (p - 1))
    return api.where(input == 0, 0, slope) if p < 2 else slope


@compiled("norm", method=False, saved="input result", node="LinalgVectorNorm", tensors="input", input=norm_rule)
def _vector_norm(input, p, dim, keepdim):
    """The p-norm over dims."""


@compiled("norm", saved="input result", node="LinalgVectorNorm", tensors="input", out=True, input=norm_rule)
def norm(input, p="fro", dim=None, keepdim=False, dtype=None):
    """The p-norm of the elements over `dim`. Its gradient at 0 is 0.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating or complex type.
    p : float or "fro"
        The order: inf and -inf give the largest and smallest modulus, 0 the number of elements that are not
        zero, and "fro" is 2.
    dim : int or tuple of int, optional
        The dims to reduce; all when None.
    keepdim : bool
        Whether the reduced dims stay, with size 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.norm(wengert.tensor([3., 4.]))
    tensor(5.)
    """


@composite
def dist(input, other, p=2):
    """The p-norm of the difference.

    Parameters
    ----------
    input, other : Tensor
        Of shapes that broadcast.
    p : float
        The order; see :func:`norm`.

    Examples
    --------
    >>> import wengert
    >>> wengert.dist(wengert.tensor([3., 0.]), wengert.tensor([0., 4.]))
    tensor(5.)
    """
    return api.norm(input - other, p)


def renorm_rule(g, input, p, dim, maxnorm):
    """The slope of slices scaled down to a norm, through the factor and through the norm."""
    dims = tuple(k for k in range(input.ndim) if k != dim)
    size = api.norm(input, p, dims, True)
    shared = g * conj(input)
    if shared.is_complex():
        shared = shared.real
    long, over = size > maxnorm, size + 1e-7
    slope = api.where(long, -maxnorm / over.square(), 0) * shared.sum(dims, keepdim=True)
    return g * api.where(long, maxnorm / over, 1) + norm_rule(slope, input, size, input.shape, p, dims, True)


@compiled("renorm", saved="input", tensors="input", inplace=True, out="cast", input=renorm_rule)
def renorm(input, p, dim, maxnorm):
    """Each slice along `dim` scaled down where its p-norm is above `maxnorm`.

    Parameters
    ----------
    input : Tensor
        Of at least two dims and a floating or complex type.
    p : float
        The order of the norm, above 0.
    dim : int
        Along which the slices lie.
    maxnorm : float
        The largest norm that is left as it is.

    Raises
    ------
    RuntimeError
        If there are fewer dims, or `p` or `maxnorm` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.renorm(wengert.tensor([[3., 4.], [0.3, 0.4]]), 2, 0, 1.)
    tensor([[0.6000, 0.8000],
            [0.3000, 0.4000]])
    """


def checked_quantiles(input, q, interpolation, name):
    """The probabilities as a tensor of the input's type."""
    if not input.is_floating_point() or input.dtype is api.float16:
        raise api.errors.AutogradError(f"{name}() input tensor must be either float or double dtype; convert it "
                                       "first, e.g. with .float()")
    if interpolation not in ("linear", "lower", "higher", "midpoint", "nearest"):
        raise api.errors.AutogradError(f"{name}() interpolation must be one of linear, lower, higher, midpoint or "
                                       f"nearest, but got {interpolation}")
    if not isinstance(q, api.Tensor):
        if not 0 <= q <= 1:
            raise api.errors.AutogradError(f"{name}() q must be in the range [0, 1] but got {q}")
        return api.tensor(q, dtype=input.dtype)
    if q.ndim > 1:
        raise api.errors.ShapeError(f"{name}() q must be a scalar or 1D tensor, but has {q.ndim} dimensions")
    if q.dtype is not input.dtype:
        raise api.errors.AutogradError(f"{name}() q tensor must be same dtype as the input tensor")
    if not bool(((q >= 0) & (q <= 1)).all()):
        raise api.errors.AutogradError(f"{name}() q values must be in the range [0, 1]")
    return q


def beside_rank(row, below, above):
    """The elements of two neighbouring ranks of a vector, or of one rank twice, without its order."""
    low = api.kthvalue(row, below + 1)[0]
    if above == below or int((row <= low).sum()) > above:
        return low, low
    return low, api.where(row > low, row, math.inf).amin()


def quantile_of(input, q, dim, keepdim, interpolation, skips_nan, name):
    """Both quantiles: the elements beside each rank are joined. The rows are sorted for it, but for a lone rank whose
    derivative nobody wants."""
    q = checked_quantiles(input, q, interpolation, name)
    if input.numel() == 0:
        raise api.errors.AutogradError(f"{name}() input tensor must be non-empty")
    along, = (0,) if dim is None else as_dims(dim, input.ndim)
    rows = input.reshape(-1) if dim is None or input.ndim == 0 else input.movedim(along, -1)
    lone = rows.ndim == q.numel() == 1 and not (rows.requires_grad and api.is_grad_enabled())
    rows = rows if lone else api.sort(rows)[0]
    last, shape = rows.shape[-1] - 1, (*rows.shape[:-1], q.numel())
    missing = rows.detach().isnan()
    if skips_nan:
        ranks = q.reshape(-1) * (missing.logical_not().sum(-1, keepdim=True) - 1).clamp(min=0)
    else:
        ranks = (q.reshape(-1) * last).expand(shape)
        if bool(missing.any()):                        # NaNs are last in order, and the answer where there are any
            ranks = api.where(missing.any(-1, keepdim=True), float(last), ranks)
    if interpolation in ("lower", "higher", "nearest"):
        ranks = {"lower": ranks.floor, "higher": ranks.ceil, "nearest": ranks.round}[interpolation]()
    below = ranks.detach().floor()
    above = ranks.detach().ceil()
    if lone:
        out, following = (v.reshape(1) for v in beside_rank(rows, int(below), int(above)))
    else:
        out, following = rows.gather(-1, below.long()), rows.gather(-1, above.long())
    if interpolation in ("linear", "midpoint"):
        weight = ranks - below if interpolation == "linear" else api.full_like(ranks, 0.5)
        out = out.lerp(following, weight)
    if keepdim and input.ndim:
        kept = [1 if dim is None or k == along else n for k, n in enumerate(input.shape)]
        out = out.reshape([*kept, q.numel()] if dim is None else out.shape)
        out = out if dim is None else out.unsqueeze(along)
    return out.movedim(-1, 0) if q.ndim else out.squeeze(-1)


@composite(out=True)
def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    """The elements of given ranks in order along `dim`; NaN where there is one.

    Parameters
    ----------
    input : Tensor
        Of a floating type, not empty.
    q : float or Tensor
        Probabilities from 0 to 1: one, or a vector of the type of `input`.
    dim : int, optional
        The dim to reduce; all when None.
    keepdim : bool
        Whether the reduced dim stays, with size 1.
    interpolation : str
        "linear", "lower", "higher", "midpoint" or "nearest": what is between two elements.

    Returns
    -------
    Tensor
        The reduced shape, behind a first dim for the entries of `q` when that is a vector.

    Raises
    ------
    RuntimeError
        If `q` is out of range or of another type.

    Examples
    --------
    >>> import wengert
    >>> wengert.quantile(wengert.tensor([1., 2., 3., 4.]), 0.5)
    tensor(2.5000)
    """
    return quantile_of(input, q, dim, keepdim, interpolation, False, "quantile")


@composite(out=True)
def nanquantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    """The :func:`quantile` of what is no NaN; NaN where there is nothing else.

    Parameters
    ----------
    input, q, dim, keepdim, interpolation
        As for :func:`quantile`.

    Examples
    --------
    >>> import wengert
    >>> wengert.nanquantile(wengert.tensor([1., float("nan"), 3.]), 0.5)
    tensor(2.)
    """
    return quantile_of(input, q, dim, keepdim, interpolation, True, "nanquantile")
