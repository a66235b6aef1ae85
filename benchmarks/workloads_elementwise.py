"""Workloads of elementwise work on arrays and of sums: memory and vector units decide, not the engine."""
import numpy as np
from workload import backward_job, leaf, values, workload


@workload("elementwise-{n}", "five elementwise operations and a sum, {n} float32",
          [{"n": 1000}, {"n": 1000000}, {"n": 10000000}], tiny={"n": 7})
def elementwise(xp, n):
    x = leaf(xp, values(n))
    return backward_job(lambda: ((x * 0.5 + 1.0).tanh() * (-x * x).exp()).sum(), [x])


@elementwise.arrays("jax", "autograd", "mygrad")
def elementwise_arrays(xp, n):
    return lambda x: xp.sum(xp.tanh(x * 0.5 + 1.0) * xp.exp(-x * x)), [values(n)]


@elementwise.peer("numpy")
def elementwise_numpy(n):
    x = values(n)

    def job():
        t, e = np.tanh(x * 0.5 + 1.0), np.exp(-x * x)
        np.sum(t * e)
        return [e * (0.5 * (1.0 - t * t) - 2.0 * t * x)]
    return job


@workload("broadcast-{n}", "matrix + row + column, transposed sum, {n} x {n} float32", [{"n": 32}, {"n": 512}],
          tiny={"n": 3})
def broadcast(xp, n):
    matrix, row, column = (leaf(xp, array) for array in addends(n))

    def loss():
        sums = (matrix + row + column).t().sum(0)
        return (sums * sums).sum()
    return backward_job(loss, [matrix, row, column])


def addends(n):
    """A matrix, a row and a column."""
    return values(n, n), values(n, seed=1), values(n, 1, seed=2)


@broadcast.arrays("jax", "autograd", "mygrad")
def broadcast_arrays(xp, n):
    def loss(matrix, row, column):
        sums = xp.sum(xp.transpose(matrix + row + column), 0)
        return xp.sum(sums * sums)
    return loss, addends(n)


@broadcast.peer("numpy")
def broadcast_numpy(n):
    matrix, row, column = addends(n)

    def job():
        sums = (matrix + row + column).T.sum(0)
        np.sum(sums * sums)
        g = np.broadcast_to(2 * sums[:, None], (n, n))
        return [g.copy(), g.sum(0), g.sum(1, keepdims=True)]
    return job


@workload("strided-{n}", "even rows of the transpose times even columns, sums, {n} x {n} float32",
          [{"n": 32}, {"n": 512}], tiny={"n": 4})
def strided(xp, n):
    x = leaf(xp, values(n, n))
    return backward_job(lambda: (x.t()[::2] * x[:, ::2].t()).sum(1).sum(), [x])


@strided.arrays("jax", "autograd", "mygrad")
def strided_arrays(xp, n):
    return lambda x: xp.sum(xp.sum(xp.transpose(x)[::2] * xp.transpose(x[:, ::2]), 1)), [values(n, n)]


@strided.peer("numpy")
def strided_numpy(n):
    x = values(n, n)

    def job():
        (x.T[::2] * x[:, ::2].T).sum(1).sum()
        gradient = np.zeros_like(x)
        gradient[:, ::2] = 2 * x[:, ::2]
        return [gradient]
    return job


@workload("softmax", "softmax, {rows} x {classes} float32", rows=64, classes=1000, tiny={"rows": 2, "classes": 5})
def softmax(xp, rows, classes):
    x, weight = leaf(xp, values(rows, classes)), xp.tensor(values(rows, classes, seed=1))
    return backward_job(lambda: (xp.softmax(x, -1) * weight).sum(), [x])


@softmax.arrays("jax", "autograd", "mygrad")
def softmax_arrays(xp, rows, classes):
    def loss(x, weight):
        e = xp.exp(x - xp.max(x, axis=1, keepdims=True))
        return xp.sum(e / xp.sum(e, axis=1, keepdims=True) * weight)
    return loss, [values(rows, classes)], values(rows, classes, seed=1)


@softmax.peer("numpy")
def softmax_numpy(rows, classes):
    x, weight = values(rows, classes), values(rows, classes, seed=1)

    def job():
        y = np.exp(x - x.max(1, keepdims=True))
        y /= y.sum(1, keepdims=True)
        weighted = y * weight
        return [weighted - y * weighted.sum(1, keepdims=True)]
    return job


@workload("cross-entropy-{classes}", "cross entropy, {rows} rows, {classes} classes, float32",
          [{"classes": 1000}, {"classes": 10000}], rows=64, tiny={"rows": 2, "classes": 5})
def cross_entropy(xp, rows, classes):
    x, target = leaf(xp, values(rows, classes)), xp.arange(rows) * 7 % classes
    return backward_job(lambda: xp.nn.functional.cross_entropy(x, target), [x])


@cross_entropy.arrays("jax", "autograd", "mygrad")
def cross_entropy_arrays(xp, rows, classes):
    def loss(x, row, target):
        z = x - xp.max(x, axis=1, keepdims=True)
        return xp.mean(xp.log(xp.sum(xp.exp(z), axis=1)) - z[row, target])
    return loss, [values(rows, classes)], np.arange(rows), np.arange(rows) * 7 % classes


@cross_entropy.peer("numpy")
def cross_entropy_numpy(rows, classes):
    x, row, target = values(rows, classes), np.arange(rows), np.arange(rows) * 7 % classes

    def job():
        z = x - x.max(1, keepdims=True)
        y = np.exp(z)
        sums = y.sum(1, keepdims=True)
        np.mean(np.log(sums[:, 0]) - z[row, target])
        y /= sums * rows
        y[row, target] -= np.float32(1 / rows)
        return [y]
    return job


@workload("layer-norm", "layer norm, {rows} x {width} float32", rows=128, width=256, tiny={"rows": 2, "width": 5})
def layer_norm(xp, rows, width):
    x, w, b = leaf(xp, values(rows, width)), leaf(xp, values(width, seed=1)), leaf(xp, values(width, seed=2))
    weight = xp.tensor(values(rows, width, seed=3))
    return backward_job(lambda: (xp.nn.functional.layer_norm(x, (width,), w, b) * weight).sum(), [x, w, b])


@layer_norm.arrays("jax", "autograd", "mygrad")
def layer_norm_arrays(xp, rows, width):
    def loss(x, w, b, weight):
        centred = x - xp.mean(x, axis=1, keepdims=True)
        spread = xp.sqrt(xp.mean(centred * centred, axis=1, keepdims=True) + 1e-5)
        return xp.sum((centred / spread * w + b) * weight)
    return loss, [values(rows, width), values(width, seed=1), values(width, seed=2)], values(rows, width, seed=3)


@layer_norm.peer("numpy")
def layer_norm_numpy(rows, width):
    x, w, b, g = values(rows, width), values(width, seed=1), values(width, seed=2), values(rows, width, seed=3)

    def job():
        y = x - x.mean(1, keepdims=True)
        scale = 1 / np.sqrt((y * y).mean(1, keepdims=True) + 1e-5)
        y *= scale
        np.sum((y * w + b) * g)
        gw = g * w
        gx = scale * (gw - gw.mean(1, keepdims=True) - y * (gw * y).mean(1, keepdims=True))
        return [gx, (g * y).sum(0), g.sum(0)]
    return job
