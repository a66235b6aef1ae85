"""What stands behind checkpoints: places instead of saved tensors, and computing the tensors again when needed."""
import math
import threading
import traceback
import weakref

import numpy as np

from .. import _core, errors, random
from .._core import Tensor
from ..autograd.graph import saved_tensors_hooks
from ..autograd.grad_mode import enable_grad
from ..errors import CheckpointError

DEBUG_TIP = "Tip: debug=True, or `with set_checkpoint_debug_enabled(True):`, says where each tensor was saved."
_thread = threading.local()     # `group`: the notes of the GraphExecGroup that this thread is in


class GraphExecGroup:
    """Backward passes that share what checkpoints compute again.

    Inside, a region is computed again once and not for each pass; no two passes may need the same saved tensor.

    Examples
    --------
    >>> import wengert
    >>> from wengert.utils.checkpoint import GraphExecGroup, checkpoint
    >>> x, calls = wengert.ones(2, requires_grad=True), []
    >>> y, z = checkpoint(lambda x: (calls.append(1), x.exp(), x.sin())[1:], x, use_reentrant=False)
    >>> with GraphExecGroup():
    ...     y.sum().backward()
    ...     z.sum().backward()
    >>> len(calls)
    2
    """

    def __enter__(self):
        if getattr(_thread, "group", None) is not None:
            raise errors.AutogradError("GraphExecGroup contexts cannot be nested. Already inside of one.")
        _thread.group = {}
        return self

    def __exit__(self, *exc):
        _thread.group = None


def _notes():
    """A dictionary that lives as long as the backward pass, or the group of them, on this thread; None outside."""
    group = getattr(_thread, "group", None)
    return _core.pass_notes() if group is None else group


class _EnoughComputed(BaseException):
    """Leaves a function once all that is needed is there; not an Exception, so that the function does not catch it."""


class _Place:
    """What a node keeps instead of its saved tensor: which one it is."""

    __slots__ = ("index", "__weakref__")

    def __init__(self, index):
        self.index = index


class _Argument:
    """A tensor among the arguments: itself and its version, or what hooks around the checkpoint make of it."""

    __slots__ = ("value", "version", "unpack", "requires_grad")

    def __init__(self, tensor):
        hooks = _core.saved_hooks()
        self.requires_grad = tensor.requires_grad
        if hooks is None:
            self.value, self.version, self.unpack = tensor, tensor._version, None
        else:
            pack, self.unpack = hooks
            with _core.no_grad_():
                self.value = pack(tensor)

    def get(self):
        """The tensor as it was."""
        if self.unpack is not None:
            return self.unpack(self.value).detach().requires_grad_(self.requires_grad)
        if self.value._version != self.version:
            raise errors.InplaceError(
                "one of the variables needed for gradient computation has been modified by an inplace operation: "
                f"[{self.value.dtype} of shape {list(self.value.shape)}], an argument of a checkpointed function, is "
                f"at version {self.value._version}; expected version {self.version} instead.")
        return self.value


class Region:
    """One call of a checkpointed function."""

    def __init__(self, function, args, kwargs, around, preserve_rng_state, compare, early_stop, debug):
        self.function = function
        self.args = [_Argument(a) if isinstance(a, Tensor) else a for a in args]
        self.kwargs = {name: _Argument(a) if isinstance(a, Tensor) else a for name, a in kwargs.items()}
        self.around = around
        self.random_state = _random_state() if preserve_rng_state else None
        self.compare, self.early_stop = compare, early_stop
        self.places = []             # weak references to what nodes keep, in the order of saving
        self.facts = []              # shape and type of each
        self.sources = [] if debug else None
        self.complete = False        # whether the first call has ended

    def pack(self, tensor):
        """Keep a place instead of a tensor."""
        place = _Place(len(self.places))
        self.places.append(weakref.ref(place))
        self.facts.append((tuple(tensor.shape), tensor.dtype))
        if self.sources is not None:
            self.sources.append(_source())
        return place

    def unpack(self, place):
        """The tensor of a place, for the pass that runs now; outside of passes everything is computed again."""
        notes = _notes()
        values = None if notes is None else notes.get(self)
        if values is None:
            values = _Recomputation(self).compute()
            if notes is not None:
                notes[self] = values
        if place.index not in values:
            raise CheckpointError("torch.utils.checkpoint: Unpack is being triggered for a tensor that was already "
                                  "unpacked once. Read ctx.saved_tensors only once in a backward, and keep what it "
                                  "gives; passes of a GraphExecGroup must not need the same tensor.")
        value = values.pop(place.index)
        return value if self.compare else _fitted(value, *self.facts[place.index])


class _Recomputation:
    """A further call of a region's function."""

    def __init__(self, region):
        self.region = region
        self.values = {}             # what places stand for, by index
        self.count = 0               # tensors that were saved so far
        self.differ = []             # (index, facts of the first call, facts of this one)
        self.sources = None if region.sources is None else []
        self.compare = region.compare

    def compute(self):
        """Call the function; what it saves for places that somebody still has."""
        region = self.region
        args = [a.get() if isinstance(a, _Argument) else a for a in region.args]
        kwargs = {name: a.get() if isinstance(a, _Argument) else a for name, a in region.kwargs.items()}
        before = None if region.random_state is None else _random_state()
        try:
            with saved_tensors_hooks(self.pack, _identity), enable_grad():
                if before is not None:
                    _set_random_state(region.random_state)
                with region.around:
                    region.function(*args, **kwargs)
        except _EnoughComputed:
            pass
        finally:
            if before is not None:
                _set_random_state(before)
        if self.compare:
            self.check()
        return self.values

    def pack(self, tensor):
        """Note a tensor if its place is still there."""
        region, k = self.region, self.count
        self.count += 1
        value = tensor.detach()
        if self.sources is not None:
            self.sources.append(_source())
        if k >= len(region.places):
            if region.complete:
                raise CheckpointError("torch.utils.checkpoint: trying to save more tensors during recomputation than "
                                      f"during the original forward pass: there were {k}.\n{self.hint(k)}")
            self.compare = False     # a pass inside of the function, which the first call has not left yet
            return value
        if region.places[k]() is not None:
            self.values[k] = value
            facts = tuple(value.shape), value.dtype
            if facts != region.facts[k]:
                self.differ.append((k, region.facts[k], facts))
        if region.early_stop and self.count == len(region.places):
            raise _EnoughComputed
        return value

    def check(self):
        """Compare what was saved with what the first call saved."""
        expected = len(self.region.places)
        if self.count != expected:
            raise CheckpointError("torch.utils.checkpoint: A different number of tensors was saved during the original "
                                  "forward and recomputation.\nNumber of tensors saved during forward: "
                                  f"{expected}\nNumber of tensors saved during recomputation: {self.count}.\n"
                                  + self.hint(min(self.count, expected)))
        if self.differ:
            lines = "".join(f"tensor at position {k}:\nsaved metadata: {_in_words(first)}\nrecomputed metadata: "
                            f"{_in_words(second)}\n" for k, first, second in self.differ)
            raise CheckpointError("torch.utils.checkpoint: Recomputed values for the following tensors have different "
                                  f"metadata than during the forward pass.\n{lines}{self.hint(self.differ[0][0])}")

    def hint(self, at):
        """Where the calls part, or how to find out."""
        if self.sources is None:
            return DEBUG_TIP
        text = ["The first tensor in which they differ was saved"]
        for name, sources in (("in the original forward", self.region.sources), ("in the recomputation", self.sources)):
            text.append(f"{name}:\n{''.join(sources[at])}" if at < len(sources) else f"{name}: not at all")
        return "\n".join(text)


def _fitted(value, shape, dtype):
    """A tensor in the shape and type that the derivative counts on, where nobody compared them."""
    value = value.to(dtype)
    return value.reshape(shape) if tuple(value.shape) != shape and value.numel() == math.prod(shape) else value


def _identity(value):
    """What was packed."""
    return value


def _in_words(facts):
    """A shape and a type as text."""
    return f"{{'shape': torch.Size({list(facts[0])}), 'dtype': {facts[1]}}}"


def _source():
    """The last lines of the call stack, without those of the package."""
    package = __name__.split(".")[0]
    frames = [(frame, line) for frame, line in traceback.walk_stack(None)
              if frame.f_globals.get("__name__", "").split(".")[0] != package]
    return traceback.format_list(traceback.StackSummary.extract(frames[5::-1]))


def _random_state():
    """Where the streams of random numbers are: Wengert's default one and NumPy's."""
    return random.default_generator._mark(), np.random.get_state()


def _set_random_state(state):
    """Go to where :func:`_random_state` was called."""
    random.default_generator._return_to(state[0])
    np.random.set_state(state[1])
