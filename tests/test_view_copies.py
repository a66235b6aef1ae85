"""Copies of views: one node with the view's way back, memory of their own, the same errors as the view."""
import numpy as np
import pytest

import wengert as wg

VIEWS = {
    "alias_copy": (lambda x: x, ()), "as_strided_copy": (lambda x: x.as_strided((2, 2), (1, 3)), ((2, 2), (1, 3))),
    "diagonal_copy": (lambda x: x.diagonal(), ()), "expand_copy": (lambda x: x.expand(2, 2, 3), ((2, 2, 3),)),
    "permute_copy": (lambda x: x.permute(1, 0), ((1, 0),)), "select_copy": (lambda x: x.select(1, -1), (1, -1)),
    "slice_copy": (lambda x: x[:, -2:3:2], (1, -2, 3, 2)), "squeeze_copy": (lambda x: x.squeeze(), ()),
    "t_copy": (lambda x: x.t(), ()), "transpose_copy": (lambda x: x.transpose(0, -1), (0, -1)),
    "unfold_copy": (lambda x: x.unfold(1, 2, 1), (1, 2, 1)), "unsqueeze_copy": (lambda x: x.unsqueeze(-1), (-1,)),
    "view_copy": (lambda x: x.view(3, -1), ((3, -1),)),
}


def values():
    return np.arange(6.0).reshape(2, 3) + 1


@pytest.mark.parametrize("name", VIEWS)
def test_copy_is_the_view_in_row_major_memory_of_its_own(name):
    view, args = VIEWS[name]
    x = wg.tensor(values())
    copy = getattr(wg, name)(x, *args)
    assert copy.tolist() == view(x).tolist() and copy.is_contiguous() and copy._base is None
    before = copy._version
    x.zero_()
    assert copy._version == before == 0 and copy.abs().sum() > 0
    copy.fill_(3)
    assert x.abs().sum() == 0


@pytest.mark.parametrize("name", VIEWS)
def test_copy_is_one_node_named_as_in_pytorch(name):
    torch = pytest.importorskip("torch")
    _, args = VIEWS[name]
    ours = getattr(wg, name)(wg.tensor(values(), requires_grad=True), *args).grad_fn
    theirs = getattr(torch, name)(torch.tensor(values(), requires_grad=True), *args).grad_fn
    assert ours.name() == theirs.name()
    assert [edge[0].name() for edge in ours.next_functions] == ["torch::autograd::AccumulateGrad"]


@pytest.mark.parametrize("name", VIEWS)
def test_gradients_of_copy_are_those_of_the_view_to_second_order(name):
    view, args = VIEWS[name]

    def gradients(take):
        x = wg.tensor(values(), requires_grad=True)
        first, = wg.autograd.grad((take(x) ** 3).sum(), x, create_graph=True)
        second, = wg.autograd.grad((first * first.detach()).sum(), x)
        return first.tolist(), second.tolist()

    assert gradients(lambda x: getattr(wg, name)(x, *args)) == gradients(view)


@pytest.mark.parametrize("name", VIEWS)
def test_input_that_was_written_after_the_copy_does_not_hinder_its_gradient(name):
    _, args = VIEWS[name]
    x = wg.tensor(values(), requires_grad=True)
    y = x * 1
    copy = getattr(wg, name)(y, *args)
    y.zero_()
    copy.mul_(2).sum().backward()
    reference = wg.tensor(values(), requires_grad=True)
    (2 * getattr(wg, name)(reference, *args)).sum().backward()
    assert x.grad.tolist() == reference.grad.tolist()


@pytest.mark.parametrize("name", VIEWS)
def test_copy_of_a_part_of_a_written_base_follows_the_history(name):
    _, args = VIEWS[name]
    w = wg.tensor(2.0, dtype=wg.float64, requires_grad=True)
    base = wg.tensor(np.ones((3, 3)))
    part = base[:2]
    base.mul_(w)
    copy = getattr(wg, name)(part, *args)
    copy.sum().backward()
    assert w.grad == copy.numel()


@pytest.mark.parametrize("name", [*VIEWS, "detach_copy"])
def test_nothing_is_recorded_where_modes_say_so(name):
    _, args = VIEWS.get(name, (None, ()))
    x = wg.tensor(values(), requires_grad=True)
    with wg.no_grad():
        assert not getattr(wg, name)(x, *args).requires_grad
    with wg.inference_mode():
        copy = getattr(wg, name)(x, *args)
    assert copy.is_inference() and not copy.requires_grad
    assert not getattr(wg, name)(x.detach(), *args).requires_grad


@pytest.mark.parametrize("name", [*VIEWS, "detach_copy"])
def test_out_takes_the_shape_and_wants_the_type(name):
    view, args = VIEWS.get(name, (lambda x: x, ()))
    x, out = wg.tensor(values()), wg.empty(0, dtype=wg.float64)
    assert getattr(wg, name)(x, *args, out=out) is out
    assert out.tolist() == view(x).tolist() and out._version > 0
    with pytest.raises(RuntimeError, match="Expected out tensor to have dtype"):
        getattr(wg, name)(x, *args, out=wg.empty(0, dtype=wg.float32))
    with pytest.raises(RuntimeError, match="don't support automatic differentiation"):
        getattr(wg, name)(x.requires_grad_(), *args, out=out)


@pytest.mark.parametrize("name", VIEWS)
def test_array_and_every_type_are_taken(name):
    view, args = VIEWS[name]
    for dtype in (wg.float16, wg.bool, wg.int16, wg.complex64):
        x = wg.tensor(values()).to(dtype)
        copy = getattr(wg, name)(x, *args)
        assert copy.dtype is dtype and copy.tolist() == view(x).tolist()
    assert getattr(wg, name)(values(), *args).tolist() == view(wg.tensor(values())).tolist()
    with pytest.raises(TypeError, match="must be Tensor"):
        getattr(wg, name)("x", *args)


def test_copy_of_one_node_has_hooks_and_keeps_a_gradient():
    x = wg.tensor(values(), requires_grad=True)
    copy = wg.permute_copy(x, (1, 0))
    copy.retain_grad()
    copy.register_hook(lambda g: g * 2)
    copy.sum().backward()
    assert copy.grad.tolist() == [[2.0, 2.0]] * 3 and x.grad.tolist() == [[2.0] * 3] * 2


def test_view_copy_of_what_is_no_view_has_its_gradient():
    x = wg.tensor(values(), requires_grad=True)
    copy = wg.view_copy(x.t(), (6,))
    assert copy.tolist() == [1, 4, 2, 5, 3, 6]
    (copy * wg.arange(6.0)).sum().backward()
    assert x.grad.tolist() == [[0, 2, 4], [1, 3, 5]]


def test_wrong_arguments_raise_what_pytorch_raises():
    x = wg.tensor(values())
    for call, error, text in (
            (lambda: wg.slice_copy(wg.tensor(1.0)), IndexError, "cannot be applied to a 0-dim"),
            (lambda: wg.slice_copy(x, 0, 0, 2, 0), RuntimeError, "slice step must be positive"),
            (lambda: wg.slice_copy(x, 5), IndexError, r"range of \[-2, 1\], but got 5"),
            (lambda: wg.select_copy(x, 0, 2), IndexError, "out of"),
            (lambda: wg.permute_copy(x, (0, 0)), RuntimeError, "duplicate dims"),
            (lambda: wg.view_copy(x, (4,)), RuntimeError, "invalid for input of size 6"),
            (lambda: wg.t_copy(wg.ones(1, 1, 1)), RuntimeError, "<= 2 dimensions")):
        with pytest.raises(error, match=text):
            call()


def test_slices_reach_from_either_end_and_beyond():
    torch = pytest.importorskip("torch")
    x = np.arange(5.0)
    for bounds in ((None, None, 1), (-3, None, 1), (1, -1, 2), (7, 9, 1), (-9, 2, 1), (3, 1, 1), (0, 2**63 - 1, 3),
                   (-2**63, None, 1)):
        ours, theirs = wg.slice_copy(wg.tensor(x), 0, *bounds), torch.slice_copy(torch.tensor(x), 0, *bounds)
        assert ours.tolist() == theirs.tolist()
