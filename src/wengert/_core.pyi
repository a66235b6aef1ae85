# Types of wengert._core; written by docs/generate.py.
from builtins import bool as _bool, complex as _complex, float as _float, int as _int
from collections.abc import Callable, Iterator, Sequence
from types import EllipsisType
from typing import Any, Literal, Self, SupportsIndex, TypeAlias, TypeVar, overload

import numpy as np
from .random import (Generator)
from .types import (Size, device as _device, layout as _layout)

class FunctionCtx:
    """What a Function's forward leaves for its backward."""
    @property
    def dirty_tensors(self) -> tuple[Tensor, ...]: ...
    def mark_dirty(self, *tensors: Tensor) -> None:
        """Say which inputs the forward wrote in place."""
    def mark_non_differentiable(self, *tensors: Tensor) -> None:
        """Say which outputs have no gradient."""
    @property
    def materialize_grads(self) -> _bool: ...
    def name(self) -> str:
        """The node's name: that of the Function with "Backward"."""
    @property
    def needs_input_grad(self) -> tuple[_bool, ...]: ...
    @property
    def non_differentiable(self) -> tuple[Tensor, ...]: ...
    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keep tensors (or None) for :attr:`saved_tensors`."""
    def save_for_forward(self, *tensors: Tensor | None) -> None:
        """Keep tensors for a forward-mode derivative."""
    @property
    def saved_for_forward(self) -> tuple[Tensor | None, ...] | None: ...
    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """The tensors that were saved, with their history."""
    @property
    def saved_variables(self) -> tuple[Any, ...]:
        """The old name of :attr:`saved_tensors`."""
    def set_materialize_grads(self, value: _bool) -> None:
        """Whether outputs without a gradient reach the backward as zeros (the default) or as None."""

class Node_:
    """A node of the recorded graph, as ``grad_fn`` shows it."""
    @property
    def metadata(self) -> dict[Any, Any]:
        """A dictionary for the user's own notes on this node."""
    def name(self) -> str:
        """PyTorch's name of the operation, such as ``MulBackward0``."""
    @property
    def next_functions(self) -> tuple[tuple[Node_ | None, _int], ...]:
        """Pairs (node, output number) of the inputs' nodes; (None, 0) where no gradient is wanted."""
    def register_hook(self, fn: Callable[..., Any]) -> RemovableHandle:
        """Call ``fn(grad_inputs, grad_outputs)`` after this node has run; what it returns replaces `grad_inputs`."""
    def register_prehook(self, fn: Callable[..., Any]) -> RemovableHandle:
        """Call ``fn(grad_outputs)`` before this node runs; what it returns replaces `grad_outputs`."""
    @property
    def variable(self) -> Tensor:
        """The leaf of an AccumulateGrad node."""

class RemovableHandle:
    """What registering a hook returns; ``remove()`` takes the hook away."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *exc: Any) -> None: ...
    @property
    def id(self) -> _int: ...
    def remove(self) -> None:
        """Take the hook away; a second call does nothing."""

class Tensor:
    """A strided array with PyTorch's meaning that can record what is computed from it."""
    def __init__(self, data: Any = None, *, dtype: _DtypeLike | None = None, requires_grad: _bool = False) -> None: ...
    @property
    def H(self) -> Tensor:
        """A matrix transposed, and conjugated if it is complex."""
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
    def is_cpu(self) -> _bool:
        """Always True."""
    @property
    def is_cuda(self) -> _bool:
        """Always False."""
    @property
    def is_leaf(self) -> _bool:
        """Whether no recorded operation computed it."""
    @property
    def is_meta(self) -> _bool:
        """Always False."""
    @property
    def is_mkldnn(self) -> _bool:
        """Always False."""
    @property
    def is_mps(self) -> _bool:
        """Always False."""
    @property
    def is_nested(self) -> _bool:
        """Always False."""
    @property
    def is_quantized(self) -> _bool:
        """Always False."""
    @property
    def is_sparse(self) -> _bool:
        """Always False."""
    @property
    def is_sparse_csr(self) -> _bool:
        """Always False."""
    @property
    def is_xpu(self) -> _bool:
        """Always False."""
    @property
    def itemsize(self) -> _int:
        """Bytes per element."""
    @property
    def layout(self) -> _layout:
        """Always ``strided``."""
    @property
    def mH(self) -> Tensor:
        """The last two dims exchanged and complex numbers conjugated."""
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
    def abs(self, *, out: Tensor | None = None) -> Tensor:
        """The absolute value of each element; the derivative at 0 is 0."""
    def abs_(self) -> Tensor:
        """In-place version of :func:`abs`: writes the result into the tensor and returns it."""
    def absolute(self, *, out: Tensor | None = None) -> Tensor:
        """The absolute value of each element; the derivative at 0 is 0."""
    def absolute_(self) -> Tensor:
        """In-place version of :func:`abs`: writes the result into the tensor and returns it."""
    def acos(self, *, out: Tensor | None = None) -> Tensor:
        """The angle in [0, pi] whose cosine is each element; nan outside [-1, 1]."""
    def acos_(self) -> Tensor:
        """In-place version of :func:`acos`: writes the result into the tensor and returns it."""
    def acosh(self, *, out: Tensor | None = None) -> Tensor:
        """The inverse of the hyperbolic cosine; nan below 1."""
    def acosh_(self) -> Tensor:
        """In-place version of :func:`acosh`: writes the result into the tensor and returns it."""
    def add(self, other: _Operand, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
        """`input` + `alpha` * `other`."""
    def add_(self, other: _Operand, *, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`add`: writes the result into the tensor and returns it."""
    def addbmm(
        self, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
    ) -> Tensor:
        """A matrix plus the sum of a batch of products: beta * input + alpha * (batch1 @ batch2).sum(0)."""
    def addbmm_(self, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`addbmm`: writes the result into the tensor and returns it."""
    def addcdiv(self, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1, out: Tensor | None = None) -> Tensor:
        """`input` + `value` * `tensor1` / `tensor2`."""
    def addcdiv_(self, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1) -> Tensor:
        """In-place version of :func:`addcdiv`: writes the result into the tensor and returns it."""
    def addcmul(self, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1, out: Tensor | None = None) -> Tensor:
        """`input` + `value` * `tensor1` * `tensor2`."""
    def addcmul_(self, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1) -> Tensor:
        """In-place version of :func:`addcmul`: writes the result into the tensor and returns it."""
    def addmm(
        self, mat1: Tensor, mat2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
    ) -> Tensor:
        """A tensor plus the product of two matrices: beta * input + alpha * (mat1 @ mat2)."""
    def addmm_(self, mat1: Tensor, mat2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`addmm`: writes the result into the tensor and returns it."""
    def addmv(
        self, mat: Tensor, vec: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
    ) -> Tensor:
        """A vector plus the product of a matrix and a vector: beta * input + alpha * (mat @ vec)."""
    def addmv_(self, mat: Tensor, vec: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`addmv`: writes the result into the tensor and returns it."""
    def addr(
        self, vec1: Tensor, vec2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
    ) -> Tensor:
        """A matrix plus the products of all pairs of two vectors' elements: beta * input + alpha * outer(vec1,
        vec2)."""
    def addr_(self, vec1: Tensor, vec2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`addr`: writes the result into the tensor and returns it."""
    def adjoint(self) -> Tensor:
        """The last two dims exchanged and complex numbers conjugated."""
    def all(self, dim: _Dims | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
        """Whether no element is zero. NaN is not zero."""
    def allclose(self, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> _bool:
        """Whether all elements agree within atol + rtol * abs(other), as a Python bool."""
    def amax(self, dim: _Dims = (), keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
        """The largest element over `dim`; nan where there is one. Ties share the gradient."""
    def amin(self, dim: _Dims = (), keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
        """The smallest element over `dim`; nan where there is one. Ties share the gradient."""
    def aminmax(
        self, *, dim: _int | None = None, keepdim: _bool = False, out: tuple[Tensor, Tensor] | None = None
    ) -> _result_of_aminmax:
        """The pair (smallest, largest) along `dim`, of all elements when None."""
    def angle(self, *, out: Tensor | None = None) -> Tensor:
        """The angle of complex numbers in [-pi, pi]; of real ones 0, or pi where they are negative."""
    def any(self, dim: _Dims | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
        """Whether any element is not zero. NaN is not zero."""
    def arccos(self, *, out: Tensor | None = None) -> Tensor:
        """The angle in [0, pi] whose cosine is each element; nan outside [-1, 1]."""
    def arccos_(self) -> Tensor:
        """In-place version of :func:`acos`: writes the result into the tensor and returns it."""
    def arccosh(self, *, out: Tensor | None = None) -> Tensor:
        """The inverse of the hyperbolic cosine; nan below 1."""
    def arccosh_(self) -> Tensor:
        """In-place version of :func:`acosh`: writes the result into the tensor and returns it."""
    def arcsin(self, *, out: Tensor | None = None) -> Tensor:
        """The angle in [-pi/2, pi/2] whose sine is each element; nan outside [-1, 1]."""
    def arcsin_(self) -> Tensor:
        """In-place version of :func:`asin`: writes the result into the tensor and returns it."""
    def arcsinh(self, *, out: Tensor | None = None) -> Tensor:
        """The inverse of the hyperbolic sine."""
    def arcsinh_(self) -> Tensor:
        """In-place version of :func:`asinh`: writes the result into the tensor and returns it."""
    def arctan(self, *, out: Tensor | None = None) -> Tensor:
        """The angle in [-pi/2, pi/2] whose tangent is each element."""
    def arctan2(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The angle of the point (`other`, `input`), in [-pi, pi]."""
    def arctan2_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`atan2`: writes the result into the tensor and returns it."""
    def arctan_(self) -> Tensor:
        """In-place version of :func:`atan`: writes the result into the tensor and returns it."""
    def arctanh(self, *, out: Tensor | None = None) -> Tensor:
        """The inverse of the hyperbolic tangent; nan outside [-1, 1]."""
    def arctanh_(self) -> Tensor:
        """In-place version of :func:`atanh`: writes the result into the tensor and returns it."""
    def argmax(self, dim: _int | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
        """Where the largest element is first: in the flattened tensor, or along `dim`."""
    def argmin(self, dim: _int | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
        """Where the smallest element is first: in the flattened tensor, or along `dim`."""
    def argsort(self, dim: _int = -1, descending: _bool = False, *, stable: _bool = False) -> Tensor:
        """Where the elements in order along `dim` come from."""
    def argwhere(self) -> Tensor:
        """The indices of the elements that are not zero, a row each."""
    def as_strided(self, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None) -> Tensor:
        """A view with any shape and strides (in elements) over the tensor's memory."""
    def as_strided_(self, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None) -> Tensor:
        """In-place version of :func:`as_strided`: the tensor's own shape changes."""
    def as_strided_scatter(
        self, src: Tensor, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None
    ) -> Tensor:
        """A copy of `input` with `src` where :func:`as_strided` points."""
    def asin(self, *, out: Tensor | None = None) -> Tensor:
        """The angle in [-pi/2, pi/2] whose sine is each element; nan outside [-1, 1]."""
    def asin_(self) -> Tensor:
        """In-place version of :func:`asin`: writes the result into the tensor and returns it."""
    def asinh(self, *, out: Tensor | None = None) -> Tensor:
        """The inverse of the hyperbolic sine."""
    def asinh_(self) -> Tensor:
        """In-place version of :func:`asinh`: writes the result into the tensor and returns it."""
    def atan(self, *, out: Tensor | None = None) -> Tensor:
        """The angle in [-pi/2, pi/2] whose tangent is each element."""
    def atan2(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The angle of the point (`other`, `input`), in [-pi, pi]."""
    def atan2_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`atan2`: writes the result into the tensor and returns it."""
    def atan_(self) -> Tensor:
        """In-place version of :func:`atan`: writes the result into the tensor and returns it."""
    def atanh(self, *, out: Tensor | None = None) -> Tensor:
        """The inverse of the hyperbolic tangent; nan outside [-1, 1]."""
    def atanh_(self) -> Tensor:
        """In-place version of :func:`atanh`: writes the result into the tensor and returns it."""
    def backward(
        self, gradient: Tensor | None = None, retain_graph: _bool | None = None, create_graph: _bool = False,
        inputs: Tensor | Sequence[Tensor] | None = None
    ) -> None:
        """Differentiate this tensor with respect to the leaves, adding into their ``grad``."""
    def baddbmm(
        self, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
    ) -> Tensor:
        """A tensor plus the products of two batches of matrices: beta * input + alpha * (batch1 @ batch2)."""
    def baddbmm_(self, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`baddbmm`: writes the result into the tensor and returns it."""
    def bernoulli(
        self, p: _float | None = None, *, generator: Generator | None = None, out: Tensor | None = None
    ) -> Tensor:
        """1 with a probability, else 0."""
    def bernoulli_(self, p: Tensor | _float = 0.5, *, generator: Generator | None = None) -> Tensor:
        """Overwrite with 1 with probability `p`, a number or a tensor, else with 0."""
    def bincount(self, weights: Tensor | None = None, minlength: _int = 0) -> Tensor:
        """How often each integer from 0 to the largest occurs, or the sum of its weights."""
    def bitwise_and(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The bits that are set in both integers."""
    def bitwise_and_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_and`: writes the result into the tensor and returns it."""
    def bitwise_left_shift(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The bits of `input` shifted left by `other`."""
    def bitwise_left_shift_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_left_shift`: writes the result into the tensor and returns it."""
    def bitwise_not(self, *, out: Tensor | None = None) -> Tensor:
        """The bits that are not set; of booleans the negation."""
    def bitwise_not_(self) -> Tensor:
        """In-place version of :func:`bitwise_not`: writes the result into the tensor and returns it."""
    def bitwise_or(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The bits that are set in either integer."""
    def bitwise_or_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_or`: writes the result into the tensor and returns it."""
    def bitwise_right_shift(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The bits of `input` shifted right by `other`."""
    def bitwise_right_shift_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_right_shift`: writes the result into the tensor and returns it."""
    def bitwise_xor(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The bits that are set in one of two integers."""
    def bitwise_xor_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`bitwise_xor`: writes the result into the tensor and returns it."""
    def bmm(self, mat2: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The products of two batches of matrices."""
    def bool(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as bool."""
    def broadcast_to(self, size: Sequence[_int]) -> Tensor:
        """Expanded to `size`."""
    def byte(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as uint8."""
    def cauchy_(self, median: _float = 0, sigma: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Overwrite with numbers of a Cauchy distribution."""
    def cdouble(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as complex128."""
    def ceil(self, *, out: Tensor | None = None) -> Tensor:
        """The smallest integer not below each element."""
    def ceil_(self) -> Tensor:
        """In-place version of :func:`ceil`: writes the result into the tensor and returns it."""
    def cfloat(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as complex64."""
    def char(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as int8."""
    def chunk(self, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
        """At most `chunks` parts of equal size along `dim`, as views."""
    def clamp(
        self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None, *, out: Tensor | None = None
    ) -> Tensor:
        """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`."""
    def clamp_(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """In-place version of :func:`clamp`: writes the result into the tensor and returns it."""
    def clamp_max(self, max: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Each element, or `max` where that is smaller."""
    def clamp_max_(self, max: _Operand) -> Tensor:
        """In-place version of :func:`clamp_max`: writes the result into the tensor and returns it."""
    def clamp_min(self, min: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Each element, or `min` where that is larger."""
    def clamp_min_(self, min: _Operand) -> Tensor:
        """In-place version of :func:`clamp_min`: writes the result into the tensor and returns it."""
    def clip(
        self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None, *, out: Tensor | None = None
    ) -> Tensor:
        """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`."""
    def clip_(self, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
        """In-place version of :func:`clamp`: writes the result into the tensor and returns it."""
    def clone(self, *, memory_format: memory_format | None = None) -> Tensor:
        """A copy that passes gradients on, by default in the memory order of `input`."""
    def combinations(self, r: _int = 2, with_replacement: _bool = False) -> Tensor:
        """All choices of `r` elements of a vector, in order, as rows."""
    def conj(self) -> Tensor:
        """The complex conjugate; a real tensor itself."""
    def conj_physical(self, *, out: Tensor | None = None) -> Tensor:
        """The complex conjugate of each element; a real tensor itself."""
    def conj_physical_(self) -> Tensor:
        """In-place version of :func:`conj_physical`: writes the result into the tensor and returns it."""
    def contiguous(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor itself when its memory is row-major (or in the order of a memory format), else a copy that is."""
    def copy_(self, src: Tensor | _Number | _Array, non_blocking: _bool = False) -> Tensor:
        """Overwrite with the values of `src`, converted and broadcast."""
    def copysign(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The size of `input` with the sign of `other`, which may be that of a zero."""
    def copysign_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`copysign`: writes the result into the tensor and returns it."""
    def corrcoef(self) -> Tensor:
        """The correlation coefficients (Pearson's) of variables (rows) over observations (columns)."""
    def cos(self, *, out: Tensor | None = None) -> Tensor:
        """The cosine of each element (radians)."""
    def cos_(self) -> Tensor:
        """In-place version of :func:`cos`: writes the result into the tensor and returns it."""
    def cosh(self, *, out: Tensor | None = None) -> Tensor:
        """The hyperbolic cosine of each element."""
    def cosh_(self) -> Tensor:
        """In-place version of :func:`cosh`: writes the result into the tensor and returns it."""
    def count_nonzero(self, dim: _Dims | None = None) -> Tensor:
        """How many elements over `dim` (all dims when None) are not zero, as int64."""
    def cov(self, *, correction: _int = 1, fweights: Tensor | None = None, aweights: Tensor | None = None) -> Tensor:
        """The covariances of variables (rows) over observations (columns)."""
    def cpu(self) -> Tensor:
        """The tensor itself: everything is on the CPU."""
    def cross(self, other: Tensor, dim: _int | None = None, *, out: Tensor | None = None) -> Tensor:
        """The cross products of vectors of three elements."""
    def cuda(self, *args: Any, **kwargs: Any) -> Tensor:
        """Not possible: everything is on the CPU."""
    def cummax(self, dim: _int, *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_cummax:
        """The pair (values, indices) of the largest elements so far along `dim`. NaN stays."""
    def cummin(self, dim: _int, *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_cummin:
        """The pair (values, indices) of the smallest elements so far along `dim`. NaN stays."""
    def cumprod(self, dim: _int, *, dtype: _DtypeLike | None = None, out: Tensor | None = None) -> Tensor:
        """Running products along `dim`; integers are multiplied as int64."""
    def cumprod_(self, dim: _int, *, dtype: _DtypeLike | None = None) -> Tensor:
        """In-place version of :func:`cumprod`: writes the result into the tensor and returns it."""
    def cumsum(self, dim: _int, *, dtype: _DtypeLike | None = None, out: Tensor | None = None) -> Tensor:
        """Running sums along `dim`; integers are summed as int64."""
    def cumsum_(self, dim: _int, *, dtype: _DtypeLike | None = None) -> Tensor:
        """In-place version of :func:`cumsum`: writes the result into the tensor and returns it."""
    def data_ptr(self) -> _int:
        """Address of the first element."""
    def deg2rad(self, *, out: Tensor | None = None) -> Tensor:
        """Angles in degrees as radians."""
    def deg2rad_(self) -> Tensor:
        """In-place version of :func:`deg2rad`: writes the result into the tensor and returns it."""
    def detach(self) -> Tensor:
        """The same memory without history."""
    def detach_(self) -> Tensor:
        """Cut the tensor from its history, in place."""
    def diag(self, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
        """A matrix with a vector on its diagonal; of a matrix a copy of its diagonal."""
    def diag_embed(self, offset: _int = 0, dim1: _int = -2, dim2: _int = -1) -> Tensor:
        """Zeros with the last dim on the diagonal of two new dims."""
    def diagflat(self, offset: _int = 0) -> Tensor:
        """A matrix with all elements on its diagonal."""
    def diagonal(self, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
        """The diagonal of two dims, as a view with the diagonal last."""
    def diagonal_scatter(self, src: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
        """A copy of `input` with `src` on a diagonal."""
    def diff(
        self, n: _int = 1, dim: _int = -1, prepend: Tensor | None = None, append: Tensor | None = None, *,
        out: Tensor | None = None
    ) -> Tensor:
        """The `n`-th differences of neighbours along `dim`; of bools whether they differ."""
    def dim(self) -> _int:
        """Number of dimensions."""
    def dim_order(self) -> tuple[_int, ...]:
        """The dims from the outermost in memory to the innermost."""
    def dist(self, other: Tensor, p: _float | Literal['fro'] = 2) -> Tensor:
        """The p-norm of the difference."""
    def div(
        self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None, out: Tensor | None = None
    ) -> Tensor:
        """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
    def div_(self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
        """In-place version of :func:`div`: writes the result into the tensor and returns it."""
    def divide(
        self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None, out: Tensor | None = None
    ) -> Tensor:
        """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
    def divide_(self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
        """In-place version of :func:`div`: writes the result into the tensor and returns it."""
    def dot(self, tensor: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The sum of the products of two vectors' elements; complex ones are not conjugated."""
    def double(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as float64."""
    def dsplit(self, indices_or_sections: _int | Sequence[_int] | Tensor) -> tuple[Tensor, ...]:
        """Parts along the third dim."""
    def element_size(self) -> _int:
        """Bytes per element."""
    def eq(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` equals `other`, element by element."""
    def eq_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`eq`: writes the result into the tensor and returns it."""
    def equal(self, other: Tensor) -> _bool:
        """Whether two tensors have the same shape and elements, as a Python bool; nan equals nothing."""
    def erf(self, *, out: Tensor | None = None) -> Tensor:
        """The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x."""
    def erf_(self) -> Tensor:
        """In-place version of :func:`erf`: writes the result into the tensor and returns it."""
    def exp(self, *, out: Tensor | None = None) -> Tensor:
        """e to the power of each element."""
    def exp2(self, *, out: Tensor | None = None) -> Tensor:
        """2 to the power of each element."""
    def exp2_(self) -> Tensor:
        """In-place version of :func:`exp2`: writes the result into the tensor and returns it."""
    def exp_(self) -> Tensor:
        """In-place version of :func:`exp`: writes the result into the tensor and returns it."""
    @overload
    def expand(self, *size: _int) -> Tensor: ...
    @overload
    def expand(self, size: Sequence[_int]) -> Tensor:
        """Dims of size 1 repeated without a copy; -1 keeps a size."""
    def expand_as(self, other: Tensor) -> Tensor:
        """Expanded to the shape of `other`."""
    def expm1(self, *, out: Tensor | None = None) -> Tensor:
        """exp(x) - 1, accurate for small x."""
    def expm1_(self) -> Tensor:
        """In-place version of :func:`expm1`: writes the result into the tensor and returns it."""
    def exponential_(self, lambd: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Overwrite with exponentially distributed numbers of rate `lambd`."""
    def fill_(self, value: Tensor | _Number) -> Tensor:
        """Overwrite with one number, or with that of a 0-d tensor."""
    def fix(self, *, out: Tensor | None = None) -> Tensor:
        """The integer part of each element."""
    def fix_(self) -> Tensor:
        """In-place version of :func:`trunc`: writes the result into the tensor and returns it."""
    def flatten(self, start_dim: _int = 0, end_dim: _int = -1) -> Tensor:
        """Dims `start_dim` to `end_dim` as one."""
    @overload
    def flip(self, *dims: _int) -> Tensor: ...
    @overload
    def flip(self, dims: Sequence[_int]) -> Tensor:
        """The order of the elements reversed along `dims`."""
    def fliplr(self) -> Tensor:
        """The order along the second dim reversed."""
    def flipud(self) -> Tensor:
        """The order along the first dim reversed."""
    def float(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as float32."""
    def float_power(self, exponent: _Operand, *, out: Tensor | None = None) -> Tensor:
        """`input` to the power `exponent`, computed in double precision whatever the types are."""
    def float_power_(self, exponent: _Operand) -> Tensor:
        """In-place version of :func:`float_power`: writes the result into the tensor and returns it."""
    def floor(self, *, out: Tensor | None = None) -> Tensor:
        """The largest integer not above each element."""
    def floor_(self) -> Tensor:
        """In-place version of :func:`floor`: writes the result into the tensor and returns it."""
    def floor_divide(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The quotient rounded towards minus infinity."""
    def floor_divide_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`floor_divide`: writes the result into the tensor and returns it."""
    def fmax(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The larger of two elements; nan only where both are nan. Of equals the first has the gradient."""
    def fmin(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The smaller of two elements; nan only where both are nan. Of equals the first has the gradient."""
    def fmod(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """What is left of `input` after division by `other`, with the sign of `input`."""
    def fmod_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`fmod`: writes the result into the tensor and returns it."""
    def frac(self, *, out: Tensor | None = None) -> Tensor:
        """What follows the decimal point, with the sign of each element."""
    def frac_(self) -> Tensor:
        """In-place version of :func:`frac`: writes the result into the tensor and returns it."""
    def frexp(self, *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_frexp:
        """Each element as mantissa * 2^exponent, the size of the mantissa being 0 or in [0.5, 1)."""
    def gather(self, dim: _int, index: Tensor, *, sparse_grad: _bool = False, out: Tensor | None = None) -> Tensor:
        """The elements that `index` names along `dim`."""
    def gcd(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The greatest common divisor of two integers."""
    def gcd_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`gcd`: writes the result into the tensor and returns it."""
    def ge(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` is greater than or equal to `other`, element by element."""
    def ge_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`ge`: writes the result into the tensor and returns it."""
    def geometric_(self, p: _float | Literal['fro'], *, generator: Generator | None = None) -> Tensor:
        """Overwrite with the number of trials until one succeeds that does so with probability `p`."""
    def ger(self, vec2: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The products of all pairs of elements of two vectors; `ger` is another name."""
    def get_device(self) -> _int:
        """The number of a tensor's device: -1, the CPU."""
    def greater(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` is greater than `other`, element by element."""
    def greater_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`gt`: writes the result into the tensor and returns it."""
    def greater_equal(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` is greater than or equal to `other`, element by element."""
    def greater_equal_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`ge`: writes the result into the tensor and returns it."""
    def gt(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` is greater than `other`, element by element."""
    def gt_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`gt`: writes the result into the tensor and returns it."""
    def half(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as float16."""
    def hardshrink(self, lambd: _float = 0.5, *, out: Tensor | None = None) -> Tensor:
        """The input, or 0 from -`lambd` to `lambd`."""
    def heaviside(self, values: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The step function: 0 below zero, 1 above, and `values` at zero."""
    def heaviside_(self, values: Tensor) -> Tensor:
        """In-place version of :func:`heaviside`: writes the result into the tensor and returns it."""
    def histc(self, bins: _int = 100, min: _float = 0, max: _float = 0, *, out: Tensor | None = None) -> Tensor:
        """How many elements lie in each of equal bins between two bounds. Others, and nan, are not counted."""
    def histogram(
        self, bins: _int | Tensor = 100, *, range: Sequence[_float] | None = None, weight: Tensor | None = None,
        density: _bool = False, out: tuple[Tensor, Tensor] | None = None
    ) -> _result_of_histogram:
        """How many elements, or what weights, lie in each bin, and the edges of the bins."""
    def hsplit(self, indices_or_sections: _int | Sequence[_int] | Tensor) -> tuple[Tensor, ...]:
        """Parts side by side: along the second dim, of a vector along the first."""
    def hypot(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """sqrt(x^2 + y^2), without overflow on the way."""
    def hypot_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`hypot`: writes the result into the tensor and returns it."""
    def index_add(
        self, dim: _int, index: Tensor, source: Tensor, *, alpha: _Number = 1, out: Tensor | None = None
    ) -> Tensor:
        """A copy with the slices of `source`, times `alpha`, added at the positions along `dim` that a vector
        names."""
    def index_add_(self, dim: _int, index: Tensor, source: Tensor, *, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`index_add`: writes the result into the tensor and returns it."""
    def index_copy(self, dim: _int, index: Tensor, source: Tensor, *, out: Tensor | None = None) -> Tensor:
        """A copy with the slices of `source` written at the positions along `dim` that a vector names."""
    def index_copy_(self, dim: _int, index: Tensor, source: Tensor) -> Tensor:
        """In-place version of :func:`index_copy`: writes the result into the tensor and returns it."""
    def index_fill(self, dim: _int, index: Tensor, value: Tensor | _Number) -> Tensor:
        """A copy with `value`, a number or a 0-d tensor, in the slices along `dim` that a vector of positions
        names."""
    def index_fill_(self, dim: _int, index: Tensor, value: Tensor | _Number) -> Tensor:
        """In-place version of :func:`index_fill`: writes the result into the tensor and returns it."""
    def index_put(self, indices: Sequence[_Index], values: Tensor, accumulate: _bool = False) -> Tensor:
        """A copy with `values` written (or added) where the index points."""
    def index_put_(self, indices: Sequence[_Index], values: Tensor, accumulate: _bool = False) -> Tensor:
        """Write (or add) `values` where the index points."""
    def index_reduce(
        self, dim: _int, index: Tensor, source: Tensor, reduce: Literal['prod', 'mean', 'amax', 'amin'], *,
        include_self: _bool = True, out: Tensor | None = None
    ) -> Tensor:
        """A copy where the slices of `source` that come to one position along `dim` are combined."""
    def index_reduce_(
        self, dim: _int, index: Tensor, source: Tensor, reduce: Literal['prod', 'mean', 'amax', 'amin'], *,
        include_self: _bool = True
    ) -> Tensor:
        """In-place version of :func:`index_reduce`: writes the result into the tensor and returns it."""
    def index_select(self, dim: _int, index: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The slices along `dim` that a vector of indices names."""
    def inner(self, other: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The sums of products over the last dims of two tensors; for a 0-d operand the product."""
    def int(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as int32."""
    def is_complex(self) -> _bool:
        """Whether the element type is complex."""
    def is_conj(self) -> _bool:
        """Whether a conjugation is still to be done; it is always done at once."""
    def is_contiguous(self, memory_format: memory_format | None = None) -> _bool:
        """Whether the elements lie row-major without gaps, or in the order of a memory format."""
    def is_floating_point(self) -> _bool:
        """Whether the element type is float32 or float64."""
    def is_inference(self) -> _bool:
        """Whether the tensor was made in inference mode and so can never be part of a graph."""
    def is_neg(self) -> _bool:
        """Whether a negation is still to be done; it is always done at once."""
    def is_nonzero(self) -> _bool:
        """Whether the one element of a tensor is not zero."""
    def is_pinned(self, device: _device | str | None = None) -> _bool:
        """Whether the memory is pinned for another device: never."""
    def is_same_size(self, other: _Operand) -> _bool:
        """Whether two tensors have one shape."""
    def is_set_to(self, tensor: Tensor) -> _bool:
        """Whether two tensors are the same view of the same memory."""
    def is_shared(self) -> _bool:
        """Whether the memory is shared between processes: never."""
    def is_signed(self) -> _bool:
        """Whether the element type has negative values."""
    def isclose(self, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> Tensor:
        """Whether |x - y| <= `atol` + `rtol` * |y|; equal infinities are close, nan to nan only with `equal_nan`."""
    def isfinite(self) -> Tensor:
        """Whether each element is neither nan nor infinite."""
    def isinf(self) -> Tensor:
        """Whether each element is infinite."""
    def isnan(self) -> Tensor:
        """Whether each element is nan."""
    def isneginf(self, *, out: Tensor | None = None) -> Tensor:
        """Whether each element is minus infinity."""
    def isposinf(self, *, out: Tensor | None = None) -> Tensor:
        """Whether each element is plus infinity."""
    def isreal(self) -> Tensor:
        """Whether each element has no imaginary part; true of all real ones."""
    def item(self) -> _int | _float | _bool:
        """The value of a one-element tensor as a Python number."""
    def kron(self, other: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The Kronecker product: each element of the first tensor times the whole second, in one tensor."""
    def kthvalue(
        self, k: _int, dim: _int = -1, keepdim: _bool = False, *, out: tuple[Tensor, Tensor] | None = None
    ) -> _result_of_kthvalue:
        """The pair (values, indices) of the `k`-th smallest element along `dim`, counted from 1. NaNs are the
        largest."""
    def lcm(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The least common multiple of two integers."""
    def lcm_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`lcm`: writes the result into the tensor and returns it."""
    def ldexp(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """`input` * 2^`other`."""
    def ldexp_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`ldexp`: writes the result into the tensor and returns it."""
    def le(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` is less than or equal to `other`, element by element."""
    def le_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`le`: writes the result into the tensor and returns it."""
    def lerp(self, end: Tensor, weight: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
        """`input` + `weight` * (`end` - `input`): the straight line between two points."""
    def lerp_(self, end: Tensor, weight: Tensor | _Number) -> Tensor:
        """In-place version of :func:`lerp`: writes the result into the tensor and returns it."""
    def less(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` is less than `other`, element by element."""
    def less_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`lt`: writes the result into the tensor and returns it."""
    def less_equal(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` is less than or equal to `other`, element by element."""
    def less_equal_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`le`: writes the result into the tensor and returns it."""
    def log(self, *, out: Tensor | None = None) -> Tensor:
        """The natural logarithm of each element."""
    def log10(self, *, out: Tensor | None = None) -> Tensor:
        """The logarithm to the base 10 of each element."""
    def log10_(self) -> Tensor:
        """In-place version of :func:`log10`: writes the result into the tensor and returns it."""
    def log1p(self, *, out: Tensor | None = None) -> Tensor:
        """log(1 + x), accurate for small x."""
    def log1p_(self) -> Tensor:
        """In-place version of :func:`log1p`: writes the result into the tensor and returns it."""
    def log2(self, *, out: Tensor | None = None) -> Tensor:
        """The logarithm to the base 2 of each element."""
    def log2_(self) -> Tensor:
        """In-place version of :func:`log2`: writes the result into the tensor and returns it."""
    def log_(self) -> Tensor:
        """In-place version of :func:`log`: writes the result into the tensor and returns it."""
    def log_normal_(self, mean: _float = 1, std: _float = 2, *, generator: Generator | None = None) -> Tensor:
        """Overwrite with numbers whose logarithms are normal."""
    def log_softmax(
        self, dim: _int | None = None, dtype: _DtypeLike | None = None, *, out: Tensor | None = None
    ) -> Tensor:
        """log of :func:`softmax`, without overflow."""
    def logaddexp(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """log(exp(x) + exp(y)), without overflow."""
    def logaddexp2(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The logarithm to the base 2 of 2^x + 2^y, without overflow."""
    def logcumsumexp(self, dim: _int, *, out: Tensor | None = None) -> Tensor:
        """log of the running sums of exp along `dim`, without overflow."""
    def logical_and(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether neither of two elements is zero, element by element."""
    def logical_and_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`logical_and`: writes the result into the tensor and returns it."""
    def logical_not(self, *, out: Tensor | None = None) -> Tensor:
        """Whether each element is zero."""
    def logical_not_(self) -> Tensor:
        """In-place version of :func:`logical_not`: writes the result into the tensor and returns it."""
    def logical_or(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether one of two elements, or both, is not zero, element by element."""
    def logical_or_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`logical_or`: writes the result into the tensor and returns it."""
    def logical_xor(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether just one of two elements is zero, element by element."""
    def logical_xor_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`logical_xor`: writes the result into the tensor and returns it."""
    def logsumexp(self, dim: _Dims, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
        """log of the sum of exp over `dim`, without overflow."""
    def long(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as int64."""
    def lt(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` is less than `other`, element by element."""
    def lt_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`lt`: writes the result into the tensor and returns it."""
    def masked_fill(self, mask: Tensor, value: Tensor | _Number) -> Tensor:
        """`value`, a number or a 0-d tensor, where `mask` holds, else `input`."""
    def masked_fill_(self, mask: Tensor, value: Tensor | _Number) -> Tensor:
        """In-place version of :func:`masked_fill`: writes the result into the tensor and returns it."""
    def masked_scatter(self, mask: Tensor, source: Tensor) -> Tensor:
        """A copy where the elements for which `mask` holds are, in order, the first ones of `source`."""
    def masked_scatter_(self, mask: Tensor, source: Tensor) -> Tensor:
        """In-place version of :func:`masked_scatter`: writes the result into the tensor and returns it."""
    def masked_select(self, mask: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The elements where `mask` holds, as a vector."""
    def matmul(self, other: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The matrix product, in all of its vector, matrix and batch cases."""
    @overload
    def max(self, *, out: Tensor | None = None) -> Tensor: ...
    @overload
    def max(self, dim: _int, keepdim: _bool = ..., *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_max: ...
    @overload
    def max(self, other: Tensor, /, *, out: Tensor | None = None) -> Tensor: ...
    @overload
    def max(self, *, other: Tensor, out: Tensor | None = None) -> Tensor:
        """The largest element; with `dim` the pair (values, indices); with a tensor the :func:`maximum`."""
    def maximum(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The larger of two elements; nan where either is nan. Ties share the gradient."""
    def mean(
        self, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
        out: Tensor | None = None
    ) -> Tensor:
        """The mean over `dim` (all dims when None) of a floating tensor."""
    @overload
    def median(self) -> Tensor: ...
    @overload
    def median(self, dim: _int, keepdim: _bool = ..., *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_median:
        """The middle element, of two the lower; with `dim` the pair (values, indices). NaN where there is one."""
    @overload
    def min(self, *, out: Tensor | None = None) -> Tensor: ...
    @overload
    def min(self, dim: _int, keepdim: _bool = ..., *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_min: ...
    @overload
    def min(self, other: Tensor, /, *, out: Tensor | None = None) -> Tensor: ...
    @overload
    def min(self, *, other: Tensor, out: Tensor | None = None) -> Tensor:
        """The smallest element; with `dim` the pair (values, indices); with a tensor the :func:`minimum`."""
    def minimum(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The smaller of two elements; nan where either is nan. Ties share the gradient."""
    def mm(self, mat2: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The product of two matrices."""
    def mode(
        self, dim: _int = -1, keepdim: _bool = False, *, out: tuple[Tensor, Tensor] | None = None
    ) -> _result_of_mode:
        """The pair (values, indices) of the commonest element along `dim`, of several the smallest."""
    def moveaxis(self, source: _Dims, destination: _Dims) -> Tensor:
        """Dims moved from `source` to `destination`, the others keeping their order."""
    def movedim(self, source: _Dims, destination: _Dims) -> Tensor:
        """Dims moved from `source` to `destination`, the others keeping their order."""
    def msort(self, *, out: Tensor | None = None) -> Tensor:
        """The elements in order along the first dim."""
    def mul(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """`input` * `other`."""
    def mul_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`mul`: writes the result into the tensor and returns it."""
    def multinomial(
        self, num_samples: _int, replacement: _bool = False, *, generator: Generator | None = None,
        out: Tensor | None = None
    ) -> Tensor:
        """Positions drawn with the weights that a row gives."""
    def multiply(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """`input` * `other`."""
    def multiply_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`mul`: writes the result into the tensor and returns it."""
    def mv(self, vec: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The product of a matrix and a vector."""
    def nan_to_num(
        self, nan: _float | None = None, posinf: _float | None = None, neginf: _float | None = None, *,
        out: Tensor | None = None
    ) -> Tensor:
        """Each element, but numbers in place of nan and the infinities."""
    def nan_to_num_(
        self, nan: _float | None = None, posinf: _float | None = None, neginf: _float | None = None
    ) -> Tensor:
        """In-place version of :func:`nan_to_num`: writes the result into the tensor and returns it."""
    def nanmean(
        self, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
        out: Tensor | None = None
    ) -> Tensor:
        """The mean over `dim` (all dims when None) of what is no NaN; NaN where there is nothing else."""
    @overload
    def nanmedian(self) -> Tensor: ...
    @overload
    def nanmedian(
        self, dim: _int, keepdim: _bool = ..., *, out: tuple[Tensor, Tensor] | None = None
    ) -> _result_of_nanmedian:
        """The :func:`median` of what is no NaN."""
    def nanquantile(
        self, q: _float | Tensor, dim: _int | None = None, keepdim: _bool = False, *,
        interpolation: Literal['linear', 'lower', 'higher', 'midpoint', 'nearest'] = 'linear',
        out: Tensor | None = None
    ) -> Tensor:
        """The :func:`quantile` of what is no NaN; NaN where there is nothing else."""
    def nansum(
        self, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
        out: Tensor | None = None
    ) -> Tensor:
        """The sum over `dim` (all dims when None) of what is no NaN."""
    def narrow(self, dim: _int, start: _int | Tensor, length: _int) -> Tensor:
        """`length` slices along `dim` from `start`, as a view."""
    def narrow_copy(self, dim: _int, start: _int | Tensor, length: _int, *, out: Tensor | None = None) -> Tensor:
        """A copy of `length` slices along `dim` from `start`."""
    def ndimension(self) -> _int:
        """Number of dimensions."""
    def ne(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` differs from `other`, element by element."""
    def ne_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`ne`: writes the result into the tensor and returns it."""
    def neg(self, *, out: Tensor | None = None) -> Tensor:
        """The negative of each element."""
    def neg_(self) -> Tensor:
        """In-place version of :func:`neg`: writes the result into the tensor and returns it."""
    def negative(self, *, out: Tensor | None = None) -> Tensor:
        """The negative of each element."""
    def negative_(self) -> Tensor:
        """In-place version of :func:`neg`: writes the result into the tensor and returns it."""
    def nelement(self) -> _int:
        """Number of elements."""
    @overload
    def new_empty(
        self, *size: _int, dtype: _DtypeLike | None = None, layout: _layout | None = None,
        device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
    ) -> Tensor: ...
    @overload
    def new_empty(
        self, size: Sequence[_int], *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
        device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
    ) -> Tensor:
        """Undefined values of this tensor's type."""
    def new_empty_strided(
        self, size: Sequence[_int], stride: Sequence[_int], dtype: _DtypeLike | None = None,
        layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
        requires_grad: _bool = False
    ) -> Tensor:
        """Undefined values of this tensor's type with the strides that are given."""
    def new_full(
        self, size: _int | Sequence[_int], fill_value: Tensor | _Number, *, dtype: _DtypeLike | None = None,
        layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
        requires_grad: _bool = False
    ) -> Tensor:
        """One number, of this tensor's type."""
    @overload
    def new_ones(
        self, *size: _int, dtype: _DtypeLike | None = None, layout: _layout | None = None,
        device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
    ) -> Tensor: ...
    @overload
    def new_ones(
        self, size: Sequence[_int], *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
        device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
    ) -> Tensor:
        """Ones of this tensor's type."""
    def new_tensor(
        self, data: Any, *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
        device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
    ) -> Tensor:
        """A copy of `data` as a tensor of this tensor's type."""
    @overload
    def new_zeros(
        self, *size: _int, dtype: _DtypeLike | None = None, layout: _layout | None = None,
        device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
    ) -> Tensor: ...
    @overload
    def new_zeros(
        self, size: Sequence[_int], *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
        device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
    ) -> Tensor:
        """Zeros of this tensor's type."""
    def nextafter(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """The floating number that follows `input` in the direction of `other`."""
    def nextafter_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`nextafter`: writes the result into the tensor and returns it."""
    @overload
    def nonzero(self, *, as_tuple: Literal[False] = ..., out: Tensor | None = None) -> Tensor: ...
    @overload
    def nonzero(self, *, as_tuple: Literal[True]) -> tuple[Tensor, ...]:
        """The indices of the elements that are not zero: a row each, or with `as_tuple` a vector per dim."""
    def nonzero_static(self, *, size: _int, fill_value: Tensor | _Number = -1, out: Tensor | None = None) -> Tensor:
        """The first `size` rows of :func:`nonzero`; where there are fewer, rows of `fill_value` follow."""
    def norm(
        self, p: _float | Literal['fro'] = 'fro', dim: _Dims | None = None, keepdim: _bool = False,
        dtype: _DtypeLike | None = None, *, out: Tensor | None = None
    ) -> Tensor:
        """The p-norm of the elements over `dim`. Its gradient at 0 is 0."""
    def normal_(self, mean: _float = 0, std: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Overwrite with normal numbers."""
    def not_equal(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """Whether `input` differs from `other`, element by element."""
    def not_equal_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`ne`: writes the result into the tensor and returns it."""
    def numel(self) -> _int:
        """Number of elements."""
    def numpy(self, *, force: _bool = False) -> _Array:
        """A NumPy array that shares the memory."""
    def outer(self, vec2: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The products of all pairs of elements of two vectors; `ger` is another name."""
    @overload
    def permute(self, *dims: _int) -> Tensor: ...
    @overload
    def permute(self, dims: Sequence[_int]) -> Tensor:
        """The dims in another order."""
    def pin_memory(self, *args: Any, **kwargs: Any) -> Tensor:
        """Not possible: everything is on the CPU."""
    def positive(self) -> Tensor:
        """The tensor itself: the unary plus."""
    def pow(self, exponent: _Operand, *, out: Tensor | None = None) -> Tensor:
        """`input` to the power `exponent`."""
    def pow_(self, exponent: _Operand) -> Tensor:
        """In-place version of :func:`pow`: writes the result into the tensor and returns it."""
    def prelu(self, weight: Tensor) -> Tensor:
        """:func:`wengert.nn.functional.prelu` of this tensor."""
    def prod(
        self, dim: _int | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
        out: Tensor | None = None
    ) -> Tensor:
        """The product over one dim (all when None); integers are multiplied as int64."""
    def put(self, index: Tensor, source: Tensor, accumulate: _bool = False) -> Tensor:
        """A copy with `source` written (or added) at positions in the flattened tensor, which may count from the
        end."""
    def put_(self, index: Tensor, source: Tensor, accumulate: _bool = False) -> Tensor:
        """In-place version of :func:`put`: writes the result into the tensor and returns it."""
    def quantile(
        self, q: _float | Tensor, dim: _int | None = None, keepdim: _bool = False, *,
        interpolation: Literal['linear', 'lower', 'higher', 'midpoint', 'nearest'] = 'linear',
        out: Tensor | None = None
    ) -> Tensor:
        """The elements of given ranks in order along `dim`; NaN where there is one."""
    def rad2deg(self, *, out: Tensor | None = None) -> Tensor:
        """Angles in radians as degrees."""
    def rad2deg_(self) -> Tensor:
        """In-place version of :func:`rad2deg`: writes the result into the tensor and returns it."""
    def random_(self, *bounds: _int | None, generator: Generator | None = None, **named: _int | None) -> Tensor:
        """Overwrite with whole numbers from ``from`` to below ``to``."""
    def ravel(self) -> Tensor:
        """All elements in one dim, sharing memory where possible."""
    def reciprocal(self, *, out: Tensor | None = None) -> Tensor:
        """1 / x."""
    def reciprocal_(self) -> Tensor:
        """In-place version of :func:`reciprocal`: writes the result into the tensor and returns it."""
    def register_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(grad)`` when the gradient of this tensor is computed; what it returns replaces it."""
    def register_post_accumulate_grad_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(tensor)`` after a gradient was accumulated into this leaf."""
    def relu(self) -> Tensor:
        """max(x, 0); the derivative at 0 is 0."""
    def relu_(self) -> Tensor:
        """In-place version of :func:`relu`: writes the result into the tensor and returns it."""
    def remainder(self, other: _Operand, *, out: Tensor | None = None) -> Tensor:
        """What is left of `input` after division by `other`, with the sign of `other`."""
    def remainder_(self, other: _Operand) -> Tensor:
        """In-place version of :func:`remainder`: writes the result into the tensor and returns it."""
    def renorm(self, p: _float | Literal['fro'], dim: _int, maxnorm: _float, *, out: Tensor | None = None) -> Tensor:
        """Each slice along `dim` scaled down where its p-norm is above `maxnorm`."""
    def renorm_(self, p: _float | Literal['fro'], dim: _int, maxnorm: _float) -> Tensor:
        """In-place version of :func:`renorm`: writes the result into the tensor and returns it."""
    @overload
    def repeat(self, *repeats: _int) -> Tensor: ...
    @overload
    def repeat(self, repeats: Sequence[_int]) -> Tensor:
        """The tensor laid out several times along its dims."""
    def repeat_interleave(
        self, repeats: _int | Tensor | None = None, dim: _int | None = None, *,
        output_size: Sequence[_int] | None = None
    ) -> Tensor:
        """Each element (or slice along `dim`) several times in a row."""
    def requires_grad_(self, requires_grad: _bool = True) -> Tensor:
        """Set ``requires_grad`` and return the tensor."""
    @overload
    def reshape(self, *shape: _int) -> Tensor: ...
    @overload
    def reshape(self, shape: Sequence[_int]) -> Tensor:
        """The elements in another shape, sharing memory where possible."""
    def reshape_as(self, other: Tensor) -> Tensor:
        """Reshaped to the shape of `other`."""
    def resize_(self, *sizes: _int | Sequence[_int], memory_format: memory_format | None = None) -> Tensor:
        """Give the tensor another shape in place; elements that fit keep their values, new ones are undefined."""
    def resize_as_(self, the_template: Tensor, *, memory_format: memory_format | None = None) -> Tensor:
        """Give `input` the shape of another tensor in place; see :meth:`Tensor.resize_`."""
    def resolve_conj(self) -> Tensor:
        """The tensor itself: conjugation is never put off."""
    def resolve_neg(self) -> Tensor:
        """The tensor itself: negation is never put off."""
    def retain_grad(self) -> None:
        """Keep the gradient of a computed tensor in ``grad``."""
    def roll(self, shifts: _Dims, dims: _Dims = ()) -> Tensor:
        """Elements moved along dims; what leaves at one end comes back at the other. Without dims: of the flat
        tensor."""
    def rot90(self, k: _int = 1, dims: Sequence[_int] = (0, 1)) -> Tensor:
        """`k` quarter turns in the plane of two dims, from the first towards the second."""
    def round(self, *, decimals: _int = 0, out: Tensor | None = None) -> Tensor:
        """Each element rounded to `decimals` places, halves to the even neighbour."""
    def round_(self, *, decimals: _int = 0) -> Tensor:
        """In-place version of :func:`round`: writes the result into the tensor and returns it."""
    def rsqrt(self, *, out: Tensor | None = None) -> Tensor:
        """1 / sqrt(x)."""
    def rsqrt_(self) -> Tensor:
        """In-place version of :func:`rsqrt`: writes the result into the tensor and returns it."""
    def scatter(
        self, dim: _int, index: Tensor, src: Tensor | _Number | None = None, value: _Number | None = None, *,
        reduce: Literal['add', 'multiply'] | None = None, out: Tensor | None = None
    ) -> Tensor:
        """A copy with `src`, a tensor or one number, written where `index` points along `dim`."""
    def scatter_(
        self, dim: _int, index: Tensor, src: Tensor | _Number | None = None, value: _Number | None = None, *,
        reduce: Literal['add', 'multiply'] | None = None
    ) -> Tensor:
        """In-place version of :func:`scatter`: writes the result into the tensor and returns it."""
    def scatter_add(self, dim: _int, index: Tensor, src: Tensor, *, out: Tensor | None = None) -> Tensor:
        """A copy with `src` added where `index` points along `dim`."""
    def scatter_add_(self, dim: _int, index: Tensor, src: Tensor) -> Tensor:
        """In-place version of :func:`scatter_add`: writes the result into the tensor and returns it."""
    def scatter_reduce(
        self, dim: _int, index: Tensor, src: Tensor, reduce: Literal['sum', 'prod', 'mean', 'amax', 'amin'], *,
        include_self: _bool = True, out: Tensor | None = None
    ) -> Tensor:
        """A copy where the values of `src` that an index brings to one place are combined."""
    def scatter_reduce_(
        self, dim: _int, index: Tensor, src: Tensor, reduce: Literal['sum', 'prod', 'mean', 'amax', 'amin'], *,
        include_self: _bool = True
    ) -> Tensor:
        """In-place version of :func:`scatter_reduce`: writes the result into the tensor and returns it."""
    def select(self, dim: _int, index: _int) -> Tensor:
        """One slice along `dim`, as a view."""
    def select_scatter(self, src: Tensor, dim: _int, index: _int) -> Tensor:
        """A copy of `input` with `src` as one slice along `dim`."""
    def sgn(self, *, out: Tensor | None = None) -> Tensor:
        """:func:`sign`; of a complex number the number of modulus 1 in its direction."""
    def sgn_(self) -> Tensor:
        """In-place version of :func:`sgn`: writes the result into the tensor and returns it."""
    def short(self, memory_format: memory_format | None = None) -> Tensor:
        """The tensor as int16."""
    def sigmoid(self, *, out: Tensor | None = None) -> Tensor:
        """1 / (1 + exp(-x))."""
    def sigmoid_(self) -> Tensor:
        """In-place version of :func:`sigmoid`: writes the result into the tensor and returns it."""
    def sign(self, *, out: Tensor | None = None) -> Tensor:
        """-1, 0 or 1 by the sign of each element."""
    def sign_(self) -> Tensor:
        """In-place version of :func:`sign`: writes the result into the tensor and returns it."""
    def signbit(self, *, out: Tensor | None = None) -> Tensor:
        """Whether the sign of each element is negative, also that of a zero."""
    def sin(self, *, out: Tensor | None = None) -> Tensor:
        """The sine of each element (radians)."""
    def sin_(self) -> Tensor:
        """In-place version of :func:`sin`: writes the result into the tensor and returns it."""
    def sinh(self, *, out: Tensor | None = None) -> Tensor:
        """The hyperbolic sine of each element."""
    def sinh_(self) -> Tensor:
        """In-place version of :func:`sinh`: writes the result into the tensor and returns it."""
    @overload
    def size(self, dim: None = ...) -> Size: ...
    @overload
    def size(self, dim: _int) -> _int:
        """The shape, or the size of one dim."""
    def slice_scatter(
        self, src: Tensor, dim: _int = 0, start: _int | None = None, end: _int | None = None, step: _int = 1, *,
        out: Tensor | None = None
    ) -> Tensor:
        """A copy of `input` with `src` in ``start:end:step`` of `dim`."""
    def softmax(self, dim: _int | None = None, dtype: _DtypeLike | None = None, *, out: Tensor | None = None) -> Tensor:
        """exp(x) over the sum of exp(x) along `dim`."""
    def sort(
        self, dim: _int = -1, descending: _bool = False, *, stable: _bool = False,
        out: tuple[Tensor, Tensor] | None = None
    ) -> _result_of_sort:
        """The pair (values in order along `dim`, where they were); nan counts as the largest."""
    def split(self, split_size: _Dims, dim: _int = 0) -> tuple[Tensor, ...]:
        """Consecutive parts along `dim`, as views: of one size, or of a list of sizes."""
    def split_with_sizes(self, split_sizes: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
        """Consecutive parts of the given sizes along `dim`, as views."""
    def sqrt(self, *, out: Tensor | None = None) -> Tensor:
        """The square root of each element; nan for negative ones."""
    def sqrt_(self) -> Tensor:
        """In-place version of :func:`sqrt`: writes the result into the tensor and returns it."""
    def square(self, *, out: Tensor | None = None) -> Tensor:
        """The square of each element."""
    def square_(self) -> Tensor:
        """In-place version of :func:`square`: writes the result into the tensor and returns it."""
    def squeeze(self, dim: _Dims | None = None) -> Tensor:
        """Without the dims of size 1, or those of `dim` that have size 1."""
    def squeeze_(self, dim: _Dims | None = None) -> Tensor:
        """In-place version of :func:`squeeze`: the tensor's own shape changes."""
    def std(
        self, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
        correction: _float = 1, out: Tensor | None = None
    ) -> Tensor:
        """The standard deviation over `dim`, the root of :func:`var`. Its gradient where it is 0 is 0."""
    def storage_offset(self) -> _int:
        """Elements between the storage's beginning and the first element."""
    @overload
    def stride(self, dim: None = ...) -> tuple[_int, ...]: ...
    @overload
    def stride(self, dim: _int) -> _int:
        """Distances between neighbours in elements, or that of one dim."""
    def sub(self, other: _Operand, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
        """`input` - `alpha` * `other`."""
    def sub_(self, other: _Operand, *, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`sub`: writes the result into the tensor and returns it."""
    def subtract(self, other: _Operand, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
        """`input` - `alpha` * `other`."""
    def subtract_(self, other: _Operand, *, alpha: _Number = 1) -> Tensor:
        """In-place version of :func:`sub`: writes the result into the tensor and returns it."""
    def sum(
        self, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
        out: Tensor | None = None
    ) -> Tensor:
        """The sum over `dim` (all dims when None); integers are summed as int64."""
    @overload
    def sum_to_size(self, *size: _int) -> Tensor: ...
    @overload
    def sum_to_size(self, size: Sequence[_int]) -> Tensor:
        """Summed over the dims along which `size` would be broadcast to the tensor's shape."""
    def swapaxes(self, dim0: _int, dim1: _int) -> Tensor:
        """Two dims exchanged."""
    def swapaxes_(self, axis0: _int, axis1: _int) -> Tensor:
        """In-place version of :func:`swapaxes`: the tensor's own shape changes."""
    def swapdims(self, dim0: _int, dim1: _int) -> Tensor:
        """Two dims exchanged."""
    def swapdims_(self, axis0: _int, axis1: _int) -> Tensor:
        """In-place version of :func:`swapaxes`: the tensor's own shape changes."""
    def t(self) -> Tensor:
        """The transpose of a matrix; vectors and numbers stay."""
    def t_(self) -> Tensor:
        """In-place version of :func:`t`: the tensor's own shape changes."""
    def take(self, index: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The elements of the flattened tensor at `index`, which may count from the end."""
    def take_along_dim(self, indices: Tensor, dim: _int | None = None, *, out: Tensor | None = None) -> Tensor:
        """The elements that `indices` names along `dim`, with broadcasting; without a dim those of the flattened
        tensor."""
    def tan(self, *, out: Tensor | None = None) -> Tensor:
        """The tangent of each element (radians)."""
    def tan_(self) -> Tensor:
        """In-place version of :func:`tan`: writes the result into the tensor and returns it."""
    def tanh(self, *, out: Tensor | None = None) -> Tensor:
        """The hyperbolic tangent of each element."""
    def tanh_(self) -> Tensor:
        """In-place version of :func:`tanh`: writes the result into the tensor and returns it."""
    def tensor_split(self, indices_or_sections: _int | Sequence[_int] | Tensor, dim: _int = 0) -> tuple[Tensor, ...]:
        """Parts along `dim`, as views: so many nearly equal ones, or those between the given positions."""
    @overload
    def tile(self, *dims: _int) -> Tensor: ...
    @overload
    def tile(self, dims: Sequence[_int]) -> Tensor:
        """The tensor laid out several times along its last dims; counts that are missing in front are 1."""
    def to(
        self, *args: _DtypeLike | _device | str | Tensor | _bool | None, dtype: _DtypeLike | None = None,
        device: _device | str | None = None, non_blocking: _bool = False, copy: _bool = False,
        memory_format: memory_format | None = None
    ) -> Tensor:
        """The tensor in another type or memory format; itself when it is so already and no copy is asked for."""
    def tolist(self) -> Any:
        """Nested lists of Python numbers."""
    def topk(
        self, k: _int, dim: _int = -1, largest: _bool = True, sorted: _bool = True, *,
        out: tuple[Tensor, Tensor] | None = None
    ) -> _result_of_topk:
        """The pair (values, indices) of the `k` largest elements along `dim`, in order; nan counts as the largest."""
    def trace(self) -> Tensor:
        """The sum of a matrix's diagonal; of integers in int64."""
    def transpose(self, dim0: _int, dim1: _int) -> Tensor:
        """Two dims exchanged."""
    def transpose_(self, dim0: _int, dim1: _int) -> Tensor:
        """In-place version of :func:`transpose`: the tensor's own shape changes."""
    def tril(self, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
        """The lower triangle of the last two dims, zero above `diagonal`."""
    def tril_(self, diagonal: _int = 0) -> Tensor:
        """In-place version of :func:`tril`: writes the result into the tensor and returns it."""
    def triu(self, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
        """The upper triangle of the last two dims, zero below `diagonal`."""
    def triu_(self, diagonal: _int = 0) -> Tensor:
        """In-place version of :func:`triu`: writes the result into the tensor and returns it."""
    def true_divide(
        self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None, out: Tensor | None = None
    ) -> Tensor:
        """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
    def true_divide_(self, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
        """In-place version of :func:`div`: writes the result into the tensor and returns it."""
    def trunc(self, *, out: Tensor | None = None) -> Tensor:
        """The integer part of each element."""
    def trunc_(self) -> Tensor:
        """In-place version of :func:`trunc`: writes the result into the tensor and returns it."""
    @overload
    def type(self, dtype: None = ...) -> str: ...
    @overload
    def type(self, dtype: _DtypeLike | str, non_blocking: _bool = ...) -> Tensor:
        """The name of the type, or the tensor in another type, which may be given by such a name."""
    def type_as(self, other: Tensor) -> Tensor:
        """The tensor in the type of `other`."""
    def unbind(self, dim: _int = 0) -> tuple[Tensor, ...]:
        """The slices along `dim`, as views."""
    def unflatten(self, dim: _int, sizes: Sequence[_int]) -> Tensor:
        """One dim as several; one of the sizes may be -1."""
    def unfold(self, dimension: _int, size: _int, step: _int) -> Tensor:
        """Windows of `size` elements along a dim, one every `step`, as a view with the window last."""
    def uniform_(
        self, from_: _float = 0, to: _float = 1, *, generator: Generator | None = None, **named: _float
    ) -> Tensor:
        """Overwrite with uniform numbers in [`from_`, `to`)."""
    @overload
    def unique(
        self, sorted: _bool = ..., return_inverse: Literal[False] = ..., return_counts: Literal[False] = ...,
        dim: _int | None = ...
    ) -> Tensor: ...
    @overload
    def unique(
        self, sorted: _bool = ..., *, return_inverse: Literal[True], return_counts: _bool = ..., dim: _int | None = ...
    ) -> tuple[Tensor, ...]: ...
    @overload
    def unique(
        self, sorted: _bool = ..., return_inverse: _bool = ..., *, return_counts: Literal[True], dim: _int | None = ...
    ) -> tuple[Tensor, ...]: ...
    @overload
    def unique(
        self, sorted: _bool = ..., return_inverse: _bool = ..., return_counts: _bool = ..., dim: _int | None = ...
    ) -> Any:
        """The different elements in order, or with `dim` the different slices."""
    @overload
    def unique_consecutive(
        self, return_inverse: Literal[False] = ..., return_counts: Literal[False] = ..., dim: _int | None = ...
    ) -> Tensor: ...
    @overload
    def unique_consecutive(
        self, *, return_inverse: Literal[True], return_counts: _bool = ..., dim: _int | None = ...
    ) -> tuple[Tensor, ...]: ...
    @overload
    def unique_consecutive(
        self, return_inverse: _bool = ..., *, return_counts: Literal[True], dim: _int | None = ...
    ) -> tuple[Tensor, ...]: ...
    @overload
    def unique_consecutive(
        self, return_inverse: _bool = ..., return_counts: _bool = ..., dim: _int | None = ...
    ) -> Any:
        """The elements without those that equal the one before, or with `dim` the slices."""
    def unsafe_chunk(self, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
        """As :func:`chunk`, but the parts may be written while recording; see :func:`unsafe_split`."""
    def unsafe_split(self, split_size: _Dims, dim: _int = 0) -> tuple[Tensor, ...]:
        """As :func:`split`, but the parts may be written while recording: each counts its versions for itself."""
    def unsafe_split_with_sizes(self, split_sizes: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
        """As :func:`split_with_sizes`, but the parts may be written while recording; see :func:`unsafe_split`."""
    def unsqueeze(self, dim: _int) -> Tensor:
        """With a dim of size 1 put in at `dim`."""
    def unsqueeze_(self, dim: _int) -> Tensor:
        """In-place version of :func:`unsqueeze`: the tensor's own shape changes."""
    def var(
        self, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
        correction: _float = 1, out: Tensor | None = None
    ) -> Tensor:
        """The variance over `dim` (all dims when None)."""
    def vdot(self, other: Tensor, *, out: Tensor | None = None) -> Tensor:
        """The inner product of two vectors, of which complex numbers conjugate the first."""
    @overload
    def view(self, *shape: _int) -> Tensor: ...
    @overload
    def view(self, shape: Sequence[_int]) -> Tensor: ...
    @overload
    def view(self, shape: _dtype, /) -> Tensor:
        """The same memory in another shape, or, given a dtype, as another type (of another size: the last dim
        differs)."""
    def view_as(self, other: Tensor) -> Tensor:
        """Viewed in the shape of `other`."""
    def vsplit(self, indices_or_sections: _int | Sequence[_int] | Tensor) -> tuple[Tensor, ...]:
        """Parts one below the other: along the first dim."""
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

class memory_format:
    """An order of a tensor's elements in memory, such as ``wengert.channels_last``."""
    @property
    def name(self) -> str: ...

def as_tensor(data: Any, dtype: _DtypeLike | None = None, device: _device | str | None = None) -> Tensor:
    """`data` as a tensor, sharing memory with a NumPy array and keeping a tensor as it is."""
def backward(
    tensors: Tensor | Sequence[Tensor], grad_tensors: Tensor | Sequence[Tensor | None] | None = None,
    retain_graph: _bool | None = None, create_graph: _bool = False,
    grad_variables: Tensor | Sequence[Tensor | None] | None = None, inputs: Tensor | Sequence[Tensor] | None = None
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
    create_graph: _bool = False, only_inputs: _bool = True, allow_unused: _bool | None = None,
    is_grads_batched: _bool = False, materialize_grads: _bool = False
) -> tuple[Tensor, ...]:
    """Gradients of `outputs` with respect to `inputs`, returned and not accumulated."""
def is_anomaly_check_nan_enabled() -> _bool:
    """Whether anomaly mode looks for nan in every gradient."""
def is_anomaly_enabled() -> _bool:
    """Whether anomaly mode is on."""
def is_grad_enabled() -> _bool:
    """Whether operations on this thread are recorded."""
def is_inference_mode_enabled() -> _bool:
    """Whether this thread is inside :class:`wengert.inference_mode`."""
def live_nodes() -> _int:
    """Number of nodes of the tape in use; a leak test's view of it."""
def memory_stats() -> dict[str, Any]:
    """Bytes of tensor memory: in use, kept for reuse, and the most that was ever in use at once."""
def promote_types(type1: _dtype, type2: _dtype) -> _dtype:
    """The smallest type that holds values of both."""
def set_default_dtype(d: _dtype) -> None:
    """Make `d` (a floating type) the type of Python floats and of ``zeros``, ``rand``, ...."""
def set_num_threads(n: _int) -> None:
    """Let large kernels use `n` threads; results do not depend on the number."""
def tensor(
    data: Any, *, dtype: _DtypeLike | None = None, device: _device | str | None = None, requires_grad: _bool = False,
    pin_memory: _bool = False
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

class _result_of_aminmax(tuple[Tensor, Tensor]):
    @property
    def min(self) -> Tensor: ...
    @property
    def max(self) -> Tensor: ...

class _result_of_cummax(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_cummin(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_frexp(tuple[Tensor, Tensor]):
    @property
    def mantissa(self) -> Tensor: ...
    @property
    def exponent(self) -> Tensor: ...

class _result_of_histogram(tuple[Tensor, Tensor]):
    @property
    def hist(self) -> Tensor: ...
    @property
    def bin_edges(self) -> Tensor: ...

class _result_of_histogramdd(tuple[Tensor, tuple[Tensor, ...]]):
    @property
    def hist(self) -> Tensor: ...
    @property
    def bin_edges(self) -> tuple[Tensor, ...]: ...

class _result_of_kthvalue(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_max(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_median(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_min(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_mode(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_nanmedian(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_sort(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...

class _result_of_topk(tuple[Tensor, Tensor]):
    @property
    def values(self) -> Tensor: ...
    @property
    def indices(self) -> Tensor: ...
