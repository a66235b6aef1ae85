"""The stubs as a type checker sees them: a program of typical use passes `mypy --strict`, wrong calls do not."""
import importlib.util
import pathlib
import re
import subprocess
import sys

import pytest

import wengert

pytestmark = pytest.mark.skipif(importlib.util.find_spec("mypy") is None,
                                reason="mypy is not installed; with it the type stubs are checked here")

PROGRAM = '''
"""Typical use, in PyTorch's manner."""
from typing import Any, assert_type

import numpy as np
import wengert as torch
import wengert.autograd.graph
import wengert.nn.functional as F
import wengert.types
from wengert import Tensor, nn
from wengert.autograd import Function


class Square(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        x: Tensor = ctx.saved_tensors[0]
        return 2 * x * grad


class Linear:
    def __init__(self, inputs: int, outputs: int) -> None:
        self.weight = torch.randn(outputs, inputs, requires_grad=True)
        self.bias = torch.zeros(outputs, requires_grad=True)

    def parameters(self) -> list[Tensor]:
        return [self.weight, self.bias]

    def __call__(self, x: Tensor) -> Tensor:
        return F.relu(F.linear(x, self.weight, self.bias))


@torch.no_grad()
def step(parameters: list[Tensor], rate: float) -> None:
    for p in parameters:
        if p.grad is not None:
            p -= rate * p.grad
            p.grad.zero_()
            p.grad = None


def train() -> float:
    torch.manual_seed(0)
    model = Linear(3, 2)
    x, y = torch.rand((5, 3)), torch.tensor([0, 1, 1, 0, 1])
    for _ in range(3):
        loss = F.cross_entropy(model(x), y, reduction="mean")
        loss.backward()
        step(model.parameters(), 0.1)
    return float(loss)


a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64, requires_grad=True)
b = 2 * a + a / 3 - 1 ** a
assert_type(b, Tensor)
assert_type(a > 1, Tensor)
assert_type(a == b, Tensor)
assert_type((a @ b).sum(), Tensor)
assert_type(a.sum(dim=(0, 1), keepdim=True), Tensor)
assert_type(a.shape, torch.Size)
assert_type(a.shape[0], int)
assert_type(a.size(0), int)
assert_type(a.dim(), int)
assert_type(a.requires_grad, bool)
assert_type(a.grad, Tensor | None)
assert_type(torch.split(a, [1, 1]), tuple[Tensor, ...])
assert_type(torch.allclose(a, b), bool)
assert_type(a.max(), Tensor)
assert_type(a.is_contiguous(), bool)
values, indices = a.max(dim=1)
assert_type(values, Tensor)
assert_type(torch.max(a, 0).indices, Tensor)
assert_type(torch.maximum(a, b), Tensor)
assert_type(torch.max(a.detach(), b.detach(), out=torch.empty(0, dtype=torch.float64)), Tensor)
pair = torch.sort(a, dim=0, descending=True)
assert_type(pair.values[0], Tensor)
places = torch.empty(0, dtype=torch.float64), torch.empty(0, dtype=torch.int32)
mantissa, exponent = torch.frexp(a.detach(), out=places)
assert_type(exponent, Tensor)
assert_type(torch.aminmax(a, dim=1).max, Tensor)
assert_type(torch.histogramdd(torch.rand(5, 2), 2).bin_edges, tuple[Tensor, ...])
assert_type(torch.unique(a.detach()), Tensor)
assert_type(torch.unique(a.detach(), return_inverse=True), tuple[Tensor, ...])
assert_type(torch.atleast_2d(a), Tensor)
assert_type(torch.atleast_2d(a, b, a), tuple[Tensor, ...])
assert_type(torch.meshgrid(a[0], a[1], indexing="ij"), tuple[Tensor, ...])
assert_type(torch.nonzero(a, as_tuple=True), tuple[Tensor, ...])
assert_type(torch.zeros(2, 3, out=torch.empty(2, 3), layout=torch.strided), Tensor)
assert_type(torch.where(a > 0, a, 0.0), Tensor)
assert_type(torch.autograd.grad(b.sum(), [a], create_graph=True), tuple[Tensor, ...])
assert_type(nn.functional.softmax(a, dim=-1), Tensor)
assert_type(Square.apply(a), Any)
assert_type(a.dtype, torch.dtype)
assert_type(a.numel(), int)
c = torch.zeros(2, 3) + torch.ones((2, 3)) + torch.full((2, 3), 1.5) + torch.eye(2, 3, dtype=torch.float32)
c[0, 1:] = 5
c[c > 2] = torch.tensor(1.0)
c[:, None, ..., torch.tensor([0, 1])] += 1
c.view(-1).reshape(3, 2).t().contiguous().view((2, 3)).permute(1, 0).transpose(0, 1).unsqueeze(0).squeeze()
c.add_(1).mul_(2).clamp_(min=0.0).exp_()
d = torch.cat([c, c], dim=0).to(torch.float64).to("cpu").float().detach().clone()
torch.stack((d, d)).mean(0, keepdim=True).std().item()
torch.einsum("ij,kj->ik", d, d).norm(p=2, dim=1)
array = np.asarray(d) + d.numpy()
torch.from_numpy(array).to(dtype=torch.int64, copy=True).tolist()
torch.arange(3) + torch.arange(0, 6, 2) + torch.linspace(0, 1, steps=3)
torch.randint(0, 10, (3,)).long() % 3 // 2
torch.randn(2, 3, generator=torch.Generator().manual_seed(1))
print(f"{train():.3f}", d.sum().item() + 1, len(d), [row for row in d], bool(d.any()), int(d.argmax()))
handle = a.register_hook(lambda g: g * 2)
handle.remove()
if a.grad_fn is not None:
    print(a.grad_fn.name(), a.grad_fn.next_functions[0][0])
with torch.no_grad(), torch.enable_grad(), torch.set_grad_enabled(False):
    a.data.fill_(0)
with torch.no_grad():
    a += 1
anything: object = a
if torch.is_tensor(anything):
    print(anything.exp())
try:
    a.backward()
except torch.errors.AutogradError as error:
    print(error)
except RuntimeError:
    raise torch.errors.ShapeError("no")
'''

WRONG = '''
import wengert as torch
import wengert.nn.functional as F

t = torch.ones(2, 2)
torch.exp("a")
torch.exp()
torch.exp(t, t)
torch.exp([1.0, 2.0])
torch.sin(t, dim=0)
torch.no_such_function(t)
t.no_such_method()
t.exp(1)
t + "a"
t @ 2
t["a"]
t.sum(dim="rows")
t.sum(axes=0)
t.reshape("a")
t.view(2.5)
t.shape = (4,)
t.requires_grad = "yes"
t.grad = 3
t.backward(retain="yes")
t.item(0)
torch.zeros("a")
torch.zeros(2, dtype="float32")
torch.zeros(2, dtype=3)
torch.cat(t, t)
torch.cat([1, 2])
torch.stack(3)
torch.where(t > 0, "a", t)
torch.matmul(t, 2)
torch.div(t, 2, rounding_mode="nearest")
torch.max(t, "rows")
torch.exp(t, out=(t, t))
torch.sort(t, out=t)
torch.sort(t).mantissa
torch.meshgrid(t, indexing="ji")
torch.searchsorted(t, t, side="middle")
torch.manual_seed("a")
torch.arange("a")
torch.tensor([1], requires_grad="no")
torch.autograd.grad(1.0, t)
F.cross_entropy(t)
F.cross_entropy(t, t, reduction="average")
F.gelu(t, approximate="roughly")
F.linear(t)
F.relu("a")
x: int = torch.exp(t)
y: str = t.shape
z: torch.Tensor = torch.allclose(t, t)
for name, value in t.dtype: pass
'''


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What mypy says of both programs, by file and line, with the stubs that lie beside the imported package."""
    package = pathlib.Path(wengert.__file__).parent
    home = tmp_path_factory.mktemp("typing")
    for path in [*package.rglob("*.pyi"), package / "py.typed"]:
        target = home / "stubs" / "wengert" / path.relative_to(package)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (home / "program.py").write_text(PROGRAM, encoding="utf-8")
    (home / "wrong.py").write_text(WRONG, encoding="utf-8")
    (home / "mypy.ini").write_text("[mypy]\nmypy_path = stubs\n", encoding="utf-8")
    run = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file", "mypy.ini",
                          "program.py", "wrong.py"], cwd=home, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    found = {}
    for line in run.stdout.splitlines():
        match = re.match(r"(.*?):(\d+): error: (.*)", line)
        if match:
            found.setdefault(match[1].replace("\\", "/"), {}).setdefault(int(match[2]), []).append(match[3])
    return found


def test_typical_use_passes(complaints):
    lines = PROGRAM.split("\n")
    wrong = [f"{lines[k - 1]}   <- {messages}" for k, messages in complaints.get("program.py", {}).items()]
    assert not wrong, "\n".join(wrong)


def test_stubs_themselves_pass(complaints):
    assert not {path: found for path, found in complaints.items() if path.startswith("stubs")}


@pytest.mark.parametrize("number, line", [pytest.param(k, line, id=line) for k, line in enumerate(WRONG.split("\n"), 1)
                                          if k > 5 and line])
def test_wrong_call_is_rejected(complaints, number, line):
    assert number in complaints.get("wrong.py", {}), f"mypy accepts {line}"


def test_the_program_runs(tmp_path):
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    run = subprocess.run([sys.executable, str(path)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
