"""Workloads of matrix products and of elements picked by index."""
from workload import backward_job, leaf, values, workload

SQUARES = [{"n": n, "dtype": dtype} for dtype in ("float32", "float64") for n in (64, 256, 512)]


@workload("matmul-{n}-{dtype}", "matrix product, {n} x {n} {dtype}", SQUARES, tiny={"n": 3})
def matmul(xp, n, dtype):
    a, b = leaf(xp, values(n, n, dtype=dtype)), leaf(xp, values(n, n, dtype=dtype, seed=1))
    cotangent = xp.tensor(values(n, n, dtype=dtype, seed=2))

    def job():
        (a @ b).backward(cotangent)
        gradients = [a.grad, b.grad]
        a.grad = b.grad = None
        return gradients
    return job


@matmul.peer("autograd")
def matmul_autograd(n, dtype):
    import autograd.numpy as anp
    from autograd import make_vjp
    gradient = make_vjp(lambda both: anp.dot(both[0], both[1]))
    a, b, cotangent = (values(n, n, dtype=dtype, seed=k) for k in range(3))

    def job():
        vjp, _ = gradient((a, b))
        return vjp(cotangent)
    return job


@workload("gather", "gather, {rows} x {columns} float32", rows=1000, columns=64, tiny={"rows": 3, "columns": 2})
def gather(xp, rows, columns):
    x, weight = leaf(xp, values(rows, columns)), xp.tensor(values(rows, columns, seed=1))
    index = (xp.arange(rows * columns) * 7919 % columns).reshape(rows, columns)
    return backward_job(lambda: (xp.gather(x, 1, index) * weight).sum(), [x])


@workload("cumsum", "cumulative sum, {rows} x {columns} float32", rows=1000, columns=64, tiny={"rows": 3, "columns": 2})
def cumsum(xp, rows, columns):
    x, weight = leaf(xp, values(rows, columns)), xp.tensor(values(rows, columns, seed=1))
    return backward_job(lambda: (xp.cumsum(x, 1) * weight).sum(), [x])


@workload("index-rows", "rows by index, {picked} of {rows} x {columns} float32", rows=1000, columns=64, picked=500,
          tiny={"rows": 3, "columns": 2, "picked": 5})
def index_rows(xp, rows, columns, picked):
    x, weight = leaf(xp, values(rows, columns)), xp.tensor(values(picked, columns, seed=1))
    index = xp.arange(picked) * 7919 % rows
    return backward_job(lambda: (x[index] * weight).sum(), [x])


@workload("index-slices", "{count} slices of 3 rows and their sums, float32", count=20, tiny={"count": 2})
def index_slices(xp, count):
    x = leaf(xp, values(count + 3, 4))

    def loss():
        total = x[0, 0] * 0.0
        for k in range(count):
            part = x[k:k + 3, 1]
            total = total + (part * part).sum()
        return total
    return backward_job(loss, [x])


@index_slices.peer("autograd")
def index_slices_autograd(count):
    import autograd.numpy as anp
    from autograd import grad

    def loss(x):
        total = x[0, 0] * 0.0
        for k in range(count):
            part = x[k:k + 3, 1]
            total = total + anp.sum(part * part)
        return total
    gradient = grad(loss)
    x = values(count + 3, 4)
    return lambda: [gradient(x)]
