"""What a workload is: one computation with its gradients, written once per engine in that engine's idiom."""
import importlib

import numpy as np
from engines import JOBS, available, has, namespace, package

FILES = ("workloads_scalar", "workloads_models", "workloads_networks", "workloads_derivatives",
         "workloads_elementwise", "workloads_arrays", "workloads_process")

all_workloads = {}  # name -> Workload, in order


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
    needs : sequence of str
        Names, dotted from the package, without which wengert and torch do not have this workload.
    limit : float, optional
        The goal where it is a value that wengert's must not exceed instead of a ratio to torch.
    """

    unit = "s"             # of the value: seconds, bytes ("B"), or a plain number ("")
    fresh_process = False  # else a job returns the value itself, measured by a process of its own
    counted = True         # in the geometric mean; not what a process measures or what an option adds
    goal = 2.0             # the least ratio to torch

    def __init__(self, name, title, size, tiny, per, builders, needs=(), limit=None):
        self.name, self.title, self.size, self.tiny, self.per, self.builders = name, title, size, tiny, per, builders
        self.needs, self.limit = needs, limit

    @property
    def operations(self):
        """By how many operations a job's time is divided."""
        return self.size[self.per] if self.per else 1

    def engines(self):
        """The installed engines that have this workload."""
        return [engine for engine in available() if engine in self.builders
                and (package(engine) not in ("wengert", "torch") or has(engine, self.needs))]

    def job(self, engine, tiny=False):
        """Build the inputs for an engine and return the function to time."""
        return self.builders[engine](**{**self.size, **(self.tiny if tiny else {})})

    def value(self, job, clock):
        """What the table shows of a job: its seconds per operation, read off a clock that takes a job."""
        return clock(job) / self.operations


class OptionWorkload(Workload):
    """A row for what an option costs: a job is timed with it and without it.

    A builder returns both jobs. The value is the time with the option over the time without it, or, where the size
    counts operations (`per`), the seconds that it adds to each.
    """

    counted = False

    @property
    def unit(self):
        """Seconds, or a plain number."""
        return "s" if self.per else ""

    def job(self, engine, tiny=False):
        """The two jobs as one that returns the gradients of both."""
        return Pair(*super().job(engine, tiny))

    def value(self, job, clock):
        """The cost of the option."""
        with_it, without = clock(job.with_it), clock(job.without)
        return (with_it - without) / self.operations if self.per else with_it / without


class Pair:
    """A job with an option and the same without it."""

    def __init__(self, with_it, without):
        self.with_it, self.without = with_it, without

    def __call__(self):
        return [*self.with_it(), *self.without()]


def workload(name, title, cases=({},), tiny=None, per=None, needs=(), limit=None, kind=Workload, **size):
    """Decorate the function that builds a workload for wengert and torch, called with either module first.

    Parameters
    ----------
    name, title : str
        As of :class:`Workload`; fields in braces are filled from the size.
    cases : sequence of dict
        One workload is registered for each, with these sizes added to `size`.
    tiny, per, needs, limit, **size
        As of :class:`Workload`.
    kind : type
        The class of the workloads.

    Returns
    -------
    decorator
        It gives the function two attributes. ``@function.peer("numpy")`` adds another engine's builder.
        ``@function.arrays("jax", "autograd")`` decorates one function for several engines that have NumPy's names:
        called with such a module and the sizes, it returns a loss, the arrays to differentiate with respect to and,
        if there are any, further arguments of the loss.
    """
    def add(function):
        builders = {engine: _with_module(function, engine) for engine in ("wengert", "torch", "torch-1")}
        for case in cases:
            full = {**size, **case}
            register(kind(name.format(**full), title.format(**full), full, tiny or {}, per, builders, needs, limit))

        def peer(engine):
            return lambda builder: builders.setdefault(engine, builder)

        def arrays(*engines):
            def add_all(builder):
                builders.update({engine: _of_arrays(builder, engine) for engine in engines})
                return builder
            return add_all
        function.peer, function.arrays = peer, arrays
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


def _of_arrays(function, engine):
    """A builder from a function that returns a loss, parameters and data."""
    def build(**size):
        loss, parameters, *data = function(namespace(engine), **size)
        return JOBS[engine](loss, parameters, data)
    return build


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
