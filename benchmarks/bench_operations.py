"""Every operation of the table at three sizes, forward and backward, beside torch and NumPy.

    pytest benchmarks/bench_operations.py --benchmark-only -k "exp and 1000-"
"""
import importlib

import numpy as np
import pytest
from operation_samples import SAMPLES
from workload import available

from wengert.ops import table

SIZES = (1, 1000, 1_000_000)
MODULES = [engine for engine in ("wengert", "torch") if engine in available()]

if missing := {row.name for row in table.rows} - SAMPLES.keys():
    raise LookupError(f"operations of the table without a sample, or samples without an operation: {sorted(missing)}")

pytestmark = pytest.mark.benchmark(max_time=0.03, min_rounds=3, min_time=1e-5)


DIFFERENTIABLE = [row.name for row in table.rows if row.differentiable]
FORWARD = [(name, n, engine) for name, sample in SAMPLES.items() for n in SIZES
           for engine in MODULES + ["numpy"] * (sample.numpy is not None)]
BACKWARD = [(name, n, engine) for name in DIFFERENTIABLE for n in SIZES for engine in MODULES]


@pytest.mark.parametrize("name, n, engine", FORWARD)
def test_forward(benchmark, name, n, engine):
    """The operation itself, recorded where it can be differentiated."""
    sample = SAMPLES[name]
    benchmark.group = f"{name}, n = {n:,}, forward"
    if engine == "numpy":
        benchmark(sample.numpy, *sample.inputs(n))
    else:
        xp = importlib.import_module(engine)
        benchmark(sample.call, xp, *sample.tensors(xp, n, name in DIFFERENTIABLE))


@pytest.mark.parametrize("name, n, engine", BACKWARD)
def test_backward(benchmark, name, n, engine):
    """The way back alone, through a graph that is kept."""
    sample = SAMPLES[name]
    benchmark.group = f"{name}, n = {n:,}, backward"
    xp = importlib.import_module(engine)
    inputs = sample.tensors(xp, n)
    result = sample.call(xp, *inputs)
    cotangent = xp.tensor(np.ones(tuple(result.shape), np.float32)).to(result.dtype)
    leaves = [t for t in inputs if t.requires_grad]
    benchmark(xp.autograd.grad, result, leaves, cotangent, retain_graph=True, allow_unused=True)
