"""Samples of views as copies, of runs of neighbours reduced, and of what stands at PyTorch's top level only."""
import numpy as np

from .forms import complex_, matrices, positive, real, sample, vectors


def runs(n):
    """A vector and runs of four, the last shorter."""
    lengths = np.full((n + 3) // 4, 4)
    lengths[-1] -= 4 * len(lengths) - n
    return [real(n, 0), lengths]


def pairs(n):
    """Two columns with about n elements."""
    half = max(1, n // 2)
    return [real(2 * half, 0).reshape(half, 2)]


for _name in ("alias_copy", "detach_copy"):
    sample(_name, vectors(real), numpy=np.copy)
sample("t_copy", matrices(real), numpy=lambda x: x.T.copy())
sample("view_as_real_copy", vectors(complex_), numpy=lambda x: np.stack([x.real, x.imag], -1))
sample("view_as_complex_copy", pairs, numpy=lambda x: x[:, 0] + 1j * x[:, 1])
for _name, _args, _numpy in (
        ("as_strided_copy", lambda x: ((x.shape[0] // 2 + 1,), (1,)), lambda x: x[:x.shape[0] // 2 + 1].copy()),
        ("expand_copy", lambda x: ((2, x.shape[0]),), lambda x: np.stack([x, x])),
        ("slice_copy", lambda x: (0, 0, None, 2), lambda x: x[::2].copy()),
        ("squeeze_copy", lambda x: (), np.copy), ("unsqueeze_copy", lambda x: (0,), lambda x: x[None].copy()),
        ("unfold_copy", lambda x: (0, 1, 1), lambda x: x[:, None].copy()),
        ("view_copy", lambda x: ((1, -1),), lambda x: x[None].copy())):
    sample(_name, vectors(real), lambda xp, x, name=_name, args=_args: getattr(xp, name)(x, *args(x)), _numpy)
for _name, _args, _numpy in (
        ("diagonal_copy", (), lambda x: np.diagonal(x).copy()), ("permute_copy", ((1, 0),), lambda x: x.T.copy()),
        ("select_copy", (1, 0), lambda x: x[:, 0].copy()), ("transpose_copy", (0, 1), lambda x: x.T.copy())):
    sample(_name, matrices(real), lambda xp, x, name=_name, args=_args: getattr(xp, name)(x, *args), _numpy)
for _name, _args in (("split_copy", lambda x: (len(x),)), ("split_with_sizes_copy", lambda x: ([len(x)],)),
                     ("unbind_copy", lambda x: ())):
    sample(_name, lambda n: [real(n, 0).reshape(1, n)],
           lambda xp, x, name=_name, args=_args: getattr(xp, name)(x, *args(x))[0])
sample("segment_reduce", runs, lambda xp, x, lengths: xp.segment_reduce(x, "sum", lengths=lengths),
       lambda x, lengths: np.add.reduceat(x, lengths.cumsum() - lengths))
sample("norm_except_dim", matrices(real), numpy=lambda x: np.linalg.norm(x, axis=1, keepdims=True))
sample("binomial", vectors(positive, positive), lambda xp, x, y: xp.binomial(x.detach() * 8, y.detach() / 2),
       same=False)
