"""Every name of torch.autograd that programs use is there, and takes PyTorch's arguments."""
import importlib
import inspect
import pathlib
import re

import pytest

TENSOR = """
    backward grad grad_fn is_leaf requires_grad requires_grad_ retains_grad retain_grad detach detach_ data _version
    _base _is_view output_nr register_hook register_post_accumulate_grad_hook __deepcopy__ is_inference _backward_hooks
""".split()
TOP = """
    no_grad enable_grad set_grad_enabled inference_mode is_grad_enabled is_inference_mode_enabled is_inference
    is_anomaly_enabled is_anomaly_check_nan_enabled
""".split()
AUTOGRAD = """
    backward grad Function gradcheck gradgradcheck detect_anomaly set_detect_anomaly Variable no_grad enable_grad
    set_grad_enabled inference_mode graph function functional grad_mode set_multithreading_enabled
    is_multithreading_enabled enforce_grad_layout_policy
""".split()
GRAPH = """
    Node saved_tensors_hooks save_on_cpu disable_saved_tensors_hooks register_multi_grad_hook
    allow_mutation_on_saved_tensors GradientEdge get_gradient_edge increment_version
""".split()
CONTEXT = """
    save_for_backward save_for_forward saved_tensors needs_input_grad mark_dirty mark_non_differentiable
    set_materialize_grads name metadata next_functions register_hook register_prehook
""".split()
MODULES = """
    autograd autograd.graph autograd.function autograd.functional autograd.grad_mode autograd.gradcheck
    autograd.anomaly_mode autograd.variable utils.checkpoint utils.hooks
""".split()
CHECKPOINT = "checkpoint checkpoint_sequential set_checkpoint_early_stop noop_context_fn CheckpointError".split()


@pytest.mark.parametrize("name", TENSOR)
def test_tensor_has(torch, name):
    assert hasattr(torch.Tensor, name)


@pytest.mark.parametrize("name", TOP)
def test_the_module_has(torch, name):
    assert callable(getattr(torch, name))


@pytest.mark.parametrize("name", AUTOGRAD)
def test_autograd_has(torch, name):
    assert hasattr(torch.autograd, name)


@pytest.mark.parametrize("name", GRAPH)
def test_autograd_graph_has(torch, name):
    assert callable(getattr(torch.autograd.graph, name))


@pytest.mark.parametrize("name", CHECKPOINT)
def test_utils_checkpoint_has(torch, name):
    assert callable(getattr(importlib.import_module(torch.__name__ + ".utils.checkpoint"), name))


@pytest.mark.parametrize("name", MODULES)
def test_modules_can_be_imported(torch, name):
    assert importlib.import_module(f"{torch.__name__}.{name}").__name__ == f"{torch.__name__}.{name}"


@pytest.mark.parametrize("name", CONTEXT)
def test_a_context_has(torch, leaf, name):
    class Same(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 1

        @staticmethod
        def backward(ctx, g):
            return g

    assert hasattr(Same.apply(leaf([1.0])).grad_fn, name)


PARAMETERS = {
    "autograd.backward": "tensors grad_tensors retain_graph create_graph grad_variables inputs",
    "autograd.grad": "outputs inputs grad_outputs retain_graph create_graph only_inputs allow_unused is_grads_batched "
    "materialize_grads",
    "autograd.gradcheck": "func inputs eps atol rtol raise_exception nondet_tol check_undefined_grad check_grad_dtypes "
    "check_batched_grad check_batched_forward_grad check_forward_ad check_backward_ad fast_mode masked",
    "autograd.gradgradcheck": "func inputs grad_outputs eps atol rtol gen_non_contig_grad_outputs raise_exception "
    "nondet_tol check_undefined_grad check_grad_dtypes check_batched_grad check_fwd_over_rev check_rev_over_rev "
    "fast_mode masked",
    "autograd.detect_anomaly": "check_nan",
    "autograd.set_detect_anomaly": "mode check_nan",
    "autograd.graph.saved_tensors_hooks": "pack_hook unpack_hook",
    "autograd.graph.save_on_cpu": "pin_memory device_type",
    "autograd.graph.disable_saved_tensors_hooks": "error_message",
    "autograd.graph.register_multi_grad_hook": "tensors fn mode",
    "autograd.graph.get_gradient_edge": "tensor",
    "autograd.graph.increment_version": "tensor",
    "autograd.functional.jacobian": "func inputs create_graph strict vectorize strategy",
    "autograd.functional.hessian": "func inputs create_graph strict vectorize outer_jacobian_strategy",
    "autograd.functional.vjp": "func inputs v create_graph strict",
    "autograd.functional.jvp": "func inputs v create_graph strict",
    "autograd.functional.hvp": "func inputs v create_graph strict",
    "autograd.functional.vhp": "func inputs v create_graph strict",
    "utils.checkpoint.checkpoint": "function args use_reentrant context_fn determinism_check debug early_stop kwargs",
    "utils.checkpoint.checkpoint_sequential": "functions segments input use_reentrant kwargs",
    "utils.checkpoint.set_checkpoint_early_stop": "enable",
    "set_grad_enabled": "mode",
    "inference_mode": "mode",
    "Tensor.backward": "self gradient retain_graph create_graph inputs",
    "Tensor.register_hook": "self hook",
    "Tensor.register_post_accumulate_grad_hook": "self hook",
}


@pytest.mark.parametrize("path", PARAMETERS)
def test_parameters_have_the_names_and_order_of_the_documentation(torch, path):
    target = torch
    importlib.import_module(torch.__name__ + ".utils.checkpoint")
    for part in path.split("."):
        target = getattr(target, part)
    names = list(inspect.signature(target).parameters)
    assert names == PARAMETERS[path].split()


def test_the_page_lists_every_name_and_every_test_file():
    tests = pathlib.Path(__file__).resolve().parent
    page = (tests.parent.parent / "docs" / "autograd.md").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", page))
    names = {name.rpartition(".")[2] for group in (TENSOR, TOP, AUTOGRAD, GRAPH, CONTEXT, CHECKPOINT) for name in group}
    assert sorted(names - words) == []
    own = {path.name for path in tests.glob("test_*.py")} - {"test_names.py"}
    assert sorted(name for name in own if name not in page) == []
    elsewhere = re.findall(r"`tests/(test_\w+\.py)`", page)
    assert [name for name in elsewhere if not (tests.parent / name).exists()] == []
