"""Filling memory with random numbers: the distributions, and the methods that overwrite a tensor with one."""
import math

import numpy as np

from . import _core, errors
from ._core import Tensor, from_numpy, new_filled, shortcut
from .creation import integer
from .ops.shapes import broadcast_shapes
from .random import Generator, default_generator

_int64, _bool = _core._dtype_by_name("int64"), _core._dtype_by_name("bool")


def stream(generator):
    """The NumPy generator of a `generator` argument."""
    if generator is None:
        return default_generator.numpy()
    if not isinstance(generator, Generator):
        raise errors.ArgumentError(f"argument 'generator' must be Generator, not {type(generator).__name__}")
    return generator.numpy()


def _bits(rng, draw, t, *parameters):
    """Call one of the core's draws with the bit generator's lock held."""
    source = rng.bit_generator
    with source.lock:
        draw(source.capsule, t, *parameters)


# -- filling arrays -----------------------------------------------------------------------------------

def _floats(draw, array):
    """Fill an array of a floating or complex type by one of NumPy's methods that take ``out=``."""
    if array.dtype.kind == "c":
        _floats(draw, array.real)
        _floats(draw, array.imag)
    elif array.dtype.itemsize == 2:
        array[...] = draw(array.shape, dtype=np.float32)
    elif array.flags.c_contiguous and array.ndim:
        draw(out=array, dtype=array.dtype)
    else:
        array[...] = draw(array.shape, dtype=array.dtype)


def _need(array, kinds, name):
    """Refuse element types that a distribution does not have."""
    if array.dtype.kind not in kinds:
        raise errors.UnsupportedDtypeError(f"\"{name}\" not implemented for '{array.dtype.name}'")


def fill_uniform(rng, array, low=0.0, high=1.0):
    _need(array, "fc", "uniform_")
    if array.dtype.kind == "c":
        fill_uniform(rng, array.real, low, high)
        fill_uniform(rng, array.imag, low, high)
    elif array.dtype.itemsize == 2:             # of 11 bits, so that none is rounded up to `high`
        array[...] = low + (high - low) * (rng.integers(0, 1 << 11, array.shape) / (1 << 11))
    elif array.flags.c_contiguous:
        _bits(rng, _core.draw_uniform, from_numpy(array), low, high)
    else:
        array[...] = low + (high - low) * rng.random(array.shape, array.dtype)


def fill_normal(rng, array, mean=0.0, std=1.0):
    _need(array, "fc", "normal_")
    if std < 0:
        raise errors.AutogradError(f"normal expects std >= 0.0, but found std {std}")
    _floats(rng.standard_normal, array)
    if array.dtype.kind == "c":
        std = std * 0.5 ** 0.5
    if std != 1:
        array *= std
    if mean != 0:
        array += mean


def _fill_log_normal(rng, array, mean=1.0, std=2.0):
    _need(array, "f", "log_normal_")
    if not std > 0:
        raise errors.AutogradError(f"log_normal_ expects std > 0.0, but found std={std}")
    fill_normal(rng, array, mean, std)
    np.exp(array, out=array)


def _continuous(array, name):
    if array.dtype.kind != "f":
        raise errors.AutogradError(f"{name} distribution is a continuous probability distribution. dtype must be a "
                                   f"floating point but you specified {array.dtype.name}")


def _fill_exponential(rng, array, lambd=1.0):
    _continuous(array, "Exponential")
    if not lambd > 0:
        raise errors.AutogradError(f"exponential_ expects lambda > 0.0, but found lambda={lambd}")
    _floats(rng.standard_exponential, array)
    if lambd != 1:
        array /= lambd


def _fill_cauchy(rng, array, median=0.0, sigma=1.0):
    _continuous(array, "Cauchy")
    if not sigma > 0:
        raise errors.AutogradError(f"cauchy_ expects sigma > 0.0, but found sigma={sigma}")
    array[...] = median + sigma * rng.standard_cauchy(array.shape)


def _fill_geometric(rng, array, p):
    _need(array, "fiu", "geometric_")
    if not 0 < p < 1:
        raise errors.AutogradError(f"geometric_ expects p to be in (0, 1), but got p={p}")
    array[...] = rng.geometric(p, array.shape)


# Of each element type: the smallest number, and the largest that whole draws reach by default.
FIRST = {np.dtype(t): int(np.iinfo(t).min) for t in ("u1", "i1", "i2", "i4", "i8")}
LAST = {np.dtype(t): int(np.iinfo(t).max) for t in ("u1", "i1", "i2", "i4", "i8")}
FIRST[np.dtype(bool)], LAST[np.dtype(bool)] = 0, 1
LAST.update({np.dtype(np.float16): 1 << 11, np.dtype(np.float32): 1 << 24, np.dtype(np.float64): 1 << 53})


def fill_random(rng, array, low=0, high=None):
    """Whole numbers from `low` to below `high`, or to the type's largest."""
    dtype = array.dtype
    if dtype not in LAST:
        raise errors.AutogradError("check_random_bounds handles only integral, floating-point and boolean types")
    last = LAST[dtype] if high is None else high - 1
    if last < low:
        raise errors.AutogradError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={last + 1}")
    if dtype in FIRST:
        for value, what in ((low, "from"), (last, "to - 1")):
            if not FIRST[dtype] <= value <= LAST[dtype]:
                raise errors.OverflowValueError(f"{what} is out of bounds for {dtype.name}")
    if dtype == np.int64 and array.flags.c_contiguous:
        _bits(rng, _core.draw_integers, from_numpy(array), low, last - low)
    else:
        values = new_filled(array.shape, _int64, None)
        _bits(rng, _core.draw_integers, values, low, last - low)
        array[...] = _core.array_of(values)


def _fill_bernoulli(rng, array, p=0.5):
    _need(array, "fiub", "bernoulli_")
    values = new_filled(array.shape, _bool, None)
    if isinstance(p, np.ndarray):
        p = from_numpy(np.ascontiguousarray(np.broadcast_to(p, array.shape), dtype=np.float64))
        _bits(rng, _core.draw_below_each, values, p)
    else:
        _bits(rng, _core.draw_below, values, p)
    array[...] = _core.array_of(values)


# -- overwriting tensors --------------------------------------------------------------------------------

def _overwrite(self, name, fill, generator, *parameters):
    """Fill a tensor in place; one that is part of a graph is cut from it, with a gradient of zero."""
    if self.requires_grad and _core.is_grad_enabled():
        values = _core.new_like_filled(self, None, None)
        fill(stream(generator), _core.array_of(values), *parameters)
        return _core.overwrite_with("_" + name, self, values)
    array = _core.writable_array(self)
    fill(stream(generator), array, *parameters)
    _core.count_write(self)
    return self


@shortcut
def uniform_(self, from_=0, to=1, *, generator=None, **named):
    """Overwrite with uniform numbers in [`from_`, `to`)."""
    if named:
        from_ = named.pop("from", from_)
        _no_more("uniform_", named)
    if from_ > to:
        raise errors.AutogradError(f"uniform_ expects to return a [from, to) range, but found from={from_} > to={to}")
    if not -math.inf < from_ <= to < math.inf:
        raise errors.AutogradError(f"uniform_: {'to' if math.isfinite(from_) else 'from'} is out of bounds for "
                                   f"{self.dtype.name}")
    return _overwrite(self, "uniform", fill_uniform, generator, from_, to)


def _no_more(function, named):
    if named:
        raise errors.ArgumentError(f"{function}() got an unexpected keyword argument '{next(iter(named))}'")


@shortcut
def normal_(self, mean=0, std=1, *, generator=None):
    """Overwrite with normal numbers."""
    return _overwrite(self, "normal", fill_normal, generator, mean, std)


@shortcut
def log_normal_(self, mean=1, std=2, *, generator=None):
    """Overwrite with numbers whose logarithms are normal."""
    return _overwrite(self, "log_normal", _fill_log_normal, generator, mean, std)


@shortcut
def exponential_(self, lambd=1, *, generator=None):
    """Overwrite with exponentially distributed numbers of rate `lambd`."""
    return _overwrite(self, "exponential", _fill_exponential, generator, lambd)


@shortcut
def cauchy_(self, median=0, sigma=1, *, generator=None):
    """Overwrite with numbers of a Cauchy distribution."""
    return _overwrite(self, "cauchy", _fill_cauchy, generator, median, sigma)


@shortcut
def geometric_(self, p, *, generator=None):
    """Overwrite with the number of trials until one succeeds that does so with probability `p`."""
    return _overwrite(self, "geometric", _fill_geometric, generator, p)


@shortcut
def random_(self, *bounds, generator=None, **named):
    """Overwrite with whole numbers from ``from`` to below ``to``.

    The forms are ``random_()``, ``random_(to)`` and ``random_(from, to)``.
    Without ``to`` they reach the type's largest number, or 2**11 in float16, 2**24 in float32 and 2**53 in float64.
    """
    if len(bounds) == 1 and not named:
        bounds = (0, bounds[0])
    given = dict(zip(("from", "to"), bounds), **named)
    low, high = given.pop("from", 0), given.pop("to", None)
    _no_more("random_", given)
    return _overwrite(self, "random", fill_random, generator, integer(low, "from", "random_"),
                      None if high is None else integer(high, "to", "random_"))


@shortcut
def bernoulli_(self, p=0.5, *, generator=None):
    """Overwrite with 1 with probability `p`, a number or a tensor, else with 0."""
    if isinstance(p, Tensor):
        p = _probabilities(p).detach().expand(self.shape).numpy()
    elif not 0 <= p <= 1:
        raise errors.AutogradError(f"bernoulli_ expects p to be in [0, 1], but got p={p}")
    return _overwrite(self, "bernoulli", _fill_bernoulli, generator, p)


def _probabilities(p):
    """A tensor of probabilities, checked."""
    if not p.is_floating_point():
        raise errors.UnsupportedDtypeError(f"\"bernoulli_tensor_cpu_p_\" not implemented for '{p.dtype.name}'")
    array = _core.array_of(p)
    if not ((array >= 0) & (array <= 1)).all():
        raise errors.AutogradError("Expected p_in >= 0 && p_in <= 1 to be true, but got false: a probability is not "
                                   "in [0, 1]")
    return p


# -- what rows of ops/making.py draw where a call is not plain ---------------------------------------------

def drawn_bernoulli(input, p, generator):
    """The forward of `bernoulli`."""
    out = _core.new_like_filled(input, None, None)
    if p is None:
        p = _core.array_of(_probabilities(input))
    elif not 0 <= p <= 1:
        raise errors.AutogradError(f"bernoulli_ expects p to be in [0, 1], but got p={p}")
    _fill_bernoulli(stream(generator), _core.array_of(out), p)
    return out


def drawn_normal(mean, std, generator):
    """The forward of `normal` where a tensor is given."""
    if isinstance(std, Tensor) and std.is_complex():
        raise errors.AutogradError("normal expects standard deviation to be non-complex")
    if isinstance(std, Tensor) and std.numel() and (_core.array_of(std) < 0).any():
        raise errors.AutogradError("normal expects all elements of std >= 0.0")
    if not isinstance(std, Tensor) and std < 0:
        raise errors.AutogradError(f"normal expects std >= 0.0, but found std {std}")
    first = mean if isinstance(mean, Tensor) else std
    shape = broadcast_shapes(*[v.shape for v in (mean, std) if isinstance(v, Tensor)])
    out = new_filled(shape, first.dtype, None)
    fill_normal(stream(generator), _core.array_of(out))
    return out.mul_(std).add_(mean)


def drawn_poisson(input, generator):
    """The forward of `poisson`."""
    rates = _core.array_of(input)
    _need(rates, "f", "poisson_cpu")
    if rates.size and not (rates >= 0).all():
        raise errors.AutogradError("invalid Poisson rate, expected rate to be non-negative")
    return from_numpy(np.asarray(stream(generator).poisson(rates), dtype=rates.dtype))


def drawn_binomial(count, prob, generator):
    """The forward of `binomial`: counts below 0 are 0, probabilities are cut off at 0 and 1."""
    for name, t in (("count", count), ("prob", prob)):
        if not t.is_floating_point():
            raise errors.AutogradError(f"binomial only supports floating-point dtypes for {name}, got: {t.dtype.name}",
                                       kind=ValueError)
    if count.dtype is not prob.dtype:
        raise errors.AutogradError(f"Found dtype {prob.dtype.name} but expected {count.dtype.name} (in binomial)")
    trials, chances = (np.asarray(_core.array_of(t), np.float64) for t in (count, prob))
    unknown = np.isnan(trials) | np.isnan(chances)
    drawn = stream(generator).binomial(np.where(unknown, 0, trials).clip(0).astype(np.int64),
                                       np.where(unknown, 0, chances).clip(0, 1))
    return from_numpy(np.asarray(np.where(unknown, np.nan, drawn), dtype=_core.array_of(count).dtype))


METHODS = {f.__name__: f for f in (uniform_, normal_, log_normal_, exponential_, cauchy_, geometric_, random_,
                                   bernoulli_)}
