"""memory_stats tells what tensors hold, what waits for reuse and the most there ever was; empty_cache gives back."""
import gc
import subprocess
import sys
import threading

import numpy as np
import pytest

import wengert as wg
from wengert import _core

MEGABYTE = 1 << 20
MANY = MEGABYTE // 4  # float32 elements in a megabyte, which is a size class of the allocator

caching = pytest.mark.skipif(_core.build_info()["stress"], reason="a stress build caches nothing")


@pytest.fixture(autouse=True)
def clean():
    """Nothing is cached, and nothing of earlier tests waits for the garbage collector."""
    gc.collect()
    wg.empty_cache()


def live():
    """Bytes in use."""
    return wg.memory_stats()["live"]


def test_tensor_is_live_until_it_is_freed():
    before = live()
    x = wg.zeros(MANY)
    assert live() == before + MEGABYTE
    y = x + 1
    assert live() == before + 2 * MEGABYTE
    del x, y
    assert live() == before


@caching
def test_freed_memory_is_cached_and_used_again():
    x = wg.zeros(MANY)
    del x
    assert wg.memory_stats()["cached"] == MEGABYTE
    x = wg.ones(MANY)
    assert wg.memory_stats()["cached"] == 0
    del x
    wg.empty_cache()
    assert wg.memory_stats()["cached"] == 0


def test_block_is_at_most_a_quarter_larger_than_asked_for():
    for n in [*range(1, 300, 7), 1000, 12345, 1234567]:
        before = live()
        x = wg.zeros(n, dtype=wg.uint8)
        assert n <= live() - before <= max(64, 1.25 * n)
        del x


def test_view_needs_no_memory():
    x = wg.zeros(MANY)
    before = live()
    views = [x[1:], x.reshape(2, -1), x.detach()]
    assert live() == before and len(views) == 3


def test_memory_of_numpy_is_not_counted():
    array = np.zeros(MANY, np.float32)
    before = live()
    x = wg.from_numpy(array)
    assert live() == before
    y = x * 1
    assert live() == before + MEGABYTE
    assert y.shape == x.shape


def test_array_made_of_a_tensor_keeps_its_memory_live():
    before = live()
    array = wg.zeros(MANY).numpy()
    gc.collect()
    assert live() == before + MEGABYTE
    del array
    assert live() == before


def test_peak_never_falls_and_is_reached_while_both_lived():
    peak = wg.memory_stats()["peak"]
    base = live()
    need = peak - base + MEGABYTE          # more than there ever was
    x = wg.zeros(need, dtype=wg.uint8)
    reached = wg.memory_stats()["peak"]
    assert reached == live() >= base + need
    del x
    assert wg.memory_stats()["peak"] == reached


def test_graph_holds_what_backward_needs_and_backward_frees_it():
    x = wg.zeros(MANY, requires_grad=True)
    before = live()
    y = x.exp().sin().sum()                # keeps the results of exp
    assert live() == before + MEGABYTE
    y.backward()
    assert live() == before + MEGABYTE     # now it is the gradient
    x.grad = None
    assert live() == before


def test_failed_operation_leaves_nothing():
    x = wg.zeros(MANY)
    before = live()
    with pytest.raises(RuntimeError):
        x.exp() + wg.zeros(MANY + 1)
    gc.collect()
    assert live() == before


def test_more_memory_than_there_is_raises_and_changes_nothing():
    before = wg.memory_stats()
    with pytest.raises((MemoryError, RuntimeError)):
        wg.empty(1 << 58)
    assert wg.memory_stats() == before


def test_cache_has_a_limit():
    code = """
import wengert as wg
tensors = [wg.empty(64 << 20, dtype=wg.uint8) for _ in range(12)]
del tensors
stats = wg.memory_stats()
assert stats["live"] == 0 and stats["peak"] == 768 << 20, stats
assert stats["cached"] <= 512 << 20, stats
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert not done.returncode, done.stderr


@caching
def test_figures_are_exact_after_work_in_several_threads():
    before = live()
    handed_over = []

    def work(seed):
        x = wg.full((1000 + seed,), 0.5, requires_grad=True)
        for _ in range(200):
            y = (x * x).tanh()
            y.sum().backward()
        handed_over.append(y.detach())     # freed later, by another thread
    threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gc.collect()
    assert live() > before
    handed_over.clear()
    assert live() == before
    cached = wg.memory_stats()["cached"]
    assert cached > 0
    wg.empty_cache()
    assert wg.memory_stats()["cached"] == 0 and live() == before


def test_steps_of_training_need_no_more_than_the_first():
    w = wg.full((64, 64), 0.01, requires_grad=True)
    x = wg.ones(32, 64)

    def step():
        wg.tanh(x @ w).pow(2).mean().backward()
        with wg.no_grad():
            w.sub_(w.grad, alpha=0.1)
        w.grad = None
    step()
    step()
    first = wg.memory_stats()
    for _ in range(100):
        step()
    assert wg.memory_stats() == first
