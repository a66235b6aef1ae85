"""Samples: splitting and joining, rearranging copies, writes into copies, parts of complex numbers."""
import sys

from .forms import A, I, S
from .own import OWN


def library(x):
    """The module whose tensor this is."""
    return sys.modules[type(x).__module__.split(".")[0]]


def through_real(x):
    """Pairs of real numbers as complex ones, and back."""
    z = library(x).view_as_complex(x.contiguous())
    return library(x).view_as_real(z * z)


def written_through_real(x, value):
    """A write to the real parts of complex numbers."""
    z = x * (1 + 2j)
    z.real.mul_(value)
    return library(x).view_as_real(z)


def written_through_complex(x, value):
    """A write to real numbers as if they were complex."""
    y = x.contiguous() * 1
    library(x).view_as_complex(y)[1:].mul_(value * (1 + 2j))
    return y


def shape_changed(x):
    """The tensor's own shape changed in the middle of a graph."""
    y = x * x
    return y.t_().unsqueeze_(0) * y.squeeze_()


OWN.update({f.__name__: f for f in (through_real, written_through_real, written_through_complex, shape_changed)})
SAMPLES = {}
SAMPLES["unflatten"] = [S(A(6), 0, (2, 3)), S(A(2, 6), -1, (3, -1)), S(A(6, 2), dim=0, sizes=[6]),
                        S(A(0, 2), 0, (0, 3))]
SAMPLES["ravel"] = [S(A(2, 3)), S(A(3)), S(A()), S(A(0, 2))]
SAMPLES["Tensor.unfold"] = [S(A(6), 0, 2, 1), S(A(6), 0, 2, 3), S(A(3, 5), -1, 3, 2), S(A(3, 5), 0, 2, 1),
                            S(A(), 0, 1, 1),
                            S(A(4), dimension=0, size=0, step=2)]
SAMPLES["adjoint"] = [S(A(2, 3)), S(A(2, 3, 4))]
SAMPLES[".H"] = [S(A(2, 3))]
SAMPLES[".mH"] = SAMPLES["adjoint"]
SAMPLES["atleast_1d"] = SAMPLES["atleast_2d"] = SAMPLES["atleast_3d"] = [S(A()), S(A(2)), S(A(2, 3)), S(A(2, 3, 4)),
                                                                         S(A(), A(2)), S([A(2, 3), A(2)])]
SAMPLES["broadcast_tensors"] = [S(A(2, 1), A(3)), S(A(), A(2)), S(A(2), A(2)), S(A(1), A(0))]
SAMPLES["tile"] = [S(A(2), (2,)), S(A(2, 3), (2,)), S(A(2), (2, 1, 3)), S(A(), (2, 2)), S(A(2, 3), ()),
                   S(A(2), dims=(0,))]
SAMPLES["Tensor.tile"] = [S(A(2, 3), 2, 2), S(A(2), [3])]
SAMPLES["repeat_interleave"] = [S(A(3), 2), S(A(2, 3), 2), S(A(2, 3), 2, 1), S(A(2, 3), 2, dim=-2),
                                S(A(2, 3), I(1, 2), 0),
                                S(A(2, 3), I(2, 0, 1), dim=1, output_size=3), S(A(3), I([2])), S(A(), 3), S(A(2), 0),
                                S(I(1, 0, 2)), S(A(3), 2, output_size=6)]
SAMPLES["resolve_conj"] = SAMPLES["resolve_neg"] = [S(A(2))]

SAMPLES["hstack"] = [S([A(2), A(3)]), S((A(2, 1), A(2, 2))), S([A(), A(2)])]
SAMPLES["vstack"] = SAMPLES["row_stack"] = [S([A(2), A(2)]), S((A(2), A(1, 2))), S([A(2, 1, 2), A(1, 1, 2)])]
SAMPLES["dstack"] = [S([A(2), A(2)]), S((A(2, 3), A(2, 3, 2)))]
SAMPLES["column_stack"] = [S([A(2), A(2)]), S((A(2), A(2, 3))), S([A(), A()])]
SAMPLES["meshgrid"] = [S(A(2), A(3), indexing="ij"), S(A(2), A(3), indexing="xy"), S([A(2), A(), A(3)], indexing="xy"),
                       S(A(2), indexing="ij")]
SAMPLES["unsafe_split"] = [S(A(5), 2), S(A(2, 5), 3, -1)]
SAMPLES["unsafe_chunk"] = [S(A(5), 2), S(A(2, 5), 3, dim=-1)]
SAMPLES["split_with_sizes"] = SAMPLES["unsafe_split_with_sizes"] = [S(A(5), (1, 4)), S(A(2, 5), [2, 0, 3], -1)]
SAMPLES["tensor_split"] = [S(A(5), 2), S(A(5), (1, 3)), S(A(2, 5), 3, -1), S(A(5), (7, 2)), S(A(5), [-2]),
                           S(A(5), I(1, 3)),
                           S(A(5), ())]
SAMPLES["hsplit"] = [S(A(4), 2), S(A(2, 4), 2), S(A(2, 4), (1, 3))]
SAMPLES["vsplit"] = [S(A(4, 2), 2), S(A(4, 2), [1])]
SAMPLES["dsplit"] = [S(A(2, 1, 4), 2), S(A(2, 1, 4), (1, 2))]

SAMPLES["fliplr"] = [S(A(2, 3)), S(A(2, 3, 2))]
SAMPLES["flipud"] = [S(A(3)), S(A(2, 3))]
SAMPLES["roll"] = [S(A(5), 2), S(A(5), -1), S(A(5), 7, 0), S(A(2, 3), 1), S(A(2, 3), (1, 2), (0, 1)),
                   S(A(2, 3), (1, 1), (1, 1)),
                   S(A(0, 2), 1, 0), S(A(), 1), S(A(2, 3), shifts=2, dims=-1)]
SAMPLES["rot90"] = [S(A(2, 3)), S(A(2, 3), 2), S(A(2, 3), 3), S(A(2, 3), -1, [1, 0]), S(A(2, 3, 2), 1, (1, 2)),
                    S(A(2, 3), 4),
                    S(A(0, 2))]
SAMPLES["constant_pad_nd"] = [S(A(3), (1, 2)), S(A(3), (-1, 2), 1.5), S(A(2, 3), (1, -1, 0, 2), 7),
                              S(A(2, 3), (0, 1)), S(A(2), ()),
                              S(A(0, 2), (1, 1)), S(A(3), (-1, -2))]
SAMPLES["diag_embed"] = [S(A(3)), S(A(2, 3)), S(A(3), 1), S(A(2, 3), -1), S(A(2, 3), 1, 0, 2), S(A(0)),
                         S(A(2), offset=0, dim1=-1, dim2=-2)]
SAMPLES["diag"] = [S(A(3)), S(A(3), 1), S(A(2, 3)), S(A(3, 2), -1), S(A(2, 2), 5), S(A(0))]
SAMPLES["diagflat"] = [S(A(3)), S(A(2, 2), 1), S(A()), S(A(2), offset=-1)]
SAMPLES["narrow_copy"] = [S(A(5), 0, 1, 3), S(A(2, 5), -1, 2, 2), S(A(5), 0, -2, 1)]
SAMPLES["diagonal_scatter"] = [S(A(3, 3), A(3)), S(A(2, 3), A(2), 1), S(A(3, 2), A(2), -1),
                               S(A(2, 3, 4), A(3, 2), 0, 0, 2)]
SAMPLES["select_scatter"] = [S(A(2, 3), A(3), 0, 1), S(A(2, 3), A(2), -1, -1), S(A(3), A(), 0, 0)]
SAMPLES["slice_scatter"] = [S(A(4), A(2), 0, 1, 3), S(A(4), A(2), 0, None, None, 2), S(A(2, 4), A(2, 1), -1, -1),
                            S(A(3), A(3)),
                            S(A(4), A(0), 0, 3, 1)]
SAMPLES["as_strided_scatter"] = [S(A(6), A(3), (3,), (2,)), S(A(6), A(2, 2), (2, 2), (1, 2), 1)]
SAMPLES["tril_indices"] = SAMPLES["triu_indices"] = [S(3, 3), S(2, 3), S(3, 2, -1), S(3, 2, offset=1), S(0, 3),
                                                     S(2, 2, -5),
                                                     S(2, 3, 5)]
SAMPLES["own.through_real"] = [S(A(2, 2)), S(A(3, 2, 2))]
SAMPLES["own.written_through_real"] = [S(A(3, 2), A(2))]
SAMPLES["own.shape_changed"] = [S(A(2, 2))]
SAMPLES["own.written_through_complex"] = [S(A(3, 2), A(2))]

# Compared with other libraries in complex numbers too.
COMPLEX = ("unflatten", "Tensor.unfold", "adjoint", ".H", ".mH", "tile", "repeat_interleave", "hstack", "meshgrid",
       "unsafe_split",
           "tensor_split", "roll", "rot90", "constant_pad_nd", "diag_embed", "diag", "diagonal_scatter", "narrow_copy")

# Rows without a sample under their own name: the sample that reaches them.
REACHED_BY = {"view_as_complex": "own.through_real", "view_as_real": "own.through_real"}

# Rows that only gradients are made of: the sample whose second order reaches them.
IN_BACKWARD = {"_clear_strided": "diagonal_scatter"}
