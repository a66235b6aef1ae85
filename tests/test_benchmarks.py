"""The benchmarks run and measure what they claim: nothing here looks at the clock."""
import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import wengert as wg
from wengert.ops import table

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import chart  # noqa: E402  (they are programs beside the package, not part of it)
import compare  # noqa: E402
import instructions  # noqa: E402
import machine  # noqa: E402
import measure  # noqa: E402
import operations  # noqa: E402
import report  # noqa: E402
from engines import available  # noqa: E402
from operation_samples import SAMPLES  # noqa: E402
from workload import OptionWorkload, Workload, as_arrays, backward_job, disagreement, leaf, load  # noqa: E402

WORKLOADS = load()
OURS = [name for name, item in WORKLOADS.items() if "wengert" in item.engines()]
INSIDE = [name for name in OURS if not WORKLOADS[name].fresh_process]
OUTSIDE = [name for name in OURS if WORKLOADS[name].fresh_process]
ROWS = {row.name: row for row in table.rows}


def reachable_names(root):
    """The names of all nodes behind a node."""
    names, waiting, seen = set(), [root], set()
    while waiting:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen.add(node)
            names.add(node.name())
            waiting += [following for following, _ in node.next_functions]
    return names


def test_every_operation_has_a_benchmark():
    operations.check_samples()
    assert ROWS.keys() | table.composites.keys() <= operations.operations().keys() == SAMPLES.keys()


@pytest.mark.parametrize("name", ["exp", "round", "zeros", "new_full"])
def test_operation_without_a_benchmark_stops_the_run(monkeypatch, name):
    monkeypatch.delitem(SAMPLES, name)
    with pytest.raises(LookupError, match=name):
        operations.main(["--only", "add"])


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.differentiable])
def test_benchmark_times_the_operation_it_names(name):
    sample = SAMPLES[name]
    inputs = sample.tensors(wg, 8)
    result = sample.call(wg, *inputs)
    row = ROWS[name]
    assert {row.node, f"{row.node}Backward{row.suffix}"} & reachable_names(result.grad_fn)
    leaves = [t for t in inputs if getattr(t, "requires_grad", False)]
    gradients = wg.autograd.grad(result.sum(), leaves, allow_unused=True)
    assert any(g is not None for g in gradients)
    assert all(g is None or g.shape == x.shape for g, x in zip(gradients, leaves))


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.numpy])
@pytest.mark.filterwarnings("ignore")
def test_benchmark_compares_with_the_same_operation_of_numpy(name):
    sample = SAMPLES[name]
    ours = sample.call(wg, *sample.tensors(wg, 9, requires_grad=False)).numpy()
    theirs = np.asarray(sample.numpy(*sample.inputs(9)))
    assert ours.shape == theirs.shape
    if sample.same:
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.filterwarnings("ignore")
def test_benchmark_compares_with_the_same_operation_of_torch(name):
    torch = pytest.importorskip("torch")
    sample = SAMPLES[name]
    ours, theirs = (sample.function(xp)(*sample.tensors(xp, 9, sample.differentiable(wg))).detach().numpy()
                    for xp in (wg, torch))
    assert ours.shape == theirs.shape and ours.dtype == theirs.dtype
    if sample.same:
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.filterwarnings("ignore")
def test_benchmark_runs_at_one_element(name):
    sample = SAMPLES[name]
    sample.call(wg, *sample.tensors(wg, 1, sample.differentiable(wg)))
    if sample.numpy:
        sample.numpy(*sample.inputs(1))


@pytest.mark.parametrize("name", INSIDE)
def test_workload_gives_gradients(name):
    gradients = as_arrays(WORKLOADS[name].job("wengert", tiny=True)())
    assert all(np.isfinite(g).all() for g in gradients)
    assert any(np.abs(g).max() > 0 for g in gradients)


@pytest.mark.parametrize("name, peer", [(name, engine) for name in INSIDE for engine in WORKLOADS[name].engines()
                                        if engine not in ("wengert", "torch-1")])
def test_peers_compute_the_same(name, peer):
    item = WORKLOADS[name]
    ours, theirs = (as_arrays(item.job(engine, tiny=True)()) for engine in ("wengert", peer))
    assert disagreement(theirs, ours) is None


@pytest.mark.parametrize("name", [name for name in OUTSIDE if "memory" not in name or sys.platform != "win32"])
def test_workload_in_a_fresh_process(name):
    assert WORKLOADS[name].job("wengert", tiny=True)() >= 0


def test_disagreement_is_found():
    ones = np.ones(3)
    assert disagreement([ones], [ones]) is None
    assert "largest" in disagreement([ones * 1.001], [ones])
    assert "largest" in disagreement([ones * np.nan], [ones])
    assert "shape" in disagreement([np.ones(2)], [ones])
    assert "2 gradients" in disagreement([ones, ones], [ones])


def square_job(factor):
    """A job whose gradient is wrong unless `factor` is 1."""
    x = leaf(wg, np.array([1.0, 2.0]))
    return backward_job(lambda: (x * x).sum() * factor, [x])


def broken():
    """An engine that cannot do it."""
    raise NotImplementedError("no such operation\nsecond line")


def test_engine_that_fails_is_reported_and_the_others_are_measured(monkeypatch, capsys, tmp_path):
    item = Workload("square", "square of {n}", {}, {}, None, {"wengert": lambda: square_job(1)})
    monkeypatch.setattr(item, "engines", lambda: list(item.builders))
    monkeypatch.setattr(compare, "load", lambda: {"square": item})
    path = tmp_path / "out.json"
    arguments = ["--quick", "--rounds", "2", "--seconds", "1e-5", "--json", str(path)]
    assert compare.main(arguments) == 0

    item.builders.update(torch=broken, autograd=lambda: square_job(2), micrograd=lambda: square_job(1))
    row = measure.measure(item, rounds=2, seconds=1e-5)
    assert row.cells["torch"].failure == "NotImplementedError: no such operation"
    assert row.cells["autograd"].failure.startswith("differs from wengert: ")
    assert len(row.cells["wengert"].values) == len(row.cells["micrograd"].values) == 2
    assert report.cell_text(row, "torch") == "failed: NotImplementedError: no such operation"

    monkeypatch.setattr(compare, "run", lambda *arguments: [row])
    capsys.readouterr()
    assert compare.main(arguments) == 1
    assert "Failed: square, torch; square, autograd" in capsys.readouterr().out
    engines = json.loads(path.read_text())["rows"][0]["engines"]
    assert engines["wengert"]["ratio"] == 1 and "failed" in engines["torch"]


def test_wengert_that_fails_is_reported(monkeypatch):
    item = Workload("broken", "broken", {}, {}, None, {"wengert": broken, "torch": lambda: square_job(1)})
    monkeypatch.setattr(item, "engines", lambda: list(item.builders))
    row = measure.measure(item, rounds=1, seconds=1e-5)
    assert row.cells["wengert"].failure and row.cells["torch"].median > 0
    assert row.ratio("torch") is None


def made_row(name, wengert, torch, counted=True):
    """A row with given medians."""
    item = Workload(name, name, {}, {}, None, {})
    item.counted = counted
    return measure.Row(item, {engine: measure.Cell([value] * 3 if value is not None else [])
                              for engine, value in (("wengert", wengert), ("torch", torch))})


def test_summary_takes_the_better_number_of_threads():
    rows = [made_row("a", 1.0, 2.0), made_row("b", 1.0, 8.0), made_row("c", 1.0, 0.5, counted=False)]
    assert report.summary(rows)[:2] == [
        "Worst row against torch at its better number of threads: a, 2.00",
        "Geometric mean against torch at its better number of threads, 2 rows: 4.00"]
    rows[1].cells["torch-1"] = measure.Cell([2.0])
    assert report.summary(rows)[1].endswith("2 rows: 2.00")
    assert report.summary([]) == ["No row was measured for both wengert and torch."]


def test_summary_lists_the_rows_that_miss_their_goal():
    rows = [made_row("a", 1.0, 2.0), made_row("b", 1.0, 1.5), made_row("c", 1.0, 9.0), made_row("d", 1.0, None)]
    assert report.summary(rows[:1])[2:] == ["Rows that miss their goal: 0"]
    rows[2].workload.limit = 0.5  # of wengert's own value, whatever torch needs
    assert report.summary(rows)[2:] == ["Rows that miss their goal: 2", "- b: 1.50 times torch, the goal is 2",
                                        "- c: 1.00 s, the goal is 500 ms"]


def fake_clock(seconds):
    """A clock that reads a job's own time off a table."""
    return lambda job: seconds[job]


def test_option_costs_what_it_adds_to_each_operation_or_the_ratio():
    def slow():
        return [np.ones(1)]

    def fast():
        return [np.zeros(1)]
    clock = fake_clock({slow: 3e-6, fast: 1e-6})
    adds = OptionWorkload("adds", "adds", {"n": 10}, {}, "n", {"wengert": lambda n: (slow, fast)}, limit=1e-7)
    times = OptionWorkload("times", "times", {}, {}, None, {"wengert": lambda: (slow, fast)}, limit=1.5)
    job = adds.job("wengert")
    assert adds.value(job, clock) == pytest.approx(2e-7) and adds.unit == "s"
    assert times.value(times.job("wengert"), clock) == pytest.approx(3) and times.unit == ""
    assert [g.item() for g in job()] == [1, 0]


def test_option_lost_in_the_noise_has_no_ratio():
    assert made_row("a", -1e-9, 1e-9).ratio("torch") is None


def test_engine_without_what_a_workload_needs_is_left_out():
    builders = {"wengert": broken, "numpy": broken}
    assert Workload("a", "a", {}, {}, None, builders, ["nn.functional.relu"]).engines() == ["wengert", "numpy"]
    assert Workload("a", "a", {}, {}, None, builders, ["nn.no.such"]).engines() == ["numpy"]


def test_rounds_end_early_where_they_are_long(monkeypatch):
    row, times = made_row("a", 1.0, 1.0), iter(range(100))
    row.cells["wengert"].values = []
    monkeypatch.setattr(measure.time, "perf_counter", lambda: next(times))
    measure.run_rounds(row, {"wengert": lambda: 1.0}, rounds=9, limit=2)
    assert len(row.cells["wengert"].values) == 5  # three are always made; the clock is read before each further one


def test_chart_has_a_bar_for_each_row_that_counts():
    rows = [made_row("twice <a>", 1.0, 2.0), made_row("half", 2.0, 1.0), made_row("memory", 1.0, 9.0, counted=False)]
    drawing = chart.draw(rows, {"torch": "2.13.0", "processor": "any"})
    root = ElementTree.fromstring(drawing)
    bars = [bar for bar in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert [bar.get("class") for bar in bars] == ["fast", "slow"]
    assert [float(bar.get("width")) for bar in bars] == pytest.approx([190, 190], abs=0.2)  # half of the plot each
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"twice <a>", "half", "2.00", "0.50"} <= set(texts) and "memory" not in texts
    assert "geometric mean 1.0" in drawing and "prefers-color-scheme: dark" in drawing
    assert chart.draw(rows[2:], {}) is None


def test_chart_is_written(monkeypatch, tmp_path):
    monkeypatch.setattr(compare, "run", lambda *arguments: [made_row("a", 1e-6, 2e-6)])
    compare.main(["--quick", "--engines", "wengert", "--chart", str(tmp_path / "chart.svg")])
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("value, unit, text", [
    (0.0, "s", "0.00 ns"), (5e-9, "s", "5.00 ns"), (1.234e-5, "s", "12.3 us"), (0.1234, "s", "123 ms"),
    (2.5, "s", "2.50 s"), (1e-7, "s", "100 ns"), (99.6, "B", "100 B"), (2.5e7, "B", "25.0 MB"),
    (-2e-8, "s", "-20.0 ns"), (1.234, "", "1.23")])
def test_quantity(value, unit, text):
    assert report.quantity(value, unit) == text


def test_table_as_markdown():
    lines = report.grid([made_row("a", 1e-6, 2e-6)], ["wengert", "torch"])
    assert report.as_markdown(lines).splitlines() == [
        "| workload | wengert | torch (/ wengert) |", "| --- | ---: | ---: |", "| a | 1.00 us | 2.00 us (2.00) |"]


def test_every_operation_is_measured_on_every_engine(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(operations, "ROUND", 1e-6)
    page, data = tmp_path / "page.md", tmp_path / "data.json"
    arguments = ["--backward", "--rounds", "2", "--sizes", "1,9", "--markdown", str(page), "--json", str(data)]
    assert operations.main([*arguments, "--only", "ex?", "argmax", "zero*s"]) == 0
    rows = {(row["name"], row["n"], row["way"]): row for row in json.loads(data.read_text())["rows"]}
    assert rows.keys() == {(name, n, way) for name in ("exp", "argmax", "zeros") for n in (1, 9)
                           for way in ("forward", "backward") if way == "forward" or name == "exp"}
    assert {"wengert", "wengert-plain", "numpy"} <= rows["exp", 9, "forward"]["engines"].keys()
    assert all(cell["median"] > 0 for row in rows.values() for cell in row["engines"].values())
    assert "| exp | elementwise |" in page.read_text() and "--only ex?" in page.read_text()
    assert "exp " in capsys.readouterr().out


def operation_row(name, group, n, way="forward", **seconds):
    """A row of the results with given medians; "plain" is wengert with nothing recorded."""
    engines = {"wengert-plain" if engine == "plain" else engine: value for engine, value in seconds.items()}
    return measure.Row(operations.Case(name, group, n, way), {e: measure.Cell([v]) for e, v in engines.items()})


def test_numpy_is_compared_with_what_is_not_recorded():
    row = operation_row("exp", "elementwise", 1, wengert=2.0, plain=1.0, numpy=4.0, torch=4.0)
    assert operations.ratio(row, "torch") == 2 and operations.ratio(row, "numpy") == 4
    assert operations.ratio(operation_row("exp", "elementwise", 1, wengert=2.0), "torch") is None


def test_only_a_failure_of_wengert_is_one_of_the_run(monkeypatch, capsys):
    row = operation_row("exp", "elementwise", 1, wengert=1.0, torch=4.0)
    monkeypatch.setattr(operations, "run", lambda *arguments: [row])
    row.cells["torch"].failure = "broken"
    assert operations.main(["--only", "exp"]) == 0
    assert "exp, n = 1, forward, torch: broken" in capsys.readouterr().out
    row.cells["wengert"].failure = "broken"
    assert operations.main(["--only", "exp"]) == 1


def test_module_without_a_group_is_named(monkeypatch):
    monkeypatch.delitem(operations.GROUP_OF, "rounding")
    with pytest.raises(LookupError, match="ops/rounding.py"):
        operations.operations()


def test_goals_that_are_missed_are_listed():
    rows = [operation_row("exp", "elementwise", 1, wengert=1.0, torch=4.0, plain=1.0, numpy=0.5),
            operation_row("log", "elementwise", 1, "backward", wengert=1.0, torch=2.0),
            operation_row("sum", "reductions", 1, wengert=1.0, torch=6.0),
            operation_row("cat", "shapes", 1, wengert=1.0, torch=1.0, plain=1.0, numpy=1.0)]
    assert operations.missed(rows) == [
        "elementwise and reductions, torch, n = 1, goal 5: 1 of 3 reach it. Below: log backward 2.00, exp 4.00",
        "every operation, numpy, n = 1, goal 1: 1 of 2 reach it. Below: exp 0.50"]
    assert operations.worst(rows, 1)[1] == ["exp", "1", "forward", "1.00 s", "numpy", "500 ms", "0.50"]


def test_misses_are_compared_with_the_speed_of_memory():
    rows = [operation_row("exp", "elementwise", 1_000_000, wengert=2.0, torch=2.8, memory=1.0),
            operation_row("neg", "elementwise", 1_000_000, wengert=1.0, torch=1.2, memory=1.0),
            operation_row("log", "elementwise", 1_000_000, wengert=2.0, torch=9.0, memory=1.0),
            operation_row("cat", "shapes", 1_000_000, wengert=1.0, torch=1.0)]
    assert operations.bounded(rows)[1:] == [["neg", "1,000,000", "1.20", "1.00 s", "1.00", "1.20"],
                                            ["exp", "1,000,000", "1.40", "1.00 s", "2.00", "2.80"]]


@pytest.mark.parametrize("name, moved", [("add", [200, 100]), ("eq", [200, 25]), ("sum", [100, 4]), ("diff", [100, 80]),
                                         ("argmax", [100, 40])])
def test_memory_is_measured_with_as_many_bytes_as_the_operation_has(name, moved):
    assert operations.bytes_of(SAMPLES[name], wg, 25, False) == moved
    operations.memory_job(SAMPLES[name], "memory", 25)[0]()


def test_means_of_groups():
    rows = [operation_row("a", "shapes", 1, wengert=1.0, torch=2.0),
            operation_row("b", "shapes", 1, wengert=1.0, torch=8.0),
            operation_row("c", "indexing", 1, wengert=1.0, torch=4.0)]
    assert operations.means(rows) == [["geometric mean", "torch 1"], ["shapes", "4.00"], ["indexing", "4.00"],
                                      ["all", "4.00"]]
    assert operations.grid(rows)[1:] == [["a", "shapes", "2.00"], ["b", "shapes", "8.00"], ["c", "indexing", "4.00"]]


def test_section_of_a_page_is_replaced(tmp_path):
    page = tmp_path / "page.md"
    begin, end = "<!-- compare: written by benchmarks/compare.py -->", "<!-- end of compare -->"
    page.write_text(f"before\n\n{begin}\n\nold\n\n{end}\n\nafter\n", encoding="utf-8")
    for text in ("first", "second\n"):
        report.write_section(page, "compare", text)
    assert page.read_text(encoding="utf-8") == f"before\n\n{begin}\n\nsecond\n\n{end}\n\nafter\n"
    with pytest.raises(ValueError, match="machine"):
        report.write_section(page, "machine", "text")


@pytest.mark.parametrize("name", ["compare", "instructions", "machine"])
def test_performance_page_has_the_sections_that_the_programs_write(name, tmp_path):
    page = tmp_path / "page.md"
    page.write_bytes((Path(__file__).parents[1] / "docs" / "performance.md").read_bytes())
    report.write_section(page, name, "new text")
    assert "\nnew text\n" in page.read_text(encoding="utf-8")


CALLGRIND = """\
Ir                   file:function
1,500 (60.0%)  PROGRAM TOTALS
1,000 (40.0%)  ???:__pyx_f_7wengert_5_core_run_node.isra.0 [/site/_core.cpython-311-x86_64-linux-gnu.so]
  200 ( 8.0%)  ???:__pyx_f_7wengert_5_core_run_node.part.1 [/site/_core.cpython-311-x86_64-linux-gnu.so]
  300 (12.0%)  csrc/x.c:mul_f32 [/site/_core.cpython-311-x86_64-linux-gnu.so]
  500 (20.0%)  /build/Python/ceval.c:_PyEval_EvalFrameDefault'2 [/lib/libpython3.11.so.1.0]
    7 ( 0.0%)  ???:0x0000000000001234 [???]
"""


def test_callgrind_is_read_by_function_and_part():
    assert instructions.counts(CALLGRIND) == {
        ("run_node", "wengert's core"): 1200, ("mul_f32", "wengert's kernels"): 300,
        ("_PyEval_EvalFrameDefault", "Python"): 500, ("0x0000000000001234", "???"): 7}


def test_instructions_of_a_call_are_the_difference_of_two_runs():
    fewer, more = {("a", "Python"): 100, ("b", "NumPy"): 40}, {("a", "Python"): 130, ("b", "NumPy"): 40, ("c", "c"): 70}
    functions = instructions.difference(fewer, more, calls=10)
    assert functions == [(("c", "c"), 7.0), (("a", "Python"), 3.0)]
    assert instructions.table(functions, top=1) == [
        ["", "part", "instructions", "share"], ["all", "", "10", "100.0 %"], ["", "c", "7", "70.0 %"],
        ["", "Python", "3", "30.0 %"], ["`c`", "c", "7", "70.0 %"]]


def test_least_times_are_of_workloads_that_exist_and_follow_from_the_peaks():
    peak = {"float32": 2e11, "float64": 1e11, "memory": 1e10, "cache": 1e11}
    floors = machine.floors(peak)
    assert floors.keys() <= WORKLOADS.keys()
    assert floors["matmul-512-float32"] == (pytest.approx(6 * 512 ** 3 / 2e11), "multiply-adds")
    assert floors["matmul-512-float64"][0] == 2 * floors["matmul-512-float32"][0]
    assert floors["elementwise-10000000"][0] == pytest.approx(100 * floors["elementwise-1000000"][0])


def test_rate_adds_up_the_threads():
    assert machine.rate(lambda k: 0.0, threads=2, seconds=0) == 0
    seen = set()
    assert machine.rate(lambda k: seen.add(k) or 1.0, threads=3, seconds=0) > 0
    assert seen == {0, 1, 2}


def test_names_on_the_command_line(capsys):
    assert compare.main(["--list", "--only", "chain-*"]) == 0
    assert capsys.readouterr().out.split() == ["chain-0d", "chain-10", "chain-1000"]
    with pytest.raises(SystemExit, match="there is no workload 'nothing'"):
        compare.main(["--only", "nothing"])


def test_peers_that_are_missing_are_named(monkeypatch, capsys):
    monkeypatch.setattr(compare, "available", lambda: ["wengert"])
    monkeypatch.setattr(compare, "run", lambda *arguments: [made_row("a", 1e-6, 2e-6)])
    compare.main([])
    printed = capsys.readouterr().out
    assert "left out: torch, jax, numpy, autograd, mygrad, micrograd. " in printed
    assert 'To add them: pip install "wengert[peers]"' in printed


def test_wengert_comes_first():
    assert available()[0] == "wengert"
