"""Kernels on several threads: the same results as on one, after a fork and from several Python threads too."""
import os
import subprocess
import sys
import threading

import numpy as np
import pytest

import wengert as wg

RANDOM = np.random.default_rng(3)
LONG = RANDOM.normal(size=400_003)
WIDE, TALL = RANDOM.normal(size=(700, 901)), RANDOM.normal(size=(901, 700))

CALLS = {
    "add": lambda x, a, b: x + 1.5,
    "exp": lambda x, a, b: x.exp(),
    "in place": lambda x, a, b: x.clone().mul_(3).sin_(),
    "transposed": lambda x, a, b: a + b.t(),
    "strided": lambda x, a, b: a[::2, 1::3] * b.t()[::2, 1::3],
    "broadcast": lambda x, a, b: a * b[:, :1].t() + a[:1],
    "converted": lambda x, a, b: x.float(),
    "sum": lambda x, a, b: x.sum(),
    "sum over columns": lambda x, a, b: a.sum(0),
    "mean over rows": lambda x, a, b: a.t().mean(0),
    "amax": lambda x, a, b: a.amax(1),
    "softmax": lambda x, a, b: a.softmax(1),
    "cumsum": lambda x, a, b: a.cumsum(1),
    "matmul": lambda x, a, b: a @ b,
    "cummax": lambda x, a, b: a.cummax(1)[0],
    "sum of one row": lambda x, a, b: x[None].sum(1),
    "columns of many rows": lambda x, a, b: wg.cat([b.sum(0), b.amax(0), (b > 0).sum(0), b.norm(dim=0)]),
    "zeros that are written into": lambda x, a, b: wg.autograd.grad(b.gather(0, b.argsort(0)).sin().sum(), b)[0],
    "places in a sorted row": lambda x, a, b: wg.searchsorted(x.sort()[0], x),
    "written over": lambda x, a, b: a.scatter(1, b.t().argsort(1), b.t()).sum(1),
    "parts put together": lambda x, a, b: wg.cat([a, a * 2], 0),
    "gradients of a convolution": lambda x, a, b: gradients_of_convolution(*images()),
    "layer_norm": lambda x, a, b: wg.nn.functional.layer_norm(a, [901], a[0], a[1]),
    "gradients of layer_norm": lambda x, a, b: wg.cat([t.flatten() for t in wg.autograd.grad(
        wg.nn.functional.layer_norm(a, [901], b[:, 0], b[:, 1]).sin().sum(), [a, b])]),
    "gradient": lambda x, a, b: wg.autograd.grad((a.tanh() * b.t()).exp().sum(), [a, b])[0],
}


def images():
    """Images, filters and a bias for a convolution of many channels."""
    rng = np.random.default_rng(0)
    return [wg.tensor(rng.normal(size=size).astype(np.float32), requires_grad=True)
            for size in [(5, 16, 29, 31), (20, 16, 3, 3), (20,)]]


def gradients_of_convolution(*of):
    """Those of images, filters and bias, one after the other."""
    out = wg.nn.functional.conv2d(*of)
    return wg.cat([t.flatten() for t in wg.autograd.grad(out.sin().sum(), of)])


@pytest.fixture
def threads():
    """A function that sets the number of threads, which is put back afterwards."""
    before = wg.get_num_threads()
    yield wg.set_num_threads
    wg.set_num_threads(before)


def computed(call):
    return call(wg.tensor(LONG), wg.tensor(WIDE, requires_grad=True),
                wg.tensor(TALL, requires_grad=True)).detach().numpy()


@pytest.mark.parametrize("name", CALLS)
def test_results_do_not_depend_on_the_number_of_threads(name, threads):
    threads(1)
    alone = computed(CALLS[name])
    for n in (2, 3, 8):
        threads(n)
        assert computed(CALLS[name]).tobytes() == alone.tobytes()


@pytest.mark.parametrize("n", [32_769, 40_001, 70_001, 98_305])
def test_more_threads_than_pieces_write_nothing_beyond_the_end(n, threads):
    threads(16)
    room = wg.full((n + 200_000,), 7.0, dtype=wg.float64)
    for x in (wg.tensor(LONG[:n]), wg.tensor(LONG[:n]).reshape(1, 1, -1)):
        wg.exp(x, out=room[:n].view(x.shape))
        np.testing.assert_allclose(room[:n].numpy(), np.exp(LONG[:n]), rtol=1e-14)
        assert (room[n:] == 7).all()
        wg.cumsum(x.expand(1, 1, n), 2, out=room[:n].view(1, 1, n))
        assert (room[n:] == 7).all()


def test_the_number_is_what_was_set(threads):
    threads(5)
    assert wg.get_num_threads() == 5
    with pytest.raises(RuntimeError, match="positive"):
        threads(0)
    assert wg.get_num_threads() == 5


@pytest.mark.parametrize("name", ["WENGERT_NUM_THREADS", "OMP_NUM_THREADS"])
def test_the_environment_gives_the_number(name):
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    shown = subprocess.run([sys.executable, "-c", "import wengert; print(wengert.get_num_threads())"], text=True,
                           env={**environment, name: "3"}, capture_output=True, check=True)
    assert shown.stdout.strip() == "3"


def test_python_threads_may_all_compute(threads):
    threads(4)
    wrong = []

    def work(k):
        x = wg.tensor(LONG)
        for _ in range(20):
            if not np.array_equal((x * k).numpy(), LONG * k):
                wrong.append(k)

    workers = [threading.Thread(target=work, args=(k,)) for k in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_child_starts_threads_of_its_own(threads):
    threads(4)
    x = wg.tensor(LONG)
    expected = (x + 1).numpy()
    child = os.fork()
    if child == 0:
        same = np.array_equal((x + 1).numpy(), expected)
        os._exit(0 if same else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert np.array_equal((x + 1).numpy(), expected)
