"""Samples of splitting and joining, rearranging copies, writes into copies and parts of complex numbers."""
import numpy as np

from .forms import complex_, half, matrices, real, sample, transposed, vectors


def pairs(n):
    """A matrix of two columns."""
    return [real(2 * n, 0).reshape(n, 2)]


def cube(n):
    """Three dims of about one size."""
    side = max(2, 2 * round(n ** (1 / 3) / 2))
    return [real(side ** 3, 0).reshape(side, side, side)]


def square_and_row():
    """A square matrix and a vector along it."""
    def make(n):
        side = round(n ** 0.5)
        return [real(side * side, 0).reshape(side, side), real(side, 1)]
    return make


def root(n):
    """A vector whose square is about n long."""
    return [real(round(n ** 0.5), 0)]


def side(n):
    """How wide a square of n elements is."""
    return [round(n ** 0.5)]


def even(n):
    """A vector of an even number of elements."""
    return [real(n + n % 2, 0)]


def diagonal_scattered(x, y):
    out = x.copy()
    np.fill_diagonal(out, y)
    return out


def first_written(x, y):
    out = x.copy()
    out[0] = y
    return out


sample("unflatten", even, lambda xp, x: x.unflatten(0, (2, -1)), lambda x: x.reshape(2, -1))
sample("ravel", matrices(real), numpy=np.ravel)
sample("unfold", vectors(real), lambda xp, x: x.unfold(0, 1, 1),
       lambda x: np.lib.stride_tricks.sliding_window_view(x, 1))
sample("movedim", matrices(real), lambda xp, x: xp.movedim(x, 0, 1), lambda x: np.moveaxis(x, 0, 1))
sample("adjoint", matrices(real), lambda xp, x: x.adjoint(), lambda x: x.T)
sample("view_as_real", vectors(complex_), numpy=lambda x: x.view(np.float32).reshape(-1, 2))
sample("view_as_complex", pairs, lambda xp, x: xp.view_as_complex(x).real, lambda x: x.view(np.complex64)[:, 0].real)
sample("broadcast_to", root, lambda xp, x: xp.broadcast_to(x, (len(x), len(x))),
       lambda x: np.broadcast_to(x, (len(x), len(x))))
sample("expand_as", root, lambda xp, x: x.expand_as(x.detach().reshape(-1, 1).expand(-1, len(x))),
       lambda x: np.broadcast_to(x, np.broadcast_to(x.reshape(-1, 1), (len(x), len(x))).shape))
sample("view_as", vectors(real), lambda xp, x: x.view_as(x), lambda x: x.reshape(x.shape))
sample("reshape_as", vectors(real), lambda xp, x: x.reshape_as(x), lambda x: x.reshape(x.shape))
sample("broadcast_tensors", root, lambda xp, x: xp.broadcast_tensors(x, x.reshape(-1, 1))[0],
       lambda x: np.broadcast_arrays(x, x.reshape(-1, 1))[0])
for _d in (1, 2, 3):
    sample(f"atleast_{_d}d", vectors(real), numpy=getattr(np, f"atleast_{_d}d"))
sample("repeat", half(real), lambda xp, x, _: x.repeat(2), lambda x, _: np.tile(x, 2))
sample("tile", half(real), lambda xp, x, _: xp.tile(x, (2,)), lambda x, _: np.tile(x, 2))
sample("repeat_interleave", half(real), lambda xp, x, _: xp.repeat_interleave(x, 2), lambda x, _: np.repeat(x, 2))
sample("resolve_conj", vectors(real))
sample("resolve_neg", vectors(real))

sample("stack", vectors(real, real), lambda xp, x, y: xp.stack((x, y)), lambda x, y: np.stack((x, y)))
sample("hstack", vectors(real, real), lambda xp, x, y: xp.hstack((x, y)), lambda x, y: np.hstack((x, y)))
sample("vstack", vectors(real, real), lambda xp, x, y: xp.vstack((x, y)), lambda x, y: np.vstack((x, y)))
sample("dstack", vectors(real, real), lambda xp, x, y: xp.dstack((x, y)), lambda x, y: np.dstack((x, y)))
sample("column_stack", vectors(real, real), lambda xp, x, y: xp.column_stack((x, y)),
       lambda x, y: np.column_stack((x, y)))
sample("meshgrid", root, lambda xp, x: xp.meshgrid(x, x, indexing="ij")[0],
       lambda x: np.meshgrid(x, x, indexing="ij")[0])
sample("unsafe_split", vectors(real), lambda xp, x: xp.unsafe_split(x, (len(x) + 1) // 2)[0],
       lambda x: np.split(x, ((len(x) + 1) // 2,))[0])
sample("unsafe_chunk", vectors(real), lambda xp, x: xp.unsafe_chunk(x, 2)[0],
       lambda x: np.array_split(x, 2)[0])
sample("split_with_sizes", vectors(real), lambda xp, x: x.split_with_sizes((1, len(x) - 1))[1],
       lambda x: np.split(x, (1,))[1])
sample("unsafe_split_with_sizes", vectors(real), lambda xp, x: x.unsafe_split_with_sizes((1, len(x) - 1))[1],
       lambda x: np.split(x, (1,))[1])
sample("tensor_split", vectors(real), lambda xp, x: xp.tensor_split(x, 2)[0], lambda x: np.array_split(x, 2)[0])
sample("hsplit", even, lambda xp, x: xp.hsplit(x, 2)[0], lambda x: np.hsplit(x, 2)[0])
sample("vsplit", cube, lambda xp, x: xp.vsplit(x, 2)[0], lambda x: np.vsplit(x, 2)[0])
sample("dsplit", cube, lambda xp, x: xp.dsplit(x, 2)[0], lambda x: np.dsplit(x, 2)[0])

sample("fliplr", matrices(real), numpy=lambda x: np.fliplr(x).copy())
sample("flipud", matrices(real), numpy=lambda x: np.flipud(x).copy())
sample("roll", vectors(real), lambda xp, x: xp.roll(x, 1), lambda x: np.roll(x, 1))
sample("rot90", matrices(real), lambda xp, x: xp.rot90(x), lambda x: np.rot90(x).copy())
sample("constant_pad_nd", vectors(real), lambda xp, x: xp.constant_pad_nd(x, (1, 1)), lambda x: np.pad(x, 1))
sample("diag_embed", root, lambda xp, x: xp.diag_embed(x), np.diag)
sample("diag", root, numpy=np.diag)
sample("diagflat", root, numpy=np.diagflat)
sample("narrow_copy", vectors(real), lambda xp, x: xp.narrow_copy(x, 0, 0, len(x)), lambda x: x[:].copy())
sample("diagonal_scatter", square_and_row(), numpy=diagonal_scattered)
sample("select_scatter", square_and_row(), lambda xp, x, y: xp.select_scatter(x, y, 0, 0), first_written)
sample("slice_scatter", square_and_row(), lambda xp, x, y: xp.slice_scatter(x, y[None], 0, 0, 1), first_written)
sample("as_strided_scatter", square_and_row(),
       lambda xp, x, y: xp.as_strided_scatter(x, y, (len(y),), (1,)), first_written)
sample("_clear_strided", matrices(real, real), transposed(lambda xp, x: xp.select_scatter(x, x.detach()[0], 0, 0)))
sample("tril_indices", side, lambda xp, k: xp.tril_indices(k, k), lambda k: np.array(np.tril_indices(k)))
sample("triu_indices", side, lambda xp, k: xp.triu_indices(k, k), lambda k: np.array(np.triu_indices(k)))
