"""Timing: engines side by side in interleaved rounds, so that what slows the machine slows all of them."""
import gc
import statistics
import time
from dataclasses import dataclass, field

from engines import threads_of
from workload import as_arrays, disagreement


SETTLE = 0.04        # seconds; OpenBLAS's threads, for instance, spin for about 25 ms after a product


@dataclass
class Cell:
    """What one engine did on one workload: a value per round, or why there is none."""

    values: list = field(default_factory=list)
    failure: str = ""

    @property
    def median(self):
        """The median of the rounds, or None."""
        return statistics.median(self.values) if self.values and not self.failure else None


@dataclass
class Row:
    """A workload's results, a Cell per engine."""

    workload: object
    cells: dict

    def ratio(self, peer):
        """The peer's value over wengert's: above 1, wengert is the faster (or smaller); None where either lacks.

        The median of the rounds' ratios: a machine that is slower for some seconds is so for both. What an option adds
        may be lost in the noise and come out negative: that has no ratio.
        """
        ours, theirs = (self.cells.get(engine, Cell()) for engine in ("wengert", peer))
        if ours.median is None or theirs.median is None or min(ours.median, theirs.median) <= 0:
            return None
        if len(ours.values) != len(theirs.values) or min(ours.values + theirs.values) <= 0:
            return theirs.median / ours.median
        return statistics.median(t / o for t, o in zip(theirs.values, ours.values))


def reason(error):
    """An exception as the text of a cell."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def attempt(row, engine, function, *arguments):
    """Call a function for an engine; a failure is written into its cell and None returned."""
    try:
        with threads_of(engine):
            return function(*arguments)
    except Exception as error:  # an engine may fail in any way, and the others still count
        row.cells[engine].failure = reason(error)


def check_gradients(row, jobs):
    """Run every job once and compare its gradients with wengert's (or the first engine's).

    A peer that differs fails; the jobs that failed are taken out of `jobs`.
    """
    reference = None
    for engine in list(jobs):
        found = attempt(row, engine, lambda: as_arrays(jobs[engine]()))
        if found is not None and reference is None:
            reference, first = found, engine
        elif found is not None and (difference := disagreement(found, reference)):
            row.cells[engine].failure = f"differs from {first}: {difference}"
        if row.cells[engine].failure:
            del jobs[engine]


def time_round(job, seconds):
    """Median seconds of a call, of as many calls as fill the time and at least three, without the garbage collector.

    A pause lets the idle threads of other engines stop spinning, which would take a core from this one's. A call before
    the clock starts brings back the caches and the threads that another engine's turn has put to sleep.
    """
    time.sleep(SETTLE)
    gc.collect()
    gc.disable()
    try:
        job()
        durations = []
        end = time.perf_counter() + seconds
        while len(durations) < 3 or time.perf_counter() < end:
            start = time.perf_counter()
            job()
            durations.append(time.perf_counter() - start)
        return statistics.median(durations)
    finally:
        gc.enable()


def measure(workload, rounds, seconds, engines=None):
    """Measure a workload on every engine that has it.

    Parameters
    ----------
    workload : Workload
    rounds : int
        Of each engine; one round of every engine is run before the next of any.
    seconds : float
        Length of a round.
    engines : list of str, optional
        Those to use; by default all that are installed.

    Returns
    -------
    Row
    """
    engines = [engine for engine in workload.engines() if engines is None or engine in engines]
    row = Row(workload, {engine: Cell() for engine in engines})
    jobs = {engine: attempt(row, engine, workload.job, engine) for engine in engines}
    jobs = {engine: job for engine, job in jobs.items() if job is not None}
    if workload.fresh_process:
        run_rounds(row, jobs, -(-rounds // 3))  # a process takes seconds, and what it measures varies little
        return row
    check_gradients(row, jobs)

    def timed(job):
        return lambda: workload.value(job, lambda one: time_round(one, seconds))
    gc.collect()
    gc.freeze()  # the collection before each round need not visit all that the engines' modules are made of
    try:
        run_rounds(row, {engine: timed(job) for engine, job in jobs.items()}, rounds)
    finally:
        gc.unfreeze()
    return row


def run_rounds(row, rounds_of, rounds, limit=8.0):
    """Call each engine's function, which returns a value, once per round.

    Past the limit, in seconds, no fourth round begins.
    """
    end = time.perf_counter() + limit
    for k in range(rounds):
        if k >= 3 and time.perf_counter() > end:
            break
        for engine, one_round in rounds_of.items():
            if not row.cells[engine].failure:
                value = attempt(row, engine, one_round)
                if value is not None:
                    row.cells[engine].values.append(value)
