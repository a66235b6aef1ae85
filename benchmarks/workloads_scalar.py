"""Workloads of single numbers: what an operation costs when there is almost nothing to compute."""
import math
import sys

import numpy as np
from workload import backward_job, leaf, values, workload


def power(x, length):
    """Multiply by x again and again."""
    y = x
    for _ in range(length):
        y = y * x
    return y


def power_by_hand(x, length):
    """The job of a chain without an engine: powers forward, the product rule backward."""
    def job():
        powers = [x]
        for _ in range(length):
            powers.append(powers[-1] * x)
        g, gradient = 1.0, 0.0
        for y in powers[-2::-1]:
            gradient, g = gradient + g * y, g * x
        return [gradient + g]
    return job


@workload("chain-0d", "chain of {length} products, 0-d float64, per operation", per="length", length=1000,
          tiny={"length": 5})
def chain(xp, length):
    x = xp.tensor(1.001, dtype=xp.float64, requires_grad=True)
    return backward_job(lambda: power(x, length), [x])


@chain.peer("micrograd")
def chain_micrograd(length):
    from micrograd.engine import Value
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 3 * length + 1000))  # its backward is recursive

    def job():
        x = Value(1.001)
        power(x, length).backward()
        return [x.grad]
    return job


@chain.arrays("autograd", "mygrad")
def chain_arrays(xp, length):
    return lambda x: power(x, length), [np.float64(1.001)]


@chain.arrays("jax")
def chain_jax(xp, length):
    from jax.lax import scan
    return lambda x: scan(lambda y, _: (y * x, None), x, length=length)[0], [np.float64(1.001)]


@chain.peer("numpy")
def chain_numpy(length):
    return power_by_hand(1.001, length)


@workload("chain-{n}", "chain of {length} products, {n} float32, per operation", [{"n": 10}, {"n": 1000}], per="length",
          length=1000, tiny={"length": 5, "n": 3})
def vector_chain(xp, n, length):
    x = leaf(xp, near_one(n))
    ones = xp.ones(n)

    def job():
        power(x, length).backward(ones)
        gradient, x.grad = x.grad, None
        return [gradient]
    return job


def near_one(n):
    """Numbers whose powers stay of one size."""
    return np.linspace(0.999, 1.001, n, dtype=np.float32)


@vector_chain.arrays("autograd", "mygrad")
def vector_chain_arrays(xp, n, length):
    return lambda x: xp.sum(power(x, length)), [near_one(n)]


@vector_chain.arrays("jax")
def vector_chain_jax(xp, n, length):
    from jax.lax import scan
    return lambda x: scan(lambda y, _: (y * x, None), x, length=length)[0].sum(), [near_one(n)]


@vector_chain.peer("numpy")
def vector_chain_numpy(n, length):
    return power_by_hand(near_one(n), length)


def mixed_step(xp, s, x):
    """Six elementary operations on numbers; the value stays between 0 and 1.1."""
    return xp.log(xp.exp(xp.sin(s) * x) + s) / (s + 2.0)


def mixed_steps(xp, s, x, steps):
    """Many of them."""
    for _ in range(steps):
        s = mixed_step(xp, s, x)
    return s


@workload("mixed-0d", "sin, exp, log, *, +, / on 0-d float64, {steps} steps of 7", steps=100, tiny={"steps": 3})
def mixed(xp, steps):
    x = xp.tensor(0.7, dtype=xp.float64, requires_grad=True)
    start = xp.tensor(0.3, dtype=xp.float64)
    return backward_job(lambda: mixed_steps(xp, start, x, steps), [x])


@mixed.arrays("autograd", "mygrad")
def mixed_arrays(xp, steps):
    return lambda x: mixed_steps(xp, 0.3, x, steps), [np.float64(0.7)]


@mixed.arrays("jax")
def mixed_jax(xp, steps):
    from jax.lax import scan
    return lambda x: scan(lambda s, _: (mixed_step(xp, s, x), None), 0.3, length=steps)[0], [np.float64(0.7)]


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


@polynomial.arrays("autograd", "mygrad", "jax")
def polynomial_arrays(xp, degree):
    return lambda x, *coefficients: horner(coefficients, x), [np.float64(0.9), *values(degree + 1, dtype="float64")]


def horner(coefficients, x):
    """The polynomial with these coefficients, the highest first."""
    y = coefficients[0]
    for c in coefficients[1:]:
        y = y * x + c
    return y


@workload("simulation", "orbit of a body, {steps} steps of 3-vectors, float64", steps=50, tiny={"steps": 3})
def simulation(xp, steps):
    start, speed, goal = orbit()
    start, speed, goal = leaf(xp, start), leaf(xp, speed), xp.tensor(goal)
    dt = math.pi / steps

    def loss():
        p, v = start, speed
        for _ in range(steps):
            square = (p * p).sum()
            v = v - p * (dt / (square * square.sqrt()))
            p = p + v * dt
        return ((p - goal) ** 2).sum()
    return backward_job(loss, [start, speed])


def orbit():
    """Where the body is, where it goes, and where it shall be after half a turn."""
    return np.array([1.0, 0.0, 0.1]), np.array([0.0, 1.0, 0.05]), np.array([-1.0, 0.0, 0.0])


def orbit_step(xp, p, v, dt):
    """A step under gravity: the velocity first, then the place."""
    square = xp.sum(p * p)
    v = v - p * (dt / (square * xp.sqrt(square)))
    return p + v * dt, v


@simulation.arrays("autograd", "mygrad")
def simulation_arrays(xp, steps):
    start, speed, goal = orbit()

    def loss(p, v):
        for _ in range(steps):
            p, v = orbit_step(xp, p, v, math.pi / steps)
        return xp.sum((p - goal) ** 2)
    return loss, [start, speed]


@simulation.arrays("jax")
def simulation_jax(xp, steps):
    from jax.lax import scan
    start, speed, goal = orbit()

    def loss(p, v):
        (p, v), _ = scan(lambda at, _: (orbit_step(xp, *at, math.pi / steps), None), (p, v), length=steps)
        return xp.sum((p - goal) ** 2)
    return loss, [start, speed]


@simulation.peer("numpy")
def simulation_numpy(steps):
    start, speed, goal = orbit()
    dt = math.pi / steps

    def job():
        p, v, places = start, speed, []
        for _ in range(steps):
            places.append(p)
            p, v = orbit_step(np, p, v, dt)
        gp, gv = 2 * (p - goal), np.zeros(3)
        for p in places[::-1]:
            gv = gv + dt * gp
            square = p @ p
            scale = dt / (square * math.sqrt(square))
            gp = gp - scale * gv + (3 * scale / square) * (gv @ p) * p
        return [gp, gv]
    return job
