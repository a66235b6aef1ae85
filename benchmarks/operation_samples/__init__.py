"""A sample of every operation: each module of this folder adds those of one group to SAMPLES."""
import importlib
import pkgutil

from .forms import SAMPLES, Sample  # noqa: F401

for _found in pkgutil.iter_modules(__path__):
    importlib.import_module(f".{_found.name}", __name__)
