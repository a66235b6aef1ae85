"""What a workload is: one computation with its gradients, written once per engine in that engine's idiom."""
import importlib
import importlib.util
from contextlib import contextmanager

import numpy as np

# In the order of the table's columns. torch-1 is torch on one thread: where the machine is busy or the arrays are
# small, its default number of threads is not its best.
ENGINES = ("wengert", "torch", "torch-1", "autograd", "micrograd")
FILES = ("workloads_scalar", "workloads_models", "workloads_elementwise", "workloads_arrays", "workloads_process")

all_workloads = {}  # name -> Workload, in order


def available():
    """The engines that are installed here, in the table's order."""
    return [engine for engine in ENGINES if importlib.util.find_spec(package(engine))]


def package(engine):
    """The package that an engine is."""
    return engine.removesuffix("-1")


@contextmanager
def threads_of(engine):
    """Use as many threads as the engine's name says, as many as it chooses by itself if it says nothing."""
    if not engine.endswith("-1"):
        yield
        return
    module = importlib.import_module(package(engine))
    default = module.get_num_threads()
    module.set_num_threads(1)
    try:
        yield
    finally:
        module.set_num_threads(default)


class Workload:
    """One row of the table: a computation at one size.

    Parameters
    ----------
    name : str
        Selects the workload on the command line.
    title : str
        What the table calls it.
    size : dict
        Keyword arguments of the functions that build it.
    tiny : dict
        Those to replace where only correctness matters.
    per : str, optional
        The key of `size` that counts operations; times are then given per operation.
    builders : dict
        engine -> function(**size) that makes the inputs and returns a job: a function without arguments that
        computes forward and backward and returns the gradients.
    """

    unit = "s"
    fresh_process = False  # else a job returns the value itself, measured by a process of its own

    def __init__(self, name, title, size, tiny, per, builders):
        self.name, self.title, self.size, self.tiny, self.per, self.builders = name, title, size, tiny, per, builders

    @property
    def operations(self):
        """By how many operations a job's time is divided."""
        return self.size[self.per] if self.per else 1

    def engines(self):
        """The installed engines that have this workload."""
        return [engine for engine in available() if engine in self.builders]

    def job(self, engine, tiny=False):
        """Build the inputs for an engine and return the function to time."""
        return self.builders[engine](**{**self.size, **(self.tiny if tiny else {})})


def workload(name, title, cases=({},), tiny=None, per=None, **size):
    """Decorate the function that builds a workload for wengert and torch, called with either module first.

    Parameters
    ----------
    name, title : str
        As of :class:`Workload`; fields in braces are filled from the size.
    cases : sequence of dict
        One workload is registered for each, with these sizes added to `size`.
    tiny, per, **size
        As of :class:`Workload`.

    Returns
    -------
    decorator
        It gives the function an attribute ``peer``: ``@function.peer("autograd")`` adds another engine's version.
    """
    def add(function):
        builders = {engine: _with_module(function, engine) for engine in ("wengert", "torch", "torch-1")}
        for case in cases:
            full = {**size, **case}
            register(Workload(name.format(**full), title.format(**full), full, tiny or {}, per, builders))

        def peer(engine):
            return lambda builder: builders.setdefault(engine, builder)
        function.peer = peer
        return function
    return add


def register(item):
    """Add a workload to the table; names are unique."""
    if item.name in all_workloads:
        raise ValueError(f"there are two workloads named {item.name!r}")
    all_workloads[item.name] = item


def _with_module(function, engine):
    """A builder that imports the engine only when it is used."""
    return lambda **size: function(importlib.import_module(package(engine)), **size)


def load():
    """Import the files of workloads; returns all workloads by name."""
    for name in FILES:
        importlib.import_module(name)
    return all_workloads


def values(*shape, dtype="float32", seed=0):
    """Normally distributed numbers, the same for every engine."""
    return np.random.default_rng(seed).normal(size=shape).astype(dtype)


def leaf(xp, array):
    """A tensor to differentiate with respect to."""
    return xp.tensor(array, requires_grad=True)


def backward_job(loss, parameters):
    """The job of a training loop: compute a loss, call backward, take the gradients and clear them.

    Parameters
    ----------
    loss : callable
        Returns the loss, a tensor of one element.
    parameters : list of Tensor
        Leaves.
    """
    def job():
        loss().backward()
        gradients = [p.grad for p in parameters]
        for p in parameters:
            p.grad = None
        return gradients
    return job


def as_arrays(gradients):
    """What a job returned, of whichever engine, as NumPy arrays."""
    return [np.asarray(g.detach().numpy() if hasattr(g, "detach") else g) for g in gradients]


def disagreement(gradients, reference):
    """Say how gradients differ from the reference's, or return None where they agree.

    The largest difference may be 1e-3 of the largest value in float32, 1e-9 in float64.
    """
    if len(gradients) != len(reference):
        return f"{len(gradients)} gradients, not {len(reference)}"
    for k, (ours, theirs) in enumerate(zip(gradients, reference)):
        if ours.shape != theirs.shape:
            return f"gradient {k} has shape {ours.shape}, not {theirs.shape}"
        tolerance = 1e-3 if np.float32 in (ours.dtype, theirs.dtype) else 1e-9
        scale = max(float(np.abs(theirs).max(initial=0.0)), 1e-30)
        error = float(np.abs(ours - theirs).max(initial=0.0)) / scale
        if not error <= tolerance:
            return f"gradient {k} differs by {error:.1e} of its largest value"
    return None
