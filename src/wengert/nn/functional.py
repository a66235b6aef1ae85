"""The functions of PyTorch's ``nn.functional``, from the modules beside this one."""
from ..ops import api as _api
from . import adaptive_pooling, convolution, fractional_pooling, pooling, resizing, unpooling
from .adaptive_pooling import *  # noqa: F403
from .convolution import *  # noqa: F403
from .fractional_pooling import *  # noqa: F403
from .pooling import *  # noqa: F403
from .resizing import *  # noqa: F403
from .unpooling import *  # noqa: F403
from .activations import celu, elu, gelu, glu, leaky_relu, mish, prelu, relu, rrelu, selu, silu, softplus
from .classification import cross_entropy, linear_cross_entropy, nll_loss
from .distances import (cosine_embedding_loss, cosine_similarity, pairwise_distance, pdist, triplet_margin_loss,
                        triplet_margin_with_distance_loss)
from .dropout import alpha_dropout, dropout, dropout1d, dropout2d, dropout3d, feature_alpha_dropout
from .inplace import celu_, elu_, hardtanh_, leaky_relu_, relu_, rrelu_, selu_, threshold_
from .likelihoods import (binary_cross_entropy, binary_cross_entropy_with_logits, gaussian_nll_loss, kl_div,
                          poisson_nll_loss)
from .losses import (hinge_embedding_loss, huber_loss, l1_loss, margin_ranking_loss, mse_loss, smooth_l1_loss,
                     soft_margin_loss)
from .maps import bilinear, one_hot
from .margins import multi_margin_loss, multilabel_margin_loss, multilabel_soft_margin_loss
from .normalisation import batch_norm, group_norm, instance_norm, local_response_norm, normalize
from .sampling import affine_grid, grid_sample
from .gumbel import gumbel_softmax
from .shaping import (hardsigmoid, hardswish, hardtanh, log_softmax, relu6, softmax, softmin, softshrink, softsign,
                      tanhshrink, threshold)
from .alignments import ctc_loss
from .attention import scaled_dot_product_attention
from .multihead import multi_head_attention_forward
from .sparse import embedding, embedding_bag

linear, layer_norm, rms_norm = _api.linear, _api.layer_norm, _api.rms_norm
tanh, sigmoid, logsigmoid, hardshrink = _api.tanh, _api.sigmoid, _api.logsigmoid, _api.hardshrink

__all__ = ["linear", "relu", "gelu", "softmax", "log_softmax", "logsigmoid", "sigmoid", "tanh", "mse_loss", "nll_loss",
           "cross_entropy", "binary_cross_entropy_with_logits", "layer_norm", "embedding", "dropout",
           "grid_sample", "affine_grid",
           "celu", "elu", "glu", "leaky_relu", "mish", "prelu", "rrelu", "selu", "silu", "softplus",
           "hardshrink", "hardsigmoid", "hardswish", "hardtanh", "relu6", "softmin", "softshrink", "softsign",
           "tanhshrink", "threshold",
           "celu_", "elu_", "hardtanh_", "leaky_relu_", "relu_", "rrelu_", "selu_", "threshold_",
           "alpha_dropout", "dropout1d", "dropout2d", "dropout3d", "feature_alpha_dropout",
           "batch_norm", "group_norm", "instance_norm", "local_response_norm", "normalize", "rms_norm",
           "binary_cross_entropy", "gaussian_nll_loss", "hinge_embedding_loss", "huber_loss", "kl_div", "l1_loss",
           "margin_ranking_loss", "poisson_nll_loss", "smooth_l1_loss", "soft_margin_loss",
           "multi_margin_loss", "multilabel_margin_loss", "multilabel_soft_margin_loss",
           "cosine_embedding_loss", "cosine_similarity", "pairwise_distance", "pdist", "triplet_margin_loss",
           "triplet_margin_with_distance_loss", "bilinear", "one_hot",
           "scaled_dot_product_attention", "ctc_loss", "gumbel_softmax", "linear_cross_entropy", "embedding_bag",
           "multi_head_attention_forward",
           *convolution.__all__, *pooling.__all__, *adaptive_pooling.__all__, *fractional_pooling.__all__,
           *unpooling.__all__, *resizing.__all__]
