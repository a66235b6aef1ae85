"""Checkpoints: regions of a computation that keep their inputs only, and are computed again by the backward pass."""
import contextlib
import warnings

from .. import _core, errors
from ..autograd.graph import saved_tensors_hooks
from ..errors import CheckpointError
from ._recomputation import GraphExecGroup, Region

__all__ = ["checkpoint", "checkpoint_sequential", "CheckpointError", "noop_context_fn", "set_checkpoint_early_stop",
           "set_checkpoint_debug_enabled", "GraphExecGroup"]

_early_stop = None              # what set_checkpoint_early_stop says; None: each call decides
_debug = None                   # the same for set_checkpoint_debug_enabled


def noop_context_fn():
    """Two contexts that do nothing: the default of :func:`checkpoint`'s `context_fn`.

    Examples
    --------
    >>> from wengert.utils.checkpoint import noop_context_fn
    >>> forward, recomputation = noop_context_fn()
    """
    return contextlib.nullcontext(), contextlib.nullcontext()


def checkpoint(function, *args, use_reentrant=None, context_fn=noop_context_fn, determinism_check="default",
               debug=False, early_stop=True, **kwargs):
    """Call a function so that it saves nothing for the backward pass, which calls it again instead.

    Parameters
    ----------
    function : callable
        Must compute the same from the same arguments at each call.
    *args, **kwargs
        Its arguments. ``preserve_rng_state=False`` is not handed on: it leaves out that random numbers, those of
        Wengert and of ``numpy.random``, are drawn again as in the first call.
    use_reentrant : bool
        There is one implementation, which can do what each of PyTorch's two can; with True it refuses what the older
        one does not have: keyword arguments, `context_fn` and `debug`. Left out, it means True and warns.
    context_fn : callable
        Gives two context managers, one around the first call and one around those of backward passes.
    determinism_check : {"default", "none"}
        Whether shapes and types of what is computed again are compared with the first ones.
    debug : bool
        Keep for each saved tensor where it was saved, for the message if the two calls do not agree.
    early_stop : bool
        Leave the function when it has computed all that is needed.

    Returns
    -------
    Any
        What the function returns.

    Raises
    ------
    CheckpointError
        In the backward pass, if the function saves other tensors than at first.
    RuntimeError
        In the backward pass, if an argument was written in between.

    Examples
    --------
    >>> import wengert
    >>> from wengert.utils.checkpoint import checkpoint
    >>> x = wengert.tensor([1., 2.], requires_grad=True)
    >>> y = checkpoint(lambda x: x.exp().sin(), x, use_reentrant=False)
    >>> y.sum().backward()
    >>> bool((x.grad == x.exp().cos() * x.exp()).all())
    True
    """
    preserve_rng_state = kwargs.pop("preserve_rng_state", True)
    if _explicit(use_reentrant):
        if kwargs:
            raise errors.ArgumentError(f"Unexpected keyword arguments: {', '.join(kwargs)}. use_reentrant=False takes "
                                       "them.", kind=ValueError)
        if context_fn is not noop_context_fn or debug:
            raise errors.ArgumentError("Passing `context_fn` or `debug` is only supported when use_reentrant=False.",
                                       kind=ValueError)
    if determinism_check not in ("default", "none"):
        raise errors.ArgumentError("determinism_check should be one of ['default', 'none'], but got "
                                   f"{determinism_check!r}", kind=ValueError)
    debug = debug if _debug is None else _debug
    if debug and context_fn is not noop_context_fn:
        raise errors.ArgumentError("debug=True is incompatible with non-default context_fn", kind=ValueError)
    around_forward, around_recomputation = context_fn()
    if not _core.is_grad_enabled():
        return function(*args, **kwargs)
    region = Region(function, args, kwargs, around_recomputation, preserve_rng_state, determinism_check == "default",
                    early_stop if _early_stop is None else _early_stop, debug)
    with saved_tensors_hooks(region.pack, region.unpack), around_forward:
        result = function(*args, **kwargs)
        region.complete = True
    if not region.complete:
        raise CheckpointError("torch.utils.checkpoint: the forward context provided by context_fn suppressed an "
                              "exception raised during the checkpointed forward: there is no result to return.")
    return result


def _explicit(use_reentrant):
    """What is meant by `use_reentrant`; None as in PyTorch."""
    if use_reentrant is None:
        warnings.warn("torch.utils.checkpoint: the use_reentrant parameter should be passed explicitly. "
                      "use_reentrant=False is recommended; True is taken.", UserWarning, stacklevel=3)
        return True
    return use_reentrant


def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
    """Call functions one after the other, with a checkpoint for each of several segments but the last.

    Parameters
    ----------
    functions : sequence of callable
        Each takes what the one before returned; or a module whose ``children()`` are meant.
    segments : int
        How many there are to be.
    input : Any
        What the first function takes.
    use_reentrant : bool
        As for :func:`checkpoint`.
    **kwargs
        ``preserve_rng_state`` as for :func:`checkpoint`.

    Returns
    -------
    Any
        What the last function returns.

    Examples
    --------
    >>> import wengert
    >>> from wengert.utils.checkpoint import checkpoint_sequential
    >>> x = wengert.tensor(0.5, requires_grad=True)
    >>> layers = [wengert.sin, wengert.exp, wengert.tanh, wengert.sqrt]
    >>> checkpoint_sequential(layers, 2, x, use_reentrant=False).backward()
    >>> x.grad
    tensor(0.1079)
    """
    preserve_rng_state = kwargs.pop("preserve_rng_state", True)
    if kwargs:
        raise errors.ArgumentError(f"Unexpected keyword arguments: {', '.join(kwargs)}", kind=ValueError)
    use_reentrant = _explicit(use_reentrant)
    functions = list(functions.children() if hasattr(functions, "children") else functions)
    if not 0 < segments <= len(functions):
        raise errors.ArgumentError(f"segments must lie between 1 and the number of functions, {len(functions)}, but is "
                                   f"{segments}", kind=ValueError)

    def chain(part):
        def run(value):
            for function in part:
                value = function(value)
            return value
        return run

    length = len(functions) // segments
    last = length * (segments - 1)
    for start in range(0, last, length):
        input = checkpoint(chain(functions[start:start + length]), input, use_reentrant=use_reentrant,
                           preserve_rng_state=preserve_rng_state)
    return chain(functions[last:])(input)


@contextlib.contextmanager
def set_checkpoint_early_stop(enable):
    """Decide `early_stop` for all checkpoints that are made inside; None leaves it to each.

    Examples
    --------
    >>> from wengert.utils.checkpoint import set_checkpoint_early_stop
    >>> with set_checkpoint_early_stop(False):
    ...     pass
    """
    global _early_stop
    before, _early_stop = _early_stop, enable
    try:
        yield
    finally:
        _early_stop = before


@contextlib.contextmanager
def set_checkpoint_debug_enabled(enabled):
    """Decide `debug` for all checkpoints that are made inside; None leaves it to each.

    Examples
    --------
    >>> from wengert.utils.checkpoint import set_checkpoint_debug_enabled
    >>> with set_checkpoint_debug_enabled(True):
    ...     pass
    """
    global _debug
    before, _debug = _debug, enabled
    try:
        yield
    finally:
        _debug = before
