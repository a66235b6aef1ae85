"""Several threads: passes over one graph and over graphs of their own do not disturb each other."""
import threading

import wengert as wg


def in_threads(job, count=4):
    """Run a job on several threads; returns what went wrong on any of them."""
    failures = []

    def guarded():
        try:
            job()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_one_graph_is_differentiated_by_many():
    x = wg.linspace(-1, 1, 50_000).requires_grad_()     # long enough for kernels that release the interpreter's lock
    y = (x * x).tanh()
    z = (y * y * x).sum()
    expected, = wg.autograd.grad(z, x, retain_graph=True)

    def job():
        for _ in range(5):
            g, = wg.autograd.grad(z, x, retain_graph=True)
            assert wg.equal(g, expected)

    assert in_threads(job) == []


def test_each_thread_has_its_own_graph():
    before = wg._core.live_nodes()

    def job():
        for n in range(1, 30):
            a = wg.ones(n, n, requires_grad=True)
            (a @ a).sum().backward()
            assert a.grad.tolist() == [[2.0 * n] * n] * n

    assert in_threads(job) == []
    assert wg._core.live_nodes() == before
