"""A product of matrices or vectors added to a tensor: beta * input + alpha * product."""
from .arithmetic import conj
from .table import compiled


def times(x, factor):
    """The cotangent of what a Python number multiplied."""
    return x if factor == 1 else x * factor.conjugate()


ADDED = dict(inplace=True, out=True, input=lambda g, beta: times(g, beta))


@compiled("affine", saved="mat1 mat2", tensors="input mat1 mat2",
          mat1=lambda g, mat2, alpha: times(g @ conj(mat2).mT, alpha),
          mat2=lambda g, mat1, alpha: times(conj(mat1).mT @ g, alpha), **ADDED)
def addmm(input, mat1, mat2, *, beta=1, alpha=1):
    """A tensor plus the product of two matrices: beta * input + alpha * (mat1 @ mat2).

    Parameters
    ----------
    input : Tensor
        What is added, broadcast to the product's shape. With beta = 0 its values do not matter, not even nan.
    mat1, mat2 : Tensor
        Matrices of input's type.
    beta, alpha : number
        The factors. Those of integers are cut to integers; with alpha = 0 the product's values do not matter.

    Raises
    ------
    RuntimeError
        If the sizes do not fit, or the types differ or are bool.

    Examples
    --------
    >>> import wengert
    >>> wengert.addmm(wengert.tensor([1., 2.]), wengert.ones(2, 3), wengert.ones(3, 2), alpha=2)
    tensor([[7., 8.],
            [7., 8.]])
    """


@compiled("affine", saved="mat vec", tensors="input mat vec",
          mat=lambda g, vec, alpha: times(g.unsqueeze(-1) * conj(vec), alpha),
          vec=lambda g, mat, alpha: times(conj(mat).mT @ g, alpha), **ADDED)
def addmv(input, mat, vec, *, beta=1, alpha=1):
    """A vector plus the product of a matrix and a vector: beta * input + alpha * (mat @ vec).

    Parameters
    ----------
    input : Tensor
        A vector as long as the matrix is high, or one element. With beta = 0 its values do not matter, not even nan.
    mat, vec : Tensor
        A matrix and a vector of input's type.
    beta, alpha : number
        The factors. Those of integers are cut to integers; with alpha = 0 the product's values do not matter.

    Examples
    --------
    >>> import wengert
    >>> wengert.addmv(wengert.tensor([1., 2.]), wengert.ones(2, 3), wengert.ones(3))
    tensor([4., 5.])
    """


@compiled("affine", saved="vec1 vec2", tensors="input vec1 vec2",
          vec1=lambda g, vec2, alpha: times(g @ conj(vec2), alpha),
          vec2=lambda g, vec1, alpha: times(g.mT @ conj(vec1), alpha), **{**ADDED, "out": "cast"})
def addr(input, vec1, vec2, *, beta=1, alpha=1):
    """A matrix plus the products of all pairs of two vectors' elements: beta * input + alpha * outer(vec1, vec2).

    Parameters
    ----------
    input : Tensor
        What is added, broadcast to the product's shape. With beta = 0 its values do not matter, not even nan.
    vec1, vec2 : Tensor
        Vectors; the result has the common type of all three.
    beta, alpha : number
        The factors: integers where the result is one.

    Examples
    --------
    >>> import wengert
    >>> wengert.addr(wengert.zeros(2, 2), wengert.tensor([1., 2.]), wengert.tensor([3., 4.]))
    tensor([[3., 4.],
            [6., 8.]])
    """


@compiled("affine", saved="batch1 batch2", tensors="input batch1 batch2",
          batch1=lambda g, batch2, alpha: times(g @ conj(batch2).mT, alpha),
          batch2=lambda g, batch1, alpha: times(conj(batch1).mT @ g, alpha), **ADDED)
def baddbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """A tensor plus the products of two batches of matrices: beta * input + alpha * (batch1 @ batch2).

    Parameters
    ----------
    input : Tensor
        What is added, broadcast to the product's shape. With beta = 0 its values do not matter, not even nan.
    batch1, batch2 : Tensor
        3-D, of input's type, and with one number of matrices.
    beta, alpha : number
        The factors. Those of integers are cut to integers.

    Examples
    --------
    >>> import wengert
    >>> wengert.baddbmm(wengert.ones(1), wengert.ones(2, 1, 3), wengert.ones(2, 3, 1)).flatten()
    tensor([4., 4.])
    """


@compiled("affine", saved="batch1 batch2", tensors="input batch1 batch2",
          batch1=lambda g, batch2, alpha: times(g @ conj(batch2).mT, alpha),
          batch2=lambda g, batch1, alpha: times(conj(batch1).mT @ g, alpha), **ADDED)
def addbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """A matrix plus the sum of a batch of products: beta * input + alpha * (batch1 @ batch2).sum(0).

    Parameters
    ----------
    input : Tensor
        What is added, broadcast to the shape of one product. With beta = 0 its values do not matter, not even nan.
    batch1, batch2 : Tensor
        3-D, of input's type, and with one number of matrices.
    beta, alpha : number
        The factors. Those of integers are cut to integers; with alpha = 0 the product's values do not matter.

    Examples
    --------
    >>> import wengert
    >>> wengert.addbmm(wengert.ones(1), wengert.ones(2, 1, 3), wengert.ones(2, 3, 1))
    tensor([[7.]])
    """
