"""Grad modes: each is a context manager and a decorator, of functions, generators and classes."""
import functools

from .. import _core


class Decorator:
    """Makes a context manager class work as a decorator, with a new instance for every call."""

    def clone(self):
        """A new instance with the same arguments."""
        return type(self)()

    def __call__(self, function):
        if isinstance(function, type):
            function.__init__ = self(function.__init__)
            return function
        if function.__code__.co_flags & 0x20 if hasattr(function, "__code__") else False:
            return self._wrap_generator(function)

        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            with self.clone():
                return function(*args, **kwargs)
        return wrapped

    def _wrap_generator(self, function):
        """The mode holds while the generator runs, not while its consumer does."""
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            generator = function(*args, **kwargs)
            send, value = generator.send, None
            try:
                while True:
                    with self.clone():
                        out = send(value)
                    try:
                        value = yield out
                        send = generator.send
                    except GeneratorExit:
                        with self.clone():
                            generator.close()
                        raise
                    except BaseException as e:
                        send, value = generator.throw, e
            except StopIteration as e:
                return e.value
        return wrapped


class no_grad(_core.no_grad_, Decorator):
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


class enable_grad(_core.enable_grad_, Decorator):
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


class inference_mode(_core.inference_mode_, Decorator):
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


class set_grad_enabled(Decorator):
    """Recording on or off: at once as a function, until the end of the block as a context manager.

    Examples
    --------
    >>> import wengert
    >>> with wengert.set_grad_enabled(False):
    ...     wengert.is_grad_enabled()
    False
    """

    def __init__(self, mode):
        self.mode = bool(mode)
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
