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
SHAPE_ALIASES = {**ALIASES, "size": "shape"}
REQUIRED = (_core.REQUIRED,) * 32     # the defaults of arguments that have none
rows = []          # every row, in order
composites = {}    # name -> row of an operation made of others
also = {}          # second names: name -> the operation's own name


def same(g):
    """The rule of an argument whose cotangent is the result's own."""
    return g


def asked_by(rule):
    """What a rule asks for beside the cotangent."""
    return rule.__code__.co_varnames[1:rule.__code__.co_argcount]


class Row:
    """One operation of the table; see the module's text."""

    __slots__ = ("name", "doc", "function", "aliases", "params", "varargs", "npos", "defaults", "elementwise", "nin",
                 "ufunc", "impl", "kernel", "promote", "integer_copy", "real", "costly", "own_node", "node", "suffix",
                 "outputs", "method", "inplace", "out", "composite", "each", "copies", "forward", "fallback", "samples",
                 "rules", "tensor_names", "tensor_params", "renamed", "saved_names", "rule_inputs", "last_input",
                 "saves", "uses", "plans")

    def __init__(self, function, rules, *, elementwise=False, ufunc=None, impl=None, node=None, suffix="0",
                 promote="", integer_copy=False, kernel=None, saved="", tensors="input other", outputs=(),
                 method=True, inplace=False, out=False, python=False, fallback=None, samples=None, nin=None,
                 real=False, costly=False, composite=False, renamed=None, each=None, copies=False):
        code = function.__code__
        names, count = code.co_varnames, code.co_argcount
        self.name = name = function.__name__
        self.doc = function.__doc__
        self.function = function
        defaults = function.__defaults__ or ()
        if code.co_kwonlyargcount or code.co_flags & 4:
            self._arguments(code, defaults, function.__kwdefaults__ or {})
        else:
            self.params, self.npos, self.varargs = names[:count], count, -1
            self.defaults = REQUIRED[:count - len(defaults)] + defaults
        self.elementwise = elementwise
        self.nin = nin or min(count, 4)
        self.ufunc = ufunc
        self.impl = impl
        self.kernel = kernel or name.lstrip("_")
        self.promote = promote
        self.integer_copy = integer_copy
        self.real = real
        self.costly = costly
        self.own_node = node
        self.suffix = suffix
        self.outputs = outputs
        self.method = method
        self.inplace = inplace
        self.out = out
        self.composite = composite
        self.each = each            # of a loss that is reduced at once: the operation per element
        self.copies = copies        # whether what its compiled forward views is copied
        self.forward = function if python else None
        self.fallback = fallback
        self.samples = samples
        self.rules = rules
        self.tensor_names = tensors
        self.renamed = renamed
        self.saved_names = saved

    def __getattr__(self, name):
        """What follows from the rules is worked out when it is first asked for: most programs use few operations."""
        if name == "uses":
            self.uses = self.letters()
        elif name == "node":
            self.node = self.own_node or "".join([part.capitalize() for part in self.name.split("_")])
        elif name == "tensor_params":
            tensors = self.tensor_names.split()
            self.tensor_params = {k for k, param in enumerate(self.params) if param in tensors}
        elif name == "aliases":
            self.aliases = {**(SHAPE_ALIASES if "shape" in self.params else ALIASES), **(self.renamed or {})}
        elif name in ("rule_inputs", "last_input", "saves", "plans"):
            self._resolve(self.saved_names.split())
        else:
            raise AttributeError(f"a row of the table has no {name}")
        return getattr(self, name)

    def letters(self):
        """Which operands (x y z w) and whether the result (r) each vjp of an elementwise operation reads."""
        letters = {}
        for name, rule in self.rules.items():
            asked = asked_by(rule) if self.elementwise else ()
            letters[-1 if name == "each" else self.params.index(name)] = "".join(
                ["r" if a == "result" else "xyzw"[self.params.index(a)] for a in asked])
        return letters

    def _resolve(self, saved):
        """Work out, from the names of the rules' parameters, what is saved and how a rule is called."""
        params = self.params
        self.rule_inputs = {params.index(name) for name in self.rules if name != "each"}
        self.last_input = max(self.rule_inputs, default=0)
        wanted = []
        for rule in self.rules.values():
            wanted += [name for name in asked_by(rule) if name not in wanted]
        if self.forward is not None:
            saved = [name for name in wanted if name == "result" or name in self.outputs
                     or name in params and params.index(name) in self.tensor_params]
        self.saves = saved
        self.plans = tuple([
            (-1 if name == "each" else params.index(name), rule, tuple([self._entry(a, saved) for a in asked_by(rule)]))
            for name, rule in self.rules.items()])

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
        return self.rules.get(self.params[k]) is same

    def _arguments(self, code, positional, keyword):
        """Names and defaults of the arguments where some are given by name only or in any number, after the others."""
        names, count, named = code.co_varnames, code.co_argcount, code.co_kwonlyargcount
        star = bool(code.co_flags & 4)
        self.params = (*names[:count], *names[count + named:count + named + star], *names[count:count + named])
        self.varargs = count if star else -1
        self.npos = count + star
        self.defaults = (*REQUIRED[:count - len(positional)], *positional, *REQUIRED[:star],
                         *[keyword.get(name, _core.REQUIRED) for name in names[count:count + named]])

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
    rules = {}
    for name, value in keywords.items():
        if callable(value) and name not in ("fallback", "samples", "ufunc"):
            rules[name] = value
    if len(rules) == len(keywords):
        return rules, {}
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
