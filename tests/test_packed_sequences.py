"""Sequences of several lengths: padding, packing and unpacking, recurrent networks over them, projections."""
import pickle

import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")
rnn = wg.nn.utils.rnn
RANDOM = np.random.default_rng(11)
GATES = {"lstm": 4, "gru": 3, "rnn_tanh": 1, "rnn_relu": 1}


def library_rnn(lib):
    return lib.nn.utils.rnn


def made(*shape):
    return RANDOM.standard_normal(shape)


def assert_agree(run, arrays):
    """Results and gradients of a function of (library, tensors), which may give tensors that need none."""
    found = []
    for lib in (wg, torch):
        inputs = [lib.tensor(a, requires_grad=True) for a in arrays]
        outs = run(lib, inputs)
        loss = 0
        for out in outs:
            if out.requires_grad:
                loss = loss + (out * lib.tensor(np.cos(np.arange(out.numel())).reshape(tuple(out.shape)))).sum()
        found.append([t.detach().numpy() for t in (*outs, *lib.autograd.grad(loss, inputs))])
    for ours, theirs in zip(*found, strict=True):
        assert ours.shape == theirs.shape and ours.dtype == theirs.dtype
        np.testing.assert_allclose(ours, theirs, 1e-10, 1e-12)


def fields(packed):
    """The tensors of a packed sequence."""
    return [t for t in packed if t is not None]


# -- padding and packing ------------------------------------------------------------------------------------

@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
@pytest.mark.parametrize("lengths, enforce_sorted", [((4, 3, 1), True), ((3, 3, 3), True), ((1, 4, 2), False),
                                                     ((2, 2, 3), False), ((2, 1, 1), True)])
def test_packing_and_unpacking_agree_with_pytorch(batch_first, shape, lengths, enforce_sorted):
    x = made(*((3, 4) if batch_first else (4, 3)), *shape)

    def run(lib, tensors):
        r = library_rnn(lib)
        packed = r.pack_padded_sequence(tensors[0], lengths, batch_first, enforce_sorted)
        again = r.PackedSequence(packed.data * 2, *packed[1:])
        return [*fields(packed), *r.pad_packed_sequence(again, not batch_first, -1.5, 5), *r.unpack_sequence(again)]

    assert_agree(run, [x])


def test_lengths_may_be_a_tensor_of_any_type():
    x = wg.arange(12.0).reshape(4, 3)
    expected = rnn.pack_padded_sequence(x, [4, 2, 1])
    for dtype in (wg.int32, wg.int64, wg.float32):
        packed = rnn.pack_padded_sequence(x, wg.tensor([4, 2, 1], dtype=dtype))
        assert packed.data.tolist() == expected.data.tolist() and packed.batch_sizes.dtype is wg.int64


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("batch_first", [False, True])
def test_padding_agrees_with_pytorch(batch_first, side):
    def run(lib, tensors):
        r = library_rnn(lib)
        padded = r.pad_sequence(tensors, batch_first, 0.5, side)
        # PyTorch transposes what it is given.
        return [padded.clone(), *r.unpad_sequence(padded.clone(), lib.tensor([2, 4, 1]), batch_first)]

    assert_agree(run, [made(2, 3), made(4, 3), made(1, 3)])
    assert_agree(run, [made(2), made(4), made(0)])


def test_sequences_are_converted_and_broadcast_to_the_first():
    padded = rnn.pad_sequence([wg.ones(2, 2), wg.full((1, 1), 3, dtype=wg.int64)])
    assert padded.dtype is wg.float32 and padded[:, 1].tolist() == [[3, 3], [0, 0]]
    assert rnn.pad_sequence(wg.eye(2)).tolist() == [[1, 0], [0, 1]]


def test_packed_lists_of_sequences():
    def run(lib, tensors):
        packed = library_rnn(lib).pack_sequence(tensors, enforce_sorted=False)
        return [*fields(packed), *library_rnn(lib).unpack_sequence(packed)]

    assert_agree(run, [made(2, 3), made(4, 3), made(1, 3)])


def test_packed_sequence_is_a_tuple_that_converts_its_data():
    packed = rnn.pack_sequence([wg.tensor([1.0, 2.0]), wg.tensor([3.0])])
    assert isinstance(packed, tuple) and packed._fields == torch.nn.utils.rnn.PackedSequence._fields
    assert packed.to(wg.float32) is packed and packed.cpu() is packed and not packed.is_cuda
    for name in ("double", "half", "long", "int", "short", "char", "byte", "float"):
        converted = getattr(packed, name)()
        assert isinstance(converted, rnn.PackedSequence) and converted.data.dtype is getattr(packed.data, name)().dtype
        assert converted.batch_sizes is packed.batch_sizes
    again = pickle.loads(pickle.dumps(packed))
    assert type(again) is rnn.PackedSequence and again.data.tolist() == [1, 3, 2]
    ordered = rnn.PackedSequence(packed.data, packed.batch_sizes, wg.tensor([1, 0]))
    assert ordered.unsorted_indices.tolist() == [1, 0]
    assert rnn.PackedSequence((packed.data, packed.batch_sizes)).sorted_indices is None
    assert repr(packed).startswith("PackedSequence(data=tensor([1., 3., 2.]), batch_sizes=tensor([2, 1])")


def test_permutation_and_its_inverse():
    p = wg.tensor([2, 0, 3, 1])
    assert p[rnn.invert_permutation(p)].tolist() == [0, 1, 2, 3] and rnn.invert_permutation(None) is None


X = wg.zeros(4, 3, 2)


@pytest.mark.parametrize("call, kind, words", [
    (lambda: rnn.pack_padded_sequence(X, [1, 3, 4]), RuntimeError, "must be sorted in decreasing order"),
    (lambda: rnn.pack_padded_sequence(X, [3, 2, 0]), RuntimeError, "has to be greater than 0"),
    (lambda: rnn.pack_padded_sequence(X, [4, 2]), RuntimeError, "to be equal to batch_size, but got 2"),
    (lambda: rnn.pack_padded_sequence(X, [5, 2, 1]), RuntimeError, "at most 4 steps, but got 5"),
    (lambda: rnn.pack_padded_sequence(X[:, :0], []), RuntimeError, "Cannot pack empty tensors"),
    (lambda: rnn.pack_padded_sequence(X[:, 0, 0], [4]), IndexError, "Dimension out of range"),
    (lambda: rnn.pad_packed_sequence(rnn.pack_padded_sequence(X, [4, 2, 1]), total_length=3), ValueError,
     "at least the length of the longest"),
    (lambda: rnn.pad_sequence([]), RuntimeError, "empty list of sequences"),
    (lambda: rnn.pad_sequence(3), RuntimeError, "Expected iterable"),
    (lambda: rnn.pad_sequence([X, X[..., :1].expand(4, 3, 1), X[:, :2]]), RuntimeError, "must match"),
    (lambda: rnn.pad_sequence([wg.tensor(1.0)]), RuntimeError, "at least one dim"),
    (lambda: rnn.pad_sequence([X], padding_side="up"), RuntimeError, "one of left or right"),
    (lambda: rnn.PackedSequence(X), AssertionError, "list or tuple of length 2")])
def test_what_does_not_fit_is_refused(call, kind, words):
    with pytest.raises(kind, match=words):
        call()


# -- recurrent networks -------------------------------------------------------------------------------------

def parameters(kind, inputs, width, layers, directions, biases, states=None):
    """All weights of a network; `states` is the width of projections."""
    out, shown = [], width if states is None else states
    for layer in range(layers):
        for _ in range(directions):
            rows = GATES[kind] * width
            out += [made(rows, inputs if layer == 0 else shown * directions), made(rows, shown)]
            out += [made(rows), made(rows)] if biases else []
            out += [] if states is None else [made(states, width)]
    return [w * 0.4 for w in out]


def run_packed(kind, batch_sizes, layers, bidirectional, biases):
    """The network as a function of (library, [data, states ..., parameters ...])."""
    count = 2 if kind == "lstm" else 1

    def run(lib, tensors):
        hx = tuple(tensors[1:3]) if kind == "lstm" else tensors[1]
        return list(getattr(lib, kind)(tensors[0], lib.tensor(batch_sizes), hx, tensors[1 + count:], biases, layers,
                                       0.0, False, bidirectional))
    return run


@pytest.mark.parametrize("batch_sizes", [[3, 3, 2, 1, 1], [2], [4, 4], [1, 1, 1], [5, 3, 1]], ids=str)
@pytest.mark.parametrize("layers, bidirectional, biases", [(1, False, True), (2, True, True), (2, False, False),
                                                           (1, True, False)])
@pytest.mark.parametrize("kind", GATES)
def test_networks_over_packed_sequences_agree_with_pytorch(kind, layers, bidirectional, biases, batch_sizes):
    directions = 2 if bidirectional else 1
    states = [made(layers * directions, batch_sizes[0], 3) for _ in range(2 if kind == "lstm" else 1)]
    arrays = [made(sum(batch_sizes), 2), *states, *parameters(kind, 2, 3, layers, directions, biases)]
    assert_agree(run_packed(kind, batch_sizes, layers, bidirectional, biases), arrays)


@pytest.mark.parametrize("batch_sizes", [None, [3, 2, 2, 1]], ids=str)
@pytest.mark.parametrize("layers, bidirectional, biases", [(1, False, True), (2, True, True), (2, False, False)])
def test_projected_states_agree_with_pytorch(layers, bidirectional, biases, batch_sizes):
    directions = 2 if bidirectional else 1
    states = [made(layers * directions, 3, n) for n in (2, 4)]
    x = made(5, 3, 3) if batch_sizes is None else made(sum(batch_sizes), 3)
    arrays = [x, *states, *parameters("lstm", 3, 4, layers, directions, biases, 2)]

    def padded(lib, tensors):
        return list(lib.lstm(tensors[0], tuple(tensors[1:3]), tensors[3:], biases, layers, 0.0, False, bidirectional,
                             False))

    assert_agree(padded if batch_sizes is None else run_packed("lstm", batch_sizes, layers, bidirectional, biases),
                 arrays)


def test_packed_sequences_are_those_of_their_own_lengths():
    """What a network gives for a sequence does not depend on the others."""
    sequences, lengths = [wg.tensor(made(n, 2)) for n in (2, 5, 3)], (2, 5, 3)
    params = [wg.tensor(w) for w in parameters("gru", 2, 3, 1, 2, True)]
    h = wg.zeros(2, 3, 3, dtype=wg.float64)
    packed = rnn.pack_sequence(sequences, enforce_sorted=False)
    data, last = wg.gru(packed.data, packed.batch_sizes, h, params, True, 1, 0.0, False, True)
    apart = rnn.unpack_sequence(rnn.PackedSequence(data, *packed[1:]))
    last = last[:, packed.unsorted_indices]
    for k in range(3):
        alone, end = wg.gru(sequences[k].unsqueeze(1), h[:, :1], params, True, 1, 0.0, False, True, False)
        assert alone.shape[0] == lengths[k]
        np.testing.assert_allclose(apart[k].numpy(), alone[:, 0].numpy(), rtol=1e-12)
        np.testing.assert_allclose(last[:, k].numpy(), end[:, 0].numpy(), rtol=1e-12)


def test_dropout_between_layers_is_there_for_packed_sequences_too():
    params = [wg.tensor(w) for w in parameters("rnn_tanh", 2, 3, 2, 1, True)]
    x, h, sizes = wg.tensor(made(5, 2)), wg.zeros(2, 2, 3, dtype=wg.float64), wg.tensor([2, 2, 1])
    results = [wg.rnn_tanh(x, sizes, h, params, True, 2, p, train, False)[0].tolist()
               for p, train in ((0.0, True), (0.5, False), (1.0, True))]
    assert results[0] == results[1] != results[2]


def test_networks_over_packed_sequences_can_be_differentiated_twice():
    arrays = [made(3, 2), made(1, 2, 2), made(1, 2, 3), *parameters("lstm", 2, 3, 1, 1, True, 2)]
    run = run_packed("lstm", [2, 1], 1, False, True)
    inputs = [wg.tensor(a, requires_grad=True) for a in arrays]
    assert wg.autograd.gradgradcheck(lambda *tensors: run(wg, list(tensors))[0], inputs)


SIZES, STATE = wg.tensor([2, 1]), wg.zeros(1, 2, 3)
WEIGHTS = [wg.zeros(3, 2), wg.zeros(3, 3)]


@pytest.mark.parametrize("data, sizes, state, params, kind, words", [
    (wg.zeros(3, 2), SIZES, wg.zeros(1, 3, 3), WEIGHTS, RuntimeError, r"Expected hidden\[0\] size"),
    (wg.zeros(3, 2), SIZES, wg.zeros(2, 2, 3), WEIGHTS, RuntimeError, r"Expected hidden\[0\] of 1 layers"),
    (wg.zeros(4, 2), SIZES, STATE, WEIGHTS, RuntimeError, "the sum of batch_sizes"),
    (wg.zeros(3, 2), wg.tensor([1, 2]), STATE, WEIGHTS, RuntimeError, "batch_sizes must be positive and not increase"),
    (wg.zeros(3, 2), wg.tensor([3, 0]), STATE, WEIGHTS, RuntimeError, "batch_sizes must be positive and not increase"),
    (wg.zeros(0, 2), wg.zeros(0, dtype=wg.int64), STATE, WEIGHTS, RuntimeError, "at least one step"),
    (wg.zeros(3, 1, 2), SIZES, STATE, WEIGHTS, RuntimeError, "must have 2 dimensions, got 3"),
    (wg.zeros(3, 2), SIZES, STATE, WEIGHTS * 2, RuntimeError, "needs 2 parameters, but got 4"),
    (wg.zeros(3, 2), SIZES, STATE, WEIGHTS[::-1], RuntimeError, "input_size")])
def test_packed_sequences_that_do_not_fit_are_refused(data, sizes, state, params, kind, words):
    with pytest.raises(kind, match=words):
        wg.rnn_relu(data, sizes, state, params, False, 1, 0.0, False, False)
