"""Types of what operations return, found by calling them with the tests' samples."""
import functools

import probes
import wengert
from samples import SAMPLES, built, resolve

NAMED = "torch.return_types"           # where the named tuples of results pretend to live


def type_of(value):
    """The type of one result as a stub writes it."""
    if isinstance(value, wengert.Tensor):
        return "Tensor"
    if type(value).__module__ == NAMED:
        return class_name(type(value))
    if isinstance(value, (tuple, list)):
        return f"{type(value).__name__}[Tensor, ...]"
    return {bool: "_bool", int: "_int"}.get(type(value), type(value).__name__)


def class_name(kind):
    """What the stubs call a type of named results."""
    return f"_result_of_{kind.__name__}"


@functools.cache
def called(key):
    """The results of all samples of a key."""
    function, results = resolve(wengert, key), []
    for sample in SAMPLES[key]:
        args, kwargs = built(sample, lambda array, _: wengert.tensor(array), wengert)
        result = probes.attempt(function, *args, **kwargs)
        results += [] if result is None else [result]
    return results


def of(name):
    """The types that calls of an operation return, sorted; none where there are no samples."""
    keys = [key for key in (name, "Tensor." + name, "F." + name) if key in SAMPLES]
    return sorted({type_of(result) for key in keys for result in called(key)})


@functools.cache
def named():
    """The fields of every named tuple of results, with their types, by the name of its class."""
    found = {}
    for key in SAMPLES:
        for result in called(key):
            if type(result).__module__ == NAMED:
                found[class_name(type(result))] = {
                    field: type_of(getattr(result, field)) for field in type(result).__match_args__}
    return dict(sorted(found.items()))


def out_of(result):
    """The type of out= for a result of this type; None where a result cannot be written to tensors."""
    if result in named():
        return f"tuple[{', '.join(named()[result].values())}]"
    return result if result == "Tensor" or result.startswith("tuple[") else None
