"""The command line, run as its users run it: python -m wengert."""

import inspect
import os
import re
import subprocess
import sys
from importlib.metadata import version

import pytest

import wengert
from wengert import __main__ as cli
from wengert import _core, bench, demo, info

COMMANDS = ("info", "demo", "bench")


def run(*arguments, **environment):
    """Run python -m wengert in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "wengert", *arguments],
        capture_output=True,
        text=True,
        env=os.environ | environment,
    )


def output(*arguments, **environment):
    """Return what a successful run prints."""
    process = run(*arguments, **environment)
    assert process.returncode == 0, process.stderr
    return process.stdout


def test_without_a_command_prints_help():
    text = output()
    assert text == output("--help")
    for command in COMMANDS:
        assert re.search(rf"^ +{command} ", text, re.MULTILINE)


def test_version_is_that_of_the_package():
    assert output("--version").split() == ["wengert", version("wengert")]
    assert wengert.__version__ == version("wengert")


@pytest.mark.parametrize("arguments", [["dmeo"], ["demo", "--epochs", "0"], ["demo", "--batch", "x"]])
def test_wrong_arguments_exit_with_2(arguments):
    process = run(*arguments)
    assert process.returncode == 2
    assert "usage:" in process.stderr and "Traceback" not in process.stderr


def test_info_prints_every_line_it_collects():
    lines = dict(re.split(r"  +", line, maxsplit=1) for line in output("info").splitlines())
    assert {"Wengert", "Python", "NumPy", "BLAS of NumPy", "Compiler", "Threads", "WENGERT_ISA"} <= set(lines)
    assert lines == info.collect()


def test_show_config_is_info(capsys):
    wengert.show_config()
    assert capsys.readouterr().out == output("info")


@pytest.mark.parametrize("isa", _core.build_info()["isa_available"])
def test_environment_caps_the_instruction_set(isa):
    text = output("info", WENGERT_ISA=isa)
    assert re.search(rf"^Instruction set +{isa} ", text, re.MULTILINE)
    assert re.search(rf"^WENGERT_ISA +{isa}$", text, re.MULTILINE)


def test_demo_prints_its_result():
    lines = output("demo", "--epochs", "6", "--seed", "1").splitlines()
    assert [line[:11] for line in lines[1:3]] == ["epoch   5/6", "epoch   6/6"]
    assert re.fullmatch(r"training accuracy [\d.]+%, held-out accuracy [\d.]+%, [\d.]+ s", lines[-1])


def test_quiet_demo_prints_one_line_and_the_seed_decides_it():
    def result(seed):
        (line,) = output("demo", "--quiet", "--epochs", "1", "--hidden", "16", "--seed", seed).splitlines()
        return line.rpartition(",")[0]  # without the seconds

    assert result("1") == result("1") != result("2")


def test_bench_prints_its_table():
    lines = output("bench", "--seconds", "0.1").splitlines()
    assert len(lines) == 6
    numbers = [[float(number) for number in re.findall(r" ([\d.]+)(?= )", line[36:])] for line in lines[1:]]
    assert [len(row) for row in numbers] == [2, 2, 2, 1, 1]
    assert min(sum(numbers, [])) > 0
    units = [line.split()[-1] for line in lines[1:]]
    assert units == ["operation"] * 3 + ["GFLOP/s", "us"]


@pytest.mark.parametrize(
    ("command", "functions"), [("demo", [demo.run, demo.train]), ("bench", [bench.run, bench.rows])]
)
def test_options_have_the_defaults_of_the_functions(command, functions):
    options = vars(cli.build_parser().parse_args([command]))
    for function in functions:
        parameters = inspect.signature(function).parameters
        shared = {name for name in parameters if name in options}
        assert shared >= set(parameters) - {"progress"}
        assert {name: options[name] for name in shared} == {name: parameters[name].default for name in shared}


def test_commands_are_imported_when_they_run():
    code = "import sys; from wengert import __main__ as m; m.build_parser(); print(*sys.modules)"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    imported = set(process.stdout.split())
    assert "wengert.__main__" in imported
    assert not imported & {"wengert.demo", "wengert.bench"}
