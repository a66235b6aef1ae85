"""Samples of the activations, normalisations and dropout of nn.functional."""
import numpy as np

from .forms import positive, real, sample, vectors


def logistic(x):
    """NumPy's logistic function."""
    return 1 / (1 + np.exp(-x))


def functional(name, *arguments):
    """A call (module, tensors...) of a function of nn.functional."""
    return lambda xp, *tensors: getattr(xp.nn.functional, name)(*tensors, *arguments)


def images(n):
    """A batch of 2 images with 2 channels, or of vectors where n is small."""
    side = max(round((n / 4) ** 0.5), 2)
    return [real(4 * side * side, 0).reshape(2, 2, side, side), real(2, 1), real(2, 2)]


def normalised_channels(x, w, b):
    """NumPy's batch norm."""
    mean, var = x.mean((0, 2, 3), keepdims=True), x.var((0, 2, 3), keepdims=True)
    return (x - mean) / np.sqrt(var + 1e-5) * w[:, None, None] + b[:, None, None]


def over_root_mean_square(x, w):
    """NumPy's RMS norm of rows."""
    return x / np.sqrt(np.square(x).mean(1, keepdims=True) + np.finfo(x.dtype).eps) * w


def rows_and_scale(n):
    """A matrix and a vector as long as its rows."""
    side = round(n ** 0.5)
    return [real(side * side, 0).reshape(side, side), real(side, 1)]


def halves(n):
    """A vector of even length."""
    return [real(n + n % 2, 0)]


ACTIVATIONS = {
    "leaky_relu": lambda x: np.where(x > 0, x, x * np.float32(0.01)), "elu": lambda x: np.where(x > 0, x, np.expm1(x)),
    "celu": lambda x: np.where(x > 0, x, np.expm1(x)), "silu": lambda x: x * logistic(x),
    "selu": lambda x: np.float32(1.0507009873554805) * np.where(x > 0, x, np.float32(1.6732632423543772) * np.expm1(x)),
    "mish": lambda x: x * np.tanh(np.log1p(np.exp(x))), "softplus": lambda x: np.log1p(np.exp(x)),
    "softsign": lambda x: x / (1 + np.abs(x)), "hardtanh": lambda x: np.clip(x, -1, 1),
    "hardsigmoid": lambda x: np.clip(x + 3, 0, 6) / 6, "hardswish": lambda x: x * np.clip(x + 3, 0, 6) / 6,
    "softshrink": lambda x: np.sign(x) * np.maximum(np.abs(x) - np.float32(0.5), 0),
}
for _name, _numpy in ACTIVATIONS.items():
    sample("_" + _name, vectors(real), functional(_name), _numpy)
sample("hardshrink", vectors(real), numpy=lambda x: np.where(np.abs(x) <= 0.5, 0, x))
sample("_threshold", vectors(real), functional("threshold", 0.1, 20.0), lambda x: np.where(x <= 0.1, np.float32(20), x))
sample("_prelu", lambda n: [real(n, 0), real(1, 1)], functional("prelu"), lambda x, w: np.where(x > 0, x, x * w))
sample("_gated", halves, functional("glu"), lambda x: x[:len(x) // 2] * logistic(x[len(x) // 2:]))
sample("_glu", halves, functional("glu"), lambda x: x[:len(x) // 2] * logistic(x[len(x) // 2:]))
sample("nn.functional.tanhshrink", vectors(real), numpy=lambda x: x - np.tanh(x))
sample("nn.functional.relu6", vectors(real), numpy=lambda x: np.clip(x, 0, 6))
sample("nn.functional.rrelu", vectors(real))
sample("nn.functional.softmin", vectors(real), functional("softmin", 0))

sample("rms_norm", rows_and_scale, lambda xp, x, w: xp.nn.functional.rms_norm(x, (len(w),), w), over_root_mean_square)
sample("_batch_norm", images, lambda xp, x, w, b: xp.nn.functional.batch_norm(x, None, None, w, b, True),
       normalised_channels)
sample("_group_norm", images, lambda xp, x, w, b: xp.nn.functional.group_norm(x, 1, w, b))
sample("nn.functional.instance_norm", images, lambda xp, x, w, b: xp.nn.functional.instance_norm(x, None, None, w, b))
sample("nn.functional.normalize", lambda n: [positive(n, 0).reshape(1, n)],
       numpy=lambda x: x / np.sqrt(np.square(x).sum(1, keepdims=True)))
sample("nn.functional.local_response_norm", lambda n: [real(4 * max(n // 4, 1), 0).reshape(1, 4, -1)],
       functional("local_response_norm", 2))
sample("_drop", vectors(real), functional("dropout"), same=False)
sample("nn.functional.alpha_dropout", vectors(real), functional("alpha_dropout", 0.5, True), same=False)
sample("native_layer_norm", images, lambda xp, x, w, b: xp.native_layer_norm(x, x.shape[2:], None, None, 1e-5)[0])
sample("native_batch_norm", images, lambda xp, x, w, b: xp.native_batch_norm(x, w, b, None, None, True, 0.1, 1e-5)[0])
sample("native_group_norm", images,
       lambda xp, x, w, b: xp.native_group_norm(x, w, b, 2, 2, x.shape[2] * x.shape[3], 1, 1e-5)[0])
