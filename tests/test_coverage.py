"""The coverage page and what it is made from: the vocabulary, PyTorch's recorded behaviour, and the probes."""
import importlib
import pathlib
import sys

import pytest
from recorded import RECORD, has, names

import wengert as wg

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture(scope="module")
def docs():
    """A module of the docs folder by its name."""
    sys.path.insert(0, str(DOCS))
    try:
        yield importlib.import_module
    finally:
        sys.path.remove(str(DOCS))


def test_every_name_of_the_vocabulary_is_on_the_page(docs):
    text = docs("coverage_page").page()
    missing = [name for name in docs("vocabulary").names() if f"`{name}` |" not in text]
    assert missing == []


def test_vocabulary_has_each_name_once(docs):
    names = docs("vocabulary").names("ABCDEFGHIJ")
    assert len(names) == len(set(names)) > 600
    assert docs("vocabulary").NOT_DIFFERENTIATED < set(names)
    assert set(docs("vocabulary").SECOND_NAMES.values()) <= set(names)


def test_record_of_torch_is_what_torch_does(docs):
    pytest.importorskip("torch")
    measure = docs("measure_torch")
    now, stored = measure.measured()["operations"], measure.stored()["operations"]
    stale = [name for name in now if now[name] != stored.get(name)]
    assert stale == [], "run python docs/measure_torch.py"
    assert now.keys() == stored.keys()


# There are no complex numbers of two float16.
COMPLEX_OF_HALF = ("view_as_complex", "complex")


@pytest.mark.parametrize("name", [name for name in names() if has(wg, name)])
def test_nothing_is_missing_of_an_operation_that_is_there(docs, name):
    ours, theirs = docs("probes").probe(wg, name), RECORD[name]
    missing = {"forms": set(theirs["forms"]) - set(ours["forms"])}
    if ours["forward"]:
        for capability in ("forward", "gradient", "second"):
            types = docs("coverage_page").types_of
            missing[capability] = types(theirs, capability) - types(ours, capability)
    if name in COMPLEX_OF_HALF:
        missing["forward"].discard("f2")
    assert {what: sorted(lacks) for what, lacks in missing.items() if lacks} == {}


def test_every_operation_that_is_there_can_be_called(docs):
    untested = [name for name in names() if has(wg, name) and not docs("probes").probe(wg, name)["forward"]]
    assert untested == [], "give samples, or a call in docs/probes.py"


def test_cell_tells_missing_extra_and_refused_capabilities_apart(docs):
    coverage = docs("coverage_page")
    assert coverage.cell(set("fo"), set("f_"), "fm_o") == ("f · **!_** +o", False)
    types = coverage.FAMILIES
    assert coverage.cell({"f4", "f8"}, {"f4", "f8"}, "fc", types) == ("f ·", True)
    assert coverage.cell({"i1", "f4"}, {"i1", "i8"}, "if", types) == ("**!i** +f", False)


def test_probe_finds_forms_types_and_orders(docs):
    probe = docs("probes").probe
    assert probe(wg, "no_such_operation") is None
    assert probe(wg, "exp") == {
        "forms": "fm_o", "gradient": "f2 f4 f8 c8 c16", "second": "f2 f4 f8 c8 c16",
        "forward": "b>f4 u1>f4 i1>f4 i2>f4 i4>f4 i8>f4 f2>f2 f4>f4 f8>f8 c8>c8 c16>c16"}
    assert probe(wg, "bitwise_and") == {"forms": "fm_o", "gradient": "", "second": "",
                                        "forward": "b>b u1>u1 i1>i1 i2>i2 i4>i4 i8>i8"}
    assert probe(wg, "floor_divide")["gradient"] == ""


def test_second_names_are_found_by_their_first(docs):
    assert list(docs("probes").keys_of("multiply")) == [("mul", "multiply")]
    assert list(docs("probes").keys_of("squeeze_")) == [("squeeze", "Tensor.squeeze_")]
