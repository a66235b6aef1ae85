"""Random numbers: NumPy's PCG64 behind PyTorch's names. The same seed gives the same numbers."""
import numpy as np

from . import _core, errors
from .creation import _core_device, _finished
from ._core import from_numpy, sizes_from


class Generator:
    """A stream of random numbers of its own.

    Examples
    --------
    >>> import wengert
    >>> g = wengert.Generator().manual_seed(1)
    >>> wengert.rand(3, generator=g).shape
    torch.Size([3])
    """

    def __init__(self, device="cpu"):
        self.device = device
        self._seed = None
        self._numpy = None

    def manual_seed(self, seed):
        """Begin the stream of a seed."""
        seed = int(seed)
        if not -0x8000_0000_0000_0000 <= seed <= 0xffff_ffff_ffff_ffff:
            raise errors.OverflowValueError(f"Overflow when unpacking long: seed {seed} does not fit in 64 bits", kind=ValueError)
        self._seed = seed & 0xffff_ffff_ffff_ffff
        self._numpy = np.random.Generator(np.random.PCG64(self._seed))
        return self

    def seed(self):
        """Begin a stream of a seed that nobody knows beforehand, and return the seed."""
        self.manual_seed(int(np.random.SeedSequence().generate_state(1, np.uint64)[0]))
        return self._seed

    def initial_seed(self):
        """The seed that the stream began with."""
        self.numpy()
        return self._seed

    def numpy(self):
        """The NumPy generator; seeded on first use."""
        if self._numpy is None:
            self.seed()
        return self._numpy

    def get_state(self):
        """Where the stream is, as a tensor of bytes."""
        state = self.numpy().bit_generator.state
        words = [state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"], self._seed]
        return from_numpy(np.frombuffer(b"".join(w.to_bytes(16, "little") for w in words), np.uint8).copy())

    def set_state(self, new_state):
        """Go to where :meth:`get_state` was called."""
        data = new_state.numpy().tobytes()
        words = [int.from_bytes(data[k:k + 16], "little") for k in range(0, 80, 16)]
        self.manual_seed(words[4])
        self._numpy.bit_generator.state = {
            "bit_generator": "PCG64", "state": {"state": words[0], "inc": words[1]},
            "has_uint32": words[2], "uinteger": words[3]}
        return self


default_generator = Generator()


def manual_seed(seed):
    """Begin the default stream of random numbers at a seed.

    Examples
    --------
    >>> import wengert
    >>> _ = wengert.manual_seed(0)
    >>> a = wengert.rand(2)
    >>> _ = wengert.manual_seed(0)
    >>> bool((a == wengert.rand(2)).all())
    True
    """
    return default_generator.manual_seed(seed)


def initial_seed():
    """The seed of the default stream."""
    return default_generator.initial_seed()


def seed():
    """Seed the default stream from the system's entropy, and return the seed."""
    return default_generator.seed()


def get_rng_state():
    """Where the default stream is."""
    return default_generator.get_state()


def set_rng_state(new_state):
    """Go to where :func:`get_rng_state` was called."""
    default_generator.set_state(new_state)


def _floating(draw, size, dtype, requires_grad):
    """Numbers of a floating type: `draw` fills an array of the type, or makes doubles for the others."""
    dtype = dtype or _core.get_default_dtype()
    if dtype.is_complex:
        parts = [_floating(draw, size, dtype.to_real(), False).numpy() for _ in range(2)]
        return _finished((parts[0] + 1j * parts[1]) * np.sqrt(0.5), dtype, requires_grad)
    if not dtype.is_floating_point:
        raise errors.UnsupportedDtypeError(f"random numbers are not implemented for '{dtype.name}'")
    return _finished(np.asarray(draw(size, dtype=dtype.name)), dtype, requires_grad)


def rand(*args, size=None, generator=None, dtype=None, device=None, requires_grad=False):
    """Uniform numbers in [0, 1).

    Examples
    --------
    >>> import wengert
    >>> wengert.rand(2, 3).shape
    torch.Size([2, 3])
    """
    _core_device(device)
    return _floating((generator or default_generator).numpy().random, sizes_from(args if size is None else (size,)), dtype,
                     requires_grad)


def randn(*args, size=None, generator=None, dtype=None, device=None, requires_grad=False):
    """Normal numbers of mean 0 and variance 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.randn(4).shape
    torch.Size([4])
    """
    _core_device(device)
    return _floating((generator or default_generator).numpy().standard_normal, sizes_from(args if size is None else (size,)), dtype,
                     requires_grad)


def randint(low, high=None, size=None, *, generator=None, dtype=None, device=None, requires_grad=False):
    """Integers from `low` to below `high`.

    Examples
    --------
    >>> import wengert
    >>> wengert.randint(3, 5, (10,)).min().item() >= 3
    True
    """
    _core_device(device)
    if size is None:
        low, high, size = 0, low, high
    if high <= low:
        raise errors.AutogradError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    values = (generator or default_generator).numpy().integers(low, high, sizes_from((size,)))
    return _finished(np.asarray(values), dtype or _core._dtype_by_name("int64"), requires_grad)


def randperm(n, *, generator=None, dtype=None, device=None, requires_grad=False):
    """The integers below `n` in random order.

    Examples
    --------
    >>> import wengert
    >>> sorted(wengert.randperm(4).tolist())
    [0, 1, 2, 3]
    """
    _core_device(device)
    values = (generator or default_generator).numpy().permutation(n)
    return _finished(values, dtype or _core._dtype_by_name("int64"), requires_grad)


def rand_like(input, *, dtype=None, device=None, requires_grad=False):
    """:func:`rand` of the shape and type of `input`."""
    return rand(input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)


def randn_like(input, *, dtype=None, device=None, requires_grad=False):
    """:func:`randn` of the shape and type of `input`."""
    return randn(input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)


def randint_like(input, low, high=None, *, dtype=None, device=None, requires_grad=False):
    """:func:`randint` of the shape and type of `input`."""
    low, high = (0, low) if high is None else (low, high)
    return randint(low, high, input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)


def uniform_(self, from_=0, to=1, *, generator=None):
    """Overwrite with uniform numbers in [`from_`, `to`)."""
    return self.copy_(rand(self.shape, generator=generator, dtype=self.dtype) * (to - from_) + from_)


def normal_(self, mean=0, std=1, *, generator=None):
    """Overwrite with normal numbers."""
    return self.copy_(randn(self.shape, generator=generator, dtype=self.dtype) * std + mean)


def bernoulli(input, *, generator=None):
    """1 with the probability that each element gives, else 0."""
    return (rand(input.shape, generator=generator, dtype=input.dtype) < input).to(input.dtype)


METHODS = {"uniform_": uniform_, "normal_": normal_, "bernoulli": bernoulli}
NAMES = ("Generator", "manual_seed", "initial_seed", "seed", "get_rng_state", "set_rng_state", "rand", "randn", "randint",
         "randperm", "rand_like", "randn_like", "randint_like", "bernoulli", "default_generator")
