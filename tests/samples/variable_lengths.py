"""Samples: recurrent networks over packed sequences and with projections, beside those of attention.py."""
from .attention import SAMPLES as NETWORKS
from .attention import layers
from .forms import A, I, S


def projected(inputs, width, states, biases=True):
    """The parameters of an LSTM whose states are projections."""
    return [A(4 * width, inputs), A(4 * width, states), *([A(4 * width), A(4 * width)] if biases else []),
            A(states, width)]


NETWORKS["lstm"] += [
    S(A(3, 2, 2), (A(1, 2, 2), A(1, 2, 3)), projected(2, 3, 2), True, 1, 0.0, False, False, False),
    S(A(5, 2), I(2, 2, 1), (A(2, 2, 2), A(2, 2, 2)), layers(4, 1, 2, 2, 2), True, 1, 0.0, False, True),
    S(A(4, 2), I(3, 1), (A(1, 3, 1), A(1, 3, 2)), projected(2, 2, 1, False), False, 1, 0.0, False, False)]
NETWORKS["gru"] += [S(A(5, 2), I(2, 2, 1), A(4, 2, 1), layers(3, 2, 2, 1, 2, False), False, 2, 0.0, False, True)]
NETWORKS["rnn_tanh"] += [S(A(4, 2), I(3, 1), A(1, 3, 2), layers(1, 1, 2, 2), True, 1, 0.0, False, False)]
NETWORKS["rnn_relu"] += [S(A(4, 2), I(3, 1), A(2, 3, 2), layers(1, 1, 2, 2, 2), True, 1, 0.0, False, True)]
