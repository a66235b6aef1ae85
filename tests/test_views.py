"""Views are views: they share memory, writes through them reach the base and its gradient, stale values are caught."""
import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")


def real_part(lib, x):
    return lib.view_as_complex(x).real


# Operations that give views of a tensor of shape (4, 3, 2); several results: the second one is taken.
VIEWS = {
    "slice": lambda lib, x: x[1:3],
    "slice with a step": lambda lib, x: x[::2, 1:],
    "integer index": lambda lib, x: x[1],
    "new dim": lambda lib, x: x[:, None],
    "ellipsis": lambda lib, x: x[..., 1],
    "select": lambda lib, x: x.select(1, -1),
    "narrow": lambda lib, x: x.narrow(0, 1, 2),
    "narrow from a tensor": lambda lib, x: x.narrow(0, lib.tensor(1), 2),
    "transpose": lambda lib, x: x.transpose(0, -1),
    "swapaxes": lambda lib, x: lib.swapaxes(x, axis0=0, axis1=1),
    "swapdims": lambda lib, x: x.swapdims(0, 1),
    "permute": lambda lib, x: x.permute(2, 0, 1),
    "movedim": lambda lib, x: x.movedim((0, 1), (-1, 0)),
    "moveaxis": lambda lib, x: x.moveaxis(0, 1),
    "t": lambda lib, x: x[0].t(),
    "T": lambda lib, x: x[:, :, 0].T,
    "mT": lambda lib, x: x.mT,
    "mH": lambda lib, x: x.mH,
    "H": lambda lib, x: x[0].H,
    "adjoint": lambda lib, x: x.adjoint(),
    "view": lambda lib, x: x.view(2, -1),
    "view_as": lambda lib, x: x.view_as(lib.zeros(6, 4)),
    "reshape": lambda lib, x: x.reshape(12, 2),
    "flatten": lambda lib, x: x.flatten(1),
    "ravel": lambda lib, x: x.ravel(),
    "unflatten": lambda lib, x: x.unflatten(0, (2, -1)),
    "squeeze": lambda lib, x: x[:1].squeeze(),
    "squeeze of dims": lambda lib, x: x[:1, :1].squeeze((0, 1)),
    "unsqueeze": lambda lib, x: x.unsqueeze(-1),
    "expand": lambda lib, x: x.expand(1, 4, 3, 2),
    "expand_as": lambda lib, x: x.expand_as(lib.zeros(1, 4, 3, 2)),
    "broadcast_to": lambda lib, x: lib.broadcast_to(x, (1, 4, 3, 2)),
    "broadcast_tensors": lambda lib, x: lib.broadcast_tensors(lib.zeros(1, 1, 1, 1), x)[1],
    "diagonal": lambda lib, x: x.diagonal(1),
    "as_strided": lambda lib, x: x.as_strided((3, 2), (4, 1), 2),
    "unfold": lambda lib, x: x.unfold(0, 2, 2),
    "atleast_2d": lambda lib, x: lib.atleast_2d(x[0, 0]),
    "atleast_3d": lambda lib, x: lib.atleast_3d(x[0]),
    "tensor_split": lambda lib, x: x.tensor_split(3)[1],
    "hsplit": lambda lib, x: x.hsplit((1, 2))[1],
    "vsplit": lambda lib, x: x.vsplit(2)[1],
    "dsplit": lambda lib, x: x.dsplit(2)[1],
    "meshgrid": lambda lib, x: lib.meshgrid(x[0, 0], indexing="ij")[0],
    "view_as_complex": lambda lib, x: lib.view_as_complex(x),
    "real": real_part,
    "imag": lambda lib, x: lib.view_as_complex(x).imag,
    "view_as_real": lambda lib, x: lib.view_as_real(lib.view_as_complex(x)),
    "views of views": lambda lib, x: x.permute(1, 2, 0)[1:].mT.unsqueeze(0).select(1, 0),
    "diagonal of a transpose": lambda lib, x: x.mT.diagonal(0, 0, 2)[1:],
    "part of a part": lambda lib, x: lib.view_as_complex(x.transpose(0, 1)).imag[1:].t(),
}
# Several views from one operation: they may be written only while nothing is recorded.
SEVERAL = {"split": lambda lib, x: x.split(3)[1], "chunk": lambda lib, x: x.chunk(2)[1],
        "unbind": lambda lib, x: x.unbind()[1],
           "split_with_sizes": lambda lib, x: x.split_with_sizes((1, 3))[1], "iteration": lambda lib, x: list(x)[1],
           "split with sizes": lambda lib, x: x.split((1, 3))[1]}
every = pytest.mark.parametrize("name", VIEWS)
every_and_several = pytest.mark.parametrize("name", [*VIEWS, *SEVERAL])


def values():
    return np.linspace(-1.9, 2.1, 24).reshape(4, 3, 2) ** 3


def view_of(lib, name, x):
    return {**VIEWS, **SEVERAL}[name](lib, x)


def weights(lib, t):
    """A cotangent that differs from element to element."""
    n = t.numel()
    w = lib.linspace(0.3, 2.7, n, dtype=lib.float64).reshape(t.shape)
    return w * (1 + 0.5j) if t.is_complex() else w


def total(lib, t):
    """A number that depends on every element differently."""
    out = (t * weights(lib, t)).sum()
    return lib.view_as_real(out).sum() if t.is_complex() else out


def same(ours, theirs):
    assert tuple(ours.shape) == tuple(theirs.shape) and str(ours.dtype) == str(theirs.dtype)
    np.testing.assert_allclose(ours.detach().numpy(), theirs.detach().resolve_conj().numpy(), 1e-12)


@every_and_several
def test_geometry_and_values_are_pytorchs(name):
    ours, theirs = (view_of(lib, name, lib.tensor(values())) for lib in (wg, torch))
    same(ours, theirs)
    assert ours.stride() == theirs.stride() and ours.storage_offset() == theirs.storage_offset()
    assert ours.is_contiguous() == theirs.is_contiguous()


@every_and_several
def test_write_to_the_base_shows_in_the_view_and_back(name):
    x = wg.tensor(values())
    view = view_of(wg, name, x)
    before = view.clone()
    x.mul_(2)
    assert (view == 2 * before).all()
    view.zero_()
    reference = torch.tensor(values()).mul_(2)
    view_of(torch, name, reference).zero_()
    same(x, reference)


@every_and_several
def test_view_counts_the_versions_of_its_base(name):
    x = wg.tensor(values())
    view = view_of(wg, name, x)
    view.add_(1)
    assert x._version == view._version == 1
    x.add_(1)
    assert x._version == view._version == 2
    assert view.data_ptr() in range(x.data_ptr(), x.data_ptr() + x.nbytes)


@every_and_several
def test_gradient_of_the_view_is_pytorchs(name):
    grads = []
    for lib in (wg, torch):
        x = lib.tensor(values(), requires_grad=True)
        first, = lib.autograd.grad(total(lib, view_of(lib, name, x * x) ** 2), x, create_graph=True)
        second, = lib.autograd.grad(total(lib, first), x)
        grads.append((first, second))
    for ours, theirs in zip(*grads):
        same(ours, theirs)


def written(lib, name, change):
    """A result whose view is written and both are used afterwards: values and gradients."""
    x = lib.tensor(values(), requires_grad=True)
    y = x * x
    view = view_of(lib, name, y)
    change(lib, view)
    out = total(lib, y * y) + total(lib, view * view)
    first, = lib.autograd.grad(out, x, create_graph=True)
    second, = lib.autograd.grad(total(lib, first), x)
    return y, view, first, second


@every
@pytest.mark.parametrize("change", [
    lambda lib, v: v.mul_(3), lambda lib, v: v.zero_(), lambda lib, v: v.copy_(weights(lib, v)),
           lambda lib, v: v.mul_(v.clone()),
    lambda lib, v: v.__setitem__(..., 2.0), lambda lib, v: v.add_(v.detach().clone())],
    ids=["mul_", "zero_", "copy_", "mul_ by its own value", "assignment", "add_"])
def test_write_through_the_view_reaches_base_and_gradient(name, change):
    for ours, theirs in zip(written(wg, name, change), written(torch, name, change)):
        same(ours, theirs)


@every
def test_write_of_a_value_with_a_gradient_reaches_a_base_without(name):
    grads = []
    for lib in (wg, torch):
        base = lib.tensor(values())
        view = view_of(lib, name, base)
        value = weights(lib, view).requires_grad_()
        view.mul_(value)
        assert base.requires_grad and view.requires_grad
        grads += lib.autograd.grad(total(lib, base * base), value)
    same(*grads)


@every
def test_write_to_the_base_changes_the_history_of_the_view(name):
    grads = []
    for lib in (wg, torch):
        x = lib.tensor(values(), requires_grad=True)
        y = x * 2
        view = view_of(lib, name, y)
        y.mul_(x)
        grads += lib.autograd.grad(total(lib, view * view), x)
    same(*grads)


@every
def test_write_through_one_view_is_seen_by_another(name):
    grads = []
    for lib in (wg, torch):
        x = lib.tensor(values(), requires_grad=True)
        y = x * 2
        other, view = y.view(-1), view_of(lib, name, y)
        view.mul_(view.clone())
        grads += lib.autograd.grad(total(lib, other * other), x)
    same(*grads)


@every_and_several
def test_stale_saved_value_is_caught(name):
    x = wg.tensor(values(), requires_grad=True)
    y = x * 1
    out = (y * y).sum()
    with wg.no_grad():
        view_of(wg, name, y).zero_()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        out.backward()


@every_and_several
def test_view_of_a_leaf_refuses_writes(name):
    x = wg.tensor(values(), requires_grad=True)
    view = view_of(wg, name, x)
    with pytest.raises(RuntimeError, match="a view of a leaf Variable that requires grad"):
        view.mul_(2)
    np.testing.assert_array_equal(x.detach().numpy(), values())


@pytest.mark.parametrize("name", SEVERAL)
def test_one_of_several_views_refuses_recorded_writes(name):
    y = wg.tensor(values(), requires_grad=True) * 1
    view = view_of(wg, name, y)
    with pytest.raises(RuntimeError, match="is a view and is being modified inplace"):
        view.mul_(2)


@every_and_several
def test_base_is_the_tensor_that_owns_the_memory(name):
    x = wg.tensor(values())
    view = view_of(wg, name, x)
    assert view._is_view() and view._base is x and not x._is_view()


# -- parts that count for themselves -------------------------------------------------------------------

@pytest.mark.parametrize("part", [lambda lib, x: lib.unsafe_split(x, 2)[1], lambda lib, x: x.unsafe_chunk(2)[1],
                                  lambda lib, x: x.unsafe_split_with_sizes((1, 3))[1]])
def test_unsafe_parts_share_memory_and_may_be_written(part):
    grads = []
    for lib in (wg, torch):
        x = lib.tensor(values(), requires_grad=True)
        y = x * 2
        piece = part(lib, y)
        assert not piece._is_view()
        piece.mul_(piece.clone())
        assert y._version == 0 and piece._version == 1
        assert piece.data_ptr() != y.data_ptr() and y[-1, 0, 0].item() == pytest.approx((2 * values()[-1, 0, 0]) ** 2)
        grads += lib.autograd.grad(total(lib, piece), x)
    same(*grads)


# -- the tensor's own shape ----------------------------------------------------------------------------

OWN_SHAPE = {
    "t_": lambda t: t.t_(), "transpose_": lambda t: t.transpose_(0, 1), "swapaxes_": lambda t: t.swapaxes_(0, -1),
    "swapdims_": lambda t: t.swapdims_(1, 0), "unsqueeze_": lambda t: t.unsqueeze_(1),
           "squeeze_": lambda t: t.squeeze_(),
    "squeeze_ of a dim": lambda t: t.unsqueeze_(0).squeeze_(0), "as_strided_": lambda t: t.as_strided_((2, 2), (1, 2)),
    "several": lambda t: t.t_().unsqueeze_(0).transpose_(0, 2).squeeze_(-1)}


@pytest.mark.parametrize("change", OWN_SHAPE.values(), ids=OWN_SHAPE)
@pytest.mark.parametrize("of", ["plain", "result", "view"])
def test_shape_changes_in_place(change, of):
    found = []
    for lib in (wg, torch):
        x = lib.tensor(values()[:, 0], requires_grad=of != "plain")
        y = x if of == "plain" else x * x
        t = y[1:] if of == "view" else y
        memory = t.data_ptr()
        assert change(t) is t
        assert t.data_ptr() == memory
        assert tuple(t.stride()) and t._version == y._version
        found.append([t, y, t._version, t.stride(), t._is_view()])
        if of != "plain":
            out = total(lib, t * t) + total(lib, y * y)
            first, = lib.autograd.grad(out, x, create_graph=True)
            found[-1][1:1] = [first, *lib.autograd.grad(total(lib, first), x)]
    for ours, theirs in zip(*found):
        same(ours, theirs) if isinstance(ours, wg.Tensor) else None
        assert isinstance(ours, wg.Tensor) or ours == theirs


def test_shape_change_then_write_reaches_the_base():
    grads = []
    for lib in (wg, torch):
        x = lib.tensor(values()[:, 0], requires_grad=True)
        y = x * 2
        view = y[1:3]
        view.t_()
        view[0].mul_(y[0, 1].clone())
        grads += lib.autograd.grad(total(lib, y * y) + total(lib, view), x)
    same(*grads)


@pytest.mark.parametrize("change", OWN_SHAPE.values(), ids=OWN_SHAPE)
def test_leaf_refuses_a_change_of_shape(change):
    x = wg.tensor(values()[:, 0], requires_grad=True)
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad is being used in an in-place operation"):
        change(x)
    assert x.shape == (4, 2) and x._version == 0
    with wg.no_grad():
        change(x)
    assert x.is_leaf and x.requires_grad


def test_expanded_tensor_may_change_its_shape():
    assert wg.ones(3, 1).expand(3, 4).t_().shape == (4, 3)


# -- the same bytes as another type ---------------------------------------------------------------------

@pytest.mark.parametrize("dtype", ["int16", "int32", "int64", "float64", "complex64", "uint8", "bool", "complex128"])
@pytest.mark.parametrize("make", [lambda lib: lib.arange(16.0).reshape(2, 8),
       lambda lib: lib.arange(24.0).reshape(2, 12)[:, 4:],
                                  lambda lib: lib.zeros(0, 4)])
def test_view_as_another_type(dtype, make):
    ours, theirs = make(wg).view(getattr(wg, dtype)), make(torch).view(getattr(torch, dtype))
    assert ours.shape == theirs.shape and ours.stride() == theirs.stride()
    np.testing.assert_array_equal(ours.numpy(), theirs.numpy())


def test_view_as_another_type_shares_memory_and_version():
    x = wg.zeros(2, 4)
    bits = x.view(dtype=wg.int32)
    bits[0, 0] = 1065353216
    assert x[0, 0] == 1 and x._version == 1 and bits._base is x
    halves = x.view(wg.int16)
    assert halves.shape == (2, 8) and halves.stride() == (8, 1)
    assert x.view(wg.complex64).real[0, 0] == 1


@pytest.mark.parametrize("make, match", [
    (lambda: wg.ones(2, 3).view(wg.float64), r"self.size\(-1\) must be divisible by 2 to view Float as Double"),
    (lambda: wg.ones(4, 2).t().view(wg.float64), r"self.stride\(-1\) must be 1 to view Float as Double"),
    (lambda: wg.ones(()).view(wg.int16), r"self.dim\(\) cannot be 0 to view Float as Short"),
    (lambda: wg.ones(4)[1:3].view(wg.float64), r"self.storage_offset\(\) must be divisible by 2"),
    (lambda: wg.ones(3, 3)[:, :2].view(wg.float64), r"self.stride\(0\) must be divisible by 2"),
])
def test_view_as_a_type_that_does_not_fit(make, match):
    with pytest.raises(RuntimeError, match=match):
        make()


def test_view_as_a_floating_type_does_not_drop_a_gradient():
    x = wg.ones(4, requires_grad=True)
    assert not x.view(wg.int32).requires_grad
    with pytest.raises(NotImplementedError, match=r"view\(dtype\) is not differentiable"):
        x.view(wg.complex64)


@pytest.mark.parametrize("make, match", [
    (lambda: wg.view_as_complex(wg.ones(3)), "must have a last dimension of size 2"),
    (lambda: wg.view_as_complex(wg.ones(())), "must have one or more dimensions"),
    (lambda: wg.view_as_complex(wg.ones(2, 2).long()), "only supported for half, float and double"),
    (lambda: wg.view_as_complex(wg.ones(5)[1:5].view(2, 2)), "storage_offset divisible by 2"),
    (lambda: wg.view_as_complex(wg.ones(3, 2, 2).transpose(1, 2)), "last dimension with stride 1"),
    (lambda: wg.view_as_complex(wg.ones(4, 3)[:, :2]), "stride divisible by 2"),
    (lambda: wg.view_as_real(wg.ones(2)), "only supported for complex tensors"),
    (lambda: wg.ones(2).imag, "imag is not implemented for tensors with non-complex dtypes"),
])
def test_parts_of_complex_numbers_that_do_not_exist(make, match):
    with pytest.raises(RuntimeError, match=match):
        make()


def test_real_of_a_real_tensor_is_itself():
    x = wg.ones(2)
    assert x.real is x and wg.real(x) is x


def test_is_set_to_means_the_same_elements():
    x = wg.arange(6.0)
    assert x.is_set_to(x.view(6)) and x[1:].is_set_to(x[1:])
    assert not x.is_set_to(x[1:]) and not x.is_set_to(x.clone()) and not x.is_set_to(x.view(2, 3))
