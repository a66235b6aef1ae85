# Types of wengert.nn.functional; written by docs/generate.py.
from builtins import bool as _bool, float as _float, int as _int
from collections.abc import Callable, Sequence
from typing import Any, Literal, overload

from .. import (
    adaptive_avg_pool1d as adaptive_avg_pool1d, avg_pool1d as avg_pool1d, bilinear as bilinear, celu as celu,
    celu_ as celu_, channel_shuffle as channel_shuffle, conv1d as conv1d, conv2d as conv2d, conv3d as conv3d,
    conv_tbc as conv_tbc, conv_transpose1d as conv_transpose1d, conv_transpose2d as conv_transpose2d,
    conv_transpose3d as conv_transpose3d, cosine_similarity as cosine_similarity, hardshrink as hardshrink,
    layer_norm as layer_norm, linear as linear, logsigmoid as logsigmoid, max_pool1d as max_pool1d,
    max_pool1d_with_indices as max_pool1d_with_indices, max_pool2d as max_pool2d, max_pool3d as max_pool3d,
    native_channel_shuffle as native_channel_shuffle, pairwise_distance as pairwise_distance, pdist as pdist,
    pixel_shuffle as pixel_shuffle, pixel_unshuffle as pixel_unshuffle, prelu as prelu, rms_norm as rms_norm,
    selu as selu, selu_ as selu_, sigmoid as sigmoid, tanh as tanh, threshold as threshold, threshold_ as threshold_
)
from .._core import (Tensor, _Dims, _DtypeLike, _Number)

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
@overload
def adaptive_max_pool2d(
    input: Tensor, output_size: _int | Sequence[_int | None], return_indices: Literal[False] = ...
) -> Tensor: ...
@overload
def adaptive_max_pool2d(
    input: Tensor, output_size: _int | Sequence[_int | None], return_indices: Literal[True]
) -> tuple[Tensor, Tensor]: ...
@overload
def adaptive_max_pool2d(input: Tensor, output_size: _int | Sequence[_int | None], return_indices: _bool = ...) -> Any:
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
def alpha_dropout(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = False, inplace: _bool = False
) -> Tensor:
    """Elements put to what selu tends to with probability `p`, keeping mean 0 and variance 1 (Klambauer et al.
    2017)."""
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
def batch_norm(
    input: Tensor, running_mean: Tensor, running_var: Tensor, weight: Tensor | None = None, bias: Tensor | None = None,
    training: _bool = False, momentum: _float = 0.1, eps: _float = 1e-05
) -> Tensor:
    """Each channel less its mean, over its deviation, then scaled and shifted (Ioffe and Szegedy 2015)."""
def binary_cross_entropy(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The cross entropy of probabilities `target` and `input`; logarithms count as -100 at least."""
def binary_cross_entropy_with_logits(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean', pos_weight: Tensor | None = None
) -> Tensor:
    """The cross entropy of probabilities `target` and sigmoid(`input`), without overflow."""
def cosine_embedding_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: _float = 0, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """1 - cos where `target` is 1, the greater of 0 and cos - margin where it is -1."""
def cross_entropy(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    ignore_index: _int = -100, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean',
    label_smoothing: _float = 0.0
) -> Tensor:
    """The negative log likelihood of the softmax of `input`, in one pass over memory where nothing special is
    asked."""
def ctc_loss(
    log_probs: Tensor, targets: Tensor, input_lengths: Tensor | Sequence[_int], target_lengths: Tensor | Sequence[_int],
    blank: _int = 0, reduction: Literal['mean', 'sum', 'none'] = 'mean', zero_infinity: _bool = False
) -> Tensor:
    """Minus the log probability of labels, over all ways to spread them over more steps (Graves et al. 2006)."""
def dropout(input: Tensor, p: _float = 0.5, training: _bool = True, inplace: _bool = False) -> Tensor:
    """Each element zero with probability `p`, the others scaled by 1 / (1 - p); the input itself when not training."""
def dropout1d(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = True, inplace: _bool = False
) -> Tensor:
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p)."""
def dropout2d(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = True, inplace: _bool = False
) -> Tensor:
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p)."""
def dropout3d(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = True, inplace: _bool = False
) -> Tensor:
    """Whole channels zero with probability `p`, the others scaled by 1 / (1 - p)."""
def elu(input: Tensor, alpha: _float = 1.0, inplace: _bool = False) -> Tensor:
    """x, below 0 alpha (e^x - 1) (Clevert et al. 2015)."""
def elu_(input: Tensor, alpha: _float = 1.0) -> Tensor:
    """In-place version of :func:`elu`."""
def embedding(
    input: Tensor, weight: Tensor, padding_idx: _int | None = None, max_norm: _float | None = None,
    norm_type: _float = 2.0, scale_grad_by_freq: _bool = False, sparse: _bool = False
) -> Tensor:
    """Rows of a table by index."""
def embedding_bag(
    input: Tensor, weight: Tensor, offsets: Tensor | None = None, max_norm: _float | None = None, norm_type: _float = 2,
    scale_grad_by_freq: _bool = False, mode: Literal['sum', 'mean', 'max'] = 'mean', sparse: _bool = False,
    per_sample_weights: Tensor | None = None, include_last_offset: _bool = False, padding_idx: _int | None = None
) -> Tensor:
    """Sums, means or largest elements of bags of rows of a table, without keeping the rows."""
def feature_alpha_dropout(
    input: Tensor, p: _float | Literal['fro'] = 0.5, training: _bool = False, inplace: _bool = False
) -> Tensor:
    """:func:`alpha_dropout` of whole channels."""
def fold(
    input: Tensor, output_size: _Dims, kernel_size: _Dims, dilation: _Dims = 1, padding: _Dims = 0, stride: _Dims = 1
) -> Tensor:
    """Columns of windows added up to images: the transpose of :func:`unfold`."""
def fractional_max_pool2d(
    input: Tensor, kernel_size: _Dims, output_size: _Dims | None = None,
    output_ratio: _float | Sequence[_float] | None = None, return_indices: _bool = False,
    _random_samples: Tensor | None = None
) -> Tensor:
    """The largest element of each of a given number of windows of images, at random distances (Graham 2014)."""
def fractional_max_pool2d_with_indices(
    input: Tensor, kernel_size: _Dims, output_size: _Dims | None = None,
    output_ratio: _float | Sequence[_float] | None = None, return_indices: _bool = False,
    _random_samples: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """:func:`fractional_max_pool2d` with the places in any case."""
def fractional_max_pool3d(
    input: Tensor, kernel_size: _Dims, output_size: _Dims | None = None,
    output_ratio: _float | Sequence[_float] | None = None, return_indices: _bool = False,
    _random_samples: Tensor | None = None
) -> Tensor:
    """The largest element of each of a given number of windows of volumes, at random distances (Graham 2014)."""
def fractional_max_pool3d_with_indices(
    input: Tensor, kernel_size: _Dims, output_size: _Dims | None = None,
    output_ratio: _float | Sequence[_float] | None = None, return_indices: _bool = False,
    _random_samples: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """:func:`fractional_max_pool3d` with the places in any case."""
def gaussian_nll_loss(
    input: Tensor, target: Tensor, var: Tensor | _float, full: _bool = False, eps: _float = 1e-06,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The negative log likelihood of `target` under normal distributions (Nix and Weigend 1994)."""
def gelu(input: Tensor, approximate: Literal['none', 'tanh'] = 'none') -> Tensor:
    """x times the normal distribution function of x, exactly or by its tanh approximation."""
def glu(input: Tensor, dim: _int = -1) -> Tensor:
    """The first half along `dim` times the logistic function of the second (Dauphin et al. 2017)."""
def grid_sample(
    input: Tensor, grid: Tensor, mode: Literal['bilinear', 'nearest', 'bicubic'] = 'bilinear',
    padding_mode: Literal['zeros', 'border', 'reflection'] = 'zeros', align_corners: _bool | None = None
) -> Tensor:
    """The values of images or volumes at the points of a grid."""
def group_norm(
    input: Tensor, num_groups: _int, weight: Tensor | None = None, bias: Tensor | None = None, eps: _float = 1e-05
) -> Tensor:
    """Channels in groups, each less its mean, over its deviation, then scaled and shifted (Wu and He 2018)."""
def gumbel_softmax(logits: Tensor, tau: _float = 1, hard: _bool = False, eps: _float = 1e-10, dim: _int = -1) -> Tensor:
    """A softmax of `logits` with random numbers added, near a draw of a class (Jang, Gu, Poole 2017)."""
def hardsigmoid(input: Tensor, inplace: _bool = False) -> Tensor:
    """(x + 3) / 6 between 0 and 1."""
def hardswish(input: Tensor, inplace: _bool = False) -> Tensor:
    """x times (x + 3) / 6 between 0 and 1 (Howard et al. 2019)."""
def hardtanh(input: Tensor, min_val: _float = -1.0, max_val: _float = 1.0, inplace: _bool = False) -> Tensor:
    """The input between two bounds; the derivative at the bounds is 0."""
def hardtanh_(input: Tensor, min_val: _float = -1.0, max_val: _float = 1.0) -> Tensor:
    """In-place version of :func:`hardtanh`."""
def hinge_embedding_loss(
    input: Tensor, target: Tensor, margin: _float = 1.0, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """`input` where `target` is 1, the greater of 0 and margin - `input` where it is -1."""
def huber_loss(
    input: Tensor, target: Tensor, reduction: Literal['mean', 'sum', 'none'] = 'mean', delta: _float = 1.0,
    weight: Tensor | None = None
) -> Tensor:
    """Half the squared difference, and from delta on a straight line (Huber 1964)."""
def instance_norm(
    input: Tensor, running_mean: Tensor | None = None, running_var: Tensor | None = None, weight: Tensor | None = None,
    bias: Tensor | None = None, use_input_stats: _bool = True, momentum: _float = 0.1, eps: _float = 1e-05
) -> Tensor:
    """Each channel of each element of the batch less its mean, over its deviation (Ulyanov et al. 2016)."""
def interpolate(
    input: Tensor, size: _Dims | None = None, scale_factor: _float | Sequence[_float] | None = None,
    mode: str = 'nearest', align_corners: _bool | None = None, recompute_scale_factor: _bool | None = None,
    antialias: _bool = False
) -> Tensor:
    """Signals, images or volumes in another size."""
def kl_div(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'batchmean', 'sum', 'none'] = 'mean', log_target: _bool = False
) -> Tensor:
    """The divergence of probabilities `target` from log probabilities `input` (Kullback and Leibler 1951)."""
def l1_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean', weight: Tensor | None = None
) -> Tensor:
    """The absolute difference, averaged, summed or by element."""
def leaky_relu(input: Tensor, negative_slope: _float = 0.01, inplace: _bool = False) -> Tensor:
    """x, below 0 times a small slope."""
def leaky_relu_(input: Tensor, negative_slope: _float = 0.01) -> Tensor:
    """In-place version of :func:`leaky_relu`."""
def linear_cross_entropy(
    input: Tensor, linear_weight: Tensor, target: Tensor, *, linear_bias: Tensor | None = None,
    weight: Tensor | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean', ignore_index: _int | None = None,
    label_smoothing: _float = 0.0, options: Any = None
) -> Tensor:
    """:func:`cross_entropy` of the scores that a linear map gives."""
def local_response_norm(
    input: Tensor, size: _int, alpha: _float = 0.0001, beta: _float = 0.75, k: _float = 1.0
) -> Tensor:
    """`input` over (k + alpha times the mean square of `size` neighbouring channels)^beta (Krizhevsky et al. 2012)."""
def log_softmax(
    input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _DtypeLike | None = None
) -> Tensor:
    """log of :func:`softmax`, without overflow."""
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
def margin_ranking_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: _float = 0, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The greater of 0 and margin - `target` (`input1` - `input2`)."""
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
def mish(input: Tensor, inplace: _bool = False) -> Tensor:
    """x tanh(log(1 + e^x)) (Misra 2019)."""
def mse_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean', weight: Tensor | None = None
) -> Tensor:
    """The squared difference, averaged, summed or by element."""
def multi_head_attention_forward(
    query: Tensor, key: Tensor, value: Tensor, embed_dim_to_check: _int, num_heads: _int, in_proj_weight: Tensor | None,
    in_proj_bias: Tensor | None, bias_k: Tensor | None, bias_v: Tensor | None, add_zero_attn: _bool, dropout_p: _float,
    out_proj_weight: Tensor, out_proj_bias: Tensor | None, training: _bool = True,
    key_padding_mask: Tensor | None = None, need_weights: _bool = True, attn_mask: Tensor | None = None,
    use_separate_proj_weight: _bool = False, q_proj_weight: Tensor | None = None, k_proj_weight: Tensor | None = None,
    v_proj_weight: Tensor | None = None, static_k: Tensor | None = None, static_v: Tensor | None = None,
    average_attn_weights: _bool = True, is_causal: _bool = False
) -> tuple[Tensor, Tensor | None]:
    """Attention with several heads (Vaswani et al. 2017)."""
def multi_margin_loss(
    input: Tensor, target: Tensor, p: _float | Literal['fro'] = 1, margin: _float = 1.0, weight: Tensor | None = None,
    size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The mean over the classes of (margin - the target's score + the other's score)^p where that is positive."""
def multilabel_margin_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The sum over labels and other classes of 1 - the label's score + the other's where that is positive, over C."""
def multilabel_soft_margin_loss(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The mean over the classes of the binary cross entropy of logits."""
def nll_loss(
    input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None,
    ignore_index: _int = -100, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The negative of the log probability that `input` gives to the class `target`."""
def normalize(
    input: Tensor, p: _float | Literal['fro'] = 2.0, dim: _Dims = 1, eps: _float = 1e-12, out: Tensor | None = None
) -> Tensor:
    """`input` over its p-norm along `dim`."""
def one_hot(tensor: Tensor, num_classes: _int = -1) -> Tensor:
    """A vector per class index that is 1 at the class and 0 elsewhere."""
def pad(
    input: Tensor, pad: Sequence[_int], mode: Literal['constant', 'reflect', 'replicate', 'circular'] = 'constant',
    value: _Number | None = None
) -> Tensor:
    """Padded at the ends of the last dims."""
def poisson_nll_loss(
    input: Tensor, target: Tensor, log_input: _bool = True, full: _bool = False, size_average: _bool | None = None,
    eps: _float = 1e-08, reduce: _bool | None = None, reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """The negative log likelihood of counts `target` with rates e^`input`, or `input`."""
def relu(input: Tensor, inplace: _bool = False) -> Tensor:
    """max(x, 0)."""
def relu6(input: Tensor, inplace: _bool = False) -> Tensor:
    """The input between 0 and 6."""
def relu_(input: Tensor) -> Tensor:
    """In-place version of :func:`relu`."""
def rrelu(
    input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False,
    inplace: _bool = False
) -> Tensor:
    """x, below 0 times a slope that is random when training, else the mean one (Xu et al. 2015)."""
def rrelu_(input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False) -> Tensor:
    """In-place version of :func:`rrelu`."""
def scaled_dot_product_attention(
    query: Tensor, key: Tensor, value: Tensor, attn_mask: Tensor | None = None, dropout_p: _float = 0.0,
    is_causal: _bool = False, scale: _float | None = None, enable_gqa: _bool = False
) -> Tensor:
    """softmax(scale query key^T + mask) value, without keeping the weights (Vaswani et al. 2017; Dao et al. 2022)."""
def silu(input: Tensor, inplace: _bool = False) -> Tensor:
    """x times the logistic function of x, also called swish."""
def smooth_l1_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean', beta: _float = 1.0
) -> Tensor:
    """The absolute difference less beta / 2; below beta its square over 2 beta."""
def soft_margin_loss(
    input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """log(1 + e^(-`target` `input`)), the logistic loss of labels 1 and -1."""
def softmax(input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _DtypeLike | None = None) -> Tensor:
    """exp(x) over the sum of exp(x) along `dim`."""
def softmin(input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _DtypeLike | None = None) -> Tensor:
    """:func:`softmax` of -x."""
def softplus(input: Tensor, beta: _float = 1.0, threshold: _float = 20.0) -> Tensor:
    """log(1 + e^(beta x)) / beta, a smooth form of relu."""
def softshrink(input: Tensor, lambd: _float = 0.5) -> Tensor:
    """The input moved towards 0 by `lambd`, and 0 from -`lambd` to `lambd`."""
def softsign(input: Tensor) -> Tensor:
    """x / (1 + |x|)."""
def tanhshrink(input: Tensor) -> Tensor:
    """x - tanh(x)."""
def triplet_margin_loss(
    anchor: Tensor, positive: Tensor, negative: Tensor, margin: _float = 1.0, p: _float | Literal['fro'] = 2.0,
    eps: _float = 1e-06, swap: _bool = False, size_average: _bool | None = None, reduce: _bool | None = None,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """By how much the distance to the negative does not exceed that to the positive by a margin (Balntas et al.
    2016)."""
def triplet_margin_with_distance_loss(
    anchor: Tensor, positive: Tensor, negative: Tensor, *,
    distance_function: Callable[[Tensor, Tensor], Tensor] | None = None, margin: _float = 1.0, swap: _bool = False,
    reduction: Literal['mean', 'sum', 'none'] = 'mean'
) -> Tensor:
    """:func:`triplet_margin_loss` with a distance of one's own."""
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
