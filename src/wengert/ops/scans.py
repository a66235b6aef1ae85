"""Running sums, products and extremes along a dim, and its reverse: differences, integrals and slopes."""
import math

from . import api
from .reductions import as_dims
from .table import alias, compiled, composite, elementwise


def from_the_end(x, dim):
    """Sums from each element to the last along a dim."""
    return x.flip(dim).cumsum(dim).flip(dim) if x.ndim else x


@compiled("cumsum", tensors="input", inplace=True, out="dtype", input=from_the_end)
def cumsum(input, dim, *, dtype=None):
    """Running sums along `dim`; integers are summed as int64.

    Parameters
    ----------
    dim : int
        The dim to sum along.
    dtype : dtype, optional
        Convert to this type first.

    Raises
    ------
    IndexError
        If `dim` is out of range.

    Examples
    --------
    >>> import wengert
    >>> wengert.cumsum(wengert.tensor([1, 2, 3]), dim=0)
    tensor([1, 3, 6])
    """


def cumprod_rule(g, input, result, dim):
    """The rule of running products: sums from the end of cotangent times result, over the factor itself.

    Where there are zeros it is, for each factor, what the products would be without it.
    """
    if input.ndim == 0:
        return g
    if not bool((input.detach() == 0).any()):
        return from_the_end(g * result.conj(), dim) / input.conj()
    parts, before = [], None
    for k in range(input.shape[dim]):
        x, rest = input.select(dim, k), input.narrow(dim, k + 1, input.shape[dim] - k - 1)
        after = api.cat((api.ones_like(x).unsqueeze(dim), rest.cumprod(dim)), dim).conj()
        part = (g.narrow(dim, k, input.shape[dim] - k) * after).sum(dim)
        parts.append(part if before is None else part * before.conj())
        before = x if before is None else before * x
    return api.stack(parts, dim)


@compiled("cumprod", saved="input result", tensors="input", inplace=True, out="dtype", input=cumprod_rule)
def cumprod(input, dim, *, dtype=None):
    """Running products along `dim`; integers are multiplied as int64.

    Parameters
    ----------
    input : Tensor
        Of any shape and type.
    dim : int
        Along which to multiply.
    dtype : dtype, optional
        The type to convert to first.

    Returns
    -------
    Tensor
        Of the shape of `input`. The gradient is right where factors are zero.

    Examples
    --------
    >>> import wengert
    >>> wengert.cumprod(wengert.tensor([1, 2, 3]), dim=0)
    tensor([1, 2, 6])
    """


def at_places(g, indices, input_shape, dim):
    """The rule of running extremes: each cotangent goes to the place its value came from."""
    return api.zeros(input_shape, dtype=g.dtype).scatter_add(dim, indices, g) if input_shape else g


@compiled("cumulative_extreme", saved="indices", tensors="input", out=True, input=at_places)
def cummax(input, dim):
    """The pair (values, indices) of the largest elements so far along `dim`. NaN stays.

    Parameters
    ----------
    input : Tensor
        Real, of any shape.
    dim : int
        Along which to look.

    Returns
    -------
    (Tensor, Tensor)
        Of equal elements the index of the last is given.

    Examples
    --------
    >>> import wengert
    >>> wengert.cummax(wengert.tensor([1, 3, 2]), dim=0).values
    tensor([1, 3, 3])
    """


@compiled("cumulative_extreme", saved="indices", tensors="input", out=True, input=at_places)
def cummin(input, dim):
    """The pair (values, indices) of the smallest elements so far along `dim`. NaN stays.

    Parameters
    ----------
    input, dim
        As for :func:`cummax`.

    Examples
    --------
    >>> import wengert
    >>> wengert.cummin(wengert.tensor([3, 1, 2]), dim=0).values
    tensor([3, 1, 1])
    """


def logcumsumexp_rule(g, input, result, dim):
    """The rule of running log-sum-exps: exp(x) times the sum from the end of g exp(-result), in logarithms."""
    if input.is_complex():
        return ((g.log() - result.conj()).flip(dim).logcumsumexp(dim).flip(dim) + input.conj()).exp()

    def part(chosen):
        logs = api.where(chosen, api.where(chosen, g, 1).abs().log(), -math.inf)
        return ((logs - result).flip(dim).logcumsumexp(dim).flip(dim) + input).exp()
    return part(g > 0) - part(g < 0)


@compiled("logcumsumexp", saved="input result", tensors="input", out=True, input=logcumsumexp_rule)
def logcumsumexp(input, dim):
    """log of the running sums of exp along `dim`, without overflow.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating or complex type.
    dim : int
        Along which to sum.

    Examples
    --------
    >>> import wengert
    >>> wengert.logcumsumexp(wengert.tensor([100., 100.]), dim=0)
    tensor([100.0000, 100.6931])
    """


def without_ends(x, dim, start, end):
    """x less `start` elements at the beginning of a dim, which counts from 0, and `end` at its end."""
    return x[(slice(None),) * dim + (slice(start, -end or None),)]


def widened(g, dim):
    """One zero more at both ends of a dim."""
    return api.constant_pad_nd(g, [0, 0] * (g.ndim - 1 - dim) + [1, 1])


@compiled("neighbours", method=False, node="Sub", input=lambda g, dim: -api._diff(widened(g, dim), dim))
def _diff(input, dim):
    """The differences of neighbours along a dim."""


@compiled("neighbours", method=False, node="Add", input=lambda g, dim: api._pair_sums(widened(g, dim), dim))
def _pair_sums(input, dim):
    """The sums of neighbours along a dim."""


@compiled("diff", out="cast", tensors="input prepend append")
def diff(input, n=1, dim=-1, prepend=None, append=None):
    """The `n`-th differences of neighbours along `dim`; of bools whether they differ.

    Parameters
    ----------
    input : Tensor
        Of at least one dim.
    n : int
        How many times.
    dim : int
        Along which.
    prepend, append : Tensor, optional
        What is joined to `input` along `dim` first.

    Raises
    ------
    RuntimeError
        If the tensor is 0-d, or `n` negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.diff(wengert.tensor([1, 3, 6]))
    tensor([2, 3])
    """


def steps_along(y, x, dim, name):
    """The distances between the coordinates `x` along a dim of `y`."""
    if x.dtype is api.bool or y.dtype is api.bool:
        raise api.errors.AutogradError(f"{name}: received a bool input for `x` or `y`, but bool is not supported")
    if x.ndim == 1:
        if x.shape[0] != y.shape[dim]:
            raise api.errors.ShapeError(f"{name}: There must be one `x` value for each sample point, but there are "
                                        f"{x.shape[0]} and {y.shape[dim]}")
        shape = [1] * y.ndim
        shape[dim] = x.shape[0]
        x = x.reshape(shape)
    elif x.ndim < y.ndim:
        x = x.reshape([1] * (y.ndim - x.ndim) + list(x.shape))
    return api._diff(x, dim)


def check_samples(y, x, dx, name):
    """Refuse what cannot be integrated."""
    if x is not None and dx != 1:
        raise api.errors.ArgumentError(f"{name}(): give either the coordinates x or the step dx, not both")
    if y.dtype is api.bool:
        raise api.errors.AutogradError(f"{name}: received a bool input for `y`, but bool is not supported")


def ends_halved(input, first, last, step):
    """:func:`_ends_halved` of other types than floats."""
    return (input - (first + last) * 0.5) * step


@elementwise(method=False, out=False, nin=4, tensors="input first last", fallback=ends_halved,
             input=lambda g, step: g * step, first=lambda g, step: g * (-0.5 * step),
             last=lambda g, step: g * (-0.5 * step))
def _ends_halved(input, first, last, step):
    """A sum less half of the first and the last of its terms, times a step."""


@composite(method=False)
def trapezoid(y, x=None, *, dx=1, dim=-1):
    """The integral along `dim` by the trapezoidal rule.

    Parameters
    ----------
    y : Tensor
        Samples.
    x : Tensor, optional
        Their coordinates: as many as there are samples along `dim`, or of a shape that broadcasts.
    dx : float
        The distance of samples instead.
    dim : int
        Along which to integrate.

    Examples
    --------
    >>> import wengert
    >>> wengert.trapezoid(wengert.tensor([1., 2., 3.]))
    tensor(4.)
    """
    dim, = as_dims(dim, y.ndim)
    if y.shape[dim] == 0:
        return y.detach().sum(dim).to(y.dtype)
    check_samples(y, x, dx, "trapezoid")
    if x is None:
        return (ends_halved if isinstance(dx, api.Tensor) else api._ends_halved)(
            y.sum(dim), y.select(dim, 0), y.select(dim, -1), dx)
    step = steps_along(y, x, dim, "trapezoid")
    return (api._pair_sums(y, dim) * step).sum(dim) / 2


alias("trapz", of="trapezoid")


@composite(method=False)
def cumulative_trapezoid(y, x=None, *, dx=1, dim=-1):
    """The running integral along `dim` by the trapezoidal rule, one element shorter than `y`.

    Parameters
    ----------
    y, x, dx, dim
        As for :func:`trapezoid`.

    Examples
    --------
    >>> import wengert
    >>> wengert.cumulative_trapezoid(wengert.tensor([1., 2., 3.]))
    tensor([1.5000, 4.0000])
    """
    check_samples(y, x, dx, "cumulative_trapezoid")
    dim, = as_dims(dim, y.ndim)
    sums = api._pair_sums(y, dim)
    if x is None:
        return sums.cumsum(dim) * (dx / 2)
    return (sums * steps_along(y, x, dim, "cumulative_trapezoid")).cumsum(dim) / 2


def slopes_rule(g, dim, step):
    """The transpose of :func:`_slopes`: each cotangent to the two elements that its slope was taken between."""
    n = g.shape[dim]

    def placed(part, start):
        return api.constant_pad_nd(part, [0, 0] * (g.ndim - 1 - dim) + [start, n - start - part.shape[dim]])

    centre = g.narrow(dim, 1, n - 2) / (2 * step)
    first, last = g.narrow(dim, 0, 1) / step, g.narrow(dim, n - 1, 1) / step
    return (placed(centre, 2) - placed(centre, 0) + placed(api.cat((-first, first), dim), 0)
            + placed(api.cat((-last, last), dim), n - 2))


@compiled("slopes", method=False, input=slopes_rule)
def _slopes(input, dim, step):
    """Central differences along a dim over a number, one-sided ones at its ends."""


def slope_along(x, dim, step, edge_order):
    """Central differences along a dim, one-sided ones at its ends; `step` a number or the coordinates."""
    if edge_order == 1 and isinstance(step, (int, float)) and (x.is_floating_point() or x.is_complex()) \
            and x.dtype is not api.float16:
        return api._slopes(x, dim, step)
    last = x.shape[dim]
    if isinstance(step, api.Tensor):
        step = (step[1:] - step[:-1]).reshape([-1 if k == dim else 1 for k in range(x.ndim)])
        a, b = without_ends(step, dim, 0, 1), without_ends(step, dim, 1, 0)
        weights = -b / (a * (a + b)), (b - a) / (a * b), a / (b * (a + b))
        low, middle, high = [without_ends(x, dim, k, 2 - k) for k in range(3)]
        centre = weights[0] * low + weights[1] * middle + weights[2] * high
        ends = [(step.narrow(dim, 0, 1), step.narrow(dim, 1, 1) if last > 2 else None),
                (step.narrow(dim, last - 2, 1), step.narrow(dim, last - 3, 1) if last > 2 else None)]
    else:
        centre = (without_ends(x, dim, 2, 0) - without_ends(x, dim, 0, 2)) / (2 * step)
        ends = [(step, step), (step, step)]
    edges = []
    for sign, (first, second), places in ((1, ends[0], (0, 1, 2)), (-1, ends[1], (last - 1, last - 2, last - 3))):
        f = [x.narrow(dim, k, 1) for k in places[:edge_order + 1]]
        if edge_order == 1:
            edges.append(sign * (f[1] - f[0]) / first)
        else:
            edges.append(sign * (-(2 * first + second) / (first * (first + second)) * f[0]
                                 + (first + second) / (first * second) * f[1]
                                 - first / (second * (first + second)) * f[2]))
    return api.cat((edges[0], centre, edges[1]), dim)


@composite(method=False)
def gradient(input, *, spacing=None, dim=None, edge_order=1):
    """Slopes along dims, by central differences inside and one-sided ones at the ends.

    Parameters
    ----------
    input : Tensor
        Samples of a function.
    spacing : float, sequence of float, or sequence of Tensor
        The distance of samples, one for all dims or one for each, or their coordinates along each dim; 1 when None.
    dim : int or tuple of int, optional
        Along which; all when None.
    edge_order : int
        1 or 2: how exact the ends are.

    Returns
    -------
    tuple of Tensor
        One for each dim, of the shape of `input`.

    Raises
    ------
    RuntimeError
        If a dim has fewer than `edge_order` + 1 elements, or the spacings are not as many as the dims.

    Examples
    --------
    >>> import wengert
    >>> wengert.gradient(wengert.tensor([1., 4., 9.]))
    (tensor([3., 4., 5.]),)
    """
    dims = as_dims(dim, input.ndim)
    if input.dtype is api.uint8:                       # whose differences wrap
        raise api.errors.AutogradError("torch.gradient does not support uint8 input.")
    if edge_order not in (1, 2):
        raise api.errors.AutogradError("torch.gradient only supports edge_order=1 and edge_order=2.")
    if isinstance(spacing, api.Tensor):
        spacing = (spacing,) if spacing.ndim else spacing.item()
    spacing = 1 if spacing is None else spacing
    steps = tuple(spacing) if isinstance(spacing, (tuple, list)) else (spacing,) * len(dims)
    if len(steps) != len(dims):
        raise api.errors.AutogradError("torch.gradient expected spacing to be unspecified, a scalar, or a list of "
                                       f"length equal to the number of dims, {len(dims)}, but got {len(steps)}.")
    for d, step in zip(dims, steps):
        if input.shape[d] < edge_order + 1:
            raise api.errors.AutogradError("torch.gradient expected each dimension size to be at least edge_order+1; "
                                           f"dimension {d} has {input.shape[d]}")
        if isinstance(step, api.Tensor) and step.shape != (input.shape[d],):
            raise api.errors.AutogradError("torch.gradient expected each element of spacing to have as many entries "
                                           f"as its dimension; dimension {d} has {input.shape[d]}, the spacing "
                                           f"{list(step.shape)}")
    return tuple(slope_along(input, d, step, edge_order) for d, step in zip(dims, steps))
