"""Every workload on wengert and beside it, in the same run, on the engines it is compared with.

    python benchmarks/compare.py [--quick] [--only NAME ...] [--markdown] [--page FILE] [--chart FILE] [--json FILE]
        [--list]
"""
import argparse
import fnmatch
import json
import sys

import chart
import report
from engines import ENGINES, available, package
from measure import measure
from workload import load


def build_parser():
    """Describe the options."""
    parser = argparse.ArgumentParser(description="Measure wengert beside its peers, interleaved in one run.")
    parser.add_argument("--quick", action="store_true", help="few and short rounds: does everything run?")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="workloads by name; * and ? match as in a shell")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, help="engines to use (default: all installed)")
    parser.add_argument("--rounds", type=int, help="rounds of each engine (default: 9, quick: 3)")
    parser.add_argument("--seconds", type=float, help="length of a round (default: 0.1, quick: 0.01)")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    parser.add_argument("--page", metavar="FILE", help="write the results into their section of a Markdown page")
    parser.add_argument("--json", metavar="FILE", help="also write everything measured to a file")
    parser.add_argument("--chart", metavar="FILE", help="also draw the ratios to torch, as SVG")
    parser.add_argument("--list", action="store_true", help="print the names of the workloads and stop")
    return parser


def chosen(patterns, names, what="workload"):
    """The names that match any of the patterns, all of them if there are none.

    Raises
    ------
    SystemExit
        If a pattern matches none.
    """
    for pattern in patterns or ():
        if not fnmatch.filter(names, pattern):
            sys.exit(f"there is no {what} {pattern!r}; the names are: {', '.join(names)}")
    return [name for name in names if not patterns or any(fnmatch.fnmatch(name, p) for p in patterns)]


def counted(names, progress=sys.stderr):
    """Go through names and, on a terminal, show which one it is."""
    for k, name in enumerate(names, 1):
        if progress.isatty():
            print(f"\r{k}/{len(names)} {name:<40}", end="", file=progress, flush=True)
        yield name
    if progress.isatty():
        print("\r" + " " * 55 + "\r", end="", file=progress)


def run(workloads, engines, rounds, seconds):
    """Measure workloads one after the other; returns the rows."""
    items = {item.name: item for item in workloads}
    return [measure(items[name], rounds, seconds, engines) for name in counted(list(items))]


def texts(rows, facts, table, summarised=True):
    """The parts of what is printed: the environment, the table, how to read it, and what it comes to."""
    parts = ["; ".join(f"{name} {value}" for name, value in facts.items()), table,
             "In brackets: the peer's value over wengert's; above 1, wengert is the faster or the smaller."]
    if summarised:
        worst, *lines = report.summary(rows)
        parts += [worst, *lines[:1], "\n".join(lines[1:])] if lines else [worst]
    return parts


def main(arguments=None):
    """Run the command line; returns 1 if an engine failed somewhere, else 0."""
    options = build_parser().parse_args(arguments)
    items = load()
    workloads = [items[name] for name in chosen(options.only, items)]
    if options.list:
        print("\n".join(item.name for item in workloads))
        return 0
    installed = available()
    engines = [engine for engine in installed if not options.engines or engine in options.engines]
    facts = report.environment(engines)
    rows = run(workloads, engines, options.rounds or (3 if options.quick else 9),
               options.seconds or (0.01 if options.quick else 0.1))

    lines = report.grid(rows, engines)
    shown = report.as_markdown if options.markdown else report.as_text
    print("\n\n".join(texts(rows, facts, shown(lines), "torch" in engines)))
    if options.page:
        report.write_section(options.page, "compare", "\n\n".join(texts(rows, facts, report.as_markdown(lines))))
    missing = [engine for engine in ENGINES if engine not in installed and engine == package(engine)]
    if missing:
        print(f"Not installed, so left out: {', '.join(missing)}. To add them: pip install \"wengert[peers]\"")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(report.as_data(rows, facts), file, indent=1)
    if options.chart and (drawing := chart.draw(rows, facts)):
        with open(options.chart, "w", encoding="utf-8") as file:
            file.write(drawing)
    failures = [f"{row.workload.name}, {engine}" for row in rows for engine, cell in row.cells.items() if cell.failure]
    if failures:
        print(f"Failed: {'; '.join(failures)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
