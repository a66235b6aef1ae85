"""Samples: pooling at random distances with the numbers given, and other functions of nn.functional."""
import numpy as np

from .forms import A, Const, I, P, S

SAMPLES = {}


def U(*shape):
    """Numbers from 0 to 1 that are exact in float16."""
    return Const(np.random.default_rng(len(shape)).integers(0, 16, shape) / 16)


SAMPLES["F.fractional_max_pool2d"] = [
    S(A(2, 3, 5, 6), 2, output_size=(3, 4), _random_samples=U(2, 3, 2)),
    S(A(2, 6, 5), (2, 3), output_ratio=(0.5, 0.5), _random_samples=U(1, 2, 2)),
    S(A(1, 1, 3, 3), 3, 1, _random_samples=U(1, 1, 2)),
    S(A(0, 1, 3, 3), 2, 2, _random_samples=U(0, 1, 2))]
SAMPLES["F.fractional_max_pool3d"] = [
    S(A(2, 2, 4, 5, 6), 2, output_size=(2, 3, 4), _random_samples=U(2, 2, 3)),
    S(A(1, 4, 5, 4), (1, 2, 3), output_ratio=0.4, _random_samples=U(1, 1, 3)),
    S(A(1, 2, 3, 3, 3), 2, 1, _random_samples=U(1, 2, 3))]
SAMPLES["F.fractional_max_pool2d_with_indices"] = [S(A(1, 2, 4, 4), 3, 2, _random_samples=U(3, 2, 2))]
SAMPLES["F.fractional_max_pool3d_with_indices"] = [S(A(1, 2, 3, 4, 4), 2, 1, _random_samples=U(1, 2, 3))]
SAMPLES["F.linear_cross_entropy"] = [
    S(A(3, 4), A(5, 4), I(0, 4, 2)), S(A(4), A(5, 4), I(3), linear_bias=A(5), reduction="none"),
    S(A(3, 4), A(5, 4), I(0, -100, 2), weight=Const(P(5)), label_smoothing=0.1),
    S(A(3, 4), A(5, 4), I(0, 1, 2), ignore_index=1, reduction="sum"),
    S(A(2, 4), A(3, 2, 4), I([[0, 1], [2, 2]]), linear_bias=A(3, 2)), S(A(2, 4), A(3, 4), Const(P(2, 3)))]

# Rows without a public name: the sample that reaches them.
REACHED_BY = {f"_fractional_max_pool{rank}d": f"F.fractional_max_pool{rank}d" for rank in (2, 3)}
