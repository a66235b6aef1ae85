"""Activations: the elementwise operations behind ``nn.functional`` that are no functions of mathematics."""
from . import api
from .table import compiled, elementwise

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772      # Klambauer et al. 2017


def below(g, input, slope):
    """g where input > 0, else g times a slope, which must be finite everywhere."""
    return g * api.where(input > 0, 1, slope)


@elementwise(inplace=True, out=False, node="LeakyRelu",
             input=lambda g, input, negative_slope: below(g, input, negative_slope))
def _leaky_relu(input, negative_slope):
    """x, below 0 times a slope."""


@elementwise(inplace=True, out=False, node="PreluKernel", tensors="input weight",
             input=lambda g, input, weight: below(g, input, weight), weight=lambda g, input: g * input.clamp(max=0))
def _prelu(input, weight):
    """x, below 0 times a weight."""


@elementwise(inplace=True, out=False, costly=True, node="Elu",
             input=lambda g, input, alpha: below(g, input, alpha * input.clamp(max=0).exp()))
def _elu(input, alpha):
    """x, below 0 alpha (e^x - 1)."""


@elementwise(inplace=True, out=False, costly=True, node="Celu",
             input=lambda g, input, alpha: below(g, input, (input.clamp(max=0) / alpha).exp()))
def _celu(input, alpha):
    """x, below 0 alpha (e^(x / alpha) - 1)."""


@elementwise(inplace=True, out=False, costly=True, node="Elu",
             input=lambda g, input: SELU_SCALE * below(g, input, SELU_ALPHA * input.clamp(max=0).exp()))
def _selu(input):
    """elu with the constants of Klambauer et al. 2017."""


def silu_slope(g, input):
    """The derivative of x s(x)."""
    s = input.sigmoid()
    return g * (s + input * s * (1 - s))


@elementwise(inplace=True, out=False, costly=True, fallback=lambda input: input * input.sigmoid(), input=silu_slope)
def _silu(input):
    """x times the logistic function of x."""


def mish_slope(g, input):
    """The derivative of x tanh(log(1 + e^x))."""
    t = (-(-input).sigmoid().log()).tanh() if input.dtype.is_complex else (-api.logsigmoid(-input)).tanh()
    return g * (t + input * (1 - t * t) * input.sigmoid())


@elementwise(inplace=True, out=False, costly=True, input=mish_slope)
def _mish(input):
    """x tanh(log(1 + e^x))."""


def softplus_slope(g, input, beta, threshold):
    """s(beta x), 1 where beta x is above the threshold."""
    z = input * beta
    return g * api.where(z > threshold, 1, z.sigmoid())


@elementwise(out=False, costly=True, input=softplus_slope)
def _softplus(input, beta, threshold):
    """log(1 + e^(beta x)) / beta, x itself where beta x is above a threshold."""


@elementwise(out=False, promote="float", node="Softsign", fallback=lambda input: input / (1 + input.abs()),
             input=lambda g, input: g / (1 + input.abs()).square())
def _softsign(input):
    """x / (1 + |x|)."""


@elementwise(inplace=True, out=False, node="Hardtanh", fallback=lambda input, low, high: input.clamp(low, high),
             input=lambda g, input, low, high: g * ((input <= low) | (input >= high)).logical_not())
def _hardtanh(input, low, high):
    """The input between two bounds; unlike clamp's, its derivative at the bounds is 0."""


@elementwise(inplace=True, out=False, node="Hardsigmoid", input=lambda g, input: g * ((input > -3) & (input < 3)) / 6)
def _hardsigmoid(input):
    """(x + 3) / 6 between 0 and 1."""


@elementwise(inplace=True, out=False, node="Hardswish",
             input=lambda g, input: g * api.where(input <= -3, 0, api.where(input < 3, input / 3 + 0.5, 1)))
def _hardswish(input):
    """x times (x + 3) / 6 between 0 and 1."""


@elementwise(node="Hardshrink", input=lambda g, input, lambd: g * ((input >= -lambd) & (input <= lambd)).logical_not())
def hardshrink(input, lambd=0.5):
    """The input, or 0 from -`lambd` to `lambd`.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    lambd : float
        The bound.

    Examples
    --------
    >>> import wengert
    >>> wengert.hardshrink(wengert.tensor([-1., 0.25, 2.]))
    tensor([-1.,  0.,  2.])
    """


@elementwise(out=False, node="Softshrink",
             input=lambda g, input, lambd: g * ((input >= -lambd) & (input <= lambd)).logical_not())
def _softshrink(input, lambd):
    """The input moved towards 0 by lambd, 0 from -lambd to lambd."""


@elementwise(inplace=True, out=False, node="Threshold",
             fallback=lambda input, bound, value: api.where(input <= bound, value, input),
             input=lambda g, input, bound: g * (input <= bound).logical_not())
def _threshold(input, bound, value):
    """The input where it is above a bound, else a value."""


@elementwise(out=False, costly=True, node="Glu", input=lambda g, gate: g * gate.sigmoid(), tensors="input gate",
             gate=lambda g, input, gate: g * input * gate.sigmoid() * (-gate).sigmoid())
def _gated(input, gate):
    """The input times the logistic function of a gate."""


def glu_slope(g, input, dim):
    """Of a s(b): s(b) for the first half, a s'(b) for the second."""
    a, b = input.chunk(2, dim)
    s = b.sigmoid()
    return api.cat((g * s, g * a * s * (1 - s)), dim)


@compiled("glu", method=False, saved="input", node="Glu", input=glu_slope)
def _glu(input, dim):
    """The first half along a dim times the logistic function of the second."""
