"""The table that compare.py prints: as text, as Markdown, or as data for JSON."""
import importlib
import math
import os
import platform
from importlib import metadata

from engines import package

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (0.0, "ns"))

COLUMNS = {"torch-1": "torch, 1 thread", "jax": "jax, jit", "numpy": "NumPy by hand"}


def quantity(value, unit):
    """A time, a size or a plain number with three significant digits and a fitting unit.

    Examples
    --------
    >>> quantity(1.234e-5, "s"), quantity(99.6, "B"), quantity(2.5e7, "B"), quantity(1.3, "")
    ('12.3 us', '100 B', '25.0 MB', '1.30')
    """
    if unit == "B" and abs(value) < 1e5:
        return f"{value:.0f} B"
    if unit == "":
        return f"{value:.2f}"
    scale, name = (1e6, "MB") if unit == "B" else next((pair for pair in UNITS if abs(value) >= pair[0]), UNITS[-1])
    scaled = value / (scale or 1e-9)
    return f"{scaled:.{max(0, 2 - len(str(int(round(abs(scaled), 6)))) + 1)}f} {name}"


def cell_text(row, engine):
    """One cell: the value and, for a peer, how many times wengert's it is."""
    cell = row.cells.get(engine)
    if cell is None:
        return ""
    if cell.failure:
        return f"failed: {cell.failure}"
    text = quantity(cell.median, row.workload.unit)
    ratio = None if engine == "wengert" else row.ratio(engine)
    return text if ratio is None else f"{text} ({ratio:.2f})"


def grid(rows, engines):
    """The table's lines as lists of texts, the head first."""
    peers = [engine for engine in engines if engine != "wengert"]
    head = ["workload", "wengert"] + [f"{COLUMNS.get(peer, peer)} (/ wengert)" for peer in peers]
    return [head] + [[row.workload.title] + [cell_text(row, engine) for engine in ("wengert", *peers)] for row in rows]


def as_text(lines):
    """The table with columns padded to one width, titles to the left and numbers to the right."""
    first, *widths = [max(map(len, column)) for column in zip(*lines)]
    padded = [[title.ljust(first)] + [text.rjust(width) for text, width in zip(rest, widths)] for title, *rest in lines]
    return "\n".join("  ".join(line).rstrip() for line in padded)


def as_markdown(lines):
    """The table in Markdown, numbers to the right."""
    head, *body = lines
    rule = ["---"] + ["---:"] * (len(head) - 1)
    cells = [[text.replace("|", "\\|") for text in line] for line in (head, rule, *body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def summary(rows, peer="torch"):
    """The worst row and the geometric mean against a peer, and the rows that miss their goal, as lines of text.

    Each row counts with the peer's better number of threads. Worst and mean are of the rows timed inside the process:
    imports and memory would flatter them, and options have goals of another kind.
    """
    ratios = [(ratio, row) for row in rows if row.workload.counted and (ratio := best_ratio(row, peer))]
    if not ratios:
        return [f"No row was measured for both wengert and {peer}."]
    worst, row = min(ratios, key=lambda pair: pair[0])
    mean = math.exp(sum(math.log(ratio) for ratio, _ in ratios) / len(ratios))
    lines = [f"Worst row against {peer} at its better number of threads: {row.workload.title}, {worst:.2f}",
             f"Geometric mean against {peer} at its better number of threads, {len(ratios)} rows: {mean:.2f}"]
    below = list(filter(None, (missed(row, peer) for row in rows)))
    return lines + [f"Rows that miss their goal: {len(below)}"] + [f"- {text}" for text in below]


def missed(row, peer="torch"):
    """How a row misses its goal, as text; None where it does not, or was not measured."""
    item, cell, ratio = row.workload, row.cells.get("wengert"), best_ratio(row, peer)
    if item.limit is not None:
        if cell and cell.median is not None and cell.median > item.limit:
            return f"{item.title}: {quantity(cell.median, item.unit)}, the goal is {quantity(item.limit, item.unit)}"
    elif ratio and ratio < item.goal:
        return f"{item.title}: {ratio:.2f} times {peer}, the goal is {item.goal:g}"
    return None


def best_ratio(row, peer="torch"):
    """The ratio to a peer at its better number of threads, or None."""
    return min(filter(None, map(row.ratio, (peer, f"{peer}-1"))), default=None)


def write_section(path, name, text):
    """Put text into a page between the comments that begin and end a section.

    Raises
    ------
    ValueError
        If the page has no such section.
    """
    begin, end = f"<!-- {name}: written by benchmarks/{name}.py -->\n", f"<!-- end of {name} -->"
    with open(path, encoding="utf-8") as file:
        page = file.read()
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{path} has no section between {begin.strip()!r} and {end!r}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{begin}\n{text.strip()}\n\n{end}{after}")


def environment(engines):
    """Versions, machine and threads, which every figure depends on."""
    facts = {"python": platform.python_version(), "platform": platform.platform(), "processor": processor(),
             "cores": os.cpu_count()}
    for name in ("numpy", *dict.fromkeys(map(package, engines))):
        facts[name] = version(name)
    for name in ("wengert", "torch"):
        if name in engines:
            facts[f"{name} threads"] = importlib.import_module(name).get_num_threads()
    if hasattr(os, "getloadavg"):
        facts["load"] = round(os.getloadavg()[0], 2)  # of the last minute
    return facts


def version(name):
    """A package's version, also where it is used without having been installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return getattr(importlib.import_module(name), "__version__", "unknown")


def processor():
    """The processor's name where the system tells it."""
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def as_data(rows, facts):
    """Everything that was measured, and where, for JSON."""
    return {"environment": facts, "summary": summary(rows), "rows": [row_data(row) for row in rows]}


def row_data(row):
    """One row for JSON; every value is per operation where the workload counts operations."""
    cells = {engine: {"failed": cell.failure} if cell.failure else
             {"median": cell.median, "rounds": cell.values, "ratio": row.ratio(engine)}
             for engine, cell in row.cells.items()}
    return {"name": row.workload.name, "title": row.workload.title, "unit": row.workload.unit, "engines": cells}
