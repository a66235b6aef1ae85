"""Operations that make or overwrite values: complex numbers from parts, powers of a vector, constants, random numbers.

What a random number or a constant replaces has no influence on it: the derivative there is zero, not missing.
"""
from . import api
from .table import compiled, primitive


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


def fill_value(g):
    """Every element is the value."""
    return g.sum()


@compiled("filled", node="Fill", suffix="1", tensors="input value", input=nothing, value=fill_value, method=False)
def _filled(input, value):
    """A tensor of input's shape and type that holds one number everywhere."""


def zeros_of(g, shape):
    """Zeros for an argument that was broadcast."""
    return None if shape is None else api.zeros(shape, dtype=g.dtype)


@compiled("normal_of", node="Normal", suffix="3", tensors="mean std", method=False,
          mean=lambda g, mean_shape: zeros_of(g, mean_shape), std=lambda g, std_shape: zeros_of(g, std_shape))
def _normal_of(mean=0.0, std=1.0, generator=None):
    """Normal numbers of which means or deviations are given one by one."""


@compiled("bernoulli_of", node="Bernoulli", input=nothing, method=False)
def _bernoulli_of(input, generator):
    """1 with the probability that each element gives, else 0."""


@compiled("poisson_of", node="Poisson", input=nothing, method=False)
def _poisson_of(input, generator):
    """Poisson numbers of which each element is a mean."""


def not_drawn_through(g):
    """The rule of a draw that PyTorch does not differentiate."""
    raise api.errors.NonDifferentiableError("derivative for aten::binomial is not implemented. Use detach() on count "
                                            "and prob.")


not_drawn_through.refuses = True


@primitive(node="Binomial", tensors="count prob", count=not_drawn_through, prob=not_drawn_through, method=False)
def binomial(count, prob, generator=None):
    """Numbers of successes in `count` trials of probability `prob`.

    Parameters
    ----------
    count, prob : Tensor
        Trials and probabilities, of one floating type.
    generator : Generator, optional
        The stream to draw from; by default the common one.

    Raises
    ------
    ValueError
        If a type is not floating.

    Examples
    --------
    >>> import wengert
    >>> wengert.binomial(wengert.tensor([3., 4.]), wengert.tensor([1., 0.]))
    tensor([3., 0.])
    """
    return api.drawn_binomial(count, prob, generator)


def _overwriting(name, node, suffix="0"):
    """The row of an in-place draw, which cuts a tensor from what it was computed of."""
    def function(input, values):
        """The values that were drawn."""
        return values
    function.__name__ = "_" + name
    primitive(node=node, suffix=suffix, tensors="input values", input=nothing, method=False)(function)


for _name, _node in (("uniform", "Uniform"), ("normal", "Normal"), ("log_normal", "LogNormal"),
                     ("exponential", "Exponential"), ("geometric", "Geometric"), ("cauchy", "Cauchy"),
                     ("random", "Random")):
    _overwriting(_name, _node)
_overwriting("bernoulli", "Bernoulli", "2")
