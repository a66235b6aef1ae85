"""Names that a package imports when they are first asked for, so that importing it costs only what everybody uses."""
import importlib
import sys


def later(package, places):
    """The ``__getattr__`` and ``__dir__`` of a package.

    Parameters
    ----------
    package : str
        Its name.
    places : dict
        For each name the module below the package that defines it, with ``:other`` where it is called `other` there;
        the name itself where it is a module.

    Examples
    --------
    >>> import wengert
    >>> "celu" in dir(wengert)
    True
    """
    def __getattr__(name):
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, other = places[name].partition(":")
        value = importlib.import_module(f"{package}.{module}")
        if module != name:
            value = getattr(value, other or name)
        setattr(sys.modules[package], name, value)
        return value

    def __dir__():
        return sorted({*vars(sys.modules[package]), *places})

    return __getattr__, __dir__
