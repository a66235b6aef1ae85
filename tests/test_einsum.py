"""einsum against NumPy's, its gradients, and what it refuses."""
import itertools
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wengert as wg

SIZES = dict(zip("abcdeij", (2, 3, 4, 1, 2, 3, 2)))
EQUATIONS = [
    "a->a", "ab->ba", "ab->a", "ab->b", "ab->", "abc->cab", "abc->ac", "aa->a", "aa->", "aab->b", "aba->ab", "abab->ab",
    "a,a->a", "a,a->", "a,b->ab", "a,b->ba", "a,b->", "ab,b->a", "ab,b->ab", "ab,bc->ac", "ab,cb->ac", "ba,bc->ca",
    "ab,bc->",
    "ab,bc->b", "ab,ab->", "ab,ba->", "abc,cd->abd", "abc,acd->abd", "abc,abd->acd", "abc,bc->a", "aab,bc->ac",
    "aab,bb->a",
    "b,abc->ac", "abc,c->ab", "abc,dc->abd",
    "ab,bc,cd->ad", "a,b,c->abc", "a,ab,abc->abc", "ab,ac,ad->bcd", "ai,ibj,jc->abc", "ab,bc,ca->", "e,ab->ab", ",a->a",
    ",->",
    "...a->...", "...ab->...ba", "a...->...a", "...a,...a->...", "...ab,...bc->...ac", "a...,b...->ab...",
    "...,...->...",
    "ab,bc", "ba", "aab", "a,a", "a,b", "...ab,...bc", "cab,b", "ab...,b"]


def operands_of(equation, batch=(2, 3)):
    """Arrays for the terms of an equation; the ellipsis has the dims `batch`."""
    random = np.random.default_rng(3)
    shapes = []
    for term in equation.partition("->")[0].split(","):
        parts = re.findall(r"\.\.\.|\w", term)
        shapes.append(tuple(itertools.chain.from_iterable(batch if p == "..." else (SIZES[p],) for p in parts)))
    return [np.asarray(random.normal(size=shape)) for shape in shapes]


@pytest.mark.parametrize("equation", EQUATIONS)
def test_values_are_numpys(equation):
    arrays = operands_of(equation)
    out = wg.einsum(equation, *[wg.tensor(a) for a in arrays])
    expected = np.einsum(equation, *arrays)
    assert out.dtype is wg.float64 and out.shape == expected.shape
    np.testing.assert_allclose(out.numpy(), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("equation", EQUATIONS)
def test_gradient_is_an_einsum_too(equation):
    arrays = operands_of(equation)
    inputs = [wg.tensor(a, requires_grad=True) for a in arrays]
    out = wg.einsum(equation, *inputs)
    weight = np.random.default_rng(5).normal(size=tuple(out.shape))
    grads = wg.autograd.grad((out * wg.tensor(weight)).sum(), inputs)
    for k, (g, a) in enumerate(zip(grads, arrays)):
        direction = np.random.default_rng(k).normal(size=a.shape)
        moved = [direction if n == k else other for n, other in enumerate(arrays)]      # it is linear in each operand
        slope = (np.einsum(equation, *moved) * weight).sum()
        np.testing.assert_allclose((g.numpy() * direction).sum(), slope, rtol=1e-10, atol=1e-10)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_equation_of_two_operands(data):
    letters = st.lists(st.sampled_from("abcd"), max_size=4).map("".join)
    left, right = data.draw(letters), data.draw(letters)
    seen = sorted(set(left + right))
    output = "".join(data.draw(st.permutations(seen)))[:data.draw(st.integers(0, len(seen)))]
    equation = f"{left},{right}->{output}"
    arrays = operands_of(equation)
    out = wg.einsum(equation, *[wg.tensor(a) for a in arrays])
    np.testing.assert_allclose(out.numpy(), np.einsum(equation, *arrays), rtol=1e-11, atol=1e-11)


def test_operands_may_be_a_list_and_sizes_of_one_broadcast():
    x, y = np.arange(6.0).reshape(2, 3), np.arange(2.0).reshape(2, 1)
    expected = x * y
    assert wg.einsum("ij,ij->ij", [wg.tensor(x), wg.tensor(y)]).tolist() == expected.tolist()
    out = wg.einsum("...i,...i->...", wg.tensor(x), wg.tensor([1.0, 2.0, 3.0], dtype=wg.float64))
    assert out.tolist() == (x @ [1, 2, 3]).tolist()


def test_integers_and_complex_numbers():
    i = np.arange(6).reshape(2, 3)
    out = wg.einsum("ij,kj->ik", wg.tensor(i), wg.tensor(i))
    assert out.dtype is wg.int64 and out.tolist() == (i @ i.T).tolist()
    z = (np.arange(6) + 1j).reshape(2, 3)
    np.testing.assert_allclose(wg.einsum("ij,kj->ik", wg.tensor(z), wg.tensor(z)).numpy(), z @ z.T)


def test_empty_sums_are_zero():
    assert wg.einsum("ij,jk->ik", wg.ones(2, 0), wg.ones(0, 3)).tolist() == [[0.0] * 3] * 2
    assert wg.einsum("i,i->", wg.ones(0), wg.ones(0)).item() == 0


WRONG = {
    "too few operands": ("ij,jk->ik", [(2, 3)]), "too many operands": ("ij", [(2, 3), (2, 3)]),
    "too few letters": ("i", [(2, 3)]),
    "too many letters": ("ijk", [(2, 3)]), "sizes": ("ij,jk->ik", [(2, 3), (4, 2)]),
    "unknown output": ("ij->ik", [(2, 3)]),
    "output twice": ("ij->ii", [(2, 3)]), "sizes in one term": ("ii->i", [(2, 3)]), "no letter": ("i1->i", [(2, 3)]),
    "no operands": ("", []), "half an arrow": ("ij-ji", [(2, 3)]), "two dots": ("..i->i", [(2, 3)])}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_equations_are_refused(case):
    equation, shapes = WRONG[case]
    with pytest.raises((RuntimeError, ValueError), match="einsum"):
        wg.einsum(equation, *[wg.ones(*shape) for shape in shapes])


def test_ellipsis_that_the_output_leaves_out_is_summed():
    x = np.arange(6.0).reshape(2, 3)
    assert wg.einsum("...i->i", wg.tensor(x)).tolist() == x.sum(0).tolist()
