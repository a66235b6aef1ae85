# Types of wengert; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from collections.abc import Sequence
from typing import Any, Literal, TypeGuard, overload

from . import (autograd as autograd, errors as errors, nn as nn, random as random, types as types)
from ._core import (
    Tensor as Tensor, _Dims, _DtypeLike, _Index, _Number, _Operand, _Pair, _dtype, as_tensor as as_tensor,
    dtype as dtype, empty_cache as empty_cache, from_numpy as from_numpy, get_default_dtype as get_default_dtype,
    get_num_threads as get_num_threads, is_grad_enabled as is_grad_enabled, live_nodes as live_nodes,
    memory_stats as memory_stats, promote_types as promote_types, set_default_dtype as set_default_dtype,
    set_num_threads as set_num_threads, tensor as tensor
)
from .autograd.modes import (enable_grad as enable_grad, no_grad as no_grad, set_grad_enabled as set_grad_enabled)
from .random import (
    Generator as Generator, bernoulli as bernoulli, default_generator as default_generator,
    get_rng_state as get_rng_state, initial_seed as initial_seed, manual_seed as manual_seed, rand as rand,
    rand_like as rand_like, randint as randint, randint_like as randint_like, randn as randn, randn_like as randn_like,
    randperm as randperm, seed as seed, set_rng_state as set_rng_state
)
from .types import (Size as Size, device as _device, device as device)

def abs(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The absolute value of each element; the derivative at 0 is 0."""
def abs_(input: Tensor) -> Tensor:
    """In-place version of :func:`abs`: writes the result into the tensor and returns it."""
def absolute(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The absolute value of each element; the derivative at 0 is 0."""
def add(
    input: _Operand, other: _Operand, *, alpha: _Number = 1, out: Tensor | Sequence[Tensor] | None = None
) -> Tensor:
    """`input` + `alpha` * `other`."""
def add_(input: Tensor, other: _Operand, *, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`add`: writes the result into the tensor and returns it."""
def all(input: Tensor, dim: _Dims | None = None, keepdim: _bool = False) -> Tensor:
    """Whether no element is zero."""
def allclose(
    input: Tensor, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False
) -> _bool:
    """Whether all elements agree within atol + rtol * abs(other), as a Python bool."""
def amax(input: Tensor, dim: _Dims = (), keepdim: _bool = False) -> Tensor:
    """The largest element over `dim`; nan where there is one. Ties share the gradient."""
def amin(input: Tensor, dim: _Dims = (), keepdim: _bool = False) -> Tensor:
    """The smallest element over `dim`; nan where there is one. Ties share the gradient."""
def any(input: Tensor, dim: _Dims | None = None, keepdim: _bool = False) -> Tensor:
    """Whether any element is not zero."""
@overload
def arange(
    end: Tensor | _Number, *, dtype: _DtypeLike | None = ..., device: _device | str | None = ...,
    requires_grad: _bool = ...
) -> Tensor: ...
@overload
def arange(
    start: Tensor | _Number, end: Tensor | _Number, step: Tensor | _Number = ..., *, dtype: _DtypeLike | None = ...,
    device: _device | str | None = ..., requires_grad: _bool = ...
) -> Tensor:
    """Numbers from `start` to below `end` by `step`; one argument alone is the end."""
def argmax(input: Tensor, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
    """Where the largest element is: in the flattened tensor, or along `dim`."""
def argmin(input: Tensor, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
    """Where the smallest element is: in the flattened tensor, or along `dim`."""
def argsort(input: Tensor, dim: _int = -1, descending: _bool = False, stable: _bool = True) -> Tensor:
    """Where the elements in order along `dim` come from."""
def as_strided(
    input: Tensor, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None
) -> Tensor:
    """A view with any shape and strides (in elements) over the tensor's memory."""
def bitwise_and(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The bits that are set in both integers."""
def bitwise_and_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_and`: writes the result into the tensor and returns it."""
def bitwise_left_shift(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The bits of `input` shifted left by `other`."""
def bitwise_left_shift_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_left_shift`: writes the result into the tensor and returns it."""
def bitwise_not(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The bits that are not set; of booleans the negation."""
def bitwise_not_(input: Tensor) -> Tensor:
    """In-place version of :func:`bitwise_not`: writes the result into the tensor and returns it."""
def bitwise_or(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The bits that are set in either integer."""
def bitwise_or_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_or`: writes the result into the tensor and returns it."""
def bitwise_right_shift(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The bits of `input` shifted right by `other`."""
def bitwise_right_shift_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_right_shift`: writes the result into the tensor and returns it."""
def bitwise_xor(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The bits that are set in one of two integers."""
def bitwise_xor_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_xor`: writes the result into the tensor and returns it."""
def bmm(input: Tensor, other: Tensor) -> Tensor:
    """The products of two batches of matrices."""
bool: _dtype
def broadcast_shapes(*shapes: _int | Sequence[_int]) -> Size:
    """The shape that tensors of these shapes broadcast to."""
def broadcast_tensors(*tensors: Tensor) -> tuple[Tensor, ...]:
    """The tensors expanded to their common shape."""
def broadcast_to(input: Tensor, size: Sequence[_int]) -> Tensor:
    """Expanded to `size`."""
def cat(tensors: Sequence[Tensor], dim: _int = 0) -> Tensor:
    """Tensors joined along an existing dim."""
cdouble: _dtype
def ceil(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The smallest integer not below each element."""
def ceil_(input: Tensor) -> Tensor:
    """In-place version of :func:`ceil`: writes the result into the tensor and returns it."""
cfloat: _dtype
def chunk(input: Tensor, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """At most `chunks` parts of equal size along `dim`, as views."""
def clamp(input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
    """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`."""
def clip(input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
    """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`."""
def clone(input: Tensor) -> Tensor:
    """A copy that passes gradients on."""
complex128: _dtype
complex64: _dtype
def concat(tensors: Sequence[Tensor], dim: _int = 0) -> Tensor:
    """Tensors joined along an existing dim."""
def concatenate(tensors: Sequence[Tensor], dim: _int = 0) -> Tensor:
    """Tensors joined along an existing dim."""
def conj(input: Tensor) -> Tensor:
    """The complex conjugate; a real tensor itself."""
def conj_physical(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The complex conjugate of each element."""
def contiguous(input: Tensor) -> Tensor:
    """The tensor itself when its memory is row-major, else a copy that is."""
def cos(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The cosine of each element (radians)."""
def cos_(input: Tensor) -> Tensor:
    """In-place version of :func:`cos`: writes the result into the tensor and returns it."""
def cumsum(input: Tensor, dim: _int, *, dtype: _DtypeLike | None = None) -> Tensor:
    """Running sums along `dim`; integers are summed as int64."""
def detach(input: Tensor) -> Tensor:
    """The same memory without history."""
def diagonal(input: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
    """The diagonal of two dims, as a view with the diagonal last."""
def div(
    input: _Operand, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
    out: Tensor | Sequence[Tensor] | None = None
) -> Tensor:
    """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
def div_(input: Tensor, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
    """In-place version of :func:`div`: writes the result into the tensor and returns it."""
def divide(
    input: _Operand, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
    out: Tensor | Sequence[Tensor] | None = None
) -> Tensor:
    """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
def dot(input: Tensor, other: Tensor) -> Tensor:
    """The inner product of two vectors."""
double: _dtype
e: _float
def einsum(equation: str, *operands: Tensor | Sequence[Tensor]) -> Tensor:
    """Sums of products by subscripts (Einstein's convention), contracted from left to right."""
@overload
def empty(
    *size: _int, dtype: _DtypeLike | None = None, device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor: ...
@overload
def empty(
    size: Sequence[_int], *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False
) -> Tensor:
    """Undefined values of a shape given as integers or one sequence."""
def empty_like(
    input: Tensor, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False, memory_format: Any = None
) -> Tensor:
    """Undefined values of the shape and type of `input`, or of another type."""
def eq(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` equals `other`, element by element."""
def equal(input: Tensor, other: Tensor) -> _bool:
    """Whether two tensors have the same shape and elements, as a Python bool."""
def erf(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x."""
def erf_(input: Tensor) -> Tensor:
    """In-place version of :func:`erf`: writes the result into the tensor and returns it."""
def exp(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """e to the power of each element."""
def exp_(input: Tensor) -> Tensor:
    """In-place version of :func:`exp`: writes the result into the tensor and returns it."""
@overload
def expand(input: Tensor, *size: _int) -> Tensor: ...
@overload
def expand(input: Tensor, size: Sequence[_int]) -> Tensor:
    """Dims of size 1 repeated without a copy; -1 keeps a size."""
def expand_as(input: Tensor, other: Tensor) -> Tensor:
    """Expanded to the shape of `other`."""
def expm1(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """exp(x) - 1, accurate for small x."""
def expm1_(input: Tensor) -> Tensor:
    """In-place version of :func:`expm1`: writes the result into the tensor and returns it."""
def eye(
    n: _int, m: _int | None = None, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False
) -> Tensor:
    """Ones on the diagonal of an `n` by `m` matrix, zeros elsewhere."""
def flatten(input: Tensor, start_dim: _int = 0, end_dim: _int = -1) -> Tensor:
    """Dims `start_dim` to `end_dim` as one."""
@overload
def flip(input: Tensor, *dims: _int) -> Tensor: ...
@overload
def flip(input: Tensor, dims: Sequence[_int]) -> Tensor:
    """The order of the elements reversed along `dims`."""
float: _dtype
float32: _dtype
float64: _dtype
def floor(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The largest integer not above each element."""
def floor_(input: Tensor) -> Tensor:
    """In-place version of :func:`floor`: writes the result into the tensor and returns it."""
def floor_divide(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The quotient rounded towards minus infinity."""
def floor_divide_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`floor_divide`: writes the result into the tensor and returns it."""
def from_dlpack(ext_tensor: Any, *, device: _device | str | None = None, copy: _bool | None = None) -> Tensor:
    """A tensor over the memory of another library's array."""
def full(
    size: _int | Sequence[_int], fill_value: Tensor | _Number, *, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor:
    """A shape filled with one number, whose type decides that of the tensor."""
def full_like(
    input: Tensor, fill_value: Tensor | _Number, *, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False, memory_format: Any = None
) -> Tensor:
    """One number in the shape and type of `input`."""
def gather(input: Tensor, dim: _int, index: Tensor, *, sparse_grad: _bool = False) -> Tensor:
    """The elements that `index` names along `dim`."""
def ge(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` is greater than or equal to `other`, element by element."""
def gelu(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """x times the normal distribution function of x (Hendrycks and Gimpel 2016)."""
def get_printoptions() -> dict[str, Any]:
    """Return the printing options in force."""
def greater(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` is greater than `other`, element by element."""
def greater_equal(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` is greater than or equal to `other`, element by element."""
def gt(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` is greater than `other`, element by element."""
def imag(input: Tensor) -> Tensor:
    """The imaginary part of a complex tensor, as a view."""
def index_put(input: Tensor, indices: Sequence[_Index], values: Tensor, accumulate: _bool = False) -> Tensor:
    """A copy with `values` written (or added) where the index points."""
def index_select(input: Tensor, dim: _int, index: Tensor) -> Tensor:
    """The slices along `dim` that a vector of indices names."""
inf: _float
int: _dtype
int16: _dtype
int32: _dtype
int64: _dtype
int8: _dtype
def is_complex(input: Tensor) -> _bool:
    """Whether a tensor's element type is complex."""
def is_floating_point(input: Tensor) -> _bool:
    """Whether a tensor's element type is float32 or float64."""
def is_tensor(obj: object) -> TypeGuard[Tensor]:
    """Whether an object is a tensor."""
def isfinite(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether each element is neither nan nor infinite."""
def isinf(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether each element is infinite."""
def isnan(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether each element is nan."""
def layer_norm(
    input: Tensor, normalized_shape: Sequence[_int], weight: Tensor | None = None, bias: Tensor | None = None,
    eps: _float = 1e-05
) -> Tensor:
    """Normalised over the last dims to mean 0 and variance 1, then scaled and shifted (Ba, Kiros, Hinton 2016)."""
def le(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` is less than or equal to `other`, element by element."""
def less(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` is less than `other`, element by element."""
def less_equal(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` is less than or equal to `other`, element by element."""
def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`input` weight^T + `bias`."""
def linspace(
    start: Tensor | _Number, end: Tensor | _Number, steps: _int, *, dtype: _DtypeLike | None = None,
    device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor:
    """`steps` numbers evenly from `start` to `end`, both included."""
def log(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The natural logarithm of each element."""
def log1p(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """log(1 + x), accurate for small x."""
def log1p_(input: Tensor) -> Tensor:
    """In-place version of :func:`log1p`: writes the result into the tensor and returns it."""
def log_(input: Tensor) -> Tensor:
    """In-place version of :func:`log`: writes the result into the tensor and returns it."""
def log_softmax(input: Tensor, dim: _int | None = None, dtype: _DtypeLike | None = None) -> Tensor:
    """log of :func:`softmax`, without overflow."""
def logical_and(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether neither of two elements is zero, element by element."""
def logical_not(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether each element is zero."""
def logical_or(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether one of two elements, or both, is not zero, element by element."""
def logical_xor(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether just one of two elements is zero, element by element."""
def logsigmoid(input: Tensor) -> Tensor:
    """log(1 / (1 + exp(-x))) without overflow."""
def logsumexp(input: Tensor, dim: _Dims, keepdim: _bool = False) -> Tensor:
    """log of the sum of exp over `dim`, without overflow."""
long: _dtype
def lt(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` is less than `other`, element by element."""
def masked_fill(input: Tensor, mask: Tensor, value: Tensor | _Number) -> Tensor:
    """`value` where `mask` holds, else `input`."""
def masked_fill_(input: Tensor, mask: Tensor, value: Tensor | _Number) -> Tensor:
    """In-place version of :func:`masked_fill`: writes the result into the tensor and returns it."""
def masked_select(input: Tensor, mask: Tensor) -> Tensor:
    """The elements where `mask` holds, as a vector."""
def matmul(input: Tensor, other: Tensor) -> Tensor:
    """The matrix product, in all of its vector, matrix and batch cases."""
@overload
def max(input: Tensor) -> Tensor: ...
@overload
def max(input: Tensor, dim: _int, keepdim: _bool = ...) -> _Pair: ...
@overload
def max(input: Tensor, other: Tensor, /) -> Tensor: ...
@overload
def max(input: Tensor, *, other: Tensor) -> Tensor:
    """The largest element; with `dim` the pair (values, indices); with a tensor the :func:`maximum`."""
def maximum(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The larger of two elements; nan where either is nan. Ties share the gradient."""
def mean(input: Tensor, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None) -> Tensor:
    """The mean over `dim` (all dims when None) of a floating tensor."""
@overload
def min(input: Tensor) -> Tensor: ...
@overload
def min(input: Tensor, dim: _int, keepdim: _bool = ...) -> _Pair: ...
@overload
def min(input: Tensor, other: Tensor, /) -> Tensor: ...
@overload
def min(input: Tensor, *, other: Tensor) -> Tensor:
    """The smallest element; with `dim` the pair (values, indices); with a tensor the :func:`minimum`."""
def minimum(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The smaller of two elements; nan where either is nan. Ties share the gradient."""
def mm(input: Tensor, other: Tensor) -> Tensor:
    """The product of two matrices."""
def moveaxis(input: Tensor, source: _Dims, destination: _Dims) -> Tensor:
    """Dims moved from `source` to `destination`, the others keeping their order."""
def movedim(input: Tensor, source: _Dims, destination: _Dims) -> Tensor:
    """Dims moved from `source` to `destination`, the others keeping their order."""
def mul(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """`input` * `other`."""
def mul_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`mul`: writes the result into the tensor and returns it."""
def multiply(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """`input` * `other`."""
def mv(input: Tensor, other: Tensor) -> Tensor:
    """The product of a matrix and a vector."""
nan: _float
def narrow(input: Tensor, dim: _int, start: _int, length: _int) -> Tensor:
    """`length` slices along `dim` from `start`, as a view."""
def ne(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` differs from `other`, element by element."""
def neg(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The negative of each element."""
def neg_(input: Tensor) -> Tensor:
    """In-place version of :func:`neg`: writes the result into the tensor and returns it."""
def negative(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The negative of each element."""
@overload
def nonzero(input: Tensor, *, as_tuple: Literal[False] = ...) -> Tensor: ...
@overload
def nonzero(input: Tensor, *, as_tuple: Literal[True]) -> tuple[Tensor, ...]:
    """The indices of the elements that are not zero: a row each, or with `as_tuple` a vector per dim."""
def norm(
    input: Tensor, p: _float | Literal['fro'] = 'fro', dim: _Dims | None = None, keepdim: _bool = False,
    dtype: _DtypeLike | None = None
) -> Tensor:
    """The p-norm of the elements over `dim`. Its gradient at 0 is 0."""
def not_equal(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """Whether `input` differs from `other`, element by element."""
def numel(input: Tensor) -> _int:
    """Number of elements."""
@overload
def ones(
    *size: _int, dtype: _DtypeLike | None = None, device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor: ...
@overload
def ones(
    size: Sequence[_int], *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False
) -> Tensor:
    """Ones of a shape given as integers or one sequence."""
def ones_like(
    input: Tensor, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False, memory_format: Any = None
) -> Tensor:
    """Ones of the shape and type of `input`, or of another type."""
def outer(input: Tensor, vec2: Tensor) -> Tensor:
    """The products of all pairs of elements of two vectors."""
@overload
def permute(input: Tensor, *dims: _int) -> Tensor: ...
@overload
def permute(input: Tensor, dims: Sequence[_int]) -> Tensor:
    """The dims in another order."""
pi: _float
def pow(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """`input` to the power `other`."""
def pow_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`pow`: writes the result into the tensor and returns it."""
def prod(input: Tensor, dim: _int | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None) -> Tensor:
    """The product over one dim (all when None); integers are multiplied as int64."""
def real(input: Tensor) -> Tensor:
    """The real part, as a view; a real tensor itself."""
def reciprocal(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """1 / x."""
def reciprocal_(input: Tensor) -> Tensor:
    """In-place version of :func:`reciprocal`: writes the result into the tensor and returns it."""
def relu(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """max(x, 0); the derivative at 0 is 0."""
def relu_(input: Tensor) -> Tensor:
    """In-place version of :func:`relu`: writes the result into the tensor and returns it."""
def remainder(input: _Operand, other: _Operand, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """What is left of `input` after division by `other`, with the sign of `other`."""
def remainder_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`remainder`: writes the result into the tensor and returns it."""
@overload
def repeat(input: Tensor, *repeats: _int) -> Tensor: ...
@overload
def repeat(input: Tensor, repeats: Sequence[_int]) -> Tensor:
    """The tensor laid out several times along its dims."""
@overload
def reshape(input: Tensor, *shape: _int) -> Tensor: ...
@overload
def reshape(input: Tensor, shape: Sequence[_int]) -> Tensor:
    """The elements in another shape, sharing memory where possible."""
def reshape_as(input: Tensor, other: Tensor) -> Tensor:
    """Reshaped to the shape of `other`."""
def result_type(tensor1: Tensor | _Number, tensor2: Tensor | _Number) -> _dtype:
    """The element type that an operation on two operands gives."""
def round(input: Tensor, *, decimals: _int = 0) -> Tensor:
    """Each element rounded to `decimals` places, halves to the even neighbour."""
def rsqrt(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """1 / sqrt(x)."""
def rsqrt_(input: Tensor) -> Tensor:
    """In-place version of :func:`rsqrt`: writes the result into the tensor and returns it."""
def scalar_tensor(
    value: Tensor | _Number, *, dtype: _DtypeLike | None = None, device: _device | str | None = None
) -> Tensor:
    """A 0-d tensor of the default type."""
def scatter_add(input: Tensor, dim: _int, index: Tensor, src: Tensor) -> Tensor:
    """A copy with `src` added where `index` points along `dim`."""
def scatter_add_(input: Tensor, dim: _int, index: Tensor, src: Tensor) -> Tensor:
    """In-place version of :func:`scatter_add`: writes the result into the tensor and returns it."""
def select(input: Tensor, dim: _int, index: _int) -> Tensor:
    """One slice along `dim`, as a view."""
def set_printoptions(
    precision: _int | None = None, threshold: _float | None = None, edgeitems: _int | None = None,
    linewidth: _int | None = None, profile: Literal['default', 'short', 'full'] | None = None,
    sci_mode: _bool | None = None
) -> None:
    """Choose how tensors are printed."""
def sgn(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """:func:`sign`; of a complex number the number of modulus 1 in its direction."""
def sgn_(input: Tensor) -> Tensor:
    """In-place version of :func:`sgn`: writes the result into the tensor and returns it."""
short: _dtype
def show_config() -> str:
    """Print version, compiler, instruction set, NumPy and BLAS."""
def sigmoid(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """1 / (1 + exp(-x))."""
def sigmoid_(input: Tensor) -> Tensor:
    """In-place version of :func:`sigmoid`: writes the result into the tensor and returns it."""
def sign(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """-1, 0 or 1 by the sign of each element."""
def sign_(input: Tensor) -> Tensor:
    """In-place version of :func:`sign`: writes the result into the tensor and returns it."""
def sin(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The sine of each element (radians)."""
def sin_(input: Tensor) -> Tensor:
    """In-place version of :func:`sin`: writes the result into the tensor and returns it."""
def softmax(input: Tensor, dim: _int | None = None, dtype: _DtypeLike | None = None) -> Tensor:
    """exp(x) over the sum of exp(x) along `dim`."""
def sort(input: Tensor, dim: _int = -1, descending: _bool = False, stable: _bool = True) -> _Pair:
    """The pair (values in order along `dim`, where they were); the order of equal values is kept."""
def split(input: Tensor, split_size: _Dims, dim: _int = 0) -> tuple[Tensor, ...]:
    """Consecutive parts along `dim`, as views: of one size, or of a list of sizes."""
def sqrt(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The square root of each element; nan for negative ones."""
def sqrt_(input: Tensor) -> Tensor:
    """In-place version of :func:`sqrt`: writes the result into the tensor and returns it."""
def square(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The square of each element."""
def square_(input: Tensor) -> Tensor:
    """In-place version of :func:`square`: writes the result into the tensor and returns it."""
def squeeze(input: Tensor, dim: _Dims | None = None) -> Tensor:
    """Without the dims of size 1, or those of `dim` that have size 1."""
def stack(tensors: Sequence[Tensor], dim: _int = 0) -> Tensor:
    """Tensors of one shape joined along a new dim."""
def std(
    input: Tensor, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
    correction: _float = 1
) -> Tensor:
    """The standard deviation over `dim`, the root of :func:`var`. Its gradient where it is 0 is 0."""
def std_mean(
    input: Tensor, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
    correction: _float = 1
) -> tuple[Tensor, Tensor]:
    """The pair of :func:`std` and :func:`mean`."""
def sub(
    input: _Operand, other: _Operand, *, alpha: _Number = 1, out: Tensor | Sequence[Tensor] | None = None
) -> Tensor:
    """`input` - `alpha` * `other`."""
def sub_(input: Tensor, other: _Operand, *, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`sub`: writes the result into the tensor and returns it."""
def subtract(
    input: _Operand, other: _Operand, *, alpha: _Number = 1, out: Tensor | Sequence[Tensor] | None = None
) -> Tensor:
    """`input` - `alpha` * `other`."""
def sum(input: Tensor, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None) -> Tensor:
    """The sum over `dim` (all dims when None); integers are summed as int64."""
@overload
def sum_to_size(input: Tensor, *size: _int) -> Tensor: ...
@overload
def sum_to_size(input: Tensor, size: Sequence[_int]) -> Tensor:
    """Summed over the dims along which `size` would be broadcast to the tensor's shape."""
def swapaxes(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """Two dims exchanged."""
def swapdims(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """Two dims exchanged."""
def t(input: Tensor) -> Tensor:
    """The transpose of a matrix; vectors and numbers stay."""
def tanh(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The hyperbolic tangent of each element."""
def tanh_(input: Tensor) -> Tensor:
    """In-place version of :func:`tanh`: writes the result into the tensor and returns it."""
def transpose(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """Two dims exchanged."""
def tril(input: Tensor, diagonal: _int = 0) -> Tensor:
    """The lower triangle of the last two dims, zero above `diagonal`."""
def tril_(input: Tensor, diagonal: _int = 0) -> Tensor:
    """In-place version of :func:`tril`: writes the result into the tensor and returns it."""
def triu(input: Tensor, diagonal: _int = 0) -> Tensor:
    """The upper triangle of the last two dims, zero below `diagonal`."""
def triu_(input: Tensor, diagonal: _int = 0) -> Tensor:
    """In-place version of :func:`triu`: writes the result into the tensor and returns it."""
def true_divide(
    input: _Operand, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
    out: Tensor | Sequence[Tensor] | None = None
) -> Tensor:
    """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
def trunc(input: Tensor, *, out: Tensor | Sequence[Tensor] | None = None) -> Tensor:
    """The integer part of each element."""
def trunc_(input: Tensor) -> Tensor:
    """In-place version of :func:`trunc`: writes the result into the tensor and returns it."""
uint8: _dtype
def unbind(input: Tensor, dim: _int = 0) -> tuple[Tensor, ...]:
    """The slices along `dim`, as views."""
def unsqueeze(input: Tensor, dim: _int) -> Tensor:
    """With a dim of size 1 put in at `dim`."""
def var(
    input: Tensor, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
    correction: _float = 1
) -> Tensor:
    """The variance over `dim` (all dims when None)."""
def var_mean(
    input: Tensor, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
    correction: _float = 1
) -> tuple[Tensor, Tensor]:
    """The pair of :func:`var` and :func:`mean`."""
@overload
def view(input: Tensor, *shape: _int) -> Tensor: ...
@overload
def view(input: Tensor, shape: Sequence[_int]) -> Tensor:
    """The same memory in another shape (or, given a dtype, as another type of the same size)."""
def view_as(input: Tensor, other: Tensor) -> Tensor:
    """Viewed in the shape of `other`."""
@overload
def where(condition: Tensor) -> tuple[Tensor, ...]: ...
@overload
def where(condition: Tensor, input: _Operand, other: _Operand) -> Tensor:
    """`input` where `condition` holds, else `other`; with the condition alone the indices where it holds."""
@overload
def zeros(
    *size: _int, dtype: _DtypeLike | None = None, device: _device | str | None = None, requires_grad: _bool = False
) -> Tensor: ...
@overload
def zeros(
    size: Sequence[_int], *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False
) -> Tensor:
    """Zeros of a shape given as integers or one sequence."""
def zeros_like(
    input: Tensor, *, dtype: _DtypeLike | None = None, device: _device | str | None = None,
    requires_grad: _bool = False, memory_format: Any = None
) -> Tensor:
    """Zeros of the shape and type of `input`, or of another type."""
__version__: str
