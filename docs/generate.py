"""Write what follows from the table of operations and the docstrings: type stubs, docs/reference.md, docs/coverage.md.

    python docs/generate.py            write the files
    python docs/generate.py --check    change nothing; fail and name the files that are out of date
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import coverage_page  # noqa: E402
import reference  # noqa: E402
import stubs  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent


def files():
    """Text of every generated file by its path."""
    out = {ROOT / "src" / path: text for path, text in stubs.stub_files().items()}
    out[ROOT / "src" / "wengert" / "py.typed"] = ""
    out[ROOT / "docs" / "reference.md"] = reference.page()
    out[ROOT / "docs" / "coverage.md"] = coverage_page.page()
    return out


def outdated():
    """The generated files that differ from what would be written, and stubs whose module is gone."""
    wanted = files()
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    return changed + [path for path in (ROOT / "src").rglob("*.pyi") if path not in wanted]


def main():
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="only say which files are out of date")
    if parser.parse_args().check:
        stale = outdated()
        for path in stale:
            print(f"out of date: {path.relative_to(ROOT)}; run python docs/generate.py")
        return 1 if stale else 0
    wanted = files()
    for path in outdated():
        if path in wanted:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
