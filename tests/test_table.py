"""The table of operations agrees with everything that is made from it or stands beside it."""
import doctest
import inspect
import re
from pathlib import Path

import numpy as np
import pytest
from samples import IN_BACKWARD, REACHED_BY, SAMPLES, built, leaves, resolve, tensors_in

import wengert as wg
from wengert.ops import table

ROWS = {row.name: row for row in table.rows}
PUBLIC = {name: row for name, row in ROWS.items() if not name.startswith("_")}
COMPOSITES = {name: row for name, row in table.composites.items() if not name.startswith("_")}
KERNELS = "".join((Path(__file__).resolve().parents[1] / "csrc" / name).read_text()
                  for name in ("elementwise.def", "elementwise_long.def"))

# The operations that users of PyTorch's autograd count on. A name is a function of the package and, unless it is
# listed in FUNCTIONS_ONLY, a method too.
FUNCTIONS = """
    neg abs sign exp log log1p expm1 sqrt rsqrt square reciprocal sin cos tanh sigmoid relu pow clamp maximum
    minimum where floor ceil round add sub mul div eq ne lt le gt ge sum mean prod var std max min amax amin
    argmax argmin any all cumsum logsumexp softmax log_softmax norm matmul mv bmm mm dot outer einsum reshape
    flatten transpose permute squeeze unsqueeze broadcast_to cat stack split chunk unbind flip tril triu gather
    index_select scatter_add masked_fill tensor as_tensor from_numpy zeros ones full empty eye arange linspace
    rand randn randint zeros_like ones_like full_like empty_like rand_like randn_like randint_like
""".split()
FUNCTIONS_ONLY = set("""
    einsum cat stack tensor as_tensor from_numpy zeros ones full empty eye arange linspace rand randn randint zeros_like
    ones_like full_like empty_like rand_like randn_like randint_like
""".split())
METHODS_ONLY = "view expand T mT to clone contiguous detach item tolist numpy backward".split()
FUNCTIONAL = """
    linear relu gelu softmax log_softmax mse_loss nll_loss cross_entropy binary_cross_entropy_with_logits
    layer_norm embedding dropout
""".split()
OWN_SHAPE = "squeeze unsqueeze detach t transpose as_strided".split()    # change the tensor's own shape or history
OPERATORS = """
    add sub mul truediv floordiv mod pow matmul and or xor lshift rshift
""".split()
INPLACE = """
    add sub mul div pow neg abs sign exp log log1p expm1 sqrt rsqrt square reciprocal sin cos tanh sigmoid relu
    clamp floor ceil round masked_fill scatter_add tril triu copy zero fill
""".split()



def nodes_of(*tensors):
    """The names of all nodes in the graphs of tensors."""
    found, todo, seen = set(), [t.grad_fn for t in tensors if isinstance(t, wg.Tensor) and t.grad_fn is not None], []
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.append(node)
        found.add(node.name())
        todo += [n for n, _ in node.next_functions if n is not None]
    return found


def called(key, sample):
    """The results of one sample in float64, and the inputs that were differentiated."""
    inputs = []

    def convert(array, differentiated):
        t = wg.tensor(array)
        return inputs.append(t.requires_grad_()) or t if differentiated else t

    args, kwargs = built(sample, convert, wg)
    return tensors_in(resolve(wg, key)(*args, **kwargs)), inputs


def key_of(name):
    """The key of SAMPLES that tests an operation."""
    keys = [REACHED_BY.get(name, name), "Tensor." + name]
    return next((key for key in keys if key in SAMPLES), None)


# -- what is public -----------------------------------------------------------------------------------

@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_row_is_public(name):
    assert callable(getattr(wg, name))
    assert callable(getattr(wg.Tensor, name, None)) == PUBLIC[name].method
    assert hasattr(wg.Tensor, name + "_") == PUBLIC[name].inplace or name in OWN_SHAPE


def test_names_are_unique():
    names = [row.name for row in table.rows] + list(table.composites)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted(COMPOSITES))
def test_composite_is_public(name):
    row = COMPOSITES[name]
    assert getattr(wg, name).function is row.function
    assert hasattr(wg.Tensor, name) == row.method
    assert hasattr(wg.Tensor, name + "_") == row.inplace or name in ("float_power", "index_put")


def test_private_rows_are_no_methods():
    leaked = [name for name in ROWS if name.startswith("_") and hasattr(wg.Tensor, name)]
    assert leaked == []


def test_every_operation_asked_for_exists():
    assert [name for name in FUNCTIONS if not callable(getattr(wg, name, None))] == []
    assert [name for name in FUNCTIONS if name not in FUNCTIONS_ONLY and not hasattr(wg.Tensor, name)] == []
    assert [name for name in METHODS_ONLY if not hasattr(wg.Tensor, name)] == []
    assert [name for name in FUNCTIONAL if not callable(getattr(wg.nn.functional, name, None))] == []
    assert [name for name in INPLACE if not hasattr(wg.Tensor, name + "_")] == []


def test_all_of_functional_is_there():
    assert set(FUNCTIONAL) <= set(wg.nn.functional.__all__)
    for name in wg.nn.functional.__all__:
        assert callable(getattr(wg.nn.functional, name))


@pytest.mark.parametrize("name", OPERATORS)
def test_operator_takes_tensors_arrays_and_numbers_on_either_side(name):
    import operator
    function = getattr(operator, name + "_" if name in ("and", "or") else name)
    integers = name in ("and", "or", "xor", "lshift", "rshift")
    left, right = ([[1, 2], [3, 4]], 2) if integers else ([[1.5, 2.0], [3.0, 4.0]], 2.0)
    if name == "matmul":
        right = [[1.0, 2.0], [0.5, 3.0]]
        left = np.array(left)
        expected = function(left, np.array(right))
    else:
        expected = function(np.array(left), right)
        turned = function(right, np.array(left))
        np.testing.assert_allclose(function(right, wg.tensor(left)).numpy(), turned)
        np.testing.assert_allclose(function(np.array(right), wg.tensor(left)).numpy(), turned)
        np.testing.assert_allclose(function(wg.tensor(left), right).numpy(), expected)
        assert isinstance(function(np.array(right), wg.tensor(left)), wg.Tensor)
    for a in (wg.tensor(np.array(left)), np.array(left)):
        for b in (wg.tensor(np.array(right)), np.array(right)):
            if isinstance(a, wg.Tensor) or isinstance(b, wg.Tensor):
                out = function(a, b)
                assert isinstance(out, wg.Tensor)
                np.testing.assert_allclose(out.numpy(), expected)


@pytest.mark.parametrize("name", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_comparison_takes_tensors_arrays_and_numbers_on_either_side(name):
    import operator
    function = getattr(operator, name)
    x, y = np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])
    for a, b in ((wg.tensor(x), wg.tensor(y)), (wg.tensor(x), y), (x, wg.tensor(y))):
        out = function(a, b)
        assert isinstance(out, wg.Tensor) and out.dtype is wg.bool
        assert out.tolist() == function(x, y).tolist()
    for number in (2, 2.0, True):
        assert function(wg.tensor(x), number).tolist() == function(x, number).tolist()
        assert function(number, wg.tensor(x)).tolist() == function(number, x).tolist()


# -- the parts that are joined by name ------------------------------------------------------------------

def kernel_names():
    """(name, slot or None) of every row of elementwise.def and elementwise_long.def."""
    rows = []
    for kind, name, slot in re.findall(r"^(FORWARD\d|VJP\d|MAP\d|BLOCKS\d)\((\w+)(?:, (\d))?", KERNELS,
                                       re.MULTILINE):
        rows.append((name, int(slot) if kind.startswith(("VJP", "MAP")) else None))
    return rows


def test_every_kernel_row_belongs_to_a_row():
    by_kernel = {}
    for row in table.rows:
        if row.elementwise:
            by_kernel.setdefault(row.kernel, row)
    rows = kernel_names()
    assert len(rows) > 40 and len(rows) == len(set(rows))
    for name, slot in rows:
        assert name in by_kernel, name
        if slot is not None:
            assert slot in by_kernel[name].rule_inputs, (name, slot)


def test_compiled_gradients_read_what_their_rules_read():
    uses = {}
    for row in table.rows:
        if row.elementwise:
            uses.setdefault(row.kernel, row.uses)
    pattern = r"^(?:VJP|MAP)(\d)\((\w+), (\d)((?:, [xyzwr])*),"
    for count, name, slot, letters in re.findall(pattern, KERNELS, re.MULTILINE):
        letters = letters.replace(", ", "")
        assert len(letters) == int(count), name
        assert sorted(uses[name][int(slot)]) == sorted(letters), name


def test_elementwise_rows_can_run():
    names = {name for name, slot in kernel_names() if slot is None}
    for row in table.rows:
        assert not row.elementwise or row.ufunc is not None or row.kernel in names, row.name


# -- what stands beside the table ------------------------------------------------------------------------

@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.differentiable))
def test_differentiable_row_has_samples_that_reach_it(name):
    row = ROWS[name]
    wanted = {row.node + "Backward" + row.suffix, row.node if name in ("_copy_slices", "_copy") else None}
    if name in IN_BACKWARD:
        key, found = IN_BACKWARD[name], set()
        for sample in SAMPLES[key]:
            outs, inputs = called(key, sample)
            first = wg.autograd.grad(outs[0].square().sum(), inputs, create_graph=True)
            second = wg.autograd.grad(sum(g.square().sum() for g in first), inputs, create_graph=True)
            found |= nodes_of(*first, *second)
    else:
        key = key_of(name)
        assert key is not None, "no samples"
        samples = [s for s in SAMPLES[key] if leaves(s)]
        found = set()
        for sample in samples:
            try:
                outs, _ = called(key, sample)
            except IndexError:                       # the largest of nothing
                continue
            found |= nodes_of(*outs)
    assert wanted & found


def test_samples_name_existing_operations():
    assert [key for key in SAMPLES if not callable(resolve(wg, key))] == []
    assert set(REACHED_BY) | set(IN_BACKWARD) <= set(ROWS) | set(table.composites)


def test_public_operations_without_rules_have_samples():
    assert [name for name in (*PUBLIC, *COMPOSITES) if key_of(name) is None] == []


def documented():
    """Every public function with its name."""
    found = {name: getattr(wg, name) for name in (*PUBLIC, *COMPOSITES)}
    found.update({f"nn.functional.{name}": getattr(wg.nn.functional, name) for name in wg.nn.functional.__all__})
    found.update({name: getattr(wg, name) for name in wg.creation.NAMES})
    return found


@pytest.mark.parametrize("name", sorted(documented()))
def test_docstring_has_an_example(name):
    doc = documented()[name].__doc__
    first = doc.strip().splitlines()[0]
    assert first.endswith("."), first
    assert "Examples\n" in inspect.cleandoc(doc)
    assert doctest.DocTestParser().get_examples(doc)


OBVIOUS = {"input", "other", "out", "dtype", "layout", "device", "pin_memory", "requires_grad"}


@pytest.mark.parametrize("name", sorted(documented()))
def test_docstring_describes_the_arguments(name):
    arguments = inspect.signature(documented()[name]).parameters
    _, _, text = inspect.cleandoc(documented()[name].__doc__).partition("Parameters\n----------\n")
    described = [word for line in re.split(r"\n\w+\n---", text)[0].splitlines() if re.match(r"[\w*]", line)
                 for word in re.findall(r"\w+", line.split(" : ")[0])]
    assert set(described) <= {*arguments, *({"size"} if "args" in arguments else ())}
    assert described or len(set(arguments) - OBVIOUS) < 2


@pytest.mark.parametrize("name", sorted(documented()))
def test_example_of_the_docstring_is_true(name):
    test = doctest.DocTestParser().get_doctest(documented()[name].__doc__, {}, name, None, 0)
    report = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=report.append)
    assert not report, "".join(report)


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_signature_is_the_decorated_functions(name):
    row = PUBLIC[name]
    arguments = list(inspect.signature(row.function).parameters)
    assert list(inspect.signature(getattr(wg, name)).parameters) == arguments + ["out"] * bool(row.out)
    assert row.text == str(inspect.signature(getattr(wg, name)))


@pytest.mark.parametrize("name", sorted(name for name, row in PUBLIC.items() if row.inplace))
def test_in_place_form_writes_and_returns_the_tensor(name):
    row = PUBLIC[name]
    integers = name.startswith("bitwise")
    for sample in SAMPLES[key_of(name)]:
        args, kwargs = built(sample, lambda array, _: wg.tensor(array), wg)
        if not isinstance(args[0], wg.Tensor):
            continue
        out = getattr(wg, name)(*args, **kwargs)
        x = args[0]
        if out.shape != x.shape or out.dtype is not x.dtype or (integers and out.dtype is wg.bool):
            continue
        before = x._version
        same = getattr(x, name + "_")(*args[1:], **kwargs)
        assert same is x and x._version > before
        np.testing.assert_array_equal(x.numpy(), out.numpy())
    assert row.method


def test_unknown_arguments_are_refused_with_the_signature():
    with pytest.raises(TypeError, match=re.escape(ROWS["sum"].text)):
        wg.sum(wg.ones(2), colour=1)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'other'"):
        wg.mul(wg.ones(2))


def test_row_that_does_not_fit_its_kernel_is_an_import_error():
    row = table.Row(lambda input: None, {"input": lambda g, result: g}, elementwise=True, ufunc=np.log, kernel="log")
    row.name = "log_of_the_test"
    with pytest.raises(ImportError, match="row log .*reads 'x'.*reads 'r'"):
        wg._core.build_table([row], [])
