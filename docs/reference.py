"""The reference page: every public name by group, with types, derivatives and an example."""
import inspect
import re
import types

import annotations as notes
import coverage_page
import probes
import surface
import wengert
from surface import Op, Tensor

TITLES = {f"wengert.{module}": title for title, modules in (
    ("Creation", "creation ranges sharing ops.making"), ("Random numbers", "sampling random"),
    ("Arithmetic", "ops.arithmetic"), ("Several steps of arithmetic as one", "ops.combined"),
    ("Elementary functions", "ops.functions"), ("Trigonometric and hyperbolic functions", "ops.trigonometry"),
    ("Rounding and the parts of numbers", "ops.rounding"), ("Signs, sizes and angles", "ops.signs"),
    ("Comparisons and logic", "ops.comparisons ops.comparing"), ("Larger, smaller and bounds", "ops.bounds"),
    ("Integers", "ops.bits"), ("Reductions", "ops.reductions ops.statistics"), ("Extremes", "ops.extremes"),
    ("Scans and differences", "ops.scans"), ("Products", "ops.products ops.blas ops.einsum ops.combining"),
    ("Distances", "ops.distances"), ("Counting", "ops.counting"),
    ("Shapes, views and copies", "ops.shapes ops.views methods"), ("Joining and splitting", "ops.joining"),
    ("Rearranging", "ops.rearranging"), ("Indexing and choosing", "ops.indexing"),
    ("Writing by position", "ops.scattering"), ("Sorting", "ops.sorting"), ("Searching", "ops.searching"),
    ("Sampling of images", "ops.sampling"),
    ("Convolution, pooling and other work on images", "ops.convolution ops.pooling ops.images"),
    ("Operations of networks", "ops.networks"),
    ("Types, settings and facts", "asking _core _tensor_str autograd.grad_mode info")) for module in modules.split()}
OTHER = "Types, settings and facts"
INTRODUCTION = """\
# Reference

Written by `docs/generate.py` from the table of operations and the docstrings; do not edit.

Operations take tensors where they say `input`, and also numbers where they say `other`. Each entry says which element
types are accepted, which arguments have a derivative (*compiled*: by a compiled routine; *rule*: by the row's rule,
written in differentiable operations, which higher derivatives always use) and which further forms there are. The types
are those of the first argument, found by calling the operation. The examples run as tests.
"""
MODULE_NAMES = {module.__name__ for module in surface.MODULES}
FAMILIES = (("all", "bifc"), ("all but complex", "bif"), ("all but bool", "ifc"), ("real numbers", "if"),
            ("floats", "f"), ("floats and complex", "fc"), ("bool and integers", "bi"), ("integers", "i"),
            ("bool", "b"), ("complex", "c"))
untried = set()        # operations that no call succeeds for; a test wants this empty


def accepted(record, name):
    """The element types that a function takes, in words."""
    works = [kind for kind, code in probes.CODES.items() if code in coverage_page.types_of(record, "forward")]
    if not works:
        untried.add(name)
    for words, kinds in FAMILIES:
        if works == [kind for kind in probes.CODES if letter(kind) in kinds]:
            return words
    return ", ".join(works)


def letter(name):
    """The kind of an element type: b(ool), i(nteger), f(loat) or c(omplex)."""
    kind = getattr(wengert, name)
    return "c" if kind.is_complex else "f" if kind.is_floating_point else name[0] if name == "bool" else "i"


def derivative(value, record):
    """Which arguments have a derivative, and how."""
    if not record["gradient"]:
        return "none"
    if not isinstance(value, Op) or not value.row.rules:
        return "through the operations it is made of"
    return ", ".join(f"`{'tensors' if n == 'each' else n}` ({'compiled' if n in value.compiled else 'rule'})"
                     for n, rule in value.row.rules.items() if not getattr(rule, "refuses", False))


def plain_signature(value, name, owner=""):
    """A signature without types."""
    signature = surface.signature_of(value)
    parameters = list(signature.parameters.values())
    if owner and parameters and parameters[0].name in ("self", "input", "cls"):
        parameters = parameters[1:]
    shown = signature.replace(parameters=[p.replace(annotation=p.empty) for p in parameters],
                              return_annotation=inspect.Signature.empty)
    text = re.sub(r"<function (\w+) at 0x\w+>", r"\1", str(shown))       # a default that is a function, by its name
    return f"{owner + '.' if owner else ''}{name}{text}"


def entry(value, name, further=(), module=""):
    """One function of the page; an operation if it can be called with samples, or should be."""
    lines = [f"### `{plain_signature(value, name)}`", "", surface.one_line(value), ""]
    if isinstance(value, Op) or name in surface.table.composites or module == "nn.functional.":
        record = probes.probe(wengert, module + name)
        floats = ", integers give floats" if isinstance(value, Op) and value.row.promote else ""
        facts = [f"Types: {accepted(record, name)}{floats}", f"derivative: {derivative(value, record)}"]
        forms = [f"`Tensor.{n}`" for n in (name, name + "_") if n in vars(Tensor)]
        facts += [f"methods: {', '.join(forms)}"] if forms else []
        facts += [f"also named {', '.join(f'`{n}`' for n in further)}"] if further else []
        lines += ["; ".join(facts) + ".", ""]
    return lines + example(value)


def example(value):
    """A docstring's example as a block."""
    lines = [line for line in surface.example_of(value) if line != ">>> import wengert"]
    return ["```python", *lines, "```", ""] if lines and lines != [""] else []


def package_groups():
    """The package's functions by title, and their other names."""
    names = [n for n in surface.public_names(wengert) if surface.is_callable(getattr(wengert, n))]
    further = surface.aliases(names, wengert)
    groups = {title: [] for title in TITLES.values()}
    for name in names:
        value = getattr(wengert, name)
        if name in further or isinstance(value, Op) and value.name.endswith("_"):
            continue
        where = surface.group_of(value)
        groups[TITLES.get(where, OTHER)].append((name, value, sorted(a for a, n in further.items() if n == name)))
    return groups


def tensor_part():
    """What the class Tensor has beyond the operations above."""
    lines = ["## class `Tensor`", "", surface.one_line(Tensor), ""] + example(Tensor)
    lines += ["### Properties", ""]
    lines += [f"- `{name}`: {surface.one_line(value)}" for name, value in surface.tensor_properties().items()]
    lines += ["", "### Methods that are not operations above", ""]
    for name, value in surface.tensor_methods().items():
        if not hasattr(wengert, name.removesuffix("_")) or not isinstance(value, Op) and not hasattr(wengert, name):
            lines.append(f"- `{plain_signature(value, name, 'Tensor')}`: {surface.one_line(value)}")
    operators = [n for n in notes.TENSOR_DUNDERS if n in vars(Tensor) and not n.startswith(("__r", "__array"))]
    return lines + ["", "### Operators and protocols", "", ", ".join(f"`{n}`" for n in sorted(operators)) + ".", ""]


def module_part(module, shown):
    """A submodule's names; those that another part shows are only listed."""
    lines, again = [f"## {module.__name__}", "", surface.one_line(module), ""], []
    for name in surface.public_names(module):
        value = getattr(module, name)
        if isinstance(value, types.ModuleType) or id(value) in shown:
            again.append(f"`{name}`")
            continue
        shown.add(id(value))
        if isinstance(value, type) and issubclass(value, BaseException):
            bases = ", ".join(f"`{b.__name__}`" for b in value.__bases__)
            lines += [f"- `{name}` ({bases}): {surface.one_line(value)}"]
        elif isinstance(value, type):
            lines += class_part(value, name)
        elif surface.is_callable(value):
            lines += entry(value, name, module=module.__name__.removeprefix("wengert.") + ".")
    lines += [""] * (lines[-1] != "")
    return lines + ([f"Described in another part: {', '.join(again)}.", ""] if again else [])


def class_part(cls, name):
    """A class of the page."""
    return [f"### class `{name}`", "", surface.one_line(cls), ""] + class_members(cls, name) + example(cls)


def class_members(cls, shown_as):
    """The methods and properties of a class, a line each."""
    lines = []
    for name, value in sorted(surface.members(cls).items()):
        value = getattr(value, "__func__", value)
        if surface.is_callable(value):
            lines.append(f"- `{plain_signature(value, name, shown_as)}`: {surface.one_line(value)}")
        elif isinstance(value, (property, types.GetSetDescriptorType)):
            text = surface.one_line(value)
            lines.append(f"- `{shown_as}.{name}`" + (f": {text}" if text else ""))
    return lines + [""] * bool(lines)


def page():
    """The text of the page."""
    untried.clear()
    lines = [INTRODUCTION]
    for title, entries in package_groups().items():
        if entries:
            lines += [f"## {title}", ""]
        for name, value, further in entries:
            lines += entry(value, name, further)
    values = {n: getattr(wengert, n) for n in surface.public_names(wengert)}
    constants = [n for n, value in values.items()
                 if not isinstance(value, (type, types.ModuleType)) and not surface.is_callable(value)]
    lines += ["## Element types and other values", "", ", ".join(f"`{n}`" for n in constants) + ".", ""]
    for name, value in values.items():
        if isinstance(value, type) and value is not Tensor and value.__module__ not in MODULE_NAMES:
            lines += class_part(value, name)
    lines += tensor_part()
    shown = {id(value) for value in values.values() if surface.is_callable(value)} | {id(Tensor)}
    for module in sorted(surface.MODULES[1:], key=lambda m: m.__name__.count(".") > 1):
        lines += module_part(module, shown)
    return in_markdown("\n".join(lines).rstrip() + "\n")


def in_markdown(text):
    """Docstrings' roles and double quotation marks as Markdown has them."""
    text = re.sub(r":(?:func|class|meth|attr|mod|exc):`~?([^`]*)`", r"`\1`", text)
    return re.sub(r"(?<!`)``([^`\n]+)``(?!`)", r"`\1`", text)
