"""Samples: products of matrices and vectors."""
from .forms import A, S

SAMPLES = {}

MATRICES = [S(A(2, 3), A(3, 4)), S(A(3), A(3)), S(A(2, 3), A(3)), S(A(3), A(3, 2)), S(A(2, 2, 3), A(2, 3, 2)),
            S(A(2, 3), A(4, 3, 2)),
            S(A(2, 1, 2, 3), A(4, 3, 2)), S(A(3), A(2, 3, 4)), S(A(2, 2, 3), A(3)), S(A(2, 2, 3), A(3, 2)),
            S(A(2, 0), A(0, 3)),
            S(A(0, 2), A(2, 3)), S(A(2, 2), A(2, 0)), S(A(0, 2, 3), A(0, 3, 2)), S(A(0), A(0)), S(A(1, 1), A(1, 1))]
SAMPLES["matmul"] = MATRICES
SAMPLES["operator.matmul"] = MATRICES
SAMPLES["mm"] = [MATRICES[0], MATRICES[10], MATRICES[11]]
SAMPLES["mv"] = [MATRICES[2], S(A(2, 0), A(0))]
SAMPLES["bmm"] = [MATRICES[4], MATRICES[13], S(A(2, 1, 3), A(2, 3, 1))]
SAMPLES["dot"] = [MATRICES[1], MATRICES[14], S(A(1), A(1))]
SAMPLES["outer"] = [S(A(2), A(3)), S(A(0), A(2)), S(A(1), A(1))]
SAMPLES["einsum"] = [
    S("ij,jk->ik", A(2, 3), A(3, 2)), S("ij,jk", A(2, 3), A(3, 2)), S("ij->ji", A(2, 3)), S("ji", A(2, 3)),
    S("ii", A(3, 3)),
    S("ii->i", A(3, 3)), S("ij->", A(2, 3)), S("ij->i", A(2, 3)), S("i,i", A(3), A(3)), S("i,j->ij", A(2), A(3)),
    S("bij,bjk->bik", A(2, 2, 3), A(2, 3, 2)), S("...ij,...jk->...ik", A(2, 2, 3), A(3, 2)),
    S("...i,...i->...", A(2, 3), A(3)),
    S("ij,jk,kl->il", A(2, 3), A(3, 2), A(2, 2)), S("i,i,i->", A(3), A(3), A(3)), S("iij,j->i", A(2, 2, 3), A(3)),
    S(" i j , j -> i ", A(2, 3), A(3)), S("ij,kj->ik", [A(2, 3), A(4, 3)]), S("i...->...", A(2, 3)),
    S("a,b", A(2), A(3)),
    S("bn,anm,bm->ba", A(2, 3), A(2, 3, 4), A(2, 4)), S("ij,ij->ij", A(2, 3), A(2, 3)), S("i,->i", A(2), A()),
    S("...", A(2, 3)),
    S("ij,j->i", A(2, 0), A(0)), S("ij,j->ij", A(2, 3), A(1)),
    S(A(2, 3), [0, 1], A(3, 2), [1, 2], [2, 0]), S(A(2, 3), [26, 0]), S(A(2, 2, 3), [..., 1], A(3), [1], [...]),
    S("iJ,J", A(2, 3), A(3)),
    S("...ij->ij", A(2, 2, 3)), S("ij,kj,kl->il", A(2, 3), A(4, 3), A(4, 2))]

# Compared with other libraries in complex numbers too.
COMPLEX = ("matmul", "mm", "mv", "bmm", "dot", "outer", "einsum")
