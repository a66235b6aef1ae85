"""Backward passes on several threads, threads that die, forks, and passes within passes."""
import os
import signal
import subprocess
import sys
import threading

import pytest


def run(*functions):
    """Run each on a thread of its own; raise what one of them raised."""
    errors = []

    def guarded(function):
        try:
            function()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_separate_graphs_on_several_threads(torch):
    results = {}

    def work(k):
        x = torch.tensor([float(k)], requires_grad=True)
        for _ in range(100):
            y = x
            for _ in range(10):
                y = y * x
            x.grad = None
            y.sum().backward()
        results[k] = x.grad.item()

    run(*[lambda k=k: work(k) for k in (1, 2, 3, 4)])
    assert results == {k: 11 * k**10 for k in (1, 2, 3, 4)}


def test_a_shared_parameter_gets_the_gradients_of_all_threads(torch, leaf):
    w = leaf([1.0, 2.0])

    def work():
        for _ in range(50):
            (w * 2).sum().backward()

    run(*[work] * 4)
    assert w.grad.tolist() == [400, 400]


def test_a_shared_graph_that_is_retained(torch, leaf):
    w = leaf([1.0, 2.0])
    y = (w * w).exp().sum()
    expected = torch.autograd.grad(y, w, retain_graph=True)[0]
    results = []

    def work():
        for _ in range(25):
            results.append(torch.autograd.grad(y, w, retain_graph=True)[0].tolist())

    run(*[work] * 4)
    assert len(results) == 100
    assert all(result == expected.tolist() for result in results)


def test_branches_over_one_retained_trunk(torch, leaf):
    w = leaf([2.0])
    trunk = w**3

    def work(k):
        for _ in range(20):
            (trunk * k).sum().backward(retain_graph=True)

    run(lambda: work(1), lambda: work(10), lambda: work(100))
    assert w.grad.item() == 12 * 20 * 111


def test_one_freed_graph_is_taken_by_one_thread_only(torch, leaf):
    w = leaf([2.0])
    outcomes = []
    y = (w * w).exp().sum()
    barrier = threading.Barrier(4)

    def work():
        barrier.wait()
        try:
            y.backward()
            outcomes.append("done")
        except RuntimeError as error:
            assert "second time" in str(error)
            outcomes.append("refused")

    run(*[work] * 4)
    assert "done" in outcomes
    assert len(outcomes) == 4


def test_a_graph_built_on_one_thread_is_walked_on_another(torch, leaf):
    x = leaf([3.0])
    built = []
    run(lambda: built.append((x * x).sum()))
    run(lambda: built[0].backward())
    assert x.grad.item() == 6


def test_hooks_run_on_the_thread_that_called_backward(torch, leaf):
    x, seen = leaf([1.0]), []
    y = x * 2
    y.register_hook(lambda g: seen.append(threading.get_ident()))
    run(lambda: (seen.append(threading.get_ident()), y.sum().backward()))
    assert seen[0] == seen[1]


def test_the_modes_in_a_backward_are_those_of_the_thread_that_called_it(torch, leaf):
    seen = []

    class Noted(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            seen.append(torch.is_grad_enabled())
            return g

    x = leaf([1.0])
    y = Noted.apply(x).sum()

    def work():
        with torch.no_grad():
            torch.autograd.grad(y, x, retain_graph=True)
            torch.autograd.grad(y, x, create_graph=True)

    run(work)
    assert seen == [False, True]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_dies_in_the_middle_of_a_forward_leaves_the_engine_usable(torch, leaf):
    x, kept = leaf([2.0]), []

    def work():
        with torch.no_grad():
            kept.append(x * 2)
        y = x * x
        kept.append(y)
        raise SystemExit

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    kept[1].sum().backward()
    assert x.grad.item() == 4
    assert torch.is_grad_enabled()


def test_a_thread_that_dies_inside_a_block(torch):
    def work():
        context = torch.no_grad()
        context.__enter__()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert torch.is_grad_enabled()


def test_a_thread_that_fails_in_a_backward_leaves_the_engine_usable(torch, leaf):
    x = leaf([2.0])
    y = x * 3

    def fail(g):
        raise ValueError("mine")

    handle = y.register_hook(fail)
    with pytest.raises(ValueError, match="mine"):
        run(lambda: y.sum().backward(retain_graph=True))
    handle.remove()
    y.sum().backward()
    assert x.grad.item() == 3


def test_passes_on_two_threads_while_one_waits_in_a_hook(torch, leaf):
    x = leaf([2.0])
    inside, go_on = threading.Event(), threading.Event()
    y = x * 3

    def wait(g):
        inside.set()
        assert go_on.wait(10)

    y.register_hook(wait)

    def first():
        y.sum().backward()

    def second():
        assert inside.wait(10)
        w = torch.tensor([5.0], requires_grad=True)
        (w * w).sum().backward()
        assert w.grad.item() == 10  # on a thread of its own, so recording is on
        go_on.set()

    run(first, second)
    assert x.grad.item() == 3


def test_forwards_on_several_threads_and_a_backward_over_all(torch, leaf):
    w, parts = leaf([2.0]), []

    def work(k):
        for i in range(50):
            parts.append((w * k).exp().log())

    run(lambda: work(1), lambda: work(2), lambda: work(3))
    sum(parts).sum().backward()
    assert w.grad.item() == pytest.approx(300, rel=1e-4)


# Passes within passes


def test_a_pass_within_a_hook_over_the_same_graph(torch, leaf):
    x, seen = leaf([2.0]), []
    y = x**3
    z = y**2

    def hook(g):
        seen.append(torch.autograd.grad(y, x, torch.ones(1), retain_graph=True)[0].item())

    z.register_hook(hook)
    z.sum().backward()
    assert seen == [12]
    assert x.grad.item() == 6 * 2**5


def test_passes_within_passes_to_a_depth(torch, leaf):
    depth = 30 if torch.__name__ == "torch" else 200

    class Reentrant(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, n):
            ctx.n = n
            return x.detach() * 1

        @staticmethod
        def backward(ctx, g):
            if ctx.n == 0:
                return g, None
            with torch.enable_grad():
                inner = torch.ones(1, requires_grad=True)
                y = Reentrant.apply(inner, ctx.n - 1).sum()
            y.backward()
            return g * (inner.grad + 1), None

    x = leaf([1.0])
    Reentrant.apply(x, depth).sum().backward()
    assert x.grad.item() == depth + 1


def test_an_error_in_an_inner_pass_comes_out_of_the_outer_one(torch, leaf):
    x = leaf([2.0])
    y = x * 2
    handle = y.register_hook(lambda g: torch.ones(3).sum().backward())
    with pytest.raises(RuntimeError, match="does not require grad"):
        y.sum().backward(retain_graph=True)
    handle.remove()
    y.sum().backward()
    assert x.grad.item() == 2


# Interruption


@pytest.mark.parametrize(
    "where", ["tensor hook", "node hook", "node prehook", "leaf hook", "post accumulate", "function"]
)
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, StopIteration])
def test_an_exception_at_any_place_leaves_the_engine_usable(torch, leaf, where, error):
    x, fails = leaf([2.0]), [True]

    def fail(*arguments):
        if fails:
            raise error("stop")

    class Stops(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            if where == "function":
                fail()
            return g

    y = Stops.apply(x)
    z = y * 3
    {
        "tensor hook": lambda: y.register_hook(fail),
        "node hook": lambda: z.grad_fn.register_hook(fail),
        "node prehook": lambda: z.grad_fn.register_prehook(fail),
        "leaf hook": lambda: x.register_hook(fail),
        "post accumulate": lambda: x.register_post_accumulate_grad_hook(fail),
        "function": lambda: None,
    }[where]()
    with pytest.raises(error, match="stop"):
        z.sum().backward(retain_graph=True)
    fails.clear()
    x.grad = None
    z.sum().backward()
    assert x.grad.item() == 3
    w = leaf([4.0])
    (w * w).sum().backward()
    assert w.grad.item() == 8 and torch.is_grad_enabled()


@pytest.fixture
def interruptible():
    """SIGINT as a terminal's Python has it; a process in the background may have been started to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_in_a_hook_ends_the_pass_and_leaves_the_engine_usable(torch, leaf, interruptible):
    x, pressed = leaf([2.0]), []

    def press(g):
        if not pressed:
            pressed.append(1)
            signal.raise_signal(signal.SIGINT)

    y = x * 3
    y.register_hook(press)
    with pytest.raises(KeyboardInterrupt):
        y.sum().backward(retain_graph=True)
    y.sum().backward()
    assert x.grad.item() == 3


def test_the_recording_mode_is_restored_after_an_interrupted_pass(torch, leaf):
    x = leaf([2.0])
    y = x * x

    def fail(g):
        raise KeyboardInterrupt

    y.register_hook(fail)
    for mode in (True, False):
        with torch.set_grad_enabled(mode):
            with pytest.raises(KeyboardInterrupt):
                torch.autograd.grad(y.sum() if mode else y, x, None if mode else torch.ones(1), create_graph=True)
            assert torch.is_grad_enabled() is mode


# Processes


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fork_after_a_backward_pass(torch, leaf):
    x = leaf([2.0, 3.0])
    (x * x).sum().backward()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            w = torch.tensor([5.0], requires_grad=True)
            (w * w).sum().backward()
            (x * 3).sum().backward()
            os.write(write, repr((w.grad.tolist(), x.grad.tolist())).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as stream:
        text = stream.read()
    _, status = os.waitpid(child, 0)
    assert status == 0 and text == "([10.0], [7.0, 9.0])"
    assert x.grad.tolist() == [4, 6]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fork_within_a_hook(torch, leaf):
    x, children = leaf([2.0]), []
    y = x * 3

    def hook(g):
        child = os.fork()
        if child == 0:
            w = torch.tensor([5.0], requires_grad=True)
            with torch.enable_grad():
                loss = (w * w).sum()
            loss.backward()
            os._exit(0 if w.grad.item() == 10 else 1)
        children.append(os.waitpid(child, 0)[1])

    y.register_hook(hook)
    y.sum().backward()
    assert children == [0] and x.grad.item() == 3


def test_a_process_ends_cleanly_with_graphs_alive(torch):
    program = (
        f"import {torch.__name__} as torch\n"
        "x = torch.ones(3, requires_grad=True)\n"
        "y = (x * x).exp()\n"
        "y.register_hook(lambda g: print('never'))\n"
        "kept = [y.grad_fn, y]\n"
        "kept.append(kept)\n"
        "print('end')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "end\n"), done.stderr
