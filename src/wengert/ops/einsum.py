"""Sums of products by subscripts."""
from . import api
from .table import composite


def letters_of(equation, operands):
    """The subscripts of an einsum, with the ellipsis written out in capital letters that are not used."""
    equation = equation.replace(" ", "")
    left, arrow, right = equation.partition("->")
    inputs = left.split(",")
    for c in (left + right).replace("...", "").replace(",", ""):
        if not (c.isascii() and c.isalpha()):
            raise api.errors.ShapeError(f"einsum(): invalid subscript {c!r} in {equation!r}, "
                                        "subscripts must be in [a-zA-Z]")
    if len(inputs) != len(operands):
        raise api.errors.ShapeError(f"einsum(): the equation has {len(inputs)} operands, "
                                    f"but {len(operands)} were given")
    spare = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in equation]
    widest = 0
    for k, (term, x) in enumerate(zip(inputs, operands)):
        plain = term.replace("...", "")
        extra = x.ndim - len(plain)
        if extra < 0 or extra and "..." not in term:
            raise api.errors.ShapeError("einsum(): the number of subscripts in the equation "
                                        f"({len(plain)}) does not match the number of dimensions ({x.ndim}) "
                                        f"for operand {k}")
        widest = max(widest, extra)
        inputs[k] = term.replace("...", "".join(spare[:extra][::-1]))
    if arrow:
        right = right.replace("...", "".join(spare[:widest][::-1]))
    else:
        together = "".join(inputs)
        right = "".join(spare[:widest][::-1]) + "".join(
            sorted(c for c in set(together) if together.count(c) == 1 and c not in spare[:widest]))
    for c in right:
        if right.count(c) > 1 or c not in "".join(inputs):
            raise api.errors.ShapeError(f"einsum(): output subscript {c} does not appear in the equation for any "
                                        "input operand or appears more than once")
    return inputs, right


def without_repeats(x, term):
    """A term whose letters all differ: repeated ones become diagonals."""
    for c in dict.fromkeys(term):
        while term.count(c) > 1:
            i = term.index(c)
            j = term.index(c, i + 1)
            if x.shape[i] != x.shape[j]:
                raise api.errors.ShapeError(f"einsum(): subscript {c} is repeated for one operand but the sizes "
                                            f"don't match, {x.shape[i]} != {x.shape[j]}")
            x = x.diagonal(0, i, j)
            term = term[:i] + term[i + 1:j] + term[j + 1:] + c
    return x, term


def contracted(x, x_term, y, y_term, keep):
    """Two operands multiplied and summed over the letters that are not to be kept, as one batched product."""
    sizes = {}
    for term, t in ((x_term, x), (y_term, y)):
        for c, n in zip(term, t.shape):
            if sizes.setdefault(c, n) != n:
                if 1 not in (n, sizes[c]):
                    raise api.errors.ShapeError(f"einsum(): subscript {c} has size {n} which does not broadcast with "
                                                f"previously seen size {sizes[c]}")
                sizes[c] = max(n, sizes[c])
    x, x_term = summed_out(x, x_term, keep + y_term)
    y, y_term = summed_out(y, y_term, keep + x_term)
    batch = [c for c in x_term if c in y_term and c in keep]
    over = [c for c in x_term if c in y_term and c not in keep]
    rows, cols = [c for c in x_term if c not in y_term], [c for c in y_term if c not in x_term]

    def arranged(t, term, *groups):
        t = t.permute([term.index(c) for group in groups for c in group])
        t = t.expand([sizes[c] for group in groups for c in group])
        return t.reshape([product([sizes[c] for c in group]) for group in groups])

    out = arranged(x, x_term, batch, rows, over) @ arranged(y, y_term, batch, over, cols)
    term = "".join(batch + rows + cols)
    return out.reshape([sizes[c] for c in term]), term


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
        once, in alphabetical order.
    *operands : Tensor
        As many as the equation names, or one list of them.

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
    """
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = operands[0]
    terms, result = letters_of(equation, operands)
    pairs = [without_repeats(x, term) for x, term in zip(operands, terms)]
    x, term = pairs[0]
    for k in range(1, len(pairs)):
        later = "".join(t for _, t in pairs[k + 1:])
        x, term = contracted(x, term, *pairs[k], result + later)
    x, term = summed_out(x, term, result)
    return x.permute([term.index(c) for c in result]) if term != result else x
