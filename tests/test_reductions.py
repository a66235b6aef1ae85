"""Reductions and scans where samples do not show them: element types, strides, NaN, ties, long runs, errors."""
import itertools

import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")

NAN, INF = float("nan"), float("inf")
TYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex64", "complex128")
REAL = TYPES[:8]


def values(dtype, *shape):
    """Small numbers, zeros among them, in any type."""
    raw = np.random.default_rng(3).integers(0 if dtype in ("bool", "uint8") else -3, 4, shape)
    return (raw + 1j * raw[::-1] if dtype.startswith("complex") else raw).astype(dtype)


def both(array):
    return wg.tensor(array), torch.tensor(array)


def layouts(array):
    """The same values lying differently: row-major, column-major, every second, transposed, broadcast."""
    wide = np.repeat(array, 2, axis=-1)                     # (PyTorch's median is wrong of memory that overlaps)
    for make in (wg.tensor, torch.tensor):
        broadcast = make(array[:1]).expand(array.shape)
        yield (make(array), make(np.ascontiguousarray(array.T)).T, make(wide)[..., ::2],
               broadcast.contiguous() if make is torch.tensor else broadcast)


def assert_same(ours, theirs):
    if isinstance(theirs, (tuple, list)):
        assert len(ours) == len(theirs)
        for a, b in zip(ours, theirs):
            assert_same(a, b)
        return
    assert str(ours.dtype) == str(theirs.dtype)
    assert tuple(ours.shape) == tuple(theirs.shape)
    np.testing.assert_allclose(ours.detach().numpy(), theirs.detach().numpy(), 1e-5, 1e-6)


def assert_agree(call, *arrays):
    """Both libraries give the same, or fail with exceptions of one built-in class."""
    try:
        theirs = call(torch, *[torch.tensor(a) for a in arrays])
    except Exception as error:
        expected = next(c for c in type(error).__mro__ if c.__module__ == "builtins")
        with pytest.raises(expected):
            call(wg, *[wg.tensor(a) for a in arrays])
        return
    assert_same(call(wg, *[wg.tensor(a) for a in arrays]), theirs)


# -- element types and strides ----------------------------------------------------------------------------------

@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", ["sum", "prod", "any", "all", "count_nonzero", "amax", "amin", "argmax", "argmin",
                                  "max", "min", "cumsum", "cumprod", "cummax", "cummin", "median", "mode",
                                  "nansum", "var", "norm"])
def test_every_type_in_every_layout(name, dtype):
    array = values(dtype, 5, 70)
    if name in ("prod", "cumprod"):
        array = array[:, :20]
    for dim, (ours, theirs) in itertools.product((0, 1), zip(*layouts(array))):
        try:
            expected = getattr(theirs, name)(dim)
        except (RuntimeError, NotImplementedError) as error:
            with pytest.raises(RuntimeError if type(error) is RuntimeError else (RuntimeError, NotImplementedError)):
                getattr(ours, name)(dim)
            continue
        result = getattr(ours, name)(dim)
        if name in ("max", "min", "median", "mode"):           # of ties any index is right
            assert_same(result.values, expected.values)
            np.testing.assert_array_equal(ours.gather(dim, result.indices.unsqueeze(dim)).numpy(),
                                          result.values.unsqueeze(dim).numpy())
        else:
            assert_same(result, expected)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", ["sum", "prod", "any", "all", "count_nonzero", "amax", "argmin", "max", "median",
                                  "norm"])
@pytest.mark.parametrize("n", [1, 3, 63, 64, 65, 1000, 20011])
def test_every_type_at_every_length(name, dtype, n):
    array = values(dtype, n)
    if name == "prod":
        array = np.where(array == 0, 1, array)[:9].astype(dtype)
    ours, theirs = both(array)
    try:
        expected = getattr(theirs, name)()
    except (RuntimeError, NotImplementedError):
        with pytest.raises((RuntimeError, NotImplementedError)):
            getattr(ours, name)()
        return
    assert_same(getattr(ours, name)(), expected)


def test_integers_wrap_as_64_bit_numbers_do():
    big = wg.tensor([2 ** 62, 2 ** 62, 2 ** 62])
    assert big.sum().item() == 3 * 2 ** 62 - 2 ** 64
    assert wg.full((100000,), 255, dtype=wg.uint8).sum().item() == 25500000
    assert wg.full((100000,), -32768, dtype=wg.int16).sum().item() == -3276800000
    assert wg.full((70000, 3), -128, dtype=wg.int8).sum(0).tolist() == [-8960000] * 3


@pytest.mark.parametrize("dtype", ["int32", "int8", "float64", "float32"])
@pytest.mark.parametrize("name", ["sum", "prod", "cumsum", "cumprod", "nansum"])
def test_dtype_argument_converts_first(name, dtype):
    for array in (np.array([True, True, False]), np.array([1, 2, 3], np.int16),
                  np.array([1.5, 2.25, -1.5], np.float32)):
        args = (0,) if name.startswith("cum") else ()
        assert_agree(lambda lib, x: getattr(x, name)(*args, dtype=getattr(lib, dtype)), array)


@pytest.mark.parametrize("mask", [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2), (-1, 0)])
@pytest.mark.parametrize("name", ["sum", "amax", "any", "all", "var", "std", "nansum", "norm", "logsumexp",
                                  "count_nonzero"])
def test_any_dims_in_any_order_of_memory(name, mask):
    array = np.random.default_rng(0).normal(size=(4, 5, 6))
    for order in itertools.permutations(range(3)):
        back = np.argsort(order)
        ours = wg.tensor(np.ascontiguousarray(array.transpose(order))).permute(*[int(k) for k in back])
        p = {"p": 2} if name == "norm" else {}
        assert_same(getattr(ours, name)(dim=mask, **p), getattr(torch.tensor(array), name)(dim=mask, **p))


# -- NaN, infinities and ties -------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["max", "min", "amax", "amin", "argmax", "argmin", "sum", "nansum", "nanmean",
                                  "median", "nanmedian", "any", "all", "count_nonzero", "cummax", "cummin", "cumprod",
                                  "logcumsumexp", "var", "norm", "prod", "nanquantile", "quantile", "aminmax"])
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_nan_and_infinities(name, place):
    array = np.array([[1.0, INF, 2.0, -1.0], [0.5, -1.0, 3.0, 2.0], [-INF, -INF, 0.0, 1.0]])
    for row in (0, 1):
        array[row, place] = NAN
        for dim in (0, 1):
            args = (0.5, dim) if "quantile" in name else (dim,)
            if name == "aminmax":
                assert_agree(lambda lib, x: x.aminmax(dim=dim), array)
            elif "median" in name:                         # of ties any index is right
                assert_agree(lambda lib, x: getattr(x, name)(dim).values, array)
            else:
                assert_agree(lambda lib, x: getattr(x, name)(*args), array)


def test_first_of_equal_elements_is_found():
    for n, ties in ((5, (1, 3)), (5000, (2047, 2048, 4999))):
        for dtype in ("float32", "int64", "uint8", "int8", "int16", "int32", "float64"):
            array = np.zeros(n, dtype)
            array[list(ties)] = 7
            assert wg.tensor(array).argmax().item() == ties[0]
            assert wg.tensor(np.stack([array, array], 1)).argmax(0).tolist() == [ties[0]] * 2
            array = 9 - array
            assert wg.tensor(array).min(0).indices.item() == ties[0]


def test_last_of_equal_elements_is_kept_by_running_extremes():
    assert wg.tensor([1, 3, 3, 2]).cummax(0).indices.tolist() == [0, 1, 2, 2]
    assert wg.tensor([1.0, NAN, 3.0, NAN]).cummin(0).indices.tolist() == [0, 1, 1, 3]


@pytest.mark.parametrize("n", [5, 40, 300, 5000])
@pytest.mark.parametrize("dtype", REAL[1:])
def test_ranks_are_those_of_the_sorted_elements(dtype, n):
    array = np.random.default_rng(1).integers(0 if dtype == "uint8" else -100, 100, n).astype(dtype)
    x = wg.tensor(array)
    for k in (1, 2, n // 2, n):
        value, place = x.kthvalue(k)
        assert value.item() == np.sort(array)[k - 1] and place.item() == np.argmax(array == value.item())
    assert x.median().item() == np.sort(array)[(n - 1) // 2]
    found, counts = np.unique(array, return_counts=True)
    value, place = x.mode()
    assert value.item() == found[counts.argmax()] and place.item() == n - 1 - np.argmax(array[::-1] == value.item())


def test_gradient_of_equal_elements():
    x = [[2.0, 1.0, 2.0], [3.0, 3.0, 3.0]]
    for name in ("amax", "max", "min", "amin", "median"):
        for args in ((),) if name == "median" else ((), (1,)):
            ours, theirs = (lib.tensor(x, requires_grad=True) for lib in (wg, torch))
            results = [getattr(t, name)(*args) for t in (ours, theirs)]
            for result in results:
                (result[0] if isinstance(result, tuple) else result).sum().backward()
            np.testing.assert_allclose(ours.grad.numpy(), theirs.grad.numpy(), err_msg=f"{name}{args}")


@pytest.mark.parametrize("zeros", [(), (1,), (1, 3), (0, 1, 2, 3)])
@pytest.mark.parametrize("name", ["prod", "cumprod"])
def test_products_with_zeros(name, zeros):
    array = np.array([1.5, -2.0, 3.0, 0.5])
    array[list(zeros)] = 0
    found = []
    for lib in (wg, torch):
        x = lib.tensor(array, requires_grad=True)
        weights = lib.tensor([1.0, 2.0, -1.0, 0.5], dtype=x.dtype) if name == "cumprod" else 1.0
        first, = lib.autograd.grad((getattr(x, name)(0) * weights).sum(), x, retain_graph=True)
        again, = lib.autograd.grad((getattr(x, name)(0) * weights).sum(), x, create_graph=True)
        second, = lib.autograd.grad((again * again).sum(), x)
        found.append([first.numpy(), again.detach().numpy(), second.numpy()])
    for ours, theirs in zip(*found):
        np.testing.assert_allclose(ours, theirs, 1e-12, 1e-12)


def test_norm_at_the_origin_has_no_slope():
    for p in (1, 2, 3, INF):
        x = wg.zeros(3, requires_grad=True)
        x.norm(p).backward()
        assert not x.grad.isnan().any()
        if p != INF:
            assert x.grad.tolist() == [0.0, 0.0, 0.0]


# -- exactness ------------------------------------------------------------------------------------------------------

def test_variance_does_not_cancel():
    array = (1e4 + np.random.default_rng(2).normal(size=(50000, 2))).astype(np.float32)
    exact = array.astype(np.float64).var(0, ddof=1)
    np.testing.assert_allclose(wg.tensor(array).var(0).numpy(), exact, 1e-5)
    np.testing.assert_allclose(wg.tensor(np.ascontiguousarray(array.T)).var(1).numpy(), exact, 1e-5)
    np.testing.assert_allclose(wg.tensor(array).mean(0).numpy(), array.astype(np.float64).mean(0), 1e-6)


def test_long_runs_are_exact():
    ones = wg.ones(10 ** 7)
    assert ones.sum().item() == 10 ** 7 and ones.nansum().item() == 10 ** 7
    assert (ones.norm() ** 2).item() == pytest.approx(10 ** 7, rel=1e-6)
    assert ones.cumsum(0)[-1].item() == 10 ** 7


def test_running_logarithm_of_sums_neither_overflows_nor_underflows():
    array = np.concatenate([np.linspace(-800, 800, 1500), np.linspace(800, -800, 700), [-INF, 5.0]])
    exact = np.logaddexp.accumulate(array)
    x = wg.tensor(array, requires_grad=True)
    out = x.logcumsumexp(0)
    np.testing.assert_allclose(out.detach().numpy(), exact, 1e-12)
    out.sum().backward()
    y = torch.tensor(array, requires_grad=True)
    y.logcumsumexp(0).sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), y.grad.numpy(), 1e-8, 1e-8)


# -- forms: named tuples, out=, in place, errors ----------------------------------------------------------------------

def test_pairs_have_names_and_print_as_in_pytorch():
    for name, args in (("max", (0,)), ("min", (0,)), ("median", (0,)), ("nanmedian", (0,)), ("mode", ()),
                       ("kthvalue", (1,)), ("cummax", (0,)), ("cummin", (0,))):
        ours, theirs = getattr(wg.tensor([1, 2, 2]), name)(*args), getattr(torch.tensor([1, 2, 2]), name)(*args)
        if name != "mode":
            assert repr(ours) == repr(theirs)
        assert isinstance(ours, tuple) and ours[0] is ours.values and ours[1] is ours.indices
        first, second = ours
        assert first is ours[0] and second is ours[1]
    pair = wg.tensor([3, 1]).aminmax()
    assert pair.min.item() == 1 and pair.max.item() == 3


def test_out_takes_one_or_several_tensors():
    x = wg.tensor([[1.0, 3.0, 2.0], [6.0, 5.0, 4.0]])
    top, place = wg.empty(0), wg.empty(0, dtype=wg.int64)
    result = wg.max(x, 1, out=(top, place))
    assert result.values is top and top.tolist() == [3.0, 6.0] and place.tolist() == [1, 0]
    for name, args in (("sum", (0,)), ("mean", (0,)), ("prod", (0,)), ("var", (0,)), ("std", (0,)), ("amax", (0,)),
                       ("cumsum", (0,)), ("cumprod", (0,)), ("logcumsumexp", (0,)), ("nansum", (0,)), ("nanmean", (0,)),
                       ("logsumexp", (0,)), ("norm", (2, 0)), ("quantile", (0.5, 0))):
        out = wg.empty(0)
        assert getattr(wg, name)(x, *args, out=out) is out
        np.testing.assert_array_equal(out.numpy(), getattr(wg, name)(x, *args).numpy())
    with pytest.raises(RuntimeError, match="out"):
        wg.median(x, 1, out=(wg.empty(0), wg.empty(0)))


def test_running_sums_and_products_in_place():
    x = wg.tensor([1.0, 2.0, 3.0])
    assert x.cumsum_(0) is x and x.tolist() == [1.0, 3.0, 6.0]
    assert x.cumprod_(0) is x and x.tolist() == [1.0, 3.0, 18.0]
    y = wg.tensor([[3.0, 4.0]])
    assert y.renorm_(2, 0, 1.0) is y and y.norm().item() == pytest.approx(1)


@pytest.mark.parametrize("call", [
    lambda lib: lib.ones(2, 0).max(1), lambda lib: lib.ones(0).max(), lambda lib: lib.ones(0).argmax(),
    lambda lib: lib.ones(2, 3).max(2), lambda lib: lib.ones(2, 3).sum((0, 0)), lambda lib: lib.ones(2).prod((0,)),
    lambda lib: lib.tensor([1]).var(), lambda lib: lib.tensor([1]).mean(), lambda lib: lib.tensor([1]).norm(),
    lambda lib: lib.ones(3).trace(), lambda lib: lib.ones(3).kthvalue(4), lambda lib: lib.tensor([1j]).max(),
    lambda lib: lib.tensor([True]).argmax(), lambda lib: lib.ones(3).quantile(1.5),
    lambda lib: lib.tensor([1]).quantile(0.5),
    lambda lib: lib.ones(0).quantile(0.5), lambda lib: lib.ones(3).quantile(0.5, interpolation="cubic"),
    lambda lib: lib.ones(3).renorm(2, 0, 1.0), lambda lib: lib.gradient(lib.ones(1)),
    lambda lib: lib.tensor(1.0).diff(),
    lambda lib: lib.gradient(lib.ones(3), spacing=[1.0, 2.0]), lambda lib: lib.trapezoid(lib.ones(3), lib.ones(4)),
    lambda lib: lib.ones(0).aminmax(), lambda lib: lib.tensor([1]).nanmean(), lambda lib: lib.ones(0).norm(INF),
    lambda lib: lib.tensor([1j]).nansum(), lambda lib: lib.ones(2, 3).median(5),
])
def test_wrong_calls_raise_as_in_pytorch(call):
    with pytest.raises(Exception) as theirs:
        call(torch)
    expected = next(c for c in type(theirs.value).__mro__ if c.__module__ == "builtins")
    with pytest.raises(expected):
        call(wg)


def test_integral_of_nothing_is_zero():
    for dtype in ("float32", "int64", "bool"):
        assert_agree(lambda lib, y: lib.trapezoid(y), np.zeros((2, 0), dtype))


def test_running_products_of_complex_numbers():
    array = values("complex128", 3, 4) + 1
    for dim in (0, 1):
        found = []
        for lib in (wg, torch):
            x = lib.tensor(array, requires_grad=True)
            out = x.cumprod(dim)
            first, = lib.autograd.grad((out.abs() ** 2).sum(), x)
            found.append([out.detach().numpy(), first.numpy()])
        for ours, theirs in zip(*found):
            np.testing.assert_allclose(ours, theirs, 1e-12, 1e-12)


def test_truth_of_bytes_is_a_byte():
    x = wg.tensor([[0, 2], [3, 4]], dtype=wg.uint8)
    assert x.any(1).dtype is wg.uint8 and x.all(1).tolist() == [0, 1] and x.any().dtype is wg.uint8
    assert wg.tensor([[0.0, NAN]]).any(()).tolist() == [[False, True]]


def test_quantile_of_a_tensor_of_probabilities_has_a_gradient_in_them():
    for lib in (wg, torch):
        q = lib.tensor([0.2, 0.7], dtype=lib.float64, requires_grad=True)
        lib.tensor([1.0, 4.0, 2.0, 8.0], dtype=lib.float64).quantile(q).sum().backward()
        if lib is wg:
            found = q.grad.numpy()
    np.testing.assert_allclose(found, q.grad.numpy())
