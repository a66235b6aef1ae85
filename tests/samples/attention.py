"""Samples: attention, recurrent cells and layers, bags of rows."""
import numpy as np

from .forms import A, B, Const, I, P, S

SAMPLES = {}


def heads(*shape):
    """Queries, keys and values, (..., positions, width)."""
    return A(*shape, low=-1.2, high=1.3)


def cell(gates, batch=2, inputs=3, width=2, biases=True):
    """The weights and biases of a cell."""
    weights = [A(gates * width, inputs), A(gates * width, width)]
    return weights + [A(gates * width), A(gates * width)] if biases else weights


def layers(gates, count, inputs, width, directions=1, biases=True):
    """The same of several layers, as one list."""
    return [w for k in range(count * directions)
            for w in cell(gates, inputs=inputs if k < directions else width * directions, width=width, biases=biases)]


SAMPLES["F.scaled_dot_product_attention"] = [
    S(heads(2, 2, 3, 4), heads(2, 2, 5, 4), heads(2, 2, 5, 3)),
    S(heads(1, 2, 4, 2), heads(1, 2, 4, 2), heads(1, 2, 4, 2), is_causal=True),
    S(heads(3, 4), heads(5, 4), heads(5, 2), B([[1, 0, 1, 1, 0], [1, 1, 1, 1, 1], [0, 0, 1, 0, 0]])),
    S(heads(2, 3, 4), heads(2, 4, 4), heads(2, 4, 4), Const(A(3, 4)), scale=0.7),
    S(heads(2, 3, 4), heads(2, 4, 4), heads(2, 4, 4), A(3, 4)),
    S(heads(1, 4, 3, 2), heads(1, 2, 3, 2), heads(1, 2, 3, 2), is_causal=True, enable_gqa=True),
    S(heads(2, 3, 2, 4), heads(1, 3, 4, 4), heads(1, 3, 4, 4)),
    S(heads(1, 1, 2, 2, 3), heads(1, 1, 2, 2, 3), heads(1, 1, 2, 2, 3)),
    S(heads(2, 0, 4), heads(2, 3, 4), heads(2, 3, 4))]
SAMPLES["F.multi_head_attention_forward"] = [
    S(A(3, 2, 4), A(5, 2, 4), A(5, 2, 4), 4, 2, A(12, 4), A(12), None, None, False, 0.0, A(4, 4), A(4)),
    S(A(3, 4), A(5, 4), A(5, 4), 4, 2, A(12, 4), None, A(1, 1, 4), A(1, 1, 4), True, 0.0, A(4, 4), None),
    S(A(3, 2, 4), A(3, 2, 3), A(3, 2, 2), 4, 2, None, A(12), None, None, False, 0.0, A(4, 4), A(4),
      use_separate_proj_weight=True, q_proj_weight=A(4, 4), k_proj_weight=A(4, 3), v_proj_weight=A(4, 2),
      key_padding_mask=B([[0, 0, 1], [0, 1, 0]]), attn_mask=Const(A(3, 3)), average_attn_weights=False)]

SAMPLES["lstm_cell"] = [S(A(2, 3), (A(2, 2), A(2, 2)), *cell(4)),
                        S(A(1, 3), (A(1, 2), A(1, 2)), *cell(4, biases=False))]
SAMPLES["gru_cell"] = [S(A(2, 3), A(2, 2), *cell(3)), S(A(1, 3), A(1, 2), *cell(3, biases=False))]
SAMPLES["rnn_tanh_cell"] = [S(A(2, 3), A(2, 2), *cell(1)), S(A(1, 3), A(1, 2), *cell(1, biases=False))]
SAMPLES["rnn_relu_cell"] = [S(A(2, 3), A(2, 2), *cell(1)), S(A(1, 3), A(1, 2), *cell(1, biases=False))]
SAMPLES["lstm"] = [
    S(A(3, 2, 2), (A(1, 2, 2), A(1, 2, 2)), layers(4, 1, 2, 2), True, 1, 0.0, False, False, False),
    S(A(2, 3, 2), (A(4, 2, 1), A(4, 2, 1)), layers(4, 2, 2, 1, 2, False), False, 2, 0.0, True, True, True)]
SAMPLES["gru"] = [S(A(3, 2, 2), A(1, 2, 2), layers(3, 1, 2, 2), True, 1, 0.0, False, False, False),
                  S(A(3, 1, 2), A(2, 1, 2), layers(3, 1, 2, 2, 2), True, 1, 0.0, False, True, False)]
SAMPLES["rnn_tanh"] = [S(A(3, 2, 2), A(2, 2, 2), layers(1, 2, 2, 2), True, 2, 0.0, False, False, False),
                       S(A(3, 1, 2), A(2, 1, 2), layers(1, 1, 2, 2, 2), True, 1, 0.0, False, True, False)]
SAMPLES["rnn_relu"] = [S(A(3, 2, 2), A(1, 2, 2), layers(1, 1, 2, 2), True, 1, 0.0, False, False, False)]

SAMPLES["F.embedding_bag"] = [
    S(I(0, 1, 1, 2), A(3, 2), I(0, 2, 2)), S(I(0, 1, 1, 2), A(3, 2), I(0, 3), mode="sum", per_sample_weights=A(4)),
    S(I([[0, 1], [2, 2]]), A(3, 2), mode="max"), S(I(0, 1, 1, 2), A(3, 2), I(0, 1, 4), include_last_offset=True),
    S(I(0, 1, 1, 2), A(3, 2), I(0, 2), padding_idx=1), S(I(0, 1, 1, 2), A(3, 2), I(0, 2), mode="max", padding_idx=-2),
    S(I(0, 1, 1, 2), A(3, 2), I(0, 2), mode="sum", per_sample_weights=P(4), padding_idx=2),
    S(np.zeros(0, np.int64), A(3, 2), I(0, 0))]

REACHED_BY = {"_attention": "F.scaled_dot_product_attention", "_recurrent": "lstm_cell",
              "_grid_sample": "F.grid_sample", "_embedding_bag": "F.embedding_bag",
              "_embedding_bag_max": "F.embedding_bag"}
