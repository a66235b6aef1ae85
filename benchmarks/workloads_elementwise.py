"""Workloads of elementwise work on arrays: memory and vector units decide, not the engine."""
from workload import backward_job, leaf, values, workload


@workload("elementwise-{n}", "five elementwise operations and a sum, {n} float32", [{"n": 1000}, {"n": 1000000}],
          tiny={"n": 7})
def elementwise(xp, n):
    x = leaf(xp, values(n))
    return backward_job(lambda: ((x * 0.5 + 1.0).tanh() * (-x * x).exp()).sum(), [x])


@elementwise.peer("autograd")
def elementwise_autograd(n):
    import autograd.numpy as anp
    from autograd import grad
    gradient = grad(lambda x: anp.sum(anp.tanh(x * 0.5 + 1.0) * anp.exp(-x * x)))
    x = values(n)
    return lambda: [gradient(x)]


@workload("broadcast-{n}", "matrix + row + column, transposed sum, {n} x {n} float32", [{"n": 32}, {"n": 512}],
          tiny={"n": 3})
def broadcast(xp, n):
    matrix, row, column = leaf(xp, values(n, n)), leaf(xp, values(n, seed=1)), leaf(xp, values(n, 1, seed=2))

    def loss():
        sums = (matrix + row + column).t().sum(0)
        return (sums * sums).sum()
    return backward_job(loss, [matrix, row, column])


@broadcast.peer("autograd")
def broadcast_autograd(n):
    import autograd.numpy as anp
    from autograd import grad

    def loss(matrix, row, column):
        sums = anp.sum(anp.transpose(matrix + row + column), 0)
        return anp.sum(sums * sums)
    gradient = grad(loss, (0, 1, 2))
    matrix, row, column = values(n, n), values(n, seed=1), values(n, 1, seed=2)
    return lambda: gradient(matrix, row, column)


@workload("softmax", "softmax, {rows} x {classes} float32", rows=64, classes=1000, tiny={"rows": 2, "classes": 5})
def softmax(xp, rows, classes):
    x, weight = leaf(xp, values(rows, classes)), xp.tensor(values(rows, classes, seed=1))
    return backward_job(lambda: (xp.softmax(x, -1) * weight).sum(), [x])


@workload("cross-entropy", "cross entropy, {rows} rows, {classes} classes, float32", rows=64, classes=1000,
          tiny={"rows": 2, "classes": 5})
def cross_entropy(xp, rows, classes):
    x, target = leaf(xp, values(rows, classes)), xp.arange(rows) * 7 % classes
    return backward_job(lambda: xp.nn.functional.cross_entropy(x, target), [x])


@workload("layer-norm", "layer norm, {rows} x {width} float32", rows=128, width=256, tiny={"rows": 2, "width": 5})
def layer_norm(xp, rows, width):
    x, w, b = leaf(xp, values(rows, width)), leaf(xp, values(width, seed=1)), leaf(xp, values(width, seed=2))
    weight = xp.tensor(values(rows, width, seed=3))
    return backward_job(lambda: (xp.nn.functional.layer_norm(x, (width,), w, b) * weight).sum(), [x, w, b])
