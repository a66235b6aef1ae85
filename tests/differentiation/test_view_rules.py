"""Views: which operations give them, what they share with their base, and what follows for gradients."""
import pytest

VIEWS = {
    "index": lambda x: x[0],
    "slice": lambda x: x[:, 1:],
    "none": lambda x: x[None],
    "ellipsis": lambda x: x[...],
    "view": lambda x: x.view(-1),
    "view_as": lambda x: x.view_as(x),
    "reshape": lambda x: x.reshape(3, 2),
    "transpose": lambda x: x.transpose(0, 1),
    "permute": lambda x: x.permute(1, 0),
    "t": lambda x: x.t(),
    "T": lambda x: x.T,
    "narrow": lambda x: x.narrow(1, 0, 2),
    "select": lambda x: x.select(1, 1),
    "unsqueeze": lambda x: x.unsqueeze(1),
    "squeeze": lambda x: x.squeeze(),
    "expand": lambda x: x.expand(4, 2, 3),
    "diagonal": lambda x: x.diagonal(),
    "unfold": lambda x: x.unfold(1, 2, 1),
    "flatten": lambda x: x.flatten(),
    "as_strided": lambda x: x.as_strided((2, 2), (3, 1)),
    "movedim": lambda x: x.movedim(0, 1),
}
COPIES = {
    "clone": lambda x: x.clone(),
    "index tensor": lambda x: x[[0]],
    "mask": lambda x: x[x > 0],
    "reshape of a transpose": lambda x: x.t().reshape(-1),
    "contiguous of a transpose": lambda x: x.t().contiguous(),
    "repeat": lambda x: x.repeat(1, 1),
}


@pytest.fixture
def base(torch, leaf):
    return leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]) * 1


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_shares_memory_version_and_base(base, name):
    view = VIEWS[name](base)
    assert view._is_view() and view._base is base
    version = base._version
    base.mul_(2)
    assert view._version == version + 1
    assert view.requires_grad and not view.is_leaf


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_shares_nothing(base, name):
    copy = COPIES[name](base)
    old = copy.tolist()
    base.mul_(2)
    assert copy.tolist() == old and copy._version == 0


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "expand"])
def test_a_write_through_a_view_reaches_base_and_gradient(torch, leaf, name):
    x = leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    base = x * 1
    VIEWS[name](base).mul_(10) if name != "unfold" else VIEWS[name](base)[:, :1].mul_(10)
    mask = torch.ones(2, 3)
    VIEWS[name](mask).mul_(10) if name != "unfold" else VIEWS[name](mask)[:, :1].mul_(10)
    assert base.tolist() == (x.detach() * mask).tolist()
    base.sum().backward()
    assert x.grad.tolist() == mask.tolist()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_of_a_view_has_the_first_base(base, name):
    first = base[...]
    second = VIEWS[name](first)
    assert second._base is base


def test_the_base_of_a_view_of_a_detached_tensor_is_not_the_tensor(base):
    view = base.detach()[:1]
    assert view._base is not base and view.data_ptr() == base.data_ptr()


def test_contiguous_of_what_is_contiguous_is_the_tensor_itself(base):
    assert base.contiguous() is base


def test_to_of_the_same_type_is_the_tensor_itself(torch, base):
    assert base.to(torch.float32) is base and base.float() is base


def test_parts_are_views_with_numbers(base):
    for parts in (base.unbind(), base.split(1), base.chunk(2)):
        assert [part.output_nr for part in parts] == [0, 1]
        assert all(part._base is base for part in parts)


def test_views_of_complex_numbers(torch):
    z = torch.tensor([1 + 2j, 3 + 4j], requires_grad=True)
    w = z * 1
    w.real.mul_(10)
    assert w.tolist() == [10 + 2j, 30 + 4j]
    torch.view_as_real(w)[:, 1].mul_(100)
    assert w.tolist() == [10 + 200j, 30 + 400j]
    (w.real + w.imag).sum().backward()
    assert z.grad.tolist() == [10 + 100j, 10 + 100j]


def test_a_view_keeps_its_history_when_the_base_is_written_later(torch, leaf):
    x, w = leaf([1.0, 2.0]), leaf([3.0])
    base = x * 1
    view = base[1:]
    base[1:] = w * 2
    assert view.tolist() == [6]
    gx, gw = torch.autograd.grad(view.sum(), [x, w], allow_unused=True)
    assert gw.tolist() == [2] and (gx is None or gx.tolist() == [0, 0])


def test_a_write_to_a_view_of_a_view_reaches_all_in_between(torch, leaf):
    x = leaf([[1.0, 2.0], [3.0, 4.0]])
    base = x * 1
    row = base[1]
    entry = row[:1]
    entry.mul_(10)
    total = base.sum() + row.sum() + entry.sum()
    total.backward()
    assert x.grad.tolist() == [[1, 1], [30, 2]]


def test_a_write_of_a_view_into_its_own_base(torch, leaf):
    x = leaf([1.0, 2.0, 3.0])
    base = x * 1
    base[:1] = base[2:].clone()
    base.sum().backward()
    assert x.grad.tolist() == [0, 1, 2]


def test_a_view_that_outlives_its_base_can_be_written(torch, leaf):
    x = leaf([1.0, 2.0])
    base = x * 1
    view = base[:1]
    del base
    view.mul_(10)
    view.sum().backward()
    assert x.grad.tolist() == [10, 0]


def test_a_leaf_view_of_a_tensor_without_gradient_may_require_one(torch):
    base = torch.ones(3)
    view = base[:2].requires_grad_()
    assert view.is_leaf
    (view * 2).sum().backward()
    assert view.grad.tolist() == [2, 2] and not base.requires_grad


def test_a_write_to_the_base_of_a_leaf_view(torch):
    base = torch.ones(3)
    view = base[:2].requires_grad_()
    base.mul_(2)
    assert view.tolist() == [2, 2]


def test_a_write_through_a_view_made_under_no_grad_reaches_the_memory(torch, base):
    with torch.no_grad():
        view = base[:1]
        view.mul_(2)
    assert base[0].tolist() == [2, 4, 6]
