# Types of wengert._core; written by docs/generate.py.
from builtins import bool as _bool, complex as _complex, float as _float, int as _int
from collections.abc import Callable, Iterator, Sequence
from types import EllipsisType
from typing import Any, Literal, Self, SupportsIndex, TypeAlias, TypeVar, overload

import numpy as np
from .random import (Generator)
from .types import (Size, device as _device)

class Node_:
    """A node of the recorded graph, as ``grad_fn`` shows it."""
    @property
    def _sequence_nr(self) -> _int: ...
    @property
    def metadata(self) -> dict[Any, Any]:
        """A dictionary for the user's own notes on this node."""
    def name(self) -> str:
        """PyTorch's name of the operation, such as ``MulBackward0``."""
    @property
    def next_functions(self) -> tuple[tuple[Node_ | None, _int], ...]:
        """Pairs (node, output number) of the inputs' nodes; (None, 0) where no gradient is wanted."""
    def register_hook(self, fn: Callable[..., Any]) -> RemovableHandle:
        """Call ``fn(grad_inputs, grad_outputs)`` after this node has run."""
    def register_prehook(self, fn: Callable[..., Any]) -> RemovableHandle:
        """Call ``fn(grad_outputs)`` before this node runs."""
    @property
    def variable(self) -> Tensor:
        """The leaf of an AccumulateGrad node."""

class RemovableHandle:
    """What registering a hook returns; ``remove()`` takes the hook away."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *exc: Any) -> None: ...
    def remove(self) -> None:
        """Take the hook away; a second call does nothing."""

class Tensor:
    """A strided array with PyTorch's meaning that can record what is computed from it."""
    def __init__(self, data: Any = None, *, dtype: _DtypeLike | None = None, requires_grad: _bool = False) -> None: ...
    @property
    def T(self) -> Tensor:
        """The transpose: dims in reverse order."""
    data: Tensor
    @property
    def device(self) -> _device:
        """Always the CPU."""
    @property
    def dtype(self) -> _dtype:
        """Element type."""
    grad: Tensor | None
    @property
    def grad_fn(self) -> Node_ | None:
        """The node that computed this tensor, or None for a leaf."""
    @property
    def imag(self) -> Tensor:
        """The imaginary part of a complex tensor."""
    @property
    def is_leaf(self) -> _bool:
        """Whether no recorded operation computed it."""
    @property
    def itemsize(self) -> _int:
        """Bytes per element."""
    @property
    def mT(self) -> Tensor:
        """The last two dims exchanged."""
    @property
    def nbytes(self) -> _int:
        """Bytes of all elements."""
    @property
    def ndim(self) -> _int:
        """Number of dimensions."""
    @property
    def output_nr(self) -> _int:
        """Which of its node's outputs this is."""
    @property
    def real(self) -> Tensor:
        """The real part; the tensor itself when it is real."""
    requires_grad: _bool
    @property
    def retains_grad(self) -> _bool:
        """Whether this is a computed tensor whose gradient is kept."""
    @property
    def shape(self) -> Size:
        """Sizes of the dims, as a :class:`wengert.Size`."""
    @property
    def _version(self) -> _int: ...
    @property
    def _base(self) -> Tensor | None: ...
    def __add__(self, other: _Operand, /) -> Tensor: ...
    def __sub__(self, other: _Operand, /) -> Tensor: ...
    def __mul__(self, other: _Operand, /) -> Tensor: ...
    def __truediv__(self, other: _Operand, /) -> Tensor: ...
    def __floordiv__(self, other: _Operand, /) -> Tensor: ...
    def __mod__(self, other: _Operand, /) -> Tensor: ...
    def __pow__(self, other: _Operand, /) -> Tensor: ...
    def __and__(self, other: _Operand, /) -> Tensor: ...
    def __or__(self, other: _Operand, /) -> Tensor: ...
    def __xor__(self, other: _Operand, /) -> Tensor: ...
    def __lshift__(self, other: _Operand, /) -> Tensor: ...
    def __rshift__(self, other: _Operand, /) -> Tensor: ...
    def __radd__(self, other: _Operand, /) -> Tensor: ...
    def __rsub__(self, other: _Operand, /) -> Tensor: ...
    def __rmul__(self, other: _Operand, /) -> Tensor: ...
    def __rtruediv__(self, other: _Operand, /) -> Tensor: ...
    def __rfloordiv__(self, other: _Operand, /) -> Tensor: ...
    def __rmod__(self, other: _Operand, /) -> Tensor: ...
    def __rpow__(self, other: _Operand, /) -> Tensor: ...
    def __rand__(self, other: _Operand, /) -> Tensor: ...
    def __ror__(self, other: _Operand, /) -> Tensor: ...
    def __rxor__(self, other: _Operand, /) -> Tensor: ...
    def __rlshift__(self, other: _Operand, /) -> Tensor: ...
    def __rrshift__(self, other: _Operand, /) -> Tensor: ...
    def __iadd__(self, other: _Operand, /) -> Self: ...
    def __isub__(self, other: _Operand, /) -> Self: ...
    def __imul__(self, other: _Operand, /) -> Self: ...
    def __itruediv__(self, other: _Operand, /) -> Self: ...
    def __ifloordiv__(self, other: _Operand, /) -> Self: ...
    def __imod__(self, other: _Operand, /) -> Self: ...
    def __ipow__(self, other: _Operand, /) -> Self: ...
    def __iand__(self, other: _Operand, /) -> Self: ...
    def __ior__(self, other: _Operand, /) -> Self: ...
    def __ixor__(self, other: _Operand, /) -> Self: ...
    def __ilshift__(self, other: _Operand, /) -> Self: ...
    def __irshift__(self, other: _Operand, /) -> Self: ...
    def __lt__(self, other: _Operand, /) -> Tensor: ...
    def __le__(self, other: _Operand, /) -> Tensor: ...
    def __gt__(self, other: _Operand, /) -> Tensor: ...
    def __ge__(self, other: _Operand, /) -> Tensor: ...
    def __eq__(self, other: object, /) -> Tensor: ...  # type: ignore[override]
    def __ne__(self, other: object, /) -> Tensor: ...  # type: ignore[override]
    def __neg__(self) -> Tensor: ...
    def __pos__(self) -> Tensor: ...
    def __abs__(self) -> Tensor: ...
    def __invert__(self) -> Tensor: ...
    def __matmul__(self, other: Tensor | _Array, /) -> Tensor: ...
    def __rmatmul__(self, other: _Array, /) -> Tensor: ...
    def __hash__(self) -> _int: ...
    def __bool__(self) -> _bool: ...
    def __int__(self) -> _int: ...
    def __index__(self) -> _int: ...
    def __float__(self) -> _float: ...
    def __complex__(self) -> _complex: ...
    def __len__(self) -> _int: ...
    def __iter__(self) -> Iterator[Tensor]: ...
    def __reversed__(self) -> Tensor: ...
    def __contains__(self, value: object, /) -> _bool: ...
    def __getitem__(self, index: _Index, /) -> Tensor: ...
    def __setitem__(self, index: _Index, value: _Operand, /) -> None: ...
    def __array__(self, dtype: Any = ..., copy: _bool | None = ...) -> _Array: ...
    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any: ...
    def __dlpack__(
        self, *, stream: None = ..., max_version: tuple[_int, _int] | None = ...,
        dl_device: tuple[_int, _int] | None = ..., copy: _bool | None = ...
    ) -> Any: ...
    def __dlpack_device__(self) -> tuple[_int, _int]: ...
    def __format__(self, spec: str) -> str: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: dict[_int, Any]) -> Self: ...
    def abs(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The absolute value of each element; the derivative at 0 is 0."""
    def abs_(self) -> Tensor:
        """In-place version of :func:`abs`: writes the result into the tensor and returns it."""
    def absolute(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The absolute value of each element; the derivative at 0 is 0."""
    def add(self, other: _Operand, *, alpha: _Number = 1, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """`input` + `alpha` * `other`."""
    def add_(self, other: _Operand, *, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`add`: writes the result into the tensor and returns it."""
    def all(self, dim: _Dims | None = None, keepdim: _bool = False) -> Tensor:
        """Whether no element is zero."""
    def allclose(self, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> _bool:
        """Whether all elements agree within atol + rtol * abs(other), as a Python bool."""
    def amax(self, dim: _Dims = (), keepdim: _bool = False) -> Tensor:
        """The largest element over `dim`; nan where there is one. Ties share the gradient."""
    def amin(self, dim: _Dims = (), keepdim: _bool = False) -> Tensor:
        """The smallest element over `dim`; nan where there is one. Ties share the gradient."""
    def any(self, dim: _Dims | None = None, keepdim: _bool = False) -> Tensor:
        """Whether any element is not zero."""
    def argmax(self, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
        """Where the largest element is: in the flattened tensor, or along `dim`."""
    def argmin(self, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
        """Where the smallest element is: in the flattened tensor, or along `dim`."""
    def argsort(self, dim: _int = -1, descending: _bool = False, stable: _bool = True) -> Tensor:
        """Where the elements in order along `dim` come from."""
    def as_strided(self, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None) -> Tensor:
        """A view with any shape and strides (in elements) over the tensor's memory."""
    def backward(
        self, gradient: Tensor | None = None, retain_graph: _bool | None = None, create_graph: _bool = False,
        inputs: Tensor | Sequence[Tensor] | None = None
    ) -> None:
        """Differentiate this tensor with respect to the leaves, adding into their ``grad``."""
    def bernoulli(self, *, generator: Generator | None = None) -> Tensor:
        """1 with the probability that each element gives, else 0."""
    def bitwise_and(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The bits that are set in both integers."""
    def bitwise_and_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_and`: writes the result into the tensor and returns it."""
    def bitwise_left_shift(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The bits of `input` shifted left by `other`."""
    def bitwise_left_shift_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_left_shift`: writes the result into the tensor and returns it."""
    def bitwise_not(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The bits that are not set; of booleans the negation."""
    def bitwise_not_(self) -> Tensor:
        """In-place version of :func:`bitwise_not`: writes the result into the tensor and returns it."""
    def bitwise_or(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The bits that are set in either integer."""
    def bitwise_or_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_or`: writes the result into the tensor and returns it."""
    def bitwise_right_shift(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The bits of `input` shifted right by `other`."""
    def bitwise_right_shift_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_right_shift`: writes the result into the tensor and returns it."""
    def bitwise_xor(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The bits that are set in one of two integers."""
    def bitwise_xor_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_xor`: writes the result into the tensor and returns it."""
    def bmm(self, other: Tensor) -> Tensor:
        """The products of two batches of matrices."""
    def bool(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as bool."""
    def broadcast_to(self, size: Sequence[_int]) -> Tensor:
        """Expanded to `size`."""
    def byte(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as uint8."""
    def cdouble(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as complex128."""
    def ceil(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The smallest integer not below each element."""
    def ceil_(self) -> Tensor:
        """In-place version of :func:`ceil`: writes the result into the tensor and returns it."""
    def cfloat(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as complex64."""
    def char(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as int8."""
    def chunk(self, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
        """At most `chunks` parts of equal size along `dim`, as views."""
    def clamp(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`."""
    def clamp_(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """In-place version of :func:`clamp`."""
    def clip(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`."""
    def clone(self) -> Tensor:
        """A copy that passes gradients on."""
    def conj(self) -> Tensor:
        """The complex conjugate; a real tensor itself."""
    def conj_physical(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The complex conjugate of each element."""
    def contiguous(self) -> Tensor:
        """The tensor itself when its memory is row-major, else a copy that is."""
    def copy_(self, src: Tensor | _Number | _Array, non_blocking: _bool = False) -> Tensor:
        """Overwrite with the values of `src`, converted and broadcast."""
    def cos(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The cosine of each element (radians)."""
    def cos_(self) -> Tensor:
        """In-place version of :func:`cos`: writes the result into the tensor and returns it."""
    def cpu(self) -> Tensor:
        """The tensor itself: everything is on the CPU."""
    def cumsum(self, dim: _int, *, dtype: _DtypeLike | None = None) -> Tensor:
        """Running sums along `dim`; integers are summed as int64."""
    def data_ptr(self) -> _int:
        """Address of the first element."""
    def detach(self) -> Tensor:
        """The same memory without history."""
    def detach_(self) -> Tensor:
        """Cut the tensor from its history, in place."""
    def diagonal(self, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
        """The diagonal of two dims, as a view with the diagonal last."""
    def dim(self) -> _int:
        """Number of dimensions."""
    def div(
        self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
        out: Tensor | Sequence[Tensor] | None = None
    ) -> Tensor:
        """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
    def div_(self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
        """In-place version of :func:`div`: writes the result into the tensor and returns it."""
    def divide(
        self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
        out: Tensor | Sequence[Tensor] | None = None
    ) -> Tensor:
        """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
    def dot(self, other: Tensor) -> Tensor:
        """The inner product of two vectors."""
    def double(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as float64."""
    def element_size(self) -> _int:
        """Bytes per element."""
    def eq(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` equals `other`, element by element."""
    def equal(self, other: Tensor) -> _bool:
        """Whether two tensors have the same shape and elements, as a Python bool."""
    def erf(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x."""
    def erf_(self) -> Tensor:
        """In-place version of :func:`erf`: writes the result into the tensor and returns it."""
    def exp(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """e to the power of each element."""
    def exp_(self) -> Tensor:
        """In-place version of :func:`exp`: writes the result into the tensor and returns it."""
    @overload
    def expand(self, *size: _int) -> Tensor: ...
    @overload
    def expand(self, size: Sequence[_int]) -> Tensor:
        """Dims of size 1 repeated without a copy; -1 keeps a size."""
    def expand_as(self, other: Tensor) -> Tensor:
        """Expanded to the shape of `other`."""
    def expm1(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """exp(x) - 1, accurate for small x."""
    def expm1_(self) -> Tensor:
        """In-place version of :func:`expm1`: writes the result into the tensor and returns it."""
    def fill_(self, value: Tensor | _Number) -> Tensor:
        """Overwrite with one number."""
    def flatten(self, start_dim: _int = 0, end_dim: _int = -1) -> Tensor:
        """Dims `start_dim` to `end_dim` as one."""
    @overload
    def flip(self, *dims: _int) -> Tensor: ...
    @overload
    def flip(self, dims: Sequence[_int]) -> Tensor:
        """The order of the elements reversed along `dims`."""
    def float(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as float32."""
    def floor(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The largest integer not above each element."""
    def floor_(self) -> Tensor:
        """In-place version of :func:`floor`: writes the result into the tensor and returns it."""
    def floor_divide(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The quotient rounded towards minus infinity."""
    def floor_divide_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`floor_divide`: writes the result into the tensor and returns it."""
    def gather(self, dim: _int, index: Tensor, *, sparse_grad: _bool = False) -> Tensor:
        """The elements that `index` names along `dim`."""
    def ge(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` is greater than or equal to `other`, element by element."""
    def greater(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` is greater than `other`, element by element."""
    def greater_equal(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` is greater than or equal to `other`, element by element."""
    def gt(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` is greater than `other`, element by element."""
    def index_put(self, indices: Sequence[_Index], values: Tensor, accumulate: _bool = False) -> Tensor:
        """A copy with `values` written (or added) where the index points."""
    def index_put_(self, indices: Sequence[_Index], values: Tensor, accumulate: _bool = False) -> Tensor:
        """Write (or add) `values` where the index points."""
    def index_select(self, dim: _int, index: Tensor) -> Tensor:
        """The slices along `dim` that a vector of indices names."""
    def int(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as int32."""
    def is_complex(self) -> _bool:
        """Whether the element type is complex."""
    def is_contiguous(self) -> _bool:
        """Whether the elements lie row-major without gaps."""
    def is_floating_point(self) -> _bool:
        """Whether the element type is float32 or float64."""
    def is_signed(self) -> _bool:
        """Whether the element type has negative values."""
    def isfinite(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether each element is neither nan nor infinite."""
    def isinf(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether each element is infinite."""
    def isnan(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether each element is nan."""
    def item(self) -> _int | _float | _bool:
        """The value of a one-element tensor as a Python number."""
    def le(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` is less than or equal to `other`, element by element."""
    def less(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` is less than `other`, element by element."""
    def less_equal(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` is less than or equal to `other`, element by element."""
    def log(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The natural logarithm of each element."""
    def log1p(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """log(1 + x), accurate for small x."""
    def log1p_(self) -> Tensor:
        """In-place version of :func:`log1p`: writes the result into the tensor and returns it."""
    def log_(self) -> Tensor:
        """In-place version of :func:`log`: writes the result into the tensor and returns it."""
    def log_softmax(self, dim: _int | None = None, dtype: _DtypeLike | None = None) -> Tensor:
        """log of :func:`softmax`, without overflow."""
    def logical_and(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether neither of two elements is zero, element by element."""
    def logical_not(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether each element is zero."""
    def logical_or(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether one of two elements, or both, is not zero, element by element."""
    def logical_xor(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether just one of two elements is zero, element by element."""
    def logsumexp(self, dim: _Dims, keepdim: _bool = False) -> Tensor:
        """log of the sum of exp over `dim`, without overflow."""
    def long(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as int64."""
    def lt(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` is less than `other`, element by element."""
    def masked_fill(self, mask: Tensor, value: Tensor | _Number) -> Tensor:
        """`value` where `mask` holds, else `input`."""
    def masked_fill_(self, mask: Tensor, value: Tensor | _Number) -> Tensor:
        """In-place version of :func:`masked_fill`: writes the result into the tensor and returns it."""
    def masked_select(self, mask: Tensor) -> Tensor:
        """The elements where `mask` holds, as a vector."""
    def matmul(self, other: Tensor) -> Tensor:
        """The matrix product, in all of its vector, matrix and batch cases."""
    @overload
    def max(self) -> Tensor: ...
    @overload
    def max(self, dim: _int, keepdim: _bool = ...) -> _Pair: ...
    @overload
    def max(self, other: Tensor, /) -> Tensor: ...
    @overload
    def max(self, *, other: Tensor) -> Tensor:
        """The largest element; with `dim` the pair (values, indices); with a tensor the :func:`maximum`."""
    def maximum(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The larger of two elements; nan where either is nan. Ties share the gradient."""
    def mean(self, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None) -> Tensor:
        """The mean over `dim` (all dims when None) of a floating tensor."""
    @overload
    def min(self) -> Tensor: ...
    @overload
    def min(self, dim: _int, keepdim: _bool = ...) -> _Pair: ...
    @overload
    def min(self, other: Tensor, /) -> Tensor: ...
    @overload
    def min(self, *, other: Tensor) -> Tensor:
        """The smallest element; with `dim` the pair (values, indices); with a tensor the :func:`minimum`."""
    def minimum(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The smaller of two elements; nan where either is nan. Ties share the gradient."""
    def mm(self, other: Tensor) -> Tensor:
        """The product of two matrices."""
    def moveaxis(self, source: _Dims, destination: _Dims) -> Tensor:
        """Dims moved from `source` to `destination`, the others keeping their order."""
    def movedim(self, source: _Dims, destination: _Dims) -> Tensor:
        """Dims moved from `source` to `destination`, the others keeping their order."""
    def mul(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """`input` * `other`."""
    def mul_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`mul`: writes the result into the tensor and returns it."""
    def multiply(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """`input` * `other`."""
    def mv(self, other: Tensor) -> Tensor:
        """The product of a matrix and a vector."""
    def narrow(self, dim: _int, start: _int, length: _int) -> Tensor:
        """`length` slices along `dim` from `start`, as a view."""
    def ndimension(self) -> _int:
        """Number of dimensions."""
    def ne(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` differs from `other`, element by element."""
    def neg(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The negative of each element."""
    def neg_(self) -> Tensor:
        """In-place version of :func:`neg`: writes the result into the tensor and returns it."""
    def negative(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The negative of each element."""
    def nelement(self) -> _int:
        """Number of elements."""
    @overload
    def new_empty(
        self, *size: _int, dtype: _DtypeLike | None = None, device: _device | str | None = None,
        requires_grad: _bool = False
    ) -> Tensor: ...
    @overload
    def new_empty(
        self, size: Sequence[_int], /, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
        requires_grad: _bool = False
    ) -> Tensor:
        """Undefined values of this tensor's type."""
    def new_full(
        self, size: _int | Sequence[_int], fill_value: Tensor | _Number, *, dtype: _DtypeLike | None = None,
        device: _device | str | None = None, requires_grad: _bool = False
    ) -> Tensor:
        """One number, of this tensor's type."""
    @overload
    def new_ones(
        self, *size: _int, dtype: _DtypeLike | None = None, device: _device | str | None = None,
        requires_grad: _bool = False
    ) -> Tensor: ...
    @overload
    def new_ones(
        self, size: Sequence[_int], /, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
        requires_grad: _bool = False
    ) -> Tensor:
        """Ones of this tensor's type."""
    def new_tensor(
        self, data: Any, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
        requires_grad: _bool = False
    ) -> Tensor:
        """A copy of `data` as a tensor of this tensor's type."""
    @overload
    def new_zeros(
        self, *size: _int, dtype: _DtypeLike | None = None, device: _device | str | None = None,
        requires_grad: _bool = False
    ) -> Tensor: ...
    @overload
    def new_zeros(
        self, size: Sequence[_int], /, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
        requires_grad: _bool = False
    ) -> Tensor:
        """Zeros of this tensor's type."""
    @overload
    def nonzero(self, *, as_tuple: Literal[False] = ...) -> Tensor: ...
    @overload
    def nonzero(self, *, as_tuple: Literal[True]) -> tuple[Tensor, ...]:
        """The indices of the elements that are not zero: a row each, or with `as_tuple` a vector per dim."""
    def norm(
        self, p: _float | Literal['fro'] = 'fro', dim: _Dims | None = None, keepdim: _bool = False,
        dtype: _DtypeLike | None = None
    ) -> Tensor:
        """The p-norm of the elements over `dim`. Its gradient at 0 is 0."""
    def normal_(self, mean: _float = 0, std: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Overwrite with normal numbers."""
    def not_equal(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """Whether `input` differs from `other`, element by element."""
    def numel(self) -> _int:
        """Number of elements."""
    def numpy(self, *, force: _bool = False) -> _Array:
        """A NumPy array that shares the memory."""
    def outer(self, vec2: Tensor) -> Tensor:
        """The products of all pairs of elements of two vectors."""
    @overload
    def permute(self, *dims: _int) -> Tensor: ...
    @overload
    def permute(self, dims: Sequence[_int]) -> Tensor:
        """The dims in another order."""
    def pow(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """`input` to the power `other`."""
    def pow_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`pow`: writes the result into the tensor and returns it."""
    def prod(self, dim: _int | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None) -> Tensor:
        """The product over one dim (all when None); integers are multiplied as int64."""
    def reciprocal(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """1 / x."""
    def reciprocal_(self) -> Tensor:
        """In-place version of :func:`reciprocal`: writes the result into the tensor and returns it."""
    def register_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(grad)`` when the gradient of this tensor is computed; what it returns replaces it."""
    def register_post_accumulate_grad_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(tensor)`` after a gradient was accumulated into this leaf."""
    def relu(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """max(x, 0); the derivative at 0 is 0."""
    def relu_(self) -> Tensor:
        """In-place version of :func:`relu`: writes the result into the tensor and returns it."""
    def remainder(self, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """What is left of `input` after division by `other`, with the sign of `other`."""
    def remainder_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`remainder`: writes the result into the tensor and returns it."""
    @overload
    def repeat(self, *repeats: _int) -> Tensor: ...
    @overload
    def repeat(self, repeats: Sequence[_int]) -> Tensor:
        """The tensor laid out several times along its dims."""
    def requires_grad_(self, requires_grad: _bool = True) -> Tensor:
        """Set ``requires_grad`` and return the tensor."""
    @overload
    def reshape(self, *shape: _int) -> Tensor: ...
    @overload
    def reshape(self, shape: Sequence[_int]) -> Tensor:
        """The elements in another shape, sharing memory where possible."""
    def reshape_as(self, other: Tensor) -> Tensor:
        """Reshaped to the shape of `other`."""
    def retain_grad(self) -> None:
        """Keep the gradient of a computed tensor in ``grad``."""
    def round(self, *, decimals: _int = 0) -> Tensor:
        """Each element rounded to `decimals` places, halves to the even neighbour."""
    def round_(self, *, decimals: _int = 0) -> Tensor:
        """In-place version of :func:`round`."""
    def rsqrt(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """1 / sqrt(x)."""
    def rsqrt_(self) -> Tensor:
        """In-place version of :func:`rsqrt`: writes the result into the tensor and returns it."""
    def scatter_add(self, dim: _int, index: Tensor, src: Tensor) -> Tensor:
        """A copy with `src` added where `index` points along `dim`."""
    def scatter_add_(self, dim: _int, index: Tensor, src: Tensor) -> Tensor:
        """In-place version of :func:`scatter_add`: writes the result into the tensor and returns it."""
    def select(self, dim: _int, index: _int) -> Tensor:
        """One slice along `dim`, as a view."""
    def sgn(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """:func:`sign`; of a complex number the number of modulus 1 in its direction."""
    def sgn_(self) -> Tensor:
        """In-place version of :func:`sgn`: writes the result into the tensor and returns it."""
    def short(self, *args: Any, **kwargs: Any) -> Tensor:
        """The tensor as int16."""
    def sigmoid(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """1 / (1 + exp(-x))."""
    def sigmoid_(self) -> Tensor:
        """In-place version of :func:`sigmoid`: writes the result into the tensor and returns it."""
    def sign(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """-1, 0 or 1 by the sign of each element."""
    def sign_(self) -> Tensor:
        """In-place version of :func:`sign`: writes the result into the tensor and returns it."""
    def sin(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The sine of each element (radians)."""
    def sin_(self) -> Tensor:
        """In-place version of :func:`sin`: writes the result into the tensor and returns it."""
    @overload
    def size(self, dim: None = ...) -> Size: ...
    @overload
    def size(self, dim: _int) -> _int:
        """The shape, or the size of one dim."""
    def softmax(self, dim: _int | None = None, dtype: _DtypeLike | None = None) -> Tensor:
        """exp(x) over the sum of exp(x) along `dim`."""
    def sort(self, dim: _int = -1, descending: _bool = False, stable: _bool = True) -> _Pair:
        """The pair (values in order along `dim`, where they were); the order of equal values is kept."""
    def split(self, split_size: _Dims, dim: _int = 0) -> tuple[Tensor, ...]:
        """Consecutive parts along `dim`, as views: of one size, or of a list of sizes."""
    def sqrt(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The square root of each element; nan for negative ones."""
    def sqrt_(self) -> Tensor:
        """In-place version of :func:`sqrt`: writes the result into the tensor and returns it."""
    def square(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The square of each element."""
    def square_(self) -> Tensor:
        """In-place version of :func:`square`: writes the result into the tensor and returns it."""
    def squeeze(self, dim: _Dims | None = None) -> Tensor:
        """Without the dims of size 1, or those of `dim` that have size 1."""
    def squeeze_(self, dim: _Dims | None = None) -> Tensor:
        """In-place version of :func:`squeeze`: the tensor's own shape changes."""
    def std(
        self, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
        correction: _float = 1
    ) -> Tensor:
        """The standard deviation over `dim`, the root of :func:`var`. Its gradient where it is 0 is 0."""
    def std_mean(
        self, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
        correction: _float = 1
    ) -> tuple[Tensor, Tensor]:
        """The pair of :func:`std` and :func:`mean`."""
    def storage_offset(self) -> _int:
        """Elements between the storage's beginning and the first element."""
    @overload
    def stride(self, dim: None = ...) -> tuple[_int, ...]: ...
    @overload
    def stride(self, dim: _int) -> _int:
        """Distances between neighbours in elements, or that of one dim."""
    def sub(self, other: _Operand, *, alpha: _Number = 1, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """`input` - `alpha` * `other`."""
    def sub_(self, other: _Operand, *, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`sub`: writes the result into the tensor and returns it."""
    def subtract(self, other: _Operand, *, alpha: _Number = 1, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """`input` - `alpha` * `other`."""
    def sum(self, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None) -> Tensor:
        """The sum over `dim` (all dims when None); integers are summed as int64."""
    @overload
    def sum_to_size(self, *size: _int) -> Tensor: ...
    @overload
    def sum_to_size(self, size: Sequence[_int]) -> Tensor:
        """Summed over the dims along which `size` would be broadcast to the tensor's shape."""
    def swapaxes(self, dim0: _int, dim1: _int) -> Tensor:
        """Two dims exchanged."""
    def swapdims(self, dim0: _int, dim1: _int) -> Tensor:
        """Two dims exchanged."""
    def t(self) -> Tensor:
        """The transpose of a matrix; vectors and numbers stay."""
    def tanh(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The hyperbolic tangent of each element."""
    def tanh_(self) -> Tensor:
        """In-place version of :func:`tanh`: writes the result into the tensor and returns it."""
    def to(
        self, *args: _DtypeLike | _device | str | Tensor | _bool | None, dtype: _DtypeLike | None = None,
        device: _device | str | None = None, non_blocking: _bool = False, copy: _bool = False,
        memory_format: Any = None
    ) -> Tensor:
        """The tensor in another type; itself when it has it already."""
    def tolist(self) -> Any:
        """Nested lists of Python numbers."""
    def transpose(self, dim0: _int, dim1: _int) -> Tensor:
        """Two dims exchanged."""
    def tril(self, diagonal: _int = 0) -> Tensor:
        """The lower triangle of the last two dims, zero above `diagonal`."""
    def tril_(self, diagonal: _int = 0) -> Tensor:
        """In-place version of :func:`tril`: writes the result into the tensor and returns it."""
    def triu(self, diagonal: _int = 0) -> Tensor:
        """The upper triangle of the last two dims, zero below `diagonal`."""
    def triu_(self, diagonal: _int = 0) -> Tensor:
        """In-place version of :func:`triu`: writes the result into the tensor and returns it."""
    def true_divide(
        self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
        out: Tensor | Sequence[Tensor] | None = None
    ) -> Tensor:
        """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
    def trunc(self, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
        """The integer part of each element."""
    def trunc_(self) -> Tensor:
        """In-place version of :func:`trunc`: writes the result into the tensor and returns it."""
    @overload
    def type(self, dtype: None = ...) -> str: ...
    @overload
    def type(self, dtype: _DtypeLike | str) -> Tensor:
        """The name of the type, or the tensor in another type."""
    def type_as(self, other: Tensor) -> Tensor:
        """The tensor in the type of `other`."""
    def unbind(self, dim: _int = 0) -> tuple[Tensor, ...]:
        """The slices along `dim`, as views."""
    def uniform_(self, from_: _float = 0, to: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Overwrite with uniform numbers in [`from_`, `to`)."""
    def unsqueeze(self, dim: _int) -> Tensor:
        """With a dim of size 1 put in at `dim`."""
    def unsqueeze_(self, dim: _int) -> Tensor:
        """In-place version of :func:`unsqueeze`: the tensor's own shape changes."""
    def var(
        self, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
        correction: _float = 1
    ) -> Tensor:
        """The variance over `dim` (all dims when None)."""
    def var_mean(
        self, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
        correction: _float = 1
    ) -> tuple[Tensor, Tensor]:
        """The pair of :func:`var` and :func:`mean`."""
    @overload
    def view(self, *shape: _int) -> Tensor: ...
    @overload
    def view(self, shape: Sequence[_int]) -> Tensor: ...
    @overload
    def view(self, shape: _dtype, /) -> Tensor:
        """The same memory in another shape (or, given a dtype, as another type of the same size)."""
    def view_as(self, other: Tensor) -> Tensor:
        """Viewed in the shape of `other`."""
    def where(self, condition: Tensor, other: _Operand) -> Tensor:
        """The tensor where `condition` holds, else `other`."""
    def zero_(self) -> Tensor:
        """Overwrite with zeros."""

class dtype:
    """The type of a tensor's elements, such as ``wengert.float32``."""
    @property
    def is_complex(self) -> _bool: ...
    @property
    def is_floating_point(self) -> _bool: ...
    @property
    def is_signed(self) -> _bool: ...
    @property
    def itemsize(self) -> _int: ...
    @property
    def name(self) -> str: ...
    @property
    def num(self) -> _int: ...
    def to_complex(self) -> _dtype:
        """The complex type of the same precision."""
    def to_real(self) -> _dtype:
        """The real type of a complex type's parts."""

def as_tensor(data: Any, dtype: _DtypeLike | None = None, device: _device | str | None = None) -> Tensor:
    """`data` as a tensor, sharing memory with a NumPy array and keeping a tensor as it is."""
def backward(
    tensors: Tensor | Sequence[Tensor], grad_tensors: Tensor | Sequence[Tensor | None] | None = None,
    retain_graph: _bool | None = None, create_graph: _bool = False, inputs: Tensor | Sequence[Tensor] | None = None
) -> None:
    """Differentiate `tensors` with respect to the leaves, adding into their ``grad``."""
def empty_cache() -> None:
    """Give the allocator's unused blocks back to the system."""
def from_numpy(ndarray: _Array) -> Tensor:
    """A tensor that shares the memory of a NumPy array."""
def get_default_dtype() -> _dtype:
    """The floating type that Python floats become."""
def get_num_threads() -> _int:
    """Number of threads that large kernels use, the caller's included."""
def grad(
    outputs: Tensor | Sequence[Tensor], inputs: Tensor | Sequence[Tensor],
    grad_outputs: Tensor | Sequence[Tensor | None] | None = None, retain_graph: _bool | None = None,
    create_graph: _bool = False, allow_unused: _bool | None = None, is_grads_batched: _bool = False,
    materialize_grads: _bool = False
) -> tuple[Tensor, ...]:
    """Gradients of `outputs` with respect to `inputs`, returned and not accumulated."""
def is_grad_enabled() -> _bool:
    """Whether operations on this thread are recorded."""
def live_nodes() -> _int:
    """Number of nodes of the tape in use; a leak test's view of it."""
def memory_stats() -> dict[str, Any]:
    """Bytes of tensor memory: in use, kept for reuse, and the most that was ever in use at once."""
def promote_types(type1: _dtype, type2: _dtype) -> _dtype:
    """The smallest type that holds values of both."""
def set_default_dtype(d: _dtype) -> None:
    """Make `d` (float32 or float64) the type of Python floats and of ``zeros``, ``rand``, ...."""
def set_num_threads(n: _int) -> None:
    """Let large kernels use `n` threads; results do not depend on the number."""
def tensor(
    data: Any, *, dtype: _DtypeLike | None = None, device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor:
    """A new tensor with a copy of `data`."""

_dtype: TypeAlias = dtype
_Array: TypeAlias = np.ndarray[Any, Any]
_Number: TypeAlias = _int | _float | _complex | np.number[Any] | np.bool_
_Operand: TypeAlias = Tensor | _Number | _Array
_Dims: TypeAlias = _int | Sequence[_int]
_PythonType: TypeAlias = type[_bool] | type[_int] | type[_float] | type[_complex]
_DtypeLike: TypeAlias = dtype | _PythonType | type[np.generic] | np.dtype[Any]
_Place: TypeAlias = SupportsIndex | slice | EllipsisType | Tensor | _Array | list[Any] | range | None
_Index: TypeAlias = _Place | tuple[_Place, ...]
_F = TypeVar("_F", bound=Callable[..., Any])

class _Pair(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...
