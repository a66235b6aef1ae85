"""What is measured in a process of its own: import, memory, and a chain of ten million nodes.

    python process.py NAME ENGINE key=value ...

measures one of them once and prints the result. Nothing that an engine imports is imported here before it is needed.
"""
import importlib
import os
import sys
import threading
import time


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


def peak_bytes(since_reset):
    """The most memory of this process that ever was in RAM, where the system can forget it: since that was done."""
    try:
        if since_reset:
            with open("/proc/self/status") as file:
                return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
        return resident_bytes()
    except OSError:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def step_bytes(engine, name, **size):
    """By how much the memory of this process grows, at its peak, during three steps of a workload.

    The workload was run with tiny sizes before, so that code and pools that every run needs are there already; its
    inputs and parameters are not counted.
    """
    item = importlib.import_module("workload").load()[name]
    item.job(engine, tiny=True)()
    job = item.builders[engine](**{**item.size, **size})
    before = peak_bytes(since_reset=False)
    for _ in range(3):
        job()
    return peak_bytes(since_reset=True) - before


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


if __name__ == "__main__":
    name, engine, *sizes = sys.argv[1:]
    sizes = {key: int(value) for key, value in (text.split("=") for text in sizes)}
    if name in MEASURES:
        print(MEASURES[name](engine, **sizes), flush=True)
    else:
        print(step_bytes(engine, name.removeprefix("memory-"), **sizes), flush=True)
    os._exit(0)  # the peers may recurse when a long chain is freed
