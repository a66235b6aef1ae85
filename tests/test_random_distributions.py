"""Draws of every distribution: range, moments, types, errors, generators, and what they do to a graph."""
import copy
import pickle

import pytest

import wengert as wg

N = 40000


def moments(t):
    t = t.double()
    return t.mean().item(), t.std().item()


# (draw, mean, standard deviation): of 40000 numbers, so that the mean is known to about 0.5 % of the deviation.
DRAWS = {
    "rand": (lambda: wg.rand(N), 0.5, 12**-0.5),
    "rand float64": (lambda: wg.rand(N, dtype=wg.float64), 0.5, 12**-0.5),
    "uniform_": (lambda: wg.empty(N).uniform_(-2, 4), 1, 6 * 12**-0.5),
    "uniform_ strided": (lambda: wg.empty(N, 2)[:, 1].uniform_(-2, 4), 1, 6 * 12**-0.5),
    "randn": (lambda: wg.randn(N), 0, 1),
    "normal_": (lambda: wg.empty(N).normal_(3, 2), 3, 2),
    "normal": (lambda: wg.normal(3, 2, (N,)), 3, 2),
    "normal of tensors": (lambda: wg.normal(wg.full((N,), 3.0), wg.tensor(2.0)), 3, 2),
    "normal of a deviation": (lambda: wg.normal(1.0, wg.full((N,), 0.5)), 1, 0.5),
    "log_normal_": (lambda: wg.empty(N).log_normal_(0, 0.5), 1.1331, 0.6039),
    "exponential_": (lambda: wg.empty(N).exponential_(4), 0.25, 0.25),
    "geometric_": (lambda: wg.empty(N, dtype=wg.int64).geometric_(0.25), 4, 12**0.5),
    "randint": (lambda: wg.randint(-3, 6, (N,)), 1, (80 / 12)**0.5),
    "random_ to": (lambda: wg.empty(N).random_(5), 2, 2**0.5),
    "random_ uint8": (lambda: wg.empty(N, dtype=wg.uint8).random_(), 127.5, (65535 / 12)**0.5),
    "random_ wide": (lambda: wg.empty(N, dtype=wg.int64).random_(0, 2**40) // 2**20, 2**19, 2**20 * 12**-0.5),
    "bernoulli": (lambda: wg.bernoulli(wg.full((N,), 0.3)), 0.3, 0.21**0.5),
    "bernoulli p": (lambda: wg.ones(N).bernoulli(0.3), 0.3, 0.21**0.5),
    "bernoulli_": (lambda: wg.empty(N, dtype=wg.int64).bernoulli_(wg.tensor(0.3)), 0.3, 0.21**0.5),
    "poisson": (lambda: wg.poisson(wg.full((N,), 3.0)), 3, 3**0.5),
    "multinomial": (lambda: wg.multinomial(wg.tensor([1.0, 0.0, 3.0]), N, replacement=True), 1.5, 0.75**0.5),
}


@pytest.mark.parametrize("draw, mean, std", DRAWS.values(), ids=DRAWS)
def test_mean_and_deviation_are_the_distributions(draw, mean, std):
    wg.manual_seed(1)
    t = draw()
    got = moments(t)
    assert t.numel() == N
    assert got[0] == pytest.approx(mean, abs=5 * std / N**0.5)
    assert got[1] == pytest.approx(std, rel=0.05)


@pytest.mark.parametrize("draw", [draw for draw, _, _ in DRAWS.values()], ids=DRAWS)
def test_the_same_seed_gives_the_same_numbers(draw):
    wg.manual_seed(3)
    first = draw()
    wg.manual_seed(3)
    assert wg.equal(first, draw())
    assert not wg.equal(first, draw())


def test_cauchy_has_its_median_and_quartiles():
    wg.manual_seed(0)
    t = wg.empty(N).cauchy_(2, 0.5).sort()[0]
    assert [t[N * k // 4].item() for k in (1, 2, 3)] == pytest.approx([1.5, 2, 2.5], abs=0.05)


def test_complex_normal_numbers_have_variance_one_together():
    wg.manual_seed(0)
    t = wg.randn(N, dtype=wg.complex128)
    assert (t.abs() ** 2).mean().item() == pytest.approx(1, abs=0.03)
    assert t.real.var().item() == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("dtype, last", [
    (wg.bool, 1), (wg.uint8, 2**8 - 1), (wg.int8, 2**7 - 1), (wg.int16, 2**15 - 1), (wg.int32, 2**31 - 1),
    (wg.int64, 2**63 - 1), (wg.float32, 2**24), (wg.float64, 2**53)], ids=str)
def test_random_covers_the_whole_range_of_a_type_from_zero(dtype, last):
    wg.manual_seed(0)
    values = wg.empty(2000, dtype=dtype).random_().tolist()
    assert 0 <= min(values) and max(values) <= last
    assert max(values) > 0.9 * last
    assert all(v == int(v) for v in values)


def test_random_between_the_ends_of_int64():
    t = wg.empty(100, dtype=wg.int64).random_(-2**63, None)
    assert min(t.tolist()) < 0 < max(t.tolist())


def test_multinomial_without_replacement_takes_each_position_once():
    wg.manual_seed(0)
    weights = wg.tensor([[0.0, 10.0, 3.0, 1.0], [1.0, 1.0, 0.0, 1.0]])
    for _ in range(50):
        a, b = wg.multinomial(weights, 3).tolist()
        assert sorted(a) == [1, 2, 3] and sorted(b) == [0, 1, 3]


def test_multinomial_first_draw_has_the_probabilities_of_the_weights():
    wg.manual_seed(0)
    rows = wg.tensor([3.0, 1.0]).expand(N, 2)
    assert wg.multinomial(rows, 1).double().mean().item() == pytest.approx(0.25, abs=0.01)


def test_multinomial_never_draws_a_weight_of_zero_with_replacement():
    assert set(wg.multinomial(wg.tensor([0.0, 1.0, 0.0, 1.0, 0.0]), 1000, True).tolist()) == {1, 3}


# types, shapes, arguments

@pytest.mark.parametrize("make", [wg.rand, wg.randn])
def test_factories_take_pytorchs_arguments(make):
    own = wg.Generator().manual_seed(5)
    t = make(2, 3, generator=own, dtype=wg.float64, layout=wg.strided, device="cpu", pin_memory=False,
             requires_grad=True)
    assert (t.shape, t.dtype, t.requires_grad, t.is_leaf) == ((2, 3), wg.float64, True, True)
    assert make(size=(2,)).shape == make((2,)).shape == (2,)
    out = wg.empty(0, dtype=wg.float64)
    assert make(4, out=out) is out and out.shape == (4,)


def test_like_forms_keep_the_order_of_memory_and_take_a_generator():
    like = wg.empty(2, 3).t()
    for make in (wg.rand_like, wg.randn_like, lambda t, **k: wg.randint_like(t, 9, **k)):
        a = make(like, generator=wg.Generator().manual_seed(1))
        b = make(like, generator=wg.Generator().manual_seed(1))
        assert a.stride() == (1, 3) and wg.equal(a, b)
    assert wg.randint_like(like, 2, 5, dtype=wg.int64).dtype is wg.int64


def test_randint_of_other_types():
    assert wg.randint(3, (2,), dtype=wg.float32).dtype is wg.float32
    assert wg.randint(0, 2, (2,), dtype=wg.bool).dtype is wg.bool
    assert wg.randint(high=3, size=(2,)).dtype is wg.int64
    assert wg.randint(7, 8, (3,)).tolist() == [7, 7, 7]


def test_randperm_of_other_types_and_into_out():
    out = wg.empty(0, dtype=wg.int64)
    assert wg.randperm(5, out=out) is out and sorted(out.tolist()) == [0, 1, 2, 3, 4]
    assert wg.randperm(3, dtype=wg.float32).dtype is wg.float32
    assert wg.randperm(0).tolist() == []


def test_normal_broadcasts_and_takes_the_type_of_the_mean():
    assert wg.normal(wg.zeros(3, 1), wg.ones(4)).shape == (3, 4)
    assert wg.normal(wg.zeros(3, dtype=wg.float64), wg.ones(3)).dtype is wg.float64
    assert wg.normal(wg.tensor([1.0, 2.0]), 0.0).tolist() == [1, 2]


@pytest.mark.parametrize("wrong, error, phrase", [
    (lambda: wg.rand(2, dtype=wg.int64), NotImplementedError, "not implemented for 'int64'"),
    (lambda: wg.rand(2, generator=3), TypeError, "generator"),
    (lambda: wg.rand(), TypeError, "missing 1 required"),
    (lambda: wg.empty(2).uniform_(2, 1), RuntimeError, r"from=2 > to=1"),
    (lambda: wg.empty(2).uniform_(0, float("inf")), RuntimeError, "to is out of bounds"),
    (lambda: wg.empty(2).normal_(0, -1), RuntimeError, "std >= 0.0"),
    (lambda: wg.normal(wg.zeros(2), -wg.ones(2)), RuntimeError, "elements of std >= 0.0"),
    (lambda: wg.normal(1.0), TypeError, "argument 'mean'"),
    (lambda: wg.normal(wg.zeros(3), wg.ones(4)), RuntimeError, "must match|broadcast"),
    (lambda: wg.empty(2).log_normal_(0, 0), RuntimeError, "std > 0.0"),
    (lambda: wg.empty(2).exponential_(0), RuntimeError, "lambda > 0.0"),
    (lambda: wg.empty(2, dtype=wg.int64).exponential_(), RuntimeError, "continuous"),
    (lambda: wg.empty(2).cauchy_(0, -1), RuntimeError, "sigma > 0.0"),
    (lambda: wg.empty(2).geometric_(1), RuntimeError, r"in \(0, 1\)"),
    (lambda: wg.empty(2).bernoulli_(1.5), RuntimeError, r"in \[0, 1\]"),
    (lambda: wg.bernoulli(wg.tensor([0.5, 2.0])), RuntimeError, "p_in <= 1"),
    (lambda: wg.bernoulli(wg.tensor([1, 0])), NotImplementedError, "not implemented for 'int64'"),
    (lambda: wg.randint(5, 5, (2,)), RuntimeError, "'from' to be less than 'to'"),
    (lambda: wg.randint(0, 300, (2,), dtype=wg.uint8), RuntimeError, "out of bounds"),
    (lambda: wg.randint(2.5, (2,)), TypeError, "must be int"),
    (lambda: wg.randint(5), TypeError, "size"),
    (lambda: wg.randint(5, (2,), requires_grad=True), RuntimeError, "floating point"),
    (lambda: wg.randperm(-1), RuntimeError, "negative"),
    (lambda: wg.randperm(300, dtype=wg.uint8), RuntimeError, "without overflow"),
    (lambda: wg.multinomial(wg.tensor([1.0]), 2), RuntimeError, "without replacement"),
    (lambda: wg.multinomial(wg.tensor([1.0]), 0), RuntimeError, "n_sample <= 0"),
    (lambda: wg.multinomial(wg.tensor([-1.0, 2.0]), 1), RuntimeError, "element < 0"),
    (lambda: wg.multinomial(wg.tensor([0.0, 0.0]), 1), RuntimeError, "sum of probabilities"),
    (lambda: wg.multinomial(wg.tensor([1, 2]), 1), RuntimeError, "floating-point"),
    (lambda: wg.multinomial(wg.ones(1, 1, 1), 1), RuntimeError, "1 or 2 dim"),
    (lambda: wg.poisson(wg.tensor([-1.0])), RuntimeError, "non-negative"),
])
def test_impossible_draw_is_refused(wrong, error, phrase):
    with pytest.raises(error, match=phrase):
        wrong()


def test_refused_draw_leaves_the_tensor_as_it_was():
    t = wg.ones(3)
    with pytest.raises(RuntimeError):
        t.normal_(0, -1)
    assert t.tolist() == [1, 1, 1] and t._version == 0


# gradients

@pytest.mark.parametrize("name, arguments", [
    ("uniform_", ()), ("normal_", ()), ("log_normal_", ()), ("exponential_", ()), ("cauchy_", ()), ("geometric_",
                                                                                                    (0.5,)),
    ("random_", (3,)), ("bernoulli_", ()), ("fill_", (2.0,)), ("zero_", ()), ("copy_", (wg.ones(3),))])
def test_overwriting_cuts_a_tensor_from_its_history_with_gradients_of_zero(name, arguments):
    x = wg.ones(3, requires_grad=True)
    y = x * 2
    version = y._version
    assert getattr(y, name)(*arguments) is y and y._version == version + 1
    assert y.requires_grad
    assert wg.autograd.grad(y.sum(), x)[0].tolist() == [0, 0, 0]


def test_overwriting_a_part_leaves_the_gradient_of_the_rest():
    x = wg.ones(3, requires_grad=True)
    y = x * 2
    y[1:].normal_()
    assert wg.autograd.grad(y.sum(), x)[0].tolist() == [2, 0, 0]


def test_overwriting_a_leaf_is_refused_unless_nothing_is_recorded():
    x = wg.ones(3, requires_grad=True)
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad"):
        x.uniform_()
    with wg.no_grad():
        x.uniform_(5, 6)
    assert x.is_leaf and x.requires_grad and 5 <= x.min().item()


def test_overwriting_what_a_gradient_needs_is_noticed():
    x = wg.ones(3, requires_grad=True)
    y = x * 1
    z = y * y
    y.detach().normal_()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        z.sum().backward()


@pytest.mark.parametrize("draw", [
    lambda x: wg.bernoulli(x), lambda x: wg.poisson(x), lambda x: wg.normal(x, 1.0), lambda x: wg.normal(0.0, x),
    lambda x: wg.normal(x, x)])
def test_parameters_of_a_distribution_have_gradients_of_zero(draw):
    x = wg.full((3,), 0.5, requires_grad=True)
    out = draw(x)
    assert out.requires_grad
    assert wg.autograd.grad(out.sum(), x)[0].tolist() == [0, 0, 0]


def test_bernoulli_with_p_refuses_to_lose_a_gradient():
    with pytest.raises(RuntimeError, match="derivative for bernoulli"):
        wg.ones(3, requires_grad=True).bernoulli(0.5)


def test_expanded_memory_is_not_overwritten():
    with pytest.raises(RuntimeError, match="more than one element"):
        wg.ones(1).expand(3).normal_()


# generators

def test_new_generator_begins_at_a_known_seed_and_the_default_one_does_not():
    a, b = wg.Generator(), wg.Generator()
    assert a.initial_seed() == b.initial_seed() == 67280421310721
    assert wg.equal(wg.rand(3, generator=a), wg.rand(3, generator=b))
    assert wg.default_generator is wg.manual_seed(2) and wg.initial_seed() == 2
    assert a.device == wg.device("cpu")


def test_seed_gives_a_seed_that_repeats_the_stream():
    g = wg.Generator()
    seed = g.seed()
    assert g.initial_seed() == seed
    assert wg.equal(wg.rand(3, generator=g), wg.rand(3, generator=wg.Generator().manual_seed(seed)))


def test_negative_seeds_are_those_of_unsigned_numbers():
    assert wg.Generator().manual_seed(-5).initial_seed() == 2**64 - 5


@pytest.mark.parametrize("clone", [copy.copy, copy.deepcopy, lambda g: pickle.loads(pickle.dumps(g)),
                                   lambda g: g.clone_state(), lambda g: wg.Generator().set_state(g.get_state())],
                         ids=["copy", "deepcopy", "pickle", "clone_state", "set_state"])
def test_copied_generator_goes_on_from_where_it_was(clone):
    g = wg.Generator().manual_seed(9)
    wg.rand(3, generator=g)
    other = clone(g)
    assert other is not g and other.initial_seed() == 9
    expected = wg.rand(3, generator=g)
    assert wg.equal(wg.rand(3, generator=other), expected)


@pytest.mark.parametrize("state, error", [(lambda: wg.zeros(80), TypeError),
                                          (lambda: wg.zeros(3, dtype=wg.uint8), RuntimeError)])
def test_state_of_a_generator_must_be_one(state, error):
    with pytest.raises(error, match="RNG state"):
        wg.set_rng_state(state())


@pytest.mark.parametrize("wrong, error", [(lambda: wg.manual_seed(2**64), ValueError),
                                          (lambda: wg.manual_seed(1.5), RuntimeError),
                                          (lambda: wg.Generator("cuda"), RuntimeError)])
def test_impossible_generator_is_refused(wrong, error):
    with pytest.raises(error):
        wrong()


def test_fork_rng_leaves_the_stream_where_it_was():
    wg.manual_seed(4)
    with pytest.raises(KeyError):
        with wg.random.fork_rng():
            wg.rand(10)
            raise KeyError
    after = wg.rand(3)
    wg.manual_seed(4)
    assert wg.equal(after, wg.rand(3))
