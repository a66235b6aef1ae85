"""NumPy's functions on tensors: ufuncs, and what happens to functions with and without a counterpart.

A function with a counterpart gives tensors and is recorded. One without is computed by NumPy on the tensors' memory and
gives arrays, unless a tensor requires a gradient: then it raises, because a gradient would be lost.
"""
import numpy as np

from . import _core, errors
from ._core import Tensor
from .numpy_functions import FUNCTIONS, Elsewhere, converted, reduced, tensor
from .ops import api

MISSING = object()


# -- ufuncs -------------------------------------------------------------------------------------------

# NumPy's name where ours differs.
UFUNCS = {"absolute": "abs", "fabs": "abs", "arccos": "acos", "arcsin": "asin", "arctan": "atan", "arccosh": "acosh",
          "arcsinh": "asinh", "arctanh": "atanh", "arctan2": "atan2", "add": "add", "conjugate": "conj",
          "degrees": "rad2deg",
          "radians": "deg2rad", "divide": "div", "equal": "eq", "not_equal": "ne", "greater": "gt",
          "greater_equal": "ge",
          "less": "lt", "less_equal": "le", "invert": "bitwise_not", "left_shift": "bitwise_left_shift",
          "right_shift": "bitwise_right_shift", "multiply": "mul", "negative": "neg", "power": "pow", "rint": "round",
          "subtract": "sub", "vecdot": "linalg_vecdot", "positive": "positive", "float_power": "float_power"}
REDUCTIONS = {"add": "sum", "multiply": "prod", "maximum": "amax", "minimum": "amin", "logical_and": "all",
              "logical_or": "any", "logaddexp": "logsumexp"}
SCANS = {"add": "cumsum", "multiply": "cumprod", "logaddexp": "logcumsumexp"}
ufunc_table = {}


def operation_of(ufunc):
    """Our operation of a ufunc's meaning, or None."""
    if ufunc not in ufunc_table:
        name = ufunc.__name__
        ufunc_table[ufunc] = _core.operation_of_ufunc(ufunc) or getattr(api, UFUNCS.get(name, name), None)
    return ufunc_table[ufunc]


def ufunc(ufunc, method, inputs, kwargs):
    """``Tensor.__array_ufunc__``, for what the compiled part does not do itself."""
    kwargs = {name: value for name, value in kwargs.items()
              if not (value is None and name != "axis" or name == "where" and value is True)}
    where = f"numpy.{ufunc.__name__}" + ("" if method == "__call__" else "." + method)
    out = kwargs.get("out")
    if out is not None and any(isinstance(t, Tensor) for t in out):
        return _into(ufunc, method, inputs, kwargs, where)
    if out is None and not {"where", "initial", "casting", "order", "subok"} & set(kwargs):
        result = _recorded(ufunc, method, inputs, kwargs)
        if result is not MISSING:
            return result
    _refuse_gradients(where, inputs, kwargs)
    return getattr(ufunc, method)(*arrays(inputs), **{k: arrays(v) for k, v in kwargs.items()})


def _recorded(ufunc, method, inputs, kwargs):
    """The result of one of our operations, or MISSING."""
    name = ufunc.__name__
    if method == "__call__":
        op = operation_of(ufunc)
        dtype = kwargs.pop("dtype", None)
        if op is None or kwargs:
            if dtype is not None:
                kwargs["dtype"] = dtype
            return MISSING
        inputs = [tensor(v) for v in inputs] if ufunc in (np.matmul,) else inputs
        return op(*inputs) if dtype is None else op(*[tensor(v).to(_core.dtype_of(np.dtype(dtype))) for v in inputs])
    if method == "outer" and operation_of(ufunc) is not None and not kwargs:
        a, b = tensor(inputs[0]), tensor(inputs[1])
        return operation_of(ufunc)(a.reshape(tuple(a.shape) + (1,) * b.ndim), b)
    if method == "reduce" and name in REDUCTIONS and hasattr(api, REDUCTIONS[name]):
        return _reduce(REDUCTIONS[name], *inputs, **kwargs)
    if method == "accumulate" and name in SCANS and hasattr(api, SCANS[name]):
        return _accumulate(SCANS[name], *inputs, **kwargs)
    return MISSING


def _reduce(name, array, axis=0, dtype=None, keepdims=False):
    return reduced(name, converted(array, dtype), axis, keepdims)


def _accumulate(name, array, axis=0, dtype=None):
    return getattr(api, name)(converted(array, dtype), axis)


def _into(ufunc, method, inputs, kwargs, where):
    """A ufunc whose result goes into a tensor."""
    out = kwargs.pop("out")
    if kwargs or len(out) != 1:
        raise errors.ArgumentError(f"{where} cannot write into a Tensor with {sorted(kwargs)}: compute without out= "
                                   f"and use copy_() or where()")
    result = _recorded(ufunc, method, inputs, {})
    if result is MISSING:
        _refuse_gradients(where, (*inputs, *out), {})
        result = getattr(ufunc, method)(*arrays(inputs))
    if isinstance(result, Tensor) and result.requires_grad:
        raise errors.AutogradError(f"{where}(): functions with out=... arguments don't support automatic "
                                   f"differentiation, but one of the arguments requires grad. Leave out= away.")
    return _core.store_created(out[0], tensor(result), where)


# -- tensors and arrays ---------------------------------------------------------------------------------

def arrays(value):
    """A value with every tensor in it as an array over the same memory."""
    if isinstance(value, Tensor):
        return value.detach().numpy()
    if type(value) in (tuple, list):
        return type(value)(arrays(v) for v in value)
    if type(value) is dict:
        return {k: arrays(v) for k, v in value.items()}
    return value


def _refuse_gradients(where, args, kwargs):
    """Raise if a tensor whose gradient is wanted would leave the graph."""
    for t in found(args, kwargs):
        if t.requires_grad:
            raise errors.AutogradError(f"Can't call {where} on Tensor that requires grad: it has no derivative here. "
                                       "Use tensor.detach().numpy() instead.", kind=TypeError)


def found(*values):
    """Every tensor in nested arguments."""
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, (tuple, list)):
            yield from found(*value)
        elif isinstance(value, dict):
            yield from found(*value.values())


def function(function, args, kwargs):
    """``Tensor.__array_function__``."""
    ours = FUNCTIONS.get(function)
    where = f"numpy.{function.__name__}"
    kwargs = {name: value for name, value in kwargs.items() if value is not np._NoValue}
    if ours is not None and kwargs.get("out") is None and kwargs.get("where", True) is True:
        kwargs.pop("out", None)
        kwargs.pop("where", None)
        try:
            return ours(*args, **kwargs)
        except Elsewhere:
            pass
        except TypeError as error:
            if isinstance(error, errors.WengertError) or "argument" not in str(error):
                raise
    _refuse_gradients(where, args, kwargs)
    if any(isinstance(t, Tensor) for t in found(kwargs.get("out"))):
        raise errors.ArgumentError(f"{where} cannot write into a Tensor: compute without out= and use copy_()")
    return function(*arrays(args), **arrays(kwargs))
