"""The table of operations. A row is a decorated function in one of these modules; see table.py.

``build()`` joins the rows with the kernels and makes the public functions and Tensor methods.
"""
from .. import _core, errors
from . import api, table
from . import arithmetic, combined, functions, trigonometry, rounding, signs, comparisons, bounds, bits  # noqa: F401
from . import reductions, extremes, scans, statistics, segments  # noqa: F401
from . import shapes, views, copies, joining, rearranging, making  # noqa: F401
from . import indexing, scattering, sorting, searching  # noqa: F401
from . import activations, losses, normalising  # noqa: F401
from . import products, blas, einsum, distances, combining, counting, comparing, networks, sampling  # noqa: F401
from . import convolution, pooling, images  # noqa: F401
from . import alignments, attention, lookups, recurrent, sequences  # noqa: F401


def build():
    """Make every operation; returns the functions by name.

    Raises
    ------
    ImportError
        If a row and a kernel disagree.
    """
    functions = _core.build_table(table.rows, table.composites.values())
    for name, of in table.also.items():
        functions[name] = functions[of]
        if of + "_" in functions:
            functions[name + "_"] = functions[of + "_"]
    vars(api).update(functions, errors=errors, Tensor=_core.Tensor, tensor=_core.tensor, from_numpy=_core.from_numpy,
                     result_type=_core.result_type_of, core_index_put=_core.index_put_values,
                     broadcast_shapes=shapes.broadcast_shapes, is_grad_enabled=_core.is_grad_enabled,
                     contiguous_format=_core._memory_format_by_name("contiguous_format"))
    for name in _core.DTYPE_NAMES:
        setattr(api, name, _core._dtype_by_name(name))
    return functions


def methods(functions):
    """The functions that are also Tensor methods."""
    rows = {row.name: row for row in (*table.rows, *table.composites.values())}
    out = {}
    for name in [name for name in rows if not name.startswith("_")] + list(table.also):
        row = rows[table.also.get(name, name)]
        if row.method:
            out[name] = functions[name]
        if row.inplace:
            out[name + "_"] = functions[name + "_"]
    return out
