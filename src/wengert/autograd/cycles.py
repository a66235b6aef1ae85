"""What Python's cyclic collector is told before a full collection, so that it finds cycles through graphs."""
import gc
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType

from .. import _core

_LIMIT = 100_000               # objects looked at before one collection
_CLOSED = (type, ModuleType, CodeType, BuiltinFunctionType, str, bytes, int, float, bool, type(None))


def _parts(o):
    """What an object refers to, without the modules and classes that nearly everything refers to."""
    if isinstance(o, FunctionType):
        return [part for part in (o.__closure__, o.__defaults__, o.__kwdefaults__, o.__dict__) if part]
    if isinstance(o, dict) and "__builtins__" in o:
        return []
    return gc.get_referents(o)


def holders_within(roots):
    """The tensors and node handles that these objects reach."""
    seen, found, pending = set(), [], list(roots)
    while pending and len(seen) < _LIMIT:
        o = pending.pop()
        if id(o) in seen or isinstance(o, _CLOSED):
            continue
        seen.add(id(o))
        if isinstance(o, (_core.Tensor, _core.Node_)):
            found.append(o)
        pending += _parts(o)
    return found


def _before_collection(phase, info):
    """The collector's callback: only a full collection is worth the search."""
    if phase == "start" and info["generation"] == 2:
        roots = _core.objects_of_graphs()
        if roots:
            _core.show_to_collector(holders_within(roots))


def watch():
    """Begin to be called before collections."""
    gc.callbacks.append(_before_collection)
