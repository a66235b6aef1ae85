"""no_grad, enable_grad and set_grad_enabled: context managers, decorators, one state per thread."""
import threading

import pytest

import wengert as wg


@pytest.fixture
def x():
    return wg.tensor([1.0, 2.0], requires_grad=True)


def test_recording_is_on_by_default(x):
    assert wg.is_grad_enabled()
    assert (x * 2).requires_grad


def test_no_grad_results_are_leaves_without_grad(x):
    with wg.no_grad():
        y = x * 2
    assert not y.requires_grad and y.is_leaf and y.grad_fn is None
    assert y.tolist() == [2, 4]


def test_no_grad_restores_the_mode_on_leaving(x):
    with wg.no_grad():
        assert not wg.is_grad_enabled()
    assert wg.is_grad_enabled()
    assert (x * 2).requires_grad


def test_no_grad_restores_the_mode_after_an_exception():
    with pytest.raises(KeyError):
        with wg.no_grad():
            raise KeyError
    assert wg.is_grad_enabled()


def test_requires_grad_asked_for_explicitly_is_kept_under_no_grad():
    with wg.no_grad():
        assert wg.ones(1, requires_grad=True).requires_grad
        assert wg.ones(1).requires_grad_().requires_grad


def test_enable_grad_inside_no_grad_records(x):
    with wg.no_grad():
        with wg.enable_grad():
            y = x * 2
        z = x * 2
    assert y.requires_grad and not z.requires_grad


@pytest.mark.parametrize("on", [True, False])
def test_set_grad_enabled_as_context_manager(x, on):
    with wg.set_grad_enabled(on):
        assert wg.is_grad_enabled() is on
        assert (x * 2).requires_grad is on
    assert wg.is_grad_enabled()


def test_set_grad_enabled_as_plain_call(x):
    wg.set_grad_enabled(False)
    assert not (x * 2).requires_grad
    wg.set_grad_enabled(True)
    assert (x * 2).requires_grad


def test_one_context_object_may_be_entered_again(x):
    off = wg.no_grad()
    for _ in range(2):
        with off:
            assert not wg.is_grad_enabled()
        assert wg.is_grad_enabled()


def test_nested_modes_unwind_in_order():
    seen = []
    with wg.no_grad():
        with wg.set_grad_enabled(True):
            with wg.no_grad():
                seen.append(wg.is_grad_enabled())
            seen.append(wg.is_grad_enabled())
        seen.append(wg.is_grad_enabled())
    seen.append(wg.is_grad_enabled())
    assert seen == [False, True, False, True]


@pytest.mark.parametrize("decorator, recorded", [
    (lambda: wg.no_grad(), False),
    (lambda: wg.no_grad, False),
    (lambda: wg.enable_grad(), True),
    (lambda: wg.set_grad_enabled(False), False),
    (lambda: wg.set_grad_enabled(True), True),
], ids=["no_grad()", "no_grad", "enable_grad()", "set_grad_enabled(False)", "set_grad_enabled(True)"])
def test_decorated_function_runs_in_the_mode(x, decorator, recorded):
    @decorator()
    def double(t):
        """Twice t."""
        return t * 2

    with wg.set_grad_enabled(not recorded):
        assert double(x).requires_grad is recorded
        assert wg.is_grad_enabled() is not recorded
    assert (double.__name__, double.__doc__) == ("double", "Twice t.")


def test_decorating_does_not_change_the_mode():
    @wg.set_grad_enabled(False)
    def nothing():
        pass

    assert wg.is_grad_enabled()


def test_decorated_function_restores_the_mode_after_an_exception():
    @wg.no_grad()
    def fail():
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert wg.is_grad_enabled()


def test_decorated_function_may_call_itself():
    @wg.no_grad()
    def down(n):
        return [wg.is_grad_enabled()] + (down(n - 1) if n else [])

    assert down(3) == [False] * 4
    assert wg.is_grad_enabled()


def test_decorated_generator_runs_in_the_mode_and_yields_outside_it(x):
    @wg.no_grad()
    def doubles():
        for _ in range(2):
            yield x * 2, wg.is_grad_enabled()

    for y, inside in doubles():
        assert not y.requires_grad and not inside
        assert wg.is_grad_enabled()


def test_decorated_generator_passes_values_both_ways():
    @wg.no_grad()
    def echo():
        received = []
        try:
            while True:
                received.append((yield wg.is_grad_enabled()))
        except KeyError:
            return received

    steps = echo()
    assert next(steps) is False
    assert steps.send("a") is False
    assert wg.is_grad_enabled()
    with pytest.raises(StopIteration) as stop:
        steps.throw(KeyError())
    assert stop.value.value == ["a"]


def test_gradient_does_not_flow_through_what_no_grad_computed(x):
    with wg.no_grad():
        factor = x * 10
    (x * factor).sum().backward()
    assert x.grad.tolist() == [10, 20]


def test_backward_works_inside_no_grad_and_leaves_a_plain_grad(x):
    y = (x**2).sum()
    with wg.no_grad():
        y.backward()
    assert x.grad.tolist() == [2, 4]
    assert not x.grad.requires_grad


def test_mode_belongs_to_the_thread(x):
    seen = {}

    def other():
        seen["mode"] = wg.is_grad_enabled()
        seen["recorded"] = (x * 2).requires_grad
        wg.set_grad_enabled(False)

    with wg.no_grad():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert seen == {"mode": True, "recorded": True}
    assert wg.is_grad_enabled()


def test_threads_in_different_modes_do_not_disturb_each_other(x):
    barrier = threading.Barrier(2, timeout=10)
    recorded = {}

    def run(on):
        with wg.set_grad_enabled(on):
            for _ in range(20):
                barrier.wait()
                recorded.setdefault(on, set()).add((x * 2).requires_grad)

    threads = [threading.Thread(target=run, args=(on,)) for on in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert recorded == {True: {True}, False: {False}}
