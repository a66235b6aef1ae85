"""Every test starts, and leaves the next one, in the default state: float32, recording on."""
import pytest

import wengert as wg


@pytest.fixture(autouse=True)
def default_state():
    wg.set_default_dtype(wg.float32)
    wg.set_grad_enabled(True)
    yield
    wg.set_default_dtype(wg.float32)
    wg.set_grad_enabled(True)
