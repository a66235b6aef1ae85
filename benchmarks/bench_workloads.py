"""The workloads of compare.py under pytest-benchmark, a group each; those of processes and options are left out.

    pytest benchmarks/bench_workloads.py --benchmark-only --benchmark-group-by=group
"""
import pytest
from engines import threads_of
from workload import load

PAIRS = [(name, engine) for name, item in load().items() if item.counted
         for engine in item.engines()]


@pytest.mark.benchmark(max_time=0.2, min_rounds=3)
@pytest.mark.parametrize("name, engine", PAIRS)
def test_workload(benchmark, name, engine):
    """Forward and backward of a workload, on one engine."""
    item = load()[name]
    benchmark.group = item.title
    with threads_of(engine):
        benchmark(item.job(engine))
