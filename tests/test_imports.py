"""What importing does: each module can be the first, and names that come later are there when they are asked for."""
import importlib
import os
import pkgutil
import subprocess
import sys

import pytest

import wengert

NAMES = [info.name for info in pkgutil.walk_packages(wengert.__path__, "wengert.")
         if not info.name.endswith("__main__")]
FIRST = """
import importlib, os, sys
import wengert
for name in {names}:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(name, repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    os.waitpid(child, 0)
"""


def run(code):
    """What a fresh interpreter prints."""
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_every_module_can_be_imported_first():
    assert run(FIRST.format(names=NAMES)) == ""


def test_names_that_are_imported_later_are_listed_and_found():
    for module in (wengert, wengert.nn, wengert.autograd, wengert.utils):
        assert [name for name in dir(module) if not hasattr(module, name)] == []
    assert {"nn", "utils", "celu", "max_pool2d", "set_printoptions"} <= set(dir(wengert))
    assert {"graph", "functional", "Variable", "detect_anomaly"} <= set(dir(wengert.autograd))


def test_an_import_of_everything_brings_the_later_names_too():
    names = {}
    exec("from wengert import *", names)
    assert names["celu"] is wengert.celu
    assert names["nn"] is wengert.nn
    assert names["float32"] is wengert.float32
    assert not [name for name in names if name.startswith("_") and name != "__builtins__"]


def test_a_name_that_does_not_exist_is_an_attribute_error():
    for module in (wengert, wengert.nn, wengert.autograd, wengert.utils):
        with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute 'nothing'"):
            module.nothing  # noqa: B018


def test_a_name_from_another_module_is_that_modules_own():
    functional = importlib.import_module("wengert.nn.functional")
    assert wengert.celu is functional.celu
    assert wengert.adaptive_max_pool1d is functional.adaptive_max_pool1d_with_indices
    assert wengert.autograd.Variable is importlib.import_module("wengert.autograd.variable").Variable


def test_what_few_programs_need_is_not_imported():
    loaded = run("import sys, wengert; print(*[name for name in sys.modules if name.startswith('wengert')])").split()
    assert not {"wengert.nn.functional", "wengert.autograd.graph", "wengert.utils.checkpoint"} & set(loaded)


def test_importing_leaves_the_collector_as_it_was():
    for state in ("enable", "disable"):
        assert run(f"import gc; gc.{state}(); import wengert; print(gc.isenabled())").strip() == str(state == "enable")
