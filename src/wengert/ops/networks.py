"""The operations behind ``nn.functional``."""
import math

import numpy as np

from . import api
from .arithmetic import conj
from .table import compiled, elementwise, primitive


@elementwise(inplace=False, method=False, node="Gelu", costly=True,
             input=lambda g, input: g * (0.5 * (1 + (input * math.sqrt(0.5)).erf())
                                         + input * (-0.5 * input * input).exp() / math.sqrt(2 * math.pi)))
def gelu(input):
    """x times the normal distribution function of x (Hendrycks and Gimpel 2016).

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.gelu(wengert.tensor([0., 1.]))
    tensor([0.0000, 0.8413])
    """


def gelu_tanh_slope(g, input):
    """The derivative of the tanh approximation."""
    k = math.sqrt(2 / math.pi)
    t = (k * (input + 0.044715 * input ** 3)).tanh()
    return g * (0.5 * (1 + t) + 0.5 * input * (1 - t * t) * k * (1 + 3 * 0.044715 * input * input))


@elementwise(method=False, costly=True, node="Gelu", kernel="gelu_tanh", input=gelu_tanh_slope)
def _gelu_tanh(input):
    """The tanh approximation of :func:`gelu`."""


@elementwise(method=False, out=False, node="LogSigmoid", costly=True, input=lambda g, input: g * (-input).sigmoid())
def logsigmoid(input):
    """log(1 / (1 + exp(-x))) without overflow.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.logsigmoid(wengert.tensor([0., -100.]))
    tensor([  -0.6931, -100.0000])
    """


def rows(x):
    """A tensor as a matrix of rows."""
    return x.reshape(-1, x.shape[-1])


@compiled("linear", node="Addmm", saved="input weight", tensors="input weight bias", method=False,
          input=lambda g, weight: g @ conj(weight), weight=lambda g, input: rows(g).T @ conj(rows(input)),
          bias=lambda g: rows(g).sum(0))
def linear(input, weight, bias=None):
    """`input` weight^T + `bias`.

    Parameters
    ----------
    input : Tensor
        Of shape (..., in).
    weight : Tensor
        Of shape (out, in).
    bias : Tensor, optional
        Of shape (out,).

    Returns
    -------
    Tensor
        Of shape (..., out).

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.functional.linear(wengert.ones(1, 2), wengert.ones(3, 2), wengert.zeros(3))
    tensor([[2., 2., 2.]])
    """


def cross_entropy_slope(g, input, target, divisor, weight, label_smoothing):
    """softmax(x) - onehot(target), weighted and smoothed, times the row's cotangent; zero for ignored rows."""
    hot = np.zeros(input.shape, np.asarray(g.detach()).dtype)
    index = np.asarray(target)
    kept = index >= 0
    hot[np.nonzero(kept)[0], index[kept]] = 1
    rows = g if divisor is None else quotient(g, divisor).expand(input.shape[:1])
    rows, hot = api.where(target >= 0, rows, 0).unsqueeze(1), api.from_numpy(hot)
    if weight is None and not label_smoothing:
        return (input.softmax(1) - hot) * rows
    each = api.ones_like(hot[:1]) if weight is None else weight.unsqueeze(0)
    hot, spread = (1 - label_smoothing) * hot * each, label_smoothing / input.shape[1] * each.expand(hot.shape)
    return (input.softmax(1) * (hot + spread).sum(1, keepdim=True) - hot - spread) * rows


def quotient(g, divisor):
    """The cotangent of each row's loss from that of their mean or sum, of which there may be none."""
    return g / divisor if divisor else g * math.inf


@compiled("cross_entropy_rows", node="NllLoss", saved="input target", tensors="input target", method=False,
          input=cross_entropy_slope)
def _cross_entropy_rows(input, target, ignore_index, reduction, weight=None, label_smoothing=0.0):
    """Cross entropy of each row's softmax with a class index, or their mean or sum."""


def nll_slope(g, target, input_shape, divisor, weight):
    """Minus the row's cotangent at its target, weighted; zero for ignored rows."""
    g = g if divisor is None else quotient(g, divisor).expand(input_shape[:1])
    if weight is not None:
        g = g * weight[target.clamp(min=0)]
    g = api.where(target >= 0, -g, 0)
    return api.zeros(input_shape, dtype=g.dtype).scatter(1, target.clamp(min=0).unsqueeze(1), g.unsqueeze(1))


@compiled("nll_loss", node="NllLoss", saved="target", tensors="input target", method=False, input=nll_slope)
def _nll_loss(input, target, ignore_index, reduction, weight=None):
    """The negative of each row's element at a class index, or their mean or sum."""


def embedding_slope(g, weight_shape, input, padding_idx):
    """The cotangents of the rows that were looked up, added; zero for the padding row."""
    if padding_idx is not None:
        g = api.where((input != padding_idx % weight_shape[0]).unsqueeze(-1), g, 0)
    return api._unindex_arrays(g, weight_shape, (np.asarray(input),))


@compiled("embedding", saved="input", method=False, tensors="input weight", weight=embedding_slope)
def _embedding(input, weight, padding_idx):
    """Rows of a table."""
