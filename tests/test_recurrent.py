"""Recurrent cells and layers: one node with several results, steps in either direction, errors, as in PyTorch."""
import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")
GATES = {"lstm": 4, "gru": 3, "rnn_tanh": 1, "rnn_relu": 1}
RANDOM = np.random.default_rng(5)


def made(*shape, dtype="float64"):
    return RANDOM.standard_normal(shape).astype(dtype)


def weights(kind, inputs, width, dtype="float64"):
    n = GATES[kind] * width
    return [made(n, inputs, dtype=dtype), made(n, width, dtype=dtype), made(n, dtype=dtype), made(n, dtype=dtype)]


def cell(lib, kind, x, states, params):
    """A step; the results as a list."""
    hx = tuple(states) if kind == "lstm" else states[0]
    found = getattr(lib, kind + "_cell")(x, hx, *params)
    return list(found) if kind == "lstm" else [found]


def layer(lib, kind, x, states, params, **options):
    """A network over a sequence; the results as a list."""
    chosen = dict(has_biases=True, num_layers=1, dropout=0.0, train=False, bidirectional=False, batch_first=False)
    chosen.update(options)
    return list(getattr(lib, kind)(x, tuple(states) if kind == "lstm" else states[0], params, **chosen))


def assert_agree(run, arrays, tolerance):
    """Results and gradients of a function of (library, tensors)."""
    found = []
    for lib in (wg, torch):
        inputs = [lib.tensor(a).requires_grad_() for a in arrays]
        outs = run(lib, inputs)
        factors = [np.cos(np.arange(out.numel())).reshape(tuple(out.shape)).astype(arrays[0].dtype) for out in outs]
        loss = sum((out * lib.tensor(factor)).sum() for out, factor in zip(outs, factors, strict=True))
        found.append([t.detach().numpy() for t in (*outs, *lib.autograd.grad(loss, inputs))])
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, tolerance, tolerance)


@pytest.mark.parametrize("dtype, tolerance", [("float32", 2e-4), ("float64", 1e-10)])
@pytest.mark.parametrize("batch, inputs, width", [(1, 1, 1), (1, 5, 33), (3, 7, 16), (17, 20, 40)])
@pytest.mark.parametrize("kind", GATES)
def test_a_step(kind, batch, inputs, width, dtype, tolerance):
    states = [made(batch, width, dtype=dtype) for _ in range(2 if kind == "lstm" else 1)]
    arrays = [made(batch, inputs, dtype=dtype), *states, *weights(kind, inputs, width, dtype)]
    assert_agree(lambda lib, t: cell(lib, kind, t[0], t[1:-4], t[-4:]), arrays, tolerance)


@pytest.mark.parametrize("options", [{}, {"bidirectional": True}, {"batch_first": True}, {"num_layers": 3},
                                     {"num_layers": 2, "bidirectional": True, "batch_first": True}], ids=str)
@pytest.mark.parametrize("kind", GATES)
def test_sequences(kind, options):
    count, both = options.get("num_layers", 1), 2 if options.get("bidirectional") else 1
    steps, batch, inputs, width = 5, 3, 4, 6
    x = made(batch, steps, inputs) if options.get("batch_first") else made(steps, batch, inputs)
    states = [made(count * both, batch, width) for _ in range(2 if kind == "lstm" else 1)]
    params = [w for k in range(count * both) for w in weights(kind, inputs if k < both else width * both, width)]
    assert_agree(lambda lib, t: layer(lib, kind, t[0], t[1:1 + len(states)], t[1 + len(states):], **options),
                 [x, *states, *params], 1e-9)


def test_only_one_of_two_results_is_used():
    arrays = [made(2, 3), made(2, 4), made(2, 4), *weights("lstm", 3, 4)]
    for used in (0, 1):
        assert_agree(lambda lib, t: [cell(lib, "lstm", t[0], t[1:3], t[3:])[used]], arrays, 1e-10)


def test_the_results_share_one_node():
    params = [wg.tensor(w).requires_grad_() for w in weights("lstm", 3, 4)]
    h, c = wg.lstm_cell(wg.ones(2, 3).double(), (wg.zeros(2, 4).double(),) * 2, *params)
    assert h.grad_fn is c.grad_fn or h.grad_fn == c.grad_fn
    assert (h.output_nr, c.output_nr) == (0, 1)
    h.retain_grad(), c.retain_grad()
    (h * 2 + c * 3).sum().backward()
    assert (h.grad == 2).all() and (c.grad == 3).all()


def test_a_hook_on_one_result_replaces_its_gradient():
    params = [wg.tensor(w).requires_grad_() for w in weights("lstm", 3, 4)]
    state = wg.zeros(2, 4).double().requires_grad_()
    h, c = wg.lstm_cell(wg.ones(2, 3).double(), (state, state), *params)
    c.register_hook(lambda g: g * 0)
    c.sum().backward()
    assert not state.grad.any() and not params[0].grad.any()


def test_inputs_without_a_gradient_get_none():
    h = wg.zeros(2, 4).double().requires_grad_()
    params = [wg.tensor(w) for w in weights("gru", 3, 4)]
    wg.gru_cell(wg.ones(2, 3).double(), h, *params).sum().backward()
    assert h.grad.shape == (2, 4) and all(p.grad is None for p in params)


def test_nothing_is_recorded_without_gradients():
    params = [wg.tensor(w).requires_grad_() for w in weights("lstm", 3, 4)]
    with wg.no_grad():
        h, c = wg.lstm_cell(wg.ones(2, 3).double(), (wg.zeros(2, 4).double(),) * 2, *params)
    assert h.grad_fn is None and not c.requires_grad


def test_a_result_that_was_written_is_refused():
    params = [wg.tensor(w).requires_grad_() for w in weights("lstm", 3, 4)]
    h, c = wg.lstm_cell(wg.ones(2, 3).double(), (wg.zeros(2, 4).double(),) * 2, *params)
    c.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        h.sum().backward()


def test_the_graph_is_freed_and_nodes_are_given_back():
    params = [wg.tensor(w).requires_grad_() for w in weights("lstm", 3, 4)]
    x, state = wg.ones(2, 3).double(), wg.zeros(2, 4).double()
    h, c = wg.lstm_cell(x, (state, state), *params)
    h.sum().backward()
    with pytest.raises(RuntimeError, match="second time"):
        c.sum().backward()
    before = wg.live_nodes()
    for _ in range(20):
        h, c = wg.lstm_cell(x, (h.detach(), c.detach()), *params)
        (h + c).sum().backward()
    del h, c
    assert wg.live_nodes() <= before


@pytest.mark.parametrize("kind", GATES)
def test_second_derivatives(kind):
    arrays = [made(2, 3), *[made(2, 2) for _ in range(2 if kind == "lstm" else 1)], *weights(kind, 3, 2)]
    found = []
    for lib in (wg, torch):
        t = [lib.tensor(a).requires_grad_() for a in arrays]
        loss = sum((out ** 2).sum() for out in cell(lib, kind, t[0], t[1:-4], t[-4:]))
        first = lib.autograd.grad(loss, t, create_graph=True)
        found.append([g.detach().numpy() for g in lib.autograd.grad(sum((g ** 2).sum() for g in first), t)])
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, 1e-9, 1e-9)


def test_large_values_saturate():
    x, w = np.array([[800.0]]), np.ones((4, 1))
    h, c = wg.lstm_cell(wg.tensor(x), (wg.zeros(1, 1).double(),) * 2, wg.tensor(w), wg.tensor(w))
    assert c.item() == 1 and abs(h.item() - np.tanh(1)) < 1e-15
    h, c = wg.lstm_cell(wg.tensor(-x), (wg.zeros(1, 1).double(),) * 2, wg.tensor(w), wg.tensor(w))
    assert h.item() == 0 and c.item() == 0


def test_nan_stays():
    h = wg.rnn_relu_cell(wg.tensor([[np.nan]]), wg.zeros(1, 1), wg.ones(1, 1), wg.ones(1, 1))
    assert h.isnan().all()


@pytest.mark.parametrize("dtype, tolerance", [("float32", 3e-7), ("float64", 5e-16)])
def test_tanh_of_a_cell_is_accurate(dtype, tolerance):
    x = np.concatenate([np.linspace(-9, 9, 2001), np.logspace(-12, -1, 200)]).astype(dtype)[:, None]
    one, zero = wg.ones(1, 1, dtype=getattr(wg, dtype)), wg.zeros(len(x), 1, dtype=getattr(wg, dtype))
    ours = wg.rnn_tanh_cell(wg.tensor(x), zero, one, one).numpy()
    np.testing.assert_allclose(ours, np.tanh(x.astype("float64")), rtol=tolerance)


def test_complex_numbers_go_through_the_formula():
    arrays = [made(2, 3) + 1j * made(2, 3), made(2, 2) + 0j, made(2, 2) + 0j,
              *(w + 0.5j * w for w in weights("lstm", 3, 2))]
    results = []
    for lib in (wg, torch):
        t = [lib.tensor(a * 0.1) for a in arrays]
        results.append([r.numpy() for r in lib.lstm_cell(t[0], (t[1], t[2]), *t[3:])])
    np.testing.assert_allclose(*results, 1e-12)


def test_layers_drop_in_training_only():
    wg.manual_seed(0)
    x, h = wg.ones(3, 2, 4), wg.zeros(2, 2, 4)
    params = [wg.tensor(w.astype("float32")) for _ in range(2) for w in weights("gru", 4, 4)]
    kept = wg.gru(x, h, params, True, 2, 0.9, False, False, False)[0]
    dropped = wg.gru(x, h, params, True, 2, 0.9, True, False, False)[0]
    assert (kept == wg.gru(x, h, params, True, 2, 0.0, True, False, False)[0]).all()
    assert (kept != dropped).any()


@pytest.mark.parametrize("change, words", [
    (dict(hx=1), "lstm_cell expects two hidden states"), (dict(x=(2, 5)), "input has inconsistent input_size"),
    (dict(x=(3, 3)), "doesn't match hidden0 batch size"), (dict(h=(2, 5)), "hidden0 has inconsistent hidden_size")])
def test_operands_that_do_not_fit(change, words):
    for lib in (wg, torch):
        h = lib.ones(*change.get("h", (2, 4)))
        with pytest.raises(RuntimeError, match=words):
            lib.lstm_cell(lib.ones(*change.get("x", (2, 3))), (h,) * change.get("hx", 2), lib.ones(16, 3),
                          lib.ones(16, 4))


def test_weights_that_do_not_fit():
    for shape, more in (((12, 3), ()), ((16, 3), (wg.ones(15),))):
        with pytest.raises(RuntimeError, match="must have the shape"):
            wg.lstm_cell(wg.ones(2, 3), (wg.ones(2, 4),) * 2, wg.ones(*shape), wg.ones(16, 4), *more)
    with pytest.raises(RuntimeError, match="same dtype"):
        wg.lstm_cell(wg.ones(2, 3), (wg.ones(2, 4),) * 2, wg.ones(16, 3).double(), wg.ones(16, 4))


def test_integers_have_no_gates():
    for lib in (wg, torch):
        with pytest.raises(RuntimeError, match="can't be cast to the desired output type"):
            lib.gru_cell(lib.ones(1, 1).long(), lib.ones(1, 1).long(), lib.ones(3, 1).long(), lib.ones(3, 1).long())


def test_an_empty_sequence_is_refused_and_an_empty_batch_is_not():
    params = [wg.tensor(w).requires_grad_() for w in weights("lstm", 3, 4)]
    with pytest.raises(RuntimeError, match="sequence length to be larger than 0"):
        wg.lstm(wg.ones(0, 2, 3).double(), (wg.ones(1, 2, 4).double(),) * 2, params, True, 1, 0.0, False, False, False)
    h, c = wg.lstm_cell(wg.ones(0, 3).double(), (wg.ones(0, 4).double(),) * 2, *params)
    (h.sum() + c.sum()).backward()
    assert h.shape == (0, 4) and all(not p.grad.any() for p in params)
