"""Random tensors: the functions that make them and the methods that overwrite with them."""
import numpy as np

from . import _core, errors
from ._core import Tensor, from_numpy, new_filled, sizes_from
from .ops.shapes import broadcast_shapes
from .creation import _size, checked, finished, integer, like, out_dtype
from .random import Generator, default_generator

_int64 = _core._dtype_by_name("int64")
_bool = _core._dtype_by_name("bool")
_drawn = _core._op_by_name


def _stream(generator):
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
    elif array.flags.c_contiguous and array.ndim:
        draw(out=array, dtype=array.dtype)
    else:
        array[...] = draw(array.shape, dtype=array.dtype)


def _need(array, kinds, name):
    """Refuse element types that a distribution does not have."""
    if array.dtype.kind not in kinds:
        raise errors.UnsupportedDtypeError(f"\"{name}\" not implemented for '{array.dtype.name}'")


def _fill_uniform(rng, array, low=0.0, high=1.0):
    _need(array, "fc", "uniform_")
    if array.dtype.kind == "c":
        _fill_uniform(rng, array.real, low, high)
        _fill_uniform(rng, array.imag, low, high)
    elif array.flags.c_contiguous:
        _bits(rng, _core.draw_uniform, from_numpy(array), low, high)
    else:
        array[...] = low + (high - low) * rng.random(array.shape, array.dtype)


def _fill_normal(rng, array, mean=0.0, std=1.0):
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
    _fill_normal(rng, array, mean, std)
    np.exp(array, out=array)


def _continuous(array, name):
    if array.dtype.kind != "f":
        raise errors.AutogradError(f"{name} distribution is a continuous probability distribution. dtype must be a floating "
                                   f"point but you specified {array.dtype.name}")


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
LAST[np.dtype(np.float32)], LAST[np.dtype(np.float64)] = 1 << 24, 1 << 53


def _fill_random(rng, array, low=0, high=None):
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
        fill(_stream(generator), _core.array_of(values), *parameters)
        return _core.overwrite_with("_" + name, self, values)
    array = _core.writable_array(self)
    fill(_stream(generator), array, *parameters)
    _core.count_write(self)
    return self


def uniform_(self, from_=0, to=1, *, generator=None, **named):
    """Overwrite with uniform numbers in [`from_`, `to`)."""
    from_ = named.pop("from", from_)
    _no_more("uniform_", named)
    if from_ > to:
        raise errors.AutogradError(f"uniform_ expects to return a [from, to) range, but found from={from_} > to={to}")
    if not np.isfinite([from_, to]).all():
        raise errors.AutogradError(f"uniform_: {'from' if not np.isfinite(from_) else 'to'} is out of bounds for {self.dtype.name}")
    return _overwrite(self, "uniform", _fill_uniform, generator, from_, to)


def _no_more(function, named):
    if named:
        raise errors.ArgumentError(f"{function}() got an unexpected keyword argument '{next(iter(named))}'")


def normal_(self, mean=0, std=1, *, generator=None):
    """Overwrite with normal numbers."""
    return _overwrite(self, "normal", _fill_normal, generator, mean, std)


def log_normal_(self, mean=1, std=2, *, generator=None):
    """Overwrite with numbers whose logarithms are normal."""
    return _overwrite(self, "log_normal", _fill_log_normal, generator, mean, std)


def exponential_(self, lambd=1, *, generator=None):
    """Overwrite with exponentially distributed numbers of rate `lambd`."""
    return _overwrite(self, "exponential", _fill_exponential, generator, lambd)


def cauchy_(self, median=0, sigma=1, *, generator=None):
    """Overwrite with numbers of a Cauchy distribution."""
    return _overwrite(self, "cauchy", _fill_cauchy, generator, median, sigma)


def geometric_(self, p, *, generator=None):
    """Overwrite with the number of trials until one succeeds that does so with probability `p`."""
    return _overwrite(self, "geometric", _fill_geometric, generator, p)


def random_(self, *bounds, generator=None, **named):
    """Overwrite with whole numbers from ``from`` to below ``to``: ``random_()``, ``random_(to)``, ``random_(from, to)``.

    Without ``to`` they reach the type's largest number, or 2**24 in float32 and 2**53 in float64.
    """
    if len(bounds) == 1 and not named:
        bounds = (0, bounds[0])
    given = dict(zip(("from", "to"), bounds), **named)
    low, high = given.pop("from", 0), given.pop("to", None)
    _no_more("random_", given)
    return _overwrite(self, "random", _fill_random, generator, integer(low, "from", "random_"),
                      None if high is None else integer(high, "to", "random_"))


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
        raise errors.AutogradError("Expected p_in >= 0 && p_in <= 1 to be true, but got false: a probability is not in [0, 1]")
    return p


# -- what the rows of ops/making.py draw ------------------------------------------------------------------

def drawn_bernoulli(input, p, generator):
    """The forward of `bernoulli`."""
    out = _core.new_like_filled(input, None, None)
    if p is None:
        p = _core.array_of(_probabilities(input))
    elif not 0 <= p <= 1:
        raise errors.AutogradError(f"bernoulli_ expects p to be in [0, 1], but got p={p}")
    _fill_bernoulli(_stream(generator), _core.array_of(out), p)
    return out


def drawn_normal(mean, std, generator):
    """The forward of `normal` where a tensor is given."""
    if isinstance(std, Tensor) and std.numel() and (_core.array_of(std) < 0).any():
        raise errors.AutogradError("normal expects all elements of std >= 0.0")
    if not isinstance(std, Tensor) and std < 0:
        raise errors.AutogradError(f"normal expects std >= 0.0, but found std {std}")
    first = mean if isinstance(mean, Tensor) else std
    shape = broadcast_shapes(*[v.shape for v in (mean, std) if isinstance(v, Tensor)])
    out = new_filled(shape, first.dtype, None)
    _fill_normal(_stream(generator), _core.array_of(out))
    return out.mul_(std).add_(mean)


def drawn_poisson(input, generator):
    """The forward of `poisson`."""
    rates = _core.array_of(input)
    _need(rates, "f", "poisson_cpu")
    if rates.size and not (rates >= 0).all():
        raise errors.AutogradError("invalid Poisson rate, expected rate to be non-negative")
    return from_numpy(np.asarray(_stream(generator).poisson(rates), dtype=rates.dtype))


# -- new tensors --------------------------------------------------------------------------------------------

def _new(name, fill, size, generator, out, dtype, layout, device, pin_memory, requires_grad, *parameters):
    """A new tensor filled by a distribution."""
    if layout is not None or device is not None or pin_memory:
        checked(layout, device, pin_memory)
    t = new_filled(size, dtype if out is None else out_dtype(out, dtype, name), None)
    fill(_stream(generator), _core.array_of(t), *parameters)
    return finished(t if out is None else _core.store_created(out, t, name), requires_grad)


def rand(*args, size=None, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
         requires_grad=False):
    """Uniform numbers in [0, 1).

    Examples
    --------
    >>> import wengert
    >>> wengert.rand(2, 3).shape
    torch.Size([2, 3])
    """
    return _new("rand", _fill_uniform, _size(args, size, "rand"), generator, out, dtype, layout, device, pin_memory,
                requires_grad)


def randn(*args, size=None, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
          requires_grad=False):
    """Normal numbers of mean 0 and variance 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.randn(4).shape
    torch.Size([4])
    """
    return _new("randn", _fill_normal, _size(args, size, "randn"), generator, out, dtype, layout, device, pin_memory,
                requires_grad)


def randint(low=0, high=None, size=None, *, generator=None, out=None, dtype=None, layout=None, device=None,
            pin_memory=False, requires_grad=False):
    """Integers from `low` to below `high`; one bound alone is `high`.

    Examples
    --------
    >>> import wengert
    >>> wengert.randint(3, 5, (10,)).min().item() >= 3
    True
    """
    if isinstance(high, (tuple, list)):
        low, high, size = 0, low, high
    elif high is None:
        low, high = 0, low
    if not isinstance(size, (tuple, list)):
        raise errors.ArgumentError(f"randint(): argument 'size' must be tuple of ints, not {type(size).__name__}")
    low, high = integer(low, "low", "randint"), integer(high, "high", "randint")
    return _new("randint", _fill_random, sizes_from((size,)), generator, out, dtype or (_int64 if out is None else None),
                layout, device, pin_memory, requires_grad, low, high)


def randperm(n, *, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """The integers below `n` in random order.

    Examples
    --------
    >>> import wengert
    >>> sorted(wengert.randperm(4).tolist())
    [0, 1, 2, 3]
    """
    checked(layout, device, pin_memory)
    n = integer(n, "n", "randperm")
    if n < 0:
        raise errors.ShapeError(f"Trying to create tensor with negative dimension {n}: [{n}]")
    dtype = out_dtype(out, dtype, "randperm") if out is not None else _core.dtype_of(dtype or _int64)
    if dtype.is_complex:
        raise errors.UnsupportedDtypeError(f'"randperm" not implemented for {dtype.name}. Use an integer type.')
    if n and n - 1 > LAST[np.dtype(dtype.name)]:
        raise errors.OverflowValueError(f"value cannot be converted to type {dtype.name} without overflow: {n}")
    t = from_numpy(_stream(generator).permutation(n)).to(dtype)
    return finished(t if out is None else _core.store_created(out, t, "randperm"), requires_grad)


def rand_like(input, *, generator=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
              memory_format=None):
    """:func:`rand` of the shape and type of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.rand_like(wengert.zeros(2, 3)).shape
    torch.Size([2, 3])
    """
    t = like("rand_like", input, None, dtype, layout, device, False, memory_format, pin_memory)
    _fill_uniform(_stream(generator), _core.array_of(t))
    return finished(t, requires_grad)


def randn_like(input, *, generator=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
               memory_format=None):
    """:func:`randn` of the shape and type of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.randn_like(wengert.zeros(2, 3)).shape
    torch.Size([2, 3])
    """
    t = like("randn_like", input, None, dtype, layout, device, False, memory_format, pin_memory)
    _fill_normal(_stream(generator), _core.array_of(t))
    return finished(t, requires_grad)


def randint_like(input, low=0, high=None, *, generator=None, dtype=None, layout=None, device=None, pin_memory=False,
                 requires_grad=False, memory_format=None):
    """:func:`randint` of the shape and type of `input`.

    Examples
    --------
    >>> import wengert
    >>> wengert.randint_like(wengert.zeros(2, 3), 5).shape
    torch.Size([2, 3])
    """
    low, high = (0, low) if high is None else (low, high)
    t = like("randint_like", input, None, dtype, layout, device, False, memory_format, pin_memory)
    _fill_random(_stream(generator), _core.array_of(t), integer(low, "low", "randint_like"),
                 integer(high, "high", "randint_like"))
    return finished(t, requires_grad)


def normal(mean=0.0, std=1.0, size=None, *, generator=None, out=None, dtype=None, layout=None, device=None,
           pin_memory=False, requires_grad=False):
    """Normal numbers of given means and standard deviations.

    Parameters
    ----------
    mean, std : float or Tensor
        One for all, or one for each element; tensors are broadcast.
    size : sequence of int
        The shape, where both are numbers.
    generator, out, dtype, layout, device, pin_memory, requires_grad : optional
        As in :func:`randn`; where a tensor is given, its type is the result's.

    Examples
    --------
    >>> import wengert
    >>> wengert.normal(wengert.tensor([1., 2.]), 0.)
    tensor([1., 2.])
    >>> wengert.normal(0, 1, (2, 3)).shape
    torch.Size([2, 3])
    """
    if isinstance(mean, Tensor) or isinstance(std, Tensor):
        if out is not None and any(isinstance(v, Tensor) and v.requires_grad for v in (mean, std)):
            raise errors.AutogradError("normal(): functions with out=... arguments don't support automatic differentiation, "
                                       "but one of the arguments requires grad.")
        t = _drawn("_normal_of")(mean, std, generator)
        return t if out is None else _core.store_created(out, t, "normal")
    if size is None:
        raise errors.ArgumentError("normal(): argument 'mean' (position 1) must be Tensor, not "
                                   f"{type(mean).__name__}; give a size for numbers")
    return _new("normal", _fill_normal, sizes_from((size,)), generator, out, dtype, layout, device, pin_memory, requires_grad,
                mean, std)


def bernoulli(input, p=None, *, generator=None, out=None):
    """1 with a probability, else 0.

    Parameters
    ----------
    input : Tensor
        The probabilities; only shape and type where `p` is given.
    p : float, optional
        One probability for all elements.
    generator : Generator, optional
        The stream to take from.
    out : Tensor, optional
        A tensor to write to.

    Examples
    --------
    >>> import wengert
    >>> wengert.bernoulli(wengert.tensor([0., 1., 1.]))
    tensor([0., 1., 1.])
    """
    if not isinstance(input, Tensor):
        raise errors.ArgumentError(f"bernoulli(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")
    if input.requires_grad and _core.is_grad_enabled() and (p is not None or out is not None):
        raise errors.NonDifferentiableError("derivative for bernoulli with p= or out= is not implemented; the input requires "
                                            "grad. Use detach().")
    t = _drawn("_bernoulli_of")(input, generator) if p is None else drawn_bernoulli(input, p, generator)
    return t if out is None else _core.store_created(out, t, "bernoulli")


def poisson(input, generator=None):
    """Poisson numbers of which the means are given.

    Examples
    --------
    >>> import wengert
    >>> wengert.poisson(wengert.zeros(2))
    tensor([0., 0.])
    """
    return _drawn("_poisson_of")(input, generator)


def multinomial(input, num_samples, replacement=False, *, generator=None, out=None):
    """Positions drawn with the weights that a row gives.

    Parameters
    ----------
    input : Tensor of shape (n,) or (rows, n)
        Weights, which need not add up to one.
    num_samples : int
        Draws per row.
    replacement : bool
        Whether a position may be drawn again.
    generator : Generator, optional
        The stream to take from.
    out : Tensor, optional
        An int64 tensor to write to.

    Examples
    --------
    >>> import wengert
    >>> wengert.multinomial(wengert.tensor([0., 1., 0.]), 3, replacement=True)
    tensor([1, 1, 1])
    """
    if not isinstance(input, Tensor):
        raise errors.ArgumentError(f"multinomial(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")
    if not input.is_floating_point():
        raise errors.AutogradError(f"multinomial only supports floating-point dtypes for input, got: {input.dtype.name}")
    if input.ndim not in (1, 2):
        raise errors.ShapeError("prob_dist must be 1 or 2 dim")
    count = integer(num_samples, "num_samples", "multinomial")
    weights = _core.array_of(input).astype(np.float64)
    weights = weights[None] if input.ndim == 1 else weights
    if count <= 0:
        raise errors.AutogradError("cannot sample n_sample <= 0 samples")
    if not replacement and count > weights.shape[1]:
        raise errors.AutogradError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    if not (np.isfinite(weights).all() and (weights >= 0).all()):
        raise errors.AutogradError("probability tensor contains either `inf`, `nan` or element < 0")
    totals = weights.sum(1, keepdims=True)
    if not (totals > 0).all():
        raise errors.AutogradError("invalid multinomial distribution (sum of probabilities <= 0)")
    draw = _with_replacement if replacement else _without_replacement
    chosen = draw(_stream(generator), weights / totals, count).reshape(input.shape[:-1] + (count,))
    t = from_numpy(np.ascontiguousarray(chosen, dtype=np.int64))
    return t if out is None else _core.store_created(out, t, "multinomial")


def _with_replacement(rng, weights, count):
    """Where uniform numbers fall among the cumulated weights."""
    last = weights.shape[1] - 1 - np.argmax(weights[:, ::-1] > 0, 1)
    found = [np.searchsorted(np.cumsum(row), rng.random(count), side="right") for row in weights]
    return np.minimum(np.array(found).reshape(len(weights), count), last[:, None])


def _without_replacement(rng, weights, count):
    """A race of exponential waiting times: the first to arrive are drawn, in order."""
    with np.errstate(divide="ignore"):
        arrival = rng.standard_exponential(weights.shape) / weights
    return np.argsort(arrival, 1, kind="stable")[:, :count]


METHODS = {f.__name__: f for f in (uniform_, normal_, log_normal_, exponential_, cauchy_, geometric_, random_, bernoulli_,
                                   bernoulli, multinomial)}
NAMES = ("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "randint_like", "normal", "bernoulli",
         "poisson", "multinomial")
FORWARDS = ("drawn_bernoulli", "drawn_normal", "drawn_poisson")          # what rows of the table call
