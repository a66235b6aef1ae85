"""Shape operations in their details as in PyTorch: results, types, strides, names of nodes, errors."""
import warnings

import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")
EVERY_TYPE = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex64",
              "complex128")


def outcome(lib, call):
    """What a call gives, with geometry and name of the node, or the built-in class of its error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = call(lib)
        except Exception as error:
            return next(c for c in type(error).__mro__ if c.__module__ == "builtins")
    return tuple(brief(t) for t in result) if isinstance(result, (tuple, list)) else brief(result)


def brief(t):
    if not hasattr(t, "stride"):
        return t
    name = None if t.grad_fn is None else type(t.grad_fn).__name__.rstrip("0123456789").removesuffix("Backward")
    strides = tuple(s for s, n in zip(t.stride(), t.shape) if n > 1) if t.numel() else ()
    return str(t.dtype), tuple(t.shape), strides, name, np.asarray(t.detach().resolve_conj().tolist()).tolist()


def values(lib, *shape, dtype="float64", grad=True):
    """Different values in a shape."""
    n = int(np.prod(shape))
    t = lib.tensor((np.arange(n).reshape(shape) % 7 - 2.5), dtype=getattr(lib, dtype))
    return t.requires_grad_() if grad else t


CALLS = {
    # shapes
    "T of a matrix": lambda lib: values(lib, 2, 3, grad=False).T,
    "T of three dims": lambda lib: values(lib, 2, 3, 4).T,
    "T of a vector": lambda lib: values(lib, 3).T,
    "T of a number": lambda lib: values(lib, grad=False).T,
    "mT of a number": lambda lib: values(lib).mT,
    "mT of a vector": lambda lib: values(lib, 3).mT,
    "H of three dims": lambda lib: values(lib, 2, 3, 4).H,
    "H of a vector": lambda lib: values(lib, 3).H,
    "H of a number": lambda lib: values(lib).H,
    "mH of a vector": lambda lib: values(lib, 3).mH,
    "adjoint of a vector": lambda lib: values(lib, 3).adjoint(),
    "mT": lambda lib: values(lib, 2, 3, 4).mT,
    "flatten backwards": lambda lib: values(lib, 2, 3).flatten(1, 0),
    "flatten out of range": lambda lib: values(lib, 2).flatten(0, 5),
    "flatten a number": lambda lib: values(lib).flatten(),
    "flatten one dim": lambda lib: values(lib, 2, 3).flatten(1, 1),
    "unflatten wrong": lambda lib: values(lib, 6).unflatten(0, (2, 4)),
    "unflatten by nothing": lambda lib: values(lib, 6).unflatten(0, ()),
    "unflatten": lambda lib: values(lib, 2, 6).unflatten(-1, (2, -1)),
    "unflatten two unknown": lambda lib: values(lib, 6).unflatten(0, (-1, -1)),
    "unflatten out of range": lambda lib: values(lib, 6).unflatten(1, (2, 3)),
    "unflatten by a number": lambda lib: values(lib, 6).unflatten(0, 6),
    "unflatten a number": lambda lib: values(lib).unflatten(0, (1,)),
    "ravel": lambda lib: values(lib, 2, 3).ravel(),
    "ravel of a transpose": lambda lib: values(lib, 2, 3).t().ravel(),
    "squeeze nothing": lambda lib: values(lib, 1, 2).squeeze(()),
    "squeeze twice": lambda lib: values(lib, 1, 2).squeeze((0, 0)),
    "squeeze of several": lambda lib: values(lib, 1, 2, 1).squeeze((0, 1, -1)),
    "squeeze out of range": lambda lib: values(lib, 2).squeeze(2),
    "unsqueeze out of range": lambda lib: values(lib, 2).unsqueeze(2),
    "movedim repeated": lambda lib: values(lib, 2, 3).movedim((0, 0), (0, 1)),
    "movedim repeated target": lambda lib: values(lib, 2, 3).movedim((0, 1), (0, 0)),
    "movedim unequal": lambda lib: values(lib, 2, 3).movedim((0,), (0, 1)),
    "movedim out of range": lambda lib: values(lib, 2, 3).movedim(0, 5),
    "movedim": lambda lib: values(lib, 2, 3, 4).movedim((-1, 0), (0, 1)),
    "permute too few": lambda lib: values(lib, 2, 3).permute(0),
    "permute repeated": lambda lib: values(lib, 2, 3).permute(0, 0),
    # broadcasting and repetition
    "expand with a leading -1": lambda lib: values(lib, 3).expand(-1, 3),
    "expand to less": lambda lib: values(lib, 3).expand(()),
    "expand other size": lambda lib: values(lib, 3).expand(2),
    "expand": lambda lib: values(lib, 3, 1).expand(2, -1, 4),
    "broadcast nothing": lambda lib: lib.broadcast_tensors(),
    "broadcast a list": lambda lib: lib.broadcast_tensors([values(lib, 2)]),
    "broadcast unequal": lambda lib: lib.broadcast_tensors(values(lib, 2), values(lib, 3)),
    "broadcast": lambda lib: lib.broadcast_tensors(values(lib, 2, 1), values(lib, 3)),
    "repeat too few": lambda lib: values(lib, 2, 3).repeat(2),
    "repeat negative": lambda lib: values(lib, 2, 3).repeat(2, -1),
    "repeat a number": lambda lib: values(lib).repeat(()),
    "repeat": lambda lib: values(lib, 2, 3).repeat(2, 1, 2),
    "repeat never": lambda lib: values(lib, 2, 3).repeat(0, 1),
    "tile": lambda lib: values(lib, 2, 3).tile(2),
    "tile more": lambda lib: values(lib, 2).tile(2, 1, 2),
    "tile negative": lambda lib: values(lib, 2, 3).tile(-1),
    "repeat_interleave negative": lambda lib: values(lib, 2).repeat_interleave(-1),
    "repeat_interleave": lambda lib: values(lib, 2, 3).repeat_interleave(2, 1),
    "repeat_interleave flat": lambda lib: values(lib, 2, 3).repeat_interleave(2),
    "repeat_interleave by counts": lambda lib: values(lib, 2, 3).repeat_interleave(lib.tensor([2, 0, 1]), -1),
    "repeat_interleave by one count": lambda lib: values(lib, 2).repeat_interleave(lib.tensor(3)),
    "repeat_interleave wrong counts": lambda lib: values(lib, 2).repeat_interleave(lib.tensor([1, 2, 3])),
    "repeat_interleave negative counts": lambda lib: values(lib, 2).repeat_interleave(lib.tensor([1, -2])),
    "repeat_interleave many dims": lambda lib: values(lib, 2, 2).repeat_interleave(lib.tensor([[1, 2]]), 1),
    "repeat_interleave out of range": lambda lib: values(lib, 2).repeat_interleave(2, 1),
    "repeat_interleave wrong size": lambda lib: values(lib, 2).repeat_interleave(2, output_size=5),
    "repeat_interleave wrong size of counts": lambda lib: lib.repeat_interleave(lib.tensor([1, 2]), output_size=4),
    "repeat_interleave of counts": lambda lib: lib.repeat_interleave(lib.tensor([1, 0, 2], dtype=lib.int32)),
    "repeat_interleave of a matrix of counts": lambda lib: lib.repeat_interleave(lib.tensor([[1]])),
    "repeat_interleave by a list": lambda lib: values(lib, 2).repeat_interleave([1, 2]),
    "repeat_interleave of a number": lambda lib: values(lib).repeat_interleave(3),
    # joining and splitting
    "cat of a number": lambda lib: lib.cat([values(lib)]),
    "cat of a tensor": lambda lib: lib.cat(values(lib, 2)),
    "cat with a number": lambda lib: lib.cat([values(lib, 2), 1]),
    "cat unequal dims": lambda lib: lib.cat([values(lib, 2, 3), values(lib, 2)]),
    "cat unequal sizes": lambda lib: lib.cat([values(lib, 2, 3), values(lib, 2, 4)]),
    "cat out of range": lambda lib: lib.cat([values(lib, 2)], 1),
    "cat skips empty vectors": lambda lib: lib.cat([values(lib, 0), values(lib, 2, 2), values(lib, 0)], 1),
    "cat counts their type": lambda lib: lib.cat([values(lib, 0), values(lib, 2, 2, dtype="float32")]),
    "cat of empty vectors": lambda lib: lib.cat([values(lib, 0), values(lib, 0)]),
    "cat of an empty matrix": lambda lib: lib.cat([values(lib, 1, 0), values(lib, 2, 2)]),
    "cat promotes": lambda lib: lib.cat([values(lib, 2), lib.tensor([1]), values(lib, 1, dtype="complex64")]),
    "cat columns": lambda lib: lib.cat([values(lib, 4, 1), values(lib, 1, 4).t(), values(lib, 4, 30)], -1),
    "cat many dims": lambda lib: lib.cat([values(lib, 2, 2, 3).mT, values(lib, 2, 3, 1)], 2),
    "stack of nothing": lambda lib: lib.stack([]),
    "stack unequal": lambda lib: lib.stack([values(lib, 2), values(lib, 3)]),
    "stack promotes": lambda lib: lib.stack([values(lib, 2, dtype="float32"), lib.tensor([1, 2]), values(lib, 2)], -1),
    "stack out of range": lambda lib: lib.stack([values(lib, 2)], 2),
    "stack of transposes": lambda lib: lib.stack([values(lib, 2, 3).t()] * 2, 1),
    "hstack of nothing": lambda lib: lib.hstack([]),
    "hstack of a tensor": lambda lib: lib.hstack(values(lib, 2)),
    "vstack unequal": lambda lib: lib.vstack((values(lib, 2), values(lib, 3))),
    "dstack": lambda lib: lib.dstack((values(lib, 2), values(lib, 2))),
    "column_stack of numbers": lambda lib: lib.column_stack((values(lib), values(lib))),
    "row_stack": lambda lib: lib.row_stack((values(lib, 2), values(lib, 2))),
    "atleast_2d of two": lambda lib: lib.atleast_2d(values(lib), values(lib, 2)),
    "atleast_1d of nothing": lambda lib: lib.atleast_1d(),
    "atleast_1d of an int": lambda lib: lib.atleast_1d(3),
    "atleast_3d of a list": lambda lib: lib.atleast_3d([values(lib, 2), values(lib, 2, 3)]),
    "meshgrid of a matrix": lambda lib: lib.meshgrid(values(lib, 3, 1)),
    "meshgrid of nothing": lambda lib: lib.meshgrid(),
    "meshgrid of two types": lambda lib: lib.meshgrid(values(lib, 2), values(lib, 2, dtype="float32")),
    "meshgrid unknown": lambda lib: lib.meshgrid(values(lib, 2), indexing="zz"),
    "meshgrid xy": lambda lib: lib.meshgrid(values(lib, 2), values(lib, 3), indexing="xy"),
    "meshgrid": lambda lib: lib.meshgrid([values(lib, 2), values(lib)]),
    "split_with_sizes wrong": lambda lib: values(lib, 5).split_with_sizes((2, 2)),
    "split by keyword": lambda lib: lib.split(tensor=values(lib, 5, grad=False), split_size_or_sections=3),
    "tensor_split": lambda lib: values(lib, 5).tensor_split(3),
    "tensor_split at places": lambda lib: values(lib, 2, 5).tensor_split((1, 3), -1),
    "tensor_split by none": lambda lib: values(lib, 5).tensor_split(0),
    "tensor_split a number": lambda lib: values(lib).tensor_split(1),
    "tensor_split beyond": lambda lib: values(lib, 5).tensor_split((7, 2)),
    "tensor_split from the end": lambda lib: values(lib, 5).tensor_split((-1,)),
    "tensor_split by a tensor": lambda lib: values(lib, 5).tensor_split(lib.tensor([1, 3])),
    "tensor_split by a 0-d tensor": lambda lib: values(lib, 5).tensor_split(lib.tensor(2)),
    "tensor_split by floats": lambda lib: values(lib, 5).tensor_split(lib.tensor([1.0])),
    "tensor_split by a float": lambda lib: values(lib, 5).tensor_split(2.5),
    "tensor_split keywords": lambda lib: values(lib, 5).tensor_split(indices=(1, 2)),
    "hsplit keyword": lambda lib: values(lib, 4).hsplit(sections=2),
    "hsplit uneven": lambda lib: values(lib, 5).hsplit(2),
    "hsplit a number": lambda lib: values(lib).hsplit(1),
    "vsplit a vector": lambda lib: values(lib, 3).vsplit(3),
    "dsplit a matrix": lambda lib: values(lib, 2, 2).dsplit(2),
    "hsplit by none": lambda lib: values(lib, 2, 2).hsplit(0),
    "unsafe_split": lambda lib: values(lib, 5).unsafe_split(2),
    # other orders
    "roll unequal": lambda lib: values(lib, 5).roll((1, 2), 0),
    "roll without dims": lambda lib: values(lib, 5).roll((1, 2)),
    "roll by nothing": lambda lib: values(lib, 5).roll(()),
    "roll out of range": lambda lib: values(lib, 5).roll(1, 3),
    "roll empty": lambda lib: values(lib, 0).roll(1),
    "roll a number": lambda lib: values(lib).roll(1, 0),
    "roll": lambda lib: values(lib, 2, 3).t().roll((1, -4), (0, 1)),
    "rot90 of a vector": lambda lib: values(lib, 5).rot90(),
    "rot90 in one dim": lambda lib: values(lib, 5, 2).rot90(1, (0, -2)),
    "rot90 of one dim": lambda lib: values(lib, 5, 2).rot90(1, (0,)),
    "rot90 out of range": lambda lib: values(lib, 5, 2).rot90(1, (0, 2)),
    "rot90": lambda lib: values(lib, 5, 2).rot90(-3, (1, 0)),
    "fliplr of a vector": lambda lib: values(lib, 5).fliplr(),
    "flipud of a number": lambda lib: values(lib).flipud(),
    "flip twice": lambda lib: values(lib, 2, 3).flip(0, 0),
    "flip out of range": lambda lib: values(lib, 2, 3).flip(2),
    "flip a number": lambda lib: values(lib).flip(0),
    # padding, diagonals, writes into copies
    "pad odd": lambda lib: lib.constant_pad_nd(values(lib, 2), (1,)),
    "pad too many": lambda lib: lib.constant_pad_nd(values(lib, 2), (1, 1, 1, 1)),
    "pad away": lambda lib: lib.constant_pad_nd(values(lib, 2), (-2, -1)),
    "pad": lambda lib: lib.constant_pad_nd(values(lib, 2, 3), (1, -1, 0, 2), 7),
    "pad integers": lambda lib: lib.constant_pad_nd(lib.tensor([1]), (1, 1), 2.5),
    "pad empty": lambda lib: lib.constant_pad_nd(values(lib, 0, 3), (1, 1)),
    "diag of three dims": lambda lib: values(lib, 2, 2, 2).diag(),
    "diag of a number": lambda lib: values(lib).diag(),
    "diag_embed a number": lambda lib: values(lib).diag_embed(),
    "diag_embed same dims": lambda lib: values(lib, 2).diag_embed(0, 0, 0),
    "diag_embed": lambda lib: values(lib, 2, 3).diag_embed(-1, 0, 2),
    "diagflat": lambda lib: values(lib, 2, 2).diagflat(1),
    "diag beyond": lambda lib: values(lib, 2).diag_embed().detach().diag(5),
    "diagonal_scatter wrong": lambda lib: values(lib, 2, 2).diagonal_scatter(values(lib, 3)),
    "diagonal_scatter": lambda lib: values(lib, 2, 3).t().diagonal_scatter(values(lib, 2), 0),
    "diagonal_scatter of integers": lambda lib: values(lib, 2, 2).diagonal_scatter(lib.tensor([1, 2])),
    "select_scatter wrong": lambda lib: values(lib, 2, 2).select_scatter(values(lib), 0, 0),
    "select_scatter": lambda lib: values(lib, 2, 3).t().select_scatter(values(lib, 2), 0, -1),
    "slice_scatter wrong": lambda lib: values(lib, 4).slice_scatter(values(lib, 2), 0, 1, 4),
    "slice_scatter step": lambda lib: values(lib, 4).slice_scatter(values(lib, 2), step=0),
    "slice_scatter": lambda lib: values(lib, 2, 4).slice_scatter(values(lib, 2, 2), 1, -4, None, 2),
    "as_strided_scatter":
        lambda lib: values(lib, 4, grad=False).as_strided_scatter(values(lib, 2, grad=False), (2,), (2,), 1),
    "as_strided_scatter on a transpose":
        lambda lib: values(lib, 4, 2, grad=False).t().as_strided_scatter(values(lib, 2, grad=False), (2,), (1,)),
    "as_strided_scatter wrong": lambda lib: values(lib, 4).as_strided_scatter(values(lib, 3), (2,), (2,)),
    "tril_indices negative": lambda lib: lib.tril_indices(-1, 3),
    "tril_indices of floats": lambda lib: lib.tril_indices(3, 3, dtype=lib.float32),
    "triu_indices": lambda lib: lib.triu_indices(row=3, col=4, offset=-1, dtype=lib.int32),
    # windows, narrow, select
    "unfold too long": lambda lib: values(lib, 6).unfold(0, 7, 1),
    "unfold no step": lambda lib: values(lib, 6).unfold(0, 2, 0),
    "unfold negative": lambda lib: values(lib, 6).unfold(0, -1, 1),
    "unfold a number": lambda lib: values(lib).unfold(0, 1, 1),
    "unfold a number more": lambda lib: values(lib).unfold(0, 2, 1),
    "unfold nothing": lambda lib: values(lib, 6).unfold(0, 0, 1),
    "unfold": lambda lib: values(lib, 4, 6).unfold(0, 2, 1),
    "narrow": lambda lib: values(lib, 3).narrow(0, -1, 1),
    "narrow too much": lambda lib: values(lib, 3).narrow(0, 2, 3),
    "narrow beyond": lambda lib: values(lib, 3).narrow(0, 4, 0),
    "narrow negative": lambda lib: values(lib, 3).narrow(0, 0, -1),
    "narrow a number": lambda lib: values(lib).narrow(0, 0, 1),
    "narrow from a vector": lambda lib: values(lib, 3).narrow(0, lib.tensor([1]), 1),
    "narrow from a float": lambda lib: values(lib, 3).narrow(0, lib.tensor(1.0), 1),
    "narrow_copy": lambda lib: values(lib, 3, 2).t().narrow_copy(1, 1, 2).detach(),
    "select out of range": lambda lib: values(lib, 3).select(0, 3),
    "select from the end": lambda lib: values(lib, 2, 3).select(-1, -3),
    # memory formats
    "clone of every second row": lambda lib: values(lib, 4, 6).t()[::2].clone(),
    "clone of an expanded one": lambda lib: values(lib, 4, 1).expand(4, 3).clone(),
    "clone of expanded rows": lambda lib: values(lib, 3).expand(4, 3).clone(),
    "clone row-major": lambda lib: values(lib, 4, 6).t().clone(memory_format=lib.contiguous_format),
    "clone preserving": lambda lib: values(lib, 2, 3, 4).permute(2, 0, 1).clone(memory_format=lib.preserve_format),
    "clone of a permutation of a slice": lambda lib: values(lib, 2, 3, 4)[:, 1:].permute(2, 0, 1).clone(),
    "channels last": lambda lib: values(lib, 2, 3, 4, 5).contiguous(memory_format=lib.channels_last),
    "channels last in 3d": lambda lib: values(lib, 2, 3, 2, 2, 2).clone(memory_format=lib.channels_last_3d),
    "channels last of a matrix": lambda lib: values(lib, 2, 3).contiguous(memory_format=lib.channels_last),
    "channels last in 3d of four": lambda lib: values(lib, 2, 3, 4, 5).to(memory_format=lib.channels_last_3d),
    "to channels last": lambda lib: values(lib, 2, 3, 4, 5).to(lib.float32, memory_format=lib.channels_last),
    "to keeps the order": lambda lib: values(lib, 4, 6).t().to(lib.float32),
    "to keeps the order of a slice": lambda lib: values(lib, 4, 6)[:, ::2].t().float(),
    "empty_like": lambda lib: lib.empty_like(values(lib, 4, 6)[:, ::2].t()).fill_(1),
    "zeros_like": lambda lib: lib.zeros_like(values(lib, 4, 6).t(), dtype=lib.int32),
    "ones_like row-major": lambda lib: lib.ones_like(values(lib, 4, 6).t(), memory_format=lib.contiguous_format),
    "zeros_like channels last": lambda lib: lib.zeros_like(values(lib, 2, 3, 4, 5), memory_format=lib.channels_last),
    # to
    "to nothing": lambda lib: values(lib, 2).to(),
    "to a device and a type": lambda lib: values(lib, 2).to("cpu", lib.float32),
    "to with flags": lambda lib: values(lib, 2).to(lib.float64, True, True),
    "to a tensor's type": lambda lib: values(lib, 2).to(lib.zeros(1)),
    "to None": lambda lib: values(lib, 2).to(None),
    "to keywords": lambda lib: values(lib, 2).to(device="cpu", dtype=lib.float32, copy=True),
    "to an unknown device": lambda lib: values(lib, 2).to("float64"),
    "to an unknown word": lambda lib: values(lib, 2).to(lib.float64, bogus=1),
    # the tensor's own size
    "resize_": lambda lib: values(lib, 2, 3, grad=False).resize_(3, 2),
    "resize_ of a transpose": lambda lib: values(lib, 2, 3, grad=False).t().resize_(3, 2),
    "resize_ with a gradient": lambda lib: values(lib, 2).resize_(1),
    "resize_ channels last":
        lambda lib: values(lib, 24, grad=False).resize_((1, 2, 3, 4), memory_format=lib.channels_last),
    "resize_as_": lambda lib: values(lib, 2, 3, grad=False).resize_as_(values(lib, 4)),
    "stride of a number": lambda lib: values(lib).stride(0),
    "stride out of range": lambda lib: values(lib, 2).stride(1),
    "is_contiguous": lambda lib: values(lib, 2, 3).t().is_contiguous(),
    "is_contiguous preserving": lambda lib: values(lib, 2, 3).is_contiguous(memory_format=lib.preserve_format),
    "is_contiguous channels last":
        lambda lib: (values(lib, 2, 1, 4, 4).is_contiguous(memory_format=lib.channels_last),
                     values(lib, 2, 0, 4, 4).is_contiguous(memory_format=lib.channels_last)),
    "is_conj":
        lambda lib: (values(lib, 2).is_conj(), lib.is_neg(values(lib, 2)), values(lib, 2).is_set_to(values(lib, 2))),
    "repr of a format": lambda lib: repr(lib.channels_last),
}


@pytest.mark.parametrize("name", CALLS)
def test_outcome_is_pytorchs(name):
    assert outcome(wg, CALLS[name]) == outcome(torch, CALLS[name])


@pytest.mark.parametrize("dtype", EVERY_TYPE)
@pytest.mark.parametrize("name", ["cat", "stack", "repeat", "roll", "rot90", "diag", "constant_pad_nd",
       "select_scatter", "tile",
                                  "repeat_interleave", "narrow_copy", "unfold", "meshgrid", "hstack",
                                         "channels_last", "tril"])
def test_every_element_type(name, dtype):
    def call(lib):
        x = lib.tensor(np.arange(12).reshape(3, 4) % 5, dtype=getattr(lib, dtype))
        return {"cat": lambda: lib.cat((x, x.flip(0)), 1), "stack": lambda: lib.stack((x, x.flip(0)), -1),
                "repeat": lambda: x.repeat(2, 3),
                "roll": lambda: x.roll((1, 2), (0, 1)), "rot90": lambda: x.rot90(), "diag": lambda: x[0].diag(1),
                "constant_pad_nd": lambda: lib.constant_pad_nd(x, (1, 2), 1),
                       "select_scatter": lambda: x.select_scatter(x[0], 0, 2),
                "tile": lambda: x.tile(2), "repeat_interleave": lambda: x.repeat_interleave(lib.tensor([1, 0, 2]), 0),
                "narrow_copy": lambda: x.narrow_copy(1, 1, 2), "unfold": lambda: x.unfold(1, 2, 2),
                       "meshgrid": lambda: lib.meshgrid(x[0], x[1]),
                "hstack": lambda: lib.hstack((x[0], x[1])),
                       "channels_last": lambda: x.reshape(1, 2, 2, 3).clone(memory_format=lib.channels_last),
                "tril": lambda: x.tril()}[name]()
    assert outcome(wg, call) == outcome(torch, call)


@pytest.mark.parametrize("call", [
    lambda lib, out: lib.cat((lib.ones(2), lib.zeros(1)), out=out),
           lambda lib, out: lib.stack((lib.ones(2), lib.zeros(2)), out=out),
    lambda lib, out: lib.hstack((lib.ones(2), lib.zeros(1)), out=out),
           lambda lib, out: lib.vstack((lib.ones(2), lib.zeros(2)), out=out),
    lambda lib, out: lib.dstack((lib.ones(2), lib.zeros(2)), out=out),
           lambda lib, out: lib.column_stack((lib.ones(2), lib.zeros(2)), out=out),
    lambda lib, out: lib.diag(lib.ones(2), out=out), lambda lib, out: lib.tril(lib.ones(2, 2), out=out),
           lambda lib, out: lib.triu(lib.ones(2, 2), out=out),
    lambda lib, out: lib.narrow_copy(lib.ones(3), 0, 1, 1, out=out)],
    ids="cat stack hstack vstack dstack column_stack diag tril triu narrow_copy".split())
def test_result_into_out(call):
    found = []
    for lib in (wg, torch):
        out = lib.empty(0)
        assert call(lib, out) is out
        found.append(brief(out))
    assert found[0] == found[1]


@pytest.mark.parametrize("dtype", ["float64", "int64", "complex64", "bool"])
def test_joining_into_another_type(dtype):
    for name in ("cat", "stack", "hstack"):
        def call(lib):
            return getattr(lib, name)((lib.ones(2), lib.zeros(2)), out=lib.empty(0, dtype=getattr(lib, dtype)))
        ours, theirs = outcome(wg, call), outcome(torch, call)
        assert isinstance(ours, type) and isinstance(theirs, type) if isinstance(theirs, type) else ours == theirs


def test_cat_of_nothing_is_a_value_error():
    with pytest.raises(ValueError, match="expected a non-empty list of Tensors|expects a non-empty list of Tensors"):
        wg.cat([])


def test_empty_vector_that_cat_skips_has_a_gradient_of_zeros():
    x, y = wg.ones(0, requires_grad=True), wg.ones(2, 2, requires_grad=True)
    wg.cat([x, y]).sum().backward()
    assert x.grad.shape == (0,) and y.grad.tolist() == [[1, 1], [1, 1]]


def test_infinite_cotangents_stay_out_of_what_was_overwritten():
    x = wg.ones(3, requires_grad=True)
    out = x.select_scatter(wg.tensor(5.0), 0, 1)
    for create_graph in (False, True):
        g, = wg.autograd.grad(out, x, wg.full((3,), wg.inf), retain_graph=True, create_graph=create_graph)
        assert g.tolist() == [wg.inf, 0, wg.inf]


def test_T_of_other_than_two_dims_warns():
    with pytest.warns(UserWarning, match="on tensors of dimension other than 2 to reverse their shape is deprecated"):
        wg.ones(2, 3, 4).T
    with pytest.warns(UserWarning, match="T is deprecated on 0-D tensors"):
        wg.ones(()).T


def test_to_is_the_tensor_itself_unless_something_changes():
    x = wg.ones(2, 3, 4, 5)
    assert x.to() is x and x.to(wg.float32) is x and x.to("cpu") is x and x.to(memory_format=wg.preserve_format) is x
    assert x.to(memory_format=wg.contiguous_format) is x and x.contiguous() is x
    assert x.to(copy=True) is not x and x.to(wg.float32, False, True) is not x
    last = x.to(memory_format=wg.channels_last)
    assert last is not x and last.contiguous(memory_format=wg.channels_last) is last and not last.is_contiguous()
    assert last.is_contiguous(memory_format=wg.channels_last) and (last == x).all()


def test_gradient_passes_through_memory_formats():
    x = wg.ones(1, 2, 2, 2, requires_grad=True)
    (x.clone(memory_format=wg.channels_last) * wg.arange(8.0).reshape(1, 2, 2, 2)).sum().backward()
    assert x.grad.flatten().tolist() == list(range(8))
    assert wg.ones(2, requires_grad=True).to(copy=True).grad_fn is not None


def test_memory_formats_have_names_and_survive_pickling():
    import pickle
    assert repr(wg.channels_last) == "torch.channels_last" and isinstance(wg.channels_last, wg.memory_format)
    assert pickle.loads(pickle.dumps(wg.preserve_format)) is wg.preserve_format
    with pytest.raises(TypeError, match="must be torch.memory_format"):
        wg.ones(1).clone(memory_format="channels_last")


def test_resizing_keeps_what_fits():
    x = wg.arange(6)
    y = x.resize_(2, 2)
    assert y is x and x.tolist() == [[0, 1], [2, 3]]
    assert x.resize_as_(wg.zeros(3)) is x and x.tolist() == [0, 1, 2]
    with pytest.raises(RuntimeError, match="cannot resize variables that require grad"):
        wg.ones(2, requires_grad=True).resize_(2)


@pytest.mark.parametrize("pad", [(3, 2), (3, 2, 0, 1), (-3, 2, 1, 0), (0, 0, 5, 5), (1, -4, -2, 7)])
def test_padding_of_a_larger_matrix(pad):
    values = np.arange(90.0 * 80).reshape(90, 80)
    ours, theirs = (lib.constant_pad_nd(lib.tensor(values), pad, 0.5) for lib in (wg, torch))
    np.testing.assert_array_equal(ours.numpy(), theirs.numpy())


@pytest.mark.parametrize(("shape", "arguments"), [
    ((0,), ((0,), (1,))), ((0,), ((2,), (1,))), ((0, 3), ((0, 3), (3, 1))), ((4,), ((0,), (1,), 10)),
    ((4,), ((0,), (1,), 4)),
    ((0,), ((), ())), ((0,), ((1,), (0,))), ((4,), ((2,), (1,), 2)), ((4,), ((2,), (1,), 3)), ((4,), ((2,), (1,), -1)),
    ((4,), ((2,), (2**62,))), ((4,), ((2**40, 2**40), (2**40, 2**40)))])
def test_as_strided_over_little_memory(shape, arguments):
    def attempt(lib):
        try:
            view = lib.zeros(shape).as_strided(*arguments)
        except RuntimeError as error:
            return str(error).partition(":")[0] if "overflowed" not in str(error) else "setStorage"
        return tuple(view.shape), view.stride(), view.storage_offset()
    assert attempt(wg) == attempt(torch)
