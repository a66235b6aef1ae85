"""PyTorch's vocabulary and behaviour as recorded in docs/torch_support.json, for tests that go through all of it."""
import json
import pathlib
import sys

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"
sys.path.insert(0, str(DOCS))
try:
    from probes import as_out, attempt, has, keys_of, plain_calls, takes_out  # noqa: F401  (what tests use)
    from vocabulary import NOT_DIFFERENTIATED, SECOND_NAMES, names  # noqa: F401
finally:
    sys.path.remove(str(DOCS))

RECORD = json.loads((DOCS / "torch_support.json").read_text(encoding="utf-8"))["operations"]


def with_form(letter, groups="ABCDE"):
    """The names that have a form in PyTorch: f function, m method, _ in place, o with out=."""
    return [name for name in names(groups) if letter in RECORD[name]["forms"]]
