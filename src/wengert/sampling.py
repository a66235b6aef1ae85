"""Functions that make random tensors."""
import numpy as np

from . import _core, errors
from ._core import Tensor, from_numpy, new_filled, shortcut, sizes_from
from .creation import checked, finished, integer, like, out_dtype, size_of
from .filling import LAST, METHODS, drawn_bernoulli, fill_normal, fill_random, fill_uniform, stream

_int64 = _core._dtype_by_name("int64")
_drawn = _core._op_by_name


def _new(name, fill, size, generator, out, dtype, layout, device, pin_memory, requires_grad, *parameters):
    """A new tensor filled by a distribution."""
    if layout is not None or device is not None or pin_memory:
        checked(layout, device, pin_memory)
    t = new_filled(size, dtype if out is None else out_dtype(out, dtype, name), None)
    fill(stream(generator), _core.array_of(t), *parameters)
    return finished(t if out is None else _core.store_created(out, t, name), requires_grad)


@shortcut
def rand(*args, size=None, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
         requires_grad=False):
    """Uniform numbers in [0, 1).

    Parameters
    ----------
    size : int or sequence of int
        The shape, as several integers or one sequence.
    generator : Generator, optional
        The stream to draw from; by default the common one.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    NotImplementedError
        For integers and bools.

    Examples
    --------
    >>> import wengert
    >>> wengert.rand(2, 3).shape
    torch.Size([2, 3])
    """
    return _new("rand", fill_uniform, size_of(args, size, "rand"), generator, out, dtype, layout, device, pin_memory,
                requires_grad)


@shortcut
def randn(*args, size=None, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
          requires_grad=False):
    """Normal numbers of mean 0 and variance 1.

    Parameters
    ----------
    size : int or sequence of int
        The shape, as several integers or one sequence.
    generator : Generator, optional
        The stream to draw from; by default the common one.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default the default floating type.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    NotImplementedError
        For integers and bools.

    Examples
    --------
    >>> import wengert
    >>> wengert.randn(4).shape
    torch.Size([4])
    """
    return _new("randn", fill_normal, size_of(args, size, "randn"), generator, out, dtype, layout, device, pin_memory,
                requires_grad)


@shortcut
def randint(low=0, high=None, size=None, *, generator=None, out=None, dtype=None, layout=None, device=None,
            pin_memory=False, requires_grad=False):
    """Integers from `low` to below `high`; one bound alone is `high`.

    Parameters
    ----------
    low : int
        The smallest number; 0 where only `high` is given.
    high : int
        The bound above, not included.
    size : sequence of int
        The shape.
    generator : Generator, optional
        The stream to draw from; by default the common one.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default int64.
    requires_grad : bool
        Whether the result is a leaf that records.

    Raises
    ------
    RuntimeError
        If `low` is not less than `high`.

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
    return _new("randint", fill_random, sizes_from((size,)), generator, out, dtype or (_int64 if out is None else None),
                layout, device, pin_memory, requires_grad, low, high)


@shortcut
def randperm(n, *, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
             requires_grad=False):
    """The integers below `n` in random order.

    Parameters
    ----------
    n : int
        How many numbers.
    generator : Generator, optional
        The stream to draw from; by default the common one.
    out : Tensor, optional
        Where the result is written, which takes its shape.
    dtype : dtype, optional
        The element type; by default int64.

    Raises
    ------
    RuntimeError
        If `n` is negative.

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
    t = from_numpy(stream(generator).permutation(n)).to(dtype)
    return finished(t if out is None else _core.store_created(out, t, "randperm"), requires_grad)


@shortcut
def rand_like(input, *, generator=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
              memory_format=None):
    """:func:`rand` of the shape and type of `input`.

    Parameters
    ----------
    generator : Generator, optional
        The stream to draw from; by default the common one.
    dtype : dtype, optional
        The element type; by default that of `input`.
    requires_grad : bool
        Whether the result is a leaf that records.
    memory_format : memory_format, optional
        The order in memory; by default that of `input`.

    Raises
    ------
    NotImplementedError
        For integers and bools.

    Examples
    --------
    >>> import wengert
    >>> wengert.rand_like(wengert.zeros(2, 3)).shape
    torch.Size([2, 3])
    """
    t = like("rand_like", input, None, dtype, layout, device, False, memory_format, pin_memory)
    fill_uniform(stream(generator), _core.array_of(t))
    return finished(t, requires_grad)


@shortcut
def randn_like(input, *, generator=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
               memory_format=None):
    """:func:`randn` of the shape and type of `input`.

    Parameters
    ----------
    generator : Generator, optional
        The stream to draw from; by default the common one.
    dtype : dtype, optional
        The element type; by default that of `input`.
    requires_grad : bool
        Whether the result is a leaf that records.
    memory_format : memory_format, optional
        The order in memory; by default that of `input`.

    Raises
    ------
    NotImplementedError
        For integers and bools.

    Examples
    --------
    >>> import wengert
    >>> wengert.randn_like(wengert.zeros(2, 3)).shape
    torch.Size([2, 3])
    """
    t = like("randn_like", input, None, dtype, layout, device, False, memory_format, pin_memory)
    fill_normal(stream(generator), _core.array_of(t))
    return finished(t, requires_grad)


@shortcut
def randint_like(input, low=0, high=None, *, generator=None, dtype=None, layout=None, device=None, pin_memory=False,
                 requires_grad=False, memory_format=None):
    """:func:`randint` of the shape and type of `input`.

    Parameters
    ----------
    low : int
        The smallest number; 0 where only `high` is given.
    high : int
        The bound above, not included.
    generator : Generator, optional
        The stream to draw from; by default the common one.
    dtype : dtype, optional
        The element type; by default that of `input`.
    requires_grad : bool
        Whether the result is a leaf that records.
    memory_format : memory_format, optional
        The order in memory; by default that of `input`.

    Raises
    ------
    RuntimeError
        If `low` is not less than `high`.

    Examples
    --------
    >>> import wengert
    >>> wengert.randint_like(wengert.zeros(2, 3), 5).shape
    torch.Size([2, 3])
    """
    low, high = (0, low) if high is None else (low, high)
    t = like("randint_like", input, None, dtype, layout, device, False, memory_format, pin_memory)
    fill_random(stream(generator), _core.array_of(t), integer(low, "low", "randint_like"),
                 integer(high, "high", "randint_like"))
    return finished(t, requires_grad)


@shortcut
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
            raise errors.AutogradError("normal(): functions with out=... arguments don't support automatic "
                                       "differentiation, but one of the arguments requires grad.")
        t = _drawn("_normal_of")(mean, std, generator)
        return t if out is None else _core.store_created(out, t, "normal")
    if size is None:
        raise errors.ArgumentError("normal(): argument 'mean' (position 1) must be Tensor, not "
                                   f"{type(mean).__name__}; give a size for numbers")
    return _new("normal", fill_normal, sizes_from((size,)), generator, out, dtype, layout, device, pin_memory,
                requires_grad,
                mean, std)


@shortcut
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
        raise errors.ArgumentError(f"bernoulli(): argument 'input' (position 1) must be Tensor, not "
                                   f"{type(input).__name__}")
    if input.requires_grad and _core.is_grad_enabled() and (p is not None or out is not None):
        raise errors.NonDifferentiableError("derivative for bernoulli with p= or out= is not implemented; the input "
                                            "requires grad. Use detach().")
    t = _drawn("_bernoulli_of")(input, generator) if p is None else drawn_bernoulli(input, p, generator)
    return t if out is None else _core.store_created(out, t, "bernoulli")


@shortcut
def poisson(input, generator=None):
    """Poisson numbers of which the means are given.

    Parameters
    ----------
    input : Tensor
        Floating; the mean of each draw, not negative.
    generator : Generator, optional
        The stream to draw from; by default the common one.

    Raises
    ------
    NotImplementedError
        For integers.
    RuntimeError
        If a mean is negative.

    Examples
    --------
    >>> import wengert
    >>> wengert.poisson(wengert.zeros(2))
    tensor([0., 0.])
    """
    return _drawn("_poisson_of")(input, generator)


@shortcut
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
        raise errors.ArgumentError(f"multinomial(): argument 'input' (position 1) must be Tensor, not "
                                   f"{type(input).__name__}")
    if not input.is_floating_point():
        raise errors.AutogradError(f"multinomial only supports floating-point dtypes for input, got: "
                                   f"{input.dtype.name}")
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
    chosen = draw(stream(generator), weights / totals, count).reshape(input.shape[:-1] + (count,))
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


METHODS = {**METHODS, "bernoulli": bernoulli, "multinomial": multinomial}
NAMES = ("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "randint_like", "normal", "bernoulli",
         "poisson", "multinomial")
