"""What repr(tensor) looks like: literal texts as PyTorch prints them, and a comparison with PyTorch."""

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import wengert

inf, nan = math.inf, math.nan
T = wengert.tensor


@pytest.fixture(autouse=True)
def default_options():
    """Every test starts from, and leaves behind, the default printing options."""
    wengert.set_printoptions(profile="default")
    yield
    wengert.set_printoptions(profile="default")


def lines(*rows):
    return "\n".join(rows)


# Zero-dimensional and one-dimensional floating-point values: the notation is shared by all elements.

FLOATS = [
    (1.0, "tensor(1.)"),
    (1.5, "tensor(1.5000)"),
    (-0.0, "tensor(-0.)"),
    (nan, "tensor(nan)"),
    (-inf, "tensor(-inf)"),
    ([1.0, -2.0, 30.0], "tensor([ 1., -2., 30.])"),
    ([-0.0, 1.0], "tensor([-0., 1.])"),
    ([-0.0, 1.5], "tensor([-0.0000, 1.5000])"),
    ([0.0, 0.5], "tensor([0.0000, 0.5000])"),
    ([0.00005, 1.0], "tensor([5.0000e-05, 1.0000e+00])"),
    ([0.00025, 0.1], "tensor([0.0003, 0.1000])"),
    ([0.00024, 0.1], "tensor([0.0002, 0.1000])"),
    ([1000.0, 1.0], "tensor([1000.,    1.])"),
    ([1001.0, 1.0], "tensor([1.0010e+03, 1.0000e+00])"),
    ([1000.5, 1.0], "tensor([1.0005e+03, 1.0000e+00])"),
    ([999.5, 1.0], "tensor([999.5000,   1.0000])"),
    ([1e8], "tensor([100000000.])"),
    ([1e9], "tensor([1.0000e+09])"),
    ([1e8 + 16], "tensor([1.0000e+08])"),
    ([nan, 1.0], "tensor([nan, 1.])"),
    ([nan, 1.5], "tensor([   nan, 1.5000])"),
    ([nan, inf, -inf], "tensor([nan, inf, -inf])"),
    ([1000.0, nan], "tensor([1000.,   nan])"),
    ([-inf, 10000.5, 1.0], "tensor([      -inf, 1.0000e+04, 1.0000e+00])"),
    ([1e-40], "tensor([9.9999e-41])"),
    ([0.0, 1e-40], "tensor([0.0000e+00, 9.9999e-41])"),
    ([1e-40, 1e38], "tensor([9.9999e-41, 1.0000e+38])"),
]


@pytest.mark.parametrize("values, text", FLOATS, ids=[text for _, text in FLOATS])
def test_float32(values, text):
    assert repr(T(values)) == text
    assert str(T(values)) == text


FLOATS64 = [
    (0.1, "tensor(0.1000, dtype=torch.float64)"),
    (1.7e308, "tensor(1.7000e+308, dtype=torch.float64)"),
    ([1e-4, 0.05], "tensor([0.0001, 0.0500], dtype=torch.float64)"),
    ([9.9999e-5, 0.05], "tensor([9.9999e-05, 5.0000e-02], dtype=torch.float64)"),
    ([5e-324], "tensor([4.9407e-324], dtype=torch.float64)"),
    ([1.7e308, 1.0], "tensor([1.7000e+308,  1.0000e+00], dtype=torch.float64)"),
    ([1e-320, -1e308], "tensor([ 9.9999e-321, -1.0000e+308], dtype=torch.float64)"),
]


@pytest.mark.parametrize("values, text", FLOATS64, ids=[text for _, text in FLOATS64])
def test_float64(values, text):
    assert repr(T(values, dtype=wengert.float64)) == text


EXACT = [
    (True, wengert.bool, "tensor(True)"),
    ([True, True], wengert.bool, "tensor([True, True])"),
    ([[True, False], [False, False]], wengert.bool, "tensor([[ True, False],\n        [False, False]])"),
    (5, wengert.int64, "tensor(5)"),
    ([1, -1000], wengert.int64, "tensor([    1, -1000])"),
    (
        [-(2**63), 2**63 - 1],
        wengert.int64,
        "tensor([-9223372036854775808,  9223372036854775807])",
    ),
    ([0, 255], wengert.uint8, "tensor([  0, 255], dtype=torch.uint8)"),
    ([-128], wengert.int8, "tensor([-128], dtype=torch.int8)"),
    (3, wengert.int16, "tensor(3, dtype=torch.int16)"),
    ([[1], [20]], wengert.int32, "tensor([[ 1],\n        [20]], dtype=torch.int32)"),
]


@pytest.mark.parametrize("values, dtype, text", EXACT, ids=[text for *_, text in EXACT])
def test_bool_and_integers(values, dtype, text):
    assert repr(T(values, dtype=dtype)) == text


COMPLEX = [
    (1 + 2j, "tensor(1.+2.j)"),
    ([1 + 2j, 1.5 - 3j], "tensor([1.0000+2.j, 1.5000-3.j])"),
    ([0.5 + 2j, -1000], "tensor([ 5.0000e-01+2.j, -1.0000e+03+0.j])"),
    ([1 + 2j, 1 + 1000j], "tensor([1.+2.j, 1.+1000.j])"),
    ([complex(-0.0, -0.0)], "tensor([-0.-0.j])"),
    ([complex(1.5, nan), complex(-inf, -inf)], "tensor([1.5000+nanj,   -inf-infj])"),
    ([complex(1e-5, 1e5)], "tensor([1.0000e-05+100000.j])"),
]


@pytest.mark.parametrize("values, text", COMPLEX, ids=[text for _, text in COMPLEX])
def test_complex64(values, text):
    assert repr(T(values)) == text


def test_complex128_and_its_dtype_on_a_new_line():
    assert repr(T([1e5 + 1j, 1 + 1e-5j], dtype=wengert.complex128)) == lines(
        "tensor([1.0000e+05+1.0000e+00j, 1.0000e+00+1.0000e-05j],",
        "       dtype=torch.complex128)",
    )


def test_float32_digits_are_those_of_the_exact_value():
    wengert.set_printoptions(precision=12)
    assert repr(T(0.1)) == "tensor(0.100000001490)"


# Tensors without elements: the size replaces the values, and every dtype but the default is named.


def test_empty():
    assert repr(T([])) == "tensor([])"
    assert repr(T([], dtype=wengert.float64)) == "tensor([], dtype=torch.float64)"
    assert repr(T([], dtype=wengert.int64)) == "tensor([], dtype=torch.int64)"
    assert repr(T([], dtype=wengert.bool)) == "tensor([], dtype=torch.bool)"
    assert repr(T([], dtype=wengert.complex64)) == "tensor([], dtype=torch.complex64)"
    assert repr(T([], requires_grad=True)) == "tensor([], requires_grad=True)"
    assert repr(wengert.zeros(0, 3)) == "tensor([], size=(0, 3))"
    assert repr(wengert.zeros(2000, 0, 3)) == "tensor([], size=(2000, 0, 3))"
    assert repr(wengert.empty(3, 0, dtype=wengert.int32)) == "tensor([], size=(3, 0), dtype=torch.int32)"


# Nested dimensions, line breaks and summaries.


def test_nesting():
    assert repr(wengert.zeros(2, 2, 2)) == lines(
        "tensor([[[0., 0.],",
        "         [0., 0.]],",
        "",
        "        [[0., 0.],",
        "         [0., 0.]]])",
    )
    assert repr(wengert.ones(2, 1, 2, 1)) == lines(
        "tensor([[[[1.],",
        "          [1.]]],",
        "",
        "",
        "        [[[1.],",
        "          [1.]]]])",
    )


def test_many_dimensions():
    assert repr(wengert.ones(*[1] * 30)) == "tensor(" + "[" * 30 + "1." + "]" * 30 + ")"


def test_rows_break_at_the_line_width():
    assert repr(wengert.ones(40)) == lines(
        "tensor([1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1.,",
        "        1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1.,",
        "        1., 1., 1., 1.])",
    )


def test_rows_of_zeros_are_broken_later():
    assert repr(wengert.zeros(2, 26)) == lines(
        "tensor([[" + "0., " * 23 + "0.,",
        "         0., 0.],",
        "        [" + "0., " * 23 + "0.,",
        "         0., 0.]])",
    )


def test_rows_of_complex_numbers_break_before_the_line_width():
    assert repr(T([1 + 1j] * 11)) == lines(
        "tensor([" + "1.+1.j, " * 9 + "1.+1.j,",
        "        1.+1.j])",
    )


def test_every_dimension_narrows_the_row():
    row = T([1] * 9)
    matrix = T([[1] * 9])
    wengert.set_printoptions(linewidth=34)
    assert repr(row) == "tensor([1, 1, 1, 1, 1, 1, 1, 1, 1])"
    assert repr(matrix) == "tensor([[1, 1, 1, 1, 1, 1, 1, 1,\n         1]])"
    wengert.set_printoptions(linewidth=35)
    assert repr(matrix) == "tensor([[1, 1, 1, 1, 1, 1, 1, 1, 1]])"


def test_summary_of_a_vector():
    assert repr(wengert.arange(1000)).count(",") == 999
    assert repr(wengert.arange(1001)) == "tensor([   0,    1,    2,  ...,  998,  999, 1000])"
    assert repr(wengert.arange(1001) / 3) == lines(
        "tensor([0.0000e+00, 3.3333e-01, 6.6667e-01,  ..., 3.3267e+02, 3.3300e+02,",
        "        3.3333e+02])",
    )


def test_summary_cuts_only_long_dimensions():
    assert repr(wengert.zeros(1001, 2, dtype=wengert.bool)) == lines(
        "tensor([[False, False],",
        "        [False, False],",
        "        [False, False],",
        "        ...,",
        "        [False, False],",
        "        [False, False],",
        "        [False, False]])",
    )
    grid = T([[100 * i + j for j in range(7)] for i in range(200)])
    assert repr(grid) == lines(
        "tensor([[    0,     1,     2,  ...,     4,     5,     6],",
        "        [  100,   101,   102,  ...,   104,   105,   106],",
        "        [  200,   201,   202,  ...,   204,   205,   206],",
        "        ...,",
        "        [19700, 19701, 19702,  ..., 19704, 19705, 19706],",
        "        [19800, 19801, 19802,  ..., 19804, 19805, 19806],",
        "        [19900, 19901, 19902,  ..., 19904, 19905, 19906]])",
    )


def test_summary_of_three_dimensions():
    wengert.set_printoptions(threshold=10, edgeitems=1)
    values = np.arange(27, dtype=np.float32).reshape(3, 3, 3)
    assert repr(wengert.from_numpy(values)) == lines(
        "tensor([[[ 0.,  ...,  2.],",
        "         ...,",
        "         [ 6.,  ...,  8.]],",
        "",
        "        ...,",
        "",
        "        [[18.,  ..., 20.],",
        "         ...,",
        "         [24.,  ..., 26.]]])",
    )


def test_hidden_values_do_not_choose_the_notation():
    values = np.ones(1001)
    values[500] = 0.12345e9
    text = "tensor([1., 1., 1.,  ..., 1., 1., 1.], dtype=torch.float64)"
    assert repr(wengert.from_numpy(values)) == text


def test_strided_arrays_print_in_index_order():
    values = np.arange(6)
    assert repr(wengert.from_numpy(values.reshape(2, 3).T)) == lines(
        "tensor([[0, 3],",
        "        [1, 4],",
        "        [2, 5]])",
    )
    assert repr(wengert.from_numpy(values[::2])) == "tensor([0, 2, 4])"


def test_a_large_tensor_is_not_copied():
    large = wengert.zeros(10, 1_000_000)
    repr(large)
    tracemalloc.start()
    try:
        text = repr(large)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    row = "[0., 0., 0.,  ..., 0., 0., 0.]"
    assert text == "tensor([" + ",\n        ".join([row, row, row, "...", row, row, row]) + "])"
    assert peak < 100_000


# The graph: a leaf says requires_grad, a result names its node, and long suffixes get lines of their own.


def test_requires_grad():
    assert repr(T(1.0, requires_grad=True)) == "tensor(1., requires_grad=True)"
    assert repr(T([1.5], dtype=wengert.float64, requires_grad=True)) == (
        "tensor([1.5000], dtype=torch.float64, requires_grad=True)"
    )


def test_grad_fn():
    x = T([1.0, 1.0, 1.0], requires_grad=True)
    assert repr(x * 2) == "tensor([2., 2., 2.], grad_fn=<MulBackward0>)"
    assert repr(x + 1) == "tensor([2., 2., 2.], grad_fn=<AddBackward0>)"
    assert repr(x / 2) == "tensor([0.5000, 0.5000, 0.5000], grad_fn=<DivBackward0>)"
    assert repr(-x) == "tensor([-1., -1., -1.], grad_fn=<NegBackward0>)"


def test_suffixes_move_to_a_line_of_their_own():
    row = T([1.0] * 12, requires_grad=True)
    assert repr(T([1.0] * 11, requires_grad=True) * 2) == (
        "tensor([2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2.], grad_fn=<MulBackward0>)"
    )
    assert repr(row * 2) == lines(
        "tensor([2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2., 2.],",
        "       grad_fn=<MulBackward0>)",
    )
    assert repr(T([1.0] * 7, dtype=wengert.float64, requires_grad=True) * 2.25) == lines(
        "tensor([2.2500, 2.2500, 2.2500, 2.2500, 2.2500, 2.2500, 2.2500],",
        "       dtype=torch.float64, grad_fn=<MulBackward0>)",
    )


def test_suffixes_count_towards_the_line_width():
    scalar = T(1.0, requires_grad=True)
    wengert.set_printoptions(linewidth=31)
    assert repr(scalar) == "tensor(1., requires_grad=True)"
    wengert.set_printoptions(linewidth=30)
    assert repr(scalar) == "tensor(1.,\n       requires_grad=True)"
    row = T([1.0] * 8, dtype=wengert.float64, requires_grad=True)
    values = "tensor([1., 1., 1., 1., 1., 1., 1., 1.],"
    wengert.set_printoptions(linewidth=46)
    assert repr(row) == lines(values, "       dtype=torch.float64, requires_grad=True)")
    wengert.set_printoptions(linewidth=45)
    assert repr(row) == lines(values, "       dtype=torch.float64,", "       requires_grad=True)")


# The default dtype and its complex partner need no suffix.


def test_default_dtype():
    wengert.set_default_dtype(wengert.float64)
    assert repr(T([1.0])) == "tensor([1.])"
    assert repr(T([1j])) == "tensor([0.+1.j])"
    assert repr(T([])) == "tensor([])"
    assert repr(T([1.0], dtype=wengert.float32)) == "tensor([1.], dtype=torch.float32)"
    assert repr(T([1j], dtype=wengert.complex64)) == "tensor([0.+1.j], dtype=torch.complex64)"


class WithoutNode:
    """A tensor whose node cannot be had, as a view's cannot after some in-place changes of its base."""

    def __init__(self, tensor):
        self._tensor = tensor

    def __getattr__(self, name):
        return getattr(self._tensor, name)

    @property
    def grad_fn(self):
        raise RuntimeError("the base of this view was changed in place")


def test_a_result_without_a_valid_node_still_prints():
    x = T([1.0], requires_grad=True) * 2
    assert wengert._tensor_str.tensor_repr(WithoutNode(x)) == "tensor([2.], grad_fn=<Invalid>)"


def test_the_name_of_a_subclass_sets_the_indentation():
    column = T([[1.5], [2.5]], dtype=wengert.float64)
    text = wengert._tensor_str.tensor_repr(column, name="S", dtype_prefix="")
    assert text == "S([[1.5000],\n   [2.5000]], dtype=float64)"


# Options.


def test_precision():
    wengert.set_printoptions(precision=2)
    assert repr(T([1.239, 20.0])) == "tensor([ 1.24, 20.00])"
    assert repr(T([1e-5])) == "tensor([1.00e-05])"
    assert repr(T([1.0, 2.0])) == "tensor([1., 2.])"
    wengert.set_printoptions(precision=0)
    assert repr(T([0.5, 1.5, 10.5])) == "tensor([ 0,  2, 10])"


def test_sci_mode():
    wengert.set_printoptions(sci_mode=True)
    assert repr(T([1.0, 2.5])) == "tensor([1.0000e+00, 2.5000e+00])"
    assert repr(T([0.0, 0.0])) == "tensor([0., 0.])"
    assert repr(T([1 + 2j])) == "tensor([1.0000e+00+2.0000e+00j])"
    wengert.set_printoptions(sci_mode=False)
    assert repr(T([1e-5, 1e5])) == "tensor([     0.0000, 100000.0000])"
    assert repr(T([1e10])) == "tensor([10000000000.])"
    wengert.set_printoptions()
    assert repr(T([1e10])) == "tensor([1.0000e+10])"


def test_threshold_and_edgeitems():
    wengert.set_printoptions(threshold=5)
    assert repr(wengert.arange(9)) == "tensor([0, 1, 2,  ..., 6, 7, 8])"
    assert repr(wengert.arange(6)) == "tensor([0, 1, 2, 3, 4, 5])"
    wengert.set_printoptions(edgeitems=1)
    assert repr(wengert.arange(9)) == "tensor([0,  ..., 8])"
    wengert.set_printoptions(edgeitems=0)
    assert repr(wengert.arange(9)) == "tensor([...], size=(9,))"
    assert repr(wengert.zeros(2, 1)) == "tensor([[0.],\n        [0.]], size=(2, 1))"
    wengert.set_printoptions(threshold=0)
    assert repr(T(7)) == "tensor(7, size=())"
    wengert.set_printoptions(threshold=-1)
    assert repr(T(7)) == "tensor(7, size=())"
    wengert.set_printoptions(edgeitems=5)
    assert repr(wengert.arange(9)) == "tensor([0, 1, 2, 3, 4, 5, 6, 7, 8])"


def test_linewidth():
    wengert.set_printoptions(linewidth=20)
    assert repr(wengert.ones(4)) == "tensor([1., 1., 1.,\n        1.])"
    assert repr(T(1.0, requires_grad=True)) == "tensor(1.,\n       requires_grad=True)"
    wengert.set_printoptions(linewidth=1)
    assert repr(wengert.arange(2)) == "tensor([0,\n        1])"


def test_profiles():
    wengert.set_printoptions(profile="short")
    assert repr(wengert.arange(1001) / 4) == "tensor([  0.00,   0.25,  ..., 249.75, 250.00])"
    wengert.set_printoptions(profile="full")
    assert repr(wengert.arange(1001)).count(",") == 1000
    wengert.set_printoptions(profile="short", precision=3)
    assert repr(T(0.5)) == "tensor(0.500)"


def test_get_printoptions_returns_a_copy():
    default = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}
    options = wengert._tensor_str.get_printoptions()
    assert options == default
    options["precision"] = 9
    assert wengert._tensor_str.get_printoptions() == default


def test_printoptions_come_back():
    wengert.set_printoptions(sci_mode=True, linewidth=100)
    before = wengert._tensor_str.get_printoptions()
    with pytest.raises(KeyError):
        with wengert._tensor_str.printoptions(precision=2):
            assert repr(T(1.2345)) == "tensor(1.23)"
            raise KeyError
    assert wengert._tensor_str.get_printoptions() == before
    with pytest.raises(TypeError):
        with wengert._tensor_str.printoptions(colour="red"):
            pass


def test_numpy_options_play_no_part():
    with np.printoptions(precision=1, threshold=2, suppress=True, sign="+", linewidth=10):
        assert repr(T([1.2345, -1.0, 2.0])) == "tensor([ 1.2345, -1.0000,  2.0000])"


# Against PyTorch itself, where it is installed.

DTYPES = "bool uint8 int8 int16 int32 int64 float16 float32 float64 complex64 complex128".split()


def reals(width):
    """Real numbers that sit on and around the borders between the notations, and any others."""
    border = [0.0, -0.0, 1.0, -1.0, 0.5, 1e-4, 9.9e-5, 1.0001e-4, 1000.0, -1001.0, 99999.5, 1e8, 1e8 + 8, 1e9]
    border = [float(np.dtype(f"f{width // 8}").type(value)) for value in border]
    return st.one_of(
        st.sampled_from(border + [inf, -inf, nan]),
        st.integers(-2000, 2000).map(float),
        st.integers(-32000, 32000).map(lambda n: n / 32),
        st.floats(width=width),
    )


def arrays(dtype):
    """Arrays of one dtype with up to four dimensions, empty ones included."""
    dtype = np.dtype(dtype)
    elements = None
    if dtype.kind == "f":
        elements = reals(8 * dtype.itemsize)
    elif dtype.kind == "c":
        part = reals(4 * dtype.itemsize)
        elements = st.builds(complex, part, part)
    shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=9)
    return hnp.arrays(dtype, shapes, elements=elements)


OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "precision": st.integers(0, 12),
        "threshold": st.integers(0, 100),
        "edgeitems": st.integers(0, 4),
        "linewidth": st.integers(1, 130),
        "profile": st.sampled_from(["default", "short", "full"]),
        "sci_mode": st.sampled_from([None, True, False]),
    },
)


class TestAgainstTorch:
    @given(st.data())
    @settings(max_examples=400, deadline=None)
    def test_same_text(self, data):
        torch = pytest.importorskip("torch")
        array = data.draw(st.sampled_from(DTYPES).flatmap(arrays))
        grad = array.dtype.kind in "fc" and data.draw(st.booleans())
        options = data.draw(OPTIONS)
        with torch._tensor_str.printoptions(**options):
            theirs = torch.tensor(array, requires_grad=grad)
            expected = repr(theirs), repr(theirs * 2) if grad else None
        with wengert._tensor_str.printoptions(**options):
            dtype = getattr(wengert, array.dtype.name)
            if array.size:
                ours = wengert.tensor(array.tolist(), dtype=dtype, requires_grad=grad)
            else:  # a nested list cannot carry every empty shape
                ours = wengert.zeros(array.shape, dtype=dtype, requires_grad=grad)
            assert (repr(ours), repr(ours * 2) if grad else None) == expected

    @given(
        shape=hnp.array_shapes(max_dims=3, max_side=60).filter(lambda s: math.prod(s) > 1000),
        scale=st.sampled_from([1, 7, 1000, 2.0, 3.7, 1e-5, 1e6]),
        transpose=st.booleans(),
    )
    @settings(max_examples=100, deadline=None)
    def test_same_summary(self, shape, scale, transpose):
        torch = pytest.importorskip("torch")
        array = np.arange(math.prod(shape)).reshape(shape) * scale
        array = array.T if transpose else array
        assert repr(wengert.from_numpy(array)) == repr(torch.from_numpy(array))
