# Types of wengert.nn.utils.rnn; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from collections.abc import Sequence
from typing import Any, Literal, Self

from ..._core import (Tensor, _DtypeLike)
from ...types import (device as _device)

class PackedSequence(tuple[Any, ...]):
    """The elements of several sequences step by step, the longest sequence first; made by the functions below."""
    def __new__(
        cls, data: Any, batch_sizes: Tensor | None = None, sorted_indices: Tensor | None = None,
        unsorted_indices: Tensor | None = None
    ) -> Self: ...
    def __repr__(self) -> str: ...
    @property
    def batch_sizes(self) -> Tensor:
        """Alias for field number 1"""
    def byte(self) -> Self:
        """The same in uint8."""
    def char(self) -> Self:
        """The same in int8."""
    def cpu(self, *args: Any, **kwargs: Any) -> Self:
        """Itself."""
    @property
    def data(self) -> Tensor:
        """Alias for field number 0"""
    def double(self) -> Self:
        """The same in float64."""
    def float(self) -> Self:
        """The same in float32."""
    def half(self) -> Self:
        """The same in float16."""
    def int(self) -> Self:
        """The same in int32."""
    @property
    def is_cuda(self) -> _bool:
        """False."""
    def is_pinned(self) -> _bool:
        """False."""
    def long(self) -> Self:
        """The same in int64."""
    def pin_memory(self) -> Self:
        """Itself: there is one kind of memory."""
    def short(self) -> Self:
        """The same in int16."""
    @property
    def sorted_indices(self) -> Tensor | None:
        """Alias for field number 2"""
    def to(self, *args: _DtypeLike | _device | str | Tensor | _bool | None, **kwargs: Any) -> Self:
        """The same with the data converted as by :meth:`Tensor.to`; itself if nothing changes."""
    @property
    def unsorted_indices(self) -> Tensor | None:
        """Alias for field number 3"""

def invert_permutation(permutation: Tensor | None) -> Tensor | None:
    """The permutation that undoes another one."""
def pack_padded_sequence(
    input: Tensor, lengths: Tensor | Sequence[_int], batch_first: _bool = False, enforce_sorted: _bool = True
) -> PackedSequence:
    """The steps of padded sequences without the padding, in the order in which a recurrent network takes them."""
def pack_sequence(sequences: Sequence[Tensor], enforce_sorted: _bool = True) -> PackedSequence:
    """Sequences packed; see :func:`pack_padded_sequence`."""
def pad_packed_sequence(
    sequence: PackedSequence, batch_first: _bool = False, padding_value: _float = 0.0, total_length: _int | None = None
) -> tuple[Tensor, Tensor]:
    """Packed sequences padded to one length, and their lengths."""
def pad_sequence(
    sequences: Sequence[Tensor] | Tensor, batch_first: _bool = False, padding_value: _float = 0.0,
    padding_side: Literal['right', 'left'] = 'right'
) -> Tensor:
    """Sequences side by side, padded to the length of the longest."""
def unpack_sequence(packed_sequences: PackedSequence) -> list[Tensor]:
    """Packed sequences apart."""
def unpad_sequence(
    padded_sequences: Tensor, lengths: Tensor | Sequence[_int], batch_first: _bool = False
) -> list[Tensor]:
    """Padded sequences apart and without the padding."""
