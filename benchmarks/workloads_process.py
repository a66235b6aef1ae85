"""Workloads that need a process of their own: import, memory, and a chain of ten million nodes.

What such a process does is in process.py.
"""
import os
import subprocess
import sys
from pathlib import Path

import workloads_elementwise  # noqa: F401  (whose workloads are looked up below)
import workloads_models  # noqa: F401
import workloads_networks  # noqa: F401
from workload import Workload, all_workloads, register


class ProcessWorkload(Workload):
    """A row whose value is measured by a fresh process; its job returns the value."""

    fresh_process, counted, goal = True, False, 1.0

    def __init__(self, name, title, unit, engines, sizes=None, tiny=None, needs=()):
        super().__init__(name, title, sizes or {}, tiny or {}, None, dict.fromkeys(engines), needs)
        self.unit = unit

    def job(self, engine, tiny=False):
        """The function that starts the process and returns what it measured.

        `size` may hold one size per engine, since an engine that is slow or large is measured on fewer operations.
        """
        size = {**self.size.get(engine, self.size.get("", {})), **(self.tiny if tiny else {})}
        program = str(Path(__file__).with_name("process.py"))
        command = [sys.executable, program, self.name, engine, *(f"{key}={value}" for key, value in size.items())]

        # An installed package has its bytecode on disk; the first process may have to write it.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

        def job():
            done = subprocess.run(command, capture_output=True, text=True, env=environment)
            if done.returncode:
                lines = done.stderr.strip().splitlines()
                raise RuntimeError(lines[-1] if lines else f"the process ended with status {done.returncode}")
            return float(done.stdout)
        return job


register(ProcessWorkload("import", "import in a fresh process, NumPy already there", "s", ("wengert", "torch")))
register(ProcessWorkload("node-memory", "memory kept per recorded 0-d product", "B",
                         ("wengert", "torch", "autograd", "micrograd"),
                         {"wengert": {"length": 1_000_000}, "": {"length": 100_000}}, {"length": 2000}))
register(ProcessWorkload("long-chain", "10,000,000 nodes built, differentiated, freed on a stack of 256 KiB", "s",
                         ("wengert",), {"": {"length": 10_000_000}}, {"length": 2000}))

for name, what, size in (
        ("elementwise-10000000", "five elementwise operations on 10,000,000 float32", {}),
        ("mlp-wide", "perceptron 784-1024-1024-10, batch 512", {"width": 1024, "batch": 512}),
        ("lenet", "LeNet, batch 256", {"batch": 256}),
        ("transformer-256-256", "transformer block, 8 x 256 tokens of width 256", {})):
    register(ProcessWorkload(f"memory-{name}", f"peak memory of a step: {what}", "B", ("wengert", "torch"),
                             {"": size}, {key: 2 for key in size}, all_workloads[name].needs))
