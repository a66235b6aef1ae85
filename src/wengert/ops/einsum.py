"""Sums of products by subscripts: einsum, and what reads its equations."""
from functools import lru_cache

from . import api
from .table import composite

LABELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"   # of the numbers 0 to 51 in lists of subscripts
ELLIPSIS = "."


def parsed(equation):
    """The subscripts of the operands and, if it has them, those of the result; a dot stands for an ellipsis."""
    terms, result, i = [""], None, 0
    while i < len(equation):
        c = equation[i]
        term = terms[-1] if result is None else result
        if c == "," and result is None:
            terms.append("")
        elif result is None and equation.startswith("->", i):
            result = ""
            i += 1
        elif c == ".":
            where = f"operand {len(terms) - 1}" if result is None else "the output"
            if not equation.startswith("...", i):
                raise api.errors.ShapeError(f"einsum(): found '.' for {where} that is not part of any ellipsis")
            if ELLIPSIS in term:
                raise api.errors.ShapeError(f"einsum(): found '.' for {where} for which an ellipsis was already found")
            i += 2
        elif c != " " and not (c.isascii() and c.isalpha()):
            raise api.errors.ShapeError(f"einsum(): invalid subscript given at index {i} in the equation string "
                                        f"{equation!r}, subscripts must be in [a-zA-Z]")
        if c == "." or c.isalpha():
            terms, result = (terms, result + c) if result is not None else (terms[:-1] + [term + c], None)
        i += 1
    return terms, result


@lru_cache(512)
def letters_of(equation, ndims):
    """The subscripts of operands with these numbers of dims, and of the result, without any ellipsis."""
    terms, result = parsed(equation)
    if len(terms) != len(ndims):
        raise api.errors.ShapeError(f"einsum(): {'more' if len(terms) < len(ndims) else 'fewer'} operands were "
                                    f"provided than specified in the equation: {len(ndims)} for {len(terms)}")
    widest = 0
    for k, (term, ndim) in enumerate(zip(terms, ndims)):
        extra = ndim - len(term) + (ELLIPSIS in term)
        if extra < 0 or extra and ELLIPSIS not in term:
            some = ELLIPSIS in term
            raise api.errors.ShapeError(f"einsum(): the number of subscripts in the equation ({len(term) - some}) "
                                        f"{'is more than' if some else 'does not match'} the number of dimensions "
                                        f"({ndim}) for operand {k}{'' if some else ' and no ellipsis was given'}")
        widest = max(widest, extra if ELLIPSIS in term else 0)
        terms[k] = term.replace(ELLIPSIS, hidden(extra))
    if result is None:
        together = "".join(terms)
        result = hidden(widest) + "".join(sorted(c for c in set(together) if c in LABELS and together.count(c) == 1))
    else:
        result = result.replace(ELLIPSIS, hidden(widest))
    for c in result:
        if result.count(c) > 1:
            raise api.errors.ShapeError(f"einsum(): output subscript {c} appears more than once in the output")
        if not any(c in term for term in terms):
            raise api.errors.ShapeError(f"einsum(): output subscript {c} does not appear in the equation for any "
                                        "input operand")
    return tuple(terms), result


def hidden(count):
    """Subscripts of an ellipsis with so many dims, which no equation can contain; the last dims have the same."""
    return "".join(chr(256 + k) for k in range(count))[::-1]


def written(args):
    """The equation and the operands of a call with a list of subscripts after each operand."""
    operands, lists = args[0::2], args[1::2]
    result = ""
    if len(operands) > len(lists):
        operands, result = operands[:-1], "->" + subscripts(operands[-1])
    return ",".join(subscripts(s) for s in lists) + result, operands


def subscripts(labels):
    """A list of numbers from 0 to 51, and perhaps an Ellipsis, as letters."""
    text = ""
    for label in labels:
        if label is not Ellipsis and not 0 <= label < 52:
            raise api.errors.ShapeError("einsum(): subscript in subscript list is not within the valid range [0, 52)",
                                        kind=ValueError)
        text += "..." if label is Ellipsis else LABELS[label]
    return text


def without_repeats(x, term, position):
    """A term whose letters all differ: repeated ones become diagonals."""
    if len(set(term)) == len(term):
        return x, term
    for c in dict.fromkeys(term):
        while term.count(c) > 1:
            i = term.index(c)
            j = term.index(c, i + 1)
            if x.shape[i] != x.shape[j]:
                raise api.errors.ShapeError(f"einsum(): subscript {c} is repeated for operand {position} but the sizes "
                                            f"don't match, {x.shape[j]} != {x.shape[i]}")
            x = x.diagonal(0, i, j)
            term = term[:i] + term[i + 1:j] + term[j + 1:] + c
    return x, term


def sizes_of(terms, operands):
    """The size that each letter has after broadcasting, and whether any operand must be broadcast."""
    sizes, spread = {}, False
    for k, (term, t) in enumerate(zip(terms, operands)):
        for c, n in zip(term, t.shape):
            m = sizes.setdefault(c, n)
            if m != n:
                if 1 not in (m, n):
                    raise api.errors.ShapeError(f"einsum(): subscript {c} has size {n} for operand {k} which does not "
                                                f"broadcast with previously seen size {m}")
                sizes[c], spread = (n if m == 1 else m), True
    return sizes, spread


@lru_cache(512)
def pairing(x_term, y_term, keep):
    """How two operands become the factors of a batched product: which letters are of the batch, of the rows, summed
    over and of the columns, and each operand's order of dims (None where it is that already)."""
    batch = [c for c in x_term if c in y_term and c in keep]
    over = [c for c in x_term if c in y_term and c not in keep]
    rows, cols = [c for c in x_term if c not in y_term], [c for c in y_term if c not in x_term]
    orders = []
    for term, wanted in ((x_term, batch + rows + over), (y_term, batch + over + cols)):
        order = [term.index(c) for c in wanted]
        orders.append(None if order == sorted(order) else order)
    return batch, rows, over, cols, orders


@lru_cache(512)
def matrix_plan(equation, x_ndim, y_ndim):
    """How two operands are one product of matrices or vectors, perhaps in a batch: each operand's order of dims and the
    result's (None where it is that already), and which dims must have the same size. None where more is to be done."""
    (x_term, y_term), result = letters_of(equation, (x_ndim, y_ndim))
    if len(set(x_term)) < x_ndim or len(set(y_term)) < y_ndim or any((c in x_term) + (c in y_term) + (c in result) < 2
                                                                     for c in x_term + y_term):
        return None
    batch, rows, over, cols, (x_order, y_order) = pairing(x_term, y_term, result)
    if len(over) != 1 or len(rows) > 1 or len(cols) > 1 or len(batch) > 1 or batch and not (rows and cols):
        return None
    term = "".join(batch + rows + cols)
    order = None if term == result else [term.index(c) for c in result]
    return x_order, y_order, order, [(x_term.index(c), y_term.index(c)) for c in batch + over]


def contracted(x, x_term, y, y_term, keep, sizes, spread):
    """Two operands multiplied and summed over the letters that are not to be kept, as one batched product."""
    x, x_term = summed_out(x, x_term, keep + y_term)
    y, y_term = summed_out(y, y_term, keep + x_term)
    batch, rows, over, cols, (x_order, y_order) = pairing(x_term, y_term, keep)
    if x_order is not None:
        x = x.permute(x_order)
    if y_order is not None:
        y = y.permute(y_order)
    term = "".join(batch + rows + cols)
    if not over:
        if cols:
            x = x.reshape(x.shape + (1,) * len(cols))
        if rows:
            y = y.reshape(y.shape[:len(batch)] + (1,) * len(rows) + y.shape[len(batch):])
        return x * y, term
    if spread:
        x = x.expand([sizes[c] for c in batch + rows + over])
        y = y.expand([sizes[c] for c in batch + over + cols])
    if len(rows) <= 1 and len(cols) <= 1 and len(over) == 1 and not batch:
        out = x @ y                                # matrices and vectors as they are
        return out, term
    groups = [[sizes[c] for c in group] for group in (batch, rows, over, cols)]
    b, m, k, n = (product(group) for group in groups)
    out = x.reshape(b, m, k) @ y.reshape(b, k, n) if batch else x.reshape(m, k) @ y.reshape(k, n)
    return out.reshape(groups[0] + groups[1] + groups[3]), term


def product(sizes):
    """The product of a list of sizes."""
    n = 1
    for size in sizes:
        n *= size
    return n


def summed_out(x, term, keep):
    """An operand summed over the letters that nothing else wants."""
    dims = [k for k, c in enumerate(term) if c not in keep]
    return (x.sum(dims), "".join(c for c in term if c in keep)) if dims else (x, term)


@composite(method=False)
def einsum(equation, *operands):
    """Sums of products by subscripts (Einstein's convention), contracted from left to right.

    Parameters
    ----------
    equation : str
        A letter for each dim of each operand, the operands parted by commas, then ``->`` and the letters of the
        result. Letters that the result leaves out are summed over; a letter twice in one operand takes the
        diagonal; ``...`` stands for dims that broadcast. Without ``->`` the result has the letters that occur
        once, capitals first, in alphabetical order.
    *operands : Tensor
        As many as the equation names, or one list of them. Instead of an equation, each operand may be followed by
        a list of numbers from 0 to 51 (and ``...``) that name its dims, and the last such list names the result's.

    Returns
    -------
    Tensor
        With the dims that the right side names.

    Raises
    ------
    RuntimeError
        If the equation does not fit the operands, or sizes of one letter differ and none of them is 1.

    Examples
    --------
    >>> import wengert
    >>> wengert.einsum("ij,jk->ik", wengert.ones(2, 3), wengert.ones(3, 2))
    tensor([[3., 3.],
            [3., 3.]])
    >>> wengert.einsum(wengert.tensor([[1., 2.], [3., 4.]]), [0, 1], [1, 0])
    tensor([[1., 3.],
            [2., 4.]])
    """
    if len(operands) == 2 and isinstance(equation, str) and isinstance(operands[0], api.Tensor) \
            and isinstance(operands[1], api.Tensor):
        x, y = operands
        plan = matrix_plan(equation, x.ndim, y.ndim)
        fits = plan is not None
        for i, j in plan[3] if fits else ():
            fits = fits and x.size(i) == y.size(j)
        if fits:
            x_order, y_order, order, _ = plan
            x = x if x_order is None else x.permute(x_order)
            y = y if y_order is None else y.permute(y_order)
            return x @ y if order is None else (x @ y).permute(order)
    if isinstance(equation, api.Tensor):
        equation, operands = written((equation, *operands))
    elif not isinstance(equation, str):
        raise api.errors.DtypeError("einsum(): argument 'equation' (position 1) must be str, not "
                                    f"{type(equation).__name__}")
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = operands[0]
    if not operands:
        raise api.errors.ShapeError("einsum(): must specify the equation string and at least one operand, or at least "
                                    "one operand and its subscripts list", kind=ValueError)
    for k, x in enumerate(operands):
        if not isinstance(x, api.Tensor):
            raise api.errors.DtypeError(f"einsum(): expected Tensor as element {k} in argument 1, but got "
                                        f"{type(x).__name__}")
    terms, result = letters_of(equation, tuple([x.ndim for x in operands]))
    pairs = [without_repeats(x, term, k) for k, (x, term) in enumerate(zip(operands, terms))]
    x, term = pairs[0]
    if len(pairs) > 1:
        sizes, spread = sizes_of([t for _, t in pairs], [y for y, _ in pairs])
        for k in range(1, len(pairs)):
            later = "".join([t for _, t in pairs[k + 1:]])
            x, term = contracted(x, term, *pairs[k], result + later, sizes, spread)
    x, term = summed_out(x, term, result)
    return x.permute([term.index(c) for c in result]) if term != result or x is operands[0] else x
