"""Workloads that need a process of their own: import, memory per node, and a chain of ten million nodes.

Run as a program (``python workloads_process.py NAME ENGINE key=value ...``) it measures one of them once and
prints the result.
"""
import importlib
import os
import subprocess
import sys
import threading
import time

from workload import Workload, register


class ProcessWorkload(Workload):
    """A row whose value is measured by a fresh process; its job returns the value."""

    fresh_process, counted = True, False

    def __init__(self, name, title, unit, engines, sizes=None, tiny=None):
        super().__init__(name, title, sizes or {}, tiny or {}, None, dict.fromkeys(engines))
        self.unit = unit

    def job(self, engine, tiny=False):
        """The function that starts the process and returns what it measured.

        `size` may hold one size per engine, since an engine that is slow or large is measured on fewer operations.
        """
        size = {**self.size.get(engine, self.size.get("", {})), **(self.tiny if tiny else {})}
        command = [sys.executable, __file__, self.name, engine] + [f"{key}={value}" for key, value in size.items()]

        # An installed package has its bytecode on disk; the first process may have to write it.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

        def job():
            done = subprocess.run(command, capture_output=True, text=True, env=environment)
            if done.returncode:
                lines = done.stderr.strip().splitlines()
                raise RuntimeError(lines[-1] if lines else f"the process ended with status {done.returncode}")
            return float(done.stdout)
        return job


def import_seconds(engine):
    """Seconds that the import takes once NumPy is there."""
    import numpy  # noqa: F401  (its time is nobody's here)
    start = time.perf_counter()
    importlib.import_module(engine)
    return time.perf_counter() - start


def resident_bytes():
    """Memory of this process that is in RAM; where only the peak is known, that."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except FileNotFoundError:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def number(engine, value):
    """A number to differentiate with respect to, as the engine wants it."""
    if engine == "micrograd":
        return importlib.import_module("micrograd.engine").Value(value)
    xp = importlib.import_module(engine)
    return xp.tensor(value, dtype=xp.float64, requires_grad=True)


def grow(y, x, length):
    """Multiply `length` times; only the last value keeps a tensor."""
    for _ in range(length):
        y = y * x
    return y


def bytes_per_operation(engine, length):
    """Growth of resident memory per recorded product once its tensor is gone."""
    if engine != "autograd":
        return chain_bytes(number(engine, 1.0), length)
    found = []

    def traced(x):
        found.append(chain_bytes(x, length))
        return x
    importlib.import_module("autograd").grad(traced)(1.0)
    return found[0]


def chain_bytes(x, length):
    """Resident bytes per product of a chain that starts at x."""
    kept = grow(x, x, 1000)  # pools and caches that are made once are there before the first reading
    before = resident_bytes()
    kept = grow(kept, x, length)
    return (resident_bytes() - before) / length


def long_chain_seconds(engine, length):
    """Seconds to build, differentiate and free a chain, on a stack too small for any recursion along it.

    Raises
    ------
    AssertionError
        If the derivative is not exact.
    """
    x = number(engine, 1.0)
    seconds = []

    def run():
        start = time.perf_counter()
        y = grow(x, x, length)
        y.backward()
        del y
        seconds.append(time.perf_counter() - start)
    threading.stack_size(256 * 1024)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if x.grad.item() != length + 1:  # of x to the power length + 1, at 1
        raise AssertionError(f"the derivative is {x.grad}, not {length + 1}")
    return seconds[0]


MEASURES = {"import": import_seconds, "node-memory": bytes_per_operation, "long-chain": long_chain_seconds}

register(ProcessWorkload("import", "import in a fresh process, NumPy already there", "s", ("wengert", "torch")))
register(ProcessWorkload("node-memory", "memory kept per recorded 0-d product", "B",
                         ("wengert", "torch", "autograd", "micrograd"),
                         {"wengert": {"length": 1_000_000}, "": {"length": 100_000}}, {"length": 2000}))
register(ProcessWorkload("long-chain", "10,000,000 nodes built, differentiated, freed on a stack of 256 KiB", "s",
                         ("wengert",), {"": {"length": 10_000_000}}, {"length": 2000}))


if __name__ == "__main__":
    name, engine, *sizes = sys.argv[1:]
    print(MEASURES[name](engine, **{key: int(value) for key, value in (text.split("=") for text in sizes)}), flush=True)
    os._exit(0)  # the peers may recurse when a long chain is freed
