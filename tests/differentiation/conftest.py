"""In these tests `torch` is Wengert and, where installed, PyTorch itself: what PyTorch fails is no specification."""
import gc
import importlib
import importlib.util
import warnings
import weakref

import pytest
from autograd_helpers import Token

ENGINES = ["wengert"] + ["torch"] * (importlib.util.find_spec("torch") is not None)


@pytest.fixture(params=ENGINES)
def torch(request):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        engine = importlib.import_module(request.param)
    if request.param == "torch":
        engine.set_warn_always(True)  # else a warning may have been given in an earlier test
    engine.set_grad_enabled(True)
    engine.set_default_dtype(engine.float32)
    yield engine
    engine.autograd.set_detect_anomaly(False)
    engine.set_grad_enabled(True)
    engine.set_default_dtype(engine.float32)


@pytest.fixture
def leaf(torch):
    """Make a leaf that requires a gradient."""
    return lambda value, **options: torch.tensor(value, requires_grad=True, **options)


@pytest.fixture
def counting():
    """No cyclic collection: what dies here dies by its count."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
    gc.collect()


@pytest.fixture
def marked(torch):
    """Apply a function whose node holds a token; gives the result and a weak reference to the token."""

    class Marked(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, token):
            ctx.token = token
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * 2 + 0 * x, None

    def apply(x):
        token = Token()
        return Marked.apply(x, token), weakref.ref(token)

    return apply
