"""Operations that make or overwrite values: complex numbers from parts, powers of a vector, constants, random numbers.

What a random number or a constant replaces has no influence on it: the derivative there is zero, not missing.
"""
from . import api
from .table import compiled, composite, primitive


def nothing(g):
    """The rule of an argument that has no influence: zeros of the result's shape."""
    return api.zeros_like(g)


@compiled("complex", node="Complex", tensors="real imag", real=lambda g: g.real, imag=lambda g: g.imag, method=False,
          out=True)
def complex(real, imag):
    """Complex numbers of which the real and the imaginary parts are given.

    Parameters
    ----------
    real, imag : Tensor
        Two tensors of one floating type, broadcast against each other.

    Examples
    --------
    >>> import wengert
    >>> wengert.complex(wengert.tensor([1., 2.]), wengert.tensor([3., 4.]))
    tensor([1.+3.j, 2.+4.j])
    """


def polar_abs(g, angle, abs_shape):
    """Along the unit circle's point."""
    return (g * api.complex(angle.cos(), angle.neg().sin())).real.sum_to_size(abs_shape)


def polar_angle(g, result, angle_shape):
    """Across it, that is a quarter turn further."""
    return (g * (result * 1j).conj()).real.sum_to_size(angle_shape)


@primitive(node="Polar", tensors="abs angle", abs=polar_abs, angle=polar_angle, method=False, out=True)
def polar(abs, angle):
    """Complex numbers of which the absolute values and the angles are given.

    Parameters
    ----------
    abs, angle : Tensor
        Two tensors of one floating type, broadcast against each other.

    Examples
    --------
    >>> import wengert
    >>> wengert.polar(wengert.tensor([1., 2.]), wengert.tensor([0., 0.]))
    tensor([1.+0.j, 2.+0.j])
    """
    if not (isinstance(angle, api.Tensor) and abs.is_floating_point() and angle.is_floating_point()
            and abs.dtype is angle.dtype):
        return api.complex(abs, angle)                       # which says what is wrong
    return api.complex(abs * angle.cos(), abs * angle.sin())


@composite(method=False, tensors="x")
def vander(x, N=None, increasing=False):  # noqa: N803
    """The powers of a vector's elements as columns: a Vandermonde matrix.

    Parameters
    ----------
    x : Tensor
        A 1-d tensor.
    N : int, optional
        Number of columns; by default as many as elements.
    increasing : bool
        Whether the powers grow from left to right.

    Examples
    --------
    >>> import wengert
    >>> wengert.vander(wengert.tensor([2., 3.]), N=3)
    tensor([[4., 2., 1.],
            [9., 3., 1.]])
    """
    if x.ndim != 1:
        raise api.errors.ShapeError("x must be a one-dimensional tensor.")
    columns = x.numel() if N is None else N
    if columns < 0:
        raise api.errors.ShapeError("N must be non-negative.")
    powers = api.arange(columns) if increasing else api.arange(columns - 1, -1, -1) if columns else api.arange(0)
    return x.unsqueeze(-1) ** powers


def fill_value(g):
    """Every element is the value."""
    return g.sum()


@primitive(node="Fill", suffix="1", tensors="input value", input=nothing, value=fill_value, method=False)
def fill(input, value):
    """A tensor of the shape and type of `input` that holds one number everywhere.

    Parameters
    ----------
    input : Tensor
        Gives shape and type.
    value : number or 0-d Tensor
        What to fill with.

    Examples
    --------
    >>> import wengert
    >>> wengert.fill(wengert.zeros(2), 3)
    tensor([3., 3.])
    """
    return api.empty_like(input).fill_(value)


def zeros_of(g, shape):
    """Zeros for an argument that was broadcast."""
    return None if shape is None else api.zeros(shape, dtype=g.dtype)


@primitive(node="Normal", suffix="3", tensors="mean std", method=False,
           mean=lambda g, mean_shape: zeros_of(g, mean_shape), std=lambda g, std_shape: zeros_of(g, std_shape))
def _normal_of(mean, std, generator):
    """Normal numbers of which means or deviations are given one by one."""
    return api.drawn_normal(mean, std, generator)


@primitive(node="Bernoulli", input=nothing, out=True)
def bernoulli(input, p=None, *, generator=None):
    """1 with a probability, else 0.

    Parameters
    ----------
    input : Tensor
        The probabilities; only shape and type where `p` is given.
    p : float, optional
        One probability for all elements.
    generator : Generator, optional
        The stream to take from.

    Examples
    --------
    >>> import wengert
    >>> wengert.bernoulli(wengert.tensor([0., 1., 1.]))
    tensor([0., 1., 1.])
    """
    return api.drawn_bernoulli(input, p, generator)


@primitive(node="Poisson", input=nothing, method=False)
def poisson(input, generator=None):
    """Poisson numbers of which the means are given.

    Examples
    --------
    >>> import wengert
    >>> wengert.poisson(wengert.zeros(2))
    tensor([0., 0.])
    """
    return api.drawn_poisson(input, generator)


def _overwriting(name, node, suffix="0"):
    """The row of an in-place draw, which cuts a tensor from what it was computed of."""
    def function(input, values):
        """The values that were drawn."""
        return values
    function.__name__ = "_" + name
    primitive(node=node, suffix=suffix, tensors="input values", input=nothing, inplace=True, method=False)(function)


for _name, _node in (("uniform", "Uniform"), ("normal", "Normal"), ("log_normal", "LogNormal"),
                     ("exponential", "Exponential"), ("geometric", "Geometric"), ("cauchy", "Cauchy"),
                     ("random", "Random")):
    _overwriting(_name, _node)
_overwriting("bernoulli", "Bernoulli", "2")
