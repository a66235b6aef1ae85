"""In these tests `torch` is Wengert and, where installed, PyTorch itself: what PyTorch fails is no specification."""
import importlib
import importlib.util
import warnings

import pytest

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
    engine.set_grad_enabled(True)
    engine.set_default_dtype(engine.float32)


@pytest.fixture
def leaf(torch):
    """Make a leaf that requires a gradient."""
    return lambda value, **options: torch.tensor(value, requires_grad=True, **options)
