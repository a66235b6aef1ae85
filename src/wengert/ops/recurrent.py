"""Recurrent cells and layers: the fused operation, the formulas that it computes, PyTorch's functions."""
from .. import errors
from . import api
from .replay import replay
from .table import compiled, composite


def lstm_formula(input, hx, cx, w_ih, w_hh, b_ih, b_hh):
    """One step of an LSTM in differentiable operations."""
    gates = api.linear(input, w_ih, b_ih) + api.linear(hx, w_hh, b_hh)
    reads, keeps, new, shows = gates.chunk(4, -1)
    cell = keeps.sigmoid() * cx + reads.sigmoid() * new.tanh()
    return shows.sigmoid() * cell.tanh(), cell


def gru_formula(input, hx, cx, w_ih, w_hh, b_ih, b_hh):
    """One step of a GRU in differentiable operations."""
    reset, update, new = api.linear(input, w_ih, b_ih).chunk(3, -1)
    state_reset, state_update, state_new = api.linear(hx, w_hh, b_hh).chunk(3, -1)
    new = (new + (reset + state_reset).sigmoid() * state_new).tanh()
    return (hx - new) * (update + state_update).sigmoid() + new, None


def rnn_tanh_formula(input, hx, cx, w_ih, w_hh, b_ih, b_hh):
    """One step of a plain recurrent network in differentiable operations."""
    return (api.linear(input, w_ih, b_ih) + api.linear(hx, w_hh, b_hh)).tanh(), None


def rnn_relu_formula(input, hx, cx, w_ih, w_hh, b_ih, b_hh):
    """The same with relu."""
    return (api.linear(input, w_ih, b_ih) + api.linear(hx, w_hh, b_hh)).relu(), None


FORMULAS = {"LSTM": lstm_formula, "GRU": gru_formula, "RNN_TANH": rnn_tanh_formula, "RNN_RELU": rnn_relu_formula}


def steps_formula(input, hx, cx, w_ih, w_hh, b_ih, b_hh, kind, reverse):
    """What the fused operation computes: the states after every step and the last cell state."""
    cell = FORMULAS[kind]
    if input.ndim == 2:
        return cell(input, hx, cx, w_ih, w_hh, b_ih, b_hh)
    states = []
    for x in reversed(input.unbind(0)) if reverse else input.unbind(0):
        hx, cx = cell(x, hx, cx, w_ih, w_hh, b_ih, b_hh)
        states.append(hx)
    return api.stack(states[::-1] if reverse else states), cx


def slope(position):
    """The rule of one operand."""
    def rule(g, input, hx, cx, w_ih, w_hh, b_ih, b_hh, kind, reverse):
        return replay(steps_formula, position, g, (input, hx, cx, w_ih, w_hh, b_ih, b_hh), kind, reverse)
    return rule


@compiled("recurrent", node="Recurrent", saved="input hx cx w_ih w_hh b_ih b_hh", method=False,
          tensors="input hx cx w_ih w_hh b_ih b_hh",
          **{name: slope(k) for k, name in enumerate("input hx cx w_ih w_hh b_ih b_hh".split())})
def _recurrent(input, hx, cx, w_ih, w_hh, b_ih, b_hh, kind, reverse):
    """One step, or all steps of a layer in one direction."""


def steps(input, hx, cx, w_ih, w_hh, b_ih, b_hh, kind, reverse=False):
    """The fused operation where there is a kernel, else the formula."""
    if input.dtype == api.float32 or input.dtype == api.float64:
        return api._recurrent(input, hx, cx, w_ih, w_hh, b_ih, b_hh, kind, reverse)
    if not (input.dtype.is_floating_point or input.dtype.is_complex) and kind in ("LSTM", "GRU"):
        raise errors.AutogradError("result type Float can't be cast to the desired output type "
                                   f"{input.dtype.name} (the gates of a {kind}). Convert the input to a floating type.")
    return steps_formula(input, hx, cx, w_ih, w_hh, b_ih, b_hh, kind, reverse)


@composite(method=False, tensors="input")
def lstm_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    """One step of a long short-term memory (Hochreiter and Schmidhuber 1997).

    Parameters
    ----------
    input : Tensor
        Of shape (batch, inputs).
    hx : tuple of Tensor
        State and cell state before, each (batch, width).
    w_ih, w_hh : Tensor
        (4 width, inputs) and (4 width, width), in the order input, forget, cell, output gate.
    b_ih, b_hh : Tensor, optional
        Of shape (4 width,).

    Returns
    -------
    tuple of Tensor
        State and cell state after.

    Examples
    --------
    >>> import wengert
    >>> state = wengert.zeros(1, 1)
    >>> h, c = wengert.lstm_cell(wengert.ones(1, 1), (state, state), wengert.ones(4, 1), wengert.ones(4, 1))
    >>> c
    tensor([[0.5568]])
    """
    if len(hx) != 2:
        raise errors.AutogradError("lstm_cell expects two hidden states")
    return steps(input, hx[0], hx[1], w_ih, w_hh, b_ih, b_hh, "LSTM")


@composite(method=False, tensors="input hx")
def gru_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    """One step of a gated recurrent unit (Cho et al. 2014).

    Parameters
    ----------
    input : Tensor
        Of shape (batch, inputs).
    hx : Tensor
        State before, (batch, width).
    w_ih, w_hh : Tensor
        (3 width, inputs) and (3 width, width), in the order reset, update, new gate.
    b_ih, b_hh : Tensor, optional
        Of shape (3 width,).

    Examples
    --------
    >>> import wengert
    >>> wengert.gru_cell(wengert.ones(1, 1), wengert.zeros(1, 1), wengert.ones(3, 1), wengert.ones(3, 1))
    tensor([[0.2048]])
    """
    return steps(input, hx, None, w_ih, w_hh, b_ih, b_hh, "GRU")[0]


@composite(method=False, tensors="input hx")
def rnn_tanh_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    """One step of a plain recurrent network: tanh(w_ih x + b_ih + w_hh h + b_hh).

    Parameters
    ----------
    input : Tensor
        Of shape (batch, inputs).
    hx : Tensor
        State before, (batch, width).
    w_ih, w_hh : Tensor
        (width, inputs) and (width, width).
    b_ih, b_hh : Tensor, optional
        Of shape (width,).

    Examples
    --------
    >>> import wengert
    >>> wengert.rnn_tanh_cell(wengert.ones(1, 1), wengert.zeros(1, 1), wengert.ones(1, 1), wengert.ones(1, 1))
    tensor([[0.7616]])
    """
    return steps(input, hx, None, w_ih, w_hh, b_ih, b_hh, "RNN_TANH")[0]


@composite(method=False, tensors="input hx")
def rnn_relu_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None):
    """One step of a plain recurrent network: relu(w_ih x + b_ih + w_hh h + b_hh).

    Parameters
    ----------
    input : Tensor
        Of shape (batch, inputs).
    hx : Tensor
        State before, (batch, width).
    w_ih, w_hh : Tensor
        (width, inputs) and (width, width).
    b_ih, b_hh : Tensor, optional
        Of shape (width,).

    Examples
    --------
    >>> import wengert
    >>> wengert.rnn_relu_cell(wengert.ones(1, 1), wengert.zeros(1, 1), wengert.ones(1, 1), wengert.ones(1, 1))
    tensor([[1.]])
    """
    return steps(input, hx, None, w_ih, w_hh, b_ih, b_hh, "RNN_RELU")[0]
