"""A small network learns to read handwritten digits: plain tensors, written as for PyTorch."""

import gzip
import sys
import time
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

import wengert as torch

TRAINING_IMAGES = 1437  # of 1,797; the other 360 are held out


@dataclass(frozen=True)
class Result:
    """What :func:`train` found: accuracies in [0, 1], seconds, and the mean loss of each epoch."""

    train_accuracy: float
    held_out_accuracy: float
    seconds: float
    losses: tuple[float, ...]


def load_digits():
    """Load the images and their digits.

    Returns
    -------
    images : numpy.ndarray
        Shape (1797, 64), float32 in [0, 1]: 8 x 8 pixels row by row.
    labels : numpy.ndarray
        Shape (1797,), int64: the digit that each image shows.

    Examples
    --------
    >>> images, labels = load_digits()
    >>> images.shape, labels[:5].tolist()
    ((1797, 64), [0, 1, 2, 3, 4])
    """
    packed = files("wengert").joinpath("data/digits.csv.gz").read_bytes()
    table = np.loadtxt(gzip.decompress(packed).decode("ascii").splitlines(), delimiter=",", dtype=np.int64)
    return (table[:, :64] / 16).astype(np.float32), table[:, 64].copy()


def init_params(hidden, xp=torch):
    """Make the weights and biases [w1, b1, w2, b2] of a network with 64 inputs and 10 outputs.

    Parameters
    ----------
    hidden : int
        Number of hidden units.
    xp : module
        wengert, or a module with the same names (torch).

    Returns
    -------
    list of Tensor
        float32, shapes (hidden, 64), (hidden,), (10, hidden), (10,); all require gradients.

    Examples
    --------
    >>> [tuple(p.shape) for p in init_params(hidden=5)]
    [(5, 64), (5,), (10, 5), (10,)]
    """
    w1 = xp.randn(hidden, 64) * (2 / 64) ** 0.5  # this scale keeps the variance through a relu
    b1 = xp.zeros(hidden)
    w2 = xp.randn(10, hidden) * (2 / hidden) ** 0.5
    b2 = xp.zeros(10)
    return [p.requires_grad_() for p in (w1, b1, w2, b2)]


def forward(params, x, xp=torch):
    """Compute the network's ten scores for each image.

    Parameters
    ----------
    params : list of Tensor
        As from :func:`init_params`.
    x : Tensor
        Images, shape (n, 64), float32.
    xp : module
        wengert, or a module with the same names (torch).

    Returns
    -------
    Tensor
        Shape (n, 10), float32: the larger, the likelier the digit.

    Examples
    --------
    >>> tuple(forward(init_params(hidden=5), torch.zeros(3, 64)).shape)
    (3, 10)
    """
    F = xp.nn.functional
    w1, b1, w2, b2 = params
    h = F.relu(F.linear(x, w1, b1))
    return F.linear(h, w2, b2)


def training_step(params, velocities, x, y, lr, momentum, xp=torch):
    """Take one step of gradient descent with momentum; params and velocities change in place.

    Parameters
    ----------
    params : list of Tensor
        As from :func:`init_params`.
    velocities : list of Tensor
        One per parameter, of its shape; zeros at first.
    x : Tensor
        Images, shape (n, 64), float32.
    y : Tensor
        Their digits, shape (n,), int64.
    lr : float
        Learning rate.
    momentum : float
        How much of the last step's velocity is kept.
    xp : module
        wengert, or a module with the same names (torch).

    Returns
    -------
    Tensor
        The loss before the step, shape ().

    Examples
    --------
    >>> params = init_params(hidden=5)
    >>> velocities = [torch.zeros_like(p) for p in params]
    >>> x, y = torch.zeros(3, 64), torch.tensor([1, 2, 3])
    >>> losses = [training_step(params, velocities, x, y, lr=0.1, momentum=0.9).item() for _ in range(9)]
    >>> losses[-1] < losses[0]
    True
    """
    loss = xp.nn.functional.cross_entropy(forward(params, x, xp), y)
    loss.backward()
    with xp.no_grad():
        for p, v in zip(params, velocities):
            v.mul_(momentum).add_(p.grad)
            p.sub_(v, alpha=lr)
            p.grad = None
    return loss


def accuracy(params, x, y):
    """Return the fraction of the images x whose digit y the network reads correctly, a float.

    Examples
    --------
    >>> accuracy([torch.zeros(2, 64), torch.zeros(2), torch.zeros(10, 2), torch.zeros(10)],
    ...          torch.zeros(4, 64), torch.tensor([0, 0, 0, 7]))  # equal scores are read as 0
    0.75
    """
    with torch.no_grad():
        digits = forward(params, x).argmax(dim=1)
    return (digits == y).sum().item() / len(y)


def train(seed=0, epochs=30, hidden=128, batch=32, progress=None):
    """Train the network on 1,437 of the images and test it on the other 360.

    The same seed gives the same result.

    Parameters
    ----------
    seed : int
        Seeds the first weights, the order of the images, and which of them are held out.
    epochs : int
        How often every training image is seen.
    hidden : int
        Number of hidden units.
    batch : int
        Images per step.
    progress : callable, optional
        Called as ``progress(epoch, epochs, loss)`` after each epoch, counted from 1, with its mean loss.

    Returns
    -------
    Result
        Accuracies, seconds and losses.

    Raises
    ------
    ValueError
        If epochs, hidden or batch is less than 1.

    Examples
    --------
    >>> train(seed=0, epochs=5).held_out_accuracy > 0.9
    True
    """
    if min(epochs, hidden, batch) < 1:
        raise ValueError(f"epochs, hidden and batch must be at least 1, got {epochs}, {hidden} and {batch}")
    rng = np.random.default_rng(seed)
    images, labels = map(torch.from_numpy, load_digits())
    shuffled = torch.from_numpy(rng.permutation(len(labels)))
    training, held_out = shuffled[:TRAINING_IMAGES], shuffled[TRAINING_IMAGES:]
    x, y = images[training], labels[training]

    torch.manual_seed(seed)
    params = init_params(hidden)
    velocities = [torch.zeros_like(p) for p in params]
    losses = []
    start = time.perf_counter()
    for epoch in range(1, epochs + 1):
        order = torch.from_numpy(rng.permutation(len(y)))
        total = 0.0
        for i in range(0, len(y), batch):
            chosen = order[i : i + batch]
            loss = training_step(params, velocities, x[chosen], y[chosen], lr=0.1, momentum=0.9)
            total += loss.item() * len(chosen)
        losses.append(total / len(y))
        if progress is not None:
            progress(epoch, epochs, losses[-1])
    seconds = time.perf_counter() - start
    return Result(
        train_accuracy=accuracy(params, x, y),
        held_out_accuracy=accuracy(params, images[held_out], labels[held_out]),
        seconds=seconds,
        losses=tuple(losses),
    )


def print_progress(epoch, epochs, loss):
    """Print how far the training is: on a terminal one line that moves, else every fifth epoch a line."""
    text = f"epoch {epoch:3}/{epochs}  loss {loss:.4f}"
    if sys.stdout.isatty():
        print(f"\r{text}", end="\n" if epoch == epochs else "", flush=True)
    elif epoch % 5 == 0 or epoch == epochs:
        print(text, flush=True)


def run(seed=0, epochs=30, hidden=128, batch=32, quiet=False):
    """Train as :func:`train` does and print its progress (unless quiet) and its result."""
    if not quiet:
        print(f"A network with {hidden} hidden units learns to read handwritten digits.")
    result = train(seed, epochs, hidden, batch, progress=None if quiet else print_progress)
    print(
        f"training accuracy {result.train_accuracy:.2%}, held-out accuracy {result.held_out_accuracy:.2%}, "
        f"{result.seconds:.2f} s"
    )
