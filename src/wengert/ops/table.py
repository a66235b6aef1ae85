"""The form of the table of operations: one row is one decorated function.

The function's signature is the operation's, its docstring the reference entry. The decorator gives the
kernel and one rule per differentiable argument::

    @elementwise(np.exp, input=lambda g, result: g * result)
    def exp(input):
        \"\"\"e to the power of each element.\"\"\"

A rule gets the cotangent ``g`` and whatever its parameter names ask for: an argument's value, ``result``,
``<argument>_shape``, or an argument that is no tensor. What is saved follows from these names. Rules are
written in differentiable operations, so they can themselves be differentiated.
"""

from .. import _core

ALIASES = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other",
           "axis0": "dim0", "axis1": "dim1"}
rows = []          # every row, in order
composites = {}    # name -> row of an operation made of others
also = {}          # second names: name -> the operation's own name


def same(g):
    """The rule of an argument whose cotangent is the result's own."""
    return g


class Row:
    """One operation of the table; see the module's text."""

    aliases = ALIASES

    def __init__(self, function, rules, *, elementwise=False, ufunc=None, impl=None, node=None, suffix="0",
                 promote="", integer_copy=False, kernel=None, saved="", tensors="input other", outputs=(),
                 method=True, inplace=False, out=False, python=False, fallback=None, samples=None, nin=None,
                 real=False, costly=False, composite=False, renamed=None, each=None):
        code = function.__code__
        if "shape" in code.co_varnames:
            self.aliases = {**ALIASES, "size": "shape"}
        if renamed:
            self.aliases = {**self.aliases, **renamed}
        self.name = function.__name__
        self.doc = function.__doc__
        self.function = function
        names = code.co_varnames
        count = code.co_argcount
        keyword_only = code.co_kwonlyargcount
        star = bool(code.co_flags & 4)
        self.params = names[:count] + ((names[count + keyword_only],
                                        ) if star else ()) + names[count:count + keyword_only]
        self.varargs = count if star else -1
        self.npos = count + star
        self._defaults = function.__defaults__ or (), function.__kwdefaults__ or {}
        self.elementwise = elementwise
        self.nin = nin or min(count, 4)
        self.ufunc, self.impl, self.kernel = ufunc, impl, kernel or self.name.lstrip("_")
        self.promote, self.integer_copy, self.real, self.costly = promote, integer_copy, real, costly
        self.node = node or "".join(part.capitalize() for part in self.name.split("_"))
        self.suffix = suffix
        self.outputs = outputs
        self.method, self.inplace, self.out = method, inplace, out
        self.composite = composite
        self.each = each            # of a loss that is reduced at once: the operation per element
        self.forward = function if python else None
        self.fallback, self.samples = fallback, samples
        self.rules = rules
        self._tensors = tensors.split()
        self._resolve(saved.split())

    def _resolve(self, saved):
        """Work out, from the names of the rules' parameters, what is saved and how a rule is called."""
        params = self.params
        self.tensor_params = {k for k, name in enumerate(params) if name in self._tensors}
        self.rule_inputs = {params.index(name) for name in self.rules if name != "each"}
        self.last_input = max(self.rule_inputs, default=0)
        wanted = []
        for rule in self.rules.values():
            wanted += [name for name in rule.__code__.co_varnames[1:rule.__code__.co_argcount] if name not in wanted]
        if self.forward is not None:
            saved = [name for name in wanted if name == "result" or name in self.outputs
                     or name in params and params.index(name) in self.tensor_params]
        self.saves = saved
        self.uses = {}
        plans = []
        for name, rule in self.rules.items():
            k = -1 if name == "each" else params.index(name)
            asked = rule.__code__.co_varnames[1:rule.__code__.co_argcount]
            plans.append((k, rule, tuple(self._entry(a, saved) for a in asked)))
            self.uses[k] = "".join("r" if a == "result" else "xyzw"[params.index(a)] for a in asked) \
                if self.elementwise else ""
        self.plans = tuple(plans)

    def _entry(self, name, saved):
        """How one parameter of a rule is provided: (kind, where, input)."""
        if name == "position":
            return ("position", 0, 0)
        if self.elementwise:
            k = 4 if name == "result" else self.params.index(name)
            return ("saved", k, -1 if k == 4 else k if k in self.rule_inputs else -2)
        if name in saved:
            slot = saved.index(name) + (2 if self.forward is not None else 0)
            if name == "result":
                return ("saved", slot, -1)
            k = self.params.index(name) if name in self.params else -2
            return ("saved", slot, k if k in self.rule_inputs else -2)
        if name.endswith("_shape") and name[:-6] in self.params:
            return ("shape", self.params.index(name[:-6]), 0)
        return ("argument", name, 0)

    def is_same(self, k):
        """Whether input k's rule hands on the cotangent itself."""
        return any(rule is same for at, rule, _ in self.plans if at == k)

    def defaults(self, required):
        """The default of each argument, `required` where there is none."""
        positional, keyword = self._defaults
        out = [required] * len(self.params)
        for k, value in enumerate(positional):
            out[self.npos - (self.varargs >= 0) - len(positional) + k] = value
        for name, value in keyword.items():
            out[self.params.index(name)] = value
        return tuple(out)

    def signature(self, inplace=False):
        """The arguments as the inspect module gives them."""
        from inspect import Parameter, signature
        found = signature(self.function)
        if inplace or not self.out:
            return found
        return found.replace(parameters=[*found.parameters.values(),
                                         Parameter("out", Parameter.KEYWORD_ONLY, default=None)])

    @property
    def text(self):
        """The signature as it is shown to people."""
        return str(self.signature())

    @property
    def differentiable(self):
        """Whether any argument has a rule that gives a derivative."""
        return any(not getattr(rule, "refuses", False) for rule in self.rules.values())


def split_rules(keywords):
    """Separate a decorator's keywords into rules (functions by argument) and the row's options."""
    rules = {name: value for name,
             value in keywords.items() if callable(value) and name not in ("fallback", "samples", "ufunc")}
    return rules, {name: value for name, value in keywords.items() if name not in rules}


def elementwise(ufunc=None, *, out=True, **keywords):
    """A row whose kernel runs over broadcast operands; `ufunc` gives NumPy's loops for the other types."""
    def add(function):
        rules, options = split_rules(keywords)
        rows.append(Row(function, rules, elementwise=True, ufunc=ufunc, out=out, **options))
        return function
    return add


def compiled(impl, **keywords):
    """A row whose forward (and perhaps vjp) is compiled; `saved` names what that forward saves, by slot."""
    def add(function):
        rules, options = split_rules(keywords)
        rows.append(Row(function, rules, impl=impl, **options))
        return function
    return add


def primitive(**keywords):
    """A row whose forward is the function itself, run over compiled operations with nothing recorded."""
    def add(function):
        rules, options = split_rules(keywords)
        rows.append(Row(function, rules, python=True, **options))
        return function
    return add


def composite(function=None, **options):
    """An operation made of others, differentiable because they are."""
    if function is None:
        return lambda f: composite(f, **options)
    options.setdefault("tensors", "input a x tensors matrices")
    composites[function.__name__] = Row(function, {}, composite=True, **options)
    return function


def alias(names, of):
    """Second names of an operation, given in one string."""
    also.update(dict.fromkeys(names.split(), of))


def named_result(name, *fields):
    """A type for several results of one operation: a tuple whose entries have names, shown as PyTorch shows it."""
    return _core.result_type(name, fields)
