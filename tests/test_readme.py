"""The README's example and commands are true."""
import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

pytestmark = pytest.mark.skipif(not README.exists(), reason="the README is not beside the tests")


def test_first_example_prints_what_its_comments_say():
    code = re.search(r"```python\n(import wengert as torch.*?)```", README.read_text(encoding="utf-8"), re.S).group(1)
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue().splitlines() == re.findall(r"print\(.*\)\s+# (.*)", code)


@pytest.mark.parametrize("command", ["pip install . && python -m wengert demo", 'pip install ".[test]" && pytest'])
def test_ci_runs_the_set_up_as_it_is_given(command):
    assert f"    {command}\n" in README.read_text(encoding="utf-8")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_path_that_is_named_exists():
    text = README.read_text(encoding="utf-8")
    for path in re.findall(r"(?:src/wengert|csrc|docs|benchmarks|core)/[\w./]*", text):
        path = path.rstrip(".")
        assert (ROOT / path).exists() or (ROOT / "src" / "wengert" / path).exists(), path
