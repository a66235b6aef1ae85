"""Samples: views as copies, runs of neighbours reduced, a norm over all dims but one."""
from .forms import A, Const, I, P, S
from .own import OWN
from .shapes_more import library


def copied_parts(x):
    """The parts of a complex function of real numbers, side by side."""
    return library(x).view_as_real_copy((x * (1 + 2j)) ** 2)


OWN["copied_parts"] = copied_parts
SAMPLES = {}
SAMPLES["alias_copy"] = [S(A(2, 3)), S(A())]
SAMPLES["detach_copy"] = [S(Const(A(2, 3)))]
SAMPLES["as_strided_copy"] = [S(A(3, 4), (2, 3), (4, 1)), S(A(6), (2, 2), (1, 2), 1)]
SAMPLES["diagonal_copy"] = [S(A(3, 3)), S(A(2, 3, 4), 1, 0, 2)]
SAMPLES["expand_copy"] = [S(A(2, 1), (3, 2, 4)), S(A(), (2,))]
SAMPLES["permute_copy"] = [S(A(2, 3, 4), (2, 0, 1))]
SAMPLES["select_copy"] = [S(A(2, 3), 1, -1)]
SAMPLES["slice_copy"] = [S(A(5, 2)), S(A(2, 5), 1, 1, 4, 2), S(A(2, 5), -1, -3)]
SAMPLES["squeeze_copy"] = [S(A(1, 3, 1)), S(A(1, 3, 1), 0), S(A(1, 3, 1), (0, 2))]
SAMPLES["t_copy"] = [S(A(2, 3)), S(A(3))]
SAMPLES["transpose_copy"] = [S(A(2, 3, 4), 0, 2)]
SAMPLES["unfold_copy"] = [S(A(5, 2), 0, 3, 1)]
SAMPLES["unsqueeze_copy"] = [S(A(2, 3), 1)]
SAMPLES["view_as_complex_copy"] = [S(A(3, 2))]
SAMPLES["own.copied_parts"] = [S(A(3)), S(A(2, 2))]
SAMPLES["view_copy"] = [S(A(2, 3), (3, 2)), S(A(2, 3), (-1,))]
SAMPLES["split_copy"] = [S(A(5, 2), 2), S(A(2, 4), 2, 1)]
SAMPLES["split_with_sizes_copy"] = [S(A(5, 2), [1, 4]), S(A(2, 4), [2, 1, 1], 1)]
SAMPLES["unbind_copy"] = [S(A(3, 2)), S(A(2, 3), 1)]
SAMPLES["segment_reduce"] = [
    *[S(P(5, 2), reduce, lengths=I(2, 1, 2)) for reduce in ("sum", "mean", "max", "min", "prod")],
    S(P(4), "sum", lengths=I(3, 0, 1), initial=2.0), S(P(4), "mean", lengths=I(3, 1), initial=2.0),
    S(A(2, 3, 2), "sum", lengths=I([[1, 2], [3, 0]]), axis=1), S(A(5), "max", offsets=I(0, 2, 5))]
SAMPLES["norm_except_dim"] = [S(P(2, 3)), S(A(2, 3, 2), 2, 1), S(A(2, 3), 2, -1), S(P(3), 2, 0), S(P(2, 3), 1, 1)]
SAMPLES["binomial"] = [S(Const(P(3).round()), Const(P(3) * 0 + 1)), S(Const(P(3)), Const(P(3) * 0))]

# Compared with other libraries in complex numbers too.
COMPLEX = tuple(name for name in SAMPLES
                if name.endswith("_copy") and not name.startswith(("view_as", "slice", "select")))

# Rows reached through another key.
REACHED_BY = {"view_as_real_copy": "own.copied_parts"}
