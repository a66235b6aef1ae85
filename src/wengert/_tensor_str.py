"""The text of ``repr(tensor)``: the same characters as PyTorch prints, and the options that govern them."""

import contextlib
import itertools
import math

import numpy as np


class _PrintOptions:
    """The printing options in force, one object for the whole process."""

    __slots__ = ("precision", "threshold", "edgeitems", "linewidth", "sci_mode")

    def __init__(self):
        self.precision = 4
        self.threshold = 1000
        self.edgeitems = 3
        self.linewidth = 80
        self.sci_mode = None


PRINT_OPTS = _PrintOptions()

_PROFILES = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}


def set_printoptions(
    precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None
):
    """Choose how tensors are printed.

    An option that is not given keeps its value, except `sci_mode`, which goes back to None.

    Parameters
    ----------
    precision : int, optional
        Digits after the decimal point (at first 4).
    threshold : int or float, optional
        A tensor of more elements than this is summarised (at first 1000).
    edgeitems : int, optional
        Elements shown at each end of a summarised dimension (at first 3).
    linewidth : int, optional
        Characters after which a line is broken (at first 80).
    profile : {"default", "short", "full"}, optional
        A set of values for the four options above, applied before them. Any other name is ignored,
        as in PyTorch.
    sci_mode : bool, optional
        True forces scientific notation, False forbids it, None lets the values decide.

    Examples
    --------
    >>> import wengert
    >>> wengert.set_printoptions(precision=2)
    >>> wengert.tensor([1.12345])
    tensor([1.12])
    >>> wengert.set_printoptions(profile="default")
    >>> wengert.tensor([1.12345])
    tensor([1.1235])
    """
    values = dict(_PROFILES.get(profile, ()))
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    values.update((name, value) for name, value in given.items() if value is not None)
    for name, value in values.items():
        setattr(PRINT_OPTS, name, value)
    PRINT_OPTS.sci_mode = sci_mode


def get_printoptions():
    """Return the printing options in force.

    Returns
    -------
    dict
        `precision`, `threshold`, `edgeitems`, `linewidth` and `sci_mode`, by name; a copy.

    Examples
    --------
    >>> get_printoptions()["precision"]
    4
    """
    return {name: getattr(PRINT_OPTS, name) for name in _PrintOptions.__slots__}


@contextlib.contextmanager
def printoptions(**options):
    """Set printing options for the length of a ``with`` block.

    Parameters
    ----------
    **options
        As in `set_printoptions`; what was in force before comes back at the end of the block.

    Raises
    ------
    TypeError
        For an option that `set_printoptions` does not know.

    Examples
    --------
    >>> import wengert
    >>> with printoptions(precision=2):
    ...     print(wengert.tensor(1.2345))
    tensor(1.23)
    """
    before = get_printoptions()
    set_printoptions(**options)
    try:
        yield
    finally:
        set_printoptions(**before)


def tensor_repr(t, *, default_dtype="float32", dtype_prefix="torch.", name="tensor"):
    """Return the text of a tensor as PyTorch writes it.

    Parameters
    ----------
    t : Tensor
        Any shape; bool, integer, floating-point or complex. A summarised tensor is read only where shown.
    default_dtype : str
        Name of the floating-point dtype (its complex partner follows) printed without ``dtype=``.
    dtype_prefix : str
        What stands before a dtype's name.
    name : str
        What stands before the opening bracket; a subclass of Tensor gives its own name.

    Returns
    -------
    str
        One or more lines, without a final newline.

    Examples
    --------
    >>> import wengert
    >>> print(tensor_repr(wengert.tensor([0.5, 2.0], dtype=wengert.float64)))
    tensor([0.5000, 2.0000], dtype=torch.float64)
    """
    head = name + "("
    if t.numel():
        body = _body(t.detach().numpy(), len(head))
    else:
        body = "[]"
    return _with_suffixes(head + body, len(head), _suffixes(t, default_dtype, dtype_prefix))


def _suffixes(t, default_dtype, dtype_prefix):
    """What follows the values: size, dtype, and the tensor's place in the graph."""
    suffixes = []
    empty = t.numel() == 0
    # Where no value tells the shape, or none may be shown, the size is written out.
    if (t.dim() != 1) if empty else (PRINT_OPTS.edgeitems == 0):
        suffixes.append("size=" + str(tuple(t.shape)))

    dtype = str(t.dtype).rpartition(".")[2]
    implied = {default_dtype}
    if not empty:
        implied |= {"bool", "int64", "complex128" if default_dtype == "float64" else "complex64"}
    if dtype not in implied:
        suffixes.append("dtype=" + dtype_prefix + dtype)

    node = _node_name(t)
    if node is not None:
        suffixes.append("grad_fn=<" + node + ">")
    elif t.requires_grad:
        suffixes.append("requires_grad=True")
    return suffixes


def _node_name(t):
    """Name of the node that made `t`, or None for a leaf."""
    try:
        node = t.grad_fn
    except RuntimeError:
        # A view whose base was changed in a way that its node cannot follow: still printable.
        return "Invalid"
    return None if node is None else node.name()


def _with_suffixes(text, indent, suffixes):
    """Append each suffix, on a line of its own where the last line would grow too long."""
    parts = [text]
    column = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if column + len(suffix) + 2 > PRINT_OPTS.linewidth:
            parts.append(",\n" + " " * indent + suffix)
            column = indent + len(suffix)
        else:
            parts.append(", " + suffix)
            column += len(suffix) + 2
    parts.append(")")
    return "".join(parts)


def _body(array, indent):
    """The nested brackets of a non-empty array, continuation lines indented by `indent`."""
    cut = (False,) * array.ndim
    if array.ndim and array.size > PRINT_OPTS.threshold:
        if PRINT_OPTS.edgeitems == 0:
            return "[...]"
        array, cut = _summarise(array, PRINT_OPTS.edgeitems)
    texts, width = _format_values(array.reshape(-1).tolist(), array.dtype.kind)
    if array.ndim == 0:
        return texts[0]
    return _nest(texts, array.shape, cut, width, indent)


def _summarise(array, edge):
    """Copy out the corners of an array: `edge` elements at both ends of every dimension longer than that.

    Also tells which dimensions were cut. Only what is shown is ever read or copied.
    """
    cut = tuple(size > 2 * edge for size in array.shape)
    corners = np.empty([2 * edge if c else size for c, size in zip(cut, array.shape)], array.dtype)
    ends = (slice(None, edge), slice(-edge, None))
    for where in itertools.product(*(ends if c else (slice(None),) for c in cut)):
        corners[where] = array[where]
    return corners, cut


def _nest(texts, shape, cut, width, indent):
    """Lay out formatted elements, given in row-major order, as nested lists.

    Works from the innermost dimension outwards: each pass joins neighbours into the blocks of the next.
    """
    last = len(shape) - 1
    per_line = max(1, math.floor((PRINT_OPTS.linewidth - indent - last) / (width + 2)))
    break_line = ",\n" + " " * (indent + last + 1)
    blocks = []
    for row in _split(texts, shape[last], cut[last], " ..."):
        lines = (", ".join(row[i : i + per_line]) for i in range(0, len(row), per_line))
        blocks.append("[" + break_line.join(lines) + "]")

    for dim in range(last - 1, -1, -1):
        separator = "," + "\n" * (last - dim) + " " * (indent + dim + 1)
        blocks = ["[" + separator.join(group) + "]" for group in _split(blocks, shape[dim], cut[dim], "...")]
    return blocks[0]


def _split(items, size, cut, ellipsis):
    """Consecutive groups of `size` items, with `ellipsis` in the middle where the dimension was cut."""
    for start in range(0, len(items), size):
        group = items[start : start + size]
        if cut:
            group.insert(size // 2, ellipsis)
        yield group


def _format_values(values, kind):
    """Format Python numbers of one NumPy kind to a common width; returns the texts and that width."""
    if kind == "f":
        return _format_floats(values)
    if kind == "c":
        return _format_complex(values)
    texts = [str(value) for value in values]
    width = max(map(len, texts))
    return [text.rjust(width) for text in texts], width


def _format_complex(values):
    """Real parts aligned to the right; imaginary parts in their own format, directly after."""
    real, real_width = _format_floats([value.real for value in values])
    imag, imag_width = _format_floats([value.imag for value in values])
    imag = (text.lstrip() for text in imag)
    texts = [a + (b if b.startswith("-") else "+" + b) + "j" for a, b in zip(real, imag)]
    return texts, real_width + imag_width + 1


def _format_floats(values):
    """One notation for all the values, chosen from those that are neither zero nor infinite nor NaN."""
    telling = [value for value in values if value and math.isfinite(value)]
    spec, point = _choose_notation([abs(value) for value in telling])
    # Zeros, infinities and NaN do not count towards the width, only towards the text; and a tensor
    # of nothing else is laid out as if its elements were one character wide.
    width = max((len(format(value, spec)) + len(point) for value in telling), default=1)
    texts = [
        (format(value, spec) + (point if math.isfinite(value) else "")).rjust(width) for value in values
    ]
    return texts, width


def _choose_notation(magnitudes):
    """The format specification for finite positive magnitudes, and the point to add to whole numbers."""
    if not magnitudes:
        return ".0f", "."
    smallest, largest = min(magnitudes), max(magnitudes)
    scientific = PRINT_OPTS.sci_mode
    if scientific is None:
        scientific = largest / smallest > 1000.0 or largest > 1.0e8 or smallest < 1.0e-4
    if scientific:
        return f".{PRINT_OPTS.precision}e", ""
    if all(value.is_integer() for value in magnitudes):
        return ".0f", "."
    return f".{PRINT_OPTS.precision}f", ""
