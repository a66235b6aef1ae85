"""Version counters: a saved value that was changed afterwards is found out, never silently used."""
import pytest

import wengert as wg


def leaf(value):
    return wg.tensor(value, requires_grad=True)


def test_version_counts_in_place_changes():
    t = wg.ones(2)
    seen = [t._version]
    for change in (lambda: t.add_(1), lambda: t.__setitem__(0, 5), lambda: t.zero_()):
        change()
        seen.append(t._version)
    assert seen == [0, 1, 2, 3]


def test_views_and_detached_tensors_share_the_version():
    t = wg.ones(2)
    view, detached = t[0], t.detach()
    view.add_(1)
    detached.add_(1)
    assert t._version == view._version == detached._version == 2


def test_clones_and_data_have_versions_of_their_own():
    t = wg.ones(2)
    t.clone().add_(1)
    t.data.add_(1)
    assert t._version == 0


@pytest.mark.parametrize("saves", [
    lambda y: y.exp(),
    lambda y: y.tanh(),
    lambda y: y.sigmoid(),
    lambda y: y.sqrt(),
])
def test_changing_a_saved_result_is_found_out_in_backward(saves):
    x = leaf([1.0, 2.0])
    r = saves(x * 1)
    r.mul_(2)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        r.sum().backward()
    assert x.grad is None


@pytest.mark.parametrize("saves", [
    lambda y, w: y * w, lambda y, w: y**2, lambda y, w: w / y, lambda y, w: y.sin(), lambda y, w: y.log(),
])
def test_changing_a_saved_input_is_found_out_in_backward(saves):
    x, w = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    y = x * 1
    r = saves(y, w)
    y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        r.sum().backward()


def test_changing_a_saved_input_through_a_view_is_found_out():
    x = leaf([1.0, 2.0])
    y = x * 1
    r = y**2
    y[0] = 5
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        r.sum().backward()


def test_changing_an_input_that_was_not_saved_is_harmless():
    x = leaf([1.0, 2.0])
    y = x * 1
    r = y + 1
    y.mul_(5)
    r.sum().backward()
    assert x.grad.tolist() == [1, 1]
