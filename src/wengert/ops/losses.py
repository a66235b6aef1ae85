"""Losses of an input and a target, element by element and reduced in one pass.

A row ``_name_loss(input, target, ..., reduction)`` gives the losses of ``_name(input, target, ...)``, their mean or
sum; both have the same rules, the reduced one with its single cotangent over the number of elements.
"""
from . import api
from .table import compiled, elementwise


def mse_slope(g, input, target):
    """2 (x - y)."""
    return 2 * g * (input - target)


@elementwise(out=False, node="MseLoss", tensors="input target", input=mse_slope,
             target=lambda g, input, target: mse_slope(g, target, input))
def _mse(input, target):
    """The squared difference."""


@compiled("loss", each="_mse", node="MseLoss", saved="input target", tensors="input target",
          input=lambda g, input, target, divisor: mse_slope(g / divisor, input, target),
          target=lambda g, input, target, divisor: mse_slope(g / divisor, target, input))
def _mse_loss(input, target, reduction):
    """Squared differences."""


def l1_slope(g, input, target):
    """The sign of x - y."""
    return g * (input - target).sign()


@elementwise(out=False, node="L1Loss", tensors="input target", input=l1_slope,
             target=lambda g, input, target: l1_slope(g, target, input),
             fallback=lambda input, target: (input - target).abs())
def _l1(input, target):
    """The absolute difference."""


@compiled("loss", each="_l1", node="L1Loss", saved="input target", tensors="input target",
          input=lambda g, input, target, divisor: l1_slope(g / divisor, input, target),
          target=lambda g, input, target, divisor: l1_slope(g / divisor, target, input))
def _l1_loss(input, target, reduction):
    """Absolute differences."""


def smooth_l1_slope(g, input, target, beta):
    """(x - y) / beta between -1 and 1."""
    return g * ((input - target) / beta).clamp(-1, 1)


@elementwise(out=False, node="SmoothL1Loss", tensors="input target", input=smooth_l1_slope,
             target=lambda g, input, target, beta: smooth_l1_slope(g, target, input, beta))
def _smooth_l1(input, target, beta):
    """The absolute difference less beta / 2, below beta its square over 2 beta."""


@compiled("loss", each="_smooth_l1", node="SmoothL1Loss", saved="input target", tensors="input target",
          input=lambda g, input, target, beta, divisor: smooth_l1_slope(g / divisor, input, target, beta),
          target=lambda g, input, target, beta, divisor: smooth_l1_slope(g / divisor, target, input, beta))
def _smooth_l1_loss(input, target, beta, reduction):
    """Absolute differences, squared near 0."""


def huber_slope(g, input, target, delta):
    """x - y between -delta and delta."""
    return g * (input - target).clamp(-delta, delta)


@elementwise(out=False, node="HuberLoss", tensors="input target", input=huber_slope,
             target=lambda g, input, target, delta: huber_slope(g, target, input, delta))
def _huber(input, target, delta):
    """Half the squared difference, from delta on a straight line."""


@compiled("loss", each="_huber", node="HuberLoss", saved="input target", tensors="input target",
          input=lambda g, input, target, delta, divisor: huber_slope(g / divisor, input, target, delta),
          target=lambda g, input, target, delta, divisor: huber_slope(g / divisor, target, input, delta))
def _huber_loss(input, target, delta, reduction):
    """Half the squared differences, far from 0 straight lines."""


def bce_slope(g, input, target):
    """(x - y) / (x (1 - x))."""
    return g * (input - target) / ((1 - input) * input).clamp(min=1e-12)


def bce_target_slope(g, input):
    """log(1 - x) - log(x)."""
    return g * ((-input).log1p() - input.log())


@elementwise(out=False, costly=True, node="BinaryCrossEntropy", tensors="input target", input=bce_slope,
             target=bce_target_slope)
def _bce(input, target):
    """Minus the logarithm of the probability that the input gives to the target; nan where the input is none."""


@compiled("loss", each="_bce", node="BinaryCrossEntropy", saved="input target", tensors="input target",
          input=lambda g, input, target, divisor: bce_slope(g / divisor, input, target),
          target=lambda g, input, divisor: bce_target_slope(g / divisor, input))
def _bce_loss(input, target, reduction):
    """Binary cross entropies."""


def bce_logits_slope(g, input, target):
    """s(x) - y."""
    return g * (input.sigmoid() - target)


@elementwise(out=False, costly=True, node="BinaryCrossEntropyWithLogits", tensors="input target",
             input=bce_logits_slope, target=lambda g, input: -g * input)
def _bce_logits(input, target):
    """log(1 + e^x) - x y."""


@compiled("loss", each="_bce_logits", node="BinaryCrossEntropyWithLogits", saved="input target", tensors="input target",
          input=lambda g, input, target, divisor: bce_logits_slope(g / divisor, input, target),
          target=lambda g, input, divisor: -g / divisor * input)
def _bce_logits_loss(input, target, reduction):
    """Binary cross entropies of logits."""


def kl_target_slope(g, input, target):
    """log(y) + 1 - x."""
    return g * (target.log() + 1 - input)


@elementwise(out=False, costly=True, node="KlDiv", tensors="input target", input=lambda g, target: -g * target,
             target=kl_target_slope)
def _kl(input, target):
    """y (log(y) - x), 0 where y is 0."""


@compiled("loss", each="_kl", node="KlDiv", saved="input target", tensors="input target",
          input=lambda g, target, divisor: -g / divisor * target,
          target=lambda g, input, target, divisor: kl_target_slope(g / divisor, input, target))
def _kl_loss(input, target, reduction):
    """Divergences from log probabilities to probabilities."""


def kl_log_slope(g, target):
    """-e^y."""
    return -g * target.exp()


def kl_log_target_slope(g, input, target):
    """e^y (y - x + 1)."""
    return g * target.exp() * (target - input + 1)


@elementwise(out=False, costly=True, node="KlDiv", tensors="input target", input=kl_log_slope,
             target=kl_log_target_slope)
def _kl_log(input, target):
    """e^y (y - x)."""


@compiled("loss", each="_kl_log", node="KlDiv", saved="input target", tensors="input target",
          input=lambda g, target, divisor: kl_log_slope(g / divisor, target),
          target=lambda g, input, target, divisor: kl_log_target_slope(g / divisor, input, target))
def _kl_log_loss(input, target, reduction):
    """Divergences between log probabilities."""


def poisson_slope(g, input, target):
    """e^x - y."""
    return g * (input.exp() - target)


@elementwise(out=False, costly=True, node="PoissonNllLoss", tensors="input target", input=poisson_slope,
             target=lambda g, input: -g * input, fallback=lambda input, target: input.exp() - target * input)
def _poisson(input, target):
    """e^x - x y."""


@compiled("loss", each="_poisson", node="PoissonNllLoss", saved="input target", tensors="input target",
          input=lambda g, input, target, divisor: poisson_slope(g / divisor, input, target),
          target=lambda g, input, divisor: -g / divisor * input)
def _poisson_loss(input, target, reduction):
    """Negative log likelihoods of counts with the logarithm of their rate."""


def soft_margin_slope(g, input, target):
    """-y s(-x y)."""
    return -g * target * (-input * target).sigmoid()


def complex_soft_margin(input, target):
    """The same of complex numbers."""
    dtype = api.result_type(input, target)
    if not dtype.is_complex:
        raise api.errors.AutogradError(f"result type Float can't be cast to the desired output type {dtype} (in "
                                       "soft_margin_loss). "
                                       "Convert the input to a floating type.")
    return (1 + (-target * input).exp()).log()


@elementwise(out=False, costly=True, node="SoftMarginLoss", tensors="input target", input=soft_margin_slope,
             fallback=complex_soft_margin)
def _soft_margin(input, target):
    """log(1 + e^(-x y))."""


@compiled("loss", each="_soft_margin", node="SoftMarginLoss", saved="input target", tensors="input target",
          input=lambda g, input, target, divisor: soft_margin_slope(g / divisor, input, target))
def _soft_margin_loss(input, target, reduction):
    """Logistic losses."""


def gaussian_slope(g, input, target, var):
    """(x - y) / v."""
    return g * (input - target) / var


def gaussian_var_slope(g, input, target, var):
    """(1 - (x - y)^2 / v) / 2 v."""
    return 0.5 * g * (1 - (input - target).square() / var) / var


@elementwise(out=False, costly=True, node="GaussianNllLoss", tensors="input target var", input=gaussian_slope,
             target=lambda g, input, target, var: gaussian_slope(g, target, input, var), var=gaussian_var_slope)
def _gaussian(input, target, var):
    """(log(v) + (x - y)^2 / v) / 2."""


@compiled("loss", each="_gaussian", node="GaussianNllLoss", saved="input target var", tensors="input target var",
          input=lambda g, input, target, var, divisor: gaussian_slope(g / divisor, input, target, var),
          target=lambda g, input, target, var, divisor: gaussian_slope(g / divisor, target, input, var),
          var=lambda g, input, target, var, divisor: gaussian_var_slope(g / divisor, input, target, var))
def _gaussian_loss(input, target, var, reduction):
    """Negative log likelihoods of normal distributions."""


def hinge_embedding_slope(g, input, target, margin):
    """1 unless y is -1, less 1 where y is not 1 and x up to the margin."""
    return g * ((target != -1).to(input.dtype) - ((target != 1) & (input <= margin)).to(input.dtype))


@elementwise(out=False, node="HingeEmbeddingLoss", tensors="input target", input=hinge_embedding_slope)
def _hinge_embedding(input, target, margin):
    """x where y is 1, the greater of 0 and margin - x where it is -1."""


@compiled("loss", each="_hinge_embedding", node="HingeEmbeddingLoss", saved="input target", tensors="input target",
          input=lambda g, input, target, margin, divisor: hinge_embedding_slope(g / divisor, input, target, margin))
def _hinge_embedding_loss(input, target, margin, reduction):
    """Losses of distances between what is like and what is not."""


def hinge_slope(g, input, target, margin):
    """-y where the loss is not below 0."""
    return -g * target * (margin - input * target >= 0)


@elementwise(out=False, node="MarginRankingLoss", tensors="input target", input=hinge_slope,
             target=lambda g, input, target, margin: hinge_slope(g, target, input, margin),
             fallback=lambda input, target, margin: (margin - target * input).clamp(min=0))
def _hinge(input, target, margin):
    """The greater of 0 and margin - x y."""


@compiled("loss", each="_hinge", node="MarginRankingLoss", saved="input target", tensors="input target",
          input=lambda g, input, target, margin, divisor: hinge_slope(g / divisor, input, target, margin),
          target=lambda g, input, target, margin, divisor: hinge_slope(g / divisor, target, input, margin))
def _hinge_loss(input, target, margin, reduction):
    """What is missing to a margin."""
