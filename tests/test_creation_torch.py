"""Creation functions with all their arguments, compared with PyTorch: values, types, strides, errors."""
import array
import math

import numpy as np
import pytest

import wengert as wg

torch = pytest.importorskip("torch")
INF, NAN = math.inf, math.nan

CALLS = [
    "zeros(2, layout=L.strided, device='cpu', pin_memory=False)", "zeros([])", "zeros(L.tensor(3))",
    "full((2,), L.tensor(3, dtype=L.int8))", "full((2,), 3, dtype=L.bool)", "full((2,), 2.5, dtype=L.int32)",
    "full((2,), -1, dtype=L.uint8)", "full((2,), 300, dtype=L.uint8)", "full((2,), 1e40)", "full((2,), float('inf'))",
    "full((2,), 1j, dtype=L.float32)", "full(2, 1)", "full((2,), 1, out=L.empty(0))",
    "zeros(2, out=L.empty(0, dtype=L.int64), dtype=L.float32)", "zeros(2, dtype=L.int64, requires_grad=True)",
    "zeros()", "zeros(3.0)", "zeros_like([1, 2])", "ones_like(L.ones(2, 3).t())",
    "zeros_like(L.ones(2, 3, 4).permute(2, 0, 1))", "zeros_like(L.ones(2, 3, 4)[:, ::2].permute(2, 0, 1))",
    "zeros_like(L.ones(3).expand(2, 3))", "full_like(L.ones(2, 3).t(), 2)",
    "full_like(L.ones(2, 3).t(), 2, memory_format=L.contiguous_format)", "full_like(L.ones(2, dtype=L.uint8), 300)",
    "zeros_like(L.ones(2, 3).t(), dtype=L.int8, requires_grad=False)", "arange(5, dtype=L.uint8)",
    "arange(300, dtype=L.uint8)", "arange(0, 5, 2.0)", "arange(2.5, 0, -1)", "arange(0, 1, 0.1)", "arange(0, 5, NAN)",
    "arange(0, INF)", "arange(5, out=L.empty(0))", "arange(5, out=L.empty(0, dtype=L.int32))", "arange(L.tensor(3))",
    "arange(L.tensor(3.))", "arange(2**62, 2**62 + 3)", "arange(1, 4, dtype=L.complex64)", "arange(True)",
    "arange(0, 3, 0)", "arange(0, -3)", "arange(0.1, 3, 1, dtype=L.int64)", "arange(0.5, 3, 1, dtype=L.int32)",
    "arange(0.9, 3.1, 0.7, dtype=L.int64)", "arange(end=3)", "arange(start=1, end=3)", "arange(5, 0, -2)",
    "arange(-2**63, -2**63 + 3)", "arange(3, requires_grad=True)", "arange(0, 1e6, 0.1)",
    "linspace(0, 10, 5, dtype=L.int64)", "linspace(-3, 10, 7, dtype=L.int32)", "linspace(10, 0, 4, dtype=L.uint8)",
    "linspace(0, 1j, 3)", "linspace(1 + 1j, 2, 4, dtype=L.complex128)", "linspace(0, 1, 1)", "linspace(0, 1, 2.0)",
    "linspace(0, 1)", "linspace(L.tensor(0.), L.tensor(1.), 3)", "linspace(L.tensor([0., 1]), 1, 3)",
    "linspace(0, 1, -1)", "linspace(0, 1, 3, out=L.empty(0, dtype=L.float64))", "linspace(0, 1, 3, dtype=L.bool)",
    "linspace(-1e30, 1e30, 7)", "logspace(0, 2, 3)", "logspace(0, 2, 3, base=2)", "logspace(0, 2, 5, dtype=L.int64)",
    "logspace(0, 2, 3, base=-2)", "logspace(0, 2, 1)", "logspace(0, 1j, 3)", "logspace(-2, 2, 5, dtype=L.float64)",
    "logspace(0, 1, 0)", "eye(2, 3, dtype=L.int64)", "eye(-1)", "eye(2, -1)", "eye(2, m=3)", "eye(2, dtype=L.bool)",
    "eye(2.0)", "eye(2, out=L.empty(0, dtype=L.float64))", "complex(L.tensor([1., 2]), L.tensor([3., 4]))",
    "complex(L.tensor(1.), L.tensor([3., 4]))", "complex(L.tensor(1.), L.tensor(3., dtype=L.float64))",
    "complex(L.tensor(1), L.tensor(3))", "complex(1., 2.)", "polar(L.tensor([-1., 2]), L.tensor([3., 4]))",
    "polar(L.tensor([0., INF, 1]), L.tensor([3., 1., NAN]))", "polar(L.tensor(1), L.tensor(3))",
    "complex(L.ones(2), L.ones(2), out=L.empty(0, dtype=L.complex64))", "empty_permuted((2, 3, 4), (2, 0, 0))",
    "empty_permuted((2, 3, 4), (2, 0))", "empty_permuted((2, 3), (-1, 0))", "empty_strided((2, 3), (1,))",
    "empty_strided((2, 3), (1, -1))", "empty_strided((2, -3), (0, 1))", "ones(2).new_zeros(2, 3, dtype=L.int64)",
    "ones(2, dtype=L.int64).new_full((2,), 7.5)", "ones(2).new_tensor([1, 2])", "ones(2).new_ones(size=(2,))",
    "scalar_tensor(3)", "scalar_tensor(3j)", "scalar_tensor(3, dtype=L.int8)", "fill(L.ones(2), 3)",
    "fill(L.ones(2), L.tensor([3.]))", "fill(L.ones(2, dtype=L.int64), 3.5)", "fill(L.ones(2, dtype=L.int64), 3j)",
    "fill(L.ones(2, 3).t(), 1)", "ones(2).fill_(L.tensor([1., 2]))", "ones(2, dtype=L.uint8).fill_(300)",
    "vander(L.tensor([1, 2, 3], dtype=L.int32))", "vander(L.tensor([1., 2, 3]), N=2)",
    "vander(L.tensor([1., 2, 3]), N=2, increasing=True)", "vander(L.tensor([1., 2, 3]), N=0)",
    "vander(L.tensor([1., 2, 3]), N=-1)", "vander(L.ones(2, 2))", "vander(L.tensor([True, False]))",
    "vander(L.tensor([1j, 2]))", "asarray(3)", "asarray(True)", "asarray([1, 2.])", "asarray(range(3))",
    "asarray(np.float64(3))", "asarray(np.ones(2))", "asarray(np.ones(2), dtype=L.float32, requires_grad=True)",
    "asarray([1, 2], copy=False)", "asarray(np.ones(2), dtype=L.float32, copy=False)",
    "asarray([1, 2], requires_grad=True)", "asarray('a')", "asarray(None)", "asarray(bytearray(8))",
    "asarray(array.array('f', [1, 2]))", "asarray([L.tensor(1), L.tensor(2)])", "asarray(L.ones(2), dtype=L.float64)",
    "frombuffer(bytearray(8), dtype=L.float32)", "frombuffer(bytearray(7), dtype=L.float32)",
    "frombuffer(bytearray(8), dtype=L.float32, offset=2)",
    "frombuffer(bytearray(8), dtype=L.float32, count=1, offset=4)",
    "frombuffer(bytearray(8), dtype=L.float32, count=0)", "frombuffer(bytearray(8), dtype=L.float32, count=3)",
    "frombuffer(bytearray(8), dtype=L.float32, offset=8)", "frombuffer(bytearray(8), dtype=L.float32, offset=-1)",
    "frombuffer([1], dtype=L.float32)", "frombuffer(bytearray(8), dtype=L.float32, requires_grad=True)",
    "from_dlpack(np.arange(3))", "from_dlpack(3)", "from_dlpack(L.ones(2).__dlpack__())", "Tensor([1, 2])",
    "Tensor(2, 3).shape", "Tensor().shape", "Tensor(3.)", "empty(2, 3).stride()",
    "empty_permuted((2, 3, 4), (2, 0, 1)).stride()", "empty_strided((2, 3), (1, 2)).stride()",
    "empty_strided((2, 3), (0, 1)).stride()", "ones(2).new_empty_strided((2, 3), (1, 2)).stride()",
    "empty_like(L.ones(2, 3).t()).stride()", "finfo()", "finfo(L.float64)", "finfo(L.complex64)", "finfo(L.int64)",
    "finfo(L.float32).tiny", "iinfo(L.int8)", "iinfo(L.uint8).max", "iinfo(L.float32)", "iinfo(L.bool)",
    "finfo(L.float32) == L.finfo(L.float32)", "can_cast(L.float32, L.int32)", "can_cast(L.int32, L.float32)",
    "can_cast(L.int32, L.bool)", "can_cast(L.float64, L.float32)", "can_cast(L.complex64, L.float32)",
    "can_cast(L.bool, L.uint8)", "result_type(1, 2.)", "result_type(1, True)", "result_type(L.ones(2), 1j)",
    "is_nonzero(L.tensor([1]))", "is_nonzero(L.ones(2))", "is_nonzero(L.ones(0))", "is_floating_point(3)",
    "is_complex(3)", "numel(3)", "is_signed(L.ones(2, dtype=L.uint8))", "ones(2).type()",
    "ones(2).type('torch.IntTensor')", "ones(2).is_cuda", "ones(2).is_cpu", "ones(2).layout", "ones(2).is_sparse",
    "ones(2).is_quantized", "ones(2).is_pinned()", "ones(2).is_shared()", "ones(2).get_device()",
    "ones(2).is_set_to(L.ones(2))", "ones(2, 3).t().dim_order()", "typename(L.ones(2))", "get_default_device()",
    "Size([1, 2]) * 2", "Size([2]) + (1,)", "(1,) + L.Size([2])", "Size([2]) + [1]", "Size([1.5])", "Size(3)",
    "Size(L.tensor([1, 2]))", "device(L.device('cpu', 0))", "device('foo')", "contiguous_format",
]


def attempt(lib, call):
    try:
        return eval(call if call.startswith("(") else "L." + call,
                    {"L": lib, "np": np, "array": array, "INF": INF, "NAN": NAN})
    except Exception as error:
        return error


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("call", CALLS)
def test_call_does_what_pytorchs_does(call):
    ours, theirs = attempt(wg, call), attempt(torch, call)
    if isinstance(theirs, Exception):
        builtin = next(c for c in type(theirs).__mro__ if c.__module__ == "builtins")
        assert isinstance(ours, builtin), (ours, theirs)
    elif isinstance(theirs, torch.Tensor):
        assert str(ours.dtype) == str(theirs.dtype)
        assert (tuple(ours.shape), ours.stride()) == (theirs.shape, theirs.stride())
        assert ours.requires_grad == theirs.requires_grad
        np.testing.assert_allclose(ours.detach().numpy(), theirs.detach().numpy(), rtol=3e-7, atol=1e-12)
    else:
        assert repr(ours) == repr(theirs)
