# Types of wengert; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from collections.abc import Sequence
from typing import Any, Literal, TypeGuard, overload

from . import (autograd as autograd, errors as errors, nn as nn, random as random, types as types, utils as utils)
from ._core import (
    Tensor as Tensor, _Dims, _DtypeLike, _Index, _Number, _Operand, _dtype, _result_of_aminmax, _result_of_cummax,
    _result_of_cummin, _result_of_frexp, _result_of_histogram, _result_of_histogramdd, _result_of_kthvalue,
    _result_of_max, _result_of_median, _result_of_min, _result_of_mode, _result_of_nanmedian, _result_of_sort,
    _result_of_topk, as_tensor as as_tensor, dtype as dtype, empty_cache as empty_cache, from_numpy as from_numpy,
    get_default_dtype as get_default_dtype, get_num_threads as get_num_threads,
    is_anomaly_check_nan_enabled as is_anomaly_check_nan_enabled, is_anomaly_enabled as is_anomaly_enabled,
    is_grad_enabled as is_grad_enabled, is_inference_mode_enabled as is_inference_mode_enabled,
    live_nodes as live_nodes, memory_format as memory_format, memory_stats as memory_stats,
    promote_types as promote_types, set_default_dtype as set_default_dtype, set_num_threads as set_num_threads,
    tensor as tensor
)
from .autograd.grad_mode import (
    enable_grad as enable_grad, inference_mode as inference_mode, no_grad as no_grad,
    set_grad_enabled as set_grad_enabled
)
from .random import (
    Generator as Generator, default_generator as default_generator, get_rng_state as get_rng_state,
    initial_seed as initial_seed, manual_seed as manual_seed, seed as seed, set_rng_state as set_rng_state
)
from .types import (
    Size as Size, device as _device, device as device, layout as _layout, layout as layout, strided as strided
)

class finfo:
    """What a floating type can represent; of a complex type, what its parts can."""
    def __eq__(self, other: object) -> _bool: ...
    def __hash__(self) -> _int: ...
    def __init__(self, type: _dtype | None = None) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def bits(self) -> _int: ...
    @property
    def dtype(self) -> str: ...
    @property
    def eps(self) -> _float: ...
    @property
    def max(self) -> _float: ...
    @property
    def min(self) -> _float: ...
    @property
    def resolution(self) -> _float: ...
    @property
    def smallest_normal(self) -> _float: ...
    @property
    def tiny(self) -> _float: ...

class iinfo:
    """What an integer type can represent."""
    def __eq__(self, other: object) -> _bool: ...
    def __hash__(self) -> _int: ...
    def __init__(self, type: _dtype) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def bits(self) -> _int: ...
    @property
    def dtype(self) -> str: ...
    @property
    def max(self) -> _int: ...
    @property
    def min(self) -> _int: ...

def abs(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The absolute value of each element; the derivative at 0 is 0."""
def abs_(input: Tensor) -> Tensor:
    """In-place version of :func:`abs`: writes the result into the tensor and returns it."""
def absolute(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The absolute value of each element; the derivative at 0 is 0."""
def absolute_(input: Tensor) -> Tensor:
    """In-place version of :func:`abs`: writes the result into the tensor and returns it."""
def acos(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in [0, pi] whose cosine is each element; nan outside [-1, 1]."""
def acos_(input: Tensor) -> Tensor:
    """In-place version of :func:`acos`: writes the result into the tensor and returns it."""
def acosh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic cosine; nan below 1."""
def acosh_(input: Tensor) -> Tensor:
    """In-place version of :func:`acosh`: writes the result into the tensor and returns it."""
def adaptive_avg_pool1d(input: Tensor, output_size: _Dims) -> Tensor:
    """The means of so many nearly equal parts of signals."""
def adaptive_max_pool1d(input: Tensor, output_size: Sequence[_int], return_indices: _bool = False) -> Tensor:
    """:func:`adaptive_max_pool1d` and the places of the elements."""
def add(input: _Operand, other: _Operand, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """`input` + `alpha` * `other`."""
def add_(input: Tensor, other: _Operand, *, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`add`: writes the result into the tensor and returns it."""
def addbmm(
    input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
) -> Tensor:
    """A matrix plus the sum of a batch of products: beta * input + alpha * (batch1 @ batch2).sum(0)."""
def addbmm_(input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`addbmm`: writes the result into the tensor and returns it."""
def addcdiv(
    input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1, out: Tensor | None = None
) -> Tensor:
    """`input` + `value` * `tensor1` / `tensor2`."""
def addcdiv_(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1) -> Tensor:
    """In-place version of :func:`addcdiv`: writes the result into the tensor and returns it."""
def addcmul(
    input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1, out: Tensor | None = None
) -> Tensor:
    """`input` + `value` * `tensor1` * `tensor2`."""
def addcmul_(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: _Number = 1) -> Tensor:
    """In-place version of :func:`addcmul`: writes the result into the tensor and returns it."""
def addmm(
    input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
) -> Tensor:
    """A tensor plus the product of two matrices: beta * input + alpha * (mat1 @ mat2)."""
def addmm_(input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`addmm`: writes the result into the tensor and returns it."""
def addmv(
    input: Tensor, mat: Tensor, vec: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
) -> Tensor:
    """A vector plus the product of a matrix and a vector: beta * input + alpha * (mat @ vec)."""
def addmv_(input: Tensor, mat: Tensor, vec: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`addmv`: writes the result into the tensor and returns it."""
def addr(
    input: Tensor, vec1: Tensor, vec2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
) -> Tensor:
    """A matrix plus the products of all pairs of two vectors' elements: beta * input + alpha * outer(vec1, vec2)."""
def addr_(input: Tensor, vec1: Tensor, vec2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`addr`: writes the result into the tensor and returns it."""
def adjoint(input: Tensor) -> Tensor:
    """The last two dims exchanged and complex numbers conjugated."""
def affine_grid_generator(theta: Tensor, size: Sequence[_int], align_corners: _bool) -> Tensor:
    """The grid that affine maps make of the regular one; see :func:`wengert.nn.functional.affine_grid`."""
def alias_copy(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A copy of the tensor."""
def all(input: Tensor, dim: _Dims | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """Whether no element is zero. NaN is not zero."""
def allclose(
    input: Tensor, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False
) -> _bool:
    """Whether all elements agree within atol + rtol * abs(other), as a Python bool."""
def alpha_dropout(input: Tensor, p: _float, train: _bool) -> Tensor:
    """:func:`nn.functional.alpha_dropout` with both arguments given."""
def alpha_dropout_(input: Tensor, p: _float, train: _bool) -> Tensor:
    """In-place version of :func:`alpha_dropout`."""
def amax(input: Tensor, dim: _Dims = (), keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """The largest element over `dim`; nan where there is one. Ties share the gradient."""
def amin(input: Tensor, dim: _Dims = (), keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """The smallest element over `dim`; nan where there is one. Ties share the gradient."""
def aminmax(
    input: Tensor, *, dim: _int | None = None, keepdim: _bool = False, out: tuple[Tensor, Tensor] | None = None
) -> _result_of_aminmax:
    """The pair (smallest, largest) along `dim`, of all elements when None."""
def angle(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle of complex numbers in [-pi, pi]; of real ones 0, or pi where they are negative."""
def any(input: Tensor, dim: _Dims | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """Whether any element is not zero. NaN is not zero."""
@overload
def arange(
    end: Tensor | _Number, *, out: Tensor | None = None, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor: ...
@overload
def arange(
    start: Tensor | _Number, end: Tensor | _Number, step: Tensor | _Number = ..., *, out: Tensor | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """Numbers from `start` to below `end` by `step`; one argument alone is the end."""
def arccos(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in [0, pi] whose cosine is each element; nan outside [-1, 1]."""
def arccos_(input: Tensor) -> Tensor:
    """In-place version of :func:`acos`: writes the result into the tensor and returns it."""
def arccosh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic cosine; nan below 1."""
def arccosh_(input: Tensor) -> Tensor:
    """In-place version of :func:`acosh`: writes the result into the tensor and returns it."""
def arcsin(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in [-pi/2, pi/2] whose sine is each element; nan outside [-1, 1]."""
def arcsin_(input: Tensor) -> Tensor:
    """In-place version of :func:`asin`: writes the result into the tensor and returns it."""
def arcsinh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic sine."""
def arcsinh_(input: Tensor) -> Tensor:
    """In-place version of :func:`asinh`: writes the result into the tensor and returns it."""
def arctan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in [-pi/2, pi/2] whose tangent is each element."""
def arctan2(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The angle of the point (`other`, `input`), in [-pi, pi]."""
def arctan2_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`atan2`: writes the result into the tensor and returns it."""
def arctan_(input: Tensor) -> Tensor:
    """In-place version of :func:`atan`: writes the result into the tensor and returns it."""
def arctanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic tangent; nan outside [-1, 1]."""
def arctanh_(input: Tensor) -> Tensor:
    """In-place version of :func:`atanh`: writes the result into the tensor and returns it."""
def argmax(input: Tensor, dim: _int | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """Where the largest element is first: in the flattened tensor, or along `dim`."""
def argmin(input: Tensor, dim: _int | None = None, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """Where the smallest element is first: in the flattened tensor, or along `dim`."""
def argsort(input: Tensor, dim: _int = -1, descending: _bool = False, *, stable: _bool = False) -> Tensor:
    """Where the elements in order along `dim` come from."""
def argwhere(input: Tensor) -> Tensor:
    """The indices of the elements that are not zero, a row each."""
def as_strided(
    input: Tensor, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None
) -> Tensor:
    """A view with any shape and strides (in elements) over the tensor's memory."""
def as_strided_(
    input: Tensor, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None
) -> Tensor:
    """In-place version of :func:`as_strided`: the tensor's own shape changes."""
def as_strided_copy(
    input: Tensor, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None, *,
    out: Tensor | None = None
) -> Tensor:
    """A copy of what :func:`as_strided` shows."""
def as_strided_scatter(
    input: Tensor, src: Tensor, size: Sequence[_int], stride: Sequence[_int], storage_offset: _int | None = None
) -> Tensor:
    """A copy of `input` with `src` where :func:`as_strided` points."""
def asarray(
    obj: object, *, dtype: _DtypeLike | None = None, device: _device | str | None = None, copy: _bool | None = None,
    requires_grad: _bool = False
) -> Tensor:
    """An object as a tensor, over the object's memory where that is possible."""
def asin(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in [-pi/2, pi/2] whose sine is each element; nan outside [-1, 1]."""
def asin_(input: Tensor) -> Tensor:
    """In-place version of :func:`asin`: writes the result into the tensor and returns it."""
def asinh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic sine."""
def asinh_(input: Tensor) -> Tensor:
    """In-place version of :func:`asinh`: writes the result into the tensor and returns it."""
def atan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in [-pi/2, pi/2] whose tangent is each element."""
def atan2(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The angle of the point (`other`, `input`), in [-pi, pi]."""
def atan2_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`atan2`: writes the result into the tensor and returns it."""
def atan_(input: Tensor) -> Tensor:
    """In-place version of :func:`atan`: writes the result into the tensor and returns it."""
def atanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the hyperbolic tangent; nan outside [-1, 1]."""
def atanh_(input: Tensor) -> Tensor:
    """In-place version of :func:`atanh`: writes the result into the tensor and returns it."""
@overload
def atleast_1d(tensors: Tensor, /) -> Tensor: ...
@overload
def atleast_1d(tensors: Sequence[Tensor], /) -> tuple[Tensor, ...]: ...
@overload
def atleast_1d(tensors: Tensor, _next: Tensor, /, *_rest: Tensor) -> tuple[Tensor, ...]:
    """Numbers as vectors of one element; other tensors themselves."""
@overload
def atleast_2d(tensors: Tensor, /) -> Tensor: ...
@overload
def atleast_2d(tensors: Sequence[Tensor], /) -> tuple[Tensor, ...]: ...
@overload
def atleast_2d(tensors: Tensor, _next: Tensor, /, *_rest: Tensor) -> tuple[Tensor, ...]:
    """Vectors and numbers as matrices of one row; other tensors themselves."""
@overload
def atleast_3d(tensors: Tensor, /) -> Tensor: ...
@overload
def atleast_3d(tensors: Sequence[Tensor], /) -> tuple[Tensor, ...]: ...
@overload
def atleast_3d(tensors: Tensor, _next: Tensor, /, *_rest: Tensor) -> tuple[Tensor, ...]:
    """Tensors of fewer than three dims with a dim of size 1 put behind, vectors with one before as well."""
def avg_pool1d(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, ceil_mode: _bool = False,
    count_include_pad: _bool = True
) -> Tensor:
    """The mean of each window of signals."""
def baddbmm(
    input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1, out: Tensor | None = None
) -> Tensor:
    """A tensor plus the products of two batches of matrices: beta * input + alpha * (batch1 @ batch2)."""
def baddbmm_(input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: _Number = 1, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`baddbmm`: writes the result into the tensor and returns it."""
def batch_norm(
    input: Tensor, weight: Tensor | None, bias: Tensor | None, running_mean: Tensor | None, running_var: Tensor | None,
    training: _bool, momentum: _float, eps: _float, cudnn_enabled: _bool
) -> Tensor:
    """:func:`nn.functional.batch_norm` in another order, which also takes one value per channel when training."""
def bernoulli(
    input: Tensor, p: _float | None = None, *, generator: Generator | None = None, out: Tensor | None = None
) -> Tensor:
    """1 with a probability, else 0."""
def bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`input1` weight[k] `input2` + bias[k] for every k."""
def binary_cross_entropy_with_logits(
    input: Tensor, target: Tensor, weight: Tensor | None = None, pos_weight: Tensor | None = None, reduction: _int = 0
) -> Tensor:
    """:func:`nn.functional.binary_cross_entropy_with_logits` with the number of a reduction."""
def bincount(input: Tensor, weights: Tensor | None = None, minlength: _int = 0) -> Tensor:
    """How often each integer from 0 to the largest occurs, or the sum of its weights."""
def binomial(count: Tensor, prob: Tensor, generator: Generator | None = None) -> Tensor:
    """Numbers of successes in `count` trials of probability `prob`."""
def bitwise_and(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits that are set in both integers."""
def bitwise_and_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_and`: writes the result into the tensor and returns it."""
def bitwise_left_shift(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits of `input` shifted left by `other`."""
def bitwise_left_shift_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_left_shift`: writes the result into the tensor and returns it."""
def bitwise_not(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The bits that are not set; of booleans the negation."""
def bitwise_not_(input: Tensor) -> Tensor:
    """In-place version of :func:`bitwise_not`: writes the result into the tensor and returns it."""
def bitwise_or(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits that are set in either integer."""
def bitwise_or_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_or`: writes the result into the tensor and returns it."""
def bitwise_right_shift(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits of `input` shifted right by `other`."""
def bitwise_right_shift_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_right_shift`: writes the result into the tensor and returns it."""
def bitwise_xor(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits that are set in one of two integers."""
def bitwise_xor_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`bitwise_xor`: writes the result into the tensor and returns it."""
def block_diag(*tensors: Tensor) -> Tensor:
    """A matrix with matrices along its diagonal and zeros elsewhere."""
def bmm(input: Tensor, mat2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The products of two batches of matrices."""
bool: _dtype
def broadcast_shapes(*shapes: _int | Sequence[_int]) -> Size:
    """The shape that tensors of these shapes broadcast to."""
def broadcast_tensors(*tensors: Tensor) -> tuple[Tensor, ...]:
    """The tensors expanded to their common shape, as views."""
def broadcast_to(input: Tensor, size: Sequence[_int]) -> Tensor:
    """Expanded to `size`."""
def bucketize(
    input: Tensor | _Number, boundaries: Tensor, *, out_int32: _bool = False, right: _bool = False,
    out: Tensor | None = None
) -> Tensor:
    """Which of the intervals between boundaries each value lies in."""
def can_cast(from_: _float, to: _float) -> _bool:
    """Whether an operation may write a result of one type into a tensor of another."""
def cartesian_prod(*tensors: Tensor) -> Tensor:
    """All tuples with an element of each vector, as rows in order; of one vector, the vector itself."""
def cat(tensors: Sequence[Tensor], dim: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """Tensors joined along an existing dim."""
def cdist(
    x1: Tensor, x2: Tensor, p: _float | Literal['fro'] = 2.0, compute_mode: str = 'use_mm_for_euclid_dist_if_necessary'
) -> Tensor:
    """The p-norm distances between each row of one matrix and each row of another, or of batches of matrices."""
cdouble: _dtype
def ceil(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The smallest integer not below each element."""
def ceil_(input: Tensor) -> Tensor:
    """In-place version of :func:`ceil`: writes the result into the tensor and returns it."""
def celu(input: Tensor, alpha: _float = 1.0, inplace: _bool = False) -> Tensor:
    """x, below 0 alpha (e^(x / alpha) - 1), which is smooth for every alpha (Barron 2017)."""
def celu_(input: Tensor, alpha: _float = 1.0) -> Tensor:
    """In-place version of :func:`celu`."""
cfloat: _dtype
def chain_matmul(*matrices: Tensor, out: Tensor | None = None) -> Tensor:
    """The product of several matrices, in the order that takes the fewest multiplications."""
def channel_shuffle(input: Tensor, groups: _int) -> Tensor:
    """Channels of different groups side by side: the i-th of all groups, then the next."""
channels_last: memory_format
channels_last_3d: memory_format
def chunk(input: Tensor, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """At most `chunks` parts of equal size along `dim`, as views."""
def clamp(
    input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None, *,
    out: Tensor | None = None
) -> Tensor:
    """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`."""
def clamp_(input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
    """In-place version of :func:`clamp`: writes the result into the tensor and returns it."""
def clamp_max(input: Tensor, max: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Each element, or `max` where that is smaller."""
def clamp_max_(input: Tensor, max: _Operand) -> Tensor:
    """In-place version of :func:`clamp_max`: writes the result into the tensor and returns it."""
def clamp_min(input: Tensor, min: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Each element, or `min` where that is larger."""
def clamp_min_(input: Tensor, min: _Operand) -> Tensor:
    """In-place version of :func:`clamp_min`: writes the result into the tensor and returns it."""
def clip(
    input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None, *,
    out: Tensor | None = None
) -> Tensor:
    """Each element moved into [`min`, `max`]; nan stays, and where `min` is above `max` the result is `max`."""
def clip_(input: Tensor, min: Tensor | _Number | None = None, max: Tensor | _Number | None = None) -> Tensor:
    """In-place version of :func:`clamp`: writes the result into the tensor and returns it."""
def clone(input: Tensor, *, memory_format: memory_format | None = None) -> Tensor:
    """A copy that passes gradients on, by default in the memory order of `input`."""
def column_stack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors joined side by side, vectors as columns."""
def combinations(input: Tensor, r: _int = 2, with_replacement: _bool = False) -> Tensor:
    """All choices of `r` elements of a vector, in order, as rows."""
def complex(real: Tensor, imag: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Complex numbers of which the real and the imaginary parts are given."""
complex128: _dtype
complex64: _dtype
def concat(tensors: Sequence[Tensor], dim: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """Tensors joined along an existing dim."""
def concatenate(tensors: Sequence[Tensor], dim: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """Tensors joined along an existing dim."""
def conj(input: Tensor) -> Tensor:
    """The complex conjugate; a real tensor itself."""
def conj_physical(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The complex conjugate of each element; a real tensor itself."""
def conj_physical_(input: Tensor) -> Tensor:
    """In-place version of :func:`conj_physical`: writes the result into the tensor and returns it."""
def constant_pad_nd(input: Tensor, pad: Sequence[_int], value: _Number = 0) -> Tensor:
    """Padded with one number."""
def contiguous(input: Tensor, memory_format: memory_format | None = None) -> Tensor:
    """The tensor itself when its memory is row-major (or in the order of a memory format), else a copy that is."""
contiguous_format: memory_format
def conv1d(
    input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _Dims = 1, padding: _Dims | str = 0,
    dilation: _Dims = 1, groups: _int = 1
) -> Tensor:
    """The products of windows of signals with weights, summed over window and channels."""
def conv2d(
    input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _Dims = 1, padding: _Dims | str = 0,
    dilation: _Dims = 1, groups: _int = 1
) -> Tensor:
    """The products of windows of images with weights, summed over window and channels."""
def conv3d(
    input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _Dims = 1, padding: _Dims | str = 0,
    dilation: _Dims = 1, groups: _int = 1
) -> Tensor:
    """The products of windows of volumes with weights, summed over window and channels."""
def conv_tbc(input: Tensor, weight: Tensor, bias: Tensor, pad: _int = 0) -> Tensor:
    """A convolution of signals that lie as (length, batch, channels)."""
def conv_transpose1d(
    input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _Dims = 1, padding: _Dims = 0,
    output_padding: _Dims = 0, groups: _int = 1, dilation: _Dims = 1
) -> Tensor:
    """The transpose of :func:`conv1d`: each element adds its multiple of the weight at its window's place."""
def conv_transpose2d(
    input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _Dims = 1, padding: _Dims = 0,
    output_padding: _Dims = 0, groups: _int = 1, dilation: _Dims = 1
) -> Tensor:
    """The transpose of :func:`conv2d`: each element adds its multiple of the weight at its window's place."""
def conv_transpose3d(
    input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _Dims = 1, padding: _Dims = 0,
    output_padding: _Dims = 0, groups: _int = 1, dilation: _Dims = 1
) -> Tensor:
    """The transpose of :func:`conv3d`: each element adds its multiple of the weight at its window's place."""
def convolution(
    input: Tensor, weight: Tensor, bias: Tensor, stride: _Dims, padding: _Dims, dilation: _Dims, transposed: _bool,
    output_padding: _Dims, groups: _int
) -> Tensor:
    """A convolution, or its transpose, of as many dims as the weight has beside its two of channels."""
def copysign(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The size of `input` with the sign of `other`, which may be that of a zero."""
def copysign_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`copysign`: writes the result into the tensor and returns it."""
def corrcoef(input: Tensor) -> Tensor:
    """The correlation coefficients (Pearson's) of variables (rows) over observations (columns)."""
def cos(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The cosine of each element (radians)."""
def cos_(input: Tensor) -> Tensor:
    """In-place version of :func:`cos`: writes the result into the tensor and returns it."""
def cosh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic cosine of each element."""
def cosh_(input: Tensor) -> Tensor:
    """In-place version of :func:`cosh`: writes the result into the tensor and returns it."""
def cosine_embedding_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: _float = 0.0, reduction: _int = 0
) -> Tensor:
    """:func:`nn.functional.cosine_embedding_loss` with the number of a reduction."""
def cosine_similarity(x1: Tensor, x2: Tensor, dim: _int = 1, eps: _float = 1e-08) -> Tensor:
    """The dot product of two vectors over the product of their lengths, each at least `eps`."""
def count_nonzero(input: Tensor, dim: _Dims | None = None) -> Tensor:
    """How many elements over `dim` (all dims when None) are not zero, as int64."""
def cov(
    input: Tensor, *, correction: _int = 1, fweights: Tensor | None = None, aweights: Tensor | None = None
) -> Tensor:
    """The covariances of variables (rows) over observations (columns)."""
def cross(input: Tensor, other: Tensor, dim: _int | None = None, *, out: Tensor | None = None) -> Tensor:
    """The cross products of vectors of three elements."""
def ctc_loss(
    log_probs: Tensor, targets: Tensor, input_lengths: Tensor | Sequence[_int], target_lengths: Tensor | Sequence[_int],
    blank: _int = 0, reduction: _int = 0, zero_infinity: _bool = False
) -> Tensor:
    """:func:`nn.functional.ctc_loss` with the number of a reduction."""
def cummax(input: Tensor, dim: _int, *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_cummax:
    """The pair (values, indices) of the largest elements so far along `dim`. NaN stays."""
def cummin(input: Tensor, dim: _int, *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_cummin:
    """The pair (values, indices) of the smallest elements so far along `dim`. NaN stays."""
def cumprod(input: Tensor, dim: _int, *, dtype: _DtypeLike | None = None, out: Tensor | None = None) -> Tensor:
    """Running products along `dim`; integers are multiplied as int64."""
def cumprod_(input: Tensor, dim: _int, *, dtype: _DtypeLike | None = None) -> Tensor:
    """In-place version of :func:`cumprod`: writes the result into the tensor and returns it."""
def cumsum(input: Tensor, dim: _int, *, dtype: _DtypeLike | None = None, out: Tensor | None = None) -> Tensor:
    """Running sums along `dim`; integers are summed as int64."""
def cumsum_(input: Tensor, dim: _int, *, dtype: _DtypeLike | None = None) -> Tensor:
    """In-place version of :func:`cumsum`: writes the result into the tensor and returns it."""
def cumulative_trapezoid(y: Tensor, x: Tensor | None = None, *, dx: _float = 1, dim: _int = -1) -> Tensor:
    """The running integral along `dim` by the trapezoidal rule, one element shorter than `y`."""
def deg2rad(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Angles in degrees as radians."""
def deg2rad_(input: Tensor) -> Tensor:
    """In-place version of :func:`deg2rad`: writes the result into the tensor and returns it."""
def detach(input: Tensor) -> Tensor:
    """The same memory without history."""
def detach_(input: Tensor) -> Tensor:
    """Cut a tensor from its history, in place."""
def detach_copy(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A copy of the tensor through which there is no gradient."""
def diag(input: Tensor, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """A matrix with a vector on its diagonal; of a matrix a copy of its diagonal."""
def diag_embed(input: Tensor, offset: _int = 0, dim1: _int = -2, dim2: _int = -1) -> Tensor:
    """Zeros with the last dim on the diagonal of two new dims."""
def diagflat(input: Tensor, offset: _int = 0) -> Tensor:
    """A matrix with all elements on its diagonal."""
def diagonal(input: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
    """The diagonal of two dims, as a view with the diagonal last."""
def diagonal_copy(
    input: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1, *, out: Tensor | None = None
) -> Tensor:
    """A copy of a diagonal."""
def diagonal_scatter(input: Tensor, src: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
    """A copy of `input` with `src` on a diagonal."""
def diff(
    input: Tensor, n: _int = 1, dim: _int = -1, prepend: Tensor | None = None, append: Tensor | None = None, *,
    out: Tensor | None = None
) -> Tensor:
    """The `n`-th differences of neighbours along `dim`; of bools whether they differ."""
def dist(input: Tensor, other: Tensor, p: _float | Literal['fro'] = 2) -> Tensor:
    """The p-norm of the difference."""
def div(
    input: _Operand, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
    out: Tensor | None = None
) -> Tensor:
    """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
def div_(input: Tensor, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
    """In-place version of :func:`div`: writes the result into the tensor and returns it."""
def divide(
    input: _Operand, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
    out: Tensor | None = None
) -> Tensor:
    """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
def divide_(input: Tensor, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
    """In-place version of :func:`div`: writes the result into the tensor and returns it."""
def dot(input: Tensor, tensor: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sum of the products of two vectors' elements; complex ones are not conjugated."""
double: _dtype
def dropout(input: Tensor, p: _float, train: _bool) -> Tensor:
    """:func:`nn.functional.dropout` with both arguments given."""
def dropout_(input: Tensor, p: _float, train: _bool) -> Tensor:
    """In-place version of :func:`dropout`."""
def dsplit(input: Tensor, indices_or_sections: _int | Sequence[_int] | Tensor) -> tuple[Tensor, ...]:
    """Parts along the third dim."""
def dstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors joined along the third dim."""
e: _float
def einsum(equation: str | Tensor, *operands: Tensor | Sequence[Any]) -> Tensor:
    """Sums of products by subscripts (Einstein's convention), contracted from left to right."""
def embedding(
    weight: Tensor, indices: Tensor, padding_idx: _int = -1, scale_grad_by_freq: _bool = False, sparse: _bool = False
) -> Tensor:
    """:func:`nn.functional.embedding` with the table first; a negative `padding_idx` is none."""
def embedding_bag(
    weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq: _bool = False, mode: _int = 0,
    sparse: _bool = False, per_sample_weights: Tensor | None = None, include_last_offset: _bool = False,
    padding_idx: _int | None = None
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """:func:`nn.functional.embedding_bag` with the table first and what its gradient needs."""
def embedding_renorm_(input: Tensor, indices: Tensor, max_norm: _float, norm_type: _float) -> Tensor:
    """Scale the rows of a table that are looked up and longer than `max_norm` down to it."""
@overload
def empty(
    *size: _int, out: Tensor | None = None, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False,
    memory_format: memory_format | None = None
) -> Tensor: ...
@overload
def empty(
    size: Sequence[_int], *, out: Tensor | None = None, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False,
    memory_format: memory_format | None = None
) -> Tensor:
    """Undefined values of a shape given as integers or one sequence."""
def empty_like(
    input: Tensor, *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False,
    memory_format: memory_format | None = None
) -> Tensor:
    """Undefined values of the shape and type of `input`, or of another type."""
def empty_permuted(
    size: Sequence[_int], physical_layout: Sequence[_int], *, dtype: _DtypeLike | None = None,
    layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Tensor:
    """Undefined values whose dims lie in memory in the order that is given, outermost first."""
def empty_strided(
    size: Sequence[_int], stride: Sequence[_int], *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """Undefined values with the strides that are given, in elements."""
def eq(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` equals `other`, element by element."""
def eq_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`eq`: writes the result into the tensor and returns it."""
def equal(input: Tensor, other: Tensor) -> _bool:
    """Whether two tensors have the same shape and elements, as a Python bool; nan equals nothing."""
def erf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x."""
def erf_(input: Tensor) -> Tensor:
    """In-place version of :func:`erf`: writes the result into the tensor and returns it."""
def exp(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """e to the power of each element."""
def exp2(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """2 to the power of each element."""
def exp2_(input: Tensor) -> Tensor:
    """In-place version of :func:`exp2`: writes the result into the tensor and returns it."""
def exp_(input: Tensor) -> Tensor:
    """In-place version of :func:`exp`: writes the result into the tensor and returns it."""
@overload
def expand(input: Tensor, *size: _int) -> Tensor: ...
@overload
def expand(input: Tensor, size: Sequence[_int]) -> Tensor:
    """Dims of size 1 repeated without a copy; -1 keeps a size."""
def expand_as(input: Tensor, other: Tensor) -> Tensor:
    """Expanded to the shape of `other`."""
def expand_copy(input: Tensor, size: Sequence[_int], *, implicit: _bool = False, out: Tensor | None = None) -> Tensor:
    """The tensor repeated along dims of size 1."""
def expm1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """exp(x) - 1, accurate for small x."""
def expm1_(input: Tensor) -> Tensor:
    """In-place version of :func:`expm1`: writes the result into the tensor and returns it."""
def eye(
    n: _int, m: _int | None = None, *, out: Tensor | None = None, dtype: _DtypeLike | None = None,
    layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Tensor:
    """Ones on the diagonal of an `n` by `m` matrix, zeros elsewhere."""
def feature_alpha_dropout(input: Tensor, p: _float, train: _bool) -> Tensor:
    """:func:`nn.functional.feature_alpha_dropout` with both arguments given."""
def feature_alpha_dropout_(input: Tensor, p: _float, train: _bool) -> Tensor:
    """In-place version of :func:`feature_alpha_dropout`."""
def feature_dropout(input: Tensor, p: _float, train: _bool) -> Tensor:
    """Dropout of whole channels of an input (N, C, ...)."""
def feature_dropout_(input: Tensor, p: _float, train: _bool) -> Tensor:
    """In-place version of :func:`feature_dropout`."""
def fill(input: Tensor, value: Tensor | _Number) -> Tensor:
    """A tensor of the shape and type of `input` that holds one number everywhere."""
def fill_(self: Tensor, value: Tensor | _Number) -> Tensor:
    """Overwrite with one number, or with that of a 0-d tensor."""
def fix(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The integer part of each element."""
def fix_(input: Tensor) -> Tensor:
    """In-place version of :func:`trunc`: writes the result into the tensor and returns it."""
def flatten(input: Tensor, start_dim: _int = 0, end_dim: _int = -1) -> Tensor:
    """Dims `start_dim` to `end_dim` as one."""
@overload
def flip(input: Tensor, *dims: _int) -> Tensor: ...
@overload
def flip(input: Tensor, dims: Sequence[_int]) -> Tensor:
    """The order of the elements reversed along `dims`."""
def fliplr(input: Tensor) -> Tensor:
    """The order along the second dim reversed."""
def flipud(input: Tensor) -> Tensor:
    """The order along the first dim reversed."""
float: _dtype
float16: _dtype
float32: _dtype
float64: _dtype
def float_power(input: Tensor, exponent: _Operand, *, out: Tensor | None = None) -> Tensor:
    """`input` to the power `exponent`, computed in double precision whatever the types are."""
def float_power_(input: Tensor, exponent: _Operand) -> Tensor:
    """In-place version of :func:`float_power`: writes the result into the tensor and returns it."""
def floor(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The largest integer not above each element."""
def floor_(input: Tensor) -> Tensor:
    """In-place version of :func:`floor`: writes the result into the tensor and returns it."""
def floor_divide(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The quotient rounded towards minus infinity."""
def floor_divide_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`floor_divide`: writes the result into the tensor and returns it."""
def fmax(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The larger of two elements; nan only where both are nan. Of equals the first has the gradient."""
def fmin(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The smaller of two elements; nan only where both are nan. Of equals the first has the gradient."""
def fmod(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """What is left of `input` after division by `other`, with the sign of `input`."""
def fmod_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`fmod`: writes the result into the tensor and returns it."""
def frac(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """What follows the decimal point, with the sign of each element."""
def frac_(input: Tensor) -> Tensor:
    """In-place version of :func:`frac`: writes the result into the tensor and returns it."""
def frexp(input: Tensor, *, out: tuple[Tensor, Tensor] | None = None) -> _result_of_frexp:
    """Each element as mantissa * 2^exponent, the size of the mantissa being 0 or in [0.5, 1)."""
def from_dlpack(ext_tensor: Any, *, device: _device | str | None = None, copy: _bool | None = None) -> Tensor:
    """A tensor over the memory of another library's array, or of a DLPack capsule."""
def frombuffer(
    buffer: Any, *, dtype: _DtypeLike, count: _int = -1, offset: _int = 0, requires_grad: _bool = False
) -> Tensor:
    """A 1-d tensor over the bytes of an object with the buffer protocol."""
def full(
    size: _int | Sequence[_int], fill_value: Tensor | _Number, *, out: Tensor | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """A shape filled with one number, whose type decides that of the tensor."""
def full_like(
    input: Tensor, fill_value: Tensor | _Number, *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False,
    memory_format: memory_format | None = None
) -> Tensor:
    """One number in the shape and type of `input`."""
def gather(input: Tensor, dim: _int, index: Tensor, *, sparse_grad: _bool = False, out: Tensor | None = None) -> Tensor:
    """The elements that `index` names along `dim`."""
def gcd(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The greatest common divisor of two integers."""
def gcd_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`gcd`: writes the result into the tensor and returns it."""
def ge(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` is greater than or equal to `other`, element by element."""
def ge_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`ge`: writes the result into the tensor and returns it."""
def gelu(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """x times the normal distribution function of x (Hendrycks and Gimpel 2016)."""
def ger(input: Tensor, vec2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The products of all pairs of elements of two vectors; `ger` is another name."""
def get_default_device() -> _device:
    """Where new tensors live: the CPU."""
def get_device(input: Tensor) -> _int:
    """The number of a tensor's device: -1, the CPU."""
def get_printoptions() -> dict[str, Any]:
    """Return the printing options in force."""
def gradient(
    input: Tensor, *, spacing: _float | Sequence[_float] | Sequence[Tensor] | None = None, dim: _Dims | None = None,
    edge_order: _int = 1
) -> tuple[Tensor, ...]:
    """Slopes along dims, by central differences inside and one-sided ones at the ends."""
def greater(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` is greater than `other`, element by element."""
def greater_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`gt`: writes the result into the tensor and returns it."""
def greater_equal(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` is greater than or equal to `other`, element by element."""
def greater_equal_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`ge`: writes the result into the tensor and returns it."""
def grid_sampler(
    input: Tensor, grid: Tensor, interpolation_mode: _int, padding_mode: _int, align_corners: _bool
) -> Tensor:
    """:func:`grid_sampler_2d` or :func:`grid_sampler_3d`, by the number of dims."""
def grid_sampler_2d(
    input: Tensor, grid: Tensor, interpolation_mode: _int, padding_mode: _int, align_corners: _bool
) -> Tensor:
    """The values of images at the points of a grid; see :func:`wengert.nn.functional.grid_sample`."""
def grid_sampler_3d(
    input: Tensor, grid: Tensor, interpolation_mode: _int, padding_mode: _int, align_corners: _bool
) -> Tensor:
    """The values of volumes at the points of a grid: :func:`grid_sampler_2d` with a dim more."""
def group_norm(
    input: Tensor, num_groups: _int, weight: Tensor | None = None, bias: Tensor | None = None, eps: _float = 1e-05,
    cudnn_enabled: _bool = True
) -> Tensor:
    """:func:`nn.functional.group_norm`; the last argument says nothing here."""
@overload
def gru(
    input: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float,
    train: _bool, bidirectional: _bool, batch_first: _bool
) -> tuple[Tensor, Tensor]: ...
@overload
def gru(
    _data: Tensor, _batch_sizes: Tensor, _hx: Tensor, _params: Sequence[Tensor], _has_biases: _bool, _num_layers: _int,
    _dropout: _float, _train: _bool, _bidirectional: _bool, /
) -> tuple[Tensor, Tensor]:
    """A network of gated recurrent units over sequences, padded or, as for :func:`lstm`, packed."""
def gru_cell(
    input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None, b_hh: Tensor | None = None
) -> Tensor:
    """One step of a gated recurrent unit (Cho et al. 2014)."""
def gt(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` is greater than `other`, element by element."""
def gt_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`gt`: writes the result into the tensor and returns it."""
half: _dtype
def hardshrink(input: Tensor, lambd: _float = 0.5, *, out: Tensor | None = None) -> Tensor:
    """The input, or 0 from -`lambd` to `lambd`."""
def heaviside(input: Tensor, values: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The step function: 0 below zero, 1 above, and `values` at zero."""
def heaviside_(input: Tensor, values: Tensor) -> Tensor:
    """In-place version of :func:`heaviside`: writes the result into the tensor and returns it."""
def hinge_embedding_loss(input: Tensor, target: Tensor, margin: _float = 1.0, reduction: _int = 0) -> Tensor:
    """:func:`nn.functional.hinge_embedding_loss` with the number of a reduction."""
def histc(input: Tensor, bins: _int = 100, min: _float = 0, max: _float = 0, *, out: Tensor | None = None) -> Tensor:
    """How many elements lie in each of equal bins between two bounds. Others, and nan, are not counted."""
def histogram(
    input: Tensor, bins: _int | Tensor = 100, *, range: Sequence[_float] | None = None, weight: Tensor | None = None,
    density: _bool = False, out: tuple[Tensor, Tensor] | None = None
) -> _result_of_histogram:
    """How many elements, or what weights, lie in each bin, and the edges of the bins."""
def histogramdd(
    input: Tensor, bins: _int | Sequence[_int] | Sequence[Tensor], range: Sequence[_float] | None = None,
    weight: Tensor | None = None, density: _bool = False
) -> _result_of_histogramdd:
    """How many points lie in each cell of a grid over several dims, and the edges of the grid in each."""
def hsplit(input: Tensor, indices_or_sections: _int | Sequence[_int] | Tensor) -> tuple[Tensor, ...]:
    """Parts side by side: along the second dim, of a vector along the first."""
def hstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors joined side by side: along the second dim, vectors along the first."""
def hypot(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """sqrt(x^2 + y^2), without overflow on the way."""
def hypot_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`hypot`: writes the result into the tensor and returns it."""
def imag(input: Tensor) -> Tensor:
    """The imaginary part of a complex tensor, as a view."""
def index_add(
    input: Tensor, dim: _int, index: Tensor, source: Tensor, *, alpha: _Number = 1, out: Tensor | None = None
) -> Tensor:
    """A copy with the slices of `source`, times `alpha`, added at the positions along `dim` that a vector names."""
def index_add_(input: Tensor, dim: _int, index: Tensor, source: Tensor, *, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`index_add`: writes the result into the tensor and returns it."""
def index_copy(input: Tensor, dim: _int, index: Tensor, source: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A copy with the slices of `source` written at the positions along `dim` that a vector names."""
def index_copy_(input: Tensor, dim: _int, index: Tensor, source: Tensor) -> Tensor:
    """In-place version of :func:`index_copy`: writes the result into the tensor and returns it."""
def index_fill(input: Tensor, dim: _int, index: Tensor, value: Tensor | _Number) -> Tensor:
    """A copy with `value`, a number or a 0-d tensor, in the slices along `dim` that a vector of positions names."""
def index_fill_(input: Tensor, dim: _int, index: Tensor, value: Tensor | _Number) -> Tensor:
    """In-place version of :func:`index_fill`: writes the result into the tensor and returns it."""
def index_put(input: Tensor, indices: Sequence[_Index], values: Tensor, accumulate: _bool = False) -> Tensor:
    """A copy with `values` written (or added) where the index points."""
def index_put_(input: Tensor, indices: Sequence[_Index], values: Tensor, accumulate: _bool = False) -> Tensor:
    """Write (or add) `values` where the index points."""
def index_reduce(
    input: Tensor, dim: _int, index: Tensor, source: Tensor, reduce: Literal['prod', 'mean', 'amax', 'amin'], *,
    include_self: _bool = True, out: Tensor | None = None
) -> Tensor:
    """A copy where the slices of `source` that come to one position along `dim` are combined."""
def index_reduce_(
    input: Tensor, dim: _int, index: Tensor, source: Tensor, reduce: Literal['prod', 'mean', 'amax', 'amin'], *,
    include_self: _bool = True
) -> Tensor:
    """In-place version of :func:`index_reduce`: writes the result into the tensor and returns it."""
def index_select(input: Tensor, dim: _int, index: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The slices along `dim` that a vector of indices names."""
inf: _float
def inner(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sums of products over the last dims of two tensors; for a 0-d operand the product."""
def instance_norm(
    input: Tensor, weight: Tensor | None, bias: Tensor | None, running_mean: Tensor | None, running_var: Tensor | None,
    use_input_stats: _bool, momentum: _float, eps: _float, cudnn_enabled: _bool
) -> Tensor:
    """:func:`nn.functional.instance_norm` in another order, which also takes one element per channel."""
int: _dtype
int16: _dtype
int32: _dtype
int64: _dtype
int8: _dtype
def is_complex(input: Tensor) -> _bool:
    """Whether a tensor's element type is complex."""
def is_conj(input: Tensor) -> _bool:
    """False: conjugation is never put off."""
def is_floating_point(input: Tensor) -> _bool:
    """Whether a tensor's element type is a floating one."""
def is_inference(input: Tensor) -> _bool:
    """Whether a tensor was made in inference mode and so can never be part of a graph."""
def is_neg(input: Tensor) -> _bool:
    """False: negation is never put off."""
def is_nonzero(input: Tensor) -> _bool:
    """Whether the one element of a tensor is not zero."""
def is_same_size(input: Tensor, other: _Operand) -> _bool:
    """Whether two tensors have one shape."""
def is_signed(input: Tensor) -> _bool:
    """Whether a tensor's element type has negative values."""
def is_storage(obj: object) -> _bool:
    """Whether an object is a storage; storages are not shown, so it never is."""
def is_tensor(obj: object) -> TypeGuard[Tensor]:
    """Whether an object is a tensor."""
def isclose(
    input: Tensor, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False
) -> Tensor:
    """Whether |x - y| <= `atol` + `rtol` * |y|; equal infinities are close, nan to nan only with `equal_nan`."""
def isfinite(input: Tensor) -> Tensor:
    """Whether each element is neither nan nor infinite."""
def isin(
    elements: _Operand, test_elements: _Operand, *, assume_unique: _bool = False, invert: _bool = False,
    out: Tensor | None = None
) -> Tensor:
    """Whether each element is one of the test elements."""
def isinf(input: Tensor) -> Tensor:
    """Whether each element is infinite."""
def isnan(input: Tensor) -> Tensor:
    """Whether each element is nan."""
def isneginf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is minus infinity."""
def isposinf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is plus infinity."""
def isreal(input: Tensor) -> Tensor:
    """Whether each element has no imaginary part; true of all real ones."""
def kl_div(input: Tensor, target: Tensor, reduction: _int = 0, *, log_target: _bool = False) -> Tensor:
    """:func:`nn.functional.kl_div` with the number of a reduction, of which there is none over the first dim."""
def kron(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The Kronecker product: each element of the first tensor times the whole second, in one tensor."""
def kthvalue(
    input: Tensor, k: _int, dim: _int = -1, keepdim: _bool = False, *, out: tuple[Tensor, Tensor] | None = None
) -> _result_of_kthvalue:
    """The pair (values, indices) of the `k`-th smallest element along `dim`, counted from 1. NaNs are the largest."""
def layer_norm(
    input: Tensor, normalized_shape: Sequence[_int], weight: Tensor | None = None, bias: Tensor | None = None,
    eps: _float = 1e-05
) -> Tensor:
    """Normalised over the last dims to mean 0 and variance 1, then scaled and shifted (Ba, Kiros, Hinton 2016)."""
def lcm(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The least common multiple of two integers."""
def lcm_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`lcm`: writes the result into the tensor and returns it."""
def ldexp(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """`input` * 2^`other`."""
def ldexp_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`ldexp`: writes the result into the tensor and returns it."""
def le(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` is less than or equal to `other`, element by element."""
def le_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`le`: writes the result into the tensor and returns it."""
def lerp(input: Tensor, end: Tensor, weight: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """`input` + `weight` * (`end` - `input`): the straight line between two points."""
def lerp_(input: Tensor, end: Tensor, weight: Tensor | _Number) -> Tensor:
    """In-place version of :func:`lerp`: writes the result into the tensor and returns it."""
def less(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` is less than `other`, element by element."""
def less_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`lt`: writes the result into the tensor and returns it."""
def less_equal(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` is less than or equal to `other`, element by element."""
def less_equal_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`le`: writes the result into the tensor and returns it."""
def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`input` weight^T + `bias`."""
def linspace(
    start: Tensor | _Number, end: Tensor | _Number, steps: _int, *, out: Tensor | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """`steps` numbers evenly from `start` to `end`, both included."""
def log(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The natural logarithm of each element."""
def log10(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm to the base 10 of each element."""
def log10_(input: Tensor) -> Tensor:
    """In-place version of :func:`log10`: writes the result into the tensor and returns it."""
def log1p(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """log(1 + x), accurate for small x."""
def log1p_(input: Tensor) -> Tensor:
    """In-place version of :func:`log1p`: writes the result into the tensor and returns it."""
def log2(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm to the base 2 of each element."""
def log2_(input: Tensor) -> Tensor:
    """In-place version of :func:`log2`: writes the result into the tensor and returns it."""
def log_(input: Tensor) -> Tensor:
    """In-place version of :func:`log`: writes the result into the tensor and returns it."""
def log_softmax(
    input: Tensor, dim: _int | None = None, dtype: _DtypeLike | None = None, *, out: Tensor | None = None
) -> Tensor:
    """log of :func:`softmax`, without overflow."""
def logaddexp(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """log(exp(x) + exp(y)), without overflow."""
def logaddexp2(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The logarithm to the base 2 of 2^x + 2^y, without overflow."""
def logcumsumexp(input: Tensor, dim: _int, *, out: Tensor | None = None) -> Tensor:
    """log of the running sums of exp along `dim`, without overflow."""
def logical_and(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether neither of two elements is zero, element by element."""
def logical_and_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`logical_and`: writes the result into the tensor and returns it."""
def logical_not(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether each element is zero."""
def logical_not_(input: Tensor) -> Tensor:
    """In-place version of :func:`logical_not`: writes the result into the tensor and returns it."""
def logical_or(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether one of two elements, or both, is not zero, element by element."""
def logical_or_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`logical_or`: writes the result into the tensor and returns it."""
def logical_xor(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether just one of two elements is zero, element by element."""
def logical_xor_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`logical_xor`: writes the result into the tensor and returns it."""
def logsigmoid(input: Tensor) -> Tensor:
    """log(1 / (1 + exp(-x))) without overflow."""
def logspace(
    start: Tensor | _Number, end: Tensor | _Number, steps: _int, base: _float = 10.0, *, out: Tensor | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """`base` to the power of `steps` numbers evenly from `start` to `end`."""
def logsumexp(input: Tensor, dim: _Dims, keepdim: _bool = False, *, out: Tensor | None = None) -> Tensor:
    """log of the sum of exp over `dim`, without overflow."""
long: _dtype
@overload
def lstm(
    input: Tensor, hx: Sequence[Tensor], params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float,
    train: _bool, bidirectional: _bool, batch_first: _bool
) -> tuple[Tensor, Tensor, Tensor]: ...
@overload
def lstm(
    _data: Tensor, _batch_sizes: Tensor, _hx: Sequence[Tensor], _params: Sequence[Tensor], _has_biases: _bool,
    _num_layers: _int, _dropout: _float, _train: _bool, _bidirectional: _bool, /
) -> tuple[Tensor, Tensor, Tensor]:
    """A long short-term memory network over sequences."""
def lstm_cell(
    input: Tensor, hx: Sequence[Tensor], w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None,
    b_hh: Tensor | None = None
) -> tuple[Tensor, ...]:
    """One step of a long short-term memory (Hochreiter and Schmidhuber 1997)."""
def lt(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` is less than `other`, element by element."""
def lt_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`lt`: writes the result into the tensor and returns it."""
def margin_ranking_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: _float = 0.0, reduction: _int = 0
) -> Tensor:
    """:func:`nn.functional.margin_ranking_loss` with the number of a reduction."""
def masked_fill(input: Tensor, mask: Tensor, value: Tensor | _Number) -> Tensor:
    """`value`, a number or a 0-d tensor, where `mask` holds, else `input`."""
def masked_fill_(input: Tensor, mask: Tensor, value: Tensor | _Number) -> Tensor:
    """In-place version of :func:`masked_fill`: writes the result into the tensor and returns it."""
def masked_scatter(input: Tensor, mask: Tensor, source: Tensor) -> Tensor:
    """A copy where the elements for which `mask` holds are, in order, the first ones of `source`."""
def masked_scatter_(input: Tensor, mask: Tensor, source: Tensor) -> Tensor:
    """In-place version of :func:`masked_scatter`: writes the result into the tensor and returns it."""
def masked_select(input: Tensor, mask: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The elements where `mask` holds, as a vector."""
def matmul(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The matrix product, in all of its vector, matrix and batch cases."""
@overload
def max(input: Tensor, *, out: Tensor | None = None) -> Tensor: ...
@overload
def max(
    input: Tensor, dim: _int, keepdim: _bool = ..., *, out: tuple[Tensor, Tensor] | None = None
) -> _result_of_max: ...
@overload
def max(input: Tensor, other: Tensor, /, *, out: Tensor | None = None) -> Tensor: ...
@overload
def max(input: Tensor, *, other: Tensor, out: Tensor | None = None) -> Tensor:
    """The largest element; with `dim` the pair (values, indices); with a tensor the :func:`maximum`."""
def max_pool1d(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, dilation: _Dims = 1,
    ceil_mode: _bool = False, return_indices: _bool = False
) -> Tensor:
    """The largest element of each window of signals."""
def max_pool1d_with_indices(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, dilation: _Dims = 1,
    ceil_mode: _bool = False, return_indices: _bool = False
) -> tuple[Tensor, ...]:
    """:func:`max_pool1d` and the places of the elements."""
def max_pool2d(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, dilation: _Dims = 1,
    ceil_mode: _bool = False, return_indices: _bool = False
) -> Tensor:
    """The largest element of each window of images."""
def max_pool3d(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, dilation: _Dims = 1,
    ceil_mode: _bool = False, return_indices: _bool = False
) -> Tensor:
    """The largest element of each window of volumes."""
def maximum(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The larger of two elements; nan where either is nan. Ties share the gradient."""
def mean(
    input: Tensor, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
    out: Tensor | None = None
) -> Tensor:
    """The mean over `dim` (all dims when None) of a floating tensor."""
@overload
def median(input: Tensor) -> Tensor: ...
@overload
def median(
    input: Tensor, dim: _int, keepdim: _bool = ..., *, out: tuple[Tensor, Tensor] | None = None
) -> _result_of_median:
    """The middle element, of two the lower; with `dim` the pair (values, indices). NaN where there is one."""
def meshgrid(*tensors: Tensor | Sequence[Tensor], indexing: Literal['ij', 'xy'] = 'ij') -> tuple[Tensor, ...]:
    """For each vector a view of it that varies along its own dim of a common grid."""
@overload
def min(input: Tensor, *, out: Tensor | None = None) -> Tensor: ...
@overload
def min(
    input: Tensor, dim: _int, keepdim: _bool = ..., *, out: tuple[Tensor, Tensor] | None = None
) -> _result_of_min: ...
@overload
def min(input: Tensor, other: Tensor, /, *, out: Tensor | None = None) -> Tensor: ...
@overload
def min(input: Tensor, *, other: Tensor, out: Tensor | None = None) -> Tensor:
    """The smallest element; with `dim` the pair (values, indices); with a tensor the :func:`minimum`."""
def minimum(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The smaller of two elements; nan where either is nan. Ties share the gradient."""
def mm(input: Tensor, mat2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The product of two matrices."""
def mode(
    input: Tensor, dim: _int = -1, keepdim: _bool = False, *, out: tuple[Tensor, Tensor] | None = None
) -> _result_of_mode:
    """The pair (values, indices) of the commonest element along `dim`, of several the smallest."""
def moveaxis(input: Tensor, source: _Dims, destination: _Dims) -> Tensor:
    """Dims moved from `source` to `destination`, the others keeping their order."""
def movedim(input: Tensor, source: _Dims, destination: _Dims) -> Tensor:
    """Dims moved from `source` to `destination`, the others keeping their order."""
def msort(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The elements in order along the first dim."""
def mul(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """`input` * `other`."""
def mul_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`mul`: writes the result into the tensor and returns it."""
def multinomial(
    input: Tensor, num_samples: _int, replacement: _bool = False, *, generator: Generator | None = None,
    out: Tensor | None = None
) -> Tensor:
    """Positions drawn with the weights that a row gives."""
def multiply(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """`input` * `other`."""
def multiply_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`mul`: writes the result into the tensor and returns it."""
def mv(input: Tensor, vec: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The product of a matrix and a vector."""
nan: _float
def nan_to_num(
    input: Tensor, nan: _float | None = None, posinf: _float | None = None, neginf: _float | None = None, *,
    out: Tensor | None = None
) -> Tensor:
    """Each element, but numbers in place of nan and the infinities."""
def nan_to_num_(
    input: Tensor, nan: _float | None = None, posinf: _float | None = None, neginf: _float | None = None
) -> Tensor:
    """In-place version of :func:`nan_to_num`: writes the result into the tensor and returns it."""
def nanmean(
    input: Tensor, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
    out: Tensor | None = None
) -> Tensor:
    """The mean over `dim` (all dims when None) of what is no NaN; NaN where there is nothing else."""
@overload
def nanmedian(input: Tensor) -> Tensor: ...
@overload
def nanmedian(
    input: Tensor, dim: _int, keepdim: _bool = ..., *, out: tuple[Tensor, Tensor] | None = None
) -> _result_of_nanmedian:
    """The :func:`median` of what is no NaN."""
def nanquantile(
    input: Tensor, q: _float | Tensor, dim: _int | None = None, keepdim: _bool = False, *,
    interpolation: Literal['linear', 'lower', 'higher', 'midpoint', 'nearest'] = 'linear', out: Tensor | None = None
) -> Tensor:
    """The :func:`quantile` of what is no NaN; NaN where there is nothing else."""
def nansum(
    input: Tensor, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
    out: Tensor | None = None
) -> Tensor:
    """The sum over `dim` (all dims when None) of what is no NaN."""
def narrow(input: Tensor, dim: _int, start: _int | Tensor, length: _int) -> Tensor:
    """`length` slices along `dim` from `start`, as a view."""
def narrow_copy(input: Tensor, dim: _int, start: _int | Tensor, length: _int, *, out: Tensor | None = None) -> Tensor:
    """A copy of `length` slices along `dim` from `start`."""
def native_batch_norm(
    input: Tensor, weight: Tensor, bias: Tensor, running_mean: Tensor, running_var: Tensor, training: _bool,
    momentum: _float, eps: _float
) -> tuple[Tensor, ...]:
    """:func:`wengert.nn.functional.batch_norm`, and the mean and the reciprocal of the deviation of the batch."""
def native_channel_shuffle(input: Tensor, groups: _int) -> Tensor:
    """Channels of different groups side by side: the i-th of all groups, then the next."""
def native_dropout(input: Tensor, p: _float, train: _bool | None) -> tuple[Tensor, Tensor]:
    """Dropout together with its mask."""
def native_group_norm(
    input: Tensor, weight: Tensor, bias: Tensor, N: _int, C: _int, HxW: _int, group: _int, eps: _float
) -> tuple[Tensor, ...]:
    """:func:`wengert.nn.functional.group_norm`, and the mean and the reciprocal of the deviation of each group."""
def native_layer_norm(
    input: Tensor, normalized_shape: Sequence[_int], weight: Tensor, bias: Tensor, eps: _float
) -> tuple[Tensor, ...]:
    """:func:`wengert.nn.functional.layer_norm`, and the mean and the reciprocal of the deviation that it used."""
def ne(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` differs from `other`, element by element."""
def ne_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`ne`: writes the result into the tensor and returns it."""
def neg(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The negative of each element."""
def neg_(input: Tensor) -> Tensor:
    """In-place version of :func:`neg`: writes the result into the tensor and returns it."""
def negative(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The negative of each element."""
def negative_(input: Tensor) -> Tensor:
    """In-place version of :func:`neg`: writes the result into the tensor and returns it."""
newaxis: None
def nextafter(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """The floating number that follows `input` in the direction of `other`."""
def nextafter_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`nextafter`: writes the result into the tensor and returns it."""
@overload
def nonzero(input: Tensor, *, as_tuple: Literal[False] = ..., out: Tensor | None = None) -> Tensor: ...
@overload
def nonzero(input: Tensor, *, as_tuple: Literal[True]) -> tuple[Tensor, ...]:
    """The indices of the elements that are not zero: a row each, or with `as_tuple` a vector per dim."""
def nonzero_static(
    input: Tensor, *, size: _int, fill_value: Tensor | _Number = -1, out: Tensor | None = None
) -> Tensor:
    """The first `size` rows of :func:`nonzero`; where there are fewer, rows of `fill_value` follow."""
def norm(
    input: Tensor, p: _float | Literal['fro'] = 'fro', dim: _Dims | None = None, keepdim: _bool = False,
    dtype: _DtypeLike | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The p-norm of the elements over `dim`. Its gradient at 0 is 0."""
def norm_except_dim(v: Tensor, pow: _int = 2, dim: _int = 0) -> Tensor:
    """The norm over all dims but one, which keeps its place."""
def normal(
    mean: Tensor | _Number = 0.0, std: Tensor | _Number = 1.0, size: Sequence[_int] | None = None, *,
    generator: Generator | None = None, out: Tensor | None = None, dtype: _DtypeLike | None = None,
    layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Tensor:
    """Normal numbers of given means and standard deviations."""
def not_equal(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether `input` differs from `other`, element by element."""
def not_equal_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`ne`: writes the result into the tensor and returns it."""
def numel(input: Tensor) -> _int:
    """Number of elements."""
@overload
def ones(
    *size: _int, out: Tensor | None = None, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor: ...
@overload
def ones(
    size: Sequence[_int], *, out: Tensor | None = None, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """Ones of a shape given as integers or one sequence."""
def ones_like(
    input: Tensor, *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False,
    memory_format: memory_format | None = None
) -> Tensor:
    """Ones of the shape and type of `input`, or of another type."""
def outer(input: Tensor, vec2: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The products of all pairs of elements of two vectors; `ger` is another name."""
def pairwise_distance(
    x1: Tensor, x2: Tensor, p: _float | Literal['fro'] = 2.0, eps: _float = 1e-06, keepdim: _bool = False
) -> Tensor:
    """The p-norm of `x1` - `x2` + `eps` along the last dim."""
def pdist(input: Tensor, p: _float | Literal['fro'] = 2.0) -> Tensor:
    """The p-norm distances of all pairs of rows, the first with the others, then the second with those after it,
    ..."""
@overload
def permute(input: Tensor, *dims: _int) -> Tensor: ...
@overload
def permute(input: Tensor, dims: Sequence[_int]) -> Tensor:
    """The dims in another order."""
def permute_copy(input: Tensor, dims: Sequence[_int], *, out: Tensor | None = None) -> Tensor:
    """A copy with the dims in another order."""
pi: _float
def pixel_shuffle(input: Tensor, upscale_factor: _int) -> Tensor:
    """Channels become pixels: (*, C r^2, H, W) to (*, C, H r, W r)."""
def pixel_unshuffle(input: Tensor, downscale_factor: _int) -> Tensor:
    """Pixels become channels: (*, C, H r, W r) to (*, C r^2, H, W)."""
def poisson(input: Tensor, generator: Generator | None = None) -> Tensor:
    """Poisson numbers of which the means are given."""
def poisson_nll_loss(
    input: Tensor, target: Tensor, log_input: _bool, full: _bool, eps: _float, reduction: _int
) -> Tensor:
    """:func:`nn.functional.poisson_nll_loss` with every argument given and the number of a reduction."""
def polar(abs: Tensor, angle: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Complex numbers of which the absolute values and the angles are given."""
def positive(input: Tensor) -> Tensor:
    """The tensor itself: the unary plus."""
def pow(input: Tensor, exponent: _Operand, *, out: Tensor | None = None) -> Tensor:
    """`input` to the power `exponent`."""
def pow_(input: Tensor, exponent: _Operand) -> Tensor:
    """In-place version of :func:`pow`: writes the result into the tensor and returns it."""
def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """x, below 0 times a weight, which may be one per channel (He et al. 2015)."""
preserve_format: memory_format
def prod(
    input: Tensor, dim: _int | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
    out: Tensor | None = None
) -> Tensor:
    """The product over one dim (all when None); integers are multiplied as int64."""
def put(input: Tensor, index: Tensor, source: Tensor, accumulate: _bool = False) -> Tensor:
    """A copy with `source` written (or added) at positions in the flattened tensor, which may count from the end."""
def put_(input: Tensor, index: Tensor, source: Tensor, accumulate: _bool = False) -> Tensor:
    """In-place version of :func:`put`: writes the result into the tensor and returns it."""
def quantile(
    input: Tensor, q: _float | Tensor, dim: _int | None = None, keepdim: _bool = False, *,
    interpolation: Literal['linear', 'lower', 'higher', 'midpoint', 'nearest'] = 'linear', out: Tensor | None = None
) -> Tensor:
    """The elements of given ranks in order along `dim`; NaN where there is one."""
def rad2deg(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Angles in radians as degrees."""
def rad2deg_(input: Tensor) -> Tensor:
    """In-place version of :func:`rad2deg`: writes the result into the tensor and returns it."""
@overload
def rand(
    *size: _int, generator: Generator | None = None, out: Tensor | None = None, dtype: _DtypeLike | None = None,
    layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Tensor: ...
@overload
def rand(
    size: Sequence[_int], *, generator: Generator | None = None, out: Tensor | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """Uniform numbers in [0, 1)."""
def rand_like(
    input: Tensor, *, generator: Generator | None = None, dtype: _DtypeLike | None = None,
    layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False, memory_format: memory_format | None = None
) -> Tensor:
    """:func:`rand` of the shape and type of `input`."""
@overload
def randint(
    high: _int, size: Sequence[_int], *, generator: Generator | None = None, out: Tensor | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor: ...
@overload
def randint(
    low: _int, high: _int, size: Sequence[_int], *, generator: Generator | None = None, out: Tensor | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """Integers from `low` to below `high`; one bound alone is `high`."""
def randint_like(
    input: Tensor, low: _int = 0, high: _int | None = None, *, generator: Generator | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False, memory_format: memory_format | None = None
) -> Tensor:
    """:func:`randint` of the shape and type of `input`."""
@overload
def randn(
    *size: _int, generator: Generator | None = None, out: Tensor | None = None, dtype: _DtypeLike | None = None,
    layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Tensor: ...
@overload
def randn(
    size: Sequence[_int], *, generator: Generator | None = None, out: Tensor | None = None,
    dtype: _DtypeLike | None = None, layout: _layout | None = None, device: _device | str | None = None,
    pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """Normal numbers of mean 0 and variance 1."""
def randn_like(
    input: Tensor, *, generator: Generator | None = None, dtype: _DtypeLike | None = None,
    layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False, memory_format: memory_format | None = None
) -> Tensor:
    """:func:`randn` of the shape and type of `input`."""
def randperm(
    n: _int, *, generator: Generator | None = None, out: Tensor | None = None, dtype: _DtypeLike | None = None,
    layout: _layout | None = None, device: _device | str | None = None, pin_memory: _bool = False,
    requires_grad: _bool = False
) -> Tensor:
    """The integers below `n` in random order."""
def range(
    start: Tensor | _Number = 0, end: Tensor | _Number | None = None, step: Tensor | _Number = 1, *,
    out: Tensor | None = None, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """Numbers from `start` to `end`, which is included, by `step`; deprecated in favour of :func:`arange`."""
def ravel(input: Tensor) -> Tensor:
    """All elements in one dim, sharing memory where possible."""
def real(input: Tensor) -> Tensor:
    """The real part, as a view; a real tensor itself."""
def reciprocal(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / x."""
def reciprocal_(input: Tensor) -> Tensor:
    """In-place version of :func:`reciprocal`: writes the result into the tensor and returns it."""
def relu(input: Tensor) -> Tensor:
    """max(x, 0); the derivative at 0 is 0."""
def relu_(input: Tensor) -> Tensor:
    """In-place version of :func:`relu`: writes the result into the tensor and returns it."""
def remainder(input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """What is left of `input` after division by `other`, with the sign of `other`."""
def remainder_(input: Tensor, other: _Operand) -> Tensor:
    """In-place version of :func:`remainder`: writes the result into the tensor and returns it."""
def renorm(
    input: Tensor, p: _float | Literal['fro'], dim: _int, maxnorm: _float, *, out: Tensor | None = None
) -> Tensor:
    """Each slice along `dim` scaled down where its p-norm is above `maxnorm`."""
def renorm_(input: Tensor, p: _float | Literal['fro'], dim: _int, maxnorm: _float) -> Tensor:
    """In-place version of :func:`renorm`: writes the result into the tensor and returns it."""
@overload
def repeat(input: Tensor, *repeats: _int) -> Tensor: ...
@overload
def repeat(input: Tensor, repeats: Sequence[_int]) -> Tensor:
    """The tensor laid out several times along its dims."""
def repeat_interleave(
    input: Tensor | None = None, repeats: _int | Tensor | None = None, dim: _int | None = None, *,
    output_size: Sequence[_int] | None = None
) -> Tensor:
    """Each element (or slice along `dim`) several times in a row."""
@overload
def reshape(input: Tensor, *shape: _int) -> Tensor: ...
@overload
def reshape(input: Tensor, shape: Sequence[_int]) -> Tensor:
    """The elements in another shape, sharing memory where possible."""
def reshape_as(input: Tensor, other: Tensor) -> Tensor:
    """Reshaped to the shape of `other`."""
def resize_as_(input: Tensor, the_template: Tensor, *, memory_format: memory_format | None = None) -> Tensor:
    """Give `input` the shape of another tensor in place; see :meth:`Tensor.resize_`."""
def resolve_conj(input: Tensor) -> Tensor:
    """The tensor itself: conjugation is never put off."""
def resolve_neg(input: Tensor) -> Tensor:
    """The tensor itself: negation is never put off."""
def result_type(tensor1: Tensor | _Number, tensor2: Tensor | _Number) -> _dtype:
    """The element type that an operation on two operands gives."""
def rms_norm(
    input: Tensor, normalized_shape: Sequence[_int], weight: Tensor | None = None, eps: _float | None = None
) -> Tensor:
    """Divided by the root of the mean square over the last dims, then scaled (Zhang and Sennrich 2019)."""
@overload
def rnn_relu(
    input: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float,
    train: _bool, bidirectional: _bool, batch_first: _bool
) -> tuple[Tensor, Tensor]: ...
@overload
def rnn_relu(
    _data: Tensor, _batch_sizes: Tensor, _hx: Tensor, _params: Sequence[Tensor], _has_biases: _bool, _num_layers: _int,
    _dropout: _float, _train: _bool, _bidirectional: _bool, /
) -> tuple[Tensor, Tensor]:
    """A plain recurrent network with relu over sequences, padded or, as for :func:`lstm`, packed."""
def rnn_relu_cell(
    input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None, b_hh: Tensor | None = None
) -> Tensor:
    """One step of a plain recurrent network: relu(w_ih x + b_ih + w_hh h + b_hh)."""
@overload
def rnn_tanh(
    input: Tensor, hx: Tensor, params: Sequence[Tensor], has_biases: _bool, num_layers: _int, dropout: _float,
    train: _bool, bidirectional: _bool, batch_first: _bool
) -> tuple[Tensor, Tensor]: ...
@overload
def rnn_tanh(
    _data: Tensor, _batch_sizes: Tensor, _hx: Tensor, _params: Sequence[Tensor], _has_biases: _bool, _num_layers: _int,
    _dropout: _float, _train: _bool, _bidirectional: _bool, /
) -> tuple[Tensor, Tensor]:
    """A plain recurrent network with tanh over sequences, padded or, as for :func:`lstm`, packed."""
def rnn_tanh_cell(
    input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor | None = None, b_hh: Tensor | None = None
) -> Tensor:
    """One step of a plain recurrent network: tanh(w_ih x + b_ih + w_hh h + b_hh)."""
def roll(input: Tensor, shifts: _Dims, dims: _Dims = ()) -> Tensor:
    """Elements moved along dims; what leaves at one end comes back at the other. Without dims: of the flat tensor."""
def rot90(input: Tensor, k: _int = 1, dims: Sequence[_int] = (0, 1)) -> Tensor:
    """`k` quarter turns in the plane of two dims, from the first towards the second."""
def round(input: Tensor, *, decimals: _int = 0, out: Tensor | None = None) -> Tensor:
    """Each element rounded to `decimals` places, halves to the even neighbour."""
def round_(input: Tensor, *, decimals: _int = 0) -> Tensor:
    """In-place version of :func:`round`: writes the result into the tensor and returns it."""
def row_stack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors joined one below the other, vectors as rows."""
def rrelu(
    input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False,
    generator: Generator | None = None
) -> Tensor:
    """:func:`nn.functional.rrelu` with a stream to draw from."""
def rrelu_(
    input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False,
    generator: Generator | None = None
) -> Tensor:
    """In-place version of :func:`rrelu`."""
def rsqrt(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / sqrt(x)."""
def rsqrt_(input: Tensor) -> Tensor:
    """In-place version of :func:`rsqrt`: writes the result into the tensor and returns it."""
def rsub(input: Tensor, other: _Operand, *, alpha: _Number = 1) -> Tensor:
    """`other` - `alpha` * `input`."""
def scalar_tensor(
    value: Tensor | _Number, *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """A 0-d tensor of the default type."""
def scatter(
    input: Tensor, dim: _int, index: Tensor, src: Tensor | _Number | None = None, value: _Number | None = None, *,
    reduce: Literal['add', 'multiply'] | None = None, out: Tensor | None = None
) -> Tensor:
    """A copy with `src`, a tensor or one number, written where `index` points along `dim`."""
def scatter_(
    input: Tensor, dim: _int, index: Tensor, src: Tensor | _Number | None = None, value: _Number | None = None, *,
    reduce: Literal['add', 'multiply'] | None = None
) -> Tensor:
    """In-place version of :func:`scatter`: writes the result into the tensor and returns it."""
def scatter_add(input: Tensor, dim: _int, index: Tensor, src: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A copy with `src` added where `index` points along `dim`."""
def scatter_add_(input: Tensor, dim: _int, index: Tensor, src: Tensor) -> Tensor:
    """In-place version of :func:`scatter_add`: writes the result into the tensor and returns it."""
def scatter_reduce(
    input: Tensor, dim: _int, index: Tensor, src: Tensor, reduce: Literal['sum', 'prod', 'mean', 'amax', 'amin'], *,
    include_self: _bool = True, out: Tensor | None = None
) -> Tensor:
    """A copy where the values of `src` that an index brings to one place are combined."""
def scatter_reduce_(
    input: Tensor, dim: _int, index: Tensor, src: Tensor, reduce: Literal['sum', 'prod', 'mean', 'amax', 'amin'], *,
    include_self: _bool = True
) -> Tensor:
    """In-place version of :func:`scatter_reduce`: writes the result into the tensor and returns it."""
def searchsorted(
    sorted_sequence: Tensor, input: Tensor | _Number, *, out_int32: _bool = False, right: _bool = False,
    side: Literal['left', 'right'] | None = None, sorter: Tensor | None = None, out: Tensor | None = None
) -> Tensor:
    """Where values must be put into sorted rows so that these stay sorted."""
def segment_reduce(
    data: Tensor, reduce: Literal['sum', 'mean', 'max', 'min', 'prod'], *, lengths: Tensor | None = None,
    indices: Tensor | None = None, offsets: Tensor | None = None, axis: _int = 0, unsafe: _bool = False,
    initial: _float | None = None
) -> Tensor:
    """Each run of neighbours along a dim reduced to one element."""
def select(input: Tensor, dim: _int, index: _int) -> Tensor:
    """One slice along `dim`, as a view."""
def select_copy(input: Tensor, dim: _int, index: _int, *, out: Tensor | None = None) -> Tensor:
    """A copy of one slice."""
def select_scatter(input: Tensor, src: Tensor, dim: _int, index: _int) -> Tensor:
    """A copy of `input` with `src` as one slice along `dim`."""
def selu(input: Tensor, inplace: _bool = False) -> Tensor:
    """elu with constants that keep mean 0 and variance 1 (Klambauer et al. 2017)."""
def selu_(input: Tensor) -> Tensor:
    """In-place version of :func:`selu`."""
def set_default_device(device: _device | str) -> None:
    """Say where new tensors live; only the CPU is accepted."""
def set_printoptions(
    precision: _int | None = None, threshold: _float | None = None, edgeitems: _int | None = None,
    linewidth: _int | None = None, profile: Literal['default', 'short', 'full'] | None = None,
    sci_mode: _bool | None = None
) -> None:
    """Choose how tensors are printed."""
def sgn(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """:func:`sign`; of a complex number the number of modulus 1 in its direction."""
def sgn_(input: Tensor) -> Tensor:
    """In-place version of :func:`sgn`: writes the result into the tensor and returns it."""
short: _dtype
def show_config() -> str:
    """Print version, compiler, instruction set, NumPy and BLAS."""
def sigmoid(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / (1 + exp(-x))."""
def sigmoid_(input: Tensor) -> Tensor:
    """In-place version of :func:`sigmoid`: writes the result into the tensor and returns it."""
def sign(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """-1, 0 or 1 by the sign of each element."""
def sign_(input: Tensor) -> Tensor:
    """In-place version of :func:`sign`: writes the result into the tensor and returns it."""
def signbit(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether the sign of each element is negative, also that of a zero."""
def sin(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sine of each element (radians)."""
def sin_(input: Tensor) -> Tensor:
    """In-place version of :func:`sin`: writes the result into the tensor and returns it."""
def sinh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic sine of each element."""
def sinh_(input: Tensor) -> Tensor:
    """In-place version of :func:`sinh`: writes the result into the tensor and returns it."""
def slice_copy(
    input: Tensor, dim: _int = 0, start: _int | None = None, end: _int | None = None, step: _int = 1, *,
    out: Tensor | None = None
) -> Tensor:
    """A copy of every `step`-th element from `start` to before `end`."""
def slice_scatter(
    input: Tensor, src: Tensor, dim: _int = 0, start: _int | None = None, end: _int | None = None, step: _int = 1, *,
    out: Tensor | None = None
) -> Tensor:
    """A copy of `input` with `src` in ``start:end:step`` of `dim`."""
def softmax(
    input: Tensor, dim: _int | None = None, dtype: _DtypeLike | None = None, *, out: Tensor | None = None
) -> Tensor:
    """exp(x) over the sum of exp(x) along `dim`."""
def sort(
    input: Tensor, dim: _int = -1, descending: _bool = False, *, stable: _bool = False,
    out: tuple[Tensor, Tensor] | None = None
) -> _result_of_sort:
    """The pair (values in order along `dim`, where they were); nan counts as the largest."""
def split(input: Tensor, split_size: _Dims, dim: _int = 0) -> tuple[Tensor, ...]:
    """Consecutive parts along `dim`, as views: of one size, or of a list of sizes."""
def split_copy(input: Tensor, split_size: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """Copies of parts of one size."""
def split_with_sizes(input: Tensor, split_sizes: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
    """Consecutive parts of the given sizes along `dim`, as views."""
def split_with_sizes_copy(input: Tensor, split_sizes: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
    """Copies of parts of given sizes."""
def sqrt(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The square root of each element; nan for negative ones."""
def sqrt_(input: Tensor) -> Tensor:
    """In-place version of :func:`sqrt`: writes the result into the tensor and returns it."""
def square(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The square of each element."""
def square_(input: Tensor) -> Tensor:
    """In-place version of :func:`square`: writes the result into the tensor and returns it."""
def squeeze(input: Tensor, dim: _Dims | None = None) -> Tensor:
    """Without the dims of size 1, or those of `dim` that have size 1."""
def squeeze_copy(input: Tensor, dim: _Dims | None = None, *, out: Tensor | None = None) -> Tensor:
    """A copy without dims of size 1."""
def stack(tensors: Sequence[Tensor], dim: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """Tensors of one shape joined along a new dim."""
def std(
    input: Tensor, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
    correction: _float = 1, out: Tensor | None = None
) -> Tensor:
    """The standard deviation over `dim`, the root of :func:`var`. Its gradient where it is 0 is 0."""
def std_mean(
    input: Tensor, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
    correction: _float = 1
) -> tuple[Tensor, Tensor]:
    """The pair of :func:`std` and :func:`mean`."""
def sub(input: _Operand, other: _Operand, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """`input` - `alpha` * `other`."""
def sub_(input: Tensor, other: _Operand, *, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`sub`: writes the result into the tensor and returns it."""
def subtract(input: _Operand, other: _Operand, *, alpha: _Number = 1, out: Tensor | None = None) -> Tensor:
    """`input` - `alpha` * `other`."""
def subtract_(input: Tensor, other: _Operand, *, alpha: _Number = 1) -> Tensor:
    """In-place version of :func:`sub`: writes the result into the tensor and returns it."""
def sum(
    input: Tensor, dim: _Dims | None = None, keepdim: _bool = False, *, dtype: _DtypeLike | None = None,
    out: Tensor | None = None
) -> Tensor:
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
def t_copy(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A copy of the transpose of a matrix."""
def take(input: Tensor, index: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The elements of the flattened tensor at `index`, which may count from the end."""
def take_along_dim(input: Tensor, indices: Tensor, dim: _int | None = None, *, out: Tensor | None = None) -> Tensor:
    """The elements that `indices` names along `dim`, with broadcasting; without a dim those of the flattened
    tensor."""
def tan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The tangent of each element (radians)."""
def tan_(input: Tensor) -> Tensor:
    """In-place version of :func:`tan`: writes the result into the tensor and returns it."""
def tanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic tangent of each element."""
def tanh_(input: Tensor) -> Tensor:
    """In-place version of :func:`tanh`: writes the result into the tensor and returns it."""
def tensor_split(
    input: Tensor, indices_or_sections: _int | Sequence[_int] | Tensor, dim: _int = 0
) -> tuple[Tensor, ...]:
    """Parts along `dim`, as views: so many nearly equal ones, or those between the given positions."""
def tensordot(
    a: Tensor, b: Tensor, dims: _int | Sequence[Sequence[_int]] | Tensor = 2, *, out: Tensor | None = None
) -> Tensor:
    """The sums of products of two tensors over several dims of each."""
def threshold(input: Tensor, threshold: _float, value: _float, inplace: _bool = False) -> Tensor:
    """The input where it is above a threshold, else a value."""
def threshold_(input: Tensor, threshold: _float, value: _float) -> Tensor:
    """In-place version of :func:`threshold`."""
@overload
def tile(input: Tensor, *dims: _int) -> Tensor: ...
@overload
def tile(input: Tensor, dims: Sequence[_int]) -> Tensor:
    """The tensor laid out several times along its last dims; counts that are missing in front are 1."""
def topk(
    input: Tensor, k: _int, dim: _int = -1, largest: _bool = True, sorted: _bool = True, *,
    out: tuple[Tensor, Tensor] | None = None
) -> _result_of_topk:
    """The pair (values, indices) of the `k` largest elements along `dim`, in order; nan counts as the largest."""
def trace(input: Tensor) -> Tensor:
    """The sum of a matrix's diagonal; of integers in int64."""
def transpose(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """Two dims exchanged."""
def transpose_copy(input: Tensor, dim0: _int, dim1: _int, *, out: Tensor | None = None) -> Tensor:
    """A copy with two dims exchanged."""
def trapezoid(y: Tensor, x: Tensor | None = None, *, dx: _float = 1, dim: _int = -1) -> Tensor:
    """The integral along `dim` by the trapezoidal rule."""
def trapz(y: Tensor, x: Tensor | None = None, *, dx: _float = 1, dim: _int = -1) -> Tensor:
    """The integral along `dim` by the trapezoidal rule."""
def tril(input: Tensor, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """The lower triangle of the last two dims, zero above `diagonal`."""
def tril_(input: Tensor, diagonal: _int = 0) -> Tensor:
    """In-place version of :func:`tril`: writes the result into the tensor and returns it."""
def tril_indices(
    row: _int, col: _int, offset: _int = 0, *, dtype: _DtypeLike | None = None, device: _device | str | None = None
) -> Tensor:
    """Positions of the lower triangle of a `row` by `col` matrix: row numbers above column numbers."""
def triplet_margin_loss(
    anchor: Tensor, positive: Tensor, negative: Tensor, margin: _float = 1.0, p: _float = 2.0, eps: _float = 1e-06,
    swap: _bool = False, reduction: _int = 0
) -> Tensor:
    """:func:`nn.functional.triplet_margin_loss` with the number of a reduction."""
def triu(input: Tensor, diagonal: _int = 0, *, out: Tensor | None = None) -> Tensor:
    """The upper triangle of the last two dims, zero below `diagonal`."""
def triu_(input: Tensor, diagonal: _int = 0) -> Tensor:
    """In-place version of :func:`triu`: writes the result into the tensor and returns it."""
def triu_indices(
    row: _int, col: _int, offset: _int = 0, *, dtype: _DtypeLike | None = None, device: _device | str | None = None
) -> Tensor:
    """Positions of the upper triangle of a `row` by `col` matrix: row numbers above column numbers."""
def true_divide(
    input: _Operand, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None,
    out: Tensor | None = None
) -> Tensor:
    """`input` / `other`; integers give floats unless `rounding_mode` is "trunc" or "floor"."""
def true_divide_(input: Tensor, other: _Operand, *, rounding_mode: Literal['trunc', 'floor'] | None = None) -> Tensor:
    """In-place version of :func:`div`: writes the result into the tensor and returns it."""
def trunc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The integer part of each element."""
def trunc_(input: Tensor) -> Tensor:
    """In-place version of :func:`trunc`: writes the result into the tensor and returns it."""
def typename(obj: object) -> str:
    """The name of a tensor's type, or of an object's class."""
uint8: _dtype
def unbind(input: Tensor, dim: _int = 0) -> tuple[Tensor, ...]:
    """The slices along `dim`, as views."""
def unbind_copy(input: Tensor, dim: _int = 0) -> tuple[Tensor, ...]:
    """Copies of all slices."""
def unflatten(input: Tensor, dim: _int, sizes: Sequence[_int]) -> Tensor:
    """One dim as several; one of the sizes may be -1."""
def unfold(input: Tensor, dimension: _int, size: _int, step: _int) -> Tensor:
    """Windows of `size` elements along a dim, one every `step`, as a view with the window last."""
def unfold_copy(input: Tensor, dimension: _int, size: _int, step: _int, *, out: Tensor | None = None) -> Tensor:
    """The windows along a dim, side by side."""
@overload
def unique(
    input: Tensor, sorted: _bool = ..., return_inverse: Literal[False] = ..., return_counts: Literal[False] = ...,
    dim: _int | None = ...
) -> Tensor: ...
@overload
def unique(
    input: Tensor, sorted: _bool = ..., *, return_inverse: Literal[True], return_counts: _bool = ...,
    dim: _int | None = ...
) -> tuple[Tensor, ...]: ...
@overload
def unique(
    input: Tensor, sorted: _bool = ..., return_inverse: _bool = ..., *, return_counts: Literal[True],
    dim: _int | None = ...
) -> tuple[Tensor, ...]: ...
@overload
def unique(
    input: Tensor, sorted: _bool = ..., return_inverse: _bool = ..., return_counts: _bool = ..., dim: _int | None = ...
) -> Any:
    """The different elements in order, or with `dim` the different slices."""
@overload
def unique_consecutive(
    input: Tensor, return_inverse: Literal[False] = ..., return_counts: Literal[False] = ..., dim: _int | None = ...
) -> Tensor: ...
@overload
def unique_consecutive(
    input: Tensor, *, return_inverse: Literal[True], return_counts: _bool = ..., dim: _int | None = ...
) -> tuple[Tensor, ...]: ...
@overload
def unique_consecutive(
    input: Tensor, return_inverse: _bool = ..., *, return_counts: Literal[True], dim: _int | None = ...
) -> tuple[Tensor, ...]: ...
@overload
def unique_consecutive(
    input: Tensor, return_inverse: _bool = ..., return_counts: _bool = ..., dim: _int | None = ...
) -> Any:
    """The elements without those that equal the one before, or with `dim` the slices."""
def unravel_index(indices: Tensor, shape: _int | Sequence[_int]) -> tuple[Tensor, ...]:
    """The coordinates, a tensor for each dim, of positions in a flattened tensor of a shape."""
def unsafe_chunk(input: Tensor, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """As :func:`chunk`, but the parts may be written while recording; see :func:`unsafe_split`."""
def unsafe_split(input: Tensor, split_size: _Dims, dim: _int = 0) -> tuple[Tensor, ...]:
    """As :func:`split`, but the parts may be written while recording: each counts its versions for itself."""
def unsafe_split_with_sizes(input: Tensor, split_sizes: Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
    """As :func:`split_with_sizes`, but the parts may be written while recording; see :func:`unsafe_split`."""
def unsqueeze(input: Tensor, dim: _int) -> Tensor:
    """With a dim of size 1 put in at `dim`."""
def unsqueeze_copy(input: Tensor, dim: _int, *, out: Tensor | None = None) -> Tensor:
    """A copy with a dim of size 1 more."""
def vander(x: Tensor, N: _int | None = None, increasing: _bool = False) -> Tensor:
    """The matrix of the powers of a vector's elements, one row for each."""
def var(
    input: Tensor, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
    correction: _float = 1, out: Tensor | None = None
) -> Tensor:
    """The variance over `dim` (all dims when None)."""
def var_mean(
    input: Tensor, dim: _Dims | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *,
    correction: _float = 1
) -> tuple[Tensor, Tensor]:
    """The pair of :func:`var` and :func:`mean`."""
def vdot(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inner product of two vectors, of which complex numbers conjugate the first."""
@overload
def view(input: Tensor, *shape: _int) -> Tensor: ...
@overload
def view(input: Tensor, shape: Sequence[_int]) -> Tensor:
    """The same memory in another shape, or, given a dtype, as another type (of another size: the last dim differs)."""
def view_as(input: Tensor, other: Tensor) -> Tensor:
    """Viewed in the shape of `other`."""
def view_as_complex(input: Tensor) -> Tensor:
    """A tensor whose last dim has size 2 as a view of complex numbers."""
def view_as_complex_copy(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Pairs of real numbers as complex numbers, copied."""
def view_as_real(input: Tensor) -> Tensor:
    """A complex tensor as a view of its real numbers: a last dim of size 2 holds real and imaginary part."""
def view_as_real_copy(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Complex numbers as pairs of real ones, copied."""
def view_copy(input: Tensor, size: Sequence[_int] | _dtype, *, out: Tensor | None = None) -> Tensor:
    """A copy in another shape or element type."""
def vsplit(input: Tensor, indices_or_sections: _int | Sequence[_int] | Tensor) -> tuple[Tensor, ...]:
    """Parts one below the other: along the first dim."""
def vstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors joined one below the other, vectors as rows."""
@overload
def where(condition: Tensor) -> tuple[Tensor, ...]: ...
@overload
def where(condition: Tensor, input: _Operand, other: _Operand, *, out: Tensor | None = None) -> Tensor:
    """`input` where `condition` holds, else `other`; with the condition alone the indices where it is not zero."""
def zero_(self: Tensor) -> Tensor:
    """Overwrite with zeros."""
@overload
def zeros(
    *size: _int, out: Tensor | None = None, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor: ...
@overload
def zeros(
    size: Sequence[_int], *, out: Tensor | None = None, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False
) -> Tensor:
    """Zeros of a shape given as integers or one sequence."""
def zeros_like(
    input: Tensor, *, dtype: _DtypeLike | None = None, layout: _layout | None = None,
    device: _device | str | None = None, pin_memory: _bool = False, requires_grad: _bool = False,
    memory_format: memory_format | None = None
) -> Tensor:
    """Zeros of the shape and type of `input`, or of another type."""
__version__: str
