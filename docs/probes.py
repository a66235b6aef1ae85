"""What an operation of the vocabulary can do, found by calling it: in any library with PyTorch's names.

A record says which forms there are (``f`` function, ``m`` method or attribute, ``_`` in place, ``o`` out=), the type
of the result for each accepted element type, and the types in which a gradient, and its gradient, can be taken.
"""
import functools
import pathlib
import sys
import warnings

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests"))

from samples import SAMPLES, arguments, arrays, in_type, resolve, suitable, tensors_in  # noqa: E402
from vocabulary import SECOND_NAMES  # noqa: E402

CODES = {"bool": "b", "uint8": "u1", "int8": "i1", "int16": "i2", "int32": "i4", "int64": "i8", "float16": "f2",
         "float32": "f4", "float64": "f8", "complex64": "c8", "complex128": "c16"}
DIFFERENTIATED = ("float16", "float32", "float64", "complex64", "complex128")

# Operations without samples: a call with a vector x of the element type.
CALLS = {
    "__radd__": lambda lib, x: x.__radd__(2), "__rsub__": lambda lib, x: x.__rsub__(2),
    "__rmul__": lambda lib, x: x.__rmul__(2), "__rdiv__": lambda lib, x: x.__rdiv__(2),
    "__rmod__": lambda lib, x: x.__rmod__(2), "__rpow__": lambda lib, x: x.__rpow__(2),
    "__rand__": lambda lib, x: x.__rand__(1), "__ror__": lambda lib, x: x.__ror__(1),
    "__rxor__": lambda lib, x: x.__rxor__(1), "__rmatmul__": lambda lib, x: x.__rmatmul__(x),
    "T": lambda lib, x: x.reshape(1, -1).T, "H": lambda lib, x: x.reshape(1, -1).H,
    "mT": lambda lib, x: x.reshape(1, -1).mT, "mH": lambda lib, x: x.reshape(1, -1).mH,
    "adjoint": lambda lib, x: x.reshape(1, -1).adjoint(),
    "real": lambda lib, x: lib.real(x), "imag": lambda lib, x: lib.imag(x),
    "broadcast_shapes": lambda lib, x: lib.broadcast_shapes(x.shape, (1, 1)),
    "broadcast_tensors": lambda lib, x: lib.broadcast_tensors(x, x.reshape(-1, 1)),
    "item": lambda lib, x: x[0].item(), "resize_": lambda lib, x: x.clone().resize_(2),
    "resize_as_": lambda lib, x: x.clone().resize_as_(x), "zero_": lambda lib, x: x.clone().zero_(),
    "squeeze_": lambda lib, x: x.clone().squeeze_(), "t_": lambda lib, x: x.clone().t_(),
    "transpose_": lambda lib, x: x.clone().transpose_(0, 0),
    "unsqueeze_": lambda lib, x: x.clone().unsqueeze_(0),
    "Generator": lambda lib, x: lib.Generator(), "as_tensor": lambda lib, x: lib.as_tensor(x),
    "asarray": lambda lib, x: lib.asarray(x), "tensor": lambda lib, x: lib.tensor([1, 0], dtype=x.dtype),
    "scalar_tensor": lambda lib, x: lib.scalar_tensor(1, dtype=x.dtype), "fill": lambda lib, x: lib.fill(x, 1),
    "from_numpy": lambda lib, x: lib.from_numpy(x.detach().numpy()),
    "from_dlpack": lambda lib, x: lib.from_dlpack(x.detach()),
    "frombuffer": lambda lib, x: lib.frombuffer(bytearray(32), dtype=x.dtype),
    "empty_like": lambda lib, x: lib.empty_like(x), "full_like": lambda lib, x: lib.full_like(x, 1),
    "ones_like": lambda lib, x: lib.ones_like(x), "zeros_like": lambda lib, x: lib.zeros_like(x),
    "rand_like": lambda lib, x: lib.rand_like(x), "randn_like": lambda lib, x: lib.randn_like(x),
    "randint_like": lambda lib, x: lib.randint_like(x, 0, 2), "new_empty": lambda lib, x: x.new_empty((2,)),
    "new_empty_strided": lambda lib, x: x.new_empty_strided((2,), (1,)),
    "new_full": lambda lib, x: x.new_full((2,), 1), "new_ones": lambda lib, x: x.new_ones((2,)),
    "new_zeros": lambda lib, x: x.new_zeros((2,)), "initial_seed": lambda lib, x: lib.initial_seed(),
    "seed": lambda lib, x: lib.Generator().seed(), "manual_seed": lambda lib, x: lib.Generator().manual_seed(1),
    "bernoulli": lambda lib, x, **out: lib.bernoulli(x * 0, **out),
    "normal": lambda lib, x, **out: lib.normal(x, 1.0, **out),
    "multinomial": lambda lib, x, **out: lib.multinomial(x * 0 + 1, 2, **out),
    "complex": lambda lib, x, **out: lib.complex(x, x, **out), "polar": lambda lib, x, **out: lib.polar(x, x, **out),
    "view_as_complex": lambda lib, x: lib.view_as_complex(x.reshape(1, 2)),
    "view_as_real": lambda lib, x: lib.view_as_real(x),
    "view_as_real_copy": lambda lib, x: lib.view_as_real_copy(x),
    "nn.functional.ctc_loss": lambda lib, x: lib.nn.functional.ctc_loss(
        lib.stack([x, x]).log_softmax(1), lib.tensor([1]), (2,), (1,)),
    "nn.functional.gumbel_softmax": lambda lib, x: lib.nn.functional.gumbel_softmax(x),
    "nn.functional.dropout": lambda lib, x: lib.nn.functional.dropout(x, 0.5),
    "cauchy": lambda lib, x: x.clone().cauchy_(), "exponential": lambda lib, x: x.clone().exponential_(),
    "geometric": lambda lib, x: x.clone().geometric_(0.5), "log_normal": lambda lib, x: x.clone().log_normal_(),
    "uniform": lambda lib, x: x.clone().uniform_(),
    "tril_indices": lambda lib, x: lib.tril_indices(2, 2), "triu_indices": lambda lib, x: lib.triu_indices(2, 2),
}
# Functions that make tensors of a given type: their arguments.
MADE = {"arange": (3,), "empty": (2,), "empty_permuted": ((2, 3), (1, 0)), "empty_strided": ((2,), (1,)), "eye": (2,),
        "full": ((2,), 1), "linspace": (1, 2, 3), "logspace": (0, 1, 3), "ones": (2,), "rand": (2,),
        "randint": (0, 2, (2,)), "randn": (2,), "randperm": (2,), "zeros": (2,)}
for _name, _args in MADE.items():
    CALLS[_name] = lambda lib, x, _name=_name, _args=_args, **out: getattr(lib, _name)(*_args, dtype=x.dtype, **out)
for _name in ("bool", "byte", "char", "short", "int", "long", "half", "float", "double", "cfloat", "cdouble"):
    CALLS[_name] = lambda lib, x, _name=_name: getattr(x, _name)()


def function_of(lib, name):
    """The function of a name, which may stand in a sub-namespace; None where there is none."""
    return functools.reduce(lambda owner, part: getattr(owner, part, None), name.split("."), lib)


def has(lib, name):
    """Whether a library has an operation, as a function or a method."""
    return function_of(lib, name) is not None or hasattr(lib.Tensor, name) or hasattr(lib.Tensor, name + "_")


def keys_of(name):
    """The keys of SAMPLES that test an operation, perhaps under its first name, with the key that calls this name."""
    names = [name, SECOND_NAMES.get(name)] + ([name[:-1]] if name.endswith("_") else [])
    for base in filter(None, names):
        for key in (base, "Tensor." + base, "." + base):
            if key in SAMPLES:
                called = key.removesuffix(base) + name
                yield key, "Tensor." + name if name.endswith("_") else called
    if name == "__getitem__":
        yield "[]", "[]"
    if name not in SAMPLES and "F." + name.removeprefix("nn.functional.") in SAMPLES:
        yield ("F." + name.removeprefix("nn.functional."),) * 2
    if name.startswith("nn.functional.") and name.endswith("_") and "F." + name[14:-1] in SAMPLES:
        yield "F." + name[14:-1], "F." + name[14:]


def calls_of(lib, name):
    """The calls to try: functions of (element type, with gradient, further keywords) -> (results, inputs)."""
    out = []
    for key, called in keys_of(name):
        try:
            function = resolve(lib, called)
        except AttributeError:
            continue
        samples = suitable(SAMPLES[key])
        for sample in [s for s in samples if all(a.size for a in arrays(s))] or samples:     # too little refuses little
            def call(dtype, grad=False, function=function, sample=sample, in_place=called.endswith("_"), **more):
                args, kwargs, inputs = arguments(lib, sample, dtype, grad, in_place)
                return tensors_in(function(*args, **kwargs, **more)), inputs
            out.append(call)
    if not out and name in CALLS:
        def call(dtype, grad=False, **more):
            x = lib.tensor(in_type(np.array([1.5, 0.5]), dtype))
            if grad:
                x.requires_grad_()
            return tensors_in(CALLS[name](lib, x, **more)), [x]
        out.append(call)
    return out


def attempt(call, *args, **kwargs):
    """What a call gives, or None if it is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return call(*args, **kwargs)
        except Exception:                # what is raised is the tests' business
            return None


def code_of(result):
    """The short name of a result's element type."""
    dtype = getattr(result, "dtype", None)
    return CODES.get(str(dtype).removeprefix("torch."), "-")


def gradients(lib, call, dtype):
    """How often a call can be differentiated in an element type: 0, 1 or 2 (twice or more)."""
    done = attempt(call, dtype, True)
    if done is None:
        return 0
    outs, inputs = done
    outs = [out for out in outs if isinstance(out, lib.Tensor) and out.requires_grad]
    if not outs or not inputs:
        return 0

    def norm(tensors):
        parts = [(t * t.conj()).sum() for t in tensors]
        return sum(p.real if p.is_complex() else p for p in parts)

    first = attempt(lambda: lib.autograd.grad(norm(outs), inputs, create_graph=True, allow_unused=True))
    if first is None:
        return 0
    first = [g for g in first if g is not None and g.requires_grad]
    if not first:
        return 1
    return 2 if attempt(lambda: lib.autograd.grad(norm(first), inputs, allow_unused=True)) is not None else 1


def plain_calls(lib, name):
    """Calls of the function of this name that give only tensors: (function, arguments, keywords, results)."""
    function = function_of(lib, name)
    if not callable(function):
        return
    for key, _ in keys_of(name):
        for sample in suitable(SAMPLES[key]):
            for dtype in ("float32", "int64", "bool"):
                args, kwargs, _ = arguments(lib, sample, dtype)
                results = attempt(lambda: tensors_in(function(*args, **kwargs)))
                if results is not None and all(isinstance(r, lib.Tensor) for r in results):
                    yield function, args, kwargs, results
                    break


def as_out(tensors):
    """Tensors as the argument out= takes them."""
    return tensors[0] if len(tensors) == 1 else tuple(tensors)


def takes_out(lib, name):
    """Whether the function of this name takes out=."""
    for function, args, kwargs, results in plain_calls(lib, name):
        outs = as_out([lib.empty(0, dtype=r.dtype) for r in results])
        if attempt(function, *args, **kwargs, out=outs) is not None:
            return True
    return not any(keys_of(name)) and any(
        attempt(call, dtype, out=lib.empty(0, dtype=getattr(lib, kind))) is not None
        for call in calls_of(lib, name) for dtype, kind in (("float32", "float32"), ("float32", "complex64"),
                                                            ("float32", "int64")))


@functools.cache
def probe(lib, name):
    """The record of one operation; None where the library does not have it."""
    if not has(lib, name):
        return None
    calls = calls_of(lib, name)
    forms = "".join(letter for letter, there in (
        ("f", function_of(lib, name) is not None), ("m", hasattr(lib.Tensor, name)),
        ("_", not name.startswith("__") and (name.endswith("_") or hasattr(lib.Tensor, name + "_"))),
        ("o", takes_out(lib, name))) if there)
    forward, first, second = [], [], []
    for dtype, code in CODES.items():
        done = [r for r in (attempt(call, dtype) for call in calls) if r is not None]
        if not done:
            continue
        forward.append(code + ">" + ",".join(code_of(result) for result in done[0][0]))
        if dtype in DIFFERENTIATED:
            order = max((gradients(lib, call, dtype) for call in calls), default=0)
            first += [code] * (order > 0)
            second += [code] * (order > 1)
    return {"forms": forms, "forward": " ".join(forward), "gradient": " ".join(first), "second": " ".join(second)}
