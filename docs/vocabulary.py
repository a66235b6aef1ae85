"""The names of PyTorch 2.13's vocabulary of tensor operations, by group: what the coverage page goes through.

A name ``x.y`` stands in the sub-namespace ``x``, one with ``__`` is the operator; the rest are functions or methods
of Tensor.
Left out: sparse layouts, quantised and 16-bit brain-float arithmetic, devices, private names.
"""

GROUPS = {
    "A": ("elementwise", """
        __radd__ __rand__ __rdiv__ __rmatmul__ __rmod__ __rmul__ __ror__ __rpow__ __rsub__ __rxor__ abs absolute
        acos acosh add addcdiv addcmul angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh
        atan atan2 atanh bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor
        bool byte cdouble ceil cfloat char clamp clamp_max clamp_min clip conj_physical copysign cos cosh
        deg2rad div divide double eq exp exp2 expm1 fix float float_power floor floor_divide fmax fmin fmod frac
        frexp gcd ge greater greater_equal grid_sampler_2d grid_sampler_3d gt half heaviside hypot int isclose
        isfinite isinf isnan isneginf isposinf isreal lcm ldexp lerp less less_equal le log log10 log1p log2
        log_softmax logaddexp logaddexp2 logical_and logical_not logical_or logical_xor long lt maximum minimum
        mul multiply nan_to_num neg negative nextafter ne not_equal positive pow rad2deg reciprocal remainder
        round rsqrt rsub sgn short sigmoid sign signbit sin sinh softmax sqrt square sub subtract tan tanh
        true_divide trunc"""),
    "B": ("reductions, scans, products of matrices and vectors, statistics", """
        addbmm addmm addmv addr allclose all amax amin aminmax any argmax argmin baddbmm bincount block_diag bmm
        cartesian_prod cdist chain_matmul combinations corrcoef count_nonzero cov cross cummax cummin cumprod
        cumsum cumulative_trapezoid diff dist dot einsum equal ger gradient histc histogramdd histogram inner
        kron kthvalue logcumsumexp logsumexp matmul max mean median min mm mode mv nanmean nanmedian nanquantile
        nansum norm outer prod quantile renorm std std_mean sum sum_to_size tensordot trace trapezoid trapz var
        var_mean vdot"""),
    "C": ("shape and views", """
        H T adjoint as_strided as_strided_scatter atleast_1d atleast_2d atleast_3d broadcast_shapes
        broadcast_tensors broadcast_to cat chunk clone column_stack concat concatenate conj constant_pad_nd
        contiguous detach diag diag_embed diagflat diagonal diagonal_scatter dsplit dstack expand expand_as
        flatten flip fliplr flipud hsplit hstack imag mH mT meshgrid moveaxis movedim narrow narrow_copy permute
        ravel real repeat repeat_interleave reshape reshape_as resize_as_ resize_ resolve_conj resolve_neg roll
        rot90 select select_scatter slice_scatter split split_with_sizes squeeze squeeze_ stack swapaxes
        swapdims t t_ tensor_split tile to transpose transpose_ tril tril_indices triu triu_indices unbind
        unflatten unfold unsafe_chunk unsafe_split unsqueeze view view_as view_as_complex view_as_real vsplit
        vstack"""),
    "D": ("indexing, searching, sorting", """
        __getitem__ argsort argwhere bucketize gather index_add index_fill index_put index_put_ index_reduce
        index_select isin item masked_fill masked_fill_ masked_scatter masked_select msort nonzero_static
        nonzero put scatter scatter_add scatter_add_ scatter_reduce searchsorted sort take take_along_dim topk
        unique_consecutive unique unravel_index where"""),
    "E": ("creation and random", """
        Generator arange as_tensor asarray bernoulli cauchy complex empty_like empty_permuted empty_strided
        empty exponential eye fill from_dlpack from_numpy frombuffer full_like full geometric initial_seed
        linspace log_normal logspace manual_seed multinomial new_empty_strided new_empty new_full new_ones
        new_zeros normal ones_like ones polar rand rand_like randint_like randint randn_like randn randperm
        scalar_tensor seed tensor uniform vander zero_ zeros_like zeros"""),
    "F": ("linear algebra", """
        cholesky cholesky_inverse cholesky_solve geqrf linalg.cholesky linalg.cholesky_ex linalg.cond
        linalg.cross linalg.det linalg.diagonal linalg.eig linalg.eigh linalg.eigvals linalg.eigvalsh
        linalg.householder_product linalg.inv linalg.inv_ex linalg.ldl_factor linalg.ldl_factor_ex
        linalg.ldl_solve linalg.lstsq linalg.lu linalg.lu_factor linalg.lu_factor_ex linalg.lu_solve
        linalg.matrix_norm linalg.matrix_power linalg.matrix_rank linalg.multi_dot linalg.norm linalg.pinv
        linalg.qr linalg.slogdet linalg.solve linalg.solve_ex linalg.solve_triangular linalg.svd linalg.svdvals
        linalg.tensorinv linalg.tensorsolve linalg.vander linalg.vecdot linalg.vector_norm logdet lu lu_solve
        lu_unpack matrix_exp ormqr pca_lowrank pinverse qr svd svd_lowrank triangular_solve"""),
    "G": ("Fourier transforms", """
        fft.fft fft.fft2 fft.fftn fft.fftshift fft.hfft fft.hfft2 fft.hfftn fft.ifft fft.ifft2 fft.ifftn
        fft.ifftshift fft.ihfft fft.ihfft2 fft.ihfftn fft.irfft fft.irfft2 fft.irfftn fft.rfft fft.rfft2
        fft.rfftn istft stft"""),
    "H": ("special functions", """
        digamma erf erfc erfinv i0 igamma igammac lgamma logit mvlgamma polygamma sinc special.airy_ai
        special.bessel_j0 special.bessel_j1 special.bessel_y0 special.bessel_y1 special.chebyshev_polynomial_t
        special.chebyshev_polynomial_u special.chebyshev_polynomial_v special.chebyshev_polynomial_w
        special.entr special.erfcx special.hermite_polynomial_h special.hermite_polynomial_he special.i0e
        special.i1 special.i1e special.laguerre_polynomial_l special.legendre_polynomial_p special.log_ndtr
        special.modified_bessel_i0 special.modified_bessel_i1 special.modified_bessel_k0
        special.modified_bessel_k1 special.ndtr special.ndtri special.polygamma
        special.scaled_modified_bessel_k0 special.scaled_modified_bessel_k1
        special.shifted_chebyshev_polynomial_t special.shifted_chebyshev_polynomial_u
        special.shifted_chebyshev_polynomial_v special.shifted_chebyshev_polynomial_w
        special.spherical_bessel_j0 special.xlog1py special.zeta xlogy"""),
    "I": ("nn.functional", """
        native_batch_norm native_group_norm native_layer_norm nn.functional.adaptive_avg_pool1d
        nn.functional.adaptive_avg_pool2d nn.functional.adaptive_avg_pool3d nn.functional.adaptive_max_pool1d
        nn.functional.adaptive_max_pool2d nn.functional.adaptive_max_pool3d nn.functional.alpha_dropout
        nn.functional.avg_pool1d nn.functional.avg_pool2d nn.functional.avg_pool3d nn.functional.batch_norm
        nn.functional.bilinear nn.functional.binary_cross_entropy nn.functional.binary_cross_entropy_with_logits
        nn.functional.celu nn.functional.channel_shuffle nn.functional.conv1d nn.functional.conv2d
        nn.functional.conv3d nn.functional.conv_transpose1d nn.functional.conv_transpose2d
        nn.functional.conv_transpose3d nn.functional.cosine_embedding_loss nn.functional.cosine_similarity
        nn.functional.cross_entropy nn.functional.ctc_loss nn.functional.dropout nn.functional.dropout2d
        nn.functional.dropout3d nn.functional.elu nn.functional.embedding nn.functional.embedding_bag
        nn.functional.feature_alpha_dropout nn.functional.fractional_max_pool2d
        nn.functional.fractional_max_pool3d nn.functional.gaussian_nll_loss nn.functional.gelu nn.functional.glu
        nn.functional.grid_sample nn.functional.group_norm nn.functional.hardshrink nn.functional.hardsigmoid
        nn.functional.hardswish nn.functional.hardtanh nn.functional.hinge_embedding_loss
        nn.functional.huber_loss nn.functional.instance_norm nn.functional.interpolate nn.functional.kl_div
        nn.functional.l1_loss nn.functional.layer_norm nn.functional.leaky_relu nn.functional.linear
        nn.functional.linear_cross_entropy nn.functional.local_response_norm nn.functional.logsigmoid
        nn.functional.margin_ranking_loss nn.functional.max_pool1d nn.functional.max_pool2d
        nn.functional.max_pool3d nn.functional.max_unpool1d nn.functional.max_unpool2d
        nn.functional.max_unpool3d nn.functional.mish nn.functional.mse_loss
        nn.functional.multi_head_attention_forward nn.functional.multi_margin_loss
        nn.functional.multilabel_margin_loss nn.functional.multilabel_soft_margin_loss nn.functional.nll_loss
        nn.functional.normalize nn.functional.one_hot nn.functional.pad nn.functional.pairwise_distance
        nn.functional.pdist nn.functional.pixel_shuffle nn.functional.pixel_unshuffle
        nn.functional.poisson_nll_loss nn.functional.prelu nn.functional.relu nn.functional.relu6
        nn.functional.rms_norm nn.functional.rrelu nn.functional.scaled_dot_product_attention nn.functional.selu
        nn.functional.silu nn.functional.smooth_l1_loss nn.functional.soft_margin_loss nn.functional.softmin
        nn.functional.softplus nn.functional.softshrink nn.functional.softsign nn.functional.tanhshrink
        nn.functional.threshold nn.functional.triplet_margin_loss
        nn.functional.triplet_margin_with_distance_loss nn.functional.unfold nn.functional.upsample_bilinear
        nn.functional.upsample_nearest"""),
    "J": ("masked reductions and signal windows", """
        masked.amax masked.amin masked.argmax masked.argmin masked.cumprod masked.cumsum masked.log_softmax
        masked.logaddexp masked.logsumexp masked.mean masked.median masked.norm masked.normalize masked.prod
        masked.softmax masked.softmin masked.std masked.sum masked.var signal.windows.bartlett
        signal.windows.blackman signal.windows.cosine signal.windows.exponential signal.windows.gaussian
        signal.windows.general_cosine signal.windows.general_hamming signal.windows.hamming signal.windows.hann
        signal.windows.kaiser signal.windows.nuttall"""),
}
# PyTorch's second names.
SECOND_NAMES = dict(pair.split("=") for pair in """
    absolute=abs arccos=acos arccosh=acosh arcsin=asin arcsinh=asinh arctan=atan arctan2=atan2 arctanh=atanh clip=clamp
    divide=div true_divide=div fix=trunc greater=gt greater_equal=ge less=lt less_equal=le multiply=mul negative=neg
    not_equal=ne subtract=sub ger=outer trapz=trapezoid concat=cat concatenate=cat moveaxis=movedim swapaxes=transpose
    swapdims=transpose
""".split())
# What PyTorch gives no derivative.
NOT_DIFFERENTIATED = frozenset("""
    __rand__ __ror__ __rxor__ all allclose any arange argmax argmin argsort argwhere bincount bitwise_and
    bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor bool broadcast_shapes bucketize byte
    cauchy char count_nonzero empty empty_like empty_permuted empty_strided eq equal exponential eye floor_divide
    full full_like gcd ge geometric geqrf gt heaviside histc histogram histogramdd igamma igammac int isclose
    isfinite isin isinf isnan isneginf isposinf isreal item lcm le linalg.ldl_factor linalg.ldl_factor_ex
    linalg.ldl_solve linalg.matrix_rank linspace log_normal logical_and logical_not logical_or logical_xor logspace
    long lt masked.argmax masked.argmin multinomial ne new_empty new_empty_strided new_full new_ones new_zeros
    nonzero nonzero_static ones ones_like rand_like randint randint_like randn randn_like resize_ resize_as_
    scalar_tensor searchsorted short signal.windows.bartlett signal.windows.blackman signal.windows.cosine
    signal.windows.exponential signal.windows.gaussian signal.windows.general_cosine signal.windows.general_hamming
    signal.windows.hamming signal.windows.hann signal.windows.kaiser signal.windows.nuttall signbit special.airy_ai
    special.bessel_j0 special.bessel_j1 special.bessel_y0 special.bessel_y1 special.chebyshev_polynomial_t
    special.chebyshev_polynomial_u special.chebyshev_polynomial_v special.chebyshev_polynomial_w
    special.hermite_polynomial_h special.hermite_polynomial_he special.laguerre_polynomial_l
    special.legendre_polynomial_p special.modified_bessel_i0 special.modified_bessel_i1 special.modified_bessel_k0
    special.modified_bessel_k1 special.scaled_modified_bessel_k0 special.scaled_modified_bessel_k1
    special.shifted_chebyshev_polynomial_t special.shifted_chebyshev_polynomial_u
    special.shifted_chebyshev_polynomial_v special.shifted_chebyshev_polynomial_w special.spherical_bessel_j0
    special.zeta tril_indices triu_indices uniform unique unique_consecutive unravel_index zeros zeros_like
""".split())


def names(groups="ABCDE"):
    """The names of some groups, in order."""
    return [name for group in groups for name in GROUPS[group][1].split()]
