"""Workloads of derivatives other than one gradient, of functions with a derivative of their own, and of options."""
import numpy as np
from workload import OptionWorkload, backward_job, leaf, values, workload
from workloads_models import mlp
from workloads_scalar import power


def rosenbrock(x):
    """Rosenbrock's function in n dimensions, of any engine's array."""
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


@workload("hessian-vector", "Hessian times vector of Rosenbrock's function, n = {n}, float64", n=100, tiny={"n": 4})
def hessian_vector(xp, n):
    x, v = leaf(xp, values(n, dtype="float64")), xp.tensor(values(n, dtype="float64", seed=1))

    def job():
        gradient, = xp.autograd.grad(rosenbrock(x), [x], create_graph=True)
        return xp.autograd.grad((gradient * v).sum(), [x])
    return job


@hessian_vector.peer("autograd")
def hessian_vector_autograd(n):
    import autograd.numpy as anp
    from autograd import grad
    x, v = values(n, dtype="float64"), values(n, dtype="float64", seed=1)
    product = grad(lambda x: anp.sum(grad(rosenbrock)(x) * v))
    return lambda: [product(x)]


@hessian_vector.peer("jax")
def hessian_vector_jax(n):
    import jax
    from engines import namespace
    jnp = namespace("jax")
    x, v = jnp.asarray(values(n, dtype="float64")), jnp.asarray(values(n, dtype="float64", seed=1))
    product = jax.jit(lambda x, v: jax.jvp(jax.grad(rosenbrock), (x,), (v,))[1])
    return lambda: [jax.block_until_ready(product(x, v))]


@workload("hessian", "Hessian of Rosenbrock's function, n = {n}, float64", n=30, tiny={"n": 4},
          needs=("autograd.functional.hessian",))
def hessian(xp, n):
    x = xp.tensor(values(n, dtype="float64"))
    return lambda: [xp.autograd.functional.hessian(rosenbrock, x)]


@hessian.peer("autograd")
def hessian_autograd(n):
    from autograd import hessian
    x, function = values(n, dtype="float64"), hessian(rosenbrock)
    return lambda: [function(x)]


@hessian.peer("jax")
def hessian_jax(n):
    import jax
    from engines import namespace
    x, function = namespace("jax").asarray(values(n, dtype="float64")), jax.jit(jax.hessian(rosenbrock))
    return lambda: [jax.block_until_ready(function(x))]


@workload("jacobian", "Jacobian of a tanh layer, {n} x {n}, float64", n=50, tiny={"n": 3},
          needs=("autograd.functional.jacobian",))
def jacobian(xp, n):
    w, x = (xp.tensor(array) for array in layer(n))
    return lambda: [xp.autograd.functional.jacobian(lambda x: xp.tanh(w @ x), x)]


def layer(n):
    """A matrix and a vector."""
    return values(n, n, dtype="float64") / n ** 0.5, values(n, dtype="float64", seed=1)


@jacobian.peer("autograd")
def jacobian_autograd(n):
    import autograd.numpy as anp
    from autograd import jacobian
    w, x = layer(n)
    function = jacobian(lambda x: anp.tanh(anp.dot(w, x)))
    return lambda: [function(x)]


@jacobian.peer("jax")
def jacobian_jax(n):
    import jax
    from engines import namespace
    jnp = namespace("jax")
    w, x = map(jnp.asarray, layer(n))
    function = jax.jit(jax.jacrev(lambda x, w: jnp.tanh(w @ x)))
    return lambda: [jax.block_until_ready(function(x, w))]


@jacobian.peer("numpy")
def jacobian_numpy(n):
    w, x = layer(n)

    def job():
        y = np.tanh(w @ x)
        return [(1 - y * y)[:, None] * w]
    return job


@workload("function-{n}", "chain of {length} custom Functions, {n} float32, per Function", [{"n": 3}, {"n": 1000}],
          per="length", length=100, tiny={"length": 3, "n": 2})
def function(xp, n, length):
    class Tanh(xp.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            y = x.tanh()
            ctx.save_for_backward(y)
            return y

        @staticmethod
        def backward(ctx, g):
            y, = ctx.saved_tensors
            return g * (1 - y * y)

    x = leaf(xp, values(n))

    def loss():
        y = x
        for _ in range(length):
            y = Tanh.apply(y)
        return y.sum()
    return backward_job(loss, [x])


@function.arrays("autograd")
def function_autograd(xp, n, length):
    from autograd.extend import defvjp, primitive
    tanh = primitive(np.tanh)
    defvjp(tanh, lambda y, x: lambda g: g * (1 - y * y))

    def loss(x):
        for _ in range(length):
            x = tanh(x)
        return xp.sum(x)
    return loss, [values(n)]


@function.arrays("jax")
def function_jax(xp, n, length):
    import jax
    tanh = jax.custom_vjp(xp.tanh)
    tanh.defvjp(lambda x: (xp.tanh(x),) * 2, lambda y, g: (g * (1 - y * y),))
    return lambda x: jax.lax.scan(lambda y, _: (tanh(y), None), x, length=length)[0].sum(), [values(n)]


@workload("hook", "register_hook, what registering and calling one adds to a product, 0-d float64", kind=OptionWorkload,
          per="length", limit=100e-9, length=1000, tiny={"length": 5})
def hook(xp, length):
    x = xp.tensor(1.001, dtype=xp.float64, requires_grad=True)

    def nothing(gradient):
        return None

    def hooked():
        y = x
        for _ in range(length):
            y = y * x
            y.register_hook(nothing)
        return y
    return backward_job(hooked, [x]), backward_job(lambda: power(x, length), [x])


@workload("hook-call", "a hook, what calling it adds to a pass over a product, 0-d float64", kind=OptionWorkload,
          per="length", limit=100e-9, length=1000, tiny={"length": 5})
def hook_call(xp, length):
    x = xp.tensor(1.001, dtype=xp.float64, requires_grad=True)

    def nothing(gradient):
        return None

    def again(hooked):
        y = x
        for _ in range(length):
            y = y * x
            if hooked:
                y.register_hook(nothing)

        def job():
            y.backward(retain_graph=True)
            gradients, x.grad = [x.grad], None
            return gradients
        return job
    return again(True), again(False)


@workload("anomaly-chain", "anomaly mode, a chain of {length} products, 0-d float64: time over that without it",
          kind=OptionWorkload, needs=("autograd.set_detect_anomaly",), limit=1.5, length=1000, tiny={"length": 5})
def anomaly_chain(xp, length):
    x = xp.tensor(1.001, dtype=xp.float64, requires_grad=True)
    job = backward_job(lambda: power(x, length), [x])
    return watched(xp, job), job


@workload("anomaly-mlp", "anomaly mode, the perceptron of {layers} layers: time over that without it",
          kind=OptionWorkload, needs=("autograd.set_detect_anomaly",), limit=1.5, layers=20, width=16,
          batch=8, tiny={"layers": 2, "width": 3, "batch": 2})
def anomaly_mlp(xp, **size):
    job = mlp(xp, **size)
    return watched(xp, job), job


def watched(xp, job):
    """A job in anomaly mode."""
    def with_it():
        with xp.autograd.set_detect_anomaly(True):
            return job()
    return with_it
