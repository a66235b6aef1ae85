"""Samples: shapes, views and copies."""
from .forms import A, Const, Dtype, I, S

SAMPLES = {}

RESHAPES = [S(A(2, 3), 3, 2), S(A(2, 3), (3, 2)), S(A(2, 3), -1), S(A(2, 3), (6, -1)), S(A(), 1, 1), S(A(1), ()),
            S(A(0, 3), 3, 0),
            S(A(2, 3), [1, 2, 3])]
SAMPLES["Tensor.view"] = RESHAPES
SAMPLES["Tensor.reshape"] = RESHAPES
SAMPLES["reshape"] = [s for s in RESHAPES if len(s.args) == 2 and s.args[1] != -1] + [S(A(2, 3), shape=(3, 2))]
SAMPLES["Tensor.view_as"] = SAMPLES["Tensor.reshape_as"] = [S(A(2, 3), Const(A(3, 2)))]
SAMPLES["flatten"] = [S(A(2, 3, 4)), S(A(2, 3, 4), 1), S(A(2, 3, 4), 0, 1), S(A(2, 3, 4), start_dim=-2), S(A()),
                      S(A(0, 2))]
SAMPLES["transpose"] = [S(A(2, 3), 0, 1), S(A(2, 3, 4), -1, 0), S(A(2, 3, 4), 1, 1), S(A(), 0, -1), S(A(0, 2), 0, 1)]
SAMPLES["t"] = [S(A(2, 3)), S(A(3)), S(A())]
SAMPLES["permute"] = [S(A(2, 3, 4), (2, 0, 1)), S(A(2, 3), (-1, 0)), S(A(2, 3), [0, 1]), S(A(), ()), S(A(0, 2), (1, 0)),
                      S(A(2, 3), dims=(1, 0))]
SAMPLES["Tensor.permute"] = [S(A(2, 3, 4), 2, 0, 1), S(A(2, 3, 4), (1, 2, 0))]
SAMPLES[".T"] = SAMPLES[".mT"] = [S(A(2, 3)), S(A(0, 2))]
SAMPLES[".mT"] = [*SAMPLES[".T"], S(A(2, 3, 4))]
SAMPLES["squeeze"] = [S(A(1, 3, 1)), S(A(1, 3, 1), 0), S(A(1, 3, 1), -1), S(A(1, 3, 1), 1), S(A(1, 3, 1), dim=(0, 2)),
                      S(A()), S(A(), 0),
                      S(A(1, 0))]
SAMPLES["unsqueeze"] = [S(A(3), 0), S(A(3), -1), S(A(2, 3), 1), S(A(), 0), S(A(0), dim=1)]
SAMPLES["Tensor.expand"] = [S(A(3), 2, 3), S(A(2, 1), (2, 3)), S(A(2, 1), -1, 3), S(A(), 2), S(A(1), 0), S(A(3), (3,)),
                            S(A(1, 3), (4, -1, 3))]
SAMPLES["Tensor.expand_as"] = [S(A(3), Const(A(2, 3)))]
SAMPLES["broadcast_to"] = [S(A(3), (2, 3)), S(A(2, 1), (2, 4)), S(A(), (2, 2)), S(A(1), (0,))]
SAMPLES["Tensor.repeat"] = [S(A(2), 2, 3), S(A(2, 3), (1, 2)), S(A(), 3), S(A(2), 0), S(A(2), 1)]
SAMPLES["movedim"] = [S(A(2, 3, 4), 0, -1), S(A(2, 3, 4), (0, 1), (2, 0)), S(A(2, 3), 1, 1)]
SAMPLES["cat"] = [S([A(2, 3), A(1, 3)]), S((A(2, 3), A(2, 1)), 1), S([A(2, 3), A(2, 3)], dim=-1), S([A(3)]),
                  S([A(0), A(2)]),
                  S([A(2, 2), A(0), A(1, 2)], 0), S([A(2), I(1, 2)], 0), S([A(2, 0), A(2, 0)], 1)]
SAMPLES["stack"] = [S([A(2, 3), A(2, 3)]), S((A(3), A(3)), -1), S([A(), A()]), S([A(2, 3), A(2, 3)], dim=1),
                    S([A(0), A(0)])]
SAMPLES["split"] = [S(A(5), 2), S(A(2, 5), 2, 1), S(A(5), [1, 4]), S(A(2, 5), (2, 3), dim=-1), S(A(4), 9), S(A(0), 1)]
SAMPLES["chunk"] = [S(A(5), 2), S(A(2, 5), 3, -1), S(A(4), chunks=9), S(A(0), 2)]
SAMPLES["unbind"] = [S(A(2, 3)), S(A(2, 3), 1), S(A(2, 3), dim=-1), S(A(3, 0))]
SAMPLES["flip"] = [S(A(3), (0,)), S(A(2, 3), [0, 1]), S(A(2, 3), dims=(-1,)), S(A(0, 2), (0,)), S(A(2, 3), ())]
SAMPLES["Tensor.flip"] = [S(A(2, 3), 0, 1), S(A(2, 3), -1)]
for _name in ("tril", "triu"):
    SAMPLES[_name] = [S(A(3, 3)), S(A(2, 3), 1), S(A(2, 3, 4), -1), S(A(3, 2), diagonal=5), S(A(0, 2))]
SAMPLES["diagonal"] = [S(A(3, 3)), S(A(3, 4), 1), S(A(3, 4), -1), S(A(2, 3, 4), 0, 1, 2),
                       S(A(2, 3, 4), offset=1, dim1=-1, dim2=0), S(A(2, 2), 5)]
SAMPLES["select"] = [S(A(2, 3), 0, 1), S(A(2, 3), -1, -1), S(A(3), 0, 0)]
SAMPLES["narrow"] = [S(A(5), 0, 1, 3), S(A(2, 5), -1, 2, 2), S(A(5), 0, 5, 0)]
SAMPLES["as_strided"] = [S(A(6), (3, 2), (2, 1)), S(A(6), (4, 2), (1, 1), 1), S(A(6), (3,), (0,))]
SAMPLES["Tensor.to"] = [S(A(3), Dtype("float64")), S(I(1, 2), Dtype("float64"))]
SAMPLES["detach"] = [S(A(3)), S(A())]

# Compared with other libraries in complex numbers too.
COMPLEX = ("Tensor.view", "reshape", "transpose", "permute", "squeeze", "Tensor.expand", "cat", "stack",
           "split", "flip", "tril", "diagonal")

# Rows without a public name: the sample that reaches them.
REACHED_BY = {"view": "Tensor.view", "expand": "Tensor.expand"}

# Rows that only gradients are made of: the sample whose second order reaches them.
IN_BACKWARD = {"_unindex": "narrow", "_scatter_strided": "as_strided", "_gather_strided": "as_strided"}
