"""Grad modes: each is a context manager and a decorator, of functions, generators and coroutines."""
import functools
import inspect
import types
import warnings
from _thread import _local as thread_local     # threading.local, without half a millisecond for importing threading

from .. import _core, errors


class _Decorator:
    """Makes a context manager class work as a decorator, with a new instance for every call."""

    def clone(self):
        """A new instance with the same arguments."""
        return type(self)()

    def __call__(self, function):
        if isinstance(function, type):
            warnings.warn("Decorating classes is deprecated and will be disabled in future versions. You "
                          "should only decorate functions or methods.", FutureWarning, stacklevel=2)
            function.__init__ = self(function.__init__)
            return function
        if inspect.isgeneratorfunction(function):
            return self._wrap_generator(function)
        if inspect.iscoroutinefunction(function):
            return self._wrap_coroutine(function)
        if inspect.isasyncgenfunction(function):
            return self._wrap_async_generator(function)

        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            with self.clone():
                return function(*args, **kwargs)
        return wrapped

    def _driven(self, inner):
        """Run a generator or coroutine with the mode on while it runs, not while its consumer does."""
        step, value = inner.send, None
        try:
            while True:
                with self.clone():
                    out = step(value)
                try:
                    value = yield out
                    step = inner.send
                except GeneratorExit:
                    with self.clone():
                        inner.close()
                    raise
                except BaseException as e:
                    step, value = inner.throw, e
        except StopIteration as e:
            return e.value

    def _wrap_generator(self, function):
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            return (yield from self._driven(function(*args, **kwargs)))
        return wrapped

    def _wrap_coroutine(self, function):
        @functools.wraps(function)
        async def wrapped(*args, **kwargs):
            return await self._awaited(function(*args, **kwargs))
        return wrapped

    @types.coroutine
    def _awaited(self, coroutine):
        """The coroutine, driven, as something that can be awaited."""
        return (yield from self._driven(coroutine))

    def _wrap_async_generator(self, function):
        @functools.wraps(function)
        async def wrapped(*args, **kwargs):
            inner = function(*args, **kwargs)
            step, value = inner.asend, None
            while True:
                try:
                    out = await self._awaited(_steps(step(value)))
                except StopAsyncIteration:
                    return
                try:
                    value = yield out
                    step = inner.asend
                except GeneratorExit:
                    await self._awaited(_steps(inner.aclose()))
                    raise
                except BaseException as e:
                    step, value = inner.athrow, e
        return wrapped


async def _steps(awaitable):
    """A coroutine of any awaitable."""
    return await awaitable


class no_grad(_core.no_grad_, _Decorator):
    """Nothing is recorded inside.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.ones(1, requires_grad=True)
    >>> with wengert.no_grad():
    ...     (x * 2).requires_grad
    False
    """

    def __new__(cls, function=None):
        """With a function: decorate it."""
        self = super().__new__(cls)
        return self if function is None else self(function)


class enable_grad(_core.enable_grad_, _Decorator):
    """Recording again inside a :class:`no_grad` block.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.ones(1, requires_grad=True)
    >>> with wengert.no_grad(), wengert.enable_grad():
    ...     (x * 2).requires_grad
    True
    """

    def __new__(cls, function=None):
        """With a function: decorate it."""
        self = super().__new__(cls)
        return self if function is None else self(function)


class inference_mode(_core.inference_mode_, _Decorator):
    """Like :class:`no_grad`, and what is made inside can never become part of a graph.

    Parameters
    ----------
    mode : bool
        False leaves an outer inference mode.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.ones(1, requires_grad=True)
    >>> with wengert.inference_mode():
    ...     y = x * 2
    >>> y.is_inference(), y.requires_grad
    (True, False)
    """

    def __new__(cls, mode=True):
        """With a function: decorate it."""
        self = super().__new__(cls)
        if isinstance(mode, bool):
            return self
        self.__init__()
        return self(mode)

    def clone(self):
        """A new instance for one call."""
        return inference_mode(self.mode)


class set_grad_enabled(_Decorator):
    """Recording on or off: at once as a function, until the end of the block as a context manager.

    Examples
    --------
    >>> import wengert
    >>> with wengert.set_grad_enabled(False):
    ...     wengert.is_grad_enabled()
    False
    """

    def __init__(self, mode):
        if not isinstance(mode, bool):
            raise errors.DtypeError(f"set_grad_enabled(): argument 'mode' must be bool, not {type(mode).__name__}")
        self.mode = mode
        self.before = _core.is_grad_enabled()
        _core._set_grad_enabled(self.mode)

    def __call__(self, function):
        _core._set_grad_enabled(self.before)
        return super().__call__(function)

    def clone(self):
        """A new instance for one call."""
        return set_grad_enabled(self.mode)

    def __enter__(self):
        _core._set_grad_enabled(self.mode)

    def __exit__(self, kind, value, trace):
        _core._set_grad_enabled(self.before)


class set_multithreading_enabled(_Decorator):
    """Accepted as in PyTorch, where it keeps a pass on the calling thread: here passes always run on it.

    Examples
    --------
    >>> import wengert
    >>> with wengert.autograd.set_multithreading_enabled(False):
    ...     wengert.autograd.is_multithreading_enabled()
    False
    """

    _state = thread_local()

    def __init__(self, mode):
        if not isinstance(mode, bool):
            raise errors.DtypeError("set_multithreading_enabled(): argument 'enabled' (position 1) must be bool, not "
                                    f"{type(mode).__name__}")
        self.mode, self.before = mode, is_multithreading_enabled()
        self._state.mode = mode

    def clone(self):
        """A new instance for one call."""
        return set_multithreading_enabled(self.mode)

    def __enter__(self):
        pass

    def __exit__(self, kind, value, trace):
        self._state.mode = self.before


def is_multithreading_enabled():
    """What :class:`set_multithreading_enabled` said last on this thread; True to begin with.

    Examples
    --------
    >>> import wengert
    >>> wengert.autograd.is_multithreading_enabled()
    True
    """
    return getattr(set_multithreading_enabled._state, "mode", True)


class enforce_grad_layout_policy(_Decorator):
    """Whether the first gradient of a leaf is brought into the leaf's memory layout, on this thread.

    Parameters
    ----------
    enable : bool
        False: a gradient that nobody else holds is kept as it arrives, whatever its strides, and not copied.

    Examples
    --------
    >>> import wengert
    >>> x = wengert.ones(2, 3, requires_grad=True)
    >>> with wengert.autograd.enforce_grad_layout_policy(False):
    ...     (x * wengert.ones(3, 2).t()).backward(wengert.ones(3, 2).t())
    >>> x.grad.stride()
    (1, 2)
    """

    def __init__(self, enable=True):
        if not isinstance(enable, bool):
            raise errors.DtypeError("enforce_grad_layout_policy(): argument 'enable' must be bool, not "
                                    f"{type(enable).__name__}")
        self.mode = enable
        self.before = not _core._set_any_layout(not enable)

    def __call__(self, function):
        _core._set_any_layout(not self.before)
        return super().__call__(function)

    def clone(self):
        """A new instance for one call."""
        return enforce_grad_layout_policy(self.mode)

    def __enter__(self):
        pass

    def __exit__(self, kind, value, trace):
        _core._set_any_layout(not self.before)

