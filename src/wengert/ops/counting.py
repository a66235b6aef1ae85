"""How often values occur: bincount and histograms. They are constant between jumps and have no derivative."""
from .table import compiled


@compiled("bincount", tensors="input weights")
def bincount(input, weights=None, minlength=0):
    """How often each integer from 0 to the largest occurs, or the sum of its weights.

    Parameters
    ----------
    input : Tensor
        A vector of integers that are not negative.
    weights : Tensor, optional
        As many numbers; their sums are float32 for float32 weights, else float64.
    minlength : int
        The least length of the result.

    Raises
    ------
    RuntimeError
        If the input is no such vector, or the weights do not fit.

    Examples
    --------
    >>> import wengert
    >>> wengert.bincount(wengert.tensor([0, 1, 1, 3]))
    tensor([1, 2, 0, 1])
    """


@compiled("histc", out="cast", tensors="input")
def histc(input, bins=100, min=0, max=0):
    """How many elements lie in each of equal bins between two bounds. Others, and nan, are not counted.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type, which the counts have too.
    bins : int
        The number of bins; the last includes its upper bound.
    min, max : number
        The bounds. Where they are equal, the smallest and largest element; where those are equal, one less and more.

    Raises
    ------
    RuntimeError
        If the bounds are not finite or in the wrong order, or there are no bins.

    Examples
    --------
    >>> import wengert
    >>> wengert.histc(wengert.tensor([1., 2., 1.]), bins=4, min=0, max=3)
    tensor([0., 2., 1., 0.])
    """


@compiled("histogram", out="cast", tensors="input weight")
def histogram(input, bins=100, *, range=None, weight=None, density=False):
    """How many elements, or what weights, lie in each bin, and the edges of the bins.

    Parameters
    ----------
    input : Tensor
        Of any shape and a floating type.
    bins : int or Tensor
        The number of equal bins, or their edges in ascending order. The last bin includes its upper edge.
    range : (float, float), optional
        The bounds of equal bins; by default the smallest and largest element.
    weight : Tensor, optional
        Of input's shape and type: what each element adds.
    density : bool
        Divide by the sum and by the widths, so that the integral is 1.

    Returns
    -------
    (hist, bin_edges)
        Of input's type.

    Examples
    --------
    >>> import wengert
    >>> hist, edges = wengert.histogram(wengert.tensor([1., 2., 1.]), bins=2, range=(0., 4.))
    >>> hist, edges
    (tensor([2., 1.]), tensor([0., 2., 4.]))
    """


@compiled("histogramdd", method=False, tensors="input weight")
def histogramdd(input, bins, range=None, weight=None, density=False):
    """How many points lie in each cell of a grid over several dims, and the edges of the grid in each.

    Parameters
    ----------
    input : Tensor
        Points as its last dim, of a floating type and at least 2-D.
    bins : int, list of int or list of Tensor
        The number of equal bins in every dim, or in each, or the edges in each.
    range : list of float, optional
        Two bounds for each dim, one after another; by default the smallest and largest values.
    weight : Tensor, optional
        Of input's shape without the last dim: what each point adds.
    density : bool
        Divide by the sum and by the sizes of the cells, so that the integral is 1.

    Returns
    -------
    (hist, bin_edges)
        A tensor with a dim for each coordinate, and a tuple of the edges.

    Examples
    --------
    >>> import wengert
    >>> points = wengert.tensor([[0., 1.], [1., 0.], [2., 2.]])
    >>> wengert.histogramdd(points, [2, 2]).hist
    tensor([[0., 1.],
            [1., 1.]])
    """
