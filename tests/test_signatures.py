"""Names, order, defaults and keyword-only marks of arguments are PyTorch's, for every operation that is there."""
import ast
import inspect

import pytest
from recorded import RECORD, has, names

import wengert as wg

# Arguments of PyTorch that say nothing here, or that every function takes without listing them.
IGNORED = {"out", "layout", "pin_memory", "memory_format", "implicit", "out_dtype", "device", "requires_grad",
           "generator", "non_blocking", "sparse_grad"}
# Pairs of defaults of one meaning: (PyTorch's, ours).
SAME_DEFAULTS = [("[]", "()"), ("[]", "None"), ("True", "None"), ("None", "1"), ("None", "True"), ("None", "'ij'"),
                 ("torch.long", "None"), ("torch.int64", "None")]
# Names whose arguments differ, and why.
DIFFERENT = {
    "softmax": "dim may be left out, as in nn.functional",
    "log_softmax": "dim may be left out, as in nn.functional",
    "max": "`other` is the second positional argument if it is a tensor, otherwise that is `dim`",
    "min": "`other` is the second positional argument if it is a tensor, otherwise that is `dim`",
    "norm": "out= is keyword-only, so dtype comes before it",
    "to": "takes `other`, dtype and device by position",
    "nonzero": "as_tuple is PyTorch's too, added to its compiled function",
    "arange": "the first of the optional arguments may be the end",
    "randint": "the first of the optional arguments may be the end",
    "randint_like": "the first of the optional arguments may be the end",
    "new_empty_strided": "PyTorch takes them by position too",
    "normal": "the mean may be left out, as PyTorch allows too",
    "isin": "a number stands under the same names as a tensor",
    "repeat_interleave": "the first argument may be the repeats alone",
    "split": "shown with the method's names; the function's tensor and split_size_or_sections are taken too",
    "swapaxes": "shown as transpose; axis0 and axis1 are taken too",
    "true_divide": "one operation with div",
    "asarray": "None stands for what the object has",
    "as_tensor": "PyTorch takes them by position too",
    **dict.fromkeys(("hsplit", "vsplit", "dsplit", "tensor_split"),
                    "indices_or_sections, as PyTorch documents it; its overloads have a name for each kind"),
}


def parsed(text):
    """A recorded signature: [(name, default's text or None, keyword-only, star)]."""
    text = text.replace("\\*", "*").replace(": Any", "").split(" ->")[0]
    arguments, keyword_only = [], False
    for part in _split(text[1:-1]):
        if part == "*":
            keyword_only = True
        elif part not in ("/", "**kwargs"):
            name, _, default = part.partition("=")
            plain = name.split(":")[0].strip()
            arguments.append((plain.lstrip("*"), default.strip() or None, keyword_only, plain.startswith("*")))
    return arguments


def _split(text):
    """The parts of an argument list, which commas in brackets do not part."""
    parts, depth, now = [], 0, ""
    for letter in text:
        depth += letter in "([{"
        depth -= letter in ")]}"
        if letter == "," and not depth:
            parts.append(now.strip())
            now = ""
        else:
            now += letter
    return parts + ([now.strip()] if now.strip() else [])


def ours(name):
    """The arguments of our function or method, by name: (position or None, default)."""
    value = getattr(wg, name, None)
    if not callable(value) or isinstance(value, (type, wg.dtype)):
        value = inspect.getattr_static(wg.Tensor, name, None)
    if not callable(value):
        return None, None
    arguments, position, star = {}, 0, False
    for p in inspect.signature(value).parameters.values():
        if p.kind is p.KEYWORD_ONLY or p.kind is p.VAR_KEYWORD:
            arguments[p.name] = (None, p.default)
        else:
            arguments["input" if p.name == "self" else p.name] = (position, p.default)
            star = star or p.kind is p.VAR_POSITIONAL
            position += 1
    return arguments, star


def same_default(text, value):
    """Whether a recorded default and ours mean the same."""
    shown = repr(value).replace("torch.", "")
    if text.replace("torch.", "").replace("long", "int64") == shown or (text, shown) in SAME_DEFAULTS:
        return True
    try:
        default = ast.literal_eval(text)
        return default == (list(value) if isinstance(value, tuple) else value)
    except (ValueError, SyntaxError):
        return False


def problems(name):
    """What differs between our arguments and PyTorch's, in words."""
    mine, star = ours(name)
    overloads = [parsed(text) for text in RECORD[name]["signatures"]]
    if mine is None or not overloads or any(a[3] for o in overloads for a in o) and not star:
        return []
    found = []
    first_seen = {a[0]: a for o in reversed(overloads) for a in o}
    keyword_only = {argument for argument, entry in first_seen.items() if entry[2]}
    required = {a[0] for o in overloads for a in o if a[1] is None}
    everywhere = set.intersection(*({a[0] for a in o} for o in overloads))
    for overload in overloads:
        position = 0
        for argument, default, keyword, varied in overload:
            at = position
            position += not keyword
            if argument in IGNORED or varied:
                continue
            if argument not in mine:
                if not star or at < len(mine) - 1 and argument not in ("size", "shape", "dims", "repeats"):
                    found.append(f"{argument} is missing")
                continue
            where, ours_default = mine[argument]
            if argument in keyword_only and where is not None:
                found.append(f"{argument} is keyword-only")
            elif argument not in keyword_only and where is None and not star:
                found.append(f"{argument} is not keyword-only")
            elif argument not in keyword_only and len(overloads) == 1 and where != at and not star:
                found.append(f"{argument} is argument {at + 1}")
            if default is None:
                if argument in everywhere and ours_default is not inspect.Parameter.empty and not star and all(
                        a[1] is None for o in overloads for a in o if a[0] == argument):
                    found.append(f"{argument} has no default")
            elif ours_default is inspect.Parameter.empty:
                found.append(f"{argument} has the default {default}")
            elif argument not in required and not same_default(default, ours_default):
                found.append(f"{argument}={default}, not {ours_default!r}")
    known = {a[0] for o in overloads for a in o}
    extra = [a for a in mine if a not in known | IGNORED | {"dtype", "args", "size", "shape", "dims", "repeats"}]
    found += [f"{a} is no argument" for a in extra] if not star else []
    return sorted(set(found))


@pytest.mark.parametrize("name", [name for name in names() if has(wg, name) and not name.startswith("__")])
def test_arguments_are_those_of_torch(name):
    found = problems(name)
    assert bool(found) == (name in DIFFERENT), found


def test_parts_of_a_signature():
    assert parsed("(input, dim=[1, 0], *, keepdim=False)") == [
        ("input", None, False, False), ("dim", "[1, 0]", False, False), ("keepdim", "False", True, False)]
    assert parsed("(*size, dtype=None)")[0] == ("size", None, False, True)
