"""What stands beside the tensors: :mod:`wengert.utils.checkpoint`."""
import importlib

__all__ = ["checkpoint"]


def __getattr__(name):
    """Import a module when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.{name}")
