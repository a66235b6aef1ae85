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
                 "ufunc", "impl", "kernel", "promote", "integer_copy", "real", "costly", "node", "suffix", "outputs",
                 "method", "inplace", "out", "composite", "each", "copies", "forward", "fallback", "samples", "rules",
                 "tensor_params", "saved_names", "rule_inputs", "last_input", "saves", "uses", "plans")

    def __init__(self, function, rules, *, elementwise=False, ufunc=None, impl=None, node=None, suffix="0",
                 promote="", integer_copy=False, kernel=None, saved="", tensors="input other", outputs=(),
                 method=True, inplace=False, out=False, python=False, fallback=None, samples=None, nin=None,
                 real=False, costly=False, composite=False, renamed=None, each=None, copies=False):
        code = function.__code__
        names, count, keyword_only, star = code.co_varnames, code.co_argcount, code.co_kwonlyargcount, code.co_flags & 4
        self.name = name = function.__name__
        self.doc, self.function = function.__doc__, function
        self.aliases = SHAPE_ALIASES if "shape" in names else ALIASES
        if renamed:
            self.aliases = {**self.aliases, **renamed}
        self.params = names[:count + keyword_only]
        if star:
            self.params = (*names[:count], names[count + keyword_only], *names[count:count + keyword_only])
        self.varargs = count if star else -1
        self.npos = count + bool(star)
        self.defaults = self._defaults(function.__defaults__ or (), function.__kwdefaults__ or {})
        self.elementwise, self.nin = elementwise, nin or min(count, 4)
        self.ufunc, self.impl, self.kernel = ufunc, impl, kernel or name.lstrip("_")
        self.promote, self.integer_copy, self.real, self.costly = promote, integer_copy, real, costly
        self.node = node or "".join([part.capitalize() for part in name.split("_")])
        self.suffix, self.outputs = suffix, outputs
        self.method, self.inplace, self.out = method, inplace, out
        self.composite = composite
        self.each = each            # of a loss that is reduced at once: the operation per element
        self.copies = copies        # whether what its compiled forward views is copied
        self.forward = function if python else None
        self.fallback, self.samples = fallback, samples
        self.rules = rules
        tensors = tensors.split()
        self.tensor_params = {k for k, name in enumerate(self.params) if name in tensors}
        self.saved_names = saved

    def __getattr__(self, name):
        """What follows from the rules is worked out when it is first asked for: most programs use few operations."""
        if name == "uses":
            self.uses = self._letters()
        elif name in ("rule_inputs", "last_input", "saves", "plans"):
            self._resolve(self.saved_names.split())
        else:
            raise AttributeError(f"a row of the table has no {name}")
        return getattr(self, name)

    def _letters(self):
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
        return any(rule is same for at, rule, _ in self.plans if at == k)

    def _defaults(self, positional, keyword):
        """The default of each argument, REQUIRED where there is none."""
        required = (_core.REQUIRED,)
        before = self.npos - (self.varargs >= 0) - len(positional)
        if not keyword and self.npos == len(self.params):
            return required * before + positional + required * (self.varargs >= 0)
        named = [keyword.get(name, _core.REQUIRED) for name in self.params[self.npos:]]
        return (*required * before, *positional, *required * (self.varargs >= 0), *named)

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
