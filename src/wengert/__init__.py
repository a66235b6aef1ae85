"""Wengert: PyTorch's autograd as a compiled core on NumPy.

``import wengert as torch`` runs numerical PyTorch code: the same names with the same meaning.
"""
import gc as _gc
from math import e, inf, nan, pi  # noqa: F401

_collected = _gc.isenabled()
_gc.disable()              # all that an import makes stays: the collector would look through it in vain

from . import _core, errors
from ._core import (Tensor, as_tensor, dtype, empty_cache, from_numpy, get_default_dtype, get_num_threads,
                    is_anomaly_check_nan_enabled, is_anomaly_enabled, is_grad_enabled, is_inference_mode_enabled,
                    live_nodes, memory_format, memory_stats, promote_types, set_default_dtype, set_num_threads,
                    tensor)
from .types import Size, device, layout, strided  # noqa: F401

_core.set_python_types(Size, device("cpu"))

# The core needs the types first.
from . import ops, creation, ranges, sharing, random, filling, sampling, methods, asking  # noqa: E402

_functions = ops.build()
_makers = {name: getattr(module, name) for module in (creation, ranges, sharing, sampling) for name in module.NAMES}
vars(ops.api).update(_makers, drawn_binomial=filling.drawn_binomial)
_core.add_methods({**ops.methods(_functions), **creation.METHODS, **sharing.METHODS, **sampling.METHODS,
                   **methods.METHODS, **asking.METHODS})
globals().update({name: f for name, f in _functions.items() if not name.startswith("_")})
globals().update(_makers)
globals().update({name: getattr(random, name) for name in random.NAMES})
globals().update({name: getattr(asking, name) for name in asking.NAMES})

from . import autograd  # noqa: E402  (it uses the functions above)
from ._later import later as _later  # noqa: E402
from .autograd.grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled  # noqa: E402
from .methods import as_strided_, detach_, index_put_, is_conj, is_neg, resize_as_  # noqa: E402
from .ops.shapes import broadcast_shapes  # noqa: E402

__version__ = "0.1.0"
newaxis = None
fill_, zero_, index_put_ = methods.fill_, methods.zero_, methods.index_put_

__getattr__, __dir__ = _later("wengert", {
    "nn": "nn", "utils": "utils", "get_printoptions": "_tensor_str", "set_printoptions": "_tensor_str",
    "adaptive_max_pool1d": "nn.functional:adaptive_max_pool1d_with_indices",
    **dict.fromkeys("""
        bilinear celu celu_ cosine_similarity pairwise_distance pdist prelu relu_ selu selu_ threshold threshold_
        adaptive_avg_pool1d avg_pool1d max_pool1d max_pool1d_with_indices max_pool2d max_pool3d
        """.split(), "nn.functional"),
    **dict.fromkeys("""
        binary_cross_entropy_with_logits cosine_embedding_loss ctc_loss hinge_embedding_loss kl_div margin_ranking_loss
        poisson_nll_loss triplet_margin_loss
        """.split(), "nn.top_losses"),
    **dict.fromkeys("""
        alpha_dropout alpha_dropout_ batch_norm dropout dropout_ embedding embedding_bag embedding_renorm_
        feature_alpha_dropout feature_alpha_dropout_ feature_dropout feature_dropout_ group_norm instance_norm
        native_dropout rrelu rrelu_
        """.split(), "nn.top_layers"),
})

for _name in _core.DTYPE_NAMES:
    globals()[_name] = _core._dtype_by_name(_name)
for _name in _core.FORMAT_NAMES:
    globals()[_name] = _core._memory_format_by_name(_name)
for _alias, _name in (("float", "float32"), ("double", "float64"), ("half", "float16"), ("long", "int64"),
                      ("int", "int32"), ("short", "int16"), ("cfloat", "complex64"), ("cdouble", "complex128")):
    globals()[_alias] = _core._dtype_by_name(_name)
_second = {}               # further names of methods
for _alias, _name in (("multiply", "mul"), ("subtract", "sub"), ("divide", "div"), ("true_divide", "div"),
                      ("negative", "neg"), ("absolute", "abs"), ("clip", "clamp"), ("concat", "cat"),
                      ("concatenate", "cat"), ("less", "lt"), ("greater", "gt"), ("less_equal", "le"),
                      ("greater_equal", "ge"), ("not_equal", "ne"), ("swapaxes", "transpose"),
                      ("swapdims", "transpose"), ("moveaxis", "movedim")):
    globals()[_alias] = _functions[_name]
    if hasattr(Tensor, _name):
        _second[_alias] = _functions[_name]
_core.add_methods(_second)


def show_config():
    """Print version, compiler, instruction set, NumPy and BLAS."""
    from .info import show_config as show
    return show()


if _collected:
    _gc.enable()
del _alias, _name, _second, _gc, _collected

__all__ = [name for name in __dir__() if not name.startswith("_")]
