"""The rules that scatter_reduce and index_reduce share: means, products and extremes of what meets."""
from . import api


def padded(part, shape):
    """`part` as the first elements of zeros of a shape."""
    if tuple(part.shape) == tuple(shape):
        return part
    if part.ndim != len(shape):
        return part.reshape(shape)
    return api._unindex(part, tuple(shape), tuple(slice(0, n) for n in part.shape))


def cut(t, index):
    """The part of `t` that an index of fewer elements reaches."""
    if t.ndim != index.ndim:
        return t.reshape(index.shape)
    return t if t.shape == index.shape else t[tuple(slice(0, n) for n in index.shape)]


class Elements:
    """How scatter_reduce reads and writes, for the rules that it shares with index_reduce."""

    def __init__(self, dim, index):
        self.dim, self.index = dim, index

    def pick(self, t, shape):
        """What the index reaches, in the order of the source."""
        return t.gather(self.dim, self.index)

    def reached(self, source):
        """The part of the source that is used."""
        return cut(source, self.index)

    def add(self, t, source):
        """`source` added where the index points."""
        return t.scatter_add(self.dim, self.index, source)

    def again(self, t, source, reduce, include_self):
        """The reduction itself."""
        return t.scatter_reduce(self.dim, self.index, source, reduce, include_self=include_self)

    def erase(self, t):
        """Zero where the index points."""
        return t.scatter(self.dim, self.index, 0)


class Slices(Elements):
    """The same for whole slices and a vector of positions."""

    def pick(self, t, shape):
        """The slices that the index names."""
        return t.index_select(self.dim, self.index).reshape(shape)

    def reached(self, source):
        """All of it."""
        return source

    def add(self, t, source):
        """`source` added where the index points."""
        return t.index_add(self.dim, self.index, source)

    def again(self, t, source, reduce, include_self):
        """The reduction itself."""
        return t.index_reduce(self.dim, self.index, source, reduce, include_self=include_self)

    def erase(self, t):
        """Zero where the index points."""
        return t.index_fill(self.dim, self.index, 0)


def counts_of(way, g, source, include_self):
    """How many values went into each mean."""
    start = api.ones_like(g) if include_self else api.zeros_like(g)
    return way.add(start, api.ones_like(source.detach())).clamp(min=1)


def extreme_share(way, g, input, result, source, include_self):
    """The cotangent of an extreme, divided by the number of values that equal it."""
    there = (input == result).to(g.dtype)
    ties = way.add(there if include_self else way.erase(there), (source == way.pick(result, source.shape)).to(g.dtype))
    return g / ties


def reduced_input(way, g, input, source, result, reduce, include_self):
    """The rule of the tensor that is reduced into."""
    source = way.reached(source)
    if reduce == "mean":
        g = g / counts_of(way, g, source, include_self)
    elif reduce == "prod":
        kept = input.masked_fill(input == 0, 1)
        g = g * (way.again(kept, source, "prod", include_self) / kept).conj()
    elif reduce != "sum":
        ties = extreme_share(way, g, input, result, source, include_self)
        reached = way.add(api.zeros_like(g), api.ones_like(source.detach())) > 0
        g = api.where(reached, (input == result) * ties, g)
    return g if include_self else way.erase(g)


def reduced_source(way, g, input, source, result, reduce, include_self):
    """The rule of what is reduced."""
    shape, source = source.shape, way.reached(source)

    def pick(t):
        return way.pick(t, source.shape)

    if reduce == "mean":
        part = pick(g / counts_of(way, g, source, include_self))
    elif reduce == "prod":
        part = pick(g) * others(way, pick, input, source, result, include_self).conj()
    elif reduce == "sum":
        part = pick(g)
    else:
        part = (source == pick(result)) * pick(extreme_share(way, g, input, result, source, include_self))
    return padded(part, shape)


def others(way, pick, input, source, result, include_self):
    """For each value the product of all the others that it was multiplied with.

    Where values are zero it is not the result divided by the value, but the product of those that are not; with two
    zeros it is the other zero times that, which matters for second derivatives.
    """
    zero = source == 0
    if not zero.any():
        return pick(result) / source
    nonzero = source.masked_fill(zero, 1)
    rest = pick(way.again(input, nonzero, "prod", include_self))
    blank = api.zeros(input.shape, dtype=input.dtype)
    many = pick(way.add(blank, zero.to(input.dtype)))
    partner = pick(way.add(blank, source.where(zero, 0))) - source
    return api.where(zero, rest * api.where(many == 1, 1, api.where(many == 2, partner, 0)), pick(result) / nonzero)
