"""The dtype of a result, from those of its operands: kinds first, then widths.

Operands of one rank (all with dimensions, or all without) meet at the smallest dtype that holds both.
A 0-d tensor beside one with dimensions counts only by its kind (bool < integer < floating < complex): a
higher kind wins, otherwise the tensor with dimensions keeps its dtype. A Python number counts for less
still, and takes the default dtype of its kind. float16 with complex numbers makes complex64.
"""
import operator

import pytest

import wengert as wg

NAMES = {
    "b": wg.bool, "u8": wg.uint8, "i8": wg.int8, "i16": wg.int16, "i32": wg.int32, "i64": wg.int64,
    "f16": wg.float16, "f32": wg.float32, "f64": wg.float64, "c64": wg.complex64, "c128": wg.complex128,
}

# Row and column have the same rank.
SAME_RANK = """
       b     u8    i8    i16   i32   i64   f16   f32   f64   c64   c128
b      b     u8    i8    i16   i32   i64   f16   f32   f64   c64   c128
u8     u8    u8    i16   i16   i32   i64   f16   f32   f64   c64   c128
i8     i8    i16   i8    i16   i32   i64   f16   f32   f64   c64   c128
i16    i16   i16   i16   i16   i32   i64   f16   f32   f64   c64   c128
i32    i32   i32   i32   i32   i32   i64   f16   f32   f64   c64   c128
i64    i64   i64   i64   i64   i64   i64   f16   f32   f64   c64   c128
f16    f16   f16   f16   f16   f16   f16   f16   f32   f64   c64   c128
f32    f32   f32   f32   f32   f32   f32   f32   f32   f64   c64   c128
f64    f64   f64   f64   f64   f64   f64   f64   f64   f64   c128  c128
c64    c64   c64   c64   c64   c64   c64   c64   c64   c128  c64   c128
c128   c128  c128  c128  c128  c128  c128  c128  c128  c128  c128  c128
"""

# The row has dimensions, the column is a 0-d tensor.
WITH_ZERO_DIM = """
       b     u8    i8    i16   i32   i64   f16   f32   f64   c64   c128
b      b     u8    i8    i16   i32   i64   f16   f32   f64   c64   c128
u8     u8    u8    u8    u8    u8    u8    f16   f32   f64   c64   c128
i8     i8    i8    i8    i8    i8    i8    f16   f32   f64   c64   c128
i16    i16   i16   i16   i16   i16   i16   f16   f32   f64   c64   c128
i32    i32   i32   i32   i32   i32   i32   f16   f32   f64   c64   c128
i64    i64   i64   i64   i64   i64   i64   f16   f32   f64   c64   c128
f16    f16   f16   f16   f16   f16   f16   f16   f16   f16   c64   c64
f32    f32   f32   f32   f32   f32   f32   f32   f32   f32   c64   c64
f64    f64   f64   f64   f64   f64   f64   f64   f64   f64   c128  c128
c64    c64   c64   c64   c64   c64   c64   c64   c64   c64   c64   c64
c128   c128  c128  c128  c128  c128  c128  c128  c128  c128  c128  c128
"""

# The row is a tensor of any rank, the column a Python number.
WITH_NUMBER = """
       b     i     f     c
b      b     i64   f32   c64
u8     u8    u8    f32   c64
i8     i8    i8    f32   c64
i16    i16   i16   f32   c64
i32    i32   i32   f32   c64
i64    i64   i64   f32   c64
f16    f16   f16   f16   c64
f32    f32   f32   f32   c64
f64    f64   f64   f64   c128
c64    c64   c64   c64   c64
c128   c128  c128  c128  c128
"""

NUMBERS = {"b": True, "i": 1, "f": 1.0, "c": 1 + 0j}


OPERATORS = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod,
             operator.pow]
each_operator = pytest.mark.parametrize("op", OPERATORS, ids=lambda op: op.__name__)
each_rank = pytest.mark.parametrize("shape", [(2,), ()], ids=["1-d", "0-d"])


def cells(table):
    """The table as {(row, column): result}."""
    header, *lines = table.strip("\n").splitlines()
    rows = [line.split() for line in lines]
    return {(row, column): name for row, *names in rows for column, name in zip(header.split(), names)}


def ones(name, *shape):
    return wg.ones(shape, dtype=NAMES[name])


def name_of(tensor):
    return next(name for name, dtype in NAMES.items() if dtype == tensor.dtype)


def kind(name):
    return name[0].replace("u", "i")


def defined(op, *kinds):
    """Whether op is defined at all for operands of these kinds."""
    highest = max(kinds, key="bifc".index)
    if op is operator.sub:
        return "b" not in kinds
    if op in (operator.floordiv, operator.mod):
        return highest in "if"
    return op is not operator.pow or highest != "b"


def expected(op, table):
    """The cells of the table where op is defined; true division is never of integers."""
    kept = {pair: name for pair, name in cells(table).items() if defined(op, *map(kind, pair))}
    if op is operator.truediv:
        return {pair: name if kind(name) in "fc" else "f32" for pair, name in kept.items()}
    return kept


@each_operator
@each_rank
def test_operands_of_one_rank(op, shape):
    wanted = expected(op, SAME_RANK)
    assert {(a, b): name_of(op(ones(a, *shape), ones(b, *shape))) for a, b in wanted} == wanted


@each_operator
def test_zero_dim_tensor_on_either_side(op):
    wanted = expected(op, WITH_ZERO_DIM)
    assert {(a, b): name_of(op(ones(a, 2), ones(b))) for a, b in wanted} == wanted
    assert {(a, b): name_of(op(ones(b), ones(a, 2))) for a, b in wanted} == wanted


@each_operator
@each_rank
def test_python_number_on_either_side(op, shape):
    wanted = expected(op, WITH_NUMBER)
    assert {(a, b): name_of(op(ones(a, *shape), NUMBERS[b])) for a, b in wanted} == wanted
    assert {(a, b): name_of(op(NUMBERS[b], ones(a, *shape))) for a, b in wanted} == wanted


def test_promote_types_and_result_type_tell_the_same():
    for (a, b), name in cells(SAME_RANK).items():
        assert wg.promote_types(NAMES[a], NAMES[b]) == NAMES[name]
        assert wg.result_type(ones(a, 2), ones(b, 2)) == NAMES[name]
    for (a, b), name in cells(WITH_ZERO_DIM).items():
        assert wg.result_type(ones(a, 2), ones(b)) == NAMES[name]
    for (a, b), name in cells(WITH_NUMBER).items():
        assert wg.result_type(ones(a, 2), NUMBERS[b]) == NAMES[name]


@pytest.mark.parametrize("compare", [
    operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge,
], ids=lambda op: op.__name__)
def test_comparisons_give_bool_for_all_pairs(compare):
    names = list(NAMES) if compare in (operator.eq, operator.ne) else [n for n in NAMES if kind(n) != "c"]
    dtypes = {compare(ones(a, 2), ones(b, 2)).dtype for a in names for b in names}
    assert dtypes == {wg.bool}


def test_values_survive_promotion():
    big, tiny = wg.tensor([2**24 + 1], dtype=wg.int32), wg.tensor([0.5], dtype=wg.float64)
    assert (big + tiny).item() == 2**24 + 1.5
    assert (wg.tensor([200], dtype=wg.uint8) + wg.tensor([-100], dtype=wg.int8)).item() == 100


def test_integers_wrap_within_their_own_dtype():
    assert (wg.tensor([250], dtype=wg.uint8) + 10).item() == 4
    assert (wg.tensor([100], dtype=wg.int8) + wg.tensor(100)).item() == -56


def test_true_division_of_integers():
    t = wg.tensor([1, 2, -3]) / wg.tensor([2, 4, 2])
    assert t.dtype == wg.float32 and t.tolist() == [0.5, 0.5, -1.5]
    wg.set_default_dtype(wg.float64)
    assert (wg.tensor([1]) / 2).dtype == wg.float64


def test_division_of_integers_by_zero_is_infinite():
    assert (wg.tensor([1, -1]) / 0).tolist() == [float("inf"), float("-inf")]


@pytest.mark.parametrize("a, b", [(7, 2), (-7, 2), (7, -2), (-7, -2)])
@pytest.mark.parametrize("dtype", [wg.int64, wg.float32], ids=str)
def test_floor_division_and_remainder_follow_python(a, b, dtype):
    x, y = wg.tensor([a], dtype=dtype), wg.tensor([b], dtype=dtype)
    assert (x // y).item() == a // b
    assert (x % y).item() == a % b


def test_numbers_take_part_by_the_default_dtype():
    wg.set_default_dtype(wg.float64)
    assert (ones("i32", 2) * 1.5).dtype == wg.float64
    assert (ones("f32", 2) * 1.5).dtype == wg.float32


# in place, the result must fit the dtype that is there

@pytest.mark.parametrize("row", NAMES)
def test_in_place_keeps_the_dtype_or_refuses(row):
    for column in NAMES:
        t = ones(row, 2)
        if "bifc".index(kind(column)) <= "bifc".index(kind(row)):
            t += ones(column, 2)
            assert t.dtype == NAMES[row]
        else:
            with pytest.raises(RuntimeError, match="can't be cast to the desired output type"):
                t += ones(column, 2)
            assert t.tolist() == ones(row, 2).tolist()


@pytest.mark.parametrize("change", [lambda t: t.div_(2), lambda t: t.add_(0.5), lambda t: t.mul_(wg.ones(2))])
def test_in_place_floating_result_does_not_fit_integers(change):
    t = wg.tensor([3, 4])
    with pytest.raises(RuntimeError, match="result type Float can't be cast to the desired output type Long"):
        change(t)
    assert t.tolist() == [3, 4]


# gradients

def test_gradients_come_back_in_each_inputs_own_dtype():
    x = wg.ones(2, dtype=wg.float32, requires_grad=True)
    y = wg.ones(2, dtype=wg.float64, requires_grad=True)
    z = x * y
    assert z.dtype == wg.float64
    z.sum().backward()
    assert (x.grad.dtype, y.grad.dtype) == (wg.float32, wg.float64)


def test_real_input_of_a_complex_product_gets_a_real_gradient():
    x = wg.tensor([2.0], requires_grad=True)
    z = x * wg.tensor([3 + 4j])
    z.real.sum().backward()
    assert x.grad.dtype == wg.float32 and x.grad.tolist() == [3]
