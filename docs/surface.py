"""What the package offers, found by looking at it: public modules, their names, signatures and groups."""
import importlib
import inspect
import pkgutil
import types

import wengert
from wengert.ops import table

PRIVATE_MODULES = tuple("wengert." + name for name in """
    asking autograd.cycles bench creation demo filling info methods numpy_functions numpy_protocol ops ranges sampling
    sharing
""".split())
Op = type(wengert.exp)
Shortcut = type(wengert.zeros)
Tensor = wengert.Tensor
ROWS = {row.name: row for row in table.rows}


def public_modules():
    """The modules that users may name, the package first and the rest by name."""
    found = ["wengert"]
    for info in pkgutil.walk_packages(wengert.__path__, "wengert."):
        if info.name.startswith("wengert.nn.") and info.name.split(".")[2] not in ("functional", "utils"):
            continue                       # the parts of nn.functional
        if "._" not in info.name and not (info.name + ".").startswith(tuple(name + "." for name in PRIVATE_MODULES)):
            found.append(info.name)
    return [importlib.import_module(name) for name in [found[0]] + sorted(found[1:])]


def public_names(module):
    """The names of a module that are meant for users, in order."""
    listed = None if module is wengert else getattr(module, "__all__", None) or getattr(module, "NAMES", None)
    if listed is not None:
        return sorted(listed)
    names = []
    for name in dir(module):
        if name.startswith("_"):
            continue
        value = getattr(module, name)
        if isinstance(value, types.ModuleType):
            if value.__name__ == f"{module.__name__}.{name}" and value in MODULES:
                names.append(name)
        elif module is wengert or getattr(value, "__module__", None) == module.__name__:
            names.append(name)
    return sorted(names)


MODULES = public_modules()


def is_callable(value):
    """Whether a name is a function: an operation of the table, Python's or Cython's."""
    return isinstance(value, (Op, Shortcut, types.FunctionType, types.BuiltinFunctionType)) or \
        type(value).__name__ == "cython_function_or_method"


def signature_of(value):
    """The arguments of a function or operation."""
    return inspect.signature(value)


def home_of(value, module):
    """The module whose stub defines a name that `module` offers."""
    where = "wengert" if isinstance(value, Op) else getattr(value, "__module__", None)
    if where == "wengert._core" or where in {m.__name__ for m in MODULES}:
        return where
    return "wengert" if getattr(wengert, getattr(value, "__name__", ""), None) is value else module.__name__


def own_name(value, name):
    """The name under which a value is defined; differs from `name` for an alias such as ``multiply``."""
    return getattr(value, "name", name) if isinstance(value, Op) else getattr(value, "__name__", name)


def aliases(names, owner):
    """Pairs alias -> name, for names of `owner` that are further names of the same function."""
    out = {}
    for name in names:
        value = inspect.getattr_static(owner, name)
        if not is_callable(value):
            continue
        first = own_name(value, name)
        if first != name and inspect.getattr_static(owner, first, None) is value:
            out[name] = first
    return out


def tensor_methods():
    """Public methods of Tensor by name."""
    return {name: value for name, value in sorted(members(Tensor).items()) if is_callable(value)}


def tensor_properties():
    """Public attributes of Tensor by name."""
    return {name: value for name, value in sorted(members(Tensor).items()) if not is_callable(value)}


def members(cls):
    """What a class itself defines for users."""
    return {name: value for name, value in vars(cls).items() if not name.startswith("_")}


def group_of(value):
    """The group of the reference that a function of the package belongs to, by where it is written."""
    if isinstance(value, Op):
        return value.row.function.__globals__["__name__"]
    if isinstance(value, (Shortcut, types.FunctionType)):
        return value.__globals__["__name__"]
    return getattr(value, "__module__", "")


def one_line(value):
    """The first paragraph of a docstring, in one line."""
    text = inspect.cleandoc(getattr(value, "__doc__", None) or "")
    return " ".join(text.split("\n\n")[0].split())


def example_of(value):
    """The lines of a docstring's example; an empty list where there is none."""
    lines = inspect.cleandoc(getattr(value, "__doc__", None) or "").split("\n")
    if "Examples" not in lines:
        return []
    return "\n".join(lines[lines.index("Examples") + 2:]).strip().split("\n")
