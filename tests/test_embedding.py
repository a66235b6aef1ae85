"""embedding and embedding_bag: padding, renormalised rows, gradients by frequency, bags, errors, as in PyTorch."""
import numpy as np
import pytest

import wengert as wg
from wengert.nn import functional as F

torch = pytest.importorskip("torch")
TF = torch.nn.functional
INDICES = np.array([0, 1, 1, 4, 2, 2, 2])
OFFSETS = np.array([0, 2, 2, 4])


def table(dtype="float64"):
    return np.random.default_rng(1).standard_normal((5, 3)).astype(dtype) * 2


def assert_agree(run, *arrays, tolerance=1e-12):
    """Results and gradients of run(library, functional, tensors)."""
    found = []
    for lib, f in ((wg, F), (torch, TF)):
        inputs = [lib.tensor(a).requires_grad_() for a in arrays]
        out = run(lib, f, *inputs)
        weight = lib.tensor(np.cos(np.arange(out.numel())).reshape(tuple(out.shape)).astype(arrays[0].dtype))
        found.append([out.detach().numpy(), *(g.numpy() for g in lib.autograd.grad((out * weight).sum(), inputs))])
    for ours, theirs in zip(*found, strict=True):
        np.testing.assert_allclose(ours, theirs, tolerance, tolerance)


@pytest.mark.parametrize("options", [{}, {"padding_idx": 1}, {"padding_idx": -1}, {"scale_grad_by_freq": True},
                                     {"scale_grad_by_freq": True, "padding_idx": 2}], ids=str)
def test_rows_and_their_gradients(options):
    assert_agree(lambda lib, f, w: f.embedding(lib.tensor(INDICES), w, **options), table())
    assert_agree(lambda lib, f, w: f.embedding(lib.tensor(INDICES[:6].reshape(2, 3)), w, **options), table())


@pytest.mark.parametrize("norm_type", [1.0, 2.0, np.inf])
def test_long_rows_are_renormalised_in_the_table(norm_type):
    tables = []
    for lib, f in ((wg, F), (torch, TF)):
        w = lib.tensor(table())
        f.embedding(lib.tensor(INDICES), w, max_norm=1.0, norm_type=norm_type)
        tables.append(w.numpy())
    np.testing.assert_allclose(*tables, 1e-9)
    assert (tables[0][3] == table()[3]).all()             # nobody looked


def test_a_renormalised_table_still_gets_its_gradient():
    w = wg.tensor(table()).requires_grad_()
    F.embedding(wg.tensor(INDICES), w, max_norm=1.0).sum().backward()
    assert w.grad[:, 0].tolist() == [1, 2, 3, 0, 1]


@pytest.mark.parametrize("mode", ["sum", "mean", "max"])
@pytest.mark.parametrize("options", [{}, {"padding_idx": 1}, {"padding_idx": -3}], ids=str)
def test_bags(mode, options):
    for dtype, tolerance in (("float32", 1e-5), ("float64", 1e-12)):
        assert_agree(lambda lib, f, w: f.embedding_bag(lib.tensor(INDICES), w, lib.tensor(OFFSETS), mode=mode,
                                                       **options), table(dtype), tolerance=tolerance)


@pytest.mark.parametrize("mode", ["sum", "mean", "max"])
def test_the_end_of_the_last_bag_may_be_given(mode):
    assert_agree(lambda lib, f, w: f.embedding_bag(lib.tensor(INDICES), w, lib.tensor([0, 2, 2, 7]), mode=mode,
                                                   include_last_offset=True), table())
    shorter = F.embedding_bag(wg.tensor(INDICES), wg.tensor(table()), wg.tensor([0, 2, 4]), mode=mode,
                              include_last_offset=True)
    whole = F.embedding_bag(wg.tensor(INDICES[:4]), wg.tensor(table()), wg.tensor([0, 2]), mode=mode)
    assert (shorter == whole).all()


@pytest.mark.parametrize("mode", ["sum", "mean", "max"])
def test_bags_of_one_length(mode):
    assert_agree(lambda lib, f, w: f.embedding_bag(lib.tensor(INDICES[:6].reshape(2, 3)), w, mode=mode), table())


@pytest.mark.parametrize("padding_idx", [None, 1])
def test_factors(padding_idx):
    assert_agree(lambda lib, f, w, s: f.embedding_bag(lib.tensor(INDICES), w, lib.tensor(OFFSETS), mode="sum",
                                                      per_sample_weights=s, padding_idx=padding_idx),
                 table(), np.linspace(-1, 2, 7))


@pytest.mark.parametrize("mode", ["sum", "mean", "max"])
def test_bags_that_are_empty_give_zeros_and_no_gradient(mode):
    w = wg.tensor(table()).requires_grad_()
    out = F.embedding_bag(wg.tensor([], dtype=wg.int64), w, wg.tensor([0, 0]), mode=mode)
    assert out.shape == (2, 3) and not out.any()
    out.sum().backward()
    assert not w.grad.any()
    assert F.embedding_bag(wg.zeros(0, 3, dtype=wg.int64), w, mode=mode).shape == (0, 3)


def test_the_gradient_by_frequency_counts_every_use():
    w = wg.tensor(table()).requires_grad_()
    F.embedding_bag(wg.tensor(INDICES), w, wg.tensor(OFFSETS), mode="sum", scale_grad_by_freq=True).sum().backward()
    assert w.grad[:, 0].tolist() == [1, 1, 1, 0, 1]


def test_indices_may_be_int32():
    indices, offsets = wg.tensor(INDICES).int(), wg.tensor(OFFSETS).int()
    assert F.embedding_bag(indices, wg.tensor(table()), offsets).shape == (4, 3)
    assert F.embedding(indices, wg.tensor(table())).shape == (7, 3)


@pytest.mark.parametrize("kind, words, args, options", [
    (ValueError, "mode has to be one of sum, mean or max", (INDICES, OFFSETS), {"mode": "least"}),
    (ValueError, "offsets has to be a 1D Tensor but got None", (INDICES, None), {}),
    (ValueError, "if input is 2D, then offsets has to be None", (INDICES[:6].reshape(2, 3), OFFSETS), {}),
    (ValueError, "input has to be 1D or 2D Tensor", (INDICES[:6].reshape(1, 2, 3), None), {}),
    (ValueError, "max mode does not support scaling", (INDICES, OFFSETS), {"mode": "max", "scale_grad_by_freq": True}),
    (NotImplementedError, "only supported for mode='sum'", (INDICES, OFFSETS), {"per_sample_weights": np.ones(7)}),
    (ValueError, "must have the same shape as the input", (INDICES, OFFSETS),
     {"per_sample_weights": np.ones(6), "mode": "sum"}),
    (RuntimeError, "padding_idx must be within the number of embeddings", (INDICES, OFFSETS), {"padding_idx": 9}),
    (RuntimeError, "Expected idx >= 0 && idx < num_embeddings but found idx to be 12", (INDICES * 3, OFFSETS), {}),
    (RuntimeError, "to have one of the following scalar types: Long, Int", (INDICES * 1.0, OFFSETS), {}),
    (RuntimeError, r"offsets\[0\] has to be 0", (INDICES, OFFSETS + 1), {}),
    (RuntimeError, r"offsets\[-1\] can not be greater", (INDICES, OFFSETS * 3), {})])
def test_bags_that_do_not_fit(kind, words, args, options):
    for lib, f in ((wg, F), (torch, TF)):
        indices, offsets = (None if a is None else lib.tensor(a) for a in args)
        chosen = {k: lib.tensor(v) if isinstance(v, np.ndarray) else v for k, v in options.items()}
        with pytest.raises(kind, match=words):
            f.embedding_bag(indices, lib.tensor(table()), offsets, **chosen)


def test_sparse_gradients_are_refused():
    for call in (lambda: F.embedding(wg.tensor(INDICES), wg.tensor(table()), sparse=True),
                 lambda: F.embedding_bag(wg.tensor(INDICES), wg.tensor(table()), wg.tensor(OFFSETS), sparse=True)):
        with pytest.raises(RuntimeError, match="sparse"):
            call()
