"""Recurrent networks of several layers over whole sequences, padded or packed."""
from itertools import groupby

from .. import errors
from . import api
from .recurrent import steps
from .table import composite


def layer_weights(params, has_biases, num_layers, bidirectional, projected):
    """The parameters of each layer's directions: w_ih, w_hh, b_ih, b_hh, w_hr."""
    plain = 4 if has_biases else 2
    each, count = plain + projected, num_layers * (2 if bidirectional else 1)
    if len(params) != each * count:
        raise errors.ArgumentError(f"a recurrent network of {num_layers} layers needs {each * count} "
                                   f"parameters, but got {len(params)}", kind=RuntimeError)
    return [(*params[k:k + plain], *(None, None)[:4 - plain], params[k + plain] if projected else None)
            for k in range(0, len(params), each)]


def projected_steps(x, h, c, w_ih, w_hh, b_ih, b_hh, w_hr, reverse):
    """The steps of an LSTM whose states are projections of what its cells show (Sak, Senior, Beaufays 2014)."""
    states = []
    parts = api.linear(x, w_ih, b_ih).unbind(0)
    for part in reversed(parts) if reverse else parts:
        reads, keeps, new, shows = (part + api.linear(h, w_hh, b_hh)).chunk(4, -1)
        c = keeps.sigmoid() * c + reads.sigmoid() * new.tanh()
        h = api.linear(shows.sigmoid() * c.tanh(), w_hr)
        states.append(h)
    return api.stack(states[::-1] if reverse else states), h, c


def even_steps(x, h, c, weights, kind, reverse):
    """The states after every step of sequences of one length, the last states, the last cell states."""
    if weights[4] is not None:
        return projected_steps(x, h, c, *weights, reverse)
    results = steps(x, h, c, *weights[:4], kind, reverse)
    return results[0], results[0][0 if reverse else -1], results[-1]


def cut(h, c, end):
    """The states of the first sequences."""
    return h[:end], None if c is None else c[:end]


def packed_steps(data, runs, h0, c0, weights, kind, reverse):
    """The same of packed sequences: steps at which as many sequences go on are made together."""
    at = data.shape[0] if reverse else 0
    h, c = cut(h0, c0, runs[-1 if reverse else 0][0])
    outputs, ended, ended_cells = [], [], []
    for batch, count in reversed(runs) if reverse else runs:
        have = h.shape[0]
        if have < batch:                              # from the end on, more sequences begin
            h = api.cat([h, h0[have:batch]])
            c = None if c is None else api.cat([c, c0[have:batch]])
        elif have > batch:                            # from the start on, some have ended
            ended.append(h[batch:])
            ended_cells.append(None if c is None else c[batch:])
            h, c = cut(h, c, batch)
        at -= batch * count * reverse
        x = data[at:at + batch * count].reshape(count, batch, data.shape[1])
        at += batch * count * (not reverse)
        states, h, c = even_steps(x, h, c, weights, kind, reverse)
        c = c if kind == "LSTM" else None
        outputs.append(states.reshape(batch * count, -1))
    states = api.cat(outputs[::-1] if reverse else outputs)
    if ended:
        h = api.cat([h, *ended[::-1]])
        c = None if c is None else api.cat([c, *ended_cells[::-1]])
    return states, h, c


def runs_of(data, batch_sizes):
    """How many sequences go on for how many steps, from packed data and the number of sequences at every step."""
    if batch_sizes.ndim != 1 or batch_sizes.shape[0] == 0:
        raise errors.ShapeError(f"batch_sizes must be a vector with at least one step, but is "
                                f"{list(batch_sizes.shape)}")
    sizes = batch_sizes.tolist()
    if data.ndim != 2:
        raise errors.ShapeError(f"packed input must have 2 dimensions, got {data.ndim}")
    if sizes[-1] < 1 or any(a < b for a, b in zip(sizes, sizes[1:])):
        raise errors.AutogradError(f"batch_sizes must be positive and not increase, but is {sizes}")
    if sum(sizes) != data.shape[0]:
        raise errors.ShapeError(f"Expected packed input of {sum(sizes)} elements, the sum of batch_sizes, but got "
                                f"{data.shape[0]}")
    return [(size, len(list(run))) for size, run in groupby(sizes)]


def check_hidden(states, layers, batch):
    """Refuse states that are not there for every layer, direction and sequence."""
    for k, state in enumerate(states):
        if state.ndim != 3 or state.shape[0] != layers:
            raise errors.ShapeError(f"Expected hidden[{k}] of {layers} layers and directions, got {list(state.shape)}")
        if batch is not None and state.shape[1] != batch:
            raise errors.ShapeError(f"Expected hidden[{k}] size (:, {batch}, :) as batch_sizes begin with {batch}, got "
                                    f"{list(state.shape)}")


def stacked_layers(kind, x, batch_sizes, h0, c0, params, has_biases, num_layers, dropout, train, bidirectional):
    """The states of the last layer after every step, and of every layer after the last; those of cells or None."""
    directions = 2 if bidirectional else 1
    runs = None if batch_sizes is None else runs_of(x, batch_sizes)
    if runs is None and x.ndim != 3:
        raise errors.ShapeError(f"input must have 3 dimensions, got {x.ndim}")
    check_hidden((h0, c0) if kind == "LSTM" else (h0,), num_layers * directions, runs and runs[0][0])
    projected = kind == "LSTM" and h0.shape[2] != c0.shape[2]
    weights = layer_weights(params, has_biases, num_layers, bidirectional, projected)
    last, cells = [], []
    for layer in range(num_layers):
        outputs = []
        for direction in range(directions):
            at = layer * directions + direction
            state, cell = h0[at], None if c0 is None else c0[at]
            if runs is None:
                states, state, cell = even_steps(x, state, cell, weights[at], kind, direction == 1)
            else:
                states, state, cell = packed_steps(x, runs, state, cell, weights[at], kind, direction == 1)
            outputs.append(states)
            last.append(state)
            cells.append(cell)
        x = outputs[0] if directions == 1 else api.cat(outputs, -1)
        if dropout and train and layer < num_layers - 1:
            from ..nn.dropout import dropout as drop
            x = drop(x, dropout)
    return x, api.stack(last), api.stack(cells) if kind == "LSTM" else None


def network(kind, input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A network called in either of PyTorch's ways: with padded sequences, or with packed data and batch sizes."""
    if isinstance(params, api.Tensor) or kind == "LSTM" and isinstance(hx, api.Tensor):
        batch_sizes, hx, params, turned = hx, params, has_biases, False
        options = num_layers, dropout, train, bidirectional, batch_first
    else:
        batch_sizes, turned = None, batch_first
        options = has_biases, num_layers, dropout, train, bidirectional
    h0, c0 = hx if kind == "LSTM" and len(hx) == 2 else (hx, None)
    if kind == "LSTM" and c0 is None:
        raise errors.AutogradError("lstm expects two hidden states")
    x = input.transpose(0, 1) if turned else input
    x, last, cells = stacked_layers(kind, x, batch_sizes, h0, c0, params, *options)
    x = x.transpose(0, 1) if turned else x
    return (x, last, cells) if kind == "LSTM" else (x, last)


@composite(method=False, tensors="input")
def lstm(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A long short-term memory network over sequences.

    Packed sequences are given as ``lstm(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train,
    bidirectional)``: the elements of all sequences step by step, and how many sequences go on at each step.

    Parameters
    ----------
    input : Tensor
        Of shape (steps, batch, inputs), or (batch, steps, inputs) with `batch_first`.
    hx : tuple of Tensor
        States and cell states before, each (layers * directions, batch, width). Where the states have another width,
        they are projections of the cells' results.
    params : sequence of Tensor
        For each layer and direction w_ih, w_hh and, with `has_biases`, b_ih, b_hh, as in :func:`lstm_cell`, and with
        projections w_hr (states' width, cells' width).
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
    return network("LSTM", input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)


@composite(method=False, tensors="input hx")
def gru(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A network of gated recurrent units over sequences, padded or, as for :func:`lstm`, packed.

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
    return network("GRU", input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)


@composite(method=False, tensors="input hx")
def rnn_tanh(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A plain recurrent network with tanh over sequences, padded or, as for :func:`lstm`, packed.

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
    return network("RNN_TANH", input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)


@composite(method=False, tensors="input hx")
def rnn_relu(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first):
    """A plain recurrent network with relu over sequences, padded or, as for :func:`lstm`, packed.

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
    return network("RNN_RELU", input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)
