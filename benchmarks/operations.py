"""Every operation at three sizes, forward and backward, on wengert and beside it on torch and NumPy.

    python benchmarks/operations.py [--backward] [--only NAME ...] [--markdown FILE] [--json FILE]
"""
import argparse
import gc
import importlib
import inspect
import json
import math
import sys
import time
import warnings
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat

import report
from compare import chosen, counted
from engines import available
from measure import SETTLE, Cell, Row, attempt, run_rounds
from operation_samples import SAMPLES

from wengert import creation, ranges, sampling, sharing
from wengert.ops import table

SIZES = (1, 1000, 1_000_000)
ROUND = 3e-4            # seconds that a round lasts at least
ROUNDS = 15
PATIENCE = 0.3          # seconds for all rounds of an operation whose calls are long; three rounds are always made
GROUPS = {"elementwise": "arithmetic bits bounds combined comparing comparisons functions rounding signs trigonometry",
          "reductions": "counting extremes reductions scans segments statistics",
          "shapes": "copies joining rearranging shapes views",
          "indexing": "indexing scattering searching sorting",
          "products": "blas combining distances einsum products",
          "networks": "alignments attention lookups networks recurrent sampling sequences activations losses "
                      "normalising convolution pooling images",
          "creation": "making"}
GROUP_OF = {module: group for group, modules in GROUPS.items() for module in modules.split()}
# (peer, n, the least ratio), and the groups whose operations should reach it, forward and backward
FAST = ("elementwise", "reductions")
LARGE = 1_000_000       # elements from which on such an operation is compared with the memory's speed
GOALS = [("torch", 1, 5.0, FAST), ("torch", LARGE, 1.5, FAST)] + [("numpy", n, 1.0, tuple(GROUPS)) for n in SIZES]


def group_of(row):
    """The group of a row of the table, by the module it is written in.

    Raises
    ------
    LookupError
        If the module is in no group.
    """
    module = row.function.__module__.rpartition(".")[2]
    if module not in GROUP_OF:
        raise LookupError(f"GROUPS does not say which group the operations of ops/{module}.py are in")
    return GROUP_OF[module]


def operations():
    """The group of every operation that must have a sample, by name: the table's, and what makes tensors."""
    found = {row.name: group_of(row) for row in (*table.rows, *table.composites.values())}
    makers = [*creation.NAMES, *creation.METHODS, *ranges.NAMES, *sharing.NAMES, *sampling.NAMES, "tensor", "as_tensor",
              "from_numpy"]
    return {**found, **dict.fromkeys(makers, "creation"),
            **{name: "networks" for name in SAMPLES if name.startswith("nn.functional.")}}


def check_samples():
    """Refuse to go on where operations and samples differ.

    Raises
    ------
    LookupError
        If an operation has no sample or a sample no operation.
    """
    if differing := operations().keys() ^ SAMPLES.keys():
        raise LookupError(f"operations without a sample, or samples without an operation: {sorted(differing)}")


@dataclass(frozen=True)
class Case:
    """What one row of the results is about."""

    name: str
    group: str
    n: int
    way: str = "forward"


# functions that do nothing, by their number of arguments
EMPTY = tuple(eval(f"lambda {', '.join(f'a{k}' for k in range(count))}: None") for count in range(12))


def seconds_of(function, arguments, calls):
    """Seconds of so many calls."""
    start = time.perf_counter()
    for _ in repeat(None, calls):
        function(*arguments)
    return time.perf_counter() - start


def settle_of(case):
    """Seconds to wait before a round, so that the idle threads of the engine before stop spinning on our cores.

    OpenBLAS's spin for some 25 ms after a product, OpenMP's for some 5 after anything large.
    """
    if case.group in ("products", "networks") and case.n >= 1000:
        return SETTLE
    return 0.01 if case.n >= LARGE else 0


def timed(function, arguments, around, settle=0):
    """A function that measures the seconds of a call over one round, and the seconds of its first calls.

    What the sample's Python function around the operation costs, if there is one, is taken off: that of `around`, which
    is called in the same way and does nothing. What is left is at least a nanosecond.
    """
    function(*arguments)
    calls, taken = 1, seconds_of(function, arguments, 1)
    while taken < ROUND and calls < 1_000_000:
        calls = max(calls + 1, math.ceil(calls * min(10, 1.2 * ROUND / max(taken, 1e-9))))
        taken = seconds_of(function, arguments, calls)
    overhead = 0.0
    if around is not None and taken < 1e-4 * calls:
        overhead = min(seconds_of(around, arguments, 1000) for _ in range(5)) / 1000

    def one_round():
        if settle:
            time.sleep(settle)
            function(*arguments)           # the threads that slept meanwhile wake up
        return max(seconds_of(function, arguments, calls) / calls - overhead, 1e-9)
    return one_round, taken


def forward_job(sample, engine, n, recorded):
    """The function to time, its arguments, and an empty function like it if it is not the operation itself.

    The inputs require gradients if the operation is to be recorded.
    """
    if engine == "numpy":
        arguments = sample.inputs(n)
        return sample.numpy, arguments, EMPTY[len(arguments)] if inspect.isfunction(sample.numpy) else None
    xp = importlib.import_module(engine.partition("-")[0])
    arguments = sample.tensors(xp, n, recorded and engine != "wengert-plain")
    return sample.function(xp), arguments, None if sample.direct else partial(EMPTY[len(arguments) + 1], xp)


def backward_job(sample, engine, n, recorded=True):
    """The same of the way back alone, through a graph that is kept."""
    xp = importlib.import_module(engine)
    inputs = sample.tensors(xp, n)
    result = sample.call(xp, *inputs)
    leaves = [t for t in inputs if isinstance(t, xp.Tensor) and t.requires_grad]
    cotangent = xp.ones(tuple(result.shape), dtype=result.dtype)
    return partial(xp.autograd.grad, result, leaves, cotangent, retain_graph=True, allow_unused=True), (), None


def bytes_of(sample, xp, n, recorded):
    """How many bytes an operation has to read, and how many to write: those of its inputs and of its first result."""
    inputs = sample.tensors(xp, n, recorded)
    result = sample.call(xp, *inputs)
    return [sum(t.nbytes for t in tensors if isinstance(t, xp.Tensor)) for tensors in (inputs, [result])]


def memory_job(sample, engine, n, recorded=False):
    """The same of moving the bytes that an operation reads and writes, each once, and nothing else.

    As many as there are of both are copied (`clone`), the others read (`sum`) or written (`zero_`).
    """
    xp = importlib.import_module("wengert")
    read, written = bytes_of(sample, xp, n, recorded)
    both, rest = xp.ones(min(read, written) // 4), xp.ones(abs(read - written) // 4)
    move = [both.clone] * (len(both) > 0) + [rest.sum if read > written else rest.zero_] * (len(rest) > 0)
    return (move[0] if len(move) == 1 else lambda: [one() for one in move]), (), None


def measure(case, sample, engines, recorded, rounds):
    """Measure one operation at one size on all engines, in turn.

    Returns
    -------
    Row
    """
    row = Row(case, {engine: Cell() for engine in engines})
    build = dict.fromkeys(engines, forward_job if case.way == "forward" else backward_job) | {"memory": memory_job}
    jobs = {engine: attempt(row, engine,
                            lambda: timed(*build[engine](sample, engine, case.n, recorded), settle_of(case)))
            for engine in engines}
    jobs = {engine: job for engine, job in jobs.items() if job is not None}
    lasting = sum(taken for _, taken in jobs.values())
    run_rounds(row, {engine: one_round for engine, (one_round, _) in jobs.items()},
               max(min(rounds, 3), min(rounds, int(PATIENCE / max(lasting, 1e-9)))))
    return row


def run(names, sizes, backward, rounds):
    """Measure operations one after the other; returns the rows."""
    groups, installed = operations(), available()
    peers = ["torch"] if "torch" in installed else []
    rows = []
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for name in counted(names):
            sample = SAMPLES[name]
            recorded = sample.differentiable(importlib.import_module("wengert"))
            plain = ["wengert-plain", "numpy"] if sample.numpy else []
            for n in sizes:
                case = Case(name, groups[name], n)
                memory = ["memory"] if n >= LARGE and case.group in FAST else []
                rows.append(measure(case, sample, ["wengert", *memory, *peers, *plain], recorded, rounds))
                if backward and recorded:
                    rows.append(measure(replace(case, way="backward"), sample, ["wengert", *peers], recorded, rounds))
            gc.collect()
    finally:
        gc.enable()
        gc.unfreeze()
    return rows


# -- the results --------------------------------------------------------------------------------------

def ratio(row, peer):
    """How many times as long the peer takes; NumPy is compared with wengert where nothing is recorded."""
    ours = row.cells.get("wengert-plain" if peer == "numpy" else "wengert", Cell()).median
    theirs = row.cells.get(peer, Cell()).median
    return theirs / ours if ours and theirs else None


def columns(rows):
    """The (peer, way, n) for which there are results, in order."""
    ways = [("torch", "forward"), ("numpy", "forward"), ("torch", "backward")]
    return [(peer, way, n) for peer, way in ways for n in sorted({row.workload.n for row in rows})
            if any(row.workload.way == way and peer in row.cells for row in rows)]


def shown(value):
    """A ratio with two or three significant digits."""
    return "" if value is None else f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def title(peer, way, n):
    """The head of a column."""
    return f"{peer}{' back' if way == 'backward' else ''} {n:,}"


def grid(rows):
    """The table's lines as lists of texts, the head first."""
    found = columns(rows)
    values = {(row.workload.name, peer, row.workload.way, row.workload.n): ratio(row, peer)
              for row in rows for peer in ("torch", "numpy")}
    groups = {row.workload.name: row.workload.group for row in rows}
    names = sorted(groups, key=lambda name: list(GROUPS).index(groups[name]))  # stable: the order of the samples within
    return [["operation", "group"] + [title(*column) for column in found]] + [
        [name, groups[name]] + [shown(values.get((name, *column))) for column in found] for name in names]


def means(rows):
    """The geometric means of each group and of all, as lines of a table."""
    found = columns(rows)
    lines = [["geometric mean"] + [title(*column) for column in found]]
    for group in (*GROUPS, "all"):
        line = []
        for peer, way, n in found:
            values = [value for row in rows if (row.workload.way, row.workload.n) == (way, n)
                      and group in ("all", row.workload.group) and (value := ratio(row, peer))]
            line.append(shown(math.exp(sum(map(math.log, values)) / len(values))) if values else "")
        if any(line):
            lines.append([group] + line)
    return lines


def missed(rows):
    """The rows below each goal, the worst first, as lines of text."""
    lines = []
    for peer, n, least, groups in GOALS:
        judged = [(value, row.workload) for row in rows if row.workload.n == n and row.workload.group in groups
                  and (value := ratio(row, peer))]
        below = sorted([pair for pair in judged if pair[0] < least], key=lambda pair: pair[0])
        if judged:
            what = "every operation" if len(groups) == len(GROUPS) else " and ".join(groups)
            names = [f"{case.name}{' backward' * (case.way == 'backward')} {shown(value)}" for value, case in below]
            lines.append(f"{what}, {peer}, n = {n:,}, goal {least:g}: "
                         f"{len(judged) - len(below)} of {len(judged)} reach it"
                         + (f". Below: {', '.join(names)}" if below else ""))
    return lines


def bounded(rows):
    """The rows below the goal beside PyTorch and what moving their bytes takes, as lines of a table.

    First come those whose goal is beyond the memory's speed: PyTorch takes less than the goal says over that time.
    """
    goals = {n: least for peer, n, least, _ in GOALS if peer == "torch"}
    found = []
    for row in rows:
        memory, value = row.cells.get("memory", Cell()).median, ratio(row, "torch")
        if memory and value and value < goals.get(row.workload.n, 0):
            found.append((row.cells["torch"].median / memory, row, memory, value))
    return [["below its goal", "n", "torch / wengert", "memory alone", "wengert / memory", "torch / memory"]] + [
        [row.workload.name, f"{row.workload.n:,}", shown(value), report.quantity(memory, "s"),
         shown(row.cells["wengert"].median / memory), shown(most)]
        for most, row, memory, value in sorted(found, key=lambda entry: entry[0])]


def worst(rows, count=20):
    """The worst ratios of all, with the times behind them, as lines of a table."""
    found = sorted([(value, row, peer) for row in rows for peer in ("torch", "numpy") if (value := ratio(row, peer))],
                   key=lambda triple: triple[0])
    lines = [["worst", "n", "way", "wengert", "peer", "peer's time", "ratio"]]
    for value, row, peer in found[:count]:
        ours = row.cells["wengert-plain" if peer == "numpy" else "wengert"].median
        lines.append([row.workload.name, f"{row.workload.n:,}", row.workload.way, report.quantity(ours, "s"), peer,
                      report.quantity(row.cells[peer].median, "s"), shown(value)])
    return lines


def failures(rows):
    """What could not be measured, as lines of text."""
    return [f"{row.workload.name}, n = {row.workload.n:,}, {row.workload.way}, {engine}: {cell.failure}"
            for row in rows for engine, cell in row.cells.items() if cell.failure]


def as_page(rows, facts, command):
    """The page of results in Markdown."""
    parts = ["# The speed of every operation", "Written by", f"    {command}",
             "; ".join(f"{name} {value}" for name, value in facts.items()) + ".", EXPLANATION,
             "## Means", report.as_markdown(means(rows)), "## Goals", "\n".join(f"- {line}." for line in missed(rows)),
             "## Memory", MEMORY, report.as_markdown(bounded(rows)),
             "## Worst", report.as_markdown(worst(rows)), "## All", report.as_markdown(grid(rows))]
    if lines := failures(rows):
        parts += ["## Not measured", "\n".join(f"- {line}" for line in lines)]
    return "\n\n".join(parts) + "\n"


EXPLANATION = """\
A figure is how many times as long the peer takes: above 1, Wengert is faster. Each is the ratio of two medians of
rounds in which the engines take turns; `n` is about the number of elements that the operation touches. Beside PyTorch
the inputs require gradients wherever the operation has one, and the call is recorded; beside NumPy nothing is. `back`
is the way back alone, through a graph that is kept. What the sample's own Python function costs is taken off on all
sides. Names that begin with an underscore are rows of the table that a public operation uses for some of its
arguments. The samples are in `benchmarks/operation_samples`."""


MEMORY = """\
What the operations that miss their goal beside PyTorch are held by. `memory alone` is what it takes, in the same
rounds, to move the bytes that an operation reads and writes, each once: a `clone` of those that are read and written, a
`sum` or a `zero_` of the rest. `torch / memory` is the greatest ratio that there can be: no operation is faster than
its bytes are moved. `wengert / memory` says how far an operation is from that."""


def as_data(rows, facts):
    """Everything that was measured, for JSON: seconds of a call in every round."""
    return {"environment": facts, "rows": [
        {"name": row.workload.name, "group": row.workload.group, "n": row.workload.n, "way": row.workload.way,
         "engines": {engine: {"failed": cell.failure} if cell.failure else
                     {"median": cell.median, "rounds": cell.values} for engine, cell in row.cells.items()},
         "ratios": {peer: ratio(row, peer) for peer in ("torch", "numpy")}} for row in rows]}


def build_parser():
    """Describe the options."""
    parser = argparse.ArgumentParser(description="Measure every operation on wengert, torch and NumPy, in turn.")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="operations by name; * and ? match as in a shell")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of elements (default: %(default)s)")
    parser.add_argument("--backward", action="store_true", help="measure the way back too")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each engine, fewer where calls are long "
                        "(default: %(default)s)")
    parser.add_argument("--threads", type=int, help="of wengert and torch (default: what each chooses)")
    parser.add_argument("--markdown", metavar="FILE", help="also write a page of results")
    parser.add_argument("--json", metavar="FILE", help="also write everything measured")
    return parser


def command_of(arguments):
    """The command that writes such a page again, without where the data went as well."""
    if "--json" in arguments:
        at = arguments.index("--json")
        arguments = [*arguments[:at], *arguments[at + 2:]]
    return " ".join(["python", "benchmarks/operations.py", *arguments])


def main(arguments=None):
    """Run the command line; returns 1 if wengert failed somewhere, else 0."""
    options = build_parser().parse_args(arguments)
    check_samples()
    names = chosen(options.only, SAMPLES, "operation")
    if options.threads:
        for engine in available():
            if engine in ("wengert", "torch"):
                importlib.import_module(engine).set_num_threads(options.threads)
    sizes = [int(size) for size in options.sizes.split(",")]
    facts = report.environment([engine for engine in ("wengert", "torch") if engine in available()])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")     # of operations at a single element, and of what torch means to take away
        rows = run(names, sizes, options.backward, options.rounds)

    print("; ".join(f"{name} {value}" for name, value in facts.items()))
    for lines in (grid(rows), means(rows), bounded(rows), worst(rows)):
        print("\n" + report.as_text(lines))
    print("\nAbove 1, wengert is faster.\n" + "\n".join(missed(rows) + failures(rows)))
    if options.markdown:
        with open(options.markdown, "w") as file:
            file.write(as_page(rows, facts, command_of(arguments or sys.argv[1:])))
    if options.json:
        with open(options.json, "w") as file:
            json.dump(as_data(rows, facts), file, indent=1)
    return int(any(cell.failure for row in rows for engine, cell in row.cells.items() if engine.startswith("wengert")))


if __name__ == "__main__":
    sys.exit(main())
