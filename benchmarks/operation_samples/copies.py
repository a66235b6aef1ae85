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
sample("as_strided_copy", vectors(real), lambda xp, x: xp.as_strided_copy(x, (x.shape[0] // 2 + 1,), (1,)),
       lambda x: x[:x.shape[0] // 2 + 1].copy())
sample("expand_copy", vectors(real), lambda xp, x: xp.expand_copy(x, (2, x.shape[0])), lambda x: np.stack([x, x]))
sample("slice_copy", vectors(real), lambda xp, x: xp.slice_copy(x, 0, 0, None, 2), lambda x: x[::2].copy())
sample("squeeze_copy", vectors(real), numpy=np.copy)
sample("unsqueeze_copy", vectors(real), lambda xp, x: xp.unsqueeze_copy(x, 0), lambda x: x[None].copy())
sample("unfold_copy", vectors(real), lambda xp, x: xp.unfold_copy(x, 0, 1, 1), lambda x: x[:, None].copy())
sample("view_copy", vectors(real), lambda xp, x: xp.view_copy(x, (1, -1)), lambda x: x[None].copy())
sample("diagonal_copy", matrices(real), numpy=lambda x: np.diagonal(x).copy())
sample("permute_copy", matrices(real), lambda xp, x: xp.permute_copy(x, (1, 0)), lambda x: x.T.copy())
sample("select_copy", matrices(real), lambda xp, x: xp.select_copy(x, 1, 0), lambda x: x[:, 0].copy())
sample("transpose_copy", matrices(real), lambda xp, x: xp.transpose_copy(x, 0, 1), lambda x: x.T.copy())
for _name, _args in (("split_copy", lambda x: (len(x),)), ("split_with_sizes_copy", lambda x: ([len(x)],)),
                     ("unbind_copy", lambda x: ())):
    sample(_name, lambda n: [real(n, 0).reshape(1, n)],
           lambda xp, x, name=_name, args=_args: getattr(xp, name)(x, *args(x))[0])
sample("segment_reduce", runs, lambda xp, x, lengths: xp.segment_reduce(x, "sum", lengths=lengths),
       lambda x, lengths: np.add.reduceat(x, lengths.cumsum() - lengths))
sample("norm_except_dim", matrices(real), numpy=lambda x: np.linalg.norm(x, axis=1, keepdims=True))
sample("binomial", vectors(positive, positive), lambda xp, x, y: xp.binomial(x.detach() * 8, y.detach() / 2),
       same=False)
