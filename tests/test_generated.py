"""The stubs and the reference page against the package: current, complete, and with the real arguments and results."""
import ast
import importlib
import inspect
import pathlib
import pkgutil
import sys
import types

import pytest
from samples import SAMPLES, built, resolve

import wengert
from wengert.ops import table

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"
SOURCE = DOCS.parent / "src"
Op = type(wengert.exp)
INTERNAL = set("""
    asking autograd.cycles bench creation demo filling info methods numpy_functions numpy_protocol ops ranges sampling
    sharing
""".split())
MODULES = ["wengert"] + [
    info.name for info in pkgutil.walk_packages(wengert.__path__, "wengert.")
    if "._" not in info.name and (not info.name.startswith("wengert.nn.") or info.name.startswith(
        ("wengert.nn.functional", "wengert.nn.utils")))
    and INTERNAL.isdisjoint((info.name.split(".")[1], info.name.removeprefix("wengert.")))]


@pytest.fixture(scope="module")
def generate():
    sys.path.insert(0, str(DOCS))
    try:
        yield importlib.import_module("generate")
    finally:
        sys.path.remove(str(DOCS))


def stub(module):
    """A module's stub, parsed."""
    path = SOURCE / module.replace(".", "/")
    path = path / "__init__.pyi" if path.is_dir() else path.with_suffix(".pyi")
    return ast.parse(path.read_text(encoding="utf-8"))


def declared(body):
    """The names that a stub's or class's statements offer, each with its statements."""
    out = {}
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            out.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.AnnAssign):
            out[node.target.id] = [node]
        elif isinstance(node, ast.ImportFrom):
            offers = {alias.asname: [node] for alias in node.names if alias.asname}
            out.update(offers)
    return {name: nodes for name, nodes in out.items() if not name.startswith("_")}


def class_of(module, name):
    """The body of a class in a stub."""
    return next(node.body for node in stub(module).body if isinstance(node, ast.ClassDef) and node.name == name)


def offered(module):
    """The public names of a module, as a user sees them."""
    found = importlib.import_module(module)
    if hasattr(found, "__all__") and found is not wengert:
        return set(found.__all__)
    if hasattr(found, "NAMES"):
        return set(found.NAMES)
    names = {name for name in dir(found) if not name.startswith("_")}
    if module == "wengert":
        return names - INTERNAL
    return {name for name in names if getattr(getattr(found, name), "__module__", None) == module}


def real_signature(value):
    """A function's arguments; of an operation those of its row."""
    if not isinstance(value, Op):
        return inspect.signature(value)
    rows = {row.name: row for row in (*table.rows, *table.composites.values())}
    row = rows.get(value.name) or rows[value.name.removesuffix("_")]
    signature = inspect.signature(row.function)
    if value.name == row.name and row.out:
        out = inspect.Parameter("out", inspect.Parameter.KEYWORD_ONLY, default=None)
        signature = signature.replace(parameters=[*signature.parameters.values(), out])
    return signature


def arguments(node):
    """Arguments of a function in a stub: (name, kind, has a default)."""
    a, kind = node.args, inspect.Parameter
    plain = a.posonlyargs + a.args
    first_default = len(plain) - len(a.defaults)
    out = [(p.arg, kind.POSITIONAL_OR_KEYWORD, k >= first_default) for k, p in enumerate(plain)]
    out += [(a.vararg.arg, kind.VAR_POSITIONAL, False)] if a.vararg else []
    out += [(p.arg, kind.KEYWORD_ONLY, d is not None) for p, d in zip(a.kwonlyargs, a.kw_defaults)]
    return out + ([(a.kwarg.arg, kind.VAR_KEYWORD, False)] if a.kwarg else [])


def functions():
    """Every function and method that has a stub, and exists: (label, object, its forms in the stub)."""
    for module in MODULES:
        found = importlib.import_module(module)
        for name, nodes in declared(stub(module).body).items():
            if isinstance(nodes[0], ast.FunctionDef) and hasattr(found, name):
                yield f"{module}.{name}", getattr(found, name), nodes
    for name, nodes in declared(stub("wengert._core").body).items():
        if isinstance(nodes[0], ast.FunctionDef) and hasattr(wengert._core, name):
            yield f"wengert._core.{name}", getattr(wengert._core, name), nodes
    for name, nodes in declared(class_of("wengert._core", "Tensor")).items():
        is_method = isinstance(nodes[0], ast.FunctionDef) and (not nodes[0].decorator_list or len(nodes) > 1)
        if is_method and hasattr(wengert.Tensor, name):
            yield f"Tensor.{name}", inspect.getattr_static(wengert.Tensor, name), nodes


FUNCTIONS = list(functions())


def test_files_are_current(generate):
    stale = [str(path.relative_to(DOCS.parent)) for path in generate.outdated()]
    assert not stale, f"out of date: {stale}; run python docs/generate.py"


def test_every_argument_and_result_has_a_type(generate):
    generate.stubs.stub_files()
    missing = sorted(generate.stubs.notes.unknown)
    assert not missing, f"add these to docs/annotations.py: {missing}"


def test_every_operation_was_tried(generate):
    generate.reference.page()
    missing = sorted(generate.reference.untried)
    assert not missing, f"give docs/reference.py arguments for {missing}"


@pytest.mark.parametrize("module", MODULES)
def test_stub_has_the_public_names_and_no_others(module):
    assert set(declared(stub(module).body)) == offered(module)


def test_stub_has_the_members_of_tensor_and_no_others():
    real = {name for name in vars(wengert.Tensor) if not name.startswith("_")}
    assert set(declared(class_of("wengert._core", "Tensor"))) == real


@pytest.mark.parametrize("label, value, nodes", [pytest.param(*f, id=f[0]) for f in FUNCTIONS])
def test_arguments_are_the_real_ones(label, value, nodes):
    real = list(real_signature(value).parameters.values())
    method = label.startswith("Tensor.")
    skip = 1 if method and real and real[0].name in ("self", "input") else 0
    names = [p.name for p in real[skip:]]
    forms = [arguments(node)[1 if method else 0:] for node in nodes]
    if len(nodes) == 1:
        assert forms[0] == [(p.name, p.kind, p.default is not p.empty) for p in real[skip:]]
        return
    given = {name for form in forms for name, _, _ in form if not name.startswith("_")}
    stars = {p.name for p in real if p.kind is p.VAR_POSITIONAL}
    if stars and not given >= stars:             # zeros(*args, size=None) is shown as zeros(*size)
        given |= stars
    assert given == set(names)


def fits(result, annotation):
    """Whether a result is what a stub's annotation says."""
    if annotation == "Tensor":
        return isinstance(result, wengert.Tensor)
    if annotation.startswith("tuple[Tensor"):
        count = annotation.count("Tensor")
        return type(result) is tuple and all(isinstance(t, wengert.Tensor) for t in result) \
            and ("..." in annotation or len(result) == count)
    if annotation.startswith("_result_of_"):
        fields = {node.name: ast.unparse(node.returns) for node in class_of("wengert._core", annotation)}
        return f"_result_of_{type(result).__name__}" == annotation and [*fields] == [*type(result).__match_args__] \
            and all(fits(getattr(result, field), kind) for field, kind in fields.items())
    return {"_bool": bool, "_int": int, "Size": wengert.Size, "_dtype": wengert.dtype}.get(annotation) is type(result)


def sampled():
    """Operations with a sample call, and their forms in the stubs."""
    nodes = {label.removeprefix("wengert.").replace("nn.functional.", "F."): forms for label, _, forms in FUNCTIONS}
    return [pytest.param(key, sample, nodes[key], id=f"{key}({sample!r})")
            for key, samples in SAMPLES.items() if key in nodes for sample in samples[:3]]


@pytest.mark.parametrize("key, sample, nodes", sampled())
def test_results_are_of_the_declared_type(key, sample, nodes):
    args, kwargs = built(sample, lambda array, _: wengert.tensor(array), wengert)
    result = resolve(wengert, key)(*args, **kwargs)
    assert any(fits(result, ast.unparse(node.returns)) for node in nodes)


def test_reference_names_everything():
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    for module in MODULES:
        for name in offered(module):
            value = getattr(importlib.import_module(module), name)
            if isinstance(value, types.ModuleType):
                assert f"## {value.__name__}\n" in text
            elif isinstance(value, Op) and value.name.endswith("_"):
                assert f"`Tensor.{value.name}`" in text, name
            else:
                assert f"`{name}`" in text or f"`{name}(" in text, (module, name)
