"""Samples of pooling at random distances, and of losses and draws of nn.functional that are made of others."""
from .forms import integer, matrices, probability, real, sample


def planes(rank):
    """Eight channels of about n elements, and the random numbers of their windows."""
    def made(n):
        side = max(4, round((n / 8) ** (1 / rank)))
        return [real(8 * side ** rank, 0).reshape(1, 8, *[side] * rank), probability(8 * rank, 1).reshape(1, 8, rank)]
    return made


def scores(n):
    """Rows of 16, a map to eight classes, and the classes."""
    rows = max(1, n // 16)
    return [real(16 * rows, 0).reshape(rows, 16), real(128, 1).reshape(8, 16), integer(rows, 2)]


for _rank in (2, 3):
    for _name in (f"nn.functional.fractional_max_pool{_rank}d", f"_fractional_max_pool{_rank}d"):
        sample(_name, planes(_rank), lambda xp, x, u, name=f"fractional_max_pool{_rank}d": getattr(
            xp.nn.functional, name)(x, 2, x.shape[2] // 2, _random_samples=u.detach()))
sample("nn.functional.linear_cross_entropy", scores)
sample("nn.functional.gumbel_softmax", matrices(real), same=False)
