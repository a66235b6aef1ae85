"""How fast the engine is here: a short table from the machine at hand, in about three seconds."""

import statistics
import time

import wengert as torch
from wengert import demo

CHAIN = 1000  # multiplications per chain
SIZE = 256  # rows and columns of the matrices
CASES = 8  # measurements in the table; each gets its share of the time


def median_seconds(function, seconds):
    """Call a function over and over for some time; return the median duration of a call.

    Parameters
    ----------
    function : callable
        Called without arguments; once before the clock starts, then at least five times.
    seconds : float
        For how long.

    Returns
    -------
    float
        Seconds per call.

    Examples
    --------
    >>> 0.009 < median_seconds(lambda: time.sleep(0.01), seconds=0.05) < 1.0
    True
    """
    function()
    durations = []
    end = time.perf_counter() + seconds
    while len(durations) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        function()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def _chain(x):
    """Multiply a chain of values, each recorded on the tape."""
    y = x
    for _ in range(CHAIN):
        y = y * x
    return y


def _chain_row(label, x, seconds):
    """Time a chain on x, forward alone and with backward: a row of the table."""
    x.requires_grad_()
    ones = torch.ones_like(x)

    def forward_backward():
        _chain(x).backward(ones)
        x.grad = None

    forward = median_seconds(lambda: _chain(x), seconds) / CHAIN * 1e9
    both = median_seconds(forward_backward, seconds) / CHAIN * 1e9
    return f"{label:<36} {forward:8.1f} {both:8.1f}   ns per operation"


def _matmul_row(seconds):
    """Time the product of two square float32 matrices."""
    a, b = torch.randn(SIZE, SIZE), torch.randn(SIZE, SIZE)
    speed = 2 * SIZE**3 / median_seconds(lambda: a @ b, seconds) / 1e9
    return f"{f'a @ b, float32 of {SIZE} x {SIZE}':<36} {speed:8.1f} {'':8}   GFLOP/s"


def _step_row(seconds):
    """Time a training step of the demo: 32 images, 128 hidden units."""
    images, labels = map(torch.from_numpy, demo.load_digits())
    x, y = images[:32], labels[:32]
    params = demo.init_params(128)
    velocities = [torch.zeros_like(p) for p in params]
    # A learning rate of 0 keeps every round's numbers, and so its work, the same.
    step = median_seconds(lambda: demo.training_step(params, velocities, x, y, lr=0.0, momentum=0.9), seconds)
    return f"{'training step of the demo':<36} {'':8} {step * 1e6:8.1f}   us"


def rows(seconds=3.0):
    """Measure, and yield the lines of the table one by one.

    Parameters
    ----------
    seconds : float
        For how long to measure, in all.

    Yields
    ------
    str
        A line of the table.

    Examples
    --------
    >>> print(next(rows()))  # doctest: +NORMALIZE_WHITESPACE
    median of several rounds    forward +backward
    """
    share = seconds / CASES
    yield f"{'median of several rounds':<36} {'forward':>8} {'+backward':>9}"
    yield _chain_row("a * b, 0-d float64", torch.tensor(1.0, dtype=torch.float64), share)
    yield _chain_row("a * b, 10 float32", torch.ones(10), share)
    yield _chain_row("a * b, 1000 float32", torch.ones(1000), share)
    yield _matmul_row(share)
    yield _step_row(share)


def run(seconds=3.0):
    """Print the table, each line as soon as it is measured."""
    for row in rows(seconds):
        print(row, flush=True)
