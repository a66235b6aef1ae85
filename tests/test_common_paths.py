"""What is copied backwards, filled or drawn in the common way is what the general way gives."""
import numpy as np
import pytest

import wengert

SIZES = (0, 1, 2, 3, 7, 16, 17, 65, 1000, 4099)
TYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex64", "complex128")
DRAWS = {
    "rand": lambda **g: wengert.rand(3, 5, **g),
    "randn": lambda **g: wengert.randn(3, 5, **g),
    "randn, 0-d": lambda **g: wengert.randn((), **g),
    "rand of float64": lambda **g: wengert.rand(7, dtype=wengert.float64, **g),
    "randint": lambda **g: wengert.randint(-3, 9, (11,), **g),
    "uniform_": lambda **g: wengert.zeros(6).uniform_(-1, 4, **g),
    "normal_": lambda **g: wengert.zeros(6).normal_(2, 3, **g),
    "uniform_ of a transpose": lambda **g: wengert.zeros(2, 3).t().uniform_(**g),
}


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("n", SIZES)
def test_flip_reverses_every_type_and_length(name, n):
    values = (np.arange(n) % 119).astype(name)
    x = wengert.from_numpy(values.copy())
    np.testing.assert_array_equal(x.flip(0).numpy(), values[::-1])


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("n", SIZES)
def test_full_fills_all_of_it_and_nothing_else(name, n):
    x = wengert.zeros(n + 2, dtype=getattr(wengert, name))
    x[1:n + 1].fill_(1)
    np.testing.assert_array_equal(x.numpy(), np.array([0] + [1] * n + [0], name))


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_default_stream_and_generator_of_one_seed_agree(draw):
    wengert.manual_seed(5)
    ours = draw()
    np.testing.assert_array_equal(ours.numpy(), draw(generator=wengert.Generator().manual_seed(5)).numpy())


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize("bounds", [(NAN, 1), (0, NAN), (0, INF), (-INF, 0), (2, 1)])
def test_uniform_refuses_bounds_and_leaves_the_tensor(bounds):
    x = wengert.ones(3)
    with pytest.raises(RuntimeError):
        x.uniform_(*bounds)
    assert x.tolist() == [1, 1, 1]


@pytest.mark.parametrize("arguments", [(0,), (5,), (2, 2), (2, 9, 3), (2, 9, 7), (-4, 3, 2)])
def test_arange_of_integers_counts_as_range_does(arguments):
    x = wengert.arange(*arguments)
    assert x.dtype is wengert.int64 and x.tolist() == list(range(*arguments))
