"""Workloads of single numbers: what an operation costs when there is almost nothing to compute."""
import math
import sys

import numpy as np
from workload import backward_job, leaf, values, workload


@workload("chain-0d", "chain of {length} products, 0-d float64, per operation", per="length", length=1000,
          tiny={"length": 5})
def chain(xp, length):
    x = xp.tensor(1.001, dtype=xp.float64, requires_grad=True)

    def loss():
        y = x
        for _ in range(length):
            y = y * x
        return y
    return backward_job(loss, [x])


@chain.peer("micrograd")
def chain_micrograd(length):
    from micrograd.engine import Value
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 3 * length + 1000))  # its backward is recursive

    def job():
        y = x = Value(1.001)
        for _ in range(length):
            y = y * x
        y.backward()
        return [x.grad]
    return job


@chain.peer("autograd")
def chain_autograd(length):
    from autograd import grad

    def power(x):
        y = x
        for _ in range(length):
            y = y * x
        return y
    gradient = grad(power)
    return lambda: [gradient(1.001)]


@workload("chain-{n}", "chain of {length} products, {n} float32, per operation", [{"n": 10}, {"n": 1000}], per="length",
          length=1000, tiny={"length": 5, "n": 3})
def vector_chain(xp, n, length):
    x = leaf(xp, np.linspace(0.999, 1.001, n, dtype=np.float32))
    ones = xp.ones(n)

    def job():
        y = x
        for _ in range(length):
            y = y * x
        y.backward(ones)
        gradient, x.grad = x.grad, None
        return [gradient]
    return job


@vector_chain.peer("autograd")
def vector_chain_autograd(n, length):
    from autograd import elementwise_grad

    def power(x):
        y = x
        for _ in range(length):
            y = y * x
        return y
    gradient = elementwise_grad(power)
    x = np.linspace(0.999, 1.001, n, dtype=np.float32)
    return lambda: [gradient(x)]


def mixed_step(sin, exp, log, s, x):
    """Six elementary operations on numbers; the value stays between 0 and 1.1."""
    return log(exp(sin(s) * x) + s) / (s + 2.0)


@workload("mixed-0d", "sin, exp, log, *, +, / on 0-d float64, {steps} steps of 7", steps=100, tiny={"steps": 3})
def mixed(xp, steps):
    x = xp.tensor(0.7, dtype=xp.float64, requires_grad=True)
    start = xp.tensor(0.3, dtype=xp.float64)

    def loss():
        s = start
        for _ in range(steps):
            s = mixed_step(xp.sin, xp.exp, xp.log, s, x)
        return s
    return backward_job(loss, [x])


@mixed.peer("autograd")
def mixed_autograd(steps):
    import autograd.numpy as anp
    from autograd import grad

    def loss(x):
        s = 0.3
        for _ in range(steps):
            s = mixed_step(anp.sin, anp.exp, anp.log, s, x)
        return s
    gradient = grad(loss)
    return lambda: [gradient(0.7)]


@workload("polynomial-0d", "Horner's rule, degree {degree}, 0-d float64", degree=100, tiny={"degree": 3})
def polynomial(xp, degree):
    numbers = values(degree + 1, dtype="float64").tolist()
    coefficients = [xp.tensor(c, dtype=xp.float64, requires_grad=True) for c in numbers]
    x = xp.tensor(0.9, dtype=xp.float64, requires_grad=True)
    return backward_job(lambda: horner(coefficients, x), [x, *coefficients])


@polynomial.peer("micrograd")
def polynomial_micrograd(degree):
    from micrograd.engine import Value
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 6 * degree + 1000))
    numbers = values(degree + 1, dtype="float64").tolist()

    def job():
        coefficients, x = [Value(c) for c in numbers], Value(0.9)
        horner(coefficients, x).backward()
        return [x.grad] + [c.grad for c in coefficients]
    return job


def horner(coefficients, x):
    """The polynomial with these coefficients, the highest first."""
    y = coefficients[0]
    for c in coefficients[1:]:
        y = y * x + c
    return y


@workload("simulation", "orbit of a body, {steps} steps of 3-vectors, float64", steps=50, tiny={"steps": 3})
def simulation(xp, steps):
    start = leaf(xp, np.array([1.0, 0.0, 0.1]))
    speed = leaf(xp, np.array([0.0, 1.0, 0.05]))
    goal = xp.tensor(np.array([-1.0, 0.0, 0.0]))
    dt = math.pi / steps

    def loss():
        p, v = start, speed
        for _ in range(steps):
            square = (p * p).sum()
            v = v - p * (dt / (square * square.sqrt()))
            p = p + v * dt
        return ((p - goal) ** 2).sum()
    return backward_job(loss, [start, speed])


@simulation.peer("autograd")
def simulation_autograd(steps):
    import autograd.numpy as anp
    from autograd import grad
    dt = math.pi / steps
    goal = np.array([-1.0, 0.0, 0.0])

    def loss(p, v):
        for _ in range(steps):
            square = anp.sum(p * p)
            v = v - p * (dt / (square * anp.sqrt(square)))
            p = p + v * dt
        return anp.sum((p - goal) ** 2)
    gradient = grad(loss, (0, 1))
    start, speed = np.array([1.0, 0.0, 0.1]), np.array([0.0, 1.0, 0.05])
    return lambda: gradient(start, speed)
