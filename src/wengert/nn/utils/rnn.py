"""Sequences of several lengths: padded to one, packed step by step for recurrent networks, and back."""
from typing import NamedTuple

import numpy as np

from ... import errors
from ..._core import Tensor, from_numpy
from ...ops import api as _api

__all__ = ["PackedSequence", "invert_permutation", "pack_padded_sequence", "pad_packed_sequence", "pad_sequence",
           "unpad_sequence", "pack_sequence", "unpack_sequence"]


class _Packed(NamedTuple):
    """The fields of a packed sequence."""

    data: Tensor
    batch_sizes: Tensor
    sorted_indices: Tensor | None
    unsorted_indices: Tensor | None


class PackedSequence(_Packed):
    """The elements of several sequences step by step, the longest sequence first; made by the functions below.

    Parameters
    ----------
    data : Tensor
        All elements: those of the first step, of the second, ...
    batch_sizes : Tensor
        How many sequences go on at each step.
    sorted_indices, unsorted_indices : Tensor, optional
        The order of the sequences, and the way back.

    Examples
    --------
    >>> import wengert
    >>> rnn = wengert.nn.utils.rnn
    >>> rnn.pack_sequence([wengert.tensor([1, 2]), wengert.tensor([3])]).batch_sizes
    tensor([2, 1])
    """

    __slots__ = ()

    def __new__(cls, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        """Make one of its fields; `data` may be a pair of data and batch sizes."""
        if batch_sizes is None:
            if not isinstance(data, (tuple, list)) or len(data) != 2:
                raise errors.AutogradError("Expected data to be a list or tuple of length 2", kind=AssertionError)
            data, batch_sizes = data
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def _with(self, data):
        return self if data is self.data else type(self)(data, *self[1:])

    def to(self, *args, **kwargs):
        """The same with the data converted as by :meth:`Tensor.to`; itself if nothing changes."""
        return self._with(self.data.to(*args, **kwargs))

    def cpu(self, *args, **kwargs):
        """Itself."""
        return self

    def pin_memory(self):
        """Itself: there is one kind of memory."""
        return self

    def double(self):
        """The same in float64."""
        return self.to(dtype=_api.float64)

    def float(self):
        """The same in float32."""
        return self.to(dtype=_api.float32)

    def half(self):
        """The same in float16."""
        return self.to(dtype=_api.float16)

    def long(self):
        """The same in int64."""
        return self.to(dtype=_api.int64)

    def int(self):
        """The same in int32."""
        return self.to(dtype=_api.int32)

    def short(self):
        """The same in int16."""
        return self.to(dtype=_api.int16)

    def char(self):
        """The same in int8."""
        return self.to(dtype=_api.int8)

    def byte(self):
        """The same in uint8."""
        return self.to(dtype=_api.uint8)

    @property
    def is_cuda(self):
        """False."""
        return False

    def is_pinned(self):
        """False."""
        return False


def invert_permutation(permutation):
    """The permutation that undoes another one.

    Parameters
    ----------
    permutation : Tensor or None
        The positions; None stays None.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.utils.rnn.invert_permutation(wengert.tensor([2, 0, 1]))
    tensor([1, 2, 0])
    """
    if permutation is None:
        return None
    return _api.empty_like(permutation).scatter_(0, permutation, _api.arange(permutation.numel()))


def _lengths(lengths):
    """Lengths as an int64 array."""
    if isinstance(lengths, Tensor):
        lengths = lengths.detach().numpy()
    return np.asarray(lengths).astype(np.int64).reshape(-1)


def _places(lengths, total, batch_first):
    """Where the steps of sequences lie among `total` steps of each, in the order in which they are packed."""
    step, sequence = np.nonzero(np.arange(lengths[0] if len(lengths) else 0)[:, None] < lengths)
    return from_numpy(sequence * total + step if batch_first else step * len(lengths) + sequence)


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    """The steps of padded sequences without the padding, in the order in which a recurrent network takes them.

    Parameters
    ----------
    input : Tensor
        Of shape (steps, batch, ...), or (batch, steps, ...) with `batch_first`.
    lengths : Tensor or list of int
        How long each sequence is.
    batch_first : bool
        Whether the batch is the first dim.
    enforce_sorted : bool
        Whether the sequences must come with the longest first; otherwise they are sorted.

    Raises
    ------
    RuntimeError
        If there are no sequences, their number is not that of `lengths`, or these are not sorted, not positive or more
        than there are steps.

    Examples
    --------
    >>> import wengert
    >>> padded = wengert.tensor([[1, 3], [2, 0]])
    >>> wengert.nn.utils.rnn.pack_padded_sequence(padded, [2, 1]).data
    tensor([1, 3, 2])
    """
    lengths, order = _lengths(lengths), None
    if input.ndim < 2:
        raise errors.DimensionError(f"Dimension out of range: pack_padded_sequence expects at least 2 dims, but got "
                                    f"{list(input.shape)}")
    batch, steps = (input.shape[0], input.shape[1]) if batch_first else (input.shape[1], input.shape[0])
    if not enforce_sorted:
        order = np.argsort(-lengths, kind="stable")
        lengths = lengths[order]
    if not input.numel():
        raise errors.ShapeError("Cannot pack empty tensors.")
    if len(lengths) != batch:
        raise errors.ShapeError(f"Expected `len(lengths)` to be equal to batch_size, but got {len(lengths)} "
                                f"(batch_size={batch})")
    if (lengths <= 0).any():
        raise errors.ShapeError("Length of all samples has to be greater than 0, but found an element in 'lengths' "
                                "that is <= 0")
    if (lengths[1:] > lengths[:-1]).any():
        raise errors.AutogradError("`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. "
                                   "You can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence.")
    if lengths[0] > steps:
        raise errors.ShapeError(f"Expected lengths of at most {steps} steps, but got {lengths[0]} "
                                "(in pack_padded_sequence)")
    if order is not None:
        order = from_numpy(order)
        input = input.index_select(0 if batch_first else 1, order)
    flat = input.reshape(batch * steps, *input.shape[2:])
    sizes = (np.arange(lengths[0])[:, None] < lengths).sum(1)
    return PackedSequence(flat.index_select(0, _places(lengths, steps, batch_first)), from_numpy(sizes), order)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    """Packed sequences padded to one length, and their lengths.

    Parameters
    ----------
    sequence : PackedSequence
        What to pad.
    batch_first : bool
        Whether the batch is to be the first dim, not the second.
    padding_value : float
        What is put after the end of a sequence.
    total_length : int, optional
        The length; by default that of the longest.

    Returns
    -------
    tuple of Tensor
        The sequences (steps, batch, ...), in the order that they had before they were sorted, and their lengths.

    Raises
    ------
    ValueError
        If `total_length` is less than the longest sequence.

    Examples
    --------
    >>> import wengert
    >>> rnn = wengert.nn.utils.rnn
    >>> rnn.pad_packed_sequence(rnn.pack_sequence([wengert.tensor([1, 2]), wengert.tensor([3])]), batch_first=True)
    (tensor([[1, 2],
            [3, 0]]), tensor([2, 1]))
    """
    sizes, data = _lengths(sequence.batch_sizes), sequence.data
    longest, batch = len(sizes), int(sizes[0])
    if total_length is not None and total_length < longest:
        raise errors.ShapeError("Expected total_length to be at least the length of the longest sequence in input, but "
                                f"got total_length={total_length} and max sequence length being {longest}",
                                kind=ValueError)
    total = longest if total_length is None else total_length
    lengths = (sizes[:, None] > np.arange(batch)).sum(0)
    padded = _api.full((batch * total, *data.shape[1:]), padding_value, dtype=data.dtype)
    padded = padded.index_copy(0, _places(lengths, total, batch_first), data)
    padded = padded.reshape(*((batch, total) if batch_first else (total, batch)), *data.shape[1:])
    lengths, back = from_numpy(lengths), sequence.unsorted_indices
    if back is None:
        return padded, lengths
    return padded.index_select(0 if batch_first else 1, back), lengths[back]


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    """Sequences side by side, padded to the length of the longest.

    Parameters
    ----------
    sequences : sequence of Tensor
        Each of shape (steps, ...), the same but for the steps.
    batch_first : bool
        Whether the batch is to be the first dim, not the second.
    padding_value : float
        What fills the places that remain.
    padding_side : {"right", "left"}
        Whether they remain after the end of a sequence or before its beginning.

    Raises
    ------
    RuntimeError
        If there are no sequences or their shapes do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.utils.rnn.pad_sequence([wengert.tensor([1, 2]), wengert.tensor([3])])
    tensor([[1, 3],
            [2, 0]])
    """
    if isinstance(sequences, Tensor):
        sequences = sequences.unbind(0)
    elif not hasattr(sequences, "__iter__"):
        raise errors.AutogradError("pad_sequence: Expected iterable for input sequences, but got arg of type: "
                                   f"{type(sequences)}")
    sequences = list(sequences)
    if not sequences:
        raise errors.AutogradError("received an empty list of sequences (in pad_sequence)")
    if padding_side not in ("right", "left"):
        raise errors.AutogradError(f"Expected padding_side to be one of left or right, but got {padding_side}.")
    first = sequences[0]
    for t in sequences:
        if t.ndim == 0:
            raise errors.ShapeError("pad_sequence expects sequences of at least one dim, but got a 0-d tensor")
    # What PyTorch copies into its place is broadcast and converted.
    sequences = [t if t.dtype is first.dtype and t.shape[1:] == first.shape[1:]
                 else t.to(first.dtype).expand(t.shape[0], *first.shape[1:]) for t in sequences]
    lengths = np.array([t.shape[0] for t in sequences])
    longest, count = int(lengths.max()), len(sequences)
    sequence = np.repeat(np.arange(count), lengths)
    step = np.arange(len(sequence)) - np.repeat(lengths.cumsum() - lengths, lengths)
    if padding_side == "left":
        step = step + (longest - lengths)[sequence]
    places = sequence * longest + step if batch_first else step * count + sequence
    padded = _api.full((count * longest, *first.shape[1:]), padding_value, dtype=first.dtype)
    padded = padded.index_copy(0, from_numpy(places), _api.cat(sequences))
    return padded.reshape(*((count, longest) if batch_first else (longest, count)), *first.shape[1:])


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    """Padded sequences apart and without the padding.

    Parameters
    ----------
    padded_sequences : Tensor
        Of shape (steps, batch, ...), or (batch, steps, ...) with `batch_first`.
    lengths : Tensor
        How long each is.
    batch_first : bool
        Whether the batch is the first dim.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.utils.rnn.unpad_sequence(wengert.tensor([[1, 3], [2, 0]]), wengert.tensor([2, 1]))
    [tensor([1, 2]), tensor([3])]
    """
    parts = padded_sequences.unbind(0 if batch_first else 1)
    return [part[:n].clone() for part, n in zip(parts, _lengths(lengths).tolist())]


def pack_sequence(sequences, enforce_sorted=True):
    """Sequences packed; see :func:`pack_padded_sequence`.

    Parameters
    ----------
    sequences : list of Tensor
        Each of shape (steps, ...), the same but for the steps.
    enforce_sorted : bool
        Whether they must come with the longest first; otherwise they are sorted.

    Examples
    --------
    >>> import wengert
    >>> wengert.nn.utils.rnn.pack_sequence([wengert.tensor([1, 2]), wengert.tensor([3])]).data
    tensor([1, 3, 2])
    """
    lengths = [t.shape[0] for t in sequences]
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences):
    """Packed sequences apart.

    Parameters
    ----------
    packed_sequences : PackedSequence
        What to unpack.

    Examples
    --------
    >>> import wengert
    >>> rnn = wengert.nn.utils.rnn
    >>> rnn.unpack_sequence(rnn.pack_sequence([wengert.tensor([1, 2]), wengert.tensor([3])]))
    [tensor([1, 2]), tensor([3])]
    """
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)
