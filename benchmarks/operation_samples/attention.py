"""Samples of attention, recurrent networks and bags of rows."""
import numpy as np

from .elementwise_sampling import image_and_points
from .forms import real, sample


def side(n):
    """The width that gives about n elements to a square."""
    return max(1, round(n ** 0.5))


def queries_keys_values(n):
    """Heads of width 16 and as many positions as give about n elements."""
    shape = (1, 2, max(1, n // 32), 16)
    return [real(int(np.prod(shape)), k).reshape(shape) for k in range(3)]


def projected(n):
    """A sequence and the projections of two heads of width 8."""
    return [real(max(1, n // 16) * 16, 0).reshape(-1, 1, 16), real(48 * 16, 1).reshape(48, 16),
            real(16 * 16, 2).reshape(16, 16)]


def cell(gates):
    """Input, state and weights of a cell; the states have about n elements."""
    def made(n):
        w = side(n)
        return [real(w * w, 0).reshape(w, w), real(w * w, 1).reshape(w, w), real(gates * w * w, 2).reshape(-1, w),
                real(gates * w * w, 3).reshape(-1, w), real(gates * w, 4), real(gates * w, 5)]
    return made


def sequence(gates):
    """The same for a few steps."""
    def made(n):
        x, h, *weights = cell(gates)(max(1, n // 8))
        return [np.stack([x] * 8), h[None], *weights]
    return made


def bags(n):
    """Indices two by two, and a table."""
    width = 16
    rows = max(2, n // width)
    return [np.arange(rows).reshape(-1, 2) if rows % 2 == 0 else np.arange(rows - 1).reshape(-1, 2),
            real(rows * width, 0).reshape(rows, width)]


def run(name):
    """A network of one layer, its states after every step."""
    def called(xp, x, h, *weights):
        states = (h, h) if name == "lstm" else h
        return getattr(xp, name)(x, states, list(weights), True, 1, 0.0, False, False, False)[0]
    return called


sample("nn.functional.scaled_dot_product_attention", queries_keys_values)
sample("_attention", queries_keys_values,
       lambda xp, q, k, v: xp.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True))
sample("nn.functional.multi_head_attention_forward", projected,
       lambda xp, x, w, out: xp.nn.functional.multi_head_attention_forward(
           x, x, x, 16, 2, w, None, None, None, False, 0.0, out, None, need_weights=False)[0])
sample("_recurrent", cell(4), lambda xp, x, h, *weights: xp.lstm_cell(x, (h, h), *weights)[1])
sample("lstm_cell", cell(4), lambda xp, x, h, *weights: xp.lstm_cell(x, (h, h), *weights)[0])
for _name, _gates in (("gru", 3), ("rnn_tanh", 1), ("rnn_relu", 1)):
    sample(f"{_name}_cell", cell(_gates))
for _name, _gates in (("lstm", 4), ("gru", 3), ("rnn_tanh", 1), ("rnn_relu", 1)):
    sample(_name, sequence(_gates), run(_name))
sample("nn.functional.embedding_bag", bags)
sample("_embedding_bag", bags, lambda xp, i, w: xp.nn.functional.embedding_bag(i, w, mode="sum"),
       lambda i, w: w[i].sum(1))
sample("_embedding_bag_max", bags, lambda xp, i, w: xp.nn.functional.embedding_bag(i, w, mode="max"),
       lambda i, w: w[i].max(1))
sample("_grid_sample", image_and_points,
       lambda xp, x, grid: xp.nn.functional.grid_sample(x, grid, align_corners=True))
