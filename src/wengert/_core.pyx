# cython: language_level=3, boundscheck=False, cdivision=True
# cython: initializedcheck=False, c_api_binop_methods=True, auto_pickle=False
"""The compiled core: storage, tensor, op table, apply, tape and engine, in one extension.

The parts lie in core/ and are included below from the bottom up; together they make one C file, so that what is hot
is inlined across them.
"""
include "core/imports.pxi"      # C declarations: CPython, NumPy, csrc/wengert.h
include "core/dtypes.pxi"       # element types and PyTorch's promotion rules
include "core/storage.pxi"      # counted, versioned memory from a caching allocator
include "core/structs.pxi"      # Node, Op and their fields: the table of contents
include "core/tape.pxi"         # node arrays, reference counts, iterative release
include "core/tensor_class.pxi" # the Tensor class: fields, operators, properties
include "core/tensor.pxi"       # tensors' life: allocation, geometry, aliases, leaves
include "core/convert.pxi"      # Python values and NumPy arrays to tensors and back
include "core/packing.pxi"      # saved values that go through hooks of the user's
include "core/saved.pxi"        # saved values and the edges of a new node
include "core/operands.pxi"     # operands of inner loops: broadcasting, layouts, copies
include "core/elementwise.pxi"  # broadcast, promote, run the kernel, record
include "core/scalar.pxi"       # the same for 0-d operands, without what shapes need
include "core/inplace.pxi"      # in-place writes, views and rebased history
include "core/views.pxi"        # views in other shapes
include "core/strided.pxi"      # views by strides: dims in another order, diagonals, windows, complex parts
include "core/formats.pxi"      # copies of whole tensors and their order in memory
include "core/indexing.pxi"     # integers, slices, None and Ellipsis: views by index
include "core/joins.pxi"        # operations that copy blocks side by side: cat, stack, repeat
include "core/rearranged.pxi"   # copies with the elements elsewhere: roll, flip, padding, triangles, writes into a copy
include "core/copies.pxi"       # where
include "core/gather.pxi"       # elements read through positions
include "core/masks.pxi"        # nonzero, masked_select, masked_fill
include "core/scatter.pxi"      # elements written through positions
include "core/places.pxi"       # what an index with tensors means
include "core/brackets.pxi"     # x[index] and x[index] = v with tensors in the index
include "core/half.pxi"         # float16: what is done in float32
include "core/folding.pxi"      # one or more dims reduced away by a kernel: the way all reductions go
include "core/reductions.pxi"   # sum, mean, prod, any, all, counts
include "core/extremes.pxi"     # largest, smallest, ranked elements and where they are
include "core/sorting.pxi"      # order along a dim, runs, places in sorted rows, positions, rows looked up
include "core/moments.pxi"      # variance, deviation, norms
include "core/scans.pxi"        # running sums, products, extremes
include "core/products.pxi"     # matmul and its relatives
include "core/blas.pxi"         # beta * input + alpha * product: addmm and its relatives
include "core/distances.pxi"    # cross products, distances, cosines
include "core/counting.pxi"     # bincount, histograms, block matrices
include "core/fused.pxi"        # softmax and its relatives
include "core/norms.pxi"        # layer, batch and group normalisation
include "core/convolution.pxi"  # convolutions and their transposes
include "core/pooling.pxi"      # pooling over windows, resampling
include "core/fractions.pxi"    # max pooling over windows at random distances
include "core/losses.pxi"       # cross entropy and negative log likelihood of class indices
include "core/mapped.pxi"       # losses summed while they are computed, dropout, gated units
include "core/several.pxi"      # operations with several differentiable results
include "core/attention.pxi"    # scaled dot product attention
include "core/bags.pxi"         # sums and largest elements of bags of rows
include "core/sampling.pxi"     # images and volumes at points of a grid
include "core/segments.pxi"       # runs of neighbours reduced
include "core/alignments.pxi"   # connectionist temporal classification
include "core/recurrent.pxi"    # layers and cells of recurrent networks
include "core/calls.pxi"        # calls of operations: arguments, composites, in place, operators
include "core/arithmetic.pxi"   # add, clamp, lerp, nan_to_num, div, pow where a plain kernel is not enough
include "core/rounding.pxi"     # round, frexp, heaviside, angle, infinities, real numbers
include "core/neighbours.pxi"   # differences and sums of neighbours, slopes, sums to a shape
include "core/rules.pxi"        # forwards and derivative rules written in Python
include "core/optable.pxi"      # Ops made of the table's rows and their kernels
include "core/out.pxi"          # the out= argument
include "core/creation.pxi"     # new memory, ranges, writes from outside the table
include "core/shortcuts.pxi"    # functions whose plain calls are compiled
include "core/lists.pxi"        # nested lists of numbers
include "core/makers.pxi"       # plain calls of the functions that make tensors
include "core/plain_ranges.pxi" # plain calls of arange and its kin
include "core/foreign.pxi"      # other libraries' memory
include "core/plain_views.pxi"  # plain calls of operations made of others
include "core/plain_functions.pxi" # plain calls of Python functions around one operation
include "core/draws.pxi"        # random numbers from a bit generator
include "core/distributions.pxi" # numbers of the distributions, the stream they are drawn from
include "core/plain_draws.pxi"  # plain calls of what draws random numbers
include "core/plain_overwrites.pxi" # the same of the methods that overwrite a tensor
include "core/transfer.pxi"     # lists, pickles and copies of tensors
include "core/run_hooks.pxi"    # hooks while a pass runs
include "core/engine.pxi"       # order, vjp, un-broadcast, sums
include "core/leaves.pxi"       # gradients that arrive at leaves
include "core/backward.pxi"     # backward and grad as Python calls them
include "core/anomaly.pxi"      # where operations were called, values that are no numbers
include "core/reasons.pxi"      # why a tensor requires no gradient
include "core/nodes.pxi"        # grad_fn handles and what nodes saved
include "core/hooks.pxi"        # hooks and retained gradients
include "core/passes.pxi"       # the running pass and the saved tensors as hooks see them
include "core/function.pxi"     # autograd.Function
include "core/cycles.pxi"       # the graph as the cyclic collector sees it
include "core/modes.pxi"        # no_grad, enable_grad, inference_mode
include "core/setup.pxi"        # what happens at import
