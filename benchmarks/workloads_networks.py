"""Workloads of convolutions, recurrent cells and attention: the layers that have kernels of their own."""
import numpy as np
from workload import backward_job, leaf, values, workload
from workloads_models import numpy_gates

IMAGES = [{"batch": 8, "channels": 3, "filters": 16, "pixels": 32}, {"batch": 16, "channels": 16, "filters": 32,
          "pixels": 28}, {"batch": 32, "channels": 64, "filters": 64, "pixels": 14},
          {"batch": 8, "channels": 64, "filters": 64, "pixels": 56}]


@workload("conv-{channels}-{filters}-{pixels}",
          "3 x 3 convolution, {batch} images of {pixels} x {pixels}, {channels} to {filters} channels, float32", IMAGES,
          tiny={"batch": 2, "channels": 3, "filters": 2, "pixels": 5}, needs=("nn.functional.conv2d",))
def convolution(xp, batch, channels, filters, pixels):
    parameters, weight = images(batch, channels, filters, pixels)
    parameters, weight = [leaf(xp, p) for p in parameters], xp.tensor(weight)
    return backward_job(lambda: (xp.nn.functional.conv2d(*parameters, padding=1) * weight).sum(), parameters)


def images(batch, channels, filters, pixels):
    """Images, filters and a bias, and weights of the results."""
    scale = np.float32((9 * channels) ** -0.5)
    parameters = [values(batch, channels, pixels, pixels), values(filters, channels, 3, 3, seed=1) * scale,
                  values(filters, seed=2)]
    return parameters, values(batch, filters, pixels, pixels, seed=3)


def jax_convolution(x, w, b, padding):
    """Images times filters and a bias, all with the channels second."""
    from jax.lax import conv_general_dilated
    return conv_general_dilated(x, w, (1, 1), [(padding, padding)] * 2) + b[:, None, None]


@convolution.arrays("jax")
def convolution_jax(xp, **size):
    return lambda x, w, b, weight: xp.sum(jax_convolution(x, w, b, 1) * weight), *images(**size)


@convolution.arrays("mygrad")
def convolution_mygrad(xp, **size):
    from mygrad.nnet.layers import conv_nd

    def loss(x, w, b, weight):
        return xp.sum((conv_nd(x, w, stride=1, padding=1) + xp.reshape(b, (-1, 1, 1))) * weight)
    return loss, *images(**size)


@workload("lenet", "LeNet on images of 28 x 28, cross entropy, batch {batch}", batch=32, tiny={"batch": 2},
          needs=("nn.functional.conv2d", "nn.functional.max_pool2d"))
def lenet(xp, batch):
    F = xp.nn.functional
    parameters, x, target = digits(batch)
    parameters, x, target = [leaf(xp, p) for p in parameters], xp.tensor(x), xp.tensor(target)

    def loss():
        w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = parameters
        h = F.max_pool2d(F.relu(F.conv2d(x, w1, b1, padding=2)), 2)
        h = F.max_pool2d(F.relu(F.conv2d(h, w2, b2)), 2).flatten(1)
        h = F.relu(F.linear(F.relu(F.linear(h, w3, b3)), w4, b4))
        return F.cross_entropy(F.linear(h, w5, b5), target)
    return backward_job(loss, parameters)


def digits(batch):
    """Weights and biases of LeNet's five layers, images, and the digits that they shall show."""
    parameters = []
    for k, shape in enumerate([(6, 1, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84)]):
        scale = np.float32(np.prod(shape[1:]) ** -0.5)
        parameters += [values(*shape, seed=k) * scale, values(shape[0], seed=50 + k) / 10]
    return parameters, values(batch, 1, 28, 28, seed=99), np.arange(batch) % 10


@lenet.arrays("jax")
def lenet_jax(xp, batch):
    import jax

    def pooled(x):
        return jax.lax.reduce_window(x, -np.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")

    def loss(w1, b1, w2, b2, w3, b3, w4, b4, w5, b5, x, target):
        h = pooled(jax.nn.relu(jax_convolution(x, w1, b1, 2)))
        h = pooled(jax.nn.relu(jax_convolution(h, w2, b2, 0))).reshape(len(target), -1)
        h = jax.nn.relu(jax.nn.relu(h @ w3.T + b3) @ w4.T + b4)
        z = jax.nn.log_softmax(h @ w5.T + b5)
        return -xp.mean(z[xp.arange(len(target)), target])
    return loss, *digits(batch)


CELLS = [{"width": 32, "batch": 1}, {"width": 128, "batch": 16}, {"width": 256, "batch": 64}]


@workload("lstm-{width}-{batch}", "LSTM, {steps} calls of lstm_cell of width {width}, batch {batch}", CELLS, steps=20,
          tiny={"steps": 2, "width": 3, "batch": 2}, needs=("lstm_cell",))
def lstm_cells(xp, steps, width, batch):
    parameters, x, h0 = cells(steps, width, batch)
    parameters, x, h0 = [leaf(xp, p) for p in parameters], xp.tensor(x), xp.tensor(h0)

    def loss():
        h = c = h0
        for t in range(steps):
            h, c = xp.lstm_cell(x[t], (h, c), *parameters)
        return (h * h).sum()
    return backward_job(loss, parameters)


def cells(steps, width, batch):
    """PyTorch's weights and biases of a cell, inputs of every step, and a state to begin with."""
    scale = np.float32(width ** -0.5)
    parameters = [values(4 * width, width, seed=k) * scale for k in (0, 1)]
    parameters += [values(4 * width, seed=k) / 10 for k in (2, 3)]
    return parameters, values(steps, batch, width, seed=4), np.zeros((batch, width), np.float32)


@lstm_cells.arrays("jax")
def lstm_cells_jax(xp, steps, width, batch):
    from jax.lax import scan
    split, sigmoid = numpy_gates(xp, width)

    def loss(w_ih, w_hh, b_ih, b_hh, x, h):
        def step(state, x_t):
            h, c = state
            i, f, g, o = split(x_t @ w_ih.T + h @ w_hh.T + (b_ih + b_hh))
            c = sigmoid(f) * c + sigmoid(i) * xp.tanh(g)
            return (sigmoid(o) * xp.tanh(c), c), None
        (h, _), _ = scan(step, (h, h), x)
        return xp.sum(h * h)
    return loss, *cells(steps, width, batch)


@lstm_cells.peer("numpy")
def lstm_cells_numpy(steps, width, batch):
    (w_ih, w_hh, b_ih, b_hh), x, h0 = cells(steps, width, batch)
    split, sigmoid = numpy_gates(np, width)

    def job():
        h, c, saved = h0, h0, []
        for t in range(steps):
            i, f, g, o = split(x[t] @ w_ih.T + h @ w_hh.T + (b_ih + b_hh))
            i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
            saved.append((h, c, i, f, g, o))
            c = f * c + i * g
            saved[-1] += (np.tanh(c),)
            h = o * saved[-1][-1]
        np.sum(h * h)
        gh, gc = 2 * h, 0
        g_ih, g_hh, g_b = np.zeros_like(w_ih), np.zeros_like(w_hh), np.zeros_like(b_ih)
        for t in range(steps - 1, -1, -1):
            h, c, i, f, g, o, t_c = saved[t]
            gc = gc + gh * o * (1 - t_c * t_c)
            gates = np.concatenate([gc * g * i * (1 - i), gc * c * f * (1 - f), gc * i * (1 - g * g),
                                    gh * t_c * o * (1 - o)], 1)
            g_ih += gates.T @ x[t]
            g_hh += gates.T @ h
            g_b += gates.sum(0)
            gh, gc = gates @ w_hh, gc * f
        return [g_ih, g_hh, g_b, g_b]
    return job


BLOCKS = [{"batch": 4, "length": 64, "width": 128}, {"batch": 8, "length": 256, "width": 256}]


@workload("transformer-{length}-{width}",
          "transformer block, {batch} x {length} tokens of width {width}, {heads} heads, causal, float32", BLOCKS,
          heads=4, tiny={"batch": 2, "length": 3, "width": 8, "heads": 2},
          needs=("nn.functional.scaled_dot_product_attention",))
def transformer(xp, batch, length, width, heads):
    F = xp.nn.functional
    parameters, x, weight = block(batch, length, width)
    parameters, x, weight = [leaf(xp, p) for p in parameters], leaf(xp, x), xp.tensor(weight)

    def loss():
        g1, c1, w_qkv, b_qkv, w_out, b_out, g2, c2, w_up, b_up, w_down, b_down = parameters
        h = F.linear(F.layer_norm(x, (width,), g1, c1), w_qkv, b_qkv)
        q, k, v = h.view(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4).unbind(0)
        h = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(batch, length, width)
        y = x + F.linear(h, w_out, b_out)
        y = y + F.linear(F.gelu(F.linear(F.layer_norm(y, (width,), g2, c2), w_up, b_up)), w_down, b_down)
        return (y * weight).sum()
    return backward_job(loss, [*parameters, x])


def block(batch, length, width):
    """The parameters of a transformer block in the order of use, inputs, and weights of the results."""
    parameters = []
    for k, times in enumerate([(3, 1), (1, 1), (4, 1), (1, 4)]):
        if k % 2 == 0:
            parameters += [1 + values(width, seed=20 + k) / 10, values(width, seed=30 + k) / 10]
        rows, columns = times[0] * width, times[1] * width
        parameters += [values(rows, columns, seed=k) * np.float32(columns ** -0.5), values(rows, seed=40 + k) / 10]
    return parameters, values(batch, length, width, seed=98), values(batch, length, width, seed=99)


@transformer.arrays("jax")
def transformer_jax(xp, batch, length, width, heads):
    import jax

    def normal(x, g, c):
        return jax.nn.standardize(x, axis=-1, epsilon=1e-5) * g + c

    def loss(g1, c1, w_qkv, b_qkv, w_out, b_out, g2, c2, w_up, b_up, w_down, b_down, x, weight):
        h = (normal(x, g1, c1) @ w_qkv.T + b_qkv).reshape(batch, length, 3, heads, width // heads)
        h = jax.nn.dot_product_attention(h[:, :, 0], h[:, :, 1], h[:, :, 2], is_causal=True)
        y = x + h.reshape(batch, length, width) @ w_out.T + b_out
        y = y + jax.nn.gelu(normal(y, g2, c2) @ w_up.T + b_up, approximate=False) @ w_down.T + b_down
        return xp.sum(y * weight)
    parameters, x, weight = block(batch, length, width)
    return loss, [*parameters, x], weight
