"""The engines that are compared: which are installed, and how each one's users ask it for a gradient."""
import importlib
import importlib.util
from contextlib import contextmanager

# In the order of the table's columns. torch-1 is torch on one thread: where the machine is busy or the arrays are
# small, its default number of threads is not its best. numpy is the gradient written by hand.
ENGINES = ("wengert", "torch", "torch-1", "jax", "numpy", "autograd", "mygrad", "micrograd")

NAMESPACES = {"jax": "jax.numpy", "autograd": "autograd.numpy", "mygrad": "mygrad"}  # those that speak NumPy


def package(engine):
    """The package that an engine is."""
    return engine.removesuffix("-1")


def available():
    """The engines that are installed here, in the table's order."""
    return [engine for engine in ENGINES if importlib.util.find_spec(package(engine))]


def has(engine, names):
    """Whether an engine has all these names, dotted from its package."""
    for name in names:
        value = importlib.import_module(package(engine))
        for part in name.split("."):
            value = getattr(value, part, None)
        if value is None:
            return False
    return True


@contextmanager
def threads_of(engine):
    """Use as many threads as the engine's name says, as many as it chooses by itself if it says nothing."""
    if not engine.endswith("-1"):
        yield
        return
    module = importlib.import_module(package(engine))
    default = module.get_num_threads()
    module.set_num_threads(1)
    try:
        yield
    finally:
        module.set_num_threads(default)


def namespace(engine):
    """The module with NumPy's names in which a loss is written for this engine."""
    if engine == "jax":
        importlib.import_module("jax").config.update("jax_enable_x64", True)  # else float64 is float32
    return importlib.import_module(NAMESPACES[engine])


def jax_job(loss, parameters, data):
    """The value and the gradients compiled as one program; compiling is not timed, nor is moving the inputs."""
    import jax
    program = jax.jit(jax.value_and_grad(loss, argnums=tuple(range(len(parameters)))))
    arrays = [jax.numpy.asarray(array) for array in (*parameters, *data)]
    return lambda: jax.block_until_ready(program(*arrays))[1]


def autograd_job(loss, parameters, data):
    """The gradient function of HIPS autograd, which traces the loss at every call."""
    from autograd import grad
    gradient = grad(loss, tuple(range(len(parameters))))
    return lambda: gradient(*parameters, *data)


def mygrad_job(loss, parameters, data):
    """Backward from a loss of MyGrad tensors; a tensor's next use clears its gradient."""
    from mygrad import tensor
    leaves = [tensor(array) for array in parameters]

    def job():
        loss(*leaves, *data).backward()
        return [leaf.grad for leaf in leaves]
    return job


JOBS = {"jax": jax_job, "autograd": autograd_job, "mygrad": mygrad_job}
