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
    parameters, x, y = perceptron([width] * (layers + 1), batch)
    parameters, x, y = [leaf(xp, p) for p in parameters], xp.tensor(x), xp.tensor(y)

    def loss():
        h = x
        for w, b in zip(parameters[::2], parameters[1::2]):
            h = xp.tanh(xp.nn.functional.linear(h, w, b))
        return ((h - y) ** 2).mean()
    return backward_job(loss, parameters)


@workload("mlp-wide", "perceptron 784-{width}-{width}-10 with relu, cross entropy, batch {batch}", width=256, batch=64,
          tiny={"width": 4, "batch": 2})
def wide_mlp(xp, width, batch):
    parameters, x, _ = perceptron([784, width, width, 10], batch)
    parameters, x, target = [leaf(xp, p) for p in parameters], xp.tensor(x), xp.arange(batch) % 10

    def loss():
        w1, b1, w2, b2, w3, b3 = parameters
        h = xp.relu(xp.nn.functional.linear(x, w1, b1))
        h = xp.relu(xp.nn.functional.linear(h, w2, b2))
        return xp.nn.functional.cross_entropy(xp.nn.functional.linear(h, w3, b3), target)
    return backward_job(loss, parameters)


def perceptron(widths, batch):
    """Weights and biases [w, b, w, b, ...] of a perceptron, inputs and goals."""
    parameters = []
    for k, (before, after) in enumerate(zip(widths, widths[1:])):
        parameters += [values(after, before, seed=k) / np.float32(before ** 0.5), values(after, seed=50 + k) / 10]
    return parameters, values(batch, widths[0], seed=98), values(batch, widths[-1], seed=99)


@mlp.arrays("jax", "autograd", "mygrad")
def mlp_arrays(xp, layers, width, batch):
    parameters, x, y = perceptron([width] * (layers + 1), batch)

    def loss(*arguments):
        *parameters, x, y = arguments
        h = x
        for w, b in zip(parameters[::2], parameters[1::2]):
            h = xp.tanh(xp.matmul(h, w.T) + b)
        return xp.mean((h - y) ** 2)
    return loss, parameters, x, y


@mlp.peer("numpy")
def mlp_numpy(layers, width, batch):
    parameters, x, y = perceptron([width] * (layers + 1), batch)

    def job():
        hidden = [x]
        for w, b in zip(parameters[::2], parameters[1::2]):
            hidden.append(np.tanh(hidden[-1] @ w.T + b))
        error = hidden[-1] - y
        np.mean(error * error)
        g, gradients = 2 / error.size * error, []
        for w, h, before in zip(parameters[-2::-2], hidden[:0:-1], hidden[-2::-1]):
            g = g * (1 - h * h)
            gradients += [g.sum(0), g.T @ before]
            g = g @ w
        return gradients[::-1]
    return job


@wide_mlp.arrays("jax", "autograd", "mygrad")
def wide_mlp_arrays(xp, width, batch):
    parameters, x, _ = perceptron([784, width, width, 10], batch)

    def loss(w1, b1, w2, b2, w3, b3, x, row, target):
        h = xp.maximum(xp.matmul(x, w1.T) + b1, 0)
        h = xp.maximum(xp.matmul(h, w2.T) + b2, 0)
        z = xp.matmul(h, w3.T) + b3
        return xp.mean(xp.log(xp.sum(xp.exp(z), axis=1)) - z[row, target])
    return loss, parameters, x, np.arange(batch), np.arange(batch) % 10


@wide_mlp.peer("numpy")
def wide_mlp_numpy(width, batch):
    (w1, b1, w2, b2, w3, b3), x, _ = perceptron([784, width, width, 10], batch)
    row, target = np.arange(batch), np.arange(batch) % 10

    def job():
        h1 = np.maximum(x @ w1.T + b1, 0)
        h2 = np.maximum(h1 @ w2.T + b2, 0)
        z = h2 @ w3.T + b3
        g = np.exp(z)
        sums = g.sum(1, keepdims=True)
        np.mean(np.log(sums[:, 0]) - z[row, target])
        g /= sums
        g[row, target] -= 1
        g /= batch
        g2 = (g @ w3) * (h2 > 0)
        g1 = (g2 @ w2) * (h1 > 0)
        return [g1.T @ x, g1.sum(0), g2.T @ h1, g2.sum(0), g.T @ h2, g.sum(0)]
    return job


@workload("logistic", "logistic regression, {rows} x {columns}, float64", rows=200, columns=10,
          tiny={"rows": 5, "columns": 2})
def logistic(xp, rows, columns):
    (w, b), x, y = regression(rows, columns)
    w, b, x, y = leaf(xp, w), leaf(xp, b), xp.tensor(x), xp.tensor(y)

    def loss():
        return xp.nn.functional.binary_cross_entropy_with_logits(x @ w + b, y) + 0.01 * (w * w).sum()
    return backward_job(loss, [w, b])


def regression(rows, columns):
    """A weight and a bias, inputs, and which of two classes each is of."""
    x, y = values(rows, columns, dtype="float64"), (values(rows, seed=1) > 0).astype(np.float64)
    return [values(columns, dtype="float64", seed=2), np.float64(0.1)], x, y


@logistic.arrays("jax", "autograd", "mygrad")
def logistic_arrays(xp, rows, columns):
    def loss(w, b, x, y):
        z = xp.matmul(x, w) + b
        return xp.mean(xp.logaddexp(0, z) - y * z) + 0.01 * xp.sum(w * w)
    return loss, *regression(rows, columns)


@logistic.peer("numpy")
def logistic_numpy(rows, columns):
    (w, b), x, y = regression(rows, columns)

    def job():
        z = x @ w + b
        np.mean(np.logaddexp(0, z) - y * z) + 0.01 * (w @ w)
        error = (1 / (1 + np.exp(-z)) - y) / rows
        return [error @ x + 0.02 * w, error.sum()]
    return job


@workload("rnn", "recurrent network, {steps} steps of width {width}, batch {batch}", steps=20, width=16, batch=4,
          tiny={"steps": 2, "width": 3, "batch": 2})
def rnn(xp, steps, width, batch):
    (w_in, w_hh, b), x, h0 = recurrent(steps, width, batch)
    w_in, w_hh, b, x, h0 = leaf(xp, w_in), leaf(xp, w_hh), leaf(xp, b), xp.tensor(x), xp.tensor(h0)

    def loss():
        h = h0
        for t in range(steps):
            h = xp.tanh(x[t] @ w_in + h @ w_hh + b)
        return (h * h).sum()
    return backward_job(loss, [w_in, w_hh, b])


def recurrent(steps, width, batch, gates=1):
    """Weights of the input and the state and a bias, inputs of every step, and a state to begin with."""
    scale = np.float32(width ** -0.5)
    weights = [values(width, gates * width, seed=k) * scale for k in (0, 1)]
    parameters = [*weights, values(gates * width, seed=2) / 10]
    return parameters, values(steps, batch, width, seed=3), np.zeros((batch, width), np.float32)


@rnn.arrays("autograd", "mygrad")
def rnn_arrays(xp, steps, width, batch):
    def loss(w_in, w_hh, b, x, h):
        for t in range(steps):
            h = xp.tanh(xp.matmul(x[t], w_in) + xp.matmul(h, w_hh) + b)
        return xp.sum(h * h)
    return loss, *recurrent(steps, width, batch)


@rnn.arrays("jax")
def rnn_jax(xp, steps, width, batch):
    from jax.lax import scan

    def loss(w_in, w_hh, b, x, h):
        h, _ = scan(lambda h, x_t: (xp.tanh(x_t @ w_in + h @ w_hh + b), None), h, x)
        return xp.sum(h * h)
    return loss, *recurrent(steps, width, batch)


@rnn.peer("numpy")
def rnn_numpy(steps, width, batch):
    (w_in, w_hh, b), x, h0 = recurrent(steps, width, batch)

    def job():
        states = [h0]
        for t in range(steps):
            states.append(np.tanh(x[t] @ w_in + states[-1] @ w_hh + b))
        np.sum(states[-1] ** 2)
        g = 2 * states[-1]
        g_in, g_hh, g_b = np.zeros_like(w_in), np.zeros_like(w_hh), np.zeros_like(b)
        for t in range(steps - 1, -1, -1):
            g = g * (1 - states[t + 1] ** 2)
            g_in += x[t].T @ g
            g_hh += states[t].T @ g
            g_b += g.sum(0)
            g = g @ w_hh.T
        return [g_in, g_hh, g_b]
    return job


def lstm_step(xp, h, c, x, w_in, w_hh, b, split, sigmoid):
    """A step written out; the gates are input, forget, cell and output."""
    i, f, g, o = split(xp.matmul(x, w_in) + xp.matmul(h, w_hh) + b)
    c = sigmoid(f) * c + sigmoid(i) * xp.tanh(g)
    return sigmoid(o) * xp.tanh(c), c


@workload("lstm-unrolled", "LSTM written out, {steps} steps of width {width}, batch {batch}", steps=20, width=32,
          batch=8, tiny={"steps": 2, "width": 3, "batch": 2})
def lstm(xp, steps, width, batch):
    (w_in, w_hh, b), x, h0 = recurrent(steps, width, batch, gates=4)
    w_in, w_hh, b, x, h0 = leaf(xp, w_in), leaf(xp, w_hh), leaf(xp, b), xp.tensor(x), xp.tensor(h0)

    def loss():
        h = c = h0
        for t in range(steps):
            h, c = lstm_step(xp, h, c, x[t], w_in, w_hh, b, lambda gates: gates.chunk(4, 1), xp.sigmoid)
        return (h * h).sum()
    return backward_job(loss, [w_in, w_hh, b])


def numpy_gates(xp, width):
    """How modules with NumPy's names split the gates, and their logistic function."""
    return (lambda gates: [gates[:, k * width:(k + 1) * width] for k in range(4)]), (lambda x: 1 / (1 + xp.exp(-x)))


@lstm.arrays("autograd", "mygrad")
def lstm_arrays(xp, steps, width, batch):
    parts = numpy_gates(xp, width)

    def loss(w_in, w_hh, b, x, h):
        c = h
        for t in range(steps):
            h, c = lstm_step(xp, h, c, x[t], w_in, w_hh, b, *parts)
        return xp.sum(h * h)
    return loss, *recurrent(steps, width, batch, gates=4)


@lstm.arrays("jax")
def lstm_jax(xp, steps, width, batch):
    from jax.lax import scan
    parts = numpy_gates(xp, width)

    def loss(w_in, w_hh, b, x, h):
        def step(state, x_t):
            return lstm_step(xp, *state, x_t, w_in, w_hh, b, *parts), None
        (h, _), _ = scan(step, (h, h), x)
        return xp.sum(h * h)
    return loss, *recurrent(steps, width, batch, gates=4)


RATE, BETA1, BETA2, EPSILON, STEPS = 1e-6, 0.9, 0.999, 1e-8, 100  # Adam's numbers; so many steps have been taken


@workload("adam", "Adam, a step of {count} parameters of 16 x 16 and as many of 16, written out", count=50,
          tiny={"count": 2})
def adam(xp, count):
    """The update of Kingma and Ba (2015), in place; what is compared are the mean gradients."""
    arrays, gradients = moments_of(count)
    params, gradients = [xp.tensor(p) for p in arrays], [xp.tensor(g) for g in gradients]
    means, squares = [xp.zeros_like(p) for p in params], [xp.zeros_like(p) for p in params]
    first, second = 1 - BETA1 ** STEPS, (1 - BETA2 ** STEPS) ** 0.5

    def job():
        with xp.no_grad():
            for p, g, m, v in zip(params, gradients, means, squares):
                m.lerp_(g, 1 - BETA1)
                v.mul_(BETA2).addcmul_(g, g, value=1 - BETA2)
                p.addcdiv_(m, v.sqrt().div_(second).add_(EPSILON), value=-RATE / first)
        return [*means, *params]
    return job


def moments_of(count):
    """Parameters and their gradients."""
    shapes = [(16, 16), (16,)] * count
    return [values(*s, seed=k) for k, s in enumerate(shapes)], [values(*s, seed=999 - k) for k, s in enumerate(shapes)]


@adam.peer("numpy")
def adam_numpy(count):
    params, gradients = moments_of(count)
    means, squares = [np.zeros_like(p) for p in params], [np.zeros_like(p) for p in params]
    first, second = 1 - BETA1 ** STEPS, (1 - BETA2 ** STEPS) ** 0.5

    def job():
        for p, g, m, v in zip(params, gradients, means, squares):
            m += (1 - BETA1) * (g - m)
            v *= BETA2
            v += (1 - BETA2) * g * g
            p -= RATE / first * m / (np.sqrt(v) / second + EPSILON)
        return [*means, *params]
    return job


@adam.peer("jax")
def adam_jax(count):
    import jax
    from engines import namespace
    jnp = namespace("jax")
    first, second = 1 - BETA1 ** STEPS, (1 - BETA2 ** STEPS) ** 0.5

    @jax.jit
    def step(params, gradients, means, squares):
        means = [m + (1 - BETA1) * (g - m) for m, g in zip(means, gradients)]
        squares = [BETA2 * v + (1 - BETA2) * g * g for v, g in zip(squares, gradients)]
        return [p - RATE / first * m / (jnp.sqrt(v) / second + EPSILON)
                for p, m, v in zip(params, means, squares)], means, squares
    params, gradients = ([jnp.asarray(array) for array in arrays] for arrays in moments_of(count))
    state = params, [jnp.zeros_like(p) for p in params], [jnp.zeros_like(p) for p in params]

    def job():
        nonlocal state
        params, means, squares = state
        state = jax.block_until_ready(step(params, gradients, means, squares))
        return [*state[1], *state[0]]
    return job
