# Types of wengert.nn.functional; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from collections.abc import Sequence
from typing import Any, Literal

from .. import (
    adaptive_avg_pool1d as adaptive_avg_pool1d, avg_pool1d as avg_pool1d, channel_shuffle as channel_shuffle,
    conv1d as conv1d, conv2d as conv2d, conv3d as conv3d, conv_tbc as conv_tbc, conv_transpose1d as conv_transpose1d,
    conv_transpose2d as conv_transpose2d, conv_transpose3d as conv_transpose3d, hardshrink as hardshrink,
    layer_norm as layer_norm, linear as linear, logsigmoid as logsigmoid, max_pool1d as max_pool1d,
    max_pool1d_with_indices as max_pool1d_with_indices, max_pool2d as max_pool2d, max_pool3d as max_pool3d,
    native_channel_shuffle as native_channel_shuffle, pixel_shuffle as pixel_shuffle,
    pixel_unshuffle as pixel_unshuffle, rms_norm as rms_norm, sigmoid as sigmoid, tanh as tanh
)
from .._core import (Tensor, _Dims, _Number)
from ..nn.activations import (
    celu as celu, elu as elu, gelu as gelu, glu as glu, leaky_relu as leaky_relu, mish as mish, prelu as prelu,
    relu as relu, rrelu as rrelu, selu as selu, silu as silu, softplus as softplus
)
from ..nn.attention import (scaled_dot_product_attention as scaled_dot_product_attention)
from ..nn.classification import (cross_entropy as cross_entropy, nll_loss as nll_loss)
from ..nn.distances import (
    cosine_embedding_loss as cosine_embedding_loss, cosine_similarity as cosine_similarity,
    pairwise_distance as pairwise_distance, pdist as pdist, triplet_margin_loss as triplet_margin_loss,
    triplet_margin_with_distance_loss as triplet_margin_with_distance_loss
)
from ..nn.dropout import (
    alpha_dropout as alpha_dropout, dropout as dropout, dropout1d as dropout1d, dropout2d as dropout2d,
    dropout3d as dropout3d, feature_alpha_dropout as feature_alpha_dropout
)
from ..nn.inplace import (
    celu_ as celu_, elu_ as elu_, hardtanh_ as hardtanh_, leaky_relu_ as leaky_relu_, relu_ as relu_, rrelu_ as rrelu_,
    selu_ as selu_, threshold_ as threshold_
)
from ..nn.losses import (
    binary_cross_entropy as binary_cross_entropy, binary_cross_entropy_with_logits as binary_cross_entropy_with_logits,
    gaussian_nll_loss as gaussian_nll_loss, hinge_embedding_loss as hinge_embedding_loss, huber_loss as huber_loss,
    kl_div as kl_div, l1_loss as l1_loss, margin_ranking_loss as margin_ranking_loss, mse_loss as mse_loss,
    poisson_nll_loss as poisson_nll_loss, smooth_l1_loss as smooth_l1_loss, soft_margin_loss as soft_margin_loss
)
from ..nn.maps import (bilinear as bilinear, one_hot as one_hot)
from ..nn.margins import (
    multi_margin_loss as multi_margin_loss, multilabel_margin_loss as multilabel_margin_loss,
    multilabel_soft_margin_loss as multilabel_soft_margin_loss
)
from ..nn.multihead import (multi_head_attention_forward as multi_head_attention_forward)
from ..nn.normalisation import (
    batch_norm as batch_norm, group_norm as group_norm, instance_norm as instance_norm,
    local_response_norm as local_response_norm, normalize as normalize
)
from ..nn.shaping import (
    hardsigmoid as hardsigmoid, hardswish as hardswish, hardtanh as hardtanh, log_softmax as log_softmax,
    relu6 as relu6, softmax as softmax, softmin as softmin, softshrink as softshrink, softsign as softsign,
    tanhshrink as tanhshrink, threshold as threshold
)
from ..nn.sparse import (embedding as embedding, embedding_bag as embedding_bag)

def adaptive_avg_pool2d(input: Tensor, output_size: _int | Sequence[_int | None]) -> Tensor:
    """The means of so many nearly equal parts of images."""
def adaptive_avg_pool3d(input: Tensor, output_size: _int | Sequence[_int | None]) -> Tensor:
    """The means of so many nearly equal parts of volumes."""
def adaptive_max_pool1d(input: Tensor, output_size: Sequence[_int], return_indices: _bool = False) -> Tensor:
    """The largest elements of so many nearly equal parts of signals."""
def adaptive_max_pool1d_with_indices(
    input: Tensor, output_size: Sequence[_int], return_indices: _bool = False
) -> tuple[Tensor, ...]:
    """:func:`adaptive_max_pool1d` and the places of the elements."""
def adaptive_max_pool2d(input: Tensor, output_size: _int | Sequence[_int | None], return_indices: _bool = False) -> Any:
    """The largest elements of so many nearly equal parts of images."""
def adaptive_max_pool2d_with_indices(
    input: Tensor, output_size: Sequence[_int], return_indices: _bool = False
) -> tuple[Tensor, ...]:
    """:func:`adaptive_max_pool2d` and the places of the elements."""
def adaptive_max_pool3d(
    input: Tensor, output_size: _int | Sequence[_int | None], return_indices: _bool = False
) -> Tensor:
    """The largest elements of so many nearly equal parts of volumes."""
def adaptive_max_pool3d_with_indices(
    input: Tensor, output_size: Sequence[_int], return_indices: _bool = False
) -> tuple[Tensor, ...]:
    """:func:`adaptive_max_pool3d` and the places of the elements."""
def affine_grid(theta: Tensor, size: Sequence[_int], align_corners: _bool | None = None) -> Tensor:
    """The grid for :func:`grid_sample` that affine maps make of the regular one."""
def avg_pool2d(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, ceil_mode: _bool = False,
    count_include_pad: _bool = True, divisor_override: _int | None = None
) -> Tensor:
    """The mean of each window of images."""
def avg_pool3d(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, ceil_mode: _bool = False,
    count_include_pad: _bool = True, divisor_override: _int | None = None
) -> Tensor:
    """The mean of each window of volumes."""
def fold(
    input: Tensor, output_size: _Dims, kernel_size: _Dims, dilation: _Dims = 1, padding: _Dims = 0, stride: _Dims = 1
) -> Tensor:
    """Columns of windows added up to images: the transpose of :func:`unfold`."""
def grid_sample(
    input: Tensor, grid: Tensor, mode: Literal['bilinear', 'nearest', 'bicubic'] = 'bilinear',
    padding_mode: Literal['zeros', 'border', 'reflection'] = 'zeros', align_corners: _bool | None = None
) -> Tensor:
    """The values of images or volumes at the points of a grid."""
def interpolate(
    input: Tensor, size: _Dims | None = None, scale_factor: _float | Sequence[_float] | None = None,
    mode: str = 'nearest', align_corners: _bool | None = None, recompute_scale_factor: _bool | None = None,
    antialias: _bool = False
) -> Tensor:
    """Signals, images or volumes in another size."""
def lp_pool1d(
    input: Tensor, norm_type: _float, kernel_size: _Dims, stride: _Dims | None = None, ceil_mode: _bool = False
) -> Tensor:
    """(sum of x^p)^(1/p) over windows of signals."""
def lp_pool2d(
    input: Tensor, norm_type: _float, kernel_size: _Dims, stride: _Dims | None = None, ceil_mode: _bool = False
) -> Tensor:
    """(sum of x^p)^(1/p) over windows of images."""
def lp_pool3d(
    input: Tensor, norm_type: _float, kernel_size: _Dims, stride: _Dims | None = None, ceil_mode: _bool = False
) -> Tensor:
    """(sum of x^p)^(1/p) over windows of volumes."""
def max_pool2d_with_indices(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, dilation: _Dims = 1,
    ceil_mode: _bool = False, return_indices: _bool = False
) -> tuple[Tensor, ...]:
    """:func:`max_pool2d` and the places of the elements."""
def max_pool3d_with_indices(
    input: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0, dilation: _Dims = 1,
    ceil_mode: _bool = False, return_indices: _bool = False
) -> tuple[Tensor, ...]:
    """:func:`max_pool3d` and the places of the elements."""
def max_unpool1d(
    input: Tensor, indices: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0,
    output_size: Sequence[_int] | None = None
) -> Tensor:
    """What :func:`max_pool1d` found put back at its places, zeros elsewhere."""
def max_unpool2d(
    input: Tensor, indices: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0,
    output_size: Sequence[_int] | None = None
) -> Tensor:
    """What :func:`max_pool2d` found put back at its places, zeros elsewhere."""
def max_unpool3d(
    input: Tensor, indices: Tensor, kernel_size: _Dims, stride: _Dims | None = None, padding: _Dims = 0,
    output_size: Sequence[_int] | None = None
) -> Tensor:
    """What :func:`max_pool3d` found put back at its places, zeros elsewhere."""
def pad(
    input: Tensor, pad: Sequence[_int], mode: Literal['constant', 'reflect', 'replicate', 'circular'] = 'constant',
    value: _Number | None = None
) -> Tensor:
    """Padded at the ends of the last dims."""
def unfold(input: Tensor, kernel_size: _Dims, dilation: _Dims = 1, padding: _Dims = 0, stride: _Dims = 1) -> Tensor:
    """The windows of images as columns."""
def upsample(
    input: Tensor, size: _Dims | None = None, scale_factor: _float | Sequence[_float] | None = None,
    mode: str = 'nearest', align_corners: _bool | None = None
) -> Tensor:
    """An older name of :func:`interpolate`."""
def upsample_bilinear(
    input: Tensor, size: _Dims | None = None, scale_factor: _float | Sequence[_float] | None = None
) -> Tensor:
    """:func:`interpolate` with mode "bilinear" and the corners aligned."""
def upsample_nearest(
    input: Tensor, size: _Dims | None = None, scale_factor: _float | Sequence[_float] | None = None
) -> Tensor:
    """:func:`interpolate` with mode "nearest"."""
