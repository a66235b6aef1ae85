"""How far wengert is from what the machine can do: its peak of multiply-adds and its memory's bandwidth.

    python benchmarks/machine.py [--page FILE]

A small C program measures the machine (a C compiler is needed), then workloads are timed beside the least time that
their arithmetic or their traffic could take.
"""
import argparse
import ctypes
import os
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import report
from measure import time_round
from workload import load

import wengert

FLOATS = {"memory": 1 << 26, "cache": 1 << 20}  # 256 MB, more than any cache holds, and 4 MB
SECONDS = 0.3     # of each measurement

# Floating-point operations that the products of a workload need, forward and backward.
OPERATIONS = {
    "matmul-512-float32": 3 * 2 * 512 ** 3,
    "matmul-512-float64": 3 * 2 * 512 ** 3,
    "bmm-64x64": 3 * 2 * 64 * 64 ** 3,
    "mlp-wide": 2 * 64 * (2 * 784 * 256 + 3 * 256 * 256 + 3 * 256 * 10),  # none for the gradient of the input
    # Winograd's 36 for each tile of 4 x 4, without the transforms: a quarter of 9 for each place where tiles fill it.
    "conv-64-64-14": 3 * 2 * 32 * 64 * 64 * 36 * 4 ** 2,
    "conv-64-64-56": 3 * 2 * 8 * 64 * 64 * 36 * 14 ** 2,
    # Six products of the width squared by 1, 3 and 4, and the two of attention over the half that is not masked.
    "transformer-256-256": 3 * 2 * 8 * 256 * (12 * 256 * 256 + 2 * 256 * 256 // 2),
}

# What five elementwise operations and a sum read and write of each element: forward *, +, tanh, negative, *, exp, * and
# sum; backward both factors, tanh, exp, both factors, negative and *, and the sum of the three paths.
PASSES = (2 + 2 + 2 + 2 + 3 + 2 + 3 + 1) + (2 + 2 + 3 + 3 + 3 + 3 + 2 + 2 + 3 + 3)

# Bytes that a workload reads and writes if each of its operations goes over its operands and its result once, and
# where they are: arrays of a few megabytes stay in the last cache. A compiler that fuses operations needs fewer.
TRAFFIC = {
    "elementwise-1000000": (4 * 10 ** 6 * PASSES, "cache"),
    "elementwise-10000000": (4 * 10 ** 7 * PASSES, "memory"),
    "broadcast-512": (4 * 512 ** 2 * (2 + 2 + 1 + 1 + 1 + 1), "cache"),  # two sums; sum; three gradients
    "softmax": (4 * 64 * 1000 * (2 + 3 + 1 + 2 + 3), "cache"),           # softmax, *, sum; backward *, softmax
    "cross-entropy-10000": (4 * 64 * 10000 * (2 + 2), "cache"),          # once forward, once backward
}


def build(folder, number):
    """Compile machine.c for this processor and a C type; returns the library."""
    library = os.path.join(folder, f"{number}.so")
    source = str(Path(__file__).with_name("machine.c"))
    subprocess.run([os.environ.get("CC", "cc"), "-O3", "-march=native", f"-DNUMBER={number}", "-shared", "-fPIC",
                    "-o", library, source], check=True)
    found = ctypes.CDLL(library)
    found.peak.argtypes, found.peak.restype = (ctypes.c_int64, ctypes.c_double), ctypes.c_double
    found.scale.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)
    return found


def rate(work, threads, seconds=SECONDS):
    """How much work is done per second: the best of the rounds, all threads together.

    Parameters
    ----------
    work : callable
        Called as ``work(k)`` for thread k; returns how much it did.
    threads : int
    seconds : float
        For how long rounds are repeated, at least three.
    """
    best, rounds, end = 0.0, 0, time.perf_counter() + seconds
    while rounds < 3 or time.perf_counter() < end:
        done = [0.0] * threads

        def one(k):
            done[k] = work(k)
        others = [threading.Thread(target=one, args=(k,)) for k in range(1, threads)]
        start = time.perf_counter()
        for other in others:
            other.start()
        one(0)
        for other in others:
            other.join()
        best, rounds = max(best, sum(done) / (time.perf_counter() - start)), rounds + 1
    return best


def peaks(single, double, threads):
    """Operations and bytes per second of so many threads, by name; bytes are those read and those written."""
    return {"float32": rate(lambda k: single.peak(10 ** 6, 0.5), threads),
            "float64": rate(lambda k: double.peak(10 ** 6, 0.5), threads),
            **{name: bandwidth(single, threads, n) for name, n in FLOATS.items()}}


def bandwidth(library, threads, n):
    """Bytes per second of y = 2 x on arrays of n floats."""
    share = n // threads // 1024 * 1024
    x, y = np.ones(n, np.float32), np.ones(n, np.float32)
    times = max(1, (1 << 24) // n)  # small arrays again and again, so that starting a thread does not count

    def scale(k):
        for _ in range(times):
            library.scale(y.ctypes.data + 4 * share * k, x.ctypes.data + 4 * share * k, share)
        return 8.0 * share * times
    return rate(scale, threads)


def floors(peak):
    """The least time of each workload, by name, and what bounds it."""
    found = {name: (count / peak["float64" if "float64" in name else "float32"], "multiply-adds")
             for name, count in OPERATIONS.items()}
    found.update({name: (count / peak[where], where) for name, (count, where) in TRAFFIC.items()})
    return found


def timed(item, rounds=5):
    """Median seconds of a workload on wengert."""
    job = item.job("wengert")
    return statistics.median(time_round(job, 0.1) for _ in range(rounds))


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Compare wengert with what the machine can do at most.")
    parser.add_argument("--page", metavar="FILE", help="write the tables into their section of a Markdown page")
    options = parser.parse_args(arguments)
    threads = wengert.get_num_threads()
    with tempfile.TemporaryDirectory() as folder:
        libraries = build(folder, "float"), build(folder, "double")
        one, all_threads = peaks(*libraries, 1), peaks(*libraries, threads)
    lines = [["peak", "1 thread", f"{threads} threads"]]
    for name in one:
        unit = "GFLOP/s" if name.startswith("float") else "GB/s"
        lines.append([name] + [f"{peak[name] / 1e9:.0f} {unit}" for peak in (one, all_threads)])
    tables = [lines]
    lines = [["workload", "bound by", f"least time, {threads} threads", "wengert", "share of the peak"]]
    tables.append(lines)
    workloads = load()
    for name, (least, bound) in floors(all_threads).items():
        item = workloads[name]
        if "wengert" in item.engines():
            seconds = timed(item)
            lines.append([item.title, bound, report.quantity(least, "s"), report.quantity(seconds, "s"),
                          f"{100 * least / seconds:.0f} %"])
    print("\n\n".join(map(report.as_text, tables)))
    if options.page:
        report.write_section(options.page, "machine", "\n\n".join(map(report.as_markdown, tables)))


if __name__ == "__main__":
    main()
