"""Every example in the package's docstrings, run as it stands."""
import doctest
import importlib
import inspect
import pathlib
import pkgutil
import types

import pytest

import wengert
from wengert import _core
from wengert.ops import table

Op = type(wengert.exp)


def modules():
    """Every module of the package except the one that runs as a program."""
    names = [info.name for info in pkgutil.walk_packages(wengert.__path__, "wengert.")]
    return [wengert] + [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def described(value, label, seen):
    """(label, docstring, names of its module) of a module, class, function or operation and what is in it."""
    if id(value) in seen:
        return
    seen[id(value)] = value          # kept, so that no other object gets the number
    text = getattr(value, "__doc__", None)
    if isinstance(text, str):
        yield label, text, getattr(inspect.unwrap(value), "__globals__", {})
    if isinstance(value, (types.ModuleType, type)):
        for name, part in list(vars(value).items()):
            part = getattr(part, "__func__", part) if isinstance(part, (staticmethod, classmethod)) else part
            if belongs(part):
                yield from described(part, f"{label}.{name}", seen)


def belongs(value):
    """Whether an object is part of the package and can have a docstring of its own."""
    if isinstance(value, (Op, property, types.GetSetDescriptorType)):
        return True
    kinds = (type, types.FunctionType, types.BuiltinFunctionType, _core.Shortcut, type(_core.tensor))
    return isinstance(value, kinds) and str(getattr(value, "__module__", "")).startswith("wengert")


def collected():
    """All docstrings that hold an example, each with the names that doctest would give it."""
    seen, found = {}, {}
    for module in modules():
        for label, text, names in described(module, module.__name__, seen):
            found.setdefault(text, (label, names))
    for row in table.rows:
        found.setdefault(row.doc or "", (f"wengert.ops.{row.name}", {}))
    return [(label, inspect.cleandoc(text), names) for text, (label, names) in found.items() if ">>>" in text]


EXAMPLES = collected()


@pytest.mark.parametrize("label, text, names", [pytest.param(*example, id=example[0]) for example in EXAMPLES])
def test_example(label, text, names):
    test = doctest.DocTestParser().get_doctest(text, dict(names), label, None, None)
    report = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert result.attempted and not result.failed, "".join(report)


def test_page_of_differences():
    path = pathlib.Path(__file__).resolve().parent.parent / "docs" / "differences.md"
    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert result.attempted > 10 and not result.failed


@pytest.mark.parametrize("label", ["wengert.exp", "wengert.Tensor", "wengert.Tensor.backward", "wengert.tensor",
                                   "wengert.stack", "wengert.nn.functional.cross_entropy", "wengert.autograd.grad",
                                   "wengert.no_grad", "wengert.random.manual_seed", "wengert.types.Size",
                                   "wengert.dtype"])
def test_every_kind_of_object_is_found(label):
    *path, name = label.split(".")[1:]
    owner = wengert
    for part in path:
        owner = getattr(owner, part)
    text = inspect.getattr_static(owner, name).__doc__
    assert inspect.cleandoc(text) in [found for _, found, _ in EXAMPLES]


def test_operations_with_an_example_are_all_found():
    texts = {text for _, text, _ in EXAMPLES}
    missing = [row.name for row in table.rows if ">>>" in (row.doc or "") and inspect.cleandoc(row.doc) not in texts]
    assert not missing
    assert len(EXAMPLES) > 150
