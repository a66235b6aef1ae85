"""Where a workload's time goes: instructions per function, counted by callgrind, whatever else the machine does.

    python benchmarks/instructions.py [NAME ...] [--top 10] [--calls 5] [--page FILE]

Each workload runs twice under valgrind (which must be installed), with fewer and with more calls of its job; the
difference, per call, is free of the import and of everything else that happens once. valgrind has no AVX-512, so the
kernels are those of AVX2. Counts tell what is executed, not what it costs: a division is one instruction, as is a load
that waits for memory.
"""
import argparse
import gc
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import report
from compare import chosen
from workload import load

# One of each kind: bound by the engine, by both, by memory, by one vector function, and by multiply-adds.
FIVE = ["chain-0d", "mlp-deep", "elementwise-1000000", "cross-entropy-10000", "matmul-256-float32"]

LINE = re.compile(r"\s*([\d,]+) \(\s*[\d.]+%\)\s+(?:\S*?:)?(.+?)(?: \[(.*)\])?$")

# Of a function's library, as the start of its file's name: the part of the whole that the table names.
PARTS = {"_core": "wengert", "_multiarray": "NumPy", "libscipy_openblas": "BLAS", "libopenblas": "BLAS",
         "libc": "C library", "libm": "C library", "python": "Python", "libpython": "Python"}


def counts(text):
    """What callgrind_annotate printed, as {(function, part): instructions}."""
    found = {}
    for line in text.splitlines():
        match = LINE.match(line)
        if match and match[2] != "PROGRAM TOTALS":
            key = function_name(match[2]), part_of(match[2], match[3] or "")
            found[key] = found.get(key, 0) + int(match[1].replace(",", ""))
    return found


def function_name(name):
    """A function without Cython's prefix and the compiler's suffixes."""
    name = re.sub(r"^__pyx_\w+?_7wengert_5_core_", "", name)
    return re.sub(r"(\.(isra|constprop|part|cold)(\.\d+)?|'\d+|@\S+)+$", "", name)


def part_of(name, library):
    """Which part of the whole a function belongs to."""
    file = os.path.basename(library)
    part = next((part for start, part in PARTS.items() if file.startswith(start)), file or "other")
    if part != "wengert":
        return part
    return "wengert's core" if "__pyx" in name or "__Pyx" in name else "wengert's kernels"


def profile(name, calls):
    """Instructions per function of so many calls of a job, the import included."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "callgrind.out")
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "-q", sys.executable, __file__,
                        name, "--run", str(calls)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                       env={**os.environ, "PYTHONHASHSEED": "0", "WENGERT_NUM_THREADS": "1",
                            "OPENBLAS_NUM_THREADS": "1"})
        text = subprocess.run(["callgrind_annotate", "--threshold=100", out], check=True, capture_output=True,
                              text=True).stdout
    return counts(text)


def difference(fewer, more, calls):
    """Instructions per call and function, the most first; what was only there by chance is left out."""
    found = {key: (more[key] - fewer.get(key, 0)) / calls for key in more}
    return sorted(((key, value) for key, value in found.items() if value > 0), key=lambda pair: -pair[1])


def table(functions, top, operations=1):
    """The lines of a table: the parts, then the functions with the most instructions; none below half a percent."""
    total = sum(value for _, value in functions)
    parts = {}
    for (_, part), value in functions:
        parts[part] = parts.get(part, 0) + value
    lines = [["", "part", "instructions", "share"]]
    rows = [("", part, value) for part, value in sorted(parts.items(), key=lambda pair: -pair[1])]
    rows += [(f"`{name}`", part, value) for (name, part), value in functions[:top]]
    for name, part, value in [("all", "", total), *(row for row in rows if row[2] >= total / 200)]:
        lines.append([name, part, f"{value / operations:,.0f}", f"{100 * value / total:.1f} %"])
    return lines


def run(item, calls):
    """Run a job so often, after once, without the cyclic garbage collector."""
    job = item.job("wengert")
    gc.disable()
    for _ in range(calls + 1):
        job()


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Count the instructions of workloads on wengert by function.")
    parser.add_argument("names", nargs="*", metavar="NAME", default=FIVE,
                        help=f"workloads; * and ? match as in a shell (default: {' '.join(FIVE)})")
    parser.add_argument("--top", type=int, default=10, help="how many functions to name")
    parser.add_argument("--calls", type=int, default=5, help="of the job; the counts are per call")
    parser.add_argument("--page", metavar="FILE", help="write the tables into their section of a Markdown page")
    parser.add_argument("--run", type=int, metavar="CALLS", help="only run the workload, as valgrind is told to")
    options = parser.parse_args(arguments)
    items, texts = load(), []
    for name in chosen(options.names, [name for name, item in items.items() if not item.fresh_process]):
        item = items[name]
        if options.run is not None:
            run(item, options.run)
            continue
        functions = difference(profile(name, 2), profile(name, 2 + options.calls), options.calls)
        lines = table(functions, options.top, item.operations)
        print(f"{item.title}\n\n{report.as_text(lines)}\n", flush=True)
        texts.append(f"**{item.title}**\n\n{report.as_markdown(lines)}")
    if options.page:
        report.write_section(options.page, "instructions", "\n\n".join(texts))


if __name__ == "__main__":
    main()
