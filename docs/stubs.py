"""The stub files: what type checkers and editors know of the package."""
import re
import types

import annotations as notes
import results
import surface
import wengert
from surface import Op, Shortcut, Tensor

HEADER = '''\
# Types of {module}; written by docs/generate.py.
from builtins import bool as _bool, complex as _complex, float as _float, int as _int
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from types import EllipsisType
from typing import Any, Literal, Self, SupportsIndex, TypeAlias, TypeGuard, TypeVar, overload

import numpy as np
'''
ALIASES = '''\

_dtype: TypeAlias = dtype
_Array: TypeAlias = np.ndarray[Any, Any]
_Number: TypeAlias = _int | _float | _complex | np.number[Any] | np.bool_
_Operand: TypeAlias = Tensor | _Number | _Array
_Dims: TypeAlias = _int | Sequence[_int]
_PythonType: TypeAlias = type[_bool] | type[_int] | type[_float] | type[_complex]
_DtypeLike: TypeAlias = dtype | _PythonType | type[np.generic] | np.dtype[Any]
_Place: TypeAlias = SupportsIndex | slice | EllipsisType | Tensor | _Array | list[Any] | range | None
_Index: TypeAlias = _Place | tuple[_Place, ...]
_F = TypeVar("_F", bound=Callable[..., Any])
'''
SHARED = ("Node_", "RemovableHandle", "Tensor", "_Array", "_Dims", "_DtypeLike", "_F", "_Index", "_Number", "_Operand",
          "_dtype", *results.named())
TENSOR_MODULES = ("wengert.creation", "wengert.ranges", "wengert.sampling", "wengert.sharing",
                  "wengert.nn.functional")     # where functions return tensors
WIDTH = 120
SPECIAL = ("__init__", "__new__", "__call__", "__enter__", "__exit__", "__eq__", "__hash__", "__getitem__", "__add__",
           "__repr__")


def wrapped(head, parts, tail, indent):
    """``head(parts)tail`` on one line, or with the arguments on lines of their own."""
    line = f"{indent}{head}({', '.join(parts)}){tail}"
    if len(line) <= WIDTH:
        return [line]
    lines, current = [f"{indent}{head}("], f"{indent}    "
    for part in parts:
        if len(current) + len(part) + 1 > WIDTH:
            lines.append(current.rstrip())
            current = f"{indent}    "
        current += part + ", "
    return lines + [current.rstrip().removesuffix(","), f"{indent}){tail}"]


def split_form(text):
    """A form ``(a, b) -> T`` as its arguments, split at the outer commas, and what follows them."""
    depth, parts, current = 0, [], ""
    for k, c in enumerate(text[1:], 1):
        depth += (c in "([") - (c in ")]")
        if depth < 0:
            return [p.strip() for p in parts + [current] if p.strip()], text[k + 1:]
        if c == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += c
    raise ValueError(text)


def forms_of(value, name, owner=""):
    """The typed forms of a function: (list of arguments, result) for each."""
    method = bool(owner)
    for key in (f"{owner}.{name}", name) if owner in ("", "Tensor") else (f"{owner}.{name}",):
        if key in notes.FORMS and describe(notes.FORMS[key], value):
            forms = [split_form(text) for text in notes.FORMS[key]]
            named = {name_of(part) for parts, _ in forms for part in parts}
            forms = [completed(*form, value, owner, name, named) for form in forms]
            return [((["self"] + parts[1:] if method and key == name else parts), tail) for parts, tail in forms]
    parameters = list(surface.signature_of(value).parameters.values())
    base = name.removesuffix("_") if isinstance(value, Op) else name
    if getattr(value, "__module__", "").startswith("wengert.nn.top_"):       # not the function of nn.functional
        base = "top." + base
    operand = isinstance(value, Op) and value.row.elementwise and "other" in value.params and base == name
    result = notes.result_type(owner, base, isinstance(value, Op) or name in surface.table.composites
                               or surface.group_of(value) in TENSOR_MODULES)
    star = next((p for p in parameters if p.kind is p.VAR_POSITIONAL), None)
    sized = star and (star.name in ("shape", "size", "dims", "repeats") or "size" in [p.name for p in parameters])
    if sized:
        return [(parts, result) for parts in sized_forms(value, parameters, star, owner, base)]
    return [(arguments(parameters, owner, base, operand, result), result)]


def completed(parts, tail, value, owner, name, named):
    """A form's arguments, with ``...`` replaced by the keyword-only ones that are not `named`, and its result."""
    result = tail.removeprefix(" -> ")
    if "..." not in parts:
        return parts, result
    rest = [p for p in surface.signature_of(value).parameters.values()
            if p.kind is p.KEYWORD_ONLY and p.name not in named]
    return [p for p in parts if p != "..."] + arguments(rest, owner, name, False, result)[1:], result


def name_of(part):
    """The name of an argument as a stub shows it."""
    return part.split(":")[0].strip("* ")


def sized_forms(value, parameters, star, owner, base):
    """Arguments with sizes as separate integers, then as one sequence."""
    shown = "size" if star.name == "args" else star.name
    parts = arguments([p for p in parameters if p.name != "size" or p is star], owner, base, False)
    at = next(k for k, part in enumerate(parts) if part.startswith("*" + star.name))
    before, after = parts[:at], parts[at + 1:]
    by_name = isinstance(value, Op) or star.name == "args"
    return [[*before, f"*{shown}: _int", *after],
            [*before, f"{shown}: Sequence[_int]", *([] if by_name else ["/"]), *(["*", *after] if after else [])]]


def describe(forms, value):
    """Whether forms name no argument that the function lacks; else they are out of date and not used."""
    given = {name_of(part) for text in forms for part in split_form(text)[0]}
    given = {name for name in given - {"/", "", "...", "self", "cls", "kwargs"} if not name.startswith("_")}
    return given <= set(surface.signature_of(value).parameters)


def arguments(parameters, owner, function, operand, result="Tensor"):
    """Typed arguments as a stub shows them; `operand`: whether `input` may be a number; `result` types out=."""
    out, marked = [], False
    for k, p in enumerate(parameters):
        if p.kind is p.KEYWORD_ONLY and not marked:
            if not any(q.kind is q.VAR_POSITIONAL for q in parameters):
                out.append("*")
            marked = True
        if owner and k == 0 and p.name in ("self", "cls", "input"):
            out.append("cls" if p.name == "cls" else "self")
            continue
        kind = notes.parameter_type(owner, function, p.name, p, operand)
        if p.name == "out":
            kind = (results.out_of(result) or notes.TENSORS) + " | None"
        if p.kind is p.VAR_POSITIONAL and p.name == "args":
            kind = notes.PARAMETERS.get(f"{function}.args", kind)
        star = {p.VAR_POSITIONAL: "*", p.VAR_KEYWORD: "**"}.get(p.kind, "")
        out.append(f"{star}{p.name}: {kind}{'' if star else notes.default_text(p.default)}")
        if p.kind is p.POSITIONAL_ONLY and (k + 1 == len(parameters) or parameters[k + 1].kind is not p.kind):
            out.append("/")
    return out


def function_lines(value, name, indent="", owner="", decorator=None):
    """A function's forms as lines of a stub, with the docstring's first paragraph."""
    forms = forms_of(value, name, owner)
    lines = []
    for k, (parts, result) in enumerate(forms):
        if decorator and name != "__new__":
            lines.append(f"{indent}@{decorator}")
            parts = parts[1:] if decorator == "classmethod" and parts[:1] != ["cls"] else parts
        if len(forms) > 1:
            lines.append(f"{indent}@overload")
        result, mark, comment = result.partition(":  #")
        last = k == len(forms) - 1
        text = surface.one_line(value) if last and not name.startswith("__") else ""
        ignore = "  # type: ignore[misc]" if name == "__new__" and result in ("_F", "Tensor") else ""
        made = wrapped(f"def {name}", parts, f" -> {result}:{'' if text else ' ...'}", indent)
        made[0] += ignore                  # checkers look for it on the first line
        lines += made
        if text:
            lines += docstring(text, indent + "    ")
    return lines


def docstring(text, indent):
    """A docstring whose lines keep within the width."""
    words, lines = text.replace("\\", "\\\\").split(), []
    current = f'{indent}"""'
    for word in words:
        if len(current) + len(word) + 4 > WIDTH:
            lines.append(current.rstrip())
            current = indent
        current += word + " "
    return lines + [current.rstrip() + '"""']


def tensor_lines():
    """The class Tensor."""
    lines = ["", "class Tensor:"] + docstring(surface.one_line(Tensor), "    ")
    lines += wrapped("def __init__", ["self", "data: Any = None", "*", "dtype: _DtypeLike | None = None",
                                      "requires_grad: _bool = False"], " -> None: ...", "    ")
    properties = dict(surface.tensor_properties())
    properties.update({name: vars(Tensor)[name] for name in ("_version", "_base") if name in vars(Tensor)})
    for name, value in properties.items():
        lines += attribute_lines("Tensor", name, value)
    for name, form in notes.TENSOR_DUNDERS.items():
        if name in vars(Tensor):
            parts, tail = split_form(form)
            result, _, comment = tail.removeprefix(" -> ").partition(":")
            lines += wrapped(f"def {name}", parts, f" -> {result}: ...{comment}", "    ")
    further = surface.aliases(surface.tensor_methods(), Tensor)
    for name, value in surface.tensor_methods().items():
        lines += renamed(function_lines(value, further.get(name, name), "    ", "Tensor"), further.get(name), name)
    return lines


def renamed(lines, name, alias):
    """A function's lines under another name; as they are where `name` is None."""
    return lines if name is None else [re.sub(rf"^(\s*def ){name}\(", rf"\1{alias}(", line) for line in lines]


def attribute_lines(owner, name, value):
    """A property, or an attribute where it can be set."""
    if f"{owner}.{name}" in notes.SETTABLE:
        return [f"    {name}: {notes.SETTABLE[owner + '.' + name]}"]
    kind = notes.ATTRIBUTES.get(owner, {}).get(name)
    if kind is None:
        notes.unknown.add(f"{owner}.{name}")
        kind = "Any"
    lines = ["    @property", f"    def {name}(self) -> {kind}:"]
    text = surface.one_line(value) if not isinstance(value, (str, int)) else ""
    return lines + docstring(text, "        ") if text else lines[:1] + [lines[1] + " ..."]


def class_lines(cls, name):
    """A class of the package other than Tensor, with what it takes over from private bases."""
    bases = [b for b in cls.__mro__[1:-1] if b in cls.__bases__ and is_public_class(b)]
    text = ", ".join("tuple[_int, ...]" if b is tuple else b.__name__ for b in bases)
    text = text or ("tuple[Any, ...]" if issubclass(cls, tuple) else "")
    lines = ["", f"class {name}({text}):" if text else f"class {name}:"] + docstring(surface.one_line(cls), "    ")
    defined = {}
    for part in reversed([cls] + [b for b in cls.__mro__[1:-1] if not is_public_class(b)]):
        defined.update(vars(part))
    for member, value in sorted(defined.items()):
        if member.startswith("_") and member not in SPECIAL and member not in notes.ATTRIBUTES.get(name, {}):
            continue
        decorator = {staticmethod: "staticmethod", classmethod: "classmethod"}.get(type(value))
        plain = value.__func__ if decorator else value
        if isinstance(plain, (type, types.BuiltinMethodType)) or plain is None:
            continue
        if surface.is_callable(plain):
            lines += function_lines(plain, member, "    ", name, decorator)
        elif isinstance(plain, (types.GetSetDescriptorType, types.MemberDescriptorType, property)) \
                or member in getattr(cls, "_fields", ()):
            lines += attribute_lines(name, member, plain)
        elif isinstance(plain, bool):
            lines.append(f"    {member}: _bool")
    return lines


def is_public_class(cls):
    """Whether a stub can name a class: a built-in one or one without an underscore."""
    return cls.__module__ == "builtins" or not (cls.__name__.startswith("_") or cls.__name__.endswith("_"))


def module_contents():
    """For every stub: the names that it defines, with their values, and those that it takes from others."""
    defined = {module.__name__: {} for module in surface.MODULES}
    defined["wengert._core"] = {name: getattr(wengert._core, name) for name in ("Tensor", "Node_", "RemovableHandle")}
    taken = {module.__name__: {} for module in surface.MODULES}
    for module in surface.MODULES:
        for name in surface.public_names(module):
            value = getattr(module, name)
            if isinstance(value, types.ModuleType):
                taken[module.__name__][name] = "." + name
                continue
            home = surface.home_of(value, module)
            first = value.__name__ if isinstance(value, type) else name
            if home != module.__name__:
                taken[module.__name__][name] = (home, first)
            if home == module.__name__ or not isinstance(value, (Op, Shortcut, types.FunctionType)) \
                    or home in ("wengert", "wengert._core"):
                defined[home].setdefault(first, value)
    return defined, taken


def named_results():
    """The classes of several results with names."""
    lines = []
    for name, fields in results.named().items():
        lines += ["", f"class {name}(tuple[{', '.join(fields.values())}]):"]
        for field, kind in fields.items():
            lines += ["    @property", f"    def {field}(self) -> {kind}: ..."]
    return lines


def relative(source, target):
    """``from <this> import`` for module `target`, seen from `source`."""
    packages = {module.__name__ for module in surface.MODULES if hasattr(module, "__path__")}
    depth = source.count(".") + (source in packages)
    return "." * depth + target.removeprefix("wengert").removeprefix(".")


def stub_of(module, defined, taken):
    """One stub file's text."""
    body = []
    further = surface.aliases(defined, surface.wengert) if module == "wengert" else {}
    for name, value in sorted(defined.items(), key=lambda item: (not isinstance(item[1], type), item[0])):
        if value is Tensor:
            body += tensor_lines() + [""]
        elif isinstance(value, type):
            body += class_lines(value, name) + [""]
        elif surface.is_callable(value):
            body += renamed(function_lines(value, further.get(name, name)), further.get(name), name)
        else:
            body.append(f"{name}: {value_type(value)}")
    if module == "wengert":
        body.append("__version__: str")
    if module == "wengert._core":
        body += ALIASES.rstrip().split("\n") + named_results()
    imports = imports_of(module, defined, taken, "\n".join(body))
    text = "\n".join(body).strip("\n")
    return f"{pruned(HEADER.format(module=module), text)}{imports}\n{text}\n".replace("\n\n\n", "\n\n")


def imports_of(module, defined, taken, text):
    """The lines that bring in what a stub offers from elsewhere, and the types that it uses."""
    wanted = {}
    for name, place in taken.items():
        where, first = (relative(module, place[0]), place[1]) if isinstance(place, tuple) else (".", name)
        wanted.setdefault(where, set()).add(f"{first} as {name}")
    if module != "wengert._core":
        wanted.setdefault(relative(module, "wengert._core"), set()).update(
            name for name in SHARED if word_in(name, text) and name not in taken)
    for where, name, label in (("types", "Size", "Size"), ("types", "device", "_device"),
                               ("types", "layout", "_layout"), ("random", "Generator", "Generator")):
        if word_in(label, text) and label not in taken and name not in (defined if label == name else ()):
            names = wanted.setdefault(relative(module, "wengert." + where), set())
            names.add(name if label == name else f"{name} as {label}")
    lines = []
    for where, names in sorted(wanted.items()):
        if names:
            lines += wrapped(f"from {where} import ", sorted(names), "", "")
    return "".join(line + "\n" for line in lines)


def pruned(header, text):
    """The header with only those imports that the text uses."""
    lines = []
    for line in header.split("\n"):
        start, _, names = line.partition(" import ")
        if line.startswith("from "):
            kept = [n for n in names.split(", ") if word_in(n.split(" as ")[-1], text)]
            if kept:
                lines.append(f"{start} import {', '.join(kept)}")
        elif not line.startswith("import numpy") or "np." in text:
            lines.append(line)
    out = "\n".join(lines)
    while "\n\n\n" in out:
        out = out.replace("\n\n\n", "\n\n")
    return out


def word_in(word, text):
    """Whether a name is used in a text outside a longer name."""
    return re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", text) is not None


def value_type(value):
    """The type of a constant."""
    if value is None or isinstance(value, str):
        return "None" if value is None else "str"
    if isinstance(value, (bool, int, float)):
        return f"_{type(value).__name__}"
    kind = next(cls for cls in type(value).__mro__ if is_public_class(cls))
    return {"dtype": "_dtype"}.get(kind.__name__, kind.__name__)


def stub_files():
    """Text of every stub by its path below ``src``."""
    notes.unknown.clear()
    defined, taken = module_contents()
    out = {}
    for module, names in defined.items():
        is_package = any(m.__name__ == module and hasattr(m, "__path__") for m in surface.MODULES)
        path = module.replace(".", "/") + ("/__init__.pyi" if is_package else ".pyi")
        out[path] = stub_of(module, names, taken.get(module, {}))
    return out
