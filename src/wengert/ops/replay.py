"""Second derivatives of fused operations, by differentiating the formula that they compute in one pass."""
from .. import _core


def replay(formula, position, g, operands, *rest):
    """The cotangent of operand `position`, recorded, from `formula` made of differentiable operations.

    Parameters
    ----------
    formula : callable
        Takes the operands and `rest`; gives a tensor, or a tuple of them.
    g : Tensor or tuple
        The cotangent of the result, or of each result, None where there is none.
    operands : sequence of Tensor or None
        The operation's tensor arguments.
    """
    # One tensor may stand at several places: a view of each keeps their cotangents apart.
    own = [None if t is None else t.view_as(t) for t in operands]
    results = formula(*own, *rest)
    if not isinstance(g, tuple):
        results, g = (results,), (g,)
    pairs = [(result, part) for result, part in zip(results, g) if part is not None]
    return _core.grad([result for result, _ in pairs], [own[position]], [part for _, part in pairs], create_graph=True,
                      allow_unused=True, materialize_grads=True)[0]
