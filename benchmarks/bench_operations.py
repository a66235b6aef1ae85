"""Every operation of the table at three sizes, forward and backward, beside torch and NumPy.

    pytest benchmarks/bench_operations.py --benchmark-only -k "exp and 1000-"
"""
import importlib

import pytest
from engines import available
from operation_samples import SAMPLES
from operations import SIZES, backward_job, check_samples, forward_job

MODULES = [engine for engine in ("wengert", "torch") if engine in available()]

check_samples()

pytestmark = pytest.mark.benchmark(max_time=0.03, min_rounds=3, min_time=1e-5)


DIFFERENTIABLE = [name for name, sample in SAMPLES.items() if sample.differentiable(importlib.import_module("wengert"))]
FORWARD = [(name, n, engine) for name, sample in SAMPLES.items() for n in SIZES
           for engine in MODULES + ["numpy"] * (sample.numpy is not None)]
BACKWARD = [(name, n, engine) for name in DIFFERENTIABLE for n in SIZES for engine in MODULES]


@pytest.mark.parametrize("name, n, engine", FORWARD)
def test_forward(benchmark, name, n, engine):
    """The operation itself, recorded where it can be differentiated."""
    benchmark.group = f"{name}, n = {n:,}, forward"
    function, arguments, _ = forward_job(SAMPLES[name], engine, n, name in DIFFERENTIABLE)
    benchmark(function, *arguments)


@pytest.mark.parametrize("name, n, engine", BACKWARD)
def test_backward(benchmark, name, n, engine):
    """The way back alone, through a graph that is kept."""
    benchmark.group = f"{name}, n = {n:,}, backward"
    function, arguments, _ = backward_job(SAMPLES[name], engine, n)
    benchmark(function, *arguments)
