"""The functions of PyTorch's ``nn.functional``, from the modules beside this one."""
from ..ops import api as _api
from .activations import gelu, log_softmax, relu, softmax
from .classification import cross_entropy, nll_loss
from .dropout import dropout
from .losses import binary_cross_entropy_with_logits, mse_loss
from .sampling import affine_grid, grid_sample
from .sparse import embedding

linear, layer_norm = _api.linear, _api.layer_norm
tanh, sigmoid, logsigmoid = _api.tanh, _api.sigmoid, _api.logsigmoid

__all__ = ["linear", "relu", "gelu", "softmax", "log_softmax", "logsigmoid", "sigmoid", "tanh", "mse_loss", "nll_loss",
           "cross_entropy", "binary_cross_entropy_with_logits", "layer_norm", "embedding", "dropout",
           "grid_sample", "affine_grid"]
