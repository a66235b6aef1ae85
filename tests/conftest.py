"""Every test starts, and leaves the next one, in the default state: float32, recording on.

With WENGERT_TEST_COLLECT=N in the environment the cyclic collector makes a full collection at every N-th call of a
function while tests run, on every thread.
"""
import gc
import itertools
import os
import sys
import threading

import pytest

import wengert as wg


@pytest.fixture(autouse=True)
def default_state():
    wg.set_default_dtype(wg.float32)
    wg.set_grad_enabled(True)
    yield
    wg.set_default_dtype(wg.float32)
    wg.set_grad_enabled(True)


EVERY = int(os.environ.get("WENGERT_TEST_COLLECT", 0))


def collecting(calls):
    """A profile function that counts calls and collects at every EVERY-th of them, unless a test has that off."""
    def profile(frame, event, argument):
        if event.endswith("call") and next(calls) % EVERY == 0 and gc.isenabled():
            gc.collect()
    return profile


@pytest.fixture(autouse=EVERY > 0)
def forced_collections():
    gc.collect()
    gc.freeze()                        # what is here already would only make each collection slow
    profile = collecting(itertools.count(1))
    threading.setprofile(profile)
    sys.setprofile(profile)
    yield
    sys.setprofile(None)
    threading.setprofile(None)
    gc.unfreeze()
