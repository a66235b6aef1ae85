"""The reference page: every public name by group, with types, derivatives and an example."""
import inspect
import re
import types

import annotations as notes
import surface
import wengert
from surface import Op, Tensor

TITLES = {
    "wengert.creation": "Creation", "wengert.ranges": "Creation", "wengert.sharing": "Creation",
    "wengert.ops.making": "Creation", "wengert.sampling": "Random numbers", "wengert.random": "Random numbers",
    "wengert.asking": "Types, settings and facts",
    "wengert.ops.arithmetic": "Arithmetic", "wengert.ops.combined": "Several steps of arithmetic as one",
    "wengert.ops.functions": "Elementary functions",
    "wengert.ops.trigonometry": "Trigonometric and hyperbolic functions",
    "wengert.ops.rounding": "Rounding and the parts of numbers", "wengert.ops.signs": "Signs, sizes and angles",
    "wengert.ops.comparisons": "Comparisons and logic", "wengert.ops.bounds": "Larger, smaller and bounds",
    "wengert.ops.bits": "Integers", "wengert.ops.sampling": "Sampling of images",
    "wengert.ops.reductions": "Reductions and scans", "wengert.ops.shapes": "Shapes, views and copies",
    "wengert.ops.indexing": "Indexing and choosing", "wengert.ops.products": "Products",
    "wengert.ops.networks": "Operations of networks", "wengert": "Types, settings and facts",
}
INTRODUCTION = """\
# Reference

Written by `docs/generate.py` from the table of operations and the docstrings; do not edit.

Operations take tensors where they say `input`, and also numbers where they say `other`. Each entry says which element
types are accepted, which arguments have a derivative (*compiled*: by a compiled routine; *rule*: by the row's rule,
written in differentiable operations, which higher derivatives always use) and which further forms there are. The types
are those of the first argument, found by calling the operation. The examples run as tests.
"""
FAMILIES = (("all", "bifc"), ("all but complex", "bif"), ("all but bool", "ifc"), ("real numbers", "if"),
            ("floats", "f"), ("floats and complex", "fc"), ("bool and integers", "bi"), ("integers", "i"),
            ("bool", "b"), ("complex", "c"))
# What the trial calls pass where the kind of an argument does not say it; shapes are those of the tensors.
SHAPES = {"dot": ((2,), (2,)), "outer": ((2,), (2,)), "mv": ((2, 2), (2,)), "bmm": ((2, 2, 2), (2, 2, 2)),
          "einsum": ((2,), (2,)), "linear": ((2, 2), (2, 2)), "index_select": ((2, 2), (2,)),
          "nll_loss": ((2, 2), (2,)), "cross_entropy": ((2, 2), (2,)), "index_put": ((2,), ()),
          "vander": ((2,),),
           "grid_sampler_2d": ((1, 1, 2, 2), (1, 1, 1, 2)), "grid_sampler_3d": ((1, 1, 2, 2, 2), (1, 1, 1, 1, 3)),
           "grid_sampler": ((1, 1, 2, 2), (1, 1, 1, 2)), "grid_sample": ((1, 1, 2, 2), (1, 1, 1, 2)),
           "affine_grid": ((1, 2, 3),), "affine_grid_generator": ((1, 2, 3),)}
ARGUMENTS = {"dim1": 1, "dims": (0, 1), "shape": (2, 2), "size": (2, 2), "repeats": (2, 2), "length": 1, "chunks": 2,
             "split_size": 1, "normalized_shape": (2,), "equation": "i,i", "stride": (2, 1), "destination": 1,
             "source": 0, "value": 1, "clamp.min": 0, "where.input": 1, "where.other": 1,
             "grid_sample.mode": "bilinear", "grid_sample.padding_mode": "zeros", "grid_sample.align_corners": True,
              "affine_grid.align_corners": True, "affine_grid.size": (1, 1, 2, 2),
             "affine_grid_generator.size": (1, 1, 2, 2)}
untried = set()        # operations whose trial call fails for every type; a test wants this empty


def trial(value, name, dtype, grad=False):
    """Call a function with small arguments whose first tensor has a type; the result."""
    shapes = iter(SHAPES.get(name, ()))
    out = []
    for p in surface.signature_of(value).parameters.values():
        kind = notes.parameter_type("", name.removesuffix("_"), p.name, p, False)
        given = ARGUMENTS.get(f"{name}.{p.name}", ARGUMENTS.get(p.name) if p.default is p.empty else None)
        if given is not None:
            out.append(given)
        elif p.default is not p.empty or p.kind in (p.KEYWORD_ONLY, p.VAR_KEYWORD):
            continue
        elif p.name == "indices":
            out.append((wengert.tensor([0]),))
        elif p.name in ("mask", "condition"):
            out.append(wengert.ones(2, 2).bool())
        elif p.name == "index" and kind == "Tensor" or p.name == "target" and name in ("cross_entropy", "nll_loss"):
            out.append(wengert.zeros(next(shapes, (2, 2)), dtype=wengert.int64))
        elif name == "embedding" and p.name == "input":
            out.append(wengert.zeros(2, dtype=wengert.int64))
        elif "Tensor" in kind or kind == "_Operand":
            made = wengert.ones(next(shapes, (2, 2)), dtype=dtype)
            made.requires_grad_(grad)
            out += [[made, made]] if kind == "Sequence[Tensor]" else [made] * (2 if p.kind is p.VAR_POSITIONAL else 1)
        else:
            out.append(0)
    return value(*out)


def accepted(value, name):
    """The element types that a function takes, in words."""
    works = []
    for kind in wengert._core.DTYPE_NAMES:
        try:
            trial(value, name, getattr(wengert, kind))
        except (wengert.errors.WengertError, TypeError, ValueError, RuntimeError, AttributeError):
            continue
        works.append(kind)
    if not works:
        untried.add(name)
    for words, kinds in FAMILIES:
        if works == [name for name in wengert._core.DTYPE_NAMES if letter(name) in kinds]:
            return words
    return ", ".join(works)


def letter(name):
    """The kind of an element type: b(ool), i(nteger), f(loat) or c(omplex)."""
    kind = getattr(wengert, name)
    return "c" if kind.is_complex else "f" if kind.is_floating_point else name[0] if name == "bool" else "i"


def derivative(value, name):
    """Which arguments have a derivative, and how."""
    if isinstance(value, Op) and value.function is None:
        names = [(f"`{'tensors' if n == 'each' else n}`", "compiled" if n in value.compiled else "rule")
                 for n in value.row.rules]
        return ", ".join(f"{n} ({how})" for n, how in names) or "none"
    try:
        out = trial(value, name, wengert.float64, True)
    except wengert.errors.NonDifferentiableError:
        return "none"
    except (wengert.errors.WengertError, TypeError, ValueError, RuntimeError, AttributeError):
        untried.add(name)
        return "none"
    parts = out if isinstance(out, (tuple, list)) else (out,)
    recorded = any(isinstance(t, Tensor) and t.requires_grad for t in parts)
    return "through the operations it is made of" if recorded else "none"


def plain_signature(value, name, owner=""):
    """A signature without types."""
    signature = surface.signature_of(value)
    parameters = list(signature.parameters.values())
    if owner and parameters and parameters[0].name in ("self", "input", "cls"):
        parameters = parameters[1:]
    shown = signature.replace(parameters=[p.replace(annotation=p.empty) for p in parameters],
                              return_annotation=inspect.Signature.empty)
    return f"{owner + '.' if owner else ''}{name}{shown}"


def entry(value, name, further=(), level="###", is_operation=True):
    """One function of the page."""
    lines = [f"{level} `{plain_signature(value, name)}`", "", surface.one_line(value), ""]
    if is_operation:
        floats = ", integers give floats" if isinstance(value, Op) and value.row.promote else ""
        facts = [f"Types: {accepted(value, name)}{floats}", f"derivative: {derivative(value, name)}"]
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
        title = TITLES.get(where, TITLES["wengert"])
        groups[title].append((name, value, sorted(a for a, n in further.items() if n == name), ".ops." in where))
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
            lines += [f"### class `{name}`", "", surface.one_line(value), ""]
            lines += class_members(value, name) + example(value)
        elif surface.is_callable(value):
            lines += entry(value, name, is_operation=module.__name__.startswith("wengert.nn"))
    lines += [""] * (lines[-1] != "")
    return lines + ([f"Described in another part: {', '.join(again)}.", ""] if again else [])


def class_members(cls, shown_as):
    """The methods and properties of a class, a line each."""
    lines = []
    for name, value in sorted(surface.members(cls).items()):
        value = getattr(value, "__func__", value)
        if surface.is_callable(value):
            lines.append(f"- `{plain_signature(value, name, shown_as)}`: {surface.one_line(value)}")
        elif isinstance(value, (property, types.GetSetDescriptorType)):
            lines.append(f"- `{shown_as}.{name}`: {surface.one_line(value)}")
    return lines + [""] * bool(lines)


def page():
    """The text of the page."""
    untried.clear()
    lines = [INTRODUCTION]
    for title, entries in package_groups().items():
        if entries:
            lines += [f"## {title}", ""]
        for name, value, further, is_operation in entries:
            lines += entry(value, name, further, is_operation=is_operation)
    values = {n: getattr(wengert, n) for n in surface.public_names(wengert)}
    constants = [n for n, value in values.items()
                 if not isinstance(value, (type, types.ModuleType)) and not surface.is_callable(value)]
    lines += ["## Element types and other values", "", ", ".join(f"`{n}`" for n in constants) + ".", ""]
    lines += tensor_part()
    shown = {id(value) for value in values.values() if surface.is_callable(value)} | {id(Tensor)}
    for module in sorted(surface.MODULES[1:], key=lambda m: m.__name__.count(".") > 1):
        lines += module_part(module, shown)
    return in_markdown("\n".join(lines).rstrip() + "\n")


def in_markdown(text):
    """Docstrings' roles and double quotation marks as Markdown has them."""
    text = re.sub(r":(?:func|class|meth|attr|mod|exc):`~?([^`]*)`", r"`\1`", text)
    return re.sub(r"(?<!`)``([^`\n]+)``(?!`)", r"`\1`", text)
