"""Recurrent networks of several layers over whole sequences."""
from .. import errors
from . import api
from .recurrent import steps
from .table import composite


def layer_weights(params, has_biases, num_layers, bidirectional):
    """The parameters of each layer's directions: w_ih, w_hh, b_ih, b_hh."""
    each, count = 4 if has_biases else 2, num_layers * (2 if bidirectional else 1)
    if len(params) != each * count:
        raise errors.ArgumentError(f"a recurrent network of {num_layers} layers needs {each * count} "
                                   f"parameters, but got {len(params)}", kind=RuntimeError)
    return [tuple(params[k:k + each]) + (None, None)[:4 - each] for k in range(0, len(params), each)]


def stacked_layers(kind, input, h0, c0, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """The states of the last layer after every step, and of every layer after the last; those of cells or None."""
    directions = 2 if bidirectional else 1
    if input.ndim != 3:
        raise errors.ShapeError(f"input must have 3 dimensions, got {input.ndim}")
    for k, state in enumerate((h0, c0) if kind == "LSTM" else (h0,)):
        if state.ndim != 3 or state.shape[0] != num_layers * directions:
            raise errors.ShapeError(f"Expected hidden[{k}] of {num_layers * directions} layers and directions, got "
                                    f"{list(state.shape)}")
    x = input.transpose(0, 1) if batch_first else input
    last, cells = [], []
    weights = layer_weights(params, has_biases, num_layers, bidirectional)
    for layer in range(num_layers):
        outputs = []
        for direction in range(directions):
            at = layer * directions + direction
            results = steps(x, h0[at], None if c0 is None else c0[at], *weights[at], kind, direction == 1)
            outputs.append(results[0])
            last.append(results[0][0 if direction else -1])
            cells.append(results[-1])
        x = outputs[0] if directions == 1 else api.cat(outputs, -1)
        if dropout and train and layer < num_layers - 1:
            from ..nn.dropout import dropout as drop
            x = drop(x, dropout)
    return x.transpose(0, 1) if batch_first else x, api.stack(last), api.stack(cells) if kind == "LSTM" else None


@composite(method=False, tensors="input")
def lstm(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A long short-term memory network over sequences.

    Parameters
    ----------
    input : Tensor
        Of shape (steps, batch, inputs), or (batch, steps, inputs) with `batch_first`.
    hx : tuple of Tensor
        States and cell states before, each (layers * directions, batch, width).
    params : sequence of Tensor
        For each layer and direction w_ih, w_hh and, with `has_biases`, b_ih, b_hh, as in :func:`lstm_cell`.
    has_biases : bool
        Whether there are biases.
    num_layers : int
        How many layers there are; each works on the states of the one before.
    dropout : float
        The probability with which states between layers are set to zero in training.
    train : bool
        Whether to drop anything.
    bidirectional : bool
        Whether each layer also runs from the last step to the first.
    batch_first : bool
        Whether the batch is the first dim of `input` and of the result.

    Returns
    -------
    tuple of Tensor
        The last layer's states after every step; states and cell states after the last.

    Examples
    --------
    >>> import wengert
    >>> state, w = wengert.zeros(1, 1, 1), wengert.ones(4, 1)
    >>> wengert.lstm(wengert.ones(2, 1, 1), (state, state), [w, w], False, 1, 0.0, False, False, False)[2]
    tensor([[[1.1444]]])
    """
    if len(hx) != 2:
        raise errors.AutogradError("lstm expects two hidden states")
    if hx[0].shape[-1] != hx[1].shape[-1]:
        raise errors.NonDifferentiableError("lstm: projections (proj_size) are not supported")
    return stacked_layers("LSTM", input, hx[0], hx[1], params, has_biases, num_layers, dropout, train, bidirectional,
                          batch_first)


@composite(method=False, tensors="input hx")
def gru(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A network of gated recurrent units over sequences.

    Parameters
    ----------
    input, params, has_biases, num_layers, dropout, train, bidirectional, batch_first
        As for :func:`lstm`, with weights as for :func:`gru_cell`.
    hx : Tensor
        States before, (layers * directions, batch, width).

    Returns
    -------
    tuple of Tensor
        The last layer's states after every step; the states of all layers after the last.

    Examples
    --------
    >>> import wengert
    >>> state, w = wengert.zeros(1, 1, 1), wengert.ones(3, 1)
    >>> wengert.gru(wengert.ones(2, 1, 1), state, [w, w], False, 1, 0.0, False, False, False)[1]
    tensor([[[0.3468]]])
    """
    return stacked_layers("GRU", input, hx, None, params, has_biases, num_layers, dropout, train, bidirectional,
                          batch_first)[:2]


@composite(method=False, tensors="input hx")
def rnn_tanh(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A plain recurrent network with tanh over sequences.

    Parameters
    ----------
    input, params, has_biases, num_layers, dropout, train, bidirectional, batch_first
        As for :func:`lstm`, with weights as for :func:`rnn_tanh_cell`.
    hx : Tensor
        States before, (layers * directions, batch, width).

    Returns
    -------
    tuple of Tensor
        The last layer's states after every step; the states of all layers after the last.

    Examples
    --------
    >>> import wengert
    >>> state, w = wengert.zeros(1, 1, 1), wengert.ones(1, 1)
    >>> wengert.rnn_tanh(wengert.ones(2, 1, 1), state, [w, w], False, 1, 0.0, False, False, False)[1]
    tensor([[[0.9427]]])
    """
    return stacked_layers("RNN_TANH", input, hx, None, params, has_biases, num_layers, dropout, train, bidirectional,
                          batch_first)[:2]


@composite(method=False, tensors="input hx")
def rnn_relu(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A plain recurrent network with relu over sequences.

    Parameters
    ----------
    input, params, has_biases, num_layers, dropout, train, bidirectional, batch_first
        As for :func:`lstm`, with weights as for :func:`rnn_relu_cell`.
    hx : Tensor
        States before, (layers * directions, batch, width).

    Returns
    -------
    tuple of Tensor
        The last layer's states after every step; the states of all layers after the last.

    Examples
    --------
    >>> import wengert
    >>> state, w = wengert.zeros(1, 1, 1), wengert.ones(1, 1)
    >>> wengert.rnn_relu(wengert.ones(2, 1, 1), state, [w, w], False, 1, 0.0, False, False, False)[1]
    tensor([[[2.]]])
    """
    return stacked_layers("RNN_RELU", input, hx, None, params, has_biases, num_layers, dropout, train, bidirectional,
                          batch_first)[:2]
