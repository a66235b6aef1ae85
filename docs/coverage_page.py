"""The coverage page: PyTorch's vocabulary against what the package does, found by calling every operation."""
import measure_torch
import probes
import vocabulary
import wengert

GROUPS = "ABCDE"
FAMILIES = {"b": {"b"}, "u": {"u1"}, "i": {"i1", "i2", "i4", "i8"}, "h": {"f2"}, "f": {"f4", "f8"}, "c": {"c8", "c16"}}
INTRODUCTION = """\
# Coverage

Written by `docs/generate.py`; do not edit. The names are those of PyTorch 2.13's vocabulary of tensor operations. What
is said of each was found by calling it with the tests' sample arguments, here and in PyTorch
({source}).

A letter says what is there, **bold with `!`** what PyTorch has and Wengert lacks, `+` what only Wengert has, and a dot
what neither has: PyTorch refuses it too.

- *forms*: `f` function, `m` method or attribute of `Tensor`, `_` in place, `o` with `out=`
- *forward*, *gradient*, *second* (gradient of the gradient), by the type of the first argument: `b` bool, `u` uint8,
  `i` int8 to int64, `h` float16, `f` float32 and float64, `c` complex64 and complex128; a letter counts \
only if all its types do
- *untested* names exist, but there are no sample arguments to call them with
"""
ABSENT = {"forms": "", "forward": "", "gradient": "", "second": ""}


def cell(ours, theirs, letters, families=None):
    """One capability as a table cell, and whether nothing is missing: both are collections of letters or types."""
    out, complete = [], True
    for letter in letters:
        types = families[letter] if families else {letter}
        have, want = types & ours, types & theirs
        if want - have:
            complete = False
            out.append(f"**!{letter}**")
        elif have:
            out.append(letter if want else "+" + letter)
        else:
            out.append("·")
    return " ".join(out), complete


def types_of(record, capability):
    """The accepted element types in a record."""
    return {entry.split(">")[0] for entry in record[capability].split()}


def row(name, theirs):
    """(table row, what is complete: a set) of one name."""
    ours = probes.probe(wengert, name)
    there = ours is not None
    ours = ours or ABSENT
    text, complete = cell(set(ours["forms"]), set(theirs["forms"]), "fm_o")
    done = {"forms"} if complete else set()
    cells = [text]
    for capability in ("forward", "gradient", "second"):
        a, b = types_of(ours, capability), types_of(theirs, capability)
        if there and not ours["forward"]:
            text, complete = ("untested" if capability == "forward" else ""), False
        else:
            text, complete = cell(a, b, "buihfc" if capability == "forward" else "hfc", FAMILIES)
            if not theirs["forward"] and not there:
                text, complete = "", False
        cells.append(text)
        done |= {capability} if complete else set()
    shown = f"`{name}`" if there else f"**!** `{name}`"
    return f"| {shown} | " + " | ".join(cells) + " |", done | ({"there"} if there else set())


def page():
    """The page's text."""
    stored = measure_torch.stored()
    totals, tables = [], []
    for letter in GROUPS:
        title, names = vocabulary.GROUPS[letter][0], vocabulary.names(letter)
        rows = [row(name, stored["operations"][name]) for name in names]
        counts = [sum({what, "there"} <= done for _, done in rows)
                  for what in ("there", "forms", "forward", "gradient", "second")]
        totals.append(f"| {letter}: {title} | {len(names)} | " + " | ".join(map(str, counts)) + " |")
        tables.append(f"## {letter}: {title}\n\n| operation | forms | forward | gradient | second |\n"
                      "| --- | --- | --- | --- | --- |\n" + "\n".join(text for text, _ in rows) + "\n")
    head = "| group | names | there | all forms | forward | gradient | second |\n" + "| --- " * 7 + "|\n"
    return INTRODUCTION.format(source=stored["source"]) + "\nThe number of names, of those that are there, and of " \
        "those that have all that PyTorch has:\n\n" + head + "\n".join(totals) + "\n\n" + "\n".join(tables)
