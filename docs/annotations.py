"""Types of arguments and results, by name: what the table of operations does not say.

A key is ``parameter``, ``function.parameter`` or ``Class.function.parameter``; the longest that fits is taken.
`None` as a default adds ``| None`` by itself, and the type of another default is an argument's if none is given here.
What operations return is found by calling them (results.py). Names begin with an underscore where a tensor's own
attributes (``dtype``, ``float``, ...) would hide the type in a stub.
"""
import inspect

import results

TENSORS = "Tensor | Sequence[Tensor]"
HOOK = "Callable[..., Any]"

PARAMETERS = {
    # tensors and numbers
    "input": "Tensor", "other": "_Operand", "tensors": "Sequence[Tensor]", "target": "Tensor", "weight": "Tensor",
    "bias": "Tensor", "mask": "Tensor", "src": "Tensor", "vec2": "Tensor", "index": "Tensor", "values": "Tensor",
    "out": TENSORS, "value": "Tensor | _Number", "min": "Tensor | _Number", "max": "Tensor | _Number",
    "end": "Tensor | _Number", "pos_weight": "Tensor", "tensor1": "Tensor | _Number", "tensor2": "Tensor | _Number",
    "tensor": "Tensor", "fill_value": "Tensor | _Number", "start": "Tensor | _Number", "step": "Tensor | _Number",
    "matmul.other": "Tensor", "expand_as.other": "Tensor", "view_as.other": "Tensor", "reshape_as.other": "Tensor",
    "type_as.other": "Tensor", "allclose.other": "Tensor", "equal.other": "Tensor",
    "broadcast_tensors.tensors": "Tensor", "copy_.src": "Tensor | _Number | _Array", "exponent": "_Operand",
    "scatter.src": "Tensor | _Number", "mean": "_float", "std": "_float", "addcmul.value": "_Number", "mat": "Tensor",
    "mat1": "Tensor", "mat2": "Tensor", "vec": "Tensor", "vec1": "Tensor", "batch1": "Tensor", "batch2": "Tensor",
    "vdot.other": "Tensor", "inner.other": "Tensor", "cross.other": "Tensor", "kron.other": "Tensor",
    "matrices": "Tensor", "cartesian_prod.tensors": "Tensor", "block_diag.tensors": "Tensor", "tensordot.a": "Tensor",
    "tensordot.b": "Tensor", "x1": "Tensor", "x2": "Tensor", "vander.x": "Tensor", "weights": "Tensor",
    "fweights": "Tensor", "aweights": "Tensor", "addmm.beta": "_Number", "addmv.beta": "_Number",
    "addr.beta": "_Number", "baddbmm.beta": "_Number", "addbmm.beta": "_Number", "histc.min": "_float",
    "histc.max": "_float",
    # dims, sizes and positions
    "dim": "_int", "dim0": "_int", "dim1": "_int", "chunks": "_int", "length": "_int", "storage_offset": "_int",
    "narrow.start": "_int | Tensor", "select.index": "_int", "dims": "_int", "shape": "_int", "repeats": "_int",
    "size": "_int", "shapes": "_int | Sequence[_int]", "source": "_Dims", "destination": "_Dims",
    "as_strided.size": "Sequence[_int]", "stride": "Sequence[_int]", "broadcast_to.size": "Sequence[_int]",
    "full.size": "_int | Sequence[_int]", "new_full.size": "_int | Sequence[_int]", "split_size": "_Dims",
    "indices": "Sequence[_Index]", "normalized_shape": "Sequence[_int]",
    "tensordot.dims": "_int | Sequence[Sequence[_int]] | Tensor", "vander.N": "_int", "histogram.bins": "_int | Tensor",
    "histogramdd.bins": "_int | Sequence[_int] | Sequence[Tensor]", "range": "Sequence[_float]",
    "cov.correction": "_int", "n": "_int", "m": "_int", "steps": "_int", "sum.dim": "_Dims", "mean.dim": "_Dims",
    "amax.dim": "_Dims", "amin.dim": "_Dims", "any.dim": "_Dims", "all.dim": "_Dims", "var.dim": "_Dims",
    "std.dim": "_Dims", "var_mean.dim": "_Dims", "std_mean.dim": "_Dims", "logsumexp.dim": "_Dims", "norm.dim": "_Dims",
    "squeeze.dim": "_Dims", "squeeze_.dim": "_Dims", "count_nonzero.dim": "_Dims", "high": "_int",
    "num_samples": "_int", "nansum.dim": "_Dims", "nanmean.dim": "_Dims", "gradient.dim": "_Dims", "k": "_int",
    "sizes": "Sequence[_int]", "dimension": "_int", "unfold.step": "_int", "shifts": "_Dims", "roll.dims": "_Dims",
    "rot90.dims": "Sequence[_int]", "pad": "Sequence[_int]", "constant_pad_nd.value": "_Number",
    "split_sizes": "Sequence[_int]", "indices_or_sections": "_int | Sequence[_int] | Tensor", "axis0": "_int",
    "axis1": "_int", "row": "_int", "col": "_int", "slice_scatter.start": "_int", "slice_scatter.end": "_int",
    "slice_scatter.step": "_int", "as_strided_scatter.size": "Sequence[_int]", "select_scatter.index": "_int",
    "narrow_copy.start": "_int | Tensor", "repeat_interleave.repeats": "_int | Tensor", "output_size": "_int",
    "as_strided_.size": "Sequence[_int]", "indexing": "Literal['ij', 'xy']", "meshgrid.tensors": TENSORS,
    "resize_.sizes": "_int | Sequence[_int]", "the_template": "Tensor", "memory_format": "memory_format",
    "boundaries": "Tensor", "elements": "_Operand", "test_elements": "_Operand", "sorted_sequence": "Tensor",
    "sorter": "Tensor", "searchsorted.input": "Tensor | _Number", "bucketize.input": "Tensor | _Number",
    "index_add.source": "Tensor", "index_copy.source": "Tensor", "index_reduce.source": "Tensor",
    "put.source": "Tensor", "masked_scatter.source": "Tensor", "take_along_dim.indices": "Tensor",
    "unravel_index.indices": "Tensor", "unravel_index.shape": "_int | Sequence[_int]", "scatter.value": "_Number",
    # windows on images
    "kernel_size": "_Dims", "padding": "_Dims", "dilation": "_Dims", "output_padding": "_Dims", "groups": "_int",
    "output_size": "Sequence[_int]", "adaptive_avg_pool1d.output_size": "_Dims", "fold.output_size": "_Dims",
    "upscale_factor": "_int", "downscale_factor": "_int", "norm_type": "_float", "interpolate.size": "_Dims",
    "upsample.size": "_Dims", "upsample_nearest.size": "_Dims", "upsample_bilinear.size": "_Dims",
    "scale_factor": "_float | Sequence[_float]", "recompute_scale_factor": "_bool",
    "divisor_override": "_int", "transposed": "_bool", "max_unpool1d.indices": "Tensor",
    "max_unpool2d.indices": "Tensor", "max_unpool3d.indices": "Tensor", "pad.value": "_Number", "conv_tbc.pad": "_int",
    **{f"{name}{rank}d.stride": "_Dims" for rank in (1, 2, 3) for name in
       ("conv", "conv_transpose", "max_pool", "avg_pool", "lp_pool", "max_unpool")},
    **{f"{name}{rank}d.output_size": "_int | Sequence[_int | None]" for rank in (2, 3) for name in
       ("adaptive_avg_pool", "adaptive_max_pool")},
    **{f"max_pool{rank}d_with_indices.stride": "_Dims" for rank in (1, 2, 3)},
    **{f"conv{rank}d.padding": "_Dims | str" for rank in (1, 2, 3)}, "convolution.stride": "_Dims",
    "unfold.stride": "_Dims", "fold.stride": "_Dims", "upsample.mode": "str", "interpolate.mode": "str",
    "pad.mode": "Literal['constant', 'reflect', 'replicate', 'circular']",
    # numbers, flags and words
    "scatter.reduce": "Literal['add', 'multiply']",
    "scatter_reduce.reduce": "Literal['sum', 'prod', 'mean', 'amax', 'amin']",
    "index_reduce.reduce": "Literal['prod', 'mean', 'amax', 'amin']", "side": "Literal['left', 'right']",
    "alpha": "_Number", "rounding_mode": "Literal['trunc', 'floor']", "correction": "_float",
    "p": "_float | Literal['fro']", "dropout.p": "_float", "unbiased": "_bool", "equation": "str | Tensor",
    "operands": "Tensor | Sequence[Any]", "size_average": "_bool", "reduce": "_bool",
    "reduction": "Literal['mean', 'sum', 'none']", "approximate": "Literal['none', 'tanh']",
    "padding_idx": "_int", "max_norm": "_float", "from_": "_float", "to": "_float", "seed": "_int",
    "new_state": "Tensor", "precision": "_int", "threshold": "_float", "edgeitems": "_int", "linewidth": "_int",
    "sci_mode": "_bool", "profile": "Literal['default', 'short', 'full']", "lambd": "_float", "nan": "_float",
    "posinf": "_float", "neginf": "_float", "q": "_float | Tensor",
    "interpolation": "Literal['linear', 'lower', 'higher', 'midpoint', 'nearest']", "maxnorm": "_float",
    "dx": "_float", "prepend": "Tensor", "append": "Tensor", "y": "Tensor", "trapezoid.x": "Tensor",
    "cumulative_trapezoid.x": "Tensor", "dist.other": "Tensor",
    "spacing": "_float | Sequence[_float] | Sequence[Tensor]",
    # creation and random numbers
    "layout": "_layout", "complex.real": "Tensor", "complex.imag": "Tensor", "polar.abs": "Tensor",
    "polar.angle": "Tensor", "physical_layout": "Sequence[_int]", "empty_strided.size": "Sequence[_int]",
    "empty_permuted.size": "Sequence[_int]", "new_empty_strided.size": "Sequence[_int]", "buffer": "Any",
    "normal.mean": "Tensor | _Number", "normal.std": "Tensor | _Number", "normal.size": "Sequence[_int]",
    "bernoulli_.p": "Tensor | _float", "bernoulli.p": "_float", "sigma": "_float", "median": "_float",
    "random_.bounds": "_int | None", "random_.named": "_int | None", "uniform_.named": "_float", "devices": "Any",
    "Size.__new__.sizes": "Iterable[SupportsIndex]", "finfo.__init__.type": "_dtype", "iinfo.__init__.type": "_dtype",
    "layout.__init__.name": "str", "fill_.self": "Tensor", "zero_.self": "Tensor", "index_put_.self": "Tensor",
    # elementwise functions and sampling
    "clamp_min.min": "_Operand", "clamp_max.max": "_Operand", "lerp.end": "Tensor", "lerp.weight": "Tensor | _Number",
    "addcmul.tensor1": "Tensor", "addcmul.tensor2": "Tensor", "addcdiv.tensor1": "Tensor", "addcdiv.tensor2": "Tensor",
    "addcdiv.value": "_Number", "isclose.other": "Tensor", "grid": "Tensor", "theta": "Tensor",
    "interpolation_mode": "_int", "grid_sampler_2d.padding_mode": "_int", "grid_sampler_3d.padding_mode": "_int",
    "grid_sampler.padding_mode": "_int", "grid_sample.mode": "Literal['bilinear', 'nearest', 'bicubic']",
    "align_corners": "_bool", "grid_sample.padding_mode": "Literal['zeros', 'border', 'reflection']",
    "affine_grid_generator.size": "Sequence[_int]", "affine_grid.size": "Sequence[_int]",
    # activations, normalisations, losses and distances
    "negative_slope": "_float", "elu.alpha": "_float", "celu.alpha": "_float", "elu_.alpha": "_float",
    "celu_.alpha": "_float", "min_val": "_float", "max_val": "_float", "beta": "_float", "lower": "_float",
    "upper": "_float", "threshold.value": "_float", "threshold_.value": "_float", "running_mean": "Tensor",
    "running_var": "Tensor", "momentum": "_float", "eps": "_float", "num_groups": "_int",
    "use_input_stats": "_bool", "training": "_bool", "normalize.dim": "_Dims", "normalize.out": "Tensor",
    "local_response_norm.alpha": "_float", "local_response_norm.k": "_float", "native_group_norm.N": "_int",
    "native_group_norm.C": "_int", "HxW": "_int", "group": "_int",
    "kl_div.reduction": "Literal['mean', 'batchmean', 'sum', 'none']", "input1": "Tensor", "input2": "Tensor",
    "var": "Tensor | _float", "margin": "_float", "delta": "_float", "label_smoothing": "_float",
    "anchor": "Tensor", "positive": "Tensor", "negative": "Tensor", "swap": "_bool",
    "distance_function": "Callable[[Tensor, Tensor], Tensor]", "num_classes": "_int",
    # attention, recurrent networks and tables
    "query": "Tensor", "key": "Tensor", "attn_mask": "Tensor", "dropout_p": "_float", "is_causal": "_bool",
    "scale": "_float", "enable_gqa": "_bool", "scaled_dot_product_attention.value": "Tensor",
    "multi_head_attention_forward.value": "Tensor", "embed_dim_to_check": "_int", "num_heads": "_int",
    "in_proj_weight": "Tensor | None", "in_proj_bias": "Tensor | None", "bias_k": "Tensor | None",
    "bias_v": "Tensor | None", "add_zero_attn": "_bool", "out_proj_weight": "Tensor", "out_proj_bias": "Tensor | None",
    "key_padding_mask": "Tensor", "need_weights": "_bool", "use_separate_proj_weight": "_bool",
    "q_proj_weight": "Tensor", "k_proj_weight": "Tensor", "v_proj_weight": "Tensor", "static_k": "Tensor",
    "static_v": "Tensor", "average_attn_weights": "_bool", "hx": "Tensor", "lstm_cell.hx": "Sequence[Tensor]",
    "lstm.hx": "Sequence[Tensor]", "w_ih": "Tensor", "w_hh": "Tensor", "b_ih": "Tensor", "b_hh": "Tensor",
    "params": "Sequence[Tensor]", "has_biases": "_bool", "num_layers": "_int", "lstm.dropout": "_float",
    "gru.dropout": "_float", "rnn_tanh.dropout": "_float", "rnn_relu.dropout": "_float", "train": "_bool",
    "bidirectional": "_bool", "batch_first": "_bool", "offsets": "Tensor", "norm_type": "_float",
    "scale_grad_by_freq": "_bool", "sparse": "_bool", "per_sample_weights": "Tensor", "include_last_offset": "_bool",
    "embedding_bag.mode": "Literal['sum', 'mean', 'max']",
    # alignments, pooling at random distances, what stands at the top level only, packed sequences
    "log_probs": "Tensor", "targets": "Tensor", "input_lengths": "Tensor | Sequence[_int]",
    "target_lengths": "Tensor | Sequence[_int]", "blank": "_int", "zero_infinity": "_bool", "log_input": "_bool",
    "full": "_bool", "cudnn_enabled": "_bool", "embedding.indices": "Tensor", "embedding_bag.indices": "Tensor",
    "embedding_renorm_.indices": "Tensor", "as_strided_copy.size": "Sequence[_int]",
    "as_strided_copy.stride": "Sequence[_int]", "expand_copy.size": "Sequence[_int]", "slice_copy.start": "_int",
    "slice_copy.end": "_int", "slice_copy.step": "_int", "select_copy.index": "_int", "squeeze_copy.dim": "_Dims",
    "permute_copy.dims": "Sequence[_int]", "view_copy.size": "Sequence[_int] | _dtype", "unfold_copy.step": "_int",
    "split_copy.split_size": "_int", "segment_reduce.data": "Tensor", "segment_reduce.indices": "Tensor",
    "segment_reduce.reduce": "Literal['sum', 'mean', 'max', 'min', 'prod']", "segment_reduce.lengths": "Tensor",
    "lengths": "Tensor | Sequence[_int]", "axis": "_int", "unsafe": "_bool", "initial": "_float",
    "norm_except_dim.v": "Tensor", "pow": "_int", "binomial.count": "Tensor", "prob": "Tensor",
    **{f"top.{name}{suffix}.p": "_float" for name in ("dropout", "feature_dropout", "alpha_dropout", "native_dropout",
                                                      "feature_alpha_dropout") for suffix in ("", "_")},
    **{f"top.{name}.reduction": "_int" for name in (
        "binary_cross_entropy_with_logits", "cosine_embedding_loss", "ctc_loss", "hinge_embedding_loss", "kl_div",
        "margin_ranking_loss", "poisson_nll_loss", "triplet_margin_loss")},
    **{f"top.{name}.{part}": "Tensor | None" for name in ("batch_norm", "instance_norm")
       for part in ("weight", "bias", "running_mean", "running_var")},
    "top.triplet_margin_loss.p": "_float", "top.embedding_bag.mode": "_int", "top.native_dropout.train": "_bool | None",
    **{f"fractional_max_pool{rank}d{suffix}.{part}": kind for rank in (2, 3) for suffix in ("", "_with_indices")
       for part, kind in (("output_size", "_Dims"), ("output_ratio", "_float | Sequence[_float]"),
                          ("_random_samples", "Tensor"))},
    "logits": "Tensor", "tau": "_float", "linear_weight": "Tensor", "linear_bias": "Tensor", "ignore_index": "_int",
    "options": "Any", "sequences": "Sequence[Tensor] | Tensor", "pack_sequence.sequences": "Sequence[Tensor]",
    "pad_packed_sequence.sequence": "PackedSequence", "total_length": "_int", "padded_sequences": "Tensor",
    "packed_sequences": "PackedSequence", "permutation": "Tensor | None", "padding_side": "Literal['right', 'left']",
    "batch_sizes": "Tensor | None", "sorted_indices": "Tensor | None", "unsorted_indices": "Tensor | None",
    # element types, devices and data
    "dtype": "_DtypeLike", "type1": "_dtype", "type2": "_dtype", "d": "_dtype", "device": "_device | str",
    "generator": "Generator", "data": "Any", "ndarray": "_Array", "ext_tensor": "Any", "obj": "object", "copy": "_bool",
    "device.__init__.index": "_int", "to.args": "_DtypeLike | _device | str | Tensor | _bool | None",
    "Size.__add__.other": "tuple[Any, ...]", "__eq__.other": "object",
    # differentiation
    "gradient": "Tensor", "grad_tensors": "Tensor | Sequence[Tensor | None]",
    "grad_variables": "Tensor | Sequence[Tensor | None]", "pack_hook": HOOK, "unpack_hook": HOOK,
    "inputs": TENSORS, "outputs": TENSORS, "backward.tensors": TENSORS,
    "grad_outputs": "Tensor | Sequence[Tensor | None]", "retain_graph": "_bool", "allow_unused": "_bool",
    "mode": "_bool", "hook": HOOK, "fn": HOOK, "increment_version.tensor": TENSORS,
    "once_differentiable.function": "_F", "__call__.function": "_F",
    "FunctionCtx.save_for_backward.tensors": "Tensor | None",
    "FunctionCtx.save_for_forward.tensors": "Tensor | None", "FunctionCtx.set_materialize_grads.value": "_bool",
    "kind": "type[BaseException]", "FunctionCtx.mark_dirty.tensors": "Tensor",
    "FunctionCtx.mark_non_differentiable.tensors": "Tensor", "ctx": "Any", "output": "Any",
    "Function.setup_context.inputs": "tuple[Any, ...]", "__exit__.kind": "type[BaseException] | None",
    "__exit__.value": "BaseException | None", "trace": "Any", "exc": "Any", "args": "Any", "kwargs": "Any",
    # derivatives of functions, checks, checkpoints
    "func": "Callable[..., Any]", "v": "Tensor | tuple[Tensor, ...]",
    **{f"{name}.inputs": "Tensor | tuple[Tensor, ...]" for name in (
        "jacobian", "hessian", "vjp", "jvp", "vhp", "hvp")},
    "strategy": "Literal['reverse-mode', 'forward-mode']",
    "outer_jacobian_strategy": "Literal['reverse-mode', 'forward-mode']", "gradcheck.inputs": "Tensor | Sequence[Any]",
    "gradgradcheck.inputs": "Tensor | Sequence[Any]", "gradgradcheck.grad_outputs": "Tensor | Sequence[Tensor]",
    "masked": "_bool", "checkpoint.function": "Callable[..., Any]", "use_reentrant": "_bool",
    "context_fn": "Callable[[], tuple[AbstractContextManager[Any], AbstractContextManager[Any]]]",
    "determinism_check": "Literal['default', 'none']", "functions": "Any", "segments": "_int",
    "checkpoint_sequential.input": "Any", "enable": "_bool | None",
    "set_checkpoint_debug_enabled.enabled": "_bool | None",
    "error_message": "str", "register_multi_grad_hook.mode": "Literal['all', 'any']",
}

# Results of what is no operation, or not always called with what shows the type.
RESULTS = {
    "var_mean": "tuple[Tensor, Tensor]", "std_mean": "tuple[Tensor, Tensor]", "is_tensor": "TypeGuard[Tensor]",
    "is_floating_point": "_bool", "is_complex": "_bool", "is_grad_enabled": "_bool", "numel": "_int",
    "nelement": "_int", "dim": "_int", "ndimension": "_int", "element_size": "_int", "data_ptr": "_int",
    "storage_offset": "_int", "is_signed": "_bool", "is_contiguous": "_bool", "item": "_int | _float | _bool",
    "tolist": "Any", "numpy": "_Array", "result_type": "_dtype", "promote_types": "_dtype",
    "get_default_dtype": "_dtype", "set_default_dtype": "None", "broadcast_shapes": "Size", "get_num_threads": "_int",
    "set_num_threads": "None", "show_config": "str", "live_nodes": "_int", "memory_stats": "dict[str, Any]",
    "empty_cache": "None", "manual_seed": "Generator", "seed": "_int", "initial_seed": "_int", "set_rng_state": "None",
    "get_printoptions": "dict[str, Any]", "set_printoptions": "None", "backward": "None", "retain_grad": "None",
    "increment_version": "None", "grad": "tuple[Tensor, ...]", "register_hook": "RemovableHandle",
    "register_prehook": "RemovableHandle", "register_post_accumulate_grad_hook": "RemovableHandle",
    "once_differentiable": "_F", "name": "str", "set_state": "Self", "Generator.manual_seed": "Self",
    "Generator.numpy": "np.random.Generator", "remove": "None", "to_complex": "_dtype", "to_real": "_dtype",
    "apply": "Any", "forward": "Any", "setup_context": "None", "save_for_backward": "None", "save_for_forward": "None",
    "mark_dirty": "None", "mark_non_differentiable": "None", "set_materialize_grads": "None",
    "clone_state": "Generator", "fork_rng": "AbstractContextManager[None]", "get_device": "_int", "is_conj": "_bool",
    "is_neg": "_bool", "is_pinned": "_bool", "is_shared": "_bool", "is_set_to": "_bool",
    "dim_order": "tuple[_int, ...]", "cuda": "Tensor", "pin_memory": "Tensor", "can_cast": "_bool", "typename": "str",
    "get_default_device": "_device", "set_default_device": "None", "is_nonzero": "_bool", "is_same_size": "_bool",
    "is_storage": "_bool", "finfo.__eq__": "_bool", "iinfo.__eq__": "_bool", "no_grad.clone": "Self",
    "enable_grad.clone": "Self", "set_grad_enabled.clone": "Self", "__init__": "None", "__repr__": "str",
    "__hash__": "_int", "__enter__": "None", "__exit__": "None", "Size.__add__": "Size",
    "RemovableHandle.__enter__": "Self", "is_inference": "_bool", "device.__eq__": "_bool", "Function.__call__": "Any",
    "get_rng_state": "Tensor", "__call__": "_F", "__new__": "Self", "jacobian": "Any", "hessian": "Any",
    "vjp": "tuple[Any, Any]", "jvp": "tuple[Any, Any]", "vhp": "tuple[Any, Any]", "hvp": "tuple[Any, Any]",
    "gradcheck": "_bool", "gradgradcheck": "_bool", "checkpoint": "Any", "checkpoint_sequential": "Any",
    "noop_context_fn": "tuple[AbstractContextManager[Any], AbstractContextManager[Any]]",
    "set_checkpoint_early_stop": "AbstractContextManager[None]", "GraphExecGroup.__enter__": "Self",
    "set_checkpoint_debug_enabled": "AbstractContextManager[None]", "register_multi_grad_hook": "RemovableHandle",
    "allow_mutation_on_saved_tensors": "AbstractContextManager[Any]",
    "disable_saved_tensors_hooks": "AbstractContextManager[None]",
    "multi_head_attention_forward": "tuple[Tensor, Tensor | None]", "_sequence_nr": "_int",
    "get_gradient_edge": "GradientEdge", "is_anomaly_enabled": "_bool", "is_anomaly_check_nan_enabled": "_bool",
    "is_inference_mode_enabled": "_bool", "is_multithreading_enabled": "_bool",
    "top.native_dropout": "tuple[Tensor, Tensor]",
    "top.embedding_bag": "tuple[Tensor, Tensor, Tensor, Tensor]", "invert_permutation": "Tensor | None",
    "pack_padded_sequence": "PackedSequence", "pack_sequence": "PackedSequence",
    "pad_packed_sequence": "tuple[Tensor, Tensor]", "unpad_sequence": "list[Tensor]",
    "unpack_sequence": "list[Tensor]", "PackedSequence.is_pinned": "_bool",
    **{f"PackedSequence.{name}": "Self" for name in (
        "to", "cpu", "pin_memory", "double", "float", "half", "long", "int", "short", "char", "byte")},
    **{f"fractional_max_pool{rank}d_with_indices": "tuple[Tensor, Tensor]" for rank in (2, 3)},
}

# Public functions that are no operations of the table and return a tensor.
TENSOR_RESULTS = set("""
    Variable as_tensor ctc_loss gumbel_softmax pad_sequence bool byte cdouble cfloat char cpu double float from_numpy
    get_state half int long short tensor
    type_as
""".split())

# Functions with several forms. The first argument is left out where `input` would be a method's self; ``...`` stands
# for the keyword-only arguments that no form names, with out= as the form's result demands.
PAIRS = "(input: Tensor, dim: _int, keepdim: _bool = ..., *, ...) -> _result_of_"
FORMS = {
    **{name: ("(input: Tensor) -> Tensor", PAIRS + name) for name in ("median", "nanmedian")},
    **{name: ("(input: Tensor, *, ...) -> Tensor", PAIRS + name,
              "(input: Tensor, other: Tensor, /, *, ...) -> Tensor",
              "(input: Tensor, *, other: Tensor, ...) -> Tensor") for name in ("max", "min")},
    "where": ("(condition: Tensor) -> tuple[Tensor, ...]",
              "(condition: Tensor, input: _Operand, other: _Operand, *, ...) -> Tensor"),
    **{f"atleast_{n}d": ("(tensors: Tensor, /) -> Tensor", "(tensors: Sequence[Tensor], /) -> tuple[Tensor, ...]",
                         "(tensors: Tensor, _next: Tensor, /, *_rest: Tensor) -> tuple[Tensor, ...]")
       for n in (1, 2, 3)},
    **{name: (f"(input: Tensor, {first}return_inverse: Literal[False] = ..., return_counts: Literal[False] = ..., "
              "dim: _int | None = ...) -> Tensor",
              f"(input: Tensor, {first}*, return_inverse: Literal[True], return_counts: _bool = ..., "
              "dim: _int | None = ...) -> tuple[Tensor, ...]",
              f"(input: Tensor, {first}return_inverse: _bool = ..., *, return_counts: Literal[True], "
              "dim: _int | None = ...) -> tuple[Tensor, ...]",
              f"(input: Tensor, {first}return_inverse: _bool = ..., return_counts: _bool = ..., "
              "dim: _int | None = ...) -> Any")
       for name, first in (("unique", "sorted: _bool = ..., "), ("unique_consecutive", ""))},
    "Tensor.where": ("(self, condition: Tensor, other: _Operand) -> Tensor",),
    "Tensor.type": ("(self, dtype: None = ...) -> str",
                    "(self, dtype: _DtypeLike | str, non_blocking: _bool = ...) -> Tensor"),
    "Tensor.size": ("(self, dim: None = ...) -> Size", "(self, dim: _int) -> _int"),
    "Tensor.stride": ("(self, dim: None = ...) -> tuple[_int, ...]", "(self, dim: _int) -> _int"),
    "Tensor.view": ("(self, *shape: _int) -> Tensor", "(self, shape: Sequence[_int]) -> Tensor",
                    "(self, shape: _dtype, /) -> Tensor"),
    "Size.__getitem__": ("(self, index: SupportsIndex) -> _int", "(self, index: slice) -> Size"),
    "arange": ("(end: Tensor | _Number, *, ...) -> Tensor",
               "(start: Tensor | _Number, end: Tensor | _Number, step: Tensor | _Number = ..., *, ...) -> Tensor"),
    "randint": ("(high: _int, size: Sequence[_int], *, ...) -> Tensor",
                "(low: _int, high: _int, size: Sequence[_int], *, ...) -> Tensor"),
    "no_grad.__new__": ("(cls, function: None = ...) -> Self", "(cls, function: _F) -> _F"),
    "nonzero": ("(input: Tensor, *, as_tuple: Literal[False] = ..., ...) -> Tensor",
                "(input: Tensor, *, as_tuple: Literal[True]) -> tuple[Tensor, ...]"),
    # A subclass gives the arguments names of its own, so any signature must fit.
    "Function.backward": ("(ctx: Any, *grad_outputs: Any, **kwargs: Any) -> Any",),
    "Function.vjp": ("(ctx: Any, *grad_outputs: Any, **kwargs: Any) -> Any",),
    "Function.jvp": ("(ctx: Any, *grad_inputs: Any, **kwargs: Any) -> Any",),
    "Function.vmap": ("(info: Any, in_dims: Any, *args: Any, **kwargs: Any) -> Any",),
}
FORMS["enable_grad.__new__"] = FORMS["no_grad.__new__"]
FORMS["GradientEdge.__new__"] = ("(cls, node: Any, output_nr: _int, ownership_token: Any = ...) -> Self",)
FORMS["adaptive_max_pool2d"] = [
    "(input: Tensor, output_size: _int | Sequence[_int | None], return_indices: Literal[False] = ...) -> Tensor",
    "(input: Tensor, output_size: _int | Sequence[_int | None], return_indices: Literal[True]) -> "
    "tuple[Tensor, Tensor]",
    "(input: Tensor, output_size: _int | Sequence[_int | None], return_indices: _bool = ...) -> Any"]
_REST = ("has_biases: _bool", "num_layers: _int", "dropout: _float", "train: _bool", "bidirectional: _bool")
for _name in ("lstm", "gru", "rnn_tanh", "rnn_relu"):                        # padded, and packed sequences
    _hx, _result = ("Sequence[Tensor]", "tuple[Tensor, Tensor, Tensor]") if _name == "lstm" else (
        "Tensor", "tuple[Tensor, Tensor]")
    FORMS[_name] = (f"(input: Tensor, hx: {_hx}, params: Sequence[Tensor], {', '.join(_REST)}, batch_first: _bool) -> "
                    + _result, f"(_data: Tensor, _batch_sizes: Tensor, _hx: {_hx}, _params: Sequence[Tensor], "
                    + ", ".join([f"_{part}" for part in _REST]) + f", /) -> {_result}")
FORMS["Variable.__new__"] = ("(cls, data: Tensor | None = ..., requires_grad: _bool = ..., volatile: _bool = ...) -> "
                             "Tensor",)

# Attributes of classes that signatures cannot tell.
ATTRIBUTES = {
    "Tensor": {
        "shape": "Size", "dtype": "_dtype", "device": "_device", "ndim": "_int", "itemsize": "_int", "nbytes": "_int",
        "is_leaf": "_bool", "grad_fn": "Node_ | None", "output_nr": "_int", "retains_grad": "_bool", "T": "Tensor",
        "mT": "Tensor", "H": "Tensor", "mH": "Tensor", "real": "Tensor", "imag": "Tensor", "_version": "_int",
        "_base": "Tensor | None", "is_sparse": "_bool", "is_cuda": "_bool", "is_quantized": "_bool", "names": "Any",
        "layout": "_layout", "is_meta": "_bool", "is_inference": "_bool", "is_cpu": "_bool", "is_mkldnn": "_bool",
        "is_mps": "_bool", "is_nested": "_bool", "is_sparse_csr": "_bool", "is_xpu": "_bool"},
    "finfo": {"bits": "_int", "dtype": "str", "eps": "_float", "max": "_float", "min": "_float", "resolution": "_float",
              "smallest_normal": "_float", "tiny": "_float"},
    "iinfo": {"bits": "_int", "dtype": "str", "max": "_int", "min": "_int"},
    "layout": {"name": "str"}, "memory_format": {"name": "str"},
    "dtype": {"num": "_int", "name": "str", "itemsize": "_int", "is_floating_point": "_bool", "is_complex": "_bool",
              "is_signed": "_bool"},
    "device": {"type": "str", "index": "_int | None"},
    "Generator": {"device": "_device | str"},
    "Node_": {"next_functions": "tuple[tuple[Node_ | None, _int], ...]", "variable": "Tensor",
              "metadata": "dict[Any, Any]"},
    "FunctionCtx": {"saved_tensors": "tuple[Any, ...]", "saved_variables": "tuple[Any, ...]",
                    "needs_input_grad": "tuple[_bool, ...]", "dirty_tensors": "tuple[Tensor, ...]",
                    "non_differentiable": "tuple[Tensor, ...]", "saved_for_forward": "tuple[Tensor | None, ...] | None",
                    "materialize_grads": "_bool", "__getattr__": ""},
    "set_grad_enabled": {"mode": "_bool"}, "inference_mode": {"mode": "_bool"},
    "RemovableHandle": {"id": "_int"},
    "GradientEdge": {"node": "Any", "output_nr": "_int", "ownership_token": "Any"},
    "PackedSequence": {"data": "Tensor", "batch_sizes": "Tensor", "sorted_indices": "Tensor | None",
                       "unsorted_indices": "Tensor | None", "is_cuda": "_bool"},
}
SETTABLE = {"Tensor.grad": "Tensor | None", "Tensor.requires_grad": "_bool", "Tensor.data": "Tensor"}

BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lshift", "rshift")
TENSOR_DUNDERS = {
    **{f"__{name}__": "(self, other: _Operand, /) -> Tensor" for name in BINARY},
    **{f"__r{name}__": "(self, other: _Operand, /) -> Tensor" for name in BINARY},
    **{f"__i{name}__": "(self, other: _Operand, /) -> Self" for name in BINARY},
    **{f"__{name}__": "(self, other: _Operand, /) -> Tensor" for name in ("lt", "le", "gt", "ge")},
    **{f"__{name}__": "(self, other: object, /) -> Tensor:  # type: ignore[override]" for name in ("eq", "ne")},
    **{f"__{name}__": "(self) -> Tensor" for name in ("neg", "pos", "abs", "invert")},
    "__matmul__": "(self, other: Tensor | _Array, /) -> Tensor", "__rmatmul__": "(self, other: _Array, /) -> Tensor",
    "__imatmul__": "(self, other: Tensor, /) -> Self", "__hash__": "(self) -> _int", "__bool__": "(self) -> _bool",
    "__int__": "(self) -> _int", "__index__": "(self) -> _int", "__float__": "(self) -> _float",
    "__complex__": "(self) -> _complex", "__len__": "(self) -> _int", "__iter__": "(self) -> Iterator[Tensor]",
    "__reversed__": "(self) -> Tensor", "__contains__": "(self, value: object, /) -> _bool",
    "__getitem__": "(self, index: _Index, /) -> Tensor",
    "__setitem__": "(self, index: _Index, value: _Operand, /) -> None",
    "__array__": "(self, dtype: Any = ..., copy: _bool | None = ...) -> _Array",
    "__array_ufunc__": "(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any",
    "__dlpack__": "(self, *, stream: None = ..., max_version: tuple[_int, _int] | None = ..., "
                  "dl_device: tuple[_int, _int] | None = ..., copy: _bool | None = ...) -> Any",
    "__dlpack_device__": "(self) -> tuple[_int, _int]", "__format__": "(self, spec: str) -> str",
    "__copy__": "(self) -> Self",
    "__deepcopy__": "(self, memo: dict[_int, Any]) -> Self",
}

unknown = set()        # keys for which nothing was found; a test wants this empty


def parameter_type(owner, function, parameter, value, elementwise):
    """The type of one argument; `value` is its inspect.Parameter."""
    name = parameter
    if elementwise and name == "input":
        found = "_Operand"
    else:
        found = None
        for key in (f"{owner}.{function}.{name}", f"{owner}.{name}", f"{function}.{name}",
                    f"{function.removeprefix('top.')}.{name}", name):
            if key in PARAMETERS:
                found = PARAMETERS[key]
                break
    default = value.default
    if found is None:
        found = {bool: "_bool", int: "_int", float: "_float", str: "str"}.get(type(default))
    if found is None:
        unknown.add(f"{owner + '.' if owner else ''}{function}({parameter})")
        return "Any"
    return found + " | None" if default is None and found != "Any" and "None" not in found.split(" | ") else found


def result_type(owner, function, is_operation):
    """The type of what a function returns."""
    for key in (f"{owner}.{function}", function):
        if key in RESULTS:
            return RESULTS[key]
    found = results.of(function)
    if len(found) == 1:
        return found[0]
    if is_operation and not found or function in TENSOR_RESULTS or function.startswith(("top.", "new_")) \
            or function.endswith("_") and not function.startswith("_"):
        return "Tensor"
    unknown.add(f"{owner + '.' if owner else ''}{function}() -> ?")
    return "Any"


def default_text(value):
    """A default as a stub shows it."""
    if value is inspect.Parameter.empty:
        return ""
    return f" = {value!r}" if value is None or isinstance(value, (bool, int, float, str, tuple)) and value == value \
        and value not in (float("inf"), float("-inf")) else " = ..."
