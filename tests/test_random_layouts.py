"""Shapes and layouts drawn at random: operations give what they give on contiguous copies."""
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recorded import has, keys_of, names
from samples import SAMPLES, resolve, suitable, tensors_in

import wengert as wg
from wengert.ops import table

few = settings(max_examples=15, deadline=None, derandomize=True, database=None)
ROWS = {row.name: row for row in (*table.rows, *table.composites.values())}
ELEMENTWISE = sorted({name for name, row in ROWS.items() if row.elementwise and not name.startswith("_")}
                     | ({name for name in names("A") if name in ROWS} - {"grid_sampler_2d", "grid_sampler_3d"}))
REDUCTIONS = [name for name in """
    sum mean prod amax amin max min argmax argmin any all var std var_mean std_mean logsumexp softmax log_softmax norm
    cumsum cumprod cummax cummin logcumsumexp nansum nanmean median nanmedian mode count_nonzero aminmax sort argsort
    msort quantile nanquantile
    """.split() if has(wg, name)]
WHOLE_ONLY = {"msort"}
DIM_ONLY = {"logsumexp", "softmax", "log_softmax", "cumsum", "cumprod", "cummax", "cummin", "logcumsumexp"}
EXACT_ORDER = {"quantile": 0.4, "nanquantile": 0.4}


@st.composite
def layouts(draw, shape):
    """How a tensor of a shape lies in memory: (order of the dims, steps, offsets, expanded dims, flipped dims)."""
    dims = list(range(len(shape)))
    some = st.sets(st.sampled_from(dims), max_size=1) if dims else st.just(set())
    return (draw(st.permutations(dims)), [draw(st.integers(1, 3)) for _ in dims],
            [draw(st.integers(0, 2)) for _ in dims], draw(some), draw(some))


def laid_out(values, layout):
    """A tensor with (some of) the values, as a view; where a dim is expanded the first entry stands for all."""
    order, steps, offsets, expanded, flipped = layout
    expanded = {d for d in expanded if values.shape[d]}
    kept = values[tuple(slice(0, 1) if d in expanded else slice(None) for d in range(values.ndim))]
    sizes = [kept.shape[d] * steps[d] + offsets[d] for d in range(values.ndim)]
    base = np.full([sizes[d] for d in order], 1, values.dtype)
    inverse = [order.index(d) for d in range(values.ndim)]
    index = tuple(slice(offsets[d], offsets[d] + kept.shape[d] * steps[d], steps[d]) for d in range(values.ndim))
    if values.ndim == 0:
        return wg.from_numpy(np.array([1, values, 1], values.dtype))[1]
    base.transpose(inverse)[index] = kept
    view = wg.from_numpy(base).permute(inverse)[index].expand(values.shape)
    return view.flip(tuple(flipped)) if flipped and not expanded else view


def assert_alike(function, views, rtol=1e-12):
    """A function of tensors gives the same on views and on their contiguous copies; so do its gradients."""
    copies = [wg.tensor(v.numpy().copy()) for v in views]
    results = []
    for tensors in (views, copies):
        inputs = [t.detach().requires_grad_() if t.is_floating_point() else t for t in tensors]
        try:
            outs = tensors_in(function(*inputs))
        except wg.errors.WengertError as error:
            results.append((type(error), []))
            continue
        wanted = [t for t in inputs if t.requires_grad]
        smooth = [out for out in outs if isinstance(out, wg.Tensor) and out.requires_grad]
        try:
            grads = wg.autograd.grad([out.sum() for out in smooth], wanted, allow_unused=True) if smooth else []
        except wg.errors.NonDifferentiableError:
            grads = []
        results.append((outs, [g for g in grads if g is not None]))
    (a, a_grads), (b, b_grads) = results
    if isinstance(a, type) or isinstance(b, type):
        assert a is b
        return
    assert len(a_grads) == len(b_grads)
    for one, two in zip([*a, *a_grads], [*b, *b_grads], strict=True):
        if not isinstance(one, wg.Tensor):
            assert one == two
            continue
        assert one.dtype is two.dtype
        assert one.shape == two.shape
        np.testing.assert_allclose(one.detach().numpy(), two.detach().numpy(), rtol, 1e-13)


def key_of(name):
    """The key of SAMPLES and the sample whose values the operation is given."""
    for key, called in (*keys_of(name), ("F." + name, "F." + name)):
        for sample in suitable(SAMPLES.get(key, ()), 20):
            if any(isinstance(a, np.ndarray) and a.size for a in sample.args):
                return called, sample
    return None, None


shapes = st.lists(st.integers(0, 4), max_size=3).map(tuple) | st.sampled_from([(), (1,), (0,), (17,), (2, 1, 3)])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_elementwise_operation_on_any_layout(name):
    called, sample = key_of(name)
    assert called is not None, "no samples"
    function = resolve(wg, called)
    arrays = [k for k, a in enumerate(sample.args) if isinstance(a, np.ndarray)]

    @few
    @given(st.data())
    def check(data):
        full = data.draw(shapes)
        views = []
        for k in arrays:
            cut = data.draw(st.integers(0, len(full))) if len(arrays) > 1 else 0
            shape = tuple(1 if data.draw(st.integers(0, 4)) == 0 and len(arrays) > 1 else n for n in full[cut:])
            values = np.resize(sample.args[k].ravel(), shape)
            views.append(laid_out(values, data.draw(layouts(shape))))

        def call(*tensors):
            given_tensors = iter(tensors)
            return function(*[next(given_tensors) if k in arrays else a for k, a in enumerate(sample.args)],
                            **{k: v for k, v in sample.kwargs.items() if not isinstance(v, np.ndarray)})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert_alike(call, views)
    check()


@pytest.mark.parametrize("name", REDUCTIONS)
def test_reduction_on_any_layout(name):
    called, sample = key_of(name)
    assert called is not None, "no samples"
    function = resolve(wg, called)

    @few
    @given(st.data())
    def check(data):
        shape = data.draw(shapes)
        first = next(a for a in sample.args if isinstance(a, np.ndarray))
        view = laid_out(np.resize(first.ravel(), shape), data.draw(layouts(shape)))
        dim = data.draw(st.integers(-len(shape), len(shape) - 1)) if shape else 0
        keywords = {} if name in WHOLE_ONLY or name not in DIM_ONLY and data.draw(st.booleans()) else {"dim": dim}
        extra = [EXACT_ORDER[name]] if name in EXACT_ORDER else []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert_alike(lambda x: function(x, *extra, **keywords), [view])
    check()


@few
@given(st.data())
def test_results_lie_in_memory_as_in_pytorch(data):
    torch = pytest.importorskip("torch")
    shape = tuple(data.draw(st.lists(st.integers(2, 4), min_size=1, max_size=4)))
    arrays = []
    for k in range(data.draw(st.integers(1, 3))):
        skipped = data.draw(st.integers(0, len(shape) - 1)) if k else 0
        sizes = [1 if data.draw(st.booleans()) and k else size for size in shape[skipped:]]
        order = data.draw(st.permutations(range(len(sizes))))
        steps = [data.draw(st.integers(1, 2)) for _ in sizes]
        base = np.ones([sizes[d] * steps[d] for d in order])
        turned = base.transpose([order.index(d) for d in range(len(sizes))])
        arrays.append(turned[tuple(slice(None, None, step) for step in steps)])
    for ours, theirs in zip(*(layout_of_results(lib, [lib.from_numpy(a) for a in arrays]) for lib in (wg, torch))):
        strides = [[s for s, size in zip(t.stride(), t.shape) if size > 1] for t in (ours, theirs)]
        assert strides[0] == strides[1]


def layout_of_results(lib, tensors):
    """Results of elementwise operations on one to three tensors, in one of the libraries."""
    x, y, z = (tensors + [lib.ones(1, dtype=lib.float64)] * 2)[:3]
    return [x.exp(), x * 2, x + y, y + x, x < y, lib.where(y > 0, x, y), lib.lerp(x, y, y), lib.addcmul(x, y, z),
            x.clone(), lib.zeros_like(x), x.float(), lib.atan2(x, y)]
