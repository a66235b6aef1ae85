"""Bags of rows that are looked up in a table."""
from . import api
from .table import compiled


def bag_of_each(start, count):
    """The bag that each of `count` positions is in."""
    return api.searchsorted(start[1:], api.arange(count), right=True)


def looked_up(g, indices, start, factors, padding_idx):
    """Each position's part of the cotangent of its bag, and where it counts."""
    kept = (indices != padding_idx).unsqueeze(1)
    rows = api.where(kept, g[bag_of_each(start, indices.shape[0])], 0)
    return rows if factors is None else rows * factors.unsqueeze(1)


def bag_table(g, weight_shape, indices, start, factors, padding_idx):
    """The cotangent of the table."""
    rows = looked_up(g, indices, start, factors, padding_idx)
    return api.zeros(weight_shape, dtype=g.dtype).index_add(0, indices, rows)


def bag_factors(g, weight, indices, start, padding_idx):
    """The cotangents of the factors."""
    return (looked_up(g, indices, start, None, padding_idx) * weight[indices]).sum(1)


@compiled("embedding_bag", node="EmbeddingBag", saved="weight indices start factors", method=False,
          tensors="weight indices start factors", weight=bag_table, factors=bag_factors)
def _embedding_bag(weight, indices, start, factors, padding_idx):
    """Sums of bags of rows."""


@compiled("embedding_bag_max", method=False, tensors="weight indices start")
def _embedding_bag_max(weight, indices, start, padding_idx):
    """The row that the largest element of each column of each bag is in, -1 for an empty bag."""
