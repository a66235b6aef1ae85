"""Samples of shapes, views and copies."""
import numpy as np

from .forms import every_second, half, matrices, real, sample, strided_half, transposed, vectors, written, written_over

sample("view", matrices(real), lambda xp, x: x.view(-1), np.ravel)
sample("reshape", matrices(real), lambda xp, x: x.reshape(-1), lambda x: x.reshape(-1))
sample("flatten", matrices(real), numpy=np.ravel)
sample("squeeze", lambda n: [real(n, 0).reshape(1, n)], numpy=np.squeeze)
sample("unsqueeze", vectors(real), lambda xp, x: x.unsqueeze(0), lambda x: np.expand_dims(x, 0))
sample("transpose", matrices(real), lambda xp, x: x.transpose(0, 1), np.transpose)
sample("t", matrices(real), numpy=np.transpose)
sample("permute", matrices(real), lambda xp, x: x.permute(1, 0), np.transpose)
sample("expand", lambda n: [real(round(n ** 0.5), 0)], lambda xp, x: x.expand(len(x), -1),
       lambda x: np.broadcast_to(x, (len(x), len(x))))
sample("clone", vectors(real), numpy=np.copy)
sample("contiguous", matrices(real), lambda xp, x: x.t().contiguous(), lambda x: np.ascontiguousarray(x.T))
sample("detach", vectors(real), lambda xp, x: x.detach(), lambda x: x.view())
sample("select", matrices(real), lambda xp, x: x.select(0, 0), lambda x: x[0])
sample("narrow", matrices(real), lambda xp, x: x.narrow(0, 0, 1), lambda x: x[:1])
sample("_slice", vectors(real), every_second, lambda x: x[::2])
sample("_alias", vectors(real), lambda xp, x: x[...], lambda x: x[...])
sample("_unsqueeze_index", vectors(real), lambda xp, x: x[None], lambda x: x[None])
sample("_unindex", half(real), transposed(every_second))
sample("split", vectors(real), lambda xp, x: x.split((len(x) + 1) // 2)[0],
       lambda x: np.split(x, ((len(x) + 1) // 2,))[0])
sample("chunk", vectors(real), lambda xp, x: x.chunk(2)[0], lambda x: np.array_split(x, 2)[0])
sample("unbind", lambda n: [real(2 * n, 0).reshape(2, n)], lambda xp, x: x.unbind(0)[0], lambda x: list(x)[0])
sample("diagonal", matrices(real), lambda xp, x: x.diagonal(), np.diagonal)
sample("as_strided", vectors(real), strided_half, lambda x: x[::2])
sample("_scatter_strided", half(real), transposed(strided_half))
sample("_gather_strided", lambda n: [*half(real)(n), real(n, 2)],
       lambda xp, x, g, h: transposed(lambda xp, g: transposed(strided_half)(xp, x, g))(xp, g, h))
sample("_copy_slices", half(real), written(lambda: slice(None, None, 2)),
       lambda x, y: written_over(x, slice(None, None, 2), y))
sample("_copy", vectors(real, real), lambda xp, x, y: x.clone().copy_(y), lambda x, y: written_over(x, ..., y))
sample("_to_copy", vectors(real), lambda xp, x: x.to(xp.float64), lambda x: x.astype(np.float64))
sample("cat", vectors(real, real), lambda xp, x, y: xp.cat((x, y)), lambda x, y: np.concatenate((x, y)))
sample("flip", vectors(real), lambda xp, x: x.flip(0), lambda x: np.flip(x, 0).copy())
sample("tril", matrices(real), numpy=np.tril)
sample("triu", matrices(real), numpy=np.triu)
