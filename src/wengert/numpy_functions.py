"""The table from NumPy's functions to operations of the same meaning, with NumPy's arguments and defaults."""
import builtins

import numpy as np

from . import _core
from ._core import Tensor
from .ops import api

FUNCTIONS = {}        # NumPy function -> function of the same arguments on tensors


class Elsewhere(Exception):
    """Arguments for which there is no operation: NumPy computes on the arrays, if no gradient would be lost."""


def tensor(value):
    """An array or number as a tensor; a tensor as it is."""
    return value if isinstance(value, Tensor) else _core.as_tensor(value)


def tensors(values):
    """A sequence of arrays and tensors as tensors of one type, as NumPy joins them."""
    out = [tensor(v) for v in values]
    kinds = {t.dtype for t in out}
    if len(kinds) > 1:
        wanted = _core.dtype_of(np.result_type(*[np.dtype(t.dtype.name) for t in out]))
        out = [t.to(wanted) for t in out]
    return out


def converted(value, dtype):
    """A tensor, of another type where one is given."""
    t = tensor(value)
    return t if dtype is None else t.to(_core.dtype_of(dtype if isinstance(dtype, _core.dtype) else np.dtype(dtype)))


def floating(a, dtype=None):
    """Integers as float64, which is what NumPy takes means of integers in."""
    a = converted(a, dtype)
    return a if a.is_floating_point() or a.is_complex() else a.double()


def counterpart(*names):
    """Enter the decorated function for NumPy functions; names that this NumPy lacks are left out."""
    def enter(ours):
        for name in names or (ours.__name__.rstrip("_"),):
            theirs = np
            for part in name.split("."):
                theirs = getattr(theirs, part, None)
            if theirs is not None:
                FUNCTIONS[theirs] = ours
        return ours
    return enter


def reduced(name, a, axis, keepdims):
    """A reduction over one axis, several or all."""
    if axis is None:
        axis = tuple(range(a.ndim))
    axes = axis if isinstance(axis, tuple) else (axis,)
    if not axes:
        return a.clone()
    if name in ("prod", "all", "any") and len(axes) > 1:
        if len(axes) == a.ndim:
            out = getattr(api, name)(a)
            return out.reshape((1,) * a.ndim) if keepdims else out
        for dim in sorted((d % a.ndim for d in axes), reverse=True):
            a = getattr(api, name)(a, dim, keepdims)
        return a
    return getattr(api, name)(a, axes[0] if len(axes) == 1 else axes, keepdims)


@counterpart()
def sum(a, axis=None, dtype=None, keepdims=False):  # noqa: A001
    return reduced("sum", converted(a, dtype), axis, keepdims)


@counterpart()
def prod(a, axis=None, dtype=None, keepdims=False):
    return reduced("prod", converted(a, dtype), axis, keepdims)


@counterpart("mean", "average")
def mean(a, axis=None, dtype=None, keepdims=False):
    return reduced("mean", floating(a, dtype), axis, keepdims)


@counterpart("max", "amax")
def max(a, axis=None, keepdims=False):  # noqa: A001
    return reduced("amax", tensor(a), axis, keepdims)


@counterpart("min", "amin")
def min(a, axis=None, keepdims=False):  # noqa: A001
    return reduced("amin", tensor(a), axis, keepdims)


@counterpart()
def ptp(a, axis=None, keepdims=False):
    return max(a, axis, keepdims) - min(a, axis, keepdims)


@counterpart("all")
def all_(a, axis=None, keepdims=False):
    return reduced("all", tensor(a), axis, keepdims)


@counterpart("any")
def any_(a, axis=None, keepdims=False):
    return reduced("any", tensor(a), axis, keepdims)


def _spread(name, a, axis, dtype, ddof, keepdims, correction):
    a = floating(a, dtype)
    dim = tuple(range(a.ndim)) if axis is None else axis
    return getattr(api, name)(a, dim=dim, correction=ddof if correction is None else correction, keepdim=keepdims)


@counterpart()
def var(a, axis=None, dtype=None, ddof=0, keepdims=False, *, correction=None):
    return _spread("var", a, axis, dtype, ddof, keepdims, correction)


@counterpart()
def std(a, axis=None, dtype=None, ddof=0, keepdims=False, *, correction=None):
    return _spread("std", a, axis, dtype, ddof, keepdims, correction)


def _position(name, a, axis, keepdims):
    a = tensor(a)
    out = getattr(api, name)(a, dim=axis)
    return out if not keepdims else out.reshape((1,) * a.ndim) if axis is None else out.unsqueeze(axis)


@counterpart()
def argmax(a, axis=None, *, keepdims=False):
    return _position("argmax", a, axis, keepdims)


@counterpart()
def argmin(a, axis=None, *, keepdims=False):
    return _position("argmin", a, axis, keepdims)


@counterpart()
def count_nonzero(a, axis=None, *, keepdims=False):
    return reduced("sum", tensor(a) != 0, axis, keepdims)


def _scan(name, a, axis, dtype):
    a = converted(a, dtype)
    return getattr(api, name)(a.reshape(-1), 0) if axis is None else getattr(api, name)(a, axis)


@counterpart()
def cumsum(a, axis=None, dtype=None):
    return _scan("cumsum", a, axis, dtype)


@counterpart()
def cumprod(a, axis=None, dtype=None):
    return _scan("cumprod", a, axis, dtype)


@counterpart()
def median(a, axis=None, overwrite_input=False, keepdims=False):
    return quantile(a, 0.5, axis, keepdims=keepdims)


def level(q, dtype):
    """Quantiles asked for, in a type that loses nothing of a Python number."""
    return q.to(dtype) if isinstance(q, Tensor) else converted(np.asarray(q, np.float64), dtype)


@counterpart()
def quantile(a, q, axis=None, overwrite_input=False, method="linear", keepdims=False):
    a = floating(a)
    return api.quantile(a, level(q, a.dtype), dim=axis, keepdim=keepdims, interpolation=method)


@counterpart()
def percentile(a, q, axis=None, overwrite_input=False, method="linear", keepdims=False):
    q = q if isinstance(q, Tensor) else np.asarray(q, np.float64)
    return quantile(a, q / 100.0, axis, overwrite_input, method, keepdims)


@counterpart()
def clip(a, a_min=None, a_max=None, *, min=None, max=None):  # noqa: A002
    return api.clamp(tensor(a), a_min if min is None else min, a_max if max is None else max)


@counterpart("round", "around")
def round(a, decimals=0):  # noqa: A001
    return api.round(tensor(a), decimals=decimals)


@counterpart()
def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    return api.nan_to_num(tensor(x), nan, posinf, neginf)


@counterpart()
def real(val):
    return tensor(val).real


@counterpart()
def imag(val):
    return val.imag if val.is_complex() else api.zeros_like(val)


@counterpart()
def angle(z, deg=False):
    out = api.angle(z)
    return out * (180 / np.pi) if deg else out


@counterpart()
def where(condition, x=None, y=None):
    if x is None and y is None:
        return api.nonzero(tensor(condition), as_tuple=True)
    return api.where(tensor(condition).bool(), tensor(x), tensor(y))


@counterpart()
def nonzero(a):
    return api.nonzero(a, as_tuple=True)


@counterpart()
def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return api.isclose(*tensors((a, b)), rtol=rtol, atol=atol, equal_nan=equal_nan)


# joining and splitting

@counterpart("concatenate", "concat")
def concatenate(arrays, axis=0, dtype=None):
    parts = tensors([converted(t, dtype) for t in arrays])
    return api.cat([t.reshape(-1) for t in parts]) if axis is None else api.cat(parts, axis)


@counterpart()
def stack(arrays, axis=0, *, dtype=None):
    return api.stack(tensors([converted(t, dtype) for t in arrays]), axis)


def _at_least(t, ndim):
    """With leading dims of one element."""
    return t.reshape((1,) * (ndim - t.ndim) + tuple(t.shape)) if t.ndim < ndim else t


@counterpart("vstack", "row_stack")
def vstack(tup, *, dtype=None):
    return api.cat([_at_least(t, 2) for t in tensors([converted(t, dtype) for t in tup])], 0)


@counterpart()
def hstack(tup, *, dtype=None):
    parts = [_at_least(t, 1) for t in tensors([converted(t, dtype) for t in tup])]
    return api.cat(parts, 0 if parts[0].ndim == 1 else 1)


@counterpart()
def column_stack(tup):
    return api.cat([t.reshape(-1, 1) if t.ndim < 2 else t for t in tensors(tup)], 1)


@counterpart()
def atleast_1d(*arys):
    return _at_least(tensor(arys[0]), 1) if len(arys) == 1 else tuple(_at_least(tensor(t), 1) for t in arys)


@counterpart()
def atleast_2d(*arys):
    return _at_least(tensor(arys[0]), 2) if len(arys) == 1 else tuple(_at_least(tensor(t), 2) for t in arys)


@counterpart("split", "array_split")
def split(ary, indices_or_sections, axis=0):
    n = ary.shape[axis]
    if isinstance(indices_or_sections, (int, np.integer)):
        sections = int(indices_or_sections)
        sizes = [n // sections + (k < n % sections) for k in range(sections)]
        return list(api.split(ary, sizes, axis))
    ends = [0, *(builtins.min(k if k >= 0 else n + k, n) for k in indices_or_sections), n]
    return [api.narrow(ary, axis, a, builtins.max(b - a, 0)) for a, b in zip(ends, ends[1:])]


# shapes

@counterpart()
def reshape(a, shape=None, order="C", *, newshape=None, copy=None):
    if order != "C":
        raise Elsewhere
    return api.reshape(a, shape if newshape is None else newshape)


@counterpart()
def ravel(a, order="C"):
    if order != "C":
        raise Elsewhere
    return api.reshape(a, (-1,))


@counterpart("transpose", "permute_dims")
def transpose(a, axes=None):
    return api.permute(a, tuple(axes) if axes is not None else tuple(range(a.ndim))[::-1])


@counterpart("matrix_transpose")
def matrix_transpose(x):
    return x.mT


@counterpart()
def swapaxes(a, axis1, axis2):
    return api.transpose(a, axis1, axis2)


@counterpart()
def moveaxis(a, source, destination):
    return api.movedim(a, source, destination)


@counterpart()
def squeeze(a, axis=None):
    return a.squeeze() if axis is None else a.squeeze(axis)


@counterpart()
def expand_dims(a, axis):
    for dim in sorted(d % (a.ndim + len(axis)) for d in axis) if isinstance(axis, (tuple, list)) else (axis,):
        a = api.unsqueeze(a, dim)
    return a


@counterpart()
def broadcast_to(array, shape, subok=False):
    return array.expand(shape)


@counterpart()
def broadcast_arrays(*args, subok=False):
    shape = api.broadcast_shapes(*[np.shape(t) for t in args])
    return tuple(tensor(t).expand(shape) for t in args)


@counterpart()
def flip(m, axis=None):
    dims = tuple(range(m.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return api.flip(m, dims)


@counterpart()
def fliplr(m):
    return api.flip(m, (1,))


@counterpart()
def flipud(m):
    return api.flip(m, (0,))


@counterpart()
def roll(a, shift, axis=None):
    return api.roll(a, shift, axis)


@counterpart()
def tile(A, reps):  # noqa: N803
    return api.tile(A, tuple(reps) if isinstance(reps, (tuple, list)) else (reps,))


@counterpart()
def repeat(a, repeats, axis=None):
    return api.repeat_interleave(a, repeats if isinstance(repeats, int) else tensor(repeats), axis)


@counterpart()
def diagonal(a, offset=0, axis1=0, axis2=1):
    return api.diagonal(a, offset, axis1, axis2)


@counterpart()
def diag(v, k=0):
    return api.diag(v, k)


@counterpart()
def trace(a, offset=0, axis1=0, axis2=1, dtype=None):
    return api.diagonal(converted(a, dtype), offset, axis1, axis2).sum(-1)


@counterpart()
def tril(m, k=0):
    return api.tril(m, k)


@counterpart()
def triu(m, k=0):
    return api.triu(m, k)


@counterpart()
def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    if sparse:
        raise Elsewhere
    return tuple(api.meshgrid(*tensors(xi), indexing=indexing))


# products

@counterpart()
def dot(a, b):
    a, b = tensors((a, b))
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    return api.matmul(a, b) if b.ndim <= 2 else api.tensordot(a, b, dims=([a.ndim - 1], [b.ndim - 2]))


@counterpart()
def vdot(a, b):
    a, b = tensors((a, b))
    return (a.reshape(-1).conj() * b.reshape(-1)).sum()


@counterpart()
def inner(a, b):
    a, b = tensors((a, b))
    return a * b if a.ndim == 0 or b.ndim == 0 else api.tensordot(a, b, dims=([a.ndim - 1], [b.ndim - 1]))


@counterpart()
def outer(a, b):
    a, b = tensors((a, b))
    return a.reshape(-1, 1) * b.reshape(-1)


@counterpart()
def tensordot(a, b, axes=2):
    a, b = tensors((a, b))
    if not isinstance(axes, int):
        axes = [[d] if isinstance(d, int) else list(d) for d in axes]
    return api.tensordot(a, b, dims=axes)


@counterpart()
def einsum(subscripts, *operands, dtype=None, casting="safe", order="K", optimize=False):
    if not isinstance(subscripts, str):
        raise Elsewhere
    return api.einsum(subscripts, *tensors([converted(t, dtype) for t in operands]))


@counterpart()
def kron(a, b):
    return api.kron(*tensors((a, b)))


@counterpart("linalg.norm")
def norm(x, ord=None, axis=None, keepdims=False):  # noqa: A002
    if ord not in (None, 2, 2.0) or ord is not None and axis is None and x.ndim != 1:
        raise Elsewhere
    x = floating(x)
    return api.norm(x, 2, dim=tuple(range(x.ndim)) if axis is None else axis, keepdim=keepdims)


# sorting, searching, taking

@counterpart()
def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    a = tensor(a)
    return api.sort(a.reshape(-1) if axis is None else a, dim=-1 if axis is None else axis, stable=True)[0]


@counterpart()
def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    return api.argsort(a.reshape(-1) if axis is None else a, dim=-1 if axis is None else axis, stable=True)


@counterpart()
def take(a, indices, axis=None, mode="raise"):
    if mode != "raise":
        raise Elsewhere
    a, indices = tensor(a), tensor(indices)
    if axis is None:
        return a.reshape(-1)[indices]
    out = api.index_select(a, axis, indices.reshape(-1))
    dim = axis % a.ndim
    return out.reshape(tuple(a.shape[:dim]) + tuple(indices.shape) + tuple(a.shape[dim + 1:]))


@counterpart()
def take_along_axis(arr, indices, axis=-1):
    return api.take_along_dim(tensor(arr), tensor(indices), axis)


@counterpart()
def diff(a, n=1, axis=-1, prepend=None, append=None):
    if n < 0 or prepend is not None or append is not None:
        raise Elsewhere
    a = tensor(a)
    for _ in range(n):
        size = a.shape[axis]
        later, earlier = api.narrow(a, axis, 1, size - 1), api.narrow(a, axis, 0, size - 1)
        a = later != earlier if a.dtype is api.bool else later - earlier
    return a


# making and asking

@counterpart()
def zeros_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    return np_like(api.zeros_like, a, dtype, shape)


@counterpart()
def ones_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    return np_like(api.ones_like, a, dtype, shape)


@counterpart()
def empty_like(prototype, dtype=None, order="K", subok=True, shape=None, *, device=None):
    return np_like(api.empty_like, prototype, dtype, shape)


@counterpart()
def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None, *, device=None):
    return np_like(lambda a, dtype: api.full_like(a, fill_value, dtype=dtype), a, dtype, shape)


def np_like(make, a, dtype, shape):
    """One of the functions ending in ``_like``; a shape of its own is left to NumPy."""
    if shape is not None:
        raise Elsewhere
    return make(a, dtype=None if dtype is None else _core.dtype_of(np.dtype(dtype)))


@counterpart()
def copy(a, order="K", subok=False):
    return tensor(a).clone()


@counterpart()
def shape(a):
    return tuple(a.shape)


@counterpart()
def ndim(a):
    return a.ndim


@counterpart()
def size(a, axis=None):
    return a.numel() if axis is None else a.shape[axis]


@counterpart()
def iscomplexobj(x):
    return x.is_complex()


@counterpart()
def isrealobj(x):
    return not x.is_complex()
