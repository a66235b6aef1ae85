"""Random tensors: reproducible from a seed, within their range, of the expected dtype and shape."""
import pytest

import wengert as wg

DRAWS = {
    "rand": lambda: wg.rand(5),
    "randn": lambda: wg.randn(5),
    "randint": lambda: wg.randint(0, 1000, (5,)),
    "randperm": lambda: wg.randperm(50),
    "rand_like": lambda: wg.rand_like(wg.ones(5)),
    "randn_like": lambda: wg.randn_like(wg.ones(5)),
    "uniform_": lambda: wg.empty(5).uniform_(-1, 1),
    "normal_": lambda: wg.empty(5).normal_(2, 3),
    "bernoulli": lambda: wg.bernoulli(wg.full((50,), 0.5)),
    "float64": lambda: wg.rand(5, dtype=wg.float64),
}


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_the_same_seed_gives_the_same_numbers(draw):
    wg.manual_seed(3)
    first, second = draw(), draw()
    wg.manual_seed(3)
    assert draw().tolist() == first.tolist()
    assert draw().tolist() == second.tolist()
    assert first.tolist() != second.tolist()


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_another_seed_gives_other_numbers(draw):
    wg.manual_seed(3)
    first = draw().tolist()
    wg.manual_seed(4)
    assert draw().tolist() != first


def test_a_generator_of_ones_own_leaves_the_global_one_alone():
    wg.manual_seed(0)
    expected = wg.rand(3).tolist()
    wg.manual_seed(0)
    own = wg.Generator().manual_seed(7)
    first = wg.rand(3, generator=own)
    assert wg.rand(3).tolist() == expected
    assert wg.rand(3, generator=wg.Generator().manual_seed(7)).tolist() == first.tolist()


def test_rng_state_can_be_saved_and_restored():
    state = wg.get_rng_state()
    first = wg.randn(4).tolist()
    wg.set_rng_state(state)
    assert wg.randn(4).tolist() == first


def test_rand_lies_in_zero_to_one_with_mean_one_half():
    wg.manual_seed(0)
    t = wg.rand(10000)
    assert 0 <= t.min().item() and t.max().item() < 1
    assert t.mean().item() == pytest.approx(0.5, abs=0.02)


def test_randn_has_mean_zero_and_variance_one():
    wg.manual_seed(0)
    t = wg.randn(10000)
    assert t.mean().item() == pytest.approx(0, abs=0.05)
    assert t.var().item() == pytest.approx(1, abs=0.08)


def test_randint_takes_every_value_of_its_range_and_no_other():
    wg.manual_seed(0)
    t = wg.randint(-2, 3, (1000,))
    assert t.dtype == wg.int64
    assert set(t.tolist()) == {-2, -1, 0, 1, 2}
    assert set(wg.randint(2, (100,)).tolist()) == {0, 1}


def test_randint_needs_a_range_that_is_not_empty():
    with pytest.raises(RuntimeError, match="'from' to be less than 'to'"):
        wg.randint(5, 5, (2,))


def test_randperm_is_a_permutation():
    t = wg.randperm(100)
    assert t.dtype == wg.int64
    assert sorted(t.tolist()) == list(range(100))
