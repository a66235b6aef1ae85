"""Workloads of matrix products and of elements picked by index."""
import numpy as np
from workload import backward_job, leaf, values, workload

SQUARES = [{"n": n, "dtype": dtype} for dtype in ("float32", "float64") for n in (64, 256, 512)]


@workload("matmul-{n}-{dtype}", "matrix product, {n} x {n} {dtype}", SQUARES, tiny={"n": 3})
def matmul(xp, n, dtype):
    return product_job(xp, *(values(n, n, dtype=dtype, seed=k) for k in range(3)))


@workload("bmm-{batch}x{n}", "{batch} matrix products, {n} x {n} float32",
          [{"batch": 1000, "n": 4}, {"batch": 64, "n": 64}], tiny={"batch": 2, "n": 3})
def batched(xp, batch, n):
    return product_job(xp, *(values(batch, n, n, seed=k) for k in range(3)))


def product_job(xp, a, b, cotangent):
    """The job of a matrix product, its derivatives in a given direction."""
    a, b, cotangent = leaf(xp, a), leaf(xp, b), xp.tensor(cotangent)

    def job():
        (a @ b).backward(cotangent)
        gradients = [a.grad, b.grad]
        a.grad = b.grad = None
        return gradients
    return job


@matmul.peer("jax")
def matmul_jax(n, dtype):
    return product_jax(*(values(n, n, dtype=dtype, seed=k) for k in range(3)))


@batched.peer("jax")
def batched_jax(batch, n):
    return product_jax(*(values(batch, n, n, seed=k) for k in range(3)))


def product_jax(a, b, cotangent):
    """The same compiled as one program."""
    import jax
    from engines import namespace
    jnp = namespace("jax")

    @jax.jit
    def program(a, b, cotangent):
        product, vjp = jax.vjp(jnp.matmul, a, b)
        return product, vjp(cotangent)
    arrays = [jnp.asarray(array) for array in (a, b, cotangent)]
    return lambda: jax.block_until_ready(program(*arrays))[1]


@matmul.peer("autograd")
def matmul_autograd(n, dtype):
    return product_autograd(*(values(n, n, dtype=dtype, seed=k) for k in range(3)))


@batched.peer("autograd")
def batched_autograd(batch, n):
    return product_autograd(*(values(batch, n, n, seed=k) for k in range(3)))


def product_autograd(a, b, cotangent):
    """The same with a function of both matrices."""
    import autograd.numpy as anp
    from autograd import make_vjp
    gradient = make_vjp(lambda both: anp.matmul(both[0], both[1]))

    def job():
        vjp, _ = gradient((a, b))
        return vjp(cotangent)
    return job


@matmul.peer("numpy")
def matmul_numpy(n, dtype):
    return product_numpy(*(values(n, n, dtype=dtype, seed=k) for k in range(3)))


@batched.peer("numpy")
def batched_numpy(batch, n):
    return product_numpy(*(values(batch, n, n, seed=k) for k in range(3)))


def product_numpy(a, b, cotangent):
    """The three products themselves."""
    def job():
        a @ b
        return [cotangent @ b.mT, a.mT @ cotangent]
    return job


@workload("gather", "gather, {rows} x {columns} float32", rows=1000, columns=64, tiny={"rows": 3, "columns": 2})
def gather(xp, rows, columns):
    x, weight = leaf(xp, values(rows, columns)), xp.tensor(values(rows, columns, seed=1))
    index = (xp.arange(rows * columns) * 7919 % columns).reshape(rows, columns)
    return backward_job(lambda: (xp.gather(x, 1, index) * weight).sum(), [x])


@gather.arrays("jax", "autograd", "mygrad")
def gather_arrays(xp, rows, columns):
    row, index = np.arange(rows)[:, None], (np.arange(rows * columns) * 7919 % columns).reshape(rows, columns)

    def loss(x, row, index, weight):
        return xp.sum(x[row, index] * weight)
    return loss, [values(rows, columns)], row, index, values(rows, columns, seed=1)


@workload("cumsum", "cumulative sum, {rows} x {columns} float32", rows=1000, columns=64, tiny={"rows": 3, "columns": 2})
def cumsum(xp, rows, columns):
    x, weight = leaf(xp, values(rows, columns)), xp.tensor(values(rows, columns, seed=1))
    return backward_job(lambda: (xp.cumsum(x, 1) * weight).sum(), [x])


@cumsum.arrays("jax", "autograd", "mygrad")
def cumsum_arrays(xp, rows, columns):
    return lambda x, weight: xp.sum(xp.cumsum(x, 1) * weight), [values(rows, columns)], values(rows, columns, seed=1)


@cumsum.peer("numpy")
def cumsum_numpy(rows, columns):
    x, weight = values(rows, columns), values(rows, columns, seed=1)

    def job():
        np.sum(np.cumsum(x, 1) * weight)
        return [np.cumsum(weight[:, ::-1], 1)[:, ::-1]]
    return job


@workload("index-rows", "rows by index, {picked} of {rows} x {columns} float32", rows=1000, columns=64, picked=500,
          tiny={"rows": 3, "columns": 2, "picked": 5})
def index_rows(xp, rows, columns, picked):
    x, weight = leaf(xp, values(rows, columns)), xp.tensor(values(picked, columns, seed=1))
    index = xp.arange(picked) * 7919 % rows
    return backward_job(lambda: (x[index] * weight).sum(), [x])


@index_rows.arrays("jax", "autograd", "mygrad")
def index_rows_arrays(xp, rows, columns, picked):
    def loss(x, index, weight):
        return xp.sum(x[index] * weight)
    return loss, [values(rows, columns)], np.arange(picked) * 7919 % rows, values(picked, columns, seed=1)


@index_rows.peer("numpy")
def index_rows_numpy(rows, columns, picked):
    x, weight, index = values(rows, columns), values(picked, columns, seed=1), np.arange(picked) * 7919 % rows

    def job():
        np.sum(x[index] * weight)
        gradient = np.zeros_like(x)
        np.add.at(gradient, index, weight)
        return [gradient]
    return job


@workload("index-slices", "{count} slices of 3 rows and their sums, float32", count=20, tiny={"count": 2})
def index_slices(xp, count):
    x = leaf(xp, values(count + 3, 4))
    return backward_job(lambda: sum_of_slices(xp, x, count), [x])


@index_slices.arrays("jax", "autograd", "mygrad")
def index_slices_arrays(xp, count):
    return lambda x: sum_of_slices(xp, x, count), [values(count + 3, 4)]


def sum_of_slices(xp, x, count):
    """Squares of parts of a column, part by part."""
    total = x[0, 0] * 0.0
    for k in range(count):
        part = x[k:k + 3, 1]
        total = total + xp.sum(part * part)
    return total
