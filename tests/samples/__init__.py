"""Sample calls for every operation: the arguments that gradients, layouts, values and comparisons are tested with.

A key of SAMPLES names an operation: ``exp`` is a function of the package, ``F.linear`` one of nn.functional,
``Tensor.view`` a method, ``operator.add`` an operator, ``.mT`` a property, ``[]`` reading with an index and
``own.written`` a function of own.py. A sample holds NumPy arrays where the call takes tensors, so
that the same call can be made in any library and any layout. Floating arrays are differentiated unless they
are wrapped in `Const`; their values are all different and stay away from kinks.

Every other module of this folder gives the SAMPLES of one group and, where it has any, the keys that are COMPLEX
(compared with other libraries in complex numbers too), the rows without a public name that are REACHED_BY a key, and
those that appear IN_BACKWARD of a key.
"""
import importlib
import operator
import pkgutil

from .forms import Sample, built, leaves, moved, tensors_in  # noqa: F401  (what tests use)
from .own import OWN
from .typed import arguments, arrays, in_type, suitable  # noqa: F401

SAMPLES, COMPLEX, REACHED_BY, IN_BACKWARD = {}, (), {}, {}
for _found in pkgutil.iter_modules(__path__):
    _module = importlib.import_module(f".{_found.name}", __name__)
    if _again := SAMPLES.keys() & vars(_module).get("SAMPLES", {}).keys():
        raise LookupError(f"samples in two modules: {sorted(_again)}")
    SAMPLES.update(vars(_module).get("SAMPLES", {}))
    COMPLEX += vars(_module).get("COMPLEX", ())
    REACHED_BY.update(vars(_module).get("REACHED_BY", {}))
    IN_BACKWARD.update(vars(_module).get("IN_BACKWARD", {}))


def resolve(lib, key):
    """The function that a key of SAMPLES names, in a library with PyTorch's names."""
    if key == "[]":
        return operator.getitem
    if key.startswith("."):
        return operator.attrgetter(key[1:])
    if key.startswith("own."):
        return OWN[key[4:]]
    if key.startswith("operator."):
        return getattr(operator, key[9:])
    if key.startswith("F."):
        return getattr(lib.nn.functional, key[2:])
    return getattr(lib.Tensor, key[7:]) if key.startswith("Tensor.") else getattr(lib, key)


def cases(keys=None):
    """(key, sample) pairs with readable ids, for pytest.mark.parametrize."""
    import pytest
    return [pytest.param(key, sample, id=f"{key}({sample!r})")
            for key in (SAMPLES if keys is None else keys) for sample in SAMPLES[key]]
