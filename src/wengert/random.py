"""Streams of random numbers: NumPy's PCG64 behind PyTorch's names. The same seed gives the same numbers."""
import contextlib

import numpy as np

from . import _core, errors
from ._core import from_numpy
from .types import device as _device

FIRST_SEED = 67280421310721        # of a generator that was given none
STATE_BYTES = 80


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
        if str(device).split(":")[0] != "cpu":
            raise errors.DeviceError(f"Cannot get a generator on {device!r}: Wengert computes on the CPU only.")
        self.device = _device("cpu")
        self._numpy = None
        self._seed = FIRST_SEED

    def manual_seed(self, seed):
        """Begin the stream of a seed."""
        if not hasattr(type(seed), "__index__"):
            raise errors.AutogradError(f"manual_seed expected a long, but got {type(seed).__name__}", kind=TypeError)
        seed = seed.__index__()
        if not -0x8000_0000_0000_0000 <= seed <= 0xffff_ffff_ffff_ffff:
            raise errors.OverflowValueError(f"Overflow when unpacking long long: seed {seed} does not fit in 64 bits",
                                            kind=ValueError)
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
        """The NumPy generator; made on first use."""
        if self._numpy is None:
            self.seed() if self._seed is None else self.manual_seed(self._seed)
        return self._numpy

    def get_state(self):
        """Where the stream is, as a tensor of bytes."""
        state = self.numpy().bit_generator.state
        words = [state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"], self._seed]
        return from_numpy(np.frombuffer(b"".join(w.to_bytes(16, "little") for w in words), np.uint8).copy())

    def set_state(self, new_state):
        """Go to where :meth:`get_state` was called."""
        if not isinstance(new_state, _core.Tensor) or new_state.dtype.name != "uint8":
            raise errors.DtypeError("RNG state must be a torch.ByteTensor")
        if new_state.numel() != STATE_BYTES:
            raise errors.ShapeError(f"Expected a generator state of size {STATE_BYTES} but found the input RNG state "
                                    f"size to be {new_state.numel()}")
        data = new_state.numpy().tobytes()
        words = [int.from_bytes(data[k:k + 16], "little") for k in range(0, STATE_BYTES, 16)]
        self.manual_seed(words[4])
        self._numpy.bit_generator.state = {
            "bit_generator": "PCG64", "state": {"state": words[0], "inc": words[1]},
            "has_uint32": words[2], "uinteger": words[3]}
        return self

    def _mark(self):
        """Where the stream is, for :meth:`_return_to` in this process: cheaper than :meth:`get_state`."""
        stream = self.numpy()
        return stream, stream.bit_generator.state, self._seed

    def _return_to(self, mark):
        """Go to where :meth:`_mark` was called."""
        self._numpy, state, self._seed = mark
        self._numpy.bit_generator.state = state

    def clone_state(self):
        """A generator of its own that goes on from here."""
        return Generator().set_state(self.get_state())

    def __copy__(self):
        return self.clone_state()

    def __deepcopy__(self, memo):
        return self.clone_state()

    def __reduce__(self):
        return (_restored, (self.get_state(),))


def _restored(state):
    """A generator that was pickled."""
    return Generator().set_state(state)


default_generator = Generator()
default_generator._seed = None         # unknown until one is set
_core.set_default_generator(default_generator)


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


@contextlib.contextmanager
def fork_rng(devices=None, enabled=True):
    """Leave the default stream, after the block, where it was before.

    Examples
    --------
    >>> import wengert
    >>> before = wengert.get_rng_state()
    >>> with wengert.random.fork_rng():
    ...     _ = wengert.rand(3)
    >>> bool((wengert.get_rng_state() == before).all())
    True
    """
    if not enabled:
        yield
        return
    state = get_rng_state()
    try:
        yield
    finally:
        set_rng_state(state)


NAMES = ("Generator", "manual_seed", "initial_seed", "seed", "get_rng_state", "set_rng_state", "default_generator")
__all__ = [*NAMES, "fork_rng"]
