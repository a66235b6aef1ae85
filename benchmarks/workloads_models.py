"""Workloads of small models: the graphs for which an engine's own time decides."""
import numpy as np
from workload import backward_job, leaf, values, workload

from wengert import demo


@workload("demo-step", "training step of the demo, batch {batch}, {hidden} hidden units", batch=32, hidden=128,
          tiny={"batch": 3, "hidden": 4})
def demo_step(xp, batch, hidden):
    images, labels = demo.load_digits()
    x, y = xp.tensor(images[:batch]), xp.tensor(labels[:batch])
    shapes = [(hidden, 64), (hidden,), (10, hidden), (10,)]
    params = [leaf(xp, values(*shape, seed=k) * 0.1) for k, shape in enumerate(shapes)]
    velocities = [xp.zeros_like(p) for p in params]

    def job():
        # A learning rate of 0 keeps the numbers of every call the same; the velocities begin as the gradients.
        demo.training_step(params, velocities, x, y, lr=0.0, momentum=0.9, xp=xp)
        return velocities
    return job


@workload("mlp-deep", "perceptron, {layers} tanh layers of width {width}, batch {batch}", layers=20, width=16, batch=8,
          tiny={"layers": 2, "width": 3, "batch": 2})
def mlp(xp, layers, width, batch):
    weights = [leaf(xp, values(width, width, seed=k) / width ** 0.5) for k in range(layers)]
    biases = [leaf(xp, values(width, seed=layers + k) * 0.1) for k in range(layers)]
    x, y = xp.tensor(values(batch, width, seed=98)), xp.tensor(values(batch, width, seed=99))

    def loss():
        h = x
        for w, b in zip(weights, biases):
            h = xp.tanh(xp.nn.functional.linear(h, w, b))
        return ((h - y) ** 2).mean()
    return backward_job(loss, weights + biases)


@mlp.peer("autograd")
def mlp_autograd(layers, width, batch):
    import autograd.numpy as anp
    from autograd import grad
    parameters = [values(width, width, seed=k) / np.float32(width ** 0.5) for k in range(layers)]
    parameters += [values(width, seed=layers + k) * np.float32(0.1) for k in range(layers)]
    x, y = values(batch, width, seed=98), values(batch, width, seed=99)

    def loss(parameters):
        h = x
        for w, b in zip(parameters[:layers], parameters[layers:]):
            h = anp.tanh(anp.dot(h, w.T) + b)
        return anp.mean((h - y) ** 2)
    gradient = grad(loss)
    return lambda: gradient(parameters)


@workload("logistic", "logistic regression, {rows} x {columns}, float64", rows=200, columns=10,
          tiny={"rows": 5, "columns": 2})
def logistic(xp, rows, columns):
    x = xp.tensor(values(rows, columns, dtype="float64"))
    y = xp.tensor((values(rows, seed=1) > 0).astype(np.float64))
    w, b = leaf(xp, values(columns, dtype="float64", seed=2)), leaf(xp, np.float64(0.1))

    def loss():
        return xp.nn.functional.binary_cross_entropy_with_logits(x @ w + b, y) + 0.01 * (w * w).sum()
    return backward_job(loss, [w, b])


@logistic.peer("autograd")
def logistic_autograd(rows, columns):
    import autograd.numpy as anp
    from autograd import grad
    x = values(rows, columns, dtype="float64")
    y = (values(rows, seed=1) > 0).astype(np.float64)

    def loss(w, b):
        z = anp.dot(x, w) + b
        return anp.mean(anp.logaddexp(0, z) - y * z) + 0.01 * anp.sum(w * w)
    gradient = grad(loss, (0, 1))
    w = values(columns, dtype="float64", seed=2)
    return lambda: gradient(w, 0.1)


@workload("rnn", "recurrent network, {steps} steps of width {width}, batch {batch}", steps=20, width=16, batch=4,
          tiny={"steps": 2, "width": 3, "batch": 2})
def rnn(xp, steps, width, batch):
    w_in, w_hh = (leaf(xp, values(width, width, seed=k) / width ** 0.5) for k in (0, 1))
    b = leaf(xp, values(width, seed=2) * 0.1)
    x = xp.tensor(values(steps, batch, width, seed=3))
    h0 = xp.zeros(batch, width)

    def loss():
        h = h0
        for t in range(steps):
            h = xp.tanh(x[t] @ w_in + h @ w_hh + b)
        return (h * h).sum()
    return backward_job(loss, [w_in, w_hh, b])


@rnn.peer("autograd")
def rnn_autograd(steps, width, batch):
    import autograd.numpy as anp
    from autograd import grad
    x = values(steps, batch, width, seed=3)
    h0 = np.zeros((batch, width), np.float32)

    def loss(w_in, w_hh, b):
        h = h0
        for t in range(steps):
            h = anp.tanh(anp.dot(x[t], w_in) + anp.dot(h, w_hh) + b)
        return anp.sum(h * h)
    gradient = grad(loss, (0, 1, 2))
    scale = np.float32(width ** -0.5)
    weights = [values(width, width, seed=k) * scale for k in (0, 1)]
    parameters = *weights, values(width, seed=2) * np.float32(0.1)
    return lambda: gradient(*parameters)


@workload("hessian-vector", "Hessian times vector of Rosenbrock's function, n = {n}, float64", n=100, tiny={"n": 4})
def hessian_vector(xp, n):
    x = leaf(xp, values(n, dtype="float64"))
    v = xp.tensor(values(n, dtype="float64", seed=1))

    def job():
        y = (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()
        gradient, = xp.autograd.grad(y, [x], create_graph=True)
        return xp.autograd.grad((gradient * v).sum(), [x])
    return job


@hessian_vector.peer("autograd")
def hessian_vector_autograd(n):
    import autograd.numpy as anp
    from autograd import grad

    def f(x):
        return anp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)
    x, v = values(n, dtype="float64"), values(n, dtype="float64", seed=1)
    product = grad(lambda x: anp.sum(grad(f)(x) * v))
    return lambda: [product(x)]
